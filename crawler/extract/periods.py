"""The period in which a notice asks for opinions, read from its sentences.

Only sentences that speak of opinions are asked, and of a page that prints its draft the part before the draft first: a
draft is full of other days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

import chinese_calendar

from crawler.dates import read_date
from crawler.extract.numerals import COUNT, read_count

MAX_TEXT: Final = 100_000
_MAX_SENTENCES: Final = 600
_LONGEST_ROLL: Final = 183  # a day without a year this long before publication was not meant for the next year


@dataclass(frozen=True, slots=True)
class Period:
    """One statement of a period. ``sure`` when the sentence itself speaks of asking for opinions; ``extended`` when it moves
    a closing day named elsewhere (延长至…). ``asks``: of several days for several addressees the last is the public's close.
    ``start`` is where ``quote`` begins in the text it was read from.
    """

    closes: date
    opens: date | None
    quote: str
    sure: bool
    agrees: bool = True  # the two days and the number of days stated beside them
    extended: bool = False
    asks: str = ""  # whom, where a sentence names a day for some only: units, public
    start: int = field(default=0, compare=False)


_ASK: Final = "(?:征求|征集|征询|听取)"
_VIEWS: Final = "(?:意见|建议|实事项目)"
_OPINION = re.compile(r"意见|建议")
_Y: Final = r"(?:(?:19|20)\d{2}|[一二][〇零○ＯO0一二三四五六七八九]{3})"
_CN_M: Final = r"(?:十[一二]?|[一二三四五六七八九元])"
_CN_D: Final = (
    r"(?:三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_WHOLE: Final = (
    rf"(?:{_Y}年(?:1[0-2]|0?[1-9]|{_CN_M})月(?:3[01]|[12]\d|0?[1-9]|{_CN_D})[日号]?"
    r"|(?:19|20)\d{2}(?P<@>[-/.])(?:1[0-2]|0?[1-9])(?P=@)(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d))"
)
_SHORT: Final = rf"(?:(?<!\d)(?:1[0-2]|0?[1-9])|{_CN_M})月(?:(?:3[01]|[12]\d|0?[1-9])(?!\d)|{_CN_D})[日号]?"
_END_OF: Final = rf"(?:{_Y}年)?(?<!\d)(?:1[0-2]|0?[1-9])月[底末]"


def _any_day(name: str) -> str:
    return rf"(?:{_WHOLE.replace('@', 's' + name)}|{_SHORT}|{_END_OF})"


_CLOCK: Final = (
    r"(?:\([^()]{0,12}\))?(?:\s?(?:上午|下午|中午|晚上?))?(?:\s?\d{1,2}[:时点]\d{0,2}分?(?::\d{2})?|\s?24时)?"
)
_TO: Final = r"(?:起|开始|公布起)?,?(?:至|到|-{1,4}|~{1,2})(?:截止到?)?"
_PERIOD = re.compile(rf"(?P<a>{_any_day('a')}){_CLOCK}{_TO}(?P<b>{_any_day('b')}|(?:3[01]|[12]\d|0?[1-9])[日号])")
_STOP = re.compile(rf"(?:截[止至]|终止|结束)(?:时间|日期|期限|日)?(?:为|是|到|至|于|:|\t|【|\[)*(?P<d>{_any_day('c')})")
_BEFORE = re.compile(
    rf"(?P<d>{_any_day('d')}){_CLOCK}[^。；,，\d]{{0,10}}?(?:之前|以前|前|为止|截止|结束|止)(?!期|述|款|年度)"
)
_EXTENDED = re.compile(rf"(?:延长|延期|延迟|延后|延|顺延|推迟|展期)(?:到|至)(?P<d>{_any_day('g')})")
_SINCE_NOW = re.compile(
    rf"(?:即日|今日|本日|公[告布示开]之?日|发布之?日|发布|刊登之?日|公告|公布|公示)起?[^。；\d]{{0,6}}?(?:至|到|-)(?P<d>{_any_day('e')})"
)
_LASTS = re.compile(
    rf"(?:(?P<from>{_any_day('f')})起?|(?P<now>(?:即日|今日|本日|[公发刊][告布示开登](?:发布)?之?日|之日)起?))?"
    rf"[^。；,，\d]{{0,14}}?(?:期限?|时间|期间|为期|共计?|起|内|后|:|为|{_ASK}意见|公示)[:为是共计]{{0,3}}"
    rf"(?<!第)(?P<n>{COUNT})个?(?P<u>工作日|日历天|自然日|日|天|周|月)(?!前|历年|\d)"
)
_SAYS_PERIOD = re.compile(r"征求|征集|征询|听取|意见|建议|公示|反馈|公告期|起止时间|截止|有效时间|结束时间")
_SURE_PERIOD = re.compile(
    rf"{_ASK}|公示|意见反馈|反馈意见|反馈截止|截止时间|截止日期|起止时间|公告期|提出[^。；]{{0,20}}{_VIEWS}|{_VIEWS}[^。；]{{0,40}}(?:反馈|发送|寄|报送|提交|告知)"
)
_OTHER_PERIOD = re.compile(
    r"有效期|施行|实施期|工期|竣工|完工|开工|报名|申报期|投标|营业|规划期|每年|每月|每季|次年|印发之日|第[一二三四五六七八九十百]+条|生效|"
    r"办结|执行期|考核期|学期|登记时间|缴费|报告期"
)
_NOT_A_SPAN = re.compile(r"不少于|不得?少于|不低于|不得低于|一般为?|至少|不超过|以上")
_ADDRESSEES: Final = (
    ("public", re.compile("公众|群众|市民|居民|村民|公民|个人|各界|社会|网民|家长")),
    ("business", re.compile("企业|市场主体|经营主体|商会|协会|行业")),
    ("units", re.compile("单位|部门|乡镇|镇街|街道|各镇|各乡|各局|各村|学校|机构")),
    ("mail", re.compile("信函|邮寄|书面|来信|邮戳")),
    ("online", re.compile("网上|网络|在线|邮件|邮箱|线上")),
    ("place", re.compile("现场|当面")),
)
_DRAFT_BEGINS = re.compile(r"^第[一1]章|^第[一1]条")
_SENTENCES = re.compile(r"[^。；;！!]+[。；;！!]?")
_PLAIN = str.maketrans(
    "０１２３４５６７８９：（）【】，－—–―‐～〜∼．／\u3000\xa0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff\u2060",
    "0123456789:()[],-----~~~./" + " " * 10,
)
_SPACE_BEFORE = re.compile(r"(?<![0-9A-Za-z])[ \r\f\v]+|[ \r\f\v]+(?![0-9A-Za-z])")


def stated_periods(text: str, published: date | None) -> tuple[Period, ...]:
    """Every period of asking for opinions a text states, surest first: also of a notice that looks back on one."""
    return tuple(sorted(periods_in(text, published), key=lambda period: not period.sure))


def periods_in(text: str, published: date | None) -> list[Period]:
    """Every period the text states, in order."""
    lines = lines_of(text[:MAX_TEXT])
    draft = next((i for i, (_, line) in enumerate(lines) if _DRAFT_BEGINS.match(line.strip())), len(lines))
    # What follows the draft is only asked when the notice before it names no period.
    return _periods_in(lines[:draft], published) or [p for p in _periods_in(lines[draft:], published) if p.sure]


def _periods_in(lines: list[tuple[int, str]], published: date | None) -> list[Period]:
    found: list[Period] = []
    heading = ""
    count = 0
    for offset, line in lines:
        plain_line = squeezed(line)
        for sentence in _SENTENCES.finditer(line):
            count += 1
            if count > _MAX_SENTENCES:
                return found
            plain, quote = squeezed(sentence.group()), sentence.group().strip()
            context = heading + plain
            if _SAYS_PERIOD.search(context) and not _OTHER_PERIOD.search(plain):
                start = offset + line.find(quote, sentence.start())
                found.extend(replace(each, start=start) for each in _in_sentence(plain, context, quote, published))
        heading = plain_line if len(plain_line) <= 25 and not _PERIOD.search(plain_line) else ""
    return found


def _in_sentence(plain: str, context: str, quote: str, published: date | None) -> list[Period]:
    sure = bool(_SURE_PERIOD.search(context))
    if (match := _EXTENDED.search(plain)) and (closes := _day(match["d"], published)):
        return [Period(closes, None, quote, True, extended=True)]
    if match := _PERIOD.search(plain):
        opens = _day(match["a"], published)
        closes = _day(match["b"], opens or published, like=match["a"]) if opens or published else None
        if opens and closes:
            return [Period(closes, opens, quote, sure, _agrees(plain, opens, closes))]
        return [Period(closes, None, quote, sure)] if closes else []
    if len(several := _for_each(plain, quote, sure, published)) > 1:
        return several
    for pattern in (_SINCE_NOW, _STOP, _BEFORE):
        match = pattern.search(plain)
        if match is None or (pattern is _BEFORE and not _OPINION.search(context)):
            continue
        closes = _day(match["d"], published)
        return [Period(closes, None, quote, sure)] if closes else []
    match = _span(plain)
    start = (_day(match["from"], published) if match["from"] else published) if match else None
    closes = _after(start, read_count(match["n"]) or 0, match["u"]) if match and start else None
    return [Period(closes, start if match and match["from"] else None, quote, True)] if closes else []


def _for_each(plain: str, quote: str, sure: bool, published: date | None) -> list[Period]:
    """各单位请于5月20日前反馈，社会公众请于6月9日前反馈: a period for each clause that names whom it asks and a day."""
    found = []
    for clause in re.split("[,，]", plain):
        match = _STOP.search(clause) or _BEFORE.search(clause)
        closes = _day(match["d"], published) if match else None
        if closes and (whom := _whom(clause)):
            found.append(Period(closes, None, quote, sure, asks=whom))
    return found


def _whom(words: str) -> str:
    return next((who for who, pattern in _ADDRESSEES if pattern.search(words)), "")


def _span(plain: str) -> re.Match[str] | None:
    """自公布之日起30日内, 公示期7天, 为期一个月."""
    match = None if _NOT_A_SPAN.search(plain) else _LASTS.search(plain)
    return match if match and 0 < (read_count(match["n"]) or 0) <= 366 else None


def _agrees(plain: str, opens: date, closes: date) -> bool:
    """Whether the number of days stated beside two days fits them, the first day counted or not."""
    match = _span(plain)
    if match is None:
        return True
    n = read_count(match["n"]) or 0
    ends = [_after(start, n, match["u"]) for start in (opens, opens - timedelta(days=1))]
    return any(end is None or abs((closes - end).days) <= 1 for end in ends)


def _after(start: date, n: int, unit: str) -> date | None:
    if unit == "工作日":
        return _workdays_after(start, n)
    if unit == "月":
        month = start.month - 1 + n
        last = (date(start.year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(start.year + month // 12, month % 12 + 1, min(start.day, last))
    return start + timedelta(days=n * 7 if unit == "周" else n)


def _workdays_after(start: date, n: int) -> date | None:
    """None when that reaches into a year whose rest days are not announced."""
    try:
        while n > 0:
            start += timedelta(days=1)
            n -= bool(chinese_calendar.is_workday(start))
    except NotImplementedError:
        return None
    return start


def _day(written: str, near: date | None, like: str = "") -> date | None:
    """The day ``written`` names; without a year, the first such day not before ``near``, unless that is far off."""
    if re.fullmatch(r"\d{8}", written):  # 20230510
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    if whole := read_date(written):
        return whole
    if "底" in written or "末" in written:
        return _month_end(written, near)
    if near is None:
        return None
    if re.fullmatch(r"\d{1,2}[日号]", written):
        start = _day(like, near)
        written = f"{start.year}年{start.month}月{written}" if start else ""
        return read_date(written)
    return _first_not_before(near, lambda year: read_date(written, year=year) or read_date(written + "日", year=year))


def _month_end(written: str, near: date | None) -> date | None:
    match = re.search(r"(?:(\d{4})年)?(\d{1,2})月", written)
    if match is None or not (match[1] or near):
        return None

    def last(year: int) -> date | None:
        month = int(match[2])
        return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)) if 1 <= month <= 12 else None

    return last(int(match[1])) if match[1] else _first_not_before(near, last) if near else None


def _first_not_before(near: date, of_year: Callable[[int], date | None]) -> date | None:
    """The day in the year of ``near``, or in the next when that has passed and the next is not too far off."""
    same = of_year(near.year)
    if same and same >= near:
        return same
    following = of_year(near.year + 1)
    return following if following and (following - near).days <= _LONGEST_ROLL else None


def choose(periods: list[Period], published: date | None) -> tuple[Period | None, str]:
    """The one period the text states, or why none was taken. An extension stands above what it extends."""
    if moved := [p for p in periods if p.extended]:
        last = max(moved, key=lambda p: p.closes)
        first = next((p.opens for p in periods if p.opens), None)
        if all(p.closes <= last.closes for p in periods) and (published is None or last.closes >= published):
            return replace(last, opens=first), ""
        return None, "写明了不同的截止日"
    if not all(period.agrees for period in periods):
        return None, "写明的起止日期与天数不一致"
    sure = [p for p in periods if p.sure] or periods
    open_ones = [p for p in sure if published is None or p.closes >= published]
    if sure and not open_ones:
        return None, "写明的截止日早于发布日"
    days = {p.closes for p in open_ones}
    if not days:
        return None, ""
    if max(days) - min(days) > timedelta(days=1) and not _each_its_own(open_ones):
        return None, "写明了不同的截止日"
    best = max(open_ones, key=lambda p: (p.closes, p.opens is not None))
    with_opening = next((p for p in open_ones if p.opens), None)
    return (replace(best, opens=with_opening.opens) if with_opening else best), ""


def _each_its_own(periods: list[Period]) -> bool:
    """Whether the days differ because every addressee has one: whoever comes last may still answer."""
    whom: dict[str, set[date]] = {}
    for period in periods:
        whom.setdefault(period.asks or _whom(squeezed(period.quote)), set()).add(period.closes)
    return "" not in whom and len(whom) > 1 and all(len(days) == 1 for days in whom.values())


# ---- words


def mentions_a_period(text: str) -> bool:
    """Whether a text names some day or span by which something is over."""
    plain = squeezed(text)
    return any(p.search(plain) for p in (_PERIOD, _STOP, _BEFORE, _SINCE_NOW, _LASTS)) or "期间" in plain


def sentences(text: str) -> list[str]:
    """The sentences of a text as published, line by line."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, blanks around them left out."""
    spans = []
    for offset, line in lines_of(text):
        for found in _SENTENCES.finditer(line):
            words = found.group().strip()
            start = offset + line.find(words, found.start())
            spans.append((start, start + len(words)))
    return spans


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text without their ends, each with its offset."""
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line.splitlines()[0]))
        at += len(line)
    return lines


def squeezed(text: str) -> str:
    """One spelling for matching: half width, no blanks beside Chinese characters."""
    return _SPACE_BEFORE.sub("", text.translate(_PLAIN))
