"""Labelled items of topics: every item asked for every topic, and how many of those shown are right.

The labels are ``tests/topics/*.toml``: items, the topics each is about and the facet of each; ``also`` are those that may be shown or not.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules.topics.lexicon import lexicon
from rules.topics.reading import TopicReading, Words, read_topic

YEAR: Final = 2023
PLACES: Final = ("示例市样本区", "示例市样本", "样本区", "样本")


@dataclass(frozen=True, slots=True)
class Answer:
    """One item asked for one topic. ``is_about``: the label names the topic; ``wanted`` is the facet it tells, '' for any."""

    part: str
    title: str
    topic: str
    is_about: bool
    wanted: str
    either: bool  # the label leaves it open
    told: TopicReading


def answers(folder: Path) -> Iterator[Answer]:
    """Every item of every file asked for every topic."""
    for path in sorted(folder.glob("*.toml")):
        labelled = tomllib.loads(path.read_text(encoding="utf-8"))
        for item in labelled["item"]:
            yield from _asked(labelled["part"], item)


def _asked(part: str, item: dict[str, Any]) -> Iterator[Answer]:
    words = Words(item["title"], item["body"].strip(), tuple(item.get("files", ())), item.get("column", ""))
    for topic in lexicon().topics.values():
        told = read_topic(topic, words, item.get("year", YEAR), PLACES)
        wanted = item["topics"].get(topic.id, "")
        either = topic.id in item.get("also", ())
        yield Answer(part, item["title"], topic.id, topic.id in item["topics"], wanted, either, told)


@dataclass(frozen=True, slots=True)
class Score:
    """Shown and right, shown and wrong, not shown, and of those shown how many are told as another sort of item."""

    right: int
    wrong: int
    missed: int
    mistold: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def score(found: Sequence[Answer]) -> Score:
    counted = [a for a in found if not a.either]
    right = [a for a in counted if a.is_about and a.told.fit.is_shown]
    return Score(
        right=len(right),
        wrong=sum(1 for a in counted if not a.is_about and a.told.fit.is_shown),
        missed=sum(1 for a in counted if a.is_about and not a.told.fit.is_shown),
        mistold=sum(1 for a in right if a.wanted and a.wanted not in a.told.facets),
    )
