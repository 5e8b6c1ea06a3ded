"""One key for one place: addresses that differ in scheme, ``www.`` or ``index.html`` lead to the same page.

The one system whose columns differ only behind the ``#`` keeps it (gkmlpt: ``/gkmlpt/index#201``).
"""

import re
from urllib.parse import urljoin, urlsplit

from crawler.dialects.gkmlpt import category_of
from crawler.urls import canonical, identity_key

_DEFAULT_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$", re.IGNORECASE)
_PLATFORM = re.compile(r"/gkmlpt/(?:index)?$")


def key_of(url: str) -> str:
    """The key of ``url``; equal keys are the same place."""
    key = identity_key(url)
    return (_DEFAULT_FILE.sub("/", key) if "?" not in key else key) + _category(url)


def place_of(address: str, base: str = "") -> str | None:
    """``address`` in one spelling, with the category behind the ``#`` where that alone names the column; None: no address."""
    url = canonical(address, base)
    return None if url is None else url + _category(urljoin(base, address.strip()))


def _category(url: str) -> str:
    if "#" not in url:
        return ""
    try:
        on_platform = _PLATFORM.search(urlsplit(url).path)
        return f"#{found}" if on_platform and (found := category_of(url)) else ""
    except ValueError:
        return ""
