"""The plain data of a report, in display order: what templates loop over and print.

Paths are relative to the report's folder. Every number is already computed; every text has passed ``wording.plain``.
"""

from dataclasses import dataclass
from datetime import date

from reports.rules_shown import RuleLine
from reports.time_shown import TimeView
from reports.wording import Address, EvidenceLine, Mark


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings have a status."""

    mark: Mark
    number: int


Tally = tuple[Count, ...]  # one for each of the nine statuses, always in the same order


@dataclass(frozen=True, slots=True)
class BasisLine:
    source: str
    clause: str
    strength: str


@dataclass(frozen=True, slots=True)
class SearchedLine:
    name: str
    address: Address
    extent: str  # 已看全 / 未看全, pages, oldest date
    copies: tuple[str, ...] = ()  # archived list pages, where something is called wrong


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, ready to print. ``link`` leads to its block on the unit's page."""

    anchor: str
    link: str
    fingerprint: str
    mark: Mark
    machine: Mark | None  # what the tool had said, when a person or a rule changed it
    title: str  # what was checked
    defect: str
    row_label: str
    row_link: str
    task: str
    quote: str
    unit: str
    unit_link: str
    reason: str
    advice: str
    question: str
    lean: str
    publish: str
    publish_at: Address | None
    due: date | None
    due_text: str
    days_over: int  # days from due to as_of; negative while it is still to come
    draft: bool
    before_issue: bool
    basis: tuple[BasisLine, ...]
    evidence: tuple[EvidenceLine, ...]
    searched: tuple[SearchedLine, ...]
    second: str = ""  # how an absence was looked at again by another path


@dataclass(frozen=True, slots=True)
class Latest:
    title: str
    published: str
    first_seen: str
    address: Address


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as one line of a unit's page. ``mark`` is None when no check looked at it."""

    name: str
    owner: str  # 门户栏目 when the column is not the unit's own
    address: Address
    mark: Mark | None
    visit: str
    latest: Latest | None
    next_update: str
    problems: tuple[FindingView, ...]
    listed: tuple[FindingView, ...]  # the first of them, for the line; ``more`` are further below
    more: int
    fine: int  # how many further findings need nothing
    publish: str
    publish_at: Address | None


@dataclass(frozen=True, slots=True)
class Section:
    """Finding blocks under one heading."""

    title: str
    note: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class DueLine:
    """A deadline, for one unit or for all."""

    due: str
    days: str
    row_label: str
    link: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    row_label: str
    text: str
    lean: str
    link: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row of the document on a unit's page: where a cell of the matrix leads."""

    anchor: str
    row_label: str
    row_link: str
    text: str
    deadline: str
    mark: Mark
    manual: bool
    draft: bool
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    name: str
    path: str
    groups: str
    known: bool  # the profile has this unit
    tally: Tally
    total: int
    to_fix: int
    asked: int  # of these, questions that lean to a gap
    earlier: int  # gaps from before the document was issued: not counted, to be put right all the same
    first: tuple[FindingView, ...]
    columns: tuple[ColumnView, ...]
    by_column: tuple[Section, ...]
    loose: tuple[Section, ...]
    soon: tuple[DueLine, ...]
    questions: tuple[QuestionLine, ...]
    manual: tuple[FindingView, ...]
    not_due: tuple[FindingView, ...]
    settled: tuple[FindingView, ...]
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An automatic check of a row: what it looks for, which sub-checks it covers, which sentence it judges."""

    title: str
    sub_checks: str
    quote: str
    deadline: str


@dataclass(frozen=True, slots=True)
class RowView:
    label: str
    heading: str
    path: str
    clause: str
    task: str
    text: str
    start: str
    responsible: str
    deadline: str
    errata: tuple[str, ...]
    open_list: bool
    basis: tuple[BasisLine, ...]
    checks: tuple[CheckLine, ...]
    evidence_wanted: str
    who: str  # the first words of ``responsible``
    state: str  # the tally in words
    tally: Tally
    total: int
    findings: tuple[FindingView, ...]
    detailed: tuple[FindingView, ...]  # those whose proof is printed in full on the row's page


@dataclass(frozen=True, slots=True)
class CellView:
    """Requirement × unit in the matrix."""

    mark: Mark
    manual: bool
    draft: bool
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class RowHead:
    label: str
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    unit: str
    link: str
    cells: tuple[CellView | None, ...]  # None: the row does not name this unit


@dataclass(frozen=True, slots=True)
class MatrixBlock:
    """At most sixteen rows of the document side by side, so that they fit a screen and a sheet of paper."""

    caption: str
    heads: tuple[RowHead, ...]
    lines: tuple[MatrixLine, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much could be seen: cells are requirement × unit."""

    cells: int
    judged: int
    judged_share: str
    suspect: int
    unknown: int
    manual: int
    columns: int
    complete: int
    complete_share: str
    pages: int
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class UnseenColumn:
    name: str
    unit: str
    address: Address
    cause: str
    looked: str


@dataclass(frozen=True, slots=True)
class CopySource:
    address: Address
    title: str
    fetched: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """An archived payload that findings cite: where it came from and which passages they quote."""

    sha256: str
    path: str
    sources: tuple[CopySource, ...]
    quotes: tuple[tuple[str, str], ...]  # (anchor, passage)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What identifies the report, printed on every page."""

    site: str
    document: str
    number: str
    as_of: date
    as_of_text: str
    begun: str
    ended: str
    run: int
    tool: str
    catalogue_digest: str
    profile_digest: str
    decisions: int
    check_versions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class View:
    stamp: Stamp
    caveats: tuple[str, ...]  # what every page must say: looked back, quick, in part
    notices: tuple[str, ...]  # what the first page says besides
    coverage: Coverage
    tally: Tally
    total: int
    urgent: tuple[FindingView, ...]
    urgent_left: int
    matrix: tuple[MatrixBlock, ...]
    soon: tuple[DueLine, ...]
    passed: tuple[DueLine, ...]
    unseen: tuple[UnseenColumn, ...]
    units: tuple[UnitView, ...]
    idle_units: tuple[str, ...]
    rows: tuple[RowView, ...]
    remarks: tuple[str, ...]  # 检测说明
    copies: tuple[CopyView, ...]
    findings: tuple[FindingView, ...]  # all, as judged
    time: TimeView  # since the last audit, and leads
    rules: tuple[RuleLine, ...]  # 规则与版本
