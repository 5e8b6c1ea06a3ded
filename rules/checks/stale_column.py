"""栏目更新不及时：栏目最近一条信息早于更新时限。

依据：国办秘函〔2019〕19号（动态要闻类2周、通知公告和政策文件类6个月）；人事、规划等1年；目录和档案可另定时限。
判定：最近一条有日期的信息在时限内（含第N天当日），为合规；更早，为有问题；时限内只有有效的情况说明，为已说明。日期晚于检查日的不计。
无法判定：栏目打不开、没有看全，或有信息读不出日期，而又没有见到时限内的信息。
不涉及：没有更新时限的栏目；空白栏目（见 blank_column）；内容是否切题。
怎么改：补发应公开的信息；确无信息的，发布写明单位、期间、日期的情况说明。
"""

from dataclasses import replace
from datetime import timedelta

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.statement import read_statement
from crawler.vocabulary import KINDS
from rules.checks._columns import searched, why_unread
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Verdict, gap, met, not_applicable, stated, unknown

version = 1


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = (), days: int | None = None) -> list[Verdict]:
    columns = corpus.own_columns(duty.unit, kinds)
    if not columns:
        return [unknown(f"站点档案没有登记{duty.unit_name}的这类栏目，请确认该单位是否有此栏目")]
    judged = [
        replace(_one(corpus, column, window), object=column.url, searched=searched([column]))
        for column in columns
        if (window := _window(column, days)) and not _is_blank(column)
    ]
    return judged or [not_applicable("登记的栏目都没有更新时限，或没有内容")]


def _window(column: SeenColumn, days: int | None) -> int | None:
    """The column's own window, else the catalogue's, else the one of its kind; None: judged by other rules."""
    kind = KINDS.get(column.kind)
    return column.window_days or days or (kind.window_days if kind else None)


def _is_blank(column: SeenColumn) -> bool:
    return column.complete and column.rows == 0


def _one(corpus: Corpus, column: SeenColumn, window: int) -> Verdict:
    since = corpus.as_of - timedelta(days=window)
    recent = list(corpus.articles(None, (column.kind,), since, column=column.id))
    if recent:
        return _recent(corpus, column, recent)
    if why := why_unread(corpus, column):
        return unknown(why, of_column(column))
    found = list(corpus.articles(None, (column.kind,), column=column.id))
    undated = [article for article in found if article.published is None]
    if undated:
        return unknown(
            f"“{column.name}”栏目有 {len(undated)} 条信息读不出日期，其余都早于 {since}",
            of_column(column), of_article(undated[0]),
        )  # fmt: skip
    if not found:
        return unknown(f"“{column.name}”栏目没有早于检查日的信息，无法判断更新", of_column(column))
    return _stale(corpus, column, window, found[-1])


def _recent(corpus: Corpus, column: SeenColumn, recent: list[Article]) -> Verdict:
    """Kept up to date, unless the only recent items are statements that there is nothing."""
    for article in reversed(recent):
        if "说明" not in article.title or not read_statement(article.title, corpus.text(article)):
            return met(f"“{column.name}”栏目最近一次更新于 {article.published}", of_column(column), of_article(article))
    return stated(
        f"“{column.name}”栏目时限内只有情况说明，最近一份于 {recent[-1].published}",
        of_column(column),
        of_article(recent[-1]),
    )


def _stale(corpus: Corpus, column: SeenColumn, window: int, newest: Article) -> Verdict:
    day = newest.published or corpus.as_of
    ago = (corpus.as_of - day).days
    return gap(
        f"“{column.name}”栏目最近一次更新于 {day}，距 {corpus.as_of} 已 {ago} 天，时限 {window} 天内未见新信息",
        of_column(column),
        of_article(newest),
        defect=Defect.STALE_COLUMN,
        advice=f"在“{column.name}”栏目补发应公开的信息；确无信息的，发布写明单位、期间、日期的情况说明。",
    )
