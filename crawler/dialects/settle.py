"""The inline scripts of a page as its first display would run them, and marks where the number of the list page goes in.

Nothing is executed. What the first display would put in is put in: the values of hidden inputs, the parameters of the
page's own address, and a mark wherever the script writes its page number.
"""

import json
import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from crawler.dialects.script import scripts_of
from crawler.page import Page

MAX_STRINGIFIED: Final = 4_000

PAGE: Final = "\ue000"  # stands where the page number goes
BEFORE: Final = "\ue001"  # where the page number less one goes
AS_JSON: Final = "\ue002"  # key of an object that is sent as JSON text

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


def first_number(script: str) -> int:
    """0 when every page number the script sets out with is 0, else 1."""
    firsts = {int(number) for number in _FIRST_NUMBER.findall(script)}
    return 0 if firsts == {0} else 1


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


def _stringified(script: str) -> str:
    """``JSON.stringify(x)`` written as an object that says so."""
    kept: list[str] = []
    at = 0
    for match in list(_STRINGIFY.finditer(script))[:20]:
        if match.start() < at or (end := _closing(script, match.end())) is None:
            continue
        kept += [script[at : match.start()], f'{{"{AS_JSON}":', script[match.end() : end], "}"]
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
