"""过时的通知还排在前面：申报、报名、征求意见一类的通知早已截止，没有标注，却仍排在列表最前、压在更新的信息上面。

依据：年度要点“定期清理已经过时、失效的内容”；截止多久算过时、前几条算最前，文件没有写，是程序推定，最多待核验。
判定：本单位各栏目（和门户栏目中本单位的信息）列表第一页前几条中，没有截止满规定天数、未标“已截止”“已结束”而排在更新的信息前面的通知，为合规；有的，为
待核验。列表按日期排列、没有更新的信息的，正好满规定天数的，正文还写有以后的日期（考试、办理、有效期）的，同一页有延期、更正通知的，不算。
无法判定：栏目打不开，列表第一页没有留存或由脚本载入；采集过早；排在前面的申报通知没有读到。
不涉及：标为失效、废止的文件（见 wrong_validity）；打不开的附件；长期受理、招满为止的；栏目里较早的、不在最前的旧通知。
怎么改：撤下置顶，在标题后标注“已截止”，或移入历史栏目。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import islice, pairwise
from typing import Any, Final
from urllib.parse import urljoin

from crawler.archive import Article, Corpus, SeenColumn
from crawler.dates import find_dates
from crawler.extract.application_deadline import is_application_notice, read_application_deadline, says_over
from crawler.extract.consultation import read_consultation
from crawler.extract.consultation_titles import title_says
from crawler.items import Outcome
from crawler.page import Page
from rules.checks._columns import searched, too_old, why_unread
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.texts import shares_subject, title_cores

version = 1

_KINDS: Final = ("notices", "consultation", "business_policy", "personnel")
_MOST_LINKS: Final = 2_000
_MOST_ROWS: Final = 60
_LEAST_ROWS: Final = 3  # dated rows behind a notice from which the order of a list is known
_IN_ORDER: Final = 0.8
_ROW_TAGS: Final = frozenset(("li", "tr", "dd", "p", "dl"))
_SHOWN: Final = 4
_MOVED: Final = re.compile(r"延长|延期|顺延|推迟|补充|更正|变更")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a list page: its item and the words that stand in the row."""

    article: Article
    words: str


@dataclass(frozen=True, slots=True)
class _Stale:
    column: SeenColumn
    article: Article
    place: int
    closes: date
    quote: str
    newer: Article


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = _KINDS, first: int = 5, grace_days: int = 30) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, columns, first, grace_days)
    return replace(verdict.about(f"expired_notices:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, columns: tuple[SeenColumn, ...], first: int, grace: int) -> Verdict:
    if not columns:
        return unknown(f"站点档案没有登记{duty.unit_name}的通知公告一类栏目，请补充登记")
    if why := too_old(corpus):
        return unknown(why)
    limit = corpus.run_as_of - timedelta(days=grace)
    stale: list[_Stale] = []
    open_ones: list[tuple[str, SeenColumn]] = []
    for column in columns:
        rows = _rows(corpus, column)
        if not rows and column.visit_outcome != Outcome.EMPTY:
            open_ones.append((why_unread(corpus, column) or f"“{column.name}”栏目的列表页没有留存或由脚本载入", column))
        for place, row in _on_top(rows, duty, first):
            if row.article.state != "read":
                open_ones.append((f"排在前面的《{row.article.title}》没有读到", column))
            elif found := _stale(corpus, column, rows, place, limit):
                stale.append(found)
    if stale:
        worst = stale[0]
        more = f"等 {len(stale)} 条" if len(stale) > 1 else ""
        return suspect(
            f"“{worst.column.name}”第 {worst.place + 1} 条《{worst.article.title}》{more}已于 {worst.closes} 截止，未见标注，仍排在"
            f" {worst.newer.published} 的《{worst.newer.title}》前面",
            *(of_article(each.article, each.quote) for each in stale[:_SHOWN]), of_column(worst.column), lean=Status.GAP,
            defect=Defect.STALE_COLUMN, question="该通知是否已经过时，可否撤下置顶或标注？", advice="撤下置顶，标注“已截止”，或移入历史栏目。",
        )  # fmt: skip
    if open_ones:
        return unknown(open_ones[0][0], of_column(open_ones[0][1]))
    return met(f"看过的 {len(columns)} 个栏目，列表前 {first} 条中未见早已截止而没有标注的通知", of_column(columns[0]))


def _on_top(rows: Sequence[_Row], duty: Duty, first: int) -> Iterator[tuple[int, _Row]]:
    """The unit's unmarked calls among the first rows that stand above something newer, where the rest runs from new to old."""
    for place, row in enumerate(rows[:first]):
        article = row.article
        if article.unit != duty.unit or article.published is None or says_over(f"{row.words} {article.title}"):
            continue
        if "失效" in article.validity or "废止" in article.validity or not (is_application_notice(article.title) or title_says(article.title) == "call"):
            continue
        days = [other.article.published for other in rows[place + 1 :] if other.article.published]
        falling = sum(day >= following for day, following in pairwise(days))
        if len(days) >= _LEAST_ROWS and falling >= _IN_ORDER * (len(days) - 1) and max(days) > article.published:
            yield place, row


def _stale(corpus: Corpus, column: SeenColumn, rows: Sequence[_Row], place: int, limit: date) -> _Stale | None:
    article = rows[place].article
    text = corpus.text(article)
    closes, quote = _closes(article, text)
    if closes is None or closes >= limit or says_over(text) or any(day >= limit for day, _, _ in find_dates(text)):
        return None
    if any(_MOVED.search(row.article.title) and shares_subject(title_cores(article.title), row.article.title) for row in rows):
        return None  # a later notice of the same moves its end
    # Only a list that was kept up after the end of the notice shows that nobody took the notice down.
    newer = next((r.article for r in rows[place + 1 :] if r.article.published and r.article.published > closes), None)
    return _Stale(column, article, place, closes, quote, newer) if newer else None


def _closes(article: Article, text: str) -> tuple[date | None, str]:
    if is_application_notice(article.title):
        read = read_application_deadline(text, article.published)
        return read.closes, read.quote
    call = read_consultation(article.title, text, article.published)
    return (call.closes, call.closes_quote) if call.is_consultation and not call.conflict else (None, "")


def _rows(corpus: Corpus, column: SeenColumn) -> tuple[_Row, ...]:
    return corpus.once(("top-rows", column.id), partial(_read_rows, corpus, column))


def _read_rows(corpus: Corpus, column: SeenColumn) -> tuple[_Row, ...]:
    """The column's items in the order of its first page. What stands there twice (a side box) has no place of its own."""
    url, digest, _ = column.pages[0] if column.pages else ("", "", "")
    kept = corpus.archive_payload(digest) if digest else None
    page = Page(url, kept[0], content_type=kept[1]) if kept else None
    if page is None or not page.is_html or page.is_torn:
        return ()
    found: list[_Row] = []
    twice: set[str] = set()
    for anchor in islice(page.root.iter("a"), _MOST_LINKS):
        article = _item(corpus, column, url, anchor.get("href") or "")
        if article is None or (found and found[-1].article.identity == article.identity):
            continue
        if any(row.article.identity == article.identity for row in found):
            twice.add(article.identity)
        elif len(found) < _MOST_ROWS:
            found.append(_Row(article, _row_words(anchor)))
    return tuple(row for row in found if row.article.identity not in twice)


def _item(corpus: Corpus, column: SeenColumn, base: str, href: str) -> Article | None:
    try:
        article = corpus.article_at(urljoin(base, href.strip())) if href.strip() else None
    except ValueError:  # an address no browser could follow
        return None
    return article if article and column.id in article.columns else None


def _row_words(anchor: Any) -> str:
    row = next((place for place in islice(anchor.iterancestors(), 4) if place.tag in _ROW_TAGS), anchor)
    return f"{anchor.get('title') or ''} {''.join(row.itertext())[:300]}"
