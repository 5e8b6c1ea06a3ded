"""Archived copies as print: the words of a stored page in our own rendering, the quoted passages marked.

Never the page's own markup: scripts, styles and frames are left out, everything else becomes plain text in blocks. Of a
file (PDF, Word …) the words are shown that the file reader stored, page by page; of one nobody could read, kind and size.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from crawler.files.model import FileReading, FileState
from crawler.page import Page
from reports.wording import neutral, plain

MAX_CHARACTERS: Final = 150_000  # of one copy; the rest is named, and kept in the archive
MAX_LINE: Final = 5_000  # characters of one block: browsers break lines in more than linear time
_MAX_META = 40
_BLOCKS = (
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "nav",
    ),
    *("ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
)
_FILE_KINDS = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "办公文档或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "办公文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)
_JSON_PIECE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_CELLS = ("td", "th")
_LEFT_OUT = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "head", "select")
_TEXT_TYPES = ("text/plain", "application/json", "text/json", "application/xml", "text/xml", "text/csv", "javascript")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``anchor`` is set where a quoted passage begins, ``marked`` inside one."""

    text: str
    marked: bool = False
    anchor: str = ""


_RECOGNISED = "这是扫描件或图片，以下文字由程序识别，可能有错，不作判定依据，请以原件为准。"


@dataclass(frozen=True, slots=True)
class Copy:
    """What is printed of one archived payload. ``note`` says why ``blocks`` is empty or cut, '' when it is whole."""

    kind: str
    size: int
    note: str
    page_title: str
    meta: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[Piece, ...], ...]
    missing: tuple[tuple[str, str], ...]  # quotes that do not stand in the text word for word


def render(
    payload: tuple[bytes, str] | None,
    url: str,
    quotes: tuple[tuple[str, str], ...],
    reading: FileReading | None = None,
) -> Copy:
    """The printable copy of ``payload`` (bytes, content type) with ``quotes`` (anchor, passage) marked.

    ``reading`` is what the file reader made of it, None for a page.
    """
    if payload is None:
        return Copy("", 0, "存档中没有保留这份内容（可能已依法封存）。", "", (), (), quotes)
    recognised = False
    body, content_type = payload
    page = Page(url, body, content_type=content_type)
    if is_text(page):
        kind, title, lines = "文本", "", _plain_lines(page.text)
        meta: tuple[tuple[str, str], ...] = ()
    elif page.is_html:
        kind, title, lines = "网页", _title(page), _html_lines(page)
        meta = _meta(page)
    elif reading is not None and (lines := list(_file_lines(reading))):
        kind, title, meta = _file_kind(body), "", ()
        recognised = reading.state is FileState.SCANNED
    else:
        note = "这是一份文件，没有读出文字，这里不再现其内容；原件存于档案，可凭校验码核对。"
        return Copy(_file_kind(body), len(body), note, "", (), (), quotes)
    lines, cut = _bounded([part for line in lines for part in _parts(plain(line, MAX_CHARACTERS))])
    blocks, missing = _marked(lines, quotes)
    note = (_RECOGNISED if recognised else "") + (f"内容较长，以下为前 {MAX_CHARACTERS} 个字；全文存于档案。" if cut else "")
    if not lines:
        note = "页面中没有可读的文字（可能只有图片、由脚本载入，或结构异常）。"
    return Copy(kind, len(body), note, title, meta, blocks, missing)


def is_text(page: Page) -> bool:
    """Whether the payload is text or data, by what the server called it, and no page."""
    return any(kind in page.content_type for kind in _TEXT_TYPES) and not page.content_type.startswith("text/html")


def _file_kind(body: bytes) -> str:
    return next((words for start, words in _FILE_KINDS if body.startswith(start)), "文件")


# ---- from bytes to lines


def _title(page: Page) -> str:
    element = page.root.find(".//title")
    return plain(" ".join("".join(element.itertext()).split()), 300) if element is not None else ""


def _meta(page: Page) -> tuple[tuple[str, str], ...]:
    """The page's own statements about itself (name, content): dates and sources are often read from here."""
    found = []
    for element in page.root.iter("meta"):
        name, content = (element.get("name") or "").strip(), (element.get("content") or "").strip()
        if name and content and name.lower() not in ("viewport", "renderer", "robots", "format-detection"):
            found.append((plain(name, 60), plain(content, 300)))
        if len(found) == _MAX_META:
            break
    return tuple(found)


def _html_lines(page: Page) -> list[str]:
    """Text block by block in page order. One walk without recursion: pages nest ten thousand deep."""
    lines: list[str] = []
    line: list[str] = []
    stack: list[tuple[Any, bool]] = [(page.root, False)]
    length = 0
    while stack and length <= MAX_CHARACTERS * 2:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if block or tag == "br":
            _flush(line, lines)
        if not closing:
            stack.append((element, True))
            if tag and tag not in _LEFT_OUT:
                line.append(_own_text(element, tag))
                stack.extend((child, False) for child in reversed(element))
        elif element.tail and element.getparent() is not None:
            line.append(element.tail)
            length += len(element.tail)
        length += len(line[-1]) if line and not closing else 0
    _flush(line, lines)
    return lines


def _own_text(element: Any, tag: str) -> str:
    if tag == "img":
        return f"［图片：{element.get('alt')}］" if element.get("alt") else ""
    if tag in ("video", "audio"):
        return "［音视频］"
    if tag in ("input", "textarea"):
        return ""
    return (" " if tag in _CELLS else "") + (element.text or "")


def _flush(line: list[str], lines: list[str]) -> None:
    text = " ".join("".join(line).split())
    line.clear()
    if text:
        lines.append(text)


def _plain_lines(text: str) -> list[str]:
    """A text or a data answer, one line a block; JSON with its escapes resolved, so that quotes can be found in it."""
    with suppress(ValueError, RecursionError):
        # Without indentation: nesting would be multiplied into blanks that no line keeps.
        told = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ": "))[: 2 * MAX_CHARACTERS]
        text = _JSON_PIECE.sub(_on_lines, told)
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def _on_lines(found: re.Match[str]) -> str:
    piece = found.group(0)
    return {"[": "[\n", "{": "{\n", ",": ",\n", "]": "\n]", "}": "\n}"}.get(piece, piece)


def _file_lines(reading: FileReading) -> Iterator[str]:
    """What is shown of a file: page by page, sheet by sheet; of an archive file by file, under the names there."""
    for part in reading.parts:
        if not part.hidden and part.text.strip():
            if part.label:
                yield f"［{part.label}］"
            yield from (line for raw in part.text.splitlines() if (line := " ".join(raw.split())))
    for member in reading.members:
        yield f"［压缩包中的文件：{member.name}］"
        yield from _file_lines(member.reading)


def _parts(line: str) -> Iterator[str]:
    """A line in blocks that a browser can lay out, cut at a blank or a full stop where one is near."""
    while len(line) > MAX_LINE:
        near = [line.rfind(mark, MAX_LINE - 200, MAX_LINE) for mark in " 。；;"]
        at = max(near) + 1 or MAX_LINE
        yield line[:at]
        line = line[at:]
    yield line


def _bounded(lines: list[str]) -> tuple[list[str], bool]:
    kept: list[str] = []
    room = MAX_CHARACTERS
    for line in lines:
        if len(line) > room:
            return ([*kept, line[:room]] if room else kept), True
        kept.append(line)
        room -= len(line)
    return kept, False


# ---- marking


def _marked(
    lines: list[str], quotes: tuple[tuple[str, str], ...]
) -> tuple[tuple[tuple[Piece, ...], ...], tuple[tuple[str, str], ...]]:
    """Lines cut into pieces at the quoted passages. Blanks do not count; a passage may run over several lines."""
    dense = ["".join(line.split()) for line in lines]
    starts = [0, *accumulate(len(line) for line in dense)]
    whole = "".join(dense)
    spans: list[tuple[int, int, str]] = []
    missing = []
    for anchor, passage in quotes:
        wanted = "".join(neutral(passage).rstrip("…").split())
        at = whole.find(wanted) if wanted else -1
        if at < 0:
            missing.append((anchor, passage))
        else:
            spans.append((at, at + len(wanted), anchor))
    cuts: list[list[tuple[int, int, str]]] = [[] for _ in lines]
    for begin, end, anchor in sorted(spans):
        for n in range(bisect_right(starts, begin) - 1, len(lines)):
            if starts[n] >= end:
                break
            piece = (
                max(begin - starts[n], 0),
                min(end - starts[n], len(dense[n])),
                anchor if starts[n] <= begin else "",
            )
            if piece[0] < piece[1]:
                cuts[n].append(piece)
    return tuple(tuple(_pieces(line, cut)) for line, cut in zip(lines, cuts, strict=True)), tuple(missing)


def _pieces(line: str, cuts: list[tuple[int, int, str]]) -> list[Piece]:
    """``cuts`` count characters that are not blank; overlapping ones are joined, each keeps its anchor."""
    if not cuts:
        return [Piece(line)]
    places = [n for n, character in enumerate(line) if not character.isspace()]
    pieces: list[Piece] = []
    done = 0
    for begin, end, anchor in cuts:
        first, last = places[begin], places[end - 1] + 1
        if first > done:
            pieces.append(Piece(line[done:first]))
        first = max(first, done)
        if first < last or anchor:
            pieces.append(Piece(line[first : max(first, last)], True, anchor))
        done = max(done, last)
    if done < len(line):
        pieces.append(Piece(line[done:]))
    return pieces
