"""Budgets and final accounts: what is in them, what contradicts itself, and what only looks as if it did."""

import json
from pathlib import Path

import pytest

from crawler.extract.fiscal_document import read_fiscal_document
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind, Part, TableKind
from crawler.extract.fiscal_document.sheets import sheets_of
from crawler.files.model import FilePart
from crawler.files.read import read_file
from tests.fiscal_made import (
    EXPENDITURE,
    EXPENDITURE_HEAD,
    EXPENDITURE_ROWS,
    FUND_EMPTY,
    THREE_PUBLIC,
    TOTALS,
    accounts,
    page,
    table,
)

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real documents are not beside this checkout")


def errors(parts: list[FilePart], title: str = "") -> list[DocumentError]:
    return list(read_fiscal_document(parts, title=title).errors)


def kinds(parts: list[FilePart], title: str = "") -> list[str]:
    return [error.kind.value for error in errors(parts, title)]


def test_faultless_accounts_have_no_error() -> None:
    document = read_fiscal_document(accounts("一、收入支出决算总体情况说明\n2023年度收入支出总计1050万元。"))
    assert document.errors == ()
    assert (document.report, document.year, document.unit) == ("final_accounts", 2023, "青禾县示例局")
    assert (document.income_total, document.expenditure_total) == (10_500_000, 10_500_000)
    assert document.three_public.total == 95_000 and document.three_public.purchase == 30_000


def test_a_table_that_does_not_say_its_unit_is_not_held_against_the_text() -> None:
    parts = [
        page(1, "青禾县示例局\n2023年度部门决算"),
        page(2, "收入支出决算总表", table(TOTALS)),
        page(3, "收入支出总计9万元。"),
    ]
    document = read_fiscal_document(parts)
    assert document.errors == () and "没有注明元或万元" in document.limits[0]


def test_an_error_shows_its_place_and_what_was_computed() -> None:
    error = errors(accounts("一、总体情况\n2023年度收入支出总计  0  万元。"))[0]
    assert error.kind is ErrorKind.TEXT_TABLE and error.certain
    assert error.place.part == 4 and error.quote == "收入支出总计0万元"
    text = accounts("一、总体情况\n2023年度收入支出总计  0  万元。")[4].text
    assert text[error.place.start : error.place.end] == "收入支出总计  0  万元"
    assert error.computed == "1050万元" and error.tolerance is not None


# Changes of the tables (row and column from 0), and the errors that must follow.
SUMS = [
    ("totals", {"r7c3": "1,060.00"}, ["unbalanced"]),
    ("totals", {"r7c3": "1,050.01"}, []),  # rounding
    ("totals", {"r2c3": "710.00"}, ["sum"]),
    ("totals", {"r2c3": "700.02"}, []),  # four roundings
    ("totals", {"r3c2": "三、教育支出"}, []),  # a list with a gap is not added up
    ("expenditure", {"r3c3": "490.00"}, ["sum", "sum"]),  # the row, and 款 against 项
    ("expenditure", {"r3c2": "500.01", "r2c2": "700.01"}, []),
    ("three", {"r2c0": "9.60"}, ["sum"]),
    ("three", {"r2c3": "4.00"}, ["sum"]),
    ("three", {"r2c1": "", "r2c0": "9.50"}, []),  # a blank is nought
]


@pytest.mark.parametrize(("name", "changes", "expected"), SUMS)
def test_the_sums_of_tables(name: str, changes: dict[str, str], expected: list[str]) -> None:
    cells = {"totals": TOTALS, "expenditure": EXPENDITURE, "three": THREE_PUBLIC}[name]
    assert kinds(accounts(**{name: table(cells, **changes)})) == expected


def test_a_head_that_is_misread_accuses_no_row() -> None:
    shifted = [[row[0], row[1], row[3], row[2], row[4]] for row in EXPENDITURE_ROWS]
    assert kinds(accounts(expenditure=table([*EXPENDITURE_HEAD, *shifted]))) == []


def test_a_table_goes_on_over_two_pages() -> None:
    parts = accounts()
    parts[2] = page(3, "支出决算表\n单位：万元", table([*EXPENDITURE_HEAD, *EXPENDITURE_ROWS[:5]]))
    parts.insert(3, page(4, "", table(EXPENDITURE_ROWS[5:])))
    assert kinds(parts) == []
    parts[3] = page(4, "", table([*EXPENDITURE_ROWS[5:-1], ["", "合计", "1,090.00", "550.00", "460.00"]]))
    found = errors(parts)
    assert {error.kind for error in found} == {ErrorKind.SUM}
    assert not [error for error in found if "下级科目" in error.message and error.certain]


def test_the_head_repeated_on_the_second_page_is_no_row() -> None:
    parts = accounts()
    parts[2] = page(3, "支出决算表\n单位：万元", table([*EXPENDITURE_HEAD, *EXPENDITURE_ROWS[:5]]))
    parts.insert(3, page(4, "", table([*EXPENDITURE_HEAD, *EXPENDITURE_ROWS[5:]])))
    assert kinds(parts) == []


UNITS = [
    ("青禾县示例局", []),
    ("青禾县样本局", ["wrong_unit"]),
    ("青禾县示例局（本级）", []),
    ("示例局", []),  # short form
]


@pytest.mark.parametrize(("name", "expected"), UNITS)
def test_a_name_left_from_another_unit(name: str, expected: list[str]) -> None:
    parts = accounts()
    lines = ["编制部门：青禾县示例局 单位：万元", "编制部门：青禾县示例局 单位：万元", f"编制部门：{name} 单位：万元"]
    for n, line in enumerate(lines):
        part = parts[n + 1]
        parts[n + 1] = FilePart(part.label, part.text.replace("单位：万元", line), part.tables)
    found = errors(parts)
    assert [error.kind.value for error in found] == expected
    assert not any(error.certain for error in found)


def test_a_blank_page_is_reported_but_never_certain() -> None:
    parts = accounts("正文。")
    parts.insert(3, page(9, "- 9 -"))
    found = errors(parts)
    assert [(error.kind, error.certain, error.place.part) for error in found] == [(ErrorKind.BLANK_PAGE, False, 3)]
    assert kinds([*accounts("正文。"), page(9, "")]) == []  # behind the last page nothing is missing


TABLE_STATES = [
    (
        "政府性基金预算财政拨款收入支出决算表\n注：青禾县示例局无政府性基金预算财政拨款收支，故本表无数据。",
        True,
        "empty_stated",
    ),
    ("政府性基金预算财政拨款收入支出决算表\n单位：万元", True, "empty"),
    ("八、政府性基金预算财政拨款收支情况\n本部门无政府性基金预算财政拨款收入和支出。", False, "stated"),
    ("八、政府性基金预算财政拨款收支情况", False, "not_seen"),
    ("目录\n八、政府性基金预算财政拨款收入支出决算表……12\n九、名词解释……13", False, "listed"),
]


@pytest.mark.parametrize(("text", "with_table", "state"), TABLE_STATES)
def test_tables_are_present_empty_or_stated(text: str, with_table: bool, state: str) -> None:
    extra = page(9, text, *([table(FUND_EMPTY)] if with_table else []))
    document = read_fiscal_document([*accounts(), extra])
    assert document.table(TableKind.FUND).state == state
    assert document.table(TableKind.TOTALS).state == "present"
    assert document.table(TableKind.INCOME).state == "not_seen"
    assert document.errors == ()


def test_a_table_that_says_it_is_empty_and_is_not() -> None:
    note = "财政拨款“三公”经费支出决算表\n单位：万元\n注：本部门无“三公”经费，故本表为空表。"
    parts = accounts()
    parts[3] = page(4, note, table(THREE_PUBLIC))
    assert kinds(parts) == ["statement"]
    parts[3] = page(4, note, table(THREE_PUBLIC, r2c0="", r2c1="", r2c2="", r2c3="", r2c4="", r2c5=""))
    assert kinds(parts) == []


def test_the_parts_of_a_report_are_seen_in_its_body_not_in_its_contents() -> None:
    contents = "目录\n一、主要职能\n二、机构设置\n三、名词解释\n四、机关运行经费\n"
    assert not read_fiscal_document([page(1, contents)]).parts
    body = contents + "一、主要职能\n负责示例工作。\n（一）机关运行经费\n机关运行经费5万元，比2022年度增加1万元。"
    document = read_fiscal_document([page(1, body)])
    assert document.has(Part.DUTIES) and document.has(Part.OPERATING_COSTS) and document.has(Part.CHANGES)
    assert not document.has(Part.PROCUREMENT)


def test_a_page_body_with_all_tables_is_one_part() -> None:
    tables = (table(TOTALS), table(EXPENDITURE, r11c2="1,090.00"))
    shown = ["\n".join(" ".join(cell for cell in row if cell) for row in one.rows) for one in tables]
    text = (
        "青禾县示例局2023年度部门决算\n目录\n一、收入支出决算总表\n二、支出决算表\n收入支出决算总表\n单位：万元\n"
        f"{shown[0]}\n支出决算表\n单位：万元\n{shown[1]}\n2023年度收入支出总计1050万元。"
    )
    document = read_fiscal_document([FilePart("", text, tables)])
    assert document.table(TableKind.EXPENDITURE).state == "present"
    assert {error.kind for error in document.errors} == {ErrorKind.SUM}
    assert {error.place.table for error in document.errors} == {1}


def test_a_sheet_without_cells_is_read_from_its_tabs() -> None:
    text = "收入支出决算总表\n单位：万元\n" + "\n".join("\t".join(row) for row in TOTALS)
    document = read_fiscal_document([FilePart("总表", text)], title="青禾县示例局2023年度部门决算")
    assert document.income_total == 10_500_000


def test_hidden_sheets_are_not_read() -> None:
    hidden = FilePart("旧", "青禾县XX2023年度部门决算表", hidden=True)
    assert kinds([*accounts(), hidden]) == []


@pytest.mark.parametrize(
    "text", ["", "1" * 200_000, "增加" * 50_000, "（类）（款）（项）" * 10_000, "其中：占" * 20_000, "XX" * 50_000]
)
def test_hostile_text_ends(text: str) -> None:
    read_fiscal_document([FilePart("", text)])


@needs_real
def test_the_planted_errors_of_a_real_document_are_found() -> None:
    truth = [json.loads(line) for line in (REAL / "inspection_truth.jsonl").read_text("utf-8").splitlines()]
    by_class = {
        "wrong year": "wrong_year",
        "text/table mismatch": "text_table",
        "template left-over": "placeholder",
        "direction": "direction",
    }
    for name in sorted({row["pdf"] for row in truth}):
        expected = sorted(by_class[row["error_class"]] for row in truth if row["pdf"] == name)
        found = errors(list(read_file((REAL / name).read_bytes(), name, tables=True).parts))
        assert sorted(error.kind.value for error in found if error.certain) == expected


@needs_real
@pytest.mark.parametrize(
    "name", ["putuo_commerce_dept_2025_budget.pdf", "putuo_gov_office_unit_2025_budget.pdf", "putuo_wanli_2025_budget.pdf", "swu_2023_final.pdf"]
)  # fmt: skip
def test_real_documents_without_known_errors_have_none(name: str) -> None:
    document = read_fiscal_document(read_file((REAL / "attachments" / name).read_bytes(), name, tables=True).parts)
    assert document.errors == ()
    assert document.table(TableKind.TOTALS).state == "present"


FORM: list[list[str]] = [
    ["收入", "", "", "支出", "", ""],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["栏次", "", "1", "栏次", "", "2"],
    ["一、一般公共预算财政拨款收入", "1", "1,000.00", "一、一般公共服务支出", "4", "950.00"],
    ["二、上级补助收入", "2", "", "二、外交支出", "5", ""],
    ["三、其他收入", "3", "50.00", "三、教育支出", "6", "100.00"],
    ["本年收入合计", "27", "1,050.00", "本年支出合计", "57", "1,050.00"],
    ["总计", "31", "1,050.00", "总计", "62", "1,050.00"],
]


def test_the_numbers_of_lines_are_no_figures() -> None:
    """The national form counts its lines in a column of its own (行次)."""
    first = page(1, "示例县样本局\n2022年度部门决算")
    head = "收入支出决算总表\n公开01表\n部门：示例县样本局 金额单位：万元"
    body = page(3, "2022年度收、支总计均为1,050.00万元。")
    document = read_fiscal_document([first, page(2, head, table(FORM)), body])
    assert (document.errors, document.expenditure_total) == ((), 10_500_000)
    assert kinds([first, page(2, head, table(FORM, r7c5="1,051.00")), body]) == ["unbalanced"]
    lines = head + "\n" + "\n".join(" ".join(cell for cell in row if cell) for row in FORM)
    assert read_fiscal_document([first, page(2, lines), body]).errors == ()


def test_a_page_may_repeat_the_name_of_the_table_that_goes_on() -> None:
    parts = accounts()
    name = "支出决算表\n公开03表\n单位：万元"
    parts[2] = page(3, name, table([*EXPENDITURE_HEAD, *EXPENDITURE_ROWS[:5]]))
    parts.insert(3, page(4, name, table([*EXPENDITURE_HEAD, *EXPENDITURE_ROWS[5:]])))
    assert kinds(parts) == []
    assert len([sheet for sheet in sheets_of(parts) if sheet.kind is TableKind.EXPENDITURE]) == 1
