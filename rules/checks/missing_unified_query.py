"""现行有效规范性文件不能统一查询：门户没有集中列出规范性文件并标明有效性的栏目。

依据：年度要点（8月底前实现现行有效行政规范性文件统一查询）；优化营商环境条例第六十四条。
判定：门户自己的规范性文件栏目看全了，有文件，且读到的页面九成以上标明有效性，为合规；期限后栏目里什么也没有，为有问题；
有文件而多数没有标明有效性，或栏目是空的而别的栏目有标明有效性的文件，为待核验（能不能按有效性查询要人看）。
无法判定：档案没有登记门户的规范性文件栏目；栏目没有看全；文件页面没有读到。期限当日及以前没有做到的，为未到期。
不涉及：检索功能好不好用；目录与清理结果是否一致。
怎么改：在门户设一个规范性文件栏目，汇集区政府和各部门的文件，每份标明有效性并可按有效性查询。
"""

import re
from dataclasses import replace

from crawler.archive import Article, Corpus, SeenColumn
from rules.checks._columns import searched
from rules.checks._normative import columns_of, documents, validity_mark
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_due, suspect, unknown

version = 3

_LIST_IN_FORCE = re.compile(r"(?:现行|继续)有效.{0,12}文件|规范性文件.{0,8}(?:目录|库|查询)")


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), marked_percent: int = 90) -> Verdict:
    columns = columns_of(corpus, duty.unit, kinds, "portal")
    verdict = _judged(corpus, duty, kinds, columns, marked_percent)
    if verdict.status is not Status.MET and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about(f"normative:{duty.year}", due=duty.due), searched=searched(columns))


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], columns: tuple[SeenColumn, ...], marked_percent: int
) -> Verdict:
    shown = [of_column(column) for column in columns[:1]]
    if not columns:
        return unknown("站点档案没有登记门户的规范性文件栏目，请确认门户是否有统一查询规范性文件的栏目、网址是什么")
    if why := corpus.unseen("", kinds):
        return unknown(why, *shown)
    if all(column.rows == 0 for column in columns):
        if why := corpus.unseen("", kinds, due=duty.due):
            return unknown(why, *shown)
        return _elsewhere(corpus, columns[0]) or gap(
            "门户的规范性文件栏目已看全，未见任何文件，不能统一查询", *shown, defect=Defect.BLANK_COLUMN,
            advice="把现行有效的规范性文件汇集到该栏目，逐份标明有效性。",
        )  # fmt: skip
    found = documents(corpus, columns, kinds)
    return _by_marks(found, {a.identity for a in found if validity_mark(a, corpus.text(a))}, marked_percent, columns[0])


def _elsewhere(corpus: Corpus, blank: SeenColumn) -> Verdict | None:
    """Documents that show their validity, or a list of those in force, in any other column: they may be the query."""
    found = [
        article
        for article in corpus.articles(None, ())
        if validity_mark(article) or "normative" in article.kinds or _LIST_IN_FORCE.search(article.title)
    ]
    if not found:
        return None
    names = {column.id: column.name for column in corpus.all_columns}
    where = "、".join(dict.fromkeys(names[i] for a in found for i in a.columns if i in names))
    return suspect(
        f"“{blank.name}”栏目是空的，但“{where}”栏目有 {len(found)} 份规范性文件或目录", of_column(blank), of_article(found[-1]),
        lean=Status.MET, question="现行有效的规范性文件是否在该处统一查询？", advice="把统一查询的入口放到规范性文件栏目。",
    )  # fmt: skip


def _by_marks(found: list[Article], showing: set[str], marked_percent: int, column: SeenColumn) -> Verdict:
    known = [a for a in found if a.state == "read" or a.identity in showing]
    if not found:
        return suspect(
            f"“{column.name}”栏目有 {column.rows} 条信息，但看不出其中有规范性文件", of_column(column), lean=Status.GAP,
            question="该栏目是否就是规范性文件统一查询的栏目？",
        )  # fmt: skip
    if not known:
        return unknown(
            f"“{column.name}”栏目列出 {len(found)} 份文件，但页面都没有读到", of_column(column), of_article(found[-1])
        )
    marked = [a for a in known if a.identity in showing]
    told = f"“{column.name}”栏目汇集 {len(found)} 份文件，读到 {len(known)} 份，其中 {len(marked)} 份标明有效性"
    if 100 * len(marked) >= marked_percent * len(known):
        return met(told, of_column(column), of_article(marked[-1]))
    bare = [a for a in known if a.identity not in showing]
    return suspect(
        f"{told}，不足 {marked_percent}%", of_column(column), of_article(bare[-1]), lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT, question="能否在门户上按有效性统一查询现行规范性文件？", advice="逐份标明有效性，并提供按有效性查询。",
    )  # fmt: skip
