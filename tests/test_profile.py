"""The profile of a district: what a person mistypes is answered with file, line and the nearest valid word."""

from datetime import date
from pathlib import Path

import pytest

from crawler.site import Site, load
from crawler.tomlfile import BadInput

GOOD = """[site]
id = "test"
name = "示例市样本区人民政府"
home = "http://127.0.0.1:8000/"

[politeness]
delay = 0

[[group]]
id = "departments"
name = "区级部门"

[[unit]]
id = "jiaoyu"
name = "区教育局"
aliases = ["区教委"]
groups = ["departments"]

[[unit]]
id = "jiaotong"
name = "区交通运输局"
aliases = ["区交运局"]
valid_to = 2024-03-31
successor = "jiaotong2"

[[unit]]
id = "jiaotong2"
name = "区交通局"
aliases = ["区交运局"]
valid_from = 2024-04-01

[[column]]
kind = "budget"
unit = "jiaoyu"
url = "http://127.0.0.1:8000/ys/"
"""


def profile(folder: Path, text: str) -> Site:
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    return load(str(path))


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(BadInput) as caught:
        profile(folder, text)
    return "\n".join(caught.value.lines).replace(str(folder) + "/", "")


@pytest.mark.parametrize(
    ("wrong", "right", "answer"),
    [
        ('kind = "budgte"', 'kind = "budget"', "site.toml:33: 不认识的栏目类别“budgte”，是否想写“budget”？"),
        ('unit = "jaoyu"', 'unit = "jiaoyu"', "site.toml:34: 没有 id 为“jaoyu”的单位，是否想写“jiaoyu”？"),
        (
            'groups = ["department"]',
            'groups = ["departments"]',
            "site.toml:17: 没有声明过的组“department”，是否想写“departments”？",
        ),
        ("delya = 0", "delay = 0", "site.toml:7: 不认识的字段“delya”，是否想写“delay”？"),
        ('delay = "fast"', "delay = 0", "site.toml:7: 字段“politeness.delay”应为数字"),
        (
            'successor = "jiaotong3"',
            'successor = "jiaotong2"',
            "site.toml:24: 没有 id 为“jiaotong3”的单位，是否想写“jiaotong",
        ),
        (
            'home = "www.x.gov.cn"',
            'home = "http://127.0.0.1:8000/"',
            "site.toml:4: 不是网址：“www.x.gov.cn”（应以 http:// 或 https:// 开头）",
        ),
        ("valid_from = 2024-13-01", "valid_from = 2024-04-01", "site.toml:30: 不是合法的 TOML"),
        ('aliases = ["区教育局"]', 'aliases = ["区教委"]', None),
    ],
)
def test_a_typo_is_answered_with_its_line_and_the_nearest_word(
    tmp_path: Path, wrong: str, right: str, answer: str | None
) -> None:
    assert right in GOOD
    text = GOOD.replace(right, wrong, 1)
    if answer is None:
        profile(tmp_path, text)  # an alias equal to the unit's own name is no clash
    else:
        assert answer in complaint(tmp_path, text)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    lines = complaint(
        tmp_path, GOOD.replace('kind = "budget"', 'kind = "x"').replace('unit = "jiaoyu"', 'unit = "y"')
    ).splitlines()
    assert len(lines) == 2


def test_two_units_of_one_time_may_not_share_a_name(tmp_path: Path) -> None:
    text = GOOD.replace("valid_from = 2024-04-01", "valid_from = 2024-03-01")
    assert "名称“区交运局”同时属于两个单位" in complaint(tmp_path, text)


def test_a_sub_site_is_an_address_and_one_unit_s(tmp_path: Path) -> None:
    def sites(*said: str) -> str:
        text = GOOD
        for unit, given in zip(("jiaoyu", "jiaotong"), said, strict=False):
            text = text.replace(f'id = "{unit}"\n', f'id = "{unit}"\nsites = {given}\n')
        return complaint(tmp_path, text)

    assert sites('["jyj.gov.cn"]') == "site.toml:15: 不是网址：“jyj.gov.cn”（应以 http:// 或 https:// 开头）"
    assert "子站“http://a.gov.cn/”已属于“jiaoyu”" in sites('["http://a.gov.cn"]', '["http://a.gov.cn/"]')
    assert "已属于“门户首页”" in sites('["http://127.0.0.1:8000"]')  # all of the portal is no unit's


def test_a_file_that_is_missing_or_not_text_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有这个文件或文件夹"):
        load(str(tmp_path / "none.toml"))
    (tmp_path / "bin.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="不是 UTF-8"):
        load(str(tmp_path / "bin.toml"))
    with pytest.raises(BadInput, match="没有名为“dachaun”的站点档案，是否想写“dachuan”"):
        load("dachaun")


def test_a_foreign_portal_may_not_be_hurried(tmp_path: Path) -> None:
    text = GOOD.replace("http://127.0.0.1:8000/", "http://www.example.gov.cn/")
    assert "请求间隔不得小于 0.5 秒" in complaint(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("区教育局", "jiaoyu"),
        ("样本区教育局", "jiaoyu"),
        ("示例市样本区教育局", "jiaoyu"),
        ("示例市教育局", None),
        ("另一区教育局", None),
        ("区 教 委", "jiaoyu"),
        ("教育局", None),
        ("市教育局", None),
    ],
)
def test_units_resolve_by_name_and_alias_with_the_district_before_it(
    tmp_path: Path, name: str, unit: str | None
) -> None:
    found = profile(tmp_path, GOOD).unit_named(name)
    assert (found.id if found else None) == unit


def test_a_shared_alias_resolves_by_the_day(tmp_path: Path) -> None:
    site = profile(tmp_path, GOOD)
    assert site.unit_named("区交运局") is None
    assert site.unit_named("区交运局", date(2023, 9, 1)).id == "jiaotong"  # type: ignore[union-attr]
    assert site.unit_named("区交运局", date(2024, 9, 1)).id == "jiaotong2"  # type: ignore[union-attr]


def test_columns_get_stable_ids_and_the_names_of_their_kind(tmp_path: Path) -> None:
    column = profile(tmp_path, GOOD).columns[0]
    assert (column.id, column.name) == ("jiaoyu.budget", "部门预算")


def test_the_name_of_an_ended_unit_leads_to_its_successor(tmp_path: Path) -> None:
    site = profile(tmp_path, GOOD)
    assert site.unit_named("区交通运输局", date(2024, 9, 1)).id == "jiaotong2"  # type: ignore[union-attr]
