"""Scores as lines for a terminal and as plain data. It computes nothing: the numbers are those of ``rules.score``."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any, Final

from reports.told import check_title
from reports.wording import plain
from rules.score.audit import Scores, Standing
from rules.score.formula import HUNDRED, Given, Scored, converted
from rules.score.gain import Gain, gains
from rules.score.model import STATE_LABELS, ZERO, Deduction, Interval, Item, Remark, State
from rules.score.points import cut, part, rounded

_REASON: Final = 300
_NOT_BUILT: Final = "本版不计限期整改、重复问题、人工评分、加分和否决（docs/score.md）。"


def table(scores: Scores) -> Iterator[str]:
    """All units by class, never ranked unless the weight file says so; then what takes no points."""
    yield from _head(scores)
    for each in scores.classes:
        yield ""
        yield each.name
        yield "｜".join(("单位", "得分", "等次", "检查覆盖率", "待核验", "提示", "适用满分", *_place_head(scores)))
        for standing in each.standings:
            yield "｜".join(_row(scores, standing))
    yield ""
    yield from _unscored(scores)
    yield _NOT_BUILT


def explained(scores: Scores, class_name: str, standing: Standing) -> Iterator[str]:
    """One unit's sheet, each deduction with its reason, then what is only told, then the repairs by what they give back."""
    yield from _head(scores)
    yield f"{plain(standing.sheet.unit_name)}（{class_name}）"
    yield "｜".join(("指标", "检查项", "分值", "状态", "扣分", "失分原因", "问题编号", "可补正"))
    for item in standing.sheet.items:
        yield from _item_rows(item)
    yield from _why_none(scores)
    yield from _sum(scores, standing)
    yield from _remarks(standing.sheet.items)
    yield from _fixes(standing)
    yield _NOT_BUILT


# ---- the head


def _head(scores: Scores) -> Iterator[str]:
    weights, judgement = scores.weights, scores.judgement
    approved = f"批准：{plain(weights.approved)}" if weights.approved else "建议值，未经批准"
    yield f"评分规则 {plain(weights.id)}（{approved}；依据：{plain(weights.basis)}）"
    yield f"检查日 {judgement.as_of}，第 {judgement.run.run} 次采集，规则校验码 {weights.digest[:12]}，决定记录到第 {judgement.decisions} 条"
    if weights.counted == "all":
        yield "演示或试算：没有度量过准确率的检查也扣分，不能用于考评"
    else:
        yield f"只有准确率达到要求的检查（现有 {len(scores.measured)} 项）和经人核定的才扣分；其余查出的问题列为提示，不扣分"


def _place_head(scores: Scores) -> tuple[str, ...]:
    return () if scores.weights.ranking == "none" else ("位次",)


# ---- the table


def _row(scores: Scores, standing: Standing) -> tuple[str, ...]:
    numbers, items = standing.scored, standing.sheet.items
    last = () if scores.weights.ranking == "none" else (standing.place or "—",)
    return (
        plain(standing.sheet.unit_name),
        _result(numbers),
        "—".join(numbers.grades) or "—",
        _percent(numbers.coverage),
        str(_count(items, State.PENDING)),
        str(_count(items, State.HINT)),
        _two(numbers.applicable),
        *last,
    )


def _result(numbers: Scored) -> str:
    if numbers.given is Given.NOTHING:
        return "没有适用的检查项"
    if numbers.given is Given.LIST:
        return f"不出分（待核验和提示占 {_percent(1 - numbers.coverage, ROUND_UP)}）"
    if numbers.given is Given.GRADE:
        return "适用指标不足，只定等次"
    return _interval(numbers.total) if numbers.total else "—"


def _interval(score: Interval) -> str:
    return _two(score.low) if score.is_exact else f"暂定 {_two(score.low)}—{_two(score.high)}"


def _count(items: Iterable[Item], state: State) -> int:
    return sum(item.state is state for item in items)


def _percent(share: Decimal, rounding: str = ROUND_DOWN) -> str:
    """With one digit; what is known is rounded down, what is open up, so that neither looks better than it is."""
    return f"{(share * HUNDRED).quantize(Decimal('0.1'), rounding=rounding)}%"


def _two(number: Decimal) -> str:
    return str(rounded(number))


def _unscored(scores: Scores) -> Iterator[str]:
    by_row: dict[int | None, list[str]] = {}
    for row, check in scores.unscored:
        by_row.setdefault(row, []).append(check)
    yield "不计分的检查（没有归入任何检查项）："
    for row, names in by_row.items():
        yield (f"第 {row} 行：" if row else "法定事项：") + "；".join(_named(scores, name) for name in names)


def _named(scores: Scores, check: str) -> str:
    why = scores.weights.unscored.get(check, "")
    return check_title(check) + (f"（{plain(why)}）" if why else "")


# ---- one unit


def _item_rows(item: Item) -> Iterator[str]:
    first = (item.indicator, plain(item.name), _two(item.points), STATE_LABELS[item.state])
    if not item.applies:
        yield "｜".join((*first, "剔除", "", "", ""))
        return
    lines = [_deducted(deduction) for deduction in item.deductions]
    if item.state is State.PENDING:
        lines.append((f"{_two(item.deduction)}—{_two(item.points)}", "待人工核验", "", ""))
    elif sum((d.points for d in item.deductions), ZERO) > item.points:
        lines.append((_two(item.deduction), "单项扣分不超过该项分值", "", ""))
    for n, line in enumerate(lines or [("0.00", "", "", "")]):
        yield "｜".join((*(first if n == 0 else ("", "", "", "")), *line))


def _deducted(deduction: Deduction) -> tuple[str, ...]:
    reason = f"{plain(deduction.reason, _REASON)}（{deduction.rule}，{deduction.severity}）"
    return (_two(deduction.points), reason, "、".join(deduction.fingerprints), "是" if deduction.is_repairable else "否")


def _why_none(scores: Scores) -> Iterator[str]:
    for indicator in scores.weights.indicators:
        if indicator.why_none:
            yield f"{indicator.id} {plain(indicator.name)} {_two(indicator.points)} 分：{plain(indicator.why_none)}，剔除"


def _sum(scores: Scores, standing: Standing) -> Iterator[str]:
    numbers = standing.scored
    yield f"适用满分 {_two(numbers.applicable)}，检查覆盖率 {_percent(numbers.coverage)}"
    if numbers.given is Given.SCORE and numbers.base:
        yield f"实得 {_points(numbers.earned)}，基础分 {_interval(numbers.base)}，总分 {_result(numbers)}，等次 {'—'.join(numbers.grades)}"
        if scores.weights.target is not None and numbers.total and numbers.total.is_exact:
            yield f"折算分 {converted(numbers.total.low, scores.weights.target)}（占 {scores.weights.target} 分）"
        return
    grade = f"，等次 {'—'.join(numbers.grades)}" if numbers.grades else ""
    yield _result(numbers) + grade


def _points(points: Interval) -> str:
    return _two(points.low) if points.is_exact else f"{_two(points.low)}—{_two(points.high)}"


def _remarks(items: Iterable[Item]) -> Iterator[str]:
    told = [(item, remark) for item in items for remark in item.remarks]
    if not told:
        return
    yield "不扣分，供核实："
    for item, remark in told:
        yield f"　{STATE_LABELS[remark.state]}　{plain(item.name)}：{plain(remark.reason, _REASON)}（{remark.fingerprint}）"


def _fixes(standing: Standing) -> Iterator[str]:
    found = gains(standing.sheet)
    if not found:
        yield "没有可补正的扣分"
        return
    whole = standing.scored.applicable
    yield "先改这些（按能返还的分值排；逐项相加等于全部改完后实得分值的变化，待核验按满分算）："
    for n, gain in enumerate(found, start=1):
        of_hundred = cut(part(gain.points * HUNDRED, whole))
        yield f"　{n}. +{_two(gain.points)} 分（折百分制 +{_two(of_hundred)}）　{plain(gain.item.name)}：{plain(gain.deduction.reason, _REASON)}"


# ---- plain data


def as_plain(scores: Scores) -> dict[str, Any]:
    """All scores as data; points are text, so that they stay exact."""
    return {
        **_stamp(scores),
        "classes": [{"name": each.name, "units": [_standing(s) for s in each.standings]} for each in scores.classes],
        "unscored": [
            {"row": row, "check": check, "findings": count, "why": scores.weights.unscored.get(check, "")}
            for (row, check), count in scores.unscored.items()
        ],
    }


def unit_plain(scores: Scores, class_name: str, standing: Standing) -> dict[str, Any]:
    """One unit's sheet as data."""
    return {
        **_stamp(scores),
        "class": class_name,
        **_standing(standing),
        "items": [_item(item) for item in standing.sheet.items],
        "gains": [_gain(gain) for gain in gains(standing.sheet)],
    }


def _stamp(scores: Scores) -> dict[str, Any]:
    weights, judgement = scores.weights, scores.judgement
    return {
        "as_of": judgement.as_of.isoformat(),
        "run": judgement.run.run,
        "document": judgement.catalogue.id,
        "decisions": judgement.decisions,
        "weights": {"id": weights.id, "approved": weights.approved, "basis": weights.basis, "counted": weights.counted, "sha256": weights.digest},
        "measured": sorted(scores.measured),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    numbers, items = standing.scored, standing.sheet.items
    has_score = numbers.given is Given.SCORE
    return {
        "unit": standing.sheet.unit,
        "unit_name": plain(standing.sheet.unit_name),
        "given": numbers.given.value,
        "applicable": _two(numbers.applicable),
        "base": _bounds(numbers.base) if has_score else None,
        "total": _bounds(numbers.total) if has_score else None,
        "grades": list(numbers.grades),
        "coverage": str(numbers.coverage),
        "states": {state.value: count for state in State if (count := _count(items, state))},
        "place": standing.place or None,
    }


def _bounds(score: Interval | None) -> list[str] | None:
    return None if score is None else [_two(score.low), _two(score.high)]


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "indicator": item.indicator,
        "name": plain(item.name),
        "points": str(item.points),
        "state": item.state.value,
        "deduction": str(item.deduction) if item.applies else None,
        "deductions": [_deduction(deduction) for deduction in item.deductions],
        "remarks": [_remark(remark) for remark in item.remarks],
    }


def _deduction(deduction: Deduction) -> dict[str, Any]:
    return {
        "points": str(deduction.points),
        "remains": str(deduction.remains),
        "rule": deduction.rule,
        "severity": deduction.severity,
        "reason": plain(deduction.reason, _REASON),
        "check": deduction.check,
        "fingerprints": list(deduction.fingerprints),
        "repairable": deduction.is_repairable,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"state": remark.state.value, "reason": plain(remark.reason, _REASON), "check": remark.check, "fingerprint": remark.fingerprint}


def _gain(gain: Gain) -> dict[str, Any]:
    return {"item": gain.item.id, "points": str(gain.points), "fingerprints": list(gain.deduction.fingerprints)}
