"""Tables in a PDF, by their ruling lines: which characters stand in which cell.

A PDF has no tables, only lines and characters. Text taken from it in reading order mixes the columns of a 分工表, so cells
are built from the lines; tables without lines are left to the text.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

Grid = tuple[tuple[str, ...], ...]

_THIN = 3.0  # points; a path no wider is a line
_NEAR = 3.0  # lines this close are one
_SHORTEST = 6.0
_MOST_PATHS, _MOST_POINTS, _MOST_CHARS, _MOST_LINES = 20_000, 400, 100_000, 800


@dataclass(frozen=True, slots=True)
class _Line:
    """A ruling line: it stands at ``at`` on one axis and runs from ``low`` to ``high`` on the other."""

    upright: bool
    at: float
    low: float
    high: float

    def touches(self, other: "_Line") -> bool:
        if self.upright == other.upright:
            return (
                abs(self.at - other.at) <= _NEAR and self.low <= other.high + _NEAR and other.low <= self.high + _NEAR
            )
        inside = self.low - _NEAR <= other.at <= self.high + _NEAR
        return inside and other.low - _NEAR <= self.at <= other.high + _NEAR


@dataclass(frozen=True, slots=True)
class _Char:
    sign: str
    x: float
    y: float
    left: float
    right: float
    height: float


def read_page(page: Any) -> tuple[str, list[Grid]]:
    """A page's text outside its tables, and its ruled tables from top to bottom."""
    textpage = page.get_textpage()
    try:
        tables = _tables(list(_lines(page)))
        if not tables:
            return textpage.get_text_range(), []
        chars = list(_chars(textpage))
    finally:
        textpage.close()
    grids = [table.grid(chars) for table in tables]
    outside = "".join(c.sign for c in chars if not any(table.holds(c) for table in tables))
    return outside, [grid for grid in grids if grid]


# ---- lines


def _lines(page: Any) -> Iterator[_Line]:
    found = 0
    for number, path in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=3)):
        if number >= _MOST_PATHS or found >= _MOST_LINES:
            return
        left, bottom, right, top = path.get_bounds()
        if right - left <= _THIN or top - bottom <= _THIN:
            lines = [_line((left, bottom), (right, top))]
        else:
            lines = [_line(a, b) for a, b in _strokes(path)]
        for line in lines:
            if line and line.high - line.low >= _SHORTEST:
                found += 1
                yield line


def _line(a: tuple[float, float], b: tuple[float, float]) -> _Line | None:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if width <= _THIN and height > width:
        return _Line(True, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
    if height <= _THIN and width > height:
        return _Line(False, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    return None


def _strokes(path: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a stroked path, in page coordinates."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    if not stroke.value:
        return
    matrix = path.get_matrix()
    first = last = None
    for number in range(min(pdfium.FPDFPath_CountSegments(path.raw), _MOST_POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield last, point
        if pdfium.FPDFPathSegment_GetClose(segment) and first:
            yield point, first
        last = point


def _tables(lines: Sequence[_Line]) -> list["_Table"]:
    """Lines that touch one another make a table, when they make at least two columns and two rows."""
    groups: list[list[_Line]] = []
    for line in lines:
        touching = [group for group in groups if any(line.touches(other) for other in group)]
        merged = [line, *(other for group in touching for other in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    tables = []
    for group in groups:
        xs = _merged([line.at for line in group if line.upright])
        ys = _merged([line.at for line in group if not line.upright])
        if len(xs) >= 3 and len(ys) >= 2:
            tables.append(_Table(tuple(xs), tuple(reversed(ys)), tuple(group)))
    return sorted(tables, key=lambda table: -table.ys[0])


def _merged(places: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


# ---- cells


@dataclass(frozen=True, slots=True)
class _Table:
    """``xs`` from left to right, ``ys`` from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    lines: tuple[_Line, ...]

    def holds(self, char: _Char) -> bool:
        return self.xs[0] <= char.x <= self.xs[-1] and self.ys[-1] <= char.y <= self.ys[0]

    def grid(self, chars: Sequence[_Char]) -> Grid:
        """The rows; a cell merged downwards repeats, one merged sideways stands first and then ''."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        origin = self._origins(rows, columns)
        found: dict[tuple[int, int], list[_Char]] = {}
        for char in chars:
            if self.holds(char):
                row = sum(char.y < y for y in self.ys[1:-1])
                column = sum(char.x > x for x in self.xs[1:-1])
                found.setdefault(origin[row, column], []).append(char)
        texts = {cell: _text(inside, self._right_edge(cell, origin)) for cell, inside in found.items()}
        made = []
        for row in range(rows):
            cells = [texts.get(origin[row, c], "") if origin[row, c][1] == c else "" for c in range(columns)]
            spans = len({origin[row, c] for c in range(columns)}) == 1
            made.append(tuple(cells[:1] if spans else cells))
        return tuple(row for row in made if any(row))

    def _origins(self, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place of the lattice the upper left place of the cell it belongs to."""
        origin: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                here = (row, column)
                if row and not self._line_above(row, column):
                    here = origin[row - 1, column]
                elif column and not self._line_before(row, column):
                    here = origin[row, column - 1]
                origin[row, column] = here
        return origin

    def _line_above(self, row: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(
            not n.upright and abs(n.at - self.ys[row]) <= _NEAR and n.low <= middle <= n.high for n in self.lines
        )

    def _line_before(self, row: int, column: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(n.upright and abs(n.at - self.xs[column]) <= _NEAR and n.low <= middle <= n.high for n in self.lines)

    def _right_edge(self, cell: tuple[int, int], origin: dict[tuple[int, int], tuple[int, int]]) -> float:
        return max(self.xs[column + 1] for (_, column), first in origin.items() if first == cell)


def _text(chars: Sequence[_Char], right_edge: float) -> str:
    """A cell's words. Its lines are run together, but for those that end well before the edge: a paragraph ends there."""
    words: list[str] = []
    last: _Char | None = None
    for char in chars:
        if char.sign in "\r\n":
            continue
        if (
            last
            and last.y - char.y > last.height / 2
            and right_edge - last.right > 2 * max(last.height, last.right - last.left)
        ):
            words.append("\n")
        words.append(char.sign)
        last = char if char.sign.strip() else last
    return "\n".join(line for part in "".join(words).split("\n") if (line := part.strip()))


def _chars(textpage: Any) -> Iterator[_Char]:
    """The characters in reading order. Line ends the library adds stand where the character before them stands."""
    last: _Char | None = None
    for number in range(min(textpage.count_chars(), _MOST_CHARS)):
        sign = chr(pdfium.FPDFText_GetUnicode(textpage.raw, number))
        if sign in "\r\n" or sign == "\ufffe":
            if last and sign != "\ufffe":
                yield _Char(sign, last.x, last.y, last.left, last.right, last.height)
            continue
        left, bottom, right, top = textpage.get_charbox(number, loose=True)
        last = _Char(sign, (left + right) / 2, (bottom + top) / 2, left, right, top - bottom)
        yield last
