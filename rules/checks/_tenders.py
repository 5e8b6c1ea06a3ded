"""Tenders: the notice (or the candidates' notice) of a procedure, and every later item of the same one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.project import phase_of, plain_name, project_key
from crawler.extract.tender import ENDINGS, Step, Tender, TenderText, named_so, read_tender, read_tender_text
from rules.checks._chains import Grade, settled, told_alike
from rules.pairing import LINKED, Pair, Pairing, everywhere, ranked
from rules.texts import bigrams, is_upper, likeness, without_place

_LONGEST: Final = 400  # days from a notice to its contract
_ALIKE: Final = 0.75
_SHARED: Final = 0.7  # of the shorter name's character pairs: below it no likeness is possible
_SHORT: Final = 4
_AFTER: Final = {
    Step.NOTICE: frozenset(Step) - {Step.NOTICE},
    Step.CANDIDATES: ENDINGS,
}


@dataclass(frozen=True, slots=True)
class Tendering:
    """An item with what its title and its text say of a procedure."""

    article: Article
    said: Tender
    text: TenderText

    @property
    def numbers(self) -> frozenset[str]:
        return self.text.numbers


def tenderings(corpus: Corpus, since: date) -> tuple[Tendering, ...]:
    """Everybody's items on tenders since a day, without those of higher levels."""
    return corpus.once(("tenderings", since), lambda: tuple(_tenderings(corpus, since)))


def _tenderings(corpus: Corpus, since: date) -> list[Tendering]:
    found = []
    for article in everywhere(corpus, since, read_tender):
        said = read_tender(article.title)
        if said is None or is_upper(article.title, corpus.site.district_names):
            continue
        text = read_tender_text(article.title, corpus.text(article))
        if not said.name and text.named:  # 中标候选人公示 alone: its text tells of what
            said = named_so(text.named[0], said.step)
        found.append(Tendering(article, said, text))
    return found


def steps_of(corpus: Corpus, opening: Tendering, items: Sequence[Tendering]) -> Pairing:
    """Every later item of the procedure that ``opening`` tells of. ``items`` are everybody's."""
    places = corpus.site.district_names
    alike = [each for each in items if each.said.step is opening.said.step and each.article.identity != opening.article.identity]
    near = [each for each in items if fit(opening, each, places, rounds=False) is not Grade.CONTRARY]
    failed = [each for each in near if each.said.step is Step.FAILED]
    linked = {a.identity for a in (*corpus.links_from(opening.article), *corpus.links_to(opening.article))}
    after = _AFTER.get(opening.said.step, ENDINGS)
    found = []
    for later in near:
        if later.said.step not in after or not _follows(opening.article, later.article):
            continue
        ours = _graded(opening, later, alike, failed, places)
        if ours is not Grade.CONTRARY:
            rivals = [*alike, opening]
            others = (_graded(each, later, rivals, failed, places) for each in alike if _follows(each.article, later.article))
            found.append(_pair(opening, later, ours, others, linked))
    return ranked(found)


def _follows(opening: Article, later: Article) -> bool:
    if opening.published is None or later.published is None:
        return True
    return opening.published <= later.published <= opening.published + timedelta(days=_LONGEST)


def _pair(opening: Tendering, later: Tendering, ours: Grade, others: Iterable[Grade], linked: set[str]) -> Pair | None:
    if later.article.identity in linked:
        return Pair(later.article, 1.0, (LINKED,))
    if opening.numbers & later.numbers and ours is Grade.SAME:
        return Pair(later.article, 0.95, ("写明同一招标（项目）编号",))
    return settled(later.article, ours, others, "项目名称、标段、次数相符")


def _graded(
    opening: Tendering, later: Tendering, rivals: Sequence[Tendering], failed: Sequence[Tendering], places: tuple[str, ...]
) -> Grade:
    """The grade of ``fit``, told apart from other rounds of the same procedure."""
    grade = fit(opening, later, places)
    if grade is Grade.CONTRARY or later.said.is_repeated:
        return grade
    rounds = [each for each in rivals if each.said.is_repeated != opening.said.is_repeated and fit(each, opening, places, rounds=False) >= Grade.OPEN]
    ended = [each for each in failed if each is not later and fit(opening, each, places, rounds=False) >= Grade.OPEN]
    if opening.said.is_repeated:  # the later item does not say which round it is of
        return Grade.SAME if grade is Grade.OPEN and any(_before(each, opening) for each in ended) else grade
    again = [each for each in rounds if _before(each, later)]
    if not again:
        return grade
    return Grade.CONTRARY if any(_before(each, again[0]) for each in ended) else min(grade, Grade.OPEN)


def _before(one: Tendering, other: Tendering) -> bool:
    a, b = one.article.published, other.article.published
    return a is not None and b is not None and a <= b


def fit(opening: Tendering, later: Tendering, places: tuple[str, ...], *, rounds: bool = True) -> Grade:
    """How a later item fits an opening by name, number, role, lot and round."""
    asked, told = opening.said, later.said
    name = _names(asked.name, told.name, places)
    if not opening.numbers.isdisjoint(later.numbers):
        name = Grade.SAME
    elif name is not Grade.CONTRARY and _same_series(opening.numbers, later.numbers):
        return Grade.CONTRARY
    if name is Grade.CONTRARY:
        return name
    return min(name, _parts(asked.roles, told.roles), _parts(asked.lots, told.lots), _rounds(asked, told) if rounds else Grade.SAME)


def _same_series(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two numbers are of one series, so that they tell two procedures: 2023-018 and 2023-019, not a plan's and an agency's."""
    return any(_shape(a) == _shape(b) for a in ours for b in theirs)


@lru_cache(maxsize=8192)
def _shape(number: str) -> str:
    return "".join("0" if c.isdigit() else c for c in number)


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A name as it is compared: without what any project's name ends with, and whole."""

    key: str
    whole: str
    phase: str
    pairs: frozenset[str]


@lru_cache(maxsize=65536)
def _spelled(name: str, places: tuple[str, ...]) -> _Spelled:
    short = name
    for end in ("项目", "采购"):
        short = short.removesuffix(end)
    key = without_place(project_key(short) or plain_name(short), places)
    return _Spelled(key, plain_name(name), phase_of(key), bigrams(key))


def _names(one: str, other: str, places: tuple[str, ...]) -> Grade:
    a, b = _spelled(one, places), _spelled(other, places)
    if len(a.key) < _SHORT or len(b.key) < _SHORT or a.phase != b.phase:
        return Grade.CONTRARY
    if a.key == b.key:
        return Grade.SAME
    # 修缮工程 may be 图书馆修缮工程; 冷链中心配套道路 is not 冷链中心.
    if a.key.endswith(b.key) or b.key.endswith(a.key) or a.whole.endswith(b.whole) or b.whole.endswith(a.whole):
        return Grade.WEAK
    if len(a.pairs & b.pairs) < _SHARED * min(len(a.pairs), len(b.pairs)):
        return Grade.CONTRARY  # likeness could not say otherwise, and costs more
    like = likeness(a.key, b.key, places)
    if like == 1.0:
        return Grade.SAME
    return Grade.WEAK if like >= _ALIKE and not (a.key.startswith(b.key) or b.key.startswith(a.key)) else Grade.CONTRARY


def _parts(asked: frozenset[str], told: frozenset[str]) -> Grade:
    """Roles or lots: an item on some of those that were tendered together is an item of that procedure."""
    if asked and told:
        return Grade.SAME if told <= asked or asked <= told else Grade.OPEN if asked & told else Grade.CONTRARY
    return told_alike(asked, told)


def _rounds(asked: Tender, told: Tender) -> Grade:
    if asked.is_repeated and told.is_repeated:
        return Grade.SAME if asked.time == told.time or asked.anew or told.anew else Grade.CONTRARY
    if asked.is_repeated:
        return Grade.OPEN
    return Grade.CONTRARY if told.is_repeated else Grade.SAME
