"""Which parts of a page cannot hold the column's list: navigation, footers, side boxes; and which are made to hold it."""

import re
from enum import IntEnum
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from crawler.dialects.marks import squeeze
from crawler.dialects.stream import Stream

WRAPPER_SHARE: Final = 0.85  # an element with so much of the page's text is the page, whatever its class says


class Region(IntEnum):
    """How far a place may be trusted to hold the column's own rows."""

    OUT = 0  # never: footer, breadcrumb, related articles
    DOUBTFUL = 1  # dated rows only: menus, headers, left and right blocks
    OPEN = 2


_OUT_TAGS = frozenset(("nav", "footer", "aside"))
_OUT_WORDS = frozenset(
    (
        "footer", "foot", "footbox", "copyright", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "crumbnav", "dqwz", "weizhi",
        "dangqianweizhi", "friend", "friends", "friendlink", "friendlinks", "flink", "yqlj", "youqing", "related", "relate",
        "relevant", "xgxx", "xgyd", "xgwz", "xglj", "recommend", "recommended", "tuijian", "hot", "hots", "rank", "ranks", "ranking",
        "paihang", "rdtj", "rmtj", "rmwz", "prenext", "pagination", "pager", "fenye", "pagebar",
    )
)  # fmt: skip
_DOUBTFUL_WORDS = frozenset(
    (
        "nav", "navbar", "subnav", "menu", "submenu", "sidemenu", "mainmenu", "side", "sidebar", "sider", "aside", "left", "leftnav",
        "leftmenu", "right", "head", "header", "top", "topbar", "topnav", "banner", "search", "login", "toolbar", "tree", "ztree",
        "sitemap", "lanmu", "lm", "share", "language", "link", "links", "btn", "slide", "slider", "swiper", "focus", "carousel",
        "marquee", "position", "location", "local", "qrcode", "weixin", "tab", "tabs", "tags",
    )
)  # fmt: skip
_DOUBTFUL_PART = re.compile(r"nav(?:$|[^a-z]|bar|list|box)|menu|sidebar|leftbar")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LISTS = re.compile(r"list|news|xxgk|zwgk|gkml|wjlb|zfxx|zcwj|zdgk|article|rows|items?\b|tzgg|gonggao", re.IGNORECASE)
_BODY = re.compile(
    r"^(?:zoom|trs_editor|trs_ueditor|trs_editor_view|ucap-content|newscontent|vsb_content\w*|v_news_content|font_size1?|article-content|"
    r"article_content|articlecontent|zw_content|zfxxgk_zw_content|pages_content|xxgk_content|barrierfree_container|ivs_content|wzcon)$",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"版权所有|ICP备|网站标识码|公网安备|主办单位")
_ASIDE_HEADING = re.compile(
    r"(?:相关|相近|类似|关联)(?:阅读|文章|信息|链接|新闻|资讯|内容|报道|文件|推荐|解读|稿件)|(?:为您|为你|编辑|精彩|内容)?推荐(?:阅读|信息|新闻|文章|内容)?|"
    r"(?:[周月日本一]{0,3}(?:点击|热点|阅读|浏览|热门|关注))?排行榜?|热门(?:信息|文章|新闻|点击|阅读|推荐|搜索|服务|排行)?|热点(?:推荐|新闻|资讯|视频|信息|文章|排行)|友情链接|"
    r"猜你喜欢|(?:最新|近期)(?:信息|动态|发布|更新|文章|新闻)|网站导航|快速(?:链接|通道|导航)"
)


class Regions:
    """Judges places of one page; remembers what it judged."""

    def __init__(self, stream: Stream, page_title: str) -> None:
        self._stream = stream
        self._page_title = page_title
        self._judged: dict[HtmlElement, Region] = {}

    def of(self, element: HtmlElement) -> Region:
        """The worst region among ``element`` and its ancestors."""
        path: list[HtmlElement] = []
        worst = Region.OPEN
        for place in (element, *element.iterancestors()):
            if place in self._judged:
                worst = self._judged[place]
                break
            path.append(place)
        for place in reversed(path):
            worst = min(worst, self._own(place))
            self._judged[place] = worst
        return worst

    def beside_the_point(self, element: HtmlElement) -> bool:
        """Whether the box around ``element`` is headed 相关阅读, 热门信息, 友情链接 …, and the page itself is not named so."""
        place = element
        for _ in range(4):
            for sibling in islice(place.itersiblings(preceding=True), 2):
                if self._is_aside_heading(sibling):
                    return True
            parent = place.getparent()
            if parent is None or self._stream.share(parent) > 0.6:
                return False
            place = parent
        return False

    def headed(self, element: HtmlElement, names: set[str]) -> bool:
        """Whether the box around ``element`` is headed by one of ``names`` (the column's own)."""
        place = element
        for _ in range(4):
            for sibling in islice(place.itersiblings(preceding=True), 2):
                if (
                    isinstance(sibling.tag, str)
                    and 2 <= self._stream.size(sibling) <= 40
                    and squeeze(sibling.text_content()) in names
                ):
                    return True
            parent = place.getparent()
            if parent is None or parent.tag == "body":
                return False
            place = parent
        return False

    def in_list(self, element: HtmlElement) -> bool:
        """Whether one of the nearest containers is named as a list of items."""
        place: HtmlElement | None = element
        for _ in range(5):
            if place is None or place.tag in ("body", "html"):
                return False
            if _LISTS.search(f"{place.get('class') or ''} {place.get('id') or ''}"):
                return True
            place = place.getparent()
        return False

    def in_article_body(self, element: HtmlElement) -> bool:
        """Whether ``element`` lies in the text of an article: links there are its attachments and references."""
        return any(is_body_container(place) for place in (element, *element.iterancestors()))

    def _own(self, element: HtmlElement) -> Region:
        if not isinstance(element.tag, str) or element.tag in ("body", "html", "form"):
            return Region.OPEN
        if element.tag in _OUT_TAGS or (element.get("role") or "") in ("navigation", "contentinfo"):
            return Region.OUT
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        words = {word.lower() for word in _WORDS.findall(name)} | {
            word.lower() for word in re.split(r"[^A-Za-z]+", name)
        }
        out = bool(words & _OUT_WORDS)
        doubtful = element.tag == "header" or bool(words & _DOUBTFUL_WORDS) or bool(_DOUBTFUL_PART.search(name.lower()))
        if (out or doubtful) and self._stream.share(element) >= WRAPPER_SHARE:
            return Region.OPEN
        if out:
            return Region.OUT
        return Region.DOUBTFUL if doubtful else Region.OPEN

    def _is_aside_heading(self, element: HtmlElement) -> bool:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            return False
        if not 2 <= self._stream.size(element) <= 24:
            return False
        text = re.sub(r"[\s>》»+·|]|更多|more", "", squeeze(element.text_content()), flags=re.IGNORECASE)
        return bool(_ASIDE_HEADING.fullmatch(text)) and text not in self._page_title


def body_length(stream: Stream) -> int:
    """Characters of text, outside links, in the largest known container of an article's text; 0 when there is none.

    Editors also put footers into such containers; those do not count.
    """
    longest = 0
    for element in stream.spans:
        if stream.size(element) > longest and is_body_container(element):
            text = "".join(stream.own_text(element))
            if not (len(text) < 600 and _IMPRINT.search(text)):
                longest = max(longest, len(text))
    return longest


def is_body_container(element: HtmlElement) -> bool:
    """Whether ``element`` is one of the containers in which portals put the text of an article."""
    names = [*(element.get("class") or "").split(), *(element.get("id") or "").split()]
    return any(_BODY.match(name) for name in names)
