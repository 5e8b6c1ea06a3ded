"""大汉 JPAAS: which unit of the page is the list, paging inside ``paramJson``, rows as HTML inside JSON."""

import json
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from crawler import dialects
from crawler.items import Ask, Outcome
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.stored_walk import walked_over

SITE = "http://www.example.gov.cn"
COLUMN = f"{SITE}/zwgk/tzgg/index.html"
BUILD = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def first_ask(page: Page) -> Ask:
    return dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None).following[0]


def page_of(ask: Ask, number: int) -> str:
    """The address of another page of the same unit."""
    return ask.url.replace("%22pageNo%22%3A1%2C", f"%22pageNo%22%3A{number}%2C")


def test_the_unit_that_is_told_its_page_is_asked_before_the_menu() -> None:
    page = stored("jpaas_shell.html", COLUMN)
    ask = first_ask(page)
    query = {key: values[0] for key, values in parse_qs(urlsplit(ask.url).query).items()}

    assert dialects.sniff(page) == "jpaas"
    assert urlsplit(ask.url).path == BUILD
    assert json.loads(query.pop("paramJson")) == {"pageNo": 1, "pageSize": 3}
    assert query == {
        "parseType": "bulidstatic", "webId": "52", "tplSetId": "MsPk7", "pageType": "column", "tagId": "列表新闻",
        "editType": "null", "pageId": "1638",
    }  # fmt: skip
    assert ("Referer", COLUMN) in ask.headers


def test_all_pages_are_asked_for_inside_the_parameter_and_the_list_is_complete() -> None:
    ask = first_ask(stored("jpaas_shell.html", COLUMN))
    answers = {COLUMN: "jpaas_shell.html"} | {page_of(ask, n): f"jpaas_answer_{n}.json" for n in (1, 2, 3)}
    visit, asked = walked_over(answers, COLUMN)

    assert (visit.outcome, visit.complete, visit.rows, visit.rows_declared) == (Outcome.OK, True, 7, 7)
    assert visit.undated == 0
    assert len(asked) == 4
    assert all("pageNo" not in dict(parse_qsl(urlsplit(one.url).query)) for one in asked)


def test_rows_are_relative_to_the_column_and_have_their_whole_titles() -> None:
    first = stored("jpaas_shell.html", COLUMN)
    answer = stored("jpaas_answer_1.json", first_ask(first).url)
    rows = dialects.read("jpaas", answer, column_url=COLUMN, first=first).rows

    assert rows[0].url == f"{SITE}/zwgk/tzgg/art/2023/art_{1:032x}.html"
    assert rows[0].title == "关于开展第1次专项检查的通知"


def test_a_page_with_its_first_rows_goes_on_with_the_second_page() -> None:
    page = stored("jpaas_static.html", COLUMN)
    found = dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)
    second = found.following[0]
    answers = {
        COLUMN: "jpaas_static.html",
        second.url: "jpaas_answer_2.json",
        second.url.replace("%22pageNo%22%3A2%2C", "%22pageNo%22%3A3%2C"): "jpaas_answer_3.json",
    }
    visit, _ = walked_over(answers, COLUMN)

    assert (len(found.rows), found.declared_rows) == (3, 7)
    assert json.loads(dict(parse_qsl(urlsplit(second.url).query))["paramJson"]) == {"pageNo": 2, "pageSize": 3}
    assert (visit.complete, visit.rows) == (True, 7)


def test_a_unit_that_turns_out_to_be_a_menu_gives_way_to_the_next() -> None:
    page = stored("jpaas_shell.html", COLUMN)
    renamed = Page(
        COLUMN, page.body.replace("导航".encode(), "列表一".encode()).replace(b"'pageNo':1,'pageSize':3", b"")
    )
    ask = first_ask(renamed)
    menu = dialects.read("jpaas", stored("jpaas_answer_menu.json", ask.url), column_url=COLUMN, first=renamed)

    assert dict(parse_qsl(urlsplit(ask.url).query))["tagId"] == "列表一"
    assert menu.rows == ()
    assert dict(parse_qsl(urlsplit(menu.following[0].url).query))["tagId"] == "列表新闻"


def test_a_list_that_says_it_is_empty_is_empty_once_no_other_unit_is_left() -> None:
    page = web_page(
        f"""<script url="{BUILD}" queryData="{{'webId':'5','pageId':'6','tagId':'列表'}}"></script>""", url=COLUMN
    )
    ask = first_ask(page)
    visit, _ = walked_over({COLUMN: page.body, ask.url: "jpaas_answer_empty.json"}, COLUMN)

    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


def test_a_list_without_total_ends_with_a_short_page() -> None:
    def rows(first: int, last: int) -> bytes:
        lines = "".join(
            f'<li><a href="/art/2023/art_{n:032x}.html">关于第{n}项工作的通知</a><span>2023-05-01</span></li>'
            for n in range(first, last + 1)
        )
        return json.dumps({"data": {"html": f"<ul>{lines}</ul>"}}).encode()

    page = web_page(f"""<div data-x="{BUILD}?webId=5&amp;pageId=6&amp;tagId=list"></div>""", url=COLUMN)
    ask = first_ask(page)
    visit, _ = walked_over({COLUMN: page.body, ask.url: rows(1, 15), page_of(ask, 2): rows(16, 20)}, COLUMN)

    assert (visit.complete, visit.rows) == (True, 20)


def test_values_in_a_script_are_a_unit_too() -> None:
    script = (
        f"var unit = {{webId: '5', pageId: '6', tplSetId: 'x', tagId: '列表', paramJson: '{{\"pageNo\":1,\"pageSize\":20}}'}};"
        f"$.get('{BUILD}', unit, show);"
    )
    page = web_page(f"<div id='list'></div><script>{script}</script>", url=COLUMN)
    query = dict(parse_qsl(urlsplit(first_ask(page).url).query))

    assert (query["webId"], json.loads(query["paramJson"])) == ("5", {"pageNo": 1, "pageSize": 20})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"{}", b'{"success":false,"data":null}', b'{"data":{"html":null}}', b"<html>x</html>", b"[" * 9000],
)
def test_an_answer_without_a_list_is_never_an_empty_column(body: bytes) -> None:
    first = stored("jpaas_static.html", COLUMN)
    answer = Page(first_ask(first).url, body)
    found = dialects.read("jpaas", answer, column_url=COLUMN, first=first)

    assert (found.rows, found.following, found.says_empty, found.filled_later) == ((), (), False, True)
    assert found.note


def test_rows_of_a_page_an_error_sent_us_to_are_not_this_columns() -> None:
    home = Page(f"{SITE}/index.html", web_page(MAIN).body)
    found = dialects.read("jpaas", home, column_url=COLUMN, first=stored("jpaas_static.html", COLUMN))

    assert found.rows == () and found.filled_later


def test_a_request_nobody_can_read_is_a_shell_with_its_cause() -> None:
    page = web_page(f"<script>load('{BUILD}', args())</script>", url=COLUMN)
    visit, _ = walked_over({COLUMN: page.body}, COLUMN)

    assert visit.outcome is Outcome.SHELL and "脚本" in visit.stopped_because
