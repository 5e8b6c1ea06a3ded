"""Responsible units as a document names them: names, groups, who leads, and whether the list stays open (「等…部门」).

Units are known by the shape of their names, never by a list: every district has others.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_MOST = 100  # names in one cell; longer is not a list of units
_END = re.compile(
    r"(?:局|办|办公室|办公厅|中心|委|委员会|管委会|镇|乡|苏木|街道|街道办|街道办事处|办事处|政府|公司|集团|银行|支行|分行|信用社"
    r"|[院馆站所队处部厅署厂台校科股室]|小组|工作组|(?:协|联合|[工商学总]|理事|基金|十字|研究|促进)会|报社|合作社|学院|大学|中学|小学|医院|法院|检察院|妇联|残联|工会|团委|团[区县市]委|机关"
    r"|开发区|园区|新区|示范区|景区|工商联|文联|科协|社科联|侨联|供销社|联社|指挥部|专班|联通|移动|电信|铁塔)$"
)
# How names of tasks begin, and no unit's: 「优化政务服务大厅」 ends like a unit.
_TASK_VERB = re.compile(
    "加强|强化|推进|推动|完善|优化|提升|提高|规范|做好|抓好|办好|深化|健全|落实|扩大|加快|加大|建立|建好|开展|打造|持续|全面|进一步|及时|聚焦|围绕"
    "|严格|切实|统筹|防范|增强|夯实|拓展|构建|着力|深入|主动|依法|注重|发挥|促进|畅通|丰富|改进|创新|用好|突出|紧扣|细化|压实|定期|公开|发布"
)
_DESCRIBED = re.compile(r"(?:部门|单位|机构|企业|主体|各地|园区|各方)$")  # a set described, not a name
_MANY = re.compile(r"各|全[区县市州旗镇乡省]|有关|相关|其他|其它|所有|涉及")
_REST_OF_NAME = re.compile(r"(?:[镇乡区县市道]|街道)?(?:人民政府|政府|办事处)")  # what a cut leaves of a name
_BRACKETED_TAIL = re.compile(r"[（(〔\[【][^（(〔\[【）)〕\]】]{1,20}[）)〕\]】]$")
_NOT_NAME = re.compile(r"\d(?![\d号])|[。；;：:！？!?“”\"《》]|(?:局|办公室|中心|委员会|街道|馆)[区县市](?!.{0,8}分局)")
_LEVEL = r"(?:[区县市州旗]|镇|乡)"
_TOWNSHIP = r"(?:乡镇|镇乡|乡\(镇\)|镇\(乡\)|镇|乡|苏木)"
_GROUPS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(rf"各?{_LEVEL}?(?:人民)?政府各?组成部门"), ("@constituent",)),
    (re.compile(rf"各{_TOWNSHIP}(?:人民政府|政府)?"), ("@townships",)),
    (re.compile(r"(?:乡镇|镇乡)(?:人民政府)?"), ("@townships",)),
    (re.compile(r"各?街道(?:办事处|办)?|各(?:办事处|街办)"), ("@subdistricts",)),
    (
        re.compile(
            rf"各?{_TOWNSHIP}(?:\(街道(?:办事处)?\)|[/和及]?街道(?:办事处)?|街)(?:人民政府|办事处)?(?:\(办事处\))?"
            rf"|各街(?:道)?(?:{_TOWNSHIP}|\({_TOWNSHIP}\))|各{_TOWNSHIP}人民政府\(街道办事处\)"
        ),
        ("@townships", "@subdistricts"),
    ),
    (
        re.compile(
            rf"(?:各|其他|其它)*(?:相关|有关)?(?:{_LEVEL}(?:级|直|属|政府|人民政府)?)?(?:各|相关|有关|级|直属)*(?:部门|单位|部门\(单位\)|委办局)"
        ),
        ("@departments",),
    ),
)
_OPEN_REST = re.compile(
    r"(?:\d{1,3}个)?(?:先行|试点)?(?:各|相关|有关|责任|其他|职能|行业|主管|[区县市州旗镇乡]|级|直|属|政府|人民)*"
    r"(?:部门|单位|机构|乡镇|镇街|街镇|乡|镇|街道|办事处|人民政府|部门\(单位\))?(?:人民政府|政府|办事处)?"
)
_ROLE_WORDS = re.compile(
    r"(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|共同|分别|具体|等)*(?:牵头|负责|配合|参与|落实|实施|承办|协助)+(?:落实|实施|推进|负责)?$"
)
_SEPARATORS = "、，,；;/／"
_HALF_WIDTH = str.maketrans("（）〔〕［］【】", "()()()()")
_PARTICIPLES = re.compile(r"(?<=[局办心委会镇乡道室院部门府处])(?:以及|及|和|与|会同)(?=[区县市州旗各省]|相关|有关)")


@dataclass(frozen=True, slots=True)
class Units:
    """``odd`` are parts no name shape and no group fits; ``described`` are sets a document describes without naming."""

    names: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    open_list: bool = False
    odd: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    unfinished: bool = False  # it ends, or begins, with a separator: part of it stands elsewhere


@lru_cache(maxsize=8192)
def read_units(cell: str) -> Units:
    """The units of one cell or parenthesis. 「A牵头，B、C配合」 fills lead and support."""
    text = _plain(cell)
    names: list[str] = []
    sides: dict[str, list[str]] = {"lead": [], "support": []}
    odd: list[str] = []
    described: list[str] = []
    open_list = False
    waiting: list[str] = []  # names whose role word comes after them
    for part in _parts(text):
        part, role = _role(part)
        found, more_open, kind = _named(part) if part else ((), False, "")
        open_list = open_list or more_open
        if kind == "odd":
            odd.append(part)
        elif kind == "described":
            described.append(part)
        names += found
        waiting += found
        if role:
            sides[role] += waiting
            waiting = []
    told_apart = bool(sides["lead"])
    return Units(
        names=tuple(dict.fromkeys(names)),
        lead=tuple(dict.fromkeys(sides["lead"])) if told_apart else (),
        support=tuple(dict.fromkeys([*sides["support"], *waiting])) if told_apart else (),
        open_list=open_list,
        odd=tuple(odd),
        described=tuple(described),
        unfinished=bool(text) and (text[-1] in "、，,；;" or text[0] in "、，,；;"),
    )


def is_unit(name: str) -> bool:
    """Whether ``name`` has the shape of one unit's name."""
    core = _BRACKETED_TAIL.sub("", name)
    if (
        not 3 <= len(core) <= 30
        or _NOT_NAME.search(core)
        or _TASK_VERB.match(core)
        or _MANY.match(core)
        or _REST_OF_NAME.fullmatch(core)
    ):
        return False
    return bool(_END.search(core))


@lru_cache(maxsize=8192)
def is_unit_list(cell: str) -> bool:
    """Whether the whole cell reads as units: the test that tells a unit column from text."""
    text = _plain(cell)
    if not text or "。" in text or len(text) > 600:
        return False
    units = read_units(cell)
    return bool(units.names or units.open_list) and not units.odd and not units.unfinished


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` may be another writing of ``full``: same first and last character, its others in the same order."""
    if short == full or len(short) < 4 or len(short) >= len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(c in rest for c in short)


def _plain(cell: str) -> str:
    text = cell.strip().rstrip("。")
    pieces = text.split()
    # 「县教育局 县财政局」 is two names; 「县 教 育 局」 is one name spread out.
    if len(pieces) > 1 and all(is_unit(p.strip("、,;")) or _group(p) for p in pieces):
        return "、".join(p.strip("、,;") for p in pieces)
    text = "".join(pieces)
    text = text.replace("各乡、镇", "各乡镇").replace("各镇、乡", "各镇乡").replace("各镇、街道", "各镇、各街道")
    return _PARTICIPLES.sub("、", text)


def _parts(text: str) -> list[str]:
    """The parts between separators outside brackets; those after the first ``_MOST`` stay one part, which is no name."""
    parts, depth, start = [], 0, 0
    for at, c in enumerate(text):
        depth += (c in "（([〔【") - (c in "）)]〕】")
        if c in _SEPARATORS and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    parts = [p for p in (*parts, text[start:]) if p]
    return parts if len(parts) <= _MOST else [*parts[:_MOST], "、".join(parts[_MOST:])]


def _role(part: str) -> tuple[str, str]:
    """The part without 「牵头」「配合」…, and which side the word puts it on ('' when there is none, or only 负责)."""
    found = _ROLE_WORDS.search(part)
    part = re.sub(r"^由", "", part)
    if not found:
        return part, ""
    words = found.group()
    part = part[: len(part) - len(words)]
    if "牵头" in words:
        return part, "lead"
    return part, "support" if re.search("配合|参与|协助", words) else ""


def _named(part: str) -> tuple[tuple[str, ...], bool, str]:
    """The names of one part, whether it leaves the list open, and 'odd' or 'described' when it is no plain name."""
    if groups := _group(part):
        return groups, False, ""
    if part == "等" or (part.startswith("等") and _OPEN_REST.fullmatch(part[1:])):
        return (), True, ""
    before, sign, after = part.rpartition("等")
    if sign and before and _OPEN_REST.fullmatch(after):
        names, _, kind = _named(before)
        return names, True, kind
    if is_unit(part):
        return (part,), False, ""
    if (
        len(part) <= 30
        and not _NOT_NAME.search(part)
        and (_DESCRIBED.search(part) or (_MANY.match(part) and _END.search(part)))
    ):
        return (part,), False, "described"
    return (part,), False, "odd"


def _group(part: str) -> tuple[str, ...]:
    plain = part.translate(_HALF_WIDTH)
    return next((groups for pattern, groups in _GROUPS if pattern.fullmatch(plain)), ())
