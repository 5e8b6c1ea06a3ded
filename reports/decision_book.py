"""The workbook in which people answer: grey cells are told, yellow ones are filled in. Read back by ``rules.decision_book``."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from crawler.mask import mask, mask_address
from reports.new_book import new_book
from rules.decision_book import Question
from rules.decision_sheets import SHEETS, Sheet

_WIDTHS: Final = {
    "问题编号": 18, "编号": 22, "行": 5, "单位": 18, "检查": 20, "检测所见": 60, "请回答": 36, "倾向": 8, "网址": 36, "证据校验": 13, "任务": 40,
    "要求": 40, "请提供": 48, "佐证": 12, "栏目": 24, "结论": 10, "理由": 36, "一句话说明（含佐证网址）": 48, "确认人": 10, "填写人": 10, "有效期至": 12,
}  # fmt: skip
_PAGE_WIDTHS: Final = {
    "问题编号": 9, "行": 4, "单位": 10, "要求": 30, "请提供": 34, "佐证": 9, "结论": 7, "一句话说明（含佐证网址）": 30, "填写人": 9, "有效期至": 11,
}  # fmt: skip
_HEAD_AT: Final = 2  # two lines of explanation above
_SIGNED_AT: Final = 2  # where a unit's page is signed, in two lines; its head stands below them and how was drawn
_SIGNATURES: Final = ((0, 2, "填写人"), (0, 6, "有效期至"), (1, 2, "负责人签字"), (1, 6, "填写日期"))  # line, column of the label
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NAME_AT_MOST: Final = 31  # characters of a sheet's name in a workbook
_ONE_PAGE: Final = 24  # lines that are still readable on one printed page
_HOW_SIGNED: Final = "只填黄色格：结论选“是”“否”“不涉及”，写一句话；只有标明“抽中”的才要附佐证。填写人、有效期在上面填一次即可，签字盖章后留存，用 zwgk decide import 导入。"
_HOW: Final = "只填黄色格：结论从下拉框选，理由、姓名必填，日期写成 2023-12-31；没有把握的留空。填好后用 zwgk decide import 导入，可以分次填、重复导入。"


def write_book(path: Path, questions: Sequence[Question], *, sampled: str = "", until: str = "") -> None:
    """Write every sheet, also those with nothing to ask. What was crawled is text: no formula, no link.

    Declarations have a page for each unit; ``sampled`` says there how the lines were drawn of which proof is asked, ``until`` is
    filled in as the day up to which a declaration holds.
    """
    with new_book(path, "确认表") as book:
        for sheet in SHEETS:
            asked = [question for question in questions if question.sheet is sheet]
            units = tuple(dict.fromkeys(question.page for question in asked)) if sheet.by_unit else ()
            names: set[str] = set()
            for unit in units:
                told = [question for question in asked if question.page == unit]
                page = _write(book, sheet, told, name=_name(sheet, unit, names), unit=unit)
                _sign(book, page, sampled, until)
            if not units:
                _write(book, sheet, asked)


def _name(sheet: Sheet, unit: str, taken: set[str]) -> str:
    """The name of a unit's page: without what a workbook forbids, and no other's."""
    plain = f"{sheet.title}·{_FORBIDDEN.sub('', unit)}".rstrip("'")
    name, n = plain[:_NAME_AT_MOST], 2
    while name in taken:
        name, n = f"{plain[: _NAME_AT_MOST - 3]}~{n}", n + 1
    taken.add(name)
    return name


def _sign(book: Any, page: Any, sampled: str, until: str) -> None:
    """The cells above a page of declarations that are filled in once, and the line for a signature."""
    label = book.add_format({"bold": True, "align": "right"})
    free = book.add_format({"bg_color": "#FFF9DB", "border": 1, "num_format": "@", "locked": False})
    for line, column, name in _SIGNATURES:
        page.write_string(_SIGNED_AT + line, column, name, label)
        page.write_string(_SIGNED_AT + line, column + 1, until if name == "有效期至" else "", free)
    page.write_string(_SIGNED_AT + 2, 0, sampled)


def _write(book: Any, sheet: Sheet, questions: Sequence[Question], *, name: str = "", unit: str = "") -> Any:
    page = book.add_worksheet(name or sheet.title)
    top = _SIGNED_AT + 3 if unit else _HEAD_AT
    widths = _PAGE_WIDTHS if unit else _WIDTHS
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    told = book.add_format({"bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    free = book.add_format(
        {"bg_color": "#FFF9DB", "border": 1, "text_wrap": True, "valign": "top", "num_format": "@", "locked": False}
    )
    of_unit = f"（{unit}）" if unit else ""
    page.write_string(0, 0, f"{sheet.title}{of_unit}：{len(questions)} 条", book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, _HOW_SIGNED if unit else _HOW)
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, widths.get(name, 16))
        page.write_string(top, column, name, head)
    for line, question in enumerate(questions, start=top + 1):
        for column, cell in enumerate(question.cells):
            shown = mask_address(cell) if cell.startswith("http") else mask(cell)
            page.write_string(line, column, shown[:2000], told)
        for column in range(len(sheet.told), len(sheet.columns)):
            page.write_blank(line, column, None, free)
    last = max(top + 1, top + len(questions))
    page.data_validation(
        top + 1, len(sheet.told), last, len(sheet.told),
        {"validate": "list", "source": list(sheet.words), "error_message": f"请选：{'、'.join(sheet.words)}"},
    )  # fmt: skip
    page.freeze_panes(top + 1, 1)
    page.autofilter(top, 0, last, len(sheet.columns) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1 if unit and len(questions) <= _ONE_PAGE else 0)
    page.repeat_rows(top)
    return page
