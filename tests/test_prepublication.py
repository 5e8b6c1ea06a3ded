"""Before a page or a file goes out: what a clerk is told, that found numbers are masked, that bad input is one line."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.files.bounded import read_bounded
from crawler.page import Page
from rules.prepublication import Remark, Weight, of_document, of_page
from rules.wording import lexicon
from tests.files_made import docx, paragraphs
from tests.outside import zwgk

TODAY = date(2023, 7, 3)
IDENTITY = "11010519491231002X"  # the standard's own example
WORDS = lexicon(None)
FRAME = (
    "<html lang='zh-CN'><head><title>{t}</title></head><body><h1>{t}</h1>"
    "<div>发布日期：2023-07-03　来源：样本区教育局</div><div class='content'>{b}</div></body></html>"
)
PLAIN = "<p>各镇乡、街道：现将2023年秋季学期义务教育阶段招生工作有关安排通知如下，请结合实际抓好落实，做好政策解释和咨询服务。</p>" * 2


def told(title: str, body: str) -> tuple[Remark, ...]:
    page = FRAME.format(t=title, b=body).encode()
    return of_page(Page("http://127.0.0.1:9/x.html", page, content_type="text/html; charset=utf-8"), WORDS, TODAY)


def said(remarks: tuple[Remark, ...]) -> str:
    return "\n".join(f"{remark.where}：{remark.what}" for remark in remarks)


def test_a_page_that_is_in_order_is_left_alone() -> None:
    assert told("关于做好2023年秋季招生工作的通知", PLAIN) == ()


def test_a_number_stops_the_page_and_is_masked_wherever_it_stands() -> None:
    for body in (f"{PLAIN}<p>当事人身份证号：{IDENTITY}。</p>", f"{PLAIN}<script>var id='身份证号{IDENTITY}';</script>"):
        remarks = told("关于公示处理结果的通知", body)
        assert remarks[0].weight is Weight.STOP and "身份证号" in remarks[0].what
        assert IDENTITY not in said(remarks)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("关于做好招生工作的通知", PLAIN + "<p>请布署落实到位。</p>", "“布署”疑应为“部署”"),
        ("关于做好招生工作的通知", "<p>内部资料 注意保存</p>" + PLAIN, "内部资料标注"),
        ("关于做好招生工作的通知", PLAIN + "<p>附件1：招生计划表</p>", "正文提到附件，页面上没有附件"),
        ("关于做好招生工作的通知", PLAIN + "<p><a href='file:///C:/计划.doc'>计划</a></p>", "指向本机文件"),
        ("关于做好招生工作的通知", PLAIN + "<p><a href='http://192.168.1.5/'>平台</a></p>", "指向内部网络"),
        ("关于做好招生工作的通知", PLAIN + "<p><img src='a.png'></p>", "图片有替代文字"),
        (
            "关于公开征求《停车管理办法（征求意见稿）》意见的公告",
            "<p>现就《停车管理办法（征求意见稿）》向社会公开征求意见，时间为2023年7月3日至2023年7月12日，意见请发送至电子邮箱。</p>",
            "征求意见期限 9 天",
        ),
        (
            "关于《停车管理办法（征求意见稿）》公开征求意见采纳情况的公告",
            "<p>公开征求意见已经结束，感谢社会各界的关心和支持，意见建议已认真研究。</p>" * 3,
            "采纳情况未见",
        ),
    ],
)
def test_what_is_told(title: str, body: str, expected: str) -> None:
    assert expected in said(told(title, body))


def test_a_page_without_title_and_day() -> None:
    bare = Page("http://127.0.0.1:9/", f"<html lang='zh'><body>{PLAIN}</body></html>".encode(), content_type="text/html; charset=utf-8")
    assert "没有标注发布日期" in said(of_page(bare, WORDS, TODAY))


def test_a_file_with_a_number_and_hidden_words() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部讨论意见</w:t></w:r></w:p>"
    content = docx(paragraphs("救助名单", f"身份证号：{IDENTITY}") + hidden)
    remarks = of_document(content, "名单.docx", read_bounded(content, "名单.docx", tables=True), WORDS, TODAY)
    assert remarks[0].weight is Weight.STOP and IDENTITY not in said(remarks)
    assert "有平时看不到的文字" in said(remarks)


def test_a_file_that_does_not_open() -> None:
    remarks = of_document(b"PK\x03\x04 torn", "表.xlsx", read_bounded(b"PK\x03\x04 torn", "表.xlsx"), WORDS, TODAY)
    assert "打不开" in said(remarks)


def test_the_commands(tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    page.write_text(FRAME.format(t="通知", b=PLAIN + "<p>请布署。</p>"), encoding="utf-8")
    done = zwgk("lint-page", str(page), cwd=tmp_path)
    assert done.code == 0 and "【改正】" in done.out and "共 改正" in done.out
    listed = json.loads(zwgk("lint-page", str(page), "--json", cwd=tmp_path).out)
    assert {"weight", "where", "what", "advice"} == set(listed[0])
    file = tmp_path / "通知.docx"
    file.write_bytes(docx(paragraphs("关于放假的通知", "请做好值班安排。")))
    assert "没有发现要改的" in zwgk("lint-doc", str(file), cwd=tmp_path).out
    for command, given in (("lint-page", "没有.html"), ("lint-doc", "没有.docx"), ("lint-page", "http://127.0.0.1:9/没有"), ("lint-page", "http://[/")):
        refused = zwgk(command, given, cwd=tmp_path)
        assert refused.code == 2 and len(refused.err.strip().splitlines()) == 1
