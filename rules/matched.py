"""The draft with what last year's catalogue proposes for it, as TOML for a person to confirm.

What is certain is written, the rest stands as a comment that can be uncommented; every proposal tells where it comes from.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import tomlkit

from crawler.tomlfile import BadInput, TomlFile
from rules.catalogue import Catalogue
from rules.matching import Carried, Confidence, Matching, RowMatch
from rules.model import Basis, Requirement

_HEADER = re.compile(r"\s*\[\[\s*requirement\s*\]\]")


def matched_toml(source: TomlFile, draft: Catalogue, before: Catalogue, matching: Matching) -> str:
    """``source`` with proposals beside its rows, every line of its own kept. Rows that already have checks are left alone.

    Raises BadInput when its rows do not each stand under a ``[[requirement]]`` line.
    """
    lines = source.text.splitlines()
    starts = [n for n, line in enumerate(lines) if _HEADER.match(line)]
    if len(starts) != len(draft.requirements):
        raise BadInput(f"{source.path}: 每一行要求应各写在一个 [[requirement]] 下")
    given = {row["id"]: frozenset(row) for row in source.data["requirement"]}
    out = [f"# 由 {before.id} 对照提出，全部待确认：把握高的已写入，把握中的是注释；确认后删去注释。", *lines[: starts[0]]]
    for start, end, requirement in zip(starts, [*starts[1:], len(lines)], draft.requirements, strict=True):
        if requirement.checks:
            out += lines[start:end]
            continue
        tail = _tail(lines, start, end)
        out += [lines[start], *_continued(requirement, matching.rows.get(requirement.id), given[requirement.id]), *lines[start + 1 : tail]]
        for carried in matching.checks.get(requirement.id, ()):
            out += ["", *_proposed(carried, requirement, before)]
        out += lines[tail:end]
    return "\n".join(out) + "\n"


def doubts(draft: Catalogue, matching: Matching) -> Iterator[str]:
    """What a person must look at, one line each."""
    for row, carried in matching.checks.items():
        for each in carried:
            for why in each.why:
                yield f"{_row(each.target.requirement, row)}第 {each.target.n} 句：{each.use.use}：{why}"
    for sentence, nearest, score in matching.unmatched:
        near = f"最近的是去年{_row(nearest.requirement)}，{score:.2f}" if nearest and score else "没有相近的"
        yield f"{_row(sentence.requirement)}第 {sentence.n} 句没有对应：“{sentence.text[:40]}”（{near}）"
    for requirement, use, why in matching.left:
        yield f"去年{_row(requirement)}的检查 {use.use} 没有去处：{why}"
    for requirement in matching.gone:
        yield f"去年{_row(requirement)}今年没有对应的行：“{requirement.text[:40]}”"


def _tail(lines: list[str], start: int, end: int) -> int:
    """Where a row ends: blank lines and comments before the next header belong to what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _proposed(carried: Carried, requirement: Requirement, before: Catalogue) -> Iterator[str]:
    """One check as lines: a table when it is certain, else the same table as a comment."""
    source = carried.source
    told = f"建议，把握{carried.confidence.value}（{carried.score:.2f}）：去年{_row(source.requirement)}“{source.text[:60]}”"
    yield _comment("；".join((told, *carried.why)))
    lines = ["[[requirement.check]]", *tomlkit.dumps(_check(carried, requirement, before)).splitlines()]
    certain = carried.confidence is Confidence.HIGH
    yield from (line if certain else _comment(line) for line in lines)


def _continued(requirement: Requirement, row: RowMatch | None, given: frozenset[str]) -> Iterator[str]:
    """The row's key, what to ask, its units: scope decisions and finding numbers of last year go on under the key."""
    if row is None:
        return
    was, certain = row.before, row.confidence is Confidence.HIGH
    same = was.responsible == requirement.responsible
    scope = "适用范围沿用去年的确认" if same else "责任单位栏有改动，适用范围须重新确认"
    yield _comment(f"建议，把握{row.confidence.value}（{row.score:.2f}）：接续去年{_row(was)}；{scope}")
    offers: list[tuple[str, Any]] = [("key", was.key), ("ask", was.evidence_wanted)]
    if not requirement.units and same:
        offers.append(("units", list(was.units)))
    for name, value in offers:
        if value and name not in given:
            line = tomlkit.dumps({name: value}).strip()
            yield line if certain else _comment(line)
    for words, units in (
        ("今年新增", [unit for unit in requirement.units if unit not in was.units]),
        ("去年有、今年没有", [unit for unit in was.units if unit not in requirement.units]),
    ):
        if units and requirement.units:
            yield _comment(f"单位：{words} {'、'.join(units)}")


def _check(carried: Carried, requirement: Requirement, before: Catalogue) -> dict[str, Any]:
    """The check as a catalogue writes it. A day of last year is not carried on; the document itself is this year's."""
    use = carried.use
    plain: dict[str, Any] = {"use": use.use}
    plain.update((name, list(value) if isinstance(value, tuple) else value) for name, value in use.params)
    if use.units:
        plain["units"] = list(use.units)
    if use.deadline is not None and not isinstance(use.deadline, date):
        plain["deadline"] = use.deadline
    if use.sub_checks:
        plain["sub_checks"] = list(use.sub_checks)
    plain["quote"] = carried.target.text
    own = requirement.basis
    laws = [basis for basis in use.basis or carried.source.requirement.basis if basis.source != before.number]
    if bases := [*own, *(basis for basis in laws if basis not in own)]:
        array = tomlkit.array()
        for basis in bases:
            array.append(_basis(basis))
        plain["basis"] = array.multiline(True)
    return plain


def _basis(basis: Basis) -> Any:
    entry = tomlkit.inline_table()
    entry.append("source", basis.source)
    if basis.clause:
        entry.append("clause", basis.clause)
    entry.append("strength", basis.strength.value)
    for name, day in (("in_force", basis.in_force), ("until", basis.until)):
        if day:
            entry.append(name, day)
    if basis.jurisdiction:
        entry.append("jurisdiction", basis.jurisdiction)
    return entry


def _comment(text: str) -> str:
    return "# " + "".join(c if c.isprintable() else " " for c in text)


def _row(requirement: Requirement, otherwise: str = "") -> str:
    return f"第 {requirement.row} 行" if requirement.row else otherwise or requirement.id
