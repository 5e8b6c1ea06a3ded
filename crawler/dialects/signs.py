"""What a list page says of itself beside its rows: that it is empty, that a script fills it, how many rows and pages it has."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.dialects.marks import squeeze
from crawler.dialects.stream import Stream
from crawler.page import Page
from crawler.urls import canonical

_EMPTY = re.compile(
    r"(?:对不起|抱歉|很抱歉|亲)?[,，!！]?(?:该|本|此|当前)?(?:栏目|频道|页面|分类)?(?:下)?(?:"
    r"暂(?:时)?(?:无|没有|未有?)(?:发布|公开|任何|相关|可显示的?|您要的)*的?(?:信息|内容|数据|记录|文章|资料|文件|结果|公告|列表|数据信息|信息内容)?"
    r"|(?:还)?没有(?:找到|查询到|检索到|任何|相关|符合条件的?|可显示的?)*的?(?:信息|内容|数据|记录|文章|资料|文件|结果)"
    r"|无(?:相关)?(?:数据|信息|内容|记录)|(?:栏目)?(?:正在)?(?:建设|完善)中|(?:内容|信息|栏目|正在)?(?:更新|整理)中|敬请(?:期待|关注)|no\s?data"
    r")(?:显示|发布|公开)?[,，!！。.…~\s]*(?:敬请(?:期待|关注)|请稍后再试)?[!！。.…~]*",
    re.IGNORECASE,
)
MORE = re.compile(r"(?:点击|上拉|下拉)?(?:加载|显示)更多(?:内容|信息|数据)?[.…》>+↓]*")
# A script that fetches the rows. What merely counts visits or serves the search box is not here.
_LATER: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"api-ajax_list|\bajax_type\b"), "列表由脚本载入（迅睿 api-ajax_list）"),
    (re.compile(r"<datastore|/module/(?:web/)?jpage|dataproxy\.jsp", re.IGNORECASE), "列表由脚本载入（datastore）"),
    (re.compile(r"\bloadPageData\s*\(|/queryList\b"), "列表由脚本载入（loadPageData）"),
    (
        re.compile(r"jpaas-publish-server|/gkmlpt/api/|getgovinfolist|lightfrontaction|/common/search/", re.IGNORECASE),
        "列表由脚本载入",
    ),
    (re.compile(r"\bLs\.pagination\s*\(|/site/label/8888"), "列表由脚本载入（Ls.pagination）"),
    (re.compile(r"\bcreatePageHTML\s*\("), "列表由脚本载入（createPageHTML）"),
    (
        re.compile(r"/stl/actions/(?:pagecontents|dynamic|more)|\bstlPageContentsElement\b", re.IGNORECASE),
        "列表由脚本载入（SiteServer）",
    ),
    (re.compile(r"\.zTree\b|\bzTree\s*\.\s*init|jquery\.ztree", re.IGNORECASE), "页面只有目录树，列表由脚本载入"),
    (re.compile(r"\blaypage\b|layui\.(?:flow|laypage)"), "列表由脚本载入（laypage）"),
    (
        re.compile(
            r"(?:\$|jQuery)\s*\.\s*(?:ajax|post|get|getJSON)\s*\([^;]{0,400}?(?:[Ll]ist|[Pp]age(?:No|Num|Index|Size)|curr?_?[Pp]age|querydata)"
        ),
        "列表由脚本载入（Ajax）",
    ),
    (
        re.compile(r"\b(?:axios|fetch)\s*[.(][^;]{0,300}?(?:[Ll]ist|[Pp]age(?:No|Num|Index|Size))"),
        "列表由脚本载入（fetch）",
    ),
)
_NO_LIST_FRAME = re.compile(
    r"tree|visit|count|log(?:in|out)|share|foot|(?<![a-z])(?:top|head|nav|left|menu|bottom)|header|weather|banner|search|map|badge|hits?(?![a-z])",
    re.IGNORECASE,
)
_LIST_FRAME = re.compile(r"list|(?<![a-z])(?:main|right|content|info)|gkml|xxgk|column", re.IGNORECASE)
_TEMPLATE = re.compile(r"x-(?:handlebars|template|tmpl|jquery-tmpl)|text/(?:template|html|x-dot)", re.IGNORECASE)
_PAGER_ID = re.compile(r"^(?:page_?div|paging|pagination|pager|page_?bar|pages|laypage|page_?list)$", re.IGNORECASE)
_TOTAL_ROWS = re.compile(
    r"(?:总记录数|记录总数|总条数|信息总数)\s?[:：]?\s?(\d{1,7})|(?:共|总计|总共|合计|总数|记录数|条数)(?:有|计)?\s?[:：]?\s?(\d{1,7})\s?(?:条|篇|则|个?记录|项(?!目)|条记录)"
)
_TOTAL_ROWS_FIRST = re.compile(r"(?<!每页)(?<!每页 )(?<!显示)(?<![\d/])(\d{1,7})\s?条(?:记录|信息|数据)")
_TOTAL_PAGES = re.compile(r"(?:共|总计|总共|/|分)\s?(?:有)?\s?(\d{1,5})\s?页|总页数\s?[:：]?\s?(\d{1,5})")
_SLASH = re.compile(r"(?<![\d/.-])(\d{1,5})\s?/\s?(\d{1,5})(?![\d/.-])")
_CURRENT = re.compile(r"第\s?(\d{1,5})\s?(?:页|/)|当前(?:页|第)\s?[:：]?\s?(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Totals:
    """What the page says it has; None where it says nothing."""

    rows: int | None = None
    pages: int | None = None
    current: int | None = None


def says_empty(stream: Stream) -> bool:
    """Whether a visible text of the page says that there is nothing (暂无相关信息, 栏目建设中 …)."""
    return bool(empty_texts(stream))


def empty_texts(stream: Stream) -> list[HtmlElement]:
    """The elements whose visible text says that there is nothing."""
    return [
        owner for _, owner, text in stream.texts if len(text) <= 40 and _EMPTY.fullmatch(text) and not is_hidden(owner)
    ]


def loads_more(stream: Stream) -> bool:
    """Whether a button for further rows (加载更多) stands in the page: the rows shown are not all."""
    return any(len(text) <= 12 and MORE.fullmatch(text) and not is_hidden(owner) for _, owner, text in stream.texts)


def empty_pager(page: Page) -> bool:
    """Whether the page keeps an empty place for a pager that a script draws."""
    return any(
        _PAGER_ID.match(element.get("id") or "") and not squeeze(element.text_content())
        for element in page.root.iter("div", "span", "ul")
    )


def comes_later(page: Page) -> str:
    """Why the rows of ``page`` may come later, in Chinese; '' when nothing suggests it."""
    if not page.is_html:
        return ""
    # The whole text is asked, comments too: a list that is commented out has moved into a script.
    text = page.text
    for pattern, cause in _LATER:
        if pattern.search(text):
            return cause
    if empty_pager(page):
        return "翻页条为空，列表由脚本载入"
    for element in page.root.iter("script", "div"):
        if element.tag == "script":
            if _TEMPLATE.search(element.get("type") or "") and "href" in (element.text or ""):
                return "列表由脚本模板生成"
        elif (element.get("id") or "") in ("app", "root") and not squeeze(element.text_content()):
            return "页面内容全部由脚本生成"
    return ""


def totals_in(texts: list[str], *, in_pager: bool) -> Totals:
    """Totals among short ``texts``. ``1/12`` counts inside a pager only: elsewhere it may be anything."""
    rows = pages = current = None
    for text in texts:
        if len(text) > 200:
            continue
        if rows is None and (found := _TOTAL_ROWS.search(text) or _TOTAL_ROWS_FIRST.search(text)):
            rows = int(next(figure for figure in found.groups() if figure))
        if pages is None and (found := _TOTAL_PAGES.search(text)):
            pages = int(found.group(1) or found.group(2))
        if current is None and (found := _CURRENT.search(text)):
            current = int(found.group(1) or found.group(2))
        if in_pager and (found := _SLASH.search(text)):
            left, right = int(found.group(1)), int(found.group(2))
            if 1 <= left <= right:
                current, pages = left if current is None else current, right if pages is None else pages
    return Totals(rows, pages, current)


def iframe_of(page: Page) -> str | None:
    """The source of the one frame that may hold the list; None when there is none, or nothing tells which.

    Frames of another site, hidden ones and those for trees, counters, headers and the like are passed over; of several
    left the one that is named as a list is taken.
    """
    found: dict[str, str] = {}
    for element in page.root.iter("iframe", "frame"):
        source = (element.get("src") or "").strip()
        url = canonical(source, page.base) if source else None
        if url is None or urlsplit(url).netloc != urlsplit(page.url).netloc or url == canonical(page.url):
            continue
        names = f"{urlsplit(url).path.rpartition('/')[2]} {element.get('name') or ''} {element.get('id') or ''}"
        if not is_hidden(element) and not _is_tiny(element) and not _NO_LIST_FRAME.search(names):
            found.setdefault(url, names)
    named = [url for url, names in found.items() if _LIST_FRAME.search(names)]
    chosen = list(found) if len(found) == 1 else named
    return chosen[0] if len(chosen) == 1 else None


def _is_tiny(frame: HtmlElement) -> bool:
    return any(re.fullmatch(r"\s*[01](?:px)?\s*", frame.get(side) or "") for side in ("width", "height"))


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element or one around it is hidden by its own style."""
    return any(
        re.search(r"display\s*:\s*none", place.get("style") or "", re.IGNORECASE)
        for place in (element, *element.iterancestors())
        if isinstance(place.tag, str)
    )
