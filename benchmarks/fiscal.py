"""What the reading of budgets, final accounts and annual reports reports on real documents, held against what people found.

    python benchmarks/fiscal.py [REAL_DIR] [--every]

REAL_DIR holds ``attachments`` and ``inspection_truth.jsonl``; the default is ``shared/real`` beside the checkout. An error counts as
matched when the truth names its class and shares a figure or a word with it; as seen when a person looked at the document and
found the error real (``SEEN``, below: the truth says of itself that it may be incomplete); as false otherwise. Templates, which
are nothing but placeholders, are left out. ``--every`` prints every error. Nothing is asserted.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from crawler.extract.annual_report import read_annual_report  # noqa: E402  the checkout need not be installed
from crawler.extract.fiscal_document import read_fiscal_document  # noqa: E402
from crawler.files.read import read_file  # noqa: E402

ROUNDS = 5
CLASSES = {
    "wrong year": "wrong_year",
    "text/table mismatch": "text_table",
    "template left-over": "placeholder",
    "direction": "direction",
}
# Errors of real documents that are not in the truth and were confirmed by eye: (file, words of the quote, why it is one).
SEEN = (
    ("putuo_finance_2024_final", "占71.73%", "2106.66 of 2940.05 is 71.65 %; the four shares add up to 100.07 %"),
    ("putuo_finance_2024_final.pdf", "第14页", "a page with an empty piece of a table"),
    ("putuo_finance_dept_2025_budget", "887.36万元", "the table says 873,617 yuan"),
    ("putuo_wanli_2024_budget", "352.67万元", "the same sentence and the table say 350.35"),
    ("putuo_wanli_2024_budget", "故本表为空表", "the table above the note holds 47.91"),
    ("swu_2021_dept_budget", "18,953.73", "the table says 18,953.78, and so does the text further on"),
    ("swu_2023_dept_budget", "520,603.91", "the accounts below add up to 520,603.41"),
    ("swu_2023_dept_budget", "9,645.51", "the columns add up to 9,646.01"),
    ("hzq2023_annual_report", "10 1 0 0 0", "reviews 10 + 1, total 0; suits after review 5, total 0"),
)
LEFT_OUT = re.compile(r"template|measures|rules|wanzai|guideline")


@dataclass(frozen=True, slots=True)
class Found:
    """One error as either reading reports it."""

    kind: str
    quote: str
    message: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document's errors, sorted."""

    matched: list[Found]
    seen: list[Found]
    false: list[Found]
    missed: list[str]
    milliseconds: float
    pages: int


def main(arguments: Sequence[str]) -> int:
    folders = [argument for argument in arguments if not argument.startswith("--")]
    real = Path(folders[0]) if folders else CHECKOUT.parent / "shared" / "real"
    if not (real / "inspection_truth.jsonl").is_file():
        print(f"no inspection_truth.jsonl in {real}", file=sys.stderr)
        return 2
    truth = [json.loads(line) for line in (real / "inspection_truth.jsonl").read_text("utf-8").splitlines()]
    print(f"{'document':<46}{'errors':>7}{'truth':>7}{'seen':>6}{'false':>7}{'missed':>8}{'pages':>7}{'ms':>7}")
    outcomes = []
    for path in sorted((real / "attachments").iterdir()):
        if path.suffix not in (".pdf", ".xls", ".xlsx", ".docx") or LEFT_OUT.search(path.name):
            continue
        outcome = judged(
            path,
            [row["finding"] + "|" + CLASSES[row["error_class"]] for row in truth if row["pdf"].endswith(path.name)],
        )
        outcomes.append(outcome)
        show(path.name, outcome, every="--every" in arguments)
    total = [sum(len(getattr(one, name)) for one in outcomes) for name in ("matched", "seen", "false", "missed")]
    print(f"\nmatched {total[0]}, seen {total[1]}, false {total[2]}, missed {total[3]}")
    print(
        f"median {statistics.median(one.milliseconds for one in outcomes):.0f} ms a document, reading of the file not counted"
    )
    return 0


def judged(path: Path, truth: list[str]) -> Outcome:
    """The document read and its errors held against ``truth`` («finding|kind»)."""
    reading = read_file(path.read_bytes(), path.name, tables=True)
    annual = "annual_report" in path.name
    times = []
    errors: list[Found] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read = read_annual_report(reading.parts) if annual else read_fiscal_document(reading.parts)
        times.append(time.perf_counter() - began)
        errors = [Found(error.kind.value, error.quote, error.message, error.certain) for error in read.errors]
    open_truth = list(truth)
    matched, seen, false = [], [], []
    for error in errors:
        hit = next((line for line in open_truth if fits(error, line)), None)
        if hit is not None:
            open_truth.remove(hit)
            matched.append(error)
        elif any(name in path.name and words in error.quote for name, words, _ in SEEN):
            seen.append(error)
        else:
            false.append(error)
    return Outcome(matched, seen, false, open_truth, 1000 * statistics.median(times), len(reading.parts))


def fits(error: Found, line: str) -> bool:
    """Whether a line of the truth tells this error: same class, and a figure, a day or a placeholder in common."""
    finding, _, kind = line.rpartition("|")
    words = set(re.findall(r"\d[\d,]*\.\d+|截至\d{4}年|XX|\d{4}年度部门决算情况|总计0万元|总计0\.3万元", finding))
    return error.kind == kind and any(
        word.replace(",", "") in (error.quote + error.message).replace(",", "") for word in words
    )


def show(name: str, outcome: Outcome, *, every: bool) -> None:
    count = len(outcome.matched) + len(outcome.seen) + len(outcome.false)
    print(
        f"{name:<46}{count:>7}{len(outcome.matched):>7}{len(outcome.seen):>6}{len(outcome.false):>7}{len(outcome.missed):>8}"
        f"{outcome.pages:>7}{outcome.milliseconds:>7.0f}"
    )
    for mark, errors in (("truth", outcome.matched), ("seen", outcome.seen), ("FALSE", outcome.false)):
        for error in errors:
            if every or mark == "FALSE":
                print(
                    f"    {mark} {error.kind}{'' if error.certain else ' (uncertain)'}: {error.message} | {error.quote[:60]}"
                )
    for line in outcome.missed:
        print(f"    missed {line}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
