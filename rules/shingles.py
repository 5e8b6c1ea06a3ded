"""How much of one text stands in another, in whatever order: the share of its runs of characters.

Blanks and marks are left out, so that a copy is known through another layout. Linear in the length of both texts.
"""

import re
from typing import Final

RUN: Final = 5  # characters of a run: shorter ones are shared by all texts of one subject
_MOST: Final = 200_000
_MARKS = re.compile(r"[^\u4e00-\u9fa5A-Za-z0-9]+")
_HEADING = re.compile(r"^\s*(?:第[一二三四五六七八九十]{1,3}[章部条]分?|[一二三四五六七八九十]{1,3}[、.．])\s*(?P<words>[^。；\n]{2,40})(?=$|[。；:：])", re.MULTILINE)


def plain(text: str) -> str:
    """``text`` without blanks and marks."""
    return _MARKS.sub("", text[:_MOST])


def shingles(text: str, run: int = RUN) -> frozenset[str]:
    """Every run of ``run`` characters of a text, without its blanks and marks."""
    words = plain(text)
    return frozenset(words[i : i + run] for i in range(len(words) - run + 1))


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of ``part`` that stands in ``whole``, 0 to 1; 0 of nothing."""
    return len(part & whole) / len(part) if part else 0.0


def headings(text: str) -> tuple[str, ...]:
    """The numbered headings of the first level (一、…, 第一章 …), without number and marks, in order."""
    found = (plain(match["words"]) for match in _HEADING.finditer(text[:_MOST]))
    return tuple(dict.fromkeys(words for words in found if len(words) > 1))
