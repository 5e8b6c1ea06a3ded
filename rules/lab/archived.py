"""Labels on an archived run: ``corpus.toml`` says what is judged, ``labels.jsonl`` what is right (``docs/lab.md``)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.archive import Archive
from crawler.site import load as load_site
from crawler.tomlfile import BadInput, TomlFile, nearest, os_reason
from rules import catalogue as catalogues
from rules import decisions
from rules.blindness import corpus_of
from rules.catalogue import checks
from rules.engine import judge
from rules.lab.cases import AUTHOR
from rules.lab.labelled import ACCUSING, SPARED, Measured
from rules.model import Finding, Status

CORPUS, LABELS = "corpus.toml", "labels.jsonl"
MOST_LABELS: Final = 200_000
_LONGEST_LINE: Final = 20_000
# What says who owes what and what we saw. What a person made of a finding is not the check's merit.
_OBEYED: Final = ("scope", "column")


class CorpusTable(BaseModel):
    """``corpus.toml``. Paths are relative to its folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    site: str
    document: str
    as_of: date
    data: str = "."
    label: Literal["planted", "real"] = "real"  # of labels that do not say, and of accusations without a label
    by: str = AUTHOR
    complete: bool = False  # nobody is rightly accused of what no label names


class LabelLine(BaseModel):
    """One line of ``labels.jsonl``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    row: int | None = None
    unit: str = ""
    check: str
    object: str = ""
    hint: str = ""  # part of the object, the reason, or a title or address shown as evidence
    expected: str
    label: Literal["planted", "real"] | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where it stands."""

    line: LabelLine
    where: str

    def speaks_of(self, finding: Finding) -> bool:
        line = self.line
        return (
            finding.check == line.check
            and (line.row is None or finding.row == line.row)
            and (not line.unit or finding.unit == line.unit)
            and (not line.object or finding.object == line.object)
            and (not line.hint or any(line.hint in text for text in _shown(finding)))
        )


def is_archived(folder: Path) -> bool:
    return (folder / LABELS).is_file() or (folder / CORPUS).is_file()


def measure_archived(folder: Path) -> Iterator[Measured]:
    """Judge the run of ``folder`` with the rules of today and lay its labels beside. Raises BadInput."""
    table = TomlFile.read(folder / CORPUS).validated(CorpusTable)
    labels = read_labels(folder / LABELS)
    findings = _findings(folder, table)
    spoken: set[int] = set()
    for label in labels:
        about = [n for n, finding in enumerate(findings) if label.speaks_of(finding)]
        told, chosen = _measured(table, label, [findings[n] for n in about])
        spoken.update(about if label.line.expected == SPARED else (about[n] for n in chosen))
        yield told
    if not table.complete:
        return
    for n, finding in enumerate(findings):
        if n not in spoken and finding.status in ACCUSING:
            where = f"{folder}：未标注的认定 {finding.row or finding.requirement} {finding.unit_name} {finding.object or ''}"
            yield Measured(finding.check, table.label, table.by, "", finding.status, where.strip())


def read_labels(path: Path) -> tuple[Label, ...]:
    """The lines of ``labels.jsonl``. Raises BadInput with one line a mistake."""
    labels: list[Label] = []
    mistakes: list[str] = []
    try:
        with path.open(encoding="utf-8-sig") as file:
            for n, text in enumerate(file, start=1):
                if n > MOST_LABELS or len(text) > _LONGEST_LINE:
                    raise BadInput(f"{path}:{n}: 标注过多或一行过长")
                if text.strip():
                    _read(path, n, text, labels, mistakes)
    except OSError as error:
        raise BadInput(f"{path}: 打不开：{os_reason(error)}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: 不是 UTF-8 编码的文本") from None
    if mistakes:
        raise BadInput(*mistakes[:20])
    if not labels:
        raise BadInput(f"{path}: 没有标注")
    return tuple(labels)


def _read(path: Path, n: int, text: str, labels: list[Label], mistakes: list[str]) -> None:
    where = f"{path}:{n}"
    try:
        plain: Any = json.loads(text)
        line = LabelLine.model_validate(plain)
    except (json.JSONDecodeError, RecursionError):
        mistakes.append(f"{where}: 不是一行 JSON")
        return
    except ValidationError as error:
        first = error.errors()[0]
        mistakes.append(f"{where}: 字段“{'.'.join(map(str, first['loc'])) or '（整行）'}”不可用或缺少")
        return
    if line.check not in checks():
        mistakes.append(f"{where}: 没有名为“{line.check}”的检查" + nearest(line.check, checks()))
    elif line.expected not in {*Status, SPARED}:
        mistakes.append(f"{where}: expected 不认识“{line.expected}”" + nearest(line.expected, [*Status, SPARED]))
    else:
        labels.append(Label(line, where))


def _findings(folder: Path, table: CorpusTable) -> tuple[Finding, ...]:
    site = load_site(_within(folder, table.site))
    catalogue = catalogues.load(_within(folder, table.document))
    archive = Archive.open(folder / table.data, site.id)
    try:
        run = archive.newest_closed(table.as_of)
        if run is None:
            raise BadInput(f"{folder / CORPUS}: {archive.folder} 中没有 {table.as_of} 及以前已完成的采集")
        log = decisions.read(archive).log
        decided = decisions.Decisions(tuple(d for d in log if d.kind in _OBEYED))
        corpus = corpus_of(archive, site, run, table.as_of, decided)
        return judge(corpus, site, catalogue, run, decided).findings
    finally:
        archive.close()


def _within(folder: Path, named: str) -> str:
    """A path beside ``corpus.toml``, or the id of what is bundled."""
    return str(folder / named) if (folder / named).exists() or "/" in named or named.endswith(".toml") else named


def _measured(table: CorpusTable, label: Label, about: list[Finding]) -> tuple[Measured, tuple[int, ...]]:
    """Of several findings that a label fits, the one it is right about, else the worst for us: an accusation first."""
    line = label.line
    kind, by = line.label or table.label, line.by or table.by
    told = [Measured(line.check, kind, by, line.expected, finding.status, label.where) for finding in about]
    if not told:
        return Measured(line.check, kind, by, line.expected, None, label.where), ()
    spared = line.expected == SPARED
    chosen = min(range(len(told)), key=lambda n: (not spared and not told[n].as_expected, not told[n].accuses))
    return told[chosen], (chosen,)


def _shown(finding: Finding) -> Iterator[str]:
    yield finding.object or ""
    yield finding.reason
    for evidence in finding.evidence:
        yield evidence.title
        yield evidence.url
