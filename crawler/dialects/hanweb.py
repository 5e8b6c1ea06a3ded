"""大汉 (Hanweb JCMS, JPAGE): the first records lie in the page as XML, the rest comes from ``dataproxy.jsp``.

The page holds about three display pages of records, each a piece of HTML in CDATA; older pages hold them as an array of
strings. The proxy is asked with the values of the page's own script. It gives as many records as it likes (seen: 3n+1 for
n a page) from the first one asked, so the next question begins behind what came, not behind what was asked for.
"""

import html
import re
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.dates import read_date
from crawler.dialects.jpage import Island, Pager, islands_in, source_in
from crawler.dialects.marks import squeeze
from crawler.dialects.pager import number_in, with_query
from crawler.dialects.plain import FULL_PAGE
from crawler.dialects.plain import read as read_plain
from crawler.dialects.rows import find
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage, Row
from crawler.page import Page
from crawler.urls import canonical

GROUP: Final = 3  # display pages the platform sends at once

_HREF = re.compile(r"""\bhref\s*=\s*["']?\s*([^"'\s>]{1,1000})""", re.IGNORECASE)
_NO_RECORDS = "列表接口没有返回记录（dataproxy）"
_UNREAD = "没有读懂页面脚本中的列表请求（dataproxy）"


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page gives its own records and the way to the proxy; an answer of the proxy gives the next ones."""
    if first is None or page is first:
        return _column(page, column_url)
    return _answer(page, first, column_url)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` carries records, or the values with which the proxy is asked for them."""
    text = page.text
    if "<datastore" not in text and "dataproxy.jsp" not in text and ".jpage(" not in text:
        return False
    island, pager = source_in(page)
    return bool((pager and pager.form) or (island and (island.records or island.total == 0)))


# ---- the column page


def _column(page: Page, column_url: str) -> ListPage:
    island, pager = source_in(page)
    total = _total(island, pager)
    if island is None or not island.records:
        return _without_records(page, pager, total, column_url)
    rows, unlinked = _rows(island.records, page.base)
    following = _after_island(page, island, pager, column_url)
    note = "" if total is None or following or len(island.records) >= total else _UNREAD
    return ListPage(rows, following, declared_rows=total, note=note, unlinked=unlinked)


def _without_records(page: Page, pager: Pager | None, total: int | None, column_url: str) -> ListPage:
    """A page with a pager but no store: its rows stand in the page, or all of them come from the proxy."""
    shown = read_plain(page, column_url=column_url, first=None)
    count = len(shown.rows) + shown.unlinked
    per_page = (pager.per_page if pager else None) or max(count, FULL_PAGE)
    asks = _asks(pager, count + 1, per_page, column_url) if pager else ()
    if shown.rows:
        total = total if total is not None else shown.declared_rows
        more = count < total if total is not None else count >= per_page
        hint = "" if total is not None and not more else shown.more_hint
        return replace(shown, declared_rows=total, following=(*shown.following, *asks) if more else (), more_hint=hint)
    if total == 0:
        return ListPage((), declared_rows=0, says_empty=True)
    if not asks and total is None:
        return shown
    return ListPage((), asks, declared_rows=total, filled_later=True, note="" if asks else _UNREAD)


def _after_island(page: Page, island: Island, pager: Pager | None, column_url: str) -> tuple[Ask, ...]:
    total, count = _total(island, pager), len(island.records)
    per_page = _per_page(pager, count)
    if total is not None and count >= total:
        return ()
    page_known = bool(pager and pager.per_page)
    if total is None and count < (per_page if page_known else FULL_PAGE) and (page_known or not island.next_group):
        return ()  # less than one display page: there is no group after it
    asks = _asks(pager, count + 1, per_page, column_url) if pager else ()
    asks += _group(island, page.base, column_url)
    if not asks and total is None and ("jpage" in page.text or "dataproxy" in page.text):
        # Nobody can say how many there are. A page asked for in vain keeps these from passing for the whole list.
        return (Ask(with_query(page.url, "pageNum", 2), page=2),)
    return asks


def _total(island: Island | None, pager: Pager | None) -> int | None:
    if island is not None and island.total is not None:
        return island.total
    return pager.total if pager else None


def _per_page(pager: Pager | None, count: int) -> int:
    return (pager.per_page if pager else None) or max(count // GROUP, 1)


def _asks(pager: Pager, start: int, per_page: int, column_url: str, *, as_get: bool = False) -> tuple[Ask, ...]:
    """The records from ``start`` on, counted from 1: as the portal's own script asks (POST), or all in the address."""
    if not pager.form:
        return ()
    span = GROUP * per_page
    place = (("startrecord", str(start)), ("endrecord", str(start + span - 1)), ("perpage", str(per_page)))
    number = -(-(start - 1) // span) + 1
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", column_url))
    posted = Ask(
        f"{pager.address}?{urlencode(place)}",
        pager.form,
        (("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), *headers),
        page=number,
    )
    got = Ask(f"{pager.address}?{urlencode((*place, *pager.form))}", headers=headers, page=number)
    return (got, posted) if as_get else (posted, got)


def _group(island: Island, base: str, column_url: str) -> tuple[Ask, ...]:
    """The group after this one by the address the store itself gives."""
    url = canonical(island.next_group, base) if island.next_group else None
    return (Ask(url, headers=(("Referer", column_url),), page=2),) if url else ()


# ---- an answer of the proxy


def _answer(page: Page, first: Page, column_url: str) -> ListPage:
    before, pager = source_in(first)
    # Elsewhere is where an error sends us: the records of such a page are never this column's.
    path = urlsplit(page.url).path
    asked = "dataproxy" in path or path in {urlsplit(url).path for url in (first.url, pager.address if pager else "")}
    island = max(islands_in(page.text) if asked else (), key=lambda one: len(one.records), default=None)
    total = island.total if island and island.total is not None else _total(before, pager)
    start = _start(page.url)
    if island is None or not island.records:
        empty = bool(island and island.total == 0 and start == 1)
        return ListPage(
            (), declared_rows=total, says_empty=empty, filled_later=not empty, note="" if empty else _NO_RECORDS
        )
    known = {_key(record, first.base) for record in before.records} if before else set()
    fresh = [record for record in island.records if _key(record, first.base) not in known]
    rows, unlinked = _rows(fresh, first.base)
    if not fresh:
        return ListPage((), declared_rows=total, filled_later=True, note="列表接口只返回页面上已有的记录")
    following: tuple[Ask, ...] = ()
    if path == urlsplit(first.url).path:
        following = (Ask(with_query(page.url, "pageNum", (number_in(page.url) or 1) + 1), page=2),)
    elif start is None or pager is None:
        following = _group(island, page.url, column_url)
    elif (start + len(fresh) <= total) if total is not None else (len(fresh) >= (pager.per_page or FULL_PAGE)):
        per_page = _per_page(pager, len(before.records) if before else 0)
        as_get = "columnid=" in urlsplit(page.url).query.lower()
        following = _asks(pager, start + len(fresh), per_page, column_url, as_get=as_get)
    return ListPage(rows, following, declared_rows=total, unlinked=unlinked)


def _start(url: str) -> int | None:
    value = dict(parse_qsl(urlsplit(url).query)).get("startrecord", "")
    return int(value) if value.isdecimal() and len(value) <= 7 else None


def _key(record: str, base: str) -> str:
    """What a record leads to; the record itself when it leads nowhere."""
    found = _HREF.search(record)
    return (canonical(html.unescape(found.group(1)), base) if found else None) or record


# ---- records


def _rows(records: tuple[str, ...] | list[str], base: str) -> tuple[tuple[Row, ...], int]:
    """The rows of ``records``, and how many show an item that leads nowhere."""
    rows: list[Row] = []
    unlinked = 0
    for record in records:
        found, lost = _row(record, base)
        rows += found
        unlinked += lost
    return tuple(rows), unlinked


def _row(record: str, base: str) -> tuple[tuple[Row, ...], int]:
    """A record is a row whatever it looks like: read as any list is, else by its longest link."""
    holder = "table" if record.lstrip()[:3].lower() == "<tr" else "ul"
    page = Page(base, f"<html><body><{holder} class='list'>{record}</{holder}></body></html>".encode())
    stream = stream_of(page)
    found = find(page, stream, column_url=base)
    rows = found.rows
    links = [link for link in stream.links if link.url]
    if not rows and links:
        link = max(links, key=lambda one: len(one.title))
        day = stream.days[0].piece if len(stream.days) == 1 else None
        rows = (Row(link.url or "", link.title, day.day() if day else None, day.text if day else ""),)
    if not rows:
        return (), int(bool(found.unlinked or stream.links or stream.days))
    if len(rows) == 1 and not rows[0].date_text and (spoken := _spoken_day(page)):
        rows = (replace(rows[0], published=read_date(spoken), date_text=spoken),)
    return rows, found.unlinked


def _spoken_day(page: Page) -> str:
    """A day that stands only where screen readers find it: ``readlabel="2025-10-29"``."""
    labels = (
        squeeze(element.get("readlabel") or "") for element in page.root.iter("span", "b", "i", "em", "p", "td", "div")
    )
    return next((label for label in labels if label and read_date(label)), "")
