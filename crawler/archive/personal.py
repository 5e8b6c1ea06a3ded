"""Personal numbers in what was published: found as pages and files are read, before their text is masked and stored.

Kept are kind, place and a keyed digest (HMAC-SHA256 with a key of the archive's own): one number seen twice can be told to
be one, and nobody can tell which. The number itself stands in the archived bytes only.
"""

import hmac
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.files.model import FileReading
from crawler.items import PageReading
from crawler.mask import bare, mask, masked_spans

if TYPE_CHECKING:
    from crawler.archive.store import Archive

READER: Final = "personal"  # name in crawl_reading
VERSION: Final = 1
_KEY_FILE: Final = ".key"
_KEY_BYTES: Final = 32
_MOST: Final = 5_000  # marks of one page or file


@dataclass(frozen=True, slots=True)
class Mark:
    """One personal number. ``kind``: identity, old_identity, mobile or bank_card.

    ``where`` is a page's field (title, text, …), an attachment's name (attachment), or text, table, metadata of a file;
    ``member`` names the file inside an archive file. ``part``, ``table``, ``row``, ``column`` count from 0, -1 where they do not
    apply; ``start`` and ``end`` are characters of the masked text that is stored there. ``hidden``: a sheet nobody is shown.
    """

    kind: str
    where: str
    start: int
    end: int
    digest: str
    part: int = -1
    table: int = -1
    row: int = -1
    column: int = -1
    member: str = ""
    hidden: bool = False


def key_of(folder: Path) -> bytes:
    """The archive's own key, made on first use; readable by its owner only."""
    path = folder / _KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(key := os.urandom(_KEY_BYTES))
    return key


def marks_of_page(reading: PageReading, key: bytes) -> tuple[Mark, ...]:
    """The personal numbers of a page: in its fields, its text and the names of its files."""
    texts = [(name, candidate.value) for name, found in reading.fields for candidate in found]
    texts += [("text", reading.text), *(("attachment", link.name) for link in reading.attachments)]
    return _bounded(mark for where, text in texts for mark in _marks(text, key, where))


def marks_of_file(reading: FileReading, key: bytes) -> tuple[Mark, ...]:
    """The personal numbers of a file: shown and hidden parts, cells, metadata, and files inside it."""
    return _bounded(_in_file(reading, key, ""))


def pack_marks(marks: Iterable[Mark]) -> bytes:
    """As stored: JSON, compressed."""
    plain = [[getattr(mark, name) for name in Mark.__slots__] for mark in marks]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack_marks(blob: bytes) -> tuple[Mark, ...]:
    """The inverse of ``pack_marks``."""
    return tuple(Mark(**dict(zip(Mark.__slots__, values, strict=True))) for values in json.loads(zlib.decompress(blob)))


def marks_in(archive: "Archive", payloads: Sequence[tuple[str, str]]) -> tuple[Mark, ...]:
    """The marks of payloads (sha256, address or '' for a file), in that order."""
    r = t.readings.c
    wanted = [digest for digest, _ in payloads if digest]
    query = sa.select(r.sha256, r.url, r.value).where(
        r.site == archive.site, r.sha256.in_(wanted), r.reader == READER, r.version == VERSION
    )
    with archive.engine.connect() as db:
        found: dict[tuple[str, str], bytes] = {(row.sha256, row.url): row.value for row in db.execute(query)}
    return tuple(mark for key in payloads if key in found for mark in unpack_marks(found[key]))


def _in_file(reading: FileReading, key: bytes, member: str) -> Iterator[Mark]:
    for n, part in enumerate(reading.parts):
        yield from _marks(part.text, key, "text", part=n, member=member, hidden=part.hidden)
        for k, table in enumerate(part.tables):
            for i, row in enumerate(table.rows):
                for j, cell in enumerate(row):
                    yield from _marks(
                        cell, key, "table", part=n, table=k, row=i, column=j, member=member, hidden=part.hidden
                    )
    for name, value in reading.metadata:
        yield from _marks(f"{name}：{value}", key, "metadata", member=member)
    for inner in reading.members:
        yield from _in_file(inner.reading, key, "/".join(filter(None, (member, mask(inner.name)))))


def _marks(text: str, key: bytes, where: str, **place: int | str | bool) -> Iterator[Mark]:
    shorter = 0  # masking may shorten a number: the place is that in the text as it is stored
    for kind, start, end, shown in masked_spans(text):
        begin = start - shorter
        yield Mark(kind, where, begin, begin + len(shown), _digest(text[start:end], key), **place)  # type: ignore[arg-type]
        shorter += end - start - len(shown)


def _digest(number: str, key: bytes) -> str:
    return hmac.new(key, bare(number).encode(), sha256).hexdigest()


def _bounded(marks: Iterator[Mark]) -> tuple[Mark, ...]:
    return tuple(islice(marks, _MOST))

