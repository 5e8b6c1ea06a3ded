"""年度报告不全：政府信息公开工作年度报告缺少规定的部分或表格，次序颠倒，或者模板字样没有替换。

依据：政府信息公开条例第五十条；国办公开办函〔2021〕30号（六个部分、三张表的统一格式）。
判定：正文和附件全部读到，六个部分、三张表都有，为合规。全文一处也没有提到某一部分的内容（如没有行政复议、没有存在的问题、没有其他需要报告的
事项），或者网页正文里没有某张表的任何栏目，为有问题。有编了序号而认不出的标题的（内容可能在那里），用近义词写到的（复议应诉、不足与努力方向、其他需要说明的事项），用文字写明没有收到申请、没有复议诉讼而没有列表的，
附件里没有某张表的（可能是图片），标题写法不同认不准的，次序颠倒的，有“XX”之类模板字样的，标题与统计期限不是同一年的，为待核验。
无法判定：报告在附件里而附件没有读到、是扫描图片，或者正文是图片，而读到的部分不全；是否本单位的还待确认。
不涉及：没有公布（见 missing_annual_report）；表中数字是否平衡（见 unbalanced_annual_report）；内容是否属实。
怎么改：按统一格式补齐六个部分和三张表；没有内容的部分写“无”，没有数据的格填 0。
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.annual_report_model import PARTS, TABLES, ReportErrorKind
from rules.checks._annual_reading import Source, read_item, report_sources
from rules.checks._columns import searched
from rules.checks._own_report import Own, own_annual
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, suspect, unknown

version = 2

# By the number of the part: the words of which one must occur somewhere if the part is there under any heading.
_ROOTS: Final = {
    1: ("总体", "概述", "概况", "综述", "总述", "基本情况", "整体情况"), 2: ("主动公开",), 3: ("申请",), 4: ("复议", "诉讼", "应诉"),
    5: ("问题", "不足", "困难", "短板", "薄弱", "改进", "努力方向", "下步", "下一步", "今后", "打算"),
    6: ("需要报告", "其他事项", "无其他", "其他需要", "需要说明", "其他说明", "其他情况", "需报告", "其它事项", "其它需要", "有关事项"),
}  # fmt: skip
_TABLE_ROOTS: Final = (("制发", "现行有效"), ("本年新收", "结转下年度"), ("结果维持",))
# Words beside those by which the table, or that it has nothing to show, may be told: then somebody is asked.
_TABLE_HINTS: Final = (("处理决定数量", "废止件数", "收费金额", "~无制发"), ("~无申请",), ("结果纠正", "尚未审结", "~无复议"))
_FEW_HEADINGS: Final = 3  # of six: enough to say that the report was read
_SOFT: Final = (ReportErrorKind.PLACEHOLDER, ReportErrorKind.WRONG_YEAR)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("annual_report",), due_month: int = 1, due_day: int = 31
) -> Verdict:
    year = duty.year - 1
    own = own_annual(corpus, duty, kinds, year, date(duty.year, due_month, due_day))
    verdict = own.instead or _judged(corpus, duty, own, year)
    looked = searched(corpus.columns(duty.unit, kinds))
    event = own.newest.article.published if own.sure else None
    return replace(verdict.about(f"annual_report:{year}", event=event), searched=looked)


def _judged(corpus: Corpus, duty: Duty, own: Own, year: int) -> Verdict:
    article, file = own.newest.article, own.newest.file
    read = read_item(corpus, article, file)
    sources = report_sources(corpus, duty, read, year)
    shown = of_article(article, own.newest.quote)
    if not sources:
        return unknown(f"《{article.title}》的内容没有读到：{'；'.join(read.unread[:3]) or '没有读到内容'}", shown)
    tables = list(_missing_tables(sources))
    in_page = all(source.is_body for source in sources)  # a file may show a table as a picture, and nobody tells
    parts = list(_missing_parts(sources))
    # 六、其它: under a heading that we do not know may stand what seems missing.
    certain = not any(source.unknown_headings for source in sources)
    told = set(_told_tables(sources))
    sure_tables = [name for name in tables if in_page and name not in told]
    firm = [*(parts if certain else ()), *sure_tables]
    soft = [*(() if certain else parts), *_doubts(sources), *(name for name in tables if name not in sure_tables)]
    if not firm and not soft:
        return met(f"《{article.title}》六个部分和三张表都有", shown)
    names = "、".join((*firm, *soft))
    unread = [*read.unread, *(f"附件《{s.name}》{s.why_partly}" for s in sources if s.why_partly)]
    if unread and (firm or tables):
        return unknown(f"《{article.title}》读到的部分未见{names}，但{'；'.join(unread[:3])}，不能确定", shown)
    seen = {heading.number for source in sources for heading in source.report.headings}
    advice = "按国办公开办函〔2021〕30号的统一格式补齐；没有内容的写“无”，没有数据的填 0。"
    if firm and len(seen) >= _FEW_HEADINGS and not own.likely and not file:
        more = f"；另请核对：{'、'.join(soft)}" if soft else ""
        reason = f"《{article.title}》全文未见{'、'.join(firm)}{more}"
        return gap(reason, shown, defect=Defect.MISSING_ELEMENT, advice=advice)
    return suspect(
        f"《{article.title}》请核对：{names}",
        shown,
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question="报告是否按统一格式写全了所列内容？",
        advice=advice,
    )


def _missing_parts(sources: Sequence[Source]) -> Iterator[str]:
    """Parts of which not even a word is there."""
    seen = {heading.number for source in sources for heading in source.report.headings}
    said = {word for source in sources for word in source.said}
    for number, name in enumerate(PARTS, 1):
        if number not in seen and not said & set(_ROOTS[number]):
            yield f"第{number}部分“{name}”"


def _missing_tables(sources: Sequence[Source]) -> Iterator[str]:
    """Tables of which no column is named anywhere."""
    said = {word for source in sources for word in source.said}
    tables = {table for source in sources for table in source.report.tables}
    for name, roots in zip(TABLES, _TABLE_ROOTS, strict=True):
        if name not in tables and not said & set(roots):
            yield f"“{name}”表"


def _told_tables(sources: Sequence[Source]) -> Iterator[str]:
    """Tables of which other words are there: they may stand in another form."""
    said = {word for source in sources for word in source.said}
    for name, hints in zip(TABLES, _TABLE_HINTS, strict=True):
        if said & set(hints):
            yield f"“{name}”表"


def _doubts(sources: Sequence[Source]) -> Iterator[str]:
    """What a person should look at: a part under another heading, an order, a left-over."""
    seen = {heading.number for source in sources for heading in source.report.headings}
    said = {word for source in sources for word in source.said}
    for number, name in enumerate(PARTS, 1):
        if number not in seen and said & set(_ROOTS[number]):
            yield f"第{number}部分“{name}”的标题"
    if any(source.is_report and not source.report.in_order for source in sources):
        yield "六个部分的次序"
    errors = [(s, e) for s in sources for e in s.report.errors if e.kind in _SOFT]
    for source, error in errors[:3]:
        yield f"{source.where(error.place)}“{error.quote[:40]}”（{error.message}）"
