"""Looks around a portal to find its columns: level by level, politely, never far, and nothing is kept but what was read.

Each level is planned as a whole, sorted, so that the same portal gives the same visit whatever answers first.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.clock import china_now
from crawler.crawl import in_window, polite_settings
from crawler.discovery.jumps import MAX_HOPS, jump_of
from crawler.discovery.links import PageFacts, facts_of
from crawler.discovery.sitemap import likely_columns, sitemap_of
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.middlewares import STOPPED, cause_of, outcome_of
from crawler.page import Page
from crawler.site import Site
from crawler.urls import host_of

MAX_DEPTH = 4
MAX_PAGES = 300
MAX_LAST = 100  # columns of a known profile that are asked after everything else
_REFUSALS_TO_STOP = 3
Plan = Callable[[dict[str, PageFacts], int], list[str]]


@dataclass
class NothingKept:
    """Stands where a crawl's state would: discovery writes no archive that could break."""

    site: Site
    broken: str = ""
    asked: Counter[str] = field(default_factory=Counter)

    def must_stop(self, url: str) -> str:
        """Why ``url`` may not be asked any more: the profile, where there is one, sets hours and a budget."""
        host, politeness = host_of(url), self.site.politeness
        self.asked[host] += 1
        if not in_window(self.site, china_now()):
            return f"采集时间窗口（{politeness.window}）已过"
        if politeness.budget and self.asked[host] > politeness.budget:
            return f"本次对 {host} 的请求已达上限（{politeness.budget} 次）"
        return ""


class DiscoverySpider(scrapy.Spider):
    """Fills ``pages`` (key → facts), asking ``plan`` for the addresses of each next level, and ``last`` when all is seen."""

    name = "discovery"
    custom_settings = {
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.robots.ObeyedRobots": 100,
            "crawler.middlewares.HostGuard": 50,
            "crawler.middlewares.TransportLadder": 745,
        },
        "ITEM_PIPELINES": {},
        "DOWNLOAD_MAXSIZE": 8_000_000,
    }

    def __init__(
        self,
        site: Site,
        pages: dict[str, PageFacts],
        plan: Plan,
        last: Callable[[dict[str, PageFacts]], list[str]] | None = None,
        on_progress: Callable[[int], None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = site
        self.state = NothingKept(site)
        self._pages = pages
        self._plan = plan
        self._last = last
        self._on_progress = on_progress
        self._depth = 0
        self._waiting = 2
        self._mapped: tuple[str, ...] = ()
        self._asked = {key_of(site.home)}
        self._refusals: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "DiscoverySpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name, value in polite_settings(spider.site, crawler.settings.get("USER_AGENT")).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    def host_stopped(self, url: str) -> str:
        """Why the host is not asked any more: it refused several in a row; '' when it is."""
        return STOPPED if self._refusals.get(host_of(url), 0) >= _REFUSALS_TO_STOP else ""

    async def start(self) -> AsyncIterator[Any]:
        yield self._request(self.site.home)
        yield Request(sitemap_of(self.site.home), callback=self._map, errback=self._no_map, dont_filter=True)

    def _request(self, url: str) -> Request:
        return Request(url, callback=self._page, errback=self._failed, dont_filter=True, meta={"wanted": url})

    def _page(self, response: Response) -> Iterator[Any]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        page = Page(response.url, response.body, status=response.status, content_type=content_type)
        hops = response.meta.get("hops", 0)
        if hops < MAX_HOPS and (onward := jump_of(page)):
            meta = {"wanted": response.meta["wanted"], "hops": hops + 1}
            yield Request(onward, callback=self._page, errback=self._failed, dont_filter=True, meta=meta)
            return
        facts = facts_of(page, response.meta["wanted"])
        refused = facts.outcome is Outcome.BLOCKED
        host = host_of(response.url)
        self._refusals[host] = self._refusals.get(host, 0) + 1 if refused else 0
        yield from self._seen(facts)

    def _map(self, response: Response) -> Iterator[Any]:
        self._mapped = likely_columns(Page(response.url, response.body, status=response.status), self.site.hosts)
        yield from self._done()

    def _no_map(self, _: Failure) -> Iterator[Any]:
        yield from self._done()

    def _failed(self, failure: Failure) -> Iterator[Any]:
        url = failure.request.meta["wanted"]  # type: ignore[attr-defined]
        yield from self._seen(PageFacts(url, url, outcome_of(failure.value), cause_of(failure.value)))

    def _seen(self, facts: PageFacts) -> Iterator[Any]:
        self._pages[key_of(facts.url)] = facts
        if self._on_progress:
            self._on_progress(len(self._pages))
        yield from self._done()

    def _done(self) -> Iterator[Any]:
        """One answer has come, or failed to; with the last of a level the next one is planned."""
        self._waiting -= 1
        if self._waiting:
            return
        wanted: list[str] = []
        if self._depth < MAX_DEPTH:
            self._depth += 1
            wanted = self._fresh([*self._plan(self._pages, self._depth), *self._mapped], MAX_PAGES)
        if not wanted and self._last is not None:
            last, self._last, self._depth = self._last, None, MAX_DEPTH
            wanted = self._fresh(last(self._pages), len(self._asked) + MAX_LAST)
        self._waiting = len(wanted)  # before the first of them is sent: its answer must not end the level
        for url in wanted:
            yield self._request(url)

    def _fresh(self, urls: list[str], most: int) -> list[str]:
        """Those not asked yet, as long as no more than ``most`` were asked altogether."""
        found = []
        for url in urls:
            key = key_of(url)
            if key not in self._asked and len(self._asked) < most:
                self._asked.add(key)
                found.append(url)
        return found
