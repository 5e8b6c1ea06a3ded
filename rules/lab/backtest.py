"""Two judgements of one run side by side: whose verdict a changed rule, catalogue or decision flips, and why.

A side is a judgement that was recorded in the database, a report that was kept, the rules of today, or another catalogue
judged with them. Both must rest on the same crawl and the same day: what the website changed is no flip of a rule.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from crawler.archive import Archive, Run
from crawler.site import Site
from crawler.tomlfile import BadInput, os_reason
from rules import catalogue as catalogues
from rules import decisions
from rules.blindness import corpus_of
from rules.catalogue import Catalogue
from rules.engine import Judgement, judge
from rules.findings import as_plain, judgement_recorded, shares_before

NOW: Final = "now"
STAMP, LINES = "zwgk-report.json", "findings.jsonl"
_LARGEST: Final = 500_000_000
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One judgement as plain findings by fingerprint, and what it rests on."""

    name: str
    run: int
    as_of: str
    document_digest: str
    profile: str
    decisions: int
    findings: dict[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flip:
    """One finding whose status differs. A side that does not have it is None. ``causes`` are all that may be the reason."""

    causes: tuple[str, ...]
    old: Plain | None
    new: Plain | None

    @property
    def shown(self) -> Plain:
        return self.new or self.old or {}

    @property
    def accuses_more(self) -> bool:
        return _accuses(self.new) and not _accuses(self.old)

    @property
    def accuses_less(self) -> bool:
        return _accuses(self.old) and not _accuses(self.new)


def sides(old: str, new: str, archive: Archive, site: Site, document: str, day: date | None) -> tuple[Side, Side]:
    """Both sides by name. Raises BadInput when one cannot be read or they rest on different crawls."""
    fixed = {word: _fixed(word, archive) for word in (old, new)}
    base = next((side for side in fixed.values() if side is not None), None)
    run, as_of = _ground(archive, base, day)
    first, second = (
        side if (side := fixed[word]) is not None else _judged(word, archive, site, document, run, as_of) for word in (old, new)
    )
    if (first.run, first.as_of) != (second.run, second.as_of):
        raise BadInput(
            f"两边不是同一次采集、同一检查日（{first.name}：第 {first.run} 次、{first.as_of}；{second.name}：第 {second.run} 次、"
            f"{second.as_of}），分不清是规则变了还是网站变了"
        )
    return first, second


def flips(old: Side, new: Side) -> tuple[Flip, ...]:
    """Every finding whose status differs, grouped by cause, then by row, unit and check."""
    found = []
    for fingerprint in sorted({*old.findings, *new.findings}):
        was, now = old.findings.get(fingerprint), new.findings.get(fingerprint)
        if (was or {}).get("status") != (now or {}).get("status"):
            found.append(Flip(tuple(_causes(old, new, was, now)), was, now))
    return tuple(sorted(found, key=lambda flip: (flip.causes, _order(flip.shown))))


def _causes(old: Side, new: Side, was: Plain | None, now: Plain | None) -> Iterator[str]:
    """All that differs and can have flipped this finding; what people decided alone, when the machine says the same."""
    decided = old.decisions != new.decisions
    if decided and was and now and was["machine_status"] == now["machine_status"] and was["check_version"] == now["check_version"]:
        yield "人的决定"
        return
    versions = was["check_version"] != now["check_version"] if was and now else _versions_differ(old, new, (was or now or {})["check"])
    if versions:
        yield "检查版本"
    if old.document_digest != new.document_digest:
        yield "要求目录"
    if old.profile != new.profile:
        yield "站点档案"
    if decided:
        yield "人的决定"


def causes_in_words(flip: Flip) -> str:
    return "、".join(flip.causes) or "版本号和输入都未变（读取程序、日历或未改版本号的代码）"


def _versions_differ(old: Side, new: Side, check: str) -> bool:
    """Whether the two sides used different versions of a check, as far as their findings tell; unseen counts as different."""
    one, other = (
        {f["check_version"] for f in side.findings.values() if f["check"] == check} for side in (old, new)
    )
    return one != other


def _accuses(plain: Plain | None) -> bool:
    return plain is not None and plain["status"] in ("gap", "late")


def _order(plain: Plain) -> tuple[str, ...]:
    return tuple(str(plain.get(key) or "") for key in ("row", "requirement", "unit", "unit_name", "check", "object", "fingerprint"))


# ---- sides


def _fixed(word: str, archive: Archive) -> Side | None:
    """A side that was written down: a number is a recorded judgement, a folder a report. None: it has to be judged."""
    if word.isdecimal():
        recorded = judgement_recorded(archive, int(word[:9]))
        if recorded is None:
            raise BadInput(f"{archive.folder} 中没有第 {word} 次判定的记录")
        head, plain = recorded
        name = f"第 {word} 次判定"
        return Side(
            name, head["run"], head["as_of"], head["document_digest"], head["profile"], head["decisions"], _by_fingerprint(plain, name)
        )
    if (Path(word) / STAMP).is_file():
        return _report(Path(word), archive)
    return None


def _report(folder: Path, archive: Archive) -> Side:
    try:
        if (folder / LINES).stat().st_size > _LARGEST:
            raise BadInput(f"{folder / LINES} 过大")
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        plain = [json.loads(line) for line in (folder / LINES).read_text(encoding="utf-8").splitlines()]
        if stamp["site"] != archive.site:
            raise BadInput(f"{folder} 是站点“{stamp['site']}”的报告，不是“{archive.site}”的")
        return Side(
            f"报告 {folder}", int(stamp["run"]), str(stamp["as_of"]), stamp["document_digest"], stamp["profile"], int(stamp["decisions"]),
            _by_fingerprint(plain, str(folder)),
        )  # fmt: skip
    except OSError as error:
        raise BadInput(f"{folder} 打不开：{os_reason(error)}") from None
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{folder} 不是完整的报告文件夹（{STAMP}、{LINES}）") from None


_NEEDED = ("fingerprint", "status", "machine_status", "check", "check_version", "unit", "unit_name", "row", "reason")


def _by_fingerprint(plain: list[Plain], name: str) -> dict[str, Plain]:
    if any(not isinstance(f, dict) or any(key not in f for key in _NEEDED) for f in plain):
        raise BadInput(f"{name} 的检查结果缺少字段，可能是别的程序写的")
    return {f["fingerprint"]: f for f in plain}


def _ground(archive: Archive, base: Side | None, day: date | None) -> tuple[Run, date]:
    """The run and the day to judge: those of the side that was written down, else the newest closed run up to ``day``."""
    if base is not None:
        found = next((run for run in archive.runs() if run.run == base.run and run.state == "closed"), None)
        if found is None:
            raise BadInput(f"{archive.folder} 中没有{base.name}所依据的第 {base.run} 次采集")
        return found, date.fromisoformat(base.as_of)
    closed = [run for run in archive.runs() if run.state == "closed"]
    as_of = day or max((run.as_of for run in closed), default=date.min)
    found = archive.newest_closed(as_of)
    if found is None:
        raise BadInput(f"{archive.folder} 中没有已完成的采集；请先运行 zwgk crawl")
    return found, as_of


def _judged(word: str, archive: Archive, site: Site, document: str, run: Run, as_of: date) -> Side:
    """``now``: ``document`` judged with the rules of today; any other word: that catalogue, judged with them."""
    catalogue = catalogues.load(document if word == NOW else word)
    judgement = _judge(archive, site, catalogue, run, as_of)
    name = f"现在的规则（{catalogue.id}）"
    plain = [as_plain(finding) for finding in judgement.findings]
    return Side(
        name, run.run, as_of.isoformat(), catalogue.digest, run.profile, judgement.decisions, _by_fingerprint(plain, name)
    )


def _judge(archive: Archive, site: Site, catalogue: Catalogue, run: Run, as_of: date) -> Judgement:
    decided = decisions.read(archive)
    corpus = corpus_of(archive, site, run, as_of, decided)
    return judge(corpus, site, catalogue, run, decided, shares_before(archive, run.run, catalogue.id))
