"""Sealing: the bytes of a payload are replaced by a tombstone, and what was derived from them is withheld.

A record is sealed with every other record of the same payload: the same bytes must not be had from elsewhere. Each file
concerned is copied with tombstones in the place of the records, under a new name; one transaction then names the new
file, moves the places of all its records, withholds what was read, writes the log and the manifest. Before that
transaction the old state holds, after it the new one; what the other leaves on the disk is cleared away later.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import sqlalchemy as sa
from warcio.warcwriter import WARCWriter

from crawler.archive import custody, generations, manifest, withholding
from crawler.archive import tables as t
from crawler.archive.store import Archive
from crawler.archive.stored import TOMBSTONE, tombstone
from crawler.archive.warc import _ascii as target_of
from crawler.mask import mask_address
from crawler.tomlfile import BadInput

_AT_ONCE: Final = 500
_BLOCK: Final = 1 << 20
_EMPTY: Final = hashlib.sha256(b"").hexdigest()

Withhold = Callable[[sa.Connection, str, str], object]  # (db, site, sha256): what other rooms keep of a payload


@dataclass(frozen=True, slots=True)
class Sealing:
    """What was sealed. ``kin`` are payloads with the same body text that were not; ``listed`` lists that still name it."""

    sha256: str
    records: int
    files: tuple[str, ...]
    readings: int
    articles: int
    kin: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    before: bool = False  # it had been sealed already


def resolve(archive: Archive, record: str) -> str:
    """The payload of a record named as 批次/序号 (1/57), FILE:OFFSET, or by the sha256 of its payload. Raises BadInput."""
    f = t.fetches.c
    query = sa.select(f.sha256, f.status).where(f.site == archive.site, f.warc != "")
    name = record.strip().removeprefix("sha256:")
    run, _, n = name.partition("/")
    file, _, offset = name.rpartition(":")
    if len(name) == 64 and all(c in "0123456789abcdef" for c in name):
        query = query.where(f.sha256 == name, f.status.is_distinct_from(304))
    elif _is_number(run) and _is_number(n):
        query = query.where(f.run == int(run), f.n == int(n))
    elif file and _is_number(offset):
        query = query.where(f.warc == file, f.offset == int(offset))
    else:
        raise BadInput(f"“{record}”不是记录：请写内容的 sha256、批次/序号（如 1/57）或 文件名:位置")
    with archive.engine.connect() as db:
        row = db.execute(query.limit(1)).first()
    if row is None:
        raise BadInput(f"存档中没有记录“{record}”")
    if not row.sha256 or row.sha256 == _EMPTY:
        raise BadInput(f"记录“{record}”没有内容，无可封存")
    return str(row.sha256)


def seal(archive: Archive, record: str, *, who: str, why: str, at: datetime, further: Withhold | None = None) -> Sealing:
    """Seal a payload for good. The caller holds the archive's lock. Raises BadInput; then nothing is changed."""
    who, why = custody.said(who, "经手人（--by）"), custody.said(why, "理由（--reason）")
    sha256 = resolve(archive, record)
    folder = archive.folder / "warc"
    archive.repair()
    with archive.engine.connect() as db:
        before = custody.is_sealed(db, archive.site, sha256)
    if before:
        return Sealing(sha256, 0, (), 0, 0, before=True)
    with archive.engine.connect() as db:
        db.exec_driver_sql("PRAGMA secure_delete=ON")  # what is withheld must not stay in free pages
        db.exec_driver_sql("PRAGMA synchronous=FULL")  # old files are removed on the word of this transaction
        db.commit()
        with db.begin():
            done = _seal(db, archive, sha256, who=who, why=why, at=at, further=further)
    with archive.engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # nor in the log of the database
    generations.clear(folder, _registered(archive))
    manifest.sync_folder(folder)
    return done


def _seal(
    db: sa.Connection, archive: Archive, sha256: str, *, who: str, why: str, at: datetime, further: Withhold | None
) -> Sealing:
    site, f = archive.site, t.fetches.c
    mine = sa.and_(f.site == site, f.sha256 == sha256, f.warc != "", f.status.is_distinct_from(304))
    files = list(db.execute(sa.select(f.warc).where(mine).distinct().order_by(f.warc)).scalars())
    run, records = db.execute(sa.select(sa.func.min(f.run), sa.func.count()).where(mine)).one()
    told = {"sha256": sha256, "reason": why, "by": who, "at": at.isoformat(timespec="seconds")}
    replaced = [(name, _rewritten(db, archive, name, sha256, told, at)) for name in files]
    kin = withholding.kin(db, site, sha256)
    withheld = withholding.withhold(db, site, sha256)
    listed = withholding.listing(db, site, sha256)
    if further is not None:
        further(db, site, sha256)
    custody.append(
        db, site, custody.SEAL, sha256, who=who, why=why, at=at,
        note={"records": records, "files": [list(pair) for pair in replaced], "readings": withheld.readings, "articles": withheld.articles},
    )  # fmt: skip
    changes = manifest.Changes(
        again=tuple(sorted(withheld.runs & manifest.covered(db, site).keys())),
        gone=withheld.gone,
        moved=tuple(fresh for _, fresh in replaced),
        replaced=tuple(replaced),
    )
    manifest.restate(db, archive.folder, site, run, "seal", at, changes)
    names = tuple(fresh for _, fresh in replaced)
    return Sealing(sha256, records, names, withheld.readings, withheld.articles, kin, listed)


def _rewritten(
    db: sa.Connection, archive: Archive, name: str, sha256: str, told: Mapping[str, Any], at: datetime
) -> str:
    """Copy a file with tombstones in the place of the records of a payload, and move the places of all records; its new name."""
    folder, fresh = archive.folder / "warc", generations.after(name)
    site, f, w = archive.site, t.fetches.c, t.warcs.c
    (folder / fresh).unlink(missing_ok=True)  # of a sealing that died
    begun = 0
    with _opened(folder / name) as source, _created(folder / fresh) as target:
        while rows := db.execute(
            sa.select(t.fetches).where(f.site == site, f.warc == name).order_by(f.offset).limit(_AT_ONCE)
        ).all():
            places = []
            for row in rows:
                _copy(source, target, row.offset - begun)
                offset = target.tell()
                blob = source.read(row.length)
                if len(blob) < row.length or row.offset < begun:
                    raise BadInput(f"存档 {name} 与登记不符，未封存；请先运行 zwgk evidence verify")
                target.write(_tombstone(row, told, at) if _is(row, sha256) else blob)
                begun = row.offset + row.length
                places.append({"r": row.run, "k": row.n, "offset": offset, "length": target.tell() - offset, "warc": fresh})
            db.execute(
                sa.update(t.fetches).where(f.site == site, f.run == sa.bindparam("r"), f.n == sa.bindparam("k")), places
            )
        committed = db.execute(sa.select(w.committed).where(w.site == site, w.file == name)).scalar_one()
        _copy(source, target, committed - begun)
        target.flush()
        os.fsync(target.fileno())
        size = target.tell()
    db.execute(sa.update(t.warcs).where(w.site == site, w.file == name).values(file=fresh, committed=size))
    manifest.sync_folder(folder)
    return fresh


def _is(row: Any, sha256: str) -> bool:
    return bool(row.sha256 == sha256 and row.status != 304)


def _tombstone(row: Any, told: Mapping[str, Any], at: datetime) -> bytes:
    """The record that stands where a sealed one stood, as it is stored."""
    known = {"run": row.run, "fetch": row.n, "record_length": row.length, "fetched_at": row.fetched_at}
    body = tombstone({**told, **known, "status": row.status, "media_type": row.media_type, "payload_length": row.bytes})
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    fields = {"WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    url = target_of(mask_address(row.url))
    writer.write_record(
        writer.create_warc_record(
            url, "metadata", payload=BytesIO(body), warc_content_type=TOMBSTONE, warc_headers_dict=fields
        )
    )
    return out.getvalue()


def _copy(source: BinaryIO, target: BinaryIO, length: int) -> None:
    while length > 0 and (block := source.read(min(_BLOCK, length))):
        target.write(block)
        length -= len(block)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        raise BadInput(f"存档 {path.name} 缺失，未封存；请先运行 zwgk evidence verify") from None


def _created(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _registered(archive: Archive) -> list[str]:
    with archive.engine.connect() as db:
        return list(db.execute(sa.select(t.warcs.c.file).where(t.warcs.c.site == archive.site)).scalars())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15
