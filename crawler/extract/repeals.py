"""废止其他文件的语句的判读。 Which other documents a document ends: 原《某办法》（某府发〔2015〕3号）同时废止 · 关于废止《…》的决定.

The bases of a sentence (根据《…》), what it issues, and a document ended in part are not among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_MAX_REFERENCES: Final = 60
_LOOK_BACK: Final = 60
LEAD: Final = (
    r"^\s*(?:第[\d一二三四五六七八九十百]{1,6}条|[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|附则[：:]?)?\s*"
)

_REPEAL = re.compile(
    r"同时废止|予以废止|即行废止|自行废止|同步废止|相应废止|一并废止|同时停止(?:执行|施行)|同时失效|不再(?:执行|施行|适用)|(?:^|[，,])(?:决定)?废止(?=《|[\u4e00-\u9fa5]{0,30}《)|废止(?:了)?(?=《)|(?:上述|以上)?文件(?:同时)?废止|废止$"
)
# 拟废止《甲》, 不予废止: nothing ends, or not yet.
_NOT_YET = re.compile(r"(?:拟|建议|计划|考虑|准备|将|不|未|暂缓|尚未)(?:予以?|宣布|决定|再)?$")
_PLANNED = re.compile(r"(?<![草模虚])拟(?:对|将|予|宣|定|以|废)|(?:建议|计划|考虑)(?:对|将)")
_ONLY_REPEALS = re.compile(r"关于(?:宣布)?废止(?!.{0,40}(?:修改|修订|失效|继续|现行))")
_LISTED = re.compile(rf"{LEAD}(?=《)")
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}(?:字)?\s*[〔\[［【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］】）)﹞]\s*第?\s*\d{1,5}\s*号"
)
_NUMBER_LEAD = re.compile(r"^(?:原|对|将|和|及|与|的|以及|关于|现行|文件|此前|我区|区政府|发布的|印发的)+")
_NOT_ENDED_BEFORE = re.compile(
    r"(?:^|[，,])\s*(?:根据|依据|按照|依照|参照|结合|贯彻|落实|除)[^，,]{0,60}$|(?:公布|印发|发布|制定|批准|出台|通过|实施)(?:了)?$"
)
_PARTIAL = re.compile(
    r"^(?:[（(][^（）()]{0,40}[）)])?(?:的|中的?|中)?(?:第[\d一二三四五六七八九十百]{1,6}[条章款项]|附件|部分|有关|相关)"
)
# What may stand between a document and the verb that ends it, or after the document that follows the verb.
_LIST_ONLY = re.compile(
    r"(?:[、，,和及与或]|以及|原|了|等|\d|[一二三四五六七八九十]|[件个份]|行政规范性|规范性|政府|文件|上述|以上|下列|均|现|决定"
    r"|自[^，,。；;自起]{2,20}起)*"
)
_LEFT_STANDING = re.compile(r"除外|不一致|抵触|不符|冲突|以外|之外|除.{0,80}外")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document, as named: its title without 《》 ('' when only its number stands), its number, the sentence.

    ``whole`` says that the sentence plainly ends the whole document: nothing but a list stands between it and the verb.
    """

    title: str
    doc_number: str
    quote: str
    whole: bool = field(default=False, compare=False)


def repeals(title: str, sentences: Sequence[tuple[int, str]]) -> tuple[tuple[Reference, ...], tuple[int, ...]]:
    """The documents the title and the sentences (offset, words) end, and the offsets of the sentences that do so."""
    # A decision that does nothing but repeal (关于废止部分规范性文件的决定) lists its documents, one a line.
    is_list = bool(_ONLY_REPEALS.search(title))
    found: list[Reference] = []
    places: list[int] = []
    for at, sentence in ((-1, title), *sentences):
        verb = _verb(sentence) or (_LISTED.match(sentence) if is_list else None)
        if verb and len(found) < _MAX_REFERENCES and (named := _references(sentence, verb)):
            found.extend(named)
            places.append(at)
    return tuple(dict.fromkeys(found))[:_MAX_REFERENCES], tuple(at for at in places if at >= 0)


def _verb(sentence: str) -> re.Match[str] | None:
    """The first verb that ends something now."""
    for found in _REPEAL.finditer(sentence):
        word = found.start() + len(found.group()) - len(found.group().lstrip("，,"))
        before = re.sub(r"《[^《》]{0,200}》", "", sentence[:word])
        if not _NOT_YET.search(before[-6:].rstrip()) and not _PLANNED.search(before):
            return found
    return None


def _references(sentence: str, verb: re.Match[str]) -> list[Reference]:
    """The documents the verb governs: those before it, or after it in 废止《…》."""
    forward = verb.re is _LISTED or (verb.group().endswith("废止") and "《" in sentence[verb.end() : verb.end() + 40])
    found, used = [], []
    for start, end in _quoted(sentence):
        used.append((start, end))
        if (start >= verb.end()) != forward or _stands_apart(sentence, start):
            continue
        rest = sentence[end:]
        if _PARTIAL.match(rest):
            continue
        number = _NUMBER.match(rest.lstrip("（( 【[")) if rest[:1] in "（(【[" else None
        if number:
            used.append((end, end + 2 + number.end()))
        title = _plain(sentence[start + 1 : end - 1])
        after = used[-1][1]
        between = sentence[verb.end() : start] if forward else sentence[after : verb.start()]
        whole = _only_a_list(between, sentence) and (not forward or _ends_there(sentence[after:]))
        found.append(Reference(title, _plain(number.group()) if number else "", sentence, whole))
    for number in _NUMBER.finditer(sentence[: verb.start()]):
        if len(found) >= _MAX_REFERENCES:
            break
        before = sentence[max(0, number.start() - _LOOK_BACK) : number.start()]
        if any(start <= number.start() < end for start, end in used) or _stands_apart(sentence, number.start()):
            continue
        if not _PARTIAL.match(sentence[number.end() :]) and not before.endswith(("（", "(")):
            whole = _only_a_list(sentence[number.end() : verb.start()], sentence)
            found.append(Reference("", _NUMBER_LEAD.sub("", _plain(number.group())), sentence, whole))
    return found


def _only_a_list(between: str, sentence: str) -> bool:
    """Whether nothing but other documents stands between one and its verb, and the sentence excepts nothing."""
    if _LEFT_STANDING.search(_without_documents(sentence)):
        return False
    return bool(_LIST_ONLY.fullmatch(re.sub(r"\s+", "", _without_documents(between))))


def _ends_there(rest: str) -> bool:
    """Whether the sentence goes on with further documents only: 废止《甲》《乙》, and not 废止《甲》关于收费的规定."""
    plain = re.sub(r"\s+", "", _without_documents(rest))
    return bool(_LIST_ONLY.fullmatch(re.sub(r"^[）)】\]]+", "", plain)))


def _without_documents(words: str) -> str:
    plain = re.sub(r"《[^《》]{0,200}》", "", re.sub(r"《[^《》]{0,200}《[^《》]{0,200}》[^《》]{0,200}》", "", words))
    plain = re.sub(r"[（(][^（）()]{0,60}[）)]", "", _NUMBER.sub("", plain))
    return re.sub(r"^[）)】\]]+", "", plain)


def _stands_apart(sentence: str, at: int) -> bool:
    """Whether the document named at ``at`` is the basis of the sentence, or what it issues, and not what it ends."""
    before = re.sub(r"《[^《》]{0,100}》", "", sentence[max(0, at - 2 * _LOOK_BACK) : at])
    return bool(_NOT_ENDED_BEFORE.search(before))


def _quoted(sentence: str) -> list[tuple[int, int]]:
    """Spans of outermost 《…》, nested ones inside."""
    spans, depth, start = [], 0, 0
    for at, character in enumerate(sentence):
        if character == "《":
            start = at if depth == 0 else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0 and at - start > 2:
                spans.append((start, at + 1))
    return spans[:_MAX_REFERENCES]


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)
