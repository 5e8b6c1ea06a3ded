"""双随机年度抽查计划的判读：有哪些批次（任务）、各在哪一天以前实施、是不是部门联合。 The batches of a yearly plan of random inspections.

读得出：一行一批（一项任务）的计划表，网页或附件；实施时间写成月、季度、半年、日期或全年的。
读不出：只在附件、图片里的（unreadable）；用文字叙述、没有列表的，实施时间写成“次年”“适时”的，该批不定日期。
不是抽查计划：抽查结果、事项清单、总结、新闻，培训、工作要点等别的计划（absent）。
依据：年度抽查计划由各主管部门规定编制，凭经验掌握，不单独作为扣分依据。
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from crawler.dates import find_dates
from crawler.extract.elements import MAX_TEXT, Record, Vocabulary, records_in_tables, records_in_text
from crawler.extract.numerals import read_count
from crawler.extract.place import Passage, kept
from crawler.files.model import FileTable

version = 1

State = Literal["read", "absent", "unreadable"]

_VOCABULARY: Final = Vocabulary(
    {
        "batch": r"(?:抽查)?批次(?:名称)?",
        "task": r"(?:抽查|检查|双随机)?(?:任务|计划)(?:名称|内容)?|(?:抽查|检查)(?:类别|类型|领域|项目)(?:名称)?",
        "item": r"(?:抽查|检查)(?:的)?(?:事项|内容)(?:名称)?|事项名称",
        "when": r"(?:计划|拟)?(?:抽查|检查|实施|开展|组织实施|完成|起止|任务)(?:的)?(?:时间|时限|日期|期限|月份|时段)(?:安排)?|时间安排|时间",
        "joint": r"(?:联合|配合|参与|协同|协助)(?:抽查|检查|执法)?(?:的)?(?:部门|单位)(?:名称)?",
        "object": r"(?:被)?(?:抽查|检查)(?:的)?(?:对象|主体)(?:名称|范围)?",
        "": r"序号|(?:抽查|检查)(?:数量|户数|家数|比例|方式|依据|频次|主体|机关|层级).{0,6}|(?:数量|比例)(?:和频次)?|频次|(?:发起|牵头|主管|责任|实施|抽查|检查)(?:部门|单位|科室|股室)|备注",
    }
)
_TITLE = re.compile(r"(?:抽查|双随机|随机检查)[^。]{0,24}计划|计划[^。]{0,12}(?:抽查|双随机)")
_OTHER = re.compile(r"计划[^。]{0,16}(?:结果|完成|执行|落实|实施)情况|结果|总结|(?<!校外)培训(?!机构)|解读|召开|举办|举行|推进会|部署会|启动|圆满|征求")
_JOINT = re.compile(r"部门联合|联合抽查|跨部门|联合双随机|联合[^。，\n]{0,8}检查")
_NEXT_YEAR = re.compile(r"次年|翌年|来年|下年|明年")
_ALL_YEAR = re.compile(r"全年|常年|年内|年度内|年底|随机|不定期|1-12月|1月-12月")
_QUARTERS: Final = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = re.compile(r"第?([一二三四1-4])季度|([一二三四1-4])(?:、[一二三四1-4])*季度")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月")
_SEVERAL_BATCHES = re.compile(r"[一二三四五六七八九十\d]批?(?:[、，,至—~-]|和第?|及第?)第?[一二三四五六七八九十\d]{1,3}批")  # 第一、二批
_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class PlanBatch:
    """One batch or task. ``ends`` is the last day it may be carried out, None when the plan does not tell it surely."""

    name: str
    task: str
    number: int | None  # 第二批 → 2
    ends: date | None
    when: str
    is_joint: bool
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """A plan as published. ``has_joint``: it speaks of inspections with other departments anywhere."""

    state: State
    cause: str = ""
    batches: tuple[PlanBatch, ...] = ()
    years: tuple[int, ...] = ()
    has_joint: bool = False

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(each for batch in self.batches for each in batch.passages)


def title_says_plan(title: str) -> bool:
    """Whether a title is that of a plan of random inspections."""
    plain = re.sub(r"\s+", "", title[:300])
    return bool(_TITLE.search(plain)) and not _OTHER.search(plain)


def read_inspection_plan(title: str, text: str, published: date | None) -> InspectionPlan:
    """Read the body of a page; a year that the title does not name is that of ``published``."""
    if not title_says_plan(title):
        return InspectionPlan("absent")
    return _plan(title, records_in_text(text[:MAX_TEXT], _VOCABULARY), text[:MAX_TEXT], published)


def read_inspection_plan_tables(title: str, tables: Sequence[FileTable], published: date | None) -> InspectionPlan:
    """Read the tables of a file; ``title`` is that of the page, or the file's own when it says more."""
    words = "\n".join(" ".join(row) for table in tables for row in table.rows[:_MOST])
    return _plan(title, records_in_tables(tables, _VOCABULARY), words[:MAX_TEXT], published)


def batch_number(words: str) -> int | None:
    """第二批, 2批次 → 2; None when none or several are named."""
    if _SEVERAL_BATCHES.search(words):
        return None
    found = {read_count(each) for each in re.findall(r"第?([一二三四五六七八九十\d]{1,3})批", words)}
    return found.pop() if len(found) == 1 else None


def last_day(words: str, year: int) -> date | None:
    """The last day of a time as plans write it: 5月, 4-6月, 第二季度, 上半年, 全年, 2023年6月30日前. None when not sure."""
    plain = re.sub(r"\s+", "", words)
    if not plain or _NEXT_YEAR.search(plain):
        return None
    if days := find_dates(plain):
        return days[-1][0]
    years = {int(each) for each in re.findall(r"(20\d{2})年", plain)}
    if years - {year}:
        return None
    if _ALL_YEAR.search(plain):
        return date(year, 12, 31)
    ends = [_month(each) for each in _MONTH.findall(plain)]
    ends += [_QUARTERS[re.findall(r"[一二三四1-4]", each.group())[-1]] for each in _QUARTER.finditer(plain)]
    ends += [6] if "上半年" in plain else []
    ends += [12] if "下半年" in plain else []
    if not ends:
        return None
    month = max(ends)
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(written: str) -> int:
    return read_count(written) or 12


def _plan(title: str, records: Sequence[Record], text: str, published: date | None) -> InspectionPlan:
    years = tuple(sorted({int(each) for each in re.findall(r"(?<!\d)(20\d{2})(?=年)", title[:300])}))
    year = years[0] if len(years) == 1 else published.year if published and not years else None
    joint = bool(_JOINT.search(title) or _JOINT.search(text))
    found = [batch for record in records[:_MOST] if (batch := _batch(record, year))]
    if not found and len(text.strip()) < 60:
        return InspectionPlan("unreadable", "正文没有计划内容，可能在附件或图片中", years=years, has_joint=joint)
    return InspectionPlan("read", batches=tuple(found), years=years, has_joint=joint)


def _batch(record: Record, year: int | None) -> PlanBatch | None:
    told = {name: " ".join(value.words.split()) for name, value in record.items() if value.is_filled}
    task = told.get("task") or told.get("item") or told.get("object") or ""
    name = told.get("batch") or task
    if not name or not task:
        return None
    when = told.get("when", "")
    return PlanBatch(
        name=name[:80],
        task=task[:120],
        number=batch_number(told.get("batch", "") or task),
        ends=last_day(when, year) if year else None,
        when=when[:60],
        is_joint="joint" in told or bool(_JOINT.search(task) or "联合" in task),
        passages=kept(*(value.passage(each) for each, value in record.items() if each and value.is_filled)),
    )
