"""A column page that is a tree and a frame: the framed page is the column, in whatever dialect it is written."""

import json

import pytest

from crawler import dialects
from crawler.dialects.signs import iframe_of
from crawler.items import Ask, Outcome
from crawler.page import Page
from tests.listing import stored
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import walked

COLUMN = f"{SITE}/gk/index.html"
FRAMED = f"{SITE}/gk/gkml/list.html"
TREE = "<div id='tree'><ul><li><a href='/gk/a/'>机构职能</a></li><li><a href='/gk/b/'>政策文件</a></li></ul></div>"
ITEM = "/gk/gkml/202305/t20230501_{n}.html"


def outer(frames: str = "<iframe src='gkml/list.html'></iframe>") -> Page:
    return html_page(COLUMN, f"{TREE}{frames}", name="政府信息公开目录")


def test_a_framed_trs_list_is_walked_as_one() -> None:
    def answer(ask: Ask) -> Page | None:
        if ask.url == COLUMN:
            return outer()
        names = {"list.html": (1, 3), "list_1.html": (4, 6), "list_2.html": (7, 7)}
        rows = names.get(ask.url.rpartition("/")[2])
        if rows is None:
            return None
        current = list(names).index(ask.url.rpartition("/")[2])
        return html_page(ask.url, f"<ul class='list'>{items(*rows, ITEM)}</ul><script>createPageHTML(3, {current}, 'list', 'html');</script>")

    visit, _ = walked(COLUMN, answer)

    assert (visit.dialect, visit.complete, visit.pages_declared) == ("trs", True, 3)
    assert numbers([row.url for row in visit.found]) == list(range(1, 8))


def test_a_framed_list_that_a_script_fills_is_asked_for() -> None:
    script = "<ul id='l'></ul><script>function go(pageNo){$.post('/api/list', {cat: 7, pageNo: pageNo, pageSize: 3}, show)}</script>"

    def answer(ask: Ask) -> Page:
        if ask.form:
            first = 3 * int(dict(ask.form)["pageNo"]) - 2
            found = [{"title": f"关于第{n}项的通知", "url": ITEM.format(n=n), "date": "2023-05-01"} for n in range(first, min(first + 2, 7) + 1)]
            return Page(ask.url, json.dumps({"rows": found, "total": 7}).encode())
        return outer() if ask.url == COLUMN else html_page(ask.url, script)

    visit, asked = walked(COLUMN, answer)

    assert (visit.dialect, visit.complete, visit.rows) == ("jsonlist", True, 7)
    assert [ask.page for ask in asked] == [1, 1, 1, 2, 3]


def test_a_framed_lonsun_list_is_walked_by_its_index() -> None:
    framed = f"{SITE}/content/column/6811234"

    def answer(ask: Ask) -> Page:
        if ask.url == COLUMN:
            return outer(f"<iframe src='{framed}'></iframe>")
        return stored(f"lonsun_static_{ask.url.partition('pageIndex=')[2] or '1'}.html", ask.url)

    visit, _ = walked(COLUMN, answer)

    assert (visit.dialect, visit.complete, visit.rows) == ("lonsun", True, 12)


def test_a_frame_that_shows_nothing_is_not_an_empty_column_unless_it_says_so() -> None:
    bare, _ = walked(COLUMN, lambda ask: outer() if ask.url == COLUMN else html_page(ask.url, "<p></p>"))
    told, _ = walked(COLUMN, lambda ask: outer() if ask.url == COLUMN else html_page(ask.url, "<p>暂无相关信息</p>"))
    gone, _ = walked(COLUMN, lambda ask: outer() if ask.url == COLUMN else None)

    assert (bare.outcome, bare.complete) == (Outcome.SHELL, False)
    assert (told.outcome, told.complete) == (Outcome.EMPTY, True)
    assert (gone.outcome, gone.complete) == (Outcome.SOFT404, False)


def test_frames_within_frames_end() -> None:
    visit, asked = walked(COLUMN, lambda ask: html_page(ask.url, f"{TREE}<iframe src='{len(ask.url)}/list.html'></iframe>"))

    assert (visit.outcome, visit.complete) == (Outcome.SHELL, False)
    assert len(asked) <= 6


def test_years_around_the_frame_are_parts_of_the_column_too() -> None:
    tabs = "<div class='y'><a class='on' href='#'>2023年</a><a href='/gk/2022.html'>2022年</a></div>"

    def answer(ask: Ask) -> Page:
        if ask.url == COLUMN:
            return html_page(COLUMN, f"{tabs}{TREE}<iframe src='gkml/list.html'></iframe>")
        return html_page(ask.url, f"<ul class='list'>{items(1, 3, ITEM) if ask.url == FRAMED else items(11, 12, ITEM)}</ul>")

    visit, asked = walked(COLUMN, answer)

    assert [ask.url for ask in asked] == [COLUMN, FRAMED, f"{SITE}/gk/2022.html"]
    assert (visit.complete, visit.rows) == (True, 5)


LIST = "<iframe src='gkml/list.html'></iframe>"


@pytest.mark.parametrize(
    "frames",
    [
        LIST,
        f"<iframe src='/tree.jsp?id=1'></iframe>{LIST}",
        f"{LIST}<iframe src='/visitcount.html' width='1' height='1'></iframe><iframe src='/footer.html'></iframe>",
        f"<iframe src='https://other.example/list.html'></iframe>{LIST}<iframe src='/weather.html'></iframe>",
        f"<iframe src='/a/b.html' name='detail'></iframe>{LIST}",
        f"<div style='display:none'><iframe src='/x/list.html'></iframe></div>{LIST}",
        f"<iframe src='/gk/q.html' width='0'></iframe>{LIST}",
        f"<frameset cols='20%,80%'><frame src='left.html'><frame src='gkml/list.html' name='main'></frameset>{LIST}",
    ],
)
def test_the_frame_of_the_list_is_told_from_the_others(frames: str) -> None:
    assert iframe_of(outer(frames)) == FRAMED


@pytest.mark.parametrize(
    "frames",
    ["", "<iframe></iframe>", "<iframe src=''></iframe>", "<iframe src='/a.html'></iframe><iframe src='/b.html'></iframe>",
     "<iframe src='/a/list.html'></iframe><iframe src='/b/list.html'></iframe>", "<iframe src='/gk/index.html'></iframe>",
     "<iframe src='javascript:void(0)'></iframe>", "<iframe src='/login.html'></iframe>", "<iframe src='/hits.jsp?id=3'></iframe>"],
)  # fmt: skip
def test_of_frames_that_nothing_tells_apart_none_is_guessed(frames: str) -> None:
    assert iframe_of(outer(frames)) is None


def test_a_frame_beside_rows_is_not_followed() -> None:
    page = html_page(COLUMN, f"<ul class='list'>{items(1, 3, ITEM)}</ul>{LIST}")

    assert dialects.read(dialects.sniff(page), page, column_url=COLUMN, first=None).following == ()
