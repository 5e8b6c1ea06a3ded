"""jeecms: static pages ``index.jhtml``, ``index_2.jhtml`` …, whose pager is links, buttons or a script."""

import pytest

from crawler import dialects
from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from tests.made_lists import SITE, html_page, items, numbers
from tests.walked import walked

COLUMN = f"{SITE}/tzgg/index.jhtml"
ITEM = "/tzgg/{n}.jhtml"


def buttons(number: int) -> str:
    """The platform's own pager: totals, and buttons that name their page."""
    further = (
        f"""<a onclick="location.href='index_{number + 1}.jhtml'">下一页</a>""" if number < 3 else "<a disabled>下一页</a>"
    )
    options = "".join(f"<option value='index_{n}.jhtml'>{n}</option>" for n in (1, 2, 3))
    return f"<div><div>共 8 条记录 {number}/3 页 <a disabled>首页</a> {further} 第<select onchange='location.href=this.value'>{options}</select>页</div></div>"


def scripted(number: int) -> str:
    """Nothing to click but a function of the site's own."""
    return f"<div class='turn_page'><p>共 8 条记录 {number}/3 页 <a href='javascript:void(0)' onclick='gotoPage({number + 1})'>下一页</a></p></div>"


def walk(pager: str) -> tuple[Visit, list[Ask]]:
    def answer(ask: Ask) -> Page | None:
        name = ask.url.rpartition("/")[2]
        number = {"index.jhtml": 1, "index_1.jhtml": 1, "index_2.jhtml": 2, "index_3.jhtml": 3}.get(name)
        if number is None:
            return None
        rows = f"<ul class='news'>{items(3 * number - 2, min(3 * number, 8), ITEM)}</ul>"
        return html_page(ask.url, rows + {"buttons": buttons, "scripted": scripted}[pager](number))

    return walked(COLUMN, answer)


@pytest.mark.parametrize("pager", ["buttons", "scripted"])
def test_pages_are_walked_by_their_number_from_two_on(pager: str) -> None:
    visit, asked = walk(pager)

    assert (visit.outcome, visit.complete, visit.rows_declared, visit.pages_declared) == (Outcome.OK, True, 8, 3)
    assert numbers([row.url for row in visit.found]) == list(range(1, 9))
    assert [ask.url.rpartition("/")[2] for ask in asked] == ["index.jhtml", "index_2.jhtml", "index_3.jhtml"]


def test_the_family_is_told_by_its_ending_and_its_totals() -> None:
    assert dialects.sniff(html_page(COLUMN, f"<ul class='news'>{items(1, 3, ITEM)}</ul>{buttons(1)}")) == "jeecms"
    assert dialects.sniff(html_page(f"{SITE}/igs/front/search.jhtml?q=1", "<ul></ul>")) == "plain"
    assert dialects.sniff(html_page(f"{SITE}/tzgg/index.html", f"<ul class='news'>{items(1, 3, ITEM)}</ul>{buttons(1)}")) == "plain"


def test_one_page_of_one_is_the_end() -> None:
    body = f"<ul class='news'>{items(1, 3, ITEM)}</ul><div>共 3 条记录 1/1 页 <a disabled>下一页</a></div>"
    visit, asked = walked(COLUMN, lambda ask: html_page(ask.url, body))

    assert (visit.complete, visit.rows, len(asked)) == (True, 3, 1)


def test_an_article_of_the_platform_is_no_list() -> None:
    body = "<h1>关于某事的通知</h1><div class='content' id='zoom'>" + "<p>现将有关事项通知如下。</p>" * 12 + "</div>"

    assert dialects.sniff(html_page(f"{SITE}/tzgg/1023.jhtml", body)) == "plain"
