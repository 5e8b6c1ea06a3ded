"""How much of four portals discovery finds with no column configured: the demo, the portal of tough cases, two real sites replayed.

    python benchmarks/discovery.py [--real DIR] [--only NAME] [--keep DIR]

For each site: columns that a careful person registers, how many of them were accepted with the right kind and unit, how many
were only proposed to a person, and every miss and every wrong one with the reasons that discovery itself gives. Truth: the
demo's own profile, ``tests/tough/labels.py``, ``tests/discovery_labels.py``. The same inputs print the same lines.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crawler.demo import profile_text  # run from anywhere
from crawler.demo.server import serve
from crawler.discovery.visited import key_of
from tests.discovery_labels import LABELS
from tests.outside import lines, zwgk
from tests.test_replay import REPLAYS, replayed
from tests.tough.labels import labels, tolerated
from tests.tough.portal import UNITS, open_portal

REAL = Path(__file__).resolve().parents[2] / "shared" / "real" / "sites"
Place = tuple[str, str]  # kind, name of the unit ('' for the portal's own)


@dataclass(frozen=True)
class Truth:
    """One site as a careful person sees it. Addresses are given by key; one column may have several.

    ``allowed``: pages on which careful people differ, with the kinds that are no mistake there. ``units``: whether the
    truth says whose a column is.
    """

    home: str
    columns: dict[tuple[str, ...], Place]
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: bool = True


@dataclass(frozen=True)
class Measured:
    """What became of a site's columns. ``told`` are the lines of --data by key."""

    truth: Truth
    accepted: dict[str, Place]
    told: dict[str, dict[str, Any]]

    @property
    def wrong(self) -> dict[str, Place]:
        """Accepted, and no careful person would register it so."""
        right = {key: place for keys, place in self.truth.columns.items() for key in keys}
        return {
            key: place
            for key, place in self.accepted.items()
            if not self._same(place, right.get(key)) and place[0] not in self.truth.allowed.get(key, ())
        }

    def found(self) -> Iterator[tuple[str, ...]]:
        for keys, place in self.truth.columns.items():
            if any(self._same(self.accepted.get(key), place) for key in keys):
                yield keys

    def _same(self, one: Place | None, other: Place | None) -> bool:
        if one is None or other is None:
            return False
        return one == other if self.truth.units else one[0] == other[0]


@contextmanager
def demo(_: Path) -> Iterator[Truth]:
    with serve(0) as base:
        profile = tomllib.loads(profile_text(base))
        names = {unit["id"]: unit["name"] for unit in profile["unit"]}
        yield Truth(
            base, {(key_of(c["url"]),): (c["kind"], names.get(c.get("unit", ""), "")) for c in profile["column"]}
        )


@contextmanager
def tough(_: Path) -> Iterator[Truth]:
    with tempfile.TemporaryDirectory() as folder, open_portal(Path(folder)) as portal:
        columns = {(key_of(url),): (kind, UNITS.get(unit, "")) for url, (kind, unit) in labels(portal).items()}
        allowed = {key_of(url): (kind,) for url, kind in tolerated(portal).items()}
        yield Truth(portal.at("main", "/"), columns, allowed)


def replay(name: str) -> Callable[[Path], Any]:
    @contextmanager
    def opened(real: Path) -> Iterator[Truth]:
        with replayed(real / REPLAYS[name][0]) as port:
            base = f"http://127.0.0.1:{port}/"
            columns = {
                tuple(key_of(base + path) for path in paths.split()): (kind, "")
                for paths, kind in LABELS[name].columns.items()
            }
            allowed = {key_of(base + path): kinds for path, kinds in LABELS[name].tolerated.items()}
            yield Truth(base, columns, allowed, units=False)

    return opened


SITES: Mapping[str, Callable[[Path], Any]] = {"demo": demo, "tough": tough, **{name: replay(name) for name in LABELS}}


def measure(truth: Truth, folder: Path) -> Measured:
    """Run the command as an operator does and read what it says."""
    done = zwgk("discover", truth.home, "--data", str(folder))
    if done.code:
        raise SystemExit(done.err)
    profile = tomllib.loads(done.out)
    (folder / "proposed.toml").write_text(done.out, encoding="utf-8")
    (folder / "report.txt").write_text(done.err, encoding="utf-8")
    names = {unit["id"]: unit["name"] for unit in profile.get("unit", [])}
    accepted = {key_of(c["url"]): (c["kind"], names.get(c.get("unit", ""), "")) for c in profile.get("column", [])}
    return Measured(truth, accepted, {key_of(line["url"]): line for line in lines(folder / "discovered.jsonl")})


def print_site(name: str, measured: Measured) -> None:
    """The figures of a site, then what was missed or wrong and why."""
    columns, found, wrong = measured.truth.columns, set(measured.found()), measured.wrong
    missed = {keys: place for keys, place in columns.items() if keys not in found}
    asked = {keys: line for keys in missed if (line := _told(measured, keys)) and line["confidence"] == "medium"}
    print(
        f"== {name}: {len(columns)} columns; accepted right {len(found)} = {100 * len(found) / len(columns):.1f} %, left to a "
        f"person {len(asked)}, not seen {len(missed) - len(asked)}; accepted wrong {len(wrong)} of {len(measured.accepted)}"
    )
    for keys, (kind, unit) in missed.items():
        line = _told(measured, keys)
        print(f"  missed {kind} {unit or '-'} {_path(keys[0])}: {_why(line)}")
    for key, (kind, unit) in wrong.items():
        print(f"  WRONG {kind} {unit or '-'} {_path(key)}: {_why(measured.told.get(key))}")


def _told(measured: Measured, keys: tuple[str, ...]) -> dict[str, Any] | None:
    return next((measured.told[key] for key in keys if key in measured.told), None)


def _why(line: dict[str, Any] | None) -> str:
    if line is None:
        return "no page or link means a kind"
    said = {name: line[name] for name in ("kind", "unit", "score", "evidence", "doubts", "against") if line[name]}
    return json.dumps(said, ensure_ascii=False)


def _path(key: str) -> str:
    parts = urlsplit(key if "//" in key else f"//{key}")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, default=REAL, help="folder of the saved real sites")
    parser.add_argument("--only", choices=sorted(SITES), help="one site")
    parser.add_argument("--keep", type=Path, help="keep proposals and reasons in this folder")
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, opened in SITES.items():
            if given.only not in (None, name):
                continue
            if name in REPLAYS and not given.real.is_dir():
                print(f"== {name}: no copy of the site here")
                continue
            folder = (given.keep or Path(scratch)) / name
            with opened(given.real) as truth:
                measured = measure(truth, folder)
            print_site(name, measured)
            wrong += len(measured.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
