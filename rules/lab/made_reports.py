"""Made-up budgets, final accounts and annual reports without a fault, and what a case changes in them.

A case names one: ``{ name = "报告.pdf", like = "budget", year = 2023 }``, leaves lines and pages out (``without``: those that hold
the words) and changes words (``replace``: pairs), in texts and cells alike; ``cells`` are (words of the table's name, first cell of the row,
column from 0, new value), ``""`` for any table.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from crawler.files.model import FilePart, FileTable

Rows = Sequence[Sequence[str]]

_NOTES: Final = """
{unit}{year}年{kind}
第一部分 {unit}概况
一、主要职责。负责全区有关工作的规划、管理和服务。
二、机构设置。内设办公室、业务股、财务股三个股室。
第二部分 {unit}{year}年{kind}情况说明
一、收支{word}总体情况。{year}年收支{word}总计1050万元，比{before}年增加50万元，主要原因是人员增加。
二、一般公共预算基本支出550万元。
三、“三公”经费9.5万元，其中：因公出国（境）费0万元，公务用车购置及运行费8万元，公务接待费1.5万元，与上年持平。
四、本部门没有使用政府性基金预算安排的支出，本表为空表。
五、本部门没有使用国有资本经营预算安排的支出，本表为空表。
六、机关运行经费120万元，用于办公、水电和差旅。
七、政府采购安排40万元，其中货物15万元，服务25万元。
八、国有资产占用情况。年末共有车辆2辆，没有单价百万元以上设备。
九、预算绩效情况。对三个项目设置了绩效目标。
第三部分 名词解释
一、财政拨款收入：指从同级财政部门取得的预算资金。
"""
_TOTALS: Final = (
    ("收入", "", "支出", ""), ("项目", "{word}数", "项目", "{word}数"),
    ("一、一般公共预算财政拨款收入", "1,000.00", "一、一般公共服务支出", "700.00"), ("二、上级补助收入", "", "二、教育支出", "260.00"),
    ("三、其他收入", "20.00", "三、住房保障支出", "50.00"), ("本年收入合计", "1,020.00", "本年支出合计", "1,010.00"),
    ("上年结转", "30.00", "结转下年", "40.00"), ("总计", "1,050.00", "总计", "1,050.00"),
)  # fmt: skip
_GRANTS: Final = (
    ("收入", "", "支出", ""), ("项目", "{word}数", "项目", "{word}数"),
    ("一、一般公共预算财政拨款", "1,000.00", "一、一般公共服务支出", "700.00"), ("二、政府性基金预算财政拨款", "", "二、教育支出", "260.00"),
    ("三、国有资本经营预算财政拨款", "", "三、住房保障支出", "50.00"), ("本年收入合计", "1,000.00", "本年支出合计", "1,010.00"),
    ("年初财政拨款结转", "20.00", "年末财政拨款结转", "10.00"), ("总计", "1,020.00", "总计", "1,020.00"),
)  # fmt: skip
_INCOME: Final = (
    ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"), ("201", "一般公共服务支出", "710.00", "690.00", "20.00"),
    ("20103", "政府办公厅（室）及相关机构事务", "710.00", "690.00", "20.00"), ("2010301", "行政运行", "710.00", "690.00", "20.00"),
    ("205", "教育支出", "260.00", "260.00", ""), ("20508", "进修及培训", "260.00", "260.00", ""), ("2050803", "培训支出", "260.00", "260.00", ""),
    ("221", "住房保障支出", "50.00", "50.00", ""), ("22102", "住房改革支出", "50.00", "50.00", ""), ("2210201", "住房公积金", "50.00", "50.00", ""),
    ("", "合计", "1,020.00", "1,000.00", "20.00"),
)  # fmt: skip
_SPENT: Final = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"), ("201", "一般公共服务支出", "700.00", "500.00", "200.00"),
    ("20103", "政府办公厅（室）及相关机构事务", "700.00", "500.00", "200.00"), ("2010301", "行政运行", "500.00", "500.00", ""),
    ("2010302", "一般行政管理事务", "200.00", "", "200.00"), ("205", "教育支出", "260.00", "", "260.00"), ("20508", "进修及培训", "260.00", "", "260.00"),
    ("2050803", "培训支出", "260.00", "", "260.00"), ("221", "住房保障支出", "50.00", "50.00", ""), ("22102", "住房改革支出", "50.00", "50.00", ""),
    ("2210201", "住房公积金", "50.00", "50.00", ""), ("", "合计", "1,010.00", "550.00", "460.00"),
)  # fmt: skip
_BASIC: Final = (
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"), ("301", "工资福利支出", "430.00", "430.00", ""), ("30101", "基本工资", "300.00", "300.00", ""),
    ("30102", "津贴补贴", "80.00", "80.00", ""), ("30113", "住房公积金", "50.00", "50.00", ""), ("302", "商品和服务支出", "120.00", "", "120.00"),
    ("30201", "办公费", "70.00", "", "70.00"), ("30211", "差旅费", "50.00", "", "50.00"), ("", "合计", "550.00", "430.00", "120.00"),
)  # fmt: skip
_THREE: Final = (
    ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"), ("", "", "小计", "公务用车购置费", "公务用车运行费", ""),
    ("9.50", "0", "8.00", "3.00", "5.00", "1.50"),
)  # fmt: skip
_EMPTY: Final = (("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"), ("", "", "", "", ""), ("", "合计", "", "", ""))
_TABLES: Final[dict[str, tuple[tuple[str, Rows], ...]]] = {
    "budget": (
        ("部门收支总体情况表", _TOTALS), ("部门收入总体情况表", _INCOME), ("部门支出总体情况表", _SPENT), ("财政拨款收支总体情况表", _GRANTS),
        ("一般公共预算支出情况表", _SPENT), ("一般公共预算基本支出情况表", _BASIC), ("一般公共预算“三公”经费支出情况表", _THREE),
        ("政府性基金预算支出情况表", _EMPTY), ("国有资本经营预算支出情况表", _EMPTY),
    ),
    "final_accounts": (
        ("收入支出决算总表", _TOTALS), ("收入决算表", _INCOME), ("支出决算表", _SPENT), ("财政拨款收入支出决算总表", _GRANTS),
        ("一般公共预算财政拨款支出决算表", _SPENT), ("一般公共预算财政拨款基本支出决算明细表", _BASIC), ("财政拨款“三公”经费支出决算表", _THREE),
        ("政府性基金预算财政拨款支出决算表", _EMPTY), ("国有资本经营预算财政拨款支出决算表", _EMPTY),
    ),
}  # fmt: skip
_ANNUAL: Final = """
{unit}{year}年政府信息公开工作年度报告
本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。
一、总体情况
{prose}
二、主动公开政府信息情况
"""
_PROSE: Final = """
（一）主动公开。围绕群众关心的入学、资助和安全三件事，把招生范围、资助标准和检查结果逐项列出，全年发布信息二百余条，比上年更细更全。
（二）依申请公开。共收到政府信息公开申请8件，上年结转2件，办结9件，答复前均与申请人通过电话沟通，弄清所需信息，没有因答复引起投诉。
（三）政府信息管理。由办公室登记、审核、发布，每季度清理一次失效信息，文件制发时同步确定公开属性，不予公开的写明理由并存档备查。
（四）平台建设。依托区政府门户网站的专栏发布，按照目录调整栏目位置，合并内容相近的栏目两个，在办事大厅设置查阅点并配备专人引导。
（五）监督保障。每半年组织一次业务培训，把信息发布质量纳入股室考核，接受社会评议，没有发生需要追究责任的情形，群众满意度有所提高。
"""
_PROBLEMS: Final = """
存在的问题：一是资助资金的发放结果公开得不够及时，有的学校公示之后没有同步上网；二是解读材料偏少，形式单一，群众看不懂专业用语。
改进措施：一是由财务股在资金拨付后五个工作日内提供名单数量和金额，由办公室核对后发布；二是请一线教师参与编写问答，用实例说明政策。
"""
_RESULTS: Final = (
    "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”",
    "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项", "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
    "5.要求确认或重新出具已获取信息", "1.申请人逾期不补正", "2.申请人逾期未缴费", "3.其他",
)  # fmt: skip


def fiscal(report: str, unit: str, year: int) -> list[FilePart]:
    """A report of nine tables: a page of explanation, then a page a table, all in 万元."""
    word = "预算" if report == "budget" else "决算"
    words = {"unit": unit, "year": str(year), "before": str(year - 1), "word": word, "kind": f"部门{word}"}
    pages = [FilePart("第1页", _filled(_NOTES.strip(), words))]
    for n, (name, rows) in enumerate(_TABLES[report], 2):
        cells = tuple(tuple(_filled(cell, words) for cell in row) for row in rows)
        shown = "\n".join(" ".join(cell for cell in row if cell) for row in cells)
        pages.append(FilePart(f"第{n}页", f"{name}\n单位：万元\n{shown}", (FileTable(cells),)))
    return pages


def annual(unit: str, year: int) -> list[FilePart]:
    """An annual report: 8 applications new, 2 carried in, 9 done, 1 carried out; 2 reviews and 1 suit."""
    head = _filled(_ANNUAL.strip(), {"unit": unit, "year": str(year), "prose": _PROSE.strip()})
    tables = (_disclosure(), _applications(), _reviews())
    names = ("", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
    lines = [head]
    for name, rows in zip(names, tables, strict=True):
        lines += [name] * bool(name) + ["\t".join(row) for row in rows]
    lines += ["五、存在的主要问题及改进情况", _PROBLEMS.strip(), "六、其他需要报告的事项", "本年度没有收取信息处理费。"]
    return [FilePart("", "\n".join(lines), tuple(FileTable(rows) for rows in tables))]


def made(told: dict[str, Any]) -> list[FilePart]:
    """The document a case names, with its changes. A page that ``without`` empties of its name and table goes."""
    makers: dict[str, Callable[[], list[FilePart]]] = {
        "budget": lambda: fiscal("budget", told.get("unit", "区教育局"), told.get("year", 2023)),
        "final_accounts": lambda: fiscal("final_accounts", told.get("unit", "区教育局"), told.get("year", 2022)),
        "annual": lambda: annual(told.get("unit", "区教育局"), told.get("year", 2022)),
    }
    return [changed for part in makers[told["like"]]() if (changed := _changed(part, told)) is not None]


def _changed(part: FilePart, told: dict[str, Any]) -> FilePart | None:
    without: list[str] = told.get("without", [])
    lines = part.text.split("\n")
    if part.tables and any(word in lines[0] for word in without) and part.label:
        return None
    kept = [line for line in lines if not any(word in line for word in without)]
    tables = tuple(
        FileTable(tuple(_row(row, lines[0], told) for row in t.rows if not any(w in "".join(row) for w in without)))
        for t in part.tables
    )
    return FilePart(part.label, _replaced("\n".join(kept), told), tuple(t for t in tables if t.rows))


def _row(row: tuple[str, ...], table: str, told: dict[str, Any]) -> tuple[str, ...]:
    cells = list(row)
    for name, label, column, value in told.get("cells", []):
        if name in table and next((cell for cell in row if cell), "") == label:
            cells[column] = value
    return tuple(_replaced(cell, told) for cell in cells)


def _replaced(text: str, told: dict[str, Any]) -> str:
    for old, new in told.get("replace", []):
        text = text.replace(old, new)
    return text


def _filled(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text


def _numbers(own: int, company: int = 0) -> tuple[str, ...]:
    return tuple(str(n) for n in (own, company, 0, 0, 0, 0, own + company))


def _disclosure() -> tuple[tuple[str, ...], ...]:
    return (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "0", "0", "0"), ("行政规范性文件", "3", "1", "12"),
        ("行政许可", "55", "", ""), ("行政处罚", "7", "", ""), ("行政强制", "0", "", ""), ("行政事业性收费", "12.5", "", ""),
    )  # fmt: skip


def _applications() -> tuple[tuple[str, ...], ...]:
    head = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [head, ("一、本年新收政府信息公开申请数量", *_numbers(6, 2)), ("二、上年结转政府信息公开申请数量", *_numbers(2))]
    for n, name in enumerate(_RESULTS):
        rows.append((name, *(_numbers(6, 2) if n == 0 else _numbers(1) if n == 10 else _numbers(0))))
    return (*rows, ("（七）总计", *_numbers(7, 2)), ("四、结转下年度继续办理", *_numbers(1)))


def _reviews() -> tuple[tuple[str, ...], ...]:
    head = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
    return (head, ("1", "1", "0", "0", "2", "0", "0", "0", "1", "1", "0", "0", "0", "0", "0"))
