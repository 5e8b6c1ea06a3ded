"""One list page as the questions of ``more`` need it: its short words, where they stand, and what a click on them does."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.dialects.marks import squeeze
from crawler.dialects.regions import Region, Regions
from crawler.dialects.rows import Found
from crawler.dialects.signs import is_hidden
from crawler.dialects.stream import Stream, spelled_address
from crawler.page import Page
from crawler.urls import canonical

MAX_ELEMENTS: Final = 50_000
SHORT: Final = 14  # characters of a control or a tab
MAX_WORDS: Final = 3_000  # short words of a page that are looked at
_TAGS = (
    "a",
    "button",
    "input",
    "span",
    "li",
    "div",
    "p",
    "em",
    "i",
    "b",
    "strong",
    "label",
    "td",
    "dd",
    "dt",
    "h3",
    "h4",
)
_CLUE = re.compile(r"[页頁年更全早\d历往]|more", re.IGNORECASE)  # every word asked for below holds one of these
_IDLE = re.compile(r"void\s*\(\s*0?\s*\)|return\s+false")
_CALLS = re.compile(r"[\w$]\s*\(")
LEADS: Final = ("data-url", "data-href", "data-link", "to-href")
_BACK = re.compile(r"返回|首页|主页|刷新|打印|关闭|上一|下一|尾页|末页|顶部|登录|注册|收藏|分享")
_DRAWING = re.compile(  # what themes draw on an empty page
    r"empty|no[_-]?(?:data|info|content|result|list|record|news|file)|zan?wu|zwsj|zwxx|zwnr|wushuju|暂无|空|"
    r"(?<![a-z])(?:null|default|blank|none|kong|icon?|loading|logo|arrow|dot|line|bg)(?![a-z])",
    re.IGNORECASE,
)


class Look:
    """One page and its list, as the questions of this module need them."""

    def __init__(self, page: Page, stream: Stream, found: Found) -> None:
        self.page = page
        self.stream = stream
        self.rows = frozenset(found.places)
        self.holders = frozenset(place for row in found.places for place in row.iterancestors())
        self.here = canonical(page.url)
        self._regions = Regions(stream, squeeze(page.root.findtext(".//title") or ""))

    def short(self) -> Iterator[tuple[HtmlElement, str]]:
        """Elements whose whole text is a word or two, outside rows and hidden parts, with that text."""
        words = 0
        for count, element in enumerate(self.page.root.iter(*_TAGS)):
            if count >= MAX_ELEMENTS or words >= MAX_WORDS:
                return
            if element.tag == "input":
                if (element.get("type") or "").lower() in ("button", "submit", "image") and not self.in_row(element):
                    yield element, squeeze(element.get("value") or element.get("alt") or "")[:SHORT]
                continue
            if not 0 < self.stream.size(element) <= SHORT:
                continue
            text = squeeze(element.text_content())
            if _CLUE.search(text):
                words += 1
                if not self.in_row(element) and not is_hidden(element):
                    yield element, text

    def in_row(self, element: HtmlElement) -> bool:
        return any(place in self.rows for place in (element, *element.iterancestors()))

    def is_open(self, element: HtmlElement) -> bool:
        return self._regions.of(element) is Region.OPEN and not is_hidden(element)

    def is_out(self, element: HtmlElement) -> bool:
        return self._regions.of(element) is Region.OUT

    def target(self, element: HtmlElement) -> str | None:
        """The address an element leads to, when it is another than this page's; None otherwise."""
        href = (element.get("href") or "").strip() or next((v for n in LEADS if (v := element.get(n) or "")), "")
        if not href or href.startswith("#") or href.lower().startswith("javascript:"):
            href = spelled_address(element) or ""
        url = canonical(href, self.page.base) if href else None
        return url if url != self.here else None

    def acts(self, element: HtmlElement) -> bool:
        """Whether a click does something: an address, or a script's call on the element or right around it."""
        return self.target(element) is not None or any(calls(place) for place in (element, element.getparent()))

    def belongs_to_list(self, element: HtmlElement) -> bool:
        """Whether the smallest box around ``element`` that holds other items holds those of the list, or follows them."""
        for place in (element, *list(element.iterancestors())[:5]):
            if place.tag in ("body", "html"):
                return False
            links = [link for link in self.stream.links_in(place) if link.element is not element]
            if links:
                own = sum(1 for link in links if self.in_row(link.element))
                return own > 0 and 2 * own >= len(links)
            if self.stream.size(place) > self.stream.size(element) + 4:
                return False  # a box of its own, with its heading
            before = place.getprevious()
            if before is not None and (before in self.rows or before in self.holders):
                return True
        return False

    def box_of(self, owner: HtmlElement) -> HtmlElement:
        """What stands around a text, as far as it is not the page with its menus."""
        box = owner
        for place in list(owner.iterancestors())[:3]:
            if place.tag in ("body", "html", "form") or self.stream.count_links(place) > 3:
                break
            box = place
        return box

    def speaks(self, element: HtmlElement) -> str:
        """What ``element`` says against an empty column."""
        if not self.is_open(element):
            return ""
        if element.tag == "a":
            text = squeeze(element.text_content())[:30]
            leads = self.target(element) is not None and not _BACK.search(text) and text
            return f"“暂无”字样旁有链接“{text}”，没有读取" if leads else ""
        if element.tag == "img":
            names = f"{element.get('src') or ''} {element.get('class') or ''} {element.get('alt') or ''}"
            return (
                "" if _DRAWING.search(names) or not (element.get("src") or "") else "“暂无”字样旁有图片，内容未能读取"
            )
        return "“暂无”字样旁有嵌入的内容，未能读取"


def calls(element: HtmlElement | None) -> bool:
    """Whether a click on the element calls a script."""
    if element is None or element.tag in ("body", "html"):
        return False
    href = (element.get("href") or "").strip()
    script = f"{href if href.lower().startswith('javascript:') else ''} {(element.get('onclick') or '')[:400]}"
    return bool(_CALLS.search(_IDLE.sub("", script))) or any(
        name in element.attrib for name in ("@click", "v-on:click", "ng-click", "data-year")
    )
