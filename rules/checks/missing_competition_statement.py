"""未见公平竞争事项的说明或举报渠道：滥用行政权力排除、限制竞争案件，本年度有没有、向谁举报。

依据：年度要点所列各行（依法公开滥用行政权力排除、限制竞争执法案件）；反垄断法第四十五条、第五十四条；
案件由国家和省级市场监管部门查处，区级通常没有案件，因此默认不适用，由单位出具“无案件”声明。
判定：what = statement 时，本年度公布了案件、转发了上级案件，或公布了废止、修改妨碍公平竞争措施的情况，为合规；写明本年度没有案件的情况说明，为已说明；
没有见到案件的，不适用，并请单位出具声明。标题像是案件、看不出内容的，为待核验。
what = channel 时，公平竞争栏目（或标题写明公平竞争、反垄断、举报的信息）中有举报电话、邮箱或网址，为合规；栏目看全了仍未见，为待核验。
本检查不认定“有问题”。
无法判定：疑似案件、渠道的信息没有读到或在未读到的附件里；核对渠道时栏目没有看全、没有登记公平竞争栏目。
不涉及：公平竞争审查的制度、培训、宣传和工作动态；个案是否构成行政垄断。
怎么改：在公平竞争审查栏目发布本年度“无案件”说明（写明单位、期间、日期）和举报电话、邮箱。
"""

import re
from dataclasses import replace
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.extract.statement import read_statement
from rules.checks._columns import searched
from rules.checks._oversight import is_news, own_items, statement_of, why_unread
from rules.contents import contents
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, stated, suspect, unknown

version = 2

What = Literal["statement", "channel"]

_SUBJECT = re.compile(r"公平竞争|行政(?:性)?垄断|反垄断|排除[、和]?限制竞争|滥用行政权力")
_CASE = re.compile(r"(?:行政(?:性)?垄断|滥用行政权力|排除[、和]?限制竞争)[^。]{0,40}(?:案|整改|行为|查处|纠正|建议书|处理)|(?:案|查处|纠正|整改)[^。]{0,30}(?:行政(?:性)?垄断|滥用行政权力|排除[、和]?限制竞争)")
_MEASURES = re.compile(r"(?:废止|修改|清理|纠正)[^。]{0,40}(?:公平竞争|统一(?:大)?市场|限制竞争)|(?:公平竞争|统一(?:大)?市场|限制竞争)[^。]{0,40}(?:废止|修改|清理)[^。]{0,12}(?:结果|目录|情况|清单|公告|决定)")
_ABOUT = re.compile(r"办法|细则|制度|条例|法》|解读|培训|宣传|征求|知识|问答|方案|工作要点|实施意见|指引|指南")
_NONE = re.compile(r"(?:无|没有|未(?:发生|发现|查处|产生|收到))[^。；\n]{0,24}(?:行政(?:性)?垄断|滥用行政权力|排除[、和]?限制竞争|公平竞争)[^。；\n]{0,24}")
_CHANNEL = re.compile(
    r"(?:举报|投诉|监督|反映)[^。\n]{0,40}?(?:(?<!\d)(?:0\d{2,3}-?)?\d{7,8}(?!\d)|(?<!\d)1[23]\d{3}(?!\d)|[\w.\-]{1,40}@[\w\-]{1,40}\.|https?://|信箱|邮箱[:：])"
)
_TITLED: Final = ("competition", "notices", "statutory", "business_policy", "policy", "supervision", "enforcement")
_ADVICE: Final = "本年度没有案件的，发布“无案件”说明，写明单位、期间、日期；同时公布举报电话、邮箱。"


def check(
    corpus: Corpus, duty: Duty, *, what: What = "statement", kinds: tuple[str, ...] = ("competition",)
) -> Verdict:
    with corpus.looking():  # further columns only help: no absence is concluded from them
        since = duty.applies_from if what == "statement" else None
        own = [a for a in own_items(corpus, duty, kinds, since, reposts=True).articles if not is_news(a.title)]
        own += [
            a
            for a in own_items(corpus, duty, tuple(k for k in _TITLED if k not in kinds), since, reposts=True).articles
            if _SUBJECT.search(a.title) and not is_news(a.title)
        ]
    found = list({a.identity: a for a in own}.values())
    verdict = _statement(corpus, duty, kinds, found) if what == "statement" else _channel(corpus, duty, kinds, found)
    if not verdict.evidence:
        verdict = replace(verdict, evidence=tuple(of_column(c) for c in corpus.columns(duty.unit, kinds)[:1]))
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict, object=f"competition_{what}:{duty.year}", searched=looked)


# ---- cases of the year


def _statement(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Article]) -> Verdict:
    if said := statement_of(corpus, duty, kinds, duty.year):
        return stated(f"已发布情况说明：{said[1].quote}", of_article(said[0], said[1].quote))
    for article in found:
        if none := _says_none(corpus, duty, article):
            return stated(f"已写明本年度没有此类案件：{none}", of_article(article, none))
    cases = [a for a in found if (_CASE.search(a.title) or _MEASURES.search(a.title)) and not _ABOUT.search(a.title)]
    for article in reversed(cases):
        said_in = contents(corpus, article)
        if article.published is None:
            continue
        if len(said_in.text.strip()) >= 60:
            return met(f"已公布案件或措施清理情况《{article.title}》", of_article(article))
    if cases:
        return _unclear(corpus, cases[-1])
    look = corpus.unseen(duty.unit, kinds)
    seen = f"；{look}" if look else f"，{duty.applies_from} 以来公平竞争栏目未见案件"
    return not_applicable(
        f"此类案件由国家和省级机关查处，区级通常没有案件，须由单位声明本年度有没有案件{seen}"
    )


def _says_none(corpus: Corpus, duty: Duty, article: Article) -> str:
    """The sentence of a short item of the year that says there was no such case."""
    text = corpus.text(article)
    if article.published is None or article.published.year != duty.year or len(text) > 800 or read_statement(article.title, text):
        return ""
    about = _SUBJECT.search(article.title) or "competition" in article.kinds
    hit = _NONE.search(text) if about and not _ABOUT.search(article.title) else None
    return hit.group() if hit else ""


def _unclear(corpus: Corpus, article: Article) -> Verdict:
    said = contents(corpus, article)
    why = why_unread(said) or ("" if article.state == "read" else f"页面没有读到（{article.cause or '未读取'}）")
    if why:
        return unknown(f"《{article.title}》疑似案件信息，{why}", of_article(article))
    return suspect(
        f"《{article.title}》标题像是案件或清理情况，但正文很短或没有日期", of_article(article), lean=Status.MET,
        question="该信息是否公布了本年度的案件或清理结果？", advice=_ADVICE,
    )  # fmt: skip


# ---- where to report


def _channel(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Article]) -> Verdict:
    unread = []
    for article in reversed(found):
        said = contents(corpus, article)
        if hit := _CHANNEL.search(f"{article.title}\n{said.text[:20_000]}"):
            return met(f"《{article.title}》写明举报渠道", of_article(article, _told(hit.group())))
        if said.unread or article.state in ("failed", "skipped"):
            unread.append(article)
    if unread:
        return unknown(f"《{unread[0].title}》没有读到或附件没有读，看不出有没有举报渠道", of_article(unread[0]))
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    near = [of_article(article) for article in found[-1:]]
    columns = [of_column(column) for column in corpus.columns(duty.unit, kinds)[:1]]
    return suspect(
        "公平竞争栏目已看全，未见举报电话、邮箱或网址", *columns, *near, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="滥用行政权力排除、限制竞争的举报渠道公布在哪里？", advice="在公平竞争审查栏目公布举报电话、邮箱。",
    )  # fmt: skip


def _told(words: str) -> str:
    return re.sub(r"\s+", " ", words)
