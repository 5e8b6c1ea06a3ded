"""Whole or cut: what a packed body says of its own end counts more than a Content-Length."""

import gzip
from pathlib import Path

import pytest
from scrapy.http import Response

from crawler.cut import is_cut
from tests.scripted_portal import Answer, article, list_page, scripted
from tests.test_crawl import audit, items, rows

PACKED = gzip.compress(b"<html>" + bytes(range(256)) * 40 + b"</html>")
MORE = gzip.compress(b"<p>another member</p>" * 90)


def answer(body: bytes, *, packed: bool = True, short: bool = False) -> Response:
    headers = {"Content-Encoding": "gzip"} if packed else {}
    return Response("http://www.example.invalid/", headers=headers, body=body, flags=["dataloss"] if short else [])


@pytest.mark.parametrize("short", [False, True], ids=["length agrees", "shorter than told"])
@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (PACKED, False), (PACKED + MORE, False), (PACKED + b"\0" * 512, False),
        (PACKED[:-1], True), (PACKED[: len(PACKED) // 2], True), (PACKED + MORE[:-20], True), (b"", True),
    ],
    ids=["whole", "two members", "padded", "a byte short", "half", "half a second member", "nothing"],
)  # fmt: skip
def test_a_packed_body_knows_its_own_end(body: bytes, cut: bool, short: bool) -> None:
    assert is_cut(answer(body, short=short)) is cut


@pytest.mark.parametrize(
    "body",
    [b"<html>no gzip at all</html>", PACKED + b"<!-- junk -->", PACKED[:-8] + bytes(8), gzip.compress(bytes(80 << 20))],
    ids=["no gzip", "junk behind it", "wrong checksum", "bomb"],
)
def test_where_it_cannot_be_told_the_length_decides(body: bytes) -> None:
    assert not is_cut(answer(body))
    assert is_cut(answer(body, short=True))


def test_a_plain_body_shorter_than_told_is_cut() -> None:
    assert is_cut(answer(b"<html>", packed=False, short=True))
    assert not is_cut(answer(b"<html>", packed=False))
    assert is_cut(answer(PACKED, packed=False, short=True))  # a file, not an encoding


def packed(of: Answer, keep: int | None = None) -> Answer:
    """The answer packed, under the length of the page before it was packed; ``keep`` bytes of it are sent."""
    body = gzip.compress(of[2], mtime=0)
    return of[0], {**of[1], "Content-Encoding": "gzip", "Content-Length": str(len(of[2]))}, body[:keep]


def test_a_list_and_an_item_under_a_wrong_length_are_read_and_half_of_them_is_not(tmp_path: Path) -> None:
    item = article("第1号通知事项的公告全文", "2023-05-02")
    with scripted(items(3, 9)) as portal:
        portal.routes |= {
            "/a/": packed(list_page(rows("", 1, 4))), "/item/1.html": packed(item), "/item/2.html": packed(item, 200), "/b/": packed(list_page(rows("", 1, 9)), 200),
        }  # fmt: skip
        visits, articles = audit(portal, tmp_path, "/a/", "/b/")
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"] and visits["c0"]["rows"] == 4
    assert visits["c1"]["outcome"] == "error" and not visits["c1"]["complete"]
    states = {a["url"].rsplit("/", 1)[1]: a["state"] for a in articles}
    assert states["1.html"] == "read" and states["2.html"] == "failed"
