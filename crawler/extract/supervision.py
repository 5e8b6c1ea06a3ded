"""监督检查信息的判读：属哪个领域，是结果还是动态，说的是哪个季度；食品抽检信息写了哪几项。 What supervision found.

读得出：标题写明领域（环境保护、公共卫生、安全生产、食品药品、产品质量）和检查、抽检、监测等的结果、情况、通报；标题写的季度、月份、半年；
食品抽检信息的样品、被抽样单位、检验结果、不合格项目四项。
读不出：标题没有领域字样的（fields 为空，只算相近）；写在图片里的。
不是监督检查结果：计划、方案、清单、制度、培训；工作动态、环境质量状况、事故调查报告只算相近（is_near），不算结果。
依据：政府信息公开条例第二十条第十三项列明五个领域；食品安全法第一百一十八条；四项要素按通行的抽检信息表整理，只供核对。
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

version = 1

Field = Literal["environment", "health", "safety", "food_drug", "quality"]
FIELDS: Final[dict[Field, str]] = {
    "environment": "环境保护", "health": "公共卫生", "safety": "安全生产", "food_drug": "食品药品", "quality": "产品质量",
}  # fmt: skip
Element = Literal["sample", "unit", "result", "item"]
ELEMENTS: Final[dict[Element, str]] = {
    "sample": "样品名称", "unit": "被抽样单位", "result": "检验结果", "item": "不合格项目",
}  # fmt: skip

_FIELD: Final[dict[Field, re.Pattern[str]]] = {
    "environment": re.compile(r"环境|环保|污染|排污|扬尘|大气|水质|水源|噪声|固废|危废|危险废物|生态|辐射|排放|自动监测|在线监测"),
    "health": re.compile(r"卫生|饮用水(?!水?源)|末梢水|医疗|医废|诊所|传染病|疫苗|放射|职业病|消毒|血液|母婴|饮水|供水|公共场所|疾控"),
    "safety": re.compile(r"安全生产|生产安全|危险化学品|危化|烟花爆竹|工贸|矿山|煤矿|有限空间|粉尘|安全检查|安全隐患|重大隐患|事故隐患|消防|安全执法|企业安全"),
    "food_drug": re.compile(r"食品|药品|餐饮|化妆品|医疗器械|疫苗|食用农产品|保健|药店|食堂"),
    "quality": re.compile(r"产品质量|质量监督|质量抽查|监督抽查|质量安全|特种设备|电梯|计量|认证|工业产品|商品质量|电动自行车|电线|燃气(?:具|器具|灶)|儿童用品|棉花|成品油"),
}  # fmt: skip
_ACT = re.compile(r"检查|抽查|抽检|抽样|检验|督查|督察|巡查|监督|监管|执法|监测|检测|排查|查处|处罚|曝光|飞检|核查|整治|不合格|隐患")
_CHECKED = re.compile(r"检查|抽查|抽检|执法|巡查|监督检查")
_STATE = re.compile(r"状况|质量|月报|季报|事故调查|整改")
_RESULT = re.compile(r"情况|结果|通报|通告|公示|公告|公布|报告|信息|名单|曝光|第?[一二三四五六七八九十\d]{1,3}期|案例|月报|季报|数据|状况|台账")
_PLAN = re.compile(r"计划|方案|清单|办法|制度|细则|规定|指南|标准|培训|招标|采购|征求意见|征集|职责|预案|解读|应急演练")
_ORDER = re.compile(r"关于(?:开展|做好|加强|印发|组织|进一步)[^。]{0,60}(?:通知|意见|函)$")
_NEWS = re.compile(r"召开|举办|举行|扎实|深入|圆满|部署|助力|全力|座谈|学习|观摩|调研|启动|护航|筑牢|守护|我区|我局|强化|多措并举|深化|压实|紧盯|聚焦")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])(?:月)?(?:[—\-~至到、](1[0-2]|0?[1-9]))?月(?!\d{1,2}日)")
_HALF = re.compile(r"(上|下)半年")
_SAMPLING = re.compile(r"食品[^。]{0,16}(?:抽检|抽样检验|监督抽查|抽查检验|快检|检验)|(?:抽检|抽样检验|监督抽查)[^。]{0,12}(?:食品|食用农产品)|食用农产品[^。]{0,10}抽检")
_SAMPLED: Final[dict[Element, re.Pattern[str]]] = {
    "sample": re.compile(r"(?:样品|食品|产品|商品|抽检样品)名称|样品(?!编号|数|量|批)[:：]|(?:生产|经营|销售)的[^。，；]{1,30}(?:不?合格|检出|不符合)"),
    "unit": re.compile(r"被抽(?:样|检)(?:单位|者|企业|场所|环节)?|抽样(?:单位|地点|场所)|(?:经营|生产|销售)(?:者|单位|企业|商)|(?:超市|商行|餐馆|饭店|食堂|有限公司|经营部|门市|店)(?:销售|经营|生产|使用)"),
    "result": re.compile(r"结果|结论|判定|不?合格"),
    "item": re.compile(r"不合格(?:项目|指标)|不符合项|检出|超标|不合格原因|(?:含量|残留|菌群|总数|指标|项目|值|剂)[^。，；]{0,6}不(?:合格|符合)|不符合食品安全"),
}  # fmt: skip
_BAD = re.compile(r"不合格(?:样品|食品|产品)?\s?(?:[1-9]|[一二两三四五六七八九十])|(?:[1-9]\d{0,4}|[一二两三四五六七八九十]{1,3})\s?(?:批次|个|件|组|份)[^。，；]{0,8}不合格|检出不合格|\t不合格")
_NOT_BAD = re.compile(r"(?:未(?:发现|检出)|没有|无)[^。，；]{0,6}不合格|全部合格|均合格|均为合格|不合格(?:样品)?\s?0")


@dataclass(frozen=True, slots=True)
class Supervision:
    """What a title says. ``fields`` is () when it names none: then it may be any the unit looks after. ``quarters`` are those
    it names. ``is_near``: it tells of work or of a state (空气质量月报), not of what supervision found.
    """

    fields: tuple[Field, ...]
    is_near: bool = False
    quarters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which elements of a food sampling are surely not told. ``item`` is asked for only where something failed."""

    missing: tuple[Element, ...]


def read_supervision(title: str) -> Supervision | None:
    """The fields and quarters a title tells; None when it is no information on a supervision."""
    plain = re.sub(r"\s+", "", title[:300])
    fields = tuple(field for field, pattern in _FIELD.items() if pattern.search(plain))
    acts = bool(_ACT.search(plain))
    about = (acts and bool(fields or _CHECKED.search(plain))) or bool(fields and _STATE.search(plain))
    if not about or _PLAN.search(plain) or _ORDER.search(plain):
        return None
    is_near = not fields or not acts or bool(_NEWS.search(plain)) or not _RESULT.search(plain)
    return Supervision(fields, is_near, _quarters(plain))


def title_says_sampling(title: str) -> bool:
    """Whether a title announces what sampling of food found."""
    plain = re.sub(r"\s+", "", title[:300])
    told = _SAMPLING.search(plain) and _RESULT.search(plain)
    return bool(told) and not (_PLAN.search(plain) or _ORDER.search(plain) or _NEWS.search(plain) or "核查处置" in plain)


def read_sampling(title: str, text: str) -> Sampling | None:
    """Which elements the text of a sampling does not tell; None when the title is no sampling."""
    if not title_says_sampling(title):
        return None
    whole = f"{title}\n{text[:200_000]}"
    asked: list[Element] = ["sample", "unit", "result"]
    if (_BAD.search(whole) or "不合格" in title) and not _NOT_BAD.search(whole):
        asked.append("item")
    return Sampling(tuple(element for element in asked if not _SAMPLED[element].search(whole)))


def _quarters(plain: str) -> tuple[int, ...]:
    found: set[int] = set()
    for match in _QUARTER.finditer(plain):
        found.add("一二三四".find(match[1]) + 1 or int(match[1]))
    for match in _MONTHS.finditer(plain):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update((month - 1) // 3 + 1 for month in range(first, last + 1))
    for match in _HALF.finditer(plain):
        found.update((1, 2) if match[1] == "上" else (3, 4))
    return tuple(sorted(found))
