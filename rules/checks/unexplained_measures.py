"""点名的措施文件没有文号、没有解读：要点点名的一份措施文件（如稳经济增长“40条”），没有见到全文、发文字号或解读。

依据：年度要点点名的措施；优化营商环境条例第三十八条（涉及市场主体的政策措施集中公布）。由哪个部门公布、有没有本区自己的文件，要点没有写明，一律只请人核对。
判定：见到文件（标题相符，写有该措施）、有发文字号、有解读材料的，为合规；文件与解读没有互相链接的，建议互链。近六年内区内哪个部门公布的都算。
没有见到文件、没有读出发文字号、没有见到解读的，请人核对；只见到任务分工、落实情况或上级的，拿来给人看。文件公布后3个工作日内的解读，为未到期。
无法判定：栏目没有看全；文件的页面、附件没有读到；文件读不出发布日期。
名称只是相似、内容没有读到、页面本身可能载有的解读，请人确认。有有效情况说明的，为已说明。
不涉及：措施落实得怎样（见 topic_coverage）；解读的形式、质量和时限（见 few_interpretation_forms、thin_interpretation、late_interpretation）。
怎么改：公布文件全文，写明发文字号，发布解读并互相链接；措施是上级制定的，转载上级文件和解读并说明。
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.interpretation import read_interpretation
from rules.asked_items import AskedItem, Item, asked_item, plain_title
from rules.checks import _asked
from rules.checks._candidate import Candidate, Fit, absent, best_first, unsure
from rules.checks._columns import searched
from rules.checks._interpretation_doubts import Doubt, doubts, shown_to_a_person, widened
from rules.checks._page_links import leads_to
from rules.checks._policies import EARLIEST, Document, Wanted, explained, first_day, unseen
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_due, stated, suspect, unknown
from rules.pairing import LINKED, everywhere

version = 1

_YEARS: Final = 6  # how far back measures that are still spoken of may have been issued
_LINK: Final = "在文件与解读之间互加链接"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    item: AskedItem
    kinds: tuple[str, ...]
    others: tuple[str, ...]
    wanted: Wanted
    workdays: int


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    item: Item,
    kinds: tuple[str, ...] = ("policy", "normative", "business_policy", "plan", "notices", "statutory"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy", "business_policy"),
    others: tuple[str, ...] = (),
    workdays: int = 3,
) -> Verdict:
    asked = _Asked(asked_item(item), kinds, others, Wanted(kinds, interpretation_kinds), workdays)
    since = date(duty.year - _YEARS, 1, 1)
    found = sorted(_asked.candidates(corpus, duty, asked.item, kinds, others, since), key=_order)
    verdict = _judged(corpus, duty, asked, found[0] if found else None)
    looked = _asked.looked_through(corpus, duty, kinds, others)
    looked += tuple(s for s in searched(corpus.columns(duty.unit, interpretation_kinds)) if s not in looked)
    return replace(verdict.about(f"{item}:{duty.year}"), searched=looked)


def _order(candidate: Candidate) -> tuple[Fit, bool, date, str]:
    """The best fit first; of equal ones that with a number, then the earliest: later ones only send it round again."""
    fit, published, identity = best_first(candidate)
    return Fit(fit), not candidate.article.doc_number, published, identity


def _judged(corpus: Corpus, duty: Duty, asked: _Asked, best: Candidate | None) -> Verdict:
    name = asked.item.name
    if best and best.fit is Fit.MET:
        return _explained(corpus, duty, asked, best.article)
    if best and best.fit is Fit.STATED:
        return stated(f"{name}：已发布情况说明：{best.quote}", best.evidence)
    if best and best.fit < Fit.NEAR:
        told = unsure(best, "该文件", question=f"《{best.article.title}》是否就是{name}？", advice=asked.item.advice)
        return replace(told, reason=f"{name}：{told.reason}")
    if why := _asked.unseen(corpus, duty, asked.kinds, asked.others, None):
        return unknown(f"{name}：未见，但{why}", *((best.evidence,) if best else ()))
    near = f"；最接近的是《{best.article.title}》（{best.why}）" if best else ""
    shown = absent(corpus, duty, asked.kinds, name, "", best, advice=asked.item.advice).evidence
    return _ask(
        f"{name}：截至 {corpus.run_as_of} 未见{near}", shown, Defect.ABSENT,
        f"{name}是哪一级、哪一份文件，公布在哪里？", asked.item.advice,
    )  # fmt: skip


def _explained(corpus: Corpus, duty: Duty, asked: _Asked, article: Article) -> Verdict:
    """What is said once the document is there: of its number and of what explains it."""
    document = explained(corpus, duty, asked.wanted, article)
    document = document if document.pieces else widened(corpus, document, asked.wanted)
    lead, shown = f"{asked.item.name}：已见{document.name}", of_article(article)
    if not document.number:
        return _ask(
            f"{lead}，没有读出发文字号", (shown,), Defect.MISSING_ELEMENT,
            f"《{article.title}》的发文字号是什么，页面上在哪里？", "在文件页面写明发文字号。",
        )  # fmt: skip
    if document.pieces:
        return _shown(corpus, document, lead)
    if article.published is None:
        return unknown(f"{lead}，读不出发布日期，不能确定解读的期限", shown)
    due = workdays_after(article.published, asked.workdays)
    if not due.surely_before(corpus.run_as_of):
        return not_due(f"{lead}，于 {article.published} 发布，解读材料应于 {due} 前发布", shown, due=due.rolled)
    if found := _like(corpus, asked, article) or doubts(corpus, duty, document):
        return shown_to_a_person(document, found[0], f"{asked.item.name}：", Status.MET)
    if why := unseen(corpus, duty, asked.wanted.interpretation_kinds, article.published, due.rolled):
        return unknown(f"{lead}，未见解读材料，但{why}", shown)
    return _ask(f"{lead}，未见解读材料", (shown,), Defect.ABSENT, f"《{article.title}》的解读公布在哪里？", asked.item.advice)


def _like(corpus: Corpus, asked: _Asked, article: Article) -> tuple[Doubt, ...]:
    """What says that it explains measures called like these, however it writes their number (四十条)."""

    def titled(title: str) -> bool:
        plain = plain_title(title)
        return read_interpretation(title, "").is_interpretation and all(says.search(plain) for says in asked.item.says)

    start = first_day(article)
    found = everywhere(corpus, start - EARLIEST if start else None, titled)
    return tuple(Doubt(other, "标题写有同一措施") for other in found if other.identity != article.identity)


def _shown(corpus: Corpus, document: Document, lead: str) -> Verdict:
    pieces = [piece.article for piece in document.pieces]
    shown = [of_article(a) for a in (document.article, *pieces[:_SHOWN])]
    is_linked = any(LINKED in piece.reasons for piece in document.pieces) or leads_to(corpus, document.article, pieces)
    linked = is_linked or any(leads_to(corpus, piece, [document.article]) for piece in pieces)
    told = f"{lead}，有解读材料 {len(pieces)} 件" + ("" if linked else "，未见互相链接")
    return met(told, *shown, advice="" if linked else _LINK)


def _ask(reason: str, shown: tuple[Evidence, ...], defect: Defect, question: str, advice: str) -> Verdict:
    return suspect(reason, *shown, lean=Status.GAP, defect=defect, question=question, advice=advice)
