"""对照：今年要点的每一句，最像去年的哪一句；去年那一句上挂的检查，今年要不要沿用，由人确认。

Next year's rows beside this year's, sentence by sentence. A check stands on a sentence of its row; it is proposed for the
draft's sentence that says the same, and only where both are each other's nearest. What sounds alike and speaks of another
thing (预算 for 决算), of other numbers, or the contrary, is never proposed as certain.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crawler.vocabulary import KINDS
from rules.catalogue import Catalogue
from rules.model import CheckUse, Requirement
from rules.texts import bigrams, likeness

CERTAIN, POSSIBLE = 0.62, 0.42  # at least this alike: written as proposed, written as a comment
MARGIN: Final = 0.08  # the second best must be this much less alike, else nobody knows which is meant
_LONG_QUOTE: Final = 8
_MOST_SENTENCES: Final = 4_000
_END = re.compile(r"[。；;！!？?\n]+")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年)")
_NOISE = re.compile(r"[\s，,、：:（）()“”\"'‘’《》]+")
_NUMERALS: Final = str.maketrans("一二两三四五六七八九", "1223456789")
_COUNT = re.compile(r"([一二两三四五六七八九十百\d]+)(?:个)?(工作日|月底|月|日|天|年|次|种|篇|件|%)")
_AGAINST = re.compile(r"不得|不再|禁止|取消|停止|暂停|无需|不需")
# Words that say what kind of information a sentence is about; two sentences that differ here are about two things.
_SUBJECTS: Final = (
    "预算", "决算", "预决算", "许可", "处罚", "抽查", "强制", "建议", "提案", "征求", "采纳", "审计", "整改", "指南", "年度报告", "事项目录", "清理",
    "统一查询", "解读", "公报", "新媒体", "舆情", "依申请", "规章", "招投标", "统计", "招考", "录用", "机构职能", "应急预案", "规划", "政府工作报告",
    "收费", "采购", "救助", "征地", "拆迁", "垄断", "竞争", "保密", "三审", "适老化",
)  # fmt: skip


class Confidence(StrEnum):
    """How sure a proposal is, in the word that is printed."""

    HIGH = "高"
    MIDDLE = "中"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a row. ``plain`` is what is compared: years told from the document's own, without punctuation."""

    requirement: Requirement
    n: int
    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A check of last year proposed for a sentence of the draft. ``why`` tells what keeps it from being certain."""

    use: CheckUse
    source: Sentence
    target: Sentence
    score: float
    confidence: Confidence
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row of the draft and the row of last year that it continues."""

    before: Requirement
    score: float
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Matching:
    """Everything proposed for a draft, by the id of its row, and what found no place."""

    rows: dict[str, RowMatch]
    checks: dict[str, tuple[Carried, ...]]
    unmatched: tuple[tuple[Sentence, Sentence | None, float], ...]  # sentences of the draft, with the nearest there was
    left: tuple[tuple[Requirement, CheckUse, str], ...]  # checks of last year without a place, and why
    gone: tuple[Requirement, ...]  # rows of last year that no row continues


def match(draft: Catalogue, before: Catalogue) -> Matching:
    """Lay ``draft`` beside ``before``. Deterministic; the order of rows in either plays no part."""
    new, old = sentences(draft), sentences(before)
    scores = {(id(s), id(t)): alike(s.plain, t.plain) for s in new for t in old}
    rows = _rows(draft, before, new, old, scores)
    carried: dict[str, list[Carried]] = {}
    left: list[tuple[Requirement, CheckUse, str]] = []
    for requirement in before.requirements:
        for use in requirement.checks:
            found = _carried(requirement, use, new, old, scores)
            if isinstance(found, str):
                left.append((requirement, use, found))
            else:
                carried.setdefault(found.target.requirement.id, []).append(found)
    taken = {match.before.id for match in rows.values()}
    return Matching(
        rows=rows,
        checks={row: tuple(found) for row, found in carried.items()},
        unmatched=tuple(_unmatched(new, old, scores)),
        left=tuple(left),
        gone=tuple(r for r in before.requirements if r.id not in taken),
    )


def sentences(catalogue: Catalogue) -> list[Sentence]:
    """All sentences of all rows, at most ``_MOST_SENTENCES``."""
    year = catalogue.applies_from.year if catalogue.applies_from else 0
    found = [
        Sentence(requirement, n, text, _plain(text, year))
        for requirement in catalogue.requirements
        for n, text in enumerate((part.strip() for part in _END.split(requirement.text) if part.strip()), start=1)
    ]
    return found[:_MOST_SENTENCES]


def alike(one: str, other: str) -> float:
    """How alike two plain sentences are, 0 to 1; 0 when they speak of different things."""
    return 0.0 if _other_subject(one, other) else likeness(one, other)


# ---- checks


def _carried(
    requirement: Requirement, use: CheckUse, new: list[Sentence], old: list[Sentence], scores: dict[tuple[int, int], float]
) -> Carried | str:
    """Where a check goes, or in words why nowhere."""
    sources = [t for t in old if t.requirement.id == requirement.id]
    source = next((t for t in sources if use.quote and use.quote.rstrip("。；;") in t.text), None)
    if source is None:
        if len(sources) != 1:
            return "目录没有写明它对应哪一句"
        source = sources[0]
    ranked = sorted(
        ((_fit(s, source, use, scores), s) for s in new), key=lambda pair: (-pair[0], pair[1].requirement.id, pair[1].n)
    )
    score, target = ranked[0] if ranked else (0.0, None)
    if target is None or score < POSSIBLE:
        return f"没有意思相近的句子（最近的相似度 {score:.2f}）"
    rival = max(((scores[id(target), id(t)], t) for t in old), key=lambda pair: pair[0])
    if rival[1].plain != source.plain and rival[0] > score:
        return f"最像的一句（第 {target.requirement.row} 行）更像去年第 {rival[1].requirement.row} 行"
    second = next((other for other, s in ranked[1:] if s.requirement.id != target.requirement.id), 0.0)
    why = list(_doubts(source, target, use))
    if score - second < MARGIN:
        why.append("今年不止一行相近，分不清是哪一行")
    if score < CERTAIN:
        why.append("文字改动较大")
    return Carried(use, source, target, score, Confidence.MIDDLE if why else Confidence.HIGH, tuple(why))


def _fit(target: Sentence, source: Sentence, use: CheckUse, scores: dict[tuple[int, int], float]) -> float:
    """The likeness of both sentences; where the words a check rests on stand in a longer sentence, how much of them."""
    score = scores[id(target), id(source)]
    words = _NOISE.sub("", use.quote.rstrip("。；;"))
    if len(words) < _LONG_QUOTE or _other_subject(source.plain, target.plain) or not _subjects(words) <= _subjects(target.plain):
        return score
    pairs = bigrams(words)
    return max(score, 0.9 * len(pairs & bigrams(target.plain)) / len(pairs))


def _doubts(source: Sentence, target: Sentence, use: CheckUse) -> Iterator[str]:
    if (now := counts(target.plain)) != (was := counts(source.plain)):
        yield f"数字或时限由“{'、'.join(was) or '无'}”变为“{'、'.join(now) or '无'}”，检查的参数要核对"
    if bool(_AGAINST.search(source.text)) != bool(_AGAINST.search(target.text)):
        yield "一边有“不得、取消”一类的话，另一边没有"
    if extra := _subjects(target.plain) ^ _subjects(source.plain):
        yield f"只有一边说到“{'、'.join(sorted(extra))}”"
    named = [unit for unit in use.units if not unit.startswith("@")]
    if lost := [u for u in named if u in source.requirement.units and u not in target.requirement.units]:
        yield f"检查所指的单位“{'、'.join(lost)}”今年没有列入"


# ---- rows


def _rows(
    draft: Catalogue, before: Catalogue, new: list[Sentence], old: list[Sentence], scores: dict[tuple[int, int], float]
) -> dict[str, RowMatch]:
    """Each row's best row of last year, best pairs first, each used once."""
    of_new, of_old = _by_row(new), _by_row(old)
    pairs = sorted(
        ((_row_score(of_new[a.id], of_old[b.id], scores), b, a) for a in draft.requirements for b in before.requirements
         if a.id in of_new and b.id in of_old),
        key=lambda triple: (-triple[0], triple[1].id, triple[2].id),
    )  # fmt: skip
    found: dict[str, RowMatch] = {}
    used: set[str] = set()
    for score, was, now in pairs:
        if score < POSSIBLE:
            break
        if now.id not in found and was.id not in used:
            found[now.id] = RowMatch(was, score, Confidence.HIGH if score >= CERTAIN else Confidence.MIDDLE)
            used.add(was.id)
    return found


def _row_score(mine: list[Sentence], theirs: list[Sentence], scores: dict[tuple[int, int], float]) -> float:
    """Each sentence's best partner in the other row, by length, seen from both sides: a part is not the whole."""

    def side(these: list[Sentence], those: list[Sentence], swapped: bool) -> float:
        weight = sum(len(s.plain) for s in these)
        best = (max(scores[(id(t), id(s)) if swapped else (id(s), id(t))] for t in those) * len(s.plain) for s in these)
        return sum(best) / weight if weight else 0.0

    return min(side(mine, theirs, False), side(theirs, mine, True))


def _by_row(told: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    rows: dict[str, list[Sentence]] = {}
    for sentence in told:
        rows.setdefault(sentence.requirement.id, []).append(sentence)
    return rows


def _unmatched(
    new: list[Sentence], old: list[Sentence], scores: dict[tuple[int, int], float]
) -> Iterator[tuple[Sentence, Sentence | None, float]]:
    for sentence in new:
        nearest = max(old, key=lambda t: scores[id(sentence), id(t)], default=None)
        score = scores[id(sentence), id(nearest)] if nearest else 0.0
        if score < POSSIBLE:
            yield sentence, nearest, score


# ---- what a sentence is about


def counts(plain: str) -> list[str]:
    """Numbers with what they count, in one spelling: 一个月 and 1个月 are the same."""
    return sorted(f"{found[1].translate(_NUMERALS)}{found[2]}" for found in _COUNT.finditer(plain))


def _plain(text: str, year: int) -> str:
    """``text`` with years told from the document's own (本年, 上年), so that next year's sentence is the same sentence."""
    relative = {0: "本", -1: "上", 1: "下"}
    text = _YEAR.sub(lambda found: relative.get(int(found[1]) - year, found[1]), text)
    return _NOISE.sub("", text)


def _subjects(plain: str) -> frozenset[str]:
    found = {word for word in _SUBJECTS if word in plain}
    found |= {kind.label for kind in KINDS.values() if len(kind.label) > 3 and kind.label in plain}
    return frozenset(found)


def _other_subject(one: str, other: str) -> bool:
    """Whether each names a kind of information that the other does not."""
    mine, theirs = _subjects(one), _subjects(other)
    return bool(mine - theirs) and bool(theirs - mine)
