"""What one column's receipt allows to be said of it."""

import re
from collections.abc import Iterable

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.corpus import FRESH_DAYS
from crawler.extract.statement import Statement, read_statement
from crawler.items import Outcome
from crawler.vocabulary import label
from rules.model import Duty, Searched

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


def statement_elsewhere(corpus: Corpus, duty: Duty, column: SeenColumn) -> tuple[Article, Statement] | None:
    """A valid statement for this column that the unit published in another of its columns."""
    names = {column.name, label(column.kind)}
    for article in corpus.articles(duty.unit, (), duty.applies_from):
        if "说明" not in article.title or column.id in article.columns:
            continue
        said = read_statement(article.title, corpus.text(article))
        if said and said.column in names and said.end >= duty.applies_from:
            return article, said
    return None


def speaks_of_column(corpus: Corpus, duty: Duty, column: SeenColumn) -> Article | None:
    """What the unit published elsewhere about this column being empty, though not in the form of a valid statement."""
    names = {column.name, label(column.kind)}
    for article in corpus.articles(duty.unit, (), duty.applies_from):
        told = re.search(r"说明|暂无|无内容|没有", article.title)
        if told and column.id not in article.columns and any(name in article.title for name in names):
            return article
    return None


def filled_sibling(corpus: Corpus, column: SeenColumn) -> SeenColumn | None:
    """Another column of the same kind and unit that holds something: this one may be its duplicate."""
    own = corpus.own_columns(column.unit, (column.kind,))
    return next((other for other in own if other.id != column.id and other.rows), None)


def searched(columns: Iterable[SeenColumn]) -> tuple[Searched, ...]:
    """The columns as a verdict says where it looked.

    Checks that ask the items of one column, or everybody's, say so themselves: the trace would name every unit's columns.
    """
    return tuple(Searched(c.id, c.url, c.complete, c.pages_fetched, c.oldest, c.name, c.ended) for c in columns)
