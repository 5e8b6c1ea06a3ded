"""What the markup of a page breaks of level one, and what no machine can say of it."""

from pathlib import Path

import pytest

from crawler.browser import program
from crawler.extract.elder_entry import read_entries
from crawler.page import Page
from reports import axe
from rules.access import faults_of, items
from tests import report_made
from tests.test_html_report import written

FRAME = "<!DOCTYPE html><html lang='zh-CN'><head><title>通知公告</title></head><body><h1>通知公告</h1><main>{}</main></body></html>"


def page(body: str, frame: str = FRAME) -> Page:
    return Page("http://127.0.0.1:9/", frame.format(body).encode(), content_type="text/html; charset=utf-8")


def test_there_are_twenty_items_and_each_says_what_is_left_to_a_person() -> None:
    assert [item.id for item in items()] == [f"A{n}" for n in range(1, 21)]
    assert all(bool(item.why) == (item.decides != "whole") for item in items())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<img src='a.png'>", {"A1"}),
        ("<img src='a.png' alt='局机关大门'>", set()),
        ("<img src='a.png' alt=''>", set()),
        ("<a href='/1'><img src='a.png' alt=''></a>", {"A8"}),
        ("<a href='/1'></a>", {"A8"}),
        ("<input type='image' src='s.png'>", {"A2"}),
        ("<button><i class='icon'></i></button>", {"A2"}),
        ("<button aria-label='搜索'><i></i></button>", set()),
        ("<input type='text'>", {"A3"}),
        ("<input type='text' placeholder='姓名'>", set()),  # as axe has it: a name, though a poor one
        ("<label>姓名<input type='text'></label>", set()),
        ("<select><option>1</option></select>", {"A3"}),
        ("<iframe src='/x'></iframe>", {"A17"}),
        ("<iframe src='/x' title='统计图'></iframe>", set()),
        ("<blink>新</blink>", {"A14"}),
        ("<div role='knopf'>x</div>", {"A18"}),
        ("<table><tr><td>排版</td><td>用的表格</td></tr></table>", set()),
    ],
)
def test_what_breaks_an_item(body: str, expected: set[str]) -> None:
    assert {fault.item for fault in faults_of(page(body)) or ()} == expected


def test_a_page_without_title_or_language() -> None:
    bare = page("x", "<html><head></head><body><p>{}</p></body></html>")
    assert {"A6", "A7"} <= {fault.item for fault in faults_of(bare) or ()}


def test_places_are_counted_and_numbers_in_what_is_shown_are_masked() -> None:
    (fault,) = faults_of(page("<img src='a' data-tel='13812345678'><img src='b'>")) or ()
    assert (fault.item, fault.places) == ("A1", 2)
    assert "13812345678" not in fault.markup


@pytest.mark.parametrize("body", ["<div>" * 20_000, "<p><a href=x>y</a></p>" * 9_000, "<b" + " a=1" * 50_000 + ">"])
def test_a_page_made_to_cost_much_is_left_out_or_done_soon(body: str) -> None:
    faults_of(page(body))  # neither raises nor burns; what is too large is None


def test_what_is_no_page_is_not_tested() -> None:
    assert faults_of(Page("http://127.0.0.1:9/", b"%PDF-1.4", content_type="application/pdf")) is None
    assert faults_of(Page("http://127.0.0.1:9/", b"<html lang='zh'><body><div class='li", content_type="text/html")) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<a href='/e/'>长者版</a>", [("长者版", "http://127.0.0.1:9/e/")]),
        ("<a href='javascript:;'>进入无障碍浏览模式</a>", [("进入无障碍浏览模式", "")]),
        ("<span onclick='x()' title='适老化'></span>", [("适老化", "")]),
        ("<a href='/1'>无障碍设施专项整治</a>", []),
        ("<p>关怀版</p>", []),
    ],
)
def test_entries_of_a_version_for_the_old(body: str, expected: list[tuple[str, str]]) -> None:
    assert [(entry.words, entry.target) for entry in read_entries(page(body)).entries] == expected


BROKEN = ("<img src='a.png'>", "<a href='/1'></a>", "<input type='text'>", "<button><i></i></button>", "<iframe src='/x'></iframe>", "<p>好的</p>")


@pytest.fixture(scope="module")
def chromium() -> None:
    if not program():
        pytest.skip("没有 chromium：apt install chromium")


@pytest.mark.usefixtures("chromium")
def test_a_browser_finds_the_same_and_says_it_in_chinese() -> None:
    pages = [page(body) for body in BROKEN]
    rules = sorted({rule for item in items() for rule in item.rules})
    told = list(axe.violations(pages, rules))
    for each, found in zip(pages, told, strict=True):
        assert {violation.rule for violation in found or ()} == {fault.rule for fault in faults_of(each) or ()}
    assert any("一" <= sign <= "鿿" for found in told for violation in found or () for sign in violation.help)


@pytest.mark.usefixtures("chromium")
def test_no_script_of_a_page_runs_and_nothing_is_asked_for() -> None:
    (found,) = axe.violations([page("<script>document.documentElement.removeAttribute('lang')</script><p>x</p>")], ["html-has-lang"])
    assert found == ()


@pytest.mark.usefixtures("chromium")
def test_our_own_pages_break_nothing_of_level_a_and_aa(tmp_path: Path) -> None:
    out = written(tmp_path)
    paths = [*sorted(out.glob("*.html")), *sorted(out.glob("units/*.html"))[:3], *sorted(out.glob("rows/*.html"))[:3], *sorted(out.glob("evidence/*.html"))[:4]]
    pages = [Page(report_made.HOST, path.read_bytes(), content_type="text/html; charset=utf-8") for path in paths]
    for path, found in zip(paths, axe.violations(pages, tags=("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")), strict=True):
        assert found == (), path
