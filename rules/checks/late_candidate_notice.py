"""候选人公示晚：中标候选人公示晚于收到评标报告之后第 3 日。

依据：招标投标法实施条例第五十四条（招标人应当自收到评标报告之日起3日内公示中标候选人）。
判定：公示写明收到评标报告的日期，或只写明评标日期，发布在其后 3 日内（末日遇休息日顺延）的，为合规；晚于的为待核验，不认定：公示可能已先在公共资源交易平台发布，
只写评标日期的还不知道报告何时送达。每条一个结果，合规的合并为一个。
无法判定：页面没有读到；没有写明收到评标报告或评标的日期。
不涉及：公示写明的天数（见 short_tender_notice）；比选、磋商、询价等；货物和服务采购；没有候选人公示的。
怎么改：公示写明收到评标报告的日期，并在 3 日内公示；已先在交易平台公示的，写明平台的公示日期和链接。
"""

import re
from typing import Final

from crawler.archive import Corpus
from crawler.extract.tender import read_tender_text
from rules.checks._projects import NoticeWords, ProjectItem, project_items, told_of_notices
from rules.contents import contents
from rules.deadlines import days_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_OTHER_WAYS: Final = re.compile(r"比选|磋商|询价|谈判|遴选|竞价|成交|政府采购")
_WORDS: Final = NoticeWords(
    "中标候选人公示",
    good="在写明的日期之后 3 日内发布",
    open="没有写明收到评标报告或评标的日期",
    none="没有中标候选人公示（招标信息依法可在公共资源交易平台公布）",
)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("major_project", "public_resources", "notices"), days: int = 3
) -> list[Verdict]:
    items, is_cut = project_items(corpus, duty, kinds, duty.applies_from, 3)
    notices = [i for i in items if i.said.item == "中标候选人" and not _OTHER_WAYS.search(i.article.title)]
    judged = [(item, _one(corpus, item, days)) for item in notices]
    return told_of_notices(corpus, duty, kinds, judged, _WORDS, about=f"candidates:{duty.year}", is_cut=is_cut)


def _one(corpus: Corpus, item: ProjectItem, days: int) -> Verdict:
    article, name = item.article, f"《{item.article.title}》"
    if article.state not in ("read", "file"):
        return unknown(f"{name}没有读到（{article.cause or '未读取'}）", of_article(article))
    said = read_tender_text(article.title, contents(corpus, article).text)
    told = said.reported or said.evaluated
    if told is None or article.published is None:
        return unknown(f"{name}没有写明收到评标报告或评标的日期" if article.published else f"{name}读不出发布日期", of_article(article))
    what = "收到评标报告的日期" if said.reported else "评标日期"
    due = days_after(told, days)
    if not due.surely_before(article.published):
        return met(f"{name}在{what} {told} 之后 {days} 日内发布", of_article(article))
    return suspect(
        f"{name}写明{what}为 {told}，{article.published} 才发布，晚于第 {days} 日 {due}", of_article(article), lean=Status.GAP, defect=Defect.OVERDUE,
        question="是否已先在公共资源交易平台公示，收到评标报告是哪一天？", advice="今后在收到评标报告之日起 3 日内公示；已先在交易平台公示的，写明日期和链接。",
    )  # fmt: skip
