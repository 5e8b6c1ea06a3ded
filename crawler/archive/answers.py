"""What addresses answered, run by run: every attempt is kept, so a link can be called dead from more than one look."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.items import Outcome

if TYPE_CHECKING:
    from crawler.archive.store import Archive

_AT_ONCE: Final = 400
HOME: Final = "home"
_OPEN: Final = (Outcome.OK.value, Outcome.EMPTY.value)


@dataclass(frozen=True, slots=True)
class Answer:
    """One attempt of a closed run. ``status`` is None when nothing came; ``at`` is the true time, ``as_of`` the run's day."""

    url: str
    run: int
    as_of: date
    purpose: str
    status: int | None
    outcome: str
    cause: str
    sha256: str
    at: str

    @property
    def snapshot(self) -> str:
        return f"sha256:{self.sha256}" if self.sha256 else ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a column's list as this run showed it, verbatim."""

    column: str
    url: str
    title: str
    published: date | None


class Answers:
    """The attempts of all closed runs of an archive up to ``run``."""

    def __init__(self, archive: "Archive", run: int) -> None:
        self._archive = archive
        self._run = run

    def at(self, urls: Collection[str]) -> dict[str, tuple[Answer, ...]]:
        """Every attempt at ``urls``, oldest first; addresses nobody asked are left out."""
        f, wanted = t.fetches.c, sorted(set(urls))
        found: dict[str, list[Answer]] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            for answer in self._asked(f.url.in_(wanted[start : start + _AT_ONCE])):
                found.setdefault(answer.url, []).append(answer)
        return {url: tuple(answers) for url, answers in found.items()}

    @cached_property
    def home(self) -> tuple[Answer, ...]:
        """What the home page answered in this run, in the order asked."""
        return tuple(self._asked(t.fetches.c.purpose == HOME, t.fetches.c.run == self._run))

    @cached_property
    def failed(self) -> frozenset[str]:
        """Every address of an item or a file that did not open when this run asked, though it may have the next time."""
        f = t.fetches.c
        query = sa.select(f.url).where(
            f.site == self._archive.site, f.run == self._run, f.purpose.in_(("article", "file")), f.outcome.not_in(_OPEN)
        )
        with self._archive.engine.connect() as db:
            return frozenset(db.execute(query.distinct()).scalars())

    def counted(self) -> dict[str, int]:
        """How many pages this run asked for, by outcome. A page asked again counts each time."""
        f = t.fetches.c
        query = sa.select(f.outcome, sa.func.count()).where(
            f.site == self._archive.site, f.run == self._run, f.purpose.in_((HOME, "list", "article"))
        )
        with self._archive.engine.connect() as db:
            return {row[0]: row[1] for row in db.execute(query.group_by(f.outcome).order_by(f.outcome))}

    @cached_property
    def listed_twice(self) -> dict[str, tuple[tuple[ListedRow, ...], ...]]:
        """By column the rows that its list shows under one title and several addresses; a title may be cut, and differ behind."""
        c = t.listed.c
        here = (c.site == self._archive.site, c.first_run <= self._run, c.last_run == self._run)
        several = sa.select(c.column, c.title).where(*here, c.title != "").group_by(c.column, c.title).having(sa.func.count() > 1).subquery()
        query = (
            sa.select(c.column, c.url, c.title, c.published)
            .join(several, sa.and_(several.c.column == c.column, several.c.title == c.title))
            .where(*here)
            .order_by(c.column, c.title, c.published, c.url)
        )
        found: dict[str, dict[str, list[ListedRow]]] = {}
        with self._archive.engine.connect() as db:
            for row in db.execute(query):
                day = date.fromisoformat(row.published) if row.published else None
                found.setdefault(row.column, {}).setdefault(row.title, []).append(ListedRow(row.column, row.url, row.title, day))
        return {column: tuple(tuple(rows) for rows in titles.values()) for column, titles in found.items()}

    def _asked(self, *conditions: sa.ColumnElement[bool]) -> list[Answer]:
        f, r = t.fetches.c, t.runs.c
        query = (
            sa.select(f.url, f.run, r.as_of, f.purpose, f.status, f.outcome, f.cause, f.sha256, f.fetched_at)
            .join(t.runs, sa.and_(r.site == f.site, r.run == f.run))
            .where(f.site == self._archive.site, f.run <= self._run, r.state == "closed", *conditions)
            .order_by(f.run, f.n)
        )
        with self._archive.engine.connect() as db:
            return [
                Answer(
                    row.url, row.run, date.fromisoformat(row.as_of), row.purpose, row.status, row.outcome, row.cause, row.sha256, row.fetched_at
                )
                for row in db.execute(query)
            ]
