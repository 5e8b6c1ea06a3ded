"""表格里的行、列和科目。 Columns by name, rows by code, and figures by the label in front of them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.money import Money, in_scale
from crawler.extract.fiscal_document.sheets import Number, Row, Sheet

_TOTAL: Final = re.compile(r"(?:收入|支出|本年收入|本年支出|收支|总)?(?:总计|合计|总额|总预算)")
_FRAME = re.compile(r"单位[:：]|部门[:：]|^栏次|^行次")  # rows of a head that name no column
_NOT_NAME = re.compile(r"[\s　、“”\"'（）()\[\]]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a table with the words in front of it. ``money`` is None where the table does not say its unit."""

    label: str
    value: Decimal
    digit: Decimal  # a unit of its last printed digit
    row: Row
    column: int
    scale: str

    @property
    def money(self) -> Money | None:
        """The figure in yuan."""
        return in_scale((self.value, self.digit), self.scale) if self.scale else None


@dataclass(frozen=True, slots=True)
class Item:
    """A row of an account: its code (类 3, 款 5, 项 7 digits), name and figures by column."""

    code: str
    name: str
    row: Row
    values: tuple[Number | None, ...]


def plain_name(name: str) -> str:
    """An account's name for comparing: no blanks, brackets, quotes."""
    return _NOT_NAME.sub("", name)


def figures(sheet: Sheet) -> tuple[Figure, ...]:
    """Every number with the label before it in its row; the label may be blank in the last rows of a page."""
    found: list[Figure] = []
    for row in sheet.rows:
        label = ""
        numbers = sheet.numbers(row)
        for column, cell in enumerate(row.cells):
            number = numbers[column]
            if number is not None:
                found.append(Figure(label, number[0], number[1], row, column, sheet.scale))
            elif cell and not re.fullmatch(r"[\d\s\-—]{1,8}", cell):
                label = cell
    return tuple(found)


def is_total(label: str) -> bool:
    """Whether a row's label is one of a total: 合计, 总计, 本年收入合计, 支出总计."""
    return bool(_TOTAL.fullmatch(re.sub(r"\s", "", label)))


def items(sheet: Sheet) -> tuple[Item, ...]:
    """The rows with a code in front. Tables of two blocks side by side give none: their columns are told apart nowhere."""
    if _two_blocks(sheet):
        return ()
    found: list[Item] = []
    for row in sheet.rows:
        code, at = _code(row.cells)
        name = next((cell for cell in row.cells[at:] if cell), "")
        if code and name and not re.fullmatch(r"[\d.,\-]+", name):
            found.append(Item(code, name, row, sheet.numbers(row)))
    return tuple(found)


def columns(sheet: Sheet) -> tuple[str, ...]:
    """The name of each column: the words of the head above it, a merged cell counted for all columns it spans.

    A merged cell is written once and followed by blanks; a blank stands below a cell that spans downwards, too. So a blank
    takes the word left of it only while the row above spans both.
    """
    head = [row for row in sheet.head if sum(map(bool, row.cells)) > 1 and not _FRAME.search("".join(row.cells))]
    width = max((len(row.cells) for row in (*sheet.head, *sheet.rows)), default=0)
    names: list[list[str]] = [[] for _ in range(width)]
    spans = [0] * width  # which merged cell of the rows above each column lies under
    for row in head:
        cells = (*row.cells, *[""] * (width - len(row.cells)))
        fresh = [0] * width
        word, origin = "", -1
        for column, cell in enumerate(cells):
            if cell:
                word, origin = cell, column
            elif origin >= 0 and spans[column] != spans[origin]:
                word, origin = "", -1
            fresh[column] = (origin if origin >= 0 else column) + 1 + spans[column] * (width + 1)
            if word:
                names[column].append(word)
        spans = [_number(fresh, column) for column in range(width)]
    return tuple("/".join(dict.fromkeys(words)) for words in names)


def columns_named(names: tuple[str, ...], pattern: str) -> list[int]:
    """The columns whose innermost word fits ``pattern`` wholly."""
    return [n for n, name in enumerate(names) if re.fullmatch(pattern, re.sub(r"\s", "", name.rsplit("/", 1)[-1]))]


def _number(fresh: list[int], column: int) -> int:
    """Small numbers for spans: the first column that shares the mark."""
    return fresh.index(fresh[column]) + 1


def _code(cells: tuple[str, ...]) -> tuple[str, int]:
    """The code in front of a row, joined from its 类, 款 and 项 cells, and the cell after it."""
    code = ""
    for n, cell in enumerate(cells[:4]):
        if not code and re.fullmatch(r"\d{3}(?:\d{2}){0,2}", cell):
            code = cell
        elif code and len(code) < 7 and re.fullmatch(r"\d{1,2}", cell):
            code += cell.zfill(2)
        elif code and re.fullmatch(r"\d{5}|\d{7}", cell) and cell.startswith(code):
            code = cell
        elif cell:
            return code, n
    return code, min(4, len(cells))


def _two_blocks(sheet: Sheet) -> bool:
    """Whether rows hold a second code behind their first figures or name."""
    second = 0
    for row in sheet.rows:
        _, at = _code(row.cells)
        second += any(re.fullmatch(r"\d{3}", cell) for cell in row.cells[at + 1 :])
    return second >= 2
