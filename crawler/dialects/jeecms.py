"""jeecms: static pages side by side (``index.jhtml``, ``index_2.jhtml`` …), numbered from 1.

The pager tells rows and pages ("共 8 条记录 1/3 页"); whatever draws its buttons, the next page has the next number.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.dialects import pager
from crawler.dialects.plain import read as read_plain
from crawler.dialects.scripted import each_once
from crawler.dialects.signs import Totals
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage
from crawler.page import Page

_LIST = re.compile(r"/[a-z][\w-]{0,60}\.jhtml$", re.IGNORECASE)
_INDEX = re.compile(r"/index(?:_\d{1,5})?\.jhtml$", re.IGNORECASE)


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The static rows, and the page with the next number."""
    found = read_plain(page, column_url=column_url, first=first)
    if not found.rows or not _LIST.search(urlsplit(page.url).path):
        return found
    totals = _totals(page, is_first=first is None or page is first)
    current = pager.number_in(page.url) or 1
    if current >= totals.pages if totals.pages is not None else not found.following:
        return found
    further = Ask(pager.numbered(page.url, current + 1), page=current + 1)
    return replace(found, following=each_once((further, *found.following)), more_hint="")


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a list of this platform by its address, or by its ending and a pager that tells its pages."""
    path = urlsplit(page.url).path
    if not _LIST.search(path):
        return False
    return bool(_INDEX.search(path)) or _totals(page, is_first=True).pages is not None


def _totals(page: Page, *, is_first: bool) -> Totals:
    return pager.pager_of(page, stream_of(page), is_first=is_first).totals
