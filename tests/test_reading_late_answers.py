"""Answers a report on disclosure itself calls too late, and what only sounds like it."""

import pytest

from crawler.extract.late_answers import read_late_answers
from tests.places import prove


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2022年收到申请8件，其中2件申请超过法定期限答复。", 2),
        ("全年逾期答复1件，已向申请人说明。", 1),
        ("逾期答复件数：３件", 3),
        ("因人员变动，有两件未在法定期限内答复。", 2),
        ("未按期办结申请1件。", 1),
        ("逾期未答复申请1件，被复议机关确认违法。", 1),
        ("逾期答复\t0\t2", 2),
        ("其中：超期办理\t1\t0\t0\t0\t0\t0\t1", 1),
        ("逾期答复 0 2", 2),
        ("收到申请 8 件，有 2 件 逾期答复。", 2),
    ],
)
def test_counted_admissions_are_sure(text: str, count: int) -> None:
    (found,) = read_late_answers(text)
    prove(found, text)
    assert (found.how, found.count, found.sure) == ("counted", count, True)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("个别申请存在超期答复的情况。", "told"),
        ("因逾期答复被行政复议机关确认违法。", "told"),
        ("依申请公开申请按期答复率95%。", "rate"),
        ("全区各单位逾期答复共2件。", "counted"),
        ("上年逾期答复1件，今年已整改到位。", "counted"),
        ("收到申请8件，超期1件。", "counted"),
    ],
)
def test_what_a_person_must_look_at(text: str, how: str) -> None:
    (found,) = read_late_answers(text)
    prove(found, text)
    assert found.how == how and not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "全年收到申请8件，均在法定期限内答复，无逾期答复。",
        "收到申请12件，全部按期答复，未出现逾期情况。",
        "没有超期答复的申请。",
        "逾期答复0件。",
        "逾期答复件数为零件。",
        "办结12件无逾期答复。",
        "办理申请20件未超期。",
        "杜绝超期回复。",
        "严防逾期答复，提高办理质量。",
        "下一步将健全逾期答复预警机制，加强督办。",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t2\t0\t0\t0\t0\t0\t2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t1\t0\t0\t0\t0\t0\t1",
        "有3件申请因申请人逾期不补正不再处理。",
        "个别申请答复不够及时。",
        "通知补正2件，其中1件补正逾期未答复，视为放弃申请。",
        "1件逾期未答复，视为放弃申请。",
        "有1件征求意见的第三方逾期未答复，决定予以公开申请的信息。",
        "不予受理复议申请1件，因逾期提起。",
        "不予受理复议1件因逾期申请。",
        "依申请公开申请按期答复率100%。",
        "办理人大代表建议12件，按期办结率98%。",
        "网上留言回复超期2件。",
        "逾期答复\t0\t0",
        "逾期答复 1 0",
        "1.申请人逾期不补正 2 0 0 0 0 0 2",
        "收到申请8件，答复8件。",
        "",
    ],
)
def test_what_admits_nothing(text: str) -> None:
    assert read_late_answers(text) == ()


def test_a_long_text_is_read_in_time() -> None:
    assert read_late_answers("逾期答复2" * 200_000) == ()
