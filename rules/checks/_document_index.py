"""The documents a site shows, found again by number or by name, at a cost that grows with their number only."""

import re
from collections import Counter
from collections.abc import Iterable

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.normative import core_titles
from rules.texts import likeness, slip_at, title_cores

_ALIKE = 0.6
_GRAM = 3
_COMMON = 200  # a run of characters that more documents share tells nothing


class DocumentIndex:
    """``articles`` by the names they bear; numbers are asked of the whole archive."""

    def __init__(self, corpus: Corpus, articles: Iterable[Article]) -> None:
        self._corpus = corpus
        self._places = corpus.site.district_names
        self._by_name: dict[str, list[Article]] = {}
        self._cores: list[tuple[str, Article]] = []
        self._grams: dict[str, list[int]] = {}
        for article in articles:
            for name in names_of(article.title):
                self._by_name.setdefault(name, []).append(article)
            for core in title_cores(article.title):
                for gram in _grams(core):
                    self._grams.setdefault(gram, []).append(len(self._cores))
                self._cores.append((core, article))

    def numbered(self, number: str) -> tuple[Article, ...]:
        """Items that bear ``number``; () also for one without its issuer's code, which tells nobody's document."""
        key = number_key(number)
        return self._corpus.by_doc_number(number) if key and not key.startswith("〔") else ()

    def named(self, title: str) -> list[Article]:
        """Items of exactly this name, whatever notice carries it."""
        return list({a.identity: a for name in sorted(names_of(title)) for a in self._by_name.get(name, ())}.values())

    def alike(self, title: str) -> Article | None:
        """An item whose name is so like ``title`` that it may be the same, shortened or renamed."""
        for core in title_cores(title):
            shared: Counter[int] = Counter()
            for gram in _grams(core):
                if len(places := self._grams.get(gram, ())) <= _COMMON:
                    shared.update(places)
            for at, _ in shared.most_common(8):
                other, article = self._cores[at]
                if core in other or other in core or likeness(core, other, self._places) >= _ALIKE:
                    return article
        return None


def names_of(title: str) -> frozenset[str]:
    """The names one document goes by: 关于印发《甲办法》的通知 and 甲办法 share one."""
    return core_titles(title) | frozenset(title_cores(title))


def one_slip(a: str, b: str, shortest: int) -> bool:
    """Whether two names of at least ``shortest`` characters differ by one character: one of them may be mistyped. Another number is another document."""
    if min(len(a), len(b)) < shortest or (at := slip_at(a, b)) is None:
        return False
    return not re.search(r"[\d一二三四五六七八九十]", a[at : at + 1] + b[at : at + 1])


def _grams(core: str) -> set[str]:
    return {core[i : i + _GRAM] for i in range(len(core) - _GRAM + 1)}
