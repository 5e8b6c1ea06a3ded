"""A proposal as a TOML profile: accepted columns as tables, doubtful ones as comments, each with its evidence above it."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

import tomlkit

from crawler.discovery.classify import Judged
from crawler.discovery.links import PageFacts
from crawler.discovery.naming import also_final_accounts
from crawler.discovery.units import KnownUnit
from crawler.vocabulary import KINDS, label

_GROUPS: Final = {"departments": "区级部门", "townships": "乡镇", "subdistricts": "街道"}
_CONFIDENCE: Final = {"high": "高", "medium": "中", "low": "低"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What discovery found. ``judged`` holds every address that meant something, also what was left out and why."""

    site_id: str
    name: str
    home: str
    hosts: tuple[str, ...]
    site_code: str
    units: tuple[KnownUnit, ...]
    judged: tuple[Judged, ...]
    doubts: tuple[str, ...]
    pages: int
    seen: Mapping[str, PageFacts] = field(default_factory=dict)  # by key; what the addresses of a profile led to

    def columns(self, confidence: str = "high") -> tuple[Judged, ...]:
        """The judged of one confidence, in the order of the profile."""
        return tuple(judged for judged in self.judged if judged.confidence == confidence)

    def report(self) -> tuple[str, ...]:
        """What the operator should know beside the profile, in lines."""
        counts = f"看过 {self.pages} 个页面：单位 {len(self.units)} 个，栏目 {len(self.columns())} 个，待人工判断 {len(self.columns('medium'))} 个"
        return counts, *(f"存疑：{one_line(doubt, 400)}" for doubt in self.doubts)


def profile_toml(proposal: Proposal) -> str:
    """The proposed profile; the same proposal gives the same bytes."""
    document = tomlkit.document()
    high, medium = proposal.columns(), proposal.columns("medium")
    for line in (
        f"由 zwgk discover 提出，看过 {proposal.pages} 个页面：栏目 {len(high)} 个；以注释提出、须人工判断的 {len(medium)} 个。",
        "每个栏目上面是可信度和理由。核对后使用；名单（group）核对后把 confirmed 改为 true。",
    ):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("site", _site(proposal))
    groups = tomlkit.aot()
    for group in sorted({unit.group for unit in proposal.units if unit.listed}, key=list(_GROUPS).index):
        groups.append(_group(group))
    if len(groups):
        document.add("group", groups)
    text = tomlkit.dumps(document)
    blocks = [text.rstrip("\n")]
    blocks += [_unit(unit) for unit in proposal.units]
    ids: set[str] = set()
    for judged in proposal.judged:
        if judged.confidence != "low":
            blocks.append("\n".join(_column(judged, ids)))
    return "\n\n".join(blocks) + "\n"


def _site(proposal: Proposal) -> Any:
    table = tomlkit.table()
    table["id"] = proposal.site_id
    table["name"] = one_line(proposal.name)
    table["home"] = proposal.home
    if proposal.hosts:
        table["hosts"] = list(proposal.hosts)
    if proposal.site_code:
        table["site_code"] = proposal.site_code
    return table


def _group(group: str) -> Any:
    table = tomlkit.table()
    table["id"] = group
    table["name"] = _GROUPS[group]
    table["confirmed"] = False
    table["source"] = "由名称推定，须核对"
    return table


def _unit(unit: KnownUnit) -> str:
    table = tomlkit.table()
    table["id"] = unit.id
    table["name"] = one_line(unit.name)
    if unit.full_name:
        table["full_name"] = one_line(unit.full_name)
    if unit.aliases:
        table["aliases"] = [one_line(alias) for alias in unit.aliases]
    table["groups"] = [unit.group]
    body = f"[[unit]]\n{tomlkit.dumps(table).rstrip()}"
    where = [f"见于 {unit.found}"] if unit.found else []
    where += [f"信息公开页 {unit.page}"] if unit.page else ["没有找到它的信息公开页"]
    head = "# " + one_line("；".join(where), 300)
    if not unit.listed:
        return "\n".join((head, "# 名单文件中没有这个单位，须人工判断：", *(f"# {line}" for line in body.splitlines())))
    return f"{head}\n{body}"


def reasons_of(judged: Judged) -> Iterator[str]:
    """The comment above a column: confidence and evidence, and what a person has to decide."""
    reasons = [f"{one_line(piece.text)}（{piece.points}）" for piece in judged.evidence]
    yield (
        f"# 可信度：{_CONFIDENCE[judged.confidence]}，{judged.score} 分："
        + "；".join(reasons)
        + f"；归属：{one_line(judged.owner.why)}"
    )
    if judged.confidence != "high":
        doubts = [doubt for doubt in (*judged.doubts, judged.owner.doubt) if doubt]
        yield "# 须人工判断：" + "；".join(one_line(doubt) for doubt in doubts or ["理由不足"])


def _column(judged: Judged, ids: set[str]) -> Iterator[str]:
    yield from reasons_of(judged)
    lines = [*_table(judged, ids)]
    if judged.confidence == "high":
        yield from lines
        if judged.kind == "budget" and also_final_accounts(judged.name):
            yield '# 名称兼指决算：核对后可再写一个 kind = "final_accounts" 的栏目，网址相同'
        return
    yield from (f"# {line}" for line in lines)


def fresh_id(unit: str, kind: str, ids: Set[str]) -> str:
    """An id for a column that is not in ``ids``."""
    stem = f"{unit or 'portal'}.{kind}"
    column_id, number = stem, 1
    while column_id in ids:
        number += 1
        column_id = f"{stem}.{number}"
    return column_id


def _table(judged: Judged, ids: set[str]) -> Iterator[str]:
    column_id = fresh_id(judged.owner.unit, judged.kind, ids)
    ids.add(column_id)
    table = tomlkit.table()
    table["id"] = column_id
    table["kind"] = judged.kind
    if judged.owner.unit:
        table["unit"] = judged.owner.unit
    table["name"] = one_line(judged.name, 60) or label(judged.kind)
    table["url"] = judged.url
    yield "[[column]]"
    yield from tomlkit.dumps(table).rstrip().splitlines()


def in_order(judged: Judged, units: tuple[KnownUnit, ...]) -> tuple[int, int, int, str]:
    """Sort key: the portal's own first, then units in their order; kinds in the vocabulary's order."""
    places = {unit.id: place for place, unit in enumerate(units, 1)}
    kinds = list(KINDS)
    kind = kinds.index(judged.kind) if judged.kind else len(kinds)
    return places.get(judged.owner.unit, 0), kind, -judged.score, judged.url


def one_line(text: str, limit: int = 120) -> str:
    """``text`` fit for a comment: no line ends, no control or direction marks, not endless."""
    return _CONTROL.sub(" ", text).strip()[:limit]
