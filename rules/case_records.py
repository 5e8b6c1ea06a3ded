"""The cases of a district from its database: the recorded judgements in order, and the log of decisions."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from crawler.archive import Archive
from rules import decisions
from rules import tables as t
from rules.cases import Audit, Case, Told, cases
from rules.model import Status

_WRONG = (Status.GAP, Status.LATE)


def cases_of(archive: Archive, decided: decisions.Decisions | None = None) -> tuple[Case, ...]:
    """Every case of the district, by number. Raises BadInput when the log of decisions was altered."""
    return cases(audits_of(archive), (decided or decisions.read(archive)).log)


def audits_of(archive: Archive) -> Iterator[Audit]:
    """The recorded judgements in order, each with what it says of whatever was ever called wrong: nothing else has a case."""
    j, f = t.judgements.c, t.findings.c
    wrong = sa.select(f.fingerprint).where(f.site == archive.site, f.status.in_(_WRONG))
    heads = sa.select(t.judgements).where(j.site == archive.site).order_by(j.n)
    lines = sa.select(f.judgement, f.value).where(f.site == archive.site, f.fingerprint.in_(wrong)).order_by(f.judgement, f.n)
    with archive.engine.connect() as db:
        judged = db.execute(heads).mappings().all()
        told = {n: tuple(_told(json.loads(row.value)) for row in rows) for n, rows in groupby(db.execute(lines), lambda row: row.judgement)}
    for row in judged:
        yield Audit(row["n"], row["run"], date.fromisoformat(row["as_of"]), row["document"], row["decisions"], told.get(row["n"], ()))


def _told(value: dict[str, Any]) -> Told:
    cited = value["evidence"][0] if value["evidence"] else {}
    return Told(
        fingerprint=value["fingerprint"],
        unit=value["unit"] or "",
        unit_name=value["unit_name"],
        requirement=value["requirement"],
        row=int(value["row"]) if value["row"] else None,
        check=value["check"],
        check_version=value["check_version"],
        status=Status(value["status"]),
        reason=value["reason"],
        draft=value["draft"],
        is_decided=value["status"] != value["machine_status"],
        address=cited.get("url") or "",
        snapshot=cited.get("snapshot") or "",
    )
