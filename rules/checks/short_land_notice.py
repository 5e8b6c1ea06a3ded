"""征地公告时间不足：土地征收预公告、征地补偿安置公告写明的公告时间短于法定，或征收公告发布得晚。

依据：土地管理法实施条例第二十六条（预公告不少于10个工作日）、第二十八条（补偿安置公告不少于30日）、第三十一条（收到批准文件之日起15个工作日内发布征收土地公告）。
判定：公告自己写明的起止日期，发布当日不计，够法定时间为合规；两个日期都写明而不足的，为有问题；当日计入才够、只写天数的，
正文写有批准文件、可能属于批准之后公告的，写明此前已经公告、张贴，或另有延长、更正、重新公告的，为待核验。同一公告写明延长的，按延长后的算。
征收公告写明批准或收到日期、发布晚于其后 15 个工作日的，为待核验：法定的发布地点是当地乡镇和村，网站只是其中之一。每条一个结果，合规的合并为一个。
无法判定：页面没有读到；起止时间写在未读到的附件或图片里，或没有写明。
不涉及：没有征地公告的；国有土地上房屋征收；现状调查结果的公示；补偿标准是否合法。
怎么改：公告写明起止日期，不少于法定时间；不足的，延长并说明。
"""

import re
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.dates import find_dates
from rules.checks._projects import (
    Demand,
    NoticeWords,
    ProjectItem,
    amended,
    judge_notice,
    project_items,
    told_of_notices,
)
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 2

_APPROVED = re.compile(r"[^。；\n]{0,80}(?:批准|批复|收到)[^。；\n]{0,80}")
# Both notices come before the approval; under the rules of before 2020 the plan of compensation came after it.
_AFTER_APPROVAL: Final = r"府土(?:批|字|函)?[〔\[(（]|[已业]?经[^。\n]{0,24}(?:人民政府|国务院)[^。\n]{0,12}批准|批准文[号件]|批准机关"
_OLD: Final = 400  # days after which an approval named in a notice is not the one it announces
_MORE: Final = re.compile(r"更正|补充|变更|延期|撤销|终止")
_WORDS: Final = NoticeWords(
    "征地公告", good="的时间符合规定", open="不能核对", none="没有土地征收预公告、补偿安置公告、征收公告"
)


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("public_resources", "major_project", "notices", "livelihood"),
    first_workdays: int = 10,
    settlement_days: int = 30,
    announce_workdays: int = 15,
) -> list[Verdict]:
    items, is_cut = project_items(corpus, duty, kinds, duty.applies_from, 4)
    demands = {"征地预公告": Demand("公告", first_workdays, True), "安置公告": Demand("公告", settlement_days)}
    judged: list[tuple[ProjectItem, Verdict]] = []
    for item in items:
        if _MORE.search(item.article.title):
            continue
        if demand := demands.get(item.said.item):
            own = ("公告", "预公告", "通告")
            beside = amended(corpus, duty, kinds, item.article)
            verdict = judge_notice(
                corpus, item.article, demand, binds="", own_label=own, frees=_AFTER_APPROVAL, beside=beside
            )
            judged.append((item, verdict))
        elif item.said.item == "征收公告":
            judged.append((item, _announced(corpus, item, announce_workdays)))
    return told_of_notices(corpus, duty, kinds, judged, _WORDS, about=f"public_resources:{duty.year}", is_cut=is_cut)


def _announced(corpus: Corpus, item: ProjectItem, workdays: int) -> Verdict:
    article = item.article
    if article.state != "read" or article.published is None:
        return unknown(f"《{article.title}》没有读到或读不出发布日期，不能核对", of_article(article))
    found = _approval(corpus.text(article), article.published)
    if found is None:
        return unknown(f"《{article.title}》没有写明批准文件的日期，不能核对", of_article(article))
    day, quote = found
    due = workdays_after(day, workdays)
    if not due.surely_before(article.published):
        return met(f"《{article.title}》在批准后 {workdays} 个工作日内发布", of_article(article, quote))
    return suspect(
        f"《{article.title}》写明的批准（收到）日期最晚为 {day}，{article.published} 发布，晚于其后第 {workdays} 个工作日 {due}",
        of_article(article, quote), lean=Status.GAP, defect=Defect.OVERDUE,
        question="何日收到批准文件，何日在当地乡镇和村发布了公告？", advice="收到批准文件后 15 个工作日内发布，并注明收到日期。",
    )  # fmt: skip


def _approval(text: str, published: date) -> tuple[date, str] | None:
    """The last day not after publication that a sentence on the approval names."""
    best: tuple[date, str] | None = None
    for sentence in _APPROVED.finditer(text[:20_000]):
        for day, _, _ in find_dates(sentence.group()):
            if day <= published and (published - day).days <= _OLD and (best is None or day > best[0]):
                best = day, sentence.group().strip()
    return best
