"""公示期、公告期: what a notice says of how long it stands, and which other periods are none of that."""

from datetime import date

import pytest

from crawler.extract.notice_period import NoticePeriod, read_notice_periods
from tests.places import prove

SHOWN = date(2023, 6, 14)


def read(text: str, published: date | None = SHOWN) -> tuple[NoticePeriod, ...]:
    found = read_notice_periods(text, published)
    for each in found:
        prove(each, text)
    return found


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("第一中标候选人投标报价八千万元，公示期为6月14日至6月19日。", (2023, 6, 14), (2023, 6, 19)),
        ("公示时间：2023年6月14日至2023年6月19日", (2023, 6, 14), (2023, 6, 19)),
        ("公示期自2023年6月14日起至6月19日止", (2023, 6, 14), (2023, 6, 19)),
        ("公示起止时间\t2023-06-14 09:00—2023-06-19 17:00", (2023, 6, 14), (2023, 6, 19)),
        ("公示期为3个工作日，即2023年6月14日—19日。", (2023, 6, 14), (2023, 6, 19)),
        ("公示期限：12月30日至1月4日", (2023, 12, 30), (2024, 1, 4)),
        ("公告时间为2023年5月8日至2023年6月7日。", (2023, 5, 8), (2023, 6, 7)),
    ],
)
def test_both_days(text: str, opens: tuple[int, int, int], closes: tuple[int, int, int]) -> None:
    published = date(2023, 12, 30) if opens[1] == 12 else SHOWN
    found = read(text, published)
    assert [(p.opens, p.closes) for p in found] == [(date(*opens), date(*closes))]


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("公示期3日。", 3, "day"),
        ("公告期限为十个工作日。", 10, "workday"),
        ("本公告期限自公告之日起30日。", 30, "day"),
        ("公告时间不少于三十日。", 30, "day"),
    ],
)
def test_a_number_of_days(text: str, days: int, unit: str) -> None:
    found = read(text)
    assert {(p.days, p.unit) for p in found} == {(days, unit)}


@pytest.mark.parametrize(
    "text",
    [
        "公示期内如有异议，请在6月16日前书面提出。",
        "计划工期540日历天。",
        "被征地村民应于公告之日起5个工作日内提出听证申请。",
        "请在2023年6月20日至2023年7月5日办理补偿登记。",
        "公示期满无异议，确定第一中标候选人为中标单位，合同工期540日历天。",
        "公示期：6月31日至7月3日",
        "公示期：6月19日至6月14日",
    ],
)
def test_other_periods_are_not_the_notices(text: str) -> None:
    assert read(text) == ()


def test_a_day_without_a_year_and_without_publication_is_not_guessed() -> None:
    assert read("公示期为6月14日至6月19日。", None) == ()
    assert read("公示期为1月14日至1月19日。", SHOWN) == ()
