"""公开的内容上的密级、内部、不公开标注：只说是哪一种、在第几行，不引原文。 Markings that say a text was not to be published.

读得出：机密★一年；密级：秘密；独占一行的“内部资料，注意保管”；（此件不予公开）；信息公开选项：依申请公开。
读不出：图片里的印记。
不是标注：商业秘密、保守秘密、保密承诺、秘密投票，内部审计、内部控制，作服务或栏目名的“依申请公开”，引用的法条，列出各选项的空表，“主动公开”。
依据：政府信息公开条例第十四条、第十六条；保守国家秘密法（国家秘密标志）；公文的公开属性标注，凭经验掌握。
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

version = 1


class Marking(StrEnum):
    """What kind of marking."""

    CLASSIFIED = "classified"
    INTERNAL = "internal"
    NOT_PUBLIC = "not_public"
    ON_REQUEST = "on_request"


NAMES: Final[dict[Marking, str]] = {
    Marking.CLASSIFIED: "密级标注",
    Marking.INTERNAL: "内部资料标注",
    Marking.NOT_PUBLIC: "不予公开标注",
    Marking.ON_REQUEST: "依申请公开标注",
}
_ANY = re.compile(r"绝密|机密|秘密|内部|内\s部|不予公开|不公开|不宜公开|不得公开|依申请公开")
_TERM: Final = r"(?:长期|启用前|解密前|[一二三四五六七八九十0-9]{1,3}\s?(?:年|个月|月))"
_LEVEL: Final = r"(?:绝\s?密|机\s?密|秘\s?密)"
_CLASSIFIED = re.compile(
    rf"(?<![商业保守])(?P<starred>{_LEVEL}\s?[★☆]|[★☆]\s?{_LEVEL})"
    rf"|(?P<labelled>(?:密\s?级|保密等级|秘密等级|涉密等级)\s?[:：]?[\s\t]{{0,3}}{_LEVEL}(?:\s?[★☆·]?\s?{_TERM})?(?=[\s，,。；;）)]|$))"
    rf"|^(?P<alone>[\s【\[（(]{{0,3}}{_LEVEL}\s?[★☆*·]?\s?{_TERM}?[\s】\]）)]{{0,3}})$",
    re.MULTILINE,
)
_KEEP: Final = r"(?:(?:请|应|须)?(?:注意|妥善|严格)?(?:保管|保存|保密)|(?:请勿|不得|严禁|禁止|切勿)(?:外传|外泄|传播|翻印|转发|上网|公开)|仅?供?内部(?:使用|参考|掌握)|阅后(?:即焚|收回))"
_INTERNAL = re.compile(
    rf"^[\s【\[（(]{{0,3}}(?:(?:内\s?部\s?(?:资料|文件|材料|刊物|参阅|参考|使用|传阅|明电|掌握))|工作秘密)(?:\s?[,，;；。★☆!！]?\s?{_KEEP}){{0,2}}[。!！\s】\]）)]{{0,3}}$"
    rf"|[【\[（(]\s?内\s?部\s?(?:资料|文件|材料)\s?[,，;；]?\s?{_KEEP}?\s?[】\]）)]"
    rf"|内\s?部\s?(?:资料|文件|材料)\s?[,，;；]\s?{_KEEP}",
    re.MULTILINE,
)
_THIS: Final = r"(?:此件|本件|该件|此文|本文件|此文件)\s?"
_OPTION: Final = r"(?:信息公开选项|公开选项|公开属性|信息公开属性|公文公开属性|公开类别|公开方式|公开形式|公开类型|公开性质)\s?[:：\t][\s\t]{0,3}"
_NO: Final = r"(?:不予公开|不公开|不宜公开|不得公开)"
_NOT_PUBLIC = re.compile(rf"{_THIS}(?:属于?)?{_NO}(?!的|范围|情形)|{_OPTION}{_NO}(?=[\s，,。；;）)]|$)|^[（(【\[]{_NO}[）)】\]]$", re.MULTILINE)
_ON_REQUEST = re.compile(rf"{_THIS}(?:属于?)?依申请公开(?!的|范围|情形)|{_OPTION}依申请公开(?=[\s，,。；;）)]|$)", re.MULTILINE)
_CHOICES = re.compile(r"主动公开|[□☐○◯√☑■]")  # a form that lists all there is to choose
_QUOTED = re.compile(r"[“\"‘「《][^”\"’」》\n]{0,40}$")
_SAID_OF = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}条|标明|标注|注明|字样|应当|不得将|划分|分为|等级")
_PATTERNS: Final = (
    (Marking.CLASSIFIED, _CLASSIFIED),
    (Marking.INTERNAL, _INTERNAL),
    (Marking.NOT_PUBLIC, _NOT_PUBLIC),
    (Marking.ON_REQUEST, _ON_REQUEST),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """One kind of marking, the line it first stands in (from 0), and how often."""

    marking: Marking
    line: int
    count: int = 1


def markings(text: str) -> tuple[Marked, ...]:
    """What a text is marked with, the worst first. The words themselves are not told."""
    if _ANY.search(text) is None and not re.search(r"[绝机秘]\s密", text):
        return ()
    found = []
    for marking, pattern in _PATTERNS:
        places = [match.start() for match in pattern.finditer(text) if _is_meant(text, match, marking)]
        if places:
            found.append(Marked(marking, text.count("\n", 0, places[0]), len(places)))
    return tuple(found)


def _is_meant(text: str, match: re.Match[str], marking: Marking) -> bool:
    """Whether the words mark the text, and are not quoted, told of, or one choice of a form."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line, before = text[start : end if end >= 0 else len(text)], text[start : match.start()]
    if _QUOTED.search(before) or _SAID_OF.search(line[:200]):
        return False
    return not (marking in (Marking.NOT_PUBLIC, Marking.ON_REQUEST) and _CHOICES.search(line))
