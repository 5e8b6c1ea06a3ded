"""Lists that a JSON interface of the site's own fills: the column page's script announces the request, the answer has the rows.

Which interface it is does not matter (新点 ``getgovinfolist``, a ``dataList``, a static ``list.json`` …): the rows are the
array of objects that have a title, an address and a day. Nothing is made up: a request that cannot be read leaves the
column a shell with its cause.
"""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler.dialects import pager
from crawler.dialects.interface import (
    CAPS,
    Listing,
    counts_in,
    decoded,
    html_in,
    listing_in,
    more_to_come,
    parsed,
    piece,
    row_of,
)
from crawler.dialects.plain import FULL_PAGE
from crawler.dialects.plain import read as read_plain
from crawler.dialects.regions import body_length
from crawler.dialects.rows import ENOUGH_TEXT, meta_of
from crawler.dialects.script import scripts_of, variables
from crawler.dialects.scripted import PAGE_KEYS, Announced, Request, announced, renumbered
from crawler.dialects.signs import empty_pager, iframe_of, loads_more, says_empty
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage, Row
from crawler.page import Page

_LISTS = re.compile(r"list|data|article|info|news|content|document|xxgk|zcwj|page", re.IGNORECASE)
_OTHERS = re.compile(
    r"tree|menu|navi?\b|count|hits?\b|click|log(?:in|out)|user|weather|suggest|config|dict|stat(?:s|istic)|visit|vote|comment|captcha|friend|"
    r"banner|upload|token|hot|relat|recommend|slide|swiper|focus|pic|img|link",
    re.IGNORECASE,
)
_COLUMN_KEY = re.compile(r"chann|cat|col|node|class|lanmu|dept|organ|type|menu", re.IGNORECASE)
_EMBEDDED = re.compile(r"""(?<![\w$.])["']?([A-Za-z_$][\w$]{0,40})["']?\s*[=:]\s*(?=\[\s*\{)""")
_UNREAD = "没有读懂页面脚本中的列表请求"
_SEVERAL = "页面脚本中有多个列表请求，无法确定哪一个属于本栏目"


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page gives its embedded rows or the request for page 1; an answer its rows and the request after it."""
    if first is None or page is first:
        return _answer(page, None, page, None) if _is_json(page) else _frame(page, column_url)
    return _answer(page, request_in(first)[0], first, ask)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is the answer of such an interface, or has no rows of its own but embedded ones or a request for them."""
    if _is_json(page):
        return bool(listing_in(parsed(page)).items)
    if not page.is_html or iframe_of(page) or is_article(page):
        return False
    if not _embedded(page).items and request_in(page)[0] is None:
        return False
    return not read_plain(page, column_url=page.url, first=None).rows


def is_article(page: Page) -> bool:
    """Whether ``page`` has the text of an article: what its script fetches then is beside the point."""
    return bool(meta_of(page, "articletitle")) or body_length(stream_of(page)) >= ENOUGH_TEXT


def request_in(page: Page) -> tuple[Request | None, str]:
    """The one request of the page's script that brings a list; else None and why, in Chinese."""
    told: Announced = announced(page)
    weighed = [(_weight(request), request) for request in told.requests]
    best = max((weight for weight, _ in weighed), default=0)
    chosen = [request for weight, request in weighed if weight == best]
    if best >= 4:
        if len(chosen) > 1:
            return None, _SEVERAL
        if chosen[0].numbered or not (empty_pager(page) or loads_more(stream_of(page))):
            return chosen[0], ""
        return None, _UNREAD
    return None, _UNREAD if told.unread else ""


# ---- inside


def _frame(page: Page, column_url: str) -> ListPage:
    shown = read_plain(page, column_url=column_url, first=None)
    if shown.rows or not page.is_html:
        return shown
    listing = _embedded(page)
    request, why = request_in(page)
    if listing.items:
        rows, unlinked = _rows(listing, page.base)
        following: tuple[Ask, ...] = ()
        if more_to_come(1, len(listing.items), 0, listing.rows, listing.pages):
            if request is not None and request.numbered:
                following = (request.ask(2, referer=column_url),)
            elif listing.rows is None and len(rows) >= FULL_PAGE and empty_pager(page):
                following = pager.trial_asks(page.url, 2)  # a pager is drawn, and nothing says that this is all
        return ListPage(rows, following, listing.rows, listing.pages, unlinked=unlinked)
    if request is not None:
        return ListPage((), (request.ask(1, referer=column_url),), filled_later=True)
    return ListPage((), shown.following, filled_later=True, note=why) if why and not shown.following else shown


def _answer(page: Page, request: Request | None, first: Page, ask: Ask | None) -> ListPage:
    number = ask.page if ask else request.number_of(page.url) if request else _own_number(page.url)
    answer = parsed(page)
    if answer is None:
        return _fragment(page, request, number, first)
    listing = listing_in(answer)
    if not listing.items:
        text = html_in(answer)
        shown = _fragment(piece(text, first.base), request, number, first) if text else ListPage(())
        if shown.rows:  # JSON around a piece of HTML
            return replace(shown, declared_rows=listing.rows if listing.rows is not None else shown.declared_rows)
        empty = listing.rows == 0 and number == 1
        note = "" if empty or number > 1 else "列表接口没有返回条目"
        return ListPage((), (), listing.rows, listing.pages, says_empty=empty, filled_later=not empty, note=note)
    rows, unlinked = _rows(listing, first.base)
    count = listing.rows if listing.rows is None or listing.rows >= len(listing.items) else None
    note = f"接口声明共 {count} 条，可能是计数上限" if count in CAPS else ""
    count = None if count in CAPS else count
    following: tuple[Ask, ...] = ()
    size = request.size if request else 0
    if more_to_come(number, len(listing.items), size, count, listing.pages):
        following = _next(page, request, number, first)
    return ListPage(rows, following, count, listing.pages, note=note, unlinked=unlinked)


def _next(page: Page, request: Request | None, number: int, first: Page) -> tuple[Ask, ...]:
    if request is not None:
        return (request.ask(number + 1, referer=first.url),) if request.numbered else ()
    key = _page_key(page.url)
    return (Ask(renumbered(page.url, key, number + 1), page=number + 1),) if key else ()


def _fragment(page: Page, request: Request | None, number: int, first: Page) -> ListPage:
    """An answer that is HTML after all: its rows, and the next number until one brings nothing."""
    found = read_plain(page, column_url=first.url, first=first) if page.is_html else ListPage(())
    if not found.rows:
        return ListPage((), says_empty=found.says_empty, filled_later=True, note="列表接口返回的不是 JSON")
    more = request is not None and request.numbered and (found.declared_pages is None or number < found.declared_pages)
    following = (request.ask(number + 1, referer=first.url),) if request is not None and more else ()
    return replace(found, following=following, says_empty=False, filled_later=False, note="")


def _weight(request: Request) -> int:
    """How much ``request`` looks like that of a list; 4 is enough."""
    path = urlsplit(request.url).path
    weight = 4 if request.numbered else 0
    if _LISTS.search(path):
        weight += 2
    if request.size:
        weight += 1 if request.numbered else -4  # so many rows and no way to the next ones
    if not request.numbered and (path.endswith(".json") or re.search(r"list|articles", path, re.IGNORECASE)):
        weight += 2
    if "search" in path.lower() and not any(_COLUMN_KEY.search(key) and value for key, value in request.fields.items()):
        return 0  # the search box finds the whole site, not the column
    return weight - (6 if _OTHERS.search(path.rpartition("/")[2] or path) else 0)


def _embedded(page: Page) -> Listing:
    """Items that stand as JSON in the page's script, with the counts the script names."""
    if not page.is_html or says_empty(stream_of(page)):
        return Listing()
    script = scripts_of(page)
    best = Listing()
    for match in list(_EMBEDDED.finditer(script))[:40]:
        if _OTHERS.search(match.group(1)):
            continue
        found = listing_in(decoded(script[match.end() :]))
        best = found if len(found.items) > len(best.items) else best
    if not best.items:
        return best
    return Listing(best.items, *counts_in(variables(script)))


def _rows(listing: Listing, base: str) -> tuple[tuple[Row, ...], int]:
    read_items = [row_of(item, base) for item in listing.items]
    return tuple(row for row in read_items if row is not None), read_items.count(None)


def _is_json(page: Page) -> bool:
    return page.text.lstrip()[:1] in ("{", "[") and parsed(page) is not None


def _page_key(url: str) -> str:
    return next((key for key, _ in parse_qsl(urlsplit(url).query) if key.lower().replace("_", "") in PAGE_KEYS), "")


def _own_number(url: str) -> int:
    told = dict(parse_qsl(urlsplit(url).query)).get(_page_key(url), "1")
    return int(told) if told.isdecimal() and len(told) <= 6 else 1
