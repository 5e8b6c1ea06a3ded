"""One year's document as data: rows, duties, checks and their parameters, read from TOML and checked to the last word.

A catalogue may name a check and give it numbers, words and kinds, never conditions. The file's contract is in
``docs/catalogue.md``.
"""

import hashlib
import importlib
import inspect
import pkgutil
import re
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

import rules.checks
from crawler.site import Site, bundled_path
from crawler.tomlfile import BadInput, TomlFile, nearest
from crawler.vocabulary import KINDS
from rules.model import Basis, CheckUse, Requirement, Strength

BUNDLED = Path(__file__).parent / "requirements"
_OWN_KEYS = ("use", "sub_checks", "units", "deadline", "quote", "basis")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisTable(_Table):
    source: str
    clause: str = ""
    strength: Literal["S", "V1", "V2", "M", "D"] = "S"
    in_force: date | None = None
    until: date | None = None
    jurisdiction: str = ""


class CheckTable(BaseModel):
    """``use`` and our own keys; everything else is a parameter of the named check."""

    model_config = ConfigDict(extra="allow", frozen=True)
    use: str
    sub_checks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    deadline: date | str | None = None
    quote: str = ""
    basis: tuple[BasisTable, ...] = ()


class RequirementTable(_Table):
    id: str
    row: int | None = Field(default=None, ge=1, le=99)
    clause: str = ""
    task: str = ""
    text: str
    responsible: str = ""
    deadline: date | str | None = None
    open_list: bool = False
    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    basis: tuple[BasisTable, ...] = ()
    check: tuple[CheckTable, ...] = ()
    key: str = ""  # what stays the same across years; the id without its year when left out
    ask: str = ""  # what to ask a unit for, when a website cannot show it
    section: int | None = None


class DocumentTable(_Table):
    id: str
    title: str
    number: str = ""
    issued: date | None = None
    applies_from: date | None = None


class CatalogueTable(_Table):
    document: DocumentTable
    requirement: tuple[RequirementTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A year's document. ``applies_from`` bounds what is judged: 1 January of its year unless the file says otherwise."""

    id: str
    title: str
    number: str
    issued: date | None
    applies_from: date | None
    requirements: tuple[Requirement, ...]
    digest: str


def load(document: str) -> Catalogue:
    """The catalogue named ``document``: a bundled id or a path. Raises BadInput with one line a mistake."""
    source = TomlFile.read(bundled_path(document, BUNDLED, "要求目录"))
    table = source.validated(CatalogueTable)
    mistakes = list(_mistakes(source, table))
    if mistakes:
        raise BadInput(*mistakes)
    return Catalogue(
        id=table.document.id,
        title=table.document.title,
        number=table.document.number,
        issued=table.document.issued,
        applies_from=table.document.applies_from or _first_day(table.document),
        requirements=tuple(_requirement(row) for row in table.requirement),
        digest=hashlib.sha256(source.text.encode()).hexdigest(),
    )


def source_of(document: str) -> TomlFile:
    """The catalogue's file, for what has to be said of its lines."""
    return TomlFile.read(bundled_path(document, BUNDLED, "要求目录"))


def warnings(document: str, site: Site, as_of: date) -> list[str]:
    """What is no mistake but a reader should know: names the profile lacks, bases out of force or of another place."""
    source = TomlFile.read(bundled_path(document, BUNDLED, "要求目录"))
    table = source.validated(CatalogueTable)
    found: list[str] = []
    for n, row in enumerate(table.requirement):
        for name in dict.fromkeys((*row.units, *(u for c in row.check for u in c.units))):
            if problem := _unit_problem(site, name, as_of):
                found.append(source.mistake(("requirement", n, "units"), f"提醒：{problem}"))
    return found


def refusals(document: str, site: Site, as_of: date) -> list[str]:
    """Bases that cannot be cited at ``as_of`` in this place: not yet or no longer in force, or of another province.

    One line a basis and problem, at its first place; how often it stands elsewhere is told.
    """
    source = TomlFile.read(bundled_path(document, BUNDLED, "要求目录"))
    table = source.validated(CatalogueTable)
    places: dict[str, list[tuple[str | int, ...]]] = {}
    for n, row in enumerate(table.requirement):
        at: tuple[str | int, ...] = ("requirement", n)
        cited = [((*at, "basis", m), basis) for m, basis in enumerate(row.basis)]
        cited += [
            ((*at, "check", k, "basis", m), basis)
            for k, check in enumerate(row.check)
            for m, basis in enumerate(check.basis)
        ]
        for where, basis in cited:
            if problem := _basis_problem(basis, site, as_of):
                places.setdefault(f"依据“{basis.source}”{problem}", []).append(where)
    return [
        source.mistake(where[0], message + (f"（共 {len(where)} 处）" if len(where) > 1 else ""))
        for message, where in places.items()
    ]


# ---- the checks there are


@dataclass(frozen=True, slots=True)
class Check:
    """A check module: its name (the defect it finds), version, manual page and function."""

    name: str
    version: int
    manual: str
    run: Callable[..., Any]


@cache
def checks() -> dict[str, Check]:
    """Every module of ``rules.checks``, by name."""
    found = {}
    for info in pkgutil.iter_modules(rules.checks.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"rules.checks.{info.name}")
        found[info.name] = Check(info.name, module.version, inspect.getdoc(module) or "", module.check)
    return found


def parameters(check: Check) -> dict[str, inspect.Parameter]:
    """The keyword-only parameters a catalogue may give."""
    signature = inspect.signature(check.run)
    return {name: p for name, p in signature.parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}


# ---- mistakes


def _mistakes(source: TomlFile, table: CatalogueTable) -> Iterator[str]:
    ids: set[str] = set()
    rows: set[int] = set()
    sub_checks: dict[str, str] = {}
    for n, row in enumerate(table.requirement):
        at: tuple[str | int, ...] = ("requirement", n)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", row.id):
            yield source.mistake((*at, "id"), f"编号“{row.id}”只能用字母、数字和 . - _")
        if row.id in ids:
            yield source.mistake((*at, "id"), f"编号“{row.id}”重复")
        ids.add(row.id)
        if row.row is not None and row.row in rows:
            yield source.mistake((*at, "row"), f"第 {row.row} 行重复")
        if row.row is not None:
            rows.add(row.row)
        yield from _name_mistakes(source, (*at, "units"), row.units)
        for k, check in enumerate(row.check):
            yield from _check_mistakes(source, (*at, "check", k), check, sub_checks)


def _check_mistakes(
    source: TomlFile, at: tuple[str | int, ...], table: CheckTable, sub_checks: dict[str, str]
) -> Iterator[str]:
    known = checks()
    if table.use not in known:
        yield source.mistake((*at, "use"), f"没有名为“{table.use}”的检查" + nearest(table.use, known))
        return
    allowed = parameters(known[table.use])
    for name, value in (table.model_extra or {}).items():
        if name not in allowed:
            yield source.mistake(
                (*at, name), f"检查“{table.use}”没有参数“{name}”" + nearest(name, (*allowed, *_OWN_KEYS))
            )
            continue
        hint = typing.get_type_hints(known[table.use].run)[name]
        if not _fits(value, hint):
            yield source.mistake((*at, name), f"参数“{name}”的值不可用：{value!r}，应为{_in_words(hint)}")
        elif name.endswith("kinds"):
            for kind in value:
                if kind not in KINDS:
                    yield source.mistake((*at, name), f"不认识的栏目类别“{kind}”" + nearest(kind, KINDS))
    yield from _name_mistakes(source, (*at, "units"), table.units)
    for sub_check in table.sub_checks:
        if sub_check in sub_checks:
            yield source.mistake(
                (*at, "sub_checks"), f"分项“{sub_check}”已在别处出现（{sub_checks[sub_check]}）；每个分项只能出现一次"
            )
        sub_checks[sub_check] = table.use


def _name_mistakes(source: TomlFile, at: tuple[str | int, ...], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if not name.strip() or name == "@":
            yield source.mistake(at, "责任单位名称不能为空")


def _fits(value: object, hint: object) -> bool:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, part) for part in typing.get_args(hint))
    if origin is Literal:
        return value in typing.get_args(hint)
    if origin is tuple:
        return isinstance(value, (list, tuple)) and all(_fits(item, typing.get_args(hint)[0]) for item in value)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint) if isinstance(hint, type) else True


def _in_words(hint: object) -> str:
    if typing.get_origin(hint) is Literal:
        return "、".join(str(word) for word in typing.get_args(hint)) + " 之一"
    if typing.get_origin(hint) is tuple:
        return "列表"
    words: dict[object, str] = {int: "整数", str: "文字", bool: "true 或 false", float: "数字"}
    return words.get(hint, "别的类型")


def _unit_problem(site: Site, name: str, as_of: date) -> str:
    if name.startswith("@"):
        if site.members(name[1:], as_of):
            return ""
        groups = {group for unit in site.units for group in unit.groups} | {group.id for group in site.groups}
        return f"站点档案中没有“{name[1:]}”组的单位" + nearest(name[1:], groups)
    if site.unit_named(name, as_of):
        return ""
    names = [n for unit in site.units for n in (unit.name, *unit.aliases)]
    # 区信访局 is not a misspelt 区经信局: names of offices are alike, so only a near miss is offered.
    return f"站点档案中没有名为“{name}”的单位" + nearest(name, names, cutoff=0.8)


def _basis_problem(basis: BasisTable, site: Site, as_of: date) -> str:
    if basis.in_force and basis.in_force > as_of:
        return f"在检查日 {as_of} 尚未施行（{basis.in_force} 起）"
    if basis.until and basis.until < as_of:
        return f"在检查日 {as_of} 已失效（{basis.until} 止）"
    if (
        basis.jurisdiction
        and site.region
        and not (site.region.startswith(basis.jurisdiction) or _covers(basis.jurisdiction, site.region))
    ):
        return f"是其他地区（{basis.jurisdiction}）的规定"
    return ""


def _covers(jurisdiction: str, region: str) -> bool:
    """Whether a six-digit division code contains another: 510000 the province, 511700 the city, 511703 the district."""
    return region.startswith(re.sub(r"(?:00)+$", "", jurisdiction))


# ---- building


def _first_day(document: DocumentTable) -> date | None:
    """1 January of the document's year: the year its title names, else the one it was issued in."""
    if found := re.search(r"(20\d{2})\s*年", document.title):
        return date(int(found.group(1)), 1, 1)
    return date(document.issued.year, 1, 1) if document.issued else None


def _requirement(row: RequirementTable) -> Requirement:
    return Requirement(
        id=row.id,
        key=row.key or re.sub(r"^(?:19|20)\d{2}-", "", row.id),
        row=row.row,
        clause=row.clause,
        task=row.task,
        text=row.text,
        responsible=row.responsible,
        deadline=row.deadline,
        open_list=row.open_list,
        units=row.units or (*row.lead, *row.support),
        errata=row.errata,
        basis=tuple(_basis(b) for b in row.basis),
        checks=tuple(_use(c) for c in row.check),
        evidence_wanted=row.ask,
    )


def _use(table: CheckTable) -> CheckUse:
    params = {name: tuple(v) if isinstance(v, list) else v for name, v in (table.model_extra or {}).items()}
    return CheckUse(
        use=table.use,
        params=tuple(sorted(params.items())),
        sub_checks=table.sub_checks,
        units=table.units,
        deadline=table.deadline,
        quote=table.quote,
        basis=tuple(_basis(b) for b in table.basis),
    )


def _basis(table: BasisTable) -> Basis:
    return Basis(table.source, table.clause, Strength(table.strength), table.in_force, table.until, table.jurisdiction)
