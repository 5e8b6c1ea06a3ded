"""大汉 JPAGE: the records in the page, the proxy for the rest, and what is said when the proxy says nothing."""

from datetime import date

import pytest

from crawler import dialects
from crawler.items import Outcome
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.stored_walk import walked_over

SITE = "http://www.example.gov.cn"
COLUMN = f"{SITE}/col/col80/index.html"
PROXY = f"{SITE}/module/web/jpage/dataproxy.jsp"
RECORD = '<record><![CDATA[<li><a href="/art/2023/5/{n}/art_80_{n}.html">关于第{n}项工作安排的通知</a><b>2023-05-0{n}</b></li>]]></record>'


def island(inside: str, script: str = "") -> Page:
    return web_page(
        f'<div id="77"><script type="text/xml"><datastore>{inside}</datastore></script></div><script>{script}</script>',
        url=COLUMN,
    )


def test_the_records_in_the_page_are_its_first_rows() -> None:
    page = stored("hanweb_column.html", COLUMN)
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)

    assert dialects.sniff(page) == "hanweb"
    assert found.declared_rows == 14
    assert [(row.url.rpartition("/")[2], row.title) for row in found.rows] == [
        (f"art_80_10{n}.html", f"关于公布第{n}批惠民事项清单的通知") for n in range(1, 7)
    ]


def test_days_over_two_lines_and_days_only_screen_readers_see_are_read() -> None:
    page = stored("hanweb_column.html", COLUMN)
    rows = dialects.read("hanweb", page, column_url=COLUMN, first=None).rows

    assert [row.published for row in rows[2:4]] == [date(2023, 4, 3), date(2023, 5, 4)]


def test_the_proxy_is_asked_with_the_values_of_the_columns_own_pager() -> None:
    page = stored("hanweb_column.html", COLUMN)
    posted, got = dialects.read("hanweb", page, column_url=COLUMN, first=None).following

    assert posted.url == f"{PROXY}?startrecord=7&endrecord=12&perpage=2"
    assert dict(posted.form) == {
        "col": "1", "appid": "1", "webid": "3", "path": "/", "columnid": "80", "sourceContentType": "1",
        "unitid": "5561", "webname": "某某区人民政府", "permissiontype": "0",
    }  # fmt: skip
    assert ("Referer", COLUMN) in posted.headers
    assert got.form == () and "columnid=80" in got.url and "startrecord=7" in got.url


def test_the_next_question_begins_behind_what_came_and_not_behind_what_was_asked_for() -> None:
    visit, asked = walked_over(
        {
            COLUMN: "hanweb_column.html",
            f"{PROXY}?startrecord=7&endrecord=12&perpage=2": "hanweb_answer_1.xml",  # seven records, not six
            f"{PROXY}?startrecord=14&endrecord=19&perpage=2": "hanweb_answer_2.xml",
        },
        COLUMN,
    )

    assert (visit.outcome, visit.complete, visit.rows, visit.rows_declared) == (Outcome.OK, True, 14, 14)
    assert visit.undated == 0
    assert len(asked) == 3


def test_a_proxy_that_takes_its_values_in_the_address_only_goes_on_so() -> None:
    first = stored("hanweb_column.html", COLUMN)
    got = dialects.read("hanweb", first, column_url=COLUMN, first=None).following[1]
    answer = stored("hanweb_answer_1.xml", got.url)
    following = dialects.read("hanweb", answer, column_url=COLUMN, first=first).following

    assert following[0].form == () and "startrecord=14" in following[0].url


def test_a_proxy_that_always_begins_at_the_first_record_never_makes_a_list_complete() -> None:
    first = stored("hanweb_column.html", COLUMN)
    asks = dialects.read("hanweb", first, column_url=COLUMN, first=None).following
    visit, _ = walked_over(
        {
            COLUMN: "hanweb_column.html",
            **{ask.url: "hanweb_answer_repeated.xml" for ask in asks},
            f"{PROXY}?startrecord=8&endrecord=13&perpage=2": "hanweb_answer_repeated.xml",
        },
        COLUMN,
    )

    assert (visit.complete, visit.rows, visit.rows_declared) == (False, 7, 14)


def test_an_encrypted_next_group_that_answers_nothing_leaves_the_records_of_the_page_and_no_claim() -> None:
    page = stored("hanweb_encrypted.html", COLUMN)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None).following
    visit, _ = walked_over({COLUMN: "hanweb_encrypted.html", ask.url: "hanweb_answer_empty.xml"}, COLUMN)

    assert dialects.sniff(page) == "hanweb"
    assert ask.url == f"{PROXY}?page=1&p=Q0ZGRTk4&s=9f3a"
    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, False, 12)
    assert "没有返回记录" in visit.stopped_because


def test_next_groups_that_answer_are_followed_one_by_one() -> None:
    def store(numbers: range, group: int) -> bytes:
        link = f'<nextgroup><![CDATA[<a href="./dataproxy.jsp?page={group}&s=1"></a>]]></nextgroup>' if group else ""
        records = "".join(RECORD.format(n=n) for n in numbers)
        return f"<datastore><totalrecord>8</totalrecord>{link}<recordset>{records}</recordset></datastore>".encode()

    page = island(
        '<totalrecord>8</totalrecord><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&s=1"></a>]]></nextgroup>'
        f"<recordset>{''.join(RECORD.format(n=n) for n in (1, 2, 3))}</recordset>"
    )
    visit, _ = walked_over(
        {COLUMN: page.body, f"{PROXY}?page=1&s=1": store(range(4, 7), 2), f"{PROXY}?page=2&s=1": store(range(7, 9), 0)},
        COLUMN,
    )

    assert (visit.complete, visit.rows) == (True, 8)


def test_the_older_kind_keeps_its_records_in_an_array() -> None:
    page = stored("hanweb_array.html", COLUMN)
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)

    assert (dialects.sniff(page), len(found.rows), found.declared_rows) == ("hanweb", 6, 14)
    assert (
        found.following[0].url == f"{SITE}/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=7&endrecord=12&perpage=2"
    )


def test_total_and_size_of_a_pager_are_those_of_its_own_unit() -> None:
    link = "/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=9&path=/&columnid=80&unitid=77&webname=某区&permissiontype=0"
    page = island(
        f'<nextgroup><![CDATA[<a href="{link}"></a>]]></nextgroup><recordset>{RECORD.format(n=1)}{RECORD.format(n=2)}</recordset>',
        "var p1={columnid:81,unitid:'78'}; $('#78').jpage({totalRecord:1,perPage:4,ajaxParam:p1});"
        "var p2={columnid:80,unitid:'77'}; $('#77').jpage({totalRecord:95,perPage:19,ajaxParam:p2});",
    )
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)

    assert found.declared_rows == 95
    assert found.following[0].url == f"{PROXY}?startrecord=3&endrecord=59&perpage=19"
    assert dict(found.following[0].form)["webid"] == "9"  # the fullest set of values the page has for this unit


def test_a_pager_that_tells_only_its_total_keeps_an_encrypted_list_from_being_called_whole() -> None:
    records = "".join(RECORD.format(n=n) for n in (1, 2, 3))
    page = island(f"<recordset>{records}</recordset>", "$('#77').jpage({totalRecord:40,perPage:1})")
    visit, _ = walked_over({COLUMN: page.body}, COLUMN)

    assert (visit.rows, visit.rows_declared, visit.complete) == (3, 40, False)
    assert "没有读懂" in visit.note


def test_rows_in_the_page_go_on_at_the_proxy_when_the_pager_counts_more() -> None:
    script = "$('#77').jpage({totalRecord:5,perPage:3,ajaxParam:{columnid:80,unitid:'77',webid:1}})"
    page = web_page(f"{MAIN}<div id='77'></div><script>{script}</script>", url=COLUMN)
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)

    assert (len(found.rows), found.declared_rows) == (3, 5)
    assert found.following[0].url == f"{PROXY}?startrecord=4&endrecord=12&perpage=3"


def test_a_pager_of_that_name_over_rows_in_the_page_is_no_proxy() -> None:
    page = web_page(MAIN + "<script>$('#list').jpage({effect:'random'})</script>")

    assert dialects.sniff(page) == "plain"


def test_a_store_that_does_not_wrap_its_records_is_read_too() -> None:
    page = island(
        "<![CDATA[<li><a href='/art/2023/5/1/art_80_1.html'>关于第1项工作的通知</a><span>2023-05-01</span></li>]]>"
    )
    (row,) = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None).rows

    assert (row.title, row.published) == ("关于第1项工作的通知", date(2023, 5, 1))


def test_a_store_that_counts_nothing_says_the_column_is_empty() -> None:
    visit, asked = walked_over({COLUMN: "hanweb_nothing.html"}, COLUMN)

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.EMPTY, True, 0)
    assert len(asked) == 1


def test_a_store_without_records_and_without_total_is_asked_for_from_the_first_on() -> None:
    page = island("<recordset></recordset>", "$('#77').jpage({perPage:2,ajaxParam:{columnid:80,unitid:'77',webid:1}})")
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)

    assert (found.rows, found.filled_later, found.says_empty) == ((), True, False)
    assert found.following[0].url == f"{PROXY}?startrecord=1&endrecord=6&perpage=2"


def test_many_records_that_nobody_counts_are_never_called_the_whole_list() -> None:
    records = "".join(RECORD.format(n=n) for n in range(1, 13))
    page = island(f"<recordset>{records}</recordset>", "/* jpage */")
    visit, _ = walked_over({COLUMN: page.body, f"{COLUMN}?pageNum=2": page.body}, COLUMN)

    assert (visit.rows, visit.complete) == (12, False)


@pytest.mark.parametrize(
    "record",
    [
        "<p class='lb-list'><a href='/art/2023/5/1/art_80_1.html'>关于第1项工作的通知</a><span>2023-05-01</span></p>",
        "<tr><td><a href='/art/2023/5/1/art_80_1.html'>关于第1项工作的通知</a></td><td>2023-05-01</td></tr>",
        "<div><span>2023-05-01</span><a href='/art/2023/5/1/art_80_1.html' title='关于第1项工作的通知'>关于第1项…</a></div>",
        "<li><a href='/art/2023/5/1/art_80_1.html'>关于第1项工作的通知</a><b>2023-05-01</b>",
        "&lt;li&gt;&lt;a href=&quot;/art/2023/5/1/art_80_1.html&quot;&gt;关于第1项工作的通知&lt;/a&gt;&lt;b&gt;2023-05-01&lt;/b&gt;&lt;/li&gt;",
    ],
    ids=["paragraph", "table row", "div", "unclosed", "escaped"],
)
def test_a_record_is_a_row_however_it_is_written(record: str) -> None:
    inside = record if record.startswith("&lt;") else f"<![CDATA[{record}]]>"
    page = island(f"<totalrecord>1</totalrecord><recordset><record>{inside}</record></recordset>")
    (row,) = dialects.read("hanweb", page, column_url=COLUMN, first=None).rows

    assert (row.url, row.title, row.published) == (
        f"{SITE}/art/2023/5/1/art_80_1.html",
        "关于第1项工作的通知",
        date(2023, 5, 1),
    )


def test_a_record_that_leads_nowhere_is_counted_and_keeps_the_list_incomplete() -> None:
    dead = (
        "<record><![CDATA[<li><a href='javascript:void(0)'>关于暂缓公开事项的说明</a><b>2023-05-02</b></li>]]></record>"
    )
    page = island(f"<totalrecord>2</totalrecord><recordset>{RECORD.format(n=1)}{dead}</recordset>")
    found = dialects.read("hanweb", page, column_url=COLUMN, first=None)
    visit, _ = walked_over({COLUMN: page.body}, COLUMN)

    assert (len(found.rows), found.unlinked) == (1, 1)
    assert not visit.complete


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>error</body></html>", b"<datastore>", b"<datastore><recordset><record>", b"{}", b"<" * 900],
)
def test_an_answer_without_records_is_never_an_empty_column(body: bytes) -> None:
    answer = Page(f"{PROXY}?startrecord=7&endrecord=12&perpage=2", body)
    found = dialects.read("hanweb", answer, column_url=COLUMN, first=stored("hanweb_column.html", COLUMN))

    assert (found.rows, found.following, found.says_empty, found.filled_later) == ((), (), False, True)
    assert found.note


def test_records_of_another_page_we_were_sent_to_are_not_this_columns() -> None:
    home = Page(f"{SITE}/index.html", stored("hanweb_encrypted.html", f"{SITE}/index.html").body)
    found = dialects.read("hanweb", home, column_url=COLUMN, first=stored("hanweb_column.html", COLUMN))

    assert found.rows == () and found.filled_later


def test_a_page_that_only_loads_the_pagers_style_is_read_as_it_stands() -> None:
    page = web_page(MAIN, head='<link rel="stylesheet" href="/script/jpage.css">')

    assert dialects.sniff(page) == "plain"
