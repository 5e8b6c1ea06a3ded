"""以文件代替答复：政策咨询库条目的答复大段照录所引的文件，或者条目就是文件本身。

依据：年度要点“对现行有效政策文件予以分解提炼”；照录多少算没有分解提炼，文件没有写，所列比例是程序推定，只提请核实。
判定：本单位的条目按五个字一段与所引文件（文号、书名号里的名称、页面链接）比对。八成以上见于文件，并且录了文件一半以上的，或者超过八百字的，
标题不是问句、自己带文号的文件直接列作条目的，为待核验；一半以上的条目比对过或不足二百字，都不是这样的，为合规。
无法判定：栏目没有看全；一半以上的条目没有读到，或者所引文件本站未见、附件没有读到。没有条目的不适用（见 missing_qa_base）。期限未到的，为未到期。
不涉及：照录一两条规定作答的；主题全不全、有没有写明依据（见 incomplete_qa_base）；答得对不对。
怎么改：按群众的问法改写，写清条件、材料、流程、标准，原文作为附件或链接。
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.citations import citations
from crawler.extract.policy_answer import read_policy_answer
from rules.checks._columns import searched
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.shingles import containment, plain, shingles
from rules.texts import names_in, title_cores, without_place

version = 1

_MOST: Final = 500  # entries of one unit that are compared
_MOST_CITED: Final = 5  # documents of one entry
_SHOWN: Final = 3
_ALONE: Final = 60  # characters below which a body only leads to its file
_DOCUMENT_KINDS: Final = ("policy", "normative", "notices", "business_policy", "livelihood", "statutory", "plan")


@dataclass(frozen=True, slots=True)
class _Limits:
    copied: float
    covered: float
    least: int
    long: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: ``why`` is why it could not be compared; ``told`` why its answer may be no answer, '' when it is one."""

    article: Article
    why: str = ""
    told: str = ""
    document: Article | None = None


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("qa_base",),
    copied_percent: int = 80,
    covered_percent: int = 50,
    least_words: int = 200,
    long_words: int = 800,
) -> Verdict:
    limits = _Limits(copied_percent / 100, covered_percent / 100, least_words, long_words)
    verdict = _judged(corpus, duty, kinds, limits)
    if verdict.status not in (Status.MET, Status.NOT_APPLICABLE) and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about("qa_base:pasted"), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], limits: _Limits) -> Verdict:
    why = corpus.unseen(duty.unit, kinds)
    found = list(corpus.articles(duty.unit, kinds, newest=_MOST))
    if not found:
        unread = next((a for a in corpus.articles("", kinds) if a.state == "failed"), None)
        if why or unread:  # whose an entry is stands on its page
            return unknown(why or f"有条目没有读到，看不出是不是本单位的，如《{unread.title if unread else ''}》")
        return not_applicable("政策咨询库中没有本单位的条目，另见 missing_qa_base")
    named = _by_name(corpus, kinds, found)
    entries = [_entry(corpus, article, kinds, named, limits) for article in found]
    if pasted := [entry for entry in entries if entry.told]:
        shown = [of_article(a) for entry in pasted[:_SHOWN] for a in (entry.article, entry.document) if a]
        return suspect(
            f"读到的条目中有 {len(pasted)} 条像是以文件代替答复，如《{pasted[0].article.title}》{pasted[0].told}", *shown, lean=Status.GAP,
            defect=Defect.COPIED, question="这些条目是否只是照录文件，没有分解提炼？", advice="按群众的问法改写，原文作为附件或链接。",
        )  # fmt: skip
    last = of_article(found[-1])
    if why:
        return unknown(why, last)
    not_compared = [entry for entry in entries if entry.why]
    if 2 * len(not_compared) > len(entries):
        first = not_compared[0]
        told = f"{len(entries)} 条中有 {len(not_compared)} 条不能比对，如《{first.article.title}》{first.why}"
        return unknown(told, of_article(first.article))
    note = f"（另有 {len(not_compared)} 条不能比对）" if not_compared else ""
    return met(f"{len(entries)} 条的答复不是大段照录所引的文件{note}", last)


def _entry(
    corpus: Corpus, article: Article, kinds: tuple[str, ...], named: dict[str, list[Article]], limits: _Limits
) -> _Entry:
    said = contents(corpus, article)
    answer = said.body if len(plain(said.body)) >= _ALONE else said.text
    if article.state not in ("read", "file") or not plain(answer):
        return _Entry(article, why="没有读到")
    if article.doc_number and not read_policy_answer(article.title, answer).is_question and len(plain(answer)) >= limits.least:
        return _Entry(article, told=f"是文件本身（{article.doc_number}）")
    if len(plain(answer)) < limits.least:
        # A short body that leads to a file nobody could read may be a document put in place of an answer.
        return _Entry(article, why="附件没有读到" if said.unread and len(plain(said.body)) < _ALONE else "")
    parts = shingles(answer)
    unread, compared = "", False
    for document in _cited(corpus, article, said.text, kinds, named):
        whole = contents(corpus, document)
        theirs = shingles(whole.text)
        share, covered = containment(parts, theirs), containment(theirs, parts)
        if share >= limits.copied and (covered >= limits.covered or len(plain(answer)) >= limits.long):
            return _Entry(article, told=f"有 {share:.0%} 的文字见于《{document.title}》", document=document)
        compared = compared or bool(theirs)
        unread = unread or next((file.name for file in whole.unread), "") or ("" if theirs else document.title)
    if unread:
        return _Entry(article, why=f"所引文件没有读全（{unread}）")
    return _Entry(article, why="" if compared else "所引文件本站未见")


def _cited(
    corpus: Corpus, article: Article, text: str, kinds: tuple[str, ...], named: dict[str, list[Article]]
) -> list[Article]:
    """The documents an entry rests on that this site shows, its links first; not other entries of the base."""
    found: dict[str, Article] = {}
    by_number = [copy for cited in citations(text)[:_MOST_CITED] for copy in corpus.by_doc_number(cited.number)]
    by_name = [document for core in _cores(corpus, text) for document in named.get(core, ())]
    for document in (*corpus.links_from(article), *by_number, *by_name):
        if document.identity != article.identity and not set(document.kinds) & set(kinds):
            found.setdefault(document.identity, document)
    return list(found.values())[:_MOST_CITED]


def _by_name(corpus: Corpus, kinds: tuple[str, ...], entries: list[Article]) -> dict[str, list[Article]]:
    """The site's documents that entries name between 《 》, by that name; chosen by their titles."""
    wanted = {core for article in entries for core in _cores(corpus, corpus.text(article))}
    places = corpus.site.district_names

    def cores(title: str) -> Iterator[str]:
        return (without_place(core, places) for core in title_cores(title))

    found: dict[str, list[Article]] = {}
    with corpus.looking():  # no absence is concluded from these
        titled = corpus.articles(None, _DOCUMENT_KINDS, titled=lambda title: any(core in wanted for core in cores(title)))
        for document in titled if wanted else ():
            for core in cores(document.title):
                if core in wanted and not set(document.kinds) & set(kinds):
                    found.setdefault(core, []).append(document)
    return found


def _cores(corpus: Corpus, text: str) -> list[str]:
    return [without_place(core, corpus.site.district_names) for core in names_in(text)][:_MOST_CITED]
