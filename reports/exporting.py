"""The evidence of one finding as a folder that opens offline and can be checked without this program.

Written beside its place first, then put there whole. It holds no clock: the same archive gives the same bytes.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from warcio.warcwriter import WARCWriter

from crawler import site as sites
from crawler.archive import Archive, Corpus, custody
from crawler.archive import tables as t
from crawler.archive.offered import shown_readings
from crawler.archive.store import TOOL
from crawler.tomlfile import BadInput, os_reason
from reports import screenshot
from reports.exported import EVIDENCE, Gathered, Record, gather
from reports.html import environment
from reports.rendering import Copy, Piece, render
from reports.told import check_title, quote_anchor
from reports.wording import CHINA, DEFECT_WORDS, MARKS, STRENGTH_WORDS, clock, plain
from rules import catalogue as catalogues
from rules.discretion import TELLING, discreet_value, hidden_in, told_in
from rules.findings import Recorded, last_recorded, values_of
from rules.model import Defect, Status, Strength

WARC: Final = "evidence.warc.gz"
SUMS: Final = "SHA256SUMS"
README: Final = "说明.txt"
_AROUND: Final = 3  # blocks shown before and after the quoted passage
_MOST_SHOWN: Final = 400  # characters of one such block


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records were written and how many kept back; lines for whoever asked."""

    records: int
    left_out: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The rendering of one payload. ``excerpt`` is the quoted passage with what stands around it."""

    number: int
    path: str
    picture: str
    record: Record
    text: Copy
    excerpt: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the records stand in the chain of manifests."""

    n: int
    sha256: str
    at: str


def export(
    archive: Archive,
    fingerprint: str,
    out: Path,
    *,
    who: str = "",
    unmasked: bool = False,
    at: datetime,
    screenshots: bool = False,
) -> Exported:
    """Write the folder. Raises BadInput for a wrong number or folder, Altered when evidence is not what was archived."""
    if unmasked:
        who = custody.said(who, "经手人（--by）")
    _refuse(out)
    recorded = last_recorded(archive, fingerprint)
    if recorded is None:
        raise BadInput(f"没有编号为 {plain(fingerprint, 40)} 的问题；判定须先用 zwgk run 或 check --record 记录")
    gathered = gather(archive, recorded) if unmasked else _discreet(archive, recorded)
    handed = [r for r in gathered.records if unmasked or not r.why_not]
    entry = _log(archive, fingerprint, handed, who, at) if unmasked else None
    fresh = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        notes = _write(archive, gathered, handed, fresh, entry=entry, screenshots=screenshots)
        if out.exists():
            out.rmdir()
        fresh.rename(out)
    except OSError as error:
        raise BadInput(f"{out} 不能写入：{os_reason(error)}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Exported(len(handed), len(gathered.records) - len(handed), tuple(notes))


def _discreet(archive: Archive, recorded: Recorded) -> Gathered:
    """What is handed on: without what no shared output names. All of it leaves with ``unmasked`` alone, and is logged."""
    run = next((run for run in archive.runs() if run.run == recorded.run), None)
    if run is None:
        return gather(archive, recorded)
    corpus = Corpus(archive, sites.nameless(archive.site), run, date.fromisoformat(recorded.as_of))
    told = [address for value in values_of(archive, recorded.judgement, TELLING) for address in told_in(value)]
    hidden = hidden_in(corpus, told)
    return gather(archive, replace(recorded, value=discreet_value(recorded.value, hidden)), hidden.scrub)


def _refuse(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInput(f"{out} 已有内容，没有改动；请用 --out 指定不存在的或空的文件夹")
    above = next(folder for folder in out.absolute().parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK) or str(above).startswith(("/proc", "/sys")):
        raise BadInput(f"{out} 不能写入；请用 --out 指定别的文件夹")


def _log(archive: Archive, fingerprint: str, handed: Sequence[Record], who: str, at: datetime) -> custody.Entry:
    """Written before anything is handed out: an export that failed is logged too."""
    note = {"records": [f"{r.row.run}/{r.row.n}" for r in handed], "personal": sum(bool(r.why_not) for r in handed)}
    with archive.engine.begin() as db:
        return custody.append(
            db, archive.site, custody.UNMASKED, fingerprint, who=who, why="导出未遮盖的原始内容", at=at, note=note
        )


def _write(
    archive: Archive,
    gathered: Gathered,
    handed: Sequence[Record],
    folder: Path,
    *,
    entry: custody.Entry | None,
    screenshots: bool,
) -> list[str]:
    notes = []
    copies = _copies(archive, gathered)
    pages = environment()
    given = _given(archive, gathered)
    (folder / "copies").mkdir()
    for copy in copies.values():
        _page(pages, "export_copy.html", folder / copy.path, copy=copy, text=copy.text, root="../", **given)
    pictures: dict[int, str] = {}
    if screenshots:
        pictures, told = _pictures(folder, copies)
        notes += told
    _bundle(folder / WARC, gathered.recorded, handed)
    _page(
        pages, "export.html", folder / "index.html", g=gathered, f=_finding(gathered.recorded), copies=copies,
        pictures=pictures, entry=entry, handed={(r.row.run, r.row.n) for r in handed}, root="", **given,
    )  # fmt: skip
    (folder / README).write_text(_readme(gathered, handed, entry), encoding="utf-8", newline="\n")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(p for p in folder.rglob("*") if p.is_file())
    ]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
    return notes


def _page(pages: Any, template: str, path: Path, **given: Any) -> None:
    path.write_text(pages.get_template(template).render(given), encoding="utf-8", newline="\n")


# ---- what the pages print


def _given(archive: Archive, gathered: Gathered) -> dict[str, Any]:
    recorded = gathered.recorded
    m, r = t.manifests.c, t.runs.c
    with archive.engine.connect() as db:
        profile = db.execute(sa.select(r.profile).where(r.site == archive.site, r.run == recorded.run)).scalar() or ""
        query = sa.select(m.n, m.sha256, m.at).where(m.site == archive.site, m.run == recorded.run, m.reason == "run")
        row = db.execute(query.order_by(m.n).limit(1)).first()
        last = db.execute(
            sa.select(m.n, m.sha256, m.at).where(m.site == archive.site).order_by(m.n.desc()).limit(1)
        ).first()
    return {
        "site": _site_name(archive.site, profile),
        "document": _document(recorded),
        "chain": Chain(row.n, row.sha256, clock(row.at)) if row else None,
        "head": Chain(last.n, last.sha256, clock(last.at)) if last else None,
        "recorded": recorded,
    }


def _site_name(site: str, profile: str) -> str:
    """The portal's name where the bundled profile is the one that was followed; else its id."""
    try:
        known = sites.load(site)
    except BadInput:
        return plain(f"站点 {site}", 80)
    return plain(known.name if known.digest == profile else f"站点 {site}", 80)


def _document(recorded: Recorded) -> str:
    try:
        known = catalogues.load(recorded.document)
    except BadInput:
        return plain(recorded.document, 80)
    return plain(f"《{known.title}》" if known.digest == recorded.document_digest else recorded.document, 160)


def _finding(recorded: Recorded) -> dict[str, Any]:
    value = recorded.value
    status, machine = Status(value["status"]), Status(value["machine_status"])
    return {
        "mark": MARKS[status],
        "machine": MARKS[machine] if machine is not status else None,
        "title": check_title(value["check"]),
        "defect": DEFECT_WORDS[Defect(value["defect"])] if value["defect"] else "",
        "unit": plain(value["unit_name"], 80),
        "row": f"第{int(value['row'])}行" if value["row"] else "法定事项",
        "reason": plain(value["reason"], 1200),
        "question": plain(value["question"], 600),
        "quote": plain(value.get("quote", ""), 600),
        "due": value["due"] or "",
        "basis": [
            (plain(b["source"], 200), plain(b["clause"], 200), STRENGTH_WORDS[Strength(b["strength"])])
            for b in value["basis"]
        ],
        "fingerprint": plain(value["fingerprint"], 16),
    }


def _copies(archive: Archive, gathered: Gathered) -> dict[str, CopyPage]:
    """A page for each payload that can be shown, by its sha256, in the order cited."""
    passages: dict[str, dict[str, str]] = {}
    for cited in gathered.cited:
        if cited.snapshot and cited.passage:
            passages.setdefault(cited.snapshot, {})[quote_anchor(cited.passage)] = plain(cited.passage, 400)
    cited_first = [c.record for c in gathered.cited if c.record]
    read = shown_readings(archive, [record.row.sha256 for record in gathered.records])
    found: dict[str, CopyPage] = {}
    for record in (*cited_first, *gathered.records):
        sha256 = record.row.sha256
        if record.payload is None or sha256 in found:
            continue
        number = len(found) + 1
        text = render(record.payload, record.row.url, tuple(passages.get(sha256, {}).items()), read.get(sha256))
        name = f"{number:02d}-{sha256[:12]}"
        found[sha256] = CopyPage(
            number, f"copies/{name}.html", f"copies/{name}.png", record, text, tuple(_excerpt(text.blocks))
        )
    return found


def _excerpt(blocks: Sequence[tuple[Piece, ...]]) -> Iterator[tuple[Piece, ...]]:
    marked = [n for n, block in enumerate(blocks) if any(piece.marked for piece in block)]
    shown = {n for m in marked for n in range(m - _AROUND, m + _AROUND + 1) if 0 <= n < len(blocks)}
    before = -1
    for n in sorted(shown):
        if n > before + 1:
            yield (Piece("……"),)
        yield tuple(Piece(_short(piece), piece.marked) for piece in blocks[n])
        before = n
    if shown and before < len(blocks) - 1:
        yield (Piece("……"),)


def _short(piece: Piece) -> str:
    return piece.text if piece.marked or len(piece.text) <= _MOST_SHOWN else piece.text[:_MOST_SHOWN] + "…"


def _pictures(folder: Path, copies: dict[str, CopyPage]) -> tuple[dict[int, str], list[str]]:
    """Pictures of the pages cited as evidence: number → remark; and what to tell."""
    if not screenshot.program():
        return {}, ["提示：本机没有 chromium，没有附截图；其余内容照常导出"]
    found, told = {}, []
    for copy in copies.values():
        if not copy.text.blocks or not (copy.excerpt or copy.record.role == EVIDENCE):
            continue
        lengths = [sum(len(piece.text) for piece in block) for block in copy.text.blocks]
        lengths += [len(name) + len(value) for name, value in (*copy.record.headers, *copy.text.meta)]
        remark = screenshot.take(folder / copy.path, folder / copy.picture, lengths)
        if (folder / copy.picture).is_file():
            found[copy.number] = remark
        if remark:
            told.append(f"提示：{copy.path}：{remark}")
    return found, told


# ---- the bytes


def _bundle(path: Path, recorded: Recorded, handed: Sequence[Record]) -> None:
    """The records byte for byte as they are stored, behind a record that says what the file is."""
    newest = max((datetime.fromisoformat(r.row.fetched_at) for r in handed), default=datetime(1970, 1, 1, tzinfo=CHINA))
    name = f"{recorded.value['fingerprint']}|{'|'.join(r.row.sha256 for r in handed)}"
    fields = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>",
        "WARC-Date": newest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Filename": WARC,
    }
    told = f"software: {TOOL}\r\nformat: WARC File Format 1.1\r\ndescription: {recorded.value['fingerprint']}\r\n"
    writer = WARCWriter(out := BytesIO(), gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            "", "warcinfo", payload=BytesIO(told.encode()), warc_content_type="application/warc-fields",
            warc_headers_dict=fields,
        )
    )  # fmt: skip
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(out.getvalue())
        for record in handed:
            file.write(record.blob)


def _readme(gathered: Gathered, handed: Sequence[Record], entry: custody.Entry | None) -> str:
    value = gathered.recorded.value
    left = len(gathered.records) - len(handed)
    lines = [
        f"问题编号 {value['fingerprint']} 的证据",
        "",
        "index.html        用浏览器打开，不需要联网：问题、理由、依据、检索范围、每份证据",
        "copies/           存档内容的文字再现（个人号码已遮盖）",
        f"{WARC}  采集时保存的原始内容，WARC 1.1 格式",
        f"{SUMS}        本文件夹每个文件的 SHA-256",
        "",
        "不用本程序也可以核对：",
        f"1. 文件是否完好：在本文件夹中运行 sha256sum -c {SUMS}",
        f"2. 存证格式是否完好：pip install warcio 后运行 warcio check {WARC}",
        f"3. 取出某一份内容：warcio index -f warc-type,warc-target-uri,offset {WARC} 查出位置，",
        f"   warcio extract --payload {WARC} 位置 > 内容，再用 sha256sum 内容，应与 index.html 所列校验码相同。",
        "   （网站以压缩形式传送的，warcio 取出的是解压后的内容；校验码是对传送的原样算的，",
        "   这时用 Python：next(iter(ArchiveIterator(f))).raw_stream.read() 取原样。）",
        "",
    ]
    if entry is not None:
        lines.append(f"本次导出含未遮盖的原始内容，经手人 {entry.who}，已记入保管记录第 {entry.n} 条；请妥善保管，用后销毁。")
    elif left:
        lines.append(f"另有 {left} 条记录的原始内容未附（含个人号码、列有另行核实的信息，或不能确认是否含有），只附遮盖后的文字再现。")
    return "\n".join(lines) + "\n"

