"""年度报告数据不平衡：政府信息公开工作年度报告的表格，行列合计、新收与办理结果对不上，或者与上年报告不衔接。

依据：国办公开办函〔2021〕30号（表中注明的勾稽关系：第一项加第二项之和，等于第三项加第四项之和）；政府信息公开条例第五十条。
判定：申请表每行总计等于各列之和，办理结果总计等于各项之和，“新收＋上年结转＝办理结果总计＋结转下年度”；复议、诉讼每组总计等于四种结果之和。
全部成立，为合规；有不成立而格子都填了数字的，为有问题，写明位置和我们算出的数字。有空格、斜杠的，文字与表格不一致的，上年结转与上年报告的结转
下年度不一致的，现行有效数推算不出的，为待核验（可能是另一份报告写错，或者机构调整）。
无法判定：附件没有读到、是扫描图片；申请表没有读全（表格是图片，或某行缺列）；是否本单位的还待确认。没有采集到上年报告的，不核对衔接。
不涉及：六个部分是否齐全（见 incomplete_annual_report）；数字是否属实。
怎么改：核对所列各处，更正后重新公布并注明；上年报告有误的，同时更正上年报告。
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.annual_report import carry_over_errors
from crawler.extract.annual_report_model import TABLES, ReportErrorKind
from rules.checks._annual_reading import Source, read_item, report_sources
from rules.checks._columns import searched
from rules.checks._own_report import Own, own_annual
from rules.checks._report_errors import Error, Placed, accused, distinct
from rules.evidence import of_article
from rules.model import Defect, Duty, Verdict, met, unknown

version = 2

_KINDS: Final = (ReportErrorKind.SUM, ReportErrorKind.TEXT_TABLE)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("annual_report",), due_month: int = 1, due_day: int = 31
) -> Verdict:
    year = duty.year - 1
    own = own_annual(corpus, duty, kinds, year, date(duty.year, due_month, due_day))
    verdict = own.instead or _judged(corpus, duty, own, year, kinds)
    looked = searched(corpus.columns(duty.unit, kinds))
    event = own.newest.article.published if own.sure else None
    return replace(verdict.about(f"annual_report:{year}", event=event), searched=looked)


def _judged(corpus: Corpus, duty: Duty, own: Own, year: int, kinds: tuple[str, ...]) -> Verdict:
    article, file = own.newest.article, own.newest.file
    read = read_item(corpus, article, file)
    sources = report_sources(corpus, duty, read, year)
    shown = of_article(article, own.newest.quote)
    found: list[tuple[Placed, Error]] = [(s, e) for s in sources for e in s.report.errors if e.kind in _KINDS]
    certain = distinct((s, e) for s in sources for e in s.report.errors if e.kind is ReportErrorKind.SUM and e.certain)
    before = _last_year(corpus, duty, year, kinds)
    carried = list(_not_carried(sources, before[1])) if before else []
    doubtful = distinct([*(pair for pair in found if pair not in certain), *carried])
    if certain or doubtful:
        return accused(
            article,
            "处数据不平衡",
            certain,
            doubtful,
            defect=Defect.WRONG_FIGURES,
            question="哪一处数字有误，本年报告还是上年报告？" if carried and len(carried) == len(doubtful) else "所列各处的数字是否有误？",
            advice="核对所列各处，更正后重新公布并注明。",
            others=(of_article(before[0]),) if before and carried else (),
        )
    tables = {table for source in sources for table in source.report.tables}
    if TABLES[1] not in tables:
        cause = "；".join(read.unread[:3]) or "申请情况表没有读全"
        return unknown(f"《{article.title}》的数据没有核对：{cause}", shown)
    with_last = f"，与{year - 1}年报告衔接" if before else ""
    rest = "" if TABLES[2] in tables else "（复议诉讼表没有读出，未核对）"
    return met(f"《{article.title}》的申请表各行各列平衡{with_last}{rest}", shown)


def _last_year(corpus: Corpus, duty: Duty, year: int, kinds: tuple[str, ...]) -> tuple[Article, tuple[Source, ...]] | None:
    """The unit's report of the year before, where the archive has it and its table was read."""
    own = own_annual(corpus, duty, kinds, year - 1, date.max)
    for candidate in own.sure[:2]:
        read = read_item(corpus, candidate.article, candidate.file)
        sources = tuple(s for s in report_sources(corpus, duty, read, year - 1) if TABLES[1] in s.report.tables)
        if sources:
            return candidate.article, sources
    return None


def _not_carried(sources: Sequence[Source], last: Sequence[Source]) -> Iterator[tuple[Placed, Error]]:
    for source in sources:
        if source.is_report:
            for error in carry_over_errors(source.report, last[0].report):
                yield source, error
            return
