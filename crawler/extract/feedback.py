"""征集结果反馈: what became of the opinions: how many came, how many were taken up, why others were not.

Shapes read: 共收到意见建议12条，采纳7条，部分采纳2条，未采纳3条 · 收到3条意见，均已采纳 · 期间未收到意见 · 征集意见0条 ·
a table with a column 是否采纳. Counts are taken from the sentence that states them; opinions are only counted where a table
lists them one a row.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from crawler.extract.consultation_titles import answers_something_else, collects_no_opinions, outside_names, title_says
from crawler.extract.numerals import COUNT, read_count
from crawler.extract.periods import MAX_TEXT, Period, sentences, squeezed, stated_periods

version = 2


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one item says became of the opinions.

    ``adopted`` counts opinions taken up whole, ``partly`` in part. ``reasons``: it says why some were not taken up.
    ``refers_to_file``: the text sends its reader to an attachment or a picture. ``periods`` are the periods of asking it
    looks back on. ``quote`` is the sentence that states what was received. ``unclear``: it speaks of what is missing in words
    this reading does not understand, so that nobody may say it is not told.
    """

    is_feedback: bool
    received: int | None = None
    adopted: int | None = None
    not_adopted: int | None = None
    partly: int | None = None
    none_received: bool = False
    reasons: bool = False
    refers_to_file: bool = False
    quote: str = ""
    unclear: bool = False
    periods: tuple[Period, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts a reader misses, in words; empty when it is whole or says that nothing was received."""
        if self.none_received:
            return ()
        absent = []
        if self.received is None:
            absent.append("收到意见的数量")
        if self.adopted is None:
            absent.append("采纳意见的数量")
        turned_down = self.not_adopted or (self.received or 0) - (self.adopted or 0) - (self.partly or 0)
        if self.received is not None and self.adopted is not None and turned_down > 0 and not self.reasons:
            absent.append("未采纳意见的理由")
        return tuple(absent)


_UNIT: Final = r"(?:余|多)?(?:条|件|份|个(?!方面|部门|单位|乡|镇|街|村|社区|渠道|月|工作日|自然日|县|区|市|省|类|阶段|小时)|项(?!目)|封|则|点(?!\d)|处)"
_N: Final = rf"(?<![第\d.年月:])(?P<n>{COUNT}){_UNIT}"
_TAKE: Final = "(?:采纳|采用|吸收|吸纳|接受)"
_UNTAKEN: Final = "(?<!未)(?<!不)(?<!不予)(?<!未予)(?<!未能)(?<!没有)(?<!部分)(?<!暂不)(?<!未被)(?<!不能)(?<!暂未)(?<!是否)(?<!拟不)(?<!无法)(?<!吸收)"
_UNSAID: Final = "(?<!未)(?<!没)(?<!没有)(?<!未能)(?<!如)"
_REFUSED: Final = "(?:未|不|不予|未予|暂不|暂未|没有|未能|无法|拟不)(?:被|作|予以)?"
_OF_OPINIONS = re.compile(r"意见|建议|反馈|留言|诉求|来信|来电")

_SURELY_RECEIVED = re.compile(
    rf"{_UNSAID}(?:收到|收集到|征集到|接收到|接到|征得|收悉|(?:共|总|累计|合计)(?:共|计)?(?:收集|征集|征求|征询|提出|反馈|梳理|汇总|收回|回收|整理))"
    rf"(?:了|的)?(?:(?!{_TAKE}|其中|未)[^。;；]){{0,80}}?{_N}"
)
_RECEIVED = re.compile(
    rf"{_UNSAID}(?:收集|征集|征求|提出|反馈|收回|回收|汇总)(?:了|到)?(?:(?!{_TAKE}|其中|未)[^。;；]){{0,60}}?{_N}"
)
_RECEIVED_LABEL = re.compile(
    rf"(?:意见|建议|反馈|留言)(?:建议)?(?:征集|征求|反馈|收集)?(?:总)?(?:条数|件数|数量|数|共计|合计|总计)[为是:\t]{{0,2}}(?P<n>{COUNT})"
)
_BY_CHANNEL = re.compile(
    r"(?:电话|网上|网络|在线|来信|信函|邮件|邮箱|现场|书面|微信|公众号|留言|传真|来电|短信)[^。;；,，、\d]{0,14}?"
    rf"(?<!\d)(?P<n>{COUNT})(?:条|件|次|份|封|个|人次)"
)
_SPLIT_UP = re.compile(r"其中|分别|包括|包含")
_NONE = re.compile(
    r"(?:未|没有|没|无人)(?:能)?(?:收到|收集|征集|接到|接收|收悉|反馈|提出)[^。;；]{0,60}?(?:意见|建议|异议|反馈|来电|来信|邮件|留言)"
    r"|(?:公众|群众|社会|各界|各方|期间|均|结果|期满)[^。;；视]{0,16}(?:无|没有)(?:任何|其他|不同|修改|反馈|相关|人提出)?的?(?:意见|建议|异议)"
    rf"|(?:收到|收集|征集|接到|征求)[^。;；\d]{{0,30}}(?<![\d.])[0零〇]{_UNIT}|(?:意见|建议|反馈)[^。;；\d]{{0,8}}(?<![\d.])[0零〇]{_UNIT}"
)
_NONE_IN_A_WORD = re.compile(
    r"(?:无|没有)(?:任何)?(?:单位|个人|公民|法人|组织|群众|市民|人)[^。;；]{0,16}(?:提出|反映|反馈)[^。;；]{0,8}(?:异议|意见|建议)"
    r"|零(?:反馈|意见|建议|异议)|(?:收到|征集)?(?:的)?(?:意见|建议|反馈|异议)(?:情况|内容)?:无(?:$|[。;；,、])"
)
_CONDITIONAL = re.compile(r"视为|视作|视同|如未|若未|逾期|如无|若无|如没有")
_ADOPTED = re.compile(
    rf"{_UNTAKEN}{_TAKE}(?:采纳)?(?:了|的|和|其中|修改|合理化?|有效|意见|建议|数量?|情况|为|共计?|合计|:|\t|、){{0,6}}{_N}"
)
_ADOPTED_AFTER = re.compile(
    rf"{_N}(?:(?!{_TAKE}|[未不部])[^。;；,，\d]){{0,24}}?{_UNTAKEN}{_TAKE}(?![^。;；,，]{{0,12}}\d)"
)
_NOT_ADOPTED = re.compile(rf"{_REFUSED}{_TAKE}(?:的|意见|建议|其他|为|:|\t){{0,5}}{_N}")
_NOT_ADOPTED_AFTER = re.compile(rf"{_N}(?:(?!{_TAKE})[^。;；,，\d]){{0,20}}?{_REFUSED}{_TAKE}(?![^。;；,，]{{0,8}}\d)")
_PARTLY = re.compile(rf"部分{_TAKE}(?:的|意见|建议|为|:|\t){{0,5}}{_N}")
_ALL = re.compile(
    rf"(?:全部|均|都|悉数|一并)(?:已|予以|被|予|得到|进行|作|做)*(?:了)?{_TAKE}|{_TAKE}(?:了)?(?:全部|所有)"
    rf"|(?:全部|所有)(?:意见|建议|的|反馈|合理化?)*(?:已|均|予以|被)*{_TAKE}|(?:意见|建议)(?:已|予以|已予以|已被){_TAKE}|采纳率(?:为|达到?|:)?100%"
    rf"|{_UNIT}(?:意见|建议)*,(?:[^,。;；]{{0,16}},)?(?:已|予以|被){{1,2}}{_TAKE}"
)
_SOME_NOT = re.compile(rf"{_REFUSED}{_TAKE}|部分{_TAKE}|其余|合理可行|合理的?(?:意见|建议)|对合理")
_NONE_ADOPTED = re.compile(
    rf"(?:均|全部|都|(?:意见|建议)){_REFUSED}{_TAKE}|{_UNIT}(?:意见|建议)*,(?:[^,。;；]{{0,24}},)?{_REFUSED}{_TAKE}"
)

_REASON = re.compile(
    rf"(?:因为?|由于|鉴于|考虑到|经研究)[^。;；]{{3,100}}{_REFUSED}{_TAKE}"
    rf"|(?:{_REFUSED}{_TAKE}|其余)[^。;；]{{0,60}}?(?:因为?|由于|鉴于|考虑到|主要是|不属于|不符合|超出|不一致|已(?:有|在|经|被)|不宜|不具备|冲突|重复|抵触|不符)[^。]{{2,}}"
    rf"|(?:理由|原因|考虑|依据)(?:是|为|:|主要是|主要有|在于)[^。]{{4,}}|{_REFUSED}{_TAKE}\([^()]{{6,}}"
    r"|(?:其余|另外?|其他)[^。;；]{0,60}?(?:受[^。;；]{1,20}(?:限制|影响|制约)|暂无法|暂不具备|难以)[^。]{2,}"
)
_NO_REASON = re.compile(r"(?:理由|原因)[^。;；]{0,6}(?:另行|详见|见附件|将|未说明|不再|略)")
_REASONS_FOLLOW = re.compile(r"(?:理由|原因)[^。;；]{0,10}如下[:：]?$")
_TO_FILE = re.compile(
    r"(?:详见|(?<!意)见|参见|查看|下载|点击)[^。;；]{0,8}(?:附件|附表|附图|下图|图片)|附件[:1一]|^附件$"
)

_ANSWER_COLUMN = re.compile(r"采纳|处理(?:结果|意见|情况)|办理结果|吸收")
_REASON_COLUMN = re.compile(r"理由|原因|说明|依据|答复|回复|备注")
_YES = re.compile(rf"^(?:是|√|✓|(?:已|予以|全部|完全|均|拟|已经)?(?:予以)?{_TAKE})")
_NO = re.compile(rf"^(?:否|×|{_REFUSED}{_TAKE})")
_IN_PART = re.compile(rf"^部分{_TAKE}")
_ANSWER_LINE = re.compile(
    rf"(?:采纳情况|是否采纳|采纳与否|处理(?:结果|意见|情况)):(?P<a>部分{_TAKE}|{_REFUSED}{_TAKE}|(?:已|予以)?{_TAKE}|是|否)(?P<why>[^\n]{{0,80}})"
)
_LISTED = re.compile(
    rf"^(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}}|\((?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}})\))[、.)]?[^\n]{{0,400}}?"
    rf"(?:^|[。;；,，:])(?P<a>部分{_TAKE}|{_REFUSED}{_TAKE}|(?:已|予以|拟|已予以)?{_TAKE})(?=$|[。;；,，:(])"
)
# Words that may tell what the counts should: all taken up, two citizens, some.
_MAY_COUNT = re.compile(
    rf"(?:均|都|全部|已|部分|予以|基本|大部分|未|不予|合理)[^。;；,]{{0,8}}(?:{_TAKE}|修改|完善|调整)|{_TAKE}(?:了|并)"
    rf"|{COUNT}(?:余|多)?(?:位|名|人|家|户|次|个(?:单位|部门))|若干|多条|数条|一些|无异议|零"
)
_REFUSAL = re.compile(
    rf"(?:{_REFUSED}{_TAKE}(?:的|意见|建议|其他|为|:)*|(?:其余|另外?)(?:的)?)(?:{COUNT}{_UNIT}(?:意见|建议)*)?(?P<rest>[^。;；\n]*)"
)
_THANKS = re.compile("感谢|致谢|谢谢")
_LONG: Final = 300  # a text this long says more than a bare notice
_WORDS: Final = 4  # characters beside a count that may be a reason
_SAYS_MORE: Final = 12  # characters of a further sentence that may be one
_LOOKS_BACK = re.compile(
    r"(?:征求|征集|征询|听取|公示|收集)[^\n]{0,200}(?:意见|建议)|(?:意见|建议)[^\n]{0,80}(?:征求|征集|征询|公示)"
)
_TITLE_ALLOWS = re.compile(r"反馈|情况|结果|意见|建议|征集|征求|公示|采纳|草案|稿")


def read_feedback(title: str, text: str) -> Feedback:
    """Read one item: whether it tells what became of opinions, and what it tells."""
    text = text[:MAX_TEXT]
    found = _read(text)
    if not _is_feedback(title, text, found):
        return Feedback(is_feedback=False)
    return replace(found, is_feedback=True, periods=stated_periods(text, None))


def tells_of_opinions(text: str) -> bool:
    """Whether a text tells what became of opinions, whatever its title says: an explanation that gives the counts."""
    found = _read(text[:MAX_TEXT])
    states = found.none_received or (found.received is not None and found.adopted is not None)
    return states and bool(_LOOKS_BACK.search(squeezed(text)))


def _is_feedback(title: str, text: str, found: Feedback) -> bool:
    says = title_says(title)
    if collects_no_opinions(title):
        return False
    if says in ("result", "about"):
        return says == "result"
    if answers_something_else(title) or "印发" in outside_names(title):
        return False
    if says == "" and title and not _TITLE_ALLOWS.search(title):
        return False
    states = found.none_received or found.adopted is not None or found.not_adopted is not None
    counts = found.received is not None and (says == "either" or bool(re.search(_TAKE, text)))
    return (states or counts) and bool(_LOOKS_BACK.search(squeezed(text)))


def _read(text: str) -> Feedback:
    lines = [(quote, _unnamed(squeezed(quote))) for quote in sentences(text)]
    received, quote = _received(lines)
    table = _table(text)
    if not table.received:
        table = _listed(text, received)
    none_quote = next((q for q, plain in lines if _says_none(plain)), "")
    if not table.received and (received == 0 or (none_quote and not received)):
        return Feedback(False, received=0, adopted=0, none_received=True, quote=none_quote or quote)
    whole = "\n".join(plain for _, plain in lines)
    not_adopted = _count(_NOT_ADOPTED, whole, _NOT_ADOPTED_AFTER)
    found = Feedback(
        False,
        received=received if received is not None else table.received,
        not_adopted=not_adopted if not_adopted is not None else table.not_adopted,
        partly=_count(_PARTLY, whole) if _PARTLY.search(whole) else table.partly,
        reasons=table.reasons or _gives_reasons(lines),
        refers_to_file=any(_TO_FILE.search(plain) for _, plain in lines),
        quote=quote,
    )
    found = replace(found, adopted=_adopted(whole, found, table))
    return replace(found, unclear=_unclear(found, text, [plain for _, plain in lines]))


def _says_none(plain: str) -> bool:
    return bool(_NONE.search(plain) or _NONE_IN_A_WORD.search(plain)) and not _CONDITIONAL.search(plain)


def _unclear(found: Feedback, text: str, lines: list[str]) -> bool:
    """Whether what is missing may be told in words not understood. A bare notice that says nothing of it is not unclear."""
    if not found.missing:
        return False
    if len(text) >= _LONG:
        return True
    if found.received is None or found.adopted is None:
        return any(_MAY_COUNT.search(plain) for plain in lines)
    for i, plain in enumerate(lines):
        if match := _REFUSAL.search(plain):
            after = [len(line) for line in lines[i + 1 :] if not _THANKS.search(line)]
            return len(match["rest"].strip(" :,，、。()")) >= _WORDS or max(after, default=0) >= _SAYS_MORE
    return False


# ---- counts in sentences


def _received(lines: list[tuple[str, str]]) -> tuple[int | None, str]:
    for pattern in (_SURELY_RECEIVED, _RECEIVED, _RECEIVED_LABEL):
        for quote, plain in lines:
            for match in pattern.finditer(plain):
                if not _OF_OPINIONS.search(plain[match.start() : match.end() + 8]):
                    continue
                if (n := read_count(match["n"])) is not None:
                    return _with_other_channels(plain, n), quote
    return None, ""


def _with_other_channels(plain: str, first: int) -> int:
    """收到网上留言3条，电话反馈13次 names no total: the channels add up to it."""
    counts = [read_count(match["n"]) or 0 for match in _BY_CHANNEL.finditer(plain)]
    if len(counts) < 2 or counts[0] != first or _SPLIT_UP.search(plain):
        return first
    return sum(counts)


def _adopted(whole: str, found: Feedback, table: Feedback) -> int | None:
    stated = _count(_ADOPTED, whole, _ADOPTED_AFTER)
    if stated is not None:
        return stated
    if _ALL.search(whole) and not _SOME_NOT.search(_ALL.sub("", whole)):
        return found.received
    if table.adopted is not None:
        return table.adopted
    if found.received is not None and found.not_adopted is not None:
        return max(found.received - found.not_adopted - (found.partly or 0), 0)
    return (
        0
        if _NONE_ADOPTED.search(whole) and not re.search(rf"{_UNTAKEN}{_TAKE}", _NONE_ADOPTED.sub("", whole))
        else None
    )


def _count(pattern: re.Pattern[str], text: str, other: re.Pattern[str] | None = None) -> int | None:
    for each in (pattern, other):
        for match in each.finditer(text) if each else ():
            if (n := read_count(match["n"])) is not None:
                return n
    return None


def _gives_reasons(lines: list[tuple[str, str]]) -> bool:
    for i, (_, plain) in enumerate(lines):
        if _NO_REASON.search(plain):
            continue
        if _REASON.search(plain):
            return True
        if (
            _REASONS_FOLLOW.search(plain)
            and i + 1 < len(lines)
            and len(lines[i + 1][1]) >= 8
            and "\t" not in lines[i + 1][1]
        ):
            return True
    return False


def _unnamed(plain: str) -> str:
    """Without the names of documents: 《关于征集10件民生实事的公告》 counts nothing."""
    return re.sub(r"《[^《》]{0,200}》", "《》", plain)


# ---- opinions listed one by one


def _table(text: str) -> Feedback:
    answers: list[tuple[str, str]] = []
    columns: tuple[int, int] | None = None
    for line in text.splitlines():
        cells = [squeezed(cell).strip() for cell in line.split("\t")]
        if len(cells) < 2:
            columns = None
            answers.extend((m["a"], m["why"]) for m in _ANSWER_LINE.finditer(squeezed(line)))
        elif columns is None:
            columns = _header(cells)
        elif columns[0] < len(cells):
            why = cells[columns[1]] if 0 <= columns[1] < len(cells) else cells[columns[0]][4:]
            answers.append((cells[columns[0]], why))
    answers = [
        (answer, why) for answer, why in answers if _YES.match(answer) or _NO.match(answer) or _IN_PART.match(answer)
    ]
    if not answers:
        return Feedback(False)
    refused = [why for answer, why in answers if _NO.match(answer)]
    return Feedback(
        False,
        received=len(answers),
        adopted=sum(bool(_YES.match(answer)) and not _IN_PART.match(answer) for answer, _ in answers),
        not_adopted=len(refused),
        partly=sum(bool(_IN_PART.match(answer)) for answer, _ in answers),
        reasons=bool(refused) and all(len(why.strip(" :,，。")) >= 4 for why in refused),
    )


def _listed(text: str, received: int | None) -> Feedback:
    """Opinions in numbered lines, each with its answer: taken only when they are as many as were received."""
    found = [match["a"] for line in text.splitlines() if (match := _LISTED.search(squeezed(line).strip()))]
    if len(found) < 2 or len(found) != received:
        return Feedback(False)
    refused, part = sum(bool(_NO.match(a)) for a in found), sum(bool(_IN_PART.match(a)) for a in found)
    return Feedback(False, received=received, adopted=len(found) - refused - part, not_adopted=refused, partly=part)


def _header(cells: list[str]) -> tuple[int, int] | None:
    """Where the answer and its reason stand: (answer, reason), -1 when there is no column of reasons."""
    answers = [i for i, cell in enumerate(cells) if _ANSWER_COLUMN.search(cell) and len(cell) <= 16]
    if not answers:
        return None
    plain = [i for i in answers if not _REASON_COLUMN.search(cells[i])]
    answer = (plain or answers)[0]
    reasons = [i for i, cell in enumerate(cells) if i != answer and _REASON_COLUMN.search(cell)]
    return answer, reasons[0] if reasons else -1
