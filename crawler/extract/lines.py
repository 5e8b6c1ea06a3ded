"""A subtree as lines of text: the way a reader of the page sees it.

Inline elements are joined without a separator (pages pasted from Word split "2023", "年", "5" over spans), blocks end
lines, the cells of a table row stand in one line. While collecting, borders are marked by control characters that
``Page`` never lets through; ``plain`` takes them out again.
"""

import re
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

SOFT: Final = "\x01"  # border of an inline element: joins text, but may part a label from its value
BLOCK: Final = "\x02"  # end of a line
CELL: Final = "\x03"  # between two cells of one row
LABELLED: Final = "\x05"  # end of a <dt> or <label>: its value follows, on this line or the next
HEAD: Final = "\x06"  # the line is a heading, by its tag or its class
LINK: Final = "\x07"  # where the text of an <a> begins

MAX_TEXT: Final = 400_000

_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\xad"
_DROPPED: Final = {**dict.fromkeys(map(ord, SOFT + HEAD + LINK + _UNSEEN)), ord(LABELLED): " "}
_ANY_MARK = re.compile(f"[{SOFT}{HEAD}{LINK}{LABELLED}{_UNSEEN}]")
_MARKS: Final = SOFT + CELL + LABELLED + HEAD + LINK + _UNSEEN + " "

_SILENT: Final = (
    "script style noscript select option textarea button template head title svg map object iframe embed video audio "
    "canvas input meta link"
)
_BLOCKS: Final = (
    "address article aside blockquote body center dd details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header html li main nav ol p section summary table tbody td tfoot th thead ul caption ucapcontent"
)
# How each tag joins the text around it; a tag that is not named here is inline.
_JOINS: Final[dict[object, str]] = {
    **dict.fromkeys(_SILENT.split(), "silent"),
    **dict.fromkeys(_BLOCKS.split(), "block"),
    "br": "break",
    "hr": "break",
    "tr": "row",
    "dt": "dt",
    "label": "label",
    "pre": "pre",
    "a": "link",
    etree.Comment: "silent",  # the tag of a comment is the function that makes one
    etree.ProcessingInstruction: "silent",
    etree.Entity: "silent",
}
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5"))
_LISTS: Final = frozenset(("ul", "ol", "dl", "nav", "aside", "footer"))
_MENU_LINKS: Final = 5  # a list with as many links is a menu or a list of other articles
_DATA_CELL: Final = 4_000  # a cell longer than this lays out the page, it holds no datum
_TITLE_NAME = re.compile(r"(?:(?<!sub)tit(?:le)?s?|(?<![a-z])(?:bt|biaoti|headline|subject))(?![a-z])", re.IGNORECASE)
_CRUMB_NAME = re.compile(r"crumb|position|location|weizhi|dqwz|path", re.IGNORECASE)
_CHINESE_END = re.compile(rf"[\u4e00-\u9fa5》”）、][{SOFT}{LINK}]*$")
_CHINESE_START = re.compile(rf"[{SOFT}{LINK}]*[\u4e00-\u9fa5《“（]")
_INFO = re.compile(r"[:：]|\d{4}[-年/.]\d")


def raw_text(element: HtmlElement, *, surroundings: bool = False) -> str:
    """All text of ``element`` with border marks. ``surroundings``: mark headings and leave out menus."""
    out: list[str] = []
    try:
        _collect(element, out, surroundings)
    except RecursionError:  # nested up to libxml2's 256 levels, and called from deep in a framework
        return whole_text(element)
    return "".join(out)


def raw_child(child: HtmlElement, *, surroundings: bool = False) -> str:
    """Like ``raw_text``, with the borders and the tail the element has among its siblings."""
    out: list[str] = []
    try:
        _add(child, out, surroundings)
    except RecursionError:
        out = [BLOCK, whole_text(child), BLOCK]
    if tail := child.tail:
        out.append(tail)
    return "".join(out)


def plain(raw: str) -> list[str]:
    """The lines of a raw text, blanks collapsed, cells parted by tabs, empty lines left out."""
    lines = []
    raw = raw[: 2 * MAX_TEXT].replace(LABELLED, " ")
    for mark in SOFT + HEAD + LINK + _UNSEEN:  # on a long text much faster than one translate()
        if mark in raw:
            raw = raw.replace(mark, "")
    for piece in raw.split(BLOCK):
        if CELL in piece:
            line = "\t".join([" ".join(cell.split()) for cell in piece.split(CELL)])
        else:
            line = " ".join(piece.split())
        if line and not line.isspace():
            lines.append(line)
    return lines


def marked(raw: str) -> list[str]:
    """The lines of a raw text with their marks inside, blanks collapsed, empty lines left out."""
    lines = []
    for piece in raw.split(BLOCK):
        line = " ".join(piece.split())
        if line.strip(_MARKS):
            lines.append(line)
    return lines


def unmarked(text: str) -> str:
    """A piece of a marked line as people see it."""
    if _ANY_MARK.search(text):
        text = text.translate(_DROPPED)
    return " ".join(text.replace(CELL, " ").split())


def whole_text(element: HtmlElement) -> str:
    """All text below ``element`` without any order of lines, scripts included; fast."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _collect(element: HtmlElement, out: list[str], surroundings: bool) -> None:
    if text := element.text:
        out.append(text)
    for child in element:
        _add(child, out, surroundings)
        if tail := child.tail:
            out.append(tail)


def _add(child: HtmlElement, out: list[str], surroundings: bool) -> None:
    tag = child.tag
    joins = _JOINS.get(tag)
    if joins is None or joins == "link":
        if not surroundings:  # borders matter to labels only
            _collect(child, out, False)
            return
        out.append(SOFT if joins is None else LINK)
        _collect(child, out, True)
        out.append(SOFT)
    elif joins == "block":
        if surroundings:
            _add_block_around(child, tag, out)
            return
        out.append(BLOCK)
        _collect(child, out, False)
        out.append(BLOCK)
    elif joins == "break":
        out.append(BLOCK)
    elif joins == "row":
        _add_row(child, out, surroundings)
    elif joins == "pre":
        out.append(BLOCK + raw_text(child, surroundings=surroundings).replace("\n", BLOCK) + BLOCK)
    elif joins != "silent":  # dt, label
        out.append(BLOCK if joins == "dt" else SOFT)
        _collect(child, out, surroundings)
        out.append(LABELLED)


def _add_block_around(child: HtmlElement, tag: str, out: list[str]) -> None:
    """A block near the article: menus are left out, headings are marked, a dd stays with its dt."""
    name = f"{child.get('class') or ''} {child.get('id') or ''}"
    if tag in _LISTS and not _CRUMB_NAME.search(name) and _is_menu(child):
        out.append(BLOCK)
        return
    if not (tag == "dd" and out and out[-1] == LABELLED):
        out.append(BLOCK)
    start = len(out)
    _collect(child, out, True)
    if tag in _HEADINGS:
        out[start:] = [HEAD, _one_line(marked("".join(out[start:]).replace(HEAD, "")))]
    elif name != " " and len(out) - start < 60 and _TITLE_NAME.search(name):
        text = "".join(out[start:])
        if len(text) < 400 and HEAD not in text:
            out[start:] = _headed(text)
    out.append(BLOCK)


def _is_menu(element: HtmlElement) -> bool:
    return next(islice(element.iter("a"), _MENU_LINKS - 1, None), None) is not None


def _headed(text: str) -> list[str]:
    """Mark the title in a block that is called a title: all of it, or its first line when others tell dates and sources."""
    lines = marked(text)
    if len(lines) <= 3 and not any(_INFO.search(line) for line in lines):
        return [HEAD, _one_line(lines)]
    return [HEAD, BLOCK.join(lines)]


def _one_line(lines: list[str]) -> str:
    """A title broken over lines, as one: without a blank between two Chinese characters."""
    title = ""
    for line in lines:
        border = "" if _CHINESE_END.search(title) and _CHINESE_START.match(line) else " "
        title = title + border + line if title else line
    return title


def _add_row(row: HtmlElement, out: list[str], surroundings: bool) -> None:
    cells = []
    is_data = True
    for cell in row:
        tag = cell.tag
        if tag == "td" or tag == "th":
            text = raw_text(cell, surroundings=surroundings)
            is_data = is_data and CELL not in text and len(text) <= _DATA_CELL
            cells.append(text)
        elif _JOINS.get(tag) != "silent":
            cells.append(raw_text(cell, surroundings=surroundings))
    if is_data and len(cells) > 1:
        line = CELL.join([cell.replace(BLOCK, " ").replace(HEAD, "").replace(LABELLED, "") for cell in cells])
        out.append(BLOCK + line + BLOCK)
    else:
        out.append(BLOCK + BLOCK.join(cells) + BLOCK)
