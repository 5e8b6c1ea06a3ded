"""The months or quarters of a year for which something is due, and which of them an item answers for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crawler.archive import Corpus
from crawler.extract.time_span import Span, named_spans, parts_of
from rules.checks._candidate import Candidate, Fit
from rules.deadlines import Due, half_year_end, month_end, quarter_end, workdays_after
from rules.model import Defect, Duty

_HEAD: Final = 1_500  # characters of a text in which its own period is looked for
_ENDS: Final = {"month": month_end, "quarter": quarter_end, "half": half_year_end}
_YEARLY: Final = ("年报", "年度报告", "全年", "年度状况", "公报", "年度水质", "年度总结")


@dataclass(frozen=True, slots=True)
class Slot:
    """One period of the year with the day by which its item is expected."""

    first: date
    last: date
    name: str
    due: Due
    period: str

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)

    @property
    def following(self) -> Span:
        """The period after it."""
        first = self.last + timedelta(days=1)
        return Span(first, _ENDS[self.period](first))


@dataclass(frozen=True, slots=True)
class Issue:
    """That an item answers for a period, and how surely."""

    slot: Slot
    candidate: Candidate
    fit: Fit
    why: str = ""
    defect: Defect = Defect.ABSENT


def slots_of(duty: Duty, period: str, workdays: int) -> tuple[Slot, ...]:
    """The periods of the judged year that end on or after the day from which is judged."""
    found = []
    first = date(duty.year, 1, 1)
    while first.year == duty.year:
        last = _ENDS[period](first)
        if last >= duty.applies_from:
            found.append(Slot(first, last, _name(period, first), workdays_after(last, workdays), period))
        first = last + timedelta(days=1)
    return tuple(found)


def issues_of(corpus: Corpus, candidate: Candidate, slots: tuple[Slot, ...], *, by_day: bool = False) -> list[Issue]:
    """The periods that ``candidate`` answers for: those its title names, else its text, else the one it was published in or after.

    ``by_day``: only that it was published in.
    """
    if candidate.fit in (Fit.STATED, Fit.NEAR):
        return []
    article = candidate.article
    if by_day:
        on = article.published
        return [_issue(slot, candidate, "") for slot in slots if on and slot.first <= on <= slot.last]
    named = named_spans(article.title, article.published)
    for attachment in article.attachments:
        named = named or named_spans(attachment.name, article.published)
    text = corpus.text(article)[:_HEAD]
    # A single day in a text is that of a signature or a visit, never the period reported on.
    told = tuple(s for s in parts_of(named_spans(text, article.published, limit=_HEAD)) if s.first != s.last)
    if parts := parts_of(named):
        wrong = _says_another(told, parts)
        return [_issue(slot, candidate, wrong) for slot in slots if any(_answers(span, slot) for span in parts)]
    if any(word in article.title for word in _YEARLY):
        return []
    if told:
        first = told[0]
        if found := [_issue(slot, candidate, "") for slot in slots if _answers(first, slot)]:
            return found
        among = [slot for slot in slots if any(_answers(span, slot) for span in told)]
        if among or first.sure:
            why = "没有写明是哪一期，正文写到该期"
            return [Issue(slot, candidate, max(candidate.fit, Fit.MAYBE), why, candidate.defect) for slot in among]
    return _by_day(candidate, slots, named)


def shown_between(found: Iterable[Candidate], first: date, last: date) -> bool:
    """Whether anything that may be the item was published in these days, or shows no day at all."""
    counted = [c.article.published for c in found if c.fit not in (Fit.NEAR, Fit.STATED)]
    return any(day is None or first <= day <= last for day in counted)


def _answers(span: Span, slot: Slot) -> bool:
    """A part of the period (its months), or something longer that ends in it (上半年, 1—5月 for the second quarter)."""
    return span.within(slot.span) or (span.first <= slot.first <= span.last <= slot.last)


def _says_another(told: tuple[Span, ...], named: tuple[Span, ...]) -> str:
    """Why the text contradicts the title: it names periods with their years, and none is the title's."""
    dated = [span for span in told if span.sure]
    if not dated or any(span.meets(other) for span in dated for other in named):
        return ""
    first = dated[0]
    return f"标题写的期间与正文（{first.first} 至 {first.last}）不一致"


def _issue(slot: Slot, candidate: Candidate, wrong: str) -> Issue:
    if wrong and candidate.fit in (Fit.MET, Fit.MAYBE):
        return Issue(slot, candidate, Fit.DOUBT, wrong, Defect.WRONG_YEAR)
    return Issue(slot, candidate, candidate.fit, defect=candidate.defect)


def _by_day(candidate: Candidate, slots: tuple[Slot, ...], named: tuple[Span, ...]) -> list[Issue]:
    """An item that names no period: that of the day it was published, and the one before when it came in time for that."""
    on = candidate.article.published
    if on is None:
        return []
    why = f"没有写明是哪一期，按 {on} 公布推算"
    fit = Fit.MAYBE if candidate.fit is Fit.MET else candidate.fit
    return [
        Issue(slot, candidate, fit, why, candidate.defect)
        for slot in slots
        if slot.first <= on <= slot.due.rolled and (not named or any(slot.span.within(year) for year in named))
    ]


def _name(period: str, first: date) -> str:
    if period == "month":
        return f"{first.month}月"
    if period == "quarter":
        return f"第{'一二三四'[(first.month - 1) // 3]}季度"
    return "上半年" if first.month == 1 else "下半年"
