"""Writing a crawl: evidence to disk first, then one transaction, a whole batch at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from crawler.archive import custody, personal, warc
from crawler.archive import tables as t
from crawler.archive.known import ReadPage
from crawler.archive.offered import TABLES, TEXT
from crawler.archive.personal import Mark, key_of, marks_of_file, marks_of_page, pack_marks
from crawler.archive.readings import READER, pack_reading
from crawler.archive.store import TOOL, Archive, Run, stamp
from crawler.archive.stored import TOMBSTONE, tombstone
from crawler.files.model import FileReading, FileState
from crawler.files.store import VERSION, pack_file
from crawler.items import Outcome, PageReading, Visit
from crawler.mask import mask, mask_address
from crawler.site import Site
from crawler.urls import host_of

_AS_THEY_ARE: Final = (
    "column",
    "complete",
    "dialect",
    "pages_declared",
    "pages_fetched",
    "rows_declared",
    "rows",
    "undated",
    "single",
    "known_rows",
    "page_class",
)
_MOST_ETAG: Final = 300
_MOST_DATE: Final = 64


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One attempt to fetch, answered or not. ``payload`` is None when there was no answer."""

    url: str
    method: str
    purpose: str
    column: str
    status: int | None
    outcome: Outcome
    cause: str
    at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes | None = None
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    confirms: str = ""  # a 304: sha256 of the archived payload that the server says is still what it serves


class Recorder:
    """The one writer of a crawl process: collects a batch, then evidence to disk, then one transaction."""

    def __init__(self, archive: Archive, run: Run, *, batch: int = 60, reader_version: int = 1) -> None:
        self._archive = archive
        self._run = run
        self._batch = batch
        self._reader_version = reader_version
        self._evidence: warc.Evidence | None = None
        self._key = key_of(archive.folder)
        self._fetches: list[dict[str, Any]] = []
        self._readings: list[dict[str, Any]] = []
        self._done: list[dict[str, Any]] = []
        self._files: list[dict[str, Any]] = []
        self._files_done: list[dict[str, Any]] = []
        self._next_fetch = self._count_fetches() + 1
        with archive.engine.connect() as db:
            self._sealed = frozenset(custody.sealed(db, archive.site))

    def fetched(self, record: FetchRecord) -> str:
        """Keep one attempt; the payload's sha256, '' when there was none."""
        sha, place = "", warc.Place("", 0, 0)
        if record.confirms:
            sha = record.confirms
            place = self._open_evidence().add_unchanged(record.url, record.headers, sha, record.at)
        elif record.payload is not None and warc.digest(record.payload) in self._sealed:
            sha = warc.digest(record.payload)
            place = self._open_evidence().add_shown(mask_address(record.url), TOMBSTONE, _sealed(record, sha), record.at, "metadata")
        elif record.payload is not None and record.method == "BROWSER":
            sha = warc.digest(record.payload)
            place = self._open_evidence().add_shown(record.url, record.media_type, record.payload, record.at)
        elif record.payload is not None:
            sha = warc.digest(record.payload)
            place = self._open_evidence().add(
                record.url, record.status or 0, "", record.headers, record.payload, record.at
            )
        values = {
            "site": self._archive.site,
            "run": self._run.run,
            "n": self._next_fetch,
            "url": record.url,
            "method": record.method,
            "purpose": record.purpose,
            "column": record.column,
            "status": record.status,
            "outcome": record.outcome.value,
            "cause": mask(record.cause),
            "sha256": sha,
            "bytes": len(record.payload or b""),
            "media_type": record.media_type.split(";")[0].strip()[:128],
            "warc": place.file,
            "offset": place.offset,
            "length": place.length,
            "fetched_at": stamp(record.at),
            # Half a validator would match nothing, or the wrong version.
            "etag": record.etag if len(record.etag) <= _MOST_ETAG else "",
            "last_modified": record.last_modified if len(record.last_modified) <= _MOST_DATE else "",
        }
        self._next_fetch += 1
        self._add(self._fetches, values)
        return sha

    def visited(
        self, visit: Visit, states: dict[str, str], carried: Mapping[str, ReadPage] = MappingProxyType({})
    ) -> None:
        """Keep a finished column walk, its rows and the item pages it makes us want (url → state), in one step.

        ``carried`` are pages that are not asked again, as an earlier run read them.
        """
        self.flush(lambda db: self._write_visit(db, visit, states, carried))

    def read(self, url: str, sha256: str, reading: PageReading, at: datetime) -> None:
        """Keep what an item page says, unless its bytes were sealed."""
        if sha256 in self._sealed:
            self.item_done(url, "failed", custody.SEALED, sha256, at)
            return
        blob = pack_reading(reading)
        key = {
            "site": self._archive.site,
            "sha256": sha256,
            "url": url,
            "reader": READER,
            "version": self._reader_version,
        }
        self._add(self._readings, {**key, "value": blob})
        self._mark(sha256, url, marks_of_page(reading, self._key))
        self.item_done(url, "read", "", sha256, at)

    def item_done(self, url: str, state: str, cause: str, sha256: str, at: datetime) -> None:
        """Mark an item page as fetched, or as failed with its cause."""
        key = {"b_site": self._archive.site, "b_run": self._run.run, "b_url": url}
        self._add(self._done, {**key, "state": state, "cause": mask(cause), "sha256": sha256, "fetched_at": stamp(at)})

    def offered(self, page: str, states: Mapping[str, str]) -> None:
        """Note the files that the item at ``page`` offers: address → wanted or external."""
        unknown = {"outcome": "", "reading": "", "cause": "", "sha256": "", "fetched_at": ""}
        for url, state in states.items():
            key = {"site": self._archive.site, "run": self._run.run, "url": url, "page": page}
            self._add(self._files, {**key, "state": state, **unknown})

    def file_done(
        self, url: str, outcome: Outcome, cause: str, sha256: str, at: datetime, reading: FileState | None = None
    ) -> None:
        """Mark a file as kept (outcome ok), or as failed with its cause, whatever pages offer it."""
        if sha256 in self._sealed:
            outcome, cause, reading = Outcome.ERROR, custody.SEALED, None
        values = {
            "b_site": self._archive.site,
            "b_run": self._run.run,
            "b_url": url,
            "state": "kept" if outcome is Outcome.OK else "failed",
            "outcome": outcome.value,
            "reading": reading.value if reading else "",
            "cause": mask(cause),
            "sha256": sha256,
            "fetched_at": stamp(at),
        }
        self._add(self._files_done, values)

    def file_read(self, sha256: str, reading: FileReading, *, tables: bool) -> None:
        """Keep what a file holds, unless its bytes were sealed."""
        if sha256 in self._sealed:
            return
        key = {"site": self._archive.site, "sha256": sha256, "url": "", "version": VERSION}
        self._add(self._readings, {**key, "reader": TABLES if tables else TEXT, "value": pack_file(reading)})
        self._mark(sha256, "", marks_of_file(reading, self._key))

    def _mark(self, sha256: str, url: str, marks: tuple[Mark, ...]) -> None:
        """Keep where personal numbers stand in a payload; nothing when there are none."""
        if marks:
            key = {"site": self._archive.site, "sha256": sha256, "url": url, "reader": personal.READER, "version": personal.VERSION}
            self._add(self._readings, {**key, "value": pack_marks(marks)})

    def flush(self, last: Callable[[sa.Connection], None] | None = None) -> None:
        """Evidence to disk, then one transaction, ``last`` at its end. After this nothing of the batch can be lost."""
        batch = [
            (_FETCHES, self._fetches),
            (_READINGS, self._readings),
            (_DONE, self._done),
            (_FILES, self._files),
            (_FILES_DONE, self._files_done),
        ]
        if not (last or any(rows for _, rows in batch)):
            return
        committed = self._evidence.sync() if self._evidence else 0
        self._fetches, self._readings, self._done, self._files, self._files_done = [], [], [], [], []
        with self._archive.engine.begin() as db:
            for statement, rows in batch:
                if rows:
                    db.execute(statement, rows)
            if last:
                last(db)
            if self._evidence:
                db.execute(
                    sa.update(t.warcs)
                    .where(t.warcs.c.site == self._archive.site, t.warcs.c.file == self._evidence.name)
                    .values(committed=committed)
                )

    def close(self) -> None:
        """Flush, and seal the evidence file."""
        self.flush()
        if self._evidence:
            self._evidence.close()
            with self._archive.engine.begin() as db:
                db.execute(
                    sa.update(t.warcs)
                    .where(t.warcs.c.site == self._archive.site, t.warcs.c.file == self._evidence.name)
                    .values(sealed=True)
                )
            self._evidence = None

    def _add(self, rows: list[dict[str, Any]], values: dict[str, Any]) -> None:
        rows.append(values)
        waiting = (self._fetches, self._readings, self._done, self._files, self._files_done)
        if sum(map(len, waiting)) >= self._batch:
            self.flush()

    def _count_fetches(self) -> int:
        f = t.fetches.c
        query = sa.select(sa.func.coalesce(sa.func.max(f.n), 0)).where(
            f.site == self._archive.site, f.run == self._run.run
        )
        with self._archive.engine.connect() as db:
            return int(db.execute(query).scalar_one())

    def _open_evidence(self) -> warc.Evidence:
        if self._evidence is None:
            folder = self._archive.folder / "warc"
            number = (
                len(list(folder.glob(f"{self._archive.site}-{self._run.run:04d}-*.warc.gz"))) if folder.is_dir() else 0
            )
            name = f"{self._archive.site}-{self._run.run:04d}-{number:03d}.warc.gz"
            with self._archive.engine.begin() as db:
                db.execute(
                    sa.insert(t.warcs).values(
                        site=self._archive.site, run=self._run.run, file=name, committed=0, sealed=False
                    )
                )
            self._evidence = warc.Evidence(folder, name, TOOL)
        return self._evidence

    def _write_visit(
        self, db: sa.Connection, visit: Visit, states: dict[str, str], carried: Mapping[str, ReadPage]
    ) -> None:
        site, run = self._archive.site, self._run.run
        values = {
            **{name: getattr(visit, name) for name in _AS_THEY_ARE},
            "site": site,
            "run": run,
            "outcome": visit.outcome.value,
            "stopped_because": mask(visit.stopped_because),
            "note": mask(visit.note),
            "oldest": _iso(visit.oldest),
            "newest": _iso(visit.newest),
            "begun": stamp(visit.begun),
            "ended": stamp(visit.ended),
        }
        db.execute(_VISITS, values)
        db.execute(
            sa.update(t.columns)
            .where(t.columns.c.site == site, t.columns.c.run == run, t.columns.c.column == visit.column)
            .values(state="done")
        )
        _write_listed(db, site, run, visit)
        wanted = [self._wanted_row(url, state, carried.get(url)) for url, state in states.items()]
        if wanted:
            db.execute(sqlite_insert(t.wanted).on_conflict_do_nothing(), wanted)

    def _wanted_row(self, url: str, state: str, carried: ReadPage | None) -> dict[str, Any]:
        return {
            "site": self._archive.site,
            "run": self._run.run,
            "url": url,
            "state": "read" if carried else state,
            "cause": "",
            "sha256": carried.sha256 if carried else "",
            "fetched_at": carried.fetched_at if carried else "",
            "carried": carried is not None,
        }


def _sealed(record: FetchRecord, sha256: str) -> bytes:
    """What is kept of an answer whose bytes were sealed by an earlier decision."""
    return tombstone({"sha256": sha256, "status": record.status, "payload_length": len(record.payload or b"")})


def _write_listed(db: sa.Connection, site: str, run: int, visit: Visit) -> None:
    """Extend the interval of rows seen again with the same words; begin one for the others."""
    c = t.listed.c
    known = {
        row.url: row
        for row in db.execute(
            sa.select(t.listed).where(c.site == site, c.column == visit.column).order_by(c.last_run, c.first_run)
        )
    }
    fresh = []
    for row in visit.found:
        title, published = mask(row.title), _iso(row.published)
        old = known.get(row.url)
        if old and old.last_run == run and old.first_run == run:
            continue
        if (
            old
            and (old.title, old.published, old.date_text, old.validity) == (title, published, mask(row.date_text), mask(row.validity))
            and old.last_run >= run - 1
        ):
            key = (c.site == site, c.column == visit.column, c.url == row.url, c.first_run == old.first_run)
            db.execute(sa.update(t.listed).where(*key).values(last_run=run))
        else:
            fresh.append(
                {
                    "site": site,
                    "column": visit.column,
                    "url": row.url,
                    "first_run": run,
                    "last_run": run,
                    "title": title,
                    "date_text": mask(row.date_text),
                    "published": published,
                    "doc_number": mask(row.doc_number),
                    "validity": mask(row.validity),
                }
            )
    if fresh:
        db.execute(sa.insert(t.listed), fresh)


def item_state(site: Site, url: str, title: str) -> str:
    """What to do with a listed address: wanted (fetch it), external (another host) or file (a document, not a page)."""
    if host_of(url) not in site.hosts:
        return "external"
    ending = url.rsplit("?", 1)[0].rsplit(".", 1)[-1].lower()
    if ending in ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar", "7z", "rtf", "ppt", "pptx"):
        return "file"
    return "wanted"


def _put(table: sa.Table) -> sa.Insert:
    """A statement that writes rows of ``table`` in the place of those with the same key."""
    keys = [column.name for column in table.primary_key]
    statement = sqlite_insert(table)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


# Made once: making a statement costs more than running it.
_FETCHES: Final = sa.insert(t.fetches)
_READINGS: Final = _put(t.readings)
_VISITS: Final = _put(t.visits)
_FILES: Final = sqlite_insert(t.files).on_conflict_do_nothing()


def _answered(table: sa.Table, *names: str) -> sa.Update:
    """A statement that fills in what became of an address that a run wanted."""
    c = table.c
    key = (c.site == sa.bindparam("b_site"), c.run == sa.bindparam("b_run"), c.url == sa.bindparam("b_url"))
    return sa.update(table).where(*key).values({name: sa.bindparam(name) for name in names})


_DONE: Final = _answered(t.wanted, "state", "cause", "sha256", "fetched_at")
_FILES_DONE: Final = _answered(t.files, "state", "outcome", "reading", "cause", "sha256", "fetched_at")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
