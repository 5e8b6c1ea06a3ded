"""未见现行的或当年的信息：应当长期公开的名录、标准、预案，或应当每年公布的信息，没有见到。

依据：目录中各行所列，附效力等级（如保障中小企业款项支付条例：每年3月31日前公开上一年度逾期未支付中小企业款项）。
判定：见到现行的（参数 about 为 standing：标题年份或公布年份不早于 keep_years 年前，或标注有效）、当年的（year）、上一年度的（last_year），
写有应有的内容，为合规；标准由上级制定的，转载上级文件也算；全区的事，区内哪个部门公布都算。到期仍未见：法律明文要求该单位公布的，为有问题；
由谁公布、期限是推算的（参数 derived），或确无时可以没有的，只请人核对。晚于法定期限公布的，为逾期；期限是推算的，请人核对。
无法判定：栏目没有看全，或可能公布它的部门的栏目没有看全；页面没有读到，内容在没有读到的附件、图片里。
较早年份的、没有写明年度的、标题相符而没有读出应有内容的、只是一部分（新增、第几批）的、上级公布而写到本区的、门户统一公布而写有本单位的，请人确认。
不涉及：上级、其他区县、乡镇的（另有规定的除外），工作动态、征求意见、解读；名单是否齐全、数字是否准确；个人信息是否隐去（见 exposed_personal_numbers、unmasked_person）。
期限之前，为未到期；有有效情况说明的，为已说明。
怎么改：在相应栏目公布，标题写明事项和年度；由市级统一公布的，放上能直接看到的链接。
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from crawler.archive import Corpus
from crawler.extract.time_span import named_spans
from rules.asked_items import AskedItem, Item, asked_item
from rules.checks import _asked
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.first_shown import why_earlier
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, stated, suspect, unknown

version = 2

About = Literal["standing", "year", "last_year"]
_OLDEST: Final = 6  # years back for which a standing item is looked for at all
_HEAD: Final = 3_000
_IN_FORCE = re.compile(r"^(?:现行|继续)?有效$")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: the item, of which year (None: whatever is in force), and by when."""

    item: AskedItem
    kinds: tuple[str, ...]
    others: tuple[str, ...]
    year: int | None
    due: date | None
    derived: bool
    keep_years: int

    @property
    def what(self) -> str:
        return f"{self.year}年{self.item.name}" if self.year else f"现行的{self.item.name}"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    item: Item,
    about: About = "standing",
    kinds: tuple[str, ...] = _asked.KINDS,
    others: tuple[str, ...] = (),
    derived: bool = True,
    due_month: int = 12,
    due_day: int = 31,
    keep_years: int = 1,
) -> Verdict:
    year = {"standing": None, "year": duty.year, "last_year": duty.year - 1}[about]
    due = date(duty.year, due_month, due_day) if year else None
    asked = _Asked(asked_item(item), kinds, others, year, due, derived, keep_years)
    since = date(duty.year - (1 if year else _OLDEST), 1, 1)
    found = [_of_year(corpus, duty, asked, c) for c in _asked.candidates(corpus, duty, asked.item, kinds, others, since)]
    found.sort(key=lambda candidate: _order(candidate, newest_first=year is None))
    verdict = _judged(corpus, duty, asked, found)
    looked = _asked.looked_through(corpus, duty, kinds, others)
    return replace(verdict.about(f"{item}:{duty.year}", due=due), searched=looked)


def _order(candidate: Candidate, *, newest_first: bool) -> tuple[int, date, str]:
    fit, published, identity = best_first(candidate)
    if newest_first and candidate.fit is not Fit.NEAR and candidate.article.published:
        published = date.fromordinal(date.max.toordinal() - candidate.article.published.toordinal())
    return fit, published, identity


def _judged(corpus: Corpus, duty: Duty, asked: _Asked, found: list[Candidate]) -> Verdict:
    best = found[0] if found else None
    if best and best.fit is Fit.MET:
        return _shown(corpus, duty, asked, best, found)
    if best and best.fit is Fit.STATED:
        return stated(f"{asked.what}：已发布情况说明：{best.quote}", best.evidence)
    if asked.due and corpus.as_of <= asked.due:
        return not_due(f"{asked.what}：期限{'推算' if asked.derived else ''}为 {asked.due}，目前未到期", due=asked.due)
    if best and best.fit < Fit.NEAR:
        question = f"《{best.article.title}》是否就是{asked.what}？"
        told = unsure(best, "该事项", question=question, advice=asked.item.advice)
        return replace(told, reason=f"{asked.what}：{told.reason}")
    if why := _asked.unseen(corpus, duty, asked.kinds, asked.others, asked.due):
        return unknown(f"{asked.what}：未见，但{why}", *((best.evidence,) if best else ()))
    return _absent(corpus, duty, asked, best)


def _shown(corpus: Corpus, duty: Duty, asked: _Asked, best: Candidate, found: list[Candidate]) -> Verdict:
    on, due = best.article.published, asked.due
    if due is None or on is None or on <= due:
        undated = "；页面读不出发布日期，未核对期限" if due and on is None else ""
        return met(f"{asked.what}：已见{best.why}{undated}", best.evidence, advice=best.advice)
    derived = "推算的" if asked.derived else ""
    reason = f"{asked.what}：于 {on} 公布，晚于{derived}期限 {due} {(on - due).days} 天"
    why = why_earlier(best.article, corpus.text(best.article), due)
    if asked.derived or why:
        return suspect(
            f"{reason}；但{why}" if why else reason, best.evidence, lean=Status.MET, defect=Defect.OVERDUE,
            question=f"{asked.what}此前是否已经公布过？",
        )  # fmt: skip
    told = late(reason, best.evidence, due=due)
    return replace(unless_earlier(corpus, duty, asked.kinds, told, asked.what, found[1:], due), event=due)


def _absent(corpus: Corpus, duty: Duty, asked: _Asked, nearest: Candidate | None) -> Verdict:
    verdict = absent(corpus, duty, asked.kinds, asked.what, "", nearest, advice=asked.item.advice)
    term = f"{'推算的' if asked.derived else ''}期限 {asked.due} 已过，" if asked.due else ""
    near = f"；最接近的是《{nearest.article.title}》（{nearest.why}）" if nearest else ""
    verdict = replace(verdict, reason=f"{asked.what}：{term}截至 {corpus.run_as_of} 未见{duty.unit_name}公布{near}")
    if not asked.derived and not asked.item.may_be_nothing:
        return replace(verdict, event=asked.due)
    question = f"{asked.what}公布在哪里？由其他部门或上级公布的，请给出链接"
    question += "；没有此类事项的，是否已经说明？" if asked.item.may_be_nothing else "。"
    return suspect(
        verdict.reason, *verdict.evidence, lean=Status.GAP, defect=Defect.ABSENT, question=question, advice=asked.item.advice
    )


# ---- of which year


def _of_year(corpus: Corpus, duty: Duty, asked: _Asked, candidate: Candidate) -> Candidate:
    """The candidate, less sure where it is of another year than the one asked for."""
    if candidate.fit in (Fit.NEAR, Fit.STATED):
        return candidate
    article = candidate.article
    spans = [span for span in named_spans(article.title, article.published) if span.sure]
    years = {span.first.year for span in spans}
    if asked.year is None:
        return _standing(duty, asked, candidate, years)
    if asked.year in years:
        # 2022年第三季度的情况 is none of the whole year's; 截至2022年12月 is.
        partial = asked.year < duty.year and all(s.last < date(asked.year, 12, 31) for s in spans if s.first.year == asked.year)
        return _less(candidate, Fit.MAYBE, "标题只写到一年中的一段") if partial else candidate
    on = article.published
    if years:
        mistaken = asked.year == duty.year - 1 and duty.year in years and on is not None and on.year == duty.year
        if mistaken:
            return _less(candidate, Fit.MAYBE, f"标题写的是{duty.year}年", Defect.WRONG_YEAR)
        return replace(candidate, fit=Fit.NEAR, why=f"是{max(years)}年的")
    if on is None:
        return _less(candidate, Fit.MAYBE, "没有写明年度，也读不出发布日期")
    if on.year != duty.year:
        return replace(candidate, fit=Fit.NEAR, why=f"是{on.year}年公布的")
    if asked.year == duty.year or f"{asked.year}年" in corpus.text(article)[:_HEAD]:
        return candidate
    return _less(candidate, Fit.MAYBE, "没有写明年度")


def _standing(duty: Duty, asked: _Asked, candidate: Candidate, years: set[int]) -> Candidate:
    article = candidate.article
    year = max(years) if years else article.published.year if article.published else duty.year
    if year >= duty.year - asked.keep_years or _IN_FORCE.match(article.validity):
        return candidate
    return _less(candidate, Fit.MAYBE, f"是{year}年的，是否仍然有效须确认")


def _less(candidate: Candidate, fit: Fit, why: str, defect: Defect = Defect.ABSENT) -> Candidate:
    """The candidate, no surer than ``fit``."""
    if candidate.fit > fit:
        return candidate
    return replace(candidate, fit=fit, why=why, defect=defect)
