"""One page that a person names, fetched once: for checking it before or after it goes out, never for crawling."""

import socket
import ssl
import urllib.error
from typing import IO, Final
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from protego import Protego

from crawler.robots import why_closed
from crawler.settings import USER_AGENT
from crawler.tomlfile import BadInput
from crawler.transport import Failure

_MOST: Final = 10_000_000  # bytes
_SECONDS: Final = 20


class _SameHost(HTTPRedirectHandler):
    """Follows what stays on the host; leaving it is told, not done."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str) -> Request | None:
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            raise BadInput(f"{req.full_url} 转向别的网站（{urlsplit(newurl).hostname}），没有跟随")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetched(url: str) -> tuple[str, bytes, str]:
    """Its address in the end, its bytes and content type. Raises BadInput when it does not answer, or robots.txt forbids it."""
    try:
        parts = urlsplit(url)
        if not parts.hostname:
            raise ValueError
    except ValueError:
        raise BadInput(f"不是网址：{url}") from None
    opener = build_opener(_SameHost)
    opener.addheaders = [("User-Agent", USER_AGENT)]
    if not _allowed(opener, f"{parts.scheme}://{parts.netloc}/robots.txt", url):
        raise BadInput(f"robots.txt 不允许访问 {url}")
    try:
        with opener.open(url, timeout=_SECONDS) as answer:
            content = answer.read(_MOST + 1)
            kind, final = answer.headers.get("Content-Type", ""), answer.geturl()
    except urllib.error.HTTPError as error:
        raise BadInput(f"{url} 回答 HTTP {error.code}") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{url} 打不开：{_why(error)}") from None
    if len(content) > _MOST:
        raise BadInput(f"{url} 超过 {_MOST // 1_000_000} MB，没有检查")
    return final, content, kind


def _allowed(opener: OpenerDirector, robots: str, url: str) -> bool:
    """Whether robots.txt lets us; a host that refuses it or fails over it is left alone, one without it allows all."""
    try:
        with opener.open(robots, timeout=_SECONDS) as answer:
            told = answer.read(_MOST).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        if why := why_closed(error.code):
            raise BadInput(why) from None
        return True
    except (OSError, ValueError) as error:
        raise BadInput(f"{url} 打不开：{_why(error)}") from None
    return bool(Protego.parse(told).can_fetch(url, USER_AGENT))


def _why(error: Exception) -> Failure:
    """Why there was no answer, in a reader's words."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return Failure.TIMEOUT
    if isinstance(reason, socket.gaierror):
        return Failure.DNS
    if isinstance(reason, ssl.SSLError):
        return Failure.TLS
    return Failure.REFUSED if isinstance(reason, ConnectionError) else Failure.LOST
