"""征求意见期限偏短：就草案公开征求意见，从发布到截止不足30日，也没有说明缩短的理由。

依据：《重大行政决策程序暂行条例》第十五条（一般不少于30日，缩短的应当在公开征求意见时说明）；《优化营商环境条例》第六十二条；
《国有土地上房屋征收与补偿条例》第十条；《城乡规划法》第二十六条。
判定：发布之日到截止之日满30日的，为落实，发布当日不计；不足而公告中说明了缩短期限理由的，为落实。不足30日又未说明的，只有公告自己写明属于
重大行政决策、与市场主体密切相关，或者标题就是国有土地上房屋征收补偿方案、城乡规划草案的，才为未落实；其他征求意见，请人确认该事项是否受30日约束。
同一草案多次征求或在两个栏目发布的，只判一次，按最长的一轮计算；公告延长的，按延长后的截止日；对单位、公众等分别写明截止日的，按最晚的。
无法判定：读不出截止日期，或前后矛盾；读不出发布日期；有附件没有读到，理由可能写在其中。29日的（把发布当日算作第一天）、日期有两种说法的、
写明的起始日早于网站发布日的、几轮合计才满30日的，公告中有可能是理由或说到此前征求过意见的、其他栏目另有更早的征求意见或变更公告的，
请人核验。尚未截止的，仍可延长，为未到期。
不涉及：听证会公告；征集实事项目、选题、线索等没有草案的征集；公示名单、结果等只可提出异议的公示；上级或其他单位的征求意见；期满后的反馈（见
missing_feedback）。
怎么改：今后按不少于30日确定期限；确需缩短的，在公告中写明“因……，本次征求意见期限缩短为×日”。尚未截止的，发布延长公告。
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import outside_names, title_says
from crawler.extract.periods import MAX_TEXT, sentences, squeezed
from rules.checks._consultations import LONGEST_ROUNDS, Asked, Call, changes_asking
from rules.checks._drafts import Binding, before_the_draft, drafts_asked_about, first_day, law_of
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import alike, everywhere
from rules.texts import title_cores

version = 2

ADVICE: Final = "今后公开征求意见的期限不少于30日；确需缩短的，在公告中说明理由"
_COVERED: Final = "该事项是否属于重大行政决策，或与市场主体生产经营密切相关的规范性文件（期限一般不少于30日）？"
_WHY: Final = r"(?:紧急|应急(?:需要|处置|响应|状态)|时限|时间紧|急需|亟需|亟待|迫切|紧迫|特殊(?:情况|原因))"
_SAYS_WHY = re.compile(rf"缩短|{_WHY}[^。；]{{0,60}}(?:意见|公示|期限)|(?:意见|公示|期限)[^。；]{{0,60}}{_WHY}")
_OF_ASKING = re.compile("征求|征集|公示|意见|公开")
_AGAIN = re.compile("再次|第二次|二次|第二轮|重新")
_MAY_EXPLAIN = re.compile(
    r"(?:因(?!地|此|素)|由于|鉴于|考虑到)[^。；]{2,40}"
    r"|(?:防汛|汛情|疫情|抢险|救灾|突发|应急|紧迫)[^。；]{0,20}(?:需要|要求|形势|任务)"
    r"|(?:须|需|应|要求|确保|保证|为)[^。；]{0,24}(?:前|底|按时|按期|如期|及时|尽快|尽早)[^。；，]{0,10}(?:印发|出台|实施|完成|施行|上报|报送|发布)"
    r"|(?:个别|少量|局部|部分|文字)[^。；，]{0,8}(?:修改|修订|调整|完善)|文字性"
    r"|再次|第二次|二次征|第二轮|修改稿|(?:已|曾)(?:经)?(?:于|在)?[^。；]{0,30}(?:征求|公示|听取)"
)
_WEAK: Final = ("url", "written", "updated")


@dataclass(frozen=True, slots=True)
class _Term:
    """How long one round ran: from the day it was published to its close."""

    published: date
    closes: date
    stated: date | None  # the opening the page states

    @property
    def days(self) -> int:
        return (self.closes - self.published).days


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation",),
    also_kinds: tuple[str, ...] = ("notices",),
    days: int = 30,
    unsure_days: int = 1,
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    verdicts = []
    for asked in drafts_asked_about(corpus, duty, looked):
        verdict = _judge(corpus, duty, asked, days, unsure_days)
        verdicts.append(verdict.about(asked.last.article.identity, event=first_day(asked)))
    if verdicts:
        return verdicts
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位就草案公开征求意见，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有就草案公开征求意见")]


def _judge(corpus: Corpus, duty: Duty, asked: Asked, days: int, unsure_days: int) -> Verdict:
    shown = of_article(asked.last.article, asked.last.reading.closes_quote)
    moved = tuple(of_article(change.article) for change in asked.changes)
    terms = _terms(asked)
    longest = max(terms, key=lambda term: term.days, default=None)
    if longest and longest.days >= days:
        span = f"{longest.published} 发布，{longest.closes} 截止"
        return met(f"{asked.name}{span}{asked.where}，期限 {longest.days} 日", shown, *moved)
    if why := _undecided(corpus, asked):
        return unknown(f"{asked.name}{why}，不能计算期限", shown, *moved)
    assert longest is not None
    reason = f"{asked.name}{longest.published} 发布，{longest.closes} 截止{asked.where}，期限 {longest.days} 日"
    if longest.closes >= duty.as_of:
        return not_due(f"{reason}，不足 {days} 日；尚未截止，仍可延长", shown, *moved, due=longest.closes)
    said, law = contents(corpus, asked.last.article), law_of(asked)
    if (law is None or law.may_shorten) and (explained := _explained(asked, said, reason)):
        return explained
    if doubtful := _doubtful(corpus, duty, asked, terms, longest, days, unsure_days, reason, shown, moved):
        return doubtful
    return _short(asked, said, law, f"{reason}，不足 {days} 日，未见缩短期限的说明", shown, moved)


def _terms(asked: Asked) -> list[_Term]:
    """The rounds whose days are all known; the last one closes as extended."""
    first = first_day(asked)
    found = []
    for call in asked.calls:
        published, closes = call.article.published, call.reading.closes
        if call is asked.last:
            published, closes = first, asked.closes
        if published and closes:
            found.append(_Term(published, closes, call.reading.opens))
    return found


def _undecided(corpus: Corpus, asked: Asked) -> str:
    """Why the length of some round is not known; '' when all are."""
    for call in asked.calls:
        if call.article.state != "read" and not call.file:
            return "的页面没有读到"
        if call.article.published is None:
            return "读不出发布日期"
        if call.reading.conflict:
            return call.reading.conflict
        if call.reading.closes is None:
            unread = contents(corpus, call.article).unread
            return f"读不出截止日期（附件《{unread[0].name}》{unread[0].why_unread}）" if unread else "读不出截止日期"
    if asked.closes is None or any(change.closes is None and not change.ends for change in asked.changes):
        return "另有变更期限的公告，读不出变更后的截止日期"
    return ""


def _explained(asked: Asked, said: Contents, reason: str) -> Verdict | None:
    """Whether the call says why its period is short, itself or in a file."""
    stated = next((call for call in asked.calls if call.reading.shortening), None)
    if stated and _SAYS_WHY.search(stated.reading.shortening):
        return met(f"{reason}，公告说明了缩短期限的理由", of_article(stated.article, stated.reading.shortening))
    for file in said.files:
        if found := _speaks_of_shortening(file.text) or _speaks_of_haste(file.text):
            question = "附件中的说法是否为缩短本次征求意见期限的理由？"
            quoted = of_article(asked.last.article, found)
            return suspect(f"{reason}，附件《{file.name}》说到缩短期限", quoted, lean=Status.MET, question=question)
    if stated:
        question = "公告中的说法是否为缩短期限的理由？"
        quoted = of_article(stated.article, stated.reading.shortening)
        return suspect(f"{reason}，公告中有一句可能是缩短期限的理由", quoted, lean=Status.MET, question=question, advice=ADVICE)
    return None


def _speaks_of_shortening(text: str) -> str:
    """The sentence of a file that speaks of a shortened period of asking; '' without one."""
    if "缩短" not in text:
        return ""
    return next((s for s in sentences(text[:MAX_TEXT]) if "缩短" in s and _OF_ASKING.search(s)), "")


def _speaks_of_haste(text: str) -> str:
    """The sentence of a file that says of asking for opinions that it is urgent; '' without one."""
    return next((s for s in sentences(text[:MAX_TEXT]) if "征求" in s and _SAYS_WHY.search(s)), "")


def _doubtful(
    corpus: Corpus, duty: Duty, asked: Asked, terms: list[_Term], longest: _Term, days: int, unsure_days: int,
    reason: str, shown: Evidence, moved: tuple[Evidence, ...],
) -> Verdict | None:  # fmt: skip
    """What speaks for the unit though no round reaches the days."""
    def ask(why: str, question: str, lean: Status) -> Verdict:
        return suspect(f"{reason}，{why}", shown, *moved, lean=lean, question=question, defect=Defect.TOO_SHORT, advice=ADVICE)

    if any(change.ends for change in asked.changes):
        return ask("另有终止或撤回的公告", "该次征求意见是否已经终止？", Status.MET)
    if longest.days >= days - unsure_days:
        return ask(f"把发布当日计为第一天才满 {days} 日", "期限是否从发布当日起算？", Status.MET)
    whole = (max(t.closes for t in terms) - min(t.published for t in terms)).days
    if len({term.closes for term in terms}) > 1 and whole >= days:
        return ask(f"几轮合计 {whole} 日", "几轮征求意见是否可以合并计算期限？", Status.MET)
    if longest.stated and (longest.closes - longest.stated).days >= days - unsure_days:
        early = f"写明的起始日为 {longest.stated}，早于网站发布日"
        return ask(early, "起始日当天是否已经通过其他途径公开征求意见？", Status.MET)
    law = law_of(asked)
    words = next((found.group() for call in asked.calls if (found := _may_explain(call))), "")
    if words and (law is None or law.may_shorten or _AGAIN.search(words)):
        return ask(f"公告中说到“{words}”", "公告中的说法是否说明了缩短期限的理由，或者此前已经征求过意见？", Status.MET)
    if other := _elsewhere(corpus, duty, asked):
        return ask(f"另有“{other.title}”", "该信息是否使征求意见的期限更长？", Status.MET)
    if doubt := next((why for call in asked.calls if (why := _date_doubt(call.article))), ""):
        return ask(doubt, "该公告实际是哪一天发布的？", Status.GAP)
    return None


def _may_explain(call: Call) -> re.Match[str] | None:
    """Words of a call, without its draft, that may say why its period is short, or that it is not the first."""
    words = squeezed(before_the_draft(call.text)[:MAX_TEXT])
    return _MAY_EXPLAIN.search(words) or _AGAIN.search(outside_names(call.article.title))


def _elsewhere(corpus: Corpus, duty: Duty, asked: Asked) -> Article | None:
    """What any column shows of the same draft that may make the period longer: an earlier call, a change of the period."""
    first, closes = first_day(asked), asked.closes
    if first is None or closes is None:
        return None
    ours = {call.article.identity for call in asked.calls}
    places = corpus.site.district_names
    for article in everywhere(corpus, first - timedelta(days=LONGEST_ROUNDS)):
        if article.identity in ours or alike(title_cores(article.title), asked.last.subject.cores, places) < 1.0:
            continue
        if changes_asking(article.title):
            return article
        if title_says(article.title) in ("call", "either") and (article.published is None or article.published < first):
            return article
    return None


def _short(asked: Asked, said: Contents, law: Binding | None, reason: str, shown: Evidence, moved: tuple[Evidence, ...]) -> Verdict:
    if law is None:
        return suspect(reason, shown, *moved, lean=Status.GAP, question=_COVERED, defect=Defect.TOO_SHORT, advice=ADVICE)
    if unread := _may_hold_a_reason(asked, said, law):
        return unknown(f"{reason}，但{unread}，不能认定没有说明", shown)
    if asked.last.reading.how == "notice":
        question = "该公示是否属于须公开征求意见的程序？"
        return suspect(reason, shown, *moved, lean=Status.GAP, question=question, defect=Defect.TOO_SHORT, advice=ADVICE)
    return gap(f"{reason}；依据{law.law}", shown, *moved, defect=Defect.TOO_SHORT, advice=ADVICE)


def _may_hold_a_reason(asked: Asked, said: Contents, law: Binding) -> str:
    """What nobody read that may explain a shorter period, where the law accepts an explanation."""
    if not law.may_shorten:
        return ""
    if said.unread:
        return f"附件《{said.unread[0].name}》{said.unread[0].why_unread}"
    return "公告中有图片没有读" if "image" in asked.last.article.media else ""


def _date_doubt(article: Article) -> str:
    if article.published_source in _WEAK or article.dated_before:
        return f"“{article.title}”的发布日期不是取自页面或列表，或前后有变"
    return "页面与列表标注的发布日期不一致" if any(c.startswith("published") for c in article.conflicts) else ""
