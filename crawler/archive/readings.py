"""Readings and rows as they are stored: personal numbers masked, JSON, compressed."""

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from crawler.items import AttachmentLink, Candidate, PageReading, Row
from crawler.mask import mask

READER: Final = "page"  # name of the page reader in crawl_reading


def pack_reading(reading: PageReading) -> bytes:
    """A reading as stored: personal numbers masked, JSON, compressed."""
    value = {
        "url": reading.url,
        "fields": [[name, [[mask(c.value), c.source] for c in found]] for name, found in reading.fields],
        "text": mask(reading.text),
        "body_kind": reading.body_kind,
        "attachments": [[a.url, mask(a.name), a.media_type] for a in reading.attachments],
        "links": [[url, mask(text)] for url, text in reading.links],
        "media": list(reading.media),
        "encoding": reading.encoding,
        "declared_encoding": reading.declared_encoding,
    }
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def packed(text: str) -> bytes:
    """``text`` compressed. Most are short: making room for long ones would cost as much as the work itself."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 14, 7)
    return packer.compress(text.encode()) + packer.flush()


def unpack_reading(blob: bytes) -> PageReading:
    """The inverse of ``pack_reading``."""
    value = json.loads(zlib.decompress(blob))
    return PageReading(
        url=value["url"],
        fields=tuple((name, tuple(Candidate(v, s) for v, s in found)) for name, found in value["fields"]),
        text=value["text"],
        body_kind=value["body_kind"],
        attachments=tuple(AttachmentLink(*a) for a in value["attachments"]),
        links=tuple((url, text) for url, text in value["links"]),
        media=tuple(value["media"]),
        encoding=value["encoding"],
        declared_encoding=value["declared_encoding"],
    )


def rows_of(records: Iterable[Any]) -> tuple[Row, ...]:
    """Rows of ``crawl_listed`` as list rows."""
    return tuple(
        Row(
            r.url,
            r.title,
            date.fromisoformat(r.published) if r.published else None,
            r.date_text,
            r.doc_number,
            r.validity,
        )
        for r in records
    )
