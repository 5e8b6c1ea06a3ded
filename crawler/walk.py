"""Walking one column from its first page to a proven end. No network here: it is told answers and says what to ask next."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from crawler import dialects, pagestate
from crawler.dialects import more
from crawler.dialects.addresses import file_like
from crawler.dialects.interface import CAPS
from crawler.items import Ask, ListPage, Outcome, Row, Visit
from crawler.mask import mask
from crawler.page import Page
from crawler.parts import Parts
from crawler.site import Column
from crawler.urls import canonical

MAX_PAGES: Final = 500
MAX_ROWS: Final = 20_000
MAX_TITLE: Final = 1000
MAX_OWN_FILES: Final = 4  # files below one article; more of them are a list
MAX_DATE: Final = 200
MAX_VALIDITY: Final = 20
MAX_DECLARED: Final = 10**9
MAX_DETOURS: Final = 3  # answers without a row before the first row: a script's list, a frame, and one more
END = "已到末页"
CUT: Final = "页面过大，只读了前一部分"
TORN: Final = "内容不完整（页面没有结束）"


class Walk:
    """One look at one column. ``first`` is the first request; ``answered`` and ``failed`` give the next, None at the end."""

    def __init__(
        self,
        column: Column,
        begun: datetime,
        *,
        first_page_only: bool = False,
        known: Mapping[str, Row] | None = None,
        is_part: bool = False,
    ) -> None:
        self.column = column
        self._known = known or {}  # what the last complete look showed
        self._carried = 0
        self.single_page: Page | None = None  # the page, when the column answered with one article
        self.in_browser = False  # whether a browser was asked to show it
        self._begun = begun
        self._first_page_only = first_page_only
        self._first: Page | None = None
        self._outer: tuple[Page, ...] = ()  # pages that only framed the one the list began with
        self._parts = None if is_part else Parts(column)
        self._part: Walk | None = None  # the part being walked, once the column's own list has ended
        self._own_end = (Outcome.OK, "")
        self._dialect = column.dialect
        self._rows: dict[str, Row] = {}
        self._raw_rows = 0
        self._unlinked = 0
        self._answers = 0
        self._cut = ""  # why a page taken did not show all that it holds
        self._moved = ""
        self._hint = ""  # why the list may go on, as the last page taken says
        self._doubt = ""  # why what an earlier page showed may not be the list
        self._shells = 0  # pages in a row, behind the first rows, that a script fills
        self._pages = 0
        self._hashes: set[str] = set()
        self._others: list[Ask] = []  # other ways to the page being asked
        self._rows_declared: int | None = None
        self._pages_declared: int | None = None
        self._outcome = Outcome.OK
        self._complete = False
        self._why = ""
        self._note = ""
        self._single = False
        self._is_hub = False

    def first(self) -> Ask:
        """The request that begins the walk."""
        return Ask(canonical(self.column.url) or self.column.url, page=1)

    def answered(self, ask: Ask, page: Page) -> Ask | None:
        """Take the answer to ``ask``; the next request, or None when the walk has ended."""
        if self._part is not None:
            return self._part.answered(ask, page) or self._after_part(self._part)
        outcome, cause = pagestate.classify(page)
        if outcome is not Outcome.OK:
            return self.failed(ask, outcome, cause)
        if self._first is None or (ask.begins and not self._rows):
            return self._first_answer(page)
        first = self._first
        found = dialects.read(self._dialect, page, column_url=self._address(first), first=first, ask=ask)
        return self._take(ask, found, page)

    def failed(self, ask: Ask, outcome: Outcome, cause: str) -> Ask | None:
        """Take that ``ask`` brought nothing; another way to the same page, or None when the walk has ended."""
        if self._part is not None:
            return self._part.failed(ask, outcome, cause) or self._after_part(self._part)
        if outcome in (Outcome.SOFT404, Outcome.ERROR) and self._others:
            return self._others.pop(0)
        if self._pages == 0:
            return self._end(outcome, cause or outcome.value)
        if outcome is Outcome.SOFT404:
            return self._end(Outcome.OK, f"第 {ask.page} 页打不开（{cause}）", complete=self._all_collected())
        return self._end(outcome, f"第 {ask.page} 页：{cause}")

    def remark(self, told: str) -> None:
        """Note something a reader should know of how the column was reached; once."""
        if told and told not in self._note:
            self._note = f"{self._note}；{told}" if self._note else told

    @property
    def begun(self) -> datetime:
        return self._begun

    @property
    def began(self) -> Page | None:
        """The page the list began with."""
        return self._first

    @property
    def note(self) -> str:
        return self._note

    def receipt(self, ended: datetime) -> Visit:
        """What this walk proves."""
        found = tuple(self._rows.values())
        dates = [row.published for row in found if row.published]
        in_parts = self._parts is not None and bool(self._parts.began)
        return Visit(
            column=self.column.id,
            url=self.column.url,
            outcome=self._outcome,
            complete=self._complete,
            dialect=self._dialect,
            pages_declared=None if in_parts else self._pages_declared,
            pages_fetched=self._pages + (self._parts.pages if self._parts else 0),
            rows_declared=None if in_parts else self._rows_declared,  # each part counts its own
            rows=len(found),
            undated=sum(1 for row in found if row.published is None),
            oldest=min(dates, default=None),
            newest=max(dates, default=None),
            stopped_because=self._why,
            begun=self._begun,
            ended=ended,
            note=self._note,
            found=found,
            single=self._single,
            page_class=self._page_class(len(found)),
            known_rows=self._carried,
        )

    # ---- inside

    def _page_class(self, rows: int) -> str:
        seen = pagestate.page_class(
            self._outcome, first=self._first, rows=rows, single=self._single, hub=self._is_hub, cause=self._why
        )
        return seen.value if seen else ""

    def _first_answer(self, page: Page) -> Ask | None:
        self._outer += (self._first,) if self._first is not None else ()
        self._first = page
        if self.column.dialect not in dialects.NAMES:
            self._dialect = dialects.sniff(page)
        return self._take(
            self.first(), dialects.read(self._dialect, page, column_url=self._address(page), first=None), page
        )

    def _take(self, ask: Ask, found: ListPage, page: Page) -> Ask | None:
        self._declare(found)
        self._cut = self._cut or (TORN if page.is_torn else CUT if page.is_cut or len(found.rows) >= MAX_ROWS else "")
        self._note = found.note or self._note
        self._unlinked += found.unlinked
        self._hint = "" if found.following else found.more_hint
        self._doubt = self._doubt or (found.more_hint if found.following else "")
        new = self._add(found.rows)
        again = self._seen_before(page)
        first_rows_come_later = self._pages == 0 and not found.rows and found.following and self._answers <= MAX_DETOURS
        self._answers += 1
        if self._pages and not new:
            return self._nothing_new(ask, found, again)
        self._shells = 0
        if not self._pages and self._others and not (found.rows or found.following or found.says_empty):
            return self._others.pop(0)
        if not first_rows_come_later:
            self._pages += 1
        if not found.rows and not found.following and self._pages <= 1:
            return self._no_rows(found, page)
        if self._pages <= 1 and not found.following and _only_files(found.rows) and pagestate.is_article_with_files(page):
            self._rows.clear()
            return self._one_article(page)
        if self._stands_on_known_ground(found):
            return self._carry()
        if found.following and not self._may_go_on():
            return None
        if not found.following:
            return self._natural_end()
        if self._first_page_only and not first_rows_come_later:
            return self._end(Outcome.OK, "快速检查只看第一页", complete=self._all_collected())
        return self._next(found.following)

    def _stands_on_known_ground(self, found: ListPage) -> bool:
        """Whether the rest of the list is as the last complete look showed it.

        The page ends with a row known as it is, and what was known and what is new make up the total that the page
        prints. Without a printed total nothing is taken as known.
        """
        if not self._known or not found.following or not found.rows or self._unlinked or self._rows_declared is None:
            return False
        if self._rows_declared in CAPS:
            return False
        url = canonical(found.rows[-1].url)
        old, row = self._known.get(url or ""), self._rows.get(url or "")
        if old is None or row is None or (old.title, old.published) != (mask(row.title), row.published):
            return False
        return self._rows_declared == len(self._rows) + sum(url not in self._rows for url in self._known)

    def _carry(self) -> Ask | None:
        """Take over the rows that were not read again."""
        for url, row in self._known.items():
            if url not in self._rows:
                self._rows[url] = row
                self._carried += 1
        return self._end(
            Outcome.OK, f"其余 {self._carried} 条与上次完整查看一致，且与页面声明的总数相符", complete=True
        )

    def _declare(self, found: ListPage) -> None:
        """Take what the page says it has. A total that changes during the walk means that rows moved between pages."""
        told = found.declared_rows if found.declared_rows is None or found.declared_rows < MAX_DECLARED else None
        if told is not None:
            if self._rows_declared not in (None, told):
                self._moved = f"查看过程中条目总数由 {self._rows_declared} 变为 {told}"
            self._rows_declared = told
        if found.declared_pages is not None and found.declared_pages < MAX_DECLARED:
            self._pages_declared = found.declared_pages

    def _address(self, page: Page) -> str:
        """The column's address as it answered, with the fragment that some portals keep the column's number in."""
        fragment = urlsplit(self.column.url).fragment
        return f"{page.url}#{fragment}" if fragment else page.url

    def _add(self, rows: tuple[Row, ...]) -> int:
        new = 0
        for row in rows:
            self._raw_rows += 1
            url = canonical(row.url)
            if url is None or url in self._rows:
                continue
            self._rows[url] = replace(
                row,
                url=url,
                title=_storable(row.title, MAX_TITLE),
                date_text=_storable(row.date_text, MAX_DATE),
                doc_number=_storable(row.doc_number, MAX_DATE),
                validity=_storable(row.validity, MAX_VALIDITY),
            )
            new += 1
        return new

    def _seen_before(self, page: Page) -> bool:
        fingerprint = hashlib.sha256(page.body).hexdigest()
        again = fingerprint in self._hashes
        self._hashes.add(fingerprint)
        return again

    def _nothing_new(self, ask: Ask, found: ListPage, again: bool) -> Ask | None:
        """A page without a new row: the wrong way to it, or the end shown a second time."""
        if self._rows and not found.rows and found.filled_later and found.following and self._shells < MAX_DETOURS:
            self._shells += 1
            return self._next(found.following)
        if self._others:
            return self._others.pop(0)
        if (
            found.rows
            and not again
            and found.following
            and self._rows_declared
            and len(self._rows) < self._rows_declared
        ):
            self._pages += 1
            return self._next(found.following) if self._may_go_on() else None
        why = f"第 {ask.page} 页与前面的页相同" if again or found.rows else f"第 {ask.page} 页没有条目"
        why = f"第 {ask.page} 页：{found.note}" if found.note and (found.filled_later or found.more_hint) else why
        complete = self._all_collected()
        return self._end(Outcome.OK if self._rows or complete else Outcome.SHELL, why, complete=complete)

    def _no_rows(self, found: ListPage, page: Page) -> Ask | None:
        if found.filled_later:
            return self._end(Outcome.SHELL, found.note or "列表由脚本载入，未能读取")
        if pagestate.is_article_like(page):
            return self._one_article(page)
        says_empty = found.says_empty or self._rows_declared == 0
        if (columns := pagestate.columns_listed(page, says_empty=says_empty)) >= pagestate.HUB:
            self._is_hub = True
            return self._end(Outcome.SHELL, f"该网址是导航页（列出 {columns} 个下级栏目），不是信息列表")
        if says_empty:
            return self._end(Outcome.EMPTY, "页面显示暂无信息", complete=True)
        return self._end(Outcome.SHELL, "没有识别出任何条目，也没有“暂无信息”字样")

    def _one_article(self, page: Page) -> Ask | None:
        """The column is one article: 指南, 机构职能."""
        self._single = True
        self.single_page = page
        address = canonical(page.url) or page.url
        self._rows[address] = Row(address, self.column.name)
        self._rows_declared = self._pages_declared = None
        self._raw_rows = 1
        return self._end(Outcome.OK, "栏目为单篇信息", complete=True)

    def _natural_end(self) -> Ask | None:
        """No sign of a further page. Complete unless the page itself declares more than came."""
        if not self._rows:
            return self._end(Outcome.EMPTY, "页面显示暂无信息", complete=True)
        if self._rows_declared is not None and not self._all_collected():
            return self._end(Outcome.OK, f"页面声明 {self._rows_declared} 条，实际收到 {len(self._rows)} 条")
        if self._pages_declared is not None and self._pages < self._pages_declared:
            return self._end(Outcome.OK, f"页面声明 {self._pages_declared} 页，实际看到 {self._pages} 页")
        return self._end(Outcome.OK, END, complete=True)

    def _all_collected(self) -> bool:
        if self._rows_declared in CAPS:  # as many rows as were counted are not all rows
            return len(self._rows) > self._rows_declared
        if self._rows_declared is not None:
            return self._rows_declared in (len(self._rows), self._raw_rows) or len(self._rows) > self._rows_declared
        return self._pages_declared is not None and self._pages >= self._pages_declared

    def _may_go_on(self) -> bool:
        if self._pages >= MAX_PAGES:
            self._end(Outcome.OK, f"达到页数上限 {MAX_PAGES}")
        elif len(self._rows) >= MAX_ROWS:
            self._end(Outcome.OK, f"达到条目上限 {MAX_ROWS}")
        else:
            return True
        return False

    def _next(self, following: tuple[Ask, ...]) -> Ask:
        self._others = list(following[1:])
        return following[0]

    def _end(self, outcome: Outcome, why: str, *, complete: bool = False) -> Ask | None:
        if complete and (self._cut or self._moved):
            complete, why = False, self._moved or self._cut
        if complete and self._unlinked:
            # What cannot be opened was published all the same: nothing may be called absent from this list.
            complete, why = False, f"有 {self._unlinked} 行没有可打开的链接"
        if complete and not (self._hint or self._doubt) and (further := self._next_part()):
            self._own_end = outcome, why
            return further
        if complete and (cause := self._hint or self._doubt or self._unseen_part(outcome)):
            # Shown empty beside a sign of more is not proven empty: it was answered, and not read to its end.
            complete, why, outcome = False, cause, Outcome.OK if outcome is Outcome.EMPTY else outcome
        if not complete and self._rows_declared in CAPS:
            why = f"{why}；声明的总数 {self._rows_declared} 可能是计数上限"
        self._outcome, self._why, self._complete = outcome, why, complete
        return None

    def _unseen_part(self, outcome: Outcome) -> str:
        """Why the column may hold more than was read, as its first pages say in whatever dialect; '' when nothing says so."""
        if self._first is None:
            return ""
        if self._parts is not None:  # a part's tabs are those of its column, which asks for all
            known = {*self._rows, *self._parts.addresses, self._first.url, canonical(self.column.url) or ""}
            for page in (*self._outer, self._first, *self._parts.began):
                if cause := self._parts.cause or more.elsewhere(page, known):
                    return cause
        return more.beside_empty(self._first) if outcome is Outcome.EMPTY else ""

    # ---- parts of the column under tabs of their own

    def _next_part(self) -> Ask | None:
        """The request that begins the next part; None where there is none to follow."""
        if self._parts is None or self._first is None or self._first_page_only or self.in_browser:
            return None
        self._parts.found_on((*self._outer, self._first, *self._parts.began[-1:]), self._rows)
        column = self._parts.next() if self._pages + self._parts.pages < MAX_PAGES else None
        if column is None:
            return None
        self._part = Walk(column, self._begun, is_part=True)
        return self._part.first()

    def _after_part(self, part: "Walk") -> Ask | None:
        """Take over what a part showed and proved; the next part's first request, or None when all were walked."""
        self._part = None
        visit = part.receipt(self._begun)
        if self._parts is not None:
            self._parts.walked(visit, part.began)
        for row in visit.found:
            self._rows.setdefault(row.url, row)
        outcome, why = self._own_end
        further = self._end(Outcome.OK if self._rows else outcome, why, complete=True)
        if further is None and self._parts is not None:
            self.remark(f"已读取年度页签 {len(self._parts.began)} 个")
        return further


def _only_files(rows: tuple[Row, ...]) -> bool:
    """Whether a few files are all that a page lists: they may be what belongs to its text."""
    return 0 < len(rows) <= MAX_OWN_FILES and all(file_like(row.url) for row in rows)


def _storable(text: str, most: int) -> str:
    """``text`` bounded, and without halves of characters that no file can hold."""
    return text[:most].encode("utf-8", "replace").decode("utf-8")
