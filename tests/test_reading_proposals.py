"""Titles and pages of 建议提案: replies, summaries, lists; and what only looks like one."""

import time
from datetime import date

import pytest

from crawler.extract.proposals import read_proposal_title, read_reply, read_summary

TITLES = [
    ("对区第十九届人大三次会议第12号建议的答复", "reply", "建议", "12", ""),
    ("对区政协第八届二次会议第31号提案的答复", "reply", "提案", "31", ""),
    ("区教育局关于区政协八届二次会议第31号提案办理情况的答复（摘要）", "reply", "提案", "31", "区教育局"),
    ("示例市教育局对市政协五届三次会议第7号提案的答复", "reply", "提案", "7", "示例市教育局"),
    ("关于政协样本区第八届委员会第二次会议第2023045号提案的答复函", "reply", "提案", "2023045", ""),
    ("区十九届人大三次会议第23号代表建议办理结果公开", "reply", "建议", "23", ""),
    ("关于对区十九届人大三次会议第8号建议答复的函", "reply", "建议", "8", ""),
    ("区教育局办理区政协提案第31号答复", "reply", "提案", "31", "区教育局"),
    ("关于第12号建议办理情况的函", "reply", "建议", "12", ""),
    ("关于加强停车管理提案的答复", "reply", "提案", "", ""),
    ("对李*代表关于加强停车管理建议的答复", "reply", "建议", "", ""),
    ("对区政协第八届二次会议第31号提案的答复.pdf", "reply", "提案", "31", ""),
    ("样本区2023年上半年人大代表建议和政协提案办理总体情况", "summary", "建议 提案", "", ""),
    ("区教育局2023年建议提案办理情况", "summary", "建议 提案", "", ""),
    ("提案议案办理结果公开", "summary", "建议 提案", "", ""),
    ("样本区2023年人大代表建议交办清单", "list", "建议", "", ""),
    ("2023年建议提案任务分解表", "list", "建议 提案", "", ""),
    ("区教育局召开2023年建议提案办理工作推进会", "news", "建议 提案", "", ""),
    ("区教育局扎实做好建议提案答复", "news", "建议 提案", "", ""),
    ("区教育局对人大代表建议答复率100%", "news", "建议", "", "区教育局"),
    ("区人大常委会督办第12号建议", "news", "建议", "12", ""),
    ("政协委员走进区教育局面商提案办理", "news", "提案", "", ""),
    ("区政府办关于做好2023年建议提案办理工作的通知", "about", "建议 提案", "", "区政府办"),
    ("样本区建议提案办理工作办法", "about", "建议 提案", "", ""),
]


@pytest.mark.parametrize(("title", "role", "kinds", "number", "subject"), TITLES)
def test_a_title_says_what_it_is(title: str, role: str, kinds: str, number: str, subject: str) -> None:
    read = read_proposal_title(title)
    assert read is not None
    assert (read.role, " ".join(read.kinds), read.number, read.subject) == (role, kinds, number, subject)


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求教育发展规划意见建议的公告",
        "意见建议采纳情况反馈",
        "合理化建议的答复",
        "网友建议的答复",
        "关于加强停车管理建议的答复",
        "区教育局2023年部门预算",
        "营商环境建议征集",
    ],
)
def test_what_speaks_of_no_deputy_or_member_is_none_of_it(title: str) -> None:
    assert read_proposal_title(title) is None


def test_a_title_without_a_body_is_a_reply_when_its_page_addresses_a_deputy() -> None:
    read = read_proposal_title("关于加强停车管理建议的答复", "冯*代表：\n您提出的建议收悉，现答复如下：已划定车位。")
    assert read and read.role == "reply" and read.kinds == ("建议",)
    assert read_proposal_title("关于加强停车管理建议的答复", "网友您好：已转有关部门。") is None


def test_the_year_comes_from_the_title_or_from_a_number_that_begins_with_it() -> None:
    years = {t: read.years for t in ("对区政协第2022045号提案的答复", "区教育局2023年建议提案办理情况", "对第45号提案的答复") if (read := read_proposal_title(t))}
    assert list(years.values()) == [(2022,), (2023,), ()]


def test_part_of_a_year_is_told_from_the_whole() -> None:
    half, whole = (read_proposal_title(f"样本区2023年{part}建议提案办理总体情况") for part in ("上半年", ""))
    assert half and whole and half.interim and not whole.interim


REPLY = """李*代表：
您提出的“完善充电设施布局的建议”收悉，现答复如下。
今年计划在城区公共停车场新增快充桩六十个，其中四十个已投入使用。
感谢您对我局工作的关心和支持。
样本区发展和改革局
2023年5月31日
（联系人：办公室，联系电话：0000-0000000）"""


def test_a_reply_tells_its_elements() -> None:
    read = read_reply("对区第十九届人大三次会议第12号建议的答复", REPLY)
    assert (read.number, read.proposer, read.signed) == ("12", "masked", date(2023, 5, 31))
    assert 30 <= read.answer <= 40  # the sentence that answers, nothing of the courtesies


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("张明华代表：\n已完成。", "named"),
        ("尊敬的李*、周**委员：\n已完成。", "masked"),
        ("民盟样本区支部：\n已完成。", "group"),
        ("陈某某等5名代表提出的建议收悉。", "masked"),
        ("已完成改造。", ""),
    ],
)
def test_who_asked_may_be_named_masked_a_group_or_left_out(text: str, proposer: str) -> None:
    assert read_reply("第1号建议的答复", text).proposer == proposer


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("已完成。\n区教育局\n2023年6月6日", date(2023, 6, 6)),
        ("已完成。2023年6月6日。", date(2023, 6, 6)),
        ("已完成。\n二〇二三年六月六日\n附件：表", date(2023, 6, 6)),
        ("新校区预计2024年9月1日投入使用。", None),
        ("新校区于2023年3月1日开工，预计明年投入使用。", None),
        ("", None),
    ],
)
def test_only_a_date_below_the_text_is_a_signature(text: str, signed: date | None) -> None:
    assert read_reply("第1号建议的答复", text).signed == signed


def test_the_undertaker_and_a_number_in_the_text() -> None:
    read = read_reply("关于停车提案的答复", "承办单位：区教育局\n李*委员：\n您提出的《关于停车的提案》（第12号）收悉。")
    assert (read.undertaker, read.number) == ("区教育局", "12")


def test_courtesies_alone_answer_nothing() -> None:
    assert read_reply("第1号建议的答复", "李*委员：\n您提出的提案收悉，现答复如下：\n感谢您的关心。\n区教育局\n2023年6月1日").answer == 0
    assert read_reply("第1号建议的答复", "见附件。").refers_to_file


def test_a_summary_tells_numbers_and_results() -> None:
    read = read_summary("共承办代表建议七十六件、政协提案91件，办结率100%。")
    assert read.counts == (76, 91) and read.outcomes
    assert not read_summary("会议强调要认真办理。").outcomes


def test_hostile_titles_and_texts_are_read_in_no_time() -> None:
    begun = time.monotonic()
    for evil in ("提案的答复" + "1" * 290 + "x", "提案的答复" + "()" * 140 + "x", "人大" * 150, "代表建议" * 70, "第1届" * 100):
        read_proposal_title(evil)
    for evil in ("您提出" * 30_000, "代表在" * 30_000, "承办" * 40_000, "*" * 90_000, "（" * 90_000, "2023年1月1日" * 9_000):
        read_reply("第1号建议的答复", evil)
        read_summary(evil)
    assert time.monotonic() - begun < 5
