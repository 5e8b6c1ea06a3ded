"""Guides to disclosure, cited documents, policy answers and the zone 数字政府: what is read, and what is no such thing."""

import time

import pytest

from crawler.extract.citations import citations, code_of
from crawler.extract.guide import ELEMENTS, is_guide, read_guide
from crawler.extract.policy_answer import may_be_base, read_policy_answer
from crawler.extract.zone import NAMES, read_zone
from crawler.page import Page


@pytest.mark.parametrize(
    "words",
    [
        "依照2007年国务院令第492号公布的条例编制。",
        "自收到申请之日起15个工作日内予以答复。",
        "答复期限经批准可延长十五个工作日。",
        "按规定收取检索、复制、邮寄等成本费用。",
        "复制费用按物价部门核定的标准收取。",
    ],
)
def test_the_rules_of_2007_are_seen_and_quoted(words: str) -> None:
    (found,) = read_guide(words).leftovers
    assert found.quote in words and found.why


@pytest.mark.parametrize(
    "words",
    [
        "条例（2007年国务院令第492号公布，2019年国务院令第711号修订）。",
        "原条例规定的15个工作日答复期限已经调整。",
        "第三方应当自收到征求意见书之日起15个工作日内提出意见，逾期未答复的由行政机关决定。",
        "投诉人可以要求15个工作日内答复举报事项。",
        "提供政府信息不收取检索费、复制费。",
        "检索、复制费用的收取已经停止。",
        "本机关收取邮寄的申请表和复制件。",
        "自收到申请之日起20个工作日内答复，可延长20个工作日。",
        "补正通知应在7个工作日内发出。",
    ],
)
def test_what_only_looks_like_them_is_left_alone(words: str) -> None:
    assert read_guide(words).leftovers == ()


def test_a_text_without_any_of_the_nine_lacks_all() -> None:
    assert read_guide("暂无。").missing == tuple(ELEMENTS)
    assert "办公时间" in read_guide("自收到申请之日起20个工作日内答复。").missing


@pytest.mark.parametrize(("title", "expected"), [
    ("区教育局政府信息公开指南", True), ("青禾镇政务公开指南（2023年版）", True), ("义务教育办事指南", False),
    ("关于做好政府信息公开指南编制工作的通知", False), ("基层政务公开标准指引", False),
])  # fmt: skip
def test_guides_by_their_titles(title: str, expected: bool) -> None:
    assert is_guide(title) is expected


def test_documents_cited_as_a_basis_and_others() -> None:
    text = (
        "样府规〔2023〕9号\n根据《停车管理办法》（样府规〔2022〕1号）和样府办规[2021]第3号文件，现予公告。\n"
        "样府规〔2019〕7号已废止。\n联系电话见样府函〔2023〕2号。\n依据〔2022〕5号。"
    )
    found = citations(text)
    assert [(c.key, c.title, c.is_basis) for c in found] == [
        ("样府规〔2022〕1号", "停车管理办法", True), ("样府办规〔2021〕3号", "", True), ("样府函〔2023〕2号", "", False),
    ]  # fmt: skip
    assert [text[c.place.start : c.place.end] for c in found] == ["样府规〔2022〕1号", "样府办规[2021]第3号", "样府函〔2023〕2号"]
    assert code_of(found[1].key) == "样府办规"


def test_policy_answers_by_topic_form_and_document() -> None:
    one = read_policy_answer("随迁子女入学需要哪些材料？", "答：依据《入学登记通知》（样教函〔2023〕27号）。")
    assert ("教育" in one.topics, one.is_question, one.names_document) == (True, True, True)
    other = read_policy_answer("我区召开推进会", "会议要求加快进度。")
    assert (other.topics, other.is_question, other.names_document) == ((), False, False)
    assert may_be_base("区人社局政策问答库") and not may_be_base("政策解读")


def test_links_stand_with_their_names() -> None:
    html = "<body><a href='/a'>一网通办</a><h3>一网监管</h3><p><a href='b.html'>进入</a><a href='#'>空</a></p><p>一网公开、一网协同</p></body>"
    zone = read_zone(Page("http://a.example/zone/", html.encode()))
    assert zone.shown == frozenset(NAMES)
    assert (zone.links_of("一网通办"), zone.links_of("一网监管")) == (("http://a.example/a",), ("http://a.example/zone/b.html", ""))
    assert zone.links_of("一网协同") == ()
    hidden = read_zone(Page("http://a.example/", b"<body><script>var a='" + "一网通办".encode() + b"'</script><img src=x></body>"))
    assert hidden.shown == frozenset() and hidden.has_pictures


@pytest.mark.parametrize("words", ["收取检索", "行政复议，", "到", "15个工作日", "《", "样府规〔2022〕1号，", "根据", "号〔2020〕", "问：", "1、", "0123-"])
def test_hostile_texts_are_read_in_moments(words: str) -> None:
    text = words * (200_000 // len(words))
    begun = time.process_time()
    read_guide(text)
    citations(text)
    read_policy_answer(text, text)
    assert time.process_time() - begun < 3
