"""OFD（GB/T 33190）：压缩包里的 XML，逐页取文字；同一高度的文字算一行。不解析实体，不画页面。"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crawler.files.bounds import MAX_PAGES, MAX_PAGES_SEEN, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState
from crawler.files.packed import joined, open_zip, xml_member
from crawler.files.properties import of_ofd, pairs
from crawler.files.words import heading, lines

_ROOT: Final = "OFD.xml"
_SAME_LINE: Final = 1.5  # millimetres between the baselines of one line
_GAP: Final = 2.5  # millimetres between the end of one piece and the next that are read as a blank
_MAX_PIECES: Final = 50_000  # of text on one page


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters: where its baseline lies, where it begins and ends (millimetres from the page's upper left)."""

    y: float
    left: float
    right: float
    words: str


def read(content: bytes, tables: bool) -> FileReading:
    """Read an OFD. Raises Unreadable when it is damaged or encrypted."""
    with open_zip(content) as packed:
        names = {entry.filename for entry in packed.infolist()}
        if any(name.rpartition("/")[2] in ("Encryptions.xml", "entriesmap.dat") for name in names):
            raise Unreadable("文件加密，需要密码")
        root = xml_member(packed, _root(names))
        metadata = [pair for info in root.iter("{*}DocInfo") for pair in of_ofd(info)]
        pages = [
            page for body in root.iter("{*}DocRoot") for page in _pages(packed, joined("", (body.text or "").strip()))
        ]
        if not 0 < len(pages) <= MAX_PAGES_SEEN:
            raise Unreadable(f"有 {len(pages)} 页，超过 {MAX_PAGES_SEEN} 页，不读" if pages else "没有一页，文件不完整")
        room = Room()
        parts, missing, pictured = [], "", 0
        for number, (page, document) in enumerate(pages[:MAX_PAGES], 1):
            try:
                text, has_image = _page(packed, page, document)
            except Unreadable as error:
                missing = missing or error.cause
                text, has_image = "", False
            pictured += has_image and not text
            parts.append(FilePart(f"第{number}页", room.text(text)))
    if missing and not any(part.text for part in parts):
        raise Unreadable(missing)
    scanned = pictured * 2 > len(parts)
    if pictured:
        metadata.append(("scanned_pages", str(pictured)))
    return FileReading(
        kind="ofd",
        state=FileState.SCANNED if scanned else FileState.READ,
        cause=f"是扫描件，{len(parts)} 页中 {pictured} 页没有文字" if scanned else "",
        parts=tuple(parts),
        page_count=len(pages),
        heading=heading(part.text for part in parts[:2]),
        metadata=pairs(metadata),
        truncated=room.full or bool(missing) or len(pages) > len(parts),
    )


def _root(names: set[str]) -> str:
    return next((name for name in sorted(names) if name.lower() == _ROOT.lower()), _ROOT)


def _pages(packed: zipfile.ZipFile, document: str) -> Iterator[tuple[str, str]]:
    """For each page its member and that of its document."""
    root = xml_member(packed, document)
    for page in root.iterfind("{*}Pages/{*}Page"):
        yield joined(document, page.get("BaseLoc", "")), document


def _templates(packed: zipfile.ZipFile, document: str) -> dict[str, str]:
    """The members of a document's page templates by their ids."""
    root = xml_member(packed, document)
    found = root.iterfind("{*}CommonData/{*}TemplatePage")
    return {template.get("ID", ""): joined(document, template.get("BaseLoc", "")) for template in found}


def _page(packed: zipfile.ZipFile, name: str, document: str) -> tuple[str, bool]:
    """A page's text, that of its templates included, and whether there is a picture on it."""
    root = xml_member(packed, name)
    roots = [root]
    if used := [found.get("TemplateID", "") for found in root.iterfind("{*}Template")]:
        known = _templates(packed, document)
        roots += [xml_member(packed, known[template]) for template in used[:4] if template in known]
    pieces: list[_Piece] = []
    for each in roots:
        pieces += _pieces(each)
    has_image = any(next(each.iter("{*}ImageObject"), None) is not None for each in roots)
    return "\n".join(lines(_laid_out(pieces))), has_image


def _pieces(root: Any) -> Iterator[_Piece]:
    for count, found in enumerate(root.iter("{*}TextObject")):
        if count >= _MAX_PIECES:
            return
        x, y, width, _ = (*_numbers(found.get("Boundary", "")), 0.0, 0.0, 0.0, 0.0)[:4]
        for code in found.iterfind("{*}TextCode"):
            left = x + next(iter(_numbers(code.get("X", ""))), 0.0)
            base = y + next(iter(_numbers(code.get("Y", ""))), 0.0)
            yield _Piece(base, left, x + width, code.text or "")


def _numbers(words: str) -> list[float]:
    found = []
    for word in words.split()[:8]:
        try:
            found.append(float(word))
        except ValueError:
            return found
    return found


def _laid_out(pieces: list[_Piece]) -> str:
    """The pieces line by line. Their order in the file is not the order of reading: seals and heads come anywhere."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda found: found.y):
        if rows and piece.y - rows[-1][0].y <= _SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return "\n".join(_row(sorted(row, key=lambda found: found.left)) for row in rows)


def _row(pieces: list[_Piece]) -> str:
    said, end = "", None
    for piece in pieces:
        if end is not None and piece.left - end > _GAP:
            said += " "
        said += piece.words
        end = piece.right
    return said
