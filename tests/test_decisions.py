"""The log of decisions: append-only, chained, obeyed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.archive import Archive
from crawler.tomlfile import BadInput
from rules import decisions, tables

NOW = datetime(2023, 9, 20, 10, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open(tmp_path / "data", "x", create=True)


def say(archive: Archive, value: str = "applies", **more: object) -> decisions.Decision:
    given = {"kind": "scope", "subject": "jiaoyu|12", "value": value, "who": "甲", "why": "三定方案", "at": NOW, **more}
    return decisions.append(archive, **given)  # type: ignore[arg-type]


def test_the_newest_word_counts_and_an_expired_one_does_not(archive: Archive) -> None:
    say(archive)
    say(archive, "does_not_apply", expires=date(2023, 10, 1))
    log = decisions.read(archive)
    assert log.scope("jiaoyu", "12", date(2023, 9, 30)) is False
    assert log.scope("jiaoyu", "12", date(2023, 10, 2)) is True
    assert log.scope("caizheng", "12", date(2023, 9, 30)) is None


def test_a_confirmation_lapses_when_its_evidence_changes(archive: Archive) -> None:
    say(archive, "gap", kind="confirmation", subject="f" * 16, evidence="seen")
    log = decisions.read(archive)
    assert log.confirmation("f" * 16, "seen", NOW.date()) is not None
    assert log.confirmation("f" * 16, "changed", NOW.date()) is None


@pytest.mark.parametrize("change", [{"why": "别的理由"}, {"value": "does_not_apply"}, {"n": 7}])
def test_an_altered_line_is_noticed(archive: Archive, change: dict[str, object]) -> None:
    say(archive)
    say(archive)
    with archive.engine.begin() as db:
        db.execute(sa.update(tables.decisions).where(tables.decisions.c.n == 1).values(**change))
    with pytest.raises(BadInput, match="决定记录第"):
        decisions.read(archive)


@pytest.mark.parametrize("wrong", [{"value": "maybe"}, {"who": " "}, {"why": ""}, {"kind": "joke"}])
def test_a_decision_without_name_reason_or_known_word_is_refused(archive: Archive, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        say(archive, **wrong)  # type: ignore[arg-type]
    assert decisions.read(archive).last == 0
