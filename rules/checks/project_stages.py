"""重大建设项目分阶段公开情况：年度清单所列的项目，八类信息各见到了哪些。

依据：国办发〔2017〕94号（批准服务、批准结果、招标投标、征收土地、重大设计变更、施工、质量安全监督、竣工八类）；年度要点第（五）项（全流程公开）；
政府信息公开条例第二十条第十项。哪个阶段该有哪类信息是推算的，只提问，不作认定。
判定：每个项目一个结果，列出见到的各类。见到施工、竣工等后面的阶段而未见批准结果的，为待核验；只未见招标投标的，倾向合规：招标信息依法可在公共资源交易平台公布，
栏目给出链接的也算见到。各类都没有见到的项目合并为一个待核验。信息按项目名称、项目代码对应，不论列在哪个单位的栏目。
无法判定：清单没有读到；相关栏目没有看全或信息过多。清单公布不足 20 个工作日的，为未到期。
不涉及：没有年度清单的（见 missing_project_list）；清单注明前期、储备的项目；办事指南（见 missing_approval_service）；进度到了哪一步。
怎么改：补发所缺一类的信息，标题写明项目全称；公布在其他平台的，在“重大建设项目”栏目给出筛选到该项目的链接。
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.project import STAGES, ListedProject
from rules.checks._columns import searched, why_unread
from rules.checks._project_lists import MOST, Projects, ShownList, Sight, everyones, sighted, yearly_lists
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown

version = 2

_TOLD: Final = 60  # projects told one by one
_YEARS_BACK: Final = 4  # how long before the year a project of its list may have been approved
_LATER: Final = {2: (3, 6, 7, 8), 3: (6, 7, 8)}  # approval and tender come before these
_DISTINCT: Final = 6  # a shorter name (老旧小区改造) may be several projects
_LIST_KINDS: Final = ("major_project", "plan", "notices", "policy")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    list_kinds: tuple[str, ...] = _LIST_KINDS,
    kinds: tuple[str, ...] = ("major_project", "public_resources", "license", "notices"),
    workdays: int = 20,
) -> list[Verdict]:
    with corpus.looking():
        lists = yearly_lists(corpus, duty, list_kinds)
        articles = everyones(corpus, kinds, date(duty.year - _YEARS_BACK, 1, 1))
        blind = next((why for column in corpus.columns(None, kinds) if (why := why_unread(corpus, column))), None)
    looked = searched(corpus.columns(duty.unit, kinds))
    read = [shown for shown in lists if shown.reading.rows]
    if not read:
        return [replace(_no_list(corpus, duty, list_kinds, lists).about(f"projects:{duty.year}"), searched=looked)]
    if len(articles) >= MOST:
        blind = blind or f"相关栏目信息过多，只看了最近的 {MOST} 条"
    projects = Projects(tuple(row for shown in read for row in shown.reading.rows), corpus.site.district_names)
    seen = sighted(corpus, projects, articles)
    named = [key for key in projects.rows if key in seen]
    verdicts = [
        _project(key, projects.rows[key], seen[key], blind).about(f"project:{key}", event=_first(seen[key]))
        for key in named[:_TOLD]
    ]
    verdicts.append(_rest(corpus, read[0], projects, seen, blind, workdays).about(f"projects:{duty.year}"))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _no_list(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], lists: list[ShownList]) -> Verdict:
    if lists:
        return unknown(f"年度清单《{lists[0].article.title}》{lists[0].why}", of_article(lists[0].article))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"未见年度重点项目清单，但{why}")
    return not_applicable("没有见到本年度重点项目清单，不能逐项目核对（见 missing_project_list）")


def _first(sights: list[Sight]) -> date | None:
    return min((sight.article.published for sight in sights if sight.article.published), default=None)


def _project(key: str, project: ListedProject, sights: list[Sight], blind: str | None) -> Verdict:
    stages = {sight.said.stage for sight in sights}
    shown = [of_article(newest.article) for newest in _newest_of_each(sights)]
    told = f"“{project.name}”已见{_in_words(sights)}"
    lacking = [stage for stage, later in _LATER.items() if stage not in stages and stages & set(later)]
    if not lacking:
        return met(told, *shown)
    names = "、".join(STAGES[stage] for stage in lacking)
    if blind:
        return unknown(f"{told}，未见{names}，但{blind}", *shown)
    lean = Status.GAP if 2 in lacking and len(key) >= _DISTINCT else Status.MET
    return suspect(
        f"{told}，未见{names}", *shown, lean=lean, defect=Defect.ABSENT if lean is Status.GAP else None,
        question=f"该项目的{names}信息公布在哪里（在线审批平台、公共资源交易平台）？", advice=f"补发{names}信息，或给出筛选到该项目的链接。",
    )  # fmt: skip


def _newest_of_each(sights: list[Sight]) -> list[Sight]:
    newest = {sight.said.stage: sight for sight in sights}
    return [newest[stage] for stage in sorted(newest)]


def _in_words(sights: list[Sight]) -> str:
    """批准结果（可行性研究）、招标投标（中标候选人、中标结果）."""
    items: dict[int, list[str]] = {}
    for sight in sights:
        outside = "，链接到其他网站" if sight.article.state == "external" else ""
        word = sight.said.item + outside
        if word not in items.setdefault(sight.said.stage, []):
            items[sight.said.stage].append(word)
    return "、".join(f"{STAGES[stage]}（{'、'.join(items[stage])}）" for stage in sorted(items))


def _rest(
    corpus: Corpus, shown: ShownList, projects: Projects, seen: dict[str, list[Sight]], blind: str | None, workdays: int
) -> Verdict:
    """The projects of which nothing is seen, and how many each class is seen of."""
    cited = of_article(shown.article)
    unseen = [row for key, row in projects.rows.items() if key not in seen and not row.is_early]
    told = f"《{shown.article.title}》读到 {len(projects.rows)} 个项目，{_counts(seen)}"
    if not unseen:
        return met(f"{told}，未见遗漏的项目", cited)
    names = "、".join(f"“{row.name}”" for row in unseen[:5]) + (f"等 {len(unseen)} 个" if len(unseen) > 5 else "")
    told = f"{told}，{names}未见任何一类"
    on = shown.article.published
    if on and not (due := workdays_after(on, workdays)).surely_before(corpus.run_as_of):
        return not_due(f"{told}；清单公布不足 {workdays} 个工作日", cited, due=due.rolled)
    if blind:
        return unknown(f"{told}，但{blind}", cited)
    return suspect(
        told, cited, lean=Status.GAP, defect=Defect.ABSENT, question="这些项目进展到哪一步，批准、招标等信息公布在哪里？",
        advice="补发这些项目已经形成的信息，标题写明项目全称；公布在其他平台的给出链接。",
    )  # fmt: skip


def _counts(seen: dict[str, list[Sight]]) -> str:
    counted = Counter(stage for sights in seen.values() for stage in {sight.said.stage for sight in sights})
    return "见到" + "、".join(f"{STAGES[stage]} {counted[stage]} 个" for stage in sorted(counted)) if counted else "都没有见到八类信息"
