"""In words: how a check judges, how a row is checked, why a finding says what it says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crawler.archive.second import PATHS
from crawler.tomlfile import BadInput, nearest
from rules import tables as t
from rules.catalogue import Catalogue, checks
from rules.model import STATUS_LABELS, Requirement, Status


def explain(what: str, catalogue: Catalogue, data: Path | None) -> Iterator[str]:
    """Lines in Chinese for the name of a check, a row number or a finding's number. Raises BadInput for anything else."""
    known = checks()
    if what in known:
        yield f"{what}（第 {known[what].version} 版）"
        yield known[what].manual
        return
    if what.isdigit() and len(what) <= 2:
        found = next((r for r in catalogue.requirements if r.row == int(what)), None)
        if found is None:
            raise BadInput(f"“{catalogue.title}”没有第 {int(what)} 行")
        yield from _row(found)
        return
    if len(what) == 16 and all(c in "0123456789abcdef" for c in what):
        yield from _finding(what, data)
        return
    raise BadInput(f"“{what}”不是检查名、行号或问题编号" + nearest(what, known))


def _row(requirement: Requirement) -> Iterator[str]:
    yield f"第 {requirement.row} 行　{requirement.clause}{requirement.task}"
    yield f"原文：{requirement.text}"
    yield f"责任单位：{requirement.responsible}"
    yield f"完成时限：{requirement.deadline or '原表缺失'}"
    for note in requirement.errata:
        yield f"勘误：{note}"
    for use in requirement.checks:
        yield f"检查：{use.use}" + (f"（{'、'.join(use.sub_checks)}）" if use.sub_checks else "")
    if not requirement.checks:
        yield f"需佐证：{requirement.evidence_wanted}"


def _finding(fingerprint: str, data: Path | None) -> Iterator[str]:
    if data is None:
        raise BadInput("查问题编号请用 --data 指明数据文件夹")
    value = _recorded(fingerprint, data)
    yield f"{value['unit_name']}　{STATUS_LABELS[Status(value['status'])]}　{value['reason']}"
    if value["due"]:
        yield f"到期日：{value['due']}"
    if value["question"]:
        yield f"请核实：{value['question']}"
    for basis in value["basis"]:
        yield f"依据：{basis['source']}{basis['clause']}"
    for evidence in value["evidence"]:
        yield f"证据：{evidence['published'] or '未注明日期'}　{evidence['title']}　{evidence['url']}"
    for searched in value["searched"]:
        yield f"检索：{searched['url']}　{'看全' if searched['complete'] else '未看全'}，{searched['pages']} 页"
    for look in value.get("second_looks", ()):  # judgements recorded by earlier versions have none
        told = look["cause"] or "；".join(f"另见《{hit['title']}》{hit['url']}" for hit in look["hits"]) or "未见"
        yield f"复查：{look['at']}　{PATHS.get(look['path'], look['path'])}“{look['words']}”　{told}　{look['url']}"


def _recorded(fingerprint: str, data: Path) -> dict[str, Any]:
    path = data / "zwgk.sqlite"
    if not path.exists():
        raise BadInput(f"{data} 中没有采集数据")
    engine = sa.create_engine(f"sqlite:///{path}")
    f = t.findings.c
    try:
        with engine.connect() as db:
            found = db.execute(
                sa.select(f.value).where(f.fingerprint == fingerprint).order_by(f.judgement.desc()).limit(1)
            ).scalar()
    finally:
        engine.dispose()
    if found is None:
        raise BadInput(f"没有编号为 {fingerprint} 的问题；判定须先用 zwgk run 或 check --record 记录")
    value: dict[str, Any] = json.loads(found)
    return value
