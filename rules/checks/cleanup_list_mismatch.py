"""清理目录与网站不一致：列入继续有效目录的文件在网站上未见，或者宣布废止、失效的文件页面仍标有效。

依据：年度要点（及时公布清理结果，8月底前实现现行有效行政规范性文件统一查询，未公开的不得作为行政管理依据）；
优化营商环境条例第六十四条；国办发〔2017〕47号（修改、废止、失效须在页面标注）。
判定：以本区公布的清理结果的正文和读到的附件目录为准。目录列为废止、失效而文号一致的页面仍标有效的，每份为有问题；继续有效目录的文件
多数在网站上而有的文号、名称都找不到的，为有问题；多数都找不到的，为待核验（可能在别处统一查询）。列为继续有效而页面标失效的、
列为废止而页面没有标注的、页面标有效而不在目录里的（目录截止日以后制发的除外），为待核验。都一致为合规。
无法判定：目录在没有读到的附件里；规范性文件栏目没有看全。没有目录的不适用（见 missing_cleanup_result）。期限未到的，为未到期。
不涉及：清理得对不对；名称缩写、文号不全的，只作相似提示，不认定未见。
怎么改：补发目录所列文件；按清理结果改页面的有效性标注；目录漏列的补列。
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.dates import find_dates
from crawler.extract.cleanup import Listed, documents_in
from rules.checks._candidate import Fit
from rules.checks._cleanup import items
from rules.checks._columns import searched
from rules.checks._document_index import DocumentIndex, names_of
from rules.checks._normative import columns_of, documents, is_marked_valid, validity_mark
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown

version = 1

_MOST = 2_000
_EXAMPLES = 5
_CUT_OFF = re.compile(r"(?P<day>20\d\d年\d{1,2}月\d{1,2}日)(?:以前|之前|前)?[^。；]{0,6}(?:制发|制定|印发|发布|出台|公布|现行)")


@dataclass(slots=True)
class _Lists:
    """All rows of all lists of the year's clean-up, and what nobody could read."""

    announcement: Article
    rows: list[Listed] = field(default_factory=list)
    cut_off: date | None = None
    unread: str = ""

    def of(self, *groups: str) -> list[Listed]:
        return [row for row in self.rows if row.group in groups]


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("normative_cleanup", "normative", "notices"),
    document_kinds: tuple[str, ...] = ("normative",),
    also_kinds: tuple[str, ...] = ("policy", "business_policy", "livelihood"),
) -> list[Verdict]:
    columns = corpus.columns(duty.unit, kinds)
    lists = _lists(corpus, duty, {column.id for column in columns}, kinds)
    if lists is None or not lists.rows:
        verdicts = [_none(corpus, duty, kinds, lists)]
    else:
        verdicts = _compared(corpus, lists, document_kinds, also_kinds)
    if duty.due and corpus.as_of <= duty.due:
        verdicts = [_waiting(verdict, duty.due) for verdict in verdicts]
    return [replace(verdict, searched=searched(columns)) for verdict in verdicts]


def _waiting(verdict: Verdict, due: date) -> Verdict:
    if verdict.status not in (Status.GAP, Status.SUSPECT):
        return verdict
    reason = f"期限为 {due}，目前未到期；现状：{verdict.reason}"
    return not_due(reason, *verdict.evidence, due=due).about(verdict.object or "")


def _none(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], lists: _Lists | None) -> Verdict:
    if lists is not None and lists.unread:
        shown = of_article(lists.announcement)
        return unknown(f"《{lists.announcement.title}》的目录没有读到（{lists.unread}）", shown).about("normative_cleanup:lists")
    why = None if lists else corpus.unseen(duty.unit, kinds)
    told = not_applicable("未见可以逐件核对的清理目录，另见 missing_cleanup_result")
    return (unknown(why) if why else told).about("normative_cleanup:lists")


# ---- the lists


def _lists(corpus: Corpus, duty: Duty, columns: set[str], kinds: tuple[str, ...]) -> _Lists | None:
    found: _Lists | None = None
    for candidate in items(corpus, duty, columns, (*kinds, "policy", "gazette"), duty.applies_from):
        article = candidate.article
        if candidate.fit is not Fit.MET:
            continue
        whole = contents(corpus, article)
        found = found or _Lists(article)
        if article.state not in ("read", "file"):
            found.unread = found.unread or article.cause or "页面没有读到"
        if rows := _rows(article, whole):
            found.announcement = article
            found.rows += rows
        if file := next(iter(whole.unread), None):
            found.unread = found.unread or f"附件《{file.name}》{file.why_unread}"
        if article.media or article.body_kind == "image":
            found.unread = found.unread or "目录可能在图片里"
        days = [day for told in _CUT_OFF.finditer(whole.body[:20_000]) for day, _, _ in find_dates(told["day"])]
        found.cut_off = min((d for d in (found.cut_off, *days, article.published) if d), default=None)
    if found:
        found.rows = _told_once(found.rows)[:_MOST]
    return found


def _rows(article: Article, whole: Contents) -> list[Listed]:
    rows = documents_in(article.title, whole.body)
    for file in whole.files:
        if file.is_read:
            rows += documents_in(file.name, file.text)
    return [row for row in rows if row.group]


def _told_once(rows: list[Listed]) -> list[Listed]:
    """Each document once; one that stands under two headings is under neither."""
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(_key(row), set()).add(row.group or "")
    kept = {_key(row): row for row in rows if len(groups[_key(row)]) == 1}
    return list(kept.values())


def _key(row: Listed) -> str:
    number = number_key(row.number)
    return row.title if not number or number.startswith("〔") else number


# ---- the site against the lists


def _compared(corpus: Corpus, lists: _Lists, kinds: tuple[str, ...], also: tuple[str, ...]) -> list[Verdict]:
    shown = list(corpus.articles(None, kinds))[-_MOST:]
    index = DocumentIndex(corpus, shown)
    alike = {a.identity for row in lists.rows if (a := index.alike(row.title))}
    verdicts = [
        *_kept(corpus, lists, index, capped=len(shown) == _MOST, kinds=kinds, also=also),
        *_ended(corpus, lists, index),
        *_unlisted(corpus, lists, alike),
    ]
    if not verdicts:
        told = f"清理目录所列 {len(lists.rows)} 件与网站上的文件和标注一致"
        verdicts = [met(told, of_article(lists.announcement)).about("normative_cleanup:lists")]
    return verdicts


def _kept(
    corpus: Corpus, lists: _Lists, index: DocumentIndex, *, capped: bool, kinds: tuple[str, ...], also: tuple[str, ...]
) -> list[Verdict]:
    missing: list[Listed] = []
    found = 0
    verdicts = []
    for row in lists.of("kept"):
        copies = index.numbered(row.number)
        if copies or index.named(row.title) or index.alike(row.title):
            found += 1
        elif (number := number_key(row.number)) and not number.startswith("〔"):
            missing.append(row)
        marked = [a for a in copies if validity_mark(a)]
        if copies and len(marked) == len(copies) and not any(is_marked_valid(a) or "部分" in validity_mark(a) for a in marked):
            verdicts.append(_marked_ended(lists, row, marked[0]))
    if missing:
        # Only now are the departments' other columns asked: the number may not be printed where the document stands.
        elsewhere = DocumentIndex(corpus, list(corpus.articles(None, also))[-_MOST:])
        lost = [row for row in missing if not elsewhere.named(row.title) and not elsewhere.alike(row.title)]
        found += len(missing) - len(lost)
        missing = lost
    if missing:
        verdicts.insert(0, _missing(corpus, lists, missing, found, doubtful=capped or found < len(missing), kinds=kinds))
    return verdicts


def _missing(
    corpus: Corpus, lists: _Lists, missing: list[Listed], found: int, *, doubtful: bool, kinds: tuple[str, ...]
) -> Verdict:
    named = "、".join(f"《{row.title}》（{row.number}）" for row in missing[:_EXAMPLES]) + ("等" if len(missing) > _EXAMPLES else "")
    reason = f"继续有效目录中有 {len(missing)} 件在网站上未见：{named}"
    shown = of_article(lists.announcement, missing[0].quote)
    if why := corpus.unseen("", kinds):
        return unknown(f"{reason}；但{why}", shown).about("normative_cleanup:kept")
    advice = "在规范性文件栏目补发这些文件，标明有效性。"
    if doubtful:
        return suspect(
            f"{reason}；目录中在网站上找到的只有 {found} 件", shown, lean=Status.GAP, defect=Defect.ABSENT,
            question="这些文件是否在其他网站或查询系统统一公布？", advice=advice,
        ).about("normative_cleanup:kept")  # fmt: skip
    return gap(reason, shown, advice=advice).about("normative_cleanup:kept")


def _marked_ended(lists: _Lists, row: Listed, article: Article) -> Verdict:
    return suspect(
        f"《{article.title}》列入继续有效目录，页面却标“{validity_mark(article)}”", of_article(article), of_article(lists.announcement, row.quote),
        lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件清理之后是否又被废止？", advice="核对后统一目录和页面标注。",
    ).about(article.identity)  # fmt: skip


def _ended(corpus: Corpus, lists: _Lists, index: DocumentIndex) -> list[Verdict]:
    verdicts: list[Verdict] = []
    bare: list[Article] = []
    for row in lists.of("ended"):
        by_number = index.numbered(row.number)
        for article in by_number or index.named(row.title):
            if article.identity == lists.announcement.identity or _came_after(article, lists):
                continue
            if is_marked_valid(article):
                verdicts.append(_still_valid(lists, row, article, certain=bool(by_number)))
            elif article.state == "read" and not validity_mark(article, corpus.text(article)) and not article.media:
                bare.append(article)
    if bare:
        verdicts.append(suspect(
            f"清理结果宣布废止、失效的文件中有 {len(bare)} 份页面没有标注：{_named(bare)}", *(of_article(a) for a in bare[:_EXAMPLES]),
            lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="这些页面是否已用其他方式标明失效、废止？",
            advice="在页面标明“失效”“废止”，或撤下文件。",
        ).about("normative_cleanup:ended"))  # fmt: skip
    return verdicts


def _still_valid(lists: _Lists, row: Listed, article: Article, *, certain: bool) -> Verdict:
    evidence: tuple[Evidence, ...] = (of_article(article), of_article(lists.announcement, row.quote))
    reason = f"《{article.title}》已由《{lists.announcement.title}》列入废止、失效目录，页面仍标“{validity_mark(article)}”"
    advice = "把页面上的有效性改为“失效”或“废止”。"
    if certain:
        return gap(reason, *evidence, defect=Defect.WRONG_VALIDITY, advice=advice).about(article.identity)
    return suspect(
        f"{reason}；目录与页面只是名称相同", *evidence, lean=Status.GAP, defect=Defect.WRONG_VALIDITY,
        question="目录所列的是否就是这份文件？", advice=advice,
    ).about(article.identity)  # fmt: skip


def _came_after(article: Article, lists: _Lists) -> bool:
    """Whether the page is newer than the clean-up: the document may have been issued again."""
    announced = lists.announcement.published
    return announced is None or article.published is None or article.published > announced


def _unlisted(corpus: Corpus, lists: _Lists, alike: set[str]) -> list[Verdict]:
    """Documents marked valid that no list names, though they were issued before the lists close."""
    if lists.unread:
        told = f"清理目录没有读全（{lists.unread}），不能核对有没有漏列"
        return [unknown(told, of_article(lists.announcement)).about("normative_cleanup:unlisted")]
    if not lists.of("kept"):
        return []
    known = {_key(row) for row in lists.rows}
    listed = {name for row in lists.rows for name in names_of(row.title)}
    columns = columns_of(corpus, "", ("normative",), "portal")
    extra = []
    for article in documents(corpus, columns, ("normative",))[-_MOST:]:
        day = article.written or article.published
        if not is_marked_valid(article) or day is None or lists.cut_off is None or day > lists.cut_off:
            continue
        if article.identity in alike:
            continue  # the list may name it in other words
        if number_key(article.doc_number) not in known and not listed & names_of(article.title):
            extra.append(article)
    if not extra:
        return []
    return [suspect(
        f"有 {len(extra)} 份页面标有效的文件不在清理目录里：{_named(extra)}", *(of_article(a) for a in extra[:_EXAMPLES]),
        of_article(lists.announcement), lean=Status.GAP, defect=Defect.WRONG_VALIDITY,
        question="这些文件是漏列，还是已按“未列入的一律废止”失去效力？", advice="补列目录，或改正页面的有效性标注。",
    ).about("normative_cleanup:unlisted")]  # fmt: skip


def _named(articles: list[Article]) -> str:
    return "、".join(f"《{a.title}》" for a in articles[:_EXAMPLES]) + ("等" if len(articles) > _EXAMPLES else "")
