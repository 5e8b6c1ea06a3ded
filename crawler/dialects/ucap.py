"""开普 UCAP, both generations.

New: the page carries up to fifty items as JSON (``articleList``), ``POST /queryList`` gives them all page by page. Classic:
``GET /common/search/<channel>`` answers JSON, or the rows are static and page 2 is ``<stem>_2.shtml``. What each request
needs stands in the page. Addresses are relative to ``<base href>``.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.dates import read_date
from crawler.dialects import pager, trs
from crawler.dialects.interface import ajax_headers, count_of, parsed
from crawler.dialects.jpage import Form, pairs_of
from crawler.dialects.marks import squeeze
from crawler.dialects.plain import FULL_PAGE
from crawler.dialects.plain import read as read_plain
from crawler.dialects.rows import meta_of
from crawler.dialects.script import Value, arguments_at, scripts_of, value_at, variables
from crawler.items import Ask, ListPage, Row
from crawler.page import Page
from crawler.urls import canonical

MAX_ITEMS: Final = 2_000  # of one answer
MAX_LITERAL: Final = 60_000  # characters read of a value that is JavaScript and no JSON
PAGE_SIZE: Final = 15  # asked for where the page names no size
TITLE_MAX: Final = "500"  # the portal cuts titles where its own list asks for it

_ARTICLES = re.compile(r"""\barticleList["']?\s*[:=]\s*(?=\[)""")
_OWN_COLUMN = re.compile(r"""\bchannelsTagSelf["']?\s*[:=]\s*(?=\{)""")
_LOAD = re.compile(r"\bloadPageData\s*\(\s*")
_QUERY_OBJECT = re.compile(r"""\{(?=[^{}]{0,1500}?\bchannelCode\b)""")
_QUERY_LIST = re.compile(r"""["']([^"'\s<>?]{0,200}/queryList)["'?]""")
_NAME = re.compile(r"[A-Za-z_$][\w$]{0,60}")
# What is called /search/ alone is the site's search box, unless a channel follows.
_CHANNEL = re.compile(
    r"""["']([^"'\s<>?]{0,200}/(?:common/search/|searchList/|search/(?=[0-9a-f]{32})))([0-9a-f]{32})?"""
)
_JOINED = re.compile(r"""["']\s*\+\s*([A-Za-z_$][\w$]{0,60})""")
_SETTING = re.compile(r"""[?&"'](_[A-Za-z]\w{0,30})=([^"'&\s+<>]{0,100})""")
_CHANNEL_ID = re.compile(r"[0-9a-f]{32}")
_STATIC = re.compile(r"/c\d{4,}/[^/]+\.shtml$")
_TAG = re.compile(r"<[^<>]{0,300}>")
_NUMBER_KEYS: Final = ("writtentext", "发文字号", "文号")
_VALIDITY_KEYS: Final = ("aging", "时效性", "有效性")
_MARKS: Final = ("articleList", "loadPageData", "queryList", "/search/", "/searchList/")


@dataclass(frozen=True, slots=True)
class Query:
    """A list request of the page. ``form`` is posted, or (``posted`` false) stands in the address."""

    address: str
    form: Form
    size: int
    posted: bool


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The items in the page and the request for the rest; or the items of an answer."""
    if first is None or page is first:
        return _column(page, column_url)
    answer, query = parsed(page), query_in(first)
    if answer is None and not (_articles(first) or (query and query.posted)):
        if query and urlsplit(page.url).path == urlsplit(query.address).path:
            return _page_of_search(page, query, column_url)
        if _folder(page.url) == _folder(first.url):  # elsewhere is where an error sends us: never this column's rows
            return _static(page, column_url, first)
    return _answer(page, answer, first, column_url, ask)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` carries items or a readable list request of this family, or is one of its static lists."""
    text = page.text
    if any(mark in text for mark in _MARKS):
        query = query_in(page)
        if _articles(page) or (query and (query.posted or trs.call_in(page) is None)):
            return True
    static = bool(_STATIC.search(urlsplit(page.url).path)) and bool(meta_of(page, "channelid"))
    return static and trs.call_in(page) is None


def query_in(page: Page) -> Query | None:
    """The list request the page's script makes; None when there is none, or none that can be read."""
    script = scripts_of(page)
    names = variables(script)
    return _query_list(page, script, names) or _search(page, script, names)


# ---- the column page


def _column(page: Page, column_url: str) -> ListPage:
    query, items = query_in(page), _articles(page)
    total = _declared(page)
    if items:
        rows, unlinked = _rows(items, page.base)
        more = len(items) < total if total is not None else len(items) >= FULL_PAGE
        asks = (_ask(query, len(items) // query.size + 1, column_url),) if more and query and query.posted else ()
        note = "没有读懂页面脚本中的列表请求（queryList）" if more and not asks else ""
        if more and not asks and total is None:
            # Nobody can say how many there are. A page asked for in vain keeps these from passing for the whole list.
            asks = (Ask(pager.with_query(page.url, "pageNum", 2), page=2),)
        return ListPage(rows, asks, declared_rows=total, note=note, unlinked=unlinked)
    shown = _static(page, column_url, None)
    if shown.rows:
        if query is None or query.posted or shown.following or shown.declared_rows is not None:
            return shown
        more = len(shown.rows) >= FULL_PAGE
        asks = (_ask(query, 2, column_url),) if more else ()
        return replace(shown, following=asks)
    if query is not None:
        return ListPage((), (_ask(query, 1, column_url),), declared_rows=total or None, filled_later=True)
    return shown


def _static(page: Page, column_url: str, first: Page | None) -> ListPage:
    """Rows in the page. Where a script draws the pager, ``<stem>_2.shtml`` is the likeliest of the addresses tried."""
    if trs.call_in(page) is not None:
        return trs.read(page, column_url=column_url, first=first)
    shown = read_plain(page, column_url=column_url, first=first)
    likely = [ask for ask in shown.following if ask.url.endswith(f"_{ask.page}.shtml")]
    return replace(shown, following=(*likely, *(ask for ask in shown.following if ask not in likely)))


def _folder(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc, parts.path.rpartition("/")[0]


def _articles(page: Page) -> list[Any]:
    """The longest ``articleList`` of the page; side boxes have theirs too."""
    script = scripts_of(page)
    lists = [_literal(script, match.end()) for match in list(_ARTICLES.finditer(script))[:10]]
    return max((items for items in lists if isinstance(items, list)), key=len, default=[])


def _declared(page: Page) -> int | None:
    """How many items the column says it has."""
    script = scripts_of(page)
    found = _OWN_COLUMN.search(script)
    own = _literal(script, found.end()) if found else None
    return count_of(own.get("articleCount")) if isinstance(own, dict) else None


def _literal(script: str, at: int) -> Any:
    """The JSON value at ``at``; what is only JavaScript is read by the script reader."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(script, at)
    except (ValueError, RecursionError):
        return value_at(script, at, {}, longest=MAX_LITERAL)
    return value


# ---- requests


def _query_list(page: Page, script: str, names: dict[str, Value]) -> Query | None:
    """``loadPageData({webSiteCode: […], channelCode: […], …})``, sent as the portal sends it."""
    data = _parameters(script, names)
    address = _QUERY_LIST.search(script)
    if data is None and (address or "articleList" in script):
        site, code = names.get("websiteCode"), names.get("codeName")
        if isinstance(site, str) and isinstance(code, str) and site and code:
            data = {"webSiteCode": [site], "channelCode": [code], "sort": "sortNum", "order": "desc"}
    if data is None:
        return None
    size = count_of(data.get("pageSize")) or count_of(data.get("perPage")) or PAGE_SIZE
    pairs = pairs_of({**data, "pageSize": size})
    form = tuple((key, TITLE_MAX if key == "titleMax" else value) for key, value in pairs if key != "current")
    return Query(urljoin(page.url, address.group(1) if address else "/queryList"), form, size, posted=True)


def _parameters(script: str, names: dict[str, Value]) -> dict[str, Value] | None:
    """The parameters of the column's own list: those that name its code, else the first that name any."""
    found: list[dict[str, Value]] = []
    for match in list(_LOAD.finditer(script))[:20]:
        if script[match.end() : match.end() + 1] == "{":
            value: Value = (arguments_at(script, match.end(), names) or [None])[0]
        elif name := _NAME.match(script, match.end()):
            # The same name serves several lists of a page: what it was given last counts.
            given = list(re.finditer(rf"(?<![\w$.]){re.escape(name.group(0))}\s*=\s*(?=\{{)", script[: match.start()]))
            value = value_at(script, given[-1].end(), names) if given else None
        else:
            continue
        found += [value] if isinstance(value, dict) else []
    for match in list(_QUERY_OBJECT.finditer(script))[:20]:
        value = value_at(script, match.start(), names)
        found += [value] if isinstance(value, dict) else []
    whole = [data for data in found if _codes(data)]
    own = names.get("codeName")
    return next((data for data in whole if own in _codes(data)), next(iter(whole), None))


def _codes(data: dict[str, Value]) -> list[Value]:
    for key in ("channelCode", "channelCode[]", "channelId", "channelId[]"):
        value = data.get(key)
        if isinstance(value, str) and value:
            return [value]
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            return value
    return []


def _search(page: Page, script: str, names: dict[str, Value]) -> Query | None:
    """``/common/search/<channel>``: the channel stands in the address, in a variable, or in the page's ``channelId``."""
    for match in list(_CHANNEL.finditer(script))[:20]:
        channel: Value = match.group(2)
        if channel is None and (joined := _JOINED.match(script, match.end())):
            channel = names.get(joined.group(1))
        if not (isinstance(channel, str) and _CHANNEL_ID.fullmatch(channel)):
            channel = meta_of(page, "channelid") or names.get("channelId")
        if not (isinstance(channel, str) and _CHANNEL_ID.fullmatch(channel)):
            continue
        told = dict(_SETTING.findall(script[match.end() : match.end() + 600]))
        size = count_of(told.get("_pageSize")) or PAGE_SIZE
        form = {"_template": "index", **told, "_isAgg": "true", "_isJson": "true", "_pageSize": str(size)}
        return Query(urljoin(page.url, f"{match.group(1)}{channel}"), tuple(form.items()), size, posted=False)
    return None


def _ask(query: Query, number: int, column_url: str) -> Ask:
    headers = ajax_headers(column_url)
    if not query.posted:
        return Ask(f"{query.address}?{urlencode((*query.form, ('page', str(number))))}", headers=headers, page=number)
    typed = (("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), *headers)
    return Ask(query.address, (("current", str(number)), *query.form), typed, page=number)


# ---- answers


def _answer(page: Page, answer: Any, first: Page, column_url: str, ask: Ask | None) -> ListPage:
    query, before = query_in(first), _articles(first)
    inside = answer.get("data") if isinstance(answer, dict) else None
    items = next((found for holder in (inside, answer) if (found := _results(holder)) is not None), None)
    total = _told(inside, answer, ("total", "totalCount", "count"))
    if query is None or items is None:
        empty = total == 0 and not before
        return ListPage(
            (),
            declared_rows=total,
            says_empty=empty,
            filled_later=not empty,
            note="" if empty else "列表接口没有返回条目",
        )
    number = ask.page if ask else _number(page) or len(before) // query.size + 1
    rows, unlinked = _rows(items[:MAX_ITEMS], first.base)
    # The first page of answers may repeat what the column page already holds.
    known = {row.url for row in _rows(before, first.base)[0]}
    rows = tuple(row for row in rows if row.url not in known)
    count = total if total is not None else _declared(first)
    more = number * query.size < count if count is not None else len(items) >= min(query.size, FULL_PAGE)
    following = (_ask(query, number + 1, column_url),) if items and more else ()
    empty = not items and not before and number == 1 and not count
    return ListPage(rows, following, declared_rows=count, says_empty=empty, unlinked=unlinked)


def _results(holder: Any) -> list[Any] | None:
    found = holder.get("results") if isinstance(holder, dict) else None
    return found if isinstance(found, list) else None


def _told(inside: Any, answer: Any, keys: tuple[str, ...]) -> int | None:
    for holder in (inside, answer):
        if isinstance(holder, dict):
            for key in keys:
                if (count := count_of(holder.get(key))) is not None:
                    return count
    return None


def _number(page: Page) -> int | None:
    """Which page of a search the address asks for."""
    return count_of(dict(parse_qsl(urlsplit(page.url).query)).get("page")) or None


def _page_of_search(page: Page, query: Query, column_url: str) -> ListPage:
    """The answer of a search interface that sends HTML all the same."""
    shown = read_plain(page, column_url=column_url, first=None)
    number = _number(page) or 1
    total = shown.declared_rows
    more = number * query.size < total if total is not None else len(shown.rows) >= min(query.size, FULL_PAGE)
    following = (_ask(query, number + 1, column_url),) if shown.rows and more else ()
    note = shown.note or ("" if shown.rows or shown.says_empty else "列表接口没有返回条目")
    filled_later = not shown.rows and not shown.says_empty
    hint = shown.more_hint if total is None else ""
    return replace(
        shown, following=following, declared_pages=None, filled_later=filled_later, note=note, more_hint=hint
    )


# ---- items


def _rows(items: list[Any], base: str) -> tuple[tuple[Row, ...], int]:
    """The rows of ``items``, and how many have no address."""
    read_items = [_row(item, base) for item in items if isinstance(item, dict)]
    rows = tuple(row for row in read_items if row is not None)
    return rows, len(read_items) - len(rows)


def _row(item: dict[str, Any], base: str) -> Row | None:
    source = item.get("source")
    item = source if isinstance(source, dict) else item
    title = squeeze(_TAG.sub("", _text(item.get("title")) or _text(item.get("showTitle"))))
    address = _address(item)
    url = canonical(address, base) if address else None
    if url is None or not title:
        return None
    shown = next(
        (text for key in ("pubDate", "publishedTimeStr", "publishedTime") if (text := _text(item.get(key)))), ""
    )
    told = _metadata(item)
    number, validity = (next((told[key] for key in keys if key in told), "") for keys in (_NUMBER_KEYS, _VALIDITY_KEYS))
    return Row(url, title, read_date(shown), shown, number, validity)


def _address(item: dict[str, Any]) -> str:
    """``urls`` is JSON in a string with an address for each kind of device; a row may also be nothing but a file."""
    urls = item.get("urls")
    if isinstance(urls, str) and urls.strip().startswith("{"):
        try:
            urls = json.loads(urls)
        except (ValueError, RecursionError):
            urls = None
    if isinstance(urls, dict):
        for value in (urls.get("pc"), *urls.values()):
            if text := _text(value):
                return text
    if text := _text(item.get("url")) or (_text(urls) if isinstance(urls, str) else ""):
        return text
    files = item.get("articleFiles")
    found = [_text(file.get("url")) for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    return found[0] if len(found) == 1 else ""


def _metadata(item: dict[str, Any]) -> dict[str, str]:
    """What the metadata say, by key and by name: ``domainMetaList[].resultList[]`` or ``metadata``."""
    meta = item.get("metadata")
    pairs: list[tuple[str, Any]] = list(meta.items()) if isinstance(meta, dict) else []
    for group in item.get("domainMetaList") or () if isinstance(item.get("domainMetaList"), list) else ():
        results = group.get("resultList") if isinstance(group, dict) else None
        for entry in results if isinstance(results, list) else ():
            if isinstance(entry, dict):
                pairs += [(str(entry.get(name) or ""), entry.get("value")) for name in ("key", "name")]
    return {key.strip().lower(): text for key, value in reversed(pairs) if (text := _text(value))}


def _text(value: Any) -> str:
    """``value`` as text; '' for what stands for nothing, the word null among it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = squeeze(str(value))
    return "" if text.lower() in ("null", "undefined", "none") else text
