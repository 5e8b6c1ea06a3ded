"""The stretches of time that titles name."""

from datetime import date

import pytest

from crawler.extract.time_span import named_spans, parts_of

PUBLISHED = date(2023, 4, 10)


def parts(title: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(f"{s.first:%Y-%m-%d}", f"{s.last:%Y-%m-%d}") for s in parts_of(named_spans(title, published))]


@pytest.mark.parametrize(
    "title",
    [
        "样本区2023年第一季度饮用水水源水质状况报告",
        "样本区2023年1季度水质",
        "二〇二三年一季度水质公示",
        "2023年1—3月水质检测结果",
        "2023年1月至3月水质检测结果",
        "２０２３年１－３月份水质",
        "2023年样本区第一季度供水水质",
        "2023年 第 一 季 度 水质",
        "第一季度水质公示",
    ],
)
def test_a_first_quarter_in_its_spellings(title: str) -> None:
    assert parts(title) == [("2023-01-01", "2023-03-31")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2023年一、二季度水质", [("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30")]),
        ("2023年第1季度、第2季度水质", [("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30")]),
        ("2023年第一至第三季度水质", [("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30")]),
        ("2022年第四季度及2023年第一季度水质", [("2022-10-01", "2022-12-31"), ("2023-01-01", "2023-03-31")]),
        ("2023年前三季度经济运行", [("2023-01-01", "2023-09-30")]),
        ("2023年上半年空气质量", [("2023-01-01", "2023-06-30")]),
        ("2023年3月份空气质量月报", [("2023-03-01", "2023-03-31")]),
        ("2023.03空气质量", [("2023-03-01", "2023-03-31")]),
        ("2023年1月、2月空气质量", [("2023-01-01", "2023-01-31"), ("2023-02-01", "2023-02-28")]),
        ("2024年2月空气质量", [("2024-02-01", "2024-02-29")]),
        ("2023年十一月空气质量", [("2023-11-01", "2023-11-30")]),
        ("2023年7月5日空气质量日报", [("2023-07-05", "2023-07-05")]),
        ("2023-07-05空气质量", [("2023-07-05", "2023-07-05")]),
    ],
)
def test_lists_ranges_months_and_days(title: str, expected: list[tuple[str, str]]) -> None:
    assert parts(title) == expected


@pytest.mark.parametrize("title", ["2021—2025年水资源规划", "样本府办〔2023〕5号", "5月1日起施行", "2022—2023学年第一学期", "2023年第3期", "三八妇女节", "2023年2月30日"])
def test_what_is_no_part_of_a_year(title: str) -> None:
    assert parts(title) == []


def test_a_whole_year_is_told_apart_from_its_parts() -> None:
    assert [span.is_year for span in named_spans("2023年度饮用水水质年报")] == [True]
    assert [span.is_year for span in named_spans("2023年1—12月空气质量")] == [True]


@pytest.mark.parametrize(
    ("published", "year"), [(date(2023, 4, 10), 2022), (date(2023, 10, 8), 2023), (date(2024, 1, 12), 2023), (date(2023, 7, 1), 2023)]
)
def test_without_a_year_it_is_the_newest_that_had_begun(published: date, year: int) -> None:
    (span,) = named_spans("第三季度水质公示", published)
    assert (span.first.year, span.sure) == (year, False)


def test_without_a_year_and_a_day_nothing_is_guessed() -> None:
    assert named_spans("第三季度水质公示", None) == ()


def test_only_the_beginning_is_read_and_long_texts_cost_little() -> None:
    assert named_spans("一" * 400 + "2023年3月") == ()
    assert len(named_spans("2023年1月、" * 20_000, PUBLISHED, limit=100_000)) <= 60
