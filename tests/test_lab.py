"""The rule laboratory from the outside: labelled corpora in, figures out, wrong input one clear line."""

import json
import math
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.archive import Archive
from reports.rules_view import rule_lines
from rules import catalogue, decisions
from rules.catalogue import checks
from rules.lab import precision
from rules.lab.figures import Share, figures
from rules.lab.labelled import Measured
from rules.model import Status
from tests.outside import Outcome, zwgk
from tests.scripted_portal import article, list_page, scripted

CASES = """
check = "stale_column"
as_of = 2023-09-01
params = {{ kinds = ["news"], days = 30 }}
[[column]]
id = "dt"
kind = "news"
[[case]]
name = "fresh"
expect = "{fresh}"
[[case.article]]
column = "dt"
title = "动态一则"
published = 2023-08-20
[[case]]
name = "stale, from a page that was published"
label = "real"
by = "clerk"
expect = "{stale}"
[[case.article]]
column = "dt"
title = "动态一则"
published = 2023-03-20
[[case]]
name = "refused"
expect = "unknown"
[[case.visit]]
column = "dt"
outcome = "blocked"
note = "HTTP 403"
"""


def corpus(folder: Path, fresh: str = "met", stale: str = "gap") -> Path:
    folder.mkdir()
    (folder / "stale.toml").write_text(CASES.format(fresh=fresh, stale=stale), encoding="utf-8")
    return folder


def measured(*words: str) -> dict[str, dict[str, object]]:
    done = zwgk("lab", "run", *words, "--json")
    assert done.code == 0, done.err
    return {check["check"]: check for check in json.loads(done.out)["checks"]}


def test_planted_and_real_labels_are_counted_apart(tmp_path: Path) -> None:
    told = measured(str(corpus(tmp_path / "c")))["stale_column"]
    assert told["planted"]["labels"] == 2 and told["planted"]["unknown"] == 1 and told["planted"]["precision"]["of"] == 0
    assert told["real"]["true"] == 1 and told["real"]["recall"] == {"value": 1.0, "low": 0.2065, "high": 1.0, "of": 1}
    assert told["independent"]["labels"] == 1 and told["only_planted"] and not told["counts_in_scores"]


def test_a_wrong_accusation_and_a_wrong_acquittal_are_told_with_their_place(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", fresh="gap", stale="met")
    told = measured(str(folder))["stale_column"]
    assert told["planted"]["false_met"] == 1 and told["real"]["false"] == 1 and told["real"]["precision"]["value"] == 0
    done = zwgk("lab", "run", str(folder))
    assert done.code == 0 and "与标注不一致 2 处" in done.out and "仅模拟数据验证" in done.out
    assert "标注 met，判为 gap" in done.out and "stale, from a page" in done.out


def test_a_folder_of_corpora_is_measured_whole_and_figures_are_written_the_same_twice(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    corpus(tmp_path / "all" / "a")
    corpus(tmp_path / "all" / "b")
    texts = []
    for name in ("one.json", "two.json"):
        assert measured(str(tmp_path / "all"), "--write", str(tmp_path / name))["stale_column"]["planted"]["labels"] == 4
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("check = 'stale_colum'\nas_of = 2023-09-01\n[[case]]\nname = 'x'\nexpect = 'met'", "stale_column"),
        ("check = 'stale_column'\nas_of = 2023-09-01\n[[case]]\nname = 'x'\nexpect = 'mett'", "met"),
        ("check = 'stale_column'\n[[case]]\nname = 'x'\nexpect = 'met'", "检查日"),
        ("check = 'stale_column'\nas_of = 2023-09-01\nlabel = 'true'\n[[case]]\nname = 'x'\nexpect = 'met'", "planted"),
        ("check = 'stale_column'\nas_of = 2023-09-01\nparams = { dayz = 3 }\n[[case]]\nname = 'x'\nexpect = 'met'", "dayz"),
        ("check = 'stale_column'\nas_of = 2023-09-01\nunit = 'nobody'\n[[case]]\nname = 'x'\nexpect = 'met'", "nobody"),
        ("x = 1", "没有语料"),
    ],
)
def test_a_wrong_case_file_is_one_clear_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    done = zwgk("lab", "run", str(tmp_path))
    assert done.code == 2 and words in done.err and "Traceback" not in done.err and done.out == ""
    assert len(done.err.strip().splitlines()) == 1


DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-01-30
[[requirement]]
id = "2023-13"
row = 13
text = "动态及时更新"
units = ["区教育局", "区财政局", "区水务局"]
basis = [{ source = "本文件", strength = "S" }]
[[requirement.check]]
use = "stale_column"
kinds = ["news"]
days = 30
"""
UNITS = (("jiaoyu", "区教育局", "2023-09-10"), ("caizheng", "区财政局", "2023-03-10"), ("shuiwu", "区水务局", "2023-02-10"))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One audit of three units, two of them stale; its report lies in ``out``."""
    folder = tmp_path_factory.mktemp("corpus")
    with scripted() as portal:
        base = portal.base.rstrip("/")
        profile = [f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{base}/"\n[politeness]\ndelay = 0\n']
        for unit, name, day in UNITS:
            portal.routes[f"/{unit}/"] = list_page([(f"/i/{unit}.html", f"{name}动态一则", day)])
            portal.routes[f"/i/{unit}.html"] = article(f"{name}动态一则", day)
            profile.append(f'[[unit]]\nid = "{unit}"\nname = "{name}"\n')
            profile.append(f'[[column]]\nid = "{unit}.dt"\nkind = "news"\nunit = "{unit}"\nurl = "{base}/{unit}/"\n')
        (folder / "site.toml").write_text("".join(profile), encoding="utf-8")
        (folder / "doc.toml").write_text(DOC, encoding="utf-8")
        words = ("run", str(folder / "site.toml"), str(folder / "doc.toml"), "--as-of", "2023-09-20", "--data", str(folder))
        done = zwgk(*words, "--out", str(folder / "out"))
        assert done.code == 0, done.err
    return folder


def labelled(folder: Path, *labels: dict[str, object], more: str = "") -> str:
    (folder / "corpus.toml").write_text(f'site = "site.toml"\ndocument = "doc.toml"\nas_of = 2023-09-20\n{more}', encoding="utf-8")
    text = "".join(json.dumps({"check": "stale_column", **label}, ensure_ascii=False) + "\n" for label in labels)
    (folder / "labels.jsonl").write_text(text, encoding="utf-8")
    return str(folder)


def test_labels_on_an_archived_run_are_measured_with_the_rules_of_today(archived: Path) -> None:
    right = {"row": 13, "unit": "caizheng", "hint": "动态一则", "expected": "gap", "by": "clerk"}
    spared = {"unit": "jiaoyu", "expected": "spared"}
    told = measured(labelled(archived, right, spared))["stale_column"]["real"]
    assert (told["labels"], told["true"], told["false"], told["silent"]) == (2, 1, 0, 0)
    told = measured(labelled(archived, right, {**spared, "unit": "shuiwu"}))["stale_column"]["real"]
    assert (told["true"], told["false"]) == (1, 1)
    told = measured(labelled(archived, {**right, "hint": "另一则"}))["stale_column"]["real"]
    assert told["silent"] == 1 and told["recall"]["value"] == 0


def test_where_labels_are_complete_every_other_accusation_is_false(archived: Path) -> None:
    right = {"unit": "caizheng", "expected": "gap"}
    assert measured(labelled(archived, right))["stale_column"]["real"]["false"] == 0
    assert measured(labelled(archived, right, more="complete = true\n"))["stale_column"]["real"]["false"] == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ":1: 不是一行 JSON"),
        ('{"check": "stale_column"}', "expected"),
        ('{"check": "stale_column", "expected": "guilty"}', "guilty"),
        ('{"check": "stale", "expected": "gap"}', "stale"),
        ('{"check": "stale_column", "expected": "gap", "unti": "x"}', "unti"),
        ("", "没有标注"),
    ],
)
def test_a_wrong_label_is_one_clear_line(tmp_path: Path, line: str, words: str) -> None:
    labelled(tmp_path)
    (tmp_path / "labels.jsonl").write_text(line + "\n", encoding="utf-8")
    done = zwgk("lab", "run", str(tmp_path))
    assert done.code == 2 and words in done.err and len(done.err.strip().splitlines()) == 1


# ---- backtest


def backtest(folder: Path, old: str, new: str, *more: str) -> Outcome:
    words = (str(folder / "site.toml"), str(folder / "doc.toml"), "--data", str(folder), *more)
    return zwgk("lab", "backtest", old, new, *words)


@pytest.fixture
def kept(archived: Path, tmp_path: Path) -> Path:
    """A copy of the audit to do with as a test likes."""
    return Path(shutil.copytree(archived, tmp_path / "copy"))


def test_the_same_rules_flip_nothing(kept: Path) -> None:
    for old, new in (("1", "now"), (str(kept / "out"), "1"), ("now", str(kept / "doc.toml"))):
        done = backtest(kept, old, new)
        assert done.code == 0 and "没有变化" in done.out, done.err


def test_a_changed_catalogue_flips_what_it_changes_and_says_so(kept: Path) -> None:
    (kept / "loose.toml").write_text(DOC.replace("days = 30", "days = 200"), encoding="utf-8")
    told = json.loads(backtest(kept, "1", str(kept / "loose.toml"), "--json").out)
    [flip] = told["flips"]
    assert flip["causes"] == ["要求目录"] and flip["old"]["unit"] == "caizheng"
    assert (flip["old"]["status"], flip["new"]["status"]) == ("gap", "met")
    said = backtest(kept, str(kept / "doc.toml"), str(kept / "loose.toml"))
    assert "涉及单位 1 个：新认定的问题 0 条，不再认定的 1 条" in said.out and "区财政局" in said.out
    assert "有问题（" in said.out and "→ 合规（" in said.out


def test_a_changed_check_is_told_from_a_changed_catalogue(kept: Path) -> None:
    """An older version of the check, as the database would remember it, acquitted a unit."""
    with sqlite3.connect(kept / "zwgk.sqlite") as db:
        [(value,)] = db.execute("select value from rule_finding where unit = 'shuiwu'").fetchall()
        older = {**json.loads(value), "check_version": 1, "status": "met", "machine_status": "met", "reason": "旧规则认为合规"}
        db.execute("update rule_finding set value = ?, status = 'met' where unit = 'shuiwu'", (json.dumps(older),))
    done = backtest(kept, "1", "now")
    assert "原因：检查版本（1 条）" in done.out and "旧规则认为合规" in done.out and "第1版→第" in done.out
    assert "新认定的问题 1 条" in done.out


def test_what_a_person_decided_is_told_from_what_a_rule_changed(kept: Path) -> None:
    archive = Archive.open(kept, "t")
    at = datetime(2023, 9, 21, 9, tzinfo=UTC)
    requirement = catalogue.load(str(kept / "doc.toml")).requirements[0]
    decisions.append(archive, kind="scope", subject=f"caizheng|{requirement.key}", value="does_not_apply", who="经办甲", why="无此职责", at=at)
    archive.close()
    [flip] = json.loads(backtest(kept, "1", "now", "--json").out)["flips"]
    assert flip["causes"] == ["人的决定"] and flip["new"]["status"] == "not_applicable"


@pytest.mark.parametrize(
    ("stamp", "words"), [({"as_of": "2023-09-25"}, "分不清是规则变了还是网站变了"), ({"site": "other"}, "other"), ({"run": "x"}, "不是完整的报告")]
)
def test_a_report_of_another_look_is_refused(kept: Path, stamp: dict[str, object], words: str) -> None:
    path = kept / "out" / "zwgk-report.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **stamp}), encoding="utf-8")
    done = backtest(kept, str(kept / "out"), "1")
    assert done.code == 2 and words in done.err and len(done.err.strip().splitlines()) == 1


def test_a_judgement_that_was_never_recorded_is_one_clear_line(archived: Path) -> None:
    done = backtest(archived, "1", "99")
    assert done.code == 2 and "没有第 99 次判定的记录" in done.err


# ---- figures


def made(check: str, right: int, wrong: int = 0, by: str = "clerk", kind: str = "real") -> list[Measured]:
    return [Measured(check, kind, by, "gap" if n < right else "met", Status.GAP, "") for n in range(right + wrong)]


def test_the_interval_of_wilson_holds_the_share_and_is_that_of_the_tables() -> None:
    assert math.isclose(Share(81, 263).low, 0.2553, abs_tol=1e-4) and math.isclose(Share(81, 263).high, 0.3662, abs_tol=1e-4)
    assert math.isclose(Share(0, 10).high, 0.2775, abs_tol=1e-4) and Share(0, 10).low == 0.0 and Share(10, 10).high == 1.0
    assert Share(0, 0).value is None and (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("check", "right", "wrong", "by", "counts"),
    [
        ("missing_feedback", 72, 0, "clerk", False),
        ("missing_feedback", 73, 0, "clerk", True),
        ("missing_feedback", 1000, 0, "author", False),
        ("missing_feedback", 150, 5, "clerk", False),
        ("blank_column", 188, 0, "clerk", False),
        ("blank_column", 189, 0, "clerk", True),
    ],
)
def test_a_check_counts_when_others_labels_prove_it(check: str, right: int, wrong: int, by: str, counts: bool) -> None:
    [told] = figures(made(check, right, wrong, by), {check: 1})
    assert told.counts is counts


def test_fewer_than_thirty_real_labels_are_planted_data_only() -> None:
    assert figures(made("x", 29) + made("x", 500, kind="planted"), {"x": 1})[0].only_planted
    assert not figures(made("x", 30), {"x": 1})[0].only_planted


def test_a_question_is_neither_accusation_nor_acquittal() -> None:
    [told] = figures([Measured("x", "real", "clerk", "gap", Status.SUSPECT, ""), Measured("x", "real", "clerk", "met", Status.SUSPECT, "")], {"x": 1})
    assert (told.real.suspect, told.real.asked, told.real.false, told.real.false_met, told.real.precision.of) == (2, 1, 0, 0, 0)


def test_late_where_absent_is_right_is_no_right_accusation() -> None:
    [told] = figures([Measured("x", "real", "clerk", "gap", Status.LATE, "")], {"x": 1})
    assert (told.real.true, told.real.false) == (0, 1)


# ---- the figures that are kept


def test_the_kept_figures_are_of_the_checks_as_they_are() -> None:
    """``make lab`` measures again."""
    assert precision.outdated() == []


def test_the_kept_figures_let_no_check_count_that_others_did_not_label() -> None:
    for told in precision.stored():
        assert not told.counts or told.independent.labels
        assert "仅模拟数据验证" in precision.state(told) or told.real.labels >= 30


def test_the_report_shows_versions_and_precision_and_is_linked_from_its_first_page(archived: Path) -> None:
    page = (archived / "out" / "rules.html").read_text(encoding="utf-8")
    assert "规则与版本" in page and f"stale_column 第{checks()['stale_column'].version}版" in page
    assert "仅模拟数据验证" in page and "暂不计分" in page and "missing_feedback" not in page
    assert 'href="rules.html"' in (archived / "out" / "index.html").read_text(encoding="utf-8")


def test_a_version_that_was_never_measured_shows_no_figures_of_another() -> None:
    judgement = SimpleNamespace(check_versions=(("stale_column", checks()["stale_column"].version + 1),))
    [line] = rule_lines(judgement)  # type: ignore[arg-type]
    assert line.planted.labels == 0 and not line.counts and line.state == "暂不计分：本版没有度量"
