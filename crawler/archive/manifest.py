"""Manifests: what the archive held when a run closed, as canonical JSON under ``manifests/``, each with the hash of the one before.

One valid JSON document, keys sorted, one element of a list a line, so that a portal of any size is written and read in
the same memory. Written again in short when the archive is changed lawfully (second look, newer reader, sealing): of
every fact the newest statement counts.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import custody, stated
from crawler.archive import tables as t

FORMAT: Final = 1
FOLDER: Final = "manifests"
WHOLE: Final = ("run", "left")  # reasons that state everything of a run
_BLOCK: Final = 1 << 20
_PLACED: Final = ("run", "n", "url", "status", "sha256", "warc", "offset", "length")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a manifest states beyond what is new in its run: rows that are no more, files replaced, facts to state again."""

    again: tuple[int, ...] = ()  # runs whose articles and sets were written anew
    read: bool = False  # readings of the run were written anew
    gone: tuple[tuple[str, tuple[Any, ...]], ...] = ()  # (table, key)
    moved: tuple[str, ...] = ()  # files whose records lie elsewhere now
    replaced: tuple[tuple[str, str], ...] = ()  # (file that is no more, file in its place)


def close(db: sa.Connection, folder: Path, site: str, run: int, at: datetime, reason: str = "run") -> None:
    """State a run that closes, and what earlier runs left unstated when their second look was interrupted."""
    catch_up(db, folder, site, at)
    _write(db, folder, site, run, reason, at, Changes())


def catch_up(db: sa.Connection, folder: Path, site: str, at: datetime) -> None:
    """State what second looks added to runs that have a manifest."""
    for run, (fetches, looks) in covered(db, site).items():
        if _last(db, t.fetches, site, run) > fetches or _last(db, t.second_looks, site, run) > looks:
            _write(db, folder, site, run, "second", at, Changes())


def restate(db: sa.Connection, folder: Path, site: str, run: int, reason: str, at: datetime, changes: Changes) -> None:
    """State again what was changed lawfully."""
    _write(db, folder, site, run, reason, at, changes)


def covered(db: sa.Connection, site: str) -> dict[int, tuple[int, int]]:
    """Of every run stated as a whole: up to which fetch and second look."""
    m = t.manifests.c
    whole = {run for (run,) in db.execute(sa.select(m.run).where(m.site == site, m.reason.in_(WHOLE)))}
    query = sa.select(m.run, sa.func.max(m.fetches), sa.func.max(m.looks)).where(m.site == site).group_by(m.run)
    return {run: (fetches, looks) for run, fetches, looks in db.execute(query) if run in whole}


def name_of(site: str, n: int) -> str:
    """The file of manifest ``n``."""
    return f"{site}-{n:04d}.json"


def read(path: Path) -> Iterator[tuple[str, Any]]:
    """(name, value) of every single fact, (name, element) of every list, in the order written. Trust it after its hash fits."""
    listed = ""
    with path.open(encoding="utf-8") as file:
        for line in file:
            text = line.strip().removesuffix(",")
            if listed and text != "]":
                yield listed, json.loads(text)
            elif text.endswith("["):
                listed = json.loads(text[: text.index(":")])
            elif text == "]":
                listed = ""
            elif text not in ("{", "}"):
                name, _, value = text.partition(":")
                yield json.loads(name), json.loads(value)


def file_digest(path: Path, length: int | None = None) -> str:
    """sha256 of the first ``length`` bytes of a file (all of it), '' when it is absent or shorter."""
    digest, left = hashlib.sha256(), length
    try:
        with path.open("rb") as file:
            while left is None or left > 0:
                block = file.read(_BLOCK if left is None else min(_BLOCK, left))
                if not block:
                    break
                digest.update(block)
                left = None if left is None else left - len(block)
    except OSError:
        return ""
    return "" if left else digest.hexdigest()


# ---- writing


def _write(db: sa.Connection, folder: Path, site: str, run: int, reason: str, at: datetime, changes: Changes) -> None:
    m = t.manifests.c
    last = db.execute(sa.select(m.n, m.sha256).where(m.site == site).order_by(m.n.desc()).limit(1)).first()
    n, previous = (last.n + 1, last.sha256) if last else (1, "")
    fetches, looks = covered(db, site).get(run, (0, 0))
    first, changed = reason in WHOLE, reason in ("reading", "seal")
    files = list(changes.moved) if changed else _files(db, site, run, fetches, first=first)
    head = {
        "at": at.isoformat(timespec="seconds"),
        "columns": stated.COVERS,
        "format": FORMAT,
        "log": custody.head(db, site),
        "n": n,
        "previous": previous,
        "reason": reason,
        "run": run,
        "site": site,
    }
    lists: dict[str, Iterable[Any]] = {
        "fetches": _fetches(db, folder, site, files) if changed else _own(db, folder, site, run, fetches),
        "rows": _rows(db, site, run, looks, changes, first=first),
        "sets": _sets(db, site, [run] if first else changes.again),
        "warcs": _warcs(db, folder, site, files, changes),
    }
    name = name_of(site, n)
    sha256 = _put(folder / FOLDER / name, head, lists)
    state = {} if changed else {"fetches": _last(db, t.fetches, site, run), "looks": _last(db, t.second_looks, site, run)}
    db.execute(
        sa.insert(t.manifests).values(
            site=site, n=n, run=run, reason=reason, file=name, sha256=sha256, previous=previous, at=head["at"],
            **{"fetches": fetches, "looks": looks, **state},
        )
    )  # fmt: skip


def _put(path: Path, head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> str:
    """Write the document whole or not at all; its sha256. The database names it afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    digest = hashlib.sha256()
    # 0600: addresses stand here as they were asked for, with whatever number is in them.
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for line in _lines(head, lists):
            data = line.encode("utf-8", "surrogatepass")
            digest.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    sync_folder(path.parent)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    yield "{\n"
    names = sorted([*head, *lists])
    for number, name in enumerate(names):
        end = ",\n" if number < len(names) - 1 else "\n"
        if name in head:
            yield f'"{name}":{_json(head[name])}{end}'
            continue
        yield f'"{name}":[\n'
        between = ""
        for element in lists[name]:
            yield between + _json(element)
            between = ",\n"
        yield ("\n" if between else "") + "]" + end
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _own(db: sa.Connection, folder: Path, site: str, run: int, after: int) -> Iterator[dict[str, Any]]:
    f = t.fetches.c
    query = sa.select(t.fetches).where(f.site == site, f.run == run, f.n > after).order_by(f.warc, f.offset, f.n)
    yield from _placed(db, folder, query)


def _fetches(db: sa.Connection, folder: Path, site: str, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    f = t.fetches.c
    for name in files:
        query = sa.select(t.fetches).where(f.site == site, f.warc == name).order_by(f.offset, f.run, f.n)
        yield from _placed(db, folder, query)


def _placed(db: sa.Connection, folder: Path, query: sa.Select[Any]) -> Iterator[dict[str, Any]]:
    """Fetches with their place, the digest of the stored record, and that of the rest of the row."""
    columns = stated.FETCHES.covers
    name, file = "", None
    try:
        for row in db.execute(query.execution_options(yield_per=stated.AT_ONCE)).mappings():
            if row["warc"] != name:
                if file is not None:
                    file.close()
                name = row["warc"]
                path = folder / "warc" / name
                file = path.open("rb") if name and path.is_file() else None
            record = ""
            if file is not None:
                file.seek(row["offset"])
                record = hashlib.sha256(file.read(row["length"])).hexdigest()
            yield {**{k: row[k] for k in _PLACED}, "record": record, "row": stated.row_digest(row, columns)}
    finally:
        if file is not None:
            file.close()


def _rows(db: sa.Connection, site: str, run: int, looks: int, changes: Changes, *, first: bool) -> Iterator[list[Any]]:
    """[table, key, digest]; digest null for a row that is no more."""
    for one, number, after in _stated_rows(run, looks, changes, first=first):
        columns = one.covers
        for row in stated.rows_of(db, one, site, number, after):
            yield [one.table.name, stated.key_of(one, row), stated.row_digest(row, columns)]
    if first or changes.read:
        columns = stated.READINGS.covers
        for row in stated.readings_of(db, site, run, carried=changes.read):
            yield [t.readings.name, stated.key_of(stated.READINGS, row), stated.row_digest(row, columns)]
    for table, key in changes.gone:
        yield [table, list(key), None]


def _stated_rows(run: int, looks: int, changes: Changes, *, first: bool) -> Iterator[tuple[stated.Rows, int, int]]:
    """(table, run, number after which its rows are new)."""
    if first:
        yield from ((one, run, 0) for one in stated.ROWS)
    elif not changes.again:
        yield stated.LOOKS, run, looks
    for number in changes.again:
        yield from ((one, number, 0) for one in (stated.ARTICLES, stated.LOOKS))


def _sets(db: sa.Connection, site: str, runs: Sequence[int]) -> Iterator[list[Any]]:
    """[table, run, group, number of rows, digest]."""
    for run in runs:
        for one in stated.SETS:
            for group, count, digest in stated.sets_of(db, one, site, run, one.covers):
                yield [one.table.name, run, group, count, digest]


def _files(db: sa.Connection, site: str, run: int, after: int, *, first: bool) -> list[str]:
    w, f = t.warcs.c, t.fetches.c
    if first:
        query = sa.select(w.file).where(w.site == site, w.run == run).order_by(w.file)
    else:
        query = sa.select(f.warc).where(f.site == site, f.run == run, f.n > after, f.warc != "").distinct().order_by(f.warc)
    return list(db.execute(query).scalars())


def _warcs(
    db: sa.Connection, folder: Path, site: str, files: Sequence[str], changes: Changes
) -> Iterator[dict[str, Any]]:
    w = t.warcs.c
    query = sa.select(w.file, w.run, w.committed).where(w.site == site, w.file.in_(files)).order_by(w.file)
    for row in db.execute(query).all():
        sha256 = file_digest(folder / "warc" / row.file, row.committed)
        yield {"committed": row.committed, "file": row.file, "run": row.run, "sha256": sha256}
    for old, fresh in changes.replaced:
        yield {"file": old, "replaced_by": fresh}


def _last(db: sa.Connection, table: sa.Table, site: str, run: int) -> int:
    query = sa.select(sa.func.max(table.c.n)).where(table.c.site == site, table.c.run == run)
    return db.execute(query).scalar() or 0
