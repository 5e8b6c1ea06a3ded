"""Files read in a child: what harms it costs only itself, and no child outlives its use."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.files import bounded
from crawler.files.bounded import Limits, Pool, _Child, _Stopped, read_bounded
from crawler.files.bounds import MAX_BYTES
from crawler.files.model import FileReading, FileState
from crawler.files.read import read_file
from tests import files_made as made
from tests import pdfs_made as pdfs
from tests.file_bombs import BOMBS

WORDS = "云溪区财政局2025年部门预算公开说明"
PDF = pdfs.pdf([pdfs.shown(WORDS) + pdfs.ruled([("项目", "金额"), ("合计", "1")])])
SLOW = b"{\\rtf1" + b"\\u20113?" * 900_000 + b"}"  # some seconds
VERY_SLOW = made.packed({f"{n}.rtf": SLOW for n in range(10)})


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as made_pool:
        yield made_pool


def pid_of(pool: Pool) -> int:
    child = pool._child
    assert child is not None
    return child._process.pid


def peak_of(pid: int) -> int:
    """The largest memory a process has had, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


class Watch(threading.Thread):
    """Looks at the memory of a pool's child until told to stop."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(daemon=True)
        self.pool, self.peak, self.done = pool, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.01):
            child = self.pool._child
            try:
                self.peak = max(self.peak, peak_of(child._process.pid) if child else 0)
            except (OSError, IndexError):
                continue


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_unreadable_within_thirty_seconds_and_500_mb(pool: Pool, name: str) -> None:
    content = BOMBS[name]()
    pool.read(b"x")  # a child is there
    watch = Watch(pool)
    watch.start()
    began = time.monotonic()
    reading = pool.read(content, tables=True)
    took = time.monotonic() - began
    watch.done.set()
    watch.join()
    assert reading.state is FileState.UNREADABLE and reading.cause
    assert reading.kind in ("zip", "docx", "xlsx", "pdf", "ofd", "rtf")
    assert took <= 31
    assert watch.peak <= 500 * made.MILLION
    assert pool.read(WORDS.encode()).text == WORDS  # the next file is read as ever


def test_a_child_reads_as_this_process_does(pool: Pool) -> None:
    for content, name in (
        (PDF, "a.pdf"),
        (made.docx(made.paragraphs(WORDS)), "a.docx"),
        (made.nested_zips(2, PDF, "a.pdf"), "a.zip"),
    ):
        assert pool.read(content, name, tables=True) == read_file(content, name, tables=True)


def test_one_child_reads_many_files(pool: Pool) -> None:
    pool.read(PDF)
    first = pid_of(pool)
    for _ in range(20):
        pool.read(PDF)
    assert pid_of(pool) == first


def test_a_child_is_replaced_after_its_share_of_files() -> None:
    with Pool(Limits(files=2)) as pool:
        pids = []
        for _ in range(5):
            assert pool.read(WORDS.encode()).text == WORDS
            pids.append(pid_of(pool))
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_a_child_that_was_killed_is_replaced_and_the_file_read() -> None:
    with Pool() as pool:
        pool.read(PDF)
        os.kill(pid_of(pool), signal.SIGKILL)
        assert pool.read(WORDS.encode()).text == WORDS


def test_a_file_that_takes_too_long_is_given_up_and_its_kind_is_told() -> None:
    with Pool(Limits(seconds=3)) as pool:
        pool.read(b"x")
        began = time.monotonic()
        reading = pool.read(VERY_SLOW, "a.zip")
        assert time.monotonic() - began < 6
        assert reading == FileReading("zip", FileState.UNREADABLE, "读取超过 3 秒，不再读")
        assert pool.read(WORDS.encode()).text == WORDS


def test_a_pdf_whose_tables_take_too_long_is_read_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = _Child.ask

    def too_long_with_tables(child: _Child, content: bytes, name: str, how: str, deadline: float) -> FileReading:
        if how != "tables":
            return reads(child, content, name, how, deadline)
        child.kind = "pdf"
        raise _Stopped(late=True)

    monkeypatch.setattr(_Child, "ask", too_long_with_tables)
    with Pool() as pool:
        reading = pool.read(pdfs.pdf([pdfs.shown("项目 金额") + pdfs.ruled([("甲", "1")] * 3)]), "a.pdf", tables=True)
    assert reading.state is FileState.READ and reading.truncated
    assert "项目 金额" in reading.text and not any(part.tables for part in reading.parts)


def test_cpu_is_counted_for_each_file_alone() -> None:
    with Pool(Limits(cpu_seconds=1)) as pool:
        for _ in range(5):  # together more than is allowed, each less
            assert pool.read(SLOW[:1_200_000] + b"}", "a.rtf").state is FileState.READ
        reading = pool.read(VERY_SLOW, "a.zip")
    assert reading == FileReading("zip", FileState.UNREADABLE, "读取超过 1 秒，不再读")


def test_a_file_is_not_blamed_for_the_memory_of_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that dies on a file after others is replaced, and the file read again alone."""
    with Pool() as pool:
        pool.read(PDF)
        ask, asked = bounded._Child.ask, []

        def dies_once(child: bounded._Child, *request: object) -> FileReading:
            asked.append(child._process.pid)
            if len(asked) == 1:
                os.kill(child._process.pid, signal.SIGKILL)
            return ask(child, *request)  # type: ignore[arg-type]

        monkeypatch.setattr(bounded._Child, "ask", dies_once)
        assert pool.read(PDF).heading == WORDS
        assert len(set(asked)) == 2


def test_a_file_over_the_limit_is_not_read_at_all() -> None:
    with Pool() as pool:
        reading = pool.read(bytes(MAX_BYTES + 1), "a.pdf")
        assert pool._child is None
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "文件有 60 MB，超过 60 MB，不读")


def test_no_process_and_no_folder_is_left_behind() -> None:
    with Pool() as pool:
        pool.read(PDF)
        pid, child = pid_of(pool), pool._child
        assert child is not None and Path(child._folder.name).is_dir()
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(child._folder.name).exists()


def test_a_child_has_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZWGK_MADE_SECRET", "x")
    with Pool() as pool:
        pool.read(PDF)
        environment = Path(f"/proc/{pid_of(pool)}/environ").read_bytes()
        limits = Path(f"/proc/{pid_of(pool)}/limits").read_text(encoding="ascii")
    assert b"MADE_SECRET" not in environment
    assert f"Max address space         {500 * made.MILLION} " in limits
    assert "Max core file size        0 " in limits


def test_threads_take_turns(pool: Pool) -> None:
    read: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: read.append(pool.read(f"{WORDS}{n}".encode()).text)) for n in range(8)
    ]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == [f"{WORDS}{n}" for n in range(8)]


def test_the_plain_call_keeps_its_child() -> None:
    assert read_bounded(PDF, tables=True) == read_file(PDF, tables=True)
    first = pid_of(bounded._pool(Limits()))
    read_bounded(PDF)
    assert pid_of(bounded._pool(Limits())) == first
    bounded._pool(Limits()).close()
