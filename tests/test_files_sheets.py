"""Workbooks: every sheet, hidden ones marked, values as a reader would write them."""

from pathlib import Path

import pytest

from crawler.files.bounds import MAX_CELLS, MAX_COLUMNS
from crawler.files.model import FileState
from crawler.files.read import read_file
from tests import files_made as made

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:creator>某某</dc:creator><dcterms:created>2025-01-31T18:00:00Z</dcterms:created></cp:coreProperties>"
)


def test_rows_are_lines_of_cells_and_each_sheet_is_a_table() -> None:
    rows = [
        ["云溪区收支总表"],
        ["项目", "金额", "备注"],
        ["人员经费", 12.5, ""],
        ["", 0.1 + 0.2, "无"],
        ["合计", 123456789012.0, ""],
    ]
    reading = read_file(made.xlsx({"总表": rows}, others={"docProps/core.xml": CORE}))
    (part,) = reading.parts
    assert (reading.kind, reading.state, reading.page_count) == ("xlsx", FileState.READ, 1)
    assert part.label == "总表"
    assert part.text == "云溪区收支总表\n项目\t金额\t备注\n人员经费\t12.5\n\t0.3\t无\n合计\t123456789012"
    assert part.tables[0].rows[2] == ("人员经费", "12.5", "")
    assert reading.heading == "云溪区收支总表"
    assert dict(reading.metadata) == {"author": "某某", "created": "2025-02-01 02:00:00"}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_marked_and_not_part_of_what_is_shown(state: str) -> None:
    reading = read_file(made.xlsx({"公开": [["甲"]], "底稿": [["乙"]]}, {"底稿": state}))
    assert [(part.label, part.hidden) for part in reading.parts] == [("公开", False), ("底稿", True)]
    assert reading.text == "甲"
    assert ("hidden_sheets", "底稿") in reading.metadata


def test_comments_of_sheets_are_counted() -> None:
    comments = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="A1"/><comment ref="A2"/></commentList></comments>'
    assert ("comments", "2") in read_file(made.xlsx({"表": [["甲"]]}, others={"xl/comments1.xml": comments})).metadata


def test_an_ods_is_read() -> None:
    reading = read_file(made.ods("预算", [["项目", "金额"], ["人员经费", "12.5"]]))
    assert (reading.kind, reading.text) == ("ods", "项目\t金额\n人员经费\t12.5")


def test_more_cells_than_are_read_are_said() -> None:
    rows = [["财"] + [""] * 98 + ["政"]] * (MAX_CELLS // 100 + 5)
    sheet = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>财</t></is></c><c r="CV{n}"><v>1</v></c></row>'
        for n in range(1, len(rows) + 1)
    )
    content = made.with_sheet(sheet)
    reading = read_file(content)
    assert reading.truncated and reading.state is FileState.READ
    assert len(reading.parts[0].tables[0].rows) == MAX_CELLS // 100


def test_columns_beyond_those_read_are_said() -> None:
    reading = read_file(made.with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c></row>'))
    assert reading.truncated
    assert len(reading.parts[0].tables[0].rows[0]) <= MAX_COLUMNS


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (made.packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "表格文件已损坏或不完整"),
        (made.with_sheet("<row r="), "表格文件里没有能读的工作表"),
        (made.xlsx({"表": [[""]]}), "没有读出文字，可能是空白文件"),
    ],
)
def test_a_broken_workbook_says_what_is_wrong(content: bytes, cause: str) -> None:
    reading = read_file(content)
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, cause)


def test_old_workbooks_are_read(real: Path) -> None:
    content = (real / "attachments" / "wanzai_2023_10.xls").read_bytes()
    reading = read_file(content, "a.et")
    assert (reading.kind, reading.state, reading.page_count) == ("et", FileState.READ, 3)
    assert read_file(content, "a.xls").parts == reading.parts
