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
# What was approved is the report itself, not an adjustment, a project, or the reports of those below.
_OTHER_MATTER = re.compile(r"调整|追加|调剂|项目|专项|资金|工程|采购|绩效|指标|下达|预拨|转移支付|债券|下属|所属|直属|学校|中学|小学|幼儿园|医院|编制|机构|三公|提前")
_PLAIN_DAY: Final = r"20\d\d年\d{1,2}月\d{1,2}日"
_STATED = re.compile(rf"(?:公开|公布|发布|公示|上网)(?:日期|时间)(?:为|是|：|:)?{_PLAIN_DAY}|(?<![未不])于?{_PLAIN_DAY}[^。；，]{{0,24}}?(?:网站|门户|官网|公示栏|公开平台)[^。；，]{{0,12}}?(?:公开|公布|发布|公示)")
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
            # What was approved stands in the same sentence, behind the word or before it.
            behind = re.split("[。；]", plain[match.end() : match.end() + _NEAR])[0]
            before = re.split("[。；]", plain[max(0, match.start() - _NEAR) : match.start()])[-1]
            object_ = re.split("[，,、]", behind)[0] if re.search("预算|决算", re.split("[，,、]", behind)[0]) else before + match.group() + behind
            near = plain[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if not re.search("预算|决算", near) or _OTHER_MATTER.search(object_):
                continue  # something else was approved
            words = match.group() + (behind if object_ and object_ in behind else "")
            found.setdefault(day, words)
    return next(iter(found.items())) if len(found) == 1 else None


def published_on(text: str) -> tuple[tuple[date, str], ...]:
    """(day, words) of each day on which a document says that it was, or is, published: the 公开时间 of a cover."""
    plain = re.sub(r"\s+", "", text[:60_000])
    found: dict[date, str] = {}
    for match in _STATED.finditer(plain):
        read = next((r for r in re.findall(r"(20\d\d)年(\d{1,2})月(\d{1,2})日", match.group())), None)
        if read is None:
            continue
        try:
            found.setdefault(date(*(int(number) for number in read)), match.group())
        except ValueError:
            continue
    return tuple(found.items())


def units_below(text: str) -> tuple[int, str] | None:
    """(number, words) of the units below that a report counts; None when it counts none, or differently in two places."""
    plain = re.sub(r"\s+", "", text[:60_000])
    found = {count: match.group() for match in _BELOW.finditer(plain) if (count := read_count(match["count"]))}
    return next(iter(found.items())) if len(found) == 1 else None
