"""What a column lists, told by the titles of its rows: budgets, annual reports, interpretations.

A name may be vague or shared; what stands below it is not. Only kinds whose items have titles of their own are here: a
notice may be about anything. One title proves nothing, a share of many does.
"""

import re
from collections.abc import Sequence
from typing import Final

from crawler.discovery.naming import plain, speaks_of

FEWEST: Final = 3  # rows that support a name
ENOUGH: Final = 5  # rows that may contradict one, or stand in for an exact one
_SUPPORTS, _PREVAILS, _HARDLY = 0.3, 0.6, 0.2

# Every part is bounded: titles come from pages nobody vouches for.
_TITLES: Final[dict[str, re.Pattern[str]]] = {
    "annual_report": re.compile(r"(?:信息|政务|政府)公开.{0,8}(?:报告|年报)"),
    "site_report": re.compile(r"网站.{0,8}(?:年度.{0,4}报表|年报|年度.{0,2}报告)"),
    "normative_cleanup": re.compile(r"清理结果|继续有效|宣布失效|(?:废止|失效).{0,12}(?:规范性文件|文件目录|决定|公告|通知)"),
    "interpretation": re.compile(r"解读|图解|一图(?:读懂|看懂|了解)|答记者问|图说"),
    "government_report": re.compile(r"政府工作报告"),
    "budget": re.compile(r"预算(?!执行|绩效|单位)|三公经费"),
    "final_accounts": re.compile(r"决算"),
    "audit": re.compile(r"审计.{0,8}(?:结果|报告|整改|公告)|审计$"),
    "proposals": re.compile(r"(?:建议|提案|议案).{0,12}(?:答复|复函|办理|回复)|(?:代表|委员).{0,12}(?:建议|提案)"),
    "penalty": re.compile(r"处罚|罚决字|罚字"),
    "license": re.compile(r"行政许可|准予许可|许可(?:决定|结果|信息)"),
    "double_random": re.compile(r"双随机|随机抽查|抽查(?:计划|结果|事项|情况)"),
    "personnel": re.compile(r"任免|任职|免职|招聘|招录|招考|录用|选调|面试|拟聘"),
    "consultation": re.compile(r"征求意见|意见征集|公开征求|征集.{0,12}(?:意见|建议)|征求.{0,40}意见|听证"),
    "feedback": re.compile(r"(?:意见|征集|建议).{0,8}(?:反馈|采纳|结果)|(?:反馈|采纳).{0,4}情况"),
    "public_resources": re.compile(r"采购|招标|中标|成交|出让|征收|征地|拍卖|竞价|评标"),
    "statistics": re.compile(r"统计公报|统计(?:数据|月报|年鉴)|经济运行|主要指标"),
    "emergency": re.compile(r"应急|预案|预警"),
}  # fmt: skip
# Columns of one of these may list the other's items without being anything else.
_FAMILIES: Final[tuple[frozenset[str], ...]] = (
    frozenset(("budget", "final_accounts", "fiscal_other")),
    frozenset(("policy", "normative", "normative_cleanup", "interpretation", "rules")),
    frozenset(("consultation", "feedback", "decision")),
    frozenset(("penalty", "license", "enforcement", "double_random", "supervision")),
    frozenset(("annual_report", "site_report")),
)
_DEFINITE: Final = frozenset(
    ("annual_report", "site_report", "interpretation", "government_report", "budget", "final_accounts", "proposals", "penalty", "personnel")
)  # fmt: skip


def tells(title: str, kind: str) -> bool:
    """Whether an item called ``title`` is what a column of ``kind`` lists."""
    pattern = _TITLES.get(kind)
    return (pattern is not None and bool(pattern.search(plain(title)[:120]))) or speaks_of(title, kind)


def supports(rows: Sequence[str], kind: str) -> bool:
    """Whether the rows bear out a name that means ``kind``."""
    return len(rows) >= FEWEST and _share(rows, kind) >= _SUPPORTS


def prevails(rows: Sequence[str], kind: str) -> bool:
    """Whether most of many rows are of ``kind``: as good as a name."""
    return kind in _TITLES and len(rows) >= ENOUGH and _share(rows, kind) >= _PREVAILS


def other_kind(rows: Sequence[str], kind: str) -> str:
    """The kind that most of many rows are of, where hardly one is of ``kind``; '' when the rows contradict nothing.

    Only a kind with titles of its own can be contradicted: notices, news and public fields may be about anything.
    """
    if len(rows) < ENOUGH or kind not in _TITLES or _share(rows, kind) >= _HARDLY:
        return ""
    kin = next((family for family in _FAMILIES if kind in family), frozenset((kind,)))
    return next((one for one in sorted(_DEFINITE - kin) if _share(rows, one) >= _PREVAILS), "")


def _share(rows: Sequence[str], kind: str) -> float:
    return sum(tells(title, kind) for title in rows) / len(rows)
