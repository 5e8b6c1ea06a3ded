"""The body of a document: sections 「一、」, points 「（一）」, items 「1.」, and the responsibilities written inside them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.document.deadline import read_deadline
from rules.document.units import is_unit, is_unit_list, read_units

_NUMERAL = "一二三四五六七八九十百"
_SECTION = re.compile(rf"(?:第?([{_NUMERAL}]{{1,4}})[、.．]|第([{_NUMERAL}]{{1,4}})(?:部分|章)[、：:\s]*)\s*(?=\S)")
_POINT = re.compile(rf"[（(]\s*([{_NUMERAL}]{{1,4}})\s*[)）]\s*[、.．]?\s*(?=\S)")
_ITEM = re.compile(r"(\d{1,3})\s*[.．、](?!\d)\s*(?=\S)")
_ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?\s*$|附\s*件\s*\d{0,2}\s*[：:]|附表\s*\d{0,2}\s*[：:]?\s*$")
_CLOSING = re.compile(r"(?:信息)?公开(?:选项|属性|方式)[：:]|抄送[：:]|[（(]此件(?:主动)?公开|\S{4,40}\d日印发$")
_DAY_ALONE = re.compile(
    r"[（(]?(?:(?:19|20)\d{2}|[二一][〇○零Ｏ一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）)]?"
)
_PAGE_NUMBER = re.compile(r"[-—－–\s]{1,6}\d{1,3}[-—－–\s]{1,6}|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?|\d{1,3}")
_SENTENCE_END = "。！？；!?;"
_CLOSERS = "”’」』）)》"
_WHO = "(?:责任)?(?:单位|部门|科室|处室|机构|股室)"
_LABELS = re.compile(
    rf"(?P<lead>(?:牵头|主办|主责){_WHO})|(?P<support>(?:配合|协办|参与|协助|参加){_WHO})|(?P<units>(?:责任|承办|负责|落实|实施)(?:单位|部门|科室|处室|机构|股室|主体))"
    r"|(?P<deadline>(?:工作)?(?:完成|办理|落实|推进)?(?:时限|时间节点|时间要求|时限要求|时间安排|期限|时间))"
)
_OPENERS = {"（": "）", "(": ")", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_BETWEEN = "；;，,。、 \n"
_LONGEST_NOTE = 700
NOT_TASKS = re.compile(r"(?:总体|指导|工作|基本|主要)?(?:要求|思想|目标|原则|思路)")


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point. ``clause`` is its label as written, ``title`` its first phrase, ``text`` all after the title."""

    section: int | None
    section_title: str
    clause: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return self.title + self.text


@dataclass(frozen=True, slots=True)
class Told:
    """Who is responsible and until when, as one parenthesis says it. ``responsible`` is verbatim."""

    responsible: str = ""
    lead: str = ""
    support: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a point with the parenthesis that ends it; ``told`` is None where no parenthesis follows."""

    point: Point
    text: str
    told: Told | None


def read_points(lines: Sequence[str]) -> tuple[Point, ...]:
    """The points of the body in order. Lines a page break or a fixed width has cut are put together again.

    A file may hold a notice with points of its own before the 工作要点: the part with the most points is the body.
    """
    parts = [tuple(_points(part)) for part in _parts(lines)]
    return max(parts, key=len, default=())


def passages(points: Sequence[Point], year: int | None) -> tuple[Passage, ...]:
    """The points cut after each responsibility: what a document without a 分工表 has for rows."""
    return tuple(p for point in points for p in _cut(point, year))


# ---- lines into blocks, blocks into points


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading or a piece of running text. ``level`` is section, point, item or '' for text."""

    level: str
    label: str
    text: str
    alone: bool = True  # the heading's line ended before its sentence did: a title of its own, as far as one can see


def _parts(lines: Sequence[str]) -> list[list[_Block]]:
    """The blocks of each part: signatures, attachment marks and the last lines of an official document part them."""
    width = _wrap_width(lines)
    parts: list[list[_Block]] = [[]]
    for line in lines:
        text = line.strip().replace("**", "").strip("#").strip()
        if not text or _PAGE_NUMBER.fullmatch(text):
            continue
        if _CLOSING.match(text) or _ATTACHMENT.match(text) or _DAY_ALONE.fullmatch("".join(text.split())):
            if parts[-1] and not parts[-1][-1].level and is_unit(parts[-1][-1].text):
                parts[-1].pop()  # the signature above its date
            parts.append([])
            continue
        level, label, rest = _heading(text)
        if level or parts[-1]:  # what stands before a part's first heading is title and preamble
            parts[-1].append(_Block(level, label, rest, alone=len(text) < width))
    return parts


def _wrap_width(lines: Sequence[str]) -> float:
    """From which length a line counts as cut by the page's width rather than ended by its writer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    width = lengths[int(len(lengths) * 0.95)] * 0.85 if lengths else 0.0
    full = sum(length >= width for length in lengths)
    return width if width <= 50 and full >= max(5, len(lengths) * 0.2) else float("inf")


def _heading(text: str) -> tuple[str, str, str]:
    if found := _SECTION.match(text):
        return "section", found.group(1) or found.group(2), text[found.end() :]
    if found := _POINT.match(text):
        return "point", f"（{found.group(1)}）", text[found.end() :]
    if found := _ITEM.match(text):
        return "item", f"{found.group(1)}.", text[found.end() :]
    return "", "", text


def unlabelled(name: str) -> tuple[str, str, str]:
    """A name in three: which kind of label it carries (section, point, item or ''), the label, the name without it."""
    return _heading(name.strip())


def _points(blocks: Sequence[_Block]) -> Iterator[Point]:
    section: int | None = None
    section_title = section_label = ""
    above = ""  # the point an item stands under
    current: Point | None = None
    for block in blocks:
        if block.level == "section":
            if current:
                yield current
            section, above, section_label = read_numeral(block.label), "", f"{block.label}、"
            section_title, rest = _title(block.text, alone=True)
            # 「一、做好……。（责任单位：……）」: a section that is itself the task.
            current = Point(section, section_title, section_label, section_title, rest) if rest else None
        elif block.level in ("point", "item"):
            if current:
                yield current
            above = block.label if block.level == "point" else above
            clause = block.label if block.level == "point" else above + block.label
            title, rest = _title(block.text, block.alone)
            current = Point(section, section_title, clause, title, rest)
        elif current:
            current = _continued(current, block.text)
        elif section_title:
            current = Point(section, section_title, section_label, section_title, block.text)
    if current:
        yield current


def _continued(point: Point, line: str) -> Point:
    if _is_label_line(line):
        # A responsibility on a line of its own is treated like one in brackets.
        return replace(point, text=point.text + f"（{line.rstrip('。')}）")
    return replace(point, text=point.text + line)


def _is_label_line(line: str) -> bool:
    found = _LABELS.match(line)
    return found is not None and line[found.end() : found.end() + 1] in ("：", ":")


def _title(text: str, alone: bool) -> tuple[str, str]:
    """A heading's first phrase and what follows it; no title when the phrase is a sentence too long to be one."""
    end = next((at for at, c in enumerate(text) if c in "。；：:" and not _inside_quotes(text, at)), -1)
    bracket = next((at for at, _ in _told_brackets(text)), -1)
    if bracket >= 0 and (end < 0 or bracket < end):
        end = bracket - 1
        return (text[: end + 1], text[end + 1 :]) if end < 45 else ("", text)
    if end < 0:
        return (text, "") if alone and len(text) <= 60 else ("", text)
    if end > 45 or (text[end] != "。" and end > 25):
        return "", text
    return text[:end], text[end + 1 :]


def _inside_quotes(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


def read_numeral(label: str) -> int | None:
    """「十二」 as 12; None when it is no number."""
    digits = {c: n for n, c in enumerate("零一二三四五六七八九")}
    if label.isdigit():
        return int(label)
    if any(c not in _NUMERAL for c in label) or not label:
        return None
    total, current = 0, 0
    for c in label:
        if c in digits:
            current = digits[c]
        else:
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
    return total + current


# ---- responsibilities inside a point


def _cut(point: Point, year: int | None) -> Iterator[Passage]:
    start = 0
    told: Told | None = None
    pieces: list[tuple[str, Told | None]] = []
    for at, end in _all_brackets(point.text, year):
        told = read_told(point.text[at + 1 : end], year)
        text = point.text[start:at].strip()
        start = end + 1
        while start < len(point.text) and point.text[start] in "。；;":
            if text and text[-1] not in _SENTENCE_END:
                text += point.text[start]
            start += 1
        if not text and pieces:  # two parentheses in a row speak of the same stretch
            before, earlier = pieces[-1]
            pieces[-1] = (before, _both(earlier, told))
        else:
            pieces.append((text, told))
    if rest := point.text[start:].strip():
        pieces.append((rest, None))
    if not pieces:
        pieces.append(("", None))
    for text, told in pieces:
        yield Passage(point, text or (point.title if len(pieces) == 1 else text), told)


def _both(first: Told | None, second: Told) -> Told:
    if first is None:
        return second
    return Told(
        "；".join(t for t in (first.responsible, second.responsible) if t),
        first.lead or second.lead,
        first.support or second.support,
        first.deadline or second.deadline,
    )


def _told_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Brackets that say who is responsible or until when, by their label, as (opening, closing) places."""
    return (pair for pair in _brackets(text) if _LABELS.match(text, pair[0] + 1))


def _all_brackets(text: str, year: int | None) -> Iterator[tuple[int, int]]:
    """The labelled ones, and those after a sentence that hold nothing but units: 「……公开。（县财政局牵头）」."""
    read_to = -1
    for at, end in _brackets(text):
        if at <= read_to:  # inside the one before
            continue
        after_sentence = at == 0 or text[at - 1] in _SENTENCE_END + "）)]】"
        before_end = text[end + 1 : end + 2] in ("", "。", "；")
        named = (after_sentence or before_end) and _names_units(text[at + 1 : end], year)
        if named or _LABELS.match(text, at + 1):
            yield at, end
            read_to = end


def _brackets(text: str) -> list[tuple[int, int]]:
    """All pairs of brackets that close within reach, outer before inner, in order of their opening."""
    pairs = []
    open_at: dict[str, list[int]] = {closer: [] for closer in _OPENERS.values()}
    for place, sign in enumerate(text):
        if sign in _OPENERS:
            open_at[_OPENERS[sign]].append(place)
        elif open_at.get(sign):
            at = open_at[sign].pop()
            if place - at <= _LONGEST_NOTE:
                pairs.append((at, place))
    return sorted(pairs)


def _names_units(inside: str, year: int | None) -> bool:
    told = read_told(inside, year)
    units = read_units(told.responsible)
    several = len(units.names) + units.open_list > 1
    return is_unit_list(told.responsible) and (several or any(is_unit(name) for name in units.names))


def read_told(inside: str, year: int | None) -> Told:
    """What a parenthesis says, with or without labels."""
    labels = [found for found in _LABELS.finditer(inside) if _is_label(inside, found)]
    first = labels[0].start() if labels else len(inside)
    if not labels or first > 0:
        who, deadline = _without_deadline(inside[:first], year)
        rest = read_told(inside[first:], year) if labels else Told()
        return Told(who or rest.responsible, rest.lead, rest.support, deadline or rest.deadline)
    values: dict[str, str] = {}
    begin, end = -1, 0
    for label, stop in zip(labels, [*(found.start() for found in labels[1:]), len(inside)], strict=True):
        kind = label.lastgroup or ""
        value = inside[label.end() : stop]
        values[kind] = "；".join(v for v in (values.get(kind, ""), value.strip("：:" + _BETWEEN)) if v)
        if kind != "deadline":
            begin, end = (label.start() if begin < 0 else begin), label.end() + len(value.rstrip(_BETWEEN))
    return _told(values, inside[begin:end] if begin >= 0 else "", year)


def _is_label(inside: str, found: re.Match[str]) -> bool:
    """Whether the word stands where a label stands: first, after a separator, or before a colon."""
    before, after = inside[: found.start()][-1:], inside[found.end() : found.end() + 1]
    return not before or before in _BETWEEN or after in ("：", ":")


def _told(values: dict[str, str], verbatim: str, year: int | None) -> Told:
    kinds = [kind for kind in values if kind != "deadline"]
    deadline = values.get("deadline", "")
    if len(kinds) == 1:
        who, inner = _without_deadline(values[kinds[0]], year)
        return Told(who, deadline=deadline or inner)
    lead = values.pop("lead", "") or values.pop("units", "")
    support = "；".join(values[kind] for kind in ("support", "units") if kind in values)
    return Told(verbatim, lead, support, deadline)


def _without_deadline(who: str, year: int | None) -> tuple[str, str]:
    """「县财政局，6月底前完成」 as its two parts."""
    who = who.strip("：:；;，,。 \n")
    for sign in "；;，,":
        before, found, after = who.rpartition(sign)
        if found and read_deadline(after, year) is not None and before:
            return before, after
    return who, ""


def plain(text: str) -> str:
    """Letters, digits and characters only: for comparing wordings across widths, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def ended(text: str) -> bool:
    """Whether ``text`` ends like a sentence."""
    last = text[-2:].rstrip(_CLOSERS)[-1:]
    return bool(last) and last in _SENTENCE_END
