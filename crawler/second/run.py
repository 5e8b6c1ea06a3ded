"""One second look from beginning to end: on a closed run, in a process of its own.

Twisted's reactor runs once in a process, and a crawl may have used it up already.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from crawler import site as sites
from crawler.archive import Archive, manifest
from crawler.archive.recorder import Recorder
from crawler.archive.second import Sought, looks_of
from crawler.clock import china_now
from crawler.crawl import CrawlState, crawl
from crawler.extract import page as page_reader
from crawler.site import Site
from crawler.stopped import Stopped
from crawler.tomlfile import BadInput


@dataclass
class SecondState(CrawlState):
    """What one second look shares. Its run is closed already and stays as it is."""

    sought: tuple[Sought, ...] = ()


def look_again(site: Site, data: Path, run: int, sought: Sequence[Sought]) -> tuple[int, str]:
    """Look for all of ``sought`` by other paths; how many were looked for, and why not all ('' when all were).

    Raises Stopped when somebody interrupts it.
    """
    context = multiprocessing.get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(str(site.path), str(data), run, tuple(sought), tell))
    process.start()
    tell.close()
    try:
        process.join()
    except KeyboardInterrupt:
        process.join()  # it has been interrupted too, and puts on disk what it has
        raise Stopped("复查被中断；已查的保留，当天再次运行会接着查") from None
    try:
        count, why = told.recv()
    except EOFError:
        count, why = 0, "查找程序意外结束"
    return int(count), str(why)


def prepare_second(
    site: Site, data: Path, run: int, sought: Sequence[Sought], clock: Callable[[], datetime] = china_now
) -> SecondState:
    """Open the archive, hold its lock, and leave out what the run has looked for again already. Raises BadInput."""
    stack = ExitStack()
    try:
        archive = Archive.open(data, site.id)
        stack.callback(archive.close)
        stack.enter_context(archive.locked())
        archive.repair()
        closed = next((r for r in archive.runs() if r.run == run and r.state == "closed"), None)
        if closed is None:
            raise BadInput(f"{data} 中没有已完成的第 {run} 次采集")
        done = {(look.unit, look.kind, look.words) for look in looks_of(archive, run)}
    except (BadInput, OSError):
        stack.close()
        raise
    left = tuple(s for s in sought if (s.unit, s.kind, s.words) not in done)
    recorder = Recorder(archive, closed, reader_version=page_reader.version)
    return SecondState(site, archive, closed, recorder, clock, stack=stack, sought=left)


def state_second_looks(data: Path, site: str, now: datetime) -> None:
    """Add what was looked for to the chain of manifests. Where this is not reached, the next run to close does it."""
    archive = Archive.open(data, site)
    try:
        with archive.locked(), archive.engine.begin() as db:
            manifest.catch_up(db, archive.folder, site, now)
    finally:
        archive.close()


def _child(site: str, data: str, run: int, sought: tuple[Sought, ...], tell: Connection) -> None:
    try:
        state = prepare_second(sites.load(site), Path(data), run, sought)
        crawl(state, "second")
        state_second_looks(Path(data), state.site.id, state.clock())
        tell.send((state.counts.get("second", 0), ""))
    except (BadInput, Stopped) as error:
        tell.send((0, str(error)))
