"""Read stored pages and files again with today's readers: better ones reach old pages without asking the portal."""

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.archive import tables as t
from crawler.archive.closing import reread
from crawler.archive.offered import TABLES, TEXT, had_tables
from crawler.archive.readings import READER, pack_reading
from crawler.extract.page import read_page, version
from crawler.files.bounded import Pool
from crawler.files.model import FileReading
from crawler.files.store import VERSION, pack_file
from crawler.page import Page
from crawler.site import Site
from crawler.tomlfile import BadInput
from crawler.urls import file_name


def read_again(archive: Archive, site: Site) -> int:
    """Rebuild the readings of the newest closed run from the WARC, then its articles; how many pages were read."""
    closed = [run for run in archive.runs() if run.state == "closed"]
    if not closed:
        raise BadInput("没有已完成的采集，无可重新读取")
    run = closed[-1]
    w = t.wanted.c
    with archive.engine.connect() as db:
        query = sa.select(w.url, w.sha256).where(w.site == site.id, w.run == run.run, w.state == "read", w.sha256 != "")
        pages = db.execute(query.order_by(w.url)).all()
    count = 0
    for url, sha in pages:
        stored = archive.payload(sha)
        if stored is None:
            continue
        body, content_type = stored
        blob = pack_reading(read_page(Page(url, body, content_type=content_type)))
        key = {"site": site.id, "sha256": sha, "url": url, "reader": READER, "version": version}
        with archive.engine.begin() as db:
            c = t.readings.c
            db.execute(
                sa.delete(t.readings).where(
                    c.site == site.id, c.sha256 == sha, c.url == url, c.reader == READER, c.version == version
                )
            )
            db.execute(sa.insert(t.readings).values({**key, "value": blob}))
        count += 1
    reread(archive, run, site)
    _read_files_again(archive, site, run.run)
    return count


def _read_files_again(archive: Archive, site: Site, run: int) -> None:
    """Every file that is held, once a payload; one that an older version read with tables is read with tables."""
    f = t.files.c
    held = sa.select(f.sha256, sa.func.min(f.url).label("url")).where(f.site == site.id, f.state == "kept", f.run <= run)
    with archive.engine.connect() as db:
        found = db.execute(held.group_by(f.sha256).order_by(f.sha256)).all()
    with Pool() as reader:
        for sha, url in found:
            if stored := archive.payload(sha):
                tables = had_tables(archive, sha)
                _keep_file(archive, site.id, sha, reader.read(stored[0], file_name(url), tables=tables), tables=tables)


def _keep_file(archive: Archive, site: str, sha: str, reading: FileReading, *, tables: bool) -> None:
    r, f = t.readings.c, t.files.c
    key = {"site": site, "sha256": sha, "url": "", "reader": TABLES if tables else TEXT, "version": VERSION}
    with archive.engine.begin() as db:
        db.execute(sa.delete(t.readings).where(*(r[name] == value for name, value in key.items())))
        db.execute(sa.insert(t.readings).values({**key, "value": pack_file(reading)}))
        db.execute(
            sa.update(t.files)
            .where(f.site == site, f.sha256 == sha, f.state == "kept")
            .values(reading=reading.state.value, cause=reading.cause)
        )
