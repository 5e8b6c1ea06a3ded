"""What judging costs, without crawl and report: sixty made-up units against the 48 rows of ``dachuan-2023``.

    python benchmarks/judging.py [SIZE …] [--keep FOLDER] [--slowest N]

SIZE is how many items the portal has; without one 5000, 20000 and 80000. Every size is built, judged and judged again in
processes of their own: once for time and memory, once with every row counted that the database delivers. CPU counts more than
time when something else runs beside it. Nothing is asserted.
"""

import argparse
import functools
import hashlib
import itertools
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

import sqlalchemy as sa  # noqa: E402
from district import AS_OF, build  # noqa: E402

from crawler import site as sites  # noqa: E402
from crawler.archive import Archive, Corpus  # noqa: E402
from rules import catalogue as catalogues  # noqa: E402
from rules.engine import Judgement, judge  # noqa: E402
from rules.model import Duty  # noqa: E402

DOCUMENT: Final = "dachuan-2023"
SIZES: Final = (5_000, 20_000, 80_000)
MOST_ROWS: Final = 2_000  # the aim: no check reads more to judge one duty
AIMS: Final = "20,000 items in at most 20 s and 400 MB, the same cost an item at every size, at most 2,000 rows a check and duty"
_SHOWN: Final = 8


def main() -> None:
    arguments = _arguments()
    if arguments.child:
        print(json.dumps(_CHILDREN[arguments.child](Path(arguments.keep), arguments.sizes[0], arguments.slowest)))
        return
    with tempfile.TemporaryDirectory() as folder:
        keep = Path(arguments.keep or folder)
        measured = [_measured(keep, size, arguments.slowest) for size in arguments.sizes or SIZES]
    _compared(measured)
    print(f"aims: {AIMS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--keep", default="", help="where the made-up archives stay, to be used again")
    parser.add_argument("--slowest", type=int, default=0, help="also print the checks that took most CPU")
    parser.add_argument("--child", choices=sorted(_CHILDREN), help=argparse.SUPPRESS)
    return parser.parse_args()


# ---- in the parent


@dataclass(frozen=True, slots=True)
class _Measured:
    """One size: what judging took, and what it read."""

    size: int
    took: dict[str, Any]
    read: dict[str, Any]

    @property
    def cost(self) -> float:
        """CPU milliseconds an item."""
        return 1000 * float(self.took["cpu"]) / self.size


def _measured(keep: Path, size: int, slowest: int) -> _Measured:
    folder = keep / f"made-{size}"
    if not (folder / "complete").exists():
        _child("build", folder, size)
    one = _Measured(size, _child("judge", folder, size), _child("rows", folder, size, slowest))
    took, read = one.took, one.read
    print(
        f"{size:,} items: {took['wall']:.1f} s, {took['cpu']:.1f} s CPU, peak {took['peak']:.0f} MB "
        f"({took['before']:.0f} MB before judging), {took['findings']:,} findings, {size / took['wall']:,.0f} items/s; "
        f"findings {took['digest']}"
    )
    print(f"  rows: {read['rows']:,} in all, {read['shared']:,} of them once for everybody; most for one check and duty:")
    for name, own, shared in read["most"]:
        told = "" if own <= MOST_ROWS else " (above the aim)"
        print(f"    {own:,}{told}, besides {shared:,} read once for everybody: {name}")
    print(f"  above {MOST_ROWS:,} rows: {read['above'] or 'no check'}; shared reads of more: {read['shared_above'] or 'none'}")
    for name, seconds in read["slowest"]:
        print(f"    {seconds:.2f} s CPU: {name}")
    return one


def _child(what: str, folder: Path, size: int, slowest: int = 0) -> dict[str, Any]:
    command = [sys.executable, __file__, str(size), "--child", what, "--keep", str(folder), "--slowest", str(slowest)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return answer


def _compared(measured: list[_Measured]) -> None:
    """Whether the cost is linear: the cost of an item, and of an item more, which what is the same at every size does not blur."""
    for small, large in itertools.pairwise(measured):
        more = 1000 * (large.took["cpu"] - small.took["cpu"]) / (large.size - small.size)
        print(
            f"{small.size:,} to {large.size:,}: {small.cost:.2f} and {large.cost:.2f} ms CPU an item, ratio {large.cost / small.cost:.2f}; "
            f"each further item {more:.2f} ms"
        )


# ---- in processes of their own


def _build(folder: Path, size: int, _slowest: int) -> dict[str, Any]:
    build(folder, catalogues.load(DOCUMENT), size)
    (folder / "complete").touch()
    return {}


def _judged(archive: Archive, folder: Path) -> tuple[Judgement, float, float]:
    """The judgement, its wall seconds and its CPU seconds."""
    site = sites.load(str(folder / "site.toml"))
    catalogue = catalogues.load(DOCUMENT)
    run = archive.newest_closed(AS_OF)
    assert run is not None
    began, cpu = time.perf_counter(), time.process_time()
    judgement = judge(Corpus(archive, site, run), site, catalogue, run)
    return judgement, time.perf_counter() - began, time.process_time() - cpu


def _judge(folder: Path, _size: int, _slowest: int) -> dict[str, Any]:
    archive = Archive.open(folder / "data", "made")
    catalogues.checks()  # imported before the clock starts, as in a server that judges again
    before = _peak()
    judgement, wall, cpu = _judged(archive, folder)
    said = "\n".join(repr(finding) for finding in judgement.findings)
    return {
        "wall": wall, "cpu": cpu, "before": before, "peak": _peak(), "findings": len(judgement.findings),
        "digest": hashlib.sha256(said.encode()).hexdigest()[:12],
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rows(folder: Path, _size: int, slowest: int) -> dict[str, Any]:
    archive = Archive.open(folder / "data", "made")
    ledger = _Ledger()
    _counting(archive.engine, ledger)
    for name, check in catalogues.checks().items():
        catalogues.checks()[name] = replace(check, run=_watched(ledger, name, check.run))
    with _sharing(ledger):
        _judged(archive, folder)
    own = ledger.own.most_common()
    shared = {name: rows for name, rows in ledger.shared.items() if rows > MOST_ROWS}
    return {
        "rows": ledger.rows,
        "shared": ledger.rows_shared,
        "most": [(name, rows, ledger.beside[name]) for name, rows in own[:_SHOWN]],
        "above": _by_check(name for name, rows in own if rows > MOST_ROWS),
        "shared_above": "; ".join(f"{name} {rows:,}" for name, rows in shared.items()),
        "slowest": [(name, seconds) for name, seconds in Counter(ledger.cpu).most_common(slowest)],
    }


def _by_check(duties: Iterable[str]) -> str:
    counted = Counter(name.split()[0] for name in duties)
    return ", ".join(f"{name} for {count} duties" for name, count in counted.most_common())


class _Ledger:
    """Rows that the database delivered: to one check on one duty, or once for everybody who asks."""

    def __init__(self) -> None:
        self.rows = 0
        self.rows_shared = 0
        self.own: Counter[str] = Counter()
        self.beside: Counter[str] = Counter()
        self.shared: Counter[str] = Counter()
        self.cpu: dict[str, float] = {}
        self.asking = ""  # the check and duty being judged; '' while the engine itself reads
        self.making: list[str] = []  # what is being made that is kept for all

    def delivered(self, rows: int) -> None:
        self.rows += rows
        if self.making:
            self.rows_shared += rows
            self.shared[self.making[0]] += rows
            self.beside[self.asking] += rows
        elif self.asking:
            self.own[self.asking] += rows


def _watched(ledger: _Ledger, name: str, run: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(run)
    def watched(corpus: Corpus, duty: Duty, **options: Any) -> Any:
        ledger.asking = f"{name} ({duty.requirement.id}, {duty.unit_name})"
        began = time.process_time()
        try:
            return run(corpus, duty, **options)
        finally:
            ledger.cpu[name] = ledger.cpu.get(name, 0.0) + time.process_time() - began
            ledger.asking = ""

    return watched


@contextmanager
def _sharing(ledger: _Ledger) -> Iterator[None]:
    """Tell apart what a Corpus reads once and keeps: what it was asked to make ``once``, and its own tables of the run."""
    once = Corpus.once
    kept = {name: made for name, made in vars(Corpus).items() if hasattr(made, "func") and hasattr(made, "attrname")}

    def watched(corpus: Corpus, key: Any, make: Callable[[], Any]) -> Any:
        return once(corpus, key, lambda: made(str(key[0] if isinstance(key, tuple) else key), make))

    def made(name: str, make: Callable[[], Any]) -> Any:
        ledger.making.append(name)
        try:
            return make()
        finally:
            ledger.making.pop()

    Corpus.once = watched  # type: ignore[method-assign,assignment]
    for name, property_ in kept.items():
        property_.func = _in_front(made, name.removeprefix("_"), property_.func)
    yield
    Corpus.once = once  # type: ignore[method-assign]


def _in_front(made: Callable[[str, Callable[[], Any]], Any], name: str, func: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda corpus: made(name, lambda: func(corpus))


def _counting(engine: sa.Engine, ledger: _Ledger) -> None:
    """Count at the lowest place there is: rows that a cursor of SQLite hands out."""

    class Cursor(sqlite3.Cursor):
        def fetchone(self) -> Any:
            row = super().fetchone()
            ledger.delivered(row is not None)
            return row

        def fetchmany(self, size: int | None = None) -> list[Any]:
            rows = super().fetchmany(self.arraysize if size is None else size)
            ledger.delivered(len(rows))
            return rows

        def fetchall(self) -> list[Any]:
            rows = super().fetchall()
            ledger.delivered(len(rows))
            return rows

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    @sa.event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
        options["factory"] = Connection

    engine.dispose()  # what was connected before does not count


_CHILDREN: Final = {"build": _build, "judge": _judge, "rows": _rows}

if __name__ == "__main__":
    main()
