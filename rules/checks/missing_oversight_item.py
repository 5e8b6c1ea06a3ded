"""未见双随机和执法公示的基础事项：随机抽查事项清单、年度抽查计划、部门联合抽查安排、上一年度行政执法数据。

依据：年度要点所列各行（公开抽查事项清单）；优化营商环境条例第五十四条（抽查事项及查处结果及时向社会公开）；国办发〔2018〕118号（事前公开随机抽查事项清单）；
年度计划、联合抽查、执法数据的要求凭经验掌握。参数 what 取一项：list 清单、plan 年度计划、joint 部门联合、data 执法数据。
判定：本单位公布了该项，内容能读到，为合规；栏目看全了、到期仍未见，为有问题（依据只是凭经验掌握的，报告中列为待核验）。
未见部门联合抽查的，标题不像清单而正文列有抽查事项的，清单标题写明的年份早于上一年度，或读不出抽查事项、对象、依据等栏，为待核验；公布在别的栏目的，也算，请移到双随机栏目。
门户或其他单位统一、联合公布的清单、计划写有本单位的，为待核验。
无法判定：栏目没有看全、档案没有登记双随机栏目；只见标题、内容在未读到的附件里，或栏目里有附件未读、标题没有写明是什么的信息。期限当日及以前未见的，为未到期。
不涉及：上级和其他单位的清单、计划，工作动态、培训、征求意见；清单内容是否齐全准确。确无此类事项并已发布情况说明的，为已说明。
怎么改：在“双随机、一公开”栏目公布该项，标题写明单位和年度。
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.extract.inspection_plan import title_says_plan
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.checks._inspections import plans
from rules.checks._oversight import is_news, names_another, own_items, statement_of, why_unread
from rules.checks._ownership import named_among
from rules.contents import contents
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, late, met, not_due, stated, suspect, unknown

version = 3

What = Literal["list", "plan", "joint", "data"]

_NOT_IT = re.compile(r"解读|征求|意见|总结|培训|通报|图解|采购|招标|结果|名录库|完成情况|落实情况")
_LIST = re.compile(r"(?:抽查|双随机|随机检查|监管|检查)[^。]{0,20}(?:清单|目录)|一单两库")
_DATA = re.compile(r"行政执法(?:总体)?(?:统计)?(?:数据|年报|年度报告|统计|情况)[^。]{0,12}|执法(?:统计)?年报")
_DATA_NOT = re.compile(r"法治政府|监督检查|问题|整改|专项|典型|案例|考核|评议")
_JOINT = re.compile(r"部门联合|联合抽查|跨部门|联合双随机|联合[^。，\n]{0,8}检查")
_FIELDS: Final[dict[str, re.Pattern[str]]] = {
    "抽查事项": re.compile(r"事项|项目|内容"),
    "抽查对象": re.compile(r"对象"),
    "抽查依据": re.compile(r"依据|《[^》]{4,60}(?:法|条例|办法|规定)》"),
    "抽查主体": re.compile(r"主体|机关|部门|单位|机构"),
    "抽查方式": re.compile(r"方式|实地|现场|书面|网络"),
    "比例频次": re.compile(r"比例|频次|频率|每年|%|％"),
}
_NEAR_TO: Final[dict[What, str]] = {"list": "清单|目录", "plan": "计划|抽查", "joint": "抽查", "data": "执法"}
_LIST_WORDS: Final = (re.compile(r"(?:抽查|检查)(?:事项|内容|项目)"), re.compile("依据"), re.compile("方式|比例|频次"))
_HEAD: Final = 3_000
_SOMETHING_ELSE = re.compile(r"计划|结果|情况|通报|总结|解读|培训|方案|办法|制度|细则|通知|名录|人员|流程|裁量|许可|处罚")
_FEW: Final = 3  # fields of a list below which its content was not recognised
_NEAR_KINDS: Final = ("statutory", "notices", "enforcement", "supervision", "plan", "policy", "rules", "catalogue")
_MANY = re.compile(r"部门|单位|汇总|联合|全区|全县|跨部门|领域|综合")
_MOST_OF_OTHERS: Final = 500
_YEARS_BACK: Final = 5  # how far back a standing list is looked for


@dataclass(frozen=True, slots=True)
class _Item:
    """What is asked for: its name for readers, its title, and the year it must be of (None: a standing list)."""

    name: str
    due: date | None
    year: int | None


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    what: What = "list",
    kinds: tuple[str, ...] = ("double_random", "enforcement"),
    due_month: int = 3,
    due_day: int = 31,
) -> Verdict:
    item = _item(duty, what, due_month, due_day)
    found = sorted(_candidates(corpus, duty, what, kinds, item), key=best_first)
    best = found[0] if found else None
    verdict = _judged(corpus, duty, kinds, what, item, best)
    if item.due and verdict.status is Status.LATE:
        verdict = replace(unless_earlier(corpus, duty, kinds, verdict, item.name, found, item.due), event=item.due)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"double_random_{what}:{duty.year}", due=item.due), searched=looked)


def _item(duty: Duty, what: What, month: int, day: int) -> _Item:
    due = date(duty.year, month, day)
    return {
        "list": _Item("随机抽查事项清单", None, None),
        "plan": _Item(f"{duty.year}年度抽查计划", due, duty.year),
        "joint": _Item(f"{duty.year}年部门联合抽查安排或结果", due, duty.year),
        "data": _Item(f"{duty.year - 1}年度行政执法数据", due, duty.year - 1),
    }[what]


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], what: What, item: _Item, best: Candidate | None
) -> Verdict:
    if best and best.fit is Fit.MET:
        on = best.article.published
        if item.due and on and on > item.due:
            return late(f"{item.name}于 {on} 公布，晚于期限 {item.due} {(on - item.due).days} 天", best.evidence, due=item.due)
        return met(f"已见{item.name}：{best.why}", best.evidence, advice=best.advice)
    if best and best.fit is Fit.STATED:
        return stated(f"已发布情况说明：{best.quote}", best.evidence)
    if item.due and corpus.as_of <= item.due:
        return not_due(f"{item.name}的期限为 {item.due}，目前未到期", due=item.due)
    advice = f"在“双随机、一公开”栏目公布{item.name}，标题写明单位和年度。"
    if best and best.fit < Fit.NEAR:
        return unsure(best, item.name, question=f"该信息是否就是本单位现行的{item.name}？", advice=advice)
    if why := corpus.unseen(duty.unit, kinds, due=item.due):
        return unknown(why, *((best.evidence,) if best else ()))
    if what == "joint":
        return _no_joint(corpus, duty, kinds, item)
    term = f"期限 {item.due} " if item.due else f"{duty.applies_from} "
    verdict = absent(corpus, duty, kinds, item.name, term, best, advice=advice)
    if item.due is None:
        verdict = replace(verdict, reason=verdict.reason.replace(f"{term}已过，", "", 1))
    return verdict


def _no_joint(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], item: _Item) -> Verdict:
    """Not every unit leads or joins such inspections in a year."""
    return suspect(
        f"{duty.applies_from} 以来的抽查计划和结果中未见部门联合抽查",
        *(of_column(column) for column in corpus.own_columns(duty.unit, kinds)[:1]),
        lean=Status.MET,
        question="本单位本年度是否牵头或参加部门联合抽查，安排和结果公布在哪里？",
        advice=f"有联合抽查的，公布{item.name}。",
    )


# ---- what was found


def _candidates(corpus: Corpus, duty: Duty, what: What, kinds: tuple[str, ...], item: _Item) -> list[Candidate]:
    since = date(duty.year - (_YEARS_BACK if what == "list" else 1), 1, 1)
    if what == "joint":
        found = _joint(corpus, duty, kinds)
    else:
        found = [c for a in own_items(corpus, duty, kinds, since).articles if (c := _one(corpus, duty, what, a, item))]
        if not any(c.fit is Fit.MET for c in found):
            found += _elsewhere(corpus, duty, what, kinds, item, since)
        if not any(c.fit in (Fit.MET, Fit.MAYBE) for c in found):
            found += _for_many(corpus, duty, what, kinds, item, since)
    if said := statement_of(corpus, duty, kinds, duty.year):
        found.append(Candidate(said[0], Fit.STATED, quote=said[1].quote))
    return found


def _elsewhere(
    corpus: Corpus, duty: Duty, what: What, kinds: tuple[str, ...], item: _Item, since: date
) -> list[Candidate]:
    """The same in columns where the unit may have put it instead."""
    others = tuple(kind for kind in _NEAR_KINDS if kind not in kinds)
    with corpus.looking():  # no absence is concluded from these
        articles = own_items(corpus, duty, others, since).articles
    found = [c for a in articles if (c := _one(corpus, duty, what, a, item)) and c.fit is not Fit.NEAR]
    return [replace(c, advice="移到“双随机、一公开”栏目，或在该栏目同时公布。") for c in found]


def _for_many(
    corpus: Corpus, duty: Duty, what: What, kinds: tuple[str, ...], item: _Item, since: date
) -> list[Candidate]:
    """One list or plan for all departments, of the portal or another's, that names the unit."""
    found = []
    with corpus.looking():  # no absence is concluded from these
        for article in corpus.articles(None, (*kinds, *_NEAR_KINDS), since, newest=_MOST_OF_OTHERS):
            titles = [article.title, *(attachment.name for attachment in article.attachments)]
            if article.unit == duty.unit or not any(_says(what, title) for title in titles) or is_news(article.title):
                continue
            years = {int(year) for title in titles for year in re.findall(r"(?<!\d)(20\d{2})(?=年)", title)}
            if item.year and item.year not in (years or {article.published.year if article.published else item.year}):
                continue
            said = contents(corpus, article)
            if name := named_among(f"{said.text} {' '.join(titles)}", duty, without_level=True):
                found.append(Candidate(article, Fit.MAYBE, f"是统一或联合公布的，其中写有“{name}”"))
            elif _MANY.search(article.title) and (why_unread(said) or article.media or article.state != "read"):
                found.append(Candidate(article, Fit.UNREAD, "是统一公布的，内容没有读到"))
    return found


def _one(corpus: Corpus, duty: Duty, what: What, article: Article, item: _Item) -> Candidate | None:
    titles = [article.title, *(attachment.name for attachment in article.attachments)]
    if not any(_says(what, title) for title in titles):
        if doubt := _perhaps(corpus, what, article, item):
            return doubt
        near = re.search(_NEAR_TO[what], article.title)
        return Candidate(article, Fit.NEAR, "不是该事项") if near and article.unit == duty.unit else None
    if names_another(corpus, duty, article.title):
        return Candidate(article, Fit.NEAR, "是上级或其他单位的")
    if is_news(article.title):
        return Candidate(article, Fit.NEAR, "是工作动态")
    years = {int(year) for title in titles for year in re.findall(r"(?<!\d)(20\d{2})(?=年)", title) if _says(what, title)}
    if item.year and years and item.year not in years:
        return Candidate(article, Fit.NEAR, f"是{max(years)}年度的")
    if article.state in ("failed", "skipped", "external"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '未读取'}）")
    if what == "list":
        return _list(corpus, duty, article, years)
    if what == "data":
        return _data(corpus, duty, article, item, years)
    named = f"《{article.title}》"
    if not years and article.published and article.published.year != duty.year:
        return Candidate(article, Fit.NEAR, f"是{article.published.year}年公布的")
    return _with_content(corpus, article, named)


def _perhaps(corpus: Corpus, what: What, article: Article, item: _Item) -> Candidate | None:
    """An item of the column that is not called so and may be it: by its words, or because nobody could read them."""
    if not set(article.kinds) & {"double_random", "enforcement"} or is_news(article.title) or what == "data":
        return None
    if what == "plan" and (not article.published or article.published.year != item.year):
        return None
    said = contents(corpus, article)
    if what == "list" and len([1 for p in _LIST_WORDS if p.search(said.text[:_HEAD])]) == len(_LIST_WORDS):
        return Candidate(article, Fit.MAYBE, "标题不像清单，但正文列有抽查事项、依据、方式")
    if _SOMETHING_ELSE.search(article.title) or not re.search("双随机|抽查|公示|公开|清单|事项|执法", article.title):
        return None
    unread = why_unread(said) or ("内容是图片，没有读" if article.media and len(said.text.strip()) < 60 else "")
    return Candidate(article, Fit.UNREAD, f"标题没有写明是什么，{unread}") if unread else None


def _says(what: What, title: str) -> bool:
    plain = re.sub(r"\s+", "", title[:300])
    if what == "plan":
        return title_says_plan(title)
    if what == "data":
        return bool(_DATA.search(plain)) and not _DATA_NOT.search(plain)
    return bool(_LIST.search(plain)) and not _NOT_IT.search(plain)


def _with_content(corpus: Corpus, article: Article, why: str) -> Candidate:
    """A fitting title with something behind it."""
    said = contents(corpus, article)
    if len(said.text.strip()) >= 60:
        return Candidate(article, Fit.MET, why)
    if unread := why_unread(said):
        return Candidate(article, Fit.UNREAD, f"内容在附件里，{unread}")
    if article.media:
        return Candidate(article, Fit.UNREAD, "内容是图片，没有读")
    return Candidate(article, Fit.DOUBT, "标题相符，但正文没有内容", defect=Defect.MISSING_ELEMENT)


def _list(corpus: Corpus, duty: Duty, article: Article, years: set[int]) -> Candidate:
    said = contents(corpus, article)
    text = said.text[:50_000]
    shown = [name for name, pattern in _FIELDS.items() if pattern.search(text)]
    if len(shown) < _FEW:
        if unread := why_unread(said):
            return Candidate(article, Fit.UNREAD, f"内容在附件里，{unread}")
        if article.media:
            return Candidate(article, Fit.UNREAD, "内容是图片，没有读")
        return Candidate(article, Fit.DOUBT, "标题相符，但正文没有读出抽查事项、对象、依据等栏", defect=Defect.MISSING_ELEMENT)
    if years and max(years) < duty.year - 1:
        why = f"写明是{max(years)}年的，之后没有见到新的清单"
        return Candidate(article, Fit.MAYBE, why, defect=Defect.WRONG_YEAR)
    lacking = [name for name in _FIELDS if name not in shown]
    note = f"（未见{'、'.join(lacking)}栏，请核对）" if lacking else ""
    return Candidate(article, Fit.MET, f"《{article.title}》{note}", article.title)


def _data(corpus: Corpus, duty: Duty, article: Article, item: _Item, years: set[int]) -> Candidate:
    if not years and not re.search(str(item.year), corpus.text(article)[:3_000]):
        return Candidate(article, Fit.NEAR, "没有写明年度")
    return _with_content(corpus, article, f"《{article.title}》")


def _joint(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Candidate]:
    """Anything of the year that plans or tells joint inspections: a plan's own batches count."""
    since = duty.applies_from - timedelta(days=92)
    found = []
    for plan in plans(corpus, duty, kinds, since):
        if plan.plan.has_joint or any(batch.is_joint for batch in plan.plan.batches):
            found.append(Candidate(plan.article, Fit.MET, f"《{plan.article.title}》列有部门联合抽查"))
        elif plan.why:
            found.append(Candidate(plan.article, Fit.UNREAD, plan.why))
    for article in own_items(corpus, duty, kinds, duty.applies_from).articles:
        if _JOINT.search(article.title) and not is_news(article.title):
            found.append(_with_content(corpus, article, f"《{article.title}》"))
    return found
