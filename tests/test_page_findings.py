"""Tags that hold the template's own words, and files that only a script names."""

import pytest

from crawler.extract.page import read_page
from crawler.extract.resolve import resolve
from crawler.items import PageReading
from crawler.page import Page

URL = "http://www.example.invalid/qzf/yjya/pc/content/content_1.html"
BODY = "<div id='zoom'><p>现将有关情况公布如下，请社会各界监督。有关内容以本页所列为准，如有变化另行公告，特此说明。</p></div>"


def reading(head: str = "", script: str = "") -> PageReading:
    tail = f"<div id='files'></div><script>{script}</script>" if script else ""
    return read_page(Page(URL, f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><h1>关于某事的公告</h1>{BODY}{tail}</body></html>".encode()))


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ('<META content="政府网站标识码" name=SiteIDCode>', "SiteIDCode 政府网站标识码"),
        ('<meta name="SiteName" content="网站名称">', "SiteName 网站名称"),
        ('<meta name="PubDate" content="发布日期">', "PubDate 发布日期"),
        ('<meta name="ContentSource" content="来源">', "ContentSource 来源"),
    ],
)
def test_a_tag_with_the_templates_own_words_is_a_conflict(tag: str, told: str) -> None:
    assert resolve(reading(tag), ()).conflicts == (f"tag: {told}（模板文字，没有填写）",)


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="SiteIDCode" content="5117030001">', '<meta name="SiteIDCode" content="">', '<meta name="SiteIDCode" content="无">', "",
        '<meta name="ColumnType" content="政府网站标识码">', '<meta name="ContentSource" content="网站名称">', '<meta name="Description" content="标题">',
    ],
)  # fmt: skip
def test_a_filled_an_empty_or_another_tag_is_none(tag: str) -> None:
    assert resolve(reading(tag), ()).conflicts == ()


def named(script: str) -> list[tuple[str, str]]:
    return [(link.name, link.url.rpartition("/")[2]) for link in reading(script=script).attachments]


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ('var a = {"articleFiles": [{"fileName": "应急预案文本.pdf", "filePath": "doc/ucap/qzf/document/20260901/yuan.pdf"}]};', [("应急预案文本.pdf", "yuan.pdf")]),
        ('var a = [{filePath: "/doc/a1.pdf", fileName: \'甲.pdf\'}, {filePath: "/doc/a2.pdf", fileName: \'乙.pdf\'}];', [("甲.pdf", "a1.pdf"), ("乙.pdf", "a2.pdf")]),
        ('var a = [{"fileName": "\\u7532.pdf", "url": "/doc/a1.pdf"}];', [("甲.pdf", "a1.pdf")]),
        ('var a = [{"attachName": "附件1：甲.pdf", "url": "/doc/a1.pdf"}];', [("甲.pdf", "a1.pdf")]),
        # Nothing names it: by its address, as before.
        ('var a = [{"fileName": "", "filePath": "/doc/a1.pdf"}];', [("a1.pdf", "a1.pdf")]),
        ('var a = {"fileName": "别的.pdf"}; var b = "/doc/a1.pdf";', [("a1.pdf", "a1.pdf")]),
        ('var a = [{"fileName": "别的.pdf"}, {"filePath": "/doc/a1.pdf"}];', [("a1.pdf", "a1.pdf")]),
        ('var a = [{"userName": "某人", "filePath": "/doc/a1.pdf"}];', [("a1.pdf", "a1.pdf")]),
        ('show("/doc/a1.pdf");', [("a1.pdf", "a1.pdf")]),
        ('var a = [{}];', []),
        ('var a = [{"fileName": "只有名字.pdf"}];', []),
    ],
)  # fmt: skip
def test_a_file_in_a_script_is_called_what_its_object_calls_it(script: str, files: list[tuple[str, str]]) -> None:
    assert named(script) == files
