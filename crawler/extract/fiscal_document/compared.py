"""与上年比较的总数：写了多少、比上年增减多少，推算的上年数是多少。 Totals set against last year's, and what last year's must then have been.

Shapes read: 2023年收支预算总数1050万元，比2022年收支预算总数增加50万元 · 2022年度收、支总计均为2995.39万元。与2021年度相比，收、支总计各减少56.95万元 ·
财政拨款收入15621.11万元，比2023年预算减少876.75万元 · 较2022年收入总预算900万元增加150万元. Of 持平, of changes told of several amounts
(分别, 其中) and of what is no total nothing is said.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from crawler.extract.fiscal_document.money import AMOUNT, Money, amount_pattern, money
from crawler.extract.running import Running, running
from crawler.files.model import FilePart, Place

Subject = Literal["income", "expenditure", "both", "grant_income", "grant_total"]
SUBJECT_NAMES: Final[dict[Subject, str]] = {
    "income": "收入总计", "expenditure": "支出总计", "both": "收支总计", "grant_income": "财政拨款收入", "grant_total": "财政拨款收支总计",
}  # fmt: skip
_WHOLE: Final = "(?:决算|预算)?(?:总计|总额|总数|总预算|总决算|总规模)"
_SUBJECTS: Final[tuple[tuple[Subject, str], ...]] = (
    ("grant_total", rf"财政拨款(?:收支|收入、?支出|收、支|收入和支出){_WHOLE}"),
    ("grant_income", r"财政拨款收入"),
    ("both", rf"(?<!拨款)(?:收支|收入、?支出|收、支|收入和支出|收入总计、支出|收入总计和支出){_WHOLE}"),
    ("income", rf"(?<!拨款)收入(?:{_WHOLE}|预算(?=(?:为)?\d))"),
    ("expenditure", rf"(?<!拨款)(?<!入、)(?<!入)支出(?:{_WHOLE}|预算(?=(?:为)?\d))"),
)
_ANY_SUBJECT: Final = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SUBJECTS)
_UP: Final = "增加|增长|上升|提高|增"
_DOWN: Final = "减少|下降|降低|减"
_STATED = re.compile(rf"(?:{_ANY_SUBJECT})(?:数)?(?:均|各|共|合计)?(?:为|是|计|：)?{AMOUNT}")
_COMPARED = re.compile(
    rf"(?:与|比|较|同)(?P<base>20\d\d年|上年|去年|上一年)(?:度)?(?P<basis>[^，。；\d]{{0,16}}?)(?:{amount_pattern('old')})?(?:相比|比较|相较)?[，,]?"
    rf"(?P<of>[^，。；\d]{{0,20}}?)(?:各|均|共)?(?:(?P<rise>{_UP})|{_DOWN})(?:了)?{amount_pattern('change')}"
)
_OF_BEFORE = re.compile(r"(?:与|比|较|同)(?:20\d\d|上|去|上一)年度?$")  # 较2022年收入总预算900万元: not this report's own
_OTHER_BASE = re.compile(r"执行|决算|调整|完成|追加|实际")
_SEVERAL = re.compile(r"分别|其中|部分|原因")
_EXPLAINED = re.compile(r"口径|划转|划入|划出|机构改革|合并|新增(?:单位|机构)|执行数|调整预算|追加|职能调整|整合")
_REACH: Final = 140  # characters before a comparison in which the amount stands
_APART: Final = 60  # … between that amount and the comparison
_BEHIND: Final = 160  # characters behind it in which a reason stands
_MOST: Final = 40
_MAX_PARTS: Final = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """A total as the text tells it."""

    subject: Subject
    amount: Money
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A total told against last year's. ``base`` is what last year's was by these words; ``year`` None for 上年.

    ``other_base``: it is not set against the same kind of figure (执行数, 决算数 in a budget); ``explained`` are the words near it that
    tell of another scope (口径, 划转), '' when none do.
    """

    subject: Subject
    year: int | None
    base: Money
    other_base: str
    explained: str
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Totals:
    stated: tuple[Stated, ...]
    compared: tuple[Compared, ...]


def read_totals(parts: Sequence[FilePart]) -> Totals:
    """The totals a report tells in words, and those it sets against last year's."""
    run = running(parts[:_MAX_PARTS])
    stated = list(_stated(run))
    return Totals(tuple(one for one, _ in stated[:_MOST]), tuple(islice(_compared(run, stated), _MOST)))


def _stated(run: Running) -> Iterator[tuple[Stated, tuple[int, int]]]:
    for found in _STATED.finditer(run.text):
        subject = _subject(found)
        amount = money(found["number"], found["scale"])
        if subject and not _behind_a_change(run, found.start("number")) and not _OF_BEFORE.search(run.text, max(0, found.start() - 10), found.start()):
            yield Stated(subject, amount, run.place(*found.span()), run.quote(*found.span())), found.span()


def _compared(run: Running, stated: list[tuple[Stated, tuple[int, int]]]) -> Iterator[Compared]:
    for found in _COMPARED.finditer(run.text):
        if _SEVERAL.search(f"{found['basis']}{found['of']}"):
            continue
        told = _told_of(run, found, stated)
        if told is None:
            continue
        now, start = told
        change = money(found["change"], found["change_scale"])
        if found["old"]:
            base = money(found["old"], found["old_scale"])
        else:
            moved = now.amount.yuan - change.yuan if found["rise"] else now.amount.yuan + change.yuan
            base = Money(moved, now.amount.half + change.half)
        if now.amount.yuan <= 0 or base.yuan <= 0:  # a figure was lost on the way
            continue
        other = _OTHER_BASE.search(f"{found['basis']}{found['of']}")
        reason = _EXPLAINED.search(run.text, found.start(), found.end() + _BEHIND)
        digits = found["base"][:4]
        yield Compared(
            now.subject, int(digits) if digits.isdecimal() else None, base, other.group() if other else "", reason.group() if reason else "",
            run.place(start, found.end()), run.quote(start, found.end()),
        )  # fmt: skip


def _told_of(run: Running, found: re.Match[str], stated: list[tuple[Stated, tuple[int, int]]]) -> tuple[Stated, int] | None:
    """The total a change is told of: the last before it, near enough, with no other amount between, and of the subject it names."""
    at = found.start()
    index = bisect_right(stated, at, key=lambda pair: pair[1][1]) - 1
    if index < 0 or at - stated[index][1][0] > _REACH:
        return None
    one, span = stated[index]
    between = run.text[span[1] : at]
    if len(between) > _APART or _SEVERAL.search(between) or re.search(AMOUNT, between):
        return None
    named = re.search(_ANY_SUBJECT, found["of"])
    if named and _subject(named) != one.subject:
        return None
    # 比上年，人员经费增加50万元 is told of another thing.
    rest = re.sub(_ANY_SUBJECT, "", found["of"]) if named else found["of"]
    if len(re.sub(r"执行|调整|完成|实际|批复|部门|单位|[，,、各均共总数额计年度收支预决算初]", "", rest)) > 1:
        return None
    return one, span[0]


def _behind_a_change(run: Running, position: int) -> bool:
    return bool(re.search(rf"(?:{_UP}|{_DOWN})(?:了)?$", run.text[max(0, position - 4) : position]))


def _subject(found: re.Match[str]) -> Subject | None:
    return next((name for name, _ in _SUBJECTS if found[name]), None)
