"""How far a run is, and what it took: told while it runs, between two nights, and in the report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from crawler.archive import tables as t
from crawler.site import Site

if TYPE_CHECKING:
    from crawler.archive.store import Archive


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one run: columns, item pages and files done and wanted, requests made, processes it took, pages carried over.

    ``seconds_left`` is the least the rest will take at the profile's delay, were no further item found.
    """

    columns: int
    columns_wanted: int
    pages: int
    pages_wanted: int
    carried: int
    requests: int
    bytes: int
    processes: int
    seconds_left: float
    files: int = 0
    files_wanted: int = 0

    def told(self) -> str:
        """One line for readers."""
        line = (
            f"栏目 {self.columns}/{self.columns + self.columns_wanted}，信息 {self.pages}/{self.pages + self.pages_wanted}，"
            + (f"附件 {self.files}/{self.files + self.files_wanted}，" if self.files or self.files_wanted else "")
            + f"已请求 {self.requests} 次"
        )
        if not self.columns_wanted and not self.pages_wanted and not self.files_wanted:
            return line
        more = "（未查看的栏目还会带来新的信息）" if self.columns_wanted else ""
        return f"{line}，按档案的间隔至少还需 {_duration(self.seconds_left)}{more}"


def progress_of(archive: "Archive", site: Site, run: int) -> Progress:
    """How far ``run`` is, as committed to the database."""
    c, w, f, a, o = t.columns.c, t.wanted.c, t.fetches.c, t.warcs.c, t.files.c
    mine = (site.id, run)
    with archive.engine.connect() as db:
        columns = _counts(db, c.state, c.site == mine[0], c.run == mine[1])
        pages = _counts(db, w.state, w.site == mine[0], w.run == mine[1], w.carried.is_(False))
        carried = _counts(db, w.state, w.site == mine[0], w.run == mine[1], w.carried.is_(True))
        files = _counts(db, o.state, o.site == mine[0], o.run == mine[1])
        processes = _counts(db, a.site, a.site == mine[0], a.run == mine[1])
        made = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(f.bytes), 0))
        requests, received = db.execute(made.where(f.site == mine[0], f.run == mine[1])).one()
    left = columns.get("wanted", 0) + pages.get("wanted", 0) + files.get("wanted", 0)
    return Progress(
        columns=columns.get("done", 0),
        columns_wanted=columns.get("wanted", 0),
        pages=pages.get("read", 0) + pages.get("failed", 0),
        pages_wanted=pages.get("wanted", 0),
        carried=sum(carried.values()),
        requests=requests,
        bytes=received,
        processes=processes.get(site.id, 0),
        seconds_left=left * site.politeness.delay / site.politeness.concurrency,
        files=files.get("kept", 0) + files.get("failed", 0),
        files_wanted=files.get("wanted", 0),
    )


def _counts(db: sa.Connection, by: sa.Column[str], *where: sa.ColumnElement[bool]) -> dict[str, int]:
    """How many rows there are of each value of ``by``."""
    return {row[0]: row[1] for row in db.execute(sa.select(by, sa.func.count()).where(*where).group_by(by))}


def _duration(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} 分钟" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分钟"
