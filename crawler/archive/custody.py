"""The log of what was done to the evidence, by whom and why: sealed, or handed out as raw bytes.

Append-only, numbered, hash-chained, like the log of decisions. What was sealed is known from here and nowhere else.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.mask import mask
from crawler.tomlfile import BadInput

SEAL: Final = "seal"
UNMASKED: Final = "unmasked"
SEALED: Final = "已依法封存"  # what readers see in the place of what was sealed
_MOST: Final = 500  # characters of a name or a reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``note`` is JSON."""

    n: int
    action: str
    subject: str
    note: str
    who: str
    why: str
    at: str
    previous: str
    hash: str


def said(words: str, what: str) -> str:
    """A name or a reason as it is kept. Raises BadInput for an empty or endless one."""
    line = mask(" ".join("".join(c if c.isprintable() else " " for c in words).split()))
    if not line:
        raise BadInput(f"必须写明{what}")
    if len(line) > _MOST:
        raise BadInput(f"{what}太长（最多 {_MOST} 字）")
    return line


def append(
    db: sa.Connection,
    site: str,
    action: str,
    subject: str,
    *,
    who: str,
    why: str,
    at: datetime,
    note: Mapping[str, Any],
) -> Entry:
    """Add one line to the end of the log, in the transaction of ``db``. ``who`` and ``why`` have passed ``said``."""
    c = t.custody.c
    last = db.execute(sa.select(c.n, c.hash).where(c.site == site).order_by(c.n.desc()).limit(1)).first()
    draft = Entry(
        n=(last.n if last else 0) + 1,
        action=action,
        subject=subject,
        note=json.dumps(note, ensure_ascii=False, sort_keys=True),
        who=who,
        why=why,
        at=at.isoformat(timespec="seconds"),
        previous=last.hash if last else "",
        hash="",
    )
    entry = replace(draft, hash=_hash(site, draft))
    db.execute(sa.insert(t.custody).values(site=site, **{name: getattr(entry, name) for name in Entry.__slots__}))
    return entry


def entries(db: sa.Connection, site: str) -> tuple[Entry, ...]:
    """The whole log, oldest first."""
    rows = db.execute(sa.select(t.custody).where(t.custody.c.site == site).order_by(t.custody.c.n)).mappings()
    return tuple(Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows)


def head(db: sa.Connection, site: str) -> str:
    """The hash of the newest line, '' when there is none."""
    c = t.custody.c
    return db.execute(sa.select(c.hash).where(c.site == site).order_by(c.n.desc()).limit(1)).scalar() or ""


def broken(site: str, log: tuple[Entry, ...]) -> list[int]:
    """Numbers of the lines that were altered, or before which one is missing."""
    found, previous = [], ""
    for n, entry in enumerate(log, start=1):
        if entry.n != n or entry.previous != previous or entry.hash != _hash(site, entry):
            found.append(entry.n)
        previous = entry.hash
    return found


def sealed(db: sa.Connection, site: str) -> dict[str, Entry]:
    """Every sealed payload by its sha256, with the line that sealed it."""
    query = sa.select(t.custody).where(t.custody.c.site == site, t.custody.c.action == SEAL).order_by(t.custody.c.n)
    return {
        row["subject"]: Entry(**{name: row[name] for name in Entry.__slots__}) for row in db.execute(query).mappings()
    }


def is_sealed(db: sa.Connection, site: str, sha256: str) -> bool:
    """Whether a payload may not be shown any more."""
    c = t.custody.c
    query = sa.select(c.n).where(c.site == site, c.action == SEAL, c.subject == sha256).limit(1)
    return db.execute(query).first() is not None


def _hash(site: str, e: Entry) -> str:
    parts = (site, e.n, e.action, e.subject, e.note, e.who, e.why, e.at, e.previous)
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
