"""What the archive shows of one closed run, read-only: the only thing a check may ask.

A Corpus sees rows of runs up to its own. An item is there when the last complete look at a column that lists it still
showed it; an incomplete look removes nothing. Items published after ``as_of`` are invisible.
"""

import json
import zlib
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from crawler.archive import custody
from crawler.archive import tables as t
from crawler.archive.changes import History
from crawler.archive.custody import SEALED
from crawler.archive.kept import Kept
from crawler.archive.loaded import Loaded, as_day
from crawler.archive.offered import SeenFile, readings_of, seen_files, shown_readings
from crawler.archive.personal import Mark, marks_in
from crawler.archive.progress import Progress, progress_of
from crawler.archive.receipts import Doubt, Receipt, doubts_of, receipts_of
from crawler.archive.second import SecondLook, looks_of
from crawler.archive.seen import Article, SeenColumn, number_key
from crawler.archive.standing import Brief, Standing
from crawler.files.model import FileReading
from crawler.items import Outcome, PageReading
from crawler.site import Site
from crawler.urls import identity_key
from crawler.vocabulary import label

if TYPE_CHECKING:
    from crawler.archive.store import Archive, Run

_Made = TypeVar("_Made")
FRESH_DAYS = 7
_CHUNK = 400  # articles loaded together for who may not want them all
_TEXTS_KEPT = 12_000_000  # characters of texts kept in memory between two questions
_KEPT = 20_000  # what is kept of links and files, by item


@dataclass(frozen=True, slots=True)
class _Once:
    """Something made once: the files opened and the columns looked through for it."""

    value: object
    files: frozenset[str]
    columns: dict[str, None]


class Corpus:
    """One closed run of one site, seen on day ``as_of``."""

    def __init__(self, archive: "Archive", site: Site, run: "Run", as_of: date | None = None) -> None:
        self.site = site
        self.run = run.run
        self.run_as_of = run.as_of
        self.as_of = as_of or run.as_of
        self.mode = run.mode
        self.reach = run.reach
        self._archive = archive
        self._opened = run
        self._trusted: frozenset[str] = frozenset()
        self._looked: dict[str, None] | None = None
        self._texts: Kept[str] = Kept(_TEXTS_KEPT)
        self._files: Kept[tuple[SeenFile, ...]] = Kept(_KEPT)
        self._links: Kept[tuple[str, ...]] = Kept(_KEPT)
        self._made: dict[Hashable, _Once] = {}
        self._selected: dict[Hashable, tuple[SeenColumn, ...]] = {}
        self._opened_files: set[str] = set()

    # ---- how far we looked

    def unseen(
        self,
        unit: str,
        kinds: Sequence[str],
        since: date | None = None,
        *,
        due: date | None = None,
        fresh_days: int = FRESH_DAYS,
    ) -> str | None:
        """Why nothing may be called absent from these columns; None when the look was complete.

        Asks the unit's own columns and the portal's own of ``kinds``: each must have been visited, answered, been walked
        to its end, after the ``due`` day and at most ``fresh_days`` before as_of. ``since`` is how far back the caller
        needs to see; a complete walk always reaches it.
        """
        relevant = self.columns(unit, kinds)
        names = "、".join(dict.fromkeys(label(kind) for kind in kinds))
        if not relevant:
            return f"站点档案中没有登记该单位的“{names}”栏目"
        if elsewhere := self._published_elsewhere(unit, kinds):
            return f"该类信息可能依法公布在 {elsewhere}，本次没有检查那里"
        if (self.as_of - self.run_as_of).days > fresh_days:
            return f"最近一次采集为 {self.run_as_of}，距检查日超过 {fresh_days} 天"
        if due and self.run_as_of <= due:
            return f"采集时点（{self.run_as_of}）不晚于到期日（{due}）"
        for column in relevant:
            if reason := _why_not_complete(column):
                return reason
            if column.id in self._holding_sealed:
                return f"“{column.name}”栏目（{column.url}）中有信息{SEALED}，凭它不能说“未见”"
        return None

    def columns(self, unit: str | None = None, kinds: Sequence[str] = ()) -> tuple[SeenColumn, ...]:
        """Columns of a unit together with the portal's own ('' = only the portal's own, None = all), of ``kinds``."""
        found = self._select(unit, kinds)
        self._note(found)
        return found

    def second_looks(self, unit: str, kinds: Sequence[str] = ()) -> tuple[SecondLook, ...]:
        """What this run looked for again by another path on behalf of a unit, of ``kinds`` (empty: all), in the order made."""
        return tuple(look for look in self._second_looks if look.unit == unit and (not kinds or look.kind in kinds))

    def own_columns(self, unit: str, kinds: Sequence[str] = ()) -> tuple[SeenColumn, ...]:
        """Columns the unit itself owns, of ``kinds``."""
        found = self._select(unit, kinds, own=True)
        self._note(found)
        return found

    # ---- items

    def articles(
        self,
        unit: str | None = None,
        kinds: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        *,
        column: str = "",
        or_unattributed: bool = False,
        titled: Callable[[str], object] | None = None,
        or_files: bool = False,
        newest: int | None = None,
    ) -> Iterator[Article]:
        """Items present in the run, by (published, identity), undated ones first.

        ``unit`` None: everybody's; with ``or_unattributed`` also those nobody is known to own. ``kinds`` are kinds of the
        columns they are listed in. ``since`` and ``until`` bound the date, inclusive, and leave undated items out. ``titled``
        is asked of every title (``or_files``: or the name of a file) before an item is loaded; of what
        is left only the last ``newest`` are. What nobody takes from the iterator is not loaded either.
        """
        self._note(c for c in self._select(unit, kinds) if not column or c.id == column)
        units = None if unit is None else {unit, ""} if or_unattributed else {unit}
        identities = self._standing.chosen(units, kinds, column, since, until or self.as_of, titled, or_files)
        first = max(0, len(identities) - newest) if newest is not None else 0
        for start in range(first, len(identities), _CHUNK):
            yield from self._loaded.named(identities[start : start + _CHUNK])

    def article(self, identity: str) -> Article | None:
        """The item with this identity, present or gone."""
        found = self._loaded.named([identity])
        return found[0] if found else None

    def named(self, identities: Sequence[str]) -> list[Article]:
        """The items with these identities, present or gone, in that order."""
        return self._loaded.named(identities)

    def listed_titles(self, urls: Sequence[str]) -> tuple[str, ...]:
        """What the lists of the runs so far call these addresses, each wording once."""
        r = t.listed.c
        found: set[str] = set()
        with self._archive.engine.connect() as db:
            for start in range(0, len(urls), _CHUNK):
                some = urls[start : start + _CHUNK]
                query = sa.select(r.title).where(r.site == self.site.id, r.url.in_(some), r.first_run <= self.run)
                found.update(db.execute(query.distinct()).scalars())
        return tuple(sorted(found))

    def article_at(self, url: str) -> Article | None:
        """The item an address leads to."""
        identity = self._by_address.get(identity_key(url))
        return self.article(identity) if identity else None

    def by_doc_number(self, number: str) -> tuple[Article, ...]:
        """Items that carry this 发文字号 themselves, whatever brackets it is written with."""
        key = number_key(number)
        if not key:
            return ()
        a = t.articles.c
        query = (
            sa.select(a.identity).where(a.site == self.site.id, a.doc_key == key, a.first_run <= self.run).distinct()
        )
        with self._archive.engine.connect() as db:
            identities = list(db.execute(query).scalars())
        return tuple(a for a in self._loaded.named(identities) if a.gone_since is None and _in_bounds(a, None, self.as_of))

    def links_from(self, article: Article) -> tuple[Article, ...]:
        """Items of this site that the article's page links to."""
        return self._at(self._links_on(article.identity), article.identity)

    def links_to(self, article: Article) -> tuple[Article, ...]:
        """Items whose page links to the article."""
        k = t.links.c
        query = sa.select(k.identity, k.url).where(
            k.site == self.site.id, k.url.in_(article.urls), k.first_run <= self.run
        )
        with self._archive.engine.connect() as db:
            found = {i: url for i, url in db.execute(query.order_by(k.identity)) if i != article.identity}
        return tuple(self._loaded.named([i for i, url in found.items() if url in self._links_on(i)]))

    def text(self, article: Article) -> str:
        """The body as plain text, personal numbers masked; '' when the page was not read."""
        if not article.text_digest:
            return ""
        if (kept := self._texts.get(article.text_digest)) is not None:
            return kept
        x = t.texts.c
        query = sa.select(x.value).where(x.site == self.site.id, x.digest == article.text_digest)
        with self._archive.engine.connect() as db:
            blob = db.execute(query).scalar()
        text = zlib.decompress(blob).decode() if blob is not None else ""
        return self._texts.put(article.text_digest, text, len(text))

    def longest_before(self, article: Article) -> int:
        """How many characters the longest text had that the item showed in an earlier version; 0 when there is none."""
        a, x = t.articles.c, t.texts.c
        query = (
            sa.select(x.value)
            .join(t.articles, sa.and_(a.site == x.site, a.text == x.digest))
            .where(a.site == self.site.id, a.identity == article.identity, a.first_run <= self.run)
            .where(a.text != article.text_digest)
        )
        with self._archive.engine.connect() as db:
            return max((len(zlib.decompress(blob).decode()) for blob in db.execute(query).scalars()), default=0)

    def page(self, article: Article) -> PageReading | None:
        """Everything the page reader made of the article's page."""
        return self._archive.reading(article.sha256, article.url) if article.sha256 else None

    def files(self, article: Article) -> tuple[SeenFile, ...]:
        """The files an item offers, or the item itself when it is one, as this run knows them, in the page's order."""
        if (kept := self._files.get(article.identity)) is not None:
            return kept
        offered = [(link.url, link.name, link.media_type) for link in article.attachments]
        if article.state == "file":
            offered = [(article.url, article.title, "")]
        return self._files.put(article.identity, seen_files(self._archive, self.run, offered) if offered else ())

    def files_of_all(self, articles: Sequence[Article]) -> dict[str, SeenFile]:
        """What this run knows of every file that ``articles`` offer, by address: for reports."""
        offered = {link.url: (link.url, link.name, link.media_type) for a in articles for link in a.attachments if link.url}
        return {file.url: file for file in seen_files(self._archive, self.run, list(offered.values()))}

    def readings(self, files: Sequence[SeenFile]) -> dict[str, FileReading]:
        """What was read in those of ``files`` that were kept, by sha256."""
        found = dict(readings_of(self._archive, [file.sha256 for file in files if file.state == "kept"]))
        self._opened_files.update(found)
        return found

    def personal(self, article: Article) -> tuple[Mark, ...]:
        """Where personal numbers stand on an item's page and in its files: kinds and places, for those who may know."""
        files = [file.sha256 for file in self.files(article) if file.state == "kept"]
        return marks_in(self._archive, [(article.sha256, article.url), *((digest, "") for digest in files)])

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What ``make`` works out of what this run holds, kept while the Corpus lives: several checks ask one document.

        ``key`` must name everything the answer depends on. The columns that ``make`` looks through are not noted as searched
        again (see ``looked_once``); the files it opens are noted each time.
        """
        return self._once(key, make).value  # type: ignore[return-value]  # the key names the type

    def looked_once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """The same for a look through columns on which a verdict rests: they are noted as searched each time."""
        kept = self._once(key, make)
        if self._looked is not None:
            self._looked.update(kept.columns)
        return kept.value  # type: ignore[return-value]  # the key names the type

    def _once(self, key: Hashable, make: Callable[[], object]) -> "_Once":
        if key not in self._made:
            with self.opening() as opened, self.looking() as looked:
                made = make()
            if self._looked is not None:
                self._looked.update(looked)
            self._made[key] = _Once(made, frozenset(opened), dict(looked))
        kept = self._made[key]
        self._opened_files.update(kept.files)
        return kept

    def archive_payload(self, sha256: str) -> tuple[bytes, str] | None:
        """An archived payload (decoded from its content encoding) and its content type; None when it was not kept."""
        return self._archive.payload(sha256)

    def file_reading(self, sha256: str) -> FileReading | None:
        """What people are shown of an archived file, personal numbers masked; None for a page and for what nobody read.

        For reports alone: of a scanned file it holds words that were recognised and may be wrong.
        """
        return shown_readings(self._archive, [sha256]).get(sha256)

    @cached_property
    def progress(self) -> Progress:
        """What the run took: requests, processes, pages read and carried over."""
        return progress_of(self._archive, self.site, self.run)

    def carried_from(self, article: Article) -> str:
        """When the page was read that this run took over unread; '' when the run asked for it itself."""
        w = t.wanted.c
        query = sa.select(w.carried, w.fetched_at).where(
            w.site == self.site.id, w.run == self.run, w.url.in_(article.urls), w.state == "read"
        )
        with self._archive.engine.connect() as db:
            rows = db.execute(query).all()
        return max((row.fetched_at for row in rows), default="") if all(row.carried for row in rows) else ""

    # ---- for the engine

    @contextmanager
    def looking(self) -> Iterator[dict[str, None]]:
        """Collect the ids of all columns asked inside the block: what a verdict may say was searched."""
        before, self._looked = self._looked, {}
        inside = self._looked
        try:
            yield inside
        finally:
            self._looked = before

    @contextmanager
    def opening(self) -> Iterator[set[str]]:
        """Collect the sha256 of all files opened inside the block: where what a verdict says may stand."""
        before, self._opened_files = self._opened_files, set()
        inside = self._opened_files
        try:
            yield inside
        finally:
            before.update(inside)  # in place: the block around may hold it
            self._opened_files = before

    def seen_column(self, column_id: str) -> SeenColumn | None:
        """One column with its receipt, without noting that it was asked."""
        return self._columns_by_id.get(column_id)

    def known_articles(self) -> list[Article]:
        """Every item seen up to this run, present or gone, by identity: for reports."""
        a = t.articles.c
        query = (
            sa.select(a.identity).where(a.site == self.site.id, a.first_run <= self.run).distinct().order_by(a.identity)
        )
        with self._archive.engine.connect() as db:
            identities = list(db.execute(query).scalars())
        return [article for article in self._loaded.named(identities) if _in_bounds(article, None, self.as_of)]

    @cached_property
    def home(self) -> tuple[str, str] | None:
        """Address and sha256 of the home page as the run last read it; None when it did not answer."""
        f = t.fetches.c
        query = sa.select(f.url, f.sha256).where(
            f.site == self.site.id, f.run == self.run, f.purpose == "home", f.sha256 != "", f.status.in_((200, 304))
        )
        with self._archive.engine.connect() as db:
            row = db.execute(query.order_by(f.n.desc()).limit(1)).first()
        return (row.url, row.sha256) if row else None

    @property
    def all_columns(self) -> tuple[SeenColumn, ...]:
        """Every column of the run, without noting that it was asked: for reports."""
        return self._columns

    @cached_property
    def column_addresses(self) -> frozenset[str]:
        """The addresses of all columns, each in the spelling of ``identity_key``."""
        return frozenset(identity_key(column.url) for column in self._columns)

    # ---- over time

    @property
    def withheld(self) -> tuple[Doubt, ...]:
        """The columns whose look in this run is not believed, by column: nothing is called absent from them."""
        return tuple(doubt for (_, run), doubt in sorted(self._doubts.items()) if run == self.run)

    def trusting(self, columns: Collection[str]) -> "Corpus":
        """The same run with the look at ``columns`` believed, because a person said that they really are like that."""
        other = type(self)(self._archive, self.site, self._opened, self.as_of)
        other._trusted = self._trusted | frozenset(columns)
        return other

    @cached_property
    def history(self) -> History:
        """What is new, changed and gone since earlier runs."""
        believed = {
            column: [receipt for receipt in found if (column, receipt.run) not in self._doubts]
            for column, found in self._receipts.items()
        }
        return History(self._archive, self.run, self.as_of, believed, (doubt.column for doubt in self.withheld))

    @cached_property
    def recalled(self) -> "Corpus | None":
        """The same run as if nothing had gone that earlier runs saw; None when nothing has gone."""
        if next(self.history.removed(), None) is None:
            return None
        other = _Recalled(self._archive, self.site, self._opened, self.as_of)
        other._trusted = self._trusted
        return other

    # ---- inside

    @cached_property
    def _receipts(self) -> dict[str, tuple[Receipt, ...]]:
        return receipts_of(self._archive, self.run)

    @cached_property
    def _doubts(self) -> dict[tuple[str, int], Doubt]:
        found: dict[tuple[str, int], Doubt] = {}
        for column, receipts in self._receipts.items():
            doubts = doubts_of(receipts)
            now = doubts[-1] if doubts and doubts[-1].run == self.run else None
            # What a person said of this look holds for the same doubt in the runs before.
            lifted = now.since if now and column in self._trusted else None
            found |= {(column, doubt.run): doubt for doubt in doubts if doubt.since != lifted}
        return found

    @cached_property
    def _holding_sealed(self) -> frozenset[str]:
        """Columns with an item whose words were sealed: what is looked for may be that item."""
        a, p, f = t.articles.c, t.places.c, t.fetches.c
        items = sa.select(p.column).where(p.site == self.site.id, p.first_run <= self.run)
        items = items.join(t.articles, sa.and_(a.site == p.site, a.identity == p.identity)).where(a.cause == SEALED)
        lists = sa.select(f.column).where(f.site == self.site.id, f.run == self.run, f.purpose == "list", f.column != "")
        with self._archive.engine.connect() as db:
            shas = custody.sealed(db, self.site.id)
            if not shas:
                return frozenset()
            found = set(db.execute(items.distinct()).scalars())
            return frozenset(found | set(db.execute(lists.where(f.sha256.in_(shas))).scalars()))

    def _note(self, columns: Any) -> None:
        if self._looked is not None:
            self._looked.update((column.id, None) for column in columns)

    def _select(self, unit: str | None, kinds: Sequence[str], *, own: bool = False) -> tuple[SeenColumn, ...]:
        """Columns of a unit (None: all), of ``kinds``; the portal's own with them unless ``own``."""
        key = (unit, tuple(kinds), own)
        if key not in self._selected:
            owners = (unit,) if own else ("", unit)
            self._selected[key] = tuple(
                c for c in self._columns if (unit is None or c.unit in owners) and (not kinds or c.kind in kinds)
            )
        return self._selected[key]

    def _published_elsewhere(self, unit: str, kinds: Sequence[str]) -> str:
        for entry in self.site.elsewhere:
            if set(entry.kinds) & set(kinds) and (not entry.units or unit in entry.units):
                return "、".join(entry.hosts)
        return ""

    def _links_on(self, identity: str) -> tuple[str, ...]:
        """Where a page linked to when it was last read, up to this run."""
        if (kept := self._links.get(identity)) is not None:
            return kept
        k = t.links.c
        query = sa.select(k.url, k.last_run).where(
            k.site == self.site.id, k.identity == identity, k.first_run <= self.run
        )
        with self._archive.engine.connect() as db:
            rows = db.execute(query.order_by(k.url)).all()
        last_read = max((min(row.last_run, self.run) for row in rows), default=0)
        return self._links.put(identity, tuple(row.url for row in rows if row.url and row.last_run >= last_read))

    def _floor(self, column: str) -> int:
        """The newest complete look at a column up to this run: what it did not show is gone."""
        return self._complete_runs.get(column, [0])[-1]

    @cached_property
    def _complete_runs(self) -> dict[str, list[int]]:
        v = t.visits.c
        query = (
            sa.select(v.column, v.run)
            .join(t.runs, sa.and_(t.runs.c.site == v.site, t.runs.c.run == v.run))
            .where(v.site == self.site.id, v.complete.is_(True), v.run <= self.run, t.runs.c.state == "closed")
            .order_by(v.run)
        )
        found: dict[str, list[int]] = {}
        with self._archive.engine.connect() as db:
            for column, run in db.execute(query):
                if (column, run) not in self._doubts:
                    found.setdefault(column, []).append(run)
        return found

    @cached_property
    def _second_looks(self) -> tuple[SecondLook, ...]:
        return looks_of(self._archive, self.run)

    @cached_property
    def _loaded(self) -> Loaded:
        return Loaded(self._archive.engine, self.site.id, self._opened, self._complete_runs, self._floor)

    @cached_property
    def _standing(self) -> Standing:
        a, p = t.articles.c, t.places.c
        items = sa.select(a.identity, a.first_run, a.published, a.title, a.attachments).where(
            a.site == self.site.id, a.first_run <= self.run
        )
        places = sa.select(p.identity, p.column, p.unit, p.kind, p.last_run).where(
            p.site == self.site.id, p.first_run <= self.run
        )
        with self._archive.engine.connect() as db:
            said = {
                row.identity: Brief(row.published or "", row.title, tuple(name for _, name, _ in json.loads(row.attachments)))
                for row in db.execute(items.order_by(a.identity, a.first_run))
            }
            present = (
                (row.identity, row.column, row.unit, row.kind)
                for row in db.execute(places)
                if row.last_run >= self._floor(row.column) and row.identity in said
            )
            return Standing(said, present)

    @cached_property
    def _columns_by_id(self) -> dict[str, SeenColumn]:
        return {column.id: column for column in self._columns}

    @cached_property
    def _columns(self) -> tuple[SeenColumn, ...]:
        c, v, f = t.columns.c, t.visits.c, t.fetches.c
        with self._archive.engine.connect() as db:
            listed = db.execute(sa.select(t.columns).where(c.site == self.site.id, c.run == self.run)).mappings().all()
            visits = {
                r["column"]: r
                for r in db.execute(sa.select(t.visits).where(v.site == self.site.id, v.run == self.run)).mappings()
            }
            pages: dict[str, list[tuple[str, str, str]]] = {}
            query = (
                sa.select(f.column, f.url, f.sha256, f.fetched_at)
                .where(
                    f.site == self.site.id,
                    f.run == self.run,
                    f.purpose == "list",
                    f.sha256 != "",
                    f.status.in_((200, 304)),
                )
                .order_by(f.n)
            )
            for column, url, sha, at in db.execute(query):
                pages.setdefault(column, []).append((url, sha, at))
        seen = {
            row["column"]: self._seen_column(row, visits.get(row["column"]), pages.get(row["column"], []))
            for row in listed
        }
        order = [column.id for column in self.site.columns if column.id in seen]
        return tuple(seen[i] for i in [*order, *sorted(set(seen) - set(order))])

    def _seen_column(self, row: Any, visit: Any, pages: list[tuple[str, str, str]]) -> SeenColumn:
        profile = self.site.column(row["column"])
        _, sha, at = pages[0] if pages else ("", "", "")
        base = SeenColumn(
            id=row["column"],
            kind=row["kind"],
            unit=row["unit"],
            name=row["name"],
            url=row["url"],
            backend=profile.backend if profile else "",
            window_days=profile.window_days if profile else None,
            sha256=sha,
            fetched_at=at,
            pages=tuple({page[1]: page for page in pages}.values()),
        )
        if visit is None:
            return base
        doubt = self._doubts.get((row["column"], self.run))
        return replace(
            base,
            visit_outcome=visit["outcome"],
            complete=visit["complete"] and doubt is None,
            pages_declared=visit["pages_declared"],
            pages_fetched=visit["pages_fetched"],
            known_rows=visit["known_rows"],
            rows=visit["rows"],
            undated=visit["undated"],
            oldest=as_day(visit["oldest"]),
            newest=as_day(visit["newest"]),
            stopped_because=doubt.reason if doubt else visit["stopped_because"],
            note="" if doubt else visit["note"],
            withheld=doubt.reason if doubt else "",
            dialect=visit["dialect"],
            single=visit["single"],
            begun=visit["begun"],
            ended=visit["ended"],
            page_class=visit["page_class"],
        )

    def _at(self, urls: Sequence[str], but: str) -> tuple[Article, ...]:
        keys = {identity_key(url) for url in urls}
        identities = {self._by_address[key] for key in keys if key in self._by_address} - {but}
        return tuple(self._loaded.named(sorted(identities)))

    @cached_property
    def _by_address(self) -> dict[str, str]:
        a = t.aliases.c
        with self._archive.engine.connect() as db:
            rows = db.execute(sa.select(a.url, a.identity).where(a.site == self.site.id, a.since_run <= self.run))
            return {identity_key(url): identity for url, identity in rows}


class _Recalled(Corpus):
    """Shows every item that any run up to its own saw in a column, gone or not."""

    def _floor(self, column: str) -> int:
        return 0


def _why_not_complete(column: SeenColumn) -> str | None:
    name = f"“{column.name}”栏目（{column.url}）"
    if column.withheld:
        return f"{name}先不认定：{column.withheld}"
    if not column.visit_outcome:
        return f"本次没有查看{name}"
    reasons = {
        Outcome.BLOCKED: "拒绝访问",
        Outcome.UNREACHABLE: "打不开",
        Outcome.SOFT404: "网址不存在",
        Outcome.SHELL: "列表由脚本载入，未能读取",
        Outcome.ERROR: "出错",
    }
    outcome = Outcome(column.visit_outcome)
    if outcome in reasons:
        return f"{name}{reasons[outcome]}" + (f"：{column.stopped_because}" if column.stopped_because else "")
    if not column.complete:
        return f"{name}没有看全" + (f"：{column.stopped_because}" if column.stopped_because else "")
    return None


def _in_bounds(article: Article, since: date | None, until: date) -> bool:
    if article.published is None:
        return since is None
    return (since is None or article.published >= since) and article.published <= until
