"""The items of level one as data (``level_one.toml``): by which rules each is tested and how much that decides."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from fast_a11y.rules import get_all_rules

Decides = Literal["whole", "part", "none"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``rules`` are names of axe's rules; ``of_files``: tested on attachments. ``why`` says what is left to a person."""

    id: str
    name: str
    decides: Decides
    rules: frozenset[str] = frozenset()
    of_files: bool = False
    why: str = ""

    @property
    def is_tested(self) -> bool:
        return self.decides != "none"


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """All twenty, in order. Raises ValueError when the data names a rule that does not exist, or leaves a reason out."""
    told = tomllib.loads(Path(__file__).with_name("level_one.toml").read_text(encoding="utf-8"))["item"]
    found = tuple(_item(each) for each in told)
    known = {rule.rule_id for rule in get_all_rules()}
    for item in found:
        if unknown := item.rules - known:
            raise ValueError(f"{item.id}: no rules {sorted(unknown)}")
        if item.is_tested != bool(item.rules or item.of_files) or (item.decides != "whole") != bool(item.why):
            raise ValueError(f"{item.id}: rules or a reason are missing, or one too many")
    return found


def _item(told: dict[str, Any]) -> Item:
    return Item(
        told["id"], told["name"], told["decides"], frozenset(told.get("rules", ())), told.get("files", False), told.get("why", "")
    )
