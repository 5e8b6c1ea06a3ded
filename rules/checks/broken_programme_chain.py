"""创新支持项目链条中断：组织申报了，后来没有见到公示名单；名单公示了，没有见到资金下达、兑现。

依据：年度要点第（二）项（主动公开创新主体培育、成果转化的相关政策）；政府信息公开条例第二十条第十一项（政策、措施及其实施情况）。没有法规规定每一步
都要在网站公布，多少天内应有下一步是推算的（180天），所以只提问，不作认定。
判定：按项目名称、年度、批次配对，不论列在哪个单位的栏目。申报通知之后见到名单、资金下达或者取消的，写明补助的名单之后见到资金下达、兑现的，为合规；
过了推算的天数仍未见的，为待核验：标题写明区级的申报通知倾向有问题，其余倾向合规。每则通知、名单一个结果。
无法判定：栏目没有看全；申报通知没有读到；后面的名单公告、附件没有读到，其中可能写有。
不涉及：上级认定的项目（高新技术企业、科技型中小企业、专精特新等，标题写明省级、市级的，正文说按上级通知组织或者报上级的），名单由上级公布，为不适用；
常年受理的；没有申报通知的名单；给得对不对。推算的天数没有过完的，为未到期。
怎么改：补发名单、资金安排，标题写明项目名称和年度；由上级公布的，给出链接；没有立项、取消的，说明情况。
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.application_deadline import read_application_deadline
from crawler.extract.programme import Level, Programme, Step, is_asked_above, names_programme, read_programme
from rules.checks import _asked
from rules.checks._asked import is_of_other_district
from rules.checks._oversight import own_items, why_unread
from rules.contents import contents
from rules.deadlines import days_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.pairing import everywhere
from rules.texts import is_upper

version = 1

_LONGEST: Final = 540  # days from a call to its last step
_TEXT: Final = 50_000
_MOST_VAGUE: Final = 60  # items of one unit without a programme in their titles whose text is asked
_AFTER: Final = {Step.CALL: (Step.LIST, Step.PAID, Step.STOPPED), Step.LIST: (Step.PAID, Step.STOPPED)}
_WANTED: Final = {Step.CALL: "公示名单", Step.LIST: "资金下达、兑现"}
_OPENED: Final = {Step.CALL: "申报通知", Step.LIST: "名单"}
# Titles that name no programme and may be its next step all the same.
_VAGUE: Final = re.compile(r"(?:科技|创新|企业|产业|工业|项目|奖补|补助|扶持|研发|专项资金)[^。]{0,40}(?:名单|公示|拟|兑现|下达|拨付|分配|安排|发放|立项|认定|结果)|(?:名单|兑现|下达|拨付)[^。]{0,40}(?:资金|奖补|补助|项目)")
_NOT_VAGUE: Final = re.compile(r"招标|采购|中标|预算|决算|处罚|许可|环评|环境影响|用地|征收|抽检|抽查|招聘|录用|低保|救助|就业|社保|养老|残疾|农机|耕地|债券|食品")


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    said: Programme


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("business_policy", "policy", "notices", "statutory", "fiscal_other", "livelihood"),
    others: tuple[str, ...] = (),
    days: int = 180,
) -> list[Verdict]:
    """``others``: units that may publish a list or the money instead."""
    since = duty.applies_from - timedelta(days=days)
    own = own_items(corpus, duty, kinds, since, reposts=True)
    mine = {article.identity for article in own.articles if article.unit == duty.unit}
    everyone = corpus.once(("programmes", since), lambda: tuple(_items(corpus, since)))
    openings = [each for each in everyone if each.article.identity in mine and each.said.step in _AFTER]
    upper = [each for each in openings if _is_upper(corpus, each)]
    # Other units' columns are searched too: both for a next step and for an item that names its programme in the text alone.
    vague = _vague(corpus, duty, kinds, others, since)
    ours = [each for each in openings if each not in upper]
    verdicts = [v for each in ours if (v := _one(corpus, duty, kinds, others, days, each, everyone, vague, is_cut=own.is_cut))]
    if not verdicts:
        verdicts = [_none(corpus, duty, kinds, upper).about(f"programme:{duty.year}")]
    looked = _asked.looked_through(corpus, duty, kinds, others)
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _none(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], upper: Sequence[_Item]) -> Verdict:
    if why := _asked.unseen(corpus, duty, kinds, (), None):
        return unknown(f"未见本区创新支持项目的申报通知、名单，但{why}")
    if upper:
        return not_applicable(f"见到的 {len(upper)} 则是上级认定的项目，如《{upper[-1].article.title}》，名单由上级公布", of_article(upper[-1].article))
    return not_applicable(f"本期未见{duty.unit_name}组织申报本区创新支持项目")


def _items(corpus: Corpus, since: date) -> Iterable[_Item]:
    places = corpus.site.district_names
    for article in everywhere(corpus, since, lambda title: read_programme(title, places)):
        said = read_programme(article.title, places)
        if said and not is_of_other_district(article.title, places):
            yield _Item(article, said)


def _is_upper(corpus: Corpus, each: _Item) -> bool:
    """Whether others than the district decide who gets it: by its title, its nature, its author or what its text says."""
    places = corpus.site.district_names
    if each.said.is_upper or any(is_upper(words, places) for words in (each.article.title, each.article.source, each.article.issuer) if words):
        return True
    return each.said.level is not Level.DISTRICT and is_asked_above(corpus.text(each.article))


def _one(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    others: tuple[str, ...],
    days: int,
    opening: _Item,
    everyone: Sequence[_Item],
    vague: Sequence[Article],
    *,
    is_cut: bool,
) -> Verdict | None:
    article, step = opening.article, opening.said.step
    title = f"{_OPENED[step]}《{article.title}》"
    if article.published is None:
        return unknown(f"{title}读不出发布日期", of_article(article)).about(article.identity)
    later = [each for each in everyone if _follows(opening, each) and _fits(opening, each)]
    shown = next((each for each in later if each.said.step in _AFTER[step]), None)
    due = days_after(_from(corpus, opening, later), days).rolled
    if due < duty.applies_from:
        return None  # it fell due before the time that is judged
    if shown:
        return met(f"{title}之后已见《{shown.article.title}》", of_article(shown.article), of_article(article)).about(article.identity, due=due)
    if step is Step.LIST and (not opening.said.pays or any(each.said.step is Step.LIST for each in later)):
        return None  # what pays nothing ends with its list; of two lists the last is asked
    if (called := _by_text(corpus, opening, vague)) and called[1] == "":
        return met(f"{title}之后，《{called[0].title}》写到{opening.said.name}", of_article(called[0]), of_article(article)).about(article.identity, due=due)
    verdict = _lacking(corpus, duty, kinds, others, opening, due, called, is_cut=is_cut)
    return verdict.about(article.identity, due=due, event=article.published)


def _lacking(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    others: tuple[str, ...],
    opening: _Item,
    due: date,
    called: tuple[Article, str] | None,
    *,
    is_cut: bool,
) -> Verdict:
    article, said = opening.article, opening.said
    title, wanted = f"{_OPENED[said.step]}《{article.title}》", _WANTED[said.step]
    shown = of_article(article)
    if said.step is Step.CALL and read_application_deadline(corpus.text(article), article.published).is_open_ended:
        return not_applicable(f"{title}常年受理或没有截止日，不按批次公布名单", shown)
    if corpus.run_as_of <= due:
        return not_due(f"{title}之后的{wanted}推算最迟 {due}，目前未到期", shown, due=due)
    reason = f"{title}之后，截至 {corpus.run_as_of} 未见{said.name}的{wanted}（推算的期限 {due}）"
    if article.state not in ("read", "file"):
        return unknown(f"{reason}，但通知没有读到，看不出是不是上级的项目", shown)
    if why := _asked.unseen(corpus, duty, kinds, others, due):
        return unknown(f"{reason}，但{why}", shown)
    if called:
        return unknown(f"{reason}，但《{called[0].title}》{called[1]}，可能写有", shown, of_article(called[0]))
    if is_cut:
        return unknown(f"{reason}，但信息过多，只看了最近的", shown)
    lean = Status.GAP if said.level is Level.DISTRICT and said.step is Step.CALL else Status.MET
    return suspect(
        reason, shown, lean=lean, defect=Defect.ABSENT if lean is Status.GAP else None, question=f"{said.name}的{wanted}公布在哪里，还是没有办到这一步？",
        advice=f"补发{wanted}，标题写明项目名称和年度；由上级公布的，给出链接；没有立项、取消的，说明情况。",
    )  # fmt: skip


# ---- which items belong together


def _follows(opening: _Item, later: _Item) -> bool:
    one, other = opening.article, later.article
    if one.identity == other.identity:
        return False
    if one.published is None or other.published is None:
        return True
    return one.published <= other.published <= one.published + timedelta(days=_LONGEST)


def _fits(opening: _Item, later: _Item) -> bool:
    """Whether nothing tells them apart: whoever doubts takes them for one, for this only asks."""
    asked, told = opening.said, later.said
    if asked.name != told.name or asked.is_award != told.is_award:
        return False
    if Level.UPPER in (asked.level, told.level) and asked.level is not told.level:
        return False
    if asked.batch and told.batch and asked.batch != told.batch:
        return False
    return _is_of_year(asked.year, told.year, later.article.published)


def _is_of_year(asked: int | None, told: int | None, published: date | None) -> bool:
    if asked is not None and told is not None:
        return asked == told
    return asked is None or published is None or published.year in (asked, asked + 1)


def _from(corpus: Corpus, opening: _Item, later: Sequence[_Item]) -> date:
    """The day from which the next step is counted: the last day to apply, or what prolongs it."""
    on = opening.article.published
    assert on is not None
    days = [on, *(each.article.published for each in later if each.said.step is Step.CHANGE and each.article.published)]
    closes = read_application_deadline(corpus.text(opening.article), on).closes if opening.said.step is Step.CALL else None
    return max([*days, closes] if closes and closes <= on + timedelta(days=_LONGEST) else days)


def _vague(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], others: tuple[str, ...], since: date) -> list[Article]:
    """Items of the unit and of those who may publish instead that look like a next step and name no programme, newest last."""
    units = [duty.unit, *(unit.id for name in others if (unit := corpus.site.unit_named(name, corpus.as_of)))]
    with corpus.looking():  # no absence is concluded from these
        found = [article for unit in units for article in corpus.articles(unit, (), since, titled=_is_vague, newest=_MOST_VAGUE)]
    return sorted({a.identity: a for a in found}.values(), key=lambda a: (a.published or date.min, a.identity))


def _is_vague(title: str) -> bool:
    return bool(_VAGUE.search(title)) and not _NOT_VAGUE.search(title) and read_programme(title) is None


def _by_text(corpus: Corpus, opening: _Item, vague: Sequence[Article]) -> tuple[Article, str] | None:
    """A later item whose text names the programme; or, with the cause, one that nobody could read."""
    unread: tuple[Article, str] | None = None
    on = opening.article.published
    for article in vague:
        if article.identity == opening.article.identity or (article.published and on and not on <= article.published <= on + timedelta(days=_LONGEST)):
            continue
        said = contents(corpus, article)
        if names_programme(opening.said.name, said.text[:_TEXT]):
            return article, ""
        why = why_unread(said) or ("" if article.state in ("read", "file") else "没有读到") or ("内容是图片" if article.media and len(said.text.strip()) < 60 else "")
        if why and unread is None:
            unread = article, why
    return unread
