"""Portals of further families, crawled from the outside: every row once, and the end of every list proven."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import dialects
from crawler.page import Page
from tests.scripted_portal import Asked, Route, article, html, scripted
from tests.test_crawl import audit

TITLE = "关于第{n}项便民利企措施落实情况的通知"


def day(n: int) -> str:
    return f"2023-05-{n:02d}"


def line(folder: str, n: int) -> str:
    return f'<li><a href="{folder}{n}.html" title="{TITLE.format(n=n)}">{TITLE.format(n=n)[:8]}…</a><span>{day(n)}</span></li>'


def articles(folder: str, last: int) -> dict[str, Route]:
    return {f"{folder}{n}.html": article(TITLE.format(n=n), day(n)) for n in range(1, last + 1)}


def as_json(value: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(value, ensure_ascii=False).encode()


def hanweb() -> dict[str, Route]:
    """Seventeen records, two a page: six in the page, and a proxy that gives seven whatever the end asked for."""
    folder, total, size = "/art/2023/5/1/art_80_", 17, 2

    def store(first: int, last: int) -> str:
        records = "".join(f"<record><![CDATA[{line(folder, n)}]]></record>" for n in range(first, min(last, total) + 1))
        return f"<datastore><totalrecord>{total}</totalrecord><totalpage>9</totalpage><recordset>{records}</recordset></datastore>"

    def proxy(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        start = int(parse_qs(asked.path.partition("?")[2])["startrecord"][0])
        form = parse_qs(asked.body.decode())
        right = asked.method == "POST" and form.get("columnid") == ["80"] and form.get("unitid") == ["7"]
        body = store(start, start + 3 * size) if right else "<datastore><recordset></recordset></datastore>"
        return 200, {"Content-Type": "text/xml;charset=UTF-8"}, body.encode()

    call = "{perPage:2,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,webid:3,path:'/',columnid:80,unitid:'7',webname:'某区'}}"
    column = html(
        f'<div id="7"><script type="text/xml">{store(1, 3 * size)}</script></div><script>$("#7").jpage({call})</script>',
        "通知公告",
    )
    asks = {
        f"/module/web/jpage/dataproxy.jsp?startrecord={n}&endrecord={n + 3 * size - 1}&perpage={size}": proxy
        for n in range(1, total + 1)
    }
    return {"/col/col80/index.html": column, **asks, **articles(folder, total)}


def jpaas() -> dict[str, Route]:
    """Seven rows, three a page; only ``paramJson`` counts."""
    folder, total, size = "/tz/art/2023/art_", 7, 3
    values = {
        "parseType": "bulidstatic",
        "webId": "52",
        "tplSetId": "M",
        "pageType": "column",
        "tagId": "分页列表",
        "pageId": "16",
    }
    build = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    answers: dict[str, Route] = {}
    for number in (1, 2, 3):
        lines = "".join(line(folder, n) for n in range((number - 1) * size + 1, min(number * size, total) + 1))
        place = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
        answers[f"{build}?{urlencode([*values.items(), ('paramJson', place)])}"] = as_json(
            {
                "data": {
                    "html": f'<ul>{lines}</ul><div class="pagination" rows="{size}" count="{total}" pageNo="{number}"></div>'
                }
            }
        )
    data = str({**values, "paramJson": {"pageNo": 1, "pageSize": size}})
    column = html(f'<div class="list"><script url="{build}" queryData="{data}"></script></div>', "通知公告")
    return {"/tz/index.html": column, **answers, **articles(folder, total)}


def ucap() -> dict[str, Route]:
    """Nine items, five of them in the page; the interface gives two a page and never says which page that is."""
    folder, total, size = "/qzf/pc/content_", 9, 2

    def item(n: int) -> dict[str, object]:
        urls = json.dumps({"pc": f"pc/content_{n}.html"})
        return {
            "title": TITLE.format(n=n),
            "pubDate": f"{day(n)} 10:00",
            "urls": urls,
            "articleFiles": [{}],
            "metadata": {},
        }

    def query(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        form = parse_qs(asked.body.decode())
        if form.get("channelCode[]") != ["tzgg"] or form.get("webSiteCode[]") != ["qzf"]:
            return as_json({"code": 500})
        first = (int(form["current"][0]) - 1) * size + 1
        results = [{"source": item(n)} for n in range(first, min(first + size - 1, total) + 1)]
        return as_json({"code": 200, "data": {"total": total, "results": results}})

    listed = json.dumps([item(n) for n in range(1, 6)])
    script = f"""var channelsTagSelf = {{"code":"tzgg","articleCount":{total}}}; var listData = {{articleList: {listed},}};
    var params = {{current: 1, unitid: '3', webSiteCode: ['qzf'], channelCode: ['tzgg'], perPage: '2', titleMax: '9'}};
    loadPageData(params, '3');"""
    column = 200, {"Content-Type": "text/html"}, f'<!DOCTYPE html><html><head><base href="/qzf/"><meta charset="utf-8"><title>通知公告</title></head><body><div id="3"></div><script>{script}</script></body></html>'.encode()  # fmt: skip
    return {"/qzf/tzgg/pc/list.html": column, "/queryList": query, **articles(folder, total)}


def test_lists_of_three_families_are_walked_to_their_proven_ends(tmp_path: Path) -> None:
    with scripted({**hanweb(), **jpaas(), **ucap()}) as portal:
        visits, read = audit(portal, tmp_path, "/col/col80/index.html", "/tz/index.html", "/qzf/tzgg/pc/list.html")

    assert [visits[c]["dialect"] for c in ("c0", "c1", "c2")] == ["hanweb", "jpaas", "ucap"]
    assert [(visits[c]["outcome"], visits[c]["complete"]) for c in ("c0", "c1", "c2")] == [("ok", True)] * 3
    assert [visits[c]["rows"] for c in ("c0", "c1", "c2")] == [17, 7, 9]
    assert len(read) == 33 and len({item["url"] for item in read}) == 33
    assert all(item["published"] and item["state"] == "read" for item in read)


PIECES = st.sampled_from([
    "<datastore>", "</datastore>", "<record>", "</record>", "<![CDATA[", "]]>", "<li><a href='/a/1.html'>", "</a>", "<tr>", "2023-05-01",
    "<nextgroup>", "<script>", "</script>", ".jpage({", "ajaxParam:", "{columnid:1,", "unitid:'2'}", "dataStore:x", "x=['", "articleList:[",
    "channelsTagSelf={", '"articleCount":', "loadPageData(p,", "p={channelCode:['a'],", "'/common/search/'+c", "jpaas-publish-server",
    "<p queryData=\"{'webId':'1','pageId':'2','paramJson':'", "'}\">", '{"data":{"results":[', '{"html":"', "null", "9", ",", "}", "]", '"', "'",
    "var siteInfo = {", '"siteGuid":"1",', '"projectName":"/x"}', "<script src='/js/webBuilderCommon.js'></script>", "'/api/stl/actions/pagecontents'",
    "{pageChannelId:1,", "currentPageIndex:0,", "'/api/stl/actions/dynamic?' + StlClient.getQueryString(), {value:'a',page:page}", '{"custom":{"data":[',
    "axios.post('/api/list', {pageNo: 1, cat: '\\ud800'})", "data: '{\\\"pageNo\\\":1,\\\"a\\\":\\\"\\\\ud800\\\"}'", "共 9 条 1/3 页", "下一页",
])  # fmt: skip


@pytest.mark.parametrize("name", ["hanweb", "jpaas", "ucap", "siteserver", "epoint", "jsonlist", "ilist", "jeecms", "lonsun"])
@given(pieces=st.lists(PIECES, max_size=30), answer=st.lists(PIECES, max_size=20))
@settings(max_examples=100, deadline=None)
def test_no_page_and_no_answer_can_break_a_reader(name: str, pieces: list[str], answer: list[str]) -> None:
    url = "http://www.example.gov.cn/info/iList.jsp?cat_id=1&categorynum=003006"
    first = Page(url, f"<html><body>{''.join(pieces)}</body></html>".encode())
    for ask in dialects.read(name, first, column_url=url, first=None).following:
        ask.body.encode()
        found = dialects.read(name, Page(ask.url, "".join(answer).encode()), column_url=url, first=first, ask=ask)
        assert not (found.says_empty and (found.rows or found.following or found.unlinked))
