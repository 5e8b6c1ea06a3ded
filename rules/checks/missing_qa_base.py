"""未见政策咨询库：门户没有政策咨询库，或应当参与的部门没有条目。

依据：年度要点“教育、卫生、人社等部门要建设政策咨询库……在政府门户网站、12345政务服务便民热线知识库等公开”（8月31日前）。
判定：牵头单位看门户的政策咨询库有没有条目，部门看其中（或自己的政策咨询库栏目里）有没有本单位的条目。期限当日或之前已有的为合规，
之后才有的为逾期；期限后看全了仍没有的，为有问题。公布在别的栏目、标题或栏目名称是政策问答的，页面写明期限前已经公布的，他人发布了同类条目的（可能代为发布），为待核验。
无法判定：档案没有登记政策咨询库栏目；栏目没有看全；有条目读不出日期或看不出是哪个单位的，请人确认。期限未到的，为未到期。
不涉及：主题全不全、是不是问答（见 incomplete_qa_base）；报送12345知识库的情况。
怎么改：在门户的政策咨询库发布本单位的问答，标明来源单位。
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal

from crawler.archive import Article, Corpus
from crawler.extract.policy_answer import may_be_base, read_policy_answer
from rules.checks._candidate import if_seen_whole
from rules.checks._columns import searched
from rules.evidence import of_article, of_column
from rules.first_shown import why_earlier
from rules.model import Defect, Duty, Status, Verdict, gap, late, met, not_due, suspect, unknown

version = 3

# Which of the topics a unit is in charge of, by a word of its name.
_CHARGE = (("教育", ("教育",)), ("卫", ("生育", "医疗")), ("人力资源", ("就业", "创业", "养老")), ("人社", ("就业", "创业", "养老")))
_ADVICE = "在门户的政策咨询库发布问答条目，标明来源单位。"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("qa_base",),
    also_kinds: tuple[str, ...] = ("policy", "interpretation", "response", "letters", "notices", "business_policy"),
    scope: Literal["portal", "unit"] = "unit",
) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, kinds, also_kinds, everybody=scope == "portal")
    undone = verdict.status not in (Status.MET, Status.LATE)
    if undone and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about(f"qa_base:{duty.year}", due=duty.due), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], also: tuple[str, ...], *, everybody: bool) -> Verdict:
    found = list(corpus.articles(None if everybody else duty.unit, kinds))
    what = "政策咨询库" if everybody else f"政策咨询库中{duty.unit_name}的条目"
    if found:
        return if_seen_whole(corpus, duty, kinds, _in_time(corpus, found, duty, what), duty.due)
    elsewhere = list(corpus.articles("" if everybody else duty.unit, also, titled=may_be_base))
    elsewhere = elsewhere or _under_another_name(corpus, duty, kinds, everybody=everybody)
    if elsewhere:
        return suspect(
            f"政策咨询库栏目中未见{'' if everybody else duty.unit_name + '的'}条目，但另有《{elsewhere[-1].title}》", of_article(elsewhere[-1]),
            lean=Status.MET, question="该处是否就是本单位的政策咨询库？", advice="归集到门户的政策咨询库栏目。",
        )  # fmt: skip
    columns = corpus.columns(duty.unit, kinds)
    if not columns:
        return unknown("站点档案没有登记政策咨询库栏目，请确认门户是否有政策咨询库、网址是什么")
    shown = of_column(columns[0])
    if why := corpus.unseen(duty.unit, kinds, due=duty.due):
        return unknown(why, shown)
    if not everybody and (nobodys := list(corpus.articles("", kinds))):
        return suspect(
            f"政策咨询库中未见{duty.unit_name}的条目，有 {len(nobodys)} 条看不出是哪个单位的，如《{nobodys[-1].title}》", of_article(nobodys[-1]),
            lean=Status.MET, defect=Defect.ABSENT, question="这些条目中是否有本单位的？", advice=_ADVICE,
        )  # fmt: skip
    if not everybody and (near := _on_its_topics(corpus, duty, kinds)):
        return suspect(
            f"政策咨询库中未见{duty.unit_name}的条目，但有他人发布的同类条目，如《{near.title}》", of_article(near), lean=Status.MET,
            defect=Defect.ABSENT, question="这些条目是否由本单位提供、由他人代为发布？", advice=_ADVICE,
        )  # fmt: skip
    return gap(f"“{columns[0].name}”栏目已看全，截至 {corpus.run_as_of} 未见{what}", shown, advice=_ADVICE)


def _under_another_name(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], *, everybody: bool) -> list[Article]:
    """Answers in any other column: called so themselves, or in a column that is called so."""
    bases = {column.id for column in corpus.all_columns if may_be_base(column.name) and column.kind not in kinds}
    with corpus.looking():  # no absence is concluded from these
        own = "" if everybody else duty.unit
        found = list(corpus.articles(own, (), or_unattributed=True, titled=may_be_base))
        for column in sorted(bases):
            in_it = corpus.articles(None, (), column=column)
            found += in_it if everybody else (a for a in in_it if a.unit in (duty.unit, ""))
    found.sort(key=lambda a: (a.published or date.min, a.identity))
    return [a for a in found if not set(a.kinds) & set(kinds)]


def _on_its_topics(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Article | None:
    """The newest entry on what the unit is in charge of: the centre may have published it on the unit's behalf."""
    topics = {topic for name in (duty.unit_name, *duty.names) for words, own in _CHARGE for topic in own if words in name}
    found = corpus.articles(None, kinds, titled=lambda title: topics & set(_topics_of(title)), newest=1)
    return next(found, None)


@lru_cache(maxsize=20_000)
def _topics_of(title: str) -> tuple[str, ...]:
    return read_policy_answer(title, "").topics


def _in_time(corpus: Corpus, found: list[Article], duty: Duty, what: str) -> Verdict:
    dated = [a for a in found if a.published]
    first = dated[0] if dated else found[0]
    if duty.due is None or (first.published and first.published <= duty.due):
        return met(f"已有{what}，共 {len(found)} 条", of_article(first))
    if len(dated) < len(found):
        undated = next(a for a in found if a.published is None)
        return suspect(
            f"已有{what}，共 {len(found)} 条，但有条目读不出日期，无法核对期限 {duty.due}", of_article(undated), lean=Status.MET,
            defect=Defect.UNDATED, question=f"该条目是否在 {duty.due} 或之前发布？", advice="在页面上标明发布日期。",
        )  # fmt: skip
    for article in dated:
        if why := why_earlier(article, corpus.text(article), duty.due):
            return suspect(
                f"{what}最早一条标注 {first.published} 发布，晚于期限 {duty.due}，但《{article.title}》{why}", of_article(article), lean=Status.MET,
                defect=Defect.OVERDUE, question=f"该条目是否在 {duty.due} 或之前已经公布过？", advice="注明首次公布的日期。",
            )  # fmt: skip
    days = (first.published - duty.due).days if first.published else 0
    reason = f"{what}最早一条于 {first.published} 发布，晚于期限 {duty.due} {days} 天"
    return replace(late(reason, of_article(first), due=duty.due), event=duty.due)
