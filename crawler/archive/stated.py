"""What a manifest states of the database: single rows by a digest each, large tables by one digest for each group of rows.

Only what never changes once a run is closed is digested. Where presence is an interval, a run states which rows it saw:
``last_run`` grows later, the set of rows that hold the run does not. Which columns were digested stands in the manifest,
so that a later schema with more columns still verifies it.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.readings import READER

AT_ONCE: Final = 500
_LARGEST: Final = 64_000_000  # bytes of one reading that are ever unpacked


@dataclass(frozen=True, slots=True)
class Rows:
    """A table stated row by row. ``by`` is the column that says in which run a row came to be."""

    table: sa.Table
    name: str  # for readers
    by: str = "run"
    left_out: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.table.primary_key if c.name != "site")

    @property
    def covers(self) -> tuple[str, ...]:
        """The columns that a manifest written today digests, in order."""
        return tuple(c.name for c in self.table.columns if c.name != "site" and c.name not in self.left_out)


@dataclass(frozen=True, slots=True)
class Sets(Rows):
    """A table stated group by group, of the rows that hold a run. ``group`` '' : one group."""

    group: str = ""
    interval: bool = True


FETCHES: Final = Rows(t.fetches, "抓取记录", left_out=("warc", "offset", "length"))
READINGS: Final = Rows(t.readings, "读取结果", by="")
LOOKS: Final = Rows(t.second_looks, "复查记录")
ARTICLES: Final = Rows(t.articles, "信息", by="first_run")
ROWS: Final = (
    Rows(t.runs, "采集批次"),
    Rows(t.columns, "栏目登记"),
    Rows(t.visits, "访问凭据"),
    LOOKS,
    ARTICLES,
)
SETS: Final = (
    Sets(t.listed, "列表行", by="first_run", left_out=("last_run",), group="column"),
    Sets(t.places, "信息所在栏目", by="first_run", left_out=("last_run",), group="column"),
    Sets(t.links, "页面链接", by="first_run", left_out=("last_run", "text")),
    Sets(t.wanted, "待办页面", interval=False),
    Sets(t.files, "附件", left_out=("reading", "cause"), interval=False),  # a better reader may read an old file
    Sets(t.aliases, "信息网址", by="since_run", interval=False),
)
KNOWN: Final = {one.table.name: one for one in (*ROWS, *SETS, READINGS, FETCHES)}
COVERS: Final = {name: list(one.covers) for name, one in sorted(KNOWN.items())}


def row_digest(row: Any, columns: Sequence[str]) -> str:
    """32 hex of a row's values in the order of ``columns``."""
    return hashlib.sha256(_packed(row, columns)).hexdigest()[:32]


def key_of(one: Rows, row: Any) -> list[Any]:
    """The primary key without the site."""
    return [row[name] for name in one.keys]


def rows_of(db: sa.Connection, one: Rows, site: str, run: int, after: int = 0) -> Iterator[sa.RowMapping]:
    """The rows that came to be in ``run``, by key; with ``after`` only those numbered higher."""
    c = one.table.c
    query = sa.select(one.table).where(c.site == site, c[one.by] == run).order_by(*(c[name] for name in one.keys))
    if after:
        query = query.where(c["n"] > after)
    yield from db.execute(query.execution_options(yield_per=AT_ONCE)).mappings()


def readings_of(db: sa.Connection, site: str, run: int, *, carried: bool = False) -> Iterator[sa.RowMapping]:
    """The newest reading of each page that ``run`` read, by address; with ``carried`` also of those taken over."""
    w, r = t.wanted.c, t.readings.c
    other = t.readings.alias()
    o = other.c
    newest = (
        sa.select(sa.func.max(o.version))
        .where(o.site == w.site, o.sha256 == w.sha256, o.url == w.url, o.reader == READER)
        .correlate(t.wanted)
        .scalar_subquery()
    )
    query = (
        sa.select(t.readings)
        .join(t.wanted, sa.and_(r.site == w.site, r.sha256 == w.sha256, r.url == w.url, r.reader == READER))
        .where(w.site == site, w.run == run, w.state == "read", r.version == newest)
        .order_by(w.url)
    )
    if not carried:
        query = query.where(w.carried.is_(False))
    yield from db.execute(query.execution_options(yield_per=AT_ONCE)).mappings()


def sets_of(
    db: sa.Connection, one: Sets, site: str, run: int, columns: Sequence[str]
) -> Iterator[tuple[str, int, str]]:
    """(group, number of rows, digest of all of them in order) of the rows of a table that hold ``run``."""
    c = one.table.c
    query = sa.select(*(c[name] for name in columns)).where(c.site == site)
    query = query.where(c[one.by] <= run, c["last_run"] >= run) if one.interval else query.where(c[one.by] == run)
    names = [one.group] if one.group else []
    query = query.order_by(*(c[name] for name in [*names, *(k for k in one.keys if k != one.group)]))
    found = db.execute(query.execution_options(yield_per=AT_ONCE))
    at = columns.index(one.group) if one.group else None
    for group, rows in groupby(found, key=lambda row: str(row[at]) if at is not None else ""):
        count, digest = 0, hashlib.sha256()
        while few := [list(row) for row in islice(rows, AT_ONCE)]:
            count += len(few)
            digest.update(_json(few)[1:-1] + b",")  # the same however many are taken at once
        yield group, count, digest.hexdigest()


def _packed(row: Any, columns: Sequence[str]) -> bytes:
    return _json([_plain(row[name]) for name in columns])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    with suppress(zlib.error):  # the words, not their packing: another zlib packs otherwise
        value = zlib.decompressobj().decompress(value, _LARGEST)
    return hashlib.sha256(value).hexdigest()
