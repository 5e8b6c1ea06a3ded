"""xlsx、xls、et、ods：用 calamine 逐个工作表读出格内的值；隐藏的工作表照读，标明隐藏。

Values are what the file saved: 12.5% is 0.125, a formula that was never computed is ''. Each sheet is one table of all its rows.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from crawler.files.bounds import MAX_COLUMNS, MAX_PAGES, MAX_PAGES_SEEN, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.files.packed import open_zip, xml_member
from crawler.files.properties import of_ole, of_ooxml, of_open_document, pairs
from crawler.files.words import cell, heading

_LARGEST: Final = 10_000_000  # cells a sheet may span; a stray value in the last row makes millions of blanks


def read(content: bytes, tables: bool) -> FileReading:
    """Read a workbook. Raises Unreadable when it is damaged or locked."""
    import python_calamine as calamine

    metadata = _told(content)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise Unreadable("文件加密，需要密码") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("表格文件已损坏或不完整") from error
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > MAX_PAGES_SEEN:
        raise Unreadable(f"有 {len(sheets)} 个工作表，不读")
    room = Room()
    parts, failed = [], 0
    for told in sheets[:MAX_PAGES]:
        hidden = told.visible != calamine.SheetVisibleEnum.Visible
        if hidden:
            metadata.append(("hidden_sheets", told.name))
        try:
            sheet = workbook.get_sheet_by_name(told.name)
        except (calamine.CalamineError, OSError, ValueError, KeyError):
            failed += 1
            parts.append(FilePart(told.name, "", hidden=hidden))
            continue
        parts.append(_part(sheet, told.name, hidden, room))
    if not parts or failed == len(parts):
        raise Unreadable("表格文件里没有能读的工作表")
    return FileReading(
        kind="xlsx",
        state=FileState.READ,
        parts=tuple(parts),
        page_count=len(sheets),
        heading=heading(part.text for part in parts if not part.hidden),
        metadata=pairs(metadata),
        truncated=room.full or failed > 0 or len(sheets) > len(parts),
    )


def _part(sheet: Any, name: str, hidden: bool, room: Room) -> FilePart:
    if sheet.total_height * sheet.total_width > _LARGEST * 100 or sheet.height * sheet.width > _LARGEST:
        room.full = True
        return FilePart(name, "", hidden=hidden)
    rows = _trimmed(tuple(_rows(sheet, room)))
    text = room.text("\n".join("\t".join(row).rstrip("\t") for row in rows))
    return FilePart(name, text, (FileTable(rows),) if rows else (), hidden)


def _rows(sheet: Any, room: Room) -> Iterator[tuple[str, ...]]:
    for row in sheet.iter_rows():
        if not room.row(len(row)):
            return
        yield tuple(_shown(value) for value in row[:MAX_COLUMNS])


def _trimmed(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Without blank rows at the end and blank columns at the right; blanks before stay, they place what follows."""
    last = max((at for at, row in enumerate(rows, 1) if any(row)), default=0)
    width = max((at for row in rows[:last] for at, words in enumerate(row, 1) if words), default=0)
    return tuple(row[:width] for row in rows[:last])


def _shown(value: object) -> str:
    """A cell's value in words: numbers with the fifteen digits a workbook keeps, days as 2025-01-31."""
    if isinstance(value, str):
        return cell(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    return ""


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    short = format(Decimal(format(value, ".15g")), "f")
    return short if len(short) <= 40 else format(value, ".15g")


def _told(content: bytes) -> list[tuple[str, str]]:
    """What the office program wrote about the file, and how many comments there are."""
    if content.startswith(b"PK"):
        with open_zip(content) as packed:
            counted = _comments(packed)
            return [*of_ooxml(packed), *of_open_document(packed), *([("comments", str(counted))] if counted else [])]
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        return of_ole(ole)


def _comments(packed: zipfile.ZipFile) -> int:
    counted = 0
    for name in packed.namelist():
        if name.startswith("xl/comments") and name.endswith(".xml"):
            try:
                counted += sum(1 for _ in xml_member(packed, name).iter("{*}comment"))
            except Unreadable:
                continue
    return counted
