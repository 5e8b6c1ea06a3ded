"""The demo portal behind a line that fails: one answer in ten is broken, the same ones each time a seed is used.

What breaks an answer depends on the seed, on what is asked and on how often it was asked before, so two runs in any order
of requests meet the same faults, and a second attempt may succeed. Nothing here knows what the program does about them.
"""

import gzip
import json
import random
import re
import select
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET
from typing import Final
from urllib.parse import unquote, urlsplit
from zlib import crc32

from crawler.demo.answers import HTML, Portal, Response
from crawler.demo.portal import build
from crawler.page import decode

SHARE: Final = 0.10
PATIENCE: Final = 1.0  # seconds the crawler of these tests waits for an answer


class Fault(StrEnum):
    """What goes wrong with one answer."""

    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    RESET = "the connection is reset"
    STALL = "no answer in time"
    STALL_HALFWAY = "the body stops coming"
    CUT_AS_DECLARED = "a cut body under a Content-Length that agrees"
    CUT_SHORT = "a cut body under the Content-Length of the whole"
    CUT_UNDECLARED = "a cut body without Content-Length"
    CUT_GZIP = "half a gzip stream"
    NO_ROWS = "the frame of a list or an article without what it holds"
    SAYS_EMPTY = "the list's frame saying that there is nothing"
    LAYOUT = "another layout"
    SOFT_ERROR = "an error page with status 200"
    LOGIN = "a login page"
    WALL = "the firewall's challenge"
    HOME = "the home page whatever was asked"


# One look cannot tell a portal that says 暂无信息 by mistake from one that is empty: only what was seen before can.
ONE_LOOK: Final = tuple(fault for fault in Fault if fault is not Fault.SAYS_EMPTY)


@dataclass(frozen=True)
class Wire:
    """One answer as sent. ``length`` is the Content-Length told, None for none; ``manner`` how the sending ends."""

    status: int
    content_type: str
    body: bytes
    length: int | None
    headers: tuple[tuple[str, str], ...] = ()
    manner: str = "whole"  # whole, close, reset, stall


@dataclass
class Plan:
    """Which answers break. ``always`` breaks those paths each time they are asked, besides what the seed breaks."""

    seed: int
    share: float = SHARE
    kinds: tuple[Fault, ...] = ONE_LOOK
    always: dict[str, Fault] = field(default_factory=dict)
    met: list[tuple[str, Fault]] = field(default_factory=list)
    _asked: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, path: str, form: str) -> tuple[Fault | None, random.Random]:
        """What befalls this request, and the chance that decides its details."""
        with self._lock:
            key = f"{path} {form}"
            attempt = self._asked[key] = self._asked.get(key, 0) + 1
            chance = random.Random(f"{self.seed}|{key}|{attempt}")
            drawn = chance.choice(self.kinds) if chance.random() < self.share else None
            found = self.always.get(path, drawn)
            if found:
                self.met.append((path, found))
        return found, chance


@dataclass
class FaultyPortal:
    """The running portal. ``plan`` None: it answers as it should."""

    base: str
    portal: Portal
    plan: Plan | None = None
    asked: list[str] = field(default_factory=list)

    def wire(self, path: str, form: str | None, referer: str) -> Wire:
        """What is sent for one request; ``form`` None for GET."""
        self.asked.append(path)
        answer = self.portal.get(path, referer) if form is None else self.portal.post(path, form)
        whole = Wire(answer.status, answer.content_type, answer.body, len(answer.body), (("ETag", answer.etag),))
        if self.plan is None:
            return whole
        fault, chance = self.plan.fault(path, form or "")
        if fault is None:
            return whole
        return _BROKEN[fault](self, whole, chance)


@contextmanager
def serve() -> Iterator[FaultyPortal]:
    """The portal on a free port of this machine until the block ends; without a plan it is sound."""
    server = _Server(("127.0.0.1", 0), _Handler)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    server.faulty = FaultyPortal(base, build(base))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.faulty
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    faulty: FaultyPortal

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who has hung up is no error here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._send(self.server.faulty.wire(self._path(), None, self.headers.get("Referer", "")))

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self._send(self.server.faulty.wire(self._path(), form, ""))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _send(self, wire: Wire) -> None:
        if wire.manner == "reset" and not wire.body:
            return self._reset()
        if wire.manner == "stall" and not wire.body:
            return self._wait()
        known = dict(wire.headers).get("ETag")
        if wire.status == 200 and wire.manner == "whole" and known and self.headers.get("If-None-Match") == known:
            wire = replace(wire, status=304, body=b"")
        self.send_response_only(wire.status)
        self.send_header("Content-Type", wire.content_type)
        for name, value in wire.headers:
            self.send_header(name, value)
        if wire.length is not None:
            self.send_header("Content-Length", str(wire.length))
        if wire.manner != "whole":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(wire.body)
        if wire.manner == "stall":
            self._wait()
        elif wire.manner == "reset":
            self._reset()
        elif wire.manner == "close":
            self.close_connection = True

    def _wait(self) -> None:
        """Say nothing until the caller hangs up, or three times as long as it is known to wait."""
        self.close_connection = True
        with suppress(OSError):
            self.wfile.flush()
            select.select([self.connection], [], [], 3 * PATIENCE)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


# ---- what breaks


def _error(status: int, words: str) -> Callable[[FaultyPortal, Wire, random.Random], Wire]:
    return lambda portal, whole, chance: _page(words, words, status)


def _page(title: str, body: str, status: int = 200) -> Wire:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    return Wire(status, HTML, text.encode(), len(text.encode()))


def _cut(whole: Wire, chance: random.Random) -> bytes:
    return whole.body[: max(1, int(len(whole.body) * chance.uniform(0.05, 0.95)))]


def _cut_as_declared(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    body = _cut(whole, chance)
    return replace(whole, body=body, length=len(body))


def _cut_short(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    return replace(whole, body=_cut(whole, chance), manner=chance.choice(["close", "reset"]))


def _cut_undeclared(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    return replace(whole, body=_cut(whole, chance), length=None, manner="close")


def _cut_gzip(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    packed = replace(whole, body=gzip.compress(whole.body, mtime=0))
    body = _cut(packed, chance)
    return replace(whole, body=body, length=len(body), headers=(*whole.headers, ("Content-Encoding", "gzip")))


def _stalled_halfway(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    return replace(whole, body=_cut(whole, chance), manner="stall")


_BODIES = re.compile(
    r'(<div (?:class="content" id="\w+"|class="TRS_Editor"|id="zoom" class="article"|id="barrierfree_container ")>\n).*?(?=\n</div>)', re.DOTALL
)
_LISTS = re.compile(r'<ul class="(?:list|gl_list)">\n(.*?)</ul>|<table class="wj_list">(.*?)</table>', re.DOTALL)


def _without_rows(told: str) -> Callable[[FaultyPortal, Wire, random.Random], Wire]:
    """The list without rows; ``told`` is what it says instead. An article's frame comes without its text."""

    def broken(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
        if whole.body.startswith(b"{"):
            answer = json.loads(whole.body)
            answer |= {"data": [], "total": 0} if told else {"data": []}
            return _changed(whole, json.dumps(answer))
        text = decode(whole.body)[0]
        if not _LISTS.search(text):
            return _changed(whole, _BODIES.sub(r"\1", text))
        text = _LISTS.sub(lambda found: f'{found.group(0).split(">")[0]}>{told}{found.group(0)[-8:].lstrip()}', text)
        # A portal that takes its list for empty says so of its pages too.
        return _changed(whole, re.sub(r"共\d+条 \d+/\d+.*?(?=</div>)|createPageHTML\([^;]*;", "", text) if told else text)

    return broken


def _changed(whole: Wire, text: str) -> Wire:
    body = text.encode(decode(whole.body)[1])
    return replace(whole, body=body, length=len(body), headers=())


_DAYS: Final[tuple[Callable[[str, str, str], str], ...]] = (
    lambda y, m, d: f"{y}/{m}/{d}",
    lambda y, m, d: f"{y}.{m}.{d}",
    lambda y, m, d: f"{y}年{int(m)}月{int(d)}日",
    lambda y, m, d: f"{m}-{d}",
    lambda y, m, d: f"{d}/{m}/{y}",
    lambda y, m, d: f"{m}/{d} {y}",
    lambda y, m, d: f"<b>{d}</b><i>{y}-{m}</i>",
    lambda y, m, d: "",
)


def _relaid(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    """The same words in another template: other names, other elements, other dates, without tags for machines."""
    if whole.body.startswith(b"{"):
        return _relaid_answer(whole, chance)
    if "html" not in whole.content_type:
        return whole
    text = decode(whole.body)[0]
    text = re.sub(
        r'\b(class|id)="([^"]*)"', lambda found: f'{found.group(1)}="x{crc32(found.group(2).encode()) % 9973}"', text
    )
    if chance.random() < 0.7:
        text = re.sub(r"(</?)(?:ul|li|table|tr|h1|h2)\b", r"\1div", text)
        text = re.sub(r"(</?)(?:td|th)\b", r"\1span", text)
    if chance.random() < 0.5:
        text = re.sub(r"<meta [^>]*(?:Name|Title|Date|Source|Type|Description|Keywords)[^>]*>", "", text, flags=re.I)
    if chance.random() < 0.7:
        written = chance.choice(_DAYS)
        text = re.sub(r"(\d{4})-(\d\d)-(\d\d)", lambda found: written(*found.groups()), text)
    return _changed(whole, text)


def _relaid_answer(whole: Wire, chance: random.Random) -> Wire:
    answer = json.loads(whole.body)
    if chance.random() < 0.5:
        return _changed(whole, json.dumps({"code": 0, "msg": "ok", "page": {"rows": answer["data"], "count": answer["total"]}}))
    names = {"title": "biaoti", "url": "lianjie"} if chance.random() < 0.5 else {"inputtime": "shijian", "updatetime": "gengxin"}
    rows = [{names.get(name, name): value for name, value in row.items()} for row in answer["data"]]
    return _changed(whole, json.dumps({**answer, "data": rows}))


_SORRY: Final = (
    ("404", "<h1>您访问的页面不存在</h1>"),
    ("系统提示", "<div><p>系统繁忙，请稍后再试</p></div>"),
    ("错误", "<h2>服务器内部错误</h2><p>请与管理员联系。</p>"),
    ("", "Error establishing a database connection"),
    ("网站维护中", "<p>网站正在升级维护，请稍后访问，由此带来的不便敬请谅解。</p>"),
    ("Runtime Error", "<h1>Server Error in '/' Application.</h1><p>An application error occurred on the server.</p>"),
    ("", ""),
)


def _sorry(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    title, body = chance.choice(_SORRY)
    return _page(title, body) if title or body else Wire(200, HTML, b"", 0)


def _login(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    form = (
        '<form action="/login" method="post"><p>用户名：<input name="user"></p><p>密　码：<input type="password" name="pw"></p>'
        '<p>验证码：<input name="code"></p><button>登录</button></form><p><a href="/forgot">忘记密码</a> <a href="/register">注册账号</a></p>'
    )
    title = chance.choice(["统一身份认证平台", "用户登录", "欢迎登录"])
    words = "<p>为保障您的账号安全，请使用本人账号登录，登录后可继续访问。首次登录的用户请先完成实名认证，如有疑问请联系技术支持单位。</p>"
    return _page(title, f"<h1>{title}</h1>{form}{words if chance.random() < 0.5 else ''}")


_CHALLENGES: Final = (
    (412, "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1</script>"),
    (200, "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1</script>"),
    (521, "<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>"),
    (200, "<script>var arg1='1';document.cookie='acw_sc__v2='+arg1;document.location.reload()</script>"),
    (200, "<h1>您的访问请求可能存在安全威胁，已被拦截</h1>"),
    (405, "<h1>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h1>"),
    (403, "<h1>403 Forbidden</h1>"),
    (200, "<p>请完成安全验证后继续访问</p><div id='slider'>请按住滑块，拖动到最右边</div>"),
)


def _wall(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    status, body = chance.choice(_CHALLENGES)
    return _page("", body, status)


def _home(portal: FaultyPortal, whole: Wire, chance: random.Random) -> Wire:
    home: Response = portal.portal.get("/")
    if chance.random() < 0.5:
        return Wire(302, HTML, b"", 0, (("Location", "/"),))
    return Wire(200, HTML, home.body, len(home.body))


_BROKEN: Final[dict[Fault, Callable[[FaultyPortal, Wire, random.Random], Wire]]] = {
    Fault.SERVER_ERROR: _error(500, "<h1>500 Internal Server Error</h1>"),
    Fault.UNAVAILABLE: _error(503, "<h1>503 Service Unavailable</h1>"),
    Fault.RESET: lambda portal, whole, chance: Wire(0, "", b"", None, manner="reset"),
    Fault.STALL: lambda portal, whole, chance: Wire(0, "", b"", None, manner="stall"),
    Fault.STALL_HALFWAY: _stalled_halfway,
    Fault.CUT_AS_DECLARED: _cut_as_declared,
    Fault.CUT_SHORT: _cut_short,
    Fault.CUT_UNDECLARED: _cut_undeclared,
    Fault.CUT_GZIP: _cut_gzip,
    Fault.NO_ROWS: _without_rows(""),
    Fault.SAYS_EMPTY: _without_rows('<p class="empty">暂无相关信息</p>'),
    Fault.LAYOUT: _relaid,
    Fault.SOFT_ERROR: _sorry,
    Fault.LOGIN: _login,
    Fault.WALL: _wall,
    Fault.HOME: _home,
}
