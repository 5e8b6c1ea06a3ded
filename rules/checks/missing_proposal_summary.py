"""未见建议提案办理总体情况：全区本年度办理了多少件、结果如何，没有公布。

依据：代表法（2015年修正）第四十二条（代表建议办理情况的报告应当公开）；国办发〔2014〕46号；年底前公布是我们的推算。
判定：期限之前见到全区本年度的总体情况，写明件数和结果，为合规；只见建议或只见提案的，为待核验。期限之后仍未见，或晚于期限才公布，为待核验：
报告由谁作、公布在政府网站还是人大网站，各地不一。
无法判定：栏目没有看全，页面没有读到，读不出发布日期；标题不像而正文载有件数和结果的，请人确认。期限之前，为未到期；有有效情况说明的，为已说明。
不涉及：单个单位的办理情况（见 missing_proposal_replies）；上半年、季度、阶段性的通报；办理工作会议的消息。
怎么改：在建议提案栏目公布全区年度总体情况，写明收到、办结的件数，解决、列入计划、留作参考的件数，以及满意率；已在人大网站公布的，给出链接。
"""

from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.proposals import Kind, ProposalTitle, read_summary
from crawler.extract.statement import read_statement
from rules.checks._candidate import Candidate, Fit, best_first, unsure
from rules.checks._columns import searched
from rules.checks._proposals import district_summaries, speaks_for_district
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_due, stated, suspect, unknown

version = 2

ADVICE = "在建议提案栏目公布全区年度总体情况，写明件数和结果；已在人大网站公布的，给出链接。"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("proposals",),
    also_kinds: tuple[str, ...] = ("notices", "news"),
    due_month: int = 12,
    due_day: int = 31,
) -> Verdict:
    year = duty.year
    due = date(year, due_month, due_day)
    found = sorted(_candidates(corpus, duty, kinds, also_kinds, year), key=lambda pair: best_first(pair[0]))
    verdict = _judged(corpus, duty, kinds, found, due)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"proposals:{year}", due=due), searched=looked)


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[tuple[Candidate, tuple[Kind, ...]]], due: date
) -> Verdict:
    what = f"{due.year}年建议提案办理总体情况"
    sure = [(candidate, told) for candidate, told in found if candidate.fit is Fit.MET]
    best = found[0][0] if found else None
    if sure and best:
        told = {kind for _, of in sure for kind in of}
        if told == {"建议"} or told == {"提案"}:
            other = "提案" if "建议" in told else "建议"
            if corpus.as_of <= due:
                return not_due(f"{what}已见{'、'.join(told)}的，{other}的在 {due} 之前未到期", best.evidence, due=due)
            return _asked(f"{what}只见{'、'.join(told)}的，未见{other}的", best, f"{other}的总体情况公布在哪里？", Status.MET)
        return _dated(best, what, due)
    if best and best.fit is Fit.STATED:
        return stated(best.why, best.evidence)
    if corpus.as_of <= due:
        return not_due(f"{what}的公布期限推算为 {due}，目前未到期", *(c.evidence for c, _ in found[:1]), due=due)
    if best and best.fit < Fit.NEAR:
        return unsure(best, what, question=f"该信息是否就是全区{what}？", advice=ADVICE)
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why, *(c.evidence for c, _ in found[:1]))
    columns = corpus.columns(duty.unit, kinds)
    return suspect(
        f"推算的期限 {due} 已过，截至 {corpus.run_as_of} 未见{what}",
        *(of_column(column) for column in columns[:1]),
        *(c.evidence for c, _ in found[:1]),
        lean=Status.GAP,
        defect=Defect.ABSENT,
        question="办理情况的报告由谁作出，是否已在人大网站或别处公布？",
        advice=ADVICE,
    )


def _dated(best: Candidate, what: str, due: date) -> Verdict:
    published = best.article.published
    if published and published > due:
        days = (published - due).days
        told = _asked(f"{what}于 {published} 公布，晚于推算的期限 {due} {days} 天", best, "此前是否已经公布过？", Status.GAP)
        return replace(told, defect=Defect.OVERDUE, event=due)
    return met(f"{published} 已公布{what}，写明件数和结果", best.evidence)


def _asked(reason: str, best: Candidate, question: str, lean: Status) -> Verdict:
    return suspect(reason, best.evidence, lean=lean, question=question, advice=ADVICE)


# ---- what was found


def _candidates(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], also_kinds: tuple[str, ...], year: int
) -> list[tuple[Candidate, tuple[Kind, ...]]]:
    told = district_summaries(corpus, kinds, also_kinds, date(year, 1, 1))
    found = [(c, title.kinds) for article, title in told if (c := _weighed(corpus, article, title, year))]
    for article in corpus.articles(duty.unit, kinds, date(year, 1, 1)):
        said = read_statement(article.title, corpus.text(article)) if "说明" in article.title else None
        if said and "总体情况" in article.title + said.quote + said.column and said.start.year <= year <= said.end.year:
            found.append((Candidate(article, Fit.STATED, f"{said.unit}于 {said.dated} 说明：{said.quote}", said.quote), ()))
    return found


def _weighed(corpus: Corpus, article: Article, title: ProposalTitle, year: int) -> Candidate | None:
    if title.years and year not in title.years:
        return Candidate(article, Fit.NEAR, f"是{title.years[0]}年的")
    if title.interim:
        return Candidate(article, Fit.NEAR, "不是全年的")
    whole = speaks_for_district(corpus, article.title) or (not title.subject and article.unit == "")
    if title.role == "summary" and not whole:
        return Candidate(article, Fit.NEAR, "是单个单位的")
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）") if title.role == "summary" else None
    told = read_summary(corpus.text(article))
    if title.role != "summary":
        likely = whole and told.counts and told.outcomes and title.role == "other"
        return Candidate(article, Fit.MAYBE, "标题不像总体情况，但正文载有件数和结果", told.quote) if likely else None
    if article.published is None:
        return Candidate(article, Fit.MAYBE, "读不出发布日期")
    if not title.years and article.published.year != year:
        return Candidate(article, Fit.MAYBE, f"没有写明年度，于 {article.published} 发布")
    if told.counts and told.outcomes:
        return Candidate(article, Fit.MET, f"《{article.title}》", told.quote)
    if article.attachments or article.body_kind in ("file", "image") or article.media:
        return Candidate(article, Fit.MAYBE, "件数和结果可能在附件或图片中，没有读")
    return Candidate(article, Fit.DOUBT, "没有写明件数和结果", defect=Defect.MISSING_ELEMENT)
