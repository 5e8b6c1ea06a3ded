"""The card of 索引号, 发文日期, 公开方式 above an article of an unknown template is no article, whatever it says."""

import pytest

from crawler.extract.page import read_page
from crawler.page import Page

TITLE = "样本区教育局2022年政府信息公开工作年度报告"
CARD = (
    "<table><tr><td>索 引 号</td><td>YB-2023-001</td><td>分&nbsp;类</td><td>年报</td></tr>"
    "<tr><td>责任部门</td><td>区教育局</td><td>发文日期</td><td>2023-01-20 12:09</td></tr>"
    f"<tr><td>标 题</td><td colspan='3'>{TITLE}</td></tr>"
    "<tr><td>公开方式</td><td>主动公开</td><td>公开时限</td><td>常年公开</td></tr></table>"
)
MENU = "<div class='x1'><h2>区教育局</h2><ul><li><a href='/a/'>部门预算</a></li><li><a href='/b/'>工作动态</a></li></ul></div>"
PROSE = "<p>根据条例规定，编制本年度报告，所列数据的统计期限为2022年1月1日至2022年12月31日。</p>" * 5


def reading(inside: str) -> object:
    html = (
        f"<html><head><meta charset='utf-8'><title>{TITLE} - 示例市样本区人民政府</title></head><body>{MENU}"
        f"<div class='x2'><div class='x3'>{inside}</div></div></body></html>"
    )
    return read_page(Page("http://x/1.html", html.encode()))


def test_the_body_is_what_stands_below_the_card() -> None:
    found = reading(f"{CARD}<div class='x4'>{TITLE}</div><div class='x5'>{PROSE}</div>")
    assert found.text.startswith("根据条例规定") and "索 引 号" not in found.text
    assert found.candidates("title")[0].value == TITLE
    assert found.candidates("index_number")[0].value == "YB-2023-001"


@pytest.mark.parametrize(("below", "kind"), [("", "empty"), ("<p><a href='/f/1.pdf'>报告.pdf</a></p>", "file")])
def test_a_card_with_nothing_below_is_no_body(below: str, kind: str) -> None:
    found = reading(f"{CARD}<div class='x4'>{TITLE}</div><div class='x5'></div>{below}")
    assert (found.text, found.body_kind) == ("", kind)
    assert [link.name for link in found.attachments] == (["报告.pdf"] if below else [])


def test_a_table_that_is_the_article_stays() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>第{n}号事项</td><td>已办结</td></tr>" for n in range(1, 12))
    found = reading(f"<div class='x4'>{TITLE}</div><table><tr><th>序号</th><th>名称</th><th>备注</th></tr>{rows}</table>")
    assert "第7号事项" in found.text


def test_a_layout_table_with_labels_and_a_long_text_is_no_card() -> None:
    found = reading(
        "<table><tr><td>索引号</td><td>YB-1</td><td>发布机构</td><td>区教育局</td></tr><tr><td>文号</td><td>无</td></tr>"
        f"<tr><td colspan='4'>{PROSE}</td></tr></table>"
    )
    assert "统计期限" in found.text
