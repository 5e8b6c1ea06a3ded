"""An item that may be the report asked for, how well it answers, and what a check says of the best one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from crawler.archive import Article, Corpus
from crawler.vocabulary import label
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, suspect, unknown


class Fit(IntEnum):
    """How well an item answers, best first."""

    MET = 0
    STATED = 1
    MAYBE = 2  # probably it: a person confirms
    DOUBT = 3  # under a fitting title, but not it as far as we see
    UNREAD = 4
    NEAR = 5  # not it: the nearest there is


@dataclass(frozen=True, slots=True)
class Candidate:
    """``why`` says in Chinese what decided; ``quote`` is the passage."""

    article: Article
    fit: Fit
    why: str = ""
    quote: str = ""
    defect: Defect = Defect.ABSENT
    advice: str = ""
    file: str = ""  # the one file of a page for many that is this unit's

    @property
    def evidence(self) -> Evidence:
        return of_article(self.article, self.quote)


def best_first(candidate: Candidate) -> tuple[int, date, str]:
    """Sort key: the best fit, of equal ones the earliest published; of those that do not count, the newest."""
    published = candidate.article.published or date.max
    if candidate.fit is Fit.NEAR and candidate.article.published:
        published = date.fromordinal(date.max.toordinal() - published.toordinal())
    return candidate.fit, published, candidate.article.identity


def is_in_time(candidate: Candidate, due: date) -> bool:
    """Whether it answers, and did so by the due day: nothing further need be looked for."""
    return candidate.fit is Fit.MET and candidate.article.published is not None and candidate.article.published <= due


def unless_earlier(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], told: Verdict, what: str, found: Iterable[Candidate], due: date
) -> Verdict:
    """``told`` (too late), unless what may have answered in time was not read, or stands where we did not look."""
    if earlier := earlier_doubt(found, due):
        return suspect(
            f"{told.reason}，但此前的《{earlier.article.title}》可能已经是{what}", *told.evidence, earlier.evidence,
            lean=Status.MET, defect=Defect.OVERDUE, question=f"《{earlier.article.title}》是否已经公布了{what}？",
        )  # fmt: skip
    return if_seen_whole(corpus, duty, kinds, told, due)


def if_seen_whole(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], told: Verdict, due: date | None) -> Verdict:
    """``told``, when it is late and every column was seen whole: where it was not, something earlier may stand there."""
    if told.status is Status.LATE and (why := corpus.unseen(duty.unit, kinds, due=due)):
        return unknown(f"{told.reason}；是否另有更早的不能确定：{why}", *told.evidence)
    return told


def earlier_doubt(found: Iterable[Candidate], due: date) -> Candidate | None:
    """What may have answered by the due day though we are not sure: it forbids calling a later answer late."""
    for candidate in found:
        on = candidate.article.published
        if candidate.fit in (Fit.MET, Fit.MAYBE, Fit.UNREAD) and (on is None or on <= due):
            return candidate
    return None


def in_other_columns(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    judged: Callable[[Article], Candidate | None],
    titled: Callable[[str], object],
) -> list[Candidate]:
    """What the unit (or nobody known) published in columns where the report does not belong, with advice to move it.

    Only items are judged whose title, or a file's name, is ``titled`` like the report.
    """
    moved = f"移到“{label(kinds[0])}”栏目，或在该栏目同时公布。"
    found = []
    for article in corpus.articles(duty.unit, (), or_unattributed=True, titled=titled, or_files=True):
        if set(article.kinds) & set(kinds):
            continue
        candidate = judged(article)
        if candidate and candidate.fit in (Fit.MET, Fit.MAYBE, Fit.DOUBT, Fit.UNREAD):
            found.append(replace(candidate, advice=moved))
    return found


def unsure(best: Candidate, what: str, *, question: str, advice: str) -> Verdict:
    """What is said when the best there is does not settle it."""
    if best.fit is Fit.UNREAD:
        return unknown(f"已列出疑似{what}的信息，但{best.why}", best.evidence)
    likely = best.fit is Fit.MAYBE
    return suspect(
        f"见到疑似{what}的信息《{best.article.title}》，{best.why}",
        best.evidence,
        lean=Status.MET if likely else Status.GAP,
        defect=None if likely else best.defect,
        question=question,
        advice=best.advice or advice,
    )


def absent(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    what: str,
    term: str,
    nearest: Candidate | None,
    *,
    advice: str,
) -> Verdict:
    """What is said when every column was seen and nothing answers. ``term`` is the due day in words."""
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    near = f"；最接近的是《{nearest.article.title}》（{nearest.why}）" if nearest else ""
    return gap(
        f"{term}已过，截至 {corpus.run_as_of} 未见{duty.unit_name}{what}{near}",
        *(of_column(column) for column in columns[:1]),
        *((nearest.evidence,) if nearest else ()),
        advice=advice,
    )
