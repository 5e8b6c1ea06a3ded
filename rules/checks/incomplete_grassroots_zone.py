"""基层政务公开专区不全：先行单位的“基层政务公开”专区没有分出五项任务，或较长时间没有更新。

依据：年度要点第（十一）项（加快建设“基层政务公开”专区）；川办函〔2021〕57号（行政决策公开、重点领域信息公开、便民服务公开、政策落实公开、
智慧政府建设五项任务；分工表作“五公开一建设”，以正文“四公开一建设”为准）。更新天数是推算的。
判定：专区页面、栏目名称和信息标题写有五项任务，而且限期内有新信息，为合规；少写了的、限期内没有新信息的，为待核验，不作认定。
无法判定：档案没有登记该单位的专区；专区没有看全、打不开；信息读不出日期，而又没有见到限期内的信息。
不涉及：线下专区（政务服务大厅、便民服务中心）；各组内容是否切题。
怎么改：在专区按五项任务分组，每组至少放一条本单位的信息，并定期更新。
"""

import re
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from rules.checks._columns import page_words, searched, why_unread
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

# 政策落实 is called 执行 in the plan's heading and 落实 in most zones.
_GROUPS: Final = MappingProxyType(
    {
        "行政决策公开": re.compile(r"决策公开"),
        "重点领域信息公开": re.compile(r"重点领域(?:信息)?公开"),
        "便民服务公开": re.compile(r"便民服务公开|便民服务信息公开"),
        "政策落实公开": re.compile(r"政策(?:执行|落实)(?:落实)?公开|(?:执行|落实)公开"),
        "智慧政府建设": re.compile(r"智慧政[府务]|数字政府建设"),
    }
)
_TITLES: Final = 400


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("grassroots_zone",), days: int = 90) -> Verdict:
    columns = corpus.own_columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, columns, days)
    return replace(verdict.about(f"grassroots_zone:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, columns: tuple[SeenColumn, ...], days: int) -> Verdict:
    if not columns:
        return unknown(f"站点档案没有登记{duty.unit_name}的“基层政务公开”专区，请确认专区是否已建成、网址是什么")
    found = [a for column in columns for a in corpus.articles(None, (column.kind,), column=column.id)]
    words = "\n".join(
        (*(page_words(corpus, column) for column in columns), *(c.name for c in columns), *(a.title for a in found[-_TITLES:]))
    )
    lacking = [name for name, pattern in _GROUPS.items() if not pattern.search(words)]
    since = corpus.run_as_of - timedelta(days=days)
    recent = [a for a in found if a.published and a.published >= since]
    if not lacking and recent:
        return met(f"专区写有五项任务，最近一次更新于 {recent[-1].published}", of_column(columns[0]), of_article(recent[-1]))
    if why := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(why, of_column(columns[0]))
    undated = [a for a in found if a.published is None]
    if not lacking and undated:
        return unknown(f"专区有 {len(undated)} 条信息读不出日期，{days} 天内有没有更新不能确定", of_column(columns[0]), of_article(undated[0]))
    return _lacking(columns[0], lacking, [a for a in found if a.published], recent=bool(recent), days=days)


def _lacking(column: SeenColumn, lacking: list[str], dated: list[Article], *, recent: bool, days: int) -> Verdict:
    told = [f"未见{'、'.join(lacking)}"] if lacking else []
    if not recent:
        told.append(f"最近一次更新于 {dated[-1].published}，超过 {days} 天" if dated else "没有信息")
    defect = Defect.MISSING_ELEMENT if lacking else Defect.STALE_COLUMN
    where = f"{'、'.join(lacking)}放在专区的哪里？" if lacking else "专区是否在别处更新？"
    return suspect(
        f"“{column.name}”{'，'.join(told)}", of_column(column), *(of_article(a) for a in dated[-1:]),
        lean=Status.GAP, defect=defect, question=where, advice="在专区按五项任务分组，每组放本单位的信息，并定期更新。",
    )  # fmt: skip
