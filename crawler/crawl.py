"""One crawl from beginning to end: which run it belongs to, what is left to do, how it ends.

A crawl is one process. What it collected is safe whatever happens to it; the next crawl resumes the same run.
"""

import gc
import logging
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from crawler import browser
from crawler import site as sites
from crawler.archive import Archive, Run
from crawler.archive.closing import close_run
from crawler.archive.known import Known
from crawler.archive.offered import files_wanted
from crawler.archive.progress import progress_of
from crawler.archive.recorder import Recorder
from crawler.archive.store import default_folder, is_full
from crawler.attachments import FilePlan
from crawler.clock import china_now
from crawler.extract import page as page_reader
from crawler.files.bounded import Pool
from crawler.incremental import Increment
from crawler.site import Column, Site
from crawler.stopped import Stopped
from crawler.tomlfile import BadInput, nearest, os_reason
from crawler.urls import host_of

Progress = Callable[[str, int], None]
T = TypeVar("T")
_ALLOCATIONS = 20_000  # made and kept between two looks of the garbage collector; Python's own is 700


@dataclass
class CrawlState:
    """What one crawl process shares: profile, archive, run, writer, clock and counters."""

    site: Site
    archive: Archive
    run: Run
    recorder: Recorder
    clock: Callable[[], datetime]
    on_progress: Progress | None = None
    home_seen: bool = False
    home_unreachable: str = ""
    broken: str = ""  # why nothing can be kept any more (disk full, database gone); the rest of the crawl is left
    paused: str = ""  # why nothing more is asked tonight; what came is kept, what is left waits for the next night
    closed: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)  # requests of this process by host
    stack: ExitStack = field(default_factory=ExitStack)
    increment: Increment | None = None  # None: everything is asked again
    plan: FilePlan = field(init=False)
    reader: Pool = field(default_factory=Pool)

    def __post_init__(self) -> None:
        self.plan = FilePlan(self.site, self.archive, self.run.run, self.increment, quick=self.quick)

    @property
    def quick(self) -> bool:
        return self.run.mode == "quick"

    def columns_wanted(self) -> tuple[str, ...]:
        return self.archive.columns_wanted(self.run.run)

    def items_wanted(self) -> tuple[str, ...]:
        return self.archive.items_wanted(self.run.run)

    def files_wanted(self) -> dict[str, tuple[str, ...]]:
        return files_wanted(self.archive, self.run.run)

    def titles_of(self, url: str) -> tuple[str, ...]:
        """What the lists of this run call the item at ``url``."""
        return self.archive.listed_titles(self.run.run, url)

    def progress(self, what: str) -> None:
        """Count one finished thing: column, wanted (an item was found), item (an item was read)."""
        self.counts[what] = self.counts.get(what, 0) + 1
        if self.on_progress:
            self.on_progress(what, self.counts[what])

    def must_stop(self, url: str) -> str:
        """Why ``url`` may not be asked any more in this process; '' when it may. Counts the request against the budget."""
        politeness = self.site.politeness
        if not self.broken and not self.paused:
            host = host_of(url)
            self.asked[host] = self.asked.get(host, 0) + 1
            if not in_window(self.site, self.clock()):
                self.paused = f"采集时间窗口（{politeness.window}）已过"
            elif politeness.budget and self.asked[host] > politeness.budget:
                self.paused = f"本次对 {host} 的请求已达上限（{politeness.budget} 次）"
        return self.broken or self.paused

    def keep(self, write: Callable[[], T], instead: T) -> T:
        """Run one write of the archive; when the disk or the database fails, note it and keep nothing more."""
        if self.broken:
            return instead
        try:
            return write()
        except (OSError, sa.exc.OperationalError) as error:
            self.broken = _why_broken(error)
            return instead

    def finish(self, reason: str) -> None:
        """End this process's part; close the run when nothing is left to do. Safe to call twice."""
        if self.closed:
            return
        self.closed = True
        try:
            self.keep(self.recorder.close, None)
            if self.broken:
                return
            left = self.columns_wanted() or self.items_wanted() or self.files_wanted()
            if reason == "finished" and self.home_seen and not left:
                close_run(self.archive, self.run, self.site, self.clock())
        finally:
            self.reader.close()
            self.stack.close()


def prepare(
    site: str | Site,
    data: str | Path = "",
    *,
    as_of: date | None = None,
    quick: bool = False,
    chooses: Callable[[Column], bool] | None = None,
    full: bool = False,
    again: Iterable[str] = (),
    clock: Callable[[], datetime] = china_now,
    on_progress: Progress | None = None,
) -> CrawlState:
    """Open the archive, hold its lock, and resume its open run or begin a new one. Raises BadInput.

    After a first audit the next ones ask again what may have changed; ``full`` asks for everything. ``again`` are
    addresses on which a judgement hangs: they are always asked.
    """
    profile = sites.load(site) if isinstance(site, str) else site
    day = _day(profile, as_of, clock)
    folder = Path(data) if data else default_folder(profile)
    columns = [column for column in profile.columns if chooses is None or chooses(column)]
    if profile.columns and not columns:
        raise BadInput("没有选中任何栏目")
    mode = "quick" if quick else "full" if len(columns) == len(profile.columns) else "part"
    stack = ExitStack()
    try:
        archive = Archive.open(folder, profile.id, create=True)
        stack.callback(archive.close)
        stack.enter_context(archive.locked())
        archive.repair()
        base = None if full or quick else archive.newest_closed(day, ("full",))
        run = _resume(archive, profile, day, mode, columns, clock, full=full) or archive.begin(
            profile, day, mode, columns, clock(), "changes" if base else "whole"
        )
    except (BadInput, OSError) as error:
        stack.close()
        if isinstance(error, OSError) and not is_full(error):
            raise BadInput(f"{folder} 不能写入：{os_reason(error)}") from None
        raise
    return CrawlState(
        profile,
        archive,
        run,
        Recorder(archive, run, reader_version=page_reader.version),
        clock,
        on_progress,
        stack=stack,
        increment=Increment(Known(archive, base), run.run, day, again) if base and run.reach == "changes" else None,
    )


def in_window(site: Site, now: datetime) -> bool:
    """Whether the portal may be crawled now. A window may run over midnight; a site on this machine has none."""
    window = site.politeness.window
    if not window or site.is_loopback:
        return True
    begin, end = window.split("-")
    time = f"{now:%H:%M}"
    return begin <= time < end if begin <= end else time >= begin or time < end


def choice(site: Site, columns: Sequence[str], units: Sequence[str]) -> Callable[[Column], bool] | None:
    """A chooser for ``--columns`` (ids or kinds) and ``--units`` (ids or names); None when both are empty. Raises BadInput."""
    if not columns and not units:
        return None
    known = {c.id for c in site.columns} | {c.kind for c in site.columns}
    for name in columns:
        if name not in known:
            raise BadInput(f"没有名为“{name}”的栏目" + nearest(name, known))
    unit_ids = set()
    for name in units:
        unit = site.unit(name) or site.unit_named(name)
        if unit is None:
            names = [n for u in site.units for n in (u.id, u.name)]
            raise BadInput(f"没有名为“{name}”的单位" + nearest(name, names))
        unit_ids.add(unit.id)

    def chosen(column: Column) -> bool:
        return (not columns or column.id in columns or column.kind in columns) and (
            not unit_ids or column.unit in unit_ids
        )

    return chosen


def crawl(state: CrawlState, spider: str = "district") -> None:
    """Run one spider to its end in this process. Raises Stopped when the run could not be finished."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    if not in_window(state.site, state.clock()):
        state.finish("outside the window")
        raise Stopped(f"现在不在采集时间窗口（{state.site.politeness.window}）内，到时再运行")
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    process = AsyncCrawlerProcess(settings)
    for noisy in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with _collector_spared():
            process.crawl(spider, state=state)
            process.start(install_signal_handlers=True)
    finally:
        # Scrapy leaves its own behind, and what comes after the crawl could not be interrupted any more.
        for number, handler in handlers.items():
            signal.signal(number, handler)
        state.finish("process ended")
    if state.broken:
        raise Stopped(f"{state.broken}；已采集的内容保留，解决后再次运行会继续")
    if state.paused:
        raise Stopped(f"{state.paused}；{_how_far(state)}；已采集的内容保留，再次运行会继续")
    newest = next((run for run in _runs(state) if run.run == state.run.run), None)
    if state.home_unreachable:
        raise Stopped(f"首页 {state.site.home} 打不开：{state.home_unreachable}；已采集的内容保留，下次运行继续")
    if newest is None or newest.state != "closed":
        raise Stopped("采集没有完成；已采集的内容保留，再次运行会从中断处继续")


@contextmanager
def _collector_spared() -> Iterator[None]:
    """Let the garbage collector look less often, and never at what was there before: it found next to nothing."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def polite_settings(site: Site, agent: str) -> dict[str, object]:
    """The Scrapy settings that a profile decides: delay and requests at once to a host, and whom to write to."""
    politeness = site.politeness
    contact = politeness.contact.encode("ascii", "ignore").decode()
    return {
        "DOWNLOAD_DELAY": politeness.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
        # Not more than are sent: a queue inside the downloader would outlive the decision to leave a host alone.
        "CONCURRENT_REQUESTS": politeness.concurrency,
        "USER_AGENT": f"{agent.removesuffix(')')}; {contact})" if contact else agent,
        **browser.settings(site),
    }


def _why_broken(error: Exception) -> str:
    return "磁盘已满或不能写入" if is_full(error) else f"数据不能写入（{type(error).__name__}）"


def _how_far(state: CrawlState) -> str:
    archive = Archive.open(state.archive.folder, state.site.id)
    try:
        return progress_of(archive, state.site, state.run.run).told()
    finally:
        archive.close()


def _runs(state: CrawlState) -> tuple[Run, ...]:
    archive = Archive.open(state.archive.folder, state.site.id)
    try:
        return archive.runs()
    finally:
        archive.close()


def _day(site: Site, as_of: date | None, clock: Callable[[], datetime]) -> date:
    today = clock().date()
    if as_of and as_of != today and not site.is_loopback:
        raise BadInput(f"--as-of {as_of} 不是今天；只有本机回放的站点可以指定别的日期")
    return as_of or today


def _resume(
    archive: Archive,
    site: Site,
    day: date,
    mode: str,
    columns: Sequence[Column],
    clock: Callable[[], datetime],
    *,
    full: bool,
) -> Run | None:
    """The open run when it is of the same profile, day, choice and reach; one that is not is abandoned."""
    run = archive.open_run()
    if run is None:
        return None
    same = (run.profile, run.mode) == (site.digest, mode) and (run.as_of == day or not site.is_loopback)
    if same and not (full and run.reach == "changes"):
        return run
    archive.abandon(run, clock(), "站点档案或采集范围已改变，本次采集作废，另起一次")
    return None
