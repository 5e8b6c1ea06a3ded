"""文字与表格是否一致。 Whether an amount in the text stands in the table it speaks of.

A sentence that names a whole (收入支出总计2995.39万元) is held against every total in the tables of that kind. It is wrong only if
none of them agrees, whatever column was meant. Tables in
元 and texts in 万元 agree when one is a rounding of the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.extract.fiscal_document.grid import Figure, figures, is_total
from crawler.extract.fiscal_document.model import TABLE_NAMES, DocumentError, ErrorKind, TableKind
from crawler.extract.fiscal_document.money import Money, amount_pattern, money
from crawler.extract.fiscal_document.sheets import Sheet
from crawler.extract.running import Running

_IS: Final = r"(?:决算|预算)?(?:数|金额)?(?:各|均)?(?:共计|共|为|是|：)?"
_AMOUNT: Final = _IS + amount_pattern("amount")
_BOTH: Final = r"(?:收入支出|收支|收、支|收入、支出|收入和支出|收入与支出)(?:决算|预算)?总(?:计|额|预算)"
# 收入预算 of the unit, at the beginning of a clause or behind a year or a unit's name; not 教育支出预算, 事业收入预算.
_OWN: Final = r"(?<=[。；，：年度局委会办校府处镇乡道院所队心室部])"


@dataclass(frozen=True, slots=True)
class _Whole:
    """A sentence's words for a whole, and the tables that show it. ``certain``: the words mean nothing else."""

    words: re.Pattern[str]
    kinds: tuple[TableKind, ...]
    certain: bool


_WHOLES: Final = (
    _Whole(re.compile(rf"(?<!拨款)(?<!本年){_BOTH}{_AMOUNT}"), (TableKind.TOTALS,), True),
    _Whole(re.compile(rf"财政拨款{_BOTH}{_AMOUNT}"), (TableKind.GRANT_TOTALS,), True),
    _Whole(re.compile(rf"本年收入合计{_AMOUNT}"), (TableKind.TOTALS, TableKind.INCOME), True),
    _Whole(re.compile(rf"本年支出合计{_AMOUNT}"), (TableKind.TOTALS, TableKind.EXPENDITURE), True),
    _Whole(re.compile(rf"{_OWN}收入预算{_AMOUNT}"), (TableKind.TOTALS, TableKind.INCOME), False),
    _Whole(re.compile(rf"{_OWN}支出预算{_AMOUNT}"), (TableKind.TOTALS, TableKind.EXPENDITURE), False),
    _Whole(
        re.compile(rf"一般公共预算财政拨款支出{_AMOUNT}"),
        (TableKind.GENERAL_EXPENDITURE, TableKind.GRANT_EXPENDITURE, TableKind.GRANT_TOTALS), True,
    ),
    _Whole(
        re.compile(rf"一般公共预算(?:财政拨款)?基本支出{_AMOUNT}"),
        (TableKind.BASIC, TableKind.GENERAL_EXPENDITURE, TableKind.GRANT_EXPENDITURE), True,
    ),
)  # fmt: skip
_BASIC = re.compile(rf"一般公共预算(?:财政拨款)?基本支出{_AMOUNT}")
# What makes an amount that of another year, or of more or fewer institutions than the tables.
_OTHER_SCOPE = re.compile(
    r"上年|去年|上一年|前年|往年|系统|(?:下属|所属|直属|二级)|[所家个]学校|学校|医院|局机关|机关本级|本级|本部|不含|不包括|汇总|合并|年初|调整|追加|计划|剔除|口径|执行"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_SCOPE_REACH: Final = 60
_KINDS_OF_COST: Final = (re.compile(rf"人员经费{_AMOUNT}"), re.compile(rf"(?:日常)?公用经费{_AMOUNT}"))
_COST_REACH: Final = 600


def agreement_errors(sheets: Sequence[Sheet], run: Running, year: int | None = None) -> Iterator[DocumentError]:
    """Amounts in the text that no figure of their table agrees with."""
    for whole in _WHOLES:
        for match in whole.words.finditer(run.text):
            yield from _held_against(sheets, run, match, whole.kinds, whole.certain, year)
    for match in _BASIC.finditer(run.text):
        for words in _KINDS_OF_COST:
            cost = words.search(run.text, match.end(), match.end() + _COST_REACH)
            if cost:
                yield from _held_against(sheets, run, cost, (TableKind.BASIC,), False, year)


def _held_against(
    sheets: Sequence[Sheet],
    run: Running,
    match: re.Match[str],
    kinds: Sequence[TableKind],
    certain: bool,
    year: int | None,
) -> Iterator[DocumentError]:
    """The whole a sentence names against all totals of its tables."""
    printed = money(match["amount"], match["amount_scale"])
    certain = certain and not of_another(run, match.start(), match.end("amount"), year)
    shown = [sheet for sheet in sheets if sheet.kind in kinds]
    totals = [figure for sheet in shown for figure in figures(sheet) if _is_whole(figure)]
    pool = [figure.money for figure in totals if figure.money is not None]
    if not any(value.yuan for value in pool) or len(pool) != len(totals):
        return  # no total was read, or one stands in a table that does not say its unit
    if any(printed.shortens(value) for value in pool):
        return
    last = [figure for figure in totals if figure.label.endswith("总计")]
    last = last or [figure for figure in totals if figure.label == "合计"]
    grand = [figure.money for figure in last if figure.money] if "总" in match.group() else []
    if "总" in match.group() and not grand:
        return  # the row of the 总计 was not read
    nearest = min(grand or pool, key=lambda value: abs(value.yuan - printed.yuan))
    first = next(figure for figure in totals if figure.money == nearest)
    name = next(
        (f"《{sheet.title}》" for sheet in shown if first.row in sheet.rows and sheet.title), TABLE_NAMES[kinds[0]]
    )
    message = f"文字写{printed.in_words()}，{name}“{first.label}”为{nearest.in_words()}"
    yield mismatch(run, match, message, nearest, printed, certain and all(sheet.has_cells for sheet in shown))


def of_another(run: Running, start: int, end: int, year: int | None) -> bool:
    """Whether the words before an amount, in its sentence, may make it another year's or another circle's of institutions.

    The last year named before it counts; words of a circle count in its own clause and the one before.
    """
    line = max((begin for begin in run.line_starts if begin <= start), default=0)
    low = max(run.sentence(start, reach=_SCOPE_REACH)[0], start - _SCOPE_REACH, min(line, start))
    low = max(low, run.text.rfind("；", low, start) + 1)
    before = run.text[low:end]
    named = _YEAR.findall(before)
    if named and year is not None and int(named[-1]) != year:
        return True
    clauses = re.split("[，,：]", before)
    return bool(_OTHER_SCOPE.search("，".join(clauses[-2:])))


def _is_whole(figure: Figure) -> bool:
    return is_total(figure.label) or bool(
        re.fullmatch(r"(?:人员|公用)(?:经费|支出)合计|本年[收支][入出]小计", figure.label)
    )


def mismatch(
    run: Running, match: re.Match[str], message: str, nearest: Money, printed: Money, certain: bool,
    *, quoted_from: int | None = None,
) -> DocumentError:  # fmt: skip
    """The error of an amount (``match``) that is not the table's (``nearest``); quoted from ``quoted_from`` on."""
    start = match.start() if quoted_from is None else quoted_from
    return DocumentError(
        ErrorKind.TEXT_TABLE, run.place(match.start(), match.end()), run.quote(start, match.end()), message, certain,
        nearest.in_words(), nearest.half + printed.half,
    )  # fmt: skip
