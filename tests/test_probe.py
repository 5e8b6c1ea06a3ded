"""A portal that answers every address with status 200: what is not there is told from what is, and never guessed."""

import re
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Outcome
from crawler.page import Page
from crawler.probe import FRAME, SAME, mark_of, probe_address, signature_of
from tests.scripted_portal import Asked, ScriptedPortal, html, list_page, scripted
from tests.test_crawl import audit, items, rows
from tests.test_transport import fetches

BASE = "http://www.example.gov.cn"
PROBE = probe_address("demo", f"{BASE}/zwgk/index.html")
COLUMN = f"{BASE}/zwgk/tzgg/index.html"
NAV = "<ul>" + "".join(f"<li><a href='/lm{n}/'>公开事项第{n}类栏目</a></li>" for n in range(30)) + "</ul>"
HOME = "本区概况、要闻动态、政务公开、政务服务、互动交流、数据发布、专题专栏。" * 30


def page(url: str, body: str, title: str = "示例区人民政府", status: int = 200) -> Page:
    return Page(
        url,
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode(),
        status=status,
    )


def judged(probed: Page, answer: Page, asked: str = COLUMN, home: Page | None = None) -> tuple[Outcome, str] | None:
    signature = signature_of(probed, PROBE, mark_of(home, BASE + "/") if home else None)
    assert signature is not None
    return signature.verdict(answer, asked)


# ---- marks


def test_the_address_of_a_probe_is_the_same_in_every_crawl_and_of_the_host() -> None:
    assert probe_address("demo", f"{BASE}/elsewhere.html") == PROBE
    assert re.fullmatch(r"http://www\.example\.gov\.cn/zwgk-[0-9a-f]{16}\.html", PROBE)
    assert probe_address("other", BASE) != PROBE


def test_an_answer_equal_to_that_of_a_missing_address_is_not_there() -> None:
    text = f"{NAV}<p>本站已升级，请从首页进入</p>"
    assert judged(page(PROBE, text), page(COLUMN, text)) == (Outcome.SOFT404, SAME)


def test_an_error_page_that_repeats_address_and_time_is_known_again() -> None:
    error = NAV + "<p>The resource {} cannot be served. 2023-09-{} 10:11:12</p>"
    probed = page(PROBE, error.format("/" + PROBE.rpartition("/")[2], "20"))
    verdict = judged(probed, page(COLUMN, error.format("/zwgk/tzgg/index.html", "21")))
    assert verdict == (Outcome.SOFT404, SAME)


@pytest.mark.parametrize(
    "body",
    [
        f"{NAV}<p>暂无相关信息</p>",
        f"{NAV}<p>本站已升级，请从首页进入</p><ul><li><a href='/a/1.html'>关于开展工作的通知</a>2023-05-01</li></ul>",
        f"{NAV}<p>本站已升级，请从首页进入政务公开</p>",
    ],
    ids=["an empty column", "a list of one", "two words more"],
)
def test_another_page_in_the_same_frame_is_another_answer(body: str) -> None:
    assert judged(page(PROBE, f"{NAV}<p>本站已升级，请从首页进入</p>"), page(COLUMN, body)) is None


def test_pages_of_few_words_are_compared_by_all_they_hold() -> None:
    frame = "<iframe src='/inner/{}.html'></iframe>"
    assert judged(page(PROBE, frame.format("error")), page(COLUMN, frame.format("tzgg"))) is None


def test_a_host_that_sends_what_is_missing_to_its_home_page_does_so_with_a_column_too() -> None:
    landed = page(BASE + "/", HOME)
    assert judged(landed, landed) == (Outcome.SOFT404, f"{SAME}（转到 {BASE}/）")


def test_a_column_that_answers_itself_is_there_though_missing_addresses_lead_home() -> None:
    assert judged(page(BASE + "/", HOME), page(COLUMN, HOME)) is None


def test_a_column_that_has_moved_elsewhere_is_no_missing_one() -> None:
    moved = page(f"{BASE}/xxgk/tzgg/", HOME)
    assert judged(page(BASE + "/", HOME), moved) is None


def test_https_instead_of_http_is_no_redirect_elsewhere() -> None:
    signature = signature_of(page(PROBE.replace("http:", "https:"), HOME), PROBE)
    assert signature is not None and signature.landed == ""


SHELL = '<div id="app"></div><script src="/js/app.3f2a.js"></script>'


def test_a_frame_that_a_script_fills_proves_nothing() -> None:
    assert judged(page(PROBE, SHELL), page(COLUMN, SHELL)) == (Outcome.SHELL, FRAME)


def test_a_site_that_shows_one_notice_everywhere_says_nothing_of_any_column() -> None:
    notice = "<p>欢迎光临，本站将于近日恢复服务</p>"
    verdict = judged(page(PROBE, notice), page(COLUMN, notice), home=page(BASE, notice))
    assert verdict is not None and verdict[0] is Outcome.SHELL


@pytest.mark.parametrize("status", [404, 403, 412, 429, 500, 503])
def test_a_probe_that_was_answered_properly_or_refused_leaves_no_mark(status: int) -> None:
    assert signature_of(page(PROBE, NAV, status=status), PROBE) is None


def test_a_probe_that_met_a_wall_leaves_no_mark() -> None:
    assert signature_of(page(PROBE, "<p>您的访问请求存在安全威胁，已被拦截</p>"), PROBE) is None


# ---- crawls


class Catchall(dict[str, Any]):
    """Routes that answer whatever is not named."""

    def __init__(self, routes: dict[str, Any], rest: Any) -> None:
        super().__init__(routes)
        self._rest = rest

    def get(self, path: str, default: Any = None) -> Any:
        return super().get(path, self._rest)


def everything(portal: ScriptedPortal, rest: Any) -> ScriptedPortal:
    portal.routes = Catchall(portal.routes, rest)
    return portal


def test_columns_and_items_that_are_gone_are_told_from_those_that_are_not(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        everything(portal, html(f"{NAV}<p>本站已升级，请从首页进入</p>"))
        portal.routes["/a/"] = list_page(rows("", 1, 5))  # item 5 is gone
        portal.routes["/empty/"] = html(f"<div class='nav'>{NAV}</div><div><p>暂无相关信息</p></div>")
        visits, articles = audit(portal, tmp_path, "/a/", "/empty/", "/gone/")
        probes = [p for p in portal.paths() if p.startswith("/zwgk-")]
    assert len(probes) == 1
    assert (visits["c0"]["outcome"], visits["c0"]["page_class"], visits["c0"]["complete"]) == ("ok", "list", True)
    assert (visits["c1"]["outcome"], visits["c1"]["page_class"]) == ("empty", "empty")
    assert (visits["c2"]["outcome"], visits["c2"]["page_class"], visits["c2"]["complete"]) == (
        "soft404",
        "soft404",
        False,
    )
    assert SAME in visits["c2"]["stopped_because"]
    states = {a["url"].rpartition("/")[2]: a["state"] for a in articles}
    assert states["5.html"] == "failed" and states["4.html"] == "read"


def test_a_jump_to_the_home_page_is_no_column(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/"] = list_page(rows("", 1, 4), f"<p>{HOME}</p>")
        everything(portal, (302, {"Location": "/"}, b""))
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/a/", "/gone/")
    assert visits["c0"]["outcome"] == "ok"
    assert visits["c1"]["outcome"] == "soft404" and visits["c1"]["rows"] == 0


def test_an_application_that_answers_any_address_is_undetermined(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/"] = html(SHELL)
        everything(portal, html(SHELL))
        visits, _ = audit(portal, tmp_path, "/a/", "/b/")
    assert {(v["outcome"], v["page_class"], v["complete"]) for v in visits.values()} == {("shell", "shell", False)}


@pytest.mark.parametrize("status", [403, 404, 412, 429, 500])
def test_a_refused_probe_stops_nothing(tmp_path: Path, status: int) -> None:
    answer = (status, {"Retry-After": "60"}, b"no")
    with scripted(items(1, 4)) as portal:
        everything(portal, lambda asked: answer)
        portal.routes.update({f"/{n}/": list_page(rows("", 1, 4)) for n in "abcd"})
        visits, _ = audit(portal, tmp_path, "/a/", "/b/", "/c/", "/d/")
    assert {v["outcome"] for v in visits.values()} == {"ok"}
    assert [f[1] for f in fetches(tmp_path)].count("probe") == 1


def test_the_home_page_is_asked_first_and_the_probe_second(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        audit(portal, tmp_path, "/a/")
    assert [f[1] for f in fetches(tmp_path)][:4] == ["robots", "home", "probe", "list"]


def test_robots_are_obeyed_by_the_probe(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /zwgk-\n")
        portal.routes["/a/"] = html("<p>暂无相关信息</p>")
        visits, _ = audit(portal, tmp_path, "/a/")
        assert not [p for p in portal.paths() if p.startswith("/zwgk-")]
    assert visits["c0"]["outcome"] == "empty"


def test_a_cookie_gate_before_the_probe_is_no_mark(tmp_path: Path) -> None:
    """302 to itself with a cookie, then a proper 404."""

    def gate(asked: Asked) -> Any:
        return (302, {"Location": asked.path, "Set-Cookie": "g=1; Path=/"}, b"") if asked.n == 0 else (404, {}, b"no")

    with scripted(items(1, 4)) as portal:
        everything(portal, gate)
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["complete"]
