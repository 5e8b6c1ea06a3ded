"""robots.txt：读到规则就遵守；被拒绝或出错时不当作没有规则，而是不采集并说明原因。

After RFC 9309 §2.3.1: 2xx holds rules, a file that does not exist (404, 410, …) forbids nothing, a server that fails forbids
everything. Where the RFC lets a crawler pass a refused file (401, 403) we do not: who may not read the rules cannot obey
them, and only the site's owner can say. 412, 521 and other codes that firewalls in front of a portal invent say nothing of
rules; the pages will be refused just so, and then by their own answer.
"""

from typing import Any, Final

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.transport import failure_of

_REFUSED: Final = frozenset((401, 403))
_UNREACHABLE: Final = frozenset((429, *range(500, 512)))  # asked to wait, or the server's own failure


def why_closed(status: int) -> str:
    """Why a host is left alone whose robots.txt answers so; '' when it is not."""
    if status in _REFUSED:
        return f"网站拒绝读取 robots.txt（HTTP {status}），不知道是否允许采集，没有访问；请网站管理者确认"
    if status in _UNREACHABLE:
        return f"网站的 robots.txt 读取出错（HTTP {status}），不知道是否允许采集，没有访问"
    return ""


class RobotsClosed(IgnoreRequest):
    """A request to a host whose robots.txt was refused or failed, so that nobody knows what it allows. Never sent."""


class ObeyedRobots(RobotsTxtMiddleware):
    """Scrapy's, which reads the body of any answer as rules, with an eye on the status. A failure was retried before."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._closed: dict[str, str] = {}  # why, by host

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if why := self._closed.get(_netloc(request)):
            raise RobotsClosed(why)
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if why := why_closed(response.status):
            self._closed[netloc] = why
        holds_rules = 200 <= response.status < 300
        await super()._parse_robots(response if holds_rules else response.replace(body=b""), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # A host that cannot be reached at all says so for each page by itself, and with all that was tried.
        if not isinstance(exc, IgnoreRequest):
            failure = failure_of(exc)
            told = f"（{failure.value}）" if failure else ""
            self._closed[netloc] = f"网站的 robots.txt 没有读到{told}，不知道是否允许采集，没有访问"
        super()._robots_error(exc, netloc)


def _netloc(request: Request) -> str:
    return str(urlparse_cached(request).netloc)
