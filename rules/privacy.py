"""Privacy, a lane of its own: leads to personal data and markings in the archive, for the centre alone.

A lead tells page address, place, kind, how many, how grave, first seen. It holds no number, no name and no sentence, goes into
no report, and is written readable by its owner only. How they are found is ``rules.sweeping``.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from crawler.tomlfile import BadInput
from rules.private_data import SEVERITIES

WARNING: Final = "仅供信息公开主管机构内部处置；不得转发，不得写入通报、台账和公开的报告"
_REPORT: Final = "zwgk-report.json"  # a folder that carries it is handed on


@dataclass(frozen=True, slots=True)
class Lead:
    """One kind of thing at one place. ``shown`` is the masked form of the first, '' where even that would tell.

    ``severity`` is an index into ``SEVERITIES``; ``line`` counts from 1, in the newest version.
    """

    id: str
    url: str
    place: str
    kind: str
    label: str
    count: int
    severity: int
    shown: str
    line: int
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True)
class Swept:
    """All leads, the gravest first, and what was looked through. ``unread`` are files nobody could read, ``damaged`` records."""

    leads: tuple[Lead, ...]
    pages: int
    files: int
    unread: int
    damaged: int = 0


def line(lead: Lead) -> str:
    """One line of the file of leads: keys sorted; no number, no name, no sentence."""
    plain = {
        "id": lead.id,
        "url": lead.url,
        "place": lead.place,
        "kind": lead.kind,
        "label": lead.label,
        "count": lead.count,
        "severity": SEVERITIES[lead.severity],
        "shown": lead.shown or None,
        "line": lead.line or None,
        "first_seen": lead.first_seen.isoformat(),
        "last_seen": lead.last_seen.isoformat(),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def refuse_report(path: Path) -> None:
    """Raise BadInput when ``path`` lies in a report: that is handed on."""
    if any((folder / _REPORT).exists() for folder in path.absolute().parents):
        raise BadInput(f"{path} 在报告文件夹里，报告要发给各单位；请用 --out 写到别处")


def write(swept: Swept, path: Path) -> None:
    """Write the leads to ``path``, readable by its owner only. Raises BadInput in a folder that is a report."""
    refuse_report(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line(lead) + "\n" for lead in swept.leads)
    fresh.replace(path)


def told(swept: Swept, most: int = 40) -> Iterator[str]:
    """What the command prints: the sums, then the gravest leads, masked."""
    yield f"看过网页 {swept.pages} 个、附件 {swept.files} 个（{swept.unread} 个没有读出文字），线索 {len(swept.leads)} 条"
    if swept.damaged:
        yield f"有 {swept.damaged} 条存档记录已损坏，没有看；请用 zwgk evidence verify 核验"
    for n in range(len(SEVERITIES) - 1, -1, -1):
        if count := sum(lead.severity == n for lead in swept.leads):
            yield f"  {SEVERITIES[n]}：{count} 条"
    for lead in swept.leads[:most]:
        shown = f"（如 {lead.shown}）" if lead.shown and "*" in lead.shown else ""
        yield f"【{SEVERITIES[lead.severity]}】{lead.label} {lead.count} 处{shown}，{lead.place}，{lead.url}，首次看到 {lead.first_seen}"
    if len(swept.leads) > most:
        yield f"另有 {len(swept.leads) - most} 条，见文件"
    yield WARNING
