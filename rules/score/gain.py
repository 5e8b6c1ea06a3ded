"""Which repair gains most: what each gives back of its item.

Faults of one item share its cap, so repairing one alone may give back less, or more, than its own deduction. What all repairs
of an item give back together is therefore shared among them in proportion to what each takes off: the gains are never
negative and add up, exactly, to what the unit earns more when everything repairable is repaired. They are points of the item,
before conversion to a hundred, and of the upper bound where something still waits for a person.
"""

from dataclasses import dataclass
from decimal import Decimal

from rules.score.model import Deduction, Item, Sheet
from rules.score.points import shared


@dataclass(frozen=True, slots=True)
class Gain:
    """What one repair gives back."""

    item: Item
    deduction: Deduction
    points: Decimal


def gains(sheet: Sheet) -> tuple[Gain, ...]:
    """The repairs of a sheet, the one that gains most first; equals in the order of the sheet."""
    found = [gain for item in sheet.items if item.applies for gain in _of(item)]
    return tuple(sorted(found, key=lambda gain: -gain.points))


def _of(item: Item) -> list[Gain]:
    repairable = [d for d in item.deductions if d.is_repairable]
    back = item.deduction - item.deduction_repaired
    parts = shared(back, [d.points - d.remains for d in repairable])
    return [Gain(item, d, points) for d, points in zip(repairable, parts, strict=True)]
