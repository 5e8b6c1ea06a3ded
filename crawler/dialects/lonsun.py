"""龙讯 Lonsun: the pager is ``Ls.pagination({pageCount, total, url, data})``; rows stand in the page or come from a label.

A label (``/site/label/8888?…``) answers with HTML rows, or with the text its own parameter ``result`` names. Later pages of
static lists are ``?pageIndex=n``; some pages ignore that and show page 1 again, so the label is asked first where the pager
names one. All parameters are read from the script and sent as they stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.dialects.jsonlist import is_article
from crawler.dialects.marks import squeeze
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import Value, arguments_at, variables
from crawler.dialects.scripted import Request, announced, each_once, renumbered, request_of
from crawler.dialects.settle import settled
from crawler.dialects.signs import says_empty
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage
from crawler.page import Page

_PAGINATION = re.compile(r"\bLs\.pagination\(\s*(?=\{)")
_LABEL = re.compile(r"/site/label/\d{1,9}")
_NAV_LIST = re.compile(rb"\bxxgk_nav_list\b")
_ROW_LABEL = re.compile(r"(?:list|content|info)\w{0,12}$", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"search|tree|hot|link|nav|menu|organ|rank|hit|weather|vote", re.IGNORECASE)
_PAGES_KEYS = ("pageCount", "pages", "totalPage", "totalPages")
_ROWS_KEYS = ("total", "totalCount", "rowCount", "count")
_UNREAD = "没有读懂页面脚本中的列表请求（/site/label）"


@dataclass(frozen=True, slots=True)
class Call:
    """What a page tells its pager; ``request`` asks its label, where it names one."""

    pages: int | None = None
    rows: int | None = None
    request: Request | None = None


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The rows in the page or in the label's answer, and the request for the next page."""
    if not page.is_html and not _is_label(page.url):
        return ListPage((), filled_later=True, note="返回的不是网页")
    if not (shows_itself(page) or (first is not None and shows_itself(first))):
        return read_plain(page, column_url=column_url, first=first)
    is_first = first is None or page is first
    found = read_plain(_with_lists_named(page), column_url=column_url, first=None if is_first else first)
    own = call_in(page)
    told = own or (call_in(first) if first is not None else None) or Call()
    rows = told.rows if told.rows is not None else found.declared_rows
    pages = told.pages if told.pages is not None else found.declared_pages
    if found.rows:
        request = told.request or _label_of(page, first)
        following = _following(page, found, request, pages, column_url, ask, named=told.request is not None)
        hint = found.more_hint if pages is None else ""  # told of its pages, the script draws no further one
        return replace(found, following=following, declared_rows=rows, declared_pages=pages, more_hint=hint)
    if _is_label(page.url):
        return _empty_answer(page, found, rows)
    if own is not None and own.rows == 0 and _says(page, ()):
        return ListPage((), declared_rows=0, declared_pages=own.pages, says_empty=True)
    request = _label_of(page, None) if is_first else None
    if request is not None:
        return ListPage((), (request.ask(1, referer=column_url),), rows, pages, filled_later=True)
    note = found.note if found.unlinked or found.following else _UNREAD
    return ListPage((), found.following, rows, pages, filled_later=True, note=note, unlinked=found.unlinked)


def _with_lists_named(page: Page) -> Page:
    """``page`` with the rows' own boxes (``ul.xxgk_nav_list``) called lists: elsewhere such a name means a menu."""
    body = _NAV_LIST.sub(b"list", page.body)
    return page if body == page.body else Page(page.url, body, status=page.status, content_type=page.content_type)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a label's answer, or a page whose script draws the family's pager or asks a label for its rows."""
    if _is_label(page.url):
        return True
    if not page.is_html:
        return False
    text = page.text
    if _PAGINATION.search(text):
        return True
    return bool(_LABEL.search(text)) and not is_article(page) and _label_of(page, None) is not None


def call_in(page: Page) -> Call | None:
    """The pager call of ``page`` with the largest count; None when there is none."""
    if "Ls.pagination" not in page.text or not page.is_html:
        return None
    script = settled(page)
    names = variables(script)
    calls: list[Call] = []
    for match in list(_PAGINATION.finditer(script))[:10]:
        options = next(iter(arguments_at(script, match.end(), names)), None)
        if isinstance(options, dict):
            sent = next((options[key] for key in ("data", "params", "dataParams") if options.get(key)), None)
            request = _asking(page, options.get("url"), sent)
            calls.append(Call(_count(options, _PAGES_KEYS), _count(options, _ROWS_KEYS), request))
    return max(calls, key=lambda call: (call.pages or 0, call.request is not None), default=None)


def _asking(page: Page, url: Value, sent: Value) -> Request | None:
    """The request a pager names: its address, its fields and the number of the page."""
    request = request_of(page, url, sent, posted=False)
    if request is None or request.numbered:
        return request
    again: dict[str, Value] = {**sent, "pageIndex": 1} if isinstance(sent, dict) else {"pageIndex": 1}
    return request_of(page, url, again, posted=False)


def _label_of(page: Page, first: Page | None) -> Request | None:
    """The request for rows that the script of the column page announces; None when none, or several, can be read."""
    origin = page if first is None else first
    if not _LABEL.search(origin.text):
        return None
    call = call_in(origin)
    if call is not None and call.request is not None:
        return call.request
    found = [request for request in announced(origin).requests if _LABEL.search(request.url) and _is_for_rows(request)]
    paged = [request for request in found if request.numbered] or found
    return paged[0] if len(paged) == 1 else None


def _is_for_rows(request: Request) -> bool:
    name = request.fields.get("labelName", "")
    if _OTHER_LABEL.search(name):
        return False
    return request.numbered or bool(_ROW_LABEL.search(name))


def _following(
    page: Page,
    found: ListPage,
    request: Request | None,
    pages: int | None,
    column_url: str,
    ask: Ask | None,
    *,
    named: bool,
) -> tuple[Ask, ...]:
    """Ways to the next page. A label the pager itself does not name may be another list's: it comes after the address."""
    current = ask.page if ask else _number(page, request)
    if pages is not None and current >= pages:
        return ()
    label = request.ask(current + 1, referer=column_url) if request is not None and request.numbered else None
    if _is_label(page.url):
        return (label or Ask(renumbered(page.url, "pageIndex", current + 1), page=current + 1),)
    if pages is None and not found.following:
        return ()
    asks = [Ask(renumbered(page.url, "pageIndex", current + 1), page=current + 1)]
    if label is not None:
        asks.insert(0 if named else 1, label)
    return each_once([*asks, *(ask for ask in found.following if pages is None or ask.page == current + 1)])


def _number(page: Page, request: Request | None) -> int:
    """Which list page this is: told by its address."""
    if request is not None and _is_label(page.url):
        return request.number_of(page.url)
    told = {key.lower(): value for key, value in parse_qsl(urlsplit(page.url).query)}.get("pageindex", "")
    return int(told) if told.isdecimal() and len(told) <= 6 else 1


def _empty_answer(page: Page, found: ListPage, rows: int | None) -> ListPage:
    words = [value for key, value in parse_qsl(urlsplit(page.url).query) if key == "result"]
    if found.says_empty or _says(page, words):
        return ListPage((), declared_rows=rows, says_empty=not rows, filled_later=bool(rows))
    return ListPage((), declared_rows=rows, filled_later=True, note=found.note or "列表接口没有返回条目")


def _says(page: Page, words: Iterable[str]) -> bool:
    """Whether the page shows the words for an empty list: those the label was given, or the usual ones."""
    stream = stream_of(page)
    own = {squeeze(word) for word in words} - {""}
    return says_empty(stream) or any(text in own for _, _, text in stream.texts)


def _is_label(url: str) -> bool:
    return bool(_LABEL.search(urlsplit(url).path))


def _count(options: dict[str, Value], keys: tuple[str, ...]) -> int | None:
    for key in keys:
        value = options.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        if isinstance(value, str) and value.isdecimal() and len(value) <= 7:
            return int(value)
    return None
