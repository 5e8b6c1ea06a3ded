"""Another district, another year, a document without a table: TOML only, no Python changes."""

import tomllib
from pathlib import Path

from tests.outside import lines, zwgk
from tests.scripted_portal import article, list_page, scripted

DOCUMENT = """虚构县人民政府办公室
关于印发《2025年全县政务公开工作要点》的通知

虚府办〔2025〕7号

各乡镇人民政府，县政府各部门：

现将《2025年全县政务公开工作要点》印发给你们，请认真贯彻执行。

虚构县人民政府办公室
2025年4月18日

2025年全县政务公开工作要点

一、深化重点领域信息公开

（一）推进财政信息公开。各预算单位按要求公开2025年部门预算和2024年部门决算。（责任单位：县财政局、县教育局；完成时限：2025年9月底前）

（二）推进决策公开。公开征求意见结束后及时公布意见采纳情况。（牵头单位：县司法局；配合单位：县教育局；完成时限：全年）

二、加强平台建设

（三）建设政策问答库。围绕群众关心的事项编制问答并公开。（责任单位：县政务服务和数据局等县级有关部门；完成时限：第三季度）
"""

PROFILE = """
[site]
id = "xugou"
name = "示例市虚构县人民政府"
home = "{base}"
[politeness]
delay = 0
[[unit]]
id = "cz"
name = "县财政局"
groups = ["departments"]
[[unit]]
id = "jy"
name = "县教育局"
groups = ["departments"]
[[unit]]
id = "sf"
name = "县司法局"
[[unit]]
id = "zs"
name = "县政务服务和数据局"
[[column]]
kind = "budget"
unit = "cz"
url = "{base}cz/"
[[column]]
kind = "budget"
unit = "jy"
url = "{base}jy/"
[[column]]
kind = "consultation"
url = "{base}yj/"
"""


def test_another_district_runs_with_toml_only(tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(DOCUMENT, encoding="utf-8")
    drafted = zwgk("requirements", "import", str(tmp_path / "要点.txt"))
    assert drafted.code == 0, drafted.err
    draft = tomllib.loads(drafted.out)
    assert draft["document"]["issued"].isoformat() == "2025-04-18"
    assert draft["document"]["number"] == "虚府办〔2025〕7号"
    rows = draft["requirement"]
    assert [r["units"] for r in rows] == [["县财政局", "县教育局"], ["县司法局", "县教育局"], ["县政务服务和数据局"]]
    assert [str(r["deadline"]) for r in rows] == ["2025-09-30", "全年", "2025-09-30"]
    assert rows[2]["open_list"]

    head, *others = drafted.out.split("[[requirement]]")
    checked = others[0] + '\n[[requirement.check]]\nuse = "missing_fiscal_report"\nreport = "budget"\nkinds = ["budget"]\n'
    (tmp_path / "2025.toml").write_text(head + "[[requirement]]".join(["", checked, *others[1:]]), encoding="utf-8")
    title = "虚构县教育局2025年部门预算"
    parts = "一、部门职责。二、机构设置。三、收支预算总体情况。四、“三公”经费预算。五、机关运行经费。六、政府采购。七、名词解释。"
    with scripted({"/b.html": article(title, "2025-02-21", parts * 3, "县教育局")}) as portal:
        portal.routes["/jy/"] = list_page([("/b.html", title, "2025-02-21")])
        portal.routes["/cz/"] = list_page([("/c.html", "虚构县财政局2024年部门预算", "2024-02-21")])
        portal.routes["/c.html"] = article("虚构县财政局2024年部门预算", "2024-02-21", parts * 3, "县财政局")
        portal.routes["/yj/"] = list_page([("/d.html", "关于开展征求意见座谈会的动态消息", "2025-03-01")])
        portal.routes["/d.html"] = article("关于开展征求意见座谈会的动态消息", "2025-03-01", "", "县司法局")
        (tmp_path / "xugou.toml").write_text(PROFILE.format(base=portal.base), encoding="utf-8")
        done = zwgk("run", "xugou.toml", "2025.toml", "--as-of", "2025-10-09", "--out", "out", cwd=tmp_path)
        assert done.code == 0, done.err
    found = {(f["row"], f["unit"]): f for f in lines(tmp_path / "out" / "findings.jsonl")}
    assert found["01", "jy"]["status"] == "met"
    assert found["01", "cz"]["status"] == "gap" and "2024" in found["01", "cz"]["reason"]
    assert {found["02", "sf"]["status"], found["03", "zs"]["status"]} == {"manual"}


def test_two_years_are_compared_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(DOCUMENT, encoding="utf-8")
    old = zwgk("requirements", "import", str(tmp_path / "要点.txt")).out
    (tmp_path / "a.toml").write_text(old, encoding="utf-8")
    new = old.replace("2025-09-30", "2026-06-30", 1).replace("县司法局", "县委依法治县办").replace("建设政策问答库", "建设政策问答库")
    (tmp_path / "b.toml").write_text(new, encoding="utf-8")
    said = zwgk("requirements", "diff", str(tmp_path / "a.toml"), str(tmp_path / "b.toml"))
    assert said.code == 0, said.err
    assert "修改 第 1 行" in said.out and "2026-06-30" in said.out
    assert "修改 第 2 行" in said.out and "县委依法治县办" in said.out
    assert "第 3 行" not in said.out
