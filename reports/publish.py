"""One folder OUT: written beside its place first, then put there whole. Nothing half-written is ever shown."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from crawler.archive import Corpus
from crawler.archive.without import without
from crawler.site import Site
from crawler.tomlfile import BadInput, os_reason
from reports import html, jsonl, view
from rules import findings, leads
from rules.deadlines import calendar_stamp
from rules.discretion import discreet, hidden_in, told_at
from rules.engine import Judgement

MARK = "zwgk-report.json"  # only a folder that carries it is ever replaced


def publish(judgement: Judgement, corpus: Corpus, site: Site, out: Path) -> None:
    """Write the whole report to ``out``. Raises BadInput when it holds something that is not a report of ours."""
    refuse_foreign(out)
    hidden = hidden_in(corpus, told_at(judgement.findings))
    judgement = discreet(judgement, hidden)
    if hidden:
        corpus = without(corpus, hidden.identities, hidden.scrub)
    fresh = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        _write(judgement, corpus, site, fresh)
        _swap(fresh, out)
    except OSError as error:
        raise BadInput(f"{out} 不能写入：{os_reason(error)}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Raise BadInput when ``out`` holds something that is not a report of ours."""
    if not out.exists():
        _refuse_unwritable(out)
        return
    if not out.is_dir():
        raise BadInput(f"{out} 不是文件夹")
    if any(out.iterdir()) and not (out / MARK).exists():
        raise BadInput(f"{out} 里有别的文件，没有改动；请用 --out 指定一个空文件夹")


def _refuse_unwritable(out: Path) -> None:
    """Asked before hours of crawling, not after."""
    above = next(folder for folder in out.absolute().parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK) or str(above).startswith(("/proc", "/sys")):
        raise BadInput(f"{out} 不能写入；请用 --out 指定别的文件夹")


def _write(judgement: Judgement, corpus: Corpus, site: Site, folder: Path) -> None:
    _lines(folder / "findings.jsonl", (findings.line(f) for f in judgement.findings))
    _lines(folder / "articles.jsonl", jsonl.articles(corpus))
    _lines(folder / "visits.jsonl", jsonl.visits(corpus))
    found = leads.find(corpus)
    _lines(folder / "leads.jsonl", (leads.line(lead) for lead in found.leads))
    html.write(view.build(judgement, corpus, site, found), corpus, folder)
    stamp = {
        "site": site.id,
        "run": judgement.run.run,
        "as_of": judgement.as_of.isoformat(),
        "document": judgement.catalogue.id,
        "document_digest": judgement.catalogue.digest,
        "profile": judgement.run.profile,
        "decisions": judgement.decisions,
        "calendar": calendar_stamp(),
        "checks": dict(judgement.check_versions),
    }
    (folder / MARK).write_text(json.dumps(stamp, ensure_ascii=False, sort_keys=True, indent=1) + "\n", encoding="utf-8")


def _lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")


def _swap(fresh: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
