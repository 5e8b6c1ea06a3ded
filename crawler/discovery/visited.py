"""One key for one place: addresses that differ in scheme, ``www.`` or ``index.html`` lead to the same page."""

import re

from crawler.urls import identity_key

_DEFAULT_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$", re.IGNORECASE)


def key_of(url: str) -> str:
    """The key of ``url``; equal keys are the same place."""
    key = identity_key(url)
    return _DEFAULT_FILE.sub("/", key) if "?" not in key else key
