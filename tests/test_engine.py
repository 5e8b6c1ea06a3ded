"""The engine: strength decides, open lists do not accuse, a crash is nobody's gap, weak dates do not make it late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Corpus, SeenColumn
from rules import catalogue as catalogues
from rules import decisions, engine
from rules.catalogue import Catalogue, Check
from rules.evidence import of_article
from rules.model import Basis, CheckUse, Finding, Requirement, Searched, Status, Strength, gap, late, met, suspect
from rules.suspicion import withheld
from tests.cases import Case, corpus_of

DAY = date(2023, 9, 20)
CASE = Case(
    "none",
    "an engine's district",
    {
        "as_of": DAY,
        "params": {},
        "column": [{"id": "ys", "kind": "budget"}, {"id": "xw", "kind": "news", "unit": ""}],
        "article": [
            {"column": "ys", "title": "区教育局2023年部门预算", "published": date(2023, 2, 20), "text": "正文" * 50}
        ],
    },
)
LAW = (Basis("预算法", "第十四条", Strength.V1),)
MEMORY = (Basis("某通知", "", Strength.M),)


def row(basis: tuple[Basis, ...] = LAW, units: tuple[str, ...] = ("区教育局",), **more: Any) -> Requirement:
    return Requirement(
        id="2023-13",
        row=13,
        clause="（四）",
        task="",
        text="公开预算",
        responsible="区教育局",
        deadline="及时公开",
        open_list=False,
        units=units,
        basis=basis,
        checks=(CheckUse(use="told"),),
        key="budget",
        **more,
    )


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Finding]]:
    corpus = corpus_of(CASE, tmp_path)

    def run(
        check: Callable[..., Any], requirement: Requirement, log: decisions.Decisions = decisions.NONE
    ) -> list[Finding]:
        told = Check("told", 3, "", check)
        monkeypatch.setattr(engine, "checks", lambda: {"told": told})
        document = Catalogue("d", "2023年要点", "", date(2023, 5, 30), date(2023, 1, 1), (requirement,), "x")
        return list(engine.judge(corpus, corpus.site, document, corpus._archive.runs()[-1], log).findings)

    return run


def absent(corpus: Corpus, duty: Any) -> Any:
    corpus.own_columns(duty.unit, ("budget",))
    return gap("未见", advice="补发").about("budget:2023", event=date(2023, 4, 15))


def test_a_gap_keeps_its_basis_its_version_and_what_was_searched(judge: Callable[..., list[Finding]]) -> None:
    (finding,) = judge(absent, row())
    assert finding.status is Status.GAP and finding.check_version == 3 and finding.basis == LAW
    assert [s.column for s in finding.searched] == ["ys"] and finding.evidence[0].title == "部门预算"
    assert finding.before_issue


def test_what_rests_on_memory_alone_accuses_nobody(judge: Callable[..., list[Finding]]) -> None:
    (finding,) = judge(absent, row(MEMORY))
    assert (finding.status, finding.machine_status, finding.lean) == (Status.SUSPECT, Status.GAP, Status.GAP)
    assert finding.question


def test_a_crash_is_unknown_and_the_rest_goes_on(judge: Callable[..., list[Finding]]) -> None:
    def crash(corpus: Corpus, duty: Any) -> Any:
        if duty.unit == "jiaoyu":
            raise RuntimeError("bug")
        return met("好")

    found = judge(crash, row(units=("区教育局", "区财政局")))
    assert {f.unit: f.status for f in found} == {"jiaoyu": Status.UNKNOWN, "caizheng": Status.MET}


def test_a_name_the_profile_lacks_is_one_unknown_duty(judge: Callable[..., list[Finding]]) -> None:
    found = judge(absent, row(units=("区教育局", "区天文局")))
    assert {f.unit_name: f.status for f in found} == {"区教育局": Status.GAP, "区天文局": Status.UNKNOWN}


def test_a_fingerprint_ignores_row_reason_and_version(judge: Callable[..., list[Finding]]) -> None:
    (one,) = judge(absent, row())
    (other,) = judge(lambda corpus, duty: gap("别的话").about("budget:2023"), replace(row(), row=7, id="2024-07"))
    (third,) = judge(lambda corpus, duty: gap("未见").about("budget:2024"), row())
    assert one.fingerprint == other.fingerprint != third.fingerprint


def test_a_day_read_from_an_address_makes_nobody_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        **CASE.data,
        "article": [
            {
                "column": "ys",
                "title": "区教育局2023年部门预算",
                "url": "http://127.0.0.1:9/202305/t20230520_1.html",
                "text": "正文" * 50,
            }
        ],
    }
    corpus = corpus_of(Case("none", "x", data), tmp_path)
    article = replace(next(corpus.articles()), published=date(2023, 5, 20), published_source="url")
    monkeypatch.setattr(corpus, "article_at", lambda url: article)
    told = Check("told", 1, "", lambda corpus, duty: late("晚了", of_article(article)))
    monkeypatch.setattr(engine, "checks", lambda: {"told": told})
    document = Catalogue("d", "2023年要点", "", date(2023, 5, 30), date(2023, 1, 1), (row(),), "x")
    (finding,) = engine.judge(corpus, corpus.site, document, corpus._archive.runs()[-1]).findings
    assert finding.status is Status.SUSPECT and "网址" in finding.question


UNCONFIRMED = '[[group]]\nid = "departments"\nname = "区级部门"\nconfirmed = false\n'


def test_an_accusation_shows_the_files_that_were_opened_whoever_opened_them_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [{"name": "表.xlsx", "text": "部门收支总表\n收入总计"}, {"name": "说明.docx", "text": "没有打开"}]
    data = {**CASE.data, "article": [{**CASE.data["article"][0], "attachments": files}]}
    corpus = corpus_of(Case("none", "x", data), tmp_path)
    article = next(corpus.articles())
    first = [file for file in corpus.files(article) if file.name == "表.xlsx"]

    def told(status: Callable[..., Any], number: int) -> Check:
        def run(corpus: Corpus, duty: Any) -> Any:
            read = corpus.once("the table", lambda: corpus.readings(first))
            return status(f"读了{len(read)}份", of_article(article)).about(str(number))

        return Check("told", 1, "", run)

    def cited(check: Check) -> list[tuple[str, str, bool]]:
        monkeypatch.setattr(engine, "checks", lambda: {"told": check})
        document = Catalogue("d", "2023年要点", "", date(2023, 5, 30), date(2023, 1, 1), (row(),), "x")
        (finding,) = engine.judge(corpus, corpus.site, document, corpus._archive.runs()[-1]).findings
        assert finding.reason == "读了1份"
        return [(e.title, e.quote, corpus.file_reading(e.snapshot.removeprefix("sha256:")) is not None) for e in finding.evidence]

    page = ("区教育局2023年部门预算", "", False)
    assert cited(told(gap, 1)) == [page, ("附件《表.xlsx》", "部门收支总表", True)]
    assert cited(told(partial(suspect, lean=Status.GAP, question="是吗？"), 2)) == [page, ("附件《表.xlsx》", "部门收支总表", True)]
    assert cited(told(met, 3)) == [page]


def test_an_unconfirmed_roster_waits_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = corpus_of(CASE, tmp_path)
    text = (tmp_path / "site.toml").read_text(encoding="utf-8") + UNCONFIRMED
    for group in ("townships", "subdistricts"):
        text += f'[[group]]\nid = "{group}"\nname = "{group}"\n'
    (tmp_path / "site.toml").write_text(text, encoding="utf-8")
    from crawler.site import load

    site = load(str(tmp_path / "site.toml"))
    monkeypatch.setattr(engine, "checks", lambda: {"told": Check("told", 1, "", absent)})
    document = Catalogue("d", "2023年要点", "", None, date(2023, 1, 1), (row(units=("@departments", "区教育局")),), "x")
    run = corpus._archive.runs()[-1]
    judged = engine.judge(corpus, site, document, run)
    by_unit = {f.unit: f for f in judged.findings}
    assert by_unit["jiaoyu"].status is Status.GAP and not by_unit["jiaoyu"].draft  # named outright
    assert by_unit["caizheng"].status is Status.SUSPECT and by_unit["caizheng"].draft
    assert judged.draft_duties == len(by_unit) - 1

    at = datetime(2023, 9, 20, tzinfo=UTC)
    archive = corpus._archive
    for unit, word in (("caizheng", "applies"), ("weijian", "does_not_apply")):
        decisions.append(archive, kind="scope", subject=f"{unit}|budget", value=word, who="甲", why="三定方案", at=at)
    by_unit = {f.unit: f for f in engine.judge(corpus, site, document, run, decisions.read(archive)).findings}
    assert by_unit["caizheng"].status is Status.GAP and not by_unit["caizheng"].draft
    assert by_unit["weijian"].status is Status.NOT_APPLICABLE


def test_a_person_settles_a_suspect_and_the_machine_s_word_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = corpus_of(CASE, tmp_path)
    article = next(corpus.articles())
    doubt = lambda corpus, duty: suspect("疑似", of_article(article), lean=Status.MET, question="是吗？")  # noqa: E731
    monkeypatch.setattr(engine, "checks", lambda: {"told": Check("told", 1, "", doubt)})
    document = Catalogue("d", "2023年要点", "", None, date(2023, 1, 1), (row(),), "x")
    run = corpus._archive.runs()[-1]
    (finding,) = engine.judge(corpus, corpus.site, document, run).findings
    decisions.append(
        corpus._archive,
        kind="confirmation",
        subject=finding.fingerprint,
        value="met",
        who="甲",
        why="已打开核对",
        at=datetime(2023, 9, 20, tzinfo=UTC),
        evidence=decisions.evidence_hash(finding.evidence),
    )
    (settled,) = engine.judge(corpus, corpus.site, document, run, decisions.read(corpus._archive)).findings
    assert (settled.status, settled.machine_status) == (Status.MET, Status.SUSPECT) and "甲" in settled.reason


def test_a_row_without_checks_asks_for_evidence(judge: Callable[..., list[Finding]]) -> None:
    (finding,) = judge(absent, replace(row(), checks=(), evidence_wanted="请提供培训签到表"))
    assert finding.status is Status.MANUAL and finding.reason == "请提供培训签到表"


def test_a_cell_shows_its_worst() -> None:
    assert engine.worst([Status.MET, Status.UNKNOWN, Status.MANUAL]) is Status.UNKNOWN
    assert engine.worst([Status.MANUAL]) is Status.MANUAL
    assert engine.worst([Status.MET, Status.NOT_DUE, Status.NOT_APPLICABLE]) is Status.NOT_DUE


def test_the_bundled_catalogues_load() -> None:
    assert [r.row for r in catalogues.load("dachuan-2023").requirements] == list(range(1, 49))
    assert all(r.row is None for r in catalogues.load("statutory").requirements)


def many(status: Callable[[int], Any]) -> list[Finding]:
    return [
        Finding(
            13,
            "2023-13",
            f"u{n}",
            f"单位{n}",
            "blank_column",
            1,
            status(n),
            status(n),
            "说明",
            searched=(Searched(f"c{n}", "", True, 1, None),),
        )
        for n in range(12)
    ]


class Seen:
    """Stands in for a Corpus: every unit has one column, all of one dialect unless told."""

    def __init__(self, dialect: Callable[[int], str] = lambda n: "trs") -> None:
        self._dialect = dialect

    def seen_column(self, column: str) -> SeenColumn:
        n = int(column[1:])
        return SeenColumn(column, "news", f"u{n}", "", "", dialect=self._dialect(n), rows=3)


@pytest.mark.parametrize(
    ("before", "accused", "corpus", "told"),
    [
        (0.0, 6, Seen(), Status.SUSPECT),  # half the district fails at once, all on one platform
        (0.0, 4, Seen(), Status.GAP),  # a third: no jump of forty points
        (0.3, 8, Seen(), Status.GAP),  # it was bad before
        (0.0, 6, Seen(lambda n: "trs" if n % 2 else "plain"), Status.GAP),  # nothing in common that would be our fault
    ],
)
def test_when_many_fail_at_once_we_suspect_ourselves_first(
    before: float, accused: int, corpus: Seen, told: Status
) -> None:
    found = many(lambda n: Status.GAP if n < accused else Status.MET)
    after = withheld(found, {"blank_column": before}, corpus)  # type: ignore[arg-type]
    assert {f.status for f in after if f.machine_status is Status.GAP} == {told}


def test_without_an_earlier_judgement_nothing_is_withheld() -> None:
    found = many(lambda n: Status.GAP)
    assert withheld(found, {}, Seen()) == found  # type: ignore[arg-type]


def test_what_stood_there_before_makes_an_accusation_a_question_with_both_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = {"column": "ys", "title": "区教育局2022年部门预算", "published": date(2022, 2, 20), "text": "正文" * 50}
    mine = {"column": "ys", "title": "区教育局2023年部门预算", "published": date(2023, 2, 20), "text": "内容" * 50}
    before = [{"crawled": date(2023, 9, 10), "article": [stays, mine]}]
    corpus = corpus_of(Case("none", "x", {**CASE.data, "article": [stays], "before": before}), tmp_path)

    def wanted(corpus: Corpus, duty: Any) -> Any:
        found = [a for a in corpus.articles(duty.unit, ("budget",)) if "2023" in a.title]
        return (met("好", of_article(found[0])) if found else gap("未见")).about("budget:2023")

    def other(corpus: Corpus, duty: Any) -> Any:
        return gap("未见").about("budget:2024")

    def judged(check: Callable[..., Any]) -> Finding:
        monkeypatch.setattr(engine, "checks", lambda: {"told": Check("told", 1, "", check)})
        document = Catalogue("d", "2023年要点", "", None, date(2023, 1, 1), (row(),), "x")
        (finding,) = engine.judge(corpus, corpus.site, document, corpus._archive.runs()[-1]).findings
        return finding

    asked = judged(wanted)
    assert (asked.status, asked.lean) == (Status.SUSPECT, Status.GAP)
    assert "《区教育局2023年部门预算》曾于第 1 次采集（2023-09-10）可见，自第 2 次采集（2023-09-20）起未见" in asked.reason
    assert [e.title for e in asked.evidence] == ["部门预算", "区教育局2023年部门预算", "部门预算"]
    assert [e.fetched_at[:10] for e in asked.evidence] == ["2023-09-20", "2023-09-10", "2023-09-10"]
    assert judged(other).status is Status.GAP  # nothing that has gone would answer it
