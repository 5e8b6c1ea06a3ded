"""How the list pages of each CMS family are read: rows, totals, and the way to the next page.

``sniff`` names the dialect of one column page by what stands in it (a portal mixes several); ``read`` reads a page in it.
A family is one module with ``read(page, *, column_url, first) -> ListPage``.
"""

from typing import Final, Protocol

from crawler.dialects import plain, trs, xunrui
from crawler.items import ListPage
from crawler.page import Page

NAMES: Final = ("xunrui", "trs", "plain")


class Reader(Protocol):
    def __call__(self, page: Page, *, column_url: str, first: Page | None) -> ListPage: ...


_READERS: Final[dict[str, Reader]] = {"xunrui": xunrui.read, "trs": trs.read, "plain": plain.read}


def sniff(page: Page) -> str:
    """The dialect of the column page ``page``; ``plain`` when no family shows itself."""
    if not page.is_html:
        return "plain"
    # A request that cannot be read leaves the column to xunrui only where no rows stand in the page itself.
    if xunrui.shows_itself(page) and (
        xunrui.request_in(page) or not plain.read(page, column_url=page.url, first=None).rows
    ):
        return "xunrui"
    return "trs" if trs.call_in(page) is not None else "plain"


def read(name: str, page: Page, *, column_url: str, first: Page | None) -> ListPage:
    """What ``page`` says in the dialect ``name``: the column's first page, or (with ``first``) the answer to an Ask.

    A page behind a frame may be of another family than the column page that frames it, so later pages of a plain column
    are sniffed themselves.
    """
    if name == "plain" and first is not None and page is not first and sniff(page) == "trs":
        return trs.read(page, column_url=column_url, first=None if trs.call_in(first) is None else first)
    return _READERS[name](page, column_url=column_url, first=first)
