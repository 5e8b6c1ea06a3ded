"""``zwgk case`` from the outside: two audits of a portal, what people do in between, and the way back of what came back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.outside import Outcome, zwgk
from tests.scripted_portal import ScriptedPortal, article, html, scripted

DOC = """
[document]
id = "doc"
title = "2023年要点"
number = "样府办〔2023〕1号"
issued = 2023-01-05
[[requirement]]
id = "2023-45"
row = 45
text = "按时公布年度报告"
units = ["区教育局"]
basis = [{ source = "政府信息公开条例", clause = "第四十九条", strength = "V1", in_force = 2019-05-15 }]
[[requirement.check]]
use = "missing_annual_report"
"""
REPORT = "/nb/2022.html"


class District:
    """One unit with a column of annual reports; ``audit`` looks at it once more, a month later."""

    def __init__(self, portal: ScriptedPortal, folder: Path) -> None:
        self.portal = portal
        self.folder = folder
        self.day = date(2023, 8, 20)
        self.profile = folder / "d.toml"
        self.profile.write_text(
            f'[site]\nid = "d"\nname = "示例市样本区人民政府"\nhome = "{portal.base}"\n[politeness]\ndelay = 0\n'
            '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\naliases = ["样本区教育局"]\n'
            f'[[column]]\nid = "nb"\nkind = "annual_report"\nunit = "jiaoyu"\nurl = "{portal.base}nb/index.html"\n',
            encoding="utf-8",
        )
        (folder / "doc.toml").write_text(DOC, encoding="utf-8")
        self.show(2021)

    def show(self, *years: int) -> None:
        """The reports that are online from now on."""
        titles = {year: f"样本区教育局{year}年政府信息公开工作年度报告" for year in years}
        rows = "".join(f'<li><a href="/nb/{y}.html">{t}</a><span>{y + 1}-01-20</span></li>' for y, t in titles.items())
        self.portal.routes["/nb/index.html"] = html(f'<ul class="news_list">{rows}</ul><p>共{len(years)}条</p>', "年度报告")
        for path in [p for p in self.portal.routes if p.startswith("/nb/20")]:
            del self.portal.routes[path]
        for year, title in titles.items():
            text = "一、总体情况。二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。" * 10
            self.portal.routes[f"/nb/{year}.html"] = article(title, f"{year + 1}-01-20", text)

    def audit(self) -> str:
        """What the only finding says after one more look."""
        self.day += timedelta(days=30)
        out = self.folder / "out"
        done = zwgk("run", str(self.profile), str(self.folder / "doc.toml"), "--as-of", str(self.day), "--data", str(self.folder / "data"), "--out", str(out), "--full")
        assert done.code == 0, done.err
        lines = [json.loads(line) for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
        return next(line["status"] for line in lines if line["check"] == "missing_annual_report")

    def case(self, *words: str) -> Outcome:
        return zwgk("case", *words, str(self.profile), "--data", str(self.folder / "data"))

    def say(self, word: str, *options: str) -> Outcome:
        return self.case("say", "--by", "王某", "--why", "按要求办理", *options, "2023-0001", word)

    def told(self) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self.case("show", "2023-0001", "--json").out)
        return shown


@contextmanager
def district(folder: Path) -> Iterator[District]:
    with scripted() as portal:
        yield District(portal, folder)


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
