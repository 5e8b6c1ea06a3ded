"""A ledger that came back, as lines: read within bounds, by the names of its columns. It is a file of strangers."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from crawler.files.bounds import Unreadable
from crawler.files.packed import joined, member, open_zip, xml, xml_member
from crawler.tomlfile import BadInput, os_reason
from rules.decision_sheets import cell_text
from rules.ledger import FILLED, NUMBER, SHEET

_MOST_BYTES: Final = 10_000_000
_MOST_XML: Final = 20_000_000  # bytes of one member, unpacked
_MOST_UNPACKED: Final = 60_000_000  # of all members a workbook is read from
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 256
_HEAD_ROWS: Final = 10
_LONGEST: Final = 1_000  # characters of one cell
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What people filled in beside one number. ``row`` is where it stands in the file."""

    row: int
    number: str
    cells: dict[str, str]
    hidden: bool

    @property
    def where(self) -> str:
        return f"“{SHEET}”第 {self.row} 行"


def read_ledger(path: Path) -> tuple[LedgerLine, ...]:
    """The lines with anything in them, in the order of the file. Raises BadInput in one line when it is no such ledger."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path.name}：文件过大，不像是导出的台账")
        return tuple(_lines(path.read_bytes()))
    except Unreadable as error:
        raise BadInput(f"{path.name}：{error.cause}") from None
    except OSError as error:
        raise BadInput(f"{path.name}：打不开：{os_reason(error)}") from None
    except (CalamineError, ValueError) as error:
        raise BadInput(f"{path.name}：打不开或不是 .xlsx 文件（{type(error).__name__}）") from None


def _lines(content: bytes) -> Iterator[LedgerLine]:
    if not content.startswith(b"PK"):
        raise Unreadable("打不开、加了密码或不是 .xlsx 文件")
    with open_zip(content) as packed:
        _count(packed)
        hidden, formulas = _marks(_sheet(packed))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    heads = [[cell_text(cell).replace("\n", "") for cell in row] for row in rows[:_HEAD_ROWS]]
    at = next((n for n, names in enumerate(heads) if {NUMBER, *FILLED} <= set(names)), None)
    if at is None:
        raise Unreadable(f"“{SHEET}”的表头被改动，缺少“{NUMBER}”或要填的列；请用导出的原表填写")
    columns = {name: heads[at].index(name) for name in (NUMBER, *FILLED)}
    for row, values in enumerate(rows[at + 1 :], start=at + 2):
        if made := [name for name, column in columns.items() if (row, column) in formulas]:
            raise Unreadable(f"“{SHEET}”第 {row} 行的“{made[0]}”是公式；请改成文字再交")
        told = {name: _words(values[column]) if column < len(values) else "" for name, column in columns.items()}
        if too_long := [name for name, words in told.items() if len(words) > _LONGEST]:
            raise Unreadable(f"“{SHEET}”第 {row} 行的“{too_long[0]}”超过 {_LONGEST} 个字，请写短一些")
        if any(told.values()):
            yield LedgerLine(row, told.pop(NUMBER), told, row in hidden)


def _words(value: object) -> str:
    return _CONTROL.sub(" ", cell_text(value)).strip()


def _count(packed: zipfile.ZipFile) -> None:
    """Unpack once what a workbook is read from, counting: what a directory says of sizes is not believed."""
    left = _MOST_UNPACKED
    for name in packed.namelist():
        if name.lower().endswith((".xml", ".rels")):
            left -= len(member(packed, name, min(_MOST_XML, left)))


def _sheet(packed: zipfile.ZipFile) -> Any:
    """The XML of the ledger's sheet."""
    book = xml_member(packed, "xl/workbook.xml")
    named = (s for s in book.iterfind("{*}sheets/{*}sheet") if s.get("name") == SHEET)
    relation = next((value for s in named for key, value in s.attrib.items() if key.endswith("}id")), None)
    targets = {r.get("Id"): r.get("Target", "") for r in xml_member(packed, "xl/_rels/workbook.xml.rels")}
    if relation not in targets:
        raise Unreadable(f"没有“{SHEET}”这张表，不是导出的台账")
    return xml(member(packed, joined("xl/workbook.xml", targets[relation]), _MOST_XML))


def _marks(sheet: Any) -> tuple[set[int], set[tuple[int, int]]]:
    """Rows that are hidden, and places of formulas (row from 1, column from 0). A sheet that spans too far is refused."""
    hidden: set[int] = set()
    formulas: set[tuple[int, int]] = set()
    row = 0
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        row = _number(line.get("r"), row + 1)
        if line.get("hidden") in ("1", "true"):
            hidden.add(row)
        column = -1
        for cell in line.iterfind("{*}c"):
            column = _column(cell.get("r"), row, column + 1)
            if row > _MOST_ROWS or column >= _MOST_COLUMNS:
                raise Unreadable(f"“{SHEET}”行列过多，不像是导出的台账")
            if cell.find("{*}f") is not None:
                formulas.add((row, column))
    return hidden, formulas


def _number(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 8 else otherwise


def _column(place: str | None, row: int, otherwise: int) -> int:
    """The column of a cell. Raises Unreadable when it says that it stands in another row."""
    if place is None:
        return otherwise
    found = _PLACE.fullmatch(place)
    if not found or int(found[2]) != row:
        raise Unreadable(f"“{SHEET}”的格子位置有误，文件已损坏")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1
