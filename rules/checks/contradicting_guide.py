"""公开指南与机构职能页不一致：指南一年以上没有更新，写的办公地址、电话与本单位机构职能页上的不同。

依据：政府信息公开条例第十二条（指南写明办公地址、联系电话，并及时更新）、第二十条第二项（公开办公地址、联系方式）；年度要点“及时更新政府信息公开指南”。
判定：最新一份指南在检查日前12个月内发布或写明更新的（满12个月当日也算），为合规；更早的或没有日期的，与机构职能栏目中本单位的页面对照，有一处
街路门牌相同，或者没有可比的门牌而有一个电话相同的，为合规；门牌都不同的，或者没有可比的门牌而电话都不同的，请人确认哪一页没有更新（公开机构可能
另有地址、电话）。地址只比街路和门牌号，电话只比后七位，传真不算。
无法判定：两页不能都读出街路门牌或电话；指南的内容在没有读到的附件、图片里；栏目没有看全。
不涉及：有没有指南、写全没有（见 incomplete_guide）；是否套用旧条例（见 outdated_guide）；电话打不打得通；办公时间。
怎么改：按现在的办公地址、电话改正没有更新的一页，重新发布。
"""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.dates import find_dates
from crawler.extract.contacts import Address, Contacts, read_contacts
from rules.checks._columns import searched
from rules.checks._guides import Told, guides, newest, nothing_to_say
from rules.checks._oversight import names_another
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_MOST: Final = 40  # pages of one unit's organisation columns that are read
_ABOUT_ITSELF = re.compile(r"职能|职责|概况|简介|机构(?:信息|设置|介绍)|联系(?:方式|我们)|办公(?:地址|地点|电话)|地址|单位(?:信息|介绍)")
_OF_THOSE_BELOW = re.compile(r"(?:所属|下属|直属|二级|派出|事业)单位|派出机构|下属机构|一览表|名录|学校|医院|卫生院|幼儿园|中心校|权责清单|权力清单|责任清单")
_UPDATED = re.compile(r"(?:更新|修订|修改)(?:时间|日期|于)\s?[:：]?")
_NEAR: Final = 24  # characters behind 更新时间 in which its day stands


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("guide",), organisation_kinds: tuple[str, ...] = ("organisation",)
) -> Verdict:
    found = guides(corpus, duty, kinds)
    verdict = nothing_to_say(corpus, duty, kinds, found) or _judged(corpus, duty, newest(found), organisation_kinds)
    columns = (*corpus.own_columns(duty.unit, kinds), *corpus.own_columns(duty.unit, organisation_kinds))
    return replace(verdict.about("guide:contacts"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, told: Told, kinds: tuple[str, ...]) -> Verdict:
    name, shown = f"《{told.article.title}》", of_article(told.article)
    revised = _revised(told, corpus.as_of)
    if revised and revised >= _year_before(corpus.as_of):
        return met(f"{name}于 {revised} 发布或更新，至检查日不满12个月", shown)
    age = f"最后一次更新为 {revised}" if revised else "没有日期"
    said = read_contacts(told.text)
    pages = [(article, read_contacts(contents(corpus, article).text)) for article in _own_pages(corpus, duty, kinds)]
    if same := _same(said, pages):
        article, what = same
        return met(f"{name}{age}，所写{what}与《{article.title}》一致", shown, of_article(article, what))
    if not (other := _other(said, pages)):
        cause = told.unread or corpus.unseen(duty.unit, kinds) or "机构职能栏目中没有可以对照的本单位地址、电话"
        return unknown(f"{name}{age}，无从核对地址、电话：{cause}", shown)
    article, mine, theirs = other
    reason = f"{name}{age}，写“{mine}”，《{article.title}》写“{theirs}”"
    if told.unread:
        return unknown(f"{reason}，但{told.unread}，不能确定", shown)
    return suspect(
        reason, of_article(told.article, mine), of_article(article, theirs), lean=Status.GAP, defect=Defect.CONTRADICTORY,
        question="哪一处是现在的？公开工作机构是否另有地址、电话？", advice="按现在的办公地址、电话改正没有更新的一页，重新发布。",
    )  # fmt: skip


def _revised(told: Told, as_of: date) -> date | None:
    """The newest day on which the guide was published or says that it was revised."""
    days = [told.article.published] if told.article.published else []
    for found in _UPDATED.finditer(told.text):
        days += [day for day, _, _ in find_dates(told.text[found.end() : found.end() + _NEAR])]
    return max((day for day in days if day <= as_of), default=None)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _own_pages(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """Pages on which the unit tells of itself: not of its institutions, not of its powers."""
    found = [a for a in corpus.articles(duty.unit, kinds) if not names_another(corpus, duty, a.title)]
    own = [a for a in found if not _OF_THOSE_BELOW.search(a.title) and (_ABOUT_ITSELF.search(a.title) or len(found) == 1)]
    return own[-_MOST:]


def _same(said: Contacts, pages: list[tuple[Article, Contacts]]) -> tuple[Article, str] | None:
    """The page that gives the same door; where no doors can be compared, the same telephone."""
    for article, theirs in pages:
        if door := next((a for a in said.addresses for b in theirs.addresses if a.is_as(b)), None):
            return article, f"地址“{door.words}”"
    if _doors(said) and any(_doors(theirs) for _, theirs in pages):
        return None
    mine = {key: words for words, key in said.phones}
    for article, theirs in pages:
        if number := next((mine[key] for _, key in theirs.phones if key in mine), None):
            return article, f"电话“{number}”"
    return None


def _other(said: Contacts, pages: list[tuple[Article, Contacts]]) -> tuple[Article, str, str] | None:
    """What the guide and the newest page that can be compared say differently."""
    for article, theirs in reversed(pages):
        if _doors(said) and _doors(theirs):
            return article, _doors(said)[0].words, _doors(theirs)[0].words
    for article, theirs in reversed(pages):
        if said.phones and theirs.phones and not _doors(said):
            return article, said.phones[0][0], theirs.phones[0][0]
    return None


def _doors(contacts: Contacts) -> list[Address]:
    return [address for address in contacts.addresses if address.comparable]
