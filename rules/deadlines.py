"""When something is due: calendar months, days, working days, and what a rest day does to the last one.

Counting follows 民法典 §200-204: the first day is not counted, a period of months ends on the same day of the last month
or on its last day, and a last day that is no working day moves to the next one. For duties to publish that last rule
holds by analogy only, so both days are kept: ``strict`` without it and ``rolled`` with it. Nobody is late before
``rolled``. Working days know 调休. Nothing here asks the clock.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import chinese_calendar
from pydantic import BaseModel, ConfigDict

from crawler.tomlfile import TomlFile

OVERRIDES: Final = Path(__file__).with_name("holidays.toml")
_LONGEST_REST: Final = 14  # no rest, with the working days around it, moves a due day further than this
# Holidays with a fixed day, for years whose arrangement is not announced. 2 May is one since 2025.
_FIXED_HOLIDAYS: Final = frozenset(((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)))


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period. ``strict`` ignores rest days, ``rolled`` is the day lateness begins after.

    ``estimated``: a rest day that decides it falls in a year whose holidays are not announced yet (推算).
    """

    strict: date
    rolled: date
    estimated: bool = False

    def surely_before(self, day: date) -> bool:
        """Whether ``day`` is past this due day, whatever the holidays of an unannounced year turn out to be."""
        return day > self.rolled + timedelta(days=_LONGEST_REST if self.estimated else 0)

    def extended(self, days: int) -> "Due":
        """The same due day with ``days`` of grace."""
        return Due(self.strict, self.rolled + timedelta(days=days), self.estimated) if days else self

    def __str__(self) -> str:
        """What reports print."""
        return f"{self.rolled}（推算）" if self.estimated else str(self.rolled)


class _Year(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    year: int
    source: str
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class _Overrides(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    year: tuple[_Year, ...] = ()


def add_month(day: date, n: int = 1) -> date:
    """The same day ``n`` months later, or the last day of that month when it is shorter."""
    month = day.year * 12 + day.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_after(day: date, n: int) -> Due:
    """``n`` months after an event on ``day``."""
    return _rolled(add_month(day, n))


def one_month_after(close: date) -> Due:
    """One month after a consultation closed: the day by which what became of the opinions is due."""
    return months_after(close, 1)


def days_after(day: date, n: int) -> Due:
    """``n`` calendar days after an event on ``day``."""
    return _rolled(day + timedelta(days=n))


def workdays_after(day: date, n: int) -> Due:
    """The ``n``-th working day after an event on ``day``. Working days never fall on rest days: both days are the same."""
    estimated = False
    while n > 0:
        day += timedelta(days=1)
        works, guessed = is_workday(day)
        estimated = estimated or guessed
        n -= works
    return Due(day, day, estimated)


def workdays_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` up to and with ``end``: 0 when it is the same day or earlier."""
    return sum(is_workday(start + timedelta(days=n))[0] for n in range(1, (end - start).days + 1))


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def quarter_end(day: date) -> date:
    """The last day of the quarter of ``day``."""
    return month_end(date(day.year, (day.month - 1) // 3 * 3 + 3, 1))


def half_year_end(day: date) -> date:
    """The last day of the half-year of ``day``."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def year_end(day: date) -> date:
    """The last day of the year of ``day``."""
    return date(day.year, 12, 31)


def is_workday(day: date) -> tuple[bool, bool]:
    """Whether ``day`` is worked, and whether that is an estimate because its year is not announced."""
    if announced := announced_years().get(day.year):
        return day in announced.work or (day.weekday() < 5 and day not in announced.rest), False
    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        fixed = (day.month, day.day) in _FIXED_HOLIDAYS or (day.year >= 2025 and (day.month, day.day) == (5, 2))
        return day.weekday() < 5 and not fixed, True


@cache
def announced_years() -> dict[int, _Year]:
    """The years of ``holidays.toml``. Raises BadInput naming the line that is wrong."""
    return {entry.year: entry for entry in TomlFile.read(OVERRIDES).validated(_Overrides).year}


def calendar_stamp() -> str:
    """Which calendar decided: an input like the archive, so it belongs to the stamp of a judgement."""
    own = "、".join(str(year) for year in sorted(announced_years()))
    return f"chinesecalendar {version('chinesecalendar')}" + (f"；holidays.toml：{own}" if own else "")


def _rolled(strict: date) -> Due:
    day = strict
    works, estimated = is_workday(day)
    while not works:
        day += timedelta(days=1)
        works, guessed = is_workday(day)
        estimated = estimated or guessed
    return Due(strict, day, estimated)
