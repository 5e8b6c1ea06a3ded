"""A column in parts: the lists of other years that lie under tabs of their own, each walked as a column is.

The column's own list is walked first. Only when that came to a proven end are the tabs followed, one after the other, each
with its own dialect and pager; the column is whole when every part is. Tabs that a part shows and the column does not are
followed too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from crawler.dialects import tabs
from crawler.dialects.tabs import Tab
from crawler.items import Outcome, Row, Visit
from crawler.page import Page
from crawler.site import Column

MAX_PARTS: Final = 40
TOO_MANY: Final = f"年度页签超过 {MAX_PARTS} 个，没有全部读取"


class Parts:
    """The tabs of one column: which are still to be walked, and what came of those that were."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._tabs: dict[str, Tab] = {}
        self._waiting: list[Tab] = []
        self._walking: Tab | None = None
        self.began: list[Page] = []  # the first pages of the parts that were walked
        self.pages = 0
        self.cause = ""  # why a part is not whole

    @property
    def addresses(self) -> frozenset[str]:
        """Where the tabs lead that were found so far."""
        return frozenset(self._tabs)

    def found_on(self, pages: Iterable[Page], rows: Mapping[str, Row]) -> None:
        """Take the tabs of ``pages``; a tab that leads to a row, or to a page already walked, is none."""
        for page in pages:
            for tab in tabs.followable(page):
                if tab.url in self._tabs or tab.url in rows or tab.url == self._column.url:
                    continue
                if len(self._tabs) >= MAX_PARTS:
                    self.cause = self.cause or TOO_MANY
                    return
                self._tabs[tab.url] = tab
                self._waiting.append(tab)

    def next(self) -> Column | None:
        """The next part as a column to walk; None when there is none left, or one was not whole."""
        if not self._waiting or self.cause:
            return None
        self._walking = self._waiting.pop(0)
        return replace(self._column, url=self._walking.url, name=self._walking.word, dialect="")

    def walked(self, visit: Visit, began: Page | None) -> None:
        """Take what the part just walked proved, and the page it began with."""
        self.began += [began] if began is not None else []
        word = self._walking.word if self._walking else ""
        self.pages += visit.pages_fetched
        if not visit.complete and not self.cause:
            seen = visit.stopped_because if visit.outcome is not Outcome.OK else visit.stopped_because or "没有读到底"
            self.cause = f"年度页签“{word}”：{seen}"
