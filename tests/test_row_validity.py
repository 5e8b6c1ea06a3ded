"""What a list says of a document's validity: read by key, kept with the row, and taken where the page itself is silent."""

import json
from dataclasses import replace
from datetime import date

import pytest

from crawler import dialects
from crawler.archive import Article
from crawler.archive.closing import close_run
from crawler.archive.recorder import item_state
from crawler.extract.resolve import resolve
from crawler.items import Candidate, PageReading, Row
from crawler.page import Page
from tests.made_lists import SITE
from tests.test_archive import HOME, Item, Portal, portal, visit

__all__ = ["portal"]  # the fixture

CHANNEL = "0123456789abcdef0123456789abcdef"
COLUMN = f"{SITE}/qzf/c100187/common_list.shtml"


def listed(*entries: dict[str, object], **more: object) -> Row:
    """The row a UCAP search answers with one result of those metadata."""
    script = f'<script>var channelId = "{CHANNEL}"; $.ajax({{url: "/common/search/{CHANNEL}?_isJson=true&page=" + page}});</script>'
    first = Page(COLUMN, f"<html><head><title>规范性文件</title></head><body><ul id='body'></ul>{script}</body></html>".encode())
    result = {"title": "关于某事的管理办法", "url": "/qzf/c100187/202601/a.shtml", "publishedTimeStr": "2026-01-05", "domainMetaList": [{"resultList": list(entries)}], **more}
    answer = json.dumps({"data": {"total": 1, "results": [result]}}, ensure_ascii=False).encode()
    page = Page(f"{SITE}/common/search/{CHANNEL}?page=1", answer, content_type="application/json")
    return dialects.read("ucap", page, column_url=COLUMN, first=first).rows[0]


@pytest.mark.parametrize(
    ("entry", "validity"),
    [
        ({"key": "aging", "name": "时效性", "value": "失效"}, "失效"), ({"key": "AGING", "value": "有效"}, "有效"), ({"key": "x1", "name": "时效性", "value": "废止"}, "废止"),
        ({"key": "aging", "value": "null"}, ""), ({"key": "aging", "value": None}, ""), ({"key": "aging", "value": ["失效"]}, ""), ({"key": "agingDate", "value": "失效"}, ""),
    ],
)  # fmt: skip
def test_a_ucap_row_is_read_by_key(entry: dict[str, object], validity: str) -> None:
    row = listed({"key": "writtentext", "value": "样发〔2026〕1号"}, entry)
    assert (row.validity, row.doc_number) == (validity, "样发〔2026〕1号")


@pytest.mark.parametrize(
    ("marks", "validity"),
    [({"is_abolished": True, "is_expired": True}, "废止"), ({"is_expired": True}, "失效"), ({"is_expired": False}, ""), ({"is_expired": "false"}, ""), ({}, "")],
)
def test_a_gkmlpt_row_has_its_mark(marks: dict[str, object], validity: str) -> None:
    article = {"title": "关于某事的管理办法", "url": "/gkmlpt/content/1/1/post_1.html", "date": 1767571200, **marks}
    answer = json.dumps({"classify": {"post_count": 1}, "articles": [article]}).encode()
    page = Page(f"{SITE}/gkmlpt/api/all/5?page=1&sid=1", answer, content_type="application/json")
    assert dialects.read("gkmlpt", page, column_url=page.url, first=page).rows[0].validity == validity


@pytest.mark.parametrize(
    ("shown", "row", "validity"),
    [
        ("", "失效", "失效"), ("", "已废止", "已废止"), ("有效", "失效", "有效"), ("失效", "有效", "失效"),
        # 有效 in a list is no mark on the page: nobody is held to it.
        ("", "有效", ""), ("", "", ""), ("", "现行有效", ""),
    ],
)  # fmt: skip
def test_the_page_counts_before_the_row(shown: str, row: str, validity: str) -> None:
    said = (("validity", (Candidate(shown, "label"),)),) if shown else ()
    fields = resolve(PageReading(HOME, said, "正文", "html"), (Row(HOME, "关于某事的管理办法", validity=row),))
    assert fields.validity == validity


def test_a_row_that_changes_its_mark_is_seen_as_of_each_audit(portal: Portal) -> None:
    item = Item(HOME + "1.html")

    def audited(day: date, validity: str) -> Article:
        run, recorder, now = portal.begin(day)
        row = Row(item.url, item.title, item.published, str(item.published), validity=validity)
        for column in portal.site.columns:
            rows = (row,) if column.id == "a" else ()
            recorder.visited(visit(column.id, column.url, rows, now), {r.url: item_state(portal.site, r.url, "") for r in rows})
        portal.read(recorder, item, now)
        recorder.close()
        close_run(portal.archive, run, portal.site, now)
        return next(iter(portal.corpus(replace(run)).articles("jiaoyu", ["budget"])))

    said = [audited(date(2023, month, 1), validity).validity for month, validity in ((3, ""), (4, "失效"), (5, "失效"), (6, ""))]
    assert said == ["", "失效", "失效", ""]
