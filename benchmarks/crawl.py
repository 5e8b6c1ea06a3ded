"""What our whole crawl costs against bare Scrapy, stage by stage, and what a second audit asks again.

    python benchmarks/crawl.py [--pages 20000] [--quick] [--rounds 2] [--seed 1]

Everything runs on this machine against the generated portal of ``portal.py``. The two crawls take turns, each in a process
of its own. CPU counts more than time when something else runs beside it. Nothing is asserted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import portal as portals
from portal import Changes, Portal
from serving import Server

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

MB: Final = 1_000_000
_CHILD: Final = (sys.executable, str(CHECKOUT / "benchmarks" / "runs.py"))
_BARE_PAGES: Final = 2_000  # bare Scrapy is too slow for the whole portal
_LARGE: Final = 2_000  # pages from which a tenth of the portal is still a portal
_BARE_SHARE: Final = 2  # … and is given no more than this part of a small one


@dataclass(frozen=True, slots=True)
class Measured:
    """One crawl: what its process took (``own``) and what the server was asked (``served``)."""

    own: dict[str, Any]
    served: dict[str, Any]

    @property
    def pages(self) -> int:
        """Answers with a page in them, sent or confirmed."""
        return sum(self.served["statuses"].get(status, 0) for status in ("200", "304"))

    @property
    def rate(self) -> float:
        return self.pages / float(self.own["wall"])

    @property
    def cpu(self) -> float:
        """CPU milliseconds a page, start-up included."""
        return 1000 * float(self.own["cpu"]) / self.pages

    @property
    def cpu_running(self) -> float:
        """CPU milliseconds a page, start-up left out."""
        return 1000 * float(self.own["cpu"] - self.own["startup_cpu"]) / self.pages


class Bench:
    """The portal's two states in a folder, and the crawls of them."""

    def __init__(self, folder: Path, pages: int, seed: int) -> None:
        self.folder = folder
        self.portal = portals.build(pages, seed)
        self.after, self.truth = portals.changed(self.portal, 0.01, seed + 1)
        portals.write(self.portal, folder / "first")
        portals.write(self.after, folder / "second", folder / "first", self.portal)
        self.profile = folder / "bench.toml"
        self._runs = 0
        # An installed program has its modules compiled; where that is forbidden, start-up would be mostly compiling.
        self._environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self._environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        subprocess.run([*_CHILD, "{}", "-"], check=True, env=self._environment)

    def run(self, server: Server, kind: str, **options: Any) -> Measured:
        """Crawl in a process of its own and wait for it."""
        self._runs += 1
        told = self.folder / f"result{self._runs}.json"
        given = {"kind": kind, "home": f"http://127.0.0.1:{server.port}/", "profile": str(self.profile), **options}
        server.reset()
        given["spawned"] = time.time()
        subprocess.run([*_CHILD, json.dumps(given), str(told)], check=True, env=self._environment)
        return Measured(json.loads(told.read_text("utf-8")), server.counts())

    def ours(self, server: Server, name: str, as_of: date, kind: str = "ours") -> Measured:
        return self.run(server, kind, data=str(self.folder / name), as_of=as_of.isoformat())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the portal")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--rounds", type=int, default=2, help="how often the two crawls take turns")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    pages = min(chosen.pages, 2_000) if chosen.quick else chosen.pages
    with tempfile.TemporaryDirectory(prefix="zwgk-bench-") as folder:
        begun = time.process_time()
        bench = Bench(Path(folder), pages, chosen.seed)
        say_portal(bench.portal, time.process_time() - begun)
        with Server(bench.folder / "first") as server:
            bench.profile.write_text(portals.profile(bench.portal, server.port), "utf-8")
            first = throughput(bench, server, chosen.rounds)
            if pages >= _LARGE:
                growth(bench, first, chosen.seed)
            stages(bench, server)
            port = server.port
        with Server(bench.folder / "first", bench.folder / "second", port=port) as server:
            second_audit(bench, server, first)
    return 0


def say_portal(portal: Portal, took: float) -> None:
    lists = sum(column.list_pages for column in portal.columns)
    young = sum((portal.as_of - item.day).days <= 30 for column in portal.columns for item in column.items)
    print(
        f"portal: {portal.pages:,} pages = home, hub, {portal.units} unit homes, {lists:,} list pages of "
        f"{len(portal.columns)} columns, {portal.articles:,} articles ({young} younger than 31 days); made in {took:.1f} s CPU"
    )
    load = os.getloadavg()[0]
    print(
        f"machine: {os.cpu_count()} CPUs, load {load:.1f} at the start; compare CPU rather than time when it is above 1\n"
    )


def throughput(bench: Bench, server: Server, rounds: int) -> Measured:
    """Let the two take turns; the first of our crawls, which the second audit goes on from."""
    capped = min(_BARE_PAGES, bench.portal.pages // _BARE_SHARE)
    print(f"== A: bare Scrapy, LinkExtractor, follows links, keeps nothing; stopped after {capped:,} pages")
    print("== B: our whole crawl: fetch, parse, extract, WARC, database, close of the run")
    bares, wholes = [], []
    for n in range(rounds):
        bares.append(bench.run(server, "bare", pages=capped))
        say("A", bares[-1])
        wholes.append(bench.ours(server, f"data{n}", portals.FIRST_LOOK))
        say("B", wholes[-1])
    stored(bench.folder / "data0", wholes[0].pages)
    ratios = {
        "pages/s, whole processes": _middle(wholes, "rate") / _middle(bares, "rate"),
        "CPU a page, whole processes": _middle(bares, "cpu") / _middle(wholes, "cpu"),
        "CPU a page, start-up left out": _middle(bares, "cpu_running") / _middle(wholes, "cpu_running"),
    }
    for name, ratio in ratios.items():
        print(f"B against A, {name}: {ratio:.2f}x")
    print(f"peak memory of B against A: {max(m.own['peak'] for m in wholes) / max(m.own['peak'] for m in bares):.2f}x")
    return wholes[0]


def growth(bench: Bench, whole: Measured, seed: int) -> None:
    """Memory a page, from a portal of a tenth of the size: within one crawl the pages to come are known early on."""
    small = Bench(bench.folder / "small", bench.portal.pages // 10, seed)
    with Server(small.folder / "first") as server:
        small.profile.write_text(portals.profile(small.portal, server.port), "utf-8")
        run = small.ours(server, "data", portals.FIRST_LOOK)
    more = (whole.own["peak"] - run.own["peak"]) / (whole.pages - run.pages)
    print(
        f"memory of B: peak {run.own['peak'] / MB:.0f} MB at {run.pages:,} pages, {whole.own['peak'] / MB:.0f} MB at "
        f"{whole.pages:,} pages: {more / 1000:.2f} kB a page\n"
    )


def say(name: str, run: Measured) -> None:
    own = run.own
    samples = ", ".join(f"{rss / MB:.0f} MB at {n:,}" for n, rss in _some(own["samples"]))
    print(
        f"{name}: {run.pages:,} pages in {own['wall']:.1f} s ({own['startup_wall']:.1f} s start-up) = {run.rate:.1f} pages/s; "
        f"CPU {run.cpu:.2f} ms a page ({run.cpu_running:.2f} without {own['startup_cpu']:.1f} s start-up); "
        f"memory peak {own['peak'] / MB:.0f} MB ({samples})"
    )


def stored(data: Path, pages: int) -> None:
    database = sum(file.stat().st_size for file in data.glob("zwgk.sqlite*"))
    evidence = sum(file.stat().st_size for file in (data / "warc").iterdir())
    print(f"stored by B: database {database / pages:,.0f} bytes a page, WARC {evidence / pages:,.0f} bytes a page")


def stages(bench: Bench, server: Server) -> None:
    print("== cost of each stage of B, CPU ms a page, in a pass of its own (what a stage calls is not counted twice)")
    run = bench.ours(server, "stages", portals.FIRST_LOOK, "stages")
    own = run.own
    known = own["stages"] | {"start-up": own["startup_cpu"]}
    rest = own["cpu"] - sum(known.values())
    for name, took in sorted((known | {"fetch, Scrapy's engine, the rest": rest}).items(), key=lambda pair: -pair[1]):
        calls = f"{own['calls'][name]:,} calls" if name in own["calls"] else ""
        print(f"  {name:34}{1000 * took / run.pages:7.3f}  {100 * took / own['cpu']:5.1f} %  {calls}")
    print(f"  {'together':34}{run.cpu:7.3f}\n")


def second_audit(bench: Bench, server: Server, first: Measured) -> None:
    """The same data folder again, a week later and 1 % of the articles changed."""
    truth = bench.truth
    print(
        f"== C: second audit, a week later: {len(truth.new)} articles new, {len(truth.edited)} edited in place, "
        f"{len(truth.withdrawn)} withdrawn"
    )
    run = bench.ours(server, "data0", portals.SECOND_LOOK)
    statuses = ", ".join(f"{n:,} with {status}" for status, n in sorted(run.served["statuses"].items()))
    for name in ("requests", "bytes"):
        was, now = first.served[name], run.served[name]
        print(f"  {name}: {now:,} = {100 * now / was:.2f} % of the first audit's {was:,}")
    print(f"  answers: {statuses}")
    print(
        f"  time {run.own['wall']:.1f} s = {100 * run.own['wall'] / first.own['wall']:.1f} %, CPU {run.own['cpu']:.1f} s = "
        f"{100 * run.own['cpu'] / first.own['cpu']:.1f} %, memory peak {run.own['peak'] / MB:.0f} MB"
    )
    found = found_changes(bench)
    for name, wanted, got in (
        ("new", truth.new, found.new),
        ("withdrawn", truth.withdrawn, found.withdrawn),
        ("edited", truth.edited, found.edited),
    ):
        print(f"  {name}: {len(wanted & got)} of {len(wanted)} found, {len(got - wanted)} told that are none")


def found_changes(bench: Bench) -> Changes:
    """What the archive says has changed since the first audit."""
    from crawler import site as sites
    from crawler.archive import Archive, Corpus

    site = sites.load(str(bench.profile))
    archive = Archive.open(bench.folder / "data0", site.id)
    try:
        run = archive.newest_closed(portals.SECOND_LOOK)
        assert run is not None
        history = Corpus(archive, site, run).history
        changes = history.changes()
        told = {i for change in changes for i in (*change.new, *change.gone)}
        paths = {i: urlsplit(versions[-1].url).path for i, versions in history.versions(sorted(told)).items()}
        return Changes(
            frozenset(paths[i] for change in changes for i in change.new),
            frozenset(urlsplit(item.now.url).path for change in changes for item in change.changed),
            frozenset(paths[i] for change in changes for i in change.gone),
        )
    finally:
        archive.close()


def _middle(runs: list[Measured], name: str) -> float:
    return float(statistics.median(getattr(run, name) for run in runs))


def _some(samples: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """At a tenth of the pages and at the last."""
    return [samples[max(len(samples) // 10 - 1, 0)], samples[-1]] if len(samples) >= 3 else []


if __name__ == "__main__":
    sys.exit(main())
