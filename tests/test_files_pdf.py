"""PDF: text a page, tables where a page shows one, scans, locks, and pages without end."""

import pytest
from pdfplumber.page import Page

from crawler.files.bounds import MAX_PAGES, MAX_PAGES_SEEN
from crawler.files.model import FileState
from crawler.files.pdf import shows_table
from crawler.files.read import read_file
from tests import pdfs_made as pdfs

ROWS = (("项目", "金额"), ("一般公共预算\n财政拨款", "12.50"), ("合计", "12.50"))
BUDGET = (
    pdfs.shown("云溪区财政局2025年部门预算")
    + pdfs.shown("收支总表", 60, 730)
    + pdfs.shown("单位：万元", 60, 715)
    + pdfs.ruled(ROWS)
)


def test_text_stands_page_by_page_under_its_number() -> None:
    reading = read_file(
        pdfs.pdf([pdfs.shown("云溪区养老服务办法") + pdfs.shown("第一条 本办法", 60, 700), pdfs.shown("第二页")])
    )
    assert (reading.kind, reading.state, reading.page_count) == ("pdf", FileState.READ, 2)
    assert [(part.label, part.text) for part in reading.parts] == [
        ("第1页", "云溪区养老服务办法\n第一条 本办法"),
        ("第2页", "第二页"),
    ]
    assert reading.heading == "云溪区养老服务办法"
    assert dict(reading.metadata) == {"author": "made", "title": "made", "created": "2023-02-26 14:41:23"}


def test_tables_are_read_only_when_asked_for() -> None:
    content = pdfs.pdf([BUDGET])
    assert read_file(content).parts[0].tables == ()
    (table,) = read_file(content, tables=True).parts[0].tables
    assert table.rows == (("项目", "金额"), ("一般公共预算财政拨款", "12.50"), ("合计", "12.50"))
    assert table.caption == "收支总表"


def test_radicals_are_characters_in_text_and_in_tables() -> None:
    reading = read_file(
        pdfs.pdf([pdfs.shown("部⻔预算⻚") + pdfs.ruled([("项⽬", "⾦额"), ("部⻔", "1")])]), tables=True
    )
    assert reading.text.startswith("部门预算页")
    assert reading.parts[0].tables[0].rows == (("项目", "金额"), ("部门", "1"))


def test_a_table_that_runs_on_over_the_page_is_read_there_too() -> None:
    going_on = pdfs.ruled([("人员经费", "一"), ("公用经费", "二")])
    reading = read_file(pdfs.pdf([BUDGET, going_on]), tables=True)
    assert [len(part.tables) for part in reading.parts] == [1, 1]


def test_prose_with_a_drawn_line_is_no_table() -> None:
    page = (
        pdfs.shown("云溪区养老服务办法")
        + pdfs.shown("第一条 为了规范养老服务，制定本办法。", 60, 700)
        + "60 690 m 300 690 l S\n"
    )
    reading = read_file(pdfs.pdf([page]), tables=True)
    assert reading.parts[0].tables == () and not reading.truncated


def test_what_shows_a_table() -> None:
    assert shows_table("序号 工作任务 责任单位")
    assert shows_table("甲 1 2\n乙 3 4\n丙 5 6")
    assert not shows_table("第一条 为了规范养老服务，制定本办法。\n第二条 本办法自2025年起施行。")


def test_pictures_of_pages_are_a_scan() -> None:
    stamp = pdfs.SCANNED_PAGE + pdfs.shown("— 1 —", 280, 20)
    reading = read_file(pdfs.pdf([pdfs.SCANNED_PAGE, stamp, pdfs.SCANNED_PAGE], [pdfs.picture()], pdfs.SCAN))
    assert (reading.state, reading.cause) == (FileState.SCANNED, "是扫描件，3 页中 3 页没有文字")
    assert reading.page_count == 3


def test_a_scanned_page_among_written_ones_is_told_of() -> None:
    written = pdfs.shown("云溪区财政局关于2025年部门预算编制情况的说明")
    reading = read_file(pdfs.pdf([written, pdfs.SCANNED_PAGE, written], [pdfs.picture()], pdfs.SCAN))
    assert reading.state is FileState.READ
    assert ("scanned_pages", "1") in reading.metadata


def test_a_page_with_a_letterhead_picture_is_no_scan() -> None:
    logo = "q 80 0 0 80 250 740 cm /Im1 Do Q\n" + pdfs.shown("云溪区财政局")
    assert read_file(pdfs.pdf([logo], [pdfs.picture()], pdfs.SCAN)).state is FileState.READ


def test_words_drawn_as_shapes_are_a_scan() -> None:
    shapes = "".join(f"{n % 500} {n // 5} 3 3 re f\n" for n in range(900))
    assert read_file(pdfs.pdf([shapes])).state is FileState.SCANNED


def test_a_blank_page_proves_nothing() -> None:
    reading = read_file(pdfs.pdf([" "]))
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "没有读出文字，可能是空白文件")


def test_signs_without_a_code_are_not_taken_for_words() -> None:
    reading = read_file(pdfs.pdf([pdfs.shown("\ue001\ue002\ue003\ue004\ue005预算")]))
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "文字没有可用的编码，读出来是乱码")


def test_a_password_is_said() -> None:
    reading = read_file(pdfs.pdf([BUDGET], trailer=pdfs.LOCKED))
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "文件加密，需要密码")


def test_more_pages_than_are_read_are_counted_and_said() -> None:
    reading = read_file(pdfs.pdf([pdfs.shown("财政预算")] * (MAX_PAGES + 3)))
    assert reading.state is FileState.READ and reading.truncated
    assert (reading.page_count, len(reading.parts)) == (MAX_PAGES + 3, MAX_PAGES)


def test_pages_without_end_are_refused() -> None:
    reading = read_file(pdfs.pdf([" "] * (MAX_PAGES_SEEN + 1)))
    assert (reading.state, reading.cause) == (
        FileState.UNREADABLE,
        f"有 {MAX_PAGES_SEEN + 1} 页，超过 {MAX_PAGES_SEEN} 页，不读",
    )


def test_a_page_whose_tables_cannot_be_read_keeps_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: object) -> None:
        raise ValueError("made")

    monkeypatch.setattr(Page, "find_tables", fails)
    reading = read_file(pdfs.pdf([BUDGET]), tables=True)
    assert reading.state is FileState.READ and reading.truncated
    assert reading.parts[0].tables == () and reading.heading == "云溪区财政局2025年部门预算"


def test_tables_beyond_what_may_be_spent_are_said_to_be_left_out() -> None:
    full = pdfs.ruled(ROWS) + "".join(pdfs.shown(f"财{n}" * 70, 20, 600 - 5 * n, 2) for n in range(60))
    reading = read_file(pdfs.pdf([full, BUDGET]), tables=True)
    assert [len(part.tables) for part in reading.parts] == [0, 1]
    assert reading.truncated and reading.state is FileState.READ


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_a_file_cut_on_its_way_is_not_read_in_part(share: float) -> None:
    """PDFium would mend it and show the pages that came: a report without its end would be called incomplete."""
    whole = pdfs.pdf([pdfs.shown(f"第{n}页的内容") for n in range(12)])
    reading = read_file(whole[: int(len(whole) * share)])
    assert reading.state is FileState.UNREADABLE and reading.cause and not reading.parts


def test_bytes_that_a_program_adds_behind_the_end_do_no_harm() -> None:
    whole = pdfs.pdf([pdfs.shown("云溪区养老服务办法")])
    assert read_file(whole + b"\n" + b" " * 500).state is FileState.READ
