"""What is not seen now and stood there before: a question for a person, with both looks as proof, never a plain gap.

Asked of every accusation, whatever check made it: the check is run once more on the same run as if nothing had gone that
earlier runs saw. When it then finds an answer that has gone since, that answer is what the verdict must speak of.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from rules.evidence import look_words, of_article, of_look
from rules.model import Status, Verdict

QUESTION: Final = "该信息是否已撤下，原因和依据是什么？"
_ACCUSES: Final = (Status.GAP, Status.LATE)


def remembered(
    corpus: Corpus, verdicts: list[Verdict], again: Callable[[Corpus], Iterable[Verdict]]
) -> list[Verdict]:
    """``verdicts`` with those turned into questions that something gone would answer. ``again`` runs the check on a corpus."""
    if not any(verdict.status in _ACCUSES for verdict in verdicts) or corpus.recalled is None:
        return verdicts
    recalled = {verdict.object: verdict for verdict in again(corpus.recalled)}
    return [_asked(corpus, verdict, recalled.get(verdict.object)) for verdict in verdicts]


def _asked(corpus: Corpus, verdict: Verdict, recalled: Verdict | None) -> Verdict:
    if verdict.status not in _ACCUSES or recalled is None or recalled.status is verdict.status:
        return verdict
    gone = _gone(corpus, recalled)
    removal = next(corpus.history.removed([gone.identity]), None) if gone else None
    if gone is None or removal is None:
        return verdict
    told = f"《{gone.title}》曾于{look_words(removal.seen)}可见，自{look_words(removal.first)}起未见"
    proof = (of_article(gone), of_look(corpus, removal.seen))
    since = of_look(corpus, removal.first)
    # The judged thing comes first: of an absence that cites nothing, the column that does not show it.
    evidence = (*verdict.evidence, *proof, since) if verdict.evidence else (since, *proof)
    return replace(
        verdict,
        status=Status.SUSPECT,
        lean=Status.GAP,
        reason=f"{verdict.reason}；{told}",
        question=QUESTION,
        evidence=evidence,
    )


def _gone(corpus: Corpus, recalled: Verdict) -> Article | None:
    """The item that the verdict cites and that no column shows any more."""
    for evidence in recalled.evidence:
        article = corpus.article_at(evidence.url)
        if article and article.gone_since:
            return article
    return None
