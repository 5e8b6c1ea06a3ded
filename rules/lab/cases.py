"""Case files: cases of one check as data (``docs/lab.md``). Building and judging them is ``rules.lab.building``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from crawler.tomlfile import BadInput, TomlFile, nearest
from rules.catalogue import checks
from rules.model import Status

AUTHOR: Final = "author"  # whoever wrote the check; such labels prove nothing about scoring
PLANTED, REAL = "planted", "real"


@dataclass(frozen=True)
class Case:
    """One case of a check file, with what the file gives to all its cases filled in."""

    check: str
    name: str
    data: dict[str, Any]

    @property
    def expected(self) -> list[str]:
        expect = self.data["expect"]
        return [expect] if isinstance(expect, str) else list(expect)

    @property
    def label(self) -> str:
        """planted: made up; real: taken from something that was published."""
        return str(self.data.get("label", PLANTED))

    @property
    def by(self) -> str:
        """Who said what is right: a role, ``author`` for the author of the check."""
        return str(self.data.get("by", AUTHOR))


def is_case_file(path: Path) -> bool:
    """Whether a TOML file means to be one; raises BadInput when it cannot be read."""
    return "case" in TomlFile.read(path).data


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file, in order. Raises BadInput with one line a mistake."""
    source = TomlFile.read(path)
    data = dict(source.data)
    told = data.pop("case", None)
    if mistakes := list(_mistakes(source, data, told)):
        raise BadInput(*mistakes)
    for case in told or ():
        merged = {**data, **case, "column": [*data.get("column", ()), *case.get("column", ())]}
        merged["params"] = {**data.get("params", {}), **case.get("params", {})}
        yield Case(data["check"], case["name"], merged)


def _mistakes(source: TomlFile, data: dict[str, Any], told: object) -> Iterator[str]:
    name = data.get("check")
    if name not in checks():
        yield source.mistake(("check",), f"没有名为“{name}”的检查" + nearest(str(name), checks()))
    if not isinstance(told, list) or not told:
        yield source.mistake(("case",), "没有案例（[[case]]）")
        return
    for n, case in enumerate(told):
        yield from (source.mistake(("case", n, *where), message) for where, message in _in_case({**data, **case}, case))


def _in_case(merged: dict[str, Any], case: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(case.get("name"), str):
        yield (), "案例没有名称（name）"
    expect = case.get("expect")
    for word in expect if isinstance(expect, list) else [expect]:
        if word not in set(Status):
            yield ("expect",), f"expect 不认识“{word}”" + nearest(str(word), list(Status))
    day = merged.get("as_of")
    if not isinstance(day, date) or isinstance(day, datetime):
        yield ("as_of",), "缺少检查日（as_of，如 2023-09-20）"
    if merged.get("label", PLANTED) not in (PLANTED, REAL):
        yield ("label",), f"label 只能是 {PLANTED} 或 {REAL}"
    for key in ("column", "article", "visit", "before", "attempt"):
        if not all(isinstance(part, dict) for part in merged.get(key, ())):
            yield (key,), f"{key} 应写成 [[case.{key}]]"
