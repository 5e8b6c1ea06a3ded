"""What one column's receipt allows to be said of it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.corpus import FRESH_DAYS
from crawler.dates import read_date
from crawler.extract.statement import Statement, read_statement
from crawler.items import Outcome
from crawler.page import Page
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
    for article in corpus.articles(duty.unit, (), duty.applies_from, titled=lambda title: "说明" in title):
        if column.id in article.columns:
            continue
        said = read_statement(article.title, corpus.text(article))
        if said and said.column in names and said.end >= duty.applies_from:
            return article, said
    return None


def speaks_of_column(corpus: Corpus, duty: Duty, column: SeenColumn) -> Article | None:
    """What the unit published elsewhere about this column being empty, though not in the form of a valid statement."""
    names = {column.name, label(column.kind)}
    for article in corpus.articles(duty.unit, (), duty.applies_from, titled=_SAYS_NOTHING.search):
        if column.id not in article.columns and any(name in article.title for name in names):
            return article
    return None


_CLOSED_NAME = re.compile(
    r"归档|存档|档案库|历史(?!文化|沿革|名)|旧版|老版|往期|往年|过期|已?(?:关闭|停用|停更|下线|撤销|合并)|停止更新|(?:脱贫|精准)(?:攻坚|扶贫)|扶贫|新冠|新型冠状|疫情|主题教育|党史学习|群众路线|三严三实|两学一做|不忘初心"
    r"|换届|普查|扫黑除恶|营改增|机构改革|灾后重建|抗震救灾|复工复产|创(?:文|卫|城)|十[一二三]五|三去一降|污染防治攻坚|环保督察|三年行动"
)
_CLOSED = re.compile(
    r"(?:停止|不再|暂停|终止)(?:信息|内容)?(?:更新|维护)|停更|(?:栏目|专栏|专题|本栏|板块)[^。；\n]{0,24}(?:关闭|撤销|撤并|合并|整合|并入|归并|迁移|迁至|移至|停用|下线|取消|归档|调整)"
    r"|(?:已|现)?(?:迁移|并入|合并|整合|归并|调整|转移|移)(?:至|到|入)[^。；\n]{0,30}(?:栏目|专栏|专区|专题|网站|页面)"
    r"|(?:信息|内容)[^。；\n]{0,10}请(?:到|至|前往|移步|在|点击|访问|登录|关注|查看)[^。；\n]{0,40}(?:栏目|专栏|专区|专题|平台|网站|页面)"
    r"|请(?:到|至|前往|移步)[^。；\n]{0,40}(?:栏目|专栏|专区|专题)[^。；\n]{0,6}(?:查看|查询|浏览|查阅)"
)
_SAYS_NOTHING = re.compile(r"说明|暂无|无内容|没有")
_UPDATED = re.compile(r"(?:更新|维护|修改|修订|调整)(?:时间|日期|于)\s?[:：]?\s?")
_LOOKED_AT = 20  # newest items whose words are read


def why_closed(corpus: Corpus, duty: Duty, column: SeenColumn, items: Sequence[Article]) -> tuple[str, Article | None]:
    """What says that a column is closed, archived, merged or of a campaign that ended, and the item that says so; '' when nothing."""
    year = re.search(r"(?<!\d)(20\d{2})(?!\d)", column.name)
    if year and int(year[1]) < corpus.run_as_of.year:
        return f"栏目名称写明是 {year[1]} 年的", None
    if found := _CLOSED_NAME.search(column.name):
        return f"从名称（“{found.group()}”）看，可能已归档、撤并或事项已结束", None
    for article in list(items)[-_LOOKED_AT:]:
        if found := _CLOSED.search(f"{article.title}\n{corpus.text(article)[:3_000]}"):
            return f"《{article.title}》写有“{found.group()[:40]}”", article
    if found := _CLOSED.search(page_words(corpus, column)):
        return f"栏目页面写有“{found.group()[:40]}”", None
    with corpus.looking():  # no absence is concluded from these
        for article in corpus.articles(duty.unit, (), or_unattributed=True, titled=_CLOSED.search):
            if column.name and column.name in article.title:
                return f"《{article.title}》提到该栏目", article
    return "", None


def page_words(corpus: Corpus, column: SeenColumn) -> str:
    """The words of a column's own page; '' when its payload was not kept."""
    kept = corpus.archive_payload(column.sha256) if column.sha256 else None
    if kept is None:
        return ""
    return "\n".join(words.strip() for words in Page(column.url, kept[0], content_type=kept[1]).root.itertext() if words.strip())[:50_000]


def said_updated(words: str, since: date, until: date) -> date | None:
    """A day between the two that words call the day of an update (更新时间：…)."""
    for told in _UPDATED.finditer(words[:100_000]):
        day = read_date(words[told.end() : told.end() + 24].strip())
        if day and since <= day <= until:
            return day
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
