"""How often a check ends in a question (待核验): every cell of the gap matrix, check by check, with the questions most often asked.

    python benchmarks/questions.py [--data DIR[=SITE] …] [--replay SITES] [--size N] [--keep FOLDER]

DIR is a data folder of an audit (``zwgk demo --data DIR``; SITE is ``demo`` unless said otherwise), judged again by the checks of
today. SITES are the saved sites (``../shared/real/sites``): each is served on this machine, crawled, and judged by the rows that ask
something of every department. N items make the made-up district (``district.py``) of that size.

A cell is one check of one row on one unit; of several results it shows the worst, in the order of the reports. A check of a row is of
class **A** where the handbook calls one of its sub-checks decidable without a person, the basis is strong enough to accuse (S, V1, V2)
and the check does accuse; class **a** where only the last is not so: its reading is too unsure to accuse anybody, so that what it finds
is a question by design. All others are assisted: the handbook leaves them to a person, or their basis is memory or judgement.
The aim speaks of class A. Nothing is asserted.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

from district import build  # noqa: E402

from crawler import site as sites  # noqa: E402
from crawler.archive import Archive, Corpus  # noqa: E402
from rules import catalogue as catalogues  # noqa: E402
from rules.catalogue import Catalogue  # noqa: E402
from rules.engine import Judgement, judge  # noqa: E402
from rules.lab.cases import read_cases  # noqa: E402
from rules.model import Finding, Status, Strength  # noqa: E402
from tests.test_replay import REPLAYS  # noqa: E402
from tests.test_replay import replayed as served  # noqa: E402

DOCUMENT: Final = "dachuan-2023"
AS_OF: Final = date(2023, 9, 20)
# A day soon after each saved site was saved: what came later cannot be in it.
DAYS: Final = {"jlcity": date(2021, 7, 1), "cwl": date(2020, 12, 31)}
MOST: Final = 0.10  # the aim: at most this share of an A-class check's cells ends in a question
# Sub-checks that the handbook leaves to a person, S or M. All others that the catalogue names are A.
ASSISTED: Final = frozenset(
    f"{row}-C{n}"
    for row, classes in tomllib.loads((CHECKOUT / "rules" / "sub_checks.toml").read_text("utf-8"))[DOCUMENT].items()
    for n, how in enumerate(classes, 1)
    if how != "A"
)
# How the reports choose what a cell shows.
_WORST: Final = (
    Status.GAP, Status.LATE, Status.SUSPECT, Status.UNKNOWN, Status.STATED, Status.NOT_DUE, Status.MET, Status.NOT_APPLICABLE, Status.MANUAL,
)  # fmt: skip
_SHOWN: Final = ("met", "gap", "late", "unknown", "suspect", "not_applicable", "not_due", "stated", "manual")


@dataclass(frozen=True, slots=True)
class Cell:
    """One check of one row on one unit, with everything it said."""

    requirement: str
    check: str
    findings: tuple[Finding, ...]

    @property
    def status(self) -> Status:
        return min((finding.status for finding in self.findings), key=_WORST.index)

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked, without the names of what it is asked about; only of a cell that shows the question."""
        if self.status is not Status.SUSPECT:
            return ()
        return tuple(dict.fromkeys(plain(f.question) for f in self.findings if f.status is Status.SUSPECT))


def plain(question: str) -> str:
    """A question as a kind of question: names, numbers and days left out."""
    words = re.sub(r"“[^”]*”|《[^》]*》", "…", question)
    return re.sub(r"\d{4}-\d{2}-\d{2}|\d+", "N", words)


def cells(judgement: Judgement) -> list[Cell]:
    """The matrix, in order."""
    found: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in judgement.findings:
        if finding.check:
            found[finding.requirement, finding.check, finding.unit or finding.unit_name].append(finding)
    return [Cell(requirement, check, tuple(each)) for (requirement, check, _), each in sorted(found.items())]


def classes(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """(requirement, check) → A or a; what is not in it is assisted."""
    accusing = frozenset(accusing_checks())
    found = {}
    for requirement in catalogue.requirements:
        for use in requirement.checks:
            automatic = any(name not in ASSISTED for name in use.sub_checks)
            strong = any(Strength(basis.strength).accuses for basis in (use.basis or requirement.basis))
            if automatic and strong:
                found[requirement.id, use.use] = "A" if use.use in accusing else "a"
    return found


def accusing_checks() -> Iterator[str]:
    """The checks of which a case expects that they accuse."""
    for path in sorted((CHECKOUT / "tests" / "checks").glob("*.toml")):
        yield from (case.check for case in read_cases(path) if {"gap", "late"} & set(case.expected))


# ---- what is judged


def made(keep: Path, size: int) -> Judgement:
    """The made-up district of ``size`` items, judged."""
    folder = keep / f"made-{size}"
    if not (folder / "complete").exists():
        build(folder, catalogues.load(DOCUMENT), size)
        (folder / "complete").touch()
    return judged(folder / "data", str(folder / "site.toml"), AS_OF, catalogues.load(DOCUMENT))


def judged(data: Path, profile: str, as_of: date, catalogue: Catalogue) -> Judgement:
    """The newest closed audit of a data folder, judged by the checks of today."""
    site = sites.load(profile)
    archive = Archive.open(data, site.id)
    try:
        run = archive.newest_closed(as_of)
        if run is None:
            raise SystemExit(f"{data}: no finished audit")
        return judge(Corpus(archive, site, run, as_of), site, catalogue, run)
    finally:
        archive.close()


def replayed(saved: Path, folder: Path, name: str) -> Judgement:
    """A saved site, crawled on this machine and judged by every row that asks something of a whole group."""
    (page, unit), day = REPLAYS[name], DAYS[name]
    folder.mkdir(parents=True, exist_ok=True)
    with served(saved / page) as port:
        profile = (CHECKOUT / "tests" / "sites" / f"{name}.toml").read_text("utf-8").replace("PORT", str(port))
        (folder / "site.toml").write_text(profile, "utf-8")
        command = [sys.executable, "-m", "zwgk", "crawl", "site.toml", "--as-of", str(day), "--data", "data"]
        subprocess.run(command, check=True, cwd=folder, env={"PYTHONPATH": str(CHECKOUT), "PATH": ""}, stdout=subprocess.DEVNULL)
    return judged(folder / "data", str(folder / "site.toml"), day, asking(unit, day))


def asking(unit: str, day: date) -> Catalogue:
    """The rows of the document that every department answers for, asked of one unit in the year of ``day``."""
    whole = catalogues.load(DOCUMENT)
    first = date(day.year, 1, 1)
    rows = []
    for row in whole.requirements:
        of_everybody = any(name.startswith("@") for name in row.units)
        uses = [replace(u, units=()) for u in row.checks if any(n.startswith("@") for n in u.units) or (of_everybody and not u.units)]
        if uses:
            rows.append(replace(row, units=(unit,), open_list=False, checks=tuple(uses)))
    return replace(whole, issued=first, applies_from=first, requirements=tuple(rows))


# ---- printing


def show(name: str, found: Sequence[Cell], of_class: Mapping[tuple[str, str], str]) -> None:
    """A line a check, those of class A first, and what they ask most."""
    print(f"\n{name}")
    print(f"{'':<4}{'check':<30}{'cells':>6}" + "".join(f"{word.replace('not_applicable', 'n/a'):>9}" for word in _SHOWN) + "   suspect  of the judged")
    for mark, words in (("A", "all of class A"), ("a", "all of class a"), ("", "all assisted")):
        part = [cell for cell in found if of_class.get((cell.requirement, cell.check), "") == mark]
        by_check: defaultdict[str, list[Cell]] = defaultdict(list)
        for cell in part:
            by_check[cell.check].append(cell)
        for check, own in sorted(by_check.items()):
            _line(mark, check, own)
            for question, times in Counter(q for cell in own for q in cell.questions).most_common(2):
                print(f"{'':<10}{times:>3} × {question}")
        _line(mark, words, part)


def _line(mark: str, check: str, own: Sequence[Cell]) -> None:
    if not own:
        return
    counts = Counter(cell.status.value for cell in own)
    asked = counts["suspect"]
    judged = len(own) - sum(counts[word] for word in ("not_applicable", "unknown", "not_due", "manual"))
    told = f"{asked / len(own):>8.1%}" + (f"{asked / judged:>12.1%}" if judged else f"{'–':>12}")
    above = "  above the aim" if mark == "A" and asked / len(own) > MOST else ""
    print(f"{mark:<4}{check:<30}{len(own):>6}" + "".join(f"{counts[word] or '·':>9}" for word in _SHOWN) + f"  {told}{above}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", action="append", default=[], metavar="DIR[=SITE]")
    parser.add_argument("--replay", type=Path, metavar="SITES")
    parser.add_argument("--size", type=int, default=0, metavar="N")
    parser.add_argument("--keep", type=Path, help="where made-up and replayed archives stay, to be used again")
    chosen = parser.parse_args(arguments)
    catalogue = catalogues.load(DOCUMENT)
    of_class = classes(catalogue)
    for mark in ("A", "a"):
        print(f"class {mark}: " + ", ".join(sorted({check for (_, check), own in of_class.items() if own == mark})))
    with tempfile.TemporaryDirectory() as temporary:
        keep = chosen.keep or Path(temporary)
        told: list[tuple[str, Judgement]] = []
        for words in chosen.data:
            folder, _, site = words.partition("=")
            told.append((f"{folder} ({site or 'demo'})", judged(Path(folder), site or "demo", AS_OF, catalogue)))
        if chosen.replay:
            told += [(f"replayed: {unit}", replayed(chosen.replay, keep / name, name)) for name, (_, unit) in REPLAYS.items()]
        if chosen.size:
            told.append((f"made up, {chosen.size:,} items", made(keep, chosen.size)))
        for name, judgement in told:
            show(name, cells(judgement), of_class)
    return 0


if __name__ == "__main__":
    sys.exit(main())
