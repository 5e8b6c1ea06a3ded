"""``zwgk register``: a unit's register of requests, every answer held against its due day."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.clock import china_now
from crawler.mask import mask
from reports.commands.shared import AsOfOption, JsonOption, day_of
from reports.terminal import guarded, say
from rules.request_register import LABELS, OFTEN, InTime, Judged, answered_late, asked_often, read_file

_FINE = (InTime.ANSWERED, InTime.OPEN)


@guarded
def register_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="依申请公开登记簿：CSV 或 Excel，有收到日期和答复日期两列")],
    as_of: AsOfOption = "",
    as_json: JsonOption = False,
) -> None:
    """登记簿：逐件计算依申请公开的答复期限（20个工作日，延长、补正、征求第三方意见照算），列出逾期的和算不出的，申请三次以上的内容。"""
    day = day_of(as_of) or china_now().date()
    requests = read_file(file)
    judged = [answered_late(request, day) for request in requests]
    often = asked_often(requests)
    if as_json:
        times = {line: len(each.lines) for each in often for line in each.lines}
        say(json.dumps([_plain(each, times.get(each.request.line)) for each in judged], ensure_ascii=False, indent=2))
        return
    for each in judged:
        if each.in_time not in _FINE:
            number = f"（{mask(each.request.number)}）" if each.request.number else ""
            say(f"第 {each.request.line} 行{number}{LABELS[each.in_time]}：{each.reason}")
    counts = Counter(each.in_time for each in judged)
    told = "，".join(f"{LABELS[state]} {counts[state]} 件" for state in InTime if counts[state])
    say(f"截至 {day}，登记簿共 {len(judged)} 件" + (f"：{told}" if told else ""))
    if not any(request.subject for request in requests):
        say("登记簿没有“申请内容”一列，看不出哪些内容申请频次高")
    if often:
        say(f"以下内容申请 {OFTEN} 次以上，请评估能否主动公开（同一人重复申请的，请剔除）：")
    for asked in often:
        say(f"  {len(asked.lines)} 次：{mask(asked.subject)}（第 {'、'.join(map(str, asked.lines))} 行）")


def _plain(each: Judged, times: int | None) -> dict[str, Any]:
    return {
        "line": each.request.line,
        "number": mask(each.request.number),
        "state": each.in_time.value,
        "due": each.due.rolled.isoformat() if each.due else None,
        "reason": each.reason,
        "asked": times,  # how many requests ask for the same, where it is asked for often
    }
