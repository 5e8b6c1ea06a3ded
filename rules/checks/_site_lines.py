"""The columns of the whole portal that stand on the wrong side of a veto line, and those of which nobody can say.

Each column is judged by ``blank_column`` and ``stale_column``, so that the site's count is the sum of what its units are told:
what they only ask about is ``possible`` here, what they could not see is ``unseen``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.items import Outcome
from rules.checks import blank_column, stale_column
from rules.checks._columns import why_unread
from rules.evidence import of_column
from rules.model import Duty, Evidence, Status, Verdict
from rules.site_lines import Group, Line

PORTAL: Final = "门户网站"
_WEAK_DATES: Final = ("url", "written", "updated")
_TOLD: Final = 6  # units named in one sentence


@dataclass(frozen=True, slots=True)
class Counted:
    """One column that counts, or may. ``proof`` are the things to open, ``why`` is a Chinese sentence."""

    column: SeenColumn
    proof: tuple[Evidence, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """``certain`` use up the line; ``possible`` may, when a person says so; ``unseen`` may, for all we saw; ``soon`` do next."""

    certain: tuple[Counted, ...] = ()
    possible: tuple[Counted, ...] = ()
    unseen: tuple[Counted, ...] = ()
    soon: tuple[Counted, ...] = ()
    looked: int = 0


def blank(corpus: Corpus, duty: Duty) -> Count:
    """The columns of everybody that hold nothing."""
    found: dict[str, list[Counted]] = {"certain": [], "possible": [], "unseen": [], "soon": []}
    looked = 0
    for owner in _owners(corpus, duty):
        owned = corpus.own_columns(owner.unit)
        looked += len(owned)
        # A list that shows rows is not blank; asking for its items would cost as much as all else together.
        columns = {column.url: column for column in owned if not (column.visit_outcome == Outcome.OK and column.rows and not column.single)}
        for verdict in blank_column.check(corpus, owner, kinds=_kinds(columns.values())) if columns else ():
            column = columns.get(verdict.object or "")
            if column and (where := _blank_place(corpus, column, verdict)):
                found[where].append(Counted(column, verdict.evidence[:1], verdict.reason))
    return _count(found, looked)


def _blank_place(corpus: Corpus, column: SeenColumn, verdict: Verdict) -> str:
    if verdict.status is Status.GAP:
        return "certain"
    if verdict.status is Status.SUSPECT:
        return "possible"
    # A page of links or of a form that answered is no list and counts as neither.
    return "unseen" if verdict.status is Status.UNKNOWN and why_unread(corpus, column) else ""


def stale(corpus: Corpus, duty: Duty, line: Line) -> Count:
    """The columns of everybody that got nothing new for as long as the line allows."""
    found: dict[str, list[Counted]] = {"certain": [], "possible": [], "unseen": [], "soon": []}
    looked = 0
    for group in line.groups:
        for owner in _owners(corpus, duty):
            owned = corpus.own_columns(owner.unit, group.kinds)
            looked += len(owned)
            fresh = [column for column in owned if _is_fresh(corpus, column, group)]
            found["soon"] += [Counted(column, (of_column(column),)) for column in fresh if _is_soon(corpus, column, group)]
            columns = {column.url: column for column in owned if column not in fresh}
            for verdict in stale_column.check(corpus, owner, kinds=_kinds(columns.values()), days=group.days) if columns else ():
                column = columns.get(verdict.object or "")
                if column and (where := _stale_place(corpus, column, verdict, group)):
                    found[where].append(Counted(column, verdict.evidence[:1], verdict.reason))
    return _count(found, looked)


def _stale_place(corpus: Corpus, column: SeenColumn, verdict: Verdict, group: Group) -> str:
    """Where a column stands by the line's own days: its own window may be shorter."""
    newest = _newest(verdict)
    if newest and newest >= _since(corpus, group):
        return ""
    if verdict.status is Status.UNKNOWN:
        return "unseen"
    if verdict.status is Status.SUSPECT:
        return "possible"
    if verdict.status is not Status.GAP:
        return ""
    return "possible" if (group.first_level and column.unit) or _is_doubted(corpus, verdict) else "certain"


def _newest(verdict: Verdict) -> date | None:
    return max((evidence.published for evidence in verdict.evidence if evidence.published), default=None)


def _since(corpus: Corpus, group: Group) -> date:
    return corpus.run_as_of - timedelta(days=group.days)


def _is_fresh(corpus: Corpus, column: SeenColumn, group: Group) -> bool:
    """Whether the list itself shows something new enough: then nothing more need be asked."""
    return column.newest is not None and _since(corpus, group) <= column.newest <= corpus.run_as_of


def _is_soon(corpus: Corpus, column: SeenColumn, group: Group) -> bool:
    first_level = not (group.first_level and column.unit)
    return first_level and column.newest is not None and (column.newest - _since(corpus, group)).days <= group.soon


def _kinds(columns: Iterable[SeenColumn]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column.kind for column in columns))


def _is_doubted(corpus: Corpus, verdict: Verdict) -> bool:
    """Whether the newest item's day is weak or contested: then it cannot decide against anybody."""
    for evidence in verdict.evidence:
        article = corpus.article_at(evidence.url) if evidence.published else None
        contested = article and any(conflict.startswith("published:") for conflict in article.conflicts)
        if article and (contested or article.dated_before or article.published_source in _WEAK_DATES):
            return True
    return False


def _count(found: dict[str, list[Counted]], looked: int) -> Count:
    return Count(tuple(found["certain"]), tuple(found["possible"]), tuple(found["unseen"]), tuple(found["soon"]), looked)


def _owners(corpus: Corpus, duty: Duty) -> Iterator[Duty]:
    """The same duty in the place of the portal itself and of each unit."""
    yield replace(duty, unit="", unit_name=PORTAL, names=(PORTAL,), draft=False)
    for unit in corpus.site.units:
        names = tuple(dict.fromkeys(name for name in (unit.name, unit.full_name, *unit.aliases) if name))
        yield replace(duty, unit=unit.id, unit_name=unit.name, names=names, draft=False)


def by_unit(corpus: Corpus, counted: Iterable[Counted], of_portal: str = PORTAL) -> str:
    """区教育局 2 个、青禾镇 1 个: who uses up the line, the most first."""
    counts = Counter(one.column.unit for one in counted)
    names = {unit.id: unit.name for unit in corpus.site.units}
    told = [f"{names.get(unit, of_portal) if unit else of_portal} {n} 个" for unit, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]
    return "、".join(told[:_TOLD]) + (f"等 {len(told)} 个单位" if len(told) > _TOLD else "")
