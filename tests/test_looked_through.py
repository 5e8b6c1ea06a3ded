"""Where the checks of 政策解读 say that they looked: nothing that does not bear on the unit."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.model import Verdict
from tests.cases import Case, judged

DOCUMENT = {
    "column": "zfwj", "title": "样本区人民政府办公室关于印发《样本区校外托管管理办法》的通知", "published": "2023-05-30", "source": "区政府办公室",
    "doc_number": "样府办发〔2023〕14号", "text": "第一条 为规范校外托管，制定本办法。\n起草单位：区教育局",
}  # fmt: skip
COLUMNS = [
    {"id": "zfwj", "kind": "policy", "unit": "zhengfuban"}, {"id": "zcjd", "kind": "interpretation", "unit": ""},
    {"id": "wjwwj", "kind": "policy", "unit": "weijian"}, {"id": "wjwjd", "kind": "interpretation", "unit": "weijian"},
]  # fmt: skip


def verdict(check: str, folder: Path, day: str, *, unseen: str) -> Verdict:
    """What a check says of one text published on ``day``, when the column ``unseen`` refused us."""
    text = {
        "column": "zcjd", "title": "《样本区校外托管管理办法》政策解读", "published": day, "source": "区教育局",
        "text": "为什么要出台这份文件：托管机构增多，需要规范。",
    }  # fmt: skip
    articles: list[dict[str, Any]] = [{**each, "published": date.fromisoformat(each["published"])} for each in (DOCUMENT, text)]
    visit = [{"column": unseen, "outcome": "blocked", "note": "HTTP 403"}] if unseen else []
    data = {"as_of": date(2023, 9, 20), "params": {}, "column": COLUMNS, "visit": visit, "article": articles}
    (only,) = judged(Case(check, "made", data), folder)
    return only


@pytest.mark.parametrize("check", ["few_interpretation_forms", "late_interpretation"])
def test_another_units_documents_are_not_among_what_was_searched(check: str, tmp_path: Path) -> None:
    told = verdict(check, tmp_path, "2023-06-20", unseen="wjwwj")
    assert told.status.value in ("gap", "late")
    assert {looked.column for looked in told.searched} == {"zfwj", "zcjd", "wjwjd"}
    assert all(looked.complete for looked in told.searched)


def test_an_interpretation_in_time_names_the_units_own_places_only(tmp_path: Path) -> None:
    told = verdict("late_interpretation", tmp_path, "2023-05-31", unseen="wjwjd")
    assert told.status.value == "met"
    assert {looked.column for looked in told.searched} == {"zfwj", "zcjd"}


@pytest.mark.parametrize("check", ["few_interpretation_forms", "late_interpretation"])
def test_another_units_interpretations_that_refused_us_are_the_cause_and_are_shown(check: str, tmp_path: Path) -> None:
    told = verdict(check, tmp_path, "2023-06-20", unseen="wjwjd")
    assert told.status.value == "unknown"
    assert "wjwjd" in {looked.column for looked in told.searched if not looked.complete}
