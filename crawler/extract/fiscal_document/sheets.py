"""把各页的表格接成一张张完整的表。 The tables of a report, put together from the pieces the pages hold.

A table has its name in a line above it or in its own first rows, and goes on over pages that name nothing. A piece of another
width than the head is set right: its first cell to the left, its figures to the right, as the figures' columns are the last.
Where a page shows a table's name but no cells were found, the lines below it are taken as rows, without columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.model import TableKind
from crawler.extract.fiscal_document.money import cell_number, scale_of
from crawler.extract.fiscal_document.titles import is_of_contents, kind_of, title_of
from crawler.files.model import FilePart, FileTable, Place

Number = tuple[Decimal, Decimal]

_MAX_ROWS: Final = 5_000
_MAX_TITLES: Final = 200  # names of tables in one part
_BELOW: Final = 400  # characters in which the next line is looked for
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_TOP: Final = 80  # characters of a page that may stand above a table that goes on
_FOREIGN = re.compile(r".{2,36}表(?:[（(].{0,10}[）)])?")
_FORM = re.compile(r"公开\d{2}表|预算\d{2}表|^\d{1,3}表$")  # the form's own number
_FEW_NUMBERS: Final = 3  # fewer are a footnote or a frame round a heading
_HEAD_ROWS: Final = 8  # a sheet's name, year, unit and the head proper stand in the first rows


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells without blanks inside, and where it stands."""

    cells: tuple[str, ...]
    part: int
    table: int | None  # None: the row is a line of text
    index: int
    start: int = 0  # for a line of text: its characters
    end: int = 0
    shift: int = 0  # how many blank cells were put behind the first to set a narrower piece right

    def place(self, column: int = 0) -> Place:
        """Where the row's cell stands."""
        if self.table is None:
            return Place(self.part, self.start, self.end)
        return Place(self.part, table=self.table, row=self.index, column=max(column - self.shift, 0) if column else 0)


@dataclass(slots=True)
class Sheet:
    """A whole table. ``head`` are its rows before the first figures, ``rows`` the others; ``aligned``: columns can be trusted."""

    kind: TableKind
    title: str
    place: Place
    scale: str = ""
    head: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    aligned: bool = True
    notes: str = ""  # the text round it, where 本表无数据 stands
    has_cells: bool = False

    @property
    def parts(self) -> set[int]:
        """The pages it stands on."""
        return {row.part for row in self.rows} | {self.place.part}

    def figures(self) -> bool:
        """Whether any cell holds a number that is neither nought nor a code."""
        return any(number[0] != 0 for row in self.rows for number in self.numbers(row) if number is not None)

    def numbers(self, row: Row) -> tuple[Number | None, ...]:
        """(value, unit of the last digit) of each cell; None for words and blanks, and for a code at the row's beginning."""
        found: list[Number | None] = []
        counted = self._line_numbers(row)
        in_code = self.kind is not TableKind.THREE_PUBLIC
        for n, cell in enumerate(row.cells):
            in_code = in_code and (not cell or bool(re.fullmatch(r"\d{1,7}", cell)))
            found.append(None if in_code or n in counted else cell_number(cell))
        if self.kind is TableKind.BASIC:  # two blocks side by side: the second has codes of its own
            for n in range(len(found) - 1):
                behind = next((cell for cell in row.cells[n + 1 :] if cell and not re.fullmatch(r"\d{2}", cell)), "")
                if re.fullmatch(r"\d{2,3}", row.cells[n]) and behind and cell_number(behind) is None:
                    found[n] = None
        return tuple(found)

    def _line_numbers(self, row: Row) -> set[int]:
        """The columns that count lines (行次). In a line of text they are its whole numbers beside others with decimals."""
        if row.table is None:
            decimals = any("." in cell and cell_number(cell) is not None for cell in row.cells)
            return {n for n, cell in enumerate(row.cells) if decimals and re.fullmatch(r"\d{1,3}", cell)}
        return {
            n for head in self.head for n, cell in enumerate(head.cells) if cell in ("行次", "栏次", "序号") and n > 0
        }


@dataclass(frozen=True, slots=True)
class _Title:
    kind: TableKind
    text: str
    line: int
    start: int
    end: int


def sheets_of(parts: Sequence[FilePart]) -> tuple[Sheet, ...]:
    """All tables of known kinds with a body; names that stand in a table of contents alone are not among them."""
    sheets: list[Sheet] = []
    current: Sheet | None = None
    for number, part in enumerate(parts):
        if not part.hidden:
            current = _read_part(number, part, sheets, current)
    return tuple(
        sheet for sheet in sheets if sheet.rows or sheet.head or re.search(r"[无没未空].{0,30}[表数无]", sheet.notes)
    )


def unnamed_tables(parts: Sequence[FilePart], sheets: Sequence[Sheet]) -> int:
    """How many tables with figures belong to none of ``sheets``: their names were not understood."""
    known = {(row.part, row.table) for sheet in sheets for row in (*sheet.head, *sheet.rows)}
    count = 0
    for number, part in enumerate(parts):
        for index, table in enumerate(part.tables or (_tabbed(part) if "\t" in part.text else ())):
            numbers = sum(cell_number(cell) is not None for cells in table.rows for cell in cells)
            count += not part.hidden and numbers >= _FEW_NUMBERS and (number, index) not in known
    return count


def listed_titles(parts: Sequence[FilePart]) -> tuple[_Title, ...]:
    """Every line that names a table, those of the table of contents too."""
    return tuple(title for part in parts if not part.hidden for title in _titles(part))


def _read_part(number: int, part: FilePart, sheets: list[Sheet], current: Sheet | None) -> Sheet | None:
    """The part's tables behind those read so far. Returns the table that may go on in the next part."""
    named = _titles(part)
    titles = [title for title in named if not _in_contents(part, title, len(named) == 1)]
    tables = part.tables or (_tabbed(part) if "\t" in part.text else ())
    if not titles and not tables:
        return current if _blank(part) else None
    again = current if current is not None and titles and _is_again(number, titles[0], current) else None
    if current is not None and not _goes_on(part, tables, current):
        current = None
    opened = [again if again and n == 0 else _open(number, part, title, titles) for n, title in enumerate(titles)]
    searched = 0
    for index, table in enumerate(tables):
        own = _title_inside(table)
        offset = _offset(part.text, table, searched)
        searched = max(searched, offset)
        sheet = _owner(own, titles, opened, offset, current)
        if sheet is None and (kind := _kind_by_head(table)):
            sheet = Sheet(kind, "", Place(number, table=index), scale_of(part.text), notes=part.text[-600:])
            sheets.append(sheet)
        if sheet is not None and _fits(sheet, table, number):
            _append(sheet, number, index, table)
            current = sheet
    for title, sheet in zip(titles, opened, strict=True):
        if not sheet.has_cells and not tables:
            _append_lines(sheet, number, part, title, titles)
        current = sheet if sheet.has_cells or sheet.rows else current
    sheets.extend(sheet for sheet in opened if sheet is not again)
    return current


def _is_again(number: int, title: _Title, current: Sheet) -> bool:
    """Whether a page repeats the name of the table of the page before, which goes on."""
    return title.text == current.title and current.has_cells and number - 1 in current.parts


def _owner(own: str, titles: list[_Title], opened: list[Sheet], offset: int, current: Sheet | None) -> Sheet | None:
    """The table a piece belongs to: the one it names itself, else the last named above it, else the one that goes on."""
    for title, sheet in zip(titles, opened, strict=True):
        if own and title.text == own:
            return sheet
    above = [sheet for title, sheet in zip(titles, opened, strict=True) if title.start <= offset]
    if above:
        return above[-1]
    if len(opened) == 1 and offset < 0:
        return opened[0]
    return current if not own else None


def _kind_by_head(table: FileTable) -> TableKind | None:
    """The kind of a table whose name cannot be read, where its head tells: 收入 and 支出 side by side, 项目 and 决算数 below."""
    head = ["".join(re.sub(r"\s+", "", cell) for cell in cells) for cells in table.rows[:4]]
    if len(head) < 3 or not re.fullmatch(r"(?:本年|财政拨款)?收入(?:本年|财政拨款)?支出", head[0]):
        return None
    if not re.match(r"项目(?:[^项]{0,6}数)项目", head[1]):
        return None
    return TableKind.GRANT_TOTALS if re.search(r"财政拨款|一般公共预算", head[0] + head[1]) else TableKind.TOTALS


def _goes_on(part: FilePart, tables: Sequence[FileTable], current: Sheet) -> bool:
    """Whether a page can carry on the table of the page before: it begins with cells, and names no table of another kind."""
    lines = [re.sub(r"\s+", "", line) for line in part.text.split("\n")]
    if any(
        _FOREIGN.fullmatch(line) and not title_of(line) and not _FORM.search(line) for line in lines if len(line) <= 40
    ):
        return False
    return bool(tables) and _offset(part.text, tables[0], 0) <= _TOP and _fits(current, tables[0], -1)


def _fits(sheet: Sheet, table: FileTable, number: int) -> bool:
    """Whether a further piece has a width the table can have; two pieces on one page must be equally wide."""
    width = max((len(cells) for cells in table.rows), default=0)
    known = max((len(row.cells) for row in (*sheet.head, *sheet.rows)), default=0)
    if not sheet.has_cells or not known:
        return True
    return width == known if number in sheet.parts else 2 <= width <= known


def _open(number: int, part: FilePart, title: _Title, titles: list[_Title]) -> Sheet:
    following = next((other.start for other in titles if other.start > title.start), len(part.text))
    around = part.text[title.start : following]
    before = part.text[max(0, title.start - 60) : title.start] if len(titles) == 1 else ""
    scale = scale_of(around) or scale_of(before + around[:300])
    return Sheet(title.kind, title.text, Place(number, title.start, title.end), scale, notes=around[-600:])


def _append(sheet: Sheet, number: int, index: int, table: FileTable) -> None:
    """A piece of the table: its head if it is the first, then its rows."""
    rows = [
        Row(tuple(re.sub(r"\s+", "", cell) for cell in cells), number, index, n)
        for n, cells in enumerate(table.rows[:_MAX_ROWS])
    ]
    width = max((len(row.cells) for row in rows), default=0)
    first = next((n for n, row in enumerate(rows) if _holds_figures(row)), len(rows))
    if not sheet.has_cells:
        sheet.head = rows[:first]
        sheet.rows = rows[first:]
        sheet.has_cells = True
        sheet.scale = sheet.scale or scale_of(" ".join(" ".join(row.cells) for row in rows[:_HEAD_ROWS]))
        return
    known = max((len(row.cells) for row in (*sheet.head, *sheet.rows)), default=width)
    repeated = {row.cells for row in sheet.head}
    body = rows[first:] if rows[:first] and rows[0].cells in repeated else rows
    sheet.aligned = sheet.aligned and width <= known
    sheet.rows.extend(_widened(row, known) for row in body[: _MAX_ROWS - len(sheet.rows)])


def _widened(row: Row, width: int) -> Row:
    """A row of a narrower piece: its first cell stays left, the rest moves right."""
    missing = width - len(row.cells)
    if missing <= 0 or not row.cells:
        return row
    cells = (row.cells[0], *[""] * missing, *row.cells[1:])
    return Row(cells, row.part, row.table, row.index, shift=missing)


def _append_lines(sheet: Sheet, number: int, part: FilePart, title: _Title, titles: list[_Title]) -> None:
    """The lines below a name whose cells were not found."""
    following = next((other.line for other in titles if other.line > title.line), None)
    lines = part.text.split("\n")
    position = title.end + 1
    for n in range(title.line + 1, min(following or len(lines), title.line + 400)):
        line = lines[n]
        cells = tuple(line.split())
        if len(cells) > 1 and any(cell_number(cell) is not None for cell in cells) and "。" not in line:
            sheet.rows.append(Row(cells, number, None, n, position, position + len(line)))
        position += len(line) + 1
    sheet.aligned = False


def _holds_figures(row: Row) -> bool:
    """Whether a row is one of figures: a code in front, or a number that counts no column (栏次 1 2 3)."""
    filled = [cell for cell in row.cells if cell]
    if not filled or filled[0] in ("栏次", "行次"):
        return False
    if _CODE.fullmatch(filled[0]) and len(filled) > 1:
        return True
    numbers = [cell for cell in filled if cell_number(cell) is not None]
    counted = [str(n + 1) for n in range(len(numbers))]
    return bool(numbers) and numbers != counted and not all(re.fullmatch(r"20\d\d", cell) for cell in numbers)


def _titles(part: FilePart) -> list[_Title]:
    titles: list[_Title] = []
    position = 0
    for n, line in enumerate(part.text.split("\n")):
        name = title_of(line) if "表" in line else ""
        kind = kind_of(name) if name else None
        if kind is not None:
            titles.append(_Title(kind, name, n, position, position + len(line)))
            if len(titles) == _MAX_TITLES:
                break
        position += len(line) + 1
    return titles


def _in_contents(part: FilePart, title: _Title, alone: bool) -> bool:
    """Whether a name stands in a table of contents: dots behind it, or names and headings alone below it."""
    if is_of_contents(part.text[title.start : title.end]):
        return True
    if part.tables and alone:
        return False
    below = next((line for line in part.text[title.end : title.end + _BELOW].split("\n") if line.strip()), "")
    if not below:
        return not part.tables
    heading = re.match(r"\s*(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]、)", below)
    return bool(title_of(below)) or (heading is not None and not part.tables)


def _title_inside(table: FileTable) -> str:
    """The name a table holds in its own first rows, or in its caption."""
    for text in (table.caption, *("".join(cells) for cells in table.rows[:4])):
        if name := title_of(text):
            return name
    return ""


def _offset(text: str, table: FileTable, searched: int) -> int:
    """Where in the part's text a table begins, from ``searched`` on; -1 when its first words are not found."""
    words = [cell for cells in table.rows[:_HEAD_ROWS] for cell in cells if len(cell.strip()) > 1]
    for word in words[:6]:
        at = text.find(word.split("\n")[0].strip(), searched)
        if at >= 0:
            return at
    return -1


def _tabbed(part: FilePart) -> tuple[FileTable, ...]:
    """The rows of a sheet whose reader gave text alone."""
    return (FileTable(tuple(tuple(line.split("\t")) for line in part.text.split("\n"))),)


def _blank(part: FilePart) -> bool:
    return len(part.text.strip()) < 8
