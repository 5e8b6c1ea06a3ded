"""A column that nothing but its own script can fill: read with a browser where the profile allows it, and only then."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler import browser
from crawler.items import Outcome
from crawler.page import Page
from crawler.site import Column
from tests.listing import web_page
from tests.scripted_portal import Answer, Asked, ScriptedPortal, article, html, scripted
from tests.test_crawl import audit
from tests.test_transport import fetches, note
from tests.walked import BEGUN

ALLOWED = "browser = true"
TOTAL = 12


@pytest.fixture
def chromium() -> None:
    """A browser and its driver; the test is skipped where there is none."""
    if cause := browser.missing():
        pytest.skip(cause)


# The token is what a script makes of a number the server sent, so that no request without the script brings a row.
SCRIPT = """
<ul id="box"></ul><div id="pager"></div>
<script>
var page = 1, seed = %d;
function token(n) { return ((seed * 31 + n) %% 9973).toString(36); }
function show(n) {
  var asked = new XMLHttpRequest();
  asked.open('GET', '/hidden/' + n + '?k=' + token(n));
  asked.onload = function () {
    var told = JSON.parse(asked.responseText), lines = '';
    told.rows.forEach(function (r) { lines += '<li><a href="' + r.u + '">' + r.t + '</a><span>' + r.d + '</span></li>'; });
    document.getElementById('box').innerHTML = lines;
    document.getElementById('pager').innerHTML = n * 5 < told.total
      ? '<a href="javascript:;" id="next">下一页</a>' : '<a class="disabled">下一页</a>';
    var next = document.getElementById('next');
    if (next) next.addEventListener('click', function () { show(n + 1); });
  };
  asked.send();
}
show(1);
</script>
"""
SEED = 4711


def _digits(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + out
    return out


def _hidden(asked: Asked) -> Answer:
    n = int(asked.path.split("/")[2].partition("?")[0])
    if asked.path.partition("?k=")[2] != _digits((SEED * 31 + n) % 9973):
        return 403, {}, b"{}"
    numbers = range((n - 1) * 5 + 1, min(n * 5, TOTAL) + 1)
    told = [{"u": f"/item/{i}.html", "t": f"第{i}号通知事项的公告全文", "d": f"2023-05-{i:02d}"} for i in numbers]
    return 200, {"Content-Type": "application/json"}, json.dumps({"total": TOTAL, "rows": told}).encode()


def _opened(portal: ScriptedPortal, extra: str = "") -> None:
    """A column that only its script can fill, its rows and its items."""
    portal.routes["/a/"] = html(SCRIPT % SEED + extra, "通知公告")
    for n in range(1, TOTAL + 1):
        portal.routes[f"/item/{n}.html"] = article(f"第{n}号通知事项的公告全文", f"2023-05-{n:02d}")
        for page in (1, 2, 3):
            portal.routes[f"/hidden/{page}?k={_digits((SEED * 31 + page) % 9973)}"] = _hidden


@pytest.mark.usefixtures("chromium")
def test_a_list_that_only_its_script_can_ask_for_is_read_to_its_end(tmp_path: Path) -> None:
    with scripted() as portal:
        _opened(portal)
        visits, articles = audit(portal, tmp_path, "/a/", extra=ALLOWED)
    visit = visits["c0"]
    assert (visit["outcome"], visit["dialect"], visit["page_class"]) == ("ok", "browser", "list")
    assert (visit["rows"], visit["pages_fetched"], visit["complete"]) == (TOTAL, 3, True)
    assert len(articles) == TOTAL and {a["state"] for a in articles} == {"read"}


@pytest.mark.usefixtures("chromium")
def test_what_a_browser_showed_is_kept_as_that_and_not_as_an_answer(tmp_path: Path) -> None:
    with scripted() as portal:
        _opened(portal)
        audit(portal, tmp_path, "/a/", extra=ALLOWED)
    shown = [f for f in fetches(tmp_path) if "浏览器显示的第" in f[4]]
    assert len(shown) == 3
    kinds = []
    for path in (tmp_path / "data" / "warc").glob("*.warc.gz"):
        with path.open("rb") as file:
            kinds += [(r.rec_type, r.content_stream().read()) for r in ArchiveIterator(file)]
    resources = [body.decode() for kind, body in kinds if kind == "resource"]
    assert len(resources) == 3 and "第1号通知事项" in resources[0] and "第12号通知事项" in resources[2]


def test_without_the_profiles_leave_no_browser_is_asked(tmp_path: Path) -> None:
    with scripted() as portal:
        _opened(portal)
        visits, _ = audit(portal, tmp_path, "/a/")
        assert not [p for p in portal.paths() if p.startswith("/hidden/")]
    assert (visits["c0"]["outcome"], visits["c0"]["page_class"]) == ("shell", "shell")


def test_without_a_browser_the_cause_is_told_and_the_crawl_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("ZWGK_CHROMIUM", raising=False)
    with scripted() as portal:
        _opened(portal)
        portal.routes["/b/"] = html("<p>暂无相关信息</p>")
        visits, _ = audit(portal, tmp_path, "/a/", "/b/", extra=ALLOWED)
    assert (visits["c0"]["outcome"], visits["c1"]["outcome"]) == ("shell", "empty")
    assert "没有安装" in note(tmp_path)


def test_a_browser_that_does_not_start_costs_its_column_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "scrapy-playwright" in browser.missing():
        pytest.skip(browser.missing())
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setenv("ZWGK_CHROMIUM", str(broken))
    with scripted() as portal:
        _opened(portal)
        portal.routes["/b/"] = html("<p>暂无相关信息</p>")
        visits, _ = audit(portal, tmp_path, "/a/", "/b/", extra=ALLOWED)
    assert (visits["c0"]["outcome"], visits["c1"]["outcome"]) == ("shell", "empty")
    assert "浏览器没有打开该页" in note(tmp_path)


@contextmanager
def foreign() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that the profile does not list: its address, and what it was asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            asked.append(connection.recv(200))
            connection.sendall(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok")
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    finally:
        listener.close()


@pytest.mark.usefixtures("chromium")
def test_a_browser_reaches_no_host_but_those_of_the_profile(tmp_path: Path) -> None:
    with foreign() as (base, asked), scripted() as portal:
        attack = f"""
            <img src="{base}/image"><iframe src="{base}/frame"></iframe><script src="{base}/script.js"></script>
            <script>fetch("{base}/fetch"); fetch("/moved"); new WebSocket("{base.replace("http", "ws")}/socket");
            navigator.sendBeacon("{base}/beacon"); window.open("{base}/popup"); new Image().src = "{base}/image2";
            fetch("http://localhost:{base.rpartition(":")[2]}/name");</script>
            <link rel="preload" href="{base}/preload" as="fetch"><link rel="prefetch" href="{base}/prefetch">"""
        portal.routes["/moved"] = (302, {"Location": base + "/redirected"}, b"")
        _opened(portal, attack)
        visits, _ = audit(portal, tmp_path, "/a/", extra=ALLOWED)
        assert "/moved" in portal.paths(), "the attack ran"
    assert visits["c0"]["rows"] == TOTAL
    assert asked == []


@pytest.mark.usefixtures("chromium")
def test_a_next_page_that_never_comes_leaves_the_list_open(tmp_path: Path) -> None:
    with scripted() as portal:
        _opened(portal)
        portal.routes["/a/"] = html((SCRIPT % SEED).replace("show(n + 1)", "1"), "通知公告")
        visits, _ = audit(portal, tmp_path, "/a/", extra=ALLOWED)
    assert visits["c0"]["rows"] == 5 and not visits["c0"]["complete"]
    assert "点击“下一页”后页面没有变化" in visits["c0"]["stopped_because"]


@pytest.mark.usefixtures("chromium")
def test_a_page_of_which_a_browser_shows_nothing_stays_a_frame(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/a/"] = html(
            '<div id="list"></div><script>$.ajax({url:"/x",success:function(d){render(d)}})</script>'
        )
        visits, _ = audit(portal, tmp_path, "/a/", extra=ALLOWED)
    assert (visits["c0"]["outcome"], visits["c0"]["complete"]) == ("shell", False)
    assert "仍然没有读到条目" in note(tmp_path)


# ---- reading what was shown


def looked(*mains: str, stopped: str = "") -> Any:
    walk = browser.RenderedWalk(
        Column("c", "notices", "", "http://www.example.gov.cn/zwgk/tzgg/index.html", "栏目"), BEGUN
    )
    walk.read([web_page(main) for main in mains], stopped)
    return walk.receipt(BEGUN)


def rows(first: int, last: int) -> str:
    return "<ul class='list'>" + "".join(
        f"<li><a href='/a/2023050{n % 9 + 1}/{n}.html'>关于第{n}号事项的公告</a><span>2023-05-{n:02d}</span></li>"
        for n in range(first, last + 1)
    ) + "</ul>"  # fmt: skip


def test_pages_shown_one_after_another_are_one_list() -> None:
    visit = looked(rows(1, 5), rows(6, 10), rows(11, 12))
    assert (visit.outcome, visit.rows, visit.pages_fetched, visit.complete) == (Outcome.OK, 12, 3, True)


def test_a_list_that_was_not_leafed_through_to_its_end_is_open() -> None:
    assert not looked(rows(1, 5), rows(6, 10), stopped="达到页数上限").complete


@pytest.mark.parametrize(
    "more", ["<div class='page'><a href='javascript:go(2)'>下一页</a></div>", "<div class='page'>共 9 条</div>"]
)
def test_any_sign_of_more_leaves_the_list_open(more: str) -> None:
    assert not looked(rows(1, 5) + more).complete


def test_a_page_that_shows_the_same_again_proves_no_end() -> None:
    assert not looked(rows(1, 5), rows(1, 5)).complete


def test_nothing_shown_is_never_called_empty() -> None:
    walk = browser.RenderedWalk(Column("c", "notices", "", "http://www.example.gov.cn/zwgk/", "栏目"), BEGUN)
    assert not walk.read(
        [Page("http://www.example.gov.cn/zwgk/", b"<html><body>\xe6\x9a\x82\xe6\x97\xa0</body></html>")], ""
    )
    assert not walk.read([], "")
