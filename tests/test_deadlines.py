"""Counting: months, working days with 调休, rest days at the end, years nobody has announced."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.tomlfile import BadInput
from rules import deadlines
from rules.deadlines import (
    Due,
    add_month,
    calendar_stamp,
    days_after,
    half_year_end,
    is_workday,
    month_end,
    months_after,
    one_month_after,
    quarter_end,
    workdays_after,
    workdays_between,
    year_end,
)


@pytest.mark.parametrize(
    ("close", "strict", "rolled"),
    [
        ("2023-06-30", "2023-07-30", "2023-07-31"),  # a Sunday
        ("2023-07-31", "2023-08-31", "2023-08-31"),
        ("2023-08-31", "2023-09-30", "2023-10-07"),  # National Day; the 7th, a Saturday, is worked
        ("2023-01-29", "2023-02-28", "2023-02-28"),  # no 29th
        ("2024-01-31", "2024-02-29", "2024-02-29"),  # leap year
        ("2022-12-31", "2023-01-31", "2023-01-31"),  # over the year's end
        ("2023-12-22", "2024-01-22", "2024-01-22"),
        ("2023-05-28", "2023-06-28", "2023-06-28"),
        ("2023-05-25", "2023-06-25", "2023-06-25"),  # a Sunday worked instead of 端午
    ],
)
def test_one_month_after_the_close(close: str, strict: str, rolled: str) -> None:
    due = one_month_after(date.fromisoformat(close))
    assert (str(due.strict), str(due.rolled), due.estimated) == (strict, rolled, False)


@pytest.mark.parametrize(
    ("event", "n", "due"),
    [
        ("2023-04-25", 3, "2023-04-28"),
        ("2023-05-30", 20, "2023-06-28"),
        ("2023-09-20", 20, "2023-10-24"),
        ("2023-12-29", 20, "2024-01-29"),
        ("2024-02-05", 7, "2024-02-20"),
        ("2023-04-21", 1, "2023-04-23"),  # the Sunday before 劳动节 is worked
        ("2023-06-10", 3, "2023-06-14"),  # an event on a Saturday
    ],
)
def test_working_days_after_an_event(event: str, n: int, due: str) -> None:
    assert str(workdays_after(date.fromisoformat(event), n).rolled) == due


def test_working_days_between_count_neither_the_first_day_nor_rest_days() -> None:
    assert workdays_between(date(2023, 9, 28), date(2023, 10, 7)) == 1
    assert workdays_between(date(2023, 5, 30), date(2023, 5, 30)) == 0
    assert workdays_between(date(2023, 5, 30), date(2023, 5, 1)) == 0


@pytest.mark.parametrize("n", [1, 3, 7, 20])
def test_both_ways_of_counting_working_days_agree(n: int) -> None:
    start = date(2023, 1, 1)
    for day in (start + timedelta(days=i) for i in range(0, 365, 11)):
        assert workdays_between(day, workdays_after(day, n).rolled) == n


def test_calendar_days_roll_over_a_rest_day() -> None:
    assert days_after(date(2023, 9, 1), 30) == Due(date(2023, 10, 1), date(2023, 10, 7))


def test_months_back_and_several_months_on() -> None:
    assert add_month(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_month(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert months_after(date(2023, 11, 30), 3).strict == date(2024, 2, 29)


def test_ends_of_periods() -> None:
    assert [quarter_end(date(2024, month, 1)) for month in (1, 3, 4, 12)] == [
        date(2024, 3, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31),
    ]  # fmt: skip
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert half_year_end(date(2023, 6, 30)) == date(2023, 6, 30)
    assert half_year_end(date(2023, 7, 1)) == year_end(date(2023, 1, 5)) == date(2023, 12, 31)


def test_a_year_nobody_announced_is_reckoned_and_says_so() -> None:
    due = workdays_after(date(2098, 12, 30), 2)
    assert due.estimated
    assert str(due).endswith("（推算）")
    assert is_workday(date(2098, 10, 1)) == (False, True)
    assert is_workday(date(2098, 5, 2)) == (False, True)


def test_an_estimate_is_only_surely_past_when_no_holiday_could_have_moved_it() -> None:
    estimated = Due(date(2098, 3, 3), date(2098, 3, 3), estimated=True)
    known = Due(date(2023, 3, 3), date(2023, 3, 3))
    assert known.surely_before(date(2023, 3, 4))
    assert not estimated.surely_before(date(2098, 3, 10))
    assert estimated.surely_before(date(2098, 3, 18))


def test_grace_moves_the_day_lateness_begins_and_nothing_else() -> None:
    assert one_month_after(date(2023, 6, 30)).extended(3) == Due(date(2023, 7, 30), date(2023, 8, 3))


@pytest.fixture
def overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "holidays.toml"
    monkeypatch.setattr(deadlines, "OVERRIDES", path)
    deadlines.announced_years.cache_clear()
    monkeypatch.setattr(deadlines, "announced_years", deadlines.announced_years.__wrapped__)
    return path


def test_an_announced_year_in_our_own_file_is_no_estimate(overrides: Path) -> None:
    overrides.write_text(
        '[[year]]\nyear = 2098\nsource = "通知"\nrest = [2098-01-01, 2098-01-02]\nwork = [2098-01-04]\n', encoding="utf-8"
    )
    assert workdays_after(date(2098, 1, 1), 1) == Due(date(2098, 1, 3), date(2098, 1, 3))
    assert is_workday(date(2098, 1, 4)) == (True, False)
    assert is_workday(date(2098, 1, 11)) == (False, False)
    assert "2098" in calendar_stamp()


def test_a_typing_mistake_in_our_own_file_is_told_with_its_line(overrides: Path) -> None:
    overrides.write_text('[[year]]\nyear = 2098\nsource = "通知"\nrests = []\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"holidays\.toml:4"):
        is_workday(date(2098, 1, 1))


def test_the_file_that_ships_is_readable() -> None:
    deadlines.announced_years.cache_clear()
    assert all(year >= 2004 for year in deadlines.announced_years())
