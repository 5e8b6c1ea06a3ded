"""整改台账 as a workbook: a sheet for filters and the way back, one for printing, one that counts. ``rules.ledger_import`` reads it back.

What was crawled is text: no formula, no link. The same rows give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, Final

from reports.new_book import new_book
from reports.wording import address, plain, prose
from rules.decisions import APPEAL_REASONS
from rules.ledger import AFTER, COLUMNS, DONE_ON, FILLED, SHEET, STATE, STATES, LedgerRow, types

_WIDTHS: Final = (5, 15, 13, 18, 10, 34, 30, 22, 11, 11, 7, 6, 8, 18, 7, 11, 14, 20, 22, 11, 10, 14, 11, 10)
_PRINTED: Final = {
    "序号": 5, "责任单位": 13, "栏目（事项）": 17, "问题描述": 37, "整改要求": 29, "发现时间": 11, "整改时限": 11, "扣分": 5, "整改情况": 17,
    "状态": 9,
}  # fmt: skip
_SHORT_NAMES: Final = {"栏目（事项）": "栏目"}
_MIDDLE: Final = ("序号", "问题编号", "责任单位", "问题类型", "严重程度", "是否重复", STATE)
_WEB: Final = ("栏目网址", AFTER)
_HEAD_AT: Final = 2
_LINE: Final = 14.0  # points of a line of ten-point print
_TALLEST: Final = 400.0  # points; a workbook holds no row above 409
_PAGE: Final = 500.0  # points of rows on a printed page below the three lines that head it
_LONGEST: Final = 360  # characters of a cell: what a row of the greatest height holds
_SAID: Final = 1_000  # of a cell that the unit fills: shown whole, so that it comes back as it went out
_BODY, _HEADING, _TITLE = "宋体", "黑体", "方正小标宋简体"
_FREE: Final = "#FFF9DB"
_GUIDE: Final = 76  # width of the page that explains


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """A ledger and what heads it. ``remarks`` is 检测说明; ``severity`` says where 严重程度 comes from, or why it is empty."""

    site: str
    document: str
    as_of: date
    run: int
    rules: str  # the version of the rules, as a reader may quote it
    rows: tuple[LedgerRow, ...]
    severity: str
    remarks: tuple[str, ...]

    @property
    def stamp(self) -> str:
        return (
            f"监测时间点：{prose(self.as_of)}　　采集编号：{self.run}　　规则版本：{self.rules}　　生成日期：{prose(self.as_of)}　　"
            f"依据：{self.document}"
        )


def write_ledger(path: Path, ledger: LedgerBook) -> None:
    """Write the workbook. Raises OSError when it cannot be written."""
    # A column is as many figures of this font wide: with another one the same widths take another room on paper.
    font = {"font_name": _BODY, "font_size": 11}
    with new_book(path, SHEET, default_format_properties=font) as book:
        pen = _Pen(book)
        _guide(pen, ledger)
        _data(pen, ledger)
        _print(pen, ledger)
        _summary(pen, ledger)
        _words(pen)
        book.get_worksheet_by_name(SHEET).activate()


class _Pen:
    """The formats, and how a cell of each kind of value is written."""

    def __init__(self, book: Any) -> None:
        self.book = book
        text = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": _BODY, "font_size": 10}
        day = {**text, "num_format": "yyyy-mm-dd", "align": "center"}
        words, middle = {**text, "num_format": "@"}, {**text, "num_format": "@", "align": "center"}
        free = {"bg_color": _FREE, "locked": False}
        self.title = book.add_format({"font_name": _TITLE, "font_size": 20, "align": "center", "valign": "vcenter"})
        self.stamp = book.add_format({"font_name": _BODY, "font_size": 10, "valign": "vcenter", "text_wrap": True})
        self.head = book.add_format({**text, "font_name": _HEADING, "align": "center", "bg_color": "#D9D9D9"})
        self.plain = book.add_format({"font_name": _BODY, "font_size": 11, "text_wrap": True, "valign": "top"})
        self.heading = book.add_format({"font_name": _HEADING, "font_size": 12, "valign": "vcenter"})
        kinds = {"words": words, "middle": middle, "day": day}
        self.formats = {(kind, is_free): book.add_format({**form, **(free if is_free else {})}) for kind, form in kinds.items() for is_free in (False, True)}
        self.number = book.add_format({**text, "align": "center", "num_format": "0"})
        self.points = book.add_format({**text, "align": "center", "num_format": "0.00"})
        self.middle = self.formats["middle", False]
        self.count = book.add_format({**text, "align": "center", "num_format": "0;-0;"})
        self.total = book.add_format({**text, "align": "center", "num_format": "0", "bold": True})

    def write(self, page: Any, at: tuple[int, int], name: str, value: object, *, free: bool) -> None:
        """One cell of the ledger. Whatever it holds stays what it is: text is text, a day is a day."""
        if isinstance(value, date):
            page.write_datetime(*at, datetime(value.year, value.month, value.day), self.formats["day", free])
        elif isinstance(value, int):
            page.write_number(*at, value, self.number)
        elif value:
            page.write_string(*at, str(value), self.formats["middle" if name in _MIDDLE else "words", free])
        else:
            kind = "day" if name.endswith(("时间", "时限", "日期")) else "middle" if name in _MIDDLE else "words"
            page.write_blank(*at, None, self.points if name == "扣分" else self.formats[kind, free])


def _shown(row: LedgerRow, n: int) -> dict[str, object]:
    """The cells by column, fit for print."""
    cells: dict[str, object] = {}
    for name, value in zip(COLUMNS, row.cells(n), strict=True):
        if isinstance(value, str):
            cells[name] = "\n".join(address(part).text for part in value.split(" ")) if name in _WEB else plain(value, _SAID if name in FILLED else _LONGEST)
        else:
            cells[name] = value
    return cells


# ---- 整改台账


def _data(pen: _Pen, ledger: LedgerBook) -> None:
    page = pen.book.add_worksheet(SHEET)
    last = len(COLUMNS) - 1
    _head(pen, page, f"{ledger.site}政务公开问题整改台账", f"{ledger.stamp}　　只填黄色格", dict(zip(COLUMNS, _WIDTHS, strict=True)), as_of=ledger.as_of)
    for n, row in enumerate(ledger.rows, start=1):
        at = _HEAD_AT + n
        shown = _shown(row, n)
        page.set_row(at, _height(zip(shown.values(), _WIDTHS, strict=True)))
        for column, (name, value) in enumerate(shown.items()):
            pen.write(page, (at, column), name, value, free=name in FILLED)
    end = max(_HEAD_AT + len(ledger.rows), _HEAD_AT + 1)
    state, done = COLUMNS.index(STATE), COLUMNS.index(DONE_ON)
    page.data_validation(
        _HEAD_AT + 1, state, end, state,
        {"validate": "list", "source": f"=字典!$A$2:$A${len(STATES) + 1}", "error_title": STATE, "error_message": f"请选：{'、'.join(STATES)}"},
    )  # fmt: skip
    page.data_validation(
        _HEAD_AT + 1, done, end, done,
        {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "warning", "error_message": "请写成 2023-12-31"},
    )  # fmt: skip
    page.freeze_panes(_HEAD_AT + 1, 3)
    page.autofilter(_HEAD_AT, 0, end, last)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    _paper(page, 8, _HEAD_AT)
    page.fit_to_pages(1, 0)


def _head(pen: _Pen, page: Any, title: str, stamp: str, widths: Mapping[str, float], *, as_of: date) -> None:
    """The three lines that head a table: title, where it comes from, names of columns."""
    last = len(widths) - 1
    page.merge_range(0, 0, 0, last, plain(title, 80), pen.title)
    page.merge_range(1, 0, 1, last, plain(stamp, 400), pen.stamp)
    page.set_row(0, 34)
    page.set_row(1, _height([(stamp, sum(widths.values()))]))
    page.set_row(_HEAD_AT, 2 * _LINE + 8 if len(widths) < len(COLUMNS) else 4 * _LINE + 4)
    for column, (name, width) in enumerate(widths.items()):
        page.set_column(column, column, width)
        page.write_string(_HEAD_AT, column, f"{name}（截至{as_of}）" if name == "剩余天数" else _SHORT_NAMES.get(name, name) if last < 10 else name, pen.head)


def _paper(page: Any, paper: int, last_head: int) -> None:
    """Landscape, the head on every page, a footer that a low margin does not cut."""
    page.set_landscape()
    page.set_paper(paper)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.8)
    page.set_footer("&C第 &P 页 共 &N 页", {"margin": 0.35})
    page.repeat_rows(0, last_head)


# ---- 打印版


def _print(pen: _Pen, ledger: LedgerBook) -> None:
    """Ten columns, a unit's name once: again at the head of every page its lines go on to."""
    page = pen.book.add_worksheet("打印版")
    _head(pen, page, f"{ledger.site}政务公开问题整改台账", ledger.stamp, _PRINTED, as_of=ledger.as_of)
    at, room, breaks = _HEAD_AT + 1, _PAGE, []
    numbered = enumerate(ledger.rows, start=1)
    for unit, lines in groupby(numbered, key=lambda line: line[1].unit_name):
        first = at
        for n, row in lines:
            shown = {name: value for name, value in _shown(row, n).items() if name in _PRINTED}
            height = _height(zip(shown.values(), _PRINTED.values(), strict=True))
            if height > room:
                _unit(pen, page, unit, first, at - 1)
                breaks.append(at)
                first, room = at, _PAGE
            room -= height
            page.set_row(at, height)
            for column, (name, value) in enumerate(shown.items()):
                if name != "责任单位":
                    pen.write(page, (at, column), name, value, free=False)
            at += 1
        _unit(pen, page, unit, first, at - 1)
    _paper(page, 9, _HEAD_AT)
    page.fit_to_pages(1, 0)
    page.set_h_pagebreaks(breaks)
    page.print_area(0, 0, max(at - 1, _HEAD_AT), len(_PRINTED) - 1)
    page.protect("", {"format_columns": True, "format_rows": True})


def _unit(pen: _Pen, page: Any, unit: str, first: int, last: int) -> None:
    if last > first:
        page.merge_range(first, 1, last, 1, plain(unit, 60), pen.middle)
    elif last == first:
        page.write_string(first, 1, plain(unit, 60), pen.middle)


# ---- 汇总, 填表说明, 字典


def _summary(pen: _Pen, ledger: LedgerBook) -> None:
    """How many of each type a unit has, and how many still stand open."""
    page = pen.book.add_worksheet("汇总")
    names = [kind.name for kind in types()]
    widths = {"责任单位": 20.0, **dict.fromkeys(names, 11.0), "合计": 9.0, "未销号": 9.0}
    _head(pen, page, "整改台账汇总（件）", ledger.stamp, widths, as_of=ledger.as_of)
    units = dict.fromkeys(row.unit_name for row in ledger.rows)
    lines = [(unit, [row for row in ledger.rows if row.unit_name == unit]) for unit in units]
    for at, (unit, rows) in enumerate([*lines, ("合计", list(ledger.rows))], start=_HEAD_AT + 1):
        numbers = [sum(row.type == name for row in rows) for name in names]
        page.write_string(at, 0, plain(unit, 60), pen.middle if at <= _HEAD_AT + len(lines) else pen.total)
        for column, number in enumerate([*numbers, len(rows), sum(row.closed is None for row in rows)], start=1):
            page.write_number(at, column, number, pen.count if at <= _HEAD_AT + len(lines) else pen.total)
        page.set_row(at, _height([(unit, 20)]))
    _paper(page, 9, _HEAD_AT)
    page.fit_to_pages(1, 0)
    page.freeze_panes(_HEAD_AT + 1, 1)
    page.protect("")


def _guide(pen: _Pen, ledger: LedgerBook) -> None:
    page = pen.book.add_worksheet("填表说明")
    page.set_column(0, 0, _GUIDE)
    page.write_string(0, 0, "填表说明", pen.title)
    page.set_row(0, 34)
    lines = [(line, is_heading) for heading, told in _explained(ledger) for line, is_heading in ((heading, True), *((t, False) for t in told))]
    for at, (line, is_heading) in enumerate(lines, start=1):
        shown = plain(line, 2000)
        page.write_string(at, 0, shown, pen.heading if is_heading else pen.plain)
        page.set_row(at, 26 if is_heading else min(_lines(shown, _GUIDE) * 15.0 + 3, _TALLEST))
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.8)
    page.set_footer("&C第 &P 页 共 &N 页", {"margin": 0.35})
    page.fit_to_pages(1, 0)
    page.protect("")


def _explained(ledger: LedgerBook) -> Iterator[tuple[str, Sequence[str]]]:
    reasons = "；".join(f"{n} {words}" for n, words in APPEAL_REASONS.items())
    yield "一、怎么填", (
        "1. 在“整改台账”中只填黄色格，其余各格由系统填写。填好后原样交回，不要改动表头、问题编号。",
        f"2. 已经整改的：状态选“已整改待复核”，填写“{AFTER}”（必填，以 http:// 或 https:// 开头），不用截图、不用盖章。",
        f"3. 需要延期的：状态选“申请延期”，“{DONE_ON}”写预计完成的日期，“备注”写原因。是否延期由中心决定，决定之前时限不变。",
        f"4. 有异议的：状态选“申诉中”，“备注”以理由编号开头，再写一句话，例如“1 已在本单位预算栏目公布”。理由编号：{reasons}。"
        "选 7 的只填编号，不写内容，线下核实。",
        "5. “责任人及电话”写在台账里供联系，系统只记姓名。其他各格不要填写个人的身份证号、手机号。",
        "6. “整改台账”可以筛选；要排序请先撤销工作表保护（没有密码），次序不影响读取。增加的行、隐藏的行不会被读取，交回前请取消筛选。存档、呈批用“打印版”。",
    )  # fmt: skip
    yield "二、各列的意思", (
        "1. 销号只凭复检结果或中心有具名的决定；单位报告已整改的，显示为“已整改待复核”。",
        "2. “问题描述”说的是截至所写日期检测所见；“未见”指在检索范围内没有找到，不等于没有公开。",
        f"3. “剩余天数”按{prose(ledger.as_of)}计算，是固定的数，负数为已经超过的天数；没有定时限的、申诉中的、已销号的留空。",
        "4. “扣分”留空：评分尚未定分。",
        f"5. {ledger.severity}",
        "6. “证据编号”可凭以向中心调阅存档的网页。“是否重复”为“是”的，是销号以后又出现的同一问题，沿用原编号。",
        "7. 个别信息另行核实，不在台账中列出名称和网址。",
    )  # fmt: skip
    yield "三、检测说明", [f"{n}. {line}" for n, line in enumerate(ledger.remarks, start=1)]


def _words(pen: _Pen) -> None:
    """What may be chosen; hidden, for the drop-down."""
    page = pen.book.add_worksheet("字典")
    lists = {STATE: STATES, "问题类型": [kind.name for kind in types()], "申诉理由": [f"{n} {words}" for n, words in APPEAL_REASONS.items()]}
    for column, (name, words) in enumerate(lists.items()):
        page.set_column(column, column, 22)
        for line, word in enumerate((name, *words)):
            page.write_string(line, column, word)
    page.protect("")
    page.hide()


# ---- heights


def _height(cells: Any) -> float:
    """The height a row needs: a workbook does not find it itself once it is opened elsewhere."""
    most = max((_lines(str(value), width) for value, width in cells if value is not None), default=1)
    return min(max(most, 1) * _LINE + 6, _TALLEST)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(sum(2.2 if ord(c) > 0x2E7F or c in "“”‘’…—" else 1.1 for c in part) / width)) for part in text.split("\n"))
