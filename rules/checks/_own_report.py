"""The unit's own report of one year, for the checks that read inside it, or what to say where there is none to read.

The same candidates as in ``missing_fiscal_report`` and ``missing_annual_report``: whether the report is there is judged by those
alone, so nothing here accuses of its absence.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.archive import Corpus
from crawler.extract.fiscal import Report
from rules.checks import _annual, _fiscal
from rules.checks._candidate import Candidate, Fit, best_first
from rules.checks._columns import searched
from rules.model import Duty, Verdict, not_applicable, not_due, unknown

_OF_THOSE_BELOW = re.compile(r"(?<![及和与、含])(?:所属|下属|直属|二级)(?:预算|事业)?单位")


@dataclass(frozen=True, slots=True)
class Own:
    """``sure`` are the items that are the report, the newest first (it may stand corrected); ``likely`` others that may be part of it."""

    what: str
    sure: tuple[Candidate, ...]
    likely: tuple[Candidate, ...]
    instead: Verdict | None

    @property
    def newest(self) -> Candidate:
        return self.sure[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which fiscal report a check reads inside: its kind, the columns it is looked for in, its year and when it fell due."""

    report: Report
    kinds: tuple[str, ...]
    year: int
    due: date


def fiscal_asked(duty: Duty, report: Report, kinds: tuple[str, ...], year_offset: int, month: int, day: int) -> Asked:
    """What the options of a check ask for; ``month`` 0: the end of the window where the day of approval is not known."""
    return Asked(report, kinds, duty.year + year_offset, _fiscal.reckoned_day(duty.year, report, month, day))


def judged_inside(
    corpus: Corpus,
    duty: Duty,
    asked: Asked,
    judge: Callable[[Corpus, Duty, Own, Asked], Verdict],
    *,
    about: str = "",
    dated: bool = True,
) -> Verdict:
    """The verdict of ``judge`` on the unit's own report, or what is said where there is none to read.

    ``about`` goes before the object's name; ``dated``: the fault began when the report was published.
    """
    own = own_fiscal(corpus, duty, asked)
    verdict = own.instead or judge(corpus, duty, own, asked)
    event = own.newest.article.published if dated and own.sure else None
    looked = searched(corpus.columns(duty.unit, asked.kinds))
    return replace(verdict.about(f"{about}{asked.report}:{asked.year}", event=event), searched=looked)


def own_fiscal(corpus: Corpus, duty: Duty, asked: Asked) -> Own:
    """The unit's budget or final accounts."""
    kinds, report, year, due = asked.kinds, asked.report, asked.year, asked.due
    key = ("own-fiscal", duty.unit, duty.names, asked)
    found = corpus.once(key, lambda: _fiscal.candidates(corpus, duty, kinds, report, year, due))
    return _own(corpus, duty, kinds, f"{year}年{_fiscal.NAMES[report]}", due, found, "missing_fiscal_report")


def own_annual(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int, due: date) -> Own:
    """The unit's annual report on disclosure of ``year``."""
    key = ("own-annual", duty.unit, duty.names, kinds, year, due)
    found = corpus.once(key, lambda: _annual.candidates(corpus, duty, kinds, year, due))
    what = f"{year}年政府信息公开工作年度报告"
    return _own(corpus, duty, kinds, what, due, found, "missing_annual_report")


def _own(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], what: str, due: date, found: Sequence[Candidate], judged_by: str
) -> Own:
    sure = sorted((c for c in found if c.fit is Fit.MET), key=_newest_first)
    likely = [c for c in found if c.fit in (Fit.MAYBE, Fit.UNREAD)]
    instead = None if sure else _instead(corpus, duty, kinds, what, due, found, judged_by)
    return Own(what, tuple(sure), tuple(likely), instead)


def _newest_first(candidate: Candidate) -> tuple[bool, int, str]:
    """The unit's own before a page of those below it (2023年所属单位预算), whatever their days."""
    published = candidate.article.published or date.min
    return bool(_OF_THOSE_BELOW.search(candidate.article.title)), -published.toordinal(), candidate.article.identity


def _instead(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], what: str, due: date, found: Sequence[Candidate], judged_by: str
) -> Verdict:
    """What is said where no report is sure to be the unit's."""
    best = min(found, key=best_first, default=None)
    if best and best.fit is Fit.STATED:
        return not_applicable(f"单位已说明没有{what}：{best.why}", best.evidence)
    if best and best.fit is Fit.UNREAD:
        return unknown(f"已列出疑似{what}的信息，但{best.why}", best.evidence)
    if best and best.fit < Fit.NEAR:
        return unknown(f"见到疑似{what}的信息《{best.article.title}》，是不是还待确认（{best.why}），没有核对内容", best.evidence)
    if corpus.as_of <= due:
        return not_due(f"{what}的公布期限为 {due}，目前未到期", due=due)
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why)
    return not_applicable(f"未见{what}，没有可核对的内容（是否公布由 {judged_by} 判断）")
