"""清理目录与网站不一致：列入继续有效目录的文件在网站上未见，或者宣布废止、失效的文件页面仍标有效。

依据：年度要点（及时公布清理结果，8月底前实现现行有效行政规范性文件统一查询，未公开的不得作为行政管理依据）；
优化营商环境条例第六十四条；国办发〔2017〕47号（修改、废止、失效须在页面标注）。
判定：以本区公布的清理结果的正文和读到的附件目录为准。目录列为废止、失效而文号一致的页面仍标有效的，每份为有问题；继续有效目录的文件
多数在网站上而有的文号、名称都找不到的，为有问题；多数都找不到的，为待核验（可能在别处统一查询）。列为继续有效而页面标失效的、
列为废止而页面没有标注的、页面标有效而不在目录里的（目录截止日以后制发的除外），为待核验。从将来某日起废止的，尚未废止。都一致为合规。
目录注明涉密、不公开的，党委或党政联合文号的，在别的栏目、附件里有同名文件的，公告写明另有查询平台的；目录只是拟废止、部分废止的，
标题已写明废止的，后来又有恢复、更正的，文号一致而所写名称是另一文件的，为待核验，不认定。
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
from rules.checks._document_index import DocumentIndex, names_of, one_slip
from rules.checks._normative import cites, columns_of, documents, ended_in_title, is_marked_valid, validity_mark
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import everywhere
from rules.texts import squeezed, title_cores, without_place

version = 2

_MOST = 2_000
_SHORTEST = 6  # a name shorter than this is not looked for in running text
_SLIP = 4  # the same of a name that may be mistyped
_EXAMPLES = 5
_CUT_OFF = re.compile(r"(?P<day>20\d\d年\d{1,2}月\d{1,2}日)(?:以前|之前|前)?[^。；]{0,6}(?:制发|制定|印发|发布|出台|公布|现行)")
# What a row says of a document that is not for everybody, or is not the government's alone.
_NOT_OPEN = re.compile(r"涉密|秘密|密级|机密|不(?:予|宜)?公开|依申请公开|内部|不对外|未公开|免于公开")
_PARTY = re.compile(r"委(?:办|厅)?(?:发|规|字|通|函|文|办)?(?=〔|$)|党")
_PART_ONLY = re.compile(r"部分|第[\d一二三四五六七八九十百]{1,4}[条章款项]|条款|附件")
_PLANNED = re.compile(r"拟(?:予以|宣布|决定)?(?:废止|失效|修改)|建议废止")
_FROM_DAY = re.compile(
    r"(?P<day>20\d\d\s?[年.\-/]\s?\d{1,2}\s?[月.\-/]?(?:\s?\d{1,2}\s?日?)?)(?:起|以后|之后|后)[^。；;\n]{0,60}(?:废止|失效|停止)"
)
_MONTH = re.compile(r"(?P<y>20\d\d)\s?年\s?(?P<m>1[0-2]|0?[1-9])\s?月")
_ASKED_ELSEWHERE = re.compile(r"(?:登[录陆]|通过|在|可|到)[^。；;\n]{0,40}(?:平台|系统|数据库|文件库|规章库)[^。；;\n]{0,16}(?:查询|查阅|检索|下载)|统一查询")
_RESTORING = re.compile(r"恢复|更正|勘误|撤销|撤回|暂缓|暂不|不予?废止|继续(?:有效|执行|施行|实施|适用)|重新(?:公布|发布|印发|施行|实施)|纠正|延长|修正")


@dataclass(slots=True)
class _Lists:
    """All rows of all lists of the year's clean-up, and what nobody could read."""

    announcement: Article
    rows: list[Listed] = field(default_factory=list)
    cut_off: date | None = None
    unread: str = ""
    ahead: bool = False  # the announcement ends documents from a day to come
    asked_elsewhere: bool = False  # it names a place where the documents can be asked for

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
        found.ahead = found.ahead or any(
            day > corpus.as_of
            for words in (whole.body, *(file.text for file in whole.files if file.is_read))
            for told in _FROM_DAY.finditer(words)
            if "\t" not in told.group()  # that of one row is asked with its row
            for day in _days(told["day"])
        )
        found.asked_elsewhere = found.asked_elsewhere or bool(_ASKED_ELSEWHERE.search(whole.body))
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
    shown = list(corpus.articles(None, kinds, newest=_MOST))
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
    closed: list[Listed] = []
    found = 0
    verdicts = []
    for row in lists.of("kept"):
        copies = index.numbered(row.number)
        if copies or index.named(row.title) or index.alike(row.title):
            found += 1
        elif _NOT_OPEN.search(row.quote) or _PARTY.search(number_key(row.number)) or "中共" in row.title:
            closed.append(row)
        elif (number := number_key(row.number)) and not number.startswith("〔"):
            missing.append(row)
        marked = [a for a in copies if validity_mark(a)]
        if copies and len(marked) == len(copies) and not any(is_marked_valid(a) or "部分" in validity_mark(a) for a in marked):
            verdicts.append(_marked_ended(lists, row, marked[0]))
    if missing:
        # Only now are the departments' other columns asked: the number may not be printed where the document stands.
        elsewhere = DocumentIndex(corpus, list(corpus.articles(None, also, newest=_MOST)))
        lost = [row for row in missing if not elsewhere.named(row.title) and not elsewhere.alike(row.title)]
        lost = _nowhere(corpus, lists, lost) if lost else lost
        found += len(missing) - len(lost)
        missing = lost
    if missing:
        doubtful = capped or found < len(missing) or lists.asked_elsewhere
        verdicts.insert(0, _missing(corpus, lists, missing, found, doubtful=doubtful, kinds=kinds))
    if closed:
        named = "、".join(f"《{row.title}》（{row.number}）" for row in closed[:_EXAMPLES])
        verdicts.append(suspect(
            f"继续有效目录中有 {len(closed)} 件在网站上未见，但目录注明不公开，或是党委、党政联合文号：{named}",
            of_article(lists.announcement, closed[0].quote), lean=Status.MET, defect=Defect.ABSENT,
            question="这些文件是否依法不予公开，或由党委系统公开？", advice="在目录中注明不公开的依据。",
        ).about("normative_cleanup:closed"))  # fmt: skip
    return verdicts


def _nowhere(corpus: Corpus, lists: _Lists, rows: list[Listed]) -> list[Listed]:
    """Those whose name stands in no title and no file's name of any column, nor one that differs by a character."""
    words = [
        (squeezed(told), title_cores(told))
        for article in everywhere(corpus, None)
        if article.identity != lists.announcement.identity
        for told in (article.title, *(attachment.name for attachment in article.attachments))
    ]
    places = corpus.site.district_names
    left = []
    for row in rows:
        cores = [core for name in title_cores(row.title) if len(core := without_place(name, places)) >= _SHORTEST]
        if any(core in told for core in cores for told, _ in words):
            continue
        names = {without_place(name, places) for name in title_cores(row.title)}
        if not any(one_slip(a, without_place(b, places), _SLIP) for a in names for _, theirs in words for b in theirs):
            left.append(row)
    return left


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
    restoring = list(corpus.articles(None, (), titled=_RESTORING.search))
    for row in lists.of("ended"):
        if lists.ahead or any(day > corpus.as_of for day in _days(row.quote)):
            continue
        by_number = index.numbered(row.number)
        for article in by_number or index.named(row.title):
            if article.identity == lists.announcement.identity or _came_after(article, lists):
                continue
            if is_marked_valid(article):
                doubt = _not_certain(corpus, lists, row, article, index, restoring) if by_number else "目录与页面只是名称相同"
                verdicts.append(_still_valid(lists, row, article, doubt))
            elif article.state == "read" and not validity_mark(article, corpus.text(article)) and not article.media:
                bare.append(article)
    if bare:
        verdicts.append(suspect(
            f"清理结果宣布废止、失效的文件中有 {len(bare)} 份页面没有标注：{_named(bare)}", *(of_article(a) for a in bare[:_EXAMPLES]),
            lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="这些页面是否已用其他方式标明失效、废止？",
            advice="在页面标明“失效”“废止”，或撤下文件。",
        ).about("normative_cleanup:ended"))  # fmt: skip
    return verdicts


def _not_certain(
    corpus: Corpus, lists: _Lists, row: Listed, article: Article, index: DocumentIndex, restoring: list[Article]
) -> str:
    """Why a document whose number stands in a list of the ended may be in force, or be marked all the same; ''."""
    if ended := ended_in_title(article):
        return f"但标题已写明“{ended}”"
    if _PLANNED.search(row.quote):
        return "但目录写的是拟废止"
    if _PART_ONLY.search(row.quote) and not _PART_ONLY.search(row.title):
        return "但废止的可能只是一部分"
    if not names_of(row.title) & names_of(article.title):
        other = next((a for a in index.named(row.title) if a.identity != article.identity and a.doc_number), None)
        if other:
            return f"但目录所写的名称是《{other.title}》的"
    names = [name for name in names_of(article.title) if len(name) >= _SHORTEST]
    number, announced = number_key(article.doc_number), lists.announcement.published
    for other in restoring:
        if other.identity in (article.identity, lists.announcement.identity):
            continue
        if announced and other.published and other.published < announced:
            continue
        text = f"{other.title}\n{corpus.text(other)}"
        if cites(text, number) or any(name in squeezed(text) for name in names):
            return f"但《{other.title}》可能恢复了它的效力或更正了目录"
    return ""


def _days(words: str) -> list[date]:
    """The days named; a month without a day counts from its first."""
    if days := [day for day, _, _ in find_dates(words)]:
        return days
    return [date(int(month["y"]), int(month["m"]), 1) for month in _MONTH.finditer(words)]


def _still_valid(lists: _Lists, row: Listed, article: Article, doubt: str) -> Verdict:
    evidence: tuple[Evidence, ...] = (of_article(article), of_article(lists.announcement, row.quote))
    reason = f"《{article.title}》已由《{lists.announcement.title}》列入废止、失效目录，页面仍标“{validity_mark(article)}”"
    advice = "把页面上的有效性改为“失效”或“废止”。"
    if not doubt:
        return gap(reason, *evidence, defect=Defect.WRONG_VALIDITY, advice=advice).about(article.identity)
    return suspect(
        f"{reason}；{doubt}", *evidence, lean=Status.GAP, defect=Defect.WRONG_VALIDITY,
        question="目录所列的是否就是这份文件，它现在是否有效？", advice=advice,
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
