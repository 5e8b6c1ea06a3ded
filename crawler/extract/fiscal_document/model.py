"""What was read in a budget or in final accounts: frozen records without behaviour beyond look-ups."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from crawler.extract.fiscal import Report
from crawler.files.model import Place


class TableKind(StrEnum):
    """The tables of a report, by what they hold; one kind may have several tables."""

    TOTALS = "totals"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    GRANT_TOTALS = "grant_totals"
    GRANT_EXPENDITURE = "grant_expenditure"
    GENERAL_INCOME = "general_income"
    GENERAL_EXPENDITURE = "general_expenditure"
    BASIC = "basic"
    PROJECT = "project"
    THREE_PUBLIC = "three_public"
    FUND = "fund"
    STATE_CAPITAL = "state_capital"
    SOCIAL_INSURANCE = "social_insurance"
    TRANSFERS = "transfers"
    DEBT = "debt"


TABLE_NAMES: Final[dict[TableKind, str]] = {
    TableKind.TOTALS: "收支总表",
    TableKind.INCOME: "收入表",
    TableKind.EXPENDITURE: "支出表",
    TableKind.GRANT_TOTALS: "财政拨款收支总表",
    TableKind.GRANT_EXPENDITURE: "财政拨款支出表",
    TableKind.GENERAL_INCOME: "一般公共预算收入表",
    TableKind.GENERAL_EXPENDITURE: "一般公共预算支出表",
    TableKind.BASIC: "基本支出表",
    TableKind.PROJECT: "项目支出表",
    TableKind.THREE_PUBLIC: "“三公”经费表",
    TableKind.FUND: "政府性基金表",
    TableKind.STATE_CAPITAL: "国有资本经营表",
    TableKind.SOCIAL_INSURANCE: "社会保险基金表",
    TableKind.TRANSFERS: "转移支付表",
    TableKind.DEBT: "政府债务表",
}

# present: holds figures · empty_stated: empty, and says the unit has none · empty: neither · stated: no such table, the text says
# there is none · listed: named in the table of contents only · not_seen.
TableState = Literal["present", "empty_stated", "empty", "stated", "listed", "not_seen"]


class Part(StrEnum):
    """The parts a report is made of."""

    DUTIES = "duties"
    STRUCTURE = "structure"
    EXPLANATION = "explanation"
    CHANGES = "changes"
    THREE_PUBLIC = "three_public"
    OPERATING_COSTS = "operating_costs"
    PROCUREMENT = "procurement"
    STATE_ASSETS = "state_assets"
    PERFORMANCE = "performance"
    GLOSSARY = "glossary"


PART_NAMES: Final[dict[Part, str]] = {
    Part.DUTIES: "主要职责",
    Part.STRUCTURE: "机构设置",
    Part.EXPLANATION: "情况说明",
    Part.CHANGES: "收支增减变化",
    Part.THREE_PUBLIC: "“三公”经费说明",
    Part.OPERATING_COSTS: "机关运行经费",
    Part.PROCUREMENT: "政府采购",
    Part.STATE_ASSETS: "国有资产占用",
    Part.PERFORMANCE: "预算绩效",
    Part.GLOSSARY: "名词解释",
}


class ErrorKind(StrEnum):
    """A closed set of what can be wrong."""

    UNBALANCED = "unbalanced"  # 收入总计与支出总计不相等
    SUM = "sum"  # 分项之和与合计不符
    TEXT_TABLE = "text_table"  # 文字与表格数字不一致
    RATIO = "ratio"  # 增减幅、占比、完成比例与数字不符
    DIRECTION = "direction"  # 增减方向写反
    WRONG_YEAR = "wrong_year"  # 年度没有改过来
    WRONG_UNIT = "wrong_unit"  # 单位名称没有改过来
    PLACEHOLDER = "placeholder"  # 模板字样未替换
    OPEN_SENTENCE = "open_sentence"  # 句子没有写完、数字漏填
    BLANK_PAGE = "blank_page"  # 空白页
    STATEMENT = "statement"  # 写“空表”“无数据”，表中却有数字


ERROR_NAMES: Final[dict[ErrorKind, str]] = {
    ErrorKind.UNBALANCED: "收支总计不相等",
    ErrorKind.SUM: "分项之和与合计不符",
    ErrorKind.TEXT_TABLE: "文字与表格不一致",
    ErrorKind.RATIO: "比例与数字不符",
    ErrorKind.DIRECTION: "增减方向有误",
    ErrorKind.WRONG_YEAR: "年度有误",
    ErrorKind.WRONG_UNIT: "单位名称有误",
    ErrorKind.PLACEHOLDER: "模板字样未替换",
    ErrorKind.OPEN_SENTENCE: "句子或数字漏填",
    ErrorKind.BLANK_PAGE: "空白页",
    ErrorKind.STATEMENT: "空表说明与表中数字矛盾",
}


@dataclass(frozen=True, slots=True)
class DocumentError:
    """One error, as the document shows it and as we computed it.

    ``certain`` is False where another reading is thinkable: a person looks first. ``tolerance`` is in yuan for sums and
    amounts, in percentage points for ratios; None where nothing was computed.
    """

    kind: ErrorKind
    place: Place
    quote: str
    message: str  # Chinese, one sentence
    certain: bool
    computed: str = ""
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part of the report that was seen, and where."""

    part: Part
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """One kind of table: whether it is there. ``statement`` are the words that say the unit has none."""

    kind: TableKind
    state: TableState
    place: Place | None = None
    title: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Depth:
    """How many digits the longest code of a table has: 7 for 项, 5 for 款, 3 for 类."""

    kind: TableKind
    title: str
    place: Place
    digits: int


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费 in yuan, from the table or the text; None where it was not read."""

    total: Decimal | None = None
    abroad: Decimal | None = None
    vehicles: Decimal | None = None
    purchase: Decimal | None = None
    running: Decimal | None = None
    reception: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FiscalDocument:
    """A report, read. ``year`` is None and ``report`` '' where the document does not tell; ``limits`` say what was not judged.

    ``unnamed_tables`` counts tables with figures whose name was not understood: any of them may be one that seems missing.
    """

    report: Report | Literal[""]
    year: int | None
    unit: str
    parts: tuple[PartRead, ...]
    tables: tuple[TableRead, ...]
    three_public: ThreePublic
    income_total: Decimal | None
    expenditure_total: Decimal | None
    errors: tuple[DocumentError, ...]
    limits: tuple[str, ...]
    depths: tuple[Depth, ...] = ()
    unnamed_tables: int = 0

    def table(self, kind: TableKind) -> TableRead:
        """What was read of one kind of table."""
        return next(table for table in self.tables if table.kind is kind)

    def has(self, part: Part) -> bool:
        """Whether the part was seen."""
        return any(read.part is part for read in self.parts)
