"""Discovery proposes a profile: what it accepts is right, what it cannot know it leaves to a person, and what is no column never is one."""

import json
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawler import site as sites
from crawler.demo import profile_text
from crawler.demo.server import serve
from crawler.discovery.links import PageFacts, facts_of, menu_links
from crawler.discovery.naming import is_article_title, is_upper_level, meaning, slug_kind
from crawler.discovery.profile import Proposal, profile_toml
from crawler.discovery.run import propose
from crawler.discovery.units import read_units, unit_links, without_district
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.page import Page
from crawler.tomlfile import BadInput
from tests.discovery_labels import LABELS
from tests.outside import zwgk
from tests.scripted_portal import ScriptedPortal, html, list_page, scripted
from tests.test_replay import REPLAYS, replayed
from tests.tough.labels import labels, tolerated
from tests.tough.portal import UNITS as TOUGH_UNITS
from tests.tough.portal import open_portal

HOME = "http://www.yangben.gov.cn/"
HOST = frozenset(("www.yangben.gov.cn",))
NAME = "示例市样本区人民政府"
DISTRICT = ("示例市样本区", "示例市样本", "样本区", "样本")
ROWS = [
    (f"/item/2023{n:02d}/t202305{n:02d}_1000{n}.html", f"第{n}号事项办理结果", f"2023-05-{n:02d}") for n in range(1, 6)
]


def column(name: str, crumbs: str = "", more: str = "", titles: tuple[str, ...] = ()) -> str:
    """A column page that says its name, with five rows."""
    shown = [(url, titles[n] if titles else title, day) for n, (url, title, day) in enumerate(ROWS)]
    items = "".join(f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for url, title, day in shown)
    where = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {crumbs or name}</div>'
    return f'{where}<h1>{name}</h1><ul class="news_list">{items}</ul>{more}'


def links(*pairs: tuple[str, str]) -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in pairs) + "</ul>"


def document(body: str, title: str = "页面", head: str = "") -> bytes:
    meta = f'<meta charset="utf-8"><meta name="SiteName" content="{NAME}">{head}'
    return f"<!DOCTYPE html><html><head>{meta}<title>{title}</title></head><body>{body}</body></html>".encode()


def seen(pages: dict[str, str | bytes | PageFacts]) -> dict[str, PageFacts]:
    """The facts of pages given by path."""
    found = {}
    for path, body in pages.items():
        url = HOME.rstrip("/") + path
        if not isinstance(body, PageFacts):
            data = body if isinstance(body, bytes) else document(body, f"{path} - {NAME}")
            body = facts_of(Page(url, data, content_type="text/html"), url)
        found[key_of(url)] = body
    return found


def proposed(
    pages: dict[str, str | bytes | PageFacts], listed: list[tuple[str, tuple[str, ...]]] | None = None
) -> Proposal:
    return propose(HOME, seen(pages), listed or [], HOST)


def accepted(proposal: Proposal) -> set[tuple[str, str, str]]:
    """(path, kind, unit's name) of the accepted columns."""
    names = {unit.id: unit.name for unit in proposal.units}
    return {(c.url.removeprefix(HOME.rstrip("/")), c.kind, names.get(c.owner.unit, "")) for c in proposal.columns()}


def doubtful(proposal: Proposal) -> set[str]:
    return {c.url.removeprefix(HOME.rstrip("/")) for c in proposal.columns("medium")}


# ---- names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("政府信息公开指南", "guide"),
        ("· 通知公告 更多>>", "notices"),
        ("县人民政府文件", "policy"),
        ("2023年部门预算", "budget"),
        ("双随机、一公开", "double_random"),
        ("社会救助和养老服务", "livelihood"),
        ("规范性文件清理", "normative_cleanup"),
    ],
)
def test_a_columns_name_is_known_in_its_usual_spellings(text: str, kind: str) -> None:
    found = meaning(text)
    assert found is not None and (found.kind, found.exact) == (kind, True)


@pytest.mark.parametrize(
    "text",
    ["关于印发部门预算的通知", "政策解读和部门预算", "政务公开", "首页", "部门预算编制工作推进会在区财政局召开", ""],
)
def test_what_only_mentions_a_name_is_no_column(text: str) -> None:
    assert meaning(text) is None


def test_a_loose_match_is_not_an_exact_one() -> None:
    found = meaning("行政处罚信息公示")
    assert found is not None and (found.kind, found.exact) == ("penalty", False)


@pytest.mark.parametrize("text", ["国务院文件", "省政府文件", "上级政策", "市政府文件", "国家政策"])
def test_documents_of_higher_levels_are_told_by_their_name(text: str) -> None:
    assert is_upper_level(text, True, DISTRICT)


@pytest.mark.parametrize("text", ["区政府文件", "示例市样本区政策文件", "吉林省安图县林业局", "城市管理"])
def test_the_districts_own_are_not(text: str) -> None:
    assert not is_upper_level(text, True, DISTRICT)


def test_the_longest_slug_of_the_last_part_counts() -> None:
    assert slug_kind("http://x/gfxwjql/index.html") == ("normative_cleanup", "gfxwjql")
    assert slug_kind("http://x/xxgk-list-ndbg111.html") == ("annual_report", "ndbg")
    assert slug_kind("http://x/xzcf/detail.html") == ("", "")


def test_item_titles_are_told_from_names() -> None:
    assert is_article_title("关于2023年部门预算的通知")
    assert is_article_title("样本府办〔2023〕3号")
    assert not is_article_title("政府工作报告")


# ---- one page


def test_links_know_the_headings_above_them_and_one_called_more_takes_the_name_of_its_heading() -> None:
    body = '<div class="box"><h2>通知公告<a href="/tzgg/">更多</a></h2><ul><li><a href="/a.html">某项通知</a><span>2023-05-01</span></li></ul></div>'
    body += '<dl><dt>上级文件</dt><dd><a href="/sj/">政策文件</a></dd></dl>'
    by_url = {link.url.removeprefix(HOME): link for link in menu_links(Page(HOME, document(body)))}
    assert by_url["tzgg/"].text == "通知公告"
    assert by_url["a.html"].dated
    assert by_url["sj/"].path == ("上级文件",) and not by_url["sj/"].dated


def test_a_tree_drawn_by_a_script_has_links_with_their_parents() -> None:
    nodes = '[{id:1,pId:0,name:"法定主动公开内容"},{id:2,pId:1,name:"部门预算",url:"/bmys/index.html"}]'
    found = menu_links(Page(HOME, document(f"<script>var zNodes={nodes};</script>")))
    assert [(link.url, link.text, link.path) for link in found] == [
        (HOME + "bmys/index.html", "部门预算", ("法定主动公开内容",))
    ]


def test_a_list_of_units_is_told_from_a_list_of_ministries_and_neighbours() -> None:
    own = links(("/a/", "区教育局"), ("/b/", "样本区民政局"), ("/c/", "青禾镇"), ("/d/", "东门街道办事处"))
    others = "<h3>友情链接</h3>" + links(
        ("/e/", "邻水县教育局"), ("/f/", "财政局"), ("/g/", "民政局"), ("/h/", "司法局")
    )
    facts = seen({"/": own + others})[key_of(HOME)]
    assert [link.text for link in unit_links(facts, DISTRICT, "示例市")] == [
        "区教育局",
        "样本区民政局",
        "青禾镇",
        "东门街道办事处",
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("示例市样本区教育局", "区教育局"),
        ("样本区教育局", "区教育局"),
        ("样本生态环境局", "样本生态环境局"),
        ("样本区青禾镇", "青禾镇"),
    ],
)
def test_a_unit_is_called_as_in_its_district(printed: str, name: str) -> None:
    assert without_district(printed, DISTRICT) == name


@pytest.mark.parametrize(
    "body",
    [
        b"<div class=position>" * 10_000 + b"<a href=/x>x</a>",
        b"<div class=position><p>x</p>" * 30_000,
        b"<ul>" + b"<li><a href=/a>1</a>" * 10_000,
        b"<script>var n=[" + b"{name:'" * 50_000 + b"</script>",
        b"<form><input>" * 20_000,
    ],
)
def test_a_monstrous_page_is_read_in_bounded_time(body: bytes) -> None:
    begun = time.process_time()
    facts = facts_of(Page(HOME, b"<html><body>" + body, content_type="text/html"), HOME)
    assert len(facts.links) <= 3_000
    assert time.process_time() - begun < 10


# ---- a site


UNITS = links(("/jyj/", "区教育局"), ("/mzj/", "区民政局"), ("/qh/", "青禾镇"))
NAV = links(("/", "首页"), ("/bm/", "部门信息公开"))
NOTICES = links(("/tzgg/", "通知公告"))


def unit_page(name: str, *columns: tuple[str, str], shared: str = "") -> str:
    return f"<h1>{name}政府信息公开</h1>{NAV}<div>{links(*columns)}</div>{shared}"


def test_columns_of_a_section_belong_to_its_unit_and_the_menu_of_all_to_the_portal() -> None:
    found = proposed(
        {
            "/": NAV + NOTICES,
            "/bm/": NAV + UNITS,
            "/tzgg/": NAV + column("通知公告"),
            "/jyj/": unit_page("区教育局", ("/c1/", "部门预算")),
            "/mzj/": unit_page("区民政局", ("/c2/", "部门预算")),
            "/c1/": NAV + column("部门预算"),
            "/c2/": NAV + column("部门预算", titles=tuple(f"第{n}份部门预算" for n in range(5))),
        }
    )
    assert accepted(found) == {
        ("/tzgg/", "notices", ""),
        ("/c1/", "budget", "区教育局"),
        ("/c2/", "budget", "区民政局"),
    }
    assert [unit.group for unit in found.units] == ["departments", "departments", "townships"]


def test_what_two_units_link_to_is_left_to_a_person() -> None:
    both = links(("/shared/", "行政处罚"))
    found = proposed(
        {
            "/": NAV,
            "/bm/": NAV + UNITS,
            "/jyj/": unit_page("区教育局", shared=both),
            "/mzj/": unit_page("区民政局", shared=both),
            "/shared/": column("行政处罚"),
        }
    )
    assert not accepted(found) and doubtful(found) == {"/shared/"}


def test_the_menu_of_all_units_that_the_portal_shows_too_is_the_portals() -> None:
    shared = links(("/zn/", "政府信息公开制度"))
    pages: dict[str, str | bytes | PageFacts] = {
        "/": NAV,
        "/bm/": NAV + UNITS + shared,
        "/zn/": column("政府信息公开制度"),
    }
    pages |= {
        f"/{path}/": unit_page(name, shared=shared)
        for path, name in (("jyj", "区教育局"), ("mzj", "区民政局"), ("qh", "青禾镇"))
    }
    assert accepted(proposed(pages)) == {("/zn/", "rules", "")}


def test_one_units_page_alone_cannot_tell_its_own_from_what_all_show() -> None:
    found = proposed(
        {"/": NAV, "/bm/": NAV + UNITS, "/jyj/": unit_page("区教育局", ("/c/", "部门预算")), "/c/": column("部门预算")}
    )
    assert not accepted(found) and doubtful(found) == {"/c/"}


def test_a_page_that_names_another_unit_is_left_to_a_person() -> None:
    found = proposed(
        {
            "/": NAV,
            "/bm/": NAV + UNITS,
            "/jyj/": unit_page("区教育局", ("/c/", "部门预算")),
            "/mzj/": unit_page("区民政局"),
            "/c/": column("部门预算", "区民政局 &gt; 部门预算"),
        }
    )
    assert not accepted(found) and doubtful(found) == {"/c/"}


def test_a_hub_that_names_units_beside_their_columns_gives_each_its_own() -> None:
    hub = links(("/y1/", "区教育局部门预算"), ("/y2/", "区民政局部门预算"))
    found = proposed(
        {"/": NAV, "/bm/": NAV + UNITS + hub, "/y1/": column("部门预算"), "/y2/": column("部门预算", more="<p>二</p>")}
    )
    assert accepted(found) == {("/y1/", "budget", "区教育局"), ("/y2/", "budget", "区民政局")}


def test_a_unit_number_in_the_address_tells_the_unit() -> None:
    listed = links(
        ("/bm.jsp?organId=1", "区教育局"), ("/bm.jsp?organId=2", "区民政局"), ("/bm.jsp?organId=3", "青禾镇")
    )
    found = proposed(
        {
            "/": NAV + listed + links(("/cols/", "更多目录")),
            "/cols/": links(("/l.jsp?cat=5&organId=2", "部门决算")),
            "/l.jsp?cat=5&organId=2": column("部门决算"),
        }
    )
    assert accepted(found) == {("/l.jsp?cat=5&organId=2", "final_accounts", "区民政局")}


ARTICLE = (
    '<div class="crumbs">当前位置：首页 &gt; 政策文件 &gt; 正文</div><h1>{title}</h1><p>发布时间：2023-05-02 来源：区教育局</p>'
    '<div class="content" id="zoom"><p>' + "现将有关情况公布如下，请社会各界监督。有关内容以本页所列为准，如有变化另行公告。" * 4 + "</p></div>"
)  # fmt: skip

TRAPS: dict[str, tuple[str, str | bytes | PageFacts]] = {
    "an article titled 关于…的通知": (links(("/t/", "关于印发2023年政策文件清单的通知")), ARTICLE.format(title="关于印发2023年政策文件清单的通知")),
    "a dated row with a column's name": ('<ul><li><a href="/t/">政策解读</a><span>2023-05-01</span></li></ul>', column("政策解读")),
    "the state's policy library": (links(("/t/", "国务院政策文件库")), column("政策文件", "国务院文件 &gt; 政策文件")),
    "the province's documents under our heading": ("<h3>省政府文件</h3>" + links(("/t/", "政策文件")), column("政策文件")),
    "the city's documents on a district's portal": ("<h3>市级文件</h3>" + links(("/t/", "政策文件")), column("政策文件")),
    "a breadcrumb that leads through a higher level": (links(("/t/", "政策文件")), column("政策文件", "上级文件 &gt; 政策文件")),
    "a search page": (links(("/t/", "规范性文件统一查询")), '<h1>规范性文件统一查询</h1><form action="/find"><input type="text" name="w"></form>'),
    "a form to complain with": (links(("/t/", "意见反馈")), '<h1>意见反馈</h1><form action="/send"><textarea name="w"></textarea><input type="text"></form>'),
    "the service hall": ("<h3>政务服务</h3>" + links(("/t/", "行政许可")), column("行政许可")),
    "a page about a topic": ("<h3>专题专栏</h3>" + links(("/t/", "乡村振兴")), column("乡村振兴")),
    "a redirect to another site": (
        links(("/t/", "行政许可")),
        PageFacts(HOME + "t/", HOME + "t/", Outcome.BLOCKED, "跳转到档案未列出的主机 zwfw.example.invalid"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_this_is_no_column(trap: str) -> None:
    menu, page = TRAPS[trap]
    found = proposed({"/": NAV + NOTICES + menu, "/tzgg/": column("通知公告"), "/t/": page})
    assert accepted(found) == {("/tzgg/", "notices", "")}
    assert "/t/" not in doubtful(found)


DOUBTS: dict[str, tuple[str, str | bytes | PageFacts]] = {
    "a page that calls itself something else": (links(("/t/", "政策文件")), column("政策解读")),
    "a page that says nothing of itself": (links(("/t/zcwj/", "政策文件")), b"<html><body><script>go()</script></body></html>"),
    "a column full of the state's documents": (links(("/t/", "政策文件")), column("政策文件", titles=("国务院关于甲的意见", "国务院关于乙的意见", "财政部关于丙的公告", "省政府关于丁的意见", "某办法"))),
    "a policy column full of interpretations": (links(("/t/", "政策文件")), column("政策文件", titles=tuple(f"《办法{n}》解读" for n in range(5)))),
    "a page that only leads on": (links(("/t/", "互动交流")), "<h1>互动交流</h1>" + links(("/x/", "访谈直播"), ("/y/", "网上调研"))),
    "a plain word": (links(("/t/", "教育")), column("教育")),
    "a name that only resembles one": (links(("/t/", "行政处罚信息公示")), column("行政处罚信息公示")),
    "a page no link calls so": (links(("/t/", "更多内容")), column("政策文件")),
    "an article under a column's name": (links(("/t/", "政策文件")), ARTICLE.format(title="政策文件")),
    "a dead link": (links(("/t/", "政策文件")), PageFacts(HOME + "t/", HOME + "t/", Outcome.SOFT404, "HTTP 404")),
}  # fmt: skip


@pytest.mark.parametrize("doubt", sorted(DOUBTS))
def test_this_is_only_proposed(doubt: str) -> None:
    menu, page = DOUBTS[doubt]
    path = "/t/zcwj/" if "/t/zcwj/" in menu else "/t/"
    found = proposed({"/": NAV + menu, path: page})
    assert not accepted(found) and doubtful(found) == {path}


def test_a_column_that_answers_with_the_home_page_is_none() -> None:
    home = document(NAV + links(("/zcjd/", "政策解读")), NAME)
    found = proposed({"/": home, "/zcjd/": home})
    assert not accepted(found) and not doubtful(found)


def test_one_answer_for_any_address_proves_no_column() -> None:
    shell = document(column("政策文件"))
    found = proposed({"/": links(("/zcwj/", "政策文件"), ("/zcjd/", "政策解读")), "/zcwj/": shell, "/zcjd/": shell})
    assert not accepted(found)


def test_another_page_of_a_list_and_a_choice_of_its_rows_are_no_columns() -> None:
    menu = links(("/list.html", "政策文件"), ("/list.html?type=1", "政策文件"), ("/list_2.html", "下一页"))
    found = proposed(
        {
            "/": menu,
            "/list.html": column("政策文件"),
            "/list.html?type=1": column("政策文件", more="<p>甲</p>"),
            "/list_2.html": column("政策文件", more="<p>乙</p>"),
        }
    )
    assert accepted(found) == {("/list.html", "policy", "")}
    assert doubtful(found) == {"/list.html?type=1"}


def test_another_host_is_never_a_column() -> None:
    found = proposed(
        {
            "/": links(("http://zwfw.example.invalid/xzxk/", "行政许可"), ("/tzgg/", "通知公告")),
            "/tzgg/": column("通知公告"),
        }
    )
    assert accepted(found) == {("/tzgg/", "notices", "")} and not doubtful(found)


def test_a_guide_may_be_a_single_text() -> None:
    guide = ARTICLE.format(title="政府信息公开指南").replace("政策文件 &gt; 正文", "政府信息公开指南")
    assert accepted(proposed({"/": links(("/zn/", "政府信息公开指南")), "/zn/": guide})) == {("/zn/", "guide", "")}


def test_a_unit_that_the_operators_list_lacks_is_only_proposed() -> None:
    pages: dict[str, str | bytes | PageFacts] = {
        "/": NAV,
        "/bm/": NAV + UNITS,
        "/jyj/": unit_page("区教育局", ("/c1/", "部门预算")),
        "/mzj/": unit_page("区民政局", ("/c2/", "部门预算")),
        "/c1/": column("部门预算"),
        "/c2/": column("部门预算", more="<p>二</p>"),
    }
    found = proposed(pages, [("样本区教育局", ("区教体局",)), ("区水务局", ())])
    assert accepted(found) == {("/c1/", "budget", "区教育局")} and doubtful(found) == {"/c2/"}
    assert any("区民政局" in doubt for doubt in found.doubts) and any("区水务局" in doubt for doubt in found.doubts)
    written = tomllib.loads(profile_toml(found))
    assert [(unit["name"], unit.get("aliases", [])) for unit in written["unit"]] == [
        ("区教育局", ["区教体局"]),
        ("区水务局", []),
    ]


def test_what_pages_say_cannot_leave_its_comment() -> None:
    menu = links(("/a/", "部门预算&#10;[site]&#8238;"), ("/b/", '通知公告"""'))
    found = proposed({"/": menu, "/a/": column("部门预算&#10;\nid = 'x'"), "/b/": column("通知公告")})
    assert tomllib.loads(profile_toml(found))["site"]["id"] == "yangben"


def test_a_list_of_units_says_where_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "units.txt"
    path.write_text("区教育局,区教体局\n# 说明\n区民政局\t样本区民政局\n", encoding="utf-8")
    assert read_units(path) == [("区教育局", ("区教体局",)), ("区民政局", ("样本区民政局",))]
    path.write_text("区教育局\n区教育局\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r":2: .*重复"):
        read_units(path)
    path.write_bytes("区教育局".encode("gbk"))
    with pytest.raises(BadInput, match="UTF-8"):
        read_units(path)


# ---- from the outside


def keyed(profile: dict[str, Any]) -> set[tuple[str, str, str]]:
    names = {unit["id"]: unit["name"] for unit in profile.get("unit", [])}
    return {(c["url"], c["kind"], names.get(c.get("unit", ""), "")) for c in profile.get("column", [])}


def test_the_demos_columns_are_found_and_none_is_wrong(tmp_path: Path) -> None:
    with serve(0) as base:
        done = zwgk("discover", base, "--data", str(tmp_path))
        again = zwgk("discover", base)
        truth = keyed(tomllib.loads(profile_text(base)))
    assert done.code == 0, done.err
    assert done.out == again.out
    found = keyed(tomllib.loads(done.out))
    assert found <= truth, sorted(found - truth)
    assert len(found) >= 0.95 * len(truth)
    (tmp_path / "site.toml").write_text(done.out, encoding="utf-8")
    assert len(sites.load(str(tmp_path / "site.toml")).columns) == len(found)
    lines = [json.loads(line) for line in (tmp_path / "discovered.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(line["confidence"] == "high" for line in lines) == len(found)
    assert all(line["evidence"] for line in lines)


def test_the_tough_portals_columns_are_found_and_none_is_wrong(tmp_path: Path) -> None:
    with open_portal(tmp_path) as portal:
        done = zwgk("discover", portal.at("main", "/"))
        truth = {(key_of(url), kind, TOUGH_UNITS.get(unit, "")) for url, (kind, unit) in labels(portal).items()}
        allowed = {(key_of(url), kind) for url, kind in tolerated(portal).items()}
    assert done.code == 0, done.err
    found = {(key_of(url), kind, unit) for url, kind, unit in keyed(tomllib.loads(done.out))}
    wrong = {one for one in found - truth if one[:2] not in allowed}
    assert wrong == set()
    assert len(found & truth) >= 0.95 * len(truth)


@pytest.fixture(scope="module")
def proposals(real: Path) -> dict[str, dict[str, str]]:
    """Of each real site what is proposed for sure: path → kind."""
    found = {}
    for site in LABELS:
        with replayed(real / "sites" / REPLAYS[site][0]) as port:
            done = zwgk("discover", f"http://127.0.0.1:{port}/")
        columns = tomllib.loads(done.out)["column"]
        found[site] = {c["url"].split("/", 3)[3].removesuffix("index.html"): c["kind"] for c in columns}
    return found


@pytest.mark.parametrize("site", LABELS)
def test_nothing_proposed_for_a_real_site_is_wrong(proposals: dict[str, dict[str, str]], site: str) -> None:
    labels = LABELS[site]
    right = {path: kind for paths, kind in labels.columns.items() for path in paths.split()}
    wrong = {u: k for u, k in proposals[site].items() if right.get(u) != k and k not in labels.tolerated.get(u, ())}
    assert proposals[site] and wrong == {}


@pytest.mark.parametrize("site", LABELS)
def test_the_columns_of_a_real_site_are_proposed(proposals: dict[str, dict[str, str]], site: str) -> None:
    columns = LABELS[site].columns
    found = [p for p, kind in columns.items() if any(proposals[site].get(path) == kind for path in p.split())]
    assert len(found) >= 0.95 * len(columns)


@contextmanager
def trapped() -> Iterator[ScriptedPortal]:
    """A portal with more menu than budget, a forbidden folder, a foreign redirect and an endless calendar."""
    with scripted() as portal:
        more = "".join(f'<a href="/m{n}/">栏目{n}</a>' for n in range(400))
        menu = links(
            ("/tzgg/", "通知公告"), ("/private/zcjd/", "政策解读"), ("/moved/", "行政许可"), ("/cal/1/", "信息公开目录")
        )
        portal.routes["/"] = html(menu + more, "样本区人民政府")
        portal.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
        portal.routes["/tzgg/"] = html(column("通知公告"), "通知公告 - 样本区人民政府")
        portal.routes["/private/zcjd/"] = list_page(ROWS)
        portal.routes["/moved/"] = (302, {"Location": "http://127.0.0.1:1/xzxk/"}, b"")
        for n in range(1, 12):
            portal.routes[f"/cal/{n}/"] = html(links((f"/cal/{n + 1}/", "信息公开目录")))
        yield portal


def test_a_visit_is_bounded_obeys_robots_and_stays_at_home() -> None:
    with trapped() as portal:
        done = zwgk("discover", portal.base)
        asked = portal.paths()
    assert done.code == 0, done.err
    assert "/private/zcjd/" not in asked and len(asked) == len(set(asked)) <= 300
    assert "/cal/4/" in asked and "/cal/5/" not in asked
    written = tomllib.loads(done.out)
    assert [c["kind"] for c in written["column"]] == ["notices"]
    assert "robots.txt" in done.out and "看过" in done.err


def test_a_home_that_is_no_address_or_does_not_answer() -> None:
    assert zwgk("discover", "www.yangben.gov.cn").code == 2
    assert zwgk("discover", "http://127.0.0.1:1/", "--units", "/nowhere/units.txt").code == 2
    gone = zwgk("discover", "http://127.0.0.1:1/")
    assert gone.code == 3 and not gone.out and "打不开" in gone.err and len(gone.err.splitlines()) == 1
