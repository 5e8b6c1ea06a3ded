"""What is exported of a finding: the finding itself, the records it rests on, and the looks before and after.

Everything comes from the archive and the recorded judgement: no clock, no profile. The same archive gives the same data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from crawler.archive import Archive, custody
from crawler.archive import tables as t
from crawler.archive.custody import Entry
from crawler.archive.second import PATHS
from crawler.archive.stored import head_of, inspect
from crawler.archive.warc import Place, bytes_at, payload_at
from crawler.archive.without import Scrub
from crawler.tomlfile import BadInput
from reports.handing_out import NAMES_HIDDEN, why_kept_back
from reports.wording import OUTCOME_WORDS, Address, address, clock, plain
from rules.findings import Recorded

EVIDENCE: Final = "证据"
LISTED: Final = "检索的列表页"
SECOND: Final = "复查"
MOST_RECORDS: Final = 500
MOST_BYTES: Final = 100_000_000  # packed, of all list pages together


class Altered(Exception):
    """Evidence that is not what was archived: nothing is exported of it."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an address or a column, before, at or after the one that counts."""

    which: str  # 前一次, 本次, 后一次
    told: str
    at: str
    result: str


@dataclass(frozen=True, slots=True)
class Record:
    """A stored answer. ``row`` is its fetch; ``why_not`` says why its bytes are not handed out, '' when they are."""

    row: Any
    role: str
    address: Address
    status: str
    headers: tuple[tuple[str, str], ...]
    blob: bytes
    payload: tuple[bytes, str] | None  # None: sealed, or a confirmation without a body
    why_not: str
    seal: Entry | None = None

    @property
    def name(self) -> str:
        return f"第 {self.row.run} 次采集第 {self.row.n} 次抓取"


@dataclass(frozen=True, slots=True)
class Cited:
    """One piece of evidence as the finding cites it, with its record (None: nothing was archived) and the looks around it."""

    title: str
    published: str
    passage: str
    address: Address
    snapshot: str
    record: Record | None
    confirmed: Record | None  # the answer 304 with which the server said that it was still so
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class SearchedColumn:
    """A column that was searched: how far, its list pages, and the receipts around this one."""

    name: str
    address: Address
    extent: str
    at: str
    pages: tuple[Record, ...]
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class SecondLine:
    path: str
    words: str
    address: Address
    at: str
    result: str
    record: Record | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything of one finding. ``left`` counts list pages beyond what is exported."""

    recorded: Recorded
    cited: tuple[Cited, ...]
    searched: tuple[SearchedColumn, ...]
    second: tuple[SecondLine, ...]
    left: int

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record once, by its place in the archive."""
        found: dict[tuple[int, int], Record] = {}
        for one in self._all():
            found.setdefault((one.row.run, one.row.n), one)
        return tuple(found[key] for key in sorted(found))

    def _all(self) -> Iterable[Record]:
        for cited in self.cited:
            yield from (one for one in (cited.record, cited.confirmed) if one)
        for column in self.searched:
            yield from column.pages
        yield from (line.record for line in self.second if line.record)


def gather(archive: Archive, recorded: Recorded, scrub: Scrub = Scrub()) -> Gathered:  # noqa: B008  # frozen
    """Look everything up. Raises Altered when a stored record is not what was archived.

    What ``scrub`` finds is shown nowhere, and the bytes that hold it are kept back.
    """
    with archive.engine.connect() as db:
        return _Gathering(archive, db, recorded, scrub).all()


class _Gathering:
    def __init__(self, archive: Archive, db: sa.Connection, recorded: Recorded, scrub: Scrub) -> None:
        self._archive, self._db, self._recorded, self._scrub = archive, db, recorded, scrub
        self._site, self._run = archive.site, recorded.run
        self._sealed = custody.sealed(db, archive.site)
        self._known: dict[tuple[int, int], Record] = {}
        r = t.runs.c
        closed = sa.select(r.run).where(r.site == self._site, r.state == "closed").order_by(r.run)
        self._closed = list(db.execute(closed).scalars())
        self._left = self._size = 0

    def all(self) -> Gathered:
        value = self._recorded.value
        cited = tuple(self._cited(e) for e in value["evidence"])
        searched = tuple(self._searched(s) for s in value["searched"])
        second = tuple(self._second(look) for look in value.get("second_looks", ()))
        return Gathered(self._recorded, cited, searched, second, self._left)

    # ---- evidence

    def _cited(self, evidence: dict[str, Any]) -> Cited:
        sha256 = (evidence["snapshot"] or "").removeprefix("sha256:")
        row = self._fetched(sha256, evidence["url"], evidence["fetched_at"] or "") if sha256 else None
        confirmed = self._confirmation(sha256, evidence["url"], evidence["fetched_at"] or "") if sha256 else None
        return Cited(
            title=plain(evidence["title"], 200) or "（无标题）",
            published=evidence["published"] or "",
            passage=evidence["quote"] or evidence["title"],
            address=address(evidence["url"]),
            snapshot=sha256,
            record=self._record(row, EVIDENCE) if row is not None else None,
            confirmed=self._record(confirmed, EVIDENCE) if confirmed is not None else None,
            looks=self._looks_at(confirmed if confirmed is not None else row) if row is not None else (),
        )

    def _fetched(self, sha256: str, url: str, at: str) -> Any:
        """The record of a payload: at this time and address, else the last before the end of the judged run."""
        f = t.fetches.c
        query = sa.select(t.fetches).where(
            f.site == self._site, f.sha256 == sha256, f.warc != "", f.status.is_distinct_from(304)
        )
        rows = self._db.execute(query.order_by(f.run, f.n)).all()
        best = sorted(rows, key=lambda r: (r.fetched_at == at, r.url == url, r.run <= self._run, r.run, r.n))
        return best[-1] if best else None

    def _confirmation(self, sha256: str, url: str, at: str) -> Any:
        f = t.fetches.c
        query = sa.select(t.fetches).where(
            f.site == self._site, f.sha256 == sha256, f.status == 304, f.url == url, f.fetched_at == at, f.warc != ""
        )
        return self._db.execute(query.limit(1)).first()

    def _looks_at(self, row: Any) -> tuple[Look, ...]:
        """The answers of an address before and after one answer, and that one."""
        f = t.fetches.c
        query = sa.select(t.fetches).where(f.site == self._site, f.url == row.url).order_by(f.run, f.n)
        rows = self._db.execute(query).all()
        at = next(n for n, other in enumerate(rows) if (other.run, other.n) == (row.run, row.n))
        found = []
        for which, n in (("前一次", at - 1), ("本次", at), ("后一次", at + 1)):
            if not 0 <= n < len(rows):
                found.append(Look(which, "—", "", "此前没有访问过这个网址" if n < 0 else "此后没有再访问这个网址"))
                continue
            other = rows[n]
            same = "与本次内容相同" if other.sha256 == row.sha256 else "与本次内容不同"
            result = _answer(other) + ("" if which == "本次" or not other.sha256 else f"，{same}")
            found.append(Look(which, f"第 {other.run} 次采集", clock(other.fetched_at), result))
        return tuple(found)

    # ---- search

    def _searched(self, searched: dict[str, Any]) -> SearchedColumn:
        c, f = t.columns.c, t.fetches.c
        mine = (c.site == self._site, c.run == self._run, c.column == searched["column"])
        column = self._db.execute(sa.select(c.name, c.unit).where(*mine)).first()
        name = (column.name if column.unit else f"门户·{column.name}") if column else searched["column"]
        parts = ["已看全" if searched["complete"] else "没有看全", f"{searched['pages']} 页"]
        if searched["oldest"]:
            parts.append(f"最早一条 {searched['oldest']}")
        query = sa.select(t.fetches).where(
            f.site == self._site, f.run == self._run, f.column == searched["column"], f.purpose == "list", f.warc != ""
        )
        return SearchedColumn(
            name=plain(name, 80),
            address=address(searched["url"]),
            extent="，".join(parts),
            at=clock(searched["at"]) if searched.get("at") else "",
            pages=self._few(self._db.execute(query.order_by(f.n)).all(), LISTED),
            looks=self._receipts(searched["column"]),
        )

    def _few(self, rows: Sequence[Any], role: str) -> tuple[Record, ...]:
        found: list[Record] = []
        for row in rows:
            if len(self._known) >= MOST_RECORDS or self._size >= MOST_BYTES:
                self._left += len(rows) - len(found)
                break
            self._size += row.length
            found.append(self._record(row, role))
        return tuple(found)

    def _receipts(self, column: str) -> tuple[Look, ...]:
        """The receipts of a column before, in and after the judged run."""
        before = [run for run in self._closed if run < self._run]
        after = [run for run in self._closed if run > self._run]
        v = t.visits.c
        found = []
        for which, runs in (("前一次", before[::-1]), ("本次", [self._run]), ("后一次", after)):
            query = sa.select(t.visits).where(v.site == self._site, v.column == column, v.run.in_(runs))
            rows = {row.run: row for row in self._db.execute(query)}
            visit = next((rows[run] for run in runs if run in rows), None)
            if visit is None:
                found.append(Look(which, "—", "", "没有查看过" if which != "本次" else "本次没有查看"))
            else:
                found.append(Look(which, f"第 {visit.run} 次采集", clock(visit.begun), _receipt(visit)))
        return tuple(found)

    def _second(self, look: dict[str, Any]) -> SecondLine:
        sha256 = (look["snapshot"] or "").removeprefix("sha256:")
        row = self._fetched(sha256, look["url"], look["at"]) if sha256 else None
        hits = "；".join(f"另见《{plain(hit['title'], 120)}》" for hit in look["hits"])
        return SecondLine(
            path=PATHS.get(look["path"], look["path"]),
            words=plain(look["words"], 80),
            address=address(look["url"]),
            at=clock(look["at"]),
            result=plain(look["cause"], 120) or hits or "未见",
            record=self._record(row, SECOND) if row is not None else None,
        )

    # ---- records

    def _record(self, row: Any, role: str) -> Record:
        key = (row.run, row.n)
        if key not in self._known:
            self._known[key] = self._read(row, role)
        return self._known[key]

    def _read(self, row: Any, role: str) -> Record:
        folder, place = self._archive.folder / "warc", Place(row.warc, row.offset, row.length)
        named = f"第 {row.run} 次采集第 {row.n} 次抓取（{row.warc} 第 {row.offset} 字节）"
        try:
            blob = bytes_at(folder, place)
        except BadInput as error:
            raise Altered(f"{named}：{error}") from None
        stored = inspect(blob)
        seal = self._sealed.get(row.sha256) if row.status != 304 else None
        if stored is None or stored.sha256 != row.sha256 or stored.sealed != (seal is not None):
            raise Altered(f"{named}：内容与校验码不符")
        # The reason phrase of the stored line is not the server's, only the number is.
        status, headers = f"HTTP {row.status}" if row.status else "浏览器所见", head_of(blob)
        if seal is not None:
            return Record(row, role, address(row.url), "", (), blob, None, "", seal)
        shown = tuple((plain(name, 60), plain(value, 600)) for name, value in headers)
        if row.status == 304:
            kept = why_kept_back((b"", ""), row.url, headers)
            return Record(row, role, address(row.url), status, shown, blob, None, kept)
        body, content_type = payload_at(folder, place)
        scrubbed = self._scrub.of(body)
        kept = NAMES_HIDDEN if scrubbed != body else why_kept_back((body, content_type), row.url, headers)
        return Record(row, role, address(row.url), status, shown, blob, (scrubbed, content_type), kept)


def _answer(row: Any) -> str:
    if row.status == 304:
        return "网站答复未改动（304）"
    if row.status is None:
        return f"没有应答（{plain(row.cause, 80)}）" if row.cause else "没有应答"
    return f"HTTP {row.status}"


def _receipt(visit: Any) -> str:
    word = "已看全" if visit.complete else OUTCOME_WORDS.get(visit.outcome, "没有看全")
    parts = [word, f"{visit.pages_fetched} 页，{visit.rows} 条"]
    if visit.oldest:
        parts.append(f"最早一条 {visit.oldest}")
    if visit.stopped_because:
        parts.append(plain(visit.stopped_because, 120))
    return "，".join(parts)
