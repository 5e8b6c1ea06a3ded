"""Statements that there was nothing to publish: valid only with unit, period and date."""

from datetime import date

import pytest

from crawler.extract import statement
from crawler.extract.statement import besides_empty_list
from tests.places import placed

read_statement = placed(statement.read_statement)

FORM = """
2023年第三季度，本单位未产生“行政处罚”应公开的信息。如有新增，将自信息形成之日起20个工作日内公开。特此说明。
区教育局　2023年9月28日"""


def test_the_form_is_read_whole() -> None:
    read = read_statement("关于“行政处罚”2023年第三季度情况的说明", FORM)
    assert read is not None
    assert (read.column, read.unit, read.dated) == ("行政处罚", "区教育局", date(2023, 9, 28))
    assert (read.start, read.end, read.period) == (date(2023, 7, 1), date(2023, 9, 30), "2023年第三季度")
    assert read.dated_inside
    assert "未产生“行政处罚”应公开的信息" in read.quote


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年度", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年上半年", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023年2月", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023年1-6月", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023年1月至9月", date(2023, 1, 1), date(2023, 9, 30)),
        ("2023年1月1日至2023年9月20日", date(2023, 1, 1), date(2023, 9, 20)),
        ("本年度", date(2023, 1, 1), date(2023, 12, 31)),
        ("本季度", date(2023, 7, 1), date(2023, 9, 30)),
    ],
)
def test_the_period_in_all_its_forms(words: str, start: date, end: date) -> None:
    read = read_statement("情况说明", f"{words}，我局没有应公开的征地信息。\n区教育局\n2023年9月28日")
    assert read is not None
    assert (read.start, read.end) == (start, end)


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ("unit", "2023年，本单位没有应公开的征地信息。特此说明。\n2023年9月28日"),
        ("date", "2023年，本单位没有应公开的征地信息。特此说明。\n区教育局"),
        ("period", "截至目前，本单位没有应公开的征地信息。特此说明。\n区教育局\n2023年9月28日"),
        ("the statement itself", "2023年征地信息已全部公开。特此说明。\n区教育局\n2023年9月28日"),
        ("everything", ""),
    ],
)
def test_without_one_of_its_parts_it_is_none(missing: str, text: str) -> None:
    assert read_statement("情况说明", text) is None, missing


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "区教育局2023年部门预算情况说明",
            "2023年没有政府性基金预算拨款安排的支出，按要求公开空表，机关运行经费12.3万元。\n区教育局\n2023年3月20日",
        ),
        ("关于违规收费情况的说明", "2023年，经查，区教育局无违规收费情况。\n区教育局\n2023年6月28日"),
        ("关于道路施工的通知", "2023年，本单位没有应公开的征地信息。\n区教育局\n2023年9月28日"),
        (
            "情况说明",
            "2023年，本单位没有应公开的征地信息。" + "以下是工作开展情况。" * 100 + "\n区教育局\n2023年9月28日",
        ),
    ],
)
def test_other_explanations_are_no_statements(title: str, text: str) -> None:
    assert read_statement(title, text) is None


def test_a_date_after_the_period_is_told() -> None:
    read = read_statement("情况说明", "2023年上半年，我局没有应公开的征地信息。\n区教育局\n二〇二三年七月三日")
    assert read is not None
    assert read.dated == date(2023, 7, 3) and not read.dated_inside


def test_the_column_is_taken_from_a_title_without_quotes() -> None:
    read = read_statement(
        "关于养老服务栏目2023年情况的说明", "2023年，我镇未产生相关信息。\n青禾镇人民政府\n2023年6月28日"
    )
    assert read is not None and read.column == "养老服务"


URL = "http://127.0.0.1:9/list/"


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<body><p>该栏目已迁移，请点击<a href='/new/'>这里</a>查看</p><p>暂无相关信息</p></body>", "迁移"),
        ("<body><a href='/2022/'>2022年</a><p>暂无相关信息</p></body>", "2022年"),
        ("<body><div><p>暂无相关信息</p><img src='a.jpg'></div></body>", "图片"),
        (
            "<body><h3>关于“行政处罚”2023年第三季度情况的说明</h3><p>2023年第三季度，本单位未产生“行政处罚”应公开的信息。特此说明。</p>"
            "<p>区教育局</p><p>2023年9月10日</p></body>",
            "情况说明",
        ),
    ],
)
def test_an_empty_list_may_stand_on_a_page_with_more_to_show(html: str, told: str) -> None:
    assert told in besides_empty_list(html, URL)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<body><p>暂无相关信息</p></body>",
        "<body><a href='#'>2022年</a><a href='/a.html'>网站地图</a><p>暂无相关信息</p></body>",
        "<body><script>var t='本栏目已迁移'</script><img src='logo.png'><div><div><ul><li>暂无相关信息</li></ul></div></div></body>",
    ],
)
def test_a_page_that_shows_nothing_else_is_empty(html: str) -> None:
    assert besides_empty_list(html, URL) == ""
