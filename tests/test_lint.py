"""``zwgk lint SITE DOC [--data DIR]``: what the files leave open, and what changed on the portal behind the profile's back."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside import zwgk
from tests.scripted_portal import ScriptedPortal, html, list_page, scripted
from tests.test_discovery import ROWS, links

NAME = "示例市样本区人民政府"
PROFILE = """[site]
id = "yangben"
name = "示例市样本区人民政府"
home = "{base}"
[politeness]
delay = 0
[[unit]]
id = "jiaoyu"
name = "区教育局"
[[unit]]
id = "minzheng"
name = "区民政局"
[[unit]]
id = "lvyou"
name = "区旅游局"
valid_to = 2019-03-01
[[column]]
kind = "notices"
unit = "jiaoyu"
url = "{base}tzgg/"
[[column]]
id = "old"
kind = "interpretation"
name = "政策解读"
url = "{base}zcjd/"
"""
DOC = """[document]
id = "yangben-2023"
title = "2023年要点"
issued = 2023-03-01
[[requirement]]
id = "2023-01"
row = 1
text = "栏目齐全"
units = ["区教育局"]
basis = [{ source = "要点", strength = "S" }]
[[requirement.check]]
use = "missing_column"
kinds = ["notices", "guide"]
[[requirement.check]]
use = "missing_cleanup_result"
[[requirement.check]]
use = "missing_annual_report"
"""


@pytest.fixture
def portal() -> Iterator[ScriptedPortal]:
    with scripted() as served:
        served.base = served.base.rstrip("/") + "/"
        leads(served, ("/tzgg/", "通知公告"), ("/zcjd/", "政策解读"))
        yield served


def leads(portal: ScriptedPortal, *columns: tuple[str, str]) -> None:
    """A home page with these columns in its menu; all of them answer."""
    portal.routes["/"] = html(links(*columns) + '<ul><li><a href="/a.html">规划计划</a><span>2023-05-01</span></li></ul>', NAME)
    for path, _ in columns:
        portal.routes[path] = list_page(ROWS)


class Case:
    """A profile and a catalogue in a folder of their own, and crawls of the portal."""

    def __init__(self, folder: Path, portal: ScriptedPortal) -> None:
        self.profile, self.document, self.data = folder / "site.toml", folder / "doc.toml", folder / "data"
        self.profile.write_text(PROFILE.format(base=portal.base), encoding="utf-8")
        self.document.write_text(DOC, encoding="utf-8")

    def add(self, text: str, portal: ScriptedPortal) -> None:
        self.profile.write_text(self.profile.read_text(encoding="utf-8") + text.format(base=portal.base), encoding="utf-8")

    def crawl(self, day: str) -> None:
        done = zwgk("crawl", str(self.profile), "--data", str(self.data), "--as-of", day, "--quiet")
        assert done.code == 0, done.err

    def lint(self, *words: str) -> list[str]:
        done = zwgk("lint", str(self.profile), str(self.document), "--as-of", "2023-06-01", *words)
        assert done.code == 0, done.err
        return done.out.splitlines()


@pytest.fixture
def case(tmp_path: Path, portal: ScriptedPortal) -> Case:
    return Case(tmp_path, portal)


def test_units_and_needed_kinds_without_a_column_are_told_with_their_line(case: Case) -> None:
    told = case.lint()
    assert f"{case.profile}:10: 提醒：单位“区民政局”没有登记任何栏目" in told
    assert not any("区教育局" in line or "区旅游局" in line for line in told)  # has one; has ended
    kinds = [line for line in told if "没有一个" in line]
    assert [line.split("（")[1].split("）")[0] for line in kinds] == ["guide", "annual_report"]
    assert kinds[0].startswith(f"{case.document}:11: 提醒：") and "missing_column" in kinds[0]
    assert told[-1] == "没有发现错误"  # notices stand in for normative_cleanup and normative


def test_what_is_published_elsewhere_needs_no_column(case: Case, portal: ScriptedPortal) -> None:
    case.add('[[elsewhere]]\nkinds = ["guide"]\nhosts = ["127.0.0.2"]\n', portal)
    assert not any("（guide）" in line for line in case.lint())
    case.add('[[elsewhere]]\nkinds = ["annual_report"]\nunits = ["minzheng"]\nhosts = ["127.0.0.2"]\n', portal)
    assert any("（annual_report）" in line for line in case.lint())  # of one unit only


def test_a_proposed_column_stands_for_nothing_yet(case: Case, portal: ScriptedPortal) -> None:
    case.add('[[column]]\nkind = "guide"\nunit = "minzheng"\nurl = "{base}zn/"\nproposed = true\n', portal)
    told = case.lint()
    assert any("单位“区民政局”没有登记任何栏目（有提议的栏目待确认）" in line for line in told)
    assert any("（guide）" in line for line in told)
    assert f"{case.profile}:26: 提醒：有 1 个提议的栏目待确认（proposed = true），确认之前不采集、不判定" in told


def test_a_column_that_vanished_and_one_that_appeared(case: Case, portal: ScriptedPortal) -> None:
    case.crawl("2023-05-10")
    assert not [line for line in case.lint("--data", str(case.data)) if "不存在" in line or "新出现" in line]
    leads(portal, ("/tzgg/", "通知公告"), ("/ghjh/", "规划计划"))
    del portal.routes["/zcjd/"]
    case.crawl("2023-05-20")
    told = case.lint("--data", str(case.data))
    gone = [line for line in told if "不存在" in line]
    assert len(gone) == 1 and gone[0].startswith(f"{case.profile}:25: 提醒：栏目“政策解读”（old）2023-05-10 还能打开，2023-05-20 ")
    new = [line for line in told if "档案中没有的栏目" in line]
    assert len(new) == 1 and "新出现" in new[0] and f"“规划计划”（plan）{portal.base}ghjh/" in new[0]
    assert not any("不存在" in line or "新出现" in line for line in case.lint())  # only with --data


@pytest.mark.parametrize("status", [500, 403])
def test_a_column_that_refuses_or_breaks_has_not_vanished(case: Case, portal: ScriptedPortal, status: int) -> None:
    case.crawl("2023-05-10")
    portal.routes["/zcjd/"] = (status, {}, b"<html>x</html>")
    case.crawl("2023-05-20")
    assert not any("不存在" in line for line in case.lint("--data", str(case.data)))


def test_a_column_that_never_answered_has_not_vanished(case: Case, portal: ScriptedPortal) -> None:
    del portal.routes["/zcjd/"]
    case.crawl("2023-05-10")
    case.crawl("2023-05-20")
    assert not any("不存在" in line for line in case.lint("--data", str(case.data)))


def test_what_stood_there_before_is_told_as_such_and_what_people_decided_is_not_told(
    case: Case, portal: ScriptedPortal
) -> None:
    menu = (("/tzgg/", "通知公告"), ("/zcjd/", "政策解读"), ("/ghjh/", "规划计划"), ("/x/", "政务公开"), ("/sj/", "省政府文件"))
    leads(portal, *menu, ("/search/zcwj/", "政策文件"), ("/yjgl/", "应急管理"), ("/tjxx/", "统计信息"))
    case.add('[[column]]\nkind = "emergency"\nurl = "{base}yjgl/"\nproposed = true\n', portal)
    case.add('[[ignored]]\nurl = "{base}tjxx/"\nreason = "上级的"\n', portal)
    case.crawl("2023-05-10")
    told = [line for line in case.lint("--data", str(case.data)) if "档案中没有的栏目" in line]
    assert len(told) == 1 and "网站上有" in told[0] and "/ghjh/" in told[0]


def test_what_discovery_was_sure_of_is_told_once_and_a_strange_file_is_passed_over(case: Case, portal: ScriptedPortal) -> None:
    case.crawl("2023-05-10")
    sure = {"url": f"{portal.base}ghjh/", "name": "规划计划", "kind": "plan", "confidence": "high"}
    other = [{**sure, "url": f"{portal.base}a/", "confidence": "medium"}, {**sure, "url": "http://b.example/"}, 7, {"url": []}]
    path = case.data / "discovered.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (sure, *other)) + "{\n", encoding="utf-8")
    told = [line for line in case.lint("--data", str(case.data)) if "档案中没有的栏目" in line]
    assert len(told) == 1 and "/ghjh/" in told[0] and "discovered.jsonl" in told[0]
    path.write_bytes(b"\xff\xfe\x00")
    assert not any("discovered.jsonl" in line for line in case.lint("--data", str(case.data)))


def test_a_flood_of_places_is_told_in_part(case: Case, portal: ScriptedPortal) -> None:
    leads(portal, ("/tzgg/", "通知公告"), ("/zcjd/", "政策解读"), *((f"/p{n}/", "规划计划") for n in range(25)))
    case.crawl("2023-05-10")
    told = [line for line in case.lint("--data", str(case.data)) if "档案中没有" in line]
    assert len(told) == 21 and "另有 5 个" in told[-1]


def test_data_that_is_not_there_or_of_another_site_is_refused_in_one_line(case: Case, tmp_path: Path) -> None:
    done = zwgk("lint", str(case.profile), str(case.document), "--data", str(tmp_path / "none"))
    assert (done.code, done.out) == (2, "") and len(done.err.splitlines()) == 1
    case.crawl("2023-05-10")
    text = case.profile.read_text(encoding="utf-8")
    case.profile.write_text(text.replace('id = "yangben"', 'id = "other"', 1), encoding="utf-8")
    assert tomllib.loads(case.profile.read_text(encoding="utf-8"))["site"]["id"] == "other"
    done = zwgk("lint", str(case.profile), str(case.document), "--data", str(case.data))
    assert done.code == 2 and "另一个站点" in done.err and len(done.err.splitlines()) == 1
