"""SiteServer (SSCMS): static pages of a column, pages that a script fills, blocks and 更多 that come from the interface."""

import json

import pytest

from crawler import dialects
from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import walked

COLUMN = f"{SITE}/channels/46.html"
ITEM = "/contents/46/{n}.html"
ELEMENT = "Qk1cEPk1pEB9qV1vXtJHVI1u791EJxEk0slash0VqFQa0add0Snm7HJl5ZARaOPS29NkR" * 12


def pager(number: int, last: int) -> str:
    """The pager as the platform writes it: links while pages are static."""

    def link(n: int, word: str) -> str:
        name = "/channels/46.html" if n == 1 else f"/channels/46_{n}.html"
        return f"<a href='{name}'>{word}</a>" if 1 <= n <= last and n != number else f"<span>{word}</span>"

    middle = "".join(link(n, str(n)) for n in range(1, last + 1))
    return f"<div class='pagination'>{link(number - 1, '上一页')}{middle}{link(number + 1, '下一页')}</div>"


def shell(index: int, pages: int, total: int) -> str:
    """A page beyond the static ones: a place, and the script that fills it."""
    return f"""<div id="ajaxElement_1_3"><div class="loading"><div>载入中，请稍后...</div></div><div class="yes"></div></div>
    <script type="text/javascript">$(document).ready(function(){{
    var url = '/api/stl/actions/pagecontents';
    var parameters = {{
    siteId: 1,
    pageChannelId: 46,
    templateId: 12,
    totalNum: {total},
    pageCount: {pages},
    currentPageIndex: {index},
    stlPageContentsElement: '{ELEMENT}'
    }};
    $.support.cors = true;
    $.ajax({{url: url, type: 'POST', contentType: 'application/json', data: JSON.stringify(parameters), dataType: 'json',
      success: function(res) {{ $("#ajaxElement_1_3 .yes").html(res); }} }});
    }});</script>"""


def answer_of(ask: Ask, *, as_object: bool = True, total: int = 10, size: int = 3) -> Page:
    """What the interface says to ``ask``."""
    told = json.loads(ask.body)
    assert (told["siteId"], told["pageChannelId"], told["templateId"]) == (1, 46, 12)
    assert told["stlPageContentsElement"] == ELEMENT
    first = told["currentPageIndex"] * size + 1
    part = f"<ul>{items(first, min(first + size - 1, total), ITEM)}</ul>"
    return Page(ask.url, json.dumps({"html": part} if as_object else part).encode(), content_type="application/json")


def portal(static: int, *, as_object: bool = True) -> tuple[Visit, list[Ask]]:
    """A walk over ten items, three a page, of which the first ``static`` pages hold their rows themselves."""

    def answer(ask: Ask) -> Page | None:
        if ask.body:
            return answer_of(ask, as_object=as_object)
        number = 1 if ask.url == COLUMN else int(ask.url.rpartition("_")[2].split(".")[0])
        rows = f"<ul class='list'>{items(3 * number - 2, min(3 * number, 10), ITEM)}</ul>"
        body = rows if number <= static else shell(number - 1, 4, 10)
        return html_page(ask.url, body + pager(number, 4)) if number <= 4 else None

    return walked(COLUMN, answer)


@pytest.mark.parametrize("static", [0, 1, 2, 4])
def test_static_and_filled_pages_make_one_list(static: int) -> None:
    visit, asked = portal(static)

    assert (visit.outcome, visit.complete, visit.dialect) == (Outcome.OK, True, "siteserver")
    assert numbers([row.url for row in visit.found]) == list(range(1, 11))
    indexes = [json.loads(ask.body)["currentPageIndex"] for ask in asked if ask.body]
    assert indexes == list(range(static, 4))


def test_the_html_may_be_the_whole_answer() -> None:
    visit, _ = portal(0, as_object=False)

    assert (visit.complete, visit.rows, visit.rows_declared) == (True, 10, 10)


def test_the_totals_are_those_of_the_script() -> None:
    found = dialects.read("siteserver", html_page(COLUMN, shell(0, 4, 10)), column_url=COLUMN, first=None)

    assert (found.rows, found.filled_later, found.declared_rows, found.declared_pages) == ((), True, 10, 4)
    assert found.following[0].page == 1


def test_an_interface_that_brings_nothing_leaves_what_was_read_and_no_claim() -> None:
    def answer(ask: Ask) -> Page | None:
        if ask.body:
            return Page(ask.url, b'{"html":""}')
        rows = f"<ul class='list'>{items(1, 3, ITEM)}</ul>" if ask.url == COLUMN else shell(1, 4, 10)
        return html_page(ask.url, rows + pager(1 if ask.url == COLUMN else 2, 4))

    visit, _ = walked(COLUMN, answer)

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, False, 3)


def test_a_filled_page_that_sends_back_itself_does_not_go_round() -> None:
    page = html_page(COLUMN, shell(0, 4, 10))
    visit, asked = walked(COLUMN, lambda ask: Page(ask.url, page.body))

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.SHELL, False, 0)
    assert len(asked) <= 4


def dynamic(name: str, value: str) -> str:
    """A block that the page asks for when it is shown."""
    return f"""<span id="{name}_loading"></span><span id="{name}_success" style="display: none"></span>
    <script type="text/javascript" language="javascript">
    function stlDynamic{name}(page)
    {{
        document.getElementById('{name}_loading').style.display = 'block';
        stlClient.post('/api/stl/actions/dynamic?' + StlClient.getQueryString(), {{
            value: '{value}',
            page: page
        }}, function (err, data, status) {{ document.getElementById('{name}_success').innerHTML = data.html; }});
    }}
    function stlGetPage{name}(){{ var page = 1; return page; }}
    stlDynamic{name}(stlGetPage{name}());
    </script>"""


def dynamic_answer(ask: Ask) -> Page:
    told = json.loads(ask.body)
    if told["value"] == "LOGIN":
        return Page(ask.url, json.dumps({"value": True, "html": "<a href='/home/'>登录</a>"}).encode())
    number = told["page"]
    last = "<a href='javascript:void(0)' onclick='stlDynamicajaxElement_1_7(3)'>末页</a>" if number < 3 else "末页"
    part = f"<ul>{items(3 * number - 2, min(3 * number, 8), ITEM)}</ul><div class='pages'>{last}</div>"
    return Page(ask.url, json.dumps({"value": True, "html": part}).encode())


def test_a_dynamic_block_is_asked_page_by_page_and_other_blocks_are_passed_over() -> None:
    page = html_page(COLUMN, dynamic("ajaxElement_1_2", "LOGIN") + dynamic("ajaxElement_1_7", "LIST"))
    visit, asked = walked(COLUMN, lambda ask: dynamic_answer(ask) if ask.body else Page(ask.url, page.body))

    assert (visit.outcome, visit.complete) == (Outcome.OK, True)
    assert numbers([row.url for row in visit.found]) == list(range(1, 9))
    assert [json.loads(ask.body) for ask in asked if ask.body] == [
        {"value": "LOGIN", "page": 1},
        *({"value": "LIST", "page": n} for n in (1, 2, 3)),
    ]


MORE = """<ul class="list"><script id="e9" type="text/javascript">
var e9_page = 1;
function more(noFunction){
  var parameters = {"siteId":1,"pageChannelId":46,"pageContentId":0,"templateType":1,"template":"TEMPLATE","page":1};
  parameters['page'] = e9_page++;
  $.ajax({type: "POST", url: "/api/stl/actions/more", contentType: "application/json", data: JSON.stringify(parameters),
    dataType: "json", success: function (result) { $("#e9").before(result.html); }});
};
</script></ul><a href="javascript:more()">加载更多</a><script>more();</script>"""


@pytest.mark.parametrize("last", [3, 7])
def test_more_is_asked_until_the_interface_says_that_this_was_all(last: int) -> None:
    def answer(ask: Ask) -> Page:
        if not ask.body:
            return html_page(ask.url, MORE)
        number = json.loads(ask.body)["page"]
        part = items(3 * number - 2, min(3 * number, last), ITEM)
        return Page(ask.url, json.dumps({"value": 3 * number < last, "html": part}).encode())

    visit, asked = walked(COLUMN, answer)

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, True, last)
    assert [ask.page for ask in asked] == [1, *range(1, -(-last // 3) + 1)]


def test_a_block_beside_a_static_list_is_not_asked() -> None:
    page = html_page(COLUMN, f"<ul class='list'>{items(1, 3, ITEM)}</ul>" + dynamic("ajaxElement_1_2", "LOGIN"))
    visit, asked = walked(COLUMN, lambda ask: page)

    assert (visit.complete, visit.rows, len(asked)) == (True, 3, 1)


def test_no_words_for_emptiness_are_believed_where_a_block_is_still_to_come() -> None:
    broken = dynamic("ajaxElement_1_2", "X").replace("value: 'X'", "value: now()")
    visit, _ = walked(COLUMN, lambda ask: html_page(ask.url, f"<p>暂无相关信息</p>{broken}"))

    assert (visit.outcome, visit.complete) == (Outcome.SHELL, False)


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'{"html":null}', b'{"value":false,"html":""}', b"[" * 9000, b"<html></html>"])
def test_an_answer_without_rows_is_never_an_empty_column(body: bytes) -> None:
    for first in (html_page(COLUMN, shell(0, 4, 10)), html_page(COLUMN, dynamic("a", "LIST")), html_page(COLUMN, MORE)):
        ask = dialects.read("siteserver", first, column_url=COLUMN, first=None).following[0]
        found = dialects.read("siteserver", Page(ask.url, body), column_url=COLUMN, first=first, ask=ask)

        assert (found.rows, found.says_empty) == ((), False)
        assert found.note
