"""From findings to score sheets: which fact belongs to which item, what it says of the item, and what it costs.

One fact costs once: findings of one check on one object are one fact, however many rows demand it; it belongs to the first
item of the weight file that names it. Drafts, questions, what could not be looked at and what is older than the document
never cost points; nor does a fault found by a check whose precision is not measured, unless a person confirmed it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from rules.deadlines import workdays_between
from rules.model import WORST_FIRST, Finding, Status
from rules.score.model import ZERO, Deduction, Item, Remark, Sheet, State
from rules.score.points import cut, part, shared
from rules.score.weights import Mapped, Rate, Tier, Weights

_BAD: Final = (Status.GAP, Status.LATE)
_OPEN: Final = (Status.SUSPECT, Status.UNKNOWN, Status.MANUAL)
# An item shows the first of these that one of its facts has.
_WORST_FIRST: Final = (
    State.PENDING, State.FAULT, State.HINT, State.STATED, State.BEFORE, State.MET, State.NOT_DUE, State.NOT_APPLICABLE, State.DRAFT,
)  # fmt: skip
_TOLD: Final = frozenset((State.PENDING, State.HINT, State.BEFORE, State.DRAFT))
_PLAIN: Final = {Status.MET: State.MET, Status.STATED: State.STATED, Status.NOT_DUE: State.NOT_DUE, Status.NOT_APPLICABLE: State.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Counting:
    """What decides what counts: the day, the checks whose precision suffices, the findings a person confirmed."""

    weights: Weights
    as_of: date
    measured: Collection[str]
    confirmed: Collection[str] = frozenset()  # fingerprints

    def counts(self, finding: Finding) -> bool:
        """Whether a fault may take points."""
        return self.weights.counted == "all" or finding.check in self.measured or finding.fingerprint in self.confirmed


@dataclass(frozen=True, slots=True)
class _Fact:
    """One fact: its item, and the finding that speaks for all findings of it."""

    place: int
    finding: Finding
    state: State


def sheets(findings: Iterable[Finding], counting: Counting) -> tuple[Sheet, ...]:
    """A sheet for each unit of the profile that has a finding, sorted by unit."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.unit:
            by_unit.setdefault(finding.unit, []).append(finding)
    return tuple(_sheet(found, counting) for _, found in sorted(by_unit.items()))


def unscored(findings: Iterable[Finding], weights: Weights) -> Mapping[tuple[int | None, str], int]:
    """What takes no points because the file names no item for it: (row, check) → how many findings."""
    counts: dict[tuple[int | None, str], int] = {}
    for finding in findings:
        if weights.place(finding.row, finding.check) is None:
            counts[finding.row, finding.check] = counts.get((finding.row, finding.check), 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (entry[0][0] is None, entry[0][0] or 0, entry[0][1])))


def _sheet(findings: list[Finding], counting: Counting) -> Sheet:
    by_place: dict[int, list[_Fact]] = {}
    for fact in _facts(findings, counting):
        by_place.setdefault(fact.place, []).append(fact)
    points = _points(counting.weights, by_place)
    items = tuple(_item(counting.weights.items[n], points[n], by_place[n], counting) for n in sorted(by_place))
    order = [indicator.id for indicator in counting.weights.indicators]
    return Sheet(findings[0].unit, findings[0].unit_name, tuple(sorted(items, key=lambda item: order.index(item.indicator))))


def _points(weights: Weights, places: Collection[int]) -> dict[int, Decimal]:
    """The points of a unit's items: those of the indicator, shared among the items the unit has under it by their weight."""
    found: dict[int, Decimal] = {}
    for indicator in weights.indicators:
        own = [n for n in sorted(places) if weights.items[n].indicator == indicator.id]
        found.update(zip(own, shared(indicator.points, [weights.items[n].weight for n in own]), strict=True))
    return found


# ---- facts


def _facts(findings: list[Finding], counting: Counting) -> list[_Fact]:
    placed = [(place, f) for f in findings if (place := counting.weights.place(f.row, f.check)) is not None]
    told = _spoken(placed, _key)
    # A blank column is not up to date either: checks that find the same fault of an object find one fact.
    one = counting.weights.one_fact
    return [
        _Fact(place, finding, _state(finding, counting))
        for place, finding in _spoken(told, lambda f: (one.get(f.check, f.check), *_key(f)[1:], "bad") if f.status in _BAD else _key(f))
    ]


def _spoken(placed: Iterable[tuple[int, Finding]], key: Callable[[Finding], tuple[str, ...]]) -> list[tuple[int, Finding]]:
    """Of the findings with one key the one that speaks for all, in the first of their items."""
    grouped: dict[tuple[str, ...], list[tuple[int, Finding]]] = {}
    for place, finding in placed:
        grouped.setdefault(key(finding), []).append((place, finding))
    return [(min(place for place, _ in same), min((f for _, f in same), key=_rank)) for _, same in sorted(grouped.items())]


def _key(finding: Finding) -> tuple[str, ...]:
    """What makes two findings one fact. Without an object of its own, or with a line's parameters for one, a row is the object."""
    if finding.object is None or "=" in finding.object.split("://")[0]:
        return (finding.check, finding.requirement, finding.object or "")
    return (finding.check, finding.object)


def _rank(finding: Finding) -> tuple[bool, bool, int, int, str]:
    """A confirmed duty speaks before a draft, a later event before one older than the document, the worst before the rest."""
    return (finding.draft, finding.before_issue, WORST_FIRST.index(finding.status), finding.row or 0, finding.fingerprint)


def _state(finding: Finding, counting: Counting) -> State:
    if finding.draft:
        return State.DRAFT
    if finding.status is Status.MANUAL and finding.due and finding.due >= counting.as_of:
        return State.NOT_DUE
    if finding.before_issue and finding.status in (*_BAD, *_OPEN):
        return State.BEFORE
    if finding.status in _BAD:
        if not any(e.url for e in finding.evidence):
            return State.PENDING  # without evidence that can be opened nothing is taken off
        return State.FAULT if counting.counts(finding) else State.HINT
    return State.PENDING if finding.status in _OPEN else _PLAIN[finding.status]


# ---- items


def _item(mapped: Mapped, points: Decimal, facts: list[_Fact], counting: Counting) -> Item:
    states = {fact.state for fact in facts}
    return Item(
        id=mapped.id,
        indicator=mapped.indicator,
        name=mapped.name,
        points=points,
        state=next(state for state in _WORST_FIRST if state in states),
        deductions=_deductions(points, facts, counting),
        remarks=tuple(
            Remark(fact.state, fact.finding.reason, fact.finding.check, fact.finding.fingerprint) for fact in facts if fact.state in _TOLD
        ),
    )


def _deductions(points: Decimal, facts: list[_Fact], counting: Counting) -> tuple[Deduction, ...]:
    found: list[Deduction] = []
    rates = {rate.id: rate for fact in facts if (rate := counting.weights.rates.get(fact.finding.check))}
    for rate in sorted(rates.values(), key=lambda rate: rate.id):
        under = [fact for fact in facts if counting.weights.rates.get(fact.finding.check) == rate]
        each = [_deduction(rate, points, fact, _among(rate, under), counting) for fact in under if fact.state is State.FAULT]
        found += _once(each) if rate.per == "item" else each
    return (*found, *_stated(points, facts, counting))


def _among(rate: Rate, under: list[_Fact]) -> int:
    """Of how many facts one is a share: those that were judged or wait for a person."""
    told = (State.FAULT, State.HINT, State.STATED, State.BEFORE, State.MET, State.PENDING)
    return sum(fact.state in told for fact in under) if rate.per == "share" else 1


def _deduction(rate: Rate, points: Decimal, fact: _Fact, among: int, counting: Counting) -> Deduction:
    finding = fact.finding
    takes = cut(part(_takes(rate, points, finding, counting.as_of), Decimal(among)))
    is_late = finding.status is Status.LATE
    remains = takes if is_late else cut(part(_remains(rate, points, finding, counting.as_of), Decimal(among)))
    return Deduction(takes, min(takes, remains), rate.id, rate.severity, finding.reason, finding.check, (finding.fingerprint,))


def _takes(rate: Rate, points: Decimal, finding: Finding, as_of: date) -> Decimal:
    if rate.points is not None:
        return rate.points
    if finding.status is Status.LATE and rate.late:
        return points * _tier(rate.late, finding.due, _shown(finding)).rate
    return points * rate.rate


def _remains(rate: Rate, points: Decimal, finding: Finding, as_of: date) -> Decimal:
    """What a fault that is repaired today still costs: for what had a due day, as much as being that late."""
    if rate.late:
        return points * _tier(rate.late, finding.due, as_of).rate
    return _takes(rate, points, finding, as_of) * rate.remains


def _tier(tiers: tuple[Tier, ...], due: date | None, day: date | None) -> Tier:
    """The step for being published on ``day``. Where a day is not known, the mildest."""
    if due is None or day is None:
        return tiers[0]
    late = workdays_between(due, day)
    return next(tier for tier in tiers if tier.workdays is None or late <= tier.workdays)


def _shown(finding: Finding) -> date | None:
    """The day the late thing was published: of the days shown as evidence the first after the due day."""
    days = [e.published for e in finding.evidence if e.published and finding.due and e.published > finding.due]
    return min(days, default=None)


def _once(each: list[Deduction]) -> list[Deduction]:
    """Several faults of a rule that takes its rate once an item: the dearest counts, and all have to be repaired."""
    if not each:
        return []
    dearest = max(each, key=lambda d: d.points)
    reasons = "；".join(dict.fromkeys(d.reason for d in each))
    prints = tuple(print_ for d in each for print_ in d.fingerprints)
    return [replace(dearest, remains=max(d.remains for d in each), reason=reasons, fingerprints=prints)]


def _stated(points: Decimal, facts: list[_Fact], counting: Counting) -> list[Deduction]:
    """A statement that there was nothing to publish earns part of the points until a person has confirmed it."""
    stated = [fact.finding for fact in facts if fact.state is State.STATED and counting.counts(fact.finding)]
    takes = cut(part(points * counting.weights.stated_loses, Decimal(len(facts)))) if facts else ZERO
    return [Deduction(takes, takes, "R02", "提示", f.reason, f.check, (f.fingerprint,)) for f in stated if takes]
