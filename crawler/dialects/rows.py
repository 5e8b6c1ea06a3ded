"""The rows of a list page, whatever its markup: each one link, and usually one date.

Dated rows are found from their dates: the smallest element that holds a date and a link is a row; the rows that stand at
the same kind of place form a group; the best group is the list. Lists without dates are accepted only where the addresses
look like articles (or files, or other sites) and the place is neither a menu nor a side box: a menu must never pass for a list.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.dialects.addresses import article_like, year_in
from crawler.dialects.cells import Cells
from crawler.dialects.marks import Piece, piece_of, read_partial, squeeze
from crawler.dialects.places import Place, label, place_of, step
from crawler.dialects.regions import Region, Regions, body_length
from crawler.dialects.stream import Day, Link, Stream, alternation, stream_of
from crawler.items import Row
from crawler.page import Page
from crawler.urls import canonical

MAX_ROWS: Final = 20_000
ENOUGH_TEXT: Final = 80  # characters that make an article's body
MIN_PROVEN: Final = 3  # rows of a first page that tell where the list stands
MAX_DEEP: Final = 12  # elements between a row and its link
MAX_LINKS_OF_ROW: Final = 8  # more links beside one date are a menu with today's date above it

_LINE_TAGS = frozenset(("li", "tr", "dd", "dl", "p", "div"))
_LESSER = re.compile(r"解读|图解|^\W{0,2}(?:附件|相关|下载|原文|视频)")
_NEIGHBOUR_ARTICLE = re.compile(r"^\W{0,3}[上下前后]一[篇条]")


@dataclass(slots=True, eq=False)
class Draft:
    """A row before it is known whether its group is the list."""

    element: HtmlElement
    link: Link
    days: list[Day] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        return bool(self.days) or self.link.hung is not None


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the list of a page. ``unlinked`` counts lines with title and date that lead nowhere."""

    rows: tuple[Row, ...] = ()
    unlinked: int = 0
    places: tuple[HtmlElement, ...] = ()  # the elements of the rows


def find_rows(page: Page, *, column_url: str) -> tuple[Row, ...]:
    """The rows of the list on ``page``, in page order, each address once; () when the page shows no list."""
    return find(page, stream_of(page), column_url=column_url).rows


def find(page: Page, stream: Stream, *, column_url: str, first: Page | None = None) -> Found:
    """As ``find_rows``, on a stream already made, with the number of lines that show an item but no address to follow.

    ``first`` is the page the list began with, where ``page`` is a later one: a row or two where the rows of the first page
    stood are the end of the list, though alone they might be anything.
    """
    if not stream.links:
        return Found()
    name = ("rows", column_url, first.url if first else "")
    kept: Found | None = page.made.get(name)
    if kept is None:
        search = _Search(page, stream, column_url, _places_of_rows(first, column_url) if first else frozenset())
        drafts = search.dated() or search.undated()
        page.made[name] = kept = _finished(drafts[:MAX_ROWS], search, page)
    return kept


def _places_of_rows(first: Page, column_url: str) -> frozenset[Place]:
    """At which kinds of places the rows of the list's first page stand."""
    found = find(first, stream_of(first), column_url=column_url)
    return frozenset(map(place_of, found.places)) if len(found.rows) >= MIN_PROVEN else frozenset()


class _Search:
    """One page's search for its list."""

    def __init__(self, page: Page, stream: Stream, column_url: str, proven: frozenset[Place]) -> None:
        self.stream = stream
        self._proven = proven  # where the first page of the list had its rows
        title = squeeze(page.root.findtext(".//title") or "")
        self.regions = Regions(stream, title)
        self._names = {
            name for name in (meta_of(page, "columnname"), re.split(r"[_|\-–—]", title)[0].strip()) if len(name) >= 2
        }
        self._is_article = bool(meta_of(page, "articletitle"))
        self._host = urlsplit(page.url).netloc
        self._home = {canonical(page.url), canonical(column_url)}
        self._folder = urlsplit(column_url).path.rpartition("/")[0] + "/"
        self._kinds: dict[HtmlElement, int] = {}
        self._kind_ids: dict[tuple[int, str], int] = {}

    # ---- rows with dates

    def dated(self) -> list[Draft]:
        """The group of dated rows that is the list, with its undated members; [] when there is none."""
        drafts = self._drafts()
        groups: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            groups[self.kind_of(draft.element)].append(draft)
        accepted = {kind: group for kind, group in groups.items() if self._accepts(group)}
        if not accepted:
            return []
        best = max(accepted.values(), key=lambda group: (self._score(group), -group[0].link.at))
        alike = [group for group in accepted.values() if group is best or self._same_make(group, best)]
        chosen = [draft for group in alike for draft in group]
        chosen += self._undated_members(chosen, {self.kind_of(group[0].element) for group in alike})
        return sorted(chosen, key=lambda draft: draft.link.at)

    def _drafts(self) -> list[Draft]:
        holders: dict[HtmlElement, list[Day]] = {}
        firm = [day for day in self.stream.days if day.firm]
        claimed: set[Link] = set()
        drafts: list[Draft] = []
        for days in (firm, [day for day in self.stream.days if not day.firm]):
            holders.clear()
            for day in days:
                if (holder := self._holder(day)) is not None:
                    holders.setdefault(holder, []).append(day)
            # The deepest first, so that a row keeps its link before what surrounds it asks for one.
            for holder in sorted(holders, key=lambda element: -_depth(element)):
                inside = self.stream.links_in(holder)
                split = self._split(holder, [link for link in inside if link not in claimed], holders[holder])
                if split:
                    claimed.update(inside)  # the other links of a row are its category or its attachments, no rows
                    drafts += split
        for link in self.stream.links:
            if link.hung is not None and link not in claimed:
                drafts.append(Draft(self._row_around(link), link))
        return drafts

    def _holder(self, day: Day) -> HtmlElement | None:
        for element in (day.element, *day.element.iterancestors()):
            if self.stream.count_links(element):
                return element if self.regions.of(element) is not Region.OUT else None
        return None

    def _split(self, holder: HtmlElement, links: list[Link], days: list[Day]) -> list[Draft]:
        """The rows inside ``holder``: one, or several links and dates that follow each other without wrapping."""
        if not links:
            return []
        runs = alternation(sorted([*links, *days], key=lambda mark: mark.at))
        day_runs = sum(isinstance(run[0], Day) for run in runs)
        if day_runs == 1:
            if len(links) == len(days) > 2 and holder.tag not in (
                "tr",
                "li",
            ):  # a block of titles beside a block of dates
                return [Draft(holder, link, [day]) for link, day in zip(links, days, strict=True)]
            if len(links) > MAX_LINKS_OF_ROW or (
                len(links) > 2 and holder.tag in ("body", "html", "ul", "ol", "tbody", "table")
            ):
                return []
            link = _primary(links)
            return [Draft(self._row_around(link) if holder is link.element else holder, link, list(days))]
        return _paired(holder, runs)

    def _undated_members(self, chosen: list[Draft], kinds: set[int]) -> list[Draft]:
        """Rows at the same kind of place whose date is missing: they are published all the same."""
        taken = {draft.link for draft in chosen}
        places = {draft.element for draft in chosen}
        members: dict[HtmlElement, list[Link]] = defaultdict(list)
        for link in self.stream.links:
            if link in taken:
                continue
            for element in (link.element, *link.element.iterancestors()):
                if element in places:
                    break
                if self.kind_of(element) in kinds:
                    members[element].append(link)
                    break
        return [
            Draft(element, _primary(links))
            for element, links in members.items()
            if len(links) <= 3 and self.regions.of(element) is not Region.OUT
        ]

    def without_link(self, drafts: list[Draft]) -> int:
        """How many dated lines at the same kind of place as the rows hold no link at all, or none with a word to read."""
        kinds = {self.kind_of(draft.element) for draft in drafts if draft.dated and draft.element.tag in _LINE_TAGS}
        lines: set[HtmlElement] = set()
        around_wordless = {place for link in self.stream.wordless for place in islice(link.iterancestors(), MAX_DEEP)}
        for day in self.stream.days if kinds else ():
            for element in (day.element, *day.element.iterancestors()):
                if self.stream.count_links(element):
                    break
                if self.kind_of(element) in kinds:
                    if element in around_wordless or any(
                        len(text) >= 6 and not piece_of(text) for text in self.stream.own_text(element)
                    ):
                        lines.add(element)
                    break
        return len(lines)

    def _accepts(self, group: list[Draft]) -> bool:
        first = group[0]
        if self.regions.of(first.element) is Region.OUT or self.regions.beside_the_point(first.element):
            return False
        if len(group) >= 3:
            return True
        if any(_NEIGHBOUR_ARTICLE.match(draft.element.text_content().strip()[:12]) for draft in group):
            return False
        if self._is_proven(first.element):
            return True
        if self.regions.of(first.element) is Region.DOUBTFUL:
            return False
        if len(group) == 2 or first.element.tag in ("li", "tr", "dd", "dl") or self.regions.in_list(first.element):
            return True
        return article_like(first.link.url or "")

    def _score(self, group: list[Draft]) -> float:
        """How likely the group is the column's list: its size, and stronger, whether it lies and is headed as the column does."""
        score = float(len(group))
        if self._is_own(group):
            score *= 4
        if self.regions.headed(group[0].element, self._names):
            score *= 3
        is_doubtful = self.regions.of(group[0].element) is Region.DOUBTFUL and not self._is_proven(group[0].element)
        return score * 0.3 if is_doubtful else score

    def _is_proven(self, element: HtmlElement) -> bool:
        return bool(self._proven) and place_of(element) in self._proven

    def _is_own(self, group: list[Draft]) -> bool:
        """Whether most addresses of the group lie in the folder of the column."""
        paths = [urlsplit(draft.link.url).path for draft in group if draft.link.url]
        return len(self._folder) > 1 and sum(path.startswith(self._folder) for path in paths) >= 0.6 * max(
            len(paths), 1
        )

    def _same_make(self, group: list[Draft], best: list[Draft]) -> bool:
        """Whether ``group`` is a further part of the list: same markup with class names, in a place no worse."""
        one, other = group[0].element, best[0].element
        if self.regions.of(one) < self.regions.of(other) or (self._is_own(best) and not self._is_own(group)):
            return False
        outer = _make(one)
        if outer == _make(other) and any("." in part for part in outer):
            return True
        # Two named parts inside (<span class="til">, <span class="time">) are a template; one named date is a habit.
        inner = [label(child) for child in one if isinstance(child.tag, str)][:3]
        return (
            inner == [label(child) for child in other if isinstance(child.tag, str)][:3]
            and sum("." in part for part in inner) >= 2
        )

    # ---- rows without dates

    def undated(self) -> list[Draft]:
        """The group of undated rows that is surely a list of items; [] when none is sure."""
        if self._is_article or body_length(self.stream) >= ENOUGH_TEXT:
            return []
        groups: dict[int, list[Draft]] = defaultdict(list)
        for link in self.stream.links:
            if link.url is None or len(link.title) < 4 or link.url in self._home:
                continue
            if self.regions.of(link.element) is not Region.OPEN or self.regions.in_article_body(link.element):
                continue
            row = self._row_around(link)
            groups[self.kind_of(row)].append(Draft(row, link))
        sure = [group for group in groups.values() if self._is_sure(group)]
        if not sure:
            return []
        return max(sure, key=lambda group: (len(group), -group[0].link.at))

    def _is_sure(self, group: list[Draft]) -> bool:
        first = group[0].element
        if self.regions.beside_the_point(first):
            return False
        if any(_NEIGHBOUR_ARTICLE.match(draft.element.text_content().strip()[:12]) for draft in group[:2]):
            return False
        urls = {draft.link.url or "" for draft in group}
        articles = sum(1 for url in urls if article_like(url))
        foreign = sum(1 for url in urls if urlsplit(url).netloc != self._host)
        in_list = self.regions.in_list(first)
        if len(urls) >= 3:
            return articles >= 0.6 * len(urls) or (in_list and articles + foreign >= 0.6 * len(urls))
        return (
            in_list
            and articles == len(urls)
            and any(place.tag in ("li", "tr", "dd") for place in (first, *first.iterancestors()))
        )

    def _row_around(self, link: Link) -> HtmlElement:
        """The largest element that holds this link and no other, but no list of its own."""
        row = link.element
        for element in link.element.iterancestors():
            if element.tag in ("body", "html", "ul", "ol", "table", "tbody") or self.stream.count_links(element) > 1:
                break
            row = element
            if element.tag in ("li", "tr", "dd"):
                break
        return row

    # ---- kinds of places

    def kind_of(self, element: HtmlElement) -> int:
        """A number that is equal for elements at the same kind of place: same tags and classes up to the root."""
        known = self._kinds.get(element)
        if known is None:
            parent = element.getparent()
            above = self.kind_of(parent) if parent is not None else 0
            known = self._kind_ids.setdefault((above, step(element)), len(self._kind_ids) + 1)
            self._kinds[element] = known
        return known


def meta_of(page: Page, *names: str) -> str:
    """The content of the first ``<meta>`` of one of these names (lower case) that has any; '' when none has."""
    for element in page.root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        if name in names and (content := (element.get("content") or "").strip()):
            return content
    return ""


def _primary(links: list[Link]) -> Link:
    """The link of a row that is its item: the longest title, but no category in brackets, and an 解读 only when nothing else is long."""
    whole = [link for link in links if not (link.title[:1] in "[【(（" and link.title[-1:] in "]】)）")] or links
    main = [link for link in whole if len(link.title) >= 8 and not _LESSER.search(link.title)]
    return max(main or whole, key=lambda link: len(link.title))


def _paired(holder: HtmlElement, runs: list[list[Link | Day]]) -> list[Draft]:
    """Rows of a flat sequence. Whether dates follow or lead their links is told by which reading leaves no link over."""
    if isinstance(runs[0][0], Day):
        pairs = list(zip(runs[0::2], runs[1::2], strict=False))
    else:
        after = list(zip(runs[1::2], runs[0::2], strict=False))
        before = list(zip(runs[1::2], runs[2::2], strict=False))
        # [category] date title date title …: the first link belongs to no date.
        pairs = (
            before
            if len(before) == len(after) and len(runs[0]) > 1 and all(len(run) == 1 for _, run in before)
            else after
        )
    drafts = []
    for days, links in pairs:
        own = [mark for mark in links if isinstance(mark, Link)]
        drafts.append(Draft(holder, _primary(own), [mark for mark in days if isinstance(mark, Day)]))
    return drafts


def _finished(drafts: Iterable[Draft], search: _Search, page: Page) -> Found:
    cells = Cells()
    rows: dict[str, Row] = {}
    unlinked = 0
    drafts = list(drafts)
    shared = Counter(draft.element for draft in drafts)
    for draft in drafts:
        url = draft.link.url
        if url is None:
            unlinked += 1
            continue
        if url == canonical(page.url) or (url in rows and (rows[url].date_text or not draft.dated)):
            continue
        published, shown = _dated(draft, cells, url)
        number = cells.doc_number(draft.element, draft.link.element) if shared[draft.element] == 1 else ""
        rows[url] = Row(url, draft.link.title, published, shown, number)
    return Found(tuple(rows.values()), unlinked + search.without_link(drafts), tuple(shared))


def _dated(draft: Draft, cells: Cells, url: str) -> tuple[date | None, str]:
    """The day of the row and the text it was read from. Two dates of which none says what it is give no day."""
    days = draft.days
    if not days:
        hung = draft.link.hung
        return (_read(hung, url), hung.text) if hung else (None, "")
    if len(days) > 1:
        chosen = cells.published(draft.element, days)
        if chosen is None:
            return None, " ".join(day.piece.text for day in days)[:80]
        days = [chosen]
    return _read(days[0].piece, url), days[0].piece.text


def _read(piece: Piece, url: str) -> date | None:
    return piece.day() or read_partial(piece, year_in(url))


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())





def _make(element: HtmlElement) -> tuple[str, ...]:
    """Tags and classes of a row and its two nearest containers."""
    return tuple(label(place) for place in (element, *list(element.iterancestors())[:2]))
