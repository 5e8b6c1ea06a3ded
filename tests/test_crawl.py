"""Crawling from the outside: every column ends with a receipt, nothing is asked of a foreign host, a kill loses nothing."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from tests.outside import ROOT, lines, zwgk
from tests.scripted_portal import Asked, Route, ScriptedPortal, article, html, list_page, scripted

DAY = ("--as-of", "2023-09-20")
DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开预算"
units = ["区教育局"]
"""


def rows(base: str, first: int, last: int) -> list[tuple[str, str, str]]:
    return [
        (f"/item/{n}.html", f"第{n}号通知事项的公告全文", f"2023-05-{n % 28 + 1:02d}") for n in range(first, last + 1)
    ]


def profile(portal: ScriptedPortal, folder: Path, *columns: str, extra: str = "") -> Path:
    """A profile with a column an address, ids c0, c1, …"""
    text = (
        f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{portal.base}"\n[politeness]\ndelay = 0\n{extra}\n'
    )
    text += '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n'
    for n, path in enumerate(columns):
        text += f'[[column]]\nid = "c{n}"\nkind = "notices"\nunit = "jiaoyu"\nurl = "{portal.base.rstrip("/")}{path}"\n'
    target = folder / "t.toml"
    target.write_text(text, encoding="utf-8")
    (folder / "doc.toml").write_text(DOC, encoding="utf-8")
    return target


def audit(
    portal: ScriptedPortal, folder: Path, *columns: str, extra: str = ""
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Crawl and report: visits by column, articles."""
    site = profile(portal, folder, *columns, extra=extra)
    done = zwgk(
        "run", str(site), str(folder / "doc.toml"), *DAY, "--data", str(folder / "data"), "--out", str(folder / "out")
    )
    assert done.code == 0, done.err
    return {v["column"]: v for v in lines(folder / "out" / "visits.jsonl")}, lines(folder / "out" / "articles.jsonl")


def items(first: int, last: int) -> dict[str, Route]:
    return {
        f"/item/{n}.html": article(f"第{n}号通知事项的公告全文", f"2023-05-{n % 28 + 1:02d}")
        for n in range(first, last + 1)
    }


def test_a_list_over_three_pages_is_walked_to_its_end(tmp_path: Path) -> None:
    with scripted(items(1, 12)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 5), '<div class="page"><a href="/a/2.html">下一页</a></div>')
        portal.routes["/a/2.html"] = list_page(
            rows("", 6, 10), '<div class="page"><a href="/a/">上一页</a><a href="/a/3.html">下一页</a></div>'
        )
        portal.routes["/a/3.html"] = list_page(
            rows("", 11, 12), '<div class="page"><a href="/a/2.html">上一页</a></div>'
        )
        visits, articles = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"]
    assert (visits["c0"]["pages_fetched"], visits["c0"]["rows"]) == (3, 12)
    assert len(articles) == 12 and all(a["published"] and a["state"] == "read" for a in articles)


def test_a_last_page_that_fails_leaves_the_column_incomplete(tmp_path: Path) -> None:
    with scripted(items(1, 5)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 5), '<div class="page"><a href="/a/2.html">下一页</a></div>')
        portal.routes["/a/2.html"] = (500, {}, b"oops")
        visits, articles = audit(portal, tmp_path, "/a/")
    assert not visits["c0"]["complete"] and "500" in visits["c0"]["stopped_because"]
    assert len(articles) == 5


def test_fewer_rows_than_declared_are_never_called_complete(tmp_path: Path) -> None:
    with scripted(items(1, 5)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 5), '<div class="page">共 9 条</div>')
        visits, _ = audit(portal, tmp_path, "/a/")
    assert not visits["c0"]["complete"] and "9" in visits["c0"]["stopped_because"]


def test_a_pager_that_repeats_itself_ends(tmp_path: Path) -> None:
    with scripted(items(1, 5)) as portal:
        endless = list_page(rows("", 1, 5), '<div class="page"><a href="/a/?page=2">下一页</a></div>')
        portal.routes.update({"/a/": endless, "/a/?page=2": endless})
        visits, _ = audit(portal, tmp_path, "/a/")
    assert not visits["c0"]["complete"]
    assert sum(1 for a in portal.asked if a.path.startswith("/a/")) == 2


def test_an_empty_column_is_empty_and_a_shell_is_not(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/empty/"] = html('<div class="list"><ul class="news_list"></ul><p>暂无相关信息</p></div>')
        portal.routes["/shell/"] = html(
            '<div class="list" id="list"></div><script>$.ajax({url:"/x",success:function(d){render(d)}})</script>'
        )
        visits, _ = audit(portal, tmp_path, "/empty/", "/shell/")
    assert (visits["c0"]["outcome"], visits["c0"]["complete"]) == ("empty", True)
    assert (visits["c1"]["outcome"], visits["c1"]["complete"]) == ("shell", False)


@pytest.mark.parametrize("status", [412, 200])
def test_a_host_that_refuses_three_times_in_a_row_is_left_alone(tmp_path: Path, status: int) -> None:
    challenge = (
        b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1</script></head><body></body></html>"
    )
    with scripted() as portal:
        for n in range(6):
            portal.routes[f"/b{n}/"] = (status, {"Content-Type": "text/html"}, challenge)
        visits, _ = audit(portal, tmp_path, *(f"/b{n}/" for n in range(6)))
        asked = [p for p in portal.paths() if p.startswith("/b")]
    assert {v["outcome"] for v in visits.values()} == {"blocked"}
    assert 3 <= len(asked) <= 4  # one may be on its way when the third refusal is read
    assert any("已停止请求" in v["stopped_because"] for v in visits.values())


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/x", "http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd"]
)
def test_a_redirect_to_a_foreign_or_private_host_is_not_followed(tmp_path: Path, target: str) -> None:
    with scripted() as portal:
        portal.routes["/a/"] = list_page(
            [("/item/1.html", "第1号通知事项的公告全文", "2023-05-02")] * 1 + rows("", 2, 4)
        )
        portal.routes.update(items(2, 4))
        portal.routes["/item/1.html"] = (302, {"Location": target}, b"")
        _, articles = audit(portal, tmp_path, "/a/")
    moved = next(a for a in articles if a["url"].endswith("/item/1.html"))
    assert moved["state"] == "failed" and moved["title"] == "第1号通知事项的公告全文"


def test_rows_on_other_hosts_count_and_are_not_asked(tmp_path: Path) -> None:
    with scripted(items(2, 4)) as portal:
        portal.routes["/a/"] = list_page(
            [("http://www.example.invalid/x.html", "外部媒体报道的一条要闻", "2023-05-02"), *rows("", 2, 4)]
        )
        _, articles = audit(portal, tmp_path, "/a/")
    assert [a["state"] for a in articles if "example.invalid" in a["url"]] == ["external"]


def test_robots_are_obeyed_and_said(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
        portal.routes["/private/"] = list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/private/")
    assert "/private/" not in portal.paths()
    assert visits["c0"]["outcome"] == "blocked" and "robots" in visits["c0"]["stopped_because"]


def test_a_page_that_lies_about_its_length_or_is_no_page_costs_nothing_else(tmp_path: Path) -> None:
    cut = article("第1号通知事项的公告全文", "2023-05-02")
    with scripted(items(4, 5)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 5))
        portal.routes["/item/1.html"] = (200, {**cut[1], "Content-Length": str(len(cut[2]) + 5000)}, cut[2])
        portal.routes["/item/2.html"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 nothing")
        portal.routes["/item/3.html"] = (200, {"Content-Type": "text/html"}, b"<div>" * 10_000 + b"\x00\xff deep")
        visits, articles = audit(portal, tmp_path, "/a/")
    states = {a["url"].rsplit("/", 1)[1]: a["state"] for a in articles}
    assert states["1.html"] == "failed" and states["2.html"] == "file" and states["4.html"] == "read"
    assert visits["c0"]["complete"] and len(articles) == 5


def test_one_request_at_a_time_with_the_delay_of_the_profile(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        audit(portal, tmp_path, "/a/", extra="delay = 0.3".replace("delay", "#") + "\n")
        site = (tmp_path / "t.toml").read_text(encoding="utf-8").replace("delay = 0", "delay = 0.3")
        (tmp_path / "slow.toml").write_text(site.replace('id = "t"', 'id = "slow"'), encoding="utf-8")
        portal.asked.clear()
        assert zwgk("crawl", str(tmp_path / "slow.toml"), *DAY, "--data", str(tmp_path / "slow")).code == 0
    times = [a.at for a in portal.asked]
    assert min(b - a for a, b in itertools.pairwise(times[1:])) > 0.1


def test_the_spiders_run_by_themselves(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        site = profile(portal, tmp_path, "/a/")
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "units", "-a", f"site={site}", "-a", f"data={tmp_path / 'data'}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    archive = Archive.open(tmp_path / "data", "t")
    assert [run.state for run in archive.runs()] == ["closed"]
    archive.close()


def test_a_quick_look_reads_first_pages_only_and_says_what_it_proves(tmp_path: Path) -> None:
    with scripted(items(1, 9)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 5), '<div class="page"><a href="/a/2.html">下一页</a></div>')
        portal.routes["/b/"] = list_page(rows("", 6, 9))
        site = profile(portal, tmp_path, "/a/", "/b/")
        done = zwgk(
            "run",
            str(site),
            str(tmp_path / "doc.toml"),
            *DAY,
            "--quick",
            "--data",
            str(tmp_path / "data"),
            "--out",
            str(tmp_path / "out"),
        )
        assert done.code == 0, done.err
        assert not [p for p in portal.paths() if "item" in p or p == "/a/2.html"]
    visits = {v["column"]: v["complete"] for v in lines(tmp_path / "out" / "visits.jsonl")}
    assert visits == {"c0": False, "c1": True}
    assert {a["state"] for a in lines(tmp_path / "out" / "articles.jsonl")} == {"skipped"}


def _slow(asked: Asked) -> Any:
    time.sleep(0.05)
    number = int(asked.path.split("/")[-1].split(".")[0])
    return article(f"第{number}号通知事项的公告全文", f"2023-05-{number % 28 + 1:02d}")


@pytest.mark.parametrize("after", [3, 12, 25])
def test_a_killed_crawl_goes_on_where_it_was(tmp_path: Path, after: int) -> None:
    with scripted({f"/item/{n}.html": _slow for n in range(1, 41)}) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 20))
        portal.routes["/b/"] = list_page(rows("", 21, 40))
        site = profile(portal, tmp_path, "/a/", "/b/")
        words = ("crawl", str(site), *DAY, "--data", str(tmp_path / "data"))
        process = subprocess.Popen(
            [sys.executable, "-m", "zwgk", *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while len(portal.asked) < after and process.poll() is None:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        done = zwgk(
            "run",
            str(site),
            str(tmp_path / "doc.toml"),
            *DAY,
            "--data",
            str(tmp_path / "data"),
            "--out",
            str(tmp_path / "out"),
        )
        assert done.code == 0, done.err
    articles = lines(tmp_path / "out" / "articles.jsonl")
    assert len(articles) == 40 and {a["state"] for a in articles} == {"read"}
    assert all(v["complete"] for v in lines(tmp_path / "out" / "visits.jsonl"))
    archive = Archive.open(tmp_path / "data", "t")
    assert [run.state for run in archive.runs()] == ["closed"]
    archive.close()
    for path in (tmp_path / "data" / "warc").glob("*.warc.gz"):
        check = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True)
        assert check.returncode == 0, check.stdout


def test_a_full_disk_ends_with_three_and_the_next_run_goes_on(tmp_path: Path) -> None:
    chance = random.Random(7)
    pages = {
        f"/item/{n}.html": article(f"第{n}号通知事项的公告全文", "2023-05-02", chance.randbytes(12_000).hex())
        for n in range(1, 61)
    }
    with scripted(pages) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 60))
        site = profile(portal, tmp_path, "/a/")
        where = ("--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"))
        words = (str(site), str(tmp_path / "doc.toml"), *DAY, *where)
        full = zwgk("run", *words, file_limit=500_000)
        assert full.code == 3 and "磁盘已满" in full.err, (full.code, full.err)
        assert not (tmp_path / "out").exists()
        done = zwgk("run", *words)
        assert done.code == 0, done.err
    articles = lines(tmp_path / "out" / "articles.jsonl")
    assert len(articles) == 60 and {a["state"] for a in articles} == {"read"}


def test_a_profile_without_columns_is_legal_and_proves_nothing(tmp_path: Path) -> None:
    with scripted() as portal:
        site = profile(portal, tmp_path)
        done = zwgk(
            "run",
            str(site),
            str(tmp_path / "doc.toml"),
            *DAY,
            "--data",
            str(tmp_path / "data"),
            "--out",
            str(tmp_path / "out"),
        )
        assert done.code == 0, done.err
    assert lines(tmp_path / "out" / "visits.jsonl") == []
    assert {f["status"] for f in lines(tmp_path / "out" / "findings.jsonl")} == {"manual"}


def test_a_budget_ends_the_night_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with scripted(items(1, 8)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 8))
        site = profile(portal, tmp_path, "/a/", extra="budget = 6")
        words = ("crawl", str(site), *DAY, "--data", str(tmp_path / "data"))
        nights = [zwgk(*words)]
        told = zwgk("status", str(site), "--data", str(tmp_path / "data"))
        while nights[-1].code == 3 and len(nights) < 6:
            nights.append(zwgk(*words))
        done = zwgk("status", str(site), "--data", str(tmp_path / "data"))
        asked = [p for p in portal.paths() if p.startswith("/item/")]
    assert nights[0].code == 3 and "已达上限（6 次）" in nights[0].err and "信息" in nights[0].err
    assert "未完成" in told.out and "栏目 1/1" in told.out and "至少还需" in told.out
    assert nights[-1].code == 0 and 2 <= len(nights) <= 5
    assert sorted(asked) == sorted(f"/item/{n}.html" for n in range(1, 9))  # none twice, none lost
    assert "已完成" in done.out and "信息 8/8" in done.out


def test_the_progress_of_nothing_is_told_in_one_line(tmp_path: Path) -> None:
    with scripted() as portal:
        site = profile(portal, tmp_path, "/a/")
        told = zwgk("status", str(site), "--data", str(tmp_path / "nowhere"))
    assert told.code == 2 and len(told.err.splitlines()) == 1 and not (tmp_path / "nowhere").exists()
