"""Exact points: four digits are kept by cutting, two are left by one rounding at the very end, shares add up to the whole.

Cutting at four digits cannot move a number across a half of the second digit, so the single rounding gives what rounding the
exact number would give.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Final

_KEPT: Final = Decimal("0.0001")
_EXACT: Final = Context(prec=60, rounding=ROUND_DOWN)


def cut(number: Decimal) -> Decimal:
    """``number`` with four digits, the rest cut off."""
    return number.quantize(_KEPT, rounding=ROUND_DOWN)


def rounded(number: Decimal, digits: int = 2) -> Decimal:
    """``number`` as it is printed: a half goes up."""
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def part(number: Decimal, of: Decimal) -> Decimal:
    """``number`` / ``of``, exact enough that cutting it later is right."""
    return _EXACT.divide(number, of)


def shared(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """``total`` in proportion to ``weights``, each with four digits; the parts add up to ``total`` exactly.

    What cutting leaves over goes, a ten-thousandth each, to those that lost most by it, the first of equals first.
    """
    whole = sum(weights, Decimal(0))
    if not whole:
        return tuple(Decimal(0) for _ in weights)
    exact = [part(total * weight, whole) for weight in weights]
    parts = [cut(each) for each in exact]
    left = int((total - sum(parts, Decimal(0))) / _KEPT)
    losers = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in losers[:left]:
        parts[n] += _KEPT
    return tuple(parts)
