"""公示期不足：中标候选人公示写明的公示时间少于 3 日。

依据：招标投标法实施条例第五十四条（依法必须进行招标的项目，公示期不得少于3日）；国办发〔2017〕94号（招标投标信息）。
判定：公示自己写明的起止日期，发布当日不计，满 3 日为合规；两个日期都写明而不足的，为有问题；当日计入才够的，为待核验。每条公示一个结果，合规的合并为一个。
写了几个时间的，取最长的，同一公示写明延长的，按延长后的算；写明不是必须招标、参照执行，此前已在交易平台公示，或另有延长、重新公示的，为待核验；正文没有写明依据招标投标法的，不能确定是否必须招标，为待核验。
无法判定：页面没有读到；起止时间写在未读到的附件或图片里，或没有写明。
不涉及：没有中标候选人公示的（招标信息依法可在公共资源交易平台公布）；比选、磋商、询价等；货物和服务采购；招标公告、结果、合同是否齐全（见 project_stages）。
怎么改：公示写明起止日期，不少于 3 日；最后一日遇节假日的顺延。
"""

import re

from crawler.archive import Corpus
from rules.checks._projects import (
    Demand,
    NoticeWords,
    ProjectItem,
    amended,
    judge_notice,
    project_items,
    told_of_notices,
)
from rules.model import Duty, Verdict

version = 2

_OTHER_WAYS = re.compile(r"比选|磋商|询价|谈判|遴选|竞价|成交|政府采购")
_WORDS = NoticeWords(
    "中标候选人公示",
    good="写明的时间不少于规定",
    open="读不出公示时间",
    none="没有中标候选人公示（招标信息依法可在公共资源交易平台公布）",
)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("major_project", "public_resources", "notices"), days: int = 3
) -> list[Verdict]:
    items, is_cut = project_items(corpus, duty, kinds, duty.applies_from, 3)
    notices = [i for i in items if i.said.item == "中标候选人" and not _OTHER_WAYS.search(i.article.title)]
    judged = [(item, _one(corpus, duty, kinds, item, days)) for item in notices]
    return told_of_notices(corpus, duty, kinds, judged, _WORDS, about=f"major_project:{duty.year}", is_cut=is_cut)


def _one(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], item: ProjectItem, days: int) -> Verdict:
    beside = amended(corpus, duty, kinds, item.article)
    return judge_notice(
        corpus, item.article, Demand("公示", days), binds="招标投标法", own_label=("公示",), beside=beside
    )
