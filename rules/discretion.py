"""Discretion: what shows a person's data, or is marked 机密, 内部资料 or 不予公开, and stands online is named in no shared output.

A report is handed on: whoever reads that such a thing is online knows where to look. The item is told to the centre alone
(``zwgk privacy sweep``, ``zwgk explain NUMBER``); in reports, workbooks and exports its title, address and words give way to one
remark. What is recorded in the archive stays whole.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from crawler.archive import Article, Corpus, SeenFile
from crawler.archive.without import Scrub
from crawler.mask import mask_address
from rules.engine import Judgement
from rules.leaking import leaking
from rules.model import Evidence, Finding, Status

REMARK: Final = "（该信息另行核实，不在此列出）"
# What these find is itself the leak: their evidence is for the centre alone, whatever the item's own words say.
TELLING: Final = frozenset(("exposed_personal_numbers", "exposed_private_data", "unmasked_person"))
_OPEN: Final = frozenset((Status.GAP, Status.LATE, Status.SUSPECT))
_SHORT: Final = 6  # characters; a shorter title is found in too many sentences
_CUT = re.compile(r"(?:…|\.{3})+$")


@dataclass(frozen=True)
class Hidden:
    """The items that are not named: identities, addresses, snapshots of page and files, titles."""

    identities: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    snapshots: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.identities)

    @cached_property
    def scrub(self) -> Scrub:
        """Takes their titles and addresses out of archived pages."""
        return Scrub(self.titles, tuple(sorted(self.addresses)), REMARK)


NOTHING: Final = Hidden()


def told_at(findings: Iterable[Finding]) -> frozenset[str]:
    """The addresses that the checks which look for leaks cite as leaking."""
    telling = (f for f in findings if f.check in TELLING and f.status in _OPEN)
    return frozenset(evidence.url for finding in telling for evidence in finding.evidence if evidence.url)


def hidden_in(corpus: Corpus, told: Collection[str] = ()) -> Hidden:
    """The items of a run that leak, and those at the addresses ``told``. Their files are hidden with them."""
    by_address = [article for url in told if (article := corpus.article_at(url))]
    found = {article.identity: article for article in (*leaking(corpus), *by_address)}
    if not found:
        return NOTHING
    items = [found[identity] for identity in sorted(found)]
    files = [file for article in items for file in corpus.files(article)]
    addresses = [*(url for article in items for url in article.urls), *(file.url for file in files if file.url)]
    return Hidden(
        frozenset(found),
        frozenset((*addresses, *map(mask_address, addresses))),
        _snapshots(items, files),
        _titles(corpus, items),
    )


def _snapshots(items: Sequence[Article], files: Sequence[SeenFile]) -> frozenset[str]:
    return frozenset((*(a.snapshot for a in items if a.snapshot), *(f"sha256:{f.sha256}" for f in files if f.sha256)))


def _titles(corpus: Corpus, items: Sequence[Article]) -> tuple[str, ...]:
    """What pages and lists call the items, longest first. A title that other items bear too leads to none of them."""
    hidden = {article.identity for article in items}
    others = {article.title for article in corpus.known_articles() if article.identity not in hidden}
    listed = corpus.listed_titles([url for article in items for url in article.urls])
    named = {article.title for article in items} | {_CUT.sub("", title.strip()) for title in listed}
    return tuple(sorted((t for t in named - others if len(t) >= _SHORT), key=lambda title: (-len(title), title)))


# ---- a judgement


def discreet(judgement: Judgement, hidden: Hidden) -> Judgement:
    """The judgement without a word, an address or a snapshot of the hidden items."""
    return replace(judgement, findings=tuple(_discreet(finding, hidden) for finding in judgement.findings))


def _discreet(finding: Finding, hidden: Hidden) -> Finding:
    is_telling = finding.check in TELLING and finding.machine_status in _OPEN
    return replace(
        finding,
        reason=hidden_words(finding.reason, hidden),
        question=hidden_words(finding.question, hidden),
        advice=hidden_words(finding.advice, hidden),
        evidence=tuple(Evidence("", REMARK) if is_telling and each.url else _of(each, hidden) for each in finding.evidence),
        second_looks=tuple(
            replace(look, hits=tuple(hit for hit in look.hits if hit.url not in hidden.addresses)) for look in finding.second_looks
        ),
    )


def _of(evidence: Evidence, hidden: Hidden) -> Evidence:
    if evidence.url in hidden.addresses or (evidence.snapshot and evidence.snapshot in hidden.snapshots):
        return Evidence("", REMARK)
    return replace(evidence, title=hidden_words(evidence.title, hidden), quote=hidden_words(evidence.quote, hidden))


def hidden_words(words: str, hidden: Hidden) -> str:
    """``words`` with the remark for each hidden title and address."""
    for title in hidden.titles:
        words = words.replace(f"《{title}》", REMARK).replace(title, REMARK)
    if "://" in words:
        for address in hidden.addresses:
            words = words.replace(address, REMARK)
    return words


# ---- a recorded finding


def told_in(value: Mapping[str, Any]) -> frozenset[str]:
    """``told_at`` of a finding as it was recorded."""
    is_telling = value["check"] in TELLING and Status(value["status"]) in _OPEN
    return frozenset(each["url"] for each in value["evidence"] if is_telling and each["url"])


def discreet_value(value: Mapping[str, Any], hidden: Hidden) -> dict[str, Any]:
    """A recorded finding likewise."""
    is_telling = value["check"] in TELLING and Status(value["machine_status"]) in _OPEN
    looks = [
        {**look, "hits": [hit for hit in look["hits"] if hit["url"] not in hidden.addresses]} for look in value.get("second_looks", ())
    ]
    return {
        **value,
        **{name: hidden_words(value[name], hidden) for name in ("reason", "question", "advice")},
        "evidence": [_plain(each, hidden, is_telling) for each in value["evidence"]],
        "second_looks": looks,
    }


def _plain(evidence: Mapping[str, Any], hidden: Hidden, is_telling: bool) -> dict[str, Any]:
    if (is_telling and evidence["url"]) or evidence["url"] in hidden.addresses or evidence["snapshot"] in hidden.snapshots:
        return {"url": "", "title": REMARK, "published": None, "quote": "", "snapshot": None, "fetched_at": None}
    return {**evidence, "title": hidden_words(evidence["title"], hidden), "quote": hidden_words(evidence["quote"], hidden)}
