"""The scores of one judgement: every unit's sheet and numbers, by class; ranked only where the weight file says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from crawler.site import Site
from rules import decisions as log
from rules.decisions import Decisions
from rules.engine import Judgement
from rules.lab import precision
from rules.model import Finding, Status
from rules.score.counting import Counting, sheets, unscored
from rules.score.formula import Given, Scored, places, scored
from rules.score.model import Sheet
from rules.score.weights import Weights

_OTHERS: Final = "未分类"
_BETTER, _WORSE = "较好", "靠后"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in its class. ``place`` is what may be said of its rank, '' when nothing may."""

    sheet: Sheet
    scored: Scored
    place: str = ""


@dataclass(frozen=True, slots=True)
class ClassScores:
    """The units of one class, in the order of the profile."""

    name: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a judgement. ``measured``: the checks whose precision lets them take points."""

    weights: Weights
    judgement: Judgement
    measured: frozenset[str]
    classes: tuple[ClassScores, ...]
    unscored: Mapping[tuple[int | None, str], int]

    def standing(self, unit: str) -> tuple[str, Standing] | None:
        """The class of a unit, and where it stands; None when it was not judged."""
        found = ((each.name, s) for each in self.classes for s in each.standings if s.sheet.unit == unit)
        return next(found, None)


def score(judgement: Judgement, told: Judgement, site: Site, weights: Weights, decided: Decisions) -> Scores:
    """Score ``judgement``. ``told`` is the same judgement in the words that may be printed: points come from the one, words from the other."""
    measured = frozenset(figures.check for figures in precision.stored() if figures.counts)
    counting = Counting(weights, judgement.as_of, measured, confirmed(judgement.findings, decided, judgement))
    findings = [replace(f, reason=words.reason) for f, words in zip(judgement.findings, told.findings, strict=True)]
    found = {sheet.unit: Standing(sheet, scored(sheet, weights.terms)) for sheet in sheets(findings, counting)}
    return Scores(weights, judgement, measured, tuple(_classes(found, site, weights)), unscored(findings, weights))


def confirmed(findings: Iterable[Finding], decided: Decisions, judgement: Judgement) -> frozenset[str]:
    """The numbers of the faults that a person found to be so, on the evidence as it is: these need no measured check."""
    at_fault = [f for f in findings if f.status in (Status.GAP, Status.LATE)]
    return frozenset(f.fingerprint for f in at_fault if _is_confirmed(f, decided, judgement))


def _is_confirmed(finding: Finding, decided: Decisions, judgement: Judgement) -> bool:
    said = decided.confirmation(finding.fingerprint, log.evidence_hash(finding.evidence), judgement.as_of)
    return said is not None and said.value == finding.status.value


def _classes(found: Mapping[str, Standing], site: Site, weights: Weights) -> Iterable[ClassScores]:
    names = [each.name for each in weights.classes] + [_OTHERS]
    members: dict[str, list[Standing]] = {name: [] for name in names}
    for unit in site.units:
        if unit.id in found:
            own = next((each.name for each in weights.classes if set(each.groups) & set(unit.groups)), _OTHERS)
            members[own].append(found[unit.id])
    return [ClassScores(name, _ranked(standings, weights)) for name, standings in members.items() if standings]


def _ranked(standings: Sequence[Standing], weights: Weights) -> tuple[Standing, ...]:
    """With the places that may be told: only of units with one settled score."""
    settled = {s.sheet.unit: s.scored.total.low for s in standings if _is_settled(s.scored) and s.scored.total}
    told = _places(settled, weights)
    return tuple(replace(s, place=told.get(s.sheet.unit, "")) for s in standings)


def _places(settled: Mapping[str, Decimal], weights: Weights) -> dict[str, str]:
    if weights.ranking == "none":
        return {}
    place = dict(zip(settled, places(list(settled.values())), strict=True))
    if weights.ranking == "all":
        return {unit: str(n) for unit, n in place.items()}
    if len(settled) <= 2 * weights.ends:
        return {}
    below = {unit: sum(other < own for other in settled.values()) for unit, own in settled.items()}
    better = {unit: _BETTER for unit, n in place.items() if n <= weights.ends}
    return {**{unit: _WORSE for unit, n in below.items() if n < weights.ends}, **better}


def _is_settled(numbers: Scored) -> bool:
    return numbers.given is Given.SCORE and not numbers.is_provisional
