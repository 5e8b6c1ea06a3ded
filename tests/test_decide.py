"""People's answers by workbook: what is asked goes out, what is filled in comes back, and a wrong book changes nothing."""

import shutil
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from crawler.archive import Archive
from rules import decisions
from rules.attestation import Sample
from rules.decision_sheets import EVIDENCE, SCOPE, SUSPECTS, Sheet
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
# Six rows that no website shows, of two units.
DECLARED = "".join(
    f"""
[[requirement]]
id = "2023-5{n}"
row = 5{n}
task = "任务{n}"
text = "开展第{n}项工作{'，并长期坚持' * 10}。"
units = ["区教育局", "区财政局"]
ask = "第{n}项的材料"
"""
    for n in range(6)
)


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
    """The lines of a sheet, of all its pages together."""
    read = CalamineWorkbook.from_path(str(book))
    return [line for name in read.sheet_names if which.is_page(name) for line in page(book, which, name)]


def page(book: Path, which: Sheet, name: str) -> list[dict[str, str]]:
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(name).to_python()
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


# ---- what no website shows: one page a unit


@pytest.fixture(scope="module")
def once_declared(audit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit that asks two units, besides, for six things no website shows, and its book: proof is asked of every line."""
    folder = tmp_path_factory.mktemp("declared") / "audit"
    shutil.copytree(audit, folder)
    (folder / "doc.toml").write_text(DOC + DECLARED, encoding="utf-8")
    profile = (folder / "t.toml").read_text(encoding="utf-8")
    more = '[[unit]]\nid = "caizheng"\nname = "区财政局"\n'
    (folder / "t.toml").write_text(profile.replace('[[column]]\nid = "a"', more + '[[column]]\nid = "a"'), encoding="utf-8")
    done = decide_with(folder, folder / "ask.xlsx", "--share", "100")
    assert done.code == 0 and "需佐证 13 条" in done.out and "抽取比例 100%（按单位），种子“t:1”" in done.out, done.err
    return folder


@pytest.fixture
def declared(once_declared: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test to change."""
    shutil.copytree(once_declared, tmp_path / "declared")
    return tmp_path / "declared"


def decide_with(folder: Path, book: Path, *options: str) -> object:
    words = ("decide", "export", str(book), str(folder / "t.toml"), str(folder / "doc.toml"), "--as-of", "2023-09-20")
    return zwgk(*words, "--data", str(folder / "data"), *options)


def asked_for_proof(book: Path) -> set[tuple[str, str]]:
    return {(line["单位"], line["行"]) for line in sheet(book, EVIDENCE) if line["佐证"]}


def test_every_unit_has_a_page_of_its_own_with_the_requirement_in_brief(once_declared: Path) -> None:
    book = once_declared / "ask.xlsx"
    names = [name for name in CalamineWorkbook.from_path(str(book)).sheet_names if EVIDENCE.is_page(name)]
    assert names == ["需佐证·区财政局", "需佐证·区教育局"]
    of_one = page(book, EVIDENCE, "需佐证·区财政局")
    assert [line["行"] for line in of_one] == ["50", "51", "52", "53", "54", "55"]
    assert {line["单位"] for line in of_one} == {"区财政局"} and all(line["佐证"] for line in of_one)
    first = of_one[0]
    assert first["要求"].startswith("任务0：开展第0项工作") and len(first["要求"]) < 80 and first["请提供"] == "第0项的材料"


def test_proof_is_asked_of_a_fifth_unless_said_otherwise_and_the_same_bytes_come_of_the_same_seed(declared: Path) -> None:
    one, two = declared / "one.xlsx", declared / "two.xlsx"
    assert "抽取比例 20%（按单位），种子“t:1”" in decide_with(declared, one).out
    assert 2 <= len(asked_for_proof(one)) <= 4  # a fifth of 6 and of 7
    decide_with(declared, two, "--seed", "t:1", "--share", "20")
    assert one.read_bytes() == two.read_bytes()


def test_a_share_beyond_everything_is_refused(declared: Path) -> None:
    assert decide_with(declared, declared / "no.xlsx", "--share", "101").code == 2


LINES = [(f"unit{unit}", f"{unit}-{n:016x}") for unit in range(40) for n in range(12)]


@pytest.mark.parametrize(("percent", "least", "most"), [(0, 0, 0), (1, 0, 1), (20, 2, 3), (25, 3, 3), (50, 6, 6), (100, 12, 12)])
def test_every_unit_gives_its_share(percent: int, least: int, most: int) -> None:
    drawn = Sample("甲", percent).drawn(LINES)
    counts = [sum(number.startswith(f"{unit}-") for number in drawn) for unit in range(40)]
    assert least == min(counts) and max(counts) == most


def test_the_rest_of_a_share_is_drawn_for() -> None:
    assert 0.15 < len(Sample("甲", 20).drawn(LINES)) / len(LINES) < 0.25
    alone = [(f"unit{unit}", str(unit)) for unit in range(100)]  # one line each: a fifth of the units is asked
    assert 10 <= len(Sample("甲", 20).drawn(alone)) <= 30


def test_the_seed_draws_and_the_order_does_not() -> None:
    assert Sample("甲", 20).drawn(LINES) == Sample("甲", 20).drawn(reversed(LINES))
    assert len({Sample(seed, 20).drawn(LINES) for seed in "甲乙丙丁"}) == 4
    assert Sample("甲", 20).drawn(LINES) < Sample("甲", 50).drawn(LINES)
    assert Sample("甲", 20).drawn(()) == frozenset()


def signed(path: Path, name: str, who: str, until: str, *answers: dict[str, str]) -> Path:
    """A unit's page as it comes back: signed once above its lines."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet_of_unit = book.add_worksheet(name)
        for column, cell in enumerate(("填写人", who, "有效期至", until, "负责人签字", "经办乙", "填写日期", "2023-09-21")):
            sheet_of_unit.write_string(2, column, cell)
        for column, heading in enumerate(EVIDENCE.columns):
            sheet_of_unit.write_string(4, column, heading)
            for line, given in enumerate(answers, start=5):
                sheet_of_unit.write_string(line, column, given.get(heading, ""))
    return path


def test_a_page_is_signed_once_and_read_back_by_its_numbers(declared: Path) -> None:
    book = declared / "ask.xlsx"
    first, second, *_ = page(book, EVIDENCE, "需佐证·区财政局")
    said = EVIDENCE.reason
    back = signed(
        declared / "back.xlsx", "需佐证·区财政局", "经办甲", "2023-12-31",
        {**second, "结论": "否", said: "尚未开展"}, {**first, "结论": "是", said: "已开展两次，材料附后", "填写人": "经办丙"},
    )  # fmt: skip
    done = decide(declared, "import", back)
    assert done.code == 0 and "已记入 2 条" in done.out, done.err
    log = {d.subject: d for d in decisions.read(Archive.open(declared / "data", "t")).log}
    assert (log[second["问题编号"]].value, log[second["问题编号"]].who) == ("not_done", "经办甲")
    assert (log[first["问题编号"]].value, log[first["问题编号"]].who) == ("done", "经办丙")
    assert {str(d.expires) for d in log.values()} == {"2023-12-31"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"问题编号": "0123456789abcdef"}, "没有编号为“0123456789abcdef”的事项"),
        ({"结论": "做了"}, "结论“做了”不可用；可填：是、否、不涉及"),
        ({EVIDENCE.reason: ""}, "没有填写“一句话说明（含佐证网址）”"),
        ({}, "填了两次"),
    ],
)
def test_one_bad_line_of_a_page_and_nothing_of_it_is_kept(declared: Path, change: dict[str, str], told: str) -> None:
    book = declared / "ask.xlsx"
    first, *_ = page(book, EVIDENCE, "需佐证·区财政局")
    good = {**first, "结论": "是", EVIDENCE.reason: "已开展"}
    done = decide(declared, "import", signed(declared / "back.xlsx", "需佐证·区财政局", "经办甲", "2023-12-31", good, {**good, **change}))
    assert done.code == 2 and told in done.err and "“需佐证·区财政局”第 7 行" in done.err
    assert decisions.read(Archive.open(declared / "data", "t")).last == 0


def test_an_unsigned_page_is_refused(declared: Path) -> None:
    book = declared / "ask.xlsx"
    good = {**page(book, EVIDENCE, "需佐证·区财政局")[0], "结论": "是", EVIDENCE.reason: "已开展"}
    done = decide(declared, "import", signed(declared / "back.xlsx", "需佐证·区财政局", "", "2023-12-31", good))
    assert done.code == 2 and "没有填写“填写人”" in done.err


def test_a_drawn_line_without_proof_is_kept_and_remarked_upon(declared: Path) -> None:
    book = declared / "ask.xlsx"
    first, second, third, *_ = page(book, EVIDENCE, "需佐证·区财政局")
    said = EVIDENCE.reason
    lines_filled = (
        {**first, "结论": "是", said: "已开展"}, {**second, "结论": "是", said: "见 http://127.0.0.1/1.html"}, {**third, "结论": "否", said: "尚未开展"},
    )  # fmt: skip
    done = decide(declared, "import", signed(declared / "back.xlsx", "需佐证·区财政局", "经办甲", "2023-12-31", *lines_filled))
    assert done.code == 0 and "已记入 3 条" in done.out
    assert done.err.count("抽中要附佐证") == 1 and "第 6 行" in done.err
