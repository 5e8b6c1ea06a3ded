"""Labelled pairs as data: an item that wants an answer, what is offered beside it, and which of that is its partner.

A file holds one kind. ``[shape.wanted]`` and ``[shape.offered]`` fill in what an item leaves out, ``shape = "…"`` takes another
``[shape.…]``. Half of the situations, chosen by a hash of their names, were held back while the pairing was mended on the others;
``later = true`` marks files written when it had been mended on both halves.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from crawler.tomlfile import BadInput, TomlFile, nearest
from rules.lab.building import HOME, UNITS
from rules.lab.cases import Case

FIRM, UNSURE, MISSED = "firm", "unsure", "missed"
SEEN, HELD_BACK, LATER = "seen", "held back", "later"
PARTS: Final = (SEEN, HELD_BACK, LATER)
PLANTED: Final = "demo"  # the pairs of the demo district
OUTCOMES: Final = (FIRM, UNSURE, MISSED)
KINDS: Final = ("feedback", "interpretation", "rectification", "inspection", "project", "decision", "recruitment", "tender")
_CELLS: Final = 5
_OF_LABELS: Final = frozenset(("partner", "found", "shape"))  # what says something of an item, not to be published with it
_OF_SITUATIONS: Final = frozenset(("name", "wanted", "offered", "unit", "own", "of", "batch", "project", "note"))


@dataclass(frozen=True, slots=True)
class Offered:
    """One item beside the wanted one. ``found``: what the pairing is known to make of it, firm for a partner unless told."""

    title: str
    address: str
    partner: bool
    found: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One wanted item with what is offered. ``asked`` says what else decides which item is wanted (a batch, a project)."""

    kind: str
    name: str
    case: Case
    wanted: str  # its address
    offered: tuple[Offered, ...]
    asked: dict[str, Any]
    later: bool = False

    @property
    def part(self) -> str:
        """To which part of the set it belongs."""
        if self.later:
            return LATER
        return HELD_BACK if hashlib.sha256(f"{self.kind}: {self.name}".encode()).digest()[0] % 2 else SEEN


@dataclass(frozen=True, slots=True)
class Planted:
    """What answers an item of an archive that was made otherwise. ``asked``: the batch, the project, or the sort of audit."""

    kind: str
    unit: str
    wanted: str
    asked: str
    partners: tuple[str, ...]


def read_planted(path: Path) -> tuple[Planted, ...]:
    """The lines of a table of kind, unit, wanted title, what decides beside it, partner's title; # begins a comment."""
    partners: dict[tuple[str, ...], list[str]] = {}
    for n, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != _CELLS or cells[0] not in KINDS:
            raise BadInput(f"{path}:{n}: 不是“类别、单位、所求、所问、所答”五栏")
        partners.setdefault(tuple(cells[:-1]), []).extend(cells[-1:] if cells[-1] else [])
    return tuple(Planted(kind, unit, wanted, asked, tuple(found)) for (kind, unit, wanted, asked), found in partners.items())


def read_pairs(folder: Path) -> tuple[Situation, ...]:
    """The situations of all files of a folder, in order. Raises BadInput with one line a mistake."""
    return tuple(situation for path in sorted(folder.glob("*.toml")) for situation in _read(path))


def _read(path: Path) -> Iterator[Situation]:
    source = TomlFile.read(path)
    if mistakes := list(_mistakes(source)):
        raise BadInput(*mistakes)
    for told in source.data["situation"]:
        yield _situation(source.data, told)


def _situation(data: dict[str, Any], told: dict[str, Any]) -> Situation:
    unit = told.get("unit", data.get("unit", "jiaoyu"))
    items = [_item(data, unit, told["wanted"], "wanted"), *(_item(data, unit, each, "offered") for each in told["offered"])]
    case = {"as_of": data["as_of"], "unit": unit, "column": data["column"], "article": items}
    offered = tuple(
        Offered(item["title"], _address(n), each.get("partner", False), each.get("found", FIRM if each.get("partner") else MISSED))
        for n, (item, each) in enumerate(zip(items[1:], told["offered"], strict=True), start=1)
    )
    asked: dict[str, Any] = {name: told[name] for name in ("own", "of", "batch", "project") if name in told}
    return Situation(data["kind"], told["name"], Case(data["kind"], told["name"], case), _address(0), offered, asked, data.get("later", False))


def _item(data: dict[str, Any], unit: str, told: dict[str, Any], shape: str) -> dict[str, Any]:
    """An item as ``rules.lab.building`` publishes it. Whose it is stands in its source: the unit's own unless told."""
    shaped = {"source": unit_names()[unit], **data["shape"][told.get("shape", shape)]}
    return {**shaped, **{name: value for name, value in told.items() if name not in _OF_LABELS}}


def _address(n: int) -> str:
    return f"{HOME}item-{n}.html"


@cache
def unit_names() -> dict[str, str]:
    """The units of the small district, by id."""
    return {unit["id"]: unit["name"] for unit in tomllib.loads(UNITS)["unit"]}


# ---- mistakes


def _mistakes(source: TomlFile) -> Iterator[str]:
    data = source.data
    if data.get("kind") not in KINDS:
        yield source.mistake(("kind",), f"没有名为“{data.get('kind')}”的配对" + nearest(str(data.get("kind")), KINDS))
    for name in ("as_of", "column", "situation", "shape"):
        if not data.get(name):
            yield source.mistake((name,), f"缺少 {name}")
            return
    names: set[str] = set()
    for n, told in enumerate(data["situation"]):
        yield from (source.mistake(("situation", n, *where), message) for where, message in _in_situation(data, told))
        if told.get("name") in names:
            yield source.mistake(("situation", n, "name"), f"名称重复：{told['name']}")
        names.add(told.get("name", ""))


def _in_situation(data: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in ("name", "wanted", "offered"):
        if not told.get(name):
            yield (), f"缺少 {name}"
            return
    if unknown := set(told) - _OF_SITUATIONS:
        yield (), f"不认识的字段：{'、'.join(sorted(unknown))}"
    if told.get("unit", data.get("unit")) not in unit_names():
        yield ("unit",), f"没有单位“{told.get('unit')}”" + nearest(str(told.get("unit")), unit_names())
    titles = [item.get("title", data["shape"]["wanted"].get("title")) for item in (told["wanted"], *told["offered"])]
    if len(set(titles)) < len(titles):
        yield (), "标题重复，链接无法指明"
    for item in told["offered"]:
        yield from ((("offered",), message) for message in _in_offered(data, item))


def _in_offered(data: dict[str, Any], item: dict[str, Any]) -> Iterator[str]:
    if item.get("shape", "offered") not in data["shape"]:
        yield f"没有名为“{item['shape']}”的 shape"
    if item.get("found", FIRM) not in OUTCOMES:
        yield f"found 不认识“{item['found']}”" + nearest(str(item["found"]), OUTCOMES)
    if item.get("partner") and item.get("found") == FIRM:
        yield "配对的默认就是 firm，不必写"
