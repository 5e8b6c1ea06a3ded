"""Lists that a JSON interface of the site's own fills: the column page's script announces the request, the answer has the rows.

Which interface it is does not matter (新点 ``getgovinfolist``, a ``dataList``, a static ``list.json`` …): the rows are the
array of objects that have a title, an address and a day. Nothing is made up: a request that cannot be read, or one that
sends JSON instead of a form, leaves the column a shell with its cause.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from crawler.dates import read_date
from crawler.dialects import pager
from crawler.dialects.marks import doc_number_of, squeeze
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
from crawler.urls import canonical

MAX_JSON: Final = 8_000_000
MAX_NODES: Final = 20_000  # objects and arrays of one answer that are looked into
MAX_DEPTH: Final = 7
MAX_ITEMS: Final = 5_000
MAX_OBJECTS: Final = 200  # of an answer without items, in search of its total
MAX_BESIDE: Final = 40  # values of an object, in search of a total that stands beside the items
CAPS: Final = (10_000,)  # totals at which search servers stop counting

_TITLES = ("realtitle", "fulltitle", "doctitle", "infotitle", "articletitle", "newstitle", "title", "showtitle", "subject",
           "headline", "filename", "bt", "wjbt", "wjmc", "name")  # fmt: skip
_ADDRESSES = ("infourl", "docpuburl", "chnldocurl", "puburl", "articleurl", "contenturl", "detailurl", "pageurl", "url",
              "linkurl", "link", "href", "htmlurl", "htmlpath", "accessurl", "staticurl", "visiturl", "path", "urls")  # fmt: skip
_DAYS = ("displaypublishtime", "pubdate", "publishdate", "publisheddate", "publishtime", "publishedtime", "publishedtimestr", "pubtime",
         "infodate", "docreltime", "docpubtime", "releasedate", "releasetime", "displaydate", "showdate", "showtime", "fbrq", "fbsj",
         "date", "time", "createdate", "createtime", "createdat", "inputtime", "crtime", "adddate", "addtime")  # fmt: skip
_NUMBERS = (
    "documentnumber",
    "docnumber",
    "docno",
    "filenum",
    "filenumber",
    "fileno",
    "wh",
    "fwzh",
    "wjwh",
    "wenhao",
    "writtentext",
)
_TOTALS = ("total", "totalcount", "totalrecord", "totalrecords", "totalnum", "totalelements", "totalrows", "recordcount",
           "recordtotal", "rowcount", "allcount", "totalsize", "numfound")  # fmt: skip
_PAGES = ("totalpage", "totalpages", "pagecount", "pages", "pagetotal", "countpage")
_LISTS = re.compile(r"list|data|article|info|news|content|document|xxgk|zcwj|page", re.IGNORECASE)
_OTHERS = re.compile(
    r"tree|menu|navi?\b|count|hits?\b|click|log(?:in|out)|user|weather|suggest|config|dict|stat(?:s|istic)|visit|vote|comment|captcha|friend|"
    r"banner|upload|token|hot|relat|recommend|slide|swiper|focus|pic|img|link",
    re.IGNORECASE,
)
_COLUMN_KEY = re.compile(r"chann|cat|col|node|class|lanmu|dept|organ|type|menu", re.IGNORECASE)
_EMBEDDED = re.compile(r"""(?<![\w$.])["']?([A-Za-z_$][\w$]{0,40})["']?\s*[=:]\s*(?=\[\s*\{)""")
_TAG = re.compile(r"<[^<>]{0,300}>")
_MILLISECONDS = re.compile(r"(?:/Date\()?(\d{13})(?:[+-]\d{4})?(?:\)/)?")
_SHANGHAI: Final = timedelta(hours=8)
_UNREAD = "没有读懂页面脚本中的列表请求"
_NEEDS_JSON = "列表接口要求 JSON 请求体，暂不支持"
_SEVERAL = "页面脚本中有多个列表请求，无法确定哪一个属于本栏目"


@dataclass(frozen=True, slots=True)
class Listing:
    """The array of items in an answer, and what the objects around it count."""

    items: tuple[Mapping[str, Any], ...] = ()
    rows: int | None = None
    pages: int | None = None


def read(page: Page, *, column_url: str, first: Page | None) -> ListPage:
    """The column page gives its embedded rows or the request for page 1; an answer its rows and the request after it."""
    if first is None or page is first:
        return _answer(page, None, page) if _is_json(page) else _frame(page, column_url)
    return _answer(page, request_in(first)[0], first)


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
    return None, _NEEDS_JSON if told.as_json else _UNREAD if told.unread else ""


# ---- what answers say; also for families with an interface of their own


def parsed(page: Page) -> Any:
    """The JSON of ``page``, also behind a name or inside a callback; None when it is none."""
    text = page.text.strip()
    if len(text) > MAX_JSON or text[:1] == "<":
        return None
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    return _decoded(text[begin:]) if 0 <= begin <= 200 else None


def listing_in(answer: Any) -> Listing:
    """The longest array of items that have title, address and day, wherever it stands in ``answer``."""
    best = Listing()
    for holder, above in _objects(answer):
        for value in holder.values() if isinstance(holder, dict) else (holder,):
            if not isinstance(value, list) or len(value) <= len(best.items):
                continue
            items = tuple(_whole(item) for item in value[:MAX_ITEMS] if isinstance(item, dict))
            if items and all(_is_item(item) for item in items[:3]):
                best = Listing(items, *_counts(holder, above))
    if best.items:
        return best
    for holder, _ in islice(_objects(answer), MAX_OBJECTS):
        # A total of nothing beside an array that holds something counts something else.
        if isinstance(holder, dict) and not any(isinstance(value, list) and value for value in holder.values()):
            rows, pages = _counts(holder, ())
            if rows is not None:
                return Listing((), rows, pages)
    return best


def row_of(item: Mapping[str, Any], base: str) -> Row | None:
    """One item as a row; None when it has no title or leads nowhere."""
    title = text_of(_first(item, _TITLES))
    address = _address(item)
    url = canonical(address, base) if address else None
    if url is None or not title:
        return None
    shown = _first(item, _DAYS)
    return Row(url, title, day_of(shown), str(shown or ""), doc_number_of(text_of(_first(item, _NUMBERS)), column=True))


def text_of(value: Any) -> str:
    """``value`` as one line of text without tags."""
    return squeeze(html.unescape(_TAG.sub("", str(value)))) if isinstance(value, str | int) else ""


def count_of(value: Any) -> int | None:
    """``value`` as a count; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**9 else None
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) <= 9 else None


def day_of(shown: Any) -> date | None:
    """``2023-05-30``, with a clock, 20230530, or (milli)seconds since 1970 (Asia/Shanghai)."""
    text = str(shown).strip() if isinstance(shown, str | int) and not isinstance(shown, bool) else ""
    if found := _MILLISECONDS.fullmatch(text):
        text = str(int(found.group(1)) // 1000)
    if text.isdecimal() and 9 <= len(text) <= 10:
        return (datetime.fromtimestamp(int(text), UTC) + _SHANGHAI).date()
    return read_date(text) if len(text) >= 8 else None


def more_to_come(number: int, count: int, size: int, rows: int | None, pages: int | None) -> bool:
    """Whether a page follows page ``number``, which holds ``count`` items of ``size`` asked for (0: not said).

    Servers ignore the size they are asked for. So the end is believed where the numbers add up exactly; else one page
    more is asked, and an empty answer proves it.
    """
    if not count or (pages is not None and number >= pages):
        return False
    if rows is None:
        return True
    return number * count < rows and not (size and (number - 1) * size + count == rows)


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


def _answer(page: Page, request: Request | None, first: Page) -> ListPage:
    number = request.number_of(page.url) if request else _own_number(page.url)
    answer = parsed(page)
    if answer is None:
        return _fragment(page, request, number, first)
    listing = listing_in(answer)
    if not listing.items:
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
    return ListPage(found.rows, following, found.declared_rows, found.declared_pages, unlinked=found.unlinked)


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
        found = listing_in(_decoded(script[match.end() :]))
        best = found if len(found.items) > len(best.items) else best
    if not best.items:
        return best
    names = {_plain(key): value for key, value in variables(script).items()}
    return Listing(
        best.items,
        *(next((n for k in keys if (n := count_of(names.get(k))) is not None), None) for keys in (_TOTALS, _PAGES)),
    )


def _rows(listing: Listing, base: str) -> tuple[tuple[Row, ...], int]:
    read_items = [row_of(item, base) for item in listing.items]
    return tuple(row for row in read_items if row is not None), read_items.count(None)


def _decoded(text: str) -> Any:
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def _is_json(page: Page) -> bool:
    return page.text.lstrip()[:1] in ("{", "[") and parsed(page) is not None


def _objects(answer: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every object of ``answer`` (and ``answer`` itself), outermost first, with those around it."""
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(answer, ())]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value, above = waiting.pop(0)
        if isinstance(value, str):
            value = _decoded(value) if value.lstrip()[:1] in ("{", "[") else None  # JSON written into a string
        if isinstance(value, dict | list):
            yield value, above
        if isinstance(value, dict) and len(above) < MAX_DEPTH:
            waiting += [(inner, (*above, value)) for inner in value.values() if isinstance(inner, dict | str)]


def _counts(holder: Any, above: tuple[Any, ...]) -> tuple[int | None, int | None]:
    rows = pages = None
    around = [place for place in (holder, *reversed(above)) if isinstance(place, dict)]
    beside = [inner for place in around for inner in islice(place.values(), MAX_BESIDE) if isinstance(inner, dict)]
    for place in (*around, *beside):
        rows = rows if rows is not None else count_of(_first(place, _TOTALS))
        pages = pages if pages is not None else count_of(_first(place, _PAGES))
    return rows, pages


def _whole(item: dict[str, Any]) -> Mapping[str, Any]:
    """``item`` with what search servers put one level deeper (``_source``)."""
    inner = next((item[key] for key in ("_source", "source", "fields") if isinstance(item.get(key), dict)), None)
    return {**item, **inner} if inner else item


def _is_item(item: Mapping[str, Any]) -> bool:
    return bool(text_of(_first(item, _TITLES)) and _has(item, _ADDRESSES) and _has(item, _DAYS))


def _address(item: Mapping[str, Any]) -> str:
    for key in _ADDRESSES:
        value = _first(item, (key,))
        if isinstance(value, str) and value.startswith("{") and isinstance(inner := _decoded(value), dict):
            value = inner.get("pc") or next(iter(inner.values()), "")
        if isinstance(value, str) and re.search(r"[/.?]", value) and not value.lower().startswith("javascript"):
            return value
    return ""


def _has(item: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return any(_plain(key) in names for key in item)


def _first(item: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of ``names`` that has a value in ``item``, whatever its case and strokes."""
    known = {_plain(key): value for key, value in reversed(list(item.items()))}
    return next((known[name] for name in names if known.get(name) not in (None, "", "null", [], {})), None)


def _plain(key: str) -> str:
    return str(key).lower().replace("_", "")


def _page_key(url: str) -> str:
    return next((key for key, _ in parse_qsl(urlsplit(url).query) if _plain(key) in PAGE_KEYS), "")


def _own_number(url: str) -> int:
    told = dict(parse_qsl(urlsplit(url).query)).get(_page_key(url), "1")
    return int(told) if told.isdecimal() and len(told) <= 6 else 1
