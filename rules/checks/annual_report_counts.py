"""年报件数与网站不符：年度报告写的行政规范性文件制发、现行有效件数，与规范性文件栏目里的对不上。

依据：政府信息公开条例第五十条；国办公开办函〔2021〕30号（年度报告“主动公开政府信息情况”表列明规章、行政规范性文件的制发、废止、现行有效件数）。
两处口径可能不同（是否含部门文件、统计截止日），只作提示。
判定：区政府上一年度报告的“本年制发件数”与栏目中当年成文的件数、“现行有效件数”与栏目中标有效且上年底以前成文的件数都一致，为合规；
不一致的，为待核验，写明两个数。
无法判定：没有见到区政府的年度报告，或表没有读出；规范性文件栏目没有看全，有文件没有标有效性或没有读到成文日期。
不涉及：各部门自己的年度报告；报告本身前后是否一致。
怎么改：核对件数；栏目缺文件的补发，报告数字错的更正。
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from crawler.archive import Article, Corpus
from crawler.extract.annual import read_annual_title
from crawler.extract.annual_report import read_annual_report
from crawler.files.model import FilePart
from rules.checks._columns import searched
from rules.checks._normative import columns_of, documents, is_marked_valid, validity_mark
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 2

_MOST = 2_000
_GOVERNMENT = re.compile(r"(?:区|县|市)?人民政府(?!办公室|办)")
_MADE, _IN_FORCE = 0, 2  # the columns of the table: 制发, 废止, 现行有效


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), report_kinds: tuple[str, ...] = ("annual_report",)
) -> Verdict:
    columns = columns_of(corpus, "", kinds, "portal")
    year = duty.year - 1
    verdict = _judged(corpus, kinds, report_kinds, year)
    return replace(verdict.about(f"normative:{year}"), searched=searched(columns))


def _judged(corpus: Corpus, kinds: tuple[str, ...], report_kinds: tuple[str, ...], year: int) -> Verdict:
    report = _report(corpus, report_kinds, year)
    if report is None:
        return unknown(f"未见区政府{year}年政府信息公开工作年度报告，无从核对件数")
    article, told = report
    if len(told) != 3 or told[_MADE] is None or told[_IN_FORCE] is None:
        return unknown(f"《{article.title}》中行政规范性文件的件数没有读出", of_article(article))
    if why := corpus.unseen("", kinds):
        return unknown(why, of_article(article))
    found = documents(corpus, columns_of(corpus, "", kinds, "portal"), kinds)[-_MOST:]
    vague = [a for a in found if not _year(a) or not validity_mark(a, corpus.text(a))]
    if vague:
        return unknown(f"栏目中有 {len(vague)} 份文件读不出成文年份或有效性，如《{vague[-1].title}》，不能核对件数", of_article(article))
    made = sum(_year(a) == year for a in found)
    in_force = sum(is_marked_valid(a) and _year(a) <= year for a in found)
    return _compared(article, (told[_MADE], made), (told[_IN_FORCE], in_force), year)


def _compared(article: Article, made: tuple[Decimal | None, int], in_force: tuple[Decimal | None, int], year: int) -> Verdict:
    differ = [
        f"{name}报告写 {said} 件、栏目有 {seen} 件"
        for name, (said, seen) in ((f"{year}年制发", made), ("现行有效", in_force))
        if said != seen
    ]
    if not differ:
        return met(f"《{article.title}》的件数与规范性文件栏目一致：制发 {made[1]} 件，现行有效 {in_force[1]} 件", of_article(article))
    return suspect(
        f"《{article.title}》的件数与规范性文件栏目不一致：{'；'.join(differ)}", of_article(article), lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT, question="两处的口径是否相同，是栏目缺文件还是报告数字有误？", advice="核对件数，补发文件或更正报告。",
    )  # fmt: skip


def _report(corpus: Corpus, kinds: tuple[str, ...], year: int) -> tuple[Article, tuple[Decimal | None, ...]] | None:
    """The district government's own report of ``year``, the newest when there are several, and its row of normative documents."""
    best: tuple[Article, tuple[Decimal | None, ...]] | None = None
    for article in corpus.articles(None, kinds, since=date(year + 1, 1, 1)):
        title = read_annual_title(article.title)
        if title is None or title.year != year or not _GOVERNMENT.search(article.title):
            continue
        if any(word in article.title for word in ("镇", "乡", "街道")):
            continue
        whole = contents(corpus, article)
        parts = [[FilePart("正文", whole.body)], *(file.reading.parts for file in whole.files if file.reading and file.is_read)]
        told = next((row for some in parts if len(row := read_annual_report(some, title=article.title).disclosure.normative) == 3), ())
        if told or best is None:
            best = article, told
    return best


def _year(article: Article) -> int:
    """The year of a document: that of its number, else of the day it was written; 0 when neither is known."""
    found = re.search(r"[〔\[［【（(﹝]((?:19|20)\d{2})", article.doc_number)
    if found:
        return int(found.group(1))
    return article.written.year if article.written else 0
