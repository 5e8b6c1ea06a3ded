"""未见中标结果：网站上有工程项目的招标公告或中标候选人公示，90 日内没有见到中标结果、流标或者终止公告。

依据：国办发〔2017〕94号（招标投标信息：招标公告、中标候选人、中标结果、合同）；90 日是推算的期限，招标信息依法在公共资源交易平台公布。
判定：每次招标都见到结果（中标结果、合同、流标或终止），为合规；最近一条之后满 90 日仍未见的，为待核验，不认定。本单位其他招标的结果都在网站上公布的，倾向有问题；一条结果也没有公布过的，
结果多半在交易平台，倾向合规。同一次招标按招标（项目）编号、项目名称、标段、施工或监理、第几次对应；重新招标的结果不算前一次的。
无法判定：栏目没有看全；信息没有发布日期。
不涉及：货物和服务采购；没有发布招标公告和候选人公示的；候选人公示的天数（见 short_tender_notice）；一个项目八类信息是否齐全（见 project_stages）。
怎么改：补发中标结果，标题写明项目全称和标段；公布在交易平台的，在原公告页给出链接。
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Corpus
from crawler.extract.project import read_project_title
from crawler.extract.tender import ENDINGS, Step
from rules.checks._columns import searched
from rules.checks._oversight import own_items
from rules.checks._tenders import Tendering, steps_of, tenderings
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.pairing import Pair

version = 1

_NAMED: Final = 5
_LOOK_BACK: Final = 120  # days: a call that lies before the period, its candidates within


@dataclass(frozen=True, slots=True)
class _Procedure:
    """What opened it, the day of its last item, and whether its ending is seen for certain or perhaps."""

    opening: Tendering
    last: date | None
    ended: bool
    perhaps: str = ""


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("major_project", "public_resources", "notices"), days: int = 90
) -> Verdict:
    since = duty.applies_from - timedelta(days=_LOOK_BACK)
    procedures = _procedures(corpus, duty, kinds, since)
    verdict = _judged(corpus, duty, kinds, procedures, days)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"tender:{duty.year}"), searched=looked)


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], procedures: list[_Procedure], days: int) -> Verdict:
    ended = [each for each in procedures if each.ended]
    open_ = [each for each in procedures if not each.ended]
    dated = [each for each in open_ if each.last]
    over = [each for each in dated if each.last and each.last + timedelta(days=days) < corpus.run_as_of]
    if over:
        return _over(corpus, duty, kinds, over, ended, days)
    told = f"{len(ended)} 次招标已见结果" if ended else ""
    if ended:
        return met(told + (f"，{len(open_)} 次未到期或没有日期" if open_ else ""), of_article(ended[-1].opening.article))
    if dated:
        due = min(each.last + timedelta(days=days) for each in dated if each.last)
        return not_due(f"{len(open_)} 次招标尚未见结果，最早 {due} 满 {days} 日", of_article(dated[0].opening.article), due=due)
    if open_:
        return unknown("招标信息没有发布日期，无法判断是否到期", of_article(open_[0].opening.article))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"未见招标信息，但{why}")
    return not_applicable("本期未见触发事项：没有工程项目的招标公告、中标候选人公示（招标信息依法可在公共资源交易平台公布）")


def _over(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], over: list[_Procedure], ended: list[_Procedure], days: int
) -> Verdict:
    names = "、".join(f"《{each.opening.article.title}》" for each in over[:_NAMED]) + (f"等 {len(over)} 次" if len(over) > _NAMED else "")
    shown = [of_article(each.opening.article) for each in over[:_NAMED]]
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"{names}未见中标结果，但{why}", *shown)
    told = f"{names}之后满 {days} 日，截至 {corpus.run_as_of} 未见中标结果、流标或者终止公告"
    if perhaps := next((each.perhaps for each in over if each.perhaps), ""):
        told += f"；《{perhaps}》可能就是"
    # Who shows the results of other tenders shows them here; who shows none has them on the platform.
    lean = Status.GAP if ended and not perhaps else Status.MET
    platform = "" if ended else "；本单位在网站上没有公布过结果，可能都在公共资源交易平台公布"
    return suspect(
        told + platform, *shown, lean=lean, defect=Defect.ABSENT if lean is Status.GAP else None, question="这些招标的结果公布在哪里？",
        advice="补发中标结果，标题写明项目全称和标段；公布在公共资源交易平台的，在原公告页给出链接。",
    )  # fmt: skip


def _procedures(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date) -> list[_Procedure]:
    """The unit's procedures on works: those opened by a call, then those of which only the candidates are shown."""
    everyone = tenderings(corpus, since)
    own = {a.identity for a in own_items(corpus, duty, kinds, since).articles}
    opened = [each for each in everyone if each.article.identity in own and _is_of_works(each)]
    found: list[_Procedure] = []
    known: set[str] = set()
    for step in (Step.NOTICE, Step.CANDIDATES):
        for opening in opened:
            if opening.said.step is step and opening.article.identity not in known:
                pairs = steps_of(corpus, opening, everyone).pairs
                known |= {pair.article.identity for pair in pairs}
                found.append(_procedure(opening, pairs, everyone))
    return [each for each in found if each.last is None or each.last >= duty.applies_from or each.ended]


def _procedure(opening: Tendering, pairs: tuple[Pair, ...], everyone: tuple[Tendering, ...]) -> _Procedure:
    steps = {each.article.identity: each.said.step for each in everyone}
    ending = [pair for pair in pairs if steps[pair.article.identity] in ENDINGS]
    days = [a.published for a in (opening.article, *(pair.article for pair in pairs if pair.firm)) if a.published]
    perhaps = next((pair.article.title for pair in ending if not pair.firm), "")
    return _Procedure(opening, max(days, default=None), any(pair.firm for pair in ending), perhaps)


def _is_of_works(each: Tendering) -> bool:
    said = read_project_title(each.article.title)
    return said is not None and said.stage == 3
