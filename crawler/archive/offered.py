"""The files that items offer: which are still to fetch, and what is known of each.

A file is one row a run, kept under the address the page gives it. A file that was not asked in a run is what the last
run that asked for it says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.files.model import FileReading, FileState
from crawler.files.store import unpack_file
from crawler.items import Outcome

if TYPE_CHECKING:
    from crawler.archive.store import Archive

TEXT: Final = "file"  # reader in crawl_reading: the words of a file
TABLES: Final = "file-tables"  # likewise: its words and tables
RECOGNISED: Final = "file-ocr"  # likewise: the words in its pictures, for people alone
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that an item offers. ``state``: kept, failed, external (another host), lost (no address) or unasked.

    ``outcome`` is how the last fetch ended, ``reading`` what came of reading it (read, scanned, unreadable), ``cause`` why it
    is not kept or not readable (Chinese); all '' when nobody asked.
    """

    url: str
    name: str
    media_type: str = ""
    state: str = "unasked"
    outcome: str = ""
    reading: str = ""
    cause: str = ""
    sha256: str = ""
    fetched_at: str = ""


def files_wanted(archive: "Archive", run: int) -> dict[str, tuple[str, ...]]:
    """Addresses of files this run has still to fetch, with the pages that offer them."""
    f = t.files.c
    query = sa.select(f.url, f.page).where(f.site == archive.site, f.run == run, f.state == "wanted")
    found: dict[str, list[str]] = {}
    with archive.engine.connect() as db:
        for row in db.execute(query.order_by(f.url, f.page)):
            found.setdefault(row.url, []).append(row.page)
    return {url: tuple(pages) for url, pages in found.items()}


def kinds_at(archive: "Archive", run: int, pages: Collection[str]) -> frozenset[str]:
    """The kinds of the columns in which this run has seen the items at ``pages`` listed."""
    r, c = t.listed.c, t.columns.c
    query = (
        sa.select(c.kind)
        .join(t.listed, sa.and_(r.site == c.site, r.column == c.column))
        # The sum keeps SQLite from the index of runs: it would walk all rows of the run for one address.
        .where(c.site == archive.site, c.run == run, r.url.in_(list(pages)), r.first_run <= run, r.last_run + 0 >= run)
        .distinct()
    )
    with archive.engine.connect() as db:
        return frozenset(db.execute(query).scalars())


def kept_before(archive: "Archive", run: int, urls: Collection[str]) -> frozenset[str]:
    """Those of ``urls`` that a run before this one holds and could read: what was damaged may have been damaged on its way."""
    f = t.files.c
    query = sa.select(f.url).where(
        f.site == archive.site, f.url.in_(list(urls)), f.run < run, f.state == "kept", f.reading != FileState.UNREADABLE.value
    )
    with archive.engine.connect() as db:
        return frozenset(db.execute(query.distinct()).scalars())


def failed_before(archive: "Archive", run: int, pages: Sequence[str]) -> dict[str, list[str]]:
    """Files that were asked for before this run and did not come, or came damaged, by page.

    What the portal says it has not is no failure.
    """
    f = t.files.c
    newest: dict[tuple[str, str], str] = {}
    with archive.engine.connect() as db:
        for start in range(0, len(pages), _AT_ONCE):
            query = sa.select(f.page, f.url, f.state, f.outcome, f.reading).where(
                f.site == archive.site, f.page.in_(pages[start : start + _AT_ONCE]), f.run < run, f.state != "wanted"
            )
            for row in db.execute(query.order_by(f.run)):
                damaged = FileState.UNREADABLE.value if row.reading == FileState.UNREADABLE else ""
                newest[row.page, row.url] = row.outcome if row.state == "failed" else damaged
    found: dict[str, list[str]] = {}
    for (page, url), outcome in sorted(newest.items()):
        if outcome not in ("", Outcome.SOFT404.value):
            found.setdefault(page, []).append(url)
    return found


def has_any(archive: "Archive", run: int) -> bool:
    """Whether any run before this one asked for files."""
    f = t.files.c
    query = sa.select(f.url).where(f.site == archive.site, f.run < run).limit(1)
    with archive.engine.connect() as db:
        return db.execute(query).first() is not None


def seen_files(
    archive: "Archive", run: int, offered: Sequence[tuple[str, str, str]]
) -> tuple[SeenFile, ...]:
    """What run ``run`` knows of the files ``offered`` as (address, name, type): the newest kept answer, else the newest."""
    known = _newest(archive, run, {url for url, _, _ in offered if url})
    found = []
    for url, name, media_type in offered:
        row = known.get(url)
        if row is None:
            found.append(SeenFile(url, name, media_type, "unasked" if url else "lost"))
        else:
            found.append(
                SeenFile(url, name, media_type, row.state, row.outcome, row.reading, row.cause, row.sha256, row.fetched_at)
            )
    return tuple(found)


def readings_of(archive: "Archive", digests: Iterable[str]) -> Mapping[str, FileReading]:
    """The newest reading of each payload, the one with tables first; payloads nobody read are left out."""
    return _best(archive, digests, (TEXT, TABLES))


def shown_readings(archive: "Archive", digests: Iterable[str]) -> Mapping[str, FileReading]:
    """What a reader of the report is shown: ``readings_of``, and of a scanned file the words recognised in its pictures."""
    shown = dict(readings_of(archive, digests))
    scanned = [digest for digest, reading in shown.items() if reading.state is FileState.SCANNED]
    return shown | _best(archive, scanned, (RECOGNISED,))


def to_recognise(archive: "Archive", run: int) -> list[tuple[str, str]]:
    """Scanned payloads held up to ``run`` whose pictures nobody has looked through: (sha256, address)."""
    f, r = t.files.c, t.readings.c
    known = sa.select(r.sha256).where(r.site == archive.site, r.reader == RECOGNISED)
    query = sa.select(f.sha256, sa.func.min(f.url)).where(
        f.site == archive.site, f.run <= run, f.state == "kept", f.reading == FileState.SCANNED.value, f.sha256.not_in(known)
    )
    with archive.engine.connect() as db:
        return [(row[0], row[1]) for row in db.execute(query.group_by(f.sha256).order_by(f.sha256))]


def _best(archive: "Archive", digests: Iterable[str], readers: tuple[str, ...]) -> dict[str, FileReading]:
    r, wanted = t.readings.c, sorted(set(digests))
    best: dict[str, tuple[tuple[bool, int], bytes]] = {}
    with archive.engine.connect() as db:
        for start in range(0, len(wanted), _AT_ONCE):
            query = sa.select(r.sha256, r.reader, r.version, r.value).where(
                r.site == archive.site, r.sha256.in_(wanted[start : start + _AT_ONCE]), r.reader.in_(readers)
            )
            for row in db.execute(query):
                rank = (row.reader == TABLES, row.version)
                if row.sha256 not in best or rank > best[row.sha256][0]:
                    best[row.sha256] = (rank, row.value)
    return {digest: unpack_file(value) for digest, (_, value) in best.items()}


def reading_of(archive: "Archive", sha256: str, *, tables: bool, version: int) -> FileReading | None:
    """What this version read in a payload already, with tables when they are wanted; None when it did not."""
    r = t.readings.c
    query = (
        sa.select(r.value)
        .where(
            r.site == archive.site,
            r.sha256 == sha256,
            r.reader.in_((TABLES,) if tables else (TABLES, TEXT)),
            r.version == version,
        )
        .order_by(r.reader.desc())
    )
    with archive.engine.connect() as db:
        blob = db.execute(query.limit(1)).scalar()
    return unpack_file(blob) if blob is not None else None


def had_tables(archive: "Archive", sha256: str) -> bool:
    """Whether any version read the tables of a payload."""
    r = t.readings.c
    query = sa.select(r.sha256).where(r.site == archive.site, r.sha256 == sha256, r.reader == TABLES)
    with archive.engine.connect() as db:
        return db.execute(query.limit(1)).first() is not None


def _newest(archive: "Archive", run: int, urls: Collection[str]) -> dict[str, Any]:
    f, wanted = t.files.c, sorted(urls)
    best: dict[str, Any] = {}
    with archive.engine.connect() as db:
        for start in range(0, len(wanted), _AT_ONCE):
            query = sa.select(f.url, f.state, f.outcome, f.reading, f.cause, f.sha256, f.fetched_at).where(
                f.site == archive.site, f.url.in_(wanted[start : start + _AT_ONCE]), f.run <= run, f.state != "wanted"
            )
            for row in db.execute(query.order_by(f.run, f.page)):
                if row.state == "kept" or row.url not in best or best[row.url].state != "kept":
                    best[row.url] = row
    return best
