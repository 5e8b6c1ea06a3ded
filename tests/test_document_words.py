"""Deadlines and units as task documents write them."""

from datetime import date

import pytest

from rules.document import read_deadline
from rules.document.units import abbreviates, is_unit_list, read_units

# ---- deadlines


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("8月31日", date(2025, 8, 31)),
        ("8月底前", date(2025, 8, 31)),
        ("2 月 底前", date(2025, 2, 28)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2025年6月30日前", date(2025, 6, 30)),
        ("2025.6.30", date(2025, 6, 30)),
        ("１１月底", date(2025, 11, 30)),
        ("十二月三十一日", date(2025, 12, 31)),
        ("6月上旬", date(2025, 6, 10)),
        ("6月中旬前", date(2025, 6, 20)),
        ("6月下旬", date(2025, 6, 30)),
        ("年底前", date(2025, 12, 31)),
        ("2026年底前", date(2026, 12, 31)),
        ("今年年底前", date(2025, 12, 31)),
        ("明年1月底前", date(2026, 1, 31)),
        ("第三季度", date(2025, 9, 30)),
        ("上半年", date(2025, 6, 30)),
        ("10月底前完成", date(2025, 10, 31)),
    ],
)
def test_words_that_name_a_day_give_it(words: str, day: date) -> None:
    assert read_deadline(words, 2025) == day


@pytest.mark.parametrize(
    "words",
    [
        "及时公开",
        "长期坚持",
        "持续推进",
        "全年",
        "每季度",
        "每年1月31日前",  # recurs
        "8月前",  # July or August?
        "三季度前",
        "2025年6月—12月",
        "7月31日前完成；12月31日前总结",
        "12月底前完成并长期坚持",
        "2月30日",
        "20个工作日内",
        "按上级要求",
        "2025年",
    ],
)
def test_words_that_name_no_single_day_stay_words(words: str) -> None:
    assert read_deadline(words, 2025) == words


@pytest.mark.parametrize("words", ["", "—", "县财政局", "持续完善专栏内容", "做好政务公开"])
def test_what_is_no_deadline_is_none(words: str) -> None:
    assert read_deadline(words, 2025) is None


def test_a_day_without_any_year_stays_in_words() -> None:
    assert read_deadline("8月31日", None) == "8月31日"
    assert read_deadline("2025年8月31日", None) == date(2025, 8, 31)


# ---- units


@pytest.mark.parametrize(
    ("cell", "names", "open_list"),
    [
        ("县发改局、县财政局", ("县发改局", "县财政局"), False),
        ("市发展和改革局和市财政局", ("市发展和改革局", "市财政局"), False),
        ("区司法局等区级相关部门", ("区司法局",), True),
        ("县教育局、红岩镇、大渡乡、新场街道等", ("县教育局", "红岩镇", "大渡乡", "新场街道"), True),
        ("县政府组成部门，各乡、镇人民政府，各街道办事处。", ("@constituent", "@townships", "@subdistricts"), False),
        ("各乡镇（街道）、县直各部门", ("@townships", "@subdistricts", "@departments"), False),
        ("各镇街，市级有关部门", ("@townships", "@subdistricts", "@departments"), False),
        ("各部门", ("@departments",), False),
        ("县 教 育 局", ("县教育局",), False),
        ("县教育局 县财政局", ("县教育局", "县财政局"), False),
        ("市公安局云溪县分局", ("市公安局云溪县分局",), False),
        ("红岩乡、镇安镇", ("红岩乡", "镇安镇"), False),
        ("县政府办公室（县外事办）", ("县政府办公室（县外事办）",), False),
    ],
)
def test_units_are_read_by_their_shape(cell: str, names: tuple[str, ...], open_list: bool) -> None:
    units = read_units(cell)
    assert (units.names, units.open_list, units.odd) == (names, open_list, ())
    assert is_unit_list(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "优化政务服务大厅",
        "完善机制，加强监督",
        "县教育局县财政局",
        "县教育局、",
        "公开率达100%以上",
        "持续推进",
        "县教育局、县财",
    ],
)
def test_what_is_no_list_of_units_is_not_taken_for_one(cell: str) -> None:
    assert not is_unit_list(cell)


def test_who_leads_and_who_supports_are_told_apart() -> None:
    units = read_units("由县教育局牵头，县财政局、县人社局等部门配合")
    assert (units.lead, units.support) == (("县教育局",), ("县财政局", "县人社局"))


def test_a_described_set_is_no_group() -> None:
    units = read_units("县审计局、被审计县级部门")
    assert units.described == ("被审计县级部门",)
    assert "@departments" not in units.names


def test_abbreviations_keep_first_and_last_character_and_the_order() -> None:
    assert abbreviates("区交运局", "区交通运输局")
    assert not abbreviates("区交运局", "县交通运输局")
    assert not abbreviates("区水务局", "区税务局")
    assert not abbreviates("区委办", "区委网信办")  # one character between them is no abbreviation to bet on
