"""Closing a run: what was listed and read becomes articles with an identity, in one transaction and in sorted order.

Twice over the addresses: once, a few hundred at a time, to name them all and to lay aside what each one says, once to
write it article by article. What is kept in memory between the two is a name and a place per address, so a portal of any
size closes in the same memory.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from crawler.archive import manifest
from crawler.archive import tables as t
from crawler.archive.identity import Identities
from crawler.archive.listing import Item, addresses, items
from crawler.archive.readings import packed
from crawler.archive.seen import number_key
from crawler.archive.shelf import Shelf
from crawler.archive.store import Archive, Run, stamp
from crawler.extract.resolve import Fields
from crawler.mask import mask
from crawler.site import Site

_AT_ONCE: Final = 250  # articles written together


def close_run(archive: Archive, run: Run, site: Site, now: datetime, note: str = "") -> None:
    """Turn an open run into a closed one. All or nothing; calling it again after a kill starts afresh."""
    with archive.engine.begin() as db:
        _write_articles(db, site, run)
        db.execute(
            sa.update(t.runs)
            .where(t.runs.c.site == site.id, t.runs.c.run == run.run)
            .values(state="closed", ended=stamp(now), note=note)
        )
        manifest.close(db, archive.folder, site.id, run.run, now)


def reread(db: sa.Connection, archive: Archive, run: Run, site: Site, now: datetime) -> None:
    """Build the articles of the newest closed run again from newer readings, in the transaction that wrote those.

    Identities and places stay. What the manifests say of them is stated anew.
    """
    _write_articles(db, site, run, replace=True)
    if known := manifest.covered(db, site.id):
        changes = manifest.Changes(again=tuple(sorted(known)), read=True)
        manifest.restate(db, archive.folder, site.id, run.run, "reading", now, changes)


def _write_articles(db: sa.Connection, site: Site, run: Run, *, replace: bool = False) -> None:
    urls = addresses(db, site, run)
    identities = Identities(db, site.id, run.run)
    with Shelf() as shelf:
        places: dict[str, list[int]] = {}
        for item in items(db, site, run, urls):
            places.setdefault(identities.of(item), []).append(shelf.put(_said(site.id, run.run, item)))
        identities.save(db)
        del identities
        named = sorted(places)
        for start in range(0, len(named), _AT_ONCE):
            few = named[start : start + _AT_ONCE]
            groups = {identity: [shelf.get(place) for place in places[identity]] for identity in few}
            _Chunk(db, site, run.run, few, replace=replace).write(groups)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one address says of its article, as it is to be stored. ``links`` is None when it was not read."""

    columns: tuple[str, ...]
    values: dict[str, Any]  # a row of crawl_article, but for the identity
    text: bytes  # compressed; empty when there is none
    links: tuple[tuple[str, str], ...] | None


def _said(site: str, run: int, item: Item) -> _Said:
    reading = item.reading
    return _Said(
        item.columns,
        _article_values(site, run, item),
        packed(mask(reading.text)) if reading and reading.text else b"",
        reading.links if reading else None,
    )


def _citable(said: _Said) -> tuple[int, int, str]:
    """Which of several addresses of one item it is cited by: a read one first, then the shortest."""
    url = said.values["url"]
    return (0 if said.values["state"] == "read" else 1, len(url), url)


class _Chunk:
    """Writes a few articles with their places and links, beside what earlier runs know of them."""

    def __init__(self, db: sa.Connection, site: Site, run: int, identities: Sequence[str], *, replace: bool) -> None:
        self._db = db
        self._site = site
        self._run = run
        self._replace = replace
        a, p, k = t.articles.c, t.places.c, t.links.c
        versions = sa.select(t.articles).where(a.site == site.id, a.identity.in_(identities)).order_by(a.first_run)
        self._versions: dict[str, Any] = {row["identity"]: row for row in db.execute(versions).mappings()}
        places = sa.select(t.places).where(p.site == site.id, p.identity.in_(identities)).order_by(p.first_run)
        self._places: dict[tuple[str, str], Any] = {
            (row["identity"], row["column"]): row for row in db.execute(places).mappings()
        }
        links = sa.select(k.identity, k.url, k.first_run, k.last_run).where(
            k.site == site.id, k.identity.in_(identities), k.last_run >= run - 1
        )
        self._links = {(row.identity, row.url): row.first_run for row in db.execute(links)}
        self._rows: dict[str, tuple[sa.Table, list[dict[str, Any]]]] = {}
        self._texts: set[str] = set()

    def write(self, groups: dict[str, list[_Said]]) -> None:
        """Write every article of ``groups`` (identity → what its addresses say)."""
        for identity, group in groups.items():
            best = min(group, key=_citable)
            old = self._versions.get(identity)
            values = {**best.values, "identity": identity}
            if old is not None and values["state"] != "read" and old["state"] == "read":
                # A page that failed today is still what it said before.
                unit, published = old["unit"], old["published"]
            else:
                unit, published = values["unit"], values["published"]
                self._version(values, old, best.text)
            self._place(identity, group, unit, published)
            self._link(identity, group)
        for table, rows in self._rows.values():
            _put_all(self._db, table, rows)

    def _version(self, values: dict[str, Any], old: Any, text: bytes) -> None:
        """A new version when what it says changed; fetched bytes that say the same make none."""
        if text and values["text"] not in self._texts:
            self._texts.add(values["text"])
            self._put(t.texts, {"site": values["site"], "digest": values["text"], "value": text})
        if old is not None and all(old[k] == v for k, v in values.items() if k not in _UNCOMPARED):
            return
        if self._replace and old is not None:
            values["first_run"] = old["first_run"]
        self._put(t.articles, values)

    def _place(self, identity: str, group: list[_Said], unit: str, published: str | None) -> None:
        for column_id in sorted({column for said in group for column in said.columns}):
            column = self._site.column(column_id)
            stated = {"kind": column.kind if column else "statutory", "unit": unit, "published": published}
            old = self._places.get((identity, column_id))
            goes_on = (
                old is not None
                and old["last_run"] >= self._run - 1
                and all(old[name] == value for name, value in stated.items())
            )
            self._put(
                t.places,
                {
                    "site": self._site.id,
                    "identity": identity,
                    "column": column_id,
                    "first_run": old["first_run"] if old is not None and goes_on else self._run,
                    "last_run": self._run,
                    **stated,
                },
            )

    def _link(self, identity: str, group: list[_Said]) -> None:
        readings = [said.links for said in group if said.links is not None]
        links: dict[str, str] = {}
        for found in readings:
            for url, text in found:
                links.setdefault(url, text)
        if readings and not links:
            links[""] = ""  # read, and leads nowhere: what it linked to before is over
        for url, text in links.items():
            self._put(
                t.links,
                {
                    "site": self._site.id,
                    "identity": identity,
                    "url": url,
                    "first_run": self._links.get((identity, url), self._run),
                    "last_run": self._run,
                    "text": mask(text)[:200],
                },
            )

    def _put(self, table: sa.Table, values: dict[str, Any]) -> None:
        self._rows.setdefault(table.name, (table, []))[1].append(values)


def _put_all(db: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    keys = [column.name for column in table.primary_key]
    statement = sqlite_insert(table)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    db.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), rows)


_UNCOMPARED: Final = ("first_run", "fetched_at", "sha256")


def _article_values(site: str, run: int, item: Item) -> dict[str, Any]:
    f, reading = item.fields, item.reading
    return {
        "site": site,
        "first_run": run,
        "url": item.url,
        "state": item.state,
        "cause": item.cause,
        "unit": item.unit,
        "attribution": item.attribution,
        "title": mask(f.title or ""),
        "published": _iso(f.published),
        "published_source": f.published_source or "",
        "written": _iso(f.written),
        "doc_number": f.doc_number or "",
        "doc_key": number_key(f.doc_number or ""),
        "index_number": f.index_number or "",
        "source": mask(f.source or ""),
        "issuer": f.issuer or "",
        "validity": f.validity or "",
        "body_kind": reading.body_kind if reading else "",
        "media": _json(list(reading.media) if reading else []),
        "attachments": _json(_files(f)),
        "conflicts": _json([mask(c) for c in f.conflicts]),
        "sha256": item.sha256,
        "text": item.text_digest,
        "fetched_at": item.fetched_at,
    }


def _files(fields: Fields) -> list[list[str]]:
    """What the item offers: [url, name, media_type]. A file named without a working link has url ''."""
    offered = [[a.url, _one_line(a.name), a.media_type] for a in fields.attachments]
    return offered + [["", _one_line(name), ""] for name in fields.lost_attachments]


def _one_line(name: str) -> str:
    """A file's name as it may be printed: masked, without line breaks and characters that reorder a line."""
    visible = "".join(c if c.isprintable() or c == "\u3000" else " " for c in name)
    return mask(" ".join(visible.split()))[:300]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
