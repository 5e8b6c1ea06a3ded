"""博达 VSB: pages whose numbers fall, walked by links or by the two numbers of the pager."""

import pytest

from crawler import dialects
from crawler.items import ListPage, Outcome, Row
from crawler.page import Page
from tests.listing import MAIN, stored, web_page
from tests.walked import walked

SITE = "http://www.example.gov.cn"
COLUMN = f"{SITE}/zwgk/gsgg.htm"


def pages() -> dict[str, Page]:
    names = ("gsgg.htm", "gsgg/2.htm", "gsgg/1.htm")
    return {
        f"{SITE}/zwgk/{name}": stored(f"vsb_scripted_{n}.html", f"{SITE}/zwgk/{name}")
        for n, name in enumerate(names, start=1)
    }


def read(page: Page, first: Page | None = None) -> ListPage:
    return dialects.read("vsb", page, column_url=COLUMN, first=first)


def test_a_pager_with_nothing_to_click_leads_to_the_next_lower_number() -> None:
    first = pages()[COLUMN]
    found = read(first)

    assert dialects.sniff(first) == "vsb"
    assert [(ask.url, ask.page) for ask in found.following] == [(f"{SITE}/zwgk/gsgg/2.htm", 2)]
    assert (found.declared_rows, found.declared_pages, len(found.rows)) == (10, 3, 4)


def test_all_pages_are_walked_and_the_last_is_number_one() -> None:
    site, rows, asked = pages(), list[Row](), [COLUMN]
    first = site[COLUMN]
    found = read(first)
    while True:
        rows += found.rows
        if not found.following:
            break
        asked.append(found.following[0].url)
        found = read(site[asked[-1]], first)

    assert asked == [COLUMN, f"{SITE}/zwgk/gsgg/2.htm", f"{SITE}/zwgk/gsgg/1.htm"]
    assert len({row.url for row in rows}) == len(rows) == 10
    assert rows[0].title == "关于第10号事项的公示全文标题"
    assert rows[0].url == f"{SITE}/zwgk/info/1041/3010.htm"


def test_page_two_of_144_is_number_143_by_its_link_and_by_its_count() -> None:
    found = read(stored("vsb_long.html", f"{SITE}/tzgg.htm"))

    assert dialects.sniff(stored("vsb_long.html", f"{SITE}/tzgg.htm")) == "vsb"
    assert (found.declared_rows, found.declared_pages) == (1432, 144)
    assert [ask.url for ask in found.following] == [f"{SITE}/tzgg/143.htm"]


def test_a_walk_proves_that_every_row_came_once() -> None:
    visit, _ = walked(COLUMN, lambda ask: pages().get(ask.url))

    assert (visit.outcome, visit.complete, visit.rows, visit.pages_fetched) == (Outcome.OK, True, 10, 3)


def test_a_page_that_filled_up_during_the_walk_leaves_the_column_incomplete() -> None:
    site = pages()
    for name, was, now in (("2.htm", b"2/3", b"3/4"), ("1.htm", b"3/3", b"4/4")):
        url = f"{SITE}/zwgk/gsgg/{name}"
        site[url] = Page(url, site[url].body.replace("共10条".encode(), "共11条".encode()).replace(was, now))

    visit, _ = walked(COLUMN, lambda ask: site.get(ask.url))

    assert not visit.complete
    assert visit.rows < 11


@pytest.mark.parametrize(
    ("main", "url"),
    [
        (MAIN, COLUMN),
        (f"{MAIN}<div class='pb_sys_common'>共3条 1/1</div>", f"{SITE}/zwgk/gsgg.html"),
        (f"{MAIN}<p>今年共3条 1/2 的建议已经办结</p>", COLUMN),
    ],
    ids=["no pager", "not an .htm page", "no mark of the maker"],
)
def test_what_is_not_of_this_family_is_left_to_others(main: str, url: str) -> None:
    assert dialects.sniff(web_page(main, url=url)) != "vsb"


def test_one_page_of_one_is_the_end() -> None:
    found = read(web_page(f"{MAIN}<div class='pb_sys_common'>共3条 1/1</div>", url=COLUMN))

    assert (found.following, found.declared_rows, found.declared_pages) == ((), 3, 1)
