"""What was derived from a sealed payload and is withheld with it: readings, texts, titles, rows of lists, hits of searches.

Addresses, days, numbers of documents and the unit stay: they say that something was there, and whose. A sealed page
counts as one that could not be read, so that it accuses nobody.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.custody import SEALED

HIDDEN: Final = f"（{SEALED}）"
_BLANK: Final = {
    "title": HIDDEN, "text": "", "state": "failed", "cause": SEALED, "body_kind": "", "media": "[]", "attachments": "[]",
    "conflicts": "[]", "source": "", "issuer": "",
}  # fmt: skip
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Withheld:
    """``runs`` are those whose rows were changed, ``gone`` the keys of rows that are no more."""

    runs: frozenset[int]
    gone: tuple[tuple[str, tuple[Any, ...]], ...]
    readings: int
    articles: int


def withhold(db: sa.Connection, site: str, sha256: str) -> Withheld:
    """Withhold everything, in the transaction of ``db``."""
    titles = _titles(db, site, sha256)
    runs = _articles(db, site, sha256)
    count = len(runs)
    w = t.wanted.c
    mine = sa.and_(w.site == site, w.sha256 == sha256)
    affected = set(runs) | set(db.execute(sa.select(w.run).where(mine).distinct()).scalars())
    db.execute(sa.update(t.wanted).where(mine).values(state="failed", cause=SEALED))
    f = t.files.c
    files = sa.and_(f.site == site, f.sha256 == sha256)
    affected |= set(db.execute(sa.select(f.run).where(files).distinct()).scalars())
    db.execute(sa.update(t.files).where(files).values(state="failed", reading="", cause=SEALED))
    affected |= _lists(db, site, sha256) | _hits(db, site, sha256, titles)
    gone = _readings(db, site, sha256)
    return Withheld(frozenset(affected), tuple((t.readings.name, key) for key in gone), len(gone), count)


def kin(db: sa.Connection, site: str, sha256: str) -> tuple[str, ...]:
    """Other payloads whose pages say the same words: they are not sealed with it."""
    a = t.articles.c
    texts = sa.select(a.text).where(a.site == site, a.sha256 == sha256, a.text != "")
    query = sa.select(a.sha256).where(a.site == site, a.text.in_(texts), a.sha256 != sha256).distinct()
    return tuple(db.execute(query.order_by(a.sha256)).scalars())


def listing(db: sa.Connection, site: str, sha256: str) -> tuple[str, ...]:
    """Columns whose lists still name an article of the payload: their pages are payloads of their own."""
    w, c = t.wanted.c, t.listed.c
    urls = sa.select(w.url).where(w.site == site, w.sha256 == sha256)
    query = sa.select(c.column).where(c.site == site, c.url.in_(urls), c.title != HIDDEN).distinct().order_by(c.column)
    return tuple(db.execute(query.limit(_MOST_NAMED)).scalars())


def _titles(db: sa.Connection, site: str, sha256: str) -> list[str]:
    a = t.articles.c
    return list(db.execute(sa.select(a.title).where(a.site == site, a.sha256 == sha256).distinct()).scalars())


def _articles(db: sa.Connection, site: str, sha256: str) -> list[int]:
    """Blank the versions read from the payload, their texts where nobody else has them, the words of their links."""
    a, x, k = t.articles.c, t.texts.c, t.links.c
    mine = sa.and_(a.site == site, a.sha256 == sha256)
    rows = db.execute(sa.select(a.identity, a.first_run, a.text).where(mine)).all()
    db.execute(sa.update(t.articles).where(mine).values(**_BLANK))
    for row in rows:
        db.execute(sa.update(t.links).where(k.site == site, k.identity == row.identity).values(text=""))
        others = sa.select(a.identity).where(a.site == site, a.text == row.text).limit(1)
        if row.text and db.execute(others).first() is None:
            db.execute(sa.delete(t.texts).where(x.site == site, x.digest == row.text))
    return [row.first_run for row in rows]


def _readings(db: sa.Connection, site: str, sha256: str) -> list[tuple[Any, ...]]:
    r = t.readings.c
    mine = sa.and_(r.site == site, r.sha256 == sha256)
    keys = [tuple(row) for row in db.execute(sa.select(r.sha256, r.url, r.reader, r.version).where(mine))]
    db.execute(sa.delete(t.readings).where(mine))
    return keys


def _lists(db: sa.Connection, site: str, sha256: str) -> set[int]:
    """Rows of the lists that were read from the payload: of its column, in the runs that fetched it. All runs touched."""
    f, c, r = t.fetches.c, t.listed.c, t.runs.c
    query = sa.select(f.run, f.column).where(f.site == site, f.sha256 == sha256, f.purpose == "list", f.column != "")
    touched: set[int] = set()
    for run, column in db.execute(query.distinct()).all():
        mine = sa.and_(c.site == site, c.column == column, c.first_run <= run, c.last_run >= run)
        spans = db.execute(sa.select(c.first_run, c.last_run).where(mine).distinct()).all()
        touched |= _titled_by_a_list(db, site, sa.select(c.url).where(mine))
        db.execute(sa.update(t.listed).where(mine).values(title=HIDDEN))
        if spans:
            low, high = min(s.first_run for s in spans), max(s.last_run for s in spans)
            touched |= set(db.execute(sa.select(r.run).where(r.site == site, r.run >= low, r.run <= high)).scalars())
    return touched


def _titled_by_a_list(db: sa.Connection, site: str, urls: sa.Select[Any]) -> set[int]:
    """Withhold the titles of articles whose page was not read: they stem from the list. The runs that gave them."""
    a, k = t.articles.c, t.aliases.c
    named = sa.select(k.identity).where(k.site == site, k.url.in_(urls))
    mine = sa.and_(a.site == site, a.state != "read", a.identity.in_(named))
    runs = set(db.execute(sa.select(a.first_run).where(mine).distinct()).scalars())
    db.execute(sa.update(t.articles).where(mine).values(title=HIDDEN))
    return runs


def _hits(db: sa.Connection, site: str, sha256: str, titles: list[str]) -> set[int]:
    """Titles among the hits of second looks: of a search whose answer is sealed, or that found the sealed page."""
    f, s = t.fetches.c, t.second_looks.c
    answers = set(
        db.execute(sa.select(f.url).where(f.site == site, f.sha256 == sha256, f.purpose == "second")).scalars()
    )
    touched: set[int] = set()
    for row in db.execute(sa.select(s.run, s.n, s.url, s.hits).where(s.site == site, s.hits != "[]")).all():
        hits = json.loads(row.hits)
        shown = [[u, HIDDEN if row.url in answers or title in titles else title, day] for u, title, day in hits]
        if shown != hits:
            value = json.dumps(shown, ensure_ascii=False)
            db.execute(sa.update(t.second_looks).where(s.site == site, s.run == row.run, s.n == row.n).values(hits=value))
            touched.add(row.run)
    return touched

