"""与上年口径不同：预算或决算写“比上年增加（减少）多少”，由此推算的上年数与上年公布的数对不上。

依据：财预〔2016〕143号（预决算公开应当真实、准确、完整，说明收支增减变化）；同口径比较是我们的核对方法。
判定：收入总计、支出总计、收支总计、财政拨款收入（收支）写有与上年比较的增减额的，推算上年数，与上年同一种报告的总表、文字核对。四舍五入误差以内相符的，
为合规；不符的，请人确认是否按可比口径调整过（机构划转、职能调整）并写明。不认定“有问题”。
上年的报告栏目看全而未见的，无可核对，不适用。
无法判定：上年的报告没有读到，栏目没有看全；没有识别出与上年比较的总数；只写与上年执行数、决算数比较的（预算），没有可比的数；附件没有读到、是扫描图片。
不涉及：增减额、增减幅算得对不对（见 wrong_fiscal_figures）；增减的原因；分项、科目的比较；“持平”。
怎么改：按可比口径调整上年数并写明口径；写错的改正后重新公布。
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.extract.body_part import body_part
from crawler.extract.fiscal_document.compared import SUBJECT_NAMES, Compared, Stated, Subject, Totals, read_totals
from crawler.extract.fiscal_document.money import Money
from rules.checks._fiscal_reading import Source, inside
from rules.checks._own_report import Asked, Own, fiscal_asked, judged_inside, own_fiscal
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_CENT: Final = Decimal(50)  # half of 0.01万元, the last digit of a table
_MOST: Final = 3  # reports of last year that are asked: it may stand corrected
# What a total may be told as: a report that says 收支总计 tells both sides.
_SAME: Final[dict[Subject, tuple[Subject, ...]]] = {
    "income": ("income", "both"), "expenditure": ("expenditure", "both"), "both": ("both", "income", "expenditure"),
    "grant_income": ("grant_income",), "grant_total": ("grant_total",),
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class _Last:
    """Last year's report: what it tells of its own totals, in words and in its table."""

    article: Article
    amounts: tuple[tuple[Subject, Money], ...]

    def of(self, subject: Subject) -> list[Money]:
        return [amount for name, amount in self.amounts if name in _SAME[subject]]


def _judged(corpus: Corpus, duty: Duty, own: Own, asked: Asked) -> Verdict:
    article = own.newest.article
    shown = of_article(article, own.newest.quote)
    opened = inside(corpus, duty, article, asked.report, asked.year, own.newest.file)
    told = [one for source in opened.sources for one in _totals(corpus, article, source).compared if one.year in (None, asked.year - 1)]
    alike = [one for one in told if not (asked.report == "budget" and one.other_base)]
    if not alike:
        why = "只写了与上年执行数等比较" if told else "；".join(opened.unread[:3]) or "没有识别出与上年比较的总数"
        return unknown(f"《{article.title}》的上年数没有核对：{why}", shown)
    before = _year_before(asked)
    of_last = own_fiscal(corpus, duty, before)
    if of_last.instead:
        why = f"《{article.title}》写“{alike[0].quote[:60]}”，上年数没有核对：{of_last.instead.reason}"
        none = of_last.instead.status in (Status.NOT_APPLICABLE, Status.NOT_DUE)
        return not_applicable(why, shown) if none else unknown(why, shown)
    last, cause = _last_year(corpus, duty, before, of_last)
    if not last:
        return unknown(f"《{article.title}》写“{alike[0].quote[:60]}”，上年数没有核对：{cause}", shown)
    judged = [(one, each) for one in alike for each in last if each.of(one.subject)]
    if not judged:
        return unknown(f"《{last[0].article.title}》没有读出可以核对的{SUBJECT_NAMES[alike[0].subject]}", shown, of_article(last[0].article))
    fits = {id(one) for one, each in judged if any(amount.shortens(one.base) or one.base.shortens(amount) for amount in each.of(one.subject))}
    wrong = [(one, each) for one, each in judged if id(one) not in fits]
    if not wrong:
        one, each = judged[0]
        return met(
            f"《{article.title}》写“{one.quote[:60]}”，推算的上年数 {one.base.in_words()}与《{each.article.title}》相符", shown, of_article(each.article)
        )
    return _asked_of_a_person(article, *wrong[0])


def _asked_of_a_person(article: Article, one: Compared, last: _Last) -> Verdict:
    published = "、".join(dict.fromkeys(amount.in_words() for amount in last.of(one.subject)))
    why = f"，文中提到“{one.explained}”" if one.explained else ""
    return suspect(
        f"《{article.title}》写“{one.quote[:60]}”，推算上年{SUBJECT_NAMES[one.subject]}为 {one.base.in_words()}，《{last.article.title}》为 {published}{why}",
        of_article(article, one.quote), of_article(last.article), lean=Status.MET if one.explained else Status.GAP, defect=Defect.CONTRADICTORY,
        question="上年数是否按可比口径调整过（机构划转、职能调整），报告有没有写明？", advice="按可比口径调整上年数并写明口径；写错的改正后重新公布。",
    )  # fmt: skip


def _year_before(asked: Asked) -> Asked:
    due = asked.due.replace(year=asked.due.year - 1, day=min(asked.due.day, 28))
    return Asked(asked.report, asked.kinds, asked.year - 1, due)


def _last_year(corpus: Corpus, duty: Duty, before: Asked, own: Own) -> tuple[list[_Last], str]:
    """The unit's reports of the same kind a year before that could be read, the newest first; else why there is none."""
    found, unread = [], ""
    for candidate in own.sure[:_MOST]:
        opened = inside(corpus, duty, candidate.article, before.report, before.year, candidate.file)
        amounts = [pair for source in opened.sources for pair in _amounts(corpus, candidate.article, source)]
        if amounts:
            found.append(_Last(candidate.article, tuple(amounts)))
        unread = unread or "；".join(opened.unread[:2])
    return found, unread or f"{own.what}没有读出总数"


def _amounts(corpus: Corpus, article: Article, source: Source) -> Iterable[tuple[Subject, Money]]:
    stated: tuple[Stated, ...] = _totals(corpus, article, source).stated
    yield from ((one.subject, one.amount) for one in stated)
    document = source.document
    if document.income_total is not None:
        yield "income", Money(document.income_total, _CENT)
    if document.expenditure_total is not None:
        yield "expenditure", Money(document.expenditure_total, _CENT)


def _totals(corpus: Corpus, article: Article, source: Source) -> Totals:
    """What a source tells in words, each read once."""
    if source.file is None:
        return corpus.once(("totals-body", article.text_digest), lambda: read_totals((body_part(corpus.text(article)),)))
    for file in contents(corpus, article).files:
        if file.name == source.name and file.seen.sha256 == source.file.sha256 and file.reading is not None:
            return corpus.once(("totals", file.seen.sha256, file.name), partial(read_totals, file.reading.parts))
    return Totals((), ())
