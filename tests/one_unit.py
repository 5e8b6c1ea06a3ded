"""A district of one unit whose annual reports come and go: several audits of it, and what people do in between."""

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
