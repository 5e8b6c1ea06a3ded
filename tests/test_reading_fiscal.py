"""Titles of budgets and final accounts: what they are, of which year, whose; and what only looks like one."""

import json
import re
import time
from pathlib import Path

import pytest

from crawler.extract.fiscal import (
    holds_report,
    is_about_something_else,
    parts_in_body,
    read_fiscal_title,
    year_of_body,
    years_in_body,
)
from crawler.extract.title_words import bare_name

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not beside this checkout")

REPORTS = [
    ("2023年部门预算", "budget 2023", "", "department"),
    ("区教育局2022年度部门决算公开", "final_accounts 2022", "区教育局", "department"),
    ("2022年度区教育局部门决算", "final_accounts 2022", "区教育局", "department"),
    ("关于公开2023年预算的说明", "budget 2023", "", ""),
    ("区教育局（本级）2023年部门预算", "budget 2023", "区教育局", "department"),
    ("示例市样本区教育局关于2023年部门预算编制情况的说明", "budget 2023", "示例市样本区教育局", "department"),
    ("2022年决算和2023年预算", "final_accounts 2022, budget 2023", "", ""),
    ("区教育局2023年部门预算、2022年部门决算公开", "budget 2023, final_accounts 2022", "区教育局", "department"),
    ("2021—2023年部门预算", "budget 2021, budget 2022, budget 2023", "", "department"),
    ("2022、2023年部门预算", "budget 2022, budget 2023", "", "department"),
    ("二〇二三年部门预算", "budget 2023", "", "department"),
    ("区教育局23年部门预算公开", "budget 2023", "区教育局", "department"),
    ("区教育局部门预算（2023年）", "budget 2023", "区教育局", "department"),
    ("2023年部门预算公开（区教育局）", "budget 2023", "区教育局", "department"),
    ("区教育局部门预算公开", "budget None", "区教育局", "department"),
    ("附件1：区教育局2023年部门预算.pdf", "budget 2023", "区教育局", "department"),
    ("20230412部门预算.pdf", "budget None", "", "department"),
    ("青禾镇2023年政府预算公开", "budget 2023", "青禾镇", "government"),
    ("青禾镇人民政府2023年预算", "budget 2023", "青禾镇人民政府", ""),
    ("区人民政府办公室2023年部门预算", "budget 2023", "区人民政府办公室", "department"),
    ("关于样本区2022年财政预算执行情况和2023年财政预算草案的报告", "budget 2023", "样本区", "government"),
    ("样本区2022年财政总决算", "final_accounts 2022", "样本区", "government"),
    ("区第一中学2023年单位预算", "budget 2023", "区第一中学", "unit"),
    ("区教育局机关幼儿园2023年单位预算", "budget 2023", "区教育局机关幼儿园", "unit"),
    ("区教育局2023年财政预算公开", "budget 2023", "区教育局", "fiscal"),
    ("区公务接待中心2023年部门预算及“三公”经费公开", "budget 2023", "区公务接待中心", "department"),
]


@pytest.mark.parametrize(("title", "reports", "subject", "level"), REPORTS)
def test_a_report_says_its_kind_year_and_institution(title: str, reports: str, subject: str, level: str) -> None:
    read = read_fiscal_title(title, unit_names=["区教育局"])
    assert read is not None
    assert ", ".join(f"{r.report} {r.year}" for r in read.reports) == reports
    assert (read.subject, read.level) == (subject, level)


@pytest.mark.parametrize(
    "title",
    [
        "召开2023年预算编制会",
        "区财政局召开2023年部门预算编制工作会议",
        "区教育局完成2023年部门预算",
        "关于做好2023年部门预算公开工作的通知",
        "关于编制2023年部门预算的通知",
        "2022年财政决算批复",
        "关于批复2022年度区教育局财政决算的通知",
        "财政部关于提前下达2021年彩票市场调控资金预算的通知",
        "区教育局2023年“三公”经费公开",
        "2023年三公经费预算公开",
        "区教育局2022年预算执行情况",
        "2022年第二次预算调整方案的报告",
        "2023年预算绩效管理工作要点",
        "某工程2022年竣工财务决算公示",
        "2023年部门预算公开参考样表",
        "2022年度部门决算公开检查情况的通报",
        "一图读懂2023年预算",
        "区教育局2023年预算单位名录",
        "预算管理一体化系统维护公告",
        "区教育局2023年工作要点",
    ],
)
def test_what_is_only_about_budgets_is_no_report(title: str) -> None:
    assert read_fiscal_title(title) is None


def test_one_word_for_both_reports_is_not_certain() -> None:
    read = read_fiscal_title("区教育局2023年预决算公开")
    assert read is not None
    assert read.names("budget", 2023) == "maybe"
    assert read.names("final_accounts", 2022) == "maybe"
    assert read.names("budget", 2022) == "no"


def test_a_title_without_a_year_may_be_of_any() -> None:
    read = read_fiscal_title("部门预算公开")
    assert read is not None
    assert read.names("budget", 2023) == "maybe"
    assert read.names("final_accounts", 2023) == "no"


def test_a_page_of_all_departments_says_so() -> None:
    read = read_fiscal_title("2023年区级部门预算公开")
    assert read is not None and read.collective and read.subject == ""


def test_a_single_level_and_an_explanation_are_told() -> None:
    own = read_fiscal_title("区教育局（本级）2023年部门预算")
    explained = read_fiscal_title("区教育局2023年部门预算情况说明")
    assert own is not None and own.own_level and not own.is_explanation
    assert explained is not None and explained.is_explanation and not explained.own_level


def test_a_name_known_to_be_whole_is_not_taken_apart() -> None:
    assert getattr(read_fiscal_title("区直机关2023年预算", unit_names=["区直机关"]), "subject", None) == "区直机关"


def test_the_body_is_of_the_year_it_names_most() -> None:
    text = "2023年部门预算表……2023年部门预算情况说明……较2022年预算减少"
    assert years_in_body(text, "budget") == (2023, 2022)
    assert year_of_body(text, "budget") == 2023
    assert year_of_body("较2022年预算减少", "budget") is None
    assert years_in_body("2022年度预算执行情况", "budget") == ()


def test_a_headline_has_no_parts_of_a_report() -> None:
    assert parts_in_body("近日，区教育局公开2023年部门预算。") == 0
    assert parts_in_body("部门概况 收支总表 三公经费 机关运行经费 名词解释") >= 4


@needs_real
def test_real_list_titles_are_read_whole() -> None:
    """Titles of one plain shape name themselves; the shape, not the reader, says what is right."""
    rows = [json.loads(line) for line in (REAL / "list_items.jsonl").read_text(encoding="utf-8").splitlines()]
    shape = re.compile(r"(.+?)(（本级）)?(20\d\d)年度?(?:部门|省级部门)?(预算|决算)(?:报告|公开)?")
    plain = [(row["title"], found) for row in rows if (found := shape.fullmatch(row["title"]))]
    assert len(plain) > 100
    for title, found in plain:
        read = read_fiscal_title(title)
        assert read is not None, title
        assert read.subject == found[1], title
        assert [(r.report, r.year) for r in read.reports] == [
            ("budget" if found[4] == "预算" else "final_accounts", int(found[3]))
        ], title
        assert read.own_level == bool(found[2]), title


@needs_real
def test_real_titles_without_the_words_are_never_reports() -> None:
    rows = [json.loads(line) for line in (REAL / "list_items.jsonl").read_text(encoding="utf-8").splitlines()]
    others = [row["title"] for row in rows if not re.search("预算|决算", row["title"])]
    assert len(others) > 100
    assert [title for title in others if read_fiscal_title(title)] == []


BODY_OF_2023 = "2023年部门预算表 收支总表 收入预算 支出预算 三公经费 机关运行经费 政府采购 名词解释"


def test_a_body_is_a_report_by_its_parts_and_the_year_it_names_most() -> None:
    assert holds_report(BODY_OF_2023, "budget", 2023)
    assert not holds_report(BODY_OF_2023, "budget", 2022)
    compared = BODY_OF_2023 + " 2023年部门预算较2022年决算减少"
    assert not holds_report(compared, "final_accounts", 2022), "a budget that compares with the accounts"
    assert not holds_report("2023年部门预算将于近日公布", "budget", 2023), "a sentence has no parts"


@pytest.mark.parametrize(
    "title",
    [
        "区教育局召开2023年部门预算编制会",
        "关于做好2023年部门预算公开工作的通知",
        "2023年预算绩效目标管理情况",
        "2023年项目支出预算",
    ],
)
def test_meetings_orders_and_other_money_are_something_else(title: str) -> None:
    assert is_about_something_else(title)


@pytest.mark.parametrize("title", ["区教育局2023年收支预算总表等九张表", "关于公开2023年度本级及所属事业单位预算的函"])
def test_a_report_under_an_odd_title_is_not_called_something_else(title: str) -> None:
    assert not is_about_something_else(title)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("201-区教育局（汇总）.xls", "区教育局"),
        ("附件2.区教育局.pdf", "区教育局"),
        ("101001样本区教育局.pdf", "样本区教育局"),
        ("区教育局.docx", "区教育局"),
    ],
)
def test_a_files_name_without_numbers_and_brackets(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_a_title_of_many_digits_is_read_in_no_time() -> None:
    begun = time.monotonic()
    assert read_fiscal_title("2023年部门预算" + "1" * 250 + "x") is None
    assert time.monotonic() - begun < 1
