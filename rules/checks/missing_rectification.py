"""审计整改结果未见：审计机关公告了问题，被审计单位没有公布整改结果；或审计工作报告之后没有整改情况报告。

依据：年度政务公开工作要点“凡审计机关对外公告或披露的问题，相关被审计单位要全面公开整改结果”；审计法第五十二条；六个月加20日的期限是推算的。
判定：审计局单独公告某单位的审计结果之后，该单位公布了审计整改结果，为合规（发在哪个栏目都算）；晚于推算的期限才公布，为待核验；过期30天以上仍未见，
为有问题。按参数查审计工作报告的，只认全区的整改情况报告；它可能由人大常委会公布，未见一律为待核验。
无法判定：栏目没有看全，公告读不出日期，整改信息没有读到；公告自己载有整改情况、汇总报告提到本单位、写的可能是另一项审计的，标题没有写“整改”而正文写有审计问题已整改的（落实、执行审计决定情况），
标题没有写明审计或年度不符而内容没有读到的，审计局公布而没有写明单位的，写明涉密、依法不予公开的，请人确认。
期限之前，为未到期；有有效情况说明的，为已说明。
不涉及：没有见到单独公告的单位，公告没有披露问题的，为不适用；审前公示；巡察、环保督察等其他整改；整改推进会的消息；上级审计机关的公告；一份公告涉及几个单位的。
怎么改：在审计栏目公布整改结果，标题写明单位和所整改的审计项目，正文逐项写明问题、措施和结果。
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from crawler.archive import Corpus
from crawler.extract.audit import discloses, rectified_within
from rules.checks._audits import Audit, announcements, auditor, moved, report_answers, unit_answers, work_reports
from rules.checks._candidate import Candidate, Fit, best_first, earlier_doubt, if_seen_whole, unsure
from rules.deadlines import Due
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, late, met, not_applicable, not_due, stated, suspect, unknown

version = 3

_GRACE_DAYS = 30
ADVICE = "在审计栏目公布整改结果，标题写明单位和审计项目，正文逐项写明问题、措施和结果。"
_MOVE = "同时公布到审计栏目。"
_LOOK_BACK = timedelta(days=250)


@dataclass(frozen=True, slots=True)
class _Case:
    """One audit made public, with what may answer it, best first."""

    corpus: Corpus
    duty: Duty
    audit: Audit
    due: Due
    found: tuple[Candidate, ...]
    kinds: tuple[str, ...]
    derived: bool
    of_report: bool

    @property
    def what(self) -> str:
        return "整改情况报告" if self.of_report else f"{self.duty.unit_name}的整改结果"

    @property
    def term(self) -> str:
        return f"{'推算的' if self.derived else ''}期限 {self.due} "


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    of: Literal["unit", "report"] = "unit",
    kinds: tuple[str, ...] = ("audit",),
    also_kinds: tuple[str, ...] = ("notices", "news", "statutory"),
    months: int = 6,
    days: int = 20,
    due_is_derived: bool = True,
) -> list[Verdict]:
    of_report = of == "report"
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    made = work_reports(corpus, kinds, duty.applies_from - _LOOK_BACK) if of_report else announcements(corpus, duty, kinds)
    verdicts = []
    for audit in made:
        due = audit.due(months, days)
        if due is None:
            verdicts.append(unknown(f"{audit.name}读不出公布日期，不能计算整改期限", of_article(audit.article)).about(audit.article.identity))
        elif due.rolled >= duty.applies_from:
            answers = (report_answers if of_report else unit_answers)(corpus, duty, kinds, audit)
            found = tuple(moved(c, kinds, _MOVE) for c in sorted(answers, key=best_first))
            case = _Case(corpus, duty, audit, due, found, looked, due_is_derived, of_report)
            verdicts.append(_judged(case).about(audit.article.identity, due=due.rolled, event=audit.article.published))
    return verdicts or [_none(corpus, duty, kinds, of_report=of_report)]


def _none(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], *, of_report: bool) -> Verdict:
    what = "审计工作报告" if of_report else "单独公告本单位审计结果的信息"
    office = auditor(corpus.site)
    # A township need not have an audit column of its own: the audit office's or the portal's must have been seen.
    asked = [office.id if office else duty.unit, *([duty.unit] if corpus.own_columns(duty.unit, kinds) else [])]
    for unit in dict.fromkeys(asked):
        if why := corpus.unseen(unit, kinds):
            return unknown(f"未见{what}，但不能确定：{why}")
    return not_applicable(f"本期未见触发事项：没有{what}")


def _judged(case: _Case) -> Verdict:
    best = case.found[0] if case.found else None
    shown = of_article(case.audit.article)
    if best and best.fit is Fit.MET:
        return _in_time(case, best)
    if best and best.fit is Fit.STATED:
        return replace(stated(best.why, best.evidence), evidence=(shown, best.evidence))
    reason = f"{case.audit.name}于 {case.audit.article.published} 公布"
    if not case.of_report and (silent := _nothing_disclosed(case, reason)):
        return silent
    if case.duty.as_of <= case.due.rolled:
        return not_due(f"{reason}，{case.what}应在{case.term}前公布，目前未到期", shown, *(c.evidence for c in case.found[:1]), due=case.due.rolled)
    if best and best.fit < Fit.NEAR:
        asked = unsure(best, case.what, question=f"该信息是否为{case.audit.name}所列问题的整改结果？", advice=ADVICE)
        return replace(asked, evidence=(shown, *asked.evidence))
    if not case.of_report and (said := rectified_within(case.audit.text)):
        return suspect(
            f"{reason}，公告自己写有整改情况，另未见{case.what}",
            of_article(case.audit.article, said),
            lean=Status.MET,
            defect=Defect.ABSENT,
            question="公告中的整改情况是否已经完整，是否还须由本单位另行公布？",
            advice=ADVICE,
        )
    if not case.due.surely_before(case.duty.as_of):
        return unknown(f"{reason}，期限（{case.due}）落在放假安排尚未公布的年份，暂不能认定", shown)
    if why := case.corpus.unseen(case.duty.unit, case.kinds, case.audit.article.published, due=case.due.rolled):
        return unknown(f"{reason}，未见{case.what}，但不能确定：{why}", shown)
    return _absent(case, reason)


def _nothing_disclosed(case: _Case, reason: str) -> Verdict | None:
    """An announcement without a problem asks nobody to put anything right."""
    audit = case.audit
    if discloses(audit.text):
        return None
    article, shown = audit.article, of_article(audit.article)
    if article.state != "read" or article.attachments or article.media or article.body_kind in ("file", "image", "empty"):
        return unknown(f"{reason}，内容没有读到，看不出是否披露了问题", shown)
    return not_applicable(f"{reason}，没有看到披露问题", shown)


def _absent(case: _Case, reason: str) -> Verdict:
    near = next((c for c in case.found if c.fit is Fit.NEAR), None)
    told = f"；最接近的是《{near.article.title}》（{near.why}）" if near else ""
    reason = f"{reason}，{case.term}已过，截至 {case.corpus.run_as_of} 未见{case.what}{told}"
    shown = (of_article(case.audit.article), *((near.evidence,) if near else ()))
    sure = not case.derived or case.corpus.run_as_of > case.due.rolled + timedelta(days=_GRACE_DAYS)
    if sure and not case.of_report:
        return gap(reason, *shown, advice=ADVICE)
    question = "整改情况报告是否已由人大常委会听取，公布在哪里？" if case.of_report else "整改期限到哪一天，整改结果公布在哪里？"
    return suspect(reason, *shown, lean=Status.GAP, defect=Defect.ABSENT, question=question, advice=ADVICE)


def _in_time(case: _Case, best: Candidate) -> Verdict:
    shown, published = of_article(case.audit.article), best.article.published
    reason = f"{case.audit.name}于 {case.audit.article.published} 公布"
    if published is None:
        return met(f"{reason}，已见{case.what}，读不出发布日期，未核对期限", shown, best.evidence, advice=best.advice)
    if published <= case.due.rolled:
        return met(f"{reason}，{published} 已公布{case.what}", shown, best.evidence, advice=best.advice)
    days = (published - case.due.rolled).days
    reason = f"{reason}，{published} 才公布{case.what}，晚于{case.term}{days} 天"
    earlier = earlier_doubt(case.found, case.due.rolled)
    if earlier and earlier is not best:
        question = f"《{earlier.article.title}》是否已经公布了整改结果？"
        return suspect(reason, shown, best.evidence, earlier.evidence, lean=Status.MET, defect=Defect.OVERDUE, question=question)
    if not case.derived and case.due.surely_before(published):
        return if_seen_whole(case.corpus, case.duty, case.kinds, late(reason, shown, best.evidence, due=case.due.rolled), case.due.rolled)
    question = "整改期限到哪一天，整改结果此前是否已经公布？"
    return suspect(reason, shown, best.evidence, lean=Status.GAP, defect=Defect.OVERDUE, question=question, advice=ADVICE)
