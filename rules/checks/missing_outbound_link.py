"""没有通向承载网站的链接：单位的信息依法公布在其他网站（如税务局在上级税务网站），本站没有见到通向那里的链接。

依据：年度要点“提高政策透明度和获取便利度”；垂直管理的部门可以在上级网站公布，本站须能走到那里，是推算的，一律只请人核对。
承载网站的网址取自站点档案的异地公布（elsewhere）和要求目录。
判定：首页、涉企政策栏目、该单位的栏目或其中的信息里，有链接通向承载网站的栏目或文章，为合规；只通向它的首页的，请人确认能否从那里看到本区的内容，
倾向合规。看了的页面都没有链接的，为待核验；该单位在本站自己公布了信息的，倾向合规。
无法判定：首页没有读到，其他页面又没有见到链接。
不涉及：外站打不打得开、内容全不全（本次没有检查那里）。
怎么改：在首页或涉企政策栏目放上链接，直接通向承载网站上本区内容所在的栏目。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final
from urllib.parse import urlsplit

from crawler.archive import Corpus, SeenColumn
from crawler.page import Page
from crawler.urls import host_of
from rules.checks._columns import searched
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown

version = 1

_MOST: Final = 40  # columns whose pages are read; menus and footers are the same on all of them
_MOST_ITEMS: Final = 200
_LONGEST: Final = 2_000_000  # characters of a page that are searched
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]{1,200}(?::\d{1,5})?(?:/[^\s\"'<>()\\]{0,300})?")
_ROOT = re.compile(r"^/?(?:(?:index|default)\.[a-z]{2,5})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    shown: Evidence

    @property
    def is_root(self) -> bool:
        """Whether it leads to a site's home page and no further."""
        parts = urlsplit(self.url)
        return bool(_ROOT.match(parts.path)) and not parts.query


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    hosts: tuple[str, ...],
    kinds: tuple[str, ...] = ("business_policy", "policy", "interpretation", "notices"),
) -> Verdict:
    """``hosts``: the sites that count, each with what stands below it; what the profile names for the unit counts as well."""
    wanted = tuple(dict.fromkeys((*hosts, *_named_by_profile(corpus, duty))))
    columns = _columns(corpus, duty)
    verdict = _judged(corpus, duty, wanted, columns, kinds)
    return replace(verdict.about(f"outbound_link:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, hosts: tuple[str, ...], columns: list[SeenColumn], kinds: tuple[str, ...]) -> Verdict:
    name = f"{duty.unit_name}的承载网站（{'、'.join(hosts)}）"
    links = list(chain(_on_pages(corpus, columns, hosts), _in_items(corpus, duty, kinds, hosts)))
    if deep := next((link for link in links if not link.is_root), None):
        return met(f"{name}：“{deep.shown.title}”页面有链接（{deep.url}），外站能否打开没有检查", deep.shown)
    advice = "在首页或涉企政策栏目放上链接，直接通向承载网站上本区内容所在的栏目。"
    if links:
        return suspect(
            f"{name}：“{links[0].shown.title}”页面只链到首页（{links[0].url}）", links[0].shown, lean=Status.MET, defect=Defect.UNLINKED,
            question=f"从该首页能不能看到{duty.unit_name}的内容，在哪个栏目？", advice=advice,
        )  # fmt: skip
    if corpus.home is None:
        return unknown(f"{name}：首页没有读到，看了的 {len(columns)} 个栏目页面未见链接")
    own = next(iter(corpus.articles(duty.unit, kinds, duty.applies_from)), None)
    also = f"；本站有该单位自己公布的《{own.title}》" if own else ""
    url, digest = corpus.home
    return suspect(
        f"{name}：首页和 {len(columns)} 个栏目页面未见链接{also}", Evidence(url, "首页", snapshot=f"sha256:{digest}"),
        *((of_article(own),) if own else ()), lean=Status.MET if own else Status.GAP, defect=Defect.UNLINKED,
        question=f"{duty.unit_name}的涉企信息公布在哪里，本站从哪里能走到？", advice=advice,
    )  # fmt: skip


def _named_by_profile(corpus: Corpus, duty: Duty) -> Iterator[str]:
    return (host for entry in corpus.site.elsewhere if duty.unit in entry.units for host in entry.hosts)


def _columns(corpus: Corpus, duty: Duty) -> list[SeenColumn]:
    """The unit's own columns, those for business policies, then the portal's: the likeliest first."""
    found = [*corpus.own_columns(duty.unit), *corpus.columns(None, ("business_policy",)), *corpus.own_columns("")]
    return list({column.id: column for column in found}.values())[:_MOST]


def _on_pages(corpus: Corpus, columns: list[SeenColumn], hosts: tuple[str, ...]) -> Iterator[_Link]:
    url, digest = corpus.home or ("", "")
    pages = [(url, digest, Evidence(url, "首页", snapshot=f"sha256:{digest}"))] if digest else []
    pages += [(column.url, column.sha256, of_column(column)) for column in columns if column.sha256]
    for address, payload, shown in pages:
        kept = corpus.archive_payload(payload)
        page = Page(address, kept[0], content_type=kept[1]) if kept else None
        if page and page.is_html:  # a list of friendly sites is often made by a script: its text is searched, too
            found = _ADDRESS.finditer(page.text[:_LONGEST])
            yield from (_Link(hit.group(), shown) for hit in found if _counts(hit.group(), hosts))


def _in_items(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], hosts: tuple[str, ...]) -> Iterator[_Link]:
    """Links in what the unit published, and in what stands in the columns for business policies."""
    with corpus.looking():
        theirs = corpus.articles(duty.unit, kinds, newest=_MOST_ITEMS)
        columns = corpus.articles(None, ("business_policy",), newest=_MOST_ITEMS)
        for article in islice(chain(theirs, columns), 2 * _MOST_ITEMS):
            page = corpus.page(article)
            urls = [article.url] if article.state == "external" else [url for url, _ in (page.links if page else ())]
            yield from (_Link(url, of_article(article)) for url in urls if _counts(url, hosts))


def _counts(url: str, hosts: tuple[str, ...]) -> bool:
    host = host_of(url).split(":")[0]
    return any(host == each or host.endswith(f".{each}") for each in hosts)
