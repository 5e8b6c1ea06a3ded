"""What a host answers for an address that cannot exist: whatever answers the same later is not there either.

Many portals answer every address with status 200: an error page, the home page, or the frame of a script application.
One request per host and crawl asks for an address made from the site's id and the host; its answer is the mark to compare.
Only an answer equal in all its words counts: an empty column in the same frame is another answer.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from crawler import pagestate
from crawler.dialects.marks import squeeze
from crawler.dialects.stream import stream_of
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import canonical, identity_key

PURPOSE: Final = "probe"
NEAR: Final = 512  # bytes by which two answers may differ and still be worth reading
FEW_WORDS: Final = 200  # characters; a frame that a script fills has no more
MANY_WORDS: Final = 600
_MOUNT = re.compile(r"""\bid\s*=\s*["']?(?:app|root|__nuxt|__next|main-app|app-root)["'\s>]|<app-root""", re.IGNORECASE)
_CHANGING = re.compile(r"[\d\s]+")
SAME: Final = "与不存在网址的回答相同"
FRAME: Final = "每个网址都返回同一框架页，内容由脚本载入，未能读取"
TO_HOME: Final = "转到首页"
LIKE_HOME: Final = "返回的是首页"
ANYWHERE: Final = "每个网址都返回同一页面，无法判断栏目是否存在"


def probe_address(site: str, near: str) -> str:
    """An address on the host of ``near`` that cannot exist; the same in every crawl."""
    parts = urlsplit(near)
    token = hashlib.sha256(f"{site}|{parts.netloc}".encode()).hexdigest()[:16]
    return f"{parts.scheme}://{parts.netloc}/zwgk-{token}.html"


@dataclass(frozen=True, slots=True)
class Signature:
    """The answer to an address that does not exist. ``landed`` is where the host sent us, '' when it answered in place."""

    landed: str
    size: int
    raw: str
    words: str
    length: int  # characters of text
    frame: str = ""  # why the same answer proves nothing; '' when it says that an address does not exist

    def verdict(self, page: Page, asked: str) -> tuple[Outcome, str] | None:
        """What ``page``, the answer to ``asked``, is by this mark; None when it is an answer of its own."""
        landed = _landed(page, asked)
        if self.landed or landed:
            same = self.landed == landed
        else:
            same = abs(len(page.body) - self.size) <= NEAR and self._reads_the_same(page, asked)
        if not same:
            return None
        return (
            (Outcome.SHELL, self.frame)
            if self.frame
            else (Outcome.SOFT404, SAME + (f"（转到 {landed}）" if landed else ""))
        )

    def is_shown_by(self, page: Page, asked: str) -> bool:
        """Whether ``page`` is this page of many words once more, though another address was asked for."""
        return self.length >= MANY_WORDS and abs(len(page.body) - self.size) <= NEAR and self._reads_the_same(page, asked)

    def _reads_the_same(self, page: Page, asked: str) -> bool:
        if _digest(page.text, asked) == self.raw:
            return True
        # Pages of few words differ by their scripts only: an iframe, a frame set.
        return page.is_html and self.length >= FEW_WORDS and _digest(_words(page), asked) == self.words


def signature_of(page: Page, asked: str, home: Signature | None = None) -> Signature | None:
    """The mark that the answer to a probe leaves; None when the host said properly that there is nothing, or did not say.

    ``home`` is the mark of the home page: a host that answers everything like it, in few words, may be under repair.
    """
    if page.status != 200 or pagestate.classify(page)[0] not in (Outcome.OK, Outcome.SOFT404) or not page.is_html:
        return None
    mark = mark_of(page, asked)
    frame = _frame(page, mark.length)
    if not frame and home is not None and mark.words == home.words and mark.length < MANY_WORDS:
        frame = ANYWHERE
    return replace(mark, frame=frame)


def mark_of(page: Page, asked: str) -> Signature:
    """What is compared of ``page``."""
    return Signature(
        _landed(page, asked),
        len(page.body),
        _digest(page.text, asked),
        _digest(_words(page), asked),
        stream_of(page).length,
    )


def _frame(page: Page, length: int) -> str:
    text = page.text
    if pagestate.classify(page)[0] is not Outcome.OK or "<script" not in text.lower():
        return ""
    return FRAME if length < FEW_WORDS or (length < MANY_WORDS and _MOUNT.search(text)) else ""


def _landed(page: Page, asked: str) -> str:
    """Where the answer came from when that is another address than was asked, without what repeats the address asked."""
    if page.url == asked or identity_key(canonical(page.url) or page.url) == identity_key(canonical(asked) or asked):
        return ""
    return _without(canonical(page.url) or page.url, asked)


def _words(page: Page) -> str:
    """Title and text of a page."""
    return squeeze(page.root.findtext(".//title") or "") + "\n" + squeeze(page.root.text_content())


def _digest(text: str, asked: str) -> str:
    return hashlib.sha256(_CHANGING.sub("", _without(text, asked)).encode("utf-8", "replace")).hexdigest()


def _without(text: str, asked: str) -> str:
    """``text`` without the address that was asked for: error pages repeat it."""
    parts = urlsplit(asked)
    name = parts.path.rpartition("/")[2]
    for said in (asked, f"{parts.path}?{parts.query}" if parts.query else "", parts.path, name):
        if len(said) > 3:
            text = text.replace(said, "")
    return text
