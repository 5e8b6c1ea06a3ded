"""有效性标注有误：页面标“有效”，文件自身的有效期已满，或后来的文件已宣布它废止。

依据：国办发〔2017〕47号（修改、废止、失效须在页面标注）；政府信息公开条例第二十条第一项；年度要点所列各行。
判定：标“有效”而按“施行日期＋有效期”已经届满（届满当日仍算有效），为有问题；标“有效”而同站后来的文件写明它全文废止（文号一致），
为有问题。标注与正文没有矛盾，或已标失效、废止，为合规。每份有标注的文件各判一次。
无法判定：正文没有读到，或只有附件、图片；有效期有起点不明的；名称相同而文号没有对上、废止的不是全文的，写的是试行或
实施期限、期满另有安排的，另有延长、保留、修改、继续有效的文件（或其目录没有读到）的，
标题已写明废止的，文号一致而所写名称是另一文件的，废止它的文件自己已失效或后来又有恢复、更正的，请人确认。拟废止的、从将来某日起废止的，不算已废止。
不涉及：没有标注的文件（见 missing_validity_label）；依据的上位文件是否失效。
怎么改：把页面标注改为“失效”或“废止”；需要继续执行的，按程序评估后重新公布。
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.archive.seen import number_key
from crawler.dates import find_dates
from crawler.extract.cleanup import group_of
from crawler.extract.normative import Normative, Reference, core_titles, is_draft, read_normative
from rules.checks._columns import searched
from rules.checks._normative import Scope, cites, columns_of, documents, ended_in_title, is_marked_valid, validity_mark
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 3

_ADVICE = "把页面上的有效性改为“失效”或“废止”；需要继续执行的，按程序评估后重新公布。"
_PROLONGING = re.compile(
    r"延长|延期|顺延|延续|继续(?:有效|执行|施行|实施|适用)|保留|修改|修订|修正|清理|现行.{0,10}文件|重新(?:公布|发布|印发)|规范性文件.{0,8}目录"
)
_GOES_ON = re.compile(
    r"(?:届|期)满.{0,30}(?:继续|延续|延长|自动|顺延|沿用)|(?:继续|延续|顺延).{0,10}(?:执行|施行|有效|至)"
    r"|新(?:的)?(?:规定|办法|政策|文件|标准)[^。；;\n]{0,10}(?:出台|公布|颁布|施行|实施|发布)(?:之)?前[^。；;\n]{0,20}(?:仍|继续|按|沿用|适用)"
)
_VALIDITY_TERM = re.compile(r"有效期|有效\s*[\d一二两三四五六七八九十]")
_NOTE = re.compile(r"有效期[^。；;\n]{0,20}(?:延长|顺延|延续|续期)|(?:延长|顺延|延续)[^。；;\n]{0,20}有效期")
_RESTORING = re.compile(
    r"恢复|更正|勘误|撤销|撤回|收回|暂缓|暂不|不予?废止|继续(?:有效|执行|施行|实施|适用)|重新(?:公布|发布|印发|施行|实施)|修正|纠正"
)
_FROM_DATE = re.compile(r"(?P<day>20\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)(?:起|以后|之后|后)[^。；;\n]{0,80}(?:废止|失效|停止)")
_MONTH = re.compile(r"(?P<y>20\d\d)\s?年\s?(?P<m>1[0-2]|0?[1-9])\s?月")
_FROM_DAY = re.compile(r"(?:自|从|于)(?P<day>[^，,。；;自从于]{4,18}日)起?[^，,。；;]{0,4}(?:予以)?(?:废止|失效|停止)")
_REVIVAL_DAYS = 183
_ENDS = re.compile(r"废\s*止|停\s*止|失\s*效|不\s*再")  # without one of these nothing ends another document


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
    marked = [a for a in documents(corpus, columns, kinds) if validity_mark(a)]
    looked = searched(columns)
    if not marked:
        why = corpus.unseen("" if scope == "portal" else duty.unit, kinds)
        none = unknown(why) if why else not_applicable("本期未见触发事项：没有标注有效性的规范性文件")
        return [replace(none, searched=looked)]
    later = corpus.looked_once(("repealing", repeal_kinds), lambda: _ending(corpus, repeal_kinds))
    # A notice of prolongation may stand in any column.
    prolonging = list(corpus.articles(None, (), titled=_may_prolong))
    return [replace(_titled(corpus, a, later, prolonging), searched=looked) for a in marked]


def _titled(corpus: Corpus, article: Article, later: "_Ending", prolonging: list[Article]) -> Verdict:
    """A report lists these reasons document by document: each begins with the name of its document."""
    verdict = _one(corpus, article, later, prolonging)
    return replace(verdict.about(article.identity), reason=f"《{article.title}》{verdict.reason}")


def _read(corpus: Corpus, article: Article) -> _Later | None:
    if article.state != "read" or is_draft(article.title):
        return None
    text = corpus.text(article)
    return _Later(article, read_normative(article.title, text, article.published, article.written), text)


def _one(corpus: Corpus, article: Article, later: "_Ending", prolonging: list[Article]) -> Verdict:
    mark = validity_mark(article)
    if not is_marked_valid(article):
        return met(f"页面标注为“{mark}”", of_article(article))
    repeal = next(iter(sorted(_repeals(corpus, article, later), key=lambda r: not r.certain)), None)
    if repeal and repeal.certain:
        return _repealed(corpus, article, mark, repeal, prolonging)
    read = _read(corpus, article)
    said = read.reading if read else None
    ended = _ended(corpus, article, mark, said, prolonging) if said else None
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


def _ended(corpus: Corpus, article: Article, mark: str, said: Normative, prolonging: list[Article]) -> Verdict | None:
    """What follows when the stated term ended before the day judged; the last day itself still counts as valid."""
    if not said.ends_earliest or not said.ends_latest or corpus.as_of <= said.ends_earliest:
        return None
    marked_until = max((day for day, _, _ in find_dates(mark)), default=None)
    if marked_until and marked_until >= corpus.as_of:
        return met(f"页面标“{mark}”，标注的有效期未满", of_article(article, said.term_quote))
    evidence = of_article(article, said.term_quote)
    reason = f"页面标“{mark}”，但正文写明“{said.term_quote}”，有效期至 {said.ends_latest}，截至 {corpus.as_of} 已届满"
    if corpus.as_of <= said.ends_latest:
        return suspect(
            f"页面标“{mark}”，正文的有效期起点可能是成文日或发布日，最早 {said.ends_earliest} 届满、最晚 {said.ends_latest} 届满", evidence,
            lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件从哪一天起施行？", advice=_ADVICE,
        )  # fmt: skip
    doubt, other = _doubt(corpus, article, said, prolonging)
    if doubt:
        return suspect(
            f"{reason}；但{doubt}", evidence, *((of_article(other),) if other else ()),
            lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件是否已延长有效期或继续有效？", advice=_ADVICE,
        )  # fmt: skip
    return gap(reason, evidence, defect=Defect.WRONG_VALIDITY, advice=_ADVICE)


def _doubt(corpus: Corpus, article: Article, said: Normative, prolonging: list[Article]) -> tuple[str, Article | None]:
    """What may have kept the document in force beyond the term it states, and where that stands."""
    text = corpus.text(article)
    if _GOES_ON.search(said.term_quote) or _GOES_ON.search(_after(text, said.term_quote)):
        return "正文写有期满后的安排", None
    if not _VALIDITY_TERM.search(said.term_quote):
        return "正文写的是试行、实施期限，不一定就是有效期", None
    if ended := ended_in_title(article):
        return f"标题已写明“{ended}”", None
    if _NOTE.search(text):
        return "页面上有关于延长有效期的文字", None
    for other in prolonging:
        if other.identity != article.identity and (why := _prolongs(corpus, article, said, other)):
            return f"《{other.title}》{why}", other
    return "", None


def _after(text: str, quote: str) -> str:
    """The sentence that follows the one on the term."""
    at = text.find(quote[-20:]) if quote else -1
    return text[at + 20 : at + 100] if at >= 0 else ""


def _prolongs(corpus: Corpus, article: Article, said: Normative, other: Article) -> str:
    """Why a notice of prolongation, an amendment or a clean-up result may have kept the document; '' when it cannot."""
    if not other.published or (article.published and other.published < article.published):
        return "" if other.published else "日期不明，可能与该文件有关"
    names = [name for name in core_titles(article.title) if len(name) >= 6]
    text = corpus.text(other)
    number = number_key(article.doc_number)
    plain = corpus.once(("bare", other.identity), lambda: _bare(text + other.title))
    named = cites(text, number) or any(name in plain for name in names)
    # A list nobody read may name it, if it came before the term was long over: what has lapsed is not prolonged.
    unread = other.state != "read" or other.attachments or other.media or other.body_kind in ("file", "image")
    in_time = said.ends_latest is not None and (other.published - said.ends_latest).days <= _REVIVAL_DAYS
    perhaps = unread and in_time and "《" not in other.title
    if not (named or perhaps) or group_of(text, (*names, number)) == "ended":
        return ""
    return "提到该文件" if named else "的目录没有读到，可能列有该文件"


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


def _repealed(corpus: Corpus, article: Article, mark: str, repeal: _Repeal, prolonging: list[Article]) -> Verdict:
    by = repeal.later.article
    reason = f"页面标“{mark}”，但《{by.title}》（{repeal.later.day or '日期不详'}）写明“{repeal.reference.quote}”"
    evidence = (of_article(article), of_article(by, repeal.reference.quote))
    doubt, other = _restored(corpus, article, repeal, prolonging)
    if doubt:
        return suspect(
            f"{reason}；{doubt}", *evidence, *((of_article(other),) if other else ()),
            lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件现在是否有效？", advice=_ADVICE,
        )  # fmt: skip
    return gap(reason, *evidence, defect=Defect.WRONG_VALIDITY, advice=_ADVICE)


def _restored(corpus: Corpus, article: Article, repeal: _Repeal, prolonging: list[Article]) -> tuple[str, Article | None]:
    """What may have kept the document in spite of a repeal, or already shows its end, and where that stands."""
    by = repeal.later.article
    if ended := ended_in_title(article):
        return f"标题已写明“{ended}”", None
    if re.search(r"失效|废止|作废|撤销", validity_mark(by)) and not is_marked_valid(by):
        return f"《{by.title}》自己已标“{validity_mark(by)}”", None
    if namesake := _namesake(corpus, article, repeal.reference):
        return f"文号一致，但所写的名称是《{namesake.title}》的", namesake
    names, number = [name for name in core_titles(article.title) if len(name) >= 6], number_key(article.doc_number)
    for other in prolonging:
        later = other.published is None or repeal.later.day is None or other.published >= repeal.later.day
        if other.identity in (article.identity, by.identity) or not later or not _RESTORING.search(other.title):
            continue
        text = f"{corpus.text(other)}\n{other.title}"
        if cites(text, number) or any(name in _bare(text) for name in names):
            return f"《{other.title}》可能恢复了它的效力或更正了废止目录", other
    return "", None


def _namesake(corpus: Corpus, article: Article, reference: Reference) -> Article | None:
    """Another document that bears the name of what is ended under the number of this one: the number may be mistyped."""
    names = core_titles(reference.title) if reference.title else frozenset()
    if not names or names & core_titles(article.title):
        return None
    found = (a for a in corpus.articles(None, article.kinds) if a.identity != article.identity)
    return next((a for a in found if number_key(a.doc_number) and names & core_titles(a.title)), None)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"，,。、：:（）()\[\]【】]", "", text)


def _perhaps_repealed(article: Article, mark: str, repeal: _Repeal) -> Verdict:
    by = repeal.later.article
    return suspect(
        f"页面标“{mark}”，《{by.title}》写明“{repeal.reference.quote[:60]}”，但文号没有对上，或看不出废止的是全文",
        of_article(article),
        of_article(by, repeal.reference.quote),
        lean=Status.GAP,
        defect=Defect.WRONG_VALIDITY,
        question=f"《{by.title}》废止的是否就是这份文件的全文？",
        advice=_ADVICE,
    )


def _may_prolong(title: str) -> bool:
    return bool(_PROLONGING.search(title) or _RESTORING.search(title)) and not is_draft(title)


class _Ending:
    """Documents that say they end others, found by what they end."""

    def __init__(self, documents: Iterable[_Later]) -> None:
        self._documents = tuple(documents)
        self._by_name: dict[str, set[int]] = {}
        for n, document in enumerate(self._documents):
            for reference in document.reading.repeals:
                for name in (_bare_number(reference.doc_number), *core_titles(reference.title)):
                    self._by_name.setdefault(name, set()).add(n)

    def naming(self, number: str, titles: Collection[str]) -> list[_Later]:
        """Those that end something of this number or one of these titles, in the order of the archive."""
        found = set().union(*(self._by_name.get(name, ()) for name in (number, *titles) if name))
        return [self._documents[n] for n in sorted(found)]


def _ending(corpus: Corpus, kinds: tuple[str, ...]) -> _Ending:
    read = (_read(corpus, article) for article in corpus.articles(None, kinds) if _speaks_of_ending(corpus, article))
    return _Ending(document for document in read if document and document.reading.repeals)


def _speaks_of_ending(corpus: Corpus, article: Article) -> bool:
    return bool(_ENDS.search(article.title) or _ENDS.search(corpus.text(article)))


def _repeals(corpus: Corpus, article: Article, later: _Ending) -> Iterator[_Repeal]:
    """What ends the document. Certain only by its number, with its issuer's code, in a sentence that ends all of it."""
    number, names = number_key(article.doc_number), core_titles(article.title)
    for other in later.naming(number, names):
        if other.article.identity == article.identity or _is_ahead(corpus, other):
            continue
        if group_of(other.text, (*(n for n in names if len(n) >= 6), number)) in ("kept", "changed"):
            continue  # the same page lists it among those that stay
        for reference in other.reading.repeals:
            named = _bare_number(reference.doc_number)
            if named and number:
                if named == number:
                    yield _Repeal(other, reference, certain=reference.whole and not number.startswith("〔"))
            elif reference.title and names & core_titles(reference.title) and _came_later(article, other):
                yield _Repeal(other, reference, certain=False)


def _is_ahead(corpus: Corpus, other: _Later) -> bool:
    """Whether the repeal is not yet in force on the day judged."""
    if other.reading.effective and other.reading.effective > corpus.as_of:
        return True
    found = (told for pattern in (_FROM_DAY, _FROM_DATE) for told in pattern.finditer(other.text))
    return any(day > corpus.as_of for told in found for day in _days(told["day"]))


def _days(words: str) -> list[date]:
    """The days named; a month without a day counts from its first."""
    if days := [day for day, _, _ in find_dates(words)]:
        return days
    return [date(int(month["y"]), int(month["m"]), 1) for month in _MONTH.finditer(words)]


def _bare_number(number: str) -> str:
    return number_key(re.sub(r"^(?:原|对|将|和|及|与)", "", number))


def _came_later(article: Article, other: _Later) -> bool:
    """Whether the other came later, as far as dates tell: an older document cannot end a newer one."""
    day = article.written or article.published
    return day is None or other.day is None or other.day > day
