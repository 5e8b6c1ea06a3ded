"""What is asked for by name, as data (``asked_items.toml``): items published again and again or standing, and the notices of an
environmental approval.

The names are closed types, so that a catalogue that misspells one is refused where it stands.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

from crawler.tomlfile import BadInput, TomlFile

ITEMS: Final = Path(__file__).with_name("asked_items.toml")

Item = Literal[
    "health_tips", "medical_institutions",
    "drinking_water", "supply_water", "tap_water", "air_quality", "pollution_plan", "environment_penalties",
    "living_allowance", "destitute_standard", "old_age_allowance", "disability_allowance", "medical_insurance_terms",
    "relief_statistics", "elderly_homes", "childcare", "social_insurance_fund", "medical_fund", "designated_institutions",
    "bus_services", "utility_terms", "housing_terms", "housing_allocation",
    "training_institutions", "kindergartens", "enrolment", "schools", "school_inspection",
    "unpaid_sme", "license_list", "fee_catalogue", "emergency_plan", "grain_subsidy", "machinery_subsidy",
    "economic_statistics", "employment_subsidies", "vacancies", "farm_subsidies", "growth_measures",
]  # fmt: skip
_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u2060“”\"'‘’]+")
_MAX_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One thing to be published. ``holds`` are what its text must show, each with its name for readers.

    ``is_districts``: it speaks of the whole district, so whichever unit publishes it answers. ``upper_counts``: what a higher
    level set may be shown as it is. ``may_be_nothing``: there may be none.
    ``is_by_day``: it reports on no period, so it belongs to the one it was published in. ``part``: words of what is only a part of it, ``within``: of titles
    of something wider that may hold it.
    """

    id: str
    name: str
    says: tuple[re.Pattern[str], ...]
    holds: tuple[tuple[str, re.Pattern[str]], ...]
    never: re.Pattern[str] | None
    near: re.Pattern[str] | None
    is_districts: bool
    upper_counts: bool
    may_be_nothing: bool
    is_by_day: bool
    part: re.Pattern[str] | None
    within: re.Pattern[str] | None
    advice: str

    def is_named_by(self, title: str) -> bool:
        plain = plain_title(title)
        return all(p.search(plain) for p in self.says) and not (self.never and self.never.search(plain))

    def may_stand_in(self, title: str) -> bool:
        """Whether a title is of something wider that may hold it: 环境质量季报 the quality of drinking water."""
        plain = plain_title(title)
        return bool(self.within and self.within.search(plain)) and not (self.never and self.never.search(plain))

    def is_near(self, title: str) -> bool:
        return bool(self.near and self.near.search(plain_title(title)))


@dataclass(frozen=True, slots=True)
class Step:
    """One notice; within ``days`` the next is expected, 0 for the last."""

    name: str
    says: re.Pattern[str]
    days: int


@dataclass(frozen=True, slots=True)
class Eia:
    """The three notices of an environmental approval. ``strip`` is taken off a name to find the project."""

    about: re.Pattern[str]
    never: re.Pattern[str]
    strip: re.Pattern[str]
    steps: tuple[Step, ...]

    def step_of(self, title: str) -> Step | None:
        """The step a title announces; None when it announces none. The middle one is asked first: 拟批复 holds 批复."""
        plain = plain_title(title)
        if not self.about.search(plain) or self.never.search(plain):
            return None
        accept, propose, decide = self.steps
        return next((step for step in (propose, accept, decide) if step.says.search(plain)), None)


@lru_cache(maxsize=32_768)  # every item asks the same titles
def plain_title(title: str) -> str:
    """A title for matching: cut, without blanks and quotation marks."""
    return _BLANKS.sub("", title[:_MAX_TITLE])


def asked_item(name: Item) -> AskedItem:
    """The item of this name. Raises LookupError for one the data lacks."""
    return _read()[0][name]


def eia() -> Eia:
    """The notices of an environmental approval."""
    return _read()[1]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ItemTable(_Table):
    id: str
    name: str
    whose: Literal["district", "unit"]
    says: tuple[str, ...]
    holds: tuple[tuple[str, str], ...]
    advice: str
    never: str = ""
    near: str = ""
    upper: bool = False
    nothing: bool = False
    by_day: bool = False
    part: str = ""
    within: str = ""


class _StepTable(_Table):
    name: str
    says: str
    days: int = 0


class _EiaTable(_Table):
    about: str
    never: str
    strip: str
    step: tuple[_StepTable, ...]


class _File(_Table):
    item: tuple[_ItemTable, ...]
    eia: _EiaTable


@cache
def _read() -> tuple[dict[str, AskedItem], Eia]:
    file = TomlFile.read(ITEMS)
    read = file.validated(_File)
    items = {entry.id: _item(entry) for entry in read.item}
    if differ := set(items) ^ set(get_args(Item)):
        raise BadInput(f"{ITEMS.name}：与 rules/asked_items.py 所列名称不一致：{'、'.join(sorted(differ))}")
    return items, _eia(read.eia)


def _item(entry: _ItemTable) -> AskedItem:
    return AskedItem(
        id=entry.id,
        name=entry.name,
        says=tuple(re.compile(p) for p in entry.says),
        holds=tuple((name, re.compile(p)) for name, p in entry.holds),
        never=re.compile(entry.never) if entry.never else None,
        near=re.compile(entry.near) if entry.near else None,
        is_districts=entry.whose == "district",
        upper_counts=entry.upper,
        may_be_nothing=entry.nothing,
        is_by_day=entry.by_day,
        part=re.compile(entry.part) if entry.part else None,
        within=re.compile(entry.within) if entry.within else None,
        advice=entry.advice,
    )


def _eia(entry: _EiaTable) -> Eia:
    steps = tuple(Step(s.name, re.compile(s.says), s.days) for s in entry.step)
    return Eia(re.compile(entry.about), re.compile(entry.never), re.compile(entry.strip), steps)
