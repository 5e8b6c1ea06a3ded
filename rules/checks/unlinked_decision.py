"""决策链没有贯通：征求过意见的文件正式公布后，没有与征求意见公告、采纳情况互相链接。

依据：年度政务公开工作要点“决策过程中公开征求群众意见”“发布意见采纳情况”；草案、采纳情况、文件之间互相链接属于通行做法，没有条文，只提请核实。
判定：正式文件的页面与征求意见公告、采纳情况（已发布的）之间有链接，不论哪一方链到哪一方，能顺着链接走到的，为落实。没有的，请人确认并补加。
无法判定：文件或公告的页面没有读到；页面由脚本另行载入相关文章清单，没有读取。
不涉及：还没有正式公布的草案；名称不同的文件；文件该不该公布、采纳情况是否按期（见 missing_feedback）；解读的链接（见 unlinked_interpretation）。
怎么改：在文件、征求意见公告、采纳情况三个页面的“相关链接”中互加链接。
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import changes_a_period, outside_names, title_says
from crawler.extract.interpretation import read_interpretation
from rules.checks._consultations import Asked, answered, answers, consultations
from rules.checks._page_links import is_kept, leads_to
from rules.checks._policies import offices
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.pairing import is_reprint, items
from rules.texts import are_one

version = 2

ADVICE: Final = "在文件、征求意见公告、采纳情况的页面之间互加链接"
_LONGEST: Final = timedelta(days=366)  # from a call to its document
_NOT_FINAL: Final = ("征求", "征集", "意见稿", "草案", "公示", "听证", "说明", "座谈", "废止", "修改", "审议")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation", "feedback", "notices"),
    document_kinds: tuple[str, ...] = ("policy", "normative", "decision"),
) -> list[Verdict]:
    since = duty.applies_from - _LONGEST
    held = consultations(corpus, duty.unit, kinds, since)
    final = final_documents(corpus, duty, document_kinds) if held else []
    given = answers(corpus, duty.unit, kinds, since) if final else ()
    verdicts = []
    for asked in held:
        if document := document_of(corpus, asked, final):
            results = [found.article for found in answered(corpus, asked, given, held).firm]
            verdict = _judge(corpus, asked, document, results)
            verdicts.append(verdict.about(document.identity, event=document.published))
    if verdicts:
        return verdicts
    if why := corpus.unseen(duty.unit, tuple(dict.fromkeys((*kinds, *document_kinds)))):
        return [unknown(f"未见征求过意见、又已正式公布的文件，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有征求过意见、又在本期正式公布的文件")]


def final_documents(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """What may be a final document of the period: the unit's own, and the government office's."""
    found: dict[str, Article] = {}
    for owner in dict.fromkeys((duty.unit, *offices(corpus.site))):
        key = ("final documents", owner, kinds, duty.applies_from)
        found |= corpus.looked_once(key, partial(_final_of, corpus, owner, kinds, duty.applies_from))
    return sorted(found.values(), key=lambda a: (a.published or date.max, a.identity))


def _final_of(corpus: Corpus, owner: str, kinds: tuple[str, ...], since: date) -> dict[str, Article]:
    listed = items(corpus, owner, kinds, since, or_unattributed=True)
    return {a.identity: a for a in listed if a.published and _is_final(a) and not is_reprint(corpus.site, a)}


def _is_final(article: Article) -> bool:
    rest = outside_names(article.title)
    if title_says(article.title) or changes_a_period(article.title) or any(word in article.title for word in _NOT_FINAL):
        return False
    announces = bool(article.doc_number) or rest.endswith(("通知", "决定", "公告", "通告")) or "印发" in rest
    return announces and not read_interpretation(article.title, "").is_interpretation


def document_of(corpus: Corpus, asked: Asked, final: Iterable[Article]) -> Article | None:
    """The first document of the draft's own name that came after the call."""
    places, opens = corpus.site.district_names, asked.calls[0].article.published
    if opens is None:
        return None
    for article in final:
        after = article.published and opens < article.published <= opens + _LONGEST
        if after and are_one(asked.last.subject.cores, article.title, places):
            return article
    return None


def _judge(corpus: Corpus, asked: Asked, document: Article, results: list[Article]) -> Verdict:
    calls = [call.article for call in asked.calls]
    shown = [of_article(article) for article in (document, asked.last.article, *results[:1])]
    apart = _apart(corpus, document, calls, results)
    name = f"“{document.title}”"
    if not apart:
        return met(f"{name}能顺着链接走到{'征求意见公告和采纳情况' if results else '征求意见公告'}", *shown)
    for article in (document, *calls, *results[:1]):
        if article.state != "read":
            return unknown(f"“{article.title}”的页面没有读到，不能确定是否与{name}链接", *shown)
        page = corpus.page(article)
        if not is_kept(corpus, article):
            return unknown(f"“{article.title}”的网页原文没有存下，不能确定是否与{name}链接", *shown)
        if page and page.candidates("related"):
            return unknown(f"“{article.title}”的页面由脚本另行载入相关文章清单，没有读取", *shown)
    return suspect(
        f"{name}公布前征求过意见，没有与{'、'.join(apart)}互相链接", *shown, lean=Status.GAP, defect=Defect.UNLINKED,
        question="文件、征求意见公告、采纳情况的页面之间是否另有链接？", advice=ADVICE,
    )  # fmt: skip


def _apart(corpus: Corpus, document: Article, calls: list[Article], results: list[Article]) -> list[str]:
    """What cannot be reached from the document along links, either way; nothing when the chain holds."""
    reached, waiting, left = {document.identity}, [document], [*calls, *results]
    while waiting:
        article = waiting.pop()
        found = [o for o in left if leads_to(corpus, article, [o]) or leads_to(corpus, o, [article])]
        reached |= {other.identity for other in found}
        left = [other for other in left if other.identity not in reached]
        waiting += found
    parts = (("征求意见公告", calls), ("采纳情况", results))
    return [name for name, part in parts if part and not any(article.identity in reached for article in part)]
