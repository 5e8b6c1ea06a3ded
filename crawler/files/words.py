"""Words as files hold them into words as we compare them: blanks, invisible signs, and the line that is the title."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# PDFium writes U+0002 and U+FFFE where a word is parted at a line's end.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WRAPPED = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])\n(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")

_LOOKED_AT: Final = 60  # lines in which a title may stand
_TITLE_LINES: Final = 4  # lines a title may take
_TITLE_CHARS: Final = 100
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBERED = re.compile(
    r"[（(\[]?[一二三四五六七八九十\d]{1,3}[）)\]]?[、.．)）]|第[一二三四五六七八九十\d]{1,3}[条章节部]"
)
_NO_TITLE = re.compile(
    r"附件|附表|附\s*[:：\d]|目\s*录|索\s*引|[—\-]?\s*\d+\s*[—\-]?$|[^。]{0,8}(?:单位|部门)(?:名称)?\s*[:：]|编制|填报|金额|页码|密级|"
    r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?$|[\d〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?$|"
    r"[（(].*[）)]$"
)
_DOC_NUMBER = re.compile(r"[〔\[【（(]\s*\d{4}\s*[〕\]】）)]\s*(?:第\s*)?\d{1,5}\s*号")
_LETTERHEAD = re.compile(r".{2,30}文\s*件$")
_ENDS_TITLE = re.compile(
    r"(?:通知|报告|公告|通告|意见|决定|办法|规定|细则|规则|方案|规划|计划|要点|预算|决算|说明|公示|公开|指南|目录|清单|制度|批复|函|"
    r"纪要|条例|章程|标准|总结|解读|简介|样张|模板|格式|汇总|情况|信息|表|令|书|稿|版|年|度)(?:[（(《〈].{1,30})?[》〉）)]*$"
)


def line(words: str) -> str:
    """One line of text, blanks collapsed, invisible signs left out."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", words)).strip()


def lines(words: str) -> list[str]:
    """The lines of ``words`` that hold anything."""
    return [found for raw in _BREAKS.sub("\n", words).split("\n") if (found := line(raw))]


def cell(words: str | None) -> str:
    """A table's cell as one line. Chinese that the layout broke into lines is joined without a blank."""
    joined = _WRAPPED.sub("", "\n".join(lines(words or "")))
    return joined.replace("\n", " ")


def heading(texts: Iterable[str]) -> str:
    """The title of a document of these parts: its first line that reads as one, with the lines it goes on in; '' if none."""
    top = list(islice(_all_lines(texts), _LOOKED_AT))
    for start, first in enumerate(top):
        if not _is_title(first):
            continue
        for end in range(start + 1, min(start + 1 + _TITLE_LINES, len(top) + 1)):
            whole = "".join(top[start:end])
            if len(whole) > _TITLE_CHARS or not all(_goes_on(part) for part in top[start + 1 : end]):
                break
            if _ENDS_TITLE.search(whole) and not _ends_early(whole, top[end : end + 1]):
                return whole
        return first
    return ""


def caption(above: Iterable[str]) -> str:
    """Of the lines above a table, nearest last: the nearest that is more than a unit or a date; '' if there is none."""
    for words in reversed(list(above)[-3:]):
        if _HAN.search(words) and not _NO_TITLE.match(words) and len(words) <= _TITLE_CHARS:
            return words
    return ""


def _all_lines(texts: Iterable[str]) -> Iterator[str]:
    """Lines that hold anything; a row of several cells is no title and comes as ''."""
    for text in texts:
        for raw in text[:20_000].split("\n"):
            if found := line(raw):
                yield "" if "\t" in raw.strip() else found


def _is_title(words: str) -> bool:
    """Whether a line reads as (the beginning of) a title: no sentence, no number of a section, no letterhead."""
    tight = words.replace(" ", "")
    if not 4 <= len(tight) <= _TITLE_CHARS or len(_HAN.findall(tight)) < 4:
        return False
    if _NO_TITLE.match(tight) or _DOC_NUMBER.search(tight) or _LETTERHEAD.fullmatch(tight) or _NUMBERED.match(tight):
        return False
    return not re.search(r"[。；;，！？!?：:…]|\.{4}", tight)


def _goes_on(words: str) -> bool:
    tight = words.replace(" ", "")
    return bool(_HAN.search(tight)) and not (
        _NO_TITLE.match(tight)
        or _DOC_NUMBER.search(tight)
        or _NUMBERED.match(tight)
        or re.search(r"[。；;！？：:…]|\.{4}", tight)
    )


def _ends_early(whole: str, following: list[str]) -> bool:
    """A title broken within 《…》, or after 关于…, goes on although its line ends in a word that may end one."""
    if whole.count("《") > whole.count("》"):
        return bool(following)
    return (
        bool(following)
        and bool(re.search(r"(?:年|度|公开|情况|信息)$", whole))
        and _ENDS_TITLE.search(following[0]) is not None
        and len(following[0]) <= 30
        and _goes_on(following[0])
    )
