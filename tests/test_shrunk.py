"""A page without a word, and one that lost most of its words since an earlier look, accuse nobody; one that always said little does."""

from types import SimpleNamespace
from typing import Any

import pytest

from rules.model import Defect, Evidence, Finding, Status
from rules.shrunk import said_more


def finding(status: Status = Status.GAP, defect: Defect | None = Defect.MISSING_ELEMENT) -> Finding:
    evidence = (Evidence("http://x/1.html", "决算"),)
    return Finding(13, "r", "u", "单位", "c", 1, status, status, "未见名词解释", defect=defect, evidence=evidence)


def corpus(before: int, now: int, state: str = "read", files: tuple[str, ...] = ()) -> Any:
    article = SimpleNamespace(state=state, title="决算", attachments=files)
    return SimpleNamespace(article_at=lambda url: article, longest_before=lambda a: before, text=lambda a: "字" * now)


@pytest.mark.parametrize(("before", "now", "expected"), [(1230, 115, Status.SUSPECT), (300, 149, Status.SUSPECT), (300, 150, Status.GAP), (299, 10, Status.GAP), (0, 10, Status.GAP), (400, 900, Status.GAP)])
def test_half_of_a_longer_text_must_be_left(before: int, now: int, expected: Status) -> None:
    judged = said_more(corpus(before, now), finding())
    assert judged.status is expected
    assert (judged.lean is Status.MET and str(before) in judged.question) == (expected is Status.SUSPECT)


@pytest.mark.parametrize(("status", "defect"), [(Status.MET, None), (Status.SUSPECT, Defect.MISSING_ELEMENT), (Status.GAP, Defect.ABSENT), (Status.LATE, Defect.OVERDUE)])
def test_only_what_an_item_lacks_is_asked(status: Status, defect: Defect | None) -> None:
    assert said_more(corpus(1230, 115), finding(status, defect)).status is status


@pytest.mark.parametrize(("now", "files", "expected"), [(0, (), Status.SUSPECT), (9, (), Status.SUSPECT), (10, (), Status.GAP), (0, ("决算.pdf",), Status.GAP)])
def test_a_page_without_words_and_files_is_a_question(now: int, files: tuple[str, ...], expected: Status) -> None:
    judged = said_more(corpus(0, now, files=files), finding())
    assert judged.status is expected
    assert ("没有正文" in judged.question) == (expected is Status.SUSPECT)


def test_a_page_that_failed_is_no_shorter_one() -> None:
    assert said_more(corpus(1230, 0, state="failed"), finding()).status is Status.GAP
