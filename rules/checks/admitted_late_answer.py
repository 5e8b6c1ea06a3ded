"""承认逾期答复：政府信息公开工作年度报告写明有依申请公开的申请逾期答复。

依据：政府信息公开条例第三十三条（收到申请之日起20个工作日内答复，经同意可以延长20个工作日）；年度要点“杜绝超期回复”。
判定：本单位上一年度报告的正文、附件都读到，没有写本单位逾期答复的，为合规（没有写不等于没有，逐件核对用登记簿）；写明本单位当年逾期答复几件的
（文字或表格），为有问题；没有写几件的，只写按期答复率不足100%的，说的是全区、以前年度、预警追责的，为待核验。
无法判定：附件没有读到、是扫描图片；读不出收到和处理申请的部分；是否本单位的报告还待确认。没有报告的不适用（见 missing_annual_report）。
不涉及：申请人逾期不补正、逾期未缴费；表三、表四的勾稽关系（见 unbalanced_annual_report）；网站上看不出的答复日期（用 zwgk register 逐件计算）。
怎么改：逐件查明逾期的原因，尽快答复仍未答复的申请，完善登记、延期告知和催办。
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.annual_report_model import TABLES
from crawler.extract.late_answers import LateAnswers, read_late_answers
from rules.checks._annual_reading import Read, Source, read_item, report_sources
from rules.checks._columns import searched
from rules.checks._own_report import Own, own_annual
from rules.evidence import of_article, of_file
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, suspect, unknown

version = 1

_APPLICATIONS = 3  # of the six parts
_SHOWN = 4
_Admitted = tuple[Source, LateAnswers]


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("annual_report",), due_month: int = 1, due_day: int = 31
) -> Verdict:
    year = duty.year - 1
    own = own_annual(corpus, duty, kinds, year, date(duty.year, due_month, due_day))
    verdict = own.instead or _judged(corpus, duty, own, year)
    event = own.newest.article.published if own.sure else None
    return replace(verdict.about(f"late_answers:{year}", event=event), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, own: Own, year: int) -> Verdict:
    article, file = own.newest.article, own.newest.file
    read = read_item(corpus, article, file)
    sources = report_sources(corpus, duty, read, year)
    admitted = [(source, said) for source in sources for said in read_late_answers(source.text)]
    if sure := [each for each in admitted if each[1].sure]:
        quoted = sure[0][1].quote[:60]
        return gap(
            f"《{article.title}》写明有逾期答复：“{quoted}”", *_shown(article, sure), defect=Defect.OVERDUE,
            advice="逐件查明逾期的原因，尽快答复仍未答复的申请，完善登记、延期告知和催办。",
        )  # fmt: skip
    if admitted:
        return suspect(
            f"《{article.title}》写有“{admitted[0][1].quote[:60]}”", *_shown(article, admitted), lean=Status.GAP, defect=Defect.OVERDUE,
            question=f"{duty.unit_name}{year}年是否有逾期答复的申请，几件？", advice="用登记簿逐件核对答复期限，有逾期的查明原因并整改。",
        )  # fmt: skip
    if why := _unread(read, sources):
        return unknown(f"《{article.title}》中有没有逾期答复的记载没有核对：{why}", of_article(article, own.newest.quote))
    return met(f"《{article.title}》已读全，没有写逾期答复", of_article(article, own.newest.quote))


def _shown(article: Article, admitted: Sequence[_Admitted]) -> list[Evidence]:
    return [
        of_article(article, said.quote) if source.file is None else of_file(source.file, article, said.quote)
        for source, said in admitted[:_SHOWN]
    ]


def _unread(read: Read, sources: Sequence[Source]) -> str:
    """Why an admission may stand where nobody read; '' when all was read, the part on applications in it."""
    if read.unread:
        return "；".join(read.unread[:3])
    if partly := next((source for source in sources if source.why_partly), None):
        return f"“{partly.name}”没有读全（{partly.why_partly}）"
    told = any(
        TABLES[1] in source.report.tables or "~无申请" in source.said or any(h.number == _APPLICATIONS for h in source.report.headings)
        for source in sources
    )
    return "" if told else "没有读出收到和处理申请的部分"
