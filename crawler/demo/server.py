"""Serve the demo portal on 127.0.0.1. It answers from memory, says nothing, and knows no clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.demo.answers import Portal, Response
from crawler.demo.portal import build

HOST: Final = "127.0.0.1"
PORT: Final = 18923
_MAX_FORM_BYTES: Final = 100_000
_IDLE_SECONDS: Final = 30


@contextmanager
def serve(port: int = PORT) -> Iterator[str]:
    """The portal, running until the block ends; gives its address ``http://127.0.0.1:PORT/``. Port 0: any free one."""
    server = _Server((HOST, port), _Handler)
    base = f"http://{HOST}:{server.server_address[1]}/"
    try:
        server.portal = build(base)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo portal", daemon=True)
        thread.start()
        try:
            yield base
        finally:
            server.shutdown()
            thread.join()
    finally:
        server.server_close()


class _Server(ThreadingHTTPServer):
    portal: Portal


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True  # small answers over kept connections would wait 40 ms each

    def do_GET(self) -> None:
        self._answer(self.server.portal.get(self._path(), self.headers.get("Referer", "")))

    def do_HEAD(self) -> None:
        self._answer(self.server.portal.get(self._path()))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 9 else 0
        form = self.rfile.read(min(size, _MAX_FORM_BYTES)).decode("utf-8", errors="replace")
        self.close_connection = self.close_connection or size > _MAX_FORM_BYTES
        self._answer(self.server.portal.post(self._path(), form))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _answer(self, response: Response) -> None:
        status = response.status
        if status == 200 and self.command == "GET" and self.headers.get("If-None-Match") == response.etag:
            status = 304
        # No Date and no Server line: the archive of a demo run then holds the same bytes every time.
        self.send_response_only(status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("ETag", response.etag)
        noon = datetime.combine(response.modified, time(4), UTC)
        self.send_header("Last-Modified", format_datetime(noon, usegmt=True))
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(response.body)
