"""What all spiders share: walk columns to their end, then read the items they list."""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import browser, pagestate, probe, relations
from crawler.archive.known import ReadPage
from crawler.archive.recorder import item_state
from crawler.crawl import CrawlState, polite_settings, prepare
from crawler.extract.page import read_page
from crawler.items import Ask, Outcome, PageReading, Visit
from crawler.middlewares import STOPPED, cause_of, outcome_of
from crawler.moved import leaves
from crawler.page import Page
from crawler.relations import joined, relation_of
from crawler.robots import RobotsClosed
from crawler.site import Column, Site
from crawler.spiders.answered import page_of
from crawler.spiders.filing import FileDesk
from crawler.spiders.waiting import Referers, Waiting, Wanted
from crawler.urls import host_of
from crawler.walk import TORN, Walk

_log = logging.getLogger(__name__)
_LISTS_FIRST = 100
_REFUSALS_TO_STOP = 3


@dataclass(frozen=True, slots=True)
class SeenItems:
    """A finished column walk and what to do with each address it lists (wanted, external, file, skipped)."""

    visit: Visit
    states: dict[str, str]
    carried: dict[str, ReadPage]


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item page that was read."""

    url: str
    sha256: str
    reading: PageReading


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item page that could not be read, and why. ``state`` is failed, file, or external: it only leads elsewhere."""

    url: str
    state: str
    cause: str
    sha256: str = ""


class WalkingSpider(scrapy.Spider):
    """Walks the columns that ``chooses`` accepts. Give ``site`` (id or path) to run it alone, or a prepared ``state``."""

    name = "walking"

    def __init__(self, site: str = "", data: str = "", state: CrawlState | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state = state or prepare(site, data, chooses=self.chooses)
        self.site: Site = self.state.site
        self._asked: set[str] = set()
        self._waiting_items = Waiting(self.site.politeness.concurrency)
        self._referers = Referers()
        self._files = FileDesk(self.state, self._state)
        self._refusals: dict[str, int] = {}
        self._stopped: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "WalkingSpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        # What the profile decides; possible here because Scrapy freezes its settings after the spider is made.
        for name, value in polite_settings(spider.site, crawler.settings.get("USER_AGENT")).items():
            crawler.settings.set(name, value, priority="spider")
        crawler.signals.connect(spider.finish, scrapy.signals.spider_closed)
        return spider

    @staticmethod
    def chooses(column: Column) -> bool:
        """Whether this spider walks the column."""
        return True

    def host_stopped(self, url: str) -> str:
        """Why the host is not asked any more: it refused several in a row, or asked to wait; '' when it is."""
        host = host_of(url)
        return self._stopped.get(host) or (STOPPED if self._refusals.get(host, 0) >= _REFUSALS_TO_STOP else "")

    def stop_host(self, url: str, cause: str) -> None:
        """Leave the host alone for the rest of this crawl."""
        self._stopped.setdefault(host_of(url), cause)

    def count_refusal(self, url: str) -> None:
        """Called for every answer whose status refuses: three in a row, and the host is left alone."""
        self._refusals[host_of(url)] = self._refusals.get(host_of(url), 0) + 1

    def _state(self, response: Response, page: Page) -> tuple[Outcome, str]:
        """The state of an answered page. A challenge served with status 200 is a refusal that only its body shows."""
        outcome, cause = pagestate.classify(page)
        if outcome is not Outcome.BLOCKED:
            self._refusals[host_of(response.url)] = 0
        elif response.status == 200:
            self.count_refusal(response.url)
        return outcome, cause

    def now(self) -> datetime:
        """The true time, in China."""
        return self.state.clock()

    def finish(self, reason: str) -> None:
        """Put everything on disk; close the run when its frontier is empty."""
        self.state.finish(reason)

    # ---- requests

    async def start(self) -> AsyncIterator[Any]:
        yield Request(
            self.site.home,
            callback=self._home,
            errback=self._home_failed,
            dont_filter=True,
            priority=_LISTS_FIRST * 2,
            meta={"purpose": "home"},
        )

    def _home(self, response: Response) -> Iterator[Any]:
        outcome, cause = pagestate.classify(page_of(response))
        if outcome in (Outcome.ERROR, Outcome.UNREACHABLE):
            self.state.home_unreachable = cause
            return
        self.state.home_seen = True
        yield from self._frontier(response)

    def _home_failed(self, failure: Failure) -> Iterator[Any]:
        if not isinstance(failure.value, RobotsClosed):
            self.state.home_unreachable = cause_of(failure.value)
            return
        # The host may be there; each column on it is noted with this cause, and those on other hosts are looked at.
        self.state.home_seen = True
        yield from self._frontier(None)

    def _frontier(self, origin: Response | None) -> Iterator[Any]:
        """What this run still has to do: a probe a host, then columns, then items an earlier process left."""
        yield from self._probes()
        for column_id in self.state.columns_wanted():
            column = self.site.column(column_id)
            if column is not None:
                known = self.state.increment.ground(column) if self.state.increment else None
                walk = Walk(column, self.now(), first_page_only=self.state.quick, known=known)
                yield from self._ask(walk, walk.first())
        left = self.state.items_wanted()
        yield from self._items([Wanted(url, "", self._referers.of(origin, url)) for url in left])
        yield from self._files.left()

    def _probes(self) -> Iterator[Any]:
        """One address a host that cannot exist: how does the host answer for it? What fails here tells nothing."""
        urls = [column.url for name in self.state.columns_wanted() if (column := self.site.column(name))]
        for url in {host_of(url): probe.probe_address(self.site.id, url) for url in reversed(urls)}.values():
            yield Request(
                url,
                callback=_ignored,
                errback=_ignored,
                dont_filter=True,
                priority=_LISTS_FIRST * 2 - 1,
                meta={"purpose": probe.PURPOSE, "dont_retry": True},
            )

    def _ask(self, walk: Walk, ask: Ask | None) -> Iterator[Any]:
        if ask is None:
            yield from self._walked(walk, "")
            return
        yield Request(
            ask.url,
            **_sent(ask),
            callback=self._list,
            errback=self._list_failed,
            dont_filter=True,
            priority=_LISTS_FIRST,
            meta={"purpose": "list", "column": walk.column.id, "walk": walk, "ask": ask},
        )

    def _list(self, response: Response) -> Iterator[Any]:
        walk, ask = response.meta["walk"], response.meta["ask"]
        page = page_of(response)
        self._state(response, page)
        walk.remark(response.meta.get("remark", ""))
        following = self._step(response, walk, ask, page)
        if following is None:
            yield from self._walked(walk, response.meta.get("sha256", ""), response)
        else:
            yield from self._ask(walk, following)

    def _step(self, response: Response, walk: Walk, ask: Ask, page: Page) -> Ask | None:
        """The walk's next request. A page that our own readers trip over costs its column, never the run."""
        if response.meta.get("cut"):
            return walk.failed(ask, Outcome.ERROR, "内容不完整（连接中断）")
        try:
            return walk.answered(ask, page)
        except Exception:
            _log.exception("list page %s could not be read", response.url)
            return walk.failed(ask, Outcome.ERROR, "读取程序出错，已记录")

    def _list_failed(self, failure: Failure) -> Iterator[Any]:
        if self.state.paused:
            return  # the column is walked again as a whole by the next process
        request = failure.request  # type: ignore[attr-defined]
        walk, ask = request.meta["walk"], request.meta["ask"]
        yield from self._ask(walk, walk.failed(ask, outcome_of(failure.value), cause_of(failure.value)))

    def _walked(self, walk: Walk, sha: str, origin: Response | None = None) -> Iterator[Any]:
        visit = walk.receipt(self.now())
        if browser.is_wanted(self.site, visit) and not self.state.quick and not walk.in_browser:
            walk.in_browser = True
            if not (cause := browser.missing()):
                yield self._shown_by_browser(walk)
                return
            walk.remark(cause)
            visit = walk.receipt(self.now())
        states = {
            row.url: "wanted" if visit.single else item_state(self.site, row.url, row.title) for row in visit.found
        }
        if self.state.quick and not visit.single:
            states = {url: "skipped" if state == "wanted" else state for url, state in states.items()}
        carried = self.state.increment.carried(visit) if self.state.increment and not visit.single else {}
        self.state.counts["carried"] = self.state.counts.get("carried", 0) + len(carried)
        yield SeenItems(visit, states, carried)
        kinds = frozenset((walk.column.kind,))  # the archive does not know of this walk before the loop comes round
        if walk.single_page is not None:
            self._asked.add(visit.found[0].url)
            self.state.progress("item")
            yield from self._read(visit.found[0].url, sha, walk.single_page, kinds)
        self.state.progress("column")
        if not visit.single:
            urls = [u for u, state in states.items() if state == "wanted" and u not in carried]
            titles = {row.url: row.title for row in visit.found}
            yield from self._items([Wanted(url, titles[url], self._referers.of(origin, url)) for url in urls])
            yield from self._files.listed([u for u, state in states.items() if state == "file"], kinds)
            yield from self._files.of_carried(carried, kinds)

    def _shown_by_browser(self, walk: Walk) -> Request:
        """A last look at a column whose list a script fills."""
        return Request(
            walk.first().url,
            callback=self._shown,
            errback=self._not_shown,
            dont_filter=True,
            priority=_LISTS_FIRST,
            meta={
                "purpose": "list",
                "column": walk.column.id,
                "walk": walk,
                **browser.meta(self.site, self.settings["USER_AGENT"]),
            },
        )

    def _shown(self, response: Response) -> Iterator[Any]:
        walk, shown = response.meta["walk"], browser.RenderedWalk.after(response.meta["walk"])
        if shown.read(*browser.pages_of(response.meta)):
            yield from self._walked(shown, response.meta.get("sha256", ""), response)
        else:
            walk.remark("浏览器打开后仍然没有读到条目")
            yield from self._walked(walk, "", response)

    def _not_shown(self, failure: Failure) -> Iterator[Any]:
        if self.state.paused:
            return
        walk = failure.request.meta["walk"]  # type: ignore[attr-defined]
        walk.remark(f"浏览器没有打开该页（{cause_of(failure.value)}）")
        yield from self._walked(walk, "")

    def _items(self, items: Iterable[Wanted]) -> Iterator[Any]:
        for item in items:
            if item.url not in self._asked:
                self._asked.add(item.url)
                self.state.progress("wanted")
                self._waiting_items.put(item)
        yield from self._more_items()

    def _more_items(self) -> Iterator[Any]:
        """As many item pages as may be on their way; none when nothing is asked or kept any more."""
        if self.state.paused or self.state.broken:
            return
        for item in self._waiting_items.take():
            yield Request(
                item.url,
                callback=self._item_came,
                errback=self._item_lost,
                dont_filter=True,
                headers={"Referer": item.referer},  # of the list, not of the item whose answer made room for this one
                meta={"purpose": "article", "wanted": item.url, "title": item.title},
            )

    def _item_came(self, response: Response) -> Iterator[Any]:
        self._waiting_items.came_back()
        yield from self._more_items()
        yield from self._item(response)

    def _item_lost(self, failure: Failure) -> Iterator[Any]:
        self._waiting_items.came_back()
        yield from self._more_items()
        yield from self._item_failed(failure)

    def _item(self, response: Response) -> Iterator[Any]:
        url, sha = response.meta["wanted"], response.meta.get("sha256", "")
        page = page_of(response)
        self.state.progress("item")
        outcome, cause = self._state(response, page)
        if response.status == 200 and leaves(page, self.site.hosts):
            yield FailedItem(url, "external", "", sha)
        elif outcome is not Outcome.OK:
            yield FailedItem(url, "failed", cause, sha)
        elif response.meta.get("cut"):
            yield FailedItem(url, "failed", "内容不完整（连接中断）", sha)
        elif not page.is_html:
            yield FailedItem(url, "file", "", sha)
            yield from self._files.listed([url])
        elif self._is_another(page, response.meta["title"], url):
            yield FailedItem(url, "failed", "页面上没有列表所写的标题，疑似出错页", sha)
        else:
            for found in self._read(url, sha, page):
                yield from self._with_related(found, page)

    def _with_related(self, item: Any, page: Page) -> Iterator[Any]:
        """An item, after the list of related items that its page has a script fetch, where there is one."""
        relation = relation_of(page, item.reading, self.site.hosts) if isinstance(item, ReadItem) else None
        if relation is None:
            yield item
            return
        yield Request(
            relation.url,
            callback=self._related,
            errback=self._related_failed,
            dont_filter=True,
            meta={"purpose": relations.PURPOSE, "item": item, "relation": relation},
        )

    def _related(self, response: Response) -> Iterator[Any]:
        item = response.meta["item"]
        if not response.meta.get("cut"):
            item = replace(item, reading=joined(item.reading, response.meta["relation"], page_of(response)))
        yield item

    def _related_failed(self, failure: Failure) -> Iterator[Any]:
        if not self.state.paused:  # else the page is still wanted, and the next process asks for both
            yield failure.request.meta["item"]  # type: ignore[attr-defined]

    def _is_another(self, page: Page, title: str, url: str) -> bool:
        """Whether the page is not the item that the lists mean. One that shows the title at hand needs no look at them all."""
        return not pagestate.shows_title(page, title) and pagestate.is_another(page, self.state.titles_of(url))

    def _read(self, url: str, sha: str, page: Page, kinds: frozenset[str] = frozenset()) -> Iterator[Any]:
        if page.is_torn:
            yield FailedItem(url, "failed", TORN, sha)
            return
        try:
            reading = read_page(page)
        except Exception:
            _log.exception("item page %s could not be read", url)
            yield FailedItem(url, "failed", "读取程序出错，已记录", sha)
            return
        yield ReadItem(url, sha, reading)
        yield from self._files.offered(url, sha, reading.attachments, kinds)

    def _item_failed(self, failure: Failure) -> Iterator[Any]:
        if self.state.paused:
            return  # still wanted: the next process asks
        request = failure.request  # type: ignore[attr-defined]
        self.state.progress("item")
        yield FailedItem(request.meta["wanted"], "failed", cause_of(failure.value))


def _sent(ask: Ask) -> dict[str, Any]:
    """Method, body and headers of what a dialect asks for."""
    if ask.body:
        return {
            "method": "POST",
            "body": ask.body,
            "headers": {"Content-Type": "application/json", **dict(ask.headers)},
        }
    if ask.form:
        form = {"Content-Type": "application/x-www-form-urlencoded", **dict(ask.headers)}
        return {"method": "POST", "body": urlencode(ask.form), "headers": form}
    return {"method": "GET", "headers": dict(ask.headers)}


def _ignored(_: Any) -> None:
    """Nothing to do: the fetch layer has seen the answer."""
