"""TRS WCM (拓尔思): static pages whose pager is written by ``createPageHTML`` or a site's own function of the same kind.

What the call's numbers mean differs from site to site: the pages may be counted from 0 (page 2 is ``index_1``) or from 1
(page 2 is ``index_2``). Both addresses are offered, the likelier first; the walk keeps the one that brings new rows. On
later pages the page's own address tells how its site counts.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.dialects import more, pager
from crawler.dialects.plain import empty_handed, unlinked_note
from crawler.dialects.rows import find
from crawler.dialects.script import Value, arguments_at, scripts_of, variables
from crawler.dialects.signs import Totals, says_empty
from crawler.dialects.stream import stream_of
from crawler.items import Ask, ListPage
from crawler.page import Page

MAX_PAGES = 20_000  # a "page count" beyond this is something else

_CALL = re.compile(r"(?<!function )\bcreatePage(?:HTML|Html|html)?\s*\((?!\s*\))")
_OBJECT_CALL = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$.]*\(\s*(?=\{)")
_COUNT = re.compile(r"\b(?:var|let)\s+(?:countPage|_?nPageCount|m_nPageCount)\s*=\s*[\"']?(\d{1,5})\b")
_CURRENT = re.compile(r"\b(?:var|let)\s+(?:currentPage|curPage|_?nCurrIndex|m_nCurrPage)\s*=\s*[\"']?(\d{1,5})\b")
_NUMBERED = re.compile(r"^(?P<stem>.+?)_(?P<number>\d{1,5})$")
_STEM = re.compile(r"^[\w./%~-]{1,120}$")
_ENDING = re.compile(r"^\.?(?:s?html?|jhtml|jsp|aspx?|php)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """What a page tells its pager: pages in all, the current one as counted there, file name and ending, records if told."""

    pages: int
    current: int
    stem: str = ""
    ending: str = ""
    records: int | None = None


def shows_itself(page: Page) -> bool:
    """Whether ``page`` tells a pager of this family how many pages it has."""
    return call_in(page) is not None


def call_in(page: Page) -> Call | None:
    """The pager call of ``page``; None when there is none, or none that can be read."""
    script = scripts_of(page)
    if not script:
        return None
    names = variables(script) if "createPage" in script else {}
    for match in list(_CALL.finditer(script))[:20]:
        if call := _positional(arguments_at(script, match.end(), names)):
            return call
    if "prefix" in script or "suffix" in script:
        for match in list(_OBJECT_CALL.finditer(script))[:50]:
            if call := _by_name(arguments_at(script, match.end(), {})[:1]):
                return call
    if count := _COUNT.search(script):
        current = _CURRENT.search(script)
        return Call(int(count.group(1)), int(current.group(1)) if current else 0)
    return None


def read(page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """The static rows, and the next page by both ways of counting."""
    if not page.is_html:
        return ListPage((), filled_later=True, note="返回的不是网页")
    is_first = first is None or page is first
    stream = stream_of(page)
    found = find(page, stream, column_url=column_url, first=None if is_first else first)
    call = call_in(page)
    shown = pager.pager_of(page, stream, is_first=is_first)
    following = _following(page, call, first if not is_first else None) or (shown.following if call is None else ())
    pages = call.pages if call else shown.totals.pages
    records = _believable(call, len(found.rows)) if call and call.records is not None else shown.totals.rows
    if found.rows:
        current = shown.totals.current if pages is None else pages  # told of its pages, the script draws no further one
        hint = "" if following else more.unfollowed(page, stream, found, Totals(records, pages, current))
        return ListPage(
            found.rows, following, records, pages, note=unlinked_note(found), unlinked=found.unlinked, more_hint=hint
        )
    if call and call.pages == 0 and not found.unlinked and says_empty(stream):
        return ListPage((), declared_rows=records, declared_pages=0, says_empty=True)
    if call and call.pages > 1 and not found.unlinked:
        return ListPage(
            (),
            declared_rows=records,
            declared_pages=pages,
            filled_later=True,
            note=f"页面声明 {call.pages} 页，但没有识别出条目",
        )
    return empty_handed(page, stream, found, following, is_first=is_first)


def _believable(call: Call, rows: int) -> int | None:
    """The records the call tells, unless so many pages of so many rows cannot hold so few: then it was a page size."""
    records = call.records
    return None if records is not None and call.pages > 1 and records <= (call.pages - 1) * rows else records


def _positional(arguments: list[Value]) -> Call | None:
    """``([container,] pages, current, stem, ending, …[, records])`` or ``(records, pages, current, …)``."""
    if arguments and isinstance(arguments[0], str) and not arguments[0].isdecimal():
        arguments = arguments[1:]
    leading: list[int] = []
    for value in arguments:
        if (number := _number(value)) is None:
            break
        leading.append(number)
    rest = arguments[len(leading) :]
    names = [value for value in rest if isinstance(value, str) and not value.isdecimal()]
    trailing = [number for value in rest[1:] if (number := _number(value)) is not None]
    records = trailing[-1] if trailing else None
    # Three numbers: records, pages, current. Where that would put the current page behind the last one, the third is a page size.
    if len(leading) >= 3 and leading[2] <= leading[1] <= max(leading[0], 1):
        records, pages, current = leading[0], leading[1], leading[2]
    elif len(leading) >= 2:
        pages, current = leading[0], leading[1]
    else:
        return None
    if pages > MAX_PAGES or current > max(pages, 1):
        return None
    stem = next((name for name in names[:1] if _STEM.match(name)), "")
    ending = next((name for name in names[1:2] if _ENDING.match(name)), "")
    return Call(pages, current, stem, ending.lstrip("."), records)


def _by_name(arguments: list[Value]) -> Call | None:
    """``({size: 7, current: 0, prefix: 'index', suffix: 'html'})``."""
    options = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
    pages, current = _number(options.get("size")), _number(options.get("current"))
    stem, ending = options.get("prefix"), options.get("suffix")
    if pages is None or current is None or not isinstance(stem, str) or not isinstance(ending, str):
        return None
    if pages > MAX_PAGES or not _STEM.match(stem) or not _ENDING.match(ending):
        return None
    return Call(pages, current, stem, ending.lstrip("."))


def _number(value: Value) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) <= 7 else None


def _following(page: Page, call: Call | None, first: Page | None) -> tuple[Ask, ...]:
    """Ways to the next page, the likelier first; () when this is the last one."""
    stem, number = _own_name(page)
    if first is None:
        return _second(page, call) if call else ()
    origin = call_in(first)
    base = origin.current if origin and origin.current in (0, 1) else 0
    pages = (origin or call or Call(0, 0)).pages
    if number is None:
        return ()
    # This page was reached and brought rows, so its own number is right; only how many are left depends on the counting.
    done = number + 1 - base
    if call and call.current == number - 1 and base == 0:
        done = number  # the address counts from 1 though the script counts from 0
    if done >= pages:
        return ()
    _, ending = _split_name(page.url)
    return (Ask(urljoin(page.url, f"{stem}_{number + 1}.{ending}"), page=done + 1),)


def _second(page: Page, call: Call) -> tuple[Ask, ...]:
    base = call.current if call.current in (0, 1) else 0
    if call.pages <= 1:
        return ()
    own_stem, own_ending = _split_name(page.url)
    names = [(call.stem or own_stem, call.ending or own_ending)]
    if (own_stem, own_ending) not in names and not urlsplit(page.url).path.endswith("/"):
        names.append((own_stem, own_ending))
    likely, other = (1, 2) if base == 0 else (2, 1)
    urls = [urljoin(page.base, f"{stem}_{number}.{ending}") for stem, ending in names for number in (likely, other)]
    return tuple(Ask(url, page=2) for url in dict.fromkeys(urls))


def _own_name(page: Page) -> tuple[str, int | None]:
    stem, _ = _split_name(page.url)
    found = _NUMBERED.match(stem)
    return (found["stem"], int(found["number"])) if found else (stem, None)


def _split_name(url: str) -> tuple[str, str]:
    name = urlsplit(url).path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem else (name or "index", "html")
