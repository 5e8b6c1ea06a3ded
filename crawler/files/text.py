"""纯文本和 CSV：UTF-8，不是就按 GB18030。"""

import codecs
import csv
import io
from typing import Final

from crawler.files.bounds import MAX_COLUMNS, MAX_TEXT, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.files.words import cell, heading, lines

_MOST: Final = 4 * MAX_TEXT  # bytes decoded


def read(content: bytes, tables: bool) -> FileReading:
    """Read plain text. Raises Unreadable when it is in another encoding."""
    words = _decoded(content)
    room = Room()
    room.full = len(content) > _MOST
    text = room.text("\n".join(lines(words)))
    return FileReading(
        kind="text",
        state=FileState.READ,
        parts=(FilePart("", text),),
        heading=heading([text]),
        truncated=room.full,
    )


def read_csv(content: bytes, tables: bool) -> FileReading:
    """Read comma-separated values: one table, its rows as text a line."""
    words = _decoded(content).replace("\0", "")
    room = Room()
    room.full = len(content) > _MOST
    rows = []
    csv.field_size_limit(MAX_TEXT)
    try:
        for row in csv.reader(io.StringIO(words, newline="")):
            cells = tuple(cell(words) for words in row[:MAX_COLUMNS])
            if not room.row(len(cells)):
                break
            rows.append(cells)
    except csv.Error as error:
        raise Unreadable("CSV 格式有误，读不出行列") from error
    text = room.text("\n".join("\t".join(row) for row in rows))
    table = (FileTable(tuple(rows)),) if rows else ()
    return FileReading("text", FileState.READ, parts=(FilePart("", text, table),), truncated=room.full)


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:  # what is cut off in the midst of a character is left out
            return codecs.getincrementaldecoder(encoding)().decode(content[:_MOST], final=len(content) <= _MOST)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码不是 UTF-8、GB18030")
