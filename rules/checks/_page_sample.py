"""A few stored pages of each template: of every dialect some column pages and an item of each, always the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from crawler.archive import Article, Corpus, SeenColumn
from crawler.items import Outcome
from crawler.page import Page
from rules.evidence import of_article, of_column
from rules.model import Evidence

Level = Literal["home", "column", "article"]
_EACH: Final = 4  # columns of one template


@dataclass(frozen=True, slots=True)
class Sampled:
    """One stored page: ``template`` is how its columns are written."""

    level: Level
    template: str
    page: Page
    shown: Evidence


def sample(corpus: Corpus) -> list[Sampled]:
    """The home page and a few column and item pages of each template, in the order of the profile."""
    found = [*_home(corpus)]
    taken: dict[str, int] = {}
    for column in corpus.columns(None):
        if taken.get(column.dialect, 0) >= _EACH or column.visit_outcome != Outcome.OK or not column.sha256 or column.single:
            continue
        pages = [*_column(corpus, column), *_item(corpus, column)]
        if pages:
            taken[column.dialect] = taken.get(column.dialect, 0) + 1
            found += pages
    return found


def _home(corpus: Corpus) -> Iterator[Sampled]:
    for answer in reversed(corpus.history.answers.home):
        if answer.outcome == Outcome.OK and answer.sha256 and (page := _page(corpus, answer.url, answer.sha256)):
            yield Sampled("home", "", page, Evidence(answer.url, "网站首页", snapshot=answer.snapshot, fetched_at=answer.at))
            return


def _column(corpus: Corpus, column: SeenColumn) -> Iterator[Sampled]:
    if page := _page(corpus, column.url, column.sha256):
        yield Sampled("column", column.dialect, page, of_column(column))


def _item(corpus: Corpus, column: SeenColumn) -> Iterator[Sampled]:
    newest: Article | None = None
    for article in corpus.articles(None, (column.kind,), column=column.id, newest=5):
        newest = article if article.state == "read" and article.sha256 else newest
    if newest and (page := _page(corpus, newest.url, newest.sha256)):
        yield Sampled("article", column.dialect, page, of_article(newest))


def _page(corpus: Corpus, url: str, sha256: str) -> Page | None:
    kept = corpus.archive_payload(sha256)
    if kept is None:
        return None
    page = Page(url, kept[0], content_type=kept[1])
    return page if page.is_html and not page.is_torn else None
