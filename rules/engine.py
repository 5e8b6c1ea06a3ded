"""Judging: every requirement × its units × its checks, one run, one day, no clock.

The only module that catches what a check throws: a crash becomes ``unknown`` and its traceback goes to the log, so one
check never takes the run down and never becomes a unit's gap.
"""

import hashlib
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from crawler.archive import Article, Corpus, Run
from crawler.site import Site, UnitTable
from rules import carried
from rules import decisions as log
from rules.catalogue import Catalogue, Check, checks
from rules.decisions import Decisions
from rules.evidence import of_column, with_files
from rules.first_shown import not_the_first
from rules.formerly import remembered
from rules.model import (
    WORST_FIRST,
    Basis,
    CheckUse,
    Defect,
    Duty,
    Evidence,
    Finding,
    Requirement,
    Searched,
    Status,
    Strength,
    Verdict,
    manual,
    unknown,
)
from rules.second_look import looked_again
from rules.shrunk import said_more
from rules.suspicion import withheld

_log = logging.getLogger(__name__)
MANUAL = "manual"  # the name of the check that asks a person

_WEAK_DATES = {"url": "网址", "written": "成文日期", "updated": "更新日期"}
_MANUAL_QUESTION = "请责任单位提供落实情况的佐证材料（是/否/不涉及，并附一句话说明）"


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of one catalogue on one run, sorted as printed. Every row × its units appears, also what is met."""

    catalogue: Catalogue
    run: Run
    as_of: date
    findings: tuple[Finding, ...]
    decisions: int
    draft_duties: int
    check_versions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Owed:
    """One name of a row's unit list, resolved: ``unit`` is None when the profile lacks it."""

    name: str
    unit: UnitTable | None
    draft: bool


def judge(
    corpus: Corpus,
    site: Site,
    catalogue: Catalogue,
    run: Run,
    decided: Decisions = log.NONE,
    before: Mapping[str, float] = MappingProxyType({}),
) -> Judgement:
    """Judge ``catalogue`` on the run that ``corpus`` opened, obeying ``decided``. Same inputs, same findings.

    ``before`` are the shares of gaps of the last recorded judgement of an earlier run, by check (see ``suspicion``).
    """
    findings: list[Finding] = []
    drafts: set[tuple[str, str]] = set()
    for requirement in catalogue.requirements:
        for finding in _row(corpus, site, catalogue, requirement, decided):
            findings.append(finding)
            if finding.draft:
                drafts.add((finding.requirement, finding.unit))
    findings = [_confirmed(finding, decided, corpus.as_of) for finding in withheld(findings, before, corpus)]
    used = {finding.check: finding.check_version for finding in findings if finding.check_version}
    return Judgement(
        catalogue=catalogue,
        run=run,
        as_of=corpus.as_of,
        findings=tuple(sorted(findings, key=_printed_order)),
        decisions=decided.last,
        draft_duties=len(drafts),
        check_versions=tuple(sorted(used.items())),
    )


def worst(statuses: Iterable[Status]) -> Status:
    """What a cell shows for its findings."""
    present = set(statuses)
    return next(status for status in WORST_FIRST if status in present)


# ---- one row


def _row(
    corpus: Corpus, site: Site, catalogue: Catalogue, requirement: Requirement, decided: Decisions
) -> Iterator[Finding]:
    seen: set[str] = set()
    for use in requirement.checks:
        for owed in _owed(site, corpus.as_of, use.units or requirement.units):
            seen.add(owed.unit.id if owed.unit else owed.name)
            yield from _check(corpus, site, catalogue, requirement, use, owed, decided)
    for owed in _owed(site, corpus.as_of, requirement.units):
        # What a website cannot show is asked for beside what the checks found.
        if (owed.unit.id if owed.unit else owed.name) not in seen or requirement.evidence_wanted:
            yield from _manual(corpus, site, catalogue, requirement, owed, decided)


def _owed(site: Site, as_of: date, names: tuple[str, ...]) -> list[_Owed]:
    """The units of a list, each once, by name before by group: being named outright beats an unconfirmed roster."""
    found: dict[str, _Owed] = {}
    for name in sorted(names, key=lambda name: name.startswith("@")):
        if not name.startswith("@"):
            unit = site.unit_named(name, as_of)
            found.setdefault(unit.id if unit else name, _Owed(unit.name if unit else name, unit, draft=False))
            continue
        group = name[1:]
        members = site.members(group, as_of)
        confirmed = site.group_confirmed(group)
        for unit in members:
            found.setdefault(unit.id, _Owed(unit.name, unit, draft=not confirmed))
        if not members:
            declared = site.group(group)
            found.setdefault(name, _Owed(declared.name if declared else name, None, draft=True))
    return list(found.values())


def _duty(corpus: Corpus, catalogue: Catalogue, requirement: Requirement, owed: _Owed, due: object) -> Duty:
    unit = owed.unit
    return Duty(
        requirement=requirement,
        unit=unit.id if unit else "",
        unit_name=owed.name,
        as_of=corpus.as_of,
        applies_from=catalogue.applies_from or date(corpus.as_of.year, 1, 1),
        issued=catalogue.issued,
        due=due if isinstance(due, date) else None,
        draft=owed.draft,
        authority=unit.authority if unit else "district",
        groups=unit.groups if unit else (),
        names=tuple(dict.fromkeys(n for n in (unit.name, unit.full_name, *unit.aliases) if n))
        if unit
        else (owed.name,),
    )


def _manual(
    corpus: Corpus, site: Site, catalogue: Catalogue, requirement: Requirement, owed: _Owed, decided: Decisions
) -> Iterator[Finding]:
    duty = _duty(corpus, catalogue, requirement, owed, requirement.deadline)
    use = CheckUse(use=MANUAL)
    if owed.unit is None:
        verdict = unknown(f"责任单位未在档案中：“{owed.name}”")
    else:
        verdict = manual(requirement.evidence_wanted or _MANUAL_QUESTION)
    yield _finding(corpus, site, duty, use, 0, verdict, decided, ())


def _check(
    corpus: Corpus,
    site: Site,
    catalogue: Catalogue,
    requirement: Requirement,
    use: CheckUse,
    owed: _Owed,
    decided: Decisions,
) -> Iterator[Finding]:
    duty = _duty(
        corpus, catalogue, requirement, owed, use.deadline if use.deadline is not None else requirement.deadline
    )
    check = checks()[use.use]
    if owed.unit is None:
        yield _finding(
            corpus, site, duty, use, check.version, unknown(f"责任单位未在档案中：“{owed.name}”"), decided, ()
        )
        return
    with corpus.looking() as looked, corpus.opening() as opened:
        verdicts = [_proven(corpus, verdict, opened) for verdict in _run(check, corpus, duty, use)]
        columns = tuple(looked)
    verdicts = remembered(corpus, verdicts, lambda recalled: _run(check, recalled, duty, use))
    for verdict in verdicts:
        yield _finding(corpus, site, duty, use, check.version, verdict, decided, columns)


def _run(check: Check, corpus: Corpus, duty: Duty, use: CheckUse) -> list[Verdict]:
    try:
        result = check.run(corpus, duty, **dict(use.params))
        return list(result) if isinstance(result, (list, tuple)) else [result]
    except Exception:
        _log.exception("check %s failed on %s / %s", check.name, duty.requirement.id, duty.unit)
        return [unknown(f"检查程序出错（{check.name}），已记录；不影响其他结果")]


def _proven(corpus: Corpus, verdict: Verdict, opened: Collection[str]) -> Verdict:
    """Who is accused, or asked, is shown the files that the check opened, not only the pages that offer them."""
    if verdict.status not in (Status.GAP, Status.LATE, Status.SUSPECT, Status.UNKNOWN):
        return verdict
    return replace(verdict, evidence=with_files(corpus, verdict.evidence, frozenset(opened)))


# ---- from verdict to finding


def _finding(
    corpus: Corpus,
    site: Site,
    duty: Duty,
    use: CheckUse,
    version: int,
    verdict: Verdict,
    decided: Decisions,
    looked: tuple[str, ...],
) -> Finding:
    basis = verdict.basis or use.basis or duty.requirement.basis
    verdict = replace(verdict, object=verdict.object or _line_of(duty.requirement, use))
    fingerprint = fingerprint_of(site.id, duty.unit or duty.unit_name, use.use, duty.requirement.key, verdict.object)
    finding = Finding(
        row=duty.requirement.row,
        requirement=duty.requirement.id,
        unit=duty.unit,
        unit_name=duty.unit_name,
        check=use.use,
        check_version=version,
        status=verdict.status,
        machine_status=verdict.status,
        reason=verdict.reason,
        defect=verdict.defect,
        lean=verdict.lean,
        object=verdict.object,
        question=verdict.question,
        advice=verdict.advice,
        due=verdict.due or duty.due,
        before_issue=bool(verdict.event and duty.issued and verdict.event < duty.issued),
        draft=duty.draft,
        basis=basis,
        evidence=verdict.evidence or _judged_column(corpus, duty, looked),
        searched=verdict.searched or _searched(corpus, looked),
        fingerprint=fingerprint,
        quote=use.quote,
        kinds=tuple(dict.fromkeys(kind for column in looked if (kind := _kind(corpus, column)))),
    )
    finding = looked_again(corpus, duty, finding)
    finding = not_the_first(corpus, _weighed(_dated(corpus, carried.asked(corpus, finding))))
    finding = said_more(corpus, finding)
    return _scoped(finding, duty, decided, corpus.as_of)


def _line_of(requirement: Requirement, use: CheckUse) -> str | None:
    """What tells two lines of one check in one row apart, for verdicts about no object of their own."""
    if sum(1 for other in requirement.checks if other.use == use.use) < 2:
        return None
    return ";".join(f"{name}={value}" for name, value in use.params if isinstance(value, (str, int))) or None


def fingerprint_of(site: str, unit: str, check: str, key: str, obj: str | None) -> str:
    """First 16 hex of sha256 over site | unit | check | requirement key | object: the same finding in every year."""
    return hashlib.sha256("|".join((site, unit, check, key, obj or "")).encode()).hexdigest()[:16]


def _dated(corpus: Corpus, finding: Finding) -> Finding:
    """The date's basis decides what rests on a date: a weak, contested or refuted one accuses nobody."""
    if finding.status is not Status.LATE and finding.defect is not Defect.STALE_COLUMN:
        return finding
    for evidence in finding.evidence:
        article = corpus.article_at(evidence.url) if evidence.published else None
        if article and (doubt := _doubt(article, late=finding.status is Status.LATE)):
            return replace(finding, status=Status.SUSPECT, lean=Status.GAP, question=doubt)
    return finding


def _doubt(article: Article, *, late: bool) -> str:
    """Why the day an item shows cannot decide against anybody; '' when it can."""
    day = article.published
    if day is None:
        return ""
    if article.published_source in _WEAK_DATES:
        return f"“{article.title}”的发布日期 {day} 取自{_WEAK_DATES[article.published_source]}，是否属实？"
    if late and article.first_seen and article.first_seen < day:
        return f"{article.first_seen} 的采集已见到“{article.title}”，早于页面现在标注的 {day}，最初是哪一天发布的？"
    others = {*article.dated_before, *_contested(article)}
    acquitting = min(others, default=day) if late else max(others, default=day)
    if acquitting < day if late else acquitting > day:
        return f"“{article.title}”的日期有 {day} 和 {acquitting} 两种说法，哪一个是发布日期？"
    return ""


def _contested(article: Article) -> set[date]:
    """All days that the page, the list and the tags state for one item, where they disagree."""
    told = " ".join(conflict for conflict in article.conflicts if conflict.startswith("published:"))
    return {date.fromisoformat(found) for found in re.findall(r"\d{4}-\d{2}-\d{2}", told)}


def _weighed(finding: Finding) -> Finding:
    """Strength decides: what rests on memory or judgement alone accuses nobody."""
    if finding.status not in (Status.GAP, Status.LATE) or _accuses(finding.basis):
        return finding
    return replace(
        finding,
        status=Status.SUSPECT,
        lean=Status.GAP,
        question=finding.question or "该项要求的依据尚待核实，请确认是否适用并认定",
    )


def _accuses(basis: tuple[Basis, ...]) -> bool:
    return any(Strength(b.strength).accuses for b in basis)


def _scoped(finding: Finding, duty: Duty, decided: Decisions, as_of: date) -> Finding:
    """适用范围: a person's word on who has the duty; without one an open list does not accuse."""
    said = decided.scope(duty.unit, duty.requirement.key, as_of) if duty.unit else None
    if said is False:
        return replace(
            finding,
            status=Status.NOT_APPLICABLE,
            reason=f"经确认不承担该项职责；检测所见：{finding.reason}",
            draft=False,
            lean=None,
            question="",
        )
    if said is True:
        return replace(finding, draft=False)
    if duty.draft and finding.status in (Status.GAP, Status.LATE):
        return replace(
            finding,
            status=Status.SUSPECT,
            lean=Status.GAP,
            question=f"“{duty.unit_name}”是否承担该项职责（适用范围待确认）？",
        )
    return finding


def _confirmed(finding: Finding, decided: Decisions, as_of: date) -> Finding:
    if finding.status is Status.MANUAL:
        return _attested(finding, decided, as_of)
    if finding.status is not Status.SUSPECT:
        return finding
    said = decided.confirmation(finding.fingerprint, log.evidence_hash(finding.evidence), as_of)
    if said is None:
        return finding
    return replace(
        finding,
        status=Status(said.value),
        reason=f"{finding.reason}（经 {said.who} 于 {said.at[:10]} 核定：{said.why}）",
        lean=None,
    )


_ATTESTED = {"done": "已落实", "not_done": "尚未落实", "not_applicable": "不涉及"}


def _attested(finding: Finding, decided: Decisions, as_of: date) -> Finding:
    """A unit's declaration is shown beside the demand; only that it has no such duty changes the answer."""
    said = decided.attestation(finding.fingerprint, as_of)
    if said is None:
        return finding
    until = f"，有效期至 {said.expires}" if said.expires else ""
    told = f"{finding.reason}（{said.who} 于 {said.at[:10]} 填报“{_ATTESTED[said.value]}”：{said.why}{until}）"
    status = Status.NOT_APPLICABLE if said.value == "not_applicable" else Status.MANUAL
    return replace(finding, status=status, reason=told)


def _searched(corpus: Corpus, looked: tuple[str, ...]) -> tuple[Searched, ...]:
    found = []
    for column_id in looked:
        if column := corpus.seen_column(column_id):
            found.append(
                Searched(
                    column.id, column.url, column.complete, column.pages_fetched, column.oldest, column.name, column.ended
                )
            )
    return tuple(found)


def _judged_column(corpus: Corpus, duty: Duty, looked: tuple[str, ...]) -> tuple[Evidence, ...]:
    """For a verdict that cites nothing, the unit's own column that was asked is the judged thing."""
    columns = [c for column_id in looked if (c := corpus.seen_column(column_id))]
    columns.sort(key=lambda c: c.unit != duty.unit)
    return (of_column(columns[0]),) if columns else ()


def _kind(corpus: Corpus, column_id: str) -> str:
    column = corpus.seen_column(column_id)
    return column.kind if column else ""


def _printed_order(finding: Finding) -> tuple[object, ...]:
    return (
        finding.row is None,
        finding.row or 0,
        finding.requirement,
        finding.unit,
        finding.unit_name,
        finding.check,
        finding.object or "",
        finding.fingerprint,
    )
