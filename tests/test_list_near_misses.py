"""What stands beside the list of a page, or only looks like one, gives no rows; and nothing breaks the row finder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import dialects
from crawler.dialects.rows import find_rows
from crawler.items import ListPage
from crawler.page import Page
from tests.listing import COLUMN, FOOT, MAIN, NAV, OTHERS, THREE, URLS, lines, rows_of, told, web_page

BESIDE = {
    "related articles by class": "<div class='xgwz'><ul>{}</ul></div>",
    "hot list by heading": "<div class='box'><h3>点击排行榜</h3><ul>{}</ul></div>",
    "recommended by heading": "<div class='box'><div class='t'><span>推荐阅读</span><a href='/tj/'>更多&gt;&gt;</a></div><ul>{}</ul></div>",
    "footer": "<footer><ul>{}</ul></footer>",
    "aside": "<aside><ul>{}</ul></aside>",
}


@pytest.mark.parametrize("place", BESIDE, ids=lambda name: name.replace(" ", "-"))
def test_what_stands_beside_the_list_is_not_its_row(place: str) -> None:
    beside = BESIDE[place].format(OTHERS)

    assert told(rows_of(MAIN + beside)) == THREE
    assert told(rows_of(beside + MAIN)) == THREE
    assert rows_of(beside) == ()


def test_a_column_named_like_a_side_box_is_read() -> None:
    page = Page(
        COLUMN,
        f"<html><head><title>热门服务</title></head><body>{NAV}<h3>热门服务</h3>{MAIN}{FOOT}</body></html>".encode(),
    )

    assert told(find_rows(page, column_url=COLUMN)) == THREE


NOTHING = {
    "navigation only": "",
    "navigation with today's date": "<div class='top'>今天是 2023-09-08 <a href='/mobile/'>手机版</a><a href='/wza/'>无障碍</a></div>",
    "tree of columns": "<div class='zdgk-list'><ul>"
    + "".join(f"<li><a href='/zwgk/lm{n}/index.html'>公开事项第{n}类</a></li>" for n in range(1, 9))
    + "</ul></div>",
    "friendly links": "<div class='list'><h4>友情链接</h4><ul>"
    + "".join(f"<li><a href='http://{n}.gov.example/'>第{n}个部门网站</a></li>" for n in range(1, 9))
    + "</ul></div>",
    "calendar": "<table class='calendar'><tr>" + "".join(f"<td><a href='?date=2023-09-{d:02d}'>{d}</a></td>" for d in range(1, 31)) + "</tr></table>",
    "pager": "<div class='page'><a href='index_1.html'>2</a><a href='index_2.html'>3</a><a href='index_1.html'>下一页</a></div>",
    "previous and next article": "<ul class='list'><li>上一篇：<a href='/a/20230102/1.html'>关于某事的公告</a><span>2023-01-02</span></li>"
    "<li>下一篇：<a href='/a/20230101/2.html'>关于另一事的公告</a><span>2023-01-01</span></li></ul>",
    "attachments of an article": "<div id='zoom'><p>" + "现将有关材料予以公布，请各单位认真贯彻执行。" * 5 + "</p><ul>"
    + "".join(f"<li><a href='./P0202309{n}.pdf'>附件{n}：有关材料表格</a></li>" for n in range(1, 6))
    + "</ul></div>",
    "articles around the text of an article": "<div class='TRS_Editor'>"
    + "现将有关材料予以公布，请各单位认真贯彻执行。" * 5
    + "</div><div class='m'><ul>"
    + "".join(f"<li><a href='/a/20230{n}01/{n}.html'>另一栏目的第{n}条信息</a></li>" for n in range(1, 6))
    + "</ul></div>",
    "one link beside a date": "<div class='box'><a href='/mobile/'>某某区政府手机版</a> 2023-09-08</div>",
    "comment that once was a list": f"<ul class='list'><!-- {MAIN} --></ul>",
}  # fmt: skip


@pytest.mark.parametrize(
    "main", NOTHING.values(), ids=lambda main: next(k for k, v in NOTHING.items() if v == main).replace(" ", "-")
)
def test_a_page_without_a_list_has_no_rows(main: str) -> None:
    assert rows_of(main) == ()


def test_a_page_marked_as_an_article_gives_no_undated_rows() -> None:
    others = (
        "<div><ul>"
        + "".join(f"<li><a href='/a/20230{n}01/{n}.html'>另一栏目的第{n}条信息</a></li>" for n in range(1, 6))
        + "</ul></div>"
    )

    assert rows_of(others, head="<meta name='ArticleTitle' content='关于某事的公告'>") == ()
    assert len(rows_of(others, head="<meta name='ArticleTitle' content=''>")) == 5


def test_lines_that_lead_nowhere_are_counted_but_are_no_rows() -> None:
    main = (
        "<ul>"
        + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>").replace(URLS[0], "javascript:;").replace(URLS[1], "#")
        + "</ul>"
    )
    found = dialects.read("plain", web_page(main), column_url=COLUMN, first=None)

    assert told(found.rows) == THREE[2:]
    assert found.unlinked == 2


def test_a_list_of_lines_that_lead_nowhere_is_not_an_empty_column() -> None:
    main = "<ul>" + lines("<li><a href='javascript:;'>{t}</a><span>{d}</span></li>") + "</ul><p>暂无相关信息</p>"
    found = dialects.read("plain", web_page(main), column_url=COLUMN, first=None)

    assert (found.rows, found.unlinked, found.says_empty, found.filled_later) == ((), 3, False, True)
    assert "3 行" in found.note


def test_an_address_spelled_out_in_a_script_is_followed() -> None:
    rows = rows_of(
        "<ul>"
        + lines("<li><a href='javascript:void(0)' onclick=\"openInfo('{u}')\">{t}</a><span>{d}</span></li>")
        + "</ul>"
    )

    assert [row.url for row in rows] == [f"http://www.example.gov.cn{url}" for url in URLS]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_can_break_the_row_finder(body: bytes) -> None:
    for page in (
        Page(COLUMN, body),
        Page(COLUMN, b"<html><body>" + body),
        Page(COLUMN, b"<ul><li><a href='" + body + b"'>2023-01-01</a>" + body),
    ):
        assert isinstance(find_rows(page, column_url=COLUMN), tuple)
        name = dialects.sniff(page)
        assert isinstance(dialects.read(name, page, column_url=COLUMN, first=None), ListPage)


def test_a_page_nested_ten_thousand_deep_is_read_without_harm() -> None:
    body = b"<html><body>" + b"<div>" * 10_000 + MAIN.encode() + b"</div>" * 10_000

    assert isinstance(find_rows(Page(COLUMN, body), column_url=COLUMN), tuple)
