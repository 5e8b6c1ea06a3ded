"""年度报告三张表的行。 The rows of the three tables of an annual report, whether a reader found cells or text alone.

A row is its words and the numbers behind them. Cells are joined over pages; where there are no cells, a line's last numbers
are the row's and the words since the last such line its name (a long name stands in lines of its own above the numbers).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from crawler.files.model import FilePart, Place

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?|-?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?")
_NOUGHTS: Final = ("/", "—", "-", "－", "——", "无")
_COLUMNS: Final = 7  # 自然人, five kinds of 法人或其他组织, 总计
_BLOCKS: Final = 15  # three blocks of five
_MAX_NAME: Final = 120
_MAX_LINES: Final = 5_000


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row. ``numbers`` holds None where a cell is blank or a stroke; ``whole`` is False where one is."""

    name: str
    numbers: tuple[Decimal | None, ...]
    place: Place
    quote: str

    @property
    def whole(self) -> bool:
        """Whether every number was there."""
        return all(number is not None for number in self.numbers)

    def value(self, column: int) -> Decimal:
        """A number; a blank is nought."""
        return self.numbers[column] or Decimal(0)


def report_rows(parts: Sequence[FilePart]) -> tuple[ReportRow, ...]:
    """All rows with numbers, in order: from cells, unless the lines hold more whole rows (a row at a page's edge is lost easily)."""
    shown = [(number, part) for number, part in enumerate(parts) if not part.hidden]
    cells = tuple(row for number, part in shown for row in _of_cells(number, part))
    lines = tuple(row for number, part in shown for row in _of_lines(number, part))
    return max((cells, lines), key=lambda rows: sum(len(row.numbers) in (_COLUMNS, _BLOCKS) for row in rows))


def _of_cells(number: int, part: FilePart) -> Iterator[ReportRow]:
    for index, table in enumerate(part.tables):
        above = ""  # a merged cell to the left is written once
        for n, cells in enumerate(table.rows[:_MAX_LINES]):
            plain = [re.sub(r"\s+", "", cell) for cell in cells]
            words = [cell for cell in plain if cell and _number(cell) is None and cell not in _NOUGHTS]
            name = "".join(words)[:_MAX_NAME]
            numbers = _numbers_behind(plain)
            if not numbers:
                above = name
                continue
            place = Place(number, table=index, row=n, column=max(len(cells) - len(numbers), 0))
            yield ReportRow(name or above, numbers, place, " ".join(cell for cell in plain if cell)[:_MAX_NAME])


def _numbers_behind(cells: Sequence[str]) -> tuple[Decimal | None, ...]:
    """The numbers behind the last words of a row of cells. Blanks between words and numbers are merged cells, not figures."""
    last = max(
        (n for n, cell in enumerate(cells) if cell and _number(cell) is None and cell not in _NOUGHTS), default=-1
    )
    behind = list(cells[last + 1 :])
    if not any(_number(cell) is not None for cell in behind):
        return ()
    length = len(behind)
    for wanted in (_BLOCKS, _COLUMNS):
        if length >= wanted and (length - wanted <= 3):
            extra = behind[: length - wanted]
            behind = behind[length - wanted :] if not any(extra) else behind
            break
    if len(behind) not in (_BLOCKS, _COLUMNS):
        behind = [cell for cell in behind if cell]  # a cell over several columns
    return tuple(_number(cell) for cell in behind)


def _of_lines(number: int, part: FilePart) -> Iterator[ReportRow]:
    position = 0
    name = ""
    for line in part.text.split("\n")[:_MAX_LINES]:
        words = line.split()
        count = 0
        while count < len(words) and _number(words[-1 - count]) is not None:
            count += 1
        head = "".join(words[: len(words) - count])
        if count and len(line) <= 200:
            name = (name + head)[-_MAX_NAME:]
            numbers = tuple(_number(word) for word in words[len(words) - count :])
            yield ReportRow(name, numbers, Place(number, position, position + len(line)), " ".join(words)[-_MAX_NAME:])
            name = ""
        else:
            name = (name + head)[-_MAX_NAME:]
        position += len(line) + 1


def _number(cell: str) -> Decimal | None:
    return Decimal(cell.replace(",", "")) if len(cell) <= 24 and _NUMBER.fullmatch(cell) else None
