"""File readings as they are stored and handed between processes: JSON, compressed; personal numbers masked in what is stored."""

import json
import zlib
from dataclasses import replace
from typing import Any, Final

from crawler.extract.exposure import exposures
from crawler.files.model import FileMember, FilePart, FileReading, FileState, FileTable
from crawler.mask import mask

READER: Final = "file"  # name of the file reader in crawl_reading
IDENTITY_NUMBERS: Final = "identity_numbers"  # name in a reading's metadata
_MOST_PARTS: Final = 20
VERSION: Final = 3  # raised when a reader of any kind reads more or otherwise


def pack_file(reading: FileReading) -> bytes:
    """A reading as stored: personal numbers masked, JSON, compressed."""
    return to_bytes(masked(reading))


def unpack_file(blob: bytes) -> FileReading:
    """The inverse of ``pack_file``."""
    return _reading(json.loads(zlib.decompress(blob)))


def to_bytes(reading: FileReading) -> bytes:
    """A reading as it is, JSON, compressed."""
    return zlib.compress(
        json.dumps(_value(reading), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 6
    )


def from_bytes(blob: bytes, most: int) -> FileReading:
    """The inverse of ``to_bytes`` for bytes of a process that may have been misled; raises ValueError on anything else."""
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(blob, most)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise ValueError("larger than allowed, or cut short")
        return _reading(json.loads(plain))
    except (zlib.error, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError("no reading") from error


def masked(reading: FileReading) -> FileReading:
    """The reading with every personal number in it masked, in all words it holds."""
    return replace(
        reading,
        cause=mask(reading.cause),
        parts=tuple(_masked_part(part) for part in reading.parts),
        heading=mask(reading.heading),
        metadata=(*((name, mask(value)) for name, value in reading.metadata), *_identity_numbers(reading)),
        members=tuple(FileMember(mask(member.name), masked(member.reading)) for member in reading.members),
    )


def _identity_numbers(reading: FileReading) -> list[tuple[str, str]]:
    """Where the file showed whole identity numbers, before they are masked for good: part and count, never the number."""
    found = []
    for n, part in enumerate(reading.parts, 1):
        if mask(part.text) != part.text and (count := len(exposures(part.text, person=False))):
            found.append((IDENTITY_NUMBERS, f"{mask(part.label) or f'第{n}部分'}：{count} 处"))
    return found[:_MOST_PARTS]


def _masked_part(part: FilePart) -> FilePart:
    tables = tuple(
        FileTable(tuple(tuple(mask(cell) for cell in row) for row in table.rows), mask(table.caption))
        for table in part.tables
    )
    return FilePart(mask(part.label), mask(part.text), tables, part.hidden)


def _value(reading: FileReading) -> dict[str, Any]:
    return {
        "kind": reading.kind,
        "state": reading.state.value,
        "cause": reading.cause,
        "parts": [
            [part.label, part.text, [[table.rows, table.caption] for table in part.tables], part.hidden]
            for part in reading.parts
        ],
        "page_count": reading.page_count,
        "heading": reading.heading,
        "metadata": reading.metadata,
        "members": [[member.name, _value(member.reading)] for member in reading.members],
        "truncated": reading.truncated,
    }


def _reading(value: dict[str, Any]) -> FileReading:
    count = value["page_count"]
    return FileReading(
        kind=str(value["kind"]),
        state=FileState(value["state"]),
        cause=str(value["cause"]),
        parts=tuple(
            FilePart(str(label), str(text), tuple(_table(rows, caption) for rows, caption in tables), bool(hidden))
            for label, text, tables, hidden in value["parts"]
        ),
        page_count=None if count is None else int(count),
        heading=str(value["heading"]),
        metadata=tuple((str(name), str(words)) for name, words in value["metadata"]),
        members=tuple(FileMember(str(name), _reading(reading)) for name, reading in value["members"]),
        truncated=bool(value["truncated"]),
    )


def _table(rows: list[list[str]], caption: str) -> FileTable:
    return FileTable(tuple(tuple(str(cell) for cell in row) for row in rows), str(caption))
