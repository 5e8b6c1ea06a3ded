"""The sheets of a workbook of decisions, and the lines that people filled in on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from crawler.tomlfile import BadInput

_MOST_LINES: Final = 20_000
_MOST_BYTES: Final = 20_000_000
_HEAD_ROWS: Final = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``kind`` of decision, printed columns, and the words a reader may choose → the word that is kept.

    ``by_unit``: a page for each unit, named 需佐证·区教育局, signed once above its lines.
    """

    title: str
    kind: str
    told: tuple[str, ...]  # columns that the program fills; the first is the number
    words: Mapping[str, str]
    reason: str  # what the reason column is called
    who: str
    needs_expiry: bool = False
    by_unit: bool = False

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns a person fills."""
        return ("结论", self.reason, self.who, "有效期至")

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.told, *self.filled)

    @property
    def signed(self) -> tuple[str, ...]:
        """What a page says once for all its lines; a line that says it itself goes before."""
        return (self.who, "有效期至") if self.by_unit else ()

    def is_page(self, name: str) -> bool:
        """Whether a sheet of a workbook is this one or a unit's page of it."""
        return name == self.title or (self.by_unit and name.startswith(f"{self.title}·"))


@dataclass(frozen=True, slots=True)
class Line:
    """One filled line of a book: where it stands, for readers, and its cells by column."""

    where: str
    cells: dict[str, str]


SUSPECTS: Final = Sheet(
    "待核验",
    "confirmation",
    ("问题编号", "行", "单位", "检查", "检测所见", "请回答", "倾向", "网址", "证据校验"),
    {"合规": "met", "有问题": "gap", "逾期": "late", "不适用": "not_applicable"},
    "理由",
    "确认人",
)
SCOPE: Final = Sheet(
    "适用范围",
    "scope",
    ("编号", "单位", "行", "任务"),
    {"适用": "applies", "不适用": "does_not_apply"},
    "理由",
    "确认人",
)
EVIDENCE: Final = Sheet(
    "需佐证",
    "attestation",
    ("问题编号", "行", "单位", "要求", "请提供", "佐证"),
    {"是": "done", "否": "not_done", "不涉及": "not_applicable"},
    "一句话说明（含佐证网址）",
    "填写人",
    needs_expiry=True,
    by_unit=True,
)
COLUMNS: Final = Sheet(
    "栏目异常",
    "column",
    ("编号", "栏目", "检测所见", "证据校验"),
    {"确属如此": "as_seen"},
    "理由",
    "确认人",
)
SHEETS: Final = (SUSPECTS, SCOPE, EVIDENCE, COLUMNS)


def read_book(path: Path) -> dict[str, list[Line]]:
    """The filled lines of each sheet, pages of units together. Raises BadInput when it is no such book."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path.name}：文件过大，不像是导出的确认表")
        book = CalamineWorkbook.from_path(str(path))
        found: dict[str, list[Line]] = {}
        for sheet in SHEETS:
            for name in filter(sheet.is_page, book.sheet_names):
                lines = _lines(path, sheet, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                found.setdefault(sheet.title, []).extend(lines)
    except (CalamineError, OSError, ValueError) as error:
        raise BadInput(f"{path.name}：打不开或不是 .xlsx 文件（{type(error).__name__}）") from None
    if not found:
        raise BadInput(f"{path.name}：没有“{'”“'.join(sheet.title for sheet in SHEETS)}”中的任何一张表，不是导出的确认表")
    return found


def _lines(path: Path, sheet: Sheet, name: str, rows: list[list[object]]) -> Iterator[Line]:
    """Lines with a conclusion. The head is the first line that holds every column; above it a page is signed."""
    heads = [[cell_text(cell) for cell in row] for row in rows[:_HEAD_ROWS]]
    at = next((n for n, names in enumerate(heads) if set(sheet.columns) <= set(names)), None)
    if at is None:
        raise BadInput(f"{path.name}：“{name}”的表头被改动，缺少列；请用导出的原表填写")
    names = heads[at]
    signed = _signed(sheet, heads[:at])
    for number, row in enumerate(rows[at + 1 : at + 1 + _MOST_LINES], start=at + 2):
        cells = {name: cell_text(cell) for name, cell in zip(names, row, strict=False) if name}
        if cells.get("结论"):
            told = {column: cells.get(column, "") or signed.get(column, "") for column in sheet.columns}
            yield Line(f"“{name}”第 {number} 行", told)


def _signed(sheet: Sheet, above: list[list[str]]) -> dict[str, str]:
    """What stands beside its label above the head: 填写人, 有效期至."""
    return {
        label: after
        for row in above
        for label, after in pairwise(row)
        if label in sheet.signed and after and after not in sheet.signed
    }


def cell_text(cell: object) -> str:
    """A cell of a workbook as people read it: days as 2023-12-31, numbers without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
