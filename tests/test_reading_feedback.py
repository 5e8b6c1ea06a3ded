"""征集结果反馈: what is one, and what it states."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.extract import feedback
from crawler.extract.feedback import Feedback, asked_nobody, tells_of_opinions
from crawler.extract.numerals import read_count
from tests.places import placed

read_feedback = placed(feedback.read_feedback)

TITLE = "关于《样本区公共停车管理办法（征求意见稿）》公开征求意见采纳情况的公告"
RECEIVED, ADOPTED, REASONS = "收到意见的数量", "采纳意见的数量", "未采纳意见的理由"
TABLE = "序号\t反馈人\t意见内容\t是否采纳\t采纳理由\n1\t李**\t增设公示牌\t是\t已补充\n2\t某公司\t取消限时\t否\t{}"


def read(text: str, title: str = TITLE) -> Feedback:
    return read_feedback(title, text)


@pytest.mark.parametrize(
    ("received", "adopted", "missing", "text"),
    [
        (12, 7, (REASONS,), "共收到意见建议12条，采纳7条，未采纳5条。"),
        (12, 7, (), "共收到意见建议十二条，采纳七条，未采纳五条，未采纳的理由是超出本办法的规范范围。"),
        (12, 9, (), "收到意见12条，采纳9条，其余3条因与上位法冲突未采纳。"),
        (8, 5, (), "共收到意见8条，其中5条予以采纳，3条未采纳。未采纳理由如下：\n1.提高补助标准受年度预算约束，本次不作调整。"),
        (6, 4, (), "共收到反馈意见6条，经研究，采纳意见4条，不采纳意见2条，主要是不符合现行政策规定。"),
        (3, 3, (), "征求意见期间，收到3条意见，均已采纳。"),
        (5, 5, (), "收到意见5条，其中线上3条、电话2条，全部采纳。"),
        (9, 9, (), "本次征求意见共收到9条修改意见，采纳率100%。"),
        (1, 1, (), "城乡一体化方案征求意见共收到一条意见，予以采纳。"),
        (1, 0, (REASONS,), "收到意见1条，不予采纳。"),
        (2, 0, (), "收到意见2条，均未采纳，原因是与上位法不一致。"),
        (16, 2, (REASONS,), "期间收到网上留言3条，电话反馈13次，共采纳修改意见2条。"),
        (12, 9, (), "发放问卷200份，收回180份，收到意见12条，采纳9条，其余因超出职权未采纳。"),
        (3, 3, (), "未收到书面意见，收到网上意见3条，已全部吸收采纳。"),
        (12, 10, (), "意见征集数量：12条\n采纳数量：10条\n不采纳2条，因已在其他文件中规定。"),
        (24, None, (ADOPTED,), "共收到营商、交通等七个方面24条意见建议。对合理可行的予以全部采纳，其余不属于本次范围，不予采纳。"),
        (20, 15, (REASONS,), "共征集到意见建议20余条，采纳15条，未采纳5条，理由将另行公布。"),
        (None, None, (RECEIVED, ADOPTED), "收到若干意见，已认真研究。"),
        (None, None, (RECEIVED, ADOPTED), "公开征求意见工作已经结束，感谢各界关心。"),
        (2, 1, (), TABLE.format("限时停放是为了提高周转")),
        (2, 1, (REASONS,), TABLE.format("")),
        (2, 1, (), "意见一：增加车位。采纳情况：采纳。\n意见二：降低收费。采纳情况：未采纳，收费标准由价格部门另行制定。"),
        (None, None, (RECEIVED, ADOPTED), "关于征集2023年10件民生实事的公告发布后，反响热烈。"),
    ],
)
def test_counts_and_reasons(received: int | None, adopted: int | None, missing: tuple[str, ...], text: str) -> None:
    found = read(text)
    assert found.is_feedback
    assert (found.received, found.adopted, found.missing) == (received, adopted, missing)
    assert not found.none_received


@pytest.mark.parametrize(
    "text",
    [
        "征求意见期间未收到意见和建议。",
        "截至公示期满，未收到任何意见建议反馈。",
        "期间共收到0条公众意见，逾期未反馈视为无意见。",
        "社会公众没有提出意见。",
        "征集期间，各界群众无反馈意见。",
        "至10月13日止，没有收到相关来电、来信和邮件。",
    ],
)
def test_nothing_received_is_said(text: str) -> None:
    found = read(text)
    assert found.none_received
    assert not found.missing
    assert found.quote == text


def test_silence_taken_as_consent_is_not_a_statement_that_nothing_came() -> None:
    assert not read("逾期未反馈的，视为没有意见。").none_received


def test_the_numbers_of_a_named_document_are_no_counts() -> None:
    found = read("《关于征集2023年10件民生实事建议的公告》发布后，收到建议4条，采纳4条。")
    assert (found.received, found.adopted) == (4, 4)


def test_partly_adopted_is_told_apart() -> None:
    found = read("共收到意见建议12条，采纳7条，部分采纳2条，未采纳3条，因不符合上位法未采纳。")
    assert (found.adopted, found.partly, found.not_adopted) == (7, 2, 3)


def test_a_reference_to_a_file_is_noticed() -> None:
    assert read("采纳情况详见附件。").refers_to_file
    assert not read("公开征求意见后，收到意见3条，均已采纳。").refers_to_file


def test_the_period_it_looks_back_on_is_kept() -> None:
    found = read("2023年5月10日至6月9日，区司法局就该办法公开征求意见。共收到意见3条，均已采纳。")
    assert [(p.opens, p.closes) for p in found.periods] == [(date(2023, 5, 10), date(2023, 6, 9))]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("《样本区公共停车管理办法》的结果反馈", "5月我局就该办法向社会征求了意见，收到意见3条，均已采纳。"),
        ("关于征求政务公开专区建设意见的通知", "5月公开征求意见，截止6月9日，共征集意见3条，采纳2条，未采纳1条。"),
        ("", "我区就重大决策目录向社会公开征求意见，收到意见2条，均已采纳。"),
    ],
)
def test_the_body_decides_where_the_title_does_not(title: str, text: str) -> None:
    assert read(text, title).is_feedback


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于公开征求《样本区公共停车管理办法》意见的公告", "现公开征求意见，请于6月9日前提出意见。我局将研究采纳情况。"),
        ("区司法局召开公共停车管理办法征求意见座谈会", "会上征求意见，收到建议12条，采纳8条。"),
        ("关于巡察反馈意见整改情况的通报", "巡察组征求意见并反馈意见12条，采纳12条。"),
        ("关于区政协第12号提案建议办理情况的答复", "征求意见后，采纳建议3条。"),
        ("《样本区公共停车管理办法（征求意见稿）》起草说明", "公开征求意见，收到意见12条，采纳7条。"),
        ("关于印发《样本区公共停车管理办法》的通知", "第九条 征求意见后应当公布收到意见的条数和采纳3条以上的理由。"),
        ("区财政局2023年部门预算", "征求意见，收到意见12条，采纳7条。"),
    ],
)
def test_near_misses_are_no_feedback(title: str, text: str) -> None:
    assert not read(text, title).is_feedback


@pytest.mark.parametrize(
    ("written", "count"), [("12", 12), ("１２", 12), ("十二", 12), ("两百", 200), ("二三", 23), ("三十二十", None), ("百", None)]
)
def test_counts_are_read_strictly(written: str, count: int | None) -> None:
    assert read_count(written) == count


def test_real_excerpts(real: Path) -> None:
    labelled = [json.loads(line) for line in (real / "texts" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {}
    for entry in labelled:
        reading = read_feedback(entry["title"] or "", (real / entry["file"]).read_text(encoding="utf-8"))
        assert reading.is_feedback == (entry["rule_class"] == "意见采纳情况"), entry["file"]
        found[entry["file"]] = reading
    assert (found["texts/01_adopt.txt"].adopted, found["texts/01_adopt.txt"].periods[0].closes) == (2, date(2022, 11, 24))
    assert (found["texts/03_adopt.txt"].received, found["texts/03_adopt.txt"].periods[0].closes) == (24, date(2025, 1, 13))
    assert found["texts/03_adopt.txt"].reasons


@pytest.mark.parametrize(
    ("received", "adopted", "text"),
    [
        (3, 2, "共收到3条意见建议。\n一、关于收费标准。已采纳，在第五条明确。\n二、关于时间。已采纳。\n三、关于年检。未采纳。理由：上位法有规定。"),
        (3, None, "共收到3条意见建议。\n一、关于收费标准。已采纳。\n二、关于时间。已采纳。"),  # not as many answers as opinions
        (0, 0, "公示期满，无单位和个人提出异议。"),
        (0, 0, "征求意见情况：零反馈。"),
        (0, 0, "收到意见：无。采纳情况：无。"),
    ],
)
def test_answers_in_numbered_lines_count_when_they_are_as_many_as_were_received(received: int, adopted: int | None, text: str) -> None:
    found = read(text)
    assert (found.received, found.adopted) == (received, adopted)


@pytest.mark.parametrize(
    ("unclear", "text"),
    [
        (True, "征求意见期间，收到群众反馈意见若干，均已吸收采纳并完善。"),
        (True, "有两位市民通过电话提出意见，我局逐一研究，均已采纳。"),
        (True, "共收到意见12条，采纳7条，不予采纳的已逐一沟通。"),
        (False, "共收到意见12条，采纳7条，未采纳5条。"),
        (False, "共收到意见12条，已认真研究。"),
        (False, "公开征求意见工作已经结束，感谢社会各界的关心和参与。"),
        (False, "共收到意见3条，均已采纳。"),  # nothing is missing
    ],
)
def test_what_is_missing_may_be_told_in_other_words(unclear: bool, text: str) -> None:
    assert read(text).unclear is unclear


def test_an_explanation_that_gives_the_counts_tells_of_opinions() -> None:
    assert tells_of_opinions("二、征求意见情况：共收到意见3条，采纳3条。")
    assert not tells_of_opinions("二、主要内容：采纳3条技术路线，收到良好效果。")


def test_a_collection_of_emblems_has_no_feedback() -> None:
    assert not read("共收到作品12件，采纳1件。", "区教育局标识征集结果公告").is_feedback


@pytest.mark.parametrize("text", ["反馈意见：0", "意见征集：无。", "反馈人数：0", "没有单位和个人反馈。"])
def test_nought_after_a_label(text: str) -> None:
    assert read(text).none_received


def test_a_statement_that_nobody_was_asked() -> None:
    assert asked_nobody("2023年上半年意见采纳情况", "2023年上半年我局未开展公开征求意见。")
    assert not asked_nobody("《某办法》意见采纳情况", "征求意见期间未收到意见。")
    assert not asked_nobody("意见采纳情况", "公开征求意见期间未收到意见。")
