"""A column is called whole only where nothing on its pages speaks of more: a sign that was not followed denies it."""

from datetime import datetime

import pytest

from crawler.items import Outcome, Visit
from crawler.page import Page
from crawler.site import Column
from crawler.walk import Walk
from tests.listing import COLUMN, MAIN, OTHERS, lines, web_page

NOW = datetime(2023, 9, 20, 8, 0)
ROW = "<li><a href='{u}'>{t}</a><span>{d}</span></li>"
EMPTY = "<p>暂无相关信息</p>"


def walked(main: str, **others: str) -> Visit:
    """The receipt of a walk over a column page with ``main``; every other address is answered 404."""
    walk = Walk(Column(id="tzgg", kind="notices", url=COLUMN, name="通知公告", unit=""), NOW)
    ask = walk.answered(walk.first(), web_page(main))
    while ask is not None:
        body = others.get(ask.url)
        ask = walk.answered(ask, web_page(body, url=ask.url) if body else Page(ask.url, b"404 Not Found", status=404))
    return walk.receipt(NOW)


def listed(after: str, before: str = "") -> str:
    return f"<div class='list'>{before}{MAIN}{after}</div>"


def test_a_list_without_any_sign_of_more_is_whole() -> None:
    visit = walked(listed(""))

    assert (visit.outcome, visit.complete, visit.rows, visit.stopped_because) == (Outcome.OK, True, 3, "已到末页")


UNFOLLOWED = {
    "load more by script": "<a href='javascript:loadMore()'>加载更多</a>",
    "load more by a listener": "<a class='load' href='javascript:;'>点击加载更多</a>",
    "show more of this list": "<a href='javascript:;' onclick='more()'>查看更多&gt;&gt;</a>",
    "show more beside the list": "</div><div class='more'><a onclick='more()'>查看更多&gt;&gt;</a>",
    "more at another address": "<p><a href='/zwgk/tzgg/all.html'>更多</a></p>",
    "marked text": "<div class='pages'><span class='next' data-page='2'>下一页</span></div>",
    "link without address": "<div class='layui-laypage'><a class='layui-laypage-next' data-page='2'>下一页</a></div>",
    "button": "<div class='page'><button onclick='load(2)'>下一页</button> 1/3</div>",
    "button without totals": "<div><button type='button' class='btn-next'>下一页</button></div>",
    "input": "<form><input type='button' value='下一页' onclick='next()'></form>",
    "list of pages": "<select onchange='go(this)'><option>第1页</option><option>第2页</option></select>",
    "numbers a script listens to": "<ul class='el-pager'><li class='number active'>1</li><li class='number'>2</li></ul>",
    "only the previous page is dead": "<div><a class='disabled' href='javascript:;'>上一页</a><a href='javascript:;'>下一页</a></div>",
    "numbers that lead nowhere": "<ul class='pagination'><li class='disabled'><a href='#'>&laquo;</a></li><li class='active'><a href='#'>1</a></li><li><a href='javascript:;'>2</a></li></ul>",
    "second page by name": "<div><span onclick='turn(2)'>第2页</span></div>",
    "one page of two": "<div class='page'>共 2 页</div>",
}


@pytest.mark.parametrize("after", UNFOLLOWED, ids=lambda name: name.replace(" ", "-"))
def test_a_way_on_that_nobody_could_follow_denies_that_the_list_is_whole(after: str) -> None:
    visit = walked(listed(UNFOLLOWED[after]))

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.OK, False, 3)
    assert visit.stopped_because != "已到末页"


def test_the_cause_names_the_control() -> None:
    assert "下一页" in walked(listed(UNFOLLOWED["marked text"])).stopped_because
    assert "查看更多" in walked(listed(UNFOLLOWED["show more of this list"])).stopped_because


WHOLE = {
    "more of a side box": f"<div class='side'><h3>图片新闻 <a href='/tpxw/'>更多&gt;&gt;</a></h3><ul>{OTHERS}</ul></div>",
    "more of a box beside the list": f"<div class='box'><div class='t'><span>部门动态</span><a href='/dt/'>更多</a></div><ul>{OTHERS}</ul></div>",
    "more in the navigation": "<div class='nav'><a href='/a/'>领导之窗</a><a href='/b/'>机构职能</a><a href='/map/'>更多</a></div>",
    "more in the footer": "<div class='footer'><a href='/links/'>更多</a></div>",
    "more that leads to this page": "<a href='/zwgk/tzgg/index.html'>更多</a>",
    "no more": "<div>没有更多了</div>",
    "disabled on the only page": "<div class='page'><a class='disabled' href='javascript:go(0)'>上一页</a><a class='disabled' onclick='go(2)'>下一页</a></div>",
    "disabled buttons": "<div><button disabled>上一页</button><button class='next' disabled>下一页</button></div>",
    "one of one": "<div class='page'><a href='#'>上一页</a> 1/1 <a href='#'>下一页</a></div>",
    "one page in all": "<div class='page'>共1页 <a href='javascript:go(1)'>上一页</a><a href='javascript:go(1)'>下一页</a></div>",
    "as many as it declares": "<div class='page'>共3条 <button onclick='go(2)'>下一页</button></div>",
    "dead pager": "<div class='page'><a href='#'>首页</a><a href='#'>上一页</a><span>1</span><a href='#'>下一页</a><a href='#'>尾页</a></div>",
    "pager of mere words": "<div class='page'><span>首页</span><span>上一页</span><span class='on'>1</span><span>下一页</span><span>尾页</span></div>",
    "list of one page": "<select><option>第1页</option></select>",
    "rows on a page": "<select><option>10条/页</option><option>20条/页</option></select>",
    "form to search with": "<form action='/s'><input name='q'><select name='y'><option>请选择</option><option>2023年</option><option>2022年</option></select></form>",
    "form whose year is set": "<form action='/s'><input name='q'><select name='y'><option>2023年</option><option>2022年</option></select><input type='submit' value='查询'></form>",
    "headings of years within the page": "<h3>2022年</h3><ul><li><a href='/zwgk/tzgg/202201/t20220101_1.html'>另一条信息的标题</a><span>2022-01-01</span></li></ul>",
    "years that are parts of this page": "<div id='y22'></div><div id='y21'></div><ul><li><a href='#y22'>2022年</a></li><li><a href='#y21'>2021年</a></li></ul>",
    "years of which all are shown": "<div class='years'><a class='on' href='?y='>全部</a><a href='?y=2022'>2022年</a><a href='?y=2021'>2021年</a></div>",
    "year in the footer": "<div class='footer'><a href='/old/'>2019年</a></div>",
}  # fmt: skip


@pytest.mark.parametrize("after", WHOLE, ids=lambda name: name.replace(" ", "-"))
def test_what_only_looks_like_a_way_on_leaves_the_list_whole(after: str) -> None:
    for main in (MAIN + WHOLE[after], listed(WHOLE[after])):
        visit = walked(main)
        assert (visit.complete, visit.stopped_because) == (True, "已到末页")


def test_years_in_the_titles_of_rows_are_no_tabs() -> None:
    rows = "".join(
        f"<li><span>{y}年</span><a href='/zwgk/tzgg/{y}01/1.html'>{y}年度</a><a href='/zwgk/tzgg/{y}01/1.html'>政府信息公开工作年度报告</a><span>{y}-01-20</span></li>"
        for y in (2023, 2022, 2021)
    )

    assert walked(f"<ul class='list'>{rows}</ul>").complete


TABS = {
    "links": "<div class='tab'><a href='/zwgk/tzgg/2022/'>2022年度</a><a href='/zwgk/tzgg/2021/'>2021年度</a></div>",
    "bare numbers": "<ul><li><a href='?y=2022'>2022</a></li><li><a href='?y=2021'>2021</a></li></ul>",
    "scripts": "<ul class='years'><li><a href='javascript:show(2022)'>2022年</a></li><li><a href='javascript:show(2021)'>2021年</a></li></ul>",
    "listeners": "<ul class='tab'><li class='on'>2023年</li><li>2022年</li></ul>",
    "listeners on links": "<div class='tab'><a class='on' href='javascript:;'>2023</a><a href='javascript:;'>2022</a></div>",
    "clicks": "<div><span onclick=\"show('2022')\">2022年</span></div>",
    "a choice": "<select onchange='go(this)'><option>2023年</option><option>2022年</option></select>",
    "in the menu at the left": "<div class='leftmenu'><a href='/zwgk/tzgg/2022/'>2022年</a></div>",
    "all, when it is not what is shown": "<div><a href='?y='>全部</a><a class='on' href='?y=2023'>2023年</a><a href='?y=2022'>2022年</a></div>",
    "earlier years": "<p><a href='/old/'>历年信息</a></p>",
}  # fmt: skip


@pytest.mark.parametrize("tabs", TABS, ids=lambda name: name.replace(" ", "-"))
def test_items_under_tabs_of_years_deny_that_the_column_was_seen_whole(tabs: str) -> None:
    for main in (listed("", before=TABS[tabs]), TABS[tabs] + f"<div class='list'><ul></ul>{EMPTY}</div>"):
        visit = walked(main)
        assert (visit.outcome, visit.complete) == (Outcome.OK, False)
        assert "年度页签" in visit.stopped_because


def test_items_only_a_script_opens_deny_that_the_list_is_whole() -> None:
    cards = "".join(
        f"<div class='card' onclick=\"location.href='/j/{n}.html'\"><b>新版第{n}次教育工作会议召开情况</b><i>09-1{n}</i></div>"
        for n in (1, 2, 3)
    )
    visit = walked(f"<div class='top'>{MAIN}</div><div class='cards'>{cards}</div>")

    assert (visit.outcome, visit.complete) == (Outcome.OK, False)
    assert "3 处" in visit.stopped_because


def test_a_box_a_script_opens_that_is_no_item_leaves_the_list_whole() -> None:
    box = "<div class='zt' onclick=\"location.href='/ztzl/'\">优化营商环境专题专栏</div>"

    assert walked(listed(box)).complete


def test_rows_a_script_makes_clickable_as_a_whole_are_read_by_their_links() -> None:
    rows = lines("<li onclick=\"location.href='{u}'\"><a href='{u}'>{t}</a><span>{d}</span></li>")

    assert walked(f"<ul class='list'>{rows}</ul>").complete


def test_a_dated_line_without_a_link_among_rows_denies_that_the_list_was_read_whole() -> None:
    line = "<li><span>关于印发某某实施方案的通知</span><span>2023-09-01</span></li>"
    visit = walked(f"<ul class='list'>{lines(ROW)}{line}</ul>")

    assert (visit.rows, visit.complete) == (3, False)
    assert "1 行" in visit.stopped_because


# ---- pages that say they are empty


def test_a_page_that_only_says_that_there_is_nothing_is_empty() -> None:
    visit = walked(f"<div class='list'><ul></ul>{EMPTY}</div>")

    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


BESIDE = {
    "moved": ("<div>栏目已迁移，请点击 <a href='http://www.other.example/x'>这里</a> 查看</div>", "别处"),
    "a link": ("<p><a href='/zwgk/other/'>信息公开专栏</a></p>", "链接"),
    "a statement": ("<p>说明：2023年1月至9月，区教育局未产生行政处罚信息。区教育局 2023年9月10日</p>", "说明"),
    "a picture": ("<p><img src='/upload/2023/a.jpg'></p>", "图片"),
    "a file": ("<p><a href='/files/a.pdf'>收费目录清单.pdf</a></p>", "链接"),
}


@pytest.mark.parametrize("beside", BESIDE, ids=lambda name: name.replace(" ", "-"))
def test_what_stands_beside_the_words_for_empty_is_looked_at_before_they_are_believed(beside: str) -> None:
    markup, cause = BESIDE[beside]
    visit = walked(f"<div class='list'>{EMPTY}{markup}</div>")
    assert (visit.outcome, visit.complete) == (Outcome.OK, False)
    assert cause in visit.stopped_because


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/images/nodata.png'>",
        "<img class='empty-img' src='/i/1.png'>",
        "<a href='/'>返回首页</a>",
        "<a href='javascript:history.back()'>返回上一页</a>",
        "<div class='page'><a href='#'>上一页</a><a href='#'>下一页</a> 共0条</div>",
        "<p>本栏目公开区级部门印发的文件</p>",
        "<p>对不起，没有找到相关的信息内容</p>",
    ],
)
def test_what_belongs_to_an_empty_page_leaves_it_empty(markup: str) -> None:
    visit = walked(f"<div class='list'>{EMPTY}{markup}</div>")

    assert (visit.outcome, visit.complete) == (Outcome.EMPTY, True)


def test_tabs_and_items_are_seen_whatever_the_dialect_of_the_column() -> None:
    tabs = TABS["links"] + "<script>createPageHTML(1, 0, 'index', 'html');</script>"

    assert "年度页签" in walked(listed("", before=tabs)).stopped_because


def test_a_page_full_of_short_words_is_looked_at_without_harm() -> None:
    visit = walked(listed("<div>" + "<b><i>2022年</i><i>更多</i><i>下一页</i></b>" * 5_000 + "</div>"))

    assert visit.rows == 3


GUIDE = "<p>根据条例编制本指南。一、分类：机构职能、政策文件、财政信息三类，按年度编排。二、受理机构为区教育局办公室，地址在文华路，工作日办公，可以当面、邮寄提出申请，二十个工作日内答复。</p>"
FORM = "<p>附件：<a href='/files/sqb.docx'>政府信息公开申请表.docx</a></p>"


@pytest.mark.parametrize("form", [FORM, FORM + FORM.replace("sqb", "lct").replace("申请表", "流程图"), ""])
def test_a_guide_with_its_files_is_one_article(form: str) -> None:
    visit = walked(f"<h1>某局指南</h1><p>发布日期：2023-03-14 来源：某局</p><div class='content'>{GUIDE * 3}{form}</div>")
    assert (visit.single, visit.complete, [row.url for row in visit.found]) == (True, True, [COLUMN])


@pytest.mark.parametrize("words", ["", "<p>下载专区</p>"])
def test_a_list_of_two_files_stays_a_list(words: str) -> None:
    visit = walked(f"<div class='list'>{words}{FORM}{FORM.replace('sqb', 'lct').replace('申请表', '流程图')}</div>")
    assert not visit.single
