"""The demo portal holds together: every link answers, every column as planned, all of it fictional and the same each time."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen

import docx
import lxml.html
import pypdfium2
import pytest

from crawler.demo import profile_text
from crawler.demo.answers import Portal, Response
from crawler.demo.district import (
    BLANK,
    BROKEN,
    NOTICE,
    SINGLE_KINDS,
    District,
    Family,
    family_of,
    path_of,
    read_district,
)
from crawler.demo.files import made
from crawler.demo.penalties import SAMPLE_IDENTITY
from crawler.demo.portal import articles, build
from crawler.demo.server import serve
from crawler.dialects import read, sniff
from crawler.items import ListPage
from crawler.page import Page, decode
from crawler.site import Column, load
from tests.demo_truth import AS_OF, FOR_LATER, PLANTED, SPARED

BASE = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build(BASE)


@pytest.fixture(scope="module")
def district() -> District:
    return read_district()


@pytest.fixture(scope="module")
def trees(portal: Portal) -> dict[str, lxml.html.HtmlElement]:
    return {path: lxml.html.document_fromstring(decode(portal.get(path).body)[0]) for path in portal.pages}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(0) as base:
        yield base


# ---- the whole


def test_the_portal_is_large_enough_to_be_crawled_and_small_enough_to_wait_for(portal: Portal) -> None:
    assert 450 <= len(portal.pages) <= 800


def test_two_builds_give_the_same_bytes(portal: Portal) -> None:
    assert dict(build(BASE).responses) == dict(portal.responses)


def test_every_internal_link_answers_except_the_columns_broken_on_purpose(
    portal: Portal, district: District, trees: dict[str, lxml.html.HtmlElement]
) -> None:
    broken = {path_of(district.column(column)): status for column, status in BROKEN.items()}
    asked = {item.path for feed in portal.feeds.values() for item in feed.items}
    for path, tree in trees.items():
        for element, _, link, _ in tree.iterlinks():
            if element.tag != "script" or element.get("src"):
                asked.add(unquote(urlsplit(urljoin(portal.url(path), link)).path))
    dead = {path: portal.get(path).status for path in asked if portal.get(path).status != 200}
    assert dead == broken
    assert len(asked) > 600


def test_nothing_on_the_portal_points_outside_it(portal: Portal) -> None:
    for path, response in portal.responses.items():
        if response.content_type.startswith("text/"):
            text = decode(response.body)[0]
            outside = [
                url for url in re.findall(r"(?:https?:)?//[a-z0-9][^\s\"'<>]*", text) if not url.startswith(BASE)
            ]
            assert not outside, (path, outside)


def test_every_page_says_that_the_district_is_fictional(trees: dict[str, lxml.html.HtmlElement]) -> None:
    for path, tree in trees.items():
        assert NOTICE in tree.xpath('string(//div[@class="footer"])'), path
    assert NOTICE in trees["/"].xpath('string(//div[@class="main"])')


def test_no_page_shows_what_looks_like_a_personal_number(trees: dict[str, lxml.html.HtmlElement]) -> None:
    for path, tree in trees.items():
        text = tree.text_content().replace(SAMPLE_IDENTITY, "")  # planted, and nobody's
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)", text), path
        assert set(re.findall(r"(?<!\d)0\d{2,3}-\d{7,8}", text)) <= {"0000-0000000"}, path


def test_nothing_is_newer_than_the_day_it_is_judged(district: District) -> None:
    days = [article.published for article in articles(district)]
    assert max(days) <= date.fromisoformat(AS_OF)
    assert days == sorted(days)


# ---- columns


def test_every_column_of_the_profile_answers_as_planned(portal: Portal, district: District) -> None:
    for column in district.site.columns:
        answer = portal.get(path_of(column))
        assert answer.status == BROKEN.get(column.id, 200), column.id
        says_empty = "暂无相关信息" in decode(answer.body)[0]
        assert says_empty == (column.id in BLANK), column.id


def test_a_guide_answers_with_one_article_and_not_with_a_list(portal: Portal, district: District) -> None:
    singles = [column for column in district.site.columns if column.kind in SINGLE_KINDS and column.id not in BROKEN]
    assert len(singles) > 30
    for column in singles:
        tree = lxml.html.document_fromstring(decode(portal.get(path_of(column)).body)[0])
        assert tree.xpath('//meta[@name="PubDate"] | //meta[@name="pubdate"]'), column.id


def test_every_list_shows_each_of_its_articles_once(portal: Portal, district: District) -> None:
    placed = articles(district)
    for column in district.site.columns:
        if column.kind in SINGLE_KINDS or column.id in BROKEN:
            continue
        expected = {portal.placed[a.key] for a in placed if column.id == a.column or column.id in a.also}
        found = walked(portal, column)
        assert len(found) == len(set(found)), column.id
        assert {unquote(urlsplit(url).path) for url in found} == expected, column.id


def walked(portal: Portal, column: Column) -> list[str]:
    """The rows of a column, read to its end by the crawler's own dialects."""
    first = Page(portal.url(path_of(column)), portal.get(path_of(column)).body)
    dialect = sniff(first)
    assert dialect == ("xunrui" if family_of(column) is Family.XUNRUI else dialect)
    seen = read(dialect, first, column_url=first.url, first=None)
    rows = [row.url for row in seen.rows]
    for _ in range(20):
        if not seen.following:
            return rows
        seen = answered(portal, dialect, seen, first)
        rows += [row.url for row in seen.rows]
    raise AssertionError(f"{column.id} never ends")


def answered(portal: Portal, dialect: str, seen: ListPage, first: Page) -> ListPage:
    ask = seen.following[0]
    path = urlsplit(ask.url).path
    answer = portal.post(path, urlencode(ask.form)) if ask.form else portal.get(path)
    assert answer.status == 200, ask.url
    return read(dialect, Page(ask.url, answer.body), column_url=first.url, first=first)


def test_all_four_ways_to_page_are_there_and_three_of_them_go_beyond_one_page(
    district: District, portal: Portal
) -> None:
    assert {family_of(column) for column in district.site.columns} == set(Family)
    assert "/zwyw/index_2.html" in portal.responses and "/zwyw/index_3.html" not in portal.responses
    assert 'createPageHTML(3, 0, "index", "html")' in portal.get("/zwyw/index.html").body.decode()
    assert "/tzgg/xlist_3.shtml" in portal.responses and "/tzgg/xlist_1.shtml" not in portal.responses
    assert "createPageHTML('page_div',4,1,'xlist','shtml',32)" in portal.get("/tzgg/xlist.shtml").body.decode()
    assert "下一页" in portal.get("/gfxwj/list.html").body.decode()
    assert "下一页" not in portal.get("/gfxwj/list_2.html").body.decode()


# ---- the list API


def asked_for(portal: Portal, page: int, length: int = 40) -> dict[str, object]:
    feed = next(feed for feed in portal.feeds.values() if feed.path == "/xxgk-list-zcjd.html")
    values = ("3_xxgk", str(feed.category), "3", "xxgk", "Y-m-d", str(length), "15", "0")
    form = urlencode([*(("ajax_type[]", value) for value in values), ("ajax_type[8]", ""), ("is_ds", "1")])
    answer: dict[str, object] = json.loads(portal.post(f"/api-ajax_list-{page}.html", form).body)
    return answer


def test_the_list_api_pages_only_by_post(portal: Portal) -> None:
    first, second, third = (asked_for(portal, page)["data"] for page in (1, 2, 3))
    assert len(first) == 15 and 0 < len(second) <= 15 and third == []  # type: ignore[arg-type]
    assert asked_for(portal, 1)["total"] == len(first) + len(second)  # type: ignore[arg-type]
    by_get = json.loads(portal.get("/api-ajax_list-2.html", referer=BASE + "xxgk-list-zcjd.html").body)
    assert by_get["data"] == first


def test_the_list_api_cuts_titles_to_the_length_it_was_given(portal: Portal) -> None:
    titles = [[row["title"] for row in asked_for(portal, 1, n)["data"]] for n in (40, 200)]  # type: ignore[attr-defined]
    cut = [(short, whole) for short, whole in zip(*titles, strict=True) if short != whole]
    assert cut and all(short == whole[:40] + "…" for short, whole in cut)


@pytest.mark.parametrize(
    "form", ["", "ajax_type[]=x", "ajax_type[]=3_xxgk&ajax_type[]=999999999", "ajax_type[]=a&ajax_type[]=-1"]
)
def test_a_form_that_names_no_column_gets_an_empty_answer(portal: Portal, form: str) -> None:
    assert json.loads(portal.post("/api-ajax_list-1.html", form).body) == {"code": 1, "total": 0, "data": []}


def test_the_static_page_of_such_a_column_lists_nothing(portal: Portal) -> None:
    tree = lxml.html.document_fromstring(portal.get("/xxgk-list-jyj-czys.html").body.decode())
    assert tree.xpath('//ul[@id="ajax_list"]/li') == []


# ---- pages


def test_the_pages_of_one_township_are_gbk_and_say_gb2312(portal: Portal) -> None:
    pages = [path for path in portal.pages if path.startswith("/xz/baishi/")]
    assert len(pages) > 10
    for path in pages:
        page = Page(portal.url(path), portal.get(path).body, content_type=portal.get(path).content_type)
        assert (page.encoding, page.declared_encoding) == ("gb18030", "gb2312")
        assert "白石镇" in page.text


def test_one_page_carries_a_wrong_tag_and_shows_the_right_day(portal: Portal, district: District) -> None:
    wrong = [article for article in articles(district) if article.meta_date]
    assert [article.title for article in wrong] == ["区卫生健康局巡查公共场所卫生"]
    html = portal.get(portal.placed[wrong[0].key]).body.decode()
    assert 'name="PubDate" content="2023-08-05' in html and "发布日期：2023-08-25" in html


def test_a_document_and_its_interpretations_link_to_each_other(portal: Portal, district: District) -> None:
    by_key = {article.key: article for article in articles(district)}
    for article in by_key.values():
        for other in article.see:
            if article.column in ("portal.policy", "portal.interpretation"):
                assert article.key in by_key[other].see
                assert portal.placed[other] in portal.get(portal.placed[article.key]).body.decode()
    assert len(by_key["xiaofei"].see) == 4 and by_key["wuye"].see == ()


def test_the_cleanup_result_counts_what_its_lists_hold(portal: Portal, district: District) -> None:
    cleanup = next(article for article in articles(district) if article.key == "cleanup.2023")
    html = portal.get(portal.placed["cleanup.2023"]).body.decode()
    for file in cleanup.files:
        kind = file.name.split("的", 1)[0]
        with zipfile.ZipFile(io.BytesIO(file.body)) as book:
            rows = book.read("xl/worksheets/sheet1.xml").decode().count("<row ") - 2
        assert f"{kind}{rows}件" in html


def test_the_tables_of_an_annual_report_add_up(portal: Portal) -> None:
    for key in ("annual.2022.jiaoyu", "annual.2022.qinghe", "annual.2022.shuiwu"):
        tree = lxml.html.document_fromstring(decode(portal.get(portal.placed[key]).body)[0])
        rows = [[cell.text_content() for cell in row] for row in tree.xpath("//table[2]//tr | //table//tr")]
        numbers = {"".join(row[:-7]): [int(n) for n in row[-7:]] for row in rows if len(row) > 7 and row[-1].isdigit()}
        new = numbers["一、本年新收政府信息公开申请数量"]
        carried = numbers["二、上年结转政府信息公开申请数量"]
        total, left = numbers["（七）总计"], numbers["四、结转下年度继续办理"]
        assert [a + b for a, b in zip(new, carried, strict=True)] == [a + b for a, b in zip(total, left, strict=True)]
        results = [row for label, row in numbers.items() if not label.startswith(("一、", "二、", "四、", "（七）"))]
        assert [sum(column) for column in zip(*results, strict=True)] == total


# ---- files


def test_a_pdf_can_be_read_as_text_and_a_scanned_one_cannot(portal: Portal, district: District) -> None:
    pdfs = {path: answer for path, answer in portal.responses.items() if path.endswith(".pdf")}
    texts = {path: pdf_text(answer) for path, answer in pdfs.items()}
    scanned = {
        file.body
        for article in articles(district)
        for file in article.files
        if file.name.endswith(".pdf") and ("古树名木" in file.name or ("财政局" in file.name and "决算" in file.name))
    }
    assert len(scanned) == 3
    assert [path for path, text in texts.items() if not text.strip()] == [
        path for path, answer in pdfs.items() if answer.body in scanned
    ]
    assert any("机关运行经费" in text and "教育局" in text for text in texts.values())


def pdf_text(answer: Response) -> str:
    document = pypdfium2.PdfDocument(answer.body)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_drafts_are_word_documents_with_their_text(portal: Portal) -> None:
    path = next(p for p in portal.responses if p.endswith("加装电梯实施细则（征求意见稿）.docx"))
    document = docx.Document(io.BytesIO(portal.get(path).body))
    assert any("三分之二以上业主同意" in paragraph.text for paragraph in document.paragraphs)


def test_a_budget_workbook_has_its_nine_sheets() -> None:
    with zipfile.ZipFile(io.BytesIO(made("表.xlsx", "", [], {f"表{n}": [["甲", "乙"]] for n in range(9)}))) as book:
        assert sum(name.startswith("xl/worksheets/") for name in book.namelist()) == 9


def test_a_file_nobody_can_make_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"x\.exe"):
        made("x.exe", "", [], {})


# ---- the profile


def test_the_bundled_profile_is_valid_and_its_groups_are_confirmed() -> None:
    site = load("demo")
    assert {group.id for group in site.groups} == {"constituent", "departments", "enforcement", "townships", "subdistricts"}
    assert all(group.confirmed for group in site.groups)
    assert len(site.members("constituent")) == 14 and len(site.units) == 31
    assert site.is_loopback and site.politeness.delay == 0


def test_every_unit_named_in_the_checked_rows_is_in_the_profile() -> None:
    site = load("demo")
    for name in (
        "区发改局",
        "区交运局",
        "区交通运输局",
        "区文体旅局",
        "区政府办",
        "达川生态环境局",
        "样本区教育局",
        "云岭乡人民政府",
    ):
        assert site.unit_named(name) is not None, name


def test_the_profile_can_be_moved_to_another_port(tmp_path: Path) -> None:
    moved = tmp_path / "demo.toml"
    moved.write_text(profile_text("http://127.0.0.1:4711/"), encoding="utf-8")
    site = load(str(moved))
    assert site.home == "http://127.0.0.1:4711/"
    assert all(column.url.startswith("http://127.0.0.1:4711/") for column in site.columns)
    assert [path_of(column) for column in site.columns] == [path_of(column) for column in load("demo").columns]


# ---- what is planted


def test_planted_cases_name_units_of_the_profile_and_things_on_the_portal(district: District, portal: Portal) -> None:
    titles = " ".join(article.title for article in articles(district))
    addresses = " ".join(column.url + column.name for column in district.site.columns)
    for planted in PLANTED:
        assert district.site.unit(planted.unit) is not None, planted
        shown = (
            planted.hint in titles or planted.hint in addresses or re.fullmatch(r"[a-z_]+:20\d\d|20\d\d", planted.hint)
        )
        assert shown, planted
    for spared in SPARED:
        assert spared.hint in titles, spared
    for later in FOR_LATER:
        assert later.key in portal.placed and district.site.unit(later.unit) is not None, later


def test_planted_cases_are_each_said_once() -> None:
    keys = [(p.row, p.unit, p.check, p.hint) for p in PLANTED]
    assert len(keys) == len(set(keys))


def test_the_days_of_the_planted_feedback_are_those_on_the_portal(district: District) -> None:
    days = {article.key: (article.published.isoformat(), article.column) for article in articles(district)}
    assert days["feedback.dianti"][0] == "2023-07-31"
    assert days["feedback.keyun"][0] == "2023-07-20"
    assert days["feedback.tuoyu"] == ("2023-07-18", "portal.notices")
    assert "consult.yinshui" in days and "feedback.yinshui" not in days
    assert days["annual.2022.shuiwu"][0] == "2023-02-20" and "annual.2022.jingxin" not in days
    assert "budget.2023.ziran" not in days


# ---- the server


def test_the_server_answers_like_a_web_server(address: str) -> None:
    with urlopen(address) as answer:
        assert answer.status == 200 and "示例市样本区人民政府" in answer.read().decode()
        etag = answer.headers["ETag"]
        assert answer.headers["Last-Modified"] == "Tue, 19 Sep 2023 04:00:00 GMT"
    assert status_of(Request(address, headers={"If-None-Match": etag})) == 304
    with urlopen(address + "robots.txt") as answer:
        assert answer.read() == b"User-agent: *\nAllow: /\n"


def status_of(request: Request | str) -> int:
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def test_unknown_paths_and_broken_columns_have_their_true_status(address: str, district: District) -> None:
    assert status_of(address + "nothing/here.html") == 404
    assert status_of(address + "..%2F..%2Fetc/passwd") == 404
    for column, status in BROKEN.items():
        assert status_of(address.rstrip("/") + path_of(district.column(column))) == status


def test_the_server_takes_the_post_of_a_list_and_refuses_others(address: str) -> None:
    body = b"ajax_type[]=3_xxgk&ajax_type[]=101&ajax_type[]=3&ajax_type[]=xxgk"
    with urlopen(Request(address + "api-ajax_list-1.html", data=body)) as answer:
        rows = json.loads(answer.read())["data"]
    assert rows and all(row["url"].startswith(address) for row in rows)
    assert status_of(Request(address + "zwyw/index.html", data=b"x=1")) == 405


def test_a_file_with_a_chinese_name_is_found_by_its_percent_encoded_address(address: str, portal: Portal) -> None:
    path = next(p for p in portal.responses if p.startswith("/upload/") and p.endswith(".docx"))
    assert not path.isascii()
    assert status_of(address.rstrip("/") + urlsplit(Request(BASE).full_url).path.rstrip("/") + quoted(path)) == 200


def quoted(path: str) -> str:
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def test_two_demos_run_side_by_side_and_stop_when_told() -> None:
    with serve(0) as one, serve(0) as other:
        assert one != other
        assert status_of(one) == status_of(other) == 200
    with pytest.raises(URLError):
        urlopen(one)
