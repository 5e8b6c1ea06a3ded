"""``zwgk discover HOME --into PROFILE``: what people wrote stays, what is new waits for them, what they refused never comes back."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import site as sites
from tests.outside import zwgk
from tests.scripted_portal import ScriptedPortal, html, scripted
from tests.test_discovery import column, links

NAME = "示例市样本区人民政府"
HEAD = """# 样本区的档案，人工维护
[site]
id = "yangben"
name = "示例市样本区人民政府"   # 全称
home = "{base}"

[politeness]
delay = 0

# 已核对
[[column]]
id = "portal.notices"
kind = "notices"
name = "通知公告"
url = "{base}tzgg/"     # 首页“更多”

[[elsewhere]]
kinds = ["penalty"]
hosts = ["127.0.0.2"]
basis = "集中公布"
"""


def shown(portal: ScriptedPortal, *columns: tuple[str, str]) -> None:
    """A home page that leads to these columns, and the columns."""
    portal.routes["/"] = html(links(*columns), NAME)
    for path, name in columns:
        portal.routes[path] = html(column(name), f"{name} - {NAME}")


@pytest.fixture
def portal() -> Iterator[ScriptedPortal]:
    with scripted() as served:
        shown(served, ("/tzgg/", "通知公告"), ("/zcjd/", "政策解读"), ("/ghjh/", "规划计划"))
        if not served.base.endswith("/"):
            served.base += "/"
        yield served


def profile_at(folder: Path, portal: ScriptedPortal, more: str = "") -> Path:
    path = folder / "site.toml"
    path.write_text(HEAD.format(base=portal.base) + more.format(base=portal.base), encoding="utf-8")
    return path


def merged(portal: ScriptedPortal, path: Path) -> str:
    done = zwgk("discover", portal.base, "--into", str(path))
    assert done.code == 0, done.err
    assert sites.load(str(path))  # whatever was done, it is a profile
    return done.out


def proposals(path: Path) -> dict[str, dict[str, object]]:
    """The proposed columns by the end of their address."""
    columns = tomllib.loads(path.read_text(encoding="utf-8"))["column"]
    return {"/" + c["url"].split("/", 3)[3]: c for c in columns if c.get("proposed")}


def test_new_columns_wait_below_what_people_wrote_and_a_second_run_changes_no_byte(
    portal: ScriptedPortal, tmp_path: Path
) -> None:
    path = profile_at(tmp_path, portal)
    before = path.read_bytes()
    said = merged(portal, path)
    after = path.read_bytes()
    assert after.startswith(before) and "新提议栏目 2 个" in said
    assert {url: c["kind"] for url, c in proposals(path).items()} == {"/zcjd/": "interpretation", "/ghjh/": "plan"}
    assert "# 可信度：高" in after.decode()
    assert "未改动" in merged(portal, path)
    assert path.read_bytes() == after


def test_what_is_only_proposed_is_neither_crawled_nor_a_column(portal: ScriptedPortal, tmp_path: Path) -> None:
    path = profile_at(tmp_path, portal)
    merged(portal, path)
    site = sites.load(str(path))
    assert [c.id for c in site.columns] == ["portal.notices"] and len(site.proposed) == 2
    portal.asked.clear()
    assert zwgk("crawl", str(path), "--data", str(tmp_path / "data"), "--quiet").code == 0
    asked = portal.paths()
    assert "/tzgg/" in asked and not {"/zcjd/", "/ghjh/"} & set(asked)
    path.write_text(path.read_text(encoding="utf-8").replace("proposed = true\n", "", 1), encoding="utf-8")
    assert len(sites.load(str(path)).columns) == 2  # one line less confirms one


def test_a_host_that_only_a_proposed_column_has_may_not_be_asked(portal: ScriptedPortal, tmp_path: Path) -> None:
    more = '\n[[column]]\nkind = "plan"\nurl = "http://127.0.0.9/ghjh/"\nproposed = true\n'
    site = sites.load(str(profile_at(tmp_path, portal, more)))
    assert all("127.0.0.9" not in host for host in site.hosts)


def test_what_was_rejected_moves_to_ignored_and_never_comes_back(portal: ScriptedPortal, tmp_path: Path) -> None:
    path = profile_at(tmp_path, portal)
    merged(portal, path)
    text = path.read_text(encoding="utf-8")
    at = text.index("proposed = true", text.index("/zcjd/"))
    path.write_text(text[:at] + 'rejected = "是\\"专题\\""\n' + text[at:], encoding="utf-8")
    assert "移入 ignored 1 个" in merged(portal, path)
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    assert written["ignored"] == [{"url": f"{portal.base}zcjd/", "reason": '是"专题"'}]
    assert set(proposals(path)) == {"/ghjh/"}
    assert path.read_text(encoding="utf-8").startswith(HEAD.format(base=portal.base))
    after = path.read_bytes()
    assert "未改动" in merged(portal, path) and path.read_bytes() == after


def test_an_ignored_place_is_not_proposed_however_it_is_written(portal: ScriptedPortal, tmp_path: Path) -> None:
    more = '\n[[ignored]]\nurl = "{base}zcjd/index.html"\nreason = "不是栏目"\n'
    path = profile_at(tmp_path, portal, more)
    merged(portal, path)
    assert set(proposals(path)) == {"/ghjh/"}


def test_a_column_people_gave_another_kind_keeps_it(portal: ScriptedPortal, tmp_path: Path) -> None:
    more = '\n[[column]]\nkind = "news"\nurl = "{base}zcjd/"\n\n[[column]]\nkind = "policy"\nurl = "{base}x/"\nwas = ["{base}ghjh/"]\n'
    path = profile_at(tmp_path, portal, more)
    before = path.read_bytes()
    merged(portal, path)
    assert path.read_bytes() == before


OLD = '\n[[column]]\nid = "interpretations"\nkind = "interpretation"\nurl = "{base}old/"\nwas = ["{base}older/"]\n'


@pytest.mark.parametrize("answer", ["gone", "redirect"])
def test_a_column_that_moved_is_proposed_under_its_id_with_its_old_addresses(
    portal: ScriptedPortal, tmp_path: Path, answer: str
) -> None:
    if answer == "redirect":
        portal.routes["/old/"] = (302, {"Location": "/zcjd/"}, b"")
    path = profile_at(tmp_path, portal, OLD)
    assert "疑似迁址 1 个" in merged(portal, path)
    moved = proposals(path)["/zcjd/"]
    assert (moved["id"], moved["was"]) == ("interpretations", [f"{portal.base}older/", f"{portal.base}old/"])
    assert "迁来" in path.read_text(encoding="utf-8")
    assert sites.load(str(path)).column("interpretations").url == f"{portal.base}old/"  # until a person confirms
    after = path.read_bytes()
    merged(portal, path)
    assert path.read_bytes() == after


STAYS = {
    "still answers": ("/old/", html(column("政策解读", more="<p>旧</p>"), f"政策解读 - {NAME}")),
    "refuses us": ("/old/", (403, {}, b"<html>403</html>")),
    "breaks": ("/old/", (500, {}, b"<html>500</html>")),
}


@pytest.mark.parametrize("case", sorted(STAYS))
def test_a_column_that_may_still_be_there_has_not_moved(portal: ScriptedPortal, tmp_path: Path, case: str) -> None:
    path, answer = STAYS[case]
    portal.routes[path] = answer
    profile = profile_at(tmp_path, portal, OLD)
    assert "疑似迁址 0 个" in merged(portal, profile)
    assert proposals(profile)["/zcjd/"].get("was") is None


def test_with_two_of_a_sort_gone_nobody_knows_which_has_moved(portal: ScriptedPortal, tmp_path: Path) -> None:
    path = profile_at(tmp_path, portal, OLD + '\n[[column]]\nkind = "interpretation"\nurl = "{base}old2/"\n')
    merged(portal, path)
    assert proposals(path)["/zcjd/"].get("was") is None


def test_columns_of_units_that_the_profile_lacks_are_told_and_not_written(portal: ScriptedPortal, tmp_path: Path) -> None:
    sections = (("jyj", "区教育局"), ("mzj", "区民政局"), ("qh", "青禾镇"))
    menu = links(("/bm/", "部门信息公开"), ("/tzgg/", "通知公告"))
    portal.routes["/"] = html(menu, NAME)
    portal.routes["/bm/"] = html(menu + links(*((f"/{word}/", name) for word, name in sections)), "部门信息公开")
    for word, name in sections:
        portal.routes[f"/{word}/"] = html(f"<h1>{name}政府信息公开</h1>{menu}<div>{links((f'/{word}/bmys/', '部门预算'))}</div>", name)
        portal.routes[f"/{word}/bmys/"] = html(column("部门预算", more=f"<p>{word}</p>"), f"部门预算 - {NAME}")
    path = profile_at(tmp_path, portal, '\n[[unit]]\nid = "edu"\nname = "区教育局"\naliases = ["样本区教育局"]\n')
    assert "另有 2 个栏目属于档案中没有的单位" in merged(portal, path)
    assert [(c["unit"], c["id"]) for c in proposals(path).values()] == [("edu", "edu.budget")]


@pytest.mark.parametrize("shape", ["crlf", "bom", "no line end", "symlink"])
def test_the_files_own_shape_is_kept(portal: ScriptedPortal, tmp_path: Path, shape: str) -> None:
    path = profile_at(tmp_path, portal)
    raw = path.read_bytes()
    raw = {"crlf": raw.replace(b"\n", b"\r\n"), "bom": b"\xef\xbb\xbf" + raw, "no line end": raw.rstrip()}.get(shape, raw)
    path.write_bytes(raw)
    path.chmod(0o640)
    given = path
    if shape == "symlink":
        given = tmp_path / "link.toml"
        given.symlink_to(path)
    merged(portal, given)
    after = path.read_bytes()
    assert after.startswith(raw) and len(proposals(path) if shape != "bom" else [1, 2]) == 2
    assert (after.count(b"\r\n") == after.count(b"\n")) == (shape == "crlf")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


# ---- bad input: one line, nothing written


def refused(path: Path, *words: str, code: int = 2) -> str:
    before = path.read_bytes() if path.exists() else b""
    done = zwgk("discover", *words, "--into", str(path))
    assert (done.code, done.out) == (code, "")
    assert len(done.err.splitlines()) == 1 and "Traceback" not in done.err
    assert (path.read_bytes() if path.exists() else b"") == before
    return done.err


def test_a_profile_that_cannot_be_used_is_refused_in_one_line(portal: ScriptedPortal, tmp_path: Path) -> None:
    good = profile_at(tmp_path, portal)
    assert "没有这个文件" in refused(tmp_path / "none.toml", portal.base)
    assert "路径" in refused(tmp_path / "dachuan", portal.base)
    assert "不是网址" in refused(good, "www.yangben.gov.cn")
    assert "不是档案" in refused(good, "http://127.0.0.1:1/")
    assert "--units" in refused(good, portal.base, "--units", "x.txt")
    broken = tmp_path / "broken.toml"
    broken.write_text('[site]\nid = "x"\nname =\n', encoding="utf-8")
    assert "broken.toml:3:" in refused(broken, portal.base)
    assert portal.asked == []


def test_a_profile_written_in_another_way_is_not_damaged(portal: ScriptedPortal, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(
        f'column = [{{kind = "notices", url = "{portal.base}tzgg/"}}]\n[site]\nid = "x"\nname = "{NAME}"\nhome = "{portal.base}"\n'
        "[politeness]\ndelay = 0\n",
        encoding="utf-8",
    )
    assert "未改动" in refused(path, portal.base)


def test_a_home_that_does_not_answer_leaves_the_profile_alone(portal: ScriptedPortal, tmp_path: Path) -> None:
    path = profile_at(tmp_path, portal)
    portal.routes["/"] = (500, {}, b"<html>500</html>")
    assert "打不开" in refused(path, portal.base, code=3)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[column]]\nkind = "plan"\nurl = "{base}x/"\nrejected = "不要"\n', "proposed = true"),
        ('[[ignored]]\nurl = "{base}tzgg/"\nreason = "不要"\n', "已登记为栏目"),
        ('[[ignored]]\nurl = "tzgg"\nreason = "不要"\n', "不是网址"),
        ('[[ignored]]\nurl = "{base}x/"\n', "缺少必填字段“reason”"),
    ],
)
def test_decisions_that_contradict_the_profile_say_where(portal: ScriptedPortal, tmp_path: Path, more: str, said: str) -> None:
    path = profile_at(tmp_path, portal, "\n" + more)
    assert said in refused(path, portal.base) and portal.asked == []
