"""What the first page of a column is: told from what its walk found, and a page of links is never a list."""

import pytest

from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from tests.listing import FOOT, MAIN, NAV
from tests.walked import walked

COLUMN = "http://www.example.gov.cn/zwgk/fdzdgknr/index.html"


def visit(body: str | bytes | None, *, url: str = COLUMN, status: int = 200) -> Visit:
    """A walk over one page; None is a page that is not there."""

    def answer(ask: Ask) -> Page | None:
        if ask.page != 1 or body is None:
            return None
        whole = (
            body
            if isinstance(body, bytes)
            else f"<!DOCTYPE html><html><head><title>栏目</title></head><body>{body}</body></html>".encode()
        )
        return Page(url, whole, status=status)

    return walked(url, answer)[0]


def links(prefix: str, count: int, box: str = "div") -> str:
    return (
        f"<{box}>"
        + "".join(f"<p><a href='{prefix}lm{n}/index.html'>第{n}类公开事项</a></p>" for n in range(count))
        + f"</{box}>"
    )


PROSE = (
    "本指南依据《中华人民共和国政府信息公开条例》编制，公民、法人和其他组织可以据此了解并获取政府信息，指南每年更新。"
    * 4
)


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (NAV + MAIN + FOOT, 200, "list"),
        (f"{NAV}<div class='TRS_Editor'>{PROSE}</div>", 200, "article"),
        (NAV + links("/zwgk/fdzdgknr/", 8) + FOOT, 200, "hub"),
        (f"{NAV}<p>暂无相关信息</p>", 200, "empty"),
        (f"{NAV}<div id='list'></div><script>$.post('/api-ajax_list-1.html')</script>", 200, "shell"),
        (f"{NAV}<p>您访问的页面不存在</p>", 200, "soft404"),
        (None, 404, "soft404"),
        ("<p>no</p>", 412, "blocked"),
        (b"%PDF-1.7 catalogue", 200, "file"),
        ("<p>oops</p>", 500, ""),
    ],
    ids=["list", "article", "hub", "empty", "shell", "said-missing", "missing", "blocked", "file", "broken"],
)  # fmt: skip
def test_a_first_page_has_one_class(body: str | bytes | None, status: int, told: str) -> None:
    assert visit(body, status=status).page_class == told


def test_a_page_of_links_says_what_it_is_and_is_never_complete() -> None:
    seen = visit(NAV + links("/zwgk/fdzdgknr/", 8) + FOOT)
    assert (seen.outcome, seen.complete, seen.rows) == (Outcome.SHELL, False, 0)
    assert seen.stopped_because == "该网址是导航页（列出 8 个下级栏目），不是信息列表"


def test_columns_below_count_wherever_their_links_stand() -> None:
    below = "<div class='leftmenu'>" + links("/zwgk/fdzdgknr/", 6) + "</div>"
    assert visit(NAV + below).page_class == "hub"
    assert visit(NAV + below + "<p>暂无相关信息</p>").page_class == "hub", "never empty"


@pytest.mark.parametrize(
    "body",
    [
        NAV + links("/zwgk/fdzdgknr/", 4),
        NAV + FOOT,
        NAV + "<div class='leftmenu'>" + links("/zwgk/", 9) + "</div>",
        "<footer>" + links("/zwgk/fdzdgknr/", 9) + "</footer>",
        links("http://www.other.gov.cn/", 9),
    ],
    ids=["four", "menus only", "a menu of neighbours", "a footer", "links to another site"],
)
def test_links_that_are_no_columns_below_make_no_hub(body: str) -> None:
    assert visit(body).page_class == "shell"


def test_a_menu_without_a_name_does_not_fill_an_empty_column() -> None:
    seen = visit(links("/zwgk/", 9, "section") + "<p>暂无相关信息</p>")
    assert (seen.outcome, seen.page_class) == (Outcome.EMPTY, "empty")


def test_rows_make_a_list_however_many_columns_stand_beside_them() -> None:
    assert visit(links("/zwgk/fdzdgknr/", 9) + MAIN).page_class == "list"
