"""公示期、公告期的判读：一则公示公告自己写明的起止日期或天数。 How long a notice says it stands.

读得出：“公示期为6月14日至6月19日”“公告时间：2023年5月8日至2023年6月7日”“公示期3日”“公告期限为十个工作日”“自公告之日起30日”。
读不出：只说“公示期内”、没有写明起止或天数的；起止写在附件或图片中的；写了几个不同公告期的，都列出，由用的人取最长的。
同一则公告写明延长、顺延至某日或延长几日的，另列延长后的公告期。
不是公告期：工期、投标截止、异议期限、听证申请期限、办理补偿登记的期限。
依据：招标投标法实施条例第五十四条，土地管理法实施条例第二十六条、第二十八条，只规定最短时间。
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from crawler.extract.numerals import COUNT, read_count
from crawler.extract.place import Passage, kept, passage

version = 2

_MAX_TEXT: Final = 60_000
_MOST: Final = 20
_LABEL: Final = r"(?:公示|公告|通告|预公告|张贴)(?:的)?(?:起止)?(?:期限|时间|日期|期间|期)(?!内|满|后|间有|届)"
_Y: Final = r"(?:20\d{2})"
_M: Final = r"(?:1[0-2]|0?[1-9])"
_D: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_CLOCK: Final = r"(?:[（(][^（）()\d]{0,6}[)）])?\s?(?:上午|下午)?\s?(?:\d{1,2}[:：时点]\d{0,2}分?(?:[:：]\d{2})?)?"
_TO: Final = r"\s?(?:起|开始)?\s?[,，]?\s?(?:至|到|—{1,2}|-{1,2}|–|~|～|－)\s?"
_SPAN = re.compile(
    rf"(?:(?P<ya>{_Y})\s?[年\-/.]\s?)?(?P<ma>{_M})\s?[月\-/.]\s?(?P<da>{_D})(?!\d)\s?[日号]?{_CLOCK}{_TO}"
    rf"(?:(?P<yb>{_Y})\s?[年\-/.]\s?)?(?:(?P<mb>{_M})\s?[月\-/.]\s?)?(?P<db>{_D})(?!\d)\s?[日号]?"
)
_LABELLED = re.compile(_LABEL)
_LASTS = re.compile(rf"^[^。；;\n]{{0,14}}?(?:不少于|为期|共|为|[:：])?\s?(?P<n>{COUNT})\s?个?\s?(?P<u>工作日|日历天|自然日|日|天)(?!前|内提)")
_SINCE = re.compile(rf"自(?:本)?(?:公告|公示|发布|张贴)(?:发布|张贴)?之日起(?P<n>{COUNT})个?(?P<u>工作日|日历天|自然日|日|天)(?:内(?!.{{0,30}}(?:提出|申请|登记|办理|反馈|反映|异议)))?[。；;\n]")
# In the same notice: 因故延长至2023年6月8日, 公示期延长3日.
_PROLONGED = re.compile(
    rf"(?:延长|顺延|延期|展期|延续|推迟)(?:公示|公告)?(?:期限?|时间)?[^。；;\n\d一二三四五六七八九十]{{0,10}}"
    rf"(?:(?:(?P<y>{_Y})\s?[年\-/.]\s?)?(?P<m>{_M})\s?[月\-/.]\s?(?P<d>{_D})(?!\d)\s?[日号]?|(?P<n>{COUNT})\s?个?\s?(?P<u>工作日|日历天|自然日|日|天))"
)
_REACH: Final = 40  # characters behind a label in which its days stand

Unit = Literal["workday", "day", ""]


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """One statement: either both days, or how many days (``unit`` then says of what)."""

    quote: str
    opens: date | None = None
    closes: date | None = None
    days: int | None = None
    unit: Unit = ""
    passages: tuple[Passage, ...] = ()


def read_notice_periods(text: str, published: date | None) -> tuple[NoticePeriod, ...]:
    """Every period of the notice itself, in order. ``published`` gives the year to days without one."""
    text = text[:_MAX_TEXT]
    found: list[NoticePeriod] = []
    for label in _LABELLED.finditer(text):
        if len(found) == _MOST:
            break
        after = text[label.end() : label.end() + _REACH + 40]
        span = _SPAN.search(after)
        lasts = _LASTS.match(after)
        if span and span.start() <= _REACH and not (lasts and lasts.end() < span.start() and "。" in after[: span.start()]):
            if period := _span(text, label.start(), label.end(), span, published):
                found.append(period)
        elif lasts and (n := read_count(lasts["n"])):
            found.append(_lasting(text, label.start(), label.end() + lasts.end(), n, lasts["u"]))
    for since in _SINCE.finditer(text):
        if len(found) < _MOST and (n := read_count(since["n"])):
            found.append(_lasting(text, since.start(), since.end(), n, since["u"]))
    return (*found, *_prolonged(text, found))


def _prolonged(text: str, found: list[NoticePeriod]) -> list[NoticePeriod]:
    """The periods as the same notice makes them longer."""
    longer: list[NoticePeriod] = []
    spans = [each for each in found if each.opens and each.closes]
    for match in _PROLONGED.finditer(text):
        for each in spans[:3]:
            if each.opens is None or each.closes is None or len(longer) == _MOST:
                continue
            if match["m"]:
                closes = _day(int(match["y"]) if match["y"] else each.closes.year, match["m"], match["d"])
            else:
                count = read_count(match["n"]) or 0
                days = count + 2 * ((count + 4) // 5) if match["u"] == "工作日" else count
                closes = each.closes + timedelta(days=min(days, 400))
            if closes and each.closes < closes and (closes - each.opens).days <= 400:
                where = passage("period", text, *match.span())
                longer.append(NoticePeriod(where.quote if where else "", each.opens, closes, passages=kept(where)))
    return longer


def _span(text: str, start: int, shift: int, match: re.Match[str], published: date | None) -> NoticePeriod | None:
    year = int(match["ya"]) if match["ya"] else published.year if published else None
    if year is None:
        return None
    opens = _day(year, match["ma"], match["da"])
    later = int(match["yb"]) if match["yb"] else year
    closes = _day(later, match["mb"] or match["ma"], match["db"])
    if opens and closes and closes < opens and not match["yb"] and (opens - closes) > timedelta(days=200):
        closes = _day(year + 1, match["mb"] or match["ma"], match["db"])
    if opens is None or closes is None or closes < opens or (closes - opens).days > 400:
        return None
    # A day without a year far from the day of publication belongs to another year: nobody knows which.
    if not match["ya"] and published and abs((opens - published).days) > 120:
        return None
    where = passage("period", text, start, shift + match.end())
    return NoticePeriod(where.quote if where else "", opens, closes, passages=kept(where))


def _lasting(text: str, start: int, end: int, n: int, unit: str) -> NoticePeriod:
    where = passage("period", text, start, end)
    return NoticePeriod(where.quote if where else "", days=n, unit="workday" if unit == "工作日" else "day", passages=kept(where))


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
