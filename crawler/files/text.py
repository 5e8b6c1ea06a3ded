"""纯文本和 CSV：UTF-8，不是就按 GB18030。"""

import csv
import io

from crawler.files.bounds import MAX_COLUMNS, MAX_LINE, MAX_TEXT, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.files.words import cell, heading, lines


def read(content: bytes, tables: bool) -> FileReading:
    """Read plain text. Raises Unreadable when it is in another encoding."""
    words = _decoded(content)
    room = Room()
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
    words = _decoded(content)[: 2 * MAX_TEXT].replace("\0", "")
    room = Room()
    rows = []
    csv.field_size_limit(MAX_LINE)
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
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码不是 UTF-8、GB18030")
