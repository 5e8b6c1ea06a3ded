"""Interfaces of portals: how a script asks them, and what their answers say.

Which interface it is does not matter: the rows are the array of objects that have a title, an address and a day.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from crawler.dates import read_date
from crawler.dialects.marks import doc_number_of, squeeze
from crawler.items import Row
from crawler.page import Page
from crawler.urls import canonical

CAPS: Final = (10_000,)  # totals at which search servers stop counting
MAX_JSON: Final = 8_000_000
MAX_NODES: Final = 20_000  # objects and arrays of one answer that are looked into
MAX_DEPTH: Final = 7
MAX_ITEMS: Final = 5_000
MAX_OBJECTS: Final = 200  # of an answer without items, in search of its total
MAX_BESIDE: Final = 40  # values of an object, in search of a total that stands beside the items

_TITLES = ("realtitle", "fulltitle", "doctitle", "infotitle", "articletitle", "newstitle", "title", "showtitle", "subject",
           "headline", "filename", "bt", "wjbt", "wjmc", "name")  # fmt: skip
_ADDRESSES = ("infourl", "docpuburl", "chnldocurl", "puburl", "articleurl", "contenturl", "detailurl", "pageurl", "url",
              "linkurl", "link", "href", "htmlurl", "htmlpath", "accessurl", "staticurl", "visiturl", "path", "urls")  # fmt: skip
_DAYS = ("displaypublishtime", "pubdate", "publishdate", "publisheddate", "publishtime", "publishedtime", "publishedtimestr", "pubtime",
         "infodate", "docreltime", "docpubtime", "releasedate", "releasetime", "displaydate", "showdate", "showtime", "fbrq", "fbsj",
         "date", "time", "createdate", "createtime", "createdat", "inputtime", "crtime", "adddate", "addtime")  # fmt: skip
_NUMBERS = (
    "documentnumber",
    "docnumber",
    "docno",
    "filenum",
    "filenumber",
    "fileno",
    "wh",
    "fwzh",
    "wjwh",
    "wenhao",
    "writtentext",
)
_TOTALS = ("total", "totalcount", "totalrecord", "totalrecords", "totalnum", "totalelements", "totalrows", "recordcount",
           "recordtotal", "rowcount", "allcount", "totalsize", "numfound")  # fmt: skip
_PAGES = ("totalpage", "totalpages", "pagecount", "pages", "pagetotal", "countpage")
_LINKED = re.compile(r"<a\s", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,300}>")
_MILLISECONDS = re.compile(r"(?:/Date\()?(\d{13})(?:[+-]\d{4})?(?:\)/)?")
_SHANGHAI: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Listing:
    """The array of items in an answer, and what the objects around it count."""

    items: tuple[Mapping[str, Any], ...] = ()
    rows: int | None = None
    pages: int | None = None


def ajax_headers(referer: str) -> tuple[tuple[str, str], ...]:
    """What a portal's own script sends beside its request."""
    return (
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", referer),
        ("Accept", "application/json, text/javascript, text/html, */*; q=0.01"),
    )


def parsed(page: Page) -> Any:
    """The JSON of ``page``, also behind a name or inside a callback; None when it is none."""
    text = page.text.strip()
    if len(text) > MAX_JSON or text[:1] == "<":
        return None
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    return decoded(text[begin:]) if 0 <= begin <= 200 else None


def decoded(text: str) -> Any:
    """The JSON value ``text`` begins with; None when there is none."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def listing_in(answer: Any) -> Listing:
    """The longest array of items that have title, address and day, wherever it stands in ``answer``."""
    best = Listing()
    for holder, above in _objects(answer):
        for value in holder.values() if isinstance(holder, dict) else (holder,):
            if not isinstance(value, list) or len(value) <= len(best.items):
                continue
            items = tuple(_whole(item) for item in value[:MAX_ITEMS] if isinstance(item, dict))
            if items and all(_is_item(item) for item in items[:3]):
                best = Listing(items, *_counts(holder, above))
    if best.items:
        return best
    for holder, _ in islice(_objects(answer), MAX_OBJECTS):
        # A total of nothing beside an array that holds something counts something else.
        if isinstance(holder, dict) and not any(isinstance(value, list) and value for value in holder.values()):
            rows, pages = _counts(holder, ())
            if rows is not None:
                return Listing((), rows, pages)
    return best


def html_in(answer: Any) -> str | None:
    """The longest piece of HTML that ``answer`` carries, or is, before all one with links; None when it has none."""
    pieces = [answer] if isinstance(answer, str) else []
    for holder, _ in islice(_objects(answer), MAX_OBJECTS):
        values = holder.values() if isinstance(holder, dict) else holder
        pieces += [value for value in islice(values, MAX_BESIDE) if isinstance(value, str)]
    marked = [piece for piece in pieces if "<" in piece]
    return max(marked, key=lambda piece: (bool(_LINKED.search(piece)), len(piece)), default=None)


def piece(text: str, base: str) -> Page:
    """``text``, a piece of HTML out of an answer, as a page of its own."""
    holder = ("<table>", "</table>") if text.lstrip()[:3].lower() == "<tr" else ("", "")
    return Page(base, f"<html><body>{holder[0]}{text}{holder[1]}</body></html>".encode("utf-8", "replace"))


def row_of(item: Mapping[str, Any], base: str) -> Row | None:
    """One item as a row; None when it has no title or leads nowhere."""
    title = text_of(_first(item, _TITLES))
    address = _address(item)
    url = canonical(address, base) if address else None
    if url is None or not title:
        return None
    shown = _first(item, _DAYS)
    return Row(url, title, day_of(shown), str(shown or ""), doc_number_of(text_of(_first(item, _NUMBERS)), column=True))


def text_of(value: Any) -> str:
    """``value`` as one line of text without tags."""
    return squeeze(html.unescape(_TAG.sub("", str(value)))) if isinstance(value, str | int) else ""


def count_of(value: Any) -> int | None:
    """``value`` as a count; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**9 else None
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) <= 9 else None


def counts_in(names: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Rows and pages in all, as ``names`` call them."""
    return count_of(_first(names, _TOTALS)), count_of(_first(names, _PAGES))


def day_of(shown: Any) -> date | None:
    """``2023-05-30``, with a clock, 20230530, or (milli)seconds since 1970 (Asia/Shanghai)."""
    text = str(shown).strip() if isinstance(shown, str | int) and not isinstance(shown, bool) else ""
    if found := _MILLISECONDS.fullmatch(text):
        text = str(int(found.group(1)) // 1000)
    if text.isdecimal() and 9 <= len(text) <= 10:
        return (datetime.fromtimestamp(int(text), UTC) + _SHANGHAI).date()
    return read_date(text) if len(text) >= 8 else None


def more_to_come(number: int, count: int, size: int, rows: int | None, pages: int | None) -> bool:
    """Whether a page follows page ``number``, which holds ``count`` items of ``size`` asked for (0: not said).

    Servers ignore the size they are asked for. So the end is believed where the numbers add up exactly; else one page
    more is asked, and an empty answer proves it.
    """
    if not count or (pages is not None and number >= pages):
        return False
    if rows is None:
        return True
    return number * count < rows and not (size and (number - 1) * size + count == rows)


# ---- inside


def _objects(answer: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every object of ``answer`` (and ``answer`` itself), outermost first, with those around it."""
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(answer, ())]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value, above = waiting.pop(0)
        if isinstance(value, str):
            value = decoded(value) if value.lstrip()[:1] in ("{", "[") else None  # JSON written into a string
        if isinstance(value, dict | list):
            yield value, above
        if isinstance(value, dict) and len(above) < MAX_DEPTH:
            waiting += [(inner, (*above, value)) for inner in value.values() if isinstance(inner, dict | str)]


def _counts(holder: Any, above: tuple[Any, ...]) -> tuple[int | None, int | None]:
    rows = pages = None
    around = [place for place in (holder, *reversed(above)) if isinstance(place, dict)]
    beside = [inner for place in around for inner in islice(place.values(), MAX_BESIDE) if isinstance(inner, dict)]
    for place in (*around, *beside):
        told = counts_in(place)
        rows, pages = rows if rows is not None else told[0], pages if pages is not None else told[1]
    return rows, pages


def _whole(item: dict[str, Any]) -> Mapping[str, Any]:
    """``item`` with what search servers put one level deeper (``_source``)."""
    inner = next((item[key] for key in ("_source", "source", "fields") if isinstance(item.get(key), dict)), None)
    return {**item, **inner} if inner else item


def _is_item(item: Mapping[str, Any]) -> bool:
    return bool(text_of(_first(item, _TITLES)) and _has(item, _ADDRESSES) and _has(item, _DAYS))


def _address(item: Mapping[str, Any]) -> str:
    for key in _ADDRESSES:
        value = _first(item, (key,))
        if isinstance(value, str) and value.startswith("{") and isinstance(inner := decoded(value), dict):
            value = inner.get("pc") or next(iter(inner.values()), "")
        if isinstance(value, str) and re.search(r"[/.?]", value) and not value.lower().startswith("javascript"):
            return value
    return ""


def _has(item: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return any(_plain(key) in names for key in item)


def _first(item: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of ``names`` that has a value in ``item``, whatever its case and strokes."""
    known = {_plain(key): value for key, value in reversed(list(item.items()))}
    return next((known[name] for name in names if known.get(name) not in (None, "", "null", [], {})), None)


def _plain(key: str) -> str:
    return str(key).lower().replace("_", "")
