"""大汉 JPAAS: parts of the page ("units") are built on request; ``build/unit`` answers JSON with the list as HTML.

Which unit is asked for stands in the page (``queryData``, or the address itself). The page number counts only inside
``paramJson``. A page may have several units (menus, side boxes): the likelier ones are asked first, until one shows a list.
"""

import html
import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.dialects.interface import ajax_headers, count_of, html_in, parsed, piece
from crawler.dialects.plain import FULL_PAGE
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import Value, scripts_of, value_at, variables
from crawler.items import Ask, ListPage
from crawler.page import Page

MAX_UNITS: Final = 6
PAGE_SIZE: Final = 15  # asked for where the page names no size

_MARK = "jpaas-publish-server"
_ADDRESS = re.compile(
    r"""["']([^"'\s<>?]{0,200}jpaas-publish-server/front/page/build/unit)(?:\?([^"'\s<>]{0,2000}))?["']"""
)
_OBJECT = re.compile(r"\{(?=[^{}]{0,1500}?\btplSetId\b)")
_LIST_NAME = re.compile(r"列表|分页|信息|内容|list|ajax|page", re.IGNORECASE)
_NO_LIST = re.compile(r"导航|菜单|位置|面包屑|标题|页头|页尾|友情|链接|nav|menu|head|foot|crumb", re.IGNORECASE)
_UNREAD = "没有读懂页面中的列表请求（jpaas build/unit）"

Form = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a page: where it is built, with what, and its ``paramJson`` as the page has it."""

    address: str
    form: Form
    place: tuple[tuple[str, Any], ...] = ()

    def value(self, name: str) -> str:
        return dict(self.form).get(name, "")

    @property
    def size(self) -> int:
        return count_of(dict(self.place).get("pageSize")) or 0


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page gives its rows, if it has any, and the request; an answer gives its rows and the request after."""
    if first is None or page is first:
        return _column(page, column_url)
    return _answer(page, first, column_url)


def shows_itself(page: Page) -> bool:
    """Whether ``page`` names units that can be asked for."""
    return _MARK in page.text and bool(units_in(page))


def units_in(page: Page) -> tuple[Unit, ...]:
    """The units of ``page``, the one likeliest to be the list first."""
    text = page.text
    spelled = [(urljoin(page.base, match.group(1)), match.group(2) or "") for match in _ADDRESS.finditer(text)][:40]
    anywhere = spelled[0][0] if spelled else ""
    found: list[Unit] = []
    for element in page.root.iter():
        if isinstance(element.tag, str) and (data := _query_data(element)):
            own = element.get("url") or ""
            found += _unit(urljoin(page.base, own) if _MARK in own else anywhere, data)
    found += [
        unit
        for address, query in spelled
        if query
        for unit in _unit(address, dict(parse_qsl(html.unescape(query), keep_blank_values=True)))
    ]
    script = scripts_of(page)
    names = variables(script) if _OBJECT.search(script) else {}
    for match in list(_OBJECT.finditer(script))[:40]:
        if isinstance(value := value_at(script, match.start(), names), dict):
            found += _unit(anywhere, value)
    return tuple(sorted(dict.fromkeys(found), key=_unlikely)[:MAX_UNITS])


# ---- the column page


def _column(page: Page, column_url: str) -> ListPage:
    units = units_in(page)
    shown = read_plain(page, column_url=column_url, first=None)
    if not units:
        return shown if shown.rows or _MARK not in page.text else ListPage((), filled_later=True, note=_UNREAD)
    if not shown.rows:
        return ListPage((), (_ask(units[0], 1, units[0].size or PAGE_SIZE, column_url),), filled_later=True)
    told, size = _pagination(page)
    total = told if told is not None else shown.declared_rows
    more = total is not None and len(shown.rows) < total
    if total is None and not shown.following:
        more = any(unit.place for unit in units) or len(shown.rows) >= FULL_PAGE
    size = size or units[0].size or len(shown.rows)
    asks = tuple(_ask(unit, 2, size, column_url) for unit in units) if more else ()
    following = (*asks, *shown.following) if more or total is None else ()
    # A total that is all here ends the list, whatever stands around it.
    hint = "" if total is not None and len(shown.rows) >= total else shown.more_hint
    return replace(shown, following=following, declared_rows=total, declared_pages=None, more_hint=hint)


def _ask(unit: Unit, number: int, size: int, column_url: str) -> Ask:
    place = {**dict(unit.place), "pageNo": number, "pageSize": size}
    query = (*unit.form, ("paramJson", json.dumps(place, ensure_ascii=False, separators=(",", ":"))))
    return Ask(f"{unit.address}?{urlencode(query)}", headers=ajax_headers(column_url), page=number)


# ---- an answer


def _answer(page: Page, first: Page, column_url: str) -> ListPage:
    units = units_in(first)
    asked, place = _asked(page.url)
    number, size = count_of(place.get("pageNo")) or 1, count_of(place.get("pageSize")) or PAGE_SIZE
    unit = next((unit for unit in units if unit.form == asked), None)
    answer = parsed(page)
    body = html_in(answer)
    if body is None:
        # The portal's own static pager led here; elsewhere is where an error sends us, never this column's rows.
        if answer is None and unit is None and urljoin(page.url, ".") == urljoin(first.url, "."):
            return read_plain(page, column_url=column_url, first=first)
        return _in_vain(units, unit, number, column_url, "列表接口没有返回列表（jpaas build/unit）")
    part = piece(body, first.base)
    shown = read_plain(part, column_url=column_url, first=None)
    told, rows_a_page = _pagination(part)
    total = next((count for count in (told, _total(answer), shown.declared_rows) if count is not None), None)
    if not shown.rows:
        if number == 1 and (total == 0 or (shown.says_empty and not total)) and (unit is None or unit is units[-1]):
            return ListPage((), declared_rows=total, says_empty=True)
        return _in_vain(units, unit, number, column_url, shown.note or "列表接口返回的内容中没有条目", total)
    received = len(shown.rows) + shown.unlinked
    size = rows_a_page or size
    if number == 1 and total is not None and received < min(size, total):
        size = received  # the server keeps to a size of its own
    more = number * size < total if total is not None else received >= min(size, FULL_PAGE)
    following = (_ask(unit, number + 1, size, column_url),) if more and unit else ()
    hint = shown.more_hint if total is None else ""
    return replace(shown, following=following, declared_rows=total, declared_pages=None, more_hint=hint)


def _in_vain(
    units: tuple[Unit, ...], unit: Unit | None, number: int, column_url: str, note: str, total: int | None = None
) -> ListPage:
    """No list in this answer. As long as none was seen, the next unit of the page may be the list."""
    at = units.index(unit) + 1 if unit in units else len(units)
    following: tuple[Ask, ...] = ()
    if number == 1 and at < len(units):
        following = (_ask(units[at], 1, units[at].size or PAGE_SIZE, column_url),)
    return ListPage((), following, declared_rows=None if following else total, filled_later=True, note=note)


def _asked(url: str) -> tuple[Form, dict[str, Any]]:
    """What the address of an answer asks for: the unit's values, and the place in the list."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    form = tuple((key, value) for key, value in pairs if key != "paramJson")
    return form, _place(dict(pairs).get("paramJson", ""))


def _total(answer: Any) -> int | None:
    inside = answer.get("data") if isinstance(answer, dict) else None
    for holder in (inside, answer):
        if isinstance(holder, dict):
            for key in ("total", "totalCount", "count", "totalrecord"):
                if (count := count_of(holder.get(key))) is not None:
                    return count
    return None


def _pagination(page: Page) -> tuple[int | None, int | None]:
    """Records and rows a page as the list's own pager has them (``<div count="48" rows="24" pageNo="1">``)."""
    for element in page.root.iter("div", "ul", "span", "p", "script", "nav"):
        told: dict[str, Any] = dict(element.attrib)
        if "querydata" in told:
            told.update({key.lower(): value for key, value in (_query_data(element) or {}).items()})
        if "webid" in told or not {"rows", "pageno"} & told.keys():
            continue
        if (total := count_of(told.get("count"))) is not None:
            return total, count_of(told.get("rows")) or None
    return None, None


# ---- units


def _query_data(element: HtmlElement) -> dict[str, Value] | None:
    """``queryData="{'webId':'…'}"`` (or as JSON) of an element; None when it has none."""
    text = (element.get("querydata") or "").strip()
    value = value_at(text, 0, {}) if text.startswith("{") else None
    return value if isinstance(value, dict) else None


def _unit(address: str, data: dict[str, Value] | dict[str, str]) -> list[Unit]:
    """The unit ``data`` names; none when there is no site, page or address to ask."""
    form = tuple(
        (key, "null" if value is None else str(value))
        for key, value in data.items()
        if key != "paramJson" and (value is None or (isinstance(value, str | int) and not isinstance(value, bool)))
    )
    if not address or not {"webId", "pageId"} <= {key for key, value in form if value}:
        return []
    return [Unit(address, form, tuple(_place(data.get("paramJson")).items()))]


def _place(value: Any) -> dict[str, Any]:
    """``paramJson``, an object or JSON in a string, with its plain values only."""
    if isinstance(value, str):
        try:
            value = json.loads(value[:4_000].replace("'", '"')) if value.strip() else {}
        except (ValueError, RecursionError):
            return {}
    if not isinstance(value, dict):
        return {}
    return {str(key): item for key, item in value.items() if isinstance(item, str | int)}


def _unlikely(unit: Unit) -> tuple[bool, bool, bool]:
    """For sorting: a unit that is told its page, then one named as a list; one named as a menu last."""
    name = unit.value("tagId")
    return bool(_NO_LIST.search(name)), not unit.place, not _LIST_NAME.search(name)
