"""Crawling further CMS families from the outside: every row once, and a receipt that proves it."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.listing import PAGES
from tests.scripted_portal import Answer, Asked, ScriptedPortal, article, html, scripted
from tests.test_crawl import audit

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json; charset=utf-8"}


def saved(name: str) -> Answer:
    return 200, HTML if name.endswith("html") else JSON, (PAGES / name).read_bytes()


def answered(answer: object) -> Answer:
    return 200, JSON, json.dumps(answer).encode()


def serve_articles(portal: ScriptedPortal, *paths: str, title: str = "第{n}号事项的公告全文") -> None:
    for n, path in enumerate(paths, start=1):
        portal.routes[path] = article(title.format(n=n), f"2023-05-{n % 28 + 1:02d}")


def test_a_vsb_column_whose_pager_cannot_be_clicked(tmp_path: Path) -> None:
    with scripted() as portal:
        for n, path in enumerate(("/gsgg.htm", "/gsgg/2.htm", "/gsgg/1.htm"), start=1):
            portal.routes[path] = saved(f"vsb_scripted_{n}.html")
        paths = [f"/info/1041/{3000 + n}.htm" for n in range(1, 11)]
        serve_articles(portal, *paths, title="关于第{n}号事项的公示全文标题")
        visits, articles = audit(portal, tmp_path, "/gsgg.htm")

    assert (visits["c0"]["dialect"], visits["c0"]["complete"], visits["c0"]["rows"]) == ("vsb", True, 10)
    assert len(articles) == 10 and all(a["state"] == "read" for a in articles)


def test_a_lonsun_column_filled_by_its_label(tmp_path: Path) -> None:
    column = "/public/column/6601741?type=4&catId=6722341"
    with scripted() as portal:
        portal.routes[column] = saved("lonsun_label.html")
        original = portal.answer

        def answer(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
            if path.startswith("/site/label/8888?"):
                number = parse_qs(urlsplit(path).query)["pageIndex"][0]
                portal.routes[path] = saved(f"lonsun_label_{number}.html")
            return original(method, path, body, headers)

        portal.answer = answer  # type: ignore[method-assign]
        paths = [f"/public/6601741/{5000 + n}.html" for n in range(1, 13)]
        serve_articles(portal, *paths, title="某某区第{n}号行政规范性文件印发通知")
        visits, articles = audit(portal, tmp_path, column)

    assert (visits["c0"]["dialect"], visits["c0"]["complete"], visits["c0"]["rows"]) == ("lonsun", True, 12)
    assert len(articles) == 12 and all(a["state"] == "read" for a in articles)


def test_a_gkmlpt_category_given_as_its_interface(tmp_path: Path) -> None:
    with scripted() as portal:
        for number, last in ((1, 3), (2, 6), (3, 7), (4, 0)):
            items = [
                {"id": n, "title": f"第{n}号文件", "url": f"{portal.base}gkmlpt/content/1/{n}/post_{n}.html", "date": 1684771200, "document_number": ""}
                for n in range(3 * number - 2, last + 1)
            ]  # fmt: skip
            portal.routes[f"/gkmlpt/api/all/952?page={number}&sid=2"] = answered(
                {"classify": {"post_count": 7}, "articles": items}
            )
        serve_articles(portal, *(f"/gkmlpt/content/1/{n}/post_{n}.html" for n in range(1, 8)))
        visits, articles = audit(portal, tmp_path, "/gkmlpt/api/all/952?page=1&sid=2")

    assert (visits["c0"]["dialect"], visits["c0"]["complete"], visits["c0"]["rows"]) == ("gkmlpt", True, 7)
    assert len(articles) == 7 and all(a["state"] == "read" for a in articles)


def test_a_column_filled_by_a_posted_form(tmp_path: Path) -> None:
    def listed(asked: Asked) -> Answer:
        fields = parse_qs(asked.body.decode())
        if asked.method != "POST" or fields.get("categorynum") != ["003001"]:
            return answered({"code": 500})
        index = int(fields["pageIndex"][0])
        items = [
            {"realtitle": f"第{n}号事项", "infourl": f"/info/{n}.html", "infodate": f"2023-05-{n:02d}"}
            for n in range(3 * index + 1, min(3 * index + 3, 7) + 1)
        ]
        return answered({"custom": {"total": 7, "data": items}})

    with scripted() as portal:
        portal.routes["/gk/list.html?categorynum=003001"] = saved("jsonlist_epoint.html")
        api = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
        portal.routes[api] = listed
        serve_articles(portal, *(f"/info/{n}.html" for n in range(1, 8)))
        visits, articles = audit(portal, tmp_path, "/gk/list.html?categorynum=003001")

    assert (visits["c0"]["dialect"], visits["c0"]["complete"], visits["c0"]["rows"]) == ("jsonlist", True, 7)
    assert len(articles) == 7 and all(a["state"] == "read" for a in articles)


def test_an_interface_that_fails_in_the_middle_leaves_the_column_incomplete(tmp_path: Path) -> None:
    items = [{"title": f"第{n}号", "url": f"/info/{n}.html", "date": "2023-05-01"} for n in (1, 2)]
    with scripted() as portal:
        portal.routes["/gk/"] = html(
            "<ul></ul><script>$.get('/api/list', {cat: 1, pageNo: page, pageSize: 2})</script>"
        )
        portal.routes["/api/list?cat=1&pageNo=1&pageSize=2"] = answered({"rows": items, "total": 5})
        portal.routes["/api/list?cat=1&pageNo=2&pageSize=2"] = (500, {}, b"oops")
        serve_articles(portal, "/info/1.html", "/info/2.html")
        visits, _ = audit(portal, tmp_path, "/gk/")

    assert (visits["c0"]["complete"], visits["c0"]["rows"]) == (False, 2)
    assert "500" in visits["c0"]["stopped_because"]


def test_a_list_in_a_frame_of_the_same_site(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/gk/"] = html('<div id="tree"></div><iframe src="list.htm"></iframe>')
        rows = "".join(
            f"<li><a href='/item/{n}.html'>第{n}号通知事项</a><span>2023-05-{n:02d}</span></li>" for n in range(1, 6)
        )
        portal.routes["/gk/list.htm"] = html(f"<ul class='list'>{rows}</ul>")
        serve_articles(portal, *(f"/item/{n}.html" for n in range(1, 6)))
        visits, articles = audit(portal, tmp_path, "/gk/")

    assert (visits["c0"]["complete"], visits["c0"]["rows"], len(articles)) == (True, 5, 5)


def test_a_list_that_takes_json_and_a_column_in_years_from_the_outside(tmp_path: Path) -> None:
    def listed(asked: Asked) -> Answer:
        told = json.loads(asked.body) if asked.headers.get("Content-Type", "").startswith("application/json") else {}
        if told.get("cat") != 12:
            return answered({"code": 500})
        number = told["page"]["pageNo"]
        found = [
            {"title": f"第{n}号事项的公告全文", "url": f"/item/{n}.html", "date": f"2023-05-{n:02d}"}
            for n in range(2 * number - 1, min(2 * number, 5) + 1)
        ]
        return answered({"data": {"list": found, "total": 5}})

    tabs = "<div class='years'><a class='on' href='#'>2023年</a><a href='/gk/tz/2022/'>2022年</a></div>"

    def rows(*numbers: int) -> str:
        lines = "".join(f"<li><a href='/item/{n}.html'>第{n}号事项的公告全文</a><span>2023-05-{n:02d}</span></li>" for n in numbers)
        return f"{tabs}<ul class='list'>{lines}</ul>"

    script = "axios.post('/api/list', {cat: 12, page: {pageNo: this.pageNo, pageSize: 2}})"
    with scripted() as portal:
        portal.routes["/gk/json/"] = html(f"<ul id='l'></ul><script>{script}</script>")
        portal.routes["/api/list"] = listed
        portal.routes["/gk/tz/"], portal.routes["/gk/tz/2022/"] = html(rows(6, 7, 8)), html(rows(9, 10))
        serve_articles(portal, *(f"/item/{n}.html" for n in range(1, 11)))
        visits, articles = audit(portal, tmp_path, "/gk/json/", "/gk/tz/")

    assert [(visits[c]["complete"], visits[c]["rows"]) for c in ("c0", "c1")] == [(True, 5), (True, 5)]
    assert len(articles) == 10 and all(a["state"] == "read" for a in articles)
