"""Tables of a page's body, in the shape the readers of files give: cells as text, a merged cell written once.

BeautifulSoup reads what portals paste from office programs: rows without an end, cells outside rows, spans of zero.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from crawler.files.model import FileTable

_MAX_HTML: Final = 1_500_000
_MAX_CELLS: Final = 60_000  # of all tables of a page
_STYLE = re.compile(
    r"""\s(?:style|class|lang|width|height|align|valign)\s{0,3}=\s{0,3}(?:"[^"]{0,4000}"|'[^']{0,4000}')""",
    re.IGNORECASE,
)
_MAX_TABLES: Final = 100
_MAX_ROWS: Final = 3_000
_MAX_COLUMNS: Final = 60
_MAX_CELL: Final = 6_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with what is known of its merged cells.

    ``covered`` are the (row, column) that a cell of an earlier row reaches down into; None when the source does not tell,
    as in ``FileTable``: an empty cell there may be blank, or part of the cell above.
    """

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    covered: frozenset[tuple[int, int]] | None = None
    cut: bool = False  # the table has more than was read


def grids_of(tables: Sequence[FileTable]) -> tuple[Grid, ...]:
    """The tables of a file, bounded."""
    return tuple(
        Grid(
            tuple(row[:_MAX_COLUMNS] for row in table.rows[:_MAX_ROWS]),
            table.caption,
            cut=len(table.rows) > _MAX_ROWS,
        )
        for table in tables[:_MAX_TABLES]
    )


def html_grids(html: str) -> tuple[tuple[Grid, ...], bool]:
    """The data tables of a fragment of HTML, in order, and whether all tables were read.

    A table that only lays out other tables is none.
    """
    plain = _STYLE.sub("", html)  # most of what office programs paste
    soup = BeautifulSoup(plain[:_MAX_HTML], "lxml")
    found = soup.find_all("table", limit=3 * _MAX_TABLES)
    whole = len(plain) <= _MAX_HTML and len(found) < 3 * _MAX_TABLES
    grids: list[Grid] = []
    left = _MAX_CELLS
    for table in found:
        if table.find("table"):
            continue
        if left <= 0 or len(grids) == _MAX_TABLES:
            return tuple(grids), False
        grid = _grid(table, left)
        left -= sum(map(len, grid.rows))
        grids.append(grid)
    return tuple(grids), whole and left > 0


def _grid(table: Tag, most: int) -> Grid:
    rows: list[list[str]] = []
    covered: set[tuple[int, int]] = set()
    hanging: dict[int, int] = {}  # column: rows it is still covered from above
    for at, row in enumerate(table.find_all("tr", limit=_MAX_ROWS)):
        cells: list[str] = []
        for cell in row.find_all(["td", "th"], limit=_MAX_COLUMNS):
            _cover(cells, hanging, covered, at)
            text = " ".join(cell.get_text(" ").split())[:_MAX_CELL]
            wide, high = _span(cell, "colspan", _MAX_COLUMNS), _span(cell, "rowspan", _MAX_ROWS)
            for n in range(min(wide, _MAX_COLUMNS - len(cells))):
                if high > 1:
                    hanging[len(cells)] = high - 1
                cells.append("" if n else text)
        _cover(cells, hanging, covered, at)
        rows.append(cells)
        most -= len(cells)
        if most <= 0:
            break
    caption = table.find("caption")
    said = caption.get_text(" ") if isinstance(caption, Tag) else _line_above(table)
    is_cut = most <= 0 or len(rows) >= _MAX_ROWS
    return Grid(tuple(map(tuple, rows)), " ".join(said.split())[:300], frozenset(covered), is_cut)


def _cover(cells: list[str], hanging: dict[int, int], covered: set[tuple[int, int]], at: int) -> None:
    """Fill the columns that a cell of an earlier row reaches into."""
    while left := hanging.get(len(cells)):
        covered.add((at, len(cells)))
        hanging[len(cells)] = left - 1
        cells.append("")


def _span(cell: Tag, name: str, most: int) -> int:
    written = str(cell.get(name) or "").strip()
    return min(max(int(written), 1), most) if written.isdecimal() and len(written) < 6 else 1


def _line_above(table: Tag) -> str:
    """The nearest line of text before a table, when it is short enough to be its heading."""
    for string in table.find_all_previous(string=True, limit=20):
        if string.parent and string.parent.name in ("script", "style"):
            continue
        if line := " ".join(string.split()):
            return line if len(line) <= 100 and not string.find_parent("table") else ""
    return ""
