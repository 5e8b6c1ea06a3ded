"""What an answer is before anyone reads it: refused, not there, broken, or a page; and whether a page is a list or an article.

HTTP 200 is not yet an answer, and a refusal is never an absence: what is blocked here ends as ``unknown``, not as a gap.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from crawler.dates import find_dates
from crawler.dialects.addresses import article_like
from crawler.dialects.marks import squeeze
from crawler.dialects.regions import Region, Regions, body_length, is_body_container
from crawler.dialects.rows import ENOUGH_TEXT, find, meta_of
from crawler.dialects.signs import comes_later
from crawler.dialects.stream import Stream, stream_of
from crawler.dialects.words import shows, shows_beside_links
from crawler.extract.titles import key, without_cut
from crawler.items import Outcome, Row
from crawler.mask import mask
from crawler.page import Page
from crawler.urls import canonical

SMALL: Final = 2_500  # bytes; challenge pages are small
FEW_WORDS: Final = 300  # characters outside links; an error page has no more
_OWN_WORDS: Final = 60  # characters; a challenge has fewer
VERY_FEW: Final = 120  # likewise, of a page that says that the whole site is out of order
PROSE: Final = 200  # characters of sentences that make a page without known container an article
HUB: Final = 5  # columns listed by a page that leads on to them
MAX_TITLE: Final = 200
_FEWEST_GRAMS: Final = 5
_HALF, _HARDLY = 0.5, 0.1
FOREIGN: Final = "跳转到档案未列出的主机"

_REFUSED: Final[dict[int, str]] = {
    401: "需要登录",
    403: "访问被拒绝",
    405: "疑似防火墙拦截",
    407: "需要代理认证",
    412: "疑似反爬",
    418: "疑似防火墙拦截",
    422: "疑似防火墙拦截",
    429: "访问过于频繁",
    444: "疑似防火墙拦截",
    451: "访问被限制",
    468: "疑似防火墙拦截",
    493: "疑似防火墙拦截",
    512: "疑似反爬",
    521: "疑似反爬",
}
_GONE: Final = (404, 410)
# Scripts that let in only who runs them.
_CHALLENGES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(
            r"\$_ts\s*[=.\[]|\$_ts\s*=\s*window|FSSBBIl1UgzbN7N|4hP44\w{6,24}[TSPO]\b|5uRo8\w{6,24}[TSPO]\b|_\$[A-Za-z0-9]{2}\s*=\s*\$_ts"
        ),
        "瑞数",
    ),
    (re.compile(r"__jsl_clearance|__jsluid"), "加速乐"),
    (
        re.compile(
            r"acw_sc__v[23]|yd_cookie|_guard/|__cf_chl|cf-browser-verification|wzws_(?:cid|sessionid)|HWWAFSES|C3VK\b|__tst_status|safeline"
        ),
        "脚本质询",
    ),
)
_SETS_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=")
_RELOADS = re.compile(r"location\s*\.\s*(?:reload|replace|href)|location\s*=|setTimeout")
_WALL = re.compile(
    r"(?:您的|你的|当前)?(?:访问|请求|IP)[^。]{0,20}(?:被拦截|被阻断|已被拦截|存在(?:安全)?(?:威胁|风险)|被禁止|过于频繁|受限)|"
    r"(?:网站|云|web)防护|防火墙(?:拦截|阻断)|安全验证|人机验证|(?:滑动|拖动)[^。]{0,10}验证|请(?:输入|完成)[^。]{0,6}验证码?|"
    r"access denied|request blocked|web application firewall",
    re.IGNORECASE,
)
_GONE_TITLE = re.compile(
    r"^\W*(?:(?:http|错误|error)?\W{0,3}404(?:\W|$|错误|页面|not)|(?:页面|网页|文章|信息)(?:不存在|未找到|找不到|已删除|错误)|找不到(?:页面|文件|该页|网页)|"
    r"not\s?found|出错了|错误页面?$|错误提示|访问出错|系统提示$|提示信息$|无法(?:访问|找到))",
    re.IGNORECASE,
)
_GONE_TEXT = re.compile(
    r"(?:您|你)?(?:所)?(?:要)?(?:访问|查看|请求|查找|浏览|打开|查询)的?(?:的)?(?:页面|网页|文章|信息|内容|栏目|地址|资源|文件|链接|网址)[^。！!]{0,16}"
    r"(?:不存在|已(?:经)?(?:被)?(?:删除|移除|下线|关闭|失效|撤销)|被删除|找不到|未找到|没有找到|无法访问|出错|丢失|走丢)|"
    r"(?:该|此|本)(?:页面?|网页|文章|信息|内容|栏目|文件)[^。！!，,]{0,6}(?:不存在|已(?:经)?(?:被)?(?:删除|移除|下线|失效)|找不到)|"
    r"(?:页面|网页)(?:不存在|没有找到|找不到了?|未找到|走丢了|飞走了|丢失了?|无法访问)|找不到(?:您|你)?(?:要|所)?(?:访问|请求|查找)?的?(?:页面|网页|文件或目录)|"
    r"(?:404|HTTP)\W{0,6}not found|file or directory not found|the requested url|page not found|访问出错了?|404\s?(?:错误|页面|error)",
    re.IGNORECASE,
)
_OUT_OF_ORDER = re.compile(
    r"(?:系统|服务器|服务|网站|网络|程序|平台)(?:当前|目前|内部|暂时|访问)?(?:繁忙|忙|错误|异常|故障|不可用|无法使用)|数据库[^。]{0,6}(?:错误|失败|异常)|"
    r"(?:系统|服务器|网站|平台)[^。]{0,8}(?:升级|维护|检修)|(?:server|application|runtime|internal|database) error|database connection|exception report|"
    r"service unavailable|bad gateway|gateway time-?out",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登[录陆]|身份认证|log\s?in|sign\s?in", re.IGNORECASE)
# Every text the patterns above accept holds one of these; asked first, as most pages hold none.
_SUSPECT_WORDS: Final = (
    "拦截", "阻断", "威胁", "风险", "禁止", "频繁", "受限", "防护", "验证", "denied", "blocked", "firewall", "404", "不存在", "未找到", "没有找到",
    "找不到", "删除", "移除", "下线", "关闭", "失效", "撤销", "错误", "出错", "提示", "无法", "丢失", "走丢", "飞走", "not found", "notfound",
    "requested url", "繁忙", "异常", "故障", "不可用", "升级", "维护", "检修", "失败", "服务器", " error", "database", "exception", "unavailable", "gateway",
    "password",
)  # fmt: skip
_LABEL = re.compile(r"(?:发布|公开|发文|发稿|更新)\s?(?:时间|日期)\s?[:：]|(?:来\s?源|信息来源|发布机构)\s?[:：]")
_DATE_LABEL = re.compile(r"(?:发布|公开|发文|发稿|成文|更新)?\s?(?:时间|日期)\s?[:：]")


class PageClass(StrEnum):
    """What the first page of a column is."""

    ARTICLE = "article"
    LIST = "list"
    HUB = "hub"  # leads on to columns below, lists nothing itself
    EMPTY = "empty"
    SHELL = "shell"  # a frame that a script fills
    SOFT404 = "soft404"
    BLOCKED = "blocked"
    EXTERNAL = "external"  # leads to a host that the profile does not list
    FILE = "file"


def page_class(
    outcome: Outcome, *, first: Page | None, rows: int, single: bool, hub: bool, cause: str
) -> PageClass | None:
    """The class of a column's first page, from what its walk found; None when it was not seen or told nothing.

    ``first`` is that page, None when it was refused or not reached; ``cause`` is why the walk ended.
    """
    if first is None:
        if outcome is Outcome.BLOCKED:
            return PageClass.EXTERNAL if cause.startswith(FOREIGN) else PageClass.BLOCKED
        return {Outcome.SOFT404: PageClass.SOFT404, Outcome.SHELL: PageClass.SHELL}.get(outcome)
    if single or rows:
        return PageClass.ARTICLE if single else PageClass.LIST
    if not first.is_html and first.body.lstrip()[:1] not in (b"{", b"["):
        return PageClass.FILE
    if hub:
        return PageClass.HUB
    return {Outcome.EMPTY: PageClass.EMPTY, Outcome.SHELL: PageClass.SHELL}.get(outcome)


def columns_listed(page: Page, *, says_empty: bool) -> int:
    """How many other columns of the same site a page without rows leads on to; menus and footers do not count.

    Columns below the page's own address count wherever they stand. Beside 暂无信息 only those do: a menu without a telling
    name must not turn an empty column into a page of links.
    """
    stream = stream_of(page)
    regions = Regions(stream, squeeze(page.root.findtext(".//title") or ""))
    here, host = canonical(page.url), urlsplit(page.url).netloc
    path = urlsplit(page.url).path
    owns_folder = re.search(r"/(?:(?:index|default)\.\w{1,6})?$", path) is not None
    folder = path.rpartition("/")[0] + "/" if owns_folder and path.count("/") > 1 else ""
    found = set()
    for link in stream.links:
        parts = urlsplit(link.url or "")
        if parts.netloc != host or link.url == here or parts.path in ("", "/") or article_like(link.url or ""):
            continue
        below = bool(folder) and parts.path.startswith(folder) and parts.path != path
        region = regions.of(link.element)
        if region is not Region.OUT and (below or (region is Region.OPEN and not says_empty)):
            found.add(link.url)
    return len(found)


def classify(page: Page) -> tuple[Outcome, str]:
    """How the fetch of ``page`` ended, and the cause in Chinese ('' when it is a page)."""
    if page.state is not None:
        return page.state
    status = page.status
    if status in _REFUSED:
        return Outcome.BLOCKED, f"HTTP {status}（{_REFUSED[status]}）"
    if status in _GONE:
        return Outcome.SOFT404, f"HTTP {status}"
    if page.is_html and (maker := _challenge(page)):
        return Outcome.BLOCKED, f"HTTP {status}（{maker}，疑似反爬）"
    if status >= 500:
        return Outcome.ERROR, f"HTTP {status}（服务器错误）"
    if status >= 400:
        return Outcome.ERROR, f"HTTP {status}"
    if 300 <= status < 400 and status != 304:
        return Outcome.ERROR, f"HTTP {status}（未能跟随跳转）"
    if status not in (204, 304) and not page.body.strip():
        return Outcome.ERROR, "返回内容为空"
    if not _is_markup(page):
        return Outcome.OK, ""
    return _look(page)


def is_list_like(page: Page) -> bool:
    """Whether ``page`` shows a list: at least three rows, and not the text of one article with a few links."""
    return page.is_html and len(_rows(page, stream_of(page))) >= 3 and not is_article_like(page)


def shows_title(page: Page, title: str) -> bool:
    """Whether ``page`` shows a list's ``title`` as it stands in the archive: then it is that item, whatever else it is called."""
    title = title.strip()
    return bool(title) and title in page.text and mask(title) == title


def is_another(page: Page, titles: Sequence[str]) -> bool:
    """Whether ``page`` is not the item that a list calls one of ``titles``: an error page in words nobody foresaw.

    Of the title's stretches of four characters an item shows nearly all somewhere. A page of few words or of many rows must
    show half of them, any other page one in ten: what it is called may differ, but not everything.
    """
    text = page.text
    if not page.is_html or any(title.strip() in text for title in titles):
        return False
    wanted = [grams for title in titles if len(grams := _grams(key(without_cut(title)))) >= _FEWEST_GRAMS]
    if not wanted:
        return False
    tags = " ".join(element.get("content") or "" for element in page.root.iter("meta"))
    shown = key(f"{page.root.text_content()} {tags}")
    best = max(sum(gram in shown for gram in grams) / len(grams) for grams in wanted)
    if best >= _HALF:
        return False
    is_short = sum(len(text) for _, _, text in stream_of(page).texts) <= FEW_WORDS
    return best < _HARDLY or is_short or is_list_like(page)


def _grams(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(min(len(text), MAX_TITLE) - 3)]


def is_article_like(page: Page) -> bool:
    """Whether ``page`` is one article: so marked or labelled, with a body, and without the rows of a list.

    A column may answer with one article (指南, 机构职能). Such pages often carry neither mark nor label; then a body in a
    known container, or plain prose, has to be all there is, and no script may be about to bring a list.
    """
    if not page.is_html:
        return False
    stream = stream_of(page)
    found = find(page, stream, column_url=page.url)
    rows = found.rows
    if len([row for row in rows if row.published is not None]) + found.unlinked >= 4:
        return False
    body = body_length(stream)
    prose = _prose(stream)
    if (_has_meta(page) or _has_label(stream)) and (body >= ENOUGH_TEXT or prose >= ENOUGH_TEXT or _holds_file(page)):
        return True
    if rows or comes_later(page):
        return False
    # A hub has prose too; on an article page it is most of what there is to read.
    return body >= ENOUGH_TEXT or (prose >= PROSE and 2 * prose >= stream.length)


def is_article_with_files(page: Page) -> bool:
    """Whether a page whose only rows are files is one article with its files (指南 and 申请表), and no list of files.

    Both may carry marks and labels; only the article has prose, and most of what there is to read.
    """
    stream = stream_of(page)
    prose = _prose(stream)
    if _has_meta(page) or _has_label(stream):
        return prose >= ENOUGH_TEXT
    return prose >= PROSE and 2 * prose >= stream.length and not comes_later(page)


# ---- inside


def _look(page: Page) -> tuple[Outcome, str]:
    """Told by the text: a wall, a login or an error page sent as an ordinary one. Articles on such subjects have a body or rows."""
    if _has_meta(page) or shows_beside_links(page, FEW_WORDS):
        return Outcome.OK, ""
    text = page.text.lower()
    if not any(word in text for word in _SUSPECT_WORDS):
        return Outcome.OK, ""
    stream = stream_of(page)
    own = " ".join(text for _, _, text in stream.texts)
    title = squeeze(page.root.findtext(".//title") or "")
    wall = _WALL.search(own) or (_WALL.search(title) if len(own) < 40 else None)
    gone = _GONE_TEXT.search(own) or _GONE_TITLE.search(title)
    login = _is_login(page, title)
    broken = _OUT_OF_ORDER.search(f"{title} {own}") if len(own) <= VERY_FEW else None
    if not (wall or gone or login or broken) or len(_rows(page, stream)) >= 3 or is_labelled_article(stream):
        return Outcome.OK, ""
    if login:
        return Outcome.BLOCKED, f"HTTP {page.status}（需要登录）"
    if wall:
        return Outcome.BLOCKED, f"HTTP {page.status}（页面提示：{squeeze(wall.group(0))[:30]}）"
    if broken:
        return Outcome.ERROR, f"HTTP {page.status}（页面提示：{squeeze(broken.group(0))[:30]}）"
    said = _GONE_TEXT.search(own)
    return Outcome.SOFT404, f"页面提示：{squeeze(said.group(0))[:30]}" if said else f"页面标题：{title[:30]}"


def _is_login(page: Page, title: str) -> bool:
    """Whether the page is there to log in: it asks for a password and says so in its title or first heading."""
    if not any((element.get("type") or "").lower() == "password" for element in page.root.iter("input")):
        return False
    heading = next((squeeze(element.text_content()[:60]) for element in page.root.iter("h1", "h2", "h3")), "")
    return _LOGIN.search(title) is not None or _LOGIN.search(heading) is not None


def is_labelled_article(stream: Stream) -> bool:
    """Whether the page names its day of publishing and goes on with text of its own."""
    return _has_label(stream) and _prose(stream) >= ENOUGH_TEXT


def _challenge(page: Page) -> str:
    """Which challenge the page is; '' for none. Ordinary pages may name the same cookies, but have words of their own."""
    if shows(page, _OWN_WORDS):
        return ""
    text = page.text[:200_000]
    maker = next((maker for pattern, maker in _CHALLENGES if pattern.search(text)), "")
    if not maker and len(page.body) < SMALL and _SETS_COOKIE.search(text) and _RELOADS.search(text):
        maker = "脚本写入 Cookie 后重新载入"
    return maker


def _is_markup(page: Page) -> bool:
    """Whether the bytes are a HTML page, not JSON, XML data or a file sent under another name."""
    return page.is_html and page.body.lstrip()[:1] not in (b"{", b"[")


def _rows(page: Page, stream: Stream) -> tuple[Row, ...]:
    return find(page, stream, column_url=page.url).rows


def _has_meta(page: Page) -> bool:
    return bool(meta_of(page, "articletitle", "pubdate", "publishdate"))


def _has_label(stream: Stream) -> bool:
    """Whether a short text says 发布时间：<day>; label and day may stand in neighbouring elements."""
    for _, owner, text in stream.texts:
        if len(text) <= 120 and _LABEL.search(text):
            parent = owner.getparent()
            near = squeeze(text if parent is None else parent.text_content()[:400])
            if find_dates(text) or (find_dates(near) and (_DATE_LABEL.search(near) or _LABEL.search(near))):
                return True
    return False


def _holds_file(page: Page) -> bool:
    """Whether the page shows or offers a file: an article may be nothing else."""
    for element in page.root.iter("iframe", "embed", "object", "a"):
        address = (element.get("src") or element.get("data") or element.get("href") or "").lower()
        if re.search(r"\.(?:pdf|ofd|docx?|xlsx?|wps|et|zip|rar)(?:$|[?#&])", address):
            return True
    return any(
        element.find(".//img") is not None
        for element in page.root.iter("div", "td", "font")
        if is_body_container(element)
    )


def _prose(stream: Stream) -> int:
    """Characters of sentences outside links."""
    texts = [text for _, _, text in stream.texts if len(text) >= 20]
    joined = "".join(texts)
    return len(joined) if joined.count("。") + joined.count("；") + joined.count("，") >= 2 else 0
