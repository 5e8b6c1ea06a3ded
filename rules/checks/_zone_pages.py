"""The pages of the “数字政府” zone as this run kept them, and which of their links lead on."""

import re
from collections import Counter
from itertools import islice
from urllib.parse import urljoin

from crawler.archive import Article, Corpus
from crawler.extract.zone import Zone, read_zone
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import identity_key
from rules.evidence import of_article, of_column
from rules.model import Duty, Evidence

_TITLE = re.compile(r"数字政府.{0,6}(?:专区|专栏|专题)|四个一网|数字政府[”\"]?$")
_ALSO = ("notices", "policy", "statutory", "plan")  # where a page of the zone may be listed when no column is known
_MOST = 20
_MOST_LINKS = 3_000
_MOST_OTHERS = 3


def zone_pages(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[tuple[Evidence, Zone]]:
    """The zone's own page and what is listed in it; without a column, an item that is called so."""
    found: list[tuple[Evidence, Zone]] = []
    for column in corpus.columns(duty.unit, kinds):
        for url, digest, _ in column.pages[:1]:
            if zone := _zone(corpus, url, digest):
                found.append((of_column(column), zone))
    items: list[Article] = list(corpus.articles(None, kinds))[:_MOST]
    if not corpus.columns(duty.unit, kinds):
        items = list(corpus.articles(duty.unit, _ALSO, or_unattributed=True, titled=_TITLE.search))[:_MOST]
    for article in items:
        if article.sha256 and (zone := _zone(corpus, article.url, article.sha256)):
            found.append((of_article(article), zone))
    return found


def links_on(corpus: Corpus, url: str, digest: str) -> Counter[str] | None:
    """How often each address stands on a page, menus and footers included; None when the page was not kept."""
    page = _page(corpus, url, digest)
    if page is None:
        return None
    found: Counter[str] = Counter()
    for anchor in islice(page.root.iter("a"), _MOST_LINKS):
        try:
            found[identity_key(urljoin(url, (anchor.get("href") or "").strip()))] += 1
        except ValueError:  # an address no browser could follow
            continue
    return found


def links_on_others(corpus: Corpus, kinds: tuple[str, ...]) -> list[Counter[str]]:
    """The same of a few pages of other columns: what stands on all of them is menu and footer."""
    found: list[Counter[str]] = []
    for column in corpus.all_columns:
        if column.kind not in kinds and column.pages and len(found) < _MOST_OTHERS:
            url, digest, _ = column.pages[0]
            if links := links_on(corpus, url, digest):
                found.append(links)
    return found


def _zone(corpus: Corpus, url: str, digest: str) -> Zone | None:
    page = _page(corpus, url, digest)
    return read_zone(page) if page else None


def _page(corpus: Corpus, url: str, digest: str) -> Page | None:
    kept = corpus.archive_payload(digest)
    if kept is None:
        return None
    page = Page(url, kept[0], content_type=kept[1])
    return page if page.is_html and not page.is_torn else None


def leads_on(corpus: Corpus, url: str) -> bool:
    """Whether a link leads somewhere, as far as this run knows: what it did not ask for is believed."""
    if not url or identity_key(url) == identity_key(corpus.site.home):
        return False
    for column in corpus.all_columns:
        if identity_key(column.url) == identity_key(url):
            return column.visit_outcome != Outcome.SOFT404
    article = corpus.article_at(url)
    return article is None or not (article.state == "failed" and "404" in article.cause)
