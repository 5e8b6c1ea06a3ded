"""The rows of a 分工表, out of lines that merged cells, page breaks and bad copies have damaged.

All ways to cut the lines into rows are weighed against each other; where the second best is nearly as good, the rows
beside that place are named as doubtful. Nothing is filled in that the table does not say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rules.document.align import NEVER, REQUIRED, Aligner, Known, Reading, is_number
from rules.document.clauses import ended, plain, read_numeral, unlabelled
from rules.document.layout import Joins, Role, Sheet

_SHOWN = 5  # cells of an unreadable line that are named
_NEAR = 2.5  # a second reading this close makes the place doubtful
_GROUP_MARKS = "一二三四五六七八九十"
MOST_FRAGMENTS = 3000  # lines; a longer table is read to here and the draft says so
_REACH = {Joins.NONE: 1, Joins.PAGES: 2, Joins.LINES: 5, Joins.CELLS: 10}
_PAGE_COST, _LINE_COST, _BETWEEN_COST, _AFTER_SENTENCE_COST = 0.5, 0.4, 4.0, 2.0

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as the table has it. ``section`` and ``task`` are what this row's own cells say, '' where they are merged away.

    ``group`` is the last heading row above it. ``doubts`` are Chinese sentences about how the row was put together.
    """

    cells: dict[Role, str]
    number: str = ""
    group: str = ""
    ignored: tuple[str, ...] = ()
    split: bool = False
    cut_off: bool = False  # the text does not end like a sentence, though this table's texts do
    doubts: tuple[str, ...] = ()

    def text_of(self, role: Role) -> str:
        return self.cells.get(role, "")


@dataclass(frozen=True, slots=True)
class _Fragment:
    cells: Cells
    page: int
    group: str


class _Grid:
    """The fragments of one sheet, and every reading of a run of them that was weighed."""

    def __init__(self, fragments: Sequence[_Fragment], columns: Sequence[Role], joins: Joins, known: Known) -> None:
        self.fragments = fragments
        self.joins = joins
        self.aligner = Aligner(columns, known)
        self._readings: dict[tuple[int, int], Reading] = {}

    def reading(self, start: int, end: int) -> Reading:
        """Fragments ``start`` to ``end`` as one row."""
        key = (start, end)
        if key not in self._readings:
            hopeless = self.joins is not Joins.CELLS and end - start > 1 and self._are_rows(start, end)
            self._readings[key] = NEVER if hopeless else _read_run(self, self.fragments[start:end])
        return self._readings[key]

    def _are_rows(self, start: int, end: int) -> bool:
        """Whether the fragments are clearly better as rows of their own than any row put together could be."""
        apart = sum(self.reading(at, at + 1).score for at in range(start, end))
        return apart > self.aligner.best_possible + _NEAR

    def reach(self, start: int) -> int:
        """How many fragments may make one row from ``start``."""
        return min(_REACH[self.joins], len(self.fragments) - start)


def read_rows(sheet: Sheet, known: Known) -> tuple[TableRow, ...]:
    """The rows of ``sheet`` in order."""
    fragments = tuple(_fragments(sheet, known))[:MOST_FRAGMENTS]
    if not fragments:
        return ()
    known = replace(known, sentences_end=_sentences_end(fragments), placed=sheet.placed)
    grid = _Grid(fragments, sheet.columns, sheet.joins, known)
    cuts = _cut(grid)
    if places := _places(grid, cuts, {Role.SECTION, Role.TASK} <= set(sheet.columns)):
        grid = _Grid(fragments, sheet.columns, sheet.joins, replace(known, places=places))
        cuts = _cut(grid)
    return tuple(_rows(grid, cuts))


# ---- fragments


def _fragments(sheet: Sheet, known: Known) -> list[_Fragment]:
    found: list[_Fragment] = []
    group = ""
    for number, page in enumerate(sheet.pages):
        for cells in page:
            if sheet.joins is not Joins.CELLS and (name := _group_name(cells, known)):
                group = name
            else:
                found.append(_Fragment(cells, number, group))
    return found


def _group_name(cells: Cells, known: Known) -> str:
    """A line that only names the section below it: 「一、……」 alone, or a known section's name alone."""
    filled = list(dict.fromkeys(c for c in cells if c.strip()))
    if len(filled) != 1 or len(filled[0]) > 60 or ended(filled[0]):
        return ""
    name = filled[0]
    if name[0] in _GROUP_MARKS and read_numeral(name.split("、")[0]) and "、" in name[:5]:
        return name
    return name if plain(unlabelled(name)[2]) in known.sections else ""


def _sentences_end(fragments: Sequence[_Fragment]) -> bool:
    longest = [max(f.cells, key=len).strip() for f in fragments]
    long = [cell for cell in longest if len(cell) >= 15]
    return sum(ended(cell) for cell in long) * 2 >= len(long)


# ---- cutting the fragments into rows


def _read_run(grid: _Grid, run: Sequence[_Fragment]) -> Reading:
    """A run of fragments as one row: lines of one cell put together, then what a page break parted."""
    if any(f.group != run[0].group for f in run):
        return NEVER
    if grid.joins is Joins.CELLS:
        return grid.aligner.read([f.cells[0] for f in run])
    above = [f for f in run if f.page == run[0].page]
    below = [f for f in run if f.page != run[0].page]
    if any(f.page != run[0].page + 1 for f in below):
        return NEVER
    if grid.joins is Joins.PAGES and (len(above) > 1 or len(below) > 1):
        return NEVER
    ways = [
        (cost + cost_below, grid.aligner.read(cells, cells_below))
        for cells, cost in _joined(above)
        for cells_below, cost_below in (_joined(below) if below else [((), 0.0)])
    ]
    cost, best = max(ways, key=lambda way: way[1].score - way[0], default=(0.0, NEVER))
    return replace(best, score=best.score - cost - (_PAGE_COST if below else 0.0))


def _joined(lines: Sequence[_Fragment]) -> list[tuple[Cells, float]]:
    """Lines whose break fell inside a cell, as one line, with what that supposes; rarely the break fell between cells."""
    made: list[tuple[Cells, float]] = [(lines[0].cells, 0.0)]
    for line in lines[1:]:
        if is_number(line.cells[0]) and len(line.cells) > 1:
            return []
        longer: list[tuple[Cells, float]] = []
        for cells, cost in made:
            # A break just after a sentence is more likely two rows, of which the first shares its units with another.
            chance = _AFTER_SENTENCE_COST if line.cells[0] and ended(cells[-1]) else 0.0
            longer.append(((*cells[:-1], cells[-1] + line.cells[0], *line.cells[1:]), cost + chance + _LINE_COST))
            if line.cells[0]:
                longer.append(((*cells, *line.cells), cost + _BETWEEN_COST))
        made = longer[:8]
    return made


def _cut(grid: _Grid) -> list[int]:
    """The best places to begin rows."""
    best = _forward(grid)
    cuts = [len(grid.fragments)]
    while cuts[-1] > 0:
        end = cuts[-1]
        starts = [s for s in range(max(0, end - 10), end) if end - s <= grid.reach(s)]
        cuts.append(max(starts, key=lambda s: best[s] + grid.reading(s, end).score))
    return cuts[::-1]


def _forward(grid: _Grid) -> list[float]:
    best = [0.0] + [float("-inf")] * len(grid.fragments)
    for start in range(len(grid.fragments)):
        for length in range(1, grid.reach(start) + 1):
            score = best[start] + grid.reading(start, start + length).score
            best[start + length] = max(best[start + length], score)
    return best


def _backward(grid: _Grid) -> list[float]:
    best = [float("-inf")] * len(grid.fragments) + [0.0]
    for start in range(len(grid.fragments) - 1, -1, -1):
        best[start] = max(
            best[start + length] + grid.reading(start, start + length).score
            for length in range(1, grid.reach(start) + 1)
        )
    return best


def _margins(grid: _Grid) -> dict[int, float]:
    """For each place between fragments: how much better it is that a row begins there than that none does."""
    forward, backward = _forward(grid), _backward(grid)
    margins = {}
    for place in range(1, len(grid.fragments)):
        across = max(
            (
                forward[start] + grid.reading(start, end).score + backward[end]
                for start in range(max(0, place - 9), place)
                for end in range(place + 1, start + grid.reach(start) + 1)
            ),
            default=float("-inf"),
        )
        margins[place] = forward[place] + backward[place] - across
    return margins


def _places(grid: _Grid, cuts: Sequence[int], told_apart: bool) -> tuple[tuple[Role, int], ...]:
    """Where each role's cell usually stands, learnt from rows that were not cut; () where cells have no places.

    ``told_apart``: the header has a column for sections and one for tasks.
    """
    if not grid.aligner.known.placed:
        return ()
    seen: dict[Role, list[int]] = {}
    whole = [a for a, b in pairwise(cuts) if b - a == 1]
    for start in whole:
        reading = grid.reading(start, start + 1)
        cells = list(grid.fragments[start].cells)
        for role, text in reading.cells.items():
            if text in cells:
                seen.setdefault(role, []).append(cells.index(text))
    places = []
    for role, found in seen.items():
        usual = max(set(found), key=found.count)
        if found.count(usual) * 10 >= len(found) * 6 and len(found) >= 3:
            places.append((role, usual))
    names = [usual for role, usual in places if role in (Role.SECTION, Role.TASK)]
    if not told_apart or len(names) != len(set(names)):  # their places say nothing then
        places = [(role, usual) for role, usual in places if role not in (Role.SECTION, Role.TASK)]
    return tuple(places)


# ---- rows


def _rows(grid: _Grid, cuts: Sequence[int]) -> list[TableRow]:
    margins = _margins(grid)
    rows: list[TableRow] = []
    for start, end in pairwise(cuts):
        reading = grid.reading(start, end)
        ignored = reading.ignored if reading.cells else _words(grid.fragments[start:end])
        if not reading.cells and not ignored:  # a number and nothing else: a page's
            continue
        doubts = _cut_doubts(margins, start, end, len(grid.fragments))
        if reading.parted and not doubts:
            doubts.append("被分页断开，由两段拼成，请核对")
        clear = end - start == 1 and _whole(grid, reading.cells) and bool(rows) and _whole(grid, rows[-1].cells)
        if rows and _begins_page(grid, start) and not clear:
            rows[-1] = replace(rows[-1], doubts=(*rows[-1].doubts, "在页末，与下一页第一行有一行不完整，可能本是一行"))
            doubts.append("在页首，与上一页最后一行有一行不完整，可能本是一行")
        rows.append(
            TableRow(
                cells=dict(reading.cells),
                number=reading.number,
                group=grid.fragments[start].group,
                ignored=ignored,
                split=reading.split,
                cut_off=grid.aligner.known.sentences_end and not ended(reading.cells.get(Role.TEXT, "").strip()),
                doubts=tuple(doubts),
            )
        )
    return rows


def _words(fragments: Sequence[_Fragment]) -> Cells:
    """The first cells of lines that could not be read as a row at all."""
    return tuple(cell for f in fragments for cell in f.cells if cell.strip() and not is_number(cell))[:_SHOWN]


def _begins_page(grid: _Grid, start: int) -> bool:
    return start > 0 and grid.fragments[start].page != grid.fragments[start - 1].page


def _whole(grid: _Grid, cells: Mapping[Role, str]) -> bool:
    """Whether the row has everything a row of this table must have."""
    return all(role in cells for role in grid.aligner.roles if role in REQUIRED)


def _cut_doubts(margins: dict[int, float], start: int, end: int, last: int) -> list[str]:
    doubts = []
    if start and margins[start] < _NEAR:
        doubts.append("与上一行的分界不清楚，请核对两行的任务内容和责任单位")
    if end < last and margins[end] < _NEAR:
        doubts.append("与下一行的分界不清楚，请核对两行的任务内容和责任单位")
    if any(-margins[place] < _NEAR for place in range(start + 1, end)):
        doubts.append("由断开的几段拼成，也可能是两行，请核对")
    return doubts
