"""An item that lacks something and says nothing at all, or much less than before: our own look, or the portal's bad day, is
suspected first.

A page whose body a script failed to fill, or that answers with its frame and 暂无信息, looks like a page that lacks what it
must hold. Nobody is accused by it until a person has said which of the two it is.
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from rules.model import Finding, Status

_LONG: Final = 300  # characters from which an earlier text is worth comparing
_SHARE: Final = 0.5  # less than this is left of it
_BARE: Final = 10  # characters: who publishes anything writes more


def said_more(corpus: Corpus, finding: Finding) -> Finding:
    """``finding``, as a question when the item it accuses by has no words and no files, or lost most of its words since an
    earlier look."""
    if finding.status is not Status.GAP or finding.defect is None or finding.defect.is_absence:
        return finding
    for evidence in finding.evidence[:1]:
        article = corpus.article_at(evidence.url)
        if article is None or article.state != "read":
            continue
        before, now = corpus.longest_before(article), len(corpus.text(article))
        if before >= _LONG and now < before * _SHARE:
            told = f"“{article.title}”以前采集时正文有 {before} 字，这次只有 {now} 字，是页面出错，还是内容已经撤下？"
            return replace(finding, status=Status.SUSPECT, lean=Status.MET, question=told)
        if now < _BARE and not article.attachments:
            told = f"“{article.title}”的页面打开后没有正文，是页面出错，还是确实没有内容？"
            return replace(finding, status=Status.SUSPECT, lean=Status.GAP, question=told)
    return finding
