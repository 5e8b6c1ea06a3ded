"""What may answer a consultation and was not understood: other columns, unread pages, the call's own page.

Nobody is accused past such a thing. Certain finds count as answers; the rest are shown to a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.dates import read_date
from crawler.extract.consultation_titles import title_says
from crawler.extract.feedback import read_feedback, tells_of_opinions
from crawler.extract.interpretation import read_drafter
from crawler.urls import identity_key
from rules.checks._consultations import Answer, Asked, answer_pair, changes_asking
from rules.checks._ownership import is_district, named_unit
from rules.contents import contents
from rules.model import Duty
from rules.pairing import ALIKE, Candidate, Pair, Pairing, alike, everywhere, items, names_it, ranked, unread
from rules.texts import has_name, is_upper, shares_subject, title_cores

_UNSURE: Final = 0.7
_A_RESULT = re.compile(r"采纳|(?:征集|征求|意见|公示)[^.。]{0,8}(?:结果|情况|汇总|答复)|结果反馈|反馈(?:情况|结果)")
_RESULT_TOLD = re.compile(
    r"^(?:意见|征集|征求意见)?(?:结果反馈|征集结果|采纳情况|意见采纳|反馈情况|反馈结果|结果公布|结果公示|处理情况)(?:情况)?[:：]\s*(?P<said>\S.*)$", re.MULTILINE
)
_RESULT_TITLE: Final = "意见采纳情况"
_RESULT_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、)?(?:意见征集|征求意见|公开征求意见|意见|征集)?(?:结果反馈|征集结果|采纳情况|反馈情况|反馈结果|结果公布|结果公示)(?:情况)?[:：]?$", re.MULTILINE
)
_DAY: Final = r"(?:19|20)\d\d(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?"
# 反馈日期：2026年6月20日; 反馈时间：…至… is the period of asking, and 反馈截止日期 its end.
_RESULT_DAY = re.compile(
    rf"(?<![\u4e00-\u9fa5])(?:结果)?(?:反馈|公布|发布|公示|公开)(?:日期|时间)[:：]\s?(?P<day>{_DAY})(?!\d|\s?\d{{0,2}}[:：]?\d{{0,2}}\s?(?:至|到|起|前|止|-|—|–|~|～))"
)
_SECTION: Final = 20_000
_NOTHING_YET = re.compile(r"^(?:将|届时|另行|暂无|尚未|待|无$|未|请|详见|\[|-)")
_LIST_PAGE = re.compile(r"(?:/|/index[^/]*|/list[^/]*)$")
_ORG: Final = r"[\u4e00-\u9fa5]{2,16}?(?:局|委员会|人民政府|政府办公室)"
_REPLY_TO = re.compile(rf"(?:反馈|报送|反馈意见)(?:至|到|给)(?P<org>{_ORG})")
_OURSELVES = ("我", "本", "该", "各", "有关", "相关")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What columns nobody was asked to look at show: answers, a further round, an announcement that changes the period."""

    pairing: Pairing
    given: tuple[Answer, ...]
    again: Article | None = None
    change: Article | None = None


def elsewhere(corpus: Corpus, asked: Asked, duty: Duty, known: Iterable[Answer]) -> Elsewhere:
    """Ask every column, by name and by link. Of other units' items only a change of the period counts."""
    places = corpus.site.district_names
    seen = {a.article.identity for a in known} | {call.article.identity for call in asked.calls}
    seen |= {each.article.identity for each in asked.changes}
    cores, linked = asked.last.subject.cores, asked.last.subject.linked
    pairs: list[Pair | None] = []
    given: list[Answer] = []
    again: Article | None = None
    change: Article | None = None
    last = max((c.article.published for c in asked.calls if c.article.published), default=None)
    for article in everywhere(corpus, asked.opens):
        names = title_cores(article.title)
        same = alike(cores, names, places) == 1.0
        says = title_says(article.title)
        if article.identity in seen or not (same or article.identity in linked or (says == "result" and not names)):
            continue
        if same and changes_asking(article.title):
            change = change or article
        elif article.unit not in (duty.unit, ""):
            continue
        elif same and says == "call" and last and article.published and article.published > last:
            again = article
        elif found := _answer(corpus, asked, article, same):
            given.append(found[0])
            pairs.append(found[1])
    return Elsewhere(ranked(pairs), tuple(given), again, change)


def unclear(
    corpus: Corpus, asked: Asked, duty: Duty, kinds: tuple[str, ...], known: Iterable[str]
) -> tuple[tuple[Article, str], ...]:
    """Items of the feedback columns after the close that may be the answer, each with why. ``known`` are identities
    understood as something else: calls, and answers of other consultations."""
    if asked.closes is None:
        return ()
    understood = set(known) | {call.article.identity for call in asked.calls}
    found = []
    for article in items(corpus, duty.unit, kinds, asked.closes, or_unattributed=True):
        says = title_says(article.title)
        if article.identity in understood or says == "call" or changes_asking(article.title):
            continue
        if why := _may_answer(corpus, asked, duty, article, says):
            found.append((article, why))
    return tuple(found)


def result_on_page(corpus: Corpus, asked: Asked) -> bool:
    """Whether a call's own page carries a result: in words, as a file, or behind a link that is no column's."""
    columns = {identity_key(column.url) for column in corpus.all_columns}
    for call in asked.calls:
        if read_feedback(call.article.title, call.text).is_feedback:
            return True
        if any(not _NOTHING_YET.match(told["said"]) for told in _RESULT_TOLD.finditer(call.text)):
            return True
        if any(_A_RESULT.search(attachment.name) for attachment in call.article.attachments):
            return True
        page = corpus.page(call.article)
        for url, anchor in page.links if page else ():
            inner = _A_RESULT.search(anchor) and not _LIST_PAGE.search(url) and identity_key(url) not in columns
            if inner and corpus.article_at(url) is None:  # one we know was already asked
                return True
    return False


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A whole result under a heading of its own on the call's page, with the day the page gives it."""

    article: Article
    day: date
    quote: str


def own_result(asked: Asked, until: date) -> OwnResult | None:
    """The result on a call's own page, where it is whole and dated after the close and not after ``until``."""
    for call in asked.calls:
        heading = _RESULT_HEADING.search(call.text)
        section = call.text[heading.end() : heading.end() + _SECTION] if heading else ""
        if not section or asked.closes is None:
            continue
        told = read_feedback(_RESULT_TITLE, section)
        days = [day for found in _RESULT_DAY.finditer(section) if (day := read_date(found["day"]))]
        # One day: of two nobody knows which is meant. On the day of the close it may still be the deadline.
        if told.is_feedback and not told.missing and len(set(days)) == 1 and asked.closes < days[0] <= until:
            return OwnResult(call.article, days[0], told.quote)
    return None


def drafted_by_another(corpus: Corpus, asked: Asked, duty: Duty) -> str:
    """The office a call's text names as drafter, or as where opinions go, when it is not the unit; '' otherwise."""
    for call in asked.calls:
        reply = _REPLY_TO.search(call.text)
        org = read_drafter(call.text) or (reply["org"] if reply else "")
        if org and not org.startswith(_OURSELVES) and _is_another(corpus, duty, org):
            return org
    return ""


# ---- inside


def _answer(corpus: Corpus, asked: Asked, article: Article, same: bool) -> tuple[Answer, Pair | None] | None:
    text = corpus.text(article)
    reading = read_feedback(article.title, text)
    answer = Answer(article, reading, text)
    if reading.is_feedback:
        return answer, answer_pair(corpus, asked, answer)
    if same and tells_of_opinions(text):
        return answer, Pair(article, _UNSURE, ("正文写明了意见的数量",))
    if unread(article) and title_says(article.title) in ("result", "either"):
        return answer, Pair(article, _UNSURE, ("内容没有读到",))
    return None


def _may_answer(corpus: Corpus, asked: Asked, duty: Duty, article: Article, says: str) -> str:
    """Why an item may be the answer; '' when it is understood as something else."""
    places = corpus.site.district_names
    cores, names = asked.last.subject.cores, title_cores(article.title)
    another = bool(names) and has_name(article.title) and alike(cores, names, places) < ALIKE
    shares = shares_subject(cores, article.title, places)
    column = "feedback" in article.kinds
    words = _in_its_files(corpus, article)
    if unread(article) and not words:
        own = column and (article.unit == duty.unit or not names)
        return "内容没有读到" if not another and (own or (shares and (column or says in ("result", "either")))) else ""
    text = words or corpus.text(article)
    tells = tells_of_opinions(text)
    if says == "about" and not tells:
        return ""
    if names_it(cores, Candidate(article, text), places) and (column or tells):
        return "正文写明同一名称"
    return "名称有相同的词" if shares and column and not another else ""


def _in_its_files(corpus: Corpus, article: Article) -> str:
    """What an item says whose body is only files, all of which were read; '' of any other."""
    if article.body_kind != "file" and article.state != "file":
        return ""
    whole = contents(corpus, article)
    return "" if whole.unread or not whole.files else whole.text


def _is_another(corpus: Corpus, duty: Duty, org: str) -> bool:
    if unit := named_unit(corpus.site, org):
        return unit.id != duty.unit
    if is_district(corpus.site, org) or any(name in org or org in name for name in (*duty.names, duty.unit_name)):
        return False
    places = corpus.site.district_names
    if is_upper(org, places):
        return True
    if set(org) <= set("".join((*duty.names, duty.unit_name, *places))):  # 区教体局 of 区教育和体育局
        return False
    return org.startswith(("区", "县", "市", *places))
