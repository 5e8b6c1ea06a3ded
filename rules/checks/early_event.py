"""未到日子先报道：动态里说某月某日已经召开、举行、走访，而那一天在发布日期之后。

依据：年度要点“务必保证表述规范、内容准确”。怎样看出来是推算的，不据以认定。
判定：本年度动态栏目的信息，没有讲到发布日期以后的事已经发生的，为合规；有的，为待核验，列出原句和两个日期。
没有写年份的月日，取发布当年；早报六十日以上的多半说的是上一年，不问。当日报道当日的事不算。
无法判定：没有登记动态栏目，栏目没有看全而又没有见到本单位的信息。发布日期有两种说法的信息不看（见 contradicting_fields）。
不涉及：预告、通知、停水停电、会期和施行日期；没有写日子的报道。
怎么改：核对活动日期和发布日期，改正写错的一处。
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.told_event import ToldEvent, events_ahead
from rules.checks._columns import searched, why_unread
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 2_000
_AHEAD: Final = 60
_SHOWN: Final = 6
_WEAK: Final = ("url", "written", "updated")


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("news",)) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, kinds) if columns else unknown(f"站点档案没有登记{duty.unit_name}的动态栏目")
    return replace(verdict.about(f"early_event:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    read = [a for a in corpus.articles(duty.unit, kinds, duty.applies_from, newest=_MOST) if a.state == "read"]
    early = [(article, event) for article in read for event in _early(corpus, article)]
    if early:
        article, event = early[0]
        more = f"等 {len(early)} 处" if len(early) > 1 else ""
        return suspect(
            f"《{article.title}》{article.published} 发布，文中说 {event.day} 的事已经发生{more}",
            *(of_article(a, e.quote) for a, e in early[:_SHOWN]), lean=Status.GAP, defect=Defect.CONTRADICTORY,
            question="活动实际是哪一天，发布日期和文中的日期哪一个写错了？", advice="核对活动日期和发布日期，改正写错的一处。",
        )  # fmt: skip
    if read:
        return met(f"看过本年度 {len(read)} 条动态，没有讲到发布日期以后的事已经发生的", of_article(read[-1]))
    if why := next((why for column in corpus.own_columns(duty.unit, kinds) if (why := why_unread(corpus, column))), None):
        return unknown(f"没有读到本单位本年度的动态，但{why}")
    return not_applicable("没有读到本单位本年度的动态")


def _early(corpus: Corpus, article: Article) -> Iterator[ToldEvent]:
    """The first thing told ahead of its day; nothing for an item whose own day is weak or contested."""
    contested = article.dated_before or any(conflict.startswith("published:") for conflict in article.conflicts)
    if article.published is None or contested or article.published_source in _WEAK:
        return
    yield from events_ahead(article.title, corpus.text(article), article.published, _AHEAD)[:1]
