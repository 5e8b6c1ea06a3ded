"""PDF：逐页文字由 PDFium 读出；表格由 pdfplumber 按框线读出，只在要求时、只读像有表格的页。

A page without text but with a picture over most of it is a scanned page. A file of which more than half of the pages are such
is SCANNED; of any other the metadata tell how many there are (``scanned_pages``).
"""

import ctypes
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from crawler.files.bounds import MAX_COLUMNS, MAX_PAGES, MAX_PAGES_SEEN, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.files.properties import of_pdf, pairs
from crawler.files.radicals import characters
from crawler.files.words import caption, cell, heading, lines

_TAIL: Final = 8_192  # bytes in which a whole file says that it ends; some programs add to it
_MAX_CHARS: Final = 200_000  # of one page
_FEW: Final = 40  # characters on a scanned page: its number, the stamp of a scanning program
_MAX_DRAWN: Final = 20_000  # objects of one page looked at
_TABLE_COST: Final = 60_000  # characters and lines in all pages whose tables are read; a full page has 1,500
_TABLE_COST_PAGE: Final = 8_000
_ABOVE: Final = 90.0  # points above a table in which its caption stands
_TABLE_WORDS: Final = re.compile(
    r"序号|项目|科目|合计|小计|金额|单位[:：]|指标|名称|编码|[一-鿿]表(?:\s|$)|责任|时限", re.MULTILINE
)
_FIELDS: Final = re.compile(r"\S+(?:\s+\S+){2,}")
_FIGURE: Final = re.compile(r"\d")
_STRANGE: Final = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_STRANGE_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a page showed: its text, whether it is a picture of a page, and how much is drawn on it."""

    text: str
    pictured: bool
    ruled: bool
    cost: int


def read(content: bytes, tables: bool) -> FileReading:
    """Read a PDF. Raises Unreadable when it is damaged, locked, of too many pages, or its text is no text."""
    import pypdfium2

    if b"%%EOF" not in content[-_TAIL:]:
        # PDFium mends such a file and reads the pages that came; what is missing there would be missed in the report.
        raise Unreadable("文件没有完整的结尾，可能没有下载完")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_refusal(error)) from error
    try:
        count = len(document)
        if not 0 < count <= MAX_PAGES_SEEN:
            raise Unreadable(f"有 {count} 页，超过 {MAX_PAGES_SEEN} 页，不读" if count else "没有一页，文件已损坏")
        room = Room()
        seen = [_seen(document, number, room) for number in range(min(count, MAX_PAGES))]
        metadata = of_pdf(document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()
    _refuse_strange(seen)
    parts = [FilePart(f"第{number}页", page.text) for number, page in enumerate(seen, 1)]
    truncated = room.full or count > len(seen)
    if tables:
        parts, all_read = _with_tables(content, seen, parts, room)
        truncated = truncated or not all_read
    pictured = sum(page.pictured for page in seen)
    if pictured:
        metadata.append(("scanned_pages", str(pictured)))
    scanned = pictured * 2 > len(seen)
    return FileReading(
        kind="pdf",
        state=FileState.SCANNED if scanned else FileState.READ,
        cause=f"是扫描件，{len(seen)} 页中 {pictured} 页没有文字" if scanned else "",
        parts=tuple(parts),
        page_count=count,
        heading=heading(part.text for part in parts[:2]),
        metadata=pairs(metadata),
        truncated=truncated,
    )


def _refusal(error: Exception) -> str:
    code = getattr(error, "err_code", None)
    if code == 4 or "assword" in str(error):  # FPDF_ERR_PASSWORD
        return "文件加密，需要密码"
    return "文件使用不支持的加密方式" if code == 5 else "PDF 已损坏或不完整"


# ---- text


def _seen(document: Any, number: int, room: Room) -> _Seen:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # a page that is not there; the others are
        return _Seen("", pictured=True, ruled=False, cost=0)
    try:
        textpage = page.get_textpage()
        try:
            chars = textpage.count_chars()
            words = textpage.get_text_range(0, min(chars, _MAX_CHARS)) if chars > 0 else ""
        finally:
            textpage.close()
        text = room.text("\n".join(lines(characters(words))))
        pictured, ruled, drawn = _drawn(page, is_bare=len(text) <= _FEW)
    finally:
        page.close()
    room.full = room.full or chars > _MAX_CHARS
    return _Seen(text, pictured, ruled, chars + drawn)


def _drawn(page: Any, *, is_bare: bool) -> tuple[bool, bool, int]:
    """Whether a page of little text is covered by a picture, whether lines are drawn on it, and how many objects it has."""
    import pypdfium2.raw as pdfium

    count = max(0, pdfium.FPDFPage_CountObjects(page.raw))
    ruled, covered, outlines = False, 0.0, 0
    width, height = page.get_size()
    whole = max(1.0, width * height)
    for at in range(min(count, _MAX_DRAWN)):
        found = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            ruled = True  # a form may hold lines; pdfplumber will see
            outlines += kind == pdfium.FPDF_PAGEOBJ_PATH
        if is_bare and kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            covered += _area(found) / whole
        if ruled and not is_bare:
            break
    # Some programs write words as outlines: hundreds of drawn shapes and no text.
    return is_bare and (covered > 0.4 or outlines > 300), ruled, count


def _area(found: Any) -> float:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(found, left, bottom, right, top):
        return 0.0
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def _refuse_strange(seen: list[_Seen]) -> None:
    """Text without a map to Unicode comes out as private signs: to take it for words would make everything absent."""
    words = "".join(page.text[:2_000] for page in seen)
    if words and len(_STRANGE.findall(words)) > _STRANGE_SHARE * len(words):
        raise Unreadable("文字没有可用的编码，读出来是乱码")


# ---- tables


def shows_table(text: str) -> bool:
    """Whether a page's text may hold a table: a word of table heads, or three lines of several fields, figures among them."""
    fields = [row for row in text.split("\n") if _FIELDS.match(row) and _FIGURE.search(row)]
    return bool(_TABLE_WORDS.search(text)) or len(fields) >= 3


def _with_tables(content: bytes, seen: list[_Seen], parts: list[FilePart], room: Room) -> tuple[list[FilePart], bool]:
    """``parts`` with the tables of pages that show one; False when some page was too much."""
    wanted, cost, all_read = [], 0, True
    goes_on = False  # a table that runs on over the page has no head there
    for number, page in enumerate(seen):
        goes_on = page.ruled and bool(page.text) and (shows_table(page.text) or goes_on)
        if not goes_on:
            continue
        cost += page.cost
        if page.cost > _TABLE_COST_PAGE or cost > _TABLE_COST:
            all_read = False
        else:
            wanted.append(number)
    found = dict(_tables(content, wanted, room)) if wanted else {}
    return [replace(part, tables=found.get(at, ())) for at, part in enumerate(parts)], all_read and len(found) == len(
        wanted
    )


def _tables(content: bytes, numbers: list[int], room: Room) -> Iterator[tuple[int, tuple[FileTable, ...]]]:
    """The tables of these pages (from 0). Pages that pdfplumber fails on are left out: PDFium is the better reader of damage."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports every flaw of every file
    try:
        document = pdfplumber.open(io.BytesIO(content), pages=[number + 1 for number in numbers])
        pages = document.pages
    except Exception:  # pdfminer raises anything on damaged files
        return
    with document:
        for page in pages:
            try:
                yield page.page_number - 1, tuple(_page_tables(page, room))
            except Exception:
                continue
            finally:
                page.close()  # else every character of every page stays in memory


def _page_tables(page: Any, room: Room) -> Iterator[FileTable]:
    for table in sorted(page.find_tables(), key=lambda found: (found.bbox[1], found.bbox[0])):
        rows = []
        for row in table.extract():
            if not room.row(len(row)):
                return
            rows.append(tuple(cell(characters(words or "")) for words in row[:MAX_COLUMNS]))
        if any(any(row) for row in rows):
            yield FileTable(tuple(rows), _caption(page, table.bbox))


def _caption(page: Any, box: tuple[float, float, float, float]) -> str:
    _, upper, _, lower = page.bbox
    top = max(upper, box[1] - _ABOVE)
    if not top < min(box[1], lower):
        return ""
    above = page.crop((page.bbox[0], top, page.bbox[2], min(box[1], lower)), strict=False)
    return caption(lines(characters(above.extract_text() or "")))
