"""Names of WARC files over their sealings: ``x-0001-000.warc.gz``, then ``x-0001-000.s1.warc.gz`` and so on.

The database names the one that counts. A lower number beside it holds bytes that were sealed, a higher one was never used:
both are left by a sealing that died, and are cleared away.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"(.+?)(?:\.s(\d{1,6}))?\.warc\.gz")


def generation(name: str) -> tuple[str, int]:
    """(stem, how often a record in it was sealed)."""
    found = _NAME.fullmatch(name)
    return (found.group(1), int(found.group(2) or 0)) if found else (name, 0)


def after(name: str) -> str:
    """The name of the file that takes the place of ``name``."""
    stem, number = generation(name)
    return f"{stem}.s{number + 1}.warc.gz"


def clear(folder: Path, registered: Iterable[str]) -> list[str]:
    """Remove what a sealing left behind that died; the names removed."""
    known = {generation(name)[0]: name for name in registered}
    removed = []
    for path in sorted(folder.glob("*.warc.gz")):
        current = known.get(generation(path.name)[0], path.name)
        if current != path.name and (folder / current).is_file():
            path.unlink()
            removed.append(path.name)
    return removed
