"""Hosts on loopback addresses that answer as scripted and remember what they were asked."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

_HANDSHAKE = b"\x16"


@dataclass(frozen=True)
class Asked:
    """One request as it came; ``n`` is how many for the same path came before."""

    method: str
    target: str
    body: bytes
    headers: dict[str, str]
    secure: bool
    at: float
    n: int = 0

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.target).query, keep_blank_values=True).items()}

    @property
    def form(self) -> list[tuple[str, str]]:
        return parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True)
class Answer:
    """``length`` is what Content-Length claims (None: the truth). ``stream`` is sent chunk after chunk instead of ``body``."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    stream: Callable[[], Iterator[bytes]] | None = None


Route = Answer | Callable[[Asked], Answer]


@dataclass
class Host:
    """One address. ``secure`` True: https only; None: either, told by the first byte; False: plain only."""

    name: str
    address: str
    secure: bool | None = False
    context: ssl.SSLContext | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)  # bytes of bodies, by path
    missing: Route = Answer(b"<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>", 404)
    lock: threading.Lock = field(default_factory=threading.Lock)
    server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """0 while it does not listen."""
        return int(self.server.server_address[1]) if self.server else 0

    def answer(self, asked: Asked) -> Answer:
        with self.lock:
            n = sum(1 for other in self.asked if other.path == asked.path)
            asked = Asked(asked.method, asked.target, asked.body, asked.headers, asked.secure, asked.at, n)
            self.asked.append(asked)
        route = self.routes.get(asked.target) or self.routes.get(asked.path) or self.missing
        return route(asked) if callable(route) else route

    def paths(self) -> list[str]:
        """The targets asked, without robots.txt and what no page names."""
        return [a.target for a in self.asked if a.path != "/robots.txt" and not a.path.startswith("/zwgk-")]


def start(host: Host) -> None:
    """Listen on the host's address, on any free port."""
    host.server = _Server((host.address, 0), _handler(host))
    host.server.daemon_threads = True
    threading.Thread(target=host.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


def stop(host: Host) -> None:
    """Listen no more."""
    if host.server:
        host.server.shutdown()
        host.server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up, or that cannot agree on encryption, is part of the test."""


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        timeout = 60

        def setup(self) -> None:
            self.secure = False
            if host.context and (host.secure or self.request.recv(1, socket.MSG_PEEK) == _HANDSHAKE):
                self.request = host.context.wrap_socket(self.request, server_side=True)
                self.secure = True
            super().setup()

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, body, dict(self.headers), self.secure, time.monotonic())
            answer = host.answer(asked)
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.stream is None:
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            elif answer.length is not None:
                self.send_header("Content-Length", str(answer.length))
            self.close_connection = self.close_connection or answer.length is not None or answer.stream is not None
            self.end_headers()
            if self.command == "HEAD":
                return
            try:
                for chunk in answer.stream() if answer.stream else (answer.body,):
                    self.wfile.write(chunk)
                    host.sent[asked.path] = host.sent.get(asked.path, 0) + len(chunk)
            except OSError:
                self.close_connection = True

        do_GET = _reply  # noqa: N815  # the name http.server calls
        do_POST = _reply  # noqa: N815  # likewise
        do_HEAD = _reply  # noqa: N815  # likewise

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
