"""Later audits: what they ask again, what they carry over, and that nothing that went, came or changed is missed."""

import itertools
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler import site as sites
from crawler.archive import Archive, Corpus
from crawler.incremental import LISTS_EVERY, PAGES_EVERY
from tests.outside import zwgk
from tests.scripted_portal import Answer, Asked, Route, ScriptedPortal, article, html, scripted

FIRST = date(2023, 9, 1)
DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开通知"
units = ["区教育局"]
"""


class Shop:
    """A portal with one column of old notices, five to a page, with a printed total and validators."""

    def __init__(self, portal: ScriptedPortal, notices: int, *, total: bool = True) -> None:
        self.portal = portal
        self.total = total
        self.titles = {n: f"第{n}号通知：关于开展检查的安排" for n in range(1, notices + 1)}
        self.texts: dict[int, str] = {}
        self.order = sorted(self.titles, reverse=True)
        self.sync()

    def sync(self) -> None:
        """Serve what the shop holds now, and forget what was asked."""
        for path in [p for p in self.portal.routes if p.startswith(("/tz/", "/n/"))]:
            del self.portal.routes[path]
        pages = [self.order[at : at + 5] for at in range(0, len(self.order), 5)]
        for k, numbers in enumerate(pages):
            path = "/tz/index.html" if k == 0 else f"/tz/index_{k}.html"
            self.portal.routes[path] = _validated(self._list(k, len(pages), numbers))
        for n in self.order:
            text = self.texts.get(n, f"第{n}号通知的正文。" * 30)
            self.portal.routes[f"/n/{n}.html"] = _validated(article(self.titles[n], _day(n), text))
        self.portal.asked.clear()

    def _list(self, k: int, pages: int, numbers: list[int]) -> Answer:
        rows = "".join(
            f'<li><a href="/n/{n}.html" title="{self.titles[n]}">{self.titles[n]}</a><span>{_day(n)}</span></li>'
            for n in numbers
        )
        total = f"<p>共{len(self.order)}条</p>" if self.total else ""
        pager = f'<script>createPageHTML({pages}, {k}, "index", "html");</script>'
        return html(f'<div class="list"><ul class="news_list">{rows}</ul></div>{total}{pager}', "通知公告")

    def lists(self) -> list[str]:
        """List pages asked since the last sync."""
        return [p for p in self.portal.paths() if p.startswith("/tz/")]

    def items(self) -> list[str]:
        """Item pages asked since the last sync."""
        return [p for p in self.portal.paths() if p.startswith("/n/")]

    def turn(self, n: int) -> int:
        """The audit in which the page of notice ``n`` is asked again; it hangs on the port the portal happened to get."""
        return zlib.crc32(f"{self.portal.base}n/{n}.html".encode()) % PAGES_EVERY

    def add_with_turn(self, turn: int) -> int:
        """Put up one more notice whose page has its turn in that audit, and tell its number."""
        n = next(n for n in itertools.count(max(self.titles) + 1) if self.turn(n) == turn)
        self.titles[n] = f"第{n}号通知：关于开展检查的安排"
        self.order.append(n)
        self.sync()
        return n


def _day(n: int) -> str:
    return f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}"


def _validated(answer: Answer) -> Route:
    status, headers, body = answer
    etag = f'"{zlib.crc32(body):x}"'

    def reply(asked: Asked) -> Answer:
        if asked.headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        return status, {**headers, "ETag": etag}, body

    return reply


class Audits:
    """A shop and its profile; ``run`` makes the next monthly audit."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.folder = folder
        self.number = 0
        self.profile = folder / "shop.toml"
        base = shop.portal.base
        self.profile.write_text(
            f'[site]\nid = "shop"\nname = "示例市样本区人民政府"\nhome = "{base}"\n[politeness]\ndelay = 0\n'
            '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n'
            f'[[column]]\nid = "{quiet_column()}"\nkind = "notices"\nunit = "jiaoyu"\nurl = "{base}tz/index.html"\n',
            encoding="utf-8",
        )
        (folder / "doc.toml").write_text(DOC, encoding="utf-8")

    def run(self, *options: str) -> Corpus:
        """Audit once more; what the archive then shows."""
        self.number += 1
        day = FIRST + timedelta(days=30 * self.number)
        done = zwgk(
            *("run", str(self.profile), str(self.folder / "doc.toml"), "--as-of", str(day)),
            *("--data", str(self.folder / "data"), "--out", str(self.folder / "out"), *options),
        )
        assert done.code == 0, done.err
        site = sites.load(str(self.profile))
        archive = Archive.open(self.folder / "data", site.id)
        newest = archive.newest_closed(day)
        assert newest is not None and newest.run == self.number
        return Corpus(archive, site, newest, day)


def quiet_column() -> str:
    """An id of a column whose list is not due to be read to its end in audits 2 to 5."""
    turns = {f"c{n}": zlib.crc32(f"c{n}".encode()) % LISTS_EVERY for n in range(40)}
    return next(name for name, turn in turns.items() if turn in (0, 6, 7))


@contextmanager
def audits(folder: Path, notices: int = 60, *, total: bool = True) -> Iterator[Audits]:
    with scripted() as portal:
        yield Audits(Shop(portal, notices, total=total), folder)


def present(corpus: Corpus) -> set[str]:
    return {a.title for a in corpus.articles(kinds=["notices"])}


def test_where_nothing_changed_a_later_audit_asks_for_one_list_page_and_a_sample(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        first = a.run()
        before = {x.identity: (x.title, x.published, x.text_digest) for x in first.articles()}
        a.shop.sync()
        second = a.run()
        assert a.shop.lists() == ["/tz/index.html"]
        assert sorted(a.shop.items()) == sorted(f"/n/{n}.html" for n in a.shop.titles if a.shop.turn(n) == a.number)
        assert {x.identity: (x.title, x.published, x.text_digest) for x in second.articles()} == before
        column = second.all_columns[0]
        assert (column.complete, column.rows) == (True, 60)
        assert "上次完整查看" in column.stopped_because
        told = (a.folder / "out" / "index.html").read_text(encoding="utf-8")
        carried = 60 - len(a.shop.items())
        assert "后续检测" in told and f"沿用 {carried} 条" in told and "采集方式为全量" not in told


def test_a_new_item_and_a_removed_one_are_both_seen(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        a.run()
        a.shop.titles[61] = "第61号通知：新的安排"
        a.shop.order = [61, *[n for n in a.shop.order if n != 7]]
        a.shop.sync()
        seen = a.run()
        assert "第61号通知：新的安排" in present(seen)
        gone = [x for x in seen.known_articles() if x.gone_since]
        assert [x.title for x in gone] == [a.shop.titles[7]]
        assert len(a.shop.lists()) > 1  # the total disagreed until the place of the removed one was passed


def test_an_item_slipped_into_the_middle_of_the_list_is_seen(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        a.run()
        a.shop.titles[61] = "第61号通知：补登的安排"
        a.shop.order.insert(40, 61)
        a.shop.sync()
        assert "第61号通知：补登的安排" in present(a.run())


def test_without_a_printed_total_every_list_is_read_to_its_end(tmp_path: Path) -> None:
    with audits(tmp_path, total=False) as a:
        a.run()
        a.shop.order.remove(7)
        a.shop.sync()
        seen = a.run()
        assert len(a.shop.lists()) == 12
        assert a.shop.titles[7] not in present(seen)


def test_an_edited_old_page_is_seen_when_its_turn_comes(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        added = {a.shop.add_with_turn(2), a.shop.add_with_turn(3)}
        a.run()
        edited = {n: a.shop.turn(n) for n in a.shop.titles if a.shop.turn(n) in (2, 3)}
        assert added <= set(edited)
        a.shop.texts |= dict.fromkeys(edited, "改正后的正文。" * 30)
        a.shop.sync()
        for number in (2, 3):
            seen = a.run()
            shown = {x.title for x in seen.articles() if "改正后" in seen.text(x)}
            assert shown == {a.shop.titles[n] for n, at in edited.items() if at <= number}


def test_full_asks_for_everything_again_without_conditions(tmp_path: Path) -> None:
    with audits(tmp_path, notices=12) as a:
        a.run()
        a.shop.texts[3] = "改正后的正文。" * 30
        a.shop.sync()
        seen = a.run("--full")
        assert len(a.shop.items()) == 12
        assert not any("If-None-Match" in x.headers for x in a.shop.portal.asked)
        assert "改正后" in seen.text(next(x for x in seen.articles() if x.title == a.shop.titles[3]))


def test_a_list_that_was_not_seen_whole_gives_no_known_ground(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        broken = a.shop.portal.routes["/tz/index_6.html"]
        a.shop.portal.routes["/tz/index_6.html"] = (500, {}, b"")
        a.run()
        a.shop.portal.routes["/tz/index_6.html"] = broken
        a.shop.portal.asked.clear()
        seen = a.run()
        assert len(a.shop.lists()) == 12
        assert len(present(seen)) == 60 and seen.all_columns[0].complete


def test_a_page_that_could_not_be_read_is_asked_again(tmp_path: Path) -> None:
    with audits(tmp_path, notices=8) as a:
        whole = a.shop.portal.routes["/n/4.html"]
        a.shop.portal.routes["/n/4.html"] = (500, {}, b"")
        a.run()
        a.shop.portal.routes["/n/4.html"] = whole
        a.shop.portal.asked.clear()
        seen = a.run()
        assert "/n/4.html" in a.shop.items()
        assert next(x for x in seen.articles() if x.url.endswith("/n/4.html")).state == "read"


def test_a_page_that_showed_nothing_is_asked_again(tmp_path: Path) -> None:
    with audits(tmp_path, notices=8) as a:
        whole = a.shop.portal.routes["/n/4.html"]
        a.shop.portal.routes["/n/4.html"] = _validated(article(a.shop.titles[4], _day(4), " "))
        first = a.run()
        assert next(x for x in first.articles() if x.url.endswith("/n/4.html")).body_kind == "empty"
        a.shop.portal.routes["/n/4.html"] = whole
        a.shop.portal.asked.clear()
        seen = a.run()
        assert "/n/4.html" in a.shop.items()
        assert seen.text(next(x for x in seen.articles() if x.url.endswith("/n/4.html")))


def test_a_server_that_says_unchanged_leaves_a_record_that_warc_readers_accept(tmp_path: Path) -> None:
    with audits(tmp_path) as a:
        a.run()
        a.run()
    newest = sorted((tmp_path / "data" / "warc").glob("*.warc.gz"))[-1]
    with newest.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert "revisit" in kinds
    assert Checker(SimpleNamespace(inputs=[str(newest)], verbose=False)).process_all() == 0
