"""Recruitments: the notice that opens one, and every later item of the same one, as far as the district's portal shows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.recruitment import Recruitment, Step, read_recruitment, read_recruitment_text
from rules.checks._chains import Grade, settled, told_alike
from rules.pairing import LINKED, Pair, Pairing, everywhere, ranked
from rules.texts import bigrams, is_upper, squeezed

_LONGEST: Final = 540  # days from a notice to its last item; the term of a check is shorter
_BARE_WITHIN: Final = 365
_ALIKE: Final = 0.6
_TEXT: Final = 20_000
_WHOLE: Final = 12  # characters of a title that is looked for in running text


@dataclass(frozen=True, slots=True)
class Recruiting:
    """An item with what its title says of a recruitment, its text in one spelling, and what the notices say that it names."""

    article: Article
    said: Recruitment
    words: str = ""
    named: tuple[Recruitment, ...] = ()


def recruitings(corpus: Corpus, since: date) -> tuple[Recruiting, ...]:
    """Everybody's items on recruitments since a day, without those of higher levels."""
    return corpus.once(("recruitings", since), lambda: tuple(_recruitings(corpus, since)))


def _recruitings(corpus: Corpus, since: date) -> list[Recruiting]:
    places = corpus.site.district_names
    read = ((article, read_recruitment(article.title, places)) for article in everywhere(corpus, since, read_recruitment))
    return [_recruiting(corpus, article, said) for article, said in read if said and not _is_upper(article.title, places)]


def _recruiting(corpus: Corpus, article: Article, said: Recruitment) -> Recruiting:
    if said.step is Step.NOTICE:
        return Recruiting(article, said)
    text = corpus.text(article)
    named = (read_recruitment(name, corpus.site.district_names) for name in read_recruitment_text(text).named)
    return Recruiting(article, said, squeezed(text[:_TEXT]), tuple(each for each in named if each and not each.is_bare))


def _is_upper(title: str, places: tuple[str, ...]) -> bool:
    plain = squeezed(title)
    return is_upper(re.sub(r"^20\d{2}年?度?", "", plain), places) and not any(place in plain for place in places)


def steps_of(corpus: Corpus, notice: Recruiting, items: Sequence[Recruiting]) -> Pairing:
    """Every later item of the recruitment that ``notice`` opened, with how sure it is. ``items`` are everybody's."""
    opened = [each for each in items if each.said.step is Step.NOTICE and each.article.identity != notice.article.identity]
    opened = [each for each in opened if squeezed(each.article.title) != squeezed(notice.article.title) or not _near(each, notice)]
    linked = {a.identity for a in (*corpus.links_from(notice.article), *corpus.links_to(notice.article))}
    later = (each for each in items if each.said.step is not Step.NOTICE and _follows(notice.article, each.article, _LONGEST))
    return ranked(_pair(notice, opened, each, linked) for each in later)


def _near(one: Recruiting, other: Recruiting) -> bool:
    """Whether two notices of one title are one, listed twice."""
    a, b = one.article.published, other.article.published
    return a is None or b is None or abs((a - b).days) <= 60


def _follows(opening: Article, later: Article, days: int) -> bool:
    if opening.published is None or later.published is None:
        return True
    return opening.published <= later.published <= opening.published + timedelta(days=days)


def _pair(notice: Recruiting, opened: Sequence[Recruiting], later: Recruiting, linked: set[str]) -> Pair | None:
    named = _by_text(notice, later)
    if named is Grade.SAME:
        return Pair(later.article, 0.95, ("正文写明这次招聘的公告",))
    if later.said.is_bare:
        return _bare(notice, later, linked, named)
    ours = fit(notice, later)
    if later.article.identity in linked and ours is not Grade.CONTRARY:
        return Pair(later.article, 1.0, (LINKED,))
    others = (fit(other, later) for other in opened if _follows(other.article, later.article, _LONGEST))
    if named is Grade.CONTRARY and ours < Grade.SAME:
        return None
    return settled(later.article, ours, others, "年度、批次、岗位相符")


def _bare(notice: Recruiting, later: Recruiting, linked: set[str], named: Grade | None) -> Pair | None:
    """拟聘用人员公示: a link or its text must tell of which."""
    if named is Grade.CONTRARY:
        return None
    if later.article.identity in linked:
        return Pair(later.article, 1.0, (LINKED,))
    if named is not None:
        return Pair(later.article, 0.7, ("正文写明的招聘公告与此相近",))
    if not _follows(notice.article, later.article, _BARE_WITHIN) or _units_differ(notice.article, later.article):
        return None
    return Pair(later.article, 0.6, ("没有写明是哪一次招聘",))


def _units_differ(one: Article, other: Article) -> bool:
    return bool(one.unit and other.unit and one.unit != other.unit)


def _by_text(notice: Recruiting, later: Recruiting) -> Grade | None:
    """How far what the text of ``later`` names is our notice; None when it names none."""
    title = squeezed(notice.article.title)
    if len(title) >= _WHOLE and title in later.words:
        return Grade.SAME
    return max((fits(notice.said, notice.article, each, None) for each in later.named), default=None)


def fit(notice: Recruiting, later: Recruiting) -> Grade:
    """How a later item fits a notice by what both titles tell."""
    grade = fits(notice.said, notice.article, later.said, later.article)
    # A whole-district notice is published by one bureau, an item of one institution by another; two units' own are two.
    if grade is Grade.SAME and not notice.said.posts and _units_differ(notice.article, later.article):
        return Grade.OPEN
    return grade


def fits(asked: Recruitment, opening: Article, told: Recruitment, later: Article | None) -> Grade:
    """How two titles fit; ``later`` None where one stands in the text of the other item."""
    terms, left_out = _terms(asked, told)
    if terms is Grade.CONTRARY:
        return terms
    year = _years(asked, opening, told, later)
    # Two things left out are too many to take one for the other.
    return Grade.WEAK if min(terms, year) is Grade.OPEN and left_out + (year is Grade.OPEN) > 1 else min(terms, year)


@lru_cache(maxsize=65536)
def _terms(asked: Recruitment, told: Recruitment) -> tuple[Grade, int]:
    """The grade by all but the year, and how many things only one of both tells."""
    if asked.transfer != told.transfer or _differ(asked.way, told.way) or _sorts_differ(asked.sort, told.sort):
        return Grade.CONTRARY, 0
    grades = (
        told_alike(asked.part, told.part),
        _batches(asked.batch, told.batch),
        _agains(asked.again, told.again),
        _organs(asked, told),
        _posts(asked.posts, told.posts),
    )
    return min(grades), grades.count(Grade.OPEN)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _sorts_differ(one: str, other: str) -> bool:
    """公务员 and 编外 are told by whoever hires them; a title that tells neither may be of institutions."""
    return one != other and ("civil" in (one, other) or "contract" in (one, other)) and bool(one and other)


def _years(asked: Recruitment, opening: Article, told: Recruitment, later: Article | None) -> Grade:
    if asked.year is not None and told.year is not None:
        return told_alike(asked.year, told.year)
    if asked.year is None and told.year is None:
        return Grade.SAME
    # One leaves the year out: then the day of its publication must speak for it.
    if asked.year is None:
        on = opening.published
        return Grade.OPEN if on is None or told.year in (on.year, on.year + on.month // 11) else Grade.CONTRARY
    on = later.published if later else None
    return Grade.OPEN if on is None or asked.year in (on.year, on.year - 1) else Grade.CONTRARY


def _batches(one: int | None, other: int | None) -> Grade:
    """The first batch is often not called so; the second always is."""
    if (one or 1) == (other or 1):
        return Grade.SAME if one == other else Grade.OPEN
    return Grade.CONTRARY if one and other else Grade.WEAK


def _agains(one: str, other: str) -> Grade:
    if one == other:
        return Grade.SAME
    # What is called supplementary is no item of the first notice; the other way round it may only not say so.
    return Grade.WEAK if one and not other else Grade.CONTRARY


def _organs(asked: Recruitment, told: Recruitment) -> Grade:
    if asked.organ and told.organ:
        short, long = sorted((asked.organ, told.organ), key=len)
        return Grade.SAME if short == long else Grade.OPEN if len(short) > 2 and long.endswith(short) else Grade.CONTRARY
    if asked.organ or told.organ:
        return Grade.WEAK  # an institution may hire for itself beside the whole district
    return Grade.SAME if not _differ(asked.bureau, told.bureau) else Grade.OPEN


def _posts(one: str, other: str) -> Grade:
    if one == other:
        return Grade.SAME
    if not one or not other:
        return Grade.OPEN
    short, long = sorted((one, other), key=len)
    if short in long:
        return Grade.OPEN
    pairs, others = bigrams(one), bigrams(other)
    return Grade.WEAK if pairs and others and len(pairs & others) / len(pairs | others) >= _ALIKE else Grade.CONTRARY
