"""文字里列全了的分项：政府采购三类之和，“三公”经费各项与表格。 Lists in the text that are complete by their nature.

政府采购 is 货物, 工程 and 服务: where all three are given they make the whole. The three public outlays of the text stand in their
table, whatever column (预算数, 决算数) is meant.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.agreement import mismatch, of_another
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind, TableKind
from crawler.extract.fiscal_document.money import Money, amount_pattern, in_scale, money
from crawler.extract.fiscal_document.sheets import Sheet
from crawler.extract.fiscal_document.three_public import text_amounts
from crawler.extract.running import Running

_BETWEEN: Final = r"(?:采购)?(?:支出|预算|金额|预算金额)?(?:安排)?(?:为)?"
_PURCHASES = re.compile(
    r"政府采购[^，。；\d]{0,24}" + amount_pattern("whole") + r"[，,；]其中：?(?:政府采购)?货物类?" + _BETWEEN + amount_pattern("goods")
    + r"[、，；](?:政府采购)?工程类?" + _BETWEEN + amount_pattern("works") + r"[、，；](?:政府采购)?服务类?" + _BETWEEN + amount_pattern("services")
)  # fmt: skip
_PARTS: Final = ("goods", "works", "services")


def closed_errors(sheets: Sequence[Sheet], run: Running, year: int | None) -> Iterator[DocumentError]:
    """Purchases that do not add up, and outlays that are not in their table."""
    for match in _PURCHASES.finditer(run.text):
        whole = money(match["whole"], match["whole_scale"])
        parts = [money(match[name], match[f"{name}_scale"]) for name in _PARTS]
        summed = sum((part.yuan for part in parts), Decimal(0))
        finest = min(part.half for part in (whole, *(part for part in parts if part.yuan)))
        slack = max(whole.half, finest * 4)
        if abs(summed - whole.yuan) > slack:
            shown = Money(summed, slack).in_words()
            message = f"政府采购写{whole.in_words()}，货物、工程、服务之和为{shown}"
            certain = not of_another(run, match.start(), match.end(), year)
            yield DocumentError(
                ErrorKind.SUM, run.place(match.start(), match.end()), run.quote(match.start(), match.end()), message, certain, shown, slack
            )  # fmt: skip
    yield from _outlays(sheets, run, year)


def _outlays(sheets: Sequence[Sheet], run: Running, year: int | None) -> Iterator[DocumentError]:
    """Never certain: a text may speak of the outlays of another year or of all units together."""
    tables = [sheet for sheet in sheets if sheet.kind is TableKind.THREE_PUBLIC and sheet.figures()]
    if not tables or any(not sheet.scale for sheet in tables):
        return
    pool = [
        in_scale(number, sheet.scale)
        for sheet in tables
        for row in sheet.rows
        for number in sheet.numbers(row)
        if number
    ]
    for name, match in text_amounts(run):
        printed = money(match["amount"], match["amount_scale"])
        named = re.findall(r"20\d\d", run.text[max(0, match.start() - 14) : match.start()])
        if named and named[-1] != str(year):
            continue  # last year's
        if printed.yuan and not any(printed.shortens(value) for value in pool):
            nearest = min(pool, key=lambda value: abs(value.yuan - printed.yuan))
            message = f"文字写{name}{printed.in_words()}，“三公”经费表中最接近的为{nearest.in_words()}"
            yield mismatch(run, match, message, nearest, printed, False)
