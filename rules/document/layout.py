"""Where a 分工表 stands, and its pieces: header, pages, and the cells of each line, before any row is known.

A table's text reaches us with tabs, with ``|``, with runs of spaces, or one cell a line, depending on who copied it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.document.reader import Grid, Source

_SPACES = re.compile(r"[ \u3000]{2,}|\u3000")
_TAGS = re.compile(r"<(/?)(p|br|div|span|strong|b|font|u|o:p|td|tr)\b[^<>]{0,200}>", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+\-=─━┼│]+")
_FOOTER = re.compile(
    r"(?:信息)?公开(?:选项|属性|方式)[：:]|抄送[：:]|主题词[：:]|.{0,40}\d日印发$|.{2,30}办公室\s+.{6,16}印发"
)
_NOTE = re.compile(r"(?:备注|注|说明)[：:]")
PAGE_NUMBER = re.compile(r"[-—－–\s]{1,6}\d{1,3}[-—－–\s]{1,6}|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?")
_BLANK = re.compile(r"\s+")


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    TEXT = "text"
    UNITS = "units"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    REMARK = "remark"


class Joins(StrEnum):
    """What may have been cut: nothing, rows at page ends, also lines inside a cell, or everything (one cell a line)."""

    NONE = "none"
    PAGES = "pages"
    LINES = "lines"
    CELLS = "cells"


# The words of header cells, squeezed. Order matters: the first that matches decides.
_HEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.NUMBER, re.compile(r"序号|编号|序|项次|№|no\.?", re.IGNORECASE)),
    (Role.LEAD, re.compile(r"(?:牵头|主办|主责|主要责任)(?:责任)?(?:单位|部门|科室|处室|机构|股室)(?:\(.{0,20}\))?")),
    (
        Role.SUPPORT,
        re.compile(r"(?:配合|协办|参与|协助|参加|协同)(?:责任)?(?:单位|部门|科室|处室|机构|股室)(?:\(.{0,20}\))?"),
    ),
    (
        Role.UNITS,
        re.compile(
            r"(?:责任|承办|负责|落实|实施|执行)(?:单位|部门|科室|处室|机构|股室|主体)(?:\(.{0,20}\))?|责任分工|职责分工"
        ),
    ),
    (
        Role.DEADLINE,
        re.compile(
            r"(?:工作|任务|公开)?(?:完成|办理|落实|推进|公开)?(?:的)?(?:时限|时间|期限|时间节点|时间要求|时限要求|时间安排|进度|节点)(?:要求|安排)?"
        ),
    ),
    (
        Role.REMARK,
        re.compile(
            r"备注|说明|(?:分管|责任|包抓|牵头)?(?:区|县|市)?领导|责任人|联系人|联系电话|(?:公开)?(?:依据|方式|渠道|平台|栏目)|进展情况|完成情况|落实情况"
        ),
    ),
    (
        Role.TEXT,
        re.compile(
            r".{0,6}(?:任务|要求|内容|措施|举措|事项|要点|工作|目标|项目|类别|领域|方面|名称|分类|指标|清单|板块|重点)(?:\(.{0,12}\))?(?:及要求|分解|细化|名称|类别)?"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One 分工表. ``columns`` are the header's roles in order; ``labels`` their words; ``pages`` hold lines of cells."""

    columns: tuple[Role, ...]
    labels: tuple[tuple[Role, str], ...]
    pages: tuple[tuple[tuple[str, ...], ...], ...]
    joins: Joins
    placed: bool = True  # whether empty cells were kept, so that a cell's place says something


def find_sheets(source: Source) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The tables of a document that name tasks and who is responsible, and the lines that are not part of any."""
    if source.grids:
        sheets = tuple(_from_grids(source))
        if sheets:
            return sheets, source.lines
    return _from_lines(source.lines)


def squeeze(text: str) -> str:
    """Without white space: for comparing words that damage has spread out."""
    return _BLANK.sub("", text)


def clean(cell: str) -> str:
    """A cell without markup; its paragraphs are parted by newlines."""
    text = _TAGS.sub(lambda m: "" if m.group(2).lower() in ("span", "strong", "b", "font", "u", "o:p") else "\n", cell)
    text = text.replace("**", "").replace("&nbsp;", " ").replace("\\|", "|")
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))


def header_columns(cells: Sequence[str]) -> tuple[tuple[Role, str], ...]:
    """The roles a header line gives its columns, () when it is no header of a 分工表."""
    if len(cells) > 60 or not any("单位" in c or "部门" in c or "责" in c or "室" in c or "机构" in c for c in cells):
        return ()
    words = [word for cell in cells if (word := squeeze(clean(cell)))]
    known = [(_role_of(word), word) for word in words]
    roles = {role for role, _ in known if role}
    if not roles & {Role.UNITS, Role.LEAD} or Role.TEXT not in roles or not 3 <= len(words) <= 12:
        return ()
    if any(len(word) > 24 for word in words) or sum(1 for role, _ in known if not role) > 2:
        return ()
    return tuple(_placed(_guessed(known)))


def _role_of(word: str) -> Role | None:
    if len(word) > 24:
        return None
    plain = word.replace("（", "(").replace("）", ")")
    return next((role for role, pattern in _HEADS if pattern.fullmatch(plain)), None)


def _guessed(known: list[tuple[Role | None, str]]) -> list[tuple[Role, str]]:
    """Columns with unknown headings: before the units they name tasks, after them they are remarks."""
    at_units = next(at for at, (role, _) in enumerate(known) if role in (Role.UNITS, Role.LEAD))
    return [(role or (Role.TEXT if at < at_units else Role.REMARK), word) for at, (role, word) in enumerate(known)]


def _placed(named: list[tuple[Role, str]]) -> Iterator[tuple[Role, str]]:
    """Of the task columns the last is the text, the one before it the task, the first of three the section.

    Beside 牵头单位, a column 责任单位 names those who support.
    """
    led = any(role is Role.LEAD for role, _ in named)
    texts = [at for at, (role, _) in enumerate(named) if role is Role.TEXT]
    earlier = [Role.SECTION, Role.TASK] if len(texts) > 2 else [Role.TASK]
    for at, (role, word) in enumerate(named):
        if role is Role.TEXT and at != texts[-1]:
            role = earlier[min(texts.index(at), len(earlier) - 1)]
        yield Role.SUPPORT if led and role is Role.UNITS else role, word


# ---- tables the file itself has


def _from_grids(source: Source) -> Iterator[Sheet]:
    """One sheet a header; a table without one goes on with the sheet before it, when it is as wide."""
    joins = Joins.PAGES if source.kind == "pdf" else Joins.NONE
    columns: tuple[tuple[Role, str], ...] = ()
    pages: list[list[tuple[str, ...]]] = []
    width = 0
    for grid in source.grids:
        head = _grid_header(grid)
        if head is None and not (columns and abs(max(map(len, grid), default=0) - width) <= 1):
            continue
        if head and columns and [r for r, _ in head[0]] != [r for r, _ in columns]:
            yield _sheet(columns, pages, joins)
            pages = []
        if head:
            columns, start = head
            width = max(map(len, grid))
        else:
            start = 0
        pages += _grid_pages(grid[start:])
    if columns:
        yield _sheet(columns, pages, joins)


def _grid_pages(rows: Grid) -> list[list[tuple[str, ...]]]:
    pages: list[list[tuple[str, ...]]] = [[]]
    for row in rows:
        if header_columns(row):
            pages.append([])
        elif any(c.strip() for c in row):
            pages[-1].append(tuple(clean(c) for c in row))
    return pages


def _grid_header(grid: Grid) -> tuple[tuple[tuple[Role, str], ...], int] | None:
    """The header among the first rows, and where the rows after it begin. A second header line refines the first."""
    for at, row in enumerate(grid[:4]):
        if not (columns := header_columns(row)):
            continue
        if at + 1 < len(grid) and (finer := header_columns(grid[at + 1])) and finer != columns:
            return finer, at + 2
        return columns, at + 1
    return None


def _sheet(
    columns: Sequence[tuple[Role, str]], pages: list[list[tuple[str, ...]]], joins: Joins, placed: bool = True
) -> Sheet:
    kept = tuple(tuple(page) for page in pages if page)
    return Sheet(tuple(role for role, _ in columns), tuple(columns), kept, joins, placed)


# ---- tables among lines


def _from_lines(lines: tuple[str, ...]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    start, split, columns = _first_header(lines)
    if split is None:
        return _one_cell_a_line(lines)
    end = _end(lines, start, split)
    pages: list[list[tuple[str, ...]]] = []
    for line in lines[start:end]:
        cells = split.cells(line)
        if header_columns(cells):
            pages.append([])
        elif any(cells) and not _RULE.fullmatch(line) and not PAGE_NUMBER.fullmatch(line.strip()):
            pages[-1].append(tuple(clean(c) for c in cells))
    return (_sheet(columns, pages, Joins.LINES, placed=split.sign != " "),), (*lines[:start], *lines[end:])


@dataclass(frozen=True, slots=True)
class _Split:
    sign: str  # "\t", "|" or " "

    def cells(self, line: str) -> tuple[str, ...]:
        """The cells of a line; those at its end that are empty are left out."""
        if self.sign == " ":
            parts = _SPACES.split(line.strip())
        elif self.sign == "|":
            bare = line.strip().replace("\\|", "\x00").replace("｜", "|").replace("│", "|")
            parts = [p.replace("\x00", "\\|") for p in bare.removeprefix("|").removesuffix("|").split("|")]
        else:
            parts = line.split("\t")
        stripped = [p.strip() for p in parts]
        while stripped and not stripped[-1]:
            stripped.pop()
        return tuple(stripped)

    def parts_line(self, line: str) -> bool:
        """Whether the line has more than one cell, or an empty one before its first."""
        return len(self.cells(line)) > 1


def _first_header(lines: tuple[str, ...]) -> tuple[int, _Split | None, tuple[tuple[Role, str], ...]]:
    for at, line in enumerate(lines):
        for sign in ("\t", "|", " "):
            if sign in line.replace("｜", "|").replace("│", "|").replace("\u3000", "  "):
                split = _Split(sign)
                if columns := header_columns(split.cells(line)):
                    return at, split, columns
    return 0, None, ()


def _end(lines: tuple[str, ...], start: int, split: _Split) -> int:
    """Where the table ends: after its last line of several cells, and what follows that line without a blank one."""
    stop = next((at for at in range(start, len(lines)) if _FOOTER.match(lines[at].strip())), len(lines))
    last = max((at for at in range(start, stop) if split.parts_line(lines[at])), default=start)
    end = last + 1
    while end < stop and lines[end].strip() and not _NOTE.match(lines[end].strip()) and end - last <= 3:
        end += 1
    return end


def _one_cell_a_line(lines: tuple[str, ...]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """A table copied cell by cell: at least three header words on lines of their own, one after the other."""
    cells = [(at, line.strip().strip("|").strip()) for at, line in enumerate(lines)]
    cells = [(at, cell) for at, cell in cells if cell]
    heads = [bool(_role_of(squeeze(cell))) for _, cell in cells]
    at = 0
    pages: list[list[tuple[str, ...]]] = []
    columns: tuple[tuple[Role, str], ...] = ()
    first = last = 0
    while at < len(cells):
        run = next((n for n in range(min(8, len(cells) - at), 2, -1) if all(heads[at : at + n])), 0)
        found = header_columns([c for _, c in cells[at : at + run]]) if run else ()
        if found:
            columns, first = columns or found, first if columns else cells[at][0]
            pages.append([])
            at += run
            continue
        if columns and _FOOTER.match(cells[at][1]):
            break
        if columns:
            pages[-1].append((clean(cells[at][1]),))
        last = cells[at][0]
        at += 1
    if not columns:
        return (), lines
    return (_sheet(columns, pages, Joins.CELLS, placed=False),), (*lines[:first], *lines[last + 1 :])
