"""Where rows and doubts are collected while a document is read, and what both kinds of documents are asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rules.document.deadline import days_in
from rules.document.head import Head
from rules.document.model import Doubt, DraftRow
from rules.document.units import Units, read_units

_SOON = 7  # days after issue; an earlier deadline is worth a look


@dataclass(slots=True)
class Desk:
    """The draft in the making."""

    head: Head
    rows: list[DraftRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, message: str, row: int | None = None) -> None:
        """Note a doubt once."""
        entry = Doubt(row, message)
        if entry not in self.doubts:
            self.doubts.append(entry)

    @property
    def next(self) -> int:
        """The number the next row will have."""
        return len(self.rows) + 1


def told_apart(lead: str, support: str) -> Units:
    """The units of a row that says who leads and who supports."""
    first, second = read_units(lead), read_units(support)
    return Units(
        names=tuple(dict.fromkeys((*first.names, *second.names))),
        lead=first.names,
        support=second.names,
        open_list=first.open_list or second.open_list,
        odd=(*first.odd, *second.odd),
        described=(*first.described, *second.described),
        unfinished=first.unfinished or second.unfinished,
    )


def unit_doubts(units: Units) -> Iterator[str]:
    """What is doubtful in a list of units."""
    if not units.names and not units.open_list:
        yield "没有读到责任单位"
    if units.unfinished:
        yield "责任单位以顿号或逗号开头或结尾，可能不全"
    for name in units.odd:
        yield f"责任单位中的“{short(name)}”不像单位名称"
    for name in units.described:
        yield f"责任单位中的“{short(name)}”是一类单位，没有名单，不能对应到具体单位"


def deadline_doubts(deadline: date | str | None, issued: date | None) -> Iterator[str]:
    """What is doubtful in a deadline that was read."""
    if isinstance(deadline, date) and issued and (deadline - issued).days < _SOON:
        yield f"时限 {deadline} 距印发之日（{issued}）不足 {_SOON} 天，或早于印发"
    if isinstance(deadline, str) and re.search(r"\d\s*月|季度|半年", deadline) and not re.search("每|逐", deadline):
        yield f"时限“{short(deadline)}”不是一个确定的日子，照录原文"


def days_in_text(text: str, year: int | None) -> tuple[str, ...]:
    """A note of the days a text names, for a row whose deadline stands nowhere else; the deadline itself stays open."""
    words = list(dict.fromkeys(words for words, _ in days_in(text, year)))
    return ("没有单列的完成时限；任务内容中写有" + "".join(f"“{word}”" for word in words[:3]),) if words else ()


def short(text: str) -> str:
    """Enough of a text to find it by."""
    bare = text.replace("\n", "")
    return bare if len(bare) <= 24 else bare[:23] + "…"
