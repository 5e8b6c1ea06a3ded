"""What a verification has to tell: what was altered, what is worth knowing, what was sealed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

MOST_NAMED: Final = 200  # of one sort; the rest is counted
ALTERED: Final = {
    "manifest": "清单",
    "log": "保管记录",
    "file": "存档文件",
    "record": "存档记录",
    "fetch": "抓取记录",
    "row": "数据库",
}


@dataclass
class Told:
    """What was found. ``altered`` are (sort, what) of a sort in ``ALTERED``; ``notes`` are no alteration."""

    altered: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sealed: list[str] = field(default_factory=list)
    head: str = ""

    def alter(self, sort: str, what: str) -> None:
        self.counts["altered"] += 1
        self.counts[f"altered {sort}"] += 1
        if self.counts[f"altered {sort}"] <= MOST_NAMED:
            self.altered.append((sort, what))

    @property
    def left_out(self) -> dict[str, int]:
        """How many of each sort are not named."""
        found = {sort: self.counts[f"altered {sort}"] - MOST_NAMED for sort in ALTERED}
        return {sort: number for sort, number in found.items() if number > 0}
