"""未见政府信息公开工作年度报告：单位没有在期限前公布上一年度报告。

依据：政府信息公开条例第四十九条（县级以上人民政府部门每年1月31日前公布）；国办公开办函〔2021〕30号；乡镇、街道依当地通知。
判定：本单位上一年度的年度报告在期限当日或之前公布，为合规；之后公布，为逾期；期限后仍未见，为有问题。
标题、正文年份不一的，更正、补发的版本晚于期限的，页面或附件自己写的公布日期在期限之前的，为待核验。公布在别的栏目的，也算，请移到年报栏目。政府网站工作年度报表、法治政府建设年度报告、工作总结、下属单位的报告不算。
区政府办公室没有单独的报告，而区政府的年度报告已经公布的，请人确认是否并入。标题写的年度公布时还没有结束，或在应公布本报告的时间写成上一年度，或标题写错字、只写年度，而内容没有读到的，请人确认；写明涉密、依法不予公开的，也是。
附件读得出的，看附件：明确是其他年度、其他单位的，或者不是年度报告的，请人核对；标题看不出而附件就是的，也算。
无法判定：栏目没有看全，或列出的报告没有读到；读不出发布日期、归属不明的，标题认不出而正文、附件像是的，汇总页里可能有的，请人确认；期限未到的，为未到期。
不涉及：六个部分是否齐全、数据是否平衡、是否与往年雷同。
怎么改：在政府信息公开年报栏目公布本单位上一年度报告，标题写明单位全称和年度。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Corpus
from crawler.extract.fiscal_document.approval import published_on
from rules.checks._annual import candidates, of_the_government
from rules.checks._annual_reading import read_item
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.checks._policies import offices
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, suspect, unknown

version = 6

_CORRECTED = re.compile(r"更正|修订|修改|补充|更新|重新|勘误|调整|补发|重发|补录|补传|补登|迁移|再次|转发|转载")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("annual_report",),
    due_month: int = 1,
    due_day: int = 31,
) -> Verdict:
    year = duty.year - 1
    due = date(duty.year, due_month, due_day)
    found = sorted(candidates(corpus, duty, kinds, year, due), key=best_first)
    best = found[0] if found else None
    what = f"{year}年政府信息公开工作年度报告"
    if best and best.fit is Fit.MET:
        verdict = _in_time(best, what, due)
        if verdict.status is Status.LATE:
            verdict = _said_earlier(corpus, best, verdict, due) or verdict
            verdict = replace(unless_earlier(corpus, duty, kinds, verdict, what, found, due), event=due)
    elif corpus.as_of <= due:
        verdict = not_due(f"{what}的公布期限为 {due}，目前未到期", *(c.evidence for c in found[:1]), due=due)
    elif best and best.fit < Fit.NEAR:
        verdict = unsure(
            best,
            what,
            question=f"该信息是否就是本单位{what}？",
            advice=f"公布本单位{what}，标题、正文的单位和年度写一致。",
        )
    elif asked := _within_the_governments(corpus, duty, kinds, year, what):
        verdict = asked
    elif why := corpus.unseen(duty.unit, kinds, due=due):
        verdict = unknown(why, *(c.evidence for c in found[:1]))
    else:
        advice = f"在政府信息公开年报栏目公布本单位{what}。"
        verdict = absent(corpus, duty, kinds, what, f"期限 {due} ", best, advice=advice)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"annual_report:{year}", due=due), searched=looked)


def _within_the_governments(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int, what: str) -> Verdict | None:
    """What is asked of the government's office: it drafts the government's report, and its own work is told there (条例第四十九条)."""
    report = of_the_government(corpus, duty, kinds, year) if duty.unit in offices(corpus.site) else None
    if report is None:
        return None
    return suspect(
        f"未见{duty.unit_name}单独的{what}，区政府的年度报告已经公布", of_article(report), lean=Status.MET,
        question=f"{duty.unit_name}的情况是否并入区政府的年度报告，不单独编制？", advice=f"单独公布本单位{what}，或者在区政府的报告中写明。",
    )  # fmt: skip


def _said_earlier(corpus: Corpus, best: Candidate, told: Verdict, due: date) -> Verdict | None:
    """What is asked where the page or a file says itself that it was published in time."""
    texts = [corpus.text(best.article), *(source.text for source in read_item(corpus, best.article, best.file).sources)]
    words = next((w for text in texts for day, w in published_on(text) if date(due.year, 1, 1) <= day <= due), "")
    if not words:
        return None
    asked = _perhaps_before(best, f"{told.reason}；但页面或附件自己写“{words}”", due)
    return replace(asked, advice="页面的发布日期与报告写的公布日期写一致。")


def _perhaps_before(best: Candidate, reason: str, due: date) -> Verdict:
    question = f"该报告是否在 {due} 或之前已经公布过？"
    return suspect(reason, best.evidence, lean=Status.MET, defect=Defect.OVERDUE, question=question)


def _in_time(best: Candidate, what: str, due: date) -> Verdict:
    published = best.article.published
    if published is None:
        return suspect(
            f"已见{what}，但读不出发布日期，无法核对期限",
            best.evidence,
            lean=Status.MET,
            defect=Defect.UNDATED,
            question=f"该报告是否在 {due} 或之前公布？",
            advice="在页面上标明发布日期。",
        )
    if published <= due:
        return met(f"{published} 已公布{what}，期限为 {due}", best.evidence, advice=best.advice)
    days = (published - due).days
    if _CORRECTED.search(best.article.title):
        return _perhaps_before(best, f"{what}于 {published} 公布，晚于期限 {due} {days} 天，但标题写明是更正后的版本", due)
    return late(f"{what}于 {published} 公布，晚于期限 {due} {days} 天", best.evidence, due=due)
