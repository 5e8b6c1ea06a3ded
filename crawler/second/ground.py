"""What a run already knows: every listed address and title, the home page, and one item that a working search must find."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from crawler.archive import Archive
from crawler.archive import tables as t
from crawler.archive.recorder import item_state
from crawler.archive.second import MOST_HITS, Hit, Sought
from crawler.dialects.xunrui import request_in
from crawler.page import Page
from crawler.second.answers import Link
from crawler.second.titles import bare, fits, is_place
from crawler.site import Site
from crawler.urls import host_of, identity_key
from crawler.vocabulary import KINDS

_SHORTEST: Final = 8  # characters of a title that names one item


@dataclass(frozen=True, slots=True)
class Ground:
    """``control`` is an item listed in this run; a search that does not find it proves nothing. None: nothing is listed."""

    keys: frozenset[str]
    titles: frozenset[str]
    home: Page | None
    xunrui: str | None
    control: Link | None

    def hits(self, site: Site, sought: Sought, links: Iterable[Link]) -> tuple[Hit, ...]:
        """Those of ``links`` that may be what is sought and that no list of this run shows, each once, in page order."""
        names = KINDS[sought.kind].names if sought.kind in KINDS else ()
        found: dict[str, Hit] = {}
        for link in links:
            key = identity_key(link.url)
            if (
                key in self.keys
                or key in found
                or host_of(link.url) not in site.hosts
                or bare(link.title) in self.titles
            ):
                continue
            if fits(sought, link.title, link.published) or is_place(sought, names, link.title, link.above):
                found[key] = Hit(link.url, link.title, link.published)
                if len(found) == MOST_HITS:
                    break
        return tuple(found.values())

    def is_control(self, link: Link) -> bool:
        """Whether the link is the known item; a search may lead to it over an address of its own."""
        control = self.control
        return control is not None and (
            identity_key(link.url) == identity_key(control.url) or bare(link.title) == bare(control.title)
        )


def ground_of(archive: Archive, site: Site, run: int) -> Ground:
    """Look it up in the archive."""
    c = t.listed.c
    query = sa.select(c.url, c.title, c.published).where(c.site == archive.site, c.first_run <= run, c.last_run >= run)
    with archive.engine.connect() as db:
        rows = db.execute(query.order_by(c.published, c.url)).all()
    keys = {identity_key(row.url) for row in rows}
    keys |= {identity_key(column.url) for column in site.columns} | {identity_key(site.home)}
    return Ground(
        keys=frozenset(keys),
        titles=frozenset(bare(row.title) for row in rows),
        home=_payload(archive, run, "home"),
        xunrui=_xunrui(archive, run),
        control=_control(site, [Link(row.url, row.title) for row in rows]),
    )


def _control(site: Site, listed: list[Link]) -> Link | None:
    """An item neither of the newest, which no index may hold yet, nor of the oldest, which may have left it."""
    own = [link for link in listed if item_state(site, link.url, link.title) == "wanted"]
    named = [link for link in own if len(bare(link.title)) >= _SHORTEST and "*" not in link.title]
    return named[len(named) // 2] if named else None


def _payload(archive: Archive, run: int, purpose: str, column: str = "") -> Page | None:
    """The archived answer to the first request of its sort in this run; None when there was none."""
    f = t.fetches.c
    query = sa.select(f.url, f.sha256).where(
        f.site == archive.site, f.run == run, f.purpose == purpose, f.column == column, f.sha256 != "",
        f.status.in_((200, 304)),
    )  # fmt: skip
    with archive.engine.connect() as db:
        row = db.execute(query.order_by(f.n).limit(1)).first()
    kept = archive.payload(row.sha256) if row else None
    return Page(row.url, kept[0], content_type=kept[1]) if row and kept else None


def _xunrui(archive: Archive, run: int) -> str | None:
    """The portal's number on its 迅睿 platform, as the request of one of its columns has it; None on other platforms."""
    v = t.visits.c
    query = sa.select(v.column).where(v.site == archive.site, v.run == run, v.dialect == "xunrui").order_by(v.column)
    with archive.engine.connect() as db:
        columns = list(db.execute(query.limit(5)).scalars())
    for column in columns:
        page = _payload(archive, run, "list", column)
        asked = request_in(page) if page is not None else None
        values = [value for key, value in asked[1] if key == "ajax_type[]"] if asked else []
        if len(values) > 2 and values[2].isdecimal():
            return values[2]
    return "" if columns else None
