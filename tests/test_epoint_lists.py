"""新点 Epoint: the column page is a frame whose scripts are files of their own; the site's settings stand in one of them."""

import json
from urllib.parse import parse_qs

import pytest

from crawler import dialects
from crawler.items import Ask, Outcome, Visit
from crawler.page import Page
from tests.made_lists import SITE, day, html_page, numbers, title
from tests.walked import walked

COLUMN = f"{SITE}/dynamic/zwgk/govInfoPub.html?categorynum=003006&deptcode=011"
SETTINGS = f"{SITE}/js/webBuilderCommon.js"
API = f"{SITE}/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
GUID = "7eb5f7f1-0000-4000-8000-8fcb82ea831a"
SCRIPT = f'var siteInfo = {{"siteGuid":"{GUID}","projectName":"/EWB-FRONT","isNewMobileSite":false}};\nvar Util = {{ajax: function () {{}}}};'
FRAME = "<div class='ewb-list'><ul id='infolist'></ul><div id='pager'></div></div><script src='/js/webBuilderCommon.js'></script><script src='/js/govInfoPub.js'></script>"
SIZE = 20


def listing(fields: dict[str, str], total: int) -> dict[str, object]:
    """What the interface says: twenty items a page at most, page numbers from 0."""
    assert (fields["siteGuid"], fields["deptcode"]) == (GUID, "011")
    first = int(fields["pageIndex"]) * SIZE + 1
    found = [
        {"realtitle": title(n), "title": title(n)[:6], "infourl": f"/zwgk/003006/20230508/{n}.html", "infodate": day(n), "categorynum": fields["categorynum"]}
        for n in range(first, min(first + SIZE - 1, total) + 1)
    ]  # fmt: skip
    return {"custom": {"data": found, "total": total}, "status": {"code": 1}}


def walk(accepts: str, total: int) -> tuple[Visit, list[Ask]]:
    """A walk over a portal whose interface ``accepts`` one of the forms seen."""

    def answer(ask: Ask) -> Page | None:
        if ask.url == COLUMN:
            return html_page(ask.url, FRAME)
        if ask.url == SETTINGS:
            return Page(ask.url, SCRIPT.encode(), content_type="application/javascript")
        assert ask.url == API
        told = json.loads(ask.body) if ask.body else {}
        kind = "form" if ask.form else "params" if "params" in told else "json"
        fields = {"form": {k: v[0] for k, v in parse_qs("&".join(f"{k}={v}" for k, v in ask.form), keep_blank_values=True).items()}, "params": told.get("params"), "json": told}[kind]  # fmt: skip
        if kind != accepts:
            return Page(ask.url, b"<h1>HTTP 500</h1>", status=500) if accepts == "form" else Page(ask.url, b'{"status":{"code":0}}')
        return Page(ask.url, json.dumps(listing(fields, total)).encode(), content_type="application/json")

    return walked(COLUMN, answer)


@pytest.mark.parametrize("accepts", ["json", "params", "form"])
def test_the_list_is_asked_with_the_settings_of_the_site_in_the_form_it_takes(accepts: str) -> None:
    visit, asked = walk(accepts, 45)

    assert (visit.outcome, visit.complete, visit.dialect) == (Outcome.OK, True, "epoint")
    assert (visit.rows, visit.rows_declared, visit.undated) == (45, 45, 0)
    assert numbers([row.url for row in visit.found]) == list(range(1, 46))
    assert visit.found[0].title == title(1)
    assert asked[1].url == SETTINGS
    assert len(asked) == {"json": 5, "params": 6, "form": 7}[accepts]


def test_the_body_is_that_of_the_platforms_own_script() -> None:
    _, asked = walk("json", 5)

    assert json.loads(asked[2].body) == {
        "deptcode": "011", "categorynum": "003006", "pageIndex": 0, "pageSize": SIZE, "siteGuid": GUID,
    }  # fmt: skip


@pytest.mark.parametrize("body", [b'{"custom":{"data":[],"total":0},"status":{"code":1}}', b'{"status":{"code":0}}', b""])
def test_an_interface_without_rows_never_makes_an_empty_column(body: bytes) -> None:
    def answer(ask: Ask) -> Page | None:
        if ask.url == COLUMN:
            return html_page(ask.url, FRAME)
        return Page(ask.url, SCRIPT.encode()) if ask.url == SETTINGS else Page(ask.url, body) if body else None

    visit, asked = walked(COLUMN, answer)

    assert (visit.complete, visit.rows, len(asked)) == (False, 0, 5)
    assert visit.outcome in (Outcome.SHELL, Outcome.SOFT404)


def test_rows_of_another_category_are_not_taken() -> None:
    def answer(ask: Ask) -> Page:
        if ask.url == COLUMN:
            return html_page(ask.url, FRAME)
        if ask.url == SETTINGS:
            return Page(ask.url, SCRIPT.encode())
        other = [{"realtitle": title(n), "infourl": f"/zwgk/004001/20230508/{n}.html", "infodate": day(n), "categorynum": "004001"} for n in range(1, 9)]  # fmt: skip
        return Page(ask.url, json.dumps({"custom": {"data": other, "total": 800}}).encode())

    visit, _ = walked(COLUMN, answer)

    assert (visit.outcome, visit.complete, visit.rows) == (Outcome.SHELL, False, 0)


@pytest.mark.parametrize("script", ["", "var other = 1;", "var siteInfo = load();", 'var siteInfo = {"siteGuid":""};'])
def test_settings_that_cannot_be_read_leave_a_shell_with_its_cause(script: str) -> None:
    body = (script or " ;").encode()
    visit, _ = walked(COLUMN, lambda ask: html_page(ask.url, FRAME) if ask.url == COLUMN else Page(ask.url, body))

    assert (visit.outcome, visit.complete) == (Outcome.SHELL, False)
    assert "webBuilderCommon" in visit.stopped_because


def test_a_page_that_names_no_category_is_not_asked_for() -> None:
    bare = f"{SITE}/dynamic/zwgk/govInfoPub.html"

    assert dialects.sniff(html_page(bare, FRAME)) == "plain"


def test_a_list_that_stands_in_the_page_is_read_there() -> None:
    rows = "".join(f"<tr><td>{n}</td><td><a href='/zwgk/003006/20230508/{n}.html'>{title(n)}</a></td><td>{day(n)}</td></tr>" for n in range(1, 6))  # fmt: skip
    page = html_page(COLUMN, f"<table class='ewb-table'>{rows}</table>{FRAME}")

    assert dialects.sniff(page) == "plain"
