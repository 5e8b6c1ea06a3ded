"""空白栏目：栏目打得开，里面什么也没有。

依据：国办秘函〔2019〕19号单项否决指标（空白栏目）；川办函〔2020〕8号；年度要点所列各行。
判定：栏目看全了而没有一条信息，为有问题；单篇栏目（指南、机构职能等）有正文、附件或图片，即不算空白；只有一份有效的情况说明（单位、期间、
落款日期齐全）的，为已说明；说明是栏目里唯一内容、已超过12个月的，为待核验。
无法判定：栏目打不开、没有看全、列表由脚本载入；单篇页面没有读到；目录页和填表页没有列表，不能据此说空白。
列表是空的，而页面上有迁移说明、年份链接、图片，同类栏目有内容，或该类信息有事项才有（解读、征集、处罚、招考录用、公共企事业单位等）的，
栏目名称或公告表明已停用、归档、并入他处的，请人确认。
不涉及：内容是否该放在这里、是否过时（见 stale_column）。
怎么改：补充信息；确无信息的，发布情况说明，写明单位、期间、日期；职责已变的，撤并栏目。
"""

import re
from dataclasses import replace

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.statement import Statement, besides_empty_list, read_statement
from crawler.items import Outcome
from crawler.page import decode
from rules.checks._columns import (
    filled_sibling,
    searched,
    speaks_of_column,
    statement_elsewhere,
    why_closed,
    why_unread,
)
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, gap, met, stated, suspect, unknown

version = 4

# Pages of links or of a form: no list of their own, so zero rows say nothing unless the page itself says it is empty.
_NOT_LISTS = ("statutory", "request", "letters", "grassroots_zone", "digital_government")
_STATEMENT_DAYS = 365
# Filled when something happens; a unit to which nothing happened has nothing to show.
_EVENT_DRIVEN = (
    "interpretation", "consultation", "feedback", "decision", "penalty", "license", "response", "audit", "proposals",
    "public_resources", "major_project", "emergency", "competition", "normative", "normative_cleanup", "enforcement", "supervision",
    "double_random", "fees", "public_institutions", "gazette", "new_media",
)  # fmt: skip
_EVENT_NAMED = re.compile(
    r"招考|招聘|招录|录用|考录|选调|遴选|任免|表彰|奖惩|公示|应急|突发|预警|灾|征收|征地|征用|拆迁|招标|投标|中标|采购|拍卖|挂牌|处罚|强制|许可|诉讼|复议|听证|征集|征求|调查|回应|辟谣|舆情|审计"
    r"|提案|建议|议案|废止|失效|清理|收费|捐赠|捐款|慈善|疫情|督查|督察|巡察|巡视|整改|事故|曝光|失信|信访|企事业|国有企业|国企|所属|下属|直属|二级单位|新闻发布会|发布会|访谈|专项|专题|补贴|兑现|结果"
)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ()) -> list[Verdict]:
    columns = corpus.own_columns(duty.unit, kinds)
    if not columns:
        return [unknown(f"站点档案没有登记{duty.unit_name}的栏目，请补充登记")]
    return [replace(_one(corpus, duty, column), object=column.url, searched=searched([column])) for column in columns]


def _one(corpus: Corpus, duty: Duty, column: SeenColumn) -> Verdict:
    if column.visit_outcome == Outcome.OK and (column.single or column.rows):
        return _single(corpus, duty, column) if column.single else _with_rows(corpus, duty, column)
    if why := why_unread(corpus, column):
        return unknown(why, of_column(column))
    if column.kind in _NOT_LISTS and column.visit_outcome == Outcome.OK:
        return unknown(f"“{column.name}”是目录或填表页面，没有列表，不能据此判断是否空白", of_column(column))
    if said := statement_elsewhere(corpus, duty, column):
        return _stated(duty, column, [said])
    return _perhaps_filled(corpus, duty, column) or _blank(column)


def _perhaps_filled(corpus: Corpus, duty: Duty, column: SeenColumn) -> Verdict | None:
    """What keeps an empty list from being a fault: its page has more to show, a sibling is filled, nothing happened."""
    if why := _page_shows(corpus, column):
        return suspect(
            f"“{column.name}”栏目列表是空的，但{why}", of_column(column), lean=Status.MET, defect=Defect.BLANK_COLUMN,
            question="该栏目的内容是否在页面的链接、图片或说明中？", advice="把内容列入栏目列表；已迁移的，栏目网址直接转向新栏目。",
        )  # fmt: skip
    if other := filled_sibling(corpus, column):
        return suspect(
            f"“{column.name}”栏目已看全，未见任何信息，但同类的“{other.name}”栏目有 {other.rows} 条", of_column(column), of_column(other),
            lean=Status.MET, defect=Defect.BLANK_COLUMN, question="两个栏目是否重复，该栏目是否应当撤并？", advice="撤并重复的栏目。",
        )  # fmt: skip
    if article := speaks_of_column(corpus, duty, column):
        return suspect(
            f"“{column.name}”栏目未见任何信息，《{article.title}》提到该栏目", of_column(column), of_article(article),
            lean=Status.MET, defect=Defect.BLANK_COLUMN, question="是否已说明本年度没有应公开的信息？",
            advice="发布写明单位、期间、日期的情况说明。",
        )  # fmt: skip
    closed, told = why_closed(corpus, duty, column, ())
    if closed:
        return suspect(
            f"“{column.name}”栏目未见任何信息，但{closed}", of_column(column), *((of_article(told),) if told else ()),
            lean=Status.MET, defect=Defect.BLANK_COLUMN, question="该栏目是否已经停用、归档或并入其他栏目？", advice="撤并不再使用的栏目。",
        )  # fmt: skip
    if column.kind in _EVENT_DRIVEN or _EVENT_NAMED.search(column.name):
        return suspect(
            f"“{column.name}”栏目已看全，未见任何信息；该类信息有事项发生才有", of_column(column),
            lean=Status.MET, defect=Defect.BLANK_COLUMN, question="本年度是否发生过应当在该栏目公开的事项？",
            advice="有事项的补发；确无事项的，发布写明单位、期间、日期的情况说明。",
        )  # fmt: skip
    return None


def _page_shows(corpus: Corpus, column: SeenColumn) -> str:
    """What the page of an empty list shows besides; '' when nothing, or when its payload was not kept."""
    kept = corpus.archive_payload(column.sha256) if column.sha256 else None
    return besides_empty_list(decode(kept[0])[0], column.url) if kept else ""


def _blank(column: SeenColumn, *shown: Article) -> Verdict:
    return gap(
        f"“{column.name}”栏目已看全，未见任何信息",
        of_column(column),
        *(of_article(article) for article in shown),
        defect=Defect.BLANK_COLUMN,
        advice=f"在“{column.name}”栏目补充信息；确无信息的，发布写明单位、期间、日期的情况说明。",
    )


def _single(corpus: Corpus, duty: Duty, column: SeenColumn) -> Verdict:
    """A column that answers with one article is filled when that article has something to show."""
    found = _rows(corpus, column)
    unread = [a for a in found if a.state in ("failed", "skipped")]
    filled = [a for a in found if a.state in ("file", "external") or a.attachments or a.media or corpus.text(a).strip()]
    if filled:
        return _with_rows(corpus, duty, column)
    if unread or not found:
        cause = unread[0].cause if unread else "没有读到页面"
        return unknown(f"“{column.name}”栏目是单篇页面，正文没有读到（{cause}）", of_column(column))
    return why_blank if (why_blank := _unseen(corpus, column)) else _blank(column, found[0])


def _unseen(corpus: Corpus, column: SeenColumn) -> Verdict | None:
    why = why_unread(corpus, column)
    return unknown(why, of_column(column)) if why else None


def _with_rows(corpus: Corpus, duty: Duty, column: SeenColumn) -> Verdict:
    """Filled, unless the rows are nothing but statements that there is nothing."""
    found = _rows(corpus, column) if column.rows <= 12 else []  # one statement a period: never more than a dozen
    statements = [(a, s) for a in found if (s := read_statement(a.title, corpus.text(a)))]
    if not found or len(statements) < len(found) or not column.complete:
        return met(f"“{column.name}”栏目有 {column.rows} 条信息", of_column(column))
    return _stated(duty, column, statements)


def _stated(duty: Duty, column: SeenColumn, statements: list[tuple[Article, Statement]]) -> Verdict:
    newest, said = max(statements, key=lambda pair: (pair[1].end, pair[1].dated))
    first = min(statement.dated for _, statement in statements)
    evidence = (of_column(column), of_article(newest, said.quote))
    if said.end < duty.applies_from:
        return suspect(
            f"“{column.name}”栏目只有情况说明，最近一份说明的是{said.period}，不在本年度", *evidence,
            lean=Status.GAP, defect=Defect.BLANK_COLUMN, question="本年度是否仍无应公开的信息？",
            advice="有信息的补发；确无信息的，发布本期情况说明。",
        )  # fmt: skip
    if (duty.as_of - first).days > _STATEMENT_DAYS or not said.dated_inside:
        why = "已超过12个月只有情况说明" if said.dated_inside else "情况说明的落款日期不在所说的期间内"
        return suspect(
            f"“{column.name}”栏目{why}", *evidence, lean=Status.GAP, defect=Defect.BLANK_COLUMN,
            question="该栏目是否适用于本单位？", advice="不适用的撤并栏目；适用的补发信息。",
        )  # fmt: skip
    return stated(f"“{column.name}”栏目已发布情况说明：{said.quote}", *evidence)


def _rows(corpus: Corpus, column: SeenColumn) -> list[Article]:
    return list(corpus.articles(None, (column.kind,), column=column.id))
