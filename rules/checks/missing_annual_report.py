"""未见政府信息公开工作年度报告：单位没有在期限前公布上一年度报告。

依据：政府信息公开条例第四十九条（县级以上人民政府部门每年1月31日前公布）；国办公开办函〔2021〕30号；乡镇、街道依当地通知。
判定：本单位上一年度的年度报告在期限当日或之前公布，为合规；之后公布，为逾期；期限后仍未见，为有问题。
正文统计期间是别的年份的，为待核验。政府网站工作年度报表、法治政府建设年度报告、工作总结、下属单位的报告不算。
无法判定：栏目没有看全，或列出的报告没有读到；读不出发布日期、归属不明的，请人确认；期限未到的，为未到期。
不涉及：六个部分是否齐全、数据是否平衡、是否与往年雷同。
怎么改：在政府信息公开年报栏目公布本单位上一年度报告，标题写明单位全称和年度。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.annual import read_annual_title, year_in_body
from rules.checks._candidate import Candidate, Fit, best_first
from rules.checks._columns import searched
from rules.checks._ownership import Whose, whose
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, gap, late, met, not_due, suspect, unknown

version = 1

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
    found = sorted(_candidates(corpus, duty, kinds, year), key=best_first)
    best = found[0] if found else None
    what = f"{year}年政府信息公开工作年度报告"
    if best and best.fit is Fit.MET:
        verdict = _in_time(best, what, due)
    elif corpus.as_of <= due:
        verdict = not_due(f"{what}的公布期限为 {due}，目前未到期", *(c.evidence for c in found[:1]), due=due)
    elif best and best.fit < Fit.NEAR:
        verdict = _unsure(best, what)
    elif why := corpus.unseen(duty.unit, kinds, due=due):
        verdict = unknown(why, *(c.evidence for c in found[:1]))
    else:
        verdict = _absent(corpus, duty, kinds, what, due, best)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"annual_report:{year}", due=due), searched=looked)


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
        return met(f"{published} 已公布{what}，期限为 {due}", best.evidence)
    days = (published - due).days
    return replace(late(f"{what}于 {published} 公布，晚于期限 {due} {days} 天", best.evidence, due=due), event=due)


def _unsure(best: Candidate, what: str) -> Verdict:
    if best.fit is Fit.UNREAD:
        return unknown(f"已列出疑似{what}的信息，但{best.why}", best.evidence)
    likely = best.fit is Fit.MAYBE
    return suspect(
        f"见到疑似{what}的信息，{best.why}",
        best.evidence,
        lean=Status.MET if likely else Status.GAP,
        defect=None if likely else best.defect,
        question=f"该信息是否就是本单位{what}？",
        advice=f"公布本单位{what}，标题、正文的单位和年度写一致。",
    )


def _absent(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], what: str, due: date, nearest: Candidate | None
) -> Verdict:
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    near = f"；最接近的是《{nearest.article.title}》（{nearest.why}）" if nearest else ""
    return gap(
        f"期限 {due} 已过，截至 {corpus.as_of} 未见{duty.unit_name}{what}{near}",
        *(of_column(column) for column in columns[:1]),
        *((nearest.evidence,) if nearest else ()),
        advice=f"在政府信息公开年报栏目公布本单位{what}。",
    )


# ---- what was found


def _candidates(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> list[Candidate]:
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    found = [c for article in own if (c := _judged(corpus, duty, article, year))]
    if any(c.fit is Fit.MET for c in found):
        return found
    seen = {article.identity for article in own}
    for article in corpus.articles(None, kinds):
        # One page may carry every unit's report as a file.
        if article.identity not in seen and (name := _own_file(corpus, duty, article, year)):
            found.append(Candidate(article, Fit.MET, f"附件《{name}》", name))
    return found


def _judged(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    if name := _own_file(corpus, duty, article, year):
        return Candidate(article, Fit.MET, f"附件《{name}》", name)
    ours = article.unit == duty.unit
    title = read_annual_title(article.title, unit_names=duty.names)
    if title is None:
        near = ours and re.search("年度报|年报|总结", article.title)
        return Candidate(article, Fit.NEAR, "不是政府信息公开工作年度报告") if near else None
    owner = whose(corpus.site, duty, title.subject)
    if foreign := _not_ours(owner, title.subject, ours=ours):
        return Candidate(article, Fit.NEAR, foreign) if ours else None
    text = corpus.text(article)
    body_year = year_in_body(text)
    if (title.year or body_year or year) != year:
        return Candidate(article, Fit.NEAR, f"是{title.year or body_year}年度的") if ours else None
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    return _by_content(article, text, body_year, year, owner, named_year=title.year is not None, ours=ours)


def _not_ours(owner: Whose, subject: str, *, ours: bool) -> str:
    if owner is Whose.OTHER:
        return "属于其他单位"
    if owner is Whose.BELOW:
        return f"是“{subject}”的，不是本单位的"
    if owner is Whose.DISTRICT:
        return "是区政府的年度报告，不是本单位的"
    return "单位名称不在档案中" if owner is Whose.UNCLEAR and not ours else ""


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


def _own_file(corpus: Corpus, duty: Duty, article: Article, year: int) -> str:
    """The name of an attachment that is this unit's report of this year; '' when there is none."""
    if not article.attachments:
        return ""
    parent = read_annual_title(article.title)
    for attachment in article.attachments:
        said = read_annual_title(attachment.name, unit_names=duty.names)
        bare = re.sub(r"^(?:附件)?[\d.、:：_ -]{0,6}|\.[A-Za-z]{2,4}$", "", attachment.name)
        subject = said.subject if said else bare
        said_year = (said.year if said else None) or (parent.year if parent else None)
        if said_year == year and whose(corpus.site, duty, subject) is Whose.OWN:
            return attachment.name
    return ""
