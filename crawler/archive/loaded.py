"""Articles as one run saw them, made of their versions, their places and their addresses."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.kept import Kept
from crawler.archive.seen import Article
from crawler.items import AttachmentLink

if TYPE_CHECKING:
    from crawler.archive.store import Run

_CHUNK = 400
_KEPT = 20_000  # articles kept in memory between two questions


class Loaded:
    """Loads articles by identity. ``complete_runs`` are the complete looks at each column, ``floor`` is below what an item is gone."""

    def __init__(
        self,
        engine: sa.Engine,
        site: str,
        run: "Run",
        complete_runs: Mapping[str, list[int]],
        floor: Callable[[str], int],
    ) -> None:
        self._engine = engine
        self._site = site
        self._run = run.run
        self._complete_runs = complete_runs
        self._floor = floor
        self._kept: Kept[Article] = Kept(_KEPT)
        self._run_days = _run_days(engine, site, run.run)

    def named(self, identities: Sequence[str]) -> list[Article]:
        """The articles of ``identities``, in that order; what the run does not know is left out."""
        found = {identity: kept for identity in identities if (kept := self._kept.get(identity))}
        fresh = [identity for identity in identities if identity not in found]
        for start in range(0, len(fresh), _CHUNK):
            for article in self._chunk(fresh[start : start + _CHUNK]):
                found[article.identity] = self._kept.put(article.identity, article)
        return [found[identity] for identity in identities if identity in found]

    def _chunk(self, identities: Sequence[str]) -> list[Article]:
        a, p, k = t.articles.c, t.places.c, t.aliases.c
        versions = sa.select(t.articles).where(
            a.site == self._site, a.identity.in_(identities), a.first_run <= self._run
        )
        places = sa.select(t.places).where(p.site == self._site, p.identity.in_(identities), p.first_run <= self._run)
        aliases = sa.select(k.identity, k.url).where(
            k.site == self._site, k.identity.in_(identities), k.since_run <= self._run
        )
        versions_of: dict[str, list[Any]] = {}
        places_of: dict[str, list[Any]] = {}
        urls_of: dict[str, list[str]] = {}
        with self._engine.connect() as db:
            for row in db.execute(versions.order_by(a.identity, a.first_run)).mappings():
                versions_of.setdefault(row["identity"], []).append(row)
            for row in db.execute(places).mappings():
                places_of.setdefault(row["identity"], []).append(row)
            for identity, url in db.execute(aliases):
                urls_of.setdefault(identity, []).append(url)
        return [
            self._article(versions_of[i], sorted(places_of.get(i, []), key=_first_run), sorted(urls_of.get(i, [])))
            for i in identities
            if i in versions_of
        ]

    def _article(self, versions: list[Any], places: list[Any], urls: list[str]) -> Article:
        row = versions[-1]
        days = {version["published"] or "" for version in versions}
        present = [p for p in places if p["last_run"] >= self._floor(p["column"])]
        shown = present or places
        first = min((p["first_run"] for p in places), default=row["first_run"])
        last = min(max((p["last_run"] for p in places), default=row["first_run"]), self._run)
        return Article(
            identity=row["identity"],
            url=row["url"],
            urls=tuple(urls) or (row["url"],),
            title=row["title"],
            published=as_day(row["published"]),
            published_source=row["published_source"],
            unit=row["unit"],
            attribution=row["attribution"],
            columns=tuple(dict.fromkeys(p["column"] for p in shown)),
            kinds=tuple(dict.fromkeys(p["kind"] for p in shown)),
            state=row["state"],
            cause=row["cause"],
            written=as_day(row["written"]),
            doc_number=row["doc_number"],
            index_number=row["index_number"],
            source=row["source"],
            issuer=row["issuer"],
            validity=row["validity"],
            body_kind=row["body_kind"],
            media=tuple(json.loads(row["media"])),
            attachments=tuple(AttachmentLink(*item) for item in json.loads(row["attachments"])),
            conflicts=tuple(json.loads(row["conflicts"])),
            sha256=row["sha256"],
            text_digest=row["text"],
            fetched_at=row["fetched_at"],
            first_seen=self._run_days.get(first),
            dated_before=tuple(date.fromisoformat(day) for day in sorted(days - {"", row["published"] or ""})),
            last_seen=self._run_days.get(last),
            gone_since=None if present else self._gone_since(places),
        )

    def _gone_since(self, places: list[Any]) -> date | None:
        """The as_of day of the first complete look that no longer showed it in its last column."""
        after = [run for p in places for run in self._complete_runs.get(p["column"], []) if run > p["last_run"]]
        return self._run_days.get(min(after)) if after else None


def _first_run(row: Any) -> int:
    return int(row["first_run"])


def as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _run_days(engine: sa.Engine, site: str, run: int) -> dict[int, date]:
    r = t.runs.c
    with engine.connect() as db:
        rows = db.execute(sa.select(r.run, r.as_of).where(r.site == site, r.run <= run))
        return {number: date.fromisoformat(day) for number, day in rows}
