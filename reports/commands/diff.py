"""``zwgk diff``: two audits side by side."""

import json
from collections import Counter
from typing import Annotated

import typer

from crawler import site as sites
from crawler.mask import mask
from reports.commands.shared import DataOption, JsonOption, SiteArgument, opened
from reports.terminal import guarded, say
from rules.comparison import CAUSE_LABELS, Cause, Change, changes, sides, wrong_before
from rules.model import STATUS_LABELS, Status


@guarded
def compare_command(
    old: Annotated[int, typer.Argument(metavar="OLD", help="前一次采集的编号")],
    new: Annotated[int, typer.Argument(metavar="NEW", help="后一次采集的编号")],
    site: SiteArgument,
    document: Annotated[str, typer.Option("--document", metavar="ID", help="要求目录的 id（这次采集按几个目录判定过时写明）")] = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """比较两次检查：新增、反弹、已整改，以及规则、适用范围、人的决定带来的变化。"""
    profile = sites.load(site)
    with opened(profile, data) as archive:
        before, after = sides(archive, old, new, document)
        found = changes(before, after, wrong_before(archive, before.n))
    if as_json:
        say(json.dumps([_plain(change) for change in found], ensure_ascii=False, indent=2))
        return
    say(f"第 {before.run} 次采集（检查日 {before.as_of}）与第 {after.run} 次采集（检查日 {after.as_of}），按“{after.document}”")
    counts = Counter(change.cause for change in found)
    for cause in Cause:
        if counts[cause]:
            say(f"{CAUSE_LABELS[cause]} {counts[cause]} 条")
            for change in found:
                if change.cause is cause:
                    say(f"  {_line(change)}")
    if not found:
        say("没有变化")


def _line(change: Change) -> str:
    shown = change.shown
    row = f"第 {int(shown['row'])} 行 " if shown["row"] else ""
    return f"{shown['fingerprint']} {row}{shown['unit_name'] or '全区'}：{_label(change.old)} → {_label(change.new)}｜{_brief(mask(shown['reason']))}"


def _label(plain: dict[str, str] | None) -> str:
    return STATUS_LABELS[Status(plain["status"])] if plain else "没有这一条"


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _plain(change: Change) -> dict[str, str | None]:
    shown = change.shown
    return {
        "cause": change.cause.value,
        "fingerprint": shown["fingerprint"],
        "row": shown["row"],
        "unit": shown["unit"],
        "unit_name": shown["unit_name"],
        "check": shown["check"],
        "old": change.old["status"] if change.old else None,
        "new": change.new["status"] if change.new else None,
        "reason": mask(shown["reason"]),
    }
