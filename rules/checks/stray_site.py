"""疑似单位自办网站：门户首页、栏目页的链接或信息来源，指向以本区单位为名的另一个网站。

依据：年度要点第（十三）项“推进政府网站集约化建设”；国办发〔2017〕47号（县级政府部门、乡镇街道原则上不开设政府网站）。谁办的网站，程序看不出。
判定：首页和各栏目首页上，没有以本区单位为名、指向其他网站首页的链接，当年信息的来源也没有写某单位的网站，为合规；有的，为待核验，
合在一起问一次，写明网址的主机和链接的文字，最多十个。
无法判定：首页没有读到或由脚本载入，又没有见到这样的链接。
不涉及：档案登记为门户或单位子站的主机、依法在别处公布的主机；税务、气象、公安交警、法院、检察院等，省市平台，公共资源交易、信用、政务服务网，
新媒体账号；被三个以上单位共用的主机（是平台）；垂直管理和党委机构；外站本身（不访问）。
怎么改：自办网站的内容迁入门户，报批后关停并公告；只是旧链接的，从门户上撤去。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.archive import Corpus
from crawler.extract.home_page import read_home
from crawler.extract.site_links import is_own, is_platform, read_site_links
from crawler.page import Page
from crawler.site import UnitTable
from crawler.urls import host_of
from rules.checks._kept_pages import kept_page
from rules.checks._ownership import named_unit
from rules.evidence import of_article, of_column
from rules.model import Duty, Evidence, Status, Verdict, met, suspect, unknown

version = 1

_SHOWN: Final = 10
_MOST: Final = 400  # column pages
_MOST_ITEMS: Final = 4_000
_SHARED: Final = 3  # units behind one host make it a platform
_CALLED = re.compile(r"(?:政府)?(?:官方|门户|政务|政府|信息|公众信息|政务信息|政府信息)?(?:网站|网|官网|之窗|在线)(?:首页)?$|^(?:进入|访问)")
_SOURCE = re.compile(r"(?:官网|(?:官方|门户|政府|政务)?网站|(?:门户|政务|信息)网)$")
_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Stray:
    """A place that carries a unit's name: ``host``, or '' where only its name is told."""

    unit: str
    host: str
    told: str
    shown: Evidence


def check(corpus: Corpus, duty: Duty) -> Verdict:
    with corpus.looking():  # pages are looked at, not lists: no verdict says that columns were searched
        home = _home(corpus)
        strays = [*_on_pages(corpus, home), *_in_sources(corpus, duty)]
    return _judged(home, _without_platforms(strays)).about(f"stray_site:{duty.year}")


def _judged(home: tuple[Page, Evidence] | None, strays: list[_Stray]) -> Verdict:
    if strays:
        named = "；".join(one.told for one in strays[:_SHOWN]) + (f"等 {len(strays)} 处" if len(strays) > _SHOWN else "")
        cited = {one.shown.url: one.shown for one in reversed(strays[:_SHOWN])}
        return suspect(
            f"门户上有以本区单位为名的其他网站：{named}；没有访问", *reversed(cited.values()), lean=Status.GAP,
            question="这些网站是否为本区单位自办，仍在开办？", advice="内容迁入门户，报批后关停并公告；只是旧链接的，从门户上撤去。",
        )  # fmt: skip
    if home is None:
        return unknown("首页没有读到或残缺，不能确定有没有指向单位自办网站的链接")
    if read_home(home[0]).is_script_made:
        return unknown("首页由脚本或框架载入，网站链接没有读到", home[1])
    return met("首页、栏目页和当年信息的来源中，没有以本区单位为名的其他网站", home[1])


# ---- where they stand


def _home(corpus: Corpus) -> tuple[Page, Evidence] | None:
    url, digest = corpus.home or ("", "")
    page = kept_page(corpus, url, digest)
    return (page, Evidence(url, "网站首页", snapshot=f"sha256:{digest}")) if page else None


def _on_pages(corpus: Corpus, home: tuple[Page, Evidence] | None) -> Iterator[_Stray]:
    own = _own_hosts(corpus)
    for page, shown in _pages(corpus, home):
        for link in read_site_links(page, own):
            if unit := _unit_called(corpus, link.words):
                quote = f"“{link.words}”链接到 {link.host}"
                proof = Evidence(shown.url, shown.title, shown.published, quote, shown.snapshot, shown.fetched_at)
                yield _Stray(unit.id, link.host, f"{shown.title}上{quote}", proof)


def _pages(corpus: Corpus, home: tuple[Page, Evidence] | None) -> Iterator[tuple[Page, Evidence]]:
    """The home page and the first page of every column, the portal's own first: theirs are the footers and lists of sites."""
    if home:
        yield home
    for column in sorted(corpus.columns(None), key=lambda column: (bool(column.unit), column.id))[:_MOST]:
        if page := kept_page(corpus, column.url, column.sha256):
            yield page, of_column(column)


def _own_hosts(corpus: Corpus) -> frozenset[str]:
    site = corpus.site
    addresses = {host_of(site.home), *(host_of(url) for unit in site.units for url in unit.sites), *(host_of(c.url) for c in site.columns)}
    return frozenset({*site.hosts, *addresses, *(host for entry in site.elsewhere for host in entry.hosts)} - {""})


def _in_sources(corpus: Corpus, duty: Duty) -> Iterator[_Stray]:
    """Items of the year whose 来源 is a site of a unit, or gives an address beside a unit's name."""
    own = _own_hosts(corpus)
    for article in corpus.articles(None, (), duty.applies_from, newest=_MOST_ITEMS):
        source = "".join(article.source.split())[:80]
        found = _ADDRESS.search(source)
        host = found["host"].lower() if found and "." in found["host"] else ""
        name = _ADDRESS.sub("", source).strip("：:（）()，,")
        if (host and is_own(host, own)) or is_platform(name, host) or not (host or _SOURCE.search(name)):
            continue
        if unit := _unit_called(corpus, name):
            yield _Stray(unit.id, host, f"《{article.title}》的来源写作“{source}”", of_article(article, f"来源：{source}"))


def _unit_called(corpus: Corpus, words: str) -> UnitTable | None:
    """The district's own unit that ``words`` name, alone or as the owner of a site."""
    for name in dict.fromkeys((words, _CALLED.sub("", words))):
        unit = named_unit(corpus.site, name) if 2 < len(name) <= 30 else None
        if unit and unit.authority in ("district", "institution"):
            return unit
    return None


def _without_platforms(strays: list[_Stray]) -> list[_Stray]:
    """Each place once; a host that stands for several units is what they share."""
    units: dict[str, set[str]] = {}
    for one in strays:
        units.setdefault(one.host, set()).add(one.unit)
    kept: dict[tuple[str, str], _Stray] = {}
    for one in strays:
        if not one.host or len(units[one.host]) < _SHARED:
            kept.setdefault((one.unit, one.host), one)
    return list(kept.values())
