"""疑似暗链：首页和栏目页上有看不见的、指向赌博色情一类外站的链接，或网页标题、关键词被改。

依据：年度要点第（十三）项“加强政府网站日常监管”；《政府网站与政务新媒体检查指标》单项否决：发布或链接违法有害信息，受攻击未及时处置。
词表凭经验，不据以认定。
判定：看过的页面没有这样的链接和字样，为合规；有的，为待核验，写明在哪一页、链接的文字和主机（不给可以点开的网址）。
只凭隐藏样式而没有有害字样的，只认移出屏幕、字号为零的写法，不认菜单的收起。
无法判定：没有存下可看的页面。
不涉及：样式表和脚本写入的隐藏；信息正文里的链接；外站本身（不访问）。
怎么改：立即删除，检查网站是否被入侵，留存日志并报告主管部门和网信、公安部门。
"""

from collections.abc import Iterator
from typing import Final

from crawler.archive import Corpus
from crawler.extract.hidden_links import PlantedLink, planted_links
from crawler.page import Page
from crawler.urls import host_of
from rules.checks._page_sample import sample
from rules.evidence import of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown

version = 1

_SHOWN: Final = 6
_MOST: Final = 400  # column pages


def check(corpus: Corpus, duty: Duty) -> Verdict:
    with corpus.looking():  # pages are looked at, not lists: no verdict says that columns were searched
        pages = dict(_pages(corpus))
    return _judged(corpus, pages).about(f"hidden_link:{duty.year}")


def _judged(corpus: Corpus, pages: dict[str, tuple[Page, Evidence]]) -> Verdict:
    own = frozenset({*corpus.site.hosts, host_of(corpus.site.home)} | {host for entry in corpus.site.elsewhere for host in entry.hosts})
    found = [(shown, link) for page, shown in pages.values() for link in planted_links(page, own)]
    if not pages:
        return unknown("没有存下可看的网页")
    if not found:
        return met(f"看过的 {len(pages)} 个页面没有疑似暗链", next(iter(pages.values()))[1])
    where = dict.fromkeys(shown.title for shown, _ in found)
    cited: dict[str, Evidence] = {}
    for shown, link in found:
        cited.setdefault(shown.url, Evidence(shown.url, shown.title, shown.published, _told(link), shown.snapshot, shown.fetched_at))
    return suspect(
        f"看过的 {len(pages)} 个页面中有 {len(where)} 个疑似有暗链，如“{next(iter(where))}”：{_told(found[0][1])}", *list(cited.values())[:_SHOWN],
        lean=Status.GAP, defect=Defect.BROKEN, question="查看网页源代码，这是否为被人植入的链接或字样？",
        advice="立即删除，检查网站是否被入侵，留存日志并报告主管部门。",
    )  # fmt: skip


def _told(link: PlantedLink) -> str:
    if not link.host:
        return f"网页标题或关键词写有“{link.words}”"
    return f"{'隐藏的' if link.is_hidden else ''}链接“{link.words or '（没有文字）'}”指向 {link.host}"


def _pages(corpus: Corpus) -> Iterator[tuple[str, tuple[Page, Evidence]]]:
    """The home page, items of each template, and the first page of the portal's and every unit's columns."""
    for one in sample(corpus):
        yield one.page.url, (one.page, one.shown)
    for column in sorted(corpus.columns(None), key=lambda column: (bool(column.unit), column.id))[:_MOST]:
        kept = corpus.archive_payload(column.sha256) if column.sha256 else None
        if kept and (page := Page(column.url, kept[0], content_type=kept[1])).is_html and not page.is_torn:
            yield page.url, (page, of_column(column))
