"""A document with a 分工表: its rows put beside the body's points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rules.document.align import Known, sentences_of
from rules.document.clauses import NOT_TASKS, Point, ended, plain, read_numeral, unlabelled
from rules.document.compare import differences, match, task_difference
from rules.document.deadline import read_deadline
from rules.document.desk import Desk, days_in_text, deadline_doubts, short, told_apart, unit_doubts
from rules.document.layout import Role, Sheet
from rules.document.model import DraftRow
from rules.document.table import MOST_FRAGMENTS, TableRow, read_rows
from rules.document.units import Units, abbreviates, is_unit_list, read_units

_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff“”、，（）])\s+(?=[\u3400-\u9fff“”、，（）])")
_SHORTEST_TEXT = 8
_MISSED = 10  # points without rows that are named one by one
LOST_DEADLINE = "完成时限在原文中缺失"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table row with what its neighbours and the body tell of it."""

    sheet: Sheet
    row: TableRow
    text: str
    point: Point | None
    section: int | None
    clause: str
    task: str


def read_tables(desk: Desk, sheets: Sequence[Sheet], points: Sequence[Point]) -> None:
    """Put the rows of ``sheets`` on the desk."""
    known = Known(
        sections=frozenset(plain(p.section_title) for p in points if p.section_title),
        tasks=frozenset(plain(p.title) for p in points if p.title),
        body=plain("".join(p.whole for p in points)),
        sentences="".join(sentences_of(p.title + "。" + p.text) for p in points),
    )
    found = [(sheet, row) for sheet in sheets for row in read_rows(sheet, known)]
    entries = _entries(found, points)
    for entry in entries:
        _put(desk, entry)
    _body_doubts(desk, entries, points)
    _numbering_doubts(desk, [row for _, row in found])
    if any(sum(map(len, sheet.pages)) > MOST_FRAGMENTS for sheet in sheets):
        desk.doubt(f"分工表超过 {MOST_FRAGMENTS} 行，只读到这里，后面的没有读")
    if any(Role.DEADLINE not in sheet.columns for sheet in sheets):
        desk.doubt("分工表没有完成时限一栏")


# ---- what each row is


def _entries(found: Sequence[tuple[Sheet, TableRow]], points: Sequence[Point]) -> list[_Entry]:
    rows = [row for _, row in found]
    texts = [row.text_of(Role.TEXT).replace("\n", "").strip() for row in rows]
    matched = match(texts, [_name(row.text_of(Role.TASK))[1] for row in rows], points)
    entries = []
    clause = task = ""
    for (sheet, row), text, at, section in zip(found, texts, matched, _sections(rows), strict=True):
        if row.text_of(Role.TASK):
            clause, task = _name(row.text_of(Role.TASK))
        elif row.text_of(Role.SECTION):  # a new section without a task of its own
            clause, task = "", _name(row.text_of(Role.SECTION))[1]
        point = points[at] if at is not None else None
        entries.append(
            _Entry(
                sheet,
                row,
                text,
                point,
                section=point.section if point and point.section else section,
                clause=point.clause if point else clause,
                task=point.title if point and point.title else task,
            )
        )
    return entries


def _put(desk: Desk, entry: _Entry) -> None:
    number, row = desk.next, entry.row
    units = _units(row)
    words = row.text_of(Role.DEADLINE).replace("\n", "").strip()
    deadline: date | str | None = read_deadline(words, desk.head.year)
    if words and deadline is None:
        deadline = words
        desk.doubt(f"时限“{short(words)}”读不懂，照录原文", number)
    desk.rows.append(
        DraftRow(
            row=number,
            section=entry.section,
            clause=entry.clause,
            task=entry.task,
            text=entry.text,
            responsible=_responsible(entry.sheet, row),
            units=units.names,
            lead=units.lead,
            support=units.support,
            open_list=units.open_list,
            deadline=deadline,
            errata=tuple(dict.fromkeys(_errata(entry, units, desk.head.year))),
        )
    )
    for doubt in (*_doubts(entry), *unit_doubts(units), *deadline_doubts(deadline, desk.head.issued)):
        desk.doubt(doubt, number)


def _name(cell: str) -> tuple[str, str]:
    """A task's or section's label and its name, with the spaces of a damaged copy taken out."""
    bare = _BETWEEN_HAN.sub("", cell.replace("\n", "")).strip()
    kind, label, name = unlabelled(bare)
    return (label if kind == "point" else ""), (name if kind in ("section", "point") else bare).strip().rstrip("。；")


def _units(row: TableRow) -> Units:
    lead, support = (_one_line(row.text_of(role)) for role in (Role.LEAD, Role.SUPPORT))
    return told_apart(lead, support) if lead or support else read_units(_one_line(row.text_of(Role.UNITS)))


def _one_line(cell: str) -> str:
    """A cell's lines as one: a list of units one below the other gets its separators, a name cut in two does not."""
    whole = ""
    for line in cell.split("\n"):
        apart = bool(whole) and whole[-1] not in "、，,；;" and line[:1] not in "、，,；;"
        if apart and is_unit_list(whole.rpartition("、")[2]) and is_unit_list(line.partition("、")[0]):
            whole += "、"
        whole += line
    return whole


def _responsible(sheet: Sheet, row: TableRow) -> str:
    """The units' cell verbatim; with several unit columns each under its own heading."""
    labels = {role: label for role, label in sheet.labels if role in (Role.UNITS, Role.LEAD, Role.SUPPORT)}
    cells = [(label, _one_line(row.text_of(role)).strip().rstrip("。")) for role, label in labels.items()]
    if len(cells) == 1:
        return cells[0][1]
    return "；".join(f"{label}：{cell}" for label, cell in cells if cell)


def _sections(rows: Sequence[TableRow]) -> list[int | None]:
    """The section of each row by the table alone: its numbered name, its number where numbers are shared, else its order."""
    names = [row.text_of(Role.SECTION) or row.group or _numbered(row.text_of(Role.TASK)) for row in rows]
    numbers = [int(row.number) if row.number.isdigit() else None for row in rows]
    given = [n for n in numbers if n is not None]
    shared = bool(given) and (len(given) < len(rows) or len(set(given)) < len(given))
    found: list[int | None] = []
    seen: list[str] = []
    current: int | None = None
    for name, number in zip(names, numbers, strict=True):
        kind, label, bare = unlabelled(_BETWEEN_HAN.sub("", name))
        if kind == "section":
            current = read_numeral(label)
        elif shared and number is not None:
            current = number
        elif bare and plain(bare) not in seen:
            seen.append(plain(bare))
            current = len(seen)
        found.append(current)
    return found


def _numbered(task: str) -> str:
    return task if unlabelled(task)[0] == "section" else ""


# ---- what is to be said of it


def _errata(entry: _Entry, units: Units, year: int | None) -> Iterator[str]:
    if entry.point:
        own = _name(entry.row.text_of(Role.TASK))[1]
        if note := task_difference(own, entry.point):
            yield note
        yield from differences(entry.text, entry.point)
    yield from _near_names(units, entry.text)
    if Role.DEADLINE not in entry.sheet.columns:
        yield from days_in_text(entry.text, year)
    elif not entry.row.text_of(Role.DEADLINE).strip():
        yield LOST_DEADLINE


def _near_names(units: Units, text: str) -> Iterator[str]:
    """Units the row's own text calls by nearly the same name: one of the two is an abbreviation or a slip."""
    for name in units.names:
        if name.startswith("@") or name in text:
            continue
        for other in re.findall(re.escape(name[0]) + r"[\u4e00-\u9fa5]{1,12}?" + re.escape(name[-1]), text):
            if abbreviates(other, name) or abbreviates(name, other):
                yield f"责任单位作“{name}”，任务内容作“{other}”"


def _doubts(entry: _Entry) -> Iterator[str]:
    row, text, point = entry.row, entry.text, entry.point
    yield from row.doubts
    for cell in row.ignored:
        yield f"多出一格“{short(cell)}”，不知属于哪一栏，没有采用"
    if not text:
        yield "没有读到任务内容"
    elif len(plain(text)) < _SHORTEST_TEXT and not ended(text):
        yield f"任务内容只有“{text}”，可能不全，或本是任务名称"
    elif row.cut_off and not (point and _ends_in(text, point)):
        yield "任务内容末尾没有句号，可能被截断"
    first, several, _ = row.text_of(Role.TEXT).partition("\n")
    if several and not ended(first) and not (point and plain(first) in plain(point.text)):
        yield f"“{short(first)}”单独成段，可能是任务名称，现按任务内容处理"
    if row.split and not (point and plain(row.text_of(Role.TASK)) == plain(point.title)):
        yield f"“{short(row.text_of(Role.TASK))}”与任务内容同在一格，按任务名称处理"
    if Role.DEADLINE in entry.sheet.columns and not row.text_of(Role.DEADLINE).strip():
        yield LOST_DEADLINE + "，没有代填"


def _ends_in(text: str, point: Point) -> bool:
    """Whether one of the point's sentences ends with the same words as ``text``: only the full stop is missing then."""
    tail = plain(text)[-10:]
    return any(plain(sentence).endswith(tail) for sentence in re.split("[。！？；]", point.whole))


def _body_doubts(desk: Desk, entries: Sequence[_Entry], points: Sequence[Point]) -> None:
    """Rows the body lacks, and points the table lacks."""
    if not points or not entries:
        return
    if not any(entry.point for entry in entries):
        desk.doubt("分工表与正文对不上，各行没有与正文核对")
        return
    for number, entry in enumerate(entries, 1):
        if not entry.point:
            desk.doubt("正文中找不到对应的要点，没有与正文核对", number)
    used = [entry.point for entry in entries]
    missed = [p for p in points if p not in used and p.whole and not NOT_TASKS.fullmatch(plain(p.title) or "要求")]
    for point in missed[:_MISSED]:
        desk.doubt(f"正文“{point.clause}{short(point.title or point.text)}”在分工表中没有对应的行")
    if len(missed) > _MISSED:
        desk.doubt(f"正文另有 {len(missed) - _MISSED} 个要点在分工表中没有对应的行")


def _numbering_doubts(desk: Desk, rows: Sequence[TableRow]) -> None:
    """Rows numbered one by one must count up; where they do not, a row may be missing or cut in two."""
    numbers = [int(row.number) for row in rows if row.number.isdigit()]
    if len(numbers) * 10 < len(rows) * 6 or len(set(numbers)) * 10 < len(numbers) * 8:
        return
    for number, (row, before) in enumerate(zip(rows[1:], rows, strict=False), 2):
        if not row.number.isdigit():
            desk.doubt("本行没有序号，可能是上一行的一部分", number)
        elif before.number.isdigit() and int(row.number) not in (int(before.number) + 1, 1):
            desk.doubt(f"序号从 {before.number} 到 {row.number} 不连续，行数可能不对", number)
