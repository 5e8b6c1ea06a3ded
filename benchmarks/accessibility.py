"""How far the test of a page's markup agrees with axe in a browser, rule by rule, on real pages.

    python benchmarks/accessibility.py [FOLDER] [--most N]

FOLDER (default ``../shared/real``) holds ``pages`` and ``sites``; every page of the first and N drawn from the second are
tested both ways. Needs chromium. A page counts once a rule. Nothing is asserted.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the checkout need not be installed

from crawler.page import Page
from reports import axe
from rules.access import faults_of, items

_SEED = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="../shared/real", type=Path)
    parser.add_argument("--most", type=int, default=60)
    arguments = parser.parse_args()
    pages = _pages(arguments.folder, arguments.most)
    began = time.process_time()
    found = [faults_of(page) for page in pages]
    took = 1000 * (time.process_time() - began) / max(1, len(pages))
    tested = [(page, faults) for page, faults in zip(pages, found, strict=True) if faults is not None]
    rules = sorted({rule for item in items() for rule in item.rules})
    both, markup_only, browser_only = Counter[str](), Counter[str](), Counter[str]()
    shown = 0
    for (_, faults), told in zip(tested, axe.violations([page for page, _ in tested], rules), strict=True):
        if told is None:
            continue
        shown += 1
        ours, theirs = {fault.rule for fault in faults}, {violation.rule for violation in told}
        both.update(ours & theirs)
        markup_only.update(ours - theirs)
        browser_only.update(theirs - ours)
    print(f"{len(pages)} pages, {len(tested)} tested by markup ({took:.0f} ms CPU a page), {shown} of them in a browser")
    print(f"rule on a page: both {both.total()}, markup only {markup_only.total()}, browser only {browser_only.total()}")
    for rule in rules:
        if both[rule] + markup_only[rule] + browser_only[rule]:
            print(f"  {rule}: both {both[rule]}, markup only {markup_only[rule]}, browser only {browser_only[rule]}")


def _pages(folder: Path, most: int) -> list[Page]:
    files = sorted((folder / "pages").rglob("*.html"))
    of_sites = sorted((folder / "sites").rglob("*.htm*"))
    files += random.Random(_SEED).sample(of_sites, min(most, len(of_sites)))
    return [Page("http://127.0.0.1:9/", file.read_bytes(), content_type="text/html") for file in files]


if __name__ == "__main__":
    main()
