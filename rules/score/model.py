"""The nouns of scoring: Item, Deduction, Sheet, Interval, and the states an item can be in."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

ZERO: Final = Decimal(0)


class State(StrEnum):
    """What is known of an item. See ``STATE_LABELS`` for what readers see."""

    MET = "met"
    FAULT = "fault"
    HINT = "hint"  # a fault found by a check whose precision nobody has measured: told, and it costs nothing
    STATED = "stated"
    BEFORE = "before"  # a fault older than the document: no retroactive points
    PENDING = "pending"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    DRAFT = "draft"  # whether the unit has the duty is not confirmed


STATE_LABELS: Final[dict[State, str]] = {
    State.MET: "合规",
    State.FAULT: "有问题",
    State.HINT: "提示",
    State.STATED: "情况说明",
    State.BEFORE: "印发前",
    State.PENDING: "待人工核验",
    State.NOT_DUE: "未到期",
    State.NOT_APPLICABLE: "不适用",
    State.DRAFT: "适用范围待确认",
}
# These leave the points earned and the points there are.
LEAVES: Final = frozenset((State.NOT_DUE, State.NOT_APPLICABLE, State.DRAFT))


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one fact takes from its item, before the cap. ``remains``: what it still takes once the unit has repaired it."""

    points: Decimal
    remains: Decimal
    rule: str
    severity: str
    reason: str
    check: str = ""
    fingerprints: tuple[str, ...] = ()

    @property
    def is_repairable(self) -> bool:
        return self.remains < self.points


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told beside an item and costs nothing: a hint, a question, why something was not looked at."""

    state: State
    reason: str
    check: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a score sheet: its full points, what is known of it, what was taken off and why."""

    id: str
    indicator: str
    name: str
    points: Decimal
    state: State
    deductions: tuple[Deduction, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def applies(self) -> bool:
        return self.state not in LEAVES

    @property
    def is_judged(self) -> bool:
        """Whether it is known what the item is worth: neither waiting for a person nor found wanting by an unmeasured check."""
        return self.applies and self.state not in (State.PENDING, State.HINT)

    @property
    def deduction(self) -> Decimal:
        """What is taken off, at most the item's own points."""
        return min(self.points, sum((d.points for d in self.deductions), ZERO))

    @property
    def deduction_repaired(self) -> Decimal:
        """What stays off when everything repairable has been repaired."""
        return min(self.points, sum((d.remains for d in self.deductions), ZERO))


@dataclass(frozen=True, slots=True)
class Interval:
    """From what is certain to what is possible. Both are the same when nothing waits for a person."""

    low: Decimal
    high: Decimal

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's items. ``bonus`` and ``is_vetoed`` come from people, never from a check."""

    unit: str
    unit_name: str
    items: tuple[Item, ...]
    bonus: Decimal = ZERO
    is_vetoed: bool = False
