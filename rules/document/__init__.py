"""Reading a 工作要点 document into a draft catalogue: rows, deadlines, units, and everything that is doubtful in it.

``read_document`` reads txt, docx and pdf, with a 分工表 or without one. The draft is for a person to complete: what both
table and body get wrong (a place's or a platform's official name) cannot be seen in the document and is left to them.
"""

from pathlib import Path

from rules.document.assemble import assemble
from rules.document.deadline import read_deadline
from rules.document.draft import draft_toml
from rules.document.model import Doubt, Draft, DraftRow, UnreadableDocument
from rules.document.reader import read_source

__all__ = ["Doubt", "Draft", "DraftRow", "UnreadableDocument", "draft_toml", "read_deadline", "read_document"]


def read_document(path: Path) -> Draft:
    """Read the document at ``path``. Raises UnreadableDocument when the file is no readable txt, docx or pdf."""
    return assemble(read_source(path))
