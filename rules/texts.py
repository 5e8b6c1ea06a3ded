"""Titles compared: what a document is called once the words of notices are taken off, and how alike two names are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_SAME = str.maketrans(
    "０１２３４５６７８９（）［］【】：＜＞〈〉≪≫«»－–—―~～〇“”‘’\"'", "0123456789()[][]:《》《》《》《》-----" + "-" + "零" + "\x00" * 6
)
# <某办法> typed on a Latin keyboard; a lone < is a sign of arithmetic.
_ANGLES = re.compile(r"<((?:[\u4e00-\u9fa5]|20\d\d)[^<>]{1,120})>")
# What a bracket says of the state of a text, not of its name.
_STATE = re.compile(r"[(\[][^()\[\]]{0,12}(?:稿|草案|试行|暂行|修订|修正|第?[一二三]次|送审|公示|全文)[^()\[\]]{0,4}[)\]]")
_STATE_AT_END = re.compile(r"(?:修订)?(?:征求意见稿|意见征集稿|征集意见稿|公开征求稿|公示稿|送审稿|讨论稿|草案|初稿|修订稿)$")
_ISSUER = re.compile(r"^[\u4e00-\u9fa5()、]{0,40}?(?:政府|办公室|政府办|局|委员会|委|办|中心|街道办事处|办事处|街道|镇|乡|厅|部)关于")
# What a text says before a name on which something else rests, and between such names.
_GROUND = re.compile(
    r"(?:根据|依据|依照|按照|遵照|参照|对照|贯彻|落实|执行|衔接|符合)(?:好|了|落实|执行|实施)?(?:国家|省|市|区|县|[\u4e00-\u9fa5]{1,5}(?:局|厅|部|委|政府|办公室))?(?:印发|发布|出台)?(?:的)?$|(?<!》)[与同]$"
)
_GROUND_GOES_ON = re.compile(r"(?:》|号\)?)(?:以及|[、和及与])?$")
# Before one of these a quoted name is the document itself; after 贯彻 and the like it is another's.
_ANOTHERS = re.compile(r"(?:贯彻|落实|执行|实施|依据|根据|按照|学习|宣传|配合|推进)(?:好|落实|执行|实施)?$")
_FRONT: Final = (
    "关于", "对于", "对", "就", "面向社会", "向社会", "社会公众", "公众", "社会", "各界", "公开", "再次", "第二次", "二次", "广泛", "网上",
    "征求", "征集", "征询", "听取", "收集", "意见建议", "意见和建议", "意见", "建议", "印发", "公布", "发布", "开展", "一图读懂", "一图看懂",
    "一张图读懂", "一张图看懂", "图解", "图说", "解读", "政策解读", "文字解读", "视频解读", "动漫解读", "专家解读", "部门解读", "政策问答",
    "简明问答", "问答", "在线访谈", "访谈", "微视频", "短视频", "视频", "动漫", "H5", "长图", "海报", "结果反馈", "意见反馈", "反馈", "意见征集", "民意征集", "征集公告", "征集结果", "采纳情况", ":", "-", "|", "丨", "的", "[", "]", "_",
)  # fmt: skip
_BACK: Final = (
    "和修改情况", "及修改情况", "和根据公众意见修改的情况", "及根据公众意见修改的情况", "意见建议", "意见和建议", "意见及建议", "意见", "建议", "采纳", "采用", "吸收", "反馈", "处理", "情况", "结果", "的", "公告", "通告", "通知",
    "公示", "启事", "汇总处理表", "汇总表", "处理表", "汇总", "答复", "回复", "说明", "通报", "报告", "函", "征求", "征集", "征询", "听取", "公开", "社会", "公众", "面向社会", "向社会", "再次", "二次",
    "广泛", "政策解读", "文字解读", "部门解读", "负责人解读", "专家解读", "视频解读", "动漫解读", "图文解读", "图片解读", "解读", "解读材料", "图解",
    "问答", "政策问答", "答记者问", "新闻发布会", "起草", "政策", "文件", "材料", "网上", "稿", ":", "-", "|", "_", "[", "]", "()", "征集活动", "活动",
)  # fmt: skip
_GIVES_OUT = re.compile(r"(?:印发|公布|发布|下发|征求|征集|修订|修改|修正|废止|出台)$")
_CUT = re.compile(r"(?:…|⋯|\.{2,}|。{2,}|·{3,})+$")
_CHANGED = re.compile(r"(修改|修正|废止)$")
_KIND = re.compile(r"(?:管理|实施|暂行)?(?:办法|规定|细则|方案|意见|措施|规则|规划|计划|规范|标准|指引|制度|条例|导则)$")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:-(?:19|20)?\d{2,4})?(?!\d)")
_YEAR_WORDS = re.compile(_YEARS.pattern + r"(?:学?年度?)?")
_PARTS = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期次轮号季]|[(][一二三四五六七八九十\d]{1,2}(?:期|标段)?[)]|[一二三四五六七八九十]期")
_PROVINCES: Final = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|"
    "新疆|北京|上海|天津|重庆"
)
_UPPER = re.compile(
    rf"^(?:国家|全国|中央|国务院|中共中央|中华人民共和国|全省|全市|省(?!级|属)|(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?"
    r"|[\u4e00-\u9fa5]{2,3}(?<![城都超夜上集股楼门入])市(?![场民区容政])|[\u4e00-\u9fa5]{2,8}自治州)"
)
_PLACE = re.compile(r"^(?P<place>[\u4e00-\u9fa5]{1,4}?(?:(?<![城集古场小返下重强各])[镇乡](?![村镇政])|街道))")
# Words any document's name may hold: what is left of a name without them is its subject.
_ANY_NAME = re.compile(
    r"(?:19|20)\d{2}年?(?:度)?|第?[一二三四五六七八九十\d]+[批期次轮号季]|[()\[\]\-:]|(?:工作|实施|管理|暂行|试行|专项|行动|若干|进一步|有关|相关|推进|加强|开展|规范|"
    r"促进|支持|做好|印发|全面|深入|建设|发展|服务|体系|公开|征求|征集|意见|建议|采纳|情况|结果|反馈|政策|措施|方案|办法|细则|规定|制度|规划|计划|条例|"
    r"标准|预案|通知|公告|公示|草案|社会|公众|全区|本区|我区|关于|的|和|与)"
)
_RUN: Final = 4
_TAG = re.compile(r"^\[[^\[\]]{1,12}\]")
_SHORTEST: Final = 3
# 2023年上半年, 区教育局 and (二) tell when, who or which part, never what.
_NO_SUBJECT = re.compile(
    r"^(?:[\u4e00-\u9fa5]{2,12}?(?:局|委|办|政府|镇|乡|街道))?(?:(?:19|20)\d{2}年?度?)?(?:[上下]半年|第?[一二三四1-4]季度|全年|\d{1,2}月份?)?$"
    r"|^[()\[\]\d一二三四五六七八九十第之批期次号\-]+$"
)
# Words that tell what sort of document is meant, never which: 规范性文件解读 is as bare as 政策解读.
_ANY_DOCUMENT: Final = frozenset(("规范性", "行政规范性", "政策性", "相关", "有关", "重要", "重大政策", "最新政策"))


@lru_cache(maxsize=8192)
def title_cores(title: str) -> tuple[str, ...]:
    """What the title's documents are called: each name between 《 》, else the title without the words of notices.

    《关于印发〈X〉的通知》 is about X; 贯彻《X》的实施意见 is not X and is taken as a whole. () when only such words are left
    (意见采纳情况).
    """
    plain = _plain(title[:400])
    named = [(before, name) for before, name in _names(plain) if not _ANOTHERS.search(before)]
    cores = [_named(before, name) for before, name in named] if named else [_core(plain.replace("《", "").replace("》", ""))]
    return tuple(dict.fromkeys(core for core in cores if len(core) >= _SHORTEST))


@lru_cache(maxsize=8192)
def cut_core(title: str) -> str:
    """What is left of the name in a title that a list cut short (关于《某某管理办…); '' of a title that is whole or names all of it."""
    plain = _plain(title[:400])
    whole = _CUT.sub("", plain)
    if whole == plain or "》" in whole:
        return ""
    return _core(whole.rpartition("《")[2])


def names_in(text: str, limit: int = 3000) -> tuple[str, ...]:
    """The cores of all names between 《 》 at the top of a text."""
    return _cores(_names(_plain(text[:limit])))


def subjects_in(text: str, limit: int = 20_000) -> tuple[str, ...]:
    """The same without the names that are only what something else rests on: 根据《X》和《Y》，制定……"""
    found, ground = [], False
    for before, name in _names(_plain(text[:limit])):
        ground = bool(_GROUND.search(before)) or (ground and bool(_GROUND_GOES_ON.search(before)))
        if not ground:
            found.append((before, name))
    return _cores(found)


def is_ground(before: str) -> bool:
    """Whether words that stand before a name or a number say that something else rests on it."""
    return bool(_GROUND.search(before))


@lru_cache(maxsize=8192)
def has_name(title: str) -> bool:
    """Whether the title names a document between 《 》."""
    return "《" in _plain(title)


def squeezed(text: str) -> str:
    """``text`` in the spelling of cores, to look for one inside it."""
    return _plain(text).replace("《", "").replace("》", "")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is compared of a core: ``rest`` is without the district's name, ``short`` without a township's too, ``undated`` without the year."""

    rest: str
    years: frozenset[str]
    parts: frozenset[str]
    level: str
    place: str
    short: str
    undated: str
    pairs: frozenset[str]


@lru_cache(maxsize=65_536)
def _shape(core: str, places: tuple[str, ...]) -> _Shape:
    rest = without_place(core, places)
    short = _PLACE.sub("", rest) or rest
    # 2023年样本区某方案 and 样本区2023年度某方案 are one once the year and, behind it, the place are gone.
    undated = without_place(_YEAR_WORDS.sub("", short), places)
    years, parts = frozenset(_YEARS.findall(rest)), frozenset(_PARTS.findall(rest))
    return _Shape(rest, years, parts, _level(core, rest), _place(rest), short, undated, bigrams(short))


def likeness(one: str, other: str, places: Iterable[str] = ()) -> float:
    """How alike two cores are, 0 to 1: 1.0 the same but for a leading place of ours; 0.0 another year, part or level.

    ``places`` are the names of the district, longest first. In between it is the share of character pairs in common.
    """
    a, b = _shape(one, tuple(places)), _shape(other, tuple(places))
    if not a.rest or not b.rest or _differ(a.years, b.years) or _differ(a.parts, b.parts) or a.level != b.level:
        return 0.0
    if a.place and b.place and a.place != b.place:
        return 0.0
    if (a.place and b.rest != other) or (b.place and a.rest != one):
        return 0.0  # a township's own, and the whole district's
    if a.short == b.short or a.undated == b.undated != "":
        return 1.0
    return len(a.pairs & b.pairs) / len(a.pairs | b.pairs) if a.pairs and b.pairs else 0.0


def are_one(cores: Iterable[str], title: str, places: Iterable[str] = ()) -> bool:
    """Whether a title names what is called one of ``cores``: the same as a likeness of 1.0, and quicker over many titles."""
    district = tuple(places)
    names = title_cores(title)
    wanted = {_shape(core, district).undated for core in cores}
    return any(_shape(name, district).undated in wanted for name in names) and any(
        likeness(core, name, district) == 1.0 for core in cores for name in names
    )


def slip_at(a: str, b: str) -> int | None:
    """Where two names differ, when they do so by one character put in, left out or exchanged; None otherwise."""
    if a == b or abs(len(a) - len(b)) > 1:
        return None
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return at if a[at + 1 :] in (b[at:], b[at + 1 :]) or a[at:] == b[at + 1 :] else None


def may_be_renamed(one: str, other: str, places: Iterable[str] = ()) -> bool:
    """Whether a draft of one name may have become the other: words left out, or another word for the kind of document.

    办法 became 规定, 中小学 was left out. 公办 and 民办 are two drafts, and so are a measure and the rules under it.
    """
    a, b = without_place(one, places), without_place(other, places)
    if _KIND.sub("", a) == _KIND.sub("", b) != "":
        return True
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return short[-2:] == long[-2:] and all(character in rest for character in short)


def may_be_shortened(short: str, whole: str, places: Iterable[str] = ()) -> bool:
    """Whether one name is another with words left out: the same kind of document, every character of it in the same order."""
    a, b = without_place(short, places), without_place(whole, places)
    rest = iter(b)
    return 4 <= len(a) < len(b) and a[-2:] == b[-2:] and all(character in rest for character in a)


@lru_cache(maxsize=8192)
def bigrams(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def without_place(core: str, places: Iterable[str]) -> str:
    """``core`` without the district's own name at its front."""
    for place in places:
        if core.startswith(place) and len(core) > len(place) + 1:
            return core[len(place) :]
    # 区级 and 县域 are words of their own, whoever's they are.
    return re.sub(r"^(?:[全我本][区县]|[区县](?![级域属内直管]))(?=[\u4e00-\u9fa5]{4})", "", core)


def is_upper(title: str, places: Iterable[str]) -> bool:
    """Whether a title is of a province, a city or the state: its name begins with theirs, and not with the district's."""
    plain = re.sub(r"^(?:关于|转发|印发|解读|[《\[])+", "", squeezed(title))
    return not any(plain.startswith(place) for place in places) and _UPPER.match(plain) is not None


def shares_subject(cores: Iterable[str], words: str, places: Iterable[str] = ()) -> bool:
    """Whether ``words`` hold a run of the subject of one of ``cores``: 校外培训 of 校外培训管理办法. A hint, never a proof."""
    plain = squeezed(words)
    for core in cores:
        for part in _ANY_NAME.split(without_place(core, places)):
            runs = [part[i : i + _RUN] for i in range(len(part) - _RUN + 1)] or ([part] if len(part) > 1 else [])
            if any(run in plain for run in runs):
                return True
    return False


def _plain(text: str) -> str:
    """Without blanks and quotation marks, in one spelling of digits and brackets."""
    return _ANGLES.sub(r"《\1》", _BLANKS.sub("", text).translate(_SAME).replace("\x00", ""))


def _cores(names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(core for before, name in names if len(core := _named(before, name)) >= _SHORTEST))


def _named(before: str, name: str) -> str:
    """The core of a name. What changes or repeals a document is another document than it, and says so behind the core."""
    inside, words = _inner(name)
    change = _CHANGED.search(inside or before)
    core = _core(words)
    return f"{core}{change[1]}" if core and change else core


def _names(plain: str) -> list[tuple[str, str]]:
    """(what stands before, name) of every outermost 《…》."""
    found, depth, start = [], 0, 0
    for i, character in enumerate(plain):
        if character == "《":
            start = i if depth == 0 else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append((plain[max(0, start - 8) : start], plain[start + 1 : i]))
    return found


def _inner(name: str) -> tuple[str, str]:
    """What stands before it, and the name: of 关于印发《X》的通知 the name is X, whatever stands around."""
    inside = _names(name)
    if inside and _GIVES_OUT.search(inside[0][0]):
        return inside[0]
    return "", name.replace("《", "").replace("》", "")


def _core(words: str) -> str:
    words = _STATE.sub("", _TAG.sub("", words))
    words = _ISSUER.sub("", words, count=1)
    changed = True
    while changed:
        changed = False
        for token in _FRONT:
            if words.startswith(token) and len(words) > len(token):
                words, changed = words[len(token) :], True
        for token in _BACK:
            if words.endswith(token) and words != token:
                words, changed = words[: -len(token)], True
        cut = _STATE_AT_END.sub("", words)
        if cut and cut != words:
            words, changed = cut, True
    bare = words in _FRONT or words in _BACK or words in _ANY_DOCUMENT or _NO_SUBJECT.match(words)
    return "" if bare else words


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both name a year, or a part, and not the same."""
    return bool(one and other and one != other)


def _level(whole: str, rest: str) -> str:
    """The province, city or state a core begins with; '' for the district's own and for those that name none."""
    if whole != rest:
        return ""
    found = _UPPER.match(whole)
    return found.group() if found else ""


def _place(core: str) -> str:
    found = _PLACE.match(core)
    return found["place"] if found else ""
