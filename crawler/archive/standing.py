"""Which items stand where in one run, kept in memory: a question is answered here before any item is loaded.

An item takes some 400 bytes: its day, its title, the names of its files. What else is known of it stays in the database
until somebody asks.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_NOWHERE: Final = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Brief:
    """What an item is chosen by: its day as ISO text ('' when undated), its title, the names of its files."""

    day: str
    title: str
    files: tuple[str, ...] = ()


class Standing:
    """Items by day of publication (undated ones first) and identity, and the cells (column, unit, kind) they stand in."""

    def __init__(self, briefs: Mapping[str, Brief], places: Iterable[tuple[str, str, str, str]]) -> None:
        """``briefs`` by identity; ``places``: (identity, column, unit, kind) of all present items."""
        cells: dict[tuple[str, str, str], list[str]] = {}
        for identity, column, unit, kind in places:
            cells.setdefault((column, unit, kind), []).append(identity)
        present = {identity for standing in cells.values() for identity in standing}
        self._identities = sorted(present, key=lambda identity: (briefs[identity].day, identity))
        self._briefs = [briefs[identity] for identity in self._identities]
        self._days = [brief.day for brief in self._briefs]
        number = {identity: n for n, identity in enumerate(self._identities)}
        self._cells = [array("I", sorted({number[identity] for identity in standing})) for standing in cells.values()]
        self._by_column: dict[str, set[int]] = {}
        self._by_unit: dict[str, set[int]] = {}
        self._by_kind: dict[str, set[int]] = {}
        for n, (column, unit, kind) in enumerate(cells):
            self._by_column.setdefault(column, set()).add(n)
            self._by_unit.setdefault(unit, set()).add(n)
            self._by_kind.setdefault(kind, set()).add(n)

    def chosen(
        self,
        units: Collection[str] | None,
        kinds: Collection[str],
        column: str,
        since: date | None,
        until: date,
        titled: Callable[[str], object] | None,
        or_files: bool,
    ) -> list[str]:
        """Identities in order. ``since`` and ``until`` are inclusive; ``since`` leaves undated items out.

        ``titled`` is asked of the title, with ``or_files`` also of the names of files.
        """
        low = bisect_left(self._days, since.isoformat()) if since else 0
        high = bisect_right(self._days, until.isoformat())
        found = self._numbers(units, kinds, column, low, high)
        if titled is not None:
            found = [n for n in found if _is_titled(self._briefs[n], titled, or_files)]
        return [self._identities[n] for n in found]

    def _numbers(
        self, units: Collection[str] | None, kinds: Collection[str], column: str, low: int, high: int
    ) -> Iterable[int]:
        if units is None and not kinds and not column:
            return range(low, high)
        asked: list[Collection[int]] = []
        if column:
            asked.append(self._by_column.get(column, _NOWHERE))
        if units is not None:
            asked.append(set().union(*(self._by_unit.get(unit, _NOWHERE) for unit in units)))
        if kinds:
            asked.append(set().union(*(self._by_kind.get(kind, _NOWHERE) for kind in kinds)))
        cells = [self._cells[n] for n in sorted(set(asked[0]).intersection(*asked[1:]))]
        parts = [cell[bisect_left(cell, low) : bisect_left(cell, high)] for cell in cells]
        if len(parts) == 1:
            return parts[0]
        return sorted({n for part in parts for n in part})


def _is_titled(brief: Brief, titled: Callable[[str], object], or_files: bool) -> bool:
    return bool(titled(brief.title)) or (or_files and any(titled(name) for name in brief.files))
