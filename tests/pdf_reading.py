"""A plain reading of PDF and workbook files for tests and benchmarks: one part a page or sheet, cells as the libraries give them."""

import re
from pathlib import Path

import pdfplumber
import pypdfium2
from python_calamine import CalamineWorkbook

from crawler.files.model import FilePart, FileReading, FileState, FileTable


def read_pdf(path: Path) -> FileReading:
    """Text and ruled tables of every page."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\r", "\n") for page in document]
    with pdfplumber.open(path) as pages:
        tables = [tuple(_table(rows) for rows in page.extract_tables()) for page in pages.pages]
    parts = tuple(FilePart(f"第{n + 1}页", text, tables[n]) for n, text in enumerate(texts))
    return FileReading("pdf", FileState.READ, parts=parts, page_count=len(parts))


def read_workbook(path: Path) -> FileReading:
    """One part a sheet, its cells a table."""
    book = CalamineWorkbook.from_path(path)
    parts = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = tuple(tuple(_cell(value) for value in row) for row in rows)
        text = "\n".join("\t".join(row) for row in cells)
        parts.append(FilePart(name, text, (FileTable(cells),) if cells else ()))
    return FileReading("xlsx", FileState.READ, parts=tuple(parts), page_count=len(parts))


def read_file(path: Path) -> FileReading:
    """A PDF or a workbook, by its name's ending."""
    return read_pdf(path) if path.suffix == ".pdf" else read_workbook(path)


def _table(rows: list[list[str | None]]) -> FileTable:
    return FileTable(tuple(tuple(re.sub(r"\s+", " ", cell or "").strip() for cell in row) for row in rows))


def _cell(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()
