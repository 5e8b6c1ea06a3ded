"""Annual reports on disclosure: six parts, three tables, and the equations of the official form."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from crawler.extract.annual_report import carry_over_errors, read_annual_report
from crawler.extract.annual_report_model import AnnualReport
from crawler.files.model import FilePart, FileTable
from crawler.files.read import read_file

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real documents are not beside this checkout")

RESULTS = (
    "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "1.信访举报投诉类申请", "2.重复申请",
    "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息", "1.申请人无正当理由逾期不补正", "2.申请人逾期未按收费通知要求缴纳费用",
    "3.其他",
)  # fmt: skip
GROUPS = {2: "（三）不予公开", 10: "（四）无法提供", 13: "（五）不予处理", 18: "（六）其他处理"}
HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip


def numbers(own: int, company: int = 0, *, total: int | None = None) -> list[str]:
    """A row of seven: natural persons, one company, and the whole."""
    return [str(n) for n in (own, company, 0, 0, 0, 0, own + company if total is None else total)]


def applications(**rows: list[str]) -> FileTable:
    """The second table: 8 new, 2 carried in, 9 done (8 given, 1 not held), 1 carried out. ``r3`` is the fourth result."""
    lines = [
        ["（勾稽关系）", "", "", "申请人情况", *[""] * 6],
        ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ]
    lines.append(["一、本年新收政府信息公开申请数量", "", "", *rows.get("new", numbers(6, 2))])
    lines.append(["二、上年结转政府信息公开申请数量", "", "", *rows.get("carried_in", numbers(2))])
    for n, name in enumerate(RESULTS):
        given = numbers(6, 2) if n == 0 else numbers(1) if n == 10 else numbers(0)
        left = (
            ["三、本年度办理结果" if n == 0 else "", GROUPS.get(n, ""), name]
            if n > 1
            else ["三、本年度办理结果" if n == 0 else "", name, ""]
        )
        lines.append([*left, *rows.get(f"r{n}", given)])
    lines.append(["", "（七）总计", "", *rows.get("total", numbers(7, 2))])
    lines.append(["四、结转下年度继续办理", "", "", *rows.get("carried_out", numbers(1))])
    return FileTable(tuple(tuple(line) for line in lines))


def disclosure(normative: Sequence[str] = ("3", "1", "12")) -> FileTable:
    rows = [
        ["第二十条第（一）项", "", "", ""], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "0", "0", "0"],
        ["行政规范性文件", *normative], ["第二十条第（五）项", "", "", ""], ["信息内容", "本年处理决定数量", "", ""], ["行政许可", "55", "", ""],
        ["行政处罚", "7", "", ""], ["行政强制", "0", "", ""], ["行政事业性收费", "12.5", "", ""],
    ]  # fmt: skip
    return FileTable(tuple(tuple(row) for row in rows))


def reviews(*values: int) -> FileTable:
    given = values or (1, 1, 0, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
    words = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
    return FileTable((("行政复议", *[""] * 4, "行政诉讼", *[""] * 9), words, tuple(str(value) for value in given)))


def text(year: int = 2023, general: str = "") -> str:
    head = f"青禾县示例局{year}年政府信息公开工作年度报告\n统计期限自{year}年1月1日起至{year}年12月31日止。\n"
    return head + "\n".join([HEADINGS[0], general or "本年工作有序。", *HEADINGS[1:]])


def report(*tables: FileTable, body: str = "", title: str = "") -> AnnualReport:
    return read_annual_report(
        [FilePart("", body or text(), tables or (disclosure(), applications(), reviews()))], title=title
    )


def messages(read: AnnualReport) -> list[str]:
    return [error.message for error in read.errors]


def test_a_faultless_report_is_read_whole() -> None:
    read = report()
    assert read.errors == () and read.limits == ()
    assert (read.year, read.period_year, read.in_order, read.missing_parts) == (2023, 2023, True, ())
    assert len(read.tables) == 3
    assert read.disclosure.normative == (3, 1, 12) and read.disclosure.licenses == 55 and read.disclosure.penalties == 7
    assert read.applications.new[6] == 8 and read.applications.carried_out[0] == 1
    assert read.reviews.review == (1, 1, 0, 0, 2) and read.reviews.direct_suit == (0, 0, 0, 1, 1)


# A row of the table changed, and the words that must stand in the only error.
APPLICATIONS = [
    ({"new": numbers(6, 2, total=9)}, ["一行总计为9", "总计列：新收与上年结转之和为11"]),
    ({"r3": numbers(1)}, ["办理结果总计（自然人列）为7", "办理结果总计（总计列）为9"]),
    ({"carried_out": numbers(0)}, ["自然人列：新收与上年结转之和为8", "总计列：新收与上年结转之和为10"]),
    ({"carried_in": numbers(1, 1)}, ["自然人列", "商业企业列"]),  # the whole is right, two columns are not
    ({"new": numbers(5, 2), "carried_in": numbers(3)}, []),  # other figures, same equations
]


@pytest.mark.parametrize(("rows", "expected"), APPLICATIONS)
def test_the_equations_of_the_applications(rows: dict[str, list[str]], expected: list[str]) -> None:
    read = report(disclosure(), applications(**rows), reviews())
    assert len(read.errors) == len(expected)
    assert all(words in message for words, message in zip(expected, messages(read), strict=True))
    assert all(error.certain and error.place.table == 1 for error in read.errors)


def test_an_error_points_at_its_cell() -> None:
    table = applications(new=numbers(6, 2, total=9))
    error = report(disclosure(), table, reviews()).errors[0]
    assert error.place.row is not None and error.place.column is not None
    assert table.rows[error.place.row][error.place.column] == "9"


def test_a_blank_cell_is_nought_and_no_certain_error() -> None:
    assert report(disclosure(), applications(r3=["", "", "", "", "", "", "0"]), reviews()).errors == ()
    read = report(disclosure(), applications(carried_out=["", "", "", "", "", "", ""]), reviews())
    assert read.errors == () and read.limits  # a row without any number is a row not read


def test_a_heading_that_repeats_its_sum_is_no_result() -> None:
    table = applications()
    lines = list(table.rows)
    at = next(n for n, row in enumerate(lines) if "（四）无法提供" in row)
    lines.insert(at, ("", "（四）无法提供", "", *numbers(1)))
    assert report(disclosure(), FileTable(tuple(lines)), reviews()).errors == ()


def test_a_row_the_form_did_not_have_counts() -> None:
    lines = list(applications(total=numbers(8, 2), carried_out=numbers(0)).rows)
    lines.insert(7, ("", "", "属于工作秘密", *numbers(1)))
    assert report(disclosure(), FileTable(tuple(lines)), reviews()).errors == ()


REVIEWS = [
    ((10, 1, 0, 0, 11, 0, 0, 0, 0, 0, 5, 0, 0, 0, 5), []),
    ((10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0), ["行政复议总计为0", "复议后起诉总计为0"]),
]


@pytest.mark.parametrize(("values", "expected"), REVIEWS)
def test_each_block_of_reviews_adds_up(values: tuple[int, ...], expected: list[str]) -> None:
    read = report(disclosure(), applications(), reviews(*values))
    assert [message.partition("，")[0] for message in messages(read)] == expected


def test_tables_over_two_pages_are_one() -> None:
    whole = applications().rows
    pages = [
        FilePart("第1页", text(), (disclosure(), FileTable(whole[:12]))),
        FilePart("第2页", "", (FileTable(whole[12:]), reviews())),
    ]
    read = read_annual_report(pages)
    assert read.errors == () and len(read.tables) == 3


def test_rows_are_read_from_lines_where_there_are_no_cells() -> None:
    lines = []
    for table in (disclosure(), applications(r3=numbers(1)), reviews()):
        lines += [" ".join(cell for cell in row if cell) for row in table.rows]
    read = read_annual_report([FilePart("", text() + "\n" + "\n".join(lines))])
    assert len(read.tables) == 3 and read.disclosure.normative == (3, 1, 12)
    assert len(read.errors) == 2 and read.errors[0].place.table is None


def test_a_table_that_was_not_read_accuses_nobody() -> None:
    lines = [row for row in applications().rows if "（七）总计" not in row]
    read = report(disclosure(), FileTable(tuple(lines)), reviews())
    assert read.errors == () and any("没有读全" in limit for limit in read.limits)


TEXTS = [
    ("2023年共受理政府信息公开申请8件。", []),
    ("2023年共收到政府信息公开申请10件。", []),  # with those carried in
    ("2023年共受理政府信息公开申请12件。", ["文字写申请12件"]),
    ("上年收到政府信息公开申请12件。", []),
    ("主动公开政府信息12条。", []),
]


@pytest.mark.parametrize(("general", "expected"), TEXTS)
def test_the_text_and_the_table_tell_one_number(general: str, expected: list[str]) -> None:
    read = report(body=text(general=general))
    assert [message.partition("，")[0] for message in messages(read)] == expected
    assert not any(error.certain for error in read.errors)


def test_a_period_of_another_year() -> None:
    body = text().replace("自2023年1月1日起至2023年", "自2022年1月1日起至2022年")
    read = report(body=body)
    assert [error.kind.value for error in read.errors] == ["wrong_year"] and read.errors[0].certain
    assert report(body=text(2022), title="青禾县示例局2022年政府信息公开工作年度报告").errors == ()


def test_missing_and_misplaced_parts() -> None:
    body = text().replace(HEADINGS[4] + "\n", "")
    assert report(body=body).missing_parts == ("存在的主要问题及改进情况",)
    swapped = text().replace(HEADINGS[1], "甲").replace(HEADINGS[2], HEADINGS[1]).replace("甲", HEADINGS[2])
    assert not report(body=swapped).in_order


def test_a_placeholder_is_reported() -> None:
    assert [error.kind.value for error in report(body=text(general="全年公开信息XX条。")).errors] == ["placeholder"]


def test_the_next_report_carries_on() -> None:
    last = report(body=text(2022))
    this = report(
        disclosure(("2", "1", "13")),
        applications(carried_in=numbers(1), total=numbers(6, 2), r0=numbers(5, 2)),
        reviews(),
    )
    assert this.errors == () and carry_over_errors(this, last) == ()


def test_what_was_carried_out_is_not_carried_in() -> None:
    last = report(body=text(2022))
    found = carry_over_errors(report(), last)
    assert [error.certain for error in found] == [True, True, False]
    assert "自然人列：上年结转为2，2022年报告的结转下年度为1" in found[0].message
    assert "现行有效12件" in found[2].message and found[2].computed == "14"
    assert carry_over_errors(report(), report(body=text(2021))) == ()  # not the year before
    assert carry_over_errors(report(), report(disclosure(), body=text(2022)))[-1].certain is False


@pytest.mark.parametrize("body", ["", "1 " * 100_000, "一、总体情况" * 20_000, "申请" * 50_000])
def test_hostile_text_ends(body: str) -> None:
    read_annual_report([FilePart("", body)])


@needs_real
def test_a_real_report_and_its_two_wrong_sums() -> None:
    name = "hzq2023_annual_report.pdf"
    for tables in (True, False):
        read = read_annual_report(read_file((REAL / "attachments" / name).read_bytes(), name, tables=tables).parts)
        assert (read.year, read.missing_parts, len(read.tables), read.in_order) == (2023, (), 3, True)
        assert [message.partition("，")[0] for message in messages(read)] == ["行政复议总计为0", "复议后起诉总计为0"]


@needs_real
def test_the_official_form_has_all_parts_and_no_error() -> None:
    name = "annual_report_template.docx"
    read = read_annual_report(read_file((REAL / "attachments" / name).read_bytes(), name).parts)
    assert read.missing_parts == () and read.errors == () and len(read.limits) == 3
