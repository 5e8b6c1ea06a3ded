"""开普 UCAP: items as JSON in the page and from ``/queryList``; the search interface of the classic kind; static pages."""

import json
from datetime import date

import pytest

from crawler import dialects
from crawler.items import Outcome
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.stored_walk import walked_over

SITE = "http://www.example.gov.cn"
NEW = f"{SITE}/qzf/tzgg/pc/list.html"
CLASSIC = f"{SITE}/qzf/c100186/xxgk_list.shtml"
STATIC = f"{SITE}/qzf/c100187/common_list.shtml"
CHANNEL = "0123456789abcdef0123456789abcdef"
SEARCH = (
    f"{SITE}/common/search/{CHANNEL}?_template=index&_isAgg=true&_isJson=true&_pageSize=3"
    "&_rangeTimeGte=&_channelName=&page="
)

# ---- new generation


def test_the_items_in_the_page_are_its_first_rows_with_addresses_from_the_base() -> None:
    page = stored("ucap_new.html", NEW)
    found = dialects.read(dialects.sniff(page), page, column_url=NEW, first=None)

    assert dialects.sniff(page) == "ucap"
    assert (len(found.rows), found.declared_rows, found.unlinked) == (5, 9, 0)
    assert [row.url for row in found.rows[:2]] == [
        f"{SITE}/qzf/pc/content/content_9001.html",  # relative: <base href="/qzf/"> counts, not the page's folder
        f"{SITE}/qzf/tzgg/pc/content/content_9002.html",
    ]
    assert found.rows[0].published == date(2023, 2, 2)


def test_null_as_a_word_is_no_title_and_no_document_number() -> None:
    page = stored("ucap_new.html", NEW)
    rows = dialects.read("ucap", page, column_url=NEW, first=None).rows

    assert [row.doc_number for row in rows[:3]] == ["", "某政发〔2023〕2号", ""]
    assert rows[2].title == "关于第3号建议…"


def test_the_list_is_asked_for_as_the_columns_own_script_does_but_with_whole_titles() -> None:
    page = stored("ucap_new.html", NEW)
    (ask,) = dialects.read("ucap", page, column_url=NEW, first=None).following

    assert ask.url == f"{SITE}/queryList"
    assert dict(ask.form) == {
        "current": "3",  # five items are in the page: the third page of two holds the sixth
        "unitid": "38", "webSiteCode[]": "qzf", "channelCode[]": "tzgg", "dataBefore": "", "dataAfter": "", "perPage": "2",
        "notReturnContent": "false", "titleMax": "500", "pageSize": "2",
    }  # fmt: skip


def test_all_items_are_collected_once_though_no_answer_tells_its_page() -> None:
    visit, asked = walked_over(
        {
            NEW: "ucap_new.html",
            f"{SITE}/queryList#current=3": "ucap_query_3.json",
            f"{SITE}/queryList#current=4": "ucap_query_4.json",
            f"{SITE}/queryList#current=5": "ucap_query_5.json",
        },
        NEW,
    )

    assert (visit.outcome, visit.complete, visit.rows, visit.rows_declared) == (Outcome.OK, True, 9, 9)
    assert len(asked) == 4


@pytest.mark.parametrize("told", [3, 2, 0, None], ids=["from one", "from zero", "always nought", "not at all"])
def test_which_page_an_answer_is_tells_the_request_whatever_the_answer_says(told: int | None) -> None:
    first = stored("ucap_new.html", NEW)
    answer = json.loads(stored("ucap_query_3.json", NEW).text)
    answer["data"]["page"] = told
    (asked,) = dialects.read("ucap", first, column_url=NEW, first=None).following
    page = Page(asked.url, json.dumps(answer).encode())
    (ask,) = dialects.read("ucap", page, column_url=NEW, first=first, ask=asked).following

    assert (ask.url, dict(ask.form)["current"], ask.page) == (f"{SITE}/queryList", "4", 4)


def test_repeated_items_never_stand_in_for_missing_ones() -> None:
    # Nine are declared; the answers bring four the page already has and nothing else: 5 + 4 is not 9.
    repeated = json.loads(stored("ucap_query_3.json", NEW).text)
    items = json.loads(stored("ucap_new.html", NEW).text.split("articleList: ")[1].split(",\n};")[0])
    repeated["data"]["results"] = items[:4]
    visit, _ = walked_over({NEW: "ucap_new.html", f"{SITE}/queryList#current=3": json.dumps(repeated).encode()}, NEW)

    assert (visit.complete, visit.rows) == (False, 5)


def test_an_interface_that_fails_leaves_the_items_of_the_page_and_no_claim() -> None:
    visit, _ = walked_over({NEW: "ucap_new.html", f"{SITE}/queryList#current=3": web_page(MAIN).body}, NEW)

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, False, 5)


def test_items_without_any_request_are_whole_only_when_the_column_counts_no_more() -> None:
    def page(count: int) -> Page:
        item = '{"title":"关于第1项工作的通知","pubDate":"2023-05-01 10:00","urls":"{\\"pc\\":\\"/a/content_1.html\\"}","articleFiles":[{}]}'
        script = f'channelsTagSelf = {{"articleCount":{count}}}; listData = {{articleList: [{item}]}};'
        return web_page(f"<script>{script}</script>", url=NEW)

    assert walked_over({NEW: page(1).body}, NEW)[0].complete
    assert not walked_over({NEW: page(2).body}, NEW)[0].complete


def test_an_item_that_is_only_a_file_leads_to_it_and_one_without_any_address_is_counted() -> None:
    script = (
        'listData = {articleList: [{"title":"2023年部门预算","pubDate":"2023-02-01","urls":"{\\"pc\\":\\"null\\"}",'
        '"articleFiles":[{"fileName":"预算.pdf","url":"/doc/ucap/1/document/20230201/a.pdf"}]},'
        '{"title":"2022年部门决算","pubDate":"2023-01-01","urls":"null","articleFiles":[{}]}]};'
    )
    page = web_page(f"<script>{script}</script>", url=NEW)
    found = dialects.read(dialects.sniff(page), page, column_url=NEW, first=None)

    assert [row.url for row in found.rows] == [f"{SITE}/doc/ucap/1/document/20230201/a.pdf"]
    assert found.unlinked == 1


def test_a_column_without_items_in_the_page_is_asked_for_from_the_first_page_on() -> None:
    script = "loadPageData({current: 1, webSiteCode: ['qzf'], channelCode: ['tzgg'], perPage: 15}, '38')"
    page = web_page(f"<div id='38'></div><script>{script}</script>", url=NEW)
    empty = b'{"code":200,"data":{"total":0,"results":[]}}'
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=NEW, first=None).following
    visit, _ = walked_over({NEW: page.body, f"{SITE}/queryList#current=1": empty}, NEW)

    assert (ask.page, dict(ask.form)["current"]) == (1, "1")
    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"code":500}', b'{"data":{"results":null}}', b"[" * 9000, b"<html></html>"]
)
def test_an_answer_without_items_is_never_an_empty_column(body: bytes) -> None:
    for name, url in (("ucap_new.html", NEW), ("ucap_search.html", CLASSIC)):
        first = stored(name, url)
        ask = dialects.read("ucap", first, column_url=url, first=None).following[0]
        found = dialects.read("ucap", Page(ask.url, body), column_url=url, first=first)

        assert (found.rows, found.following, found.says_empty, found.filled_later) == ((), (), False, True)
        assert found.note


# ---- classic


def test_the_search_interface_is_asked_with_the_channel_the_script_names() -> None:
    page = stored("ucap_search.html", CLASSIC)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=CLASSIC, first=None).following

    assert dialects.sniff(page) == "ucap"
    assert (ask.url, ask.page, ask.form) == (f"{SEARCH}1", 1, ())


@pytest.mark.parametrize("path", ["/common/search/", "/searchList/", "/search/", "//www.example.gov.cn/common/search/"])
def test_the_channel_may_stand_in_the_address_itself(path: str) -> None:
    script = f"$.get('{path}{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=18&_template=index&page=' + n, show)"
    page = web_page(f"<ul id='body'></ul><script>{script}</script>", url=CLASSIC)
    (ask,) = dialects.read(dialects.sniff(page), page, column_url=CLASSIC, first=None).following

    assert ask.url.startswith(f"{SITE}/{path.rpartition('gov.cn/')[2].lstrip('/')}{CHANNEL}?")
    assert "_pageSize=18" in ask.url and ask.url.endswith("&page=1")


def test_metadata_is_read_by_its_key_and_the_word_null_is_nothing() -> None:
    first = stored("ucap_search.html", CLASSIC)
    found = dialects.read("ucap", stored("ucap_search_1.json", f"{SEARCH}1"), column_url=CLASSIC, first=first)

    assert [row.doc_number for row in found.rows] == ["某府规〔2023〕1号", "", "某府规〔2023〕3号"]
    assert [(row.published, row.date_text) for row in found.rows[1:]] == [
        (date(2023, 3, 2), "2023-03-02 09:00:00"),
        (None, ""),
    ]


def test_all_pages_of_the_search_interface_are_walked() -> None:
    visit, _ = walked_over(
        {CLASSIC: "ucap_search.html", f"{SEARCH}1": "ucap_search_1.json", f"{SEARCH}2": "ucap_search_2.json"}, CLASSIC
    )

    assert (visit.outcome, visit.complete, visit.rows, visit.rows_declared) == (Outcome.OK, True, 5, 5)


def test_a_search_interface_that_sends_html_is_read_all_the_same() -> None:
    first = stored("ucap_search.html", CLASSIC)
    lines = "".join(
        f"<li><a href='/qzf/c100186/202305/{n:032x}.shtml'>关于第{n}项工作的通知</a><span>2023-05-0{n}</span></li>"
        for n in (1, 2, 3)
    )
    answer = Page(f"{SEARCH}1", f"<html><body><ul id='body'>{lines}</ul></body></html>".encode())
    found = dialects.read("ucap", answer, column_url=CLASSIC, first=first)

    assert len(found.rows) == 3
    assert [ask.url for ask in found.following] == [f"{SEARCH}2"]


def test_static_pages_go_on_with_the_second_page_of_the_same_stem() -> None:
    visit, asked = walked_over(
        {STATIC: "ucap_static_1.html", f"{STATIC.removesuffix('.shtml')}_2.shtml": "ucap_static_2.html"}, STATIC
    )

    assert visit.rows == 16
    assert asked[1].url == f"{SITE}/qzf/c100187/common_list_2.shtml"
    assert visit.dialect == "ucap"


def test_static_pages_whose_script_tells_their_number_are_walked_to_a_proven_end() -> None:
    def page(name: str, current: int) -> bytes:
        call = f"<script>createPageHTML('page_div', 2, {current}, 'common_list', 'shtml', 16);</script>"
        return stored(name, STATIC).body.replace(b"</body>", call.encode() + b"</body>")

    visit, asked = walked_over(
        {
            STATIC: page("ucap_static_1.html", 1),
            f"{SITE}/qzf/c100187/common_list_2.shtml": page("ucap_static_2.html", 2),
        },
        STATIC,
    )

    assert (visit.complete, visit.rows, len(asked)) == (True, 16, 2)


def test_a_search_box_that_names_the_interface_does_not_hide_rows_in_the_page() -> None:
    page = web_page(MAIN + "<script>var box = '/common/search/';</script>")

    assert dialects.sniff(page) == "plain"
    assert len(dialects.read("plain", page, column_url=page.url, first=None).rows) == 3
