"""The parts of a second look: which titles answer, what a search or a site map proves, where a portal can be searched."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Corpus, SecondLook, Sought
from crawler.archive.second import Hit, looks_of, write
from crawler.items import Outcome
from crawler.page import Page
from crawler.second.answers import read_search, read_sitemap
from crawler.second.engines import engines, sitemaps
from crawler.second.run import prepare_second
from crawler.second.titles import fits, is_place
from crawler.site import load
from crawler.tomlfile import BadInput
from crawler.vocabulary import KINDS
from rules.model import Defect, Duty, Finding, Requirement, Status
from rules.second_look import sought_of
from tests.cases import HOME, Case, corpus_of

BUDGET = Sought("jiaoyu", "budget", "区教育局 2023年部门预算", (("预算",),), ("区教育局", "区教委"), 2023)
CLEANUP = Sought("sifa", "normative_cleanup", "2023年规范性文件清理结果", (("规范性文件",), ("清理",)), (), 2023, dated=True)


# ---- titles


@pytest.mark.parametrize(
    "title",
    [
        "区教育局2023年部门预算",
        "样本区教育局关于２０２３年度部门预算公开的说明",
        "区教委 2023 年 部门预算",
        "二〇二三年区教育局部门预算",
        "区教育局2021-2023年部门预算汇编",
    ],
)
def test_a_title_with_unit_year_and_topic_fits(title: str) -> None:
    assert fits(BUDGET, title, None)


@pytest.mark.parametrize(
    "title", ["区教育局2022年部门预算", "区财政局2023年部门预算", "区教育局2023年部门决算", "区教育局部门预算", "2023年部门预算", ""]
)
def test_a_title_that_lacks_one_of_them_does_not(title: str) -> None:
    assert not fits(BUDGET, title, date(2023, 2, 1))


def test_a_cleanup_result_may_take_its_year_from_its_date() -> None:
    title = "关于公布行政规范性文件清理结果的公告"
    assert fits(CLEANUP, title, date(2023, 8, 1))
    assert not fits(CLEANUP, title, date(2022, 8, 1)) and not fits(CLEANUP, title, None)
    assert not fits(CLEANUP, "2022年行政规范性文件清理结果", date(2023, 8, 1))


def test_a_column_named_for_unit_and_kind_is_a_place_to_look_at() -> None:
    names = KINDS["budget"].names
    assert is_place(BUDGET, names, "区教育局部门预算", ())
    assert is_place(BUDGET, names, "部门预算", ("区级部门", "区教育局"))
    assert not is_place(BUDGET, names, "部门预算", ("区财政局",))
    assert not is_place(BUDGET, names, "区教育局", ()) and not is_place(BUDGET, names, "预决算公开", ())


# ---- answers


def page(body: str, url: str = "http://127.0.0.1:9/search?q=x", **more: Any) -> Page:
    return Page(url, body.encode(), content_type="text/html", **more)


def results(*titles: str) -> Page:
    items = "".join(f'<li><a href="/i/{n}.html">{t}</a><span>2023-02-0{n + 1}</span></li>' for n, t in enumerate(titles))
    return page(f"<html><body><h1>检索结果</h1><ul>{items}</ul></body></html>")


def test_results_are_read_with_their_dates() -> None:
    answer = read_search(results("区教育局<em>2023年部门预算</em>", "区财政局2023年部门预算", "其他"), BUDGET.words)
    assert answer.outcome is Outcome.OK
    assert (answer.links[0].title, answer.links[0].published) == ("区教育局2023年部门预算", date(2023, 2, 1))


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<html><body><p>抱歉，没有找到与“x”相关的结果</p></body></html>", Outcome.EMPTY),
        ("<html><body><p>为您找到相关结果 0 条</p></body></html>", Outcome.EMPTY),
        ("<html><body><p>共找到 10 条</p><div id='list'></div></body></html>", Outcome.SHELL),
        ("<html><body><div id='app'></div><script>go()</script></body></html>", Outcome.SHELL),
        ("<html><body><p>您的访问过于频繁，请稍后再试</p></body></html>", Outcome.BLOCKED),
        ("<html><title>404</title><body>您访问的页面不存在</body></html>", Outcome.SOFT404),
    ],
)
def test_only_a_page_that_says_so_found_nothing(body: str, outcome: Outcome) -> None:
    assert read_search(page(body), BUDGET.words).outcome is outcome


@pytest.mark.parametrize(
    ("body", "outcome", "titles"),
    [
        ('{"code":1,"total":0,"data":[]}', Outcome.EMPTY, []),
        ('{"data":[{"_source":{"title":"甲<b>乙</b>","url":"/a.html","inputtime":"1676822400"}}],"total":1}', Outcome.OK, ["甲乙"]),
        ('cb({"data":{"results":[{"title":"丙","urls":"{\\"pc\\":\\"/c.html\\"}"}]}})', Outcome.OK, ["丙"]),
        ('{"code":0,"msg":"请登录"}', Outcome.SHELL, []),
        ('{"data":[{"title":"没写完', Outcome.ERROR, []),
        ('{"a":' * 3000, Outcome.ERROR, []),
    ],
)
def test_data_are_read_and_what_is_no_list_proves_nothing(body: str, outcome: Outcome, titles: list[str]) -> None:
    answer = read_search(Page("http://127.0.0.1:9/s", body.encode(), content_type="application/json"), "x")
    assert answer.outcome is outcome and [link.title for link in answer.links] == titles


def test_ten_megabytes_are_not_read_to_their_end_and_prove_nothing() -> None:
    answer = read_search(page("<html><body>没有找到相关信息" + "<p>其他内容</p>" * 500_000), BUDGET.words)
    assert (answer.outcome, answer.cause) == (Outcome.ERROR, "检索结果过大，没有读完")


def test_a_site_map_of_bare_addresses_excludes_only_what_was_read() -> None:
    hosts = frozenset(("127.0.0.1:9",))

    def sitemap(*paths: str) -> Page:
        places = "".join(f"<url><loc>http://127.0.0.1:9{path}</loc></url>" for path in paths)
        return Page("http://127.0.0.1:9/sitemap.xml", f"<?xml version='1.0'?><urlset>{places}</urlset>".encode())

    known = frozenset(("127.0.0.1:9/art/2023/2/20/art_1_1.html",))
    assert read_sitemap(sitemap("/art/2023/2/20/art_1_1.html", "/ys/"), known, hosts).outcome is Outcome.OK
    unread = read_sitemap(sitemap("/art/2023/2/20/art_1_2.html"), known, hosts)
    assert unread.outcome is Outcome.ERROR and "1 个没有采集" in unread.cause
    assert read_sitemap(sitemap(), known, hosts).outcome is Outcome.ERROR


# ---- where to search


PROFILE = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{HOME}"\n'


def site(folder: Path, more: str = "") -> Any:
    path = folder / "t.toml"
    path.write_text(PROFILE + more, encoding="utf-8")
    return load(str(path))


def test_only_a_form_that_searches_this_portal_by_get_is_used(tmp_path: Path) -> None:
    home = page(
        '<html><body><form action="/login"><input name="user"><input type="password" name="p"></form>'
        '<form action="/mail" method="post"><input name="keyword"></form>'
        '<form action="http://other.example/search"><input name="q"></form>'
        '<form action="/so/{x}"><select name="c"><option value="1"><option value="2" selected></select>'
        '<input name="keyword"></form></body></html>',
        HOME,
    )
    (engine,) = engines(site(tmp_path), home, None)
    assert engine.url("区教育局 预算").startswith(f"{HOME}so/%7Bx%7D?c=2&keyword=%E5%8C%BA")


def test_a_portal_in_gbk_is_asked_in_gbk(tmp_path: Path) -> None:
    body = '<html><body>全文检索<form action="/so"><input name="q"></form></body></html>'.encode("gb18030")
    (engine,) = engines(site(tmp_path), Page(HOME, body), None)
    assert engine.url("区") == f"{HOME}so?q=%C7%F8"


def test_platforms_are_asked_as_their_own_pages_do(tmp_path: Path) -> None:
    home = page("<html><script>open('/was5/web/search?channelid=77&searchword=')</script></html>", HOME)
    urls = [engine.url("x") for engine in engines(site(tmp_path), home, "3")]
    assert urls == [
        f"{HOME}index.php?c=api&m=essearchlist&siteid=3&keyword=x&size=20&time=all&page=1",
        f"{HOME}was5/web/search?channelid=77&searchword=x",
    ]


def test_the_site_map_is_where_the_home_page_says(tmp_path: Path) -> None:
    home = page('<html><a href="/map.html">网站地图</a><a href="http://x.example/m">网站地图</a></html>', HOME)
    assert sitemaps(site(tmp_path), home) == (f"{HOME}map.html", f"{HOME}sitemap.xml")


# ---- the profile


@pytest.mark.parametrize(
    ("home", "told", "span"),
    [
        (HOME, "", timedelta()),
        (HOME, '[politeness]\nsecond_look = "90s"\n', timedelta(seconds=90)),
        ("http://www.example.gov.cn/", "", timedelta(minutes=30)),
        ("http://www.example.gov.cn/", '[politeness]\nsecond_look = "0"\n', timedelta()),
        ("http://www.example.gov.cn/", '[politeness]\nsecond_look = "24h"\n', timedelta(days=1)),
    ],
)
def test_how_long_after_the_first_look(tmp_path: Path, home: str, told: str, span: timedelta) -> None:
    path = tmp_path / "t.toml"
    path.write_text(PROFILE.replace(HOME, home) + told, encoding="utf-8")
    assert load(str(path)).second_look == span


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"{HOME}so?q=", "{words}"),
        (f"{HOME}so?q={{words}}&p={{page}}", "{words}"),
        ("http://elsewhere.example/so?q={words}", "hosts"),
        ("so?q={words}", "不是网址"),
    ],
)
def test_a_search_address_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, url: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        site(tmp_path, f'[search]\nurl = "{url}"\n')
    assert "t.toml:6:" in str(caught.value) and told in str(caught.value)


# ---- what is sought


CASE = Case(
    "none",
    "a district with a consultation",
    {
        "as_of": date(2023, 9, 20),
        "params": {},
        "column": [{"id": "ys", "kind": "budget"}, {"id": "men", "kind": "budget", "unit": ""}, {"id": "zj", "kind": "consultation"}],
        "article": [
            {"column": "zj", "title": "关于《样本区校外培训管理办法（征求意见稿）》公开征求意见的公告", "published": date(2023, 3, 1), "text": "正文" * 50}
        ],
    },
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return corpus_of(CASE, tmp_path)


def finding(check: str, obj: str | None) -> Finding:
    return Finding(1, "r", "jiaoyu", "区教育局", check, 1, Status.GAP, Status.GAP, "未见", Defect.ABSENT, object=obj)


def duty(corpus: Corpus) -> Duty:
    row = Requirement("r", 1, "", "", "", "区教育局", None, False, ("区教育局",))
    return Duty(row, "jiaoyu", "区教育局", corpus.as_of, date(2023, 1, 1), names=("区教育局", "区教委"))


@pytest.mark.parametrize(
    ("check", "obj", "kind", "words"),
    [
        ("missing_fiscal_report", "budget:2023", "budget", "区教育局 2023年部门预算"),
        ("missing_fiscal_report", "final_accounts:2022", "final_accounts", "区教育局 2022年部门决算"),
        ("missing_annual_report", "annual_report:2022", "annual_report", "区教育局 2022年政府信息公开工作年度报告"),
        ("missing_cleanup_result", "normative_cleanup:2023", "normative_cleanup", "2023年规范性文件清理结果"),
        ("missing_audit", None, "audit", "区教育局 2023年审计信息"),
        ("missing_periodic_item", "drinking_water:2023", "livelihood", "2023年饮用水水质"),
    ],
)
def test_the_words_come_from_the_duty(corpus: Corpus, check: str, obj: str | None, kind: str, words: str) -> None:
    sought = sought_of(corpus, duty(corpus), finding(check, obj))
    assert (sought.unit, sought.kind, sought.words) == ("jiaoyu", kind, words)


def test_the_unit_s_own_column_comes_first(corpus: Corpus) -> None:
    assert sought_of(corpus, duty(corpus), finding("missing_fiscal_report", "budget:2023")).columns == ("ys", "men")


def test_an_answer_to_a_document_is_sought_by_the_document_s_name(corpus: Corpus) -> None:
    asked = next(corpus.articles())
    sought = sought_of(corpus, duty(corpus), finding("missing_feedback", asked.identity))
    assert sought.words == "样本区校外培训管理办法 意见采纳情况" and sought.names == ()
    assert fits(sought, "《样本区校外培训管理办法》意见采纳情况的公告", None)
    assert not fits(sought, "关于《样本区校外培训管理办法》公开征求意见的公告", None)
    assert not fits(sought, "《样本区养老服务管理办法》意见采纳情况的公告", None)


# ---- the archive


def look(path: str = "search", words: str = BUDGET.words, hits: tuple[Hit, ...] = ()) -> SecondLook:
    return SecondLook("jiaoyu", "budget", path, words, f"{HOME}s", Outcome.OK, "", hits, "2023-09-20T10:00:00+08:00")


def test_looks_are_kept_in_order_bounded_and_masked(corpus: Corpus) -> None:
    archive, hits = corpus._archive, tuple(Hit(f"{HOME}{n}", "电话13800138000" * 50) for n in range(40))
    write(archive, 1, (look(hits=hits), look("sitemap")))
    write(archive, 1, (look(words="别的"),))
    first, second, third = looks_of(archive, 1)
    assert [first.path, second.path, third.words] == ["search", "sitemap", "别的"]
    assert len(first.hits) == 10 and len(first.hits[0].title) <= 200 and "13800138000" not in first.hits[0].title
    assert corpus.second_looks("jiaoyu", ("budget",)) == (first, second, third)
    assert corpus.second_looks("jiaoyu", ("audit",)) == () == corpus.second_looks("caizheng")


def test_what_was_looked_for_before_an_interruption_is_not_looked_for_again(corpus: Corpus) -> None:
    archive, other = corpus._archive, Sought("jiaoyu", "budget", "别的", (("预算",),))
    write(archive, 1, (look(),))
    clock = lambda: datetime(2023, 9, 20, 12, tzinfo=timezone(timedelta(hours=8)))  # noqa: E731
    state = prepare_second(corpus.site, archive.folder, 1, (BUDGET, other), clock)
    state.finish("test")
    assert state.sought == (other,) and [run.state for run in archive.runs()] == ["closed"]
