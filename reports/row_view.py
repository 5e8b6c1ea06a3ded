"""One row of the document across all its units, and the matrix of rows and units."""

from collections.abc import Iterator, Sequence

from crawler.vocabulary import label
from reports.filing import Ground
from reports.shown import CellView, CheckLine, MatrixBlock, MatrixLine, RowHead, RowView, UnitView
from reports.told import (
    PROBLEMS,
    Told,
    basis_lines,
    cell_status,
    check_title,
    due_words,
    in_words,
    row_anchor,
    row_path,
    tally,
    urgency,
)
from reports.wording import MARKS, opening, plain
from rules.model import CheckUse, Requirement, Status

BLOCK = 16  # rows of the document side by side: what a screen and an A4 sheet can show


def row_views(ground: Ground, told: Sequence[Told]) -> tuple[RowView, ...]:
    """Every row of the document in its order, then the duties of law."""
    by_row: dict[str, list[Told]] = {}
    for one in told:
        by_row.setdefault(one.finding.requirement, []).append(one)
    return tuple(_row(ground, requirement, by_row.get(requirement.id, [])) for requirement in _in_order(ground))


def matrix(ground: Ground, told: Sequence[Told], units: tuple[UnitView, ...]) -> tuple[MatrixBlock, ...]:
    """Units × rows in blocks of sixteen rows, the duties of law in blocks of their own."""
    cells: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        cells.setdefault((one.view.unit_link, one.finding.requirement), []).append(one)
    numbered = [r for r in _in_order(ground) if r.row is not None]
    statutory = [r for r in _in_order(ground) if r.row is None]
    return tuple(
        _block(ground, requirements[start : start + BLOCK], cells, units)
        for requirements in (numbered, statutory)
        for start in range(0, len(requirements), BLOCK)
    )


def _in_order(ground: Ground) -> list[Requirement]:
    requirements = ground.judgement.catalogue.requirements
    return sorted(requirements, key=lambda r: (r.row is None, r.row or 0))


def _row(ground: Ground, requirement: Requirement, told: list[Told]) -> RowView:
    label = ground.labels[requirement.id]
    told = sorted(told, key=urgency)
    return RowView(
        label=label,
        heading=f"{label}　{plain(requirement.task, 80) or opening(requirement.text)}",
        path=row_path(requirement),
        clause=plain(requirement.clause, 80),
        task=plain(requirement.task, 200),
        text=plain(requirement.text),
        start=opening(requirement.text, 36),
        responsible=plain(requirement.responsible, 1000),
        deadline=due_words(None, ground.as_of, requirement.deadline) or "文件未写明",
        errata=tuple(plain(e, 600) for e in requirement.errata),
        open_list=requirement.open_list,
        basis=basis_lines(requirement.basis),
        checks=tuple(_checks(requirement)),
        evidence_wanted=plain(requirement.evidence_wanted, 600),
        who=opening(requirement.responsible, 40),
        state=in_words(t.finding for t in told),
        tally=tally(t.finding for t in told),
        total=len(told),
        findings=tuple(t.view for t in told),
        detailed=tuple(t.view for t in told if t.finding.status in PROBLEMS and t.finding.status is not Status.UNKNOWN),
    )


def _checks(requirement: Requirement) -> Iterator[CheckLine]:
    for use in requirement.checks:
        yield CheckLine(
            title=check_title(use.use) + _of_what(requirement, use),
            sub_checks="、".join(plain(code, 20) for code in use.sub_checks),
            quote=plain(use.quote, 600),
            deadline=plain(str(use.deadline), 40) if use.deadline is not None else "",
        )


def _of_what(requirement: Requirement, use: CheckUse) -> str:
    """What tells two lines of one check in one row apart, for readers."""
    if sum(other.use == use.use for other in requirement.checks) < 2:
        return ""
    params = dict(use.params)
    kinds = params.get("report") or params.get("kinds") or ()
    words = "、".join(label(kind) for kind in ((kinds,) if isinstance(kinds, str) else kinds if isinstance(kinds, tuple) else ()))
    return f"（{words}）" if words else ""


def _block(
    ground: Ground,
    requirements: list[Requirement],
    cells: dict[tuple[str, str], list[Told]],
    units: tuple[UnitView, ...],
) -> MatrixBlock:
    lines = []
    for unit in units:
        found = tuple(_cell(ground, unit, r, cells.get((unit.path, r.id), [])) for r in requirements)
        if any(found):
            lines.append(MatrixLine(unit.name, unit.path, found))
    first, last = ground.labels[requirements[0].id], ground.labels[requirements[-1].id]
    heads = tuple(
        RowHead(_short(ground, r), f"{ground.labels[r.id]}：{opening(r.text, 40)}", row_path(r)) for r in requirements
    )
    return MatrixBlock(first if first == last else f"{first}至{last}", heads, tuple(lines))


def _short(ground: Ground, requirement: Requirement) -> str:
    if requirement.row is not None:
        return str(requirement.row)
    return "法" + ground.labels[requirement.id].removeprefix("法定事项（").removesuffix("）")


def _cell(ground: Ground, unit: UnitView, requirement: Requirement, told: list[Told]) -> CellView | None:
    if not told:
        return None
    status = cell_status(t.finding for t in told)
    manual = status is not Status.MANUAL and any(t.finding.status is Status.MANUAL for t in told)
    draft = any(t.finding.draft for t in told)
    title = f"{unit.name}，{ground.labels[requirement.id]}：{in_words(t.finding for t in told)}"
    title += "，适用范围待确认" if draft else ""
    return CellView(MARKS[status], manual, draft, f"{unit.path}#{row_anchor(requirement)}", title)
