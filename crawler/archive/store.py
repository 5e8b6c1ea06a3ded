"""One data folder: the database and the WARC files, opened, locked, migrated, and written in whole batches."""

import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crawler.archive import custody, generations, manifest, warc
from crawler.archive import tables as t
from crawler.archive.migrate import NEWEST, empty_database, upgrade
from crawler.archive.readings import READER, unpack_reading
from crawler.items import PageReading
from crawler.site import Column, Site
from crawler.tomlfile import BadInput

TOOL = "zwgk/0.1"


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
    reach: str = "whole"  # or changes: known pages were asked again by sample


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
            path.touch(mode=0o600)  # addresses stand here as they are asked for, with whatever number is in them
        engine = _engine(path)
        try:
            if not path.stat().st_size:
                path.write_bytes(empty_database())
            elif (revision := _revision(engine)) != NEWEST and (create or revision):
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
    def locked(self, name: str = ".lock", *, shared: bool = False) -> Iterator[None]:
        """Hold the folder for one crawl. Raises BadInput when another process has it.

        ``.evidence.lock`` keeps apart who reads all files (``shared``) and who replaces some.
        """
        handle = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
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

    def begin(
        self, site: Site, as_of: date, mode: str, wanted: Sequence[Column], now: datetime, reach: str = "whole"
    ) -> Run:
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
                    reach=reach,
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
            manifest.close(db, self.folder, self.site, run.run, now, "left")

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

    def listed_titles(self, run: int, url: str) -> tuple[str, ...]:
        """What the lists that this run has seen call the item at ``url``."""
        c = t.listed.c
        # The sum keeps SQLite from the index of runs: it would walk all rows of the run for one address.
        query = sa.select(c.title).where(c.site == self.site, c.url == url, c.first_run <= run, c.last_run + 0 >= run)
        with self.engine.connect() as db:
            return tuple(db.execute(query.order_by(c.column)).scalars())

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
        """An archived payload and its content type; None when nothing with this digest was kept, or it was sealed."""
        f = t.fetches.c
        query = (
            sa.select(f.warc, f.offset, f.length)
            .where(f.site == self.site, f.sha256 == sha256, f.warc != "", f.status != 304)
            .limit(1)
        )
        with self.engine.connect() as db:
            row = db.execute(query).first()
            if row is None or custody.is_sealed(db, self.site, sha256):
                return None
        return warc.payload_at(self.folder / "warc", warc.Place(row.warc, row.offset, row.length))

    def repair(self) -> None:
        """After a kill: cut WARC bytes beyond what was committed and close the files; clear away what a sealing left."""
        w = t.warcs.c
        with self.engine.connect() as db:
            generations.clear(self.folder / "warc", db.execute(sa.select(w.file).where(w.site == self.site)).scalars())
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


def default_folder(site: Site) -> Path:
    """Where a site's archive lies when nobody says otherwise."""
    return Path("data") / site.id


def site_in(folder: Path) -> str:
    """The site whose archive lies in ``folder``. Raises BadInput when there is none."""
    path = folder / "zwgk.sqlite"
    if not path.is_file():
        raise BadInput(f"{folder} 中没有采集数据")
    engine = _engine(path)
    try:
        with engine.connect() as db:
            site = db.execute(sa.select(t.runs.c.site).limit(1)).scalar()
    except (sa.exc.DatabaseError, OSError) as error:
        raise BadInput(f"{path} 不是可用的数据库：{_database_reason(error)}") from None
    finally:
        engine.dispose()
    if site is None:
        raise BadInput(f"{folder} 中还没有采集")
    return str(site)


def stamp(at: datetime) -> str:
    """A true time as stored: ISO with offset, whole seconds."""
    return at.isoformat(timespec="seconds")


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _revision(engine: sa.Engine) -> str:
    """The schema's revision; '' when it is no archive of ours."""
    with engine.connect() as db:
        if not sa.inspect(db).has_table("alembic_version"):
            return ""
        return str(db.execute(sa.text("select version_num from alembic_version")).scalar() or "")


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
        reach=row["reach"],
    )
