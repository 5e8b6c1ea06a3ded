"""有效性标注有误：页面标“有效”，文件自身的有效期已满，或后来的文件已宣布它废止。

依据：国办发〔2017〕47号（修改、废止、失效须在页面标注）；政府信息公开条例第二十条第一项；年度要点所列各行。
判定：标“有效”而按“施行日期＋有效期”已经届满（届满当日仍算有效），为有问题；标“有效”而同站后来的文件写明它同时废止（文号一致，或名称与
发文机关都一致），为有问题。标注与正文没有矛盾，或已标失效、废止，为合规。每份有标注的文件各判一次。
无法判定：正文没有读到，或只有附件、图片；有效期有起点不明的；名称相同而文号、机关对不上，或另有延长、继续有效的文件的，请人确认。
不涉及：没有标注的文件（见 missing_validity_label）；依据的上位文件是否失效。
怎么改：把页面标注改为“失效”或“废止”；需要继续执行的，按程序评估后重新公布。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.extract.cleanup import group_of
from crawler.extract.normative import Normative, Reference, core_titles, is_draft, read_normative
from rules.checks._columns import searched
from rules.checks._normative import Scope, columns_of, documents, is_marked_valid, validity_mark
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 1

_ADVICE = "把页面上的有效性改为“失效”或“废止”；需要继续执行的，按程序评估后重新公布。"
_PROLONGING = re.compile(r"延长|延期|顺延|继续有效|继续执行|清理结果|现行有效")


@dataclass(frozen=True, slots=True)
class _Later:
    """A document that may have ended or prolonged others."""

    article: Article
    reading: Normative
    text: str

    @property
    def day(self) -> date | None:
        return self.article.written or self.article.published


@dataclass(frozen=True, slots=True)
class _Repeal:
    later: _Later
    reference: Reference
    certain: bool


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("normative",),
    scope: Scope = "portal",
    repeal_kinds: tuple[str, ...] = ("normative", "normative_cleanup", "policy"),
) -> list[Verdict]:
    columns = columns_of(corpus, duty.unit, kinds, scope)
    found = documents(corpus, columns, kinds)
    marked = [a for a in found if validity_mark(a)]
    looked = searched(columns)
    if not marked:
        why = corpus.unseen("" if scope == "portal" else duty.unit, kinds)
        none = unknown(why) if why else not_applicable("本期未见触发事项：没有标注有效性的规范性文件")
        return [replace(none, searched=looked)]
    later = [read for article in corpus.articles(None, repeal_kinds) if (read := _read(corpus, article))]
    return [replace(_one(corpus, article, found, later).about(article.identity), searched=looked) for article in marked]


def _read(corpus: Corpus, article: Article) -> _Later | None:
    if article.state != "read" or is_draft(article.title):
        return None
    text = corpus.text(article)
    return _Later(article, read_normative(article.title, text, article.published, article.written), text)


def _one(corpus: Corpus, article: Article, all_documents: list[Article], later: list[_Later]) -> Verdict:
    mark = validity_mark(article)
    if not is_marked_valid(article):
        return met(f"页面标注为“{mark}”", of_article(article))
    repeal = next(iter(sorted(_repeals(corpus, article, all_documents, later), key=lambda r: not r.certain)), None)
    if repeal and repeal.certain:
        return _repealed(article, mark, repeal)
    said = next((x.reading for x in later if x.article.identity == article.identity), None)
    ended = _ended(corpus, article, mark, said, later) if said else None
    if ended and ended.status is Status.GAP:
        return ended
    if repeal:
        return _perhaps_repealed(article, mark, repeal)
    if ended:
        return ended
    return _unreadable(article, mark, said) or met(
        _in_force(mark, said), of_article(article, said.term_quote if said else "")
    )


# ---- its own term


def _ended(corpus: Corpus, article: Article, mark: str, said: Normative, later: list[_Later]) -> Verdict | None:
    """What follows when the stated term ended before the day judged; the last day itself still counts as valid."""
    if not said.ends_earliest or not said.ends_latest or corpus.as_of <= said.ends_earliest:
        return None
    evidence = of_article(article, said.term_quote)
    reason = f"页面标“{mark}”，但正文写明“{said.term_quote}”，有效期至 {said.ends_latest}，截至 {corpus.as_of} 已届满"
    if corpus.as_of <= said.ends_latest:
        return suspect(
            f"页面标“{mark}”，正文的有效期起点可能是成文日或发布日，最早 {said.ends_earliest} 届满、最晚 {said.ends_latest} 届满", evidence,
            lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件从哪一天起施行？", advice=_ADVICE,
        )  # fmt: skip
    if other := _prolonged_by(article, said.ends_latest, later):
        return suspect(
            f"{reason}；但《{other.article.title}》提到该文件", evidence, of_article(other.article),
            lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件是否已延长有效期或宣布继续有效？", advice=_ADVICE,
        )  # fmt: skip
    return gap(reason, evidence, defect=Defect.WRONG_VALIDITY, advice=_ADVICE)


def _prolonged_by(article: Article, ended: date, later: list[_Later]) -> _Later | None:
    """A notice of prolongation or a clean-up result that names the document; whether it keeps it, a person says."""
    names = [name for name in core_titles(article.title) if len(name) >= 6]
    for other in later:
        if other.article.identity == article.identity or not _PROLONGING.search(other.article.title):
            continue
        plain = re.sub(r"[\s《》〈〉<>“”\"，,。、：:（）()\[\]【】]", "", other.text + other.article.title)
        number = number_key(article.doc_number)
        if group_of(other.text, (*names, number)) == "ended":
            continue
        if (number and number in _numbers(other.text)) or any(name in plain for name in names):
            return other
    return None


def _numbers(text: str) -> frozenset[str]:
    found = re.findall(
        r"[\u4e00-\u9fa5]{1,12}\s?[〔\[［【（(]\s?(?:19|20)\d{2}\s?[〕\]］】）)]\s?第?\s?\d{1,5}\s?号", text[:200_000]
    )
    return frozenset(number_key(number) for number in found)


def _in_force(mark: str, said: Normative | None) -> str:
    if said and said.ends_latest:
        return f"页面标“{mark}”，正文的有效期至 {said.ends_latest}，未见废止"
    return f"页面标“{mark}”，正文未写有效期，未见后来的文件将其废止"


def _unreadable(article: Article, mark: str, said: Normative | None) -> Verdict | None:
    if said is None:
        return unknown(f"页面标“{mark}”，但正文没有读到（{article.cause or '未读取'}），未能核对", of_article(article))
    if said.term_unsure:
        return unknown(f"页面标“{mark}”，正文写了有效期，但读不出从哪一天起算", of_article(article, said.term_quote))
    if article.body_kind in ("file", "image", "video", "empty"):
        return unknown(f"页面标“{mark}”，正文是附件或图片，未能核对有效期", of_article(article))
    return None


# ---- what others say of it


def _repealed(article: Article, mark: str, repeal: _Repeal) -> Verdict:
    by = repeal.later.article
    return gap(
        f"页面标“{mark}”，但《{by.title}》（{repeal.later.day or '日期不详'}）写明“{repeal.reference.quote}”",
        of_article(article),
        of_article(by, repeal.reference.quote),
        defect=Defect.WRONG_VALIDITY,
        advice=_ADVICE,
    )


def _perhaps_repealed(article: Article, mark: str, repeal: _Repeal) -> Verdict:
    by = repeal.later.article
    return suspect(
        f"页面标“{mark}”，《{by.title}》废止了同名文件，但文号、发文机关或日期不足以确认是同一份",
        of_article(article),
        of_article(by, repeal.reference.quote),
        lean=Status.GAP,
        defect=Defect.WRONG_VALIDITY,
        question=f"《{by.title}》废止的是否就是这份文件？",
        advice=_ADVICE,
    )


def _repeals(corpus: Corpus, article: Article, all_documents: list[Article], later: list[_Later]) -> Iterator[_Repeal]:
    number, names = number_key(article.doc_number), core_titles(article.title)
    for other in later:
        if other.article.identity == article.identity:
            continue
        if other.reading.effective and other.reading.effective > corpus.as_of:
            continue  # the repeal is not yet in force
        for reference in other.reading.repeals:
            named = _bare_number(reference.doc_number)
            if named and number:
                if named == number:
                    yield _Repeal(other, reference, certain=True)
            elif reference.title and names & core_titles(reference.title) and _came_later(article, other):
                yield _Repeal(
                    other, reference, _same_issuer(article, other) and _only(names, article, other, all_documents)
                )


def _bare_number(number: str) -> str:
    return number_key(re.sub(r"^(?:原|对|将|和|及|与)", "", number))


def _came_later(article: Article, other: _Later) -> bool:
    """Whether the other came later, as far as dates tell: an older document cannot end a newer one."""
    day = article.written or article.published
    return day is None or other.day is None or other.day > day


def _same_issuer(article: Article, other: _Later) -> bool:
    if not (article.written or article.published) or other.day is None:
        return False
    if article.unit and article.unit == other.article.unit and article.attribution != "column":
        return True
    issuer = article.issuer or article.source
    return bool(issuer) and issuer == (other.article.issuer or other.article.source)


def _only(names: frozenset[str], article: Article, other: _Later, all_documents: list[Article]) -> bool:
    """Whether no third document answers to the same name."""
    ids = (article.identity, other.article.identity)
    return not any(names & core_titles(a.title) for a in all_documents if a.identity not in ids)
