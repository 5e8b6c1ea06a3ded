"""What was made cheaper says the same as the plain way: every shortcut beside what it stands for."""

import gzip
import importlib.util
import re
import sys
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import mask as masking
from crawler.archive.shelf import Shelf
from crawler.archive.warc import Evidence
from crawler.dialects.stream import stream_of
from crawler.dialects.words import shows, shows_beside_links
from crawler.page import _FORBIDDEN, Page
from crawler.spiders.waiting import Referers, Waiting, Wanted
from crawler.urls import joined
from tests.listing import PAGES
from tests.outside import ROOT
from tests.test_archive import HOME, Item, Portal

HTML = sorted(PAGES.glob("*.html"))
NUMBERS = st.text(st.sampled_from("0123456789０５９Xx- －\u3000·,;年卡"), max_size=40)
PERSONAL = st.sampled_from(
    [
        "11010519491231002X",
        "110105 19491231 002X",
        "13800138000",
        "138-0013-8000",
        "6222020000000000000",
        "１３８００１３８０００",
    ]
)


@given(NUMBERS, PERSONAL | st.just(""), NUMBERS)
def test_no_text_is_passed_by_that_the_masks_would_change(before: str, number: str, after: str) -> None:
    text = before + number + after
    least, masking._LEAST = masking._LEAST, re.compile("")  # every text is looked through
    try:
        expected = masking.mask(text)
    finally:
        masking._LEAST = least

    assert masking.mask(text) == expected


@given(
    st.sampled_from(
        ["http://a.gov.cn/x/y.html", "https://b.cn:8443", "http://c.cn?q=1", "HTTP://D.cn/", "", "about:blank"]
    ),
    st.text(st.sampled_from("ab1./?#_-~%:;@ "), max_size=14),
)
def test_links_join_as_the_library_joins_them(base: str, href: str) -> None:
    assert joined(base, href) == urljoin(base, href)


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.name)
def test_words_are_counted_as_the_stream_counts_them(path: Path) -> None:
    page = Page("http://www.example.gov.cn/a/", path.read_bytes())
    stream = stream_of(page)
    beside = len(" ".join(text for _, _, text in stream.texts))

    for near in (-1, 0, 1):
        assert shows(page, stream.length + near) == (near <= 0)
        assert shows_beside_links(page, max(beside + near, 0)) == (near < 0 < beside)


@pytest.mark.parametrize("text", ["甲\x00乙", "甲\ufffe乙", "甲\uffff乙", "甲\t乙\r\n丙", "\ufeff甲乙"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_characters_that_no_parser_takes_are_left_out_in_every_encoding(text: str, encoding: str) -> None:
    page = Page("http://www.example.gov.cn/", f"<p>{text}</p>".encode(encoding))

    assert page.text == _FORBIDDEN.sub("", page._decoded[0])


@pytest.mark.parametrize("value", ["text/html; charset=utf-8", "附件.html", "a\tb"])
def test_an_answer_is_kept_as_the_library_would_keep_it(value: str, tmp_path: Path) -> None:
    at, payload, headers = datetime(2026, 11, 2, 1, 30, tzinfo=UTC), "<p>正文</p>".encode(), [("Content-Type", value)]
    evidence = Evidence(tmp_path, "x.warc.gz", "tool")
    place = evidence.add("http://a.gov.cn/文 1", 200, "", headers, payload, at)
    evidence.sync()
    evidence.close()

    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            "http://a.gov.cn/\\u6587%201",
            "response",
            payload=BytesIO(payload),
            http_headers=StatusAndHeaders("200 Unknown", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2026-11-02T01:30:00Z"},
        )
    )
    kept = gzip.decompress((tmp_path / "x.warc.gz").read_bytes()[place.offset : place.offset + place.length])
    assert _without_id(kept) == _without_id(out.getvalue())


def _without_id(record: bytes) -> bytes:
    return re.sub(rb"<urn:uuid:[0-9a-f-]{36}>", b"", record, count=1)


def test_what_lies_on_a_shelf_is_found_again_also_when_it_grows_large() -> None:
    things = [{"n": n, "text": "字" * 100_000} for n in range(40)]  # 12 MB: beyond what is kept in memory
    with Shelf() as shelf:
        places = [shelf.put(thing) for thing in things]

        assert [shelf.get(place) for place in reversed(places)] == things[::-1]


def test_item_pages_are_given_out_a_few_at_a_time_in_their_order() -> None:
    waiting = Waiting(concurrency=1)
    for n in range(100):
        waiting.put(Wanted(f"http://a.gov.cn/{n}"))
    given_out = [item.url for item in waiting.take()]

    assert 1 < len(given_out) < 20
    assert list(waiting.take()) == []
    waiting.came_back()
    assert [item.url for item in waiting.take()] == [f"http://a.gov.cn/{len(given_out)}"]


@pytest.mark.parametrize(
    ("came_from", "policy", "expected"),
    [
        ("http://a.gov.cn/list/", b"", "http://a.gov.cn/list/"),
        ("https://a.gov.cn/list/", b"", None),  # nothing of an encrypted page is told to one that is not
        ("http://a.gov.cn/list/", b"no-referrer", None),
        ("http://a.gov.cn/list/", b"origin", "http://a.gov.cn/"),
    ],
)
def test_an_item_page_names_the_list_it_was_found_on(came_from: str, policy: bytes, expected: str | None) -> None:
    response = HtmlResponse(came_from, headers={"Referrer-Policy": policy} if policy else {})

    assert Referers().of(response, "http://a.gov.cn/item/1.html") == expected
    assert Referers().of(None, "http://a.gov.cn/item/1.html") is None


# ---- the helper that compares two archives


@pytest.fixture(scope="module")
def alike() -> ModuleType:
    spec = importlib.util.spec_from_file_location("alike", ROOT / "benchmarks" / "alike.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["alike"] = module
    spec.loader.exec_module(module)
    return module


def test_two_crawls_of_one_portal_are_alike_and_a_change_is_told(alike: ModuleType, tmp_path: Path) -> None:
    folders = []
    for name, title in (("one", "关于预算的说明"), ("two", "关于预算的说明"), ("three", "关于决算的说明")):
        folders.append(tmp_path / name)
        folders[-1].mkdir()
        portal = Portal(folders[-1])
        portal.crawl(date(2023, 3, 1), Item(HOME + "1.html", title=title), Item(HOME + "2.html"))
        portal.archive.close()
    one, two, three = (folder / "data" for folder in folders)

    assert list(alike.differences(one, two)) == []
    told = "\n".join(alike.differences(one, three))
    assert "crawl_article" in told and "crawl_reading" in told and "WARC" in told
    assert "决算" in told and HOME + "2.html" not in told
