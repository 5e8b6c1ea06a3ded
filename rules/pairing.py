"""Which published item answers another: the feedback of a consultation, the interpretation of a document.

Certain signs first: a link either way, the 发文字号, the same name. Likeness of names alone never settles it: it makes a
candidate that a person confirms. The same archive gives the same pairs in the same order.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.interpretation import read_interpretation
from crawler.site import Site
from rules.texts import (
    cut_core,
    has_name,
    is_ground,
    is_upper,
    likeness,
    may_be_shortened,
    names_in,
    squeezed,
    subjects_in,
    title_cores,
    without_place,
)

FIRM: Final = 0.8  # from here on a pair needs nobody's confirmation
ALIKE: Final = 0.6  # share of character pairs from which names are worth a look
LINKED: Final = "互有链接"
_NEAR: Final = 0.05  # two candidates closer than this cannot be told apart
_CONTRARY: Final = 0.3  # a candidate that names another document outright is not it, whatever links to it
_UNSURE: Final = 0.7
_SHORT: Final = 8  # a name shorter than this is not looked for in running text
_TEXT: Final = 20_000
_BEFORE: Final = 12  # characters before a name that say whether something rests on it
_AROUND: Final = 120  # the same before a number, which may stand behind its document's name
_BLANKS = re.compile(r"\s+")
_NAMES = re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,100}》[^《》]{0,60})?》")
_IN_BRACKETS = re.compile(r"《[^《》]{0,200}》\s*[（(]?$")  # of 根据《X》（样府发〔2023〕1号） what counts stands before the name


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
    def subjects(self) -> tuple[str, ...]:
        """The names its text speaks of, without those on which it only rests."""
        return subjects_in(self.text, _TEXT)

    @cached_property
    def titled(self) -> str:
        """The 发文字号 its title tells as its own, '' when none; that of 贯彻样府发〔2023〕5号的方案 is another's."""
        key = number_key(self.article.title)
        return "" if _on_ground("", key) else key

    @cached_property
    def numbers(self) -> frozenset[str]:
        cited = (number_key(number) for number in read_interpretation("", self.text).numbers)
        return frozenset(key for key in cited if key)

    @cached_property
    def _cited(self) -> tuple[tuple[str, bool], ...]:
        """Each place of a number in its text: the number, and whether something only rests on it there."""
        found = []
        for passage in read_interpretation("", self.text).passages:
            if passage.what == "number" and (key := number_key(passage.quote)):
                start = passage.place.start
                found.append((key, _on_ground(_BLANKS.sub("", self.text[max(0, start - _AROUND) : start]), key)))
        return tuple(found)

    def rests_on(self, number: str) -> bool:
        """Whether its text cites a number only as the ground of what it speaks of, and speaks of something else."""
        ours = [ground for key, ground in self._cited if key.endswith(number)]
        others = self.subjects or [key for key, ground in self._cited if not ground and not key.endswith(number)]
        return bool(ours and others) and all(ours)

    @cached_property
    def words(self) -> str:
        return squeezed(self.text[:_TEXT])


def subject(corpus: Corpus, article: Article, text: str) -> Subject:
    """Prepare an item for pairing. A title that names nothing (征求意见公告), or is cut short, leaves it to the text."""
    linked = {a.identity for a in (*corpus.links_from(article), *corpus.links_to(article))}
    cut = cut_core(article.title)
    whole = tuple(name for name in names_in(text) if cut and name.startswith(cut))
    number = number_key(article.doc_number)
    number = "" if number.startswith("〔") else number  # without its 代字 it is anybody's
    cores = whole or title_cores(article.title) or names_in(text, 600)
    return Subject(article, cores, frozenset(linked), number)


def pair(wanted: Subject, candidate: Candidate, places: tuple[str, ...]) -> Pair | None:
    """How far ``candidate`` answers ``wanted``; None when nothing speaks for it. Its text is only asked where titles fail."""
    article = candidate.article
    like = alike(wanted.cores, candidate.cores, places)
    if _is_cut_from(wanted.cores, article.title, places) and like < 1.0 and article.identity not in wanted.linked:
        told = names_it(wanted.cores, candidate, places)
        return Pair(article, 0.85, ("标题不全，正文写明同一名称",)) if told else Pair(article, _UNSURE, ("标题不全，开头相同",))
    if has_name(article.title) and candidate.cores and wanted.cores and like < _CONTRARY and not _is_shortened(wanted.cores, candidate, places):
        return None
    same_number = bool(wanted.number) and candidate.titled.endswith(wanted.number)
    if wanted.number and candidate.titled and not same_number and like < ALIKE:
        return None  # 样府发〔2023〕5号文件解读 is of that document
    if article.identity in wanted.linked:
        return Pair(article, 1.0, (LINKED, *(("名称相同",) if like == 1.0 else ())))
    if same_number:
        return Pair(article, 0.95, ("标题写明同一发文字号",))
    if like == 1.0:
        return Pair(article, 0.9, ("名称相同",))
    return _by_text(wanted, candidate, places, like) or (
        Pair(article, min(like, FIRM - 0.01), (f"名称相似（{like:.0%}）",)) if like >= ALIKE else None
    )


def _by_text(wanted: Subject, candidate: Candidate, places: tuple[str, ...], like: float) -> Pair | None:
    """What the text says for it. A title with words of its own, and a text that only rests on the document, may mention it in passing."""
    article, generic = candidate.article, not candidate.cores
    if wanted.number and any(cited.endswith(wanted.number) for cited in candidate.numbers):
        sure = like >= ALIKE or (generic and not candidate.rests_on(wanted.number))
        return Pair(article, 0.95 if sure else _UNSURE, ("写明同一发文字号",))
    if names_it(wanted.cores, candidate, places):
        sure = (generic or _is_shortened(wanted.cores, candidate, places)) and is_about(wanted.cores, candidate, places)
        return Pair(article, 0.85 if sure else _UNSURE, ("正文写明同一名称",))
    return None


def _is_shortened(cores: tuple[str, ...], candidate: Candidate, places: tuple[str, ...]) -> bool:
    """Whether its title only shortens the name that its text has in full: 《实践办法》 of 《校外实践活动管理办法》, which is no document of its own."""
    short = candidate.cores
    if not short or not all(any(may_be_shortened(each, core, places) for core in cores) for each in short):
        return False
    return alike(short, candidate.subjects, places) < 1.0 or any(f"简称{each}" in candidate.words for each in short)


def ranked(pairs: Iterable[Pair | None]) -> Pairing:
    """Candidates best first; of equal ones the earliest."""
    found = [p for p in pairs if p is not None]
    return Pairing(tuple(sorted(found, key=lambda p: (-p.confidence, p.article.published or date.max, p.article.identity))))


def alike(cores: Iterable[str], others: Iterable[str], places: tuple[str, ...]) -> float:
    """The best likeness between any name of one side and any of the other."""
    return max((likeness(a, b, places) for a in cores for b in others), default=0.0)


def items(
    corpus: Corpus,
    unit: str,
    kinds: tuple[str, ...],
    since: date,
    *,
    or_unattributed: bool = False,
    titled: Callable[[str], object] | None = None,
) -> Iterator[Article]:
    """Items since a day, and those without a day where the columns show any: an old archive is not loaded for it."""
    yield from corpus.articles(unit, kinds, since, or_unattributed=or_unattributed, titled=titled)
    if any(column.undated for column in corpus.columns(unit, kinds)):
        found = corpus.articles(unit, kinds, until=date.min, or_unattributed=or_unattributed, titled=titled)
        yield from (article for article in found if article.published is None)


def everywhere(
    corpus: Corpus, since: date | None, titled: Callable[[str], object] | None = None, *, or_files: bool = False
) -> list[Article]:
    """What any column shows since a day and without one, for what was published in an unexpected place.

    Not noted as searched: no absence is concluded from these columns, so they need not have been seen whole.
    """
    with corpus.looking():
        undated = corpus.articles(None, (), until=date.min, titled=titled, or_files=or_files) if since else ()
        dated = corpus.articles(None, (), since, titled=titled, or_files=or_files)
        return [*dated, *(a for a in undated if a.published is None)]


def unread(article: Article) -> bool:
    """Whether what an item says could not be read: its page failed, lies elsewhere, or is a picture, a film, a file."""
    return article.state != "read" or article.body_kind in ("file", "image", "video", "empty")


def names_it(cores: tuple[str, ...], candidate: Candidate, places: tuple[str, ...]) -> bool:
    """Whether an item's text names what is called ``cores``."""
    if alike(cores, candidate.names, places) == 1.0:
        return True
    return any(len(core) >= _SHORT and core in candidate.words for core in cores)


def is_about(cores: tuple[str, ...], candidate: Candidate, places: tuple[str, ...]) -> bool:
    """Whether an item whose text names what is called ``cores`` speaks of it, not of something that only rests on it."""
    if not candidate.subjects or alike(cores, candidate.subjects, places) == 1.0:
        return True
    # Named without brackets, as in 关于征求甲方案意见的情况.
    bare = squeezed(_NAMES.sub("", candidate.text[:_TEXT]))
    found = [at for core in cores if len(core) >= _SHORT for at in _places_of(core, bare)]
    return any(not is_ground(bare[max(0, at - _BEFORE) : at]) for at in found)


def _is_cut_from(cores: tuple[str, ...], title: str, places: tuple[str, ...]) -> bool:
    """Whether a title cut short may be the beginning of one of ``cores``."""
    cut = without_place(cut_core(title), places)
    return len(cut) >= _SHORT and any(without_place(core, places).startswith(cut) for core in cores)


def _on_ground(before: str, key: str) -> bool:
    """Whether something rests on a number. As read it may hold the words before it: 根据样府发〔2023〕5号."""
    code = key.split("〔")[0]
    before = _IN_BRACKETS.sub("", before)
    return any(is_ground(before + code[:n]) for n in range(len(code)))


def _places_of(core: str, words: str) -> Iterator[int]:
    at = words.find(core)
    while at >= 0:
        yield at
        at = words.find(core, at + 1)


def is_reprint(site: Site, article: Article) -> bool:
    """Whether an item that only its column ties to a unit is another authority's: a province's, a city's, the state's."""
    if article.says_whose:
        return False
    places = site.district_names
    foreign = any(name and is_upper(name, places) for name in (article.issuer, article.source))
    return foreign or is_upper(article.title, places)
