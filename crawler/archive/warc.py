"""The evidence: every answer as it came, in WARC 1.1 files that any reader of that standard opens.

One file per crawl process, never opened again by another. Bytes are appended and synced before the database commits their
place, so a file may hold more than the database vouches for, never less.
"""

import hashlib
import os
import zlib
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.tomlfile import BadInput

# Of zlib: a tenth larger than its smallest, in less than half the time. A page fits the smaller window and memory.
_LEVEL, _WINDOW, _MEMORY = 3, 14 + 16, 7
MAX_PAYLOAD = 32_000_000  # bytes of one payload that are ever unpacked; what bombs hold beyond is not ours to read


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file name under ``warc/``, first byte, number of bytes."""

    file: str
    offset: int
    length: int


def digest(payload: bytes) -> str:
    """The name of a payload: lower-case hex of its SHA-256."""
    return hashlib.sha256(payload).hexdigest()


class Evidence:
    """One WARC file being written. Records are added to a buffer; ``sync`` puts them on disk for good."""

    def __init__(self, folder: Path, name: str, tool: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self._path = folder / name
        # 0600: pages may show personal data that we mask everywhere else.
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._end = 0
        self._buffer: list[bytes] = []
        self._add(
            lambda writer: writer.write_record(
                writer.create_warcinfo_record(name, {"software": tool, "format": "WARC File Format 1.1"})
            )
        )

    def add(
        self, url: str, status: int, reason: str, headers: Iterable[tuple[str, str]], payload: bytes, at: datetime
    ) -> Place:
        """Append one answer; its place counts from now on, its bytes are safe after ``sync``."""
        head = StatusAndHeaders(f"{status} {reason or 'Unknown'}", list(headers), protocol="HTTP/1.1")
        return self._append(_packed(_response(_ascii(url), at, head.to_ascii_bytes(), payload)))

    def add_unchanged(self, url: str, headers: Iterable[tuple[str, str]], sha256: str, at: datetime) -> Place:
        """Append that the server says (304) that it still serves the payload with this digest."""
        head = StatusAndHeaders("304 Not Modified", list(headers), protocol="HTTP/1.1")
        fields = {
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
            "WARC-Payload-Digest": f"sha256:{sha256}",
        }

        def write(writer: WARCWriter) -> None:
            writer.write_record(
                writer.create_warc_record(
                    _ascii(url), "revisit", payload=BytesIO(b""), http_headers=head, warc_headers_dict=fields
                )
            )

        return self._add(write)

    def add_shown(self, url: str, media_type: str, payload: bytes, at: datetime, kind: str = "resource") -> Place:
        """Append what a browser showed: no answer of the server, hence a resource (or our own words on one: metadata)."""
        fields = {"WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}

        def write(writer: WARCWriter) -> None:
            writer.write_record(
                writer.create_warc_record(
                    _ascii(url),
                    kind,
                    payload=BytesIO(payload),
                    warc_content_type=media_type,
                    warc_headers_dict=fields,
                )
            )

        return self._add(write)

    def _add(self, write: object) -> Place:
        out = BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        write(writer)  # type: ignore[operator]
        return self._append(out.getvalue())

    def _append(self, blob: bytes) -> Place:
        place = Place(self.name, self._end, len(blob))
        self._buffer.append(blob)
        self._end += len(blob)
        return place

    def sync(self) -> int:
        """Write what was added and wait until it is on the disk; the number of bytes the file now holds."""
        if self._buffer:
            view = memoryview(b"".join(self._buffer))
            begun = os.fstat(self._file).st_size
            try:
                while view:
                    view = view[os.write(self._file, view) :]
            except OSError:
                # Half a record must not stay: what is written next would lie at other places than recorded.
                os.ftruncate(self._file, begun)
                raise
            self._buffer.clear()
            os.fsync(self._file)
        return self._end

    def close(self) -> None:
        os.close(self._file)


def _response(url: str, at: datetime, head: bytes, payload: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """A response record, in pieces: what warcio writes, in a fifth of the time. It is written for every page."""
    block = sha1(head, usedforsecurity=False)
    block.update(payload)
    fields = (
        "WARC/1.1",
        f"WARC-Date: {at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        f"WARC-Target-URI: {url}",
        f"WARC-Payload-Digest: {_told(sha1(payload, usedforsecurity=False).digest())}",
        f"WARC-Block-Digest: {_told(block.digest())}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(head) + len(payload)}",
    )
    return ("\r\n".join((*fields, "", "")).encode(), head, payload, b"\r\n\r\n")


def _told(sha: bytes) -> str:
    """A digest as WARC files tell it."""
    return "sha1:" + b32encode(sha).decode("ascii")


def _packed(pieces: Iterable[bytes]) -> bytes:
    """One record as a gzip member of its own, so that it can be read alone."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
    return b"".join((*[packer.compress(piece) for piece in pieces], packer.flush()))


def payload_at(folder: Path, place: Place) -> tuple[bytes, str]:
    """The payload of one record, decoded from its content encoding, and its content type. Raises BadInput when damaged."""
    for decoded in (True, False):
        record = _record_at(folder, place)
        stream = record.content_stream() if decoded else record.raw_stream
        try:
            body = stream.read(MAX_PAYLOAD)
        except Exception:  # a wrong content encoding: any error of any decoder; fall back to raw bytes
            continue
        # What a browser showed has no head of its own; its type stands in the record's.
        return body, (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
    raise BadInput(f"存档 {place.file} 第 {place.offset} 字节处的记录无法读取")


def bytes_at(folder: Path, place: Place) -> bytes:
    """One record as it is stored, still packed. Raises BadInput when the file does not hold it."""
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            blob = file.read(place.length)
    except OSError as error:
        raise BadInput(f"存档 {place.file} 不能读取（{type(error).__name__}）") from None
    if len(blob) < place.length:
        raise BadInput(f"存档 {place.file} 第 {place.offset} 字节处的记录缺失")
    return blob


def _record_at(folder: Path, place: Place):  # type: ignore[no-untyped-def]
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            blob = file.read(place.length)
        record = next(iter(ArchiveIterator(BytesIO(blob))))
    except (OSError, StopIteration, Exception) as error:  # warcio raises many kinds for damaged bytes
        raise BadInput(
            f"存档 {place.file} 第 {place.offset} 字节处的记录已损坏或缺失（{type(error).__name__}）"
        ) from None
    return record


def truncate(path: Path, committed: int) -> bool:
    """Cut bytes the database does not vouch for; whether anything was cut. A shorter file raises BadInput."""
    size = path.stat().st_size
    if size < committed:
        raise BadInput(f"存档 {path.name} 比登记的短（{size} < {committed} 字节），可能已损坏；未作改动")
    if size > committed:
        with path.open("r+b") as file:
            file.truncate(committed)
            file.flush()
            os.fsync(file.fileno())
        return True
    return False


def _ascii(url: str) -> str:
    return url.encode("ascii", errors="backslashreplace").decode("ascii").replace(" ", "%20")
