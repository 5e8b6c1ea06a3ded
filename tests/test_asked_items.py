"""Which titles speak of an item asked for by name, and that the data names what the catalogues ask for."""

from typing import get_args

import pytest

from rules.asked_items import Item, asked_item, eia
from rules.catalogue import load
from rules.checks._asked import is_of_other_district

# Titles as county portals print them (names of places changed), and those that are only near.
NAMED: dict[str, tuple[list[str], list[str]]] = {
    "drinking_water": (
        [
            "样本区2023年第四季度城镇集中式生活饮用水水质安全信息报告",
            "2023年第二季度样本市县级集中式饮用水水源地水质达标情况公示",
            "2025年第一季度城市公共供水水质监测信息公告",
            "主城区生活饮用水卫生质量监测结果公告",
            "2021年第一季度管网末梢水水质监测信息",
            "饮用水卫生状况信息公开表",
        ],
        [
            "样本区饮用水水源地环境保护专项行动方案",
            "关于调整青禾水库饮用水水源保护区的公告",
            "2023年地表水水质月报",
            "样本区饮用水水质检测服务采购公告",
            "关于城区自来水停水的通知",
            "饮用水安全宣传知识",
        ],
    ),
    "air_quality": (
        ["2023年1月样本区环境空气质量状况", "样本区空气质量日报（2023年7月5日）", "城区环境空气质量月报"],
        ["样本区环境空气质量巩固提升行动方案", "室内空气质量检测采购公告"],
    ),
    "living_allowance": (
        ["关于调整2023年城乡低保标准的通知", "样本市关于提高城乡居民最低生活保障标准的通知"],
        ["2023年8月农村低保对象公示", "关于征求低保标准意见的公告"],
    ),
    "relief_statistics": (
        ["样本区2023年7月城乡低保和特困供养资金发放汇总", "2023年第二季度社会救助工作情况", "2023年上半年临时救助资金发放公示"],
        ["样本区社会救助实施办法", "城乡低保标准调整的通知", "流浪乞讨人员救助寻亲公告", "法律援助和司法救助情况"],
    ),
    "medical_insurance_terms": (
        ["关于做好2023年度城乡居民基本医疗保险参保缴费工作的通告", "城乡居民医保待遇标准一览表"],
        ["区医疗保障局2023年部门预算", "关于打击欺诈骗保的公告", "样本区定点医药机构名单"],
    ),
    "designated_institutions": (
        ["样本区2023年基本医疗保险定点医药机构名单", "关于新增定点零售药店的公示"],
        ["新冠疫苗定点接种机构名单", "关于暂停定点药店服务的公告", "政府采购定点采购名单"],
    ),
    "unpaid_sme": (
        [
            "2022年度逾期尚未支付中小企业款项信息公示",
            "关于2022年度无拖欠民营企业中小企业账款情况的说明",
            "区住建局拖欠中小企业账款情况公开",
        ],
        ["关于抓紧做好拖欠中小企业账款排查清理工作的通知", "保障中小企业款项支付条例", "拖欠中小企业账款投诉举报电话", "样本区全力做好拖欠中小企业账款工作"],
    ),
    "fee_catalogue": (
        ["样本区2023年行政事业性收费目录清单", "样本区涉企行政事业性收费清单"],
        ["样本区公办学校收费项目及标准一览表", "物业服务收费清单", "停车收费标准表"],
    ),
    "pollution_plan": (["样本区重污染天气应急预案（2022年修订）"], ["关于启动重污染天气黄色预警应急预案的通知", "重污染天气应急减排清单"]),
    "enrolment": (
        ["样本区2023年义务教育阶段招生入学实施方案及学区划分", "样本区2023年小学一年级招生公告"],
        ["关于样本区公办幼儿园招生办法的公告", "义务教育招生政策解读", "样本区2023年高中阶段招生工作通知"],
    ),
    "training_institutions": (["样本区2023年校外培训机构白名单", "学科类校外培训机构年检结果公示"], ["职业技能培训机构名单", "校外培训机构处罚公示"]),
    "health_tips": (["健康科普：夏季如何预防手足口病", "健康提示｜高温天气防中暑"], ["样本区健康教育中心招聘公告", "预防接种门诊名单"]),
    "economic_statistics": (
        [
            "样本区2023年第一季度经济运行情况",
            "2023年1-6月全区主要经济指标",
            "2023年8月统计月报",
            "上半年全区经济形势分析",
            "样本区2023年一季度地区生产总值统一核算结果",
            "样本区2023年上半年国民经济和社会发展计划执行情况的报告",
        ],
        [
            "区政府召开一季度经济运行分析会",
            "样本区第五次全国经济普查公告",
            "关于做好统计执法检查的通知",
            "2023年国民经济和社会发展计划草案",
            "区统计局2022年政府信息公开工作年度报告",
            "2023年经济运行工作要点",
        ],
    ),
    "employment_subsidies": (
        [
            "关于2023年第二季度公益性岗位补贴和社保补贴的公示",
            "2023年拟发放稳岗返还单位名单公示",
            "样本区2023年第三批就业见习补贴人员名单",
            "一次性创业补贴拟发放名单",
        ],
        [
            "就业补贴申领指南",
            "2023年公益性岗位补贴发放情况",
            "关于申报就业见习补贴的通知",
            "高龄补贴名单公示",
            "农机购置补贴公示",
            "职业技能培训机构名单公示",
        ],
    ),
    "vacancies": (
        ["样本区2023年6月招聘信息", "2023年春风行动暨专场招聘会岗位信息", "企业用工需求信息汇总（第5期）", "民营企业招聘会公告"],
        [
            "2023年事业单位公开招聘拟聘人员公示",
            "公开招聘教师面试成绩公告",
            "岗位设置方案",
            "警惕招聘陷阱的提示信息",
            "公益性岗位补贴发放情况",
            "就业困难人员认定和公益性岗位安置工作的通知",
        ],
    ),
    "farm_subsidies": (
        [
            "样本区2023年耕地地力保护补贴发放情况",
            "2023年农机购置与应用补贴受益信息公示",
            "关于2023年种粮大户补贴名单的公示",
            "森林生态效益补偿资金发放公示",
        ],
        ["2023年耕地地力保护补贴实施方案", "农机购置补贴政策解读", "高标准农田建设项目招标公告", "农机购置补贴投档产品公示"],
    ),
    "growth_measures": (
        [
            "关于印发《样本区稳经济增长40条措施》的通知",
            "样本区人民政府关于印发扎实稳住经济增长若干政策措施的通知",
            "样本区稳增长“四十条”",
            "关于进一步稳住经济大盘四十条措施的通知",
        ],
        [
            "样本区稳经济增长40条措施任务分工方案",
            "稳经济增长40条措施上半年落实情况",
            "一图读懂《样本区稳经济增长40条措施》",
            "稳就业若干措施",
        ],
    ),
    "machinery_subsidy": (["样本区2023年农机购置与应用补贴受益信息公示"], ["农机报废补贴政策解读", "农机作业补贴实施方案"]),
}


@pytest.mark.parametrize("name", NAMED)
def test_titles_of_an_item_and_those_that_are_only_near(name: Item) -> None:
    item = asked_item(name)
    fitting, near = NAMED[name]
    assert [title for title in fitting if not item.is_named_by(title)] == []
    assert [title for title in near if item.is_named_by(title)] == []


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("2023年7月5日关于建设项目环境影响评价文件受理情况的公示", "受理公示"),
        ("关于拟批复某污水处理厂环境影响报告表的公示", "拟审批公示"),
        ("2023年9月拟作出的建设项目环境影响评价文件审批意见公示", "拟审批公示"),
        ("关于某项目环境影响报告表的批复", "审批决定公告"),
        ("2023年8月23日关于作出的建设项目环境影响评价文件审批决定的公告", "审批决定公告"),
        ("某项目竣工环境保护验收公示", None),
        ("某项目环境影响评价第一次信息公示", None),
        ("某园区规划环境影响报告书审查意见", None),
    ],
)
def test_the_steps_of_an_environmental_approval(title: str, step: str | None) -> None:
    found = eia().step_of(title)
    assert (found.name if found else None) == step


def test_every_item_can_be_read_and_is_asked_for_by_some_catalogue() -> None:
    asked = {
        value
        for document in ("dachuan-2023", "statutory")
        for requirement in load(document).requirements
        for use in requirement.checks
        for name, value in use.params
        if name == "item" and use.use in ("missing_periodic_item", "missing_standing_item", "unexplained_measures")
    }
    assert {item for item in get_args(Item) if asked_item(item).holds} == set(get_args(Item))
    assert asked == set(get_args(Item))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("邻水县饮用水水质状况", True),
        ("关于大竹县低保标准的通知", True),
        ("关于公布全区饮用水水质的通知", False),
        ("印发我区高龄津贴标准", False),
        ("关于公示本县低保名单", False),
        ("关于调整城区公交线路的通知", False),
        ("公开辖区供水水质", False),
        ("经开区环评受理公示", False),
        ("关于样本区农村供水的公告", False),
    ],
)
def test_a_word_before_the_whole_district_makes_it_no_other(title: str, other: bool) -> None:
    assert is_of_other_district(title, ("示例市样本区", "样本区")) is other
