"""意见采纳情况的判读：收到几条、采纳几条、未采纳的理由。 What became of the opinions.

读得出：“共收到意见建议12条，采纳7条，部分采纳2条，未采纳3条”“收到3条意见，均已采纳”“期间未收到意见”“征集意见0条”；有“是否采纳”一栏的表格；
逐条写明采纳与否、条数与收到的相符的段落。条数只取说明条数的那句话，不去数散写的意见。
读不出：换了说法、看不懂的（unclear），写在附件或图片里的（refers_to_file），都不据以认定缺项。
不是采纳情况：征求意见公告、起草说明、巡察整改、建议提案答复、座谈会新闻、印发文件的通知。
依据：本年度工作要点（征求意见结束后1个月内）；重大行政决策程序暂行条例第十八条。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from crawler.extract.consultation_titles import (
    answers_something_else,
    asks_no_decision,
    collects_no_opinions,
    outside_names,
    title_says,
)
from crawler.extract.feedback_table import REFUSED, TAKE, Answers, read_numbered, read_table
from crawler.extract.numerals import COUNT, read_count
from crawler.extract.periods import MAX_TEXT, Period, sentence_spans, squeezed, stated_periods
from crawler.extract.place import Passage, kept, passage

version = 4  # 4: 反馈意见：0; statements that nobody was asked; more words nobody understands


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one item says became of the opinions.

    ``adopted`` counts opinions taken up whole, ``partly`` in part. ``reasons``: it says why some were not taken up.
    ``refers_to_file``: the text sends its reader to an attachment or a picture. ``periods`` are the periods of asking it
    looks back on. ``quote`` is the sentence that states what was received. ``unclear``: it speaks of what is missing in words
    this reading does not understand, so that nobody may say it is not told. ``passages`` (received, adopted, not_adopted,
    partly, none_received, reasons, file): where in the text that stands; what was reckoned from the others stands nowhere.
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
    passages: tuple[Passage, ...] = field(default=(), compare=False)

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
_UNTAKEN: Final = "(?<!未)(?<!不)(?<!不予)(?<!未予)(?<!未能)(?<!没有)(?<!部分)(?<!暂不)(?<!未被)(?<!不能)(?<!暂未)(?<!是否)(?<!拟不)(?<!无法)(?<!吸收)"
_UNSAID: Final = "(?<!未)(?<!没)(?<!没有)(?<!未能)(?<!如)"
_OF_OPINIONS = re.compile(r"意见|建议|反馈|留言|诉求|来信|来电")

_SURELY_RECEIVED = re.compile(
    rf"{_UNSAID}(?:收到|收集到|征集到|接收到|接到|征得|收悉|(?:共|总|累计|合计)(?:共|计)?(?:收集|征集|征求|征询|提出|反馈|梳理|汇总|收回|回收|整理))"
    rf"(?:了|的)?(?:(?!{TAKE}|其中|未)[^。;；]){{0,80}}?{_N}"
)
_RECEIVED = re.compile(
    rf"{_UNSAID}(?:收集|征集|征求|提出|反馈|收回|回收|汇总)(?:了|到)?(?:(?!{TAKE}|其中|未)[^。;；]){{0,60}}?{_N}"
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
# 反馈意见：0 as a line of its own.
_NONE_LABELLED = re.compile(r"(?:意见|建议|反馈|留言|来信|回复)(?:意见|建议|征集|征求|反馈|数量|条数|总数|人数|数|情况|结果)*(?:为|是|共|共计|:|\t)+(?:[0零〇](?![.\d])|无|没有)(?:$|[。;；,，、\t)])"
    r"|(?:没有|无|未见|暂无)(?:任何|一)?(?:单位|个人|公众|群众|市民|人|社会各界)?(?:(?:和|或|及|、)(?:单位|个人|群众))?(?:提出|的)?反馈(?:$|[。;；,，])"
)
# 上半年未开展公开征求意见: nobody was asked, so that nothing became of opinions.
_NOBODY_ASKED = re.compile(
    r"(?:未|没有|无|暂无|不存在)(?:开展|进行|组织|发布|公开|需要?|涉及|应当)*(?:过|任何|相关|需|的)*(?:重大行政决策|规范性文件|政策文件)*[^。;；,，]{0,10}(?:公开征求|征求|征集|听取)[^。;；,，]{0,12}(?:意见|建议|事项|情况|活动|项目)"
)
_CONDITIONAL = re.compile(r"视为|视作|视同|如未|若未|逾期|如无|若无|如没有")
_ADOPTED = re.compile(
    rf"{_UNTAKEN}{TAKE}(?:采纳)?(?:了|的|和|其中|修改|合理化?|有效|意见|建议|数量?|情况|为|共计?|合计|:|\t|、){{0,6}}{_N}"
)
_ADOPTED_AFTER = re.compile(
    rf"{_N}(?:(?!{TAKE}|[未不部])[^。;；,，\d]){{0,24}}?{_UNTAKEN}{TAKE}(?![^。;；,，]{{0,12}}\d)"
)
_NOT_ADOPTED = re.compile(rf"{REFUSED}{TAKE}(?:的|意见|建议|其他|为|:|\t){{0,5}}{_N}")
_NOT_ADOPTED_AFTER = re.compile(rf"{_N}(?:(?!{TAKE})[^。;；,，\d]){{0,20}}?{REFUSED}{TAKE}(?![^。;；,，]{{0,8}}\d)")
_PARTLY = re.compile(rf"部分{TAKE}(?:的|意见|建议|为|:|\t){{0,5}}{_N}")
_ALL = re.compile(
    rf"(?:全部|均|都|悉数|一并)(?:已|予以|被|予|得到|进行|作|做)*(?:了)?{TAKE}|{TAKE}(?:了)?(?:全部|所有)"
    rf"|(?:全部|所有)(?:意见|建议|的|反馈|合理化?)*(?:已|均|予以|被)*{TAKE}|(?:意见|建议)(?:已|予以|已予以|已被){TAKE}|采纳率(?:为|达到?|:)?100%"
    rf"|{_UNIT}(?:意见|建议)*,(?:[^,。;；]{{0,16}},)?(?:已|予以|被){{1,2}}{TAKE}"
)
_SOME_NOT = re.compile(rf"{REFUSED}{TAKE}|部分{TAKE}|其余|合理可行|合理的?(?:意见|建议)|对合理")
_NONE_ADOPTED = re.compile(
    rf"(?:均|全部|都|(?:意见|建议)){REFUSED}{TAKE}|{_UNIT}(?:意见|建议)*,(?:[^,。;；]{{0,24}},)?{REFUSED}{TAKE}"
)

_REASON = re.compile(
    rf"(?:因为?|由于|鉴于|考虑到|经研究)[^。;；]{{3,100}}{REFUSED}{TAKE}"
    rf"|(?:{REFUSED}{TAKE}|其余)[^。;；]{{0,60}}?(?:因为?|由于|鉴于|考虑到|主要是|不属于|不符合|超出|不一致|已(?:有|在|经|被)|不宜|不具备|冲突|重复|抵触|不符)[^。]{{2,}}"
    rf"|(?:理由|原因|考虑|依据)(?:是|为|:|主要是|主要有|在于)[^。]{{4,}}|{REFUSED}{TAKE}\([^()]{{6,}}"
    r"|(?:其余|另外?|其他)[^。;；]{0,60}?(?:受[^。;；]{1,20}(?:限制|影响|制约)|暂无法|暂不具备|难以)[^。]{2,}"
)
_NO_REASON = re.compile(r"(?:理由|原因)[^。;；]{0,6}(?:另行|详见|见附件|将|未说明|不再|略)")
_REASONS_FOLLOW = re.compile(r"(?:理由|原因)[^。;；]{0,10}如下[:：]?$")
_TO_FILE = re.compile(
    r"(?:详见|(?<!意)见|参见|查看|下载|点击)[^。;；]{0,8}(?:附件|附表|附图|下图|图片|链接|网址|下表|如下|原文|全文|此处|这里|二维码|网站|平台|公报)|附件[:1一]|^附件$|https?:|www\.|^点击|扫码|扫描|二维码"
)

# Words that may tell what the counts should: all taken up, two citizens, some.
_MAY_COUNT = re.compile(
    rf"(?:均|都|全部|已|部分|予以|基本|大部分|未|不予|合理)[^。;；,]{{0,8}}(?:{TAKE}|修改|完善|调整)|{TAKE}(?:了|并)"
    r"|体现|考虑|吸收|采纳率|补充|明确|写入|纳入|修订|参考|借鉴|回应|解释|沟通|说明|删除|增加|改为|赞同|同意|支持|认可|一致|采信|回复|答复|未提出|(?:无|没有)[^。;；]{0,8}(?:意见|建议)"
    rf"|{COUNT}(?:余|多)?(?:位|名|人|家|户|次|个(?:单位|部门))|若干|多条|数条|一些|无异议|零"
)
_REFUSAL = re.compile(
    rf"(?:{REFUSED}{TAKE}(?:的|意见|建议|其他|为|:)*|(?:其余|另外?)(?:的)?)(?:{COUNT}{_UNIT}(?:意见|建议)*)?(?P<rest>[^。;；\n]*)"
)
_MAY_REASON = re.compile(r"不一致|不符|上位法|解释|说明|超出|权限|条件|不属|重复|已有|已经|政策|规定|下一步|今后|暂|沟通|原因|理由")
_THANKS = re.compile("感谢|致谢|谢谢")
_BARE: Final = 200  # characters up to which a statement that nobody was asked says nothing else
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
    if collects_no_opinions(title) or asks_no_decision(title):
        return False
    if says in ("result", "about"):
        return says == "result"
    if answers_something_else(title) or "印发" in outside_names(title):
        return False
    if says == "" and title and not _TITLE_ALLOWS.search(title):
        return False
    states = found.none_received or found.adopted is not None or found.not_adopted is not None
    counts = found.received is not None and (says == "either" or bool(re.search(TAKE, text)))
    # 关于《X》（征求意见稿）的意见反馈: the title itself looks back.
    asked = squeezed(f"{title}\n{text}" if says == "either" else text)
    return (states or counts) and bool(_LOOKS_BACK.search(asked))


def asked_nobody(title: str, text: str) -> bool:
    """Whether an item only states that nobody was asked: 2023年上半年我局未开展公开征求意见。"""
    plain = squeezed(text[:2000])
    if "◇" in outside_names(title) or len(plain) > _BARE or not _NOBODY_ASKED.search(plain):
        return False
    found = _read(text[:2000])
    return found.received in (None, 0) and not found.adopted


class _Sentences:
    """The sentences of a text as published and in plain spelling, one plain sentence a line in ``whole``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = sentence_spans(text)
        self.lines = [(text[start:end], _unnamed(squeezed(text[start:end]))) for start, end in self.spans]
        self.plain = [plain for _, plain in self.lines]
        self.whole = "\n".join(self.plain)

    def at(self, what: str, first: int | None, last: int | None = None) -> Passage | None:
        """The sentences ``first`` to ``last`` as a passage."""
        if first is None:
            return None
        return passage(what, self.text, self.spans[first][0], self.spans[first if last is None else last][1])

    def of(self, what: str, match: re.Match[str] | None) -> Passage | None:
        """The sentences that hold a match in ``whole``."""
        if match is None:
            return None
        return self.at(what, self.whole.count("\n", 0, match.start()), self.whole.count("\n", 0, match.end()))


def _read(text: str) -> Feedback:
    told = _Sentences(text)
    received, at = _received(told.lines)
    quote = "" if at is None else told.lines[at][0]
    table = read_table(text)
    if not table.received:
        table = read_numbered(text, received)
    none_at = next((i for i, plain in enumerate(told.plain) if _says_none(plain)), None)
    if not table.received and (received == 0 or (none_at is not None and not received)):
        none_at = at if none_at is None else none_at
        none_quote = "" if none_at is None else told.lines[none_at][0]
        where = kept(told.at("none_received", none_at))
        return Feedback(False, received=0, adopted=0, none_received=True, quote=none_quote, passages=where)
    whole = told.whole
    not_adopted = _count(_NOT_ADOPTED, whole, _NOT_ADOPTED_AFTER)
    reasons_at = _reasons(told.lines)
    found = Feedback(
        False,
        received=received if received is not None else table.received,
        not_adopted=not_adopted if not_adopted is not None else table.not_adopted,
        partly=_count(_PARTLY, whole) if _PARTLY.search(whole) else table.partly,
        reasons=table.reasons or reasons_at is not None,
        refers_to_file=any(_TO_FILE.search(plain) for plain in told.plain),
        quote=quote,
    )
    found = replace(found, adopted=_adopted(whole, found, table))
    passages = kept(told.at("received", at), told.at("reasons", reasons_at), *_places(told, found, table))
    return replace(found, unclear=_unclear(found, text, told.plain), passages=passages)


def _places(told: _Sentences, found: Feedback, table: Answers) -> Iterator[Passage | None]:
    """Where the counts stand, each in the sentence that states it, else in the lines that list the opinions."""
    listed = {"received": table.received, "not_adopted": table.not_adopted, "partly": table.partly}
    patterns = {"not_adopted": (_NOT_ADOPTED, _NOT_ADOPTED_AFTER), "partly": (_PARTLY,)}
    for what, each in patterns.items():
        yield told.of(what, next((m for pattern in each if (m := _counting(pattern, told.whole))), None))
    stated = next((m for each in (_ADOPTED, _ADOPTED_AFTER) if (m := _counting(each, told.whole))), None)
    if stated is None and found.adopted is not None and found.adopted == found.received:
        stated = _ALL.search(told.whole)
    if stated is None and found.adopted == 0:
        stated = _NONE_ADOPTED.search(told.whole)
    yield told.of("adopted", stated)
    if table.received is not None:
        listed["adopted"] = table.adopted if stated is None else None
        for what, n in listed.items():
            if n is not None and n == getattr(found, what):
                yield passage(what, told.text, *table.span)
    for i, plain in enumerate(told.plain):
        if _TO_FILE.search(plain):
            yield told.at("file", i)


def _says_none(plain: str) -> bool:
    found = _NONE.search(plain) or _NONE_IN_A_WORD.search(plain) or _NONE_LABELLED.search(plain)
    return bool(found) and not _CONDITIONAL.search(plain)


def _unclear(found: Feedback, text: str, lines: list[str]) -> bool:
    """Whether what is missing may be told in words not understood. A bare notice that says nothing of it is not unclear."""
    if not found.missing:
        return False
    if len(text) >= _LONG:
        return True
    if found.received is None or found.adopted is None:
        return any(_MAY_COUNT.search(plain) for plain in lines)
    if any(_MAY_REASON.search(plain) for plain in lines):
        return True
    for i, plain in enumerate(lines):
        if match := _REFUSAL.search(plain):
            after = [len(line) for line in lines[i + 1 :] if not _THANKS.search(line)]
            return len(match["rest"].strip(" :,，、。()")) >= _WORDS or max(after, default=0) >= _SAYS_MORE
    return False


# ---- counts in sentences


def _received(lines: list[tuple[str, str]]) -> tuple[int | None, int | None]:
    """How many came, and the index of the sentence that says so."""
    for pattern in (_SURELY_RECEIVED, _RECEIVED, _RECEIVED_LABEL):
        for i, (_, plain) in enumerate(lines):
            for match in pattern.finditer(plain):
                if not _OF_OPINIONS.search(plain[match.start() : match.end() + 8]):
                    continue
                if (n := read_count(match["n"])) is not None:
                    return _with_other_channels(plain, n), i
    return None, None


def _with_other_channels(plain: str, first: int) -> int:
    """收到网上留言3条，电话反馈13次 names no total: the channels add up to it."""
    counts = [read_count(match["n"]) or 0 for match in _BY_CHANNEL.finditer(plain)]
    if len(counts) < 2 or counts[0] != first or _SPLIT_UP.search(plain):
        return first
    return sum(counts)


def _adopted(whole: str, found: Feedback, table: Answers) -> int | None:
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
        0 if _NONE_ADOPTED.search(whole) and not re.search(rf"{_UNTAKEN}{TAKE}", _NONE_ADOPTED.sub("", whole)) else None
    )


def _count(pattern: re.Pattern[str], text: str, other: re.Pattern[str] | None = None) -> int | None:
    for each in (pattern, other):
        if each and (match := _counting(each, text)):
            return read_count(match["n"])
    return None


def _counting(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match whose count can be read."""
    return next((match for match in pattern.finditer(text) if read_count(match["n"]) is not None), None)


def _reasons(lines: list[tuple[str, str]]) -> int | None:
    """The index of the sentence that gives reasons."""
    for i, (_, plain) in enumerate(lines):
        if _NO_REASON.search(plain):
            continue
        if _REASON.search(plain):
            return i
        if (
            _REASONS_FOLLOW.search(plain)
            and i + 1 < len(lines)
            and len(lines[i + 1][1]) >= 8
            and "\t" not in lines[i + 1][1]
        ):
            return i + 1
    return None


def _unnamed(plain: str) -> str:
    """Without the names of documents: 《关于征集10件民生实事的公告》 counts nothing."""
    return re.sub(r"《[^《》]{0,200}》", "《》", plain)
