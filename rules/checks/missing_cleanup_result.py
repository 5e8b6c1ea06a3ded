"""未见规范性文件清理结果：没有在期限前公布清理结果，或没有附继续有效、废止失效的目录。

依据：年度要点（及时公布行政规范性文件清理结果，8月底前）；优化营商环境条例第六十四条（未经公布的不得作为行政管理依据）。
判定：适用期间内公布了本区的清理结果，正文或附件载有继续有效和废止（失效）的目录，期限当日或之前的为合规，之后的为逾期；缺目录的、
期限后仍未见的，为有问题。开展清理的通知、新闻、解读、上级或单个部门的清理结果、拟废止的公示不算。各栏目都查，公布在别的栏目的也算。
无法判定：栏目没有看全，或公告页面没有读到；标题不像而正文、附件载有两类目录或写明各类件数的，公报、公告正文写到清理结果的，
正文写明其余文件继续有效或可以查询的，目录可能在链接里的，上年末公布的，几个单位合并公布的，期限内的新闻、动态已说到公布清理结果的，
附件名看不出内容、正文件数与目录条数不一致、读不出日期的，请人确认；期限未到的，为未到期。
不涉及：目录与网站文件是否逐件一致；清理得对不对。
怎么改：公布清理结果公告，附继续有效、修改、失效、废止文件目录。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.cleanup import Cleanup, joined
from rules.checks._candidate import Candidate, Fit, if_seen_whole
from rules.checks._cleanup import Result, items, read, told_before
from rules.checks._columns import searched
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, gap, late, met, not_due, suspect, unknown

version = 6


_GROUPS = {"kept": "继续有效", "ended": "废止（失效）", "changed": "修改"}


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative_cleanup", "normative", "notices")
) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    found = items(corpus, duty, {column.id for column in columns})
    results = [replace(read(corpus, c.article), advice=c.advice) for c in found if c.fit is Fit.MET]
    verdict = _best(results, duty)
    doubtful = [c for c in found if c.fit is Fit.MAYBE]
    if verdict is None or verdict.status is Status.GAP:
        if duty.due and corpus.as_of <= duty.due:
            verdict = not_due(
                f"清理结果的公布期限为 {duty.due}，目前未到期", *(c.evidence for c in found[-1:]), due=duty.due
            )
        elif doubtful:
            verdict = _perhaps(doubtful[-1])
        elif why := corpus.unseen(duty.unit, kinds, duty.applies_from, due=duty.due):
            verdict = unknown(why, *(verdict.evidence if verdict else (c.evidence for c in found[-1:])))
        else:
            verdict = verdict or _absent(corpus, duty, kinds, found)
    elif verdict.status is Status.LATE and (earlier := _earlier(doubtful, results, duty) or _in_the_news(corpus, duty)):
        verdict = _perhaps_earlier(verdict, earlier)
    else:
        verdict = if_seen_whole(corpus, duty, kinds, verdict, duty.due)
    return replace(verdict.about(f"normative_cleanup:{duty.year}", due=duty.due), searched=searched(columns))


def _perhaps(best: Candidate) -> Verdict:
    return suspect(
        f"见到可能是清理结果的《{best.article.title}》，{best.why}", best.evidence, lean=Status.MET,
        question="该信息是否就是本年度应公布的清理结果？", advice="标题写明“行政规范性文件清理结果”，附各类目录。",
    )  # fmt: skip


def _perhaps_earlier(verdict: Verdict, earlier: Article) -> Verdict:
    return suspect(
        f"{verdict.reason}，但此前的《{earlier.title}》可能已经是清理结果", *verdict.evidence, of_article(earlier),
        lean=Status.MET, defect=Defect.OVERDUE, question=f"《{earlier.title}》是否已经公布了清理结果？",
    )  # fmt: skip


def _earlier(doubtful: list[Candidate], results: list[Result], duty: Duty) -> Article | None:
    """What may have been the result in time: it forbids calling a later one late."""
    articles = [c.article for c in doubtful] + [r.article for r in results if r.cleanup is None]
    return next((a for a in articles if duty.due and (a.published is None or a.published <= duty.due)), None)


def _in_the_news(corpus: Corpus, duty: Duty) -> Article | None:
    return told_before(corpus, duty, duty.due) if duty.due else None


def _absent(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Candidate]) -> Verdict:
    nearest = found[-1:]
    near = "".join(f"；最接近的是《{c.article.title}》（{c.why}）" for c in nearest)
    return gap(
        f"{duty.applies_from} 至 {corpus.run_as_of} 未见本区行政规范性文件清理结果{near}",
        *(of_column(column) for column in corpus.columns(duty.unit, kinds)[:1]),
        *(c.evidence for c in nearest),
        advice="公布清理结果公告，附继续有效、修改、失效、废止文件目录。",
    )


def _best(results: list[Result], duty: Duty) -> Verdict | None:
    """The most favourable judgement; one good announcement is enough."""
    order = (Status.MET, Status.LATE, Status.SUSPECT, Status.UNKNOWN, Status.GAP)
    whole_read = [r for r in results if r.cleanup]
    whole = joined(r.cleanup for r in whole_read if r.cleanup)
    if len(whole_read) > 1 and whole.is_complete and not any(r.cleanup and r.cleanup.is_complete for r in whole_read):
        # The lists stand on pages of their own; the last of them completes the announcement.
        results = [Result(whole_read[-1].article, whole)]
    verdicts = [_judged(result, duty) for result in results]
    return min(verdicts, key=lambda v: order.index(v.status), default=None)


def _judged(result: Result, duty: Duty) -> Verdict:
    article, cleanup = result.article, result.cleanup
    if cleanup is None:
        return unknown(
            f"已列出《{article.title}》，但页面没有读到（{article.cause or '快速检查不读正文'}）", of_article(article)
        )
    quote = _told(cleanup)
    if not cleanup.is_complete:
        return _without_lists(result, cleanup, quote)
    if cleanup.disagreements:
        told = "；".join(f"{_GROUPS[g]}正文写 {n} 件、目录列 {m} 条" for g, n, m in cleanup.disagreements)
        return suspect(
            f"《{article.title}》件数与目录不一致：{told}", of_article(article, quote), lean=Status.GAP,
            defect=Defect.MISSING_ELEMENT, question="目录是否完整？", advice="核对件数，补全目录。",
        )  # fmt: skip
    if article.published is None:
        return suspect(
            f"已见《{article.title}》，但读不出发布日期", of_article(article, quote), lean=Status.MET, defect=Defect.UNDATED,
            question="该清理结果是哪一天公布的？", advice="在页面上标明发布日期。",
        )  # fmt: skip
    return replace(_in_time(article, article.published, duty, quote), advice=result.advice)


def _in_time(article: Article, published: date, duty: Duty, quote: str) -> Verdict:
    if duty.due and published > duty.due:
        days = (published - duty.due).days
        reason = f"清理结果于 {published} 公布，晚于期限 {duty.due} {days} 天"
        return replace(late(reason, of_article(article, quote), due=duty.due), event=duty.due)
    named = re.findall(r"20\d{2}(?=年)", article.title)
    if named and str(duty.year) not in named and max(named) < str(duty.year):
        return suspect(
            f"《{article.title}》于 {published} 公布，标题写的是 {max(named)} 年", of_article(article, quote), lean=Status.MET,
            defect=Defect.WRONG_YEAR, question="这是否就是本年度应公布的清理结果？",
        )  # fmt: skip
    return met(f"{published} 已公布清理结果，载有继续有效和废止（失效）目录", of_article(article, quote))


def _without_lists(result: Result, cleanup: Cleanup, quote: str) -> Verdict:
    article = result.article
    missing = [name for group, name in _GROUPS.items() if group in ("kept", "ended") and group not in cleanup.lists]
    elsewhere = cleanup.nameless or article.body_kind in ("file", "image") or "image" in article.media
    if elsewhere or result.has_links:
        return suspect(
            f"已见《{article.title}》，附件、图片或链接中是否有{'、'.join(missing)}目录看不出来", of_article(article, quote),
            lean=Status.MET, question=f"附件或链接中是否有{'、'.join(missing)}目录？", advice="附件名写明目录类别。",
        )  # fmt: skip
    if result.keeps_the_rest:
        return suspect(
            f"已见《{article.title}》，未见{'、'.join(missing)}目录，但正文写明其余文件继续有效或可以查询", of_article(article, quote),
            lean=Status.MET, defect=Defect.MISSING_ELEMENT, question=f"{'、'.join(missing)}文件能否在所说的地方逐件查到？",
            advice="在公告中补附继续有效、废止、失效文件目录。",
        )  # fmt: skip
    if "清理结果" not in article.title:
        return suspect(
            f"已见《{article.title}》，未见{'、'.join(missing)}目录，看不出是否就是清理结果", of_article(article, quote),
            lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="该信息是否就是本年度的清理结果，目录是否另行公布？",
            advice="在公告中补附继续有效、废止、失效文件目录。",
        )  # fmt: skip
    return gap(
        f"《{article.title}》正文和附件中未见{'、'.join(missing)}文件目录", of_article(article, quote),
        defect=Defect.MISSING_ELEMENT, advice="在公告中补附继续有效、废止、失效文件目录。",
    )  # fmt: skip


def _told(cleanup: Cleanup) -> str:
    counts = "，".join(f"{_GROUPS[group]} {n} 件" for group, n in cleanup.counts)
    lists = "、".join(_GROUPS[group] for group in ("kept", "ended", "changed") if group in cleanup.lists)
    return "；".join(part for part in (counts, f"目录：{lists}" if lists else "") if part)
