"""What stands in the demo district on purpose, and what an audit of it as of 2023-09-20 must therefore say.

``PLANTED`` is complete: nobody may be found at fault (gap, late) under a row, unit and check that does not stand here.
``SPARED`` are the near misses: things that look like a fault to a careless reader and must never be called one.
``FOR_LATER`` are faults of rows that no check judges yet, named by the handbook's id of the sub-check.
"""

from dataclasses import dataclass
from typing import Final

AS_OF: Final = "2023-09-20"


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted case. ``hint`` is part of the object, of a title or address shown as evidence, or of the reason."""

    row: int
    unit: str
    check: str
    hint: str
    expected: str
    why: str


PLANTED: Final[tuple[Planted, ...]] = (
    # R12: opinions asked for, and what became of them
    Planted(12, "jiaoyu", "missing_feedback", "公办幼儿园招生", "met", "2023-05-10 截止，05-31 反馈，写明条数和理由"),
    Planted(
        12,
        "zhujian",
        "missing_feedback",
        "加装电梯",
        "met",
        "2023-06-30 截止，一个月后是星期日，顺延到 07-31，当日反馈",
    ),
    Planted(12, "jiaotong", "missing_feedback", "农村客运补贴", "late", "2023-05-31 截止，06-30 到期，07-20 才反馈"),
    Planted(12, "shuiwu", "missing_feedback", "农村饮水工程", "gap", "2023-06-15 截止，各栏目都没有反馈"),
    Planted(12, "minzheng", "missing_feedback", "养老服务设施", "not_due", "2023-09-05 截止，国庆后才到期"),
    Planted(12, "nongye", "missing_feedback", "高标准农田", "met", "2023-06-20 截止，07-10 有反馈"),
    Planted(12, "nongye", "incomplete_feedback", "高标准农田", "gap", "反馈只有一句话，没有收到、采纳的条数"),
    Planted(12, "weijian", "missing_feedback", "托育服务机构", "met", "2023-06-25 截止，07-18 反馈，但发在通知公告"),
    Planted(12, "renshe", "missing_feedback", "公益性岗位", "met", "2023-07-05 截止，07-26 说明未收到意见"),
    Planted(12, "renshe", "incomplete_feedback", "公益性岗位", "met", "写明“未收到意见”即为完整"),
    Planted(12, "ziran", "missing_feedback", "古树名木", "unknown", "页面和附件都读不出截止日期"),
    Planted(12, "caizheng", "missing_feedback", "政府购买服务", "met", "2023-07-12 截止，08-04 反馈"),
    Planted(12, "qinghe", "missing_feedback", "农贸市场", "met", "2023-06-08 截止，06-28 反馈"),
    Planted(12, "yunling", "missing_feedback", "", "not_applicable", "本期没有公开征求意见"),
    Planted(12, "sifa", "missing_feedback", "", "not_applicable", "只有一条座谈会动态，不是公开征求意见"),
    # R13: budgets and final accounts
    Planted(13, "jiaoyu", "missing_fiscal_report", "budget:2023", "met", "2023-02-20 公布，附九张表"),
    Planted(13, "yunling", "missing_fiscal_report", "budget:2023", "met", "乡镇 2023-02-24 公布"),
    Planted(13, "ziran", "missing_fiscal_report", "budget:2023", "gap", "栏目停在 2022 年预算"),
    Planted(13, "jiaotong", "missing_fiscal_report", "budget:2023", "gap", "2023-02-21 发布的标题和内容都是 2022 年"),
    Planted(13, "hexi", "missing_fiscal_report", "budget:2023", "gap", "栏目里放的是东门街道的 2023 年预算"),
    Planted(13, "fagai", "missing_fiscal_report", "final_accounts:2022", "met", "2023-08-28 公布"),
    Planted(13, "shuiwu", "missing_fiscal_report", "final_accounts:2022", "not_due", "尚未公布，期限 2023-11-09 未到"),
    # R17, R18: normative documents and their clean-up
    Planted(17, "sifa", "wrong_validity", "停车泊位", "gap", "2020-06-20 起有效期2年，仍标有效"),
    Planted(17, "sifa", "wrong_validity", "瓶装液化石油气", "gap", "样府规〔2023〕1号已将其废止，仍标有效"),
    Planted(17, "sifa", "missing_validity_label", "农机作业服务", "suspect", "没有标注有效性"),
    Planted(18, "sifa", "missing_cleanup_result", "清理结果", "met", "2023-08-25 公布，附继续有效、废止、失效三个目录"),
    Planted(
        18, "sifa", "missing_unified_query", "规范性文件库", "met", "一个栏目列出区政府和部门全部文件，逐件标注有效性"
    ),
    Planted(18, "sifa", "cleanup_list_mismatch", "停车泊位", "gap", "清理结果列为失效，页面仍标有效"),
    Planted(18, "sifa", "cleanup_list_mismatch", "瓶装液化石油气", "gap", "清理结果列为废止，页面仍标有效"),
    Planted(18, "sifa", "unpublished_basis", "公共租赁住房配租", "suspect", "公示引用的样府规〔2017〕3号没有公布，也不在清理目录里"),
    Planted(17, "sifa", "missing_column", "gfxwj", "met", "规范性文件单独设栏目"),
    Planted(17, "sifa", "missing_original_file", "通知", "met", "每份文件都附有正文"),
    Planted(17, "sifa", "dead_reference", "通知", "met", "没有以已废止的法律为依据的文件"),
    Planted(17, "sifa", "annual_report_counts", "normative:2022", "unknown", "没有区政府自己的年度报告，无从核对"),
    # R19, R21: the units' columns
    Planted(19, "minzheng", "stale_column", "mzj-msxx", "met", "社会救助栏目 2023-08-08 更新"),
    Planted(19, "nongye", "stale_column", "nyj-msxx", "gap", "涉农补贴栏目停在 2022-06-10，超过一年"),
    Planted(
        21, "dongmen", "missing_column", "zfxxgkzn", "suspect", "指南栏目的网址回答 404：也可能是改了网址，请人确认"
    ),
    Planted(21, "jingxin", "blank_column", "jxj/zcwj", "gap", "政策文件栏目显示暂无相关信息"),
    Planted(21, "nongye", "blank_column", "nyj-zcwj", "unknown", "政策文件栏目出错（500），不算单位的问题"),
    Planted(21, "qinghe", "blank_column", "qinghe/zcwj", "unknown", "政策文件栏目拒绝访问（403），不算单位的问题"),
    Planted(21, "caizheng", "stale_column", "czj-gzdt", "gap", "工作动态停在 2023-03-02"),
    # R24: documents of the government office and their interpretations
    Planted(
        24,
        "fagai",
        "missing_interpretation",
        "促进消费",
        "met",
        "区发展和改革局起草，四种形式，两个工作日内发齐，互相链接",
    ),
    Planted(
        24, "fuban", "missing_interpretation", "物业服务提升", "suspect", "没有解读；查不到起草单位，只能请区政府办确认"
    ),
    Planted(24, "jingxin", "few_interpretation_forms", "科技型中小企业", "gap", "三件解读只有文字和图解两种形式"),
    Planted(24, "shuiwu", "late_interpretation", "城乡供水一体化", "late", "2023-04-24 发文，05-24 才解读"),
    # R25: the base of policy answers
    Planted(25, "xxgk", "missing_qa_base", "qa_base:2023", "met", "2023-08-10 起有条目"),
    Planted(25, "xxgk", "incomplete_qa_base", "zczxk", "met", "七类主题都有"),
    Planted(25, "jiaoyu", "missing_qa_base", "qa_base:2023", "met", "有本单位的条目"),
    Planted(25, "weijian", "incomplete_qa_base", "农村自办宴席", "suspect", "依据的样府办规〔2015〕6号已标失效"),
    # R26: guides to disclosure and ways to apply
    Planted(26, "jiaoyu", "incomplete_guide", "教育局政府信息公开指南", "met", "九项内容齐全"),
    Planted(26, "jingxin", "incomplete_guide", "经济和信息化局政府信息公开指南", "gap", "没有写办公时间"),
    Planted(26, "yunling", "incomplete_guide", "云岭乡人民政府政府信息公开指南", "gap", "没有办公时间和互联网联系方式"),
    Planted(26, "yunling", "outdated_guide", "云岭乡人民政府政府信息公开指南", "gap", "仍引用2007年条例、15个工作日和收费"),
    Planted(26, "jiaoyu", "outdated_guide", "教育局政府信息公开指南", "met", "写明2019年修订的条例和20个工作日"),
    Planted(26, "dongmen", "incomplete_guide", "zfxxgkzn", "unknown", "指南栏目回答404，不能说没有指南"),
    Planted(26, "jiaoyu", "missing_request_channel", "教育局政府信息公开指南", "met", "线上线下渠道和申请表都有"),
    Planted(26, "hexi", "missing_request_channel", "河西街道办事处政府信息公开指南", "suspect", "提到申请表而没有附"),
    # R34: the zone 数字政府
    Planted(34, "xxgk", "missing_zone_entry", "digital_government:2023", "met", "四个名称都有链接"),
    # R45: annual reports of 2022
    Planted(45, "jiaoyu", "missing_annual_report", "2022", "met", "2023-01-31 前公布"),
    Planted(45, "caizheng", "missing_annual_report", "2022", "met", "2023-01-31 当日公布，不算逾期"),
    Planted(45, "shuiwu", "missing_annual_report", "2022", "late", "2023-02-20 才公布"),
    Planted(45, "jingxin", "missing_annual_report", "2022", "gap", "栏目停在 2021 年"),
    Planted(45, "minzheng", "missing_annual_report", "2022", "gap", "2023-01-30 发布的是 2021 年年报"),
)


@dataclass(frozen=True, slots=True)
class Spared:
    """A near miss: no finding that shows ``hint`` may be gap or late under this row."""

    row: int
    hint: str
    why: str


SPARED: Final[tuple[Spared, ...]] = (
    Spared(12, "座谈会", "动态里提到征求意见，不是公开征求意见"),
    Spared(12, "消费季参与商户", "征集商户，不是征求意见"),
    Spared(12, "拟推荐名单公示", "公示可以提异议，不是征求意见"),
    Spared(17, "普惠性民办幼儿园", "正文里“认定资格有效期为两年”说的不是文件；文件有效期 5 年"),
    Spared(17, "便民服务中心运行", "2019-07-01 起有效期5年，尚未届满"),
    Spared(17, "临时救助", "2020-11-01 起有效期3年，检查日之后才届满"),
    Spared(17, "烟花爆竹", "已过有效期，并已标失效"),
    Spared(17, "住宅装修备案", "已被废止，并已标废止"),
    Spared(26, "水务局政府信息公开指南", "引用旧规定，写明已经废止、不再执行"),
    Spared(26, "白石镇人民政府政府信息公开指南", "九项齐全；办理时限写20个工作日"),
    Spared(18, "城镇燃气使用安全", "清理截止日以后制发，不在目录里不算漏列"),
    Spared(18, "农机作业服务", "没有标注有效性，不能说标注与目录不符"),
    Spared(24, "任免职", "人事任免，不是政策性文件"),
    Spared(24, "防汛抗旱指挥部", "调整成员单位，不是政策性文件"),
    Spared(24, "专栏自查的函", "工作函，不是政策性文件"),
    Spared(24, "寄递物流", "2022 年文件，不在检查年度"),
    Spared(24, "养老服务补贴", "次日起三种形式，按时"),
    Spared(24, "燃气使用安全", "文字、图解、动漫三种形式，第二个工作日前发齐"),
)


@dataclass(frozen=True, slots=True)
class ForLater:
    """A planted fault of a row without a check. ``key`` is that of the article in ``crawler.demo``."""

    sub_check: str
    unit: str
    key: str
    why: str


FOR_LATER: Final[tuple[ForLater, ...]] = (
    ForLater("R12-C2", "caizheng", "consult.fuwumulu", "征求意见 9 天，不足 30 天，没有说明理由"),
    ForLater("R15-C3", "yingji", "oversight.006", "年度抽查计划 5 月有一批，没有公布结果"),
    ForLater("R15-C5", "yingji", "penalty.3", "2023-07-03 的处罚决定 08-10 才公布"),
    ForLater("R32-C3", "jiaotong", "catalogue.jiaotong", "公开事项目录是 2021 年版"),
    ForLater("R32-C3", "yunling", "catalogue.yunling", "公开事项目录 2023-08-16 才更新，期限 07-31"),
)
