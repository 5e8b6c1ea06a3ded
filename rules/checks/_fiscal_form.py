"""What a budget and final accounts must hold: parts and tables, and which of them we are sure enough of to accuse.

Tables and parts after 财预〔2016〕143号 and the catalogues made from it. A part is firm where law asks for it and its words have no
other name; a table where every template has it under much the same name.
"""

import re
from typing import Final

from crawler.extract.fiscal import Report
from crawler.extract.fiscal_document.model import Part, TableKind

PARTS: Final = (
    Part.DUTIES, Part.STRUCTURE, Part.CHANGES, Part.THREE_PUBLIC, Part.OPERATING_COSTS, Part.PROCUREMENT, Part.STATE_ASSETS,
    Part.PERFORMANCE, Part.GLOSSARY,
)  # fmt: skip
# The roots of each part's words: a part whose roots occur nowhere is not there under another heading either.
ROOTS: Final[dict[Part, tuple[str, ...]]] = {
    Part.THREE_PUBLIC: ("三公", "公务接待", "公务用车", "公车", "出国"),
    Part.OPERATING_COSTS: ("机关运行", "~运行经费"),
    Part.PROCUREMENT: ("政府采购", "采购", "~采购"),
    Part.STATE_ASSETS: ("国有资产", "资产占", "车辆", "资产", "国资", "房屋"),
    Part.GLOSSARY: ("名词", "术语", "释义", "用语", "词语", "词汇", "解释", "概念", "~名词"),
}
# 预算法 names 机关运行经费 and 政府采购; the others stand in every catalogue of the field. Performance is often published apart.
FIRM_PARTS: Final = frozenset(ROOTS)
THREE_PUBLIC_ITEMS: Final = (
    ("因公出国（境）费", ("出国", "出境", "国（境）", "国(境)")), ("公务用车购置及运行费", ("公务用车", "公车", "用车", "车辆购置")),
    ("公务接待费", ("公务接待", "接待", "招待")),
)  # fmt: skip

_BOTH: Final = (
    TableKind.TOTALS, TableKind.INCOME, TableKind.EXPENDITURE, TableKind.GRANT_TOTALS, TableKind.GENERAL_EXPENDITURE, TableKind.BASIC,
    TableKind.THREE_PUBLIC, TableKind.FUND,
)  # fmt: skip
TABLES: Final[dict[Report, tuple[TableKind, ...]]] = {
    "budget": _BOTH,
    "final_accounts": (*_BOTH, TableKind.STATE_CAPITAL),
}
# One table under a name of two kinds (一般公共预算支出（含基本支出）表) is read as one of them: the words of the other tell.
TABLE_WORDS: Final = {
    TableKind.TOTALS: re.compile(r"(?<!拨款)(?:收支|收入支出|收、支|收入、支出)"),
    TableKind.GENERAL_EXPENDITURE: re.compile(r"一般公共预算(?!(?:财政拨款)?(?:“?三公|基本)).{0,10}支出|财政拨款支出"),
    TableKind.BASIC: re.compile(r"基本支出"),
    TableKind.THREE_PUBLIC: re.compile(r"三公"),
}
FIRM_TABLES: Final = frozenset({TableKind.TOTALS, TableKind.GENERAL_EXPENDITURE, TableKind.BASIC, TableKind.THREE_PUBLIC})
# A township's government budget has tables of its own; which ones is not confirmed, so nobody is accused of one.
GOVERNMENT_TABLES: Final = (TableKind.GENERAL_INCOME, TableKind.GENERAL_EXPENDITURE)
# Tables that many units have nothing to show in: an empty one must say so.
MAY_BE_EMPTY: Final = (TableKind.FUND, TableKind.STATE_CAPITAL, TableKind.THREE_PUBLIC, TableKind.PROJECT)
FEWEST_TABLES: Final = 5  # of a report read well enough that a missing one is missing
CODE_DIGITS: Final = {True: 5, False: 7}  # 基本支出 to 款, functional accounts to 项
# A text document may show a table as a picture, and nobody tells: what it lacks is no proof.
MAY_HOLD_PICTURES: Final = frozenset({"docx", "doc", "wps", "rtf"})
