"""Titles and pages of audits: work reports, results of one unit, rectifications; and what only looks like one."""

import json
import time
from pathlib import Path

import pytest

from crawler.extract.audit import (
    disclosed_problems,
    discloses,
    has_amounts,
    is_long_enough,
    read_audit_title,
    read_rectification,
    rectified_within,
    report_years,
)

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not beside this checkout")

TITLES = [
    ("关于2022年度区本级预算执行和其他财政收支的审计工作报告", "work_report", (2022,), True),
    ("样本区人民政府关于2022年度区级预算执行和其他财政收支的审计工作报告", "work_report", (2022,), True),
    ("关于样本区2022年度本级预算执行和其他财政收支情况的审计工作报告", "work_report", (2022,), True),
    ("2022年度审计工作报告", "work_report", (2022,), True),
    ("区教育局2021年度预算执行审计结果公告", "result", (2021,), False),
    ("样本区审计局关于区教育局2021年度部门预算执行情况的审计结果公告", "result", (2021,), False),
    ("2022年第3号公告：农村公路养护资金专项审计结果", "result", (2022,), False),
    ("白石镇原镇长任期经济责任审计结果公告", "result", (), False),
    ("2022年度区本级预算执行审计结果公告", "result", (2022,), True),
    ("关于2021年度区本级预算执行和其他财政收支审计查出问题整改情况的报告", "rectification", (2021,), True),
    ("关于落实2021年度审计工作报告审议意见整改情况的报告", "rectification", (2021,), True),
    ("区教育局关于审计发现问题整改结果的公告", "rectification", (), False),
    ("区教育局审计整改情况公示", "rectification", (), False),
    ("区财政局关于专项资金管理办法执行情况审计整改情况的公告", "rectification", (), False),
    ("区审计局召开审计整改推进会", "news", (), False),
    ("区交通运输局扎实推进审计整改", "news", (), False),
    ("区人大常委会听取审计整改情况报告", "news", (), False),
    ("区人大常委会听取和审议2022年度审计工作报告", "news", (2022,), True),
    ("一图读懂2022年度审计工作报告", "about", (2022,), True),
    ("区财政局政府采购专项审计结果公告", "result", (), False),
    ("一图读懂政府采购专项审计结果公告", "about", (), False),
    ("关于公开选聘社会审计机构的公告", "about", (), False),
    ("关于做好审计整改工作的通知", "about", (), False),
    ("审计整改工作方案", "about", (), False),
    ("区审计局2023年审计项目计划", "about", (2023,), False),
]


@pytest.mark.parametrize(("title", "role", "years", "whole"), TITLES)
def test_a_title_says_what_it_is(title: str, role: str, years: tuple[int, ...], whole: bool) -> None:
    read = read_audit_title(title)
    assert read is not None
    assert (read.role, read.years, read.of_whole) == (role, years, whole)


def test_rectifications_of_inspections_are_told_from_those_of_audits() -> None:
    party, plain, audit = (
        read_audit_title(f"区交通运输局{words}") for words in ("关于区委巡察反馈意见整改情况的通报", "整改情况公告", "审计整改情况公告")
    )
    assert party and party.of_others
    assert plain and audit and not plain.of_others and not audit.of_others


def test_what_speaks_of_neither_audit_nor_rectification_is_none_of_it() -> None:
    assert read_audit_title("区教育局2023年部门预算") is None


def test_the_sorts_of_audit_a_title_names() -> None:
    budget, duty = (read_audit_title(f"区教育局{words}审计结果公告") for words in ("2021年度预算执行", "原局长任期经济责任"))
    assert budget and duty and budget.subjects == {"预算执行"} and duty.subjects == {"经济责任"}


ANNOUNCEMENT = """根据审计法规定，对区教育局2021年度预算执行情况进行了审计。
一、基本情况
（一）区教育局为一级预算单位。
（二）收支平衡。
二、审计发现的主要问题
（一）预算编制不细化，涉及金额120万元。
（二）往来款长期挂账36万元。
（三）固定资产未及时入账。
三、审计处理意见和建议
（一）收回。
（二）改进。
（三）加强。
（四）完善。
四、整改情况
区教育局已整改上述问题。"""


@pytest.mark.parametrize(
    ("text", "count", "how"),
    [
        (ANNOUNCEMENT, 3, "items"),
        ("共发现5个问题，涉及三个方面。", 5, "stated"),
        ("审计查出的十二项问题已交办。", 12, "stated"),
        ("审计发现的主要问题：一是往来款长期挂账没有及时清理；二是公务接待超过标准；三是固定资产购置后未及时入账，账实不符。", 3, "inline"),
        ("审计情况总体良好。", 0, ""),
    ],
)
def test_problems_are_counted_as_stated_or_as_numbered(text: str, count: int, how: str) -> None:
    found = disclosed_problems(text)
    assert (found.count, found.how) == (count, how)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("审计发现3个问题。", True),
        ("存在往来款长期挂账等问题。", True),
        ("公务接待不符合有关规定。", True),
        ("审计组将于12月1日进驻区教育局，欢迎反映情况。", False),
        ("预算执行真实合规，未发现违规问题。", False),
        ("", False),
    ],
)
def test_an_announcement_discloses_something_or_nothing(text: str, told: bool) -> None:
    assert discloses(text) is told


def test_an_announcement_may_tell_the_rectification_itself_or_leave_it_to_the_unit() -> None:
    assert rectified_within(ANNOUNCEMENT) == "区教育局已整改上述问题。"
    assert rectified_within("区教育局已整改2个问题，具体整改结果由区教育局自行公告。") == ""
    assert has_amounts(ANNOUNCEMENT) and not has_amounts("往来款长期挂账。")


def test_a_rectification_tells_what_is_done_and_what_is_not() -> None:
    done = read_rectification("审计指出的3个问题已全部整改到位，收回资金120万元。")
    assert done.told and done.all_done and done.amounts and not done.undone and done.problems.count == 3
    open_ = read_rectification("（一）已整改。\n（二）正在整改，计划于2023年12月完成，责任人为分管领导。")
    assert open_.told and open_.undone and open_.terms and open_.persons and open_.problems.count == 2
    words = read_rectification("我局高度重视审计整改工作。")
    assert not words.told and not words.undone


def test_the_years_of_a_report_and_its_length() -> None:
    assert report_years("现报告2022年度区级预算执行和其他财政收支审计情况。2022年区级预算执行较好，较2021年预算执行进度加快。") == (2022, 2021)
    assert is_long_enough("审" * 200) and not is_long_enough("审" * 199)


@needs_real
def test_a_real_province_lists_its_work_reports_and_their_explanations() -> None:
    rows = [json.loads(line) for line in (REAL / "list_items.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(row["title"], read.role, read.years) for row in rows if "审计" in row["title"] and (read := read_audit_title(row["title"]))]
    assert [(role, years) for _, role, years in found if role == "work_report"] == [("work_report", (y,)) for y in (2024, 2023, 2022)]
    assert {role for title, role, _ in found if "解读" in title or "一图" in title} == {"about"}


def test_hostile_texts_are_read_in_no_time() -> None:
    begun = time.monotonic()
    for evil in ("审计" * 60_000, "一是" * 60_000, "问题共" * 40_000, "由负责" * 40_000, "（一）\n" * 30_000, "发现" * 60_000, "2023年" * 30_000):
        disclosed_problems(evil)
        discloses(evil)
        read_rectification(evil)
        rectified_within(evil)
        report_years(evil)
        read_audit_title(evil)
    assert time.monotonic() - begun < 10
