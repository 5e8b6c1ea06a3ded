"""Verification of records: every fetch against what was stated of it, and against the bytes that are stored."""

import hashlib
from collections.abc import Mapping, Set
from typing import Any, BinaryIO, Final

import sqlalchemy as sa

from crawler.archive import stated
from crawler.archive import tables as t
from crawler.archive.custody import Entry
from crawler.archive.ledger import Ledger
from crawler.archive.store import Archive
from crawler.archive.stored import inspect
from crawler.archive.told import Told
from crawler.archive.warc import _ascii as target_of
from crawler.mask import mask_address

_FIELDS: Final = {
    "url": "网址", "status": "状态码", "sha256": "校验码", "warc": "存档文件名", "offset": "位置", "length": "长度",
}  # fmt: skip
_MOST_LOST: Final = 5  # records named of a file that is gone or cut


class Records:
    """All fetches of an archive, file by file."""

    def __init__(
        self,
        archive: Archive,
        db: sa.Connection,
        ledger: Ledger,
        told: Told,
        sealed: Mapping[str, Entry],
        whole: Set[int],
    ) -> None:
        self._archive, self._db, self._ledger, self._told = archive, db, ledger, told
        self._sealed, self._whole = sealed, whole
        self._name = ""
        self._file: BinaryIO | None = None
        self._size = 0
        self._lost = 0  # records that lie where the file does not reach, of the file that is open

    def check(self) -> None:
        """Go through them all, then through those that were stated and are no more."""
        f = t.fetches.c
        query = sa.select(t.fetches).where(f.site == self._archive.site).order_by(f.warc, f.offset, f.run, f.n)
        try:
            for row in self._db.execute(query.execution_options(yield_per=stated.AT_ONCE)).mappings():
                place = self._row(row)
                if place["warc"]:
                    self._record(row, place)
            for line in self._ledger.fetches_unseen():
                self._told.alter("fetch", f"{_named(line)}：登记行缺少")
                if line["warc"]:
                    self._record(line, line)
        finally:
            self._open("")
        if number := self._told.counts["unstated"]:
            self._told.notes.append(f"复查的 {number} 条记录尚未列入清单（复查中断），下次采集结束时补列")

    def _row(self, row: Any) -> Any:
        """Hold a row against the chain; what counts of it: the chain's word where there is one."""
        told = self._told
        told.counts["rows"] += 1
        known = self._ledger.fetch(row["run"], row["n"])
        if known is None:
            if row["run"] in self._whole:
                if row["n"] > self._ledger.last_fetch(row["run"]):
                    told.counts["unstated"] += 1
                else:
                    told.alter("fetch", f"{_named(row)}：清单中没有，是后来添加的")
            return row
        line, columns = known
        changed = [name for field, name in _FIELDS.items() if line[field] != row[field]]
        if not changed and stated.row_digest(row, columns) != line["row"]:
            changed = ["其他各项"]
        if changed:
            told.alter("fetch", f"{_named(line)}：登记行的{'、'.join(changed)}被改动")
        return line

    def _record(self, row: Any, place: Any) -> None:
        self._open(place["warc"])
        told, named = self._told, f"{_named(place)}，{place['warc']} 第 {place['offset']} 字节"
        if self._file is None or place["offset"] + place["length"] > self._size:
            self._lost += 1
            if self._lost <= _MOST_LOST:
                told.alter("record", f"{named}：缺失")
            return
        self._file.seek(place["offset"])
        blob = self._file.read(place["length"])
        told.counts["records"] += 1
        found = inspect(blob)
        entry = self._sealed.get(place["sha256"]) if place["status"] != 304 else None
        if found is None:
            told.alter("record", f"{named}：无法读出，字节已损坏或被改动")
        elif found.sealed:
            if entry is None or found.sha256 != place["sha256"]:
                told.alter("record", f"{named}：内容被替换为封存标记，而保管记录中没有这次封存")
            else:
                told.counts["sealed"] += 1
                told.sealed.append(f"{named}：已依法封存（{entry.at}，{entry.who}，{entry.why}）")
        elif found.sha256 != place["sha256"]:
            told.alter("record", f"{named}：内容与校验码不符")
        elif entry is not None:
            told.alter("record", f"{named}：应已封存，内容却仍在")
        elif (found.url, found.status) != (target_of(place["url"]), place["status"] if found.status else None):
            told.alter("record", f"{named}：记录的网址或状态码与登记不符")
        elif not found.sound or place.get("record", "") not in ("", hashlib.sha256(blob).hexdigest()):
            told.alter("record", f"{named}：内容未变，记录的头部信息被改动")

    def _open(self, name: str) -> None:
        if name == self._name:
            return
        if self._file is not None:
            self._file.close()
        if self._lost > _MOST_LOST:
            self._told.alter("record", f"{self._name} 中另有 {self._lost - _MOST_LOST} 条记录缺失")
        self._name, self._file, self._size, self._lost = name, None, 0, 0
        # A name from the database may lead anywhere.
        path = self._archive.folder / "warc" / name
        if name and "/" not in name and path.is_file():
            self._file, self._size = path.open("rb"), path.stat().st_size


def _named(row: Any) -> str:
    return f"第 {row['run']} 次采集第 {row['n']} 次抓取（{mask_address(str(row['url']))[:200]}）"
