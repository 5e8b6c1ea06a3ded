"""校对：档案、要求目录和存档放在一起看，有哪些不对、不全。提醒不妨碍运行；错误须改正。

Warnings are what a reader should know: units and kinds that no column stands for, columns that vanished or appeared since the
last crawl, proposals that nobody confirmed. Mistakes are raised as BadInput by whoever reads the files.
"""

from collections.abc import Iterator
from datetime import date

from crawler.archive import Archive
from crawler.discovery.watch import MOST, appeared, vanished
from crawler.site import Site
from crawler.tomlfile import TomlFile
from crawler.vocabulary import KINDS, label
from rules import catalogue as catalogues
from rules.catalogue import Catalogue, checks, parameters
from rules.model import CheckUse


def warnings(document: str, catalogue: Catalogue, site: Site, as_of: date, archive: Archive | None) -> Iterator[str]:
    """Every warning as a line, ``FILE:LINE: 提醒：…`` where there is a line; ``archive`` None: nothing was crawled yet."""
    profile = TomlFile.read(site.path)
    yield from catalogues.warnings(document, site, as_of)
    yield from _units_without_columns(profile, site, as_of)
    yield from _kinds_without_columns(document, catalogue, site)
    yield from _unconfirmed(profile, site)
    if archive is not None:
        yield from _vanished(profile, site, archive)
        yield from _appeared(site, archive)


def _units_without_columns(profile: TomlFile, site: Site, as_of: date) -> Iterator[str]:
    owners = {column.unit for column in site.columns}
    waiting = {column.unit for column in site.proposed}
    for n, unit in enumerate(site.units):
        lives = (unit.valid_from is None or unit.valid_from <= as_of) and (
            unit.valid_to is None or as_of <= unit.valid_to
        )
        if lives and unit.id not in owners:
            more = "（有提议的栏目待确认）" if unit.id in waiting else ""
            yield profile.mistake(("unit", n), f"提醒：单位“{unit.name}”没有登记任何栏目{more}")


def _kinds_without_columns(document: str, catalogue: Catalogue, site: Site) -> Iterator[str]:
    """Kinds that a check cannot do without. Of kinds that stand in for each other one column of any will do."""
    source = catalogues.source_of(document)
    there = {column.kind for column in site.columns}
    there |= {kind for entry in site.elsewhere if not entry.units for kind in entry.kinds}
    needed: dict[str, list[tuple[int, int, str]]] = {}
    for n, requirement in enumerate(catalogue.requirements):
        for m, use in enumerate(requirement.checks):
            for kinds in _kinds_of(use):
                if not there & set(kinds):
                    for kind in kinds:
                        needed.setdefault(kind, []).append((n, m, use.use))
    for kind in sorted(needed, key=list(KINDS).index):
        n, m, _ = needed[kind][0]
        names = "、".join(sorted({use for _, _, use in needed[kind]}))
        yield source.mistake(
            ("requirement", n, "check", m),
            f"提醒：没有一个“{label(kind)}”（{kind}）栏目，用到它的检查：{names}，共 {len(needed[kind])} 处",
        )


def _kinds_of(use: CheckUse) -> Iterator[tuple[str, ...]]:
    """The kinds each parameter of a check names, of which it needs one; ``missing_column`` needs every one."""
    check = checks()[use.use]
    given = dict(use.params)
    for name, parameter in parameters(check).items():
        # ``also_kinds`` are places where a check looks besides.
        if not name.endswith("kinds") or name == "also_kinds":
            continue
        value = given.get(name, parameter.default)
        kinds = tuple(kind for kind in value if kind in KINDS) if isinstance(value, tuple | list) else ()
        if use.use == "missing_column":
            yield from ((kind,) for kind in kinds)
        elif kinds:
            yield kinds


def _unconfirmed(profile: TomlFile, site: Site) -> Iterator[str]:
    waiting = [n for n, column in enumerate(profile.data.get("column", [])) if column.get("proposed")]
    if waiting:
        yield profile.mistake(
            ("column", waiting[0]),
            f"提醒：有 {len(waiting)} 个提议的栏目待确认（proposed = true），确认之前不采集、不判定",
        )


def _vanished(profile: TomlFile, site: Site, archive: Archive) -> Iterator[str]:
    lines = {}
    confirmed = [n for n, column in enumerate(profile.data.get("column", [])) if not column.get("proposed")]
    for n, column in zip(confirmed, site.columns, strict=True):
        lines[column.id] = n
    for one in vanished(archive, site):
        yield profile.mistake(
            ("column", lines[one.column.id], "url"),
            f"提醒：栏目“{one.column.name}”（{one.column.id}）{one.last} 还能打开，{one.now} 回答“不存在”，可能换了网址",
        )


def _appeared(site: Site, archive: Archive) -> Iterator[str]:
    found = appeared(archive, site)
    for one in found[:MOST]:
        what = "新出现" if one.new else "网站上有"
        yield f"{site.path}: 提醒：{what}、档案中没有的栏目“{one.name}”（{one.kind}）{one.url}，见于 {one.seen}"
    if len(found) > MOST:
        yield f"{site.path}: 提醒：另有 {len(found) - MOST} 个网站上有、档案中没有的栏目；用 zwgk discover 首页 --into 档案 逐个提议"
