"""整改台账: what goes out, what comes back, and what a book of strangers may not do."""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from crawler.archive import Archive
from crawler.tomlfile import BadInput
from reports.ledger_book import LedgerBook, write_ledger
from rules import decisions
from rules.cases import Audit, Case, CaseState, Told, cases
from rules.catalogue import checks
from rules.decisions import Decision
from rules.discretion import NOTHING, TELLING, Hidden
from rules.ledger import COLUMNS, FILLED, OTHER, STATES, LedgerRow, Place, Repair, Terms, rows, type_of, types
from rules.ledger_import import imported
from rules.model import Defect, Finding, Status
from tests import files_made
from tests.file_bombs import BOMBS
from tests.one_unit import District, district
from tests.outside import Outcome, zwgk
from tests.report_made import AS_OF, CITIZEN, HOST, PHONE, judgement_of, site_of

NOW = datetime(2023, 10, 12, 10, tzinfo=UTC)
PAGE = "http://127.0.0.1:9/nb/2022.html"
FORMULA = '=HYPERLINK("http://example.invalid/","点这里")'


# ---- what stands in it


@dataclass
class Made:
    """A made-up district whose first findings are gaps of an audit; more audits and decisions come as a test likes."""

    folder: Path
    told: list[Told]
    log: list[Decision]
    audits: list[Audit]
    hidden: Hidden = NOTHING

    def __post_init__(self) -> None:
        self.site = site_of(self.folder)
        self.judgement = judgement_of(self.site, 9)
        gaps = [f for f in self.judgement.findings if f.status is Status.GAP]
        self.findings = [replace(f, fingerprint=f"{n:016x}", before_issue=False, draft=False) for n, f in enumerate(gaps, 1)]
        self.told = [_told(finding) for finding in self.findings]

    def look(self, *told: Told, n: int = 0) -> None:
        n = n or len(self.audits) + 1
        self.audits.append(Audit(n, n, AS_OF - timedelta(days=30 * (3 - n)), self.judgement.catalogue.id, len(self.log), told))

    def say(self, kind: str, value: str, of: int = 0, why: str = "已办") -> None:
        n = len(self.log) + 1
        self.log.append(Decision(n, kind, self.told[of].fingerprint, value, "王某", f"2023-09-{n:02d}T09:00:00+08:00", why, None, "", "", ""))

    @property
    def cases(self) -> tuple[Case, ...]:
        return cases(self.audits, self.log)

    def rows(self, *, due: date | None = None, unit: str = "", places: Mapping[str, Place] | None = None, severity: Mapping[str, str] | None = None) -> tuple[LedgerRow, ...]:
        judgement = replace(self.judgement, findings=tuple(self.findings))
        return rows(self.cases, self.audits, judgement, self.site, self.hidden, places or {}, Terms(AS_OF, due, unit, severity))

    def write(self, name: str = "台账.xlsx") -> Path:
        path = self.folder / name
        places = {told.fingerprint: Place("部门预算", f"{HOST}/ys/") for told in self.told}
        write_ledger(path, LedgerBook("示例市样本区人民政府", "2023年要点", AS_OF, 3, "abcdef", self.rows(due=AS_OF, places=places), "“严重程度”留空。", ("“未见”不等于没有公开。",)))
        return path


def _told(f: Finding) -> Told:
    return Told(f.fingerprint, f.unit, f.unit_name, f.requirement, f.row, f.check, 1, Status.GAP, f.reason, address=f"{HOST}/1.html", snapshot="sha256:ab")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, [], [], [])


def sheet(path: Path, name: str = "整改台账") -> list[dict[str, object]]:
    read = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    head = next(row for row in read if "序号" in row or "责任单位" in row)
    return [dict(zip([str(h) for h in head], row, strict=True)) for row in read[read.index(head) + 1 :]]


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def test_every_open_case_has_a_row_with_its_facts(made: Made) -> None:
    made.look(*made.told)
    found = made.rows(due=date(2023, 10, 11))
    assert len(found) == len(made.told) > 2
    assert [row.number for row in found] and len({row.number for row in found}) == len(found)
    first = found[0]
    assert first.told.startswith("截至2023年7月22日，") and first.told.endswith(("。", "）", "…"))
    assert (first.state, first.found, first.due, first.left) == ("待整改", date(2023, 7, 22), date(2023, 10, 11), 21)
    assert first.repeated == "否" and first.severity == "" and first.cells(1)[11] is None
    assert len(first.cells(1)) == len(COLUMNS) == 24
    assert [row.unit for row in found] == sorted(row.unit for row in found)


def test_only_an_approved_rule_says_how_grave_it_is(made: Made) -> None:
    made.look(*made.told)
    assert {row.severity for row in made.rows(severity={made.told[0].check: "一般"})} == {"一般"}


def test_without_a_day_no_time_runs_and_an_extension_goes_before(made: Made) -> None:
    made.look(*made.told)
    assert {row.due for row in made.rows()} == {None}
    made.say("extension", "2023-11-01")
    own = next(row for row in made.rows(due=date(2023, 10, 11)) if row.evidence == made.told[0].fingerprint)
    assert (own.due, own.left) == (date(2023, 11, 1), 42)
    made.say("appeal", "raised:1")
    own = next(row for row in made.rows(due=date(2023, 10, 11)) if row.evidence == made.told[0].fingerprint)
    assert (own.state, own.due, own.left) == ("申诉中", None, None)


def test_what_was_closed_since_the_audit_before_stands_in_it_and_what_was_closed_long_ago_does_not(made: Made) -> None:
    one, two, *_ = made.told
    made.look(one, two)
    made.look(replace(one, status=Status.MET), two)
    assert [(r.evidence, r.state, str(r.closed)) for r in made.rows() if r.closed] == [(one.fingerprint, "已销号", "2023-08-21")]
    made.say("case", "closed", of=1)
    made.look(replace(one, status=Status.MET), two)
    states = {row.evidence: (row.state, row.repeated) for row in made.rows()}
    assert one.fingerprint not in states
    assert states[two.fingerprint][0] == "待整改" and states[two.fingerprint][1].startswith("是（2023-")


def test_one_unit_alone(made: Made) -> None:
    made.look(*made.told)
    unit = made.told[0].unit
    assert {row.unit for row in made.rows(unit=unit)} == {unit}


def test_a_doubtful_look_and_one_without_a_word_are_told_as_such(made: Made) -> None:
    one, two, three, *_ = made.told
    made.look(one, two, three)
    made.say("case", "done", of=2)
    made.look(replace(one, status=Status.UNKNOWN, reason="栏目没有看全"), three)
    told = {row.evidence: row.told for row in made.rows()}
    assert "未能认定是否已整改" in told[one.fingerprint] and "没有看全" not in told[one.fingerprint]
    assert "没有判定这一条" in told[two.fingerprint] and "整改不彻底" in told[three.fingerprint]


def test_what_was_done_before_the_document_costs_no_points_and_is_told_so(made: Made) -> None:
    made.findings[0] = replace(made.findings[0], before_issue=True)
    made.look(made.told[0])
    assert "不计分" in made.rows()[0].told


@pytest.mark.parametrize("check", sorted(TELLING))
def test_what_leaks_has_neither_column_nor_address(made: Made, check: str) -> None:
    made.findings[0] = replace(made.findings[0], check=check, status=Status.UNKNOWN)
    made.look(replace(made.told[0], check=check, reason="《张某某行政处罚决定书》写有证件号"))
    (row,) = made.rows(places={made.told[0].fingerprint: Place("行政处罚", f"{HOST}/cf/")})
    assert row.address == "" and "行政处罚" not in str(row) and "凭问题编号" in row.told


def test_a_hidden_item_is_not_named_by_what_was_recorded_of_it(made: Made) -> None:
    title, address = "关于某某有关工作安排的通知", f"{HOST}/secret.html"
    made.hidden = Hidden(frozenset(("x",)), frozenset((address,)), frozenset(), (title,))
    made.findings[0] = replace(made.findings[0], advice=f"修改《{title}》")
    made.look(replace(made.told[0], reason=f"《{title}》没有要素，见 {address}"))
    (row,) = made.rows(places={made.told[0].fingerprint: Place(title, address)})
    assert not any(word in str(row) for word in (title, address))


def test_types_name_checks_that_exist_and_no_defect_twice() -> None:
    assert {check for kind in types() for check in kind.checks} <= set(checks())
    defects = [defect for kind in types() for defect in kind.defects]
    assert len(defects) == len(set(defects))
    assert [kind.name for kind in types()] == ["空白栏目", "超期未更新", "要素缺失", "时限任务", "解读", "年报", "链接", "其他"]


@pytest.mark.parametrize(
    ("check", "defect", "due", "named"),
    [
        ("blank_column", Defect.BLANK_COLUMN, None, "空白栏目"), ("stale_column", Defect.STALE_COLUMN, None, "超期未更新"),
        ("missing_interpretation", Defect.ABSENT, AS_OF, "解读"), ("missing_annual_report", Defect.ABSENT, AS_OF, "年报"),
        ("missing_fiscal_report", Defect.ABSENT, AS_OF, "时限任务"), ("missing_fiscal_report", Defect.ABSENT, None, OTHER),
        ("broken_link", None, None, "链接"), ("incomplete_guide", Defect.MISSING_ELEMENT, None, "要素缺失"), ("unknown", None, None, OTHER),
    ],
)  # fmt: skip
def test_the_kind_of_trouble(check: str, defect: Defect | None, due: date | None, named: str) -> None:
    assert type_of(check, defect, due) == named


# ---- the workbook


def test_the_sheets_are_made_for_their_use(made: Made) -> None:
    made.look(*made.told)
    path = made.write()
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["填表说明", "整改台账", "打印版", "汇总", "字典"]
    assert [s.name for s in book.sheets_metadata if s.visible != SheetVisibleEnum.Visible] == ["字典"]
    held = parts(path)
    data, printed = held["xl/worksheets/sheet2.xml"], held["xl/worksheets/sheet3.xml"]
    assert 'topLeftCell="D4"' in data and "<autoFilter" in data and "<sheetProtection" in data and "第 &amp;P 页 共 &amp;N 页" in data
    assert data.count("<mergeCell ") == 2  # the two lines above the head: none in the data
    assert "<dataValidation " in data and "字典!$A$2:$A$6" in data
    assert "整改台账!$1:$3" in held["xl/workbook.xml"] and "打印版!$1:$3" in held["xl/workbook.xml"]
    assert 'orientation="landscape"' in printed and 'paperSize="9"' in printed and "<mergeCell " in printed
    head = [str(h) for h in next(row for row in book.get_sheet_by_name("整改台账").to_python() if "序号" in row)]
    assert [name.split("（截至")[0] for name in head] == list(COLUMNS)
    assert len(sheet(path, "打印版")[0]) == 10
    line = sheet(path)[0]
    assert line["整改时限"] == AS_OF and line["剩余天数（截至2023-09-20）"] == 0 and line["扣分"] == ""
    total = sheet(path, "汇总")[-1]
    assert total["责任单位"] == "合计" and total["合计"] == len(made.told) == total["未销号"]


def test_what_was_crawled_is_text_without_formula_or_link_and_numbers_are_masked(made: Made) -> None:
    made.findings[0] = replace(made.findings[0], advice=FORMULA)
    made.look(replace(made.told[0], reason=FORMULA), replace(made.told[1], reason=f"联系人电话{PHONE}，身份证{CITIZEN}\x07"), replace(made.told[2], unit="", unit_name="@SUM(A1)"))
    path = made.write()
    held = parts(path)
    pages = "".join(text for name, text in held.items() if name.startswith("xl/worksheets"))
    assert "<f>" not in pages and "<hyperlink" not in pages and "/hyperlink" not in "".join(held.values())
    assert FORMULA in {line["整改要求"].rstrip("。") for line in sheet(path)}  # type: ignore[attr-defined]
    assert PHONE not in "".join(held.values()) and CITIZEN not in "".join(held.values())
    assert "@SUM(A1)" in {line["责任单位"] for line in sheet(path)}


def test_the_same_rows_give_the_same_bytes(made: Made) -> None:
    made.look(*made.told)
    assert made.write("one.xlsx").read_bytes() == made.write("two.xlsx").read_bytes()


def test_an_empty_ledger_is_a_workbook_too(made: Made) -> None:
    made.look()
    path = made.write()
    assert CalamineWorkbook.from_path(str(path)).sheet_names[1] == "整改台账" and sheet(path) == []


def test_long_units_stand_again_on_every_printed_page(made: Made) -> None:
    many = [replace(made.told[0], fingerprint=f"f{n:015x}", reason="未见有关信息。" * 60) for n in range(60)]
    made.look(*many)
    printed = sheet(made.write(), "打印版")
    assert sum(bool(line["责任单位"]) for line in printed) > 10


def test_libreoffice_opens_it_and_hands_it_back_unchanged(made: Made, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("本机没有 LibreOffice（Debian：libreoffice-calc-nogui）")
    made.look(*made.told)
    path = made.write("原件.xlsx")
    for target, kind in (("back", "xlsx"), ("print", "pdf")):
        words = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(tmp_path / target), str(path)]
        subprocess.run(words, check=True, capture_output=True, timeout=240)
    back = tmp_path / "back" / "原件.xlsx"
    assert sheet(back) == sheet(path)
    assert (tmp_path / "print" / "原件.pdf").read_bytes().startswith(b"%PDF")
    archive = Archive.open(tmp_path / "data", "made", create=True)
    assert imported(archive, made.cases, made.log, back, "", NOW) == ([], [])


# ---- the way back


def filled(path: Path, *lines: Mapping[str, object], hidden: Sequence[int] = (), formula: str = "", columns: Sequence[str] = COLUMNS) -> Path:
    """A ledger as a unit hands it back."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("整改台账")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_string(0, 0, "整改台账")
        for column, name in enumerate(columns):
            page.write_string(2, column, name)
            for row, line in enumerate(lines, start=3):
                value = line.get(name, "")
                if isinstance(value, date):
                    page.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
                else:
                    page.write(row, column, value)
        for row in hidden:
            page.set_row(row, None, None, {"hidden": True})
        if formula:
            page.write_formula(3, columns.index(formula), "=1+1", None, "http://127.0.0.1/")
    return path


def done(number: str, **more: object) -> dict[str, object]:
    return {"问题编号": number, "状态": "已整改待复核", "整改后网址": PAGE, "责任人及电话": f"张某 {PHONE}", "整改情况": "已补发", "完成日期": date(2023, 10, 8), **more}


@dataclass
class Desk:
    """Where ledgers come back to."""

    made: Made
    archive: Archive

    def take(self, *lines: Mapping[str, object], by: str = "", **how: object) -> tuple[list[Decision], list[str]]:
        path = filled(self.made.folder / "交回.xlsx", *lines, **how)  # type: ignore[arg-type]
        added, remarks = imported(self.archive, self.cases, decisions.read(self.archive).log, path, by, NOW)
        return added, remarks

    @property
    def cases(self) -> tuple[Case, ...]:
        return cases(self.made.audits, decisions.read(self.archive).log)

    def case(self, number: str) -> Case:
        return next(case for case in self.cases if case.number == number)

    def refused(self, *lines: Mapping[str, object], **how: object) -> str:
        before = decisions.read(self.archive).last
        with pytest.raises(BadInput) as caught:
            self.take(*lines, **how)  # type: ignore[arg-type]
        assert decisions.read(self.archive).last == before
        return "\n".join(caught.value.lines)


@pytest.fixture
def desk(made: Made) -> Desk:
    made.look(*made.told)
    return Desk(made, Archive.open(made.folder / "data", "made", create=True))


def test_what_is_reported_done_waits_for_a_look(desk: Desk) -> None:
    (added,), remarks = desk.take(done("2023-0002"))
    assert (added.kind, added.value, added.who, added.evidence, remarks) == ("case", "done", "张某", "ab", [])
    assert added.why == f"整改后网址：{PAGE}；完成日期：2023-10-08；整改情况：已补发"
    assert desk.case("2023-0002").state is CaseState.WAITING


def test_the_same_ledger_twice_adds_nothing(desk: Desk) -> None:
    lines = (done("2023-0002"), {"问题编号": "2023-0001", "状态": "申诉中", "备注": "1 在门户栏目", "整改后网址": PAGE})
    assert len(desk.take(*lines, by="经办甲")[0]) == 2
    assert desk.take(*lines, by="经办甲") == ([], [])


def test_what_goes_out_again_shows_what_was_reported_and_comes_back_as_nothing_new(desk: Desk) -> None:
    desk.take(done("2023-0001"))
    desk.made.log = list(decisions.read(desk.archive).log)
    path = desk.made.write()
    line = next(line for line in sheet(path) if line["问题编号"] == "2023-0001")
    assert (line["状态"], line["整改后网址"], line["整改情况"], line["完成日期"]) == ("已整改待复核", PAGE, "已补发", date(2023, 10, 8))
    assert line["责任人及电话"] == ""
    assert imported(desk.archive, desk.cases, desk.made.log, path, "", NOW) == ([], [])


def test_a_better_address_is_taken_while_the_case_waits(desk: Desk) -> None:
    desk.take(done("2023-0001"))
    (added,), remarks = desk.take(done("2023-0001", 整改后网址=f"{HOST}/2.html"))
    assert (added.value, remarks) == ("done", []) and f"{HOST}/2.html" in added.why
    assert desk.case("2023-0001").state is CaseState.WAITING


def test_a_long_answer_with_two_addresses_comes_back_as_it_went_out(desk: Desk) -> None:
    desk.take(done("2023-0001", 整改后网址=f"{PAGE}；{PAGE}?a=1\n{HOST}/2.html", 整改情况="已逐项补充，" * 150))
    desk.made.log = list(decisions.read(desk.archive).log)
    path = desk.made.write()
    assert imported(desk.archive, desk.cases, desk.made.log, path, "", NOW) == ([], [])


def test_order_added_rows_and_hidden_rows_change_nothing(desk: Desk) -> None:
    added, remarks = desk.take(done("2023-0003"), {"整改情况": "新增一行"}, done("2023-0001"), done("2023-0002"), hidden=(5,))
    assert [decision.subject for decision in added] == [f"{3:016x}", f"{2:016x}"]
    assert len(remarks) == 2 and "没有问题编号" in remarks[0] and "被隐藏" in remarks[1] and "2023-0001" in remarks[1]


def test_an_unknown_number_is_told_by_name_and_a_foreign_book_is_refused(desk: Desk) -> None:
    added, remarks = desk.take(done("2023-0001"), done("2023-0O02"))
    assert len(added) == 1 and "“2023-0O02”" in remarks[0] and "2023-0002" in remarks[0]
    assert "没有一个问题编号属于这个站点" in desk.refused(done("2024-0001"))


def test_a_closed_case_stays_closed(desk: Desk) -> None:
    decisions.append(desk.archive, kind="case", subject=desk.made.told[0].fingerprint, value="closed", who="中心", why="已核", at=NOW)
    added, remarks = desk.take(done("2023-0001"), {"问题编号": "2023-0002", "状态": "已销号"})
    assert added == [] and "已销号，没有采用" in remarks[0] and "销号只凭复检" in remarks[1]


def test_what_a_look_refuted_has_to_be_said_anew(desk: Desk) -> None:
    desk.take(done("2023-0001"))
    desk.made.audits.append(replace(desk.made.audits[0], n=2, run=2, decisions=1))
    assert desk.case("2023-0001").state is CaseState.WORKING
    added, remarks = desk.take(done("2023-0001"))
    assert added == [] and "有新情况请写明" in remarks[0]
    assert len(desk.take(done("2023-0001", 完成日期=date(2023, 10, 11)))[0]) == 1


def test_a_unit_asks_for_more_time_and_does_not_grant_it(desk: Desk) -> None:
    asks = {"问题编号": "2023-0001", "状态": "申请延期", "完成日期": "2023-11-01", "备注": "等上级统一改版"}
    added, remarks = desk.take(asks)
    assert added == [] and "zwgk case say 2023-0001 延期 --until 2023-11-01" in remarks[0] and "等上级统一改版" in remarks[0]
    assert desk.case("2023-0001").due is None
    assert "预计完成的日期" in desk.refused({**asks, "备注": ""})


@pytest.mark.parametrize(
    ("remark", "value", "why"),
    [
        ("1 已在门户预算栏目", "raised:1", "已在门户预算栏目"), ("②不属本单位职责：属区水务局", "raised:2", "属区水务局"),
        ("本期无此类信息，未开展", "raised:3", "未开展"), ("理由：5、日期读错", "raised:5", "日期读错"), ("7 涉及某某案件", "raised:7", "线下核实"),
    ],
)  # fmt: skip
def test_an_appeal_names_its_reason(desk: Desk, remark: str, value: str, why: str) -> None:
    (added,), _ = desk.take({"问题编号": "2023-0001", "状态": "申诉中", "备注": remark, "责任人及电话": "张某"})
    assert (added.kind, added.value, added.why) == ("appeal", value, why)
    assert desk.case("2023-0001").state is CaseState.APPEALED


@pytest.mark.parametrize("remark", ["", "我们不认可", "1个月前已公布", "2023年已公布", "9 其他", "1"])
def test_an_appeal_without_reason_or_words_is_refused(desk: Desk, remark: str) -> None:
    told = desk.refused({"问题编号": "2023-0001", "状态": "申诉中", "备注": remark, "责任人及电话": "张某"})
    assert "第 4 行" in told and "申诉" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"整改后网址": ""}, "要填写“整改后网址”"), ({"整改后网址": "本局网站"}, "不是网址"), ({"整改后网址": "javascript:alert(1)"}, "不是网址"),
        ({"完成日期": "国庆前"}, "不是日期"), ({"完成日期": date(2030, 1, 1)}, "还没有到"), ({"状态": "办结"}, "状态“办结”不可用"),
        ({"责任人及电话": "0818-1234567"}, "没有填写“责任人及电话”"), ({"整改情况": "长" * 1001}, "超过 1000 个字"),
        ({"问题编号": "2023-0001"}, "填了两次"),
    ],
)  # fmt: skip
def test_one_bad_row_and_nothing_is_kept(desk: Desk, change: dict[str, object], told: str) -> None:
    said = desk.refused(done("2023-0001", 整改情况="另一处"), {**done("2023-0002"), **change})
    assert told in said and "第 5 行" in said


def test_a_filled_row_that_still_says_to_do_is_remarked_upon(desk: Desk) -> None:
    added, remarks = desk.take(done("2023-0001", 状态="待整改"), done("2023-0002", 状态=""))
    assert added == [] and len(remarks) == 2 and all("状态仍是“待整改”" in remark for remark in remarks)


def test_no_personal_number_gets_into_the_log(desk: Desk) -> None:
    (added,), _ = desk.take(done("2023-0001", 整改情况=f"联系{PHONE}，{CITIZEN}", 整改后网址=f"{PAGE}?id={CITIZEN}"))
    kept = str(added)
    assert PHONE not in kept and CITIZEN not in kept and added.who == "张某"
    assert desk.take(done("2023-0001", 整改情况=f"联系{PHONE}，{CITIZEN}", 整改后网址=f"{PAGE}?id={CITIZEN}")) == ([], [])


def test_whoever_hands_it_in_may_speak_for_the_rows(desk: Desk) -> None:
    (added,), _ = desk.take(done("2023-0001", 责任人及电话=""), by=" 经办甲 ")
    assert added.who == "经办甲"


@pytest.mark.parametrize("repair", [Repair("改；了", PAGE, AS_OF), Repair("", PAGE), Repair("", f"{PAGE} {PAGE}", AS_OF), Repair("只有一句话"), Repair()])
def test_what_is_kept_as_one_sentence_is_shown_as_three_cells(repair: Repair) -> None:
    assert Repair.read(repair.words) == repair


# ---- files that are none


@pytest.mark.parametrize("name", ["a zip of 1 GB", "an xlsx of 1 GB that says it is small", "an xlsx with a cell in its last corner", "entities in an xlsx"])
def test_a_bomb_is_refused_in_one_line(desk: Desk, name: str) -> None:
    _refused(desk, BOMBS[name]())


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no workbook", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0" + b"0" * 600, files_made.docx(files_made.paragraphs("台账")),
        files_made.xlsx({"别的表": [["问题编号"]]}), files_made.xlsx({"整改台账": [["问题编号", "状态"]]}), files_made.xlsx({"整改台账": [[""]]}),
        files_made.xlsx({"整改台账": [[""]]}, others={"xl/worksheets/sheet1.xml": files_made.members(files_made.with_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'))["xl/worksheets/sheet1.xml"]}),
        files_made.xlsx({"整改台账": [[""]]}, others={"xl/worksheets/sheet1.xml": files_made.members(files_made.with_sheet('<row r="30000"><c r="A30000"><v>1</v></c></row>'))["xl/worksheets/sheet1.xml"]}),
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_in_one_line(desk: Desk, content: bytes) -> None:
    _refused(desk, content)


def _refused(desk: Desk, content: bytes) -> None:
    path = desk.made.folder / "odd.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        imported(desk.archive, desk.cases, (), path, "甲", NOW)
    assert len(caught.value.lines) == 1 and "odd.xlsx" in caught.value.lines[0] and "\n" not in caught.value.lines[0]
    assert decisions.read(desk.archive).last == 0


def test_a_missing_file_is_told(desk: Desk) -> None:
    with pytest.raises(BadInput, match="打不开"):
        imported(desk.archive, desk.cases, (), desk.made.folder / "none.xlsx", "甲", NOW)


@pytest.mark.parametrize("column", ["整改后网址", "状态", "问题编号"])
def test_a_formula_is_refused(desk: Desk, column: str) -> None:
    assert f"“{column}”是公式" in desk.refused(done("2023-0001"), formula=column)


@pytest.mark.parametrize("gone", FILLED)
def test_a_book_with_a_column_taken_out_is_refused(desk: Desk, gone: str) -> None:
    assert "表头被改动" in desk.refused(done("2023-0001"), columns=[name for name in COLUMNS if name != gone])


# ---- from the outside


def ledger(d: District, what: str, book: Path, *options: str) -> Outcome:
    words = ("ledger", what, str(book), str(d.profile), *((str(d.folder / "doc.toml"),) if what == "export" else ()))
    return zwgk(*words, "--data", str(d.folder / "data"), *options)


def test_out_and_back_and_closed_by_the_next_look(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        book = tmp_path / "台账.xlsx"
        early = ledger(d, "export", book, "--as-of", str(d.day))
        assert early.code == 2 and not book.exists()
        assert d.audit() == "gap"
        as_of = ("--as-of", str(d.day))
        done_ = ledger(d, "export", book, *as_of, "--due", "2023-10-11")
        assert done_.code == 0 and "共 1 件" in done_.out, done_.err
        (line,) = sheet(book)
        assert (line["问题编号"], line["责任单位"], line["状态"], line["问题类型"]) == ("2023-0001", "区教育局", "待整改", "年报")
        assert line["栏目网址"] == f"{d.portal.base}nb/index.html" and "政府信息公开条例第四十九条" in str(line["依据"])
        again = tmp_path / "再来.xlsx"
        ledger(d, "export", again, *as_of, "--due", "2023-10-11")
        assert again.read_bytes() == book.read_bytes()
        back = filled(tmp_path / "交回.xlsx", {**line, "状态": "已整改待复核", "整改后网址": f"{d.portal.base}nb/2022.html"})
        assert ledger(d, "import", back).code == 2 and d.told()["state"] == "new"
        assert "已记入 1 条" in ledger(d, "import", back, "--by", "经办甲").out
        assert "已记入 0 条" in ledger(d, "import", back, "--by", "经办甲").out
        assert d.told()["state"] == "waiting"
        d.show(2021, 2022)
        d.audit()
        assert d.told()["state"] == "closed"
        stale = ledger(d, "export", again, *as_of)
        assert stale.code == 2 and "台账只能按最近的检查导出" in stale.err
        assert ledger(d, "export", again, "--as-of", str(d.day)).code == 0
        (line,) = sheet(again)
        assert (line["状态"], line["备注"], line["剩余天数（截至2023-10-19）"]) == ("已销号", "复检销号", "")
        late = ledger(d, "import", back, "--by", "经办甲")
        assert late.code == 0 and "已记入 0 条" in late.out and "已销号，没有采用" in late.err


def test_words_of_the_command_that_are_wrong_write_nothing(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        d.audit()
        as_of = ("--as-of", str(d.day))
        for book, options, told in (
            (tmp_path / "a.xls", as_of, ".xlsx"), (tmp_path / "a.xlsx", (*as_of, "--unit", "区教有局"), "区教育局"),
            (tmp_path / "a.xlsx", (*as_of, "--due", "国庆"), "不是日期"), (tmp_path / "none" / "a.xlsx", as_of, "不能写入"),
        ):  # fmt: skip
            refused = ledger(d, "export", book, *options)
            assert refused.code == 2 and told in refused.err and not book.exists(), refused.err
        assert ledger(d, "import", tmp_path / "none.xlsx").code == 2


def test_the_words_of_the_state_are_those_of_the_paper() -> None:
    assert STATES == ("待整改", "已整改待复核", "已销号", "申请延期", "申诉中")
