"""One strict reader of dates: what is a whole, possible day is read, everything else is None."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dates import find_dates, read_date

MAY_30 = date(2023, 5, 30)
THURSDAY = date(2023, 6, 1)

ONE_DAY_IN_MANY_FORMS = [
    "2023-05-30",
    "2023-5-30",
    "2023/5/30",
    "2023/05/30",
    "2023.5.30",
    "2023.05.30",
    "2023－05－30",
    "2023—05—30",
    "2023年5月30日",
    "2023年05月30日",
    "2023 年 5 月 30 日",
    "2023\xa0年5\xa0月30日",
    "２０２３年５月３０日",
    "２０２３－０５－３０",
    "2023年5月30号",
    "2023年5月30",
    "20230530",
    "2023-05-30 10:20",
    "2023-05-30 10:20:31.0",
    "2023-05-3010:20",
    "2023年5月30日 下午3:20",
    "2023年5月30日星期二",
    "2023-05-30T10:20:00",
    "2023-05-30T10:20:00+08:00",
    "2023-05-29T18:00:00Z",
    "2023-05-30T23:30:00+09:00",
    "[2023-05-30]",
    "【2023-05-30】",
    "（2023-05-30）",
    "(2023年5月30日)",
    "发布日期：2023-05-30",
    "发布时间: 2023-05-30 10:20",
    "发布时间 2023-05-30",
    "发布于2023年5月30日",
    "时间：[2023-05-30]",
    "发布时间：2023-05-30 来源：某某局 点击数：12",
    "  2023-05-30  ",
    "2023-05-30印发",
    "二〇二三年五月三十日",
    "二○二三年五月三十日",
    "二◯二三年五月三十日",
    "二零二三年五月三十日",
    "二０二三年五月三十日",
    "二0二三年五月三十日",
    "二O二三年五月三十日",
    "二Ｏ二三年五月三十日",
    "二o二三年五月三十日",
    "二〇二三 年 五 月 三十 日",
    "二〇二三年5月30日",
    "2023年五月三十日",
]


@pytest.mark.parametrize("text", ONE_DAY_IN_MANY_FORMS)
def test_the_thirtieth_of_may_is_read_in_every_form(text: str) -> None:
    assert read_date(text) == MAY_30


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二三年元月一日", date(2023, 1, 1)),
        ("二〇二三年正月十日", date(2023, 1, 10)),
        ("二〇二三年十二月廿三日", date(2023, 12, 23)),
        ("二〇二三年十月廿日", date(2023, 10, 20)),
        ("二〇二三年八月卅一日", date(2023, 8, 31)),
        ("二〇二三年四月卅日", date(2023, 4, 30)),
        ("二〇一七年十一月十九日", date(2017, 11, 19)),
        ("一九九九年九月九日", date(1999, 9, 9)),
        ("1990-01-01", date(1990, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2099-12-31", date(2099, 12, 31)),
    ],
)
def test_months_and_days_are_read_in_words(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2023年",
        "2023年5月",
        "2023-05",
        "58",
        "23-05-30",
        "23年5月30日",
        "5/30/2023",
        "〔2023〕15号",
        "[2023]15号",
        "第5号",
        "2023年第5号",
        "2023年2月30日",
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023年13月40日",
        "二〇二三年五月",
        "二〇二三年二月三十日",
        "二〇二三年五月三十二日",
        "2026-02-00018",
        "2023-05-30-001",
        "008282882/2025-00086",
        "11370322004222241N/2021-5135380",
        "1989-12-31",
        "2100-01-01",
        "202305301",
        "20231330",
        "20230530abc",
        "2023年度",
        "2023年8月底前",
        "2023年8月31日前",
        "2023-05-01至2023-05-30",
        "2023年5月1日至5月30日",
        "2023-05-01 - 2023-05-30",
        "根据2023年5月30日的会议",
        "上半年",
        "第一季度",
        "长期坚持",
        "及时公开",
        "13800000000",
    ],
)
def test_what_names_no_day_is_refused_even_with_a_year_and_a_today(text: str) -> None:
    assert read_date(text, today=THURSDAY, year=2023) is None


@pytest.mark.parametrize(
    "text", ["5月30日", "05-30", "[05-30]", "五月三十日", "5月30日 18:10", "发布日期：05-30", "５月３０日"]
)
def test_a_day_without_a_year_is_read_only_with_a_year(text: str) -> None:
    assert read_date(text) is None
    assert read_date(text, year=2023) == MAY_30


def test_a_day_without_a_year_must_exist_in_that_year() -> None:
    assert read_date("2月29日", year=2023) is None
    assert read_date("2月29日", year=2024) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天", date(2023, 5, 31)),
        ("昨日", date(2023, 5, 31)),
        ("昨天 10:30", date(2023, 5, 31)),
        ("前天", MAY_30),
        ("今天", THURSDAY),
        ("今日", THURSDAY),
        ("刚刚", THURSDAY),
        ("3天前", date(2023, 5, 29)),
        ("3 天前", date(2023, 5, 29)),
        ("两天前", MAY_30),
        ("2小时前", THURSDAY),
        ("30分钟前", THURSDAY),
        ("发布时间：昨天", date(2023, 5, 31)),
    ],
)
def test_relative_forms_need_the_day_of_the_crawl(text: str, day: date) -> None:
    assert read_date(text) is None
    assert read_date(text, today=THURSDAY) == day


@pytest.mark.parametrize("text", ["1个月前", "上周", "去年", "近日", "日前", "本月", "三年前"])
def test_vague_relative_forms_name_no_day(text: str) -> None:
    assert read_date(text, today=THURSDAY) is None


def test_dates_in_running_text_come_with_their_place() -> None:
    text = "自2023年5月1日起至2023.5.30止，二〇二三年六月一日公布；2023年2月30日不存在。"

    found = find_dates(text)

    assert [day for day, _, _ in found] == [date(2023, 5, 1), MAY_30, THURSDAY]
    assert [text[start:end] for _, start, end in found] == ["2023年5月1日", "2023.5.30", "二〇二三年六月一日"]


def test_places_hold_in_text_with_full_width_digits() -> None:
    text = "公示期：２０２３－０５－０１至２０２３－０５－３０"

    assert [text[start:end] for _, start, end in find_dates(text)] == ["２０２３－０５－０１", "２０２３－０５－３０"]


@pytest.mark.parametrize(
    "text", ["索引号2026-02-00018", "财预〔2023〕5号", "编号20230530", "2023-05-30-001", "2023年5月", "共2023.5万元"]
)
def test_numbers_in_running_text_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_text_beyond_the_bound_is_not_searched() -> None:
    assert find_dates("文" * 400_000 + "2023-05-30") == ()


def test_the_absolute_reader_never_loads_dateparser() -> None:
    code = (
        "import sys; from crawler.dates import read_date; read_date('2023-05-30'); print('dateparser' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_readers_raise(text: str) -> None:
    read_date(text, year=2023)
    find_dates(text)


@given(st.text(alphabet="二〇零年月日十廿卅元0123456789-/.T:Z+年前天昨 ", max_size=30))
@settings(max_examples=500, deadline=None)
def test_no_text_of_date_characters_makes_the_readers_raise(text: str) -> None:
    day = read_date(text, year=2023)
    assert day is None or 1990 <= day.year <= 2099
    assert all(1990 <= found.year <= 2099 and text[start:end] for found, start, end in find_dates(text))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_every_day_survives_being_written_and_read(day: date) -> None:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(character)] for character in str(day.year))
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert read_date(f"{year}年{_words(day.month)}月{_words(day.day)}日") == day


def _words(count: int) -> str:
    tens, ones = divmod(count, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens].replace("一", "") if tens > 0 else "") + ("十" if tens else "") + digits[ones].strip()
