"""SiteServer (SSCMS): pages side by side (``46.html``, ``46_2.html``), and what a page asks for when it is shown.

Three requests are known, all JSON and all answered with HTML: ``pagecontents`` fills the pages beyond those that are
written to disk, ``dynamic`` fills a block, ``more`` adds to a list as long as it says that there is more. What each needs
stands in the page's script. A page may have several blocks (a log-in, a weather report): they are asked in turn until one
shows a list.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from crawler.dialects.interface import ajax_headers, count_of, decoded, html_in, piece
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import MAX_VALUE, scripts_of, value_at
from crawler.items import Ask, ListPage
from crawler.page import Page

MAX_BLOCKS: Final = 3

_ADDRESS = re.compile(r"""["']([^"'\s<>]{0,200}/stl/actions/(pagecontents|more))["']""", re.IGNORECASE)
_FIELDS = re.compile(r"\{(?=[^{}]{0,600}?\bpage(?:Channel|Node)Id\b)")
_BLOCK = re.compile(
    r"""["']([^"'\s<>]{0,200}/stl/actions/dynamic)\??["']\s*\+\s*StlClient\.getQueryString\(\)\s*(?:,|;\s*var\s+data\s*=)\s*(?=\{)""",
    re.IGNORECASE,
)
_BLOCK_PAGE = re.compile(r"""\bstl(?:Dynamic|GetPage)?\w{0,60}\(\s*["']?(\d{1,5})["']?\s*\)""")
_FAMILY = re.compile(r"/stl/actions/(?:pagecontents|dynamic|more)\b", re.IGNORECASE)
_PATH = re.compile(r"/channels/\d{1,9}(?:_\d{1,5})?\.html$")
_INDEX, _NUMBERS = "currentPageIndex", ("page", "pageNum")
_NO_LIST = "列表接口没有返回条目（SiteServer）"


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a page: where, what with, and under which name the number of the list page goes."""

    address: str
    fields: tuple[tuple[str, Any], ...]
    key: str

    @property
    def number(self) -> int:
        """The list page it asks for, counted from 1."""
        told = count_of(dict(self.fields).get(self.key)) or 0
        return told + 1 if self.key == _INDEX else max(told, 1)

    @property
    def pages(self) -> int | None:
        return count_of(dict(self.fields).get("pageCount"))

    @property
    def rows(self) -> int | None:
        return count_of(dict(self.fields).get("totalNum"))

    def ask(self, number: int, *, referer: str) -> Ask:
        fields = {**dict(self.fields), self.key: number - 1 if self.key == _INDEX else number}
        body = json.dumps(fields, ensure_ascii=False)
        return Ask(self.address, headers=ajax_headers(referer), page=number, body=body)


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The rows in the page, or the request that fills it; or the rows of an answer and the request after it."""
    if ask is not None and ask.body and first is not None:
        return _answer(page, ask, first, column_url)
    shown = read_plain(page, column_url=column_url, first=first)
    calls = calls_in(page)
    if shown.rows:
        more = next((call for call in calls if "template" in dict(call.fields)), None)
        return replace(shown, following=(more.ask(1, referer=column_url), *shown.following)) if more else shown
    if not calls:
        return shown
    call = calls[0]
    return ListPage(
        (), (call.ask(call.number, referer=column_url),), call.rows, call.pages, filled_later=True
    )  # fmt: skip


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a column of this platform, or asks its interface for a list."""
    if _PATH.search(urlsplit(page.url).path):
        return True
    return bool(_FAMILY.search(page.text)) and not read_plain(page, column_url=page.url, first=None).rows


def calls_in(page: Page) -> tuple[Call, ...]:
    """The requests of ``page`` that may bring a list, those surely for one first."""
    script = scripts_of(page)
    if not _FAMILY.search(script):
        return ()
    addresses = {kind.lower(): urljoin(page.base, address) for address, kind in _ADDRESS.findall(script)}
    found: list[Call] = []
    for match in list(_FIELDS.finditer(script))[:MAX_BLOCKS]:
        fields = _plain(value_at(script, match.start(), {}, longest=4 * MAX_VALUE))
        key = _INDEX if _INDEX in fields else next((name for name in _NUMBERS if name in fields), "")
        address = addresses.get("pagecontents" if key == _INDEX else "more")
        if address and key:
            found.append(Call(address, tuple(fields.items()), key))
    query = urlsplit(page.url).query
    for match in list(_BLOCK.finditer(script))[:MAX_BLOCKS]:
        fields = _plain(value_at(script, match.end(), {"page": 1}, longest=4 * MAX_VALUE))
        key = next((name for name in _NUMBERS if name in fields), "pageNum")
        if "value" in fields or "templateContent" in fields:
            address = urljoin(page.base, match.group(1)) + (f"?{query}" if query else "")
            found.append(Call(address, tuple({**fields, key: 1}.items()), key))
    return tuple(found[:MAX_BLOCKS])


# ---- an answer


def _answer(page: Page, ask: Ask, first: Page, column_url: str) -> ListPage:
    call = _call_of(ask)
    answer = decoded(page.text.strip())
    text = html_in(answer)
    if call is None or text is None:
        return _in_vain(call, first, column_url)
    shown = read_plain(piece(text, first.base), column_url=column_url, first=None)
    if not shown.rows:
        return _in_vain(call, first, column_url)
    number = call.number
    if call.key == _INDEX:
        pages, more = call.pages, call.pages is not None and number < call.pages
    elif "template" in dict(call.fields):
        pages, more = None, isinstance(answer, dict) and answer.get("value") is True
    else:
        last = max((int(told) for told in _BLOCK_PAGE.findall(text)), default=0)
        pages, more = last if last > number else None, last > number
    following = (call.ask(number + 1, referer=column_url),) if more else ()
    proven = call.key == _INDEX or "template" in dict(call.fields)  # told of the end by the interface itself
    return replace(
        shown,
        following=following,
        declared_rows=call.rows if call.rows is not None else shown.declared_rows,
        declared_pages=pages,
        more_hint="" if proven or following else shown.more_hint,
    )


def _in_vain(call: Call | None, first: Page, column_url: str) -> ListPage:
    """No list in this answer. As long as none was seen, the next block of the page may be the list."""
    calls = calls_in(first)
    at = calls.index(call) + 1 if call in calls else len(calls)
    following: tuple[Ask, ...] = ()
    if call is not None and call.number == 1 and at < len(calls):
        following = (calls[at].ask(1, referer=column_url),)
    return ListPage((), following, filled_later=True, note=_NO_LIST)


def _call_of(ask: Ask) -> Call | None:
    """The call that ``ask`` made."""
    fields = _plain(decoded(ask.body))
    key = next((name for name in (_INDEX, *_NUMBERS) if name in fields), "")
    return Call(ask.url, tuple(fields.items()), key) if key else None


def _plain(value: Any) -> dict[str, Any]:
    """``value`` as fields of a body; none when a part of it cannot be read."""
    if not isinstance(value, dict):
        return {}
    known = all(part is None or isinstance(part, str | int | float) for part in value.values())
    return dict(value) if known else {}
