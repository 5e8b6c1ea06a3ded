"""A website that attacks: whatever it serves, the audit ends, nothing of it runs in the report, and nobody is accused of it.

Most attacks share one site and one run.
"""

import gzip
import json
import os
import random
import re
import resource
import shutil
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from socketserver import StreamRequestHandler
from typing import Any
from unittest import mock

import lxml.html
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler import dialects
from crawler.extract.page import read_page
from crawler.extract.resolve import resolve
from crawler.items import ListPage, PageReading, Row
from crawler.mask import mask
from crawler.page import Page
from crawler.site import Column
from crawler.walk import MAX_PAGES, Walk
from reports.rendering import render
from tests.outside import ROOT, lines, tree
from tests.scripted_portal import Answer, Asked, Route, ScriptedPortal, article, list_page, scripted

pytestmark = pytest.mark.xdist_group("hostile")

DAY = ("--as-of", "2023-09-20")
MEGABYTE = 1 << 20
OK_ROWS = [(f"/item/{n}.html", f"第{n}号通知事项的公告全文", f"2023-05-{n:02d}") for n in range(1, 6)]
TEXT = "现将有关情况公布如下，请社会各界监督。有关内容以本页所列为准，如有变化另行公告。联系单位为本页所列来源单位，特此说明。" * 2

# ---- a site, a profile, a run


class Repeated(dict[str, str]):
    """Headers of which one name may come many times."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return self._pairs


def page(body: str, head: str = "", **headers: str) -> Answer:
    """A page with a head of the attacker's."""
    text = f"<!DOCTYPE html><html><head>{head}<title>列表</title></head><body>{body}</body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, text.encode("utf-8", "surrogatepass")


def listed(rows: list[tuple[str, str, str]], more: str = "", head: str = "", **headers: str) -> Answer:
    """A list as ``list_page`` makes it, with attributes quoted and a head of the attacker's."""
    items = "".join(f'<li><a href="{quoted(url)}">{quoted(title)}</a><span>{day}</span></li>' for url, title, day in rows)
    return page(f'<div class="list"><ul class="news_list">{items}</ul></div>{more}', head, **headers)


def quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def frame(n: int) -> Answer:
    """A column of 迅睿 CMS whose rows come from ``/api{n}/api-ajax_list-1.html``."""
    return page(
        f'<div id="list"></div><script>$.ajax({{type:"POST",url:"/api{n}/api-ajax_list-1.html",'
        'data:{ajax_type:["1_news","47","1","news","Y-m-d","40","15","0"],is_ds:1},success:function(d){}})</script>'
    )


def api(answer: object) -> Answer:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return 200, {"Content-Type": "application/json"}, body


def row(n: int = 1, **other: object) -> dict[str, object]:
    return {"title": f"第{n}号通知事项的公告", "url": f"/item/{n}.html", "inputtime": "2023-05-01", **other}


def zeros(megabytes: int) -> bytes:
    """That many megabytes of zeros, gzipped about a thousandfold."""
    block = bytes(MEGABYTE)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # the same bytes for each megabyte
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    return head + packed * megabytes + b"\x03\x00" + struct.pack("<II", crc, megabytes * MEGABYTE % (1 << 32))


def gzipped(body: bytes) -> Answer:
    return 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body


BOMB = zeros(1024)

DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开预算、规范性文件、征求意见"
units = ["@departments"]
basis = [{ source = "要点", strength = "S", in_force = 2023-01-01 }]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
kinds = ["budget"]
[[requirement.check]]
use = "missing_validity_label"
scope = "unit"
[[requirement.check]]
use = "wrong_validity"
scope = "unit"
[[requirement.check]]
use = "missing_feedback"
[[requirement.check]]
use = "missing_interpretation"
own = true
[[requirement.check]]
use = "blank_column"
[[requirement.check]]
use = "stale_column"
kinds = ["news", "notices"]
"""
UNITS = {
    "jiaoyu": "区教育局", "caizheng": "区财政局", "minzheng": "区民政局", "shuiwu": "区水务局", "shangwu": "区商务局",
    "shenji": "区审计局", "sifa": "区司法局", "tongji": "区统计局",
}  # fmt: skip


def profile(portal: ScriptedPortal, folder: Path, columns: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Profile and document; a column is (unit, kind, path), its id the path's first part."""
    text = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{portal.base}"\n[politeness]\ndelay = 0\n'
    for unit in dict.fromkeys(unit for unit, _, _ in columns):
        text += f'[[unit]]\nid = "{unit}"\nname = "{UNITS[unit]}"\ngroups = ["departments"]\n'
    for unit, kind, path in columns:
        text += f'[[column]]\nid = "{path.strip("/").split("/")[0]}"\nkind = "{kind}"\nunit = "{unit}"\n'
        text += f'url = "{portal.base.rstrip("/")}{path}"\n'
    (folder / "t.toml").write_text(text, encoding="utf-8")
    (folder / "doc.toml").write_text(DOC, encoding="utf-8")
    return str(folder / "t.toml"), str(folder / "doc.toml")


@dataclass(frozen=True)
class Run:
    """What one audit of an attacking site left, and what it cost."""

    folder: Path
    code: int
    said: str
    asked: tuple[Asked, ...]
    cpu: float  # seconds
    memory: int  # megabytes, at most
    calls: tuple[bytes, ...]  # what was asked of hosts outside, through the proxy

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def visits(self) -> dict[str, dict[str, Any]]:
        return {visit["column"]: visit for visit in lines(self.out / "visits.jsonl")}

    @property
    def articles(self) -> list[dict[str, Any]]:
        text = (self.out / "articles.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n")[:-1]]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return lines(self.out / "findings.jsonl")

    def gaps_of(self, unit: str) -> list[str]:
        return [f["reason"] for f in self.findings if f["unit"] == unit and f["status"] == "gap"]


@contextmanager
def outside_world() -> Iterator[tuple[dict[str, str], list[bytes]]]:
    """An environment whose proxy notes every attempt to reach a host that is not this machine."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    calls.append(caller.recv(200).split(b"\r\n")[0])

        threading.Thread(target=listen, daemon=True).start()
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": "127.0.0.1"}, calls


def audit(
    folder: Path, routes: dict[str, Route], columns: list[tuple[str, str, str]], *, cpu: int = 120, timeout: int = 240
) -> Run:
    """Crawl, judge and report with a bound on CPU seconds; the command line in a process of its own."""
    fair = {path: article(title, day, TEXT) for path, title, day in OK_ROWS}
    # The scripted portal sends head and body apart; 500 pages would each wait 40 ms for the other side's delayed answer.
    at_once = mock.patch.object(StreamRequestHandler, "disable_nagle_algorithm", True)
    with at_once, outside_world() as (proxied, calls), scripted({**fair, "/ok/": list_page(OK_ROWS), **routes}) as portal:
        site, doc = profile(portal, folder, [("jiaoyu", "notices", "/ok/"), *columns])
        words = ("run", site, doc, *DAY, "--data", str(folder / "data"), "--out", str(folder / "out"))
        said = folder / "said.txt"
        with said.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "zwgk", *words],
                cwd=ROOT,
                stdout=file,
                stderr=subprocess.STDOUT,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5)),
                env={**os.environ, "PYTHONPATH": str(ROOT), "TLDEXTRACT_CACHE": str(folder / "tld"), **proxied},
            )
            late = threading.Timer(timeout, process.kill)
            late.start()
            _, status, used = os.wait4(process.pid, 0)
            late.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        folder,
        process.returncode,
        said.read_text(encoding="utf-8", errors="replace"),
        tuple(portal.asked),
        used.ru_utime + used.ru_stime,
        used.ru_maxrss // 1024,
        tuple(calls),
    )


# ---- the site that attacks


TITLES = [
    "关于印发<script>document.title='hacked'</script>管理办法的通知",
    "关于印发\"><img src=x onerror=\"document.title='hacked'\">管理办法的通知",
    "关于印发</title></style></textarea><svg onload=alert(1)>管理办法的通知",
    "=HYPERLINK(\"http://evil.invalid\",\"通知\")管理办法",
    "+cmd|' /C calc'!A0 关于管理办法的通知",
    "关于印发\u202egnp.exe\u202c\u2066隐藏\u2069管理办法的通知",
    "关于印发\x00\x01\x08\x1b[31m\x7f\x9b管理办法的通知",
    "关于印发\ud800\udc00\udfff孤立代理管理办法的通知",
    "关于印发{{ 7*7 }}{% raw %}${7*7}管理办法的通知",
    "关于印发\u2028换行\u2029\x85管理办法的通知",
    "   \u3000\xa0\u200b  ",
    "关于印发" + "长" * 100_000 + "管理办法的通知",
    "关于印发" + "（" * 200_000 + "管理办法的通知",
    "关于印发" + "2023年" * 40_000 + "管理办法的通知",
    "关于印发&#0;&#xD800;&#x110000;&lt;script&gt;alert(1)&lt;/script&gt;管理办法的通知",
    "</title><script>alert(1)</script>关于印发管理办法的通知",
    "关于公开征求《<script>alert(1)</script>管理办法》意见的公告",
]
HREFS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd", "vbscript:x", "//evil.invalid/x.html", "http://[::1]bad/x.html", "http://[bad/x.html", "http://127.0.0.1:99999/x.html",
    "http://127.0.0.1:-1/x.html", "http://例子.测试/x.html", "http://xn--a/x.html", "http://evil.invalid/" + "a" * 10_000 + ".html", "\\\\evil.invalid\\x.html",
    "http:\\\\evil.invalid\\y.html", "../../../../../../etc/passwd", "/..%2f..%2fetc/passwd", "/%00%0d%0aSet-Cookie:x=1", "http://user:pass@evil.invalid/x",
    "http://evil.invalid\\@127.0.0.1/x", "/x'\"><script>alert(1)</script>.html", "http:///x", "http://", "?", "#", "ftp://evil.invalid/x", "mailto:a@b",
    "/\ud800.html", "http://evil.invalid:80:80/", "http://0x7f000001/", "http://evil.invalid/" + "%" * 300, "/" + "\u202e" * 50 + ".html",
]  # fmt: skip
ATTACHMENTS = (
    '<a href="../../../../etc/passwd.pdf">../../etc/passwd.pdf</a>'
    '<a href="/f/%E2%80%A8%E2%80%AE%00%0A%3Cscript%3E.pdf"> </a>'
    '<a href="javascript:alert(1)" title="附件.docx">附件1：<b>&lt;script&gt;alert(1)&lt;/script&gt;.docx</b></a>'
    '<a href="file:///C:/x.doc">附件2：=HYPERLINK("x").doc</a><a href="http://[bad/x.pdf">附件3：坏.pdf</a>'
    '<a href="//evil.invalid/x.xlsx">附件4：' + "名" * 5000 + ".xlsx</a>"
    '<iframe src="javascript:alert(1)"></iframe><object data="file:///etc/passwd.pdf"></object>'
    '<script>document.write("<a href=\'/f/\\u0000.pdf\'>x</a>")</script>'
)


def hostile_item(title: str, n: int) -> Answer:
    """An item page whose every field attacks. What a title spells as HTML is shown as text, as an escaping CMS shows it."""
    title = title if "&#0;" in title else quoted(title)
    head = "".join(f'<meta name="{name}" content="{title}">' for name in ("ArticleTitle", "ContentSource", "DocNumber"))
    asked = f"<p>征求意见截止时间：2023年6月{n:02d}日</p>" if "征求" in title else ""
    return page(
        f'<div class="article"><h1>{title}</h1><div class="info">发布时间：2023-05-{n:02d}　来源：{title[:300]}　文号：{title[:60]}</div>'
        f'<div class="content" id="zoom"><p>{title}</p><p>{TEXT}</p>{asked}{ATTACHMENTS}</div></div>',
        head,
    )


def entity_bomb() -> Answer:
    entities = '<!ENTITY lol "lol">' + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE html [{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><h1>实体公告全文</h1><p>&lol9;&f;</p></body></html>'
    return 200, {"Content-Type": "application/xhtml+xml"}, body.encode()


def many_rows(count: int) -> Answer:
    return listed([(f"http://www.example.invalid/{n}.html", f"第{n}号外部信息的标题", "2023-05-01") for n in range(count)])


def endless(n: int) -> Answer:
    """Page ``n`` of a list that never ends."""
    rows = [(f"http://www.example.invalid/endless/{n}-{k}.html", f"第{n}-{k}号外部信息", "2023-05-01") for k in range(3)]
    return listed(rows, f'<div class="page"><a href="/endless/?page={n + 1}">下一页</a></div>')


def with_session(asked: Asked) -> Answer:
    """The same five rows under other addresses with every request, and a next page that shows them again."""
    number = int(asked.path[-1]) if asked.path[-1].isdigit() else 1
    rows = [(f"/session/item.html?n={n}&zsid={number}{asked.n}{n * 7919}", f"第{n}号会话公告的全文", f"2023-05-0{n}") for n in range(1, 6)]
    more = f'<a href="/session/?page={number + 1}">下一页</a>' if number < 3 else ""
    return listed(rows, f'<div class="page">{more}</div>')


def changing(rows: range, total: int, more: str) -> Answer:
    entries = [(f"http://www.example.invalid/changing/{n}.html", f"第{n}号外部信息的标题", f"2023-05-{n:02d}") for n in rows]
    return listed(entries, f'<div class="page">共 {total} 条 {more}</div>')


def half_gzipped() -> Answer:
    """A gzip stream that stops in the middle, under a Content-Length that agrees with it."""
    chance = random.Random(1)
    rows = [(f"http://www.example.invalid/half/{n}.html", f"第{n}号{chance.random()}信息", "2023-05-01") for n in range(200)]
    packed = gzip.compress(listed(rows)[2])
    return gzipped(packed[: len(packed) // 2])


def beyond_eight_megabytes() -> Answer:
    """A list in which a megabyte of nothing stands between two rows."""
    rows = [(f"http://www.example.invalid/wide/{n}.html", f"第{n}号外部信息的标题", "2023-05-01") for n in range(8)]
    answer = listed(rows)
    return answer[0], answer[1], answer[2].replace(b"</li>", b"</li><!--" + b"x" * 1_200_000 + b"-->")


def attacks() -> tuple[dict[str, Route], list[tuple[str, str, str]]]:
    """Everything that one run has to survive."""
    routes: dict[str, Route] = {"/": page('<a href="javascript:alert(1)">x</a>', "<title>" + TITLES[0] + "</title>")}
    routes["/robots.txt"] = (200, {}, b"\xff\xfe\x00User-agent: *\nDisallow: /" + b"*a" * 5000 + b"*zzz$\nCrawl-delay: 1e309\n" + b"\x00" * 1000)

    routes["/titles/"] = listed([(f"/t/{n}.html", title, f"2023-05-{28 - n:02d}") for n, title in enumerate(TITLES)])
    routes.update({f"/t/{n}.html": hostile_item(title, 28 - n) for n, title in enumerate(TITLES)})
    routes["/links/"] = listed([(href, f"第{n}号链接异常的公告", f"2023-05-{n % 28 + 1:02d}") for n, href in enumerate(HREFS)])

    nested = "<div>" * 10_000
    odd: dict[str, Answer] = {
        "deep": page(nested + "<h1>深层公告</h1><p>" + TEXT),
        "spans": page("<span>" * 10_000 + "深层公告" + TEXT),
        "attributes": page("<div " + " ".join(f'a{n}="{n}"' for n in range(10_000)) + f"><h1>属性公告</h1><p>{TEXT}</p></div>"),
        "entities": entity_bomb(),
        "utf16": (200, {"Content-Type": "text/html; charset=utf-16"}, b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00\x00\xd8\x00\xd8\x00\xdcA"),
        "nul": (200, {"Content-Type": "text/html"}, b"<html>\x00<h1>\x00</h1>" + b"\x00" * 100_000),
        "noise": (200, {"Content-Type": "text/html"}, random.Random(2).randbytes(200_000)),
        "bomb": gzipped(BOMB),
        "br": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"not brotli"),
        "badgzip": gzipped(b"<html>this is no gzip</html>"),
        "loop": (302, {"Location": "/odd/loop2.html"}, b""),
        "loop2": (302, {"Location": "/odd/loop.html"}, b""),
        "tofile": (302, {"Location": "file:///etc/passwd"}, b""),
        "tohost": (301, {"Location": "http://evil.invalid/x"}, b""),
        "tometadata": (307, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
        "todata": (302, {"Location": "data:text/html,<script>alert(1)</script>"}, b""),
        "tobad": (302, {"Location": "http://[bad"}, b""),
        "tobytes": (302, {"Location": "\xff\xfe\x80"}, b""),
        "refresh": page(TEXT, '<meta http-equiv="refresh" content="0;url=http://evil.invalid/">'),
        "refreshself": page(TEXT, '<meta http-equiv="refresh" content="0;url=/odd/refreshself.html">'),
        "refreshfile": page(TEXT, '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
        "base": page(TEXT, '<base href="http://[bad">'),
        "basejs": page(TEXT + ATTACHMENTS, '<base href="javascript:alert(1)//">'),
        "status": (999, {}, b"<html>x</html>"),
        "headers": (200, Repeated([("Content-Type", "text/html" + "x" * 5000), ("X-\xff", "\xff\xfe"), ("X-N", "a\x01b")]), article("头公告", "2023-05-01")[2]),
        "cookies": (200, Repeated([("Content-Type", "text/html"), *(("Set-Cookie", f"c{n}={n}; Domain=.gov.cn") for n in range(300))]), article("甜公告", "2023-05-01")[2]),
        "pdf": (200, {"Content-Type": "text/html"}, b"%PDF-1.4 " + b"x" * 1000),
        "refused": page('<h1>404</h1><p>您访问的页面<script>alert(1)</script>不存在</p>'),
    }  # fmt: skip
    routes["/odd/"] = listed([(f"/odd/{name}.html", f"第{n}号异常页面的公告{name}", f"2023-05-{n % 28 + 1:02d}") for n, name in enumerate(odd)])
    routes.update({f"/odd/{name}.html": answer for name, answer in odd.items()})
    strings = ["（" * 60_000, " \t" * 100_000, "来源：" * 40_000, "征求意见" * 40_000, "2023年5月1日" * 20_000, "一、" * 60_000, "a" * 200_000, "$.get(" * 30_000]
    routes["/strings/"] = listed([(f"/s/{n}.html", f"第{n}号字符串公告", f"2023-05-{n + 1:02d}") for n in range(len(strings))])
    routes.update({f"/s/{n}.html": article("关于公开征求办法意见的公告", f"2023-05-{n + 1:02d}", text) for n, text in enumerate(strings)})

    routes["/many/"] = many_rows(20_500)
    routes["/endless/"] = endless(1)
    routes.update({f"/endless/?page={n}": endless(n) for n in range(2, MAX_PAGES + 20)})
    for path in ("/session/", "/session/?page=2", "/session/?page=3"):
        routes[path] = with_session
    for number in (1, 2, 3):
        for n in range(1, 6):
            routes[f"/session/item.html?n={n}&zsid={number}0{n * 7919}"] = article(f"第{n}号会话公告的全文", f"2023-05-0{n}", TEXT + str(n))
    routes["/grows/"] = changing(range(2, 7), 10, '<a href="/grows/2.html">下一页</a>')
    routes["/grows/2.html"] = changing(range(6, 12), 11, '<a href="/grows/">上一页</a>')
    routes["/shrinks/"] = changing(range(1, 6), 10, '<a href="/shrinks/2.html">下一页</a>')
    routes["/shrinks/2.html"] = changing(range(7, 11), 9, '<a href="/shrinks/">上一页</a>')
    routes["/half/"] = half_gzipped()
    routes["/wide/"] = beyond_eight_megabytes()
    routes["/nest/"] = page(nested + listed(OK_ROWS)[2].decode())
    routes["/redirect/"] = (302, {"Location": "file:///etc/passwd"}, b"")
    routes["/round/"] = (302, {"Location": "/round/"}, b"")
    routes["/nextfile/"] = listed(OK_ROWS, head='<link rel="next" href="file:///etc/passwd">')

    answers: list[object] = [
        page("<script>alert(1)</script>")[2],
        b'{"data":[' + b'{"title":"x","url":"/x.html"},' * 300_000 + b"{}]}",
        {"data": [row(1)], "total": -7},
        {"data": [row(1, inputtime={"a": 1}, title=["列表", 1]), row(2, url={"a": "b"}), row(3, inputtime=10**40)], "total": "很多"},
        {"data": ["a", 1, None, [], {"title": {}}], "total": 5},
        {"data": [row(1, title=title, url=f"/json/{n}.html") for n, title in enumerate(TITLES) if "\ud800" not in title], "total": len(TITLES) - 1},
        b"[" * 100_000,
    ]
    for n, answer in enumerate(answers):
        routes[f"/x{n}/"] = frame(n)
        routes[f"/api{n}/api-ajax_list-1.html"] = api(answer)
    columns = [
        ("jiaoyu", "normative", "/titles/"), ("jiaoyu", "news", "/links/"), ("jiaoyu", "news", "/odd/"), ("jiaoyu", "consultation", "/strings/"),
        ("jiaoyu", "policy", "/session/"), ("jiaoyu", "plan", "/nest/"), ("jiaoyu", "plan", "/redirect/"), ("jiaoyu", "plan", "/round/"),
        ("jiaoyu", "plan", "/nextfile/"), *(("jiaoyu", "statistics", f"/x{n}/") for n in range(len(answers))),
        ("caizheng", "news", "/many/"), ("minzheng", "budget", "/endless/"), ("shuiwu", "budget", "/grows/"), ("shangwu", "budget", "/shrinks/"),
        ("shenji", "budget", "/half/"), ("sifa", "budget", "/wide/"),
    ]  # fmt: skip
    return routes, columns


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One audit of everything at once."""
    run = audit(tmp_path_factory.mktemp("attacked"), *attacks())
    print(f"\nattacked: {run.cpu:.1f} s CPU, {run.memory} MB, {len(run.asked)} requests")
    assert run.code == 0, run.said[-4000:]
    return run


# ---- it ends, and nobody is accused


def test_the_audit_of_an_attacking_site_ends_in_bounds(attacked: Run) -> None:
    assert attacked.code == 0
    assert attacked.memory < 700, f"{attacked.memory} MB"
    assert "Error processing" not in attacked.said and "error processing" not in attacked.said
    assert {v["column"] for v in attacked.visits.values() if not v["outcome"]} == set()
    assert attacked.visits["ok"]["complete"] and attacked.visits["ok"]["rows"] == 5


def test_only_the_portal_itself_is_asked(attacked: Run) -> None:
    foreign = [a.path for a in attacked.asked if "evil" in a.path or "meta-data" in a.path]
    assert foreign == []
    # ../../../../etc/passwd.pdf is a file of the portal like any other; file:///etc/passwd.pdf is nobody's.
    assert not any(a.path.startswith("file:") or ".." in a.path for a in attacked.asked if "passwd.pdf" in a.path)
    assert not [a for a in attacked.articles if "evil.invalid" in a["url"] and a["state"] != "external"]


def test_no_cookie_makes_the_program_call_home(attacked: Run) -> None:
    assert attacked.calls == ()


def test_a_list_without_end_is_left_at_the_cap(attacked: Run) -> None:
    visit = attacked.visits["endless"]
    assert visit["pages_fetched"] == MAX_PAGES and not visit["complete"]
    assert len([a for a in attacked.asked if a.path.startswith("/endless/")]) == MAX_PAGES
    assert attacked.gaps_of("minzheng") == []


def test_twenty_thousand_links_are_read(attacked: Run) -> None:
    assert attacked.visits["many"]["rows"] >= 20_000


def test_rows_under_other_addresses_with_every_request_are_one_item_each(attacked: Run) -> None:
    assert len({a["identity"] for a in attacked.articles if "/session/item" in a["url"]}) == 5


def test_what_cannot_be_read_is_failed_and_never_absent(attacked: Run) -> None:
    states = {a["url"].rsplit("/", 1)[1].split(".")[0]: a["state"] for a in attacked.articles if "/odd/" in a["url"]}
    for name in ("bomb", "badgzip", "loop", "tofile", "tohost", "tometadata", "todata", "tobad", "refresh", "status", "refused"):
        assert states[name] == "failed", (name, states[name])
    visits = attacked.visits
    for name in ("nest", "redirect", "round", "nextfile", *(f"x{n}" for n in range(7))):
        assert not visits[name]["complete"], visits[name]
    judged = {f["object"]: f["status"] for f in attacked.findings if f["check"] == "blank_column"}
    for name in ("nest", "redirect", "round", "x0", "x1", "x4", "x6"):
        assert judged[visits[name]["url"]] == "unknown", name


def test_more_rows_than_are_read_never_prove_an_absence(attacked: Run) -> None:
    assert not attacked.visits["many"]["complete"] and attacked.gaps_of("caizheng") == []


def test_a_page_that_is_cut_at_eight_megabytes_never_proves_an_absence(attacked: Run) -> None:
    assert not attacked.visits["wide"]["complete"] and attacked.gaps_of("sifa") == []


def test_half_a_gzip_stream_never_proves_an_absence(attacked: Run) -> None:
    assert not attacked.visits["half"]["complete"] and attacked.gaps_of("shenji") == []


@pytest.mark.parametrize(("column", "unit"), [("grows", "shuiwu"), ("shrinks", "shangwu")])
def test_a_list_that_changes_while_it_is_walked_never_proves_an_absence(attacked: Run, column: str, unit: str) -> None:
    assert not attacked.visits[column]["complete"] and attacked.gaps_of(unit) == []


def test_a_row_without_words_is_not_lost_in_silence(attacked: Run) -> None:
    assert not attacked.visits["titles"]["complete"] or attacked.visits["titles"]["rows"] == len(TITLES)


def test_causes_are_told_in_readers_words(attacked: Run) -> None:
    told = [v["stopped_because"] for v in attacked.visits.values()] + [f["reason"] for f in attacked.findings]
    with closing(sqlite3.connect(attacked.folder / "data" / "zwgk.sqlite")) as db:
        told += [cause for (cause,) in db.execute("select distinct cause from crawl_wanted union select distinct cause from crawl_fetch")]
    assert [t for t in told if re.search(r"[a-z]{4,} [a-z]{3,}|Error", t) and "script" not in t] == []
    assert attacked.visits["round"]["outcome"] == "unreachable"


# ---- nothing of it runs

_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_ACTIVE = {"script", "img", "iframe", "frame", "object", "embed", "link", "base", "form", "input", "svg", "math", "video", "audio"}


def test_nothing_of_it_is_live_in_the_report(attacked: Run) -> None:
    pages = sorted(attacked.out.rglob("*.html"))
    assert len(pages) > 20
    shown = ""
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not _STEERING.search(text), (path, _STEERING.search(text))
        assert len(text) < 3_000_000, path
        for element in lxml.html.document_fromstring(text).iter(lxml.etree.Element):
            assert element.tag not in _ACTIVE, (path, element.tag, dict(element.attrib))
            assert not [name for name in element.attrib if name.startswith("on")], (path, dict(element.attrib))
            for name in ("href", "src", "action", "data", "srcdoc", "formaction"):
                value = element.get(name) or ""
                scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.\s-]*):", value)
                assert not scheme or scheme.group(1) in ("http", "https"), (path, value)
                assert not value.startswith(("//", "/", "\\")), (path, value)
            assert (element.get("http-equiv") or "").lower() in ("", "content-security-policy"), path
        shown += text
    assert "&lt;script&gt;document.title=" in shown and "onerror=&#34;" in shown  # shown, and as text
    assert "=HYPERLINK(" in shown


def test_a_browser_runs_nothing_of_it(attacked: Run, tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("没有 chromium")
    copies = sorted((attacked.out / "evidence").glob("*.html"), key=lambda path: path.stat().st_size)
    evil = next(path for path in copies if "document.title=" in path.read_text(encoding="utf-8") and longest_block(path) < 10_000)
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    for path in (attacked.out / "units" / "jiaoyu.html", evil):
        words = [browser, "--headless", "--no-sandbox", *quiet, f"--user-data-dir={tmp_path / 'browser'}", "--dump-dom", path.as_uri()]
        shown = subprocess.run(words, capture_output=True, text=True, timeout=60).stdout
        titles = [lxml.html.document_fromstring(text).findtext(".//title") for text in (shown, path.read_text(encoding="utf-8"))]
        assert titles[0] == titles[1] and "hacked" not in str(titles[0])


def test_no_copy_is_one_endless_line(attacked: Run) -> None:
    for path in (attacked.out / "evidence").glob("*.html"):
        assert longest_block(path) <= 20_000, path


def longest_block(path: Path) -> int:
    """Characters between two tags, at most."""
    return max(map(len, re.split(r"<[^>]*>", path.read_text(encoding="utf-8").split("</style>")[-1])))


def test_data_files_are_one_object_a_line(attacked: Run) -> None:
    for path in attacked.out.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
            assert isinstance(json.loads(line), dict)


def test_no_name_breaks_a_line_of_a_data_file(attacked: Run) -> None:
    text = (attacked.out / "articles.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == text.count("\n")
    assert not [x["name"] for a in attacked.articles for x in a["attachments"] if "\x00" in x["name"] or "\u202e" in x["name"]]


def test_names_of_files_stay_inside_the_folder(attacked: Run) -> None:
    names = set(tree(attacked.folder)) - {"said.txt", "t.toml", "doc.toml"}
    assert {name.split("/")[0] for name in names} <= {"data", "out", "tld"}
    assert not [name for name in names if "passwd" in name or "script" in name or ".." in name]
    for path in (attacked.folder / "data" / "warc").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                record.raw_stream.read()
                assert record.digest_checker.passed is not False, record.rec_headers


# ---- sites that stop the audit, one by one


def crashers() -> tuple[dict[str, Route], list[tuple[str, str, str]]]:
    routes: dict[str, Route] = {
        "/bad/": listed(OK_ROWS, head='<link rel="next" href="http://[bad">'),
        "/mail/": listed(OK_ROWS, head='<link rel="next" href="mailto:a@b">'),
        "/title/": frame(1),
        "/api1/api-ajax_list-1.html": api({"data": [row(title="坏\ud800字标题")], "total": 1}),
        "/address/": frame(2),
        "/api2/api-ajax_list-1.html": api({"data": [row(url="/\ud800.html")], "total": 1}),
        "/total/": frame(3),
        "/api3/api-ajax_list-1.html": api({"data": [row()], "total": 10**30}),
    }
    return routes, [("jiaoyu", "plan", path) for path in routes if not path.startswith("/api")]


def test_no_page_can_stop_the_audit(tmp_path: Path) -> None:
    run = audit(tmp_path, *crashers())
    assert run.code == 0, run.said[-500:]
    assert run.visits["ok"]["complete"] and run.gaps_of("jiaoyu") == []


def test_a_long_address_does_not_stop_the_audit(tmp_path: Path) -> None:
    path = "/long/" + "a" * 3000 + ".html"
    rows = [*OK_ROWS[:4], (path, "第9号通知事项的公告全文", "2023-05-09")]
    run = audit(tmp_path, {"/long/": list_page(rows), path: article("第9号通知事项的公告全文", "2023-05-09")}, [("jiaoyu", "plan", "/long/")])
    assert run.code == 0, run.said[-500:]
    assert [a["state"] for a in run.articles if "aaaa" in a["url"]] in (["read"], ["failed"])


def test_a_home_page_with_a_broken_base_is_a_home_page(tmp_path: Path) -> None:
    assert audit(tmp_path, {"/": page("首页", '<base href="http://[bad">')}, []).code == 0


def test_a_flood_of_cookies_costs_the_other_pages_nothing(tmp_path: Path) -> None:
    flood = Repeated([("Content-Type", "text/html"), *(("Set-Cookie", f"c{n}={'x' * 50}; Path=/") for n in range(1500))])
    run = audit(tmp_path, {"/flood/": (200, flood, list_page(OK_ROWS)[2])}, [("jiaoyu", "plan", "/flood/")])
    assert run.code == 0
    assert {a["state"] for a in run.articles} == {"read"}


# ---- the same causes without a crawl


def at(path: str, answer: Answer) -> Page:
    return Page(f"http://127.0.0.1:9{path}", answer[2], content_type=answer[1].get("Content-Type", ""))


def walk_of(path: str = "/list/") -> Walk:
    return Walk(Column("list", "plan", "", f"http://127.0.0.1:9{path}", "规划计划"), datetime.now(UTC))


@pytest.mark.parametrize("href", ["http://[bad", "mailto:a@b", "javascript:alert(1)", "data:text/html,x", "http://a:99999/"])
def test_a_next_page_is_a_web_address(href: str) -> None:
    walk = walk_of()
    ask = walk.answered(walk.first(), at("/list/", listed(OK_ROWS, head=f'<link rel="next" href="{href}">')))
    assert ask is None or ask.url.startswith("http://127.0.0.1:9/")


@pytest.mark.parametrize("href", ["http://[bad", "javascript:alert(1)", "//", "http://a:99999/"])
def test_a_broken_base_is_as_good_as_none(href: str) -> None:
    answer = page(listed(OK_ROWS)[2].decode(), f'<base href="{href}">')
    walk = walk_of()
    walk.answered(walk.first(), at("/list/", answer))
    assert read_page(at("/list/", answer)).url


def answered(answer: object) -> ListPage:
    """What 迅睿's reader makes of an API's answer."""
    first = at("/x/", frame(1))
    return dialects.read("xunrui", at("/api1/api-ajax_list-1.html", api(answer)), column_url=first.url, first=first)


@pytest.mark.parametrize("entry", [row(title="坏\ud800字标题"), row(url="/\ud800.html"), row(inputtime="2023-05-01\udfff")])
def test_rows_of_an_api_can_be_stored(entry: dict[str, object]) -> None:
    for found in answered({"data": [entry], "total": 1}).rows:
        (found.url + found.title + found.date_text).encode("utf-8")


def test_a_total_beyond_all_measure_is_none() -> None:
    assert (answered({"data": [row()], "total": 10**30}).declared_rows or 0) < 10**9


def test_a_row_of_an_api_is_bounded() -> None:
    (found,) = answered({"data": [row(title="长" * 100_000, inputtime="1" * 100_000)], "total": 1}).rows
    assert len(found.title) <= 1000 and len(found.date_text) <= 200


@pytest.mark.parametrize("kind", ["links that lead nowhere", "rows that are no rows"])
def test_pages_that_only_lead_on_reach_the_cap(kind: str) -> None:
    nowhere = [(f"javascript:show({n})", f"第{n}号通知事项的公告全文", "2023-05-01") for n in range(5)]

    def list_at(number: int) -> Answer:
        if kind.startswith("rows"):
            return api({"data": [1, 2, 3]}) if number > 1 else frame(1)
        return listed(nowhere, f'<div class="page">第 {number} 页 <a href="/list/?page={number + 1}">下一页</a></div>')

    walk = walk_of()
    ask, pages = walk.answered(walk.first(), at("/list/", list_at(1))), 1
    while ask is not None and pages <= MAX_PAGES + 20:
        pages += 1
        ask = walk.answered(ask, Page(ask.url, list_at(pages)[2], content_type="text/html"))
    assert pages <= MAX_PAGES + 1


# ---- pages that burn time and memory


def in_list(script: str) -> Callable[[], object]:
    answer = at("/list/", listed(OK_ROWS, f"<script>{script}</script>"))
    return lambda: walk_of().answered(walk_of().first(), answer)


def in_item(body: str, head: str = "") -> Callable[[], object]:
    answer = at("/item.html", page(f'<h1>公告</h1><div id="zoom"><p>{TEXT}</p>{body}</div>', head))
    return lambda: resolve(read_page(answer), [])


BURNERS: dict[str, Callable[[], object]] = {
    "attributes": in_item("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x</p>"),
    "href": in_item("<script>." + "href=" * 4_500 + "</script>"),
    "hrefs in many scripts": in_item(("<script>." + "href=" * 30_000 + "</script>") * 20),
    "call": in_list("prefix " + "a." * 17_000),
    "quotes": in_list("createPageHTML({x " + '\\"' * 6_500),
    "blanks": in_list("Ls.pagination({" + "\t " * 2_200),
    "assignments": in_list("createPage " + ("var a={x " + '\\"' * 190) * 16),
    "meta title": in_item("", f'<meta name="ArticleTitle" content="{"." * 35_000}x">'),
    "row title": lambda: resolve(PageReading("http://a/", (), "", "html"), [Row("http://a/", "." * 35_000 + "x")]),
    "deep data": lambda: render((b"[" * 300 + b"0," * 150_000 + b"0" + b"]" * 300, "application/json"), "http://a/", ()),
    "figures": lambda: mask("12 " * 150_000 + "123456-" * 60_000),
}


@pytest.mark.parametrize("burn", BURNERS.values(), ids=BURNERS)
def test_no_small_page_burns_seconds(burn: Callable[[], object]) -> None:
    """Each of them is some hundred kilobytes at most; a page may have eight megabytes."""
    began = time.process_time()
    burn()
    # The defects guarded against took from six seconds up, on a machine twice as fast as the slowest that runs this.
    assert time.process_time() - began < 5


def test_no_page_can_hold_the_audit_up(tmp_path: Path) -> None:
    odd = {
        "a": page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>" + TEXT),
        "b": page(f'<div id="zoom"><p>{TEXT}</p><script>.' + "href=" * 40_000 + "</script></div>"),
        "c": page(TEXT, f'<meta name="ArticleTitle" content="{"." * 150_000}x">'),
    }
    routes: dict[str, Route] = {f"/burn/{name}.html": answer for name, answer in odd.items()}
    routes["/burn/"] = listed([*OK_ROWS, *((f"/burn/{name}.html", f"{name}号公告的全文", "2023-05-08") for name in odd)])
    routes["/script/"] = listed(OK_ROWS, "<script>prefix " + "a." * 100_000 + "</script>")
    run = audit(tmp_path, routes, [("jiaoyu", "plan", "/burn/"), ("jiaoyu", "plan", "/script/")], cpu=16)
    assert run.code == 0, f"{run.code} after {run.cpu:.0f} s CPU"


def test_a_column_that_answers_with_a_gzip_bomb_costs_little(tmp_path: Path) -> None:
    run = audit(tmp_path, {"/bomb/": gzipped(zeros(400))}, [("jiaoyu", "plan", "/bomb/")])
    assert run.code == 0 and not run.visits["bomb"]["complete"]
    assert run.memory < 400, f"{run.memory} MB"


# ---- numbers of persons: in the evidence, and nowhere else

IDENTITY = "11010519491231002X"


def card(first: str) -> str:
    """``first`` and the digit that makes it pass Luhn's test."""
    digits = [int(c) for c in first]
    odd, even = digits[::-2], digits[-2::-2]
    total = sum(n * 2 - 9 * (n > 4) for n in odd) + sum(even)
    return first + str(-total % 10)


CARD = card("622202000012345678")


def mobile(n: int) -> str:
    return f"13800138{n:03d}"


# What a portal may write a number into; each place has a mobile of its own.
PLACES = {
    "title of a row": 1, "heading": 2, "body": 3, "name of an attachment": 4, "source": 5, "document number": 6, "validity": 7, "index number": 8,
    "issuer": 9, "meta title": 10, "text of a link": 11, "title of an API row": 12, "title tag": 13, "picture": 14, "name of a lost attachment": 15,
    "robots.txt": 16, "home page": 17, "day of an API row": 31, "document number of a row": 32, "title of an error page": 41, "refusal": 42,
    "host of a redirect": 43, "content type": 44, "after a slash": 51, "after a hyphen": 52, "after an underscore": 53, "after a full stop": 54,
    "after +86": 55, "after a letter": 56,
}  # fmt: skip
# An address is kept as it is asked for, or nobody could ask again; what is printed never shows the number.
ADDRESSES = {"path": 21, "query": 22, "address of an attachment": 23, "address of a link": 24, "redirect": 25}
WRITTEN = {"138-0013-8061": "hyphens", "138 0013 8062": "blanks", "１３８００１３８０６３": "full width", " ".join(re.findall(".{4}", card("622202000012345"))): "groups of four"}


def personal() -> tuple[dict[str, Route], list[tuple[str, str, str]]]:
    """A site that writes numbers of persons wherever it can."""
    n = {name: mobile(number) for name, number in {**PLACES, **ADDRESSES}.items()}
    head = f'<meta name="ArticleTitle" content="关于{n["meta title"]}事项的公告"><meta name="ContentSource" content="来源{n["source"]}">'
    table = (
        f'<table><tr><td>索引号</td><td>{n["index number"]}</td><td>文号</td><td>样府发〔2023〕{n["document number"]}号</td></tr>'
        f'<tr><td>发布机构</td><td>{n["issuer"]}</td><td>有效性</td><td>有效{n["validity"]}</td></tr></table>'
    )
    body = (
        f'<p>联系人电话：{n["body"]}，身份证号{IDENTITY}、{IDENTITY.lower()}，卡号{CARD}。</p><p>{TEXT}</p><img alt="{n["picture"]}" src="x.png">'
        f'<p>电话0818-2123456/{n["after a slash"]}，86-{n["after a hyphen"]}，张三_{n["after an underscore"]}，tel.{n["after a full stop"]}，'
        f'+86{n["after +86"]}，微信a{n["after a letter"]}</p><p>{"；".join(WRITTEN)}</p>'
        f'<a href="/f/a.pdf">名单{n["name of an attachment"]} {IDENTITY} {CARD}.pdf</a><a href="/f/{n["address of an attachment"]}.pdf">名单.pdf</a>'
        f'<a href="javascript:x()">附件2：{n["name of a lost attachment"]}.doc</a><a href="/tel/{n["address of a link"]}">详情</a><a href="/b">{n["text of a link"]}</a>'
    )
    item = page(
        f'<div class="article"><h1>关于{n["heading"]}（{IDENTITY}）管理办法的通知</h1><div class="info">发布时间：2023-05-02　来源：{n["source"]}</div>{table}'
        f'<div class="content" id="zoom">{body}</div></div>',
        head,
    )
    item = (item[0], {"Content-Type": f"text/html; x={n['content type']}"}, item[2].replace("列表".encode(), n["title tag"].encode()))
    rows = [
        ("/p/1.html", f"关于{n['title of a row']}（{IDENTITY}、{CARD}）管理办法的通知", "2023-05-02"),
        (f"/p/{n['path']}.html", "第2号管理办法的通知", "2023-05-03"),
        (f"/p/show.html?tel={n['query']}", "第3号管理办法的通知", "2023-05-04"),
        ("/p/4.html", "第4号管理办法的通知", "2023-05-05"),
        ("/p/5.html", "第5号管理办法的通知", "2023-05-06"),
        ("/p/6.html", "第6号管理办法的通知", "2023-05-07"),
    ]
    cells = "".join(
        f'<tr><td><a href="/p/{k}.html">第{k}号规定的通知</a></td><td>样府发{n["document number of a row"]}号</td><td>2023-05-0{k}</td></tr>' for k in (7, 8, 9)
    )
    table_page = page(f"<table><tr><th>标题</th><th>文号</th><th>发布日期</th></tr>{cells}</table>")
    routes: dict[str, Route] = {
        "/": page(f"电话{n['home page']}"),
        "/robots.txt": (200, {}, f"User-agent: x\nDisallow: /{n['robots.txt']}/\n".encode()),
        "/p/": listed(rows),
        "/table/": table_page,
        "/p/1.html": item,
        f"/p/{n['path']}.html": item,
        f"/p/show.html?tel={n['query']}": item,
        "/p/4.html": (302, {"Location": f"/p/{n['redirect']}/4.html"}, b""),
        f"/p/{n['redirect']}/4.html": item,
        "/p/5.html": (302, {"Location": f"http://{n['host of a redirect']}.evil.invalid/"}, b""),
        "/p/6.html": (200, {"Content-Type": "text/html"}, f"<title>404 {n['title of an error page']} 页面不存在</title><p>x</p>".encode()),
        "/wall/": page(f"您的访问 {n['refusal']} 已被拦截"),
        "/api/": frame(1),
        "/api1/api-ajax_list-1.html": api(
            {"data": [row(title=f"关于{n['title of an API row']}的通知", inputtime=f"2023-05-01 {n['day of an API row']}")], "total": 1}
        ),
    }
    routes.update({f"/p/{k}.html": article(f"第{k}号规定的通知", "2023-05-01") for k in (7, 8, 9)})
    kinds = {"/p/": "normative", "/table/": "policy", "/wall/": "news", "/api/": "plan"}
    return routes, [("jiaoyu", kind, path) for path, kind in kinds.items()]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Everything the program wrote about a site full of numbers, by place; ``warc`` is what the site served."""
    run = audit(tmp_path_factory.mktemp("personal"), *personal())
    assert run.code == 0, run.said[-2000:]
    texts = {name: content.decode("utf-8", "replace") for name, content in tree(run.out).items()}
    texts["said"] = run.said
    for path in (run.folder / "data").glob("zwgk.sqlite*"):
        texts[path.name] = path.read_bytes().decode("utf-8", "replace")
    with closing(sqlite3.connect(run.folder / "data" / "zwgk.sqlite")) as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            for number, values in enumerate(db.execute(f'select * from "{table}"')):
                texts[f"{table} {number}"] = "\n".join(_plain(value) for value in values)
    served = b""
    for path in sorted((run.folder / "data" / "warc").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                served += record.content_stream().read() + (record.rec_headers.get_header("WARC-Target-URI") or "").encode()
                served += b"".join(value.encode() for _, value in (record.http_headers.headers if record.http_headers else ()))
    return {**texts, "warc": served.decode("utf-8", "replace")}


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value).decode("utf-8", "replace")
        except zlib.error:
            return value.decode("utf-8", "replace")
    return str(value)


def leaks(told: dict[str, str], number: str) -> list[str]:
    assert number in told["warc"], "the site did not serve it"
    return [place for place, text in told.items() if place != "warc" and number in text]


@pytest.mark.parametrize("number", [pytest.param(mobile(n), id=name) for name, n in PLACES.items()])
def test_a_mobile_stays_in_the_evidence(told: dict[str, str], number: str) -> None:
    assert leaks(told, number) == []


@pytest.mark.parametrize("number", [pytest.param(mobile(n), id=name) for name, n in ADDRESSES.items()])
def test_a_mobile_in_an_address_is_kept_to_ask_again_and_never_printed(told: dict[str, str], number: str) -> None:
    assert [place for place in leaks(told, number) if not place.startswith(("crawl_", "zwgk.sqlite"))] == []


def test_an_address_with_a_mobile_is_asked_for_as_it_is_and_its_leaking_page_is_named_nowhere(told: dict[str, str]) -> None:
    assert f"/p/{mobile(ADDRESSES['path'])}.html" in told["warc"]
    assert [name for name, text in told.items() if name.endswith((".html", ".jsonl", ".json")) and "138****8021" in text] == []


@pytest.mark.parametrize("number", [IDENTITY, IDENTITY.lower(), CARD])
def test_identity_numbers_and_cards_stay_in_the_evidence(told: dict[str, str], number: str) -> None:
    assert leaks(told, number) == []


@pytest.mark.parametrize("number", [pytest.param(number, id=how) for number, how in WRITTEN.items()])
def test_numbers_written_in_groups_stay_in_the_evidence(told: dict[str, str], number: str) -> None:
    assert leaks(told, number) == []


@pytest.mark.parametrize("number", ["１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X", "110105-19491231-002X", "ID11010519491231002X", "110 105 1949 1231 002X", "110105　1949　1231　002x"])
def test_an_identity_number_is_seen_however_it_is_written(number: str) -> None:
    assert mask(f"证件号码：{number}。") != f"证件号码：{number}。"


@pytest.mark.parametrize("text", ["收入 4512 3210 2211 1022 万元", "2019 5100 2021 2022 2023"])
def test_figures_of_a_table_are_no_card(text: str) -> None:
    assert mask(text) == text
