"""Titles and periods of annual reports on open government information, and what only looks like one."""

import json
import time
from pathlib import Path

import pytest

from crawler.extract.annual import holds_report, is_of_another_kind, read_annual_title, year_in_body

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not beside this checkout")


@pytest.mark.parametrize(
    ("title", "year", "subject"),
    [
        ("2022年政府信息公开工作年度报告", 2022, ""),
        ("区教育局2022年政府信息公开工作年度报告", 2022, "区教育局"),
        ("2022年度政府信息公开工作年度报告（区教育局）", 2022, "区教育局"),
        ("示例市样本区教育局2022年度政府信息公开工作报告", 2022, "示例市样本区教育局"),
        ("青禾镇2022年政府信息公开年报", 2022, "青禾镇"),
        ("区教育局政府信息公开2022年年度报告", 2022, "区教育局"),
        ("区教育局政府信息公开工作2022年度报告.docx", 2022, "区教育局"),
        ("二〇二二年政府信息公开年度报告", 2022, ""),
        ("政府信息公开工作年度报告", None, ""),
        ("政府信息公开工作年度报告（2022年度）", 2022, ""),
        ("关于2022年政府信息公开工作情况的报告", 2022, ""),
        ("区第一中学2022年信息公开年度报告", 2022, "区第一中学"),
        ("本单位2022年政府信息公开年度报告", 2022, ""),
    ],
)
def test_a_report_says_its_year_and_institution(title: str, year: int | None, subject: str) -> None:
    read = read_annual_title(title)
    assert read is not None
    assert (read.year, read.subject) == (year, subject)


@pytest.mark.parametrize(
    "title",
    [
        "区教育局2022年政府网站工作年度报表",
        "区教育局2022年法治政府建设年度报告",
        "区教育局2022年工作总结",
        "2022年政府信息公开工作总结",
        "关于做好2022年政府信息公开工作年度报告编制工作的通知",
        "政府信息公开工作年度报告制度",
        "政府信息公开工作年度报告格式模板",
        "2022年政府信息公开年度报告公布情况通报",
        "2021-2022年政府信息公开年度报告",
        "政府信息公开工作报告",
        "2022年依申请公开情况统计",
    ],
)
def test_what_is_only_like_it_is_none(title: str) -> None:
    assert read_annual_title(title) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("统计期限为2022年1月1日至12月31日。", 2022),
        ("自 2021 年 1 月 1 日起至 2021 年 12 月 31 日止", 2021),
        ("2023年1月1日—12月31日", 2023),
        ("2021年1月1日至2022年12月31日", None),
        ("2021年1月1日至12月31日……2022年1月1日至12月31日", None),
        ("2022年，我局主动公开信息63条", None),
    ],
)
def test_the_period_tells_the_year_when_it_is_one_whole_year(text: str, year: int | None) -> None:
    assert year_in_body(text) == year


@needs_real
@pytest.mark.parametrize(
    ("name", "year"),
    [("15_annual", 2022), ("17_annual", 2023), ("19_annual", 2023), ("27_rules", None), ("29_rules", None)],
)
def test_real_excerpts_say_their_period(name: str, year: int | None) -> None:
    assert year_in_body((REAL / "texts" / f"{name}.txt").read_text(encoding="utf-8")) == year


@needs_real
def test_real_pages_of_a_report_column_are_told_from_budgets_there() -> None:
    pages = [json.loads(line) for line in (REAL / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    titles = [p["title"] for p in pages if "_ndbg_20" in p["file"] and p.get("title")]
    assert [t for t in titles if read_annual_title(t)] == [t for t in titles if "政务公开" in t] != []


def test_a_body_is_a_report_by_its_period_whatever_its_title() -> None:
    body = "所列数据的统计期限自2022年1月1日起至2022年12月31日止。" + "主动公开政府信息情况如下，" * 20
    assert holds_report(body, 2022)
    assert not holds_report(body, 2021)
    assert not holds_report(body[:60], 2022), "too short to be more than a notice"
    assert not holds_report(body.replace("主动公开政府信息", "网站访问量"), 2022)


def test_yearly_reports_on_other_things_are_told() -> None:
    assert is_of_another_kind("区教育局2022年政府网站工作年度报表")
    assert is_of_another_kind("区教育局2022年法治政府建设年度报告")
    assert not is_of_another_kind("2022年年报")


def test_a_title_of_many_digits_is_read_in_no_time() -> None:
    begun = time.monotonic()
    assert read_annual_title("2022年政府信息公开工作年度报告" + "1" * 250 + "x") is None
    assert time.monotonic() - begun < 1
