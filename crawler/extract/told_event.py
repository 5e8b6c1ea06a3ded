"""已经发生的事的判读：动态里以“某月某日，某单位召开……”的口气讲的那一天。 The day on which a news item says that something happened.

读得出：标题和正文开头写明的月日（年份取自发布日期），后面跟着召开、举行、走访、调研等。
读不出：没有写日子的（近日、日前）；图片里的字。
不是已发生的事：将、拟、定于、预计、请参加、报名、截止、起至一类写将来的句子；引用文件、会议的日子。
依据：年度要点“内容准确”；只供人核实。
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

version = 1

_QUOTE: Final = 80

_LEAD: Final = 300  # characters of the body in which a report says when it was
_BEHIND: Final = 60
_FAR: Final = 180  # days ahead in the item's own year that are rather the year before
_DAY = re.compile(r"(?<!\d)(?:(?P<y>20\d{2})\s?年\s?)?(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?日(?:上午|下午|晚上?|清晨|凌晨|中午)?")
_HAPPENED = re.compile(r"召开|举行|举办|开展|赴|深入|走访|慰问|调研|督导|检查|视察|参加|出席|组织|启动|圆满|顺利|落幕|闭幕|完成|签订|揭牌|走进|来到")
# Before the verb: what will be, how long something lasts, the feast for which it was done.
_NOT_YET = re.compile(
    r"将(?!近|军|来)|拟|定于|计划|预计|即将|届时|请|安排在|报名|截[止至]|之?前|以前|起|至|到\d|—|－|-|～|~|期间|施行|实施|执行|生效|有效|未来|下[周月个]|明[天日年]|后天"
    r"|倒计时|预告|天气|预报|停[水电气]|放假|节|来临|之际|到来|是(?:第|全国|全民|世界|国际|国家|中国|我国|一年一度)"
)
_INSTEAD = re.compile(r"^[^，。]{0,40}的(?:通知|公告|通告)|届时|请[^，。]{0,10}(?:参加|准时|提前)|报名|施行|预告")


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """``day`` is when it is said to have happened; ``quote`` the words."""

    day: date
    quote: str


def events_ahead(title: str, text: str, published: date, most: int) -> tuple[ToldEvent, ...]:
    """What is told as past though its day lies after ``published``, by ``most`` days at most."""
    found = []
    for words in (title, text[:_LEAD]):
        for match in _DAY.finditer(words):
            day = _day(match, published)
            rest = re.split(r"[。；\n]", words[match.end() : match.end() + _BEHIND], maxsplit=1)[0]
            start = max(words.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            before = words[max(start, match.start() - 20) : match.start()]
            if day is None or not 0 < (day - published).days <= most:
                continue
            verb = _HAPPENED.search(rest)
            if verb and not _NOT_YET.search(before + rest[: verb.start()]) and not _INSTEAD.search(rest[verb.start() :]):
                found.append(ToldEvent(day, (before + match.group() + rest).strip()[:_QUOTE]))
    return tuple(found)


def _day(match: re.Match[str], published: date) -> date | None:
    try:
        day = date(int(match["y"] or published.year), int(match["m"]), int(match["d"]))
        if match["y"] is None and (day - published).days > _FAR:
            day = day.replace(year=day.year - 1)
    except ValueError:
        return None
    return day
