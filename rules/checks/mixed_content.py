"""混合内容：https 打开的网页，仍用 http 载入脚本、样式、框架、图片，或用 http 提交表单。

依据：年度要点第（十三）项“加强政府网站日常监管”。混合内容没有条文，是按通行的安全做法核对的。
判定：门户用 https 打开。看过的 https 页面（首页、各栏目首页、每种模板的几条信息）都没有的，为合规；有的，为待核验，写明看了几页、几页有、各是什么。
整个网站一个结果，只问负责网站的中心，不作认定，不归到哪个单位。
无法判定：没有存下可看的 https 网页。
不涉及：门户用 http 打开的（不适用）；普通链接；由脚本写入、写在外部样式表里的；服务器用响应头要求升级的看不出，请人用浏览器打开核对。
怎么改：把模板和编辑器里的 http:// 网址改成 https:// 或相对网址，资源不支持 https 的换地方存放；表单一律用 https 提交。
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from crawler.archive import Corpus
from crawler.extract.mixed_content import NAMES, Insecure, read_mixed_content
from crawler.items import Outcome
from crawler.page import Page
from rules.checks._kept_pages import kept_page
from rules.checks._page_sample import sample
from rules.evidence import of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_SHOWN: Final = 6
_MOST: Final = 400  # column pages
_QUOTE: Final = 100


def check(corpus: Corpus, duty: Duty) -> Verdict:
    with corpus.looking():  # pages are looked at, not lists: no verdict says that columns were searched
        verdict = _judged(corpus)
    return verdict.about(f"mixed_content:{duty.year}")


def _judged(corpus: Corpus) -> Verdict:
    home = _home_address(corpus)
    if not home.startswith("https://"):
        return not_applicable(f"门户用 http 打开（{home}），没有混合内容的问题")
    pages = {page.url: (shown, read_mixed_content(page)) for page, shown in _pages(corpus) if page.url.startswith("https://")}
    if not pages:
        return unknown("门户用 https 打开，但没有存下可看的 https 网页")
    found = [(shown, insecure) for shown, insecure in pages.values() if insecure]
    if not found:
        return met(f"看过的 {len(pages)} 个 https 页面没有用 http 载入或提交的内容", next(iter(pages.values()))[0])
    counts = Counter(one.kind for _, insecure in found for one in insecure)
    told = "、".join(f"{NAMES[kind]} {counts[kind]} 处" for kind in NAMES if counts[kind])
    first = found[0]
    return suspect(
        f"看过的 {len(pages)} 个 https 页面中有 {len(found)} 个仍用 http 载入或提交：{told}；如“{first[0].title}”页面的 {first[1][0].url[:_QUOTE]}",
        *(_cited(shown, insecure) for shown, insecure in found[:_SHOWN]), lean=Status.GAP, defect=Defect.BROKEN,
        question="用浏览器打开这些页面，地址栏是否提示不安全、内容是否显示？", advice="把模板和编辑器里的 http:// 网址改成 https:// 或相对网址。",
    )  # fmt: skip


def _home_address(corpus: Corpus) -> str:
    """Where the home page was last read, else where the profile says it is."""
    opened = [answer.url for answer in corpus.history.answers.home if answer.outcome == Outcome.OK]
    return opened[-1] if opened else corpus.site.home


def _pages(corpus: Corpus) -> Iterator[tuple[Page, Evidence]]:
    """The home page, items of each template, and the first page of the portal's and every unit's columns."""
    for one in sample(corpus):
        yield one.page, one.shown
    for column in sorted(corpus.columns(None), key=lambda column: (bool(column.unit), column.id))[:_MOST]:
        for url, digest, _ in column.pages[:1]:
            if page := kept_page(corpus, url, digest):
                yield page, of_column(column)


def _cited(shown: Evidence, insecure: tuple[Insecure, ...]) -> Evidence:
    told = "；".join(f"{NAMES[one.kind]}：{one.url[:_QUOTE]}" for one in insecure[:3])
    return Evidence(shown.url, shown.title, shown.published, told, shown.snapshot, shown.fetched_at)
