"""The page reader: every statement kept with its place, one value resolved, None before a guess."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.page import read_page
from crawler.extract.resolve import Fields, resolve
from crawler.items import Candidate, PageReading, Row
from crawler.page import Page
from tests import pages_made as made

URL = "http://www.example.gov.cn/xxgk-show-12.html"
# What the template of the made TRS page left in its head, whatever else the page says.
UNFILLED = "tag: SiteIDCode 政府网站标识码（模板文字，没有填写）"
TRS_URL = "http://www.example.gov.cn/wj/202104/t20210406_12.html"


def reading_of(page: str | bytes, url: str = URL) -> PageReading:
    return read_page(Page(url, page if isinstance(page, bytes) else page.encode()))


def fields_of(page: str | bytes, url: str = URL, rows: Sequence[Row] = (), names: Sequence[str] = ()) -> Fields:
    return resolve(reading_of(page, url), rows, site_names=names)


def says(reading: PageReading, field: str, source: str) -> list[str]:
    return [candidate.value for candidate in reading.candidates(field) if candidate.source == source]


# --- 达州 ----------------------------------------------------------------------------------------------------------


def test_a_dazhou_table_gives_all_its_fields() -> None:
    fields = fields_of(made.dazhou_table(department="某某区教育局"))

    assert fields.title == "关于做好2023年政务公开工作的通知"
    assert fields.index_number == "008282882/2023-00086"
    assert fields.issuer == "某某区教育局"
    assert fields.category == "政策文件"
    assert fields.disclosure == "主动公开"
    assert (fields.published, fields.published_source) == (date(2023, 5, 30), "label")
    assert fields.column == "其他文件"


def test_an_empty_department_does_not_swallow_the_next_label() -> None:
    reading = reading_of(made.dazhou_table(department=""))

    assert reading.candidates("issuer") == ()
    assert says(reading, "published", "table") == ["2023-05-30 16:40"]


def test_a_body_whose_id_ends_with_a_blank_is_found_without_the_words_of_its_player() -> None:
    text = reading_of(made.dazhou_table()).text

    assert text.startswith("第1段：")
    assert "语音播报" not in text
    assert "索引号" not in text.replace(" ", "")


def test_the_signature_date_split_over_spans_is_the_day_of_writing() -> None:
    reading = reading_of(made.dazhou_table())

    assert says(reading, "written", "body") == ["2023年5月29日"]
    assert "2023年5月29日" in reading.text.splitlines()


def test_tools_and_neighbouring_articles_below_the_body_are_cut_off() -> None:
    reading = reading_of(made.dazhou_table())

    for word in ("分享到", "打印本页", "上一篇", "版权所有"):
        assert word not in reading.text
    assert reading.attachments == ()


def test_the_line_below_a_title_is_read_label_by_label() -> None:
    fields = fields_of(made.dazhou_line())

    assert fields.title == "某某区举办政务开放日活动"
    assert fields.published == date(2023, 6, 1)
    assert fields.source == "某某区教育局"
    assert fields.column == "部门动态"
    assert fields.conflicts == ()


def test_a_document_number_and_a_bare_date_in_the_line_are_read() -> None:
    reading = reading_of(made.dazhou_number())

    assert says(reading, "doc_number", "label") == ["某府办〔2023〕26号"]
    assert says(reading, "published", "heading") == ["2023-06-01"]
    assert says(reading, "source", "label") == ["区政府办"]


def test_an_article_that_is_only_an_embedded_file_is_a_file() -> None:
    reading = reading_of(made.iframe_only())

    assert reading.body_kind == "file"
    assert [(a.url, a.media_type) for a in reading.attachments] == [
        ("http://www.example.gov.cn/uploadfile/2023/06/yusuan.pdf", "pdf")
    ]


# --- dates ---------------------------------------------------------------------------------------------------------


def test_the_visible_date_beats_the_meta_tag_and_the_conflict_is_kept() -> None:
    fields = fields_of(made.trs(meta_date="2021-04-09", shown_date="2021-04-07"), TRS_URL)

    assert (fields.published, fields.published_source) == (date(2021, 4, 7), "label")
    assert fields.conflicts == ("published: label 2021-04-07 ≠ meta 2021-04-09", UNFILLED)


def test_row_and_meta_together_beat_the_visible_date() -> None:
    row = Row(TRS_URL, "关于公布规范性文件清理结果的公告", date(2021, 4, 9))

    fields = fields_of(made.trs(meta_date="2021-04-09", shown_date="2021-04-07"), TRS_URL, [row])

    assert (fields.published, fields.published_source) == (date(2021, 4, 9), "row")
    assert fields.conflicts == ("published: row 2021-04-09 ≠ label 2021-04-07", UNFILLED)


def test_a_row_that_agrees_with_nobody_does_not_beat_the_visible_date() -> None:
    row = Row(TRS_URL, "关于公布规范性文件清理结果的公告", date(2021, 4, 10))

    fields = fields_of(made.trs(meta_date="2021-04-09", shown_date="2021-04-07"), TRS_URL, [row])

    assert fields.published == date(2021, 4, 7)
    assert len(fields.conflicts) == 3 and UNFILLED in fields.conflicts


def test_without_a_visible_date_the_row_comes_before_the_meta_tag() -> None:
    page = made.dazhou_line(info="来源：某某局")

    fields = fields_of(page, rows=[Row(URL, "某某区举办政务开放日活动", date(2023, 6, 2))])

    assert (fields.published, fields.published_source) == (date(2023, 6, 2), "row")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://x.gov.cn/a/t20240105_12.html", date(2024, 1, 5)),
        ("http://x.gov.cn/art/2024/1/5/art_1_2.html", date(2024, 1, 5)),
        ("http://x.gov.cn/c/2024-01-05/12.html", date(2024, 1, 5)),
        ("http://x.gov.cn/20240105/12.html", date(2024, 1, 5)),
        ("http://x.gov.cn/202401/05/12.html", date(2024, 1, 5)),
        ("http://x.gov.cn/202401/12.html", None),
        ("http://x.gov.cn/t20241305_12.html", None),
    ],
)
def test_only_where_nothing_else_speaks_the_address_gives_the_day(url: str, day: date | None) -> None:
    fields = fields_of(
        made.html("<title>关于某事的通知</title>", "<h1>关于某事的通知</h1><div id='zoom'>内容</div>"), url
    )

    assert (fields.published, fields.published_source) == (day, "url" if day else "")


def test_a_pub_date_that_is_the_time_the_file_was_written_says_nothing() -> None:
    head = '<meta name="PubDate" content="2023-08-16 10:33:59"><meta name="others" content="页面生成时间 2023-08-16 10:33:59">'
    page = made.plain(made.PARAGRAPHS, head=head).replace("2023-03-04", "")

    reading = reading_of(page)

    assert says(reading, "published", "meta") == ["2023-08-16 10:33:59"]
    assert resolve(reading, []).published is None


def test_a_day_of_update_is_taken_last_and_named_so() -> None:
    fields = fields_of(made.labels("<p>更新时间：2023-05-04</p>"))

    assert (fields.published, fields.published_source) == (date(2023, 5, 4), "updated")


def test_sending_date_is_the_day_of_writing_where_a_day_of_publication_stands_beside_it() -> None:
    fields = fields_of(made.labels("<p>发文日期：2023-05-02</p><p>发布日期：2023-05-04</p>"))

    assert (fields.published, fields.written) == (date(2023, 5, 4), date(2023, 5, 2))


def test_a_generated_day_in_the_table_counts_only_where_the_address_confirms_its_month() -> None:
    page = made.labels("<dl><dt>生成日期：</dt><dd>2023-05-11</dd></dl>")

    assert fields_of(page, "http://x.gov.cn/a/202305/abc.shtml").published == date(2023, 5, 11)
    assert fields_of(page, "http://x.gov.cn/a/202308/abc.shtml").published is None


def test_a_related_article_with_its_date_between_title_and_body_is_not_the_date() -> None:
    page = made.html(
        "<title>统计公报</title>",
        """<h1>某某区2022年统计公报</h1><div>访问量：12</div><div><h3>关联稿件：</h3><ul><li><a href="/j.html">图文解读：统计公报</a>
        <span>2023-07-12</span></li></ul></div><div id="zoom">内容很长</div>""",
    )

    assert reading_of(page).candidates("published") == ()


# --- titles --------------------------------------------------------------------------------------------------------


def test_a_meta_title_that_is_the_sites_name_is_not_the_title() -> None:
    fields = fields_of(made.trs(meta_title="某某区财政局"), TRS_URL)

    assert fields.title == "关于公布规范性文件清理结果的公告"
    assert "title: 关于公布规范性文件清理结果的公告 ≠ meta 某某区财政局" not in fields.conflicts


def test_a_meta_title_with_the_sites_name_in_front_yields_to_the_heading() -> None:
    fields = fields_of(made.trs(meta_title="某某区财政局-关于公布规范性文件清理结果的公告"), TRS_URL)

    assert fields.title == "关于公布规范性文件清理结果的公告"
    assert any(conflict.startswith("title: ") for conflict in fields.conflicts)


def test_a_cut_meta_title_yields_to_the_heading() -> None:
    assert fields_of(made.trs(meta_title="关于公布规范性文件清理"), TRS_URL).title == "关于公布规范性文件清理结果的公告"


def test_a_title_that_rightly_begins_with_the_governments_name_keeps_it() -> None:
    title = "某某区财政局关于公布清理结果的公告"
    page = made.html(
        f'<meta name="SiteName" content="某某区财政局"><meta name="ArticleTitle" content="{title}"><title>某某区财政局</title>',
        f"<div class='t1'>{title}</div><div id='zoom'>{made.PARAGRAPHS}</div>",
    )

    assert fields_of(page).title == title


def test_a_heading_broken_over_two_lines_is_one_title() -> None:
    assert says(reading_of(made.trs(), TRS_URL), "title", "heading") == ["关于公布规范性文件清理结果的公告"]


def test_a_cut_row_title_never_beats_a_whole_heading() -> None:
    row = Row(TRS_URL, "关于公布规范性文件…", date(2021, 4, 7))

    assert fields_of(made.trs(), TRS_URL, [row]).title == "关于公布规范性文件清理结果的公告"


def test_a_cut_heading_is_completed_from_the_row() -> None:
    page = made.html("<title>某某区人民政府</title>", "<h1>关于公布规范性文件清...</h1><div id='zoom'>内容</div>")

    assert (
        fields_of(page, rows=[Row(URL, "关于公布规范性文件清理结果的公告")]).title == "关于公布规范性文件清理结果的公告"
    )


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("关于某事的通知_通知公告_某某区人民政府", "关于某事的通知"),
        ("某某区人民政府 | 关于某事的通知", "关于某事的通知"),
        ("关于某事的通知-某某区人民政府门户网站", "关于某事的通知"),
        ("关于某事的通知 - 信息公开", "关于某事的通知"),
        ("关于G5-7项目的公告", "关于G5-7项目的公告"),
        ("某某区人民政府", ""),
    ],
)
def test_a_title_tag_is_read_without_site_and_column(tag: str, title: str) -> None:
    page = made.html(f"<title>{tag}</title>", "<div id='zoom'>没有标题的页面，只有这一句话。</div>")

    assert fields_of(page, names=["某某区人民政府"]).title == title


def test_the_heading_is_not_the_sidebar_or_the_list_of_related_articles() -> None:
    page = made.html(
        "<title>视频_某某网</title>",
        """<div class="l"><div class="v1"><h4>让我们一起读懂政策</h4><p>来源：某某局 2020-12-28 14:18</p><p>这是简介，共两句话。请看。</p></div></div>
        <div class="r"><h4>相关推荐</h4><div><h5>另一个视频的题目是这样</h5><p>另一个视频的简介，比较长比较长比较长比较长比较长比较长。</p></div></div>""",
    )

    fields = fields_of(page)

    assert fields.title == "让我们一起读懂政策"
    assert fields.published == date(2020, 12, 28)


# --- labels --------------------------------------------------------------------------------------------------------

LAYOUTS = {
    "four cells": "<table><tr><td>索 引 号</td><td>aa/2023-1</td><td>发布机构</td><td>某某局</td></tr>"
    "<tr><td>文　　号</td><td>某府发<span>〔2023〕</span>3号</td><td>有 效 性</td><td>有效</td></tr></table>",
    "th and td": "<table><tr><th>索引号：</th><td>aa/2023-1</td></tr><tr><th>发布机构：</th><td>某某局</td></tr>"
    "<tr><th>文号：</th><td>某府发〔2023〕3号</td></tr><tr><th>有效性：</th><td>有效</td></tr></table>",
    "label and value in one cell": "<table><tr><td><b>索引号：</b>aa/2023-1</td><td><b>发布机构：</b>某某局</td></tr>"
    "<tr><td><b>文号：</b>某府发〔2023〕3号</td><td><b>有效性：</b>有效</td></tr></table>",
    "labels above values": "<table><tr><th>索引号</th><th>发布机构</th><th>文号</th><th>有效性</th></tr>"
    "<tr><td>aa/2023-1</td><td>某某局</td><td>某府发〔2023〕3号</td><td>有效</td></tr></table>",
    "list": "<ul><li>索引号：aa/2023-1</li><li>发布机构：某某局</li><li>文号：某府发〔2023〕3号</li><li>有效性：有效</li></ul>",
    "bold in a list": "<ul><li><b>索引号</b>aa/2023-1</li><li><b>发布机构</b>某某局</li><li><b>文号</b>某府发〔2023〕3号</li>"
    "<li><b>有效性</b>有效</li></ul>",
    "dt and dd": "<dl><dt>索引号</dt><dd>aa/2023-1</dd><dt>发布机构</dt><dd>某某局</dd><dt>文号</dt><dd>某府发〔2023〕3号</dd>"
    "<dt>有效性</dt><dd>有效</dd></dl>",
    "label and div": "<dl><dd><label>索引号：</label><div>aa/2023-1</div></dd><dd><label>发布机构：</label><div>某某局</div></dd>"
    "<dd><label>文号：</label><div>某府发〔2023〕3号</div></dd><dd><label>有效性：</label><div>有效</div></dd></dl>",
    "pairs of div": "".join(
        f"<div class='i'><div>{label}：</div><div>{value}</div></div>"
        for label, value in (
            ("索引号", "aa/2023-1"),
            ("发布机构", "某某局"),
            ("文号", "某府发〔2023〕3号"),
            ("有效性", "有效"),
        )
    ),
    "sibling spans": "<p><span>索引号</span><span>：</span><span>aa/2023-1</span> <span>发布机构：</span><span>某某局</span></p>"
    "<p><span>文号：</span><span>某府发〔2023〕3号</span><span>有效性：</span><span>有效</span></p>",
    "brackets": "<p>【索引号】aa/2023-1</p><p>【发布机构】某某局</p><p>【文号】某府发〔2023〕3号</p><p>【有效性】有效</p>",
    "run together": "<p>索引号：aa/2023-1发布机构：某某局 文号：某府发〔2023〕3号 有效性：有效</p>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_labels_are_read_in_every_layout(layout: str) -> None:
    fields = fields_of(made.labels(layout))

    assert (fields.index_number, fields.issuer, fields.doc_number, fields.validity) == (
        "aa/2023-1",
        "某某局",
        "某府发〔2023〕3号",
        "有效",
    )


@pytest.mark.parametrize(
    "layout",
    [
        "<p>发布机构：</p><p>成文日期：2023-05-02</p>",
        "<p>发布机构： 成文日期：2023-05-02</p>",
        "<table><tr><td>发布机构</td><td></td><td>成文日期</td><td>2023-05-02</td></tr></table>",
        "<table><tr><td>发布机构</td><td></td></tr><tr><td>成文日期</td><td>2023-05-02</td></tr></table>",
        "<dl><dt>发布机构：</dt><dd></dd><dt>成文日期：</dt><dd>2023-05-02</dd></dl>",
        "<div><div>发布机构：</div><div></div></div><div><div>成文日期：</div><div>2023-05-02</div></div>",
        "<p><span>发布机构：</span><span></span><span>成文日期：</span><span>2023-05-02</span></p>",
    ],
)
def test_an_empty_value_never_swallows_what_follows(layout: str) -> None:
    reading = reading_of(made.labels(layout))

    assert reading.candidates("issuer") == ()
    assert [candidate.value for candidate in reading.candidates("written")] == ["2023-05-02"]


@pytest.mark.parametrize("marker", ["", "-", "--", "----", "无", "null", "暂无", "&nbsp;", "〔〕号", "{{number}}", "/"])
def test_empty_markers_are_no_values(marker: str) -> None:
    reading = reading_of(
        made.labels(f"<table><tr><td>文号</td><td>{marker}</td><td>发布机构</td><td>某某局</td></tr></table>")
    )

    assert reading.candidates("doc_number") == ()
    assert says(reading, "issuer", "table") == ["某某局"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("发布时间：2023-05-30 来源：某某区教育局 点击数：", "某某区教育局"),
        ("来源：某某区教育局 作者：某某 浏览：12", "某某区教育局"),
        ("来源：某某区教育局    2023-05-30 15:25", "某某区教育局"),
        ("<span>来源：某某区教育局</span><span>2023-05-30</span>", "某某区教育局"),
        ("来源：<a href='http://e.gov.cn/'>某某区教育局</a> 字体：【大 中 小】", "某某区教育局"),
        ("来源：某某区教育局 【打印】【关闭】", "某某区教育局"),
        ("【信息来源：某某区教育局】", "某某区教育局"),
        ("来源： 发布时间：2023-05-30", ""),
        ("资金来源：财政拨款", ""),
        ("办公时间：周一至周五 9:00", ""),
    ],
)
def test_a_source_ends_where_the_next_statement_begins(line: str, source: str) -> None:
    assert fields_of(made.labels(f"<p>{line}</p>")).source == source


def test_a_cell_with_a_label_of_its_own_is_no_value_of_the_cell_before() -> None:
    row = "<table><tr><td>发布日期：2023-05-30</td><td>浏览次数：</td><td>来源：某某局</td><td>字号：[大 中 小]</td></tr></table>"

    assert fields_of(made.labels(row)).source == "某某局"


def test_an_empty_source_does_not_take_the_first_line_of_the_body() -> None:
    fields = fields_of(made.plain("<p>各乡镇人民政府：</p>" + made.PARAGRAPHS).replace("来源：某某局", "来源："))

    assert fields.source == ""


def test_a_table_in_the_body_is_no_table_of_labels() -> None:
    table = "<table><tr><th>序号</th><th>名称</th><th>发布日期</th></tr><tr><td>1</td><td>某某办法</td><td>2001-02-03</td></tr></table>"
    reading = reading_of(made.trs().replace("第1段", table + "第1段"), TRS_URL)

    assert not [c for c in reading.candidates("title") if c.value == "某某办法"]
    assert "2001-02-03" not in [c.value for c in reading.candidates("published")]


def test_the_column_is_the_last_on_the_path_that_is_no_filler_and_not_the_title() -> None:
    assert fields_of(made.vsb()).column == "决算公开"


def test_a_column_of_a_single_page_is_called_like_its_page() -> None:
    path = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/x'>政府信息公开</a> &gt; <a href='/j'>机构职能</a></p>"
    fields = fields_of(
        made.html("<title>机构职能</title>", f"{path}<h2>机构职能</h2><div id='zoom'>{made.PARAGRAPHS}</div>")
    )

    assert (fields.title, fields.column) == ("机构职能", "机构职能")


def test_a_path_that_only_its_class_tells_is_read() -> None:
    page = made.plain(made.PARAGRAPHS).replace(
        "<div class='a1'>",
        "<div class='breadcrumb'><a href='/'>首页</a><a href='/z/'>政务公开</a><a href='/z/t/'>通知公告</a></div><div class='a1'>",
    )

    assert fields_of(page).column == "通知公告"


# --- meta ----------------------------------------------------------------------------------------------------------


def test_upper_case_meta_tags_with_content_first_are_read_and_placeholders_are_not() -> None:
    reading = reading_of(made.trs(), TRS_URL)

    assert says(reading, "title", "meta") == ["关于公布规范性文件清理结果的公告"]
    assert says(reading, "published", "meta") == ["2021-04-09"]
    assert reading.candidates("unit_code") == ()


def test_relatives_of_the_official_tags_are_read_after_them() -> None:
    head = """<meta property="og:title" content="次要的标题"><meta name="publishdate" content="2023-05-30"><meta name="source" content="某某局">
    <meta name="ArticleTitle" content="正式的标题">"""
    reading = reading_of(made.html(head, "<div id='zoom'>内容</div>"))

    assert says(reading, "title", "meta") == ["正式的标题", "次要的标题"]
    assert says(reading, "published", "meta") == ["2023-05-30"]
    assert says(reading, "source", "meta") == ["某某局"]


@pytest.mark.parametrize("value", ["", "网站名称", "-", "null", "${siteName}", "<!--标题-->"])
def test_unfilled_tags_say_nothing(value: str) -> None:
    page = made.html(f'<meta name="SiteName" content="{value}">', "<div id='zoom'>内容</div>")

    assert reading_of(page).candidates("site_name") == () or value == "<!--标题-->"


# --- document numbers ------------------------------------------------------------------------------------------------


def with_body(first: str, title: str = "关于某项工作的通知") -> Fields:
    return fields_of(made.plain(first + made.PARAGRAPHS, title=title))


@pytest.mark.parametrize(
    ("first", "number"),
    [
        ("<p>某府办〔2023〕26号</p><p>各乡镇人民政府：</p>", "某府办〔2023〕26号"),
        ("<p><span>某府办</span><span>〔<b>2023</b>〕</span><span>26</span><span>号</span></p>", "某府办〔2023〕26号"),
        ("<p>某府办〔２０２３〕 26 号</p>", "某府办〔２０２３〕26号"),
        ("<p>某财预[2017]14号</p>", "某财预[2017]14号"),
        ("<p>某发【2017】第14号</p>", "某发【2017】第14号"),
        ("<p>（某府办〔2023〕26号）</p>", "某府办〔2023〕26号"),
        ("<p>某教函〔2023〕26号&nbsp;&nbsp;&nbsp;签发人：某某</p>", "某教函〔2023〕26号"),
        ("<p>某某区人民政府办公室</p><p>关于某项工作的通知</p><p>某府办〔2023〕26号</p>", "某府办〔2023〕26号"),
        ("<p>某某部公告</p><p>第482号</p>", "某某部公告第482号"),
        ("<p>某某区人民政府公告2020年第44号</p>", "某某区人民政府公告2020年第44号"),
        ("<p>某某市人民政府令</p><p>第12号</p>", "某某市人民政府令第12号"),
    ],
)
def test_a_number_on_its_own_line_at_the_top_is_the_documents_own(first: str, number: str) -> None:
    assert with_body(first).doc_number == number


@pytest.mark.parametrize(
    "first",
    [
        "<p>根据《关于某事的通知》（国办发〔2017〕1号）要求，现通知如下。</p>",
        "<p>按照国办发〔2017〕1号文件要求，现通知如下。</p>",
        "<p>原《关于某事的通知》（某府发〔2019〕208号）同时废止。</p>",
        "<p>各乡镇人民政府：</p><p>某府办〔2023〕26号</p>",
        "<p>1.关于某事的通知（某府发〔2019〕208号）</p>",
        "<table><tr><td>某府发〔2019〕208号</td><td>关于某事的通知</td></tr></table>",
    ],
)
def test_a_number_that_is_cited_is_not_the_documents_own(first: str) -> None:
    assert with_body(first).doc_number == ""


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("产权转让公告某产权公发[2019]第20号", "某产权公发[2019]第20号"),
        ("关于印发工作方案的通知（某府办〔2023〕26号）", "某府办〔2023〕26号"),
        ("《关于印发工作方案的通知》（某府办〔2023〕26号）政策解读", ""),
        ("关于转发某府办〔2023〕26号文件的通知", ""),
        ("关于2023年第5号议案的答复", ""),
    ],
)
def test_a_number_at_the_end_of_the_title_is_the_documents_own(title: str, number: str) -> None:
    assert with_body("", title).doc_number == number


def test_the_number_in_the_table_beats_the_one_in_the_body_and_the_conflict_is_kept() -> None:
    page = made.labels("<p>文号：某府办〔2023〕27号</p>", body="<p>某府办〔2023〕26号</p>" + made.PARAGRAPHS)

    fields = fields_of(page)

    assert fields.doc_number == "某府办〔2023〕27号"
    assert fields.conflicts == ("doc_number: 某府办〔2023〕27号 ≠ body 某府办〔2023〕26号",)


# --- body ------------------------------------------------------------------------------------------------------------


def test_a_table_row_is_one_line_with_tabs() -> None:
    lines = reading_of(made.trs(), TRS_URL).text.splitlines()

    assert lines[-2:] == ["序号\t名称", "1\t某某 办法"]


def test_an_unclosed_editor_inside_an_editor_is_one_body() -> None:
    page = made.html(
        "<title>关于某事的通知</title>",
        f"<h1>关于某事的通知</h1><div class='TRS_Editor'><p>第一句在外层。</p><div class='TRS_Editor'><div class='x'>{made.PARAGRAPHS}<p>最后一句。</p></div>",
    )
    text = reading_of(page).text

    assert text.startswith("第一句在外层。")
    assert "最后一句。" in text


def test_a_footer_written_in_the_same_editor_is_not_the_body() -> None:
    page = made.html(
        "<title>清单</title>",
        """<h1>随机抽查事项清单</h1><div class="TRS_Editor"><p>清单.docx</p></div>
        <div class="d"><div class="TRS_Editor">版权所有：某某区林业局 电话：0000-1234567 地址：某某区某某街道某某路某某号 网站标识码：1234567890</div></div>""",
    )

    assert reading_of(page).text == "清单.docx"


def test_a_page_without_known_names_gives_its_densest_block() -> None:
    page = made.plain(made.PARAGRAPHS + "<div>也是正文</div>")
    reading = reading_of(page)

    assert reading.text.startswith("第1段：")
    assert "栏目1" not in reading.text
    assert "版权所有" not in reading.text


def test_a_body_in_a_layout_table_keeps_its_lines() -> None:
    page = made.html(
        "<title>关于某事的通知</title>",
        f"""<table><tr><td width=200><ul>{made.MENU}</ul></td><td><table><tr><td align=center><b>关于某事的通知</b></td></tr>
        <tr><td>发布时间：2023-05-30</td></tr><tr><td>{made.PARAGRAPHS}</td></tr></table></td></tr></table>""",
    )
    reading = reading_of(page)

    assert len(reading.text.splitlines()) == 4
    assert resolve(reading, []).published == date(2023, 5, 30)
    assert resolve(reading, []).title == "关于某事的通知"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (made.PARAGRAPHS, "html"),
        ("<p>详请见附件</p><p><a href='/u/1.pdf'>2023年部门预算.pdf</a></p>", "file"),
        ("<object data='/u/1.pdf'></object>", "file"),
        ("<p><img src='/u/tujie.jpg'></p>", "image"),
        ("<video src='/u/jd.mp4'></video>", "video"),
        ("<script>player({url:'/u/jd.mp4'})</script>", "video"),
        ("<p>一句话也是正文。</p>", "html"),
        ("<p>&nbsp;</p>", "empty"),
    ],
)
def test_the_kind_of_a_body_is_told(body: str, kind: str) -> None:
    assert reading_of(made.dazhou_line(body=body)).body_kind == kind


def test_an_icon_of_a_file_is_no_picture() -> None:
    reading = reading_of(
        made.dazhou_line(body="<p><img src='/fileTypeImages/icon_pdf.gif'><a href='/u/1.pdf'>预算.pdf</a></p>")
    )

    assert (reading.body_kind, reading.media) == ("file", ())


def test_a_toolbar_above_the_text_does_not_cut_the_text() -> None:
    body = "<p>【打印本页】</p>" + made.PARAGRAPHS + "<p>扫一扫在手机打开当前页</p><p>别的</p>"
    text = reading_of(made.dazhou_line(body=body)).text

    assert text.startswith("第1段")
    assert "扫一扫" not in text
    assert "别的" not in text


def test_a_code_to_scan_in_the_middle_of_a_text_does_not_cut_it() -> None:
    body = made.PARAGRAPHS + "<p>扫一扫二维码填写问卷</p><p>填写问卷时请注意下列事项。</p>"

    assert reading_of(made.dazhou_line(body=body)).text.endswith("填写问卷时请注意下列事项。")


def test_a_date_that_opens_the_body_is_not_the_day_of_publication() -> None:
    page = made.html(
        "<title>关于某事的报告</title>",
        f"<div class='k'><h1>关于某事的报告</h1><div class='article'><p>2023年5月29日</p>{made.PARAGRAPHS}</div></div>",
    )

    assert reading_of(page).candidates("published") == ()


def test_a_dialect_may_name_the_body() -> None:
    page = Page(URL, made.dazhou_line().encode())
    chosen = page.root.find_class("fenxiang")[0]

    assert read_page(page, body=chosen).text != read_page(page).text


# --- encodings -------------------------------------------------------------------------------------------------------


def test_a_gbk_page_that_declares_nothing_is_read() -> None:
    reading = reading_of(made.dazhou_line().replace('<meta charset="utf-8">', "").encode("gbk"))

    assert resolve(reading, []).title == "某某区举办政务开放日活动"
    assert (reading.encoding, reading.declared_encoding) == ("gb18030", "")


def test_a_gb18030_page_that_declares_utf_8_is_read_and_both_are_told() -> None:
    page = made.dazhou_line(body="<p>镕㐂䶮</p>").encode("gb18030")
    reading = reading_of(page)

    assert reading.text == "镕㐂䶮"
    assert (reading.encoding, reading.declared_encoding) == ("gb18030", "utf-8")


# --- attachments -----------------------------------------------------------------------------------------------------


def files(body: str, url: str = URL) -> list[tuple[str, str, str]]:
    return [
        (a.url.removeprefix(made.HOST), a.name, a.media_type)
        for a in reading_of(made.dazhou_line(body=body), url).attachments
    ]


def test_files_beside_the_body_count_and_files_of_the_frame_do_not() -> None:
    names = [a.name for a in reading_of(made.trs(), TRS_URL).attachments]

    assert names == ["继续有效的文件目录", "宣布失效的文件目录.doc"]


def test_files_in_a_block_after_a_body_that_stands_directly_in_the_page_count() -> None:
    page = made.html(
        "<title>关于某事的通知</title>",
        f"<h1>关于某事的通知</h1><div class='wzcon j-fontContent'>{made.PARAGRAPHS}</div><div><ul><li><a href='/g/1.doc'>表一.doc</a></li></ul></div>",
    )

    assert [a.name for a in reading_of(page).attachments] == ["表一.doc"]


def test_a_file_linked_twice_is_one_attachment() -> None:
    assert [(a.name, a.media_type) for a in reading_of(made.vsb()).attachments] == [("2023年度部门决算.pdf", "pdf")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<a href='/a/b.PDF'>附件：2023年预算</a>", ("/a/b.PDF", "2023年预算", "pdf")),
        ("<a href='../up/b.xls?v=1'>附件1．收支表.xls</a>", ("/up/b.xls?v=1", "收支表.xls", "xls")),
        (
            "<a href='/module/download/downfile.jsp?filename=ab12.pdf'>决算说明</a>",
            ("/module/download/downfile.jsp?filename=ab12.pdf", "决算说明", "pdf"),
        ),
        (
            "<a href='/uploadfile/2023/预算 表.doc'>表</a>",
            ("/uploadfile/2023/%E9%A2%84%E7%AE%97%20%E8%A1%A8.doc", "表", "doc"),
        ),
        ("<a href='\\\\up\\\\b.docx'>办法（12.5KB）</a>".replace("\\\\", "\\"), ("/up/b.docx", "办法", "docx")),
        ("<a href='/up/b.ofd' title='公开目录.ofd'>点击下载</a>", ("/up/b.ofd", "公开目录.ofd", "ofd")),
        ("<embed src='/up/c.pdf'>", ("/up/c.pdf", "c.pdf", "pdf")),
        ("<script>document.write('<a href=\"/up/d.zip\">清理.zip<br></a>')</script>", ("/up/d.zip", "清理.zip", "zip")),
        ("<script>PDFObject.embed('/up/e.pdf', '#x')</script>", ("/up/e.pdf", "e.pdf", "pdf")),
    ],
)
def test_a_file_is_found_with_its_name(body: str, expected: tuple[str, str, str]) -> None:
    assert files(f"<p>说明</p><p>{body}</p>") == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "<a href='javascript:;'>附件：预算.pdf</a>",
        "<a href='file:///C:/Users/a/b.doc'>附件：预算.pdf</a>",
        "<a href='http://10.1.2.3/oa/b.doc'>附件：预算.pdf</a>",
        "<a>附件：预算.pdf</a>",
    ],
)
def test_a_file_nobody_can_open_is_no_attachment_but_its_name_is_kept(body: str) -> None:
    reading = reading_of(made.dazhou_line(body=f"<p>说明</p><p>{body}</p>"))

    assert reading.attachments == ()
    assert reading.candidates("lost_attachment") == (Candidate("预算.pdf", "body"),)


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/download/index.html'>下载专区</a>",
        "<a href='/up/a.jpg'>大图</a>",
        "<a href='/xxgk-show-9.html'>附件说明</a>",
        "<a href='mailto:a@b.cn'>邮箱</a>",
        "<a href='#top'>顶部</a>",
        "<script>wzfj='规范性文件清理.zip';</script>",
    ],
)
def test_what_is_no_file_is_no_attachment(body: str) -> None:
    assert files(made.PARAGRAPHS + body) == []


def test_a_base_address_is_honoured() -> None:
    page = made.dazhou_line(body="<a href='up/a.pdf'>甲.pdf</a>").replace("<head>", "<head><base href='/site2/'>")

    assert reading_of(page).attachments[0].url == "http://www.example.gov.cn/site2/up/a.pdf"


def test_a_replayed_site_on_loopback_keeps_its_attachments() -> None:
    page = made.dazhou_line(body="<a href='/up/a.pdf'>甲.pdf</a>")

    assert reading_of(page, "http://127.0.0.1:8000/a.html").attachments[0].url == "http://127.0.0.1:8000/up/a.pdf"


def test_a_heading_of_something_else_is_not_set_against_the_meta_title() -> None:
    page = made.html(
        '<meta name="ArticleTitle" content="关于某项工作的通知">',
        f"<div class='title'>栏目导航</div><div id='zoom'>{made.PARAGRAPHS}</div>",
    )

    assert (fields_of(page).title, fields_of(page).conflicts) == ("关于某项工作的通知", ())


def test_links_of_the_body_are_kept_absolute_with_their_text() -> None:
    reading = reading_of(
        made.dazhou_line(body=made.PARAGRAPHS + "<p>解读：<a href='/news-show-3.html'>一图读懂</a></p>")
    )

    assert reading.links == (("http://www.example.gov.cn/news-show-3.html", "一图读懂"),)


# --- whatever comes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.7 ...",
        b"<",
        b"<html>",
        b"<html><body></body></html>",
        b"<div>" * 20_000 + "深".encode(),
        b"<table><tr><td>" * 3_000 + "深".encode(),
        b"<a href='" + b"x" * 100_000,
        b"\x00\x01\x02<html>\xff\xfe",
        b"<ul class='content'>" * 3_000,
    ],
)
def test_odd_bytes_give_a_reading(body: bytes) -> None:
    assert read_page(Page(URL, body)).url == URL


def test_a_deeply_nested_page_is_read_from_deep_in_a_call_stack() -> None:
    page = Page(URL, ("<h1>标题</h1>" + "<div><b>" * 110 + "深处的正文").encode(), content_type="text/html")

    def from_depth(levels: int) -> PageReading:
        return read_page(page) if levels == 0 else from_depth(levels - 1)

    assert "深处的正文" in from_depth(sys.getrecursionlimit() - 300).text


def test_a_page_that_is_no_html_says_that_it_is_a_file() -> None:
    assert read_page(Page(URL, b"%PDF-1.7 ...", content_type="text/html")).body_kind == "file"


def test_the_text_is_bounded() -> None:
    page = made.dazhou_line(body=f"<p>{'长' * 50_000}</p>" * 10)

    assert len(reading_of(page).text) <= 400_000


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_the_reader_raise(body: bytes) -> None:
    resolve(read_page(Page(URL, body, content_type="text/html")), [])


TAGS = """<div class='TRS_Editor'>|</div>|<table>|<tr>|<td>|</td>|<dt>|<label>|<h1>|<a href='a.pdf'>|<a href='//['>|<br>|
<iframe src='?file=%'>|<meta name=PubDate content=2023>|<title>|<pre>|<!--|-->|<script>|</script>|<base href='::'>"""
WORDS = (
    "发布时间：|2023-05-30|来源|：|某府办〔2023〕26号|索 引 号|首页 > |附件1：|上一篇|版权所有|\x01|\u200b|"
    + "字" * 200
)
FRAGMENTS = st.sampled_from([*TAGS.split("|"), *WORDS.split("|")])


@given(st.lists(FRAGMENTS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_page_parts_makes_the_reader_raise(parts: list[str]) -> None:
    reading = read_page(Page(URL, ("<html>" + "".join(parts)).encode()))
    fields = resolve(reading, [Row(URL, "某标题…", date(2023, 5, 30))], site_names=["某某区人民政府"])

    assert all(candidate.value.strip() for _, held in reading.fields for candidate in held)
    assert fields.published is None or fields.published_source


# --- real pages, where they lie beside the checkout --------------------------------------------------------------------

REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "real"


@pytest.mark.skipif(not (REAL / "manifest.jsonl").is_file(), reason="no ../shared/real beside the checkout")
def test_of_real_pages_nearly_every_title_date_and_number_is_read_as_a_person_read_it() -> None:
    labels = [json.loads(line) for line in (REAL / "manifest.jsonl").read_text("utf-8").splitlines()]
    right: dict[str, list[bool]] = {"title": [], "pub_date": [], "doc_number": []}
    for label in (label for label in labels if label["kind"] == "article"):
        fields = fields_of(
            (REAL / label["file"]).read_bytes(), label["url"] or f"http://real.example/{label['source_path']}"
        )
        right["title"].append("".join(fields.title.split()) == "".join(label["title"].split()))
        right["pub_date"].append(str(fields.published) == label["pub_date"])
        right["doc_number"].append(fields.doc_number == (label["doc_number"] or ""))

    shares = {name: sum(results) / len(results) for name, results in right.items()}
    assert shares["title"] >= 0.98
    assert shares["pub_date"] >= 0.98
    assert shares["doc_number"] >= 0.95


def test_a_list_of_related_items_that_a_script_fetches_is_named() -> None:
    body = "<div id='zoom'><p>正文内容。</p></div><script>var data = {{\"id\": \"1\", \"relationUrl\": \"{}\"}};</script>"
    with_one = read_page(Page("http://a.gov.cn/1.html", body.format("/relation/1-RelationArticle.json").encode()))
    assert [c.value for c in with_one.candidates("related")] == ["/relation/1-RelationArticle.json"]
    assert read_page(Page("http://a.gov.cn/1.html", body.format("").encode())).candidates("related") == ()


def body_of(inside: str) -> PageReading:
    return reading_of(f"<html><body><h1>某某区公报</h1><p>来源：某某局 2023-05-30</p><div id='zoom'>{inside}</div></body></html>")


def test_a_list_of_other_articles_below_a_picture_is_not_its_text() -> None:
    others = "<h4>相关阅读：</h4><ul><li>关于另一件事的通知和它的后续</li><li>某某局召开会议研究有关工作</li></ul>"
    reading = body_of(f"<p><img src='1.png'></p>{others}")
    assert (reading.text, reading.body_kind) == ("", "image")
    assert body_of(f"<p>正文说明有关事项。</p>{others}").text == "正文说明有关事项。"
    # A heading in the middle of a text is the text's own.
    assert "第二段" in body_of("<p>第一段说明。</p><p>相关阅读：</p><p>第二段说明有关事项。</p>").text
