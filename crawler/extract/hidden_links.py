"""暗链的判读：网页上看不见的、指向外站赌博色情一类网站的链接，被改过的网页标题和关键词。 Links planted on a page that readers do not see.

读得出：写在网页里的链接，连同自己和上层的行内样式；标题和关键词、描述标签。
读不出：样式表里定义的隐藏；由脚本写入的链接；图片里的字。
不是暗链：本站和政府网站的链接；打击赌博、福利彩票、体育彩票一类的信息标题；为菜单而隐藏、指向普通外站的链接。
依据：《政府网站与政务新媒体检查指标》单项否决“发布或链接……”；词表凭经验，只供人核实。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawler.page import Page
from crawler.urls import canonical, host_of

version = 1

_MOST_NODES: Final = 50_000
_ABOVE: Final = 6  # elements above a link whose style may hide it
_WORDS: Final = 60
_BAD = re.compile(
    r"博彩|赌(?:博|场|球|城|钱|盘)|百家乐|老虎机|六合彩|时时彩|北京赛车|快[3三]投注|(?:足球|体育|彩票|真人)(?:投注|下注|外围|盘口|荷官)|投注(?:网|平台|站)|娱乐城|棋牌(?:游戏|平台|娱乐)|捕鱼(?:游戏|平台)|葡京|皇冠(?:体育|网|娱乐)|威尼斯人|太阳城(?:集团|娱乐)|"
    r"成人(?:视频|电影|影院|网站|小说)|色情|情色|裸聊|约炮|一夜情|黄色网站|私服|外挂|代孕|代开发票|办(?:假)?证|枪支|迷药|信用卡套现|bet365|casino|porn|sex(?:y|video)|slot(?:s|game)|baccarat",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"打击|查处|严禁|禁止|整治|治理|举报|拒绝|远离|抵制|防范|反|涉|案|罪|宣传|警惕|扫黄|打非|福利彩票|体育彩票|福彩|体彩")
_OFF_SCREEN = re.compile(
    r"text-indent\s*:\s*-\d{3,}|(?:left|top|right|margin-left|margin-top)\s*:\s*-\d{3,}|font-size\s*:\s*[01](?:px|pt|%)?\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|(?:height|width)\s*:\s*[01]px[^\"']{0,60}overflow\s*:\s*hidden|overflow\s*:\s*hidden[^\"']{0,60}(?:height|width)\s*:\s*[01]px",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlantedLink:
    """A link, or with ``host`` '' words of the page's head. ``is_hidden``: readers do not see it; ``is_bad``: its words or host say what it is."""

    words: str
    host: str
    is_hidden: bool
    is_bad: bool


def planted_links(page: Page, own: frozenset[str]) -> tuple[PlantedLink, ...]:
    """What may be planted on a page, in its order; ``own`` are the hosts of the portal."""
    found: dict[PlantedLink, None] = {}
    for link in (*_in_head(page), *_anchors(page, own)):
        found.setdefault(link)
    return tuple(found)


def _in_head(page: Page) -> Iterator[PlantedLink]:
    """Title, keywords and description of a page that somebody rewrote for search engines."""
    told = [page.root.findtext(".//title") or ""]
    told += [meta.get("content") or "" for meta in page.root.iter("meta") if (meta.get("name") or "").lower() in ("keywords", "description")]
    body = page.root.find(".//body")
    shown = "".join(body.itertext()) if body is not None else ""
    for words in told:
        bad = _BAD.search(words[:2_000])
        # What the page itself speaks of is its subject; a rewritten head says what the page does not.
        if bad and not _AGAINST.search(words[:2_000]) and bad.group() not in shown:
            yield PlantedLink(words[max(0, bad.start() - 20) : bad.end() + 20].strip(), "", False, True)


def _anchors(page: Page, own: frozenset[str]) -> Iterator[PlantedLink]:
    for _, anchor in zip(range(_MOST_NODES), page.root.iter("a"), strict=False):
        url = canonical(anchor.get("href") or "", page.base)
        host = host_of(url) if url else ""
        if not host or host in own or host.removeprefix("www.") in own or host.endswith((".gov.cn", ".edu.cn", ".mil.cn")) or host == host_of(page.url):
            continue
        words = "".join("".join(anchor.itertext()).split())[:_WORDS]
        about = f"{words} {anchor.get('title') or ''}"
        bad = bool(_BAD.search(about) and not _AGAINST.search(about)) or bool(_BAD.search(host))
        styles = list(_styles(anchor))
        off_screen = any(_OFF_SCREEN.search(style) for style in styles)
        hidden = off_screen or any(_INVISIBLE.search(style) for style in styles)
        # Menus hide links with display:none; nobody has an honest reason to put one off the screen.
        if bad or (off_screen and words):
            yield PlantedLink(words, host, hidden, bad)


def _styles(node: Any) -> Iterator[str]:
    """The inline styles of an element and of those around it."""
    yield node.get("style") or ""
    for _, above in zip(range(_ABOVE), node.iterancestors(), strict=False):
        if above.tag in ("body", "html"):
            return
        yield above.get("style") or ""
        if above.tag == "marquee" and (above.get("height") in ("0", "1") or above.get("width") in ("0", "1")):
            yield "text-indent:-999"
