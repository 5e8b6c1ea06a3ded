"""政府信息公开工作年度报告正文的判读：六个部分、三张表、等式、与上年衔接。

读什么：六个部分的标题；三张表（主动公开情况、收到和处理申请情况、复议诉讼情况）的数字；统计期限；总体情况里写的申请件数。
怎么判定：申请表每行总计等于六列之和，办理结果总计等于各项之和，每列“新收＋上年结转＝办理结果总计＋结转下年度”；复议、诉讼每组总计等于四种结果之
和；统计期限与标题同一年；上年结转等于上年报告的结转下年度；现行有效等于上年现行有效加制发减废止（清理、机构调整都会使它不等，只作提示）。正文的
申请件数与表中新收、或新收加上年结转不符的，只作提示。
无法判定：表格没有读出，或某行少了列（不核对这张表）；空白或斜杠的格按零算，据此发现的不符只作提示；表格是图片。
不涉及：内容是否属实，是否按时公布（由检查决定）。

What an annual report says, and where it contradicts itself or last year's. Pure: parts in, ``AnnualReport`` out.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from crawler.extract.annual import read_annual_title, year_in_body
from crawler.extract.annual_report_model import (
    TABLES,
    AnnualReport,
    HeadingRead,
    ReportError,
    ReportErrorKind,
)
from crawler.extract.annual_report_rows import report_rows
from crawler.extract.annual_report_tables import (
    COLUMNS,
    Tables,
    applications_of,
    disclosure_of,
    equation_errors,
    reviews_of,
    tables_of,
)
from crawler.extract.running import Running, running
from crawler.files.model import FilePart, Place

version = 1

_HEADINGS: Final = (
    re.compile(r"(?:一、)?总体情况"),
    re.compile(r"(?:二、)?(?:主动公开政府信息(?:的)?情况|政府信息主动公开情况)"),
    re.compile(r"(?:三、)?收到和处理政府信息公开申请(?:的)?情况"),
    re.compile(
        r"(?:四、)?(?:因)?政府信息公开(?:工作)?(?:被申请|引起的?)?(?:行政复议|行政诉讼)(?:、|和|及)?(?:提起)?(?:行政诉讼|行政复议)?(?:的)?情况"
    ),
    re.compile(r"(?:五、)?(?:政府信息公开工作)?存在的?主要问题(?:及|和|与)?(?:改进|整改)(?:情况|措施)"),
    re.compile(r"(?:六、)?(?:其他)?需要报告的(?:其他)?事项"),
)
_NUMERALS: Final = "一二三四五六"
_PERIOD = re.compile(
    r"(?P<year>20\d\d)年1月1日(?:起|零时|0时)?(?:至|到|-{1,2}|—{1,2}|－|~|～)(?:(?P<to>20\d\d)年|同年|当年)?12月31日"
)
_TITLE_LINES: Final = 6
_RECEIVED = re.compile(
    r"(?:收到|受理|接收|新收|办理)(?:并办结|的)?[^，。；\d]{0,12}?(?:政府)?(?:信息公开|依申请公开)[^，。；\d]{0,8}申请[^，。；\d]{0,6}(?P<count>\d{1,6})(?:件|宗|条|份)"
)
_ANOTHER_YEAR = re.compile(r"(?:累计|20\d\d年以来|近[两三]年|上年|去年)[^。]{0,20}$")
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×]{2,8}(?=(?:局|镇|街道|区|县|件|条|次|万元|元|年|人|单位|个|余|[，。]))"
)
_NORMATIVE_IN_FORCE: Final = 2


def read_annual_report(parts: Sequence[FilePart], *, title: str = "") -> AnnualReport:
    """The report in ``parts``; ``title`` is that of the page or the file's name. Never raises for what a document holds."""
    run = running(parts)
    tables = tables_of(report_rows(parts))
    headings = _headings(run)
    numbers = [heading.number for heading in headings]
    period = year_in_body(run.text)
    named = _named_year(title, parts)
    return AnnualReport(
        year=named or period,
        period_year=period,
        headings=headings,
        in_order=numbers == sorted(numbers),
        tables=_tables_read(tables),
        disclosure=disclosure_of(tables),
        applications=applications_of(tables),
        reviews=reviews_of(tables),
        errors=(*equation_errors(tables), *_text_errors(run, tables), *_year_errors(run, named), *_leftovers(run)),
        limits=tuple(_limits(tables)),
    )


def is_heading(line: str) -> bool:
    """Whether a line is the heading of one of the six parts, as the form words it."""
    plain = re.sub(r"^(?:[一二三四五六七八九]、|第[一二三四五六七]部分)", "", re.sub(r"\s+", "", line))
    return any(words.match(plain) for words in _HEADINGS)


def carry_over_errors(report: AnnualReport, last: AnnualReport) -> tuple[ReportError, ...]:
    """What does not follow from last year's report. Nothing where a figure was not read, or ``last`` is not of the year before.

    The errors carry no place of their own in ``report``: they stand between two documents.
    """
    if report.year is None or last.year is None or report.year != last.year + 1:
        return ()
    return (*_carried_errors(report, last), *_in_force_errors(report, last))


def _headings(run: Running) -> tuple[HeadingRead, ...]:
    """The six headings in the order they stand: lines of their own, or 一、总体情况 at the beginning of a line."""
    found: dict[int, HeadingRead] = {}
    for start, end in run.lines():
        for number, words in enumerate(_HEADINGS, 1):
            match = words.match(run.text, start, min(end, start + 60))
            if match is None or number in found:
                continue
            numbered = run.text.startswith(f"{_NUMERALS[number - 1]}、", start)
            if numbered or end - match.end() <= 2:
                found[number] = HeadingRead(number, run.place(start, match.end()), run.quote(start, match.end()))
    return tuple(found.values())


def _named_year(title: str, parts: Sequence[FilePart]) -> int | None:
    """The year the title names: the page's, else that of the first lines, which may break it in two."""
    lines = [line.strip() for part in parts[:1] for line in part.text.split("\n") if line.strip()][:_TITLE_LINES]
    for words in (title, *("".join(lines[:n]) for n in (1, 2, 3)), *lines):
        read = read_annual_title(words[:120]) if words else None
        if read and read.year:
            return read.year
    return None


def _tables_read(tables: Tables) -> tuple[str, ...]:
    found = (
        tables.normative is not None or bool(tables.single),
        tables.applications_complete,
        tables.reviews is not None,
    )
    return tuple(name for name, seen in zip(TABLES, found, strict=True) if seen)


def _text_errors(run: Running, tables: Tables) -> Iterator[ReportError]:
    """The number of applications the text gives against the table's: never certain, as a text may count another way."""
    if tables.new is None or tables.carried_in is None:
        return
    new, before = tables.new.value(6), tables.carried_in.value(6)
    for match in _RECEIVED.finditer(run.text):
        if _ANOTHER_YEAR.search(run.text, max(0, match.start() - 30), match.start()):
            continue
        if Decimal(match["count"]) not in (new, new + before):
            message = f"文字写申请{match['count']}件，表中本年新收{new}件、上年结转{before}件"
            yield ReportError(
                ReportErrorKind.TEXT_TABLE, run.place(match.start(), match.end()), run.quote(match.start(), match.end()), message,
                False, f"{new}",
            )  # fmt: skip
        return  # the first is the year's; those behind are parts of it


def _year_errors(run: Running, named: int | None) -> Iterator[ReportError]:
    """A period of another year than the title's."""
    for match in _PERIOD.finditer(run.text):
        year = int(match["year"])
        if named is not None and year != named and match["to"] in (None, match["year"]):
            message = f"统计期限为{year}年，标题为{named}年"
            yield ReportError(
                ReportErrorKind.WRONG_YEAR, run.place(match.start(), match.end()), run.quote(match.start(), match.end()), message,
                f"{named}年1月1日" not in run.text, str(named),
            )  # fmt: skip
            return


def _leftovers(run: Running) -> Iterator[ReportError]:
    for n, match in enumerate(_PLACEHOLDER.finditer(run.text)):
        if n == 20:
            return
        start = max(0, match.start() - 20)
        yield ReportError(
            ReportErrorKind.PLACEHOLDER,
            run.place(match.start(), match.end()),
            run.quote(start, match.end() + 10),
            "模板字样没有替换",
            False,
        )


def _carried_errors(report: AnnualReport, last: AnnualReport) -> Iterator[ReportError]:
    now, before = report.applications.carried_in, last.applications.carried_out
    if len(now) != len(COLUMNS) or len(before) != len(COLUMNS):
        return
    for name, mine, theirs in zip(COLUMNS, now, before, strict=True):
        if (mine or 0) != (theirs or 0):
            message = f"{name}列：上年结转为{mine or 0}，{last.year}年报告的结转下年度为{theirs or 0}"
            yield _between(message, f"上年结转 {mine or 0}", f"{theirs or 0}", mine is not None and theirs is not None)


def _in_force_errors(report: AnnualReport, last: AnnualReport) -> Iterator[ReportError]:
    """现行有效 against last year's. Never certain: a cleanup or a reorganisation changes it otherwise."""
    for name, now, before in (
        ("规章", report.disclosure.rules, last.disclosure.rules),
        ("行政规范性文件", report.disclosure.normative, last.disclosure.normative),
    ):
        if len(now) != 3 or len(before) != 3 or None in now or before[_NORMATIVE_IN_FORCE] is None:
            continue
        made, repealed, in_force = (number or Decimal(0) for number in now)
        expected = (before[_NORMATIVE_IN_FORCE] or Decimal(0)) + made - repealed
        if in_force != expected:
            message = f"{name}现行有效{in_force}件，按{last.year}年的{before[_NORMATIVE_IN_FORCE]}件加制发{made}件减废止{repealed}件应为{expected}件"
            yield _between(message, f"{name} {made} {repealed} {in_force}", f"{expected}", False)


def _between(message: str, quote: str, computed: str, certain: bool) -> ReportError:
    return ReportError(ReportErrorKind.CARRIED, Place(), quote, message, certain, computed)


def _limits(tables: Tables) -> Iterator[str]:
    if not tables.applications_complete:
        yield "申请情况表没有读全，未核对等式"
    if tables.reviews is None:
        yield "复议诉讼表没有读出，未核对等式"
    if tables.normative is None and not tables.single:
        yield "主动公开情况表没有读出"
