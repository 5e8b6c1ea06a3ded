"""``zwgk case`` from the outside: two audits of a portal, what people do in between, and the way back of what came back."""

from pathlib import Path

from tests.one_unit import district
from tests.outside import zwgk


def test_from_found_to_closed_and_back(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        assert d.audit() == "gap"
        listed = d.case("list").out
        assert "2023-0001 新增 区教育局" in listed and "新增 1 件" in listed
        assert "现为“已交办”" in d.say("交办").out
        assert "现为“待复核”" in d.say("已整改").out
        assert d.audit() == "gap"
        assert "整改不彻底" in d.case("list").out
        d.show(2021, 2022)
        assert d.audit() in ("met", "late")
        told = d.told()
        assert told["state"] == "closed"
        assert [e["kind"] for e in told["events"]] == ["opened", "assigned", "done", "incomplete", "mended"]
        assert [e["who"] for e in told["events"]] == ["复检", "王某", "王某", "复检", "复检"]
        assert "2023-0001" not in d.case("list").out and "已销号 1 件" in d.case("list").out


def test_what_cannot_be_said_now_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        d.audit()
        for words, why in (
            (("成立",), "没有待处理的申诉"),
            (("延期",), "--until"),
            (("申诉",), "--reason"),
            (("交办", "--until", "2023-12-01"), "不用 --until"),
            (("办结",), "没有“办结”这一步"),
        ):
            refused = d.say(*words)
            assert (refused.code, refused.out) == (2, "") and why in refused.err, words
            assert refused.err.count("\n") == 1
        assert [e["kind"] for e in d.told()["events"]] == ["opened"]
        unknown = d.case("show", "2023-0009")
        assert unknown.code == 2 and "没有编号为“2023-0009”的问题" in unknown.err
        nobody = d.case("say", "--why", "已核", "2023-0001", "销号")
        assert nobody.code == 2 and "决定人" in nobody.err


def test_an_appeal_with_its_reason_and_a_longer_term(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        d.audit()
        assert "申诉中" in d.say("申诉", "--reason", "1").out
        assert "新增" in d.say("不成立").out
        assert d.say("延期", "--until", "2023-12-01").code == 0
        assert "延期至 2023-12-01" in d.case("list").out
        assert "已公开，位置不同：按要求办理" in d.case("show", "2023-0001").out


def test_a_report_made_twice_and_a_judgement_again_add_nothing(tmp_path: Path) -> None:
    with district(tmp_path) as d:
        d.audit()
        before = d.told()
        words = ("check", str(d.profile), str(tmp_path / "doc.toml"), "--as-of", str(d.day), "--data", str(tmp_path / "data"), "--record")
        assert zwgk(*words).code == 0
        assert d.told() == before
