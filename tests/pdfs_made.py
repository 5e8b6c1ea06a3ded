"""PDF files made for tests, object by object: pages of words, ruled tables, scans, and what does harm."""

import zlib
from collections.abc import Mapping, Sequence


def pdf(pages: Sequence[str | bytes], extra: Sequence[bytes] = (), resources: str = "", trailer: str = "") -> bytes:
    """A PDF with these content streams. The font F1 takes UTF-16 and says that each code is the sign of that number.

    ``extra`` are further objects, numbered from 10; ``resources`` names them for the pages.
    """
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 6 0 R >>",
        5: stream(_identity_map()),
        6: b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 80 >>",
        7: b"<< /Title (made) /Author (made) /CreationDate (D:20230226144123+06'41') >>",
    }
    objects |= {10 + n: content for n, content in enumerate(extra)}
    first = 10 + len(extra)
    for n, content in enumerate(pages):
        raw = content.encode() if isinstance(content, str) else content
        objects[first + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * n + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        ).encode()
        objects[first + 2 * n + 1] = raw if raw.startswith(b"<<") else stream(raw)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    return _pdf_file(objects, trailer)


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object, compressed."""
    raw = zlib.compress(content)
    return f"<< /Filter /FlateDecode /Length {len(raw)} {entries} >>\nstream\n".encode() + raw + b"\nendstream"


def shown(words: str, x: float = 60, y: float = 780, size: float = 12) -> str:
    """Operators that show one line of text."""
    return f"BT /F1 {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def ruled(rows: Sequence[Sequence[str]], top: float = 700, width: float = 120, height: float = 24) -> str:
    """A table with lines around its cells."""
    columns = len(rows[0])
    drawn = "".join(
        f"60 {top - height * r} m {60 + width * columns} {top - height * r} l S\n" for r in range(len(rows) + 1)
    )
    drawn += "".join(
        f"{60 + width * c} {top} m {60 + width * c} {top - height * len(rows)} l S\n" for c in range(columns + 1)
    )
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            for n, each in enumerate(words.split("\n")):
                drawn += shown(each, 64 + width * c, top - height * r - 10 - 9 * n, 8)
    return drawn


def picture() -> bytes:
    """An image object for ``extra``: the scan of a page."""
    return stream(
        b"\x80" * 100, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )


SCANNED_PAGE = "q 595 0 0 842 0 0 cm /Im1 Do Q\n"
SCAN = "/XObject << /Im1 10 0 R >>"


def _identity_map() -> bytes:
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256) if not 0xD8 <= high <= 0xDF]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    body = "".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Made def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}endcmap\nend\nend"
    ).encode()


def _pdf_file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    size = max(objects) + 1
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    made += f"trailer\n<< /Size {size} /Root 1 0 R /Info 7 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "11" * 32 + "> /U <" + "22" * 32 + "> /P -4 >> /ID [<00> <00>]"
)


def deflated_twice(size: int) -> bytes:
    """A PDF whose only page has a content of ``size`` bytes, compressed twice."""
    squeezer = zlib.compressobj(1)
    once = (
        b"".join(squeezer.compress(b"0 0 m 1 1 l S\n" * 600_000) for _ in range(size // 8_400_000)) + squeezer.flush()
    )
    raw = zlib.compress(once, 9)
    head = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(raw)} >>\nstream\n".encode()
    return pdf([head + raw + b"\nendstream"])


def nested_forms(levels: int, fan: int) -> bytes:
    """A PDF whose page shows a form that shows ``fan`` forms that show …, ``levels`` deep."""
    extra = []
    for level in range(levels):
        inner = shown("财政") if level == levels - 1 else f"/Fm{level + 1} Do\n" * fan
        link = "" if level == levels - 1 else f"/XObject << /Fm{level + 1} {10 + level + 1} 0 R >>"
        extra.append(
            stream(
                inner.encode(),
                f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> {link} >>",
            )
        )
    return pdf(["/Fm0 Do\n"], extra, "/XObject << /Fm0 10 0 R >>")
