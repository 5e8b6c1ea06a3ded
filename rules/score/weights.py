"""A weight file (``2023.toml``): indicators, items, rates, classes, grades. Facts only; every mistake is told with its line.

Decimals are written as text ("0.5"): a number with a point would not be exact.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from crawler.site import bundled_path
from crawler.tomlfile import BadInput, TomlFile, nearest
from rules.catalogue import checks
from rules.engine import MANUAL
from rules.score.formula import HUNDRED, Grade, Terms

BUNDLED: Final = Path(__file__).parent
_MOST: Final = Decimal(1000)

Counted = Literal["measured", "all"]
Ranking = Literal["none", "ends", "all"]
Per = Literal["item", "each", "share"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf of the tree. ``why_none`` tells why nothing is counted under it yet, '' when something is."""

    id: str
    name: str
    points: Decimal
    why_none: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is scored as one item: the findings of ``checks`` under ``rows``."""

    id: str
    indicator: str
    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    """What being late up to ``workdays`` costs; None: later than all others."""

    workdays: int | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """What a fault costs: ``points``, or ``rate`` of the item. ``remains``: the share that repair does not give back."""

    id: str
    name: str
    per: Per
    rate: Decimal
    points: Decimal | None
    remains: Decimal
    late: tuple[Tier, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class UnitClass:
    """Units that are compared with each other: members of one of ``groups``."""

    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight file, checked. ``approved`` is '' while the values are only suggested.

    It speaks of the rows of one ``document`` and of no other: row 12 of next year's table is another demand.
    """

    id: str
    document: str
    approved: str
    basis: str
    counted: Counted
    ranking: Ranking
    ends: int
    stated_loses: Decimal
    year_weight: Decimal
    target: Decimal | None
    terms: Terms
    groups: tuple[tuple[str, str], ...]
    indicators: tuple[Indicator, ...]
    items: tuple[Mapped, ...]
    places: dict[tuple[int, str], int]  # (row, check) → index in ``items``
    rates: dict[str, Rate]  # by check
    one_fact: dict[str, str]  # check → the first of those that find the same fact
    unscored: dict[str, str]  # check → why it takes no points
    classes: tuple[UnitClass, ...]
    digest: str

    def place(self, row: int | None, check: str) -> int | None:
        """Which item a finding belongs to; None when it is not scored."""
        return None if row is None else self.places.get((row, check))


def load(weights: str = "2023") -> Weights:
    """The weight file named ``weights``: a bundled id or a path. Raises BadInput with one line a mistake."""
    source = TomlFile.read(bundled_path(weights, BUNDLED, "评分规则"))
    table = source.validated(_File)
    if mistakes := list(_mistakes(source, table)):
        raise BadInput(*mistakes)
    return _weights(table, hashlib.sha256(source.text.encode()).hexdigest())


# ---- the file


def _exact(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("应为数字，不是 true 或 false")
    if isinstance(value, float):
        raise ValueError(f"小数要加引号，写成 \"{value}\"，才不会有误差")
    return value


Number = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=_MOST, max_digits=8, decimal_places=4)]
Share = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=1, decimal_places=4)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Score(_Table):
    id: str
    document: str
    approved: str
    basis: str
    counted: Counted
    ranking: Ranking
    ends: int = Field(default=3, ge=1, le=20)
    fewest_points: Number
    most_open: Share
    bonus_cap: Number
    bonus_from: Number
    veto_score: Number
    stated_loses: Share
    year_weight: Share
    target: str = ""


class _Grade(_Table):
    name: str
    least: Number


class _Class(_Table):
    name: str
    groups: tuple[str, ...] = Field(min_length=1)


class _Group(_Table):
    id: str
    name: str


class _Indicator(_Table):
    id: str
    name: str
    points: Number
    why_none: str = ""


class _Item(_Table):
    indicator: str
    name: str
    rows: tuple[int, ...] = Field(min_length=1)
    checks: tuple[str, ...] = Field(min_length=1)
    weight: Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, le=_MOST, decimal_places=4)] = Decimal(1)


class _Tier(_Table):
    workdays: int | None = Field(default=None, ge=0)
    rate: Share


class _Rate(_Table):
    id: str
    name: str
    checks: tuple[str, ...] = Field(min_length=1)
    per: Per
    rate: Share = Decimal(1)
    points: Number | None = None
    remains: Share = Decimal(0)
    late: tuple[_Tier, ...] = ()
    severity: Literal["严重", "一般", "轻微"]


class _OneFact(_Table):
    checks: tuple[str, ...] = Field(min_length=2)


class _Unscored(_Table):
    checks: tuple[str, ...] = Field(min_length=1)
    why: str


class _File(_Table):
    score: _Score
    grade: tuple[_Grade, ...] = Field(min_length=1)
    group: tuple[_Group, ...]
    unit_class: tuple[_Class, ...] = Field(min_length=1)
    indicator: tuple[_Indicator, ...] = Field(min_length=1)
    item: tuple[_Item, ...]
    rate: tuple[_Rate, ...]
    one_fact: tuple[_OneFact, ...] = ()
    unscored: tuple[_Unscored, ...] = ()


# ---- mistakes


def _mistakes(source: TomlFile, table: _File) -> Iterator[str]:
    yield from _indicator_mistakes(source, table)
    yield from _item_mistakes(source, table)
    yield from _rate_mistakes(source, table)
    yield from _check_mistakes(source, "one_fact", [entry.checks for entry in table.one_fact])
    yield from _check_mistakes(source, "unscored", [entry.checks for entry in table.unscored])
    leasts = [grade.least for grade in table.grade]
    if leasts[-1] != 0 or any(one <= other for one, other in pairwise(leasts)):
        yield source.mistake(("grade", 0), "等次要从高到低排列，最后一等从 0 分起")
    if table.score.target and _number(table.score.target) is None:
        yield source.mistake(("score", "target"), f"目标绩效分值“{table.score.target}”不是数字")


def _indicator_mistakes(source: TomlFile, table: _File) -> Iterator[str]:
    total = sum((indicator.points for indicator in table.indicator), Decimal(0))
    if total != HUNDRED:
        yield source.mistake(("indicator", 0, "points"), f"各指标分值合计 {total}，应为 100")
    letters = [group.id for group in table.group]
    for n, indicator in enumerate(table.indicator):
        if indicator.id in [other.id for other in table.indicator[:n]]:
            yield source.mistake(("indicator", n, "id"), f"指标“{indicator.id}”重复")
        if indicator.id[:1] not in letters:
            yield source.mistake(("indicator", n, "id"), f"指标“{indicator.id}”不属于任何一级指标" + nearest(indicator.id[:1], letters))


def _item_mistakes(source: TomlFile, table: _File) -> Iterator[str]:
    empty = {indicator.id: bool(indicator.why_none) for indicator in table.indicator}
    rated = {check for rate in table.rate for check in rate.checks}
    unscored = {check for entry in table.unscored for check in entry.checks}
    seen: dict[tuple[int, str], str] = {}
    yield from _check_mistakes(source, "item", [item.checks for item in table.item], (MANUAL,))
    for n, item in enumerate(table.item):
        if item.indicator not in empty:
            yield source.mistake(("item", n, "indicator"), f"没有指标“{item.indicator}”" + nearest(item.indicator, empty))
        elif empty[item.indicator]:
            yield source.mistake(("item", n, "indicator"), f"指标“{item.indicator}”写有 why_none，不能再有检查项")
        for pair in ((row, check) for row in item.rows for check in item.checks):
            if pair in seen:
                yield source.mistake(("item", n, "checks"), f"第 {pair[0]} 行的“{pair[1]}”已属于“{seen[pair]}”")
            seen[pair] = item.name
        for check in item.checks:
            if check in unscored:
                yield source.mistake(("item", n, "checks"), f"“{check}”列在 unscored，不能计分")
            elif check not in rated and check in checks():
                yield source.mistake(("item", n, "checks"), f"“{check}”没有扣分办法（[[rate]]）")
    filled = {item.indicator for item in table.item}
    for n, indicator in enumerate(table.indicator):
        if indicator.id not in filled and not indicator.why_none:
            yield source.mistake(("indicator", n), f"指标“{indicator.id}”没有检查项，请用 why_none 写明原因")


def _rate_mistakes(source: TomlFile, table: _File) -> Iterator[str]:
    yield from _check_mistakes(source, "rate", [rate.checks for rate in table.rate])
    seen: dict[str, str] = {}
    for n, rate in enumerate(table.rate):
        for check in rate.checks:
            if check in seen:
                yield source.mistake(("rate", n, "checks"), f"“{check}”已有扣分办法（{seen[check]}）")
            seen[check] = rate.id
        if rate.late and rate.points is not None:
            yield source.mistake(("rate", n, "late"), "按分值扣的（points）不能再写 late")
        if rate.late and not _rises(rate):
            yield source.mistake(("rate", n, "late"), "late 要按天数和扣分率由低到高排列，最后一档不写 workdays，扣分率不超过 rate")


def _rises(rate: _Rate) -> bool:
    days, rates = [tier.workdays for tier in rate.late], [tier.rate for tier in rate.late]
    bounded = [day for day in days[:-1] if day is not None]
    whole = len(bounded) == len(days) - 1 and days[-1] is None
    return whole and bounded == sorted(set(bounded)) and rates == sorted(rates) and rates[-1] <= rate.rate


def _check_mistakes(source: TomlFile, table: str, named: list[tuple[str, ...]], also: Iterable[str] = ()) -> Iterator[str]:
    known = {*checks(), *also}
    for n, names in enumerate(named):
        for name in names:
            if name not in known:
                yield source.mistake((table, n, "checks"), f"没有名为“{name}”的检查" + nearest(name, known))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() else None


# ---- building


def _weights(table: _File, digest: str) -> Weights:
    score = table.score
    return Weights(
        id=score.id,
        document=score.document,
        approved=score.approved,
        basis=score.basis,
        counted=score.counted,
        ranking=score.ranking,
        ends=score.ends,
        stated_loses=score.stated_loses,
        year_weight=score.year_weight,
        target=_number(score.target),
        terms=Terms(
            tuple(Grade(grade.name, grade.least) for grade in table.grade),
            score.fewest_points,
            score.most_open,
            score.bonus_cap,
            score.bonus_from,
            score.veto_score,
        ),
        groups=tuple((group.id, group.name) for group in table.group),
        indicators=tuple(Indicator(i.id, i.name, i.points, i.why_none) for i in table.indicator),
        items=tuple(Mapped(f"{item.indicator}-{n}", item.indicator, item.name, item.weight) for n, item in _numbered(table)),
        places={(row, check): n for n, item in enumerate(table.item) for row in item.rows for check in item.checks},
        rates={check: _rate(rate) for rate in table.rate for check in rate.checks},
        one_fact={check: entry.checks[0] for entry in table.one_fact for check in entry.checks},
        unscored={check: entry.why for entry in table.unscored for check in entry.checks},
        classes=tuple(UnitClass(each.name, each.groups) for each in table.unit_class),
        digest=digest,
    )


def _numbered(table: _File) -> list[tuple[int, _Item]]:
    """Each item with its number under its indicator."""
    counts: dict[str, int] = {}
    found = []
    for item in table.item:
        counts[item.indicator] = counts.get(item.indicator, 0) + 1
        found.append((counts[item.indicator], item))
    return found


def _rate(rate: _Rate) -> Rate:
    late = tuple(Tier(tier.workdays, tier.rate) for tier in rate.late)
    return Rate(rate.id, rate.name, rate.per, rate.rate, rate.points, rate.remains, late, rate.severity)
