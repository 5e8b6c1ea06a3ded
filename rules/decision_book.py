"""Decisions by workbook: what people are asked, and what becomes of what they filled in. The sheets are ``decision_sheets``'.

A line belongs to what it is about by its number (问题编号, 单位|要求, a column's id), never by its place. Nothing of a book
is kept when one of its lines is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from crawler.archive import Archive, Corpus
from crawler.site import Site
from crawler.tomlfile import BadInput, nearest
from rules import decisions
from rules.attestation import MARK, Sample, is_proof
from rules.blindness import evidence_of
from rules.decision_sheets import COLUMNS, EVIDENCE, SCOPE, SHEETS, SUSPECTS, Sheet, read_book
from rules.decisions import Decision, Decisions
from rules.discretion import NOTHING, Hidden, discreet
from rules.engine import Judgement
from rules.model import STATUS_LABELS, Finding, Requirement, Status

_BRIEF: Final = 60  # characters of a requirement that a page of declarations shows


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a sheet as the program writes it. ``cells`` are those of ``Sheet.told``; ``evidence`` is what is seen.

    ``page``: the unit on whose page it stands.
    """

    sheet: Sheet
    subject: str
    cells: tuple[str, ...]
    evidence: str = ""
    page: str = ""


def questions(
    judgement: Judgement, corpus: Corpus, sample: Sample | None = None, hidden: Hidden = NOTHING
) -> tuple[Question, ...]:
    """Everything a person is asked after a judgement, in the order of the sheets. ``sample``: of which declarations proof is asked.

    A book is handed on: what is ``hidden`` is not named in it, while an answer still hangs on the whole evidence.
    """
    shown = discreet(judgement, hidden)
    pairs = zip(judgement.findings, shown.findings, strict=True)
    suspects = [_suspect(whole, told) for whole, told in pairs if whole.status is Status.SUSPECT and not whole.draft]
    return (*suspects, *_scopes(shown), *_wanted(shown, sample), *_columns(corpus))


def imported(
    archive: Archive, site: Site, asked: Iterable[Question], path: Path, decided: Decisions, at: datetime
) -> tuple[list[Decision], list[str]]:
    """Keep what a book says; the decisions added, and remarks for readers (Chinese). Raises BadInput, nothing kept.

    A line whose evidence has changed since the book was written is left out with a remark; one that says what is known
    already is left out in silence.
    """
    known = {(question.sheet.title, question.subject): question for question in asked}
    wrong: list[str] = []
    remarks: list[str] = []
    drafts: list[Callable[[], Decision]] = []
    book = read_book(path)
    said: dict[str, str] = {}
    for sheet in SHEETS:
        for line in book.get(sheet.title, ()):
            where, cells = line.where, line.cells
            subject = cells[sheet.told[0]]
            question = known.get((sheet.title, subject))
            draft = _Draft(sheet, subject, cells, where)
            wrong += list(draft.mistakes())
            wrong += [f"{where}：与{said[subject]}是同一项，填了两次"] if subject in said else []
            said[subject] = where
            if question is None and not _is_settled(decided, sheet, draft):
                wrong.append(f"{where}：没有编号为“{subject}”的事项" + nearest(subject, [s for t, s in known if t == sheet.title]))
            elif question is not None and cells.get("证据校验", "") not in ("", question.evidence[:12]):
                remarks.append(f"{where}：导出后证据已有变化，没有采用；请重新导出核对")
            elif question is not None and not draft.is_known(decided):
                drafts.append(draft.adding(archive, question.evidence, at))
                remarks += [f"{where}：抽中要附佐证，说明里没有网址或材料；填报照样记入，请补报"] if draft.lacks_proof else []
    if wrong:
        raise BadInput(*(f"{path.name}：{line}" for line in wrong))
    return [add() for add in drafts], remarks


# ---- what is asked


def _suspect(whole: Finding, finding: Finding) -> Question:
    """``finding`` is ``whole`` as others may read it."""
    evidence = decisions.evidence_hash(whole.evidence)
    first = finding.evidence[0].url if finding.evidence else ""
    lean = STATUS_LABELS[finding.lean] if finding.lean else ""
    cells = (
        finding.fingerprint, _row(finding), finding.unit_name, finding.check, finding.reason, finding.question, lean, first, evidence[:12],
    )  # fmt: skip
    return Question(SUSPECTS, finding.fingerprint, cells, evidence)


def _wanted(judgement: Judgement, sample: Sample | None) -> Iterator[Question]:
    """The lines of each unit's page, unit by unit."""
    wanted = [f for f in judgement.findings if f.status is Status.MANUAL and f.unit]
    drawn = sample.drawn((f.unit, f.fingerprint) for f in wanted) if sample else frozenset()
    by_id = {requirement.id: requirement for requirement in judgement.catalogue.requirements}
    for finding in sorted(wanted, key=lambda f: f.unit):  # stable: within a unit they stay in the order of the rows
        mark = MARK if finding.fingerprint in drawn else ""
        brief = _brief(by_id.get(finding.requirement))
        cells = (finding.fingerprint, _row(finding), finding.unit_name, brief, finding.reason, mark)
        yield Question(EVIDENCE, finding.fingerprint, cells, page=finding.unit_name)


def _brief(requirement: Requirement | None) -> str:
    if requirement is None:
        return ""
    text = requirement.text if len(requirement.text) <= _BRIEF else requirement.text[:_BRIEF] + "……"
    return f"{requirement.task}：{text}" if requirement.task else text


def _scopes(judgement: Judgement) -> Iterator[Question]:
    """One line a unit and requirement that waits for its scope."""
    seen = set()
    by_id = {requirement.id: requirement for requirement in judgement.catalogue.requirements}
    for finding in judgement.findings:
        requirement = by_id.get(finding.requirement)
        subject = f"{finding.unit}|{requirement.key}" if requirement else ""
        if finding.draft and finding.unit and requirement and subject not in seen:
            seen.add(subject)
            yield Question(SCOPE, subject, (subject, finding.unit_name, _row(finding), requirement.task or requirement.text[:40]))


def _columns(corpus: Corpus) -> Iterator[Question]:
    for doubt in corpus.withheld:
        column = corpus.seen_column(doubt.column)
        evidence = evidence_of(doubt)
        told = column.withheld if column else ""
        yield Question(COLUMNS, doubt.column, (doubt.column, column.name if column else "", told, evidence[:12]), evidence)


def _row(finding: Finding) -> str:
    return f"{finding.row:02d}" if finding.row is not None else "法定"


# ---- what was filled in


@dataclass(frozen=True, slots=True)
class _Draft:
    sheet: Sheet
    subject: str
    cells: Mapping[str, str]
    where: str

    @property
    def value(self) -> str:
        return self.sheet.words.get(self.cells["结论"], "")

    @property
    def expires(self) -> date | None:
        try:
            return date.fromisoformat(self.cells["有效期至"][:10])
        except ValueError:
            return None

    def mistakes(self) -> Iterator[str]:
        if not self.value:
            yield f"{self.where}：结论“{self.cells['结论']}”不可用；可填：{'、'.join(self.sheet.words)}"
        for column in (self.sheet.reason, self.sheet.who):
            if not self.cells[column]:
                yield f"{self.where}：没有填写“{column}”"
        if self.cells["有效期至"] and self.expires is None:
            yield f"{self.where}：有效期“{self.cells['有效期至']}”不是日期（应写成 2023-12-31）"
        if self.sheet.needs_expiry and not self.cells["有效期至"]:
            yield f"{self.where}：佐证要填写有效期至"

    @property
    def lacks_proof(self) -> bool:
        """Whether proof was asked of this line and it names none."""
        return bool(self.cells.get("佐证")) and self.value == "done" and not is_proof(self.cells[self.sheet.reason])

    def is_known(self, decided: Decisions) -> bool:
        """Whether the newest word on this subject says just this."""
        newest = next((d for d in reversed(decided.log) if (d.kind, d.subject) == (self.sheet.kind, self.subject)), None)
        said = (self.value, self.cells[self.sheet.reason], self.cells[self.sheet.who], self.expires)
        return newest is not None and (newest.value, newest.why, newest.who, newest.expires) == said

    def adding(self, archive: Archive, evidence: str, at: datetime) -> Callable[[], Decision]:
        return lambda: decisions.append(
            archive,
            kind=self.sheet.kind,
            subject=self.subject,
            value=self.value,
            who=self.cells[self.sheet.who],
            why=self.cells[self.sheet.reason],
            at=at,
            expires=self.expires,
            evidence=evidence,
        )


def _is_settled(decided: Decisions, sheet: Sheet, draft: _Draft) -> bool:
    """A line imported before is no longer a question: the same book may be read twice."""
    return draft.is_known(decided)
