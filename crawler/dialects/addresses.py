"""What an address alone tells: whether it looks like one article, and in which year that was filed."""

import re
from datetime import date
from urllib.parse import urlsplit

_ARTICLE = re.compile(
    r"/t(?:19|20)\d{6}_\d+\.|/art/|/art_[0-9a-f]|/info/\d+/\d+\.|content_\d+|post_\d+|/(?:19|20)\d{4}/|-show-|/show/|doc_[0-9a-f]{6}|"
    r"/(?:19|20)\d{6}/|/(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}/|/\d{12,}|content-\d+|/[0-9a-f]{8}-[0-9a-f]{4}-|/\d{5,}\.(?:s?html?|jhtml|aspx?|jsp)$|"
    r"/[0-9a-f]{24,32}\.s?html?$|/public/\d+/\d+\.|/articles?/\d+",
    re.IGNORECASE,
)
_ARTICLE_QUERY = re.compile(r"(?:^|&)(?:\w*(?:newsid|articleid|contentid|info_?id|docid)|id|aid)=[\w-]+", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|ceb|jpe?g|png|mp4)$", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?:/|/(?:index|list|default|column|col\d*)[\w-]{0,12}\.(?:s?html?|jhtml|aspx?|jsp|php))$|-list-|/column/|/col/col\d+/",
    re.IGNORECASE,
)
_FILED = re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_|/((?:19|20)\d\d)[/-]?(\d\d)(?:[/-]?(\d\d))?/|/((?:19|20)\d\d)/")


def file_like(url: str) -> bool:
    """Whether ``url`` is that of a document, by its ending."""
    return bool(_FILE.search(urlsplit(url).path))


def article_like(url: str) -> bool:
    """Whether ``url`` has the form of an article or a file on one of the platforms seen, and not that of a column."""
    parts = urlsplit(url)
    if file_like(url):
        return True
    if column_like(url):
        return False
    return bool(_ARTICLE.search(parts.path) or _ARTICLE_QUERY.search(parts.query))


def column_like(url: str) -> bool:
    """Whether ``url`` has the form of a column: a folder, its index page, a list."""
    parts = urlsplit(url)
    return bool(_COLUMN.search(parts.path)) and not parts.query


def year_in(url: str) -> tuple[int, int | None] | None:
    """Year and, when told, month of the address's own date; a weak source, good only to complete a day without a year."""
    found = _FILED.search(urlsplit(url).path)
    if not found:
        return None
    groups = found.groups()
    year = int(groups[0] or groups[3] or groups[6])
    month = int(groups[1] or groups[4] or 0)
    return (year, month if 1 <= month <= 12 else None) if year <= date.max.year else None
