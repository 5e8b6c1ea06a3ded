"""增减幅与占比：按文中数字重新计算。 Percentages recomputed from the amounts beside them.

Shapes read: 总计2995.39万元。与2023年度相比，总计减少56.95万元，下降1.87% · 2023年预算执行数为15万元，2024年预算安排30万元，……增加100% ·
本年收入合计2946.25万元，其中：财政拨款收入2940.05万元，占99.79%. Nothing is said where last year's figure is nought or cannot be told,
where two amounts share one sentence (分别, 各是a、b), or where another base in the sentence gives the printed share.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

from crawler.extract.fiscal_document.model import DocumentError, ErrorKind
from crawler.extract.fiscal_document.money import AMOUNT, PERCENT, Money, amount_pattern, money, tidy
from crawler.extract.running import Running
from crawler.files.model import Place

_UP: Final = "增加|增长|上升|提高|增"
_DOWN: Final = "减少|下降|降低|减"
_CHANGE = re.compile(
    rf"(?P<by>{_UP}|{_DOWN})(?:了)?{amount_pattern('change')}[，,、（](?:同比)?(?P<rate>{_UP}|{_DOWN})(?:幅度)?(?:为|了|约)?{PERCENT}"
)
_COMPARED = re.compile(r"(?:与|比|较|同)(?:20\d\d年|上年|去年|上一?年度|年初)")
_PLAIN = re.compile(AMOUNT)
_TWO_YEARS = re.compile(
    r"(?P<before>20\d\d)年(?:度)?(?P<what>[^，。；\d]{0,16})" + amount_pattern("old") + r"[，,](?P<now>20\d\d)年(?:度)?[^，。；\d]{0,12}"
    + amount_pattern("new") + rf"[，,][^，。；]{{0,24}}?(?P<rate>{_UP}|{_DOWN})(?:了)?{PERCENT}"
)  # fmt: skip
_SHARE = re.compile(amount_pattern("part") + r"[，,](?P<of>占比?[^，。；\d]{0,16}?(?:的|为)?)" + PERCENT)
_LIST_HEAD = re.compile(r"(?:其中|用于以下方面|具体(?:情况)?如下|如下)：?")
_REACH_BACK: Final = 110
_REACH_OTHERS: Final = 200
_APART: Final = 80  # characters between two shares of one list
_REACH_BASE: Final = 160


def ratio_errors(run: Running, doubtful: Collection[Place]) -> Iterator[DocumentError]:
    """Percentages that their own amounts do not give.

    ``doubtful`` are passages whose amount was already found wrong: what follows from them is not reported again.
    """
    yield from _change_errors(run, doubtful)
    yield from _two_year_errors(run, doubtful)
    yield from _share_errors(run, doubtful)


def _change_errors(run: Running, doubtful: Collection[Place]) -> Iterator[DocumentError]:
    for match in _CHANGE.finditer(run.text):
        current = _current(run, match.start())
        if current is None or _touches(run, doubtful, current.start(), current.end()):
            continue
        change = money(match["change"], match["change_scale"])
        rises = re.fullmatch(_UP, match["by"]) is not None
        if rises != (re.fullmatch(_UP, match["rate"]) is not None):
            yield _direction(run, current, match)
            continue
        error = _change_error(run, current, match, change, rises)
        if error is not None and not any(
            _change_error(run, other, match, change, rises) is None for other in _amounts_before(run, current.start())
        ):
            yield error


def _change_error(
    run: Running, current: re.Match[str], match: re.Match[str], change: Money, rises: bool
) -> DocumentError | None:
    now = money(current["number"], current["scale"])
    base = now.yuan - change.yuan if rises else now.yuan + change.yuan
    return _rate_error(run, current.start(), match, base, change.yuan, now.half + change.half, change.half)


def _amounts_before(run: Running, position: int) -> Iterator[re.Match[str]]:
    """Other amounts shortly before, of which the change may be told instead; those too small to change so are none."""
    return (
        m
        for m in _PLAIN.finditer(run.text, max(0, position - _REACH_OTHERS), position)
        if Decimal(m["number"].replace(",", ""))
    )


def _current(run: Running, position: int) -> re.Match[str] | None:
    """The amount a change is told of: the last one before 与2023年度相比, with no other between it and the change.

    None where the comparison is not near, where the amount before is itself a change or one of several, or where the change is
    told of something that is not named before the amount.
    """
    comparisons = list(_COMPARED.finditer(run.text, max(0, position - 50), position))
    if not comparisons:
        return None
    at = comparisons[-1].start()
    between = run.text[at:position]
    if re.search(r"分别|万元|各是|预算数?(?:为|：)|。", between):
        return None
    amounts = list(_PLAIN.finditer(run.text, max(0, at - _REACH_BACK), at))
    if not amounts or at - amounts[-1].end() > 40:
        return None
    last = amounts[-1]
    before = run.text[max(0, last.start() - 12) : last.start()]
    behind = run.text[last.end() : at]
    if re.search(rf"(?:{_UP}|{_DOWN})(?:了)?$|分别|其中|各是|[、,\d]$", before) or re.search(
        r"其中|原因|[；;]", behind
    ):
        return None
    return last if _same_subject(run, last, between, "。" in behind) else None


def _same_subject(run: Running, last: re.Match[str], between: str, apart: bool) -> bool:
    """Whether the change is told of the amount: its subject stands before the amount, or it has none and there is one amount."""
    subject = re.sub(r"^.{0,24}?(?:相比|比较|决算数?|预算数?|执行数|年度?|上年|去年)[，,]?|[各均共]$", "", between)
    if len(subject) >= 3:
        return subject[-4:] in run.text[max(0, last.start() - 50) : last.start()]
    start, end = run.sentence(last.start(), reach=160)
    return not apart or sum(1 for _ in _PLAIN.finditer(run.text, start, end)) == 1


def _rate_error(
    run: Running,
    start: int,
    match: re.Match[str],
    base: Decimal,
    change: Decimal,
    base_half: Decimal,
    change_half: Decimal,
) -> DocumentError | None:
    """The printed rate against change ÷ base; both are rounded, and the rate may be cut off instead of rounded."""
    if base <= 0 or base <= 20 * base_half:
        return None
    printed = Decimal(match["percent"])
    computed = abs(change) / base * 100
    digit = Decimal(1).scaleb(-len(match["percent"].partition(".")[2]))
    slack = digit + (change_half + base_half * computed / 100) / base * 100
    if abs(printed - computed) <= slack:
        return None
    shown = tidy(computed.quantize(digit))
    message = f"写{match['rate']}{tidy(printed)}%，按{Money(abs(change), change_half).in_words()}÷{Money(base, base_half).in_words()}应为{shown}%"
    certain = abs(printed - computed) > slack + max(5 * digit, Decimal("0.1"))
    return DocumentError(
        ErrorKind.RATIO,
        run.place(match.start("rate"), match.end()),
        run.quote(start, match.end()),
        message,
        certain,
        f"{shown}%",
        slack,
    )


def _direction(run: Running, current: re.Match[str], match: re.Match[str]) -> DocumentError:
    message = f"写“{match['by']}”金额，又写“{match['rate']}”比例，方向相反"
    return DocumentError(
        ErrorKind.DIRECTION,
        run.place(match.start(), match.end()),
        run.quote(current.start(), match.end()),
        message,
        True,
        match["by"],
    )


def _two_year_errors(run: Running, doubtful: Collection[Place]) -> Iterator[DocumentError]:
    """Both years' amounts in one sentence, with the rate alone behind."""
    for match in _TWO_YEARS.finditer(run.text):
        if int(match["now"]) != int(match["before"]) + 1 or _CHANGE.search(match.group()):
            continue
        old, new = money(match["old"], match["old_scale"]), money(match["new"], match["new_scale"])
        change = new.yuan - old.yuan
        if old.yuan <= 0 or _touches(run, doubtful, match.start("new"), match.end("new")):
            continue
        rises = re.fullmatch(_UP, match["rate"]) is not None
        if change and rises != (change > 0) and abs(change) > old.half + new.half and Decimal(match["percent"]):
            message = f"写“{match['rate']}”，按文中数字应为{'增加' if change > 0 else '减少'}"
            yield DocumentError(
                ErrorKind.DIRECTION,
                run.place(match.start("rate"), match.end()),
                run.quote(match.start(), match.end()),
                message,
                True,
            )
            continue
        error = _rate_error(run, match.start(), match, old.yuan, change, old.half, old.half + new.half)
        if error is not None:
            yield error


def _share_errors(run: Running, doubtful: Collection[Place]) -> Iterator[DocumentError]:
    """Shares of a list against the whole in front of it. A share is wrong only where others of the list prove the base."""
    for shares in _lists(run):
        bases = _bases(run, shares, doubtful)
        if not bases:
            continue
        base, fitting = max(
            ((one, [share for share in shares if _fits(share, one)]) for one in bases), key=lambda pair: len(pair[1])
        )
        if len(fitting) * 2 < len(shares):
            continue
        for share in shares:
            if share not in fitting and not any(_fits(share, other) for other in bases):
                yield _share_error(run, share, base, len(fitting) >= 2)


def _share_error(run: Running, share: re.Match[str], base: Money, proved: bool) -> DocumentError:
    part = money(share["part"], share["part_scale"])
    computed = part.yuan / base.yuan * 100
    digit = Decimal(1).scaleb(-len(share["percent"].partition(".")[2]))
    shown = tidy(computed.quantize(digit))
    message = f"写占{tidy(Decimal(share['percent']))}%，按{part.in_words()}÷{base.in_words()}应为{shown}%"
    certain = proved and abs(computed - Decimal(share["percent"])) > max(5 * digit, Decimal("0.1"))
    return DocumentError(
        ErrorKind.RATIO, run.place(share.start("part"), share.end()), run.quote(_name_before(run, share.start()), share.end()), message, certain,
        f"{shown}%", _share_slack(share, base),
    )  # fmt: skip


def _name_before(run: Running, position: int) -> int:
    """Where the name in front of an amount begins, 30 characters before it at most."""
    low = max(0, position - 30)
    return max(low, *(run.text.rfind(stop, low, position) + 1 for stop in "，。；："))


def _lists(run: Running) -> Iterator[list[re.Match[str]]]:
    """Shares that follow each other in one sentence and one list: two at least."""
    group: list[re.Match[str]] = []
    for share in _SHARE.finditer(run.text):
        between = run.text[group[-1].end() : share.start("part")] if group else ""
        if group and ("。" in between or len(between) > _APART or _LIST_HEAD.search(between) or _PLAIN.search(between)):
            if len(group) > 1:
                yield group
            group = []
        group.append(share)
    if len(group) > 1:
        yield group


def _bases(run: Running, shares: Sequence[re.Match[str]], doubtful: Collection[Place]) -> Sequence[Money]:
    """The amounts in front of a list, of which its shares may be shares: those of its sentence and of the one before."""
    first = shares[0].start("part")
    start = max(run.text.rfind("。", 0, first) - _REACH_BASE, first - 2 * _REACH_BASE, 0)
    found = [m for m in _PLAIN.finditer(run.text, start, first) if not _touches(run, doubtful, m.start(), m.end())]
    return [value for m in found if (value := money(m["number"], m["scale"])).yuan > 0]


def _fits(share: re.Match[str], base: Money) -> bool:
    part = money(share["part"], share["part_scale"])
    return abs(part.yuan / base.yuan * 100 - Decimal(share["percent"])) <= _share_slack(share, base)


def _share_slack(share: re.Match[str], base: Money) -> Decimal:
    part = money(share["part"], share["part_scale"])
    digit = Decimal(1).scaleb(-len(share["percent"].partition(".")[2]))
    return digit + (part.half + base.half) / base.yuan * 100


def _touches(run: Running, passages: Collection[Place], start: int, end: int) -> bool:
    here = run.place(start, end)
    return any(other.part == here.part and other.start < here.end and here.start < other.end for other in passages)
