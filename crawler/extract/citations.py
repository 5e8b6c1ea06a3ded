"""正文引用了哪些文件（文号）的判读。 Which documents, by their 发文字号, a text cites, and whether as the basis of what it does.

读得出：“根据《某办法》（样府规〔2022〕1号）”“按照样府办发〔2022〕3号文件要求”；每个文号前面的书名号名称、所在的一句，是不是作为依据引用。
读不出：只写名称不写文号的；只有“〔2022〕1号”而没有机关代字的。
不是引用：文件自己的文号（头几行单独成行的）；写明已废止、失效、停止执行的；“原”某号文件。
依据：优化营商环境条例第六十四条（没有公布的行政规范性文件不得作为行政管理依据）。
"""

import re
from dataclasses import dataclass
from typing import Final

from crawler.archive.seen import number_key
from crawler.files.model import Place

version = 1

_MAX_TEXT: Final = 100_000
_MOST: Final = 200
_NUMBER: Final = re.compile(
    r"(?P<org>[\u4e00-\u9fa5]{1,12})\s?[〔\[［【（(﹝]\s?(?:19|20)\d{2}\s?[〕\]］】）)﹞]\s?第?\s?\d{1,5}\s?号"
)
_LEAD: Final = re.compile(
    r"^.*(?:根据|依据|按照|依照|参照|遵照|执行|落实|贯彻|以及|文件|印发|转发|发布|规定|要求|详见|参见|见|和|及|与|或|的|按|由|对|经|以|第|号|字(?=[\u4e00-\u9fa5]{2}))"
)
_NAMED: Final = re.compile(r"《(?P<name>[^《》]{2,100}(?:《[^《》]{1,100}》[^《》]{0,20})?)》\s*[（(\[【]?\s*(?:文号[:：]?\s*)?$")
_BASIS: Final = re.compile(r"根据|依据|按照|依照|遵照|参照|据此|基于")
_GONE: Final = re.compile(r"废止|失效|停止执行|不再(?:执行|适用)|取代|原《|原[\u4e00-\u9fa5]{1,8}[〔\[（(]")


@dataclass(frozen=True, slots=True)
class Citation:
    """One document cited. ``key`` is its number in one spelling, ``title`` its name between 《》 or '', ``quote`` the sentence."""

    number: str
    key: str
    title: str
    quote: str
    is_basis: bool
    place: Place


def citations(text: str) -> tuple[Citation, ...]:
    """Every number with its issuer's code in the running text, in order; those said to be out of force are left out."""
    found: list[Citation] = []
    for sentence in re.finditer(r"[^。；;\n]+", text[:_MAX_TEXT]):
        words = sentence.group()
        if len(words) > 600 or "号" not in words or _GONE.search(words):
            continue
        for match in _NUMBER.finditer(words):
            org = _LEAD.sub("", match["org"])
            number = org + match.group()[len(match["org"]) :]
            # A line that is nothing but a number is the document's own.
            if number == words.strip(" （）()\t\u3000") or len(found) >= _MOST:
                continue
            before = words[max(0, match.start() - 130) : match.start()]
            named = _NAMED.search(before)
            at = sentence.start() + match.start() + len(match["org"]) - len(org)
            if org and (key := number_key(number)):
                basis = bool(_BASIS.search(words[: match.start() + len(match["org"])]))
                place = Place(0, at, sentence.start() + match.end())
                found.append(Citation("".join(number.split()), key, named["name"] if named else "", words.strip(), basis, place))
    return tuple(found)


def code_of(key: str) -> str:
    """The issuer's code of a number: 样府办规 of 样府办规〔2020〕2号."""
    return key.partition("〔")[0]
