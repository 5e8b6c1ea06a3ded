"""年度报告三张表的行列等式。 The three tables of the official form, and every equation they must keep.

主动公开: 制发, 废止, 现行有效 of 规章 and 行政规范性文件; decisions; fees. 申请: 新收 + 上年结转 = 办理结果总计 + 结转下年度 in every column; 总计 is
the sum of the results; the last column is the sum of the six before. 复议诉讼: each block's 总计 is the sum of its four results.
The form's rows change over the years (属于工作秘密 was added): what counts is where a row stands, not that its words are known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from crawler.extract.annual_report_model import Applications, Disclosure, ReportError, ReportErrorKind, Reviews
from crawler.extract.annual_report_rows import ReportRow
from crawler.files.model import Place

COLUMNS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_BLOCKS: Final = ("行政复议", "未经复议直接起诉", "复议后起诉")
_NEW = re.compile(r"本年新收")
_CARRIED_IN = re.compile(r"上年结转")
_CARRIED_OUT = re.compile(r"结转下年")
_TOTAL = re.compile(r"（七）总计|\(七\)总计|七[）)]?、?总计|^总计$")
_GROUP = re.compile(r"^.{0,10}[（(][一二三四五六七][）)](?:不予公开|无法提供|不予处理|其他处理)$")
_MAX_ROWS: Final = 60
_FULL: Final = 20  # results the shortest official form has; with fewer, a row may not have been read


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of each table; None or empty where the table was not found."""

    new: ReportRow | None = None
    carried_in: ReportRow | None = None
    results: tuple[ReportRow, ...] = ()
    total: ReportRow | None = None
    carried_out: ReportRow | None = None
    rules: ReportRow | None = None
    normative: ReportRow | None = None
    single: tuple[tuple[str, ReportRow], ...] = ()  # 行政许可, 行政处罚 …
    reviews: ReportRow | None = None

    @property
    def applications_complete(self) -> bool:
        """Whether all rows that the equations need were read, each with all its columns."""
        rows = (self.new, self.carried_in, self.total, self.carried_out)
        return all(row is not None for row in rows) and bool(self.results)


def tables_of(rows: Sequence[ReportRow]) -> Tables:
    """The three tables among the rows of the report."""
    wide = [row for row in rows if len(row.numbers) == len(COLUMNS)][:_MAX_ROWS]
    new = _first(wide, _NEW)
    carried_in = _first(wide, _CARRIED_IN)
    carried_out = _first(wide, _CARRIED_OUT)
    start = wide.index(carried_in) + 1 if carried_in else 0
    end = wide.index(carried_out) if carried_out else len(wide)
    between = wide[start:end]
    total = next((row for row in reversed(between) if _TOTAL.search(row.name)), None)
    results = tuple(between[: between.index(total)]) if total else ()
    singles = ("行政许可", "行政处罚", "行政强制", "行政事业性收费")
    return Tables(
        new=new,
        carried_in=carried_in,
        results=results,
        total=total,
        carried_out=carried_out,
        rules=next((row for row in rows if re.search(r"(?:^|数)规章$", row.name) and len(row.numbers) == 3), None),
        normative=next((row for row in rows if row.name.endswith("规范性文件") and len(row.numbers) == 3), None),
        single=tuple(
            (name, row) for name in singles for row in rows if row.name.endswith(name) and len(row.numbers) == 1
        ),
        reviews=next((row for row in reversed(rows) if len(row.numbers) == 15), None),
    )


def disclosure_of(tables: Tables) -> Disclosure:
    """主动公开: what the first table says; None where a row was not read."""
    normative, rules = tables.normative, tables.rules
    single = dict(tables.single)
    return Disclosure(
        rules=tuple(rules.numbers) if rules else (),
        normative=tuple(normative.numbers) if normative else (),
        licenses=_only(single.get("行政许可")),
        penalties=_only(single.get("行政处罚")),
        coercions=_only(single.get("行政强制")),
        fees=_only(single.get("行政事业性收费")),
    )


def applications_of(tables: Tables) -> Applications:
    """申请: the four sums of the second table by column; () where a row was not read."""
    rows = (tables.new, tables.carried_in, tables.total, tables.carried_out)
    return Applications(*(tuple(row.numbers) if row else () for row in rows))


def reviews_of(tables: Tables) -> Reviews:
    """复议诉讼: three blocks of five; () where the table was not read."""
    numbers = tables.reviews.numbers if tables.reviews else ()
    return Reviews(*(tuple(numbers[n : n + 5]) for n in (0, 5, 10)))


def equation_errors(tables: Tables) -> Iterator[ReportError]:
    """Every equation that does not hold."""
    if tables.applications_complete:
        yield from _row_errors(tables)
        yield from _result_errors(tables)
        yield from _balance_errors(tables)
    yield from _review_errors(tables)


def _row_errors(tables: Tables) -> Iterator[ReportError]:
    """总计 of a row against its six columns."""
    rows = [tables.new, tables.carried_in, *tables.results, tables.total, tables.carried_out]
    for row in rows:
        if row is None:
            continue
        summed = sum((row.value(n) for n in range(6)), Decimal(0))
        if summed != row.value(6):
            yield _error(
                row, f"“{_short(row)}”一行总计为{row.value(6)}，各列之和为{summed}", summed, row.whole, column=6
            )


def _result_errors(tables: Tables) -> Iterator[ReportError]:
    """（七）总计 against the results above it. A heading that repeats the sum of its rows is left out if that makes it right."""
    total = tables.total
    assert total is not None
    groups = [row for row in tables.results if _GROUP.fullmatch(row.name)]
    without = [row for row in tables.results if row not in groups]
    for column, name in enumerate(COLUMNS):
        sums = {sum((row.value(column) for row in rows), Decimal(0)) for rows in (tables.results, without)}
        if total.value(column) not in sums:
            shown = min(sums, key=lambda value: abs(value - total.value(column)))
            certain = (
                not groups and total.whole and all(row.whole for row in tables.results) and len(tables.results) >= _FULL
            )
            yield _error(
                total,
                f"办理结果总计（{name}列）为{total.value(column)}，各项之和为{shown}",
                shown,
                certain,
                column=column,
            )


def _balance_errors(tables: Tables) -> Iterator[ReportError]:
    """本年新收 + 上年结转 = 办理结果总计 + 结转下年度."""
    new, before, total, after = tables.new, tables.carried_in, tables.total, tables.carried_out
    assert new and before and total and after
    for column, name in enumerate(COLUMNS):
        came = new.value(column) + before.value(column)
        went = total.value(column) + after.value(column)
        if came != went:
            message = f"{name}列：新收与上年结转之和为{came}，办理结果总计与结转下年度之和为{went}，两者应相等"
            yield _error(new, message, went, all(row.whole for row in (new, before, total, after)), column=column)


def _review_errors(tables: Tables) -> Iterator[ReportError]:
    row = tables.reviews
    if row is None:
        return
    for n, name in enumerate(_BLOCKS):
        summed = sum((row.value(5 * n + k) for k in range(4)), Decimal(0))
        if summed != row.value(5 * n + 4):
            message = f"{name}总计为{row.value(5 * n + 4)}，四种结果之和为{summed}"
            yield _error(
                row,
                message,
                summed,
                all(number is not None for number in row.numbers[5 * n : 5 * n + 5]),
                column=5 * n + 4,
            )


def _first(rows: Sequence[ReportRow], words: re.Pattern[str]) -> ReportRow | None:
    return next((row for row in rows if words.search(row.name)), None)


def _only(row: ReportRow | None) -> Decimal | None:
    return row.numbers[0] if row else None


def _short(row: ReportRow) -> str:
    return row.name if len(row.name) <= 30 else row.name[-30:]


def _error(row: ReportRow, message: str, computed: Decimal, certain: bool, *, column: int) -> ReportError:
    place = row.place
    if place.table is not None and place.column is not None:
        place = Place(place.part, table=place.table, row=place.row, column=place.column + column)
    return ReportError(ReportErrorKind.SUM, place, row.quote, message, certain, f"{computed}")
