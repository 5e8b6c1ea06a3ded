"""处罚决定公布逾期：网站上看得到的行政处罚决定，公布日晚于决定日后第 7 个工作日。

依据：国办发〔2018〕118号（行政处罚决定自作出之日起7个工作日内公开）；行政处罚法第四十八条；年度要点所列各行。
判定：决定日之后第 7 个工作日（含调休上班日）当日或之前公布，为合规；之后公布，为逾期，每条信息一个结果。
同一文号先后公布几次的，以最早一次为准；页面写的公示日期早于页面发布日期的，以早者为准。
一页列出 4 件以上的汇总表，同一天公布 10 条以上逾期决定的（可能是栏目迁移），或档案登记了依法可在其他网站公布的，可能此前已公布，为待核验。
同一文号在期限内已公布在本单位其他栏目的，为合规；页面写明此前已经公布、在依法公示的其他网站公布、属于更正、变更或补录的，自送达之日起算没有逾期或者送达日不明的，期限内另有同一当事人的处罚公示的，不予处罚决定，
期限内有没读到的处罚信息的，为待核验。
无法判定：栏目没有看全而未见决定；决定只在未读到的附件、图片里；读不出决定日期或发布日期的，不计。
不涉及：没有处罚决定的，不适用；写明本期无处罚决定的，为已说明。该公布而没有公布的决定，网站看不出来。告知书、送达公告、履行和执行情况、裁量基准、处罚新闻，其他机关的决定不算。
怎么改：决定作出后 7 个工作日内公布；已逾期的注明首次公布的时间和网址。
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.punishment import Penalty
from rules.checks._columns import searched
from rules.checks._penalties import Docket, Shown, docket, number, published, shown_earlier, why_counted_otherwise
from rules.contents import contents
from rules.deadlines import Due, workdays_after, workdays_between
from rules.evidence import of_article
from rules.first_shown import why_earlier
from rules.model import (
    Defect,
    Duty,
    Status,
    Verdict,
    late,
    met,
    not_applicable,
    stated,
    suspect,
    unknown,
)

version = 3

_BEFORE: Final = "该决定此前是否已在其他栏目或网站公布，是哪一天？"
_SERVED: Final = "该决定是哪一天送达的，公布期限是否可以自送达之日起算？"
_A_LIST: Final = 4  # decisions on one page from which it is a list, and perhaps not the first publication
_MOVED: Final = 10  # late items of one day from which they rather were moved
_TOLD: Final = 30  # late items told one by one


@dataclass(frozen=True, slots=True)
class _Late:
    shown: Shown
    decision: Penalty
    on: date
    due: Due
    days: int


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("penalty",), workdays: int = 7
) -> list[Verdict]:
    seen = docket(corpus, duty, kinds, duty.applies_from)
    found = [each for each in _late(seen, duty, workdays) if not _shown_in_time(corpus, duty, each)]
    at_once = Counter(each.on for each in found)
    verdicts = [_one(corpus, duty, kinds, each, at_once[each.on], workdays, seen) for each in found[:_TOLD]]
    if rest := len(found) - len(verdicts):
        verdicts[0] = replace(verdicts[0], reason=f"{verdicts[0].reason}（另有 {rest} 条晚于期限的信息没有逐条列出）")
    late_items = {each.shown.article.identity for each in found}
    if not verdicts or any(each.article.identity not in late_items for each, _ in _judged(seen, duty)):
        verdicts.append(_others(corpus, duty, kinds, seen, len(found), workdays))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _judged(seen: Docket, duty: Duty) -> list[tuple[Shown, Penalty]]:
    """The decisions whose delay can be told."""
    return [
        (each, decision)
        for each in seen.read
        for decision in each.decisions
        if decision.decided and decision.decided >= duty.applies_from and published(each.article, decision)
    ]


def _late(seen: Docket, duty: Duty, workdays: int) -> list[_Late]:
    """The latest decision of every item that shows one too late, worst first."""
    worst: dict[str, _Late] = {}
    for each, decision in _judged(seen, duty):
        on = published(each.article, decision)
        first = seen.first_shown.get(number(decision), on)
        if on is None or first is None or decision.decided is None or first < on:
            continue
        due = workdays_after(decision.decided, workdays)
        if not due.surely_before(on):
            continue
        days = workdays_between(decision.decided, on)
        known = worst.get(each.article.identity)
        if known is None or days > known.days:
            worst[each.article.identity] = _Late(each, decision, on, due, days)
    return sorted(worst.values(), key=lambda late: (-late.days, late.shown.article.identity))


def _one(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: _Late, at_once: int, workdays: int, seen: Docket
) -> Verdict:
    decision, article = found.decision, found.shown.article
    named = decision.number or article.title
    told = f"{decision.decided} 作出的处罚决定（{named}）于 {found.on} 公布，是第 {found.days} 个工作日，晚于第 {workdays} 个工作日 {found.due}"
    why, question = _perhaps_before(corpus, duty, kinds, found, at_once, seen), _BEFORE
    if not why:
        why, question = _otherwise(corpus, found, workdays)
    if why:
        verdict = suspect(
            f"{told}；{why}", of_article(article, named), lean=Status.GAP, defect=Defect.OVERDUE,
            question=question, advice="注明首次公布的时间和网址。",
        )  # fmt: skip
    else:
        verdict = late(told, of_article(article, named), due=found.due.rolled)
    return verdict.about(article.identity, due=found.due.rolled, event=decision.decided)


def _otherwise(corpus: Corpus, found: _Late, workdays: int) -> tuple[str, str]:
    """Why the page's own words forbid counting from the decision to the day shown, with the question; '' without such words."""
    article, decided = found.shown.article, found.decision.decided
    if decided is None:
        return "", ""
    text = contents(corpus, article).text
    why, served = why_counted_otherwise(article.title, text, decided, found.on, found.due.rolled)
    if served and workdays_after(served, workdays).surely_before(found.on):
        return "", ""
    return why, _SERVED if "送达" in why else _BEFORE


def _shown_in_time(corpus: Corpus, duty: Duty, found: _Late) -> bool:
    """Whether the same number stands in another of the unit's columns in time."""
    known = shown_earlier(corpus, duty, found.decision, found.shown.article, found.due.rolled)
    return known is not None and known.is_same


def _perhaps_before(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: _Late, at_once: int, seen: Docket
) -> str:
    """Why the day shown may not be that of the first publication; '' when nothing speaks for it."""
    if (count := len(found.shown.decisions)) >= _A_LIST:
        return f"该页汇总 {count} 件决定，可能不是首次公布"
    if at_once >= _MOVED:
        return f"同一天公布的逾期决定有 {at_once} 条，可能是栏目迁移或集中补录"
    if elsewhere := _elsewhere(corpus, duty, kinds):
        return f"该类信息也可依法公布在 {elsewhere}，本次没有检查那里"
    article, latest = found.shown.article, found.due.rolled
    if why := why_earlier(article, contents(corpus, article).text, latest):
        return f"{why}，此前可能已经公布"
    if known := shown_earlier(corpus, duty, found.decision, article, latest):
        return f"{known.article.published} 的《{known.article.title}》可能已经公布了该决定"
    if re.search("不予(?:行政)?处罚", f"{article.title}{found.decision.content}"):
        return "是不予处罚的决定，公布期限可能不同"
    if before := next((e for e in seen.unread if e.article.published is None or e.article.published <= latest), None):
        return f"《{before.article.title}》没有读到，其中可能已有该决定"
    return ""


def _others(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], seen: Docket, late_items: int, workdays: int
) -> Verdict:
    """One verdict for all that is in time, or for why nothing can be told."""
    verdict = _in_time(corpus, duty, kinds, seen, late_items, workdays)
    return verdict.about(f"penalty:{duty.year}")


def _in_time(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], seen: Docket, late_items: int, workdays: int
) -> Verdict:
    judged = _judged(seen, duty)
    items = {each.article.identity: each.article for each, _ in judged}
    left = f"；另有 {len(seen.unread)} 条没有读到" if seen.unread else ""
    cut = "（只看最近的）" if seen.is_cut else ""
    if judged:
        newest = list(items.values())[-1]
        but = f"，其中 {late_items} 条另列" if late_items else f"，都在 {workdays} 个工作日内公布"
        return met(f"读到处罚决定 {len(judged)} 件、{len(items)} 条信息{cut}{but}{left}", of_article(newest))
    undated = [e for e in seen.read if any(not d.decided or not published(e.article, d) for d in e.decisions)]
    if undated:
        return unknown(f"{len(undated)} 条处罚信息读不出决定日期或发布日期，无法核对期限{left}", of_article(undated[0].article))
    if seen.unread:
        first = seen.unread[0]
        return unknown(f"{len(seen.unread)} 条处罚信息没有读到：《{first.article.title}》{first.why}", of_article(first.article))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    if none := seen.none_said:
        return stated(f"已说明没有处罚决定：{none.says_none}", of_article(none.article, none.says_none))
    return not_applicable(f"本期未见触发事项：栏目中没有 {duty.applies_from} 以来作出的处罚决定")


def _elsewhere(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> str:
    for entry in corpus.site.elsewhere:
        if set(entry.kinds) & set(kinds) and (not entry.units or duty.unit in entry.units):
            return "、".join(entry.hosts)
    return ""
