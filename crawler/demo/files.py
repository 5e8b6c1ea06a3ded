"""Small real files made by hand: PDF, XLSX, DOCX, PNG, MP4. Same input, same bytes."""

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

_STAMP = (2023, 1, 1, 0, 0, 0)  # zip members carry a time; a fixed one keeps the bytes the same
_OFFICE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PDF_LINE_CHARS = 38
_PDF_PAGE_LINES = 40


def made(name: str, title: str, lines: list[str], tables: dict[str, list[list[str]]]) -> bytes:
    """The bytes of a file called ``name`` that says ``title`` and ``lines``; its ending decides the format."""
    ending = name.rsplit(".", 1)[-1]
    if ending == "pdf":
        return pdf([title, *lines, *_as_lines(tables)])
    if ending == "xlsx":
        return xlsx(tables or {"内容": [[title], *([line] for line in lines)]})
    if ending == "docx":
        return docx([title, *lines])
    if ending == "png":
        return png(600, 800, zlib.crc32(name.encode()))
    if ending == "mp4":
        return _box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41") + _box(b"free", b"") + _box(b"mdat", name.encode())
    raise ValueError(f"no way to make a file called {name}")


def pdf(lines: list[str]) -> bytes:
    """A PDF with a text layer in Chinese: a font that every reader substitutes, with a map back to Unicode."""
    wrapped = [line[at : at + _PDF_LINE_CHARS] for line in lines for at in range(0, len(line), _PDF_LINE_CHARS)]
    pages = [wrapped[at : at + _PDF_PAGE_LINES] for at in range(0, len(wrapped), _PDF_PAGE_LINES)] or [[]]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>",
        _pdf_stream(_unicode_map()),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -18 Td\n" for line in page)
        objects.append(_pdf_stream(f"BT /F1 12 Tf 60 780 Td\n{shown}ET".encode()))
    return _pdf_file(objects)


def scanned_pdf(pages: int, shade: int) -> bytes:
    """A PDF as a copier makes it: each page one grey picture, and no text."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    picture = zlib.compress(bytes([160 + shade % 80] * 64), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
        + f" /Filter /FlateDecode /Length {len(picture)} >>\nstream\n".encode()
        + picture
        + b"\nendstream",
    ]
    for number in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /XObject << /P1 3 0 R >> >> >>".encode()
        )
        objects.append(_pdf_stream(b"q 595 0 0 842 0 0 cm /P1 Do Q"))
    return _pdf_file(objects)


def xlsx(sheets: dict[str, list[list[str]]]) -> bytes:
    """A workbook with one sheet of text cells for each entry."""
    names = list(sheets)
    main = f"{_OFFICE}/spreadsheetml/2006/main"
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    linked = "".join(_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1))
    typed = "".join(
        _override(f"/xl/worksheets/sheet{n}.xml", "spreadsheetml.worksheet") for n in range(1, len(names) + 1)
    )
    members = {
        "[Content_Types].xml": _types(_override("/xl/workbook.xml", "spreadsheetml.sheet.main") + typed),
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{main}" xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(linked),
    }
    for number, name in enumerate(names, 1):
        rows = "".join(f'<row r="{r}">{_cells(r, row)}</row>' for r, row in enumerate(sheets[name], 1))
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_HEAD}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return _zip(members)


def docx(lines: list[str]) -> bytes:
    """A text document, one paragraph a line."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    return _zip(
        {
            "[Content_Types].xml": _types(_override("/word/document.xml", "wordprocessingml.document.main")),
            "_rels/.rels": _relations(_relation(1, "officeDocument", "word/document.xml")),
            "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        }
    )


def png(width: int, height: int, shade: int) -> bytes:
    """A picture of one colour."""
    pixel = bytes((160 + shade % 80, 160 + shade // 80 % 80, 160 + shade // 6400 % 80))
    rows = (b"\x00" + pixel * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _as_lines(tables: dict[str, list[list[str]]]) -> list[str]:
    return [line for name, rows in tables.items() for line in (name, *("　".join(row) for row in rows))]


def _unicode_map() -> bytes:
    """The font's codes are already UCS-2: map each to itself, 100 ranges a block as the format demands."""
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [ranges[at : at + 100] for at in range(0, 256, 100)]
    body = "\n".join(f"{len(b)} beginbfrange\n" + "\n".join(b) + "\nendbfrange" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _pdf_stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _cells(row: int, values: list[str]) -> str:
    return "".join(
        f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        for column, value in enumerate(values)
    )


def _types(overrides: str) -> str:
    package = f"{_OFFICE}/package/2006/content-types"
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{package}">{rels}{xml}{overrides}</Types>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'


def _relations(entries: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{entries}</Relationships>'


def _relation(number: int, kind: str, target: str) -> str:
    base = f"{_OFFICE}/officeDocument/2006/relationships"
    return f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'


def _zip(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content
