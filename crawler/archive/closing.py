"""Closing a run: what was listed and read becomes articles with an identity, in one transaction and in sorted order.

Identity is given once and kept. A new address joins a known article when it differs only in scheme or ``www``, when its
索引号 or 发文字号 agrees together with title core and issuer, or when both pages carry the same body under the same title.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from crawler.archive import tables as t
from crawler.archive.readings import READER, rows_of, unpack_reading
from crawler.archive.seen import number_key
from crawler.archive.store import Archive, Run, stamp
from crawler.extract.attribution import attribute
from crawler.extract.resolve import Fields, resolve
from crawler.items import PageReading, Row
from crawler.mask import mask
from crawler.site import Column, Site
from crawler.urls import identity_key

_MIN_BODY = 80  # shorter bodies are too alike to prove that two addresses are one item


@dataclass
class _Item:
    """One address as this run saw it, on its way to becoming an article."""

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
    identity: str = ""
    text_digest: str = ""
    keys: tuple[str, ...] = field(default=())


def close_run(archive: Archive, run: Run, site: Site, now: datetime, note: str = "") -> None:
    """Turn an open run into a closed one. All or nothing; calling it again after a kill starts afresh."""
    with archive.engine.begin() as db:
        items = list(_items(db, site, run))
        _identify(db, site, run, items)
        _write(db, site, run, items)
        db.execute(
            sa.update(t.runs)
            .where(t.runs.c.site == site.id, t.runs.c.run == run.run)
            .values(state="closed", ended=stamp(now), note=note)
        )


def reread(archive: Archive, run: Run, site: Site) -> None:
    """Build the articles of the newest closed run again from newer readings; identities and places stay."""
    with archive.engine.begin() as db:
        items = list(_items(db, site, run))
        _identify(db, site, run, items)
        _write(db, site, run, items, replace=True)


def _items(db: sa.Connection, site: Site, run: Run) -> Iterator[_Item]:
    c, w = t.listed.c, t.wanted.c
    listed: dict[str, list[Any]] = {}
    query = sa.select(t.listed).where(c.site == site.id, c.last_run == run.run, c.first_run <= run.run)
    for row in db.execute(query.order_by(c.url, c.column)):
        listed.setdefault(row.url, []).append(row)
    wanted = {row.url: row for row in db.execute(sa.select(t.wanted).where(w.site == site.id, w.run == run.run))}
    names = (site.name, *site.aliases)
    for url, records in sorted(listed.items()):
        state = wanted.get(url)
        reading = _reading(db, site.id, state.sha256, url) if state and state.sha256 else None
        rows = rows_of(records)
        fields = resolve(reading or _nothing(url), rows, site_names=names)
        owners = [column for record in records if (column := site.column(record.column))]
        given = attribute(
            site,
            title=fields.title or "",
            issuer=fields.issuer or "",
            source=fields.source or "",
            text=reading.text[-600:] if reading else "",
            column_unit=_one_owner(owners),
        )
        yield _Item(
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


def _one_owner(columns: Sequence[Column]) -> str:
    owners = {column.unit for column in columns if column.unit}
    return next(iter(owners)) if len(owners) == 1 else ""


def _reading(db: sa.Connection, site: str, sha256: str, url: str) -> PageReading | None:
    r = t.readings.c
    query = (
        sa.select(r.value)
        .where(r.site == site, r.sha256 == sha256, r.url == url, r.reader == READER)
        .order_by(r.version.desc())
        .limit(1)
    )
    blob = db.execute(query).scalar()
    return unpack_reading(blob) if blob is not None else None


def _nothing(url: str) -> PageReading:
    return PageReading(url=url, fields=(), text="", body_kind="")


# ---- identity


def _identify(db: sa.Connection, site: Site, run: Run, items: list[_Item]) -> None:
    a, v = t.aliases.c, t.articles.c
    by_url = {row.url: row.identity for row in db.execute(sa.select(t.aliases).where(a.site == site.id))}
    by_address = {identity_key(url): identity for url, identity in sorted(by_url.items())}
    by_key: dict[str, str] = {}
    for row in db.execute(sa.select(t.articles).where(v.site == site.id).order_by(v.first_run, v.identity)).mappings():
        for key in _keys(
            row["title"], row["issuer"] or row["source"], row["doc_number"], row["index_number"], row["text"]
        ):
            by_key.setdefault(key, row["identity"])
    fresh = []
    for item in items:
        text = item.reading.text if item.reading else ""
        item.text_digest = hashlib.sha256(text.encode()).hexdigest() if text else ""
        body = item.text_digest if len(text) >= _MIN_BODY else ""
        f = item.fields
        item.keys = _keys(f.title or "", f.issuer or f.source or "", f.doc_number or "", f.index_number or "", body)
        known = by_url.get(item.url) or by_address.get(identity_key(item.url))
        known = known or next((by_key[key] for key in item.keys if key in by_key), None)
        item.identity = known or hashlib.sha256(f"{site.id}|{identity_key(item.url)}".encode()).hexdigest()[:16]
        by_address.setdefault(identity_key(item.url), item.identity)
        for key in item.keys:
            by_key.setdefault(key, item.identity)
        if item.url not in by_url:
            fresh.append({"site": site.id, "url": item.url, "identity": item.identity, "since_run": run.run})
    if fresh:
        db.execute(sa.insert(t.aliases), fresh)


def _keys(title: str, issuer: str, doc_number: str, index_number: str, body: str) -> tuple[str, ...]:
    """What makes two pages one item: each key joins only with an equal title core."""
    core = title_core(title)
    if not core:
        return ()
    keys = []
    if index_number:
        keys.append(f"index|{index_number}|{core}|{issuer}")
    if number := number_key(doc_number):
        keys.append(f"number|{number}|{core}|{issuer}")
    if body:
        keys.append(f"body|{body}|{core}")
    return tuple(keys)


def title_core(title: str) -> str:
    """A title for comparison: without blanks, punctuation and case."""
    return re.sub(r"[\W_]+", "", title).lower()


# ---- writing


def _write(db: sa.Connection, site: Site, run: Run, items: list[_Item], *, replace: bool = False) -> None:
    by_identity: dict[str, list[_Item]] = {}
    for item in items:
        by_identity.setdefault(item.identity, []).append(item)
    newest = _newest_versions(db, site.id)
    places = _open_places(db, site.id)
    writer = _Batch(db)
    for identity, group in sorted(by_identity.items()):
        best = min(group, key=_citable)
        old = newest.get(identity)
        if old is not None and best.state != "read" and old["state"] == "read":
            # A page that failed today is still what it said before.
            unit, published = old["unit"], old["published"]
        else:
            values = _article_values(site.id, run.run, identity, best)
            unit, published = values["unit"], values["published"]
            _write_version(writer, values, old, replace=replace)
        _write_places(writer, site, run.run, identity, group, unit, published, places)
        _write_links(writer, site.id, run.run, identity, group)
    writer.flush()


def _citable(item: _Item) -> tuple[int, int, str]:
    """Which of several addresses of one item it is cited by: a read one first, then the shortest."""
    return (0 if item.state == "read" else 1, len(item.url), item.url)


def _article_values(site: str, run: int, identity: str, item: _Item) -> dict[str, Any]:
    f, reading = item.fields, item.reading
    return {
        "site": site,
        "identity": identity,
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
        "_text": reading.text if reading else "",
    }


def _files(fields: Fields) -> list[list[str]]:
    """What the item offers: [url, name, media_type]. A file named without a working link has url ''."""
    offered = [[a.url, _one_line(a.name), a.media_type] for a in fields.attachments]
    return offered + [["", _one_line(name), ""] for name in fields.lost_attachments]


def _one_line(name: str) -> str:
    """A file's name as it may be printed: masked, without line breaks and characters that reorder a line."""
    visible = "".join(c if c.isprintable() or c == "\u3000" else " " for c in name)
    return mask(" ".join(visible.split()))[:300]


_UNCOMPARED = ("first_run", "fetched_at", "_text", "sha256")


def _write_version(writer: "_Batch", values: dict[str, Any], old: Any, *, replace: bool) -> None:
    """A new version when what it says changed; fetched bytes that say the same make none."""
    text = values.pop("_text")
    same = old is not None and all(old[k] == v for k, v in values.items() if k not in _UNCOMPARED)
    if text:
        writer.text(values["site"], values["text"], text)
    if same:
        return
    if replace and old is not None:
        values["first_run"] = old["first_run"]
    writer.put(t.articles, values)


def _write_places(
    writer: "_Batch",
    site: Site,
    run: int,
    identity: str,
    group: list[_Item],
    unit: str,
    published: str | None,
    places: dict[tuple[str, str], Any],
) -> None:
    for column_id in sorted({column for item in group for column in item.columns}):
        column = site.column(column_id)
        kind = column.kind if column else "statutory"
        old = places.get((identity, column_id))
        values = {
            "site": site.id,
            "identity": identity,
            "column": column_id,
            "first_run": run,
            "last_run": run,
            "kind": kind,
            "unit": unit,
            "published": published,
        }
        if (
            old is not None
            and old["last_run"] >= run - 1
            and (old["kind"], old["unit"], old["published"]) == (kind, unit, published)
        ):
            values["first_run"] = old["first_run"]
        writer.put(t.places, values)


def _write_links(writer: "_Batch", site: str, run: int, identity: str, group: list[_Item]) -> None:
    seen: set[str] = set()
    for item in group:
        for url, text in item.reading.links if item.reading else ():
            if url not in seen:
                seen.add(url)
                writer.link(site, identity, url, run, mask(text)[:200])


class _Batch:
    """Collects rows and writes them table by table, a thousand at a time."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._rows: dict[str, tuple[sa.Table, list[dict[str, Any]]]] = {}
        self._texts: set[str] = set()
        self._links = _last_links(db)

    def put(self, table: sa.Table, values: dict[str, Any]) -> None:
        rows = self._rows.setdefault(table.name, (table, []))[1]
        rows.append(values)
        if len(rows) >= 1000:
            self._flush(table)

    def text(self, site: str, digest: str, text: str) -> None:
        if digest not in self._texts:
            self._texts.add(digest)
            self.put(t.texts, {"site": site, "digest": digest, "value": zlib.compress(mask(text).encode(), 6)})

    def link(self, site: str, identity: str, url: str, run: int, text: str) -> None:
        first = self._links.get((site, identity, url), run)
        self.put(
            t.links, {"site": site, "identity": identity, "url": url, "first_run": first, "last_run": run, "text": text}
        )

    def flush(self) -> None:
        for table, _ in list(self._rows.values()):
            self._flush(table)

    def _flush(self, table: sa.Table) -> None:
        rows = self._rows.pop(table.name, (table, []))[1]
        if not rows:
            return
        keys = [column.name for column in table.primary_key]
        statement = sqlite_insert(table)
        rest = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
        self._db.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), rows)


def _last_links(db: sa.Connection) -> dict[tuple[str, str, str], int]:
    k = t.links.c
    last = sa.select(sa.func.max(k.last_run)).scalar_subquery()
    rows: Iterable[Any] = db.execute(sa.select(k.site, k.identity, k.url, k.first_run).where(k.last_run == last))
    return {(row.site, row.identity, row.url): row.first_run for row in rows}


def _newest_versions(db: sa.Connection, site: str) -> dict[str, Any]:
    v = t.articles.c
    rows = db.execute(sa.select(t.articles).where(v.site == site).order_by(v.first_run)).mappings()
    return {row["identity"]: row for row in rows}


def _open_places(db: sa.Connection, site: str) -> dict[tuple[str, str], Any]:
    p = t.places.c
    rows = db.execute(sa.select(t.places).where(p.site == site).order_by(p.first_run)).mappings()
    return {(row["identity"], row["column"]): row for row in rows}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
