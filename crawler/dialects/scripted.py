"""Requests that a page's inline script announces: address, fields, and where the number of the list page goes in.

The script is read as its first display would run it (see ``settle``). A request with a field that only running the script
could tell is not made: it might ask for another column. What a script sends as JSON is sent as JSON.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.dialects.interface import ajax_headers
from crawler.dialects.script import UNREADABLE, Unreadable, Value, arguments_at, variables
from crawler.dialects.settle import AS_JSON, BEFORE, PAGE, first_number, settled
from crawler.items import Ask
from crawler.page import Page
from crawler.urls import canonical

MAX_CALLS: Final = 80
MAX_PAIRS: Final = 60
MAX_DEPTH: Final = 6  # objects within objects of a body

PAGE_KEYS: Final = frozenset(
    ("page", "pageindex", "pageno", "pagenum", "pagenumber", "currentpage", "current", "curpage", "currpage", "nowpage",
     "pagecurrent", "curr", "cur", "pn", "p", "currentpageno")
)  # fmt: skip
SIZE_KEYS: Final = frozenset(("pagesize", "size", "rows", "limit", "perpage", "prepage", "pagerows", "ps"))
_SEARCH = re.compile(r"^(?:key|keywords?|search\w*|query|q|title|(?:start|begin|end)_?(?:date|time)?)$", re.IGNORECASE)
_CLOCK = re.compile(r"^(?:_|t|time|timestamp|r|rand|random|callback|token)$", re.IGNORECASE)

_CALL = re.compile(
    r"(?<![\w$.])(?P<name>(?:[A-Za-z_$][\w$]*(?:\([^()\n]{0,60}\))?\.){0,3}(?:ajax|post|get|getJSON|load|fetch|request|axios))\s*\(",
)

Form = tuple[tuple[str, str], ...]


_LOOSE_MARK = re.compile(rf'"?([{PAGE}{BEFORE}])"?')


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a script. ``url``, ``query``, ``form`` and ``body`` hold the marks; ``start`` is the number of the first page."""

    url: str
    query: Form = ()
    form: Form = ()
    start: int = 1
    body: str = ""  # JSON text

    @property
    def numbered(self) -> bool:
        """Whether a page number goes into it."""
        texts = [self.url, self.body, *(value for _, value in (*self.query, *self.form))]
        return any(mark in text for text in texts for mark in (PAGE, BEFORE))

    @property
    def fields(self) -> dict[str, str]:
        """All parameters, those in the address too."""
        told = parse_qsl(urlsplit(self.url).query, keep_blank_values=True)
        return dict([*told, *self.query, *self.form, *_flat(json.loads(self.body) if self.body else {})])

    @property
    def size(self) -> int:
        """Rows a page is asked to hold; 0 when the request does not say."""
        for key, value in self.fields.items():
            if key.lower().replace("_", "") in SIZE_KEYS and value.isdecimal() and 0 < int(value) <= 1_000:
                return int(value)
        return 0

    def ask(self, number: int, *, referer: str) -> Ask:
        """The request for list page ``number``, counted from 1."""
        return Ask(
            self._filled(self._address(), number),
            tuple((key, self._filled(value, number, encoded=False)) for key, value in self.form),
            ajax_headers(referer),
            page=number,
            body=self._filled(self.body, number, encoded=False),
        )

    def number_of(self, url: str) -> int:
        """Which list page ``url`` asked for; 1 when it does not say."""
        address = self._address()
        for mark, less in ((quote(PAGE), 0), (quote(BEFORE), 1)):
            left, found, _ = address.partition(mark)
            if found and url.startswith(left) and (digits := re.match(r"\d{1,6}", url[len(left) :])):
                return int(digits.group(0)) + less - self.start + 1
        return 1

    def _address(self) -> str:
        url = canonical(self.url) or self.url
        return f"{url}{'&' if '?' in url else '?'}{urlencode(self.query)}" if self.query else url

    def _filled(self, text: str, number: int, *, encoded: bool = True) -> str:
        index = number - 1 + self.start
        page, before = (quote(PAGE), quote(BEFORE)) if encoded else (PAGE, BEFORE)
        if not encoded and text.startswith("{"):  # JSON text: a number there is written without quotes
            text = text.replace(f'"{PAGE}"', str(index)).replace(f'"{BEFORE}"', str(index - 1))
        return text.replace(page, str(index)).replace(before, str(index - 1))


@dataclass(frozen=True, slots=True)
class Announced:
    """The requests a page's script announces, and whether one was seen that cannot be read."""

    requests: tuple[Request, ...] = ()
    unread: bool = False  # one has fields that only running the script could tell


def announced(page: Page) -> Announced:
    """Every request in the inline scripts of ``page``, each once, in their order."""
    script = settled(page)
    if not script:
        return Announced()
    names = variables(script)
    start = first_number(script)
    found: dict[Request, None] = {}
    unread = False
    for match in list(_CALL.finditer(script))[:MAX_CALLS]:
        for url, fields, posted, as_json in _parts(
            match["name"], arguments_at(script, match.end(), names), script[match.end() : match.end() + 400]
        ):
            request = request_of(page, url, fields, posted=posted, as_json=as_json, start=start)
            unread = unread or request is None
            if request is not None:
                found.setdefault(request)
    return Announced(tuple(found), unread)


def request_of(
    page: Page, url: Value, fields: Value, *, posted: bool, as_json: bool = False, start: int = 1
) -> Request | None:
    """The request to ``url`` with ``fields``; None when a part of it cannot be read."""
    if not isinstance(url, str) or not url.strip():
        return None
    base, _, query = url.partition("?")
    address = canonical(base, page.base)
    told = tuple((key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _CLOCK.match(key))
    in_address = PAGE in url or BEFORE in url
    if address is None:
        return None
    if as_json:
        body, first = _body(fields, start, already=in_address)
        return Request(_with(address, told), (), (), first, body) if body else None
    pairs = _pairs(fields)
    if pairs is None:
        return None
    form, first = _marked(pairs, start, already=in_address)
    if not in_address and not any(PAGE in value or BEFORE in value for _, value in form):
        told, first = _marked(list(told), start, already=False)
    if posted:
        return Request(_with(address, told), (), form, first)
    return Request(address, (*told, *form), (), first)


def renumbered(url: str, key: str, number: int) -> str:
    """``url`` with its query parameter ``key`` set to ``number``, where it stands."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not any(name.lower() == key.lower() for name, _ in pairs):
        pairs.append((key, ""))
    pairs = [(name, str(number) if name.lower() == key.lower() else value) for name, value in pairs]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))


def each_once(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """``asks`` in their order, each address once."""
    unique: dict[str, Ask] = {}
    for ask in asks:
        unique.setdefault(ask.url, ask)
    return tuple(unique.values())


def scalar(value: Value) -> str | None:
    """``value`` as a form field; None for lists, objects and what could not be read."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else None


# ---- one call


def _parts(name: str, arguments: list[Value], source: str) -> Iterator[tuple[Value, Value, bool, bool]]:
    """(address, fields, whether posted, whether the body is JSON) of a call that is a request; nothing for any other call."""
    last = name.rpartition(".")[2]
    head = arguments[0] if arguments else None
    fields: Value = arguments[1] if len(arguments) > 1 else None
    if isinstance(head, dict) and "url" in head and last in ("ajax", "request", "axios", "post", "get"):
        method = str(head.get("type") or head.get("method") or ("POST" if last == "post" else "GET")).upper()
        sent = head.get("data", head.get("params"))
        body = method == "POST" and (_says_json(head, sent) or last == "axios")
        yield head["url"], sent, method == "POST", body
    elif last == "fetch" and isinstance(head, str):
        options = fields if isinstance(fields, dict) else {}
        posted = str(options.get("method") or "GET").upper() == "POST"
        yield head, options.get("body") if posted else None, posted, posted and _says_json(options, options.get("body"))
    elif isinstance(head, str) and _is_address(head):
        if isinstance(fields, dict) and set(fields) == {"params"}:
            fields = fields["params"]
        if isinstance(fields, Unreadable) and _is_callback(head, arguments, source):
            fields = None
        posted = last == "post" or (last == "load" and isinstance(fields, dict))
        yield head, fields, posted, posted and (name.startswith(("axios", "this.$http")) or _says_json({}, fields))
    elif last in ("ajax", "post", "getJSON") and isinstance(head, Unreadable):
        yield UNREADABLE, None, False, False


def _is_callback(address: str, arguments: list[Value], source: str) -> bool:
    """Whether an unreadable second argument is what is done with the answer, not what is sent."""
    if re.search(r"^[^,]{1,300},\s*(?:async\s+)?(?:function|\w+\s*=>|\()", source):
        return True
    last = len(arguments) == 2 or isinstance(arguments[2], str)
    return last and any(mark in address for mark in ("?", PAGE, BEFORE))


def _is_address(text: str) -> bool:
    return bool(re.match(r"(?:https?://|\.{0,2}/|[\w\ue000-]{1,40}[/.?])", text)) and " " not in text


def _says_json(options: dict[str, Value], sent: Value) -> bool:
    headers = options.get("headers")
    kinds = [options.get("contentType"), *(headers.values() if isinstance(headers, dict) else ())]
    if any(isinstance(kind, str) and "json" in kind.lower() for kind in kinds):
        return True
    return (isinstance(sent, dict) and AS_JSON in sent) or (isinstance(sent, str) and sent.lstrip().startswith("{"))


def _pairs(fields: Value) -> list[tuple[str, str]] | None:
    """``fields`` as jQuery sends them; None when one that matters cannot be read."""
    if fields is None:
        return []
    if isinstance(fields, str):
        return [(k, v) for k, v in parse_qsl(fields, keep_blank_values=True)[:MAX_PAIRS] if not _CLOCK.match(k)]
    if not isinstance(fields, dict):
        return None
    pairs: list[tuple[str, str]] = []
    for key, value in list(fields.items())[:MAX_PAIRS]:
        if _CLOCK.match(key):
            continue
        if isinstance(value, dict) and set(value) == {AS_JSON}:
            if (text := _json_text(value[AS_JSON])) is None:
                return None
            pairs.append((key, text))
        elif isinstance(value, list):
            texts = [scalar(item) for item in value]
            if None in texts:
                return None
            pairs += [(key if key.endswith("[]") else f"{key}[]", text or "") for text in texts]
        elif (text := scalar(value)) is not None:
            pairs.append((key, text))
        elif key.lower().replace("_", "") in PAGE_KEYS:
            pairs.append((key, PAGE))
        elif isinstance(value, Unreadable) and _SEARCH.match(key):
            pairs.append((key, ""))  # nobody has typed into the search box yet
        else:
            return None
    return pairs


def _json_text(value: Value) -> str | None:
    """``value`` as JSON text, with the mark where its page number stands; None when a part of it cannot be read."""
    if not isinstance(value, dict):
        return None
    try:
        return json.dumps(_told(value), ensure_ascii=False)
    except TypeError:  # UNREADABLE somewhere inside
        return None


def _told(value: Value, depth: int = 0) -> Value:
    """``value`` with the mark for a page number that only the script knows, and nothing typed into a search box."""
    if not isinstance(value, dict) or depth > MAX_DEPTH:
        return value
    plain: dict[str, Value] = {}
    for key, part in value.items():
        if isinstance(part, Unreadable) and key.lower().replace("_", "") in PAGE_KEYS:
            part = PAGE
        elif isinstance(part, Unreadable) and _SEARCH.match(key):
            part = ""
        plain[key] = _told(part, depth + 1)
    return plain


def _body(fields: Value, start: int, *, already: bool) -> tuple[str, int]:
    """``fields`` as the JSON text of a body, and the number it says the first page has; '' when it cannot be read."""
    if isinstance(fields, dict) and set(fields) == {AS_JSON}:
        fields = fields[AS_JSON]
    text = _json_text(fields)
    if isinstance(fields, str):  # written out as text: '{"pageNo":' + pageNo + '}'
        text = _LOOSE_MARK.sub(r'"\1"', fields)
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return "", start
    if not isinstance(told, dict):
        return "", start
    if not already and PAGE not in (text or "") and BEFORE not in (text or ""):
        start = _mark_in(told, start)
    text = json.dumps(told, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8"), start  # a script may spell halves of characters


def _mark_in(told: dict[str, Any], start: int, depth: int = 0) -> int:
    """Put the mark where ``told`` writes a page number out; the number it says the first page has."""
    for key, value in told.items():
        if key.lower().replace("_", "") in PAGE_KEYS and str(value) in ("", "0", "1") and value is not True:
            told[key] = PAGE
            return int(value or start) if value != 0 else 0
    for value in told.values():
        if isinstance(value, dict) and depth < MAX_DEPTH:
            first = _mark_in(value, start, depth + 1)
            if PAGE in json.dumps(value, ensure_ascii=False):
                return first
    return start


def _flat(told: dict[str, Any], depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in told.items():
        if isinstance(value, dict) and depth < MAX_DEPTH:
            yield from _flat(value, depth + 1)
        elif isinstance(value, str | int):
            yield key, str(value)


def _with(address: str, query: Form) -> str:
    return address + (f"?{urlencode(query)}" if query else "")


def _marked(pairs: list[tuple[str, str]], start: int, *, already: bool) -> tuple[Form, int]:
    """``pairs`` with the mark where a page number is written out, and the number it says the first page has."""
    if already or any(PAGE in value or BEFORE in value for _, value in pairs):
        return tuple(pairs), start
    for index, (key, value) in enumerate(pairs):
        if key.lower().replace("_", "") in PAGE_KEYS and value in ("", "0", "1"):
            return (*pairs[:index], (key, PAGE), *pairs[index + 1 :]), int(value or start)
    return tuple(pairs), start
