"""What evidence costs: ``python benchmarks/evidence.py [PAGES]`` archives made-up pages, closes the run, verifies, seals, verifies.

Printed: CPU seconds and microseconds a page of the manifest, of verification and of sealing, the size of the manifest, and by how
much the peak of memory grew in each.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

from crawler.archive import Archive, closing, manifest  # noqa: E402
from crawler.archive.recorder import FetchRecord, Recorder  # noqa: E402
from crawler.archive.sealing import seal  # noqa: E402
from crawler.archive.verify import verify  # noqa: E402
from crawler.items import Candidate, Outcome, PageReading, Row, Visit  # noqa: E402
from crawler.site import load  # noqa: E402

HOME = "http://127.0.0.1:9/"
COLUMNS = 100
LINKS = 40  # on each page, as menus and neighbours make them
NOW = datetime(2023, 3, 1, 9, tzinfo=timezone(timedelta(hours=8)))


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        site = load(str(_profile(Path(folder))))
        archive = Archive.open(Path(folder) / "data", site.id, create=True)
        began = time.process_time()
        run = archive.begin(site, NOW.date(), "full", site.columns, NOW)
        _crawled(archive, run, site, pages)
        print(f"archived {pages} pages in {time.process_time() - began:.1f} s, {_size(archive.folder / 'warc') / 1e6:.0f} MB of WARC")
        spent: list[float] = []
        manifest.close = _timed(manifest.close, spent)  # type: ignore[assignment]
        closed = _measured("close the run", pages, lambda: closing.close_run(archive, run, site, NOW))
        size = _size(archive.folder / "manifests")
        print(
            f"  of that the manifest: {spent[0]:.2f} s, {spent[0] / pages * 1e6:.0f} µs a page, {spent[0] / closed * 100:.0f} %; "
            f"{size / 1e6:.1f} MB, {size / pages:.0f} bytes a page"
        )
        _measured("verify", pages, lambda: print("  altered:", verify(archive).counts["altered"]))
        _measured("seal one record", pages, lambda: seal(archive, "1/500", who="b", why="r", at=NOW))
        _measured("verify", pages, lambda: print("  altered:", verify(archive).counts["altered"]))
        archive.close()


def _profile(folder: Path) -> Path:
    lines = [f'[site]\nid = "x"\nname = "示例市样本区人民政府"\nhome = "{HOME}"\n[politeness]\ndelay = 0\n']
    lines += [f'[[column]]\nid = "c{n}"\nkind = "notices"\nurl = "{HOME}c{n}/"' for n in range(COLUMNS)]
    path = folder / "site.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _crawled(archive: Archive, run: Any, site: Any, pages: int) -> None:
    recorder = Recorder(archive, run)
    each = pages // COLUMNS
    for n, column in enumerate(site.columns):
        urls = [f"{HOME}c{n}/{k}.html" for k in range(each)]
        rows = tuple(Row(url, f"样本区第{n}号第{k}件公告", date(2023, 2, 1), "2023-02-01") for k, url in enumerate(urls))
        visit = Visit(
            column=column.id, url=column.url, outcome=Outcome.OK, complete=True, dialect="plain", pages_declared=None,
            pages_fetched=1, rows_declared=None, rows=each, oldest=None, newest=None, stopped_because="", begun=NOW,
            ended=NOW, found=rows,
        )  # fmt: skip
        recorder.visited(visit, dict.fromkeys(urls, "wanted"))
        for k, row in enumerate(rows):
            text = "".join(f"第{i}条 本办法自{n}年{k}月{i * k}日起施行，由样本区人民政府办公室负责解释。" for i in range(30))
            payload = f"<html><h1>{row.title}</h1>{'<div class=m></div>' * 300}<p>{text}</p></html>".encode()
            head = (("Content-Type", "text/html"),)
            sha = recorder.fetched(FetchRecord(row.url, "GET", "article", "", 200, Outcome.OK, "", NOW, head, payload, "text/html"))
            links = tuple((f"{HOME}c{n}/{(k + i) % each}.html", "相关") for i in range(LINKS))
            recorder.read(row.url, sha, PageReading(row.url, (("title", (Candidate(row.title, "heading"),)),), text, "html", links=links), NOW)
    recorder.close()


def _timed(work: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def measured(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return work(*args, **kwargs)
        finally:
            spent.append(time.process_time() - began)

    return measured


def _measured(what: str, pages: int, work: Callable[[], object]) -> float:
    before, began = _peak(), time.process_time()
    work()
    took = time.process_time() - began
    print(f"{what}: {took:.2f} s, {took / pages * 1e6:.0f} µs a page, peak of memory {_peak():.0f} MB (+{_peak() - before:.0f})")
    return took


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    main()
