"""By which day notices of applications want to be answered, and which days are none of that."""

from datetime import date

import pytest

from crawler.extract.application_deadline import is_application_notice, read_application_deadline, says_over
from tests.places import prove

SHOWN = date(2023, 5, 20)


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("申报截止时间：2023年6月30日。", (2023, 6, 30)),
        ("报名时间为6月1日至6月10日，逾期不再受理。", (2023, 6, 10)),
        ("三、申报时间：2023年6月1日9:00—2023年6月20日17:00", (2023, 6, 20)),
        ("请各企业于2023年6月30日前将材料报送区教育局。", (2023, 6, 30)),
        ("请于6月15日下午17:00前提交申请表。", (2023, 6, 15)),
        ("受理时间即日起至2023年6月18日。", (2023, 6, 18)),
        ("材料报送截止到6月底。", (2023, 6, 30)),
        ("初审材料5月30日前报送镇政府。\n复核材料6月20日前报送区教育局。", (2023, 6, 20)),
        ("报名截止日期：2023-06-12", (2023, 6, 12)),
        ("请于1月15日前报送。", None),  # far behind the day of publication: of which year nobody knows
    ],
)
def test_the_last_day_named(text: str, closes: tuple[int, int, int] | None) -> None:
    found = read_application_deadline(text, SHOWN)
    prove(found, text)
    assert found.closes == (date(*closes) if closes else None)


def test_a_day_without_a_year_may_stand_in_the_next() -> None:
    assert read_application_deadline("请于1月15日前报送申报材料。", date(2022, 12, 20)).closes == date(2023, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "本通知长期有效，请于2023年6月30日前申报第一批。",
        "常年受理申请。报名截止时间：2023年6月30日。",
        "招满为止，报名时间为6月1日至6月10日。",
        "因故延期，报名截止时间另行通知。",
    ],
)
def test_what_has_no_end(text: str) -> None:
    found = read_application_deadline(text, SHOWN)
    assert found.closes is None and found.is_open_ended


@pytest.mark.parametrize(
    "text",
    ["政策有效期至2023年6月30日。", "逾期不予受理。", "2022年6月30日前注册成立的企业。", "报名截止时间：2022年6月30日。", ""],
)
def test_what_names_no_sure_end(text: str) -> None:
    assert read_application_deadline(text, SHOWN).closes is None


@pytest.mark.parametrize(
    ("title", "is_notice"),
    [
        ("关于申报2023年度就业见习单位的通知", True),
        ("2023年志愿者招募公告", True),
        ("关于开展2023年度专精特新企业认定工作的通知", True),
        ("关于组织申报2023年技改奖补项目的通知", True),
        ("关于延长技改奖补项目申报期限的通知", False),
        ("区教育局公开招聘教师公告", True),
        ("关于征集稳岗返还企业的通告", True),
        ("2023年度就业见习单位名单公示", False),
        ("关于申报2023年度就业见习单位的通知（已截止）", False),
        ("就业见习单位申报结果公告", False),
        ("区教育局部署申报工作", False),
        ("就业见习管理办法", False),
        ("关于召开工作会议的通知", False),
        ("建设用地征收土地预公告", False),
    ],
)
def test_which_titles_call_for_applications(title: str, is_notice: bool) -> None:
    assert is_application_notice(title) is is_notice


@pytest.mark.parametrize(
    ("words", "over"),
    [("【已截止】", True), ("（已结束）", True), ("报名已截止", True), ("申报已结束，谢谢参与", True), ("截止时间：6月30日", False), ("请在结束前报名", False)],
)
def test_marks_of_an_end(words: str, over: bool) -> None:
    assert says_over(words) is over


def test_a_long_text_is_read_in_time() -> None:
    assert read_application_deadline("请于6月前" * 20_000, SHOWN).closes is None
