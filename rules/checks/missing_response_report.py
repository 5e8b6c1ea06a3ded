"""没有公示回应情况：本年度没有见到本单位定期公示群众诉求受理、办结的情况。

依据：年度要点第（九）项“各部门回应群众关切情况要定期公示，接受群众监督”。每季度一次是推算的，不据以认定。
判定：本年度已过的每个季度都有一份写明受理、办结件数的公示，为合规；缺季度的、没有件数的，为待核验。季度过后一个月内公布的不催。
区里统一公示、写明本单位的也算：请人看。
无法判定：本单位的栏目没有看全；一个季度也还没有到期的，为未到期。
不涉及：单封来信的答复（见 incomplete_letter）；建议提案；在政务服务热线平台、村社公示栏公示的（由本单位佐证）。
怎么改：每季度公布一次回应群众诉求情况，写明受理、办结、满意的件数和主要问题。
"""

from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.response_report import ResponseReport, read_response_report, title_says_report
from rules.checks._columns import searched
from rules.deadlines import add_month, quarter_end
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_due, suspect, unknown

version = 1

_KINDS: Final = ("letters", "response", "notices", "news", "statutory", "livelihood", "statistics")
_ADVICE: Final = "每季度公布一次回应群众诉求情况，写明受理、办结、满意的件数和主要问题。"
_NAMES: Final = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = _KINDS) -> Verdict:
    verdict = _judged(corpus, duty, kinds)
    return replace(verdict.about(f"response_report:{duty.year}"), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    wanted = [q for q in (1, 2, 3, 4) if _due(duty.year, q) < corpus.run_as_of]
    reports = _reports(corpus, duty)
    told = {quarter for _, report in reports for year, quarter in report.quarters if year == duty.year}
    missing = [q for q in wanted if q not in told]
    shown = [of_article(article) for article, _ in reports[-4:]]
    bare = [(article, report) for article, report in reports if not report.has_counts]
    if not wanted:
        return not_due(f"{duty.year}年一季度的回应情况公示，期限未到", *shown, due=_due(duty.year, 1))
    if not missing and not bare:
        return met(f"{'、'.join(_NAMES[q] for q in wanted)}都公示了回应情况，写明受理和办结的件数", *shown)
    if not missing:
        return suspect(
            f"公示了回应情况，但《{bare[0][0].title}》没有读出受理和办结的件数", *(of_article(article) for article, _ in bare[:4]), lean=Status.MET,
            defect=Defect.MISSING_ELEMENT, question="公示中是否写明受理和办结的件数（可能在附件或图片里）？", advice=_ADVICE,
        )  # fmt: skip
    if why := corpus.unseen(duty.unit, tuple(k for k in kinds if corpus.columns(duty.unit, (k,)))):
        return unknown(f"未见{duty.unit_name}{'、'.join(_NAMES[q] for q in missing)}的回应情况公示，但{why}", *shown)
    undated = [article for article, report in reports if not report.quarters]
    told_of = f"；另有{len(undated)}份没有写明时期" if undated else ""
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    return suspect(
        f"未见{duty.unit_name}{duty.year}年{'、'.join(_NAMES[q] for q in missing)}的回应情况公示{told_of}", *(shown or [of_column(c) for c in columns[:1]]),
        lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="回应群众关切情况是否已定期公示，公示在哪里（网站、热线平台、公示栏）？", advice=_ADVICE,
    )  # fmt: skip


def _due(year: int, quarter: int) -> date:
    """A month after the quarter's end: 30 April, 30 July, 30 October, 31 January."""
    return add_month(quarter_end(date(year, 3 * quarter, 1)))


def _reports(corpus: Corpus, duty: Duty) -> list[tuple[Article, ResponseReport]]:
    """The unit's own, and the district's that name it, of this year or published in it."""
    found = []
    for article in corpus.articles(duty.unit, (), duty.applies_from, or_unattributed=True, titled=title_says_report):
        text = corpus.text(article)
        if article.unit != duty.unit and not any(name in text or name in article.title for name in duty.names):
            continue
        if report := read_response_report(article.title, text, article.published):
            found.append((article, report))
    return found
