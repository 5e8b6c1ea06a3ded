"""The item pages that a crawl has still to ask, a few of which are requests at a time.

Eighteen thousand requests in Scrapy's queue would be most of a crawl's memory; their addresses alone are not.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from scrapy.http import Request, Response
from scrapy.settings import Settings
from scrapy.spidermiddlewares.referer import RefererMiddleware

_MORE: Final = 8  # requests made beyond those that may be sent at once, so that Scrapy never waits for one


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item page to ask: what the list at hand calls it ('' when none is), and from which page its link leads there."""

    url: str
    title: str = ""
    referer: str | None = None


class Waiting:
    """Gives out what was put in, first in first out, as long as not too many are on their way."""

    def __init__(self, concurrency: int) -> None:
        self._most = 2 * concurrency + _MORE
        self._left: deque[Wanted] = deque()
        self._on_their_way = 0

    def put(self, wanted: Wanted) -> None:
        self._left.append(wanted)

    def came_back(self) -> None:
        """Note that one that was given out was answered, or failed."""
        self._on_their_way -= 1

    def take(self) -> Iterator[Wanted]:
        """What may be asked now."""
        while self._left and self._on_their_way < self._most:
            self._on_their_way += 1
            yield self._left.popleft()


class Referers:
    """The Referer of requests that are made long after the page that led to them, as Scrapy would have given it."""

    def __init__(self) -> None:
        self._rules = RefererMiddleware(Settings())
        self._known: tuple[Response | None, str, str | None] = (None, "", None)

    def of(self, origin: Response | None, url: str) -> str | None:
        """What a request of ``url`` names as the page it comes from; None when it names none."""
        if origin is None:
            return None
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if self._known[:2] != (origin, place):  # no rule looks further than at the host that is asked
            told = self._rules.policy(origin, Request(url)).referrer(origin.url, url)
            self._known = (origin, place, told)
        return self._known[2]
