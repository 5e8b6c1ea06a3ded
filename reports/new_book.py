"""A new workbook: whatever is written into it stays text, the same content gives the same bytes, and no half of it is ever left."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

_EPOCH: Final = datetime(2000, 1, 1)
_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@contextmanager
def new_book(path: Path, title: str, **options: object) -> Iterator[Any]:
    """A workbook to be filled; it is written to ``path`` at the end. Raises OSError when it cannot be."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {**_TEXT, **options})
    book.set_properties({"created": _EPOCH, "title": title})
    yield book
    book.close()
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(made.getvalue())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
