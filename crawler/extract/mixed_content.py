"""混合内容的判读：https 网页上用 http 载入的脚本、样式、框架、图片、音视频，和用 http 提交的表单。 What a https page loads or sends in the clear.

读得出：写在网页代码里的网址，行内样式里的 url()。
读不出：由脚本写入的、外部样式表里的；服务器用响应头要求浏览器升级为 https 的（网页代码里写明升级的不计）。
不是混合内容：普通的链接；http 网页上的；noscript 里的。
依据：手册把混合内容列为网站日常监管的核对内容，无条文，只供人核实。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.urls import is_loopback, joined

version = 1

Kind = Literal["active", "passive", "form"]
NAMES: Final[dict[Kind, str]] = {"active": "脚本、样式、框架", "passive": "图片、音视频", "form": "表单"}
_LOADED: Final[dict[str, tuple[Kind, tuple[str, ...]]]] = {
    "script": ("active", ("src",)),
    "iframe": ("active", ("src",)),
    "frame": ("active", ("src",)),
    "embed": ("active", ("src",)),
    "object": ("active", ("data",)),
    "img": ("passive", ("src",)),
    "video": ("passive", ("src", "poster")),
    "audio": ("passive", ("src",)),
    "source": ("passive", ("src",)),
    "form": ("form", ("action",)),
}
_STYLE_URL = re.compile(r"url\(\s{0,4}['\"]?(http://[^'\")\s]{1,300})", re.IGNORECASE)
_UPGRADES = re.compile(r"upgrade-insecure-requests", re.IGNORECASE)
_MOST_NODES: Final = 50_000
_MOST: Final = 500
_MAX_STYLE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Insecure:
    """One address that a page loads or sends to without encryption."""

    kind: Kind
    url: str


def read_mixed_content(page: Page) -> tuple[Insecure, ...]:
    """What a https page loads by http, in its order, each once; nothing of any other page."""
    if not page.url.lower().startswith("https://"):
        return ()
    nodes = [node for _, node in zip(range(_MOST_NODES), page.root.iter(), strict=False) if isinstance(node.tag, str)]
    if any(node.tag == "meta" and _UPGRADES.search(node.get("content") or "") for node in nodes):
        return ()
    found: dict[Insecure, None] = {}
    for node in nodes:
        if len(found) >= _MOST:
            break
        if not _is_unscripted(node):
            found.update((Insecure(kind, url), None) for kind, url in _of(page, node) if _is_insecure(url))
    return tuple(found)


def _of(page: Page, node: Any) -> Iterator[tuple[Kind, str]]:
    style = (node.text or "") if node.tag == "style" else (node.get("style") or "")
    yield from (("passive", found[1]) for found in _STYLE_URL.finditer(style[:_MAX_STYLE]))
    if node.tag == "link" and {"stylesheet", "preload", "modulepreload"} & set((node.get("rel") or "").lower().split()):
        yield "active", _address(page, node.get("href"))
    if node.tag == "input" and (node.get("type") or "").lower() == "image":
        yield "passive", _address(page, node.get("src"))
    kind, names = _LOADED.get(node.tag, ("passive", ()))
    yield from ((kind, _address(page, node.get(name))) for name in names)


def _address(page: Page, written: str | None) -> str:
    try:
        return joined(page.base, (written or "").strip()) if written and written.strip() else ""
    except ValueError:  # an address no browser could follow
        return ""


def _is_insecure(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() == "http" and bool(parts.hostname) and not is_loopback(url)
    except ValueError:
        return False


def _is_unscripted(node: Any) -> bool:
    """Whether an element counts only for browsers without scripts."""
    return any(above.tag == "noscript" for _, above in zip(range(4), node.iterancestors(), strict=False))
