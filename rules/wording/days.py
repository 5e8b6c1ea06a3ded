"""Days that cannot be: a weekday that the calendar denies, the thirty-first of June."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_NEAR: Final = 100  # days
_WEEK: Final = "一二三四五六日"
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"(?:\s?[（(]?\s?(?:星期|周|礼拜)(?P<week>[一二三四五六日天])(?![一二三四五六日天至到、\-—~～－末前内后]))?"
)
_QUOTED = re.compile(r"[“‘「『\"《][^”’」』\"》\n]{0,60}$")


def wrong_days(text: str, published: date | None) -> Iterator[tuple[str, str, int]]:
    """(as written, what is right, where) of each day that cannot be; days without a year are of the year of publication."""
    for found in _DAY.finditer(text):
        if not (found["week"] or found["year"]):
            continue
        month, day = int(found["month"]), int(found["day"])
        year = int(found["year"]) if found["year"] else published.year if published else 0
        if not year or _QUOTED.search(text[max(0, found.start() - 62) : found.start()]):
            continue
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
            yield _said(found), "没有这一天", found.start()
        elif found["week"] and _week(year, month, day) != (said := found["week"].replace("天", "日")):
            others = () if found["year"] or published is None else (year - 1, year + 1)
            if all(_week(other, month, day) != said for other in others if _is_near(published, other, month, day)):
                yield _said(found), f"{year}年{month}月{day}日是星期{_week(year, month, day)}", found.start()


def _said(found: re.Match[str]) -> str:
    return re.sub(r"[\s（(]", "", found.group())


def _is_near(published: date | None, year: int, month: int, day: int) -> bool:
    """Whether a day without a year may be of that other year: around the turn of the year one writes of both."""
    exists = day <= calendar.monthrange(year, month)[1]
    return exists and published is not None and abs((date(year, month, day) - published).days) <= _NEAR


def _week(year: int, month: int, day: int) -> str:
    return _WEEK[date(year, month, day).weekday()]
