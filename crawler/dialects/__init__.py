"""How the list pages of each CMS family are read: rows, totals, and the way to the next page.

``sniff`` names the dialect of one column page by what stands in it (a portal mixes several); ``read`` reads a page in it.
A family is one module with ``read(page, *, column_url, first) -> ListPage``.
"""

from typing import Final, Protocol

from crawler.dialects import gkmlpt, hanweb, jpaas, jsonlist, lonsun, plain, trs, ucap, vsb, xunrui
from crawler.items import ListPage
from crawler.page import Page

NAMES: Final = ("xunrui", "ucap", "hanweb", "jpaas", "gkmlpt", "lonsun", "trs", "vsb", "jsonlist", "plain")


class Reader(Protocol):
    def __call__(self, page: Page, *, column_url: str, first: Page | None) -> ListPage: ...


_READERS: Final[dict[str, Reader]] = {
    "xunrui": xunrui.read,
    "ucap": ucap.read,
    "hanweb": hanweb.read,
    "jpaas": jpaas.read,
    "gkmlpt": gkmlpt.read,
    "lonsun": lonsun.read,
    "trs": trs.read,
    "vsb": vsb.read,
    "jsonlist": jsonlist.read,
    "plain": plain.read,
}


def sniff(page: Page) -> str:
    """The dialect of the column page ``page``; ``plain`` when no family shows itself."""
    if gkmlpt.shows_itself(page):
        return "gkmlpt"
    if not page.is_html:
        return "jsonlist" if jsonlist.shows_itself(page) else "plain"
    # A request that cannot be read leaves the column to xunrui only where no rows stand in the page itself.
    if xunrui.shows_itself(page) and (
        xunrui.request_in(page) or not plain.read(page, column_url=page.url, first=None).rows
    ):
        return "xunrui"
    if ucap.shows_itself(page):
        return "ucap"
    if hanweb.shows_itself(page):
        return "hanweb"
    if jpaas.shows_itself(page):
        return "jpaas"
    if lonsun.shows_itself(page):
        return "lonsun"
    if trs.call_in(page) is not None:
        return "trs"
    if vsb.shows_itself(page):
        return "vsb"
    return "jsonlist" if jsonlist.shows_itself(page) else "plain"


def read(name: str, page: Page, *, column_url: str, first: Page | None) -> ListPage:
    """What ``page`` says in the dialect ``name``: the column's first page, or (with ``first``) the answer to an Ask.

    A page behind a frame may be of another family than the column page that frames it, so later pages of a plain column
    are sniffed themselves.
    """
    if name == "plain" and first is not None and page is not first and sniff(page) == "trs":
        return trs.read(page, column_url=column_url, first=None if trs.call_in(first) is None else first)
    return _READERS[name](page, column_url=column_url, first=first)
