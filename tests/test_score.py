"""The score: the handbook's worked example step by step, the rules of counting, exact sums, wrong files, and the command."""

import json
import random
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive import Archive
from crawler.tomlfile import BadInput
from rules import decisions
from rules.findings import last_recorded
from rules.lab import precision
from rules.model import Evidence, Finding, Status
from rules.score import weights as weight_files
from rules.score.audit import _places
from rules.score.counting import Counting, sheets, unscored
from rules.score.formula import Given, converted, grade_of, places, scored, year_score
from rules.score.gain import gains
from rules.score.model import Deduction, Interval, Item, Sheet, State
from rules.score.points import cut, rounded, shared
from rules.score.weights import BUNDLED, Weights, load
from tests.outside import lines, zwgk
from tests.scripted_portal import article, list_page, scripted

D = Decimal
WEIGHTS = load("2023")
ALL = replace(WEIGHTS, counted="all")
TERMS = WEIGHTS.terms
AS_OF = date(2023, 9, 20)


# ---- the worked example


def deduction(points: str, *, repairable: bool = True) -> Deduction:
    return Deduction(D(points), D(0) if repairable else D(points), "R", "一般", "理由")


def item(name: str, points: str, *deductions: Deduction, state: State | None = None) -> Item:
    return Item(name, name[:1], name, D(points), state or (State.FAULT if deductions else State.MET), deductions)


REPAIRED = ("领导信息", "学前教育普及普惠", "突发事件应急预案和处置", "解读与文件关联", "链接与附件")
EXAMPLE = (
    item("领导信息", "2", deduction("0.50")),
    item("其余4项", "8"),
    item("学前教育普及普惠", "3", deduction("1.50")),
    item("突发事件应急预案和处置", "3", deduction("3.00")),
    item("人才服务管理政策", "3", state=State.NOT_APPLICABLE),
    item("其余3项", "9"),
    item("20个工作日", "4", deduction("0.5", repairable=False), deduction("0.5", repairable=False)),
    item("其余2项", "8"),
    item("7月31日事项目录", "5", deduction("1.00", repairable=False)),
    item("8月31日政策咨询库", "5", deduction("5.00")),
    item("8月31日目录清单", "5"),
    item("规范性文件统一查询", "5"),
    item("解读与文件关联", "5", deduction("2.50")),
    item("年度报告", "6", deduction("1.00", repairable=False)),
    item("依申请公开", "4", state=State.PENDING),
    item("链接与附件", "3", *(deduction("0.1") for _ in range(7))),
    item("发布要素与表述", "2"),
    item("限期整改", "6", deduction("1.00", repairable=False)),
    item("重复问题", "4", deduction("1.00", repairable=False)),
    item("长期坚持任务", "6", deduction("1.00", repairable=False)),
    item("培训与保密审查", "2"),
    item("季度信息", "2"),
)


def settled(items: tuple[Item, ...], names: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(replace(i, state=State.MET, deductions=()) if i.name in names else i for i in items)


def whole(*items: Item, bonus: str = "0", vetoed: bool = False) -> Sheet:
    return Sheet("jiaoyu", "区教育局", items, D(bonus), vetoed)


def total(*items: Item, bonus: str = "0", vetoed: bool = False) -> Interval:
    found = scored(whole(*items, bonus=bonus, vetoed=vetoed), TERMS).total
    assert found is not None
    return found


def test_the_worked_example_step_by_step() -> None:
    first = scored(whole(*EXAMPLE), TERMS)
    assert (first.applicable, first.earned) == (D(97), Interval(D("73.8"), D("77.8")))
    assert first.total == Interval(D("76.08"), D("80.21"))
    assert (first.is_provisional, first.given, first.grades) == (True, Given.SCORE, ("合格", "良好"))

    answered = settled(EXAMPLE, ("依申请公开",))
    repaired = settled(answered, REPAIRED)
    upheld = settled(repaired, ("8月31日政策咨询库",))
    steps = [total(*each) for each in (answered, repaired, upheld)]
    assert [step.low for step in steps] == [D("80.21"), D("88.66"), D("93.81")]
    assert all(step.is_exact for step in steps)
    assert [other.low - one.low for one, other in pairwise(steps)] == [D("8.45"), D("5.15")]

    year = year_score([D("88.10"), D("91.35"), D("93.81"), D("93.02")], D("92.00"), weight=D("0.7"))
    assert year == D("91.70")
    assert converted(year + D(1), D(3)) == D("2.781")


def test_the_gains_of_the_example_are_its_repairs() -> None:
    found = {gain.item.name: sum(g.points for g in gains(whole(*EXAMPLE)) if g.item.name == gain.item.name) for gain in gains(whole(*EXAMPLE))}

    assert {name: found[name] for name in REPAIRED} == dict(zip(REPAIRED, map(D, ("0.5", "1.5", "3", "2.5", "0.7")), strict=True))
    assert "20个工作日" not in found
    assert gains(whole(*EXAMPLE))[0].item.name == "8月31日政策咨询库"


# ---- the formula


def test_deductions_stop_at_the_items_points() -> None:
    capped = item("空白栏目", "4", deduction("3"), deduction("3"), deduction("3", repairable=False))

    assert capped.deduction == 4
    assert total(capped, item("其余", "96")).high == D("96.00")


def test_what_does_not_apply_or_is_not_due_leaves_both_sides() -> None:
    rest = item("其余", "80", deduction("8"))
    for state in (State.NOT_APPLICABLE, State.NOT_DUE, State.DRAFT):
        assert total(rest, item("另一项", "20", state=state)) == total(rest) == Interval(D("90.00"), D("90.00"))


def test_pending_is_nothing_and_full_less_what_is_certain() -> None:
    pending = replace(item("一项", "10", deduction("4")), state=State.PENDING)

    assert scored(whole(item("其余", "90"), pending), TERMS).total == Interval(D("90.00"), D("96.00"))


@pytest.mark.parametrize(("open_points", "given"), [("10", Given.SCORE), ("10.01", Given.LIST), ("100", Given.LIST)])
def test_too_much_that_is_open_gives_no_score(open_points: str, given: Given) -> None:
    for state in (State.PENDING, State.HINT):
        numbers = scored(whole(item("其余", str(100 - D(open_points))), item("待核验", open_points, state=state)), TERMS)
        assert numbers.given is given
        assert bool(numbers.grades) is (given is Given.SCORE)


@pytest.mark.parametrize(("points", "given"), [("60", Given.SCORE), ("59.9999", Given.GRADE)])
def test_too_few_points_give_a_grade_only(points: str, given: Given) -> None:
    numbers = scored(whole(item("一项", points)), TERMS)

    assert (numbers.given, numbers.grades) == (given, ("优秀",))


def test_nothing_that_applies_gives_nothing() -> None:
    numbers = scored(whole(item("一项", "5", state=State.NOT_DUE)), TERMS)

    assert (numbers.given, numbers.total, numbers.coverage) == (Given.NOTHING, None, 0)


@pytest.mark.parametrize(("off", "expected"), [("10", "59.00"), ("41", "59.00"), ("41.01", "58.99")])
def test_a_veto_holds_the_score_at_59_and_takes_the_bonus(off: str, expected: str) -> None:
    sheet = whole(item("一项", "100", deduction(off)), bonus="5", vetoed=True)
    numbers = scored(sheet, TERMS)

    assert numbers.total == Interval(D(expected), D(expected))
    assert numbers.grades == ("不合格",)
    assert numbers.base == Interval(100 - D(off), 100 - D(off))


@pytest.mark.parametrize(
    ("off", "bonus", "expected"), [("20", "3", "83.00"), ("20.01", "3", "79.99"), ("5", "9", "100.00"), ("0", "5", "105.00")]
)
def test_the_bonus_opens_at_80_and_is_capped(off: str, bonus: str, expected: str) -> None:
    assert total(item("一项", "100", deduction(off)), bonus=bonus).low == D(expected)


def test_the_gate_of_the_bonus_asks_the_score_before_it_is_rounded() -> None:
    assert total(item("一项", "100", deduction("20.0001")), bonus="1").low == D("80.00")


def test_converted_stops_at_a_hundred() -> None:
    assert converted(D("104.00"), D(3)) == D("3.000")


@pytest.mark.parametrize(("score", "grade"), [("90", "优秀"), ("89.99", "良好"), ("80", "良好"), ("60", "合格"), ("59.99", "不合格"), ("0", "不合格")])
def test_grades(score: str, grade: str) -> None:
    assert grade_of(D(score), TERMS.grades) == grade


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    assert places([D(90), D(95), D(95), D(80)]) == (3, 1, 1, 4)
    assert places([]) == ()


def test_ranking_tells_nothing_the_ends_or_all() -> None:
    settled_scores = {name: D(90 - n) for n, name in enumerate("abcdefgh")}

    assert WEIGHTS.ranking == "none" and _places(settled_scores, WEIGHTS) == {}
    assert _places(settled_scores, replace(WEIGHTS, ranking="all"))["c"] == "3"
    assert _places(settled_scores, replace(WEIGHTS, ranking="ends", ends=2)) == {"a": "较好", "b": "较好", "g": "靠后", "h": "靠后"}
    assert _places({"a": D(1), "b": D(2)}, replace(WEIGHTS, ranking="ends")) == {}


# ---- exact arithmetic

POINTS = st.decimals(min_value=0, max_value=20, places=4)
DEDUCTIONS = st.builds(lambda points, keeps: Deduction(points, min(points, keeps), "R", "一般", "理由"), POINTS, POINTS)
ITEMS = st.builds(
    lambda points, state, off: Item("i", "A1", "一项", points, state, tuple(off) if state in (State.FAULT, State.PENDING) else ()),
    POINTS, st.sampled_from(State), st.lists(DEDUCTIONS, max_size=5),
)  # fmt: skip
SHEETS = st.builds(lambda items: Sheet("u", "单位", tuple(items)), st.lists(ITEMS, min_size=1, max_size=12))


def repaired(sheet: Sheet) -> Sheet:
    return replace(sheet, items=tuple(replace(i, deductions=tuple(replace(d, points=d.remains) for d in i.deductions)) for i in sheet.items))


@given(SHEETS)
def test_gains_are_never_negative_and_add_up_to_what_all_repairs_bring(sheet: Sheet) -> None:
    found = gains(sheet)

    assert all(gain.points >= 0 for gain in found)
    before, after = scored(sheet, TERMS), scored(repaired(sheet), TERMS)
    assert sum((gain.points for gain in found), D(0)) == after.earned.high - before.earned.high
    assert [gain.points for gain in found] == sorted((gain.points for gain in found), reverse=True)


@given(SHEETS)
def test_a_score_lies_between_nothing_and_a_hundred_and_is_rounded_once(sheet: Sheet) -> None:
    numbers = scored(sheet, TERMS)
    if numbers.base is None:
        return
    assert 0 <= numbers.base.low <= numbers.base.high <= 100
    exact = Fraction(numbers.earned.high) * 100 / Fraction(numbers.applicable)
    assert numbers.base.high == Decimal(int(exact * 100 + Fraction(1, 2))) / 100


@given(SHEETS, DEDUCTIONS, st.integers(min_value=0, max_value=11))
def test_a_further_fault_never_raises_a_score(sheet: Sheet, further: Deduction, n: int) -> None:
    worse = [replace(i, deductions=(*i.deductions, further)) if k == n and i.state is State.FAULT else i for k, i in enumerate(sheet.items)]
    one, other = scored(sheet, TERMS).base, scored(replace(sheet, items=tuple(worse)), TERMS).base

    assert (one is None) == (other is None)
    assert one is None or other is None or (other.low <= one.low and other.high <= one.high)


@given(POINTS, st.lists(st.decimals(min_value=0, max_value=9, places=2), min_size=1, max_size=15))
def test_shares_add_up_to_the_whole(points: Decimal, weights: list[Decimal]) -> None:
    parts = shared(points, weights)

    assert sum(parts) == (points if any(weights) else 0)
    assert all(part >= 0 and part == cut(part) for part in parts)


@given(st.decimals(min_value=0, max_value=200, places=9))
def test_cutting_before_the_one_rounding_changes_nothing(number: Decimal) -> None:
    assert rounded(cut(number)) == number.quantize(D("0.01"), rounding=ROUND_HALF_UP)


# ---- from findings to sheets


def finding(row: int, check: str, status: Status, obj: str | None = "o", **more: object) -> Finding:
    base = Finding(
        row=row, requirement=f"2023-{row:02}", unit="jiaoyu", unit_name="区教育局", check=check, check_version=1, status=status,
        machine_status=status, reason=f"{check}的理由", object=obj, fingerprint=f"{row:02}{check}{obj}",
        evidence=(Evidence("http://a/", "栏目"),),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def sheet_of(*found: Finding, weights: Weights = ALL, **more: object) -> dict[str, Item]:
    (sheet,) = sheets(found, Counting(weights, AS_OF, frozenset(), **more))  # type: ignore[arg-type]
    return {item.name: item for item in sheet.items}


def test_an_unmeasured_check_takes_no_points_and_is_told() -> None:
    bad = finding(32, "missing_items_catalogue", Status.GAP)
    (hinted,) = sheet_of(bad, weights=WEIGHTS).values()
    (measured,) = sheets([bad], Counting(WEIGHTS, AS_OF, frozenset(("missing_items_catalogue",))))
    (confirmed,) = sheet_of(bad, weights=WEIGHTS, confirmed={bad.fingerprint}).values()

    assert (hinted.state, hinted.deduction, hinted.remarks[0].reason) == (State.HINT, 0, bad.reason)
    assert measured.items[0].state is confirmed.state is State.FAULT
    assert measured.items[0].deduction == confirmed.deduction == 15


def test_no_check_of_today_takes_points_in_a_real_audit() -> None:
    assert WEIGHTS.counted == "measured"
    measured = frozenset(figures.check for figures in precision.stored() if figures.counts)
    found = [finding(row, check, Status.GAP) for row, check in WEIGHTS.places if check not in measured]
    (sheet,) = sheets(found, Counting(WEIGHTS, AS_OF, measured))

    assert not any(item.deductions for item in sheet.items)
    assert scored(sheet, TERMS).given is Given.LIST


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"evidence": ()}, State.PENDING),
        ({"draft": True}, State.DRAFT),
        ({"before_issue": True}, State.BEFORE),
        ({"status": Status.SUSPECT}, State.PENDING),
        ({"status": Status.UNKNOWN}, State.PENDING),
        ({"status": Status.UNKNOWN, "draft": True}, State.DRAFT),
        ({"status": Status.SUSPECT, "before_issue": True}, State.BEFORE),
        ({"status": Status.NOT_DUE}, State.NOT_DUE),
        ({"status": Status.NOT_APPLICABLE}, State.NOT_APPLICABLE),
        ({"status": Status.MET}, State.MET),
    ],
)
def test_what_never_costs_points(more: dict[str, object], state: State) -> None:
    (only,) = sheet_of(replace(finding(32, "missing_items_catalogue", Status.GAP), **more)).values()  # type: ignore[arg-type]

    assert (only.state, only.deductions) == (state, ())


def test_what_a_person_must_score_waits_for_them_once_it_is_due() -> None:
    asked = finding(46, "manual", Status.MANUAL, None)

    for due, state in ((None, State.PENDING), (date(2023, 9, 19), State.PENDING), (date(2023, 12, 31), State.NOT_DUE)):
        (only,) = sheet_of(replace(asked, due=due)).values()
        assert only.state is state


def test_one_fact_costs_once_however_many_rows_demand_it() -> None:
    twice = sheet_of(finding(19, "stale_column", Status.GAP, "http://a/"), finding(21, "stale_column", Status.GAP, "http://a/"))
    others = sheet_of(finding(19, "stale_column", Status.GAP, "http://a/"), finding(21, "stale_column", Status.GAP, "http://b/"))

    assert twice["栏目更新"].deduction == D("1.5")
    assert others["栏目更新"].deduction == 3


def test_a_fact_is_one_across_items_and_across_checks_that_find_the_same() -> None:
    both = sheet_of(finding(21, "blank_column", Status.GAP, "http://a/"), finding(21, "stale_column", Status.GAP, "http://a/"))
    apart = sheet_of(finding(21, "blank_column", Status.MET, "http://a/"), finding(21, "stale_column", Status.GAP, "http://a/"))

    assert list(both) == ["空白栏目"] and both["空白栏目"].deduction == 2
    assert apart["空白栏目"].state is State.MET and apart["栏目更新"].deduction == D("1.5")


def test_lines_without_an_object_are_facts_of_their_row() -> None:
    found = sheet_of(finding(23, "unproven_work", Status.GAP, None), finding(28, "unproven_work", Status.GAP, None))

    assert len(found["长期坚持任务"].deductions) == 2


def test_a_confirmed_duty_speaks_before_a_draft_of_the_same_fact() -> None:
    one, other = finding(19, "stale_column", Status.GAP, "http://a/", draft=True), finding(21, "stale_column", Status.MET, "http://a/")

    assert sheet_of(one, other)["栏目更新"].state is State.MET


@pytest.mark.parametrize(("day", "takes"), [("2023-08-01", "3"), ("2023-08-07", "3"), ("2023-08-08", "7.5"), ("2023-08-28", "7.5"), ("2023-08-29", "15")])
def test_lateness_costs_by_working_days(day: str, takes: str) -> None:
    late = finding(
        32, "missing_items_catalogue", Status.LATE, due=date(2023, 7, 31), evidence=(Evidence("u", "t", date.fromisoformat(day)),)
    )
    (only,) = sheet_of(late)["公开事项目录（7月31日）"].deductions

    assert (only.points, only.is_repairable) == (D(takes), False)


def test_a_late_item_that_shows_no_day_costs_the_least() -> None:
    assert sheet_of(finding(32, "missing_items_catalogue", Status.LATE))["公开事项目录（7月31日）"].deduction == 3


def test_repairing_an_overdue_task_gives_back_what_that_lateness_leaves() -> None:
    missing = finding(18, "missing_cleanup_result", Status.GAP, due=date(2023, 8, 31))
    found = sheet_of(missing, finding(32, "missing_items_catalogue", Status.MET))
    (gain,) = gains(Sheet("u", "单位", tuple(found.values())))

    assert found["规范性文件清理结果（8月31日）"].deduction == D("7.5")
    assert gain.points == D("3.75")  # 14 working days late on the day itself: half stays off


def test_a_share_counts_the_bad_among_all_that_were_looked_at() -> None:
    found = sheet_of(
        finding(24, "missing_interpretation", Status.GAP, "a"), finding(24, "missing_interpretation", Status.MET, "b"),
        finding(24, "late_interpretation", Status.MET, "b"), finding(24, "thin_interpretation", Status.SUSPECT, "b"),
    )["解读"]  # fmt: skip

    assert (found.state, found.deduction) == (State.PENDING, D("1.25"))


def test_a_rate_once_an_item_takes_the_dearest() -> None:
    found = sheet_of(
        finding(25, "missing_qa_base", Status.GAP, "a", due=date(2023, 8, 31)), finding(25, "missing_qa_base", Status.LATE, "b"),
    )["政策咨询库（8月31日）"]  # fmt: skip

    assert [d.points for d in found.deductions] == [15]
    assert len(found.deductions[0].fingerprints) == 2


def test_a_statement_earns_most_of_the_points() -> None:
    stated = finding(21, "blank_column", Status.STATED, "http://a/")

    assert sheet_of(stated)["空白栏目"].deduction == 2
    assert sheet_of(stated, weights=WEIGHTS)["空白栏目"].deduction == 0


def test_points_of_an_indicator_are_shared_among_the_units_items() -> None:
    found = sheet_of(finding(12, "short_consultation", Status.MET), finding(13, "missing_fiscal_report", Status.NOT_APPLICABLE))

    assert [item.points for item in found.values()] == [6, 12]
    assert scored(Sheet("u", "单位", tuple(found.values())), TERMS).applicable == 6


def test_what_has_no_item_is_listed_and_not_scored() -> None:
    found = [finding(36, "veto_line", Status.GAP), finding(1, "manual", Status.MANUAL, None), replace(finding(1, "missing_column", Status.GAP), row=None)]

    assert sheets(found, Counting(ALL, AS_OF, frozenset()))[0].items == ()
    assert unscored(found, ALL) == {(1, "manual"): 1, (36, "veto_line"): 1, (None, "missing_column"): 1}


def test_a_name_the_profile_lacks_has_no_sheet() -> None:
    assert sheets([replace(finding(1, "manual", Status.UNKNOWN), unit="")], Counting(ALL, AS_OF, frozenset())) == ()


@given(st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(shuffler: random.Random) -> None:
    found = [finding(row, check, status, obj) for (row, check), status, obj in zip(sorted(ALL.places), list(Status) * 40, ["a", "b", None] * 90, strict=False)]
    shuffled = list(found)
    shuffler.shuffle(shuffled)
    counting = Counting(ALL, AS_OF, frozenset())

    assert sheets(shuffled, counting) == sheets(found, counting)


# ---- the file

TEXT = (BUNDLED / "2023.toml").read_text(encoding="utf-8")


def test_the_bundled_file_is_only_suggested() -> None:
    assert (WEIGHTS.approved, WEIGHTS.ranking, WEIGHTS.target) == ("", "none", None)
    assert sum(indicator.points for indicator in WEIGHTS.indicators) == 100


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "基础栏目"\npoints = 10', 'name = "基础栏目"\npoints = 9', "合计 99，应为 100"),
        ('most_open = "0.1"', "most_open = 0.1", "小数要加引号"),
        ('counted = "measured"', 'counted = "some"', "counted"),
        ('checks = ["stale_column"]\n\n', 'checks = ["stale_colum"]\n\n', "没有名为“stale_colum”的检查，是否想写“stale_column”？"),
        ('indicator = "A3"\nname = "栏目更新"', 'indicator = "A9"\nname = "栏目更新"', "没有指标“A9”"),
        ('indicator = "A3"\nname = "栏目更新"', 'indicator = "F1"\nname = "栏目更新"', "why_none"),
        ('rows = [12]\nchecks = ["missing_feedback"', 'rows = [12]\nchecks = ["short_consultation", "missing_feedback"', "已属于"),
        ('checks = ["missing_annual_report"]\nper', 'checks = ["missing_annual_report", "missing_feedback"]\nper', "已有扣分办法"),
        ('checks = ["wrong_wording"]', 'checks = ["veto_line"]', "列在 unscored"),
        ("  \"contradicting_fields\", \"duplicate_title\", \"early_event\", \"stub_item\", \"wrong_wording\",\n", "", "没有扣分办法"),
        ("late = [{ workdays = 5,", "late = [{ workdays = 50,", "由低到高"),
        ('name = "良好"\nleast = 80', 'name = "良好"\nleast = 95', "从高到低"),
        ('why_none = "按销号以后又出现的问题计算，本版还没有接上"', "", "没有检查项"),
        ('target = ""', 'target = "三分"', "不是数字"),
        ("bonus_cap = 5", "bonus_capp = 5", "不认识的字段“bonus_capp”，是否想写“bonus_cap”？"),
        ('id = "E1"\nname', 'id = "A3"\nname', "重复"),
        ("veto_score = 59", "veto_score = -1", "veto_score"),
        ("veto_score = 59", "veto_score = true", "应为数字"),
        ("veto_score = 59", 'veto_score = "NaN"', "veto_score"),
        ("[score]", "[score", "TOML"),
    ],
)
def test_a_wrong_file_is_told_by_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1, old
    path = tmp_path / "weights.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        load(str(path))
    told = [line for line in caught.value.lines if said in line]
    assert told, caught.value.lines
    number = int(told[0].removeprefix(f"{path}:").split(":")[0])
    assert 1 <= number <= len(TEXT.splitlines())


def test_an_unknown_file_is_told_in_one_line() -> None:
    with pytest.raises(BadInput) as caught:
        weight_files.load("2032")
    assert len(caught.value.lines) == 1


# ---- the command

HIDDEN = "区教育局2023年预决算公开值守安排"
DOC = """
[document]
id = "dachuan-2023"
title = "2023年要点"
issued = 2023-01-30
[[requirement]]
id = "2023-13"
row = 13
text = "公开预算"
units = ["区教育局"]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
kinds = ["budget"]
[[requirement]]
id = "2023-21"
row = 21
text = "及时更新栏目"
units = ["区教育局", "青禾镇"]
basis = [{ source = "要点", strength = "S" }]
[[requirement.check]]
use = "stale_column"
kinds = ["news"]
[[requirement]]
id = "2023-44"
row = 44
text = "开展保密检查"
units = ["区教育局"]
ask = "检查记录"
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit with a stale column, a doubtful item that is marked and so not to be named, and a manual row."""
    folder = tmp_path_factory.mktemp("score")
    with scripted() as portal:
        base = portal.base.rstrip("/")
        portal.routes["/ys/"] = list_page([("/i/1.html", HIDDEN, "2023-04-10")])
        portal.routes["/i/1.html"] = article(HIDDEN, "2023-04-10", text="有关安排如下。\n（此件不予公开）\n" + "说明。" * 60)
        portal.routes["/xw/"] = list_page([("/i/2.html", "区教育局召开工作会", "2023-03-01")])
        portal.routes["/i/2.html"] = article("区教育局召开工作会", "2023-03-01")
        portal.routes["/qh/"] = list_page([("/i/3.html", "青禾镇召开工作会", "2023-09-15")])
        portal.routes["/i/3.html"] = article("青禾镇召开工作会", "2023-09-15", source="青禾镇")
        (folder / "t.toml").write_text(
            f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{base}/"\n[politeness]\ndelay = 0\nsecond_look = "0"\n'
            '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\ngroups = ["constituent"]\n[[unit]]\nid = "qinghe"\nname = "青禾镇"\ngroups = ["townships"]\n'
            f'[[column]]\nid = "a"\nkind = "budget"\nunit = "jiaoyu"\nurl = "{base}/ys/"\n'
            f'[[column]]\nid = "b"\nkind = "news"\nunit = "jiaoyu"\nurl = "{base}/xw/"\n'
            f'[[column]]\nid = "c"\nkind = "news"\nunit = "qinghe"\nurl = "{base}/qh/"\n',
            encoding="utf-8",
        )
        (folder / "doc.toml").write_text(DOC, encoding="utf-8")
        (folder / "other.toml").write_text(DOC.replace("dachuan-2023", "other"), encoding="utf-8")
        shown = TEXT.replace('counted = "measured"', 'counted = "all"').replace('most_open = "0.1"', "most_open = 1")
        (folder / "shown.toml").write_text(shown.replace("fewest_points = 60", "fewest_points = 1"), encoding="utf-8")
        done = zwgk("run", "t.toml", "doc.toml", "--as-of", "2023-09-20", "--data", "data", "--out", "out", cwd=folder)
        assert done.code == 0, done.err
    return folder


def score(folder: Path, *words: str) -> str:
    done = zwgk("score", *words, "--as-of", "2023-09-20", "--data", "data", cwd=folder)
    assert done.code == 0, done.err
    return done.out


def test_the_table_goes_by_class_and_gives_no_rank(audited: Path) -> None:
    told = score(audited, "t.toml", "doc.toml")

    assert told.index("区级部门（承担重点领域）") < told.index("区教育局｜不出分") < told.index("乡镇") < told.index("青禾镇｜")
    assert "建议值，未经批准" in told and "位次" not in told
    assert told == score(audited, "table", "t.toml", "doc.toml")


def test_a_unit_is_explained_line_by_line(audited: Path) -> None:
    told = score(audited, "explain", "区教育局", "t.toml", "doc.toml", "--weights", "shown.toml")

    (stale,) = (line for line in told.splitlines() if line.startswith("A3｜栏目更新"))
    finding_ = next(f for f in lines(audited / "out" / "findings.jsonl") if f["check"] == "stale_column" and f["unit"] == "jiaoyu")
    assert "｜12.00｜有问题｜1.50｜" in stale and finding_["fingerprint"] in stale and stale.endswith("｜是")
    assert "暂定" in told and "G2｜保密审查｜2.00｜待人工核验｜0.00—2.00" in told
    assert "1. +1.50 分" in told
    assert "演示或试算" in told


def test_today_the_same_fault_is_only_told(audited: Path) -> None:
    told = score(audited, "explain", "jiaoyu", "t.toml", "doc.toml")

    assert "A3｜栏目更新｜12.00｜提示｜0.00" in told
    assert "没有可补正的扣分" in told


def test_what_must_not_be_named_is_not_named(audited: Path) -> None:
    recorded = [f for f in lines(audited / "out" / "findings.jsonl") if f["check"] == "missing_fiscal_report"]
    assert recorded[0]["status"] == "suspect"
    for words in (("t.toml", "doc.toml"), ("explain", "区教育局", "t.toml", "doc.toml")):
        for more in ((), ("--json",)):
            told = score(audited, *words, *more)
            assert HIDDEN not in told and "/i/1.html" not in told


def test_json_is_exact_and_the_same_twice(audited: Path) -> None:
    words = ("explain", "区教育局", "t.toml", "doc.toml", "--weights", "shown.toml", "--json")
    told = score(audited, *words)

    assert told == score(audited, *words)
    data = json.loads(told)
    assert (data["applicable"], data["total"], data["place"]) == ("32.00", ["32.81", "95.31"], None)
    assert [gain["points"] for gain in data["gains"]] == ["1.5000"]
    assert json.loads(score(audited, "t.toml", "doc.toml", "--json"))["classes"][0]["units"][0]["total"] is None


def test_what_a_person_confirmed_takes_points_without_a_measured_check(audited: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(audited, folder)
    data = json.loads(score(folder, "explain", "区教育局", "t.toml", "doc.toml", "--json"))
    (asked,) = (r for i in data["items"] for r in i["remarks"] if r["check"] == "missing_fiscal_report")
    archive = Archive.open(folder / "data", "t")
    try:
        recorded = last_recorded(archive, asked["fingerprint"])
        assert recorded
        seen = [Evidence(e["url"], e["title"], e["published"], snapshot=e["snapshot"] or "") for e in recorded.value["evidence"]]
        decisions.append(
            archive, kind="confirmation", subject=asked["fingerprint"], value="gap", who="某人", why="核实确无",
            at=datetime(2023, 9, 20, 12), evidence=decisions.evidence_hash(seen),
        )  # fmt: skip
    finally:
        archive.close()
    told = json.loads(score(folder, "explain", "区教育局", "t.toml", "doc.toml", "--json"))
    faults = [i for i in told["items"] if i["state"] == "fault"]

    assert [(i["name"], i["deduction"]) for i in faults] == [("预算决算", "18.0000")]
    assert HIDDEN not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "区教育厅", "t.toml", "doc.toml"), "没有单位“区教育厅”，是否想写“区教育局”？"),
        (("t.toml", "doc.toml", "--weights", "2032"), "2032"),
        (("t.toml",), "缺少参数 DOC"),
        (("t.toml", "other.toml"), "写的是“dachuan-2023”的行号，不能用于“other”"),
    ],
)
def test_mistakes_are_one_line(audited: Path, words: tuple[str, ...], said: str) -> None:
    done = zwgk("score", *words, "--data", "data", cwd=audited)

    assert done.code == 2
    assert said in done.err and len(done.err.strip().splitlines()) == 1
