"""规范性文件正文的判读：施行日期、有效期、废止了哪些文件。 What a normative document says of its own life and of others'.

读得出：“本办法自2018年3月1日起施行，有效期5年”“自印发之日起施行，有效期至2025年12月31日”“自公布之日起30日后施行”“自印发之日起3个月后施行”“试行期两年”
“原《某办法》（某府发〔2015〕3号）同时废止”。
读不出：写了有效期而起算日不明的（term_unsure）；标题只写“暂行”“试行”而正文没有期限的，不推算。
不是文件自己的有效期：写在别的文件名后括号里的施行日和有效期、（原有效期…）；证书、许可、资质、合同的有效期；征求意见稿和解读里引用的废止条款、拟废止的；只废止某几条的。
依据：政府信息公开条例第二十条第一项；有效期以文件自己写明的为准，各地规定的年限凭经验掌握，不作依据。
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from crawler.dates import find_dates
from crawler.extract.place import Passage, kept, passage
from crawler.extract.repeals import LEAD, repeals
from crawler.extract.repeals import Reference as Reference  # callers ask for it here

version = 4  # 3: remembers where its words stand · 4: the life of a document named in brackets is not its own; 起N个月后, 拟废止

_MAX_TEXT: Final = 200_000
_MAX_SENTENCE: Final = 4_000  # a sentence that repeals sixty documents is shorter
_MAX_ABOUT_ITSELF: Final = 400  # and one on the document's own term much shorter
_LONG_HOLIDAY: Final = 10  # days that a span of workdays may last longer for it
_NUMERALS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SELF: Final = r"本(?:[\u4e00-\u9fa5]{0,10}?)(?:办法|规定|细则|意见|方案|通知|通告|公告|决定|措施|规则|规范|标准|制度|政策|文件|计划|规程|目录|导则|指南|预案|清单|规划|条例|命令|令)"
_MARK: Final = r"(?:[（(][^（）()]{0,12}[）)])?"
# A clause about the document's own start: 本办法自…起施行, 自…起施行. What another thing starts (证书自…起生效) does not match.
_EFFECT = re.compile(
    rf"{LEAD}(?:{_SELF}{_MARK}\s*)?(?:于|从|自)(?P<from>(?:(?!停止|不再|终止|废止|失效)[^，,。；;]){{2,24}}?)(?:起)?(?:正式|开始|全面)?(?:施行|实施|执行|生效|试行)(?!的)"
)
_FROM_PUBLICATION = re.compile(r"(?:发布|公布|印发|下发|发文|颁布|公告|签发|公开发布|向社会公布)之?日")
_LIFE_WORDS = re.compile(r"施行|实施|执行|生效|试行|有效期")
_DAYS_LATER = re.compile(r"(?P<n>\d{1,3}|[一二三四五六七八九]?十)(?:个?自然)?日(?:之?后)")
_MONTHS_LATER = re.compile(r"(?P<n>\d{1,2}|[一二两三四五六七八九]?十|[一二两三四五六七八九])(?:个月|(?P<years>年))(?:之?后|期?满|届满)")
_WORKDAYS_LATER = re.compile(r"(?P<n>\d{1,3}|[一二三四五六七八九]?十)个?工作日(?:之?后)")
_NEXT = re.compile(r"(?P<next>次日|翌日|第二[日天])|次月|下(?:个)?月|次年")
# What stands in brackets behind a name or begins with 原 speaks of another document or of an earlier term.
_OF_ANOTHER = re.compile(r"(?<=》)\s*[（(][^（）()]{0,120}[）)]|[（(]\s*(?:原|此前|原定)[^（）()]{0,120}[）)]")
_TERM: Final = r"(?P<n>\d{1,2}|[一二两三四五六七八九十])\s*(?:年|(?P<months>个月))"
_VALID_FOR = re.compile(
    rf"(?P<own>{_SELF}{_MARK}(?:的)?)?(?:有效期|有效期限|试行期|试行期限|施行期限|实施期限|执行期限)(?:限)?(?:暂定|定|均)?(?:为|是|：|:)?\s*(?:自.{{2,12}}起)?(?:[^，,。；;\d一二两三四五六七八九十]{{0,6}})(?:{_TERM}|(?P<until>(?:至|到|截至|截止至?|自)[^，,。；;]{{6,40}}))"
)
_TRIAL_FOR = re.compile(rf"(?:起)?(?:试行|有效)\s*{_TERM}")
_FOREIGN = re.compile(
    r"证书?|许可|资格|资质|合同|协议|名录|名单|牌照|执照|认定|备案|报告|公示|投标|承诺|凭证|补贴|卡|券"
)

_ISSUED = re.compile(r"关于(?:印发|发布|公布|转发|修订印发|重新印发|颁布)(.{4,80}?)的(?:通知|通告|公告|决定)$")
_DRAFT = re.compile(r"拟(?:予以|宣布)?(?:废止|修改|失效|保留)|征求意见|草案|送审稿|讨论稿|意见稿|解读|图解|答记者问|公开征集|起草说明")


@dataclass(frozen=True, slots=True)
class Normative:
    """一份规范性文件自述的效力：施行日、有效期、届满日、废止的文件，各附原文。

    ``effective`` is the day it takes effect; for 自发布之日起 the later of the known days, and ``from_publication`` is true.
    The last day of its term lies between ``ends_earliest`` and ``ends_latest`` (alike unless the start is uncertain, or
    a page holds several documents); None when it states no term or the start is not known. ``term_unsure``: a term is
    stated, but its last day could not be told. ``passages`` (effective, term, repeals): where in the text that stands.
    """

    effective: date | None
    from_publication: bool
    term_months: int | None
    until: date | None
    ends_earliest: date | None
    ends_latest: date | None
    term_unsure: bool
    effective_quote: str
    term_quote: str
    repeals: tuple[Reference, ...]
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def term_years(self) -> float | None:
        return self.term_months / 12 if self.term_months else None


@dataclass(frozen=True, slots=True)
class _Life:
    starts: tuple[date, ...]
    from_publication: bool
    months: int | None
    until: date | None
    effective_quote: str
    term_quote: str
    effective_at: tuple[int, int] | None = None
    term_at: tuple[int, int] | None = None


def read_normative(title: str, text: str, published: date | None, written: date | None) -> Normative:
    """What the document says of itself. ``published`` and ``written`` serve 自发布之日起; either may be unknown."""
    text = text[:_MAX_TEXT]
    sentences = _sentences(text)
    known = tuple(day for day in (written, published) if day)
    lives = _joined([life for n, s in enumerate(sentences) if (life := _life(*s, sentences[n + 1 : n + 2], known))])
    ends = [_ends(life) for life in lives if life.months or life.until]
    told = [day for pair in ends for day in pair]
    with_term = next((life for life in lives if life.months or life.until), None)
    first = with_term or (lives[-1] if lives else None)
    ended, ended_at = ((), ()) if is_draft(title) else repeals(title, sentences)
    return Normative(
        effective=max(first.starts, default=None) if first else None,
        from_publication=bool(first and first.from_publication),
        term_months=with_term.months if with_term else None,
        until=with_term.until if with_term else None,
        ends_earliest=min(told, default=None),
        ends_latest=max(told, default=None),
        term_unsure=any(not pair for pair in ends),
        effective_quote=first.effective_quote if first else "",
        term_quote=with_term.term_quote if with_term else "",
        repeals=ended,
        passages=kept(
            _passage("effective", text, first.effective_at if first else None),
            _passage("term", text, with_term.term_at if with_term else None),
            *(passage("repeals", text, at, at + len(words)) for at, words in sentences if at in ended_at),
        ),
    )


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later, or that month's last day (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def core_titles(title: str) -> frozenset[str]:
    """The ways one document may be named: its whole title, without its issuer, and what it issues (关于印发《…》的通知).

    Two titles name one document when these sets meet. （试行） and （暂行） are part of a name; punctuation is not.
    """
    whole = _bare(title)
    names = {whole}
    at = whole.find("关于")
    without_issuer = whole[at:] if at > 0 else whole
    names.add(without_issuer)
    if issued := _ISSUED.match(without_issuer):
        names.add(issued.group(1))
    return frozenset(name for name in names if len(name) >= 4)


def is_draft(title: str) -> bool:
    """Whether the title is that of a draft or of an explanation, which quote a repeal but do not make it."""
    return bool(_DRAFT.search(title))


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"，,。、：:（）()\[\]【】]", "", title)


# ---- its own life


def _sentences(text: str) -> list[tuple[int, str]]:
    """Every sentence with the place it begins at."""
    found = []
    for part in re.finditer(r"[^。；;\n]+", text):
        if words := part.group().strip():
            found.append((text.index(words, part.start()), words[:_MAX_SENTENCE]))
    return found


def _passage(what: str, text: str, span: tuple[int, int] | None) -> Passage | None:
    return passage(what, text, *span) if span else None


def _life(at: int, sentence: str, following: list[tuple[int, str]], known: tuple[date, ...]) -> _Life | None:
    """What one sentence (and a term in the next one, 有效期五年 standing alone) says of the document's life."""
    if len(sentence) > _MAX_ABOUT_ITSELF or not _LIFE_WORDS.search(sentence):
        return None
    own = _OF_ANOTHER.sub(lambda found: " " * len(found.group()), sentence)
    clauses = re.split(r"[，,]", own)
    effect = next((found for clause in clauses if (found := _EFFECT.match(clause))), None)
    started = ("", False, ()) if effect is None else _starts(effect["from"], known)
    if effect is not None and not started[2] and not started[1]:
        effect = None
    term = _term(own, begins_with_document=effect is not None)
    quote, end = sentence, at + len(sentence)
    if term is None and effect is not None and following and re.match(rf"{LEAD}有效期", following[0][1]):
        begins, words = following[0]
        term, quote, end = _term(words, begins_with_document=True), f"{sentence}。{words}", begins + len(words)
    if effect is None and term is None:
        return None
    months, until, start = term or (None, None, None)
    starts = started[2] or ((start,) if start else ())
    return _Life(
        starts, started[1], months, until, sentence if effect else "", quote if term else "",
        (at, at + len(sentence)) if effect else None, (at, end) if term else None,
    )  # fmt: skip


def _joined(lives: list[_Life]) -> list[_Life]:
    """A term stated in an article of its own (本办法有效期为5年) counts from the start the other article states."""
    started = [life for life in lives if life.starts or life.from_publication]
    if len(started) != 1:
        return lives
    only = started[0]
    return [
        life
        if life.starts or life.until or life is only
        else replace(
            life,
            starts=only.starts,
            from_publication=only.from_publication,
            effective_quote=only.effective_quote,
            effective_at=only.effective_at,
            term_quote=f"{only.effective_quote}；{life.term_quote}",
        )
        for life in lives
    ]


def _starts(words: str, known: tuple[date, ...]) -> tuple[str, bool, tuple[date, ...]]:
    """The days 自…起 may mean."""
    if _FROM_PUBLICATION.search(words):
        return words, True, tuple(sorted({start for day in known for start in _delayed(day, words)}))
    days = find_dates(words)
    return words, False, _delayed(days[0][0], words) if days else ()


def _delayed(day: date, words: str) -> tuple[date, ...]:
    """The day 自…起 means when it says 30日后, 3个月后, 次日; the first and the last that may be meant."""
    if later := _MONTHS_LATER.search(words):
        return (add_months(day, _number(later["n"]) * (12 if later["years"] else 1)),)
    if later := _WORKDAYS_LATER.search(words):
        return day + timedelta(days=_number(later["n"])), day + timedelta(days=2 * _number(later["n"]) + _LONG_HOLIDAY)
    if later := _DAYS_LATER.search(words):
        return (day + timedelta(days=_number(later["n"])),)
    if later := _NEXT.search(words):
        if later["next"]:
            return (day + timedelta(days=1),)
        return day, add_months(day, 12 if "年" in later.group() else 1)
    return (day,)


def _term(sentence: str, *, begins_with_document: bool) -> tuple[int | None, date | None, date | None] | None:
    """(months, last day, first day) of the document's own term, when the sentence states one."""
    for found in _VALID_FOR.finditer(sentence):
        before = sentence[: found.start()]
        clause = re.split(r"[，,]", before)[-1]
        if not found["own"] and (not begins_with_document or _FOREIGN.search(clause) or len(clause) > 4):
            continue
        if found["until"]:
            if not (days := find_dates(found["until"])):
                continue
            return None, days[-1][0], days[0][0] if len(days) > 1 else None
        return _number(found["n"]) * (1 if found["months"] else 12), None, None
    if (
        begins_with_document
        and (trial := _TRIAL_FOR.search(sentence))
        and not _FOREIGN.search(sentence[: trial.start()])
    ):
        return _number(trial["n"]) * (1 if trial["months"] else 12), None, None
    return None


def _ends(life: _Life) -> tuple[date, ...]:
    if life.until:
        return (life.until,)
    return tuple(add_months(start, life.months or 0) for start in life.starts)


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _NUMERALS[words]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
