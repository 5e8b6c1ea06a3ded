"""Opinions listed one by one, each with its answer: a table with a column 是否采纳, or numbered lines that end in 采纳 or 未采纳."""

import re
from dataclasses import dataclass
from typing import Final

from crawler.extract.periods import squeezed

TAKE: Final = "(?:采纳|采用|吸收|吸纳|接受)"
REFUSED: Final = "(?:未|不|不予|未予|暂不|暂未|没有|未能|无法|拟不)(?:被|作|予以)?"

_ANSWER_COLUMN = re.compile(r"采纳|处理(?:结果|意见|情况)|办理结果|吸收")
_REASON_COLUMN = re.compile(r"理由|原因|说明|依据|答复|回复|备注")
_YES = re.compile(rf"^(?:是|√|✓|(?:已|予以|全部|完全|均|拟|已经)?(?:予以)?{TAKE})")
_NO = re.compile(rf"^(?:否|×|{REFUSED}{TAKE})")
_IN_PART = re.compile(rf"^部分{TAKE}")
_ANSWER_LINE = re.compile(
    rf"(?:采纳情况|是否采纳|采纳与否|处理(?:结果|意见|情况)):(?P<a>部分{TAKE}|{REFUSED}{TAKE}|(?:已|予以)?{TAKE}|是|否)(?P<why>[^\n]{{0,80}})"
)
_LISTED = re.compile(
    rf"^(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}}|\((?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}})\))[、.)]?[^\n]{{0,400}}?"
    rf"(?:^|[。;；,，:])(?P<a>部分{TAKE}|{REFUSED}{TAKE}|(?:已|予以|拟|已予以)?{TAKE})(?=$|[。;；,，:(])"
)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many opinions are listed and what became of them; all None when none are. ``span`` holds the lines read."""

    received: int | None = None
    adopted: int | None = None
    not_adopted: int | None = None
    partly: int | None = None
    reasons: bool = False
    span: tuple[int, int] = (0, 0)


def read_table(text: str) -> Answers:
    """Answers in a column of a table, or in lines 采纳情况：采纳."""
    answers: list[tuple[str, str]] = []
    columns: tuple[int, int] | None = None
    first: int | None = None
    last = at = 0
    for line in text.splitlines(keepends=True):
        before = len(answers)
        cells = [squeezed(cell).strip() for cell in line.split("\t")]
        if len(cells) < 2:
            columns = None
            answers.extend((m["a"], m["why"]) for m in _ANSWER_LINE.finditer(squeezed(line)))
        elif columns is None:
            columns = _header(cells)
            first = at if columns and not answers else first
        elif columns[0] < len(cells):
            why = cells[columns[1]] if 0 <= columns[1] < len(cells) else cells[columns[0]][4:]
            answers.append((cells[columns[0]], why))
        if len(answers) > before:
            first = at if first is None else first
            last = at + len(line)
        at += len(line)
    return _counted(answers, (first or 0, last))


def read_numbered(text: str, received: int | None) -> Answers:
    """Opinions in numbered lines, each with its answer: taken only when they are as many as were received."""
    found: list[tuple[str, str]] = []
    first = last = at = 0
    for line in text.splitlines(keepends=True):
        if match := _LISTED.search(squeezed(line).strip()):
            first = at if not found else first
            last = at + len(line)
            found.append((match["a"], ""))
        at += len(line)
    return _counted(found, (first, last)) if len(found) >= 2 and len(found) == received else Answers()


def _counted(answers: list[tuple[str, str]], span: tuple[int, int]) -> Answers:
    told = [(a, why) for a, why in answers if _YES.match(a) or _NO.match(a) or _IN_PART.match(a)]
    if not told:
        return Answers()
    refused = [why for answer, why in told if _NO.match(answer)]
    part = sum(bool(_IN_PART.match(answer)) for answer, _ in told)
    return Answers(
        received=len(told),
        adopted=sum(bool(_YES.match(answer)) and not _IN_PART.match(answer) for answer, _ in told),
        not_adopted=len(refused),
        partly=part,
        reasons=bool(refused) and all(len(why.strip(" :,，。")) >= 4 for why in refused),
        span=span,
    )


def _header(cells: list[str]) -> tuple[int, int] | None:
    """Where the answer and its reason stand: (answer, reason), -1 when there is no column of reasons."""
    answers = [i for i, cell in enumerate(cells) if _ANSWER_COLUMN.search(cell) and len(cell) <= 16]
    if not answers:
        return None
    plain = [i for i in answers if not _REASON_COLUMN.search(cells[i])]
    answer = (plain or answers)[0]
    reasons = [i for i, cell in enumerate(cells) if i != answer and _REASON_COLUMN.search(cell)]
    return answer, reasons[0] if reasons else -1
