"""``zwgk diff``: why a finding reads otherwise in two audits, and that nothing is blamed on a unit that a rule changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from rules.comparison import Cause, Side, changes
from tests.one_unit import District, district
from tests.outside import zwgk


def plain(status: str, *, machine: str = "", version: int = 1, draft: bool = False) -> dict[str, Any]:
    return {
        "fingerprint": "f", "status": status, "machine_status": machine or status, "check_version": version, "draft": draft,
        "row": "13", "requirement": "r", "unit": "u", "unit_name": "区教育局", "check": "c", "object": None, "reason": "…",
    }  # fmt: skip


def side(*findings: dict[str, Any], digest: str = "d") -> Side:
    return Side(1, 1, "2023-09-20", "doc", digest, {f["fingerprint"]: f for f in findings})


@pytest.mark.parametrize(
    ("was", "now", "before", "cause"),
    [
        (plain("met"), plain("gap"), False, Cause.NEW),
        (plain("met"), plain("gap"), True, Cause.REOPENED),
        (plain("gap"), plain("met"), False, Cause.FIXED),
        (plain("gap"), plain("stated"), False, Cause.FIXED),
        (plain("gap"), plain("unknown"), False, Cause.UNSURE),
        (plain("gap"), plain("not_applicable"), False, Cause.UNSURE),
        (plain("met"), plain("unknown"), False, Cause.OTHER),
        (plain("gap"), plain("late"), False, Cause.OTHER),
        (plain("gap"), plain("met", version=2), False, Cause.RULE),
        (plain("met"), plain("gap", version=2), True, Cause.RULE),
        (plain("suspect"), plain("gap", machine="suspect"), False, Cause.DECISION),
        (plain("gap"), plain("not_applicable", machine="gap"), False, Cause.SCOPE),
        (plain("suspect", draft=True), plain("gap"), False, Cause.SCOPE),
    ],
)
def test_the_cause_of_a_change(was: dict[str, Any], now: dict[str, Any], before: bool, cause: Cause) -> None:
    (change,) = changes(side(was), side(now), {"f"} if before else set())
    assert change.cause is cause


def test_what_only_one_side_has_is_the_rules_when_rules_differ_and_the_websites_when_not() -> None:
    (appeared,) = changes(side(), side(plain("gap")), set())
    assert appeared.cause is Cause.RULE  # the check was unknown to the older side
    other = {**plain("met"), "fingerprint": "g"}
    (appeared,) = changes(side(other), side(other, plain("gap")), set())
    assert appeared.cause is Cause.NEW
    (gone,) = changes(side(other, plain("gap")), side(other), set())
    assert gone.cause is Cause.UNSURE  # that nothing is said of it any more mends nothing
    (gone,) = changes(side(other, plain("gap")), side(other, digest="e"), set())
    assert gone.cause is Cause.RULE


def test_what_reads_the_same_is_no_change() -> None:
    assert changes(side(plain("gap")), side({**plain("gap"), "reason": "别的说法"}), set()) == ()


def run_diff(d: District, *words: str) -> Any:
    return zwgk("diff", *words, str(d.profile), "--data", str(d.folder / "data"))


def test_three_audits_from_the_outside(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        d.audit()
        d.show(2021, 2022)
        d.audit()
        d.audit()
        told = run_diff(d, "1", "2").out
        assert told.startswith("第 1 次采集（检查日 2023-09-19）与第 2 次采集（检查日 2023-10-19），按“doc”\n已整改 1 条\n")
        assert "第 45 行 区教育局：有问题 → 合规" in told
        mended = json.loads(run_diff(d, "1", "2", "--json").out)
        assert [(c["cause"], c["old"], c["new"]) for c in mended] == [("fixed", "gap", "met")]
        assert run_diff(d, "2", "3").out.endswith("没有变化\n")
        wrong = run_diff(d, "1", "9")
        assert (wrong.code, wrong.out) == (2, "") and "第 9 次采集没有" in wrong.err
