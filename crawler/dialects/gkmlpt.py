"""广东 gkmlpt (政府信息公开目录平台): the column is ``/gkmlpt/index#<category>``, its rows are JSON of ``/gkmlpt/api/all/<category>``.

The site's number (``SID``) stands in the page's ``_CONFIG``; the category only in the address, behind the ``#``. A column
may also be given as the address of the interface itself. An article filed under several numbers is told by its 索引号.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.dialects.interface import ajax_headers, count_of, day_of, more_to_come, parsed, text_of
from crawler.dialects.marks import doc_number_of
from crawler.dialects.plain import read as read_plain
from crawler.dialects.script import scripts_of
from crawler.dialects.scripted import renumbered
from crawler.items import Ask, ListPage, Row
from crawler.page import Page
from crawler.urls import canonical

PAGE_SIZE: Final = 100  # what the platform sends; the request cannot ask for another
MAX_ITEMS: Final = 5_000

_CONFIG = re.compile(r"\b_CONFIG\s*=\s*\{")
_SID = re.compile(r"""\bSID["']?\s*:\s*["']?(\d{1,12})\b""")
_PLATFORM = re.compile(r"/gkmlpt(?=/|$)")
_API = re.compile(r"/gkmlpt/api/all/\d{1,12}$")
_CATEGORY = re.compile(r"^/?(\d{1,12})$")
_NO_CATEGORY = (
    "栏目地址没有写明分类编号（index#编号），无法请求列表；可改填接口地址 /gkmlpt/api/all/编号?page=1&sid=站点编号"
)
_NO_SID = "没有读懂页面中的站点编号（_CONFIG.SID）"


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The column page gives the request for page 1; an answer its rows and the request for the page after."""
    if _API.search(urlsplit(page.url).path):
        return _answer(page, first if first is not None else page)
    if first is not None and page is not first and shows_itself(first):
        return ListPage((), filled_later=True, note="目录接口返回的不是列表")
    if not shows_itself(page):
        return read_plain(page, column_url=column_url, first=first)
    sid = site_of(page)
    category = category_of(column_url) or category_of(page.url)
    if not sid:
        return ListPage((), filled_later=True, note=_NO_SID)
    if not category:
        return ListPage((), filled_later=True, note=_NO_CATEGORY)
    return ListPage(
        (), (Ask(_interface(page.url, category, sid), (), ajax_headers(page.url), page=1),), filled_later=True
    )


def shows_itself(page: Page) -> bool:
    """Whether ``page`` is a directory page of the platform, or an answer of its interface."""
    path = urlsplit(page.url).path
    if _API.search(path):
        return True
    if not page.is_html or "gkmlpt" not in page.text[:2_000_000] + path or "/content/" in path:
        return False
    return bool(_CONFIG.search(scripts_of(page)))


def site_of(page: Page) -> str:
    """The platform's number of the site, as its ``_CONFIG`` has it; '' when it cannot be read."""
    script = scripts_of(page)
    config = _CONFIG.search(script)
    found = _SID.search(script, config.end()) if config else None
    return found.group(1) if found else ""


def category_of(url: str) -> str:
    """The category an address names behind its ``#``; '' when it names none."""
    found = _CATEGORY.match(urlsplit(url).fragment)
    return found.group(1) if found else ""


def _interface(url: str, category: str, sid: str) -> str:
    """The interface lies beside the page: sites of one host have a folder each."""
    path = urlsplit(url).path
    found = _PLATFORM.search(path)
    folder = path[: found.end()] if found else "/gkmlpt"
    return urljoin(url, f"{folder}/api/all/{category}?page=1&sid={sid}")


def _answer(page: Page, first: Page) -> ListPage:
    answer = parsed(page)
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(articles, list):
        return ListPage((), filled_later=True, note="目录接口返回的不是列表")
    total = _total(answer)
    number = max(count_of(dict(parse_qsl(urlsplit(page.url).query)).get("page")) or 1, 1)
    known: dict[tuple[str, str], str] = {}
    read_items = [_row(item, page.url, known) for item in articles[:MAX_ITEMS]]
    rows = tuple(row for row in read_items if row is not None)
    following: tuple[Ask, ...] = ()
    if more_to_come(number, len(articles), PAGE_SIZE, total, None):
        url = renumbered(page.url, "page", number + 1)
        following = (Ask(url, (), ajax_headers(first.url), page=number + 1),)
    empty = not articles and number == 1
    note = "目录接口没有返回条目" if empty and total != 0 else ""
    return ListPage(
        rows,
        following,
        declared_rows=total,
        says_empty=empty and total == 0,
        filled_later=bool(note),
        note=note,
        unlinked=read_items.count(None),
    )


def _total(answer: Mapping[str, Any]) -> int | None:
    """What the answer counts: the larger of its two counts, as one may leave out the categories below."""
    classify = answer.get("classify")
    counts = (answer.get("total"), classify.get("post_count") if isinstance(classify, dict) else None)
    return max((count for value in counts if (count := count_of(value)) is not None), default=None)


def _row(item: Any, base: str, known: dict[tuple[str, str], str]) -> Row | None:
    """One article. The second of two with the same 索引号 and title is given the address of the first: it is the same."""
    if not isinstance(item, dict):
        return None
    title = text_of(item.get("title"))
    address = next(
        (value for key in ("url", "post_url") if isinstance(value := item.get(key), str) and value.strip()), ""
    )
    url = canonical(address, base) if address else None
    if url is None or not title:
        return None
    if identifier := text_of(item.get("identifier")):
        url = known.setdefault((identifier, title), url)
    shown = next(
        (item[key] for key in ("display_publish_time", "date", "created_at", "create_time") if item.get(key)), ""
    )
    number = doc_number_of(text_of(item.get("document_number")), column=True)
    validity = "废止" if item.get("is_abolished") is True else "失效" if item.get("is_expired") is True else ""
    return Row(url, title, day_of(shown), str(shown), number, validity)
