"""What people said: an append-only, numbered, hash-chained log. An input of judging like the archive.

Obeyed today: ``scope`` (a unit does or does not have a duty), ``confirmation`` (a suspect is met or a gap), ``attestation``
(what a unit says of what no website shows) and ``column`` (a look we did not believe was right); ``case``, ``appeal`` and
``extension`` move cases (``rules.cases``) and judge nothing. A confirmation lapses when the evidence it was given on
has changed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.tomlfile import BadInput
from rules import tables as t
from rules.model import Evidence

KINDS: Final = ("scope", "confirmation", "attestation", "appeal", "score", "extension", "column", "case")
SCOPE_WORDS: Final = ("applies", "does_not_apply")
CONFIRMATION_WORDS: Final = ("met", "gap", "late", "not_applicable")
ATTESTATION_WORDS: Final = ("done", "not_done", "not_applicable")  # a unit's own word on what no website shows
COLUMN_WORDS: Final = ("as_seen",)  # the column really is as our look showed it
CASE_WORDS: Final = ("assigned", "working", "done", "closed")  # what people do with a case; ``done`` is the unit's own word
APPEAL_REASONS: Final = {
    1: "已公开，位置不同", 2: "不属本单位职责", 3: "本期无此类信息", 4: "平台故障或无后台权限",
    5: "识别或时间错误", 6: "上级统一改版下线", 7: "依法不予公开", 8: "其他",
}  # fmt: skip
RAISED: Final = "raised:"  # and the number of the reason
APPEAL_WORDS: Final = (*(f"{RAISED}{n}" for n in APPEAL_REASONS), "upheld", "partly", "rejected")
_WORDS: Final = {
    "scope": SCOPE_WORDS, "confirmation": CONFIRMATION_WORDS, "attestation": ATTESTATION_WORDS, "column": COLUMN_WORDS,
    "case": CASE_WORDS, "appeal": APPEAL_WORDS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log. ``subject`` is ``unit|requirement key`` for scope, a column's id for column, else a fingerprint."""

    n: int
    kind: str
    subject: str
    value: str
    who: str
    at: str
    why: str
    expires: date | None
    evidence: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The log up to one number, ready to be asked."""

    log: tuple[Decision, ...]

    @property
    def last(self) -> int:
        return self.log[-1].n if self.log else 0

    def scope(self, unit: str, requirement: str, on: date) -> bool | None:
        """Whether the unit has the duty; None when nobody has said."""
        found = self._newest("scope", f"{unit}|{requirement}", on)
        return None if found is None else found.value == "applies"

    def confirmation(self, fingerprint: str, evidence: str, on: date) -> Decision | None:
        """What a person said of this finding on this very evidence."""
        found = self._newest("confirmation", fingerprint, on)
        return found if found is not None and found.evidence == evidence else None

    def attestation(self, fingerprint: str, on: date) -> Decision | None:
        """What a unit declared of a duty that no website shows."""
        return self._newest("attestation", fingerprint, on)

    def column(self, column: str, evidence: str, on: date) -> Decision | None:
        """What a person said of a look at a column that we do not believe; it lapses when the column shows rows again."""
        found = self._newest("column", column, on)
        return found if found is not None and found.evidence == evidence else None

    def _newest(self, kind: str, subject: str, on: date) -> Decision | None:
        for decision in reversed(self.log):
            if (decision.kind, decision.subject) == (kind, subject) and (
                decision.expires is None or decision.expires >= on
            ):
                return decision
        return None


NONE: Final = Decisions(())


def read(archive: Archive, up_to: int | None = None) -> Decisions:
    """The log up to number ``up_to`` (all of it). Raises BadInput when a line was altered or is missing."""
    d = t.decisions.c
    query = sa.select(t.decisions).where(d.site == archive.site).order_by(d.n)
    if up_to is not None:
        query = query.where(d.n <= up_to)
    with archive.engine.connect() as db:
        log = tuple(_decision(row) for row in db.execute(query).mappings())
    previous = ""
    for n, decision in enumerate(log, start=1):
        if decision.n != n or decision.previous != previous or decision.hash != _hash(archive.site, decision):
            raise BadInput(f"决定记录第 {n} 条与其校验值不符，可能被改动；请从备份恢复后再试")
        previous = decision.hash
    return Decisions(log)


def append(
    archive: Archive,
    *,
    kind: str,
    subject: str,
    value: str,
    who: str,
    why: str,
    at: datetime,
    expires: date | None = None,
    evidence: str = "",
) -> Decision:
    """Add one decision to the end of the log. Raises BadInput for words outside the vocabulary or an empty name or reason."""
    allowed: Sequence[str] = _WORDS.get(kind, ())
    if kind not in KINDS:
        raise BadInput(f"不认识的决定种类“{kind}”")
    if allowed and value not in allowed:
        raise BadInput(f"“{value}”不是可用的结论；可用：{'、'.join(allowed)}")
    if kind == "extension" and not _is_day(value):
        raise BadInput(f"延期应写到哪一天：“{value}”不是日期")
    if not who.strip() or not why.strip():
        raise BadInput("决定必须写明决定人和理由")
    with archive.engine.begin() as db:
        d = t.decisions.c
        last = db.execute(sa.select(d.n, d.hash).where(d.site == archive.site).order_by(d.n.desc()).limit(1)).first()
        draft = Decision(
            n=(last.n if last else 0) + 1,
            kind=kind,
            subject=subject,
            value=value,
            who=who.strip(),
            at=at.isoformat(timespec="seconds"),
            why=why.strip(),
            expires=expires,
            evidence=evidence,
            previous=last.hash if last else "",
            hash="",
        )
        final = replace(draft, hash=_hash(archive.site, draft))
        values = {**_fields(final), "site": archive.site, "expires": expires.isoformat() if expires else None}
        db.execute(sa.insert(t.decisions).values(values))
    return final


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def evidence_hash(evidence: Iterable[Evidence]) -> str:
    """The hash of what a person saw: addresses, words and archived bytes, in order."""
    parts = [f"{e.url}|{e.title}|{e.published}|{e.snapshot}" for e in evidence]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _fields(decision: Decision) -> dict[str, object]:
    return {name: getattr(decision, name) for name in Decision.__slots__}


def _hash(site: str, d: Decision) -> str:
    parts = (site, d.n, d.kind, d.subject, d.value, d.who, d.at, d.why, d.expires or "", d.evidence, d.previous)
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


def _decision(row: sa.RowMapping) -> Decision:
    return Decision(
        n=row["n"],
        kind=row["kind"],
        subject=row["subject"],
        value=row["value"],
        who=row["who"],
        at=row["at"],
        why=row["why"],
        expires=date.fromisoformat(row["expires"]) if row["expires"] else None,
        evidence=row["evidence"],
        previous=row["previous"],
        hash=row["hash"],
    )
