"""A portal that does exactly what a test says, on a free port of this machine, and remembers what it was asked."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]
Route = Answer | Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    body: bytes
    at: float
    n: int  # how many requests for this path came before
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ScriptedPortal:
    """``routes`` maps a path (with query) to an answer or to a function that makes one; other paths answer 404."""

    base: str = ""
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        with self.lock:
            n = sum(1 for a in self.asked if a.path == path)
            asked = Asked(method, path, body, time.monotonic(), n, headers)
            self.asked.append(asked)
        route = self.routes.get(path, (404, {}, b"<html><title>404</title>not found</html>"))
        return route(asked) if callable(route) else route

    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [a.path for a in self.asked if a.path != "/robots.txt"]


def html(body: str, title: str = "页面") -> Answer:
    """A plain page."""
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, text.encode()


def list_page(rows: list[tuple[str, str, str]], more: str = "") -> Answer:
    """A list of (address, title, date), with whatever HTML comes after it."""
    items = "".join(f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in rows)
    return html(f'<div class="list"><ul class="news_list">{items}</ul></div>{more}', "列表")


def article(title: str, day: str, text: str = "", source: str = "区教育局") -> Answer:
    """An item page in the plainest style."""
    body = text or "现将有关情况公布如下，请社会各界监督。有关内容以本页所列为准，如有变化另行公告。联系单位为本页所列来源单位，特此说明。" * 2
    return html(
        f'<div class="article"><h1>{title}</h1><div class="info">发布时间：{day}　来源：{source}</div>'
        f'<div class="content" id="zoom"><p>{body}</p></div></div>',
        title,
    )


@contextmanager
def scripted(routes: dict[str, Route] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[ScriptedPortal]:
    """Serve ``routes`` until the block ends; with ``tls`` over https only."""
    portal = ScriptedPortal(routes=dict(routes or {}))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, payload = portal.answer(self.command, self.path, body, dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers and status != 304:
                self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            try:
                self.wfile.write(payload)
            except OSError:
                self.close_connection = True
            if "Content-Length" in headers:
                self.close_connection = True  # a wrong length ends with the connection

        do_GET = _reply  # noqa: N815  # the name http.server calls
        do_POST = _reply  # noqa: N815  # likewise

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    portal.base = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}/"
    portal.routes.setdefault("/", html("首页"))
    portal.routes.setdefault("/robots.txt", (404, {}, b""))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
