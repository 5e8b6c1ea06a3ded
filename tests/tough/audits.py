"""Audits of the tough portal, as a user makes them: the command line in a process of its own, and what it left behind."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crawler import site as sites
from crawler.archive import Archive, Article, Corpus
from crawler.urls import identity_key
from tests.outside import ROOT, lines
from tests.tough.expected import Column
from tests.tough.portal import ToughPortal

FIRST, SECOND = "2026-09-20", "2026-10-20"

DOC = """
[document]
id = "tough"
title = "2026年政务公开工作要点"
number = "青禾府办〔2026〕7号"
issued = 2026-03-20
"""
_REQUIREMENT = """
[[requirement]]
id = "2026-{row:02d}"
row = {row}
text = "{text}"
responsible = "{responsible}"
units = [{units}]
basis = [{{ source = "青禾府办〔2026〕7号", strength = "S", in_force = 2026-03-20 }}]
[[requirement.check]]
{check}
"""
REQUIREMENTS = (
    (1, "公开部门决算", ("区教育局", "区民政局", "区卫生健康局", "区农业农村局", "区交通运输局", "区人力资源和社会保障局"),
     'use = "missing_fiscal_report"\nreport = "final_accounts"\nkinds = ["final_accounts"]\nyear_offset = -1\ndue_month = 8\ndue_day = 15'),
    (2, "公开征求意见结束后一个月内反馈", ("区住房和城乡建设局", "区交通运输局", "区文化和旅游局"), 'use = "missing_feedback"'),
    (3, "政策文件与解读同步", ("区司法局",), 'use = "missing_interpretation"\nown = true'),
    (4, "工作动态及时更新", ("区文化和旅游局",), 'use = "stale_column"\nkinds = ["news"]'),
    (5, "不得有空白栏目", ("区文化和旅游局", "青石镇", "区卫生健康局"), 'use = "blank_column"'),
)  # fmt: skip


# A crawl whose patience for one answer is two seconds instead of thirty.
_HASTY = """
import sys
from datetime import date
import crawler.settings
from crawler.crawl import crawl, prepare
crawler.settings.DOWNLOAD_TIMEOUT = 2
crawl(prepare(sys.argv[1], sys.argv[3], as_of=date.fromisoformat(sys.argv[2])))
"""


def document() -> str:
    """The requirements against which the portal is judged, as TOML."""
    text = DOC
    for row, told, units, check in REQUIREMENTS:
        names = ", ".join(f'"{unit}"' for unit in units)
        text += _REQUIREMENT.format(row=row, text=told, responsible="、".join(units), units=names, check=check)
    return text


@dataclass(frozen=True)
class Audit:
    """One finished audit: its archive as a Corpus, its findings, how long it took."""

    corpus: Corpus
    findings: tuple[dict[str, Any], ...]
    seconds: float

    def of(self, column: Column) -> list[Article]:
        """The items present in a column."""
        return list(self.corpus.articles(column=column.id))

    def at(self, url: str) -> Article | None:
        return self.corpus.article_at(identity_key(url)) or self.corpus.article_at(url)

    def statuses(self, unit: str, check: str) -> list[str]:
        """What the check said of the unit."""
        return [f["status"] for f in self.findings if f["unit"] == unit and f["check"] == check]


@dataclass(frozen=True)
class Audits:
    """Both audits of the portal, the one of its long lists, and what the outside world was asked."""

    portal: ToughPortal
    first: Audit
    second: Audit
    heavy: Audit
    slow: Audit
    calls: tuple[bytes, ...]
    seconds: float


class Running:
    """A command in a process of its own."""

    def __init__(self, words: tuple[str, ...], folder: Path, env: dict[str, str]) -> None:
        self._said = folder / f"said-{time.monotonic_ns()}.txt"
        self._began = time.monotonic()
        with self._said.open("wb") as file:
            self._process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(ROOT), **env}
            )
        self._ended = 0.0
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def _wait(self) -> None:
        self._process.wait()
        self._ended = time.monotonic()

    def finished(self, timeout: float = 240) -> float:
        """Wait; the seconds it took. A failure shows what it said."""
        self._watch.join(timeout)
        if self._watch.is_alive():
            self._process.kill()
            self._watch.join()
        assert self._process.returncode == 0, self._said.read_text(encoding="utf-8", errors="replace")[-3000:]
        return self._ended - self._began


@contextmanager
def outside_world(portal: ToughPortal) -> Iterator[tuple[dict[str, str], list[bytes]]]:
    """An environment whose proxy notes every attempt to reach a host that is not the portal's."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    calls.append(caller.recv(200).split(b"\r\n")[0])

        threading.Thread(target=listen, daemon=True).start()
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        known = ",".join(host.address for host in portal.hosts.values())
        yield {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": known}, calls


def make(portal: ToughPortal, folder: Path) -> Audits:
    """Audit the portal twice, one item slipped in between; its long lists meanwhile."""
    began = time.monotonic()
    (folder / "tough.toml").write_text(portal.profile(portal.columns), encoding="utf-8")
    (folder / "heavy.toml").write_text(portal.profile(portal.heavy.columns, "heavy"), encoding="utf-8")
    (folder / "slow.toml").write_text(portal.profile(portal.slow.columns, "slow"), encoding="utf-8")
    (folder / "doc.toml").write_text(document(), encoding="utf-8")
    with outside_world(portal) as (env, calls):
        heavy = Running(("-m", "zwgk", "crawl", str(folder / "heavy.toml"), "--as-of", FIRST, "--data", str(folder / "heavy")), folder, env)
        slow = Running(("-c", _HASTY, str(folder / "slow.toml"), FIRST, str(folder / "slow")), folder, env)
        first = _run(folder, env, FIRST).finished()
        portal.shifting.add()
        second = _run(folder, env, SECOND).finished()
        long, patient = heavy.finished(), slow.finished()
    return Audits(
        portal,
        _audit(folder, "tough", FIRST, 0, first),
        _audit(folder, "tough", SECOND, 1, second),
        _audit(folder, "heavy", FIRST, 0, long),
        _audit(folder, "slow", FIRST, 0, patient),
        tuple(calls),
        time.monotonic() - began,
    )


def _run(folder: Path, env: dict[str, str], day: str) -> Running:
    words = ("-m", "zwgk", "run", str(folder / "tough.toml"), str(folder / "doc.toml"), "--as-of", day, "--data", str(folder / "tough"))
    return Running((*words, "--out", str(folder / f"out-{day}")), folder, env)


def _audit(folder: Path, name: str, day: str, run: int, seconds: float) -> Audit:
    archive = Archive.open(folder / name, "tough")
    closed = [each for each in archive.runs() if each.state == "closed"]
    out = folder / f"out-{day}" / "findings.jsonl"
    corpus = Corpus(archive, sites.load(str(folder / f"{name}.toml")), closed[run], date.fromisoformat(day))
    return Audit(corpus, tuple(lines(out)) if name == "tough" else (), seconds)
