"""未见建议提案办理结果：单位本年度没有公布人大代表建议、政协委员提案的办理结果。

依据：年度政务公开工作要点“及时公开人大代表建议和政协委员提案办理结果”；国办发〔2014〕46号；代表法（三个月、复杂的六个月内答复）。
判定：见到本单位本年度的一件答复，或写明结果的本单位办理情况，为合规，并报出件数，供与交办清单核对。看得出本单位有承办任务（清单、
总体情况点了名，或自己发过办理动态），或按参数推定有任务的，仍未见，为待核验。不看交办清单，多少件才算全看不出来，办理结果也可能依法
不宜公开，因此从不认定为有问题。发在别的栏目的，也算，请移到建议提案栏目。
无法判定：栏目没有看全；另有看不出承办单位的答复；标题、年度不明的，请人确认。推算的答复期限之前，为未到期；有有效情况说明的，为已说明。
不涉及：没有看到承办任务的单位，为不适用；办理工作的会议和通知、交办清单、上级的答复、别的单位的答复、全区的总体情况，都不算本单位的结果。
怎么改：把可以公开的答复发到建议提案栏目，写明编号、承办单位和答复内容，隐去代表、委员的联系方式；没有承办任务的，公布情况说明。
"""

from dataclasses import replace
from datetime import date
from typing import Literal

from crawler.archive import Article, Corpus
from rules.checks._candidate import Candidate, Fit, best_first, unsure
from rules.checks._columns import searched
from rules.checks._proposals import assignment, ownerless, results
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_applicable, not_due, stated, suspect, unknown

version = 2

ADVICE = "在建议提案栏目公布可以公开的答复，写明编号、承办单位和内容；没有承办任务的，公布情况说明。"
QUESTION = "本年度承办了几件人大代表建议、政协委员提案，其中可以公开的答复公布在哪里？"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("proposals",),
    assigned: Literal["presumed", "shown"] = "shown",
    due_month: int = 7,
    due_day: int = 31,
) -> Verdict:
    year = duty.year
    due = date(year, due_month, due_day)
    found = sorted(results(corpus, duty, kinds, year), key=best_first)
    verdict = _judged(corpus, duty, kinds, found, due, presumed=assigned == "presumed")
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"proposals:{year}"), searched=looked)


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Candidate], due: date, *, presumed: bool
) -> Verdict:
    best = found[0] if found else None
    what = f"{due.year}年建议提案办理结果"
    if best and best.fit is Fit.MET:
        count = sum(candidate.fit is Fit.MET for candidate in found)
        return met(f"已见本单位{what} {count} 件，最早一件于 {best.article.published} 公布", best.evidence, advice=best.advice)
    if best and best.fit is Fit.STATED:
        return stated(best.why, best.evidence)
    if corpus.as_of <= due:
        return not_due(f"{what}推算在 {due} 之后才能看出有无，目前未到期", *(c.evidence for c in found[:1]), due=due)
    if best and best.fit < Fit.NEAR:
        return unsure(best, what, question=f"该信息是否为本单位{what}？", advice=ADVICE)
    near = [c.evidence for c in found[:1]]
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why, *near)
    if others := ownerless(corpus, duty, kinds, due.year):
        return unknown(f"另有 {len(others)} 件答复看不出由哪个单位承办，不能确定本单位有没有", of_article(others[0]))
    return _absent(corpus, duty, kinds, what, near, assignment(corpus, duty, kinds, due.year), presumed=presumed)


def _absent(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    what: str,
    near: list[Evidence],
    task: Article | None,
    *,
    presumed: bool,
) -> Verdict:
    told = f"《{task.title}》显示有承办任务，" if task else ""
    shown = [of_article(task)] if task else [of_column(column) for column in corpus.columns(duty.unit, kinds)[:1]]
    if not task and not presumed:
        return not_applicable("本期未见触发事项：没有看到交本单位承办的人大代表建议或政协委员提案", *shown, *near)
    return suspect(
        f"{told}截至 {corpus.run_as_of} 未见{duty.unit_name}{what}",
        *shown,
        *(evidence for evidence in near if not task or evidence.url != task.url),
        lean=Status.GAP,
        defect=Defect.ABSENT,
        question=QUESTION,
        advice=ADVICE,
    )
