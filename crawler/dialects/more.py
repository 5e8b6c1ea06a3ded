"""Signs that a list goes on, or lies elsewhere, where nobody could follow: such a list is never called complete.

A way on that is a link is followed (see ``pager``). What is here are the others: buttons and marked texts a script listens
to, 更多 that belongs to the list, items a script opens, years kept under tabs of their own, and what stands beside 暂无.
Each answer is the cause in Chinese, '' when there is no sign. A sign in vain costs a person one look; a sign missed accuses.
"""

import re
from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from crawler.dialects import tabs
from crawler.dialects.addresses import article_like
from crawler.dialects.look import LEADS, SHORT, Look
from crawler.dialects.marks import squeeze
from crawler.dialects.pager import PAGER_NAME, is_current, is_disabled
from crawler.dialects.rows import Found, find
from crawler.dialects.signs import MORE, Totals, empty_texts, is_hidden
from crawler.dialects.stream import Stream, stream_of
from crawler.page import Page

MAX_OFFERS: Final = 60  # years, or 更多, that are looked at

_NEXT = re.compile(r"(?:下一?[页頁]|[后後]一?[页頁])")
_PREVIOUS = re.compile(r"[上前]一?[页頁]")
_PAGE_NUMBER = re.compile(r"第?\s?(\d{1,4})\s?(?:[页頁]|/\s?\d{1,4}\s?[页頁]?)")
_MORE_OF_IT = re.compile(
    r"(?:点击)?(?:查看|浏览|阅读|了解|展开|显示|加载)?(?:更多|全部)(?:信息|内容|数据|文件|公告|列表)?|more",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"[\s<>＜＞«»‹›\[\]()（）【】·|.…+↓》]")
_TAB_NAMES: Final = (
    "data-page",
    "data-pageno",
    "data-page-no",
    "data-pageindex",
    "data-pagenum",
    "data-num",
    "data-index",
    "data-p",
)
_MOVED = re.compile(
    r"(?:已|现|均|统一)[^。]{0,6}(?:迁移|搬迁|迁至|移至|转至|转移|调整至|并入|归并|合并至)|(?:栏目|网站|平台|内容|信息)(?:迁移|搬迁|改版|调整)|"
    r"请(?:您)?(?:直接)?(?:点击|前往|移步|访问|登录|到|至|在)[^。]{0,40}|(?:详见|请见|另见|参见)[^。]{0,40}"
)
_TOLD = re.compile(
    r"未(?:产生|发生|涉及|开展|制定|收到|作出|实施|办理|出台|印发|组织)|不(?:涉及|存在|产生|承担)|没有(?!找到|查询|检索|相关|符合|更多|任何)|无[^。]{0,12}(?:事项|情况|行为|职能|职权)|情况说明|说明[:：]"
)


def unfollowed(page: Page, stream: Stream, found: Found, totals: Totals) -> str:
    """Why the list of ``page``, on which no way to a further page was found, may go on all the same."""
    search = Look(page, stream, found)
    current = totals.current or 1
    ended = (totals.pages is not None and current >= totals.pages) or (
        totals.rows is not None and current == 1 and totals.rows <= len(found.rows)
    )
    if ended:
        return ""
    if word := _control(search, current):
        return f"页面有未能打开的“{word}”"
    if word := _more(search):
        return f"页面有未能打开的“{word}”，列表可能不全"
    return ""


def elsewhere(page: Page, urls: Iterable[str]) -> str:
    """What the first page of a column keeps apart from its list: items a script opens, years under tabs.

    ``urls`` are the rows already collected, and the tabs already followed.
    """
    if not page.is_html:
        return ""
    stream = stream_of(page)
    search = Look(page, stream, find(page, stream, column_url=page.url))
    if count := _script_items(search):
        return f"页面有 {count} 处由脚本打开的条目未能读取"
    word = tabs.unread(search, frozenset(urls))
    return f"页面另有年度页签“{word}”，其下的条目没有读取" if word else ""


def beside_empty(page: Page) -> str:
    """What stands beside the words 暂无 of ``page`` and speaks against them: a link, a picture, a text."""
    if not page.is_html:
        return ""
    stream = stream_of(page)
    search = Look(page, stream, Found())
    empty = empty_texts(stream)
    for _, owner, text in stream.texts:
        if _MOVED.search(text) and search.is_open(owner):
            return f"页面提示信息可能在别处：“{text[:30]}”"
        if (
            owner not in empty
            and len(text) >= 12
            and _TOLD.search(text)
            and search.is_open(owner)
            and not _is_footing(text)
        ):
            return f"页面另有说明文字：“{text[:30]}”"
    for owner in empty[:MAX_OFFERS]:
        for element in search.box_of(owner).iter("a", "img", "iframe", "embed", "object", "video"):
            if said := search.speaks(element):
                return said
    return ""


# ---- further pages


def _control(search: Look, current: int) -> str:
    """The word of a live control that leads to a further page; '' when there is none."""
    for element, text in search.short():
        core = _ORNAMENT.sub("", text)
        if _NEXT.fullmatch(core) and _leads_on(search, element, current):
            return core
        number = int(core) if core.isdecimal() and len(core) <= 4 else None
        if number == current + 1 and _in_pager(search, element, current):
            return f"第{number}页"
        if (
            (told := _PAGE_NUMBER.fullmatch(core))
            and core.startswith("第")
            and int(told.group(1)) > current
            and not is_disabled(element)
            and search.acts(element)
        ):
            return core
    return next((word for select in search.page.root.iter("select") if (word := _page_chosen(select, current))), "")


def _leads_on(search: Look, element: HtmlElement, current: int) -> bool:
    if is_disabled(element) or (element.get("aria-disabled") or "") == "true":
        return False
    numbers = [value for name in _TAB_NAMES if (value := element.get(name) or "").isdecimal() and len(value) <= 5]
    if numbers:
        return any(int(value) > current for value in numbers)
    return element.tag in ("button", "input") or search.acts(element) or _unlike_previous(search, element)


def _unlike_previous(search: Look, element: HtmlElement) -> bool:
    """Whether 上一页 beside this 下一页 is marked as dead while this is not: then a script listens to this one."""
    for place in list(element.iterancestors())[:2]:
        if search.stream.size(place) > 80:
            return False
        for other in place.iter("a", "span", "li", "button"):
            if _PREVIOUS.fullmatch(_ORNAMENT.sub("", squeeze(other.text_content()[:SHORT]))):
                return is_disabled(other)
    return False


def _in_pager(search: Look, element: HtmlElement, current: int) -> bool:
    """Whether a number stands in a place named as a pager, after the number of this page, and is not marked as dead."""
    if is_disabled(element) or is_current(element):
        return False
    for place in list(element.iterancestors())[:3]:
        if PAGER_NAME.search(f"{place.get('class') or ''} {place.get('id') or ''}"):
            texts = {
                squeeze(other.text_content()[:6])
                for other in place.iter("a", "span", "li", "button", "b", "em", "strong")
            }
            return search.stream.size(place) <= 600 and str(current) in texts
    return False


def _page_chosen(select: HtmlElement, current: int) -> str:
    """The option of a list of pages that leads further."""
    told = [
        _PAGE_NUMBER.fullmatch(squeeze(option.text_content()[:SHORT])) for option in list(select.iter("option"))[:500]
    ]
    numbers = [int(found.group(1)) for found in told if found]
    further = [number for number in numbers if number > current]
    return f"第{further[0]}页" if further and len(numbers) == len(told) and not is_hidden(select) else ""


def _more(search: Look) -> str:
    """The word of a 更多 that belongs to the list and does not merely lead to this page."""
    for element, text in search.short():
        core = _ORNAMENT.sub("", text)
        known = MORE.fullmatch(core) is not None
        if not (known or _MORE_OF_IT.fullmatch(core)) or is_disabled(element) or search.is_out(element):
            continue
        href = (element.get("href") or "").strip()
        if (
            href
            and not href.startswith("#")
            and not href.lower().startswith("javascript:")
            and not search.target(element)
        ):
            continue  # the page itself
        if (known and search.is_open(element)) or search.belongs_to_list(element):
            return core
    return ""


# ---- items a script opens


def _script_items(search: Look) -> int:
    """Boxes with the text of an item that only a script opens."""
    dated = undated = 0
    for element in search.page.root.iter(
        "div", "li", "tr", "p", "dl", "dd", "section", "article", "td", "span", "h3", "h4"
    ):
        leads = any(element.get(name) for name in LEADS)
        if not (element.get("onclick") or leads) or not 8 <= search.stream.size(element) <= 600:
            continue
        if element.find(".//a") is not None or any(True for _ in element.iterancestors("a")):
            continue
        if search.in_row(element) or element in search.holders or not search.is_open(element):
            continue
        around = element.getparent() if element.tag in ("span", "p", "h3", "h4", "td", "dd") else None
        has_day = bool(search.stream.days_in(element)) or (
            around is not None and search.stream.size(around) <= 200 and bool(search.stream.days_in(around))
        )
        dated += has_day
        undated += not has_day and article_like(search.target(element) or "")
    return dated + undated if dated or undated >= 2 else 0


def _is_footing(text: str) -> bool:
    return bool(re.search(r"版权|ICP|标识码|主办|承办|未经[^。]{0,6}授权|浏览器", text))
