"""The main job from the outside: one command on the demo district, and what it must leave behind."""

import html.parser
import re
from collections import Counter
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from crawler import site as sites
from rules import catalogue
from tests.conftest import Audit
from tests.demo_truth import PLANTED
from tests.outside import lines, tree, zwgk

pytestmark = pytest.mark.xdist_group("demo")


def _unit(demo: Audit, name: str) -> str:
    """The unit of the profile that a row means; two names may mean one. A name that the profile lacks stays as it is."""
    unit = sites.load(str(demo.profile)).unit_named(name, date(2023, 9, 20))
    return unit.id if unit else name


def test_every_row_and_every_unit_of_a_row_has_a_finding(demo: Audit) -> None:
    found = lines(demo.out / "findings.jsonl")
    assert {f["row"] for f in found} == {f"{n:02d}" for n in range(1, 49)}
    for requirement in catalogue.load("dachuan-2023").requirements:
        named = {_unit(demo, u) for u in requirement.units if not u.startswith("@")}
        units = {f["unit_name"] for f in found if f["requirement"] == requirement.id}
        assert len(units) >= len(named) or named == set(), requirement.id


def test_fingerprints_are_unique_and_every_accusation_shows_its_proof(demo: Audit) -> None:
    found = lines(demo.out / "findings.jsonl")
    twice = [f for f, n in Counter(f["fingerprint"] for f in found).items() if n > 1]
    assert not twice, [(f["check"], f["unit"], f["object"]) for f in found if f["fingerprint"] in twice]
    for f in found:
        if f["status"] in ("gap", "late"):
            assert f["evidence"] and f["basis"] and f["defect"] and f["searched"], f
            assert any(b["strength"] in ("S", "V1", "V2") for b in f["basis"])


@pytest.mark.parametrize("planted", PLANTED, ids=[f"{p.row}-{p.unit}-{p.check}-{p.expected}" for p in PLANTED])
def test_what_was_planted_is_found(demo: Audit, planted) -> None:  # type: ignore[no-untyped-def]
    found = [
        f
        for f in lines(demo.out / "findings.jsonl")
        if f["row"] == f"{int(planted.row):02d}" and f["unit"] == planted.unit and f["check"] == planted.check
    ]
    about = [f for f in found if not planted.hint or planted.hint in str(f["object"]) or planted.hint in _shown(f)]
    assert planted.expected in {f["status"] for f in about}, [(f["status"], f["object"], f["reason"]) for f in found]


def _shown(f: dict) -> str:  # type: ignore[type-arg]
    return f["reason"] + "".join(e["title"] + e["url"] for e in f["evidence"])


def test_nobody_is_accused_of_what_was_not_planted(demo: Audit) -> None:
    planted = {(f"{int(p.row):02d}", p.unit, p.check) for p in PLANTED if p.expected in ("gap", "late")}
    wrong = [
        (f["row"], f["unit"], f["check"], f["reason"])
        for f in lines(demo.out / "findings.jsonl")
        if f["status"] in ("gap", "late") and (f["row"], f["unit"], f["check"]) not in planted
    ]
    assert wrong == []


def test_judging_and_reporting_twice_gives_the_same_bytes(demo: Audit, tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = zwgk(
            "report", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-20", "--data", str(demo.data), "--out",
            str(tmp_path / name), cwd=tmp_path, env={"PYTHONHASHSEED": "1" if name == "one" else "7", "TZ": "UTC" if name == "one" else "Asia/Tokyo"},
        )
        assert done.code == 0, done.err
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(demo.out)


class _Resources(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "iframe", "object", "embed"):
            self.loaded.append(tag)
        if tag in ("img", "source", "link") and (given.get("src") or given.get("href")):
            self.loaded.append(str(given.get("src") or given.get("href")))
        if tag == "a" and given.get("href"):
            self.linked.append(str(given["href"]))


def test_the_report_opens_from_its_folder_without_script_or_outside_resource(demo: Audit) -> None:
    pages = list(demo.out.rglob("*.html"))
    assert len(pages) > 48
    for page in pages:
        parser = _Resources()
        text = page.read_text(encoding="utf-8")
        parser.feed(text)
        assert not [r for r in parser.loaded if not r.startswith("data:image/")], page
        assert not re.search(r"url\(\s*['\"]?https?:", text), page
        for link in parser.linked:
            if not link.startswith(("http://", "https://", "#")):
                target = (page.parent / link.split("#")[0]).resolve()
                assert target.exists(), f"{page.name}: {link}"


def test_what_leaks_is_named_nowhere(demo: Audit) -> None:
    leaking = ("东门街道2023年第二批临时救助对象公示", "样环罚〔2023〕13号", "云岭镇关于报送汛期值守安排的通知", "汛期值守人员")
    for path in (path for path in demo.out.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        assert not [words for words in leaking if words in text], path


def test_what_is_said_of_a_file_can_be_read_in_the_report_and_in_an_export(demo: Audit, tmp_path: Path) -> None:
    (finding,) = (f for f in lines(demo.out / "findings.jsonl") if f["check"] == "wrong_fiscal_figures" and f["status"] == "gap")
    (cited,) = (e for e in finding["evidence"] if e["url"].endswith(".xlsx"))
    assert cited["title"].startswith("附件《") and cited["quote"]
    copy = lxml.html.document_fromstring((demo.out / "evidence" / f"{cited['snapshot'].removeprefix('sha256:')}.html").read_bytes())
    assert copy.xpath("//mark/text()") == [cited["quote"]]
    said = zwgk("evidence", "export", finding["fingerprint"], "--out", str(tmp_path / "out"), "--data", str(demo.data))
    assert said.code == 0, said.err
    copies = [lxml.html.document_fromstring(path.read_bytes()) for path in (tmp_path / "out" / "copies").glob("*.html")]
    assert cited["quote"] in [mark for page in copies for mark in page.xpath("//mark/text()")]


def test_every_address_has_a_line_and_every_column_a_receipt(demo: Audit) -> None:
    articles, visits = lines(demo.out / "articles.jsonl"), lines(demo.out / "visits.jsonl")
    assert len({a["url"] for a in articles}) == len(articles) > 200
    assert {a["identity"] for a in articles if a["title"]} and all(a["first_seen"] for a in articles)
    outcomes = Counter(v["outcome"] for v in visits)
    assert outcomes["ok"] > 80 and outcomes["blocked"] and outcomes["error"]
    assert all(v["stopped_because"] for v in visits)


def test_a_reason_says_not_seen_and_never_not_published(demo: Audit) -> None:
    for f in lines(demo.out / "findings.jsonl"):
        assert "未公开" not in f["reason"] and f["reason"].strip()


def test_the_archive_passes_the_standard_check(demo: Audit) -> None:
    import subprocess
    import sys

    for path in sorted((demo.data / "warc").glob("*.warc.gz")):
        done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        assert path.stat().st_mode & 0o777 == 0o600


def test_rereading_the_archive_changes_nothing_when_the_reader_is_the_same(demo: Audit, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(demo.data, tmp_path / "data")
    assert zwgk("read", str(demo.profile), "--data", str(tmp_path / "data")).code == 0
    done = zwgk(
        "report", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-20", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")
    )
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "findings.jsonl").read_bytes() == (demo.out / "findings.jsonl").read_bytes()
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == (demo.out / "articles.jsonl").read_bytes()


def test_a_second_audit_finds_the_same_and_remembers_the_first(demo: Audit, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(demo.data, tmp_path / "data")
    done = zwgk(
        "run", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-22", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")
    )
    assert done.code == 0, done.err
    before = {f["fingerprint"]: f["status"] for f in lines(demo.out / "findings.jsonl")}
    after = {f["fingerprint"]: f["status"] for f in lines(tmp_path / "out" / "findings.jsonl")}
    assert set(before) == set(after)
    articles = lines(tmp_path / "out" / "articles.jsonl")
    assert {a["first_seen"] for a in articles} == {"2023-09-20"} and {a["last_seen"] for a in articles} == {"2023-09-22"}


def test_explain_speaks_of_checks_rows_and_findings(demo: Audit) -> None:
    gap = next(f for f in lines(demo.out / "findings.jsonl") if f["status"] == "gap")
    assert gap["reason"] in zwgk("explain", gap["fingerprint"], "--data", str(demo.data)).out
    assert "依据" in zwgk("explain", gap["check"]).out
    assert "意见采纳情况" in zwgk("explain", "12").out
    wrong = zwgk("explain", "missing_feedbak")
    assert wrong.code == 2 and "missing_feedback" in wrong.err


def test_fail_on_gap_ends_with_one(demo: Audit) -> None:
    words = ("check", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-20", "--data", str(demo.data))
    assert zwgk(*words, "--fail-on", "gap").code == 1
    assert zwgk(*words).code == 0
    assert zwgk(*words, "--fail-on", "gapp").code == 2
