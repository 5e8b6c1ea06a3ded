"""未见部门预算或决算：单位没有公布本年度预算，或上一年度决算。

依据：预算法第十四条、预算法实施条例第六条（部门预决算自财政部门批复后20日内公布）；财预〔2016〕143号；年度要点所列各行。
判定：标题、附件名或正文写明本单位、该年度的预算（决算），且有内容，为合规；期限后仍未见，为有问题；晚于推算的期限公布，为待核验
（批复日不在网上，期限是推算的）；页面或报告自己写的公开日期在期限之前的，也为待核验。乡镇的政府预算与部门预算都算；其他单位只算部门（单位）预算；下属单位的、别的单位的、别的年度的不算。
期限是推算的，过期30天内未见的，为待核验。公布在别的栏目的，也算，请移到预决算栏目。
附件读得出的，看附件：明确是其他年度、其他单位的，或者不是预决算报告的，请人核对；标题看不出而附件就是的，也算。附件没有读到的，不因此改变判断；但标题写“预算批复及公开”之类、
写错一字，或者写的年度不可能（公布时还没有到）、在应公布本年度报告的时间写成上一年度，而内容没有读到的，请人确认。写明涉密、依法不予公开的，请人核对依据。
无法判定：栏目没有看全，或列出的页面没有读到；归属、年度不明的，标题认不出而正文、附件像是的，各部门汇总页里可能有的，请人确认；
期限未到的，为未到期；发布了有效的情况说明的，为已说明。
不涉及：内容是否齐全、数字是否相符。
怎么改：在本单位预决算栏目公布该年度报告和表格，标题写明单位全称、年度和“部门预算”或“部门决算”。
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from crawler.archive import Corpus
from crawler.extract.fiscal import Report
from crawler.extract.fiscal_document.approval import published_on
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.checks._fiscal import NAMES, candidates, reckoned_day
from rules.checks._fiscal_reading import inside
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, stated, suspect, unknown

version = 5

_GRACE_DAYS = 30  # after a due day we only reckoned, absence is not yet sure to be a delay


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    report: Literal["budget", "final_accounts"],
    kinds: tuple[str, ...] = ("budget", "final_accounts"),
    year_offset: int = 0,
    due_month: int = 0,
    due_day: int = 0,
    due_is_derived: bool = True,
) -> Verdict:
    year = duty.year + year_offset
    due = reckoned_day(duty.year, report, due_month, due_day)
    found = sorted(candidates(corpus, duty, kinds, report, year, due), key=best_first)
    best = found[0] if found else None
    what = f"{year}年{NAMES[report]}"
    if best and best.fit is Fit.MET:
        verdict = _in_time(best, what, due, due_is_derived)
        if verdict.status is Status.LATE and (words := _said_earlier(corpus, duty, best, report, year, due)):
            verdict = suspect(
                f"{verdict.reason}；但页面或报告自己写“{words}”",
                best.evidence,
                lean=Status.MET,
                defect=Defect.OVERDUE,
                question=f"是否已在 {due} 或之前公布过？",
                advice="页面的发布日期与报告写的公开时间写一致。",
            )
        if verdict.status is not Status.MET:
            verdict = replace(unless_earlier(corpus, duty, kinds, verdict, what, found, due), event=due)  # a delay begins when the report fell due
    elif best and best.fit is Fit.STATED:
        verdict = stated(best.why, best.evidence)
    elif corpus.as_of <= due:
        derived = "（推算）" if due_is_derived else ""
        verdict = not_due(f"{what}的公布期限为 {due}{derived}，目前未到期", *(c.evidence for c in found[:1]), due=due)
    elif best and best.fit < Fit.NEAR:
        verdict = unsure(
            best,
            what,
            question=f"该信息是否就是本单位{what}，且内容完整？",
            advice=f"标题写明单位全称和“{what}”，并附报告和表格。",
        )
    elif why := corpus.unseen(duty.unit, kinds, due=due):
        verdict = unknown(why, *(c.evidence for c in found[:1]))
    else:
        verdict = _absent(corpus, duty, kinds, what, due, due_is_derived, best)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"{report}:{year}", due=due), searched=looked)


def _said_earlier(corpus: Corpus, duty: Duty, best: Candidate, report: Report, year: int, due: date) -> str:
    """The words by which the page or the report says that it was published in time; '' when it does not say so."""
    sources = inside(corpus, duty, best.article, report, year, best.file).sources
    stated = [*published_on(corpus.text(best.article)), *(one for source in sources for one in source.stated)]
    return next((words for day, words in stated if date(due.year, 1, 1) <= day <= due), "")


def _in_time(best: Candidate, what: str, due: date, derived: bool) -> Verdict:
    published = best.article.published
    if published is None:
        return met(f"已见{what}：{best.why}；页面读不出发布日期，未核对期限", best.evidence, advice=best.advice)
    if published <= due:
        return met(f"{published} 已公布{what}：{best.why}", best.evidence, advice=best.advice)
    days = (published - due).days
    if not derived:
        return late(f"{what}于 {published} 公布，晚于期限 {due} {days} 天", best.evidence, due=due)
    return suspect(
        f"{what}于 {published} 公布，晚于推算的期限 {due} {days} 天；批复日期未知",
        best.evidence,
        lean=Status.GAP,
        defect=Defect.OVERDUE,
        question="财政部门批复的日期是哪一天，是否在批复后20日内公布？",
        advice="在页面上注明批复日期和公布日期。",
    )


def _absent(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], what: str, due: date, derived: bool, best: Candidate | None
) -> Verdict:
    advice = f"在本单位预决算栏目公布{what}报告和表格，标题写明单位全称和年度。"
    term = f"推算的期限 {due} " if derived else f"期限 {due} "
    verdict = absent(corpus, duty, kinds, what, term, best, advice=advice)
    if not derived or corpus.run_as_of > due + timedelta(days=_GRACE_DAYS):
        return verdict
    return suspect(
        f"{verdict.reason}；期限按批复日推算，过期未满 {_GRACE_DAYS} 天",
        *verdict.evidence,
        lean=Status.GAP,
        defect=Defect.ABSENT,
        question="财政部门批复的日期是哪一天，20日的公布期限是否已过？",
        advice=advice,
    )
