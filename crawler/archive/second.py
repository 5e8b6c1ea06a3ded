"""Second looks: what was looked for again by another path, and what came of it. Rows of ``crawl_second_look``.

Both looks are kept: the column's visit stands in ``crawl_visit``, what the other paths answered stands here, and the bytes
of every answer in the WARC. Nothing is changed once written.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.items import Outcome
from crawler.mask import mask

if TYPE_CHECKING:
    from crawler.archive.store import Archive

SEARCH: Final = "search"
SITEMAP: Final = "sitemap"
COLUMN: Final = "column"
PATHS: Final = {SEARCH: "站内检索", SITEMAP: "网站地图", COLUMN: "栏目首页"}
MOST_HITS: Final = 10
_MOST_TITLE: Final = 200
_MOST_CAUSE: Final = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """What a second look looks for.

    ``words`` are typed into a search. A title answers when it holds, of each group of ``topic``, one word; one of ``names``
    (empty: nobody need be named); and ``year`` (None: any). ``dated``: a title without a year counts by its date.
    ``columns`` are those that did not show it, the unit's own first.
    """

    unit: str
    kind: str
    words: str
    topic: tuple[tuple[str, ...], ...]
    names: tuple[str, ...] = ()
    year: int | None = None
    dated: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that may be what was sought, under an address that no list of the run shows."""

    url: str
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One path tried for one thing sought. ``at`` is the true time of the answer, ``sha256`` that of its payload."""

    unit: str
    kind: str
    path: str
    words: str
    url: str
    outcome: Outcome
    cause: str
    hits: tuple[Hit, ...]
    at: str
    sha256: str = ""

    @property
    def path_name(self) -> str:
        """The path as readers call it."""
        return PATHS.get(self.path, self.path)

    @property
    def answered(self) -> bool:
        """Whether the path could be looked through."""
        return self.outcome in (Outcome.OK, Outcome.EMPTY)


def write(archive: "Archive", run: int, looks: Sequence[SecondLook]) -> None:
    """Keep the looks for one thing sought, all or none. What they cite has to be on disk already."""
    s = t.second_looks.c
    with archive.engine.begin() as db:
        last = db.execute(sa.select(sa.func.max(s.n)).where(s.site == archive.site, s.run == run)).scalar() or 0
        rows = [
            {
                "site": archive.site,
                "run": run,
                "n": n,
                "unit": look.unit,
                "kind": look.kind,
                "path": look.path,
                "words": look.words,
                "url": look.url,
                "outcome": look.outcome.value,
                "cause": mask(look.cause)[:_MOST_CAUSE],
                "hits": _packed(look.hits),
                "at": look.at,
            }
            for n, look in enumerate(looks, start=last + 1)
        ]
        if rows:
            db.execute(sa.insert(t.second_looks), rows)


def looks_of(archive: "Archive", run: int) -> tuple[SecondLook, ...]:
    """Every second look of a run, in the order made."""
    s, f = t.second_looks.c, t.fetches.c
    with archive.engine.connect() as db:
        rows = db.execute(sa.select(t.second_looks).where(s.site == archive.site, s.run == run).order_by(s.n)).all()
        query = sa.select(f.url, f.sha256).where(f.site == archive.site, f.run == run, f.purpose == "second")
        payloads = {row.url: row.sha256 for row in db.execute(query.order_by(f.n))}
    return tuple(
        SecondLook(
            unit=row.unit,
            kind=row.kind,
            path=row.path,
            words=row.words,
            url=row.url,
            outcome=Outcome(row.outcome),
            cause=row.cause,
            hits=tuple(
                Hit(url, title, date.fromisoformat(day) if day else None) for url, title, day in json.loads(row.hits)
            ),
            at=row.at,
            sha256=payloads.get(row.url, ""),
        )
        for row in rows
    )


def _packed(hits: Iterable[Hit]) -> str:
    rows = [
        [hit.url, mask(hit.title)[:_MOST_TITLE], hit.published.isoformat() if hit.published else ""]
        for hit in list(hits)[:MOST_HITS]
    ]
    return json.dumps(rows, ensure_ascii=False)
