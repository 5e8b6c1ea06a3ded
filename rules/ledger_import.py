"""What a ledger that came back adds to the log of decisions.

A unit says that it is done, or appeals; it closes nothing and grants itself no longer time. A line belongs to its case by
问题编号 alone. Nothing of a ledger is kept when one of its lines is wrong.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawler.archive import Archive
from crawler.dates import read_date
from crawler.mask import mask, mask_address
from crawler.tomlfile import BadInput, nearest
from rules import decisions
from rules.cases import STATE_LABELS, Case, refusal
from rules.decisions import APPEAL_REASONS, RAISED, Decision
from rules.ledger import (
    ACTION,
    AFTER,
    APPEALED,
    CLOSED,
    DONE,
    DONE_ON,
    LONGER,
    REMARK,
    STATE,
    STATE_WORDS,
    STATES,
    TO_MEND,
    WHO,
    Repair,
    repair_of,
)
from rules.ledger_reading import LedgerLine, read_ledger

_REASON = re.compile(r"(?:申诉)?(?:理由)?[:：]?\s*(?:(?P<circled>[①-⑧])|(?P<digit>[1-8])(?=[\s.．、:：，,）)]|$))[\s.．、:：，,）)]*(?P<rest>.*)", re.DOTALL)
_NOT_WRITTEN: Final = 7  # 依法不予公开: the reason is ticked, what it is about is checked off line
_ADDRESSES = re.compile(r"[\s；;，]+")
_NUMBERS = re.compile(r"[\d(（+].*|(?:联系)?电话.*|手机.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision that a line asks for."""

    kind: str
    value: str
    why: str


def imported(archive: Archive, known: Iterable[Case], log: Sequence[Decision], path: Path, by: str, at: datetime) -> tuple[list[Decision], list[str]]:
    """Keep what a ledger says; the decisions added, and remarks for readers (Chinese). Raises BadInput, nothing kept."""
    by_number = {case.number: case for case in known}
    reading = _Reading(by_number, log, by.strip(), at)
    lines = read_ledger(path)
    numbered = [line for line in lines if line.number]
    if numbered and not any(line.number in by_number for line in numbered):
        raise BadInput(f"{path.name}：没有一个问题编号属于这个站点，例如“{mask(numbered[0].number)[:30]}”；请核对文件和站点")
    for line in lines:
        reading.take(line)
    if reading.wrong:
        raise BadInput(*(f"{path.name}：{line}" for line in reading.wrong))
    return [add(archive) for add in reading.drafts], reading.remarks


class _Reading:
    """The lines of one ledger, taken one by one."""

    def __init__(self, known: Mapping[str, Case], log: Sequence[Decision], by: str, at: datetime) -> None:
        self.wrong: list[str] = []
        self.remarks: list[str] = []
        self.drafts: list[Callable[[Archive], Decision]] = []
        self._known = known
        self._log = log
        self._by = by
        self._at = at
        self._seen: dict[str, LedgerLine] = {}

    def take(self, line: LedgerLine) -> None:
        case = self._known.get(line.number)
        if not line.number:
            self.remarks.append(f"{line.where}：没有问题编号，没有采用")
        elif case is None:
            self.remarks.append(f"{line.where}：没有编号为“{mask(line.number)[:30]}”的问题，没有采用" + nearest(line.number[:30], self._known))
        elif not _is_as_told(line, case):
            self._new(line, case)

    def _new(self, line: LedgerLine, case: Case) -> None:
        if line.hidden or not case.is_open:
            why = "已销号，没有采用" if not case.is_open else "这一行被隐藏，没有采用；取消筛选后再导入"
            self.remarks.append(f"{line.where}（{case.number}）：{why}")
            return
        before = self._seen.setdefault(line.number, line)
        if before is not line:
            self.wrong += [] if before.cells == line.cells else [f"{line.where}：“{line.number}”与第 {before.row} 行填了两次，内容不同"]
            return
        mistakes = list(_mistakes(line, self._at.date()))
        said = None if mistakes else _said(line)
        who = self._by or _name(line.cells[WHO])
        same = next((d for d in self._log if said and d.subject == case.fingerprint and _Said(d.kind, d.value, d.why) == said), None)
        if mistakes:
            self.wrong += mistakes
        elif same:
            if line.cells[STATE] != STATE_WORDS[case.state]:
                now = STATE_LABELS[case.state]
                self.remarks.append(f"{line.where}（{case.number}）：与决定第 {same.n} 号相同，没有再记；现为“{now}”，有新情况请写明")
        elif remark := _kept_out(line, case, said):
            self.remarks.append(f"{line.where}（{case.number}）：{remark}")
        elif said and not who:
            self.wrong.append(f"{line.where}：没有填写“{WHO}”；也可以在导入时用 --by 写明")
        elif said:
            self.drafts.append(_adding(case, said, who, self._at))


def _is_as_told(line: LedgerLine, case: Case) -> bool:
    """Whether the line says no more than the ledger that went out."""
    state = line.cells[STATE] or TO_MEND
    return state == STATE_WORDS[case.state] and _repair(line) == repair_of(case)


def _kept_out(line: LedgerLine, case: Case, said: _Said | None) -> str:
    """Why a line that is well filled in adds nothing; '' when it does."""
    state = line.cells[STATE] or TO_MEND
    if state == CLOSED:
        return "销号只凭复检结果或中心的决定，没有采用"
    if state == LONGER:
        day = _day(line.cells[DONE_ON])
        if case.due == day:
            return f"已延期至 {day}"
        return f"申请延期至 {day}：{mask(line.cells[REMARK] or line.cells[ACTION])}。台账不能自行延期，同意的请运行：zwgk case say {case.number} 延期 --until {day}"
    if said is None:
        return f"填写了整改内容，状态仍是“{TO_MEND}”，没有采用；已经整改的请把状态选成“{DONE}”"
    refused = refusal(case, said.kind, said.value)
    return f"{refused}，没有采用" if refused else ""


def _said(line: LedgerLine) -> _Said | None:
    if line.cells[STATE] == DONE:
        return _Said("case", "done", _repair(line).words)
    if line.cells[STATE] == APPEALED:
        reason, rest = _reason(line.cells[REMARK])
        words = rest if reason != _NOT_WRITTEN else "线下核实"
        told = [words, _repair(line).words] if reason != _NOT_WRITTEN else [words]
        return _Said("appeal", f"{RAISED}{reason}", mask("；".join(filter(None, told))))
    return None


def _mistakes(line: LedgerLine, today: date) -> Iterator[str]:
    state, repair = line.cells[STATE] or TO_MEND, _repair(line)
    day = line.cells[DONE_ON]
    if state not in STATES:
        yield f"{line.where}：状态“{mask(state)[:20]}”不可用；可填：{'、'.join(STATES)}"
    if day and repair.day is None:
        yield f"{line.where}：{DONE_ON}“{mask(day)[:20]}”不是日期（应写成 2023-12-31）"
    if repair.address and not all(_is_web(part) for part in repair.address.split(" ")):
        yield f"{line.where}：{AFTER}“{repair.address[:40]}”不是网址（应以 http:// 或 https:// 开头）"
    if state == DONE and not repair.address:
        yield f"{line.where}：已整改的要填写“{AFTER}”"
    if state == DONE and repair.day and repair.day > today:
        yield f"{line.where}：{DONE_ON} {repair.day} 还没有到"
    if state == LONGER and not (repair.day and (line.cells[REMARK] or line.cells[ACTION])):
        yield f"{line.where}：申请延期的，“{DONE_ON}”写预计完成的日期，“{REMARK}”写原因"
    if state == APPEALED:
        reason, rest = _reason(line.cells[REMARK])
        if not reason:
            known = "；".join(f"{n} {words}" for n, words in APPEAL_REASONS.items())
            yield f"{line.where}：申诉的，“{REMARK}”以理由编号开头（{known}）"
        elif reason != _NOT_WRITTEN and not (rest or repair.words):
            yield f"{line.where}：申诉要在编号后写一句话，或填写“{AFTER}”"


def _reason(remark: str) -> tuple[int, str]:
    """The number of an appeal's reason and what is said beside it; 0 without."""
    if named := next(((n, words) for n, words in APPEAL_REASONS.items() if remark.startswith(words)), None):
        return named[0], remark[len(named[1]) :].lstrip(" ，。；：、")
    found = _REASON.fullmatch(remark)
    if not found:
        return 0, ""
    number = ord(found["circled"]) - ord("①") + 1 if found["circled"] else int(found["digit"])
    rest = found["rest"]
    return number, rest.removeprefix(APPEAL_REASONS[number]).lstrip(" ，。；：、")


def _repair(line: LedgerLine) -> Repair:
    """What is filled in, as it would be kept: personal numbers masked."""
    parts = [part for part in _ADDRESSES.split(line.cells[AFTER]) if part]
    return Repair(mask(line.cells[ACTION]), " ".join(map(mask_address, parts)), _day(line.cells[DONE_ON]))


def _day(text: str) -> date | None:
    return read_date(text) if text else None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _name(who: str) -> str:
    """The name alone: telephones are for the ledger, not for the log."""
    return _NUMBERS.sub("", who).strip(" ，,；;：:、/-")


def _adding(case: Case, said: _Said, who: str, at: datetime) -> Callable[[Archive], Decision]:
    def add(archive: Archive) -> Decision:
        evidence = case.latest.snapshot.removeprefix("sha256:")
        return decisions.append(archive, kind=said.kind, subject=case.fingerprint, value=said.value, who=who, why=said.why, at=at, evidence=evidence)

    return add
