"""未见政府信息公开工作年度报告：单位没有在期限前公布上一年度报告。

依据：政府信息公开条例第四十九条（县级以上人民政府部门每年1月31日前公布）；国办公开办函〔2021〕30号；乡镇、街道依当地通知。
判定：本单位上一年度的年度报告在期限当日或之前公布，为合规；之后公布，为逾期；期限后仍未见，为有问题。
标题、正文年份不一的，更正后的版本晚于期限的，为待核验。公布在别的栏目的，也算，请移到年报栏目。政府网站工作年度报表、法治政府建设年度报告、工作总结、下属单位的报告不算。
无法判定：栏目没有看全，或列出的报告没有读到；读不出发布日期、归属不明的，标题认不出而正文、附件像是的，汇总页里可能有的，请人确认；期限未到的，为未到期。
不涉及：六个部分是否齐全、数据是否平衡、是否与往年雷同。
怎么改：在政府信息公开年报栏目公布本单位上一年度报告，标题写明单位全称和年度。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.annual import holds_report, is_of_another_kind, read_annual_title, year_in_body
from crawler.extract.title_words import COLLECTIVE, bare_name, plain_title
from rules.checks._candidate import (
    Candidate,
    Fit,
    absent,
    best_first,
    earlier_doubt,
    in_other_columns,
    is_in_time,
    unsure,
)
from rules.checks._columns import searched
from rules.checks._ownership import Likeness, Whose, may_be, whose
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, suspect, unknown

version = 2

_ABOUT_IT = re.compile(r"召开|举办|部署|做好|报送|编制|培训|总结|通报|评估|考核")
_CORRECTED = re.compile(r"更正|修订|修改|补充|更新|重新|勘误|调整")
_SHORT = 200  # a body below this, without a file, is only a headline


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
    found = sorted(_candidates(corpus, duty, kinds, year, due), key=best_first)
    best = found[0] if found else None
    what = f"{year}年政府信息公开工作年度报告"
    if best and best.fit is Fit.MET:
        verdict = _in_time(best, earlier_doubt(found, due), what, due)
    elif corpus.as_of <= due:
        verdict = not_due(f"{what}的公布期限为 {due}，目前未到期", *(c.evidence for c in found[:1]), due=due)
    elif best and best.fit < Fit.NEAR:
        verdict = unsure(
            best,
            what,
            question=f"该信息是否就是本单位{what}？",
            advice=f"公布本单位{what}，标题、正文的单位和年度写一致。",
        )
    elif why := corpus.unseen(duty.unit, kinds, due=due):
        verdict = unknown(why, *(c.evidence for c in found[:1]))
    else:
        advice = f"在政府信息公开年报栏目公布本单位{what}。"
        verdict = absent(corpus, duty, kinds, what, f"期限 {due} ", best, advice=advice)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"annual_report:{year}", due=due), searched=looked)


def _in_time(best: Candidate, earlier: Candidate | None, what: str, due: date) -> Verdict:
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
    if earlier or _CORRECTED.search(best.article.title):
        told = f"《{earlier.article.title}》可能已经是该报告" if earlier else "标题写明是更正后的版本"
        return suspect(
            f"{what}于 {published} 公布，晚于期限 {due} {days} 天，但{told}",
            best.evidence,
            *((earlier.evidence,) if earlier else ()),
            lean=Status.MET,
            defect=Defect.OVERDUE,
            question=f"该报告是否在 {due} 或之前已经公布过？",
        )
    return replace(late(f"{what}于 {published} 公布，晚于期限 {due} {days} 天", best.evidence, due=due), event=due)


# ---- what was found


def _candidates(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int, due: date) -> list[Candidate]:
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    found = [c for article in own if (c := _judged(corpus, duty, article, year))]
    if any(is_in_time(c, due) for c in found):
        return found
    seen = {article.identity for article in own}
    for article in corpus.articles(None, kinds):
        # One page may carry every unit's report as a file.
        candidate = _own_file(corpus, duty, article, year) or _collection(corpus, duty, article, year)
        if article.identity not in seen and candidate:
            found.append(candidate)
    if not any(is_in_time(c, due) for c in found):
        found += in_other_columns(corpus, duty, kinds, lambda article: _by_title(corpus, duty, article, year))
    return found


def _judged(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """What one item in a column of such reports is worth."""
    found = _by_title(corpus, duty, article, year)
    if found and found.fit is not Fit.NEAR:
        return found
    return _collection(corpus, duty, article, year) or _not_understood(corpus, duty, article, year) or found


def _by_title(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """What an item is worth by what it calls itself."""
    if candidate := _own_file(corpus, duty, article, year):
        return candidate
    ours = article.unit == duty.unit
    title = read_annual_title(article.title, unit_names=duty.names)
    if title is None:
        near = ours and re.search("年度报|年报|总结", article.title)
        return Candidate(article, Fit.NEAR, "不是政府信息公开工作年度报告") if near else None
    owner = whose(corpus.site, duty, title.subject)
    if foreign := _not_ours(corpus, duty, owner, title.subject, ours=ours):
        return Candidate(article, Fit.NEAR, foreign) if ours else None
    text = corpus.text(article)
    body_year = year_in_body(text)
    if title.year not in (None, year) and body_year == year:
        why = f"标题写{title.year}年，正文统计期间却是{year}年"
        return Candidate(article, Fit.MAYBE, why, defect=Defect.WRONG_YEAR)
    if (title.year or body_year or year) != year:
        return Candidate(article, Fit.NEAR, f"是{title.year or body_year}年度的") if ours else None
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    found = _by_content(article, text, body_year, year, owner, named_year=title.year is not None, ours=ours)
    if owner is Whose.UNCLEAR and not ours and may_be(corpus.site, duty, title.subject) is Likeness.POSSIBLE:
        return replace(
            found, fit=max(found.fit, Fit.DOUBT), why=f"“{title.subject}”不在档案中，可能是本单位的旧称或新称"
        )
    return found


def _not_understood(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """An item whose title does not say so, and whose body, files or words show that it may be the report."""
    title = read_annual_title(article.title, unit_names=duty.names)
    if title or is_of_another_kind(article.title):
        return None
    if holds_report(corpus.text(article), year):
        return Candidate(article, Fit.MAYBE, f"标题不像年度报告，但正文统计期间是{year}年")
    words = re.search(r"(?:信息|政务)(?:主动)?公开.{0,20}(?:报告|年报|情况)|年报|年度报告", article.title)
    unread = article.attachments or article.media or article.state in ("failed", "skipped", "file", "external")
    if article.unit != duty.unit or not words or not unread or _ABOUT_IT.search(article.title):
        return None
    if str(year) not in plain_title(article.title):
        return None
    return Candidate(article, Fit.MAYBE, f"标题写有{year}年和年度报告，附件或图片没有读")


def _collection(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """A page for many units that may hold this unit's report behind an archive, a file or a link."""
    plain = plain_title(article.title)
    of_many = COLLECTIVE.search(plain) or re.search(r"汇总|汇编|合集|专题", plain)
    if not of_many or not re.search(r"(?:信息|政务)公开", plain) or str(year) not in plain or _ABOUT_IT.search(plain):
        return None
    if article.state != "read" and not article.attachments:
        return Candidate(article, Fit.UNREAD, f"是各单位的汇总页，没有读到（{article.cause or '未读取'}）")
    names = duty.names or (duty.unit_name,)
    if any(name in corpus.text(article) for name in names):
        return Candidate(article, Fit.MAYBE, "是各单位的汇总页，正文列有本单位")
    unnamed = [a.name for a in article.attachments if not _names_another(corpus, duty, a.name)]
    return Candidate(article, Fit.MAYBE, f"是各单位的汇总页，附件《{unnamed[0]}》中可能有本单位的") if unnamed else None


def _names_another(corpus: Corpus, duty: Duty, name: str) -> bool:
    """Whether a file's name is that of an institution which is surely not this unit."""
    said = read_annual_title(name)
    subject = said.subject if said else bare_name(name)
    owner = whose(corpus.site, duty, subject)
    if owner is Whose.UNCLEAR:
        unlike = may_be(corpus.site, duty, subject) is Likeness.NONE
        return unlike and not COLLECTIVE.search(subject) and bool(re.search(r"[局委办院镇乡道会部府]$", subject))
    return owner in (Whose.OTHER, Whose.BELOW)


def _not_ours(corpus: Corpus, duty: Duty, owner: Whose, subject: str, *, ours: bool) -> str:
    if owner is Whose.OTHER:
        return "属于其他单位"
    if owner is Whose.BELOW:
        return f"是“{subject}”的，不是本单位的"
    if owner is Whose.DISTRICT:
        return "是区政府的年度报告，不是本单位的"
    unlike = owner is Whose.UNCLEAR and not ours and may_be(corpus.site, duty, subject) is Likeness.NONE
    return "单位名称不在档案中" if unlike else ""


def _by_content(
    article: Article, text: str, body_year: int | None, year: int, owner: Whose, *, named_year: bool, ours: bool
) -> Candidate:
    """What stands behind a fitting title."""
    if body_year not in (None, year):
        why = f"标题写{year}年，正文统计期间却是{body_year}年"
        return Candidate(article, Fit.DOUBT, why, defect=Defect.WRONG_YEAR)
    if not named_year and body_year is None:
        return Candidate(article, Fit.DOUBT, "标题和正文都没有写明年度")
    has_file = bool(article.attachments or article.media) or article.state == "file"
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    if not has_file and article.body_kind not in ("file", "image") and len(text.strip()) < _SHORT:
        return Candidate(article, Fit.DOUBT, "标题相符，但正文没有报告内容，也没有附件", defect=Defect.MISSING_ELEMENT)
    if owner is Whose.UNCLEAR:
        return Candidate(article, Fit.MAYBE, "标题写的单位名称不在档案中", article.title)
    if owner is Whose.UNNAMED and not ours:
        return Candidate(article, Fit.DOUBT, "没有写明是哪个单位的", article.title)
    return Candidate(article, Fit.MET, f"《{article.title}》", article.title)


def _own_file(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """An attachment that is this unit's report of this year, by its name and that of the page."""
    parent = read_annual_title(article.title)
    under = parent.year if parent else next((y for y in (year,) if _is_yearly(article.title, y)), None)
    likely = None
    for attachment in article.attachments:
        said = read_annual_title(attachment.name, unit_names=duty.names)
        subject = said.subject if said else bare_name(attachment.name)
        if ((said.year if said else None) or under) != year:
            continue
        owner = whose(corpus.site, duty, subject)
        if owner is Whose.OWN:
            return Candidate(article, Fit.MET, f"附件《{attachment.name}》", attachment.name)
        if owner is Whose.UNCLEAR and may_be(corpus.site, duty, subject) is Likeness.ALIKE:
            why = f"附件《{attachment.name}》写的单位名称不在档案中"
            likely = likely or Candidate(article, Fit.MAYBE, why, attachment.name)
    return likely


def _is_yearly(title: str, year: int) -> bool:
    plain = plain_title(title)
    named = str(year) in plain and bool(re.search(r"(?:信息|政务)公开.{0,12}(?:报告|年报)", plain))
    return named and not _ABOUT_IT.search(plain) and not is_of_another_kind(plain)
