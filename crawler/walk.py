"""Walking one column from its first page to a proven end. No network here: it is told answers and says what to ask next."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from crawler import dialects, pagestate
from crawler.dialects import more
from crawler.items import Ask, ListPage, Outcome, Row, Visit
from crawler.page import Page
from crawler.site import Column
from crawler.urls import canonical

MAX_PAGES: Final = 500
MAX_ROWS: Final = 20_000
MAX_TITLE: Final = 1000
MAX_DATE: Final = 200
MAX_DECLARED: Final = 10**9
MAX_DETOURS: Final = 3  # answers without a row before the first row: a script's list, a frame, and one more
END = "已到末页"


class Walk:
    """One look at one column. ``first`` is the first request; ``answered`` and ``failed`` give the next, None at the end."""

    def __init__(self, column: Column, begun: datetime, *, first_page_only: bool = False) -> None:
        self.column = column
        self.single_page: Page | None = None  # the page, when the column answered with one article
        self._begun = begun
        self._first_page_only = first_page_only
        self._first: Page | None = None
        self._dialect = column.dialect
        self._rows: dict[str, Row] = {}
        self._raw_rows = 0
        self._unlinked = 0
        self._answers = 0
        self._cut = False
        self._moved = ""
        self._hint = ""  # why the list may go on, as the last page taken says
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

    def first(self) -> Ask:
        """The request that begins the walk."""
        return Ask(canonical(self.column.url) or self.column.url, page=1)

    def answered(self, ask: Ask, page: Page) -> Ask | None:
        """Take the answer to ``ask``; the next request, or None when the walk has ended."""
        outcome, cause = pagestate.classify(page)
        if outcome is not Outcome.OK:
            return self.failed(ask, outcome, cause)
        if self._first is None:
            return self._first_answer(page)
        return self._take(
            ask, dialects.read(self._dialect, page, column_url=self._address(self._first), first=self._first), page
        )

    def failed(self, ask: Ask, outcome: Outcome, cause: str) -> Ask | None:
        """Take that ``ask`` brought nothing; another way to the same page, or None when the walk has ended."""
        if ask.page > 1 and outcome in (Outcome.SOFT404, Outcome.ERROR) and self._others:
            return self._others.pop(0)
        if self._pages == 0:
            return self._end(outcome, cause or outcome.value)
        if outcome is Outcome.SOFT404:
            return self._end(Outcome.OK, f"第 {ask.page} 页打不开（{cause}）", complete=self._all_collected())
        return self._end(outcome, f"第 {ask.page} 页：{cause}")

    def receipt(self, ended: datetime) -> Visit:
        """What this walk proves."""
        found = tuple(self._rows.values())
        dates = [row.published for row in found if row.published]
        return Visit(
            column=self.column.id,
            url=self.column.url,
            outcome=self._outcome,
            complete=self._complete,
            dialect=self._dialect,
            pages_declared=self._pages_declared,
            pages_fetched=self._pages,
            rows_declared=self._rows_declared,
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
        )

    # ---- inside

    def _first_answer(self, page: Page) -> Ask | None:
        self._first = page
        if self._dialect not in dialects.NAMES:
            self._dialect = dialects.sniff(page)
        return self._take(
            self.first(), dialects.read(self._dialect, page, column_url=self._address(page), first=None), page
        )

    def _take(self, ask: Ask, found: ListPage, page: Page) -> Ask | None:
        self._declare(found)
        self._cut = self._cut or page.is_cut or len(found.rows) >= MAX_ROWS
        self._note = found.note or self._note
        self._unlinked += found.unlinked
        self._hint = "" if found.following else found.more_hint
        new = self._add(found.rows)
        again = self._seen_before(page)
        first_rows_come_later = self._pages == 0 and not found.rows and found.following and self._answers <= MAX_DETOURS
        self._answers += 1
        if self._pages and not new:
            return self._nothing_new(ask, found, again)
        if not first_rows_come_later:
            self._pages += 1
        if not found.rows and not found.following and self._pages <= 1:
            return self._no_rows(found, page)
        if found.following and not self._may_go_on():
            return None
        if not found.following:
            return self._natural_end()
        if self._first_page_only and not first_rows_come_later:
            return self._end(Outcome.OK, "快速检查只看第一页", complete=self._all_collected())
        return self._next(found.following)

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
        why = f"第 {ask.page} 页：{found.note}" if found.filled_later and found.note else why
        return self._end(Outcome.OK, why, complete=self._all_collected())

    def _no_rows(self, found: ListPage, page: Page) -> Ask | None:
        if found.filled_later:
            return self._end(Outcome.SHELL, found.note or "列表由脚本载入，未能读取")
        if pagestate.is_article_like(page):
            self._single = True
            self.single_page = page
            address = canonical(page.url) or page.url
            self._rows[address] = Row(address, self.column.name)
            return self._end(Outcome.OK, "栏目为单篇信息", complete=True)
        if found.says_empty or self._rows_declared == 0:
            return self._end(Outcome.EMPTY, "页面显示暂无信息", complete=True)
        return self._end(Outcome.SHELL, "没有识别出任何条目，也没有“暂无信息”字样")

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
            complete, why = False, self._moved or "页面过大，只读了前一部分"
        if complete and self._unlinked:
            # What cannot be opened was published all the same: nothing may be called absent from this list.
            complete, why = False, f"有 {self._unlinked} 行没有可打开的链接"
        if complete and (cause := self._hint or self._unseen_part(outcome)):
            # Shown empty beside a sign of more is not proven empty: it was answered, and not read to its end.
            complete, why, outcome = False, cause, Outcome.OK if outcome is Outcome.EMPTY else outcome
        self._outcome, self._why, self._complete = outcome, why, complete
        return None

    def _unseen_part(self, outcome: Outcome) -> str:
        """Why the column may hold more than was read, as its first page says in whatever dialect; '' when nothing says so."""
        if self._first is None:
            return ""
        if cause := more.elsewhere(self._first, self._rows):
            return cause
        return more.beside_empty(self._first) if outcome is Outcome.EMPTY else ""


def _storable(text: str, most: int) -> str:
    """``text`` bounded, and without halves of characters that no file can hold."""
    return text[:most].encode("utf-8", "replace").decode("utf-8")
