"""政策咨询库不完整：七类主题不全、条目不是一问一答，或所依据的文件已经失效。

依据：年度要点“围绕社会公众关注的生育、教育、就业、创业、养老、医疗、纳税等各类高频政策咨询事项，对现行有效政策文件予以分解提炼”。
判定：主题（scope = "portal"）：所有条目的标题、正文合起来七类都有，为合规；看全、读全而有一类都没有的，为有问题；
以主题为名的子栏目有条目的，算有；换了说法、可能属于该类的，同类问答公布在别的栏目的，为待核验。
形式和效力由各单位对自己的条目负责（scope = "unit"）：一半以上的条目是问句或一问一答并写明依据的文件，为合规，否则为待核验；条目引用的文号在本站标为失效、废止的，每条为待核验。
无法判定：栏目没有看全，有条目没有读到；没有条目的不适用（见 missing_qa_base）。期限未到的，为未到期。
不涉及：答复讲得对不对；检索功能好不好用；报送12345知识库。
怎么改：补齐主题；每条写成一问一答，写明依据的文件和文号；文件失效的，撤下或按新文件改写。
"""

from dataclasses import replace
from typing import Literal

from crawler.archive import Article, Corpus
from crawler.extract.citations import citations
from crawler.extract.policy_answer import TOPICS, PolicyAnswer, may_be_base, read_policy_answer
from rules.checks._columns import searched
from rules.checks._normative import is_marked_valid, validity_mark
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown

version = 2

_MOST = 2_000
_ALSO = ("policy", "interpretation", "response", "letters", "notices", "business_policy", "news", "livelihood", "statutory")
_Read = tuple[Article, str, PolicyAnswer]


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("qa_base",),
    scope: Literal["portal", "unit"] = "unit",
    enough_percent: int = 50,
) -> list[Verdict]:
    columns = corpus.columns(duty.unit, kinds)
    found = list(corpus.articles(None if scope == "portal" else duty.unit, kinds, newest=_MOST))
    verdicts = _judged(corpus, duty, kinds, found, scope == "portal", enough_percent)
    if duty.due and corpus.as_of <= duty.due:
        verdicts = [_waiting(verdict, duty) for verdict in verdicts]
    return [replace(verdict, searched=searched(columns)) for verdict in verdicts]


def _waiting(verdict: Verdict, duty: Duty) -> Verdict:
    if verdict.status is Status.MET:
        return verdict
    waiting = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return waiting.about(verdict.object or "")


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Article], portal: bool, enough: int
) -> list[Verdict]:
    why = corpus.unseen(duty.unit, kinds)
    if not found:
        none = unknown(why) if why else not_applicable("政策咨询库中没有条目，另见 missing_qa_base")
        return [none.about("qa_base:topics" if portal else "qa_base:form")]
    read: list[_Read] = []
    unread: list[Article] = []
    for article in found:
        whole = contents(corpus, article)
        if article.state in ("read", "file") and whole.text.strip():
            read.append((article, whole.text, read_policy_answer(article.title, whole.text)))
        if article.state not in ("read", "file") or whole.unread or article.media or not whole.text.strip():
            unread.append(article)
    if portal:
        return [_topics(corpus, read, unread, found, why, kinds).about("qa_base:topics")]
    return [_form(read, found, enough).about("qa_base:form"), *_ended(corpus, read)]


def _topics(
    corpus: Corpus, read: list[_Read], unread: list[Article], found: list[Article], why: str | None, kinds: tuple[str, ...]
) -> Verdict:
    seen = {topic for _, _, answer in read for topic in answer.topics}
    seen |= {topic for article in found for topic in read_policy_answer(article.title, "").topics}
    seen |= _of_columns(corpus, found)
    missing = "、".join(topic for topic in TOPICS if topic not in seen)
    shown = of_article(found[-1])
    if not missing:
        return met(f"{len(found)} 条问答覆盖要点所列七类主题", shown)
    if why:
        return unknown(f"已见 {len(found)} 条问答，未见{missing}类，但{why}", shown)
    if unread:
        return unknown(f"已见 {len(found)} 条问答，未见{missing}类，但有 {len(unread)} 条没有读到，如《{unread[0].title}》", shown, *(of_article(a) for a in unread[:5]))
    lacking = {topic for topic in TOPICS if topic not in seen}
    perhaps = {topic: article for article, _, answer in read for topic in answer.perhaps if topic in lacking}
    beside = _elsewhere(corpus, kinds, lacking)
    if lacking <= set(perhaps) | set(beside):
        shown_there = {topic: perhaps.get(topic) or beside[topic] for topic in TOPICS if topic in lacking}
        told = "、".join(f"《{article.title}》（{topic}）" for topic, article in shown_there.items())
        return suspect(
            f"政策咨询库已看全，{len(found)} 条问答中未认出{missing}类，但有{told}可能就是", *(of_article(a) for a in shown_there.values()),
            lean=Status.MET, defect=Defect.MISSING_ELEMENT, question=f"这些条目是否属于{missing}类？", advice=f"标明主题，补充{missing}类高频政策问答。",
        )  # fmt: skip
    missing = "、".join(topic for topic in TOPICS if topic in lacking - set(perhaps) - set(beside))
    return gap(
        f"政策咨询库已看全，{len(found)} 条问答中未见{missing}类", shown, defect=Defect.MISSING_ELEMENT,
        advice=f"补充{missing}类高频政策问答。",
    )  # fmt: skip


def _of_columns(corpus: Corpus, found: list[Article]) -> set[str]:
    """The topics that columns of the base are called after, when they hold something."""
    names = {column.id: column.name for column in corpus.all_columns}
    held = {names.get(column, "") for article in found for column in article.columns}
    return {topic for name in held for topic in read_policy_answer(name, "").topics}


def _elsewhere(corpus: Corpus, kinds: tuple[str, ...], lacking: set[str]) -> dict[str, Article]:
    """Questions and answers on a missing topic in columns that are not the base's."""
    bases = {column.id for column in corpus.all_columns if may_be_base(column.name)}
    found: dict[str, Article] = {}
    with corpus.looking():  # no absence is concluded from these
        for article in corpus.articles(None, _ALSO, newest=_MOST):
            if set(article.kinds) & set(kinds) or not (may_be_base(article.title) or bases & set(article.columns)):
                continue
            for topic in read_policy_answer(article.title, corpus.text(article)).topics:
                if topic in lacking:
                    found[topic] = article
    return found


def _form(read: list[_Read], found: list[Article], enough: int) -> Verdict:
    if not read:
        return unknown(f"已列出 {len(found)} 条问答，但正文都没有读到", of_article(found[-1]))
    asked = [article for article, _, answer in read if answer.is_question]
    based = [article for article, _, answer in read if answer.names_document]
    told = f"读到 {len(read)} 条，其中 {len(asked)} 条是一问一答，{len(based)} 条写明依据的文件"
    if all(100 * len(some) >= enough * len(read) for some in (asked, based)):
        return met(told, of_article(read[-1][0]))
    odd = next(a for a, _, answer in reversed(read) if not answer.is_question or not answer.names_document)
    return suspect(
        f"{told}，不足 {enough}%，如《{odd.title}》", of_article(odd), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="这些条目是否对政策作了分解提炼、写明了依据？", advice="每条写成一问一答，写明依据的文件和文号。",
    )  # fmt: skip


def _ended(corpus: Corpus, read: list[_Read]) -> list[Verdict]:
    """Entries whose document this site itself marks as no longer in force."""
    asked: dict[str, Article | None] = {}
    verdicts = []
    for article, text, _ in read:
        for cited in citations(text):
            if cited.key not in asked:
                asked[cited.key] = _marked_ended(corpus, cited.number)
            if ended := asked[cited.key]:
                verdicts.append(suspect(
                    f"《{article.title}》引用的《{ended.title}》（{cited.number}）在本站标为“{validity_mark(ended)}”",
                    of_article(article, cited.quote), of_article(ended), lean=Status.GAP, defect=Defect.WRONG_VALIDITY,
                    question="该问答是否仍以已经失效的文件作答？", advice="撤下该条，或按现行文件改写。",
                ).about(article.identity))  # fmt: skip
                break
    return verdicts


def _marked_ended(corpus: Corpus, number: str) -> Article | None:
    """The document of this number when every copy of it says that it is no longer in force."""
    copies = corpus.by_doc_number(number)
    marked = [a for a in copies if validity_mark(a)]
    if not copies or len(marked) < len(copies) or any(is_marked_valid(a) for a in marked):
        return None
    return next((a for a in marked if "失效" in validity_mark(a) or "废止" in validity_mark(a)), None)
