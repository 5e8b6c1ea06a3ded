"""Elements told by their labels: 处罚机关：区某局 in lines, label and value in cells, and tables with a row for each record.

What a label is called is the caller's vocabulary; where one record ends and the next begins is told by the labels themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.extract.periods import lines_of
from crawler.extract.place import Passage
from crawler.files.model import FileTable, Place

MAX_TEXT: Final = 200_000
_MAX_RECORDS: Final = 3_000
_MAX_VALUE: Final = 6_000  # characters of a value that goes on over lines
_HEADER_CELLS: Final = 3  # labels a row must hold to head a table
_LABEL = re.compile(r"(?P<label>[一-鿿][一-鿿（）()、/ \u3000]{0,24})\s{0,3}[：:]")
_FILLED = re.compile(r"[^\s\-—－/\\*＊.。、:：_]")
_NOTHING = re.compile(r"(?:无|暂无|空|null|none|nan|略)[。.]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind one label, as published."""

    words: str
    place: Place

    @property
    def is_filled(self) -> bool:
        """Whether it says something: no dash, no 无, no blank."""
        return bool(_FILLED.search(self.words)) and not _NOTHING.fullmatch(self.words.strip())

    def passage(self, what: str) -> Passage:
        return Passage(what, self.words, self.place)


Record = Mapping[str, Value]


class Vocabulary:
    """Names of elements, each with a pattern of its labels. '' names labels that end a value and are no element.

    ``long`` are elements told in paragraphs: their value goes on to the next label, any other ends with its line.
    """

    def __init__(self, names: Mapping[str, str], long: frozenset[str] = frozenset()) -> None:
        self._names = [(name, re.compile(pattern)) for name, pattern in names.items()]
        self.long = long

    def name(self, label: str) -> str | None:
        """The element a label names; None when it is no label."""
        plain = re.sub(r"[\s:：*＊]+", "", label)
        if not 1 <= len(plain) <= 24:
            return None
        return next((name for name, pattern in self._names if pattern.fullmatch(plain)), None)


def records_in_text(text: str, vocabulary: Vocabulary) -> list[Record]:
    """Rows of tables in a body (cells parted by tabs), else the labelled values of its lines."""
    text = text[:MAX_TEXT]
    rows = [
        [(words, Place(start=start, end=start + len(words))) for words, start in _cells(line, at)]
        for at, line in lines_of(text)
    ]
    return _records(rows, vocabulary) or _blocks(text, rows, vocabulary)


def records_in_tables(tables: Sequence[FileTable], vocabulary: Vocabulary, *, part: int = 0) -> list[Record]:
    """Rows of a file's tables; a table without a header goes on with that of the one before it."""
    rows = [
        [(cell, Place(part, table=n, row=i, column=j)) for j, cell in enumerate(row)]
        for n, table in enumerate(tables)
        for i, row in enumerate(table.rows)
    ]
    return _records(rows, vocabulary) or [pairs for pairs in [_pairs(rows, vocabulary)] if pairs]


_Row = Sequence[tuple[str, Place]]


def _cells(line: str, at: int) -> Iterator[tuple[str, int]]:
    for cell in line.split("\t"):
        words = cell.strip()
        yield words, at + (cell.index(words) if words else 0)
        at += len(cell) + 1


def _records(rows: Sequence[_Row], vocabulary: Vocabulary) -> list[Record]:
    """A record for every row below a row of labels."""
    found: list[Record] = []
    header: list[str | None] = []
    for row in rows:
        names = [vocabulary.name(cell) for cell, _ in row]
        if sum(name is not None for name in names) >= _HEADER_CELLS and _only_labels(row, names):
            header = names
        elif header and len(row) == len(header) and len(found) < _MAX_RECORDS:
            record: dict[str, Value] = {}
            for name, (cell, place) in zip(header, row, strict=True):
                if name and cell.strip():
                    record.setdefault(name, Value(cell, place))
            if len(record) > 1:
                found.append(record)
        elif len(row) > 1:
            header = []
    return found


def _only_labels(row: _Row, names: Sequence[str | None]) -> bool:
    """A row 当事人 | 某公司 | 处罚机关 | 某局 holds values beside its labels: it heads nothing."""
    written = [name for name, (cell, _) in zip(names, row, strict=True) if cell.strip()]
    return sum(name is not None for name in written) > len(written) / 2


def _pairs(rows: Sequence[_Row], vocabulary: Vocabulary) -> dict[str, Value]:
    """Label and value side by side in the cells of rows."""
    found: dict[str, Value] = {}
    for row in rows:
        for n, (cell, _) in enumerate(row[:-1]):
            words, place = row[n + 1]
            name = vocabulary.name(cell)
            if name and words.strip() and vocabulary.name(words) is None:
                found.setdefault(name, Value(words, place))
    return found


def _blocks(text: str, rows: Sequence[_Row], vocabulary: Vocabulary) -> list[Record]:
    """Labelled values in lines; where the first label of a record comes again, the next record begins."""
    found: list[dict[str, Value]] = []
    current: dict[str, Value] = {}
    for name, value in _labelled(text, vocabulary):
        if name in current and name == next(iter(current)) and len(current) > 1:
            found.append(current)
            current = {}
        if name and (name not in current or not current[name].is_filled):
            current[name] = value
    pairs = _pairs(rows, vocabulary)
    if not found:
        current = {**pairs, **{name: v for name, v in current.items() if v.is_filled or name not in pairs}}
    return [*found, current] if current else list(found)


def _labelled(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Value]]:
    """Every label with what follows it: to the end of its line, or to the next label."""
    marks: list[tuple[str, int, int]] = []  # name, where the label begins, where its value does
    for at, line in lines_of(text):
        for match in _LABEL.finditer(line):
            label = match["label"]
            for begin in (0, *(m.end() for m in re.finditer(r"[ \u3000]+", label))):
                if (name := vocabulary.name(label[begin:])) is not None and _stands_free(line, match.start() + begin):
                    marks.append((name, at + match.start() + begin, at + match.end()))
                    break
    waiting = ""  # an element in paragraphs whose label was followed by other labels: its words come below them
    for n, (name, _, start) in enumerate(marks):
        end = marks[n + 1][1] if n + 1 < len(marks) else len(text)
        end = min(end, start + _MAX_VALUE)
        border = end
        if name not in vocabulary.long:
            border = _line_end(text, start, end)
        yield name, _value(text, start, border)
        if name in vocabulary.long:
            waiting = "" if text[start:end].strip() else name
        elif waiting and text[border:end].strip():
            yield waiting, _value(text, border, end)
            waiting = ""


def _line_end(text: str, start: int, end: int) -> int:
    """Where the first line with words ends between ``start`` and ``end``."""
    words = len(text[start:end]) - len(text[start:end].lstrip())
    at = text.find("\n", start + words, end)
    return at if at >= 0 else end


def _value(text: str, start: int, end: int) -> Value:
    words = text[start:end].strip()
    begin = text.index(words, start) if words else start
    return Value(words, Place(start=begin, end=begin + len(words)))


def _stands_free(line: str, at: int) -> bool:
    """A label begins a line, or follows a blank, a number or a mark: not the end of a sentence's word."""
    ahead = line[max(at - 8, 0) : at]
    before = ahead.rstrip("（(【[ \u3000\t")
    return not before or before != ahead or before[-1] in "0123456789.、．)）|；;，,。*★·】]"
