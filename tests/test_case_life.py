"""Cases: one fingerprint's life across audits. What opens, closes and reopens it, and that none is lost or doubled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import Audit, Case, CaseEventKind, CaseState, Told, cases, refusal
from rules.decisions import APPEAL_WORDS, CASE_WORDS, Decision
from rules.model import Status

FIRST = date(2023, 9, 1)
ONE = Told("f1", "jiaoyu", "区教育局", "budget", 13, "missing_fiscal_report", 1, Status.GAP, "未见2023年预算", snapshot="sha256:a")
CLOSING = (
    CaseEventKind.MENDED, CaseEventKind.OUT_OF_SCOPE, CaseEventKind.REJUDGED, CaseEventKind.SIGNED_OFF, CaseEventKind.UPHELD,
)  # fmt: skip


def audit(n: int, *told: Told, run: int | None = None, decisions: int = 0, document: str = "doc") -> Audit:
    return Audit(n, run or n, FIRST + timedelta(days=30 * n), document, decisions, told)


def said(n: int, kind: str, value: str, subject: str = "f1") -> Decision:
    return Decision(n, kind, subject, value, "王某", f"2023-10-{n:02d}T09:00:00+08:00", "见说明", None, "", "", "")


def status(value: Status) -> Told:
    return replace(ONE, status=value, reason=value.value)


def lived(*steps: Told | Decision | None) -> Case:
    """The one case after steps: a finding is an audit of its own, a decision is heard before the next one, None is silence."""
    audits: list[Audit] = []
    log: list[Decision] = []
    for step in steps:
        if isinstance(step, Decision):
            log.append(replace(step, n=len(log) + 1))
        else:
            audits.append(audit(len(audits) + 1, *([step] if step else []), decisions=len(log)))
    (only,) = cases(audits, log)
    return only


def kinds(case: Case) -> list[str]:
    return [event.kind.value for event in case.events]


def test_a_gap_opens_a_case_and_what_is_met_or_asked_opens_none() -> None:
    (only,) = cases([audit(1, ONE, replace(ONE, fingerprint="f2", status=Status.SUSPECT), replace(ONE, fingerprint="f3", status=Status.MET))], [])
    assert (only.number, only.state, only.fingerprint) == ("2023-0001", CaseState.NEW, "f1")
    assert [(e.kind, e.on, e.who, e.why, e.audit, e.evidence) for e in only.events] == [
        (CaseEventKind.OPENED, "2023-10-01", "复检", "未见2023年预算", 1, "sha256:a")
    ]


def test_a_draft_opens_no_case() -> None:
    assert cases([audit(1, replace(ONE, draft=True))], []) == ()


def test_what_came_late_is_told_and_leaves_nothing_to_mend() -> None:
    case = lived(status(Status.LATE))
    assert case.state is CaseState.CLOSED and kinds(case) == ["opened", "mended"]


@pytest.mark.parametrize("good", [Status.MET, Status.LATE, Status.STATED])
def test_a_later_look_closes_it(good: Status) -> None:
    case = lived(ONE, said(1, "case", "assigned"), status(good))
    assert case.state is CaseState.CLOSED
    assert kinds(case) == ["opened", "assigned", "mended"]
    assert case.closed_by and (case.closed_by.who, case.closed_by.audit) == ("复检", 2)


@pytest.mark.parametrize(
    "unsure", [Status.SUSPECT, Status.UNKNOWN, Status.NOT_DUE, Status.NOT_APPLICABLE, Status.MANUAL, None]
)
def test_what_was_not_seen_or_not_judged_closes_nothing(unsure: Status | None) -> None:
    case = lived(ONE, status(unsure) if unsure else None)
    assert case.state is CaseState.NEW
    assert kinds(case) == ["opened", "unsure" if unsure else "missed"]


def test_the_units_own_word_does_not_close_it() -> None:
    assert lived(ONE, said(1, "case", "done")).state is CaseState.WAITING


def test_reported_done_and_still_wrong_is_not_thoroughly_mended() -> None:
    case = lived(ONE, said(1, "case", "done"), ONE)
    assert case.state is CaseState.WORKING and kinds(case) == ["opened", "done", "incomplete"]


def test_a_named_person_closes_it() -> None:
    case = lived(ONE, said(1, "case", "closed"))
    assert case.state is CaseState.CLOSED and case.closed_by and case.closed_by.who == "王某"


def test_trouble_that_comes_back_reopens_the_same_case() -> None:
    case = lived(ONE, status(Status.MET), ONE)
    assert (case.number, case.state) == ("2023-0001", CaseState.NEW)
    assert kinds(case) == ["opened", "mended", "relapsed"]


def test_the_same_pages_under_other_rules_are_neither_mended_nor_a_relapse() -> None:
    (closed,) = cases([audit(1, ONE), audit(2, status(Status.MET), run=1)], [])
    assert closed.state is CaseState.CLOSED and kinds(closed) == ["opened", "rejudged"]
    (again,) = cases([audit(1, ONE), audit(2, status(Status.MET), run=1), audit(3, ONE, run=1)], [])
    assert again.state is CaseState.NEW and kinds(again) == ["opened", "rejudged", "rejudged"]


def test_an_older_crawl_judged_again_says_nothing_of_today() -> None:
    (case,) = cases([audit(1, ONE), audit(2, ONE), audit(3, status(Status.MET), run=1)], [])
    assert case.state is CaseState.NEW and kinds(case) == ["opened", "still"]


def test_who_does_not_have_the_duty_is_let_go_only_when_a_person_said_so() -> None:
    case = lived(ONE, replace(status(Status.NOT_APPLICABLE), is_decided=True))
    assert case.state is CaseState.CLOSED and kinds(case) == ["opened", "out_of_scope"]


def test_an_appeal_interrupts_and_its_answer_decides() -> None:
    raised = said(1, "appeal", "raised:1")
    assert lived(ONE, said(1, "case", "working"), raised).state is CaseState.APPEALED
    rejected = lived(ONE, said(1, "case", "working"), raised, said(1, "appeal", "rejected"))
    assert rejected.state is CaseState.WORKING and kinds(rejected)[-2:] == ["raised", "rejected"]
    assert "已公开，位置不同" in rejected.events[-2].why
    assert lived(ONE, raised, said(1, "appeal", "upheld")).state is CaseState.CLOSED


def test_an_appeal_that_was_upheld_is_not_undone_by_the_machine() -> None:
    case = lived(ONE, said(1, "appeal", "raised:5"), said(1, "appeal", "upheld"), ONE)
    assert case.state is CaseState.CLOSED and kinds(case)[-1] == "held"


def test_an_extension_moves_the_day_and_nothing_else() -> None:
    case = lived(ONE, said(1, "case", "assigned"), said(1, "extension", "2023-12-01"))
    assert (case.due, case.state) == (date(2023, 12, 1), CaseState.ASSIGNED)


def test_a_word_on_a_state_that_is_over_changes_nothing() -> None:
    case = lived(ONE, status(Status.MET), said(1, "case", "assigned"))
    assert kinds(case) == ["opened", "mended"]
    assert refusal(case, "case", "assigned") == "已销号"


def test_a_judgement_by_another_catalogue_does_not_miss_it() -> None:
    (case,) = cases([audit(1, ONE), audit(2, document="statutory")], [])
    assert kinds(case) == ["opened"]


def test_next_years_catalogue_goes_on_with_the_case() -> None:
    (case,) = cases([audit(1, ONE), audit(2, status(Status.MET), document="doc-2024")], [])
    assert case.state is CaseState.CLOSED and case.document == "doc-2024"


# ---- whatever happens

FINGERPRINTS = ("f1", "f2", "f3")
TOLD = st.builds(
    lambda fingerprint, status, title, draft, decided: replace(
        ONE, fingerprint=fingerprint, status=status, reason=f"{title}：{status.value}", address=f"http://127.0.0.1/{title}",
        draft=draft, is_decided=decided,
    ),
    st.sampled_from(FINGERPRINTS),
    st.sampled_from(list(Status)),
    st.sampled_from(["旧标题", "新标题"]),
    st.booleans(),
    st.booleans(),
)
STEP = st.one_of(
    st.lists(TOLD, max_size=4),
    st.tuples(st.just("case"), st.sampled_from(CASE_WORDS), st.sampled_from(FINGERPRINTS)),
    st.tuples(st.just("appeal"), st.sampled_from(APPEAL_WORDS), st.sampled_from(FINGERPRINTS)),
    st.tuples(st.just("extension"), st.just("2024-01-01"), st.sampled_from(FINGERPRINTS)),
)


def told_in_order(steps: list[object], runs: list[bool]) -> tuple[list[Audit], list[Decision]]:
    audits: list[Audit] = []
    log: list[Decision] = []
    run = 1
    for step, is_new in zip(steps, runs, strict=True):
        if isinstance(step, tuple):
            kind, value, subject = step
            log.append(said(len(log) % 28 + 1, kind, value, subject))
            log[-1] = replace(log[-1], n=len(log))
        elif isinstance(step, list):
            run += is_new
            audits.append(audit(len(audits) + 1, *step, run=run, decisions=len(log)))
    return audits, log


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(STEP, st.booleans()), max_size=25))
def test_no_case_is_lost_doubled_or_closed_by_nobody(steps: list[tuple[object, bool]]) -> None:
    audits, log = told_in_order([step for step, _ in steps], [new for _, new in steps])
    wrong = {t.fingerprint for a in audits for t in a.told if t.status in (Status.GAP, Status.LATE) and not t.draft}
    before: tuple[Case, ...] = ()
    for upto in range(len(audits) + 1):
        known = log[: audits[upto - 1].decisions] if upto else []
        now = cases(audits[:upto], known)
        assert len({c.fingerprint for c in now}) == len({c.number for c in now}) == len(now)
        for old, new in zip(before, now, strict=False):  # the older ones keep their place, number and history
            assert (old.number, old.fingerprint) == (new.number, new.fingerprint)
            assert new.events[: len(old.events)] == old.events
        assert len(now) >= len(before)
        before = now
    final = cases(audits, log)
    assert final == cases(audits, log)
    assert {c.fingerprint for c in final} <= wrong
    for case in final:
        assert all(e.who and e.why and e.on and (e.audit or e.decision) for e in case.events)
        if not case.is_open:
            assert case.closed_by and case.closed_by.kind in CLOSING
        assert (case.before is not None) == (case.state is CaseState.APPEALED)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(STEP, st.booleans()), max_size=20), st.sampled_from(["改了的标题", "又改了"]))
def test_titles_and_addresses_decide_nothing(steps: list[tuple[object, bool]], title: str) -> None:
    audits, log = told_in_order([step for step, _ in steps], [new for _, new in steps])
    renamed = [replace(a, told=tuple(replace(t, reason=title, address=f"http://127.0.0.2/{title}") for t in a.told)) for a in audits]
    assert [(c.number, c.state, kinds(c)) for c in cases(audits, log)] == [(c.number, c.state, kinds(c)) for c in cases(renamed, log)]
