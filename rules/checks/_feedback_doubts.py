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
from crawler.extract.consultation_titles import outside_names, title_says
from crawler.extract.feedback import read_feedback, tells_of_opinions
from crawler.extract.interpretation import read_drafter
from crawler.urls import identity_key
from rules.checks._consultations import Answer, Asked, answer_pair, changes_asking
from rules.checks._ownership import is_district, named_unit
from rules.contents import contents
from rules.model import Duty
from rules.pairing import ALIKE, Candidate, Pair, Pairing, alike, everywhere, items, names_it, ranked, unread
from rules.texts import (
    are_one,
    bigrams,
    has_name,
    is_upper,
    likeness,
    shares_subject,
    slip_at,
    squeezed,
    title_cores,
    without_place,
)

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
_WHOLE: Final = 6  # characters of a name that stand for it inside a title
_LEAST: Final = 4  # characters of a subject from which one of them may be a typing error
_OF_ANY = re.compile(r"管理|服务|实施|暂行|试行|工作|若干|办法|规定|细则|方案|意见|措施|规则|规划|计划|规范|标准|指引|制度|条例|导则|规程|[()\[\]（）]")
_OF_OPINIONS = re.compile(r"意见|建议|反馈|采纳|回应|答复")
_FOR_A_TIME = re.compile(r"[上下]半年|季度|年度|\d{1,2}月份?|全年|一览表|汇总表?")
_ANY_TIME = re.compile(r"随时(?:提出|反馈|反映|来信|提供)|长期(?:有效|征集|接受|开放)")
_TOOK_UP = re.compile(r"(?:征求|听取|征集)[^\n]{0,120}意见[^\n]{0,80}(?:吸收|采纳|吸纳)")
_ANSWERED = re.compile(r"采纳|反馈")
_TOLD_THERE = re.compile(
    r"(?:征集结果|采纳情况|征求意见(?:的)?(?:结果|情况)|意见反馈情况)[^。；\n]{0,12}(?:将|届时|统一|可)[^。；\n]{0,6}(?:在|于|通过|见|登录)[^。；\n]{2,40}(?:公布|公开|发布|反馈|查询|查看|公示)"
)
_LIST_PAGE = re.compile(r"(?:/|/index[^/]*|/list[^/]*)$")
_ORG: Final = r"[\u4e00-\u9fa5]{2,16}?(?:局|厅|委员会|人民政府|政府办公室)"
_REPLY_TO = re.compile(rf"(?:反馈|报送|反馈意见|发送?|寄送?|提交)(?:至|到|给|往)(?P<org>{_ORG})")
_DRAFTED_ABOVE = re.compile(r"(?:^|[，。；、由\n])(?P<org>[省市][\u4e00-\u9fa5]{1,12}?(?:厅|局|委员会|委|政府|常委会))(?:组织|牵头)?(?:起草|拟定|拟订|就|对|研究|正在|公开|制定|编制)")
_OURSELVES = ("我", "本", "该", "各", "有关", "相关")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What columns nobody was asked to look at show: answers, a further round, an announcement that changes the period."""

    pairing: Pairing
    given: tuple[Answer, ...]
    again: Article | None = None
    change: Article | None = None


def elsewhere(corpus: Corpus, asked: Asked, duty: Duty, known: Iterable[Answer], others: Iterable[str] = ()) -> Elsewhere:
    """Ask every column, by name and by link. Of other units' items only a change of the period counts.
    ``others`` are identities understood as something else."""
    places = corpus.site.district_names
    asked_already = {a.article.identity for a in known}
    seen = {call.article.identity for call in asked.calls} | {each.article.identity for each in asked.changes}
    seen |= set(others)
    cores, linked = asked.last.subject.cores, asked.last.subject.linked
    pairs: list[Pair | None] = []
    given: list[Answer] = []
    again: Article | None = None
    change: Article | None = None
    last = max((c.article.published for c in asked.calls if c.article.published), default=None)
    for article in _worth_asking(corpus, asked):
        names = title_cores(article.title)
        same = alike(cores, names, places) == 1.0
        says = title_says(article.title)
        near = not same and _is_near(corpus, asked, duty, article, says)
        told = says == "result" and (not names or not has_name(article.title))
        holds = _speaks_of_answers(article.title, says) and (same or _is_in(cores, article.title, places))
        if article.identity in seen or (article.identity in asked_already and not near):
            continue
        offers = any(_A_RESULT.search(each.name) and _is_in(cores, each.name, places) for each in article.attachments)
        if not (same or near or holds or offers or article.identity in linked or told):
            continue
        if same and changes_asking(article.title):
            change = change or article
        elif article.unit not in (duty.unit, ""):
            continue
        elif same and says == "call" and last and article.published and article.published > last:
            again = article
        elif found := _answer(corpus, asked, article, same or holds or offers, near):
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
    columns = corpus.column_addresses
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
        if not org and (above := _DRAFTED_ABOVE.search(squeezed(call.text[:2000]))):
            org = above["org"]
        if org and not org.startswith(_OURSELVES) and _is_another(corpus, duty, org):
            return org
    return ""


def may_be_mistyped(one: str, other: str, places: Iterable[str]) -> bool:
    """Whether two names differ as by a typing error, or by a word changed on the way: 校外托管 and 校外托育服务."""
    if likeness(one, other, places) in (0.0, 1.0):  # the same, or of another year, part or place
        return False
    a, b = (_OF_ANY.sub("", without_place(each, places)) for each in (one, other))
    return min(len(a), len(b)) >= _LEAST and (a == b or slip_at(a, b) is not None)


def _is_near(corpus: Corpus, asked: Asked, duty: Duty, article: Article, says: str) -> bool:
    """Whether a result of another name may be the answer: mistyped, renamed, or told for a whole half-year."""
    if says not in ("result", "either"):
        return False
    places, cores, names = corpus.site.district_names, asked.last.subject.cores, title_cores(article.title)
    if any(may_be_mistyped(a, b, places) for a in cores for b in names):
        return True
    after = article.published is None or asked.closes is None or article.published >= asked.closes
    if says != "result" or not after or article.unit != duty.unit:
        return False
    if not has_name(article.title) and _FOR_A_TIME.search(article.title):
        return True
    return _may_be_ours(corpus, cores, names, places)


def stays_open(asked: Asked) -> bool:
    """Whether a call says that opinions are welcome at any time: its close is none."""
    return any(_ANY_TIME.search(squeezed(call.text)) for call in asked.calls)


def _worth_asking(corpus: Corpus, asked: Asked) -> list[Article]:
    """What tells of answers by its title or a file's name, bears the draft's name, or is linked with the call; in order."""
    places, subject = corpus.site.district_names, asked.last.subject

    def may_be_it(words: str) -> bool:
        says = title_says(words)
        if says in ("result", "either") or _speaks_of_answers(words, says) or _A_RESULT.search(words):
            return True
        return are_one(subject.cores, words, places)

    found = {a.identity: a for a in everywhere(corpus, asked.opens, may_be_it, or_files=True)}
    linked = (a for a in corpus.named(sorted(subject.linked - set(found))) if a.gone_since is None)
    found |= {a.identity: a for a in linked if not asked.opens or not a.published or asked.opens <= a.published <= corpus.as_of}
    return sorted(found.values(), key=lambda a: (a.published is None, a.published or date.min, a.identity))


def _speaks_of_answers(title: str, says: str) -> bool:
    """Whether a title that is no call speaks of opinions; of news and explanations, of opinions taken up or answered."""
    words = _ANSWERED if says == "about" else _OF_OPINIONS
    return says != "call" and bool(words.search(outside_names(title)))


def _is_in(cores: Iterable[str], title: str, places: Iterable[str]) -> bool:
    """Whether a title holds a name, whatever stands around it: 校外托管管理办法意见回应."""
    plain = squeezed(title)
    return any(len(core) >= _WHOLE and core in plain for core in (without_place(each, places) for each in cores))


def _may_be_ours(corpus: Corpus, cores: Iterable[str], names: Iterable[str], places: tuple[str, ...]) -> bool:
    """Whether an answer names a draft that nobody asked about, in words like ours: the draft may have been renamed."""
    one, other = ({pair for each in side for pair in bigrams(_OF_ANY.sub("", without_place(each, places)))} for side in (cores, names))
    if not one & other or alike(cores, names, places) == 0.0:
        return False
    names = tuple(names)
    return not any(alike(title_cores(a.title), names, places) == 1.0 for a in everywhere(corpus, None, lambda title: title_says(title) == "call"))


def result_told_elsewhere(asked: Asked) -> str:
    """The sentence of a call that says where its result will be told; '' without one."""
    return next((found.group() for call in asked.calls if (found := _TOLD_THERE.search(squeezed(call.text)))), "")


# ---- inside


def _answer(corpus: Corpus, asked: Asked, article: Article, same: bool, near: bool) -> tuple[Answer, Pair | None] | None:
    text = corpus.text(article)
    reading = read_feedback(article.title, text)
    answer = Answer(article, reading, text)
    if reading.is_feedback and (found := answer_pair(corpus, asked, answer)):
        return answer, found
    if near and (asked.closes is None or article.published is None or article.published >= asked.closes):
        return answer, Pair(article, _UNSURE, ("名称相近，或一并答复了几件事项",))
    if same and tells_of_opinions(contents(corpus, article).text):
        return answer, Pair(article, _UNSURE, ("正文写明了意见的数量",))
    if same and any(_A_RESULT.search(attachment.name) for attachment in article.attachments):
        return answer, Pair(article, _UNSURE, ("附有征求意见的结果",))
    if same and title_says(article.title) != "call" and _TOOK_UP.search(squeezed(text)):
        return answer, Pair(article, _UNSURE, ("正文说到意见的采纳",))
    if title_says(article.title) in ("result", "either") and (unread(article) or (same and _has_unread(corpus, article))):
        return answer, Pair(article, _UNSURE, ("内容没有读到",))
    if same and _speaks_of_answers(article.title, title_says(article.title)):
        return answer, Pair(article, _UNSURE, ("名称相同，标题说到意见",))
    return None


def _has_unread(corpus: Corpus, article: Article) -> bool:
    """Whether an item offers files or pictures that nobody read."""
    return bool(contents(corpus, article).unread) or "image" in article.media


def _may_answer(corpus: Corpus, asked: Asked, duty: Duty, article: Article, says: str) -> str:
    """Why an item may be the answer; '' when it is understood as something else."""
    places = corpus.site.district_names
    cores, names = asked.last.subject.cores, title_cores(article.title)
    near = any(may_be_mistyped(a, b, places) for a in cores for b in names)
    another = bool(names) and has_name(article.title) and alike(cores, names, places) < ALIKE and not near
    shares = shares_subject(cores, article.title, places)
    column = "feedback" in article.kinds
    words = _in_its_files(corpus, article)
    if another and says == "result" and article.unit == duty.unit and _may_be_ours(corpus, cores, names, places):
        return "所写的名称未见征求过意见，可能改了名"
    silent = column and not tells_of_opinions(corpus.text(article)) and _has_unread(corpus, article)
    if (unread(article) or silent) and not words:
        own = column and (article.unit == duty.unit or not names)
        return "内容没有读到" if not another and (own or (shares and (column or says in ("result", "either")))) else ""
    if near and (column or says in ("result", "either")):
        return "名称只差一字或改了名"
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
    if org.startswith(("省", "市")) and not any(name.startswith("市") for name in (*duty.names, duty.unit_name)):
        return True
    if is_district(corpus.site, org) or any(name in org or org in name for name in (*duty.names, duty.unit_name)):
        return False
    places = corpus.site.district_names
    if is_upper(org, places):
        return True
    if set(org) <= set("".join((*duty.names, duty.unit_name, *places))):  # 区教体局 of 区教育和体育局
        return False
    return org.startswith(("区", "县", "市", *places))
