"""What the demo portal answers: a mapping of addresses, and the list API of its 迅睿 columns."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from crawler.demo.lists import Feed

LAST_CHANGE: Final = date(2023, 9, 19)  # the day of the newest item; nothing on the portal is newer
HTML: Final = "text/html; charset=utf-8"
_JSON: Final = "application/json; charset=utf-8"
_API: Final = re.compile(r"/api-ajax_list-(\d{1,4})\.html")
_NOBODY: Final = Feed(0, "", ())


@dataclass(frozen=True, slots=True)
class Response:
    """One answer."""

    status: int
    content_type: str
    body: bytes
    modified: date = LAST_CHANGE

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.content_type.startswith("text/html")

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Portal:
    """The whole portal in memory. ``responses`` maps a decoded path to its answer; everything else is a real 404.

    ``placed`` tells where the article with a key stands.
    """

    base: str
    responses: Mapping[str, Response]
    feeds: Mapping[int, Feed]
    placed: Mapping[str, str]

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths that answer with a page a person reads."""
        return tuple(path for path, answer in self.responses.items() if answer.is_page)

    def url(self, path: str) -> str:
        return self.base.rstrip("/") + path

    def get(self, path: str, referer: str = "") -> Response:
        """The answer to GET ``path`` (decoded, without query).

        The list API asked by GET gives a first page whatever page was asked, as on the real portals: of the column that
        the request came from, else of the first column.
        """
        if _API.fullmatch(path):
            came_from = urlsplit(referer).path
            fallback = next(iter(self.feeds.values()), _NOBODY)
            feed = next((feed for feed in self.feeds.values() if feed.path == came_from), fallback)
            return Response(200, _JSON, feed.answer(self.base, 1, 40, 15))
        return self.responses.get(path) or _sorry(404, "您访问的页面不存在")

    def post(self, path: str, form: str) -> Response:
        """The answer to POST ``path`` with an url-encoded ``form``; only the list API takes one."""
        asked = _API.fullmatch(path)
        if asked is None:
            return _sorry(405, "不支持的请求方式")
        values = [value for name, value in parse_qsl(form, keep_blank_values=True) if name.startswith("ajax_type[")]
        feed = self.feeds.get(_number(values, 1, 0), _NOBODY)
        page, length, size = int(asked.group(1)), _number(values, 5, 40), _number(values, 6, 15)
        return Response(200, _JSON, feed.answer(self.base, max(1, page), length, max(1, size)))


def broken(status: int) -> Response:
    """What a column answers that is broken on purpose."""
    return _sorry(status, {403: "访问被拒绝", 500: "服务器内部错误"}[status])


def _sorry(status: int, words: str) -> Response:
    head = f'<head><meta charset="utf-8"><title>{status}</title></head>'
    return Response(status, HTML, f"<!DOCTYPE html><html>{head}<body><h1>{words}</h1></body></html>".encode())


def _number(values: list[str], place: int, otherwise: int) -> int:
    """The whole number at ``place``; ``otherwise`` when there is none."""
    text = values[place] if place < len(values) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
