"""迅睿CMS (XunRui): the column page is a frame; its rows come from ``POST /api-ajax_list-<page>.html`` as JSON.

The body of that request (site, module, category, title length, page size, order) stands in the column page's script. It is
read from there and sent as the browser would send it, for every page the same; nothing is made up. Seen on the portals of
达州, 吉安 and others.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin

from crawler.dates import read_date
from crawler.dialects.interface import ajax_headers, count_of, parsed
from crawler.dialects.marks import squeeze
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import Unreadable, Value, arguments_at, scripts_of, value_at, variables
from crawler.dialects.scripted import scalar
from crawler.items import Ask, ListPage, Row
from crawler.page import Page
from crawler.urls import canonical

MAX_PAIRS: Final = 60

_MARK = "api-ajax_list"
_PATH = "/api-ajax_list-"  # where the platform answers; columns whose script is a file of its own name only the values
_ADDRESS = re.compile(r"""["'`]([^"'`\s]{0,200}?api-ajax_list-)""")
_TYPE_KEY = re.compile(r"""["']?ajax_type(?:\[\])?["']?\s*:""")
_OBJECT_WITH_TYPE = re.compile(r"\{(?=[^{}]{0,2000}?ajax_type)")
_QUERY = re.compile(r"""["']((?:[^"'\s]{0,200}&)?ajax_type(?:\[|%5B)[^"'\s]{4,1500})["']""")
_APPENDED = re.compile(r"""\.append\(\s*(?=["'](?:ajax_type|is_ds))""")
_SITE_MODULE = re.compile(r"^\d{1,5}_[a-z]\w{0,30}$")
_SITE_MODULE_IN_SCRIPT = re.compile(r"""["']\d{1,5}_[a-z]\w{0,30}["']\s*,""")
_PAGE_NUMBER = re.compile(r"api-ajax_list-(\d{1,6})\.html")
_MAX_TITLE = 1000
_MAX_DATE = 200
_SHANGHAI: Final = timedelta(hours=8)
_UNREAD = "没有读懂页面脚本中的列表请求（api-ajax_list）"

Form = tuple[tuple[str, str], ...]


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page gives the request for page 1; an answer gives its rows and the request for the page after."""
    if first is None or page is first:
        return _frame(page, column_url)
    return _answer(page, first, column_url)


def request_in(page: Page) -> tuple[str, Form] | None:
    """Address up to the page number, and the form, as the column page's script has them; None when they cannot be read."""
    script = scripts_of(page)
    if address := _ADDRESS.search(script):
        form = _form(script)
        return (urljoin(page.base, address.group(1)), form) if form else None
    if (
        "Y-m-d" in script
        and (form := _form(script))
        and _names_itself([value for key, value in form if key == "ajax_type[]"])
    ):
        return urljoin(page.url, _PATH), form
    return None


def shows_itself(page: Page) -> bool:
    """Whether ``page`` names the list interface or carries its request."""
    text = page.text
    return _MARK in text or ("Y-m-d" in text and request_in(page) is not None)


def _frame(page: Page, column_url: str) -> ListPage:
    asked = request_in(page)
    if asked is not None:
        return ListPage((), (_ask(asked, 1, column_url),), filled_later=True)
    if _MARK in page.text:
        return ListPage((), filled_later=True, note=_UNREAD)
    return read_plain(page, column_url=column_url, first=None)


def _ask(asked: tuple[str, Form], number: int, column_url: str) -> Ask:
    prefix, form = asked
    headers = (("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), *ajax_headers(column_url))
    return Ask(f"{prefix}{number}.html", form, headers, page=number)


def _answer(page: Page, first: Page, column_url: str) -> ListPage:
    asked = request_in(first)
    answer = parsed(page)
    if not isinstance(answer, dict | list):
        return ListPage((), filled_later=True, note="列表接口返回的不是 JSON")
    items, total = _items(answer), count_of(_inside(answer, "total"))
    if items is None:
        return ListPage(
            (),
            declared_rows=total,
            filled_later=total != 0,
            says_empty=total == 0,
            note="" if total == 0 else "列表接口没有返回条目",
        )
    read_items = [_row(item, first) for item in items[:1_000]]
    rows = tuple(dict.fromkeys(row for row in read_items if row is not None))
    found = _PAGE_NUMBER.search(page.url)
    number = int(found.group(1)) if found else 1
    size = _page_size(asked[1] if asked else ()) or len(items)
    pages = -(-total // size) if total is not None and size else None
    seen = (number - 1) * size + len(items)
    more = bool(items) and asked is not None and (total is None or seen < total)
    following = (_ask(asked, number + 1, column_url),) if more and asked else ()
    return ListPage(
        rows,
        following,
        declared_rows=total,
        declared_pages=pages,
        says_empty=not items and number == 1 and not total,
        unlinked=read_items.count(None),
    )


# ---- the form


def _form(script: str) -> Form:
    """The pairs of the request, from the first place in the script that holds them whole."""
    names = variables(script)
    for form in (
        _from_objects(script, names),
        _from_query(script),
        _from_appends(script, names),
        _from_bare_list(script, names),
    ):
        if form:
            return form
    return ()


def _from_objects(script: str, names: dict[str, Value]) -> Form:
    """``data: {ajax_type: […], is_ds: 1}``, wherever it stands, also where the array is a variable of its own."""
    for match in list(_OBJECT_WITH_TYPE.finditer(script))[:40]:
        value = value_at(script, match.start(), names)
        if isinstance(value, dict) and (form := _pairs_of(value)):
            return form
    for value in names.values():
        if isinstance(value, dict) and (form := _pairs_of(value)):
            return form
    return ()


def _from_query(script: str) -> Form:
    """``data: "ajax_type[]=3_news&ajax_type[]=47&…"``."""
    found = _QUERY.search(script)
    if found is None:
        return ()
    return tuple(parse_qsl(found.group(1), keep_blank_values=True)[:MAX_PAIRS])


def _from_appends(script: str, names: dict[str, Value]) -> Form:
    """``form.append('ajax_type[]', '3_news'); …``."""
    pairs: list[tuple[str, str]] = []
    for match in list(_APPENDED.finditer(script))[:MAX_PAIRS]:
        pair = arguments_at(script, match.end(), names)
        if len(pair) != 2 or not isinstance(pair[0], str) or (text := scalar(pair[1])) is None:
            return ()
        pairs.append((pair[0], text))
    return tuple(pairs)


def _from_bare_list(script: str, names: dict[str, Value]) -> Form:
    """The values handed to a function of the site's own: ``loadList('3_news', '47', '3', 'news', 'Y-m-d', 40, 15, 0)``."""
    for match in list(_SITE_MODULE_IN_SCRIPT.finditer(script))[:20]:
        opening = script[: match.start()].rstrip()[-1:]
        if opening not in ("(", "["):
            continue
        if opening == "(":
            values: Value = arguments_at(script, match.start(), names)
        else:
            values = value_at(script, script.rfind("[", 0, match.start()), names)
        if isinstance(values, list) and (form := _pairs_of({"ajax_type": values, "is_ds": 1})):
            return form
    return ()


def _pairs_of(data: dict[str, Value]) -> Form:
    """``data`` as jQuery sends it: ``ajax_type[]`` for each value, ``ajax_type[7][]`` for each value of a list in seventh place.

    From the eighth place on the index is written out, as the portals' own requests do: ``ajax_type[8]=``.
    """
    if not any(key.startswith("ajax_type") for key in data):
        return ()
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        if key in ("ajax_type", "ajax_type[]") and isinstance(value, list):
            if not _is_request(value) or not _add_list(pairs, value):
                return ()
        elif isinstance(value, list):
            name = key if key.endswith("[]") else f"{key}[]"
            texts = [scalar(item) for item in value]
            if None in texts:
                return ()
            pairs += [(name, text or "") for text in texts]
        elif key.startswith("ajax_type") or key == "is_ds" or not isinstance(value, Unreadable):
            if (text := scalar(value)) is None:
                return ()
            pairs.append((key, text))
    return tuple(pairs[:MAX_PAIRS])


def _add_list(pairs: list[tuple[str, str]], values: list[Value]) -> bool:
    for index, value in enumerate(values):
        if isinstance(value, list) and value:
            texts = [scalar(item) for item in value]
            if None in texts:
                return False
            pairs += [(f"ajax_type[{index}][]", text or "") for text in texts]
        elif isinstance(value, list | dict) and not value:
            pairs.append((f"ajax_type[{index}]", ""))
        elif (text := scalar(value)) is not None:
            pairs.append((f"ajax_type[{index}]" if index >= 8 else "ajax_type[]", text))
        else:
            return False
    return True


def _is_request(values: list[Value]) -> bool:
    head = [scalar(value) or "" for value in values[:4]]
    return len(head) == 4 and bool(_SITE_MODULE.match(head[0])) and head[1].isdecimal()


def _names_itself(values: list[str]) -> bool:
    """Whether the first value is made of the third and fourth (``3_news`` of ``3`` and ``news``): then it is such a request."""
    return len(values) >= 7 and values[0] == f"{values[2]}_{values[3]}"


def _page_size(form: Form) -> int:
    plain = [value for key, value in form if key == "ajax_type[]"] or [
        value for key, value in form if key.startswith("ajax_type[")
    ]
    return int(plain[6]) if len(plain) > 6 and plain[6].isdecimal() and 0 < int(plain[6]) <= 1_000 else 0


# ---- the answer


def _items(answer: dict[str, Any] | list[Any]) -> list[Any] | None:
    if isinstance(answer, list):
        return answer
    data = answer.get("data")
    for key in ("data", "list", "rows"):
        if isinstance(data, dict):
            data = data.get(key, data)
    if isinstance(data, dict) and data and all(str(key).isdecimal() for key in data):
        return list(data.values())  # PHP writes a list with gaps as an object
    return data if isinstance(data, list) else None


def _inside(answer: dict[str, Any] | list[Any], key: str) -> Any:
    if isinstance(answer, dict):
        if key in answer:
            return answer[key]
        data = answer.get("data")
        if isinstance(data, dict):
            return data.get(key)
    return None


def _row(item: Any, first: Page) -> Row | None:
    if not isinstance(item, dict):
        return None
    outside = item.get("outlink")
    address = outside if isinstance(outside, str) and outside.startswith(("http://", "https://")) else item.get("url")
    url = canonical(str(address), first.base) if address else None
    title = squeeze(re.sub(r"<[^<>]{0,200}>", "", str(item.get("title") or "")))
    if url is None or not title:
        return None
    shown = item.get("inputtime") or item.get("updatetime") or ""
    return Row(url, _storable(title[:_MAX_TITLE]), _day(shown), _storable(str(shown)[:_MAX_DATE]))


def _storable(text: str) -> str:
    """JSON may carry halves of characters (\\ud800) that no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _day(shown: Any) -> date | None:
    """``2023-05-30``, with a clock, or seconds since 1970 (Asia/Shanghai)."""
    text = str(shown).strip()
    if text.isdecimal() and 9 <= len(text) <= 11:
        return (datetime.fromtimestamp(int(text), UTC) + _SHANGHAI).date()
    return read_date(text)
