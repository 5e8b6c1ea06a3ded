"""信息页由脚本另行载入的相关文章清单（开普 relationUrl，…-RelationArticle.json）：作为该页的一部分读取。

What it names (解读↔文件) is a link of the page like any other. A list that is not answered, or not understood in full, stays
named as unread (field ``related``), so that nobody concludes from it that something is not there.
"""

import json
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.archive import tables as t
from crawler.items import Outcome, PageReading
from crawler.page import Page
from crawler.urls import canonical, host_of

PURPOSE: Final = "related"
_LISTS: Final = ("data", "list", "results", "articleList", "relationList")
_MOST: Final = 200  # entries of a list that are read
_MOST_SAID: Final = 300  # characters of a title


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a page's list of related items lies: as the page names it, and as an address."""

    value: str
    url: str
    base: str


def relation_of(page: Page, reading: PageReading, hosts: Set[str]) -> Relation | None:
    """The one list the page names, on a host that may be asked; None when it names none, or several."""
    named = reading.candidates("related")
    url = canonical(named[0].value, page.base) if len(named) == 1 else None
    return Relation(named[0].value, url, page.base) if url and host_of(url) in hosts else None


def joined(reading: PageReading, relation: Relation, answer: Page) -> PageReading:
    """``reading`` with the links of the answered list; as it was where the answer is no such list."""
    entries = _entries(answer)
    if entries is None:
        return reading
    links = [link for entry in entries[:_MOST] if (link := _link(entry, relation.base))]
    known = {url for url, _ in reading.links}
    fields = reading.fields
    if len(links) == len(entries):  # else something is named there that we cannot tell
        fields = tuple((name, held) for name, held in fields if name != "related")
    return replace(reading, fields=fields, links=(*reading.links, *(link for link in links if link[0] not in known)))


def kept_answer(archive: Archive, url: str) -> Page | None:
    """The newest archived answer of a list; None when none was kept."""
    f = t.fetches.c
    query = (
        sa.select(f.sha256)
        .where(f.site == archive.site, f.url == url, f.purpose == PURPOSE, f.outcome == Outcome.OK.value, f.sha256 != "")
        .order_by(f.run.desc(), f.n.desc())
        .limit(1)
    )
    with archive.engine.connect() as db:
        sha = db.execute(query).scalar()
    stored = archive.payload(sha) if sha else None
    return Page(url, stored[0], content_type=stored[1]) if stored else None


def _entries(answer: Page) -> list[Any] | None:
    if answer.status != 200:
        return None
    try:
        told = json.loads(answer.text)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict):
        told = next((found for name in _LISTS if isinstance(found := told.get(name), list)), None)
    return told if isinstance(told, list) else None


def _link(entry: Any, base: str) -> tuple[str, str] | None:
    """(address, title) of one entry: ``url``, or ``urls`` with an address for each kind of device, perhaps as JSON in a string."""
    if not isinstance(entry, dict):
        return None
    urls = entry.get("urls")
    if isinstance(urls, str) and urls.strip().startswith("{"):
        try:
            urls = json.loads(urls)
        except (ValueError, RecursionError):
            urls = None
    addresses = [urls.get("pc"), *urls.values()] if isinstance(urls, dict) else [urls]
    address = next((found for found in (*addresses, entry.get("url")) if isinstance(found, str) and found.strip()), "")
    url = canonical(address, base) if address else None
    title = entry.get("title")
    return (url, " ".join(title.split())[:_MOST_SAID] if isinstance(title, str) else "") if url else None
