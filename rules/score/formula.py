"""From a sheet to a score. Pure arithmetic on exact decimals; the rules stand in ``docs/score.md``.

Points are kept with four digits; the one rounding to two digits is the last step of each printed number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from rules.score.model import ZERO, Interval, Item, Sheet, State
from rules.score.points import cut, part, rounded

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the lowest score that earns it."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What the arithmetic needs of a weight file. ``grades`` go from best to worst, the last begins at 0."""

    grades: tuple[Grade, ...]
    fewest_points: Decimal  # with less than this applicable only a grade is given
    most_open: Decimal  # with more than this share of the points open no score is given
    bonus_cap: Decimal
    bonus_from: Decimal  # the base score that opens the bonus
    veto_score: Decimal


class Given(StrEnum):
    """What may be told of a sheet."""

    SCORE = "score"
    GRADE = "grade"  # too few points apply: a grade, no score
    LIST = "list"  # too much is open: only what was found
    NOTHING = "nothing"  # nothing applies


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet's numbers. ``base`` and ``total`` are rounded; they are None when nothing applies.

    ``coverage``: the share of the applicable points whose worth is known, from 0 to 1.
    """

    given: Given
    applicable: Decimal
    earned: Interval
    base: Interval | None
    total: Interval | None
    grades: tuple[str, ...]  # of the lower and the upper bound; one when they agree
    coverage: Decimal

    @property
    def is_provisional(self) -> bool:
        return self.total is not None and not self.total.is_exact


def scored(sheet: Sheet, terms: Terms) -> Scored:
    """All numbers of a sheet."""
    whole, got, known = applicable(sheet.items), earned(sheet.items), coverage(sheet.items)
    if not whole:
        return Scored(Given.NOTHING, whole, got, None, None, (), known)
    exact = Interval(_of_hundred(got.low, whole), _of_hundred(got.high, whole))
    low, high = (total(base, sheet, terms) for base in (exact.low, exact.high))
    grades = tuple(dict.fromkeys(_grade(each, sheet, terms) for each in (low, high)))
    given = _given(whole, known, terms)
    base = Interval(rounded(exact.low), rounded(exact.high))
    return Scored(given, whole, got, base, Interval(low, high), () if given is Given.LIST else grades, known)


def applicable(items: Iterable[Item]) -> Decimal:
    """适用满分: what is not applicable, not due or not confirmed is left out here and in what is earned."""
    return sum((item.points for item in items if item.applies), ZERO)


def earned(items: Iterable[Item]) -> Interval:
    """实得: what waits for a person counts as nothing for the lower and as full, less what is certain, for the upper bound."""
    taking_part = [item for item in items if item.applies]
    return Interval(
        sum((cut(item.points - item.deduction) for item in taking_part if item.state is not State.PENDING), ZERO),
        sum((cut(item.points - item.deduction) for item in taking_part), ZERO),
    )


def coverage(items: Iterable[Item]) -> Decimal:
    """The share of the applicable points whose worth is known; 0 when nothing applies."""
    taking_part = [item for item in items if item.applies]
    known = sum((item.points for item in taking_part if item.is_judged), ZERO)
    return cut(part(known, whole)) if (whole := applicable(taking_part)) else ZERO


def total(base: Decimal, sheet: Sheet, terms: Terms) -> Decimal:
    """总分, rounded: a veto holds it down, a bonus counts from a base score on and never with a veto."""
    if sheet.is_vetoed:
        return rounded(min(base, terms.veto_score))
    return rounded(base + min(sheet.bonus, terms.bonus_cap) if base >= terms.bonus_from else base)


def grade_of(score: Decimal, grades: Sequence[Grade]) -> str:
    """The best grade that ``score`` earns."""
    return next((grade.name for grade in grades if score >= grade.least), grades[-1].name)


def _grade(score: Decimal, sheet: Sheet, terms: Terms) -> str:
    return terms.grades[-1].name if sheet.is_vetoed else grade_of(score, terms.grades)


def _of_hundred(got: Decimal, whole: Decimal) -> Decimal:
    return cut(part(got * HUNDRED, whole))


def _given(whole: Decimal, known: Decimal, terms: Terms) -> Given:
    if 1 - known > terms.most_open:
        return Given.LIST
    return Given.GRADE if whole < terms.fewest_points else Given.SCORE


def year_score(quarters: Sequence[Decimal], final: Decimal, *, weight: Decimal) -> Decimal:
    """年度分, rounded: the mean of the quarters at ``weight``, the year's last appraisal at what is left of it."""
    mean = cut(part(sum(quarters, ZERO), Decimal(len(quarters))))
    return rounded(cut(mean * weight) + cut(final * (1 - weight)))


def converted(score: Decimal, target: Decimal) -> Decimal:
    """折算分, three digits: what the score is worth in an appraisal that gives ``target`` points for it."""
    return rounded(min(score, HUNDRED) * target / HUNDRED, 3)


def places(scores: Sequence[Decimal]) -> tuple[int, ...]:
    """The place of each score, best first; equals share a place and the next ones are skipped: 1, 1, 3."""
    return tuple(1 + sum(other > score for other in scores) for score in scores)
