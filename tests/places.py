"""Every case of a reading also proves its places: what a passage quotes stands at its place in the text given."""

from collections.abc import Callable
from typing import Any

from crawler.files.model import FilePart, FileTable


def placed(reader: Callable[..., Any], text_at: int = 1) -> Callable[..., Any]:
    """``reader`` as it is, its passages compared with its argument number ``text_at``: a text, or a file's tables."""

    def checked(*arguments: Any, **options: Any) -> Any:
        reading = reader(*arguments, **options)
        prove(reading, arguments[text_at])
        return reading

    return checked


def prove(reading: Any, source: str | tuple[FileTable, ...]) -> None:
    """Compare every passage of ``reading`` with what stands at its place."""
    part = FilePart("", source) if isinstance(source, str) else FilePart("", "", tuple(source))
    for each in reading.passages if reading is not None else ():
        place = each.place
        assert place.part == 0
        if place.table is None:
            assert 0 <= place.start < place.end <= len(part.text)
            assert part.text[place.start : place.end] == each.quote, each.what
        else:
            assert part.tables[place.table].rows[place.row][place.column] == each.quote, each.what
        assert each.quote.strip() == each.quote != ""
