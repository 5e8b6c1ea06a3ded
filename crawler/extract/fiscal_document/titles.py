"""表名的读法：一行是不是表名，是哪一类表。 Which table a line names.

Shapes read: 收入支出决算总表 · 2025年部门财务收支预算总表 · 表1：部门收支总体情况表 · 一般公共预算财政拨款“三公”经费支出决算表（公开08表）.
"""

import re
from typing import Final

from crawler.extract.fiscal_document.model import TableKind

_MAX_TITLE: Final = 60
_LINE = re.compile(
    r"(?P<title>.{2,50}?表)(?:[（(][^（）()]{0,20}[）)])?(?:(?:编制|填报|公开)?(?:单位|部门|金额单位)[:：].{0,60})?"
)
_NUMBERED = re.compile(
    r"^(?:(?:附?表|附件|公开)?(?:\d{1,2}[-.．、:：表]{1,3}){1,2}|(?:附?表|附件)[一二三四五六七八九十]{1,3}[、:：.]?|[一二三四五六七八九十]{1,3}[、.．])"
)
_DOTS = re.compile(r"[.…·．]{2,}\s*\d{0,4}\s*$")
_NOT_A_TITLE = re.compile(r"[。；;，]|见[^，。]{0,6}表|填[报列写]|绩效|自评|目标|采购|资产|人员|名单|目录$|评分|明细账")

# The first that fits decides: the narrower before the wider.
_KINDS: Final = (
    (TableKind.THREE_PUBLIC, r"三公"),
    (TableKind.SOCIAL_INSURANCE, r"社会保险基金"),
    (TableKind.DEBT, r"债务|债券"),
    (TableKind.TRANSFERS, r"转移支付"),
    (TableKind.STATE_CAPITAL, r"国有资本"),
    (TableKind.FUND, r"政府性基金"),
    (TableKind.BASIC, r"基本支出"),
    (TableKind.PROJECT, r"项目支出"),
    (TableKind.GRANT_TOTALS, r"财政拨款(?:收入支出|收支|收、支|收入、支出)"),
    (TableKind.GENERAL_EXPENDITURE, r"一般公共(?:预算|服务预算)?.{0,8}支出"),
    (TableKind.GENERAL_INCOME, r"一般公共预算.{0,8}收入"),
    (TableKind.GRANT_EXPENDITURE, r"财政拨款支出"),
    (TableKind.TOTALS, r"收入支出|收支|收、支|收入、支出"),
    (TableKind.INCOME, r"收入"),
    (TableKind.EXPENDITURE, r"支出"),
)


def title_of(line: str) -> str:
    """The table's name a line holds, '' when it holds none. A line of a table of contents (……12) holds one too."""
    plain = _DOTS.sub("", re.sub(r"\s+", "", line[:200]))
    if len(plain) > 2 * _MAX_TITLE:
        return ""
    found = _LINE.fullmatch(plain)
    title = found["title"] if found else ""
    if not title or len(title) > _MAX_TITLE or _NOT_A_TITLE.search(title):
        return ""
    return title if kind_of(title) else ""


def kind_of(title: str) -> TableKind | None:
    """Which kind of table a name means; None when it means none of them."""
    plain = _NUMBERED.sub("", title)
    return next((kind for kind, words in _KINDS if re.search(words, plain)), None)


def is_of_contents(line: str) -> bool:
    """Whether a line is one of a table of contents: dots and a page number behind."""
    return bool(_DOTS.search(line.rstrip()))
