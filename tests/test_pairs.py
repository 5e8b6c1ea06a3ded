"""Labelled pairs: every situation gives what is recorded of it, no pair is firmly wrong, precision and recall do not fall."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from crawler.archive import Archive, Corpus
from crawler.site import load
from crawler.tomlfile import BadInput
from rules.lab.paired import Judged, Score, Told, judge_planted, judge_situation, score
from rules.lab.pairs import FIRM, HELD_BACK, KINDS, LATER, SEEN, Situation, read_pairs, read_planted
from tests.conftest import Audit
from tests.demo_truth import AS_OF

PAIRS = Path(__file__).parent / "pairs"
SITUATIONS = read_pairs(PAIRS)
# What was measured, rounded down: (part, share of the pairs that must be found for certain).
RECALL = ((SEEN, 0.94), (HELD_BACK, 0.92), (LATER, 0.97))
IN_ALL, IN_DEMO = 0.94, 0.97


@pytest.mark.parametrize("situation", SITUATIONS, ids=[f"{each.kind}: {each.name}" for each in SITUATIONS])
def test_situation(situation: Situation) -> None:
    for told in judge_situation(situation):
        assert not told.is_wrong, (told.title, told.told.why)
        if told.partner:
            assert told.told.outcome == told.recorded, (told.title, told.told.why)


def test_the_set_is_large_and_of_every_kind() -> None:
    assert len(SITUATIONS) >= 380
    assert {each.kind for each in SITUATIONS} == set(KINDS)
    names = [(each.kind, each.name) for each in SITUATIONS]
    assert len(set(names)) == len(names)
    parts = [each.part for each in SITUATIONS]
    assert min(parts.count(SEEN), parts.count(HELD_BACK)) > 0.45 * (len(parts) - parts.count(LATER))


def test_what_is_recorded_is_nowhere_wrong_and_as_complete_as_measured() -> None:
    """``test_situation`` holds the records to what is so; here they are counted."""
    assert not any(offered.found == FIRM and not offered.partner for each in SITUATIONS for offered in each.offered)
    assert (_recorded(SITUATIONS).recall.value or 0) >= IN_ALL
    for part, least in RECALL:
        assert (_recorded(each for each in SITUATIONS if each.part == part).recall.value or 0) >= least


@pytest.mark.xdist_group("demo")
def test_the_pairs_of_the_demo_district(demo: Audit) -> None:
    site, day = load(str(demo.profile)), date.fromisoformat(AS_OF)
    archive = Archive.open(demo.data, site.id)
    try:
        run = archive.newest_closed(day)
        assert run is not None
        judged = list(judge_planted(Corpus(archive, site, run, day), read_planted(PAIRS / "demo.tsv")))
    finally:
        archive.close()
    assert not [each for each in judged if each.is_wrong]
    assert (score(judged).recall.value or 0) >= IN_DEMO


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (('kind = "decision"', 'kind = "decisions"'), "没有名为“decisions”的配对"),
        (("partner = true", 'partner = true, found = "sure"'), "found 不认识“sure”"),
        (("partner = true", 'partner = true, shape = "letter"'), "没有名为“letter”的 shape"),
        (("[[situation]]\nname", '[[situation]]\nunit = "nobody"\nname'), "没有单位“nobody”"),
        (("[[situation]]\nname", "[[situation]]\nhint = 1\nname"), "不认识的字段：hint"),
    ],
)
def test_a_mistake_in_the_labels_is_one_clear_line(tmp_path: Path, changed: tuple[str, str], says: str) -> None:
    text = (PAIRS / "decision.toml").read_text("utf-8").replace(*changed, 1)
    (tmp_path / "decision.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_pairs(tmp_path)
    assert says in error.value.lines[0]


def test_precision_leaves_out_what_a_person_is_asked_and_recall_counts_it_as_missed() -> None:
    told = [("firm", True), ("firm", True), ("firm", False), ("unsure", True), ("missed", True), ("unsure", False)]
    judged = [Judged("feedback", SEEN, "", "", "", partner, "", Told(outcome, "")) for outcome, partner in told]
    counted = score(judged)
    assert (counted.pairs, counted.right, counted.wrong, counted.asked, counted.silent, counted.in_vain) == (4, 2, 1, 1, 1, 1)
    assert counted.precision.value == pytest.approx(2 / 3)
    assert counted.recall.value == pytest.approx(1 / 2)


def _recorded(situations: Iterable[Situation]) -> Score:
    return score(
        Judged(each.kind, each.part, each.name, "", offered.title, offered.partner, offered.found, Told(offered.found, ""))
        for each in situations
        for offered in each.offered
    )
