"""A draft as the TOML a person completes: the catalogue contract without checks, doubts as comments beside their rows."""

from datetime import date

import tomlkit
from tomlkit.items import InlineTable, Table

from rules.document.model import Doubt, Draft, DraftRow


def draft_toml(draft: Draft) -> str:
    """The catalogue draft that ``zwgk requirements import`` prints. Deterministic; ends with a newline."""
    document = tomlkit.document()
    document.add(tomlkit.comment("由文件读出的草稿：逐行核对原文，补上检查项（[[requirement.check]]）后才能使用。"))
    for doubt in draft.doubts:
        if doubt.row is None:
            document.add(tomlkit.comment("存疑：" + _one_line(doubt.message)))
    document.add("document", _document(draft))
    rows = tomlkit.aot()
    for row in draft.rows:
        rows.append(_requirement(draft, row))
    document.add("requirement", rows)
    return tomlkit.dumps(document)


def _document(draft: Draft) -> Table:
    table = tomlkit.table()
    table.add("id", draft.id)
    table.add("title", draft.title)
    if draft.number:
        table.add("number", draft.number)
    if draft.issued:
        table.add("issued", draft.issued)
    return table


def _requirement(draft: Draft, row: DraftRow) -> Table:
    table = tomlkit.table()
    for doubt in _of_row(draft, row.row):
        table.add(tomlkit.comment("存疑：" + _one_line(doubt.message)))
    table.add("id", f"{_prefix(draft)}-{row.row:02d}")
    table.add("row", row.row)
    if row.section is not None:
        table.add("section", row.section)
    table.add("clause", row.clause)
    table.add("task", row.task)
    table.add("text", row.text)
    table.add("responsible", row.responsible)
    if row.deadline is not None:
        table.add("deadline", row.deadline)
    table.add("open_list", row.open_list)
    table.add("units", list(row.units))
    if row.lead:
        table.add("lead", list(row.lead))
        table.add("support", list(row.support))
    table.add("errata", list(row.errata))
    table.add("basis", _basis(draft, row))
    return table


def _basis(draft: Draft, row: DraftRow) -> tomlkit.items.Array:
    basis = tomlkit.array()
    entry: InlineTable = tomlkit.inline_table()
    entry.append("source", draft.number or draft.title or "原文")
    if row.clause:
        entry.append("clause", row.clause)
    entry.append("strength", "S")
    if isinstance(draft.issued, date):
        entry.append("in_force", draft.issued)
    basis.append(entry)
    return basis


def _of_row(draft: Draft, row: int) -> list[Doubt]:
    return [doubt for doubt in draft.doubts if doubt.row == row]


def _prefix(draft: Draft) -> str:
    """The document's year, which every requirement's id begins with; the id itself when it names no year."""
    tail = draft.id.rpartition("-")[2]
    return tail if tail.isdigit() else draft.id


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
