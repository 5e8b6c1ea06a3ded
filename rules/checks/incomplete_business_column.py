"""涉企政策栏目四类不全：惠企（涉企）政策栏目中，没有见到财税、金融、产业、监管四类政策中的某一类。

依据：优化营商环境条例第三十八条（涉及市场主体的政策措施通过政府网站集中公布）；中小企业促进法第四十五条；年度要点列明的四类政策。
条例没有写要分这四类，也没有写由哪个部门设栏目，一律只请人核对。
判定：按带权重的词表读栏目里的信息，四类各有一条标题和正文相符的（一条不算两类），为合规；上级的、往年的也算。只有名称相近的信息或分类名称的，请人确认，倾向合规。
栏目看全了，有一类没有见到的，为待核验；栏目网址回答“不存在”的，为待核验。门户的和各单位的涉企政策栏目都看。
无法判定：档案没有登记涉企政策栏目（首页上有这样名称的链接的，写出来）；栏目没有看全、打不开；采集时点距检查日过久。
不涉及：政策的解读、申报指南、兑现结果（见 topic_coverage）；栏目更新是否及时（见 stale_column）；政策是否齐全。
怎么改：在门户网站设涉企（惠企）政策栏目，集中公布财税、金融、产业、监管四类政策，按类分开。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from crawler.items import Outcome
from crawler.vocabulary import KINDS, label
from rules.checks._columns import ANSWERED, searched, too_old, why_unread
from rules.checks._kept_pages import kept_page
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown
from rules.pairing import unread
from rules.topics.lexicon import Topic, topic_named
from rules.topics.reading import Fit, Words, read_topic

version = 1

_MOST: Final = 400  # items of all these columns that are read: the newest
_MOST_LINKS: Final = 3_000
_LONGEST: Final = 12  # characters of a link that is the name of a part of the column
_PART = re.compile(r"(?:政策|支持|扶持|优惠|措施|类|专区)$")
_ADVICE: Final = "在门户网站的涉企（惠企）政策栏目中，集中公布财税、金融、产业、监管四类政策，按类分开。"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What shows one field: an item, or the name of a part of the column. ``is_firm``: no person need confirm it."""

    topic: Topic
    words: str
    evidence: Evidence
    is_firm: bool


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    topics: tuple[str, ...] = ("fiscal_tax_policy", "finance_policy", "industry_policy", "regulation_policy"),
    kinds: tuple[str, ...] = ("business_policy",),
) -> Verdict:
    named = tuple(topic_named(topic) for topic in topics)
    columns = sorted(corpus.columns(None, kinds), key=lambda c: (c.unit != "", c.unit != duty.unit, c.id))
    verdict = _judged(corpus, named, columns, kinds)
    return replace(verdict.about(f"{kinds[0]}:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, topics: tuple[Topic, ...], columns: list[SeenColumn], kinds: tuple[str, ...]) -> Verdict:
    name = "、".join(label(kind) for kind in kinds)
    if not columns:
        return _unregistered(corpus, name, kinds)
    answered = [column for column in columns if column.visit_outcome in ANSWERED]
    shown = _chosen(_by_topic(corpus, topics, answered))
    firm = {each.evidence.url for each in shown if each and each.is_firm}
    if len(firm) == len(topics):  # no item has to serve for two fields
        return met(f"“{answered[0].name}”等 {len(answered)} 个涉企政策栏目，四类都有：{_told(shown)}", *_cited(shown))
    if why := too_old(corpus):
        return unknown(f"{name}栏目：{why}", of_column(columns[0]))
    if not answered and all(column.visit_outcome == Outcome.SOFT404 for column in columns):
        return suspect(
            f"“{columns[0].name}”栏目的网址回答“不存在”（{columns[0].url}）", of_column(columns[0]), lean=Status.GAP,
            defect=Defect.MISSING_COLUMN, question=f"“{name}”栏目是否已换网址，新网址是什么？", advice=_ADVICE,
        )  # fmt: skip
    lacking = [topic.name for topic, each in zip(topics, shown, strict=True) if each is None]
    if not lacking:
        return suspect(
            f"{name}栏目：四类都有，其中有的只是名称相近，或者一条兼了两类：{_told(shown)}", *_cited(shown), lean=Status.MET,
            question="所列是否就是财税、金融、产业、监管四类涉企政策？",
        )  # fmt: skip
    partly = f"；见到{told}" if (told := _told(shown)) else ""
    reason = f"{name}栏目：未见{'、'.join(lacking)}{partly}"
    if why := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(f"{reason}；但{why}", of_column(columns[0]), *_cited(shown))
    if doubt := _unread(corpus, answered):
        reason += f"；《{doubt.title}》的正文没有读到"
    return suspect(
        reason, of_column(columns[0]), *_cited(shown), *((of_article(doubt),) if doubt else ()), lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT, question=f"{'、'.join(lacking)}集中公布在哪里？", advice=_ADVICE,
    )  # fmt: skip


def _unregistered(corpus: Corpus, name: str, kinds: tuple[str, ...]) -> Verdict:
    """No column is registered: what the home page calls so, for whoever completes the profile."""
    url, digest = corpus.home or ("", "")
    names = tuple(each for kind in kinds for each in (label(kind), *KINDS[kind].names))
    words = (words for words in _links(corpus, url, digest) if any(each in words for each in names))
    if found := next(words, None):
        shown = Evidence(url, "首页", snapshot=f"sha256:{digest}")
        return unknown(f"{name}栏目：首页有“{found}”链接，站点档案没有登记，没有查看", shown)
    return unknown(f"{name}栏目：站点档案没有登记，请确认门户是否有此栏目、网址是什么")


# ---- what is shown of each field


def _by_topic(corpus: Corpus, topics: tuple[Topic, ...], columns: list[SeenColumn]) -> list[list[_Shown]]:
    """What shows each field, in the order of the fields."""
    found: list[list[_Shown]] = [[] for _ in topics]
    for article in _items(corpus, columns):
        for topic, shown in zip(topics, found, strict=True):
            if (fit := _fit(corpus, topic, article)).is_shown:
                shown.append(_Shown(topic, f"《{article.title}》", of_article(article, article.title), fit is Fit.FIRM))
    for column in columns:
        for words in _links(corpus, column.url, column.sha256):
            for topic, shown in zip(topics, found, strict=True):
                if (short := topic.name.removesuffix("政策")) == words or (short in words and _PART.search(words)):
                    shown.append(_Shown(topic, f"分类“{words}”", of_column(column), False))
    return found


def _chosen(found: list[list[_Shown]]) -> list[_Shown | None]:
    """The surest for each field, an item before the name of a part, and if it can be none that stands for another field already."""
    taken: set[str] = set()
    chosen: dict[int, _Shown] = {}
    for n in sorted(range(len(found)), key=lambda n: len(found[n])):
        best = min(found[n], key=lambda shown: (shown.is_firm and shown.evidence.url in taken, not shown.is_firm), default=None)
        if best:
            taken.add(best.evidence.url)
            chosen[n] = best
    return [chosen.get(n) for n in range(len(found))]


def _items(corpus: Corpus, columns: list[SeenColumn]) -> Iterator[Article]:
    for column in columns:
        yield from reversed(list(corpus.articles(None, (column.kind,), column=column.id, newest=_MOST // len(columns))))


def _fit(corpus: Corpus, topic: Topic, article: Article) -> Fit:
    """How well an item shows a field, in its own year: a policy of years ago is in force still, and so is one from above."""
    text = None if unread(article) else corpus.text(article)
    item = Words(article.title, text, tuple(link.name for link in article.attachments[:6]), has_number=bool(article.doc_number))
    year = article.published.year if article.published else corpus.as_of.year
    return read_topic(topic, item, year, corpus.site.district_names, ours=True).fit


def _unread(corpus: Corpus, columns: list[SeenColumn]) -> Article | None:
    """An item that may hold what is lacking, as nobody could read it."""
    return next((article for article in _items(corpus, columns) if unread(article)), None)


def _links(corpus: Corpus, url: str, digest: str) -> Iterator[str]:
    """The short words under which a stored page leads on."""
    page = kept_page(corpus, url, digest)
    for anchor in islice(page.root.iter("a"), _MOST_LINKS) if page else ():
        words = "".join("".join(anchor.itertext()).split())[:200]
        if 2 <= len(words) <= _LONGEST:
            yield words


# ---- words


def _told(shown: list[_Shown | None]) -> str:
    return "，".join(f"{each.topic.name}{each.words}" for each in shown if each)


def _cited(shown: list[_Shown | None]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(each.evidence for each in shown if each))
