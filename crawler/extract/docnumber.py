"""发文字号: the number a document bears itself, never one it merely cites.

A document bears its number on a line of its own near the top, or at the end of its title. In running text, and after
《…》, a number names another document.
"""

import re
from collections.abc import Sequence
from typing import Final

_OPEN: Final = "〔\\[［【（(﹝"
_CLOSE: Final = "〕\\]］】）)﹞"
_YEAR_NO: Final = rf"[{_OPEN}]\s?[12１２][09０９]\d{{2}}\s?年?\s?[{_CLOSE}]\s?(?:第\s?)?\d{{1,5}}\s?号"
_LINE = re.compile(rf"[（(]?(?P<number>[\u4e00-\u9fa5A-Za-z ]{{0,24}}{_YEAR_NO})[）)]?(?=$|\s{{0,8}}签发人)")
_ANNOUNCED_NO: Final = r"(?:[12１２][09０９]\d{2}\s?年\s?)?第\s?[\d一二三四五六七八九十百]{1,6}\s?号"
_ANNOUNCEMENT = re.compile(rf"[\u4e00-\u9fa5 ]{{2,60}}(?:公告|通告|令)\s?[（(]?{_ANNOUNCED_NO}[）)]?")
_ANNOUNCER = re.compile(r"[\u4e00-\u9fa5 ]{2,60}(?:公告|通告|令)")
_ANNOUNCED = re.compile(rf"[（(]?(?P<number>{_ANNOUNCED_NO})[）)]?")
_IN_TITLE = re.compile(rf"(?P<org>[\u4e00-\u9fa5]{{1,12}}){_YEAR_NO}(?=[）)]?$)")
# Where the title proper ends and the number's own 代字 begins: …公告吉市产权公发[2019]第20号
_TITLE_ENDS = re.compile(r".*(?:公告|通告|通知|意见|决定|批复|方案|办法|规定|细则|函|的)")
_BOOKS = re.compile(r"《[^》]{0,200}》")
_ABOUT_ANOTHER = re.compile(r"解读|问答|图解|说明|答记者问|政策速递")
_HEADER_LINES: Final = 12


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
    match = _IN_TITLE.search(_BOOKS.sub("《》", title))
    if match is None:
        return None
    org = _TITLE_ENDS.sub("", match["org"])
    number = org + match.group()[len(match["org"]) :]
    return number if org else None


def _tight(number: str) -> str:
    """Blanks inside a number are layout."""
    return re.sub(r"\s+", "", number)
