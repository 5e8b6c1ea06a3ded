"""Under faults nobody is accused: what a broken answer hides is not called missing, and what was not seen whole is not
called whole.

Each seed audits the demo district twice behind a line on which one answer in ten breaks: as the first audit of a new
folder, and as the second after a clean one. Three seeds by default, twenty with ``ZWGK_NIGHTLY`` set (``make nightly``).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.demo import profile_text
from tests.demo_truth import AS_OF
from tests.faults import PATIENCE, Fault, FaultyPortal, Plan, serve
from tests.outside import ROOT, lines

SEEDS = range(1, 21 if os.environ.get("ZWGK_NIGHTLY") else 4)
ACCUSING = ("gap", "late")
COMPARING = ("backdated_item",)  # sets an audit beside the one before: a first audit has nothing to say there
# A crawl as always, except that it waits for an answer no longer than these tests have time for.
_IMPATIENT = f"import crawler.settings as s; s.DOWNLOAD_TIMEOUT = {PATIENCE}; import zwgk; zwgk.main()"


@dataclass(frozen=True)
class Audited:
    """What one run printed."""

    code: int
    said: str
    out: Path

    @property
    def verdicts(self) -> dict[str, str]:
        found = lines(self.out / "findings.jsonl")
        return {f["fingerprint"]: f["status"] for f in found if f["check"] not in COMPARING}

    @property
    def accusations(self) -> dict[str, dict[str, Any]]:
        return {f["fingerprint"]: f for f in lines(self.out / "findings.jsonl") if f["status"] in ACCUSING}

    @property
    def visits(self) -> dict[str, dict[str, Any]]:
        return {visit["column"]: visit for visit in lines(self.out / "visits.jsonl")}


@dataclass(frozen=True)
class District:
    """The portal, and what an audit of it says when nothing fails."""

    portal: FaultyPortal
    profile: Path
    data: Path
    clean: Audited

    def audit(self, plan: Plan | None, data: Path, out: Path, *more: str) -> Audited:
        """One audit with the faults of ``plan``; None: without."""
        self.portal.plan = plan
        try:
            return audit(self.profile, data, out, *more)
        finally:
            self.portal.plan = None


def audit(profile: Path, data: Path, out: Path, *more: str) -> Audited:
    words = ["run", str(profile), "dachuan-2023", "--as-of", AS_OF, "--data", str(data), "--out", str(out), *more]
    done = subprocess.run(
        [sys.executable, "-c", _IMPATIENT, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=240,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return Audited(done.returncode, done.stdout + done.stderr, out)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    folder = tmp_path_factory.mktemp("clean")
    with serve() as portal:
        profile = folder / "demo.toml"
        profile.write_text(profile_text(portal.base), encoding="utf-8")
        clean = audit(profile, folder / "data", folder / "out")
        assert clean.code == 0, clean.said
        yield District(portal, profile, folder / "data", clean)


def accused_in_error(faulty: Audited, clean: Audited) -> list[str]:
    """Findings that accuse a unit which the clean audit does not accuse of the same."""
    known = clean.accusations
    return [
        f"{f['unit_name']} {f['check']} {f['object']}: {f['reason']}"
        for mark, f in faulty.accusations.items()
        if mark not in known
    ]


def called_whole_in_error(faulty: Audited, clean: Audited) -> list[str]:
    """Columns said to be seen whole with fewer rows than they hold."""
    whole = clean.visits
    return [
        f"{column}: {visit['rows']} of {whole[column]['rows']} rows, {visit['outcome']}, {visit['stopped_because']}"
        for column, visit in faulty.visits.items()
        if visit["complete"] and visit["rows"] < whole[column]["rows"]
    ]


def assert_fair(faulty: Audited, clean: Audited) -> None:
    assert faulty.code in (0, 3), faulty.said
    assert "Traceback" not in faulty.said, faulty.said
    if faulty.code == 0:
        assert accused_in_error(faulty, clean) == []
        assert called_whole_in_error(faulty, clean) == []


def assert_recovers(district: District, folder: Path) -> None:
    """After the faults are gone the next audit says what is so, and one that asks everything again says all of it.

    What a page accuses of that was carried over waits until it is read again.
    """
    later = district.audit(None, folder / "data", folder / "later")
    assert_fair(later, district.clean)
    clean = district.clean.verdicts
    waiting = {mark for mark, status in later.verdicts.items() if status == "suspect" and clean.get(mark) in ACCUSING}
    assert {**later.verdicts, **{mark: clean[mark] for mark in waiting}} == clean
    whole = district.audit(None, folder / "data", folder / "whole", "--full")
    assert whole.code == 0, whole.said
    assert whole.verdicts == district.clean.verdicts


@pytest.mark.parametrize("seed", SEEDS)
def test_a_first_audit_under_faults_accuses_nobody(district: District, tmp_path: Path, seed: int) -> None:
    plan = Plan(seed)
    faulty = district.audit(plan, tmp_path / "data", tmp_path / "out")
    assert len(plan.met) > 30
    assert_fair(faulty, district.clean)
    assert_recovers(district, tmp_path)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_audit_under_faults_after_a_clean_one_accuses_nobody(district: District, tmp_path: Path, seed: int) -> None:
    shutil.copytree(district.data, tmp_path / "data")
    plan = Plan(100 + seed, kinds=tuple(Fault))
    assert_fair(district.audit(plan, tmp_path / "data", tmp_path / "out"), district.clean)
    assert len(plan.met) > 20  # fewer than at first: what is carried over is not asked for


def test_a_column_that_had_rows_and_says_that_it_is_empty_proves_nothing(district: District, tmp_path: Path) -> None:
    """One look cannot tell it from an empty column: the first audit must believe the page, a later one must not."""
    path = "/xz/yunling/zcwj/index.html"
    plan = Plan(0, share=0, always={path: Fault.SAYS_EMPTY})
    first = district.audit(plan, tmp_path / "new", tmp_path / "first")
    assert [f["check"] for f in first.accusations.values() if str(f["object"]).endswith(path)] == ["blank_column"]
    shutil.copytree(district.data, tmp_path / "data")
    later = district.audit(plan, tmp_path / "data", tmp_path / "later")
    assert_fair(later, district.clean)
    assert later.visits["yunling.policy"]["rows"] == 0
