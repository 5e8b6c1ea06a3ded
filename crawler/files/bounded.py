"""Files from outside are read in a child process with limits on memory, CPU, time and what it may write.

One child reads many files, as starting one costs more than most files; it is replaced after ``Limits.files`` of them and
whenever it died. A file that kills it costs only itself.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from crawler.files.model import FileReading
from crawler.files.read import OUT_OF_MEMORY, too_large, unreadable
from crawler.files.store import from_bytes

_ROOT: Final = Path(__file__).resolve().parents[2]
_MAX_NAME: Final = 500
_CHUNK: Final = 1 << 20
_TABLES_SHARE: Final = 0.75  # of the time for a file; its text alone takes a hundredth of what its tables take


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost. Sizes in bytes, times in seconds."""

    seconds: float = 30.0  # from the request to the answer
    cpu_seconds: int = 28
    memory: int = 500_000_000  # address space of the child, and of each program it starts
    written: int = 100_000_000  # the largest temporary file
    answer: int = 64_000_000  # the largest reading, unpacked
    files: int = 200  # after so many files a child is replaced


OCR_LIMITS: Final = Limits(seconds=300.0, cpu_seconds=60)  # the program it starts has its own minute of CPU a page


class _Stopped(Exception):
    """The child gave no answer: it died (``late`` is False) or took too long. Raised by _Child.ask."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("late" if late else "died")
        self.late = late


class Pool:
    """Reads files in a child that it starts, watches, replaces and ends. Threads may share it; they take turns."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: _Child | None = None
        self._turn = threading.Lock()

    def read(self, content: bytes, name: str = "", *, tables: bool = False) -> FileReading:
        """What ``content`` holds; as ``read_file``, and a file that takes too much is UNREADABLE. Never raises for a file."""
        return self._bounded(content, name, "tables" if tables else "text")

    def recognise(self, content: bytes, name: str = "") -> FileReading:
        """The words in the pictures of ``content``; as ``recognise_file``. Wants more time than reading: ``OCR_LIMITS``."""
        return self._bounded(content, name, "ocr")

    def _bounded(self, content: bytes, name: str, how: str) -> FileReading:
        if refused := too_large(content):
            return refused
        with self._turn:
            return self._read(content, name, how)

    def close(self) -> None:
        """End the child. The pool may be used again; it then starts another."""
        with self._turn:
            self._end()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, content: bytes, name: str, how: str) -> FileReading:
        began = time.monotonic()
        tables, text_only = how == "tables", False
        while True:
            # A PDF whose tables take too long is read once more without them.
            deadline = began + self._limits.seconds * (_TABLES_SHARE if tables and not text_only else 1)
            child = self._ready()
            was_fresh = child.read == 0
            try:
                reading = child.ask(content, name, "text" if text_only else how, deadline)
            except _Stopped as stopped:
                code = self._end()
                if stopped.late and tables and not text_only and child.kind == "pdf":
                    text_only = True
                    continue
                if stopped.late or code == -signal.SIGXCPU:
                    allowed = self._limits.seconds if stopped.late else self._limits.cpu_seconds
                    return unreadable(f"读取超过 {allowed:g} 秒，不再读", child.kind)
                if was_fresh:
                    return unreadable("读取程序中途退出，文件可能已损坏或过大", child.kind)
                continue  # files before it may have filled the child's memory; alone it has its whole share
            except ValueError:
                self._end()
                return unreadable("读出的内容过多，不读", child.kind)
            except (
                BaseException
            ):  # an interrupt in the midst of an answer: the child's next words would be of this file
                self._end()
                raise
            if OUT_OF_MEMORY in reading.cause:
                self._end()
                if not was_fresh:
                    continue
            return replace(reading, truncated=True) if text_only else reading

    def _ready(self) -> "_Child":
        child = self._child
        # After a fork the child belongs to the parent process.
        if child and (child.owner != os.getpid() or child.read >= self._limits.files or not child.is_alive()):
            self._end()
        if self._child is None:
            self._child = _Child(self._limits)
        return self._child

    def _end(self) -> int:
        """End the child; what it ended with, if it had already (minus the number of a signal)."""
        child, self._child = self._child, None
        return child.end() if child and child.owner == os.getpid() else 0


class _Child:
    """One child process in a group of its own, with a folder of its own for what it writes."""

    def __init__(self, limits: Limits) -> None:
        self.owner = os.getpid()
        self.read = 0
        self.kind = "unknown"  # of the file it reads
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="zwgk-files-", ignore_cleanup_errors=True)
        numbers = (limits.memory, limits.cpu_seconds, limits.written)
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": self._folder.name,
            "TMPDIR": self._folder.name,
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join((str(_ROOT), *filter(None, sys.path))),
            "MALLOC_ARENA_MAX": "1",  # each arena takes 64 MB of address space
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "crawler.files.child", *map(str, numbers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=self._folder.name, env=environment, start_new_session=True, bufsize=0,
        )  # fmt: skip
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            os.set_blocking(stream.fileno(), False)

    def is_alive(self) -> bool:
        """Looks without burying the dead: as long as it is a zombie no other process gets its number."""
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def ask(self, content: bytes, name: str, how: str, deadline: float) -> FileReading:
        """The child's reading. Raises _Stopped when there is none, ValueError when it is none."""
        self.read += 1
        self.kind = "unknown"
        request = {"name": name[-_MAX_NAME:], "how": how, "size": len(content)}
        self._write(json.dumps(request).encode() + b"\n", deadline)
        self._write(content, deadline)
        self.kind = self._answer(deadline, 20).decode("ascii", "replace")
        return from_bytes(self._answer(deadline, self._limits.answer), self._limits.answer)

    def end(self) -> int:
        """End the whole group, also the programs it started; what the child ended with."""
        with suppress(ProcessLookupError):  # it died by itself
            os.killpg(self._process.pid, signal.SIGKILL)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        code = self._process.wait()
        self._folder.cleanup()
        return code

    def _answer(self, deadline: float, most: int) -> bytes:
        size = int.from_bytes(self._take(8, deadline), "big")
        if size > most:
            raise ValueError("the answer is larger than allowed")
        return self._take(size, deadline)

    def _write(self, content: bytes, deadline: float) -> None:
        stream: Any = self._process.stdin
        left = memoryview(content)
        while left:
            self._wait(stream, deadline, writing=True)
            try:
                left = left[os.write(stream.fileno(), left[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise _Stopped(late=False) from error

    def _take(self, size: int, deadline: float) -> bytes:
        stream: Any = self._process.stdout
        taken = bytearray()
        while len(taken) < size:
            self._wait(stream, deadline, writing=False)
            try:
                piece = os.read(stream.fileno(), min(_CHUNK, size - len(taken)))
            except BlockingIOError:
                continue
            if not piece:
                raise _Stopped(late=False)
            taken += piece
        return bytes(taken)

    def _wait(self, stream: Any, deadline: float, *, writing: bool) -> None:
        poll = select.poll()
        poll.register(stream, select.POLLOUT if writing else select.POLLIN)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise _Stopped(late=True)


def read_bounded(content: bytes, name: str = "", *, tables: bool = False, limits: Limits | None = None) -> FileReading:
    """``read_file`` in a child process within ``limits``; the child is kept for the next file and ends with this process."""
    return _pool(limits or Limits()).read(content, name, tables=tables)


@cache
def _pool(limits: Limits) -> Pool:
    pool = Pool(limits)
    atexit.register(pool.close)
    return pool
