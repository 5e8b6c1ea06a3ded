"""Made-up final accounts and budgets of fictitious units: texts and tables as a reader of files gives them."""

from collections.abc import Sequence

from crawler.files.model import FilePart, FileTable

Cells = Sequence[Sequence[str]]

TOTALS: Cells = [
    ["收入", "", "支出", ""],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "1,000.00", "一、一般公共服务支出", "700.00"],
    ["二、上级补助收入", "", "二、教育支出", "260.00"],
    ["三、其他收入", "20.00", "三、住房保障支出", "50.00"],
    ["本年收入合计", "1,020.00", "本年支出合计", "1,010.00"],
    ["年初结转和结余", "30.00", "年末结转和结余", "40.00"],
    ["总计", "1,050.00", "总计", "1,050.00"],
]
EXPENDITURE_HEAD: Cells = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]]
EXPENDITURE_ROWS: Cells = [
    ["201", "一般公共服务支出", "700.00", "500.00", "200.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "700.00", "500.00", "200.00"],
    ["2010301", "行政运行", "500.00", "500.00", ""],
    ["2010302", "一般行政管理事务", "200.00", "", "200.00"],
    ["205", "教育支出", "260.00", "", "260.00"],
    ["20508", "进修及培训", "260.00", "", "260.00"],
    ["2050803", "培训支出", "260.00", "", "260.00"],
    ["221", "住房保障支出", "50.00", "50.00", ""],
    ["22102", "住房改革支出", "50.00", "50.00", ""],
    ["2210201", "住房公积金", "50.00", "50.00", ""],
    ["", "合计", "1,010.00", "550.00", "460.00"],
]
EXPENDITURE: Cells = [*EXPENDITURE_HEAD, *EXPENDITURE_ROWS]
THREE_PUBLIC: Cells = [
    ["合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
    ["", "", "小计", "公务用车购置费", "公务用车运行费", ""],
    ["9.50", "0", "8.00", "3.00", "5.00", "1.50"],
]
FUND_EMPTY: Cells = [
    ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"],
    ["", "", "", "", "", ""],
    ["", "合计", "", "", "", ""],
]


def table(cells: Cells, **changes: str) -> FileTable:
    """The table with cells changed: ``r2c1="5.00"`` counts rows and columns from 0."""
    rows = [list(row) for row in cells]
    for name, value in changes.items():
        row, _, column = name[1:].partition("c")
        rows[int(row)][int(column)] = value
    return FileTable(tuple(tuple(row) for row in rows))


def page(number: int, text: str, *tables: FileTable) -> FilePart:
    """A page; the words of its tables stand in the text, too, as in a PDF."""
    shown = "\n".join(" ".join(cell for cell in row if cell) for one in tables for row in one.rows)
    return FilePart(f"第{number}页", f"{text}\n{shown}" if tables else text, tables)


def accounts(text: str = "", *, scale: str = "万元", **tables: FileTable) -> list[FilePart]:
    """Final accounts of 2023 of a made-up bureau, with ``text`` as a page of the explanation."""
    parts = [page(1, "青禾县示例局\n2023年度部门决算")]
    names = {
        "totals": ("收入支出决算总表", TOTALS), "expenditure": ("支出决算表", EXPENDITURE),
        "three": ("财政拨款“三公”经费支出决算表", THREE_PUBLIC),
    }  # fmt: skip
    for key, (name, cells) in names.items():
        parts.append(page(len(parts) + 1, f"{name}\n单位：{scale}", tables.get(key, table(cells))))
    if text:
        parts.append(page(len(parts) + 1, text))
    return parts


def in_yuan(cells: Cells) -> Cells:
    """The same figures in 元."""
    return [
        [
            f"{float(cell.replace(',', '')) * 10_000:,.2f}" if cell[:1].isdigit() and "." in cell else cell
            for cell in row
        ]
        for row in cells
    ]
