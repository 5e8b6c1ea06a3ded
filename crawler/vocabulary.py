"""The closed vocabulary of column kinds, and what people call them.

A kind says what a column is for, whatever its portal calls it. Add a kind here when the law adds a duty, and nowhere
else. Names and slugs are those seen on county portals; they serve discovery and the recognition of columns by name.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One column kind.

    ``label`` is what reports print. ``names`` are column titles as portals write them, ``slugs`` parts of their
    addresses, ``window_days`` how long such a column may stay without a new item (None: judged by other rules).
    """

    label: str
    names: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    window_days: int | None = None


# Windows: 动态类 14 days, 通知公告与政策文件类 6 months, 人事类 1 year (国办秘函〔2019〕19号 and the
# monitoring tables that apply it). A standing text (指南, 机构职能, a plan for five years), what comes when an event happens (处罚, 决策, 审计)
# and what has a yearly day of its own (预算, 年报) have none: other rules judge them.
KINDS: Final[dict[str, Kind]] = {
    "guide": Kind(
        "政府信息公开指南", ("政府信息公开指南", "信息公开指南", "公开指南"), ("zfxxgkzn", "xxgkzn", "gkzn", "pubguide")
    ),
    "rules": Kind(
        "政府信息公开制度",
        ("政府信息公开制度", "信息公开制度", "公开制度", "信息公开规定", "政府信息公开规定"),
        ("zfxxgkzd", "xxgkzd", "gkzd"),
    ),
    "annual_report": Kind(
        "政府信息公开年报",
        (
            "政府信息公开年报",
            "政府信息公开年度报告",
            "信息公开年报",
            "信息公开年度报告",
            "公开年报",
            "政府信息公开工作年度报告",
            "年度报告",
        ),
        ("zfxxgknb", "gknb", "ndbg", "xxgknb"),
    ),
    "statutory": Kind(
        "法定主动公开内容",
        ("法定主动公开内容", "法定主动公开", "主动公开目录", "主动公开", "政府信息公开目录"),
        ("fdzdgk", "fdzdgknr", "zdgk", "zfxxgkml"),
    ),
    "request": Kind("依申请公开", ("依申请公开", "申请公开"), ("ysqgk",)),
    "organisation": Kind(
        "机构职能",
        (
            "机构职能",
            "机构简介",
            "机关简介",
            "机构信息",
            "机构设置",
            "机构概况",
            "组织机构",
            "单位概况",
            "单位简介",
            "内设机构",
            "职能介绍",
            "部门职能",
            "主要职责",
            "权责清单",
        ),
        ("jgzn", "zzjg", "jgjj"),
    ),
    "leaders": Kind(
        "领导信息",
        ("领导信息", "领导之窗", "领导分工", "领导介绍", "领导简介", "领导成员", "领导班子"),
        ("ldxx", "ldzc"),
    ),
    "normative": Kind(
        "行政规范性文件",
        (
            "行政规范性文件",
            "规范性文件",
            "规范性文件库",
            "行政规范性文件库",
            "规范性文件统一查询",
            "现行有效规范性文件",
            "现行有效规范性文件目录",
        ),
        ("xzgfxwj", "gfxwj"),
    ),
    "normative_cleanup": Kind(
        "规范性文件清理",
        ("规范性文件清理", "文件清理结果", "清理结果", "废止失效文件", "废止文件", "失效文件清单"),
        ("gfxwjql", "wjql"),
    ),
    "policy": Kind(
        "政策文件",
        ("政策文件", "政策文件库", "政策法规", "政府文件", "区政府文件", "区政府办文件", "部门文件", "其他文件"),
        ("zcwj", "zcwjk", "zcfg", "zfwj", "xzfwj", "qzfwj", "qtwj", "fggw"),
        window_days=183,
    ),
    "interpretation": Kind(
        "政策解读",
        (
            "政策解读",
            "解读材料",
            "政策文件解读",
            "政策解读回应",
            "解读回应",
            "本级解读",
            "文字解读",
            "文件解读",
            "部门解读",
            "图文解读",
            "图片解读",
            "视频解读",
            "动漫解读",
            "专家解读",
            "媒体解读",
            "负责人解读",
            "主要负责人解读",
            "图解",
            "图解政策",
            "图说政策",
            "政策图解",
            "一图读懂",
        ),
        ("zcjd", "jdcl", "jdhy", "wzjd", "tpjd", "ytdd", "spjd", "zjjd", "mtjd"),
    ),
    "response": Kind("回应关切", ("回应关切", "热点回应", "回应社会关切"), ("hygq", "rdhy")),
    "consultation": Kind(
        "意见征集",
        ("意见征集", "民意征集", "征集调查", "调查征集", "决策预公开", "重大决策预公开", "征求意见", "网上调查"),
        ("yjzj", "myzj", "dczj", "zjdc", "jcygk"),
    ),
    "feedback": Kind(
        "征集结果反馈",
        ("结果反馈", "征集结果", "意见采纳情况", "征集结果反馈", "意见反馈", "反馈情况"),
        ("jgfk", "zjjg"),
    ),
    "decision": Kind(
        "重大行政决策",
        ("重大行政决策", "重大行政决策事项目录", "重大决策", "政府常务会议", "政府常务会", "会议公开", "决策公开"),
        ("zdxzjc", "zfcwh"),
    ),
    "plan": Kind(
        "规划计划", ("规划计划", "发展规划", "规划信息", "专项规划", "国土空间规划"), ("ghjh", "ghxx", "jhzj", "fzgh")
    ),
    "government_report": Kind("政府工作报告", ("政府工作报告",), ("zfgzbg",)),
    "statistics": Kind(
        "统计信息", ("统计信息", "统计数据", "统计公报", "数据发布"), ("tjxx", "tjgb", "tjsj"), window_days=365
    ),
    "budget": Kind(
        "部门预算",
        (
            "部门预算",
            "财政预算",
            "预算公开",
            "单位预算",
            "政府预算",
            "本级预算",
            "预算/决算",
            "财政预决算",
            "预决算公开",
            "预决算",
            "财务预决算",
            "部门预决算",
            "部门财政预决算",
            "预算决算",
            "预决算公开平台",
        ),
        ("bmys", "czys", "czyjs", "bmczyjs", "ysjs"),
    ),
    "final_accounts": Kind(
        "部门决算", ("部门决算", "财政决算", "决算公开", "单位决算", "政府决算", "本级决算"), ("bmjs", "czjs")
    ),
    "fiscal_other": Kind(
        "其他财政信息",
        ("政府债务", "地方政府债务", "绩效评价", "绩效目标", "专项资金", "直达资金", "财政收支"),
        ("zfzw", "jxpj"),
    ),
    "audit": Kind(
        "审计信息",
        ("审计公开", "审计结果公告", "审计公告", "审计整改", "审计信息", "审计监督", "审计工作报告"),
        ("sjgk", "sjgg", "sjxx", "sjjggg", "sjgzbg"),
    ),
    "proposals": Kind(
        "建议提案",
        (
            "建议提案",
            "建议提案办理",
            "建议提案办理结果",
            "人大代表建议",
            "人大建议",
            "政协提案",
            "议案提案",
            "两会建议提案",
        ),
        ("jyta", "jytabl", "ytabl"),
    ),
    "major_project": Kind(
        "重大建设项目",
        ("重大建设项目", "重大建设项目批准和实施", "重大项目", "重点项目"),
        ("zdjsxm", "tjzdjsxm", "zdxm"),
    ),
    "public_resources": Kind(
        "公共资源配置",
        ("公共资源配置", "公共资源交易", "政府采购", "土地出让", "国有产权交易", "征地信息", "征地信息公开"),
        ("ggzy", "ggzyjy", "zfcg"),
    ),
    "livelihood": Kind(
        "民生信息",
        (
            "社会公益事业建设",
            "民生信息",
            "重大民生信息",
            "社会救助",
            "社会保险",
            "义务教育",
            "农村危房改造",
            "养老服务",
            "就业创业",
            "涉农补贴",
            "公共文化服务",
            "乡村振兴",
            "教育",
            "医疗卫生",
        ),
        ("shgy", "shgysyjs", "msxx"),
        window_days=365,
    ),
    "double_random": Kind(
        "双随机、一公开",
        ("双随机、一公开", "双随机一公开", "双随机", "随机抽查", "抽查检查结果", "随机抽查事项清单"),
        ("ssj", "ssjygk"),
    ),
    "penalty": Kind(
        "行政处罚", ("行政处罚", "行政处罚公示", "行政处罚结果", "行政强制", "处罚强制"), ("xzcf", "cfqz", "xzcfqz")
    ),
    "license": Kind("行政许可", ("行政许可", "行政许可公示", "行政许可事项清单", "许可服务"), ("xzxk",)),
    "enforcement": Kind(
        "行政执法公示", ("行政执法公示", "行政执法", "执法公示", "涉企行政检查公示"), ("xzzf", "xzzfgs")
    ),
    "supervision": Kind(
        "监督检查", ("监督检查", "环境保护", "安全生产", "食品药品", "产品质量", "公共卫生"), ("jdjc",)
    ),
    "fees": Kind(
        "收费信息",
        ("行政事业性收费", "收费项目", "收费目录清单", "涉企收费", "涉企收费清单"),
        ("sfxm", "xzsf", "xzsyxsf"),
    ),
    "personnel": Kind(
        "人事信息",
        ("人事信息", "人事任免", "招考录用", "公务员招录", "事业单位招聘"),
        ("rsxx", "rsrm", "zkly"),
        window_days=365,
    ),
    "emergency": Kind("应急管理", ("应急管理", "应急预案", "预警信息", "监测预警"), ("yjgl", "yjya")),
    "catalogue": Kind(
        "公开事项目录",
        ("公开事项目录", "基层政务公开标准目录", "政务公开事项标准目录", "事项目录", "标准目录"),
        ("sxml", "bzml"),
    ),
    "grassroots_zone": Kind(
        "基层政务公开专区", ("基层政务公开", "基层政务公开专区", "基层政务公开标准化规范化", "试点领域"), ("jczwgk",)
    ),
    "gazette": Kind("政府公报", ("政府公报",), ("zfgb",)),
    "new_media": Kind("政务新媒体", ("政务新媒体", "新媒体矩阵", "政务新媒体矩阵"), ("zwxmt", "xmtjz")),
    "qa_base": Kind(
        "政策咨询库", ("政策咨询库", "政策咨询", "政策问答库", "咨询问答库", "政策咨询问答库"), ("zczxk", "zcwdk")
    ),
    "digital_government": Kind("数字政府专区", ("数字政府", "数字政府专区"), ("szzf",)),
    "competition": Kind("公平竞争审查", ("公平竞争审查", "公平竞争", "反垄断"), ("gpjz",)),
    "business_policy": Kind(
        "涉企政策", ("惠企政策", "涉企政策", "助企纾困", "减税降费", "营商环境"), ("hqzc", "yshj"), window_days=365
    ),
    "public_institutions": Kind("公共企事业单位信息公开", ("公共企事业单位信息公开", "公共企事业单位"), ("ggqsy",)),
    "notices": Kind("通知公告", ("通知公告", "公示公告", "公告公示"), ("tzgg", "gsgg"), window_days=183),
    "news": Kind(
        "动态要闻",
        ("政务要闻", "要闻动态", "新闻动态", "工作动态", "部门动态", "政务动态", "乡镇动态"),
        ("zwyw", "zwdt", "bmdt", "gzdt"),
        window_days=14,
    ),
    "letters": Kind(
        "互动交流",
        ("区长信箱", "领导信箱", "留言选登", "网上留言", "网上信访", "咨询投诉", "投诉举报", "在线访谈", "互动交流"),
        ("qzxx", "ldxx", "hdjl"),
    ),
    "site_report": Kind("政府网站工作年度报表", ("政府网站工作年度报表", "网站年度报表", "政府网站年报"), ("wznb",)),
}

# Kinds whose duty is met inside a file: their attachments are fetched and read.
FILES_JUDGED: Final = frozenset(
    (
        "guide", "request", "budget", "final_accounts", "fiscal_other", "annual_report", "normative", "normative_cleanup", "policy", "consultation",
        "feedback", "catalogue", "audit", "proposals", "double_random", "penalty", "statutory", "major_project", "supervision", "public_resources",
    )
)  # fmt: skip
# Kinds whose files are tables by their nature. Finding tables costs fifty times what reading words does.
FILES_WITH_TABLES: Final = frozenset(("budget", "final_accounts", "annual_report", "catalogue"))


def label(kind: str) -> str:
    """What reports print for ``kind``; an unknown kind is printed as it stands."""
    found = KINDS.get(kind)
    return found.label if found else kind
