"""重大决策草案没有解读：就重大行政决策等草案公开征求意见，没有同时发布解读材料。

依据：各地关于重要政策征求意见时同步解读草案的规定（未见原文，凭经验）；年度要点“政策性文件与解读方案、解读材料同步组织”。
判定：公告写明属于重大行政决策、与市场主体生产经营密切相关，或者属于法律点名的规划、征收补偿方案的，见到标题写明同一草案的解读，或公告附有解读的，
为合规；截止以后才有同名解读的（可能解读的是正式文件）、只附起草说明的、都没有的，请人确认。本检查只凭经验，不认定“有问题”。
无法判定：公告的页面、附件没有读到，或带有图片；征求意见、政策解读栏目没有看全。尚未截止的，仍可补充，为未到期。
不涉及：看不出是不是重大决策的征求意见；起草说明齐不齐（见 incomplete_consultation）；正式文件的解读（见 missing_interpretation）。
怎么改：征求意见时同时发布草案的解读，标题写明草案名称，与公告互相链接。
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.interpretation import read_interpretation
from rules.checks._consultations import Asked, since_of
from rules.checks._drafts import drafts_asked_about, first_day, law_of
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, not_due, suspect, unknown
from rules.pairing import everywhere
from rules.texts import are_one

version = 1

_ADVICE: Final = "发布草案的解读，标题写明草案名称，与公告互相链接。"
_EXPLAINS = re.compile(r"解读|读懂|看懂|图解|问答|明白卡")
_REASONS = re.compile(r"(?:起草|编制|制定|修订|有关|情况)?说明")
_OF_DRAFT = re.compile(r"征求意见|征集意见|草案|意见稿|公示稿|送审稿")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation",),
    also_kinds: tuple[str, ...] = ("notices",),
    interpretation_kinds: tuple[str, ...] = ("interpretation",),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    held = [asked for asked in drafts_asked_about(corpus, duty, looked) if law_of(asked)]
    if held:
        return [_judge(corpus, duty, a, interpretation_kinds).about(a.last.article.identity, event=first_day(a)) for a in held]
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位就重大决策草案公开征求意见，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有看得出属于重大决策的草案征求意见")]


def _judge(corpus: Corpus, duty: Duty, asked: Asked, kinds: tuple[str, ...]) -> Verdict:
    shown = [of_article(call.article) for call in asked.calls]
    whole = [contents(corpus, call.article) for call in asked.calls]
    if name := next(_offered(corpus, asked, whole), ""):
        return met(f"{asked.name}附有解读“{name}”", *shown)
    explaining = _explaining(corpus, duty, asked)
    if told := next((a for a in explaining if _is_of_draft(a, asked.closes)), None):
        return met(f"{asked.name}有解读《{told.title}》", *shown, of_article(told))
    if asked.closes and asked.closes >= duty.as_of:
        return not_due(f"{asked.name}未见解读；尚未截止（{asked.closes}），仍可补充", *shown, due=asked.closes)
    if explaining:
        day = explaining[0].published or "没有日期的页面"
        return suspect(
            f"{asked.name}截止于 {asked.closes or '不明日期'}，同名的解读见于 {day}，可能解读的是正式文件", *shown, of_article(explaining[0]),
            lean=Status.MET, question="征求意见期间有没有解读草案？", advice=_ADVICE,
        )  # fmt: skip
    if why := _unread(asked, whole) or corpus.unseen(duty.unit, kinds):
        return unknown(f"{asked.name}未见解读，但不能确定：{why}", *shown)
    law = law_of(asked)
    with_reasons = _gives_reasons(asked, whole)
    return suspect(
        f"{asked.name}未见解读{'，但有起草说明' if with_reasons else ''}（看得出属于重大决策：{law.law if law else ''}）", *shown,
        lean=Status.MET if with_reasons else Status.GAP, defect=Defect.ABSENT,
        question="征求意见时是否同时解读了草案，发布在哪里？", advice=_ADVICE,
    )  # fmt: skip


def _explaining(corpus: Corpus, duty: Duty, asked: Asked) -> list[Article]:
    """What bears the draft's name in its title and explains it, by whatever unit, the earliest first; undated ones last."""
    cores, places = asked.last.subject.cores, corpus.site.district_names
    ours = {call.article.identity for call in asked.calls}

    def of_this(title: str) -> bool:
        return read_interpretation(title, "").is_interpretation and are_one(cores, title, places)

    since = since_of(first_day(asked) or duty.applies_from)
    found = [article for article in everywhere(corpus, since, of_this) if article.identity not in ours]
    return sorted(found, key=lambda a: (a.published or date.max, a.identity))


def _is_of_draft(article: Article, closes: date | None) -> bool:
    """Whether an explanation is surely of the draft: its title says so, or it came before opinions were in."""
    if _OF_DRAFT.search(article.title):
        return True
    return bool(article.published and closes and article.published <= closes)


def _offered(corpus: Corpus, asked: Asked, whole: list[Contents]) -> Iterator[str]:
    """What explains the draft among what its calls offer: files, links that name the draft, linked items that explain."""
    cores, places = asked.last.subject.cores, corpus.site.district_names
    for call, said in zip(asked.calls, whole, strict=True):
        yield from (file.name for file in said.files if _EXPLAINS.search(file.name))
        yield from (a.title for a in corpus.links_from(call.article) if read_interpretation(a.title, "").is_interpretation)
        page = corpus.page(call.article)
        for _, anchor in page.links if page else ():
            if _EXPLAINS.search(anchor) and are_one(cores, anchor, places):
                yield anchor


def _gives_reasons(asked: Asked, whole: list[Contents]) -> bool:
    files = (file.name for said in whole for file in said.files)
    return any(call.reading.has_explanation for call in asked.calls) or any(_REASONS.search(name) for name in files)


def _unread(asked: Asked, whole: list[Contents]) -> str:
    for call, said in zip(asked.calls, whole, strict=True):
        if call.article.state not in ("read", "file"):
            return f"页面没有读到（{call.article.cause or '没有采集'}）"
        if unread := said.unread:
            return f"附件《{unread[0].name}》{unread[0].why_unread}"
        if call.article.body_kind in ("image", "video") or "image" in call.article.media:
            return "页面上有图片没有读"
    return ""
