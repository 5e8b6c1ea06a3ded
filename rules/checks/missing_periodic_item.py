"""未见定期公布的信息：应当按季度、按月公布的信息，有的季度、月份没有见到。

依据：目录中各行所列，附效力等级（如水污染防治法第七十二条：饮用水安全状况信息至少每季度公开一次）。季度、月份结束后20个工作日内公布是推算的。
判定：到期的每一期都见到，标题或正文写明该期（健康科普一类按发布日期）、写有应有的内容，为合规；从年初累计的（1—5月、上半年），算它截止的那一期；
区内哪个部门公布都算，发在别的栏目的也算。有一期未见，
且法律规定的周期内一次也没有公布的（该季度之内没有公布，或其后一个季度过完也没有公布），为有问题；其间公布过别的期的，请人核对。
未见、后来才补的，其间一次也没有公布，为逾期。频次或由谁公布是推算的（参数 derived），一律只请人核对。一年一个结果，写明是哪几期。
无法判定：栏目没有看全，或可能公布它的部门没有登记栏目、有栏目没有看全；内容在没有读到的附件、图片里；同类信息读不出日期、也没有写明期间。
标题写本期而正文写别的期的、没有写明期间的、旧页面的正文写到该期的、写在综合性的季报和公报里的、上级公布而写到本区的、页面说明此前已经公布的，请人确认。
不涉及：上级和其他区县的，乡镇的，工作动态，年度报告；水质、空气质量的好坏。每一期都未到期的，为未到期；有有效情况说明的，为已说明。
怎么改：补发缺的那一期，标题写明年份和季度（月份）。
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from crawler.archive import Corpus
from crawler.extract.time_span import named_spans, parts_of
from rules.asked_items import AskedItem, Item, asked_item
from rules.checks import _asked
from rules.checks._asked_periods import Issue, Slot, issues_of, shown_between, slots_of
from rules.checks._candidate import Candidate, Fit, best_first, unless_earlier
from rules.evidence import of_column
from rules.first_shown import why_earlier
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, late, met, not_due, stated, suspect, unknown

version = 2

Period = Literal["month", "quarter", "half"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of whom, and what was found of it."""

    item: AskedItem
    kinds: tuple[str, ...]
    others: tuple[str, ...]
    derived: bool
    found: tuple[Candidate, ...]
    issues: tuple[Issue, ...]

    def of(self, slots: list[Slot]) -> str:
        """How every reason begins: the item and the periods spoken of, so that lines of many items can be told apart."""
        return f"{self.item.name}：{slots[0].first.year}年{_names(slots)}"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    item: Item,
    period: Period = "quarter",
    kinds: tuple[str, ...] = _asked.KINDS,
    others: tuple[str, ...] = (),
    derived: bool = True,
    workdays: int = 20,
) -> Verdict:
    wanted = asked_item(item)
    slots = slots_of(duty, period, workdays)
    found = tuple(_asked.candidates(corpus, duty, wanted, kinds, others, None))  # an old page may be brought up to date each time
    issues = tuple(issue for candidate in found for issue in issues_of(corpus, candidate, slots, by_day=wanted.is_by_day))
    asked = _Asked(wanted, kinds, others, derived, found, issues)
    verdict = _judged(corpus, duty, asked, slots)
    return replace(verdict.about(f"{item}:{duty.year}"), searched=_asked.looked_through(corpus, duty, kinds, others))


def _judged(corpus: Corpus, duty: Duty, asked: _Asked, slots: tuple[Slot, ...]) -> Verdict:
    over = [slot for slot in slots if slot.due.surely_before(corpus.run_as_of)]
    if not over:
        first = slots[0].due.rolled if slots else duty.as_of
        return not_due(f"{asked.item.name}：{duty.year}年最早一期的期限推算为 {first}，目前未到期", due=first)
    best = {slot: _best(asked.issues, slot) for slot in over}
    lacking = [slot for slot in over if best[slot] is None]
    if lacking:
        return _lacking(corpus, duty, asked, lacking)
    shown = {slot: issue for slot, issue in best.items() if issue}
    delayed = [slot for slot, issue in shown.items() if issue.fit is Fit.MET and _is_late(asked, slot, issue)]
    if delayed:
        return _delayed(corpus, duty, asked, delayed[-1], shown[delayed[-1]])
    unsure = [slot for slot, issue in shown.items() if issue.fit is not Fit.MET]
    if unsure:
        return _unsure(asked, unsure, shown[unsure[-1]])
    newest = shown[over[-1]]
    told = f"{asked.of(over)}都已见到（到期的 {len(over)} 期），最近一期：{newest.candidate.why}"
    return met(told, newest.candidate.evidence, advice=newest.candidate.advice)


def _best(issues: tuple[Issue, ...], slot: Slot) -> Issue | None:
    fitting = [issue for issue in issues if issue.slot == slot and issue.fit < Fit.NEAR]
    return min(fitting, key=lambda issue: (issue.fit, best_first(issue.candidate)), default=None)


def _is_late(asked: _Asked, slot: Slot, issue: Issue) -> bool:
    """Whether it came after its day and a whole period of the law had gone by without anything."""
    on = issue.candidate.article.published
    return on is not None and on > slot.due.rolled and not asked.derived and _missed(asked, slot, on)


def _missed(asked: _Asked, slot: Slot, by: date) -> bool:
    """Whether nothing was published in the period itself, or nothing in the whole one after it: then once each period was not kept.

    ``by``: how far it is known.
    """
    if not shown_between(asked.found, slot.first, slot.last):
        return True
    following = slot.following
    return following.last < by and not shown_between(asked.found, following.first, following.last)


def _names(slots: list[Slot]) -> str:
    return "、".join(slot.name for slot in slots)


# ---- what is lacking


def _lacking(corpus: Corpus, duty: Duty, asked: _Asked, lacking: list[Slot]) -> Verdict:
    said = next((c for c in asked.found if c.fit is Fit.STATED), None)
    if said:
        return stated(f"{asked.of(lacking)}未见，已发布情况说明：{said.quote}", said.evidence)
    told = f"{asked.of(lacking)}未见"
    due, nearest = lacking[-1].due.rolled, _nearest(asked, lacking)
    if why := _asked.unseen(corpus, duty, asked.kinds, asked.others, due, accuses=not asked.derived):
        return unknown(f"{told}，但{why}", *((nearest.evidence,) if nearest else ()))
    undated = next((c for c in asked.found if c.article.published is None and c.fit < Fit.NEAR and not _placed(asked, c)), None)
    if undated:
        return unknown(f"{told}，但《{undated.article.title}》读不出日期，也没有写明是哪一期", undated.evidence)
    missed = [slot for slot in lacking if _missed(asked, slot, corpus.run_as_of)]
    if asked.derived or not missed:
        return _ask_for(corpus, duty, asked, lacking, told)
    other = [slot for slot in lacking if slot not in missed]
    also = f"；{_names(other)}的也未见，其间公布过别的期的，请核对" if other else ""
    verdict = gap(
        f"{asked.of(missed)}未见，截至 {corpus.run_as_of}，该期内和期后都没有公布{_but(nearest)}{also}",
        *_cited(corpus, duty, asked, nearest),
        advice=asked.item.advice,
    )
    return replace(verdict, due=missed[-1].due.rolled, event=missed[-1].last)


def _ask_for(corpus: Corpus, duty: Duty, asked: _Asked, lacking: list[Slot], told: str) -> Verdict:
    why = "频次或由哪个部门公布是推算的" if asked.derived else "其间公布过别的期的"
    nearest = _nearest(asked, lacking)
    verdict = suspect(
        f"{told}{_but(nearest)}；{why}",
        *_cited(corpus, duty, asked, nearest),
        lean=Status.GAP,
        defect=Defect.ABSENT,
        question=f"{_names(lacking)}的{asked.item.name}由哪个部门公布，公布在哪里？",
        advice=asked.item.advice,
    )
    return replace(verdict, due=lacking[-1].due.rolled, event=lacking[-1].last)


def _placed(asked: _Asked, candidate: Candidate) -> bool:
    return any(issue.candidate is candidate for issue in asked.issues)


def _nearest(asked: _Asked, lacking: list[Slot]) -> Candidate | None:
    """What comes nearest to what is lacking: first what names its period, then the best of other periods."""
    shown = [c for c in asked.found if c.fit is not Fit.STATED]
    about = [c for c in shown if any(s.within(slot.span) for s in parts_of(named_spans(c.article.title, c.article.published)) for slot in lacking)]
    return min(about or shown, key=best_first, default=None)


def _but(nearest: Candidate | None) -> str:
    if nearest is None:
        return ""
    why = nearest.why if nearest.fit is Fit.NEAR else "是别的期的"
    return f"；最接近的是《{nearest.article.title}》（{why}）"


def _cited(corpus: Corpus, duty: Duty, asked: _Asked, nearest: Candidate | None) -> tuple[Evidence, ...]:
    columns = corpus.own_columns(duty.unit, asked.kinds)
    return (*(of_column(column) for column in columns[:1]), *((nearest.evidence,) if nearest else ()))


# ---- what is there, but not as it should be


def _delayed(corpus: Corpus, duty: Duty, asked: _Asked, slot: Slot, issue: Issue) -> Verdict:
    article, due = issue.candidate.article, slot.due.rolled
    on = article.published or due
    reason = f"{asked.of([slot])}于 {on} 公布，晚于推算的期限 {due} {(on - due).days} 天，该期内没有公布过"
    if why := why_earlier(article, corpus.text(article), due):
        return suspect(
            f"{reason}；但{why}", issue.candidate.evidence, lean=Status.MET, defect=Defect.OVERDUE,
            question=f"{slot.name}的{asked.item.name}此前是否已经公布过？",
        )  # fmt: skip
    doubts = [other.candidate for other in asked.issues if other.slot == slot and other.candidate is not issue.candidate]
    told = late(reason, issue.candidate.evidence, due=due)
    return replace(unless_earlier(corpus, duty, asked.kinds, told, asked.item.name, doubts, due), event=slot.last)


def _unsure(asked: _Asked, unsure: list[Slot], issue: Issue) -> Verdict:
    candidate = issue.candidate
    if issue.fit is Fit.UNREAD:
        return unknown(f"{asked.of(unsure)}已列出，但{candidate.why}", candidate.evidence)
    likely = issue.fit is Fit.MAYBE
    return suspect(
        f"{asked.of(unsure)}见到疑似的《{candidate.article.title}》，{issue.why or candidate.why}",
        candidate.evidence,
        lean=Status.MET if likely else Status.GAP,
        defect=None if likely else issue.defect,
        question=f"《{candidate.article.title}》是否就是{_names(unsure)}的{asked.item.name}？",
        advice=candidate.advice or asked.item.advice,
    )
