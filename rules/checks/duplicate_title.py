"""同一栏目重复发布：一个栏目的列表里，标题、正文都相同的信息列了两次。

依据：年度要点“务必保证表述规范、内容准确”。何为重复是推算的，不据以认定。
判定：本单位各栏目的列表没有标题、正文都相同而日期相差不到一个月的两条，为合规；有的，为待核验，列出两个网址。
无法判定：没有登记本单位的栏目，或栏目都没有看到列表；页面没有读到的不比。
不涉及：标题相同而正文不同的（分批、分标段、按期发布）；正文很短、内容在附件或图片里的；隔一个月以上重新发布的；列在不同栏目的；同一网址的两种写法。
怎么改：删去重复的一条，保留先发布的。
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.answers import ListedRow
from crawler.urls import identity_key
from rules.checks._columns import ANSWERED, searched, why_unread
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown
from rules.shingles import plain

version = 1

_WITHIN: Final = 31  # days: what is issued again later is a reminder
_SHOWN: Final = 6
_MOST: Final = 500  # rows of one title
_LEAST: Final = 20  # characters of a text
_LEAST_BESIDE_FILES: Final = 60


def check(corpus: Corpus, duty: Duty) -> Verdict:
    columns = corpus.own_columns(duty.unit)
    verdict = _judged(corpus, columns) if columns else unknown(f"站点档案没有登记{duty.unit_name}的栏目，请补充登记")
    return replace(verdict.about(f"duplicate_title:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, columns: tuple[SeenColumn, ...]) -> Verdict:
    twice = [(column, *pair) for column in columns for pair in _twice(corpus, column)]
    if twice:
        column, row, _ = twice[0]
        more = f"等 {len(twice)} 处" if len(twice) > 1 else ""
        return suspect(
            f"“{column.name}”栏目把《{row.title}》列了两次，正文相同{more}",
            *(_proof(corpus, row) for _, *pair in twice[:_SHOWN] for row in pair), lean=Status.GAP, defect=Defect.COPIED,
            question="两条是否同一信息重复发布？", advice="删去重复的一条，保留先发布的。",
        )  # fmt: skip
    seen = [column for column in columns if column.visit_outcome in ANSWERED]
    if not seen:
        return unknown(why_unread(corpus, columns[0]) or "栏目没有看到列表")
    return met(f"看过的 {len(seen)} 个栏目没有标题、正文都相同的两条", of_column(seen[0]))


def _twice(corpus: Corpus, column: SeenColumn) -> Iterator[tuple[ListedRow, ListedRow]]:
    """Two rows of one column that show the same item: each title once."""
    for rows in corpus.history.answers.listed_twice.get(column.id, ()):
        alike: dict[tuple[str, str], list[tuple[ListedRow, Article]]] = {}
        for row in rows[:_MOST]:  # by day, so that what was issued twice stands side by side
            article = corpus.article_at(row.url)
            if article and article.state == "read" and _says_enough(corpus, article):
                alike.setdefault((article.title, article.text_digest), []).append((row, article))
        pairs = (pair for found in alike.values() for pair in pairwise(found) if _is_twice(*pair))
        if found := next(pairs, None):
            yield found[0][0], found[1][0]


def _says_enough(corpus: Corpus, article: Article) -> bool:
    """Whether the text alone tells one item from another: 见附件 stands on many pages whose files differ."""
    return len(plain(corpus.text(article))) >= (_LEAST_BESIDE_FILES if article.attachments or article.media else _LEAST)


def _is_twice(one: tuple[ListedRow, Article], other: tuple[ListedRow, Article]) -> bool:
    if identity_key(one[0].url) == identity_key(other[0].url):
        return False
    days = [row.published or article.published for row, article in (one, other)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= _WITHIN


def _proof(corpus: Corpus, row: ListedRow) -> Evidence:
    article = corpus.article_at(row.url)
    return replace(of_article(article), url=row.url, published=row.published or article.published) if article else Evidence(row.url, row.title)
