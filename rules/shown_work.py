"""Work of which a website may show traces, as data (``shown_work.toml``): training, evaluations, inspections, guidance.

What is seen is shown to a person; what is not seen says nothing, because nobody has to publish that he held a training.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

from crawler.tomlfile import BadInput, TomlFile
from rules.asked_items import plain_title

WORKS: Final = Path(__file__).with_name("shown_work.toml")

Work = Literal[
    "training", "evaluation", "inspection", "appraisal", "guidance", "research", "association", "response", "new_media_rules",
    "new_media_check",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownWork:
    """One sort of work. ``says``: every one must fit a title; ``about``: what its text must speak of; ``tells``: what a reader is
    shown of it, each with its name. ``passive``: titles of those who only took part.

    ``is_districts``: the whole district's, whoever of the district published it. ``is_standing``: rules, of no year.
    """

    id: str
    name: str
    says: tuple[re.Pattern[str], ...]
    never: re.Pattern[str]
    passive: re.Pattern[str] | None
    about: re.Pattern[str]
    tells: tuple[tuple[str, re.Pattern[str]], ...]
    is_districts: bool
    is_standing: bool
    has_timeline: bool
    question: str

    def is_named_by(self, plain: str) -> bool:
        """Whether a title, without blanks and marks, names it."""
        return all(pattern.search(plain) for pattern in self.says) and not self.never.search(plain)


def shown_work(name: Work) -> ShownWork:
    """The work of this name."""
    return _read()[name]


def works_named_by(title: str) -> tuple[str, ...]:
    """The works that a title names, by id."""
    plain = plain_title(title)
    return tuple(name for name, work in _read().items() if work.is_named_by(plain))


class _WorkTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    whose: Literal["district", "unit"]
    says: tuple[str, ...]
    never: str
    about: str
    tells: tuple[tuple[str, str], ...]
    question: str
    passive: str = ""
    standing: bool = False
    timeline: bool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    work: tuple[_WorkTable, ...]


@cache
def _read() -> dict[str, ShownWork]:
    found = {entry.id: _work(entry) for entry in TomlFile.read(WORKS).validated(_File).work}
    if differ := set(found) ^ set(get_args(Work)):
        raise BadInput(f"{WORKS.name}：与 rules/shown_work.py 所列名称不一致：{'、'.join(sorted(differ))}")
    return found


def _work(entry: _WorkTable) -> ShownWork:
    return ShownWork(
        id=entry.id,
        name=entry.name,
        says=tuple(re.compile(pattern) for pattern in entry.says),
        never=re.compile(entry.never),
        passive=re.compile(entry.passive) if entry.passive else None,
        about=re.compile(entry.about),
        tells=tuple((name, re.compile(pattern)) for name, pattern in entry.tells),
        is_districts=entry.whose == "district",
        is_standing=entry.standing,
        has_timeline=entry.timeline,
        question=entry.question,
    )
