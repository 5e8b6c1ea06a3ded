"""以未公开的文件作依据：公告、处罚、许可、指南引用了本区文件的文号作依据，而网站上没有这份文件，清理目录里也没有。

依据：优化营商环境条例第六十四条（没有公布的行政规范性文件，不得作为行政管理依据）；年度要点“未公开的不得作为行政管理依据”。
判定：看本年度的公告、处罚、许可和现有的公开指南。引用的文号在网站上找得到，或在清理目录里、名称相同或相似的，为合规；都找不到的，为待核验，每份被引用的文件只提一次。
只看本区规范性文件使用的机关代字（规范性文件栏目里至少两份、绝大多数由本区单位制发的），上级的、党委的、批复函件的文号一律不看。
无法判定：规范性文件栏目没有看全，不能说网站上没有。没有引用本区文号的，不适用。
不涉及：被引用的文件是不是规范性文件、该不该公开（由人确认）；只写名称不写文号的。
怎么改：补发被引用的文件；已经废止的，改按现行文件办理。
"""

from collections import Counter
from dataclasses import dataclass, replace

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.citations import Citation, citations, code_of
from crawler.extract.cleanup import documents_in
from rules.checks._columns import searched
from rules.checks._document_index import DocumentIndex
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.texts import is_upper

version = 2

_MOST = 2_000
_MOST_TOLD = 20
_ENOUGH = 2  # documents that bear a code before it is believed to be the district's
_BELOW = 80  # of a hundred that bear the code are the district's


@dataclass(frozen=True, slots=True)
class _Cited:
    article: Article
    citation: Citation


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("notices", "penalty", "license", "enforcement"),
    standing_kinds: tuple[str, ...] = ("guide",),
    document_kinds: tuple[str, ...] = ("normative",),
) -> list[Verdict]:
    columns = corpus.columns("", document_kinds)
    shown = list(corpus.articles(None, document_kinds, newest=_MOST))
    asked = [*corpus.articles(None, standing_kinds), *corpus.articles(None, kinds, duty.applies_from)][-_MOST:]
    cited = _cited(corpus, asked, _own_codes(corpus, shown))
    verdicts = _judged(corpus, cited, DocumentIndex(corpus, shown), document_kinds)
    return [replace(verdict, searched=searched(columns)) for verdict in verdicts]


def _own_codes(corpus: Corpus, shown: list[Article]) -> frozenset[str]:
    """The issuers' codes of the district's own normative documents."""
    borne: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    places = corpus.site.district_names
    for article in shown:
        code = code_of(number_key(article.doc_number))
        if code:
            borne[code] += 1
            ours[code] += _is_ours(article, places) and not is_upper(article.title, places)
    return frozenset(code for code, n in borne.items() if ours[code] >= _ENOUGH and 100 * ours[code] >= _BELOW * n)


def _is_ours(article: Article, places: tuple[str, ...]) -> bool:
    """Whether the district issued it: a unit does so by its own word, or title, issuer or source begin with the district's name."""
    if article.unit and article.says_whose:
        return True
    return any(words.startswith(place) for words in (article.title, article.issuer, article.source) for place in places)


def _cited(corpus: Corpus, asked: list[Article], codes: frozenset[str]) -> dict[str, _Cited]:
    """Each of the district's documents that is cited as a basis, where it was cited last."""
    found: dict[str, _Cited] = {}
    for article in asked if codes else ():
        own = number_key(article.doc_number)
        for citation in citations(corpus.text(article)):
            if citation.is_basis and code_of(citation.key) in codes and citation.key != own:
                found[citation.key] = _Cited(article, citation)
    return found


def _judged(corpus: Corpus, cited: dict[str, _Cited], index: DocumentIndex, kinds: tuple[str, ...]) -> list[Verdict]:
    if not cited:
        return [not_applicable("本期未见触发事项：公告、处罚、指南等没有引用本区规范性文件的文号").about("normative:basis")]
    listed = _listed(corpus)
    lost = [one for key, one in cited.items() if key not in listed and not _shown(index, one.citation)]
    if not lost:
        last = next(reversed(cited.values()))
        told = f"公告、处罚、指南等引用的 {len(cited)} 份本区文件都能在网站上或清理目录里找到"
        return [met(told, of_article(last.article, last.citation.quote)).about("normative:basis")]
    if why := corpus.unseen("", kinds):
        one = lost[0]
        told = f"《{one.article.title}》引用的{one.citation.number}在网站上未见，但{why}"
        return [unknown(told, of_article(one.article, one.citation.quote)).about("normative:basis")]
    return [_doubt(one) for one in lost[-_MOST_TOLD:]]


def _doubt(one: _Cited) -> Verdict:
    name = f"《{one.citation.title}》（{one.citation.number}）" if one.citation.title else one.citation.number
    return suspect(
        f"《{one.article.title}》以{name}为依据，网站上和清理目录里都未见这份文件", of_article(one.article, one.citation.quote),
        lean=Status.GAP, defect=Defect.ABSENT, question=f"{name}是否规范性文件，在哪里公布？",
        advice="补发被引用的文件；已经废止的，改按现行文件办理。",
    ).about(f"number:{one.citation.key}")  # fmt: skip


def _shown(index: DocumentIndex, citation: Citation) -> bool:
    if index.numbered(citation.number):
        return True
    return bool(citation.title and (index.named(citation.title) or index.alike(citation.title)))


def _listed(corpus: Corpus) -> frozenset[str]:
    """The numbers in every list of a clean-up, of whatever year and state: what was listed was published."""
    found: set[str] = set()
    for article in corpus.articles(None, ("normative_cleanup",), newest=_MOST):
        whole = contents(corpus, article)
        texts = [(article.title, whole.body), *((file.name, file.text) for file in whole.files if file.is_read)]
        found.update(number_key(row.number) for title, text in texts for row in documents_in(title, text) if row.number)
    return frozenset(found)
