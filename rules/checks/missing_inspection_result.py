"""未见抽查结果：年度抽查计划列出的批次，实施时间过后 20 个工作日没有见到结果；或结果公布得晚。

依据：年度要点所列各行（公开抽查结果）；优化营商环境条例第五十四条（查处结果及时向社会公开）；20 个工作日的期限见于市场监管部门文件，凭经验掌握。
判定：计划的每一批在实施时间之后第 20 个工作日以前见到结果，为合规；到期未见的，为待核验（是否实施、是否改期，网站看不出来）。
结果写明检查日期、公布晚于其后第 20 个工作日的，为逾期；期限的依据只是凭经验掌握的，报告中列为待核验。
批次与结果按批次号、任务名称对应；结果条数不少于到期批次数而对不上名称的，倾向合规。
无法判定：栏目没有看全；计划在未读到的附件里、读不出批次和时间；结果只有附件未读的，算已公布，不核对日期。
不涉及：没有见到计划的（见 missing_oversight_item）；发布在企业信用信息公示系统等平台、档案已登记的；抽检、专项检查的结果。
怎么改：按批次公布结果，标题写明年度和批次（任务），正文写明检查对象、日期、结果；没有实施的，在计划页说明。
"""

from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.inspection_plan import PlanBatch
from rules.checks._columns import searched
from rules.checks._inspections import Plan, Result, answers, plans, results
from rules.checks._oversight import statement_of
from rules.deadlines import workdays_after, workdays_between
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, not_applicable, not_due, stated, suspect, unknown

version = 3

_TOLD: Final = 30


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("double_random", "enforcement"), workdays: int = 20
) -> list[Verdict]:
    planned = plans(corpus, duty, kinds, date(duty.year - 1, 10, 1))
    shown = results(corpus, duty, kinds, duty.applies_from)
    verdicts = [_plan(corpus, duty, kinds, plan, shown, workdays) for plan in planned]
    verdicts += _delays(duty, shown, workdays)
    if not planned:
        verdicts.append(_unplanned(corpus, duty, kinds, shown).about(f"double_random:{duty.year}"))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _unplanned(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], shown: list[Result]) -> Verdict:
    if shown:
        return met(f"未见抽查计划，见到本年度抽查结果 {len(shown)} 条", of_article(shown[-1].article))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    if found := statement_of(corpus, duty, kinds, duty.year):
        return stated(f"已发布情况说明：{found[1].quote}", of_article(found[0], found[1].quote))
    return not_applicable("本期未见触发事项：没有见到本年度抽查计划，也没有抽查结果")


# ---- the batches of a plan


def _plan(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], plan: Plan, shown: list[Result], workdays: int
) -> Verdict:
    verdict = _batches(corpus, duty, kinds, plan, shown, workdays)
    return verdict.about(plan.article.identity)


def _batches(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], plan: Plan, shown: list[Result], workdays: int
) -> Verdict:
    cited = of_article(plan.article)
    if plan.why:
        return unknown(f"抽查计划《{plan.article.title}》{plan.why}", cited)
    batches = plan.plan.batches
    answered = [batch for batch in batches if any(answers(batch, result, batches) for result in shown)]
    open_ = [batch for batch in plan.plan.batches if batch not in answered]
    due = [batch for batch in open_ if batch.ends and _is_due(batch.ends, corpus.run_as_of, workdays)]
    told = f"《{plan.article.title}》列 {len(plan.plan.batches)} 批（项）"
    if due:
        return _unanswered(corpus, duty, kinds, plan, due, answered, shown, workdays)
    undated = [batch for batch in open_ if batch.ends is None]
    if answered or not open_:
        rest = f"，{len(open_)} 批未到期或没有写明时间" if open_ else ""
        return met(f"{told}，{len(answered)} 批已见结果{rest}", cited, *(of_article(r.article) for r in shown[-1:]))
    if len(undated) == len(open_):
        return unknown(f"{told}，都没有写明实施时间，无法判断哪一批到期", cited)
    first = min(workdays_after(batch.ends, workdays).rolled for batch in open_ if batch.ends)
    return not_due(f"{told}，结果最早在 {first} 到期", cited, due=first)


def _is_due(ends: date, today: date, workdays: int) -> bool:
    return workdays_after(ends, workdays).surely_before(today)


def _unanswered(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    plan: Plan,
    due: list[PlanBatch],
    answered: list[PlanBatch],
    shown: list[Result],
    workdays: int,
) -> Verdict:
    cited = of_article(plan.article, f"{due[0].name} {due[0].task} {due[0].when}")
    first = min(workdays_after(batch.ends, workdays).rolled for batch in due if batch.ends)
    names = "、".join(f"{batch.name}（{batch.task}，{batch.when}）" for batch in due[:3])
    more = f"等 {len(due)} 批" if len(due) > 3 else ""
    if why := corpus.unseen(duty.unit, kinds, due=first):
        return unknown(f"计划中的{names}{more}未见结果，但{why}", cited)
    if found := statement_of(corpus, duty, kinds, duty.year):
        return stated(f"已发布情况说明：{found[1].quote}", of_article(found[0], found[1].quote))
    batches = plan.plan.batches
    free = [result for result in shown if not any(answers(batch, result, batches) for batch in batches)]
    lean = Status.MET if len(free) >= len(due) else Status.GAP
    other = f"；另有 {len(free)} 条结果对不上批次，如《{free[-1].article.title}》" if free else ""
    verdict = suspect(
        f"计划中的{names}{more}实施时间已过 {workdays} 个工作日，截至 {corpus.run_as_of} 未见结果{other}",
        cited,
        *(of_article(result.article) for result in free[-1:]),
        lean=lean,
        defect=None if lean is Status.MET else Defect.ABSENT,
        question="该批抽查是否已经实施，结果公布在哪里？",
        advice="公布该批抽查结果；改期或取消的，在计划页说明。",
    )
    return replace(verdict, due=first, event=first)


# ---- results published late


def _delays(duty: Duty, shown: list[Result], workdays: int) -> list[Verdict]:
    found = []
    for result in shown:
        on, inspected = result.article.published, result.inspected
        if on is None or inspected is None or inspected < duty.applies_from:
            continue
        due = workdays_after(inspected, workdays)
        if due.surely_before(on):
            days = workdays_between(inspected, on)
            told = f"《{result.article.title}》写明的检查日期最晚为 {inspected}，{on} 才公布，是第 {days} 个工作日，晚于第 {workdays} 个工作日 {due}"
            verdict = late(told, of_article(result.article), due=due.rolled)
            found.append(verdict.about(result.article.identity, due=due.rolled, event=inspected))
    return found[-_TOLD:]
