"""What a run shows of a topic: by title first, for all topics and units at once; texts are read only where a title gives a reason.

The index is made once for a Corpus. An item counts for the unit it is attributed to; what nobody is known to own, or another unit of
the same row or the government's office published, is kept apart. Reprints of authorities outside the district count for nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.authority import Places
from crawler.site import Site
from rules.model import Duty
from rules.pairing import everywhere, is_reprint, unread
from rules.topics.lexicon import GAP, WEIGHTS, Topic, lexicon
from rules.topics.reading import Fit, TopicReading, Words, read_topic, terms_in

_YEARS_BACK: Final = 3  # how old what is shown beside an absence may be
_MOST_TEXTS: Final = 300  # items whose texts are read before a unit is accused
_FILES: Final = 6  # names of files read of one item
_MOST: Final = 12  # items of one unit read for one topic: those whose titles promise most


class Tier(IntEnum):
    """Whose an item is, as seen from the judged unit."""

    OWN = 0
    FELLOW = 1  # a unit of the same row, or the government's office
    NOBODY = 2  # in a column of the portal or of the unit, and nobody knows whose


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item that shows a topic, or comes near it."""

    article: Article
    reading: TopicReading
    tier: Tier

    @property
    def is_firm(self) -> bool:
        """Whether nothing about it needs a person: its own, in title and text, with a day."""
        return self.tier is Tier.OWN and self.reading.fit is Fit.FIRM and self.article.published is not None


@dataclass(frozen=True, slots=True)
class _Named:
    """An item whose title, files or column name words of a topic; ``promise`` orders them."""

    article: Article
    promise: int


@dataclass(slots=True)
class _Index:
    """By topic and unit ('' nobody's), what titles promise."""

    found: dict[tuple[str, str], list[_Named]] = field(default_factory=dict)

    def of(self, topic: str, unit: str) -> list[_Named]:
        return self.found.get((topic, unit), [])


def sightings(corpus: Corpus, duty: Duty, topic: Topic, tier: Tier, since: date) -> tuple[Sighting, ...]:
    """What ``tier`` published on ``topic`` since a day, best first: shown items, then hints."""
    units = (duty.unit,) if tier is Tier.OWN else ("",) if tier is Tier.NOBODY else _fellows(corpus.site, duty)
    found = [s for unit in units for s in _read(corpus, topic, unit, tier, since, duty.year)]
    if tier is Tier.NOBODY:  # what nobody is known to own in another unit's column is rather that unit's
        open_to_all = {c.id for c in corpus.all_columns if c.unit in ("", duty.unit)}
        found = [s for s in found if open_to_all.intersection(s.article.columns)]
    return tuple(sorted(found, key=_best_first))


def earlier(corpus: Corpus, duty: Duty, topic: Topic, since: date) -> tuple[Sighting, ...]:
    """The unit's own items on ``topic`` from the years before ``since``, judged by their own year, newest first."""
    listed = [n for n in _index(corpus, since).of(topic.id, duty.unit) if n.article.published and n.article.published < since]
    listed.sort(key=lambda n: (-n.promise, -_day(n.article), n.article.identity))
    found = []
    for each in listed[:_MOST]:
        year = each.article.published.year if each.article.published else duty.year
        reading = _reading(corpus, topic, each.article, year)
        if reading.fit.is_shown:
            found.append(Sighting(each.article, reading, Tier.OWN))
    return tuple(sorted(found, key=lambda s: (-_day(s.article), s.article.identity)))


def anybodys(corpus: Corpus, topic: Topic, since: date) -> Article | None:
    """The newest item of anybody in the district whose title names the topic: then it is published, if not by the judged unit."""
    named = [
        n.article
        for (topic_id, _), listed in _index(corpus, since).found.items()
        if topic_id == topic.id
        for n in listed
        if n.promise >= WEIGHTS["core"] and n.article.published and n.article.published >= since
    ]
    own = (a for a in sorted(named, key=lambda a: (-_day(a), a.identity)) if not _is_foreign(corpus.site, a))
    return next(own, None)


def in_passing(
    corpus: Corpus, duty: Duty, topic: Topic, kinds: tuple[str, ...], since: date
) -> tuple[Article, str] | None:
    """An item of the unit that may hold the topic though no title says so, and why: its text names it, or nobody could read it."""
    listed = [a for a in corpus.articles(duty.unit, kinds) if a.published is None or a.published >= since]
    for article in listed[-_MOST_TEXTS:]:
        if unread(article):
            return article, "的正文没有读到"
        if any(term.role == "core" for term in terms_in(topic, corpus.text(article))):
            return article, "的正文提到"
    return (listed[0], "等较早的信息没有逐条读") if len(listed) > _MOST_TEXTS else None


# ---- inside


def _index(corpus: Corpus, since: date) -> _Index:
    return corpus.once(("topics", since.year), lambda: _indexed(corpus, date(since.year - _YEARS_BACK, 1, 1)))


def _indexed(corpus: Corpus, oldest: date) -> _Index:
    index = _Index()
    columns = {column.id: _topics_named(column.name) for column in corpus.all_columns}
    for article in everywhere(corpus, oldest):
        named = _topics_named(article.title + "".join(f"\n{link.name}" for link in article.attachments[:_FILES]))
        for column in article.columns:
            for topic, promise in columns.get(column, {}).items():
                named[topic] = named.get(topic, 0) + min(promise, 2)
        for topic, promise in named.items():
            index.found.setdefault((topic, article.unit), []).append(_Named(article, promise))
    return index


def _topics_named(words: str) -> dict[str, int]:
    """The topics whose terms stand in ``words``, each with the weight of the terms found: one walk for all topics."""
    terms, plain = _terms(), "".join(words.split())
    found: dict[str, set[tuple[str, int]]] = {}
    for at in range(len(plain) - 1):
        for term, topic, weight in terms.get(plain[at : at + 2], ()):
            if plain.startswith(term, at):
                found.setdefault(topic, set()).add((term, weight))
    return {topic: sum(weight for _, weight in hits) for topic, hits in found.items()}


@lru_cache(maxsize=1)
def _terms() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """(beginning of a term, topic, weight) by the first two characters. Terms of one character promise nothing."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for topic in lexicon().topics.values():
        for term in topic.terms:
            first = term.words.split(GAP)[0]
            if term.role != "excluded" and len(first) > 1:
                found.setdefault(first[:2], []).append((first, topic.id, term.weight))
    return {start: tuple(terms) for start, terms in found.items()}


def _read(corpus: Corpus, topic: Topic, unit: str, tier: Tier, since: date, year: int) -> tuple[Sighting, ...]:
    """What one unit's items show, read once whoever asks."""
    key = ("topic-read", topic.id, unit, since, year)
    found = corpus.once(key, lambda: tuple(_reads(corpus, topic, unit, since, year)))
    return tuple(Sighting(article, reading, tier) for article, reading in found)


def _reads(corpus: Corpus, topic: Topic, unit: str, since: date, year: int) -> Iterator[tuple[Article, TopicReading]]:
    listed = [n for n in _index(corpus, since).of(topic.id, unit) if n.article.published is None or n.article.published >= since]
    listed.sort(key=lambda n: (-n.promise, -_day(n.article), n.article.identity))
    for each in listed[:_MOST]:
        article = each.article
        if _is_foreign(corpus.site, article):
            continue
        reading = _reading(corpus, topic, article, year)
        if reading.fit is not Fit.NONE:
            yield article, reading


def _reading(corpus: Corpus, topic: Topic, article: Article, year: int) -> TopicReading:
    text = None if unread(article) else corpus.text(article)
    names = {c.id: c.name for c in corpus.all_columns if c.id in article.columns}
    item = Words(
        title=article.title,
        text=text,
        files=tuple(link.name for link in article.attachments[:_FILES]),
        column=" ".join(names.values()),
        has_number=bool(article.doc_number),
    )
    return read_topic(topic, item, year, corpus.site.district_names, ours=article.says_whose)


def _is_foreign(site: Site, article: Article) -> bool:
    """Whether an item that does not say itself whose it is comes from outside the district."""
    if article.says_whose:
        return False
    if is_reprint(site, article):
        return True
    places = _places(site.district_names, site.unit_names)
    return (
        any(name and places.is_foreign(name) for name in (article.issuer, article.source))
        or places.is_foreign_number(article.doc_number)
        or places.issued_by_foreign(article.title)
        or places.is_about_foreign(article.title)
    )


@lru_cache(maxsize=8)
def _places(own: tuple[str, ...], names: tuple[str, ...]) -> Places:
    return Places(own, names)


def _fellows(site: Site, duty: Duty) -> tuple[str, ...]:
    """The other units of the row, and the government's office, by id."""
    named: Iterable[str] = duty.requirement.units
    units = [u.id for name in named if name.startswith("@") for u in site.members(name[1:], duty.as_of)]
    units += [u.id for name in named if not name.startswith("@") and (u := site.unit_named(name, duty.as_of))]
    units += [u.id for u in site.units if u.name.endswith(("政府办公室", "政府办"))]
    return tuple(sorted(set(units) - {duty.unit}))


def _best_first(sighting: Sighting) -> tuple[int, int, int, int, str]:
    article, reading = sighting.article, sighting.reading
    return sighting.tier, reading.fit, -reading.score, -_day(article), article.identity


def _day(article: Article) -> int:
    return article.published.toordinal() if article.published else 0
