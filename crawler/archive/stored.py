"""One stored record looked at by itself: what kind it is, whose answer, and the digest of its payload."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator

from crawler.archive.custody import SEALED

TOMBSTONE: Final = "application/vnd.zwgk.sealed+json"  # media type of the record in the place of a sealed one
_BLOCK: Final = 1 << 18
_MOST_TOLD: Final = 100_000


@dataclass(frozen=True, slots=True)
class Stored:
    """``sha256`` is that of the payload as served; of a tombstone that of what was sealed, of a revisit that it confirms."""

    kind: str
    url: str
    status: int | None
    sha256: str
    sound: bool  # the record's own digests fit
    sealed: bool = False


def tombstone(told: Mapping[str, Any]) -> bytes:
    """What is written in the place of sealed bytes: all that is known of them, ``status`` and ``sha256`` at least."""
    return json.dumps({**told, "note": SEALED}, ensure_ascii=False, sort_keys=True, indent=1).encode()


def inspect(record: bytes) -> Stored | None:
    """What a stored record holds; None when it cannot be read."""
    try:
        found = next(iter(ArchiveIterator(BytesIO(record), check_digests=True)))
        head = found.rec_headers
        kind, url = found.rec_type, head.get_header("WARC-Target-URI") or ""
        if kind == "metadata" and head.get_header("Content-Type") == TOMBSTONE:
            told: dict[str, Any] = json.loads(found.raw_stream.read(_MOST_TOLD))
            return Stored(kind, url, told.get("status"), str(told.get("sha256")), _fits(found), True)
        digest = hashlib.sha256()
        while block := found.raw_stream.read(_BLOCK):
            digest.update(block)
        sha256 = digest.hexdigest()
        if kind == "revisit":
            sha256 = (head.get_header("WARC-Payload-Digest") or "").removeprefix("sha256:")
        code = found.http_headers.get_statuscode() if found.http_headers else ""
        return Stored(kind, url, int(code) if code.isdecimal() else None, sha256, _fits(found))
    except Exception:  # warcio raises many kinds for damaged bytes
        return None


def _fits(record: Any) -> bool:
    return record.digest_checker.passed is not False


def head_of(record: bytes) -> tuple[tuple[str, str], ...]:
    """The headers of an answer as the server sent them; () of what is none."""
    try:
        http = next(iter(ArchiveIterator(BytesIO(record)))).http_headers
    except Exception:  # as above
        http = None
    return tuple(http.headers) if http else ()
