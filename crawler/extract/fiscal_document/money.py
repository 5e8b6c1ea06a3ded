"""金额的读法与四舍五入的容差。 Amounts of money as printed, and how far rounding may set two of them apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Digits grouped in threes or not at all; «4125.49,4143.91万元» gives no number, as one cannot tell where it begins.
# So does a number broken over two lines, of which the run shows two halves with a blank between.
NUMBER: Final = r"(?<![\d.,])(?<!\d )-?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?(?![\d.,]{0,20}\d)"
AMOUNT: Final = rf"(?P<number>{NUMBER})(?P<scale>亿元|万元|千元|元)"
PERCENT: Final = r"(?P<percent>(?<![\d.,])-?\d{1,7}(?:\.\d{1,6})?)%"

_SCALES: Final = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "千元": Decimal(1_000), "元": Decimal(1)}
_CELL = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,10})?")
_SCALE_NOTE = re.compile(r"单\s{0,4}位\s{0,4}[:：]\s{0,4}(?:人民币)?\s{0,4}(亿元|万元|千元|元)")


def amount_pattern(name: str) -> str:
    """The pattern of an amount whose groups carry ``name``: several may stand in one pattern."""
    return rf"(?P<{name}>{NUMBER})(?P<{name}_scale>亿元|万元|千元|元)"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as printed. ``half`` is half a unit of its last printed digit, in yuan: what rounding may hide."""

    yuan: Decimal
    half: Decimal

    def agrees(self, other: "Money") -> bool:
        """Whether both may be roundings of one amount."""
        return abs(self.yuan - other.yuan) <= self.half + other.half

    def shortens(self, other: "Money") -> bool:
        """Whether this may be ``other`` with fewer digits, rounded or cut off: 78.21万元 for 782164元."""
        return self.agrees(other) or (self.half > other.half and abs(self.yuan - other.yuan) < 2 * self.half)

    def in_words(self) -> str:
        """In 万元 where it is large enough, without needless noughts."""
        if abs(self.yuan) < 10_000 and self.yuan == self.yuan.to_integral_value() and self.half < 50:
            return f"{self.yuan:f}元"
        return f"{tidy(self.yuan / 10_000)}万元"


def money(number: str, scale: str) -> Money:
    """The amount ``number`` printed in ``scale`` (元, 千元, 万元, 亿元)."""
    value, place = _printed(number)
    factor = _SCALES[scale]
    return Money(value * factor, place * factor / 2)


def cell_number(cell: str) -> tuple[Decimal, Decimal] | None:
    """(value, unit of the last digit) of a table's cell; None for blanks, strokes, words, percentages.

    Spreadsheets show 16.19 as 16.190000000000001 at times: more than six decimals are noise.
    """
    plain = re.sub(r"\s", "", cell)
    return _printed(plain) if plain and _CELL.fullmatch(plain) else None


def scale_of(text: str) -> str:
    """The unit a note names (单位：万元); '' when there is none or they differ."""
    found = set(_SCALE_NOTE.findall(text))
    return found.pop() if len(found) == 1 else ""


def in_scale(value: tuple[Decimal, Decimal], scale: str) -> Money:
    """A cell's number as money."""
    factor = _SCALES[scale]
    return Money(value[0] * factor, value[1] * factor / 2)


def rounding(numbers: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """How far a sum of these and its whole may lie apart. The finest digit counts for all: 25 beside 21.56 is 25.00."""
    digits = [digit for value, digit in numbers]
    return min(digits, default=Decimal(0)) * len(digits) / 2


def tidy(value: Decimal) -> str:
    """A number for people: at most four decimals, no noughts behind."""
    shown = f"{value.quantize(Decimal('0.0001')):f}".rstrip("0").rstrip(".")
    return "0" if shown in ("", "-0") else shown


def _printed(number: str) -> tuple[Decimal, Decimal]:
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = Decimal(plain)
    if decimals > 6:
        value, decimals = value.quantize(Decimal("0.000001")), 6
    return value, Decimal(1).scaleb(-decimals)
