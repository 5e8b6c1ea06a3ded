"""Which archived pages are tested: the home page, some columns with their newest items, pages with forms. The same columns in every run."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from crawler.page import Page
from rules.access.level_one import items
from rules.access.page import Fault, faults_of
from rules.evidence import of_article, of_column
from rules.model import Evidence

COLUMNS: Final = 10
ITEMS: Final = 50
_FORMS: Final = 3
_FORM_KINDS: Final = ("consultation", "feedback", "letters", "request")


@dataclass(frozen=True, slots=True)
class Tested:
    """One page of the sample. ``faults`` None: it could not be tested. ``shown`` is its evidence, None for the home page."""

    what: str
    url: str
    digest: str
    faults: tuple[Fault, ...] | None
    shown: Evidence | None


@dataclass(frozen=True, slots=True)
class Sampled:
    """The sample of one run. ``scanned`` are names of PDF files without words, ``files`` how many were looked at."""

    pages: tuple[Tested, ...]
    files: int
    scanned: tuple[str, ...]

    @property
    def tested(self) -> tuple[Tested, ...]:
        return tuple(page for page in self.pages if page.faults is not None)

    def broken(self, item: str) -> tuple[Tested, ...]:
        """The pages that break an item."""
        return tuple(page for page in self.tested if any(fault.item == item for fault in page.faults or ()))

    def passes(self, item: str) -> bool:
        if any(each.id == item and each.of_files for each in items()):
            return not self.scanned
        return not self.broken(item)


def sample_of(corpus: Corpus) -> Sampled:
    """The sample, tested once a run whoever asks."""
    return corpus.once(("accessibility",), lambda: _sampled(corpus))


def _sampled(corpus: Corpus) -> Sampled:
    columns = _columns(corpus)
    each = max(1, ITEMS // max(1, len(columns)))
    articles = [a for column in columns for a in _newest(corpus, column, each)]
    pages = [*_home(corpus), *(_of_column(corpus, column) for column in columns), *(_of_article(corpus, a) for a in articles)]
    files = [file for article in articles for file in corpus.files(article) if file.media_type == "application/pdf" or file.url.lower().endswith(".pdf")]
    kept = [file for file in files if file.state == "kept"]
    scanned = tuple(file.name for file in kept if file.reading == "scanned")
    return Sampled(tuple(pages), len(kept), scanned)


def _columns(corpus: Corpus) -> list[SeenColumn]:
    """Ten columns that answered, the same in every run; among them those where forms are filled in."""
    answered = [column for column in corpus.all_columns if column.pages]
    drawn = sorted(answered, key=lambda column: sha256(f"{corpus.site.id}|{column.id}".encode()).hexdigest())
    forms = [column for column in drawn if column.kind in _FORM_KINDS][:_FORMS]
    return list(dict.fromkeys((*forms, *drawn)))[:COLUMNS]


def _newest(corpus: Corpus, column: SeenColumn, most: int) -> list[Article]:
    with corpus.looking():  # nothing is said of what these columns lack
        found = corpus.articles(None, (column.kind,), column=column.id, newest=2 * most)
        return [article for article in found if article.state == "read" and article.sha256][-most:]


def _home(corpus: Corpus) -> Iterable[Tested]:
    if corpus.home:
        url, digest = corpus.home
        yield Tested("首页", url, digest, _faults(corpus, digest, url), None)


def _of_column(corpus: Corpus, column: SeenColumn) -> Tested:
    url, digest, _ = column.pages[0]
    return Tested(f"“{column.name}”栏目", url, digest, _faults(corpus, digest, url), of_column(column))


def _of_article(corpus: Corpus, article: Article) -> Tested:
    faults = _faults(corpus, article.sha256, article.url)
    return Tested(f"《{article.title}》", article.url, article.sha256, faults, of_article(article))


def _faults(corpus: Corpus, digest: str, url: str) -> tuple[Fault, ...] | None:
    kept = corpus.archive_payload(digest)
    return faults_of(Page(url, kept[0], content_type=kept[1])) if kept else None
