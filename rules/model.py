"""The nouns of judging: Requirement, Duty, Verdict, Finding, and the words a verdict may use.

A check receives a Corpus and a Duty and returns a Verdict, or several, one for each object it judged (a consultation,
a document, a year). The engine turns verdicts into findings. Nothing here knows of databases, clocks or templates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from crawler.archive.second import SecondLook, Sought


class Status(StrEnum):
    """The nine answers. See ``STATUS_LABELS`` for what readers see."""

    MET = "met"
    LATE = "late"
    GAP = "gap"
    SUSPECT = "suspect"
    STATED = "stated"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    MANUAL = "manual"


STATUS_LABELS: Final[dict[Status, str]] = {
    Status.MET: "合规",
    Status.LATE: "逾期",
    Status.GAP: "有问题",
    Status.SUSPECT: "待核验",
    Status.STATED: "已说明",
    Status.NOT_DUE: "未到期",
    Status.NOT_APPLICABLE: "不适用",
    Status.UNKNOWN: "未能检查",
    Status.MANUAL: "需佐证",
}

# A cell shows the worst of its findings in this order; ``manual`` is a mark beside it and stands alone only when no
# other check ran.
WORST_FIRST: Final[tuple[Status, ...]] = (
    Status.GAP,
    Status.LATE,
    Status.SUSPECT,
    Status.UNKNOWN,
    Status.STATED,
    Status.NOT_DUE,
    Status.MET,
    Status.NOT_APPLICABLE,
    Status.MANUAL,
)


class Defect(StrEnum):
    """What is wrong: the closed vocabulary of ``findings.jsonl``."""

    ABSENT = "absent"  # the item was not seen
    OVERDUE = "overdue"  # it came after its due day
    MISSING_COLUMN = "missing_column"  # the profile knows no such column, or its address answers with an error page
    BLANK_COLUMN = "blank_column"  # the column holds nothing
    STALE_COLUMN = "stale_column"  # nothing new within its window
    MISSING_ELEMENT = "missing_element"  # the item lacks a required part
    TOO_SHORT = "too_short"  # a period shorter than the law demands
    WRONG_VALIDITY = "wrong_validity"  # marked valid though its own text or a later document says otherwise
    UNLINKED = "unlinked"  # two items that must point to each other do not
    TOO_FEW_FORMS = "too_few_forms"  # fewer distinct forms than demanded
    COPIED = "copied"  # much the same text as what it explains, as last year's or as another unit's
    THIN = "thin"  # it tells too little of what a reader needs
    BROKEN = "broken"  # a picture, film or file that is announced and not there
    MISFILED = "misfiled"  # published, but in another column
    WRONG_UNIT = "wrong_unit"  # the item belongs to another unit
    WRONG_YEAR = "wrong_year"  # the item speaks of another year
    UNDATED = "undated"  # the item shows no readable date
    CONTRADICTORY = "contradictory"  # page, list and tags of one item say different things
    EXPOSED = "exposed"  # personal numbers stand in the open
    WRONG_FIGURES = "wrong_figures"  # figures of one document contradict each other
    UNREVISED = "unrevised"  # left over from another year's, another unit's text or from the template

    @property
    def is_absence(self) -> bool:
        """Whether it says that something was not seen anywhere: such a gap needs a second look by another path."""
        return self is Defect.ABSENT


class Strength(StrEnum):
    """How far a basis is verified. Only S, V1 and V2 may carry a ``gap``."""

    S = "S"  # stated in the document itself
    V1 = "V1"  # statute read in full
    V2 = "V2"  # verified second-hand, source named
    M = "M"  # from memory
    D = "D"  # our own judgement

    @property
    def accuses(self) -> bool:
        return self in (Strength.S, Strength.V1, Strength.V2)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a demand comes from: document, clause, how far it is verified, since when it is in force."""

    source: str
    clause: str = ""
    strength: Strength = Strength.S
    in_force: date | None = None
    until: date | None = None
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class CheckUse:
    """One line of a requirement that names a check and gives it parameters."""

    use: str
    params: tuple[tuple[str, object], ...] = ()
    sub_checks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()  # own units instead of the row's
    deadline: date | str | None = None
    quote: str = ""
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the 分工表, verbatim, with our reading beside it. ``row`` is None for duties of law (法定事项)."""

    id: str
    row: int | None
    clause: str
    task: str
    text: str
    responsible: str
    deadline: date | str | None
    open_list: bool
    units: tuple[str, ...]
    errata: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    checks: tuple[CheckUse, ...] = ()
    evidence_wanted: str = ""  # for a manual row: the one sentence saying what to ask for
    key: str = ""  # stable across years, part of the fingerprint


@dataclass(frozen=True, slots=True)
class Duty:
    """Requirement × unit: what one unit owes under one row.

    ``unit`` is the unit's id in the profile, '' when the profile lacks the name. ``applies_from`` and ``as_of`` bound what
    is judged; ``issued`` is the day the document was issued (a finding on an earlier event costs no points).
    """

    requirement: Requirement
    unit: str
    unit_name: str
    as_of: date
    applies_from: date
    issued: date | None = None
    due: date | None = None  # the row's or the check's own fixed day, when it has one
    draft: bool = False  # covered by an unconfirmed list only: judged, but never accused
    authority: str = "district"
    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # every name the unit answers to, official first

    @property
    def year(self) -> int:
        """The year the document speaks of."""
        return self.applies_from.year


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a reader can open. ``snapshot`` is ``sha256:…`` of the archived payload, '' when nothing was archived."""

    url: str
    title: str
    published: date | None = None
    quote: str = ""
    snapshot: str = ""
    fetched_at: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """One column that was looked through for this verdict, and how far."""

    column: str
    url: str
    complete: bool
    pages: int
    oldest: date | None
    name: str = ""
    at: str = ""  # true time at which the look ended


class Shown(Protocol):
    """What a verdict may cite: an article or a column of the Corpus. Both can show themselves as evidence."""

    def as_evidence(self, quote: str = "") -> Evidence: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of one object.

    ``reason`` is one Chinese sentence. The first evidence is the judged thing (for absence: what made it due, or the
    column), the nearest candidate after it. ``lean`` and ``question`` go with ``suspect``. ``event`` is the day of the fact
    that made the duty arise (the close of a consultation), for rules on retroactivity.
    """

    status: Status
    reason: str
    evidence: tuple[Evidence, ...] = ()
    defect: Defect | None = None
    object: str | None = None
    lean: Status | None = None
    question: str = ""
    advice: str = ""  # what to do now, one imperative sentence in Chinese
    due: date | None = None
    event: date | None = None
    basis: tuple[Basis, ...] = ()
    searched: tuple[Searched, ...] = ()

    def about(self, obj: str, *, due: date | None = None, event: date | None = None) -> "Verdict":
        """The same verdict, tied to ``obj`` (an article identity, a column's URL, ``kind:year``)."""
        return replace(self, object=obj, due=due or self.due, event=event or self.event)


def _evidence(items: Iterable["Shown | Evidence"]) -> tuple[Evidence, ...]:
    return tuple(item if isinstance(item, Evidence) else item.as_evidence() for item in items)


def met(reason: str, *shown: "Shown | Evidence", advice: str = "") -> Verdict:
    """合规: evidence shows the demand is met."""
    return Verdict(Status.MET, reason, _evidence(shown), advice=advice)


def late(reason: str, *shown: "Shown | Evidence", due: date | None = None) -> Verdict:
    """逾期: met, but after its due day."""
    return Verdict(Status.LATE, reason, _evidence(shown), defect=Defect.OVERDUE, due=due)


def gap(reason: str, *shown: "Shown | Evidence", defect: Defect = Defect.ABSENT, advice: str = "") -> Verdict:
    """有问题: evidence, including proof of a complete search, shows the demand is not met."""
    return Verdict(Status.GAP, reason, _evidence(shown), defect=defect, advice=advice)


def suspect(
    reason: str, *shown: "Shown | Evidence", lean: Status, question: str, defect: Defect | None = None, advice: str = ""
) -> Verdict:
    """待核验: a person must answer ``question``; ``lean`` is Status.MET or Status.GAP."""
    return Verdict(Status.SUSPECT, reason, _evidence(shown), defect=defect, lean=lean, question=question, advice=advice)


def stated(reason: str, *shown: "Shown | Evidence") -> Verdict:
    """已说明: the unit published a valid 情况说明 that there is nothing to publish."""
    return Verdict(Status.STATED, reason, _evidence(shown))


def not_due(reason: str, *shown: "Shown | Evidence", due: date | None = None) -> Verdict:
    """未到期: before its due day."""
    return Verdict(Status.NOT_DUE, reason, _evidence(shown), due=due)


def not_applicable(reason: str, *shown: "Shown | Evidence") -> Verdict:
    """不适用: no such duty, or an event-driven duty whose trigger was not seen in a complete look."""
    return Verdict(Status.NOT_APPLICABLE, reason, _evidence(shown))


def unknown(reason: str, *shown: "Shown | Evidence") -> Verdict:
    """未能检查: we could not see enough; ``reason`` names the cause."""
    return Verdict(Status.UNKNOWN, reason, _evidence(shown))


def manual(reason: str) -> Verdict:
    """需佐证: a website cannot show it; ``reason`` says what to ask for."""
    return Verdict(Status.MANUAL, reason)


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict of one check on one duty and one object in one run: one line of ``findings.jsonl``."""

    row: int | None
    requirement: str
    unit: str
    unit_name: str
    check: str
    check_version: int
    status: Status
    machine_status: Status
    reason: str
    defect: Defect | None = None
    lean: Status | None = None
    object: str | None = None
    question: str = ""
    advice: str = ""
    due: date | None = None
    before_issue: bool = False
    draft: bool = False
    basis: tuple[Basis, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[Searched, ...] = ()
    fingerprint: str = ""
    quote: str = ""  # the sentence of the row this check judges
    kinds: tuple[str, ...] = ()  # the column kinds the check looked at, for reports by column
    sought: Sought | None = None  # of an absence: what has to be looked for again by another path before it counts
    second_looks: tuple[SecondLook, ...] = ()  # what those paths answered
