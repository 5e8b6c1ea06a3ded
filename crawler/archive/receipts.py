"""Receipts of all looks at a column, oldest first, and which of them we do not believe.

A column that always had rows and suddenly has none, or far fewer once its pages are written differently, is first of all
a sign that our reading broke. Such a look proves nothing until a person says that the column really is like that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.items import Outcome

if TYPE_CHECKING:
    from crawler.archive.store import Archive

_REMEMBERED: Final = 2  # how many earlier looks must agree that there were rows
_FEWEST: Final = 10  # rows below which a loss of half says nothing
_ANSWERED: Final = (Outcome.OK, Outcome.EMPTY)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One look at one column in a closed run. ``known_rows`` were carried over from the last complete look."""

    column: str
    run: int
    as_of: date
    outcome: str
    complete: bool
    rows: int
    rows_declared: int | None
    known_rows: int
    dialect: str
    oldest: date | None
    begun: str

    @property
    def answered(self) -> bool:
        """Whether the column showed a list, or said that it holds nothing."""
        return self.outcome in _ANSWERED


@dataclass(frozen=True, slots=True)
class Doubt:
    """A look that is not believed: ``since`` is the run of the last look before it that was."""

    column: str
    run: int
    since: int
    reason: str


def receipts_of(archive: "Archive", run: int) -> dict[str, tuple[Receipt, ...]]:
    """All receipts of closed runs up to ``run``, by column, oldest first."""
    v, r = t.visits.c, t.runs.c
    query = (
        sa.select(
            v.column,
            v.run,
            r.as_of,
            v.outcome,
            v.complete,
            v.rows,
            v.rows_declared,
            v.known_rows,
            v.dialect,
            v.oldest,
            v.begun,
        )
        .join(t.runs, sa.and_(r.site == v.site, r.run == v.run))
        .where(v.site == archive.site, v.run <= run, r.state == "closed")
        .order_by(v.column, v.run)
    )
    found: dict[str, list[Receipt]] = {}
    with archive.engine.connect() as db:
        for row in db.execute(query):
            values = {**row._asdict(), "as_of": date.fromisoformat(row.as_of), "oldest": _day(row.oldest)}
            found.setdefault(row.column, []).append(Receipt(**values))
    return {column: tuple(receipts) for column, receipts in found.items()}


def doubts_of(receipts: Sequence[Receipt]) -> tuple[Doubt, ...]:
    """The looks of one column that are not believed. One that is doubted is no measure for those after it."""
    believed: list[Receipt] = []
    doubted = []
    for receipt in receipts:
        if reason := _why_doubted(receipt, believed[-_REMEMBERED:]):
            doubted.append(Doubt(receipt.column, receipt.run, believed[-1].run, reason))
        elif receipt.answered:
            believed.append(receipt)
    return tuple(doubted)


def _why_doubted(now: Receipt, before: Sequence[Receipt]) -> str:
    if not before or not all(receipt.rows for receipt in before):
        return ""
    last = before[-1]
    told = f"第 {last.run} 次采集（{last.as_of}）有 {last.rows} 条"
    if not now.rows and (now.answered or now.outcome == Outcome.SHELL):
        return f"该栏目以往一直有信息（{told}），本次未见，疑似采集失灵，待人工确认"
    fewest = min(receipt.rows for receipt in before)
    whole = now.answered and now.complete and all(receipt.complete for receipt in before)
    if whole and fewest >= _FEWEST and now.rows * 2 < fewest:
        if now.dialect != last.dialect:
            return f"该栏目的页面写法已变，{told}，本次只读出 {now.rows} 条，疑似采集失灵，待人工确认"
        if last.rows_declared and (now.rows_declared or 0) * 2 < last.rows_declared:
            return f"该栏目标明的总数大减，{told}，本次只读出 {now.rows} 条，疑似采集失灵，待人工确认"
    return ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
