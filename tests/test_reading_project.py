"""重大建设项目: which project, which of the eight classes, and what is no information on a project."""

import pytest

from crawler.extract import project
from crawler.extract.project import phase_of, project_key, read_project_title, title_says_list
from crawler.files.model import FileTable
from tests.places import placed

read_title = placed(read_project_title)
read_list = placed(project.read_project_list)
read_tables = placed(project.read_project_list, text_at=2)


@pytest.mark.parametrize(
    ("title", "name", "stage", "item"),
    [
        ("关于城东污水处理厂扩建工程可行性研究报告的批复（样发改审〔2023〕18号）", "城东污水处理厂扩建工程", 2, "可行性研究"),
        ("样本区发展和改革局关于青禾镇场镇供水改造项目立项的批复", "青禾镇场镇供水改造项目", 2, "项目建议书"),
        ("关于对启智小学东校区建设项目初步设计及概算的批复", "启智小学东校区建设项目", 2, "初步设计"),
        ("关于拟批准云岭冷链集散中心环境影响报告表的公示", "云岭冷链集散中心", 2, "环评"),
        ("城东污水处理厂扩建工程施工许可证核发公示", "城东污水处理厂扩建工程", 2, "施工许可"),
        ("关于北山路改造工程招标事项核准的批复", "北山路改造工程", 2, "招标事项核准"),
        ("北山路改造工程建设用地规划许可证批后公示", "北山路改造工程", 2, "规划用地"),
        ("城东污水处理厂扩建工程施工中标候选人公示", "城东污水处理厂扩建工程", 3, "中标候选人"),
        ("城东污水处理厂扩建工程施工中标结果公告", "城东污水处理厂扩建工程", 3, "中标结果"),
        ("北山路改造工程（东段）施工中标结果", "北山路改造工程", 3, "中标结果"),
        ("关于核准东部产业园厂房项目的批复", "", 2, "核准备案"),
        ("北山路改造工程监理一标段招标公告", "北山路改造工程", 3, "招标公告"),
        ("北山路改造工程可行性研究报告编制及勘察设计招标公告", "", 3, "招标公告"),
        ("北山路改造工程施工合同订立信息公开", "北山路改造工程", 3, "合同"),
        ("样本区人民政府关于北山路改造工程土地征收预公告", "北山路改造工程", 4, "征地预公告"),
        ("样本区人民政府征地补偿安置公告（2023年第4号）", "", 4, "安置公告"),
        ("样本区征收土地启动公告", "", 4, "征地预公告"),
        ("样本区人民政府征收土地公告", "", 4, "征收公告"),
        ("北门片区国有土地上房屋征收决定公告", "", 4, "房屋征收"),
        ("北山路改造工程重大设计变更批复", "北山路改造工程", 5, "设计变更"),
        ("城东污水处理厂扩建工程9月建设进度公示", "城东污水处理厂扩建工程9月", 6, "施工信息"),
        ("城东污水处理厂扩建工程质量监督检查情况", "城东污水处理厂扩建工程", 7, "质量安全监督"),
        ("启智小学东校区工程竣工验收情况", "启智小学东校区工程", 8, "竣工验收"),
        ("启智小学东校区工程竣工财务决算的批复", "启智小学东校区工程", 8, "竣工决算"),
        ("政府投资项目审批办事指南", "", 1, "办事指南"),
        ("建筑工程施工许可证核发办事指南", "", 1, "办事指南"),
    ],
)
def test_the_class_and_the_project_of_a_title(title: str, name: str, stage: int, item: str) -> None:
    found = read_title(title, "")
    assert found is not None
    assert (found.stage, found.item) == (stage, item)
    if name:
        assert project_key(found.name) in (project_key(name), name), found.name


@pytest.mark.parametrize(
    "title",
    [
        "区长调研城东污水处理厂扩建工程建设进度",
        "我区举行2023年三季度重大项目集中开工仪式",
        "启智小学东校区工程顺利通过竣工验收",
        "区中心医院彩色超声设备采购项目招标公告",
        "机关食堂食材采购中标公告",
        "办公楼物业服务采购项目成交结果公告",
        "国有建设用地使用权出让公告",
        "样本区工程质量监督管理办法的通知",
        "全区在建工程安全检查整治行动方案",
        "2023年部门决算公开",
        "区发展和改革局2022年部门决算报告",
        "居民身份证办事指南",
        "样本区农业产业化项目申报指南",
        "安全生产许可证核发办事指南",
        "关于开展义务教育质量监督检查的通知",
        "食品安全监督检查情况",
        "公示",
    ],
)
def test_near_misses_are_no_information_on_a_project(title: str) -> None:
    assert read_title(title, "") is None


def test_the_code_of_a_project_in_its_text() -> None:
    for code in ("2301-511703-04-01-123456", "2019-511703-48-03-123456"):
        found = read_title("北山路改造工程施工招标公告", f"项目代码：{code}，资金来源为自筹。")
        assert found is not None and (found.code, found.passages[0].quote) == (code, code)
    other = read_title("北山路改造工程施工招标公告", "联系电话：0000-0000000，编号12301-511703-04-01-1234567")
    assert other is not None and other.code == ""


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("样本区2023年重点建设项目清单", True),
        ("关于下达样本区2023年重大项目计划的通知", True),
        ("关于印发2023年区级重点项目名单的通知", True),
        ("四川省2023年重点项目名单", True),
        ("样本区2023年重点招商项目清单", False),
        ("2023年重点工作任务清单", False),
        ("2023年重点项目进展情况通报", False),
        ("区长主持召开重点项目计划调度会", False),
        ("2023年专项债重点项目清单", False),
    ],
)
def test_the_title_of_a_yearly_list(title: str, says: bool) -> None:
    assert title_says_list(title) is says


def test_a_list_is_read_row_by_row() -> None:
    text = "现予公布。\n序号\t项目名称\t建设单位\t项目性质\n1\t城东污水处理厂扩建工程\t城投公司\t续建\n2\t云岭物流园\t\t前期\n\t合计\t\t"
    found = read_list("样本区2023年重点建设项目清单", text)
    assert found is not None and found.years == (2023,) and not found.is_upper
    assert [(p.name, p.owner, p.is_early) for p in found.rows] == [
        ("城东污水处理厂扩建工程", "城投公司", False),
        ("云岭物流园", "", True),
    ]


def test_a_list_in_a_file() -> None:
    tables = (FileTable((("序号", "项目名称", "项目代码"), ("1", "北山路改造工程", "2023-511703-04-01-123456"))),)
    found = read_tables("样本区2023年重点建设项目清单", "", tables)
    assert found is not None and found.rows[0].code == "2023-511703-04-01-123456"


def test_a_list_told_in_words_has_no_rows_and_an_upper_one_says_so() -> None:
    found = read_list("四川省2023年重点项目名单", "全年安排重点项目七百个。")
    assert found is not None and (found.is_upper, found.rows) == (True, ())
    district = read_list("示例市样本区2023年重点项目名单", "")
    assert district is not None and not district.is_upper


def test_names_are_compared_without_what_any_project_ends_with() -> None:
    assert project_key("启智小学东校区建设项目") == project_key("启智小学东校区") == project_key("启智小学 东校区工程")
    assert project_key("改造工程") == ""
    assert project_key("智能产业园（二期）") == project_key("智能产业园二期项目") != project_key("智能产业园（三期）")
    assert (phase_of("物流园二期工程"), phase_of("物流园2期"), phase_of("物流园")) == ("2", "2", "")
