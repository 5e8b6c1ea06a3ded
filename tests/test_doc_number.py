"""发文字号: in all the ways it is written, and never the number of another document."""

import pytest

from crawler.extract.docnumber import figures, own_number
from crawler.extract.page import read_page
from crawler.extract.resolve import Fields, resolve
from crawler.items import Row
from crawler.page import Page

TITLE = "关于做好某事的通知"
URL = "http://www.example.gov.cn/xxgk-show-12.html"


def number(title: str, *lines: str) -> str | None:
    found = own_number(title, lines)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("样府办发〔2017〕12号", "样府办发〔2017〕12号"),
        ("样府办发[2017]12号", "样府办发[2017]12号"),
        ("样府办发【2017】12号", "样府办发【2017】12号"),
        ("样府办发（2017）12号", "样府办发（2017）12号"),
        ("样府办发﹝2017﹞ 第12号", "样府办发﹝2017﹞第12号"),
        ("样府办发〔二〇一七〕十二号", "样府办发〔二〇一七〕十二号"),
        ("样府办发〔二○一七〕12号", "样府办发〔二○一七〕12号"),
        ("样 府 办 发 〔2017〕 12 号", "样府办发〔2017〕12号"),
        ("样府办发〔2017〕12号　　　签发人：李某", "样府办发〔2017〕12号"),
        ("样府办发〔2017〕12-1号", "样府办发〔2017〕12-1号"),
        ("样教发〔2017〕12号　样财发〔2017〕3号", "样教发〔2017〕12号"),
        ("样本区教育局公告2020年38号", "样本区教育局公告2020年38号"),
        ("样本区教育局公告 2020年第38号", "样本区教育局公告2020年第38号"),
        ("样本区人民政府令（第12号）", "样本区人民政府令（第12号）"),
        ("样本区人民政府令 第 十二 号", "样本区人民政府令第十二号"),
        ("〔2019〕第4号", "〔2019〕第4号"),
    ],
)
def test_a_number_on_a_line_of_its_own(line: str, shown: str) -> None:
    assert number(TITLE, line, "各单位：") == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("关于某事的通知（样教发〔2023〕5号）", "样教发〔2023〕5号"),
        ("样教发〔2023〕5号关于某事的通知", "样教发〔2023〕5号"),
        ("样本区人民政府公告2023年第4号", "样本区人民政府公告2023年第4号"),
        ("就业局通知样就发〔2023〕5号", "样就发〔2023〕5号"),
    ],
)
def test_a_number_in_the_title(title: str, shown: str) -> None:
    assert number(title, "各学校：") == shown


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (TITLE, ("各单位：", "根据《某通知》（样府发〔2023〕1号）要求，", "样府发〔2023〕1号")),  # past the salutation nothing is a header
        (TITLE, ("为贯彻样府发〔2023〕1号文件精神，现通知如下。",)),
        ("关于转发市教发〔2023〕9号文件的通知", ("各学校：",)),
        ("关于贯彻落实样府发〔2023〕9号", ("各学校：",)),
        ("《样教发〔2023〕5号》政策解读", ("为了",)),
        ("样教发〔2023〕5号关于某事的通知解读", ("为了",)),
        ("双色球第2020106期开奖公告", ("本期中奖情况",)),
    ],
)
def test_the_number_of_another_document_is_not_its_own(title: str, lines: tuple[str, ...]) -> None:
    assert number(title, *lines) is None


def test_a_forwarding_notice_bears_its_own_number_and_not_the_forwarded_one() -> None:
    lines = ("样教发〔2023〕5号", "各学校：", "现将市教育局通知转发给你们。", "市教发〔2023〕9号")
    assert number("样本区教育局转发市教育局关于某事的通知", *lines) == "样教发〔2023〕5号"
    assert number("转发市教育局关于某事的通知", *lines[1:]) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("样府发〔二〇二三〕第十二号", "样府发[2023]12号", True),
        ("样府发〔2023〕012号", "样府发〔2023〕12号", True),
        ("样本区人民政府令第十二号", "第12号", True),
        ("样一发〔2023〕12号", "〔2023〕12号", True),
        ("样府发〔2023〕12号", "样府发〔2023〕13号", False),
        ("样府发〔2022〕12号", "样府发〔2023〕12号", False),
    ],
)
def test_one_number_in_two_spellings_is_no_conflict(one: str, other: str, alike: bool) -> None:
    assert (figures(one) == figures(other)) is alike


def fields(table: str, body: str = "<p>各单位：</p>", meta: str = "", rows: tuple[Row, ...] = ()) -> Fields:
    page = f"""<html><head><title>{TITLE}</title>{meta}</head><body><h1>{TITLE}</h1><table>{table}</table>
    <div id="zoom">{body}<p>正文说明有关事项，请遵照执行，特此通知，并抓好落实。正文说明有关事项，请遵照执行。</p></div></body></html>"""
    return resolve(read_page(Page(URL, page.encode())), rows)


def row_of(*pairs: tuple[str, str]) -> str:
    return "<tr>" + "".join(f"<td>{label}：</td><td>{value}</td>" for label, value in pairs) + "</tr>"


def test_a_number_split_over_tags_is_one() -> None:
    body = "<p><span>样府</span><span>办发</span><b>〔</b>20<i>23</i>〕<span> 12</span>号</p><p>各单位：</p>"
    assert fields("", body).doc_number == "样府办发〔2023〕12号"


def test_the_table_and_the_document_may_spell_it_differently() -> None:
    body = "<p>样府办发〔二〇二三〕十二号</p><p>各单位：</p>"
    found = fields(row_of(("发文字号", "样府办发〔2023〕12号"), ("索引号", "008/2023-1")), body)
    assert (found.doc_number, found.conflicts) == ("样府办发〔2023〕12号", ())


def test_a_table_that_names_another_number_than_the_document_is_a_conflict() -> None:
    body = "<p>样府办发〔2023〕13号</p><p>各单位：</p>"
    found = fields(row_of(("发文字号", "样府办发〔2023〕12号"), ("索引号", "008/2023-1")), body)
    assert found.conflicts == ("doc_number: 样府办发〔2023〕12号 ≠ body 样府办发〔2023〕13号",)


def test_every_field_of_a_table_is_read() -> None:
    found = fields(
        row_of(("索 引 号", "008/2023-1"), ("主题分类", "教育"))
        + row_of(("发文机关", "样本区教育局"), ("成文日期", "2023年5月29日"))
        + row_of(("公开方式", "主动公开"), ("有 效 性", "有效"))
        + row_of(("发布日期", "2023-05-30"), ("信息来源", "区政府办"))
    )
    assert (found.index_number, found.category, found.issuer) == ("008/2023-1", "教育", "样本区教育局")
    assert (found.disclosure, found.validity, found.source) == ("主动公开", "有效", "区政府办")
    assert (found.written.isoformat(), found.published.isoformat()) == ("2023-05-29", "2023-05-30")


def test_page_meta_tag_and_list_are_compared() -> None:
    meta = '<meta name="ArticleTitle" content="关于另一件事的公告"><meta name="PubDate" content="2023-06-02"><meta name="ContentSource" content="区教育局">'
    rows = (Row(URL, "关于第三件事的函", None),)
    found = fields(row_of(("索引号", "008/2023-1"), ("发布日期", "2023-05-30")) + row_of(("来源", "区政府办"), ("公开方式", "主动公开")), meta=meta, rows=rows)
    assert {conflict.partition(":")[0] for conflict in found.conflicts} == {"title", "published", "source"}
    assert any("row 关于第三件事的函" in conflict for conflict in found.conflicts)


def test_a_title_shortened_by_the_list_is_no_conflict() -> None:
    assert fields("", rows=(Row(URL, "关于做好某事", None), Row(URL, "关于做好某…", None))).conflicts == ()
