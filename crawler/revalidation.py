"""Asking a server whether a page is still what we keep, and reading the archived bytes when it says so.

A 304 is proof like any other: it is kept as a WARC revisit record, and everything behind this middleware sees the page as
if it had been sent again.
"""

from typing import Any, Final

from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from crawler import pagestate
from crawler.archive.known import Validators
from crawler.items import Outcome
from crawler.page import Page

_ASKED: Final = ("list", "article", "file")


class Revalidation:
    """Sends the validators of the archived answer, and puts its bytes in the place of a 304."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Revalidation":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        increment = getattr(self._crawler.spider.state, "increment", None)
        if increment is None:
            return
        # A redirected request carries the headers of the one before it: another address has another version.
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        request.meta.pop("validators", None)
        if request.method != "GET" or request.meta.get("purpose") not in _ASKED or request.meta.get("afresh"):
            return
        wanted = request.meta.get("wanted")
        if wanted and not increment.known.pages([wanted]):
            return  # what the last audit could not read is not worth confirming
        if kept := increment.known.validators(request.url):
            request.meta["validators"] = kept
            if kept.etag:
                request.headers["If-None-Match"] = kept.etag
            if kept.last_modified:
                request.headers["If-Modified-Since"] = kept.last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        kept: Validators | None = request.meta.get("validators")
        if response.status != 304 or kept is None:
            return response
        stored = self._crawler.spider.state.archive.payload(kept.sha256)
        if stored is None or not (request.meta.get("purpose") == "file" or _is_sound(response.url, *stored)):
            return request.replace(dont_filter=True, meta={**request.meta, "afresh": True})
        body, content_type = stored
        headers = Headers({"Content-Type": content_type})
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return kind(url=response.url, status=200, headers=headers, body=body, request=request, flags=["unchanged"])


def _is_sound(url: str, body: bytes, content_type: str) -> bool:
    """Whether an archived answer is worth reading again: a page cut on its way bears the mark of the whole one."""
    page = Page(url, body, content_type=content_type)
    return not page.is_torn and pagestate.classify(page)[0] is Outcome.OK
