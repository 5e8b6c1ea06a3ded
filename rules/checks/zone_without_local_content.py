"""“数字政府”专区没有本地内容：四个名称的入口全部链到外站，没有一个链到本区的页面。

依据：年度要点“推进栏目、专题以及内容整合，建设本地‘数字政府’专区”。怎样算整合了本地内容，文件没有写，最多待核验。
判定：四个名称的入口中有链到本站（首页不算）或写有本区行政区划代码的网址的，为合规；各名称下的链接全在外站的，为待核验，列出各链到哪里。
每一页都有的菜单、页脚不算专区的内容。期限未到的，为未到期。
无法判定：专区的页面没有看全、没有留存或由脚本载入；本站链接本次打不开。没有登记专区，或四个名称都没有链接的不适用（见 missing_zone_entry）。
不涉及：四个名称全不全、链接打不打得开（见 missing_zone_entry）；外站页面里有没有本区的内容（由人看）。
怎么改：把本区的办事、监管、公开、互动栏目整合进专区，不只链到上级平台。
"""

import re
from collections import Counter
from dataclasses import replace

from crawler.archive import Corpus
from crawler.extract.zone import NAMES, Zone
from crawler.urls import host_of, identity_key
from rules.checks._columns import searched
from rules.checks._zone_pages import leads_on, links_on, links_on_others, zone_pages
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_applicable, not_due, suspect, unknown

version = 1

_REGION = 6  # digits of a district's code
_HOSTS = 3


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("digital_government",)) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, kinds)
    if verdict.status not in (Status.MET, Status.NOT_APPLICABLE) and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about(f"digital_government_content:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    pages = zone_pages(corpus, duty, kinds)
    columns = corpus.columns(duty.unit, kinds)
    links = _links(corpus, pages, kinds)
    for name, addresses in links.items():
        if own := next((url for url in addresses if _is_own(corpus, url) and leads_on(corpus, url)), None):
            return met(f"专区中“{name}”链到本区的页面 {own}", pages[0][0])
    if columns and (why := corpus.unseen(duty.unit, kinds)):
        return unknown(why, *(shown for shown, _ in pages[:1]))
    if columns and not pages:
        return unknown("“数字政府”专区的页面没有读到")
    abroad = {name: [url for url in urls if url and not _is_own(corpus, url)] for name, urls in links.items()}
    if not any(abroad.values()):
        return not_applicable("没有登记“数字政府”专区，或四个名称都没有链接，另见 missing_zone_entry")
    if dead := next((url for urls in links.values() for url in urls if url and _is_own(corpus, url) and not _is_home(corpus, url)), None):
        return unknown(f"专区有链到本站的入口（{dead}），但本次打不开", pages[0][0])
    told = "；".join(f"{name}链到 {'、'.join(_hosts(urls))}" for name, urls in abroad.items() if urls)
    return suspect(
        f"“数字政府”专区的入口都在外站：{told}", pages[0][0], lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="专区是否整合了本区的内容，在哪个页面？", advice="把本区的办事、监管、公开、互动栏目整合进专区。",
    )  # fmt: skip


def _links(corpus: Corpus, pages: list[tuple[Evidence, Zone]], kinds: tuple[str, ...]) -> dict[str, list[str]]:
    """The addresses under each name that are the zone's own: not those every page of the site shows as often."""
    others = links_on_others(corpus, kinds)
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    for shown, zone in pages:
        here = links_on(corpus, shown.url, shown.snapshot.removeprefix("sha256:")) or Counter[str]()
        for name in NAMES:
            for url in zone.links_of(name):
                key = identity_key(url) if url else ""
                if url and not (others and here[key] <= min(page[key] for page in others)):
                    found[name].append(url)
    return found


def _is_own(corpus: Corpus, url: str) -> bool:
    """Whether an address is of this portal, of a host under it, or of the district's part of a platform."""
    host = host_of(url)
    names = {name.removeprefix("www.") for name in corpus.site.hosts}
    if any(host == name or host.endswith(f".{name}") for name in names):
        return True
    code = corpus.site.region
    return len(code) >= _REGION and re.search(rf"(?<!\d){re.escape(code)}", url) is not None


def _is_home(corpus: Corpus, url: str) -> bool:
    return identity_key(url) == identity_key(corpus.site.home)


def _hosts(urls: list[str]) -> list[str]:
    return list(dict.fromkeys(host_of(url) or url for url in urls))[:_HOSTS]
