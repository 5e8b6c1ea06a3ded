"""“三公”经费：三项与合计。 The three public outlays: read from the table and the text, and added up.

The table shows the outlays as columns (合计 | 因公出国（境）费 | 公务用车购置及运行费 {小计, 购置费, 运行费} | 公务接待费, for 预算数 and 决算数
perhaps). A blank cell is nought where the whole is given. Where 会议费 and 培训费 stand in the same table the whole may hold them
too: both sums are accepted. A table with one row an outlay is not added up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.grid import columns
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind, TableKind, ThreePublic
from crawler.extract.fiscal_document.money import Money, amount_pattern, in_scale, money, rounding, tidy
from crawler.extract.fiscal_document.sheets import Number, Row, Sheet
from crawler.extract.running import Running

_OTHERS = re.compile(r"会议费|培训费|差旅费")
_SUFFIX = re.compile(r"(?:预算|决算|执行|上年|本年|20\d\d年?)[^/]{0,8}数?")
_WORD: Final = r"(?:支出)?(?:年初)?(?:预算|决算)?(?:支出)?(?:数|金额)?(?:安排)?(?:为|是|：)?"
_OUTLAYS: Final = {
    "abroad": r"因公出国（境）(?:经费|费用|费)",
    "vehicles": r"公务用车购置及运行(?:维护)?费用?",
    "purchase": r"公务用车购置(?:费用?|支出)?",
    "running": r"公务用车运行(?:维护)?(?:费用?|支出)?",
    "reception": r"公务接待费用?",
}
_TEXT: Final = {name: re.compile(rf"{words}{_WORD}{amount_pattern('amount')}") for name, words in _OUTLAYS.items()}
_WHOLE = re.compile(
    r"[“\"]?三公[”\"]?经费(?:财政拨款)?(?:支出)?(?:年初)?(?:预算|决算)?(?:支出)?(?:总额|合计|数|总计)?(?:安排)?(?:共计|共|为|：)?"
    + amount_pattern("amount")
)
_ACCOUNTS = re.compile(r"[，,](?:支出)?决算(?:支出)?数?为?" + amount_pattern("after"))
_SHOWN: Final = {
    "abroad": "因公出国（境）费", "vehicles": "公务用车购置及运行费", "reception": "公务接待费",
}  # fmt: skip
_THREE: Final = ("abroad", "vehicles", "reception")
_REACH: Final = 900  # characters in which a whole and its outlays stand together


@dataclass(frozen=True, slots=True)
class Outlays:
    """One set of figures of the table, in its own unit: (value, unit of the last digit); None where there is no such column."""

    row: Row
    column: int  # of the whole
    total: Number
    values: dict[str, Number | None]
    others: Decimal  # 会议费, 培训费 beside them


def read_three_public(sheets: Sequence[Sheet]) -> ThreePublic:
    """The last set of figures of the first table that has any: 决算数 stands behind 预算数."""
    for sheet in sheets:
        if sheet.kind is TableKind.THREE_PUBLIC and sheet.scale and (sets := table_outlays(sheet)):
            one = sets[-1]
            yuan = {name: in_scale(value, sheet.scale).yuan if value else None for name, value in one.values.items()}
            return ThreePublic(
                in_scale(one.total, sheet.scale).yuan, yuan["abroad"], yuan["vehicles"], yuan["purchase"], yuan["running"],
                yuan["reception"],
            )  # fmt: skip
    return ThreePublic()


def three_public_errors(sheets: Sequence[Sheet], run: Running, year: int | None = None) -> Iterator[DocumentError]:
    """Sums that do not come out, in the tables and in sentences."""
    for sheet in sheets:
        if sheet.kind is TableKind.THREE_PUBLIC:
            for one in table_outlays(sheet):
                yield from _table_errors(sheet, one)
    yield from _text_errors(run, year)


def table_outlays(sheet: Sheet) -> tuple[Outlays, ...]:
    """The sets of figures a table holds; none where its head was not understood, or it has several rows."""
    if not sheet.aligned:
        return ()
    names = columns(sheet)
    sets: list[Outlays] = []
    rows = [row for row in sheet.rows if any(sheet.numbers(row))]
    for suffix in dict.fromkeys(_suffix(name) for name in names if _outlay(name)):
        at: dict[str, int] = {}
        for n, name in enumerate(names):
            if (outlay := _outlay(name)) and _suffix(name) == suffix:
                at.setdefault(outlay, n)
        if not {"total", *_THREE} <= set(at) or len(rows) != 1:
            continue
        numbers = (*sheet.numbers(rows[0]), *[None] * len(names))
        total = numbers[at["total"]]
        if total is None:
            continue
        nought: Number = (Decimal(0), Decimal(0))
        values = {outlay: (numbers[at[outlay]] or nought) if outlay in at else None for outlay in _OUTLAYS}
        others = [numbers[n] for n, name in enumerate(names) if _OTHERS.search(name) and _suffix(name) == suffix]
        sets.append(
            Outlays(rows[0], at["total"], total, values, sum((other[0] for other in others if other), Decimal(0)))
        )
    return tuple(sets)


def _suffix(name: str) -> str:
    """预算数 or 决算数, where each outlay has both; the head's own words (2024年“三公”经费预算数) are none."""
    inner = name.rsplit("/", 1)[-1]
    return inner if "/" in name and _SUFFIX.fullmatch(inner) else ""


def _outlay(name: str) -> str:
    """Which outlay a column is, '' for another."""
    words = [word for word in name.split("/") if not _SUFFIX.fullmatch(word)]
    plain = "/".join(words).replace("(", "（").replace(")", "）")
    inner = words[-1] if words else ""
    if "出国" in plain:
        return "abroad"
    if "接待" in plain:
        return "reception" if not re.search(r"国内|外事|外宾", inner) else ""
    if "公务用车" in plain or "车购置" in plain:
        if re.search(r"小计|合计|购置及运行", inner):
            return "vehicles"
        return "purchase" if "购置" in inner else "running" if "运行" in inner else ""
    return (
        "total"
        if re.fullmatch(r"合计|总计|小计|[“\"]?三公[”\"]?经费(?:合计|小计)", inner) and "会议" not in plain
        else ""
    )


def _table_errors(sheet: Sheet, one: Outlays) -> Iterator[DocumentError]:
    three = [one.values[name] for name in _THREE]
    whole = _sum_error(sheet, one, "三公经费合计", one.total, three, one.others)
    vehicles, bought, ran = one.values["vehicles"], one.values["purchase"], one.values["running"]
    parts = (
        _sum_error(sheet, one, "公务用车购置及运行费", vehicles, [bought, ran], Decimal(0)) if bought and ran else None
    )
    yield from (error for error in (whole, parts) if error is not None)


def _sum_error(
    sheet: Sheet, one: Outlays, name: str, whole: Number | None, parts: Sequence[Number | None], others: Decimal
) -> DocumentError | None:
    if whole is None:
        return None
    summed = sum((part[0] for part in parts if part), Decimal(0))
    slack = rounding([whole, *(part for part in parts if part and part[1])])
    if any(abs(candidate - whole[0]) <= slack for candidate in (summed, summed + others)):
        return None
    quote = " ".join(cell for cell in one.row.cells if cell)[:120]
    message = f"“三公”经费表中{name}为{tidy(whole[0])}，各项之和为{tidy(summed)}（{sheet.scale or '单位未注明'}）"
    return DocumentError(ErrorKind.SUM, one.row.place(one.column), quote, message, not others, tidy(summed), slack)


def text_amounts(run: Running) -> Iterator[tuple[str, re.Match[str]]]:
    """The whole and the outlays the text gives, by their Chinese names. A budget named beside the accounts is left out."""
    found = [("“三公”经费", match) for match in _WHOLE.finditer(run.text)]
    found += [(words, match) for name, words in _SHOWN.items() for match in _TEXT[name].finditer(run.text)]
    for words, match in found:
        if "年初" not in match.group() and not _ACCOUNTS.match(run.text, match.end()):
            yield words, match


def _text_errors(run: Running, year: int | None) -> Iterator[DocumentError]:
    """A whole with the three outlays behind it. Certain only where all stand in one sentence."""
    wholes = list(_WHOLE.finditer(run.text))
    for n, whole in enumerate(wholes):
        limit = min(whole.end() + _REACH, wholes[n + 1].start() if n + 1 < len(wholes) else len(run.text))
        stop = run.text.find("。", whole.end(), limit)
        for end, certain in ((stop if stop > 0 else limit, True), (limit, False)):
            found = {name: _TEXT[name].search(run.text, whole.end(), end) for name in _THREE}
            matches = [match for match in found.values() if match is not None]
            if len(matches) == len(_THREE):
                mixed = any(_mixed(run, one, year) for one in (whole, *matches))
                twice = any(_TEXT[name].search(run.text, m.end(), end) for name, m in found.items() if m)
                error = _text_sum(run, whole, matches, certain and not mixed and not twice)
                if error is not None:
                    yield error
                break


def _mixed(run: Running, match: re.Match[str], year: int | None) -> bool:
    """Whether an amount is another year's or another circle's: by what stands before it in its own clause."""
    low = max(run.text.rfind(stop, max(0, match.start() - 40), match.start()) + 1 for stop in "，,；。：")
    before = run.text[low : match.end()]
    named = re.findall(r"(?<!\d)(20\d\d)(?=年)", before)
    if named and year is not None and int(named[-1]) != year:
        return True
    return bool(re.search(r"上年|去年|上一年|全系统|本系统|下属|所属|本级|局机关|汇总|合并|不含|年初|调整", before))


def _text_sum(
    run: Running, whole: re.Match[str], parts: Sequence[re.Match[str]], certain: bool
) -> DocumentError | None:
    total = _money(run, whole)
    values = [_money(run, part) for part in parts]
    summed = sum((value.yuan for value in values), Decimal(0))
    slack = total.half + sum((value.half for value in values), Decimal(0))
    if abs(summed - total.yuan) <= slack:
        return None
    end = max(part.end() for part in parts)
    computed = Money(summed, slack).in_words()
    message = f"文字写“三公”经费{total.in_words()}，三项之和为{computed}"
    return DocumentError(
        ErrorKind.SUM,
        run.place(whole.start(), whole.end()),
        run.quote(whole.start(), end),
        message,
        certain,
        computed,
        slack,
    )


def _money(run: Running, match: re.Match[str]) -> Money:
    """The amount, or that of the accounts where they follow the budget's: 年初预算为0.95万元，支出决算为0万元."""
    behind = _ACCOUNTS.match(run.text, match.end())
    return money(behind["after"], behind["after_scale"]) if behind else money(match["amount"], match["amount_scale"])
