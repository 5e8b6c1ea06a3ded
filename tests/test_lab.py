"""The rule laboratory from the outside: labelled corpora in, figures out, wrong input one clear line."""

import json
import math
from pathlib import Path

import pytest

from rules.lab.figures import Share, figures
from rules.lab.labelled import Measured
from rules.model import Status
from tests.outside import zwgk
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


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """One audit of three units, two of them stale, and labels on it."""
    folder = tmp_path / "corpus"
    folder.mkdir()
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
        done = zwgk(*words, "--out", str(tmp_path / "out"))
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
