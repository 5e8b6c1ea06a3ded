"""Plans, lists and results of random inspections as a unit's columns show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.inspection import Inspection, Inspections, read_inspection_tables, read_inspections
from crawler.extract.inspection_plan import (
    InspectionPlan,
    PlanBatch,
    batch_number,
    read_inspection_plan,
    read_inspection_plan_tables,
    title_says_plan,
)
from rules.checks._oversight import own_items, tables_of, why_unread
from rules.contents import contents
from rules.model import Duty
from rules.texts import bigrams, squeezed

_COMMON: Final = re.compile(
    r"双随机|一公开|随机|抽查|检查|监督|监管|任务|计划|结果|公示|情况|工作|年度?|20\d{2}|第?[一二三四五六七八九十\d]{1,3}批次?|部门|联合|区|县|局|[《》“”\"、，,。的和及与()（）]"
)
# Whose results they are says nothing of what was inspected.
_WHOSE = re.compile(r"^(?:关于)?[一-鿿]{2,14}?(?:局|委员会|委|办公室)(?=20\d{2}|关于|第|公布|公示|\d|双随机|[“\"])")
_YEARS = re.compile(r"(?<!\d)20\d{2}(?=年)")
_ENOUGH: Final = 0.5  # share of a batch's own character pairs that a result must show to be its


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with the item that shows it. ``why`` says why its batches are not known."""

    article: Article
    plan: InspectionPlan
    why: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Results with the item that shows them. ``why`` says why they are not read; that something was published is known."""

    article: Article
    found: Inspections
    why: str = ""

    @property
    def inspected(self) -> date | None:
        """The last day of inspection told, when every row tells one: results may be published once all is done."""
        days = [result.inspected for result in self.found.results]
        return max(day for day in days if day) if days and all(days) else None


def plans(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date) -> list[Plan]:
    """The unit's plans of the judged year, by their titles; those whose title names another year are left out."""
    items = own_items(corpus, duty, kinds, since).articles
    found = [_plan(corpus, a) for a in items if title_says_plan(a.title)]
    return [each for each in found if not each.plan.years or duty.year in each.plan.years]


def _plan(corpus: Corpus, article: Article) -> Plan:
    if article.state != "read" and article.state != "file":
        return Plan(article, InspectionPlan("unreadable"), f"页面没有读到（{article.cause or '未读取'}）")
    said = contents(corpus, article)
    found = read_inspection_plan(article.title, said.body, article.published)
    batches = list(found.batches)
    for file in said.files:
        if file.is_read:
            in_file = read_inspection_plan_tables(article.title, tables_of(file.reading), article.published)
            batches += in_file.batches
            found = replace(found, has_joint=found.has_joint or in_file.has_joint, years=found.years or in_file.years)
    found = replace(found, batches=tuple(batches))
    why = "" if batches else why_unread(said) or "计划没有读出批次和实施时间"
    return Plan(article, found, why)


def results(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date) -> list[Result]:
    """What the unit published of results since a day; those whose title names another year are left out."""
    found = []
    for article in own_items(corpus, duty, kinds, since).articles:
        years = _YEARS.findall(squeezed(article.title))
        if years and str(duty.year) not in years:
            continue
        if each := _result(corpus, article):
            found.append(each)
    return found


def _result(corpus: Corpus, article: Article) -> Result | None:
    if "说明" in article.title:  # that there was nothing to inspect is no result
        return None
    said = contents(corpus, article)
    found = read_inspections(article.title, said.body, article.published)
    rows: list[Inspection] = list(found.results)
    for file in said.files:
        if file.is_read:
            rows += read_inspection_tables(file.name, tables_of(file.reading), article.published).results
    if found.state == "absent" and not rows:
        return None
    if rows:
        return Result(article, replace(found, state="read", results=tuple(rows)))
    return Result(article, found, (why_unread(said) or found.cause) if found.state == "unreadable" else "")


def answers(batch: PlanBatch, result: Result, others: Iterable[PlanBatch] = ()) -> bool:
    """Whether a result is that of a batch: the same number where both have one, else the same subject.

    ``others`` are the batches of the same plan: what shows none of the words that tell this batch from one that fits better is
    that one's.
    """
    titled = batch_number(result.article.title)
    wanted = _subject(batch.task)
    told = (result.article.title, *sorted({each.plan for each in result.found.results[:200]}))
    shown = _subject(" ".join(_WHOSE.sub("", squeezed(words)) for words in told))
    share = _share(wanted, shown)
    if batch.number is not None and titled is not None:
        # Departments number their batches apart: the same number with another subject altogether is no answer.
        return batch.number == titled and (not wanted or not shown or share > 0 or len(shown) < 2)
    if share < _ENOUGH:
        return False
    rivals = (_subject(other.task) for other in others if other is not batch)
    return not any(_share(rival, shown) > share and not (wanted - rival) & shown for rival in rivals)


def _share(wanted: frozenset[str], shown: frozenset[str]) -> float:
    return len(wanted & shown) / len(wanted) if wanted else 0.0


def _subject(words: str) -> frozenset[str]:
    pairs = bigrams(_COMMON.sub(" ", squeezed(words)))
    return frozenset(pair for pair in pairs if " " not in pair)
