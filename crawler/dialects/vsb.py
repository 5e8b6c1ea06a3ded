"""博达 VSB: static pages whose numbers fall. Page P of N pages is ``slug/<N-P+1>.htm``; the last one is ``slug/1.htm``.

Where the pager has links they are followed as they stand; where a script draws it ("共1432条 1/144" and nothing to click)
the address is worked out from the two numbers. When a page fills up every address shifts by one, so a page's own numbers
are trusted before those of the column's first page, and what was skipped shows in the count of rows.
"""

import re
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.dialects.marks import squeeze
from crawler.dialects.plain import read as read_plain
from crawler.dialects.scripted import each_once
from crawler.dialects.signs import Totals, totals_in
from crawler.items import Ask, ListPage
from crawler.page import Page

MAX_PAGES: Final = 20_000

_MAKER = re.compile(
    r"pb_sys_common|vsb_content|_sitegray|/system/resource/js/|visual\s?sitebuilder|wbtreeid|[\"'/]info/\d{1,9}/\d{1,9}\.htm",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"/(\d{1,5})\.htm$")
_TOTALS = re.compile(r"共\s?\d{1,7}\s?条\s{0,4}\d{1,5}\s?/\s?\d{1,5}")


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The static rows, and the page with the next lower number."""
    found = read_plain(page, column_url=column_url, first=first)
    if not page.is_html or not found.rows or not _is_static(page.url):
        return found
    is_first = first is None or page is first
    totals = totals_of(page)
    if totals is None and is_first:
        return found
    pages = totals.pages if totals and totals.pages else found.declared_pages
    rows = totals.rows if totals and totals.rows is not None else found.declared_rows
    number = _next_number(page, totals, is_first=is_first)
    if number is None:
        return replace(found, declared_rows=rows, declared_pages=pages)
    origin = first if first is not None else page
    told = (totals.current if totals else None) or 1
    linked = [ask for ask in found.following if _is_folder_page(ask.url, origin.url)]
    others = [ask for ask in found.following if ask not in linked]
    asks = [*linked, Ask(urljoin(_folder(origin.url), f"{number}.htm"), page=told + 1), *others] if number else []
    return replace(found, following=each_once(asks), declared_rows=rows, declared_pages=pages)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a static list of this family that tells how many pages it has."""
    return _is_static(page.url) and bool(_MAKER.search(page.text)) and totals_of(page) is not None


def totals_of(page: Page) -> Totals | None:
    """Rows, pages and the current page as the pager writes them; None when it does not tell the pages."""
    for element in page.root.iter("div", "span", "td", "p", "table", "ul", "form"):
        named = "pb_sys" in (element.get("class") or "")
        if not named and len(element) > 30:
            continue
        text = squeeze(element.text_content()[:400])
        if not named and (len(text) > 200 or not _TOTALS.search(text)):
            continue
        totals = totals_in([text[:200]], in_pager=True)
        if totals.pages and totals.current and totals.current <= totals.pages <= MAX_PAGES:
            return totals
    return None


def _next_number(page: Page, totals: Totals | None, *, is_first: bool) -> int | None:
    """The number in the address of the next page; 0 behind the last one, None when nothing tells it."""
    own = None if is_first else _NUMBERED.search(urlsplit(page.url).path)
    if totals is not None and totals.pages and totals.current:
        return totals.pages - totals.current
    return int(own.group(1)) - 1 if own else None


def _is_static(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(".htm")


def _folder(url: str) -> str:
    """The folder of a column's further pages: ``/zwgk/tzgg/`` of ``/zwgk/tzgg.htm``."""
    return urljoin(url, urlsplit(url).path[: -len(".htm")] + "/")


def _is_folder_page(url: str, column_url: str) -> bool:
    return url.startswith(_folder(column_url)) and bool(_NUMBERED.search(urlsplit(url).path))
