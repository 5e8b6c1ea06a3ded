"""信息没有标注来源：信息页面上看不到来源、发布机构、作者、编辑或审核。

依据：年度要点第（十三）项（严格落实“三审”，多人审查、专人把关）；网页标注来源、责任编辑是通行做法，没有法律要求每条都写，所以只问。
判定：本期本单位发布的信息，页面上写有来源、发布机构、作者、编辑、审核、供稿一类的任一项，网页标签里写的，都算有。没有写的不到两成，或者不到三条，为合规；
以上的，为待核验，写明占多少，列出最近五条。
无法判定：栏目没有看全而没有读到信息；没有一个页面的存证取得出。
不涉及：写得对不对；有没有真的审核（由单位佐证）；信息本身就是文件的；外站的信息。
怎么改：在后台发布时填写“来源”“责任编辑”“审核”，由模板统一显示。
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.page import Page
from rules.checks._columns import searched
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 500  # items of one unit that are looked at, the newest
_SHOWN: Final = 5
_TAG = re.compile(r"<[^<>]{0,2000}>")
# With a value behind it: the label alone, or an empty cell, tells nobody anything. A script's {{source}} is filled in later.
_SIGNED = re.compile(
    r"(?:来\s?源|作\s?者|编\s?辑|责\s?编|审\s?核|审\s?校|初审|复审|终审|校\s?对|供\s?稿|撰\s?稿|撰\s?写|记\s?者|通讯员|信息员|录\s?入|发布(?:人|机构|单位|部门|者)|公开(?:主体|机构|单位)|责任(?:部门|单位|人))"
    r"(?:单位|部门|机构|人|员)?[\s　]{0,4}[:：】\]][\s　]{0,6}[^\s　<|｜:：；;，,。/\\\-—_]"
)
_ADVICE: Final = "在后台发布时填写“来源”“责任编辑”“审核”，由模板统一显示。"


def check(corpus: Corpus, duty: Duty, *, most_percent: int = 20, fewest: int = 3) -> Verdict:
    """``most_percent``: the share of unsigned items above which one asks; ``fewest``: and how many they must be."""
    verdict = _judged(corpus, duty, most_percent, fewest)
    return replace(verdict.about(f"source_label:{duty.year}"), searched=searched(corpus.own_columns(duty.unit)))


def _judged(corpus: Corpus, duty: Duty, most_percent: int, fewest: int) -> Verdict:
    listed = [a for a in corpus.articles(duty.unit, (), duty.applies_from, newest=_MOST) if a.unit == duty.unit and a.state == "read"]
    if not listed:
        return _nothing(corpus, duty)
    told = [(article, _is_signed(corpus, article)) for article in listed]
    looked = [article for article, signed in told if signed is not None]
    if not looked:
        return unknown(f"{len(listed)} 条信息的页面存证都取不出，不能核对", of_article(listed[-1]))
    unsigned = [article for article, signed in told if signed is False]
    share = 100 * len(unsigned) // len(looked)
    if len(unsigned) < fewest or share < most_percent:
        more = f"，没有写的 {len(unsigned)} 条" if unsigned else ""
        return met(f"本期看过的 {len(looked)} 条信息，写有来源、作者、编辑或审核的 {len(looked) - len(unsigned)} 条{more}", *map(of_article, _newest(_but(looked, unsigned), 1)))
    return suspect(
        f"本期看过的 {len(looked)} 条信息中，有 {len(unsigned)} 条（{share}%）页面上未见来源、发布机构、作者、编辑、审核：{_named(unsigned)}",
        *map(of_article, _newest(unsigned, _SHOWN)), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="这些页面是否另有来源、编辑、审核的标注（如图片里、由脚本显示的）？", advice=_ADVICE,
    )  # fmt: skip


def _is_signed(corpus: Corpus, article: Article) -> bool | None:
    """Whether the page tells whence it comes or who saw to it; None when its bytes were not kept."""
    if article.source.strip() or article.issuer.strip():
        return True
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    if kept is None:
        return None
    return _SIGNED.search(_TAG.sub("", Page(article.url, kept[0], content_type=kept[1]).text)) is not None


def _nothing(corpus: Corpus, duty: Duty) -> Verdict:
    if why := next((f"“{c.name}”栏目：{c.stopped_because}" for c in corpus.own_columns(duty.unit) if not c.complete), ""):
        return unknown(f"本期没有读到本单位的信息，但不能确定：{why}")
    return not_applicable("本期未见触发事项：没有读到本单位发布的信息")


def _but(articles: Iterable[Article], others: Iterable[Article]) -> list[Article]:
    left = {article.identity for article in others}
    return [article for article in articles if article.identity not in left]


def _newest(articles: Sequence[Article], most: int) -> list[Article]:
    return list(reversed(articles))[:most]


def _named(articles: Sequence[Article]) -> str:
    return "、".join(f"《{article.title}》" for article in _newest(articles, _SHOWN)) + ("等" if len(articles) > _SHOWN else "")
