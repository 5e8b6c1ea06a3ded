"""双随机年度抽查计划: batches with their last day, and what is no plan."""

from datetime import date

import pytest

from crawler.extract.inspection_plan import (
    batch_number,
    last_day,
    read_inspection_plan,
    read_inspection_plan_tables,
    title_says_plan,
)
from crawler.files.model import FileTable

SHOWN = date(2023, 3, 15)
TITLE = "样本区市场监督管理局2023年度“双随机、一公开”抽查计划"
HEADER = ("批次", "抽查任务", "抽查数量", "实施时间")
ROWS = (("第一批", "登记事项和公示信息", "86", "4月"), ("第三批", "价格行为（联合）", "45", "8月至10月"), ("第四批", "食品", "9", "适时"))


def test_a_batch_for_each_row() -> None:
    found = read_inspection_plan(TITLE, "\n".join("\t".join(row) for row in (HEADER, *ROWS)), SHOWN)
    assert (found.state, found.years, len(found.batches)) == ("read", (2023,), 3)
    first, second, third = found.batches
    assert (first.name, first.number, first.task, first.ends) == ("第一批", 1, "登记事项和公示信息", date(2023, 4, 30))
    assert (second.ends, second.is_joint, third.ends) == (date(2023, 10, 31), True, None)


def test_the_table_of_a_file_takes_the_year_of_its_page() -> None:
    found = read_inspection_plan_tables(TITLE, (FileTable((HEADER, *ROWS)),), SHOWN)
    assert [batch.number for batch in found.batches] == [1, 3, 4]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("5月", date(2023, 5, 31)), ("4-6月", date(2023, 6, 30)), ("第二季度", date(2023, 6, 30)), ("三、四季度", date(2023, 12, 31)),
        ("上半年", date(2023, 6, 30)), ("全年", date(2023, 12, 31)), ("2023年6月15日前", date(2023, 6, 15)), ("十一月", date(2023, 11, 30)),
        ("2月", date(2023, 2, 28)), ("11月至次年2月", None), ("2024年3月", None), ("适时开展", None), ("", None), ("12", None),
    ],
)  # fmt: skip
def test_the_last_day_of_a_time(words: str, day: date | None) -> None:
    assert last_day(words, 2023) == day


def test_the_number_of_a_batch() -> None:
    assert [batch_number(w) for w in ("第二批", "2023年第12批次", "第一批、第二批", "第一、二批", "第1-3批", "登记事项")] == [
        2, 12, None, None, None, None
    ]


@pytest.mark.parametrize(
    "title",
    ["2023年第一批抽查结果公示", "2023年度抽查计划完成情况", "区应急局召开双随机抽查计划部署会", "2023年随机抽查事项清单", "2023年执法培训计划"],
)
def test_what_is_no_plan(title: str) -> None:
    assert not title_says_plan(title)
    assert read_inspection_plan(title, "批次\t抽查任务\t实施时间\n第一批\t登记\t4月", SHOWN).state == "absent"


def test_a_plan_in_a_file_is_unreadable_and_not_empty() -> None:
    assert read_inspection_plan(TITLE, "详见附件", SHOWN).state == "unreadable"
    assert read_inspection_plan(TITLE, "一、" + "总体要求" * 40, SHOWN).batches == ()
