"""A late item that says of itself that it is not the first: a correction, an update, a copy of what stood elsewhere before.

Then the day it shows is not the day of the duty. Nobody is late by it until a person has said whether the first was in time.
"""

import re
from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from rules.model import Finding, Status

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


def said_before(corpus: Corpus, finding: Finding) -> Finding:
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
