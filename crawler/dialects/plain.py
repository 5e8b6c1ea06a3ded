"""Columns whose rows stand in the page and whose pager is made of links: whatever the CMS, what a reader can click."""

import re
from typing import Final

from crawler.dialects import more, pager, trust
from crawler.dialects.rows import Found, find
from crawler.dialects.script import arguments_at, scripts_of, variables
from crawler.dialects.signs import comes_later, empty_pager, iframe_of, loads_more, says_empty
from crawler.dialects.stream import Stream, stream_of
from crawler.items import Ask, ListPage
from crawler.page import Page

FULL_PAGE: Final = 10  # fewer rows than any portal's page holds are the whole list

# Pagers drawn by a script over rows that stand in the page; what they are told gives current page and number of pages.
_SET_PAGE = re.compile(r"\.pagination\(\s*(?=['\"]setPage['\"])")
_OBJECT_PAGER = re.compile(
    r"\b(?:Ls\.pagination|laypage(?:\.render)?|(?:\$\([^)]{1,40}\)\.)?(?:pagination|createPage))\(\s*(?=\{)"
)
_PAGES_KEYS = ("pageCount", "pages", "totalPage", "totalPages", "pageTotal", "countPage")


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """Rows, totals and the way on, as the page shows them."""
    if not page.is_html:
        return ListPage((), filled_later=True, note="返回的不是网页")
    stream = stream_of(page)
    is_first = first is None or page is first
    found = find(page, stream, column_url=column_url, first=None if is_first else first)
    shown = pager.pager_of(page, stream, is_first=is_first)
    if not found.rows:
        return empty_handed(page, stream, found, shown.following, is_first=is_first)
    following = shown.following or _scripted(page, stream, shown, rows=len(found.rows))
    hint = "" if following else more.unfollowed(page, stream, found, shown.totals)
    if not following and not hint and first is not None and not is_first:
        hint = trust.pager_lost(page, first, shown)
    return ListPage(
        found.rows,
        following,
        shown.totals.rows,
        shown.totals.pages,
        note=unlinked_note(found),
        unlinked=found.unlinked,
        more_hint=hint,
    )


def unlinked_note(found: Found) -> str:
    """A note on lines that lead nowhere; '' when there are none."""
    return f"有 {found.unlinked} 行没有可打开的链接" if found.unlinked else ""


def empty_handed(page: Page, stream: Stream, found: Found, following: tuple[Ask, ...], *, is_first: bool) -> ListPage:
    """What a page without rows says: nothing there, or not there yet. Emptiness is believed only where no script fills it."""
    if found.unlinked:  # there are rows, only none that can be opened
        return ListPage((), following, filled_later=True, note=unlinked_note(found), unlinked=found.unlinked)
    if is_first and (frame := iframe_of(page)):
        return ListPage((), (Ask(frame, page=1, begins=True),), filled_later=True, note="列表在内嵌框架中")
    if cause := comes_later(page):
        return ListPage((), filled_later=True, note=cause)
    return ListPage((), says_empty=says_empty(stream))


def _scripted(page: Page, stream: Stream, shown: pager.Pager, *, rows: int) -> tuple[Ask, ...]:
    """Likely addresses of the next page where a script draws the pager, unless it is told that this is the last one.

    Better a few requests in vain than a first page taken for the whole list.
    """
    script = scripts_of(page)
    current, pages = shown.totals.current or 1, shown.totals.pages
    if found := _SET_PAGE.search(script):
        numbers = [value for value in arguments_at(script, found.end(), {}) if isinstance(value, int)]
        if len(numbers) >= 2:
            current, pages = numbers[0], numbers[1]
    elif found := _OBJECT_PAGER.search(script):
        told = arguments_at(script, found.end(), variables(script))[:1]
        values = told[0] if told and isinstance(told[0], dict) else {}
        count = next((values[key] for key in _PAGES_KEYS if key in values), None)
        pages = count if isinstance(count, int) and not isinstance(count, bool) else pages
    elif not loads_more(stream) and not (empty_pager(page) and rows >= FULL_PAGE and pages is None):
        return ()
    return pager.trial_asks(page.url, current + 1) if pages is None or current < pages else ()
