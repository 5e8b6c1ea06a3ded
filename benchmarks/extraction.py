"""How many fields of real article pages are read right, and what a page costs.

    python benchmarks/extraction.py [REAL_DIR]

REAL_DIR holds ``manifest.jsonl`` with labelled pages; the default is ``shared/real`` beside the checkout. Two passes are
printed: with the page alone, and with the page's row of a list page where that row is known.
"""

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from crawler.dates import read_date  # noqa: E402  the checkout need not be installed
from crawler.extract.page import read_page  # noqa: E402
from crawler.extract.resolve import Fields, resolve  # noqa: E402
from crawler.items import PageReading, Row  # noqa: E402
from crawler.page import Page  # noqa: E402

FIELDS = ("title", "pub_date", "doc_number", "source", "column", "attachments", "written_date", "index_no")
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled page: its bytes, the address it had, the labels a person gave it."""

    file: str
    url: str
    body: bytes
    label: dict[str, Any]
    row: Row | None


def main(arguments: Sequence[str]) -> int:
    real = Path(arguments[0]) if arguments else CHECKOUT.parent / "shared" / "real"
    if not (real / "manifest.jsonl").is_file():
        print(f"no manifest.jsonl in {real}", file=sys.stderr)
        return 2
    pages = load(real)
    known = sum(page.row is not None for page in pages)
    print(f"{len(pages)} article pages, the list row of {known} is known")
    report("page alone (no rows)", pages, with_rows=False)
    report("with the list row where it is known", pages, with_rows=True)
    cost(pages)
    return 0


def load(real: Path) -> list[Labelled]:
    lines = (real / "manifest.jsonl").read_text("utf-8").splitlines()
    labels = [label for label in map(json.loads, lines) if label["kind"] == "article"]
    rows = _rows(real)
    pages = []
    for label in labels:
        url = label.get("url") or _url(label)
        site = label["file"].rpartition("/")[2].partition("__")[0]
        row = rows.get((site, label["source_path"]))
        pages.append(Labelled(label["file"], url, (real / label["file"]).read_bytes(), label, row))
    return pages


def _url(label: dict[str, Any]) -> str:
    host = re.match(r"[\w.-]+", label["site"])
    return f"http://{host.group() if host else 'unknown.invalid'}/{label['source_path']}"


def _rows(real: Path) -> dict[tuple[str, str], Row]:
    """(site, path in the site) → row. A list file is named after its path: jlcity_lyj__xxgk_ndbg_index.html."""
    rows: dict[tuple[str, str], Row] = {}
    listed = real / "list_items.jsonl"
    if not listed.is_file():
        return rows
    for line in listed.read_text("utf-8").splitlines():
        item = json.loads(line)
        site, _, rest = PurePosixPath(item["page"]).name.partition("__")
        folder = "/".join(rest.split("_")[:-1]) if "index" in rest else ""
        path = urljoin(f"http://x/{re.sub('/index$', '', folder)}/", item["href"]).removeprefix("http://x/")
        date_text = item.get("date") or ""
        rows[(site, path)] = Row(path, item["title"], read_date(date_text), date_text)
    return rows


def report(name: str, pages: Sequence[Labelled], *, with_rows: bool) -> None:
    right: dict[str, list[bool]] = {field: [] for field in FIELDS}
    misses: list[str] = []
    sources: dict[str, int] = {}
    unreachable = 0
    offered: list[bool] = []
    for page in pages:
        fields = resolve(read_page(Page(page.url, page.body)), [page.row] if with_rows and page.row else [])
        sources[fields.published_source or "none"] = sources.get(fields.published_source or "none", 0) + 1
        for field, expected, got in compare(page.label, fields):
            right[field].append(same(expected, got))
            if not right[field][-1]:
                misses.append(f"  {field}: {page.file}\n      expected {expected!r}\n      got      {got!r}")
        lost = len(fields.lost_attachments)
        unreachable += bool(lost)
        offered.append(page.label["attachments"] == len(fields.attachments) + lost)
    print(f"\n== {name}")
    for field, results in right.items():
        if results:
            print(f"  {field:13} {sum(results):3}/{len(results)}  {100 * sum(results) / len(results):5.1f} %")
    print(
        f"  attachments counting also those whose link was taken out by the mirror (on {unreachable} pages): {sum(offered)}/{len(offered)}"
    )
    print(f"  dates taken from: {', '.join(f'{source} {n}' for source, n in sorted(sources.items()))}")
    print("misses:" if misses else "no misses")
    print("\n".join(misses))


def compare(label: dict[str, Any], fields: Fields) -> list[tuple[str, Any, Any]]:
    """(field, expected, got). A label null for title, date or column means that nobody looked; elsewhere that there is none."""
    found: list[tuple[str, Any, Any]] = [
        ("title", label["title"], fields.title),
        ("pub_date", label["pub_date"], fields.published.isoformat() if fields.published else None),
        ("column", label["column"], fields.column),
    ]
    found = [item for item in found if item[1] is not None]
    found.append(("doc_number", label["doc_number"] or "", fields.doc_number))
    found.append(("source", label["source"] or "", fields.source))
    found.append(("attachments", label["attachments"], len(fields.attachments)))
    if "written_date" in label:
        found.append(("written_date", label["written_date"], fields.written.isoformat() if fields.written else None))
    if "index_no" in label:
        found.append(("index_no", label["index_no"], fields.index_number))
    return found


def same(expected: Any, got: Any) -> bool:
    """Equal but for blanks."""
    if isinstance(expected, str) and isinstance(got, str):
        return re.sub(r"\s", "", expected) == re.sub(r"\s", "", got)
    return bool(expected == got)


def cost(pages: Sequence[Labelled]) -> None:
    """CPU per page for us and, in the same run, for BeautifulSoup parsing the same bytes."""
    from bs4 import BeautifulSoup

    def ours(page: Labelled) -> PageReading:
        return read_page(Page(page.url, page.body))

    def parse(page: Labelled) -> object:
        return Page(page.url, page.body).root

    def peer(page: Labelled) -> object:
        return BeautifulSoup(page.body, "lxml")

    print(
        f"\n== CPU ms per page, best of {ROUNDS} (bytes: median {statistics.median(len(page.body) for page in pages):,.0f})"
    )
    medians = []
    for name, work, rounds in (
        ("read_page", ours, ROUNDS),
        ("  of it the parse", parse, ROUNDS),
        ("bs4 + lxml parse only", peer, 2),
    ):
        times = sorted(_best(work, page, rounds) for page in pages)
        medians.append(statistics.median(times))
        print(f"  {name:22} median {medians[-1]:6.2f}   95 % {times[int(0.95 * (len(times) - 1))]:6.2f}")
    print(f"  ratio peer / ours      {medians[2] / medians[0]:6.1f}   (process {os.getpid()}, one thread)")


def _best(work: Callable[[Labelled], object], page: Labelled, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work(page)
        best = min(best, time.process_time() - begun)
    return 1000 * best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
