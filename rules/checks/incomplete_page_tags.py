"""网页标签不全：网站、栏目、信息三级页面缺少规定的标签，或标签抄自别的网站。

依据：国办发〔2017〕47号附件网页标签规范。标签名见于实际门户；哪些必填凭经验，不据以认定。
判定：每种模板取几个栏目页和信息页，加上首页。应有的标签都写了，网站名称、域名、标识码与本站一致的，为合规；有缺的、值是占位文字的、与本站不一致的，
为待核验，写明哪一级、哪个标签、几页。
无法判定：没有存下可看的页面。
不涉及：信息页的标题、日期、来源与标签是否一致（见 contradicting_fields）；由脚本写入的标签。
怎么改：在建站系统的模板里补上标签，一次改好一类页面。
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.archive import Corpus
from crawler.extract.page_tags import ARTICLE, COLUMN, SITE, PageTags, read_tags
from crawler.urls import host_of
from rules.checks._page_sample import Level, Sampled, sample
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_WANTED: Final[dict[Level, tuple[str, ...]]] = {"home": SITE, "column": (*SITE, *COLUMN), "article": (*SITE, *ARTICLE)}
_LEVELS: Final[dict[Level, str]] = {"home": "首页", "column": "栏目页", "article": "信息页"}
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class _Fault:
    level: Level
    what: str
    page: Sampled


def check(corpus: Corpus, duty: Duty) -> Verdict:
    with corpus.looking():  # a sample: no verdict says that all columns were searched
        pages = sample(corpus)
    return _judged(corpus, pages).about(f"page_tags:{duty.year}")


def _judged(corpus: Corpus, pages: list[Sampled]) -> Verdict:
    if not pages:
        return unknown("没有存下可看的网页")
    told = [(page, read_tags(page.page)) for page in pages]
    faults = [fault for page, tags in told for fault in _faults(corpus, page, tags)]
    codes = sorted({tags.told["SiteIDCode"] for _, tags in told if "SiteIDCode" in tags.told})
    if not faults and len(codes) < 2:
        return met(f"看过的 {len(pages)} 个页面，应有的网页标签都写了，与本站一致", pages[0].shown)
    counts: dict[tuple[Level, str], int] = {}
    for fault in faults:
        counts[fault.level, fault.what] = counts.get((fault.level, fault.what), 0) + 1
    looked = {level: sum(page.level == level for page in pages) for level in _LEVELS}
    words = [f"{_LEVELS[level]}{what}（{count}/{looked[level]} 页）" for (level, what), count in counts.items()]
    words += [f"网站标识码有 {len(codes)} 种（{'、'.join(codes[:3])}）"] if len(codes) > 1 else []
    shown = {fault.page.shown.url: fault.page.shown for fault in faults}
    return suspect(
        f"看过的 {len(pages)} 个页面，网页标签：{'；'.join(words)}", *(list(shown.values())[:_SHOWN] or [pages[0].shown]),
        lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="这些模板的网页标签是否确实没有写或写错？", advice="在建站系统的模板里补上、改正标签。",
    )  # fmt: skip


def _faults(corpus: Corpus, page: Sampled, tags: PageTags) -> Iterator[_Fault]:
    for name in tags.lacks(_WANTED[page.level]):
        yield _Fault(page.level, f"{name} 是占位文字或空的" if name in tags.empty else f"没有 {name}", page)
    name = tags.told.get("SiteName", "")
    if name and not _is_own_name(corpus, name):
        yield _Fault(page.level, f"SiteName 写的是“{name}”", page)
    domain = tags.told.get("SiteDomain", "")
    if domain and host_of(f"http://{domain.removeprefix('https://').removeprefix('http://')}") not in _hosts(corpus, page):
        yield _Fault(page.level, f"SiteDomain 写的是“{domain}”", page)


def _is_own_name(corpus: Corpus, name: str) -> bool:
    """Whether a tag names this site, in whole or in part: portals shorten themselves."""
    own = (corpus.site.name, *corpus.site.aliases)
    return any(name in other or other in name for other in own) or any(len(n) > 2 and n in name for n in corpus.site.district_names)


def _hosts(corpus: Corpus, page: Sampled) -> frozenset[str]:
    hosts = {*corpus.site.hosts, host_of(corpus.site.home), host_of(page.page.url)}
    return frozenset({*hosts, *(host.removeprefix("www.") for host in hosts)})
