"""Every check against its cases (``tests/checks/*.toml``), and every check has the cases it needs."""

import re
from pathlib import Path

import pytest

from rules.catalogue import checks
from tests.cases import Case, all_cases, judged

CASES = list(all_cases())
# Checks that never accuse: what they see is always a question for a person.
ONLY_DOUBTS = frozenset(
    ("missing_column", "missing_validity_label", "unpublished_basis", "missing_original_file", "dead_reference", "annual_report_counts")
)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.check}: {case.name}" for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    verdicts = judged(case, tmp_path)
    assert [v.status.value for v in verdicts] == case.expected, [(v.status.value, v.reason) for v in verdicts]
    reasons = "\n".join(v.reason for v in verdicts)
    if "reason" in case.data:
        assert case.data["reason"] in reasons
    if "defect" in case.data:
        assert case.data["defect"] in {v.defect.value for v in verdicts if v.defect}
    for verdict in verdicts:
        assert verdict.reason and "未公开" not in verdict.reason
        if verdict.status.value == "suspect":
            assert verdict.lean is not None and verdict.question
        if verdict.status.value == "gap":
            assert verdict.defect is not None


@pytest.mark.parametrize("name", sorted(checks()))
def test_every_check_has_a_met_a_gap_and_an_unknown_case(name: str) -> None:
    expected = {status for case in CASES if case.check == name for status in case.expected}
    accusing = expected & {"gap", "late"} or (expected & {"suspect"} if name in ONLY_DOUBTS else set())
    assert "met" in expected and "unknown" in expected and accusing


@pytest.mark.parametrize("name", sorted(checks()))
def test_every_check_has_a_manual_page(name: str) -> None:
    manual = checks()[name].manual
    for heading in ("依据", "判定", "无法判定"):
        assert re.search(rf"^{heading}：", manual, re.MULTILINE), f"{name}: 缺“{heading}：”"
