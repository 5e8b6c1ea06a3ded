"""An item that may be the report asked for, and how well it answers."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from crawler.archive import Article
from rules.evidence import of_article
from rules.model import Defect, Evidence


class Fit(IntEnum):
    """How well an item answers, best first."""

    MET = 0
    STATED = 1
    MAYBE = 2  # probably it: a person confirms
    DOUBT = 3  # under a fitting title, but not it as far as we see
    UNREAD = 4
    NEAR = 5  # not it: the nearest there is


@dataclass(frozen=True, slots=True)
class Candidate:
    """``why`` says in Chinese what decided; ``quote`` is the passage."""

    article: Article
    fit: Fit
    why: str = ""
    quote: str = ""
    defect: Defect = Defect.ABSENT
    advice: str = ""

    @property
    def evidence(self) -> Evidence:
        return of_article(self.article, self.quote)


def best_first(candidate: Candidate) -> tuple[int, date, str]:
    """Sort key: the best fit, of equal ones the earliest published; of those that do not count, the newest."""
    published = candidate.article.published or date.max
    if candidate.fit is Fit.NEAR and candidate.article.published:
        published = date.fromordinal(date.max.toordinal() - published.toordinal())
    return candidate.fit, published, candidate.article.identity
