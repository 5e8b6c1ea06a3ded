"""Where a finding belongs on a unit's page: the column it is filed under, and the one in which a clerk puts it right."""

from dataclasses import dataclass
from datetime import date

from crawler.archive import Corpus, SeenColumn
from crawler.site import Site
from reports.wording import Address, address, plain
from rules.engine import Judgement
from rules.model import Finding, Requirement, Status

_TITLE = 200
# In which kind of column the missing thing is published, where the object of a finding does not say so (budget:2023).
_ANSWERED_IN = {
    "missing_feedback": "feedback",
    "incomplete_feedback": "feedback",
    "missing_interpretation": "interpretation",
    "late_interpretation": "interpretation",
    "few_interpretation_forms": "interpretation",
    "missing_annual_report": "annual_report",
    "missing_cleanup_result": "normative_cleanup",
    "missing_unified_query": "normative",
    "incomplete_proposal_reply": "proposals",
    "late_proposal_reply": "proposals",
    "missing_rectification": "audit",
    "incomplete_rectification": "audit",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What every page is built from."""

    judgement: Judgement
    corpus: Corpus
    site: Site
    requirements: dict[str, Requirement]
    labels: dict[str, str]  # requirement id → 第18行, 法定事项（2）
    columns: dict[str, tuple[SeenColumn, ...]]  # unit → its columns in the profile's order; '' is the portal

    @property
    def as_of(self) -> date:
        return self.judgement.as_of


def publish_place(column: SeenColumn | None) -> tuple[str, Address | None]:
    """Where a clerk publishes: the place in the CMS when the profile tells it, else the column's address."""
    if column is None:
        return "", None
    if column.backend:
        return plain(column.backend, _TITLE), None
    return f"“{plain(column.name, 60)}”栏目", address(column.url)


def target_of(ground: Ground, finding: Finding, filed: SeenColumn | None) -> SeenColumn | None:
    """The column in which the finding is put right: the unit's own of the fitting kind, else the portal's, else where it is filed."""
    kind = _wanted_kind(ground, finding)
    for unit in (finding.unit, ""):
        for column in ground.columns.get(unit, ()):
            if column.kind == kind:
                return column
    return filed


def _wanted_kind(ground: Ground, finding: Finding) -> str:
    named = (finding.object or "").split(":", 1)[0]
    kinds = {column.kind for columns in ground.columns.values() for column in columns}
    return named if named in kinds else _ANSWERED_IN.get(finding.check, "")


def column_of(ground: Ground, finding: Finding, filed: dict[str, tuple[str, ...]]) -> SeenColumn | None:
    """The column a finding is filed under: the one it judges, else one that was searched, the unit's own before the portal's."""
    if not finding.unit or finding.status is Status.MANUAL:
        return None
    mine, portal = ground.columns.get(finding.unit, ()), ground.columns.get("", ())
    if finding.object:
        for column in (*mine, *portal):
            if column.url == finding.object:
                return column
    if kind := (finding.object or "").split(":", 1)[0]:
        for column in (*mine, *portal):
            if column.kind == kind:
                return column
    asked = {s.column for s in finding.searched}
    for columns in (mine, portal):
        candidates = [c for c in columns if c.id in asked] if asked else [c for c in columns if c.kind in finding.kinds]
        if len(candidates) > 1:
            listed = _columns_listing(ground, finding, filed)
            candidates = [c for c in candidates if c.id in listed] or candidates
        if candidates:
            return min(
                candidates, key=lambda c: finding.kinds.index(c.kind) if c.kind in finding.kinds else len(finding.kinds)
            )
    return None


def _columns_listing(ground: Ground, finding: Finding, filed: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The columns that list the item the finding is about; () when it is about no item."""
    identity = finding.object
    if not identity or not finding.evidence:
        return ()
    if identity not in filed:
        article = ground.corpus.article(identity)
        filed[identity] = article.columns if article else ()
    return filed[identity]
