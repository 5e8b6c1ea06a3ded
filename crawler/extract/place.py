"""读取结果的原文位置：依据的是哪几个字，在正文或附件的什么地方。 The words a reading rests on and where they stand.

A reading keeps a ``Passage`` for every thing it tells, so that a report can mark the words in the archived page. What was told
by the title, or reckoned from two other figures, stands nowhere in the body and has none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.files.model import FilePart, Place

_ENDS: Final = "。；;！!\n"
_REACH: Final = 300  # characters a passage may be drawn out to either side


@dataclass(frozen=True, slots=True)
class Passage:
    """``what`` it told (a word of the reading: closes, adopted, unit), the words as published, and their place."""

    what: str
    quote: str
    place: Place


def passage(what: str, text: str, start: int, end: int, *, part: int = 0) -> Passage | None:
    """The words [start, end) of ``text`` without the blanks around them; None when nothing is left."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(what, text[start:end], Place(part, start, end)) if start < end else None


def in_cell(what: str, quote: str, table: int, row: int, column: int, *, part: int = 0) -> Passage:
    """A cell of a table of a file."""
    return Passage(what, quote, Place(part, table=table, row=row, column=column))


def sentence_around(what: str, text: str, start: int, end: int) -> Passage | None:
    """The sentence, or the line, that holds the words [start, end)."""
    low, high = max(start - _REACH, 0), min(end + _REACH, len(text))
    first = max((text.rfind(mark, low, start) for mark in _ENDS), default=-1)
    last = min((at for mark in _ENDS if (at := text.find(mark, max(end - 1, start), high)) >= 0), default=high - 1)
    return passage(what, text, first + 1 if first >= 0 else low, max(last + 1, end))


def kept(*found: Passage | None) -> tuple[Passage, ...]:
    """Those that stand somewhere, each once, in the order given."""
    return tuple(dict.fromkeys(each for each in found if each))


def place_of(passages: Iterable[Passage], what: str) -> Place | None:
    """Where the reading found ``what``; the first place when there are several."""
    return next((each.place for each in passages if each.what == what), None)


def words_at(place: Place, parts: Sequence[FilePart]) -> str:
    """The words a place points at, '' when the file has no such place."""
    if not 0 <= place.part < len(parts):
        return ""
    part = parts[place.part]
    if place.table is None:
        return part.text[place.start : place.end]
    try:
        return part.tables[place.table].rows[place.row or 0][place.column or 0]
    except IndexError:
        return ""
