"""Files that unpack to, nest or ask for more than anybody has; by name, made when called."""

from collections.abc import Callable
from typing import Final

from tests import files_made as made
from tests import pdfs_made as pdfs

GB: Final = 1_000 * made.MILLION
BLANK_SHEET: Final = made.without(made.with_sheet(""), "xl/worksheets/sheet1.xml")
ENDLESS_CELL: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "a zip of 1 GB": lambda: made.huge("a.txt", GB),
    "a docx of 1 GB": lambda: made.huge("word/document.xml", GB, {"[Content_Types].xml": "<a/>"}),
    "a docx of 1 GB that says it is small": lambda: made.lying(made.huge("word/document.xml", GB, {"[Content_Types].xml": "<a/>"})),
    "an xlsx of 1 GB that says it is small": lambda: made.lying(made.huge("xl/worksheets/sheet1.xml", GB, made.members(BLANK_SHEET), ENDLESS_CELL)),
    "an xlsx with a cell in its last corner": lambda: made.with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "zips in zips": lambda: made.nested_zips(60, "财政".encode()),
    "zips in zips that double": lambda: made.doubling_zips(6, 10),
    "a pdf of 10,000 pages": lambda: pdfs.pdf([pdfs.shown("财政")] * 10_000),
    "a pdf with a content of 1 GB": lambda: pdfs.deflated_twice(GB),
    "a pdf of forms within forms": lambda: pdfs.nested_forms(14, 10),
    "a docx half a million deep": lambda: made.docx("<w:p>" * 500_000 + "</w:p>" * 500_000),
    "entities in a docx": lambda: made.docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", head=made.ENTITIES),
    "entities in an xlsx": lambda: made.with_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>', head=made.ENTITIES),
    "entities in an ofd": lambda: made.ofd([made.ofd_line("&a11;", 1, 1)], head=made.ENTITIES),
    "braces without end": lambda: b"{\\rtf1" + b"{" * 5_000_000,
}  # fmt: skip
