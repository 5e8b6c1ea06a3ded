"""What a page of 大汉 JPAGE holds: stores of records (``<datastore>``, or arrays of strings) and the pagers that page them.

Nothing here decides what is asked next; see ``hanweb``.
"""

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.dialects.script import MAX_SCRIPT, Value, scripts_of, value_at, variables
from crawler.page import Page

MAX_RECORDS: Final = 5_000  # of one answer
MAX_ISLANDS: Final = 50
MAX_PAIRS: Final = 60

Form = tuple[tuple[str, str], ...]

_CALL = re.compile(r"\.jpage\s*\(")
_UNIT = re.compile(r"""#([\w-]{1,40})["']""")
_PARAMETERS = re.compile(r"""["']?ajaxParam["']?\s*:\s*""")
_OBJECT = re.compile(r"""\{(?=[^{}]{0,1500}?\bcolumnid\b)""", re.IGNORECASE)
_QUERY = re.compile(r"""["'?]((?:[^"'?\s<>]{0,600}[&;])?columnid=[^"'\s<>]{1,600})""", re.IGNORECASE)
_PROXY = re.compile(r"""["']([^"'\s<>?]{0,200}dataproxy\.jsp)""", re.IGNORECASE)
_DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"  # where the platform answers when the script leaves it to jpage.js
_PER_PAGE = re.compile(r"""\bperPage["']?\s*:\s*["']?(\d{1,4})\b""", re.IGNORECASE)
_TOTAL = re.compile(r"""\btotalRecord["']?\s*:\s*["']?(\d{1,7})\b""", re.IGNORECASE)
_TOTAL_TAG = re.compile(r"<totalrecord>\s*(\d{1,7})\s*</totalrecord>", re.IGNORECASE)
_NEXT_GROUP = re.compile(
    r"""<nextgroup>[^<]{0,20}(?:<!\[CDATA\[)?\s*<a\s[^>]{0,40}href\s*=\s*["']([^"'<>]{1,2000})""", re.IGNORECASE
)
_STORE = re.compile(r"""\bdataStore["']?\s*:\s*(\[|[A-Za-z_$][\w$]{0,60})""")
_ID = re.compile(r"""\bid\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"/col(\d{1,12})(?:/|$)")
_NOT_FORM: Final = ("startrecord", "endrecord", "perpage", "page")


@dataclass(frozen=True, slots=True)
class Island:
    """One store: its records as HTML, the records it says there are, the address of the group after it."""

    records: tuple[str, ...]
    total: int | None = None
    next_group: str = ""
    ids: tuple[str, ...] = ()  # of the elements just before it: the number of its unit is among them


@dataclass(frozen=True, slots=True)
class Pager:
    """What the script pages a list with. Without ``form`` nobody can say what the proxy is asked."""

    unit: str
    address: str
    form: Form = ()
    per_page: int | None = None
    total: int | None = None

    @property
    def column(self) -> str:
        return _value(self.form, "columnid")


def source_in(page: Page) -> tuple[Island | None, Pager | None]:
    """The records that stand in the column page and the pager over them, those of the column's own list."""
    script = scripts_of(page)
    pagers = _pagers(page, script)
    own = _COLUMN_NUMBER.search(urlsplit(page.url).path)
    named = [pager for pager in pagers if own and pager.column == own.group(1)]
    islands = islands_in(page.text) or _stores(script)
    units = {pager.unit for pager in named}
    island = max(islands, key=lambda one: (bool(units & set(one.ids)), len(one.records)), default=None)
    matching = [pager for pager in pagers if island and pager.unit in island.ids]
    chosen = matching or named or (pagers if len(pagers) == 1 else [])
    return island, next(iter(chosen), None)


def islands_in(text: str) -> list[Island]:
    """Every ``<datastore>`` in ``text``, in order."""
    found: list[Island] = []
    at = 0
    while len(found) < MAX_ISLANDS and (opening := text.find("<datastore", at)) >= 0:
        closing = text.find("</datastore", opening)
        inside = text[opening : closing if closing >= 0 else len(text)]
        head = inside[: max(inside.find("<recordset"), 0) or 4_000]
        total, group = _TOTAL_TAG.search(inside), _NEXT_GROUP.search(head)
        found.append(
            Island(
                _records(inside),
                int(total.group(1)) if total else None,
                html.unescape(group.group(1)) if group else "",
                tuple(_ID.findall(text[max(opening - 400, at) : opening])[-2:]),
            )
        )
        at = opening + max(len(inside), 10)
    return found


def pairs_of(data: dict[str, Value]) -> Form:
    """``data`` as jQuery sends it as a form; what only the script could tell (its functions) is left out."""
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, list):
            name = key if key.endswith("[]") else f"{key}[]"
            pairs += [(name, text) for item in value if (text := _scalar(item)) is not None]
        elif (text := _scalar(value)) is not None:
            pairs.append((key, text))
    return tuple(pairs[:MAX_PAIRS])


# ---- records


def _records(store: str) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while len(found) < MAX_RECORDS and (opening := store.find("<record>", at)) >= 0:
        closing = store.find("</record>", opening)
        if closing < 0:
            break
        inside = store[opening + 8 : closing].strip()
        if inside.startswith("<![CDATA["):
            inside = inside[9:].removesuffix("]]>")
        elif inside.startswith("&lt;"):
            inside = html.unescape(inside)
        if inside.strip():
            found.append(inside)
        at = closing
    return tuple(found) or _loose(store)


def _loose(store: str) -> tuple[str, ...]:
    """The pieces of CDATA of a store that does not wrap them as records."""
    begin = store.find("</nextgroup>")
    pieces = store[max(begin, 0) :].split("<![CDATA[", MAX_RECORDS)[1:]
    return tuple(piece.partition("]]>")[0] for piece in pieces if "]]>" in piece and "<a" in piece.partition("]]>")[0])


def _stores(script: str) -> list[Island]:
    """Records of the older kind: ``dataStore: InitData12`` with ``InitData12 = ['<li>…', …]``."""
    found: list[Island] = []
    for begin, end in _calls(script):
        if (store := _STORE.search(script, begin, end)) is None:
            continue
        at = store.start(1)
        if store.group(1) != "[":
            given = re.search(rf"(?<![\w$]){re.escape(store.group(1))}\s*=\s*(?=\[)", script)
            if given is None:
                continue
            at = given.end()
        values = value_at(script, at, {}, longest=MAX_SCRIPT)
        if isinstance(values, list):
            records = tuple(value for value in values if isinstance(value, str) and value.strip())
            found.append(Island(records, ids=tuple(re.findall(r"#([\w-]{1,40})", script[max(begin - 80, 0) : begin]))))
    return found


def _calls(script: str) -> list[tuple[int, int]]:
    """Where each call of the pager begins, and where the one after it does."""
    begins = [match.start() for match in _CALL.finditer(script)][:MAX_ISLANDS]
    return list(pairwise([*begins, len(script)]))


# ---- pagers


def _pagers(page: Page, script: str) -> list[Pager]:
    """One for each pager of the page, with the fullest values the page has for its unit."""
    names = variables(script)
    forms = _forms(script, names)
    anywhere = _PROXY.search(page.text)
    if anywhere and not forms:  # inside a comment, or in the page itself
        forms = _forms(page.text[max(anywhere.start() - 2_000, 0) : anywhere.end() + 4_000], {})
    by_unit: dict[str, Form] = {}
    for form in forms:
        unit = _value(form, "unitid")
        by_unit[unit] = max(by_unit.get(unit, ()), form, key=len)
    default = urljoin(page.base, anywhere.group(1) if anywhere else _DEFAULT_PROXY)
    found: dict[str, Pager] = {}
    for begin, end in _calls(script):
        part = script[begin:end]
        own = max(_forms(part, names), key=len, default=())
        called = _UNIT.findall(script[max(begin - 80, 0) : begin])
        unit = _value(own, "unitid") or (called[-1] if called else "")
        address, size, total = _PROXY.search(part), _PER_PAGE.search(part), _TOTAL.search(part)
        found[unit] = Pager(
            unit,
            urljoin(page.base, address.group(1)) if address else default,
            max(own, by_unit.get(unit, ()), key=len),
            int(size.group(1)) or None if size else None,
            int(total.group(1)) if total else None,
        )
    return [*found.values(), *(Pager(unit, default, form) for unit, form in by_unit.items() if unit not in found)]


def _forms(script: str, names: dict[str, Value]) -> list[Form]:
    """Every set of values in ``script`` with which a proxy can be asked."""
    found: list[Form] = []
    for pattern in (_PARAMETERS, _OBJECT):
        for match in list(pattern.finditer(script))[:40]:
            value = value_at(script, match.end() if pattern is _PARAMETERS else match.start(), names)
            if isinstance(value, dict):
                found.append(_whole(pairs_of(value)))
            elif isinstance(value, str):
                found.append(_whole(tuple(parse_qsl(value, keep_blank_values=True))))
    for match in list(_QUERY.finditer(script))[:40]:
        found.append(_whole(tuple(parse_qsl(html.unescape(match.group(1)), keep_blank_values=True))))
    return [form for form in found if form]


def _value(form: Form, name: str) -> str:
    return next((value for key, value in form if key.lower() == name), "")


def _whole(form: Form) -> Form:
    """``form`` without the place asked for; () unless it names column and unit, without which the proxy gives anything."""
    kept = tuple((key, value) for key, value in form if key.lower() not in _NOT_FORM)[:MAX_PAIRS]
    named = {key.lower() for key, value in kept if value}
    return kept if {"columnid", "unitid"} <= named else ()


def _scalar(value: Value) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else None
