"""Bad input: one clear line, exit 2, nothing written, nothing lost."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Audit
from tests.outside import ROOT, tree, zwgk

pytestmark = pytest.mark.xdist_group("demo")
DAY = ("--as-of", "2023-09-20")


def refused(*words: str, cwd: Path) -> str:
    done = zwgk(*words, cwd=cwd)
    assert done.code == 2, (done.code, done.out, done.err)
    assert "Traceback" not in done.err
    return done.err


def test_unknown_names_get_the_nearest_one(tmp_path: Path) -> None:
    assert "是否想写“dachuan”" in refused("lint", "dachuann", "dachuan-2023", cwd=tmp_path)
    assert "是否想写“dachuan-2023”" in refused("lint", "dachuan", "dachuan-2032", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_typo_in_a_catalogue_is_answered_with_its_line(tmp_path: Path) -> None:
    good = (ROOT / "rules" / "requirements" / "dachuan-2023.toml").read_text(encoding="utf-8")
    for wrong, right, answer in (
        ('use = "missing_feedbak"', 'use = "missing_feedback"', "是否想写“missing_feedback”"),
        ("due_moth = 4", "due_month = 4", "是否想写“due_month”"),
        ('strength = "V3"', 'strength = "V1"', "strength"),
        ("respnsible = ", "responsible = ", "是否想写“responsible”"),
    ):
        assert right in good
        path = tmp_path / "doc.toml"
        path.write_text(good.replace(right, wrong, 1), encoding="utf-8")
        line = good[: good.index(right)].count("\n") + 1
        said = refused("lint", "dachuan", str(path), cwd=tmp_path)
        assert f"doc.toml:{line}:" in said and answer in said


def test_another_day_is_for_replays_only(tmp_path: Path) -> None:
    assert "只有本机回放的站点" in refused("crawl", "dachuan", *DAY, cwd=tmp_path)
    assert "不是日期" in refused("check", "dachuan", "dachuan-2023", "--as-of", "2023-13-01", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_judging_without_a_crawl_is_refused(demo: Audit, tmp_path: Path) -> None:
    assert "先运行 zwgk crawl" in refused(
        "check", str(demo.profile), "dachuan-2023", *DAY, "--data", str(tmp_path / "none"), cwd=tmp_path
    )
    early = refused(
        "check", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-01", "--data", str(demo.data), cwd=tmp_path
    )
    assert "没有检查日 2023-09-01 及以前已完成的采集" in early
    assert list(tmp_path.iterdir()) == []


def test_data_of_another_site_are_refused_and_untouched(demo: Audit, tmp_path: Path) -> None:
    shutil.copytree(demo.data, tmp_path / "data")
    before = (tmp_path / "data" / "zwgk.sqlite").read_bytes()
    profile = demo.profile.read_text(encoding="utf-8").replace('id = "demo"', 'id = "other"', 1)
    (tmp_path / "other.toml").write_text(profile, encoding="utf-8")
    said = refused("crawl", str(tmp_path / "other.toml"), *DAY, "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert "属于另一个站点" in said
    assert (tmp_path / "data" / "zwgk.sqlite").read_bytes() == before


def test_a_folder_with_other_files_is_never_replaced(demo: Audit, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    said = refused(
        "report",
        str(demo.profile),
        "dachuan-2023",
        *DAY,
        "--data",
        str(demo.data),
        "--out",
        str(tmp_path / "out"),
        cwd=tmp_path,
    )
    assert "里有别的文件" in said
    assert tree(tmp_path / "out") == {"mine.txt": b"mine"}


def test_a_home_that_does_not_answer_ends_with_three_and_loses_nothing(demo: Audit, tmp_path: Path) -> None:
    profile = demo.profile.read_text(encoding="utf-8").replace(demo.base, "http://127.0.0.1:1/")
    (tmp_path / "dead.toml").write_text(profile, encoding="utf-8")
    done = zwgk(
        "run",
        str(tmp_path / "dead.toml"),
        "dachuan-2023",
        *DAY,
        "--data",
        str(tmp_path / "data"),
        "--out",
        str(tmp_path / "out"),
    )
    assert done.code == 3 and "打不开" in done.err and not (tmp_path / "out").exists()


def test_a_basis_of_another_province_or_not_in_force_is_refused(tmp_path: Path) -> None:
    text = """
[document]
id = "x"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开"
units = ["区教育局"]
basis = [{ source = "某省办法", strength = "V1", jurisdiction = "440000" }]
[[requirement]]
id = "2023-02"
row = 2
text = "公开"
units = ["区教育局"]
basis = [{ source = "新条例", strength = "V1", in_force = 2024-08-01 }]
"""
    (tmp_path / "doc.toml").write_text(text, encoding="utf-8")
    said = refused("lint", "dachuan", str(tmp_path / "doc.toml"), *DAY, cwd=tmp_path)
    assert "是其他地区" in said and "尚未施行" in said and "doc.toml:11" in said


def test_a_unit_the_profile_lacks_is_a_warning_and_an_unknown_duty(demo: Audit, tmp_path: Path) -> None:
    text = """
[document]
id = "x"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开"
units = ["区教育局", "区天文局"]
"""
    (tmp_path / "doc.toml").write_text(text, encoding="utf-8")
    done = zwgk("lint", str(demo.profile), str(tmp_path / "doc.toml"), *DAY)
    assert done.code == 0 and "没有名为“区天文局”的单位" in done.out
    done = zwgk("check", str(demo.profile), str(tmp_path / "doc.toml"), *DAY, "--data", str(demo.data), "--json")
    assert done.code == 0 and '"unknown": 1' in done.out
