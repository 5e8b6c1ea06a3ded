"""A Corpus in which some items are not shown: what a report may be made of when items must not be named in it."""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from crawler.archive.corpus import Corpus
from crawler.archive.loaded import Loaded
from crawler.archive.seen import Article

_CODES: Final = ("utf-8", "gb18030")
_PLAIN: Final = b"(***)"  # for words that are the same in every encoding: the remark is not
_SHORT_ADDRESS: Final = 8  # characters; a shorter path or file name is found in other addresses


@dataclass(frozen=True)
class Scrub:
    """Takes titles and addresses out of archived payloads: a list page names its items, and links to them."""

    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    remark: str = ""

    @cached_property
    def _words(self) -> tuple[tuple[bytes, bytes], ...]:
        shown = (*_longest_first(_spellings(self.titles)), *_longest_first(_paths(self.addresses)))
        plain = [(word.encode(), _PLAIN) for word in shown if word.isascii()]
        return (*((word.encode(code), self.remark.encode(code)) for word in shown if not word.isascii() for code in _CODES), *plain)

    def of(self, body: bytes) -> bytes:
        """``body`` with the remark in place of each title and address, in whatever encoding it is."""
        for word, remark in self._words:
            body = body.replace(word, remark)
        return body


def _spellings(titles: Iterable[str]) -> set[str]:
    """Titles as pages and as lists in JSON write them."""
    return {spelt for title in titles for spelt in (title, html.escape(title), json.dumps(title)[1:-1], json.dumps(title, ensure_ascii=False)[1:-1])}


def _paths(addresses: Iterable[str]) -> set[str]:
    """Addresses whole and as links write them: from the root, or the last part alone."""
    found = set()
    for address in addresses:
        parts = urlsplit(address)
        local = parts.path + (f"?{parts.query}" if parts.query else "")
        last = local.rsplit("/", 1)[-1]
        shorter = (local, last if any(c.isdigit() for c in last) else "")
        found |= {address, *(each for each in shorter if len(each) >= _SHORT_ADDRESS)}
    return {spelt for each in found for spelt in (each, html.escape(each), each.replace("/", "\\/"))}


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


class _Fewer(Loaded):
    """Loads what it is asked for, but for the hidden items."""

    hidden: frozenset[str] = frozenset()

    def named(self, identities: Sequence[str]) -> list[Article]:
        return super().named([identity for identity in identities if identity not in self.hidden])


class _Without(Corpus):
    _hidden: frozenset[str] = frozenset()
    _scrub: Scrub = Scrub()

    @cached_property
    def _loaded(self) -> Loaded:
        fewer = _Fewer(self._archive.engine, self.site.id, self._opened, self._complete_runs, self._floor)
        fewer.hidden = self._hidden
        return fewer

    def archive_payload(self, sha256: str) -> tuple[bytes, str] | None:
        kept = super().archive_payload(sha256)
        return (self._scrub.of(kept[0]), kept[1]) if kept else None


def without(corpus: Corpus, identities: frozenset[str], scrub: Scrub) -> Corpus:
    """The same run without the items of these identities and without their titles; for reports, never for judging."""
    other = _Without(corpus._archive, corpus.site, corpus._opened, corpus.as_of)
    other._trusted = corpus._trusted
    other._hidden = identities
    other._scrub = scrub
    return other
