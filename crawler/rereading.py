"""Read stored pages again with today's reader: better readers reach old pages without asking the portal."""

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.archive import tables as t
from crawler.archive.closing import reread
from crawler.archive.readings import READER, pack_reading
from crawler.extract.page import read_page, version
from crawler.page import Page
from crawler.relations import joined, kept_answer, relation_of
from crawler.site import Site
from crawler.tomlfile import BadInput


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
        page = Page(url, body, content_type=content_type)
        reading = read_page(page)
        if (relation := relation_of(page, reading, site.hosts)) and (answer := kept_answer(archive, relation.url)):
            reading = joined(reading, relation, answer)
        blob = pack_reading(reading)
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
    return count
