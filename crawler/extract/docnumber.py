"""发文字号: the number a document bears itself, never one it merely cites.

A document bears its number on a line of its own near the top, or at the end of its title. In running text, and after
《…》, a number names another document.
"""

import re
from collections.abc import Sequence
from typing import Final

from crawler.extract.numerals import read_count

_OPEN: Final = "〔\\[［【（(﹝"
_CLOSE: Final = "〕\\]］】）)﹞"
_CN: Final = "〇○◯零ＯO一二三四五六七八九"
_YEAR: Final = rf"(?:[12１２][09０９]\d{{2}}|[一二][{_CN}0]{{3}})"
_NO: Final = r"(?:\d{1,5}(?:-\d{1,3})?|[一二三四五六七八九十百零〇]{1,7})"
_YEAR_NO: Final = rf"[{_OPEN}]\s?{_YEAR}\s?年?\s?[{_CLOSE}]\s?(?:第\s?)?{_NO}\s?号"
_ORG: Final = "[\u4e00-\u9fa5A-Za-z ]"
# Two organs that issue together may put both numbers in one line: the first is the leading organ's.
_LINE = re.compile(
    rf"[（(]?(?P<number>{_ORG}{{0,24}}{_YEAR_NO})[）)]?(?=$|\s{{0,8}}签发人|[\s、，,]{{1,8}}{_ORG}{{1,24}}{_YEAR_NO}[）)]?$)"
)
_ANNOUNCED_NO: Final = (
    r"(?:(?:[12１２][09０９]\d{2}\s?年\s?)?第\s?[\d一二三四五六七八九十百]{1,6}\s?号|[12][09]\d{2}\s?年\s?\d{1,4}\s?号)"
)
_ANNOUNCEMENT = re.compile(rf"[\u4e00-\u9fa5 ]{{2,60}}(?:公告|通告|令)\s?[（(]?{_ANNOUNCED_NO}[）)]?")
_ANNOUNCER = re.compile(r"[\u4e00-\u9fa5 ]{2,60}(?:公告|通告|令)")
_ANNOUNCED = re.compile(rf"[（(]?(?P<number>{_ANNOUNCED_NO})[）)]?")
_IN_TITLE = re.compile(rf"(?P<org>[\u4e00-\u9fa5]{{1,12}}){_YEAR_NO}(?=[）)]?$)")
_BEFORE_TITLE = re.compile(rf"(?P<org>[\u4e00-\u9fa5]{{2,12}}){_YEAR_NO}(?=关于)")
# …落实样府发〔2023〕9号, 转发市教发〔2023〕9号: the number of the document the title is about.
_CITES = re.compile(r"关于|落实|转发|执行|贯彻|按照|根据|废止|修改|传达|依据|印发|延长")
# Where the title proper ends and the number's own 代字 begins: …公告吉市产权公发[2019]第20号
_TITLE_ENDS = re.compile(r".*(?:公告|通告|通知|意见|决定|批复|方案|办法|规定|细则|函|的)")
_BOOKS = re.compile(r"《[^》]{0,200}》")
_ABOUT_ANOTHER = re.compile(r"解读|问答|图解|说明|答记者问|政策速递")
_HEADER_LINES: Final = 12
_CN_DIGITS: Final = "零一二三四五六七八九"
_DIGITS: Final = str.maketrans("０１２３４５６７８９〇○◯ＯO", "0123456789零零零零零")


def own_number(title: str, lines: Sequence[str]) -> tuple[str, str] | None:
    """(number as published, "body" or "heading"), or None when the document shows no number of its own."""
    if number := _in_body(lines):
        return number, "body"
    if number := _in_title(title):
        return number, "heading"
    return None


def _in_body(lines: Sequence[str]) -> str | None:
    previous = ""
    for line in lines[:_HEADER_LINES]:
        if match := _LINE.match(line):
            return _tight(match["number"])
        if len(line) <= 80 and _ANNOUNCEMENT.fullmatch(line):
            return _tight(line)
        if _ANNOUNCER.fullmatch(previous) and (match := _ANNOUNCED.fullmatch(line)):
            return _tight(previous + match["number"])
        # Past the salutation or the first sentence the header is over.
        if line.endswith(("：", ":")) or "。" in line:
            return None
        previous = line
    return None


def _in_title(title: str) -> str | None:
    title = re.sub(r"\s+", "", title)
    if _ANNOUNCEMENT.fullmatch(title):
        return title
    if _ABOUT_ANOTHER.search(title):
        return None
    match = _IN_TITLE.search(_BOOKS.sub("《》", title)) or _BEFORE_TITLE.match(title)
    if match is None:
        return None
    org = _TITLE_ENDS.sub("", match["org"])
    number = org + match.group()[len(match["org"]) :]
    return number if org and not _CITES.search(org) else None


def figures(number: str) -> tuple[str, ...]:
    """The figures of a number in digits, without leading noughts: 〔二〇二三〕第十二号 and [2023]12号 are one."""
    plain = number.translate(_DIGITS)
    found = []
    for words in re.findall(
        r"\d+|[一二三四五六七八九十百零]+", re.sub(r"^.*?(?=[\d一二][\d一二三四五六七八九零]{3})", "", plain)
    ):
        if not words.isdecimal():
            year = "".join(str(_CN_DIGITS.index(c)) for c in words if c in _CN_DIGITS)
            words = (
                year if len(words) == 4 and "十" not in words and "百" not in words else str(read_count(words) or words)
            )
        found.append(words.lstrip("0"))
    return tuple(found)


def _tight(number: str) -> str:
    """Blanks inside a number are layout."""
    return re.sub(r"\s+", "", number)
