"""Every check against its cases (``tests/checks/*.toml``), and every check has the cases it needs."""

import re
from pathlib import Path

import pytest

from rules.catalogue import checks
from tests.cases import Case, all_cases, judged

CASES = list(all_cases())
# These ask a person and never accuse: what they rest on is our own reading, or no website can show it.
ASKING = frozenset((
    "incomplete_business_column",
    "missing_outbound_link",
    "unexplained_measures",
    "pasted_answer",
    "backdated_item",
    "broken_programme_chain",
    "unlinked_project",
    "expired_top_notice",
    "zone_without_local_content",
    "annual_report_counts",
    "missing_account_list",
    "broken_eia_chain",
    "broken_account_link",
    "broken_media",
    "veto_line",
    "inaccessible_page",
    "missing_elder_entry",
    "copied_interpretation",
    "late_candidate_notice",
    "missing_decision_list",
    "thin_interpretation",
    "unexplained_draft",
    "unlinked_decision",
    "unlinked_interpretation",
    "unmasked_respondent",
    "unsigned_interpretation",
    "dead_reference",
    "missing_original_file",
    "unpublished_basis",
    "contradicting_fields",
    "contradicting_guide",
    "copied_annual_report",
    "exposed_personal_numbers",
    "exposed_private_data",
    "incomparable_fiscal_report",
    "incomplete_food_sampling",
    "incomplete_grassroots_zone",
    "incomplete_proposal_reply",
    "incomplete_rectification",
    "misfiled_item",
    "missing_approval_service",
    "missing_column",
    "missing_competition_statement",
    "missing_fiscal_template",
    "missing_publicity_attribute",
    "missing_source_label",
    "missing_gazette_issue",
    "missing_gazette_points",
    "missing_progress_query",
    "missing_proposal_replies",
    "missing_proposal_summary",
    "missing_qa_search",
    "missing_quarterly_information",
    "missing_supervision_results",
    "missing_tender_result",
    "missing_unit_reports",
    "missing_validity_label",
    "project_stages",
    "uncovered_catalogue_items",
    "uncovered_grassroots_tasks",
    "unlisted_powers",
    "unproven_work",
    "unreported_tasks",
    "unrevised_fiscal_report",
    "wrong_account_list",
    "wrong_wording",
    "duplicate_title",
    "early_event",
    "stub_item",
    "copied_letter_reply",
    "incomplete_letter",
    "missing_response_report",
    "incomplete_policy_library",
    "incomplete_footer",
    "incomplete_page_tags",
    "hidden_link",
    "incomplete_service_guide",
    "stray_site",
    "missing_interaction_entry",
    "mixed_content",
    "deep_column",
))


@pytest.mark.parametrize("case", CASES, ids=[f"{case.check}: {case.name}" for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    verdicts = judged(case, tmp_path)
    assert [v.status.value for v in verdicts] == case.expected, [(v.status.value, v.reason) for v in verdicts]
    reasons = "\n".join(v.reason for v in verdicts)
    if "reason" in case.data:
        assert case.data["reason"] in reasons
    if "defect" in case.data:
        assert case.data["defect"] in {v.defect.value for v in verdicts if v.defect}
    for verdict in verdicts:
        assert verdict.reason and "未公开" not in verdict.reason
        if verdict.status.value == "suspect":
            assert verdict.lean is not None and verdict.question
        if verdict.status.value == "gap":
            assert verdict.defect is not None


@pytest.mark.parametrize("name", sorted(checks()))
def test_every_check_has_a_met_a_gap_and_an_unknown_case(name: str) -> None:
    expected = {status for case in CASES if case.check == name for status in case.expected}
    accusing = expected & {"gap", "late"}
    assert "met" in expected and "unknown" in expected
    assert not accusing and "suspect" in expected if name in ASKING else accusing


@pytest.mark.parametrize("name", sorted(checks()))
def test_every_check_has_a_manual_page(name: str) -> None:
    manual = checks()[name].manual
    for heading in ("依据", "判定", "无法判定"):
        assert re.search(rf"^{heading}：", manual, re.MULTILINE), f"{name}: 缺“{heading}：”"
