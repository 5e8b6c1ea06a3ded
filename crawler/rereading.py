"""Read stored pages again with today's reader: better readers reach old pages without asking the portal."""

from datetime import datetime

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.archive import tables as t
from crawler.archive.closing import reread
from crawler.archive.readings import READER, pack_reading
from crawler.extract.page import read_page, version
from crawler.page import Page
from crawler.site import Site
from crawler.tomlfile import BadInput


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
        count = sum(_read(db, archive, url, sha) for url, sha in db.execute(query.order_by(w.url)).all())
        reread(db, archive, run, site, now)
    return count


def _read(db: sa.Connection, archive: Archive, url: str, sha: str) -> bool:
    """Read one stored page; whether it could be."""
    stored = archive.payload(sha)
    if stored is None:
        return False
    body, content_type = stored
    blob = pack_reading(read_page(Page(url, body, content_type=content_type)))
    key = {"site": archive.site, "sha256": sha, "url": url, "reader": READER, "version": version}
    c = t.readings.c
    db.execute(sa.delete(t.readings).where(*(c[name] == value for name, value in key.items())))
    db.execute(sa.insert(t.readings).values({**key, "value": blob}))
    return True
