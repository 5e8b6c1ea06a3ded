"""The register of requests: 20 working days, 20 more, what does not count, and what a row does not tell."""

from datetime import date

import pytest

from rules.request_register import InTime, NotARegister, answered_late, read_register

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
