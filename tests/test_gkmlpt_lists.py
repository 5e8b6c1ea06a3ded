"""广东 gkmlpt: the category from the address, the site's number from the page, the rows from JSON."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler import dialects
from crawler.items import Ask, ListPage, Outcome
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.walked import walked

SITE = "http://www.example.gov.cn"
COLUMN = f"{SITE}/gkmlpt/index"
API = f"{SITE}/gkmlpt/api/all/952?page=1&sid=756016"


def index(url: str = COLUMN) -> Page:
    return stored("gkmlpt_index.html", url)


def answer(name: str, number: int = 1) -> ListPage:
    page = stored(f"gkmlpt_{name}.json", API.replace("page=1", f"page={number}"))
    return dialects.read("gkmlpt", page, column_url=COLUMN, first=index())


def serve(ask: Ask) -> Page | None:
    number = parse_qs(urlsplit(ask.url).query)["page"][0]
    return stored(f"gkmlpt_page{number}.json", ask.url) if number in "123" else None


def test_the_category_behind_the_fragment_and_the_sites_number_make_the_request() -> None:
    page = index()
    found = dialects.read(dialects.sniff(page), page, column_url=f"{COLUMN}#952", first=None)
    (ask,) = found.following

    assert dialects.sniff(page) == "gkmlpt"
    assert (ask.url, ask.form, ask.page) == (API, (), 1)
    assert (found.rows, found.filled_later, found.says_empty) == ((), True, False)


def test_a_unit_with_a_folder_of_its_own_is_asked_in_its_folder() -> None:
    url = f"{SITE}/kjj/gkmlpt/index"
    (ask,) = dialects.read("gkmlpt", index(url), column_url=f"{url}#953", first=None).following

    assert ask.url == f"{SITE}/kjj/gkmlpt/api/all/953?page=1&sid=756016"


@pytest.mark.parametrize("fragment", ["", "#top", "#952x"])
def test_without_a_category_nothing_is_asked_and_the_cause_is_told(fragment: str) -> None:
    found = dialects.read("gkmlpt", index(), column_url=COLUMN + fragment, first=None)

    assert (found.rows, found.following, found.filled_later, found.says_empty) == ((), (), True, False)
    assert "分类编号" in found.note


def test_without_the_sites_number_nothing_is_asked() -> None:
    page = Page(COLUMN, index().body.replace(b"SID", b"XXX"))
    found = dialects.read("gkmlpt", page, column_url=f"{COLUMN}#952", first=None)

    assert (found.following, found.filled_later) == ((), True)
    assert "SID" in found.note


def test_an_answer_is_read_row_by_row() -> None:
    found = answer("page1")

    assert [(row.url, row.title, row.published, row.doc_number) for row in found.rows] == [
        (f"{SITE}/gkmlpt/content/1/8001/post_8001.html", "某某区第1号规范性文件", date(2023, 5, 24), "某府规〔2023〕1号"),
        (f"{SITE}/gkmlpt/content/1/8002/post_8002.html", "某某区第2号规范性文件", date(2023, 5, 25), ""),
        (f"{SITE}/gkmlpt/content/1/8003/post_8003.html", "某某区第3号规范性文件", date(2023, 5, 26), "某府规〔2023〕3号"),
    ]  # fmt: skip
    assert found.declared_rows == 7


def test_the_day_shown_is_preferred_and_a_missing_address_is_taken_from_the_other() -> None:
    rows = answer("page2", 2).rows

    assert rows[0].published == date(2023, 7, 1)  # 1688169600 is eight in the morning of 1 July in Shanghai
    assert rows[1].doc_number == ""
    assert rows[2].url == f"{SITE}/zwgk/content/post_8006.html"


def test_marks_of_html_in_a_title_are_read() -> None:
    assert answer("page3", 3).rows[0].title == "某某区第7号规范性文件“附则”"


def test_an_article_filed_under_two_numbers_is_one_row() -> None:
    visit, _ = walked(API, lambda ask: stored("gkmlpt_twice.json", ask.url))

    assert (visit.rows, visit.rows_declared, visit.complete) == (3, 4, True)


def test_a_column_given_as_its_interface_is_walked_to_a_proven_end() -> None:
    visit, asked = walked(API, serve)

    assert (visit.dialect, visit.outcome, visit.complete) == ("gkmlpt", Outcome.OK, True)
    assert (visit.rows, visit.rows_declared, visit.undated) == (7, 7, 0)
    assert [ask.url for ask in asked[:3]] == [API.replace("page=1", f"page={n}") for n in (1, 2, 3)]


def test_fewer_rows_than_declared_are_not_complete() -> None:
    visit, _ = walked(API, lambda ask: serve(ask) if "page=3" not in ask.url else None)

    assert (visit.complete, visit.rows, visit.rows_declared) == (False, 6, 7)


def test_a_category_that_counts_nothing_is_empty() -> None:
    visit, _ = walked(API, lambda ask: stored("gkmlpt_empty.json", ask.url))

    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


@pytest.mark.parametrize(
    "body", [b"<html>error</html>", b"{", b'{"code":1}', b'{"articles":null}', b'{"articles":[],"classify":{"post_count":3}}']
)  # fmt: skip
def test_an_answer_that_is_no_list_is_never_an_empty_column(body: bytes) -> None:
    found = dialects.read("gkmlpt", Page(API, body), column_url=COLUMN, first=index())

    assert (found.rows, found.says_empty, found.filled_later) == ((), False, True)
    assert found.note


def test_articles_of_the_platform_and_pages_that_link_to_it_are_no_directory() -> None:
    article = index(f"{SITE}/gkmlpt/content/1/8001/post_8001.html")
    linking = web_page(MAIN + "<a href='/gkmlpt/index'>公开目录</a><script>var a = {SID: '1'};</script>")

    assert dialects.sniff(article) != "gkmlpt"
    assert dialects.sniff(linking) == "plain"
