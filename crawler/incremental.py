"""What a later audit asks again, and what it carries over from the last one.

A list is read until it stands on known ground: the rest of it is as the last complete look showed it, and the printed
total says that nothing went or came there. A page is asked again when it is new or young, when its row changed, when a
judgement hangs on it, and otherwise once in ``PAGES_EVERY`` audits. Totals that agree by accident (one item slipped in,
one removed) are found by reading every list to its end once in ``LISTS_EVERY`` audits.
"""

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from crawler.archive.known import Known, ReadPage
from crawler.items import Row, Visit
from crawler.mask import mask, mask_address
from crawler.site import Column

LISTS_EVERY: Final = 8  # audits
PAGES_EVERY: Final = 25  # audits
YOUNG: Final = 30  # days since publication in which pages are still corrected


class Increment:
    """One later audit: ``known`` is the last one, ``again`` the addresses that a judgement hangs on."""

    def __init__(self, known: Known, run: int, as_of: date, again: Iterable[str] = ()) -> None:
        self.known = known
        self._run = run
        self._as_of = as_of
        self._again = frozenset(again)

    def ground(self, column: Column) -> Mapping[str, Row]:
        """The rows of ``column`` that may be taken as known; empty when its list is to be read to its end."""
        return {} if self._has_its_turn(column.id, LISTS_EVERY) else self.known.rows(column)

    def hangs_on(self, address: str) -> bool:
        """Whether a judgement hangs on the page at this (masked) address."""
        return address in self._again

    def carried(self, visit: Visit) -> dict[str, ReadPage]:
        """The pages of ``visit``'s rows that need not be asked again, as the last audit read them."""
        before = self.known.listed_as(visit.column)
        quiet = [row.url for row in visit.found if self._may_rest(row, before)]
        return self.known.pages(quiet)

    def _may_rest(self, row: Row, before: Mapping[str, tuple[str, date | None]]) -> bool:
        if before.get(row.url) != (mask(row.title), row.published) or self.hangs_on(mask_address(row.url)):
            return False
        if row.published is None or (self._as_of - row.published).days <= YOUNG:
            return False
        return not self._has_its_turn(row.url, PAGES_EVERY)

    def _has_its_turn(self, name: str, every: int) -> bool:
        return zlib.crc32(name.encode()) % every == self._run % every
