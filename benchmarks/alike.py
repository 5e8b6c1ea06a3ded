"""Whether two archives say the same: ``python benchmarks/alike.py DATA DATA`` prints every difference, none when alike.

A change that only makes the crawl cheaper must leave this silent. What two crawls of one portal may differ in is left out: true
times, the order of requests, and where in a WARC file a record lies.
"""

import argparse
import json
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))  # the checkout need not be installed

from crawler.archive import tables as t  # noqa: E402

_TIMES: Final = frozenset(("begun", "ended", "fetched_at", "at"))
_PLACES: Final = {t.fetches.name: frozenset(("n", "offset", "length")), t.warcs.name: frozenset(("committed",))}
_MOST_TOLD: Final = 10
_VOLATILE_FIELDS: Final = ("WARC-Record-ID", "WARC-Date", "Content-Length")
_VOLATILE_HEADERS: Final = ("date",)


def differences(one: Path, other: Path) -> Iterator[str]:
    """Every row and record that only one of two data folders holds, in words."""
    for table in t.metadata.sorted_tables:
        if table is t.manifests:
            continue  # states times and places of all the others
        yield from _told(table.name, _rows(one, table), _rows(other, table))
    yield from _told("WARC", _records(one), _records(other))


def _told(what: str, one: Counter[str], other: Counter[str]) -> Iterator[str]:
    for sign, only in (("-", one - other), ("+", other - one)):
        shown = sorted(only.elements())
        yield from (f"{what} {sign} {row}" for row in shown[:_MOST_TOLD])
        if len(shown) > _MOST_TOLD:
            yield f"{what} {sign} … {len(shown) - _MOST_TOLD} more"


def _rows(data: Path, table: Any) -> Counter[str]:
    """The rows of a table as text, what is compressed laid open."""
    left_out = _TIMES | _PLACES.get(table.name, frozenset())
    names = [column.name for column in table.columns if column.name not in left_out]
    database = sqlite3.connect(f"file:{data / 'zwgk.sqlite'}?mode=ro", uri=True)
    try:
        if not database.execute("select 1 from sqlite_master where name = ?", (table.name,)).fetchone():
            return Counter()
        chosen = ", ".join(f'"{name}"' for name in names)
        found = database.execute(f"select {chosen} from {table.name}")
        return Counter(repr([_plain(value) for value in row]) for row in found)
    finally:
        database.close()


def _plain(value: object) -> object:
    return zlib.decompress(value).decode() if isinstance(value, bytes) else value


def _records(data: Path) -> Counter[str]:
    """Every WARC record: its fields, the head of the answer, and its payload's digests."""
    found: Counter[str] = Counter()
    for path in sorted((data / "warc").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                body = record.raw_stream.read()
                fields = [(k, v) for k, v in record.rec_headers.headers if k not in _VOLATILE_FIELDS]
                head = record.http_headers
                shown = [h for h in head.headers if h[0].lower() not in _VOLATILE_HEADERS] if head else []
                told = [path.name, fields, head.statusline if head else "", shown, len(body), zlib.crc32(body)]
                found[json.dumps(told, ensure_ascii=False)] += 1
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    chosen = parser.parse_args(arguments)
    found = list(differences(chosen.one, chosen.other))
    print("\n".join(found) or "alike")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
