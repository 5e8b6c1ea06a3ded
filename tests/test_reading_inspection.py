"""双随机抽查结果: what each row tells, and what is no result."""

from datetime import date

import pytest

from crawler.extract import inspection
from crawler.extract.inspection import Inspections
from crawler.files.model import FileTable
from tests.places import placed

SHOWN = date(2023, 9, 28)
TITLE = "样本区市场监督管理局2023年第三季度双随机、一公开抽查结果公示"
HEADER = ("序号", "抽查任务名称", "被检查对象名称", "检查机关", "检查事项", "检查日期", "检查结果")
ROW = ("1", "2023年餐饮单位抽查", "青禾饭店", "区市场监管局", "证照", "2023年9月4日", "未发现问题")
read_page = placed(inspection.read_inspections)
read_tables = placed(inspection.read_inspection_tables)


def read(text: str, title: str = TITLE) -> Inspections:
    return read_page(title, text, SHOWN)


def lines(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def test_a_row_for_each_object() -> None:
    found = read(lines(HEADER, ROW, ("2", "", "东门超市", "区市场监管局", "证照", "2023-09-05", "")))
    assert (found.state, found.years, len(found.results)) == ("read", (2023,), 2)
    first, second = found.results
    assert (first.plan, first.object, first.result, first.inspected) == ("2023年餐饮单位抽查", "青禾饭店", "未发现问题", date(2023, 9, 4))
    assert (first.missing, first.published) == ((), SHOWN)
    assert second.missing == ("result",)  # the title names the inspection for all rows


def test_the_table_of_a_file() -> None:
    found = read_tables("附件1", (FileTable((HEADER, ROW)),), SHOWN)
    assert found.results[0].object == "青禾饭店"


def test_one_result_by_its_labels() -> None:
    found = read("抽查计划名称：2023年学校食堂抽查\n检查对象：青禾小学\n检查结果：合格\n检查时间：2023年9月1日至9月6日").results[0]
    assert (found.missing, found.result) == ((), "合格")


def test_results_told_in_a_sentence_are_kept_as_one() -> None:
    found = read("三季度共抽查企业12户，其中10户正常，2户通过登记的住所无法联系。")
    assert (found.state, found.results, found.summary.startswith("三季度")) == ("read", (), True)


@pytest.mark.parametrize("text", ["", "附件：抽查结果公示表.xlsx", "现将有关情况予以公示。" * 8])
def test_a_page_without_readable_results_is_not_read(text: str) -> None:
    assert read(text).state == "unreadable"


def test_an_institution_of_training_is_inspected_too() -> None:
    assert read(lines(HEADER, ROW), "样本区2023年校外培训机构双随机抽查结果公示").state == "read"


@pytest.mark.parametrize(
    "title",
    [
        "样本区双随机抽查结果公示业务培训",
        "样本区2023年双随机抽查工作计划",
        "样本区随机抽查事项清单（2023年版）",
        "关于开展2023年双随机、一公开检查的通知",
        "样本区召开双随机、一公开监管推进会",
        "2023年食品安全监督抽检结果公示",
        "双随机抽查工作总结",
        "样本区双随机抽查结果公示办法",
    ],
)
def test_near_misses_are_no_results(title: str) -> None:
    assert read(lines(HEADER, ROW), title).state == "absent"


def test_last_years_results_under_this_years_title_show_by_their_days() -> None:
    found = read(lines(HEADER, (*ROW[:5], "2022年9月4日", ROW[6])))
    assert found.years == (2023,)
    assert found.results[0].inspected == date(2022, 9, 4)


def test_personal_numbers_are_marked_and_never_told() -> None:
    found = inspection.read_inspections(TITLE, lines(HEADER, (*ROW[:2], "李某13800138000", *ROW[3:])), SHOWN)
    assert [each.kind for each in found.personal] == ["mobile"]
    assert "13800138000" not in repr(found)
