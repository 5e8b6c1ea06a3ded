"""Whether an answer reached us whole."""

import zlib
from typing import Final

from scrapy.http import Response

_CHUNK: Final = 1 << 20
_MOST_CHUNKS: Final = 64


def is_cut(response: Response) -> bool:
    """Whether the answer stops before its end. A wrong Content-Length alone is no sign: a packed body knows its own end.

    Scrapy forgives half a gzip stream, and the rest of a list would be missing unnoticed; and it calls cut what is shorter
    than its Content-Length, though many a portal tells the length of the page before it was packed.
    """
    ended = _reaches_end(response.body) if _is_packed(response) else None
    return "dataloss" in response.flags if ended is None else not ended


def _is_packed(response: Response) -> bool:
    return (response.headers.get("Content-Encoding") or b"").strip().lower() in (b"gzip", b"x-gzip")


def _reaches_end(body: bytes) -> bool | None:
    """Whether a gzip body ends where its last member ends; None when it cannot be told: no gzip, or too much inside."""
    unpack, rest = zlib.decompressobj(31), body
    try:
        for _ in range(_MOST_CHUNKS):
            unpack.decompress(rest, _CHUNK)
            rest = unpack.unconsumed_tail
            if unpack.eof:
                rest = unpack.unused_data.lstrip(b"\0")
                if not rest:
                    return True
                unpack = zlib.decompressobj(31)
            elif not rest:
                return False
    except zlib.error:
        return None
    return None
