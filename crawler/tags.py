"""The source of a page before it is parsed: whether it came whole, and tags no parser should be given."""

import re
from collections import Counter
from typing import Final

MAX_ATTRIBUTES: Final = 500  # of a tag; libxml2 compares each with every other, people write a dozen
_LEAST: Final = 2 * MAX_ATTRIBUTES  # characters such a tag has at least: a letter and a blank each
_HARMLESS: Final = 64_000  # characters of a page that costs a tenth of a second at worst

# As HTML 5 reads a tag; possessive, so that each character is looked at once.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_TAG = re.compile(rf"<([A-Za-z][^\s/>]*+)(?:[\s/]++|{_ATTRIBUTE})*+")
_ONE = re.compile(_ATTRIBUTE)
_OPENING = re.compile(r"<(?=[A-Za-z]|!--)")
_COMMENT_END = re.compile(r"--!?>")
_RAW_END: Final = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
_QUOTED_END = re.compile(r"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")

_BOXES = re.compile(r"<(/?)(div|table|ul|ol|dl|section|article|main|form|script|style|head)\b", re.IGNORECASE)
_ENDS = re.compile(r"</(?:html|body|frameset)\s*>", re.IGNORECASE)
_BEGINS = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_MAX_COMMENTS: Final = 5_000
_TAIL: Final = 2_000  # characters at the end of a page, where its end is looked for first


def without_giants(text: str) -> str:
    """``text`` with every tag of more than ``MAX_ATTRIBUTES`` attributes replaced by the bare tag."""
    return _bare(text) if _is_suspicious(text) else text


def is_torn(text: str) -> bool:
    """Whether a page begins as a document and stops inside one of its boxes, or inside a tag, without an end.

    A template may forget ``</body></html>``; then its boxes are closed all the same.
    """
    if _ENDS.search(text, max(len(text) - _TAIL, 0)) or _ENDS.search(text) or not _BEGINS.search(text[:2_000]):
        return False
    if text.count("<!--") <= _MAX_COMMENTS:
        text = _COMMENTS.sub("", text)
    if text.rfind("<") > text.rfind(">"):
        return True
    left_open = Counter[str]()
    for mark, name in _BOXES.findall(text):
        left_open[name.lower()] += -1 if mark else 1
    return any(count > 0 for count in left_open.values())


def _is_suspicious(text: str) -> bool:
    """Whether a tag may be that long: a stretch without ``>`` that has blanks enough, or a ``>`` inside a quoted value."""
    if len(text) <= _HARMLESS:
        return False
    long = (part for part in text.split(">") if len(part) > _LEAST)
    return any(_most_attributes(part) > MAX_ATTRIBUTES for part in long) or _QUOTED_END.search(text) is not None


def _most_attributes(part: str) -> int:
    return len(part.split()) + part.count("/") + (part.count('"') + part.count("'")) // 2


def _bare(text: str) -> str:
    kept: list[str] = []
    done = at = 0
    while found := _OPENING.search(text, at):
        at = found.start()
        if text.startswith("<!--", at):
            end = _COMMENT_END.search(text, at + 2)
            if end is None:
                break
            at = end.end()
            continue
        tag = _TAG.match(text, at)
        if tag is None:
            at += 1
            continue
        if tag.end() - at > _LEAST and len(_ONE.findall(tag.group(0))) > MAX_ATTRIBUTES:
            kept += [text[done:at], "<", tag.group(1)]
            done = tag.end()
        at = tag.end()
        raw = _RAW_END.get(tag.group(1).lower())
        if raw is not None:
            end = raw.search(text, at)
            if end is None:
                break
            at = end.start()
    return "".join((*kept, text[done:])) if kept else text
