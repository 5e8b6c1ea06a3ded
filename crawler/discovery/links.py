"""What one page offers to discovery: its links with their names and menu paths, and what the page calls itself.

A link of a menu leads to a place; a link in a dated row leads to an item, and no item is ever a column.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from crawler import pagestate
from crawler.dialects.marks import squeeze
from crawler.dialects.rows import find_rows, meta_of
from crawler.dialects.signs import comes_later, says_empty
from crawler.dialects.stream import stream_of
from crawler.discovery.naming import meaning
from crawler.discovery.trees import category_named, nodes_of
from crawler.discovery.visited import place_of
from crawler.items import Outcome
from crawler.page import Page

MAX_LINKS: Final = 3_000  # of one page; a site map has some hundreds
MAX_NAME: Final = 60  # longer texts name no column
_MAX_HEADING: Final = 24
_CLIMB: Final = 8
_LISTS: Final = frozenset(("ul", "ol", "table", "dl", "select", "map"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
_PEERS: Final = frozenset(("li", "tr", "td", "option"))
_MORE = re.compile(r"(?:查看|点击)?(?:更多|全部|详细|详情|进入)(?:[>》»+.…]|\s)*|more\W*", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}(?!\d)|(?<![\d-])\d{2}-\d{2}(?![\d-])")
_CRUMB_NAME = re.compile(
    r"crumb|dqwz|weizhi|position|location|bread|(?:^|[\s_-])(?:mbx|wz|local|path)(?:$|[\s_-])", re.IGNORECASE
)
_CRUMB_HEAD = re.compile(r"(?:您|你)?(?:当前|现在|所在)?(?:所在|的)?(?:页面)?位置\s?(?:是|为)?\s?[:：>]?\s?")
_CRUMB_CUT = re.compile(r"\s*(?:[>＞›»→]|&gt;|\\)+\s*")
_CRUMB_IDLE: Final = frozenset(
    ("首页", "网站首页", "主页", "本站首页", "正文", "列表", "内容", "详情", "浏览", "查看", "")
)
_TITLE_CUT = re.compile(r"\s*[-_|—–｜]+\s*")


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link to a place. ``path`` are the headings above it, outermost first; ``box`` numbers the list it stands in.

    ``dated`` is true for the link of a dated row: it leads to an item.
    """

    url: str
    text: str
    path: tuple[str, ...] = ()
    box: int = 0
    dated: bool = False


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was seen at one address. ``names`` are (where it stood, what the page calls itself)."""

    url: str
    final: str
    outcome: Outcome
    cause: str = ""
    names: tuple[tuple[str, str], ...] = ()
    crumbs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    description: str = ""
    site_name: str = ""
    site_code: str = ""
    links: tuple[MenuLink, ...] = ()
    rows: tuple[str, ...] = ()
    article: bool = False
    later: bool = False
    empty: bool = False
    forms: tuple[str, ...] = ()
    digest: str = ""

    @property
    def opened(self) -> bool:
        """Whether it is a page that can be judged."""
        return self.outcome is Outcome.OK


def facts_of(page: Page, url: str) -> PageFacts:
    """Everything discovery asks of ``page``, which was asked for as ``url``."""
    outcome, cause = pagestate.classify(page)
    if outcome is Outcome.OK and not page.is_html:
        outcome, cause = Outcome.ERROR, "不是网页"
    if outcome is not Outcome.OK:
        return PageFacts(url, page.url, outcome, cause)
    site = squeeze(meta_of(page, "sitename"))
    category = category_named(page, url)
    crumbs = category or _crumbs(page)
    titles = [part for part in _TITLE_CUT.split(squeeze(page.root.findtext(".//title") or "")) if part][:4]
    return PageFacts(
        url=url,
        final=f"{page.url}#{url.partition('#')[2]}" if category else page.url,
        outcome=outcome,
        # The page of a tree is the same for all its places.
        names=(("目录树", category[-1]),) if category else tuple(_names(page, crumbs, titles, site)),
        crumbs=crumbs,
        headings=tuple(dict.fromkeys((*_headings(page, "h1", "h2", "h3"), *titles))),
        description=squeeze(meta_of(page, "columndescription"))[:200],
        site_name=site or (titles[-1] if titles else ""),
        site_code=squeeze(meta_of(page, "siteidcode"))[:20],
        links=menu_links(page),
        rows=tuple(row.title for row in find_rows(page, column_url=page.url)[:200]),
        article=bool(meta_of(page, "articletitle").strip()) or pagestate.is_article_like(page),
        later=bool(comes_later(page)),
        empty=says_empty(stream_of(page)),
        forms=tuple(_forms(page)),
        digest=hashlib.sha256(page.body).hexdigest(),
    )


def menu_links(page: Page) -> tuple[MenuLink, ...]:
    """The links of ``page`` in page order, those of script trees (zTree) after them."""
    boxes: dict[HtmlElement, int] = {}
    found: list[MenuLink] = []
    for element in islice(page.root.iter("a", "area", "option", "iframe", "frame"), MAX_LINKS):
        address = str(
            element.get({"option": "value", "iframe": "src", "frame": "src"}.get(str(element.tag), "href")) or ""
        )
        if not _leads(element, address):
            continue
        url = place_of(address, page.base)
        if url is None:
            continue
        path = _path(element)
        text = _text(element)
        if _MORE.fullmatch(text):
            text, path = (path[-1], path[:-1]) if path else ("", path)
        box = boxes.setdefault(_box(element), len(boxes))
        found.append(MenuLink(url, text[: 4 * MAX_NAME], path, box, _is_dated(element)))
    return (*found, *(MenuLink(*node, len(boxes)) for node in nodes_of(page)))


def _leads(element: HtmlElement, address: str) -> bool:
    """Whether the element leads to a page. An empty ``href`` is the page itself, an option is often only a value."""
    if element.tag in ("option", "iframe", "frame"):
        return address.startswith(("/", "http", "./", "../")) and len(address) > 1
    return element.get("href") is not None and not address.strip().lower().startswith(
        ("javascript:", "#", "mailto:", "tel:")
    )


def _text(element: HtmlElement) -> str:
    text = squeeze("".join(islice(element.itertext(), 40)))
    title = squeeze(str(element.get("title") or ""))[:200]
    if not text or (text.endswith(("...", "…", "..")) and len(title) > len(text)):
        picture = element.find(".//img")
        text = title or squeeze(str((picture.get("alt") if picture is not None else element.get("alt")) or ""))
    return text


def _path(element: HtmlElement) -> tuple[str, ...]:
    """The headings a reader sees above the link, outermost first."""
    found: list[str] = []
    place = element
    for _ in range(_CLIMB):
        parent = place.getparent()
        if parent is None:
            break
        outermost = parent.tag in ("body", "html")
        if place is not element and place.tag not in _PEERS:
            before = [one for one in _before(place) if not outermost or one.tag in _HEADINGS]
            heading = next((text for text in map(_heading, before) if text), "")
            if heading and heading not in found:
                found.append(heading)
        if outermost:
            break
        if parent.tag in _HEADINGS and (own := squeeze(parent.text or "")):
            found.append(own[:_MAX_HEADING])
        place = parent
    return tuple(reversed(found))


def _before(place: HtmlElement) -> Iterator[HtmlElement]:
    """The one or two elements before ``place`` that are not of its own make."""
    for sibling in islice(place.itersiblings(preceding=True), 2):
        if isinstance(sibling.tag, str) and sibling.tag not in ("script", "style") and _make(sibling) != _make(place):
            yield sibling


def _heading(element: HtmlElement) -> str:
    if not _is_small(element, 40) or len(list(islice(element.iter("a"), 3))) > 2:
        return ""
    own = [squeeze(text) for text in islice(element.itertext(), 12)]
    words = [text for text in own if text and not _MORE.fullmatch(text)]
    text = "".join(words)
    return text if 2 <= len(text) <= _MAX_HEADING else ""


def _is_small(element: HtmlElement, most: int) -> bool:
    """Whether no more than ``most`` elements lie in it: a row or a heading has a few, and nothing else is looked through."""
    return len(list(islice(element.iter(), most + 1))) <= most


def _make(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), (str(element.get("class") or "").split() or [""])[0]


def _box(element: HtmlElement) -> HtmlElement:
    for place in islice(element.iterancestors(), 4):
        if place.tag in _LISTS:
            return place
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    if parent is not None and len(list(islice(parent.iter("a"), 2))) > 1:
        return parent
    return above if above is not None else element


def _is_dated(element: HtmlElement) -> bool:
    """Whether the link stands in a row with a date."""
    for place in islice(element.iterancestors(), 3):
        if place.tag in ("body", "ul", "ol", "table") or not _is_small(place, 60):
            return False
        if len(list(islice(place.iter("a"), 4))) > 3:
            return False
        text = squeeze("".join(islice(place.itertext(), 60)))
        if len(text) > 300:
            return False
        if _DATE.search(text):
            return True
    return False


def _names(page: Page, crumbs: tuple[str, ...], titles: list[str], site: str) -> Iterator[tuple[str, str]]:
    """What the page calls itself, each with the place where it says so."""
    if column := squeeze(meta_of(page, "columnname")):
        yield "栏目标签", column[:MAX_NAME]
    if crumbs:
        yield "位置导航", crumbs[-1][:MAX_NAME]
    for heading in _headings(page, "h1")[:1]:
        yield "页内标题", heading
    # A title of one part may be the site's on every page; it is asked last, and only for what columns are called.
    named = column or crumbs or _headings(page, "h1")
    if titles and titles[0] != site and (len(titles) > 1 or (not named and meaning(titles[0]))):
        yield "网页标题", titles[0][:MAX_NAME]


def _headings(page: Page, *tags: str) -> list[str]:
    texts = (squeeze("".join(islice(element.itertext(), 40))) for element in islice(page.root.iter(*tags), 40))
    return [text for text in texts if 2 <= len(text) <= 30]


def _crumbs(page: Page) -> tuple[str, ...]:
    """The breadcrumb without 首页; () when the page has none."""
    for element in islice(page.root.iter("div", "p", "ul", "ol", "span", "td", "nav", "h3", "h4", "dl"), 20_000):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        named = bool(_CRUMB_NAME.search(name))
        if not named and "位置" not in (element.text or ""):
            continue
        if not _is_small(element, 60):
            continue
        text = squeeze("".join(islice(element.itertext(), 80)))
        if not 2 <= len(text) <= 200:
            continue
        said = _CRUMB_HEAD.match(text)
        rest = text[said.end() :] if said else text
        items = [squeeze(item.text_content()) for item in element.iter("li")]
        if _CRUMB_CUT.search(rest):
            parts = _CRUMB_CUT.split(rest)
        elif named and len(items) >= 2:
            parts = items
        else:
            continue
        if "首页" in rest or "主页" in rest or said:
            return tuple(part for part in (p.strip(" /") for p in parts) if part not in _CRUMB_IDLE)[:8]
    return ()


def _forms(page: Page) -> Iterator[str]:
    """Where forms with a text to fill in send it."""
    for form in islice(page.root.iter("form"), 20):
        fields = [field for field in form.iter("input", "textarea") if field.get("type", "text") in ("text", "search")]
        if fields:
            yield str(form.get("action") or "")[:200]
