"""Looks around a portal to find its columns: level by level, politely, never far, and nothing is kept but what was read.

Each level is planned as a whole, sorted, so that the same portal gives the same visit whatever answers first.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.crawl import polite_settings
from crawler.discovery.links import PageFacts, facts_of
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.middlewares import STOPPED, cause_of, outcome_of
from crawler.page import Page
from crawler.site import Site
from crawler.urls import host_of

MAX_DEPTH = 4
MAX_PAGES = 300
_REFUSALS_TO_STOP = 3
Plan = Callable[[dict[str, PageFacts], int], list[str]]


@dataclass(frozen=True)
class NothingKept:
    """Stands where a crawl's state would: discovery writes no archive that could break."""

    broken: str = ""

    def must_stop(self, url: str) -> str:
        """Hours and budget stand in a portal's profile, and there is none yet."""
        return ""


class DiscoverySpider(scrapy.Spider):
    """Fills ``pages`` (key → facts), asking ``plan`` for the addresses of each next level."""

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
        on_progress: Callable[[int], None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = site
        self.state = NothingKept()
        self._pages = pages
        self._plan = plan
        self._on_progress = on_progress
        self._depth = 0
        self._waiting = 1
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

    def _request(self, url: str) -> Request:
        return Request(url, callback=self._page, errback=self._failed, dont_filter=True, meta={"wanted": url})

    def _page(self, response: Response) -> Iterator[Any]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        page = Page(response.url, response.body, status=response.status, content_type=content_type)
        facts = facts_of(page, response.meta["wanted"])
        refused = facts.outcome is Outcome.BLOCKED
        host = host_of(response.url)
        self._refusals[host] = self._refusals.get(host, 0) + 1 if refused else 0
        yield from self._seen(facts)

    def _failed(self, failure: Failure) -> Iterator[Any]:
        url = failure.request.meta["wanted"]  # type: ignore[attr-defined]
        yield from self._seen(PageFacts(url, url, outcome_of(failure.value), cause_of(failure.value)))

    def _seen(self, facts: PageFacts) -> Iterator[Any]:
        self._pages[key_of(facts.url)] = facts
        self._waiting -= 1
        if self._on_progress:
            self._on_progress(len(self._pages))
        if self._waiting or self._depth >= MAX_DEPTH:
            return
        self._depth += 1
        for url in self._plan(self._pages, self._depth):
            key = key_of(url)
            if key not in self._asked and len(self._asked) < MAX_PAGES:
                self._asked.add(key)
                self._waiting += 1
                yield self._request(url)
