"""The plain data of the pages about time: what is new, changed and gone since the last audit, and the leads."""

from dataclasses import dataclass

from reports.wording import Address, EvidenceLine


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item that is new or gone. ``note`` says what else is known of it."""

    title: str
    published: str
    address: Address
    note: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    title: str
    address: Address
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnChangeView:
    """A column in which something is new, changed or gone. The ``…_left`` are counted, not listed."""

    name: str
    unit: str
    address: Address
    looks: str
    notes: tuple[str, ...]
    new: tuple[ItemLine, ...]
    new_total: int
    changed: tuple[ChangedLine, ...]
    changed_total: int
    gone: tuple[ItemLine, ...]
    gone_total: int


@dataclass(frozen=True, slots=True)
class LeadView:
    anchor: str
    id: str
    kind: str
    title: str
    column: str
    unit: str
    found: str
    fresh: bool  # found by this very run
    sentence: str
    question: str
    ground: str
    basis: tuple[str, ...]
    proof: tuple[tuple[str, EvidenceLine], ...]  # what it is, and where to open it


@dataclass(frozen=True, slots=True)
class TimeView:
    """``line`` is what the first page says; ``first`` whether there is nothing to compare with."""

    line: str
    first: bool
    columns: tuple[ColumnChangeView, ...]
    unchanged: int
    first_seen: tuple[str, ...]  # names of columns that no earlier run saw
    not_compared: int
    unread: int
    new_total: int
    changed_total: int
    gone_total: int
    leads: tuple[LeadView, ...]
    leads_left: int
    lawful: tuple[LeadView, ...]
    lawful_left: int
