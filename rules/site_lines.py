"""The national veto lines of a whole site, and our warning lines below them, as data (``site_lines.toml``)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawler.tomlfile import BadInput, TomlFile, nearest
from crawler.vocabulary import KINDS

LINES: Final = Path(__file__).with_name("site_lines.toml")

LineId = Literal["home", "dynamic", "stale", "blank", "letters", "unreachable"]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of ``kinds`` count when nothing new came for more than ``days``; ``soon``: so many days before they are told.

    ``first_level``: only first-level columns count, so that those of units are for a person to confirm.
    """

    kinds: tuple[str, ...]
    days: int
    soon: int
    first_level: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line. At ``limit`` the site fails, at ``warn`` we warn. ``accuses``: whether the archive can show that it is crossed."""

    id: LineId
    name: str
    rule: str
    limit: int
    warn: int
    measure: str
    accuses: bool
    groups: tuple[Group, ...]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _GroupTable(_Table):
    kinds: tuple[str, ...]
    days: int = Field(ge=1, le=3660)
    soon: int = Field(ge=0, le=366)
    first_level: bool = False


class _LineTable(_Table):
    id: LineId
    name: str
    rule: str
    limit: int = Field(ge=1)
    warn: int = Field(ge=1)
    measure: str
    accuses: bool
    group: tuple[_GroupTable, ...] = ()


class _File(_Table):
    line: tuple[_LineTable, ...]


@cache
def lines() -> dict[LineId, Line]:
    """All lines by id, in the order of the file. Raises BadInput with one line a mistake."""
    return read(LINES)


def read(path: Path) -> dict[LineId, Line]:
    """The lines of a file. Raises BadInput with one line a mistake."""
    source = TomlFile.read(path)
    table = source.validated(_File)
    mistakes = [
        source.mistake(("line", n, "group", m, "kinds"), f"没有栏目类别“{kind}”" + nearest(kind, KINDS))
        for n, line in enumerate(table.line)
        for m, group in enumerate(line.group)
        for kind in group.kinds
        if kind not in KINDS
    ]
    mistakes += [
        source.mistake(("line", n, "warn"), "提醒线要严于否决线") for n, line in enumerate(table.line) if line.warn >= line.limit
    ]
    if mistakes:
        raise BadInput(*mistakes)
    return {
        line.id: Line(
            line.id, line.name, line.rule, line.limit, line.warn, line.measure, line.accuses,
            tuple(Group(g.kinds, g.days, g.soon, g.first_level) for g in line.group),
        )
        for line in table.line
    }  # fmt: skip
