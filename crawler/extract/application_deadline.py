"""申报、报名、招募一类通知的截止日的判读。 By which day a notice wants to be answered.

读得出：“申报截止时间：2023年6月30日”“报名时间为6月1日至6月10日”“请于2023年6月30日前报送”“截止到6月底”；同一通知写了几个截止日的，取最晚的。
读不出：写在附件、图片里的；没有写年份、按发布日期也推不出的；只写“逾期不予受理”的。
不是截止日：长期有效、常年受理、招满为止、另行通知的（不限期）；文号、政策有效期、表彰年度里的日期。
依据：各地申报通知的通行写法；没有写年份时取发布日以后最近的一天，是我们的判断。
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.extract.periods import sentence_spans, squeezed
from crawler.extract.place import Passage, kept, passage

version = 1

_MAX_TEXT: Final = 30_000
_MOST: Final = 40
_LONGEST: Final = 500
_AHEAD: Final = 183  # a day without a year this far behind the day of publication belongs to the next year, not further
_NOTICE = re.compile(
    r"申报|报名|招募|征集|申请|申领|推荐|评选|遴选|比选|参评|报送|认定|登记|招租|竞价|招聘|招考|招生|选聘|引进|选调|参展|参赛|认领|征求|补贴|奖补|缴费"
)
_CALLS = re.compile(r"(?:通知|公告|通告|启事|简章|邀请函?|公开征集|征集令|的函)(?:[(（][^()（）]{0,14}[)）])?$|^(?:开始|欢迎|关于)?[^，。]{0,30}(?:报名|申报|征集)(?:开始|啦|了)")
# What tells of an end of it, or holds for long: no call any more.
_NO_CALL = re.compile(
    r"结果|名单|公示|拟|中标|成交|获奖|入围|成绩|面试|笔试|体检|考察|录用|聘用|采纳|反馈|总结|情况|召开|举行|完成|解读|问答|指南|办法|细则|规定|预案|废止|终止|取消|延期|延长|更正|变更|补充|转载|注销|遗失|"
    r"处罚|许可|验收|批复|批准|受理公告|目录|清单|标准|征地|征收|出让|流拍"
)
OVER = re.compile(r"已(?:经)?(?:截止|结束|过期|到期|失效|终止|停止|关闭|办结|完成)|(?:报名|申报|征集|招募|受理|活动|投票|招聘|登记)(?:已)?(?:结束|截止|终止|完毕)|(?:[(（\[【])(?:已)?(?:结束|截止|过期|失效|历史)(?:[)）\]】])|历史公告|往期")
_OPEN = re.compile(r"长期(?:有效|受理|招|申报|接受|开放|征集)|常年|全年(?:受理|开放|申报|接受)|随时(?:受理|申报|申请|报名)|招满|报满|额满|满员|即招即|不设(?:截止|期限)|另行通知|顺延|延期|延长|时间待定|分批(?:申报|受理)|每年|每季度|每月")
_Y: Final = r"(?:(?P<@y>20\d{2})\s?[年\-/.]\s?)?"
_D: Final = r"(?P<@m>1[0-2]|0?[1-9])\s?[月\-/.]\s?(?:(?P<@d>3[01]|[12]\d|0?[1-9])(?![\d.])\s?[日号]?|(?P<@e>[底末]))"
_CLOCK: Final = r"(?:\([^()\d]{0,8}\))?\s?(?:上午|下午|晚上?|中午)?\s?(?:\d{1,2}[:时点]\d{0,2}分?(?::\d{2})?|24时)?"


def _any(name: str) -> str:
    return rf"(?<![\d./]){_Y}{_D}".replace("@", name)


_WORDS: Final = r"(?:申报|报名|申请|受理|招募|征集|提交|报送|投稿|登记|推荐|认定|缴费|申领|招聘|活动)"
_SPAN = re.compile(rf"{_WORDS}(?:材料|资料|登记)?(?:的)?(?:起止)?(?:时间|日期|期限|期间|期)[^。;；\d]{{0,12}}{_any('a')}{_CLOCK}\s?(?:起|开始)?[,，]?(?:至|到|-{{1,4}}|~{{1,2}})(?:截止)?{_any('b')}")
_STOP = re.compile(rf"截[止至](?:时间|日期|期限|日)?(?:为|是|到|至|于|:|：|\s){{0,3}}{_any('b')}")
_UNTIL = re.compile(rf"(?:即日|发布之日|公告之日|公布之日)起?[^。;；\d]{{0,6}}(?:至|到|-){_any('b')}")
_BEFORE = re.compile(rf"{_any('b')}{_CLOCK}\s?[^。;；,，\d]{{0,6}}?(?:之前|以前|前|截止|为止|止)(?!期|款|年)")
_ASKS = re.compile(r"报送|提交|申报|报名|申请|申领|登记|投递|递交|发送|发至|寄|上报|报至|送达|反馈|填报|交至|报区|报我")


@dataclass(frozen=True, slots=True)
class ApplicationDeadline:
    """The last day a notice names for answering it, and the sentence; ``closes`` None when it names none that is sure."""

    closes: date | None
    quote: str = ""
    is_open_ended: bool = False
    passages: tuple[Passage, ...] = ()


def is_application_notice(title: str) -> bool:
    """Whether a title calls people to apply, to enrol or to send something in."""
    plain = squeezed(title).strip()
    return bool(_NOTICE.search(plain) and _CALLS.search(plain) and not _NO_CALL.search(plain) and not OVER.search(plain))


def says_over(words: str) -> bool:
    """Whether words mark something as closed: 已截止, （已结束）, 报名结束."""
    return bool(OVER.search(words))


def read_application_deadline(text: str, published: date | None) -> ApplicationDeadline:
    """The latest closing day of a notice. ``published`` gives the year to days without one."""
    text = text[:_MAX_TEXT]
    if _OPEN.search(squeezed(text)):
        return ApplicationDeadline(None, is_open_ended=True)
    found: list[tuple[date, int, int]] = []
    for start, end in sentence_spans(text):
        plain = squeezed(text[start:end])
        if len(plain) > _LONGEST or len(found) == _MOST:
            continue
        matches = [*_SPAN.finditer(plain), *_STOP.finditer(plain), *_UNTIL.finditer(plain)]
        matches += _BEFORE.finditer(plain) if _ASKS.search(plain) else ()
        for match in matches:
            if (day := _day(match, published)) is None:
                return ApplicationDeadline(None)  # one day that nobody can tell may be the last
            found.append((day, start, end))
    if not found:
        return ApplicationDeadline(None)
    closes, start, end = max(found)
    if published and closes < published:
        return ApplicationDeadline(None)  # published after its own end: the day was misread, or it tells of something else
    return ApplicationDeadline(closes, text[start:end].strip()[:200], passages=kept(passage("closes", text, start, end)))


def _day(match: re.Match[str], published: date | None) -> date | None:
    month, written = int(match["bm"]), match["by"] or match.groupdict().get("ay")
    years = [int(written)] if written else [published.year, published.year + 1] if published else []
    for year in years:
        last = calendar.monthrange(year, month)[1]
        day = date(year, month, min(int(match["bd"]), last) if match["bd"] else last)
        if written or (published and published <= day and (day - published).days <= _AHEAD):
            return day
    return None
