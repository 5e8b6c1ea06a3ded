"""What copying does to a 分工表, done to fictional documents by a seed, and how well they are read.

Run as a program to see the shares: ``python -m tests.document_damage 200``.
"""

import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rules.document import DraftRow, read_document
from tests.document_fiction import Place, Style, TruthRow, fictional, numeral


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged document and what a perfect reader would say of its rows."""

    seed: int
    text: str
    truth: tuple[TruthRow, ...]
    damages: tuple[str, ...]
    style: Style
    has_body: bool


@dataclass(slots=True)
class Line:
    """One table row while it is being damaged."""

    cells: list[str]
    row: int
    after_header: bool = False
    kept_apart: tuple[list[str], list[str]] | None = None  # the two halves a page break made
    broken_at: tuple[int, int] | None = None  # cell and place of a line break
    tabs: int = 0


def damaged(seed: int) -> Case:
    """The document of ``seed`` with the damages its seed chooses."""
    rng = random.Random(seed * 7919 + 13)
    place, style, truth = fictional(seed)
    has_body = rng.random() < 0.5
    lines = _table(style, truth, rng)
    rows = list(truth)
    kinds = sorted(rng.sample(sorted(DAMAGES), rng.randint(2, 5)))
    for kind in kinds:
        DAMAGES[kind](lines, rows, style, rng)
    text = _written(place, style, truth, lines, rng, has_body)
    return Case(seed, text, tuple(rows), tuple(kinds), style, has_body)


# ---- the table, before damage


def _table(style: Style, truth: Sequence[TruthRow], rng: random.Random) -> list[Line]:
    lines: list[Line] = []
    every = rng.randint(5, 12)
    before: TruthRow | None = None
    for n, row in enumerate(truth):
        groups: list[str] = []
        new_section = before is None or before.section != row.section
        new_task = before is None or before.clause != row.clause
        if style.numbering != "none":
            own = style.numbering == "row"
            groups.append(
                str(n + 1) if own else str(row.section) if new_section or style.group_cells == "repeated" else ""
            )
        if style.sections_shown:
            groups.append(row.section_name if new_section or style.group_cells == "repeated" else "")
        groups.append(row.task if new_task or style.group_cells == "repeated" else "")
        if style.group_cells == "dropped":
            groups = [g for g in groups if g]
        lines.append(Line([*groups, row.text, *row.who, row.deadline_words], n, after_header=n > 0 and n % every == 0))
        before = row
    return lines


# ---- damages; each changes lines, and the truth only where the document itself no longer says it

Damage = Callable[[list[Line], list[TruthRow], Style, random.Random], None]


def _some(lines: list[Line], rng: random.Random) -> list[Line]:
    return rng.sample(lines, min(len(lines), rng.randint(1, max(1, len(lines) // 10))))


def _text_at(line: Line, style: Style) -> int:
    return len(line.cells) - (4 if style.two_columns else 3)


def split_over_pages(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A page break goes through a row: every cell has a part above it and a part below, and the header comes again."""
    for line in _some([n for n in lines if n.broken_at is None], rng):
        top, bottom = [], []
        for at, cell in enumerate(line.cells):
            is_text = at == _text_at(line, style)
            place = (
                rng.randint(1, max(1, len(cell) - 1))
                if is_text
                else rng.choice((0, len(cell), len(cell), rng.randint(0, len(cell))))
            )
            place = rng.choice((0, len(cell))) if cell.isdigit() else place  # a number is never cut in two
            top.append(cell[:place])
            bottom.append(cell[place:])
        line.kept_apart = (top, bottom)


def paragraph_tags(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Cells keep the tags of their paragraphs; sometimes the task has slipped into the text's cell."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        at = _text_at(line, style)
        before = at - 1
        task = rows[line.row].task
        if before >= 0 and line.cells[before] == task and rng.random() < 0.5:
            line.cells[before] = ""
            line.cells[at] = f"<p>{task}</p> <p>{line.cells[at]}</p>"
        else:
            line.cells[at] = f"<p>{line.cells[at]}</p>"


def spread_names(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Names of tasks and units are spread out: 县 教 育 局."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        at = rng.choice([n for n in range(len(line.cells) - 1) if n != _text_at(line, style)])
        if "<" not in line.cells[at] and not line.cells[at].isdigit():
            line.cells[at] = " ".join(line.cells[at])


def trailing_tabs(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Empty cells after the last one."""
    for line in _some(lines, rng):
        line.tabs = rng.randint(1, 3)


def lost_deadline(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """The deadline's cell is gone: a perfect reader says so."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        line.cells[-1] = ""
        rows[line.row] = replace(rows[line.row], deadline_words="", deadline=None)


def shifted(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A row stands one column further to the right, or to the left where its first cell is empty."""
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        if not line.cells[0] and rng.random() < 0.5:
            del line.cells[0]
        else:
            line.cells.insert(rng.randint(0, _text_at(line, style)), "")


def broken_lines(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """A line ends in the middle of a cell."""
    for line in _some([n for n in lines if n.kept_apart is None], rng):
        at = rng.choice(
            [n for n, cell in enumerate(line.cells) if len(cell) > 2 and "<" not in cell and " " not in cell] or [0]
        )
        if len(line.cells[at]) > 2:
            line.broken_at = (at, rng.randint(1, len(line.cells[at]) - 1))


def other_width(lines: list[Line], rows: list[TruthRow], style: Style, rng: random.Random) -> None:
    """Punctuation in the other width: it is the document's wording then, and the truth's."""
    table = str.maketrans("，；：（）", ",;:()")
    for line in _some([n for n in lines if n.kept_apart is None and n.broken_at is None], rng):
        line.cells = [cell.translate(table) for cell in line.cells]
        rows[line.row] = replace(rows[line.row], text=rows[line.row].text.translate(table))


DAMAGES: dict[str, Damage] = {
    "split_over_pages": split_over_pages,
    "paragraph_tags": paragraph_tags,
    "spread_names": spread_names,
    "trailing_tabs": trailing_tabs,
    "lost_deadline": lost_deadline,
    "shifted": shifted,
    "broken_lines": broken_lines,
    "other_width": other_width,
}


# ---- writing it down


def _written(
    place: Place, style: Style, truth: Sequence[TruthRow], lines: Sequence[Line], rng: random.Random, has_body: bool
) -> str:
    whole = {"县": "全县", "市": "全市", "区": "全区"}[place.level]
    title = f"{place.year}年{whole}政务公开工作要点"
    office = f"{place.city}市{place.name}{place.level}人民政府办公室"
    out = [
        f"{place.name}府办〔{place.year}〕{rng.randint(1, 90)}号",
        "",
        office,
        f"关于印发《{title}》的通知",
        "",
        "各乡镇人民政府，各部门：",
        "",
    ]
    out += [
        f"现将《{title}》印发你们，请认真贯彻执行。",
        "",
        office,
        f"{place.year}年{rng.randint(1, 2)}月{rng.randint(1, 20)}日",
        "",
    ]
    if has_body:
        out += _body(title, truth, rng)
    out += ["附件", "", f"{title}分工表", "", _line(style, style.header)]
    out += ["|" + "---|" * len(style.header)] if style.sign == "|" else []
    for line in lines:
        out += _line_texts(style, line)
    return "\n".join([*out, "", "信息公开选项：主动公开", ""])


def _body(title: str, truth: Sequence[TruthRow], rng: random.Random) -> list[str]:
    out = [title, ""]
    section = clause = ""
    for row in truth:
        if row.section_name != section:
            section = row.section_name
            out += [f"{numeral(row.section)}、{section}", ""]
        text = row.text if re.search("[。]$", row.text) else row.text + "。"
        if rng.random() < 0.08:
            text = text.replace("做好", "切实做好", 1)
        if row.clause != clause:
            clause = row.clause
            out += [f"{clause}{row.task}。{text}", ""]
        else:
            out[-2] += text
    return out


def _line_texts(style: Style, line: Line) -> list[str]:
    header = ["", _line(style, style.header)]
    if line.kept_apart:
        top, bottom = line.kept_apart
        return [_line(style, top), *header, _line(style, bottom)]
    before = header if line.after_header else []
    if line.broken_at:
        at, place = line.broken_at
        first = [*line.cells[:at], line.cells[at][:place]]
        second = [line.cells[at][place:], *line.cells[at + 1 :]]
        return [*before, _line(style, first, opened=True), _line(style, second, closed=True)]
    return [*before, _line(style, line.cells) + ("\t" * line.tabs if style.sign == "\t" else "")]


def _line(style: Style, cells: Sequence[str], *, opened: bool = False, closed: bool = False) -> str:
    if style.sign == "|":
        return ("" if closed else "| ") + " | ".join(cells) + ("" if opened else " |")
    if style.sign == "\t":
        return "\t".join(cells)
    return style.sign.join(cell for cell in cells if cell)


# ---- how well they are read


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case was read. ``silent`` are rows read wrongly and named by no doubt; ``false_doubts`` right ones that are."""

    case: Case
    rows: int
    wrong: tuple[int, ...]
    silent: tuple[int, ...]
    count_silent: bool
    false_doubts: int
    misplaced: int  # right rows with another section, clause or task than the document's

    @property
    def perfect(self) -> bool:
        return not self.wrong and self.rows == len(self.case.truth)


def read_case(case: Case, folder: Path) -> Outcome:
    """Read ``case`` through ``read_document`` and compare every row with the truth."""
    path = folder / f"case-{case.seed}.txt"
    path.write_text(case.text, encoding="utf-8")
    draft = read_document(path)
    named = {doubt.row for doubt in draft.doubts}
    pairs = _paired(draft.rows, case.truth)
    wrong = {row.row for row, truth in pairs if truth is None or not same(row, truth)}
    lost = {row.row for row, truth in pairs if truth and truth.deadline is None}  # must be named though read rightly
    return Outcome(
        case=case,
        rows=len(draft.rows),
        wrong=tuple(sorted(wrong)),
        silent=tuple(sorted((wrong | lost) - named)),
        count_silent=len(draft.rows) != len(case.truth) and not named & wrong,
        false_doubts=sum(row.row in named - wrong - lost for row, _ in pairs),
        misplaced=sum(row.row not in wrong and not _at_home(row, truth, case) for row, truth in pairs if truth),
    )


def same(row: DraftRow, truth: TruthRow) -> bool:
    """Whether a draft row says what the document said."""
    return (
        row.text == truth.text
        and row.units == truth.units
        and row.deadline == truth.deadline
        and row.open_list == truth.open_list
        and (not truth.lead or (row.lead, row.support) == (truth.lead, truth.support))
    )


def _at_home(row: DraftRow, truth: TruthRow, case: Case) -> bool:
    """Whether the row stands under its section, point and task; without a body the table alone has to tell."""
    if not case.has_body:
        return row.task == truth.task
    return (row.section, row.clause, row.task) == (truth.section, truth.clause, truth.task)


def _paired(rows: Sequence[DraftRow], truth: Sequence[TruthRow]) -> list[tuple[DraftRow, TruthRow | None]]:
    """Each draft row with its truth: by place when the counts agree, else by the text, None where there is none."""
    if len(rows) == len(truth):
        return list(zip(rows, truth, strict=True))
    by_text = {t.text: t for t in truth}
    return [(row, by_text.get(row.text)) for row in rows]


def main(count: int) -> None:
    """Print the shares over ``count`` seeds."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [read_case(damaged(seed), Path(folder)) for seed in range(count)]
    rows = sum(o.rows for o in outcomes)
    print(f"documents: {count}, rows: {rows}")
    print(
        f"documents with every row right: {sum(o.perfect for o in outcomes)} ({sum(o.perfect for o in outcomes) / count:.1%})"
    )
    print(
        f"rows read wrongly: {sum(len(o.wrong) for o in outcomes)}, in silence: {sum(len(o.silent) for o in outcomes)}"
    )
    print(f"documents with a wrong number of rows in silence: {sum(o.count_silent for o in outcomes)}")
    print(f"right rows doubted: {sum(o.false_doubts for o in outcomes) / rows:.1%}")
    for outcome in outcomes:
        if not outcome.perfect or outcome.silent:
            case = outcome.case
            print(
                f"seed {case.seed} {case.style.sign!r} {'+'.join(case.damages)}: wrong {outcome.wrong}, silent {outcome.silent}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
