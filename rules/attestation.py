"""What units declare of what no website shows: one page a unit a year, and of which lines proof is asked.

Proof of every line is more paper than anybody reads. It is asked of a sample, drawn by hash: whoever knows the seed draws the
same lines again. Every unit gives the same share, so that nobody is picked out.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SHARE: Final = 20  # percent of the lines
MARK: Final = "抽中：请附佐证网址或材料"


@dataclass(frozen=True, slots=True)
class Sample:
    """Which lines proof is asked of: ``percent`` of every unit's, drawn with ``seed``."""

    seed: str
    percent: int = SHARE

    def drawn(self, lines: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The numbers drawn of lines (unit, number), whatever order they are given in.

        Of a share that is no whole number the rest is drawn for, too: 20 % of 12 lines are 2, or by a chance of 40 % 3.
        """
        units: dict[str, set[str]] = {}
        for unit, number in lines:
            units.setdefault(unit, set()).add(number)
        found: set[str] = set()
        for unit, numbers in units.items():
            count, rest = divmod(len(numbers) * self.percent, 100)
            count += int(self._lot(unit), 16) % 100 < rest
            found.update(sorted(numbers, key=lambda number: (self._lot(number), number))[:count])
        return frozenset(found)

    def __str__(self) -> str:
        """What readers see."""
        return f"抽取比例 {self.percent}%（按单位），种子“{self.seed}”；同一种子抽出的总是同样的几条"

    def _lot(self, subject: str) -> str:
        return hashlib.sha256(f"{self.seed}|{subject}".encode()).hexdigest()


def is_proof(words: str) -> bool:
    """Whether a declaration names something that can be looked at."""
    return "http" in words or "附件" in words or "附后" in words or "材料" in words
