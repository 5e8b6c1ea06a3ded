"""总数后面逐项列出的金额与表格是否一致。 The amounts a sentence lists behind its whole, against the rows and columns of that name.

Read only in a sentence that names the unit's own whole (收支总预算490808.40万元，其中：……使用非财政拨款结余18953.73万元), and only for words that
the table writes alike. Never certain: the same words may mean a part of the row.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.fiscal_document.grid import columns, figures, is_total
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind, TableKind
from crawler.extract.fiscal_document.money import Money, amount_pattern
from crawler.extract.fiscal_document.money import money as money_of
from crawler.extract.fiscal_document.sheets import Sheet
from crawler.extract.running import Running

_WHOLE = re.compile(
    r"(?<!拨款)(?:(?:收入支出|收支|收、支)总(?:计|额|预算)|本年收入合计|本年支出合计|(?<=[。；，年度局委办会校府处镇乡心])(?:收入|支出)(?:总)?预算)"
    r"(?:为|：)?" + amount_pattern("amount")
)
_LISTED = re.compile(r"(?:其中：?|[，；：（])(?P<label>[\u4e00-\u9fff]{4,14})(?:为)?" + amount_pattern("amount"))
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|其中[:：]|（[一二三四五六七八九十]）)")
_MAX_SENTENCE: Final = 500


def listed_errors(sheets: Sequence[Sheet], run: Running) -> Iterator[DocumentError]:
    """Listed amounts that no figure of their name agrees with."""
    known = _named(sheets)
    if not known:
        return
    for whole in _WHOLE.finditer(run.text):
        stop = run.text.find("。", whole.end(), whole.end() + _MAX_SENTENCE)
        for match in _LISTED.finditer(run.text, whole.end(), stop if stop >= 0 else whole.end()):
            pool = known.get(match["label"], [])
            printed = money_of(match["amount"], match["amount_scale"])
            if not pool or any(printed.shortens(value) for value in pool):
                continue
            nearest = min(pool, key=lambda value: abs(value.yuan - printed.yuan))
            yield DocumentError(
                ErrorKind.TEXT_TABLE, run.place(match.start("label"), match.end()), run.quote(match.start("label"), match.end()),
                f"文字写“{match['label']}”{printed.in_words()}，表中为{nearest.in_words()}", False, nearest.in_words(),
                nearest.half + printed.half,
            )  # fmt: skip


def _named(sheets: Sequence[Sheet]) -> dict[str, list[Money]]:
    """Words of the tables of both sides, of income and of expenditure, with every figure that stands behind or below them."""
    known: dict[str, list[Money]] = {}
    for sheet in sheets:
        if sheet.kind is TableKind.TOTALS:
            for figure in figures(sheet):
                if figure.money is not None:
                    known.setdefault(_NUMBERED.sub("", figure.label), []).append(figure.money)
        elif sheet.kind in (TableKind.INCOME, TableKind.EXPENDITURE) and sheet.aligned:
            names = columns(sheet)
            for figure in figures(sheet):
                if figure.money is not None and is_total(figure.label) and figure.column < len(names):
                    known.setdefault(names[figure.column].rsplit("/", 1)[-1], []).append(figure.money)
    return known
