"""The links under 相关解读, 相关文件: what an editor joined to an article, outside its body.

Only under a heading that says so of this article. 相关阅读, 推荐阅读 and 最新文件 are filled by the portal with whatever is new and
join nothing; a heading that is itself a link is a menu.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from crawler.extract.attachments import absolute, text_of

_HEADING = re.compile(
    r"[【\[（(]?(?:(?:相关|关联|对应)(?:的)?(?:政策)?(?:文件|解读|原文)(?:解读)?|(?:文件|政策)(?:解读)?(?:原文|链接)|解读(?:链接|文件)|原文链接|原文件)(?:链接)?[】\]）)]?[:：]?"
)
_TAGS: Final = ("p", "div", "span", "strong", "b", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th", "li", "label")
_HEADS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
_LONGEST: Final = 16  # characters of a heading
_CLIMB: Final = 3  # a heading may stand alone in boxes of its own
_MOST: Final = 20  # links under one heading; a menu has more
_MOST_IN_ALL: Final = 40
_MOST_HEADINGS: Final = 10
_SHORTEST: Final = 5  # characters of a title


def related_links(root: HtmlElement, base: str) -> tuple[tuple[str, str], ...]:
    """(address, title) of everything listed under such headings, in order."""
    found: dict[str, str] = {}
    for heading in islice(_headings(root), _MOST_HEADINGS):
        for node in _under(heading):
            href, title = node.get("href"), text_of(node)[:300]
            if href and len(title) >= _SHORTEST and (url := absolute(base, href)) and len(found) < _MOST_IN_ALL:
                found.setdefault(url, title)
    return tuple(found.items())


def _headings(root: HtmlElement) -> Iterator[HtmlElement]:
    for node in root.iter(*_TAGS):
        words = (node.text or "").strip()
        if 4 <= len(words) <= _LONGEST and _HEADING.fullmatch("".join(words.split())) and not _in_link(node):
            yield node


def _in_link(node: HtmlElement) -> bool:
    return any(above.tag == "a" for above in islice(node.iterancestors(), 3))


def _under(heading: HtmlElement) -> list[HtmlElement]:
    """The links inside the heading's own element, else behind it, up to what heads something else."""
    if inside := list(islice(heading.iter("a"), _MOST + 1)):
        return inside if len(inside) <= _MOST else []
    node, said = heading, text_of(heading)
    for _ in range(_CLIMB):
        behind = [each for each in node.itersiblings() if isinstance(each.tag, str)]
        if behind:
            return _links_of(behind)
        above = node.getparent()
        if above is None or len(text_of(above)) > len(said) + 2:
            return []
        node = above
    return []


def _links_of(behind: list[HtmlElement]) -> list[HtmlElement]:
    links: list[HtmlElement] = []
    for each in behind:
        own = [each] if each.tag == "a" else list(islice(each.iter("a"), _MOST + 1))
        if _heads_something(each, own):
            break
        links += own
        if len(links) > _MOST:
            return []
    return links


def _heads_something(each: HtmlElement, links: list[HtmlElement]) -> bool:
    """Whether another heading begins here: by its tag, by its words, or as a box that opens with one."""
    if each.tag in _HEADS:
        return True
    first = next((text.strip() for text in each.itertext() if text.strip()), "")
    opens = bool(first) and not any((link.text or "").strip() == first for link in links)
    return opens and len(first) <= _LONGEST and not re.match(r"[\d（(《·•\-—]", first) and (bool(_HEADING.fullmatch(first)) or not links or _ANOTHER.match(first) is not None)


_ANOTHER = re.compile(r"(?:相关|推荐|热门|热点|延伸|最新|上一|下一|友情|版权|主办|网站|分享|扫一扫|责任编辑|来源|附件)")
