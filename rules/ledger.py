"""The rows of 整改台账: one a case that is open, or was closed since the audit before the last. Plain data; ``reports`` writes it.

What is told of a case is what the recorded judgements say of it; today's judgement adds where it belongs and on what it rests.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from crawler.site import Site
from crawler.tomlfile import TomlFile
from rules.cases import EVENT_LABELS, Audit, Case, CaseEvent, CaseEventKind, CaseState
from rules.catalogue import Catalogue
from rules.discretion import TELLING, Hidden, hidden_words
from rules.engine import Judgement
from rules.model import Basis, Defect, Finding, Requirement, Status, Strength

OTHER: Final = "其他"
TO_MEND: Final = "待整改"
DONE: Final = "已整改待复核"
CLOSED: Final = "已销号"
LONGER: Final = "申请延期"
APPEALED: Final = "申诉中"
STATES: Final = (TO_MEND, DONE, CLOSED, LONGER, APPEALED)  # what the column 状态 may say
STATE_WORDS: Final = {
    CaseState.NEW: TO_MEND, CaseState.ASSIGNED: TO_MEND, CaseState.WORKING: TO_MEND, CaseState.WAITING: DONE,
    CaseState.APPEALED: APPEALED, CaseState.CLOSED: CLOSED,
}  # fmt: skip
NUMBER: Final = "问题编号"
WHO: Final = "责任人及电话"
ACTION: Final = "整改情况"
AFTER: Final = "整改后网址"
DONE_ON: Final = "完成日期"
STATE: Final = "状态"
REMARK: Final = "备注"
COLUMNS: Final = (
    "序号", NUMBER, "责任单位", "栏目（事项）", "问题类型", "问题描述", "整改要求", "栏目网址", "发现时间", "整改时限", "剩余天数", "扣分",
    "严重程度", "依据", "是否重复", "证据编号", WHO, ACTION, AFTER, DONE_ON, STATE, "复核结论", "销号日期", REMARK,
)  # fmt: skip
FILLED: Final = (WHO, ACTION, AFTER, DONE_ON, STATE, REMARK)  # by the unit, and read back
SHEET: Final = "整改台账"
_LATE_DEMAND: Final = "已公布，无须补发；今后按期公布。"
_ASK_THE_CENTRE: Final = "有信息须另行核实；具体事项请凭问题编号向信息公开主管机构查询"
_MOST_BASES: Final = 2
_FOUND: Final = (CaseEventKind.OPENED, CaseEventKind.STILL, CaseEventKind.INCOMPLETE, CaseEventKind.RELAPSED)
_BEGUN: Final = (CaseEventKind.OPENED, CaseEventKind.RELAPSED)
_REPAIR = re.compile(
    rf"{AFTER}：(?P<address>.+?)(?:；{DONE_ON}：(?P<day>\d{{4}}-\d\d-\d\d))?(?:；{ACTION}：(?P<action>.+))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Repair:
    """What a unit says it did: kept in the log as one sentence, shown in the ledger as three cells."""

    action: str = ""
    address: str = ""
    day: date | None = None

    @property
    def words(self) -> str:
        if not self.address and not self.day:
            return self.action
        told = [f"{AFTER}：{self.address}"] if self.address else []
        told += [f"{DONE_ON}：{self.day}"] if self.day else []
        told += [f"{ACTION}：{self.action}"] if self.action else []
        return "；".join(told)

    @classmethod
    def read(cls, words: str) -> "Repair":
        """The three parts of a sentence of the log; one that was said otherwise is all 整改情况."""
        found = _REPAIR.fullmatch(words)
        if not found:
            return cls(words)
        return cls(found["action"] or "", found["address"], date.fromisoformat(found["day"]) if found["day"] else None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the portal a finding belongs: the column's name and address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line. What nobody knows yet is '' or None."""

    number: str
    unit: str
    unit_name: str
    subject: str
    type: str
    told: str
    demand: str
    address: str
    found: date
    due: date | None
    left: int | None
    severity: str
    basis: str
    repeated: str
    evidence: str
    repair: Repair
    state: str
    closed: date | None
    remark: str

    def cells(self, n: int) -> tuple[str | int | date | None, ...]:
        """The cells in the order of ``COLUMNS``. Points stay open, as do the name of who answers for it and what the centre found."""
        return (
            n, self.number, self.unit_name, self.subject, self.type, self.told, self.demand, self.address, self.found, self.due,
            self.left, None, self.severity, self.basis, self.repeated, self.evidence, "", self.repair.action,
            self.repair.address, self.repair.day, self.state, "", self.closed, self.remark,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What a ledger is made under. ``severity``: by check, as far as an approved rule says so; ``due``: for what has no day of its own."""

    as_of: date
    due: date | None = None
    unit: str = ""
    severity: Mapping[str, str] | None = None


def rows(
    known: Iterable[Case], audits: Sequence[Audit], judgement: Judgement, site: Site, hidden: Hidden, places: Mapping[str, Place],
    terms: Terms,
) -> tuple[LedgerRow, ...]:  # fmt: skip
    """The rows in the order of the profile's units, then of the document. ``places`` by fingerprint."""
    document = judgement.catalogue.id
    since = _before_last(audits, document)
    shown = [c for c in known if c.document == document and (not terms.unit or c.latest.unit == terms.unit) and (c.is_open or _is_fresh(c, since))]
    by_number = {finding.fingerprint: finding for finding in _worst_first(judgement.findings)}
    order = {unit.id: n for n, unit in enumerate(site.units)}
    shown.sort(key=lambda c: (order.get(c.latest.unit, len(order)), c.latest.unit_name, c.latest.row or 999, c.number))
    maker = _Maker(judgement.catalogue, site, hidden, places, terms)
    return tuple(maker.row(case, by_number.get(case.fingerprint)) for case in shown)


def _before_last(audits: Sequence[Audit], document: str) -> Audit | None:
    """The newest audit of an earlier crawl than the last one judged."""
    own = [audit for audit in audits if audit.document == document]
    last = max((audit.run for audit in own), default=0)
    return next((audit for audit in reversed(own) if audit.run < last), None)


def _is_fresh(case: Case, since: Audit | None) -> bool:
    by = case.closed_by
    if by is None or since is None:
        return True
    return by.audit > since.n if by.audit else by.decision > since.decisions


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """So that of two findings with one number the worse is kept."""
    return sorted(findings, key=lambda f: f.status is Status.GAP)


# ---- one row


@dataclass(frozen=True, slots=True)
class _Maker:
    catalogue: Catalogue
    site: Site
    hidden: Hidden
    places: Mapping[str, Place]
    terms: Terms

    def row(self, case: Case, finding: Finding | None) -> LedgerRow:
        due = self._due(case)
        kind = type_of(case.latest.check, finding.defect if finding else None, finding.due if finding else None)
        unit = self.site.unit(case.latest.unit) if case.latest.unit else None
        place = self._place(case)
        return LedgerRow(
            number=case.number,
            unit=case.latest.unit,
            unit_name=unit.name if unit else case.latest.unit_name or "全区",
            subject=self._subject(case, place),
            type=kind,
            told=self._told(case, finding),
            demand=self._demand(case, finding, kind),
            address=place.address if place else "",
            found=date.fromisoformat(next(e for e in reversed(case.events) if e.kind in _BEGUN).on[:10]),
            due=due,
            left=(due - self.terms.as_of).days if due else None,
            severity=(self.terms.severity or {}).get(case.latest.check, ""),
            basis=self._basis(case, finding),
            repeated=f"是（{case.number}）" if case.times(CaseEventKind.RELAPSED) else "否",
            evidence=case.fingerprint,
            repair=repair_of(case),
            state=STATE_WORDS[case.state],
            closed=date.fromisoformat(case.closed_by.on[:10]) if case.closed_by else None,
            remark=EVENT_LABELS[case.closed_by.kind] if case.closed_by else "",
        )

    def _due(self, case: Case) -> date | None:
        """While an appeal is open the time does not run."""
        if case.state in (CaseState.CLOSED, CaseState.APPEALED):
            return None
        return case.due or self.terms.due

    def _place(self, case: Case) -> Place | None:
        """None where a name or an address would lead to what must not be found."""
        place = self.places.get(case.fingerprint)
        if place is None or case.latest.check in TELLING or place.address in self.hidden.addresses:
            return None
        return Place(hidden_words(place.name, self.hidden), place.address)

    def _subject(self, case: Case, place: Place | None) -> str:
        if place:
            return place.name
        requirement = self._requirement(case)
        return (requirement.task or requirement.text[:30]) if requirement else "法定事项" if case.latest.row is None else f"第{case.latest.row}行"

    def _told(self, case: Case, finding: Finding | None) -> str:
        """One sentence, as of the day of the look it comes from, and what has to be known beside it."""
        event = _found(case)
        sees = case.is_open and case.latest.status is Status.GAP and not case.latest.draft
        if case.latest.check in TELLING:  # what was recorded may name the item: only today's discreet words are handed on
            reason = finding.reason if finding and finding.status is Status.GAP else _ASK_THE_CENTRE
        else:
            reason = hidden_words(case.latest.reason if sees else event.why, self.hidden)
        day = date.fromisoformat(event.on[:10])
        is_dated = reason.startswith("截至") or f"截至 {day}" in reason
        told = reason if is_dated else f"截至{day.year}年{day.month}月{day.day}日，{reason}"
        return "".join((_sentence(told), *_asides(case, finding)))

    def _demand(self, case: Case, finding: Finding | None, kind: str) -> str:
        if case.latest.status is Status.LATE:
            return _LATE_DEMAND
        accuses = finding is not None and finding.status in (Status.GAP, Status.SUSPECT)
        advice = hidden_words(finding.advice, self.hidden) if finding and accuses else ""
        return _sentence(advice) or demand_of(kind)

    def _basis(self, case: Case, finding: Finding | None) -> str:
        requirement = self._requirement(case)
        basis: tuple[Basis, ...] = finding.basis if finding else ()
        basis = basis or (requirement.basis if requirement else ())
        carrying = [b for b in basis if Strength(b.strength).accuses]
        named = dict.fromkeys(f"{b.source}{b.clause}" for b in carrying)
        return "；".join(list(named)[:_MOST_BASES])

    def _requirement(self, case: Case) -> Requirement | None:
        return next((r for r in self.catalogue.requirements if r.id == case.latest.requirement), None)


def _found(case: Case) -> CaseEvent:
    """The look that last said it is wrong; a new word on the same pages (重新判定) counts while the case is open."""
    kinds = (*_FOUND, CaseEventKind.REJUDGED) if case.is_open else _FOUND
    return next(event for event in reversed(case.events) if event.kind in kinds)


def _asides(case: Case, finding: Finding | None) -> Iterator[str]:
    if finding and finding.before_issue:
        yield "（该事项早于文件印发，不计分。）"
    if not case.is_open:
        return
    since = _since_begun(case)
    if case.state is CaseState.WORKING and any(event.kind is CaseEventKind.INCOMPLETE for event in since):
        yield "（整改不彻底：报告已整改，复检时仍有问题。）"
    if case.events[-1].kind is CaseEventKind.MISSED:
        yield "（最近一次检查没有判定这一条，不作销号。）"
    elif case.latest.status is not Status.GAP or case.latest.draft:
        yield "（最近一次检查未能认定是否已整改，请核对。）"


def _since_begun(case: Case) -> Sequence[CaseEvent]:
    at = max(n for n, event in enumerate(case.events) if event.kind in _BEGUN)
    return case.events[at:]


def repair_of(case: Case) -> Repair:
    """What the unit reports, while it waits for a look or after one agreed; what a look refuted is to be said anew."""
    if case.state not in (CaseState.WAITING, CaseState.CLOSED):
        return Repair()
    said = next((event for event in reversed(_since_begun(case)) if event.kind is CaseEventKind.DONE), None)
    return Repair.read(said.why) if said else Repair()


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。？！；…）" else text + "。"


# ---- kinds of trouble


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Type(_Table):
    name: str
    checks: tuple[str, ...]
    defects: tuple[Defect, ...]
    demand: str
    dated: bool = False


class _File(_Table):
    type: tuple[_Type, ...]


@cache
def types() -> tuple[_Type, ...]:
    """The kinds of trouble in the order of the ledger."""
    return TomlFile.read(Path(__file__).with_name("ledger.toml")).validated(_File).type


def type_of(check: str, defect: Defect | None, due: date | None) -> str:
    """问题类型 of a check and what it found."""
    if named := next((kind.name for kind in types() if check in kind.checks), ""):
        return named
    return next((kind.name for kind in types() if defect in kind.defects and (due or not kind.dated)), OTHER)


def demand_of(name: str) -> str:
    """整改要求 where the check gives no advice of its own."""
    return next(kind.demand for kind in types() if kind.name == name)
