"""How many words a page shows, without making its stream: most pages show enough within their first few elements."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from crawler.dialects.marks import squeeze
from crawler.dialects.stream import MAX_ELEMENTS, SKIPPED
from crawler.page import Page


def shows(page: Page, characters: int) -> bool:
    """Whether ``stream_of(page).length`` is at least ``characters``."""
    length = 0
    for _, text in _texts(page):
        length += len(text)
        if length >= characters:
            return True
    return length >= characters


def shows_beside_links(page: Page, characters: int) -> bool:
    """Whether the texts of ``stream_of(page)`` outside links, with a blank between two, have more than ``characters``."""
    length = -1
    for in_link, text in _texts(page):
        length += 0 if in_link else len(text) + 1
        if length > characters:
            return True
    return False


def _texts(page: Page) -> Iterator[tuple[bool, str]]:
    """(whether it stands in a link, text) of every text that a stream holds, in its order."""
    if not page.is_html:
        return
    body = page.root.find("body")
    body = body if body is not None else page.root
    skipping: HtmlElement | None = None
    anchor: HtmlElement | None = None
    seen = 0
    for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
        raw = element.tail
        if event == "start":
            seen += 1
            if seen > MAX_ELEMENTS:
                return
            if skipping is not None:
                continue
            if element.tag in SKIPPED:
                skipping = element
                continue
            if element.tag == "a" and anchor is None:
                anchor = element
            raw = element.text
        elif event == "end":
            if skipping is element:
                skipping = None
            elif skipping is None and element is anchor:
                anchor = None
            if element is body:
                return
        if skipping is None and raw and (text := squeeze(raw)):
            yield anchor is not None, text
