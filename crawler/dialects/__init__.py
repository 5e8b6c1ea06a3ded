"""How the list pages of each CMS family are read: rows, totals, and the way to the next page.

``sniff`` names the dialect of one column page by what stands in it (a portal mixes several); ``read`` reads a page in it.
A family is one module with ``read(page, *, column_url, first, ask) -> ListPage``: ``first`` is the page the column began
with (None when ``page`` is that page), ``ask`` the request that ``page`` answers, where the walk knows it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from crawler.dialects import (
    epoint,
    gkmlpt,
    hanweb,
    ilist,
    jeecms,
    jpaas,
    jsonlist,
    lonsun,
    plain,
    siteserver,
    trs,
    trust,
    ucap,
    vsb,
    xunrui,
)
from crawler.items import Ask, ListPage
from crawler.page import Page


class Reader(Protocol):
    def __call__(self, page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage: ...


_READERS: Final[dict[str, Reader]] = {
    "xunrui": xunrui.read,
    "ucap": ucap.read,
    "hanweb": hanweb.read,
    "jpaas": jpaas.read,
    "gkmlpt": gkmlpt.read,
    "lonsun": lonsun.read,
    "siteserver": siteserver.read,
    "trs": trs.read,
    "vsb": vsb.read,
    "jeecms": jeecms.read,
    "ilist": ilist.read,
    "jsonlist": jsonlist.read,
    "epoint": epoint.read,
    "plain": plain.read,
}
NAMES: Final = tuple(_READERS)
_SHOWS: Final[tuple[tuple[str, Callable[[Page], bool]], ...]] = (
    ("ucap", ucap.shows_itself),
    ("hanweb", hanweb.shows_itself),
    ("jpaas", jpaas.shows_itself),
    ("lonsun", lonsun.shows_itself),
    ("siteserver", siteserver.shows_itself),
    ("trs", trs.shows_itself),
    ("vsb", vsb.shows_itself),
    ("jeecms", jeecms.shows_itself),
    ("ilist", ilist.shows_itself),
    ("jsonlist", jsonlist.shows_itself),
    ("epoint", epoint.shows_itself),
)  # the order in which they are asked


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
    return next((name for name, shows_itself in _SHOWS if shows_itself(page)), "plain")


def read(name: str, page: Page, *, column_url: str, first: Page | None, ask: Ask | None = None) -> ListPage:
    """What ``page`` says in the dialect ``name``: the column's first page, or (with ``first``) the answer to an Ask.

    A later page that is plainly not of the column gives no rows; rows that look like a menu are doubted.
    """
    found = _READERS[name](page, column_url=column_url, first=first, ask=ask)
    if not found.rows:
        return found
    if first is not None and page is not first and page.is_html and trust.is_another(page, found, first):
        return ListPage((), more_hint=trust.ANOTHER, note=trust.ANOTHER)
    if not found.more_hint and (doubt := trust.doubt(found, page)):
        return replace(found, more_hint=doubt)
    return found
