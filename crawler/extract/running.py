"""连续文字：把分页、断行的文字接成一篇，并记住每个字原来在哪里。 Text of several parts as one run, each character with its origin.

A PDF breaks a sentence at every line and every page, and puts a page number between. Sentences are read in the run; what is
found is pointed at in its part by ``Running.place``. Nothing is lost but blanks, line ends and page numbers: each kept character
stands for exactly one character of its part.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.files.model import FilePart, Place

MAX_CHARACTERS: Final = 400_000  # a report of 200 pages has 150,000
_MAX_QUOTE: Final = 120
_FULL_LINE: Final = 26  # characters: a page of 16-point type in A4 has 28

# One character for one, so that offsets hold. A half-width comma stays: it groups digits.
_SAME = {
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "％": "%",
    "﹪": "%",
    "．": ".",
    "﹙": "（",
    "﹚": "）",
    "〇": "〇",
}
_SAME |= {chr(0xFF10 + n): str(n) for n in range(10)}
_NORMAL: Final = str.maketrans(_SAME)
_PAGE_NUMBER = re.compile(r"[-—–－·\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:[\s,，/共]{0,3}\d{1,4}\s?页?)?[-—–－·\s]{0,6}")
_ASCII_WORD = re.compile(r"[0-9A-Za-z.,%]")


@dataclass(frozen=True, slots=True)
class Running:
    """The run. ``text`` is normalised (brackets and colons full-width), ``raw`` as published; both have equal length."""

    text: str
    raw: str
    line_starts: tuple[int, ...]
    _origins: "array[int]"  # offset in the part, for each character
    _part_starts: tuple[int, ...]  # where in the run each part begins
    _part_numbers: tuple[int, ...]  # … and which part of the file it is
    truncated: bool = False

    def place(self, start: int, end: int) -> Place:
        """Where [start, end) of the run stands; a passage over two pages is pointed at on its first."""
        if not self.text:
            return Place()
        start = min(max(start, 0), len(self.text) - 1)
        index = bisect_right(self._part_starts, start) - 1
        limit = self._part_starts[index + 1] if index + 1 < len(self._part_starts) else len(self.text)
        last = max(min(end, limit) - 1, start)
        return Place(self._part_numbers[index], self._origins[start], self._origins[last] + 1)

    def quote(self, start: int, end: int) -> str:
        """The words as published, blanks left out; at most 120 characters."""
        words = self.raw[start:end].strip()
        return words if len(words) <= _MAX_QUOTE else words[:_MAX_QUOTE] + "…"

    def sentence(self, position: int, *, reach: int = 200) -> tuple[int, int]:
        """The sentence round a position: up to the stops 。 before and behind, ``reach`` characters at most each way."""
        low, high = max(0, position - reach), min(len(self.text), position + reach)
        start = self.text.rfind("。", low, position) + 1
        end = self.text.find("。", position, high)
        return (start or low), (end + 1 if end >= 0 else high)

    def paragraph(self, position: int, *, reach: int = 200) -> int:
        """Where the paragraph of a position begins: a full line above without a stop goes on, a short one (a heading) does not."""
        index = bisect_right(self.line_starts, position) - 1
        while index > 0 and position - self.line_starts[index] < reach:
            above = self.line_starts[index - 1]
            if self.line_starts[index] - above < _FULL_LINE or self.text[self.line_starts[index] - 1] in "。：":
                break
            index -= 1
        return self.line_starts[index] if index >= 0 else 0

    def lines(self) -> Iterable[tuple[int, int]]:
        """(start, end) of each line of the source in the run; empty lines left out."""
        bounds = (*self.line_starts, len(self.text))
        return ((bounds[n], bounds[n + 1]) for n in range(len(bounds) - 1) if bounds[n + 1] > bounds[n])


def running(parts: Sequence[FilePart]) -> Running:
    """The run of all parts that are shown."""
    kept: list[str] = []
    origins: array[int] = array("L")
    lines: list[int] = []
    starts: list[int] = []
    numbers: list[int] = []
    truncated = False
    for number, part in enumerate(parts):
        if part.hidden:
            continue
        if len(kept) >= MAX_CHARACTERS:
            truncated = True
            break
        starts.append(len(kept))
        numbers.append(number)
        _add(part, kept, origins, lines)
    raw = "".join(kept)
    text = raw.translate(_NORMAL)
    return Running(text, raw, tuple(lines), origins, tuple(starts), tuple(numbers), truncated)


def _add(part: FilePart, kept: list[str], origins: "array[int]", lines: list[int]) -> None:
    """One part behind the others. A blank stays only where it keeps two numbers or words apart."""
    skip = _page_number_lines(part)
    position = 0
    for n, line in enumerate(part.text.split("\n")):
        if n not in skip and line.strip():
            lines.append(len(kept))
            gap = bool(kept) and kept[-1].isdigit()  # a line end between two digits keeps two numbers apart
            for offset, character in enumerate(line):
                if len(kept) >= MAX_CHARACTERS:
                    return
                if character.isspace() or character in "\u200b\ufeff\x00":
                    gap = True
                    continue
                if gap and kept and _ASCII_WORD.match(kept[-1]) and _ASCII_WORD.match(character):
                    kept.append(" ")
                    origins.append(position + offset)
                gap = False
                kept.append(character)
                origins.append(position + offset)
        position += len(line) + 1


def _page_number_lines(part: FilePart) -> set[int]:
    """Line numbers of a page's first and last line where they hold nothing but the page's number."""
    if not re.match(r"第\d+页", part.label):
        return set()
    filled = [n for n, line in enumerate(part.text.split("\n")) if line.strip()]
    lines = part.text.split("\n")
    edges = {filled[0], filled[-1]} if filled else set()
    return {n for n in edges if len(lines[n]) <= 30 and _PAGE_NUMBER.fullmatch(lines[n].strip())}
