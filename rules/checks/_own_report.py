"""The unit's own report of one year, for the checks that read inside it, or what to say where there is none to read.

The same candidates as in ``missing_fiscal_report`` and ``missing_annual_report``: whether the report is there is judged by those
alone, so nothing here accuses of its absence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.archive import Corpus
from crawler.extract.fiscal import Report
from rules.checks import _annual, _fiscal
from rules.checks._candidate import Candidate, Fit, best_first
from rules.model import Duty, Verdict, not_applicable, not_due, unknown


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


def own_fiscal(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], report: Report, year: int, due: date) -> Own:
    """The unit's budget or final accounts of ``year``."""
    key = ("own-fiscal", duty.unit, duty.names, kinds, report, year, due)
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


def _newest_first(candidate: Candidate) -> tuple[int, str]:
    published = candidate.article.published or date.min
    return -published.toordinal(), candidate.article.identity


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
