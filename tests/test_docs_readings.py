"""The manual of readings is made from their docstrings, and a docstring that lacks a part is refused."""

import pytest

from docs.generate import _manual, readings_page


def test_every_reading_with_a_manual_is_on_the_page() -> None:
    page = readings_page()
    for name in ("cleanup", "consultation", "feedback", "inspection", "interpretation", "items_catalogue", "letter", "normative", "punishment", "statement"):
        assert f"\n## {name}\n" in page
    assert "Where" not in page and "Calls for" not in page  # the English half is for programmers


def test_a_manual_without_its_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="读不出"):
        _manual("x", "某读取。 Something.\n\n读得出：甲\n  乙。\n不是丙：丁。\n依据：戊。\n")


def test_lines_of_one_paragraph_are_joined() -> None:
    head, paragraphs = _manual("x", "某读取。 Something.\n\n读得出：甲，\n“乙：丙”。\n读不出：无。\n不是丙：丁。\n依据：戊。\n")
    assert (head, paragraphs[0]) == ("某读取。", "读得出：甲，“乙：丙”。")
