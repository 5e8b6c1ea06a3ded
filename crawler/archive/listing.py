"""What a run saw of each listed address: its rows, its page, the fields they give, and whose item it is.

Read a few hundred addresses at a time, so that closing a run of any size takes the same memory.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.readings import READER, rows_of, unpack_reading
from crawler.archive.store import Run
from crawler.extract.attribution import attribute
from crawler.extract.resolve import Fields, resolve
from crawler.items import PATH_MARK, PageReading, Row
from crawler.site import Column, Site

AT_ONCE: Final = 250
_TAIL: Final = 600  # characters at the end of a body in which a signature may stand


@dataclass(frozen=True, slots=True)
class Item:
    """One address as a run saw it, on its way to becoming an article."""

    url: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    state: str
    cause: str
    sha256: str
    fetched_at: str
    reading: PageReading | None
    fields: Fields
    unit: str
    attribution: str

    @property
    def text_digest(self) -> str:
        """sha256 of the body text, '' when there is none."""
        text = self.reading.text if self.reading else ""
        return hashlib.sha256(text.encode()).hexdigest() if text else ""


def addresses(db: sa.Connection, site: Site, run: Run) -> list[str]:
    """Every address the run listed, sorted."""
    c = t.listed.c
    query = sa.select(c.url).where(c.site == site.id, c.last_run == run.run, c.first_run <= run.run).distinct()
    return sorted(db.execute(query).scalars())


def items(db: sa.Connection, site: Site, run: Run, urls: Sequence[str]) -> Iterator[Item]:
    """The items at ``urls``, in that order."""
    for start in range(0, len(urls), AT_ONCE):
        yield from _few(db, site, run, urls[start : start + AT_ONCE])


def _few(db: sa.Connection, site: Site, run: Run, urls: Sequence[str]) -> Iterator[Item]:
    c, w = t.listed.c, t.wanted.c
    listed: dict[str, list[Any]] = {url: [] for url in urls}
    query = sa.select(t.listed).where(c.site == site.id, c.url.in_(urls), c.last_run == run.run, c.first_run <= run.run)
    for row in db.execute(query.order_by(c.url, c.column)):
        listed[row.url].append(row)
    states = {
        row.url: row
        for row in db.execute(sa.select(t.wanted).where(w.site == site.id, w.run == run.run, w.url.in_(urls)))
    }
    readings = _readings(db, site.id, [row.sha256 for row in states.values() if row.sha256])
    for url in urls:
        state = states.get(url)
        blob = readings.get((state.sha256, url)) if state else None
        yield _item(site, url, listed[url], state, unpack_reading(blob) if blob is not None else None)


def _item(site: Site, url: str, records: Sequence[Any], state: Any, reading: PageReading | None) -> Item:
    rows = rows_of(records)
    fields = resolve(reading or _nothing(url), rows, site_names=(site.name, *site.aliases))
    owners = [column for record in records if (column := site.column(record.column))]
    given = attribute(
        site,
        title=fields.title or "",
        issuer=fields.issuer or "",
        source=fields.source or "",
        text=reading.text[-_TAIL:] if reading else "",
        column_unit=_one_owner(owners),
        number=fields.doc_number or "",
        url=url,
        crumbs=_crumbs(reading) if reading else (),
    )
    return Item(
        url=url,
        rows=rows,
        columns=tuple(record.column for record in records),
        state=state.state if state else "skipped",
        cause=state.cause if state else "",
        sha256=state.sha256 if state else "",
        fetched_at=state.fetched_at if state else "",
        reading=reading,
        fields=fields,
        unit=given.unit,
        attribution=given.how,
    )


def _crumbs(reading: PageReading) -> tuple[str, ...]:
    """The columns on the path that the page prints: of two paths the first."""
    paths = reading.candidates("path")
    return tuple(paths[0].value.split(PATH_MARK)) if paths else ()


def _one_owner(columns: Sequence[Column]) -> str:
    owners = {column.unit for column in columns if column.unit}
    return next(iter(owners)) if len(owners) == 1 else ""


def _readings(db: sa.Connection, site: str, digests: Sequence[str]) -> dict[tuple[str, str], bytes]:
    """The newest reading of each payload, by (sha256, address)."""
    r = t.readings.c
    query = (
        sa.select(r.sha256, r.url, r.value)
        .where(r.site == site, r.sha256.in_(digests), r.reader == READER)
        .order_by(r.version)
    )
    return {(row.sha256, row.url): row.value for row in db.execute(query)}


def _nothing(url: str) -> PageReading:
    return PageReading(url=url, fields=(), text="", body_kind="")
