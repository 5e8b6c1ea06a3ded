"""Attachments in a crawl: which files are asked, what is said of each, and that none is asked twice without need."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from crawler import site as sites
from crawler.archive import Archive, Corpus
from crawler.demo.files import docx, pdf, xlsx
from tests.outside import lines, zwgk
from tests.scripted_portal import ScriptedPortal, article, html, list_page, scripted

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
REPORT = pdf(["区教育局2023年部门预算", "一、收支总表", "本年收入合计 100.00 万元"])
TABLES = xlsx({"收支总表": [["项目", "预算数"], ["收入合计", "100.00"]]})


def linked(title: str, *files: tuple[str, str], text: str = "") -> Any:
    """An item page that offers files as (address, name)."""
    links = "".join(f'<p>附件：<a href="{url}">{name}</a></p>' for url, name in files)
    status, headers, body = article(title, "2023-04-10", text)
    return status, headers, body.replace(b"</p></div>", b"</p>" + links.encode() + b"</div>")


def serve(portal: ScriptedPortal) -> None:
    """A budget column and a news column, an item with files in each."""
    portal.routes["/ys/"] = list_page([("/i/1.html", "区教育局2023年部门预算公开说明", "2023-04-10")])
    portal.routes["/xw/"] = list_page([("/i/2.html", "区教育局召开全区教育工作会议", "2023-04-10")])
    portal.routes["/i/1.html"] = linked(
        "区教育局2023年部门预算公开说明", ("/f/report.pdf", "部门预算.pdf"), ("/f/tables.xlsx", "预算表.xlsx")
    )
    portal.routes["/i/2.html"] = linked("区教育局召开全区教育工作会议", ("/f/news.pdf", "会议材料.pdf"))
    portal.routes["/f/report.pdf"] = (200, {"Content-Type": "application/pdf"}, REPORT)
    portal.routes["/f/tables.xlsx"] = (200, {"Content-Type": "application/octet-stream"}, TABLES)
    portal.routes["/f/news.pdf"] = (200, {"Content-Type": "application/pdf"}, pdf(["会议材料"]))


def profile(portal: ScriptedPortal, folder: Path, extra: str = "", kinds: tuple[str, ...] = ("budget", "news")) -> Path:
    base = portal.base.rstrip("/")
    text = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{base}/"\n[politeness]\ndelay = 0\n{extra}\n'
    text += '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n'
    for kind, path in zip(kinds, ("/ys/", "/xw/"), strict=False):
        text += f'[[column]]\nid = "{kind}"\nkind = "{kind}"\nunit = "jiaoyu"\nurl = "{base}{path}"\n'
    target = folder / "t.toml"
    target.write_text(text, encoding="utf-8")
    (folder / "doc.toml").write_text(DOC, encoding="utf-8")
    return target


def audit(portal: ScriptedPortal, folder: Path, extra: str = "", day: str = "2023-09-20", code: int = 0) -> dict[str, Any]:
    """Run an audit; what articles.jsonl says of each file, by path."""
    site = profile(portal, folder, extra)
    portal.asked.clear()
    done = zwgk(
        "run", str(site), str(folder / "doc.toml"), "--as-of", day, "--data", str(folder / "data"), "--out", str(folder / "out")
    )
    assert done.code == code, done.err
    if code:
        return {}
    found = lines(folder / "out" / "articles.jsonl")
    return {a["url"].split("/", 3)[-1]: a["readable"] for item in found for a in item["attachments"] if a["url"]}


def asked_files(portal: ScriptedPortal) -> list[str]:
    return sorted(path for path in portal.paths() if path.startswith("/f/"))


def corpus_of(folder: Path, day: str = "2023-09-20") -> Corpus:
    site = sites.load(str(folder / "t.toml"))
    archive = Archive.open(folder / "data", "t")
    run = archive.newest_closed(date.fromisoformat(day))
    assert run is not None
    return Corpus(archive, site, run)


def test_files_of_judged_columns_are_fetched_and_read(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        readable = audit(portal, tmp_path)
        assert asked_files(portal) == ["/f/report.pdf", "/f/tables.xlsx"]
    assert readable == {"f/report.pdf": True, "f/tables.xlsx": True, "f/news.pdf": None}
    corpus = corpus_of(tmp_path)
    item = next(a for a in corpus.articles("jiaoyu", ["budget"]))
    files = corpus.files(item)
    read = corpus.readings(files)
    assert [(f.name, f.state, f.reading) for f in files] == [("部门预算.pdf", "kept", "read"), ("预算表.xlsx", "kept", "read")]
    assert "区教育局2023年部门预算" in read[files[0].sha256].text
    assert read[files[1].sha256].parts[0].tables[0].rows[1] == ("收入合计", "100.00")
    with sqlite3.connect(tmp_path / "data" / "zwgk.sqlite") as db:
        assert db.execute("select count(*) from crawl_fetch where purpose = 'file' and warc != ''").fetchone() == (2,)


def test_the_profile_says_whose_files_are_fetched(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        (tmp_path / "all").mkdir()
        (tmp_path / "none").mkdir()
        assert audit(portal, tmp_path / "all", 'attachments = "all"')["f/news.pdf"] is True
        assert set(audit(portal, tmp_path / "none", 'attachments = "none"').values()) == {None}
        assert asked_files(portal) == []


def test_what_cannot_be_had_or_read_says_so_and_a_failure_of_ours_says_nothing(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        names = ("gone.pdf", "page.pdf", "broken.pdf", "slow.pdf", "large.pdf", "refused.pdf")
        portal.routes["/i/1.html"] = linked("区教育局2023年部门预算公开说明", *((f"/f/{n}", n) for n in names), ("http://files.example.com/x.pdf", "别处.pdf"))
        portal.routes["/f/page.pdf"] = html("<p>请登录后下载，本页不是文件。本页不是文件。</p>", "下载")
        portal.routes["/f/broken.pdf"] = (200, {"Content-Type": "application/pdf"}, REPORT[:200])
        portal.routes["/f/slow.pdf"] = (503, {}, b"busy")
        portal.routes["/f/large.pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 " + b"0" * 1_200_000)
        portal.routes["/f/refused.pdf"] = (403, {}, b"no")
        readable = audit(portal, tmp_path, "attachment_mb = 1")
    assert readable["f/gone.pdf"] is False and readable["f/page.pdf"] is False and readable["f/broken.pdf"] is False
    assert readable["f/slow.pdf"] is None and readable["f/large.pdf"] is None and readable["f/refused.pdf"] is None
    assert readable["x.pdf"] is None
    item = next(corpus_of(tmp_path).articles("jiaoyu", ["budget"]))
    causes = {f.name: (f.state, f.cause) for f in corpus_of(tmp_path).files(item)}
    assert causes["large.pdf"] == ("failed", "内容过大，没有读取") and causes["别处.pdf"][0] == "external"
    assert causes["broken.pdf"][0] == "kept" and causes["broken.pdf"][1]


def test_one_file_at_two_addresses_is_read_once(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        portal.routes["/i/1.html"] = linked("区教育局2023年部门预算公开说明", ("/f/report.pdf", "甲.pdf"), ("/f/again.pdf", "乙.pdf"))
        portal.routes["/f/again.pdf"] = (200, {"Content-Type": "application/pdf"}, REPORT)
        assert audit(portal, tmp_path) == {"f/report.pdf": True, "f/again.pdf": True, "f/news.pdf": None}
    with sqlite3.connect(tmp_path / "data" / "zwgk.sqlite") as db:
        assert db.execute("select count(*) from crawl_reading where reader like 'file%'").fetchone() == (1,)


def test_a_row_that_is_a_file_is_read_as_one(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        portal.routes["/ys/"] = list_page([("/f/report.pdf", "区教育局2023年部门预算", "2023-04-10")])
        audit(portal, tmp_path)
        assert asked_files(portal) == ["/f/report.pdf"]
    corpus = corpus_of(tmp_path)
    item = next(corpus.articles("jiaoyu", ["budget"], or_unattributed=True))
    files = corpus.files(item)
    assert item.state == "file" and [f.reading for f in files] == ["read"]
    assert "收支总表" in corpus.readings(files)[files[0].sha256].text


def test_a_later_audit_leaves_files_of_an_unchanged_page_alone(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        before = audit(portal, tmp_path)
        assert audit(portal, tmp_path, day="2023-09-27") == before
        assert asked_files(portal) == []
        portal.routes["/i/1.html"] = linked(
            "区教育局2023年部门预算公开说明（更新）", ("/f/report.pdf", "部门预算.pdf"), ("/f/new.docx", "更正.docx")
        )
        portal.routes["/ys/"] = list_page([("/i/1.html", "区教育局2023年部门预算公开说明（更新）", "2023-04-10")])
        portal.routes["/f/new.docx"] = (200, {}, docx(["更正说明", "更正后的内容"]))
        after = audit(portal, tmp_path, day="2023-10-09")
        assert asked_files(portal) == ["/f/new.docx", "/f/report.pdf"]
    assert after["f/new.docx"] is True


def test_files_nobody_asked_for_are_fetched_when_the_profile_begins_to_want_them(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        audit(portal, tmp_path, 'attachments = "none"')
        assert audit(portal, tmp_path, day="2023-09-27")["f/report.pdf"] is True


def test_a_budget_that_ends_before_the_files_leaves_them_for_the_next_night(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        audit(portal, tmp_path, "budget = 8", code=3)
        first = asked_files(portal)
        told = zwgk("status", str(tmp_path / "t.toml"), "--data", str(tmp_path / "data"))
        readable = audit(portal, tmp_path, "budget = 8")
        assert len(first) < 2 and sorted([*first, *asked_files(portal)]) == ["/f/report.pdf", "/f/tables.xlsx"]
    assert "附件" in told.out
    assert readable["f/report.pdf"] is True and readable["f/tables.xlsx"] is True


def test_files_are_read_again_from_the_archive(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        audit(portal, tmp_path)
    with sqlite3.connect(tmp_path / "data" / "zwgk.sqlite") as db:
        db.execute("delete from crawl_reading where reader like 'file%'")
    done = zwgk("read", str(tmp_path / "t.toml"), "--data", str(tmp_path / "data"))
    assert done.code == 0, done.err
    corpus = corpus_of(tmp_path)
    files = corpus.files(next(corpus.articles("jiaoyu", ["budget"])))
    assert len(corpus.readings(files)) == 2


def test_a_file_that_did_not_come_is_asked_again_though_its_page_is_not(tmp_path: Path) -> None:
    with scripted() as portal:
        serve(portal)
        whole = portal.routes["/f/report.pdf"]
        portal.routes["/f/report.pdf"] = (503, {}, b"busy")
        assert audit(portal, tmp_path)["f/report.pdf"] is None
        portal.routes["/f/report.pdf"] = whole
        assert audit(portal, tmp_path, day="2023-09-27")["f/report.pdf"] is True
        assert asked_files(portal) == ["/f/report.pdf"]
