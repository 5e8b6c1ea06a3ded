"""Several audits of one portal that changes between them: what is new, changed and gone, and what that may raise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from crawler.archive import Archive
from crawler.archive.receipts import Receipt, doubts_of
from crawler.tomlfile import BadInput
from rules import blindness, decisions
from rules.removals import grounds
from tests.outside import lines, tree, zwgk
from tests.scripted_portal import ScriptedPortal, article, html, list_page, scripted

UNIT = "区教育局"
COLUMNS = {"notices": "通知公告", "personnel": "人事信息", "penalty": "行政处罚", "budget": "部门预算"}
DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
applies_from = 2023-01-01
[[requirement]]
id = "2023-13"
row = 13
text = "公开预算，栏目不空白"
units = ["区教育局"]
basis = [{ source = "预算法", clause = "第十四条", strength = "V1" }]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
kinds = ["budget"]
due_month = 4
due_day = 15
due_is_derived = false
[[requirement.check]]
use = "blank_column"
kinds = ["personnel"]
"""
PARTS = "部门职责、机构设置、收支总表、财政拨款收支表、一般公共预算支出表、政府性基金、三公经费、名词解释。" * 4


@dataclass
class Entry:
    """An item of the district as it stands today."""

    title: str
    day: str
    text: str = ""
    link: str = ""


@dataclass
class District:
    """A portal whose columns a test fills and empties between two audits."""

    portal: ScriptedPortal
    folder: Path
    columns: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in COLUMNS})
    declared: dict[str, int] = field(default_factory=dict)
    runs: int = 0

    def put(self, kind: str, name: str, title: str, day: str, text: str = "", link: str = "") -> None:
        self.columns[kind][name] = Entry(title, day, text or f"{title}。现将有关情况公布如下，请社会各界监督。" * 4, link)

    def fill(self, kind: str, count: int = 3) -> None:
        """Items that stay, so that a column never looks broken."""
        for n in range(count):
            self.put(kind, f"{kind}{n}", f"{COLUMNS[kind]}第{n}号：关于办理有关事项的情况", f"2022-0{n % 9 + 1}-11")

    def audit(self, day: str) -> Path:
        self._serve()
        self.runs += 1
        out = self.folder / f"out{self.runs}"
        done = zwgk(
            "run", str(self.profile), str(self.folder / "doc.toml"), "--as-of", day, "--data", str(self.folder / "data"),
            "--out", str(out), cwd=self.folder,
        )
        assert done.code == 0, done.err
        return out

    def report(self, day: str, out: Path) -> Path:
        done = zwgk(
            "report", str(self.profile), str(self.folder / "doc.toml"), "--as-of", day, "--data", str(self.folder / "data"),
            "--out", str(out), cwd=self.folder,
        )
        assert done.code == 0, done.err
        return out

    @property
    def profile(self) -> Path:
        text = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{self.portal.base}"\n[politeness]\ndelay = 0\n'
        text += f'[[unit]]\nid = "jiaoyu"\nname = "{UNIT}"\n'
        for kind, name in COLUMNS.items():
            text += f'[[column]]\nid = "{kind}"\nkind = "{kind}"\nunit = "jiaoyu"\nname = "{name}"\n'
            text += f'url = "{self.portal.base}{kind}/"\n'
        path = self.folder / "t.toml"
        path.write_text(text, encoding="utf-8")
        (self.folder / "doc.toml").write_text(DOC, encoding="utf-8")
        return path

    def _serve(self) -> None:
        for path in [p for p in self.portal.routes if p not in ("/", "/robots.txt")]:
            del self.portal.routes[path]
        for kind, items in self.columns.items():
            rows = [(f"/item/{name}.html", entry.title, entry.day) for name, entry in items.items()]
            more = f'<div class="page">共 {self.declared[kind]} 条</div>' if kind in self.declared else ""
            empty = html('<div class="list"><ul class="news_list"></ul><p>暂无相关信息</p></div>')
            self.portal.routes[f"/{kind}/"] = list_page(rows, more) if rows else empty
            for name, entry in items.items():
                text = entry.text + (f'<a href="{entry.link}">有关文件</a>' if entry.link else "")
                self.portal.routes[f"/item/{name}.html"] = article(entry.title, entry.day, text, UNIT)


@contextmanager
def district(folder: Path) -> Iterator[District]:
    with scripted() as portal:
        made = District(portal, folder)
        for kind in COLUMNS:
            made.fill(kind)
        yield made


def found(out: Path, kind: str = "") -> list[dict[str, Any]]:
    return [lead for lead in lines(out / "leads.jsonl") if not kind or lead["kind"] == kind]


def text_of(path: Path) -> str:
    return " ".join(lxml.html.document_fromstring(path.read_bytes()).xpath("string(//main)").split())


def finding(out: Path, check: str) -> dict[str, Any]:
    return next(f for f in lines(out / "findings.jsonl") if f["check"] == check)


# ---- back-dated


def test_an_item_that_a_complete_look_past_its_day_had_not_shown_is_a_lead_with_both_looks(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        first = area.audit("2023-06-01")
        area.put("notices", "late", "关于公布收费标准的通知", "2023-03-01")
        area.put("notices", "honest", "关于召开听证会的通知", "2023-09-10")
        area.put("notices", "lag", "关于开展培训的通知", "2023-05-30")  # approved on Tuesday, online on Friday
        out = area.audit("2023-09-20")
    assert found(first) == [] and "首次采集，无可比较" in text_of(first / "changes.html")
    (lead,) = found(out)
    assert (lead["kind"], lead["title"], lead["published"]) == ("back_dated", "关于公布收费标准的通知", "2023-03-01")
    assert (lead["before"]["run"], lead["before"]["as_of"], lead["before"]["complete"]) == (1, "2023-06-01", True)
    assert (lead["after"]["run"], lead["after"]["as_of"]) == (2, "2023-09-20")
    assert "第 1 次采集（2023-06-01）看全“通知公告”栏目时未见" in lead["sentence"]
    assert [bool(e["snapshot"]) for e in lead["evidence"]] == [True] * 3
    assert lead["evidence"][1]["snapshot"] != lead["evidence"][2]["snapshot"]
    for evidence in lead["evidence"]:
        assert (out / "evidence" / f"{evidence['snapshot'].removeprefix('sha256:')}.html").exists()
    shown = text_of(out / "leads.html")
    assert lead["sentence"] in shown and lead["question"] in shown and "不计分" in shown
    assert "关于召开听证会的通知" not in shown and "关于开展培训的通知" not in shown
    assert {f["status"] for f in lines(out / "findings.jsonl")} == {f["status"] for f in lines(first / "findings.jsonl")}


def test_what_an_earlier_audit_could_have_missed_or_knew_already_is_no_lead(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "moves", "关于规范收费的通知", "2023-02-01")
        area.put("notices", "points", "关于转发文件的通知", "2023-02-02", link="/item/linked.html")
        area.put("notices", "old", "关于奖励办法的通知", "2023-02-03")
        area.declared["personnel"] = 9  # only three of nine were collected
        area.audit("2023-06-01")
        area.columns["personnel"]["moves"] = area.columns["notices"].pop("moves")  # from another column
        area.put("personnel", "unseen", "关于干部任免的通知", "2023-02-04")  # the first look was not complete
        area.put("notices", "linked", "关于被引用文件的通知", "2023-02-05")  # an item linked to it in the first audit
        old = area.columns["notices"].pop("old")
        area.put("notices", "renamed", old.title, old.day, "另一个网址上的正文，文字略有调整。" * 9)  # a new address
        area.declared.clear()
        out = area.audit("2023-09-20")
    assert found(out) == []
    assert "关于干部任免的通知" in text_of(out / "changes.html")
    assert "上次没有看全" in text_of(out / "changes.html")


def test_what_was_gone_for_a_while_and_is_back_was_known(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "flickers", "关于收费标准的通知", "2023-02-01")
        area.audit("2023-06-01")
        kept = area.columns["notices"].pop("flickers")
        gone = area.audit("2023-07-01")
        area.columns["notices"]["flickers"] = kept
        back = area.audit("2023-08-01")
    assert [lead["kind"] for lead in found(gone)] == ["removed"]
    assert found(back) == []


def test_a_lead_stays_with_its_number_in_later_audits(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.audit("2023-06-01")
        area.put("notices", "late", "关于公布收费标准的通知", "2023-03-01")
        second = area.audit("2023-09-20")
        third = area.audit("2023-09-27")
    assert [lead["id"] for lead in found(second)] == [lead["id"] for lead in found(third)]
    assert "本次新发现" in text_of(second / "leads.html") and "本次新发现" not in text_of(third / "leads.html")
    assert "线索 1 条（本次新发现 0 条）" in text_of(third / "index.html")
    assert "新增 0 条，变更 0 条，未再见到 0 条" in text_of(third / "index.html")


# ---- re-dated and changed


def test_another_day_of_publication_on_the_same_page_is_a_lead_that_shows_both(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "moved", "关于公布收费标准的通知", "2023-04-20")
        area.put("notices", "grows", "关于办事流程的通知", "2023-04-21")
        area.audit("2023-06-01")
        area.put("notices", "moved", "关于公布收费标准的通知", "2023-03-31")
        area.put("notices", "grows", "关于办事流程的通知（2023年版）", "2023-04-21")
        out = area.audit("2023-06-08")
    (lead,) = found(out)
    assert (lead["kind"], lead["published_before"], lead["published"]) == ("re_dated", "2023-04-20", "2023-03-31")
    assert len({e["snapshot"] for e in lead["evidence"][:2]}) == 2
    shown = text_of(out / "changes.html")
    assert "发布日期：由 2023-04-20 改为 2023-03-31" in shown
    assert "标题：由“关于办事流程的通知”改为“关于办事流程的通知（2023年版）”" in shown
    assert "新增 0 条，变更 2 条，未再见到 0 条" in shown


def test_pages_that_were_not_opened_again_are_not_called_unchanged(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.audit("2023-06-01")
        out = area.audit("2023-06-08")
    shown = text_of(out / "changes.html")
    asked = sum(1 for path in area.portal.paths() if path.startswith("/item/")) - 12
    assert asked < 12 and f"有 {12 - asked} 条的页面本次没有重新打开" in shown


# ---- removed


def test_what_is_gone_is_a_lead_unless_a_ground_for_taking_it_down_fits(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "gone", "关于公布收费标准的通知", "2023-03-01")
        area.put("notices", "shown", "关于拟命名示范单位的公示", "2023-03-02")
        area.put("penalty", "repaired", "某公司未按规定办学案", "2023-01-05")
        area.put("notices", "private", "关于发放补助的通报", "2023-03-03", "身份证号：张某 110105491231002 李某 110105491231002。" * 6)
        area.put("notices", "leaking", "关于发放津贴的通报", "2023-03-03", "身份证号：张某 11010519491231002X。" * 6)
        area.audit("2023-06-01")
        for kind, name in (("notices", "gone"), ("notices", "shown"), ("penalty", "repaired"), ("notices", "private"), ("notices", "leaking")):
            del area.columns[kind][name]
        out = area.audit("2023-06-08")
    (lead,) = found(out)
    assert (lead["kind"], lead["title"]) == ("removed", "关于公布收费标准的通知")
    assert "第 2 次采集（2023-06-08）看全该栏目时未见" in lead["sentence"]
    page = lxml.html.document_fromstring((out / "leads.html").read_bytes())
    lawful = " ".join(page.xpath("//table[caption[contains(., '依法撤下')]]")[0].text_content().split())
    for words in ("公示期满", "信用修复", "行政处罚法第四十八条第二款（法律原文）", "保护个人信息"):
        assert words in lawful
    assert "津贴" not in (out / "leads.html").read_text(encoding="utf-8")  # what leaked is named nowhere, gone or not
    assert "11010519491231002X" not in (out / "leads.html").read_text(encoding="utf-8")
    assert "未再见到 4 条" in text_of(out / "changes.html")


def test_an_incomplete_look_takes_nothing_away(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "gone", "关于公布收费标准的通知", "2023-03-01")
        area.audit("2023-06-01")
        del area.columns["notices"]["gone"]
        area.declared["notices"] = 9
        out = area.audit("2023-06-08")
    assert found(out) == []


def test_a_required_item_that_is_gone_is_a_question_that_tells_when_it_stood_there(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        never = area.audit("2023-05-20")
        area.put("budget", "mine", "区教育局2023年部门预算", "2023-03-10", PARTS)
        there = area.audit("2023-06-01")
        del area.columns["budget"]["mine"]
        gone = area.audit("2023-06-08")
        later = area.audit("2023-06-15")
    assert finding(never, "missing_fiscal_report")["status"] == "gap"
    assert finding(there, "missing_fiscal_report")["status"] == "met"
    for out in (gone, later):
        told = finding(out, "missing_fiscal_report")
        assert (told["status"], told["lean"], told["question"]) == ("suspect", "gap", "该信息是否已撤下，原因和依据是什么？")
        assert "《区教育局2023年部门预算》曾于第 2 次采集（2023-06-01）可见，自第 3 次采集（2023-06-08）起未见" in told["reason"]
        assert "区教育局2023年部门预算" in [e["title"] for e in told["evidence"]]
        assert len([e for e in told["evidence"] if e["url"].endswith("/budget/") and e["snapshot"]]) == 3


# ---- withheld


def test_a_column_that_always_had_rows_and_shows_none_is_withheld_until_a_person_confirms_it(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.audit("2023-06-01")
        area.audit("2023-06-08")
        area.columns["personnel"].clear()
        out = area.audit("2023-06-15")
        again = area.audit("2023-06-22")  # a fault that lasts proves no more than one that is new
        for folder, run in ((out, 2), (again, 2)):
            told = finding(folder, "blank_column")
            assert told["status"] == "unknown" and f"第 {run} 次采集" in told["reason"] and "疑似采集失灵" in told["reason"]
            visit = next(v for v in lines(folder / "visits.jsonl") if v["column"] == "personnel")
            assert visit["withheld"] and not visit["complete"]
            first = text_of(folder / "index.html")
            assert "有 1 个栏目疑似采集失灵，先不认定：“人事信息”（区教育局）" in first
            assert "本次未见，疑似采集失灵，待人工确认" in first
            assert not found(folder)
            assert all(a["gone_since"] is None for a in lines(folder / "articles.jsonl"))
        confirm(area, "2023-06-22")
        said = area.report("2023-06-22", tmp_path / "confirmed")
        assert finding(said, "blank_column")["status"] == "gap" and "疑似采集失灵" not in text_of(said / "index.html")
        assert {a["gone_since"] for a in lines(said / "articles.jsonl")} == {None, "2023-06-15"}
        area.fill("personnel")
        filled = area.audit("2023-06-29")
        area.columns["personnel"].clear()
        emptied = area.audit("2023-07-06")  # what was confirmed was another emptiness
    assert finding(filled, "blank_column")["status"] == "met"
    assert finding(emptied, "blank_column")["status"] == "unknown"


def confirm(area: District, day: str) -> None:
    from crawler import site as sites

    site = sites.load(str(area.profile))
    archive = Archive.open(area.folder / "data", site.id)
    run = archive.newest_closed(date.fromisoformat(day))
    assert run
    corpus = blindness.corpus_of(archive, site, run, run.as_of, decisions.read(archive))
    (doubt,) = corpus.withheld
    decisions.append(
        archive, kind="column", subject=doubt.column, value="as_seen", who="甲", why="已打开核对，确无信息",
        at=datetime(2023, 6, 22, tzinfo=UTC), evidence=blindness.evidence_of(doubt),
    )
    archive.close()


def test_a_decision_on_a_column_has_its_own_words(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, "t", create=True)
    with pytest.raises(BadInput, match="as_seen"):
        decisions.append(archive, kind="column", subject="c", value="gap", who="甲", why="乙", at=datetime(2023, 6, 1, tzinfo=UTC))
    archive.close()


def receipt(run: int, rows: int, **more: Any) -> Receipt:
    told = {"outcome": "ok" if rows else "empty", "complete": True, "rows_declared": None, "dialect": "trs", **more}
    return Receipt(
        column="c", run=run, as_of=date(2023, 6, run), rows=rows, known_rows=0, oldest=None, begun="", **told
    )


@pytest.mark.parametrize(
    ("looks", "doubted"),
    [
        ([receipt(1, 40), receipt(2, 40), receipt(3, 0)], [3]),
        ([receipt(1, 40), receipt(2, 0)], [2]),  # one look before is all there is
        ([receipt(1, 0), receipt(2, 40), receipt(3, 0)], []),  # it was empty before
        ([receipt(1, 40), receipt(2, 0, outcome="shell", complete=False)], [2]),
        ([receipt(1, 40), receipt(2, 0, outcome="blocked", complete=False)], []),  # no answer says nothing either way
        ([receipt(1, 40), receipt(2, 0, outcome="blocked", complete=False), receipt(3, 0), receipt(4, 0)], [3, 4]),
        ([receipt(1, 40), receipt(2, 19, dialect="plain")], [2]),
        ([receipt(1, 40), receipt(2, 20, dialect="plain")], []),  # half is left
        ([receipt(1, 40), receipt(2, 19)], []),  # the same dialect reads fewer: rows went
        ([receipt(1, 9), receipt(2, 4, dialect="plain")], []),  # too few to tell
        ([receipt(1, 40, rows_declared=40), receipt(2, 19, rows_declared=19)], [2]),
        ([receipt(1, 40, rows_declared=40), receipt(2, 19)], [2]),  # the total is not printed any more
        ([receipt(1, 40), receipt(2, 19, dialect="plain", complete=False)], []),  # proves nothing anyway
        ([receipt(1, 40), receipt(2, 0), receipt(3, 38), receipt(4, 0)], [2, 4]),
    ],
)
def test_looks_are_doubted_by_what_the_believed_ones_before_showed(looks: list[Receipt], doubted: list[int]) -> None:
    assert [doubt.run for doubt in doubts_of(looks)] == doubted


# ---- the report


def test_the_pages_about_time_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    with district(tmp_path) as area:
        area.put("notices", "gone", "关于公布收费标准的通知", "2023-03-01")
        area.audit("2023-06-01")
        del area.columns["notices"]["gone"]
        area.put("notices", "late", "关于听证的通知", "2023-03-05")
        out = area.audit("2023-06-08")
        first = area.report("2023-06-01", tmp_path / "first")  # an old run is seen as it was
        twice = area.report("2023-06-08", tmp_path / "twice")
    assert tree(out) == tree(twice)
    assert sorted(lead["kind"] for lead in found(out)) == ["back_dated", "removed"]
    assert found(first) == [] and "首次采集，无可比较" in text_of(first / "leads.html")


def test_grounds_for_taking_down_name_their_basis_and_a_wrong_one_its_line(tmp_path: Path) -> None:
    assert all(ground.basis and ground.words for ground in grounds())
    path = tmp_path / "grounds.toml"
    path.write_text(
        '[[ground]]\nid = "x"\nwords = "y"\nkinds = ["penalti"]\nbasis = [{ source = "z", strength = "M" }]\n', encoding="utf-8"
    )
    with pytest.raises(BadInput, match=r"grounds\.toml:4: .*penalty"):
        grounds(path)
