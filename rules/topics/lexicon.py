"""The lexicons of topics, read from the TOML files of this folder, checked to the last word and loaded once.

A file may hold topics, facets (what sort of item it is: 政策措施, 实施情况) and the words all topics share. A term written with ``…``
is two parts in this order, close together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawler.tomlfile import BadInput, TomlFile, nearest
from crawler.vocabulary import KINDS

BUNDLED: Final = Path(__file__).parent
GAP: Final = "…"
_BETWEEN: Final = ".{0,12}?"
_ID = re.compile(r"^[a-z][a-z0-9_]{2,31}$")
Role = Literal["core", "related", "excluded"]
WEIGHTS: Final[Mapping[str, int]] = MappingProxyType({"core": 3, "related": 1, "excluded": -3})
_SPREAD: Final = 4  # a core term of two parts is two words by itself


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a topic. ``words`` as the file writes it."""

    words: str
    role: Role
    weight: int


@dataclass(frozen=True)
class Topic:
    """A topic: its terms, the words without one of which nothing counts, and the kinds of column that are about nothing else."""

    id: str
    name: str
    terms: tuple[Term, ...]
    needs: tuple[str, ...]
    kinds: tuple[str, ...]
    pattern: re.Pattern[str]
    by_words: Mapping[str, Term]
    spread: tuple[tuple[re.Pattern[str], Term], ...]  # the terms written with …

    def term_of(self, found: str) -> Term | None:
        """The term that ``pattern`` found; None for the name of an office."""
        term = self.by_words.get(found)
        return term or next((term for pattern, term in self.spread if pattern.fullmatch(found)), None)


@dataclass(frozen=True, slots=True)
class Facet:
    """What sort of item: by the nouns its title ends with, else by its verbs; by what ``anywhere`` names before all else.

    ``of`` is the wider facet it belongs to.
    """

    id: str
    name: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    with_number: bool = False
    of: str = ""
    anywhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommonWords:
    """What all topics share: names of offices, and what tells news of a meeting, a text about something else or about everything."""

    offices: tuple[str, ...]
    gatherings: tuple[str, ...]
    no_gatherings: tuple[str, ...]
    never: tuple[str, ...]
    mixed: tuple[str, ...]
    drafts: tuple[str, ...]
    tails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All topics and facets by id, and the shared words."""

    topics: Mapping[str, Topic]
    facets: Mapping[str, Facet]
    words: CommonWords


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _WeighedTable(_Table):
    word: str
    weight: int = Field(ge=-9, le=9)


_Word = str | _WeighedTable


class _TopicTable(_Table):
    id: str
    name: str
    core: tuple[_Word, ...]
    related: tuple[_Word, ...] = ()
    excluded: tuple[_Word, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class _FacetTable(_Table):
    id: str
    name: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    with_number: bool = False
    of: str = ""
    anywhere: tuple[str, ...] = ()


class _WordsTable(_Table):
    offices: tuple[str, ...]
    gatherings: tuple[str, ...]
    no_gatherings: tuple[str, ...]
    never: tuple[str, ...]
    mixed: tuple[str, ...]
    drafts: tuple[str, ...]
    tails: tuple[str, ...]


class _FileTable(_Table):
    topic: tuple[_TopicTable, ...] = ()
    facet: tuple[_FacetTable, ...] = ()
    words: _WordsTable | None = None


@cache
def lexicon(folder: Path = BUNDLED) -> Lexicon:
    """What all TOML files of ``folder`` say together. Raises BadInput with one line a mistake."""
    files = [(source, source.validated(_FileTable)) for source in map(TomlFile.read, sorted(folder.glob("*.toml")))]
    if mistakes := list(_mistakes(files)):
        raise BadInput(*mistakes)
    words = next((table.words for _, table in files if table.words), None)
    if words is None:
        raise BadInput(f"{folder}: 没有各主题共用的词（[words]）")
    topics = {t.id: _topic(t, words.offices) for _, table in files for t in table.topic}
    facets = {f.id: Facet(f.id, f.name, f.nouns, f.verbs, f.with_number, f.of, f.anywhere) for _, table in files for f in table.facet}
    common = CommonWords(
        words.offices, words.gatherings, words.no_gatherings, words.never, words.mixed, words.drafts, words.tails
    )
    return Lexicon(MappingProxyType(topics), MappingProxyType(facets), common)


def topic_named(topic_id: str) -> Topic:
    """The bundled topic with this id; raises LookupError with the nearest one. A catalogue that names another is wrong."""
    topics = lexicon().topics
    if topic_id not in topics:
        raise LookupError(f"没有名为“{topic_id}”的主题" + nearest(topic_id, topics))
    return topics[topic_id]


def facet_named(facet_id: str) -> Facet:
    """The same for a facet."""
    facets = lexicon().facets
    if facet_id not in facets:
        raise LookupError(f"没有名为“{facet_id}”的信息类别" + nearest(facet_id, facets))
    return facets[facet_id]


def unknown_names(topics: Iterable[str], facets: Iterable[str] = ()) -> list[str]:
    """What a catalogue names and no file holds, in words: for whoever checks catalogues."""
    known = lexicon()
    found = [f"没有名为“{t}”的主题" + nearest(t, known.topics) for t in topics if t not in known.topics]
    return found + [f"没有名为“{f}”的信息类别" + nearest(f, known.facets) for f in facets if f not in known.facets]


# ---- mistakes


def _mistakes(files: list[tuple[TomlFile, _FileTable]]) -> Iterator[str]:
    seen: set[str] = set()
    facets = {facet.id for _, table in files for facet in table.facet}
    shared = False
    for source, table in files:
        for n, topic in enumerate(table.topic):
            yield from _id_mistakes(source, ("topic", n, "id"), topic.id, seen)
            yield from _term_mistakes(source, n, topic)
            for kind in topic.kinds:
                if kind not in KINDS:
                    yield source.mistake(("topic", n, "kinds"), f"不认识的栏目类别“{kind}”" + nearest(kind, KINDS))
        for n, facet in enumerate(table.facet):
            yield from _id_mistakes(source, ("facet", n, "id"), facet.id, seen)
            if facet.of and facet.of not in facets:
                yield source.mistake(("facet", n, "of"), f"没有名为“{facet.of}”的信息类别" + nearest(facet.of, facets))
        if table.words and shared:
            yield source.mistake(("words",), "各主题共用的词（[words]）只能写一处")
        shared = shared or table.words is not None


def _id_mistakes(source: TomlFile, at: tuple[str | int, ...], name: str, seen: set[str]) -> Iterator[str]:
    if not _ID.match(name):
        yield source.mistake(at, f"id“{name}”只能用小写字母、数字和 _，3 到 32 个字符")
    if name in seen:
        yield source.mistake(at, f"id“{name}”重复")
    seen.add(name)


def _term_mistakes(source: TomlFile, n: int, topic: _TopicTable) -> Iterator[str]:
    if not topic.core:
        yield source.mistake(("topic", n, "core"), f"主题“{topic.id}”没有核心词")
    where: dict[str, str] = {}
    for role, words in (("core", topic.core), ("related", topic.related), ("excluded", topic.excluded)):
        for word in map(_word, words):
            if any(len(part) < (1 if role == "related" else 2) for part in word.split(GAP)) or word.count(GAP) > 1:
                yield source.mistake(("topic", n, role), f"“{word}”太短，或“…”用得不对：每一段至少两个字，只能有一个“…”")
            if word in where:
                yield source.mistake(("topic", n, role), f"“{word}”已写在 {where[word]} 里")
            where[word] = role


# ---- building


def _weight(role: Role, word: _Word) -> int:
    if isinstance(word, _WeighedTable):
        return word.weight
    return _SPREAD if role == "core" and GAP in word else WEIGHTS[role]


def _word(word: _Word) -> str:
    return word if isinstance(word, str) else word.word


def _topic(table: _TopicTable, offices: tuple[str, ...]) -> Topic:
    written: tuple[tuple[Role, tuple[_Word, ...]], ...] = (
        ("core", table.core), ("related", table.related), ("excluded", table.excluded),
    )  # fmt: skip
    terms = tuple(
        Term(_word(word), role, _weight(role, word))
        for role, words in written
        for word in words
    )
    spread = tuple((re.compile(_regex(t.words), re.DOTALL), t) for t in terms if GAP in t.words)
    plain = sorted({*(t.words for t in terms), *offices}, key=lambda words: (-len(words), words))
    return Topic(
        id=table.id,
        name=table.name,
        terms=terms,
        needs=table.needs,
        kinds=table.kinds,
        pattern=re.compile("|".join(map(_regex, plain)), re.DOTALL),
        by_words=MappingProxyType({t.words: t for t in terms if GAP not in t.words}),
        spread=spread,
    )


def _regex(words: str) -> str:
    return _BETWEEN.join(re.escape(part) for part in words.split(GAP))
