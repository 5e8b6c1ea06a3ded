"""The lists of wrong wordings hold together, and contexts in which old words are right are left alone."""

from datetime import date

import pytest

from crawler.site import load
from rules.wording import Lexicon, edition, lexicon
from rules.wording.days import wrong_days

DAY = date(2023, 6, 5)


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon(load("dachuan"))


def said(words: Lexicon, text: str, day: date | None = DAY) -> list[str]:
    return [each.said for each in words.wrong_in(text, day)]


def test_no_wrong_wording_is_a_name_of_the_district_or_right_elsewhere(words: Lexicon) -> None:
    own = {name for unit in load("dachuan").units if unit.valid_to is None for name in (unit.name, unit.full_name, *unit.aliases)}
    rights = {entry.right for entry in words.entries.values()}
    always = {wrong for wrong, entry in words.entries.items() if entry.since is None}
    assert not own & set(words.entries) and not rights & always
    assert all(entry.source and 1 <= entry.level <= 3 for entry in words.entries.values())
    assert words.edition == edition()


def test_what_is_found_has_its_surroundings(words: Lexicon) -> None:
    (found,) = words.wrong_in("会议要求，各部门要按照统一布署，抓好秸秆禁烧，确保取得实效，不得推诿扯皮。", DAY)
    assert (found.said, found.right, found.around) == ("布署", "部署", "会议要求，各部门要按照统一布署，抓好秸秆禁烧，确保取得实效，不得推诿扯")


@pytest.mark.parametrize(
    "text",
    [
        "他自己经营", "各自已完成", "山脉博物馆", "按装配式建筑", "教育部暑期安排", "为实现目的的各项措施", "招标标的的交付", "环境保护部门", "国土资源部门",
        "《关于布署工作的通知》", "误写为“布署”", "原区工商局", "将区工商局的职责整合", "区工商局更名为区市场监管局", "区工商局（现区市场监管局）", "国土资源部令第68号",
        "2016年，区国土局批准", "邻县区工商局", "渝北区工商局", "党史教育基地",
    ],
)  # fmt: skip
def test_contexts_in_which_it_is_right(words: Lexicon, text: str) -> None:
    assert said(words, text) == []


def test_an_old_name_is_wrong_a_year_after_the_reform_and_only_where_the_day_is_known(words: Lexicon) -> None:
    text = "请区工商局落实"
    assert said(words, text, date(2020, 3, 30)) == [] == said(words, text, None)
    assert said(words, text, date(2020, 3, 31)) == ["区工商局"] == said(words, text)


def test_a_unit_that_ended_is_called_by_its_heir_afterwards(words: Lexicon) -> None:
    assert said(words, "由区乡村振兴局负责", date(2024, 12, 31)) == []
    assert said(words, "由区乡村振兴局负责", date(2026, 1, 2)) == ["区乡村振兴局"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年6月7日（星期三）", False), ("2023年6月7日（星期二）", True), ("6月7日星期一", True), ("2023年2月29日", True), ("2024年2月29日", False),
        ("2023年6月31日", True), ("2023年13月1日", True), ("6月5日至7日（周一至周三）", False), ("2023年6月7日（周二、周四）", False), ("“2023年6月31日”", False), ("每月31日", False),
    ],
)  # fmt: skip
def test_days(text: str, *, wrong: bool) -> None:
    assert bool(list(wrong_days(text, DAY))) is wrong


def test_around_the_turn_of_the_year_a_day_may_be_of_either() -> None:
    assert list(wrong_days("1月1日（星期一）", date(2023, 12, 28))) == []
    assert list(wrong_days("1月1日（星期二）", date(2023, 12, 28)))
