"""One finding as print: its words, its proof, where it was searched for."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.archive import Corpus, SecondLook, SeenColumn
from crawler.archive.second import SEARCH
from crawler.site import Site
from reports.filing import Ground, column_of, publish_place, target_of
from reports.shown import BasisLine, Count, FindingView, SearchedLine, Tally
from reports.wording import (
    DEFECT_WORDS,
    MARKS,
    OUTCOME_WORDS,
    STRENGTH_WORDS,
    Address,
    EvidenceLine,
    address,
    clock,
    file_stem,
    neutral,
    opening,
    plain,
)
from rules.catalogue import checks
from rules.engine import MANUAL, Judgement, worst
from rules.model import WORST_FIRST, Basis, Evidence, Finding, Requirement, Searched, Status, Strength

OPEN: Final = (Status.GAP, Status.SUSPECT, Status.UNKNOWN, Status.NOT_DUE, Status.MANUAL)  # somebody still has to act
PROBLEMS: Final = (Status.GAP, Status.LATE, Status.SUSPECT, Status.UNKNOWN, Status.STATED)
_SNAPSHOT = re.compile(r"sha256:([0-9a-f]{64})")
_TITLE = 200
_LATE_ADVICE = {Status.LATE: "已公布，无须补发；今后按期公布。"}
_MOST_SEARCHED = 8  # columns named one by one; a look through every unit lists dozens


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, its print, and the column it is filed under (None: no column of the profile)."""

    finding: Finding
    view: FindingView
    column: SeenColumn | None


def ground_of(judgement: Judgement, corpus: Corpus, site: Site) -> Ground:
    """Look everything up once."""
    labels: dict[str, str] = {}
    statutory = 0
    for requirement in judgement.catalogue.requirements:
        if requirement.row is None:
            statutory += 1
            labels[requirement.id] = f"法定事项（{statutory}）"
        else:
            labels[requirement.id] = f"第{requirement.row}行"
    requirements = {requirement.id: requirement for requirement in judgement.catalogue.requirements}
    columns: dict[str, tuple[SeenColumn, ...]] = {}
    for column in corpus.all_columns:
        columns[column.unit] = (*columns.get(column.unit, ()), column)
    return Ground(judgement, corpus, site, requirements, labels, columns)


def tell(ground: Ground) -> tuple[Told, ...]:
    """Every finding in the order judged."""
    taken: Counter[tuple[str, str]] = Counter()
    filed: dict[str, tuple[str, ...]] = {}
    told = []
    for finding in ground.judgement.findings:
        key = (unit_path(finding), finding.fingerprint)
        taken[key] += 1
        anchor = "f-" + file_stem(finding.fingerprint or "none") + (f"-{taken[key]}" if taken[key] > 1 else "")
        column = column_of(ground, finding, filed)
        told.append(Told(finding, _view(ground, finding, column, anchor), column))
    return tuple(told)


def unit_path(finding: Finding) -> str:
    """The page of the finding's unit; a name the profile lacks gets a page of its own."""
    if finding.unit:
        return f"units/{file_stem(finding.unit)}.html"
    return f"units/name-{hashlib.sha256(finding.unit_name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.html"


def row_path(requirement: Requirement) -> str:
    """The page of a row of the document, or of a duty of law."""
    if requirement.row is not None:
        return f"rows/{requirement.row:02d}.html"
    return f"rows/law-{file_stem(requirement.id)}.html"


def row_anchor(requirement: Requirement) -> str:
    """Where a unit's page speaks of this row."""
    return f"r{requirement.row:02d}" if requirement.row is not None else f"law-{file_stem(requirement.id)}"


def tally(findings: Iterable[Finding]) -> Tally:
    """How many findings have each status, worst first."""
    numbers = Counter(finding.status for finding in findings)
    return tuple(Count(MARKS[status], numbers[status]) for status in WORST_FIRST)


def in_words(findings: Iterable[Finding]) -> str:
    """有问题 2、合规 1."""
    return "、".join(f"{count.mark.label} {count.number}" for count in tally(findings) if count.number)


def cell_status(findings: Iterable[Finding]) -> Status:
    """What a cell shows for its findings."""
    return worst(finding.status for finding in findings)


def urgency(told: Told) -> tuple[int, int]:
    """Sorting key, the worst and longest overdue first."""
    return WORST_FIRST.index(told.finding.status), -max(told.view.days_over, 0)


def accuses(told: Told) -> bool:
    """Whether the finding, as it stands, asks its unit to put something right."""
    finding = told.finding
    if finding.draft or finding.before_issue:
        return False
    return finding.status in (Status.GAP, Status.LATE) or (
        finding.status is Status.SUSPECT and finding.lean is not Status.MET
    )


def stands_from_before(told: Told) -> bool:
    """Whether it is a gap from before the document was issued: it counts for nothing, and stands there still."""
    finding = told.finding
    return finding.status is Status.GAP and finding.before_issue and not finding.draft


def due_words(due: date | None, as_of: date, fallback: date | str | None = None) -> str:
    """2023-08-31（已过 20 天）; a word of the document where there is no day."""
    if due is None:
        return plain(str(fallback), 40) if fallback else ""
    return f"{due.isoformat()}（{days_words((as_of - due).days)}）"


def days_words(over: int) -> str:
    """已过 3 天, 今天, 还有 3 天."""
    if over > 0:
        return f"已过 {over} 天"
    return "今天" if over == 0 else f"还有 {-over} 天"


def check_title(name: str) -> str:
    """What a check looks for, in the words of its manual page."""
    if name == MANUAL:
        return "人工佐证"
    known = checks().get(name)
    if known is None or not known.manual:
        return plain(name, 60)
    first = known.manual.splitlines()[0]
    return plain(first.split("：")[0].rstrip("。"), 60)


def basis_lines(basis: tuple[Basis, ...]) -> tuple[BasisLine, ...]:
    return tuple(
        BasisLine(plain(b.source, _TITLE), plain(b.clause, _TITLE), STRENGTH_WORDS[Strength(b.strength)]) for b in basis
    )


def quote_anchor(passage: str) -> str:
    """The anchor of a quoted passage in an archived copy."""
    return "q" + hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def snapshot_digest(evidence: Evidence) -> str:
    """The digest of the archived payload; '' when nothing was archived."""
    found = _SNAPSHOT.fullmatch(evidence.snapshot)
    return found.group(1) if found else ""


def passage(evidence: Evidence) -> str:
    """What an archived copy marks: the quoted words, else the title."""
    return evidence.quote or evidence.title


def evidence_line(evidence: Evidence) -> EvidenceLine:
    """One thing a reader can open, with the path of its archived copy."""
    digest = snapshot_digest(evidence)
    return EvidenceLine(
        title=plain(evidence.title, _TITLE) or "（无标题）",
        published=evidence.published.isoformat() if evidence.published else "",
        quote=plain(evidence.quote, 400),
        address=address(evidence.url),
        copy=f"evidence/{digest}.html#{quote_anchor(passage(evidence))}" if digest else "",
        fetched=clock(evidence.fetched_at) if evidence.fetched_at else "",
    )


# ---- inside


def _view(ground: Ground, finding: Finding, column: SeenColumn | None, anchor: str) -> FindingView:
    requirement = ground.requirements[finding.requirement]
    path = unit_path(finding)
    publish, publish_at = publish_place(target_of(ground, finding, column))
    return FindingView(
        anchor=anchor,
        link=f"{path}#{anchor}",
        fingerprint=neutral(finding.fingerprint),
        mark=MARKS[finding.status],
        machine=MARKS[finding.machine_status] if finding.machine_status is not finding.status else None,
        title=_title(finding),
        defect=DEFECT_WORDS[finding.defect] if finding.defect else "",
        row_label=ground.labels[finding.requirement],
        row_link=row_path(requirement),
        task=plain(requirement.task, 80) or opening(requirement.text),
        quote=plain(finding.quote, 600),
        unit=unit_name(ground, finding),
        unit_link=path,
        reason=_sentence(plain(finding.reason, 1200)),
        advice=_sentence(plain(finding.advice, 600)) or _LATE_ADVICE.get(finding.status, ""),
        question=plain(finding.question, 600),
        lean={Status.MET: "倾向于合规", Status.GAP: "倾向于有问题"}.get(finding.lean, "") if finding.lean else "",
        publish=publish,
        publish_at=publish_at,
        due=finding.due,
        due_text=_due(finding, requirement, ground.as_of),
        days_over=(ground.as_of - finding.due).days if finding.due else 0,
        draft=finding.draft,
        before_issue=finding.before_issue,
        basis=basis_lines(finding.basis),
        evidence=tuple(evidence_line(e) for e in finding.evidence),
        searched=_searched_lines(ground, finding),
        second=_second(finding),
    )


def _title(finding: Finding) -> str:
    """What was looked for. A check is named for its defect, so where it found none, or nothing yet, that must be said."""
    name = check_title(finding.check)
    if finding.status is Status.LATE:
        return "晚于期限公布"
    if finding.status in (Status.MET, Status.STATED):
        return f"未发现“{name}”"
    return f"检查项：{name}" if finding.status in (Status.UNKNOWN, Status.NOT_DUE, Status.NOT_APPLICABLE) else name


def unit_name(ground: Ground, finding: Finding) -> str:
    unit = ground.site.unit(finding.unit) if finding.unit else None
    return plain(unit.name if unit else finding.unit_name, 80)


def _due(finding: Finding, requirement: Requirement, as_of: date) -> str:
    if finding.due and finding.status not in OPEN:
        return finding.due.isoformat()
    return due_words(finding.due, as_of, requirement.deadline)


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。？！；…" else text + "。"


def _searched_lines(ground: Ground, finding: Finding) -> tuple[SearchedLine, ...]:
    """Where it was looked for: the unit's own columns first, what was not seen whole always, the rest counted."""
    units = {column.id: column.unit for columns in ground.columns.values() for column in columns}
    ordered = sorted(
        finding.searched, key=lambda s: (units.get(s.column) != finding.unit, units.get(s.column) != "", s.complete)
    )
    shown = [s for n, s in enumerate(ordered) if n < _MOST_SEARCHED or not s.complete]
    stored = list_pages(ground.corpus, finding)
    lines = [
        _searched(
            s, ground.corpus.seen_column(s.column), _owner(ground, units.get(s.column, ""), finding.unit), stored.get(s.column, ())
        )
        for s in shown
    ]
    if rest := len(ordered) - len(shown):
        pages = sum(s.pages for s in ordered) - sum(s.pages for s in shown)
        lines.append(SearchedLine(f"另有 {rest} 个同类栏目", Address("", ""), f"均已看全，共 {pages} 页"))
    return tuple(lines)


def _second(finding: Finding) -> str:
    """Both looks at an absence in one line: when the columns were seen, when and how it was looked for again; '' without."""
    if not finding.second_looks:
        return ""
    seen = max((s.at for s in finding.searched if s.at), default="")
    first = f"首次查看于 {clock(seen)}；" if seen else ""
    answered = [look for look in finding.second_looks if look.answered]
    if not answered:
        return _sentence(f"{first}{'；'.join(map(_failed, finding.second_looks))}")
    words = plain(finding.second_looks[0].words, 80)
    paths = "、".join(f"{look.path_name}（词：{words}）" if look.path == SEARCH else look.path_name for look in answered)
    shown = {evidence.url for evidence in finding.evidence}
    found = any(hit.url in shown for look in answered for hit in look.hits)
    result = "另见有关信息，列在证据中" if found else "未见"
    failed = [_failed(look) for look in finding.second_looks if not look.answered]
    return _sentence("；".join((f"{first}已于 {clock(answered[0].at)} 另经{paths}复查，{result}", *failed)))


def _failed(look: SecondLook) -> str:
    return f"{look.path_name}未能复查（{plain(look.cause, 120) or OUTCOME_WORDS[look.outcome]}）"


def _owner(ground: Ground, unit: str, judged: str) -> str:
    """Whose column it is, where it is not the judged unit's own."""
    if unit == judged:
        return ""
    known = ground.site.unit(unit) if unit else None
    return f"{known.name}·" if known else "门户·"


def _searched(
    searched: Searched, seen: SeenColumn | None, owner: str, pages: tuple[tuple[str, str, str], ...]
) -> SearchedLine:
    parts = ["已看全" if searched.complete else "没有看全", f"{searched.pages} 页"]
    if seen and seen.known_rows:
        parts.append(f"另有 {seen.known_rows} 条与上次完整查看一致且总数相符，未逐页重读")
    if searched.oldest:
        parts.append(f"最早一条 {searched.oldest.isoformat()}")
    name = plain(owner + (searched.name or searched.column), 80)
    return SearchedLine(
        name, address(searched.url), "，".join(parts), tuple(f"evidence/{sha}.html" for _, sha, _ in pages)
    )


def list_pages(corpus: Corpus, finding: Finding) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The archived pages of each list that was searched before something was called wrong; {} where nothing is."""
    if finding.status not in OPEN:
        return {}
    seen = {s.column: corpus.seen_column(s.column) for s in finding.searched}
    return {name: column.pages for name, column in seen.items() if column}
