"""Reads the plain values out of inline scripts: literals, arrays, objects, sums of strings and known variables.

Nothing is executed. What is not a plain value is ``UNREADABLE``, and so is all that contains it where it matters.
"""

import re
from typing import Final

from crawler.page import Page

MAX_SCRIPT: Final = 400_000  # characters of inline script of one page
MAX_VALUE: Final = 20_000  # characters of one value
MAX_DEPTH: Final = 8
MAX_ITEMS: Final = 200
MAX_NAMES: Final = 1_000  # assignments that are read
MAX_SHORT_VALUE: Final = 2_000  # characters of a value given to a name


class Unreadable:
    """Stands for a value that only running the script could tell."""


UNREADABLE: Final = Unreadable()
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"] | Unreadable

_BLANKS = re.compile(r"\s*")
# A string that never closes ends with its line: looked for from each of its characters it would cost their square.
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*(?P<double>")?|'(?:[^'\\\n]|\\.)*(?P<single>')?|`[^`\\$]*(?P<back>`)?)
    |(?P<number>-?\d{1,15}(?:\.\d{1,9})?)(?![\w.])
    |(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
    |(?P<mark>[\[\]{}(),:+;])""",
    re.VERBOSE,
)
_PASSED_OVER = re.compile(r"[^\[\]{}(),\"'`]+")
_LINE_COMMENT = re.compile(r"(?:^|(?<=[\s;{},]))//[^\n]*")
_ASSIGNED = re.compile(r"(?:\b(?:var|let|const)\s+|[\s,;{(]|^)([A-Za-z_$][\w$]*)\s*=\s*(?![=>])")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(.)", re.DOTALL)


def scripts_of(page: Page) -> str:
    """All inline scripts of ``page``, without comments, one after the other."""
    if not page.is_html:
        return ""
    texts: list[str] = []
    room = MAX_SCRIPT
    for element in page.root.iter("script"):
        if room <= 0:
            break
        if (text := element.text) and "template" not in (element.get("type") or ""):
            texts.append(text[:room])
            room -= len(texts[-1])
    return _LINE_COMMENT.sub(" ", _without_blocks("\n".join(texts)))


def _without_blocks(script: str) -> str:
    """``script`` without ``/* … */``; one that never closes stays."""
    kept: list[str] = []
    at = 0
    while (opening := script.find("/*", at)) >= 0 and (closing := script.find("*/", opening + 2)) >= 0:
        kept.append(script[at:opening])
        at = closing + 2
    return " ".join([*kept, script[at:]])


def variables(script: str) -> dict[str, Value]:
    """The plain values assigned to names in ``script``. A name that is given different values stays out."""
    found: dict[str, Value] = {}
    changing: set[str] = set()
    room = 2 * MAX_SCRIPT
    for number, match in enumerate(_ASSIGNED.finditer(script)):
        if number >= MAX_NAMES or room <= 0:
            break
        reader = _Reader(script[match.end() : match.end() + MAX_SHORT_VALUE], found)
        value = reader.value()
        room -= reader.at
        name = match.group(1)
        if name in found and found[name] != value:
            changing.add(name)
        if not isinstance(value, Unreadable):
            found[name] = value
        else:
            changing.add(name)
    return {name: value for name, value in found.items() if name not in changing}


def value_at(script: str, start: int, names: dict[str, Value], *, longest: int = MAX_VALUE) -> Value:
    """The value that begins at ``start``; UNREADABLE when it is more than a plain value."""
    return _Reader(script[start : start + longest], names).value()


def arguments_at(script: str, start: int, names: dict[str, Value]) -> list[Value]:
    """The arguments of a call whose opening bracket stands just before ``start``; those that cannot be read as UNREADABLE."""
    return _Reader(script[start : start + MAX_VALUE], names).sequence(")", 0)


class _Reader:
    """A small recursive-descent reader, bounded in depth, length and number of items."""

    def __init__(self, text: str, names: dict[str, Value]) -> None:
        self._text = text
        self._names = names
        self.at = 0  # how far it has read
        self._token: re.Match[str] | None = None
        self._token_at = -1  # where the token at hand was looked for

    def value(self, depth: int = 0) -> Value:
        """One value: terms joined by ``+``."""
        total = self._term(depth)
        while self._peek() == "+":
            self._take()
            right = self._term(depth)
            total = _sum(total, right)
        return total

    def sequence(self, closing: str, depth: int) -> list[Value]:
        """Values up to ``closing``, the opening bracket being read already."""
        items: list[Value] = []
        while len(items) < MAX_ITEMS:
            mark = self._peek()
            if mark in (closing, ""):
                self._take()
                return items
            if mark == ",":
                self._take()
                continue
            before = self.at
            items.append(self.value(depth + 1))
            if self._peek() not in (",", closing):
                items[-1] = UNREADABLE
                self._skip_to(closing)
            if self.at == before:
                return items
        return items

    def _term(self, depth: int) -> Value:
        if self._here() is None or depth > MAX_DEPTH or (match := self._take()) is None:
            return UNREADABLE
        if (string := match["string"]) is not None:
            return _unescaped(string) if match["double"] or match["single"] or match["back"] else UNREADABLE
        if (number := match["number"]) is not None:
            return float(number) if "." in number else int(number)
        if (name := match["name"]) is not None:
            return self._named(name)
        mark = match["mark"]
        if mark == "[":
            return self.sequence("]", depth)
        if mark == "{":
            return self._object(depth)
        if mark == "(":
            inner = self.value(depth + 1)
            if self._peek() == ")":
                self._take()
                return inner
        return UNREADABLE

    def _named(self, name: str) -> Value:
        if name in ("true", "false"):
            return name == "true"
        if name in ("null", "undefined"):
            return None
        if self._peek() == "(" or name in ("function", "new"):
            return UNREADABLE
        return self._names.get(name, UNREADABLE)

    def _object(self, depth: int) -> Value:
        found: dict[str, Value] = {}
        while len(found) < MAX_ITEMS:
            match = self._take()
            if match is None or match["mark"] == "}":
                return found
            if match["mark"] == ",":
                continue
            key = match["name"] or match["number"]
            if key is None and match["string"] is not None:
                key = _unescaped(match["string"])
            if key is None or self._peek() != ":":
                self._skip_to("}")
                continue
            self._take()
            found[key] = self.value(depth + 1)
            if self._peek() not in (",", "}"):
                found[key] = UNREADABLE
                self._skip_to("}")
        return found

    def _here(self) -> re.Match[str] | None:
        """The token at hand; None where none begins. Blanks before it are passed over for good."""
        if self._token_at != self.at:
            blanks = _BLANKS.match(self._text, self.at)
            self.at = blanks.end() if blanks else self.at
            self._token, self._token_at = _TOKEN.match(self._text, self.at), self.at
        return self._token

    def _peek(self) -> str:
        match = self._here()
        return "" if match is None else match["mark"] or match.group(0)

    def _take(self) -> re.Match[str] | None:
        match = self._here()
        if match is not None:
            self.at = match.end()
        return match

    def _skip_to(self, closing: str) -> None:
        """Go on to the next comma or ``closing`` of this level, over strings and nested brackets."""
        level = 0
        while self.at < len(self._text):
            if dull := _PASSED_OVER.match(self._text, self.at):
                self.at = dull.end()
                continue
            mark = self._text[self.at]
            if level == 0 and mark in (",", closing):
                return
            if mark in "[{(":
                level += 1
            elif mark in "]})":
                if level == 0:
                    return
                level -= 1
            match = _TOKEN.match(self._text, self.at)
            self.at = match.end() if match else self.at + 1


def _sum(left: Value, right: Value) -> Value:
    if isinstance(left, int) and isinstance(right, int) and not isinstance(left, bool) and not isinstance(right, bool):
        return left + right
    if isinstance(left, str | int) and isinstance(right, str | int):
        return f"{left}{right}"
    return UNREADABLE


def _unescaped(literal: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        if code:
            point = int(code, 16)
            return chr(point) if not 0xD800 <= point <= 0xDFFF else "\ufffd"
        return _ESCAPES.get(match.group(3), match.group(3))

    return _UNICODE.sub(plain, literal[1:-1])
