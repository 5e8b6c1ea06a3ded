"""Lines and rows in their order, as readers of doc and RTF find them, into a part with tables."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from crawler.files.bounds import MAX_COLUMNS, Room
from crawler.files.model import FilePart, FileTable
from crawler.files.words import caption, cell, line

Row = tuple[str, ...]
Edges = tuple[int, ...]  # where a row's cells begin, and where the last one ends

_SAME: Final = 40  # twips (2 points); edges this close are one
_MAX_EDGES: Final = 200


def part_of(found: Iterable[str | Row], room: Room) -> FilePart:
    """One part: a string is a line, a tuple a row of cells; consecutive rows are a table."""
    said: list[str] = []
    tables: list[FileTable] = []
    rows: list[Row] = []
    for each in found:
        if isinstance(each, str):
            _close(rows, tables, said)
            rows = []
            if words := line(each):
                said.append(words)
            continue
        cells = tuple(cell(words) for words in each[:MAX_COLUMNS])
        if room.row(len(each)):
            rows.append(cells)
            if any(cells):
                said.append("\t".join(cells).rstrip("\t"))
    _close(rows, tables, said)
    return FilePart("", room.text("\n".join(said)), tuple(tables))


def on_grid(rows: list[tuple[Row, Edges]]) -> Iterator[Row]:
    """The rows of one table with each cell in its column: a cell over several columns is followed by ''."""
    merged: list[int] = []
    for edge in sorted({edge for _, edges in rows for edge in edges}):
        if not merged or edge - merged[-1] > _SAME:
            merged.append(edge)
    for cells, edges in rows:
        if len(edges) != len(cells) + 1 or len(merged) > _MAX_EDGES:
            yield cells
            continue
        places = [bisect_right(merged, edge) - 1 for edge in edges]
        placed = [""] * places[0]
        for words, start, end in zip(cells, places, places[1:], strict=False):
            placed += [words, *[""] * (end - start - 1)]
        yield tuple(placed)


def _close(rows: list[Row], tables: list[FileTable], said: list[str]) -> None:
    if written := sum(any(row) for row in rows):
        before = len(said) - written
        tables.append(FileTable(tuple(rows), caption(said[max(0, before - 3) : before])))
