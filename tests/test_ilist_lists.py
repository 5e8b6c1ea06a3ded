"""``iList.jsp``: one list for every category of a site, pages told by ``cur_page``."""

import pytest

from crawler import dialects
from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import walked

COLUMN = f"{SITE}/info/iList.jsp?node_id=GKxx&cat_id=15971&tm_id=41"
ITEM = "/zwgk/fdzdgknr/{n}.htm"

LINKS = "<form><div class='page'><span>共 8 条</span><span>共 3 页</span><span>第 {number} 页</span>{link}</div></form>"
SCRIPT = "<form name='pageform'><span>共 8 条</span><span>共 3 页</span><span>第 {number} 页</span><a href='javascript:toPage({further})'>下一页</a></form>"


def number_of(ask: Ask) -> int:
    return int(ask.url.partition("cur_page=")[2] or 1)


def walk(kind: str, *, pinned: int = 0) -> tuple[Visit, list[Ask]]:
    """Eight items, three a page; ``pinned`` old ones stand first on the first page."""

    def answer(ask: Ask) -> Page | None:
        number = number_of(ask)
        link = f"<a href='?node_id=GKxx&cat_id=15971&tm_id=41&cur_page={number + 1}'>下一页</a>" if number < 3 else ""
        pager = LINKS.format(number=number, link=link) if kind == "links" else SCRIPT.format(number=number, further=number + 1)
        old = items(101, 100 + pinned, ITEM) if number == 1 else ""
        rows = items(3 * number - 2, min(3 * number, 8), ITEM)
        return html_page(ask.url, f"<div class='ewb-job'><ul>{old}{rows}</ul></div>{pager}") if number <= 3 else None

    return walked(COLUMN, answer)


@pytest.mark.parametrize("kind", ["links", "script"])
def test_pages_are_asked_by_their_parameter_and_every_other_one_is_kept(kind: str) -> None:
    visit, asked = walk(kind)

    assert (visit.outcome, visit.complete, visit.dialect) == (Outcome.OK, True, "ilist")
    assert numbers([row.url for row in visit.found]) == list(range(1, 9))
    assert [ask.url for ask in asked[1:]] == [f"{COLUMN}&cur_page={n}" for n in (2, 3)]


def test_pinned_old_rows_do_not_make_their_day_the_newest() -> None:
    visit, _ = walk("links", pinned=2)

    assert visit.rows == 10
    assert visit.newest is not None and visit.newest.isoformat() == "2023-05-18"  # of a pinned row: the largest, wherever it stands


def test_an_item_shown_by_the_same_page_is_no_list() -> None:
    item = f"{SITE}/info/iList.jsp?tm_id=77&info_id=20882"
    body = "<h1>关于某事的通知</h1><div id='zoom'>" + "<p>现将有关事项通知如下。</p>" * 12 + "</div>"

    assert dialects.sniff(html_page(item, body)) == "plain"


def test_rows_that_the_same_page_shows_are_items() -> None:
    rows = items(1, 3, "iList.jsp?tm_id=77&info_id={n}").replace("<span>", "<!--").replace("</span>", "-->")
    found = dialects.read("ilist", html_page(COLUMN, f"<div class='list'><ul>{rows}</ul></div>"), column_url=COLUMN, first=None)

    assert len(found.rows) == 3


def test_a_server_that_ignores_the_number_of_the_page_never_proves_an_end() -> None:
    body = f"<div class='ewb-job'><ul>{items(1, 3, ITEM)}</ul></div>" + SCRIPT.format(number=1, further=2)
    visit, _ = walked(COLUMN, lambda ask: html_page(ask.url, body))

    assert (visit.complete, visit.rows) == (False, 3)
