"""Title, 发文字号 and date of issue, from the first and last lines of a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_HEAD = 60  # lines in which a document names itself
_NUMBER = re.compile(r"[\u4e00-\u9fa5]{2,14}[〔\[［【（(﹝](?:19|20)\d{2}[〕\]］】）)﹞](?:第)?\d{1,5}号")
_LABELLED_NUMBER = re.compile(r"(?:发文字号|文号|发布文号|文件编号)[：:]?\|?(" + _NUMBER.pattern + ")")
_ISSUED_TITLE = re.compile(r"关于印发[《〈]?([^《》〈〉]{4,60}?)[》〉]?的?通知")
_QUOTED_TITLE = re.compile(
    r"现将《([^《》]{4,60})》(?:[^。]{0,20}印发|[^。]{0,20}给)|《([^《》]{4,60}(?:要点|方案|分工|清单|任务分解表?))》(?:已经|印发)"
)
_OWN_TITLE = re.compile(
    r"(?:.{0,30}(?:19|20)\d{2}年.{0,30}|.{2,40})(?:工作要点|任务分解表?|分工方案|重点任务|实施方案|任务清单|分工表)"
)
_DIGITS = dict(zip("〇○零Ｏ一二三四五六七八九", "0000123456789", strict=True))
_DAY = re.compile(
    r"((?:19|20)\d{2}|[二一][〇○零Ｏ一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_LABELLED_DAY = re.compile(r"(?:成文日期|发文日期|印发日期|签发日期)[：:]?\|?")


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself; '' and None where it says nothing we can read. ``year`` is the year it speaks of."""

    title: str
    number: str
    issued: date | None
    year: int | None


def read_head(lines: Sequence[str]) -> Head:
    """Read the document's own name, number and date; those of documents it cites are not taken."""
    bare = [b for line in lines if (b := "".join(line.split()).replace("**", "").strip("#"))]
    title = _title(bare)
    number = _number(bare)
    issued = _issued(bare)
    named = re.search(r"(?:19|20)\d{2}(?=年)", title)
    of_number = re.search(r"(?:19|20)\d{2}", number)
    year = int(named.group()) if named else issued.year if issued else int(of_number.group()) if of_number else None
    return Head(title, number, issued, year)


def _title(bare: Sequence[str]) -> str:
    opening = "".join(bare[:_HEAD])[:3000]
    if found := _QUOTED_TITLE.search(opening):
        return found.group(1) or found.group(2)
    if found := _ISSUED_TITLE.search(opening):
        return found.group(1)
    return next((line for line in bare[:_HEAD] if len(line) <= 60 and _OWN_TITLE.fullmatch(line)), "")


def _number(bare: Sequence[str]) -> str:
    own = next((line.strip("（）()") for line in bare[:_HEAD] if _NUMBER.fullmatch(line.strip("（）()"))), "")
    if own:
        return own
    found = _LABELLED_NUMBER.search("\n".join(bare[:_HEAD]))
    return found.group(1) if found else ""


def _issued(bare: Sequence[str]) -> date | None:
    """The day below the signature, else the day of printing, else a labelled one."""
    for line in bare[: _HEAD * 2]:
        if (found := _DAY.fullmatch(line)) and (day := _day(found)):
            return day
    for line in reversed(bare):
        if line.endswith("印发") and (found := _DAY.search(line)) and (day := _day(found)):
            return day
    for line in reversed(bare):
        if (found := _DAY.fullmatch(line)) and (day := _day(found)):
            return day
    labelled = next((m for line in bare[:_HEAD] if (m := _LABELLED_DAY.match(line)) and m.end() < len(line)), None)
    if labelled and (found := _DAY.match(labelled.string, labelled.end())):
        return _day(found)
    return None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (_digits(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digits(text: str) -> int:
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones[:1], "0"))
    return int("".join(_DIGITS.get(c, "0") for c in text))
