"""Leads (线索): what two looks at one column together show, and neither alone: back-dated, re-dated, taken down.

A lead states facts and asks one question; it is no finding, accuses nobody and costs no points. An item taken down on a
ground that the law knows (``removals.toml``) is listed as possibly so, and is no lead.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from crawler.archive import Article, Corpus
from crawler.archive.changes import Appearance, Redating, Removal
from crawler.archive.identity import title_core
from crawler.archive.receipts import Receipt
from crawler.archive.versions import Version
from crawler.mask import mask, mask_address
from rules.evidence import look_words, of_article, of_look
from rules.model import Basis, Evidence
from rules.removals import ground_for

DAYS: Final = 3  # between a day printed on an item and its appearance: editing and approval take that long
_MANY: Final = 10  # items of one column at once: rather a move or a belated filling than single acts
_STRONG: Final = ("label", "row", "meta")  # what gives a day of publication; an address or 成文日期 does not
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CORRECTED = re.compile(r"更正|修订|修改|补充|更新|重新|勘误|调整")
_WHEN: Final = "该信息实际是哪一天发布的？此前是否已在其他栏目公布？"
_WHY_DATED: Final = "为什么改动发布日期，最初是哪一天发布的？"
_WHY_GONE: Final = "该信息是否已撤下，原因和依据是什么？"
_MOVED: Final = "该栏目当次共有 {} 条类似情况：是否为栏目迁移、改版或集中补录？"


class LeadKind(StrEnum):
    """What the two looks show."""

    BACK_DATED = "back_dated"
    RE_DATED = "re_dated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Lead:
    """Two looks that do not fit together. ``id`` stays the same in every later audit; ``run`` is the look that showed it.

    ``evidence`` is the item, then the earlier and the later look. ``was`` is the day shown before, of a re-dated item.
    ``ground`` says in Chinese on what ground the item may lawfully have gone or been moved; then it is not a lead.
    """

    id: str
    kind: LeadKind
    run: int
    found: date
    column: str
    column_name: str
    unit: str
    identity: str
    url: str
    title: str
    published: date | None
    sentence: str
    question: str
    before: Receipt
    after: Receipt
    evidence: tuple[Evidence, ...]
    was: date | None = None
    ground: str = ""
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Leads:
    """All leads up to a run, newest look first; ``lawful`` are removals that may have their ground."""

    leads: tuple[Lead, ...]
    lawful: tuple[Lead, ...]


NONE: Final = Leads((), ())


def find(corpus: Corpus, days: int = DAYS) -> Leads:
    """What the looks up to the run of ``corpus`` show. ``days``: how long an item may take from its day to the portal."""
    found = [*back_dated(corpus, days), *_re_dated(corpus), *_removed(corpus)]
    found = _asked(found)
    found.sort(key=lambda lead: (-lead.run, list(LeadKind).index(lead.kind), lead.column, lead.published or date.min, lead.id))
    return Leads(tuple(x for x in found if not x.ground), tuple(x for x in found if x.ground))


def line(lead: Lead) -> str:
    """One line of ``leads.jsonl``: keys sorted, personal numbers masked."""
    plain = {
        "id": lead.id,
        "kind": lead.kind.value,
        "column": lead.column,
        "unit": lead.unit or None,
        "identity": lead.identity,
        "url": mask_address(lead.url),
        "title": mask(lead.title),
        "published": _iso(lead.published),
        "published_before": _iso(lead.was),
        "sentence": mask(lead.sentence),
        "question": lead.question,
        "before": _look(lead.before),
        "after": _look(lead.after),
        "evidence": [_evidence(e) for e in lead.evidence],
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ---- back-dated


def back_dated(corpus: Corpus, days: int) -> Iterator[Lead]:
    """Items first seen more than ``days`` after the day they show, in columns that a look in between had seen whole without them."""
    seen = list(corpus.history.appeared(days))
    articles = _articles(corpus, [one.item for one in seen])
    for one in seen:
        article = articles.get(one.item.identity)
        day = one.item.published
        if article is None or day is None or one.item.published_source not in _STRONG:
            continue
        if one.before.as_of > _latest(one.item, article) + timedelta(days=days):
            sentence = (
                f"《{one.item.title}》标注 {day} 发布；{look_words(one.before)}看全“{_name(corpus, one.column)}”栏目时未见，"
                f"{look_words(one.first)}首次见到"
            )
            yield _lead(corpus, LeadKind.BACK_DATED, one, article, sentence, _WHEN)


def _latest(item: Version, article: Article) -> date:
    """The latest day that anything ever gave as its day of publication."""
    told = [date.fromisoformat(found) for c in item.conflicts if c.startswith("published:") for found in _DAY.findall(c)]
    return max(day for day in (item.published, article.published, *article.dated_before, *told) if day)


# ---- re-dated


def _re_dated(corpus: Corpus) -> Iterator[Lead]:
    seen = [one for one in corpus.history.redated() if one.item.published_source in _STRONG]
    articles = _articles(corpus, [one.item for one in seen])
    for one in seen:
        article = articles.get(one.item.identity)
        if article is not None:
            sentence = (
                f"《{one.item.title}》在{look_words(one.before)}标注 {one.was.published} 发布，"
                f"在{look_words(one.first)}改为 {one.item.published}"
            )
            yield _lead(corpus, LeadKind.RE_DATED, one, article, sentence, _WHY_DATED)


# ---- removed


def _removed(corpus: Corpus) -> Iterator[Lead]:
    seen = list(corpus.history.removed())
    articles = _articles(corpus, [one.item for one in seen])
    followers = _followers(corpus, [one.item for one in seen])
    for one in seen:
        article = articles.get(one.item.identity)
        if article is None:
            continue
        listed = "在列（列表总数相符，未逐页重读）" if one.seen.known_rows else "在列"
        sentence = (
            f"《{one.item.title}》（{one.item.published or '未注明日期'}）{look_words(one.seen)}时在“{_name(corpus, one.column)}”"
            f"栏目{listed}，{look_words(one.first)}看全该栏目时未见，至本次仍未见于所查栏目"
        )
        ground, basis = _ground(corpus, one, article, _follower(one, followers.get(_core(one.item.title), ())))
        yield _lead(corpus, LeadKind.REMOVED, one, article, sentence, _WHY_GONE, ground=ground, basis=basis)


def _ground(corpus: Corpus, one: Removal, article: Article, follower: str) -> tuple[str, tuple[Basis, ...]]:
    """Why it may rightly have gone: moved to another address, rolled off a short list, or on a ground that the law knows."""
    if follower:
        return f"现有同名信息（{follower}），可能为重新发布或更换网址", ()
    day, oldest = one.item.published, one.first.oldest
    if day and oldest and day < oldest and one.first.rows >= one.seen.rows:
        return f"列表条数不减而现最早一条为 {oldest}，可能为列表只保留较新的信息", ()
    ground = ground_for(article, corpus.text(article), one.first.as_of)
    return (ground.words, ground.basis) if ground else ("", ())


def _followers(corpus: Corpus, gone: Sequence[Version]) -> dict[str, tuple[Article, ...]]:
    """Of each name that has gone the items that are called the same and are there now."""
    namesakes = corpus.history.namesakes(title for item in gone for title in (item.title, *_corrected(item.title)))
    departed = {item.identity for item in gone}
    found: dict[str, tuple[Article, ...]] = {}
    for core, identities in namesakes.items():
        others = [a for a in corpus.named([i for i in identities if i not in departed]) if a.gone_since is None]
        name = _CORRECTED.sub("", core)
        found[name] = (*found.get(name, ()), *others)
    return found


def _follower(one: Removal, namesakes: Sequence[Article]) -> str:
    """The address of the item that took its place, or whose double it was; '' when none is seen."""
    for other in namesakes:
        if other.published == one.item.published or (other.first_seen and other.first_seen > one.seen.as_of):
            return other.url
    return ""


def _corrected(title: str) -> tuple[str, ...]:
    """How a corrected version of an item is usually called."""
    return tuple(f"{title}{word}" for word in ("更正", "更正版", "修订", "修改", "更新"))


def _core(title: str) -> str:
    return _CORRECTED.sub("", title_core(title))


# ---- all three


def _lead(
    corpus: Corpus,
    kind: LeadKind,
    one: Appearance | Redating | Removal,
    article: Article,
    sentence: str,
    question: str,
    *,
    ground: str = "",
    basis: tuple[Basis, ...] = (),
) -> Lead:
    column = corpus.seen_column(one.column)
    before = one.seen if isinstance(one, Removal) else one.before
    was = one.was.published if isinstance(one, Redating) else None
    days = (f"{was}>{one.item.published}",) if was else ()
    shown = [of_article(article)]
    if isinstance(one, Redating):
        shown = [_of_version(one.was), _of_version(one.item)]
    return Lead(
        id=hashlib.sha256("|".join((corpus.site.id, kind.value, one.column, one.item.identity, *days)).encode()).hexdigest()[:16],
        kind=kind,
        run=one.first.run,
        found=one.first.as_of,
        column=one.column,
        column_name=_name(corpus, one.column),
        unit=article.unit or (column.unit if column else ""),
        identity=one.item.identity,
        url=one.item.url,
        title=one.item.title,
        published=one.item.published,
        sentence=sentence,
        question=question,
        before=before,
        after=one.first,
        evidence=(*shown, of_look(corpus, before), of_look(corpus, one.first)),
        was=was,
        ground=ground,
        basis=basis,
    )


def _asked(found: Sequence[Lead]) -> list[Lead]:
    """The same leads; where a column has many of one kind at once, that is asked first."""
    alike = Counter((x.kind, x.column, x.run) for x in found if not x.ground)
    return [
        replace(x, question=_MOVED.format(n) + x.question) if (n := alike[x.kind, x.column, x.run]) >= _MANY and not x.ground else x
        for x in found
    ]


def _articles(corpus: Corpus, items: Sequence[Version]) -> dict[str, Article]:
    return {article.identity: article for article in corpus.named([item.identity for item in items])}


def _of_version(item: Version) -> Evidence:
    """An item as one run read it."""
    snapshot = f"sha256:{item.sha256}" if item.sha256 else ""
    return Evidence(item.url, item.title, item.published, snapshot=snapshot, fetched_at=item.fetched_at)


def _name(corpus: Corpus, column: str) -> str:
    seen = corpus.seen_column(column)
    return seen.name if seen else column


def _look(receipt: Receipt) -> dict[str, Any]:
    return {"run": receipt.run, "as_of": receipt.as_of.isoformat(), "complete": receipt.complete, "begun": receipt.begun}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": mask_address(evidence.url),
        "title": mask(evidence.title),
        "published": _iso(evidence.published),
        "snapshot": evidence.snapshot or None,
        "fetched_at": evidence.fetched_at or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
