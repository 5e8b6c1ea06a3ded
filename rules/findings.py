"""Findings as lines: ``findings.jsonl``, and the record of a judgement in the database."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from crawler.archive import Archive, SecondLook
from crawler.mask import mask, mask_address
from rules import tables as t
from rules.engine import Judgement
from rules.model import Basis, Evidence, Finding, Searched, Status
from rules.suspicion import shares


def line(finding: Finding) -> str:
    """One line of ``findings.jsonl``: keys sorted, personal numbers masked."""
    return json.dumps(as_plain(finding), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_plain(finding: Finding) -> dict[str, Any]:
    """A finding as plain data; the keys are the contract of ``findings.jsonl``."""
    return {
        "row": f"{finding.row:02d}" if finding.row is not None else None,
        "requirement": finding.requirement,
        "unit": finding.unit or None,
        "unit_name": finding.unit_name,
        "check": finding.check,
        "check_version": finding.check_version,
        "status": finding.status.value,
        "machine_status": finding.machine_status.value,
        "lean": finding.lean.value if finding.lean else None,
        "defect": finding.defect.value if finding.defect else None,
        "object": finding.object,
        "reason": mask(finding.reason),
        "question": mask(finding.question),
        "advice": mask(finding.advice),
        "due": _iso(finding.due),
        "before_issue": finding.before_issue,
        "draft": finding.draft,
        "basis": [_basis(b) for b in finding.basis],
        "evidence": [_evidence(e) for e in finding.evidence],
        "searched": [_searched(s) for s in finding.searched],
        "second_looks": [_second_look(look) for look in finding.second_looks],
        "fingerprint": finding.fingerprint,
        "quote": finding.quote,
    }


def record(archive: Archive, judgement: Judgement) -> int:
    """Keep a judgement: its number. The same judgement as the last one is not recorded twice."""
    lines = [line(finding) for finding in judgement.findings]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    j = t.judgements.c
    with archive.engine.begin() as db:
        last = db.execute(
            sa.select(j.n, j.digest, j.run, j.document).where(j.site == archive.site).order_by(j.n.desc()).limit(1)
        ).first()
        if last and (last.digest, last.run, last.document) == (digest, judgement.run.run, judgement.catalogue.id):
            return int(last.n)
        number = (last.n if last else 0) + 1
        db.execute(
            sa.insert(t.judgements).values(
                site=archive.site,
                n=number,
                run=judgement.run.run,
                as_of=judgement.as_of.isoformat(),
                document=judgement.catalogue.id,
                document_digest=judgement.catalogue.digest,
                profile=judgement.run.profile,
                decisions=judgement.decisions,
                digest=digest,
            )
        )
        rows = [
            {
                "site": archive.site,
                "judgement": number,
                "n": n,
                "fingerprint": f.fingerprint,
                "unit": f.unit,
                "requirement": f.requirement,
                "check": f.check,
                "status": f.status.value,
                "value": text,
            }
            for n, (f, text) in enumerate(zip(judgement.findings, lines, strict=True), start=1)
        ]
        if rows:
            db.execute(sa.insert(t.findings), rows)
    return number


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finding as its judgement recorded it. ``value`` is its line of ``findings.jsonl``; ``newest`` the last judgement there is."""

    value: dict[str, Any]
    judgement: int
    newest: int
    run: int
    as_of: str
    document: str
    document_digest: str


def last_recorded(archive: Archive, fingerprint: str) -> Recorded | None:
    """What the last judgement that has this finding said of it; None when none has."""
    j, f = t.judgements.c, t.findings.c
    query = (
        sa.select(f.value, j.n, j.run, j.as_of, j.document, j.document_digest)
        .join(t.judgements, sa.and_(j.site == f.site, j.n == f.judgement))
        .where(f.site == archive.site, f.fingerprint == fingerprint)
        .order_by(j.n.desc(), f.n)
        .limit(1)
    )
    with archive.engine.connect() as db:
        row = db.execute(query).first()
        newest = db.execute(sa.select(sa.func.max(j.n)).where(j.site == archive.site)).scalar() or 0
    if row is None:
        return None
    value: dict[str, Any] = json.loads(row.value)
    return Recorded(value, row.n, newest, row.run, row.as_of, row.document, row.document_digest)


def judgement_recorded(archive: Archive, number: int) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Judgement ``number`` as it was recorded: what it rests on, and its lines of ``findings.jsonl``; None when there is none."""
    j, f = t.judgements.c, t.findings.c
    with archive.engine.connect() as db:
        head = db.execute(sa.select(t.judgements).where(j.site == archive.site, j.n == number)).mappings().first()
        query = sa.select(f.value).where(f.site == archive.site, f.judgement == number).order_by(f.n)
        return None if head is None else (dict(head), [json.loads(value) for value in db.execute(query).scalars()])


def values_of(archive: Archive, judgement: int, checks: Collection[str]) -> list[dict[str, Any]]:
    """The lines of these checks in a recorded judgement."""
    f = t.findings.c
    query = sa.select(f.value).where(f.site == archive.site, f.judgement == judgement, f.check.in_(sorted(checks)))
    with archive.engine.connect() as db:
        return [json.loads(value) for value in db.execute(query.order_by(f.n)).scalars()]


def is_recorded(archive: Archive, run: int, document: str) -> bool:
    """Whether a judgement of this run by this catalogue was kept: then the audit came to its end."""
    j = t.judgements.c
    query = sa.select(j.n).where(j.site == archive.site, j.run == run, j.document == document).limit(1)
    with archive.engine.connect() as db:
        return db.execute(query).first() is not None


def shares_before(archive: Archive, run: int, document: str) -> dict[str, float]:
    """Of each check the share of gaps in the last judgement of an earlier run by the same catalogue; {} when there is none."""
    j, f = t.judgements.c, t.findings.c
    with archive.engine.connect() as db:
        last = db.execute(
            sa.select(sa.func.max(j.n)).where(j.site == archive.site, j.run < run, j.document == document)
        ).scalar()
        rows = (
            db.execute(sa.select(f.check, f.unit, f.value).where(f.site == archive.site, f.judgement == last)).all()
            if last
            else []
        )
    return shares((row.check, row.unit, Status(json.loads(row.value)["machine_status"])) for row in rows)


_SETTLED = (Status.MET, Status.NOT_APPLICABLE, Status.MANUAL)


def hanging(archive: Archive) -> frozenset[str] | None:
    """Addresses on which the last recorded judgement hangs: what it accuses, asks or waits for. None when there is none."""
    j, f = t.judgements.c, t.findings.c
    with archive.engine.connect() as db:
        last = db.execute(sa.select(sa.func.max(j.n)).where(j.site == archive.site)).scalar()
        if last is None:
            return None
        query = sa.select(f.value).where(f.site == archive.site, f.judgement == last, f.status.not_in(_SETTLED))
        return frozenset(
            evidence["url"] for value in db.execute(query).scalars() for evidence in json.loads(value)["evidence"]
        )


def _basis(basis: Basis) -> dict[str, Any]:
    return {"source": basis.source, "clause": basis.clause, "strength": basis.strength.value}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": mask_address(evidence.url),
        "title": mask(evidence.title),
        "published": _iso(evidence.published),
        "quote": mask(evidence.quote),
        "snapshot": evidence.snapshot or None,
        "fetched_at": evidence.fetched_at or None,
    }


def _searched(searched: Searched) -> dict[str, Any]:
    return {
        "column": searched.column,
        "url": searched.url,
        "complete": searched.complete,
        "pages": searched.pages,
        "oldest": _iso(searched.oldest),
        "at": searched.at or None,
    }


def _second_look(look: SecondLook) -> dict[str, Any]:
    return {
        "path": look.path,
        "words": mask(look.words),
        "url": mask_address(look.url),
        "outcome": look.outcome.value,
        "cause": mask(look.cause),
        "hits": [{"url": mask_address(h.url), "title": mask(h.title), "published": _iso(h.published)} for h in look.hits],
        "at": look.at,
        "snapshot": f"sha256:{look.sha256}" if look.sha256 else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
