"""What was read is doubted where it may not be the list: then the column is not called whole, and no foreign row is counted."""

from dataclasses import replace

import pytest

from crawler import dialects
from crawler.dialects import trust
from crawler.items import Ask, ListPage, Outcome, Row
from crawler.page import Page
from tests.listing import MAIN, lines, web_page
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import walked

FOLDER = f"{SITE}/zwgk/tzgg/"
COLUMN = f"{FOLDER}index.html"
ITEM = "/zwgk/tzgg/202305/t20230501_{n}.html"
NEWS = "/xwzx/zwyw/202305/t20230501_{n}.html"
NEXT = "<div class='page'><span>上一页</span><a href='index_{n}.html'>下一页</a></div>"


def listed(first: int, last: int, pattern: str = ITEM) -> str:
    return f"<ul class='list'>{items(first, last, pattern)}</ul>"


def walk(second: Page | None) -> tuple[bool, list[int], str]:
    """A walk over a first page with a pager and the page its pager leads to: whether whole, which rows, why it ended."""
    first = html_page(COLUMN, listed(1, 3) + NEXT.format(n=1))
    visit, _ = walked(COLUMN, lambda ask: first if ask.url == COLUMN else second if ask.url.endswith("_1.html") else None)
    return visit.complete, numbers([row.url for row in visit.found]), visit.stopped_because


def second(body: str, name: str = "通知公告") -> Page:
    return html_page(f"{FOLDER}index_1.html", body, name=name)


LAST = "<div class='page'><a href='index.html'>上一页</a><span>下一页</span></div>"


def test_a_last_page_with_its_pager_ends_the_list() -> None:
    assert walk(second(listed(4, 5) + LAST)) == (True, [1, 2, 3, 4, 5], "已到末页")


def test_a_page_that_lost_its_pager_is_no_end() -> None:
    complete, rows, why = walk(second(listed(4, 5)))

    assert (complete, rows) == (False, [1, 2, 3, 4, 5])
    assert "翻页条" in why


BACK = "<a href='index.html'>首页</a>{between}<a href='index.html'>上页</a><span>下页</span><span>尾页</span>"


@pytest.mark.parametrize(
    "pager",
    [
        f"<td>{BACK.format(between='')}</td>",
        f"<div><em>2/2</em>{BACK.format(between=' ')}</div>",
        "<ul><li><a href='index.html'>首页</a></li><li><a href='index.html'>上页</a></li><li>下页</li></ul>",
        "<p><a href='index.html'>[第一页]</a> <a href='index.html'>[上一页]</a></p>",
    ],
)
def test_a_last_page_on_which_only_the_way_back_can_be_clicked_has_its_pager(pager: str) -> None:
    assert walk(second(listed(4, 5) + pager)) == (True, [1, 2, 3, 4, 5], "已到末页")


@pytest.mark.parametrize(
    "menu",
    [
        "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/hdjl/'>互动交流</a></div>",
        "<div class='nav'><a href='/'>首页</a></div><div><div><p><a href='index.html'>上一页</a></p></div></div>",
        "<p><a href='/'>返回首页</a></p>",
    ],
    ids=["a menu", "a menu, and a word far from it", "a way home"],
)
def test_the_sites_menu_is_no_pager(menu: str) -> None:
    complete, _, why = walk(second(menu + listed(4, 5)))

    assert not complete and "翻页条" in why


def test_a_page_of_another_column_gives_no_rows_and_no_end() -> None:
    complete, rows, why = walk(second(listed(11, 16, NEWS) + LAST, name="某某区人民政府"))

    assert (complete, rows) == (False, [1, 2, 3])
    assert trust.ANOTHER in why


@pytest.mark.parametrize("name", ["通知公告", "通知公告 第2页", "通知公告_某某区人民政府", "通知公告(2)", ""])
def test_a_page_that_keeps_the_columns_name_keeps_its_rows(name: str) -> None:
    assert walk(second(listed(4, 6, NEWS) + LAST, name=name))[:2] == (True, [1, 2, 3, 4, 5, 6])


def test_a_page_with_another_name_and_rows_of_the_same_folder_keeps_its_rows() -> None:
    assert walk(second(listed(4, 6) + LAST, name="信息列表页"))[:2] == (True, [1, 2, 3, 4, 5, 6])


def test_another_way_to_the_page_is_tried_when_one_leads_to_another_column() -> None:
    script = "<script>createPageHTML(2, {c}, 'index', 'html');</script>"

    def answer(ask: Ask) -> Page | None:
        if ask.url == COLUMN:
            return html_page(COLUMN, listed(1, 3) + script.format(c=0))
        if ask.url.endswith("index_1.html"):
            return html_page(ask.url, listed(11, 14, NEWS), name="某某区人民政府")
        return html_page(ask.url, listed(4, 5) + script.format(c=1)) if ask.url.endswith("index_2.html") else None

    visit, _ = walked(COLUMN, answer)

    assert (visit.complete, numbers([row.url for row in visit.found])) == (True, [1, 2, 3, 4, 5])


def row(url: str, dated: bool = True) -> Row:
    return Row(SITE + url, "关于某事的通知", None, "2023-05-01" if dated else "")


PAGE = html_page(COLUMN, "")


@pytest.mark.parametrize(
    ("rows", "doubted"),
    [
        ([row("/a/t20230501_1.html"), row("/a/t20230501_2.html", dated=False)], False),
        ([row("/a/b.html"), row("/a/c.html")], False),
        ([row("/a/index.html"), row("/b/index.html"), row("/c/d.html")], True),
        ([row("/a/b.html", dated=False), row("/a/c.html", dated=False)], True),
        ([row("/a/index.html"), row("/a/c.html"), row("/a/d.html")], False),
        ([replace(row("/"), url="https://mp.weixin.qq.com/s/x")], False),
    ],
    ids=["articles", "dated rows", "mostly columns", "neither dated nor articles", "one column among items", "another site"],
)
def test_rows_are_doubted_when_too_few_of_them_look_like_items(rows: list[Row], doubted: bool) -> None:
    assert bool(trust.doubt(ListPage(tuple(rows)), PAGE)) is doubted


def test_a_doubted_page_keeps_its_rows_and_denies_the_end_wherever_it_stood() -> None:
    columns = "<ul class='list'>" + "".join(f"<li><a href='/zwgk/lm{n}/index.html'>公开事项第{n}类的栏目</a><span>2023-05-0{n}</span></li>" for n in range(1, 6)) + "</ul>"
    first = html_page(COLUMN, columns + NEXT.format(n=1))
    alone, _ = walked(COLUMN, lambda ask: html_page(COLUMN, columns))
    more, _ = walked(COLUMN, lambda ask: first if ask.url == COLUMN else second(listed(4, 9) + LAST))

    assert (alone.outcome, alone.complete, alone.rows) == (Outcome.OK, False, 5)
    assert "导航" in alone.stopped_because
    assert (more.complete, more.rows) == (False, 11)


@pytest.mark.parametrize(
    ("name", "url", "head"),
    [
        ("ucap", f"{SITE}/qzf/c100187/common_list.shtml", "<meta name='channelId' content='0123456789abcdef0123456789abcdef'>"),
        ("lonsun", f"{SITE}/content/column/6811234", ""),
        ("jsonlist", COLUMN, ""),
        ("vsb", f"{SITE}/tzgg.htm", ""),
        ("hanweb", f"{SITE}/col/col80/index.html", ""),
        ("siteserver", f"{SITE}/channels/46.html", ""),
        ("jeecms", f"{SITE}/tzgg/index.jhtml", ""),
        ("ilist", f"{SITE}/info/iList.jsp?cat_id=1", ""),
        ("epoint", f"{SITE}/dynamic/list.html?categorynum=003", ""),
        ("jpaas", COLUMN, ""),
        ("trs", COLUMN, ""),
    ],
)
def test_no_dialect_drops_the_sign_of_more_that_stands_beside_the_rows(name: str, url: str, head: str) -> None:
    page = html_page(url, f"{MAIN}<div class='pages'><span class='next' data-page='2'>下一页</span></div>", head=head)
    found = dialects.read(name, page, column_url=url, first=None)

    assert len(found.rows) == 3
    assert "下一页" in found.more_hint


def test_a_dated_line_whose_link_shows_no_word_is_counted() -> None:
    for link in ("<a href='/x/9.html'>\u3000\u200b</a>", "<a href='/x/9.html'><img src='a.gif'></a>"):
        main = "<ul class='list'>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>") + f"<li>{link}<span>2023-09-01</span></li></ul>"
        found = dialects.read("plain", web_page(main), column_url=f"{SITE}/zwgk/tzgg/index.html", first=None)

        assert (len(found.rows), found.unlinked) == (3, 1)


def test_a_picture_beside_the_title_of_a_row_is_no_row_without_words() -> None:
    main = "<ul class='list'>" + lines("<li><a href='{u}'><img src='a.gif'></a><a href='{u}'>{t}</a><span>{d}</span></li>") + "</ul>"
    found = dialects.read("plain", web_page(main), column_url=f"{SITE}/zwgk/tzgg/index.html", first=None)

    assert (len(found.rows), found.unlinked) == (3, 0)
