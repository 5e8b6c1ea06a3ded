"""报告里写明的批复日和下属单位数。 The day of approval a report states, and how many units below it counts.

Shapes read: 区财政局于2023年2月6日批复我单位预算 · 经…财政局2023年8月15日批复 · 批复日期：2023年2月6日 · 下属二级预算单位3个 · 纳入部门决算编制
范围的二级预算单位共两个.
"""

import re
from datetime import date
from typing import Final

from crawler.extract.numerals import read_count

_NEAR: Final = 20  # characters in which the approved thing is named
_DAY: Final = r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_APPROVED = (
    re.compile(rf"财政(?:局|部门|厅)[^。；，\d]{{0,12}}{_DAY}[^。；，]{{0,12}}?批复"),
    re.compile(rf"批复(?:日期|时间)(?:为|是|：|:)?{_DAY}"),
    re.compile(rf"{_DAY}[，,]?[^。；，]{{0,6}}财政(?:局|部门|厅)[^。；，]{{0,20}}?批复"),
)
_BELOW = re.compile(
    r"(?:(?:下属|所属|直属)(?:二级|三级)?(?:预算|事业|财务)?单位|二级(?:预算)?单位)(?:共有|共计|共|有|包括|为|数|：)?(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})个"
)


def approved_on(text: str) -> tuple[date, str] | None:
    """(day, words) of the approval by the treasury; None when no day is stated, or two."""
    plain = re.sub(r"\s+", "", text[:60_000])
    found: dict[date, str] = {}
    for pattern in _APPROVED:
        for match in pattern.finditer(plain):
            try:
                day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            if not re.search("预算|决算", plain[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
                continue  # something else was approved
            found.setdefault(day, match.group())
    return next(iter(found.items())) if len(found) == 1 else None


def units_below(text: str) -> tuple[int, str] | None:
    """(number, words) of the units below that a report counts; None when it counts none, or differently in two places."""
    plain = re.sub(r"\s+", "", text[:60_000])
    found = {count: match.group() for match in _BELOW.finditer(plain) if (count := read_count(match["count"]))}
    return next(iter(found.items())) if len(found) == 1 else None
