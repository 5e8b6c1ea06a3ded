"""Our own blindness is suspected first: when many units fail at once in the same way, a person looks before they are told.

A check is withheld when at least ten units were judged by it, the share of gaps rose by forty points since the last
recorded judgement, and the accused share a dialect or were all seen with empty lists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from rules.model import Finding, Status

FEWEST_UNITS: Final = 10
JUMP: Final = 0.40
_JUDGED: Final = (Status.MET, Status.LATE, Status.GAP, Status.STATED)


def shares(statuses: Iterable[tuple[str, str, Status]]) -> dict[str, float]:
    """Of each check the share of judged units with a gap, from (check, unit, machine's status)."""
    judged: dict[str, set[str]] = {}
    accused: dict[str, set[str]] = {}
    for check, unit, status in statuses:
        if status in _JUDGED:
            judged.setdefault(check, set()).add(unit)
        if status is Status.GAP:
            accused.setdefault(check, set()).add(unit)
    return {
        check: len(accused.get(check, ())) / len(units) for check, units in judged.items() if len(units) >= FEWEST_UNITS
    }


def withheld(findings: list[Finding], before: Mapping[str, float], corpus: Corpus) -> list[Finding]:
    """``findings`` with the gaps of suspicious checks turned into suspects. ``before`` are the shares of the last judgement."""
    now = shares((f.check, f.unit, f.machine_status) for f in findings)
    doubtful = {
        check: share - before[check]
        for check, share in now.items()
        if check in before and share - before[check] >= JUMP and _alike(check, findings, corpus)
    }
    return [
        _asked(finding, doubtful[finding.check])
        if finding.status is Status.GAP and finding.check in doubtful
        else finding
        for finding in findings
    ]


def _alike(check: str, findings: list[Finding], corpus: Corpus) -> bool:
    """Whether the accused have in common what would make it our fault: one dialect, or lists that came back empty."""
    seen = [
        column
        for finding in findings
        if finding.check == check and finding.status is Status.GAP
        for searched in finding.searched
        if (column := corpus.seen_column(searched.column)) and column.unit == finding.unit
    ]
    return bool(seen) and (len({column.dialect for column in seen}) == 1 or all(column.rows == 0 for column in seen))


def _asked(finding: Finding, jump: float) -> Finding:
    return replace(
        finding,
        status=Status.SUSPECT,
        lean=Status.GAP,
        question=f"该项检查的问题比例比上次上升 {round(jump * 100)} 个百分点，且集中在同类页面，请先确认不是检测工具或网站改版造成的",
    )
