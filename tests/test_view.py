"""The view: every number of a report agrees with the findings, and with every other page."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports import view
from reports.shown import FindingView, UnitView, View
from reports.wording import MARKS, address, clock, file_stem, plain, share
from rules import leads
from rules.engine import Judgement
from rules.model import STATUS_LABELS, Searched, Status
from tests import report_made as made


def _build(folder: Path, change: "dict[str, object] | None" = None, units: int = 4, rows: int = 18) -> tuple[View, Judgement]:
    site = made.site_of(folder, units)
    judgement = replace(made.judgement_of(site, rows), **(change or {}))  # type: ignore[arg-type]
    return view.build(judgement, made.corpus_of(site, judgement.run.mode), site), judgement


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[View, Judgement]:
    return _build(tmp_path_factory.mktemp("view"))


def _numbers(tally: tuple[object, ...]) -> dict[str, int]:
    return {count.mark.label: count.number for count in tally}  # type: ignore[attr-defined]


def _sum(tallies: list[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in tallies:
        total.update(one)
    return {label: total[label] for label in STATUS_LABELS.values()}


def test_counts_of_all_findings_units_and_rows_are_the_same(built: tuple[View, Judgement]) -> None:
    shown, judgement = built
    counted = Counter(STATUS_LABELS[f.status] for f in judgement.findings)
    expected = {label: counted[label] for label in STATUS_LABELS.values()}
    assert min(expected.values()) > 0  # the made-up judgement has every status
    assert _numbers(shown.tally) == expected
    assert _sum([_numbers(unit.tally) for unit in shown.units]) == expected
    assert _sum([_numbers(row.tally) for row in shown.rows]) == expected
    assert shown.total == len(judgement.findings) == sum(unit.total for unit in shown.units) == sum(row.total for row in shown.rows)


def test_every_finding_has_exactly_one_place_on_its_units_page(built: tuple[View, Judgement]) -> None:
    shown, _ = built
    for unit in shown.units:
        placed = [f.anchor for f in _places(unit)]
        assert sorted(placed) == sorted(f.anchor for row in unit.rows for f in row.findings)
        assert len(placed) == len(set(placed)) == unit.total


def _places(unit: UnitView) -> list[FindingView]:
    sections = [f for section in (*unit.by_column, *unit.loose) for f in section.findings]
    return [*sections, *unit.manual, *unit.not_due, *unit.settled]


def test_cells_add_up_and_show_the_worst_of_their_findings(built: tuple[View, Judgement]) -> None:
    shown, judgement = built
    cells = [cell for block in shown.matrix for line in block.lines for cell in line.cells if cell]
    cover = shown.coverage
    duties = {(f.unit or f.unit_name, f.requirement) for f in judgement.findings}
    assert len(cells) == cover.cells == len(duties)
    assert cover.judged + cover.suspect + cover.unknown + cover.manual == cover.cells
    states = Counter(cell.mark.status for cell in cells)
    assert (states[Status.SUSPECT], states[Status.UNKNOWN], states[Status.MANUAL]) == (cover.suspect, cover.unknown, cover.manual)
    gaps = {(f.unit or f.unit_name, f.requirement) for f in judgement.findings if f.status is Status.GAP}
    assert states[Status.GAP] == len(gaps)


def test_need_of_proof_is_a_mark_beside_and_stands_alone_only_when_nothing_else_was_judged(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 1)
    judgement = made.judgement_of(site, 1)
    finding = next(f for f in judgement.findings if f.row == 1 and f.unit)
    needs = replace(finding, status=Status.MANUAL, fingerprint="a" * 16)
    met = replace(finding, status=Status.MET, fingerprint="b" * 16)
    both = view.build(replace(judgement, findings=(needs, met)), made.corpus_of(site), site).matrix[0].lines[0].cells[0]
    alone = view.build(replace(judgement, findings=(needs,)), made.corpus_of(site), site).matrix[0].lines[0].cells[0]
    assert both is not None
    assert (both.mark, both.manual) == (MARKS[Status.MET], True)
    assert alone is not None
    assert (alone.mark, alone.manual) == (MARKS[Status.MANUAL], False)


def test_columns_count_as_complete_or_with_their_cause(built: tuple[View, Judgement]) -> None:
    shown, _ = built
    cover = shown.coverage
    assert cover.columns == 10
    assert cover.complete + len(shown.unseen) == cover.columns
    assert sum(number for _, number in cover.causes) == len(shown.unseen)
    assert dict(cover.causes)["拒绝访问"] == sum("拒绝访问" in column.cause for column in shown.unseen)


def test_the_first_page_names_the_worst_first_and_at_most_three_of_one_row(built: tuple[View, Judgement]) -> None:
    shown, judgement = built
    assert 0 < len(shown.urgent) <= view.URGENT
    ranks = [list(MARKS).index(f.mark.status) for f in shown.urgent]
    assert ranks == sorted(ranks)
    assert max(Counter(f.row_label for f in shown.urgent).values()) <= view.URGENT_PER_ROW
    assert not any(f.draft or f.before_issue for f in shown.urgent)
    assert len(shown.urgent) + shown.urgent_left == sum(unit.to_fix for unit in shown.units)
    assert any(f.before_issue for f in judgement.findings)


def test_what_is_late_for_good_or_unconfirmed_is_nobodys_first_task(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 1)
    judgement = made.judgement_of(site, 1)
    base = replace(next(f for f in judgement.findings if f.unit), draft=False, before_issue=False, lean=None, advice="")
    findings = (
        replace(base, status=Status.LATE, fingerprint="1" * 16),
        replace(base, status=Status.GAP, draft=True, fingerprint="2" * 16),
        replace(base, status=Status.GAP, before_issue=True, fingerprint="3" * 16),
        replace(base, status=Status.UNKNOWN, fingerprint="4" * 16),
        replace(base, status=Status.SUSPECT, lean=Status.MET, fingerprint="5" * 16),
        replace(base, status=Status.SUSPECT, lean=Status.GAP, fingerprint="6" * 16),
        replace(base, status=Status.GAP, fingerprint="7" * 16),
    )
    unit = view.build(replace(judgement, findings=findings), made.corpus_of(site), site).units[0]
    # What stands there from before the document counts for nothing and is a task; what is certain comes before a question.
    assert [f.fingerprint[0] for f in unit.first] == ["7", "3", "6"]
    assert (unit.to_fix, unit.asked, unit.earlier) == (3, 1, 1)


def test_findings_are_filed_under_the_column_they_judge_then_the_units_own_before_the_portals(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 1)
    judgement = made.judgement_of(site, 1)
    base = replace(next(f for f in judgement.findings if f.unit), status=Status.GAP, kinds=(), searched=(), evidence=())
    by_url = replace(base, object=f"{made.HOST}/u01/ys/", fingerprint="1" * 16)
    by_kind = replace(base, object=None, kinds=("consultation", "notices"), fingerprint="2" * 16)
    portal = replace(base, object=None, kinds=("feedback",), fingerprint="3" * 16)
    nowhere = replace(base, object=None, kinds=("audit",), fingerprint="4" * 16)
    built = view.build(replace(judgement, findings=(by_url, by_kind, portal, nowhere)), made.corpus_of(site), site)
    unit = built.units[0]
    filed = {column.name: [f.fingerprint[0] for f in column.problems] for column in unit.columns}
    assert filed == {"通知公告": ["2"], "部门预算": ["1"], "征集结果反馈": ["3"]}
    assert [f.fingerprint[0] for section in unit.loose for f in section.findings] == ["4"]
    assert "审计信息" in unit.loose[0].note
    places = {f.fingerprint[0]: f.publish for f in built.findings}
    assert places == {"1": "内容管理/区第1局/部门预算", "2": "“通知公告”栏目", "3": "“征集结果反馈”栏目", "4": ""}


def test_of_two_columns_searched_the_one_that_lists_the_item_is_taken(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 1)
    judgement = made.judgement_of(site, 1)
    base = next(f for f in judgement.findings if f.unit and f.searched)
    both = tuple(replace(base.searched[0], column=column) for column in ("u01.notices", "u01.budget"))
    finding = replace(base, status=Status.GAP, object="item:u01.budget", searched=both, kinds=("notices", "budget"))
    unit = view.build(replace(judgement, findings=(finding,)), made.corpus_of(site), site).units[0]
    assert [column.name for column in unit.columns if column.problems] == ["部门预算"]


def test_a_column_shows_its_newest_item_and_when_the_next_is_expected(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 1)
    judgement = made.judgement_of(site, 1)
    met = replace(next(f for f in judgement.findings if f.unit), status=Status.MET, due=None, object=None, searched=(), kinds=("notices",))
    column = view.build(replace(judgement, findings=(met,)), made.corpus_of(site), site).units[0].columns[0]
    assert column.latest is not None
    assert (column.latest.published, column.latest.first_seen) == ("2023-03-01", "2023-03-02")
    assert column.next_update == "2023-08-31（已过 20 天；参考周期 183 天）"
    owed = replace(met, status=Status.NOT_DUE, due=date(2023, 10, 10))
    column = view.build(replace(judgement, findings=(owed,)), made.corpus_of(site), site).units[0].columns[0]
    assert column.next_update == "截止 2023-10-10（还有 20 天）"


def test_deadlines_within_thirty_days_and_those_past_with_something_open(tmp_path: Path) -> None:
    shown, _ = _build(tmp_path)
    assert {line.due for line in shown.soon} == {"2023-10-10"}
    assert {line.due for line in shown.passed} == {"2023-01-31", "2023-08-31"}
    assert all(line.days == "还有 20 天" for line in shown.soon)
    assert "已过 20 天" in {line.days for line in shown.passed}
    assert _build(tmp_path, {"as_of": date(2023, 9, 10)})[0].soon != ()  # 30 days ahead
    assert _build(tmp_path, {"as_of": date(2023, 9, 9)})[0].soon == ()  # 31 days ahead


def test_a_deadline_that_everybody_kept_is_not_listed_as_open(tmp_path: Path) -> None:
    site = made.site_of(tmp_path, 2)
    judgement = made.judgement_of(site, 2)
    kept = tuple(replace(f, status=Status.MET) for f in judgement.findings if f.due == date(2023, 8, 31))
    assert kept
    assert view.build(replace(judgement, findings=kept), made.corpus_of(site), site).passed == ()


def test_looking_back_a_quick_run_and_open_scope_are_said_first(tmp_path: Path) -> None:
    plain_view, judgement = _build(tmp_path)
    assert plain_view.caveats == ()
    assert "疑似采集失灵" in plain_view.notices[0] and "“通知公告”（区第1局）" in plain_view.notices[0]
    assert f"适用范围待确认 {judgement.draft_duties} 条" in plain_view.notices[1]
    later, _ = _build(tmp_path, {"as_of": date(2023, 9, 25)})
    assert later.caveats[0].startswith("回溯检测")
    run = replace(judgement.run, begun="2023-11-02T08:00:00+08:00")
    crawled_later, _ = _build(tmp_path, {"run": run})
    assert "2023-11-02 08:00:00" in crawled_later.caveats[0]
    night = replace(judgement.run, begun="2023-09-19T17:30:00+00:00")  # 01:30 of the 20th in Beijing
    assert _build(tmp_path, {"run": night})[0].caveats == ()
    quick, _ = _build(tmp_path, {"run": replace(judgement.run, mode="quick")})
    assert quick.caveats[0].startswith("快速检测")


def test_scope_is_asked_once_a_row_and_each_suspect_once(built: tuple[View, Judgement]) -> None:
    shown, judgement = built
    for unit in shown.units:
        mine = [f for f in judgement.findings if f.unit_name == unit.name]
        drafts = {f.requirement for f in mine if f.draft}
        suspects = [f for f in mine if f.status is Status.SUSPECT and not f.draft]
        assert len(unit.questions) == len(drafts) + len(suspects)
        assert sum(q.lean == "适用范围待确认" for q in unit.questions) == len(drafts)


def test_a_name_the_profile_lacks_gets_its_own_page_at_the_end(built: tuple[View, Judgement]) -> None:
    unit = built[0].units[-1]
    assert (unit.name, unit.known, unit.columns) == (made.EVIL_UNIT, False, ())
    assert unit.path.startswith("units/name-")


def test_a_judgement_without_findings_is_still_a_report(tmp_path: Path) -> None:
    site = made.site_of(tmp_path)
    judgement = replace(made.judgement_of(site), findings=(), draft_duties=0)
    shown = view.build(judgement, made.corpus_of(site), site, leads.NONE)
    assert (shown.total, shown.coverage.judged_share, shown.urgent, shown.copies) == (0, "—", (), ())
    assert shown.units == ()
    assert shown.idle_units == ("区第1局", "区第2局", "区第3局", "区第4局")


def test_the_same_judgement_gives_the_same_view(tmp_path: Path) -> None:
    assert _build(tmp_path)[0] == _build(tmp_path)[0]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("电话13912345678", "电话139****5678"),
        ("139\u200b12345678", "139****5678"),  # a blank nobody sees does not hide a number
        ("a\u202eb\x07", "a\ufffdb\ufffd"),
        ("行\u2028行", "行 行"),
        ("\ud800", "\ufffd"),
        ("办公电话0818-2123456", "办公电话0818-2123456"),
        ("样府办〔2023〕26号", "样府办〔2023〕26号"),
    ],
)
def test_text_for_print(text: str, printed: str) -> None:
    assert plain(text) == printed


def test_a_text_of_megabytes_is_cut() -> None:
    assert len(plain("长" * 3_000_000)) < 5000


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("http://www.example.cn/a?b=1", "http://www.example.cn/a?b=1"),
        (" https://www.example.cn/中 文 ", "https://www.example.cn/%E4%B8%AD%20%E6%96%87"),
        ("javascript:alert(1)//http://a", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("//example.cn/x", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://a.cn/\u202egnp", ""),
        (f"http://a.cn/q?id={made.CITIZEN}", ""),
        ('http://a.cn/"onmouseover="x', "http://a.cn/%22onmouseover=%22x"),
    ],
)
def test_only_honest_web_addresses_become_links(url: str, href: str) -> None:
    assert address(url).href == href


def test_an_address_with_a_citizens_number_is_masked_in_print() -> None:
    assert made.CITIZEN not in address(f"http://a.cn/q?id={made.CITIZEN}").text


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON", "com1.x", "", "名称", "x" * 65, "a.", ".hidden", "a\x00b", "\ud800"])
def test_unsafe_names_get_a_safe_file_name(name: str) -> None:
    assert file_stem(name).startswith("x-")
    assert file_stem(name) == file_stem(name)


def test_safe_names_stay_readable() -> None:
    assert [file_stem(name) for name in ("jiaoyu", "law-49", "2023-18.a")] == ["jiaoyu", "law-49", "2023-18.a"]


def test_times_are_beijing_times() -> None:
    assert clock("2023-09-20T00:10:05+00:00") == "2023-09-20 08:10:05"
    assert clock("2023-09-20T08:10:05") == "2023-09-20 08:10:05"
    assert clock("昨天") == "昨天"


def test_shares_never_round_up_to_everything() -> None:
    assert [share(1999, 2000), share(2000, 2000), share(0, 0)] == ["99.9%", "100.0%", "—"]


def test_a_check_named_for_its_defect_is_not_read_as_a_fault_where_it_found_none(built: tuple[View, Judgement]) -> None:
    shown, _ = built
    for finding in (f for unit in shown.units for f in _places(unit)):
        assert finding.title.startswith("未发现“") == (finding.mark.label in ("合规", "已说明"))
        assert finding.title.startswith("检查项：") == (finding.mark.label in ("不适用", "未到期", "未能检查"))


def test_a_look_through_many_columns_names_a_few_and_every_one_that_was_not_seen_whole(tmp_path: Path) -> None:
    site = made.site_of(tmp_path)
    judgement = made.judgement_of(site)
    many = tuple(Searched(f"c{n}", f"http://127.0.0.1/{n}/", n != 17, 2, None, f"栏目{n}") for n in range(20))
    findings = (replace(judgement.findings[0], searched=many), *judgement.findings[1:])
    shown = view.build(replace(judgement, findings=findings), made.corpus_of(site, "full"), site)
    finding = next(f for unit in shown.units for f in _places(unit) if f.fingerprint == findings[0].fingerprint)
    assert len(finding.searched) == 9
    assert "栏目17" in finding.searched[0].name and "没有看全" in finding.searched[0].extent
    assert finding.searched[-1].name == "另有 12 个同类栏目" and "共 24 页" in finding.searched[-1].extent
