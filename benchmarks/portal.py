"""A generated portal to measure on: sixty units with five columns each, served on this machine, the same for the same seed.

It flatters: static, well-formed, UTF-8, with validators and without latency. Everything on it is made up. Pages are made
once into one file of ready answers, so that the server has nothing to do but send them.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, Final

import markup

ROWS: Final = 20  # of a list page
FIRST_LOOK: Final = date(2026, 11, 2)
SECOND_LOOK: Final = date(2026, 11, 9)
_SPAN: Final = 1_500  # days over which what is published is spread, evenly
_WHOLE: Final = 20_000  # pages of the portal with all units


@dataclass(frozen=True, slots=True)
class Item:
    """One article; ``edited`` counts how often it was changed in its place."""

    number: int
    title: str
    day: date
    doc_number: str
    edited: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a unit, newest item first."""

    unit: int
    folder: str
    items: tuple[Item, ...]

    @property
    def path(self) -> str:
        return f"/u{self.unit:02}/{self.folder}/"

    @property
    def list_pages(self) -> int:
        return _list_pages(len(self.items))

    def path_of(self, item: Item) -> str:
        return f"{self.path}{item.day:%Y%m}/t{item.day:%Y%m%d}_{item.number}.html"


@dataclass(frozen=True)
class Portal:
    """One state of the portal, on day ``as_of``."""

    seed: int
    as_of: date
    columns: tuple[Column, ...]

    @cached_property
    def units(self) -> int:
        return len({column.unit for column in self.columns})

    @cached_property
    def articles(self) -> int:
        return sum(len(column.items) for column in self.columns)

    @cached_property
    def pages(self) -> int:
        """HTML pages in all: home, hub, a home a unit, lists and articles."""
        return 2 + self.units + sum(column.list_pages for column in self.columns) + self.articles


@dataclass(frozen=True, slots=True)
class Changes:
    """What the second state differs in: the paths of articles."""

    new: frozenset[str]
    edited: frozenset[str]
    withdrawn: frozenset[str]


# ---- making


def build(pages: int = _WHOLE, seed: int = 1) -> Portal:
    """The first state, with exactly ``pages`` pages. A smaller portal has fewer units, not thinner ones."""
    random = Random(seed)
    units = max(1, round(len(markup.UNITS) * pages / _WHOLE))
    sizes = {
        (unit, folder): max(2, round(usual * random.uniform(0.6, 1.4)))
        for unit in range(units)
        for folder, (_, _, usual) in markup.COLUMNS.items()
    }
    _fit(sizes, pages - 2 - units, random)
    titles: set[str] = set()
    columns = []
    number = 10_000
    for (unit, folder), size in sizes.items():
        days = sorted((FIRST_LOOK - timedelta(days=random.randrange(_SPAN)) for _ in range(size)), reverse=True)
        items = []
        for day in days:
            number += 1
            items.append(_item(random, unit, folder, day, number, titles))
        columns.append(Column(unit, folder, tuple(items)))
    return Portal(seed, FIRST_LOOK, tuple(columns))


def changed(portal: Portal, share: float = 0.01, seed: int = 2) -> tuple[Portal, Changes]:
    """The second state: ``share`` of the articles is new (60 %), edited in its place (30 %) or withdrawn (10 %)."""
    random = Random(seed)
    count = max(10, round(portal.articles * share))
    where = [(n, item.number) for n, column in enumerate(portal.columns) for item in column.items]
    touched = random.sample(where, round(count * 0.4))
    gone, edited = set(touched[: round(count * 0.1)]), set(touched[round(count * 0.1) :])
    more = Counter(random.choice(where)[0] for _ in range(count - len(touched)))
    titles = {item.title for column in portal.columns for item in column.items}
    number = max(number for _, number in where)
    columns = []
    new: set[str] = set()
    for n, column in enumerate(portal.columns):
        fresh = []
        for _ in range(more[n]):
            number += 1
            day = SECOND_LOOK - timedelta(days=random.randrange((SECOND_LOOK - FIRST_LOOK).days))
            fresh.append(_item(random, column.unit, column.folder, day, number, titles))
        kept = [
            replace(item, edited=item.edited + 1) if (n, item.number) in edited else item
            for item in column.items
            if (n, item.number) not in gone
        ]
        fresh.sort(key=lambda item: item.day, reverse=True)
        new |= {column.path_of(item) for item in fresh}
        columns.append(replace(column, items=(*fresh, *kept)))
    paths = {(n, item.number): column.path_of(item) for n, column in enumerate(portal.columns) for item in column.items}
    truth = Changes(frozenset(new), frozenset(paths[key] for key in edited), frozenset(paths[key] for key in gone))
    return Portal(portal.seed, SECOND_LOOK, tuple(columns)), truth


def profile(portal: Portal, port: int) -> str:
    """The site profile (TOML) with which our crawl walks every column."""
    home = f"http://127.0.0.1:{port}/"
    lines = [
        f'[site]\nid = "bench"\nname = "{markup.DISTRICT}人民政府"\nhome = "{home}"\n',
        "[politeness]\ndelay = 0\nconcurrency = 16\n",
    ]
    lines += [f'[[unit]]\nid = "u{unit:02}"\nname = "{markup.UNITS[unit]}"\n' for unit in range(portal.units)]
    for column in portal.columns:
        name, kind, _ = markup.COLUMNS[column.folder]
        lines.append(
            f'[[column]]\nkind = "{kind}"\nunit = "u{column.unit:02}"\nname = "{name}"\nurl = "{home}{column.path[1:]}"\n'
        )
    return "\n".join(lines)


def write(portal: Portal, folder: Path, base: Path | None = None, before: Portal | None = None) -> None:
    """Write every page as a ready answer into ``folder``: ``answers`` and ``index.json``.

    With ``base`` and ``before`` (the first state) only what differs from it, as a publishing system does: articles that
    did not change are not made again, though their neighbours did.
    """
    folder.mkdir(parents=True, exist_ok=True)
    old = json.loads((base / "index.json").read_text("utf-8")) if base else {}
    known = {c.path_of(i): i.edited for c in before.columns for i in c.items} if before else {}
    index: dict[str, Any] = {}
    standing = set()
    with (folder / "answers").open("wb") as file:
        for path, modified, page in _pages(portal, known):
            standing.add(path)
            if page is None:
                continue
            etag = f'"{hashlib.sha1(page).hexdigest()[:16]}"'
            if path in old and old[path][2] == etag:
                continue
            head = (
                f"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(page)}\r\nETag: {etag}\r\nLast-Modified: {modified}\r\n\r\n"
            ).encode("ascii")
            index[path] = (file.tell(), len(head) + len(page), etag, modified)
            file.write(head + page)
    index |= dict.fromkeys(old.keys() - standing)
    (folder / "index.json").write_text(json.dumps(index), "utf-8")


def _fit(sizes: dict[tuple[int, str], int], pages: int, random: Random) -> None:
    """Lengthen or shorten the news until lists and articles are ``pages`` together."""
    news = [key for key in sizes if key[1] == "gzdt"]
    have = sum(size + _list_pages(size) for size in sizes.values())
    for _ in range(100 * pages):
        if have == pages:
            return
        key = random.choice(news)
        step = 1 if have < pages else -1
        after = sizes[key] + step
        difference = step + _list_pages(after) - _list_pages(sizes[key])
        if after > 1 and abs(pages - have - difference) < abs(pages - have):
            sizes[key], have = after, have + difference
    raise ValueError(f"no portal with {pages} lists and articles")


def _list_pages(rows: int) -> int:
    return max(-(-rows // ROWS), 1)


def _item(random: Random, unit: int, folder: str, day: date, number: int, titles: set[str]) -> Item:
    while (title := markup.title_of(random, folder, markup.UNITS[unit], day.year)) in titles:
        pass
    titles.add(title)
    return Item(number, title, day, markup.number_of(random, day.year, number) if folder == "zcwj" else "")


def _pages(portal: Portal, known: Mapping[str, int]) -> Iterator[tuple[str, str, bytes | None]]:
    """(path, when it was changed last, page) of everything; the page is None for an article that stands as it was."""
    today = _stamp(portal.as_of)
    for path, page in _hubs(portal):
        yield path, today, page.encode()
    for column in portal.columns:
        found = [(column.path_of(item), item.title, item.day) for item in column.items]
        for n in range(column.list_pages):
            page = markup.list_page(
                portal.units,
                column.unit,
                column.folder,
                found[n * ROWS : n * ROWS + ROWS],
                len(found),
                column.list_pages,
                n,
            ).encode()
            yield column.path + (f"index_{n}.html" if n else ""), today, page
        for n, item in enumerate(column.items):
            path = found[n][0]
            if known.get(path) == item.edited:
                yield path, "", None
            else:
                yield path, today if item.edited else _stamp(item.day), _article(portal, column, n, path).encode()


def _article(portal: Portal, column: Column, n: int, path: str) -> str:
    item = column.items[n]
    near = [column.items[k] for k in (n - 1, n + 1) if 0 <= k < len(column.items)]
    return markup.article_page(
        portal.units,
        column.unit,
        column.folder,
        item.title,
        item.day,
        item.doc_number,
        Random(f"{portal.seed}/{item.number}"),
        [(column.path_of(other), other.title) for other in near],
        path.replace(".html", ".pdf") if item.number % 7 == 0 else "",
        item.edited,
    )


def _hubs(portal: Portal) -> Iterator[tuple[str, str]]:
    newest = {column.path: [(column.path_of(i), i.title, i.day) for i in column.items[:8]] for column in portal.columns}
    names = {column.path: markup.COLUMNS[column.folder][0] for column in portal.columns}
    units = [(f"/u{unit:02}/", markup.UNITS[unit], ()) for unit in range(portal.units)]
    blocks = [(path, names[path], rows) for path, rows in newest.items()]
    yield "/", markup.hub_page("首页", [*units, *blocks[:5]], 0, portal.units)
    yield "/zwgk/", markup.hub_page("政务公开", units, 0, portal.units)
    for unit in range(portal.units):
        own = [block for block in blocks if block[0].startswith(f"/u{unit:02}/")]
        yield f"/u{unit:02}/", markup.hub_page(markup.UNITS[unit], own, unit, portal.units)


def _stamp(day: date) -> str:
    return format_datetime(datetime(day.year, day.month, day.day, 1, 30)).replace("-0000", "GMT")
