"""增减方向：写“大于”还是“小于”。 Whether 决算数大于（小于、等于）预算数 fits the two amounts, or the share completed, before it.

Shapes read: 年初预算为1560.05万元，支出决算为1511.89万元。决算数大于预算数的主要原因…… · 支出决算为5万元，完成预算98.2%，决算数等于预算数.
持平 and 基本持平 are not held to the last digit. Two equal figures with 大于 are uncertain: rounding may hide a difference.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.model import DocumentError, ErrorKind
from crawler.extract.fiscal_document.money import PERCENT, amount_pattern, money, tidy
from crawler.extract.running import Running

_PAIR = re.compile(
    r"(?:年初)?预算(?:数|安排)?(?:为|：)?"
    + amount_pattern("planned")
    + r"[，,；](?:支出)?决算(?:支出)?数?(?:为|：)?"
    + amount_pattern("spent")
)
_SHARE = re.compile(
    r"(?:支出)?决算(?:支出)?数?(?:为|：)?"
    + amount_pattern("spent")
    + r"[，,]完成(?:年初|调整|全年)?预算数?的?"
    + PERCENT
)
_WORDS = re.compile(r"(?:支出)?决算数?(?P<word>大于|小于|等于|高于|低于|超过|多于|少于)(?:年初)?预算数?(?!的?[（/])")
_FLAT = re.compile(r"(?:支出)?决算数?(?:与|和)(?:年初)?预算数?持平")
_MORE: Final = ("大于", "高于", "超过", "多于")
_LESS: Final = ("小于", "低于", "少于")
_NEXT = re.compile(r"(?:年初)?预算(?:数|安排)?为|决算(?:支出)?数?为|（项）")
_REACH: Final = 160
_SIGNS: Final = {1: "大于", 0: "等于", -1: "小于"}


def direction_errors(run: Running) -> Iterator[DocumentError]:
    """Sentences whose word for the direction contradicts their own figures."""
    seen: set[int] = set()
    for pattern in (_PAIR, _SHARE):
        for match in pattern.finditer(run.text):
            if match.start("spent") not in seen:
                seen.add(match.start("spent"))
                yield from _judged(run, match, pattern is _PAIR)


def _judged(run: Running, match: re.Match[str], pair: bool) -> Iterator[DocumentError]:
    following = _NEXT.search(run.text, match.end(), match.end() + _REACH)
    end = following.start() if following else match.end() + _REACH
    said = _WORDS.search(run.text, match.end(), end)
    if said is None:
        return
    meant = 1 if said["word"] in _MORE else -1 if said["word"] in _LESS else 0
    actual, difference, slack = _compared(match, pair)
    if meant == actual:
        return
    certain = difference > slack
    if not certain and meant == 0:
        return
    message = f"写“决算数{said['word']}预算数”，按文中数字应为{_SIGNS[actual]}"
    yield DocumentError(
        ErrorKind.DIRECTION, run.place(said.start(), said.end()), run.quote(match.start(), said.end()), message, certain,
        _SIGNS[actual], slack,
    )  # fmt: skip


def _compared(match: re.Match[str], pair: bool) -> tuple[int, Decimal, Decimal]:
    """(sign of accounts minus budget, the difference, what rounding may hide)."""
    if pair:
        spent = money(match["spent"], match["spent_scale"])
        planned = money(match["planned"], match["planned_scale"])
        difference = spent.yuan - planned.yuan
        slack = spent.half + planned.half
    else:
        difference = Decimal(match["percent"]) - 100
        slack = Decimal(1).scaleb(-len(match["percent"].partition(".")[2]))
    return (difference > 0) - (difference < 0), abs(difference), slack


def completion_errors(run: Running) -> Iterator[DocumentError]:
    """年初预算为A，支出决算为B，完成年初预算的P%: P recomputed as B/A."""
    done = re.compile(r"[，,；。](?:完成|为)(?:年初|调整|全年)?预算数?的?" + PERCENT)
    for match in _PAIR.finditer(run.text):
        share = done.match(run.text, match.end())
        planned = money(match["planned"], match["planned_scale"])
        spent = money(match["spent"], match["spent_scale"])
        if share is None or planned.yuan <= 0:
            continue
        printed = Decimal(share["percent"])
        computed = spent.yuan / planned.yuan * 100
        digit = Decimal(1).scaleb(-len(share["percent"].partition(".")[2]))
        # Cutting off instead of rounding is common, and both amounts are rounded themselves.
        slack = digit + (spent.half + planned.half * computed / 100) / planned.yuan * 100
        if abs(printed - computed) > slack:
            message = f"写完成预算的{tidy(printed)}%，按{spent.in_words()}÷{planned.in_words()}应为{tidy(computed.quantize(digit))}%"
            yield DocumentError(
                ErrorKind.RATIO, run.place(share.start(), share.end()), run.quote(match.start(), share.end()), message,
                abs(printed - computed) > slack + max(5 * digit, Decimal("0.1")), f"{tidy(computed.quantize(digit))}%", slack,
            )  # fmt: skip
