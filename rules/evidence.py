"""From what the Corpus shows to what a verdict cites."""

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.receipts import Receipt
from rules.model import Evidence

QUOTE_LENGTH = 120


def of_article(article: Article, quote: str = "") -> Evidence:
    """An item as evidence, with the passage that decided (cut to 120 characters)."""
    return Evidence(
        url=article.url,
        title=article.title,
        published=article.published,
        quote=quote if len(quote) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH] + "…",
        snapshot=article.snapshot,
        fetched_at=article.fetched_at,
    )


def of_column(column: SeenColumn) -> Evidence:
    """A column's first list page as evidence."""
    return Evidence(
        url=column.url,
        title=column.name,
        snapshot=f"sha256:{column.sha256}" if column.sha256 else "",
        fetched_at=column.fetched_at,
    )


def of_look(corpus: Corpus, receipt: Receipt) -> Evidence:
    """One look at a column, of this run or an earlier one, as evidence: its first list page as it was then."""
    column = corpus.seen_column(receipt.column)
    name = column.name if column else receipt.column
    page = corpus.history.list_page(receipt)
    if page is None:
        return Evidence(url=column.url if column else "", title=name, fetched_at=receipt.begun)
    return Evidence(url=page[0], title=name, snapshot=f"sha256:{page[1]}", fetched_at=page[2])


def look_words(receipt: Receipt) -> str:
    """第 2 次采集（2023-09-20）."""
    return f"第 {receipt.run} 次采集（{receipt.as_of}）"
