"""A page that only sends on is followed where its script says the address itself; a page that asks before leaving is no item."""

from pathlib import Path

import pytest

from crawler.moved import leaves, sent_to
from crawler.page import Page
from tests.scripted_portal import article, html, list_page, scripted
from tests.test_crawl import audit, items, rows

URL = "http://www.example.invalid/zfcg/index.html"
HOSTS = frozenset(("www.example.invalid",))


def page(script: str, more: str = "", url: str = URL) -> Page:
    return Page(url, f'<html><head><script language="javascript">{script}</script></head><body>{more}</body></html>'.encode())


@pytest.mark.parametrize(
    ("script", "to"),
    [
        ('window.location.href="list/";', "/zfcg/list/"), ("location = '/a/'", "/a/"), ('location.replace("/a/index.html")', "/a/index.html"),
        ('top.location.href = "http://www.example.invalid/a/";', "/a/"), ('document.location="/a/";', "/a/"), ('\n<!--\nself.location="/a/";\n//-->\n', "/a/"),
        ('window.location.assign("/a/?id=1&x=2");', "/a/?id=1&x=2"),
    ],
)  # fmt: skip
def test_a_literal_address_of_the_same_host_is_followed(script: str, to: str) -> None:
    assert sent_to(page(script)) == f"http://www.example.invalid{to}"


@pytest.mark.parametrize(
    "script",
    [
        'location.href="http://other.example.invalid/";', 'location.href="//other.example.invalid/a/";', 'location.href="javascript:go()";',
        'location.href="file:///C:/a";', 'location.href=location.pathname+location.search', 'location.href="/a/"+id;', 'location.href=target;',
        'document.cookie="x=1";location.href="/a/";', 'if(/mobile/i.test(navigator.userAgent)){location.href="/m/";}', 'function go(){location.href="/a/";}',
        'location.href="/a/";location.href="/b/";', 'location.href="index.html";', 'location.href="#top";', 'location.href="http://[bad/";', 'alert("location");', "",
        'mylocation="/a/";', "location.href='/a/\";",
    ],
)  # fmt: skip
def test_anything_else_is_left_alone(script: str) -> None:
    assert sent_to(page(script)) == ""


def test_a_page_with_words_or_with_other_scripts_stays_itself() -> None:
    move = 'location.href="/a/";'
    assert sent_to(page(move, "<p>政府采购</p>")) == ""
    assert sent_to(page(move, "<script src='/js/a.js'></script>")) == ""
    assert sent_to(page(move, "<img src='/a.png'>" * 300)) == ""  # no small page any more
    assert sent_to(page(move, "<noscript>请启用JavaScript</noscript>")).endswith("/a/")


@pytest.mark.parametrize(
    "said",
    ["您访问的链接即将离开“某某区人民政府”门户网站，是否继续？", "即将跳转到第三方网站，请注意安全。", "您正在离开本站"],
)
def test_a_page_that_asks_before_it_leaves_is_told(said: str) -> None:
    assert leaves(page("", f"<p>{said}</p><a href='http://credit.example/pub/1'>继续访问</a><a href='javascript:window.close()'>放弃</a>"), HOSTS)
    assert leaves(page("", f"<p>{said}</p><a id='go'>继续</a>", f"{URL}?url=http%3A%2F%2Fcredit.example%2Fpub"), HOSTS)


@pytest.mark.parametrize(
    "more",
    [
        "<p>您访问的链接即将离开本站</p><a href='/a/'>返回</a>", "<p>您访问的链接即将离开本站</p><a href='http://www.example.invalid/a/'>继续</a>",
        "<p>欢迎访问</p><a href='http://credit.example/pub/1'>信用平台</a>", f"<p>即将离开任职岗位的干部公示。{'公示内容如下。' * 40}</p><a href='http://credit.example/'>信用</a>",
        "<p>即将离开岗位人员名单公示</p><a href='http://credit.example/'>信用</a>",
        "<p>附件即将上传，请稍后访问</p><a href='http://credit.example/'>信用</a>", "",
    ],
)  # fmt: skip
def test_a_page_that_does_not_leave_is_an_item_like_any_other(more: str) -> None:
    assert not leaves(page("", more), HOSTS)


def test_a_crawl_follows_the_script_and_counts_the_outside_item(tmp_path: Path) -> None:
    around = '<script>location.href="{to}";</script>'
    asking = html('<p>您访问的链接即将离开“某某区人民政府”门户网站，是否继续？</p><a href="http://credit.example.invalid/1">继续访问</a>')
    with scripted(items(2, 4)) as portal:
        portal.routes |= {
            "/a/": (200, {"Content-Type": "text/html"}, around.format(to="/a/list.html").encode()), "/a/list.html": list_page(rows("", 1, 4)), "/item/1.html": asking,
            "/b/": (200, {"Content-Type": "text/html"}, around.format(to="/c/").encode()), "/c/": (200, {"Content-Type": "text/html"}, around.format(to="/b/").encode()),
            "/d/": (200, {"Content-Type": "text/html"}, around.format(to="http://credit.example.invalid/d/").encode()),
            "/item/2.html": article("第2号通知事项的公告全文", "2023-05-03"),
        }  # fmt: skip
        visits, articles = audit(portal, tmp_path, "/a/", "/b/", "/d/")
        assert len([p for p in portal.paths() if p in ("/b/", "/c/")]) <= 8
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"] and visits["c0"]["rows"] == 4
    assert visits["c1"]["outcome"] == "unreachable" and "反复跳转" in visits["c1"]["stopped_because"]
    assert not visits["c2"]["complete"]
    states = {a["url"].rsplit("/", 1)[1]: (a["state"], a["title"]) for a in articles}
    assert states["1.html"] == ("external", "第1号通知事项的公告全文") and states["2.html"][0] == "read"
