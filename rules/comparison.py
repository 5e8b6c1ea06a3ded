"""Two audits of one district side by side: what is new, mended or back, and what only rules, scope or people changed.

Where a check has another version on the two sides nobody can tell whether the website changed or the rule did: such a
change is the rule's, never a unit's.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.tomlfile import BadInput
from rules import tables as t
from rules.findings import judgement_recorded
from rules.model import Status

_WRONG: Final = (Status.GAP, Status.LATE)
_GOOD: Final = (Status.MET, Status.STATED)
Plain = dict[str, Any]


class Cause(StrEnum):
    """Why a finding reads otherwise than before."""

    NEW = "new"
    REOPENED = "reopened"
    FIXED = "fixed"
    UNSURE = "unsure"  # it was wrong, and this look could not tell
    RULE = "rule"
    SCOPE = "scope"
    DECISION = "decision"
    OTHER = "other"  # neither side calls it wrong


CAUSE_LABELS: Final = {
    Cause.NEW: "新增问题", Cause.REOPENED: "反弹", Cause.FIXED: "已整改", Cause.UNSURE: "原有问题本次未能认定",
    Cause.RULE: "规则变更（看不出网站是否变了）", Cause.SCOPE: "适用范围变更", Cause.DECISION: "人的决定", Cause.OTHER: "其他变化",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One recorded judgement: the last of its crawl."""

    n: int
    run: int
    as_of: str
    document: str
    document_digest: str
    findings: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that reads otherwise. A side that does not have it is None."""

    cause: Cause
    old: Plain | None
    new: Plain | None

    @property
    def shown(self) -> Plain:
        return self.new or self.old or {}


def sides(archive: Archive, old: int, new: int, document: str = "") -> tuple[Side, Side]:
    """Both crawls as they were judged by one catalogue (the one the newer was judged by). Raises BadInput."""
    last = _numbers(archive)
    documents = [doc for run, doc in last if run == new]
    if not document and len(documents) > 1:
        raise BadInput(f"第 {new} 次采集按几个要求目录判定过（{'、'.join(documents)}）；请用 --document 写明一个")
    wanted = document or next(iter(documents), "")
    second, first = (_side(archive, _last(last, run, wanted)) for run in (new, old))
    return first, second


def wrong_before(archive: Archive, judgement: int) -> frozenset[str]:
    """Fingerprints that any judgement before this one called wrong."""
    f = t.findings.c
    query = sa.select(f.fingerprint).where(f.site == archive.site, f.judgement < judgement, f.status.in_(_WRONG)).distinct()
    with archive.engine.connect() as db:
        return frozenset(db.execute(query).scalars())


def changes(old: Side, new: Side, before: Collection[str]) -> tuple[Change, ...]:
    """Every finding that reads otherwise, by cause, row, unit and check. ``before``: what had been wrong before ``old``."""
    found = list(_changes(old, new, before))
    return tuple(sorted(found, key=lambda change: (list(Cause).index(change.cause), _order(change.shown))))


def _changes(old: Side, new: Side, before: Collection[str]) -> Iterator[Change]:
    for fingerprint in sorted({*old.findings, *new.findings}):
        was, now = old.findings.get(fingerprint), new.findings.get(fingerprint)
        if _said(was) != _said(now):
            yield Change(_cause(old, new, was, now, fingerprint in before), was, now)


def _said(plain: Plain | None) -> tuple[str, bool] | None:
    return (plain["status"], plain["draft"]) if plain else None


def _cause(old: Side, new: Side, was: Plain | None, now: Plain | None, was_wrong_before: bool) -> Cause:
    if _is_scoped(was) != _is_scoped(now) or (was and now and was["draft"] != now["draft"]):
        return Cause.SCOPE
    if was and now and was["check_version"] != now["check_version"]:
        return Cause.RULE
    if (was is None or now is None) and _rules_differ(old, new, (was or now or {})["check"]):
        return Cause.RULE
    if was and now and was["machine_status"] == now["machine_status"]:
        return Cause.DECISION
    if _is_wrong(now):
        return Cause.OTHER if _is_wrong(was) else Cause.REOPENED if was_wrong_before else Cause.NEW
    if not _is_wrong(was):
        return Cause.OTHER
    return Cause.FIXED if now and now["status"] in _GOOD else Cause.UNSURE


def _is_wrong(plain: Plain | None) -> bool:
    return plain is not None and plain["status"] in _WRONG and not plain["draft"]


def _is_scoped(plain: Plain | None) -> bool:
    """Whether a person said that the unit does not have the duty, whatever the machine saw."""
    return plain is not None and plain["status"] == Status.NOT_APPLICABLE != plain["machine_status"]


def _rules_differ(old: Side, new: Side, check: str) -> bool:
    """Whether a finding that only one side has may be missing because the catalogue or the check is another."""
    versions = [{f["check_version"] for f in side.findings.values() if f["check"] == check} for side in (old, new)]
    return old.document_digest != new.document_digest or versions[0] != versions[1]


def _order(plain: Plain) -> tuple[str, ...]:
    return tuple(str(plain.get(key) or "") for key in ("row", "requirement", "unit_name", "check", "object", "fingerprint"))


# ---- what is recorded


def _numbers(archive: Archive) -> dict[tuple[int, str], int]:
    """The last judgement of every crawl and catalogue."""
    j = t.judgements.c
    query = sa.select(j.run, j.document, sa.func.max(j.n)).where(j.site == archive.site).group_by(j.run, j.document)
    with archive.engine.connect() as db:
        return {(run, document): n for run, document, n in sorted(db.execute(query).tuples())}


def _last(last: Mapping[tuple[int, str], int], run: int, document: str) -> int:
    found = last.get((run, document))
    if found is None:
        known = "、".join(f"第 {n} 次（{name}）" for n, name in last) or "无"
        raise BadInput(f"第 {run} 次采集没有{f'按“{document}”' if document else ''}判定并记录过；有记录的：{known}")
    return found


def _side(archive: Archive, n: int) -> Side:
    recorded = judgement_recorded(archive, n)
    assert recorded is not None
    head, plain = recorded
    return Side(n, head["run"], head["as_of"], head["document"], head["document_digest"], {f["fingerprint"]: f for f in plain})
