"""Small readings the checks inside reports stand on: a body as a part, depth of accounts, approval, prose compared."""

from datetime import date
from pathlib import Path

import pytest

from crawler.extract.body_part import body_part
from crawler.extract.fiscal_document import read_fiscal_document
from crawler.extract.fiscal_document.approval import approved_on, units_below
from crawler.extract.fiscal_document.model import TableKind
from crawler.site import Site, load
from rules.checks._prose import in_common, prose_of, share, sketches_agree
from tests.made_reports import annual, made


def test_a_block_of_equal_rows_is_a_table_with_the_line_above_as_its_name() -> None:
    part = body_part("前文。\n收支总表\n项目\t金额\n合计\t3\n后文。")
    assert [table.rows for table in part.tables] == [(("项目", "金额"), ("合计", "3"))]
    assert part.tables[0].caption == "收支总表" and "\t" not in part.text
    assert len(part.text) == len("前文。\n收支总表\n项目\t金额\n合计\t3\n后文。")


@pytest.mark.parametrize("text", ["", "项目\t金额", "合计\t出国\t公车\n小计\t购置\n1\t2\t3", "没有表格。"])
def test_a_row_alone_and_rows_of_merged_cells_are_no_table(text: str) -> None:
    assert body_part(text).tables == ()


def depths(**told: object) -> dict[TableKind, int]:
    document = read_fiscal_document(made({"like": "budget", **told}))
    return {depth.kind: depth.digits for depth in document.depths}


def test_how_deep_accounts_go() -> None:
    whole = depths()
    assert whole[TableKind.GENERAL_EXPENDITURE] == 7 and whole[TableKind.BASIC] == 5
    flat = depths(without=["2010301", "2010302", "2050803", "2210201"])
    assert flat[TableKind.GENERAL_EXPENDITURE] == 5


def test_codes_lost_in_merged_cells_say_nothing() -> None:
    # 款 and 项 in columns of their own, written without what stands left of them
    lost = [[code, ""] for code in ("20103", "2010301", "2010302", "20508", "2050803", "22102", "2210201")]
    assert TableKind.GENERAL_EXPENDITURE not in depths(replace=sorted(lost, key=lambda pair: -len(pair[0])))


def test_a_table_whose_name_was_not_understood_is_counted() -> None:
    parts = made({"like": "budget", "replace": [["一般公共预算“三公”经费支出情况表", "附表七"]]})
    assert read_fiscal_document(parts).unnamed_tables == 1
    assert read_fiscal_document(made({"like": "budget"})).unnamed_tables == 0


APPROVALS = [
    ("区财政局于2023年2月6日批复我单位预算。", date(2023, 2, 6)),
    ("部门预算批复日期：2023年2月6日", date(2023, 2, 6)),
    ("2023年2月6日，区财政局以财预〔2023〕8号批复了部门预算。", date(2023, 2, 6)),
    ("区财政局2023年2月6日批复预算；区财政局2023年8月1日批复预算调整。", date(2023, 2, 6)),  # two days
    ("区财政局2023年2月30日批复预算。", None),
    ("区财政局于2023年2月6日批复同意处置车辆两台，用于回收。", None),
    ("2023年1月18日区人民代表大会批准政府预算。", None),
]


@pytest.mark.parametrize(("text", "expected"), APPROVALS)
def test_the_day_of_approval(text: str, expected: date | None) -> None:
    found = approved_on(text)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下属二级预算单位3个", 3), ("纳入决算编制范围的二级预算单位共两个", 2), ("所属单位共有12个，其中……", 12), ("没有下属二级预算单位。", None),
        ("内设股室5个", None), ("下属单位3个……下属单位4个", None),
    ],
)  # fmt: skip
def test_the_units_below(text: str, expected: int | None) -> None:
    found = units_below(text)
    assert (found[0] if found else None) == expected


# ---- prose


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    path = tmp_path_factory.mktemp("site") / "site.toml"
    path.write_text(
        '[site]\nid = "x"\nname = "示例市样本区人民政府"\nhome = "http://127.0.0.1:9/"\n'
        '[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n[[unit]]\nid = "caizheng"\nname = "区财政局"\n',
        encoding="utf-8",
    )
    return load(str(path))


def text_of(unit: str, year: int) -> str:
    return "\n".join(part.text for part in annual(unit, year))


def test_the_same_text_of_another_unit_and_year_is_wholly_alike(site: Site) -> None:
    one, other = prose_of(text_of("区教育局", 2022), site), prose_of(text_of("区财政局", 2021), site)
    assert share(one, other) == 1.0 and sketches_agree(one, other, 0.85)
    assert all(quote in text_of("区教育局", 2022) for quote in in_common(one, other)) and in_common(one, other)


def test_tables_headings_and_phrases_of_the_form_are_no_prose(site: Site) -> None:
    form = "一、总体情况\n行政许可\t55\t\t\n本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。"
    assert prose_of(form, site).text == "" and share(prose_of(form, site), prose_of(form, site)) == 0.0


def test_another_text_is_not_alike(site: Site) -> None:
    one = prose_of(text_of("区教育局", 2022), site)
    other = prose_of("（一）主动公开。" + "以学前教育普及和校外培训治理为重点，公布名录、收费备案表和黑白名单。" * 20, site)
    assert share(one, other) < 0.1 and not sketches_agree(one, other, 0.85)


def test_a_sketch_never_drops_texts_that_are_alike(site: Site) -> None:
    lines = [f"第{n}件事由第{n}股室办理，" + "甲乙丙丁戊己庚辛壬癸"[n % 10] * 3 + "并于当月公布结果。" for n in range(60)]
    for changed in range(4):
        one = prose_of("。".join(lines) + "。", site)
        other = prose_of("。".join(lines[changed:]) + "。", site)
        if share(one, other) >= 0.85:
            assert sketches_agree(one, other, 0.85)


def test_a_long_line_is_compared_in_bounded_time(site: Site, tmp_path: Path) -> None:
    prose = prose_of("各项工作有序推进" * 200_000 + "。", site)
    assert len(prose.text) <= 20_000
