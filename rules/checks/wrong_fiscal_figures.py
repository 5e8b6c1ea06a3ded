"""预决算数字不符：公布的预算或决算中，合计与分项、收入与支出、文字与表格的数字对不上。

依据：预算法第十四条；财预〔2016〕143号（预决算公开应当真实、准确、完整）；年度要点所列各行。
判定：把表内合计、各级科目之和、收支总计、“三公”各项、文字里的金额与表格逐一核算。超出四舍五入误差、没有别的读法的，为有问题，每处写明原文
位置、原文数字和我们算出的数字；可能另有算法的（金额所在句子写的是别的年度、全系统、局机关或下属单位的，比例、增减方向、跨页的表、网页里粘贴的表），为待核验。都相符的，为合规。
同一年度公布过更正版本的，只看最新一条。表写元、文字写万元的，换算后核对。
无法判定：附件没有读到、是扫描图片；没有识别出表格，也没有可核对的文字；是否本单位的还待确认。
不涉及：部分、表格是否齐全（见 incomplete_fiscal_report）；年度、单位名称、模板字样（见 unrevised_fiscal_report）；数字是否属实。
怎么改：核对所列各处，改正后重新公布，并注明更正日期；确实无误的，说明计算口径。
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
    ErrorKind.UNBALANCED, ErrorKind.SUM, ErrorKind.TEXT_TABLE, ErrorKind.STATEMENT, ErrorKind.RATIO, ErrorKind.DIRECTION,
)  # fmt: skip
_ACCUSING: Final = (ErrorKind.UNBALANCED, ErrorKind.SUM, ErrorKind.TEXT_TABLE)


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
    found = [(source, error) for source in sources for error in source.document.errors if error.kind in _KINDS]
    certain = distinct((s, e) for s, e in found if s.certain(e) and e.kind in _ACCUSING)
    doubtful = distinct((s, e) for s, e in found if not (s.certain(e) and e.kind in _ACCUSING))
    if certain or doubtful:
        return accused(
            article,
            "处数字不符",
            certain,
            doubtful,
            defect=Defect.WRONG_FIGURES,
            question="所列各处的数字是否有误，还是另有计算口径？",
            advice="核对所列各处数字，改正后重新公布并注明更正日期。",
        )
    tables = {t.kind for s in sources for t in s.document.tables if t.state == "present"}
    if unread:
        told = "读到的部分没有发现数字不符，但" if tables else "数字没有核对："
        return unknown(f"《{article.title}》{told}{'；'.join(unread[:3])}", shown)
    if not tables:
        return unknown(f"《{article.title}》没有识别出带数字的表格，数字没有核对", shown)
    partly = "（部分表没有注明元或万元，未与文字核对）" if any("没有注明元" in x for s in sources for x in s.document.limits) else ""
    return met(f"《{article.title}》的 {len(tables)} 类表格没有发现数字不符{partly}", shown)
