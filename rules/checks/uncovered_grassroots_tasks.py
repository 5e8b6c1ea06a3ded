"""“四公开一建设”任务没有栏目可看：单位和门户的栏目中，没有一个有内容的栏目对应某项任务。

依据：年度要点第（十一）项（其他部门、乡镇要对标“四公开一建设”任务，补齐短板弱项）；川办函〔2021〕57号五项任务。
哪一类栏目对应哪项任务是推算的，写在主题词表里。
判定：五项任务都有单位或门户的栏目对应（栏目类别相符，或名称写有该任务），能打开、有内容，为合规；有任务没有的，为待核验，不作认定。
无法判定：没有对应栏目，而该单位的栏目没有登记，或有栏目本次没有看全。
不涉及：栏目里的内容是否切题、够不够；办事指南的要素；线下专区。
怎么改：把该项任务的信息放进对应栏目，没有栏目的先设栏目。
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from rules.checks._columns import ANSWERED, searched, why_unread
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.topics.lexicon import Topic, topic_named
from rules.topics.reading import terms_in

version = 1

_SHOWN: Final = 5


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    topics: tuple[str, ...] = ("open_decisions", "open_key_fields", "open_services", "open_execution", "smart_government"),
) -> Verdict:
    """``topics`` are the tasks: each names the kinds of column that hold it."""
    tasks = [topic_named(topic) for topic in topics]
    columns = corpus.columns(duty.unit)
    verdict = _judged(corpus, duty, tasks, columns)
    return replace(verdict.about(f"grassroots_tasks:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, tasks: list[Topic], columns: Sequence[SeenColumn]) -> Verdict:
    where = {task.name: _column_of(duty, task, columns) for task in tasks}
    lacking = [name for name, column in where.items() if column is None]
    held = [(name, column) for name, column in where.items() if column]
    shown = list(dict.fromkeys(of_column(column) for _, column in held))[:_SHOWN]
    told = "，".join(f"{name}在“{column.name}”" for name, column in held)
    if not lacking:
        return met(f"{len(tasks)} 项任务都有栏目可看：{told}", *shown)
    missing = "、".join(lacking)
    own = [column for column in columns if column.unit == duty.unit]
    if not own:
        return unknown(f"未见对应{missing}的栏目，但站点档案没有登记{duty.unit_name}的栏目")
    if unread := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(f"未见对应{missing}的栏目，但{unread}", *shown)
    return suspect(
        f"未见对应{missing}的栏目" + (f"；其余：{told}" if told else ""), of_column(own[0]), *shown,
        lean=Status.GAP, defect=Defect.MISSING_COLUMN, question=f"{duty.unit_name}的{missing}放在哪个栏目？",
        advice=f"为{missing}设置栏目，或在现有栏目中集中公布。",
    )  # fmt: skip


def _column_of(duty: Duty, task: Topic, columns: Sequence[SeenColumn]) -> SeenColumn | None:
    """The column with content where the task can be seen: the unit's own before the portal's."""
    fitting = [c for c in columns if c.visit_outcome in ANSWERED and (c.rows or c.single) and _fits(task, c)]
    return min(fitting, key=lambda c: c.unit != duty.unit, default=None)


def _fits(task: Topic, column: SeenColumn) -> bool:
    return column.kind in task.kinds or any(term.role == "core" for term in terms_in(task, column.name))
