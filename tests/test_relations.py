"""The list of related items that a script fetches is part of its page; one that was not read in full stays named as unread."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.readings import unpack_reading
from crawler.clock import china_now
from crawler.extract.page import read_page
from crawler.items import PageReading
from crawler.page import Page
from crawler.relations import joined, relation_of
from crawler.rereading import read_again
from crawler.site import load
from tests.scripted_portal import Answer, list_page, scripted
from tests.test_crawl import audit, items, rows

URL = "http://www.example.invalid/qzf/sfgf/pc/content/content_1.html"
LIST = "/qzf/sfgf/relation/1-RelationArticle.json"
HOSTS = frozenset(("www.example.invalid",))
OTHER = "http://www.example.invalid/qzf/sfjd/pc/content/content_2.html"


def page(value: str = LIST, more: str = "") -> Page:
    script = f'<script>var articleData = {json.dumps({"id": "1", "relationUrl": value})};{more}</script>'
    body = "<h1>关于印发办法的通知</h1><div id='zoom'><p>现将办法印发给你们，请认真贯彻执行，执行中的问题请及时反馈。</p></div>"
    return Page(URL, f'<html><head><meta charset="utf-8"><base href="/qzf/"></head><body>{body}{script}</body></html>'.encode())


def entry(**changed: object) -> dict[str, object]:
    return {"id": "2", "title": "办法的解读", "urls": json.dumps({"pc": "sfjd/pc/content/content_2.html"}), **changed}


def after(answer: object, status: int = 200) -> PageReading:
    """The reading of the page after its list answered."""
    asking = page()
    reading = read_page(asking)
    relation = relation_of(asking, reading, HOSTS)
    assert relation is not None and relation.url == f"http://www.example.invalid{LIST}"
    body = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
    return joined(reading, relation, Page(relation.url, body, status=status))


@pytest.mark.parametrize(
    "answer",
    [
        [entry()], {"data": [entry()]}, {"code": 200, "results": [entry()]}, [entry(urls={"pc": "/qzf/sfjd/pc/content/content_2.html"})],
        [entry(urls=None, url="sfjd/pc/content/content_2.html")], [entry(urls={"pc": "", "wap": "sfjd/pc/content/content_2.html"})],
    ],
)  # fmt: skip
def test_what_the_list_names_is_a_link_of_the_page(answer: object) -> None:
    reading = after(answer)
    assert reading.links[-1] == (OTHER, "办法的解读")
    assert reading.candidates("related") == ()


def test_a_list_that_names_nothing_is_read() -> None:
    reading = after([])
    assert (reading.links, reading.candidates("related")) == ((), ())


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ([entry()], 404), ([entry()], 500), (b"<html>404</html>", 200), (b"", 200), ({"code": 500}, 200), ("text", 200), ({"data": {"a": 1}}, 200),
        (b"[" * 100_000, 200),
    ],
)  # fmt: skip
def test_what_is_no_list_stays_unread(answer: object, status: int) -> None:
    reading = after(answer, status)
    assert reading.links == () and [c.value for c in reading.candidates("related")] == [LIST]


@pytest.mark.parametrize("odd", ["x", None, {"title": "没有网址"}, {"url": "javascript:go()"}, {"urls": "{broken", "url": ""}, {"urls": {"pc": 7}}])
def test_a_list_understood_in_part_gives_its_links_and_stays_unread(odd: object) -> None:
    reading = after([entry(), odd])
    assert [url for url, _ in reading.links] == [OTHER] and [c.value for c in reading.candidates("related")] == [LIST]


@pytest.mark.parametrize(
    "asking",
    [page(""), page("http://other.example.invalid/a.json"), page("javascript:go()"), page(LIST, 'var b = {"relationUrl": "/b.json"};'), page("http://[bad/a.json")],
    ids=["none", "another host", "a script", "two", "broken"],
)
def test_only_one_list_on_a_host_that_may_be_asked_is_asked(asking: Page) -> None:
    assert relation_of(asking, read_page(asking), HOSTS) is None


def document(n: int, relation: str) -> Answer:
    body = "<p>现将办法印发给你们，请认真贯彻执行，执行中的问题请及时反馈，由区教育局负责解释。</p>"
    script = f'<script>var articleData = {{"relationUrl": "{relation}"}};</script>'
    text = f"<html><head><meta charset='utf-8'><title>第{n}号通知事项的公告全文</title></head><body><h1>第{n}号通知事项的公告全文</h1><div>发布时间：2023-05-0{n}</div><div id='zoom'>{body}</div>{script}</body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, text.encode()


def test_a_crawl_asks_for_the_list_and_reads_it_again_from_the_archive(tmp_path: Path) -> None:
    related = json.dumps([{"title": "第3号", "url": "/item/3.html"}]).encode()
    with scripted(items(3, 4)) as portal:
        portal.routes |= {
            "/a/": list_page(rows("", 1, 4)), "/item/1.html": document(1, "/relation/1.json"), "/item/2.html": document(2, "/relation/2.json"),
            "/relation/1.json": (200, {"Content-Type": "application/json"}, related),
        }  # fmt: skip
        _, articles = audit(portal, tmp_path, "/a/")
    assert {a["state"] for a in articles} == {"read"}

    def said() -> dict[str, tuple[list[str], int]]:
        with closing(sqlite3.connect(tmp_path / "data" / "zwgk.sqlite")) as db:
            found = [unpack_reading(blob) for (blob,) in db.execute("select value from crawl_reading where reader = 'page'")]
            links = db.execute("select count(*) from crawl_link where url like '%/item/3.html'").fetchone()[0]
        return {r.url.rpartition("/")[2]: ([u.rpartition("/")[2] for u, _ in r.links], len(r.candidates("related"))) for r in found} | {"links": ([], links)}

    first = said()
    assert first["1.html"] == (["3.html"], 0) and first["2.html"] == ([], 1) and first["links"] == ([], 1)
    site = load(str(tmp_path / "t.toml"))
    archive = Archive.open(tmp_path / "data", site.id)
    read_again(archive, site, china_now())
    archive.close()
    assert said() == first
