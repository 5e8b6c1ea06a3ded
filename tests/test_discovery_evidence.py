"""Each rule of evidence on a page that it was made for, and on the page next to it where it must keep silent."""

import pytest

from crawler.discovery import contents
from crawler.discovery.jumps import jump_of
from crawler.discovery.links import facts_of
from crawler.discovery.naming import is_disclosure, meaning
from crawler.discovery.sitemap import likely_columns
from crawler.discovery.visited import key_of
from crawler.page import Page
from tests.outside import zwgk
from tests.scripted_portal import html, scripted
from tests.test_discovery import (
    HOME,
    HOST,
    NAV,
    UNITS,
    accepted,
    column,
    document,
    doubtful,
    links,
    proposed,
    unit_page,
)

MENU = (("/xzcf/", "行政处罚"), ("/bmys/", "部门预算"), ("/ghjh/", "规划计划"))
REPORTS = tuple(f"区教育局{year}年政府信息公开工作年度报告" for year in range(2018, 2023))
OTHERS = tuple(f"区教育局{year}年法治政府建设年度报告" for year in range(2018, 2023))


def crumbed(name: str, *above: str, rest: str = "") -> str:
    where = " &gt; ".join(("首页", *above, name))
    return f'<div class="crumbs">当前位置：{where}</div>{rest}'


# ---- names that portals make at will


@pytest.mark.parametrize(("text", "kind"), [("水务要闻", "news"), ("局长信箱", "letters"), ("投诉平台", "letters")])
def test_the_word_at_the_end_says_what_a_made_up_name_is_for(text: str, kind: str) -> None:
    found = meaning(text)
    assert found is not None and (found.kind, found.exact) == (kind, True)


@pytest.mark.parametrize("text", ["国内要闻", "全市要闻", "要闻", "信箱", "投诉处理情况通报", "市场动态", "林业信息", "留言须知"])
def test_a_name_that_only_looks_made_so_means_nothing(text: str) -> None:
    assert meaning(text) is None


# ---- what a column lists


def test_a_vague_name_is_borne_out_by_what_stands_below_it() -> None:
    page = {"/": links(("/a/", "年度报告")), "/a/": column("年度报告", titles=REPORTS)}
    assert accepted(proposed({**page})) == {("/a/", "annual_report", "")}


@pytest.mark.parametrize("titles", [OTHERS, ()])
def test_a_vague_name_above_other_reports_or_anything_is_left_to_a_person(titles: tuple[str, ...]) -> None:
    found = proposed({"/": links(("/ndbg/", "年度报告")), "/ndbg/": column("年度报告", titles=titles)})
    assert not accepted(found) and doubtful(found) == {"/ndbg/"}


def test_a_name_that_only_resembles_one_is_accepted_when_most_rows_are_of_the_kind() -> None:
    decisions = tuple(f"对某公司{n}的行政处罚决定书" for n in range(5))
    found = proposed({"/": links(("/t/", "行政处罚信息公示")), "/t/": column("行政处罚信息公示", titles=decisions)})
    assert accepted(found) == {("/t/", "penalty", "")}


def test_a_column_that_lists_another_kind_is_left_to_a_person() -> None:
    found = proposed({"/": links(("/t/", "建议提案")), "/t/": column("建议提案", titles=REPORTS)})
    assert not accepted(found) and doubtful(found) == {"/t/"}


def test_budgets_among_final_accounts_contradict_nothing() -> None:
    both = tuple(f"2022年部门预算（第{n}号）" for n in range(6))
    assert contents.other_kind(both, "final_accounts") == ""
    assert contents.other_kind(both, "proposals") == "budget"
    assert contents.other_kind(both, "notices") == "" and contents.other_kind(both[:4], "proposals") == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [("区教育局预算绩效评价报告", "budget"), ("关于信息公开的说明", "annual_report"), ("预算执行情况的审计", "budget")],
)
def test_a_title_that_only_holds_the_word_is_not_of_the_kind(title: str, kind: str) -> None:
    assert not contents.tells(title, kind)


# ---- breadcrumb and place in a tree


def test_the_entry_of_a_menu_that_leads_to_the_first_column_below_it() -> None:
    below = crumbed("水务信息", "新闻动态") + column("水务信息", "新闻动态 &gt; 水务信息")
    found = proposed({"/": links(("/a/b/", "新闻动态")), "/a/b/": below})
    assert accepted(found) == {("/a/b/", "news", "")}


def test_the_second_column_below_it_and_one_of_another_name_are_not() -> None:
    pages = {
        "/": links(("/a/", "新闻动态"), ("/b/", "水务影像"), ("/c/", "政务要闻")),
        "/a/": column("水务信息"),  # nothing says that it stands below 新闻动态
        "/b/": column("水务影像", "新闻动态 &gt; 水务影像"),
        "/c/": column("政策解读", "政务要闻 &gt; 政策解读"),
    }
    assert not accepted(proposed({**pages}))


def test_a_plain_word_in_the_disclosure_tree_is_a_column() -> None:
    assert accepted(proposed({"/": links(("/t/", "教育")), "/t/": column("教育", "政府信息公开 &gt; 教育")})) == {
        ("/t/", "livelihood", "")
    }
    assert accepted(proposed({"/": links(*MENU, ("/t/", "教育")), "/t/": column("教育")})) == {("/t/", "livelihood", "")}


@pytest.mark.parametrize(
    ("menu", "crumbs"),
    [
        (links(("/t/", "教育"), ("/u/", "医疗"), ("/v/", "就业"), ("/w/", "社保")), "教育"),
        (links(("/t/", "教育"), *MENU[:2]), "服务 &gt; 教育"),
        ("<h3>办事服务</h3>" + links(*MENU, ("/t/", "教育")), "教育"),
    ],
)
def test_a_plain_word_among_topics_or_services_is_none(menu: str, crumbs: str) -> None:
    assert ("/t/", "livelihood", "") not in accepted(proposed({"/": menu, "/t/": column("教育", crumbs)}))


def test_what_is_called_disclosure() -> None:
    assert is_disclosure("政府信息公开") and is_disclosure("法定主动公开内容")
    assert not is_disclosure("政务服务公开目录检索") and not is_disclosure("公开课")


# ---- empty columns, hubs, twins


def bare(name: str, more: str = "") -> str:
    return crumbed(name, rest=f'<h1>{name}</h1><div class="list"><ul></ul></div>{more}')


def test_a_column_that_holds_nothing_is_a_column() -> None:
    found = proposed({"/": links(("/zjjd/", "专家解读")), "/zjjd/": bare("专家解读")})
    assert accepted(found) == {("/zjjd/", "interpretation", "")}


@pytest.mark.parametrize(
    "page",
    [
        bare("政策解读", links(("/zcjd/wz/", "文字版"))),  # places below it
        bare("政策解读", links(("/other/", "更早的内容"))),  # places of its own
        "<h1>其他</h1>",  # does not say what it is
    ],
)
def test_a_page_without_a_list_that_leads_on_or_says_nothing_is_left_to_a_person(page: str) -> None:
    found = proposed({"/": links(("/zcjd/", "政策解读")), "/zcjd/": page})
    assert not accepted(found) and doubtful(found) == {"/zcjd/"}


def test_the_main_entry_for_letters_needs_letters_or_a_form() -> None:
    form = '<form action="/send"><textarea name="w"></textarea><input type="text" name="t"></form>'
    found = proposed({"/": links(("/a/", "局长信箱"), ("/b/", "互动交流")), "/a/": bare("局长信箱", form), "/b/": bare("互动交流")})
    assert accepted(found) == {("/a/", "letters", "")} and doubtful(found) == {"/b/"}


EMPTY = bare("结果反馈", "<p>暂无相关信息</p>")


def test_empty_columns_of_units_look_alike() -> None:
    found = proposed(
        {
            "/": NAV,
            "/bm/": NAV + UNITS,
            "/jyj/": unit_page("区教育局", ("/jyj/jgfk/", "结果反馈")),
            "/mzj/": unit_page("区民政局", ("/mzj/jgfk/", "结果反馈")),
            "/jyj/jgfk/": document(EMPTY),
            "/mzj/jgfk/": document(EMPTY),
        }
    )
    assert accepted(found) == {("/jyj/jgfk/", "feedback", "区教育局"), ("/mzj/jgfk/", "feedback", "区民政局")}


def test_one_empty_answer_under_two_names_proves_no_column() -> None:
    found = proposed(
        {"/": links(("/a/", "结果反馈"), ("/b/", "意见征集")), "/a/": document(EMPTY), "/b/": document(EMPTY)}
    )
    assert not accepted(found)


def test_the_same_list_under_the_columns_of_two_units_belongs_to_neither() -> None:
    shared = document(column("行政处罚"))
    found = proposed(
        {
            "/": NAV,
            "/bm/": NAV + UNITS,
            "/jyj/": unit_page("区教育局", ("/jyj/xzcf/", "行政处罚")),
            "/mzj/": unit_page("区民政局", ("/mzj/xzcf/", "行政处罚")),
            "/jyj/xzcf/": shared,
            "/mzj/xzcf/": shared,
        }
    )
    assert not accepted(found)


def test_texts_of_one_kind_each_have_their_place_but_an_article_beside_the_list_has_none() -> None:
    text = "<p>" + "本局贯彻执行国家有关方针政策，拟订并组织实施全区水务发展规划，负责全区水资源的统一管理。" * 5 + "</p>"
    found = proposed(
        {
            "/": links(("/dwjj/", "单位简介"), ("/jgsz/", "机构设置"), ("/jgsz/202105/t20210512_955313.html", "机构设置")),
            "/dwjj/": crumbed("单位简介", rest=text),
            "/jgsz/": column("机构设置"),
            "/jgsz/202105/t20210512_955313.html": crumbed("机构设置", rest=text),
        }
    )
    assert accepted(found) == {("/dwjj/", "organisation", ""), ("/jgsz/", "organisation", "")}


# ---- templates of units


def sections(third: str) -> dict[str, str]:
    """Three units of one template; the third one's page is called by no text."""
    pages = {"/": NAV, "/bm/": NAV + links(("/bm/jyj/", "区教育局"), ("/bm/mzj/", "区民政局"), ("/bm/qh/", "青禾镇"))}
    for word, name in (("jyj", "区教育局"), ("mzj", "区民政局"), ("qh", "青禾镇")):
        called = "行政处罚" if word != "qh" else ""
        pages[f"/bm/{word}/"] = unit_page(name, (f"/bm/{word}/fa/", called))
        pages[f"/bm/{word}/fa/"] = column("行政处罚", more=f"<p>{word}</p>") if word != "qh" else third
    return pages


def test_what_stands_at_the_same_place_of_other_units_tells_a_page_no_link_names() -> None:
    assert ("/bm/qh/fa/", "penalty", "青禾镇") in accepted(proposed({**sections(column("行政处罚"))}))


def test_a_template_dispels_no_contradiction() -> None:
    assert "/bm/qh/fa/" not in {path for path, _, _ in accepted(proposed({**sections(column("行政许可"))}))}
    pages = sections(column("行政处罚"))
    pages["/bm/mzj/fa/"] = column("行政许可", more="<p>x</p>")  # one other unit alone is no template
    assert "/bm/qh/fa/" not in {path for path, _, _ in accepted(proposed({**pages}))}


# ---- pages that send on, frames, trees behind the #, the site map


def page_of(text: str, url: str = HOME) -> Page:
    return Page(url, text.encode(), content_type="text/html")


@pytest.mark.parametrize(
    "script", ["location.href='list/';", 'window.location = "list/"', "self.location.replace('list/')"]
)
def test_a_page_that_only_sends_on(script: str) -> None:
    assert jump_of(page_of(f"<html><body><script>{script}</script></body></html>")) == HOME + "list/"


@pytest.mark.parametrize(
    "body",
    [
        "<script>if(x){location.href='m/'}else{location.href='pc/'}</script>",
        "<script>location.href=base+'list/';</script>",
        "<a href='/x/'>x</a><script>function go(){location.href='list/'}</script>",
        "<p>" + "本页有自己的内容。" * 10 + "</p><script>location.href='list/'</script>",
        "<script>// location.href='list/'</script>",
        "<script>location.href='javascript:void(0)'</script>",
        "<script>location.href='http://[bad'</script>",
    ],
)
def test_a_script_that_chooses_or_a_page_of_its_own_sends_nobody_on(body: str) -> None:
    assert jump_of(page_of(f"<html><body>{body}</body></html>")) == ""


def test_a_jump_is_followed_and_one_that_goes_round_ends() -> None:
    with scripted() as portal:
        portal.routes["/"] = html(links(("/zcfg/", "政府采购"), ("/round/", "政策解读")))
        portal.routes["/zcfg/"] = html("<script>location.href='list/'</script>")
        portal.routes["/zcfg/list/"] = html(column("政府采购"), "政府采购 - 样本区人民政府")
        portal.routes["/round/"] = html("<script>location.href='/round/a/'</script>")
        portal.routes["/round/a/"] = html("<script>location.href='/round/'</script>")
        done = zwgk("discover", portal.base)
    assert done.code == 0, done.err
    assert 'kind = "public_resources"' in done.out and "\n[[column]]" in done.out
    assert '\nkind = "interpretation"' not in done.out


TREE = '[{"id":1,"name":"法定主动公开内容","children":[{"id":7,"name":"政策文件"},{"id":8,"name":"部门预算"}]}]'
PLATFORM = f'<html><body><div id="app"></div><script>window._CONFIG = {{"SID":5,"TREE":{TREE}}};var api="/gkmlpt/api/";</script></body></html>'


def test_a_directory_whose_columns_differ_behind_the_hash_names_them_itself() -> None:
    url = HOME + "gkmlpt/index"
    facts = facts_of(page_of(PLATFORM, url), url + "#7")
    assert facts.names == (("目录树", "政策文件"),) and facts.crumbs == ("法定主动公开内容", "政策文件")
    assert [(link.url, link.text) for link in facts.links] == [(url + "#7", "政策文件"), (url + "#8", "部门预算")]
    assert key_of(url + "#7") != key_of(url + "#8") != key_of(url)
    found = proposed({"/": links(("/gkmlpt/index#7", "政策文件")), "/gkmlpt/index#7": PLATFORM.encode()})
    assert accepted(found) == {("/gkmlpt/index#7", "policy", "")}


@pytest.mark.parametrize("tree", ["[", "[[[[", '[{"id":{}}]', '[{"name":"政策文件"}]', "[1,null]", "[" * 5000])
def test_a_damaged_tree_names_nothing(tree: str) -> None:
    facts = facts_of(page_of(PLATFORM.replace(TREE, tree), HOME + "gkmlpt/index"), HOME + "gkmlpt/index#7")
    assert all("#" not in link.url for link in facts.links) and facts.names == ()


def test_any_other_hash_is_the_same_place() -> None:
    assert key_of(HOME + "zwgk/index.html#7") == key_of(HOME + "zwgk/")


def test_a_place_that_only_the_site_map_has_is_proposed_to_a_person() -> None:
    with scripted() as portal:
        portal.routes["/"] = html(links(("/tzgg/", "通知公告")), "样本区人民政府")
        portal.routes["/tzgg/"] = html(column("通知公告"), "通知公告 - 样本区人民政府")
        portal.routes["/zcjd/"] = html(column("政策解读"), "政策解读 - 样本区人民政府")
        places = "".join(f"<url><loc>{portal.base}{path}</loc></url>" for path in ("zcjd/", "anything/", "search/zcwj/"))
        portal.routes["/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{places}</urlset>".encode())
        done = zwgk("discover", portal.base)
        asked = portal.paths()
    assert done.code == 0, done.err
    assert '\nkind = "notices"' in done.out and '# kind = "interpretation"' in done.out
    assert "/anything/" not in asked and "/search/zcwj/" not in asked


@pytest.mark.parametrize("text", ["<html>404</html>", "<loc>http://other.example/zcjd/</loc>", "<loc>::</loc>" * 9])
def test_what_is_no_map_or_leads_elsewhere_names_no_place(text: str) -> None:
    assert likely_columns(page_of(text), HOST) == ()
