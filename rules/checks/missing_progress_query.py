"""没有办事进度查询入口：门户的栏目页面上，没有见到可以点开的办件进度查询链接。

依据：年度要点第（十四）项（办事进度全程可查）。入口设在门户、由区政府办公室统一负责，是推算的。
判定：门户的栏目页面（含页头、导航）上有“办件查询”“办事进度查询”一类的链接，指向一个网址，为合规；有名称而没有网址的，为待核验；
看了的页面都没有的，为待核验，不作认定：入口也可能只在首页或手机端。
无法判定：门户没有登记栏目，或栏目页面都没有读到。
不涉及：链接的外站（如四川政务服务网）打不打得开、查不查得到；权力运行公开、智慧社区（由责任单位佐证）。
怎么改：在门户页头或“数字政府”专区放上政务服务网办件查询的链接。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.page import Page
from crawler.urls import canonical, identity_key
from rules.checks._columns import searched
from rules.evidence import of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown

version = 1

_NAMED = re.compile(r"(?:办件|办事|办理|审批|业务)(?:进度|状态|结果)?查询|(?:办件|办事|办理|审批)进度|进度查询|我的办件|查办件")
_MOST: Final = 20  # column pages read: headers are the same on all of them
_LONGEST: Final = 30  # a link's words; longer ones are titles of items


@dataclass(frozen=True, slots=True)
class _Link:
    words: str
    url: str
    shown: Evidence


def check(corpus: Corpus, duty: Duty) -> Verdict:
    columns = sorted(corpus.columns(""), key=lambda c: (c.kind != "digital_government", c.id))
    verdict = _judged(corpus, duty, columns)
    return replace(verdict.about(f"progress_query:{duty.year}"), searched=searched(columns[:_MOST]))


def _judged(corpus: Corpus, duty: Duty, columns: list[SeenColumn]) -> Verdict:
    pages = [(column, page) for column in columns[:_MOST] if (page := _page(corpus, column))]
    if not pages:
        return unknown("门户的栏目页面都没有读到" if columns else "站点档案没有登记门户的栏目")
    links = [link for column, page in pages for link in _links(corpus, column, page)]
    if alive := next((link for link in links if link.url), None):
        return met(f"“{alive.shown.title}”页面有“{alive.words}”链接（{alive.url}），外站能否打开没有检查", alive.shown)
    advice = "在门户页头或“数字政府”专区放上政务服务网办件查询的链接。"
    if links:
        return suspect(
            f"“{links[0].shown.title}”页面写有“{links[0].words}”，但没有网址", links[0].shown, lean=Status.GAP, defect=Defect.UNLINKED,
            question="办事进度查询的入口在哪里，能否打开？", advice=advice,
        )  # fmt: skip
    return suspect(
        f"看了门户的 {len(pages)} 个栏目页面，未见办事进度查询的链接；首页不在所看之列", of_column(pages[0][0]),
        lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="办事进度查询的入口在哪里（首页、政务服务网、手机端）？", advice=advice,
    )  # fmt: skip


def _page(corpus: Corpus, column: SeenColumn) -> Page | None:
    kept = corpus.archive_payload(column.sha256) if column.sha256 else None
    if kept is None:
        return None
    page = Page(column.url, kept[0], content_type=kept[1])
    return page if page.is_html and not page.is_torn else None


def _links(corpus: Corpus, column: SeenColumn, page: Page) -> Iterator[_Link]:
    for anchor in page.root.iter("a"):
        words = "".join("".join(anchor.itertext()).split())[:200]
        if len(words) > _LONGEST or not _NAMED.search(words):
            continue
        url = canonical(anchor.get("href") or "", page.base) or ""
        if url and corpus.article_at(url):
            continue  # an item about it, not the entry
        nowhere = url and identity_key(url) in (identity_key(corpus.site.home), identity_key(column.url))
        yield _Link(words, "" if nowhere else url, of_column(column))
