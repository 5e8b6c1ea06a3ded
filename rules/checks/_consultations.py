"""The consultations of a unit and what answers them: shared by the checks of 征求意见.

A draft asked about twice (in two columns, or 再次征求意见) is one consultation; what counts is when its last round closed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation import Consultation, read_consultation
from crawler.extract.consultation_titles import changes_a_period, outside_names, title_says
from crawler.extract.feedback import Feedback, read_feedback
from crawler.extract.periods import squeezed, stated_periods
from rules.checks._call_files import read_in_files
from rules.contents import contents
from rules.model import Duty
from rules.pairing import (
    ALIKE,
    FIRM,
    LINKED,
    Candidate,
    Pair,
    Pairing,
    Subject,
    alike,
    everywhere,
    is_reprint,
    items,
    pair,
    ranked,
    subject,
)
from rules.texts import has_name, is_upper, may_be_renamed, names_in, title_cores

_UNOWNED: Final = 0.95  # from here on it does not matter that nobody is known to own an answer
LONGEST_ROUNDS: Final = 183  # days between two rounds about one draft
_WORTH_READING: Final = ("公示", "公告", "通告", "征", "意见", "建议", "草案", "方案", "规划", "办法", "公开信", "稿", "调整")
_TELLS = re.compile("反馈|采纳|结果|情况|汇总|答复|回复|处理")
_OF_ASKING = re.compile("征求|征集|征询|听取|意见|公示|反馈|听证|制定|起草|编制|修订|出台")
_ENDS = re.compile("终止|中止|停止|撤回|取消|暂停|暂缓")
_AGAIN = re.compile(r"[（(\[【][^（）()\[\]【】]{0,6}(?:更新|更正|补充|修订|修改|重发|重新发布|最新)[^（）()\[\]【】]{0,4}[）)\]】]|的?(?:更正|补充)(?=公告|说明|$)")
_BY_THE_STATE = re.compile(r"^[^。；]{0,40}(?:全国人大|全国人民代表大会|国务院)[^。；]{0,60}(?:征求|征集|听取)[^。；]{0,20}意见")
_CORRECTS = re.compile("更正|勘误|变更")
_NEAR_CLOSE: Final = 31  # days around a close in which a change that names no draft may be about it


@dataclass(frozen=True, slots=True)
class Call:
    """One published call for opinions."""

    article: Article
    reading: Consultation
    text: str
    subject: Subject
    file: str = ""  # the file that states the period, '' when the page does


@dataclass(frozen=True, slots=True)
class Change:
    """An announcement that moves the close of a consultation, or gives it up. ``closes`` None: to a day not readable."""

    article: Article
    closes: date | None
    ends: bool


@dataclass(frozen=True)
class Asked:
    """One consultation: its calls by day, all about the same draft, and what changed it."""

    calls: tuple[Call, ...]
    changes: tuple[Change, ...] = ()

    @cached_property
    def last(self) -> Call:
        """The call that closes last: the one judged. Of calls that close together, the first published."""
        latest = max(self.calls, key=lambda call: call.reading.closes or date.min).reading.closes
        return next(call for call in self.calls if call.reading.closes == latest)

    @property
    def closes(self) -> date | None:
        """The closing day, as extended; None when it is unreadable, or when a later round names none."""
        closes = self.last.reading.closes
        moved = max((c.closes for c in self.changes if c.closes and not c.ends), default=None)
        if moved and (closes is None or moved > closes):
            return moved
        later = any(
            call.reading.closes is None and closes and call.article.published and call.article.published > closes
            for call in self.calls
        )
        return None if later else closes

    @property
    def opens(self) -> date | None:
        """The day its last round opened."""
        return self.last.reading.opens or self.last.article.published

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"“{self.last.article.title}”"

    @property
    def where(self) -> str:
        """Where its closing day stands, in brackets, when that is not the page itself; else ''."""
        return f"（期限见附件《{self.last.file}》）" if self.last.file else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One item that tells what became of opinions."""

    article: Article
    reading: Feedback
    text: str


def consultations(corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date) -> tuple[Asked, ...]:
    """The consultations a unit published since a day, in order; those nobody is known to own are not its."""
    key = ("consultations", unit, kinds, since)
    return corpus.looked_once(key, lambda: _consultations(corpus, unit, kinds, since))


def _consultations(corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date) -> tuple[Asked, ...]:
    places = corpus.site.district_names
    groups: list[list[Call]] = []
    changing: list[Call] = []
    for call in _calls(corpus, unit, kinds, since):
        if changes_asking(call.article.title) and any(_changes(group, call, places) for group in groups):
            changing.append(call)
            continue
        for group in groups:
            if _same_draft(group[-1], call, places):
                group.append(call)
                break
        else:
            groups.append([call])
    told = {call.article.identity: call for call in changing}
    for article in items(corpus, unit, kinds, since, or_unattributed=True, titled=changes_asking):
        if article.identity not in told:
            told[article.identity] = _call(corpus, article)
    ours = {call.article.identity for group in groups for call in group}
    others = [call for identity, call in told.items() if identity not in ours]
    return tuple(Asked(tuple(g), tuple(_change(c) for c in others if _changes(g, c, places))) for g in groups)


def answers(corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date) -> tuple[Answer, ...]:
    """What tells of opinions, by the unit or by nobody known, since a day."""
    return corpus.looked_once(("answers", unit, kinds, since), lambda: _answers(corpus, unit, kinds, since))


def _may_tell(title: str) -> bool:
    says = title_says(title)
    return says != "about" and bool(says or _TELLS.search(title))


def _answers(corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date) -> tuple[Answer, ...]:
    found = []
    for article in items(corpus, unit, kinds, since, or_unattributed=True, titled=_may_tell):
        says = title_says(article.title)
        if is_reprint(corpus.site, article):
            continue
        text = corpus.text(article)
        reading = read_feedback(article.title, text)
        if reading.is_feedback:
            if not title_cores(article.title) and not names_in(text):  # which draft it answers may stand in its file
                text = contents(corpus, article).text
            found.append(Answer(article, reading, text))
        elif says == "either" and article.state != "read" and _TELLS.search(article.title):
            found.append(Answer(article, Feedback(is_feedback=True), ""))
    return tuple(found)


def answered(corpus: Corpus, asked: Asked, given: Iterable[Answer], others: Iterable[Asked] = ()) -> Pairing:
    """The answers of one consultation, best first. ``others`` are the unit's other consultations."""
    own = {call.article.identity for call in asked.calls}
    others = [other for other in others if other is not asked]
    pairs: list[Pair | None] = []
    for answer in given:
        if answer.article.identity in own or _too_early(asked, answer) or _elsewhere(corpus, answer, others, asked):
            continue
        pairs.append(answer_pair(corpus, asked, answer))
    return ranked(pairs)


def certain(duty: Duty, pairing: Pairing, given: Iterable[Answer]) -> tuple[Pair, ...]:
    """The certain answers, earliest first. What nobody is known to own is certain by a link or the unit's name only."""
    texts = {answer.article.identity: answer.text for answer in given}
    names = [name for name in duty.names if len(name) > 2]

    def ours(found: Pair) -> bool:
        text = texts.get(found.article.identity, "")
        return found.article.unit == duty.unit or found.confidence >= _UNOWNED or any(name in text for name in names)

    return tuple(found for found in pairing.firm if ours(found))


def same_matter(corpus: Corpus, given: Iterable[Answer]) -> tuple[tuple[Answer, ...], ...]:
    """Answers grouped by the draft they name; one that names none stands alone."""
    groups: list[list[Answer]] = []
    places = corpus.site.district_names
    for answer in given:
        names = _names_of(answer)
        for group in groups:
            if alike(names, _names_of(group[0]), places) == 1.0 and _within_rounds(group[0].article, answer.article):
                group.append(answer)
                break
        else:
            groups.append([answer])
    return tuple(tuple(group) for group in groups)


def _names_of(answer: Answer) -> tuple[str, ...]:
    """What an answer's title names, without （更新） and the like."""
    return title_cores(_AGAIN.sub("", answer.article.title))


def changes_asking(title: str) -> bool:
    """Whether a title extends, stops or gives up an asking for opinions or the making of a draft."""
    return changes_a_period(title) and bool(_OF_ASKING.search(outside_names(title))) and title_says(title) != "result"


def answer_pair(corpus: Corpus, asked: Asked, answer: Answer) -> Pair | None:
    """How far one answer answers one consultation, by any of its calls."""
    places = corpus.site.district_names
    found = max(
        (p for call in asked.calls if (p := pair(call.subject, Candidate(answer.article, answer.text), places))),
        key=lambda p: p.confidence,
        default=None,
    )
    if found and found.firm:
        return found
    same_period = bool(asked.closes) and any(_close(period.closes, asked.closes) for period in answer.reading.periods)
    if found and same_period:
        told = replace(found, reasons=(*found.reasons, "写明同一征求意见期限"))
        return replace(told, confidence=FIRM) if _may_be_renamed(asked, answer, places) else told
    if found or title_cores(answer.article.title):
        return found
    if same_period:
        return Pair(answer.article, 0.75, ("写明同一征求意见期限",))
    # 意见采纳情况 without a name may answer any of them: nobody may be accused past it.
    return None if answer.reading.periods or names_in(answer.text) else Pair(answer.article, ALIKE, ("没有写明是哪一次征求意见",))


def namesakes(corpus: Corpus, asked: Asked, unit: str, kinds: tuple[str, ...]) -> tuple[Pair, ...]:
    """Answers of other units linked with the consultation, or of the same name where that unit asked nothing itself."""
    found = []
    for article in everywhere(corpus, asked.opens, lambda title: title_says(title) in ("result", "either")):
        if article.unit in (unit, ""):
            continue
        best = pair(asked.last.subject, Candidate(article, ""), corpus.site.district_names)
        if best is None or best.confidence < FIRM or not read_feedback(article.title, corpus.text(article)).is_feedback:
            continue
        if LINKED in best.reasons or not _asked_itself(corpus, article, kinds, asked):
            found.append(best)
    return ranked(found).pairs


def since_of(applies_from: date) -> date:
    """How far back calls are looked for whose closing day may still lie in the period judged."""
    return applies_from - timedelta(days=LONGEST_ROUNDS)


# ---- inside


def _may_be_renamed(asked: Asked, answer: Answer, places: tuple[str, ...]) -> bool:
    """Whether the answer may name the draft as it was renamed. Several drafts of near names are often put up for the same weeks."""
    ours = [core for call in asked.calls for core in call.subject.cores]
    return any(may_be_renamed(one, other, places) for one in ours for other in title_cores(answer.article.title))


def _asked_itself(corpus: Corpus, answer: Article, kinds: tuple[str, ...], asked: Asked) -> bool:
    places = corpus.site.district_names
    since = asked.opens - timedelta(days=LONGEST_ROUNDS) if asked.opens else None
    return any(
        title_says(article.title) == "call" and alike(title_cores(article.title), asked.last.subject.cores, places) == 1.0
        for article in corpus.articles(answer.unit, kinds, since)
    )


def _calls(corpus: Corpus, unit: str, kinds: tuple[str, ...], since: date) -> list[Call]:
    found = []
    for article in items(corpus, unit, kinds, since, titled=_worth_reading):
        if is_reprint(corpus.site, article) or _of_above(article.title, corpus.site.district_names):
            continue
        call = _call(corpus, article)
        if call.reading.is_consultation and not _BY_THE_STATE.search(squeezed(call.text[:300])):
            found.append(call)
    return sorted(found, key=lambda call: (call.article.published or date.min, call.article.identity))


def _worth_reading(title: str) -> bool:
    says = title_says(title)
    return says in ("call", "either") or (says == "" and any(word in title for word in _WORTH_READING))


def _call(corpus: Corpus, article: Article) -> Call:
    text = corpus.text(article)
    reading, file = read_consultation(article.title, text, article.published or article.written), ""
    if reading.is_consultation and reading.closes is None and not reading.conflict:
        reading, file = read_in_files(corpus, article, reading)
    return Call(article, reading, text, subject(corpus, article, text), file)


def _of_above(title: str, places: tuple[str, ...]) -> bool:
    """Whether a call is the city's, the province's or the state's by its title or by the draft it names."""
    cores = title_cores(title) if has_name(title) else ()
    return is_upper(title, places) or (bool(cores) and all(is_upper(core, places) for core in cores))


def _changes(group: list[Call], call: Call, places: tuple[str, ...]) -> bool:
    """Whether an announcement changes the consultation of ``group``: by the draft it names; naming none, by its day."""
    first, day = group[0].article, call.article.published
    if call.article.identity == first.identity or (day and first.published and day < first.published):
        return False
    named = title_cores(call.article.title) if has_name(call.article.title) else names_in(call.text)
    ours = [core for each in group for core in each.subject.cores]
    if named:
        return alike(named, ours, places) == 1.0 and _within_rounds(group[-1].article, call.article)
    closes = max((each.reading.closes for each in group if each.reading.closes), default=None)
    return day is not None and closes is not None and abs((closes - day).days) <= _NEAR_CLOSE


def _change(call: Call) -> Change:
    ends = bool(_ENDS.search(outside_names(call.article.title)))
    named = has_name(call.article.title) or bool(names_in(call.text))
    days = [period.closes for period in stated_periods(call.text, call.article.published)]
    corrects = bool(_CORRECTS.search(outside_names(call.article.title)))  # names the old day beside the new one
    return Change(call.article, max(days) if days and named and not corrects else None, ends)


def _same_draft(one: Call, other: Call, places: tuple[str, ...]) -> bool:
    if alike(one.subject.cores, other.subject.cores, places) < 1.0:
        return False
    return _within_rounds(one.article, other.article)


def _within_rounds(one: Article, other: Article) -> bool:
    first, second = one.published, other.published
    return first is None or second is None or abs((second - first).days) <= LONGEST_ROUNDS


def _too_early(asked: Asked, answer: Answer) -> bool:
    return bool(asked.opens and answer.article.published and answer.article.published < asked.opens)


def _elsewhere(corpus: Corpus, answer: Answer, others: list[Asked], asked: Asked) -> bool:
    """Whether the answer names another of the unit's consultations outright, and not this one."""
    names = title_cores(answer.article.title)
    places = corpus.site.district_names
    if not names or alike(asked.last.subject.cores, names, places) == 1.0:
        return False
    return any(alike(other.last.subject.cores, names, places) == 1.0 for other in others)


def _close(one: date, other: date | None) -> bool:
    return other is not None and abs((one - other).days) <= 1
