"""未见审计工作报告：上一年度本级预算执行和其他财政收支的审计工作报告没有公布。

依据：预算法第八十九条（对预算执行和其他财政收支的审计工作报告应当向社会公开）；监督法（6至9月由人大常委会听取）；公布窗口7至12月是推算的。
判定：见到本区上一年度的审计工作报告，有正文或附件，为合规，不论由审计局、区政府还是人大发布。推算的期限当日之前未见，为未到期；过期30天内未见，
或晚于推算的期限公布，为待核验；过期更久仍未见，为有问题。发在别的栏目的，也算，请移到审计栏目。
无法判定：栏目没有看全，页面没有读到；标题写该年度而正文写别的年度的，标题只写“本级预算执行审计结果”的，请人确认；有有效情况说明的，为已说明。
不涉及：国家、省、市的审计工作报告；解读；人大听取报告的消息；单个单位的审计结果；整改情况报告（见 missing_rectification）。
怎么改：在审计栏目公布报告全文，标题写明年度和“本级预算执行和其他财政收支的审计工作报告”；已在人大网站公布的，给出链接。
"""

from dataclasses import replace
from datetime import date, timedelta

from crawler.archive import Article, Corpus
from crawler.extract.audit import AuditTitle, is_long_enough, read_audit_title, report_years
from rules.checks._audits import foreign, moved, statement
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, stated, suspect, unknown

version = 2

_GRACE_DAYS = 30  # after a due day we only reckoned, absence is not yet sure to be a fault
_MOVE = "同时公布到审计栏目。"
ADVICE = "在审计栏目公布审计工作报告全文；已在人大网站公布的，给出链接。"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("audit",),
    also_kinds: tuple[str, ...] = ("fiscal_other", "government_report", "notices", "final_accounts", "budget"),
    due_month: int = 12,
    due_day: int = 31,
    due_is_derived: bool = True,
) -> Verdict:
    year = duty.year - 1
    due = date(duty.year, due_month, due_day)
    found = sorted(_candidates(corpus, duty, kinds, also_kinds, year), key=best_first)
    found = [moved(candidate, kinds, _MOVE) for candidate in found]
    verdict = _judged(corpus, duty, kinds, found, f"{year}年度审计工作报告", due, derived=due_is_derived)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"audit:{year}", due=due), searched=looked)


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Candidate], what: str, due: date, *, derived: bool
) -> Verdict:
    best = found[0] if found else None
    if best and best.fit is Fit.MET:
        verdict = _in_time(best, what, due, derived=derived)
        return verdict if verdict.status is Status.MET else replace(unless_earlier(corpus, duty, kinds, verdict, what, found, due), event=due)
    if best and best.fit is Fit.STATED:
        return stated(best.why, best.evidence)
    term = f"{'推算的' if derived else ''}期限 {due} "
    if corpus.as_of <= due:
        return not_due(f"{what}应在{term}前公布，目前未到期", *(c.evidence for c in found[:1]), due=due)
    if best and best.fit < Fit.NEAR:
        return unsure(best, what, question=f"该信息是否就是本区{what}？", advice=ADVICE)
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why, *(c.evidence for c in found[:1]))
    verdict = absent(corpus, duty, kinds, what, term, best, advice=ADVICE)
    if not derived or corpus.run_as_of > due + timedelta(days=_GRACE_DAYS):
        return verdict
    return suspect(
        f"{verdict.reason}；期限是推算的，过期未满 {_GRACE_DAYS} 天",
        *verdict.evidence,
        lean=Status.GAP,
        defect=Defect.ABSENT,
        question="审计工作报告何时提请人大常委会听取，公布在哪里？",
        advice=ADVICE,
    )


def _in_time(best: Candidate, what: str, due: date, *, derived: bool) -> Verdict:
    published = best.article.published
    if published is None:
        return met(f"已见{what}：{best.why}；页面读不出发布日期，未核对期限", best.evidence, advice=best.advice)
    if published <= due:
        return met(f"{published} 已公布{what}：{best.why}", best.evidence, advice=best.advice)
    reason = f"{what}于 {published} 公布，晚于{'推算的' if derived else ''}期限 {due} {(published - due).days} 天"
    if not derived:
        return late(reason, best.evidence, due=due)
    return suspect(
        reason,
        best.evidence,
        lean=Status.GAP,
        defect=Defect.OVERDUE,
        question="审计工作报告何时提请人大常委会听取，此前是否已经公布？",
        advice="人大常委会听取后随即公布，并在页面上注明听取的日期。",
    )


# ---- what was found


def _candidates(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], also_kinds: tuple[str, ...], year: int
) -> list[Candidate]:
    """The report may be put up by the audit office, the government or the finance bureau: everybody's items are asked."""
    found: dict[str, Candidate] = {}
    since = date(year, 1, 1)
    others = corpus.articles(None, also_kinds, since)
    own = corpus.articles(duty.unit, (), since, or_unattributed=True)
    for article in (*corpus.articles(None, kinds), *others, *own):
        if article.identity in found:
            continue
        said = statement(corpus, duty, article) if article.unit == duty.unit else None
        title = read_audit_title(article.title)
        if candidate := said or (_weighed(corpus, article, title, year) if title else None):
            found[article.identity] = candidate
    return list(found.values())


def _weighed(corpus: Corpus, article: Article, title: AuditTitle, year: int) -> Candidate | None:
    whole = title.role == "work_report" or (title.of_whole and title.role in ("result", "other"))
    if not whole:
        about = title.of_whole and title.role in ("news", "about", "rectification") and year in title.years
        return Candidate(article, Fit.NEAR, "是关于审计工作报告的动态、解读或整改") if about else None
    if reason := foreign(corpus.site, article):
        return Candidate(article, Fit.NEAR, reason)
    if title.years and year not in title.years:
        return Candidate(article, Fit.NEAR, f"是{title.years[0]}年度的")
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    return _by_content(article, title, corpus.text(article), year)


def _by_content(article: Article, title: AuditTitle, text: str, year: int) -> Candidate | None:
    years = report_years(text)
    if not title.years and not years:
        in_period = article.published is None or article.published.year == year + 1
        return Candidate(article, Fit.MAYBE, "标题和正文都没有写明年度") if in_period else None
    if years and years[0] != year:
        if not title.years:
            return Candidate(article, Fit.NEAR, f"是{years[0]}年度的")
        if year not in years:
            return Candidate(article, Fit.DOUBT, f"标题写{year}年度，正文写的是{years[0]}年度", defect=Defect.WRONG_YEAR)
    if title.role != "work_report":
        return Candidate(article, Fit.MAYBE, "标题写的是审计结果，没有写审计工作报告")
    if article.attachments or article.state == "file" or article.body_kind in ("file", "image") or is_long_enough(text):
        return Candidate(article, Fit.MET, f"《{article.title}》", article.title)
    return Candidate(article, Fit.DOUBT, "标题相符，但正文没有报告内容，也没有附件", defect=Defect.MISSING_ELEMENT)
