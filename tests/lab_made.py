"""Make the project's labelled archives: the demo district and the tough portal, audited here, with what stands in them.

``python -m tests.lab_made FOLDER`` writes two corpora for ``zwgk lab run`` (see ``make lab``). Nobody can tell any more which of
their labels were written by the author of a check: all count as the author's, and let no check count in scores.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from crawler.demo import profile_text
from crawler.demo.server import serve
from tests.demo_truth import AS_OF, PLANTED
from tests.outside import zwgk
from tests.tough import audits
from tests.tough.portal import open_portal

# What audits of the tough portal must end in, as tests/test_tough.py has it.
TOUGH: Final = (
    *(("missing_fiscal_report", unit, "met") for unit in ("jiaoyu", "minzheng", "weijian", "nongye", "jiaotong")),
    ("missing_fiscal_report", "renshe", "gap"),
    ("missing_feedback", "zhujian", "met"),
    ("missing_feedback", "jiaotong", "gap"),
    ("missing_feedback", "wenlv", "met"),
    ("missing_interpretation", "sifa", "spared"),
    *((check, unit, "spared") for check, unit in (
        ("stale_column", "wenlv"), ("blank_column", "wenlv"), ("blank_column", "qingshi"), ("blank_column", "weijian"))),
)  # fmt: skip


def demo(folder: Path) -> None:
    """Audit the demo district."""
    with serve(0) as base:
        (folder / "site.toml").write_text(profile_text(base), encoding="utf-8")
        _run(folder, "dachuan-2023", AS_OF)
    labels: list[dict[str, Any]] = [
        {"row": p.row, "unit": p.unit, "check": p.check, "hint": p.hint, "expected": p.expected, "note": p.why} for p in PLANTED
    ]
    # PLANTED names every fault there is, so what is spared needs no labels: any other accusation is false.
    _write(folder, "dachuan-2023", AS_OF, labels, complete=True)


def tough(folder: Path) -> None:
    """Audit the tough portal once."""
    (folder / "doc.toml").write_text(audits.document(), encoding="utf-8")
    with open_portal(folder) as portal:
        (folder / "site.toml").write_text(portal.profile(portal.columns), encoding="utf-8")
        _run(folder, str(folder / "doc.toml"), audits.FIRST)
    labels = [{"check": check, "unit": unit, "expected": expected} for check, unit, expected in TOUGH]
    _write(folder, "doc.toml", audits.FIRST, labels)


def _run(folder: Path, document: str, day: str) -> None:
    words = ("run", str(folder / "site.toml"), document, "--as-of", day, "--data", str(folder), "--out", str(folder / "out"))
    done = zwgk(*words, timeout=1200)
    if done.code:
        raise SystemExit(done.err)


def _write(folder: Path, document: str, day: str, labels: list[dict[str, Any]], *, complete: bool = False) -> None:
    (folder / "corpus.toml").write_text(
        f'site = "site.toml"\ndocument = "{document}"\nas_of = {day}\nlabel = "planted"\ncomplete = {str(complete).lower()}\n', encoding="utf-8"
    )
    lines = (json.dumps(label, ensure_ascii=False, sort_keys=True) + "\n" for label in labels)
    (folder / "labels.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    for make in (demo, tough):
        where = Path(sys.argv[1]) / make.__name__
        where.mkdir(parents=True, exist_ok=True)
        make(where)
