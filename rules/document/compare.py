"""The table against the body: which point a row belongs to, and where the two word it differently.

The body is the authoritative text; a table's group cells are merged and cannot be trusted for the task's name. What both
say alike and wrongly (a platform's name misspelt in both) cannot be seen here; the person who completes the catalogue
adds it to ``errata``.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rules.document.clauses import Point, plain

_SURE = 0.62  # of a row's character pairs, in the point it belongs to
_CLEAR = 0.12  # ahead of the second best point
_POSSIBLE = 0.34
_NAMED = 0.3  # for a row whose task has the point's very name
_SENTENCES = re.compile(r"[^。！？；]*[。！？；]?")
_MOST_SENTENCES = 40
_COMPARED = 2500  # characters; longer texts are no rows of a table, and comparing them takes minutes
_NOTED = 4  # differences written out in one row
_AROUND = 6  # characters of context on each side of a difference
_LONGEST = 30
_STOPS = "，。；：、！？“”‘’（）《》〔〕,.;:!?()\"'\n"


def match(texts: Sequence[str], tasks: Sequence[str], points: Sequence[Point]) -> tuple[int | None, ...]:
    """For each row the place of its point in ``points``, None where no point holds it.

    Clear cases stand for themselves; an unclear one may only lie between its neighbours' points, for tables follow the
    body's order.
    """
    wholes = [_pairs(point.whole) for point in points]
    titles = [plain(point.title) for point in points]
    scores = []
    for text, task in zip(texts, tasks, strict=True):
        pairs, name = _pairs(text), plain(task)
        named = [bool(title) and title == name for title in titles]
        scores.append([_share(pairs, whole) + _NAMED * same for whole, same in zip(wholes, named, strict=True)])
    sure = [_clear_best(row) for row in scores]
    return tuple(
        at if at is not None else _between(row, sure, n) for n, (at, row) in enumerate(zip(sure, scores, strict=True))
    )


def differences(text: str, point: Point) -> tuple[str, ...]:
    """Where a row and its point differ in words, as Chinese notes; differences of punctuation and spaces are none."""
    if len(text) > _COMPARED:
        return ("任务内容过长，没有与正文逐字核对",)
    passage = _passage(text, point)[: 2 * _COMPARED]
    ours, theirs = _words(text), _words(passage)
    if not theirs or plain(text) == plain(passage):
        return ()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < 0.5:
        return ("任务文字与正文该要点差别很大，请对照原文",)
    notes = [note for op in _grouped(matcher.get_opcodes(), ours, theirs) if (note := _note(ours, theirs, op))]
    if len(notes) > _NOTED:
        notes = [*notes[:_NOTED], f"另有 {len(notes) - _NOTED} 处表述不同"]
    return tuple(notes)


def task_difference(task: str, point: Point) -> str:
    """A note when the table calls the task differently than the body does, else ''."""
    if not task or not point.title or plain(task) == plain(point.title):
        return ""
    return f"任务名称分工表作“{task}”，正文作“{point.title}”"


# ---- which point


def _pairs(text: str) -> frozenset[str]:
    words = plain(text)
    return frozenset(words[n : n + 2] for n in range(len(words) - 1))


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _clear_best(scores: Sequence[float]) -> int | None:
    if not scores:
        return None
    ranked = sorted(range(len(scores)), key=lambda n: -scores[n])
    best = scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if best >= _SURE and best - second >= _CLEAR else None


def _between(scores: Sequence[float], sure: Sequence[int | None], row: int) -> int | None:
    first = next((at for at in reversed(sure[:row]) if at is not None), 0)
    last = next((at for at in sure[row + 1 :] if at is not None), len(scores) - 1)
    allowed = range(first, max(first, last) + 1) if scores else range(0)
    best = max(allowed, key=lambda n: scores[n], default=None)
    return best if best is not None and scores[best] >= _POSSIBLE else None


# ---- where they differ


def _passage(text: str, point: Point) -> str:
    """The sentences of the point that say the same as ``text``."""
    sentences = [s for s in _SENTENCES.findall(point.text or point.title) if s][:_MOST_SENTENCES]
    pairs = [_pairs(s) for s in sentences]
    wanted = _pairs(text)
    best, span = 0.0, (0, 0)
    for start in range(len(sentences)):
        union: frozenset[str] = frozenset()
        for end in range(start, len(sentences)):
            union |= pairs[end]
            alike = 2 * len(union & wanted) / (len(union) + len(wanted) or 1)
            if alike > best:
                best, span = alike, (start, end + 1)
    return "".join(sentences[span[0] : span[1]])


def _words(text: str) -> str:
    """The text without white space and with the punctuation's width made one, so that only wording can differ."""
    return "".join(text.split()).translate(str.maketrans(",;:!?()", "，；：！？（）"))


Op = tuple[int, int, int, int]


def _grouped(opcodes: Sequence[tuple[str, int, int, int, int]], ours: str, theirs: str) -> list[Op]:
    """The differing spans; those parted by less than three equal characters are one."""
    spans: list[Op] = []
    for kind, a, b, c, d in opcodes:
        if kind == "equal" or not (plain(ours[a:b]) or plain(theirs[c:d])):
            continue
        if spans and a - spans[-1][1] < 3 and c - spans[-1][3] < 3:
            spans[-1] = (spans[-1][0], b, spans[-1][2], d)
        else:
            spans.append((a, b, c, d))
    return spans


def _note(ours: str, theirs: str, op: Op) -> str:
    a, b, c, d = op
    if not plain(theirs[c:d]) and b - a > _AROUND:
        return f"分工表比正文多“{_cut(ours[a:b])}”"
    if not plain(ours[a:b]) and d - c > _AROUND:
        return f"正文另有“{_cut(theirs[c:d])}”，分工表没有"
    return f"分工表作“{_around(ours, a, b)}”，正文作“{_around(theirs, c, d)}”"


def _around(text: str, start: int, end: int) -> str:
    """The differing words with as much before and after them as one phrase holds."""
    first = start
    while first > 0 and start - first < _AROUND and text[first - 1] not in _STOPS:
        first -= 1
    last = end
    while last < len(text) and last - end < _AROUND and text[last] not in _STOPS:
        last += 1
    return _cut(text[first:last])


def _cut(text: str) -> str:
    bare = text.strip("，。；、")
    return bare if len(bare) <= _LONGEST else bare[: _LONGEST - 1] + "…"
