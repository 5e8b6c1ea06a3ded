"""The register of requests: 20 working days, 20 more, what does not count, and what a row does not tell."""

import json
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from rules.request_register import InTime, NotARegister, answered_late, asked_often, read_register
from tests.evidence_made import Said, command

HEAD = "登记编号,申请人,收到日期,补正通知日期,收到补正日期,征求第三方意见日期,第三方答复日期,是否延期,答复日期\n"
AS_OF = date(2023, 11, 30)


def judged(row: str, as_of: date = AS_OF) -> tuple[InTime, date | None]:
    found = answered_late(read_register(HEAD + row)[0], as_of)
    return found.in_time, found.due.rolled if found.due else None


@pytest.mark.parametrize(
    ("row", "expected", "due"),
    [
        ("1,甲,2023-05-30,,,,,否,2023-06-28", InTime.ANSWERED, date(2023, 6, 28)),  # the last day itself
        ("1,甲,2023-05-30,,,,,否,2023-06-29", InTime.LATE, date(2023, 6, 28)),
        ("1,甲,2023-09-20,,,,,,2023-10-24", InTime.ANSWERED, date(2023, 10, 24)),  # eight days of National Day, two worked
        ("1,甲,2023-09-20,,,,,,2023-10-25", InTime.LATE, date(2023, 10, 24)),
        ("1,甲,2023/5/30,,,,,是,2023年7月26日", InTime.ANSWERED, date(2023, 7, 26)),
        ("1,甲,2023-05-30,,,,,是,2023-07-27", InTime.LATE, date(2023, 7, 26)),
        ("1,甲,2023-05-30,,,,,2023-06-27,2023-07-20", InTime.ANSWERED, date(2023, 7, 26)),
        ("1,甲,2023-05-30,,,,,2023-07-03,2023-07-20", InTime.LATE, date(2023, 6, 28)),  # told after the first day was over
        ("1,甲,2023-05-30,2023-06-02,2023-06-12,,,否,2023-07-10", InTime.ANSWERED, date(2023, 7, 11)),
        ("1,甲,2023-05-30,,,2023-06-01,2023-06-15,否,2023-07-12", InTime.ANSWERED, date(2023, 7, 12)),
        ("1,甲,20230530,,,,,否,", InTime.OVERDUE, date(2023, 6, 28)),
        ("1,甲,2023-11-20,,,,,否,", InTime.OPEN, date(2023, 12, 18)),
        ("1,甲,2023-05-30,2023-06-02,,,,否,", InTime.OPEN, None),  # the applicant has not answered
        ("1,甲,2023-05-30,2023-06-02,,,,否,2023-08-30", InTime.UNKNOWN, None),
        ("1,甲,上半年,,,,,否,2023-06-28", InTime.UNKNOWN, None),
        ("1,甲,,,,,,否,2023-06-28", InTime.UNKNOWN, None),
        ("1,甲,2023-07-30,,,,,否,2023-06-28", InTime.UNKNOWN, None),
    ],
)
def test_each_row_has_its_day(row: str, expected: InTime, due: date | None) -> None:
    assert judged(row) == (expected, due)


def test_a_due_day_in_a_year_not_announced_makes_nobody_late_on_its_morrow() -> None:
    request = read_register(HEAD + "1,甲,2029-09-20,,,,,否,2029-10-25")[0]
    assert answered_late(request, date(2029, 12, 1)).in_time is InTime.ANSWERED


def test_a_title_line_and_tabs_are_read_and_other_tables_refused() -> None:
    text = "某局依申请公开登记簿\n" + HEAD.replace(",", "\t") + "2023-1\t甲\t2023-05-30\t\t\t\t\t\t2023-06-29\n\n"
    (request,) = read_register("\ufeff" + text)
    assert (request.number, request.line) == ("2023-1", 3)
    assert "逾期 1 个工作日" in answered_late(request, AS_OF).reason
    for other in ("", "姓名,年龄\n甲,3", "\0"):
        with pytest.raises(NotARegister):
            read_register(other)


def test_names_of_applicants_are_not_kept() -> None:
    request = read_register(HEAD + "1,张三,2023-05-30,,,,,,2023-06-29")[0]
    assert "张三" not in repr(request) + answered_late(request, AS_OF).reason


# ---- what is asked for often


def often(*subjects: str) -> list[tuple[int, ...]]:
    rows = "".join(f"{n},2023-05-30,2023-06-01,{subject}\n" for n, subject in enumerate(subjects, 1))
    return [each.lines for each in asked_often(read_register("编号,收到日期,答复日期,申请内容\n" + rows))]


def test_three_requests_for_the_same_are_a_lead_two_are_not() -> None:
    asked = "申请公开青禾镇征地补偿标准"
    assert often(asked, "其他事项的说明", asked, "青禾镇征地补偿标准的文件") == [(2, 4, 5)]
    assert often(asked, asked, "其他事项的说明") == []


def test_a_document_is_known_by_its_number_or_its_name() -> None:
    assert often("样府规〔2022〕1号文件", "请提供样府规[2022]1号", "关于补偿办法（样府规〔2022〕第1号）的复印件") == [(2, 3, 4)]
    assert often("《样本区征地补偿办法》全文", "申请获取《样本区征地补偿办法》", "《样本区征地补偿办法》及附件") == [(2, 3, 4)]


def test_other_years_numbers_and_bare_words_are_not_the_same() -> None:
    assert often("2021年部门预算说明", "2022年部门预算说明", "2023年部门预算说明") == []
    assert often("样府规〔2022〕1号", "样府规〔2022〕2号", "样府规〔2022〕3号") == []
    assert often("信息", "信息", "信息", "", "", "") == []


def test_the_most_asked_for_comes_first() -> None:
    one, other = "青禾镇征地补偿标准", "东门街道棚户区改造方案"
    assert often(one, other, one, other, one, other, other) == [(3, 5, 7, 8), (2, 4, 6)]


def test_a_heading_of_the_form_is_known_and_numbers_of_persons_are_masked(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    row = "2023-05-30,2023-06-01,13800138000名下的宅基地审批表\n"
    path.write_text("收到日期,答复日期,所需政府信息的名称、文号或者其他特征性描述\n" + row * 3, encoding="utf-8")
    said = register(path, "--as-of", "2023-11-30")
    assert said.out.splitlines()[1:] == [
        "以下内容申请 3 次以上，请评估能否主动公开（同一人重复申请的，请剔除）：",
        "  3 次：138****8000名下的宅基地审批表（第 2、3、4 行）",
    ]
    found = json.loads(register(path, "--as-of", "2023-11-30", "--json").out)
    assert [each["asked"] for each in found] == [3, 3, 3]


# ---- from the command line


def register(*words: str | Path) -> Said:
    return command("register", *words)


ROWS = [
    ["某局登记簿", "", "", ""],
    ["登记编号", "申请人", "收到日期", "答复日期"],
    ["13800138000", "甲某某", date(2023, 5, 30), date(2023, 6, 29)],
    ["", "", "", ""],
    ["2", "乙某某", date(2023, 5, 30), "2023年6月28日"],
    ["3", "丙某某", "上半年", None],
]


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明")
        sheet, day = book.add_worksheet("登记簿"), book.add_format({"num_format": "yyyy-mm-dd"})
        for n, row in enumerate(ROWS):
            for k, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(n, k, datetime.combine(value, time()), day)
                elif value:
                    sheet.write_string(n, k, value)
    return path


def test_a_workbook_is_read_where_its_register_stands(tmp_path: Path) -> None:
    said = register(workbook(tmp_path / "登记簿.xlsx"), "--as-of", "2023-11-30")
    assert said.code == 0, said.err
    assert said.out.splitlines() == [
        "第 3 行（138****8000）逾期答复：收到 2023-05-30，期限 2023-06-28，2023-06-29 答复，逾期 1 个工作日",
        "第 6 行（3）无法计算：第 6 行“上半年”不是日期，无法计算",
        "截至 2023-11-30，登记簿共 3 件：按期答复 1 件，逾期答复 1 件，无法计算 1 件",
        "登记簿没有“申请内容”一列，看不出哪些内容申请频次高",
    ]
    assert "某某" not in said.out


def test_a_csv_in_gbk_and_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes((HEAD + "1,甲,2023-05-30,,,,,否,\n").encode("gbk"))
    (found,) = json.loads(register(path, "--as-of", "2023-11-30", "--json").out)
    assert (found["line"], found["state"], found["due"]) == (2, "overdue", "2023-06-28")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"a,b\n1,2\n", "没有“收到日期”和“答复日期”两列的表头"),
        ("a.xlsx", b"PK\x03\x04 not a book", "文件打不开"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "文件打不开"),
        ("a.pdf", b"%PDF-1.7\x00\xff", "没有“收到日期”和“答复日期”两列的表头"),
        ("a.csv", None, ""),
    ],
)
def test_what_is_no_register_is_said_in_one_line(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = register(tmp_path / name)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert words in said.err and name in said.err
