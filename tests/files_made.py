"""Files made for tests, by hand and with made-up content: what programs write, what is broken, and what does harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MILLION = 1_000_000


def packed(members: Mapping[str, bytes | str], level: int = 6) -> bytes:
    """A zip file of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(_member(name), content)
    return made.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    """The same bytes whenever they are made: names of test cases hold them."""
    info = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def members(archive: bytes) -> dict[str, bytes | str]:
    """What an archive holds."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return {name: source.read(name) for name in source.namelist()}


def with_members(archive: bytes, further: Mapping[str, bytes | str]) -> bytes:
    """The archive with further members."""
    return packed({**members(archive), **further})


def without(archive: bytes, gone: str) -> bytes:
    """The archive without one member."""
    return packed({name: content for name, content in members(archive).items() if name != gone})


def huge(name: str, size: int, others: Mapping[str, bytes | str] | None = None, start: bytes = b"") -> bytes:
    """A zip file whose member ``name`` unpacks to ``size`` bytes of blanks after ``start``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in (others or {}).items():
            archive.writestr(_member(other), content)
        with archive.open(_member(name), "w", force_zip64=True) as stream:
            stream.write(start)
            for _ in range(size // (8 * MILLION)):
                stream.write(b" " * (8 * MILLION))
    return made.getvalue()


def lying(archive: bytes, size: int = 1_000) -> bytes:
    """The same zip file, its directory saying that every member unpacks to ``size`` bytes."""
    patched = bytearray(archive)
    at = 0
    while (at := patched.find(b"PK\x01\x02", at)) >= 0:
        patched[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(patched)


def named(members: Mapping[bytes, bytes]) -> bytes:
    """A zip file with these raw names and no flag that says how they are written."""
    local, central = bytearray(), bytearray()
    for raw, content in members.items():
        central += _listed(raw, content, len(local))
        head = struct.pack("<HHHHH", 20, 0, 0, 0, 33)
        sizes = struct.pack("<III", zlib.crc32(content), len(content), len(content))
        local += b"PK\x03\x04" + head + sizes + struct.pack("<HH", len(raw), 0) + raw + content
    return bytes(local + central + _end(len(members), len(central), len(local)))


def _listed(raw: bytes, content: bytes, place: int) -> bytes:
    head = struct.pack("<HHHHHH", 20, 20, 0, 0, 0, 33)
    sizes = struct.pack("<III", zlib.crc32(content), len(content), len(content))
    return b"PK\x01\x02" + head + sizes + struct.pack("<HHHHHII", len(raw), 0, 0, 0, 0, 0, place) + raw


def _end(count: int, size: int, place: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, place, 0)


def overlapping(one: bytes, count: int) -> bytes:
    """A zip of one member whose directory lists that member ``count`` times."""
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry = one[at:end]
    return one[:at] + entry * count + _end(count, len(entry) * count, at)


# ---- office files


_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(body: str, others: Mapping[str, bytes | str] | None = None, head: str = "") -> bytes:
    """A docx with this XML in its body; ``head`` stands before the root element."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _package("word/document.xml"),
            "word/document.xml": f'{_HEAD}{head}<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
            **(others or {}),
        }
    )


def _package(main: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'


def paragraphs(*words: str) -> str:
    """Paragraphs of a docx."""
    return "".join(f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>" for word in words)


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[str | float]]],
    states: Mapping[str, str] | None = None,
    others: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A workbook; ``states`` says which sheets are hidden or veryHidden."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    return packed(
        {
            "[Content_Types].xml": _HEAD
            + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": _package("xl/workbook.xml"),
            "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
            **{f"xl/worksheets/sheet{n}.xml": _sheet(sheets[name]) for n, name in enumerate(names, 1)},
            **(others or {}),
        }
    )


def _sheet(rows: Sequence[Sequence[str | float]]) -> str:
    made = []
    for r, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + c)}{r}"><v>{value}</v></c>'
            if isinstance(value, float | int)
            else f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{value}</t></is></c>'
            for c, value in enumerate(row)
            if value != ""
        )
        made.append(f'<row r="{r}">{cells}</row>')
    return f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetData>{"".join(made)}</sheetData></worksheet>'


def with_sheet(rows: str, head: str = "") -> bytes:
    """A workbook whose only sheet has this XML as its rows; ``head`` stands before the root element."""
    sheet = f'{_HEAD}{head}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return xlsx({"表": [[""]]}, others={"xl/worksheets/sheet1.xml": sheet})


def ods(name: str, rows: Iterable[Iterable[str]]) -> bytes:
    """An OpenDocument workbook of one sheet."""
    spaces = "".join(f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{w}</text:p></table:table-cell>' for w in row)
        + "</table:table-row>"
        for row in rows
    )
    content = f'{_HEAD}<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="{name}">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'{_HEAD}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{mimetype}"/></m:manifest>'
    return packed({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of these streams, each at least a sector long and none in the mini stream."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    fat: list[int] = [0xFFFFFFFD]  # the first sector is the table itself
    content = bytearray()
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for number, (name, words) in enumerate(streams.items(), 1):
        padded = words.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % sector)
        start = len(fat)
        count = len(padded) // sector
        fat += [*range(start + 1, start + count), end]
        content += padded
        entries.append(_entry(name, 2, start, len(padded), right=number + 1 if number < len(streams) else free))
    entries += [bytes(64) + struct.pack("<III", free, free, free) + bytes(52)] * (-len(entries) % 4)
    directory = len(fat)
    fat += [*range(directory + 1, directory + len(entries) // 4), end]
    fat += [free] * (128 - len(fat))
    assert len(fat) == 128, "one sector of allocation table holds 64 kB"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack("<128I", *fat) + bytes(content) + b"".join(entries)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


def ofd(pages: Sequence[str], info: str = "", template: str = "", head: str = "") -> bytes:
    """An OFD with these page contents (XML within a layer); every page lies on ``template`` where one is given."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = (
        '<ofd:CommonData><ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        if template
        else ""
    )
    used = '<ofd:Template TemplateID="90"/>' if template else ""

    def page(layer: str, on: str = "") -> str:
        return (
            f"{_HEAD}{head}<ofd:Page {space}>{on}<ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content></ofd:Page>"
        )

    return packed(
        {
            "OFD.xml": f"{_HEAD}<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"{_HEAD}<ofd:Document {space}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **{f"Doc_0/Pages/Page_{n}/Content.xml": page(layer, used) for n, layer in enumerate(pages)},
            **({"Doc_0/Tpls/Tpl_0/Content.xml": page(template)} if template else {}),
        }
    )


def ofd_line(words: str, x: float, y: float, width: float = 100) -> str:
    """A text object of an OFD: its box's corner in millimetres, the baseline 5 below it."""
    return f'<ofd:TextObject Boundary="{x} {y} {width} 6"><ofd:TextCode X="0" Y="5">{words}</ofd:TextCode></ofd:TextObject>'


# ---- harm

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a0 "啊啊啊啊啊啊啊啊啊啊">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


def nested_zips(depth: int, inner: bytes, name: str = "里层.txt") -> bytes:
    """``inner`` in a zip in a zip …, ``depth`` of them."""
    made = packed({name: inner})
    for n in range(1, depth):
        made = packed({f"第{n}层.zip": made})
    return made


def doubling_zips(levels: int, fan: int) -> bytes:
    """Zips of ``fan`` zips each, ``levels`` deep, as small as one."""
    made = packed({"末.txt": b" " * (4 * MILLION)}, 9)
    for _ in range(levels):
        made = packed({f"{n}.zip": made for n in range(fan)}, 9)
    return made
