"""Every unit's annual report of one year, prepared once for comparing: titles first, bodies of those alone."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.annual import read_annual_title
from rules.checks._annual_reading import read_item
from rules.checks._prose import Prose, prose_of

_MOST_ROWS: Final = 2_000
_MOST_REPORTS: Final = 400
_SHORTEST: Final = 400


@dataclass(frozen=True, slots=True)
class Yearly:
    """One unit's report with its prose."""

    unit: str
    article: Article
    prose: Prose


def reports_of_others(corpus: Corpus, kinds: tuple[str, ...], year: int) -> tuple[Yearly, ...]:
    """The reports of ``year`` that units published under a fitting title and whose text was read, by unit."""
    return corpus.once(("annual-prose", kinds, year), lambda: _reports(corpus, kinds, year))


def _reports(corpus: Corpus, kinds: tuple[str, ...], year: int) -> tuple[Yearly, ...]:
    found: dict[str, Yearly] = {}
    with corpus.looking():  # a comparison: nothing is said of these columns
        for article in islice(corpus.articles(None, kinds, date(year + 1, 1, 1)), _MOST_ROWS):
            title = read_annual_title(article.title) if article.unit and article.unit not in found else None
            if title is None or title.year not in (None, year):
                continue
            sources = [s for s in read_item(corpus, article).sources if s.is_report and s.report.year in (None, year)]
            longest = max(sources, key=lambda s: s.length, default=None)
            prose = prose_of(longest.text, corpus.site) if longest else None
            if prose and len(prose.text) >= _SHORTEST:
                found[article.unit] = Yearly(article.unit, article, prose)
            if len(found) == _MOST_REPORTS:
                break
    return tuple(found[unit] for unit in sorted(found))
