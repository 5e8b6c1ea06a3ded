"""Discover one site: look around, then judge everything seen together. Nothing is judged while pages still arrive."""

import json
import logging
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawler.dialects.addresses import article_like
from crawler.discovery.classify import Judged, judge, unreachable
from crawler.discovery.doubts import SINGLE_KINDS
from crawler.discovery.links import MenuLink, PageFacts
from crawler.discovery.naming import (
    is_article_title,
    is_no_column,
    is_no_column_address,
    is_pager,
    is_upper_level,
    meaning,
    plain,
    slug_kind,
)
from crawler.discovery.ownership import Owner, Ownership
from crawler.discovery.profile import Proposal, in_order, one_line
from crawler.discovery.surroundings import surroundings
from crawler.discovery.templates import by_template
from crawler.discovery.units import KnownUnit, Roster, assemble, looks_like_unit, read_units, unit_links
from crawler.discovery.visited import key_of
from crawler.site import PolitenessTable, Site
from crawler.stopped import Stopped
from crawler.tomlfile import BadInput
from crawler.urls import canonical, host_of, is_loopback

MAX_MENU_PAGES: Final = 60  # places whose names tell nothing, opened only to see what they are
_HUB = re.compile(
    r"信息公开|政务公开|公开目录|主动公开|部门|乡镇|镇街|街道|单位|目录|网站地图|站点地图|政策|财政|预决算|重点领域|基层|机构|互动"
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpe?g|png|gif|mp4|css|js|xml|apk|exe)$", re.IGNORECASE)


def discover(
    home: str,
    units: str = "",
    folder: str = "",
    on_progress: Callable[[int], None] | None = None,
    known: Site | None = None,
) -> Proposal:
    """The proposed profile of the site at ``home``. Raises BadInput for a wrong home or list, Stopped when home does not answer.

    With ``folder``, every address that meant something is written to ``folder/discovered.jsonl``, accepted or not. With a
    ``known`` profile its hosts, hours, names and units hold, and its columns that nothing leads to any more are asked too.
    """
    start = canonical(home)
    if start is None:
        raise BadInput(f"不是网址：“{home}”（应以 http:// 或 https:// 开头）")
    listed = known_units(known) if known else read_units(Path(units)) if units else []
    if folder:
        _writable(Path(folder))
    site = replace(known, home=start) if known else _stand_in(start)
    pages = _look_around(site, on_progress)
    first = pages.get(key_of(start))
    if first is None or not first.opened:
        raise Stopped(f"首页 {start} 打不开：{first.cause if first else '没有应答'}")
    proposal = propose(start, pages, listed, site.hosts, known)
    if folder:
        _keep(proposal, Path(folder))
    return proposal


def known_units(site: Site) -> list[tuple[str, tuple[str, ...]]]:
    """(name, other names) of each unit of a profile, in its order; without those that have ended."""
    living = [unit for unit in site.units if unit.valid_to is None]
    return [(unit.name, tuple(dict.fromkeys((*filter(None, (unit.full_name,)), *unit.aliases)))) for unit in living]


def propose(
    home: str,
    pages: Mapping[str, PageFacts],
    listed: list[tuple[str, tuple[str, ...]]],
    hosts: frozenset[str],
    known: Site | None = None,
) -> Proposal:
    """Judge the pages seen from ``home``."""
    first = pages[key_of(home)]
    site = known or replace(_stand_in(home), name=_site_name(first))
    names, city = site.district_names, _city(site.name)
    ordered = [pages[key] for key in sorted(pages)]
    found = assemble(ordered, listed, names, city, hosts)
    roster = Roster(found, names)
    ownership = Ownership(pages, key_of(home), roster)
    targets = _targets(ordered)
    around = surroundings(pages, targets, first, hosts, names, roster)
    judged = []
    for key, (url, links) in sorted(targets.items()):
        verdict = judge(url, links, pages.get(key), ownership.of(url, links), around)
        if verdict.kind and key != key_of(home):
            judged.append(_by_list(verdict, roster))
    once = by_template(_once(judged, pages), found)
    kept = tuple(sorted(_beside_others(list(once), pages), key=lambda j: in_order(j, found)))
    return Proposal(
        site_id=_site_id(home),
        name=site.name,
        home=home,
        hosts=tuple(sorted(_hosts_seen(ordered, hosts) - {host_of(home)})),
        site_code=first.site_code if re.fullmatch(r"[0-9a-zA-Z]{10}", first.site_code) else "",
        units=found,
        judged=kept,
        doubts=tuple(_site_doubts(first, pages, found, bool(listed))),
        pages=len(pages),
        seen=pages,
    )


def _look_around(site: Site, on_progress: Callable[[int], None] | None) -> dict[str, PageFacts]:
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler.spiders.discovery import DiscoverySpider

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    process = AsyncCrawlerProcess(settings)
    for noisy in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A robots.txt that cannot be fetched is logged with its whole traceback; the page it stands for says the cause itself.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    pages: dict[str, PageFacts] = {}
    planner = _Planner(site)
    process.crawl(DiscoverySpider, site=site, pages=pages, plan=planner, last=planner.unlinked, on_progress=on_progress)
    process.start(install_signal_handlers=True)
    return pages


class _Planner:
    """Which links of what was seen are worth a request, best first."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._menu_pages = 0

    def __call__(self, pages: dict[str, PageFacts], depth: int) -> list[str]:
        home = pages[key_of(self._site.home)]
        named = self._site if self._site.name else replace(self._site, name=_site_name(home))
        names, city = named.district_names, _city(named.name)
        best: dict[str, tuple[int, str]] = {}
        for key in sorted(pages):
            facts = pages[key]
            units = {key_of(link.url) for link in unit_links(facts, names, city)}
            for link in facts.links:
                target = key_of(link.url)
                rank = 1 if target in units and self._askable(link) else self._rank(link, depth, named)
                if target not in pages and rank is not None:
                    best[target] = min(best.get(target, (9, link.url)), (rank, link.url))
        wanted = sorted(best.values())
        plain_menu = [url for rank, url in wanted if rank == 3][: MAX_MENU_PAGES - self._menu_pages]
        self._menu_pages += len(plain_menu)
        return [url for rank, url in wanted if rank < 3] + plain_menu

    def unlinked(self, pages: dict[str, PageFacts]) -> list[str]:
        """The columns of a known profile that nothing seen leads to any more: they may have moved."""
        linked = {key_of(link.url) for facts in pages.values() for link in facts.links if not link.dated}
        return [column.url for column in self._site.columns if key_of(column.url) not in linked]

    def _askable(self, link: MenuLink) -> bool:
        return host_of(link.url) in self._site.hosts and not link.dated and not _FILE.search(urlsplit(link.url).path)

    def _rank(self, link: MenuLink, depth: int, site: Site) -> int | None:
        """0 hubs, 1 units, 2 likely columns, 3 other places of the menu; None: not asked."""
        if not self._askable(link) or is_no_column_address(link.url) or is_no_column(link.text) or is_pager(link.text):
            return None
        district = any(name[-1:] in "区县旗" for name in site.district_names)
        if is_upper_level(link.text, district, site.district_names):
            return None
        said = meaning(link.text)
        if article_like(link.url):
            return 2 if said and said.exact and said.kind in SINGLE_KINDS else None
        if said:
            return 2
        if is_article_title(link.text):
            return None
        if _HUB.search(link.text):
            return 0
        if slug_kind(link.url)[0] or looks_like_unit(link.text, site.district_names, _city(site.name)):
            return 2
        return 3 if depth <= 2 and 2 <= len(plain(link.text)) <= 10 else None


def _targets(pages: list[PageFacts]) -> dict[str, tuple[str, list[MenuLink]]]:
    """Every address linked to, once, with all links to it, and those of the site map to which no link leads."""
    linked: dict[str, list[MenuLink]] = defaultdict(list)
    for facts in pages:
        for link in facts.links:
            linked[key_of(link.url)].append(link)
    found = {key_of(facts.url): (facts.url, linked[key_of(facts.url)]) for facts in pages}
    for key, links in linked.items():
        if links:
            found[key] = (min((link.url for link in links), key=lambda url: (len(url), url)), links)
    return found


def _by_list(judged: Judged, roster: Roster) -> Judged:
    """A column of a unit that the operator's list lacks can only be proposed."""
    unit = judged.owner.unit
    if unit and not roster.unit(unit).listed:
        owner = Owner(unit, judged.owner.why, judged.owner.doubt or "单位不在名单文件中")
        return replace(judged, owner=owner)
    return judged


def _once(judged: list[Judged], pages: Mapping[str, PageFacts]) -> list[Judged]:
    """Each place once: addresses that were led to the same page count as the best judged of them."""
    best: dict[str, Judged] = {}
    for one in judged:
        facts = pages.get(key_of(one.url))
        place = key_of(facts.final) if facts is not None and facts.opened else key_of(one.url)
        other = best.get(place)
        if other is None or (one.confidence != "low", one.score) > (other.confidence != "low", other.score):
            best[place] = one
    return list(best.values())


def _beside_others(judged: list[Judged], pages: Mapping[str, PageFacts]) -> list[Judged]:
    """A single item, or a choice of rows (``?type=1``), is no column of its own where the list itself was found."""
    lists = {
        (one.kind, one.owner.unit): key_of(one.url)
        for one in judged
        if one.confidence == "high" and not pages[key_of(one.url)].article and "?" not in one.url
    }
    found = []
    for one in judged:
        facts = pages.get(key_of(one.url))
        whole = lists.get((one.kind, one.owner.unit), "")
        if one.confidence == "high" and facts is not None and whole and whole != key_of(one.url):
            if article_like(one.url):
                one = replace(one, doubts=(*one.doubts, "是一篇信息，同类栏目另有列表"))
            elif key_of(one.url).split("?")[0] in {whole, whole + "index.html"}:
                one = replace(one, doubts=(*one.doubts, "是同一栏目的筛选"))
        found.append(one)
    return found


def _site_doubts(
    first: PageFacts, pages: Mapping[str, PageFacts], units: tuple[KnownUnit, ...], listed: bool
) -> list[str]:
    doubts = []
    if not re.search(r"政府|局|委|中心|办", first.site_name):
        doubts.append(f"网站名称取自首页，不像机关名称：“{one_line(first.site_name)}”")
    if not units:
        doubts.append("没有找到单位名录：用 --units 给出名单")
    lost = [unit.name for unit in units if not unit.page]
    if lost:
        doubts.append(f"没有找到信息公开页的单位 {len(lost)} 个：" + "、".join(lost[:20]))
    extra = [unit.name for unit in units if not unit.listed]
    if listed and extra:
        doubts.append(f"页面上有、名单文件中没有的单位 {len(extra)} 个：" + "、".join(extra[:20]))
    failed = [facts for facts in pages.values() if unreachable(facts)]
    if failed:
        doubts.append(f"打不开的页面 {len(failed)} 个，如 {min(facts.url for facts in failed)}")
    return doubts


def _stand_in(home: str) -> Site:
    """What the spider needs of a profile before there is one: whom it may ask, and how gently."""
    host = host_of(home)
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    hosts = {host} if is_loopback(home) else {host, twin}
    gentle = PolitenessTable(delay=0, concurrency=8) if is_loopback(home) else PolitenessTable()
    return Site(_site_id(home), "", home, frozenset(hosts), (), (), (), gentle, ())


def _site_name(first: PageFacts) -> str:
    return one_line(first.site_name, 60) or host_of(first.url)


def _site_id(home: str) -> str:
    """The speaking part of the host: dachuan for www.dachuan.gov.cn."""
    if is_loopback(home):
        return "site"
    parts = [
        part
        for part in (urlsplit(home).hostname or "").lower().split(".")
        if part not in ("www", "gov", "cn", "com", "org", "net")
    ]
    word = re.sub(r"[^a-z0-9-]", "", "-".join(reversed(parts[-2:])))[:40].strip("-")
    return word or "site"


def _city(name: str) -> str:
    found = re.match(r"^([\u4e00-\u9fff]{2,6}?[市州盟])[\u4e00-\u9fff]{1,8}[区县市旗]", name)
    return found.group(1) if found else ""


def _hosts_seen(pages: list[PageFacts], hosts: frozenset[str]) -> set[str]:
    return {host_of(facts.url) for facts in pages} & hosts


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "discovered.jsonl").touch()
    except OSError as error:
        raise BadInput(f"{folder} 不能写入：{error.strerror}") from None


def _keep(proposal: Proposal, folder: Path) -> None:
    lines = [
        {
            "url": one.url,
            "kind": one.kind,
            "unit": one.owner.unit,
            "name": one.name,
            "score": one.score,
            "confidence": one.confidence,
            "evidence": [piece.text for piece in one.evidence],
            "owner": one.owner.why,
            "doubts": [doubt for doubt in (*one.doubts, one.owner.doubt) if doubt],
            "against": one.against,
        }
        for one in proposal.judged
    ]
    text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    (folder / "discovered.jsonl").write_text(text, encoding="utf-8")
