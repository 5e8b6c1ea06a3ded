"""首页的判读：首页上列出的信息链接，和随信息印出的日期。 What a home page lists: its links and the days printed on it.

读得出：写在网页里的链接和年月日齐全的日期。
读不出：由脚本载入的列表（is_script_made）；没有年份的日期；图片上的字。
不是更新日期：“今天是……”一类的当天日期，页脚的备案、版权年份。
依据：《政府网站与政务新媒体检查指标》“首页不更新”。
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.dates import find_dates
from crawler.page import Page
from crawler.urls import canonical

version = 1

_MOST: Final = 1_000
_BEFORE: Final = 12
_TODAY = re.compile(r"今天|今日|现在|当前|北京时间|访问时间|截[至止]|有效期|版权|备案|至\s*$")
_FEW_WORDS: Final = 400  # a page of fewer is a frame for scripts


@dataclass(frozen=True, slots=True)
class HomePage:
    """``links`` are absolute, each once; ``days`` the days printed; ``is_script_made``: it has so few words that scripts fill it."""

    links: tuple[str, ...]
    days: tuple[date, ...]
    is_script_made: bool


def read_home(page: Page) -> HomePage:
    """What the home page lists, in the order of the page."""
    links = dict.fromkeys(
        url for anchor in page.root.iter("a") if (url := canonical(anchor.get("href") or "", page.base))
    )
    words = "\n".join(
        text.strip()
        for node in page.root.iter()
        if isinstance(node.tag, str) and node.tag not in ("script", "style", "noscript", "title")
        for text in (node.text, *(child.tail for child in node))
        if text and text.strip()
    )
    days = tuple(day for day, start, _ in find_dates(words) if not _TODAY.search(words[max(0, start - _BEFORE) : start]))
    scripts = any(node.get("src") or (node.text or "").strip() for node in page.root.iter("script"))
    frames = next(page.root.iter("iframe", "frame"), None) is not None
    return HomePage(tuple(links)[:_MOST], days[:_MOST], frames or (scripts and len(words) < _FEW_WORDS))
