"""逐项科目的金额与表格是否一致。 The amounts of single accounts in the text against the rows of those accounts.

Shapes read: 教育支出（类）进修及培训（款）培训支出（项）……支出决算为5万元 · “住房保障支出-住房改革支出-购房补贴”科目186.77万元 ·
小学教育（2050202），2023年度决算数为7,970.38万元. An account that no table has is not judged; any column of any table may be meant.
Certain where the table of 财政拨款 or 一般公共预算 shows the account: these texts speak of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.extract.fiscal_document.agreement import mismatch
from crawler.extract.fiscal_document.grid import items, plain_name
from crawler.extract.fiscal_document.model import DocumentError, TableKind
from crawler.extract.fiscal_document.money import Money, amount_pattern, in_scale, money
from crawler.extract.fiscal_document.sheets import Sheet
from crawler.extract.running import Running

_GRANT: Final = (TableKind.GENERAL_EXPENDITURE, TableKind.GRANT_EXPENDITURE)
_FUNCTIONAL: Final = (
    *_GRANT, TableKind.EXPENDITURE, TableKind.INCOME, TableKind.FUND, TableKind.STATE_CAPITAL,
)  # fmt: skip
_WORDS: Final = r"[\u4e00-\u9fff、（）]"
_NAMED: Final = (
    re.compile(rf"（类）(?P<section>{_WORDS}{{2,40}}?)（款）(?P<name>{_WORDS}{{2,40}}?)（项）"),
    re.compile(rf"“{_WORDS}{{2,30}}[-－—](?P<section>{_WORDS}{{2,40}})[-－—](?P<name>{_WORDS}{{2,40}})”科目"),
    re.compile(rf"(?P<name>{_WORDS}{{2,40}}?)（(?P<code>2\d{{6}})）"),
)
_REACH: Final = 220
_DIRECT = re.compile(rf"[”\"：，]{{0,3}}(?:科目|支出)?{amount_pattern('amount')}")
_SPENT = re.compile(rf"支出决算(?:数)?(?:为|：)?{amount_pattern('amount')}")


@dataclass(slots=True)
class _Account:
    """Every figure of an account's rows, and whether a table of grants shows it."""

    values: list[Money] = field(default_factory=list)
    granted: bool = False


def account_errors(sheets: Sequence[Sheet], run: Running, year: int | None) -> Iterator[DocumentError]:
    """Amounts of accounts that no figure of their rows agrees with."""
    known = _accounts(sheets)
    found = sorted(
        (match for pattern in _NAMED for match in pattern.finditer(run.text)), key=lambda match: match.start()
    )
    for n, match in enumerate(found):
        account = known.get(_key(match))
        if account is None or not account.values:
            continue
        following = next((other.start() for other in found[n + 1 :] if other.start() >= match.end()), len(run.text))
        for amount in _amounts(run, match.end(), min(match.end() + _REACH, following), year):
            printed = money(amount["amount"], amount["amount_scale"])
            if not any(printed.shortens(value) for value in account.values):
                nearest = min(account.values, key=lambda value: abs(value.yuan - printed.yuan))
                message = f"文字写“{match['name']}”{printed.in_words()}，表中最接近的为{nearest.in_words()}"
                yield mismatch(run, amount, message, nearest, printed, account.granted, quoted_from=match.start("name"))


def _key(match: re.Match[str]) -> tuple[str, str]:
    groups = match.groupdict()
    return ("", groups["code"]) if groups.get("code") else (plain_name(match["section"]), plain_name(match["name"]))


def _amounts(run: Running, start: int, end: int, year: int | None) -> Iterator[re.Match[str]]:
    """The amounts said to be the account's in this report: right behind its name, 支出决算为, the year's own 决算数, 预算安排."""
    patterns = [_SPENT]
    if year is not None:
        patterns.append(
            re.compile(rf"(?<!\d){year}年(?:度)?(?:当年)?(?:预算安排|预算数|决算数)(?:为)?{amount_pattern('amount')}")
        )
    if direct := _DIRECT.match(run.text, start, end):
        yield direct
    for pattern in patterns:
        if found := pattern.search(run.text, start, end):
            yield found


def _accounts(sheets: Sequence[Sheet]) -> dict[tuple[str, str], _Account]:
    """Accounts by the names of 款 and 项, and by code (under '')."""
    known: dict[tuple[str, str], _Account] = {}
    for sheet in sheets:
        if sheet.kind not in _FUNCTIONAL or not sheet.scale:
            continue
        rows = items(sheet)
        names = {item.code: item.name for item in rows}
        for item in rows:
            if len(item.code) != 7:
                continue
            values = [in_scale(value, sheet.scale) for value in item.values if value is not None]
            section = names.get(item.code[:5])
            keys = [("", item.code)] + ([(plain_name(section), plain_name(item.name))] if section else [])
            for key in keys:
                account = known.setdefault(key, _Account())
                account.values.extend(values)
                account.granted = account.granted or sheet.kind in _GRANT
    return known
