"""科目列到哪一级。 How deep a report's accounts go: 类 3, 款 5 or 项 7 digits; economic accounts 类 3, 款 5.

Told only of tables whose rows carry codes: where most rows with figures have none, codes were lost in merged cells and nothing
is said.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.fiscal_document.grid import is_total, items
from crawler.extract.fiscal_document.model import Depth, TableKind
from crawler.extract.fiscal_document.sheets import Sheet

_FUNCTIONAL: Final = (
    TableKind.GENERAL_EXPENDITURE, TableKind.GRANT_EXPENDITURE, TableKind.EXPENDITURE, TableKind.INCOME,
)  # fmt: skip
_ECONOMIC = re.compile(r"(?:30[1-9]|31[0-3]|399|50[1-9]|51[0-4]|599)")
_ECONOMIC_DEEP = re.compile(rf"{_ECONOMIC.pattern}\d\d")
_FEW: Final = 3


def depths_of(sheets: Sequence[Sheet]) -> tuple[Depth, ...]:
    """One for each table whose codes were read."""
    return tuple(depth for sheet in sheets for depth in _depth(sheet))


def _depth(sheet: Sheet) -> Iterator[Depth]:
    if sheet.kind in _FUNCTIONAL:
        coded = items(sheet)
        numbered = [row for row in sheet.rows if any(sheet.numbers(row)) and not any(is_total(c) for c in row.cells)]
        if len(coded) >= _FEW and len(coded) >= len(numbered):
            yield Depth(sheet.kind, sheet.title, sheet.place, max(len(item.code) for item in coded))
    elif sheet.kind is TableKind.BASIC:
        digits = max((_economic(row.cells) for row in sheet.rows), default=0)
        if sum(_economic(row.cells) > 0 for row in sheet.rows) > 1 or digits == 5:
            yield Depth(sheet.kind, sheet.title, sheet.place, digits)


def _economic(cells: Sequence[str]) -> int:
    """The digits of the deepest economic code in a row; 301 with 01 in the next cell has five."""
    found = 0
    for n, cell in enumerate(cells):
        following = cells[n + 1] if n + 1 < len(cells) else ""
        if _ECONOMIC_DEEP.fullmatch(cell) or (_ECONOMIC.fullmatch(cell) and re.fullmatch(r"\d\d", following)):
            return 5
        if _ECONOMIC.fullmatch(cell):
            found = 3
    return found
