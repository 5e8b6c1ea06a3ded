"""What the short texts of a list page are: dates and parts of dates, document numbers, ornaments around a title.

Nothing here looks at elements; see ``stream`` for where the texts stand.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawler.dates import read_date

Kind = Literal["full", "month_day", "year", "year_month", "day", "month"]

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_LABEL = r"(?P<label>[\u4e00-\u9fff]{0,6}(?:时间|日期|时限))\s?:?\s?|发布于\s?:?\s?"
_CLOCK = r"(?:[ T]?\s?\d{1,2}[:时]\d{2}(?:[:分]\d{2}秒?)?(?:\.\d+)?分?(?:Z|[+-]\d{2}:?\d{2})?)?"
_OPEN, _CLOSE = r"[\[(【〔<《]?\s?", r"\s?[\])】〕>》]?\s?[;,。|]?"
_FULL = re.compile(
    rf"{_OPEN}(?:{_LABEL})?{_OPEN}{_YEAR}\s?[-./年]\s?(?P<m>\d{{1,2}})\s?[-./月]\s?(?P<d>\d{{1,2}})\s?日?{_CLOCK}{_CLOSE}"
)
_COMPACT = re.compile(rf"{_OPEN}{_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d){_CLOSE}")
_MONTH_DAY = re.compile(rf"{_OPEN}(?P<m>\d{{1,2}})\s?[-./月]\s?(?P<d>\d{{1,2}})\s?日?{_CLOSE}")
_YEAR_ALONE = re.compile(rf"{_OPEN}{_YEAR}\s?[-./年]?{_CLOSE}")
_YEAR_MONTH = re.compile(rf"{_OPEN}{_YEAR}\s?[-./年]\s?(?P<m>\d{{1,2}})\s?[-./月]?{_CLOSE}")
_DAY = re.compile(r"(?P<d>\d{1,2})\s?日?")
_MONTH = re.compile(r"(?P<m>\d{1,2})\s?月")
_FIGURES = re.compile(r"[\d一二三四五六七八九十]")
_CHINESE = re.compile(r"[\[(【]?[〇零○一二三四五六七八九十廿卅年月日]{8,14}[\])】]?")
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("full", _FULL),
    ("full", _COMPACT),
    ("year_month", _YEAR_MONTH),
    ("month_day", _MONTH_DAY),
    ("year", _YEAR_ALONE),
    ("month", _MONTH),
    ("day", _DAY),
)
# A date among other words of a line ("来源：区财政局  2023-05-01  阅读 12"). Prose is not asked: there a comma follows.
_AMONG = re.compile(
    r"(?:^|[\s|:\[(【])(?P<y>(?:19|20)\d\d)\s?[-./年]\s?(?P<m>\d{1,2})\s?[-./月]\s?(?P<d>\d{1,2})日?(?=$|[\s|\])】]|来源|点击|浏览|阅读|作者)"
)
# Only numbers with strokes hang on a title from outside: （2019年9月26日） is how titles of laws end, （3.15） is a day of the year.
_TAIL_DATE = re.compile(
    r"\s?[\[(【（](?P<b>(?:(?:19|20)\d\d[-./]\d{1,2}[-./]|\d\d[-/](?=\d\d[\])】）]))\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?)[\])】）]$"
    r"|\s(?P<s>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?)$"
)
_HEAD_DATE = re.compile(
    r"^[\[(【（](?P<b>(?:(?:19|20)\d\d[-./]\d{1,2}[-./]|\d\d[-/](?=\d\d[\])】）]))\d{1,2})[\])】）]\s?|^(?P<s>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})\s"
)
_HEAD_ORNAMENT = re.compile(
    r"^(?:[\[(【](?:置顶|推荐|热门|最新|new|hot|top)[\])】]|置顶(?=[\s:：])[:：]?|new!?(?=\s)|"
    r"[·•●○◆◇■□▪▫►▶▸»›>＞※★☆◎⊙・∙‧﹒\-–—*|]+(?=\s|[^\d\-–—*|]))\s*",
    re.IGNORECASE,
)
_TAIL_ORNAMENT = re.compile(
    r"\s*(?:[\[(【](?:置顶|推荐|热门|new|hot|top)[\])】]|(?<=[^A-Za-z])new!?|>{2,}|»+)$", re.IGNORECASE
)
_DOC_NUMBER = re.compile(r"[^\s〔\[（(【]{1,20}[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s?(?:第\s?)?\d{1,5}\s?号")
_NO_NUMBER = re.compile(r"^(?:无|null|暂无|[-—/]+|〔〕号|\[\]号)?$", re.IGNORECASE)
_OTHER_DAY = re.compile(r"成文|截止|结束|失效|废止|更新|实施|生效|印发|到期")
_START_DAY = re.compile(r"发布|公开|发文|上传|开始|起始")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is a date or a part of one. ``text`` is verbatim; ``label`` is what the text itself calls it."""

    kind: Kind
    text: str
    y: int | None = None
    m: int | None = None
    d: int | None = None
    label: str = ""

    @property
    def is_start(self) -> bool:
        """Whether the label names the day of publishing (or the first day of a period)."""
        return bool(_START_DAY.search(self.label))

    @property
    def is_other(self) -> bool:
        """Whether the label names another day: of writing, of the deadline, of the end of validity."""
        return bool(_OTHER_DAY.search(self.label))

    def day(self) -> date | None:
        """The day, when year, month and day are known and make one."""
        if self.y is None or self.m is None or self.d is None:
            return None
        return read_date(f"{self.y:04d}-{self.m:02d}-{self.d:02d}")


def squeeze(text: str) -> str:
    """``text`` with runs of white space (also full-width and no-break) as one blank, and without invisible marks."""
    return " ".join(_INVISIBLE.sub("", text).split())


def piece_of(text: str) -> Piece | None:
    """What part of a date the whole of ``text`` is; None when it is anything else."""
    if len(text) > 48 or not _FIGURES.search(text):
        return None
    plain = unicodedata.normalize("NFKC", text)
    for kind, pattern in _PATTERNS:
        if found := pattern.fullmatch(plain):
            return _piece(kind, text, found)
    if _CHINESE.fullmatch(plain) and (day := read_date(plain)):
        return Piece("full", text, day.year, day.month, day.day)
    return None


def date_among(text: str) -> Piece | None:
    """The first full date that stands by itself among the words of a short line."""
    if not 10 <= len(text) <= 160:
        return None
    plain = unicodedata.normalize("NFKC", text)
    found = _AMONG.search(plain)
    return _piece("full", found.group(0).strip(" |:[(【"), found) if found else None


def joined(left: Piece, right: Piece) -> Piece | None:
    """Two neighbouring parts as one fuller part (``09-08`` + ``2023``, ``04`` + ``2020-04``); None when they do not fit."""
    if "full" in (left.kind, right.kind):
        return None
    if any(getattr(left, part) is not None and getattr(right, part) is not None for part in "ymd"):
        return None
    y, m, d = left.y or right.y, left.m or right.m, left.d or right.d
    kind: Kind
    if m is None and d is not None:
        return None  # a year beside a bare number: nothing to be sure of
    if y is not None and m is not None:
        kind = "full" if d is not None else "year_month"
    else:
        kind = "month_day"
    return Piece(kind, f"{left.text} {right.text}", y, m, d, left.label or right.label)


def split_title(text: str) -> tuple[str, Piece | None]:
    """``text`` without ornaments and without a date hung on its end or put before it; the date beside it."""
    piece: Piece | None = None
    for pattern in (_TAIL_DATE, _HEAD_DATE):
        found = pattern.search(text)
        if (
            found
            and (here := piece_of(found.group("b") or found.group("s") or ""))
            and here.kind in ("full", "month_day")
        ):
            rest = (text[: found.start()] + text[found.end() :]).strip()
            if rest:
                text, piece = rest, piece or here
    return _bare(text), piece


def doc_number_of(text: str, *, column: bool = False) -> str:
    """``text`` when it is a document number and nothing else, '' otherwise; in its own ``column`` any text but a dash is."""
    if column and len(text) <= 60:
        return "" if _NO_NUMBER.match(text) else text
    return text if _DOC_NUMBER.fullmatch(text) else ""


def _piece(kind: Kind, text: str, found: re.Match[str]) -> Piece | None:
    group = found.groupdict()
    y = int(group["y"]) if group.get("y") else None
    m = int(group["m"]) if group.get("m") else None
    d = int(group["d"]) if group.get("d") else None
    if (m is not None and not 1 <= m <= 12) or (d is not None and not 1 <= d <= 31):
        return None
    return Piece(kind, text, y, m, d, group.get("label") or "")


def _bare(text: str) -> str:
    for _ in range(3):
        shorter = _TAIL_ORNAMENT.sub("", _HEAD_ORNAMENT.sub("", text)).strip()
        if not shorter or shorter == text:
            break
        text = shorter
    return text


def read_partial(piece: Piece, filed: tuple[int, int | None] | None) -> date | None:
    """A day without a year, completed from the year and month its address was filed under; None when these disagree.

    An item is filed within weeks of its day, so a January address may carry a December day of the year before.
    """
    if filed is None or piece.m is None or piece.d is None or piece.y is not None:
        return None
    year, month = filed
    if month is None:
        return read_date(f"{year:04d}-{piece.m:02d}-{piece.d:02d}")
    years = [y for y in (year - 1, year, year + 1) if abs((y - year) * 12 + piece.m - month) <= 2]
    return read_date(f"{years[0]:04d}-{piece.m:02d}-{piece.d:02d}") if len(years) == 1 else None
