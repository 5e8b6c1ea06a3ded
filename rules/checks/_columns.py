"""What one column's receipt allows to be said of it."""

import re
from calendar import monthrange
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
    r"|(?:已|现)?(?:迁移|并入|合并|整合|归并?|调整|转移?|移)(?:至|到|入)[^。；\n]{0,30}(?:栏目|专栏|专区|专题|网站|页面|历史库|档案库)"
    r"|(?:信息|内容)[^。；\n]{0,10}请(?:到|至|前往|移步|在|点击|访问|登录|关注|查看)[^。；\n]{0,40}(?:栏目|专栏|专区|专题|平台|网站|页面)"
    r"|请(?:到|至|前往|移步)[^。；\n]{0,40}(?:栏目|专栏|专区|专题)[^。；\n]{0,6}(?:查看|查询|浏览|查阅)"
    r"|(?:本|该|此)(?:栏目?|专栏|专题)[^。；\n]{0,24}(?:(?:统一|改)在[^。；\n]{0,30}(?:发布|公开|公布|更新)|更名|改名|改为|由[^。；\n]{2,16}(?:维护|更新))"
    r"|(?:相关|该类|此类|今后|最新)的?(?:信息|内容)(?:(?:详?见|参见)[^。；\n]{0,30}(?:栏目|专栏|专区|专题)|转[至到][^。；\n]{0,30}(?:栏目|专栏|专区|专题|平台|网站))"
)
# A notice that names the column: 关于撤销“学校安全”等栏目的通知.
_CLOSES = re.compile(r"(?:撤销|撤并|关闭|停用|下线|取消|合并|整合|归并|迁移|优化|调整)[^。；\n]{0,30}(?:栏目|专栏|专题|板块)")
_PERIOD = re.compile(
    r"(?P<year>20\d{2})\s?年\s?(?:(?P<half>上|下)半年|第?(?P<quarter>[一二三四1-4])季度|(?:1?\d\s?月?\s?[-—–~～至到]\s?)?(?P<month>1[0-2]|0?[1-9])\s?月|(?P<whole>全年|度|以来|至今))"
)
_NOTHING = re.compile(r"(?<!有)(?:未|没有|没)(?:再)?(?:发生|产生|出现|接到|收到|涉及|新增)|暂无|(?<![有毫])无(?!论|线|证|偿|障碍|人机|害)|零(?:报告|发生)|没有(?:相关|应公开|新增)")
_TO_COME = re.compile(r"目标|计划|力争|确保|争取|要求|预计|实现|任务|杜绝")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_BY_EVENT = re.compile(
    r"(?:仅|只|待)?(?:在|有)?[^。；\n]{0,8}发生[^。；\n]{0,16}(?:更新|发布|公布|公开)|如有[^。；\n]{0,12}(?:更新|发布|公布|公开)|适时(?:更新|发布|公布)|暂无(?:新增|更新|内容|信息)|(?:没有|未|无)(?:发生|新增|变化|变动)[^。；\n]{0,6}不(?:再|作|予)?(?:更新|发布)"
)
_OF_THE_COLUMN = re.compile(r"(?:本|该|此)(?:栏目?|专栏|页面?|板块)")
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
        for article in corpus.articles(duty.unit, (), or_unattributed=True, titled=_tells_of_closing):
            if column.name and column.name in article.title:
                return f"《{article.title}》提到该栏目", article
    return "", None


def _tells_of_closing(title: str) -> bool:
    return bool(_CLOSED.search(title) or _CLOSES.search(title))


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


def said_nothing(words: str, since: date, until: date) -> str:
    """The line that says of a period after ``since`` that nothing happened, or that the column waits for events; '' without one.

    2023年二季度未发生突发事件. A period that ends after ``until`` has not been told yet.
    """
    for line in words[:50_000].splitlines():
        ends = [end for found in _PERIOD.finditer(line) if (end := _end_of(found, until))]
        nothing = _NOTHING.search(line) and not _TO_COME.search(line) and any(since <= end <= until for end in ends)
        if nothing or (_OF_THE_COLUMN.search(line) and _BY_EVENT.search(line)):
            return line.strip()[:80]
    return ""


def _end_of(found: re.Match[str], until: date) -> date | None:
    """The last day of a period as written; of a year still running, the day of the look."""
    year = int(found["year"])
    if found["whole"]:
        return min(date(year, 12, 31), until) if year <= until.year else None
    if found["half"]:
        month = 6 if found["half"] == "上" else 12
    elif found["quarter"]:
        month = 3 * (_QUARTERS.get(found["quarter"]) or int(found["quarter"]))
    else:
        month = int(found["month"])
    end = date(year, month, monthrange(year, month)[1])
    return min(end, until) if date(year, month, 1) <= until else None


def filled_sibling(corpus: Corpus, column: SeenColumn) -> SeenColumn | None:
    """Another column of the same kind and unit that holds something: this one may be its duplicate."""
    own = corpus.own_columns(column.unit, (column.kind,))
    return next((other for other in own if other.id != column.id and other.rows), None)


def searched(columns: Iterable[SeenColumn]) -> tuple[Searched, ...]:
    """The columns as a verdict says where it looked.

    Checks that ask the items of one column, or everybody's, say so themselves: the trace would name every unit's columns.
    """
    return tuple(Searched(c.id, c.url, c.complete, c.pages_fetched, c.oldest, c.name, c.ended) for c in columns)
