"""Lists of 相关解读 and 相关文件 beside the body are links of the page; lists that a portal fills by itself are not."""

import pytest

from crawler.extract.page import read_page
from crawler.page import Page

URL = "http://www.example.invalid/zcwj/1.html"
TITLE = "样本区校外培训机构管理办法"
BODY = f"<h1>{TITLE}</h1><div id='zoom'><p>第一条 为规范管理，制定本办法。</p><p>第二条 本办法适用于本区校外培训机构，由区教育局负责解释。</p></div>"
LINK = "<li><a href='/zcjd/2.html'>《样本区校外培训机构管理办法》政策解读</a></li>"


def links(more: str) -> list[str]:
    page = Page(URL, f"<html><head><meta charset='utf-8'></head><body>{BODY}{more}</body></html>".encode())
    return [url.rpartition("invalid")[2] for url, _ in read_page(page).links]


@pytest.mark.parametrize(
    "more",
    [
        f"<div class='xgjd'><p>相关解读：</p><ul>{LINK}</ul></div>",
        f"<div class='xg'><div class='tt'><span>相关文件</span></div><ul>{LINK}</ul></div>",
        f"<h3>【政策解读链接】</h3><ul>{LINK}</ul>",
        f"<dl><dt>相关政策解读</dt><dd><ul>{LINK}</ul></dd></dl>",
        "<p>原文链接：<a href='/zcjd/2.html'>样本区校外培训机构管理办法</a></p>",
        f"<h3>关联解读</h3><ul>{LINK}</ul><h3>热点推荐</h3><ul><li><a href='/xw/9.html'>区长调研校外培训机构</a></li></ul>",
        f"<div><p>相关解读</p><ul>{LINK}</ul><div class='tj'>推荐阅读<ul><li><a href='/xw/9.html'>区长调研校外培训机构</a></li></ul></div></div>",
    ],
)
def test_what_an_editor_joined_is_a_link(more: str) -> None:
    assert links(more) == ["/zcjd/2.html"]


def test_two_lists_are_both_read() -> None:
    more = f"<div><p>相关文件：</p><ul><li><a href='/zcwj/3.html'>示例市校外培训机构管理办法</a></li></ul><p>相关解读：</p><ul>{LINK}</ul></div>"
    assert links(more) == ["/zcwj/3.html", "/zcjd/2.html"]


@pytest.mark.parametrize(
    "more",
    [
        f"<div><p>相关阅读：</p><ul>{LINK}</ul></div>",
        f"<div><p>推荐阅读</p><ul>{LINK}</ul></div>",
        f"<div class='side'><h3>最新文件</h3><ul>{LINK}</ul></div>",
        f"<ul class='nav'><li><a href='/xgjd/'>相关解读</a></li>{LINK}</ul>",
        f"<div class='xgwj'><p>相关文件：</p><ul></ul></div><div class='foot'><ul>{LINK}</ul></div>",
        "<div><p>相关解读：</p><ul>" + "".join(f"<li><a href='/zcjd/{n}.html'>政策解读第{n}篇标题</a></li>" for n in range(30)) + "</ul></div>",
        "<div><p>相关解读：</p><ul><li><a href='javascript:void(0)'>《样本区校外培训机构管理办法》政策解读</a></li></ul></div>",
        "<div><p>相关文件：</p><ul><li><a href='/more/'>更多</a></li></ul></div>",
    ],
    ids=["related reading", "recommended", "newest", "a menu", "an empty list", "too many", "a script", "more"],
)
def test_what_a_portal_fills_by_itself_is_none(more: str) -> None:
    assert links(more) == []
