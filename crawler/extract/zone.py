"""“数字政府”专区页面的判读：一网通办、一网监管、一网公开、一网协同四个名称各自的链接。 The four names of a zone and where they lead.

读得出：名称本身就是链接的；名称是小标题、链接在它下面的；链接指向首页、空锚点或脚本的。
读不出：名称画在图片里的；四个名称只在一句话里并列而链接分不清的；由脚本载入的。
不是专区：新闻、工作总结里提到四个名称。
依据：年度要点“参照省政府网站数字政府‘四个一网’（一网通办、一网监管、一网公开、一网协同）布局政府门户网站……建设本地‘数字政府’专区”。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from crawler.page import Page
from crawler.urls import link_target

version = 2

NAMES: Final = ("一网通办", "一网监管", "一网公开", "一网协同")
# What is called otherwise elsewhere: 一网统管. Such a name may stand for one of the four.
_LIKE: Final = re.compile(r"(?<!个)一网[统共联智协通办管监公阳同][一-鿿]|互联网\+监管|全程网办|协同办公")
_BLANKS: Final = re.compile(r"[\s·•・\u200b\ufeff\-—]+")
_SHORT: Final = 24  # characters of an element that is a heading, whatever its tag
_PIECES: Final = 40  # pieces of an element's words that are put together
_MOST_NODES: Final = 50_000
_MOST_LINKS: Final = 200
_SKIPPED: Final = frozenset(("script", "style", "noscript", "template"))


@dataclass(frozen=True, slots=True)
class Zone:
    """Which of the four names a page shows, and the addresses that stand with each ('' for an empty anchor or a script).

    ``like`` are names of the same sort that are none of the four (一网统管).
    """

    shown: frozenset[str]
    links: tuple[tuple[str, tuple[str, ...]], ...]
    has_pictures: bool
    like: frozenset[str] = frozenset()

    def links_of(self, name: str) -> tuple[str, ...]:
        return dict(self.links).get(name, ())


def read_zone(page: Page) -> Zone:
    """The four names in the order of the page. A link belongs to the name in its own words, else to the last one before it."""
    shown: set[str] = set()
    links: dict[str, list[str]] = {name: [] for name in NAMES}
    current = ""
    pictures = False
    like: set[str] = set()
    for count, node in enumerate(page.root.iter()):
        if count >= _MOST_NODES:
            break
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            continue
        if node.tag in ("img", "picture", "canvas", "object"):
            pictures = True
        words = f"{node.text or ''} {node.get('title') or ''} {node.get('alt') or ''}"
        if node.tag == "a":
            words = f"{words} {''.join(node.itertext())[:300]} {' '.join(i.get('alt') or '' for i in node.iter('img'))}"
        else:
            whole = _BLANKS.sub("", "".join(_pieces(node))) if len(node) else ""
            words = f"{words} {whole}" if 0 < len(whole) <= _SHORT else words
        words = _BLANKS.sub("", words)
        like.update(name for name in _LIKE.findall(words) if name not in NAMES)
        named = [name for name in NAMES if name in words]
        shown.update(named)
        current = named[-1] if named else current
        if node.tag == "a" and current:
            for name in named or [current]:
                if len(links[name]) < _MOST_LINKS:
                    links[name].append(link_target(page.url, node.get("href") or ""))
        shown.update(name for name in NAMES if node.tail and name in _BLANKS.sub("", node.tail))
    return Zone(frozenset(shown), tuple((name, tuple(found)) for name, found in links.items()), pictures, frozenset(like))


def _pieces(node: Any) -> Iterator[str]:
    """The words of an element and of its children: a heading whose characters stand in elements of their own."""
    yield node.text or ""
    for child in islice(node, _PIECES):
        yield (child.text or "") if isinstance(child.tag, str) and child.tag not in _SKIPPED else ""
        yield child.tail or ""
