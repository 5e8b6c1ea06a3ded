"""JSON interfaces of a site's own: the request read from the script, the rows from whatever array holds them."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import dialects
from crawler.dialects.interface import day_of, more_to_come
from crawler.dialects.jsonlist import request_in
from crawler.dialects.scripted import announced
from crawler.items import Ask, ListPage, Outcome
from crawler.page import Page
from tests.listing import COLUMN, MAIN, stored, web_page
from tests.walked import walked

SITE = "http://www.example.gov.cn"
EPOINT = f"{SITE}/dynamic/zwgk/govInfoPub.html?categorynum=003001"


def read(page: Page, first: Page | None = None) -> ListPage:
    return dialects.read("jsonlist", page, column_url=COLUMN if first is None else first.url, first=first)


def scripted(script: str, url: str = COLUMN, main: str = "<ul id='list'></ul>") -> Page:
    return web_page(f"{main}<script>{script}</script>", url=url)


def asked_by(script: str, number: int = 1) -> tuple[str, dict[str, str]]:
    """Address and form of the request for page ``number`` that ``script`` announces."""
    request, why = request_in(scripted(script))
    assert request is not None, why
    ask = request.ask(number, referer=COLUMN)
    return ask.url, dict(ask.form)


def epoint(ask: Ask) -> Page | None:
    if not ask.form:
        return stored("jsonlist_epoint.html", ask.url)
    index = int(dict(ask.form)["pageIndex"])
    return stored(f"jsonlist_epoint_{index + 1}.json", ask.url) if index < 3 else None


def test_the_request_is_sent_as_the_first_display_would_send_it() -> None:
    page = stored("jsonlist_epoint.html", EPOINT)
    found = dialects.read(dialects.sniff(page), page, column_url=EPOINT, first=None)
    (ask,) = found.following

    assert dialects.sniff(page) == "jsonlist"
    assert ask.url == f"{SITE}/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
    assert dict(ask.form) == {
        "deptcode": "011", "categorynum": "003001", "siteGuid": "7eb5f7f1-0000-4000-8000-8fcb82ea831a", "pageIndex": "0", "pageSize": "3",
    }  # fmt: skip
    assert ("Referer", EPOINT) in ask.headers
    assert (found.rows, found.filled_later, found.says_empty) == ((), True, False)


def test_a_posted_list_counted_from_zero_is_walked_to_a_proven_end() -> None:
    visit, asked = walked(EPOINT, epoint)

    assert (visit.dialect, visit.outcome, visit.complete) == ("jsonlist", Outcome.OK, True)
    assert (visit.rows, visit.rows_declared, visit.undated) == (7, 7, 0)
    assert [dict(ask.form).get("pageIndex") for ask in asked] == [None, "0", "1", "2"]


def test_the_full_title_the_address_and_the_day_of_an_item_are_read() -> None:
    visit, _ = walked(EPOINT, epoint)
    row = visit.found[0]

    assert (row.title, row.published) == ("关于第7号事项的公开全文", date(2023, 5, 7))
    assert row.url == f"{SITE}/zwgk/003001/20230508/0000-0007.html"


def test_a_list_asked_by_address_is_walked_and_menus_are_not_taken_for_it() -> None:
    def answer(ask: Ask) -> Page:
        query = parse_qs(urlsplit(ask.url).query)
        return stored(f"jsonlist_get_{query['pageNo'][0]}.json" if query else "jsonlist_get.html", ask.url)

    visit, asked = walked(f"{SITE}/tzgg/index.html", answer)

    assert [ask.url for ask in asked[1:]] == [
        f"{SITE}/api/front/articles?channelId=1207&pageNo={n}&pageSize=3" for n in (1, 2)
    ]
    assert (visit.complete, visit.rows, visit.rows_declared) == (True, 5, 5)
    assert visit.found[0].published == date(2023, 5, 24)  # milliseconds, in Shanghai
    assert visit.found[0].doc_number == ""


def test_rows_that_stand_in_the_script_are_read_with_the_count_it_names() -> None:
    page = stored("jsonlist_embedded.html", f"{SITE}/gsgg/index.html")
    found = dialects.read(dialects.sniff(page), page, column_url=page.url, first=None)

    assert dialects.sniff(page) == "jsonlist"
    assert [(row.title, row.published) for row in found.rows] == [(f"第{n}号公示", date(2023, 4, n)) for n in (1, 2, 3)]
    assert (found.declared_rows, found.following) == (3, ())


def test_a_request_that_cannot_be_read_is_a_shell_with_its_cause() -> None:
    found = read(stored("jsonlist_unreadable.html", EPOINT))

    assert (found.rows, found.following, found.says_empty, found.filled_later) == ((), (), False, True)
    assert "没有读懂" in found.note


def test_a_list_that_takes_json_is_asked_in_json_and_walked_to_a_proven_end() -> None:
    def answer(ask: Ask) -> Page:
        if not ask.body:
            return stored("jsonlist_body.html", ask.url)
        return stored(f"jsonlist_epoint_{json.loads(ask.body)['pageIndex'] + 1}.json", ask.url)

    visit, asked = walked(EPOINT, answer)

    assert (visit.dialect, visit.outcome, visit.complete, visit.rows) == ("jsonlist", Outcome.OK, True, 7)
    assert [json.loads(ask.body) for ask in asked if ask.body] == [
        {"deptcode": "", "categorynum": "003001", "pageIndex": n, "pageSize": 3} for n in (0, 1, 2)
    ]
    assert {ask.url for ask in asked[1:]} == {f"{SITE}/rest/lightfrontaction/getgovinfolist"}
    assert not any(ask.form for ask in asked)


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ("$.ajax({url: '/api/list', type: 'post', contentType: 'application/json', data: JSON.stringify({cat: 12, pageNo: pageNo, pageSize: 10})})",
         {"cat": 12, "pageNo": 2, "pageSize": 10}),
        ("var q = {cat: '12', page: {pageNum: 1, pageSize: 10}}; $.ajax({url: '/api/list', method: 'POST', contentType: 'application/json;charset=utf-8', data: JSON.stringify(q)})",
         {"cat": "12", "page": {"pageNum": 2, "pageSize": 10}}),
        ("axios.post('/api/list', {cat: 12, pageNum: this.pageNum, title: this.title})", {"cat": 12, "pageNum": 2, "title": ""}),
        ("fetch('/api/list', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({cat: 12, pageIndex: page - 1})})",
         {"cat": 12, "pageIndex": 1}),
        ("var pageIndex = 0; axios({method: 'post', url: '/api/list', data: {cat: null, top: true, pageIndex: 0}})", {"cat": None, "top": True, "pageIndex": 1}),
        ("$.ajax({type: 'POST', url: '/api/list', contentType: 'application/json', data: '{\"cat\":12,\"pageNo\":' + pageNo + '}'})", {"cat": 12, "pageNo": 2}),
        ("$.ajax({type: 'POST', url: '/api/list', contentType: 'application/json', data: JSON.stringify({token: '', params: {cat: 12, pageIndex: pageIndex, pageSize: 5}})})",
         {"token": "", "params": {"cat": 12, "pageIndex": 2, "pageSize": 5}}),
    ],
)  # fmt: skip
def test_a_json_body_is_sent_as_the_script_would_send_it(script: str, body: dict[str, object]) -> None:
    request, why = request_in(scripted(script))
    assert request is not None, why
    ask = request.ask(2, referer=COLUMN)

    assert json.loads(ask.body) == body
    assert (ask.form, ask.page, ask.url) == ((), 2, f"{SITE}/api/list")


@pytest.mark.parametrize(
    "body",
    ["{cat: now(), pageNo: pageNo}", "{cat: [now()], pageNo: 1}", "{query: {cat: id, pageNo: 1}}", "'cat=12&pageNo=' + pageNo", "[1, 2]", "query"],
)  # fmt: skip
def test_a_json_body_of_which_a_part_is_unknown_is_not_sent(body: str) -> None:
    page = scripted(f"axios.post('/api/list', {body})")

    assert request_in(page)[0] is None
    assert read(page).filled_later


@pytest.mark.parametrize(
    ("script", "url"),
    [
        ("function go(p){ $.get('/api/list?cat=12&page=' + p + '&size=10', show); }", "/api/list?cat=12&page=2&size=10"),
        ("function go(n){ $.get('/api/list?cat=12&pageNo=' + n, show); }", "/api/list?cat=12&pageNo=2"),
        ("var page = 1; $.ajax({url: '/api/newsList', data: {cat: 12, page: page, pageSize: 10}})", "/api/newsList?cat=12&page=2&pageSize=10"),
        ("var q = {cat: 12, pageIndex: 1, pageSize: 10};\n$.getJSON('/api/newsList', q, show)", "/api/newsList?cat=12&pageIndex=2&pageSize=10"),
        ("axios.get('/api/newsList', {params: {cat: 12, pageNum: this.pageNum}})", "/api/newsList?cat=12&pageNum=2"),
        ("fetch(`/api/newsList?cat=${12}&pageNum=${pageNum}`).then(r => r.json())", "/api/newsList?cat=12&pageNum=2"),
        ("$.getJSON('/data/news_' + page + '.json', show)", "/data/news_2.json"),
        ("var pageIndex = 0; $.get('/api/newsList', {cat: 12, pageIndex: pageIndex})", "/api/newsList?cat=12&pageIndex=1"),
        ("$.get('/api/newsList', {cat: 12, start: 0, pageIndex: page - 1, _: Math.random()})", "/api/newsList?cat=12&start=0&pageIndex=1"),
        ("$.ajax({url: 'list.do?cat=12&pageIndex=1', success: function (r) { show(r); }})", "/zwgk/tzgg/list.do?cat=12&pageIndex=2"),
    ],
)  # fmt: skip
def test_the_second_page_is_asked_however_the_script_is_written(script: str, url: str) -> None:
    assert asked_by(script, 2)[0] == SITE + url


@pytest.mark.parametrize(
    ("script", "form"),
    [
        ("$.post('/api/list', {cat: 12, pageNo: page, keyword: $('#kw').val()}, show)", {"cat": "12", "pageNo": "2", "keyword": ""}),
        ("$.ajax({type: 'POST', url: '/api/list', data: 'cat=12&pageNo=' + page})", {"cat": "12", "pageNo": "2"}),
        ("$.ajax({type: 'POST', url: '/api/list', data: {params: JSON.stringify({cat: '12', pageIndex: page})}})", {"params": '{"cat": "12", "pageIndex": 2}'}),
        ("$.post('/api/list', {'cat': [1, 2], pageNo: page}, show)", {"cat[]": "2", "pageNo": "2"}),
    ],
)  # fmt: skip
def test_a_form_is_sent_with_the_same_fields_for_every_page(script: str, form: dict[str, str]) -> None:
    assert asked_by(script, 2)[1] == form


def test_the_address_of_a_form_is_the_scripts_own_for_every_page_and_the_ask_tells_which_it_was() -> None:
    first = scripted("$.post('/api/list', {cat: 12, pageNo: page}, show)")
    request, _ = request_in(first)
    assert request is not None
    asks = [request.ask(n, referer=COLUMN) for n in (1, 2, 17)]
    page = Page(asks[2].url, json.dumps({"rows": [ITEM], "total": 900}).encode())
    found = dialects.read("jsonlist", page, column_url=COLUMN, first=first, ask=asks[2])

    assert [(ask.url, ask.page) for ask in asks] == [(f"{SITE}/api/list", n) for n in (1, 2, 17)]
    assert [(ask.page, dict(ask.form)["pageNo"]) for ask in found.following] == [(18, "18")]


@pytest.mark.parametrize(
    "script",
    [
        "$.get('/api/hits?id=3', show)",
        "$.getJSON('/api/channelTree', {page: 1}, menu)",
        "$.post('/api/user/login', {name: 'a', page: 1})",
        "$.get('/search/list?page=' + page + '&q=' + $('#q').val(), show)",
        "$.get('/api/list', {cat: 12, pageSize: 10}, show)",
        "$('#head').load('/common/header.html')",
        "map.get('a/b').post('x')",
    ],
    ids=["counter", "tree", "login", "search box", "no way to further pages", "include", "other calls"],
)
def test_what_only_looks_like_the_lists_request_is_not_sent(script: str) -> None:
    assert request_in(scripted(script))[0] is None
    assert dialects.sniff(scripted(script)) == "plain"


def test_of_two_lists_none_is_guessed() -> None:
    page = scripted("$.post('/api/list', {cat: 12, pageNo: p}, a); $.post('/api/list', {cat: 13, pageNo: p}, b);")
    found = read(page)

    assert found.following == ()
    assert "多个" in found.note


def test_a_category_only_running_the_script_could_tell_is_never_left_out() -> None:
    assert announced(scripted("$.post('/api/list', {cat: now(), pageNo: page})")).requests == ()


BODY = "<div id='zoom'><p>" + "区政府办公室负责综合协调全区政务公开工作，承办其他事项。" * 6 + "</p></div>"
TICKER = json.dumps([{"title": f"第{n}条", "url": f"/a/{n}.html", "date": "2023-05-01"} for n in range(3)])


@pytest.mark.parametrize(
    ("script", "main"),
    [
        ("$.get('/api/list', {cat: 12, pageNo: page})", BODY),
        (f"var list = {TICKER};", BODY),
        (f"var bannerList = {TICKER};", "<ul></ul>"),
        (f"var list = {TICKER};", "<p>暂无相关信息</p>"),
    ],
    ids=["request beside an article", "items beside an article", "items of a banner", "the page says it is empty"],
)
def test_what_stands_beside_the_matter_is_not_the_columns_list(script: str, main: str) -> None:
    assert dialects.sniff(scripted(script, main=main)) == "plain"


def test_a_full_page_of_items_under_a_pager_is_not_taken_for_all() -> None:
    items = json.dumps([{"title": f"第{n}条", "url": f"/a/{n}.html", "date": "2023-05-01"} for n in range(15)])
    visit, _ = walked(COLUMN, lambda ask: scripted(f"var list = {items};", main="<div id='pager'></div>", url=ask.url))

    assert (visit.rows, visit.complete) == (15, False)


def test_rows_in_the_page_win_over_a_request() -> None:
    page = scripted("$.post('/api/list', {cat: 12, pageNo: page})", main=MAIN)

    assert dialects.sniff(page) == "plain"


FIRST = scripted("$.get('/api/list', {cat: 12, pageNo: page, pageSize: 2}, show)")
API = f"{SITE}/api/list?cat=12&pageNo=1&pageSize=2"
ITEM = {"TITLE": "关于某事的公告", "URL": "/a/1.html", "PUB_DATE": "2023-05-30"}


@pytest.mark.parametrize(
    ("answer", "rows", "total"),
    [
        ({"rows": [ITEM], "total": 9}, 1, 9),
        ({"data": {"result": {"records": [ITEM], "totalElements": "9"}}}, 1, 9),
        ({"list": [ITEM], "pageInfo": {"total": 9}}, 1, 9),
        ({"custom": json.dumps({"data": [ITEM], "total": 9})}, 1, 9),
        ([ITEM], 1, None),
        ({"hits": {"total": 9, "hits": [{"_id": "1", "_source": ITEM}]}}, 1, 9),
        ({"menu": [{"name": "首页", "url": "/"}] * 3, "list": [ITEM], "total": 9}, 1, 9),
        ({"list": [{**ITEM, "URL": '{"pc":"/a/1.html"}'}], "total": 10_000}, 1, None),
    ],
)
def test_the_items_are_found_wherever_the_answer_holds_them(answer: object, rows: int, total: int | None) -> None:
    found = read(Page(API, json.dumps(answer).encode()), FIRST)

    assert [(row.url, row.title, row.published) for row in found.rows] == [
        (f"{SITE}/a/1.html", "关于某事的公告", date(2023, 5, 30))
    ] * rows
    assert found.declared_rows == total
    assert [ask.url for ask in found.following] == [API.replace("pageNo=1", "pageNo=2")]


def test_items_behind_a_callback_are_read() -> None:
    found = read(Page(API, b"callback(" + json.dumps({"rows": [ITEM], "total": 1}).encode() + b");"), FIRST)

    assert (len(found.rows), found.following) == (1, ())


def test_an_item_that_leads_nowhere_is_counted() -> None:
    found = read(Page(API, json.dumps({"rows": [ITEM, {**ITEM, "URL": "javascript:;"}], "total": 2}).encode()), FIRST)

    assert (len(found.rows), found.unlinked) == (1, 1)


def test_an_interface_that_counts_nothing_says_so() -> None:
    found = read(Page(API, b'{"rows":[],"total":0}'), FIRST)

    assert (found.rows, found.declared_rows, found.says_empty) == ((), 0, True)


@pytest.mark.parametrize(
    "body",
    [b"<html>error</html>", b"", b"{", b'{"code":500,"msg":"x"}', b'{"total":5,"rows":null}', b'{"rows":[]}', b"[" * 9000, b'{"rows":[{"name":"a"}],"total":0}',
     b'{"rows":[{"name":"a","path":"/b/"}],"total":1}'],
)  # fmt: skip
def test_an_answer_that_is_no_list_is_never_an_empty_column(body: bytes) -> None:
    found = read(Page(API, body), FIRST)

    assert (found.rows, found.says_empty, found.filled_later) == ((), False, True)
    assert found.note


def test_rows_in_html_are_read_though_json_was_expected() -> None:
    found = read(Page(API, MAIN.encode(), content_type="text/html"), FIRST)

    assert len(found.rows) == 3
    assert [ask.page for ask in found.following] == [2]


def test_a_server_that_ignores_the_size_it_is_asked_for_loses_no_page() -> None:
    total, held = 7, 3  # the request asks for 2

    def answer(ask: Ask) -> Page:
        query = parse_qs(urlsplit(ask.url).query)
        if not query:
            return Page(ask.url, FIRST.body)
        start = (int(query["pageNo"][0]) - 1) * held
        items = [{**ITEM, "URL": f"/a/{n}.html"} for n in range(start, min(start + held, total))]
        return Page(ask.url, json.dumps({"rows": items, "total": total}).encode())

    visit, _ = walked(COLUMN, answer)

    assert (visit.complete, visit.rows) == (True, 7)


def test_without_a_count_the_end_is_never_called_proven() -> None:
    def answer(ask: Ask) -> Page:
        query = parse_qs(urlsplit(ask.url).query)
        if not query:
            return Page(ask.url, FIRST.body)
        items = [{**ITEM, "URL": f"/a/{query['pageNo'][0]}.html"}] if int(query["pageNo"][0]) <= 3 else []
        return Page(ask.url, json.dumps({"rows": items}).encode())

    visit, _ = walked(COLUMN, answer)

    assert (visit.complete, visit.rows) == (False, 3)


@pytest.mark.parametrize(
    ("number", "count", "size", "rows", "pages", "more"),
    [(1, 3, 3, 7, None, True), (3, 1, 3, 7, None, False), (1, 7, 0, 7, None, False), (2, 3, 0, 6, None, False),
     (3, 3, 3, None, 3, False), (1, 3, 3, None, None, True), (4, 0, 3, None, None, False), (3, 1, 5, 7, None, True)],
)  # fmt: skip
def test_when_a_page_follows(
    number: int, count: int, size: int, rows: int | None, pages: int | None, more: bool
) -> None:
    assert more_to_come(number, count, size, rows, pages) is more


@pytest.mark.parametrize(
    ("shown", "day"),
    [("2023-05-30 09:00:00", date(2023, 5, 30)), (1684771200, date(2023, 5, 23)), ("1684771200000", date(2023, 5, 23)),
     ("/Date(1684771200000)/", date(2023, 5, 23)), ("20230530", date(2023, 5, 30)), ("2023年5月30日", date(2023, 5, 30)),
     ("2023-05", None), ("", None), (None, None), (True, None), (12, None)],
)  # fmt: skip
def test_a_day_is_read_in_every_form_interfaces_write_it(shown: object, day: date | None) -> None:
    assert day_of(shown) == day


def test_a_column_given_as_the_address_of_its_interface_is_read() -> None:
    page = Page(API, json.dumps({"rows": [ITEM], "total": 9}).encode())

    assert dialects.sniff(page) == "jsonlist"
    assert [ask.url for ask in read(page).following] == [API.replace("pageNo=1", "pageNo=2")]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="[]{}(),:;+'\"`\\\\/*=$.#ab1page-val \n", max_size=300))
def test_no_script_can_break_the_reader_of_requests(text: str) -> None:
    for script in (f"$.post('/api/list', {{page: {text}", f"$.ajax({{url: {text}", f"Ls.pagination({{{text}", text):
        page = scripted(script)
        dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None)
        dialects.read("jsonlist", page, column_url=COLUMN, first=None)
        dialects.read("lonsun", page, column_url=COLUMN, first=None)


@settings(max_examples=150, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    st.sampled_from(["title", "url", "date", "total", "rows", "pages", "articles", "classify", "post_count"]), inner, max_size=5), max_leaves=20))  # fmt: skip
def test_no_answer_can_break_its_reader(answer: object) -> None:
    body = json.dumps(answer).encode()
    dialects.read("jsonlist", Page(API, body), column_url=COLUMN, first=FIRST)
    dialects.read("gkmlpt", Page(f"{SITE}/gkmlpt/api/all/1?page=1&sid=2", body), column_url=COLUMN, first=None)
