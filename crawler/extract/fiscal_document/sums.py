"""表内勾稽：各列之和、各级科目之和、收支总计。 Whether a table's figures add up.

An equation is believed to be meant only where most rows keep it: a head that was misread would break it in all of them. A sum
of rows is certain only where all rows stand on one page, as the reading of a page may lose a row at its edge.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.grid import Figure, Item, columns, figures, is_total, items
from crawler.extract.fiscal_document.model import TABLE_NAMES, DocumentError, ErrorKind, TableKind
from crawler.extract.fiscal_document.money import rounding, tidy
from crawler.extract.fiscal_document.sheets import Number, Row, Sheet

_BALANCED: Final = (TableKind.TOTALS, TableKind.GRANT_TOTALS)
_BY_COLUMN: Final = (
    TableKind.INCOME, TableKind.EXPENDITURE, TableKind.GRANT_EXPENDITURE, TableKind.GENERAL_EXPENDITURE, TableKind.BASIC,
)  # fmt: skip
_BY_CODE: Final = (*_BY_COLUMN, TableKind.FUND, TableKind.STATE_CAPITAL)
_WHOLE = re.compile(r"(?:本年|预算|决算)?(?:收入|支出)?(?:预算|决算)?(?:合计|总计|小计)数?")
_GRAND = re.compile(r"(?:收入|支出|收支)?总计")
_NUMERALS: Final = "一二三四五六七八九十"
_ENOUGH: Final = 3  # rows that must keep an equation before a row that breaks it is accused
_MOST: Final = 4  # … and the others may be one in this many
_MAX_ERRORS: Final = 12


def table_errors(sheets: Sequence[Sheet]) -> Iterator[DocumentError]:
    """Every equation of the tables that does not hold."""
    for sheet in sheets:
        if sheet.kind in _BALANCED:
            yield from _unbalanced(sheet)
            yield from _list_errors(sheet)
        if sheet.aligned and sheet.kind in _BY_COLUMN:
            yield from _column_errors(sheet)
        if sheet.aligned and sheet.kind in _BY_CODE:
            yield from _code_errors(sheet)


def grand_totals(sheet: Sheet) -> tuple[Figure, Figure] | None:
    """(收入总计, 支出总计) of a table of both sides: two grand totals in one row."""
    whole = figures(sheet)
    plain = any("本年" in figure.label and is_total(figure.label) for figure in whole)
    for figure in reversed(whole):
        firsts: dict[str, Figure] = {}
        labels: list[Figure] = []
        for other in whole:
            if other.row is figure.row and _grand(other.label, plain) and other.column > 0:
                key = f"{other.label}{_label_column(other)}"
                if key not in firsts:
                    firsts[key] = other
                    labels.append(other)
        if len(labels) == 2 and "支出" not in labels[0].label and "收入" not in labels[1].label:
            return labels[0], labels[1]
    return None


def _grand(label: str, plain: bool) -> bool:
    """Whether a label is that of the last total. 合计 is one where 本年收入合计 stands above it."""
    return bool(_GRAND.fullmatch(label)) or (plain and label == "合计")


def _label_column(figure: Figure) -> int:
    return max((n for n in range(figure.column) if figure.row.cells[n] == figure.label), default=-1)


def _unbalanced(sheet: Sheet) -> Iterator[DocumentError]:
    both = grand_totals(sheet)
    if both is None:
        return
    income, expenditure = both
    slack = (income.digit + expenditure.digit) / 2
    if abs(income.value - expenditure.value) > slack:
        yield _error(
            sheet, ErrorKind.UNBALANCED, expenditure.row, expenditure.column, expenditure.value, income.value, slack, True,
            f"{_name(sheet)}中收入总计{tidy(income.value)}，支出总计{tidy(expenditure.value)}，两者不相等",
        )  # fmt: skip


def _column_errors(sheet: Sheet) -> Iterator[DocumentError]:
    """A row's whole against the sum of its columns."""
    terms = _terms(sheet)
    if terms is None:
        return
    whole, parts = terms
    kept, broken = 0, []
    for row in sheet.rows:
        numbers = sheet.numbers(row)
        total = numbers[whole] if whole < len(numbers) else None
        values = [numbers[n] for n in parts if n < len(numbers)]
        present = [value for value in values if value is not None]
        if total is None or not present:
            continue
        summed = sum((value[0] for value in present), Decimal(0))
        slack = rounding([total, *present])
        if abs(summed - total[0]) <= slack:
            kept += 1
        else:
            broken.append((row, total, summed, slack))
    if kept < _ENOUGH or len(broken) * _MOST > kept:
        return
    for row, total, summed, slack in broken:
        yield _error(
            sheet, ErrorKind.SUM, row, whole, total[0], summed, slack, True,
            f"{_name(sheet)}一行的合计为{tidy(total[0])}，各列之和为{tidy(summed)}",
        )  # fmt: skip


def _terms(sheet: Sheet) -> tuple[int, list[int]] | None:
    """The column of the whole and those it is the sum of; None where the head does not tell."""
    names = columns(sheet)
    used = {n for row in sheet.rows for n, number in enumerate(sheet.numbers(row)) if number is not None}
    wholes = [n for n, name in enumerate(names) if n in used and _is_whole(name)]
    if len(wholes) != 1:
        return None
    rest = [n for n in sorted(used) if n > wholes[0]]
    groups: dict[str, list[int]] = defaultdict(list)
    for n in rest:
        groups[_group(names[n])].append(n)
    parts = [_of_group(names, group) for group in groups.values()]
    if len(parts) < 2 or any(part is None for part in parts) or any(not names[n] for n in rest):
        return None
    return wholes[0], [part for part in parts if part is not None]


def _is_whole(name: str) -> bool:
    *outer, inner = name.split("/")
    return bool(_WHOLE.fullmatch(inner)) and not any(re.search(r"基本|项目支出|事业|人员|公用", word) for word in outer)


def _group(name: str) -> str:
    """What a column belongs to: 项目支出/小计 and 项目支出/其中：基建 are one group."""
    words = [
        word
        for word in name.split("/")
        if not re.search(r"预算数|决算数|^项目$|合计|本年支出|支出预算|收入预算|公共预算.*支出", word)
    ]
    return words[0] if words else name


def _of_group(names: tuple[str, ...], group: list[int]) -> int | None:
    """The one column of a group that stands for it: its 小计, or the only one."""
    if len(group) == 1:
        return None if "其中" in names[group[0]] else group[0]
    sub = [n for n in group if re.search(r"/(?:小计|合计|金额)$", names[n])]
    return sub[0] if len(sub) == 1 else None


def _code_errors(sheet: Sheet) -> Iterator[DocumentError]:
    """An account's figure against the sum of the accounts below it, and 合计 against all 类."""
    rows = items(sheet)
    codes = [item.code for item in rows]
    if len(set(codes)) != len(codes):
        return
    below: dict[str, list[Item]] = defaultdict(list)
    for item in rows:
        below[item.code[:-2]].append(item)
    families: list[tuple[Row, str, tuple[Number | None, ...], list[Item]]] = [
        (item.row, item.name, item.values, below[item.code]) for item in rows if item.code in below
    ]
    tops = [item for item in rows if len(item.code) == 3]
    total = next((row for row in sheet.rows if any(is_total(cell) for cell in row.cells)), None)
    if total is not None and tops:
        families.append((total, "合计", sheet.numbers(total), tops))
    kept, broken = 0, []
    for row, name, values, children in families:
        for column, value in enumerate(values):
            present = [child.values[column] for child in children if column < len(child.values)]
            numbers = [number for number in present if number is not None]
            if value is None or not numbers:
                continue
            summed = sum((number[0] for number in numbers), Decimal(0))
            slack = rounding([value, *numbers])
            if abs(summed - value[0]) <= slack:
                kept += 1
            else:
                one_page = len({child.row.part for child in children} | {row.part}) == 1
                broken.append((row, column, name, value[0], summed, slack, one_page))
    if kept < _ENOUGH or len(broken) * _MOST > kept:
        return
    for row, column, name, printed, summed, slack, one_page in broken[:_MAX_ERRORS]:
        yield _error(
            sheet, ErrorKind.SUM, row, column, printed, summed, slack, one_page,
            f"{_name(sheet)}“{name}”为{tidy(printed)}，下级科目之和为{tidy(summed)}",
        )  # fmt: skip


def _list_errors(sheet: Sheet) -> Iterator[DocumentError]:
    """一、二、三…… of one side of the table against its 本年收入合计 or 本年支出合计."""
    whole = figures(sheet)
    for side in ("收入", "支出"):
        total = next((figure for figure in whole if figure.label == f"本年{side}合计"), None)
        if total is None:
            continue
        column = _label_column(total)
        listed = [row for row in sheet.rows if column < len(row.cells) and _ordinal(row.cells[column])]
        if [_ordinal(row.cells[column]) for row in listed] != list(range(1, len(listed) + 1)) or len(listed) < 3:
            continue
        values = [figure for figure in whole if figure.column == total.column and figure.row in listed]
        if not values:
            continue
        summed = sum((value.value for value in values), Decimal(0))
        slack = rounding((figure.value, figure.digit) for figure in (total, *values))
        if abs(summed - total.value) > slack:
            yield _error(
                sheet, ErrorKind.SUM, total.row, total.column, total.value, summed, slack, len(sheet.parts) == 1,
                f"{_name(sheet)}“{total.label}”为{tidy(total.value)}，各项之和为{tidy(summed)}",
            )  # fmt: skip


def _ordinal(label: str) -> int:
    """21 for 二十一、; 0 where the label is not numbered so."""
    found = re.match(r"([一二三四五六七八九十]{1,3})、", label)
    if not found:
        return 0
    tens, ten, ones = found[1].rpartition("十")
    if not ten:
        return _NUMERALS.index(found[1]) + 1 if len(found[1]) == 1 else 0
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)


def _name(sheet: Sheet) -> str:
    return f"《{sheet.title}》" if sheet.title else TABLE_NAMES[sheet.kind]


def _error(
    sheet: Sheet, kind: ErrorKind, row: Row, column: int, printed: Decimal, computed: Decimal, slack: Decimal,
    certain: bool, message: str,
) -> DocumentError:  # fmt: skip
    unit = sheet.scale or "（单位未注明）"
    quote = " ".join(cell for cell in row.cells if cell)[:120]
    return DocumentError(kind, row.place(column), quote, f"{message}（{unit}）", certain, tidy(computed), slack)
