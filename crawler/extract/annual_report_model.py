"""What was read in an annual report on disclosure (政府信息公开工作年度报告): frozen records."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from crawler.files.model import Place

PARTS: Final = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况",
    "其他需要报告的事项",
)  # fmt: skip
TABLES: Final = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")

_Numbers = tuple[Decimal | None, ...]


class ReportErrorKind(StrEnum):
    """A closed set of what can be wrong."""

    SUM = "sum"  # 行、列等式不成立
    CARRIED = "carried"  # 与上年报告不衔接
    TEXT_TABLE = "text_table"  # 文字与表格不一致
    WRONG_YEAR = "wrong_year"  # 统计期限或标题的年度不符
    PLACEHOLDER = "placeholder"  # 模板字样未替换


@dataclass(frozen=True, slots=True)
class ReportError:
    """One error: where it stands, the words, what is wrong in one Chinese sentence, what it should be."""

    kind: ReportErrorKind
    place: Place
    quote: str
    message: str
    certain: bool
    computed: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """主动公开: (制发, 废止, 现行有效) of 规章 and 行政规范性文件, () where not read; numbers of decisions; fees in 万元."""

    rules: _Numbers = ()
    normative: _Numbers = ()
    licenses: Decimal | None = None
    penalties: Decimal | None = None
    coercions: Decimal | None = None
    fees: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Applications:
    """申请: each a row of seven columns (自然人, five kinds of 法人或其他组织, 总计); () where not read."""

    new: _Numbers = ()
    carried_in: _Numbers = ()
    total: _Numbers = ()
    carried_out: _Numbers = ()


@dataclass(frozen=True, slots=True)
class Reviews:
    """复议诉讼: (维持, 纠正, 其他, 尚未审结, 总计) of each block; () where not read."""

    review: _Numbers = ()
    direct_suit: _Numbers = ()
    suit_after_review: _Numbers = ()


@dataclass(frozen=True, slots=True)
class HeadingRead:
    """One of the six parts (its number, from 1), where its heading stands."""

    number: int
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A report, read. ``year`` is that of its title or its period, None when neither tells."""

    year: int | None
    period_year: int | None
    headings: tuple[HeadingRead, ...]
    in_order: bool
    tables: tuple[str, ...]  # which of the three were read, by name
    disclosure: Disclosure
    applications: Applications
    reviews: Reviews
    errors: tuple[ReportError, ...]
    limits: tuple[str, ...]

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """The names of the parts whose heading was not seen."""
        seen = {heading.number for heading in self.headings}
        return tuple(name for number, name in enumerate(PARTS, 1) if number not in seen)
