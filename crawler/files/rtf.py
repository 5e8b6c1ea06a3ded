"""RTF：用 striprtf 读文字，表格按单元格标记分开。图片数据先去掉，字节按文件自报的代码页解。"""

import re
from typing import Any, Final

from crawler.files.bounds import MAX_TEXT, Room, Unreadable
from crawler.files.model import FileReading, FileState
from crawler.files.properties import pairs
from crawler.files.tabbed import Row, part_of
from crawler.files.words import heading, line

_MAX_WORDS: Final = 8_000_000  # bytes left after pictures are gone; striprtf takes a second for each million
_PICTURE = re.compile(rb"(?:[0-9a-fA-F]{2}[\r\n ]{0,4}){128,}+")
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_HIGH = re.compile(rb"[\x80-\xff]")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_CELL_SIGN: Final = "\ue0c1"
_CELL_WORD: Final = r"\\u57537?"  # the sign's number: striprtf itself would part cells by |, which texts hold too
_INFO = re.compile(r"\{\\(author|operator|title|company) ([^{}]{1,300})\}")
_INFO_NAMES: Final = {"author": "author", "operator": "last_modified_by", "title": "title", "company": "company"}
_REVISED = re.compile(r"\\(?:revised|deleted)(?![a-z])")
_HIDDEN = re.compile(r"\\v(?![a-z0-9])")


def read(content: bytes, tables: bool) -> FileReading:
    """Read RTF. Raises Unreadable when it is too large without its pictures, or not well-formed."""
    pictured = b"\\pict" in content
    source = _plain(content)
    said = _text(_CELL.sub(_CELL_WORD, source))
    room = Room()
    room.full = len(said) > 4 * MAX_TEXT
    part = part_of(map(_line_or_row, said[: 4 * MAX_TEXT].split("\n")), room)
    scanned = pictured and not part.text
    return FileReading(
        kind="rtf",
        state=FileState.SCANNED if scanned else FileState.READ,
        cause="文档里只有图片，没有文字" if scanned else "",
        parts=(part,),
        heading=heading([part.text]),
        metadata=_metadata(source),
        truncated=room.full,
    )


def _line_or_row(words: str) -> str | Row:
    return tuple(words.removesuffix(_CELL_SIGN).split(_CELL_SIGN)) if _CELL_SIGN in words else words


def _plain(content: bytes) -> str:
    """The source in ASCII, without pictures."""
    content = _without_binary(content)
    content = _PICTURE.sub(b"", content)
    if len(content) > _MAX_WORDS:
        raise Unreadable("RTF 文字部分过大，不读")
    return _HIGH.sub(lambda found: b"\\'%02x" % found.group()[0], content).replace(b"\0", b"").decode("ascii")


def _without_binary(content: bytes) -> bytes:
    kept, done = [], 0
    while found := _BINARY.search(content, done):
        kept.append(content[done : found.start()])
        done = found.end() + int(found.group(1))
    return b"".join((*kept, content[done:]))


def _text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        said: str = rtf_to_text(source, encoding="gb18030", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, OverflowError) as error:
        raise Unreadable("RTF 已损坏，读不出文字") from error
    return said


def _metadata(source: str) -> Any:
    head = source[:20_000]
    found = [
        (_INFO_NAMES[name], line(_text("{\\rtf1\\ansi\\ansicpg936 " + words + "}")))
        for name, words in _INFO.findall(head)
    ]
    counts = (("tracked_changes", len(_REVISED.findall(source))), ("hidden_text", len(_HIDDEN.findall(source))))
    return pairs([*found, *((name, str(count)) for name, count in counts if count)])
