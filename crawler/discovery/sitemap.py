"""The machine's site map (``/sitemap.xml``): addresses without names. Those whose last word is a column's are worth a look.

A page found here and nowhere in a menu is only ever proposed to a person: no link calls it anything. Maps that lead to further
maps are not followed.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from crawler.dialects.addresses import article_like
from crawler.discovery.naming import is_no_column_address, slug_kind
from crawler.discovery.visited import place_of
from crawler.page import Page
from crawler.urls import host_of

MAX_PLACES: Final = 60
_MAX_CHARACTERS: Final = 2_000_000
_LOC = re.compile(r"<loc>([^<>]{1,500})</loc>", re.IGNORECASE)


def sitemap_of(home: str) -> str:
    """Where the map of the site at ``home`` lies."""
    return urljoin(home, "/sitemap.xml")


def likely_columns(page: Page, hosts: frozenset[str]) -> tuple[str, ...]:
    """The addresses on the map that may be columns, sorted; () for anything that is no map."""
    return tuple(sorted(set(_likely(page, hosts)))[:MAX_PLACES])


def _likely(page: Page, hosts: frozenset[str]) -> Iterator[str]:
    if page.status != 200:
        return
    for found in _LOC.finditer(page.text[:_MAX_CHARACTERS]):
        url = place_of(found.group(1).replace("&amp;", "&"), page.url)
        if url is None or host_of(url) not in hosts or article_like(url) or is_no_column_address(url):
            continue
        if slug_kind(url)[0]:
            yield url
