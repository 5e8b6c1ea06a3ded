"""Tabs over a column's list: years that are kept under addresses of their own, or that a script shows.

A tab that leads to another list of the same column is followed (see ``crawler.parts``); one that does not, or that only a
script can open, denies that the column was seen whole. Tabs that lead to other columns stay what they are.
"""

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from crawler.dialects.addresses import article_like
from crawler.dialects.look import SHORT, Look, calls
from crawler.dialects.marks import squeeze
from crawler.dialects.pager import is_current, is_disabled
from crawler.dialects.rows import find
from crawler.dialects.signs import is_hidden
from crawler.dialects.stream import stream_of
from crawler.page import Page
from crawler.urls import canonical

MAX_OFFERS: Final = 60  # years that are looked at

_YEAR = re.compile(
    r"(?:(?:19|20)\d\d)(?:\s?年(?:度|份)?(?:及?以前)?)?|(?:往年|历年|历史)(?:信息|数据|文件|公开信息|年度|年份|年报|报告)?|更早"
)
_TAB_WORDS = re.compile(r"(?:19|20)\d\d|年|度|份|全部|不限|所有|按|选择|查看|及?以前|往年|历年|更早|[\s:：|/·>-]")
_WHOLE = re.compile(r"(?:全部|不限|所有|请选择|选择)\S{0,4}|-*(?:年份|年度)-*")
_FOUR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INDEX = re.compile(r"/(?:index|default|list)(?:_1)?\.\w{2,5}$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/|\?)\S+|[\w/-]+\.(?:s?html?|jhtml|jsp|php|aspx?|do)(?:\?\S*)?")


class Tab(NamedTuple):
    """A further list of the column: the word on its tab, and where it is."""

    word: str
    url: str


def followable(page: Page) -> tuple[Tab, ...]:
    """The tabs of years on ``page`` that lead to lists of the same column, in page order, each address once."""
    if not page.is_html:
        return ()
    stream = stream_of(page)
    search = Look(page, stream, find(page, stream, column_url=page.url))
    years = _years(search)
    places = frozenset(element for element, _ in years)
    found: dict[str, Tab] = {}
    for element, text in years:
        bar = _bar(search, element, places)
        if is_disabled(element) or (bar is not None and _shows_all(bar)):
            continue
        target = search.target(element)
        if target is not None and _is_same_column(target, page.url, text):
            found.setdefault(target, Tab(text, target))
    for select in page.root.iter("select"):
        for option in list(select.iter("option"))[:MAX_OFFERS] if _year_chosen(select) else ():
            word, target = squeeze(option.text_content()[:SHORT]), _option_target(option, page)
            if target is not None and target != search.here and _is_same_column(target, page.url, word):
                found.setdefault(target, Tab(word, target))
    return tuple(found.values())


def unread(search: Look, urls: frozenset[str]) -> str:
    """The word of a tab of a year that leads to none of ``urls``; '' when there is none, or the list shows all years at once."""
    years = _years(search)
    places = frozenset(element for element, _ in years)
    for element, text in years:
        if is_disabled(element) or any(inner in places for inner in element.iterdescendants()):
            continue
        bar = _bar(search, element, places)
        if bar is not None and _shows_all(bar):
            continue
        target = search.target(element)
        if target in urls:
            continue
        leads = target is not None or calls(element)
        if leads and (bar is not None or not text.isdecimal()):
            return text
        if bar is not None and not leads and _listened_to(search, element, bar):
            return text
    for select in search.page.root.iter("select"):
        if (word := _year_chosen(select)) and not _all_known(select, search, urls):
            return word
    return ""


def _years(search: Look) -> list[tuple[HtmlElement, str]]:
    years = [
        (element, text) for element, text in search.short() if _YEAR.fullmatch(text) and not search.is_out(element)
    ]
    return years[:MAX_OFFERS]


def _is_same_column(target: str, here: str, word: str) -> bool:
    """Whether ``target`` is the list of the column at ``here`` for the year in ``word``, by its address alone.

    It differs from the column's address in nothing but years: in its parameters, in its path, or in one name added to the
    column's own folder. Anything else may be another column.
    """
    there, own = urlsplit(target), urlsplit(here)
    year = _FOUR.search(word)
    if there.netloc != own.netloc or article_like(target) or not _FOUR.search(f"{there.path}?{there.query}"):
        return False
    if year and year.group(0) not in f"{there.path}?{there.query}":
        return False
    differing = set(parse_qsl(there.query)) ^ set(parse_qsl(own.query))
    if not all(_FOUR.match(value) for _, value in differing):
        return False
    if _FOUR.sub("#", there.path) == _FOUR.sub("#", own.path):
        return True
    folder = _INDEX.sub("/", own.path)
    added = there.path.removeprefix(folder) if folder.endswith("/") and folder != "/" else there.path
    return added != there.path and added.count("/") <= 1 and bool(_FOUR.search(added))


def _option_target(option: HtmlElement, page: Page) -> str | None:
    value = (option.get("value") or "").strip()
    return canonical(value, page.base) if _ADDRESS.fullmatch(value) else None


def _all_known(select: HtmlElement, search: Look, urls: frozenset[str]) -> bool:
    targets = [_option_target(option, search.page) for option in list(select.iter("option"))[:MAX_OFFERS]]
    return all(target is not None and (target in urls or target == search.here) for target in targets)


def _bar(search: Look, element: HtmlElement, places: frozenset[HtmlElement]) -> HtmlElement | None:
    """The box that holds this year and at least one more, and no row."""
    for place in list(element.iterancestors())[:3]:
        if place in search.holders or place.tag in ("body", "html"):
            return None
        texts = {squeeze(inner.text_content()) for inner in place.iterdescendants() if inner in places}
        if len(texts) >= 2:
            return place
    return None


def _shows_all(bar: HtmlElement) -> bool:
    """Whether 全部 is what is chosen in ``bar`` (or right beside it)."""
    parent = bar.getparent()
    for box in (bar, parent) if parent is not None and parent.tag not in ("body", "html") else (bar,):
        for element in box.iter("a", "span", "li", "button", "dd", "em", "b", "label"):
            if _WHOLE.fullmatch(squeeze(element.text_content()[:12])) and (
                is_current(element) or _is_marked(element.getparent())
            ):
                return True
    return False


def _is_marked(element: HtmlElement | None) -> bool:
    return element is not None and element.tag in ("li", "dd", "span") and is_current(element)


def _listened_to(search: Look, element: HtmlElement, bar: HtmlElement) -> bool:
    """Whether a bar of nothing but years waits for a script: its tabs lead nowhere, neither away nor within the page."""
    if _TAB_WORDS.sub("", squeeze(bar.text_content()[:400])):
        return False
    around = [place for place in (element, *element.iterancestors("li")) if place is not bar]
    if any(is_current(place) and place.tag in ("a", "li") for place in around[:2]):
        return False
    links = [element] if element.tag == "a" else list(element.iter("a"))
    for link in links:
        href = (link.get("href") or "").strip()
        if (
            search.target(link) is None
            and href
            and not href.startswith("#")
            and not href.lower().startswith("javascript:")
        ):
            return False  # this page itself
        if len(href) > 1 and href.startswith("#") and search.page.root.get_element_by_id(href[1:], None) is not None:
            return False  # a part of this page
    return True


def _year_chosen(select: HtmlElement) -> str:
    """A year to choose where one year is what is shown. A form to search with shows everything until it is sent."""
    texts = [squeeze(option.text_content()[:SHORT]) for option in list(select.iter("option"))[:60]]
    years = [text for text in texts if _YEAR.fullmatch(text)]
    if len(years) < 2 or len(years) != len(texts) or is_hidden(select):
        return ""
    form = next(select.iterancestors("form"), None)
    if (
        form is not None
        and not select.get("onchange")
        and any(
            (field.get("type") or "text").lower() in ("text", "submit", "search")
            for field in form.iter("input", "button")
        )
    ):
        return ""
    return years[-1]
