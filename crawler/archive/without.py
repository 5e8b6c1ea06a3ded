"""A Corpus in which some items are not shown: what a report may be made of when items must not be named in it."""

from collections.abc import Sequence
from functools import cached_property

from crawler.archive.corpus import Corpus
from crawler.archive.loaded import Loaded
from crawler.archive.seen import Article


class _Fewer(Loaded):
    """Loads what it is asked for, but for the hidden items."""

    hidden: frozenset[str] = frozenset()

    def named(self, identities: Sequence[str]) -> list[Article]:
        return super().named([identity for identity in identities if identity not in self.hidden])


class _Without(Corpus):
    _hidden: frozenset[str] = frozenset()
    _words: tuple[tuple[bytes, bytes], ...] = ()

    @cached_property
    def _loaded(self) -> Loaded:
        fewer = _Fewer(self._archive.engine, self.site.id, self._opened, self._complete_runs, self._floor)
        fewer.hidden = self._hidden
        return fewer

    def archive_payload(self, sha256: str) -> tuple[bytes, str] | None:
        """A list page names its items: their titles give way to the remark, in whatever encoding it is."""
        kept = super().archive_payload(sha256)
        if kept is None:
            return None
        body, content_type = kept
        for title, remark in self._words:
            body = body.replace(title, remark)
        return body, content_type


def without(corpus: Corpus, identities: frozenset[str], titles: Sequence[str], remark: str) -> Corpus:
    """The same run without the items of these identities and with ``remark`` for their titles; for reports, never for judging."""
    other = _Without(corpus._archive, corpus.site, corpus._opened, corpus.as_of)
    other._trusted = corpus._trusted
    other._hidden = identities
    codes = ("utf-8", "gb18030")
    other._words = tuple((title.encode(code), remark.encode(code)) for title in titles for code in codes)
    return other
