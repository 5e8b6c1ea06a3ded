"""What one column's receipt allows to be said of it."""

from collections.abc import Iterable

from crawler.archive import Corpus, SeenColumn
from crawler.archive.corpus import FRESH_DAYS
from crawler.items import Outcome
from rules.model import Searched

ANSWERED = (Outcome.OK, Outcome.EMPTY)
_CAUSES = {
    Outcome.BLOCKED: "拒绝访问",
    Outcome.UNREACHABLE: "打不开",
    Outcome.SOFT404: "网址不存在",
    Outcome.SHELL: "列表由脚本载入，未能读取",
    Outcome.ERROR: "出错",
}


def why_unread(corpus: Corpus, column: SeenColumn) -> str | None:
    """Why nothing may be called absent from this column; None when it was seen whole and lately."""
    if not column.visit_outcome:
        return f"本次没有查看“{column.name}”栏目"
    cause = _CAUSES.get(Outcome(column.visit_outcome))
    told = column.note or column.stopped_because
    if cause:
        return f"“{column.name}”栏目{cause}" + (f"：{told}" if told else "")
    if not column.complete:
        return f"“{column.name}”栏目没有看全" + (f"：{told}" if told else "")
    return too_old(corpus)


def too_old(corpus: Corpus) -> str | None:
    """Whether the crawl lies too far back to say what is missing on the day judged."""
    if (corpus.as_of - corpus.run_as_of).days > FRESH_DAYS:
        return f"最近一次采集为 {corpus.run_as_of}，距检查日超过 {FRESH_DAYS} 天"
    return None


def searched(columns: Iterable[SeenColumn]) -> tuple[Searched, ...]:
    """The columns as a verdict says where it looked.

    Checks that ask the items of one column, or everybody's, say so themselves: the trace would name every unit's columns.
    """
    return tuple(Searched(c.id, c.url, c.complete, c.pages_fetched, c.oldest, c.name) for c in columns)
