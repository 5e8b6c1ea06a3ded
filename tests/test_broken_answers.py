"""Answers that are not what was asked for: torn, exchanged for a login, an error or the home page, or made to burn time."""

import time

import pytest

from crawler import probe
from crawler.items import Outcome
from crawler.page import Page
from crawler.pagestate import classify, is_another
from crawler.tags import MAX_ATTRIBUTES, without_giants
from tests.walked import walked

URL = "http://www.example.gov.cn/zwgk/1.html"
TITLE = "关于公布2023年农村饮水工程名单的公告"
TEXT = "现将有关情况公布如下，请社会各界监督。有关内容以本页所列为准，如有变化另行公告。" * 4
FRAME = '<!DOCTYPE html><html><head><title>{title}</title></head><body><div class="wrap"><div id="zoom">{body}</div></div>'
WHOLE = FRAME + "</body></html>"


def page(text: str) -> Page:
    return Page(URL, text.encode(), content_type="text/html")


def whole(body: str, title: str = "") -> Page:
    return page(WHOLE.format(body=body, title=title))


# ---- torn


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_a_page_that_stops_inside_its_boxes_is_torn(share: float) -> None:
    text = WHOLE.format(title=TITLE, body=f"<h1>{TITLE}</h1><table><tr><td>{TEXT}</td></tr></table><p>{TEXT}</p>")
    assert page(text[: int(len(text) * share)]).is_torn and not page(text).is_torn


@pytest.mark.parametrize(
    "text",
    [
        FRAME.format(title="", body=TEXT),  # a template that forgets its last two tags
        FRAME.format(title="", body=TEXT) + "<!-- <div> --></body>",
        f"<p>{TEXT}</p>",  # a fragment, as a list interface sends it
        '{"data": [{"title": "<div>"}]}',
        "",
    ],
)
def test_what_only_lacks_its_last_tags_is_whole(text: str) -> None:
    assert not page(text).is_torn


def test_a_torn_list_keeps_its_rows_and_is_never_complete() -> None:
    rows = "".join(f'<li><a href="/a/{n}.html">第{n}号通知事项的公告</a><span>2023-05-0{n}</span></li>' for n in range(1, 9))
    text = WHOLE.format(title="列表", body=f"<ul>{rows}</ul>")
    torn = text[: text.index("第6号")]
    for body, count, complete in ((text, 8, True), (torn, 5, False)):
        visit, _ = walked(URL, lambda ask, body=body: Page(ask.url, body.encode()))  # type: ignore[misc]
        assert visit.complete is complete and visit.rows >= count
    assert "没有结束" in visit.stopped_because


# ---- something else in its place


@pytest.mark.parametrize(
    ("title", "body", "outcome"),
    [
        ("统一身份认证平台", '<form>用户名<input name="u">密码<input type="password"></form>', Outcome.BLOCKED),
        ("", '<h2>用户登录</h2><input type="PASSWORD">', Outcome.BLOCKED),
        ("", "系统繁忙，请稍后再试", Outcome.ERROR),
        ("网站维护中", "网站正在升级维护，请稍后访问", Outcome.ERROR),
        ("", "Error establishing a database connection", Outcome.ERROR),
        ("Runtime Error", "Server Error in '/' Application.", Outcome.ERROR),
        ("", "<h1>服务器内部错误</h1>", Outcome.ERROR),
    ],
)
def test_a_login_or_a_site_out_of_order_is_no_page(title: str, body: str, outcome: Outcome) -> None:
    found, cause = classify(whole(body, title))
    assert found is outcome and cause


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>关于网站升级维护期间暂停服务的公告</h1><p>发布时间：2023-05-01 来源：区数据局</p><p>{TEXT}</p>",
        f"<h1>样本区系统异常应急预案</h1><p>{TEXT}</p>",
        f'<div class="top"><input type="password">登录</div><h1>{TITLE}</h1><p>{TEXT}</p>',
        "<p>暂无相关信息</p>",
    ],
)
def test_an_article_about_it_and_a_login_box_in_the_corner_are_pages(body: str) -> None:
    assert classify(whole(body)) == (Outcome.OK, "")


@pytest.mark.parametrize(
    "other",
    [
        whole("<p>哎呀，小政打了个盹，请过一会儿再来看看。</p>", "样本区人民政府"),
        whole("".join(f'<p><a href="/{n}.html">全区第{n}号其他工作动态要闻</a>2023-05-0{n}</p>' for n in range(1, 9)), "首页"),
        whole("", ""),
        whole(f"<h1>样本区人民政府简介</h1><p>{TEXT}</p>"),
    ],
)
def test_a_page_without_the_words_of_the_list_is_another_one(other: Page) -> None:
    assert is_another(other, [TITLE])


@pytest.mark.parametrize(
    ("shown", "listed"),
    [
        (TITLE, TITLE),
        (TITLE, TITLE[:12] + "…"),
        (TITLE, f"[区水务局] {TITLE}"),
        ("关于公布2023年<br>农村饮水工程名单的公告", TITLE),
        ("2023年农村饮水工程名单公布", TITLE),  # reworded, but the same
        ("图解", "详情"),  # too short a title to tell
        ("区水务局2023年部门预算", ""),
    ],
)
def test_an_item_called_otherwise_is_still_that_item(shown: str, listed: str) -> None:
    assert not is_another(whole(f"<h1>{shown}</h1><p>{TEXT}</p>"), [listed])


def test_one_of_several_titles_is_enough() -> None:
    assert not is_another(whole(f"<h1>{TITLE}</h1>"), ["另一个栏目里的完全不同的标题", TITLE])


def test_the_home_page_in_the_place_of_another_is_known_by_its_words() -> None:
    home = whole("".join(f'<p><a href="/{n}.html">第{n}号要闻{chr(0x4E00 + n) * 9}</a></p>' for n in range(60)), "首页")
    mark = probe.mark_of(home, "http://www.example.gov.cn/")
    assert mark.is_shown_by(Page(URL, home.body, content_type="text/html"), URL)
    assert not mark.is_shown_by(whole(f"<h1>{TITLE}</h1><p>{TEXT}</p>"), URL)
    login = whole("用户登录", "用户登录")
    assert not probe.mark_of(login, "http://www.example.gov.cn/").is_shown_by(login, URL)  # a home that was none itself


# ---- tags of a hundred thousand attributes

NAMES = range(60_000)
GIANTS = {
    "plain": "<p " + " ".join(f"a{n}=1" for n in NAMES) + ">",
    "quoted": "<p " + " ".join(f'a{n}=">"' for n in NAMES) + ">",
    "nested": "<p " + " ".join(f"a{n}='<p b>'" for n in NAMES) + ">",
    "slashes": "<p " + "/".join(f"a{n}" for n in NAMES) + ">",
    "in a false comment": "<!--><p " + " ".join(f"a{n}" for n in NAMES) + ">x-->",
    "a script's own": "<script " + " ".join(f"a{n}" for n in NAMES) + ">x</script>",
    "many": ("<p " + " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES - 1)) + ">x") * 300,
    "openings": "<a " * 300_000,
    "comments": "<!--" * 300_000,
    "quotes": "<a b='" * 200_000,
}


@pytest.mark.parametrize("giant", GIANTS.values(), ids=lambda text: "")
def test_a_giant_tag_costs_no_seconds_and_hides_no_text(giant: str) -> None:
    began = time.process_time()
    found = whole(f"<h1>{TITLE}</h1>{giant}")
    assert TITLE in found.root.text_content()
    torn = found.is_torn
    assert time.process_time() - began < 0.8, torn


def test_an_ordinary_page_is_left_as_it_is() -> None:
    tag = "<p " + " ".join(f"a{n}=1" for n in range(100)) + ">x</p>"
    data = "<script>var rows = [" + ",\n".join(f'{{"a": {n}, "b": "{n} / {n}"}}' for n in range(9_000)) + "]; if (a <b && c) {}</script>"
    text = WHOLE.format(title="", body=tag + data + "<!-- " + "a b " * 40_000 + "-->")
    assert without_giants(text) is text
