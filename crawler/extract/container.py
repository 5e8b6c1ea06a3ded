"""Where the body of an article stands, and what stands around it.

Known ids and classes first (one pass over the block elements), the densest block last. Nested or unclosed containers
are normal: the outermost is taken, and its siblings of the same kind belong to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.labels import is_label
from crawler.extract.lines import raw_child, whole_text
from crawler.extract.titles import key

# Class names, and ids with a #, that CMS families give the body and nothing else; then names of the body on most
# portals, which on some are a frame that holds title and dates too; then names that are often the whole column.
_SURE: Final = (
    "#zoom #zoomcon #zoom_content #ucap-content #vsb_content #newscontent #barrierfree_container #ivs_content #font_size #font_size1 "
    "trs_editor trs_ueditor trs_editor_view trs_paper_default custom_unionstyle v_news_content j-fontcontent ucapcontent"
)
_USUAL: Final = (
    "#wh_x_c #articlecontent #article_content #news_content #js_content #infocontent #detailcontent xxgk_content zfxxgk_content "
    "zfxxgk_zw_content wzcon article-content article_content article_component articlecontent pages_content bt-content contxt xl_cont "
    "artile_zw main-txt text-main zc-detail zfwjwzcontent tys-main-zt zwxl-content news_content newscontent content-body article-body "
    "artcontent detail-content"
)
_LIKELY: Final = (
    "#article #detail #text #maintext #main_text #con content article entry ymain view detail details con cont text neirong zwnr "
    "main-content maincontent editor articlecon article_con article-con newscon news_con infocon info_con conbox con_text"
)
_KIND_OF: Final[dict[str, str]] = {
    **dict.fromkeys(_LIKELY.split(), "likely"),
    **dict.fromkeys(_USUAL.split(), "usual"),
    **dict.fromkeys(_SURE.split(), "sure"),
}
_NUMBERED = re.compile(r"#(?:vsb_content_\w+|con\w{0,12}|\w{1,10}content)$|\w{1,12}[-_]content$")
_TAGS: Final = ("div", "td", "article", "section", "ucapcontent", "form", "main")
_INLINE_NAMED = etree.XPath(".//font[@id]|.//span[@id]")
_FOOTER = re.compile(r"版权所有|ICP备|网站标识码|公网安备|主办单位[:：]")
_FURNITURE_NAME = re.compile(
    r"(?<![a-z])(?:nav|navbar|subnav|menu|foot|footer|copyright|share|sidebar|side|friend\w*|rdtj|xgyd|related|recommend|search\w*)(?![a-z])",
    re.IGNORECASE,
)
_FURNITURE_TAGS: Final = frozenset(("nav", "footer", "aside", "select", "script", "style", "noscript", "head"))
# After the first of these nothing belongs to the article any more.
_END = re.compile(
    r"相关(?:阅读|链接|文章|新闻|信息|推荐|稿件|报道|解读|文件|政策)|热点推荐|推荐阅读|延伸阅读|关联稿件|友情链接|版权所有|主办单位|承办单位|ICP备"
    r"|网站标识码|上一[篇条页]|下一[篇条页]|网站地图|公网安备"
)
_INFO = re.compile(r"来源|时间|日期|浏览|点击|发布|字号|字体|打印|分享")
_DAY = re.compile(r"\d{4}[-年/.]\d")
_MIN_PROSE: Final = 80
_MIN_SAID: Final = 10
_MOST_CELLS: Final = 60  # of a catalogue card
_LONG_CELL: Final = 120  # characters; a title is shorter
_FEWEST_LABELS: Final = 3
_SHARE: Final = 0.7  # a block is entered while one child holds this much of its prose


@dataclass(frozen=True, slots=True)
class Body:
    """The elements of the body, siblings in page order. ``sure`` is false when title and dates may stand inside too."""

    elements: tuple[HtmlElement, ...]
    sure: bool


def find_body(root: HtmlElement, titles: Sequence[str] = ()) -> Body:
    """The body of the page; of a page without any text, its whole ``<body>``.

    ``titles`` are what the page calls itself: where no name tells the body, it is looked for below that heading.
    """
    page = root.find("body")
    if page is None:
        page = root
    sure, usual, likely = _named(page)
    best, weight = _heaviest(sure)
    frame, frame_weight = _heaviest(usual)
    if best is not None and weight and 2 * weight >= frame_weight:
        together = tuple(element for element in sure if element.getparent() is best.getparent())
        return Body(together, sure=True)
    if frame is not None and frame_weight:
        return Body((frame,), sure=False)
    if (below := _below_heading(page, titles)) is not None:
        start, start_weight = _heaviest(
            [element for element in likely if below is element or below in element.iterancestors()]
        )
        return Body((_densest(start if start is not None and start_weight else below),), sure=False)
    start, start_weight = _heaviest(likely)
    if start is None or start_weight < _MIN_PROSE:
        if best is not None:
            return Body((best,), sure=True)
        start = page
    return Body((_densest(start),), sure=False)


def before(body: Body) -> list[tuple[int, str]]:
    """What stands before the body, outermost first: (level, raw text with marks). Level 0 are siblings of the body."""
    levels = []
    node = body.elements[0]
    for level, parent in enumerate(node.iterancestors()):
        if parent.tag == "html":
            break
        parts = [parent.text or ""]
        for child in parent:
            if child is node:
                break
            parts.append(raw_child(child, surroundings=True))
        levels.append((level, "".join(parts)))
        node = parent
    levels.reverse()
    return levels


def after(body: Body, levels: int) -> Iterator[HtmlElement]:
    """The subtrees after the body that still belong to the article, up to ``levels`` ancestors out."""
    node = body.elements[-1]
    for level, parent in enumerate(node.iterancestors()):
        if level > levels or parent.tag == "html":
            return
        for sibling in node.itersiblings():
            if not _is_furniture(sibling):
                yield sibling
            elif sibling.tag == "footer" or ends_article(whole_text(sibling)):
                return
        node = parent


def ahead(body: Body, levels: int) -> Iterator[HtmlElement]:
    """The subtrees before the body, up to ``levels`` ancestors out, that are no menus."""
    node = body.elements[0]
    for level, parent in enumerate(node.iterancestors()):
        if level > levels or parent.tag == "html":
            return
        for sibling in node.itersiblings(preceding=True):
            if not _is_furniture(sibling):
                yield sibling
        node = parent


def is_index(table: HtmlElement) -> bool:
    """Whether a table is the page's catalogue card (索引号, 发文日期, 公开方式 …): it says what the article is, not what it says."""
    cells = [" ".join(whole_text(cell).split()) for cell in islice(table.iter("td", "th"), _MOST_CELLS + 1)]
    if len(cells) > _MOST_CELLS or any(len(cell) > _LONG_CELL for cell in cells):
        return False
    labels = sum(is_label(cell) for cell in cells)
    return labels >= _FEWEST_LABELS and 3 * labels >= len(cells)


def ends_article(text: str | None) -> bool:
    """Whether a text says that the article is over: 相关阅读, 上一篇, 版权所有."""
    return text is not None and _END.search(text) is not None


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _FURNITURE_TAGS and element.tag != "script":
        return True
    if element.tag == "script":
        return False
    name = f"{element.get('class') or ''} {element.get('id') or ''}" if isinstance(element.tag, str) else ""
    return name != " " and _FURNITURE_NAME.search(name) is not None


def _named(page: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement], list[HtmlElement]]:
    """Elements whose names make them surely, usually or likely the body; of the first two kinds the outermost."""
    sure: list[HtmlElement] = []
    usual: list[HtmlElement] = []
    likely: list[HtmlElement] = []
    for element in page.iter(*_TAGS):
        css, name = element.get("class"), element.get("id")
        if css is None and name is None:
            if element.tag == "ucapcontent":
                _add_outermost(element, sure)
            continue
        kind = _kind_by_name(css, name)
        if kind == "sure":
            _add_outermost(element, sure)
        elif kind == "usual":
            _add_outermost(element, usual)
        elif kind and not _is_hidden(element):
            likely.append(element)
    if not sure:
        for element in _INLINE_NAMED(page):
            if _kind_by_name(None, element.get("id")) == "sure":
                _add_outermost(element, sure)
    return sure, usual, likely


def _kind_by_name(css: str | None, name: str | None) -> str | None:
    """sure, usual, likely or None; the surest of all its names decides."""
    words = css.lower().split() if css else []
    if name:
        # A blank at the end of an id is part of it (id="barrierfree_container "), and never meant.
        words.append("#" + name.strip().lower())
    found = None
    for word in words:
        kind = _KIND_OF.get(word)
        if kind == "sure":
            return kind
        if kind is None and word.startswith("#vsb_content_"):
            return "sure"
        if kind is None and found is None and ("con" in word) and _NUMBERED.match(word):
            kind = "likely"
        if kind == "usual" or (kind and found is None):
            found = kind
    return found


def _add_outermost(element: HtmlElement, chosen: list[HtmlElement]) -> None:
    # Elements come in page order: inside an earlier one means inside the last.
    is_inside = bool(chosen) and any(parent is chosen[-1] for parent in element.iterancestors())
    if not is_inside and not _is_hidden(element):
        chosen.append(element)


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _heaviest(elements: list[HtmlElement]) -> tuple[HtmlElement | None, int]:
    best, weight = None, -1
    for element in elements:
        if (own := _weight(element)) > weight:
            best, weight = element, own
    return best, max(weight, 0)


def _weight(element: HtmlElement) -> int:
    """How much an element says: its characters, and its files and pictures. A footer says nothing."""
    text = whole_text(element)
    length = len(text) - sum(map(text.count, " \t\r\n\xa0\u3000"))
    if length < 600 and _FOOTER.search(text):
        return 0
    for inner in element.iter("iframe", "embed", "object", "video", "img", "script", "style"):
        if inner.tag in ("script", "style"):
            length -= len(inner.text or "")
        else:
            length += 100
    return max(length, 0)


def _below_heading(page: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The smallest block that holds the heading and, after it, what the article says."""
    heading = _heading(page, titles)
    if heading is None:
        return None
    node = heading
    for parent in heading.iterancestors():
        if parent.tag in ("body", "html"):
            return None
        if sum(_says(sibling) for sibling in node.itersiblings()) >= _MIN_SAID:
            return parent
        node = parent
    return None


def _heading(page: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The element that says the title; where none does, the first heading with a line of source and date below it."""
    keys = {key(title) for title in titles if len(key(title)) > 1}
    for tags in (("h1", "h2", "h3", "h4", "h5"), ("div", "td", "p", "span", "font", "b", "strong")):
        for element in page.iter(*tags) if keys else ():
            own = element.text
            if own and len(own) < 300 and key(own) in keys and not _in_index(element):
                return element
    return next(filter(_has_info_below, page.iter("h1", "h2", "h3", "h4")), None)


def _in_index(element: HtmlElement) -> bool:
    """Whether an element is a cell of the catalogue card, which names the title too."""
    table = next(element.iterancestors("table"), None)
    return table is not None and is_index(table)


def _has_info_below(heading: HtmlElement) -> bool:
    below = heading.getnext()
    if below is None:
        return False
    text = whole_text(below)
    return len(text) < 300 and _INFO.search(text) is not None and _DAY.search(text) is not None


def _says(element: HtmlElement) -> int:
    """What a block after the heading says of the article: nothing, for menus, tools and lines of labels."""
    if not isinstance(element.tag, str) or _is_furniture(element) or element.tag == "script":
        return 0
    text = " ".join(whole_text(element).split())
    if (len(text) < 150 and _INFO.search(text)) or ends_article(text[:60]):
        return 0
    return len(text) + 100 * sum(1 for _ in element.iter("img", "iframe", "embed", "object", "video"))


def _densest(start: HtmlElement) -> HtmlElement:
    """Enter the child that holds nearly all the prose, as long as there is one."""
    prose = _prose(start)
    node = start
    while True:
        children = [
            child for child in node if child in prose and child.tag not in ("p", "span", "font", "a", "b", "strong")
        ]
        best = max(children, key=lambda child: prose[child], default=None)
        if best is None or prose[best] < max(_SHARE * prose[node], 1):
            break
        node = best
    if prose[node] < _MIN_PROSE and (embedded := _embedding(start)) is not None:
        return embedded
    return node


def _prose(start: HtmlElement) -> dict[HtmlElement, int]:
    """Characters outside links and furniture, for every element; computed from the leaves up."""
    prose: dict[HtmlElement, int] = {}
    for element in reversed(list(start.iter())):
        if not isinstance(element.tag, str) or element.tag == "a" or _is_furniture(element) or element.tag == "script":
            continue
        if element.tag == "table" and is_index(element):
            continue
        total = len(text.strip()) if (text := element.text) else 0
        for child in element:
            total += prose.get(child, 0)
            if tail := child.tail:
                total += len(tail.strip())
        if total < 600 and element.tag == "div" and total and _FOOTER.search(whole_text(element)):
            total = 0
        prose[element] = total
    prose.setdefault(start, 0)
    return prose


def _embedding(start: HtmlElement) -> HtmlElement | None:
    """The block around an embedded file: an article may be nothing else."""
    for element in start.iter("iframe", "embed", "object", "video"):
        source = element.get("src") or element.get("data") or ""
        if re.search(r"\.(?:pdf|ofd|docx?|mp4)|pdfjs|file=|flipbook", source, re.IGNORECASE) or element.tag == "video":
            parent = element.getparent()
            return parent if parent is not None else element
    return None
