"""What changed on a portal behind the profile's back: columns that vanished, and columns it does not know.

Read from the archive alone: nothing is asked. A column that did not answer, or refused us, has not vanished.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from crawler.archive import Archive, Run
from crawler.archive import tables as t
from crawler.archive.receipts import receipts_of
from crawler.dialects.addresses import article_like
from crawler.discovery.links import MenuLink, menu_links
from crawler.discovery.naming import is_no_column, is_no_column_address, is_upper_level, meaning
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.page import Page
from crawler.site import Column, Site
from crawler.urls import host_of

MOST: Final = 20  # places told one by one
_MAX_BYTES: Final = 20_000_000  # of discovered.jsonl
_ANSWERED: Final = (Outcome.OK, Outcome.EMPTY)


@dataclass(frozen=True, slots=True)
class Vanished:
    """A column that answered on ``last`` and says now, on ``now``, that it does not exist."""

    column: Column
    last: date
    now: date


@dataclass(frozen=True, slots=True)
class Appeared:
    """A place called like a column of ``kind`` that the profile does not know. ``new``: an earlier run's pages lacked it."""

    url: str
    name: str
    kind: str
    seen: str  # the page that leads there, or the file that tells of it
    new: bool


def vanished(archive: Archive, site: Site) -> Iterator[Vanished]:
    """In the profile's order."""
    closed = [run for run in archive.runs() if run.state == "closed"]
    receipts = receipts_of(archive, closed[-1].run) if closed else {}
    for column in site.columns:
        seen = receipts.get(column.id, ())
        if not seen or seen[-1].outcome != Outcome.SOFT404:
            continue
        if answered := [receipt for receipt in seen if receipt.outcome in _ANSWERED]:
            yield Vanished(column, answered[-1].as_of, seen[-1].as_of)


def appeared(archive: Archive, site: Site) -> list[Appeared]:
    """Places that the last run's pages link to, or that ``discover --data`` judged to be columns; the new ones first."""
    closed = [run for run in archive.runs() if run.state == "closed"]
    known = {key_of(url) for url in (site.home, *site.ignored)}
    known |= {key_of(url) for column in (*site.columns, *site.proposed) for url in (column.url, *column.was)}
    found = {
        one.url: one for one in _discovered(archive.folder / "discovered.jsonl", site) if key_of(one.url) not in known
    }
    told = {key_of(url) for url in found}
    if closed:
        before = set(_linked(archive, site, closed[-2])) if len(closed) > 1 else None
        for key, (link, page) in sorted(_linked(archive, site, closed[-1]).items()):
            said = meaning(link.text)
            if said is not None and key not in known and key not in told:
                new = before is not None and key not in before
                found[link.url] = Appeared(link.url, link.text, said.kind, page, new)
    return sorted(found.values(), key=lambda one: (not one.new, one.url))


def _linked(archive: Archive, site: Site, run: Run) -> dict[str, tuple[MenuLink, str]]:
    """What menus of the run's home and column pages call by a column's proper name: key → (link, page)."""
    district = any(name[-1:] in "区县旗" for name in site.district_names)
    found: dict[str, tuple[MenuLink, str]] = {}
    for page in _pages(archive, run):
        for link in menu_links(page):
            said = None if link.dated else meaning(link.text)
            if said is None or not said.exact or said.short or host_of(link.url) not in site.hosts:
                continue
            texts = (link.text, *link.path)
            if article_like(link.url) or is_no_column_address(link.url) or any(map(is_no_column, texts)):
                continue
            if not any(is_upper_level(text, district, site.district_names) for text in texts):
                found.setdefault(key_of(link.url), (link, page.url))
    return found


def _pages(archive: Archive, run: Run) -> Iterator[Page]:
    """The home page and the first page of each column, as this run got them."""
    f = t.fetches.c
    query = sa.select(f.url, f.column, f.sha256).where(
        f.site == archive.site, f.run == run.run, f.purpose.in_(("home", "list")), f.sha256 != "", f.status.in_((200, 304)),
    )  # fmt: skip
    with archive.engine.connect() as db:
        rows = db.execute(query.order_by(f.n)).all()
    first = {row.column: row for row in reversed(rows)}
    for name in sorted(first):
        kept = archive.payload(first[name].sha256)
        page = Page(first[name].url, kept[0], content_type=kept[1]) if kept else None
        if page is not None and page.is_html:
            yield page


def _discovered(path: Path, site: Site) -> Iterator[Appeared]:
    """What ``zwgk discover --data`` was sure of; nothing for a file that is absent or not of its making."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(told, dict) or told.get("confidence") != "high":
            continue
        url, name, kind = (str(told.get(key) or "") for key in ("url", "name", "kind"))
        if host_of(url) in site.hosts:
            yield Appeared(url, name, kind, path.name, False)
