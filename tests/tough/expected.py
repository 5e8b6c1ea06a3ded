"""What a careful person sees on the portal of tough cases."""

from dataclasses import dataclass, field

from tests.tough.serving import Route


@dataclass(frozen=True)
class Line:
    """A published item in a list: where it leads, its whole title, its day ('' when nobody can know), what becomes of it."""

    url: str
    title: str
    day: str
    state: str = "read"


@dataclass(frozen=True)
class Column:
    """A column that a person would register, and what a look at it must find.

    ``complete`` None: left open. ``lines`` None: not compared. ``why`` are words that the reason of the end must hold, any one
    of them. ``newest`` is the day of its newest item. ``registered`` False: a page that a person would not register.
    """

    id: str
    kind: str
    url: str
    name: str
    unit: str = ""
    outcome: str = "ok"
    complete: bool | None = True
    lines: tuple[Line, ...] | None = None
    why: tuple[str, ...] = ()
    page_class: str = ""
    newest: str = ""
    note: tuple[str, ...] = ()
    registered: bool = True


@dataclass(frozen=True)
class File:
    """A file that an article offers; ``url`` '' when its link leads nowhere."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """An item page and its fields; None: not compared. ``conflicts`` are words, each of which one conflict must hold."""

    url: str
    title: str | None = None
    day: str | None = None
    doc_number: str | None = None
    index_number: str | None = None
    source: str | None = None
    issuer: str | None = None
    validity: str | None = None
    body_kind: str | None = None
    files: tuple[File, ...] | None = None
    conflicts: tuple[tuple[str, ...], ...] = ()
    text: str = ""  # what its text must hold
    unit: str | None = None
    state: str | None = None


@dataclass
class Group:
    """One module's cases: routes by host, columns, item pages."""

    routes: dict[str, dict[str, Route]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def on(self, host: str) -> dict[str, Route]:
        """The routes of one host, to be filled."""
        return self.routes.setdefault(host, {})
