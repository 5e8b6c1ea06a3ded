"""What was read in one file: frozen records, no behaviour beyond look-ups.

A file that cannot be read is a state with a cause, never an absence.
"""

from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """How reading a file ended."""

    READ = "read"
    SCANNED = "scanned"  # pictures of pages; nothing to read without OCR
    UNREADABLE = "unreadable"  # ``cause`` says why


@dataclass(frozen=True, slots=True)
class FileTable:
    """One table. ``rows`` are cells as text, blanks collapsed; a merged cell is written once, '' where it spreads."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""  # the line above it, '' when there is none


@dataclass(frozen=True, slots=True)
class FilePart:
    """A page of a PDF or OFD, a sheet of a workbook, or the whole of a text document.

    ``text`` is plain text, one line or paragraph a line; for a sheet one row a line, cells set apart by a tab.
    ``hidden``: a sheet that the office program does not show.
    """

    label: str  # 第3页, the sheet's name, ''
    text: str
    tables: tuple[FileTable, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FileMember:
    """A file inside an archive, under its name there (folders kept, never used as a path)."""

    name: str
    reading: "FileReading"


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file holds. ``kind`` is told by content: pdf, docx, doc, wps, xlsx, xls, et, ods, rtf, ofd, zip, image, text, html, unknown.

    ``page_count`` is the number of pages or sheets the file has, which may be more than were read (``truncated``); None when
    the format does not tell. ``heading`` is the first line that reads as a title, '' when there is none. ``metadata`` are
    pairs (name, value), names of a closed set: author, last_modified_by, company, title, created, modified, tracked_changes
    (how many), comments (how many), hidden_sheets (names, one pair each), hidden_text (how many runs), scanned_pages (how many
    pages of a PDF or OFD are pictures without text: also a file that is READ may hold more than was read), identity_numbers
    (where whole identity numbers stood before they were masked, one pair a part).
    """

    kind: str
    state: FileState
    cause: str = ""  # Chinese, one line, '' when read
    parts: tuple[FilePart, ...] = ()
    page_count: int | None = None
    heading: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    members: tuple[FileMember, ...] = ()
    truncated: bool = False  # more than the limits allow; what was read is its beginning

    @property
    def text(self) -> str:
        """All parts that are shown, one after another."""
        return "\n".join(part.text for part in self.parts if not part.hidden)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file or a page's body a reading found its words, so that a report can mark them.

    ``part`` counts parts from 0 (a page's body is part 0). Either characters [start, end) of that part's text, or a cell of
    one of its tables (``table``, ``row``, ``column`` count from 0).
    """

    part: int = 0
    start: int = 0
    end: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
