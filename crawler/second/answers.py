"""What a search and a site map answer: the links they show, and whether they could be looked through at all.

An answer that cannot be read never stands for "nothing found".
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from crawler import pagestate
from crawler.dates import read_date
from crawler.dialects.addresses import article_like
from crawler.dialects.marks import squeeze
from crawler.dialects.rows import find_rows
from crawler.dialects.stream import stream_of
from crawler.discovery.links import menu_links
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import canonical, identity_key

MAX_LINKS: Final = 3_000
MAX_NODES: Final = 50_000
MAX_JSON: Final = 4_000_000
_MAX_TITLE: Final = 1_000
_FEW: Final = 5  # links; a site map has more
_TITLE_KEYS: Final = ("title", "showTitle", "doctitle", "docTitle", "realtitle", "titleName", "name")
_URL_KEYS: Final = ("url", "link", "href", "docpuburl", "docPubUrl", "infourl", "linkUrl", "urls")
_DAY_KEYS: Final = ("inputtime", "pubDate", "publishedTimeStr", "trs_time", "docreltime", "pubtime", "time", "date")
_TAG = re.compile(r"<[^<>]{0,300}>")
_NOTHING = re.compile(
    r"(?:没有|未能?|无法)(?:找到|检索到|搜索到|查询到|搜到|查到)|(?:没有|无|暂无)(?:任何)?(?:符合|匹配|相关)[^。]{0,12}(?:信息|结果|内容|记录|数据|文章|页面)|"
    r"找不到[^。]{0,30}(?:相关|相符|匹配|符合)|(?:共|约|找到|检索到|搜索到|为您找到)[^。\d]{0,14}(?<!\d)0\s?(?:条|个|篇|项|件)"
)
_LOC = re.compile(r"<loc>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}([^<\]\s]{1,2000})")
_SHANGHAI: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its whole title; ``above`` are the headings of a menu it stands under."""

    url: str
    title: str
    published: date | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one path showed. ``cause`` says why it could not be looked through."""

    outcome: Outcome
    cause: str
    links: tuple[Link, ...] = ()


def read_search(page: Page, words: str) -> Answer:
    """The results on the first page of a search for ``words``."""
    outcome, cause = pagestate.classify(page)
    if outcome is not Outcome.OK and (page.status != 200 or outcome is not Outcome.SOFT404):
        return Answer(outcome, cause)
    if page.is_cut:
        return Answer(Outcome.ERROR, "检索结果过大，没有读完")
    if page.body.lstrip()[:1] in (b"{", b"[") or not page.is_html:
        return _of_json(page)
    links = tuple(_links(page))
    nothing = bool(_NOTHING.search(" ".join(text for _, _, text in stream_of(page).texts)))
    if outcome is not Outcome.OK and not nothing:
        return Answer(outcome, cause)
    rows = {row.url for row in find_rows(page, column_url=page.url)}
    asked = [word for word in words.split() if len(word) > 1]
    if rows or any(word in link.title for link in links for word in asked):
        return Answer(Outcome.OK, "", links)
    if nothing:
        return Answer(Outcome.EMPTY, "", links)
    return Answer(Outcome.SHELL, "检索结果由脚本载入或没有读懂", links)


def read_sitemap(page: Page, known: frozenset[str], hosts: frozenset[str]) -> Answer:
    """The links of a site map. One that lists bare addresses only tells nothing of those that nobody has read."""
    outcome, cause = pagestate.classify(page)
    if outcome is not Outcome.OK:
        return Answer(outcome, cause)
    if page.is_cut:
        return Answer(Outcome.ERROR, "网站地图过大，没有读完")
    head = page.body[:2_000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _of_addresses(page, known, hosts)
    if not page.is_html:
        return Answer(Outcome.ERROR, "网站地图不是网页")
    links = tuple(Link(link.url, link.text, None, link.path) for link in menu_links(page)[:MAX_LINKS])
    if len(links) < _FEW:
        return Answer(Outcome.SHELL, "网站地图由脚本载入或没有读懂")
    return Answer(Outcome.OK, "", links)


# ---- pages


def _links(page: Page) -> Iterator[Link]:
    """Every link with its title, dates as the rows of the page show them."""
    days = {row.url: row.published for row in find_rows(page, column_url=page.url)}
    for element in islice(page.root.iter("a"), MAX_LINKS):
        url = canonical(str(element.get("href") or ""), page.base) if element.get("href") else None
        if url is None:
            continue
        text = squeeze("".join(islice(element.itertext(), 200)))
        named = squeeze(str(element.get("title") or ""))
        title = named if len(named) > len(text) else text
        if title:
            yield Link(url, _storable(title), days.get(url))


def _of_addresses(page: Page, known: frozenset[str], hosts: frozenset[str]) -> Answer:
    if b"<sitemapindex" in page.body[:2_000].lower():
        return Answer(Outcome.ERROR, "网站地图分成多个文件，没有逐个读取")
    found = [url for match in islice(_LOC.finditer(page.text), 50_000) if (url := canonical(match.group(1)))]
    if not found:
        return Answer(Outcome.ERROR, "网站地图没有列出网址")
    unread = {url for url in found if article_like(url) and identity_key(url) not in known and _host(url) in hosts}
    if unread:
        return Answer(Outcome.ERROR, f"网站地图只列网址，其中 {len(unread)} 个没有采集，不能据以排除")
    return Answer(Outcome.OK, "")


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


# ---- data


def _of_json(page: Page) -> Answer:
    value = _json(page.text)
    if value is None:
        return Answer(Outcome.ERROR, "检索接口返回的内容没有读懂")
    links = tuple(islice(_items(value, page), MAX_LINKS))
    if links:
        return Answer(Outcome.OK, "", links)
    if _says_none(value):
        return Answer(Outcome.EMPTY, "")
    return Answer(Outcome.SHELL, "检索接口没有返回条目")


def _json(text: str) -> Any:
    text = text.strip()
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if not 0 <= begin <= 200 or len(text) > MAX_JSON:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text[begin:])[0]
    except (ValueError, RecursionError):
        return None


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside, in the order written, at most so many nodes."""
    waiting, seen = [value], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting += reversed(list(node.values())[:200])
        elif isinstance(node, list):
            waiting += reversed(node[:1_000])


def _items(value: Any, page: Page) -> Iterator[Link]:
    for node in _dicts(value):
        title = next((node[key] for key in _TITLE_KEYS if isinstance(node.get(key), str) and node[key].strip()), "")
        address = next((text for key in _URL_KEYS if (text := _address(node.get(key)))), "")
        url = canonical(address, page.base) if title and address else None
        if url:
            shown = squeeze(_TAG.sub("", title[:_MAX_TITLE]))
            yield Link(url, _storable(shown), next((day for key in _DAY_KEYS if (day := _day(node.get(key)))), None))


def _address(value: Any) -> str:
    """An address; UCAP writes ``{"pc": "/…"}`` inside a string."""
    if not isinstance(value, str) or len(value) > 2_000:
        return ""
    if value.startswith("{"):
        inner = _json(value)
        value = inner.get("pc", "") if isinstance(inner, dict) else ""
        value = value if isinstance(value, str) else ""
    return value.strip() if "/" in value or value.endswith((".html", ".htm", ".shtml")) else ""


def _day(value: Any) -> date | None:
    """``2023-05-30``, with a clock, or seconds or milliseconds since 1970 (Asia/Shanghai)."""
    text = str(value)[:40] if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if text.isdecimal() and len(text) in (10, 13):
        return (datetime.fromtimestamp(int(text[:10]), UTC) + _SHANGHAI).date()
    return read_date(text) if text else None


def _says_none(value: Any) -> bool:
    """Whether the answer itself says there is nothing: a total of 0, or a list without items."""
    for node in islice(_dicts(value), 200):
        for key in ("total", "totalCount", "totalElements", "count", "recordCount"):
            if str(node.get(key)) == "0":
                return True
        if any(node.get(key) == [] for key in ("data", "list", "rows", "results", "content", "datas", "items")):
            return True
    return isinstance(value, list) and not value


def _storable(text: str) -> str:
    return text[:_MAX_TITLE].encode("utf-8", "replace").decode("utf-8")
