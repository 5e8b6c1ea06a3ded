"""A page as one sequence of marks: its links and its dates, in the order a reader meets them.

Every element knows which marks lie in it, so that "the smallest element that holds this date and a link" is a short climb
instead of a search. See ``rows`` for what is made of it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawler.dialects.marks import Piece, date_among, doc_number_of, joined, piece_of, split_title, squeeze
from crawler.page import Page
from crawler.urls import canonical

MAX_ELEMENTS: Final = 200_000  # a list page has a few thousand
MAX_TITLE: Final = 400
MIN_LONE_TITLE: Final = 6  # characters of a title that stands beside its link
MAX_LONE: Final = 4  # 查看 and 下载 of one row

SKIPPED = frozenset(("script", "style", "template", "select", "textarea", "noscript", "object", "svg", "title", "head"))
_BLOCKS = frozenset(("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "li", "tr", "td"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:x_)?(?:tit|title|bt|biaoti)", re.IGNORECASE)
_LINES = frozenset(("li", "tr", "dd"))
_OPENS = re.compile(
    r"(?:点击|在线)?(?:查看|阅读|浏览|下载|预览|打开)(?:详情|全文|原文|附件|文件|内容)?|\[?(?:详情|详细|全文|原文|附件|查看|下载)\]?[>》»]*"
)
# Links that lead to a place, not to an item.
_FURNITURE = re.compile(
    r"(?:查看|阅读|浏览|了解|点击)?(?:更多|全部|详情|详细|全文|内容|原文|下载|进入|查看|阅读)(?:[>》»+]|\s)*|more\W*|\[?(?:更多|详细|详情|查看|下载)\]?|"
    r"(?:返回|回到)?(?:首页|主页|顶部|列表|上一页|上一级)|上一页|下一页|上页|下页|前一页|后一页|尾页|末页|打印|关闭|收藏|分享|[<>«»‹›.…+\d\s-]{1,8}|"
    r"(?:点击)?下载(?:附件|文件)?|附件|登录|注册|无障碍|简体|繁体|english",
    re.IGNORECASE,
)
_GENERIC_TITLE = re.compile(r"(?:点击|单击|查看|打开|新窗口|阅读)\S{0,12}")
_TOOLTIP = re.compile(
    r"^(?:文章)?标\s?题\s?[:：]\s?(.{2,300}?)(?:\s(?:作者|发[布表](?:时间|日期)|点击数?|更新)\S{0,4}[:：].*)?$"
)
_SCRIPT_ADDRESS = re.compile(r"""['"]((?:https?://|\.{0,2}/|[\w-]+/)[^'"\s<>()]{2,300})['"]""")


@dataclass(eq=False)
class Link:
    """A link that may be an item. ``hung`` is a date hung on the title itself."""

    element: HtmlElement
    at: int
    address: str | None  # as the page writes it
    base: str
    title: str
    hung: Piece | None = None
    furniture: bool = False

    @cached_property
    def url(self) -> str | None:
        """The absolute address; None when the line is shown but leads nowhere (``javascript:``)."""
        return canonical(self.address, self.base) if self.address else None


@dataclass(slots=True, eq=False)
class Day:
    """A date, or the part of one the page gives. ``firm`` means the text is the date and nothing else."""

    element: HtmlElement
    at: int
    piece: Piece
    firm: bool = True


class Span(NamedTuple):
    """What lies in one element: marks, texts outside links, and characters, each from … up to (not including)."""

    mark: int
    mark_end: int
    text: int
    text_end: int
    char: int
    char_end: int


NOTHING: Final = Span(0, 0, 0, 0, 0, 0)


@dataclass(slots=True)
class Stream:
    """All links and days of a page, in order; ``spans`` tells what each element holds of them."""

    links: list[Link] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    texts: list[tuple[int, HtmlElement, str]] = field(default_factory=list)  # every text outside links
    wordless: list[HtmlElement] = field(default_factory=list)  # links that show no word to read
    spans: dict[HtmlElement, Span] = field(default_factory=dict)
    length: int = 0
    _link_places: list[int] = field(default_factory=list)
    _day_places: list[int] = field(default_factory=list)

    def links_in(self, element: HtmlElement) -> list[Link]:
        """The links inside ``element`` (or that it is), in order."""
        low, high = self._range(element, self._link_places)
        return self.links[low:high]

    def days_in(self, element: HtmlElement) -> list[Day]:
        low, high = self._range(element, self._day_places)
        return self.days[low:high]

    def count_links(self, element: HtmlElement) -> int:
        low, high = self._range(element, self._link_places)
        return high - low

    def share(self, element: HtmlElement) -> float:
        """How much of the page's text lies in ``element``, 0 to 1."""
        return self.size(element) / self.length if self.length else 0.0

    def size(self, element: HtmlElement) -> int:
        """Characters of text in ``element``, links included."""
        span = self.spans.get(element, NOTHING)
        return span.char_end - span.char

    def own_text(self, element: HtmlElement) -> list[str]:
        """The texts in ``element`` that are not part of a link."""
        span = self.spans.get(element, NOTHING)
        return [text for _, _, text in self.texts[span.text : span.text_end]]

    def settle(self) -> None:
        """Fix the places after links or days were taken out."""
        self._link_places = [link.at for link in self.links]
        self._day_places = [day.at for day in self.days]

    def _range(self, element: HtmlElement, places: list[int]) -> tuple[int, int]:
        span = self.spans.get(element, NOTHING)
        return bisect_left(places, span.mark), bisect_right(places, span.mark_end - 1)


def stream_of(page: Page) -> Stream:
    """The marks of ``page``, made once; an empty stream when it is not HTML."""
    kept: Stream | None = page.made.get(("stream",))
    if kept is None:
        page.made["stream",] = kept = _stream_of(page)
    return kept


def _stream_of(page: Page) -> Stream:
    if not page.is_html:
        return Stream()
    walker = _Walker(page.base)
    body = page.root.find("body")
    walker.walk(body if body is not None else page.root)
    stream = walker.stream
    stream.settle()
    _merge_twin_links(stream)
    stream.settle()
    _join_parts(stream)
    stream.settle()
    return stream


class _Walker:
    """One pass in document order; no recursion, so that no depth of nesting can exhaust it."""

    def __init__(self, base: str) -> None:
        self.stream = Stream()
        self._base = base
        self._at = 0
        self._anchor: HtmlElement | None = None
        self._anchor_at = 0
        self._inner: list[tuple[HtmlElement, str]] = []
        self._open: dict[HtmlElement, tuple[int, int, int]] = {}

    def walk(self, body: HtmlElement) -> None:
        skipping: HtmlElement | None = None
        seen = 0
        for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
            if event == "comment":
                if skipping is None:
                    self._text(element.getparent(), element.tail)
                continue
            if event == "start":
                seen += 1
                if seen > MAX_ELEMENTS:
                    break
                if skipping is None:
                    if element.tag in SKIPPED:
                        skipping = element
                    else:
                        self._start(element)
                continue
            if skipping is None:
                self._end(element)
            elif skipping is element:
                skipping = None
            else:
                continue
            if skipping is None and element is not body:
                self._text(element.getparent(), element.tail)
        self._close_rest()

    def _start(self, element: HtmlElement) -> None:
        self._open[element] = (self._at, len(self.stream.texts), self.stream.length)
        if element.tag == "a" and self._anchor is None:
            self._anchor, self._anchor_at, self._inner = element, self._at, []
            self._at += 1
        elif element.tag == "img" and self._anchor is not None:
            self._inner.append((element, squeeze(element.get("alt") or "")))
        self._text(element, element.text)

    def _end(self, element: HtmlElement) -> None:
        if element is self._anchor:
            self._finish_link(element)
            self._anchor = None
        texts, length = len(self.stream.texts), self.stream.length
        mark, text, char = self._open.pop(element, (self._at, texts, length))
        self.stream.spans[element] = Span(mark, self._at, text, texts, char, length)

    def _close_rest(self) -> None:
        for element in list(self._open)[::-1]:
            self._end(element)

    def _text(self, owner: HtmlElement | None, raw: str | None) -> None:
        if owner is None or not raw or not (text := squeeze(raw)):
            return
        self.stream.length += len(text)
        if self._anchor is not None:
            self._inner.append((owner, text))
            return
        self.stream.texts.append((self._at, owner, text))
        if piece := piece_of(text):
            self._day(owner, piece, firm=True)
        elif among := date_among(text):
            self._day(owner, among, firm=False)

    def _day(self, owner: HtmlElement, piece: Piece, *, firm: bool) -> None:
        self.stream.days.append(Day(owner, self._at, piece, firm))
        self._at += 1

    def _finish_link(self, anchor: HtmlElement) -> None:
        href = (anchor.get("href") or "").strip()
        address = _address(anchor, href)
        parts = [(owner, text) for owner, text in self._inner if owner.tag != "img"]
        inner_days = [(owner, piece) for owner, text in parts if owner is not anchor and (piece := piece_of(text))]
        if parts and all(piece_of(text) for _, text in parts):  # the link is nothing but a date, or a number in a menu
            pieces = [(owner, piece) for owner, text in parts if (piece := piece_of(text))]
            if any(piece.kind in ("full", "month_day", "year_month") for _, piece in pieces):
                for owner, piece in pieces:
                    self._day(owner, piece, firm=True)
                return
            inner_days = []
        for owner, piece in inner_days:
            self._day(owner, piece, firm=True)
        shown = _shown_text(anchor, parts, {owner for owner, _ in inner_days})
        if not shown:
            shown = next((text for owner, text in self._inner if owner.tag == "img" and text), "")
        text, hung = split_title(shown[:MAX_TITLE])
        title = _fuller(text, squeeze((anchor.get("title") or "")[: 2 * MAX_TITLE]))
        if not title:
            self.stream.wordless += [anchor] if address else []
            return
        if address is None and href.startswith("#") and len(href) > 1:
            return
        furniture = bool(_FURNITURE.fullmatch(title)) or title.startswith(("上一篇", "下一篇", "上一条", "下一条"))
        self.stream.links.append(Link(anchor, self._anchor_at, address, self._base, title, hung, furniture))


def spelled_address(element: HtmlElement) -> str | None:
    """The address a script on ``element`` spells out."""
    href = (element.get("href") or "").strip()
    for script in (href if href.lower().startswith("javascript:") else "", element.get("onclick") or ""):
        if found := _SCRIPT_ADDRESS.search(script[:600]):
            return found.group(1)
    return None


def _address(anchor: HtmlElement, href: str) -> str | None:
    """Where the link leads. A script's link is followed only when the script spells the address out."""
    if href and not href.startswith("#") and not href.lower().startswith(("javascript:", "mailto:", "tel:", "data:")):
        return href
    for name in ("data-url", "data-href", "to-href"):
        if value := (anchor.get(name) or "").strip():
            return str(value)
    return spelled_address(anchor)


def _shown_text(anchor: HtmlElement, parts: list[tuple[HtmlElement, str]], dated: set[HtmlElement]) -> str:
    """What a reader takes for the title: all text of the link, or its heading where the link wraps a whole block."""
    parts = [(owner, text) for owner, text in parts if owner not in dated]
    named = [
        text
        for owner, text in parts
        if owner is not anchor and (owner.tag in _HEADINGS or _TITLE_CLASS.search(owner.get("class") or ""))
    ]
    if named:
        return squeeze(named[0])
    blocks = [text for owner, text in parts if owner.tag in _BLOCKS and len(text) >= 4]
    if len(blocks) > 1:
        return blocks[0]
    return squeeze("".join(text for _, text in parts))


def _fuller(text: str, title: str) -> str:
    """The ``title`` attribute where it says more of the same than the text shown; else the text."""
    if found := _TOOLTIP.match(title):
        title = found.group(1)
    title, _ = split_title(title[:MAX_TITLE])
    if not title or _GENERIC_TITLE.fullmatch(title):
        return text
    if not text or _FURNITURE.fullmatch(text):
        return title
    core = re.sub(r"[\s.…·]", "", text)
    return title if len(title) > len(text) and core[:4] in re.sub(r"\s", "", title) else text


def _merge_twin_links(stream: Stream) -> None:
    """Take picture, title and 详细 of one item, and twice opened anchors, as the one link they are."""
    kept: list[Link] = []
    for link in stream.links:
        last = kept[-1] if kept else None
        if last and link.address and link.address == last.address and _twins(stream, last, link):
            if len(link.title) > len(last.title) and not (link.furniture and not last.furniture):
                kept[-1] = link
            continue
        kept.append(link)
    named = [link for link in kept if link.furniture and _titled(stream, link)]
    stream.links = [link for link in kept if not link.furniture or link in named]


def _titled(stream: Stream, link: Link) -> bool:
    """Give a lone 下载 or 查看 the title that stands beside it in its row; whether there is one."""
    row = next((place for place in link.element.iterancestors() if place.tag in _LINES), None)
    if row is None or not _OPENS.fullmatch(link.title) or stream.links_in(row)[0] is not link:
        return False
    if any(not other.furniture for other in stream.links_in(row)) or stream.count_links(row) > MAX_LONE:
        return False
    texts = [split_title(text) for text in stream.own_text(row) if not piece_of(text) and not doc_number_of(text)]
    title, hung = max(texts, key=lambda told: len(told[0]), default=("", None))
    if len(title) < MIN_LONE_TITLE or not (stream.days_in(row) or hung):
        return False
    link.title, link.hung, link.furniture = title[:MAX_TITLE], None if stream.days_in(row) else hung, False
    return True


def _twins(stream: Stream, left: Link, right: Link) -> bool:
    both = common_ancestor(left.element, right.element)
    if both is None or stream.count_links(both) > 4:
        return False
    return all(link.address == left.address or link.furniture for link in stream.links_in(both))


def _join_parts(stream: Stream) -> None:
    """Put split dates together; drop the parts that stay alone and mean nothing."""
    days = stream.days
    index = 0
    while index + 1 < len(days):
        left, right = days[index], days[index + 1]
        whole = joined(left.piece, right.piece) if _neighbours(stream, left, right) else None
        if whole is None:
            index += 1
            continue
        days[index] = Day(left.element, left.at, whole)
        del days[index + 1]
        index = max(index - 1, 0)
    stream.days = [day for day in days if day.piece.kind in ("full", "month_day")]


def _neighbours(stream: Stream, left: Day, right: Day) -> bool:
    if right.at != left.at + 1:
        return False
    both = common_ancestor(left.element, right.element)
    return both is not None and stream.count_links(both) <= 1


def common_ancestor(left: HtmlElement, right: HtmlElement) -> HtmlElement | None:
    """The smallest element that holds both."""
    if left is right:
        return left
    above = {left, *left.iterancestors()}
    return next((element for element in (right, *right.iterancestors()) if element in above), None)


def alternation(marks: list[Link | Day]) -> list[list[Link | Day]]:
    """``marks`` cut where their type changes: [links], [days], [links], …"""
    runs: list[list[Link | Day]] = [marks[:1]] if marks else []
    for before, mark in pairwise(marks):
        if type(before) is type(mark):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs
