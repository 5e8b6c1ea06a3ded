"""A column whose years lie under tabs: each tab that leads to a list of the same column is walked, and only those."""

import pytest

from crawler.dialects.tabs import followable
from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from crawler.parts import MAX_PARTS
from crawler.site import Column
from crawler.walk import Walk
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import BEGUN, walked

FOLDER = f"{SITE}/zwgk/tzgg/"
COLUMN = f"{FOLDER}index.html"
ITEM = "/zwgk/tzgg/202305/t20230501_{n}.html"


def tabs_of(*addresses: str, current: str = "2023年") -> str:
    links = "".join(f"<a href='{address}'>{address.strip('/').rpartition('/')[2][-4:]}年</a>" for address in addresses)
    return f"<div class='years'><a class='on' href='#'>{current}</a>{links}</div>"


def listed(first: int, last: int) -> str:
    return f"<ul class='list'>{items(first, last, ITEM)}</ul>"


def walk(pages: dict[str, str]) -> tuple[Visit, list[Ask]]:
    """A walk from the column over ``pages`` by address; what is not there is a 404."""
    return walked(COLUMN, lambda ask: html_page(ask.url, pages[ask.url]) if ask.url in pages else None)


YEARS = tabs_of("/zwgk/tzgg/2022", "/zwgk/tzgg/2021")
PARTED = {
    COLUMN: YEARS + listed(1, 3),
    f"{FOLDER}2022": YEARS + listed(11, 13) + "<div class='page'><a href='2022_1.html'>下一页</a></div>",
    f"{FOLDER}2022_1.html": YEARS + listed(14, 15) + "<div class='page'><a href='2022'>上一页</a><span>下一页</span></div>",
    f"{FOLDER}2021": YEARS + listed(21, 22),
}


def test_the_lists_under_the_tabs_make_the_column_whole_each_with_its_own_pager() -> None:
    visit, asked = walk(PARTED)

    assert (visit.outcome, visit.complete, visit.stopped_because) == (Outcome.OK, True, "已到末页")
    assert numbers([row.url for row in visit.found]) == [1, 2, 3, 11, 12, 13, 14, 15, 21, 22]
    assert [ask.url for ask in asked] == [COLUMN, f"{FOLDER}2022", f"{FOLDER}2022_1.html", f"{FOLDER}2021"]
    assert (visit.pages_fetched, visit.note) == (4, "已读取年度页签 2 个")


@pytest.mark.parametrize("lost", [f"{FOLDER}2022", f"{FOLDER}2022_1.html", f"{FOLDER}2021"])
def test_a_part_that_was_not_seen_whole_denies_the_column_and_is_named(lost: str) -> None:
    visit, _ = walk({url: body for url, body in PARTED.items() if url != lost})

    assert (visit.outcome, visit.complete) == (Outcome.OK, False)
    assert f"年度页签“{'2022年' if '2022' in lost else '2021年'}”" in visit.stopped_because
    assert {1, 2, 3} <= set(numbers([row.url for row in visit.found]))


def test_rows_that_stand_under_several_tabs_are_one_row_each() -> None:
    pages = {**PARTED, f"{FOLDER}2021": YEARS + listed(1, 3)}
    visit, _ = walk(pages)

    assert (visit.complete, visit.rows) == (True, 8)


def test_totals_of_the_parts_are_their_own() -> None:
    pages = {url: body + f"<p>共{n}条</p>" for (url, body), n in zip(PARTED.items(), (3, 5, 5, 2), strict=True)}
    whole, _ = walk(pages)
    short, _ = walk({**pages, f"{FOLDER}2021": YEARS + listed(21, 22) + "<p>共9条</p>"})

    assert (whole.complete, whole.rows, whole.rows_declared) == (True, 10, None)
    assert (short.complete, "9 条" in short.stopped_because) == (False, True)


def test_an_empty_year_is_a_part_like_any_other() -> None:
    visit, _ = walk({**PARTED, f"{FOLDER}2021": YEARS + "<p>暂无相关信息</p>"})

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, True, 8)


def test_an_empty_column_with_rows_in_another_year_is_not_empty() -> None:
    visit, _ = walk({**PARTED, COLUMN: YEARS + "<p>暂无相关信息</p>"})

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, True, 7)


def test_a_column_empty_in_every_year_is_empty() -> None:
    nothing = YEARS + "<p>暂无相关信息</p>"
    visit, _ = walk({COLUMN: nothing, f"{FOLDER}2022": nothing, f"{FOLDER}2021": nothing})

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.EMPTY, True, 0)


def test_a_tab_that_only_a_part_shows_is_followed_too() -> None:
    pages = {**PARTED, f"{FOLDER}2021": tabs_of("/zwgk/tzgg/2020") + listed(21, 22), f"{FOLDER}2020": listed(31, 32)}
    visit, asked = walk(pages)

    assert (visit.complete, visit.rows) == (True, 12)
    assert asked[-1].url == f"{FOLDER}2020"


def test_a_tab_that_only_a_script_opens_still_denies_the_column() -> None:
    scripted = "<ul class='tabs'><li onclick='show(2020)'>2020年</li><li onclick='show(2019)'>2019年</li></ul>"
    visit, _ = walk({**PARTED, COLUMN: YEARS + scripted + listed(1, 3)})

    assert (visit.complete, visit.rows) == (False, 10)
    assert "2020年" in visit.stopped_because


def test_a_column_that_did_not_end_well_is_not_followed_into_its_years() -> None:
    body = YEARS + listed(1, 3) + "<div class='page'><a href='index_1.html'>下一页</a></div>"
    visit, asked = walk({**PARTED, COLUMN: body})

    assert (visit.complete, visit.rows) == (False, 3)
    assert f"{FOLDER}2022" not in [ask.url for ask in asked]


def test_a_quick_look_takes_the_first_page_and_claims_nothing() -> None:
    walk = Walk(Column("c", "notices", "", COLUMN, "栏目"), BEGUN, first_page_only=True)

    assert walk.answered(walk.first(), html_page(COLUMN, PARTED[COLUMN])) is None
    assert not walk.receipt(BEGUN).complete


def test_a_part_of_another_dialect_is_read_in_that() -> None:
    script = "<script>createPageHTML(2, 0, '2021', 'html');</script>"
    pages = {**PARTED, f"{FOLDER}2021": YEARS + listed(21, 23) + script, f"{FOLDER}2021_1.html": YEARS + listed(24, 24)}
    visit, _ = walk(pages)

    assert (visit.complete, visit.rows, visit.dialect) == (True, 12, "plain")


def test_tabs_without_end_are_cut_off_and_told() -> None:
    def answer(ask: Ask) -> Page:
        year = int(ask.url.rpartition("/")[2]) if ask.url != COLUMN else 1901
        body = tabs_of(*(f"/zwgk/tzgg/{y}" for y in range(year + 1, year + 30)), current="本年") + listed(year * 10, year * 10 + 2)
        return html_page(ask.url, body)

    walk, asked = Walk(Column("c", "notices", "", COLUMN, "栏目"), BEGUN), 0
    ask: Ask | None = walk.first()
    while ask is not None:
        asked += 1
        ask = walk.answered(ask, answer(ask))

    assert asked <= MAX_PARTS + 1
    assert (walk.receipt(BEGUN).complete, str(MAX_PARTS) in walk.receipt(BEGUN).stopped_because) == (False, True)


# ---- which tabs are the column's own


def followed(here: str, tabs: str) -> list[str]:
    return [tab.url.removeprefix(SITE) for tab in followable(html_page(here, tabs + listed(1, 3)))]


@pytest.mark.parametrize(
    ("here", "href"),
    [
        (COLUMN, "/zwgk/tzgg/2022/"),
        (COLUMN, "2022.html"),
        (COLUMN, "list_2022.html"),
        (COLUMN, "index.html?year=2022"),
        (COLUMN, "?y=2022年"),
        (f"{SITE}/zwgk/tzgg2023/index.html", "/zwgk/tzgg2022/index.html"),
        (f"{SITE}/xxgk/2023/tzgg/", "/xxgk/2022/tzgg/"),
        (f"{SITE}/list.php?cat=7", "list.php?cat=7&nd=2022"),
        (f"{SITE}/list.php?cat=7&nd=2023", "list.php?cat=7&nd=2022"),
    ],
)
def test_an_address_that_differs_in_nothing_but_its_year_is_followed(here: str, href: str) -> None:
    tabs = f"<div class='y'><a href='{href}'>2022年</a><a href='{href.replace('2022', '2021')}'>2021年</a></div>"

    assert len(followed(here, tabs)) == 2


@pytest.mark.parametrize(
    ("here", "href"),
    [
        (COLUMN, "/zwgk/ndbg/2022/"),
        (COLUMN, "/zwgk/tzgg/old/"),
        (COLUMN, "/zwgk/tzgg/zcfg/nb/2022/"),
        (COLUMN, "http://other.example.gov.cn/zwgk/tzgg/2022/"),
        (COLUMN, "/zwgk/tzgg/202201/t20220101_9.html"),
        (COLUMN, "/zwgk/tzgg/2019/"),
        (f"{SITE}/list.php?cat=7", "list.php?cat=8&nd=2022"),
        (f"{SITE}/list.php?cat=7", "list.php?nd=2022"),
        (f"{SITE}/", "/2022/"),
        (f"{SITE}/info/iList.jsp?cat_id=10001", "/info/iList.jsp?cat_id=12022"),
        (f"{SITE}/col/col2023/index.html", "/col/col20221/index.html"),
    ],
    ids=["another column", "no year", "a column below", "another host", "an article", "another year than its word", "another category",
         "the category is missing", "the home page", "a number like a year", "a column number"],
)  # fmt: skip
def test_an_address_that_may_be_another_column_is_not_followed(here: str, href: str) -> None:
    assert followed(here, f"<div class='y'><a href='{href}'>2022年</a><a href='#'>2023年</a></div>") == []


def test_years_to_choose_from_are_followed_where_they_name_addresses() -> None:
    select = "<select onchange='location=this.value'><option value='index.html'>2023年</option><option value='/zwgk/tzgg/2022/'>2022年</option></select>"
    scripted = "<select onchange='show(this.value)'><option value='2023'>2023年</option><option value='2022'>2022年</option></select>"

    assert followed(COLUMN, select) == ["/zwgk/tzgg/2022/"]
    assert followed(COLUMN, scripted) == []


def test_chosen_years_that_were_all_walked_leave_the_column_whole() -> None:
    select = "<select onchange='location=this.value'><option value='/zwgk/tzgg/index.html'>2023年</option><option value='/zwgk/tzgg/2022/'>2022年</option></select>"
    visit, _ = walk({COLUMN: select + listed(1, 3), f"{FOLDER}2022/": select + listed(11, 12)})

    assert (visit.complete, visit.rows) == (True, 5)


def test_a_filter_that_shows_all_years_is_not_followed() -> None:
    bar = "<div><a class='on' href='index.html?y='>全部</a><a href='index.html?y=2022'>2022年</a><a href='index.html?y=2021'>2021年</a></div>"

    assert followed(COLUMN, bar) == []
