"""Which item answers which: the labelled pairs of ``tests/pairs`` and those planted in the demo district, held against the checks' own pairing.

    python benchmarks/pairing.py [--demo DATA] [--every]

DATA is the data folder of an audit of the demo (``zwgk demo --data DATA``); without it the demo is left out. Every situation is built
as an archive and asked through the functions that the checks ask. Every wrong pair and every pair that was not taken is listed with
the reasons the pairing gives; ``--every`` lists also what a person is asked in vain. Nothing is asserted.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

from crawler.archive import Archive, Corpus  # noqa: E402
from crawler.site import load  # noqa: E402
from rules.lab.figures import Share  # noqa: E402
from rules.lab.paired import Judged, judge_planted, judge_situation, score  # noqa: E402
from rules.lab.pairs import FIRM, KINDS, MISSED, PARTS, PLANTED, read_pairs, read_planted  # noqa: E402

PAIRS: Final = CHECKOUT / "tests" / "pairs"
AS_OF: Final = date(2023, 9, 20)


def judged_demo(data: Path) -> tuple[Judged, ...]:
    """Every pair planted in the demo, and every other item the pairing takes for an answer there."""
    site = load("demo")
    archive = Archive.open(data, site.id)
    try:
        run = archive.newest_closed(AS_OF)
        if run is None:
            raise SystemExit(f"{data}: no finished audit of the demo")
        return tuple(judge_planted(Corpus(archive, site, run, AS_OF), read_planted(PAIRS / "demo.tsv")))
    finally:
        archive.close()


# ---- printing


def show(judged: Sequence[Judged], parts: Sequence[str]) -> None:
    """A line a kind and part, and one for all of them."""
    print(f"{'':<27}{'pairs':>6}{'right':>7}{'wrong':>7}{'person':>8}{'missed':>8}{'in vain':>9}   precision            recall")
    for part in parts:
        for kind in KINDS:
            _line(f"{part}: {kind}", [each for each in judged if (each.part, each.kind) == (part, kind)])
        _line(f"{part}: all", [each for each in judged if each.part == part])
        print()
    _line("all", judged)


def _line(name: str, judged: Sequence[Judged]) -> None:
    if judged:
        s = score(judged)
        print(
            f"{name:<27}{s.pairs:>6}{s.right:>7}{s.wrong:>7}{s.asked:>8}{s.silent:>8}{s.in_vain:>9}   "
            f"{_words(s.precision):<20} {_words(s.recall)}"
        )


def _words(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.3f} ({share.low:.2f}–{share.high:.2f})"


def tell(judged: Sequence[Judged], *, every: bool) -> None:
    """Every mistake with the reasons that the pairing gives."""
    for each in judged:
        in_vain = not each.partner and each.told.outcome not in (FIRM, MISSED)
        if each.is_wrong or each.is_missed or (every and in_vain):
            word = "WRONG" if each.is_wrong else "asked in vain" if in_vain else each.told.outcome
            print(f"{word}: {each.part}, {each.kind}: {each.name}\n    {each.wanted}\n    → {each.title}\n    {each.told.why}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--demo", type=Path, metavar="DATA")
    parser.add_argument("--every", action="store_true")
    chosen = parser.parse_args(arguments)
    judged = [each for situation in read_pairs(PAIRS) for each in judge_situation(situation)]
    parts = [*PARTS, *([PLANTED] if chosen.demo else [])]
    judged += judged_demo(chosen.demo) if chosen.demo else ()
    tell(judged, every=chosen.every)
    print()
    show(judged, parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
