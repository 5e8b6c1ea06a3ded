"""Programmes of innovation support: which one a title names, how far it has come, whose it is."""

import pytest

from crawler.extract.programme import Level, Step, is_asked_above, read_programme

PLACES = ("示例市样本区", "样本区")


@pytest.mark.parametrize(
    ("title", "name", "step", "level"),
    [
        ("关于组织申报2023年区级科技计划项目的通知", "科技计划项目", Step.CALL, Level.DISTRICT),
        ("关于申报2023年度高新技术企业的通知", "高新技术企业", Step.CALL, Level.UNTOLD),
        ("2023年度第一批创新型中小企业拟推荐名单公示", "创新型中小企业", Step.LIST, Level.UNTOLD),
        ("示例市样本区2023年研发投入后补助拟补助企业名单公示", "研发补助", Step.LIST, Level.DISTRICT),
        ("关于公布2023年样本区科技计划立项项目的通知", "科技计划项目", Step.LIST, Level.DISTRICT),
        ("关于下达2023年区级科技计划项目资金的通知", "科技计划项目", Step.PAID, Level.DISTRICT),
        ("关于兑现2022年度企业技术改造奖补资金的公告", "技术改造", Step.PAID, Level.UNTOLD),
        ("关于征集2023年“揭榜挂帅”技术需求的通知", "揭榜挂帅", Step.CALL, Level.UNTOLD),
        ("关于延长2023年创新券申领时间的通知", "创新券", Step.CHANGE, Level.UNTOLD),
        ("关于取消2022年创新券兑付的公告", "创新券", Step.STOPPED, Level.UNTOLD),
        ("关于推荐2023年度市级企业技术中心的通知", "研发平台", Step.CALL, Level.UPPER),
        ("样本区关于组织申报2023年省级专精特新中小企业的通知", "专精特新", Step.CALL, Level.UPPER),
        ("关于组织申报2023年度达州市科技计划项目的通知", "科技计划项目", Step.CALL, Level.UPPER),
    ],
)
def test_programme_step_and_level_of_a_title(title: str, name: str, step: Step, level: Level) -> None:
    found = read_programme(title, PLACES)
    assert found is not None
    assert (found.name, found.step, found.level) == (name, step, level)


@pytest.mark.parametrize(
    "title",
    [
        "样本区科技计划项目管理办法", "区经济和信息化局举办专精特新申报辅导", "研发设备采购中标公告", "关于印发《样本区支持科技型中小企业发展十条措施》的通知",
        "关于申报2023年度就业见习单位的通知", "高新技术企业税收优惠政策解读", "全区科技成果转化推进会召开", "工程技术研究中心建设工程施工招标公告",
    ],
)  # fmt: skip
def test_what_is_no_step_of_one(title: str) -> None:
    assert read_programme(title) is None


def test_year_batch_and_money() -> None:
    found = read_programme("2023年度第二批高新技术企业认定奖补资金拟兑现名单公示")
    assert found is not None
    assert (found.year, found.batch, found.pays, found.is_award, found.is_upper) == (2023, 2, True, True, False)
    recognised = read_programme("关于组织2023年高新技术企业认定申报的通知")
    assert recognised is not None and recognised.is_upper and not recognised.is_award


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("根据四川省科学技术厅《关于组织申报2023年项目的通知》要求，现组织申报。", True),
        ("推荐材料于6月10日前报送市科技局。", True),
        ("请登录四川省科技管理信息系统填报。", True),
        ("按照《样本区科技计划项目管理办法》，现组织申报。", False),
        ("请在农贸市场旁的办公室提交材料。", False),
    ],
)
def test_whether_an_organ_above_asked_first(text: str, told: bool) -> None:
    assert is_asked_above(text) is told
