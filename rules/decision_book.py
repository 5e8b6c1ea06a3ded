"""Decisions as a workbook: what people are asked, sheet by sheet, and what they filled in, line by line.

A line belongs to what it is about by its number (问题编号, 单位|要求, a column's id), never by its place. Nothing of a book
is kept when one of its lines is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from crawler.archive import Archive, Corpus
from crawler.site import Site
from crawler.tomlfile import BadInput, nearest
from rules import decisions
from rules.blindness import evidence_of
from rules.decisions import Decision, Decisions
from rules.engine import Judgement
from rules.model import STATUS_LABELS, Finding, Status

_MOST_LINES: Final = 20_000
_MOST_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``kind`` of decision, printed columns, and the words a reader may choose → the word that is kept."""

    title: str
    kind: str
    told: tuple[str, ...]  # columns that the program fills; the first is the number
    words: Mapping[str, str]
    reason: str  # what the reason column is called
    who: str
    needs_expiry: bool = False

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns a person fills."""
        return ("结论", self.reason, self.who, "有效期至")

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.told, *self.filled)


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a sheet as the program writes it. ``cells`` are those of ``Sheet.told``; ``evidence`` is what is seen."""

    sheet: Sheet
    subject: str
    cells: tuple[str, ...]
    evidence: str = ""


SUSPECTS: Final = Sheet(
    "待核验",
    "confirmation",
    ("问题编号", "行", "单位", "检查", "检测所见", "请回答", "倾向", "网址", "证据校验"),
    {"合规": "met", "有问题": "gap", "逾期": "late", "不适用": "not_applicable"},
    "理由",
    "确认人",
)
SCOPE: Final = Sheet(
    "适用范围",
    "scope",
    ("编号", "单位", "行", "任务"),
    {"适用": "applies", "不适用": "does_not_apply"},
    "理由",
    "确认人",
)
EVIDENCE: Final = Sheet(
    "需佐证",
    "attestation",
    ("问题编号", "行", "单位", "请提供"),
    {"是": "done", "否": "not_done", "不涉及": "not_applicable"},
    "一句话说明（含佐证网址）",
    "填写人",
    needs_expiry=True,
)
COLUMNS: Final = Sheet(
    "栏目异常",
    "column",
    ("编号", "栏目", "检测所见", "证据校验"),
    {"确属如此": "as_seen"},
    "理由",
    "确认人",
)
SHEETS: Final = (SUSPECTS, SCOPE, EVIDENCE, COLUMNS)


def questions(judgement: Judgement, corpus: Corpus) -> tuple[Question, ...]:
    """Everything a person is asked after a judgement, in the order of the sheets."""
    suspects = [_suspect(f) for f in judgement.findings if f.status is Status.SUSPECT and not f.draft]
    wanted = [_evidence(f) for f in judgement.findings if f.status is Status.MANUAL and f.unit]
    return (*suspects, *_scopes(judgement), *wanted, *_columns(corpus))


def read_book(path: Path) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """The filled lines of each sheet: (line number as shown, cells by column). Raises BadInput when it is no such book."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path.name}：文件过大，不像是导出的确认表")
        book = CalamineWorkbook.from_path(str(path))
        found = {}
        for sheet in SHEETS:
            if sheet.title in book.sheet_names:
                found[sheet.title] = list(_lines(path, sheet, book.get_sheet_by_name(sheet.title).to_python()))
    except (CalamineError, OSError, ValueError) as error:
        raise BadInput(f"{path.name}：打不开或不是 .xlsx 文件（{type(error).__name__}）") from None
    if not found:
        raise BadInput(f"{path.name}：没有“{'”“'.join(sheet.title for sheet in SHEETS)}”中的任何一张表，不是导出的确认表")
    return found


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
    for sheet in SHEETS:
        for number, cells in read_book(path).get(sheet.title, ()):
            where = f"“{sheet.title}”第 {number} 行"
            subject = cells[sheet.told[0]]
            question = known.get((sheet.title, subject))
            draft = _Draft(sheet, subject, cells, where)
            wrong += list(draft.mistakes())
            if question is None and not _is_settled(decided, sheet, draft):
                wrong.append(f"{where}：没有编号为“{subject}”的事项" + nearest(subject, [s for t, s in known if t == sheet.title]))
            elif question is not None and cells.get("证据校验", "") not in ("", question.evidence[:12]):
                remarks.append(f"{where}：导出后证据已有变化，没有采用；请重新导出核对")
            elif question is not None and not draft.is_known(decided):
                drafts.append(draft.adding(archive, question.evidence, at))
    if wrong:
        raise BadInput(*(f"{path.name}：{line}" for line in wrong))
    return [add() for add in drafts], remarks


# ---- what is asked


def _suspect(finding: Finding) -> Question:
    evidence = decisions.evidence_hash(finding.evidence)
    first = finding.evidence[0].url if finding.evidence else ""
    lean = STATUS_LABELS[finding.lean] if finding.lean else ""
    cells = (
        finding.fingerprint, _row(finding), finding.unit_name, finding.check, finding.reason, finding.question, lean, first, evidence[:12],
    )  # fmt: skip
    return Question(SUSPECTS, finding.fingerprint, cells, evidence)


def _evidence(finding: Finding) -> Question:
    return Question(EVIDENCE, finding.fingerprint, (finding.fingerprint, _row(finding), finding.unit_name, finding.reason))


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


def _lines(path: Path, sheet: Sheet, rows: list[list[object]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines with a conclusion. The head is the first line that holds every column."""
    heads = [[_text(cell) for cell in row] for row in rows[:10]]
    at = next((n for n, names in enumerate(heads) if set(sheet.columns) <= set(names)), None)
    if at is None:
        raise BadInput(f"{path.name}：“{sheet.title}”的表头被改动，缺少列；请用导出的原表填写")
    names = heads[at]
    for number, row in enumerate(rows[at + 1 : at + 1 + _MOST_LINES], start=at + 2):
        cells = {name: _text(cell) for name, cell in zip(names, row, strict=False) if name}
        if cells.get("结论"):
            yield number, {column: cells.get(column, "") for column in sheet.columns}


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
