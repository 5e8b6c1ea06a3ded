"""Tenders: which procedure an item belongs to, how far it has come, and what is no information on one."""

from datetime import date

import pytest

from crawler.extract import tender
from crawler.extract.tender import Step, read_tender, read_tender_text
from tests.places import placed

read_text = placed(read_tender_text, text_at=1)


@pytest.mark.parametrize(
    ("title", "step", "name"),
    [
        ("启智小学东校区建设项目施工招标公告", Step.NOTICE, "启智小学东校区建设项目"),
        ("关于北山路改造工程施工招标的公告", Step.NOTICE, "北山路改造工程"),
        ("区人民医院彩色超声诊断仪采购项目公开招标公告", Step.NOTICE, "区人民医院彩色超声诊断仪采购项目"),
        ("校园安保服务采购项目竞争性磋商公告", Step.NOTICE, "校园安保服务采购项目"),
        ("青禾镇便民服务中心装修工程竞争性比选公告", Step.NOTICE, "青禾镇便民服务中心装修工程"),
        ("南河防洪治理工程施工招标更正公告", Step.CHANGE, "南河防洪治理工程"),
        ("南河防洪治理工程施工招标控制价公示", Step.CHANGE, "南河防洪治理工程"),
        ("南河防洪治理工程施工评标结果公示", Step.CANDIDATES, "南河防洪治理工程"),
        ("关于南河防洪治理工程施工中标候选人的公示", Step.CANDIDATES, "南河防洪治理工程"),
        ("南河防洪治理工程（施工）中标结果公告", Step.RESULT, "南河防洪治理工程"),
        ("办公家具采购项目成交公告", Step.RESULT, "办公家具采购项目"),
        ("区疾控中心冷链设备采购项目废标公告", Step.FAILED, "区疾控中心冷链设备采购项目"),
        ("职教园区食堂施工招标失败公告", Step.FAILED, "职教园区食堂"),
        ("关于终止滨江步道提升工程施工招标的公告", Step.STOPPED, "滨江步道提升工程"),
        ("智慧水务平台采购项目终止公告", Step.STOPPED, "智慧水务平台采购项目"),
        ("物业服务采购项目政府采购合同公告", Step.CONTRACT, "物业服务采购项目"),
        ("农村土地整治项目施工招标公告", Step.NOTICE, "农村土地整治项目"),
        ("中标候选人公示", Step.CANDIDATES, ""),
    ],
)
def test_the_step_and_the_name_of_a_title(title: str, step: Step, name: str) -> None:
    found = read_tender(title)
    assert found is not None
    assert (found.step, found.name) == (step, name)


@pytest.mark.parametrize(
    "title",
    [
        "关于晨光中学迁建工程招标事项核准的批复",
        "2023年6月政府采购意向公开",
        "国有建设用地使用权挂牌出让成交公示",
        "区体育中心看台维修工程招标投诉处理决定书",
        "启智小学东校区建设项目顺利完成招标工作",
        "区住建局召开招标代理机构座谈会",
        "政府采购代理机构管理办法",
        "事业单位公开招聘公告",
        "环卫作业服务采购项目履约验收公示",
        "公示",
    ],
)
def test_near_misses_are_no_procedure(title: str) -> None:
    assert read_tender(title) is None


@pytest.mark.parametrize(
    ("title", "lots"),
    [
        ("农村公路改造工程一标段施工招标公告", {"1"}),
        ("农村公路改造工程（第1标段）中标结果公告", {"1"}),
        ("南河防洪治理工程施工（一、二标段）招标公告", {"1", "2"}),
        ("高标准农田建设项目1-3标段中标候选人公示", {"1", "2", "3"}),
        ("高标准农田建设项目施工标段二中标结果公示", {"2"}),
        ("义务教育设备采购项目（第二包）中标公告", {"2"}),
        ("校园设备采购项目01包成交公告", {"1"}),
        ("国道改线工程A标段招标公告", {"A"}),
        ("北河防洪治理工程十二标段招标公告", {"12"}),
        ("食堂面包采购项目招标公告", set()),
        ("标准化厂房建设项目招标公告", set()),
    ],
)
def test_lots(title: str, lots: set[str]) -> None:
    found = read_tender(title)
    assert found is not None and found.lots == lots


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("晨光中学迁建工程施工招标公告", {"施工"}),
        ("晨光中学迁建工程监理招标公告", {"监理"}),
        ("晨光中学迁建工程勘察设计招标公告", {"勘察", "设计"}),
        ("区档案馆新馆建设项目勘察设计施工总承包（EPC）招标公告", {"总承包"}),
        ("区档案馆新馆建设项目EPC总承包中标候选人公示", {"总承包"}),
        ("晨光中学迁建工程招标公告", set()),
    ],
)
def test_works_and_their_supervision_are_tendered_apart(title: str, roles: set[str]) -> None:
    found = read_tender(title)
    assert found is not None and found.roles == roles


@pytest.mark.parametrize(
    ("title", "time", "anew"),
    [
        ("职教园区食堂施工（第二次）招标公告", 2, False),
        ("职教园区食堂施工招标公告（二次）", 2, False),
        ("职教园区食堂比选公告（第三次）", 3, False),
        ("职教园区食堂二次招标公告", 2, False),
        ("职教园区食堂施工重新招标公告", 1, True),
        ("老旧小区二次供水改造工程施工招标公告", 1, False),
        ("第五次全国经济普查宣传服务采购公告", 1, False),
    ],
)
def test_which_round(title: str, time: int, *, anew: bool) -> None:
    found = read_tender(title)
    assert found is not None and (found.time, found.anew, found.is_repeated) == (time, anew, anew or time > 1)


def test_numbers_names_and_days_of_a_text() -> None:
    text = (
        "项目名称：云岭冷链集散中心项目施工\n招标编号：YBZB-2023-018\n项目代码：2301-511703-04-01-123456\n"
        "开标时间：2023年3月22日9时30分\n评标时间：2023年3月23日\n"
    )
    found = read_text("中标候选人公示", text)
    assert found.numbers == {"YBZB-2023-018"}
    assert found.named == ("云岭冷链集散中心项目施工",)
    assert (found.opened, found.evaluated) == (date(2023, 3, 22), date(2023, 3, 23))


@pytest.mark.parametrize("text", ["收到评标报告时间：2023年7月10日", "招标人于2023年7月10日收到评标报告，现公示", "2023年7月10日收到评标委员会提交的评标报告"])
def test_the_day_on_which_the_report_came(text: str) -> None:
    assert read_text("中标候选人公示", text).reported == date(2023, 7, 10)


def test_a_day_that_is_not_that_of_the_report() -> None:
    assert read_text("中标候选人公示", "开标时间：2023年7月10日。评标报告已提交。").reported is None


@pytest.mark.parametrize(
    ("title", "text", "numbers"),
    [
        ("污水管网完善工程招标公告（YBJS2023-041）", "", {"YBJS2023-041"}),
        ("校园安保服务采购项目成交公告", "采购项目编号：N5117032023000012", {"N5117032023000012"}),
        ("校舍加固工程中标结果公告", "项目编号：511703-20230428-017。", {"511703-20230428-017"}),
        ("校舍加固工程中标结果公告", "联系电话：0818-0000000，邮政编码：635000", set()),
        ("校舍加固工程中标结果公告", "项目编号：/", set()),
    ],
)
def test_numbers(title: str, text: str, numbers: set[str]) -> None:
    assert read_text(title, text).numbers == numbers


def test_hostile_titles_are_read_in_time() -> None:
    for word in ("招标", "（", "一、", "施工", "第二次", "1-", "（1"):
        tender.read_tender(word * 5_000)
        tender.read_tender_text(word * 200, (word + "：") * 20_000)
