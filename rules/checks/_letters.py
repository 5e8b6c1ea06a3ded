"""The published letters of the portal: read once, and whose each is."""

from dataclasses import dataclass
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.letter import Letter, read_letters
from rules.checks._columns import why_unread
from rules.evidence import of_article
from rules.model import Duty, Verdict, not_applicable, unknown

KINDS: Final = ("letters", "response")
_MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Published:
    """One letter on one page; ``owner`` is the unit that handled it, '' when nobody can say."""

    article: Article
    letter: Letter
    owner: str


def letters(corpus: Corpus, kinds: tuple[str, ...] = KINDS) -> tuple[Published, ...]:
    """Every letter published in columns of ``kinds``, oldest page first."""
    corpus.columns(None, kinds)  # what a verdict says was searched
    return corpus.once(("letters", kinds), lambda: tuple(_read(corpus, kinds)))


def own_letters(corpus: Corpus, duty: Duty, kinds: tuple[str, ...] = KINDS, *, unowned: bool = False) -> list[Published]:
    """Those that the unit handled, of pages since the first of the year; ``unowned``: also those of which nobody can say whose."""
    since = duty.applies_from
    return [
        one
        for one in letters(corpus, kinds)
        if (one.owner == duty.unit or (unowned and not one.owner)) and (day := one.letter.answered or one.article.published) and day >= since
    ]


def none_seen(corpus: Corpus, duty: Duty, kinds: tuple[str, ...] = KINDS) -> Verdict:
    """What is said when the unit has no letter among those published."""
    columns = corpus.columns(None, kinds)
    if not columns:
        return unknown("站点档案没有登记信箱、留言、回应关切栏目")
    if why := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(f"没有见到{duty.unit_name}办理的来信，但{why}")
    if unread := next((a for a in corpus.articles(None, kinds) if a.state in ("failed", "skipped")), None):
        return unknown(f"没有见到{duty.unit_name}办理的来信，但有来信的页面没有读到", of_article(unread))
    return not_applicable(f"本期未见触发事项：公布的来信中没有{duty.unit_name}办理的")


def _read(corpus: Corpus, kinds: tuple[str, ...]) -> list[Published]:
    found = []
    for article in corpus.articles(None, kinds, newest=_MOST):
        if article.state == "read":
            for letter in read_letters(article.title, corpus.text(article)).letters:
                found.append(Published(article, letter, _owner(corpus, article, letter)))
    return found


def _owner(corpus: Corpus, article: Article, letter: Letter) -> str:
    """Who handled it: whom the letter names, else whose page it is."""
    if letter.handler:
        unit = corpus.site.unit_named(letter.handler.strip(), corpus.as_of)
        return unit.id if unit else ""  # named, but not in the profile: not for whoever put it online to answer for
    return article.unit
