"""A file into lines of text and tables, whatever its type; nothing is interpreted here.

The type is told by the bytes, not by the file's name: people rename files. Every size is bounded before anything is
unpacked.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.document.model import UnreadableDocument

MAX_FILE = 30_000_000  # bytes
MAX_UNPACKED = 120_000_000  # bytes of XML inside a docx
MAX_TEXT = 1_000_000  # characters
MAX_PAGES = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0e-\x1f]")

Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: its lines outside tables, and its tables where the file itself has them.

    In plain text the tables are still among the lines (``layout`` finds them). A grid's row of one cell spans the table.
    """

    lines: tuple[str, ...]
    grids: tuple[Grid, ...] = ()
    kind: str = "txt"  # txt, docx, pdf


def read_source(path: Path) -> Source:
    """Read ``path``. Raises UnreadableDocument when it is no text, docx or pdf, or holds no text."""
    content = _content(path)
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        source = _pdf(path, content)
    elif content.startswith(b"PK\x03\x04"):
        source = _docx(path)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocument(f"{path.name}：是旧版办公文件（.doc、.wps、.xls 等），请另存为 .docx 后再导入")
    elif path.suffix.lower() in (".pdf", ".docx"):
        raise UnreadableDocument(f"{path.name}：文件名是 {path.suffix}，内容却不是，文件可能已损坏或改过扩展名")
    else:
        text = _decode(path, content)
        if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<?xml")):
            raise UnreadableDocument(f"{path.name}：是网页文件，请把正文和表格另存为 .txt 或 .docx 后再导入")
        source = Source(_lines(text))
    if sum(map(len, source.lines)) > MAX_TEXT:
        raise UnreadableDocument(f"{path.name}：文字超过 {MAX_TEXT // 10_000} 万字，不像是一份工作要点")
    if not any(line.strip() for line in source.lines) and not source.grids:
        raise UnreadableDocument(
            f"{path.name}：读不出任何文字" + ("（可能是扫描件，请先识别成文字）" if source.kind == "pdf" else "")
        )
    return source


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableDocument(f"{path.name}：没有这个文件")
        if (size := path.stat().st_size) > MAX_FILE:
            raise UnreadableDocument(
                f"{path.name}：文件有 {size // 1_000_000} MB，超过 {MAX_FILE // 1_000_000} MB，不像是一份公文"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{path.name}：打不开（{error.strerror or error}）") from error
    if not content.strip():
        raise UnreadableDocument(f"{path.name}：是空文件")
    return content


# ---- plain text


def _decode(path: Path, content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise UnreadableDocument(f"{path.name}：不是文本、.docx 或 .pdf 文件，或文字编码不是 UTF-8、GB18030")


def _lines(text: str) -> tuple[str, ...]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\xa0", " ")
    return tuple(_INVISIBLE.sub("", line) for line in text.split("\n"))


# ---- docx


def _docx(path: Path) -> Source:
    import docx  # python-docx loads slowly, and most runs never read a document

    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.filename for entry in archive.infolist()}
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableDocument(f"{path.name}：解开后过大，不像是一份公文")
        if "OFD.xml" in names or "word/document.xml" not in names:
            raise UnreadableDocument(f"{path.name}：是压缩包，但不是 .docx 文档")
        body = docx.Document(str(path)).element.body
    except UnreadableDocument:
        raise
    except Exception as error:  # a damaged docx fails in zipfile, lxml or python-docx, each with errors of its own
        raise UnreadableDocument(f"{path.name}：.docx 文件已损坏或加密（{type(error).__name__}）") from error
    lines: list[str] = []
    grids: list[Grid] = []
    for element in body.iterchildren():
        if element.tag == _W + "tbl":
            grids.append(_grid(element))
        else:
            lines += [line for paragraph in _paragraphs(element) for line in (*_lines(paragraph), "")]
    return Source(tuple(lines), tuple(grids), "docx")


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(_W + "p"):
        yield _text(paragraph)


def _text(paragraph: Any) -> str:
    """A paragraph's words, insertions included and deletions left out (python-docx drops tracked insertions)."""
    words = []
    for node in paragraph.iter(_W + "t", _W + "tab", _W + "br", _W + "cr"):
        words.append((node.text or "") if node.tag == _W + "t" else "\t" if node.tag == _W + "tab" else "\n")
    return "".join(words)


def _grid(table: Any) -> Grid:
    """The table's cells with merges resolved: a cell merged downwards repeats, one merged sideways stands first and then ''."""
    above: dict[int, str] = {}
    rows = []
    for row in table.iterchildren(_W + "tr"):
        cells: list[str] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in row.iterchildren(_W + "tc"):
            span, goes_on = _merge(cell)
            text = above.get(len(cells), "") if goes_on else "\n".join(t for p in _paragraphs(cell) if (t := p.strip()))
            above[len(cells)] = text
            cells += [text] + [""] * (span - 1)
        spans_all = len(row.findall(_W + "tc")) == 1
        rows.append(tuple(c for c in cells if c)[:1] if spans_all else tuple(cells))
    return tuple(rows)


def _merge(cell: Any) -> tuple[int, bool]:
    """How many columns a cell spans (at most 60), and whether it continues the cell above."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    goes_on = merged is not None and merged.get(_W + "val") != "restart"
    return max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1), goes_on


def _number(node: Any, default: int) -> int:
    value = node.get(_W + "val") if node is not None else ""
    return min(int(value), 60) if value and value.isdigit() else default


# ---- pdf


def _pdf(path: Path, content: bytes) -> Source:
    import pypdfium2

    from rules.document.lattice import read_page

    lines: list[str] = []
    grids: list[Grid] = []
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableDocument(f"{path.name}：有 {len(document)} 页，不像是一份工作要点")
            for number in range(len(document)):
                text, tables = read_page(document[number])
                lines += [*_lines(text), ""]
                grids += tables
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"{path.name}：PDF 打不开，可能已损坏或设有密码") from error
    return Source(tuple(lines), tuple(grids), "pdf")
