"""One data folder: the database and the WARC files, opened, locked, migrated, and written in whole batches."""

import errno
import fcntl
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from crawler.archive import tables as t
from crawler.archive import warc
from crawler.archive.migrate import upgrade
from crawler.items import AttachmentLink, Candidate, Outcome, PageReading, Row, Visit
from crawler.mask import mask
from crawler.site import Column, Site
from crawler.tomlfile import BadInput
from crawler.urls import host_of

TOOL = "zwgk/0.1"
READER = "page"  # name of the page reader in crawl_reading


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: its number, the day it speaks of, and how far it is. ``mode`` is full, part or quick."""

    run: int
    as_of: date
    mode: str
    state: str
    profile: str
    begun: str
    ended: str
    tool: str = ""
    note: str = ""


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


class Archive:
    """A data folder of one site. Use ``Archive.open``; close when done."""

    def __init__(self, folder: Path, site_id: str, engine: sa.Engine) -> None:
        self.folder = folder
        self.site = site_id
        self.engine = engine

    @classmethod
    def open(cls, folder: Path, site_id: str, *, create: bool = False) -> "Archive":
        """Open (or with ``create`` make) the archive in ``folder``. Raises BadInput when it is absent or of another site."""
        path = folder / "zwgk.sqlite"
        if not path.exists():
            if not create:
                raise BadInput(f"{folder} 中没有采集数据；请先运行 zwgk crawl")
            folder.mkdir(parents=True, exist_ok=True)
        engine = _engine(path)
        try:
            if create or not path.stat().st_size:
                upgrade(engine)
            with engine.connect() as db:
                others = db.execute(sa.select(t.runs.c.site).where(t.runs.c.site != site_id).limit(1)).scalar()
        except (sa.exc.DatabaseError, OSError) as error:
            engine.dispose()
            if is_full(error):
                raise OSError(errno.ENOSPC, "磁盘已满") from None
            raise BadInput(f"{path} 不是可用的数据库：{_database_reason(error)}") from None
        if others:
            engine.dispose()
            raise BadInput(f"{folder} 属于另一个站点“{others}”，与“{site_id}”不符；请用 --data 指定别的文件夹")
        return cls(folder, site_id, engine)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one crawl. Raises BadInput when another process has it."""
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise BadInput(f"{self.folder} 正在被另一次运行使用；请等它结束后再试") from None
        try:
            yield
        finally:
            os.close(handle)

    # ---- runs

    def runs(self) -> tuple[Run, ...]:
        """All runs, oldest first."""
        with self.engine.connect() as db:
            found = db.execute(sa.select(t.runs).where(t.runs.c.site == self.site).order_by(t.runs.c.run))
            return tuple(_run(row) for row in found.mappings())

    def open_run(self) -> Run | None:
        """The run that was begun and not closed."""
        return next((run for run in reversed(self.runs()) if run.state == "open"), None)

    def newest_closed(self, as_of: date, modes: Sequence[str] = ("full", "quick")) -> Run | None:
        """The newest closed run of the first of ``modes`` that has one, with as_of not after the given day."""
        closed = [run for run in self.runs() if run.state == "closed" and run.as_of <= as_of]
        for mode in modes:
            if found := [run for run in closed if run.mode == mode]:
                return found[-1]
        return None

    def begin(self, site: Site, as_of: date, mode: str, wanted: Sequence[Column], now: datetime) -> Run:
        """Open a new run whose frontier is ``wanted``; other columns of the profile are noted as skipped."""
        number = max((run.run for run in self.runs()), default=0) + 1
        chosen = {column.id for column in wanted}
        with self.engine.begin() as db:
            db.execute(
                sa.insert(t.runs).values(
                    site=self.site,
                    run=number,
                    as_of=as_of.isoformat(),
                    mode=mode,
                    state="open",
                    profile=site.digest,
                    begun=stamp(now),
                    ended="",
                    tool=TOOL,
                    note="",
                )
            )
            frontier = [
                {
                    "site": self.site,
                    "run": number,
                    "column": c.id,
                    "unit": c.unit,
                    "kind": c.kind,
                    "url": c.url,
                    "name": c.name,
                    "state": "wanted" if c.id in chosen else "skipped",
                }
                for c in site.columns
            ]
            if frontier:
                db.execute(sa.insert(t.columns), frontier)
        return next(run for run in self.runs() if run.run == number)

    def abandon(self, run: Run, now: datetime, note: str) -> None:
        """Close an open run as unusable (its profile changed); its rows stay, no Corpus opens it."""
        with self.engine.begin() as db:
            db.execute(
                sa.update(t.runs)
                .where(t.runs.c.site == self.site, t.runs.c.run == run.run)
                .values(state="abandoned", ended=stamp(now), note=note)
            )

    # ---- the frontier

    def columns_wanted(self, run: int) -> tuple[str, ...]:
        """Ids of columns this run has still to visit."""
        c = t.columns.c
        with self.engine.connect() as db:
            query = sa.select(c.column).where(c.site == self.site, c.run == run, c.state == "wanted").order_by(c.column)
            return tuple(db.execute(query).scalars())

    def items_wanted(self, run: int) -> tuple[str, ...]:
        """Addresses of item pages this run has still to fetch."""
        w = t.wanted.c
        with self.engine.connect() as db:
            query = sa.select(w.url).where(w.site == self.site, w.run == run, w.state == "wanted").order_by(w.url)
            return tuple(db.execute(query).scalars())

    def home_answered(self, run: int) -> bool:
        """Whether the home page was fetched in this run."""
        f = t.fetches.c
        query = (
            sa.select(f.n)
            .where(f.site == self.site, f.run == run, f.purpose == "home", f.outcome == Outcome.OK)
            .limit(1)
        )
        with self.engine.connect() as db:
            return db.execute(query).scalar() is not None

    # ---- reading back

    def reading(self, sha256: str, url: str) -> PageReading | None:
        """The newest reading of a payload at an address; None when it was never read."""
        r = t.readings.c
        query = (
            sa.select(r.value)
            .where(r.site == self.site, r.sha256 == sha256, r.url == url, r.reader == READER)
            .order_by(r.version.desc())
            .limit(1)
        )
        with self.engine.connect() as db:
            blob = db.execute(query).scalar()
        return unpack_reading(blob) if blob is not None else None

    def payload(self, sha256: str) -> tuple[bytes, str] | None:
        """An archived payload and its content type; None when nothing with this digest was kept."""
        f = t.fetches.c
        query = (
            sa.select(f.warc, f.offset, f.length).where(f.site == self.site, f.sha256 == sha256, f.warc != "").limit(1)
        )
        with self.engine.connect() as db:
            row = db.execute(query).first()
        if row is None:
            return None
        return warc.payload_at(self.folder / "warc", warc.Place(row.warc, row.offset, row.length))

    def repair(self) -> None:
        """After a kill: cut WARC bytes beyond what was committed and seal the files."""
        w = t.warcs.c
        with self.engine.begin() as db:
            for row in db.execute(sa.select(t.warcs).where(w.site == self.site, w.sealed.is_(False))).all():
                path = self.folder / "warc" / row.file
                if path.exists():
                    warc.truncate(path, row.committed)
                db.execute(
                    sa.update(t.warcs)
                    .where(w.site == self.site, w.run == row.run, w.file == row.file)
                    .values(sealed=True)
                )


class Recorder:
    """The one writer of a crawl process: collects a batch, then evidence to disk, then one transaction."""

    def __init__(self, archive: Archive, run: Run, *, batch: int = 60, reader_version: int = 1) -> None:
        self._archive = archive
        self._run = run
        self._batch = batch
        self._reader_version = reader_version
        self._evidence: warc.Evidence | None = None
        self._pending: list[Callable[[sa.Connection], None]] = []
        self._next_fetch = self._count_fetches() + 1

    def fetched(self, record: FetchRecord) -> str:
        """Keep one attempt; the payload's sha256, '' when there was none."""
        sha, place = "", warc.Place("", 0, 0)
        if record.payload is not None:
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
            "cause": record.cause,
            "sha256": sha,
            "bytes": len(record.payload or b""),
            "media_type": record.media_type[:128],
            "warc": place.file,
            "offset": place.offset,
            "length": place.length,
            "fetched_at": stamp(record.at),
        }
        self._next_fetch += 1
        self._add(lambda db: db.execute(sa.insert(t.fetches).values(values)))
        return sha

    def visited(self, visit: Visit, states: dict[str, str]) -> None:
        """Keep a finished column walk, its rows and the item pages it makes us want (url → state), in one step."""
        self._add(lambda db: self._write_visit(db, visit, states))
        self.flush()

    def read(self, url: str, sha256: str, reading: PageReading, at: datetime) -> None:
        """Keep what an item page says."""
        blob = pack_reading(reading)
        key = {
            "site": self._archive.site,
            "sha256": sha256,
            "url": url,
            "reader": READER,
            "version": self._reader_version,
        }
        self._add(lambda db: _put(db, t.readings, {**key, "value": blob}))
        self.item_done(url, "read", "", sha256, at)

    def item_done(self, url: str, state: str, cause: str, sha256: str, at: datetime) -> None:
        """Mark an item page as fetched, or as failed with its cause."""
        w = t.wanted.c
        update = (
            sa.update(t.wanted)
            .where(w.site == self._archive.site, w.run == self._run.run, w.url == url)
            .values(state=state, cause=cause, sha256=sha256, fetched_at=stamp(at))
        )
        self._add(lambda db: db.execute(update))

    def flush(self) -> None:
        """Evidence to disk, then one transaction. After this nothing of the batch can be lost."""
        if not self._pending:
            return
        committed = self._evidence.sync() if self._evidence else 0
        pending, self._pending = self._pending, []
        with self._archive.engine.begin() as db:
            for write in pending:
                write(db)
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

    def _add(self, write: Callable[[sa.Connection], Any]) -> None:
        self._pending.append(write)
        if len(self._pending) >= self._batch:
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

    def _write_visit(self, db: sa.Connection, visit: Visit, states: dict[str, str]) -> None:
        site, run = self._archive.site, self._run.run
        values = {
            **{
                key: value
                for key, value in asdict(visit).items()
                if key not in ("found", "url", "oldest", "newest", "begun", "ended")
            },
            "site": site,
            "run": run,
            "outcome": visit.outcome.value,
            "oldest": _iso(visit.oldest),
            "newest": _iso(visit.newest),
            "begun": stamp(visit.begun),
            "ended": stamp(visit.ended),
        }
        _put(db, t.visits, values)
        db.execute(
            sa.update(t.columns)
            .where(t.columns.c.site == site, t.columns.c.run == run, t.columns.c.column == visit.column)
            .values(state="done")
        )
        _write_listed(db, site, run, visit)
        for url, state in states.items():
            statement = sqlite_insert(t.wanted).values(
                site=site, run=run, url=url, state=state, cause="", sha256="", fetched_at=""
            )
            db.execute(statement.on_conflict_do_nothing())


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
            and (old.title, old.published, old.date_text) == (title, published, row.date_text)
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
                    "date_text": row.date_text,
                    "published": published,
                    "doc_number": row.doc_number,
                }
            )
    if fresh:
        db.execute(sa.insert(t.listed), fresh)


def stamp(at: datetime) -> str:
    """A true time as stored: ISO with offset, whole seconds."""
    return at.isoformat(timespec="seconds")


def pack_reading(reading: PageReading) -> bytes:
    """A reading as stored: personal numbers masked, JSON, compressed."""
    value = {
        "url": reading.url,
        "fields": [[name, [[mask(c.value), c.source] for c in found]] for name, found in reading.fields],
        "text": mask(reading.text),
        "body_kind": reading.body_kind,
        "attachments": [[a.url, mask(a.name), a.media_type] for a in reading.attachments],
        "links": [[url, mask(text)] for url, text in reading.links],
        "media": list(reading.media),
        "encoding": reading.encoding,
        "declared_encoding": reading.declared_encoding,
    }
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack_reading(blob: bytes) -> PageReading:
    """The inverse of ``pack_reading``."""
    value = json.loads(zlib.decompress(blob))
    return PageReading(
        url=value["url"],
        fields=tuple((name, tuple(Candidate(v, s) for v, s in found)) for name, found in value["fields"]),
        text=value["text"],
        body_kind=value["body_kind"],
        attachments=tuple(AttachmentLink(*a) for a in value["attachments"]),
        links=tuple((url, text) for url, text in value["links"]),
        media=tuple(value["media"]),
        encoding=value["encoding"],
        declared_encoding=value["declared_encoding"],
    )


def rows_of(records: Iterable[Any]) -> tuple[Row, ...]:
    """Rows of ``crawl_listed`` as list rows."""
    return tuple(
        Row(r.url, r.title, date.fromisoformat(r.published) if r.published else None, r.date_text, r.doc_number)
        for r in records
    )


def item_state(site: Site, url: str, title: str) -> str:
    """What to do with a listed address: wanted (fetch it), external (another host) or file (a document, not a page)."""
    if host_of(url) not in site.hosts:
        return "external"
    ending = url.rsplit("?", 1)[0].rsplit(".", 1)[-1].lower()
    if ending in ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar", "7z", "rtf", "ppt", "pptx"):
        return "file"
    return "wanted"


def _put(db: sa.Connection, table: sa.Table, values: dict[str, Any]) -> None:
    keys = [column.name for column in table.primary_key]
    statement = sqlite_insert(table).values(values)
    rest = {name: value for name, value in values.items() if name not in keys}
    db.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def is_full(error: Exception) -> bool:
    """Whether a failed write means that the disk, or the room a process may use, is full."""
    text = str(getattr(error, "orig", error)).lower()
    return (
        getattr(error, "errno", None) in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        or "full" in text
        or "disk i/o" in text
    )


def _database_reason(error: Exception) -> str:
    text = str(getattr(error, "orig", error)).lower()
    if "not a database" in text or "malformed" in text:
        return "文件已损坏或不是 SQLite 文件"
    if "readonly" in text or "unable to open" in text:
        return "没有写入权限或文件夹不可用"
    if "no such table" in text:
        return "缺少数据表"
    return text.splitlines()[0][:120]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _run(row: Any) -> Run:
    return Run(
        run=row["run"],
        as_of=date.fromisoformat(row["as_of"]),
        mode=row["mode"],
        state=row["state"],
        profile=row["profile"],
        begun=row["begun"],
        ended=row["ended"],
        tool=row["tool"],
        note=row["note"],
    )
