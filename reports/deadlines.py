"""Deadlines: what is due within thirty days and what is past due with something still open."""

from collections.abc import Callable, Iterable
from datetime import date

from reports.filing import Ground
from reports.shown import DueLine
from reports.told import OPEN, Told, days_words, in_words, row_anchor, row_path
from reports.wording import opening
from rules.model import Requirement, Status

SOON = 30  # days ahead

_Wanted = Callable[[Requirement, date], bool]


def soon(ground: Ground, told: Iterable[Told], *, one_unit: bool = False) -> tuple[DueLine, ...]:
    """Due today or in the next thirty days, with somebody who still has to act."""
    return _lines(ground, told, one_unit, lambda requirement, due: 0 <= (due - ground.as_of).days <= SOON, OPEN)


def passed(ground: Ground, told: Iterable[Told]) -> tuple[DueLine, ...]:
    """Days that are over, where something is still open: the document's own, and those of a finding that is still wrong."""
    fixed = {requirement.id: _fixed_days(requirement) for requirement in ground.requirements.values()}
    still_open = tuple(status for status in OPEN if status is not Status.NOT_DUE)
    wrong = [t for t in told if t.finding.status is Status.GAP or (t.finding.due in fixed[t.finding.requirement])]
    return _lines(ground, wrong, False, lambda requirement, due: due < ground.as_of, still_open)


def _lines(
    ground: Ground, told: Iterable[Told], one_unit: bool, wanted: _Wanted, still_open: tuple[Status, ...]
) -> tuple[DueLine, ...]:
    groups: dict[tuple[date, str], list[Told]] = {}
    for one in told:
        if one.finding.due and wanted(ground.requirements[one.finding.requirement], one.finding.due):
            groups.setdefault((one.finding.due, one.finding.requirement), []).append(one)
    order = list(ground.requirements)
    found = []
    for due, requirement_id in sorted(groups, key=lambda key: (key[0], order.index(key[1]))):
        ones = groups[due, requirement_id]
        if not any(t.finding.status in still_open for t in ones):
            continue
        found.append(_line(ground, ground.requirements[requirement_id], due, ones, one_unit))
    return tuple(found)


def _line(ground: Ground, requirement: Requirement, due: date, ones: list[Told], one_unit: bool) -> DueLine:
    units = len({t.view.unit_link for t in ones})
    words = in_words(t.finding for t in ones)
    return DueLine(
        due=due.isoformat(),
        days=days_words((ground.as_of - due).days),
        row_label=ground.labels[requirement.id],
        link=f"{ones[0].view.unit_link}#{row_anchor(requirement)}" if one_unit else row_path(requirement),
        text=opening(requirement.text, 40),
        state=words if one_unit else f"{units} 个单位：{words}",
    )


def _fixed_days(requirement: Requirement) -> set[date]:
    named = (requirement.deadline, *(use.deadline for use in requirement.checks))
    return {day for day in named if isinstance(day, date)}
