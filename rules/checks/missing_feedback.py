"""征求意见没有反馈：公开征求意见结束后，没有按期发布意见采纳情况。

依据：年度政务公开工作要点“公开征求群众意见结束后，1个月内发布意见采纳情况”；《重大行政决策程序暂行条例》第十八条。
判定：截止之日起满一个月（遇休息日顺延）前发布了同一事项的采纳情况，为落实；晚于顺延后的期限，为逾期；期满仍未见，为未落实。
同一草案多次征求或在两个栏目发布的，只判一次，按最后一轮的截止日计算；公告延长的，按延长后的截止日。
对单位、公众等分别写明截止日的，以最晚的为准。截止日只写在附件里的，以附件中的公告为准；草案里的日期不算。发在其他任何栏目的，算落实，并建议移位；写在征求意见页面上、内容完整并写明
反馈日期的，也算落实。
无法判定：读不出截止日期，或前后矛盾；采纳情况读不出发布日期；相关栏目没有看全。名称只是相似、归属不明的，请人核验；结果反馈栏目中
截止之后有没读到的页面、图片，页面本身可能载有结果而没有写明日期或不完整，或者事项已终止、由其他单位起草的，也请人核验。其他栏目中同名而文件没有读到的信息，名称只差一字或改了名的采纳情况，公告写明结果另处公布
的，一并答复几件事项而没有逐一写明的，期满后才见、写明是更正或者重新公布的，也请人核验。看不出是就办法、方案、规划、政策等草案征求意见的（实事项目征集、社会稳定风险评估等），未见采纳情况也只请人核验。
不涉及：采纳情况写得是否完整（见 incomplete_feedback）；征求意见期限是否够长；归属不明的征求意见，不算在单位名下；上级的征求意见、
征集标识线索作品、环境影响评价公众参与、只发给部门的征求意见函；任前、考核、评先等人事公示，对领导班子的意见，采购和招标，问卷和满意度
调查，评级，权属登记，建议提案办理，国家法律草案。
怎么改：在“结果反馈”栏目发布采纳情况，标题写明所征求的草案名称，正文写明收到、采纳的条数和未采纳的理由，并与原公告互相链接。
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from crawler.archive import Article, Corpus
from rules.checks._consultations import (
    Answer,
    Asked,
    answered,
    answers,
    certain,
    consultations,
    namesakes,
    since_of,
)
from rules.checks._drafts import is_of_a_decision
from rules.checks._feedback_again import corrected, for_several
from rules.checks._feedback_doubts import (
    Elsewhere,
    drafted_by_another,
    elsewhere,
    own_result,
    result_on_page,
    result_told_elsewhere,
    stays_open,
    unclear,
)
from rules.contents import contents
from rules.deadlines import Due, months_after
from rules.evidence import of_article
from rules.model import Duty, Evidence, Status, Verdict, gap, late, met, not_applicable, not_due, suspect, unknown
from rules.pairing import Pair, Pairing, ranked

version = 5

ADVICE = "在“结果反馈”栏目发布该次征求意见的采纳情况，写明收到、采纳的条数和未采纳的理由"
BESIDE = "采纳情况写在征求意见页面上，请同时发布到“结果反馈”栏目"
MOVE = "采纳情况发在了其他栏目，请同时发布到“结果反馈”栏目"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation",),
    feedback_kinds: tuple[str, ...] = ("feedback", "consultation"),
    also_kinds: tuple[str, ...] = ("notices",),
    months: int = 1,
    grace_days: int = 0,
    misfiled: Literal["met", "suspect"] = "met",
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *feedback_kinds, *also_kinds)))
    since = since_of(duty.applies_from)
    held = consultations(corpus, duty.unit, looked, since)
    given = answers(corpus, duty.unit, looked, since)
    verdicts = []
    for asked in held:
        if not _in_period(duty, asked):
            continue
        due = months_after(asked.closes, months).extended(grace_days) if asked.closes else None
        others = tuple(other for other in held if other is not asked)
        case = _Case(corpus, duty, asked, answered(corpus, asked, given, held), given, others, looked, feedback_kinds, misfiled)
        verdict = _timed(case, due) if due else _untimed(case, months)
        verdicts.append(verdict.about(asked.last.article.identity, due=due.rolled if due else None, event=asked.closes))
    if verdicts:
        return verdicts
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位已截止的公开征求意见，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有已截止的公开征求意见")]


@dataclass(frozen=True, slots=True)
class _Case:
    """One consultation with what may answer it, and how the check was asked to look."""

    corpus: Corpus
    duty: Duty
    asked: Asked
    pairing: Pairing
    given: tuple[Answer, ...]
    others: tuple[Asked, ...]
    looked: tuple[str, ...]
    feedback_kinds: tuple[str, ...]
    misfiled: str

    @property
    def call(self) -> Evidence:
        return of_article(self.asked.last.article, self.asked.last.reading.closes_quote)

    @property
    def sure(self) -> tuple[Pair, ...]:
        return certain(self.duty, self.pairing, self.given)

    @property
    def moved(self) -> tuple[Evidence, ...]:
        """What moved its close."""
        return tuple(of_article(change.article) for change in self.asked.changes)

    @property
    def understood(self) -> set[str]:
        """What is known to be a call, or the answer of another of the unit's consultations."""
        calls = {call.article.identity for other in self.others for call in other.calls}
        answers = {p.article.identity for other in self.others for p in answered(self.corpus, other, self.given).firm}
        return calls | answers


def _in_period(duty: Duty, asked: Asked) -> bool:
    if asked.closes:
        return duty.applies_from <= asked.closes <= duty.as_of
    published = asked.last.article.published
    return published is None or published >= duty.applies_from


def _timed(case: _Case, due: Due) -> Verdict:
    if case.sure:
        return _dated(case, due)
    closes = case.asked.closes
    own = own_result(case.asked, case.duty.as_of)
    if own and own.day <= due.rolled:
        reason = f"{case.asked.name}于 {closes} 截止，征求意见页面写明 {own.day} 反馈采纳情况"
        return met(reason, of_article(own.article, own.quote), advice=BESIDE)
    if not due.surely_before(case.duty.as_of):
        if case.duty.as_of <= due.rolled:
            return not_due(f"{case.asked.name}于 {closes} 截止，采纳情况应于 {due} 前发布", case.call, *case.moved, due=due.rolled)
        return unknown(f"{case.asked.name}的期限（{due}）落在放假安排尚未公布的年份，暂不能认定", case.call)
    if doubtful := _doubtful(case):
        return doubtful
    found = elsewhere(case.corpus, case.asked, case.duty, case.given, case.understood)
    wide = _widened(case, found)
    if wide.sure:
        return _dated(wide, due)
    if doubtful := _doubtful(wide) or _not_understood(case, found):
        return doubtful
    if why := case.corpus.unseen(case.duty.unit, case.looked, case.asked.opens, due=due.rolled):
        return unknown(f"{case.asked.name}于 {closes} 截止，未见采纳情况，但不能确定：{why}", case.call)
    if others := namesakes(case.corpus, case.asked, case.duty.unit, case.looked):
        return _of_another(case, others[0])
    reason = f"{case.asked.name}于 {closes} 截止{case.asked.where}，应于 {due} 前发布采纳情况，至 {case.duty.as_of} 未见"
    if doubtful := _no_decision(case, reason):
        return doubtful
    return gap(reason, case.call, *case.moved, *_nearest(case), advice=ADVICE)


def _dated(case: _Case, due: Due) -> Verdict:
    """What the days of certain answers say."""
    dated = [p.article for p in case.sure if p.article.published]
    if not dated:
        return unknown(f"{case.asked.name}有采纳情况，但读不出发布日期，不能认定是否按期", case.call, of_article(case.sure[0].article))
    first = dated[0]
    assert first.published is not None
    closes = case.asked.closes
    if first.published <= due.rolled:
        rolled = first.published > due.strict
        note = f"（按月计算为 {due.strict}，遇休息日顺延至 {due.rolled}）" if rolled else ""
        return _met(case, f"{case.asked.name}于 {closes} 截止{case.asked.where}，{first.published} 发布采纳情况{note}", Pair(first, 1.0, ()))
    undated = [p.article for p in case.sure if not p.article.published]
    if undated or not due.surely_before(first.published):
        cause = "另有一条读不出发布日期" if undated else "期限落在放假安排尚未公布的年份"
        return unknown(f"{case.asked.name}的采纳情况发布于 {first.published}，{cause}，不能认定逾期", case.call, of_article(first))
    if earlier := _earlier(case, due, first.published):
        return earlier
    if why := case.corpus.unseen(case.duty.unit, case.looked, case.asked.opens):
        reason = f"{case.asked.name}的采纳情况最早见于 {first.published}，是否另有更早的不能确定：{why}"
        return unknown(reason, case.call, of_article(first))
    days = (first.published - due.rolled).days
    reason = f"{case.asked.name}于 {closes} 截止{case.asked.where}，采纳情况应于 {due} 前发布，{first.published} 才发布，晚 {days} 天"
    if told := corrected(case.corpus, first):
        question = "更正、补充之前的采纳情况是哪一天发布的？"
        return suspect(f"{reason}；但写有“{told}”，可能不是首次发布", case.call, of_article(first), lean=Status.MET, question=question)
    if doubtful := _no_decision(case, reason, first):
        return doubtful
    return late(reason, case.call, of_article(first), *case.moved, due=due.rolled)


def _no_decision(case: _Case, reason: str, answer: Article | None = None) -> Verdict | None:
    """Whether the call may ask about something that is no decision, so that nobody had to tell what became of opinions."""
    if case.asked.last.reading.how != "notice" and any(is_of_a_decision(call) for call in case.asked.calls):
        return None
    what = "公示" if case.asked.last.reading.how == "notice" else "事项"
    question = f"该{what}是否属于决策过程中的公开征求意见？"
    shown = (case.call, of_article(answer)) if answer else (case.call,)
    return suspect(reason, *shown, lean=Status.GAP, question=question, advice=ADVICE)


def _earlier(case: _Case, due: Due, first: date) -> Verdict | None:
    """What may have come in time though the first certain answer did not."""
    found = elsewhere(case.corpus, case.asked, case.duty, case.given, case.understood)
    wide = _widened(case, found)
    if any(p.article.published and p.article.published <= due.rolled for p in wide.sure):
        return _dated(wide, due)
    if any(name.startswith("published") for p in case.sure for name in p.article.conflicts):
        question = "采纳情况实际是哪一天发布的？"
        reason = f"{case.asked.name}的采纳情况标注发布于 {first}，页面与列表的日期不一致"
        return suspect(reason, case.call, of_article(case.sure[0].article), lean=Status.GAP, question=question)
    unsure = [p for p in wide.pairing.pairs if not p.firm and (p.article.published is None or p.article.published <= due.rolled)]
    return _doubtful(replace(wide, pairing=Pairing(tuple(unsure)))) or _not_understood(case, found, until=due.rolled)


def _widened(case: _Case, found: Elsewhere) -> _Case:
    """The same with what every column shows."""
    given = (*case.given, *found.given)
    return replace(case, pairing=ranked((*case.pairing.pairs, *found.pairing.pairs)), given=given)


def _not_understood(case: _Case, found: Elsewhere, until: date | None = None) -> Verdict | None:
    """What else speaks against an accusation: a changed period, the page itself, another drafter, pages not understood."""
    asked, name = case.asked, case.asked.name
    change = next((c.article for c in asked.changes if c.ends or c.closes is None), found.change)
    if change:
        question = "征求意见是否延期或终止，采纳情况应在何时发布？"
        return suspect(f"{name}另有“{change.title}”", case.call, of_article(change), lean=Status.MET, question=question)
    if found.again:
        reason = f"{name}之后又有“{found.again.title}”，可能是再次征求意见"
        question = "是否再次征求意见，采纳情况应从哪一次截止起算？"
        return suspect(reason, case.call, of_article(found.again), lean=Status.MET, question=question)
    if result_on_page(case.corpus, asked):
        question = "征求意见页面上的结果是否为采纳情况，是哪一天发布的？"
        return suspect(f"{name}的页面本身可能载有征集结果，看不出何时发布", case.call, lean=Status.MET, question=question)
    if stays_open(asked):
        question = "该次征求意见实际在哪一天截止？"
        return suspect(f"{name}写明意见可以随时提出", case.call, lean=Status.MET, question=question)
    if place := result_told_elsewhere(asked):
        question = "征求意见的结果是否已在公告所说的地方发布？"
        return suspect(f"{name}写明结果另处公布（{place}）", case.call, lean=Status.MET, question=question)
    if org := drafted_by_another(case.corpus, asked, case.duty):
        question = f"该征求意见是否由{org}组织？"
        return suspect(f"{name}写明由{org}起草或收集意见，可能不是本单位的征求意见", case.call, lean=Status.MET, question=question)
    kinds = case.feedback_kinds
    perhaps = (*for_several(case.corpus, asked, case.duty, kinds), *unclear(case.corpus, asked, case.duty, kinds, case.understood))
    for article, why in perhaps:
        if article.published and until and article.published > until:
            continue
        if article.identity in {p.article.identity for p in case.sure}:
            continue
        reason = f"“{article.title}”可能是{name}的采纳情况（{why}）"
        return suspect(reason, case.call, of_article(article), lean=Status.MET, question="该信息是否为这次征求意见的采纳情况？")
    return None


def _untimed(case: _Case, months: int) -> Verdict:
    """Without a closing day only an answer within a month of the call itself is certainly in time."""
    called = case.asked.last.article.published
    for pair in case.sure:
        published = pair.article.published
        if called and published and published <= months_after(called, months).strict:
            return _met(case, f"{case.asked.name}于 {called} 发布，{published} 即有采纳情况", pair)
    conflict = case.asked.last.reading.conflict
    cause = f"（{conflict}）" if conflict else ""
    if case.asked.last.article.state != "read":
        cause = "（页面没有读到）"
    elif unread := contents(case.corpus, case.asked.last.article).unread:
        cause = f"（附件《{unread[0].name}》{unread[0].why_unread}）"
    return unknown(f"读不出{case.asked.name}的截止日期{cause}", case.call, *(of_article(p.article) for p in case.sure[:1]))


def _met(case: _Case, reason: str, pair: Pair) -> Verdict:
    shown = of_article(pair.article)
    if set(pair.article.kinds) & set(case.feedback_kinds):
        return met(reason, case.call, shown)
    if case.misfiled == "suspect":
        question = "采纳情况没有发在结果反馈栏目，是否认可？"
        return suspect(f"{reason}，但发在其他栏目", case.call, shown, lean=Status.MET, question=question, advice=MOVE)
    return met(f"{reason}，但没有发在结果反馈栏目", case.call, shown, advice=MOVE)


def _doubtful(case: _Case) -> Verdict | None:
    """Something may be the answer, and nobody may be accused past it."""
    best = case.pairing.best
    if best is None:
        return None
    shown = [of_article(p.article) for p in case.pairing.pairs[:2]]
    why = "、".join(best.reasons) + ("" if best.article.unit else "，归属不明")
    if case.pairing.ambiguous:
        question = "列出的信息中，哪一条是该次征求意见的采纳情况？"
        return suspect(f"{case.asked.name}有不止一条可能的采纳情况", case.call, *shown, lean=Status.MET, question=question)
    reason = f"“{best.article.title}”可能是{case.asked.name}的采纳情况（{why}）"
    return suspect(reason, case.call, *shown, lean=Status.MET, question="该信息是否为这次征求意见的采纳情况？")


def _of_another(case: _Case, pair: Pair) -> Verdict:
    """Another unit published an answer to the same draft."""
    owner = case.corpus.site.unit(pair.article.unit)
    who = owner.name if owner else "其他单位"
    reason = f"{case.asked.name}的采纳情况未见由本单位发布，{who}发布有同名信息（{'、'.join(pair.reasons)}）"
    question = f"{who}发布的信息是否为这次征求意见的采纳情况？"
    return suspect(reason, case.call, of_article(pair.article), lean=Status.MET, question=question)


def _nearest(case: _Case) -> list[Evidence]:
    """The unit's answer nearest after the close: shown so that a reader sees it is another's."""
    after = [a.article for a in case.given if a.article.unit == case.duty.unit and a.article.published]
    after = [a for a in after if case.asked.closes and a.published and a.published >= case.asked.closes]
    return [of_article(article) for article in after[:1]]
