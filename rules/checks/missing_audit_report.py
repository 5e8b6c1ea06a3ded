"""未见审计工作报告：上一年度本级预算执行和其他财政收支的审计工作报告没有公布。

依据：预算法第八十九条（对预算执行和其他财政收支的审计工作报告应当向社会公开）；监督法（6至9月由人大常委会听取）；公布窗口7至12月是推算的。
判定：见到本区上一年度的审计工作报告，有正文或附件，为合规，不论由审计局、区政府还是人大发布。推算的期限当日之前未见，为未到期；过期30天内未见，
或晚于推算的期限公布，为待核验；过期更久仍未见，为有问题。发在别的栏目的，也算，请移到审计栏目。
无法判定：栏目没有看全，页面没有读到；标题写该年度而正文写别的年度的，标题只写“本级预算执行审计结果”的，请人确认；
标题写的年度公布时还没有结束的，消息载有全文或附有报告的，没有写明单位的审计结果公告而正文写的是本级预算执行、或内容没有读到的，标题漏写或写错“审计”的，也请人确认；有有效情况说明的，为已说明。
不涉及：国家、省、市的审计工作报告；解读；人大听取报告的消息；单个单位的审计结果；整改情况报告（见 missing_rectification）。
怎么改：在审计栏目公布报告全文，标题写明年度和“本级预算执行和其他财政收支的审计工作报告”；已在人大网站公布的，给出链接。
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from crawler.archive import Article, Corpus
from crawler.extract.audit import AuditTitle, is_long_enough, read_audit_title, report_years
from rules.checks._audits import audit_title, auditor, foreign, moved, statement
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, stated, suspect, unknown

version = 3

_GRACE_DAYS = 30  # after a due day we only reckoned, absence is not yet sure to be a fault
_HEARING_FROM = 6  # the month from which the standing committee hears the report
_FEW_SECTIONS = 3
_SOME = 100  # characters: more than the line of a news item
_FULL = re.compile(r"全文|原文|文本|附件?[:：]?.{0,4}报告|[(（]附")
_PICTURED = re.compile(r"一图|图[解说]|[读看]懂")
_SECTION = re.compile(r"[一二三四五六七八]、|审计情况|审计建议|下一步")
_WHOLE_LEVEL = re.compile(r"(?:区|县|市|旗|本)级|财政管理|同级审")
_NUMBERED = re.compile(r"审计(?:结果)?公告.{0,12}第?\d+号|第?\d+号.{0,8}审计(?:结果)?公告")
_NEARLY = re.compile(r"预算执行.{0,8}其[他它]财政.{0,2}收支|审[记汁讣]工作报告")
# A title that says nothing of what was audited: 2022年度审计报告.
_BARE = re.compile(r"(?:关于|20\d{2}|年度?|区|县|市|本级|审计|结果|工作|情况|公告|公示|报告|公开|的|第?\d+号|[\W_])*")
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
    others = corpus.articles(None, also_kinds, since, titled=_may_be_it)
    own = corpus.articles(duty.unit, (), since, or_unattributed=True, titled=_may_be_it)
    for article in (*corpus.articles(None, kinds), *others, *own):
        if article.identity in found:
            continue
        said = statement(corpus, duty, article) if article.unit == duty.unit else None
        title = audit_title(corpus.site, article.title)
        weighed = _weighed(corpus, article, title, year) if title else _mistyped(corpus, article, kinds, year)
        if candidate := said or weighed:
            found[article.identity] = candidate
    return list(found.values())


def _may_be_it(title: str) -> bool:
    return "说明" in title or read_audit_title(title) is not None


def _weighed(corpus: Corpus, article: Article, title: AuditTitle, year: int) -> Candidate | None:
    whole = title.role == "work_report" or (title.of_whole and title.role in ("result", "other"))
    if not whole and (doubt := _under_another_title(corpus, article, title, year)):
        return doubt
    if not whole:
        about = title.of_whole and title.role in ("news", "about", "rectification") and year in title.years
        return Candidate(article, Fit.NEAR, "是关于审计工作报告的动态、解读或整改") if about else None
    if reason := foreign(corpus.site, article):
        return Candidate(article, Fit.NEAR, reason)
    if title.years and year not in title.years:
        return _of_wrong_year(corpus, article, title, year) or Candidate(article, Fit.NEAR, f"是{title.years[0]}年度的")
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    return _by_content(article, title, corpus.text(article), year)


def _of_wrong_year(corpus: Corpus, article: Article, title: AuditTitle, year: int) -> Candidate | None:
    """A year in the title that cannot be the audited one (it was not over), or that the text contradicts."""
    on, years = article.published, report_years(corpus.text(article))
    named = f"标题写{title.years[0]}年"
    if years and years[0] == year:
        return Candidate(article, Fit.MAYBE, f"{named}，正文写的却是{year}年度", defect=Defect.WRONG_YEAR)
    if on is None or on.year != year + 1 or years:
        return None
    impossible = all(named_year >= on.year for named_year in title.years)
    unread = _unread(article)
    if impossible or (unread and title.years == (year - 1,) and on.month >= _HEARING_FROM):
        why = "公布时该年度还没有结束" if impossible else f"公布的时间却是{year}年度报告的"
        return Candidate(article, Fit.MAYBE, f"{named}，{why}", defect=Defect.WRONG_YEAR)
    return None


def _unread(article: Article) -> bool:
    return article.state != "read" or bool(article.attachments or article.media) or article.body_kind in ("file", "image")


def _under_another_title(corpus: Corpus, article: Article, title: AuditTitle, year: int) -> Candidate | None:
    """News that says it gives the text (全文), and an announcement that names no unit: either may be the report itself."""
    if foreign(corpus.site, article) or _PICTURED.search(article.title) or title.role == "rectification":
        return None
    if title.years and not {year, year + 1} & set(title.years):
        return None
    if article.published and article.published.year != year + 1:
        return None
    text = corpus.text(article)
    right = year in report_years(text)
    if title.of_whole and title.role in ("news", "about"):
        full = _FULL.search(article.title) or (right and len(_SECTION.findall(text)) >= _FEW_SECTIONS and is_long_enough(text))
        if full and (_unread(article) or len(text.strip()) >= _SOME) and (right or not report_years(text)):
            return Candidate(article, Fit.MAYBE, "标题像动态，可能载有报告全文")
        files = [a.name for a in article.attachments if "审计" in a.name and "报告" in a.name]
        return Candidate(article, Fit.MAYBE, f"标题像动态，附件《{files[0]}》可能就是报告", files[0]) if files else None
    if title.role not in ("result", "other") or any(corpus.site.mentions(_without_office(corpus, article.title))):
        return None
    if right and report_years(text)[0] == year and len(text.strip()) >= _SOME and _WHOLE_LEVEL.search(text):
        return Candidate(article, Fit.MAYBE, f"标题没有写明，正文写的是{year}年度本级预算执行审计")
    bare = year in title.years and _BARE.fullmatch(_without_office(corpus, article.title))
    if (bare or _NUMBERED.search(article.title)) and not text.strip() and _unread(article):
        return Candidate(article, Fit.MAYBE, "标题没有写明审计的是什么，内容没有读到")
    return None


def _mistyped(corpus: Corpus, article: Article, kinds: tuple[str, ...], year: int) -> Candidate | None:
    """An item of the audit columns whose title has the report's name without 审计, or with it mistyped."""
    named = set(kinds) & set(article.kinds) and _NEARLY.search(article.title)
    if not named or _PICTURED.search(article.title) or foreign(corpus.site, article):
        return None
    if article.published and article.published.year != year + 1:
        return None
    text = corpus.text(article)
    if str(year) not in article.title and year not in report_years(text):
        return None
    return Candidate(article, Fit.MAYBE, "标题没有写审计工作报告，可能就是")


def _without_office(corpus: Corpus, title: str) -> str:
    office = auditor(corpus.site)
    for name in sorted((office.name, *office.aliases) if office else (), key=len, reverse=True):
        title = title.replace(name, "")
    return title


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
