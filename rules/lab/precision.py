"""The figures that are kept: ``precision.json``, written by ``zwgk lab run --write``, printed by docs and reports."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rules.catalogue import checks
from rules.lab.figures import ONLY_PLANTED, Figures, Share, Tally, severe

STORED: Final = Path(__file__).parent / "precision.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One check as the table of 规则与版本 prints it; every word is ready to be read."""

    check: str
    version: int
    planted: int
    real: int
    independent: int
    accusations: str
    precision: str
    recall: str
    unknown: str
    suspect: int
    state: str
    counts: bool


def as_plain(figures: Figures) -> dict[str, Any]:
    """The counts of one check, and what follows from them."""
    return {
        "check": figures.check,
        "version": figures.version,
        "severe": figures.severe,
        "counts_in_scores": figures.counts,
        "only_planted": figures.only_planted,
        "planted": _tally(figures.planted),
        "real": _tally(figures.real),
        "independent": _tally(figures.independent),
    }


def write(path: Path, told: Iterable[Figures]) -> None:
    """Keep the counts of every check; the same figures give the same bytes."""
    kept = {
        f.check: {"version": f.version, "planted": asdict(f.planted), "real": asdict(f.real), "independent": asdict(f.independent)}
        for f in told
    }
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def stored() -> tuple[Figures, ...]:
    """The kept figures of the checks there are. One that was measured in another version, or never, has none."""
    data = json.loads(STORED.read_text(encoding="utf-8"))
    return tuple(_figures(name, check.version, data.get(name)) for name, check in sorted(checks().items()))


def outdated() -> list[str]:
    """Checks whose kept figures are of another version, or missing."""
    data = json.loads(STORED.read_text(encoding="utf-8"))
    return [name for name, check in sorted(checks().items()) if data.get(name, {}).get("version") != check.version]


def line_of(figures: Figures) -> Line:
    """One check in words. Precision and recall are of all labels; whether it may count, of those its author did not write."""
    both = _both(figures.planted, figures.real)
    return Line(
        check=figures.check,
        version=figures.version,
        planted=figures.planted.labels,
        real=figures.real.labels,
        independent=figures.independent.labels,
        accusations=f"{both.true} 对 {both.false} 错",
        precision=in_words(both.precision),
        recall=in_words(both.recall),
        unknown=percent(both.unknown_share.value),
        suspect=both.suspect,
        state=state(figures),
        counts=figures.counts,
    )


def state(figures: Figures) -> str:
    """Whether the check counts in scored audits, and what is missing."""
    marks = [ONLY_PLANTED] if figures.only_planted else []
    if figures.counts:
        return "；".join(("可计分", *marks))
    precision = figures.independent.precision
    if not precision.of:
        why = "没有他人标注的认定"
    else:
        why = f"他人标注的 {precision.of} 次认定，准确率下限 {percent(precision.low)}，低于 {percent(figures.needed)}"
    return "；".join((f"暂不计分：{why}", *marks))


def in_words(share: Share) -> str:
    """3/4（75.0%，30.1%–95.4%）; — when nothing was counted."""
    if not share.of:
        return "—"
    return f"{share.hits}/{share.of}（{percent(share.value)}，{percent(share.low)}–{percent(share.high)}）"


def percent(value: float | None) -> str:
    return "—" if value is None else f"{value * 100:.1f}%"


def _both(one: Tally, other: Tally) -> Tally:
    sums = {name: number + getattr(other, name) for name, number in asdict(one).items()}
    return Tally(**sums)


def _figures(name: str, version: int, kept: dict[str, Any] | None) -> Figures:
    current = kept if kept and kept["version"] == version else {}
    planted, real, independent = (Tally(**current.get(part, {})) for part in ("planted", "real", "independent"))
    return Figures(name, version, name in severe(), planted, real, independent)


def _tally(tally: Tally) -> dict[str, Any]:
    shares = {"precision": tally.precision, "recall": tally.recall, "unknown_share": tally.unknown_share}
    return {**asdict(tally), **{name: _share(share) for name, share in shares.items()}}


def _share(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 4)
    return {"value": value, "low": round(share.low, 4), "high": round(share.high, 4), "of": share.of}
