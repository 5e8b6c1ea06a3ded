"""正文当作文件的一部分来读。 A page's body as one part, in the shape the readers of files give.

A body's text has a line for each row of a table, cells parted by tabs. Merged cells left no trace there, so only a block whose
rows all have the same number of cells is given as a table; any other stays lines of text, with its columns unknown.
"""

from typing import Final

from crawler.files.model import FilePart, FileTable

_MAX_TABLES: Final = 60
_MAX_ROWS: Final = 3_000


def body_part(text: str) -> FilePart:
    """``text`` as a part; offsets in its text are those of ``text``."""
    tables: list[FileTable] = []
    block: list[tuple[str, ...]] = []
    above = caption = ""
    for line in (*text.split("\n"), ""):
        if "\t" in line and len(block) < _MAX_ROWS:
            caption = caption if block else above
            block.append(tuple(cell.strip() for cell in line.split("\t")))
            continue
        if _is_table(block) and len(tables) < _MAX_TABLES:
            tables.append(FileTable(tuple(block), caption[:100]))
        block = []
        above = line.strip() or above
    return FilePart("", text.replace("\t", " "), tuple(tables))


def _is_table(block: list[tuple[str, ...]]) -> bool:
    return len(block) > 1 and len({len(row) for row in block}) == 1
