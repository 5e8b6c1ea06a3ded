"""Around every request: which hosts may be asked, and the record of every attempt."""

import zlib
from typing import Any

from scrapy.downloadermiddlewares import cookies
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from tldextract import TLDExtract
from twisted.internet.error import ConnectError, DNSLookupError
from twisted.internet.error import TimeoutError as TwistedTimeout

from crawler import pagestate
from crawler.archive.recorder import FetchRecord
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import host_of

_REFUSED = {"robots": "网站的 robots.txt 不允许访问", "redirect": "反复跳转", "maxsize": "内容过大，没有读取"}
_MOST_COOKIES = 60
_CHUNK = 1 << 20
_MOST_CHUNKS = 64
# Scrapy's own asks publicsuffix.org and GitHub as soon as a portal sets a cookie: no request goes anywhere but the portal.
cookies._split_domain = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, to a host the profile does not list. Raised by HostGuard, never sent."""


class HostStopped(IgnoreRequest):
    """A request to a host that refused several in a row. Raised by HostGuard, never sent."""


class HostGuard:
    """Lets only hosts of the profile pass. Redirects come through here too, so none leads to a foreign or private host."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "HostGuard":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        site = self._crawler.spider.site
        self._crawler.spider.state.look_at_clock()
        if self._crawler.spider.state.broken:
            raise HostStopped(self._crawler.spider.state.broken)
        if self._crawler.spider.host_stopped(request.url):
            raise HostStopped("该主机连续拒绝访问，已停止请求")
        if host_of(request.url) not in site.hosts or not request.url.startswith(("http://", "https://")):
            raise ForeignHost(f"跳转到档案未列出的主机 {host_of(request.url) or request.url[:80]}")


class BoundedCookies(CookiesMiddleware):
    """Scrapy's cookie jar, with two differences: it never asks the internet for a list of suffixes, and it stays small."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        result = super().process_response(request, response)
        for jar in self.jars.values():
            if len(jar.jar) > _MOST_COOKIES:
                jar.clear()  # a flood would make every later request too large for the server
        return result


class GuardedMetaRefresh(MetaRefreshMiddleware):
    """Follows a refresh written in the page; a page whose addresses cannot be read is simply that page."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        try:
            return super().process_response(request, response)
        except ValueError:
            return response


class EvidenceKeeper:
    """Keeps every attempt: the answer as served, or why there was none."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "EvidenceKeeper":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        outcome, cause = _state(response)
        if outcome is Outcome.BLOCKED:
            self._crawler.spider.count_refusal(request.url)
        if "dataloss" in response.flags:
            outcome, cause = Outcome.ERROR, "内容不完整（连接中断）"
        sha = self._keep(
            request,
            status=response.status,
            outcome=outcome,
            cause=cause,
            payload=response.body,
            headers=tuple((k.decode("latin-1"), b", ".join(v).decode("latin-1")) for k, v in response.headers.items()),
            media_type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
        )
        request.meta["sha256"] = sha
        request.meta["cut"] = _is_half_a_stream(response)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, IgnoreRequest):
            return
        self._keep(request, status=None, outcome=Outcome.UNREACHABLE, cause=cause_of(exception))

    def _keep(self, request: Request, **values: Any) -> str:
        spider = self._crawler.spider
        record = FetchRecord(
            url=request.url,
            method=request.method,
            purpose=request.meta.get("purpose", "robots"),
            column=request.meta.get("column", ""),
            at=spider.now(),
            **values,
        )
        sha: str = spider.state.keep(lambda: spider.state.recorder.fetched(record), "")
        return sha


def _is_half_a_stream(response: Response) -> bool:
    """Whether a gzip body stops before its end: Scrapy forgives that, and the rest of a list would be missing unnoticed."""
    if (response.headers.get("Content-Encoding") or b"").lower() not in (b"gzip", b"x-gzip"):
        return False
    unpack = zlib.decompressobj(31)
    rest: bytes = response.body
    try:
        for _ in range(_MOST_CHUNKS):
            if unpack.eof:
                return False
            unpack.decompress(rest, _CHUNK)
            rest = unpack.unconsumed_tail
            if not rest and not unpack.eof:
                return True
    except zlib.error:
        return False  # no gzip at all: the reader sees what is there
    return False


def _state(response: Response) -> tuple[Outcome, str]:
    """The state of an answer as far as it can be told from its status; bodies are judged by their reader."""
    if 300 <= response.status < 400:
        return Outcome.OK, "跳转"
    if response.status == 200:
        return Outcome.OK, ""
    return pagestate.classify(Page(response.url, response.body, status=response.status))


def outcome_of(exception: BaseException | None) -> Outcome:
    """What a request without an answer means for a visit: refused (by the host or by robots.txt), or not reached."""
    if isinstance(exception, (ForeignHost, HostStopped)) or (exception and "robots" in str(exception).lower()):
        return Outcome.BLOCKED
    return Outcome.ERROR if isinstance(exception, IgnoreRequest) else Outcome.UNREACHABLE


def cause_of(exception: BaseException | None) -> str:
    """A failure in a reader's words."""
    text = str(exception)
    if isinstance(exception, (ForeignHost, HostStopped)):
        return text
    if isinstance(exception, IgnoreRequest):
        return _REFUSED.get(next((word for word in _REFUSED if word in text.lower()), ""), "未请求")
    if isinstance(exception, (TwistedTimeout, TimeoutError)) or "timeout" in type(exception).__name__.lower():
        return "连接超时"
    if isinstance(exception, DNSLookupError) or "resolve" in type(exception).__name__.lower():
        return "域名无法解析"
    if isinstance(exception, ConnectError) or "refused" in type(exception).__name__.lower():
        return "连接被拒绝或中断"
    if "ssl" in text.lower() or "tls" in text.lower():
        return "加密连接（TLS）失败"
    if "maxsize" in text.lower() or "larger than" in text.lower() or "cancel" in type(exception).__name__.lower():
        return "内容过大，没有读取"
    return "连接失败"
