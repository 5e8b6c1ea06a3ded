"""Versions of items: what one said from which run on, and whether a difference between two is the portal's."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from crawler.urls import identity_key

Part = Literal["title", "published", "text", "doc_number", "attachments"]
_PARTS: Final[tuple[Part, ...]] = ("title", "published", "text", "doc_number", "attachments")


@dataclass(frozen=True, slots=True)
class Version:
    """What an item said from ``first_run`` on."""

    identity: str
    first_run: int
    url: str
    state: str
    title: str
    published: date | None
    published_source: str
    doc_number: str
    text: str  # sha256 of the body text
    attachments: tuple[tuple[str, str], ...]  # (address, name)
    conflicts: tuple[str, ...]
    sha256: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that says something else than at the last look. ``parts`` are what differs."""

    before: Version
    now: Version
    parts: tuple[Part, ...]


def version_of(row: Any) -> Version:
    """A stored version."""
    return Version(
        identity=row.identity,
        first_run=row.first_run,
        url=row.url,
        state=row.state,
        title=row.title,
        published=date.fromisoformat(row.published) if row.published else None,
        published_source=row.published_source,
        doc_number=row.doc_number,
        text=row.text,
        attachments=tuple((url, name) for url, name, _ in json.loads(row.attachments)),
        conflicts=tuple(json.loads(row.conflicts)),
        sha256=row.sha256,
        fetched_at=row.fetched_at,
    )


def change_of(
    versions: Sequence[Version], before: int, now: int, readers: Mapping[tuple[str, str], int]
) -> ItemChange | None:
    """What differs between two runs, where the difference is the portal's; None when nothing does. ``versions`` oldest first."""
    if not versions:
        return None
    was, item = at_run(versions, before), at_run(versions, now)
    if was is item or not comparable(was, item, readers):
        return None
    parts = tuple(part for part in _PARTS if getattr(was, part) != getattr(item, part))
    return ItemChange(was, item, parts) if parts else None


def comparable(was: Version, now: Version, readers: Mapping[tuple[str, str], int]) -> bool:
    """Whether a difference is the portal's: both versions were read at one address, from other bytes, by the same reader."""
    if was.state != now.state:
        return False
    if was.state != "read":
        return True
    if identity_key(was.url) != identity_key(now.url):
        return False  # two pages of one item may always have differed
    if was.sha256 == now.sha256 and now.published_source != "row":
        return False
    return readers.get((was.sha256, was.url)) == readers.get((now.sha256, now.url))


def at_run(versions: Sequence[Version], run: int) -> Version:
    """What an item said in ``run``."""
    return next((version for version in reversed(versions) if version.first_run <= run), versions[0])
