"""目录 trees that a script draws: the nodes of a zTree, and the ``_CONFIG.TREE`` of gkmlpt."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from crawler.dialects import gkmlpt
from crawler.dialects.marks import squeeze
from crawler.dialects.script import scripts_of
from crawler.discovery.visited import key_of, place_of
from crawler.page import Page

MAX_NODES: Final = 3_000
_DEEPEST: Final = 8
_MAX_TREE: Final = 2_000_000  # characters
_NODE = re.compile(r"\{[^{}]{4,600}\}")
_NODE_NAME = re.compile(r"""["']?\b(?:name|title|text|label|channelName)["']?\s*:\s*["']([^"'<>]{2,60})["']""")
_NODE_URL = re.compile(r"""["']?\b(?:url|href|link|path|channelUrl)["']?\s*:\s*["']([^"'<>\s]{2,300})["']""")
_NODE_ID = re.compile(r"""["']?\bid["']?\s*:\s*["']?([\w-]{1,40})""")
_NODE_PARENT = re.compile(r"""["']?\b(?:pId|pid|parentId|parentid)["']?\s*:\s*["']?([\w-]{1,40})""")
_TREE = re.compile(r"""["']?\bTREE["']?\s*:\s*(?=\[)""")
Node = tuple[str, str, tuple[str, ...]]  # address, name, the names above it, outermost first


def nodes_of(page: Page) -> Iterator[Node]:
    """The nodes of ``page`` that lead to a place of their own."""
    yield from _script_nodes(page)
    yield from _categories(page)


def category_named(page: Page, url: str) -> tuple[str, ...]:
    """The names of the category that ``url`` names behind its ``#``, outermost first; () when the page has no such tree."""
    wanted = key_of(url)
    if "#" not in wanted:
        return ()
    return next(((*above, name) for address, name, above in _categories(page) if key_of(address) == wanted), ())


def _script_nodes(page: Page) -> Iterator[Node]:
    """Objects with a name and an address, and perhaps a parent."""
    for script in page.root.iter("script"):
        text = (script.text or "")[:400_000]
        if ("name" not in text and "title" not in text) or ("url" not in text.lower() and "href" not in text):
            continue
        nodes = list(islice((found.group(0) for found in _NODE.finditer(text)), MAX_NODES))
        names = {_first(_NODE_ID, node): (_first(_NODE_NAME, node), _first(_NODE_PARENT, node)) for node in nodes}
        for node in nodes:
            name, address = _first(_NODE_NAME, node), _first(_NODE_URL, node).replace("\\/", "/")
            url = place_of(address, page.base) if address and not address.startswith(("javascript", "#")) else None
            if name and url:
                yield url, squeeze(name), tuple(_above(_first(_NODE_PARENT, node), names))


def _above(parent: str, names: dict[str, tuple[str, str]]) -> list[str]:
    path: list[str] = []
    for _ in range(_DEEPEST):
        name, above = names.get(parent, ("", ""))
        if not name:
            break
        path.insert(0, name)
        parent = above
    return path


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


def _categories(page: Page) -> Iterator[Node]:
    """The categories of a gkmlpt directory page. One with categories below it only groups them."""
    if "_CONFIG" not in page.text[:_MAX_TREE] or not gkmlpt.shows_itself(page):
        return
    script = scripts_of(page)
    found = _TREE.search(script)
    if not found or len(script) > _MAX_TREE:
        return
    try:
        tree, _ = json.JSONDecoder().raw_decode(script, found.end())
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[Any, tuple[str, ...]]] = [(node, ()) for node in reversed(tree)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, above = waiting.pop()
        name = squeeze(str(node.get("name") or ""))[:60] if isinstance(node, dict) else ""
        below = node.get("children") if name else None
        if isinstance(below, list) and below and len(above) < _DEEPEST:
            waiting += [(child, (*above, name)) for child in reversed(below)]
        elif name and (url := place_of(f"#{node.get('id')}", page.url)) and "#" in url:
            yield url, name, above
