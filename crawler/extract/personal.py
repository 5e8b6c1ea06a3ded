"""公开文字中的个人号码：只记种类和位置，不记号码。 Personal numbers in published words: their kind and place, never the number."""

from dataclasses import dataclass
from typing import Literal, cast

from crawler.files.model import FileTable, Place
from crawler.mask import personal_spans, starred

Kind = Literal["identity", "old_identity", "mobile", "bank_card"]


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """An unmasked number of a person: what kind it is and where it stands."""

    kind: Kind
    place: Place


def hidden(text: str) -> tuple[str, tuple[PersonalNumber, ...]]:
    """``text`` with stars for personal numbers, everything else at its place, and where they stood."""
    spans = personal_spans(text)
    marks = tuple(PersonalNumber(cast(Kind, kind), Place(start=start, end=end)) for kind, start, end in spans)
    return starred(text, [(start, end) for _, start, end in spans]), marks


def hidden_tables(tables: tuple[FileTable, ...]) -> tuple[tuple[FileTable, ...], tuple[PersonalNumber, ...]]:
    """The same for the cells of tables."""
    shown: list[FileTable] = []
    marks: list[PersonalNumber] = []
    for n, table in enumerate(tables):
        rows = []
        for i, row in enumerate(table.rows):
            cells = []
            for j, cell in enumerate(row):
                words, found = hidden(cell)
                marks.extend(PersonalNumber(each.kind, Place(table=n, row=i, column=j)) for each in found)
                cells.append(words)
            rows.append(tuple(cells))
        shown.append(FileTable(tuple(rows), table.caption))
    return tuple(shown), tuple(marks)
