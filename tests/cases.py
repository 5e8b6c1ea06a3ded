"""The project's cases and what builds them; the code lives in ``rules.lab``."""

from collections.abc import Iterator
from pathlib import Path

from rules.lab.building import HOME, corpus_of, judged, site_of
from rules.lab.cases import Case, read_cases

CHECKS = Path(__file__).parent / "checks"
__all__ = ["CHECKS", "HOME", "Case", "all_cases", "corpus_of", "judged", "site_of"]


def all_cases() -> Iterator[Case]:
    """Every case of every file, in order."""
    for path in sorted(CHECKS.glob("*.toml")):
        yield from read_cases(path)
