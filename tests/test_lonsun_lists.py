"""龙讯 Lonsun: rows in the page or from a label, the pager told by ``Ls.pagination``."""

from urllib.parse import parse_qs, urlsplit

import pytest

from crawler import dialects
from crawler.items import Ask, ListPage, Outcome
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.walked import walked

SITE = "http://www.example.gov.cn"
UNIT = f"{SITE}/public/column/6601741?type=4&catId=6722341&action=list&nav=3"
STATIC = f"{SITE}/content/column/6811234"


def read(page: Page, first: Page | None = None) -> ListPage:
    return dialects.read("lonsun", page, column_url=page.url if first is None else first.url, first=first)


def told(url: str) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(url).query, keep_blank_values=True).items()}


def label(ask: Ask) -> Page | None:
    """What the portal answers: the frame, and the label's three pages."""
    if "/site/label/" not in ask.url:
        return stored("lonsun_label.html", ask.url)
    return stored(f"lonsun_label_{told(ask.url)['pageIndex']}.html", ask.url)


def static(ask: Ask) -> Page | None:
    number = told(ask.url).get("pageIndex", "1")
    return stored(f"lonsun_static_{number}.html", ask.url) if number in "123" else None


def test_an_empty_frame_leads_to_its_label_with_all_it_was_told() -> None:
    page = stored("lonsun_label.html", UNIT)
    found = read(page)
    (ask,) = found.following
    fields = told(ask.url)

    assert dialects.sniff(page) == "lonsun"
    assert (found.rows, found.filled_later, found.says_empty, ask.form, ask.page) == ((), True, False, (), 1)
    assert urlsplit(ask.url).path == "/site/label/8888"
    assert (fields["labelName"], fields["organId"], fields["catId"], fields["siteId"]) == (
        "publicInfoList", "6601741", "6722341", "6795551",
    )  # fmt: skip
    assert (fields["pageIndex"], fields["pageSize"], fields["result"]) == ("1", "5", "暂无相关信息")
    assert fields["keyWords"] == ""  # nobody has typed into the search box


def test_a_list_from_a_label_is_walked_to_a_proven_end() -> None:
    visit, asked = walked(UNIT, label)

    assert (visit.dialect, visit.outcome, visit.complete) == ("lonsun", Outcome.OK, True)
    assert (visit.rows, visit.rows_declared, visit.undated) == (12, 12, 0)
    assert [told(ask.url).get("pageIndex") for ask in asked] == [None, "1", "2", "3"]


def test_the_full_title_is_read_though_the_label_cuts_it() -> None:
    visit, _ = walked(UNIT, label)

    assert visit.found[0].title == "某某区第1号行政规范性文件印发通知"


def test_static_pages_are_walked_by_their_index() -> None:
    visit, asked = walked(STATIC, static)

    assert (visit.complete, visit.rows, visit.pages_fetched) == (True, 12, 3)
    assert [ask.url for ask in asked] == [STATIC, f"{STATIC}?pageIndex=2", f"{STATIC}?pageIndex=3"]


def test_a_label_the_pager_names_is_asked_before_an_index_the_page_may_ignore() -> None:
    page = stored("lonsun_pager_label.html", UNIT)
    found = read(page)
    fields = told(found.following[0].url)

    assert len(found.rows) == 5
    assert (found.declared_rows, found.declared_pages) == (12, 3)
    assert urlsplit(found.following[0].url).path == "/site/label/8888"
    assert (fields["catId"], fields["pageIndex"]) == ("6722341", "2")
    assert told(found.following[1].url)["pageIndex"] == "2"
    assert urlsplit(found.following[1].url).path == "/public/column/6601741"


def test_a_label_the_pager_does_not_name_comes_after_the_pages_own_address() -> None:
    script = """Ls.pagination({pageCount: 3, total: 9});
    $.ajax({url: '/site/label/8888', data: {labelName: 'publicInfoList', catId: '5', pageIndex: pageIndex}});"""
    found = read(web_page(f"{MAIN}<script>{script}</script>", url=STATIC))

    assert [ask.url for ask in found.following[:2]] == [
        f"{STATIC}?pageIndex=2",
        f"{SITE}/site/label/8888?labelName=publicInfoList&catId=5&pageIndex=2",
    ]


def test_a_label_beside_a_list_without_pager_is_not_asked() -> None:
    script = "$.ajax({url: '/site/label/8888', data: {labelName: 'newsList', catId: '5', pageIndex: pageIndex}});"

    assert read(web_page(f"{MAIN}<script>{script}</script>", url=STATIC)).following == ()


def test_an_index_the_page_ignores_never_makes_the_list_complete() -> None:
    visit, _ = walked(STATIC, lambda ask: stored("lonsun_static_1.html", ask.url))

    assert (visit.complete, visit.rows) == (False, 5)


def test_a_unit_column_that_says_so_and_counts_none_is_empty() -> None:
    visit, _ = walked(UNIT, lambda ask: stored("lonsun_empty.html", ask.url))

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.EMPTY, True, 0)


@pytest.mark.parametrize("words", ["暂无相关信息", "本单位没有此类文件"])
def test_a_label_that_answers_with_the_words_it_was_given_is_empty(words: str) -> None:
    frame = stored("lonsun_label.html", UNIT).body.replace("暂无相关信息".encode(), words.encode())

    def answer(ask: Ask) -> Page:
        if "/site/label/" not in ask.url:
            return Page(ask.url, frame)
        return Page(ask.url, f"<div class='box'><p>{words}</p></div>".encode(), content_type="text/html")

    visit, _ = walked(UNIT, answer)

    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


@pytest.mark.parametrize("body", ["<div></div>", "<div>系统繁忙</div>", "<p>本单位没有此类文件的，应当说明。</p>"])
def test_a_label_that_answers_with_anything_else_is_not_empty(body: str) -> None:
    first = stored("lonsun_label.html", UNIT)
    ask = read(first).following[0]
    found = read(Page(ask.url, body.encode(), content_type="text/html"), first)

    assert (found.rows, found.says_empty, found.filled_later) == ((), False, True)
    assert found.note


def test_a_request_nobody_can_read_is_a_shell_with_its_cause() -> None:
    page = stored("lonsun_unreadable.html", UNIT)
    found = read(page)

    assert dialects.sniff(page) == "lonsun"
    assert (found.rows, found.following, found.says_empty, found.filled_later) == ((), (), False, True)
    assert "/site/label" in found.note


def test_a_label_that_sends_back_the_column_page_does_not_go_round() -> None:
    visit, asked = walked(UNIT, lambda ask: stored("lonsun_label.html", UNIT))

    assert (visit.outcome, len(asked)) == (Outcome.SHELL, 2)


def test_labels_of_other_parts_of_the_page_are_no_lists() -> None:
    page = web_page(
        MAIN
        + '<script>$.ajax({url: "/site/label/8888?labelName=columnTree&isJson=true", data: {id: "1"}, success: f});</script>'
    )

    assert dialects.sniff(page) == "plain"
