"""``zwgk case``: the cases of a district, one case's life, and what people do with it."""

import json
from collections import Counter
from typing import Annotated, Any, Final

import typer

from crawler import site as sites
from crawler.clock import china_now
from crawler.mask import mask
from crawler.tomlfile import BadInput, nearest
from reports.commands.shared import DataOption, JsonOption, SiteArgument, day_of, opened, unit_of
from reports.terminal import guarded, say
from rules import decisions
from rules.case_records import cases_of
from rules.cases import EVENT_LABELS, STATE_LABELS, Case, CaseEvent, CaseEventKind, refusal
from rules.decisions import APPEAL_REASONS, RAISED

case_app = typer.Typer(
    no_args_is_help=True, help="问题办理：列出、查看、交办、报告整改、申诉、延期、销号。", rich_markup_mode=None, pretty_exceptions_enable=False
)
NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="问题编号（如 2023-0012），或检查结果的编号")]
_WORDS: Final = {
    "交办": ("case", "assigned"), "整改中": ("case", "working"), "已整改": ("case", "done"), "销号": ("case", "closed"),
    "申诉": ("appeal", RAISED), "成立": ("appeal", "upheld"), "部分成立": ("appeal", "partly"), "不成立": ("appeal", "rejected"),
    "延期": ("extension", ""),
}  # fmt: skip
_REASONS: Final = "；".join(f"{n} {words}" for n, words in APPEAL_REASONS.items())


@case_app.command("list")
@guarded
def list_command(
    site: SiteArgument,
    data: DataOption = "",
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="只列这个单位的（名称、别名或 id）")] = "",
    state: Annotated[str, typer.Option("--state", metavar="WORD", help="只列这个状态的，如 待复核")] = "",
    as_json: JsonOption = False,
) -> None:
    """列出问题：编号、状态、单位、事项；默认不列已销号的。"""
    if state and state not in STATE_LABELS.values():
        raise BadInput(f"没有状态“{state}”" + nearest(state, tuple(STATE_LABELS.values())))
    profile = sites.load(site)
    with opened(profile, data) as archive:
        everything = cases_of(archive)
    owner = unit_of(profile, unit)
    shown = [c for c in everything if (c.latest.unit == owner or not unit) and (STATE_LABELS[c.state] == state if state else c.is_open)]
    if as_json:
        say(json.dumps([_plain(case) for case in shown], ensure_ascii=False, indent=2))
        return
    for case in shown:
        say(f"{case.number} {STATE_LABELS[case.state]} {case.latest.unit_name or '全区'} {_brief(case)}{_marks(case)}")
    counts = Counter(STATE_LABELS[case.state] for case in everything)
    say("共 " + "，".join(f"{label} {counts[label]} 件" for label in STATE_LABELS.values() if counts[label]) if counts else "还没有记录的问题")


@case_app.command("show")
@guarded
def show_command(number: NumberArgument, site: SiteArgument, data: DataOption = "", as_json: JsonOption = False) -> None:
    """查看一件：何时、何人、为何，从发现到销号。"""
    with opened(sites.load(site), data) as archive:
        case = _found(cases_of(archive), number)
    if as_json:
        say(json.dumps({**_plain(case), "events": [_event(event) for event in case.events]}, ensure_ascii=False, indent=2))
        return
    say(f"{case.number} {STATE_LABELS[case.state]}{_marks(case)}（检查结果编号 {case.fingerprint}）")
    say(f"单位：{case.latest.unit_name or '全区'}")
    say(f"最近一次检查：{mask(case.latest.reason)}")
    if case.latest.address:
        say(f"网址：{case.latest.address}")
    for event in case.events:
        record = f"第 {event.audit} 次检查" if event.audit else f"决定第 {event.decision} 号"
        say(f"  {event.on[:10]} {EVENT_LABELS[event.kind]}｜{event.who}｜{mask(event.why)}｜{record}")


@case_app.command("say")
@guarded
def say_command(
    number: NumberArgument,
    word: Annotated[str, typer.Argument(metavar="WORD", help="、".join(_WORDS))],
    site: SiteArgument,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="谁说的（姓名或科室），必填")] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="理由，可附网址，必填")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="延期到哪一天")] = "",
    reason: Annotated[int, typer.Option("--reason", metavar="N", help=f"申诉理由：{_REASONS}")] = 0,
    data: DataOption = "",
) -> None:
    """办理一件：交办、整改中、已整改、申诉（成立、部分成立、不成立）、延期、销号；记入决定记录，只增不改。"""
    if word not in _WORDS:
        raise BadInput(f"没有“{word}”这一步；可用：{'、'.join(_WORDS)}")
    kind, value = _WORDS[word]
    value = _value(word, value, until, reason)
    with opened(sites.load(site), data) as archive, archive.locked():
        case = _found(cases_of(archive), number)
        if refused := refusal(case, kind, value):
            raise BadInput(f"{case.number} {refused}，不能记“{word}”")
        decided = decisions.append(
            archive, kind=kind, subject=case.fingerprint, value=value, who=by, why=why, at=china_now(), evidence=case.latest.snapshot.removeprefix("sha256:")
        )
        after = _found(cases_of(archive), number)
    say(f"{after.number} 现为“{STATE_LABELS[after.state]}”（决定第 {decided.n} 号）")


def _value(word: str, value: str, until: str, reason: int) -> str:
    """The word of the log. Raises BadInput when the day or the reason it needs is missing, or one is given that it has no use for."""
    if until and word != "延期":
        raise BadInput(f"“{word}”不用 --until")
    if reason and word != "申诉":
        raise BadInput(f"“{word}”不用 --reason")
    if word == "延期":
        day = day_of(until)
        if day is None:
            raise BadInput("延期要写明到哪一天：--until 2023-10-31")
        return day.isoformat()
    if word == "申诉":
        if reason not in APPEAL_REASONS:
            raise BadInput(f"申诉要写明理由：--reason 1 至 8（{_REASONS}）")
        return f"{value}{reason}"
    return value


def _found(known: tuple[Case, ...], number: str) -> Case:
    found = next((case for case in known if number in (case.number, case.fingerprint)), None)
    if found is None:
        raise BadInput(f"没有编号为“{number}”的问题" + nearest(number, [case.number for case in known]))
    return found


def _brief(case: Case) -> str:
    text = mask(case.latest.reason)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _marks(case: Case) -> str:
    told = [f"延期至 {case.due}"] if case.due and case.is_open else []
    told += [f"反弹 {times} 次"] if (times := case.times(CaseEventKind.RELAPSED)) else []
    told += ["整改不彻底"] if case.is_open and case.times(CaseEventKind.INCOMPLETE) else []
    return f"〔{'，'.join(told)}〕" if told else ""


def _plain(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "fingerprint": case.fingerprint,
        "state": case.state.value,
        "unit": case.latest.unit,
        "unit_name": case.latest.unit_name,
        "row": case.latest.row,
        "check": case.latest.check,
        "reason": mask(case.latest.reason),
        "opened": case.opened.isoformat(),
        "due": case.due.isoformat() if case.due else None,
        "relapses": case.times(CaseEventKind.RELAPSED),
        "incomplete": case.times(CaseEventKind.INCOMPLETE),
    }


def _event(event: CaseEvent) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "on": event.on,
        "who": event.who,
        "why": mask(event.why),
        "audit": event.audit or None,
        "decision": event.decision or None,
        "evidence": event.evidence or None,
    }
