"""Cases: the life of what was found wrong, across audits. A pure function of the recorded judgements and the log of decisions.

A case is one fingerprint: it opens when a recorded judgement first calls it a gap (or late) and keeps its number for good.
Only a later look or a named person closes it; that it is not seen, not judged or in doubt never does. What people do
(assign, report done, appeal, extend, close) are decisions; that trouble came back (反弹) or was reported mended and is
not (整改不彻底) only the machine says. Nothing is stored: the same judgements and decisions give the same cases.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from rules.decisions import APPEAL_REASONS, RAISED, Decision
from rules.model import Status


class CaseState(StrEnum):
    """Where a case stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    WORKING = "working"
    WAITING = "waiting"  # the unit says it is done; a look must show it
    APPEALED = "appealed"
    CLOSED = "closed"


STATE_LABELS: Final = {
    CaseState.NEW: "新增", CaseState.ASSIGNED: "已交办", CaseState.WORKING: "整改中", CaseState.WAITING: "待复核",
    CaseState.APPEALED: "申诉中", CaseState.CLOSED: "已销号",
}  # fmt: skip


class CaseEventKind(StrEnum):
    """What happened to a case."""

    OPENED = "opened"
    STILL = "still"
    INCOMPLETE = "incomplete"  # reported done, and the next look shows the same
    MENDED = "mended"  # a look shows it met, told late or explained
    OUT_OF_SCOPE = "out_of_scope"  # a person said that the unit does not have the duty
    REJUDGED = "rejudged"  # the same pages, judged by other rules or decisions
    RELAPSED = "relapsed"
    UNSURE = "unsure"  # a look that says neither
    MISSED = "missed"  # a judgement that has no word on it
    HELD = "held"  # wrong again by the machine, after an appeal was upheld
    ASSIGNED = "assigned"
    WORKING = "working"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    RAISED = "raised"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    EXTENDED = "extended"


EVENT_LABELS: Final = {
    CaseEventKind.OPENED: "新增", CaseEventKind.STILL: "仍有问题", CaseEventKind.INCOMPLETE: "整改不彻底",
    CaseEventKind.MENDED: "复检销号", CaseEventKind.OUT_OF_SCOPE: "经确认不适用，销号", CaseEventKind.REJUDGED: "重新判定",
    CaseEventKind.RELAPSED: "反弹", CaseEventKind.UNSURE: "本次未能认定", CaseEventKind.MISSED: "本次没有判定",
    CaseEventKind.HELD: "申诉已成立，不重开", CaseEventKind.ASSIGNED: "交办", CaseEventKind.WORKING: "开始整改",
    CaseEventKind.DONE: "报告已整改", CaseEventKind.SIGNED_OFF: "人工销号", CaseEventKind.RAISED: "申诉",
    CaseEventKind.UPHELD: "申诉成立", CaseEventKind.PARTLY: "申诉部分成立", CaseEventKind.REJECTED: "申诉不成立",
    CaseEventKind.EXTENDED: "延期",
}  # fmt: skip
_WRONG: Final = (Status.GAP, Status.LATE)
_GOOD: Final = (Status.MET, Status.LATE, Status.STATED)
_MACHINE: Final = "复检"


@dataclass(frozen=True, slots=True)
class Told:
    """What one judgement said of one fingerprint."""

    fingerprint: str
    unit: str
    unit_name: str
    requirement: str
    row: int | None
    check: str
    check_version: int
    status: Status
    reason: str
    draft: bool = False
    is_decided: bool = False  # a person said so (适用范围, 核定), not the machine
    address: str = ""  # of what was judged
    snapshot: str = ""  # of the archived bytes it rests on


@dataclass(frozen=True, slots=True)
class Audit:
    """A recorded judgement. ``decisions``: the log up to this number was obeyed, so it came before."""

    n: int
    run: int
    as_of: date
    document: str
    decisions: int
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Who did or saw what, when and why. ``audit`` or ``decision`` is the number of the record it comes from."""

    kind: CaseEventKind
    on: str
    who: str
    why: str
    audit: int = 0
    decision: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One fingerprint's life. ``latest`` is what was last said of it; ``before`` the state an appeal interrupted."""

    number: str
    state: CaseState
    latest: Told
    document: str
    run: int  # the last crawl that had a word on it
    opened: date
    events: tuple[CaseEvent, ...]
    due: date | None = None
    before: CaseState | None = None

    @property
    def fingerprint(self) -> str:
        return self.latest.fingerprint

    @property
    def is_open(self) -> bool:
        return self.state is not CaseState.CLOSED

    @property
    def closed_by(self) -> CaseEvent | None:
        """What closed it; None while it is open."""
        return None if self.is_open else next(e for e in reversed(self.events) if e.kind in _CLOSING)

    def times(self, kind: CaseEventKind) -> int:
        return sum(event.kind is kind for event in self.events)


_CLOSING: Final = (
    CaseEventKind.MENDED, CaseEventKind.OUT_OF_SCOPE, CaseEventKind.REJUDGED, CaseEventKind.SIGNED_OFF, CaseEventKind.UPHELD,
)  # fmt: skip


def cases(audits: Iterable[Audit], log: Sequence[Decision]) -> tuple[Case, ...]:
    """Every case there ever was, by number. ``audits`` in the order they were recorded; ``log`` whole."""
    book = _Book()
    heard = 0
    for audit in audits:
        for decision in log[heard : audit.decisions]:
            book.hear(decision)
        heard = max(heard, audit.decisions)
        book.look(audit)
    for decision in log[heard:]:
        book.hear(decision)
    return tuple(book.kept.values())


class _Book:
    """The fold's state: cases by fingerprint in the order of their numbers, and what is known on the way."""

    def __init__(self) -> None:
        self.kept: dict[str, Case] = {}
        self._runs: dict[str, int] = {}
        self._opened: dict[int, int] = {}

    def hear(self, decision: Decision) -> None:
        if case := self.kept.get(decision.subject):
            self.kept[decision.subject] = _obeyed(case, decision)

    def look(self, audit: Audit) -> None:
        if audit.run < self._runs.get(audit.document, 0):
            return  # an older crawl judged once more says nothing of today
        self._runs[audit.document] = audit.run
        for told in _worst(audit.told):
            case = self.kept.get(told.fingerprint)
            if case:
                self.kept[told.fingerprint] = self._seen(case, told, audit)
            elif told.status in _WRONG and not told.draft:
                self.kept[told.fingerprint] = self._begun(told, audit)
        named = {told.fingerprint for told in audit.told}
        for fingerprint, case in self.kept.items():
            if fingerprint not in named and case.document == audit.document and case.is_open:
                self.kept[fingerprint] = _missed(case, audit)

    def _begun(self, told: Told, audit: Audit) -> Case:
        year = audit.as_of.year
        self._opened[year] = self._opened.get(year, 0) + 1
        opened = _by_machine(CaseEventKind.OPENED, told, audit)
        number = f"{year}-{self._opened[year]:04d}"
        case = Case(number, CaseState.NEW, told, audit.document, audit.run, audit.as_of, (opened,))
        # What came late is there: nothing is left to mend.
        return _closed(case, _by_machine(CaseEventKind.MENDED, told, audit)) if told.status is Status.LATE else case

    def _seen(self, case: Case, told: Told, audit: Audit) -> Case:
        again = audit.run == case.run and audit.document == case.document
        seen = replace(case, latest=told, run=audit.run, document=audit.document)
        if told.draft:
            return _unsure(seen, case, told, audit)
        if again:
            return _rejudged(seen, case, told, audit)
        if told.status is Status.GAP:
            return _wrong(seen, told, audit)
        if told.status in _GOOD:
            return _closed(seen, _by_machine(CaseEventKind.MENDED, told, audit)) if case.is_open else seen
        if told.status is Status.NOT_APPLICABLE and told.is_decided and case.is_open:
            return _closed(seen, _by_machine(CaseEventKind.OUT_OF_SCOPE, told, audit))
        return _unsure(seen, case, told, audit)


# ---- what a look says


def _worst(told: Iterable[Told]) -> Iterator[Told]:
    """One word a fingerprint: a judgement that says two things of it is held to the worse."""
    kept: dict[str, Told] = {}
    order = (*_WRONG, Status.SUSPECT, Status.UNKNOWN)
    for each in told:
        other = kept.get(each.fingerprint)
        rank = order.index(each.status) if each.status in order else len(order)
        if other is None or rank < (order.index(other.status) if other.status in order else len(order)):
            kept[each.fingerprint] = each
    yield from kept.values()


def _wrong(case: Case, told: Told, audit: Audit) -> Case:
    if case.state is CaseState.CLOSED:
        by = case.closed_by
        if by is not None and by.kind is CaseEventKind.UPHELD:
            return _with(case, _by_machine(CaseEventKind.HELD, told, audit))
        return replace(_with(case, _by_machine(CaseEventKind.RELAPSED, told, audit)), state=CaseState.NEW, due=None)
    if case.state is CaseState.WAITING:
        return replace(_with(case, _by_machine(CaseEventKind.INCOMPLETE, told, audit)), state=CaseState.WORKING)
    return _with(case, _by_machine(CaseEventKind.STILL, told, audit))


def _rejudged(seen: Case, case: Case, told: Told, audit: Audit) -> Case:
    """The same crawl under other rules or decisions: nothing was mended and nothing came back."""
    if told.status == case.latest.status:
        return seen
    event = _by_machine(CaseEventKind.REJUDGED, told, audit)
    if told.status is Status.GAP:
        by = case.closed_by
        upheld = by is not None and by.kind is CaseEventKind.UPHELD
        return _with(seen, event) if case.is_open or upheld else replace(_with(seen, event), state=CaseState.NEW)
    settled = told.status in (*_GOOD, Status.NOT_APPLICABLE)
    return _closed(seen, event) if settled and case.is_open else _unsure(seen, case, told, audit)


def _unsure(seen: Case, case: Case, told: Told, audit: Audit) -> Case:
    same = (told.status, told.draft) == (case.latest.status, case.latest.draft)
    return seen if same or not case.is_open else _with(seen, _by_machine(CaseEventKind.UNSURE, told, audit))


def _missed(case: Case, audit: Audit) -> Case:
    if case.events[-1].kind is CaseEventKind.MISSED:
        return case
    event = CaseEvent(CaseEventKind.MISSED, audit.as_of.isoformat(), _MACHINE, "这次检查没有判定这一条，不作销号", audit.n)
    return _with(case, event)


def _by_machine(kind: CaseEventKind, told: Told, audit: Audit) -> CaseEvent:
    return CaseEvent(kind, audit.as_of.isoformat(), _MACHINE, told.reason, audit.n, evidence=told.snapshot)


# ---- what people say

_ACTS: Final = {
    "assigned": (CaseEventKind.ASSIGNED, (CaseState.NEW,), CaseState.ASSIGNED),
    "working": (CaseEventKind.WORKING, (CaseState.NEW, CaseState.ASSIGNED), CaseState.WORKING),
    # said again while it waits: a better address
    "done": (CaseEventKind.DONE, (CaseState.NEW, CaseState.ASSIGNED, CaseState.WORKING, CaseState.WAITING), CaseState.WAITING),
}
_ANSWERS: Final = {"upheld": CaseEventKind.UPHELD, "partly": CaseEventKind.PARTLY, "rejected": CaseEventKind.REJECTED}


def refusal(case: Case, kind: str, value: str) -> str:
    """Why a person cannot say this of the case now; '' when it can be said."""
    if kind == "appeal":
        if value.startswith(RAISED):
            return "已在申诉中" if case.state is CaseState.APPEALED else ""
        return "" if case.state is CaseState.APPEALED else "没有待处理的申诉"
    if not case.is_open:
        return "已销号"
    if kind == "case" and value in _ACTS and case.state not in _ACTS[value][1]:
        return f"现为“{STATE_LABELS[case.state]}”"
    return ""


def _obeyed(case: Case, decision: Decision) -> Case:
    """The case after a person's word; one that no longer fits (it was said of a state that is over) changes nothing."""
    if refusal(case, decision.kind, decision.value):
        return case
    if decision.kind == "extension":
        return replace(_said(case, CaseEventKind.EXTENDED, decision), due=date.fromisoformat(decision.value))
    if decision.kind == "appeal":
        return _appealed(case, decision)
    if decision.kind != "case":
        return case
    if decision.value == "closed":
        return _closed(_said(case, CaseEventKind.SIGNED_OFF, decision))
    kind, _, state = _ACTS[decision.value]
    return replace(_said(case, kind, decision), state=state)


def _appealed(case: Case, decision: Decision) -> Case:
    if decision.value.startswith(RAISED):
        reason = APPEAL_REASONS[int(decision.value.removeprefix(RAISED))]
        said = _said(case, CaseEventKind.RAISED, replace(decision, why=f"{reason}：{decision.why}"))
        return replace(said, state=CaseState.APPEALED, before=case.state)
    said = _said(case, _ANSWERS[decision.value], decision)
    if decision.value == "upheld":
        return _closed(said)
    return replace(said, state=case.before or CaseState.NEW, before=None)


def _said(case: Case, kind: CaseEventKind, decision: Decision) -> Case:
    event = CaseEvent(kind, decision.at, decision.who, decision.why, decision=decision.n, evidence=decision.evidence)
    return _with(case, event)


def _closed(case: Case, event: CaseEvent | None = None) -> Case:
    return replace(_with(case, event) if event else case, state=CaseState.CLOSED, before=None)


def _with(case: Case, event: CaseEvent) -> Case:
    return replace(case, events=(*case.events, event))
