"""年度报告未写要点任务：政府信息公开工作年度报告没有写到当年要点布置的重点任务。

依据：年度要点“将落实情况纳入政府信息公开工作年度报告予以公开”。
判定：当年的年度报告（次年1月公布）里，要点任务用语出现三种以上，为合规；不足三种的，为待核验：任务用语是程序列举的，报告可能换了说法，
单位也可能不承担其中多数任务。
无法判定：报告没有读到，或者是否本单位的还待确认。报告公布期限未到的，为未到期。
不涉及：落实得好不好；工作台账（须单位提供）。
怎么改：在总体情况中逐项写明本单位承担的要点任务落实情况。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Corpus
from rules.checks._annual_reading import read_item, report_sources
from rules.checks._columns import searched
from rules.checks._own_report import Own, own_annual
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 2


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    terms: tuple[str, ...],
    least: int = 3,
    kinds: tuple[str, ...] = ("annual_report",),
    due_month: int = 1,
    due_day: int = 31,
) -> Verdict:
    due = date(duty.year + 1, due_month, due_day)
    own = own_annual(corpus, duty, kinds, duty.year, due)
    verdict = own.instead or _judged(corpus, duty, own, duty.year, terms, least)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"tasks:{duty.year}"), searched=looked)


def _judged(corpus: Corpus, duty: Duty, own: Own, year: int, terms: tuple[str, ...], least: int) -> Verdict:
    article, file = own.newest.article, own.newest.file
    read = read_item(corpus, article, file)
    sources = report_sources(corpus, duty, read, year)
    shown = of_article(article, own.newest.quote)
    if not any(source.is_report for source in sources):
        return unknown(f"《{article.title}》的内容没有读到：{'；'.join(read.unread[:3]) or '认不出报告的各部分'}", shown)
    text = re.sub(r"\s+", "", "".join(source.text for source in sources))
    told = [term for term in terms if term in text]
    if len(told) >= least:
        return met(f"《{article.title}》写到了{'、'.join(told[:6])}", shown)
    if read.unread:
        return unknown(f"《{article.title}》读到的部分只写到 {len(told)} 项要点任务，但{'；'.join(read.unread[:3])}", shown)
    said = f"只写到{'、'.join(told)}" if told else "没有写到要点任务用语"
    return suspect(
        f"《{article.title}》{said}（列举的用语见目录）",
        shown,
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question=f"报告是否写了{year}年要点任务的落实情况？",
        advice="在年度报告总体情况中写明要点任务的落实情况。",
    )
