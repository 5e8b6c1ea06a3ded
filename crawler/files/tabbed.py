"""Text whose table cells are parted by a sign, as catdoc and our RTF reader give it, into a part with tables."""

from collections.abc import Iterable

from crawler.files.bounds import MAX_COLUMNS, Room
from crawler.files.model import FilePart, FileTable
from crawler.files.words import caption, cell, line


def part_of(raw_lines: Iterable[str], sign: str, room: Room) -> FilePart:
    """One part: lines in their order; consecutive lines with ``sign`` in them are the rows of a table."""
    said: list[str] = []
    tables: list[FileTable] = []
    rows: list[tuple[str, ...]] = []
    for raw in raw_lines:
        cells = _cells(raw, sign)
        if cells:
            if room.row(len(cells)):
                rows.append(cells)
                said.append("\t".join(cells).rstrip("\t"))
            continue
        if words := line(raw):
            _close(rows, tables, said)
            rows = []
            said.append(words)
    _close(rows, tables, said)
    return FilePart("", room.text("\n".join(said)), tuple(tables))


def _cells(raw: str, sign: str) -> tuple[str, ...]:
    """The cells of a row; () where the line is no row, or a blank one."""
    found = tuple(cell(words) for words in raw.split(sign)[:MAX_COLUMNS])
    return found if len(found) > 1 and any(found) else ()


def _close(rows: list[tuple[str, ...]], tables: list[FileTable], said: list[str]) -> None:
    """A single row of two fields is more likely a line with a tab in it."""
    if len(rows) > 1 or (rows and len(rows[0]) > 2):
        before = len(said) - len(rows)
        tables.append(FileTable(tuple(rows), caption(said[max(0, before - 3) : before])))
