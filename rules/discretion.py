"""Discretion: what is marked 机密, 内部资料 or 不予公开 and stands online is named in no report, by no check.

A report is handed on: whoever reads that such a thing is online knows where to look. The item is told to the centre alone
(``rules.privacy``); in a report its title, address and words give way to one remark. What is recorded in the archive stays whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.markings import Marking, markings
from rules.engine import Judgement
from rules.model import Evidence, Finding

REMARK: Final = "（该信息另行核实，不在此列出）"
_GRAVE: Final = frozenset((Marking.CLASSIFIED, Marking.INTERNAL, Marking.NOT_PUBLIC, Marking.ON_REQUEST))
_SHORT: Final = 6  # characters; a shorter title is found in too many sentences


@dataclass(frozen=True, slots=True)
class Hidden:
    """The items that are not named: identities, addresses, snapshots of page and files, titles."""

    identities: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    snapshots: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.identities)


def hidden_in(corpus: Corpus) -> Hidden:
    """The items of a run whose title or body is so marked. Files are not opened for this: ``rules.privacy`` looks into them."""
    found = [a for a in corpus.known_articles() if any(m.marking in _GRAVE for m in markings(f"{a.title}\n{corpus.text(a)}"))]
    files = [file for article in found for file in corpus.files(article)]
    return Hidden(
        frozenset(article.identity for article in found),
        frozenset((*(url for article in found for url in article.urls), *(file.url for file in files if file.url))),
        frozenset((*(a.snapshot for a in found if a.snapshot), *(f"sha256:{f.sha256}" for f in files if f.sha256))),
        _titles(found),
    )


def _titles(found: Sequence[Article]) -> tuple[str, ...]:
    return tuple(sorted({article.title for article in found if len(article.title) >= _SHORT}, key=lambda title: (-len(title), title)))


def discreet(judgement: Judgement, hidden: Hidden) -> Judgement:
    """The judgement without a word, an address or a snapshot of the hidden items."""
    return replace(judgement, findings=tuple(_discreet(finding, hidden) for finding in judgement.findings))


def _discreet(finding: Finding, hidden: Hidden) -> Finding:
    return replace(
        finding,
        reason=_without(finding.reason, hidden),
        question=_without(finding.question, hidden),
        advice=_without(finding.advice, hidden),
        evidence=tuple(_of(each, hidden) for each in finding.evidence),
        second_looks=tuple(
            replace(look, hits=tuple(hit for hit in look.hits if hit.url not in hidden.addresses)) for look in finding.second_looks
        ),
    )


def _of(evidence: Evidence, hidden: Hidden) -> Evidence:
    if evidence.url in hidden.addresses or (evidence.snapshot and evidence.snapshot in hidden.snapshots):
        return Evidence("", REMARK)
    return replace(evidence, title=_without(evidence.title, hidden), quote=_without(evidence.quote, hidden))


def _without(words: str, hidden: Hidden) -> str:
    for title in hidden.titles:
        words = words.replace(f"《{title}》", REMARK).replace(title, REMARK)
    return words
