"""Whether archived bytes may leave the house unasked: only those of which it is certain that they hold no personal number."""

import html
import re
from typing import Final

from crawler.mask import mask, mask_address
from crawler.page import Page
from reports.rendering import is_text

PERSONAL: Final = "含个人号码，原始内容未附"
NAMES_HIDDEN: Final = "列有另行核实的信息，原始内容未附"
UNCERTAIN: Final = "不是文字内容，不能确认是否含个人号码，原始内容未附"
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")


def why_kept_back(payload: tuple[bytes, str], url: str, headers: tuple[tuple[str, str], ...]) -> str:
    """Why the bytes of a record are kept back unless ``--unmasked`` is asked; '' when they may go."""
    body, content_type = payload
    if mask_address(url) != url or any(mask(value) != value for _, value in headers):
        return PERSONAL
    page = Page(url, body, content_type=content_type)
    if body and not (is_text(page) or page.is_html):
        return UNCERTAIN
    text = page.text
    # A number may be written in references, or cut by tags: then it stands in no line of the source.
    seen = html.unescape(text)
    views = (text, seen, _TAG.sub("", seen), _TAG.sub(" ", seen))
    return PERSONAL if any(mask(view) != view for view in views) else ""
