"""robots.txt: rules that were read are obeyed; where they were refused or failed, nothing is asked and nobody is accused."""

from pathlib import Path

import pytest

from crawler.items import Outcome
from crawler.middlewares import cause_of, outcome_of
from crawler.robots import RobotsClosed
from tests.outside import lines, zwgk
from tests.scripted_portal import Answer, Asked, ScriptedPortal, list_page, scripted
from tests.test_crawl import DAY, DOC, audit, items, profile, rows

RULES = b"User-agent: *\nDisallow: /private/\n"


def with_robots(portal: ScriptedPortal, answer: Answer) -> None:
    portal.routes["/robots.txt"] = answer
    portal.routes["/a/"] = list_page(rows("", 1, 4))


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_rules_that_were_refused_or_failed_close_the_host(tmp_path: Path, status: int) -> None:
    with scripted(items(1, 4)) as portal:
        # What such an answer says is no rule, even where it reads like one.
        with_robots(portal, (status, {}, b"User-agent: *\nAllow: /\n"))
        visits, _ = audit(portal, tmp_path, "/a/")
        assert portal.paths() == []
    assert visits["c0"]["outcome"] == "blocked" and not visits["c0"]["complete"]
    assert "robots.txt" in visits["c0"]["stopped_because"] and f"HTTP {status}" in visits["c0"]["stopped_because"]


def test_what_was_not_asked_is_nobodys_gap(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        with_robots(portal, (403, {}, b""))
        site, doc = profile(portal, tmp_path, "/a/"), tmp_path / "judged.toml"
        doc.write_text(DOC + '[[requirement.check]]\nuse = "blank_column"\n[[requirement.check]]\nuse = "stale_column"\ndays = 30\n', encoding="utf-8")
        done = zwgk("run", str(site), str(doc), *DAY, "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"))
    assert done.code == 0, done.err
    found = lines(tmp_path / "out" / "findings.jsonl")
    assert [(f["check"], f["status"]) for f in found] == [("blank_column", "unknown"), ("stale_column", "unknown")]
    assert all("robots.txt" in f["reason"] for f in found)


@pytest.mark.parametrize("status", [404, 410, 412, 521])
def test_where_there_are_no_rules_nothing_is_forbidden(tmp_path: Path, status: int) -> None:
    with scripted(items(1, 4)) as portal:
        with_robots(portal, (status, {}, b"User-agent: *\nDisallow: /\n"))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"]


def test_a_failure_is_asked_again_before_it_counts(tmp_path: Path) -> None:
    def hiccup(asked: Asked) -> Answer:
        return (503, {}, b"") if asked.n == 0 else (200, {"Content-Type": "text/plain"}, RULES)

    with scripted(items(1, 4)) as portal:
        portal.routes |= {"/robots.txt": hiccup, "/a/": list_page(rows("", 1, 4)), "/private/": list_page(rows("", 1, 4))}
        visits, _ = audit(portal, tmp_path, "/a/", "/private/")
        assert "/private/" not in portal.paths()
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"]
    assert visits["c1"]["outcome"] == "blocked" and "不允许" in visits["c1"]["stopped_because"]


def test_rules_too_large_to_be_read_close_the_host(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        with_robots(portal, (200, {"Content-Type": "text/plain"}, b"#" * 17_000_000))
        visits, _ = audit(portal, tmp_path, "/a/")
        assert portal.paths() == []
    assert visits["c0"]["outcome"] == "blocked" and "没有读到" in visits["c0"]["stopped_because"]


def test_a_page_instead_of_rules_forbids_nothing(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        with_robots(portal, (200, {"Content-Type": "text/html"}, b"<html><title>404</title><p>Disallow: /</p></html>"))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"]


def test_a_closed_host_is_told_in_its_own_words() -> None:
    closed = RobotsClosed("网站拒绝读取 robots.txt（HTTP 403）")
    assert (outcome_of(closed), cause_of(closed)) == (Outcome.BLOCKED, "网站拒绝读取 robots.txt（HTTP 403）")
