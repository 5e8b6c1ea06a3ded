"""Is the evidence as it was? Every digest computed again, every row held against the chain of manifests.

What was altered is named: file, record, fetch, row of the database. What was sealed lawfully, what no manifest states yet
and runs older than the manifests are told, and are no alteration.
"""

import hashlib
import zlib
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import custody, manifest, stated
from crawler.archive import tables as t
from crawler.archive.generations import generation
from crawler.archive.ledger import Ledger
from crawler.archive.records import Records
from crawler.archive.store import Archive
from crawler.archive.told import Told
from crawler.mask import mask_address

_LARGEST: Final = 64_000_000  # bytes of one text that are ever unpacked


def verify(archive: Archive, expected_head: str = "") -> Told:
    """Look at everything in ``archive``. ``expected_head`` is the hash of a manifest noted earlier, elsewhere."""
    told, ledger = Told(), Ledger()
    try:
        with archive.engine.connect() as db:
            db.exec_driver_sql("BEGIN")  # one moment of the database, whatever a crawl writes meanwhile
            check = _Verification(archive, db, ledger, told)
            check.chain(expected_head)
            check.runs()
            check.rows()
            check.readings()
            check.sets()
            check.texts()
            check.files()
            Records(archive, db, ledger, told, check.sealed, check.whole).check()
    finally:
        ledger.close()
    return told


class _Verification:
    """One pass over everything but the records."""

    def __init__(self, archive: Archive, db: sa.Connection, ledger: Ledger, told: Told) -> None:
        self._archive, self._db, self._ledger, self._told = archive, db, ledger, told
        self._site = archive.site
        self.sealed = custody.sealed(db, archive.site)
        self.whole: set[int] = set()  # runs whose manifest could be read
        self._claimed: set[int] = set()  # runs that have one
        r = t.runs.c
        self._runs = db.execute(sa.select(r.run, r.state).where(r.site == archive.site).order_by(r.run)).all()

    def chain(self, expected_head: str) -> None:
        """The manifests, each with its file and the one before; the log."""
        told, previous, hashes = self._told, "", set()
        log = custody.entries(self._db, self._site)
        for n in custody.broken(self._site, log):
            told.alter("log", f"第 {n} 条被改动，或其前有缺失")
        lines = {"", *(entry.hash for entry in log)}
        m = t.manifests.c
        rows = self._db.execute(sa.select(t.manifests).where(m.site == self._site).order_by(m.n)).mappings().all()
        for n, row in enumerate(rows, 1):
            if row["n"] != n or row["previous"] != previous:
                told.alter("manifest", f"第 {row['n']} 号清单与前一份不衔接（有缺失或登记被改动）")
            previous = row["sha256"]
            hashes.add(previous)
            self._one_manifest(row, lines)
            told.counts["manifests"] += 1
        told.head = previous
        if expected_head and expected_head not in hashes:
            told.alter("manifest", f"链中没有校验码为 {expected_head} 的清单")
        self._unregistered({row["file"] for row in rows}, manifest.name_of(self._site, len(rows) + 1))

    def _one_manifest(self, row: Any, lines: set[str]) -> None:
        told, path = self._told, self._archive.folder / manifest.FOLDER / row["file"]
        if row["reason"] in manifest.WHOLE:
            self._claimed.add(row["run"])
        digest = manifest.file_digest(path)
        if digest != row["sha256"]:
            why = "被改动" if digest else "缺失"
            told.alter("manifest", f"{row['file']} {why}；第 {row['run']} 次采集的数据库无法据以核对")
            return
        head = self._ledger.load(path)
        if any(head.get(name) != row[name] for name in ("n", "run", "reason", "previous", "at")):
            told.alter("manifest", f"第 {row['n']} 号清单的登记与文件 {row['file']} 不符")
        if head.get("log") not in lines:
            told.alter("log", f"第 {row['n']} 号清单写成时的保管记录现已缺失或被改动")
        if row["reason"] in manifest.WHOLE:
            self.whole.add(row["run"])

    def _unregistered(self, known: set[str], next_name: str) -> None:
        folder = self._archive.folder / manifest.FOLDER
        for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
            if path.name == next_name:
                self._told.notes.append(f"清单文件 {path.name} 尚未登记（收尾时中断），下次采集结束时覆盖")
            elif path.name not in known:
                self._told.alter("manifest", f"清单文件 {path.name} 在数据库中没有登记")

    def runs(self) -> None:
        """Which runs have a manifest, and which should."""
        first = min(self._claimed, default=0)
        for run in self._runs:
            if run.run in self._claimed:
                continue
            if run.state == "open":
                self._told.notes.append(f"第 {run.run} 次采集尚未完成，只核对已保存的内容")
            elif first and run.run > first:
                self._told.alter("manifest", f"第 {run.run} 次采集没有清单，而此前的采集有")
            else:
                self._told.notes.append(f"第 {run.run} 次采集无清单（由较早的版本完成），只核对存档内容的校验码")

    def rows(self) -> None:
        """Tables that are stated row by row."""
        for one in stated.ROWS:
            for run in sorted(self.whole):
                for row in stated.rows_of(self._db, one, self._site, run):
                    self._row(one, row)
            for key in self._ledger.rows_unseen(one.table.name):
                self._told.alter("row", f"{_named(one, dict(zip(one.keys, key, strict=True)))}：缺少")

    def _row(self, one: stated.Rows, row: Any) -> None:
        self._told.counts["rows"] += 1
        known = self._ledger.row(one.table.name, stated.key_of(one, row))
        if known is None or known[0] is None:
            if one is stated.LOOKS:
                self._told.counts["unstated"] += 1
            else:
                self._told.alter("row", f"{_named(one, row)}：清单中没有，是后来添加的")
        elif stated.row_digest(row, known[1]) != known[0]:
            self._told.alter("row", f"{_named(one, row)}：被改动")

    def readings(self) -> None:
        """What readers made of pages: a cache, but judgements rest on it."""
        one = stated.READINGS
        c = one.table.c
        query = sa.select(one.table).where(c.site == self._site).order_by(*(c[name] for name in one.keys))
        for row in self._db.execute(query.execution_options(yield_per=stated.AT_ONCE)).mappings():
            known = self._ledger.row(one.table.name, stated.key_of(one, row))
            if known is not None and known[0] is not None:
                self._told.counts["rows"] += 1
                if stated.row_digest(row, known[1]) == known[0]:
                    continue
                what = "被改动"
            elif self._is_newest_of_a_stated_page(row):
                what = "清单中没有，是后来添加的"
            else:
                continue
            if not self._is_read_by_an_unstated_run(row):
                self._told.alter("row", f"{_named(one, row)}：{what}")
        for key in self._ledger.rows_unseen(one.table.name):
            self._told.alter("row", f"{_named(one, dict(zip(one.keys, key, strict=True)))}：缺少")

    def _is_newest_of_a_stated_page(self, row: Any) -> bool:
        beginning = [row["sha256"], row["url"], row["reader"]]
        return any(key[3] < row["version"] for key in self._ledger.keys(t.readings.name, beginning))

    def _is_read_by_an_unstated_run(self, row: Any) -> bool:
        """Whether a run that no manifest states may have read the page: then nobody altered anything."""
        w = t.wanted.c
        runs = [run.run for run in self._runs if run.run not in self._claimed]
        query = sa.select(w.run).where(
            w.site == self._site, w.run.in_(runs), w.url == row["url"], w.sha256 == row["sha256"]
        )
        return self._db.execute(query.limit(1)).first() is not None

    def sets(self) -> None:
        """Tables that are stated by the rows that hold a run; of one group the first run is named."""
        named: set[tuple[str, str]] = set()
        for run in sorted(self.whole):
            for one in stated.SETS:
                expected, columns = self._ledger.sets(one.table.name, run)
                columns = columns or list(one.covers)
                found = {g: (n, d) for g, n, d in stated.sets_of(self._db, one, self._site, run, columns)}
                self._told.counts["rows"] += sum(number for number, _ in found.values())
                for group in sorted(expected.keys() | found.keys()):
                    was, now = expected.get(group, (0, "")), found.get(group, (0, ""))
                    if was != now and (one.table.name, group) not in named:
                        named.add((one.table.name, group))
                        self._told.alter("row", _set_told(one, run, group, was[0], now[0]))

    def texts(self) -> None:
        """Bodies of articles: their name is their digest, unless a later mask was laid over them."""
        c, masked = t.texts.c, 0
        query = sa.select(c.digest, c.value).where(c.site == self._site).execution_options(yield_per=stated.AT_ONCE)
        for row in self._db.execute(query):
            self._told.counts["rows"] += 1
            try:
                text = zlib.decompressobj().decompress(row.value, _LARGEST)
            except zlib.error:
                text = b""
            if hashlib.sha256(text).hexdigest() == row.digest:
                continue
            if b"*" in text:
                masked += 1
            else:
                self._told.alter("row", f"正文（{t.texts.name}，{row.digest}）：被改动")
        if masked:
            self._told.notes.append(f"{masked} 份正文经过再次遮盖，其文字不能单独核对；所据页面照常核对")
        a = t.articles.c
        there = sa.exists().where(c.site == a.site, c.digest == a.text)
        lost = sa.select(a.identity, a.first_run, a.text).where(a.site == self._site, a.text != "", ~there)
        for identity, _, text in self._db.execute(lost.order_by(a.identity)):
            self._told.alter("row", f"正文（{t.texts.name}，{text}，信息 {identity}）：缺少")

    def files(self) -> None:
        """The WARC files themselves: there, as long as committed, the same bytes as stated."""
        folder, stated_files = self._archive.folder / "warc", self._ledger.warcs()
        known = self._db.execute(sa.select(t.warcs).where(t.warcs.c.site == self._site).order_by(t.warcs.c.file)).all()
        for row in known:
            self._told.counts["files"] += 1
            line = stated_files.pop(row.file, {})
            if line and (line.get("committed"), line.get("run")) != (row.committed, row.run):
                self._told.alter("row", f"存档登记（{t.warcs.name}，{row.file}）：被改动")
            committed = line.get("committed", row.committed)
            path = folder / row.file
            size = path.stat().st_size if path.is_file() else -1 if committed else 0  # killed before its first byte
            if size < committed:
                what = "缺失" if size < 0 else f"被截短（应有 {committed} 字节，现有 {size} 字节）"
                self._told.alter("file", f"{row.file} {what}")
            elif size > committed and row.sealed:
                self._told.alter("file", f"{row.file} 末尾多出 {size - committed} 字节")
            if size >= committed and line.get("sha256") and manifest.file_digest(path, committed) != line["sha256"]:
                self._told.alter("file", f"{row.file} 的字节被改动")
        for name, line in stated_files.items():
            if "replaced_by" not in line:
                self._told.alter("row", f"存档登记（{t.warcs.name}，{name}）：缺少")
        self._strangers({row.file for row in known})

    def _strangers(self, known: set[str]) -> None:
        folder = self._archive.folder / "warc"
        stems = {generation(name)[0]: generation(name)[1] for name in known}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name in known or not path.name.endswith(".warc.gz"):
                continue
            stem, number = generation(path.name)
            if stem in stems and number < stems[stem]:
                self._told.notes.append(f"封存前的旧文件 {path.name} 尚未删除；请再次运行同一条封存命令，或等下次采集时自动删除")
            elif stem in stems and number > stems[stem]:
                self._told.notes.append(f"{path.name} 是中断的封存留下的，未被采用；下次封存或采集时自动删除")
            else:
                self._told.alter("file", f"{path.name} 在数据库中没有登记")


def _named(one: stated.Rows, row: Any) -> str:
    parts = []
    for name in one.keys:
        value = row[name]
        if name in ("run", "first_run"):
            parts.append(f"第 {value} 次采集")
        elif name == "url":
            parts.append(mask_address(str(value)))
        else:
            parts.append(f"{name} {value}")
    return f"{one.name}（{one.table.name}，{'，'.join(parts)}）"


def _set_told(one: stated.Sets, run: int, group: str, was: int, now: int) -> str:
    where = f"{one.name}（{one.table.name}，第 {run} 次采集" + (f"，栏目 {group}）" if group else "）")
    return f"{where}：被改动" if was == now else f"{where}：应有 {was} 行，现有 {now} 行"

