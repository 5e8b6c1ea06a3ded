"""Whether what was read as a column's list is it: a page that stopped being the column, rows that look like a menu.

Doubt denies that the list was seen whole; it never takes a row away unless the page is plainly another one. A doubt in vain
costs a person one look; rows of another column counted as this one's, or an end that was none, accuse.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from crawler.dialects import pager
from crawler.dialects.addresses import article_like, column_like
from crawler.dialects.marks import squeeze
from crawler.dialects.pager import Pager
from crawler.dialects.rows import find, meta_of
from crawler.dialects.stream import stream_of
from crawler.items import ListPage, Row
from crawler.page import Page

PLAUSIBLE: Final = 0.6  # of the rows: fewer that look like items, and it may be a menu
ENOUGH: Final = 3  # rows on either page without which nothing is told by their addresses
ANOTHER: Final = "页面标题和条目地址都与首页不同，不是本栏目的页面"

_DIGITS = re.compile(r"\d+")
_PAGE_WORDS = re.compile(r"第?\d+页|[\s\d_\-–—|·()（）]|列表|首页|分页")


def pager_lost(page: Page, first: Page, shown: Pager) -> str:
    """Why the end that a later page shows by having no pager is none: the column's first page has one to click."""
    if shown.is_shown or not _is_whole(page):
        return ""
    if pager.pager_of(first, stream_of(first), is_first=True).is_shown:
        return "后面的页没有翻页条，与首页不同，列表可能没有到底"
    return ""


def is_another(page: Page, found: ListPage, first: Page) -> bool:
    """Whether a later page is plainly not of the column: neither its name nor the addresses of its rows are the column's."""
    name, own = _name(page), _name(first)
    if not found.rows or not name or not own or name in own or own in name:
        return False
    known, theirs = (
        _own_rows(find(first, stream_of(first), column_url=first.url).rows, first),
        _own_rows(found.rows, page),
    )
    if len(known) < ENOUGH or len(theirs) < ENOUGH:
        return False
    shapes = {_shape(row.url) for row in known}
    return sum(_shape(row.url) in shapes for row in theirs) < PLAUSIBLE * len(theirs)


def doubt(found: ListPage, page: Page) -> str:
    """Why the rows of ``page`` may be a menu: too few of them look like items."""
    host = urlsplit(page.url).netloc
    plausible = sum(_is_plausible(row, host) for row in found.rows)
    if plausible >= PLAUSIBLE * len(found.rows):
        return ""
    return f"列表中 {len(found.rows)} 行只有 {plausible} 行像信息条目，可能读到了导航"


def _is_plausible(row: Row, host: str) -> bool:
    if urlsplit(row.url).netloc != host or article_like(row.url):
        return True
    return bool(row.date_text) and not column_like(row.url)


def _own_rows(rows: tuple[Row, ...], page: Page) -> list[Row]:
    host = urlsplit(page.url).netloc
    return [row for row in rows if urlsplit(row.url).netloc == host]


def _shape(url: str) -> str:
    """The folder an address is filed in, whatever its numbers."""
    return _DIGITS.sub("#", urlsplit(url).path.rpartition("/")[0])


def _name(page: Page) -> str:
    """What ``page`` calls its column, without page numbers; '' when it does not."""
    told = meta_of(page, "columnname") or squeeze(page.root.findtext(".//title") or "")
    return _PAGE_WORDS.sub("", unicodedata.normalize("NFKC", told))


def _is_whole(page: Page) -> bool:
    """Whether ``page`` is a page of its own, not the piece of one that an interface sends."""
    return page.root.find(".//title") is not None
