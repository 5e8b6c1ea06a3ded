"""Read stored pages and files again with today's readers: better ones reach old pages without asking the portal."""

from collections.abc import Set
from datetime import datetime

import sqlalchemy as sa

from crawler.archive import Archive, personal
from crawler.archive import tables as t
from crawler.archive.closing import reread
from crawler.archive.offered import RECOGNISED, TABLES, TEXT, had_tables, to_recognise
from crawler.archive.personal import Mark, key_of, marks_of_file, marks_of_page, pack_marks
from crawler.archive.readings import READER, pack_reading
from crawler.extract.page import read_page, version
from crawler.files import ocr
from crawler.files.bounded import OCR_LIMITS, Pool
from crawler.files.store import VERSION, pack_file
from crawler.page import Page
from crawler.relations import joined, kept_answer, relation_of
from crawler.site import Site
from crawler.tomlfile import BadInput
from crawler.urls import file_name


def read_again(archive: Archive, site: Site, now: datetime) -> int:
    """Rebuild the readings of the newest closed run from the WARC, then its articles; how many pages were read.

    One transaction: a killed reader leaves every page as it was, and the manifest fits either way.
    """
    closed = [run for run in archive.runs() if run.state == "closed"]
    if not closed:
        raise BadInput("没有已完成的采集，无可重新读取")
    run = closed[-1]
    w = t.wanted.c
    with archive.engine.begin() as db:
        query = sa.select(w.url, w.sha256).where(w.site == site.id, w.run == run.run, w.state == "read", w.sha256 != "")
        count = sum(_read(db, archive, site.hosts, url, sha) for url, sha in db.execute(query.order_by(w.url)).all())
        _read_files(db, archive, run.run)
        reread(db, archive, run, site, now)
    return count


def recognise(archive: Archive) -> tuple[int, int]:
    """Have the pictures of every scanned file looked through that was not yet: (files, of them with words). Raises BadInput.

    What is recognised is shown to people and decides nothing: readings of another name, which no check asks for. Each file is
    kept as it is done.
    """
    if lacks := ocr.missing():
        raise BadInput(lacks)
    closed = [run for run in archive.runs() if run.state == "closed"]
    wanted = to_recognise(archive, closed[-1].run) if closed else []
    worded = 0
    with Pool(OCR_LIMITS) as reader:
        for sha, url in wanted:
            if stored := archive.payload(sha):
                reading = reader.recognise(stored[0], file_name(url))
                worded += bool(reading.text.strip())
                with archive.engine.begin() as db:
                    _keep(db, archive, (sha, "", RECOGNISED, ocr.VERSION), pack_file(reading))
    return len(wanted), worded


def _read(db: sa.Connection, archive: Archive, hosts: Set[str], url: str, sha: str) -> bool:
    """Read one stored page; whether it could be."""
    stored = archive.payload(sha)
    if stored is None:
        return False
    body, content_type = stored
    page = Page(url, body, content_type=content_type)
    reading = read_page(page)
    if (relation := relation_of(page, reading, hosts)) and (answer := kept_answer(archive, relation.url)):
        reading = joined(reading, relation, answer)
    _keep(db, archive, (sha, url, READER, version), pack_reading(reading))
    _keep_marks(db, archive, sha, url, marks_of_page(reading, key_of(archive.folder)))
    return True


def _read_files(db: sa.Connection, archive: Archive, run: int) -> None:
    """Every file that is held, once a payload; one that an older version read with tables is read with tables."""
    f = t.files.c
    held = sa.select(f.sha256, sa.func.min(f.url).label("url")).where(
        f.site == archive.site, f.state == "kept", f.run <= run
    )
    found = db.execute(held.group_by(f.sha256).order_by(f.sha256)).all()
    with Pool() as reader:
        for sha, url in found:
            if stored := archive.payload(sha):
                tables = had_tables(archive, sha)
                reading = reader.read(stored[0], file_name(url), tables=tables)
                _keep(db, archive, (sha, "", TABLES if tables else TEXT, VERSION), pack_file(reading))
                _keep_marks(db, archive, sha, "", marks_of_file(reading, key_of(archive.folder)))
                values = {"reading": reading.state.value, "cause": reading.cause}
                mine = (f.site == archive.site, f.sha256 == sha, f.state == "kept")
                db.execute(sa.update(t.files).where(*mine).values(**values))


def _keep_marks(db: sa.Connection, archive: Archive, sha: str, url: str, marks: tuple[Mark, ...]) -> None:
    _keep(db, archive, (sha, url, personal.READER, personal.VERSION), pack_marks(marks) if marks else None)


def _keep(db: sa.Connection, archive: Archive, key: tuple[str, str, str, int], value: bytes | None) -> None:
    """Put a reading in the place of the one with the same key; None leaves none."""
    names = ("sha256", "url", "reader", "version")
    values = {"site": archive.site, **dict(zip(names, key, strict=True))}
    c = t.readings.c
    db.execute(sa.delete(t.readings).where(*(c[name] == each for name, each in values.items())))
    if value is not None:
        db.execute(sa.insert(t.readings).values({**values, "value": value}))
