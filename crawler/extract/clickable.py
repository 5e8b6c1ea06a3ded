"""What a page lets people click, by the short words they read on it: entries of every kind are found among these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawler.page import Page
from crawler.urls import link_target

_MOST_NODES: Final = 50_000
_LONGEST: Final = 14  # characters of an entry; longer is a headline
_NAMES: Final = ("title", "aria-label", "alt", "value")


@dataclass(frozen=True, slots=True)
class Clickable:
    """A link or button. ``words`` are its text, its hints and the texts of its pictures; ``target`` is '' when a script does what it does."""

    words: tuple[str, ...]
    target: str


def clickables(page: Page) -> Iterator[Clickable]:
    """Links, buttons and whatever reacts to a click, in the order of the page; only such words as an entry may have."""
    for node in _nodes(page):
        if (node.tag in ("a", "button", "input", "area") or node.get("onclick")) and (words := _words(node)):
            yield Clickable(words, link_target(page.base, node.get("href") or ""))


def has_scripts(page: Page, *, or_frames: bool = False) -> bool:
    """Whether scripts (or frames) are on the page, which may add what its markup does not show."""
    return any(
        (node.tag == "script" and (node.get("src") or (node.text or "").strip())) or (or_frames and node.tag in ("iframe", "frame"))
        for node in _nodes(page)
    )


def _nodes(page: Page) -> Iterator[Any]:
    return (node for _, node in zip(range(_MOST_NODES), page.root.iter(), strict=False) if isinstance(node.tag, str))


def _words(node: Any) -> tuple[str, ...]:
    if node.tag == "input" and (node.get("type") or "").lower() not in ("button", "submit", "image"):
        return ()
    told = ["".join(node.itertext())[:200], *(node.get(name) or "" for name in _NAMES)]
    told += [image.get("alt") or "" for image in node.iter("img")]
    return tuple(words for each in told if (words := re.sub(r"\s+", "", each)) and len(words) <= _LONGEST)
