"""规则与版本: each check of a judgement, its version, and how often it was right on labelled corpora."""

from reports.rules_shown import LabelsLine, RuleLine
from reports.told import check_title
from rules.engine import Judgement
from rules.lab import precision
from rules.lab.figures import Figures, Tally


def rule_lines(judgement: Judgement) -> tuple[RuleLine, ...]:
    """The checks that judged, sorted. A version that was never measured shows no figures of another one."""
    kept = {figures.check: figures for figures in precision.stored()}
    return tuple(
        _line(_of_version(kept.get(name), name, version)) for name, version in judgement.check_versions
    )


def _of_version(figures: Figures | None, name: str, version: int) -> Figures:
    if figures is not None and figures.version == version:
        return figures
    return Figures(name, version, False, Tally(), Tally(), Tally())


def _line(figures: Figures) -> RuleLine:
    return RuleLine(
        title=check_title(figures.check),
        check=figures.check,
        version=figures.version,
        severe=figures.severe,
        planted=_labels(figures.planted),
        real=_labels(figures.real),
        counts=figures.counts,
        only_planted=figures.only_planted,
        state=precision.state(figures),
    )


def _labels(tally: Tally) -> LabelsLine:
    return LabelsLine(tally.labels, tally.true, tally.false, precision.in_words(tally.precision), precision.in_words(tally.recall))
