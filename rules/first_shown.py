"""What a page says of its own first publication: a correction, an update, a copy of what stood elsewhere before.

Then the day it shows is not the day of the duty, and nobody is late by it until a person has said whether the first was in time.
``why_earlier`` is for checks that know the last day and look closer; ``not_the_first`` guards every check.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.dates import find_dates
from rules.model import Finding, Status

_MAX_TEXT: Final = 60_000
# Words that speak of an earlier publication; a day beside them decides.
_BEFORE = re.compile(
    r"首次(?:公布|发布|公示|公开|上网|上线|登载)|(?:已|曾|早已|均已|先|最早|最初|原)(?:经|于|在|自|由)?[^。；\n]{0,40}?(?:公示|公布|公开|发布|公告|登载|刊登|刊发|张贴|挂网|上网|上线|上传)"
    r"|(?:原|首)(?:公示|公布|发布|公开|上网)(?:时间|日期|日)|重新(?:发布|公布|公示|公开|上传|挂网)|再次(?:发布|公布|公示|公开)|补录|补传|(?:栏目|网站|平台|数据)[^。；\n]{0,8}(?:迁移|改版|升级)"
    r"|(?:更正|勘误)(?:说明|后|公告|版|重)|因[^。；\n]{0,16}(?:更正|勘误)|^更正"
)  # fmt: skip
_LABEL = re.compile(r"(?:首次|信息|页面)?(?:发布|公布|公示|公开|上网|上线|挂网)(?:起始|开始)?(?:日期|时间|期限|期|日)\s?[:：]")
# Without a day beside it, only what speaks of the page itself counts: 文件已公布 is about something else.
_AGAIN = re.compile(r"重新|再次|补录|补传|迁移|改版|更正|勘误|首次|(?:本|该|此)[^。；\n]{0,12}(?:已|曾|原|先)")
# What alone makes a late finding a question, whatever day it names.
_TITLE: Final = re.compile(
    r"更正|勘误|(?:修订|修正|修改|更新)(?:版|稿|后)|[（(][^（()）]{0,12}(?:更新|修订|修正|重发|补发)[^（()）]{0,4}[）)]|重新(?:发布|公布|公开|公示)"
)
_TEXT: Final = re.compile(
    r"(?:首次|最早|最初|原)(?:发布|公布|公开|公示)(?:日期|时间|日|于|[:：])[^。\n]{0,24}"
    r"|(?:已|曾)于[^。；\n]{0,24}(?:公示|公布|公开|发布|挂网)"
    r"|(?:于|自)\s?\d{4}年\s?\d{1,2}月\s?\d{1,2}日(?:起|在[^。；\n]{1,12})?(?:公开发布|首次)"
    r"|(?:更正|勘误)(?:说明|启事|公告|如下|为)|现(?:予|将其)?(?:重新|再次)(?:发布|公布|公开|公示)"
    r"|(?:最后|最近)?更新(?:日期|时间)[:：]"
)
_REACH: Final = 3_000  # characters at either end of a text: such a remark stands at its head or foot


def said_before(text: str, published: date | None, latest: date) -> str:
    """The words by which a page says that it was public by ``latest``, or at a day it does not name; '' when it says nothing.

    ``published`` is the day the page shows. Words that name only later days say nothing.
    """
    for found in re.finditer(r"[^。；;\n]+", text[:_MAX_TEXT]):
        sentence = found.group().strip()
        told, labelled = _BEFORE.search(sentence), _LABEL.search(sentence)
        if not told and not labelled:
            continue
        days = [day for day, at, _ in find_dates(sentence) if published is None or day < published]
        if any(day <= latest for day in days):
            return sentence[:120]
        if told and not find_dates(sentence) and _AGAIN.search(sentence):
            return sentence[:120]
    return ""


def why_earlier(article: Article, text: str, latest: date) -> str:
    """Why an item may have been public by ``latest``, in words: by what its ``text`` says, or an earlier crawl; '' when nothing."""
    if said := said_before(f"{article.title}\n{text}", article.published, latest):
        return f"页面写有“{said}”"
    if earlier := [day for day in article.dated_before if day <= latest]:
        return f"此前采集时该页标注的发布日期是 {min(earlier)}"
    return ""


def not_the_first(corpus: Corpus, finding: Finding) -> Finding:
    """``finding``, as a question when an item that makes it late says that it was published before."""
    if finding.status is not Status.LATE:
        return finding
    for evidence in finding.evidence:
        article = corpus.article_at(evidence.url)
        if article is None or article.state != "read":
            continue
        text = corpus.text(article)
        if found := _TITLE.search(article.title) or _TEXT.search(text[:_REACH]) or _TEXT.search(text[-_REACH:]):
            told = f"“{article.title}”写有“{found.group()[:40]}”，此前是否已经按期公布过？"
            return replace(finding, status=Status.SUSPECT, lean=Status.GAP, question=told)
    return finding
