"""What reading a 工作要点 document gives: a draft a person completes, and what is doubtful in it."""

from dataclasses import dataclass
from datetime import date


class UnreadableDocument(Exception):
    """The file cannot be read as a document at all: absent, empty, of another type, damaged, encrypted or a scan.

    Raised by ``read_document`` before anything is interpreted; its text is one Chinese line for the person who gave the
    file. A document that can be read but not wholly understood never raises it: it gives doubts.
    """


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing a person must look at. ``row`` is the draft row it concerns, None when it concerns the whole document."""

    row: int | None
    message: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of the 分工表 as the document has it, with our reading beside it.

    ``text`` and ``responsible`` are verbatim. ``units`` holds names as written and the groups ``@constituent``,
    ``@departments``, ``@townships``, ``@subdistricts``. ``deadline`` is a day, or the document's own words when they name
    no single day, or None when the document gives none.
    """

    row: int
    section: int | None
    clause: str
    task: str
    text: str
    responsible: str
    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    open_list: bool = False
    deadline: date | str | None = None
    errata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read into rows. ``number`` is its 发文字号 verbatim, '' when none was seen."""

    id: str
    title: str
    number: str
    issued: date | None
    rows: tuple[DraftRow, ...]
    doubts: tuple[Doubt, ...]
