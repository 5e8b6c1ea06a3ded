"""Around every request: which hosts may be asked, and the record of every attempt."""

import re
from typing import Any

from scrapy.downloadermiddlewares import cookies
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from tldextract import TLDExtract

from crawler import browser, pagestate, probe
from crawler.archive.recorder import FetchRecord
from crawler.cut import is_cut
from crawler.items import Outcome
from crawler.moved import sent_to
from crawler.page import Page
from crawler.robots import RobotsClosed
from crawler.transport import CERTIFICATE, LEGACY, VALID, Ladder, Way, failure_of, way_of
from crawler.urls import host_of, identity_key

_REFUSED = {"robots": "网站的 robots.txt 不允许访问", "redirect": "反复跳转", "maxsize": "内容过大，没有读取"}
STOPPED = "该主机连续拒绝访问，已停止请求"
_ASKS_TO_WAIT = (429, 503)
_MOST_TOLD = 60  # characters of one address in a cause
_MOST_COOKIES = 60
_FRONT = re.compile(r"/(?:index|default|main)\.\w{1,6}$", re.IGNORECASE)
# Scrapy's own asks publicsuffix.org and GitHub as soon as a portal sets a cookie: no request goes anywhere but the portal.
cookies._split_domain = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, to a host the profile does not list. Raised by HostGuard, never sent."""


class HostStopped(IgnoreRequest):
    """A request to a host that refused several in a row, or asked to wait. Raised by HostGuard, never sent."""


class HostUnreachable(IgnoreRequest):
    """A request to a host that was tried every way and never answered. Raised by TransportLadder."""


class RedirectLoop(IgnoreRequest):
    """A chain of redirects that comes back to where it was, or does not end. Raised by the redirect middlewares."""


class HostGuard:
    """Lets only hosts of the profile pass. Redirects come through here too, so none leads to a foreign or private host."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "HostGuard":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        site = self._crawler.spider.site
        if why := self._crawler.spider.state.must_stop(request.url):
            raise HostStopped(why)
        if why := self._crawler.spider.host_stopped(request.url):
            raise HostStopped(why)
        if host_of(request.url) not in site.hosts or not request.url.startswith(("http://", "https://")):
            raise ForeignHost(f"{pagestate.FOREIGN} {host_of(request.url) or request.url[:80]}")


class BoundedCookies(CookiesMiddleware):
    """Scrapy's cookie jar, with two differences: it never asks the internet for a list of suffixes, and it stays small."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        result = super().process_response(request, response)
        for jar in self.jars.values():
            if len(jar.jar) > _MOST_COOKIES:
                jar.clear()  # a flood would make every later request too large for the server
        return result


class TracedRedirects:
    """Ends a chain of redirects that goes round, and says how it went. The same address twice is a cookie being set."""

    max_redirect_times: int

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        seen = [*request.meta.get("redirect_urls", []), request.url]
        if seen.count(redirected.url) >= 2 or len(seen) > self.max_redirect_times:
            raise RedirectLoop(_told_loop([*seen[-3:], redirected.url]))
        result: Request = super()._redirect(redirected, request, reason)  # type: ignore[misc]
        return result


class GuardedRedirect(TracedRedirects, RedirectMiddleware):
    """Follows a redirect of the server."""


class GuardedMetaRefresh(TracedRedirects, MetaRefreshMiddleware):
    """Follows a refresh written in the page, by a tag or by a script that does nothing else.

    A page whose addresses cannot be read is simply that page.
    """

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        try:
            result = super().process_response(request, response)
            if result is not response or response.status != 200 or request.method != "GET" or browser.SHOWN in request.meta:
                return result
            if url := sent_to(_page(response)):
                return self._redirect(self._redirect_request_using_get(request, response, url), request, "script")
        except ValueError:
            pass
        return response


class TransportLadder:
    """Tries a host that does not answer another way (see ``transport.Ladder``) and keeps to the way that worked."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._ladder: Ladder | None = None

    @classmethod
    def from_crawler(cls, crawler: Any) -> "TransportLadder":
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        self._ladder = self._ladder or Ladder(self._crawler.spider.site.hosts)
        now = way_of(request.url)
        wanted = self._wanted(request, now)
        used = self._ladder.way(wanted)
        if used is None:
            raise HostUnreachable(self._ladder.trace(wanted))
        return self._send(request, now, wanted, used)

    def process_response(self, request: Request, response: Response) -> Response:
        assert self._ladder is not None
        wanted, used = request.meta["way"]
        self._ladder.answered(used)
        trouble = request.meta.get(CERTIFICATE, "")
        if wanted != used or trouble not in ("", VALID):
            told = (self._ladder.remark(wanted, used), "" if trouble == VALID else trouble)
            request.meta["remark"] = "；".join(filter(None, told))
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        failure = None if browser.SHOWN in request.meta else failure_of(exception)
        if failure is None or self._ladder is None or "way" not in request.meta:
            return None
        wanted, used = request.meta["way"]
        if not self._ladder.failed(used, failure):
            return None
        following = self._ladder.way(wanted)
        if following is None:
            raise HostUnreachable(self._ladder.trace(wanted))
        again = request.replace(dont_filter=True)
        return self._send(again, way_of(request.url), wanted, following) or again

    @staticmethod
    def _wanted(request: Request, now: Way) -> Way:
        """The way the request was meant before we changed it; a redirect elsewhere is a wish of its own."""
        wanted: Way
        wanted, used = request.meta.get("way", (now, now))
        return wanted if (used.scheme, used.host) == (now.scheme, now.host) else now

    @staticmethod
    def _send(request: Request, now: Way, wanted: Way, used: Way) -> Request | None:
        """Mark the request to go as ``used``; a request of another address when that needs one."""
        request.meta["way"] = (wanted, used)
        request.meta[LEGACY] = used.legacy
        if (used.scheme, used.host) == (now.scheme, now.host):
            return None
        url = used.address(request.url)
        if url in request.meta.get("redirect_urls", ()):
            raise RedirectLoop(_told_loop([url, request.url]) + f"，而 {wanted.told()} 打不开")
        return request.replace(url=url, dont_filter=True)


class MissingPages:
    """Learns how a host answers for an address that does not exist, and marks every answer that is the same."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._signatures: dict[str, probe.Signature] = {}
        self._homes: dict[str, probe.Signature] = {}
        self._home = ""  # what addresses of the site's home page are compared with

    @classmethod
    def from_crawler(cls, crawler: Any) -> "MissingPages":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        purpose = request.meta.get("purpose")
        asked = request.meta.get("redirect_urls", (request.url,))[0]
        host = host_of(asked)
        if purpose == probe.PURPOSE:
            if signature := probe.signature_of(_page(response), asked, self._homes.get(host)):
                self._signatures[host] = signature
        elif purpose == "home":
            self._homes[host] = probe.mark_of(_page(response), asked)
        elif self._may_be_missing(request, asked):
            request.meta["state"] = self._instead(_page(response), asked, host)
        return response

    def _instead(self, page: Page, asked: str, host: str) -> tuple[Outcome, str] | None:
        """What stands in for the page asked for: the host's answer for what does not exist, or its home page."""
        signature, home = self._signatures.get(host), self._homes.get(host)
        if signature and (found := signature.verdict(page, asked)):
            return found
        if page.url != asked and self._is_home(page.url):
            return Outcome.SOFT404, probe.TO_HOME
        return (Outcome.SOFT404, probe.LIKE_HOME) if home and home.is_shown_by(page, asked) else None

    def _may_be_missing(self, request: Request, asked: str) -> bool:
        return request.method == "GET" and browser.SHOWN not in request.meta and not self._is_home(asked)

    def _is_home(self, url: str) -> bool:
        self._home = self._home or identity_key(_FRONT.sub("/", self._crawler.spider.site.home))
        return identity_key(_FRONT.sub("/", url)) == self._home


class EvidenceKeeper:
    """Keeps every attempt: the answer as served, or why there was none."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "EvidenceKeeper":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if browser.SHOWN in request.meta:
            return self._keep_shown(request, response)
        outcome, cause = _state(response)
        purpose = request.meta.get("purpose")
        if purpose != probe.PURPOSE:  # an address that nobody has is no ground to leave a host alone
            self._count(request, response, outcome)
        if purpose == "home" and not cause:
            cause = request.meta.get(CERTIFICATE, "")
        cut = is_cut(response)
        if cut:
            outcome, cause = Outcome.ERROR, "内容不完整（连接中断）"
        sha = self._keep(
            request,
            status=response.status,
            outcome=outcome,
            cause=cause,
            payload=response.body,
            headers=tuple((k.decode("latin-1"), b", ".join(v).decode("latin-1")) for k, v in response.headers.items()),
            media_type=_header(response, "Content-Type"),
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            confirms=_confirmed(request, response),
        )
        request.meta["sha256"] = sha
        request.meta["cut"] = cut
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, IgnoreRequest):
            return
        self._keep(request, status=None, outcome=Outcome.UNREACHABLE, cause=cause_of(exception))

    def _keep_shown(self, request: Request, response: Response) -> Response:
        """Keep what a browser showed, page by page. Of its single requests there is no record: they are the browser's."""
        outcome, cause = _state(response)
        self._count(request, response, outcome)
        for number, (url, body) in enumerate(request.meta[browser.SHOWN], 1):
            told = cause or f"浏览器显示的第 {number} 页"
            request.meta["sha256"] = self._keep(
                request,
                url=url,
                status=response.status,
                outcome=outcome,
                cause=told,
                payload=body,
                media_type="text/html",
            )
        return response

    def _count(self, request: Request, response: Response, outcome: Outcome) -> None:
        """Count refusals; a host that asks to be asked later is left alone for this crawl."""
        if outcome is Outcome.BLOCKED:
            self._crawler.spider.count_refusal(request.url)
        if response.status in _ASKS_TO_WAIT and (wait := response.headers.get("Retry-After")):
            told = wait.decode("latin-1")[:_MOST_TOLD]
            self._crawler.spider.stop_host(
                request.url, f"网站要求稍后再来（HTTP {response.status}，Retry-After: {told}），本次不再请求"
            )

    def _keep(self, request: Request, **values: Any) -> str:
        spider = self._crawler.spider
        record = FetchRecord(
            url=values.pop("url", request.url),
            method=browser.METHOD if browser.SHOWN in request.meta else request.method,
            purpose=request.meta.get("purpose", "robots"),
            column=request.meta.get("column", ""),
            at=spider.now(),
            **values,
        )
        sha: str = spider.state.keep(lambda: spider.state.recorder.fetched(record), "")
        return sha


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _confirmed(request: Request, response: Response) -> str:
    """sha256 of the archived payload that a 304 says is still what the server has; '' for any other answer."""
    kept = request.meta.get("validators")
    return kept.sha256 if response.status == 304 and kept is not None else ""


def _state(response: Response) -> tuple[Outcome, str]:
    """The state of an answer as far as it can be told from its status; bodies are judged by their reader."""
    if response.status == 304:
        return Outcome.OK, "与存档相同"
    if 300 <= response.status < 400:
        return Outcome.OK, "跳转"
    if response.status == 200:
        return Outcome.OK, ""
    return pagestate.classify(Page(response.url, response.body, status=response.status))


def outcome_of(exception: BaseException | None) -> Outcome:
    """What a request without an answer means for a visit: refused (by the host or by robots.txt), or not reached."""
    if isinstance(exception, (ForeignHost, HostStopped)) or (exception and "robots" in str(exception).lower()):
        return Outcome.BLOCKED
    if isinstance(exception, (HostUnreachable, RedirectLoop)):
        return Outcome.UNREACHABLE
    return Outcome.ERROR if isinstance(exception, IgnoreRequest) else Outcome.UNREACHABLE


def cause_of(exception: BaseException | None) -> str:
    """A failure in a reader's words."""
    text = str(exception)
    if isinstance(exception, (ForeignHost, HostStopped, HostUnreachable, RedirectLoop, RobotsClosed)):
        return text
    if isinstance(exception, IgnoreRequest):
        return _REFUSED.get(next((word for word in _REFUSED if word in text.lower()), ""), "未请求")
    if failure := failure_of(exception):
        return failure.value
    if "maxsize" in text.lower() or "larger than" in text.lower() or "cancel" in type(exception).__name__.lower():
        return "内容过大，没有读取"
    return "连接失败"


def _told_loop(urls: list[str]) -> str:
    return "反复跳转：" + " → ".join(url[:_MOST_TOLD] for url in urls)


def _page(response: Response) -> Page:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Page(response.url, response.body, status=response.status, content_type=content_type)
