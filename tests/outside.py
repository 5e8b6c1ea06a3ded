"""Use zwgk as people do: the command line, a portal on this machine, the files it writes."""

import json
import os
import resource
import subprocess
import sys
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
    """Run the command line in a process of its own, from any folder; ``file_limit`` bytes is as far as a file may grow."""

    def limited() -> None:
        if file_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    done = subprocess.run(
        [sys.executable, "-m", "zwgk", *words],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        timeout=timeout,
        preexec_fn=limited,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def lines(path: Path) -> list[dict[str, Any]]:
    """A JSON Lines file as data."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
