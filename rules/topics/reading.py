"""What one item shows of a topic: pure functions over its words.

A single word never suffices: a core term counts with another term of the topic near it, in the title or in running text, never
in a list of links. News of a meeting, a report about everything and what speaks of another year are no evidence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from rules.texts import is_upper
from rules.topics.lexicon import Lexicon, Term, Topic, lexicon

ENOUGH: Final = 4  # a core term and one more
_NEAR: Final = 60  # characters between terms that belong together
_TEXT: Final = 6_000
_HEAD: Final = 400  # the part of a text that tells its year
_DENSE: Final = 2  # places from which a text is about a topic that its title only hints at
_MANY: Final = 3  # different terms together that are as good
_EARLY: Final = 120  # characters within which such a text has to begin with the topic
_END: Final = 10  # the last characters of a title, where the noun stands that says what it is
_QUOTE: Final = 30  # characters shown on either side of a passage
_LIST: Final = 3  # lines without a sentence from which they are a list
_LINE: Final = 60
_MARKS: Final = frozenset("“”\"'‘’「」")
_SENTENCE = re.compile(r"[。；！？;!?：:]|[，,].{6,}[，,]")
_TITLED: Final = "标题写的是 {} 年"
_NOTICE = re.compile(r"(?:的)?(?:通知|公告|通告|函|启事)(?:\([^()]{0,20}\)|（[^（）]{0,20}）)?$")
_ASIDE = re.compile(r"[（(][^（）()]{0,20}[）)]$")
_BRACKETS = re.compile(r"[〔\[［][^〔〕\[\]［］]{0,12}[〕\]］]|《[^《》]{0,80}》|[（(][^（）()]{0,24}修[订正][）)]")
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:年?度?(?:[-—–~～至到]{1,2})(20\d\d))?(?!\d)")
_DONE = re.compile(
    r"(?:累计|已|共|新增|完成|发放|开工|竣工|兑现|惠及|建成|办理|实现|解决|服务|覆盖)[^。；\n]{0,12}?\d"
)
_DRAWN_UP = re.compile(r"制定(?:本|如下)|第一条\s?|现(?:就|将)[^。\n]{0,40}(?:通知如下|印发)|提出(?:如下|以下)(?:意见|措施)")


class Fit(IntEnum):
    """How well an item shows a topic, best first."""

    FIRM = 0  # in its title and in its text
    LIKELY = 1  # worth showing; a person says whether it is it
    HINT = 2  # a keyword alone, words that could not be read, another year's: shown to nobody as evidence
    NONE = 3

    @property
    def is_shown(self) -> bool:
        return self in (Fit.FIRM, Fit.LIKELY)


@dataclass(frozen=True, slots=True)
class Words:
    """What is read of one item. ``text`` None: its words could not be read. ``column`` is the name of the column that lists it."""

    title: str
    text: str | None = ""
    files: tuple[str, ...] = ()
    column: str = ""
    has_number: bool = False


@dataclass(frozen=True, slots=True)
class TopicReading:
    """``terms`` are those that fired, core ones first; ``why`` says in Chinese what speaks against it.

    ``of_last_year``: everything fits but the year its title names, which is the one before.
    """

    fit: Fit
    score: int = 0
    terms: tuple[str, ...] = ()
    facets: frozenset[str] = frozenset()
    quote: str = ""
    why: str = ""
    of_last_year: bool = False


def read_topic(topic: Topic, item: Words, year: int, places: tuple[str, ...] = (), *, ours: bool = False) -> TopicReading:
    """What ``item`` shows of ``topic`` in ``year``. ``places`` are the district's own names; ``ours``: it says itself whose it is."""
    known = lexicon()
    title = _plain(item.title)
    in_title = terms_in(topic, title)
    named = _distinct((*in_title, *(t for name in item.files for t in terms_in(topic, _plain(name)))))
    prose = _prose(item.text or "", known)
    best, places_found, begins = _passages(topic, prose)
    column = any(t.role == "core" for t in terms_in(topic, _plain(item.column)))
    terms = _distinct((*in_title, *best.terms))
    score = sum(t.weight for t in terms) + sum(t.weight for t in in_title if t.role == "excluded")
    facets = facets_of(title, item.has_number, prose)
    fit, why = _fit(topic, item, _Found(in_title, named, best, places_found, begins, column, score, prose))
    if fit.is_shown and (against := _against(topic, item.title, title, prose, facets, year, places, ours)):
        fit, why = (Fit.HINT if against[1] else Fit.NONE), against[0]
    words = tuple(t.words for t in sorted(terms, key=lambda t: (t.role != "core", -t.weight, t.words)))
    return TopicReading(fit, score, words, facets, best.quote, why, why == _TITLED.format(year - 1))


def terms_in(topic: Topic, words: str) -> tuple[Term, ...]:
    """The terms of ``topic`` in ``words``, in order, each place once; the names of offices hold none."""
    found = (topic.term_of(hit.group()) for hit in topic.pattern.finditer(words))
    return tuple(term for term in found if term)


def facets_of(title: str, has_number: bool = False, prose: str = "") -> frozenset[str]:
    """What sort of item a title tells; where it tells none, what its text says of itself."""
    known = lexicon()
    if any(word in title for word in known.words.drafts):
        return frozenset()
    if said := {f.id for f in known.facets.values() if any(word in title for word in f.anywhere)}:
        return frozenset(said)
    bare = _ASIDE.sub("", _NOTICE.sub("", title))
    notice = title.endswith("通知")
    ends = {f.id: _last(bare, f.nouns) for f in known.facets.values()}
    last = max(ends.values(), default=(0, 0))
    if last[0] < len(bare) - (4 if notice else _END):
        last = (0, 0)  # 关于做好高龄津贴发放工作的通知 is what is to be done, whatever it mentions
    found = {f for f, end in ends.items() if last[0] and end == last}
    if not found and (notice or (has_number and not ends["implementation"][0])):
        found = {f.id for f in known.facets.values() if f.with_number}
    if not found:
        found = {f.id for f in known.facets.values() if any(verb in bare for verb in f.verbs)}
    if not found and len(_DONE.findall(prose)) >= 2:
        found = {"implementation"}
    if not found and _DRAWN_UP.search(prose):
        found = {"policy"}
    return frozenset(found | {known.facets[f].of for f in found if known.facets[f].of})


# ---- inside


@dataclass(frozen=True, slots=True)
class _Passage:
    terms: tuple[Term, ...] = ()
    quote: str = ""

    @property
    def score(self) -> int:
        return sum(t.weight for t in self.terms)


@dataclass(frozen=True, slots=True)
class _Found:
    in_title: tuple[Term, ...]
    named: tuple[Term, ...]  # in the title and in the names of files
    best: _Passage
    places: int  # how many passages there are
    begins: int  # where the first one stands
    column: bool  # whether the column's name holds a core term
    score: int
    prose: str


def _fit(topic: Topic, item: Words, found: _Found) -> tuple[Fit, str]:
    if topic.needs and not any(word in item.title or word in found.prose for word in topic.needs):
        return Fit.NONE, "没有说到" + "、".join(topic.needs[:3])
    core = any(t.role == "core" for t in found.in_title)
    if not core and not found.best.terms and not any(t.role == "core" for t in found.named):
        return Fit.NONE, ""
    words = lexicon().words
    if other := next((word for word in words.never if word in item.title), ""):
        return Fit.NONE, f"是别的文件（“{other}”）"
    if any(word in item.title for word in words.mixed) and not core:
        return Fit.HINT, "综合性文件"
    if item.text is None or not found.prose:
        two = len(found.named) > 1 and core and sum(t.weight for t in found.named) >= ENOUGH
        return (Fit.LIKELY, "正文没有读到") if two else (Fit.HINT, "正文没有读到，只有标题中的关键词")
    if core and found.best.terms and found.score >= ENOUGH:
        return Fit.FIRM, ""
    if core and found.score >= ENOUGH:
        return Fit.LIKELY, "正文没有再说到"
    hinted = found.column or any(t.role != "excluded" for t in found.in_title)
    dense = found.places >= _DENSE or len(found.best.terms) >= _MANY
    if hinted and dense and found.best.score >= ENOUGH and (found.column or found.begins <= _EARLY):
        return Fit.LIKELY, "标题没有写明主题"
    return Fit.HINT, "只有关键词，没有相关内容" if core else "只是顺带提到"


def _against(
    topic: Topic, written: str, title: str, prose: str, facets: frozenset[str], year: int, places: tuple[str, ...], ours: bool
) -> tuple[str, bool] | None:
    """What speaks against an item with fitting words, and whether it is still a hint; None when nothing does."""
    known = lexicon()
    gathering = next((word for word in known.words.gatherings if word in title), "")
    if gathering and not any(word in title for word in known.words.no_gatherings):
        return f"像会议、调研或活动的消息（“{gathering}”）", False
    # 四川科技兴村在线 and 全省服务业高质量发展示范区 are names of topics, not of a level.
    if not ours and is_upper(_without_cores(topic, written), places):
        return "是上级机关的", False
    told = set(_years(_BRACKETS.sub("", title)))
    if told and year not in told:
        return _TITLED.format(max(told)), True
    if "implementation" in facets:
        in_text = set(_years(_BRACKETS.sub("", prose[:_HEAD])))
        if in_text and max(in_text) < year:
            return f"正文说的是 {max(in_text)} 年", True
    return None


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    """Without blanks and quotation marks: 稳增长“40条”措施 is 稳增长40条措施."""
    return re.sub(r"[\s\u200b-\u200d\ufeff]+", "", "".join(c for c in words[:300] if c not in _MARKS))


def _without_cores(topic: Topic, title: str) -> str:
    for term in sorted((t.words for t in topic.terms if t.role == "core"), key=len, reverse=True):
        title = title.replace(term, "")
    return title


def _prose(text: str, known: Lexicon) -> str:
    """The running text: without what stands under 相关链接, and without lists of titles."""
    kept: list[str] = []
    bare: list[str] = []
    for line in (line.strip() for line in text[:_TEXT].split("\n")):
        if any(line.startswith(tail) for tail in known.words.tails) and len(line) < 20:
            break
        if len(line) <= _LINE and not _SENTENCE.search(line):
            bare.append(line)
            continue
        kept += bare if len(bare) < _LIST else []
        bare = []
        kept.append(line)
    kept += bare if len(bare) < _LIST else []
    return "\n".join(kept)


def _unmarked(text: str) -> tuple[str, Sequence[int]]:
    """``text`` without quotation marks (稳增长“40条”措施), and where each of its characters stands in ``text``."""
    if not any(mark in text for mark in _MARKS):
        return text, range(len(text))
    places = [i for i, character in enumerate(text) if character not in _MARKS]
    return "".join(text[i] for i in places), places


def _passages(topic: Topic, prose: str) -> tuple[_Passage, int, int]:
    """The best place where a core term stands near another term, how many such places there are, and where they begin."""
    plain, places = _unmarked(prose)
    hits = [(hit.start(), hit.end(), term) for hit in topic.pattern.finditer(plain) if (term := topic.term_of(hit.group()))]
    hits = [hit for hit in hits if hit[2].role != "excluded"]
    best, count, first, i = _Passage(), 0, len(prose), 0
    while i < len(hits):
        start = hits[i][0]
        near = [hit for hit in hits[i : i + 12] if hit[0] - start <= _NEAR]
        terms = _distinct(hit[2] for hit in near)
        if len(terms) < 2 or not any(t.role == "core" for t in terms):
            i += 1
            continue
        count += 1
        first = min(first, start)
        passage = _Passage(terms, _quoted(prose, places[start], places[near[-1][1] - 1] + 1))
        if passage.score > best.score:
            best = passage
        i += len(near)
    return best, count, first


def _quoted(prose: str, start: int, end: int) -> str:
    """The passage word for word with a little around it, inside one line."""
    line_end = prose.find("\n", start)
    line_end = len(prose) if line_end < 0 else line_end
    return prose[max(prose.rfind("\n", 0, start) + 1, start - _QUOTE) : min(line_end, end + _QUOTE)].strip()


def _distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each term once, and none that is part of another: 城市更新 beside 城市更新攻坚战 is no second word."""
    found = tuple(dict.fromkeys(t for t in terms if t.role != "excluded"))
    return tuple(t for t in found if not any(t is not other and t.words in other.words for other in found))


def _last(words: str, nouns: tuple[str, ...]) -> tuple[int, int]:
    """Where the last of ``nouns`` ends in ``words``, and how long it is: 收费标准 is another thing than 标准; (0, 0) for none."""
    return max(((at + len(noun), len(noun)) for noun in nouns if (at := words.rfind(noun)) >= 0), default=(0, 0))


def _years(words: str) -> Iterator[int]:
    """The years that ``words`` name, every one of a range: 2022—2024年."""
    for first, last in _YEARS.findall(words):
        yield from range(int(first), int(last or first) + 1) if 0 <= int(last or first) - int(first) <= 20 else (int(first),)
