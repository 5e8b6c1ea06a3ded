"""The second look at what was not seen: the portal's search, its site map, the column's first page once more.

One thing after the other: is there a search that finds what we know is there; the site map; then for each thing sought the
column and the search. What was found for one thing is kept in one step, so that a kill leaves the rest outstanding.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.archive import second
from crawler.archive.second import COLUMN, SEARCH, SITEMAP, SecondLook, Sought
from crawler.archive.store import stamp
from crawler.items import Ask, Outcome
from crawler.middlewares import cause_of, outcome_of
from crawler.page import Page
from crawler.second.answers import Answer, Link, read_search, read_sitemap
from crawler.second.engines import Engine, engines, sitemaps
from crawler.second.ground import ground_of
from crawler.second.run import SecondState
from crawler.spiders.walking import WalkingSpider
from crawler.walk import Walk

MOST_REQUESTS: Final = 300
MOST_FOR_ONE: Final = 3
_MOST_PAGES: Final = 2  # requests for a column's first page: its frame, and the list that its script calls
_LIMIT = f"复查已达 {MOST_REQUESTS} 次请求的上限，未再查看"
_NO_SEARCH = Answer(Outcome.SOFT404, "门户上没有找到可用的检索")


@dataclass(frozen=True, slots=True)
class _Seen:
    """An answer with its address and time: one path, before it is told what is sought."""

    path: str
    url: str
    at: str
    answer: Answer


Then = Callable[[_Seen, Page | None], Iterator[Any]]


class SecondSpider(WalkingSpider):
    """Looks for everything in ``state.sought`` that has no second look in the run yet."""

    name = "second"
    state: SecondState

    async def start(self) -> AsyncIterator[Any]:
        self._spent = 0
        self._ground = ground_of(self.state.archive, self.site, self.state.run.run)
        self._untried = deque(engines(self.site, self._ground.home, self._ground.xunrui))
        self._maps = deque(sitemaps(self.site, self._ground.home))
        self._engine: Engine | None = None
        self._search = _Seen(SEARCH, "", stamp(self.now()), _NO_SEARCH)  # why there is no search to ask
        self._map = _Seen(SITEMAP, "", stamp(self.now()), _NO_SEARCH)
        self._columns: dict[str, _Seen] = {}
        self._asks: dict[str, int] = {}
        self._left = deque(self.state.sought)
        for request in self._try_search():
            yield request

    # ---- once for all: a search that works, and the site map

    def _try_search(self) -> Iterator[Any]:
        """Ask the next engine for an item that we know is there."""
        if not self._untried:
            yield from self._look_at_map()
            return
        engine, control = self._untried.popleft(), self._ground.control
        if control is None:
            self._engine = engine
            yield from self._look_at_map()
            return

        def controlled(seen: _Seen, page: Page | None) -> Iterator[Any]:
            answer = self._answer(lambda p: read_search(p, control.title), page, seen)
            if any(self._ground.is_control(link) for link in answer.links):
                self._engine = engine
                yield from self._look_at_map()
                return
            if answer.outcome in (Outcome.OK, Outcome.EMPTY):
                answer = Answer(Outcome.ERROR, f"站内检索查不到已采集的《{control.title[:40]}》，不能据以排除")
            self._search = replace(seen, answer=answer)
            yield from self._try_search()

        yield self._request(SEARCH, engine.url(control.title[:60]), controlled)

    def _look_at_map(self) -> Iterator[Any]:
        if not self._maps:
            yield from self._next()
            return

        def mapped(seen: _Seen, page: Page | None) -> Iterator[Any]:
            answer = self._answer(lambda p: read_sitemap(p, self._ground.keys, self.site.hosts), page, seen)
            self._map = replace(seen, answer=answer)
            if answer.outcome is Outcome.OK:
                self._maps.clear()
            yield from self._look_at_map()

        yield self._request(SITEMAP, self._maps.popleft(), mapped)

    # ---- for each thing sought: the column, then the search

    def _next(self) -> Iterator[Any]:
        while self._left and self._spent + MOST_FOR_ONE > MOST_REQUESTS:
            limit = _Seen(SEARCH, "", stamp(self.now()), Answer(Outcome.ERROR, _LIMIT))
            self._keep(self._left.popleft(), limit)
        if not self._left or self.state.broken:
            return
        sought = self._left.popleft()
        column = self.site.column(sought.columns[0]) if sought.columns else None
        if column is None or column.id in self._columns:
            yield from self._ask_search(sought)
            return
        walk = Walk(column, self.now(), first_page_only=True)
        self._waiting = sought
        yield from self._ask(walk, walk.first())

    def _ask(self, walk: Walk, ask: Ask | None) -> Iterator[Any]:
        """The column's first page once more, by whatever requests its platform needs, as far as they are few."""
        if ask is not None:
            asked = self._asks[walk.column.id] = self._asks.get(walk.column.id, 0) + 1
            self._spent += 1
            ask = ask if asked <= _MOST_PAGES else None
        for request in super()._ask(walk, ask):
            if isinstance(request, Request):
                request.meta["purpose"] = "second"
            yield request

    def _walked(self, walk: Walk, sha: str, origin: Response | None = None) -> Iterator[Any]:
        visit = walk.receipt(self.now())
        links = tuple(Link(row.url, row.title, row.published) for row in visit.found)
        failed = visit.outcome not in (Outcome.OK, Outcome.EMPTY)
        answer = Answer(visit.outcome, visit.stopped_because if failed else "", links)
        self._columns[walk.column.id] = _Seen(COLUMN, visit.url, stamp(visit.ended), answer)
        yield from self._ask_search(self._waiting)

    def _ask_search(self, sought: Sought) -> Iterator[Any]:
        if self._engine is None:
            yield from self._done(sought, self._search)
            return

        def searched(seen: _Seen, page: Page | None) -> Iterator[Any]:
            answer = self._answer(lambda p: read_search(p, sought.words), page, seen)
            yield from self._done(sought, replace(seen, answer=answer))

        yield self._request(SEARCH, self._engine.url(sought.words), searched)

    def _done(self, sought: Sought, search: _Seen) -> Iterator[Any]:
        again = [self._columns[i] for i in sought.columns[:1] if i in self._columns]
        self._keep(sought, search, self._map, *again)
        yield from self._next()

    def _keep(self, sought: Sought, *seen: _Seen) -> None:
        looks = [
            SecondLook(
                unit=sought.unit,
                kind=sought.kind,
                path=one.path,
                words=sought.words,
                url=one.url,
                outcome=one.answer.outcome,
                cause=one.answer.cause,
                hits=self._ground.hits(self.site, sought, one.answer.links),
                at=one.at,
            )
            for one in seen
        ]
        archive, run = self.state.archive, self.state.run.run

        def write() -> None:
            self.state.recorder.flush()
            second.write(archive, run, looks)

        self.state.keep(write, None)
        self.state.progress("second")

    # ---- requests

    def _request(self, path: str, url: str, then: Then) -> Request:
        self._spent += 1
        meta = {"purpose": "second", "path": path, "then": then, "asked": url}
        return Request(url, callback=self._answered, errback=self._unanswered, dont_filter=True, meta=meta)

    def _answered(self, response: Response) -> Iterator[Any]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        page = Page(response.url, response.body, status=response.status, content_type=content_type)
        self._state(response, page)
        cut = response.meta.get("cut")
        answer = Answer(Outcome.ERROR, "内容不完整（连接中断）" if cut else "")
        yield from self._told(response.meta, answer, None if cut else page)

    def _unanswered(self, failure: Failure) -> Iterator[Any]:
        request = failure.request  # type: ignore[attr-defined]
        answer = Answer(outcome_of(failure.value), cause_of(failure.value))
        yield from self._told(request.meta, answer, None)

    def _told(self, meta: dict[str, Any], answer: Answer, page: Page | None) -> Iterator[Any]:
        """Hand an answer to whoever waits for it; without a page ``answer`` says why there is none."""
        yield from meta["then"](_Seen(meta["path"], meta["asked"], stamp(self.now()), answer), page)

    def _answer(self, reader: Callable[[Page], Answer], page: Page | None, seen: _Seen) -> Answer:
        """What a page answers. One that our own readers trip over could not be looked through."""
        if page is None:
            return seen.answer
        try:
            return reader(page)
        except Exception:
            self.logger.exception("answer of %s could not be read", seen.url)
            return Answer(Outcome.ERROR, "读取程序出错，已记录")
