"""Totals set against last year's: the shapes reports print, and sentences that tell of something else."""

import time
from pathlib import Path

import pytest

from crawler.extract.fiscal_document.compared import read_totals
from crawler.files.model import FilePart
from crawler.files.read import read_file

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="real documents are not beside this checkout")


def compared(text: str) -> list[tuple[str, int | None, str]]:
    return [(one.subject, one.year, one.base.in_words()) for one in read_totals((FilePart("第1页", text),)).compared]


@pytest.mark.parametrize(("text", "expected"), [
    ("2023年收支预算总计1050万元，比2022年增加50万元，主要原因是人员增加。", ("both", 2022, "1000万元")),
    ("2022年度收、支总计均为2995.39万元。与2021年度相比，收、支总计各减少56.95万元，下降1.87%。", ("both", 2021, "3052.34万元")),
    ("收入总计、支出总计均为100万元。与上年相比，收入总计、支出总计各增加10万元。", ("both", None, "90万元")),
    ("收入总计430,725.03万元，与2022年度相比，减少23,616.80万元，降低5.20%。", ("income", 2022, "454341.83万元")),
    ("财政拨款收入15621.11万元，比2023年预算减少876.75万元；", ("grant_income", 2023, "16497.86万元")),
    ("2023年收入总预算1050万元，较2022年收入总预算900万元增加150万元。", ("income", 2022, "900万元")),
    ("2023年收支预算总数\n1050万元,比2022年收支预算总数增加50万元，主要是人员增加。", ("both", 2022, "1000万元")),
    ("财政拨款收入、支出总计500万元。与2021年相比，财政拨款收、支总计各增加1亿元。", None),
])  # fmt: skip
def test_last_year_is_reckoned_from_the_words(text: str, expected: tuple[str, int | None, str] | None) -> None:
    assert compared(text) == ([expected] if expected else [])


@pytest.mark.parametrize("text", [
    "收支预算总计1050万元，比上年，人员经费增加50万元。",
    "收支预算总计1050万元，其中基本支出550万元，比上年增加50万元。",
    "收支预算总计1050万元，与上年基本持平。",
    "收入总计1050万元、支出1000万元，分别比上年增加50万元、60万元。",
    "收支预算总计1050万元。三公经费9.5万元，比上年增加0.5万元。",
    "收支预算总计0万元，比2022年减少50万元。",
    "收入总计1050万元。财政拨款收支总计与上年相比，财政拨款收支总计增加5万元。",
    "收支总计比上年增加（减少）XX万元。",
])  # fmt: skip
def test_what_tells_of_another_thing_is_left_alone(text: str) -> None:
    assert compared(text) == []


def test_another_base_and_another_scope_are_told_apart() -> None:
    (one,) = read_totals((FilePart("", "收支预算总计1050万元，比2022年预算执行数增加50万元。"),)).compared
    assert one.other_base == "执行" and one.explained == "执行数"
    (two,) = read_totals((FilePart("", "收支预算总计1050万元，比2022年增加50万元，主要是机构改革划入。"),)).compared
    assert two.other_base == "" and two.explained == "机构改革"


def test_last_years_own_figure_is_not_told_as_this_years() -> None:
    found = read_totals((FilePart("", "2023年收入总预算1050万元，较2022年收入总预算900万元增加150万元。支出总预算1050万元。"),))
    assert [(one.subject, one.amount.in_words()) for one in found.stated] == [("income", "1050万元"), ("expenditure", "1050万元")]


def test_it_remembers_where_the_words_stand() -> None:
    text = "一、收支总体情况。\n2023年收支预算总计1050万元，比2022年增加50万元。"
    (one,) = read_totals((FilePart("", ""), FilePart("", text))).compared
    assert (one.place.part, text[one.place.start : one.place.end]) == (1, "收支预算总计1050万元，比2022年增加50万元")


@needs_real
def test_two_real_budgets_agree_about_the_year_between_them() -> None:
    def totals(year: int):  # type: ignore[no-untyped-def]
        path = REAL / "attachments" / f"putuo_wanli_{year}_budget.pdf"
        return read_totals(read_file(path.read_bytes(), path.name, tables=True).parts)

    (told,) = totals(2025).compared
    before = [one.amount for one in totals(2024).stated if one.subject == "grant_income"]
    assert told.year == 2024 and any(amount.agrees(told.base) for amount in before)


@pytest.mark.parametrize("piece", ["收支总计1万元，比上年", "收入、支出、", "比2022年增加", "总计1", "财政拨款收入1万元", "收支总计1万元，比上年增加1万元，", "收支总计5万元，比上年增加1万元，"])
def test_hostile_text_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    read_totals((FilePart("", piece * 20_000),))
    assert time.process_time() - begun < 5
