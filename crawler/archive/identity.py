"""Which article an address leads to. Given once, when a run closes, in sorted order of addresses; kept from then on.

A new address joins a known article when it differs only in scheme or ``www``, when its 索引号 or 发文字号 agrees together
with title core and issuer, or when both pages carry the same body under the same title.
"""

import hashlib
import re
from collections.abc import Iterable

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.archive.listing import Item
from crawler.archive.seen import number_key
from crawler.urls import identity_key

_MIN_BODY = 80  # shorter bodies are too alike to prove that two addresses are one item
_AT_ONCE = 1000


class Identities:
    """The names of all articles known so far; ``of`` gives one for an address and remembers it."""

    def __init__(self, db: sa.Connection, site: str, run: int) -> None:
        self._site = site
        self._run = run
        self._fresh: list[dict[str, object]] = []
        a, v = t.aliases.c, t.articles.c
        known = db.execute(sa.select(a.url, a.identity).where(a.site == site).order_by(a.url))
        self._by_url: dict[str, str] = {row.url: row.identity for row in known}
        self._by_address = {identity_key(url): identity for url, identity in self._by_url.items()}
        self._by_key: dict[bytes, str] = {}
        versions = sa.select(v.identity, v.title, v.issuer, v.source, v.doc_number, v.index_number, v.text).where(
            v.site == site
        )
        for row in db.execute(versions.order_by(v.first_run, v.identity)).yield_per(_AT_ONCE):
            for key in _keys(row.title, row.issuer or row.source, row.doc_number, row.index_number, row.text):
                self._by_key.setdefault(key, row.identity)

    def of(self, item: Item) -> str:
        """The article that ``item``'s address leads to."""
        f = item.fields
        body = item.text_digest if item.reading and len(item.reading.text) >= _MIN_BODY else ""
        keys = _keys(f.title or "", f.issuer or f.source or "", f.doc_number or "", f.index_number or "", body)
        address = identity_key(item.url)
        known = self._by_url.get(item.url) or self._by_address.get(address)
        known = known or next((self._by_key[key] for key in keys if key in self._by_key), None)
        identity = known or hashlib.sha256(f"{self._site}|{address}".encode()).hexdigest()[:16]
        self._by_address.setdefault(address, identity)
        for key in keys:
            self._by_key.setdefault(key, identity)
        if item.url not in self._by_url:
            self._by_url[item.url] = identity
            self._fresh.append({"site": self._site, "url": item.url, "identity": identity, "since_run": self._run})
        return identity

    def save(self, db: sa.Connection) -> None:
        """Write the addresses that were new."""
        for start in range(0, len(self._fresh), _AT_ONCE):
            db.execute(sa.insert(t.aliases), self._fresh[start : start + _AT_ONCE])
        self._fresh.clear()


def _keys(title: str, issuer: str, doc_number: str, index_number: str, body: str) -> tuple[bytes, ...]:
    """What makes two pages one item, as short digests: each key joins only with an equal title core."""
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
    return tuple(_digests(keys))


def _digests(keys: Iterable[str]) -> Iterable[bytes]:
    for key in keys:
        yield hashlib.sha256(key.encode()).digest()[:16]


def title_core(title: str) -> str:
    """A title for comparison: without blanks, punctuation and case."""
    return re.sub(r"[\W_]+", "", title).lower()
