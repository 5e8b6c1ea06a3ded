"""Readers of the site itself: home page, footer, tags, library, stubs, events told too early, reports on letters; and the lines."""

from datetime import date
from pathlib import Path

import pytest

from crawler.extract.footer import read_footer
from crawler.extract.home_page import read_home
from crawler.extract.page_tags import read_tags
from crawler.extract.policy_library import read_library
from crawler.extract.response_report import read_response_report, title_says_report
from crawler.extract.stub import stub_kind
from crawler.extract.told_event import events_ahead
from crawler.page import Page
from crawler.tomlfile import BadInput
from rules import site_lines


def page(body: str, head: str = "") -> Page:
    return Page("http://a.gov.cn/x/index.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


# ---- the home page


def test_links_are_absolute_and_each_once() -> None:
    found = read_home(page('<a href="../y/1.html">甲</a><a href="/y/1.html">甲</a><a href="javascript:void(0)">乙</a>'))
    assert found.links == ("http://a.gov.cn/y/1.html",)


def test_the_days_of_rows_are_read_and_today_is_not() -> None:
    found = read_home(page("<p>今天是2023年9月20日 星期三</p><li>通知 2023-09-18</li><p>版权所有 2015-01-01</p><script>var d='2023-09-19'</script>"))
    assert found.days == (date(2023, 9, 18),)


def test_a_page_of_few_words_with_a_script_is_made_by_it() -> None:
    assert read_home(page('<div id="app"></div><script src="/a.js"></script>')).is_script_made
    assert not read_home(page("<p>通知</p>")).is_script_made
    assert read_home(page('<iframe src="/list.html"></iframe>' + "<p>很多文字</p>" * 200)).is_script_made


def test_nothing_to_parse_is_no_crash() -> None:
    assert read_home(Page("http://a.gov.cn/", b"")).days == ()


# ---- the footer


def test_every_item_of_a_footer() -> None:
    words = (
        "主办单位：样本区人民政府办公室 联系电话：0000-0000000 蜀ICP备05000000号-1 川公网安备 51170302000001号 "
        '网站标识码：5117030001 网站地图 <img alt="党政机关网站标识"> <a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">纠错</a>'
    )
    found = read_footer(page(words))
    assert found.missing == () and found.code == "5117030001"


@pytest.mark.parametrize("words", ["承办单位：样本区大数据中心", "技术支持：某某公司", "备案号待补", "标识码：123"])
def test_what_looks_like_an_item_is_none(words: str) -> None:
    assert read_footer(page(words)).items == ()


def test_a_number_in_the_text_far_above_the_footer_is_none() -> None:
    assert "icp" not in read_footer(page("<p>某网站蜀ICP备05000000号已注销</p>" + "<p>正文说明其他情况。</p>" * 400)).items


# ---- tags


def test_tags_under_either_attribute_and_in_any_case() -> None:
    found = read_tags(page("", '<META content="样本区" name="sitename"><meta property="ColumnName" content="政策">'))
    assert found.told == {"SiteName": "样本区", "ColumnName": "政策"}


def test_an_empty_tag_and_one_with_the_words_of_the_template_say_nothing() -> None:
    found = read_tags(page("", '<meta name="PubDate" content=""><meta name="ContentSource" content="来源">'))
    assert found.told == {} and found.empty == ("PubDate", "ContentSource")


def test_a_second_tag_that_says_something_counts() -> None:
    assert read_tags(page("", '<meta name="PubDate"><meta name="PubDate" content="2023-01-01 09:00">')).empty == ()


# ---- the library of documents


def test_filters_by_select() -> None:
    options = "".join(f"<option>{year}年</option>" for year in (2021, 2022, 2023))
    found = read_library(page(f"<select><option>全部年份</option>{options}</select><select><option>全部机构</option><option>区政府</option></select>"))
    assert found.filters == ("year", "organ")


def test_a_head_of_a_table_is_a_field_and_no_filter() -> None:
    found = read_library(page("<table><tr><th>发文字号</th><th>成文日期</th><th>发文机关</th><th>有效性</th></tr><tr><td>1</td></tr></table>"))
    assert set(found.fields) == {"number", "written", "issuer", "validity"} and found.filters == ()


def test_a_label_without_choices_is_no_filter() -> None:
    assert read_library(page("<p><span>主题：</span>全部</p>")).filters == ()


# ---- stubs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("测试", "placeholder"), ("点击查看", "placeholder"), ("test", "placeholder"), ("111", "placeholder"), ("详见附件", "refers"), ("附件：", "refers"),
        ("名单见下表", "refers"), ("全区放假", "few"), ("", ""), ("　\n", ""), ("九月四日全区学校放假", ""), ("特此公告。样本区教育局 2023年6月1日", ""),
        ("测试成绩公布如下：张某九十分，李某八十分。", ""),
    ],
)  # fmt: skip
def test_what_a_body_is(text: str, kind: str) -> None:
    assert stub_kind(text) == kind


# ---- events told too early


@pytest.mark.parametrize(
    "text",
    [
        "9月15日，区教育局召开会议。",
        "2023年9月15日上午，区长一行赴青禾镇调研。",
        "近日天气晴好。9月15日下午，志愿者走访慰问了老人。",
    ],
)
def test_an_event_of_friday_told_on_sunday_before(text: str) -> None:
    assert [event.day for event in events_ahead("动态", text, date(2023, 9, 10), 60)] == [date(2023, 9, 15)]


@pytest.mark.parametrize(
    "text",
    [
        "会议将于9月15日召开。",
        "9月15日将召开会议。",
        "定于9月15日举行开学典礼。",
        "请各校于9月15日前完成自查。",
        "9月15日至9月20日开展宣传周活动。",
        "9月15日起开展专项检查。",
        "该办法9月15日施行，完成过渡后开展检查。",
        "9月10日，区教育局召开会议。",
        "9月8日，区教育局召开会议。",
        "2022年9月15日，区教育局召开会议。",
        "9月15日是全国科普日，区科协组织宣传。",
        "9月31日，区教育局召开会议。",
        "9月15日停电，抢修人员检查线路。",
    ],
)
def test_what_is_no_event_told_too_early(text: str) -> None:
    assert events_ahead("动态", text, date(2023, 9, 10), 60) == ()


def test_a_long_text_without_ends_is_quick() -> None:
    assert events_ahead("9月15日" * 5_000, "9月15日" * 5_000, date(2023, 9, 10), 60) == ()


# ---- reports on letters


@pytest.mark.parametrize(
    "title",
    ["区教育局2023年第一季度群众诉求办理情况公示", "2023年5月网民留言办理情况统计", "2023年上半年12345热线运行情况通报", "区长信箱2023年一季度受理办结情况", "信访事项办理情况通报（2023年二季度）"],
)
def test_titles_of_reports(title: str) -> None:
    assert title_says_report(title)


@pytest.mark.parametrize(
    "title",
    [
        "区教育局召开群众诉求办理情况调度会", "人大代表建议办理情况", "关于学校食堂来信的答复", "群众诉求办理工作办法", "12345热线开通公告", "区领导接访情况", "2023年预算执行情况",
        "信访工作条例学习情况",
    ],
)  # fmt: skip
def test_titles_that_are_none(title: str) -> None:
    assert not title_says_report(title)


@pytest.mark.parametrize(
    ("title", "quarters"),
    [
        ("2023年第一季度来信办理情况", ((2023, 1),)), ("2023年1-3月来信办理情况", ((2023, 1),)), ("2023年1至6月来信办理情况", ((2023, 1), (2023, 2))),
        ("5月来信办理情况", ((2023, 2),)), ("2022年下半年来信办理情况", ((2022, 3), (2022, 4))), ("来信办理情况", ()),
    ],
)  # fmt: skip
def test_the_period_of_a_report(title: str, quarters: tuple[tuple[int, int], ...]) -> None:
    found = read_response_report(title, "受理3件，办结3件。", date(2023, 7, 3))
    assert found is not None and found.quarters == quarters and found.has_counts


def test_both_numbers_have_to_stand_there() -> None:
    found = read_response_report("2023年第一季度来信办理情况", "受理来信36件，均已转办。", None)
    assert found is not None and found.has_received and not found.has_finished


# ---- the lines


def test_every_line_warns_before_it_is_crossed() -> None:
    assert set(site_lines.lines()) == {"home", "dynamic", "stale", "blank", "letters", "unreachable"}
    assert all(line.warn < line.limit for line in site_lines.lines().values())


def test_a_line_with_an_unknown_kind_or_a_lax_warning_is_refused_where_it_stands(tmp_path: Path) -> None:
    told = '[[line]]\nid = "blank"\nname = "x"\nrule = "x"\nlimit = 5\nwarn = 5\nmeasure = "个"\naccuses = true\n[[line.group]]\nkinds = ["newz"]\ndays = 14\nsoon = 3\n'
    path = tmp_path / "lines.toml"
    path.write_text(told, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        site_lines.read(path)
    assert "newz" in str(caught.value) and "提醒线" in str(caught.value)
