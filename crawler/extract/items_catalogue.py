"""公开事项目录的判读：九栏是否齐全、有哪些事项、属于哪个领域、哪个单位。 A catalogue of what a unit publishes (基层政务公开标准目录).

读得出：网页表格，Word、Excel、PDF 附件中的表格；表头分两行、合并单元格、续页重复表头、续页不带表头、勾选框写成别的符号。
读不出：图片、表头与各行对不上的表格（unreadable，附原因），不据以认定缺栏或缺项。
不是目录：只说要编制、公布目录的通知、新闻，栏目不足的其他表格（absent）。
依据：国办发〔2019〕54号；各领域基层政务公开标准指引。
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from crawler.extract.items_layout import ALL, REQUIRED, TICKED, Column, Layout, find_layout, header_at
from crawler.extract.items_words import channels_in, field_of, is_ticked
from crawler.extract.place import Passage, in_cell
from crawler.extract.tables import Grid, grids_of, html_grids
from crawler.files.model import FilePart, FileTable

version = 2  # 2: remembers headers that name no column we know

State = Literal["read", "absent", "unreadable"]

_NAMING: Final[tuple[Column, ...]] = (
    "second_level",
    "first_level",
    "number",
    "content",
)  # whose cell is an item's place
_MAX_ITEMS: Final = 5_000
_MOST_UNFIT: Final = 0.2  # share of rows that may not fit the header before nothing is said of the table
_SAME_AS_ABOVE = re.compile(r"同上|〃|″|同前")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年(?:版|度|修订)?")
_CATALOGUE = re.compile(r"目录|清单|标准指引|事项")
_UNIT = re.compile(
    r"(?P<unit>[一-鿿]{2,24}?(?:人民政府|政府办公室|办事处|委员会|管理局|分局|局|中心|街道|镇|乡|办公室|委))"
    r"(?=[^。，]{0,24}(?:基层|政务公开|公开事项|主动公开|标准目录|领域))"
)
# Publishers named by their kind only: the text of the standard, not yet filled in by a unit.
_GENERIC = re.compile(
    r"^(?:各级|[省市县区旗]级|[县市区](?:[、,]|和|及)|相关|有关|乡镇|镇级|基层|所在地)[^：:]{0,40}$|^[乡镇]人民政府$"
)


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One 公开事项, its cells as published. ``audience``, ``manner`` and ``level`` hold the sub-headers that are ticked.

    ``blank`` are the required columns left empty in its row; a cell that may belong to a merged one above is taken from
    there and is in ``filled``. ``place`` is the cell that names it.
    """

    number: str
    first_level: str
    second_level: str
    content: str
    basis: str
    time_limit: str
    publisher: str
    channel: str
    channels: tuple[str, ...]
    audience: tuple[str, ...]
    manner: tuple[str, ...]
    level: tuple[str, ...]
    field: str
    blank: tuple[Column, ...]
    filled: tuple[Column, ...]
    place: Passage

    @property
    def name(self) -> str:
        """What reports call it: the second level, else the first."""
        return self.second_level or self.first_level

    @property
    def on_website(self) -> bool | None:
        """Whether it is said to be published on the website; None when the cell names no channel we know."""
        return "website" in self.channels if self.channels else None

    @property
    def is_proactive(self) -> bool | None:
        """Whether it is published without being asked for; None when neither way is ticked."""
        return any("主动" in each for each in self.manner) if self.manner else None


@dataclass(frozen=True, slots=True)
class ItemsCatalogue:
    """What a page or a file holds of a catalogue.

    ``state``: read; absent (nothing that is one); unreadable (one is there, or may be, ``cause`` says why it was not read).
    ``present`` and ``missing`` are columns of the first table with a header. ``fields`` are codes of the fields named over
    the tables or in the title, ``unit`` the unit these name. ``is_unfilled``: all publishers are named by their kind only
    (县级教育行政部门), as in the standard of an upper level. ``years`` are those the headings of the tables name, to be set
    against ``title_years``: last year's table under this year's title. ``unnamed`` are headers of the first table that name no
    column we know: one of them may be a missing one under another name. ``truncated``: more is there than was read.
    """

    state: State
    cause: str = ""
    present: tuple[Column, ...] = ()
    missing: tuple[Column, ...] = ()
    items: tuple[CatalogueItem, ...] = ()
    fields: tuple[str, ...] = ()
    unit: str = ""
    years: tuple[int, ...] = ()
    title_years: tuple[int, ...] = ()
    is_unfilled: bool = False
    unnamed: tuple[str, ...] = ()
    truncated: bool = False
    passages: tuple[Passage, ...] = field(default=(), compare=False)


def read_items_catalogue(title: str, tables: Sequence[FileTable]) -> ItemsCatalogue:
    """Read tables. ``title`` is the article's or the file's; an empty sequence is no catalogue."""
    return _read(title, [(0, at, grid) for at, grid in enumerate(grids_of(tables))])


def read_items_catalogue_file(title: str, parts: Sequence[FilePart]) -> ItemsCatalogue:
    """Read a file, part by part: a table may go on over pages, a sheet may be called after its field."""
    grids = []
    for number, part in enumerate(parts):
        if part.hidden:
            continue
        for at, grid in enumerate(grids_of(part.tables)):
            grids.append((number, at, replace(grid, caption=grid.caption or f"{part.label}领域目录")))
    found = _read(title, grids)
    if found.state == "absent" and _CATALOGUE.search(title) and not any(part.tables for part in parts):
        return replace(found, state="unreadable", cause="文件中没有读出表格")
    return found


def read_items_catalogue_page(title: str, body: str) -> ItemsCatalogue:
    """Read the body of a page, HTML. Places count its data tables from 0 (see ``tables.html_grids``)."""
    grids, whole = html_grids(body)
    found = _read(title, [(0, at, grid) for at, grid in enumerate(grids)])
    found = found if whole else replace(found, truncated=True)
    if found.state == "absent" and "<img" in body.lower() and _CATALOGUE.search(title):
        return replace(found, state="unreadable", cause="页面没有表格，只有图片")
    return found


class _Reading:
    """One pass over the tables, which may be one table continued."""

    def __init__(self, title: str) -> None:
        self.field = field_of(title)
        self.layout: Layout | None = None
        self.first: Layout | None = None
        self.items: list[CatalogueItem] = []
        self.headings: list[str] = [title]
        self.fields: dict[str, None] = {self.field: None} if self.field else {}
        self.headers: list[Passage] = []
        self.unnamed: tuple[str, ...] = ()
        self.fit = self.unfit = 0
        self.is_new_page = False
        self.part = 0

    def table(self, part: int, at: int, grid: Grid) -> None:
        """Read one table; without a header it continues the last one when it is as wide."""
        self.part = part
        self._heading(grid.caption)
        header = find_layout(grid.rows)
        start = 0
        if header:
            for row in grid.rows[: header.at]:
                self._heading(" ".join(filter(None, row)))
            self._begin(at, grid, header)
            start = header.at + header.rows
        elif self.layout is None or not _is_as_wide(grid, self.layout):
            self.layout = None
            return
        self.is_new_page = True
        skip = 0
        for n in range(start, len(grid.rows)):
            if skip:
                skip -= 1
            elif again := header_at(grid.rows, n):
                self._begin(at, grid, again)
                skip = again.rows - 1
                self.is_new_page = True
            else:
                self._row(at, n, grid)

    def _begin(self, at: int, grid: Grid, layout: Layout) -> None:
        self.layout = layout
        if self.first is None:
            self.first = layout
            columns = zip(layout.columns, grid.rows[layout.at], strict=False)
            self.unnamed = tuple(cell.strip()[:20] for (name, _), cell in columns if name is None and cell.strip())
        column = next(i for i, cell in enumerate(grid.rows[layout.at]) if cell.strip())
        self.headers.append(in_cell("header", grid.rows[layout.at][column], at, layout.at, column, part=self.part))

    def _heading(self, words: str) -> None:
        if words and len(words) <= 200 and _CATALOGUE.search(words):
            self.headings.append(words)
            if code := field_of(words):
                self.field = code
                self.fields[code] = None

    def _row(self, at: int, n: int, grid: Grid) -> None:
        layout, row = self.layout, grid.rows[n]
        written = [cell for cell in row if cell.strip()]
        if layout is None or not written:
            return
        if len(written) == 1 and len(layout.columns) > 2:  # a heading over a group of rows, or a remark below them
            self._heading(written[0])
            return
        if len(row) != len(layout.columns):
            self.unfit += 1
            return
        self.fit += 1
        own = {column: _joined(row, layout.of(column)) for column in layout.present}
        is_rest = not (own.get("number") or own.get("first_level") or own.get("second_level"))
        if is_rest and self.is_new_page and self.items and _belongs_above(own):
            self.items[-1] = replace(self.items[-1], content=self.items[-1].content + own.get("content", ""))
        elif len(self.items) < _MAX_ITEMS:
            self.items.append(self._item(own, at, n, grid, layout))
        self.is_new_page = False

    def _item(self, own: dict[Column, str], at: int, n: int, grid: Grid, layout: Layout) -> CatalogueItem:
        above = self.items[-1] if self.items else None
        cells, filled = dict(own), []
        for column in layout.present - TICKED - {"number"}:
            if above and _reaches_down(column, own, n, grid, layout):
                cells[column] = str(getattr(above, column))
                filled.append(column)
        ticks: dict[Column, tuple[str, ...]] = {column: _ticks(grid.rows[n], layout, column) for column in TICKED}
        blank = [c for c in REQUIRED if c in layout.present and not (ticks.get(c) if c in TICKED else cells.get(c))]
        if "first_level" in blank and cells.get("second_level"):
            blank.remove("first_level")
        named = [i for c in _NAMING for i in layout.of(c)]
        named = [i for i in named if grid.rows[n][i].strip()] or [i for i, c in enumerate(grid.rows[n]) if c.strip()]
        get = cells.get
        return CatalogueItem(
            number=get("number", ""), first_level=get("first_level", ""), second_level=get("second_level", ""),
            content=get("content", ""), basis=get("basis", ""), time_limit=get("time_limit", ""),
            publisher=get("publisher", ""), channel=get("channel", ""), channels=channels_in(get("channel", "")),
            audience=ticks["audience"], manner=ticks["manner"], level=ticks["level"], field=self.field,
            blank=tuple(blank), filled=tuple(sorted(filled)),
            place=in_cell("item", grid.rows[n][named[0]], at, n, named[0], part=self.part),
        )  # fmt: skip


def _read(title: str, grids: Iterable[tuple[int, int, Grid]]) -> ItemsCatalogue:
    """Read tables, each with the part it stands in and its number there."""
    reading = _Reading(title)
    is_cut = False
    for part, at, grid in grids:
        reading.table(part, at, grid)
        is_cut = is_cut or grid.cut
    if reading.first is None:
        return ItemsCatalogue("absent")
    present = reading.first.present
    missing = tuple(column for column in REQUIRED if column not in present)
    found = ItemsCatalogue(
        "read",
        present=tuple(column for column in ALL if column in present),
        missing=tuple(column for column in missing if not (column == "first_level" and "second_level" in present)),
        items=tuple(reading.items),
        fields=tuple(reading.fields),
        unit=_unit(reading.headings),
        years=_years(reading.headings[1:]),
        title_years=_years(reading.headings[:1]),
        unnamed=reading.unnamed,
        truncated=is_cut or len(reading.items) >= _MAX_ITEMS,
        is_unfilled=bool(reading.items) and all(_GENERIC.search(i.publisher) for i in reading.items if i.publisher),
        passages=(*reading.headers, *(item.place for item in reading.items)),
    )
    if reading.unfit > _MOST_UNFIT * (reading.fit + reading.unfit):
        return replace(found, state="unreadable", cause="表格的行与表头对不上", items=(), missing=())
    return found


def _years(headings: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({int(year) for words in headings for year in _YEAR.findall(words)}))


def _unit(headings: Iterable[str]) -> str:
    for words in headings:
        if match := _UNIT.search(
            re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|\s+|附件\d{0,2}[:：]?", "", words)
        ):
            return re.sub(r"^(?:关于|印发|公布)+", "", match["unit"])
    return ""


def _is_as_wide(grid: Grid, layout: Layout) -> bool:
    wide = [row for row in grid.rows if sum(bool(cell.strip()) for cell in row) > 1]
    return bool(wide) and sum(len(row) == len(layout.columns) for row in wide) > len(wide) / 2


def _joined(row: Sequence[str], columns: Iterable[int]) -> str:
    return " ".join(filter(None, (row[i].strip() for i in columns)))


def _belongs_above(own: dict[Column, str]) -> bool:
    """Whether a row holds nothing but the rest of a cell that a page's end cut."""
    told = [column for column, words in own.items() if words]
    return set(told) <= {"content", "basis", "channel", "publisher", "time_limit"} and len(told) <= 2


def _reaches_down(column: Column, own: dict[Column, str], n: int, grid: Grid, layout: Layout) -> bool:
    """Whether the empty cell of a column is covered by the one above: known in HTML, assumed in files."""
    words = own.get(column, "")
    if words:
        return bool(_SAME_AS_ABOVE.fullmatch(words))
    if grid.covered is not None:
        return all((n, i) in grid.covered for i in layout.of(column))
    if column == "second_level":  # an item of the first level alone has none
        return not own.get("first_level")
    return True


def _ticks(row: Sequence[str], layout: Layout, column: Column) -> tuple[str, ...]:
    """The sub-headers ticked, or where there are none what the cell itself says."""
    ticked = []
    for i in layout.of(column):
        words, sub = row[i].strip(), layout.columns[i][1]
        if sub and is_ticked(words):
            ticked.append(sub)
        elif words and not is_ticked(words):
            ticked.append(words[:40])
    return tuple(ticked)
