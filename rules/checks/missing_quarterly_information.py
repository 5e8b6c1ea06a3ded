"""未见每季度的政务公开工作信息：先行部门、先行乡镇（街道）有的季度没有见到本单位撰写的政务公开工作信息。

依据：年度要点（各先行部门、乡镇每季度撰写1篇高质量政务公开工作信息）。从文件印发的那个季度起算（参数 first_quarter），是我们的判断。
判定：季度最后一日（含）以前发布，标题写政务公开工作，正文写有做法、成效，达到一定篇幅的，该季度为合规。
篇幅短、写到不多的，标题写明是该季度而季后才发布的，请人确认。季度过完仍未见的，为待核验，不作认定：要求的是撰写，可能报送上级采用而没有在本站发布。
每个季度一个结果。季度最后一日及以前没有见到的，为未到期。
无法判定：栏目没有看全；采集不晚于季度最后一日；只有读不出日期的，或页面没有读到。
不涉及：写得好不好；年度报告、指南、目录、通知公告；转载上级的；往年的。
怎么改：每季度末以前发布（或报送）一篇，标题写明事项，正文写明做法、成效和数字；已被上级采用的，给出链接。
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.time_span import named_spans, parts_of
from rules.asked_items import plain_title
from rules.checks._candidate import Fit
from rules.checks._columns import searched
from rules.checks._oversight import names_another
from rules.contents import contents
from rules.deadlines import quarter_end
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_due, suspect, unknown
from rules.texts import is_upper

version = 1

_ABOUT = re.compile(r"政务公开|政府信息公开|信息公开|政府网站|政务新媒体")
_NEVER = re.compile(
    r"年度报告|年报|年度报表|指南|目录|清单|预算|决算|公示|公告|通知|通报|申请|制度|办法|要点|方案|意见征集|征求|采购|招标|名单|一览|细则|"
    r"答复|投诉|电话|招聘|领导小组|检查表|测评表|报告$|报表|专栏|专区$|领域信息公开$"
)
_WORK = re.compile(r"做法|经验|成效|创新|探索|打造|机制|举措|亮点|特色|提升|群众满意|试点|推动|推进|深化|聚焦|优化|便民")
_LENGTH: Final = 300  # characters below which a text is a short notice
_MENTIONS: Final = 2
_WORDS: Final = 3
_AFTER: Final = 20  # days after its quarter in which an item that names it still may be meant for it
_NAMES: Final = "一二三四"


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    fit: Fit
    why: str = ""

    @property
    def evidence(self) -> Evidence:
        return of_article(self.article)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("news", "notices", "grassroots_zone"), first_quarter: int = 2
) -> list[Verdict]:
    items = [_item(corpus, article) for article in _own(corpus, duty)]
    looked = searched(corpus.columns(duty.unit, kinds))
    found = []
    for n in range(first_quarter, 5):
        first = date(duty.year, 3 * n - 2, 1)
        last = quarter_end(first)
        verdict = _judged(corpus, duty, kinds, items, n, first, last)
        found.append(replace(verdict.about(f"work_information:{duty.year}Q{n}", due=last), searched=looked))
    return found


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], items: list[_Item], n: int, first: date, last: date
) -> Verdict:
    what = f"第{_NAMES[n - 1]}季度的政务公开工作信息"
    inside = [i for i in items if (day := i.article.published) and first <= day <= last and not _is_of_earlier(i.article, first)]
    best = min(inside, key=lambda i: (i.fit, i.article.published or last, i.article.identity), default=None)
    if best and best.fit is Fit.MET:
        return met(f"已见{what}：《{best.article.title}》（{best.article.published} 发布，{best.why}）", best.evidence)
    if corpus.as_of <= last:
        return not_due(f"{what}到 {last} 为止，目前未到期", due=last)
    if best and best.fit is Fit.UNREAD:
        return unknown(f"已列出疑似{what}的《{best.article.title}》，但{best.why}", best.evidence)
    if best or (best := _after(items, last)):
        return suspect(
            f"见到疑似{what}的《{best.article.title}》（{best.article.published} 发布），{best.why}", best.evidence, lean=Status.MET,
            question=f"《{best.article.title}》是不是{duty.unit_name}撰写的{what}？", advice="是的，确认即可；另有一篇的，给出链接或采用证明。",
        )  # fmt: skip
    return _absent(corpus, duty, kinds, items, what, last)


def _absent(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], items: list[_Item], what: str, last: date) -> Verdict:
    columns = corpus.own_columns(duty.unit, kinds)
    if not columns:
        return unknown(f"未见{what}，但站点档案没有登记{duty.unit_name}自己的动态、通知一类栏目")
    if why := corpus.unseen(duty.unit, kinds, due=last):
        return unknown(f"未见{what}，但{why}")
    if undated := next((i for i in items if i.article.published is None), None):
        return unknown(f"未见{what}，但《{undated.article.title}》读不出发布日期", undated.evidence)
    told = suspect(
        f"截至 {corpus.run_as_of}，本站未见{duty.unit_name}{what}", of_column(columns[0]), lean=Status.GAP, defect=Defect.ABSENT,
        question="该季度的工作信息发布在哪里，或被哪一级采用？", advice="给出发布链接或采用证明；没有撰写的，补写。",
    )  # fmt: skip
    return replace(told, event=last)


def _is_of_earlier(article: Article, first: date) -> bool:
    """Whether its title names a quarter or month that was over before ``first``, and no later one."""
    parts = parts_of(named_spans(article.title, article.published))
    return bool(parts) and all(span.last < first for span in parts)


def _after(items: list[_Item], last: date) -> _Item | None:
    """What was published soon after the quarter and says that it is of it."""
    for item in items:
        day = item.article.published
        if day is None or not 0 < (day - last).days <= _AFTER:
            continue
        if any(span.last == last for span in named_spans(item.article.title, day)):
            return replace(item, why=f"标题写明是该季度的，晚于季末 {(day - last).days} 天")
    return None


# ---- what there is


def _own(corpus: Corpus, duty: Duty) -> list[Article]:
    years = re.compile(rf"(?<!\d)(?!{duty.year})20\d{{2}}年")
    return [
        article
        for article in corpus.articles(duty.unit, (), titled=_is_about)
        if not years.search(article.title)
        and not is_upper(article.title, corpus.site.district_names)
        and not names_another(corpus, duty, article.title)
    ]


def _is_about(title: str) -> bool:
    plain = plain_title(title)
    return bool(_ABOUT.search(plain)) and not _NEVER.search(plain)


def _item(corpus: Corpus, article: Article) -> _Item:
    if article.state in ("failed", "skipped", "external"):
        return _Item(article, Fit.UNREAD, f"页面没有读到（{article.cause or '未读取'}）")
    text = "".join(contents(corpus, article).text.split())
    if not text:
        return _Item(article, Fit.UNREAD, "正文没有读出文字")
    mentions, words = len(_ABOUT.findall(text)), len(set(_WORK.findall(text)))
    told = f"正文约 {len(text)} 字，写到政务公开 {mentions} 处"
    if len(text) >= _LENGTH and mentions >= _MENTIONS and words >= _WORDS:
        return _Item(article, Fit.MET, told)
    return _Item(article, Fit.MAYBE, f"{told}，是不是工作信息须确认")
