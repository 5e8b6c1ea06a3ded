"""Use zwgk as people do: the command line, a portal on this machine, the files it writes."""

import functools
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


def zwgk(
    *words: str, cwd: Path | None = None, env: dict[str, str] | None = None, timeout: int = 300, file_limit: int = 0
) -> Outcome:
    """Run the command line in a process of its own, from any folder; ``file_limit`` bytes is as far as a file may grow.

    A command that needs an environment or a limit of its own starts Python anew; the others are forked from a process that
    has imported the program already.
    """
    if env or file_limit:
        return _started(words, cwd or ROOT, env or {}, timeout, file_limit)
    return _forker().run(words, cwd or ROOT, timeout)


def _started(words: tuple[str, ...], cwd: Path, env: dict[str, str], timeout: int, file_limit: int) -> Outcome:
    def limited() -> None:
        if file_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    done = subprocess.run(
        [sys.executable, "-m", "zwgk", *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=timeout,
        preexec_fn=limited,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


class _Forker:
    """The process of ``tests.forked``, one for this process of the test runner."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.forked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )

    def run(self, words: tuple[str, ...], cwd: Path, timeout: int) -> Outcome:
        with self._turn, tempfile.TemporaryDirectory() as folder:
            told = {name: Path(folder) / name for name in ("out", "err")}
            for path in told.values():
                path.touch()
            request = {"words": words, "cwd": str(cwd), "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
            code = self._ask({**request, **{name: str(path) for name, path in told.items()}}, timeout)
            return Outcome(code, *(path.read_text(encoding="utf-8") for path in told.values()))

    def _ask(self, request: dict[str, Any], timeout: int) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        late = threading.Timer(timeout, os.killpg, (self._process.pid, signal.SIGKILL))
        late.start()
        answer = self._process.stdout.readline()
        late.cancel()
        if not answer:
            self._process = self._start()
            raise TimeoutError(f"zwgk {' '.join(request['words'])}: no answer in {timeout} s")
        return int(answer)


@functools.cache
def _forker() -> _Forker:
    return _Forker()


def lines(path: Path) -> list[dict[str, Any]]:
    """A JSON Lines file as data."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
