"""Sentences of budgets and final accounts: amounts, percentages, directions, years, what is left of the template."""

import pytest

from crawler.extract.fiscal_document import read_fiscal_document
from crawler.extract.fiscal_document.model import DocumentError, Part
from crawler.files.model import FilePart
from tests.fiscal_made import EXPENDITURE, TOTALS, accounts, in_yuan, page, table


def errors(parts: list[FilePart], title: str = "") -> list[DocumentError]:
    return list(read_fiscal_document(parts, title=title).errors)


def kinds(parts: list[FilePart], title: str = "") -> list[str]:
    return [error.kind.value for error in errors(parts, title)]


# What the text says of the totals, and how many errors that is.
TEXT_AND_TABLE = [
    ("2023年度收入支出总计1050.00万元。", []),
    ("2023年度收、支总计均为1050万元。", []),
    ("2023年度收入支出总计0万元。", ["text_table"]),
    ("2023年度收入支出总计1005.00万元。", ["text_table"]),
    ("2023年度收入支出总计10500000元。", []),
    ("2023年度收入支出总计1,050.0万元。", []),  # fewer decimals
    ("2023年度收入支出总计1020万元。", []),  # 本年收入合计 of the same table: another total was meant
    ("2023年度收入支出总计\n1050万元。", []),  # broken over two lines
    ("2023年度收、支总计各是1020.00,1010.00万元。", []),  # two amounts at once are not read
    ("与2022年度相比，收入支出总计减少5万元。", []),  # a change is no total
    ("本年收入合计1020万元，其中：其他收入20万元。", []),
    ("本年收入合计1020万元，其中：其他收入25万元。", ["text_table"]),
    ("本年支出合计1011万元。", ["text_table"]),
    ("1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。支出决算为500.00万元。", []),
    ("1.教育支出（类）进修及培训（款）培训支出（项）。支出决算为26.00万元。", ["text_table"]),
    ("“教育支出-进修及培训-培训支出”科目260.00万元，主要用于培训。", []),
    ("“教育支出-进修及培训-培训支出”科目206.00万元，主要用于培训。", ["text_table"]),
    ("1.培训支出（2050803），2023年度决算数为260.00万元，比2022年度决算数增长3.00%。", []),
    ("1.培训支出（2050803），2023年度决算数为26.00万元，比2022年度决算数增长3.00%。", ["text_table"]),
    ("1.教育支出（类）教师进修（款）培训支出（项）。支出决算为26.00万元。", []),  # no such account in the table
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXT_AND_TABLE)
def test_an_amount_in_the_text_is_held_against_its_table(text: str, expected: list[str]) -> None:
    assert kinds(accounts(text)) == expected


def test_a_table_in_yuan_and_a_text_in_wan_yuan_agree() -> None:
    parts = accounts(
        "本年支出合计1010万元。", scale="元", totals=table(in_yuan(TOTALS)), expenditure=table(in_yuan(EXPENDITURE))
    )
    assert "text_table" not in kinds(parts)


def test_an_amount_cut_off_instead_of_rounded_is_no_error() -> None:
    rows = in_yuan(EXPENDITURE)
    parts = accounts(
        "教育支出（类）进修及培训（款）培训支出（项）。支出决算为260.07万元。", scale="元", totals=table(in_yuan(TOTALS)),
        expenditure=table(rows, r7c2="2,600,782.00", r7c4="2,600,782.00"),
    )  # fmt: skip
    assert "text_table" not in kinds(parts)


# Sentences with percentages.
RATIOS = [
    ("收入支出总计1050万元。与2022年度相比，收入支出总计增加50万元，增长5.00%。", []),
    ("收入支出总计1050万元。与2022年度相比，收入支出总计增加50万元，增长5%。", []),
    ("收入支出总计1050万元，比上年减少50万元，下降4.55%。", []),
    ("收入支出总计1050万元，比上年减少50万元，下降4.54%。", []),  # cut off, not rounded
    ("收入支出总计1050万元，比上年减少50万元，下降5.00%。", ["ratio"]),
    ("收入支出总计1050万元，比上年增加50万元，增长50%。", ["ratio"]),
    ("收入支出总计1050万元，比上年增加0万元，增长0%。", []),
    ("收入支出总计1050万元，比上年增加50万元，下降5%。", ["direction"]),
    ("收、支总计1050万元。与2022年相比，收、支总计分别增加50万元、60万元，增长5%。", []),
    ("公用经费5万元，比上年增加5万元，增长100%。", []),  # last year was nought
    ("收入支出总计1050万元，其中：基金拨款70万元。与2022年度相比，总计增加50万元，增长5%。", []),  # of another amount
    ("收入支出总计1050万元。基金拨款70万元。与2022年度相比，收入支出总计增加50万元，增长5%。", []),
    ("会议费4.00万元，完成预算80%。支出决算比2022年减少1.00万元，下降20%。", []),
    ("会议费4.00万元，完成预算80%。支出决算比2022年减少1.00万元，下降25%。", ["ratio"]),
    ("2022年预算执行数为15.00万元，2023年预算安排30.00万元，比2022年预算执行数增加100.00%。", []),
    ("2022年预算执行数为15.00万元，2023年预算安排30.00万元，比2022年预算执行数增加50.00%。", ["ratio"]),
    ("2022年预算执行数为15.00万元，2023年预算安排10.00万元，比2022年预算执行数增加33.33%。", ["direction"]),
    ("2022年预算执行数为0.00万元，2023年预算安排30.00万元，比2022年预算执行数增加100.00%。", []),
    ("本年支出合计1010万元，其中：基本支出550万元，占54.46%；项目支出460万元，占45.54%。", []),
    ("本年支出合计1010万元，其中：基本支出550万元，占45.46%；项目支出460万元，占45.54%；经营支出0万元，占0%。", ["ratio"]),
    ("本年支出合计1010万元，其中：基本支出550万元，占55%；项目支出460万元，占46%。", []),  # rounded to whole per cent
    ("本年支出合计1010万元。基本支出550万元，占54.46%，项目支出460万元，占45.54%，经营支出0万元，占9%。", ["ratio"]),
    ("基本支出550万元，占54.46%。", []),  # of what is not said
    ("年初预算为40.00万元，支出决算为30.00万元，完成年初预算的75.00%。", []),
    ("年初预算为40.00万元，支出决算为30.00万元，完成年初预算的133.33%。", ["ratio"]),
    ("年初预算为0万元，支出决算为30.00万元，完成年初预算的100%。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RATIOS)
def test_percentages_are_recomputed(text: str, expected: list[str]) -> None:
    assert kinds(accounts(text)) == expected


DIRECTIONS = [
    ("年初预算为80.81万元，支出决算为80.38万元。决算数大于预算数的主要原因：人员变动。", ["direction"], True),
    ("年初预算为80.81万元，支出决算为80.38万元。决算数小于预算数的主要原因：人员变动。", [], True),
    (
        "年初预算为62.29万元，支出决算为60.99万元，完成年初预算的97.91%。决算数等于预算数的主要原因：从严。",
        ["direction"],
        True,
    ),
    ("年初预算为62.29万元，支出决算为62.29万元。决算数与预算数持平。", [], True),
    ("年初预算为62.29万元，支出决算为62.28万元。决算数与预算数基本持平。", [], True),
    ("年初预算为62.29万元，支出决算为62.29万元。决算数大于预算数的主要原因：人员变动。", ["direction"], False),
    ("支出决算为60万元，完成预算98.5%，决算数大于预算数的主要原因是从严。", ["direction"], True),
    ("支出决算为60万元，完成预算100%，决算数等于预算数。", [], True),
    (
        "年初预算为80万元，支出决算为70万元。2.培训支出（项）。年初预算为5万元，支出决算为6万元。决算数大于预算数的原因：增班。",
        [],
        True,
    ),
]


@pytest.mark.parametrize(("text", "expected", "certain"), DIRECTIONS)
def test_the_word_for_the_direction_fits_the_figures(text: str, expected: list[str], certain: bool) -> None:
    found = errors(accounts(text))
    assert [error.kind.value for error in found] == expected
    assert all(error.certain is certain for error in found)


THREE_PUBLIC_TEXT = [
    ("“三公”经费预算数为9.50万元，其中：因公出国（境）费0万元；公务用车购置及运行费8.00万元；公务接待费1.50万元。", []),
    ("“三公”经费预算数为9.50万元，其中：因公出国（境）费0万元；公务用车购置及运行费8.00万元；公务接待费2.50万元。", ["sum"]),
    ("“三公”经费预算数为9.5万元，其中：因公出国（境）费0万元；公务用车购置及运行费8.03万元；公务接待费1.46万元。", []),
    ("“三公”经费支出年初预算为20万元，支出决算为9.50万元，其中：因公出国（境）费决算为0万元；"
     "公务用车购置及运行维护费支出决算为8万元；公务接待费支出决算为1.5万元。", []),
    ("“三公”经费支出决算数比上年减少9万元，其中：因公出国（境）费减少1万元；公务接待费减少8万元。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), THREE_PUBLIC_TEXT)
def test_the_three_public_outlays_add_up_in_the_text(text: str, expected: list[str]) -> None:
    assert kinds([page(1, "青禾县示例局\n2023年度部门决算"), page(2, text)]) == expected


OUTLAYS = [
    ("2023年度“三公”经费支出决算为9.50万元。", []),
    ("2023年度“三公”经费支出决算为95,000元。", []),
    ("2023年度“三公”经费支出决算为9.05万元。", ["text_table"]),
    ("2022年度“三公”经费支出决算为9.05万元。", []),  # last year's
    ("“三公”经费支出年初预算为20万元，支出决算为9.50万元。", []),  # the table shows the accounts alone
    ("公务接待费支出决算为1.50万元，比上年减少7.77万元。", []),
    ("公务接待费支出决算为7.77万元。", ["text_table"]),
]


@pytest.mark.parametrize(("text", "expected"), OUTLAYS)
def test_the_outlays_of_the_text_stand_in_their_table(text: str, expected: list[str]) -> None:
    found = errors(accounts(text))
    assert [error.kind.value for error in found] == expected
    assert not any(error.certain for error in found)


PURCHASES = [
    (
        "政府采购支出总额20.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0万元、政府采购服务支出15.00万元。",
        [],
    ),
    (
        "政府采购支出总额20.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0万元、政府采购服务支出10.00万元。",
        ["sum"],
    ),
    (
        "政府采购金额（以合同签订为准）为251.25万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额246.47万元。",
        [],
    ),
    ("政府采购预算20.00万元，其中：授予中小企业15.00万元。", []),  # no list of the three
]


@pytest.mark.parametrize(("text", "expected"), PURCHASES)
def test_purchases_add_up(text: str, expected: list[str]) -> None:
    assert kinds(accounts(text)) == expected


YEARS = [
    ("第三部分 青禾县示例局2022年度部门决算情况说明", ["wrong_year"], True),
    ("第三部分 青禾县示例局2023年度部门决算情况说明", [], True),
    ("2022年度部门决算与2023年度部门决算对比情况说明", [], True),  # a comparison
    ("2022年度部门预算执行情况说明", [], True),
    ("截至2022年12月31日，共有车辆3辆。", ["wrong_year"], True),
    ("截至2023年12月31日，共有车辆3辆。", [], True),
    ("截至2022年12月31日，共有车辆3辆，截至2023年12月31日，共有车辆4辆。", [], True),
    ("截至2022年12月31日，某项目已完工。", [], True),  # no asset
    ("与2022年度相比，本年支出减少5万元。", [], True),
    ("收入支出总计1050万元，与2021年度相比，减少5万元。", ["wrong_year"], False),
    ("2022年度收入支出总计1050万元。", ["wrong_year"], False),
    ("与2022年度收入支出总计相比持平。", [], True),
    ("2023年“三公”经费预算数为9.5万元，2022年“三公”经费预算数为10万元。", [], True),  # both years in one sentence
]


@pytest.mark.parametrize(("text", "expected", "certain"), YEARS)
def test_a_year_left_from_another_report(text: str, expected: list[str], certain: bool) -> None:
    body = "第二部分 青禾县示例局2023年度部门决算表\n第四部分\n青禾县示例局2023年度部门决算公开\n" + text
    found = errors(accounts(body))
    assert [error.kind.value for error in found] == expected
    assert all(error.certain is certain for error in found)


def test_a_budget_names_a_day_before_its_year() -> None:
    parts = [
        page(1, "青禾县示例局\n2025年部门预算"),
        page(2, "五、国有资产占有使用情况\n截至2024年8月31日，共有车辆0辆。"),
    ]
    assert kinds(parts) == []


def test_a_document_of_two_years_is_not_judged_by_year() -> None:
    headings = "".join(f"{year}年度部门决算情况说明\n正文。\n" for year in (2022, 2023) * 3)
    assert "wrong_year" not in kinds(accounts(headings))


LEFTOVERS = [
    ("第二部分 青禾县XX2023年度部门决算表", ["placeholder"]),
    ("上海市××局2023年度无支出。", ["placeholder"]),
    ("共有车辆XX辆。", ["placeholder"]),
    ("联系人电话138****1234。", []),
    ("真如副中心X101、X102街坊控制性详细规划。", []),
    ("比上年增加（减少）5万元。", ["placeholder"]),
    ("决算数大于（小于）预算数的主要原因：从严。", ["placeholder"]),
    ("与上年相比增加（减少）情况说明", []),  # a heading
    ("（如持平作持平表述）", ["placeholder"]),
    ("比上年减少5万元，主要原因是。", ["open_sentence"]),
    ("比上年减少5万元，主要原因是：\n人员变动。", []),
    ("比上年减少5万元，主要原因是……。", ["open_sentence"]),
    ("本年支出合计万元，比上年减少5万元。", ["open_sentence"]),
    ("单价100万元以上设备0台。", []),
    ("“一般公共服务支出”5万元，主要用于。", ["open_sentence"]),
]


@pytest.mark.parametrize(("text", "expected"), LEFTOVERS)
def test_what_is_left_of_the_template(text: str, expected: list[str]) -> None:
    assert kinds(accounts(text)) == expected


def test_many_missing_numbers_are_a_fault_of_reading() -> None:
    text = "".join(f"{name}合计万元，占%。" for name in ("甲", "乙", "丙", "丁"))
    assert not any(error.certain for error in errors(accounts(text)))


COUNTY = """2022年度部门决算情况说明
一、收入支出决算总体情况说明
2022年度收、支总计均为1,234.56万元。与2021年度相比，收、支总计各增加34.56万元，增长2.88%。主要变动原因是人员增加。
（图1：收、支决算总计变动情况图）
二、收入决算情况说明
2022年本年收入合计1,200.00万元，其中：一般公共预算财政拨款收入1,200.00万元，占100%；政府性基金预算财政拨款收入0万元，占0%；其他收入0万元，占0%。
三、支出决算情况说明
2022年本年支出合计1,200.00万元，其中：基本支出1,000.00万元，占83.33%；项目支出200.00万元，占16.67%；经营支出0万元，占0%。
五、一般公共预算财政拨款支出决算情况说明
2022年一般公共预算财政拨款支出1,200.00万元，占本年支出合计的100%。与2021年度相比，一般公共预算财政拨款支出增加50.00万元，增长4.35%。
2022年一般公共预算财政拨款支出1,200.00万元，主要用于以下方面：一般公共服务（类）支出1,000.00万元，占83.33%；住房保障支出（类）支出200.00万元，占16.67%。
1.一般公共服务支出（类）财政事务（款）行政运行（项）：支出决算为1,000.00万元，完成预算100%，决算数等于预算数。
七、“三公”经费财政拨款支出决算情况说明
“三公”经费财政拨款支出决算为5.00万元，完成预算83.3%，决算数小于预算数的主要原因是从严控制。
2022年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；公务用车购置及运行维护费支出决算4.00万元，占80%；公务接待费支出决算1.00万元，占20%。具体情况如下：
1.因公出国（境）经费支出0万元，完成预算0%。因公出国（境）支出决算与2021年持平。
2.公务用车购置及运行维护费支出4.00万元，完成预算80%。支出决算比2021年减少1.00万元，下降20%。
截至2022年12月底，单位共有公务用车2辆。
3.公务接待费支出1.00万元，完成预算100%。公务接待费支出决算比2021年增加0.50万元，增长100%。
十、其他重要事项的情况说明
2022年，示例县样本局机关运行经费支出50.00万元，比2021年增加5.00万元，增长11.11%。主要原因是人员增加。
2022年，示例县样本局政府采购支出总额20.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0万元、政府采购服务支出15.00万元。授予中小企业合同金额20.00万元，占政府采购支出总额的100%。
截至2022年12月31日，示例县样本局共有车辆2辆，其中：其他用车2辆。单价50万元以上通用设备0台（套）。
本部门在2022年度预算编制阶段，组织对3个项目编制了绩效目标。
"""  # fmt: skip


def test_the_text_of_a_county_in_another_province_has_no_error() -> None:
    document = read_fiscal_document([page(1, "示例县样本局\n2022年度部门决算"), page(2, COUNTY)])
    assert document.errors == () and document.year == 2022
    assert {
        Part.CHANGES,
        Part.THREE_PUBLIC,
        Part.OPERATING_COSTS,
        Part.PROCUREMENT,
        Part.STATE_ASSETS,
        Part.PERFORMANCE,
    } <= {read.part for read in document.parts}


SLIPS = [
    ("增长2.88%", "增长8.28%", "ratio"),
    ("增加50.00万元，增长4.35%", "增加50.00万元，下降4.35%", "direction"),
    ("占83.33%；项目支出", "占38.33%；项目支出", "ratio"),
    ("决算数等于预算数。", "决算数大于（小于、等于）预算数。", "placeholder"),
    ("支出决算比2021年减少1.00万元", "支出决算比2021年增加/减少1.00万元", "placeholder"),
    ("完成预算83.3%，决算数小于", "完成预算83.3%，决算数大于", "direction"),
    ("截至2022年12月31日，示例县样本局共有", "截至2021年12月31日，示例县样本局共有", "wrong_year"),
    ("支出决算为5.00万元，完成预算83.3%", "支出决算为万元，完成预算83.3%", "open_sentence"),
    ("主要原因是从严控制。", "主要原因是。", "open_sentence"),
    ("示例县样本局机关运行", "XX局机关运行", "placeholder"),
]


@pytest.mark.parametrize(("right", "wrong", "kind"), SLIPS)
def test_one_slip_is_one_error(right: str, wrong: str, kind: str) -> None:
    assert right in COUNTY
    assert kinds([page(1, "示例县样本局\n2022年度部门决算"), page(2, COUNTY.replace(right, wrong))]) == [kind]
