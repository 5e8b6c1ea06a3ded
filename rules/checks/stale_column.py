"""栏目更新不及时：栏目最近一条信息早于更新时限。

依据：国办秘函〔2019〕19号（动态要闻类2周、通知公告和政策文件类6个月）；人事、规划等1年；目录和档案可另定时限。
判定：最近一条有日期的信息在时限内（含第N天当日），为合规；更早，为有问题；时限内只有有效的情况说明，为已说明。时限从采集日倒数。日期晚于采集日的不计。
无法判定：栏目打不开、没有看全，或有信息读不出日期，而又没有见到时限内的信息；
有信息的日期晚于采集日，标题写着时限内的月份，或同类的另一栏目在时限内有更新的；
栏目名称、栏目内或本单位的公告表明栏目已停更、归档、并入他处或属于已结束的专项工作的，页面写明的更新时间在时限内的，页面或本单位其他栏目写明时限内没有发生、有事项才发布的，请人确认。
不涉及：没有更新时限的栏目；空白栏目（见 blank_column）；内容是否切题。
怎么改：补发应公开的信息；确无信息的，发布写明单位、期间、日期的情况说明。
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.statement import read_statement
from crawler.vocabulary import KINDS
from rules.checks._columns import (
    filled_sibling,
    page_words,
    said_nothing,
    said_updated,
    searched,
    statement_elsewhere,
    why_closed,
    why_unread,
)
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, stated, suspect, unknown

version = 4

_LOOKED_AT = 20  # newest items whose words are read
_BY_SUBJECT = ("livelihood", "business_policy")


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = (), days: int | None = None) -> list[Verdict]:
    columns = corpus.own_columns(duty.unit, kinds)
    if not columns:
        return [unknown(f"站点档案没有登记{duty.unit_name}的这类栏目，请确认该单位是否有此栏目")]
    judged = [
        replace(_one(corpus, duty, column, window), object=column.url, searched=searched([column]))
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


def _one(corpus: Corpus, duty: Duty, column: SeenColumn, window: int) -> Verdict:
    since = corpus.run_as_of - timedelta(days=window)
    found = list(corpus.articles(None, (column.kind,), column=column.id))
    recent = [article for article in found if article.published and article.published >= since]
    if recent:
        return _recent(corpus, column, recent)
    if why := why_unread(corpus, column):
        return unknown(why, of_column(column))
    if column.newest and column.newest > corpus.run_as_of:
        return suspect(
            f"“{column.name}”栏目有信息的日期是 {column.newest}，晚于采集日 {corpus.run_as_of}，其余都早于 {since}", of_column(column),
            lean=Status.MET, defect=Defect.STALE_COLUMN, question="该信息实际是哪一天发布的？", advice="改正页面上的发布日期。",
        )  # fmt: skip
    undated = [article for article in found if article.published is None]
    if undated:
        return unknown(
            f"“{column.name}”栏目有 {len(undated)} 条信息读不出日期，其余都早于 {since}",
            of_column(column), of_article(undated[0]),
        )  # fmt: skip
    if not found:
        return unknown(f"“{column.name}”栏目没有早于检查日的信息，无法判断更新", of_column(column))
    return _perhaps_fresh(corpus, duty, column, since, found) or _stale(corpus, column, window, found[-1])


def _perhaps_fresh(corpus: Corpus, duty: Duty, column: SeenColumn, since: date, found: list[Article]) -> Verdict | None:
    """What keeps an old newest date from being a fault."""
    if said := statement_elsewhere(corpus, duty, column):
        return stated(
            f"“{column.name}”栏目的情况说明公布在别的栏目：{said[1].quote}", of_column(column), of_article(said[0])
        )
    for article in found:
        if _names_later_month(article, since, corpus.run_as_of):
            return suspect(
                f"“{column.name}”栏目的《{article.title}》标注 {article.published} 发布，标题却写着更晚的月份", of_column(column), of_article(article),
                lean=Status.MET, defect=Defect.STALE_COLUMN, question="该信息实际是哪一天发布的？", advice="改正页面上的发布日期。",
            )  # fmt: skip
    why, told = why_closed(corpus, duty, column, found)
    if why:
        return suspect(
            f"“{column.name}”栏目最近一次更新于 {found[-1].published}，但{why}", of_column(column), *((of_article(told),) if told else ()),
            lean=Status.MET, defect=Defect.STALE_COLUMN, question="该栏目是否已经停用、归档或并入其他栏目？",
            advice="撤并不再更新的栏目，或在栏目中写明停用日期和去处。",
        )  # fmt: skip
    texts = [(each, f"{each.title}\n{corpus.text(each)}") for each in found[-_LOOKED_AT:]]
    for each, words in ((None, page_words(corpus, column)), *texts):
        if day := said_updated(words, since, corpus.run_as_of):
            return suspect(
                f"“{column.name}”栏目最近一条标注 {found[-1].published} 发布，但页面写有更新时间 {day}", of_column(column), *((of_article(each),) if each else ()),
                lean=Status.MET, defect=Defect.STALE_COLUMN, question="该栏目的信息是否在原页面上更新？", advice="更新后改写发布日期或注明更新日期。",
            )  # fmt: skip
    if said_none := _nothing_happened(corpus, duty, column, since, [(each, words) for each, words in texts]):
        article, line = said_none
        return suspect(
            f"“{column.name}”栏目最近一次更新于 {found[-1].published}，但《{article.title}》写有“{line}”", of_column(column), of_article(article),
            lean=Status.MET, defect=Defect.STALE_COLUMN, question="时限内是否没有应当在该栏目公开的事项？",
            advice="没有发生应公开事项的，在栏目中发布写明单位、期间、日期的情况说明。",
        )  # fmt: skip
    # Columns on different subjects (社会救助, 教育) are no duplicates of each other.
    other = filled_sibling(corpus, column) if column.kind not in _BY_SUBJECT else None
    if other and other.newest and since <= other.newest <= corpus.run_as_of:
        return suspect(
            f"“{column.name}”栏目最近一次更新于 {found[-1].published}，但同类的“{other.name}”栏目更新于 {other.newest}", of_column(column),
            of_column(other), lean=Status.MET, defect=Defect.STALE_COLUMN, question="两个栏目是否重复，该栏目是否应当撤并？",
            advice="撤并不再更新的栏目。",
        )  # fmt: skip
    return None


def _nothing_happened(
    corpus: Corpus, duty: Duty, column: SeenColumn, since: date, own: list[tuple[Article, str]]
) -> tuple[Article, str] | None:
    """What says, in the column or in another of the unit's, that there was nothing to publish in its window."""
    names = {column.name, KINDS[column.kind].label} if column.kind in KINDS else {column.name}
    with corpus.looking():  # no absence is concluded from these
        named = corpus.articles(duty.unit, (), since, titled=lambda title: any(name and name in title for name in names))
        others = [article for article in named if column.id not in article.columns]
    for article, words in (*own, *((a, f"{a.title}\n{corpus.text(a)}") for a in others)):
        # The title and the first line speak together: 突发事件应对（2023年二季度）: 本季度未发生.
        for told in (words.replace("\n", "：", 1), words):
            if line := said_nothing(told, since, corpus.run_as_of):
                return article, line
    return None


def _names_later_month(article: Article, since: date, until: date) -> bool:
    """Whether a title speaks of a month inside the window, as what was published long before does not."""
    return any(
        (since.year, since.month) <= (int(year), int(month)) <= (until.year, until.month)
        for year, month in re.findall(r"(20\d{2})年(1[0-2]|[1-9])月", article.title)
    )


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
    day = newest.published or corpus.run_as_of
    ago = (corpus.run_as_of - day).days
    return gap(
        f"“{column.name}”栏目最近一次更新于 {day}，截至 {corpus.run_as_of} 已 {ago} 天，时限 {window} 天内未见新信息",
        of_column(column),
        of_article(newest),
        defect=Defect.STALE_COLUMN,
        advice=f"在“{column.name}”栏目补发应公开的信息；确无信息的，发布写明单位、期间、日期的情况说明。",
    )
