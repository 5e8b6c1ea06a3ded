"""gkmlpt items: body, data and files out of ``_CONFIG.DETAIL``, and what is only like it left alone."""

import json
from datetime import date

import pytest

from crawler.extract.page import read_page
from crawler.extract.resolve import resolve
from crawler.items import PageReading
from crawler.page import Page

URL = "http://www.example.invalid/gkmlpt/content/1/1012/post_10124.html"
BODY = "<p>第一条　为了规范畜禽养殖，制定本办法。</p><p>第二条　本办法自公布之日起施行，有效期五年，由区农业农村局负责解释。</p><p>附件：划定图</p>"
TOLD = {
    "id": 10124, "title": "畜禽养殖禁养区划定和管理办法", "document_number": "青农发〔2026〕31号", "identifier": "QH-NY-10124", "publisher": "区农业农村局",
    "display_publish_time": 1787157000, "classify_main_name": "政策文件", "is_expired": False, "is_abolished": False, "content": BODY,
    "attachment": [{"name": "附件1：划定图.pdf", "url": "/gkmlpt/attachment/0/10/1.pdf"}],
}  # fmt: skip


def page(script: str, *, body: str = "<div id='app'></div>", head: str = "") -> Page:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}<title>页面</title></head><body>{body}<script>{script}</script></body></html>"
    return Page(URL, text.encode())


def config(**changed: object) -> str:
    told = json.dumps({**TOLD, **changed}, ensure_ascii=False).replace("<", "\\u003C").replace("/", "\\/")
    return f'window._CONFIG = {{"SID": 655001, "DETAIL": {told}, "TREE": []}};'


def values(reading: PageReading, name: str) -> list[str]:
    return [candidate.value for candidate in reading.candidates(name)]


def test_an_empty_frame_is_read_as_its_script_would_show_it() -> None:
    reading = read_page(page(config()))
    fields = resolve(reading, ())

    assert "第二条 本办法自公布之日起施行" in reading.text and reading.body_kind == "html"
    assert (fields.title, fields.doc_number, fields.index_number) == ("畜禽养殖禁养区划定和管理办法", "青农发〔2026〕31号", "QH-NY-10124")
    assert (fields.issuer, fields.category, fields.validity) == ("区农业农村局", "政策文件", "")
    # Half past midnight in China is still the day before in UTC.
    assert fields.published == date(2026, 8, 20) and fields.published_source == "meta"
    assert [(f.name, f.url, f.media_type) for f in reading.attachments] == [("划定图.pdf", "http://www.example.invalid/gkmlpt/attachment/0/10/1.pdf", "pdf")]


@pytest.mark.parametrize(
    ("marks", "validity"),
    [
        ({"is_abolished": True}, "废止"), ({"is_abolished": 1, "is_expired": 1}, "废止"), ({"is_expired": True}, "失效"), ({"is_expired": "1"}, "失效"),
        ({}, ""), ({"is_abolished": "false"}, ""), ({"is_abolished": None}, ""), ({"is_abolished": 0}, ""),
    ],
)  # fmt: skip
def test_a_mark_of_having_ended_is_its_validity_and_none_says_nothing(marks: dict[str, object], validity: str) -> None:
    assert resolve(read_page(page(config(**marks))), ()).validity == validity


def test_what_the_page_shows_counts_before_what_its_script_says() -> None:
    shown = f"<div class='article'><h1>{TOLD['title']}</h1><p>索引号：QH-NY-1　有效性：有效　发布时间：2026-08-21</p><div id='zoom'>{BODY}</div></div>"
    reading = read_page(page(config(is_abolished=True), body=shown))

    assert reading.text.count("第二条") == 1
    fields = resolve(reading, ())
    assert (fields.index_number, fields.validity, str(fields.published)) == ("QH-NY-1", "有效", "2026-08-21")
    assert values(reading, "validity") == ["有效", "废止"]  # both are kept


def test_the_official_tags_stay_and_a_broken_body_is_whole() -> None:
    head = "<meta name='ArticleTitle' content='畜禽养殖禁养区划定和管理办法（全文）'><meta name='PubDate' content='2026-08-19'>"
    reading = read_page(page(config(content="<p>上半部分的内容。</div></div><p>下半部分的内容。"), head=head))

    assert resolve(reading, ()).title == "畜禽养殖禁养区划定和管理办法（全文）"
    assert "上半部分" in reading.text and "下半部分" in reading.text


def test_files_alone_are_an_item_too() -> None:
    reading = read_page(page(config(content="<p>详见附件。</p>")))
    assert reading.body_kind == "file" and len(reading.attachments) == 1


@pytest.mark.parametrize("address", ["", None, 7, "javascript:void(0)", "file:///C:/a.pdf", "http://10.1.2.3/a.pdf", {"a": 1}])
def test_a_file_without_an_address_that_others_can_open_is_none(address: object) -> None:
    assert read_page(page(config(attachment=[{"name": "a.pdf", "url": address}, "x", None]))).attachments == ()


@pytest.mark.parametrize(
    "script",
    [
        "window._CONFIG = {SID: 1, DETAIL: null};",
        "window._CONFIG = {SID: 1, DETAIL: {title: '不是JSON'}};",
        'window._CONFIG = {"DETAIL": {"title": "断了',
        'window._CONFIG = {"DETAIL": ' + '{"a":' * 100_000 + "1};",
        'var DETAIL = {"title": "没有配置"};',
        'window._CONFIG = {"DETAILS": {"title": "另一个名字"}};',
        'window._CONFIG = {"DETAIL": [1, 2]};',
    ],
    ids=["null", "no JSON", "torn", "deep", "no config", "another name", "a list"],
)
def test_what_is_no_detail_is_read_like_any_page(script: str) -> None:
    reading = read_page(page(script, body="<div id='zoom'><p>页面自己写明的正文，足够长，可以读到。</p></div>"))
    assert "页面自己写明的正文" in reading.text
    assert not any(c.source == "json" for _, held in reading.fields for c in held)


def test_halves_of_characters_and_marks_of_our_own_do_not_get_through() -> None:
    script = 'window._CONFIG = {"DETAIL": {"title": "标\\ud800题\\u0001甲", "content": "<p>正文\\udfff内\\u0002容</p>", "identifier": true}};'
    reading = read_page(page(script))
    assert values(reading, "title")[-1] == "标题甲" and reading.text == "正文内容" and values(reading, "index_number") == []
