"""The pager a reader can click: links to the next page, numbered pages, and what the pager says of totals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.dialects.marks import squeeze
from crawler.dialects.signs import Totals, totals_in
from crawler.dialects.stream import Stream
from crawler.items import Ask
from crawler.page import Page
from crawler.urls import canonical

MAX_ANCHORS: Final = 5_000
MAX_PAGER_TEXT: Final = 600

_NEXT = re.compile(r"下一?[页頁]|[后後]一?[页頁]|next(?:page)?", re.IGNORECASE)
_ARROW = re.compile(r"[›>＞]")
_DOUBLE_ARROW = re.compile(r"»|>>|＞＞")
_OTHER = re.compile(r"[上前]一?[页頁]|[尾末最][页頁后後][页頁]?|prev(?:ious)?|last", re.IGNORECASE)
PAGER_NAME = re.compile(
    r"(?:^|[\s_-])(?:page|pages|pager|paging|pagination|pagelist|page_?bar|page_?box|fenye|fanye|pagecontent|turnpage|laypage|fy)\d*(?=$|[\s_-])",
    re.IGNORECASE,
)
_CURRENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:current|active|on|cur|thispage|selected|now|this|curr|pagecurr|hover)(?=$|[\s_-])", re.IGNORECASE
)
_FIRST = re.compile(r"首[页頁]|第一[页頁]")  # beside another word of a pager; alone it is the site's menu
_DISABLED = re.compile(r"disable|nolink|gray|grey|nohref|unable", re.IGNORECASE)
_CALL = re.compile(r"[A-Za-z_$][\w$.]*\s*\(\s*(?!0?\s*\))|(?:next|go|turn|jump)\w*\s*\(", re.IGNORECASE)
_SPELLED = re.compile(r"""['"]([^'"<>\s()]{1,200}\.(?:s?html?|jhtml|jsp|php|aspx?|do)(?:\?[^'"<>\s]{0,200})?)['"]""")
_IN_NAME = re.compile(r"[_-](\d{1,4})(?=\.\w+$)|/(\d{1,4})(?=\.\w+$)")
_QUERY_NAMES: Final = (
    "page",
    "pageno",
    "pagenum",
    "pageindex",
    "cur_page",
    "curpage",
    "currentpage",
    "p",
    "pn",
    "current",
    "a1t.p",
)
_TRIAL_NAMES: Final = ("page", "pageNo", "pageNum", "pageIndex")


@dataclass(frozen=True, slots=True)
class Pager:
    """What the pager of one page offers. ``following`` is best first."""

    following: tuple[Ask, ...] = ()
    totals: Totals = field(default_factory=Totals)
    is_shown: bool = False  # whether the page shows a pager at all, be it one that leads nowhere


@dataclass(frozen=True, slots=True)
class _Anchor:
    element: HtmlElement
    text: str
    url: str | None
    live: bool  # it leads somewhere: an address, or a script's call


def pager_of(page: Page, stream: Stream, *, is_first: bool) -> Pager:
    """Read the pager of ``page``. Without any sign of a further page ``following`` is empty."""
    name = ("pager", "first" if is_first else "later")
    kept: Pager | None = page.made.get(name)
    if kept is None:
        page.made[name] = kept = _pager_of(page, stream, is_first=is_first)
    return kept


def _pager_of(page: Page, stream: Stream, *, is_first: bool) -> Pager:
    anchors = list(_anchors(page))
    box = _box(anchors, stream)
    totals = totals_in(_texts(stream, box), in_pager=False)
    if box is not None:
        inside = totals_in([squeeze(box.text_content())[:200]], in_pager=True)
        totals = Totals(inside.rows or totals.rows, inside.pages or totals.pages, inside.current or totals.current)
    current = totals.current or _current(page, box, is_first)
    is_shown = box is not None or totals.pages is not None
    totals = Totals(totals.rows, totals.pages, current)
    if totals.pages is not None and current >= totals.pages:
        return Pager((), totals, is_shown)
    ways, scripted = _ways(anchors, box, current, page)
    if not ways and scripted:
        return Pager(trial_asks(page.url, current + 1), totals, is_shown)
    return Pager(tuple(Ask(url, page=current + 1) for url in ways), totals, is_shown or bool(ways))


def trial_asks(url: str, number: int) -> tuple[Ask, ...]:
    """Likely addresses of page ``number`` of a column whose pager is a script's; the walk keeps the one with new rows."""
    asks = [numbered(url, k) for k in (number - 1, number)]
    asks += [with_query(url, key, number) for key in _TRIAL_NAMES]
    return tuple(Ask(address, page=number) for address in asks if address != url)


def numbered(url: str, number: int) -> str:
    """The address of page ``number`` where pages are files side by side: ``list.html``, ``list_2.html``, …"""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    stem, ending = (re.sub(r"_\d{1,4}$", "", stem), ending) if dot else ("index", "html")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{stem}_{number}.{ending}", "", ""))


def with_query(url: str, key: str, number: int) -> str:
    """``url`` with its query parameter ``key`` set to ``number``."""
    parts = urlsplit(url)
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() != key.lower()]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*pairs, (key, str(number))]), ""))


def number_in(url: str) -> int | None:
    """The page number an address carries (``_3.html``, ``?page=3``); None when it carries none."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if key.lower() in _QUERY_NAMES and value.isdecimal() and len(value) <= 5:
            return int(value)
    found = _IN_NAME.search(parts.path)
    return int(found.group(1) or found.group(2)) if found else None


def _anchors(page: Page) -> Iterator[_Anchor]:
    here = canonical(page.url)
    for count, element in enumerate(page.root.iter("a")):
        if count >= MAX_ANCHORS:
            return
        text = squeeze(element.text_content()[:40])
        if not text or len(text) > 12:
            text = squeeze(element.get("title") or element.get("aria-label") or "")
        if not text or len(text) > 12:
            continue
        href = (element.get("href") or "").strip()
        scripted = href.lower().startswith("javascript:")
        call = re.sub(r"void\s*\(\s*0?\s*\)", "", f"{href if scripted else ''} {(element.get('onclick') or '')[:400]}")
        spelled = _SPELLED.search(call)
        address = spelled.group(1) if spelled else "" if scripted or href.startswith("#") else href
        url = canonical(address, page.base) if address else None
        if url == here or (url and urlsplit(url).netloc != urlsplit(page.url).netloc):
            url = None
        live = not is_disabled(element) and (url is not None or bool(_CALL.search(call)))
        yield _Anchor(element, text, url, live)


def is_disabled(element: HtmlElement) -> bool:
    """Whether the element, or what is right around it, is marked as leading nowhere."""
    parent = element.getparent()
    names = f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    return bool(_DISABLED.search(names)) or element.get("disabled") is not None


def _is_pager_word(text: str) -> bool:
    core = _core(text)
    return bool(_NEXT.fullmatch(core) or _OTHER.fullmatch(core)) or (text.isdecimal() and len(text) <= 3)


def _core(text: str) -> str:
    return re.sub(r"[\s<>＜＞«»‹›\[\]()（）【】·|.]", "", text)


def _box(anchors: list[_Anchor], stream: Stream) -> HtmlElement | None:
    """The element around the pager: the smallest that is named one, or that holds two of its words."""
    counts: dict[HtmlElement, tuple[int, int]] = {}
    near: set[HtmlElement] = set()
    for anchor in [anchor for anchor in anchors if _is_pager_word(anchor.text)][:400]:
        near |= set(_close_to(anchor))
        for place in list(anchor.element.iterancestors())[:4]:
            words, numbers = counts.get(place, (0, 0))
            counts[place] = (words, numbers + 1) if anchor.text.isdecimal() else (words + 1, numbers)
    for place in near & {place for anchor in anchors if _FIRST.fullmatch(_core(anchor.text)) for place in _close_to(anchor)}:
        if counts[place][0] == 1:  # 首页 上页: on a last page all that can be clicked
            counts[place] = (2, counts[place][1])
    best: tuple[int, HtmlElement] | None = None
    for place, (words, numbers) in counts.items():
        named = bool(PAGER_NAME.search(f"{place.get('class') or ''} {place.get('id') or ''}"))
        if (words + numbers < 2 and not named) or (words == 0 and numbers > 12):  # many bare numbers are a calendar
            continue
        if stream.size(place) > MAX_PAGER_TEXT:
            continue
        weight = words * 4 + numbers + (5 if named else 0)
        if best is None or weight > best[0]:
            best = (weight, place)
    return best[1] if best else None


def _close_to(anchor: _Anchor) -> list[HtmlElement]:
    """The elements in which words of one pager stand side by side: its parent, and the list of such parents."""
    return list(anchor.element.iterancestors())[:2]


def _texts(stream: Stream, box: HtmlElement | None) -> list[str]:
    """Short texts outside links that begin as a total does; numbers may stand in an element of their own."""
    texts = []
    for _, owner, text in stream.texts:
        if (
            len(text) <= 60
            and owner.get("onclick") is None
            and re.match(r"(?:共|总|合计|当前|第\s?\d|每页|\d+\s?条)", text)
        ):
            whole = squeeze(owner.text_content()[:200])
            texts.append(whole if len(whole) <= 80 else text)
        if len(texts) >= 50:
            break
    return texts


def _current(page: Page, box: HtmlElement | None, is_first: bool) -> int:
    if box is not None:
        linked = {
            int(text) for a in box.iter("a") if (text := squeeze(a.text_content())).isdecimal() and len(text) <= 4
        }
        for element in box.iter("a", "span", "li", "strong", "em", "b", "font", "i"):
            text = squeeze(element.text_content())
            if (
                text.isdecimal()
                and len(text) <= 4
                and _marks_current(element)
                and {int(text) - 1, int(text) + 1} & linked
            ):
                return int(text)
    if is_first:
        return 1
    return number_in(page.url) or 1


def is_current(element: HtmlElement) -> bool:
    """Whether the element is named as the one that is shown."""
    return bool(_CURRENT_NAME.search(element.get("class") or "") or element.get("aria-current"))


def _marks_current(element: HtmlElement) -> bool:
    if is_current(element):
        return True
    # A number that is no link, among numbers that are.
    return (
        element.tag in ("span", "strong", "em", "b")
        and element.find(".//a") is None
        and not any(True for _ in element.iterancestors("a"))
    )


def _ways(anchors: list[_Anchor], box: HtmlElement | None, current: int, page: Page) -> tuple[list[str], bool]:
    """Addresses of the next page, best first; and whether only a script leads on."""
    said: list[str] = []
    numbered: list[str] = []
    arrows: list[str] = []
    scripted = False
    inside = set(box.iter("a")) if box is not None else set()
    for anchor in anchors:
        core, in_box = _core(anchor.text), anchor.element in inside
        is_next = bool(_NEXT.fullmatch(core)) or (anchor.element.get("rel") or "").lower() == "next"
        is_number = in_box and anchor.text == str(current + 1)
        is_arrow = in_box and bool(_ARROW.fullmatch(anchor.text) or _DOUBLE_ARROW.fullmatch(anchor.text))
        if not (is_next or is_number or is_arrow) or not anchor.live:
            continue
        if anchor.url is None:
            scripted = scripted or is_next or is_number
        else:
            (said if is_next else numbered if is_number else arrows).append(anchor.url)
    ways = list(dict.fromkeys([*said, *numbered, *arrows]))
    for element in page.root.iter("link"):
        if (element.get("rel") or "").lower() == "next" and (element.get("href") or "").strip():
            if address := canonical(element.get("href"), page.base):
                ways.append(address)
            else:
                scripted = True  # there is a next page, and no way to it
    return list(dict.fromkeys(ways))[:4], scripted
