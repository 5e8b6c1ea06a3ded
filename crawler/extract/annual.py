"""政府信息公开工作年度报告标题与正文的判读：是不是、哪一年、谁的。 Whether a title is that of an annual report.

读得出：“区教育局2022年政府信息公开工作年度报告”“2022年度政府信息公开工作报告”“青禾镇2022年政府信息公开年报”“某局2018年政务公开年度报告”；
标题没写年度的，看正文写的统计期间。
读不出：标题、正文都没有写年度或单位的。
不是年度报告：政府网站工作年度报表、法治政府建设年度报告、工作总结，以及只是说到年报的（通知、制度、模板、解读、汇总）。
依据：政府信息公开条例第四十九条、第五十条；国办公开办函〔2021〕30号。
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crawler.extract.title_words import YEARS, institution, institution_in_brackets, plain_title, years_of

version = 2

# 信息公开 or 政务公开, then a report. 年度 may stand before it with the year (2022年度…工作报告) or inside (年度报告).
_NAME = re.compile(
    r"(?:政府信息和?政务公开|(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:20\d{2}年?)?"
    r"(?:(?P<yearly>年度工作报告|年度报告|年报|工作年报)|(?P<plain>工作报告|情况报告|报告))"
)
_TAIL = re.compile(
    r"(?:\d|公开|公布|的|公告|说明|文本|及|附表|附件|和|统计表|修订|更正|版|稿|年度|年|[:._、|()\-])*$"
)
_PARENTHESIS = re.compile(r"[(\[][^()\[\]]{0,24}[)\]]")
_NOT_IT = re.compile(r"网站(?!.{0,4}中心)|法治|新媒体|召开|举办|部署|做好|报送|编制|培训|通知|解读|一图|汇总|通报|评估")
_QUOTES = str.maketrans("", "", "“”\"‘’'《》〈〉<>")
_WHOLE_YEAR = re.compile(
    r"(?P<from>20\d{2})年1月1日(?:起|零时|0时)?(?:至|到|-{1,2}|—{1,2}|－|~|～)(?:(?P<to>20\d{2})年|同年|当年)?12月31日"
)
_ANOTHER_KIND = re.compile(r"网站(?!.{0,4}中心)|法治|新媒体|预算|决算|建议|提案|模板|培训|解读|一图")
_REPORT: Final = 200  # a shorter body only speaks of a report
_MAX_BODY: Final = 60_000


@dataclass(frozen=True, slots=True)
class AnnualTitle:
    """一个年度报告标题：所述年份、所称单位。 ``year`` is None when none is named; ``subject`` '' when none (or 本单位)."""

    year: int | None
    subject: str


def read_annual_title(title: str, *, unit_names: Collection[str] = ()) -> AnnualTitle | None:
    """What ``title`` (or a file's name) says; None when it is no title of such a report.

    ``unit_names`` are names known to be whole. A report over several years (2021—2022年) is no yearly one.
    """
    return _read(title, tuple(unit_names))  # a title is asked about for every unit and year


@lru_cache(maxsize=20_000)
def _read(title: str, unit_names: tuple[str, ...]) -> AnnualTitle | None:
    plain = plain_title(title).translate(_QUOTES)
    found = _NAME.search(plain)
    if not found or _NOT_IT.search(plain):
        return None
    head, tail = plain[: found.start()], _PARENTHESIS.sub("", plain[found.end() :])
    if not _TAIL.match(tail):
        return None
    spans = list(YEARS.finditer(plain))
    years = years_of(spans[-1].group()) if spans else ()
    if len(years) > 1 or (found["plain"] and not years):
        return None
    names = {plain_title(name) for name in unit_names}
    before, after = _around_year(head)
    subject = institution(before, names)[0] or institution(after, names)[0]
    subject = subject or institution_in_brackets(plain[found.end() :])
    return AnnualTitle(years[0] if years else None, subject)


def is_of_another_kind(title: str) -> bool:
    """Whether a title is that of a yearly report on something else, which may give the same period."""
    return bool(_ANOTHER_KIND.search(plain_title(title)))


def holds_report(text: str, year: int) -> bool:
    """Whether a body, whatever its title, is such a report of ``year``: it gives its period and speaks of disclosure."""
    return year_in_body(text) == year and bool(re.search(r"主动公开|信息公开", text)) and len(text.strip()) >= _REPORT


def year_in_body(text: str) -> int | None:
    """The year whose figures the report gives (2022年1月1日至12月31日); None when it says no such period, or two."""
    plain = re.sub(r"\s+", "", text[:_MAX_BODY])
    years = Counter(int(found["from"]) for found in _WHOLE_YEAR.finditer(plain) if found["to"] in (None, found["from"]))
    return next(iter(years)) if len(years) == 1 else None


def _around_year(head: str) -> tuple[str, str]:
    years = list(YEARS.finditer(head))
    if not years:
        return head, ""
    return head[: years[-1].start()], head[years[-1].end() :]
