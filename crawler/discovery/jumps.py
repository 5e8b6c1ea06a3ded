"""Where a page without words sends its reader: the one address its script writes out (``location.href = "list/"``).

Only what is spelled out is followed; a page with links or words of its own is that page.
"""

import re
from typing import Final

from crawler.dialects.script import scripts_of
from crawler.dialects.stream import stream_of
from crawler.page import Page
from crawler.urls import canonical

MAX_HOPS: Final = 3
_LARGEST: Final = 4_000  # bytes; a page that only sends on is small
_FEW_WORDS: Final = 40
_JUMP = re.compile(
    r"""\blocation(?:\s*\.\s*href)?\s*=\s*(["'])([^"'\s<>]{1,300})\1|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*(["'])([^"'\s<>]{1,300})\3"""
)


def jump_of(page: Page) -> str:
    """The address that ``page`` leads on to; '' when it is a page of its own, or its script chooses."""
    if len(page.body) > _LARGEST or not page.is_html:
        return ""
    if next(page.root.iter("a", "iframe", "frame"), None) is not None or stream_of(page).length > _FEW_WORDS:
        return ""
    found = {address for _, one, _, other in _JUMP.findall(scripts_of(page)) if (address := one or other)}
    url = canonical(found.pop(), page.base) if len(found) == 1 else None
    return url if url and url != canonical(page.url) else ""
