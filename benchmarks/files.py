"""What reading attachments costs: a page of text, a page with its tables, each real attachment, and each bomb.

    python benchmarks/files.py [--attachments ../shared/real/attachments] [--rounds 3] [--no-bombs]

Ours and a peer take turns on the same files in one process; CPU counts, and the best of the rounds, as others use the machine.
Nothing is asserted.
"""

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from crawler.files.bounded import Pool  # noqa: E402  # the checkout comes first
from crawler.files.model import FileReading  # noqa: E402
from crawler.files.read import read_file  # noqa: E402
from tests.file_bombs import BOMBS  # noqa: E402

_AIM_TEXT: Final = 50  # ms a page
_AIM_TABLES: Final = 250


def main() -> None:
    """Print all tables of figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--attachments", type=Path, default=CHECKOUT / ".." / "shared" / "real" / "attachments")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--no-bombs", action="store_true")
    options.add_argument("--bomb", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.bomb:
        one_bomb(given.bomb)
        return
    if given.attachments.is_dir():
        files = {path.name: path.read_bytes() for path in sorted(given.attachments.iterdir())}
        attachments(files)
        pages(files, given.rounds)
    else:
        print(f"no {given.attachments}: nothing real to measure on")
    if not given.no_bombs:
        bombs()


def attachments(files: dict[str, bytes]) -> None:
    """Each file as the crawler reads it: in a child, with its tables."""
    print(f"{'attachment':46} {'kind':5} {'state':10} {'pages':>5} {'tables':>6} {'chars':>7} {'s':>6} {'CPU s':>6}")
    with Pool() as pool:
        pool.read(b"x")
        for name, content in files.items():
            before, began = cpu_of(pool), time.perf_counter()
            reading = pool.read(content, name, tables=True)
            took, cpu = time.perf_counter() - began, cpu_of(pool) - before
            tables = sum(len(part.tables) for part in reading.parts)
            print(
                f"{name[:46]:46} {reading.kind:5} {reading.state.value:10} {reading.page_count or '-':>5} {tables:>6} "
                f"{len(reading.text):>7} {took:6.2f} {cpu:6.2f}  {reading.cause}"
            )


def pages(files: dict[str, bytes], rounds: int) -> None:
    """Milliseconds a page, ours beside a peer, all files of a kind together."""
    import pypdfium2

    pdfs = [content for name, content in files.items() if name.endswith(".pdf")]
    words = [content for name, content in files.items() if name.endswith(".docx")]
    count = sum(len(pypdfium2.PdfDocument(content)) for content in pdfs)
    print(
        f"\n{'what':44} {'CPU ms/page':>11} {'found':>8}   ({len(pdfs)} PDF, {count} pages; aims: text {_AIM_TEXT}, tables {_AIM_TABLES})"
    )
    runs: dict[str, tuple[Callable[[bytes], int], list[bytes], int]] = {
        "PDF text: ours": (lambda content: len(read_file(content).text), pdfs, count),
        "PDF text: pypdfium2 alone": (_pdfium_text, pdfs, count),
        "PDF text: pdfplumber": (_pdfplumber_text, pdfs, count),
        "PDF tables (and text): ours": (lambda content: _tables(read_file(content, tables=True)), pdfs, count),
        "PDF tables: pdfplumber, every page": (_pdfplumber_tables, pdfs, count),
        "docx (a file): ours": (lambda content: len(read_file(content).text), words, len(words)),
        "docx (a file): python-docx": (_python_docx, words, len(words)),
    }
    best: dict[str, float] = {}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for name, (run, contents, _) in runs.items():
            began = time.process_time()
            found[name] = sum(map(run, contents))
            took = time.process_time() - began
            best[name] = min(took, best.get(name, took))
    for name, (_, _, units) in runs.items():
        print(f"{name:44} {1000 * best[name] / max(1, units):11.1f} {found[name]:>8}")


def bombs() -> None:
    """Each in a process of its own, so that the memory of its child is its own."""
    print(f"\n{'bomb':42} {'kB':>7} {'s':>6} {'peak MB':>8}  what was said")
    for name in BOMBS:
        done = subprocess.run([sys.executable, __file__, "--bomb", name], capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        print(
            f"{name:42} {told['size'] // 1000:>7} {told['seconds']:6.2f} {told['peak'] // 1000:>8}  {told['state']} {told['cause']}"
        )


def one_bomb(name: str) -> None:
    """Read one bomb and print what it took; the child is started first, else it would be counted with our memory."""
    with Pool() as pool:
        pool.read(b"x")
        content = BOMBS[name]()
        began = time.perf_counter()
        reading = pool.read(content, tables=True)
        took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        json.dumps(
            {"size": len(content), "seconds": took, "peak": peak, "state": reading.state.value, "cause": reading.cause}
        )
    )


def cpu_of(pool: Pool) -> float:
    """Seconds of CPU the pool's child has used."""
    child = pool._child
    if child is None:
        return 0.0
    fields = Path(f"/proc/{child._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tables(reading: FileReading) -> int:
    return sum(len(part.tables) for part in reading.parts)


def _pdfium_text(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return sum(len(document[number].get_textpage().get_text_range()) for number in range(len(document)))


def _pdfplumber_text(content: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def _pdfplumber_tables(content: bytes) -> int:
    """How many tables with a word in them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(any(any(row) for row in table) for page in document.pages for table in page.extract_tables())


def _python_docx(content: bytes) -> int:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(paragraph.text) for paragraph in document.paragraphs) + cells


if __name__ == "__main__":
    main()
