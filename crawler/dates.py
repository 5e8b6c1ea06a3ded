"""The one strict reader of dates. Certain before clever: what is not a whole, possible day is ``None``.

``read_date`` reads a text that *is* a date, perhaps behind a label and before a clock or other words. ``find_dates``
finds every whole date inside running text. Neither asks the clock: relative forms (昨天, 3天前) need ``today``, forms
without a year need ``year``.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

MAX_TEXT: Final = 400_000  # characters of running text that are looked at
_MAX_FIELD: Final = 200  # a date field longer than this says more than a date

_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099

# One character for one, so that the spans of find_dates hold in the text as published.
_PLAIN = str.maketrans(
    "０１２３４５６７８９－–—―‐／．：\u3000\xa0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff\u2060\x01",
    "0123456789-----/.:" + " " * 11,
)
_ZERO: Final = "〇零○◯ＯOoОо０0Ο"  # what is typed for the zero of 二〇二三
_DIGITS: Final = {
    **dict.fromkeys(_ZERO, 0),
    **{character: n for n, character in enumerate("一二三四五六七八九", start=1)},
}

_DAY_END = r"(?:(?!\d)|(?<=\d\d)(?=[0-2]\d:[0-5]\d))"  # tags dropped between day and clock: 2023-05-3010:20
_NUMERIC = re.compile(
    rf"""(?<!\d)(?P<y>(?:19|20)\d{{2}})(?:
        \s{{0,3}}(?P<s>[-/.])\s{{0,3}}(?P<m>1[0-2]|0?[1-9])\s{{0,3}}(?P=s)\s{{0,3}}(?P<d>3[01]|[12]\d|0?[1-9]){_DAY_END}
        (?!(?P=s)\d(?!\d{{3}}[-/.年]))        # 2023-05-30-001 is an index number; 2023-05-01-2023-05-30 is a period
        |
        \s{{0,3}}年\s{{0,3}}(?P<m2>1[0-2]|0?[1-9])\s{{0,3}}月\s{{0,3}}(?P<d2>3[01]|[12]\d|0?[1-9])(?:\s{{0,3}}[日号]|{_DAY_END})
    )""",
    re.VERBOSE,
)
_CN_YEAR = rf"[一二][{_ZERO}一二三四五六七八九]{{3}}|(?:19|20)\d{{2}}"
_CN_MONTH = r"十[一二]?|[一二三四五六七八九正元]|1[0-2]|0?[1-9]"
_CN_DAY = (
    r"三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|十[一二三四五六七八九]?|[一二三四五六七八九]"
    r"|3[01]|[12]\d|0?[1-9]"
)
_CHINESE = re.compile(
    rf"(?<![\d{_ZERO}一二三四五六七八九])(?P<y>{_CN_YEAR})\s{{0,3}}年\s{{0,3}}(?P<m>{_CN_MONTH})\s{{0,3}}月\s{{0,3}}(?P<d>{_CN_DAY})\s{{0,3}}[日号]"
)
_BARE = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![0-9A-Za-z_-])")
_YEARLESS = re.compile(
    rf"(?:(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?[日号]"
    rf"|(?P<m2>0[1-9]|1[0-2])[-/](?P<d2>0[1-9]|[12]\d|3[01])(?![-/.\d])"
    rf"|(?P<m3>{_CN_MONTH})月(?P<d3>{_CN_DAY})[日号])"
)
_RELATIVE = re.compile(
    r"(?:刚刚|今天|今日|昨天|昨日|前天|(?:\d{1,3}|[一二两三四五六七八九十])\s?(?:天|日|小时|个小时|分钟|秒钟?)前)(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SPOKEN = str.maketrans(
    {"两": "2", **{word: str(n) for n, word in enumerate("一二三四五六七八九", start=1)}, "十": "10"}
)
_LABEL = re.compile(
    r"(?:[^\d:\s][^\d:]{0,15}:|(?:发布|发文|公开|成文|生成|印发|制发|签发|实施|更新|提交|录入)?(?:时间|日期)|(?:发布|更新|发表|成文|印发)于?)\s*"
)
_OPENING: Final = " [【(（<〈「"
# What follows makes it a period (…至6月30日) or a deadline (…前): not a day on which something happened.
_NO_SINGLE_DAY = re.compile(
    r"[\]】)）\s]{0,3}(?:\d{1,2}:\d{2}(?::\d{2})?\s?)?(?:(?:起?至|~|～|到|-{1,3})\s?(?:\d|[一二]\S{3}年)|[之以]?前)"
)
_ZONE = re.compile(r"T(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))")
_SHANGHAI: Final = timedelta(hours=8)


def read_date(text: str, *, today: date | None = None, year: int | None = None) -> date | None:
    """The day ``text`` names, or None.

    ``today`` (the day of the crawl, Asia/Shanghai) allows 今天, 昨天, 3天前; ``year`` allows 5月30日 and 05-30. Months,
    years, periods, document and index numbers are no days. 1个月前 and 上周 name no day either.
    """
    if not text:
        return None
    plain = text[: 2 * _MAX_FIELD].translate(_PLAIN).strip().lstrip(_OPENING)
    plain = " ".join(plain[:_MAX_FIELD].split())
    for candidate in _with_and_without_label(plain):
        if found := _absolute(candidate) or _yearless(candidate, year) or _relative(candidate, today):
            return found
    return None


def find_dates(text: str) -> tuple[tuple[date, int, int], ...]:
    """Every whole date in running text as (day, start, end), in order. Bare digits (20230530) are not read here."""
    plain = text[:MAX_TEXT].translate(_PLAIN)
    found = []
    for match in _NUMERIC.finditer(plain):
        if day := _numeric_day(match):
            found.append((day, match.start(), match.end()))
    taken = {start for _, start, _ in found}
    for match in _CHINESE.finditer(plain):
        if match.start() not in taken and (day := _chinese_day(match)):
            found.append((day, match.start(), match.end()))
    return tuple(sorted(found, key=lambda item: item[1]))


def _with_and_without_label(plain: str) -> tuple[str, ...]:
    if label := _LABEL.match(plain):
        return plain, plain[label.end() :].lstrip(_OPENING)
    return (plain,)


def _absolute(plain: str) -> date | None:
    for pattern, reader in ((_NUMERIC, _numeric_day), (_CHINESE, _chinese_day), (_BARE, _bare_day)):
        if match := pattern.match(plain):
            rest = plain[match.end() :]
            if _NO_SINGLE_DAY.match(rest):
                return None
            day = reader(match)
            return _in_shanghai(day, rest) if day else None
    return None


def _in_shanghai(day: date, rest: str) -> date | None:
    """ISO times with a zone are moved to Asia/Shanghai: 2023-05-29T18:00:00Z is the 30th there."""
    zone = _ZONE.match(rest)
    if not zone:
        return day
    hours, minutes, utc, sign, off_hours, off_minutes = zone.groups()
    if int(hours) > 23 or int(minutes) > 59:
        return day
    offset = timedelta() if utc else timedelta(hours=int(off_hours), minutes=int(off_minutes))
    moment = datetime.combine(day, time(int(hours), int(minutes))) - (-offset if sign == "-" else offset) + _SHANGHAI
    return moment.date()


def _numeric_day(match: re.Match[str]) -> date | None:
    return _day(match["y"], match["m"] or match["m2"], match["d"] or match["d2"])


def _bare_day(match: re.Match[str]) -> date | None:
    return _day(match["y"], match["m"], match["d"])


def _chinese_day(match: re.Match[str]) -> date | None:
    y = match["y"]
    if not y.isdecimal():
        y = "".join(str(_DIGITS[character]) for character in y)
    return _day(y, str(_count(match["m"])), str(_count(match["d"])))


def _day(y: str, m: str, d: str) -> date | None:
    try:
        day = date(int(y), int(m), int(d))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _count(written: str) -> int:
    """A month or day of the month: 十二, 廿三, 卅一, 元, 05."""
    if written.isdecimal():
        return int(written)
    if written in "正元":
        return 1
    written = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS[written]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _yearless(plain: str, year: int | None) -> date | None:
    match = _YEARLESS.match(plain) if year is not None else None
    if match is None or _NO_SINGLE_DAY.match(plain[match.end() :]):
        return None
    if match["m3"]:
        return _day(str(year), str(_count(match["m3"])), str(_count(match["d3"])))
    return _day(str(year), match["m"] or match["m2"], match["d"] or match["d2"])


def _relative(plain: str, today: date | None) -> date | None:
    match = _RELATIVE.match(plain) if today is not None else None
    if match is None or today is None:
        return None
    import dateparser  # 65 MB, and few pages need it

    # The end of the day: what was published "2小时前" when the day was crawled counts as that day.
    base = datetime.combine(today, time(23, 59, 59))
    words = match.group(0).replace("日", "天").translate(_SPOKEN)
    read = dateparser.parse(words, languages=["zh"], settings={"RELATIVE_BASE": base})
    return read.date() if read else None
