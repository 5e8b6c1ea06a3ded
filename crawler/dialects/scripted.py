"""Requests that a page's inline script announces: address, fields, and where the number of the list page goes in.

Nothing is executed. Before the script is read, what the first display of the page would put in is put in: the values of
hidden inputs, the parameters of the page's own address, and a mark wherever the script writes its page number. A request
with a field that only running the script could tell is not made: it might ask for another column.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.dialects.script import UNREADABLE, Unreadable, Value, arguments_at, scripts_of, variables
from crawler.items import Ask
from crawler.page import Page
from crawler.urls import canonical

MAX_CALLS: Final = 80
MAX_PAIRS: Final = 60
MAX_STRINGIFIED: Final = 4_000

PAGE: Final = "\ue000"  # stands where the page number goes
BEFORE: Final = "\ue001"  # where the page number less one goes
_AS_JSON: Final = "\ue002"  # key of an object that is sent as JSON text

PAGE_KEYS: Final = frozenset(
    ("page", "pageindex", "pageno", "pagenum", "pagenumber", "currentpage", "current", "curpage", "currpage", "nowpage",
     "pagecurrent", "curr", "cur", "pn", "p", "currentpageno")
)  # fmt: skip
SIZE_KEYS: Final = frozenset(("pagesize", "size", "rows", "limit", "perpage", "prepage", "pagerows", "ps"))
_SEARCH = re.compile(r"^(?:key|keywords?|search\w*|query|q|title|(?:start|begin|end)_?(?:date|time)?)$", re.IGNORECASE)
_CLOCK = re.compile(r"^(?:_|t|time|timestamp|r|rand|random|callback|token)$", re.IGNORECASE)

_PAGE_NAME = (
    r"(?:page(?:_?(?:index|no|num|number|current))?|cur(?:r(?:ent)?)?_?(?:page)?(?:_?(?:no|num|index))?|nowpage|pn|p)"
)
# Strings are passed over, so that a name inside one stays what it is; one that never closes ends with its line.
_NAMED_PAGE = re.compile(
    rf"""(?P<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)
    |(?<![\w$.])(?:[A-Za-z_$][\w$]*\.){{0,3}}{_PAGE_NAME}(?![\w$])(?!\s*(?:[.:(=\[]|\+\+|--|[-+*]=))(?P<less>\s*-\s*1(?!\d))?""",
    re.VERBOSE | re.IGNORECASE,
)
_FIRST_NUMBER = re.compile(
    rf"(?<![\w$]){_PAGE_NAME}[\"']?\s*[=:]\s*[\"']?(\d{{1,3}})[\"']?\s*(?=[,;}}\n\r)]|$)", re.IGNORECASE
)
_AFTER_KEY = re.compile(rf"""((?:[?&/]|["']){_PAGE_NAME}[=/])(["'])\s*\+\s*[A-Za-z_$][\w$.]{{0,60}}""", re.IGNORECASE)
_TEMPLATE = re.compile(r"`([^`\n]{0,600})`")
_HOLE = re.compile(r"\$\{\s*([^{}`]{1,80}?)\s*\}")
_CAST = re.compile(r"\b(?:parseInt|Number|String|encodeURIComponent)\(\s*([\w$.]{1,60})\s*(?:,\s*10\s*)?\)")
_INPUT = re.compile(r"""(?:\$|jQuery)\(\s*["']#([\w-]{1,60})["']\s*\)\.val\(\s*\)""")
_INPUT_BY_ID = re.compile(r"""document\.getElementById\(\s*["']([\w-]{1,60})["']\s*\)\.value\b""")
_OWN_QUERY = re.compile(
    r"""\b[\w$.]{0,40}(?:[qQ]uery(?:[sS]tring|[pP]aram)?|[uU]rl[pP]aram(?:eter)?|get[pP]aram(?:eter)?|getRequest|searchParams\.get)\w{0,12}\(\s*["'](\w{1,40})["']\s*\)"""
)
_NOW = re.compile(r"Math\.random\(\)|Date\.now\(\)|new Date\(\)(?:\.(?:getTime|valueOf)\(\))?")
_STRINGIFY = re.compile(r"\bJSON\.stringify\s*\(")
_CALL = re.compile(
    r"(?<![\w$.])(?P<name>(?:[A-Za-z_$][\w$]*(?:\([^()\n]{0,60}\))?\.){0,3}(?:ajax|post|get|getJSON|load|fetch|request|axios))\s*\(",
)

Form = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a script. ``url``, ``query`` and ``form`` hold the marks; ``start`` is the number of the first page."""

    url: str
    query: Form = ()
    form: Form = ()
    start: int = 1

    @property
    def numbered(self) -> bool:
        """Whether a page number goes into it."""
        texts = [self.url, *(value for _, value in (*self.query, *self.form))]
        return any(mark in text for text in texts for mark in (PAGE, BEFORE))

    @property
    def fields(self) -> dict[str, str]:
        """All parameters, those in the address too."""
        return dict([*parse_qsl(urlsplit(self.url).query, keep_blank_values=True), *self.query, *self.form])

    @property
    def size(self) -> int:
        """Rows a page is asked to hold; 0 when the request does not say."""
        for key, value in self.fields.items():
            if key.lower().replace("_", "") in SIZE_KEYS and value.isdecimal() and 0 < int(value) <= 1_000:
                return int(value)
        return 0

    def ask(self, number: int, *, referer: str) -> Ask:
        """The request for list page ``number``, counted from 1."""
        headers = (
            ("X-Requested-With", "XMLHttpRequest"),
            ("Referer", referer),
            ("Accept", "application/json, text/javascript, text/html, */*; q=0.01"),
        )
        url = self._filled(self._address(), number)
        form = tuple((key, self._filled(value, number, encoded=False)) for key, value in self.form)
        if form and number > 1 and url == self._filled(self._address(), 1):
            # The answer to a form tells its page nowhere but in its address; ``_`` is what scripts send against caches.
            url += f"{'&' if '?' in url else '?'}_={number}"
        return Ask(url, form, headers, page=number)

    def number_of(self, url: str) -> int:
        """Which list page ``url`` asked for; 1 when it does not say."""
        address = self._address()
        for mark, less in ((quote(PAGE), 0), (quote(BEFORE), 1)):
            left, found, _ = address.partition(mark)
            if found and url.startswith(left) and (digits := re.match(r"\d{1,6}", url[len(left) :])):
                return int(digits.group(0)) + less - self.start + 1
        told = dict(parse_qsl(urlsplit(url).query)).get("_", "")
        return int(told) if told.isdecimal() and len(told) <= 6 else 1

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
    """The requests a page's script announces, and whether one was seen that we cannot send or read."""

    requests: tuple[Request, ...] = ()
    as_json: bool = False  # one sends JSON instead of a form
    unread: bool = False  # one has fields that only running the script could tell


def announced(page: Page) -> Announced:
    """Every request in the inline scripts of ``page``, each once, in their order."""
    script = settled(page)
    if not script:
        return Announced()
    names = variables(script)
    start = _start(script)
    found: dict[tuple[str, Form, Form], Request] = {}
    as_json = unread = False
    for match in list(_CALL.finditer(script))[:MAX_CALLS]:
        for url, fields, posted, json_body in _parts(
            match["name"], arguments_at(script, match.end(), names), script[match.end() : match.end() + 400]
        ):
            request = None if json_body else request_of(page, url, fields, posted=posted, start=start)
            as_json, unread = as_json or json_body, unread or (request is None and not json_body)
            if request is not None:
                found.setdefault((request.url, request.query, request.form), request)
    return Announced(tuple(found.values()), as_json, unread)


def request_of(page: Page, url: Value, fields: Value, *, posted: bool, start: int = 1) -> Request | None:
    """The request to ``url`` with ``fields``; None when a part of it cannot be read."""
    if not isinstance(url, str) or not url.strip():
        return None
    base, _, query = url.partition("?")
    address, pairs = canonical(base, page.base), _pairs(fields)
    if address is None or pairs is None:
        return None
    told = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _CLOCK.match(key)]
    in_address = PAGE in url or BEFORE in url
    form, first = _marked(pairs, start, already=in_address)
    if not in_address and not any(PAGE in value or BEFORE in value for _, value in form):
        marked, first = _marked(told, start, already=False)
        told = list(marked)
    if posted:
        return Request(address + (f"?{urlencode(told)}" if told else ""), (), form, first)
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


def settled(page: Page) -> str:
    """The inline scripts of ``page`` with what its first display would put in, and marks for the page number."""
    script = scripts_of(page)
    script = _NOW.sub('""', _TEMPLATE.sub(lambda found: _joined(found.group(1)), script))
    inputs = {str(e.get("id")): str(e.get("value") or "") for e in page.root.iter("input") if e.get("id")}
    for pattern in (_INPUT, _INPUT_BY_ID):
        script = pattern.sub(
            lambda found: json.dumps(inputs[found.group(1)]) if found.group(1) in inputs else found.group(0), script
        )
    own = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    script = _OWN_QUERY.sub(
        lambda found: json.dumps(own[found.group(1)]) if found.group(1) in own else found.group(0), script
    )
    script = _AFTER_KEY.sub(lambda found: f"{found.group(1)}{PAGE}{found.group(2)}", _CAST.sub(r"\1", script))
    script = _NAMED_PAGE.sub(_mark, script)
    return _stringified(script)


def scalar(value: Value) -> str | None:
    """``value`` as a form field; None for lists, objects and what could not be read."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else None


# ---- the script, before it is read


def _joined(template: str) -> str:
    """A template literal as a sum of strings."""
    parts: list[str] = []
    at = 0
    for hole in _HOLE.finditer(template):
        parts += [json.dumps(template[at : hole.start()], ensure_ascii=False), f"({hole.group(1)})"]
        at = hole.end()
    return "+".join([*parts, json.dumps(template[at:], ensure_ascii=False)])


def _mark(found: re.Match[str]) -> str:
    if found["string"] is not None:
        return found.group(0)
    return f'"{BEFORE}"' if found["less"] else f'"{PAGE}"'


def _start(script: str) -> int:
    """0 when every page number the script sets out with is 0, else 1."""
    firsts = {int(number) for number in _FIRST_NUMBER.findall(script)}
    return 0 if firsts == {0} else 1


def _stringified(script: str) -> str:
    """``JSON.stringify(x)`` written as an object that says so."""
    kept: list[str] = []
    at = 0
    for match in list(_STRINGIFY.finditer(script))[:20]:
        if match.start() < at or (end := _closing(script, match.end())) is None:
            continue
        kept += [script[at : match.start()], f'{{"{_AS_JSON}":', script[match.end() : end], "}"]
        at = end + 1
    return "".join([*kept, script[at:]])


def _closing(script: str, start: int) -> int | None:
    """Where the bracket opened just before ``start`` closes; None when that is far off."""
    level, quoted = 0, ""
    for at in range(start, min(len(script), start + MAX_STRINGIFIED)):
        mark = script[at]
        if quoted:
            quoted = "" if mark == quoted and script[at - 1] != "\\" else quoted
        elif mark in "\"'":
            quoted = mark
        elif mark == "(":
            level += 1
        elif mark == ")":
            if level == 0:
                return at
            level -= 1
    return None


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
    return (isinstance(sent, dict) and _AS_JSON in sent) or (isinstance(sent, str) and sent.lstrip().startswith("{"))


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
        if isinstance(value, dict) and set(value) == {_AS_JSON}:
            if (text := _json_text(value[_AS_JSON])) is None:
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
    plain: dict[str, Value] = {}
    for key, part in value.items():
        if isinstance(part, Unreadable) and key.lower().replace("_", "") in PAGE_KEYS:
            part = PAGE
        elif isinstance(part, Unreadable) and _SEARCH.match(key):
            part = ""
        plain[key] = part
    try:
        return json.dumps(plain, ensure_ascii=False)
    except TypeError:  # UNREADABLE somewhere inside
        return None


def _marked(pairs: list[tuple[str, str]], start: int, *, already: bool) -> tuple[Form, int]:
    """``pairs`` with the mark where a page number is written out, and the number it says the first page has."""
    if already or any(PAGE in value or BEFORE in value for _, value in pairs):
        return tuple(pairs), start
    for index, (key, value) in enumerate(pairs):
        if key.lower().replace("_", "") in PAGE_KEYS and value in ("", "0", "1"):
            return (*pairs[:index], (key, PAGE), *pairs[index + 1 :]), int(value or start)
    return tuple(pairs), start
