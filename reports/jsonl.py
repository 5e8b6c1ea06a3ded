"""``articles.jsonl`` and ``visits.jsonl``: what was seen and how far we looked, a line each, sorted."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from crawler.archive import Article, Corpus
from crawler.items import AttachmentLink
from crawler.mask import mask, mask_address


def articles(corpus: Corpus) -> Iterator[str]:
    """A line an address of every item the run knows, present or gone, sorted by address."""
    lines = [
        (shown := mask_address(url), _article(article, shown))
        for article in corpus.known_articles()
        for url in article.urls
    ]
    for _, plain in sorted(lines, key=lambda pair: pair[0]):
        yield json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def visits(corpus: Corpus) -> Iterator[str]:
    """A line a column, in order of column ids; a column nobody looked at has outcome null."""
    for column in sorted(corpus.all_columns, key=lambda column: column.id):
        plain = {
            "column": column.id,
            "unit": column.unit or None,
            "kind": column.kind,
            "url": column.url,
            "outcome": column.visit_outcome or None,
            "complete": column.complete,
            "pages_declared": column.pages_declared,
            "pages_fetched": column.pages_fetched,
            "rows": column.rows,
            "oldest": _iso(column.oldest),
            "stopped_because": column.stopped_because,
            "dialect": column.dialect or None,
            "page_class": column.page_class or None,
            "withheld": bool(column.withheld),
        }
        yield json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _article(article: Article, url: str) -> dict[str, Any]:
    return {
        "url": url,
        "identity": article.identity,
        "unit": article.unit or None,
        "column": article.columns[0] if article.columns else None,
        "columns": list(article.columns),
        "kind": article.kinds[0] if article.kinds else None,
        "state": article.state,
        "title": mask(article.title),
        "published": _iso(article.published),
        "published_source": article.published_source or None,
        "doc_number": article.doc_number or None,
        "index_number": article.index_number or None,
        "source": mask(article.source) or None,
        "validity": article.validity or None,
        "attachments": [_attachment(a) for a in article.attachments],
        "conflicts": [mask(conflict) for conflict in article.conflicts],
        "first_seen": _iso(article.first_seen),
        "last_seen": _iso(article.last_seen),
        "gone_since": _iso(article.gone_since),
    }


def _attachment(link: AttachmentLink) -> dict[str, Any]:
    """``readable`` is null while nobody has tried, false when there is no address to try."""
    return {
        "url": mask_address(link.url) or None,
        "name": mask(link.name),
        "media_type": link.media_type or None,
        "readable": None if link.url else False,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
