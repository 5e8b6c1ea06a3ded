"""What fiscal and annual report titles have in common: one spelling, the years they name, the institution they name.

Titles are short, so everything here looks at their first 300 characters only.
"""

import re
from collections.abc import Collection
from typing import Final

_MAX: Final = 300
_ZERO: Final = "〇零○◯ＯOoОо０0Ο"
_DIGITS: Final = {
    **dict.fromkeys(_ZERO, "0"),
    **{character: str(n) for n, character in enumerate("一二三四五六七八九", 1)},
}
# 区教育局23年部门预算. 改革20年 and 十四五 are no years: what follows must be what a yearly report is called.
_SHORT_YEAR = re.compile(
    r"(?<![\d第近])(?=[12]\d年度?(?:部门|单位|财政|政府|政务|信息|本级|收支|预算|决算|预决算|年报))"
)
_CHINESE_YEAR = re.compile(rf"[二一][{_ZERO}一二三四五六七八九]{{3}}(?=年)")
_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|rtf|txt|html?|pptx?|jpe?g|png)$", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_PLAIN = str.maketrans(
    "０１２３４５６７８９（）：．－–—―‐～〜［］【】丨｜",
    "0123456789():.-----~~[][]||",
)

_YEAR: Final = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
# 2023年度, 2021-2023年, 2022年和2023年, 2022、2023年. 学年 is another thing.
YEARS: Final = re.compile(rf"{_YEAR}(?:年度?)?(?:(?:-|~|至|到|、|和|及|与){_YEAR}(?:年度?)?){{0,5}}(?!-?\d|学年)")
_MAX_SPAN: Final = 10  # a range longer than this is no list of yearly reports

# Many institutions at once: 区级部门, 各单位, 全区各乡镇.
COLLECTIVE: Final = re.compile(r"(?:[区县市]级|[区县市]直|各|所有|全[区县市])(?:各)?(?:部门|单位|乡镇|预算单位)")

# What may stand around an institution's name in such a title. Only whole words; taken off one after another.
_BEFORE: Final = (
    "关于", "对", "公开", "公布", "公示", "政务公开", "信息公开", "政府信息公开", "财政信息", "财政公开", "附件", "附",
    "部门预算:", "部门决算:", "单位预算:", "单位决算:", "预算公开", "决算公开", "年度", "年", "度",
    "及", "和", "与", "、", ":", "-", "_", ".", "|", "·", "*", ",", "，", "第", "号",
)  # fmt: skip
_AFTER: Final = (
    "关于", "公开", "公布", "发布", "的", "及", "和", "与", "、", ":", "-", "_", ".", "|", "·", ",", "，", "信息", "年度", "汇总",
    "省级", "市级", "区级", "县级", "区本级", "县本级", "市本级", "本级", "机关", "各",
    "部门综合", "部门", "单位", "财政拨款", "财政总", "财政", "一般公共", "公共财政", "公共", "政府性基金", "国有资本经营",
    "社会保险基金", "政府", "收支", "收入", "总", "全区", "全县", "及所属单位", "及下属单位", "及直属单位", "所属单位", "下属单位",
)  # fmt: skip
_OWN_WORDS = re.compile(r"[本我](?:单位|部门|局|镇|乡|街道|办|办公室|委|省|区|县|市|机关|院|中心)?")
_LEFT_OVER = re.compile(
    r"(?:机关)?[及含和]\d{1,3}[个家]$|关于[我本全][省市区县镇乡]$"
)  # 厅机关及75个(下属单位), 省政府关于我省
_NUMBERING = re.compile(r"(?:[\[(][^\[\]()]{0,14}[\])]|\d{1,3}(?=[.、_:-])|[一二三四五六七八九十]{1,3}、|附件\d{1,2})")
_INSTITUTION_END = re.compile(
    r"(?:局|委|办|办公室|委员会|政府|街道|办事处|镇|乡|中心|院|所|站|部|会|队|社|馆|学|校|园)$"
)
_BRACKET_AT_END = re.compile(r"[(\[][^()\[\]]{0,16}[)\]]$")


def plain_title(title: str) -> str:
    """``title`` in one spelling: no blanks, no file ending, half-width digits and brackets, years in digits."""
    plain = _SPACE.sub("", title[:_MAX].translate(_PLAIN))
    plain = _ENDING.sub("", plain)
    plain = _CHINESE_YEAR.sub(lambda found: "".join(_DIGITS[c] for c in found.group()), plain)
    return _SHORT_YEAR.sub("20", plain)


def years_of(words: str) -> tuple[int, ...]:
    """The years a match of ``YEARS`` names: each of a list, every one of a range."""
    years = [int(year) for year in re.findall(r"\d{4}", words)]
    if len(years) == 2 and re.search(r"[-~至到]", words) and 0 < years[1] - years[0] <= _MAX_SPAN:
        return tuple(range(years[0], years[1] + 1))
    return tuple(dict.fromkeys(years))


def institution(words: str, whole: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The institution ``words`` name once report words are taken off, and the words taken off its end.

    Names in ``whole`` are not taken apart (区直机关, 财政). '' when nothing or only 本单位 is left.
    """
    rest = _stripped_front(words)
    off: list[str] = []
    while rest and rest not in whole:
        bracket = _BRACKET_AT_END.search(rest)
        token = bracket.group() if bracket else next((t for t in _by_length(_AFTER) if rest.endswith(t)), "")
        if not token or (token == "政府" and rest.endswith("人民政府")):
            break
        off.append(token)
        rest = rest[: -len(token)]
    rest = _LEFT_OVER.sub("", rest)
    if _OWN_WORDS.fullmatch(rest) or rest.isdigit() or (len(rest) < 2 and rest not in whole):
        rest = ""
    return rest, tuple(off)


def institution_in_brackets(words: str) -> str:
    """The institution a closing bracket names: 2022年政府信息公开工作年度报告(区教育局); '' when none does."""
    for found in re.finditer(r"[(\[]([^()\[\]]{3,24})[)\]]", words):
        if _INSTITUTION_END.search(found.group(1)) and not re.search(r"\d", found.group(1)):
            return found.group(1)
    return ""


def bare_name(name: str) -> str:
    """A file's name without numbering, ending and brackets: 区教育局 of 201-区教育局（汇总）.xls."""
    plain = plain_title(name)
    for _ in range(2):
        plain = re.sub(r"^(?:附件)?[\d.、:_ -]{0,10}|[(\[][^()\[\]]{0,16}[)\]]$", "", plain)
    return plain


def _stripped_front(words: str) -> str:
    rest = words
    while rest:
        found = _NUMBERING.match(rest)
        token = found.group() if found else next((t for t in _by_length(_BEFORE) if rest.startswith(t)), "")
        if not token:
            return rest
        rest = rest[len(token) :]
    return rest


def _by_length(tokens: tuple[str, ...]) -> list[str]:
    return sorted(tokens, key=len, reverse=True)
