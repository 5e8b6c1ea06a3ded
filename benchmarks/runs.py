"""One measured crawl in a process of its own: ``python benchmarks/runs.py OPTIONS RESULT`` (both JSON; RESULT is a file).

What it costs is taken here, from the process itself; what it fetched, the server counts.
"""

import functools
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

EVERY: Final = 100  # pages between two looks at the memory


class Meter:
    """What the process took so far: time, CPU, memory."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.samples: list[tuple[int, int]] = []  # (pages, resident bytes)

    def ready(self) -> None:
        """Imports and preparations are over: the first request goes out."""
        self.began = {"wall": time.time(), "cpu": time.process_time()}

    def page(self, number: int) -> None:
        if number % EVERY == 0:
            self.samples.append((number, memory("VmRSS")))

    def result(self, spawned: float) -> dict[str, Any]:
        return {
            "wall": time.time() - spawned,
            "cpu": time.process_time(),
            "startup_wall": self.began["wall"] - spawned,
            "startup_cpu": self.began["cpu"],
            "peak": memory("VmHWM"),
            "samples": self.samples,
        }


class Stages:
    """CPU of each stage without the stages called inside it. Measuring costs about a microsecond a call."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._inside: list[float] = []  # of each stage being run: what the stages inside it took

    def wrap(self, work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(work)
        def measured(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            begun = time.process_time()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.process_time() - begun
                self.cpu[stage] += took - self._inside.pop()
                self.calls[stage] += 1
                if self._inside:
                    self._inside[-1] += took

        return measured

    def watch(self) -> None:
        """Wrap the functions in which our crawl spends its time."""
        from crawler import crawl, pagestate
        from crawler.archive import known, recorder, warc
        from crawler.extract import page as page_reader
        from crawler.incremental import Increment
        from crawler.page import Page
        from crawler.probe import Signature
        from crawler.revalidation import Revalidation
        from crawler.spiders import walking
        from crawler.walk import Walk

        assert walking.read_page is page_reader.read_page
        places: list[tuple[Any, str, str]] = [
            (walking, "read_page", "extract fields"),
            (Walk, "answered", "read lists"),
            (Walk, "receipt", "read lists"),
            (pagestate, "classify", "page state"),
            (pagestate, "is_another", "page state"),
            (Signature, "verdict", "page state"),
            (warc, "digest", "WARC: digest"),
            (warc.Evidence, "add", "WARC: records"),
            (warc.Evidence, "add_unchanged", "WARC: records"),
            (warc.Evidence, "sync", "WARC: to disk"),
            (recorder, "pack_reading", "pack readings"),
            (recorder.Recorder, "fetched", "database: statements"),
            (recorder.Recorder, "read", "database: statements"),
            (recorder.Recorder, "item_done", "database: statements"),
            (recorder.Recorder, "flush", "database: transactions"),
            (crawl.CrawlState, "titles_of", "database: look-ups"),
            (crawl.CrawlState, "columns_wanted", "database: look-ups"),
            (crawl.CrawlState, "items_wanted", "database: look-ups"),
            (known.Known, "validators", "database: look-ups"),
            (known.Known, "pages", "database: look-ups"),
            (Increment, "ground", "database: look-ups"),
            (Increment, "carried", "database: look-ups"),
            (Revalidation, "process_response", "archived answers"),
            (crawl, "close_run", "closing"),
        ]
        for owner, name, stage in places:
            if hasattr(owner, name):
                setattr(owner, name, self.wrap(getattr(owner, name), stage))
        for name, stage in (("root", "parse"), ("_decoded", "parse"), ("is_torn", "page state")):
            cached = Page.__dict__[name]
            cached.func = self.wrap(cached.func, stage)


def memory(what: str) -> int:
    """``VmRSS`` (now) or ``VmHWM`` (at most) of this process in bytes."""
    status = Path("/proc/self/status").read_text("ascii")
    return 1024 * int(status.partition(f"{what}:")[2].split()[0])


def bare(options: dict[str, Any], meter: Meter) -> None:
    """Scrapy as it comes, following every link of the portal with its LinkExtractor; nothing is kept."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    class Following(scrapy.Spider):
        name = "following"
        allowed_domains = ["127.0.0.1"]
        links = LinkExtractor()
        pages = 0

        async def start(self) -> AsyncIterator[Any]:
            meter.ready()
            yield scrapy.Request(options["home"])

        def parse(self, response: Any) -> Iterator[Any]:
            self.pages += 1
            meter.page(self.pages)
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)

    process = AsyncCrawlerProcess(
        {
            "ROBOTSTXT_OBEY": False,
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "CLOSESPIDER_PAGECOUNT": options["pages"],
        }
    )
    process.crawl(Following)
    process.start()


def ours(options: dict[str, Any], meter: Meter) -> None:
    """Our whole crawl: fetch, parse, extract, WARC, database, close of the run."""
    from crawler.crawl import crawl, prepare
    from crawler.spiders.walking import WalkingSpider

    start = WalkingSpider.start

    def noted(spider: WalkingSpider) -> AsyncIterator[Any]:
        meter.ready()
        return start(spider)

    def progress(what: str, number: int) -> None:
        if what == "item":
            meter.page(number)

    WalkingSpider.start = noted  # type: ignore[method-assign]
    state = prepare(
        options["profile"], options["data"], as_of=date.fromisoformat(options["as_of"]), on_progress=progress
    )
    crawl(state)


def warm() -> int:
    """Compile what a measured process imports."""
    for name in ("scrapy.crawler", "scrapy.linkextractors", "crawler.spiders.district", "crawler.middlewares"):
        importlib.import_module(name)
    return 0


def main(arguments: list[str]) -> int:
    options = json.loads(arguments[0])
    if not options:
        return warm()
    meter, stages = Meter(), Stages()
    if options["kind"] == "bare":
        bare(options, meter)
    else:
        if options["kind"] == "stages":
            stages.watch()
        ours(options, meter)
    result = meter.result(options["spawned"]) | {"stages": stages.cpu, "calls": stages.calls}
    Path(arguments[1]).write_text(json.dumps(result), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
