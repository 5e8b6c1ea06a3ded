"""Which published item answers another: the feedback of a consultation, the interpretation of a document.

Certain signs first: a link either way, the 发文字号, the same name. Likeness of names alone never settles it: it makes a
candidate that a person confirms. The same archive gives the same pairs in the same order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.interpretation import read_interpretation
from crawler.site import Site
from rules.texts import has_name, is_upper, likeness, names_in, squeezed, title_cores

FIRM: Final = 0.8  # from here on a pair needs nobody's confirmation
ALIKE: Final = 0.6  # share of character pairs from which names are worth a look
LINKED: Final = "互有链接"
_NEAR: Final = 0.05  # two candidates closer than this cannot be told apart
_CONTRARY: Final = 0.3  # a candidate that names another document outright is not it, whatever links to it
_SHORT: Final = 8  # a name shorter than this is not looked for in running text
_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """One candidate with how sure it is (0 to 1) and why, in words a report can print."""

    article: Article
    confidence: float
    reasons: tuple[str, ...]

    @property
    def firm(self) -> bool:
        return self.confidence >= FIRM


@dataclass(frozen=True, slots=True)
class Pairing:
    """All candidates of one item, best first."""

    pairs: tuple[Pair, ...]

    @property
    def best(self) -> Pair | None:
        return self.pairs[0] if self.pairs else None

    @property
    def firm(self) -> tuple[Pair, ...]:
        """The pairs that are certain, earliest first: any of them answers."""
        return tuple(sorted((p for p in self.pairs if p.firm), key=lambda p: (p.article.published or date.max, p.article.identity)))

    @property
    def ambiguous(self) -> bool:
        """Whether the two best are both uncertain and cannot be told apart."""
        two = self.pairs[:2]
        return len(two) == 2 and not two[0].firm and two[0].confidence - two[1].confidence <= _NEAR


@dataclass(frozen=True, slots=True)
class Subject:
    """The item that wants an answer: what it is called and which items are linked with it, either way."""

    article: Article
    cores: tuple[str, ...]
    linked: frozenset[str]
    number: str = ""  # its 发文字号 in one spelling


@dataclass(frozen=True)
class Candidate:
    """An item that may answer. What its text says is worked out once, when first asked."""

    article: Article
    text: str

    @cached_property
    def cores(self) -> tuple[str, ...]:
        return title_cores(self.article.title)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return names_in(self.text)

    @cached_property
    def numbers(self) -> frozenset[str]:
        cited = (number_key(number) for number in read_interpretation("", self.text).numbers)
        return frozenset(key for key in cited if key)

    @cached_property
    def words(self) -> str:
        return squeezed(self.text[:_TEXT])


def subject(corpus: Corpus, article: Article, text: str) -> Subject:
    """Prepare an item for pairing. A title that names nothing (征求意见公告) leaves it to the text."""
    linked = {a.identity for a in (*corpus.links_from(article), *corpus.links_to(article))}
    number = number_key(article.doc_number)
    number = "" if number.startswith("〔") else number  # without its 代字 it is anybody's
    return Subject(article, title_cores(article.title) or names_in(text, 600), frozenset(linked), number)


def pair(wanted: Subject, candidate: Candidate, places: tuple[str, ...]) -> Pair | None:
    """How far ``candidate`` answers ``wanted``; None when nothing speaks for it. Its text is only asked where titles fail."""
    article = candidate.article
    like = alike(wanted.cores, candidate.cores, places)
    if has_name(article.title) and candidate.cores and wanted.cores and like < _CONTRARY:
        return None
    if article.identity in wanted.linked:
        return Pair(article, 1.0, (LINKED, *(("名称相同",) if like == 1.0 else ())))
    if like == 1.0:
        return Pair(article, 0.9, ("名称相同",))
    generic = not candidate.cores
    if wanted.number and any(cited.endswith(wanted.number) for cited in candidate.numbers):
        return Pair(article, 0.95 if like >= ALIKE or generic else 0.7, ("写明同一发文字号",))
    if names_it(wanted.cores, candidate, places):
        # A title with words of its own may only mention the document in passing.
        return Pair(article, 0.85 if generic else 0.7, ("正文写明同一名称",))
    return Pair(article, min(like, FIRM - 0.01), (f"名称相似（{like:.0%}）",)) if like >= ALIKE else None


def ranked(pairs: Iterable[Pair | None]) -> Pairing:
    """Candidates best first; of equal ones the earliest."""
    found = [p for p in pairs if p is not None]
    return Pairing(tuple(sorted(found, key=lambda p: (-p.confidence, p.article.published or date.max, p.article.identity))))


def alike(cores: Iterable[str], others: Iterable[str], places: tuple[str, ...]) -> float:
    """The best likeness between any name of one side and any of the other."""
    return max((likeness(a, b, places) for a in cores for b in others), default=0.0)


def items(
    corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date, *, or_unattributed: bool = False
) -> Iterator[Article]:
    """Items since a day, and those without a day where the columns show any: an old archive is not loaded for it."""
    yield from corpus.articles(unit, kinds, since, or_unattributed=or_unattributed)
    if any(column.undated for column in corpus.columns(unit, kinds)):
        found = corpus.articles(unit, kinds, or_unattributed=or_unattributed)
        yield from (article for article in found if article.published is None)


def everywhere(corpus: Corpus, since: date | None) -> list[Article]:
    """What any column shows since a day, for what was published in an unexpected place.

    Not noted as searched: no absence is concluded from these columns, so they need not have been seen whole.
    """
    with corpus.looking():
        undated = corpus.articles(None, (), until=date.min) if since else ()
        return [*corpus.articles(None, (), since), *(a for a in undated if a.published is None)]


def unread(article: Article) -> bool:
    """Whether what an item says could not be read: its page failed, lies elsewhere, or is a picture, a film, a file."""
    return article.state != "read" or article.body_kind in ("file", "image", "video", "empty")


def names_it(cores: tuple[str, ...], candidate: Candidate, places: tuple[str, ...]) -> bool:
    """Whether an item's text names what is called ``cores``."""
    if alike(cores, candidate.names, places) == 1.0:
        return True
    return any(len(core) >= _SHORT and core in candidate.words for core in cores)


def is_reprint(site: Site, article: Article) -> bool:
    """Whether an item that only its column ties to a unit is another authority's: a province's, a city's, the state's."""
    if article.says_whose:
        return False
    places = site.district_names
    foreign = any(name and is_upper(name, places) for name in (article.issuer, article.source))
    return foreign or is_upper(article.title, places)
