"""A browser as the last resort, for columns whose list nothing but their own script can fill.

Only where the profile allows it, only after the column was read without one and showed a frame. What the browser shows is
read like any page; its pager is clicked, never guessed. It reaches the hosts of the profile and no other: everything else
goes to a proxy that is not there, redirects and scripts' own connections included (playwright does not intercept those).
Importing this module needs no browser; ``missing`` says what is not installed.
"""

import asyncio
import os
import re
import shutil
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from importlib.util import find_spec
from time import monotonic
from typing import Any, Final

from crawler import pagestate
from crawler.dialects import plain
from crawler.items import Outcome, Visit
from crawler.page import MAX_PARSE_BYTES, Page
from crawler.site import Site
from crawler.urls import host_of
from crawler.walk import CUT, Walk

DIALECT: Final = "browser"
METHOD: Final = "BROWSER"  # in crawl_fetch: what a browser showed, not what the server sent
SHOWN: Final = "rendered"  # in a request's meta: (address, bytes) of every page shown
STOPPED: Final = "rendering_stopped"  # in a request's meta: why no further page was shown
MAX_CLICKS: Final = 20
MAX_SECONDS: Final = 30  # for one page to come and settle
MAX_SECONDS_IN_ALL: Final = 240
_SETTLE: Final = 10  # seconds without which a page that keeps asking is taken as it is
_NOWHERE: Final = "http://127.0.0.1:1"
_UNWANTED: Final = frozenset(("image", "media", "font", "websocket", "eventsource", "manifest", "texttrack"))
_NEXT = re.compile(r"^[\s\W]*(?:下一?页|[后後]一?页|下頁|下一頁)[\s\W]*$")
_DEAD = re.compile(r"disable|(?<![a-z])(?:none|nolink|no-?more|gray|grey)(?![a-z])", re.IGNORECASE)
_FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


def program() -> str:
    """The browser on this machine; '' when there is none. ``ZWGK_CHROMIUM`` names another than the usual ones."""
    named = os.environ.get("ZWGK_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def missing() -> str:
    """Why no browser can be used here; '' when one can."""
    if find_spec("scrapy_playwright") is None:
        return "列表需要用浏览器读取，而本机没有安装 scrapy-playwright（pip install 'zwgk[browser]'）"
    return "" if program() else "列表需要用浏览器读取，而本机没有安装 chromium"


def is_wanted(site: Site, visit: Visit) -> bool:
    """Whether a browser may help where this look ended: a frame that a script fills, in a profile that allows one."""
    return (
        site.politeness.browser
        and visit.outcome is Outcome.SHELL
        and visit.page_class == pagestate.PageClass.SHELL
        and visit.dialect != DIALECT
    )


def settings(site: Site) -> dict[str, object]:
    """The Scrapy settings a browser needs; none where the profile does not allow it, or there is none."""
    if not site.politeness.browser or missing():
        return {}
    handler = "crawler.browser_handler.BrowserHandler"
    hosts = sorted(site.hosts)
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "PLAYWRIGHT_ABORT_REQUEST": partial(_is_refused, site.hosts),
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": MAX_SECONDS * 1000,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": program(),
            "args": [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            # Loopback passes a proxy by unless that is taken back, and what is listed later wins.
            "proxy": {"server": _NOWHERE, "bypass": ",".join(["<-loopback>", *hosts])},
            "timeout": MAX_SECONDS * 1000,
        },
    }


def meta(site: Site, agent: str) -> dict[str, Any]:
    """What a request's meta says to have it shown by a browser, whose pages then lie under ``SHOWN``."""
    from scrapy_playwright.page import PageMethod  # comes with an extra that may not be installed

    shown: list[tuple[str, bytes]] = []
    stopped: list[str] = []
    return {
        SHOWN: shown,
        STOPPED: stopped,
        "playwright": True,
        "playwright_context_kwargs": {
            "accept_downloads": False,
            "ignore_https_errors": True,
            "service_workers": "block",
            "locale": "zh-CN",
            "user_agent": agent,
        },
        "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        "playwright_page_methods": [PageMethod(_leaf_through, shown, stopped, max(site.politeness.delay, 0.0))],
        "dont_retry": True,
    }


def pages_of(meta_of_response: dict[str, Any]) -> tuple[list[Page], str]:
    """The pages a browser showed, and why it stopped ('' when there was nothing more to click)."""
    pages = [Page(url, body, content_type="text/html; charset=utf-8") for url, body in meta_of_response[SHOWN]]
    return pages, "；".join(meta_of_response[STOPPED])


class RenderedWalk(Walk):
    """One look at one column through a browser: its pages are all there, and nothing more is asked."""

    @classmethod
    def after(cls, walk: Walk) -> "RenderedWalk":
        """A new look at the column of ``walk``, which saw a frame."""
        shown = cls(walk.column, walk.begun)
        shown.in_browser = True
        shown.remark(walk.note)
        return shown

    def read(self, pages: Sequence[Page], stopped: str) -> bool:
        """Take the pages in the order they were shown; whether they held any row."""
        self._dialect = DIALECT
        self._first = pages[0] if pages else None
        for number, page in enumerate(pages, 1):
            outcome, cause = pagestate.classify(page)
            if outcome is not Outcome.OK:
                self._end(outcome, f"第 {number} 页：{cause}")
                return bool(self._rows)
            found = plain.read(page, column_url=self._address(pages[0]), first=pages[0])
            self._declare(found)
            self._cut = self._cut or (CUT if page.is_cut else "")
            self._unlinked += found.unlinked
            self._hint = found.more_hint or ("页面仍有下一页的迹象" if found.following else "")
            self._pages += 1
            if not self._add(found.rows) and number > 1:
                stopped = stopped or f"第 {number} 页没有新条目"
        if self._rows_declared is not None and self._all_collected():
            self._hint = ""  # all the rows that the page counts are here, whatever its script still offers
        if stopped and not (self._rows_declared is not None and self._all_collected()):
            self._end(Outcome.OK, stopped)
        else:
            self._natural_end()
        return bool(self._rows)


# ---- in the browser


def _is_refused(hosts: frozenset[str], request: Any) -> bool:
    """Whether the browser must not send this: another host, or what no list needs."""
    return request.resource_type in _UNWANTED or not (
        host_of(request.url) in hosts or request.url.startswith(("data:", "blob:", "about:"))
    )


async def _leaf_through(page: Any, shown: list[tuple[str, bytes]], stopped: list[str], pause: float) -> None:
    """Keep what the page shows, click on to the next, and so on; bounded in pages and in time."""
    shown.clear()
    stopped.clear()
    page.on("popup", lambda other: asyncio.ensure_future(other.close()))
    ends = monotonic() + MAX_SECONDS_IN_ALL
    await _settled(page)
    for _ in range(MAX_CLICKS):
        shown.append(await _kept(page))
        control = await _next_control(page)
        if control is None:
            return
        if monotonic() >= ends:
            stopped.append(f"浏览器读取超过 {MAX_SECONDS_IN_ALL} 秒，只读了前 {len(shown)} 页")
            return
        await asyncio.sleep(pause)
        if not await _clicked(page, control, shown[-1][1]):
            stopped.append(f"点击“下一页”后页面没有变化，只读了前 {len(shown)} 页")
            return
    stopped.append(f"达到页数上限，浏览器只读了前 {MAX_CLICKS} 页")


async def _kept(page: Any) -> tuple[str, bytes]:
    text = await page.content()
    return page.url, text.encode("utf-8", "replace")[: MAX_PARSE_BYTES + 1]


async def _settled(page: Any) -> None:
    """Wait until the page asks for nothing more; one that never rests is taken as it is."""
    await _at_most(_SETTLE, lambda: page.wait_for_load_state("networkidle", timeout=_SETTLE * 1000))


async def _next_control(page: Any) -> Any:
    """The control to the next page that a reader could click; None when there is none."""
    found = page.get_by_text(_NEXT)
    for number in range(min(await found.count(), 6)):
        control = found.nth(number)
        if await control.is_visible() and await control.is_enabled() and not await _is_dead(control):
            return control
    return None


async def _is_dead(control: Any) -> bool:
    """Whether the control, or what holds nothing but it, is marked as leading nowhere."""
    told = await control.evaluate(
        "e => [e, e.parentElement].filter(x => x && x.innerText.trim().length < 8)"
        ".map(x => [x.className, x.getAttribute('aria-disabled') === 'true' ? 'disabled' : '',"
        " x.hasAttribute('disabled') ? 'disabled' : ''].join(' ')).join(' ')"
    )
    return bool(_DEAD.search(str(told)))


async def _clicked(page: Any, control: Any, before: bytes) -> bool:
    """Click, and wait until the page shows something else."""
    if not await _at_most(5, lambda: control.click(timeout=4000)):
        return False
    ends = monotonic() + _SETTLE
    while monotonic() < ends:
        await _settled(page)
        if (await _kept(page))[1] != before:
            await _settled(page)
            return True
        await asyncio.sleep(0.2)
    return False


async def _at_most(seconds: float, what: Callable[[], Awaitable[Any]]) -> bool:
    """Whether ``what`` was done in time."""
    try:
        await asyncio.wait_for(what(), seconds)
    except Exception:  # playwright's own errors, and time-outs: the page stays what it is
        return False
    return True
