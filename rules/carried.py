"""A page that was not asked again in this audit accuses nobody: it may have been put right meanwhile.

Later audits carry most pages over from the last one (``crawler.incremental``). What a judgement hangs on is always asked
again by the next audit, so a gap that is still one is confirmed then.
"""

from dataclasses import replace

from crawler.archive import Corpus
from rules.model import Finding, Status


def asked(corpus: Corpus, finding: Finding) -> Finding:
    """``finding``, as a question when it accuses by a page that this audit took over unread."""
    if finding.status not in (Status.GAP, Status.LATE) or corpus.reach == "whole":
        return finding
    for evidence in finding.evidence:
        article = corpus.article_at(evidence.url)
        if article and (when := corpus.carried_from(article)):
            return replace(
                finding,
                status=Status.SUSPECT,
                lean=Status.GAP,
                question=f"“{article.title}”的页面为 {when[:10]} 所读，本次没有重读，是否仍是如此？（下次检测会重读）",
            )
    return finding
