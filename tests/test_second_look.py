"""The second look from outside: an absence counts only after the portal's search or site map did not show it either."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.outside import ROOT, lines, tree, zwgk
from tests.scripted_portal import Answer, Route, ScriptedPortal, article, html, list_page, scripted

DAY = ("--as-of", "2023-09-20")
DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-01-30
[[requirement]]
id = "2023-13"
row = 13
text = "公开预算"
units = ["区教育局"]
basis = [{ source = "预算法", clause = "第十四条", strength = "V1", in_force = 2018-12-29 }]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
"""
WORDS = "区教育局 2023年部门预算"
LISTED = [(f"/item/{year}.html", f"区教育局{year}年部门预算公开说明", f"{year}-02-20") for year in (2020, 2021, 2022)]
FORM = '<form action="/search" method="get"><input type="hidden" name="site" value="1"><input type="text" name="q" placeholder="请输入关键词"></form>'
FOUND = "区教育局2023年部门预算"
Results = Callable[[str], Answer]


class Portal:
    """A district portal with one budget column that lacks 2023; ``results`` answers its search by words."""

    def __init__(self, base: ScriptedPortal, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.asked_words: list[str] = []

    def searched_by(self, results: Results, path: str = "/search") -> None:
        portal, plain = self, dict(self.base.routes)

        class Routes(dict[str, Route]):
            def get(self, key: str, default: Any = None) -> Any:
                parts = urlsplit(key)
                if parts.path == path:
                    query = parse_qs(parts.query)
                    words = next((query[name][0] for name in ("q", "keyword", "searchWord") if name in query), "")
                    portal.asked_words.append(words)
                    return results(words)
                return super().get(key, default)

        self.base.routes = Routes(plain)

    def profile(self, second_look: str = 'second_look = "1s"', more: str = "") -> Path:
        home = self.base.base
        text = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{home}"\n[politeness]\ndelay = 0\n{second_look}\n{more}\n'
        text += '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\naliases = ["样本区教育局"]\n'
        text += f'[[column]]\nid = "ys"\nkind = "budget"\nunit = "jiaoyu"\nname = "预算"\nurl = "{home}ys/"\n'
        target = self.folder / "t.toml"
        target.write_text(text, encoding="utf-8")
        (self.folder / "doc.toml").write_text(DOC, encoding="utf-8")
        return target

    def words(self, command: str, *more: str) -> tuple[str, ...]:
        out = ("--out", str(self.folder / "out")) if command != "check" else ()
        data = ("--data", str(self.folder / "data"))
        return (command, str(self.folder / "t.toml"), str(self.folder / "doc.toml"), *DAY, *data, *out, *more)

    def run(self, *more: str) -> dict[str, Any]:
        """Audit; the one finding."""
        done = zwgk(*self.words("run", *more))
        assert done.code == 0, done.err
        self.said, self.err = done.out, done.err
        return self.finding()

    def finding(self) -> dict[str, Any]:
        (finding,) = lines(self.folder / "out" / "findings.jsonl")
        return finding

    def rows(self) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / "data" / "zwgk.sqlite") as db:
            return list(db.execute("select path, words, outcome, hits, url from crawl_second_look order by n"))

    def page(self) -> str:
        return (self.folder / "out" / "units" / "jiaoyu.html").read_text(encoding="utf-8")


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    routes: dict[str, Route] = {url: article(title, day) for url, title, day in LISTED}
    routes["/ys/"] = list_page(LISTED)
    routes["/"] = html(f"首页{FORM}")
    with scripted(routes) as base:
        made = Portal(base, tmp_path)
        made.profile()
        yield made


def results(*items: tuple[str, str, str], also: str = "") -> Results:
    """A search that works: it finds what the column lists, and ``items`` for what is sought."""

    def answer(words: str) -> Answer:
        known = [row for row in LISTED if row[1] == words]
        if known or items:
            return list_page([*known, *(items if words == WORDS else ())], also)
        return html("<div class='result'>抱歉，没有找到与检索词相关的信息。</div>", "检索结果")

    return answer


# ---- what the second look decides


def test_a_gap_is_confirmed_by_a_search_that_works_and_finds_nothing(portal: Portal) -> None:
    portal.searched_by(results())
    found = portal.run()
    assert (found["status"], found["defect"]) == ("gap", "absent")
    assert portal.asked_words == [LISTED[1][1], WORDS]  # first what we know is there, then what is not
    (search,) = [look for look in found["second_looks"] if look["path"] == "search"]
    assert (search["outcome"], search["words"], search["hits"]) == ("empty", WORDS, [])
    assert search["snapshot"].startswith("sha256:") and found["searched"][0]["at"] < search["at"]
    with sqlite3.connect(portal.folder / "data" / "zwgk.sqlite") as db:
        kept = list(db.execute("select url, sha256, warc from crawl_fetch where purpose = 'second' and status = 200"))
    assert any(f"q={WORDS}" in unquote(url) for url, _, _ in kept) and all(sha and warc for _, sha, warc in kept)
    assert f"另经站内检索（词：{WORDS}）" in portal.page() and "复查，未见" in portal.page()
    assert "复查完成" in portal.said


def test_what_only_the_search_shows_is_a_question_with_the_hit(portal: Portal) -> None:
    portal.searched_by(results(("/czj/9.html", FOUND, "2023-02-21")))
    found = portal.run()
    assert (found["status"], found["lean"], found["machine_status"]) == ("suspect", "met", "suspect")
    assert found["evidence"][0]["title"] == "预算"
    assert (found["evidence"][1]["title"], found["evidence"][1]["published"]) == (FOUND, "2023-02-21")
    assert found["evidence"][1]["url"].endswith("/czj/9.html")
    assert found["question"] == "站内检索另见以下信息，是否即为该项公开内容？"
    before = tree(portal.folder / "out")
    assert zwgk(*portal.words("run", "--no-crawl")).code == 0
    assert tree(portal.folder / "out") == before


def test_second_looks_stand_in_a_manifest_of_their_own_and_are_exported(portal: Portal) -> None:
    finding = portal.run()
    data = str(portal.folder / "data")
    said = zwgk("evidence", "verify", "--data", data)
    assert said.code == 0 and "清单 2 份" in said.out and "尚未列入" not in said.out, said.out
    out = portal.folder / "evidence"
    assert zwgk("evidence", "export", finding["fingerprint"], "--out", str(out), "--data", data).code == 0
    text = (out / "index.html").read_text("utf-8")
    assert "另行复查" in text and "站内检索“" in text and "copies/" in text
    portal.run()
    said = zwgk("evidence", "verify", "--data", data)
    assert said.code == 0 and "清单 4 份" in said.out, said.out
    with sqlite3.connect(portal.folder / "data" / "zwgk.sqlite") as db:
        db.execute("update crawl_second_look set hits = '[[]]' where run = 1 and n = 1")
    said = zwgk("evidence", "verify", "--data", data)
    assert said.code == 1 and "复查记录（crawl_second_look，第 1 次采集，n 1）：被改动" in said.out


def test_near_misses_are_no_hits(portal: Portal) -> None:
    titles = (
        "区财政局2023年部门预算",  # another unit's
        "区教育局2024年部门预算",  # another year's
        "区教育局2023年部门决算",  # another report
        "区教育局机关幼儿园2023年部门预算",  # an institution below the unit
        "区教育局召开2023年部门预算编制工作会",  # about the report
    )
    portal.searched_by(results(*((f"/czj/{n}.html", title, "2023-02-21") for n, title in enumerate(titles))))
    assert portal.run()["status"] == "gap"
    assert "另见有关信息" not in portal.page()


def test_what_the_run_lists_already_is_no_hit(portal: Portal) -> None:
    portal.base.routes["/ys/"] = list_page([*LISTED, ("/item/9.html", "区教育局2023年部门预算编制说明会", "2023-02-20")])
    portal.base.routes["/item/9.html"] = article("区教育局2023年部门预算编制说明会", "2023-02-20")
    portal.searched_by(results(("/jump?id=9", "区教育局2023年部门预算编制说明会", "2023-02-20")))
    portal.run()
    assert not [hits for _, _, _, hits, _ in portal.rows() if hits != "[]"]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ((403, {}, b"no"), "HTTP 403"),
        (list_page([(f"/x/{n}.html", f"最新动态第{n}号要闻", "2023-09-01") for n in range(5)]), "查不到已采集的"),
    ],
)
def test_a_search_that_was_refused_or_does_not_work_confirms_nothing(
    portal: Portal, answer: Answer, cause: str
) -> None:
    portal.searched_by(lambda words: answer)
    found = portal.run()
    assert (found["status"], found["lean"]) == ("suspect", "gap")
    assert cause in found["reason"] and "复查没有成功" in found["reason"]


def test_a_portal_without_search_is_looked_at_by_its_site_map(portal: Portal) -> None:
    links = "".join(f'<li><a href="/bm/{n}/">栏目第{n}个</a></li>' for n in range(9))
    portal.base.routes["/"] = html('首页<a href="/map.html">网站地图</a>')
    portal.base.routes["/map.html"] = html(f"<h1>网站地图</h1><ul>{links}</ul>")
    found = portal.run()
    assert found["status"] == "gap"
    looks = {look["path"]: look["outcome"] for look in found["second_looks"]}
    assert looks == {"search": "soft404", "sitemap": "ok", "column": "ok"}


def test_what_the_column_shows_the_second_time_is_a_question(portal: Portal) -> None:
    later = list_page([("/item/2023.html", FOUND, "2023-09-20"), *LISTED])
    portal.base.routes["/ys/"] = lambda asked: list_page(LISTED) if asked.n == 0 else later
    portal.searched_by(results())
    found = portal.run()
    assert (found["status"], found["lean"]) == ("suspect", "met") and "栏目首页" in found["question"]


# ---- when it is made, and when it is not


def test_check_alone_accuses_nobody_of_an_absence_before_the_second_look(portal: Portal) -> None:
    portal.searched_by(results())
    crawled = zwgk("crawl", str(portal.folder / "t.toml"), *DAY, "--data", str(portal.folder / "data"))
    assert crawled.code == 0, crawled.err
    portal.words("report")
    assert zwgk(*portal.words("report")).code == 0
    found = portal.finding()
    assert (found["status"], found["lean"]) == ("suspect", "gap") and found["reason"].endswith("尚未按另一路径复查")
    assert portal.asked_words == [] and "另行复查" not in portal.page()


def test_a_replayed_site_has_no_second_look_unless_its_profile_says_so(portal: Portal) -> None:
    portal.profile("")
    portal.searched_by(results())
    found = portal.run()
    assert (found["status"], found["second_looks"], portal.rows(), portal.asked_words) == ("gap", [], [], [])


def test_both_looks_lie_apart_by_the_time_of_the_profile_and_the_wait_is_said(portal: Portal) -> None:
    portal.profile('second_look = "3s"')
    portal.searched_by(results())
    portal.run()
    asked = [a for a in portal.base.asked if a.path.startswith(("/ys/", "/search"))]
    assert asked[1].at - asked[0].at >= 2 and "还要等" in portal.said
    with sqlite3.connect(portal.folder / "data" / "zwgk.sqlite") as db:
        (ended,) = db.execute("select ended from crawl_visit").fetchone()
        (first,) = db.execute("select min(at) from crawl_second_look where path = 'search'").fetchone()
    assert first > ended
    quiet = portal.run("--quiet")
    assert quiet["status"] == "gap" and portal.said == ""


def test_a_run_stopped_in_the_wait_goes_on_where_it_was(portal: Portal) -> None:
    portal.profile('second_look = "6s"')
    portal.searched_by(results())
    command = [sys.executable, "-m", "zwgk", *portal.words("run")]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # Tests run in the background of a shell inherit that the interrupt is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    while "还要等" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3 and "接着复查" in err and not (portal.folder / "out").exists()

    listed = sum(a.path == "/ys/" for a in portal.base.asked)
    found = portal.run()
    assert found["status"] == "gap" and "第 1 次采集" in portal.said
    assert sum(a.path == "/ys/" for a in portal.base.asked) == listed + 1  # the second look's own, no new crawl

    portal.run()  # the audit came to its end, so this is another one
    assert "第 2 次采集" in portal.said


# ---- other ways to search


def test_the_search_that_the_profile_names_is_asked_first(portal: Portal) -> None:
    portal.profile(more=f'[search]\nurl = "{portal.base.base}so?c=1&keyword={{words}}"')
    portal.searched_by(results(), "/so")
    assert portal.run()["status"] == "gap" and portal.asked_words[-1] == WORDS


def test_the_search_of_a_platform_answers_with_data(portal: Portal) -> None:
    portal.base.routes["/"] = html("首页<script>var u='/igs/front/search.jhtml?code=5f&siteId=9&searchWord=';</script>")

    def data(words: str) -> Answer:
        known = [row for row in LISTED if row[1] == words]
        rows = known or [("/gk/t20230220_9.html", "区教育局<em>2023年</em>部门<em>预算</em>", "2023-02-20 10:00:00")]
        content = [{"title": title, "url": url, "trs_time": day} for url, title, day in rows]
        return 200, {"Content-Type": "application/json"}, json.dumps({"page": {"content": content, "total": 1}}).encode()

    portal.searched_by(data, "/igs/front/search.jhtml")
    found = portal.run()
    assert found["status"] == "suspect" and found["evidence"][1]["title"] == FOUND
    assert any("code=5f&siteId=9&searchWord=" in url for *_, url in portal.rows())


# ---- hostile answers


def test_a_hostile_answer_harms_nobody(portal: Portal) -> None:
    rows = [
        ("http://evil.example/1.html", FOUND, "2023-02-20"),
        ("javascript:alert(1)", FOUND, "2023-02-20"),
        ("/czj/1.html", f"<script>alert(1)</script>{FOUND}联系人13800138000", "2023-02-20"),
    ]
    cells = "".join(
        f'<li><a href="{url}">{title.replace("<", "&lt;")}</a><span>{day}</span></li>' for url, title, day in rows
    )

    def answer(words: str) -> Answer:
        return results()(words) if words != WORDS else html(f"<ul>{cells}</ul><script>alert(document.cookie)</script>")

    portal.searched_by(answer)
    portal.run()
    written = "\n".join(hits for _, _, _, hits, _ in portal.rows())
    assert "evil.example" not in written and "javascript" not in written and "13800138000" not in written
    assert "138****8000" in written
    for path in (portal.folder / "out").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert "13800138000" not in text and "evil.example" not in text
            assert path.suffix != ".html" or "<script>alert" not in text


def test_a_search_that_leads_to_another_host_is_not_followed(portal: Portal) -> None:
    portal.searched_by(lambda words: (302, {"Location": "http://evil.example/search"}, b""))
    found = portal.run()
    assert found["status"] == "suspect" and "主机" in found["reason"]


def test_a_run_asks_at_most_three_hundred_times(portal: Portal) -> None:
    portal.searched_by(results())
    text = portal.profile().read_text(encoding="utf-8").replace('unit = "jiaoyu"\n', "")
    units = "".join(f'[[unit]]\nid = "u{n}"\nname = "区第{n}样本局"\ngroups = ["d"]\n' for n in range(100, 420))
    (portal.folder / "t.toml").write_text(text + units, encoding="utf-8")
    (portal.folder / "doc.toml").write_text(DOC.replace("区教育局", "@d"), encoding="utf-8")
    assert zwgk(*portal.words("run")).code == 0
    found = lines(portal.folder / "out" / "findings.jsonl")
    with sqlite3.connect(portal.folder / "data" / "zwgk.sqlite") as db:
        (asked,) = db.execute("select count(*) from crawl_fetch where purpose = 'second'").fetchone()
    waiting = [f for f in found if f["status"] == "suspect"]
    assert asked <= 300 and len(found) == 320 and 0 < len(waiting) < 40
    assert all("上限" in f["reason"] for f in waiting) and {f["status"] for f in found} == {"suspect", "gap"}
