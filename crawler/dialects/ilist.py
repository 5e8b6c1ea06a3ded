"""``iList.jsp`` (德阳, 南阳, 陕西 …): one page lists every category of a site; which one, and which page, its parameters tell.

The rows stand in the page. Pagers are links, forms or scripts; whatever they are, the next page is ``cur_page`` plus one with
all other parameters kept.
"""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler.dialects import pager
from crawler.dialects.plain import read as read_plain
from crawler.dialects.scripted import each_once, renumbered
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage
from crawler.page import Page

_NUMBER = "cur_page"
_CATEGORY = ("cat_id", "catalog_id", "node_id")
_PATH = re.compile(r"/iList\.jsp$", re.IGNORECASE)


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The rows in the page, and the same page with the next number."""
    found = read_plain(page, column_url=column_url, first=first)
    if not found.rows or not _PATH.search(urlsplit(page.url).path):
        return found
    is_first = first is None or page is first
    totals = pager.pager_of(page, stream_of(page), is_first=is_first).totals
    current = pager.number_in(page.url) or 1
    if current >= totals.pages if totals.pages is not None else not found.following:
        return found
    further = Ask(renumbered(page.url, _NUMBER, current + 1), page=current + 1)
    return replace(found, following=each_once((further, *found.following)), more_hint="")


def shows_itself(page: Page) -> bool:
    """Whether ``page`` lists a category; the same page also shows single items."""
    parts = urlsplit(page.url)
    told = dict(parse_qsl(parts.query))
    return bool(_PATH.search(parts.path)) and any(told.get(name) for name in _CATEGORY) and "info_id" not in told
