"""From labels to figures: precision and recall of each check with Wilson intervals, and which check may count in scored audits."""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.lab.cases import PLANTED, REAL
from rules.lab.labelled import Measured
from rules.model import Status

Z: Final = 1.959963984540054  # two-sided 95 %
ORDINARY, SEVERE = 0.95, 0.98  # what the lower bound of precision must reach
ENOUGH_REAL: Final = 30
ONLY_PLANTED: Final = "仅模拟数据验证"
_CLEARS: Final = frozenset((Status.MET, Status.STATED, Status.NOT_DUE, Status.NOT_APPLICABLE))


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``of``, with the Wilson interval of 95 %."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """None when nothing was counted."""
        return self.hits / self.of if self.of else None

    @property
    def low(self) -> float:
        return max(0.0, self._middle() - self._half()) if self.of else 0.0

    @property
    def high(self) -> float:
        return min(1.0, self._middle() + self._half()) if self.of else 1.0

    def _middle(self) -> float:
        return (self.hits + Z * Z / 2) / (self.of + Z * Z)

    def _half(self) -> float:
        spread = self.hits * (self.of - self.hits) / self.of + Z * Z / 4
        return Z * math.sqrt(spread) / (self.of + Z * Z)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one kind of labels says of one check. ``suspect`` is neither accusation nor acquittal."""

    labels: int = 0
    true: int = 0  # accusations that are the labelled ones
    false: int = 0  # accusations of what is right, or of another fault
    due: int = 0  # labels that an accusation is right for
    false_met: int = 0  # of these: acquitted
    asked: int = 0  # of these: suspect
    suspect: int = 0
    unknown: int = 0
    silent: int = 0  # the check said nothing of the labelled object
    other: int = 0  # neither accusing nor accused, and still not what the label says

    @property
    def precision(self) -> Share:
        return Share(self.true, self.true + self.false)

    @property
    def recall(self) -> Share:
        return Share(self.true, self.due)

    @property
    def unknown_share(self) -> Share:
        return Share(self.unknown, self.labels)


@dataclass(frozen=True, slots=True)
class Figures:
    """One check. ``independent`` counts the labels that its author did not write, planted and real together."""

    check: str
    version: int
    severe: bool
    planted: Tally
    real: Tally
    independent: Tally

    @property
    def needed(self) -> float:
        return SEVERE if self.severe else ORDINARY

    @property
    def counts(self) -> bool:
        """Whether the check may take points: the lower bound on labels that its author did not write is high enough."""
        return self.independent.precision.low >= self.needed

    @property
    def only_planted(self) -> bool:
        return self.real.labels < ENOUGH_REAL


def figures(measured: Iterable[Measured], versions: dict[str, int]) -> tuple[Figures, ...]:
    """Of each check in ``versions``, sorted, also of those that no label speaks of."""
    by_check: dict[str, list[Measured]] = {name: [] for name in versions}
    for each in measured:
        by_check.setdefault(each.check, []).append(each)
    return tuple(
        Figures(
            check=name,
            version=versions.get(name, 0),
            severe=name in severe(),
            planted=tally(m for m in told if m.kind == PLANTED),
            real=tally(m for m in told if m.kind == REAL),
            independent=tally(m for m in told if m.independent),
        )
        for name, told in sorted(by_check.items())
    )


def tally(measured: Iterable[Measured]) -> Tally:
    """Count labels of one check."""
    told = list(measured)
    labels = [m for m in told if m.labelled]
    due = [m for m in labels if m.due]
    return Tally(
        labels=len(labels),
        true=sum(m.accuses and m.right for m in told),
        false=sum(m.accuses and not m.right for m in told),
        due=len(due),
        false_met=sum(m.got in _CLEARS for m in due),
        asked=sum(m.got is Status.SUSPECT for m in due),
        suspect=sum(m.got is Status.SUSPECT for m in labels),
        unknown=sum(m.got is Status.UNKNOWN for m in labels),
        silent=sum(m.got is None for m in labels),
        other=sum(not (m.due or m.accuses or m.as_expected) for m in labels),
    )


@cache
def severe() -> frozenset[str]:
    """The checks whose error weighs more (``severe.toml``)."""
    data = tomllib.loads((Path(__file__).parent / "severe.toml").read_text(encoding="utf-8"))
    return frozenset(entry["check"] for entry in data["severe"])
