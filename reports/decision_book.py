"""The workbook in which people answer: grey cells are told, yellow ones are filled in. Read back by ``rules.decision_book``."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from crawler.mask import mask, mask_address
from rules.decision_book import SHEETS, Question, Sheet

_WIDTHS: Final = {
    "问题编号": 18, "编号": 22, "行": 5, "单位": 18, "检查": 20, "检测所见": 60, "请回答": 36, "倾向": 8, "网址": 36, "证据校验": 13, "任务": 40,
    "请提供": 60, "栏目": 24, "结论": 10, "理由": 36, "一句话说明（含佐证网址）": 48, "确认人": 10, "填写人": 10, "有效期至": 12,
}  # fmt: skip
_EPOCH: Final = datetime(2000, 1, 1)
_HEAD_AT: Final = 2  # two lines of explanation above
_HOW: Final = "只填黄色格：结论从下拉框选，理由、姓名必填，日期写成 2023-12-31；没有把握的留空。填好后用 zwgk decide import 导入，可以分次填、重复导入。"


def write_book(path: Path, questions: Sequence[Question]) -> None:
    """Write every sheet, also those with nothing to ask. What was crawled is text: no formula, no link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        # The same answers asked for give the same bytes.
        book.set_properties({"created": _EPOCH, "title": "确认表"})
        for sheet in SHEETS:
            _write(book, sheet, [question for question in questions if question.sheet is sheet])


def _write(book: Any, sheet: Sheet, questions: Sequence[Question]) -> None:
    page = book.add_worksheet(sheet.title)
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    told = book.add_format({"bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    free = book.add_format(
        {"bg_color": "#FFF9DB", "border": 1, "text_wrap": True, "valign": "top", "num_format": "@", "locked": False}
    )
    page.write_string(0, 0, f"{sheet.title}：{len(questions)} 条", book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, _HOW)
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, _WIDTHS.get(name, 16))
        page.write_string(_HEAD_AT, column, name, head)
    for line, question in enumerate(questions, start=_HEAD_AT + 1):
        for column, cell in enumerate(question.cells):
            shown = mask_address(cell) if cell.startswith("http") else mask(cell)
            page.write_string(line, column, shown[:2000], told)
        for column in range(len(sheet.told), len(sheet.columns)):
            page.write_blank(line, column, None, free)
    last = max(_HEAD_AT + 1, _HEAD_AT + len(questions))
    page.data_validation(
        _HEAD_AT + 1, len(sheet.told), last, len(sheet.told),
        {"validate": "list", "source": list(sheet.words), "error_message": f"请选：{'、'.join(sheet.words)}"},
    )  # fmt: skip
    page.freeze_panes(_HEAD_AT + 1, 1)
    page.autofilter(_HEAD_AT, 0, last, len(sheet.columns) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_AT)
