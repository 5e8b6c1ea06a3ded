"""Search boxes as portals write them: in a form, by script, as a link; and input fields that search nothing."""

import time

import pytest

from crawler.extract.search_box import read_search_boxes
from crawler.page import Page

HOME = "http://yangben.example/zczxk/"
BODY = "<p>" + "政策咨询库的条目，一问一答，写明依据。" * 10 + "</p>"


def read(html: str):  # type: ignore[no-untyped-def]
    return read_search_boxes(Page(HOME, f"<html><body>{html}</body></html>".encode(), content_type="text/html; charset=utf-8"))


# As three real families of portals print it (names of hosts changed).
@pytest.mark.parametrize(("html", "target"), [
    ('<form id="searchform" action="http://s.example/was5/web/search" method="get"><input name="searchword" class="serch_txt" type="text" placeholder="请输入关键词"><input type="submit" value="搜索"></form>', "http://s.example/was5/web/search"),
    ('<form action="../search.jsp?wbtreeid=1118" method="post" class="searchBox"><input name="showkeycode" value="请输入关键词" type="text"><input type="submit" value=""></form>', "http://yangben.example/search.jsp?wbtreeid=1118"),
    ('<form class="form-wrapper cf" action="https://search.example/search/all/2" role="form"><input type="text" name="keywords" autocomplete="off"></form>', "https://search.example/search/all/2"),
    ('<form action="/so"><input name="q"></form>', "http://yangben.example/so"),
    ('<a href="/jsearch/">站内检索</a>', "http://yangben.example/jsearch/"),
])  # fmt: skip
def test_a_box_and_where_it_leads(html: str, target: str) -> None:
    (box,) = read(BODY + html).boxes
    assert box.target == target and box.leads_somewhere and not box.is_own


def test_a_box_that_a_script_serves() -> None:
    (box,) = read('<input class="search_txt" type="text" id="allsearch_text" onkeydown="huichesearch()" placeholder="请输入搜索关键字">').boxes
    assert box.target == "" and box.is_scripted and box.leads_somewhere
    (other,) = read(BODY + '<script src="/app.js"></script><input class="sSuo" id="sSuo" type="text" placeholder="请输入关键字">').boxes
    assert other.is_scripted


def test_a_box_that_leads_nowhere() -> None:
    (box,) = read(BODY + '<form action="#"><input type="text" name="keyword" placeholder="请输入关键词"></form>').boxes
    assert not box.leads_somewhere
    (off,) = read(BODY + '<form action="/so"><input type="text" name="keyword" disabled></form>').boxes
    assert off.is_off and not off.leads_somewhere


@pytest.mark.parametrize("words", ["请输入要咨询的政策", "搜索问答", "请输入您要问的问题"])
def test_words_tell_that_the_column_is_searched(words: str) -> None:
    (box,) = read(BODY + f'<form action="/qa/list"><input type="text" name="keyword" placeholder="{words}"></form>').boxes
    assert box.is_own


def test_the_words_of_a_header_say_nothing_of_what_is_searched() -> None:
    header = '<div><span>关怀版</span><span>无障碍</span><a href="/bot">智能问答</a><form action="https://s.example/all/1"><input name="keywords"></form></div>'
    (box,) = read(BODY + header).boxes
    assert box.target == "https://s.example/all/1" and not box.is_own


@pytest.mark.parametrize("html", [
    '<form action="/login"><input type="text" name="username" placeholder="用户名"><input type="password" name="p"></form>',
    '<form action="/so"><input type="text" name="captcha" placeholder="验证码"></form>',
    '<form action="/liuyan"><input type="text" name="title" placeholder="标题"><textarea name="text"></textarea></form>',
    '<input type="hidden" name="keyword">',
    '<form action="/go"><input type="text" name="gopage" placeholder="跳转"></form>',
    '<a href="/gzfw/znwd/index.html">智能问答</a>',
    '<a href="/tj/">查询结果统计</a><a href="#">搜索</a>',
    '<select name="keyword"><option>搜索</option></select>',
])  # fmt: skip
def test_other_fields_are_no_search(html: str) -> None:
    assert read(BODY + html).boxes == ()


def test_a_page_that_a_script_fills_may_hold_more() -> None:
    assert read('<div id="app"></div><script src="/app.js"></script>').is_script_made
    assert read(BODY + '<iframe src="/qa.html"></iframe>').is_script_made
    assert not read(BODY + '<script src="/app.js"></script>').is_script_made


@pytest.mark.parametrize("piece", ["<div>", '<input type="text" name="keyword">', "<form action='#'><input>", "<a href='/x'>搜索</a>"])
def test_a_hostile_page_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    read(piece * 20_000)
    assert time.process_time() - begun < 5
