"""未见招聘结果：招聘（招考）公告发布满 12 个月，没有见到拟聘用（录用）公示或者聘用（录用）结果。

依据：政府信息公开条例第二十条第十四项（公务员招考的职位、名额、报考条件等事项以及录用结果）；事业单位人事管理条例第九条（公示拟聘人员名单）。
12 个月是推算的期限，法律没有规定。
判定：见到同一次招聘的拟聘用（录用）公示或结果，为合规，发在哪个栏目都算；公告发布满 12 个月仍未见的，只有看得出已经走到体检、考察、递补，且网站上同期或更早的其他
拟聘用公示仍在（可见名单不因公示期满而撤下），为有问题；其余为待核验。同一次招聘按年度、上下半年、批次、是否补充招聘、考试或考核、岗位、招聘单位对应，正文点名招聘公告或
互有链接的，以此为准；第二批、补充招聘、另一年度的不算。每则公告一个结果。
无法判定：栏目没有看全；公告没有读到，或读不出发布日期。公告写明结果在其他网站公布，有取消岗位的公告，或有没写明是哪次招聘的公示的，请人核验。
不涉及：编外、劳务派遣、公益性岗位、社区工作者、警务辅助、企业等法律没有规定公示结果的招聘；上级的招聘；笔试、面试各环节是否逐项公布；名单里的个人信息（见 exposed_personal_numbers、unmasked_person）。
公告已宣布终止的，为不适用。
怎么改：补发拟聘用（录用）人员公示或结果，写明岗位和姓名，不写身份证号、电话；公示期满已撤下的，说明公示的起止日期；没有录用人员或已终止的，发布说明。
"""

from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.recruitment import ENDINGS, STEP_NAMES, Step, is_institution, read_recruitment_text
from rules.checks._columns import searched
from rules.checks._oversight import own_items
from rules.checks._recruitments import Recruiting, recruitings, steps_of
from rules.deadlines import Due, add_month, months_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import Pair, Pairing, is_reprint

version = 1

_MOST: Final = 30
_WENT_ON: Final = (Step.PHYSICAL, Step.VETTED, Step.REPLACED)  # from here on somebody is taken on, or it is called off
_ADVICE: Final = "补发拟聘用（录用）人员公示或结果，写明岗位和姓名；公示期满已撤下的，说明公示的起止日期；没有录用人员或已终止的，发布说明"


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("personnel", "notices"), months: int = 12
) -> list[Verdict]:
    since = add_month(duty.applies_from, -months)
    everyone = recruitings(corpus, since)
    notices = _notices(corpus, duty, kinds, since, everyone)
    looked = searched(corpus.columns(duty.unit, kinds))
    verdicts = [_judged(corpus, duty, kinds, notice, everyone, months) for notice in notices[-_MOST:]]
    if not notices:
        why = corpus.unseen(duty.unit, kinds)
        none = unknown(f"未见招聘公告，但{why}") if why else not_applicable("本期未见触发事项：没有公务员、事业单位招聘公告")
        verdicts = [none.about(f"recruitment:{duty.year}")]
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _notices(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date, everyone: tuple[Recruiting, ...]
) -> list[Recruiting]:
    """The unit's own notices that the law asks results of, oldest first."""
    by_identity = {each.article.identity: each for each in everyone if each.said.step is Step.NOTICE}
    own = (by_identity.get(article.identity) for article in own_items(corpus, duty, kinds, since).articles)
    return [each for each in own if each and not is_reprint(corpus.site, each.article) and _is_bound(corpus, each)]


def _is_bound(corpus: Corpus, notice: Recruiting) -> bool:
    return notice.said.sort == "civil" or is_institution(notice.article.title, corpus.text(notice.article))


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], notice: Recruiting, everyone: tuple[Recruiting, ...], months: int
) -> Verdict:
    article = notice.article
    due = months_after(article.published, months) if article.published else None
    verdict = _one(corpus, duty, kinds, notice, everyone, due, months)
    return verdict.about(article.identity, due=due.rolled if due else None, event=due.rolled if due else None)


def _one(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], notice: Recruiting, everyone: tuple[Recruiting, ...], due: Due | None, months: int
) -> Verdict:
    cited, name = of_article(notice.article), f"《{notice.article.title}》"
    pairing = steps_of(corpus, notice, everyone)
    steps = {each.article.identity: each.said.step for each in everyone}
    sure = {steps[pair.article.identity]: pair for pair in reversed(pairing.firm)}
    if ending := sure.get(Step.TAKEN_ON) or sure.get(Step.PROPOSED):
        return met(f"{name}已见{STEP_NAMES[steps[ending.article.identity]]}（{'、'.join(ending.reasons)}）", cited, of_article(ending.article))
    if stopped := sure.get(Step.STOPPED):
        return not_applicable(f"{name}已公告终止：《{stopped.article.title}》", cited, of_article(stopped.article))
    if due is None:
        return unknown(f"{name}读不出发布日期，无法判断是否到期", cited)
    if not due.surely_before(corpus.run_as_of):
        return not_due(f"{name}尚未见拟聘用（录用）公示，{months} 个月期限 {due} 未过", cited, due=due.rolled)
    if why := corpus.unseen(duty.unit, kinds, due=due.rolled):
        return unknown(f"{name}未见拟聘用（录用）公示，但{why}", cited)
    if notice.article.state not in ("read", "file"):
        return unknown(f"{name}没有读到（{notice.article.cause or '未读取'}），未见拟聘用（录用）公示", cited)
    return _absent(corpus, notice, everyone, pairing, steps, f"{name}发布满 {months} 个月期限 {due} 已过，截至 {corpus.run_as_of} 未见拟聘用（录用）公示或结果")


def _absent(
    corpus: Corpus, notice: Recruiting, everyone: tuple[Recruiting, ...], pairing: Pairing, steps: dict[str, Step], told: str
) -> Verdict:
    cited = of_article(notice.article)
    if found := next((pair for pair in pairing.pairs if steps[pair.article.identity] in ENDINGS), None):
        return suspect(
            f"{told}；《{found.article.title}》可能就是（{'、'.join(found.reasons)}）", cited, of_article(found.article), lean=Status.MET,
            question=f"《{found.article.title}》是不是这次招聘的结果？", advice="公示写明是哪一次招聘（年度、批次），并链接到招聘公告。",
        )  # fmt: skip
    if doubt := _doubt(corpus, notice, pairing, steps):
        return suspect(f"{told}；{doubt}", cited, lean=Status.MET, question="这次招聘的结果公布在哪里，或者为什么没有结果？", advice=_ADVICE)
    went = next((pair for step in reversed(_WENT_ON) for pair in pairing.firm if steps[pair.article.identity] is step), None)
    if went is None:
        return suspect(f"{told}；没有见到体检、考察，走到哪一步看不出来", cited, lean=Status.GAP, defect=Defect.ABSENT, question="这次招聘是否已经录用人员，结果公布在哪里？", advice=_ADVICE)
    step = f"已走到{STEP_NAMES[steps[went.article.identity]]}（《{went.article.title}》）"
    if kept := _kept(everyone, went):
        return gap(f"{told}；{step}，而同期其他招聘的《{kept.article.title}》仍在网站上", cited, of_article(went.article), of_article(kept.article), advice=_ADVICE)
    return suspect(
        f"{told}；{step}，名单可能公示期满后已经撤下", cited, of_article(went.article), lean=Status.GAP, defect=Defect.ABSENT,
        question="拟聘用（录用）人员何时公示，是否公示期满已撤下？", advice=_ADVICE,
    )  # fmt: skip


def _doubt(corpus: Corpus, notice: Recruiting, pairing: Pairing, steps: dict[str, Step]) -> str:
    """Why there may be a result elsewhere, or none to show; '' when nothing says so."""
    if struck := _of(pairing, steps, Step.CANCELLED) or _of(pairing, steps, Step.STOPPED):
        return f"另有《{struck.article.title}》，可能已经全部取消"
    said = read_recruitment_text(corpus.text(notice.article))
    if said.sites:
        return f"公告写明在“{said.sites[0]}”公布，本次没有检查那里"
    return ""


def _of(pairing: Pairing, steps: dict[str, Step], step: Step) -> Pair | None:
    return next((pair for pair in pairing.pairs if steps[pair.article.identity] is step), None)


def _kept(everyone: tuple[Recruiting, ...], went: Pair) -> Recruiting | None:
    """A list of another recruitment that is as old as ours would be and still shown: lists are not taken down here."""
    on = went.article.published
    lists = (each for each in everyone if each.said.step in ENDINGS and each.article.published and on)
    return next((each for each in lists if each.article.published and on and (each.article.published - on).days <= 120), None)
