"""Serves the generated portal in a process of its own and counts what it is asked.

python benchmarks/serving.py FOLDER PORT [FOLDER]   serve what ``portal.write`` made; a later folder lies over the first
"""

import asyncio
import json
import mmap
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_INTERNAL: Final = "/-/"  # addresses of the server itself: not counted


class Server:
    """The portal in a process of its own. ``counts`` is what it was asked since ``reset``."""

    def __init__(self, *folders: Path, port: int = 0) -> None:
        self.port = port or _free_port()
        command = [sys.executable, __file__, str(folders[0]), str(self.port), *map(str, folders[1:])]
        self._process = subprocess.Popen(command)
        for _ in range(200):
            try:
                self.counts()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the portal's server did not start")

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def counts(self) -> dict[str, Any]:
        """requests, bytes and cpu (seconds), and statuses (code → number)."""
        found: dict[str, Any] = json.loads(self._ask("counts"))
        return found

    def reset(self) -> None:
        self._ask("reset")

    def _ask(self, what: str) -> bytes:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{_INTERNAL}{what}", timeout=10) as answer:
            body: bytes = answer.read()
        return body


class _Connection(asyncio.Protocol):
    """One connection: GET only, kept open."""

    def __init__(self, pages: Mapping[bytes, tuple[memoryview, bytes, bytes, bytes]], seen: Counter[Any]) -> None:
        self._pages = pages
        self._seen = seen
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1]
            if path.startswith(_INTERNAL.encode()):
                self._transport.write(_internal(path, self._seen))
                continue
            status, answer = self._answer(path, request)
            self._seen["requests"] += 1
            self._seen["bytes"] += len(answer)
            self._seen[status] += 1
            self._transport.write(answer)

    def _answer(self, path: bytes, request: bytes) -> tuple[int, bytes | memoryview]:
        found = self._pages.get(path)
        if found is None:
            return 404, _plain(
                "404 Not Found", b"<html><head><title>404</title></head><body>404 Not Found</body></html>"
            )
        answer, etag, modified, unchanged = found
        lower = request.lower()
        if b"\r\nif-none-match: " in lower:
            same = lower.split(b"\r\nif-none-match: ")[1].split(b"\r\n")[0] == etag
        else:
            same = b"\r\nif-modified-since: " + modified in lower
        return (304, unchanged) if same else (200, answer)


def serve(port: int, folders: list[Path]) -> None:
    """Serve until terminated."""
    pages: dict[bytes, tuple[memoryview, bytes, bytes, bytes]] = {}
    for folder in folders:
        with (folder / "answers").open("rb") as file:
            answers = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        for path, place in json.loads((folder / "index.json").read_text("utf-8")).items():
            if place is None:
                pages.pop(path.encode(), None)
                continue
            offset, length, etag, modified = place
            unchanged = (
                f"HTTP/1.1 304 Not Modified\r\nServer: bench\r\nETag: {etag}\r\nLast-Modified: {modified}\r\n\r\n"
            )
            pages[path.encode()] = (
                answers[offset : offset + length],
                etag.encode(),
                modified.lower().encode(),
                unchanged.encode(),
            )
    asyncio.run(_serve(port, pages))


async def _serve(port: int, pages: Mapping[bytes, tuple[memoryview, bytes, bytes, bytes]]) -> None:
    loop = asyncio.get_running_loop()
    seen: Counter[Any] = Counter()
    server = await loop.create_server(lambda: _Connection(pages, seen), "127.0.0.1", port, reuse_address=True)
    over = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    async with server:
        await over.wait()


def _internal(path: bytes, seen: Counter[Any]) -> bytes:
    if path.endswith(b"reset"):
        seen.clear()
    statuses = {str(key): n for key, n in seen.items() if isinstance(key, int)}
    told = {"requests": seen["requests"], "bytes": seen["bytes"], "statuses": statuses, "cpu": time.process_time()}
    return _plain("200 OK", json.dumps(told).encode())


def _plain(status: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    serve(int(sys.argv[2]), [Path(sys.argv[1]), *map(Path, sys.argv[3:])])
