"""What the last audit saw: the ground on which the next one need not tread again.

Asked while a crawl runs; read-only. Everything is taken from one run, the newest closed one that looked at every column,
so that what is carried over stays a whole that somebody once saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.readings import rows_of
from crawler.archive.store import Archive, Run
from crawler.items import Outcome, Row
from crawler.site import Column

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version of a page that we keep: sent back, it need not send the page again."""

    etag: str
    last_modified: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An item page as the last audit kept it. ``fetched_at`` is the true time at which it was asked for."""

    sha256: str
    fetched_at: str


class Known:
    """The last audit (``base``) of an archive."""

    def __init__(self, archive: Archive, base: Run) -> None:
        self._archive = archive
        self.base = base

    def rows(self, column: Column) -> dict[str, Row]:
        """The rows of a column by address, when the last audit saw it whole at this address and its printed total agreed.

        Empty when it did not: then nothing of the column may be taken as known.
        """
        v, c, r = t.visits.c, t.columns.c, t.listed.c
        site, run = self._archive.site, self.base.run
        visit = (
            sa.select(v.rows, v.rows_declared)
            .join(t.columns, sa.and_(c.site == v.site, c.run == v.run, c.column == v.column))
            .where(v.site == site, v.run == run, v.column == column.id, v.complete.is_(True), c.url == column.url)
        )
        listed = sa.select(t.listed).where(r.site == site, r.column == column.id, r.first_run <= run, r.last_run >= run)
        with self._archive.engine.connect() as db:
            seen = db.execute(visit).first()
            if seen is None or not seen.rows or seen.rows_declared != seen.rows:
                return {}
            rows = {row.url: row for row in rows_of(db.execute(listed.order_by(r.url)))}
        return rows if len(rows) == seen.rows else {}

    def listed_as(self, column_id: str) -> dict[str, tuple[str, date | None]]:
        """Title and date with which the last audit listed each address of a column, whether it saw it whole or not."""
        r, run = t.listed.c, self.base.run
        query = sa.select(r.url, r.title, r.published).where(
            r.site == self._archive.site, r.column == column_id, r.first_run <= run, r.last_run >= run
        )
        with self._archive.engine.connect() as db:
            return {u: (title, date.fromisoformat(day) if day else None) for u, title, day in db.execute(query)}

    def pages(self, urls: Sequence[str]) -> dict[str, ReadPage]:
        """The item pages among ``urls`` that the last audit read and that showed something: an empty one may have failed to fill."""
        w = t.wanted.c
        urls = [url for url in urls if url not in self._empty]
        found: dict[str, ReadPage] = {}
        with self._archive.engine.connect() as db:
            for start in range(0, len(urls), _AT_ONCE):
                query = sa.select(w.url, w.sha256, w.fetched_at).where(
                    w.site == self._archive.site,
                    w.run == self.base.run,
                    w.url.in_(urls[start : start + _AT_ONCE]),
                    w.state == "read",
                    w.sha256 != "",
                )
                found |= {row.url: ReadPage(row.sha256, row.fetched_at) for row in db.execute(query)}
        return found

    @cached_property
    def _empty(self) -> frozenset[str]:
        """Addresses of items that showed neither words nor a picture nor a file when they were last read."""
        a, k, site, run = t.articles.c, t.aliases.c, self._archive.site, self.base.run
        versions = sa.select(a.identity, a.body_kind, a.media, a.attachments).where(a.site == site, a.first_run <= run)
        addresses = sa.select(k.identity, k.url).where(k.site == site, k.since_run <= run)
        with self._archive.engine.connect() as db:
            newest = {row.identity: row for row in db.execute(versions.order_by(a.identity, a.first_run))}
            empty = {i for i, row in newest.items() if row.body_kind == "empty" and row.media == row.attachments == "[]"}
            return frozenset(row.url for row in db.execute(addresses) if row.identity in empty) if empty else frozenset()

    def validators(self, url: str) -> Validators | None:
        """The validators of the newest answer to a GET of ``url`` that is in the archive; None when it had none."""
        f = t.fetches.c
        query = (
            sa.select(f.etag, f.last_modified, f.sha256)
            .where(
                f.site == self._archive.site,
                f.url == url,
                f.method == "GET",
                f.status.in_((200, 304)),
                f.outcome == Outcome.OK.value,  # half a body bears the mark of the whole
            )
            .order_by(f.run.desc(), f.n.desc())
            .limit(1)
        )
        with self._archive.engine.connect() as db:
            row = db.execute(query).first()
        if row is None or not row.sha256 or not (row.etag or row.last_modified):
            return None
        return Validators(row.etag, row.last_modified, row.sha256)
