"""Pages as they were archived, for checks that read a page's own markup."""

from crawler.archive import Corpus
from crawler.page import Page


def kept_page(corpus: Corpus, url: str, digest: str) -> Page | None:
    """The page with this digest; None when it was not kept, is no HTML or was cut off."""
    kept = corpus.archive_payload(digest) if digest else None
    page = Page(url, kept[0], content_type=kept[1]) if kept else None
    return page if page and page.is_html and not page.is_torn else None
