"""预决算套用旧稿：公布的预算或决算里，留有别的年度、别的单位名称，模板字样没有替换，句子、数字漏填，或者有空白页。

依据：检查规则（由程序推断，不作为认定依据）；财预〔2016〕143号要求公开内容真实、准确、完整。
判定：没有发现的，为合规；发现的，列出原文位置，一律为待核验，请人看一眼是不是笔误。与上年比较、写上年执行情况、绩效年度的，不算；
上级部门的附录、统一印发的名词解释，不按年度和单位名称挑错。
无法判定：附件没有读到、是扫描图片；是否本单位的还待确认。
不涉及：数字对不对（见 wrong_fiscal_figures）；部分、表格是否齐全（见 incomplete_fiscal_report）。
怎么改：改正所列各处后重新公布，并注明更正日期。
"""

from typing import Final, Literal

from crawler.archive import Corpus
from crawler.extract.fiscal_document.model import ErrorKind
from rules.checks._fiscal_reading import inside
from rules.checks._own_report import Asked, Own, fiscal_asked, judged_inside
from rules.checks._report_errors import accused, distinct
from rules.evidence import of_article
from rules.model import Defect, Duty, Verdict, met, unknown

version = 2

_KINDS: Final = (
    ErrorKind.WRONG_YEAR, ErrorKind.WRONG_UNIT, ErrorKind.PLACEHOLDER, ErrorKind.OPEN_SENTENCE, ErrorKind.BLANK_PAGE,
)  # fmt: skip


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    report: Literal["budget", "final_accounts"],
    kinds: tuple[str, ...] = ("budget", "final_accounts"),
    year_offset: int = 0,
    due_month: int = 0,
    due_day: int = 0,
) -> Verdict:
    asked = fiscal_asked(duty, report, kinds, year_offset, due_month, due_day)
    return judged_inside(corpus, duty, asked, _judged)


def _judged(corpus: Corpus, duty: Duty, own: Own, asked: Asked) -> Verdict:
    report, year = asked.report, asked.year
    article = own.newest.article
    opened = inside(corpus, duty, article, report, year, own.newest.file)
    sources, unread = opened.sources, opened.unread
    shown = of_article(article, own.newest.quote)
    found = distinct((s, e) for s in sources for e in s.document.errors if e.kind in _KINDS)
    if found:
        return accused(
            article,
            "处像是没有改过来",
            (),
            found,
            defect=Defect.UNREVISED,
            question="所列各处是否笔误？",
            advice="改正所列各处，重新公布并注明更正日期。",
        )
    if unread or not sources:
        told = "读到的部分没有发现套用旧稿，但" if any(s.document.parts for s in sources) else "没有核对："
        return unknown(f"《{article.title}》{told}{'；'.join(unread[:3]) or '没有读到内容'}", shown)
    return met(f"《{article.title}》没有发现套用旧稿的痕迹", shown)
