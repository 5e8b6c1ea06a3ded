"""标题、正文写明的期间：某年、半年、季度、月份、日。 The stretches of time a title or a text names.

读得出：2023年第一季度、2023年1—3月、2023年一、二季度、前三季度、2023年3月份、2023.03、上半年、2023年7月5日、2023年度；年份写在前面别处的，
没有写年份的（按发布日期取最近已经过去或正在其中的那一年）。
读不出：第几期、本月、上季度；写在图片里的。
不是期间：学年、十四五、2023—2025年之类跨年的规划期；文号里的年份。
依据：各地定期公布信息的通行写法；没有写年份时的取法是我们的判断。
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

version = 1

_MOST: Final = 60
_NUMERALS: Final = {character: n for n, character in enumerate("一二三四", 1)}
_MONTHS: Final = {name: n for n, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1)}
_ZERO: Final = dict.fromkeys("〇零○ＯO", "0") | {character: str(n) for n, character in enumerate("一二三四五六七八九", 1)}
_PLAIN = str.maketrans("０１２３４５６７８９（）．－–—―～、，", "0123456789().----~、,")
_CHINESE_YEAR = re.compile(r"二[〇零○ＯO][〇零○ＯO一二三四五六七八九]{2}(?=年)")
_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_Y: Final = r"(?:(?P<@y>20\d{2})(?:年度?|[.\-/](?=\d)))?"
_M: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO: Final = r"[-~至到]"
_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d{2})(?:年(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日?(?!\d)"
    r"|(?P<s>[.\-/])(?P<m2>1[0-2]|0?[1-9])(?P=s)(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d))"
)
_FIRST_THREE = re.compile((_Y + r"前三季度").replace("@", ""))
_SEASON = re.compile((_Y + rf"第?(?P<a>[一二三四1-4])(?P<rest>(?:(?:季度)?(?:{_TO}|[、和及与,])第?[一二三四1-4]){{0,3}})季度").replace("@", ""))
_HALF = re.compile((_Y + r"(?P<half>[上下])半年").replace("@", ""))
_MONTH_RANGE = re.compile((_Y + rf"(?<!\d)(?P<a>{_M})(?:月份?)?{_TO}(?:20\d{{2}}年)?(?P<b>{_M})月(?:份|(?!\d{{1,2}}日))").replace("@", ""))
_MONTH = re.compile((_Y + rf"(?<![\d一二三四五六七八九十])(?P<a>{_M})(?P<rest>(?:月?份?[、和及与]{_M}){{0,11}})月(?:份|(?!\d{{1,2}}日))").replace("@", ""))
_DOTTED = re.compile(r"(?<!\d)(?P<y>20\d{2})[.\-/](?P<a>1[0-2]|0[1-9])(?![\d.\-/])")
_YEAR = re.compile(r"(?<![\d〔\[(\-~至到])(?P<y>20\d{2})年(?!\d{0,2}[-~至到]20)")
_RANGE_OF_YEARS = re.compile(r"20\d{2}年?[-~至到]20\d{2}年?")


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to ``last``, both included. ``is_year``: a whole year, not named by its parts. ``sure``: its year is written."""

    first: date
    last: date
    is_year: bool = False
    sure: bool = True

    def within(self, other: "Span") -> bool:
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


def named_spans(text: str, published: date | None = None, *, limit: int = 300) -> tuple[Span, ...]:
    """Every stretch of time the first ``limit`` characters name, in the order named; whole years last.

    Without a year of its own a quarter or month takes the year named before it, else the newest that began by ``published``.
    """
    plain = _RANGE_OF_YEARS.sub(lambda found: "#" * len(found.group()), _spelled(text[:limit]))
    found: list[tuple[int, Span]] = []
    for pattern, months in ((_DAY, None), (_FIRST_THREE, "three"), (_SEASON, "quarters"), (_HALF, "half"), (_MONTH_RANGE, "range"), (_MONTH, "months"), (_DOTTED, "months")):
        for match in list(pattern.finditer(plain))[:_MOST]:
            for span in _spans(match, months, plain, published):
                found.append((match.start(), span))
            plain = plain[: match.start()] + _blank(match) + plain[match.end() :]
    found.sort(key=lambda pair: pair[0])
    years = [Span(date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31), is_year=True) for m in _YEAR.finditer(plain)]
    return tuple(dict.fromkeys((*(span for _, span in found), *years)))


def parts_of(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Those that are less than a whole year."""
    return tuple(span for span in spans if not span.is_year)


def _spelled(text: str) -> str:
    plain = _BLANKS.sub("", text.translate(_PLAIN))
    return _CHINESE_YEAR.sub(lambda found: "".join(_ZERO.get(c, "2" if c == "二" else c) for c in found.group()), plain)


def _blank(match: re.Match[str]) -> str:
    """What stands in for a span that was read, so that it is not read again; its year stays for those behind it."""
    year = match.groupdict().get("y")
    kept = f"{year}@" if year else ""
    return kept + "#" * (len(match.group()) - len(kept))


def _spans(match: re.Match[str], what: str | None, plain: str, published: date | None) -> list[Span]:
    year, sure = _year_of(match, plain)
    if what is None:
        day = _day(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
        return [Span(day, day)] if day else []
    stretches = _stretches(match, what)
    if year is None:
        year = _newest(stretches, published)
    return [_months(year, first, last, sure) for first, last in stretches] if year else []


def _year_of(match: re.Match[str], plain: str) -> tuple[int | None, bool]:
    if match["y"]:
        return int(match["y"]), True
    before = re.findall(r"(?<!\d)(20\d{2})(?:年|@)", plain[: match.start()])
    return (int(before[-1]), True) if before else (None, False)


def _stretches(match: re.Match[str], what: str) -> list[tuple[int, int]]:
    """(first month, last month) of each stretch that one match names."""
    if what == "three":
        return [(1, 9)]
    if what == "half":
        return [(1, 6) if match["half"] == "上" else (7, 12)]
    if what == "range":
        first, last = _month(match["a"]), _month(match["b"])
        return [(first, last)] if first <= last else []
    if what == "quarters":
        named = [_quarter(match["a"]), *(_quarter(q) for q in re.findall(r"[一二三四1-4]", match["rest"]))]
        if len(named) == 2 and re.search(_TO, match["rest"]) and named[0] < named[1]:
            named = list(range(named[0], named[1] + 1))
        return [(3 * q - 2, 3 * q) for q in named]
    named = [_month(match["a"]), *(_month(m) for m in re.findall(_M, match.groupdict().get("rest") or ""))]
    return [(m, m) for m in named]


def _newest(stretches: list[tuple[int, int]], published: date | None) -> int | None:
    """The year of a stretch without one: the newest in which it had begun when it was published."""
    if published is None or not stretches:
        return None
    return published.year if date(published.year, stretches[0][0], 1) <= published else published.year - 1


def _months(year: int, first: int, last: int, sure: bool) -> Span:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Span(date(year, first, 1), end, is_year=(first, last) == (1, 12), sure=sure)


def _quarter(written: str) -> int:
    return _NUMERALS.get(written) or int(written)


def _month(written: str) -> int:
    return _MONTHS.get(written) or int(written)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
