"""From what the Corpus shows to what a verdict cites."""

from crawler.archive import Article, SeenColumn
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
