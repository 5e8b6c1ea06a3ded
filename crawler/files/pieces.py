"""doc、wps：按格式说明（[MS-DOC]）直接从文件的分段表读出文字和表格；修订取修订后的文字，隐藏文字不取，只记数。

Programs are no match for it: catdoc guesses the encoding of each 128 characters and garbles Chinese without a figure or a blank in
it, LibreOffice takes a second. Word 97 and later, WPS alike; files of Word 95 and older are left to the programs.
"""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawler.files.bounds import MAX_TEXT, Unreadable
from crawler.files.tabbed import Edges, Row, on_grid

_WORD_97: Final = 0xC1  # nFib
_PAGE: Final = 512  # bytes of a page of formatting
_MAX_PAGES: Final = 60_000
_COMPRESSED: Final = 0x4000_0000
# Where things stand in the file information block.
_FLAGS, _LENGTHS, _COMMENTS, _CHARACTERS, _PARAGRAPHS, _CLX = 0x0A, 0x4C, 0xBA, 0xFA, 0x102, 0x1A2
_SPRM_DELETED, _SPRM_INSERTED, _SPRM_HIDDEN = 0x0800, 0x0801, 0x083C
_SPRM_IN_TABLE, _SPRM_ROW_END, _SPRM_ROW = 0x2416, 0x2417, 0xD608
_SPRM_ELSEWHERE: Final = 0x6646
_OPERAND: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes, by the upper three bits of a sprm
_CELL, _ROW, _BREAK = "\x07", "\x1c", "\x1d"  # the first is Word's, the others ours
_OWN_SIGNS: Final = str.maketrans({"\x1c": "", "\x1d": "", "\x1e": "-", "\x1f": ""})
_EDGES: Final = 0xF0000  # a sign of this plane after the end of a row says which edges its cells have
_MAX_EDGES: Final = 60_000
_ROW_END = re.compile("\x1c([\U000f0000-\U000ffffd]?)$")
_BLOCK = re.compile("[^\r\x1c]*(?:\r|\x1c[\U000f0000-\U000ffffd]?)|[^\r\x1c]+")
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14([^\x13\x14\x15]*)\x15|\x13[^\x13\x14\x15]*\x15")


@dataclass(frozen=True, slots=True)
class Found:
    """``said``: lines and rows in their order. The counts are those of FileReading.metadata."""

    said: tuple[str | Row, ...]
    hidden_text: int
    tracked_changes: int
    comments: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Bytes [start, end) of the document's stream and the properties set on them (sprm to value)."""

    start: int
    end: int
    properties: dict[int, int]
    edges: Edges = ()  # of a row's cells, in twips


def pieces_of(ole: Any) -> Found:
    """Read an olefile.OleFileIO. Raises Unreadable when it is of an older Word or damaged."""
    try:
        return _found(ole)
    except (struct.error, IndexError, OSError, ValueError) as error:
        raise Unreadable("文件已损坏，分段表读不通") from error


def _found(ole: Any) -> Found:
    document: bytes = ole.openstream("WordDocument").read()
    identity, version = struct.unpack_from("<HH", document)
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    if identity != 0xA5EC or version < _WORD_97:
        raise Unreadable("是很旧的 Word 文件")
    table: bytes = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    data: bytes = ole.openstream("Data").read() if ole.exists("Data") else b""
    characters = _runs(document, data, _plc(document, table, _CHARACTERS), 1)
    paragraphs = _runs(document, data, _plc(document, table, _PARAGRAPHS), 13)
    # Characters of the text, footnotes, headers, (unused), comments, endnotes and text boxes; they follow one another.
    lengths = struct.unpack_from("<7i", document, _LENGTHS)
    if min(lengths) < 0:
        raise ValueError("negative lengths")
    boxes = sum(lengths[:6])
    edges: list[Edges] = []
    whole, truncated = _text(document, _clx(document, table), characters, paragraphs, edges)
    words = [*whole[: lengths[0]], "\r", *whole[boxes : boxes + lengths[6]]]
    (comments,) = struct.unpack_from("<I", document, _COMMENTS + 4)
    return Found(
        said=tuple(_said("".join(words), edges)),
        hidden_text=sum(1 for run in characters if run.properties.get(_SPRM_HIDDEN) == 1),
        tracked_changes=sum(
            1 for run in characters if 1 in (run.properties.get(_SPRM_DELETED), run.properties.get(_SPRM_INSERTED))
        ),
        comments=(comments - 4) // 34 if comments > 4 else 0,
        truncated=truncated,
    )


def concealed_of(ole: Any) -> Iterator[tuple[str, str]]:
    """Where an olefile.OleFileIO holds words that its reader is not shown or we do not read, and the words. Raises as it likes."""
    document: bytes = ole.openstream("WordDocument").read()
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    table: bytes = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    characters = _runs(document, b"", _plc(document, table, _CHARACTERS), 1)
    lengths = struct.unpack_from("<7i", document, _LENGTHS)
    whole, _ = _text(document, _clx(document, table), [], [], [])
    shown, _ = _text(document, _clx(document, table), characters, [], [])
    gone = (sign if not left else "\n" for sign, left in zip(whole, shown, strict=False))
    yield "修订中删去的文字、隐藏文字", re.sub("\n+", "\n", "".join(gone))
    for where, n in (("页眉页脚", 2), ("批注", 4)):
        start = sum(lengths[:n])
        yield where, "".join(whole[start : start + lengths[n]]).replace("\r", "\n")


# ---- the tables of the file


def _plc(document: bytes, table: bytes, at: int) -> list[int]:
    """The numbers of the pages of formatting."""
    start, length = struct.unpack_from("<II", document, at)
    count = max(0, length - 4) // 8
    return [number & 0x3FFFFF for number in struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1))]


def _clx(document: bytes, table: bytes) -> Iterator[tuple[int, int, int]]:
    """The pieces: how many characters, at which byte, how many bytes each (1 or 2)."""
    start, length = struct.unpack_from("<II", document, _CLX)
    at, end = start, start + length
    while at < end and table[at] == 1:  # properties of pieces saved in haste
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", table, at + 1)
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    for n in range(count):
        (place,) = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * n + 2)
        characters = places[n + 1] - places[n]
        if characters < 0:
            raise ValueError("pieces out of order")
        yield (characters, (place & ~_COMPRESSED) // 2, 1) if place & _COMPRESSED else (characters, place, 2)


def _runs(document: bytes, data: bytes, pages: list[int], step: int) -> list[_Run]:
    """The runs of all pages of formatting, in the order of their bytes; ``step`` bytes describe one run of a page."""
    found = []
    for page in pages[:_MAX_PAGES]:
        base = page * _PAGE
        content = document[base : base + _PAGE]
        if len(content) < _PAGE:
            continue
        count = content[_PAGE - 1]
        if 4 * (count + 1) + step * count >= _PAGE:
            continue
        bounds = struct.unpack_from(f"<{count + 1}I", content)
        for n in range(count):
            offset = 2 * content[4 * (count + 1) + step * n]
            raw = (_paragraph(content, offset) if step == 13 else _character(content, offset)) if offset else b""
            properties = dict(_properties(raw))
            if len(huge := properties.get(_SPRM_ELSEWHERE, b"")) == 4:
                properties |= dict(_properties(_elsewhere(data, *struct.unpack("<I", huge))))
            first = {sprm: value[0] for sprm, value in properties.items() if value}
            found.append(_Run(bounds[n], bounds[n + 1], first, _edges(properties.get(_SPRM_ROW, b""))))
    return sorted(found, key=lambda run: run.start)


def _elsewhere(data: bytes, at: int) -> bytes:
    """Properties too long for their page (rows of many cells), from the stream of data."""
    if at + 2 > len(data):
        return b""
    return data[at + 2 : at + 2 + struct.unpack_from("<H", data, at)[0]]


def _character(content: bytes, offset: int) -> bytes:
    return content[offset + 1 : offset + 1 + content[offset]]


def _paragraph(content: bytes, offset: int) -> bytes:
    """The properties of a paragraph; the number of its style stands before them."""
    size, start = 2 * content[offset] - 1, offset + 1
    if size < 0:  # a zero, then the count of pairs of bytes
        size, start = 2 * content[offset + 1], offset + 2
    return content[start + 2 : start + size]


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each sprm of a list and the bytes of what it sets."""
    at = 0
    while at + 2 < len(raw):
        (sprm,) = struct.unpack_from("<H", raw, at)
        at += 2
        size = _OPERAND.get(sprm >> 13)
        if size is None:
            size = 1 + raw[at]
            if sprm == _SPRM_ROW and at + 2 <= len(raw):
                size = 1 + struct.unpack_from("<H", raw, at)[0]
        yield sprm, raw[at : at + size]
        at += size


def _edges(definition: bytes) -> Edges:
    """Where a row's cells begin and the last one ends, as the definition of its table has it."""
    if len(definition) < 3:
        return ()
    count = definition[2]
    if len(definition) < 3 + 2 * (count + 1):
        return ()
    return struct.unpack_from(f"<{count + 1}h", definition, 3)


# ---- text


def _text(
    document: bytes,
    pieces: Iterator[tuple[int, int, int]],
    characters: list[_Run],
    paragraphs: list[_Run],
    edges: list[Edges],
) -> tuple[list[str], bool]:
    """The document's characters, one an entry: '' what is deleted or hidden, ends of rows and breaks in cells marked.

    True in the second place when there are more than may be read; ``edges`` gets those of all rows.
    """
    gone = [run for run in characters if 1 in (run.properties.get(_SPRM_DELETED), run.properties.get(_SPRM_HIDDEN))]
    in_table = [run for run in paragraphs if run.properties.get(_SPRM_IN_TABLE) == 1]
    whole: list[str] = []
    for count, start, width in pieces:
        if len(whole) + count > 2 * MAX_TEXT:
            return whole, True
        raw = document[start : start + count * width]
        words = list(raw.decode("cp1252" if width == 1 else "utf-16-le", "replace"))
        if width == 2 and len(words) < count:  # characters beyond the first plane take two places
            words = [
                chr(code) if not 0xD800 <= code < 0xE000 else "" for code in struct.unpack(f"<{len(raw) // 2}H", raw)
            ]
            words = _paired(words, raw)
        end = start + len(words) * width
        for run in _overlapping(gone, start, end):
            first, last = max(0, (run.start - start) // width), min(len(words), (run.end - start) // width)
            words[first:last] = ["" if sign not in "\r\x07" else sign for sign in words[first:last]]
        for run in _overlapping(in_table, start, end):
            first, last = max(0, (run.start - start) // width), min(len(words), (run.end - start) // width)
            words[first:last] = _marked(words[first:last], run, edges)
        whole += words
    return whole, False


def _paired(words: list[str], raw: bytes) -> list[str]:
    """Pairs of surrogates as the character they make, followed by '', so that every entry is two bytes."""
    codes = struct.unpack(f"<{len(raw) // 2}H", raw)
    for n in range(len(codes) - 1):
        if 0xD800 <= codes[n] < 0xDC00 <= codes[n + 1] < 0xE000:
            words[n] = chr(0x10000 + ((codes[n] - 0xD800) << 10) + codes[n + 1] - 0xDC00)
    return words


def _overlapping(runs: list[_Run], start: int, end: int) -> Iterator[_Run]:
    at = max(0, bisect_left(runs, start, key=lambda run: run.start) - 1)
    while at < len(runs) and runs[at].start < end:
        if runs[at].end > start:
            yield runs[at]
        at += 1


def _marked(words: list[str], run: _Run, edges: list[Edges]) -> list[str]:
    """A paragraph of a table: its end is the end of a row, or only that of a line within a cell."""
    if run.properties.get(_SPRM_ROW_END) != 1:
        return [_BREAK if sign == "\r" else sign for sign in words]
    if run.edges not in edges[-64:] and len(edges) < _MAX_EDGES:
        edges.append(run.edges)
    told = chr(_EDGES + len(edges) - 1 - edges[::-1].index(run.edges)) if run.edges in edges[-64:] else ""
    return [_ROW + told if sign == _CELL else sign for sign in words]


def _said(words: str, edges: list[Edges]) -> Iterator[str | Row]:
    """Lines and rows, without the codes of fields."""
    for _ in range(6):  # fields within fields
        words, count = _FIELD.subn(r"\1", words)
        if not count:
            break
    words = words.replace("\x0b", "\n").replace("\x0c", "\n")
    rows: list[tuple[Row, Edges]] = []
    for block in _BLOCK.findall(words):
        if found := _ROW_END.search(block):
            cells = block[: found.start()].removesuffix(_CELL).replace(_BREAK, "\n").translate(_OWN_SIGNS).split(_CELL)
            rows.append((tuple(cells), edges[ord(found.group(1)) - _EDGES] if found.group(1) else ()))
            continue
        yield from on_grid(rows)
        rows = []
        yield from block.replace(_BREAK, "\n").replace(_CELL, "\n").translate(_OWN_SIGNS).split("\n")
    yield from on_grid(rows)
