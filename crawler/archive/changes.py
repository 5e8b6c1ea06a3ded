"""What an archive remembers over time: of each column what is new, changed and gone, and since which look.

Pure look-ups for one closed run and those before it. Everything is streamed in one pass over the table that says it, so
that an archive of any size is asked in the same memory. A page that a run did not open again proves no lack of change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.answers import Answers
from crawler.archive.identity import title_core
from crawler.archive.readings import READER
from crawler.archive.receipts import Receipt
from crawler.archive.versions import ItemChange, Version, at_run, change_of, comparable, version_of

if TYPE_CHECKING:
    from crawler.archive.store import Archive

_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One column in this run and in the last run before that saw it; ``before`` None: first seen now.

    ``gone`` is empty unless this look was complete. ``unread`` counts items that stood there both times and whose pages
    this run did not open: of those a change is not excluded.
    """

    column: str
    now: Receipt
    before: Receipt | None
    new: tuple[str, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    gone: tuple[str, ...] = ()
    kept: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Appearance:
    """An item first seen in run ``first``, in a column that ``before`` had seen whole without it."""

    item: Version
    column: str
    before: Receipt
    first: Receipt


@dataclass(frozen=True, slots=True)
class Redating:
    """An item whose page gave another day of publication in one run than in an earlier one."""

    was: Version
    item: Version
    column: str
    before: Receipt
    first: Receipt


@dataclass(frozen=True, slots=True)
class Removal:
    """An item that no column shows any more: last listed in ``seen``, not in the complete look ``first``."""

    item: Version
    column: str
    seen: Receipt
    first: Receipt


class History:
    """All closed runs of an archive up to ``run``; ``receipts`` are those that are believed, by column, oldest first."""

    def __init__(
        self,
        archive: "Archive",
        run: int,
        as_of: date,
        receipts: Mapping[str, Sequence[Receipt]],
        doubted: Iterable[str],
    ) -> None:
        self.run = run
        self._archive = archive
        self._site = archive.site
        self._as_of = as_of
        self._receipts = {column: tuple(found) for column, found in receipts.items()}
        self._doubted = frozenset(doubted)  # columns whose look in this run is not believed
        self._pages: dict[int, dict[str, tuple[str, str, str]]] = {}
        self._floors: dict[tuple[str, int], int] = {}

    # ---- with the last audit

    def changes(self) -> tuple[ColumnChange, ...]:
        """Every column that this run saw, compared with the last run before that saw it."""
        looks = {column: pair for column in self._receipts if (pair := self._two_looks(column))}
        rewritten, reread = self._rewritten, self._opened
        sorted_out: dict[str, tuple[list[str], list[str], list[str]]] = {}
        for column, identity, intervals in self._stays():
            if column in looks:
                now, before = looks[column]
                kind = self._stay(intervals, now, before)
                if kind is not None:
                    sorted_out.setdefault(column, ([], [], []))[kind].append(identity)
        wanted = {i for _, kept, _ in sorted_out.values() for i in kept if i in rewritten}
        versions = self.versions(sorted(wanted))
        readers = self._readers([v for vs in versions.values() for v in vs])
        found = []
        for column, (now, before) in sorted(looks.items()):
            new, kept, gone = sorted_out.get(column, ([], [], []))
            changed = [c for i in kept if before and (c := change_of(versions.get(i, ()), before.run, self.run, readers))]
            unread = sum(identity not in reread for identity in kept)
            found.append(ColumnChange(column, now, before, tuple(new), tuple(changed), tuple(gone), len(kept), unread))
        return tuple(found)

    def _two_looks(self, column: str) -> tuple[Receipt, Receipt | None] | None:
        answered = [receipt for receipt in self._receipts[column] if receipt.answered]
        if not answered or answered[-1].run != self.run or column in self._doubted:
            return None
        return answered[-1], answered[-2] if len(answered) > 1 else None

    def _stay(self, intervals: Sequence[Any], now: Receipt, before: Receipt | None) -> int | None:
        """0 new, 1 there both times, 2 gone, None neither: as the Corpus of either run would show it."""
        here = any(row.first_run <= now.run <= row.last_run and _visible(row, self._as_of) for row in intervals)
        if before is None:
            return 0 if here else None
        floor = self._floor(before.column, before.run)
        there = any(
            row.first_run <= before.run and row.last_run >= floor and _visible(row, before.as_of) for row in intervals
        )
        if here:
            return 1 if there else 0
        return 2 if there and now.complete else None

    # ---- over all audits

    def appeared(self, days: int) -> Iterator[Appearance]:
        """Items first seen though an earlier look that read each of their columns to its end, more than ``days`` after the
        day they show, had not shown them; and nothing else showed earlier that they existed.
        """
        found = []
        for identity, rows in self._items():
            first = min(row.first_run for row in rows)
            at_first = [row for row in rows if row.first_run == first]
            if all(row.published and _visible(row, self._as_of) for row in at_first):
                looks = [self._read_whole_before(row.column, first) for row in at_first]
                limit = date.fromisoformat(max(row.published for row in at_first)) + timedelta(days=days)
                if all(look is not None and look.as_of > limit for look in looks):
                    column = min(row.column for row in at_first)
                    found.append((identity, column, first))
        known = self._known_before({identity: first for identity, _, first in found})
        versions = self.versions([identity for identity, _, _ in found if identity not in known])
        for identity, column, first in found:
            before, then = self._read_whole_before(column, first), self._receipt(column, first)
            # Read by another dialect, the list may only now show what it always held.
            if identity in versions and before and then and before.dialect == then.dialect:
                yield Appearance(at_run(versions[identity], first), column, before, then)

    def redated(self) -> Iterator[Redating]:
        """Changes of the day of publication that the same place of the page gave, in the order of items and runs."""
        a = t.articles.c
        query = (
            sa.select(a.identity)
            .where(a.site == self._site, a.first_run <= self.run, a.published.is_not(None))
            .group_by(a.identity)
            .having(sa.func.count(sa.distinct(a.published)) > 1)
            .order_by(a.identity)
        )
        identities = self._scalars(query)
        versions = self.versions(identities)
        readers = self._readers([v for vs in versions.values() for v in vs])
        stays = self._stays_of(identities)
        for identity in identities:
            for was, now in pairwise(versions[identity]):
                if (
                    was.published != now.published
                    and comparable(was, now, readers)
                    and was.published
                    and now.published
                ):
                    before = self._showing(stays[identity], was.first_run)
                    first = self._showing(stays[identity], now.first_run)
                    if before and first and was.published_source == now.published_source:
                        yield Redating(was, now, first.column, before, first)

    def removed(self, identities: Sequence[str] | None = None) -> Iterator[Removal]:
        """Items (of ``identities``) that the last complete look at each of their columns no longer showed."""
        found = []
        for identity, rows in self._items() if identities is None else self._stays_of(identities).items():
            last = max(rows, key=lambda row: (row.last_run, row.column))
            if all(row.last_run < self._floor(row.column, self.run) for row in rows) and _visible(last, self._as_of):
                found.append((identity, last.column, last.last_run))
        versions = self.versions([identity for identity, _, _ in found])
        for identity, column, run in found:
            seen = self._receipt(column, run)
            first = next((r for r in self._receipts.get(column, ()) if r.complete and r.run > run), None)
            if seen and first:
                yield Removal(versions[identity][-1], column, seen, first)

    # ---- look-ups

    def versions(self, identities: Sequence[str]) -> dict[str, tuple[Version, ...]]:
        """All versions of items up to this run, oldest first."""
        a = t.articles.c
        found: dict[str, list[Version]] = {}
        with self._archive.engine.connect() as db:
            for few in _chunks(identities):
                query = sa.select(t.articles).where(a.site == self._site, a.identity.in_(few), a.first_run <= self.run)
                for row in db.execute(query.order_by(a.identity, a.first_run)):
                    found.setdefault(row.identity, []).append(version_of(row))
        return {identity: tuple(versions) for identity, versions in found.items()}

    def namesakes(self, titles: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Of each title the identities of all items whose name is the same but for blanks and punctuation, by title core."""
        cores = {core for title in titles if (core := title_core(title))}
        found: dict[str, dict[str, None]] = {}
        if cores:
            for identity, title, _, _ in self._titles():
                if (core := title_core(title)) in cores:
                    found.setdefault(core, {})[identity] = None
        return {core: tuple(identities) for core, identities in found.items()}

    def list_page(self, receipt: Receipt) -> tuple[str, str, str] | None:
        """(address, sha256, time) of the first list page of a look; None when none was kept."""
        if receipt.run not in self._pages:
            f = t.fetches.c
            query = (
                sa.select(f.column, f.url, f.sha256, f.fetched_at)
                .where(
                    f.site == self._site,
                    f.run == receipt.run,
                    f.purpose == "list",
                    f.sha256 != "",
                    f.status.in_((200, 304)),
                )
                .order_by(f.n)
            )
            pages: dict[str, tuple[str, str, str]] = {}
            with self._archive.engine.connect() as db:
                for row in db.execute(query):
                    pages.setdefault(row.column, (row.url, row.sha256, row.fetched_at))
            self._pages[receipt.run] = pages
        return self._pages[receipt.run].get(receipt.column)

    @cached_property
    def answers(self) -> Answers:
        """What every address answered, in this run and before."""
        return Answers(self._archive, self.run)

    def looks(self, column: str) -> tuple[Receipt, ...]:
        """All believed looks at a column up to this run, oldest first."""
        return self._receipts.get(column, ())

    def size(self, column: str, run: int) -> int:
        """How many rows a believed look at a column had."""
        receipt = self._receipt(column, run)
        return receipt.rows if receipt else 0

    # ---- inside

    def _items(self) -> Iterator[tuple[str, list[Any]]]:
        """Every item with all its stays in columns."""
        p = t.places.c
        for identity, rows in groupby(self._places(p.identity, p.column, p.first_run), key=lambda row: row.identity):
            yield identity, list(rows)

    def _stays(self) -> Iterator[tuple[str, str, list[Any]]]:
        """Every column with each item that ever stood there, and when."""
        p = t.places.c
        rows = self._places(p.column, p.identity, p.first_run)
        for (column, identity), stay in groupby(rows, key=lambda row: (row.column, row.identity)):
            yield column, identity, list(stay)

    def _places(self, *order: Any) -> Iterator[Any]:
        p = t.places.c
        query = sa.select(p.identity, p.column, p.first_run, p.last_run, p.published).where(
            p.site == self._site, p.first_run <= self.run
        )
        with self._archive.engine.connect() as db:
            yield from db.execution_options(yield_per=_AT_ONCE).execute(query.order_by(*order))

    def _stays_of(self, identities: Sequence[str]) -> dict[str, list[Any]]:
        p = t.places.c
        found: dict[str, list[Any]] = {identity: [] for identity in identities}
        with self._archive.engine.connect() as db:
            for few in _chunks(identities):
                query = sa.select(p.identity, p.column, p.first_run, p.last_run, p.published).where(
                    p.site == self._site, p.identity.in_(few), p.first_run <= self.run
                )
                for row in db.execute(query.order_by(p.identity, p.column, p.first_run)):
                    found[row.identity].append(row)
        return {identity: rows for identity, rows in found.items() if rows}

    def _titles(self) -> Iterator[Any]:
        a = t.articles.c
        query = sa.select(a.identity, a.title, a.published, a.first_run).where(
            a.site == self._site, a.first_run <= self.run
        )
        with self._archive.engine.connect() as db:
            yield from db.execution_options(yield_per=_AT_ONCE).execute(query.order_by(a.identity, a.first_run))

    def _known_before(self, first: Mapping[str, int]) -> set[str]:
        """Those items of which an earlier run knew: their address was linked to, or the same title and day stood elsewhere."""
        versions = self.versions(list(first))
        named: dict[tuple[str, str], list[str]] = {}
        addresses: dict[str, str] = {}
        for identity, found in versions.items():
            item = at_run(found, first[identity])
            addresses[item.url] = identity
            if core := title_core(item.title):
                named.setdefault((core, str(item.published)), []).append(identity)
        known: set[str] = set()
        if named:
            for other, title, day, run in self._titles():
                for identity in named.get((title_core(title), str(day)), ()):
                    if other != identity and run < first[identity]:
                        known.add(identity)
        k = t.links.c
        with self._archive.engine.connect() as db:
            for few in _chunks(list(addresses)):
                query = (
                    sa.select(k.url, sa.func.min(k.first_run))
                    .where(k.site == self._site, k.url.in_(few))
                    .group_by(k.url)
                )
                known |= {addresses[url] for url, run in db.execute(query) if run < first[addresses[url]]}
        return known

    @cached_property
    def _rewritten(self) -> frozenset[str]:
        """Items that say something else than when they were first seen."""
        a = t.articles.c
        query = (
            sa.select(a.identity)
            .where(a.site == self._site, a.first_run <= self.run)
            .group_by(a.identity)
            .having(sa.func.count() > 1)
        )
        return frozenset(self._scalars(query))

    @cached_property
    def _opened(self) -> frozenset[str]:
        """Items whose page this run opened itself."""
        w, k = t.wanted.c, t.aliases.c
        query = (
            sa.select(k.identity)
            .join(t.wanted, sa.and_(w.site == k.site, w.url == k.url))
            .where(k.site == self._site, w.run == self.run, w.state == "read", w.carried.is_(False))
        )
        return frozenset(self._scalars(query))

    def _readers(self, versions: Sequence[Version]) -> dict[tuple[str, str], int]:
        """With which version of our reader each page was read last: another reader may say other words of the same page."""
        r = t.readings.c
        found: dict[tuple[str, str], int] = {}
        with self._archive.engine.connect() as db:
            for few in _chunks(sorted({v.sha256 for v in versions if v.sha256})):
                query = (
                    sa.select(r.sha256, r.url, sa.func.max(r.version))
                    .where(r.site == self._site, r.reader == READER, r.sha256.in_(few))
                    .group_by(r.sha256, r.url)
                )
                found |= {(sha, url): version for sha, url, version in db.execute(query)}
        return found

    def _scalars(self, query: sa.Select[Any]) -> list[str]:
        with self._archive.engine.connect() as db:
            return list(db.execute(query).scalars())

    def _floor(self, column: str, run: int) -> int:
        """The newest complete look at a column up to ``run``: what it did not show was gone."""
        if (column, run) not in self._floors:
            whole = (r.run for r in self._receipts.get(column, ()) if r.complete and r.run <= run)
            self._floors[column, run] = max(whole, default=0)
        return self._floors[column, run]

    def _receipt(self, column: str, run: int) -> Receipt | None:
        wanted = min(run, self.run)
        return next((r for r in self._receipts.get(column, ()) if r.run == wanted), None)

    def _read_whole_before(self, column: str, run: int) -> Receipt | None:
        """The last look before ``run`` that read the list itself to its end, carrying nothing over."""
        whole = [r for r in self._receipts.get(column, ()) if r.run < run and r.complete and not r.known_rows]
        return whole[-1] if whole else None

    def _showing(self, stays: Sequence[Any], run: int) -> Receipt | None:
        """A look of ``run`` at a column in which the item then stood."""
        columns = sorted(row.column for row in stays if row.first_run <= run <= row.last_run)
        return next((found for column in columns if (found := self._receipt(column, run))), None)


def _visible(row: Any, as_of: date) -> bool:
    return row.published is None or row.published <= as_of.isoformat()


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
