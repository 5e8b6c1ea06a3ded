"""情况说明的判读：某栏目在某期间没有应公开的信息。 A unit's written word that there was nothing to publish.

读得出：标题写明栏目和期间、正文写明“本单位未产生……应公开的信息”、落款有单位和日期的短文。单位、期间、日期缺一样就不算。
读不出：图片和附件里的说明；一页里混有别的内容、长于800字的。
不是情况说明：预算和决算所附的情况说明（有金额）、违规和舆情的情况说明、解释工作的文章。
依据：没有应公开事项时以说明代替空白栏目，属我们的判断，由参数决定是否采用。
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from parsel import Selector

from crawler.dates import find_dates
from crawler.extract.place import Passage, kept, passage

version = 2  # 2: remembers where its words stand

_MAX_TEXT: Final = 800  # a longer text has something to tell
_SIGNATURE: Final = 120  # the last characters, where unit and day stand
_NOTHING = re.compile(
    r"(?:未产生|未形成|未发生|未制定|未制发|未出台|未开展|未涉及|不涉及|未新增|没有产生|没有形成|没有发生|没有新增|无新增|暂无|没有|均无|无)"
    r"(?P<what>[^。；;\n]{0,40}?)(?:信息|事项|内容|文件|项目|情况|案件|决定|数据|预算|决算)"
)
_ABOUT_PUBLISHING = re.compile(r"公开|公示|公布|发布|此类|该类|相关|上述|本栏目|该栏目|本项|该项")
_AMOUNT = re.compile(r"\d\s*(?:万元|亿元)")
_COLUMN = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,40})[”\"」』》]")
_TITLE_COLUMN = re.compile(r"(?:关于)?(.{2,60}?)(?:情况|有关情况)?的?(?:情况)?说明$")
_UNIT = re.compile(
    r"[\u4e00-\u9fa5（）()]{2,30}(?:局|委|委员会|办公室|办|政府|办事处|街道|镇|乡|中心|院|所|站|部|会|队|社|馆|校|学|园|处)"
)
_NOT_A_UNIT = re.compile(r"特此|说明|本单位|我单位|本局|我局|如有|联系")

_MAX_PAGE: Final = 500_000
_MOVED = re.compile(
    r"[^\n]{0,20}(?:栏目|内容|信息|页面|本栏|网站)[^\n。]{0,10}(?:已?迁移|已?移至|转移|改版|并入|合并到|调整到)[^\n]{0,40}"
)
_YEAR_TAB = re.compile(r"20\d{2}\s*年?度?")

_Y = r"(?P<y>20\d{2})\s*年"
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = re.compile(
    rf"{_Y}\s*(?P<a>1[0-2]|[1-9])\s*月?\s*(?:至|到|-|－|—|~|～)\s*(?:(?P<y2>20\d{{2}})\s*年)?(?P<b>1[0-2]|[1-9])\s*月(?!\s*\d)"
)
_QUARTER = re.compile(rf"(?:{_Y}度?|本年度?|今年)\s*第?(?P<q>[一二三四1-4])季度|(?P<this>本季度)")
_HALF = re.compile(rf"(?:{_Y}度?|本年度?|今年)?\s*(?P<h>[上下])半年")
_MONTH = re.compile(rf"{_Y}\s*(?P<m>1[0-2]|[1-9])\s*月(?:份)?(?!\s*\d)")
_YEAR = re.compile(rf"{_Y}度?(?!\s*\d)|(?:本年度|今年)(?!\s*\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """一份有效的情况说明：栏目、单位、期间、落款日期。 ``column`` is '' when it names none; ``period`` is verbatim.

    ``passages`` (nothing, unit, dated, period, column): where in the text that stands; what the title says has none.
    """

    column: str
    unit: str
    start: date
    end: date
    period: str
    dated: date
    quote: str
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def dated_inside(self) -> bool:
        """Whether it was signed inside the period it speaks of, as the form demands."""
        return self.start <= self.dated <= self.end


def read_statement(title: str, text: str) -> Statement | None:
    """The statement a page makes; None when it is none, or lacks unit, period or date."""
    body = text.strip()
    if "说明" not in title and "说明" not in body[:60]:
        return None
    if not body or len(body) > _MAX_TEXT or _AMOUNT.search(body):
        return None
    nothing = _nothing(title, body)
    signed = _signed(body)
    if not nothing or not signed:
        return None
    unit, dated, at, day_at = signed
    in_title = _period(title, dated)
    period = in_title or _period(body[:at], dated)
    if not period:
        return None
    start, end, words = period
    column = _column(title, body)
    lead = len(text) - len(text.lstrip())
    places = [("nothing", nothing, body.find(nothing)), ("unit", unit, at), ("dated", body[slice(*day_at)], day_at[0])]
    places += [] if in_title else [("period", words, body.find(words))]
    places += [] if not column or _COLUMN.search(title) else [("column", column, body.find(column))]
    passages = [passage(what, text, lead + begins, lead + begins + len(w)) for what, w, begins in places if begins >= 0]
    return Statement(column, unit, start, end, words, dated, nothing, kept(*passages))


def besides_empty_list(html: str, url: str) -> str:
    """What a column's page with an empty list shows besides, in Chinese; '' when nothing speaks against emptiness."""
    if not html.strip():
        return ""
    page = Selector(text=html[:_MAX_PAGE])
    words = _plain_text(page)
    if found := _MOVED.search(words):
        return f"页面写着“{found.group()[:40]}”"
    if "说明" in words and (said := _statement_on(words)):
        return f"页面上有情况说明（{said.unit}，{said.dated}）"
    here = url.rstrip("/")
    for link in page.css("a[href]"):
        label = "".join(link.css("::text").getall()).strip()
        target = (link.attrib.get("href") or "").strip()
        if _YEAR_TAB.fullmatch(label) and target not in ("", "#", url, here):
            return f"页面上有“{label}”的链接"
    near = page.xpath('//*[contains(text(),"暂无")]/ancestor-or-self::*[position()<=2]//img[@src]')
    return "页面的空白提示旁边有图片" if near else ""


def _plain_text(page: Selector) -> str:
    parts = page.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
    return "\n".join(part.strip() for part in parts if part.strip())


def _statement_on(words: str) -> Statement | None:
    """A statement that stands among the other words of a page: from the line that is its title, for some lines."""
    lines = words.splitlines()
    for n, line in enumerate(lines):
        if "说明" in line and len(line) <= 60:
            for length in range(2, 9):
                if said := read_statement(line, "\n".join(lines[n + 1 : n + length])):
                    return said
    return None


def _nothing(title: str, body: str) -> str:
    """The sentence that says there was nothing to publish; '' when none does."""
    named = bool(_COLUMN.search(title))
    for sentence in re.split(r"[。；;\n]", body):
        for found in _NOTHING.finditer(sentence):
            if named or _ABOUT_PUBLISHING.search(found.group() + sentence[found.end() : found.end() + 6]):
                return sentence.strip()
    return ""


def _signed(body: str) -> tuple[str, date, int, tuple[int, int]] | None:
    """Who signed and when, where in the body the signature begins, and where the day stands.

    That is the last date and the unit just before it.
    """
    offset = max(0, len(body) - _SIGNATURE)
    tail = body[offset:]
    dates = find_dates(tail)
    if not dates:
        return None
    dated, start, end = dates[-1]
    if len(re.sub(r"[\s。.（）()]", "", tail[end:])) > 20:
        return None
    for line in reversed(tail[:start].splitlines()[-3:]):
        name = re.split(r"[。；;，,：:！!？?\s]", line.strip())[-1] if line.strip() else ""
        if name and _UNIT.fullmatch(name) and not _NOT_A_UNIT.search(name):
            return name, dated, offset + tail.rfind(name, 0, start), (offset + start, offset + end)
    return None


def _column(title: str, body: str) -> str:
    if quoted := _COLUMN.search(title) or _COLUMN.search(body):
        return quoted.group(1)
    found = _TITLE_COLUMN.match(re.sub(r"\s", "", title))
    if not found:
        return ""
    words = re.sub(r"(?:情况|有关情况)$", "", found.group(1))
    for pattern in (_MONTHS, _QUARTER, _HALF, _MONTH, _YEAR):
        words = pattern.sub("", words)
    return re.sub(r"^.{0,20}?关于|^(?:无|没有|未产生|暂无)|(?:无|没有|未产生|暂无)$|(?:栏目|信息)?的?$", "", words)


def _period(text: str, dated: date) -> tuple[date, date, str] | None:
    """The period ``text`` names first, most exact form first; forms without a year are of the year of ``dated``."""
    days = find_dates(text)
    if len(days) >= 2 and re.fullmatch(r"\s*起?(?:至|到|-|－|—|~|～)+\s*", text[days[0][2] : days[1][1]]):
        return days[0][0], days[1][0], text[days[0][1] : days[1][2]]
    if found := _MONTHS.search(text):
        return _span(int(found["y"]), int(found["a"]), int(found["b"]), found.group(), int(found["y2"] or found["y"]))
    if found := _QUARTER.search(text):
        quarter = (dated.month - 1) // 3 + 1 if found["this"] else _QUARTERS[found["q"]]
        return _span(int(found["y"] or dated.year), 3 * quarter - 2, 3 * quarter, found.group())
    if found := _HALF.search(text):
        first = 1 if found["h"] == "上" else 7
        return _span(int(found["y"] or dated.year), first, first + 5, found.group())
    if found := _MONTH.search(text):
        return _span(int(found["y"]), int(found["m"]), int(found["m"]), found.group())
    if found := _YEAR.search(text):
        return _span(int(found["y"] or dated.year), 1, 12, found.group())
    return None


def _span(year: int, first: int, last: int, words: str, last_year: int | None = None) -> tuple[date, date, str] | None:
    end_year = last_year or year
    start, end = date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1])
    return (start, end, words) if start <= end else None
