"""放错栏目：标题明显属于某类的信息（预决算、信息公开年报、公开指南、处罚决定、招标中标），列在另一类专用栏目里。

依据：川办函〔2020〕8号（专栏集中公开，只统计专栏内的内容）；国办公开办函〔2019〕61号（统一名称、统一格式）。标题归类是推算的，不据以认定。
判定：列在相应栏目或通用栏目（通知公告、法定主动公开内容、工作动态等）的，为合规；只列在不相干的专用栏目、而本单位或门户另有相应栏目的，为待核验。
每个栏目一个结果，都没有的合并为一个合规。
无法判定：没有登记本单位的栏目；没有见到信息而栏目没有看全。
不涉及：标题看不出类别的；该类没有专门栏目的；栏目该不该设（见 missing_column）。
怎么改：把信息移到相应栏目，或在相应栏目同时公布。
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.annual import read_annual_title
from crawler.extract.fiscal import read_fiscal_title
from crawler.extract.project import read_project_title
from crawler.extract.punishment import title_says_decision
from crawler.vocabulary import label
from rules.checks._columns import searched
from rules.checks._oversight import named, names_another
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_MOST: Final = 2_000
_TOLD: Final = 20
# Anything may stand here.
_GENERAL: Final = frozenset((
    "notices", "statutory", "news", "livelihood", "grassroots_zone", "digital_government", "business_policy", "public_institutions", "gazette",
    "response", "letters",
))  # fmt: skip
_ACCEPTED: Final[dict[str, frozenset[str]]] = {
    "budget": frozenset(("budget", "final_accounts", "fiscal_other")),
    "annual_report": frozenset(("annual_report",)),
    "guide": frozenset(("guide", "request", "rules")),
    "penalty": frozenset(("penalty", "enforcement", "license", "supervision", "double_random")),
    "major_project": frozenset(("major_project", "public_resources")),
}  # fmt: skip


def check(corpus: Corpus, duty: Duty) -> list[Verdict]:
    columns = {column.id: column for column in corpus.own_columns(duty.unit)}
    if not columns:
        return [unknown(f"站点档案没有登记{duty.unit_name}的栏目，请补充登记")]
    articles = list(corpus.articles(duty.unit, (), duty.applies_from, newest=_MOST))
    homes = {kind for kind, accepted in _ACCEPTED.items() if corpus.columns(duty.unit, tuple(sorted(accepted)))}
    misfiled: dict[str, list[tuple[Article, str]]] = {}
    judged = 0
    for article in articles:
        kind = _kind(corpus, duty, article)
        if kind is None or kind not in homes:
            continue
        judged += 1
        if set(article.kinds) & (_ACCEPTED[kind] | _GENERAL) or not article.kinds:
            continue
        if own := next((c for c in article.columns if c in columns), None):
            misfiled.setdefault(own, []).append((article, kind))
    verdicts = []
    for column_id in sorted(misfiled)[:_TOLD]:
        column, found = columns[column_id], misfiled[column_id]
        shown = [of_article(article) for article, _ in found[-3:]]
        homes_told = _labels(kind for _, kind in found)
        told = f"“{column.name}”栏目列有{named([article for article, _ in found])}，按标题属于{homes_told}，相应栏目未列"
        verdict = suspect(
            told, *shown, of_column(column), lean=Status.GAP, defect=Defect.MISFILED,
            question="这些信息是否应当放在相应栏目？", advice=f"移到{homes_told}栏目，或在该栏目同时公布。",
        )  # fmt: skip
        verdicts.append(replace(verdict.about(column.url), searched=searched([column])))
    if not verdicts:
        verdicts.append(_none(corpus, duty, judged, len(articles)).about(f"misfiled:{duty.year}"))
    return verdicts


def _labels(kinds: Iterable[str]) -> str:
    return "、".join(f"“{label(kind)}”" for kind in dict.fromkeys(kinds))


def _none(corpus: Corpus, duty: Duty, judged: int, seen: int) -> Verdict:
    if judged:
        return met(f"看过本年度 {seen} 条信息，按标题可归类的 {judged} 条都在相应栏目或通用栏目")
    if seen:
        return not_applicable(f"看过本年度 {seen} 条信息，没有按标题可归类的")
    kinds = tuple(dict.fromkeys(column.kind for column in corpus.own_columns(duty.unit)))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"没有见到本年度的信息，但{why}")
    return not_applicable("没有见到本年度的信息")


def _kind(corpus: Corpus, duty: Duty, article: Article) -> str | None:
    """The kind a title surely belongs to; None for what does not say, and for what is another's."""
    title = article.title
    kind = _by_title(duty, title)
    return None if kind and names_another(corpus, duty, title) else kind


def _by_title(duty: Duty, title: str) -> str | None:
    if any(word in title for word in ("解读", "通知", "说明会", "培训", "会议")):
        return None
    annual = read_annual_title(title, unit_names=duty.names)
    if annual and annual.year:
        return "annual_report"
    if title.strip().endswith("政府信息公开指南"):
        return "guide"
    fiscal = read_fiscal_title(title, unit_names=duty.names)
    if fiscal and fiscal.level in ("department", "unit") and any(r.certain and r.year for r in fiscal.reports):
        return "budget"
    if title_says_decision(title):
        return "penalty"
    project = read_project_title(title)
    tender = project and project.stage == 3 and project.item in ("招标公告", "中标候选人", "中标结果") and project.name
    return "major_project" if tender else None
