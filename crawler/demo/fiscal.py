"""Budgets and final accounts of every unit that owes them, with the planted exceptions.

A budget is approved on 2023-02-06 and due until 2023-02-26; final accounts are approved on 2023-08-15, due 2023-09-04.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.demo.article import Article, File, attachment, heading, paragraphs, table
from crawler.demo.district import District, UnitFacts
from crawler.demo.files import scanned_pdf

NO_BUDGET: Final = "ziran"  # its column stops with last year's
WRONG_TITLE: Final = "jiaotong"  # this year's day, last year's title
OTHERS_BUDGET: Final = ("hexi", "dongmen")  # the first one's column holds the second one's budget
NO_FINAL_YET: Final = ("minzheng", "shuiwu", "yunling", "hexi")
# What is wrong inside a report.
WRONG_SUM: Final = "zhujian"  # the budget's 收入总计 and 支出总计 differ by 100.00万元
NO_TABLE: Final = "nongye"  # the budget has no table of the three public outlays
NO_RUNNING: Final = "renshe"  # the budget says nothing of 机关运行经费
BUDGET_LATE: Final = "jingxin"  # approved 2023-02-06, published 2023-03-10
SCANNED: Final = "caizheng"  # the final accounts are a picture of paper
LEFT_OVER: Final = "fagai"  # a placeholder of the template was not filled in

_BUDGETS_OF_2022: Final = ("ziran", "jiaoyu", "minzheng", "weijian", "qinghe", "hexi")
_FINALS_OF_2021: Final = (*NO_FINAL_YET, "jiaoyu", "caizheng")
_GRASSROOTS: Final = ("qinghe", "baishi", "yunling", "dongmen", "hexi")

_BUDGET_TABLES: Final = (
    "部门收支总体情况表",
    "部门收入总体情况表",
    "部门支出总体情况表",
    "财政拨款收支总体情况表",
    "一般公共预算支出情况表",
    "一般公共预算基本支出情况表",
    "一般公共预算三公经费支出情况表",
    "政府性基金预算支出情况表",
    "国有资本经营预算支出情况表",
)
_FINAL_TABLES: Final = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "财政拨款支出决算明细表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款支出决算明细表",
    "一般公共预算财政拨款基本支出决算表",
    "一般公共预算财政拨款项目支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
    "财政拨款三公经费支出决算表",
)
_EMPTY_TABLES: Final = ("政府性基金", "国有资本经营")


def fiscal_articles(district: District) -> Iterator[Article]:
    """Budgets of 2023 and 2022, final accounts of 2022 and 2021, and what only the treasury publishes."""
    for facts in district.units_with("budget"):
        yield from _budgets(facts, district)
    for facts in district.units_with("final_accounts"):
        if facts.id not in NO_FINAL_YET:
            published = date(2023, 9, 1) if facts.id in _GRASSROOTS else date(2023, 8, 28)
            yield _final(facts, 2022, published)
        if facts.id in _FINALS_OF_2021:
            yield _final(facts, 2021, date(2022, 9, 26))
    yield from _of_government(district)


def _budgets(facts: UnitFacts, district: District) -> Iterator[Article]:
    published = date(2023, 2, 24) if facts.id in _GRASSROOTS else date(2023, 2, 20)
    if facts.id == OTHERS_BUDGET[0]:
        stray = _budget(district.facts(OTHERS_BUDGET[1]), 2023, published)
        yield replace(stray, key=f"budget.2023.{facts.id}", column=f"{facts.id}.budget")
    elif facts.id == WRONG_TITLE:
        yield replace(_budget(facts, 2022, date(2023, 2, 21)), key=f"budget.2023.{facts.id}")
    elif facts.id != NO_BUDGET:
        yield _budget(facts, 2023, date(2023, 3, 10) if facts.id == BUDGET_LATE else published)
    if facts.id in _BUDGETS_OF_2022:
        yield _budget(facts, 2022, date(2022, 2, 22))


def _budget(facts: UnitFacts, year: int, published: date) -> Article:
    total, basic, running = _split(facts, year)
    car, guests = _three_public(facts)
    name = facts.signature
    titles = [title for title in _BUDGET_TABLES if facts.id != NO_TABLE or "三公" not in title]
    body = "\n".join(
        (
            heading("第一部分　部门概况"),
            paragraphs(
                f"一、主要职责。{name}主要承担{'、'.join(facts.duties)}等工作。",
                f"二、机构设置。内设{'、'.join(facts.offices)}，年末实有在职人员{facts.staff}人。",
                f"三、{year}年重点工作。围绕{facts.duties[0]}安排专项工作，并落实{facts.duties[-1]}的年度任务。",
            ),
            heading(f"第二部分　{year}年部门预算情况说明"),
            paragraphs(*_budget_notes(facts, year)),
            table(*_balance(total, basic)),
            table(*_three_public_rows(car, guests)),
            heading("第三部分　名词解释"),
            paragraphs(
                "财政拨款收入：指从同级财政部门取得的财政预算资金。",
                "基本支出：指为保障机构正常运转、完成日常工作任务发生的人员支出和公用支出。",
                "三公经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。",
                *(() if facts.id == NO_RUNNING else (_running_explained(name, running),)),
            ),
            heading("第四部分　附表"),
            paragraphs(*(f"表{n}　{title}" for n, title in enumerate(titles, 1))),
        )
    )
    sheets = {title: _sheet(title, total, basic, car, guests) for title in titles}
    if (facts.id, year) == (WRONG_SUM, 2023):
        sheets["部门收支总体情况表"] = _sheet("部门收支总体情况表", total, basic, car, guests, spent=total + 10_000)
    file = attachment(f"{name}{year}年部门预算表.xlsx", f"{name}{year}年部门预算表", [], sheets)
    return Article(
        key=f"budget.{year}.{facts.id}",
        column=f"{facts.id}.budget",
        title=f"{name}{year}年部门预算",
        published=published,
        source=name,
        body=body,
        files=(file,),
    )


def _running_explained(name: str, running: int) -> str:
    return f"机关运行经费：指保障{name}运行、用于购买货物和服务的日常公用经费，本年为{_money(running)}万元。"


def _budget_notes(facts: UnitFacts, year: int) -> Iterator[str]:
    total, basic, running = _split(facts, year)
    before = _split(facts, year - 1)[0]
    car, guests = _three_public(facts)
    change = "增加" if total >= before else "减少"
    yield f"经区人民代表大会批准，区财政局于{year}年2月6日批复我单位预算，现予公开。"
    yield f"一、收支预算总体情况。{year}年收入总计{_money(total)}万元，支出总计{_money(total)}万元。"
    yield f"二、收支增减变化。比上年{change}{_money(abs(total - before))}万元，主要是{facts.duties[1]}的任务量调整。"
    yield f"三、财政拨款和一般公共预算支出。基本支出{_money(basic)}万元，项目支出{_money(total - basic)}万元。"
    yield (
        f"四、三公经费。合计{_money(car + guests)}万元，其中因公出国（境）费0.00万元，公务用车购置费0.00万元，"
        f"公务用车运行费{_money(car)}万元，公务接待费{_money(guests)}万元，与上年持平，原因是车辆和接待标准没有变化。"
    )
    yield "五、政府性基金预算。本单位没有使用政府性基金预算安排的支出，相应表格为空表。"
    yield "六、国有资本经营预算。本单位没有使用国有资本经营预算安排的支出，相应表格为空表。"
    if facts.id != NO_RUNNING:
        yield f"七、机关运行经费。安排{_money(running)}万元，用于办公、水电、维修和差旅。"
    bought, goods = total // 20, total // 40
    yield f"八、政府采购。安排{_money(bought)}万元，其中货物{_money(goods)}万元，服务{_money(bought - goods)}万元。"
    yield f"九、国有资产占用。上年末共有公务用车{facts.vehicles}辆，单价一百万元以上设备0台。"
    if facts.id == LEFT_OVER:
        yield "其他情况。本年对XX局的补助列入相应科目。"
    yield f"十、绩效目标。对{facts.duties[0]}等三个项目设置了数量、质量和时效指标，目标表随附件公开。"


def _final(facts: UnitFacts, year: int, published: date) -> Article:
    total, basic, _ = _split(facts, year)
    car, guests = _three_public(facts)
    name = facts.signature
    kind = "部门决算" if facts.id not in _GRASSROOTS else "决算"
    body = "\n".join(
        (
            paragraphs(f"公开时间：{published.year}年{published.month}月{published.day}日"),
            heading("第一部分　部门概况"),
            paragraphs(
                f"一、主要职责。{'；'.join(facts.duties)}。",
                f"二、机构设置。共设{len(facts.offices)}个内设机构。",
            ),
            heading(f"第二部分　{year}年度部门决算情况说明"),
            paragraphs(*_final_notes(facts, year)),
            table(*_balance(total, basic)),
            table(*_three_public_rows(car, guests)),
            heading("第三部分　名词解释"),
            paragraphs(
                "一、财政拨款收入：指单位从同级财政部门取得的预算资金。",
                "二、年初结转和结余：指以前年度尚未完成、结转到本年按原用途继续使用的资金。",
                "三、项目支出：指为完成特定工作任务在基本支出之外发生的支出。",
            ),
            heading("第四部分　附件"),
            paragraphs(f"对{facts.duties[1]}项目开展了绩效自评，自评得分九十二分，未完成指标一项，已说明原因。"),
            heading("第五部分　附表"),
            paragraphs(*(f"{n}．{title}" for n, title in enumerate(_FINAL_TABLES, 1))),
        )
    )
    sheets = {title: _sheet(title, total, basic, car, guests) for title in _FINAL_TABLES}
    file = attachment(f"{name}{year}年度{kind}.pdf", f"{name}{year}年度{kind}", list(_final_notes(facts, year)), sheets)
    if facts.id == SCANNED:
        file = File(file.name, scanned_pdf(3, year))
        body = paragraphs(f"区财政局于{year + 1}年8月15日批复，{name}{year}年度部门决算见附件。")
    return Article(
        key=f"final.{year}.{facts.id}",
        column=f"{facts.id}.final_accounts",
        title=f"{name}{year}年度{kind}",
        published=published,
        source=name,
        body=body,
        files=(file,),
    )


def _final_notes(facts: UnitFacts, year: int) -> Iterator[str]:
    total, basic, running = _split(facts, year)
    car, guests = _three_public(facts)
    yield f"区财政局于{year + 1}年8月15日批复我单位决算。"
    before = _split(facts, year - 1)[0]
    change = "增加" if total >= before else "减少"
    yield (
        f"一、收入支出决算总体情况。收入总计{_money(total)}万元，支出总计{_money(total)}万元，"
        f"与{year - 1}年相比{change}{_money(abs(total - before))}万元，主要是{facts.duties[1]}的任务量调整。"
    )
    yield f"二、收入决算情况。本年收入{_money(total)}万元，全部为财政拨款收入。"
    yield f"三、支出决算情况。基本支出{_money(basic)}万元，项目支出{_money(total - basic)}万元。"
    yield f"四、财政拨款收入支出决算总体情况。财政拨款收入和支出均为{_money(total)}万元。"
    yield f"五、一般公共预算财政拨款支出决算情况。完成年初预算，主要用于{facts.duties[0]}。"
    yield f"六、一般公共预算财政拨款基本支出决算情况。其中公用经费{_money(running)}万元。"
    yield (
        f"七、三公经费支出决算情况。合计{_money(car + guests)}万元，其中因公出国（境）费0.00万元，"
        "公务用车购置费0.00万元，"
        f"公务用车运行费{_money(car)}万元，公务接待费{_money(guests)}万元。较预算没有增加，原因是从严控制用车和接待。"
    )
    yield "八、政府性基金预算支出决算情况。本年没有发生，附空表。"
    yield "九、国有资本经营预算支出决算情况。本年没有发生，附空表。"
    yield (
        f"十、其他重要事项。机关运行经费{_money(running)}万元；政府采购{_money(total // 20)}万元，"
        f"其中授予中小企业合同占百分之八十六；国有资产占有使用公务用车{facts.vehicles}辆；预算绩效管理覆盖全部项目。"
    )


def _of_government(district: District) -> Iterator[Article]:
    """The district's own budget, which the treasury publishes in its column."""
    name = district.facts("caizheng").signature
    lines = (
        "2023年预算草案经区第十九届人民代表大会第三次会议于2023年1月18日批准。",
        "一般公共预算收入安排142600.00万元，支出安排398200.00万元；政府性基金收入安排86500.00万元，支出安排91300.00万元。",
        "上级转移支付248900.00万元，其中一般性转移支付占百分之八十三。区级政府债务余额控制在批准的限额以内。",
        "区级三公经费汇总1486.00万元，其中因公出国（境）费0.00万元，公务用车购置费160.00万元，"
        "公务用车运行费942.00万元，公务接待费384.00万元，比上年下降百分之五。",
        "社会保险基金预算由市级统一编制，区级不单独编制，相应表格为空表。",
    )
    titles = ("一般公共预算收入表", "一般公共预算支出表", "政府性基金收入表", "政府性基金支出表", "国有资本经营预算表")
    sheets = {title: [["项目", "预算数（万元）"], ["合计", "见文字说明"]] for title in titles}
    yield Article(
        key="budget.2023.government",
        column="caizheng.budget",
        title="示例市样本区2023年政府预算",
        published=date(2023, 2, 3),
        source=name,
        body=paragraphs(*lines),
        files=(attachment("样本区2023年政府预算表.xlsx", "样本区2023年政府预算", [], sheets),),
    )


def _split(facts: UnitFacts, year: int) -> tuple[int, int, int]:
    """Total, basic and running costs of a year, in hundredths of 万元; each year differs a little from the last."""
    total = facts.total * (100 + (year - 2023) * 3 + len(facts.address) % 2)
    basic = total * 38 // 100
    return total, basic, basic * 18 // 100


def _three_public(facts: UnitFacts) -> tuple[int, int]:
    return facts.vehicles * 320, facts.staff * 6


def _money(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _balance(total: int, basic: int, spent: int = 0) -> list[list[str]]:
    return [
        ["收入项目", "金额（万元）", "支出项目", "金额（万元）"],
        ["一般公共预算拨款收入", _money(total), "基本支出", _money(basic)],
        ["政府性基金预算拨款收入", "0.00", "项目支出", _money(total - basic)],
        ["收入总计", _money(total), "支出总计", _money(spent or total)],
    ]


def _three_public_rows(car: int, guests: int) -> list[list[str]]:
    return [
        ["三公经费合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"],
        [_money(car + guests), "0.00", "0.00", _money(car), _money(guests)],
    ]


def _sheet(title: str, total: int, basic: int, car: int, guests: int, *, spent: int = 0) -> list[list[str]]:
    """A table as the form prints it, in 万元. ``spent``: what stands for 支出总计 where it is not the total."""
    if any(word in title for word in _EMPTY_TABLES):
        return [[title], ["科目编码", "科目名称", "金额"], ["本单位没有相关数据，此表为空表"]]
    head = [[title], ["单位：万元"]]
    if "三公" in title:
        return [*head, *_three_public_rows(car, guests)]
    if "基本支出" in title:
        return [*head, *_economic_rows(basic)]
    if "支出" in title and "收入" not in title and "收支" not in title:
        return [*head, *_functional_rows(total, basic)]
    if "收入" in title and "支出" not in title:
        return [*head, ["收入项目", "金额"], ["一般公共预算拨款收入", _money(total)], ["合计", _money(total)]]
    return [*head, *_balance(total, basic, spent or total)]


def _functional_rows(total: int, basic: int) -> list[list[str]]:
    return [
        ["科目编码", "科目名称", "金额"],
        ["201", "一般公共服务支出", _money(total)],
        ["20101", "机关事务", _money(total)],
        ["2010101", "行政运行", _money(basic)],
        ["2010102", "一般行政管理事务", _money(total - basic)],
        ["", "合计", _money(total)],
    ]


def _economic_rows(basic: int) -> list[list[str]]:
    running = basic * 18 // 100
    wages = (basic - running) * 2 // 3
    return [
        ["科目编码", "科目名称", "金额"],
        ["301", "工资福利支出", _money(basic - running)],
        ["30101", "基本工资", _money(wages)],
        ["30102", "津贴补贴", _money(basic - running - wages)],
        ["302", "商品和服务支出", _money(running)],
        ["30201", "办公费", _money(running // 2)],
        ["30211", "差旅费", _money(running - running // 2)],
        ["", "合计", _money(basic)],
    ]
