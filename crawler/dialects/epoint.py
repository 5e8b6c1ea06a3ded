"""新点 Epoint, where the column page is a frame and its scripts are files of their own.

The category stands in the page's address, the site's number and the folder of its interface in ``webBuilderCommon.js``
(``siteInfo``). The interface takes JSON, on some portals JSON under ``params``, on others a form: the first that brings rows
of the category is kept. That there are none is never believed: an interface that did not understand may say the same. Page
numbers count from 0. Where the request stands in the page itself, ``jsonlist`` reads it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.dialects.interface import Listing, ajax_headers, listing_in, more_to_come, parsed, row_of
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import value_at
from crawler.items import Ask, ListPage
from crawler.page import Page
from crawler.urls import canonical

SIZE: Final = 20  # rows a page is asked to hold
ACTION: Final = "/rest/lightfrontaction/getgovinfolist"

_SETTINGS_FILE = re.compile(r"(?:^|/)webBuilderCommon\.js(?:\?|$)", re.IGNORECASE)
_SETTINGS = re.compile(r"\bsiteInfo\s*=\s*(?=\{)")
_FILED = re.compile(r"/(\d{6,24})(?=/)")
_INDEX: Final = "pageIndex"
_UNREAD = "没有读懂站点设置（webBuilderCommon.js）"
_NO_LIST = "列表接口没有返回本栏目的条目（getgovinfolist）"


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page leads to the site's settings, these to the list, an answer to the one after it."""
    if first is None or page is first:
        return _column(page, column_url)
    if ask is not None and (ask.body or ask.form):
        return _answer(page, ask, first)
    return _settings(page, first, column_url)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a frame of this platform that names its category and has no rows of its own."""
    if not category_of(page.url) or _settings_file(page) is None:
        return False
    return not read_plain(page, column_url=page.url, first=None).rows


def category_of(url: str) -> str:
    """The category an address names; '' when it names none."""
    return _query(url).get("categorynum", "")


# ---- on the way to the list


def _column(page: Page, column_url: str) -> ListPage:
    shown = read_plain(page, column_url=column_url, first=None)
    settings = _settings_file(page)
    if shown.rows or settings is None:
        return shown
    return ListPage((), (Ask(settings, page=1),), filled_later=True)


def _settings_file(page: Page) -> str | None:
    sources = (element.get("src") or "" for element in page.root.iter("script"))
    source = next((source for source in sources if _SETTINGS_FILE.search(source)), None) if page.is_html else None
    url = canonical(source, page.base) if source else None
    return url if url and urlsplit(url).netloc == urlsplit(page.url).netloc else None


def _settings(page: Page, first: Page, column_url: str) -> ListPage:
    found = _SETTINGS.search(page.text)
    told = value_at(page.text, found.end(), {}) if found else None
    site, folder = (told.get("siteGuid"), told.get("projectName")) if isinstance(told, dict) else (None, None)
    if not (isinstance(site, str) and site and isinstance(folder, str)):
        return ListPage((), filled_later=True, note=_UNREAD)
    query = {**_query(first.url), **_query(column_url)}
    fields: dict[str, str | int] = {
        "deptcode": query.get("deptcode", ""),
        "categorynum": query.get("categorynum", ""),
        _INDEX: 0,
        "pageSize": SIZE,
        "siteGuid": site,
    }
    url = urljoin(first.url, f"{folder.rstrip('/')}{ACTION}")
    headers = ajax_headers(first.url)
    asks = (
        Ask(url, headers=headers, page=1, body=json.dumps(fields)),
        Ask(url, headers=headers, page=1, body=json.dumps({"token": "", "params": fields})),
        Ask(url, tuple((key, str(value)) for key, value in fields.items()), headers, page=1),
    )
    return ListPage((), asks, filled_later=True)


# ---- an answer


def _answer(page: Page, ask: Ask, first: Page) -> ListPage:
    listing = listing_in(parsed(page))
    if not listing.items or not _is_own(listing, category_of(first.url)):
        return ListPage((), filled_later=True, note=_NO_LIST)
    read_items = [row_of(item, first.base) for item in listing.items]
    rows = tuple(row for row in read_items if row is not None)
    following: tuple[Ask, ...] = ()
    if more_to_come(ask.page, len(listing.items), SIZE, listing.rows, listing.pages):
        following = (_numbered(ask, ask.page + 1),)
    return ListPage(rows, following, listing.rows, listing.pages, unlinked=read_items.count(None))


def _is_own(listing: Listing, category: str) -> bool:
    """Whether the items are of the category that was asked for: an interface that did not understand sends any."""
    told = [own for item in listing.items if (own := _category_in(item))]
    return not told or any(own.startswith(category) for own in told)


def _category_in(item: Mapping[str, Any]) -> str:
    """The category an item names, or its address is filed under; '' when nothing tells it."""
    named = str(item.get("categorynum") or "")
    if named.isdecimal():
        return named
    filed = _FILED.findall(str(item.get("infourl") or ""))
    return next((part for part in reversed(filed) if len(part) % 3 == 0 and not part.startswith(("19", "20"))), "")


def _numbered(ask: Ask, number: int) -> Ask:
    """``ask`` for another page of the list."""
    if ask.form:
        form = tuple((key, str(number - 1) if key == _INDEX else value) for key, value in ask.form)
        return replace(ask, form=form, page=number)
    told = json.loads(ask.body)
    told.get("params", told)[_INDEX] = number - 1
    return replace(ask, body=json.dumps(told), page=number)


def _query(url: str) -> dict[str, str]:
    return {key.lower(): value for key, value in parse_qsl(urlsplit(url).query)}
