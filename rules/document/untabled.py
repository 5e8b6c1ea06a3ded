"""A document without a 分工表: its rows are the stretches of its points, each with the responsibility written after it."""

import re
from collections.abc import Sequence
from datetime import date

from rules.document.clauses import NOT_TASKS, Passage, Point, passages, plain
from rules.document.deadline import read_deadline
from rules.document.desk import Desk, days_in_text, deadline_doubts, short, told_apart, unit_doubts
from rules.document.model import DraftRow
from rules.document.units import Units, read_units

_TABLE_NAMED = re.compile(r"附\s*件.{0,30}(?:分工表|分解表|任务表|清单)")


def read_body(desk: Desk, points: Sequence[Point], lines: Sequence[str]) -> None:
    """Put the points of the body on the desk, a row for each responsibility."""
    found = passages(points, desk.head.year)
    told = [p for p in found if p.told]
    if any(_TABLE_NAMED.match(line.strip()) for line in lines):
        desk.doubt("正文提到附件分工表，但文件中没有读到表格；以下各行按正文要点列出")
    if found and not told:
        desk.doubt("文件没有写明责任单位，各行的责任单位和时限须由人补上")
    elif found:
        desk.doubt("文件没有分工表，以下各行按正文要点和括号中的责任单位列出")
    mostly_dated = len([p for p in told if p.told and p.told.deadline]) * 2 > len(told)
    for passage in found:
        if not _left_out(desk, passage, points, bool(told)):
            _put(desk, passage, bool(told), mostly_dated)


def _left_out(desk: Desk, passage: Passage, points: Sequence[Point], some_told: bool) -> bool:
    """Whether the passage is no task: a heading of items below it, or the document's aims."""
    if passage.told:
        return False
    point = passage.point
    if not point.text:
        below = (p for p in points if p.section == point.section and p.clause != point.clause)
        if any(p.clause.startswith(point.clause) for p in below):
            return True
    if some_told and NOT_TASKS.fullmatch(plain(point.title)):
        desk.doubt(f"正文“{point.clause}{short(point.title)}”没有责任单位，看来不是任务，没有列入")
        return True
    return False


def _put(desk: Desk, passage: Passage, some_told: bool, mostly_dated: bool) -> None:
    number, point, told = desk.next, passage.point, passage.told
    units = _units(passage)
    words = told.deadline if told else ""
    deadline: date | str | None = read_deadline(words, desk.head.year)
    if words and deadline is None:
        deadline = words
        desk.doubt(f"时限“{short(words)}”读不懂，照录原文", number)
    desk.rows.append(
        DraftRow(
            row=number,
            section=point.section,
            clause=point.clause,
            task=point.title or point.section_title,
            text=passage.text,
            responsible=told.responsible.rstrip("。") if told else "",
            units=units.names,
            lead=units.lead,
            support=units.support,
            open_list=units.open_list,
            deadline=deadline,
            errata=() if words else days_in_text(passage.text, desk.head.year),
        )
    )
    if told:
        if mostly_dated and not words:
            desk.doubt("没有写明完成时限，没有代填", number)
        for doubt in (*unit_doubts(units), *deadline_doubts(deadline, desk.head.issued)):
            desk.doubt(doubt, number)
    elif some_told:
        desk.doubt("这一段没有写明责任单位，若不是任务请删去", number)


def _units(passage: Passage) -> Units:
    told = passage.told
    if told is None:
        return Units()
    return told_apart(told.lead, told.support) if told.lead else read_units(told.responsible)
