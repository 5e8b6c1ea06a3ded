"""People's answers by workbook: what is asked goes out, what is filled in comes back, and a wrong book changes nothing."""

import shutil
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from crawler.archive import Archive
from rules import decisions
from rules.decision_book import EVIDENCE, SCOPE, SUSPECTS, Sheet
from tests.outside import lines, zwgk
from tests.scripted_portal import article, list_page, scripted

pytestmark = [pytest.mark.xdist_group("decide")]
DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-13"
row = 13
text = "公开预算"
task = "公开预算"
units = ["区教育局", "@towns"]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
kinds = ["budget"]
basis = [{ source = "预算法", clause = "第十四条", strength = "V1" }]
[[requirement]]
id = "2023-44"
row = 44
text = "开展保密检查"
units = ["区教育局"]
ask = "检查记录"
"""


@pytest.fixture
def audited(audit: Path, tmp_path: Path) -> Path:
    """A copy of the audit, for one test to change."""
    shutil.copytree(audit, tmp_path / "audit")
    return tmp_path / "audit"


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an audit that asks of everything: a doubtful budget, a roster nobody confirmed, a manual row."""
    tmp_path = tmp_path_factory.mktemp("decide")
    with scripted() as portal:
        base = portal.base.rstrip("/")
        portal.routes["/ys/"] = list_page([("/i/1.html", "区教育局2023年预决算公开", "2023-04-10")])
        portal.routes["/i/1.html"] = article("区教育局2023年预决算公开", "2023-04-10")
        portal.routes["/qh/"] = list_page([("/i/2.html", "=HYPERLINK(\"http://x\",\"a\")", "2023-04-10")])
        (tmp_path / "t.toml").write_text(
            f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{base}/"\n[politeness]\ndelay = 0\n'
            '[[group]]\nid = "towns"\nname = "乡镇"\nconfirmed = false\n'
            '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n[[unit]]\nid = "qinghe"\nname = "青禾镇"\ngroups = ["towns"]\n'
            f'[[column]]\nid = "a"\nkind = "budget"\nunit = "jiaoyu"\nurl = "{base}/ys/"\n'
            f'[[column]]\nid = "b"\nkind = "budget"\nunit = "qinghe"\nurl = "{base}/qh/"\n',
            encoding="utf-8",
        )
        (tmp_path / "doc.toml").write_text(DOC, encoding="utf-8")
        done = run(tmp_path)
        assert done.code == 0, done.err
    return tmp_path


def run(folder: Path, *more: str) -> object:
    words = ("run", str(folder / "t.toml"), str(folder / "doc.toml"), "--as-of", "2023-09-20")
    return zwgk(*words, "--data", str(folder / "data"), "--out", str(folder / "out"), *more)


def decide(folder: Path, what: str, book: Path) -> object:
    words = ("decide", what, str(book), str(folder / "t.toml"), str(folder / "doc.toml"), "--as-of", "2023-09-20")
    return zwgk(*words, "--data", str(folder / "data"))


def findings(folder: Path) -> dict[tuple[str, str], dict[str, object]]:
    assert run(folder, "--no-crawl").code == 0
    return {(f["row"], f["unit"]): f for f in lines(folder / "out" / "findings.jsonl")}


def sheet(book: Path, which: Sheet) -> list[dict[str, str]]:
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(which.title).to_python()
    head = next(row for row in rows if which.told[0] in row)
    return [dict(zip(head, map(str, row), strict=True)) for row in rows[rows.index(head) + 1 :]]


def filled(path: Path, which: Sheet, *answers: dict[str, str]) -> Path:
    """A book as a person would hand it back: one sheet, some lines."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(which.title)
        for column, name in enumerate(which.columns):
            page.write_string(0, column, name)
            for line, answer in enumerate(answers, start=1):
                page.write_string(line, column, answer.get(name, ""))
    return path


def answer(line: dict[str, str], value: str, which: Sheet, until: str = "2023-12-31") -> dict[str, str]:
    return {**line, "结论": value, which.reason: "核对过原件", which.who: "经办甲", "有效期至": until}


def test_what_is_asked_stands_in_the_book_and_the_answers_are_obeyed(audited: Path) -> None:
    book = audited / "ask.xlsx"
    done = decide(audited, "export", book)
    assert done.code == 0, done.err
    assert "待核验 1 条" in done.out and "适用范围 1 条" in done.out and "需佐证 1 条" in done.out
    [suspect], [scope], [wanted] = sheet(book, SUSPECTS), sheet(book, SCOPE), sheet(book, EVIDENCE)
    assert suspect["单位"] == "区教育局" and suspect["请回答"] and scope["单位"] == "青禾镇" and "检查记录" in wanted["请提供"]
    for which, line, value in ((SUSPECTS, suspect, "合规"), (SCOPE, scope, "不适用"), (EVIDENCE, wanted, "是")):
        done = decide(audited, "import", filled(audited / "back.xlsx", which, answer(line, value, which)))
        assert done.code == 0 and "已记入 1 条" in done.out, done.err
    after = findings(audited)
    assert after["13", "jiaoyu"]["status"] == "met" and after["13", "jiaoyu"]["machine_status"] == "suspect"
    assert after["13", "qinghe"]["status"] == "not_applicable"
    assert after["44", "jiaoyu"]["status"] == "manual" and "经办甲" in str(after["44", "jiaoyu"]["reason"])


def test_a_book_read_twice_adds_nothing(audited: Path) -> None:
    book = audited / "ask.xlsx"
    decide(audited, "export", book)
    back = filled(audited / "back.xlsx", SUSPECTS, answer(sheet(book, SUSPECTS)[0], "有问题", SUSPECTS))
    assert "已记入 1 条" in decide(audited, "import", back).out
    again = decide(audited, "import", back)
    assert again.code == 0 and "已记入 0 条" in again.out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"结论": "大概可以"}, "结论“大概可以”不可用"),
        ({"理由": ""}, "没有填写“理由”"),
        ({"确认人": " "}, "没有填写“确认人”"),
        ({"有效期至": "年底"}, "不是日期"),
        ({"问题编号": "0123456789abcdef"}, "没有编号为“0123456789abcdef”的事项"),
    ],
)
def test_one_wrong_line_and_nothing_is_kept(audited: Path, change: dict[str, str], told: str) -> None:
    book = audited / "ask.xlsx"
    decide(audited, "export", book)
    good = answer(sheet(book, SUSPECTS)[0], "合规", SUSPECTS)
    done = decide(audited, "import", filled(audited / "back.xlsx", SUSPECTS, good, {**good, **change}))
    assert done.code == 2 and told in done.err and "第 3 行" in done.err
    archive = Archive.open(audited / "data", "t")
    assert decisions.read(archive).last == 0


def test_an_answer_on_other_evidence_is_not_taken_over(audited: Path) -> None:
    book = audited / "ask.xlsx"
    decide(audited, "export", book)
    line = {**answer(sheet(book, SUSPECTS)[0], "合规", SUSPECTS), "证据校验": "000000000000"}
    done = decide(audited, "import", filled(audited / "back.xlsx", SUSPECTS, line))
    assert done.code == 0 and "证据已有变化" in done.err and "已记入 0 条" in done.out


@pytest.mark.parametrize("content", [b"", b"no workbook", None])
def test_what_is_no_book_is_refused_in_one_line(audited: Path, content: bytes | None) -> None:
    path = audited / "odd.xlsx"
    if content is not None:
        path.write_bytes(content)
    done = decide(audited, "import", path)
    assert done.code == 2 and len(done.err.strip().splitlines()) == 1 and "odd.xlsx" in done.err


def test_a_book_with_a_column_taken_out_is_refused(audited: Path) -> None:
    path = audited / "cut.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet(SUSPECTS.title).write_string(0, 0, "问题编号")
    done = decide(audited, "import", path)
    assert done.code == 2 and "表头被改动" in done.err


def test_the_same_questions_give_the_same_bytes_without_formula_or_link(audited: Path) -> None:
    one, two = audited / "one.xlsx", audited / "two.xlsx"
    decide(audited, "export", one)
    decide(audited, "export", two)
    assert one.read_bytes() == two.read_bytes()
    import zipfile

    with zipfile.ZipFile(one) as inside:
        parts = [inside.read(name).decode() for name in inside.namelist() if name.startswith("xl/worksheets")]
    assert not any("<f>" in part or "hyperlink" in part.lower() for part in parts)
