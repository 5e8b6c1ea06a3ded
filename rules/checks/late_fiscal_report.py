"""预决算公布晚于批复后二十日：报告自己写明批复日，公布日却在二十日之后；没有写批复日的，与其他单位相比明显偏晚。

依据：预算法第十四条（部门预算、决算经财政部门批复后二十日内公开）；预算法实施条例第六条。
判定：正文或附件写明财政部门的批复日，公布日在批复日后二十日（日历日，批复次日起算，末日是休息日的顺延）当日或之前，为合规；之后，为逾期。没有写批复日的，
多数单位（十个以上单位，半数以上同一天）公布五天之后才公布的，为待核验；其余，未晚于推算期限的为合规。
公布过几次的，按最早一次，发在本单位别的栏目的也算；标题写明更正、修订、补发、迁移的，页面或报告自己写的公开时间在期限之内的，或者栏目没有看全的，为待核验。
批复的是预算调整、项目、下属单位的，是别的年度或另一种报告的，不作为批复日。
无法判定：读不出发布日期；没有写批复日，又晚于推算期限的（见 missing_fiscal_report）；是否本单位的还待确认。
不涉及：一直没有公布（见 missing_fiscal_report）；乡镇政府预算（由人大批准，批准日不在报告里时不推算）。
怎么改：收到批复后二十日内公布，并在页面写明批复日期和公布日期。
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Final, Literal

from crawler.archive import Corpus
from crawler.extract.fiscal import read_fiscal_title
from crawler.extract.fiscal_document.approval import published_on
from rules.checks import _fiscal
from rules.checks._candidate import Candidate, Fit
from rules.checks._fiscal_reading import inside
from rules.checks._own_report import Asked, Own, fiscal_asked, judged_inside
from rules.deadlines import days_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, suspect, unknown

version = 2

_TERM: Final = 20  # days behind the day of approval
_FEWEST_UNITS: Final = 10
_OUTLIER: Final = 5  # days behind the day on which most published
_MOST_ROWS: Final = 2_000
_CORRECTED = re.compile(r"更正|修订|修改|补充|更新|重新|勘误|调整|补发|重发|补录|补传|补登|迁移|再次|转发|转载")

_Report = Literal["budget", "final_accounts"]


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
    return judged_inside(corpus, duty, asked, _judged, dated=False)


def _judged(corpus: Corpus, duty: Duty, own: Own, asked: Asked) -> Verdict:
    report, year = asked.report, asked.year
    dated = [c for c in own.sure if c.article.published]
    if len(dated) < len(own.sure):
        return unknown(f"读不出《{own.newest.article.title}》的发布日期，不能核对期限", of_article(own.newest.article))
    first = dated[-1]
    published = first.article.published
    assert published is not None
    approved = _approved(corpus, duty, first, report, year)
    if approved is None:
        return _among_others(corpus, first, published, own, asked)
    day, words = approved
    term = days_after(day, _TERM)
    last = term.rolled
    shown = of_article(first.article, words)
    if not term.surely_before(published):
        return met(f"{day} 批复，{published} 公布，未超过期限 {term}", shown)
    copies = _fiscal.elsewhere(corpus, duty, asked.kinds, report, year)
    earlier = [c for c in copies if c.article.published and not term.surely_before(c.article.published)]
    if sure := [c for c in earlier if c.fit is Fit.MET]:
        best = min(sure, key=lambda c: (c.article.published or date.max, c.article.identity))
        return met(f"{day} 批复，{best.article.published} 已在其他栏目公布《{best.article.title}》，未超过期限 {term}", best.evidence, shown, advice=best.advice)
    told = f"{own.what}写明 {day} 批复，期限为 {term}，实际于 {published} 公布，晚 {(published - last).days} 天"
    why = corpus.unseen(duty.unit, asked.kinds, due=last)
    if said := _said_earlier(corpus, duty, first, asked, day, last):
        question = suspect(
            f"{told}；但报告自己写“{said}”", shown, of_article(first.article, said),
            lean=Status.MET, defect=Defect.OVERDUE, question=f"是否已在 {last} 或之前公布过？",
            advice="页面的发布日期与报告写的公开时间写一致。",
        )  # fmt: skip
        return replace(question, event=last)
    likely = [*own.likely, *earlier]
    if why or likely or _CORRECTED.search(first.article.title):
        question = suspect(
            f"{told}；{why}" if why else told,
            shown,
            *(c.evidence for c in likely[:1]),
            lean=Status.GAP,
            defect=Defect.OVERDUE,
            question=f"{last} 之前是否已经公布过？",
        )
        return replace(question, event=last)
    return replace(late(told, shown, due=last), event=last)


def _said_earlier(corpus: Corpus, duty: Duty, first: Candidate, asked: Asked, approved: date, last: date) -> str:
    """The words by which the page or the report says that it was published in time; '' when it does not say so."""
    read = inside(corpus, duty, first.article, asked.report, asked.year, first.file)
    stated = [*published_on(corpus.text(first.article)), *(one for source in read.sources for one in source.stated)]
    return next((words for day, words in stated if approved <= day <= last), "")


def _approved(corpus: Corpus, duty: Duty, first: Candidate, report: _Report, year: int) -> tuple[date, str] | None:
    """The one day of approval that the report states, where it can be true: in the year it belongs to, and not after publication."""
    sources = inside(corpus, duty, first.article, report, year, first.file).sources
    days = {source.approved[0]: source.approved for source in sources if source.approved}
    wanted = year if report == "budget" else year + 1
    if len(days) != 1:
        return None
    day, words = next(iter(days.values()))
    published = first.article.published
    other = _fiscal.NAMES["final_accounts" if report == "budget" else "budget"]
    named = re.findall(r"(?<!\d)(20\d\d)年度?(?!\d{1,2}月)(?:部门|单位|财政|收支)?[预决]算", words)
    if (other in words and _fiscal.NAMES[report] not in words) or (named and str(year) not in named):
        return None  # another report was approved on that day
    return (day, words) if day.year == wanted and published is not None and day <= published else None


def _among_others(corpus: Corpus, first: Candidate, published: date, own: Own, asked: Asked) -> Verdict:
    """Without a day of approval: most units are approved, and publish, on one day."""
    days = corpus.once(("fiscal-days", asked), lambda: _days(corpus, asked.kinds, asked.report, asked.year))
    common, count = Counter(days.values()).most_common(1)[0] if days else (None, 0)
    usual = common if len(days) >= _FEWEST_UNITS and count * 2 >= len(days) else None
    if usual and published > usual + timedelta(days=_OUTLIER):
        return suspect(
            f"{own.what}于 {published} 公布，{len(days)} 个单位中有 {count} 个在 {usual} 公布；报告没有写明批复日",
            of_article(first.article),
            lean=Status.GAP,
            defect=Defect.OVERDUE,
            question="财政部门批复的日期是哪一天，是否在批复后20日内公布？",
            advice="在页面上注明批复日期和公布日期。",
        )
    if published > asked.due:
        return unknown(f"《{first.article.title}》没有写明批复日，不能核对二十日的期限", of_article(first.article))
    return met(f"{own.what}于 {published} 公布；报告没有写明批复日，未晚于推算的期限 {asked.due}", of_article(first.article))


def _days(corpus: Corpus, kinds: tuple[str, ...], report: _Report, year: int) -> dict[str, date]:
    """The first day on which each unit published what its title calls this report."""
    found: dict[str, date] = {}
    with corpus.looking():  # a comparison: nothing is said of these columns
        for article in islice(corpus.articles(None, kinds, date(year, 1, 1)), _MOST_ROWS):
            title = read_fiscal_title(article.title) if article.unit and article.published else None
            if title and title.names(report, year) == "yes" and title.level != "government" and article.published:
                found.setdefault(article.unit, article.published)
    return found
