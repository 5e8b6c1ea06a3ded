"""What the reader of topics takes for evidence: the labelled items of ``tests/topics``, held against every topic of ``rules/topics``.

    python benchmarks/topics.py [--every] [--pages FOLDER]

Every item is asked for every topic: what is shown must be a topic its label names. Two parts are printed apart: ``first``, which the
lexicons were written for, and ``held_back``, which they were not. ``--pages`` also reads titles and lists what they show: a JSON lines
file with a ``title`` a line, as ``list_items.jsonl``. Nothing is asserted.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

from rules.lab.topical import YEAR, Answer, answers, score  # noqa: E402
from rules.topics.lexicon import lexicon  # noqa: E402
from rules.topics.reading import Words, read_topic  # noqa: E402

ITEMS: Final = CHECKOUT / "tests" / "topics"


def _show(found: Sequence[Answer], *, every: bool) -> None:
    for part in dict.fromkeys(a.part for a in found):
        mine = [a for a in found if a.part == part]
        for a in mine:
            if not a.either and a.is_about != a.told.fit.is_shown:
                word = "missed" if a.is_about else "WRONG"
                print(f"{word}: {part}, {a.topic}: {a.title}\n    {a.told.fit.name} {a.told.score} {'、'.join(a.told.terms)} {a.told.why}")
            elif a.wanted and a.told.fit.is_shown and a.wanted not in a.told.facets:
                print(f"another facet: {part}, {a.topic}: {a.title}\n    {sorted(a.told.facets)}, labelled {a.wanted}")
        print(f"\n{part:<24}{'shown':>6}{'right':>7}{'missed':>8}{'facet wrong':>13}  precision  recall")
        for topic in lexicon().topics if every else ():
            _line(topic, [a for a in mine if a.topic == topic])
        _line("all", mine)
        print()


def _line(name: str, found: Sequence[Answer]) -> None:
    s = score(found)
    if s.right + s.wrong + s.missed:
        print(f"  {name:<22}{s.right + s.wrong:>6}{s.right:>7}{s.missed:>8}{s.mistold:>13}  {s.precision:>9.3f}  {s.recall:>6.3f}")


def _read_titles(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        title = json.loads(line)["title"]
        shown = [t.id for t in lexicon().topics.values() if read_topic(t, Words(title, None), YEAR).fit.is_shown]
        if shown:
            print(f"{title}: {'、'.join(shown)}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--every", action="store_true", help="a line a topic")
    parser.add_argument("--pages", type=Path, metavar="FILE")
    chosen = parser.parse_args(arguments)
    _show(list(answers(ITEMS)), every=chosen.every)
    if chosen.pages:
        _read_titles(chosen.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
