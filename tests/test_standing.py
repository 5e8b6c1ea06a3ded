"""What is asked of an archive's items before any is loaded: the same answer as loading them all and choosing then."""

import random
from datetime import date, timedelta

import pytest

from crawler.archive.kept import Kept
from crawler.archive.standing import Brief, Standing

UNITS = ("", "jiaoyu", "caizheng")
KINDS = ("budget", "notices", "policy")
FIRST = date(2022, 12, 25)
LAST = date(2100, 1, 1)


def made(seed: int) -> tuple[dict[str, Brief], list[tuple[str, str, str, str]]]:
    """Sixty items, each in one to three columns, some without a day, some nowhere any more."""
    random_ = random.Random(seed)
    briefs: dict[str, Brief] = {}
    places: list[tuple[str, str, str, str]] = []
    for n in range(60):
        day = "" if n % 7 == 0 else (FIRST + timedelta(days=random_.randrange(20))).isoformat()
        briefs[f"i{n:02}"] = Brief(day, f"标题{n % 5}", (f"附件{n % 3}",) if n % 2 else ())
        unit = random_.choice(UNITS)
        for kind in random_.sample(KINDS, random_.randrange(0, 4)):
            places.append((f"i{n:02}", f"{unit or 'portal'}.{kind}", unit, kind))
    return briefs, places


@pytest.mark.parametrize("seed", range(5))
def test_it_answers_as_a_plain_search_through_everything_does(seed: int) -> None:
    briefs, places = made(seed)
    standing = Standing(briefs, places)
    for units in (None, {""}, {"jiaoyu"}, {"jiaoyu", ""}, {"nobody"}):
        for kinds in ((), ("budget",), ("budget", "policy")):
            for column in ("", "jiaoyu.budget"):
                for since in (None, date(2023, 1, 1)):
                    for until in (LAST, date(2023, 1, 5), date.min):
                        wanted = {
                            i
                            for i, c, u, k in places
                            if (units is None or u in units)
                            and (not kinds or k in kinds)
                            and (not column or c == column)
                            and (not since or briefs[i].day >= since.isoformat())
                            and briefs[i].day <= until.isoformat()
                        }
                        ordered = sorted(wanted, key=lambda i: (briefs[i].day, i))
                        assert standing.chosen(units, kinds, column, since, until, None, or_files=False) == ordered


def test_a_title_is_asked_before_anything_is_loaded_and_a_files_name_only_on_request() -> None:
    briefs = {"a": Brief("2023-01-01", "部门预算"), "b": Brief("2023-01-02", "通知", ("部门预算.pdf",))}
    standing = Standing(briefs, [("a", "c", "", "budget"), ("b", "c", "", "budget")])

    def named(title: str) -> bool:
        return "预算" in title

    assert standing.chosen(None, (), "", None, LAST, named, or_files=False) == ["a"]
    assert standing.chosen(None, (), "", None, LAST, named, or_files=True) == ["a", "b"]


def test_what_was_asked_for_lately_stays_and_what_nobody_asked_for_makes_room() -> None:
    kept: Kept[int] = Kept(10)
    for n in range(100):
        kept.put(str(n), n)
        assert kept.get("0") == 0  # asked for all the time
    assert kept.get("99") == 99
    assert kept.get("50") is None
    assert sum(kept.get(str(n)) is not None for n in range(100)) <= 10


def test_sizes_count_not_only_numbers() -> None:
    kept: Kept[str] = Kept(100)
    for n in range(20):
        kept.put(str(n), "x" * 30, 30)
    assert sum(kept.get(str(n)) is not None for n in range(20)) <= 4
