"""The files that items offer: noted, asked for after the items, and read while the crawl goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.archive.known import ReadPage
from crawler.archive.offered import failed_before, reading_of
from crawler.crawl import CrawlState
from crawler.files.model import FileReading
from crawler.files.store import VERSION
from crawler.items import AttachmentLink, Outcome
from crawler.middlewares import cause_of, outcome_of
from crawler.page import Page
from crawler.spiders.answered import page_of
from crawler.urls import file_name

_TIMEOUT: Final = 180  # seconds; a large file at a slow portal
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class OfferedFiles:
    """The files of the item at ``page`` that this run notes: address → wanted or external."""

    page: str
    states: dict[str, str]


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A file that was asked for; ``reading`` is None when it did not come. ``is_new``: it was not read before."""

    url: str
    outcome: Outcome
    cause: str
    sha256: str = ""
    reading: FileReading | None = None
    tables: bool = False
    is_new: bool = False


class FileDesk:
    """One crawl's dealings with files. ``judged`` is how the spider tells the state of an answer."""

    def __init__(self, state: CrawlState, judged: Callable[[Response, Page], tuple[Outcome, str]]) -> None:
        self._state = state
        self._judged = judged
        self._asked: set[str] = set()

    def left(self) -> Iterator[Request]:
        """What an earlier process of this run left to ask."""
        for url, pages in self._state.files_wanted().items():
            yield from self._requests(pages, [url])

    def offered(
        self, page: str, sha: str, links: Iterable[AttachmentLink], kinds: frozenset[str] = _NONE
    ) -> Iterator[Any]:
        """Note the files of the item at ``page`` and ask for those that are wanted; ``kinds`` as in ``FilePlan.states``."""
        states = self._state.plan.states(page, sha, links, kinds)
        if states:
            yield OfferedFiles(page, states)
            yield from self._requests([page], [url for url, state in states.items() if state == "wanted"])

    def listed(self, urls: Iterable[str], kinds: frozenset[str] = _NONE) -> Iterator[Any]:
        """Items that are files themselves."""
        for url in urls:
            yield from self.offered(url, "", [AttachmentLink(url, "")], kinds)

    def of_carried(self, carried: Mapping[str, ReadPage], kinds: frozenset[str]) -> Iterator[Any]:
        """The files of pages that are not asked again: all when nobody ever asked for files, else those that did not come."""
        if not self._state.plan.asks_of_carried():
            yield from self._failed_before(list(carried))
            return
        for url, kept in carried.items():
            reading = self._state.archive.reading(kept.sha256, url)
            if reading is not None and reading.attachments:
                yield from self.offered(url, "", reading.attachments, kinds)

    def _failed_before(self, pages: list[str]) -> Iterator[Any]:
        if self._state.plan.asks_for_none:
            return
        for page, urls in failed_before(self._state.archive, self._state.run.run, pages).items():
            yield OfferedFiles(page, dict.fromkeys(urls, "wanted"))
            yield from self._requests([page], urls)

    def _requests(self, pages: Iterable[str], urls: Iterable[str]) -> Iterator[Request]:
        politeness = self._state.site.politeness
        fresh = [url for url in urls if url not in self._asked]
        known = self._state.plan.known(fresh) if fresh else ()
        for url in fresh:
            if url in self._asked:
                continue
            self._asked.add(url)
            meta = {
                "purpose": "file",
                "file": url,
                "pages": tuple(pages),
                "download_maxsize": politeness.attachment_mb * 1_000_000,
                "download_timeout": _TIMEOUT,
                "afresh": url not in known,
            }
            yield Request(url, callback=self._came, errback=self._failed, dont_filter=True, priority=-1, meta=meta)

    async def _came(self, response: Response) -> AsyncIterator[Any]:
        """Read an answered file in a process of its own: what it holds is hostile, and the crawl goes on meanwhile."""
        url, sha = response.meta["file"], response.meta.get("sha256", "")
        page = page_of(response)
        outcome, cause = self._judged(response, page) if response.status != 200 or page.is_html else (Outcome.OK, "")
        if outcome is not Outcome.OK:
            yield AskedFile(url, outcome, cause, sha)
            return
        if "dataloss" in response.flags or response.meta.get("cut"):
            yield AskedFile(url, Outcome.ERROR, "内容不完整（连接中断）", sha)
            return
        tables = self._state.plan.with_tables(response.meta["pages"])
        reading = reading_of(self._state.archive, sha, tables=tables, version=VERSION)
        is_new = reading is None
        if reading is None:
            reading = await asyncio.to_thread(self._state.reader.read, response.body, file_name(url), tables=tables)
        yield AskedFile(url, Outcome.OK, reading.cause, sha, reading, tables, is_new)

    def _failed(self, failure: Failure) -> Iterator[Any]:
        if self._state.paused:
            return  # still wanted: the next process asks
        url = failure.request.meta["file"]  # type: ignore[attr-defined]
        yield AskedFile(url, outcome_of(failure.value), cause_of(failure.value))
