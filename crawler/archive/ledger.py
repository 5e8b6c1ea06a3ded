"""What all manifests together state: the newest word on every row, record and file, in a temporary database on disk.

So that an archive of any size is verified in the same memory.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from crawler.archive import manifest

_AT_ONCE: Final = 2_000
_TABLES: Final = """
CREATE TABLE cover (n INTEGER PRIMARY KEY, columns TEXT);
CREATE TABLE stated (tbl TEXT, key TEXT, digest TEXT, n INTEGER, seen INTEGER DEFAULT 0, PRIMARY KEY (tbl, key)) WITHOUT ROWID;
CREATE TABLE fetch (run INTEGER, n INTEGER, line TEXT, cover INTEGER, seen INTEGER DEFAULT 0, PRIMARY KEY (run, n)) WITHOUT ROWID;
CREATE TABLE sets (tbl TEXT, run INTEGER, grp TEXT, count INTEGER, digest TEXT, n INTEGER, PRIMARY KEY (tbl, run, grp)) WITHOUT ROWID;
CREATE TABLE warc (file TEXT PRIMARY KEY, line TEXT) WITHOUT ROWID;
"""


class Ledger:
    """Statements of manifests, loaded in their order; the later one wins. Close it when done."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a temporary file that SQLite removes
        self._db.executescript(_TABLES)
        self._covers: dict[int, dict[str, list[str]]] = {}

    def close(self) -> None:
        self._db.close()

    def load(self, path: Path) -> dict[str, Any]:
        """Take in one manifest whose hash fits; its single facts."""
        head: dict[str, Any] = {}
        n = len(self._covers) + 1
        self._covers[n] = {}
        cleared: set[tuple[str, int]] = set()
        facts = manifest.read(path)
        while batch := list(islice(facts, _AT_ONCE)):
            for name, value in batch:
                if name == "rows":
                    self._db.execute("REPLACE INTO stated VALUES (?, ?, ?, ?, 0)", (value[0], _key(value[1]), value[2], n))
                elif name == "fetches":
                    self._db.execute("REPLACE INTO fetch VALUES (?, ?, ?, ?, 0)", (value["run"], value["n"], json.dumps(value), n))
                elif name == "sets":
                    self._set(value, n, cleared)
                elif name == "warcs":
                    self._db.execute("REPLACE INTO warc VALUES (?, ?)", (value["file"], json.dumps(value)))
                else:
                    head[name] = value
        self._covers[n] = head.get("columns", {})
        self._db.commit()
        return head

    def columns(self, n: int, table: str) -> list[str]:
        """Which columns manifest ``n`` (as loaded) digested of a table."""
        return self._covers[n].get(table, [])

    def row(self, table: str, key: Sequence[Any]) -> tuple[str | None, list[str]] | None:
        """(digest, columns digested) of a row; digest None: it is no more; None: nothing was stated."""
        found = self._db.execute("SELECT digest, n FROM stated WHERE tbl = ? AND key = ?", (table, _key(key))).fetchone()
        if found is None:
            return None
        self._db.execute("UPDATE stated SET seen = 1 WHERE tbl = ? AND key = ?", (table, _key(key)))
        return found[0], self.columns(found[1], table)

    def keys(self, table: str, beginning: Sequence[Any]) -> Iterator[list[Any]]:
        """Keys stated of a table that begin with these values."""
        start = _key(beginning).removesuffix("]") + ", "
        query = "SELECT key FROM stated WHERE tbl = ? AND key >= ? AND key < ? AND digest IS NOT NULL"
        for (key,) in self._db.execute(query, (table, start, start + "\U0010ffff")).fetchall():
            yield json.loads(key)

    def rows_unseen(self, table: str) -> Iterator[list[Any]]:
        """Keys of rows that were stated and not asked for since."""
        query = "SELECT key FROM stated WHERE tbl = ? AND seen = 0 AND digest IS NOT NULL ORDER BY key"
        for (key,) in self._db.execute(query, (table,)):
            yield json.loads(key)

    def fetch(self, run: int, n: int) -> tuple[dict[str, Any], list[str]] | None:
        """What was stated of a fetch, and the columns of its row that were digested."""
        found = self._db.execute("SELECT line, cover FROM fetch WHERE run = ? AND n = ?", (run, n)).fetchone()
        if found is None:
            return None
        self._db.execute("UPDATE fetch SET seen = 1 WHERE run = ? AND n = ?", (run, n))
        return json.loads(found[0]), self.columns(found[1], "crawl_fetch")

    def fetches_unseen(self) -> Iterator[dict[str, Any]]:
        """Fetches that were stated and not asked for since."""
        for (line,) in self._db.execute("SELECT line FROM fetch WHERE seen = 0 ORDER BY run, n"):
            yield json.loads(line)

    def last_fetch(self, run: int) -> int:
        """The highest number of a fetch stated for a run."""
        return self._db.execute("SELECT max(n) FROM fetch WHERE run = ?", (run,)).fetchone()[0] or 0

    def sets(self, table: str, run: int) -> tuple[dict[str, tuple[int, str]], list[str]]:
        """Group → (rows, digest) of a table in a run, and the columns digested."""
        query = "SELECT grp, count, digest, n FROM sets WHERE tbl = ? AND run = ?"
        found = self._db.execute(query, (table, run)).fetchall()
        return {row[0]: (row[1], row[2]) for row in found}, self.columns(found[0][3], table) if found else []

    def warcs(self) -> dict[str, dict[str, Any]]:
        """Every file stated, by name."""
        return {file: json.loads(line) for file, line in self._db.execute("SELECT file, line FROM warc ORDER BY file")}

    def _set(self, value: list[Any], n: int, cleared: set[tuple[str, int]]) -> None:
        table, run, group, count, digest = value
        if (table, run) not in cleared:  # a group may be no more
            cleared.add((table, run))
            self._db.execute("DELETE FROM sets WHERE tbl = ? AND run = ?", (table, run))
        self._db.execute("INSERT INTO sets VALUES (?, ?, ?, ?, ?, ?)", (table, run, group, count, digest, n))


def _key(key: Sequence[Any]) -> str:
    return json.dumps(list(key))
