"""环评公示链条中断：环评受理、拟审批公示了，后一步没有见到；或者有审批决定，之前没有公示过。

依据：环境保护法第五十四条（依法公开环境行政许可信息）。受理、拟审批、审批决定三步公示见于生态环境部门的规定，条文未经核对；
多少天内应有下一步是推算的：受理后90天、拟审批后60天。
判定：按项目名称配对，后面任一步写到它的，为合规；过了推算的天数仍未见的，为待核验，不作认定：项目可能没有通过、撤回或由上级审批。
有审批决定而之前没有见到受理、拟审批公示的，也请人核对。每则公示一个结果。
无法判定：栏目没有看全；公示没有写明项目名称；名称在没有读到的附件、图片里，或后一步的公告内容没有读到；读不出发布日期。
不涉及：验收、登记表备案、规划环评、公众参与的信息公示；各步公示期的长短。推算的天数没有过完的，为未到期；没有见到这类公示的，为不适用。
怎么改：补发后一步的公示，写明项目名称；没有通过、撤回的，说明情况。
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from rules.asked_items import Eia, Step, eia
from rules.checks import _asked
from rules.checks._asked import is_of_other_district
from rules.checks._oversight import is_news, own_items, why_unread
from rules.contents import contents
from rules.deadlines import days_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.texts import is_upper, likeness, squeezed

version = 1

_ENOUGH: Final = 0.75
_SHORT: Final = 5  # a name shorter than this finds too much
_MOST_NAMES: Final = 60
_TEXT: Final = 50_000
_NAMES = re.compile(r"《([^《》\n]{4,90})》")
_LABELLED = re.compile(r"项目名称[:：\t ]{1,4}([^\n\t。；;|]{4,80})")
_HEADED = re.compile(r"(?:关于|对)?(?:拟(?:对|批准|批复|同意|审批)?|受理|批准)?([^《》。]{4,60}?)(?:建设)?项目?环境影响(?:评价)?(?:报告[书表]|文件)")
_CELL_HEAD: Final = ("项目名称", "建设项目名称", "文件名称", "名称")
_NO_NAME = re.compile(r"^(?:建设|以下|下列|[一二三四五六七八九十\d]+个|有关|相关|关于|公示|年|月|日|我局|本)*(?:项目)?$")


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice of one step with the names it is about; ``why`` says why they may not be all."""

    article: Article
    step: Step
    names: tuple[str, ...]
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What is asked and every notice of it: the unit's and of ``others``. ``is_cut``: older ones were left out."""

    asked: Eia
    kinds: tuple[str, ...]
    others: tuple[str, ...]
    notices: tuple[_Notice, ...]
    is_cut: bool


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("livelihood", "license", "supervision", "statutory", "notices"),
    also_kinds: tuple[str, ...] = ("news", "policy", "major_project", "enforcement"),
    others: tuple[str, ...] = (),
) -> list[Verdict]:
    asked = eia()
    since = duty.applies_from - timedelta(days=max(step.days for step in asked.steps))
    items = own_items(corpus, duty, kinds, since, reposts=True)
    with corpus.looking():  # a next step may stand in any of these
        more = own_items(corpus, duty, also_kinds, since, reposts=True)
        # 关于白石镇污水处理厂项目的公示 may have been taken for the township's.
        columns = [column.id for column in corpus.own_columns(duty.unit, kinds)]
        listed = [article for column in columns for article in corpus.articles(None, (), since, column=column)]
        units = [unit for name in others if (unit := corpus.site.unit_named(name, corpus.as_of))]
        theirs = [article for unit in units for article in corpus.articles(unit.id, kinds, since)]
    mine = _notices(corpus, asked, (*items.articles, *more.articles, *listed))
    told = _Told(asked, kinds, others, (*mine, *_notices(corpus, asked, theirs)), items.is_cut)
    verdicts = [v for notice in mine if (v := _one(corpus, duty, told, notice))]
    if not verdicts:
        why = _asked.unseen(corpus, duty, kinds, (), None)
        none = not_applicable(f"本期未见{duty.unit_name}的环评公示")
        verdicts = [(unknown(f"未见环评公示，但{why}") if why else none).about(f"eia:{duty.year}")]
    looked = _asked.looked_through(corpus, duty, kinds, others)
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _notices(corpus: Corpus, asked: Eia, articles: Iterable[Article]) -> list[_Notice]:
    found: dict[str, _Notice] = {}
    for article in articles:
        step = asked.step_of(article.title)
        if step is None or article.identity in found or is_news(article.title):
            continue
        places = corpus.site.district_names
        if is_of_other_district(article.title, places) or is_upper(article.title, places):
            continue
        found[article.identity] = _read(corpus, asked, article, step)
    return list(found.values())


def _one(corpus: Corpus, duty: Duty, told: _Told, notice: _Notice) -> Verdict | None:
    asked = told.asked
    on = notice.article.published
    if on is None:
        return unknown(f"《{notice.article.title}》读不出发布日期", of_article(notice.article)).about(notice.article.identity)
    at = asked.steps.index(notice.step)
    if at == len(asked.steps) - 1:
        return _backward(corpus, duty, told, notice)
    due = days_after(on, notice.step.days)
    if due.rolled < duty.applies_from:
        return None  # it fell due before the time that is judged
    later = [n for n in told.notices if asked.steps.index(n.step) > at and _from(n, on)]
    verdict = _followed(corpus, duty, told, notice, later, due.rolled)
    return verdict.about(notice.article.identity, due=due.rolled, event=on)


def _followed(
    corpus: Corpus, duty: Duty, told: _Told, notice: _Notice, later: list[_Notice], due: date
) -> Verdict:
    asked = told.asked
    title = f"{notice.step.name}《{notice.article.title}》"
    expected = asked.steps[asked.steps.index(notice.step) + 1 :]
    what = "或".join(step.name for step in expected)
    lacking = [name for name in notice.names if not any(_is_about(n, name) for n in later)]
    shown = next((n for n in later if any(_is_about(n, name) for name in notice.names)), None)
    if notice.names and not lacking and shown:
        return met(f"{title}之后已见{shown.step.name}《{shown.article.title}》", of_article(shown.article), of_article(notice.article))
    if corpus.run_as_of <= due:
        return not_due(f"{title}之后的{what}推算最迟 {due}，目前未到期", of_article(notice.article), due=due)
    if not notice.names:
        return unknown(f"{title}没有读出项目名称{'，' + notice.why if notice.why else ''}，无法配对", of_article(notice.article))
    reason = f"{title}中的“{_counted(lacking)}，推算的期限 {due} 之前和之后都未见{what}"
    if why := _asked.unseen(corpus, duty, told.kinds, told.others, due):
        return unknown(f"{reason}，但{why}", of_article(notice.article))
    unread = next((n for n in later if n.why), None)
    if unread or told.is_cut:
        cause = f"《{unread.article.title}》{unread.why}" if unread else "信息过多，只看了最近的"
        return unknown(f"{reason}，但{cause}", of_article(notice.article))
    return suspect(
        reason, of_article(notice.article, lacking[0]), lean=Status.GAP, defect=Defect.ABSENT,
        question=f"“{lacking[0]}”后来办到哪一步，{what}公布在哪里？",
        advice=f"补发{what}，写明项目名称；没有通过、撤回、取消的，说明情况。",
    )  # fmt: skip


def _backward(corpus: Corpus, duty: Duty, told: _Told, notice: _Notice) -> Verdict | None:
    """A decision needs the notice before it."""
    on, asked = notice.article.published, told.asked
    if on is None or on < duty.applies_from or not notice.names:
        return None
    before = [n for n in told.notices if n.step is not notice.step and n.article.published and n.article.published <= on]
    lacking = [name for name in notice.names if not any(_is_about(n, name) for n in before)]
    title = f"{notice.step.name}《{notice.article.title}》"
    verdict: Verdict
    if not lacking:
        verdict = met(f"{title}之前已见{before[-1].step.name}", of_article(notice.article))
    elif why := _asked.unseen(corpus, duty, told.kinds, told.others, None) or next((f"《{n.article.title}》{n.why}" for n in before if n.why), ""):
        verdict = unknown(f"{title}中的“{lacking[0]}”之前未见{asked.steps[-2].name}，但{why}", of_article(notice.article))
    else:
        verdict = suspect(
            f"{title}中的“{_counted(lacking)}，之前未见{asked.steps[0].name}或{asked.steps[-2].name}",
            of_article(notice.article, lacking[0]), lean=Status.GAP, defect=Defect.ABSENT,
            question=f"“{lacking[0]}”审批之前是否作过公示，公示在哪里？",
            advice=f"以后审批之前先作{asked.steps[-2].name}；已在其他网站公示的，给出链接。",
        )  # fmt: skip
    return verdict.about(notice.article.identity, event=on)


def _counted(names: list[str]) -> str:
    return f"{names[0]}”" + (f"等 {len(names)} 个" if len(names) > 1 else "")


def _from(notice: _Notice, day: date) -> bool:
    return notice.article.published is None or notice.article.published >= day


# ---- what a notice is about


def _read(corpus: Corpus, asked: Eia, article: Article, step: Step) -> _Notice:
    said = contents(corpus, article)
    text = said.text[:_TEXT]
    names = _projects(asked, article.title, text)
    why = why_unread(said)
    if not why and (article.state != "read" or (article.media and len(text.strip()) < 60)):
        why = f"没有读到（{article.cause or '内容是图片'}）"
    return _Notice(article, step, tuple(n for n in dict.fromkeys(names) if len(n) >= _SHORT)[:_MOST_NAMES], squeezed(f"{article.title}\n{text}"), why)


def _projects(asked: Eia, title: str, text: str) -> tuple[str, ...]:
    found = [_core(asked, m) for m in _NAMES.findall(title)]
    if not found and (headed := _HEADED.search(re.sub(r"\s+", "", title))):
        found = [_core(asked, headed[1])]
    found = [name for name in found if not _NO_NAME.match(name) and not re.match(r"^20\d{2}年", name)]
    if not found:
        found = [_core(asked, m) for m in _LABELLED.findall(text)] + [_core(asked, cell) for cell in _cells(text)]
    return tuple(name for name in found if not _NO_NAME.match(name))


def _cells(text: str) -> list[str]:
    """What stands in the column of names of a table whose rows are lines with tabs."""
    column, found = -1, []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            continue
        head = next((n for n, cell in enumerate(cells) if cell in _CELL_HEAD), -1)
        if head >= 0:
            column = head
        elif 0 <= column < len(cells):
            found.append(cells[column])
    return found


def _core(asked: Eia, name: str) -> str:
    return asked.strip.sub("", squeezed(name)).strip("(),。:：的年月日")


def _is_about(notice: _Notice, name: str) -> bool:
    """Whether a notice speaks of ``name``: it stands in it, or (of titles) they are alike and of one year."""
    if name in notice.text:
        return True
    return any(likeness(name, other) >= _ENOUGH for other in notice.names)
