"""迅睿: the request read from the column page, the rows read from its answer."""

from datetime import date

import pytest

from crawler import dialects
from crawler.items import Row
from crawler.page import Page
from tests.listing import MAIN, stored, web_page

SITE = "http://www.example.gov.cn"
VALUES = ("3_xxgk", "47", "3", "xxgk", "Y-m-d", "40", "3", "0")
FORM = (*(("ajax_type[]", value) for value in VALUES), ("ajax_type[8]", ""), ("is_ds", "1"))
XUNRUI = f"{SITE}/xxgk-list-xzgfxwj.html"


def test_the_empty_frame_of_xunrui_leads_to_its_interface() -> None:
    page = stored("xunrui_post.html", XUNRUI)
    found = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None)
    (ask,) = found.following

    assert dialects.sniff(page) == "xunrui"
    assert (found.rows, found.filled_later, found.says_empty) == ((), True, False)
    assert (ask.url, ask.page, ask.form) == (f"{SITE}/api-ajax_list-1.html", 1, FORM)
    assert ("X-Requested-With", "XMLHttpRequest") in ask.headers
    assert ("Referer", XUNRUI) in ask.headers


def test_an_order_of_rows_is_sent_in_seventh_place_and_values_come_from_variables() -> None:
    page = stored("xunrui_ajax.html", XUNRUI)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None).following

    assert ask.form == (
        *(("ajax_type[]", value) for value in ("21_news", "166000", "21", "news", "Y-m-d", "50", "20")),
        *(("ajax_type[7][]", value) for value in ("is_top DESC", "displayorder DESC", "inputtime DESC")),
        ("ajax_type[8]", ""), ("is_ds", "1"),
    )  # fmt: skip


def test_a_form_written_as_a_query_string_is_read() -> None:
    page = stored("xunrui_string.html", XUNRUI)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None).following

    assert ask.form[:3] == (("ajax_type[]", "14_news"), ("ajax_type[]", "51"), ("ajax_type[]", "14"))
    assert ask.form[-2:] == (("ajax_type[8]", ""), ("is_ds", "1"))


@pytest.mark.parametrize(
    "script",
    [
        "var f = new FormData(); f.append('ajax_type[]','3_news'); f.append('ajax_type[]','47'); f.append('is_ds','1'); $.post('/api-ajax_list-1.html', f);",
        "var data = {is_ds: 1, ajax_type: ['3_news','47','3','news','Y-m-d','40','15','0']}; $.post('/api-ajax_list-'+n+'.html', data, show);",
        "var list = ['3_news','47','3','news','Y-m-d','40','15','0'];\n$.post('/api-ajax_list-'+n+'.html', {ajax_type: list, is_ds: 1});",
        "load('/api-ajax_list-', '3_news', '47', '3', 'news', 'Y-m-d', 40, 15, 0);ajaxList('3_news', '47', '3', 'news', 'Y-m-d', 40, 15, 0);",
        "$.post('/api-ajax_list-1.html', {'ajax_type[0]': '3_news', 'ajax_type[1]': '47', 'is_ds': '1'}, show)",
        "$.post('/api-ajax_list-1.html', {'ajax_type[]': ['3_news', '47', '3', 'news', 'Y-m-d', '40', '15', '0'], 'is_ds': '1'}, show)",
    ],
    ids=["form data", "object variable", "list variable", "own function", "indexed keys", "bracket key"],
)
def test_the_request_is_read_however_the_script_is_written(script: str) -> None:
    page = web_page(f"<ul id='list'></ul><script>{script}</script>", url=XUNRUI)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None).following

    assert [value for _, value in ask.form if value in ("3_news", "47")] == ["3_news", "47"]
    assert dict(ask.form)["is_ds"] == "1"


def test_values_without_an_address_are_sent_where_the_platform_answers() -> None:
    page = web_page("<ul id='l'></ul><script>showList('#l', '3_news', '47', '3', 'news', 'Y-m-d', 40, 15, 0);"
                    "getList('3_news', '47', '3', 'news', 'Y-m-d', 40, 15, 0)</script>", url=XUNRUI)  # fmt: skip
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None).following

    assert ask.url == f"{SITE}/api-ajax_list-1.html"


def test_rows_in_the_page_win_over_a_request_nobody_can_read() -> None:
    page = web_page(MAIN + "<script>$.post('/api-ajax_list-1.html', hits(), show)</script>")

    assert dialects.sniff(page) == "plain"


def test_a_request_nobody_can_read_is_a_shell_with_its_cause_and_never_an_empty_column() -> None:
    page = stored("xunrui_unreadable.html", XUNRUI)
    found = dialects.read(dialects.sniff(page), page, column_url=XUNRUI, first=None)

    assert dialects.sniff(page) == "xunrui"
    assert (found.rows, found.following, found.filled_later, found.says_empty) == ((), (), True, False)
    assert "api-ajax_list" in found.note


def test_all_pages_of_xunrui_are_asked_with_the_same_body() -> None:
    first = stored("xunrui_post.html", XUNRUI)
    asks = [dialects.read("xunrui", first, column_url=XUNRUI, first=None).following[0]]
    rows: list[Row] = []
    for number in (1, 2, 3):
        answer = stored(f"xunrui_page{number}.json", asks[-1].url)
        found = dialects.read("xunrui", answer, column_url=XUNRUI, first=first)
        rows += found.rows
        assert (found.declared_rows, found.declared_pages) == (7, 3)
        asks += found.following

    assert [ask.url for ask in asks] == [f"{SITE}/api-ajax_list-{n}.html" for n in (1, 2, 3)]
    assert {ask.form for ask in asks} == {FORM}
    assert len({row.url for row in rows}) == 7


def test_an_answer_of_xunrui_is_read_row_by_row() -> None:
    answer = stored("xunrui_page1.json", f"{SITE}/api-ajax_list-1.html")
    rows = dialects.read("xunrui", answer, column_url=XUNRUI, first=stored("xunrui_post.html", XUNRUI)).rows

    assert [(row.url, row.published) for row in rows] == [
        (f"{SITE}/xxgk-show-901.html", date(2023, 5, 30)),
        (f"{SITE}/xxgk-show-900.html", date(2023, 5, 22)),
        ("https://www.sc.example.cn/zfwj/1.shtml", date(2023, 5, 23)),  # 1684771200 is midnight of the 23rd in Shanghai
    ]
    assert rows[1].title == "关于废止部分文件的决定"


def test_the_day_of_entry_is_preferred_to_the_day_of_change() -> None:
    answer = stored("xunrui_page2.json", f"{SITE}/api-ajax_list-2.html")
    rows = dialects.read("xunrui", answer, column_url=XUNRUI, first=stored("xunrui_post.html", XUNRUI)).rows

    assert [row.published for row in rows] == [date(2023, 4, 30), date(2023, 4, 22), date(2023, 4, 1)]


def test_an_interface_that_counts_nothing_says_the_column_is_empty() -> None:
    answer = stored("xunrui_empty.json", f"{SITE}/api-ajax_list-1.html")
    found = dialects.read("xunrui", answer, column_url=XUNRUI, first=stored("xunrui_post.html", XUNRUI))

    assert (found.rows, found.following, found.declared_rows, found.says_empty) == ((), (), 0, True)


@pytest.mark.parametrize(
    "body", [b"<html>error</html>", b"", b"{", b'{"code":0,"msg":"x"}', b'{"total":5,"data":null}', b"[" * 5000]
)
def test_an_answer_that_is_no_list_is_never_an_empty_column(body: bytes) -> None:
    page = Page(f"{SITE}/api-ajax_list-1.html", body)
    found = dialects.read("xunrui", page, column_url=XUNRUI, first=stored("xunrui_post.html", XUNRUI))

    assert (found.rows, found.says_empty, found.filled_later) == ((), False, True)
    assert found.note


def test_the_older_xunrui_theme_with_rows_in_the_page_is_read_as_it_stands() -> None:
    url = f"{SITE}/news-list-tzgg.html"
    page = stored("xunrui_old_theme.html", url)
    found = dialects.read(dialects.sniff(page), page, column_url=url, first=None)

    assert dialects.sniff(page) == "plain"
    assert len(found.rows) == 3
    assert [ask.url for ask in found.following] == [f"{SITE}/news-list-tzgg-2.html"]
