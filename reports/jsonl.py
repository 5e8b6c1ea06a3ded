"""``articles.jsonl`` and ``visits.jsonl``: what was seen and how far we looked, a line each, sorted."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from crawler.archive import Article, Corpus, SeenFile
from crawler.files.model import FileState
from crawler.items import AttachmentLink, Outcome
from crawler.mask import mask, mask_address


def articles(corpus: Corpus) -> Iterator[str]:
    """A line an address of every item the run knows, present or gone, sorted by address."""
    found = corpus.known_articles()
    files = corpus.files_of_all(found)
    lines = [(shown := mask_address(url), _article(article, shown, files)) for article in found for url in article.urls]
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


def _article(article: Article, url: str, files: Mapping[str, SeenFile]) -> dict[str, Any]:
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
        "attachments": [_attachment(a, files.get(a.url)) for a in article.attachments],
        "conflicts": [mask(conflict) for conflict in article.conflicts],
        "first_seen": _iso(article.first_seen),
        "last_seen": _iso(article.last_seen),
        "gone_since": _iso(article.gone_since),
    }


def _attachment(link: AttachmentLink, file: SeenFile | None) -> dict[str, Any]:
    return {
        "url": mask_address(link.url) or None,
        "name": mask(link.name),
        "media_type": link.media_type or None,
        "readable": _readable(link, file),
    }


def _readable(link: AttachmentLink, file: SeenFile | None) -> bool | None:
    """Null while nobody could try, false when there is no address, no file behind it, or nothing to read in it."""
    if not link.url:
        return False
    if file is None or file.state not in ("kept", "failed"):
        return None
    if file.state == "kept":
        return file.reading == FileState.READ
    return False if file.outcome == Outcome.SOFT404 else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
