"""Tables of a page's body, in the shape the readers of files give: cells as text, a merged cell written once.

BeautifulSoup reads what portals paste from office programs: rows without an end, cells outside rows, spans of zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from crawler.files.model import FileTable

_MAX_HTML: Final = 2_000_000
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


def grids_of(tables: Sequence[FileTable]) -> tuple[Grid, ...]:
    """The tables of a file, bounded."""
    return tuple(
        Grid(tuple(row[:_MAX_COLUMNS] for row in table.rows[:_MAX_ROWS]), table.caption)
        for table in tables[:_MAX_TABLES]
    )


def html_grids(html: str) -> tuple[Grid, ...]:
    """The data tables of a fragment of HTML, in order; a table that only lays out other tables is none."""
    soup = BeautifulSoup(html[:_MAX_HTML], "lxml")
    found = [table for table in soup.find_all("table", limit=3 * _MAX_TABLES) if not table.find("table")]
    return tuple(_grid(table) for table in found[:_MAX_TABLES])


def _grid(table: Tag) -> Grid:
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
    caption = table.find("caption")
    said = caption.get_text(" ") if isinstance(caption, Tag) else _line_above(table)
    return Grid(tuple(map(tuple, rows)), " ".join(said.split())[:300], frozenset(covered))


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
