"""报告有哪些部分、哪些表，空表有没有说明。 Which parts and tables a report has, and what its empty tables say."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.fiscal_document.model import (
    DocumentError,
    ErrorKind,
    Part,
    PartRead,
    TableKind,
    TableRead,
    TableState,
)
from crawler.extract.fiscal_document.sheets import Sheet, listed_titles
from crawler.extract.running import Running
from crawler.files.model import FilePart

_PARTS: Final[dict[Part, re.Pattern[str]]] = {
    Part.DUTIES: re.compile(r"主要职[责能]|部门职[责能]|单位职[责能]|基本职能|职能职责|主要工作职责"),
    Part.STRUCTURE: re.compile(r"机构设置|机构情况|内设机构|单位构成|机构组成|人员构成"),
    Part.EXPLANATION: re.compile(r"[决预]算(?:收支)?(?:编制)?(?:情况)?(?:的)?说明"),
    Part.CHANGES: re.compile(
        r"(?:与|比|较)(?:20\d\d年|上年|去年|上一年)[^。；]{0,40}?(?:增加|减少|增长|下降|持平|降低)"
    ),
    Part.THREE_PUBLIC: re.compile(r"三公[”\"]?经费[^。]{0,60}?(?:\d|无|没有|未安排|不涉及)"),
    Part.OPERATING_COSTS: re.compile(r"机关(?:（[^（）]{1,10}）)?运行(?:（[^（）]{1,10}）)?(?:经费|费)"),
    Part.PROCUREMENT: re.compile(r"政府采购"),
    Part.STATE_ASSETS: re.compile(r"国有资产|共有车辆|固定资产"),
    Part.PERFORMANCE: re.compile(r"绩效(?:目标|自评|评价|管理|情况)|预算绩效"),
    Part.GLOSSARY: re.compile(r"名词解释|专业名词|名词说明"),
}
# What shows that words stand in the report itself and not in its table of contents: a sentence or an amount soon behind.
_CONTENT = re.compile(r"[。；]|\d[\d,.]{0,18}(?:万元|元|辆|个|家)")
_REACH: Final = 160
_NONE: Final = r"(?:没有|无|未安排|不涉及|未发生|均为0|为零)"
_STATEMENT: Final[dict[TableKind, re.Pattern[str]]] = {
    TableKind.FUND: re.compile(
        rf"(?:{_NONE}[^。；]{{0,14}}政府性基金[^。；]{{0,40}}|政府性基金[^。；\d]{{0,24}}(?:无|没有|未安排|不涉及|为?0(?:\.0{{1,2}})?万?元)[^。；]{{0,30}})"
    ),
    TableKind.STATE_CAPITAL: re.compile(
        rf"(?:{_NONE}[^。；]{{0,14}}国有资本[^。；]{{0,40}}|国有资本[^。；\d]{{0,24}}(?:无|没有|未安排|不涉及|为?0(?:\.0{{1,2}})?万?元)[^。；]{{0,30}})"
    ),
    TableKind.THREE_PUBLIC: re.compile(rf"{_NONE}[^。；]{{0,14}}三公[”\"]?经费[^。；]{{0,40}}"),
    TableKind.PROJECT: re.compile(rf"{_NONE}[^。；]{{0,10}}项目支出[^。；]{{0,40}}"),
}
_NAMED: Final = {
    TableKind.FUND: "政府性基金",
    TableKind.STATE_CAPITAL: "国有资本",
    TableKind.THREE_PUBLIC: "三公",
    TableKind.PROJECT: "项目支出",
}
_EMPTY_NOTE = re.compile(
    r"[^。；：\n]{0,50}(?:本表(?:为空表|无数据|为空|没有数据|无数字)|空表列示|此表为空|故?为空表|无相关数据|无此项支出)[^。；\n]{0,20}"
)


def parts_of(run: Running) -> tuple[PartRead, ...]:
    """The parts seen, each where it was first seen with content behind."""
    found: list[PartRead] = []
    for part, words in _PARTS.items():
        match = next((m for m in words.finditer(run.text) if _has_content(run, m, part)), None)
        if match:
            found.append(
                PartRead(part, run.place(match.start(), match.end()), run.quote(match.start(), match.end() + 20))
            )
    return tuple(found)


def _has_content(run: Running, match: re.Match[str], part: Part) -> bool:
    behind = run.text[match.end() : match.end() + _REACH]
    if part is Part.STRUCTURE:
        return bool(_CONTENT.search(behind)) or "序号" in behind or "单位名称" in behind
    return bool(_CONTENT.search(behind))


def tables_of(parts: Sequence[FilePart], sheets: Sequence[Sheet], run: Running) -> tuple[TableRead, ...]:
    """Each kind of table with its state."""
    listed = {title.kind: title.text for title in listed_titles(parts)}
    return tuple(_table(kind, sheets, listed.get(kind, ""), run) for kind in TableKind)


def statement_errors(sheets: Sequence[Sheet]) -> Iterator[DocumentError]:
    """A table that says it is empty and is not. Certain where the words name the table's own matter."""
    for sheet in sheets:
        note = _EMPTY_NOTE.search(sheet.notes)
        named = [kind for kind, word in _NAMED.items() if note and word in note.group()]
        if note and sheet.figures() and sheet.has_cells and (not named or sheet.kind in named):
            first = next(row for row in sheet.rows if any(number and number[0] for number in sheet.numbers(row)))
            shown = " ".join(cell for cell in first.cells if cell)[:60]
            message = f"表下写“{note.group().strip()[:40]}”，表中却有数字（{shown}）"
            yield DocumentError(ErrorKind.STATEMENT, first.place(), note.group().strip()[:120], message, bool(named))


def _table(kind: TableKind, sheets: Sequence[Sheet], listed: str, run: Running) -> TableRead:
    own = [sheet for sheet in sheets if sheet.kind is kind]
    filled = next((sheet for sheet in own if sheet.figures()), None)
    if filled is not None:
        return TableRead(kind, "present", filled.place, filled.title)
    if own:
        statement = _statement(kind, own[0], run) or _noughts(own[0])
        state: TableState = "empty_stated" if statement else "empty"
        return TableRead(kind, state, own[0].place, own[0].title, statement)
    match = _STATEMENT[kind].search(run.text) if kind in _STATEMENT else None
    if match:
        start = _clause(run, match.start())
        return TableRead(kind, "stated", run.place(start, match.end()), listed, run.quote(start, match.end()))
    return TableRead(kind, "listed" if listed else "not_seen", None, listed)


def _statement(kind: TableKind, sheet: Sheet, run: Running) -> str:
    """The words that say why a table is empty: below it, else anywhere in the text."""
    note = _EMPTY_NOTE.search(sheet.notes) or (re.search(rf"[^。\n]{{0,40}}{_NONE}[^。\n]{{0,60}}", sheet.notes))
    if note:
        return note.group().strip()[:120]
    match = _STATEMENT[kind].search(run.text) if kind in _STATEMENT else None
    return run.quote(_clause(run, match.start()), match.end()) if match else ""


def _noughts(sheet: Sheet) -> str:
    """The row that says nought, where a table is filled with noughts: that is a statement, and no empty table."""
    for row in sheet.rows:
        if any(number is not None and number[0] == 0 for number in sheet.numbers(row)):
            return " ".join(cell for cell in row.cells if cell)[:120]
    return ""


def _clause(run: Running, position: int) -> int:
    """Where the clause of a position begins, 40 characters before it at most."""
    low = max(0, position - 40)
    return max(low, *(run.text.rfind(stop, low, position) + 1 for stop in "。；："))
